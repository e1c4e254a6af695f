//! What the reader of a file refuses, in the words of an author.

/// Where the reader stopped.
pub(super) struct Spot<'a> {
    /// The key of that line, if there is one.
    pub(super) key: Option<&'a str>,
    /// What stands there, as far as the reader says where.
    pub(super) written: &'a str,
    /// The line.
    pub(super) line: &'a str,
    /// Whether it is about the file as a whole.
    pub(super) whole: bool,
    /// Whether the file holds words, whose blocks have the ids of other files.
    pub(super) words: bool,
}

/// What is wrong and what to write instead, where the reader's own words are those of the program.
pub(super) fn said(message: &str, spot: &Spot<'_>) -> Option<(String, String)> {
    let (key, written) = (spot.key, spot.written.trim());
    if let Some(block) = block(message, spot) {
        return Some(block);
    }
    if let Some(key) = message.split_once("missing field `").and_then(|(_, rest)| rest.split('`').next()) {
        return Some((format!("`{key}` is missing"), missing(key, spot.whole)));
    }
    if let Some(slip) = slip(message, spot) {
        return Some(slip);
    }
    let wrong_type = message.contains("invalid type") || message.contains("did not match any variant");
    if wrong_type && is_day(written) {
        return says(format!("the day {written} stands without quotes"), format!("write \"{written}\""));
    }
    let no_day = message.contains("parameter 'day'") || message.contains("integer as year");
    if let Some(day) = no_day.then(|| written.trim_matches('"')) {
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
    let odd = ["unknown variant", "invalid type", "wanted string or table"];
    if key == Some("length") && odd.iter().any(|says| message.contains(says)) {
        return says(
            "a length is so many days, working_days, months or years".to_owned(),
            "write it as `length = { days = 30 }`",
        );
    }
    if message.contains("wanted string or table") {
        return says(
            format!("`{written}` cannot stand here"),
            "write one of the words that are possible, in quotes",
        );
    }
    if message.contains("expected a sequence") {
        let key = key.unwrap_or("who");
        let item = if written.starts_with('"') { written } else { "\"…\"" };
        return says(format!("`{key}` is a list"), format!("write it in brackets, as `{key} = [{item}]`"));
    }
    None
}

/// The blocks of which a file may have several.
const LISTS: [&str; 22] = [
    "branch", "category", "event", "fill", "fires", "link", "on", "outcome", "question", "row", "rule",
    "sample", "scenario", "section", "slot", "source", "state", "step", "table", "term", "track", "version",
];

/// What is wrong with the head of a block.
fn block(message: &str, spot: &Spot<'_>) -> Option<(String, String)> {
    let line = spot.line.trim();
    let twice = message.contains("duplicate key");
    if let Some(name) = line.strip_prefix("[[").and_then(|rest| rest.split(']').next()).filter(|_| twice) {
        let message = format!("above, `[{name}]` begins the only block of its kind");
        return says(message, format!("write `[[{name}]]` there too"));
    }
    let name = line.strip_prefix('[')?.split(']').next()?.trim();
    if !twice && !message.contains("expected a sequence") {
        return None;
    }
    if !spot.words && name.rsplit('.').next().is_some_and(|last| LISTS.contains(&last)) {
        return says(
            format!("`[{name}]` begins the only block of its kind"),
            format!("write `[[{name}]]`, each time"),
        );
    }
    let remedy = "put what both say into one of them, and take the other out";
    twice.then(|| (format!("the block `[{name}]` is there twice"), remedy.to_owned()))
}

/// Where a key that is missing belongs: what is a block of its own stands below, never above other keys.
fn missing(key: &str, whole: bool) -> String {
    match key {
        "source" | "state" | "event" | "step" | "slot" | "link" | "question" | "outcome" if whole => {
            format!("add a block `[[{key}]]` at the end of the file")
        }
        "service" | "filing" if whole => format!("add a block `[{key}]`"),
        "expect" => "add it as `expect = { … }` to the same block".to_owned(),
        _ if whole => "add the key at the top, above the first line that begins with `[`".to_owned(),
        _ => "add the key here".to_owned(),
    }
}

/// Slips with quotes, which everybody makes.
fn slip(message: &str, spot: &Spot<'_>) -> Option<(String, String)> {
    let bare = ["string values must be quoted", "invalid float", "invalid boolean", "invalid integer"];
    let value = spot.line.split_once('=').map_or("", |(_, value)| value.trim());
    let short = |text: &str| text.chars().take(40).collect::<String>();
    let printed = |text: &str| text.starts_with(['“', '”', '„', '«', '‘', '’']);
    if printed(spot.written) || printed(value) {
        return says(
            "here stand quotes as they are printed".to_owned(),
            "write the straight ones, as `\"…\"`",
        );
    }
    if bare.iter().any(|says| message.contains(says)) {
        let shown = short(spot.written.trim());
        let remedy = format!("write a text in quotes, as `\"{shown}\"`, and a number in digits, as `30`");
        return says(format!("`{shown}` stands without quotes"), remedy);
    }
    let begins = value.chars().next()?;
    if message.contains("unexpected key or value") && begins.is_ascii_digit() {
        return says(
            format!("`{}` is no whole number", short(value)),
            "write an amount in quotes and with a point, as `\"80.00\"`",
        );
    }
    if message.contains("unexpected key or value") && matches!(begins, '"' | '\'') {
        let remedy = "put a text with an apostrophe in `\"…\"`, and write «…» for quotes within it";
        return says("the text ends before its line does".to_owned(), remedy);
    }
    if message.contains("unicode") || message.contains("escape") {
        return says(
            "in a text `\\` begins a sign of its own".to_owned(),
            "write `\\\\` for one, or leave it out",
        );
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
