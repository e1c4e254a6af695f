//! The words said while somebody types, in the page's language.

use contract::{
    Lang,
    forms::{FollowWords, ProblemKind},
};

use crate::texts::{t, t_args};

/// What is said while somebody types. `{label}`, `{limit}` and `{part}` stand for what is known then.
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
        from_territory: t(lang, "note-from-territory").to_owned(),
        problems: ProblemKind::ALL.iter().map(problem).collect(),
    }
}
