//! What people say of a service when they have used it: stars, fixed aspects, a few words; nobody's name.
//!
//! The questions and answers are those that the model of municipal sites asks for (criterion C.SE.1.7).

use serde::{Deserialize, Serialize};

/// The longest free text, in characters.
pub const LONGEST_DETAILS: usize = 200;

/// The input that holds the stars.
pub const STARS_FIELD: &str = "stelle";

/// The input that holds the free text.
pub const DETAILS_FIELD: &str = "dettagli";

/// How easy it was, from 1 (hard) to 5 (easy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stars(u8);

impl Stars {
    /// From hard to easy.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// The stars of a number; nothing but 1 to 5 is any.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|stars| stars.0 == number)
    }

    /// The stars that a form sent, written as one digit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stars| stars.0.to_string() == text)
    }

    /// How many, from 1 to 5.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// The question that follows these stars.
    #[must_use]
    pub fn follow_up(self) -> FollowUp {
        if self.0 >= 4 { FollowUp::Liked } else { FollowUp::Hard }
    }
}

/// The question that follows the stars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUp {
    /// What one liked: after 4 or 5 stars.
    Liked,
    /// What was hard: after 1 to 3 stars.
    Hard,
}

impl FollowUp {
    /// Both questions.
    pub const ALL: [Self; 2] = [Self::Liked, Self::Hard];

    /// The input of its answers.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Liked => "piaciuto",
            Self::Hard => "difficile",
        }
    }
}

/// A fixed answer to the question after the stars. What it says depends on the question: that
/// something was so, or that it was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// The directions were clear, or not.
    Clear,
    /// The directions were complete, or not.
    Complete,
    /// One knew to be proceeding rightly, or not.
    OnTrack,
    /// There were no technical problems, or there were.
    Technical,
    /// Something else.
    Other,
}

impl Aspect {
    /// Every answer, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Clear, Self::Complete, Self::OnTrack, Self::Technical, Self::Other];

    /// The word in forms and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Complete => "complete",
            Self::OnTrack => "on_track",
            Self::Technical => "technical",
            Self::Other => "other",
        }
    }
}

/// A rating that can be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// How easy it was.
    pub stars: Stars,
    /// Answers to the question that follows these stars, in their order, each once.
    pub aspects: Vec<Aspect>,
    /// What was added, plain text; may be empty.
    pub details: String,
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingProblem {
    /// No stars were chosen.
    StarsMissing,
    /// The free text is longer than [`LONGEST_DETAILS`].
    DetailsTooLong,
}

/// The form as it was typed, right or wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingForm {
    /// The stars chosen.
    pub stars: Option<Stars>,
    /// What was ticked under [`FollowUp::Liked`].
    pub liked: Vec<Aspect>,
    /// What was ticked under [`FollowUp::Hard`].
    pub hard: Vec<Aspect>,
    /// The free text, as it was typed.
    pub details: String,
    /// What is wrong with it.
    pub problems: Vec<RatingProblem>,
}

impl RatingForm {
    /// Reads input names and values, in any order; what is no answer is left out.
    #[must_use]
    pub fn read(typed: &[(String, String)]) -> Self {
        let values = |field: &'static str| {
            typed.iter().filter(move |(name, _)| name == field).map(|(_, text)| text.as_str())
        };
        let ticked = |follow_up: FollowUp| {
            let given: Vec<&str> = values(follow_up.field()).collect();
            Aspect::ALL.into_iter().filter(|aspect| given.contains(&aspect.as_str())).collect()
        };
        let stars = values(STARS_FIELD).next().and_then(Stars::parse);
        let details = values(DETAILS_FIELD).next().unwrap_or_default().replace("\r\n", "\n");
        let mut problems = Vec::new();
        if stars.is_none() {
            problems.push(RatingProblem::StarsMissing);
        }
        if details.trim().chars().count() > LONGEST_DETAILS {
            problems.push(RatingProblem::DetailsTooLong);
        }
        Self { stars, liked: ticked(FollowUp::Liked), hard: ticked(FollowUp::Hard), details, problems }
    }

    /// What was ticked under a question.
    #[must_use]
    pub fn ticked(&self, follow_up: FollowUp) -> &[Aspect] {
        match follow_up {
            FollowUp::Liked => &self.liked,
            FollowUp::Hard => &self.hard,
        }
    }

    /// The rating, if nothing is wrong. A browser that cannot hide the question which does not
    /// follow the stars shows both: the answers to the other one do not count.
    #[must_use]
    pub fn rating(&self) -> Option<Rating> {
        let stars = self.stars.filter(|_| self.problems.is_empty())?;
        let aspects = self.ticked(stars.follow_up()).to_vec();
        Some(Rating { stars, aspects, details: self.details.trim().to_owned() })
    }
}

