//! Moments and civil days. Moments are UTC milliseconds; legal days are days of Europe/Rome.

use jiff::{Span, Timestamp, civil::Time, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A civil day: what the law counts.
pub use jiff::civil::Date;

use crate::Lang;

/// A moment, in whole UTC milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

static ROME: TimeZone = jiff::tz::get!("Europe/Rome");

const MONTHS_IT: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Moment {
    /// The civil day in Rome at this moment: the day that the law counts.
    #[must_use]
    pub fn day(self) -> Date {
        self.zoned().date()
    }

    /// The hour of the day in Rome, 0 to 23.
    #[must_use]
    pub fn hour(self) -> i8 {
        self.zoned().hour()
    }

    /// `22 novembre 2026` or `22 November 2026`.
    #[must_use]
    pub fn day_words(self, lang: Lang) -> String {
        day_words(self.day(), lang)
    }

    /// `22 novembre 2026, 10:41` or `22 November 2026, 10:41`, Rome time.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        let zoned = self.zoned();
        format!("{}, {:02}:{:02}", day_words(zoned.date(), lang), zoned.hour(), zoned.minute())
    }

    /// The first moment of a civil day in Rome.
    #[must_use]
    pub fn of_day(day: Date) -> Self {
        Self::in_rome(day, Time::midnight())
    }

    /// A day and a time of the day in Rome as browsers send them, `2026-11-28` and `22:00`.
    #[must_use]
    pub fn typed_in_rome(day: &str, time: &str) -> Option<Self> {
        Some(Self::in_rome(day.parse().ok()?, time.parse().ok()?))
    }

    /// The same time of the day in Rome, so many months later: on the last day of the month where
    /// that month has no such day.
    #[must_use]
    pub fn months_later(self, months: u8) -> Self {
        let later = self.zoned().saturating_add(Span::new().months(months));
        Self(later.timestamp().as_millisecond())
    }

    /// Noon in Rome on a civil day: for a day that is shown as a moment is.
    #[must_use]
    pub fn noon_of(day: Date) -> Self {
        Self::in_rome(day, Time::constant(12, 0, 0, 0))
    }

    /// A time of a civil day in Rome. Of a time that comes twice or never, when clocks change, the one that the
    /// earlier offset gives.
    #[must_use]
    pub fn in_rome(day: Date, time: Time) -> Self {
        let zoned = day.to_datetime(time).to_zoned(ROME.clone());
        // The last days that a calendar has, and the first, are no moments any more: the nearest one is.
        let nearest = if day.year() > 0 { jiff::Timestamp::MAX } else { jiff::Timestamp::MIN };
        Self(zoned.map_or(nearest, |zoned| zoned.timestamp()).as_millisecond())
    }

    /// RFC 3339 in UTC, for `<time datetime>` and logs.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.timestamp().to_string()
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn zoned(self) -> jiff::Zoned {
        self.timestamp().to_zoned(ROME.clone())
    }
}

/// The hour in Rome at a moment, `HH:MM:SS`.
#[must_use]
pub fn clock_words(at: Moment) -> String {
    let zoned = at.zoned();
    format!("{:02}:{:02}:{:02}", zoned.hour(), zoned.minute(), zoned.second())
}

/// A day as people type it in a form: `2026-11-28`, as a browser's own date input sends it, or `28/11/2026`.
#[must_use]
pub fn typed_day(text: &str) -> Option<Date> {
    let typed = ["%Y-%m-%d", "%d/%m/%Y"].into_iter().find_map(|form| Date::strptime(form, text.trim()).ok());
    typed.filter(|day| day.year() > 1900)
}

/// A civil day in words, months in lower case in Italian.
#[must_use]
pub fn day_words(day: Date, lang: Lang) -> String {
    let months = match lang {
        Lang::It => MONTHS_IT,
        Lang::En => MONTHS_EN,
    };
    let month = usize::try_from(day.month() - 1).ok().and_then(|index| months.get(index)).unwrap_or(&"");
    format!("{} {month} {}", day.day(), day.year())
}

/// Italian words with the article before a day as it is said: *l’8 marzo*, *dall’11 aprile*. The rest stays as it is.
#[must_use]
pub fn elided(words: &str) -> String {
    let mut said = String::with_capacity(words.len());
    let mut rest = words.split(' ').peekable();
    while let Some(word) = rest.next() {
        said.push_str(word);
        let mut ahead = rest.clone();
        let day = ahead.next().is_some_and(|day| matches!(day, "8" | "11"));
        let letters = |word: &str| word.trim_end_matches(|c: char| !c.is_alphabetic()).to_owned();
        let month = day && ahead.next().is_some_and(|month| MONTHS_IT.contains(&letters(month).as_str()));
        let before = if month { article(word) } else { None };
        match before {
            Some((article, short)) => {
                said.truncate(said.len() - article.len());
                said.push_str(short);
            }
            None if rest.peek().is_some() => said.push(' '),
            None => {}
        }
    }
    said
}

