//! The words that the island of a form needs, in the page's language.

use contract::{Lang, forms::ProblemKind};

use crate::{
    cases::follow_island::FollowWords,
    texts::{t, t_args},
};

/// The words of the island. `{label}`, `{limit}` and `{part}` stand for what it knows when it speaks.
pub(super) fn follow_words(lang: Lang) -> FollowWords {
    let problem = |kind: &ProblemKind| {
        let args = [("label", "{label}"), ("limit", "{limit}"), ("part", "{part}")];
        (kind.key().to_owned(), t_args(lang, &format!("problem-{}", kind.key()), &args))
    };
    FollowWords {
        error: t(lang, "error-prefix").to_owned(),
        saved: t(lang, "autosaved").to_owned(),
        stale: t(lang, "autosave-stale").to_owned(),
        failed: t(lang, "autosave-failed").to_owned(),
        unknown: t(lang, "computed-unknown").to_owned(),
        problems: ProblemKind::ALL.iter().map(problem).collect(),
    }
}