/// What people said of one service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceRatings {
    /// The service's short name.
    pub service: String,
    /// How many ratings gave 1, 2, 3, 4 and 5 stars.
    pub distribution: [u64; 5],
    /// How often each answer was given after 4 or 5 stars; those never given are left out.
    pub liked: Vec<(Aspect, u64)>,
    /// How often each answer was given after 1 to 3 stars; those never given are left out.
    pub hard: Vec<(Aspect, u64)>,
    /// The latest texts, latest first, with the stars given.
    pub texts: Vec<(Stars, String)>,
}

impl ServiceRatings {
    /// How many ratings there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.distribution.iter().sum()
    }

    /// The average in tenths of a star, rounded; `None` where there is no rating.
    #[must_use]
    pub fn average_tenths(&self) -> Option<u64> {
        let count = self.count();
        let stars: u64 = self.distribution.iter().zip(1..).map(|(ratings, stars)| ratings * stars).sum();
        (stars * 10 + count / 2).checked_div(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &[(&str, &str)]) -> RatingForm {
        let typed: Vec<_> =
            typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        RatingForm::read(&typed)
    }

    #[test]
    fn only_one_to_five_stars_are_stars() {
        for text in ["", "0", "6", "-1", "05", "4.5", "abc", " 4", "٤"] {
            let form = read(&[("stelle", text), ("dettagli", "Tutto bene")]);
            assert_eq!(form.problems, [RatingProblem::StarsMissing], "{text:?}");
            assert_eq!((form.rating(), form.details.as_str()), (None, "Tutto bene"), "{text:?}");
        }
        for number in 1..=5 {
            let form = read(&[("stelle", &number.to_string())]);
            assert_eq!(form.rating().map(|rating| rating.stars.number()), Some(number));
        }
        assert_eq!((Stars::new(0), Stars::new(6)), (None, None));
    }

    #[test]
    fn answers_to_the_question_that_does_not_follow_the_stars_do_not_count() {
        let typed = [
            ("difficile", "technical"),
            ("piaciuto", "other"),
            ("piaciuto", "clear"),
            ("piaciuto", "clear"),
            ("piaciuto", "invented"),
        ];
        for (stars, expected) in [
            ("5", vec![Aspect::Clear, Aspect::Other]),
            ("4", vec![Aspect::Clear, Aspect::Other]),
            ("3", vec![Aspect::Technical]),
            ("1", vec![Aspect::Technical]),
        ] {
            let form = read(&[&[("stelle", stars)][..], &typed].concat());
            assert_eq!(form.rating().unwrap().aspects, expected, "{stars}");
        }
    }

    #[test]
    fn a_text_too_long_is_kept_and_said() {
        let longest = "è".repeat(LONGEST_DETAILS);
        let fits = read(&[("stelle", "3"), ("dettagli", &format!(" {longest}\r\n"))]);
        assert_eq!(fits.rating().unwrap().details, longest);
        // A line break counts as one character, however it travels.
        let lines = read(&[("stelle", "3"), ("dettagli", &"a\r\n".repeat(100))]);
        assert_eq!(lines.problems, []);
        let long = format!("{longest}!");
        let form = read(&[("stelle", "3"), ("dettagli", &long)]);
        assert_eq!((form.problems.as_slice(), form.rating()), (&[RatingProblem::DetailsTooLong][..], None));
        assert_eq!(form.details, long);
    }

    #[test]
    fn the_average_is_rounded_to_tenths() {
        for (distribution, average) in [
            ([0, 0, 0, 0, 0], None),
            ([1, 0, 0, 0, 0], Some(10)),
            ([0, 0, 0, 1, 1], Some(45)),
            ([1, 0, 0, 0, 2], Some(37)),
            ([0, 0, 0, 2, 1], Some(43)),
        ] {
            let ratings = ServiceRatings { distribution, ..ServiceRatings::default() };
            assert_eq!(ratings.average_tenths(), average, "{distribution:?}");
        }
    }
}
