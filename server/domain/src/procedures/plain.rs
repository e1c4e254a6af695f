//! What the reader of a file refuses, in the words of an author.

/// What is wrong and what to write instead, where the reader's own words are those of the program. `written` is what stands
/// there, as far as the reader says where; `key` is the key of its line.
pub(super) fn said(message: &str, key: Option<&str>, written: &str) -> Option<(String, String)> {
    let written = written.trim();
    let wrong_type = message.contains("invalid type") || message.contains("did not match any variant");
    if wrong_type && is_day(written) {
        return says(format!("the day {written} stands without quotes"), format!("write \"{written}\""));
    }
    if let Some(day) = message.contains("parameter 'day'").then(|| written.trim_matches('"')) {
        return says(format!("there is no day `{day}`"), "write a day of the calendar, as \"2026-02-28\"");
    }
    if message.contains("wanted exactly 1 element") {
        return says("only one of these can be said at a time".to_owned(), "keep one, as `{ days = 30 }`");
    }
    if message.contains("untagged enum Answer") {
        let remedy = "write a text in quotes, a whole number, true or false, or a list of texts, as `quota = \"12.50\"`";
        return says(format!("`{written}` cannot be an answer"), remedy);
    }
    if let Some(number) = number(message, written) {
        return Some(number);
    }
    if key == Some("length") && (message.contains("unknown variant") || message.contains("invalid type")) {
        return says(
            "a length is so many days, working_days, months or years".to_owned(),
            "write it as `length = { days = 30 }`",
        );
    }
    if message.contains("expected a sequence") {
        let key = key.unwrap_or("who");
        let item = if written.starts_with('"') { written } else { "\"…\"" };
        return says(format!("`{key}` is a list"), format!("write it in brackets, as `{key} = [{item}]`"));
    }
    None
}

/// What is said of numbers that have no place where they stand.
fn number(message: &str, written: &str) -> Option<(String, String)> {
    let whole = ["u8", "u16", "u32", "u64", "i64", "i128"].iter().any(|kind| message.contains(kind));
    if !whole || message.contains("unknown field") {
        return None;
    }
    let digits = written.trim_start_matches(['-', '+']);
    let is_number = !digits.is_empty() && digits.chars().all(|sign| sign.is_ascii_digit() || sign == '_');
    if !is_number {
        return says(
            "here stands no whole number".to_owned(),
            "write a whole number without quotes, as `30`",
        );
    }
    if written.starts_with('-') {
        return says(format!("`{written}` is less than nothing"), "write a number of 0 or more, as `30`");
    }
    says(format!("`{written}` is too large a number"), "write a smaller one, as `30`")
}

fn says(message: String, remedy: impl Into<String>) -> Option<(String, String)> {
    Some((message, remedy.into()))
}

/// Whether it is a day, or a moment of one, as TOML writes it without quotes.
fn is_day(text: &str) -> bool {
    let digits = |part: Option<&str>, many: usize| {
        part.is_some_and(|part| part.len() == many && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    text.get(..10).is_some_and(|day| {
        let mut parts = day.split('-');
        digits(parts.next(), 4) && digits(parts.next(), 2) && digits(parts.next(), 2)
    })
}