/// Words that end with the article of a day which stands after them, in words of its own: *Inviata il* or *Inviata l’*, with the
/// blank where there is one.
#[must_use]
pub fn before_day(words: &str, day: Date, lang: Lang) -> String {
    let said = day_words(day, lang);
    let whole = format!("{words} {said}");
    let whole = if lang == Lang::It { elided(&whole) } else { whole };
    whole.strip_suffix(&said).map(str::to_owned).unwrap_or(whole)
}

/// The article that a word is or ends with after a sign, and how it is said before a vowel.
fn article(word: &str) -> Option<(&'static str, &'static str)> {
    const SHORT: [(&str, &str); 8] = [
        ("il", "l’"),
        ("Il", "L’"),
        ("al", "all’"),
        ("Al", "All’"),
        ("dal", "dall’"),
        ("Dal", "Dall’"),
        ("del", "dell’"),
        ("nel", "nell’"),
    ];
    let bare = word.trim_start_matches(|c: char| !c.is_alphabetic());
    SHORT.into_iter().find(|(article, _)| *article == bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_before_a_day_is_said_as_italians_say_it() {
        for (words, expected) in [
            ("entro il 8 marzo 2026.", "entro l’8 marzo 2026."),
            ("dal 11 aprile al 8 maggio, del 1 maggio", "dall’11 aprile all’8 maggio, del 1 maggio"),
            ("(il 11 marzo)", "(l’11 marzo)"),
            ("Il 18 marzo; il 8 per cento; verso le 8", "Il 18 marzo; il 8 per cento; verso le 8"),
            ("ril 8 marzo", "ril 8 marzo"),
            ("", ""),
        ] {
            assert_eq!(elided(words), expected);
        }
    }

    #[test]
    fn words_before_a_day_of_its_own_end_as_italians_say_it() {
        for (words, lang, on, expected) in [
            ("Inviata il", Lang::It, "2026-12-08", "Inviata l’"),
            ("Fino al", Lang::It, "2026-11-11", "Fino all’"),
            ("Inviata il", Lang::It, "2026-12-18", "Inviata il "),
            ("Sent on", Lang::En, "2026-12-08", "Sent on "),
        ] {
            assert_eq!(before_day(words, on.parse().unwrap(), lang), expected, "{words} {on}");
        }
    }

    #[test]
    fn the_legal_day_is_the_day_in_rome() {
        // 23:30 UTC on 30 June is already 1 July in Rome (summer time, +2).
        let moment = Moment(1_782_862_200_000);
        assert_eq!(moment.rfc3339(), "2026-06-30T23:30:00Z");
        assert_eq!(moment.words(Lang::It), "1 luglio 2026, 01:30");
        assert_eq!(moment.day_words(Lang::En), "1 July 2026");
    }

    #[test]
    fn a_day_is_read_as_browsers_send_it_and_as_people_type_it() {
        for (typed, expected) in [
            ("2026-11-28", Some("2026-11-28")),
            (" 28/11/2026 ", Some("2026-11-28")),
            ("2026-02-30", None),
            ("11/28/2026", None),
            ("28-11", None),
            ("ieri", None),
            ("-2026-11-28", None),
            ("28/11/26", None),
        ] {
            assert_eq!(typed_day(typed).map(|day| day.to_string()).as_deref(), expected, "{typed}");
        }
        // The clock goes forward on 29 March 2026: the day begins at midnight in Rome all the same.
        let day = typed_day("2026-03-30").unwrap();
        assert_eq!(Moment::of_day(day).rfc3339(), "2026-03-29T22:00:00Z");
        assert_eq!(clock_words(Moment::of_day(day)), "00:00:00");
    }

    #[test]
    fn months_are_counted_on_the_calendar_of_rome() {
        let at = |text: &str| Moment(text.parse::<Timestamp>().unwrap().as_millisecond());
        for (from, months, to) in [
            ("2026-11-25T09:00:00Z", 12, "25 novembre 2027, 10:00"),
            // 31 August at 00:30 in Rome, where the clock changes before the end of February.
            ("2026-08-30T22:30:00Z", 6, "28 febbraio 2027, 00:30"),
            ("2027-08-30T22:30:00Z", 6, "29 febbraio 2028, 00:30"),
            ("2028-02-29T11:00:00Z", 12, "28 febbraio 2029, 12:00"),
            ("2026-06-30T23:30:00Z", 60, "1 luglio 2031, 01:30"),
        ] {
            assert_eq!(at(from).months_later(months).words(Lang::It), to, "{from}");
        }
    }
}
