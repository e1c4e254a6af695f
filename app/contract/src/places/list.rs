//! Lists as text: one row a line, fields apart by `;`, never quoted; the first line names the fields.

use jiff::civil::Date;

/// Why a list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ListError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong there, for whoever keeps the list.
    pub what: String,
}

/// A row that has as many fields as the list has names, without blanks around.
pub(super) struct Row<'a, const FIELDS: usize> {
    pub(super) fields: [&'a str; FIELDS],
    line: usize,
}

impl<const FIELDS: usize> Row<'_, FIELDS> {
    /// The error that this row is wrong.
    pub(super) fn wrong(&self, what: impl Into<String>) -> ListError {
        ListError { line: self.line, what: what.into() }
    }

    /// A day as `2026-01-31`, or none.
    pub(super) fn day(&self, text: &str) -> Result<Option<Date>, ListError> {
        if text.is_empty() {
            return Ok(None);
        }
        let day = text.parse().ok();
        day.map(Some).ok_or_else(|| self.wrong(format!("`{text}` is no day such as 2026-01-31")))
    }
}

impl<'a> Row<'a, 4> {
    /// The row with an empty field before the others.
    pub(super) fn after_nothing(self) -> Row<'a, 5> {
        let [first, second, third, fourth] = self.fields;
        Row { fields: ["", first, second, third, fourth], line: self.line }
    }
}

/// The rows of a list. Empty lines and those that begin with `#` say nothing.
pub(super) fn rows<'a, const FIELDS: usize>(
    text: &'a str,
    names: [&str; FIELDS],
) -> Result<Vec<Row<'a, FIELDS>>, ListError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text
        .lines()
        .zip(1..)
        .map(|(line, number)| (line.trim(), number))
        .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    let head = names.join(";");
    match lines.next() {
        Some((line, _)) if line == head => {}
        first => {
            let line = first.map_or(1, |(_, number)| number);
            return Err(ListError { line, what: format!("the list does not begin with `{head}`") });
        }
    }
    lines.map(|(line, number)| row(line, number)).collect()
}

fn row<const FIELDS: usize>(text: &str, line: usize) -> Result<Row<'_, FIELDS>, ListError> {
    let mut parts = text.split(';');
    let mut found = 0;
    let fields = std::array::from_fn(|_| {
        let part = parts.next();
        found += usize::from(part.is_some());
        part.unwrap_or_default().trim()
    });
    found += parts.count();
    if found == FIELDS {
        Ok(Row { fields, line })
    } else {
        Err(ListError { line, what: format!("{found} fields, but the list has {FIELDS}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_says_in_which_line_it_is_wrong() {
        for (rule, text, expected) in [
            ("a list", "a;b\n1;2\n", Ok(vec![["1", "2"]])),
            (
                "blanks, comments, line ends",
                "\u{feff}# notes\r\n\r\na;b\r\n 1 ; 2 \r\n",
                Ok(vec![["1", "2"]]),
            ),
            ("a list without rows", "a;b", Ok(vec![])),
            ("nothing at all", "", Err("line 1: the list does not begin with `a;b`")),
            ("other names", "\na;c\n", Err("line 2: the list does not begin with `a;b`")),
            ("a field too few", "a;b\n1;2\n\n3\n", Err("line 4: 1 fields, but the list has 2")),
            ("a field too many", "a;b\n1;2;3;4\n", Err("line 2: 4 fields, but the list has 2")),
        ] {
            let read = rows(text, ["a", "b"]);
            let read = read.map(|rows| rows.into_iter().map(|row| row.fields).collect::<Vec<_>>());
            assert_eq!(read.map_err(|error| error.to_string()), expected.map_err(str::to_owned), "{rule}");
        }
    }
}
