//! The portal's own words in every language, from `locales/`. Plain text: the views escape it.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{LazyLock, PoisonError, RwLock},
};

use contract::{
    Code, Lang,
    cases::Phase,
    documents::CheckState,
    forms::Problem,
    identity::StaffRole,
    money::{euros, whole},
    time::elided,
};
use fluent_templates::{LanguageIdentifier, fluent_bundle::FluentValue};

use crate::ui;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "locales",
        fallback_language: "it",
        // The marks that isolate arguments of another direction would show up in titles and PDFs.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// Sentences without arguments, resolved once for each language: a page asks for a hundred of them.
static PLAIN: LazyLock<[RwLock<HashMap<String, &'static str>>; 2]> = LazyLock::new(Default::default);

static IT: LazyLock<LanguageIdentifier> = LazyLock::new(|| Lang::It.as_str().parse().unwrap_or_default());
static EN: LazyLock<LanguageIdentifier> = LazyLock::new(|| Lang::En.as_str().parse().unwrap_or_default());

/// The text of a key. A key without a text is shown as it is: the tests allow none.
#[must_use]
pub fn t(lang: Lang, key: &str) -> &'static str {
    let [italian, english] = &*PLAIN;
    let plain = match lang {
        Lang::It => italian,
        Lang::En => english,
    };
    let known = plain.read().unwrap_or_else(PoisonError::into_inner).get(key).copied();
    known.unwrap_or_else(|| {
        // Kept for ever, and bounded: there are as many as keys in the catalogue.
        let text: &'static str = Box::leak(resolve(lang, key, None).into_boxed_str());
        plain.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), text);
        text
    })
}

/// The text of a key with its arguments put in.
#[must_use]
pub fn t_args(lang: Lang, key: &str, args: &[(&'static str, &str)]) -> String {
    let days = args.iter().any(|(_, value)| value.starts_with("8 ") || value.starts_with("11 "));
    let args = args.iter().map(|(name, value)| (Cow::Borrowed(*name), FluentValue::from(*value))).collect();
    let words = resolve(lang, key, Some(&args));
    if days && lang == Lang::It { elided(&words) } else { words }
}

/// The text of a key for a number `n`: one file, two files.
#[must_use]
pub fn t_count(lang: Lang, key: &str, n: u64) -> String {
    let args = HashMap::from([(Cow::Borrowed("n"), FluentValue::from(n))]);
    resolve(lang, key, Some(&args))
}

fn resolve(lang: Lang, key: &str, args: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>) -> String {
    let identifier = match lang {
        Lang::It => &*IT,
        Lang::En => &*EN,
    };
    LOCALES.lookup_single_language(identifier, key, args).unwrap_or_else(|_| key.to_owned())
}

/// What happened, for a reason of refusal.
#[must_use]
pub fn code(lang: Lang, code: Code) -> &'static str {
    t(lang, &format!("code-{}", code.key()))
}

/// What to do about a reason of refusal.
#[must_use]
pub fn code_hint(lang: Lang, code: Code) -> &'static str {
    t(lang, &format!("code-{}-hint", code.key()))
}

/// Both on one line: what went wrong, and what to do about it.
#[must_use]
pub fn code_line(lang: Lang, why: Code) -> String {
    let what = code(lang, why);
    let stop = if what.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{what}{stop} {}", code_hint(lang, why))
}

/// What is wrong with an answer and what to write instead: the procedure's own words if it has any.
#[must_use]
pub fn problem(lang: Lang, problem: &Problem, label: &str) -> String {
    if let Some(text) = &problem.text {
        return text.clone();
    }
    let number = problem.limit.map(|limit| whole(limit, lang));
    let limit = problem.cents.map(|cents| euros(cents, lang)).or(number).unwrap_or_default();
    let part = if problem.part.is_empty() { "" } else { t(lang, ui::part_key(&problem.part)) };
    let args = [("label", label), ("limit", limit.as_str()), ("part", part)];
    t_args(lang, &format!("problem-{}", problem.kind.key()), &args)
}

/// A phase of a case in words.
#[must_use]
pub fn phase(lang: Lang, phase: Phase) -> &'static str {
    t(
        lang,
        match phase {
            Phase::Draft => "phase-draft",
            Phase::Submitted => "phase-submitted",
            Phase::InReview => "phase-in_review",
            Phase::WaitingApplicant => "phase-waiting_applicant",
            Phase::Concluded => "phase-concluded",
            Phase::Withdrawn => "phase-withdrawn",
            Phase::Archived => "phase-archived",
        },
    )
}

/// A phase of a case in the words of the office, which counts many.
#[must_use]
pub fn office_phase(lang: Lang, phase: Phase) -> &'static str {
    match phase {
        Phase::Submitted => t(lang, "office-phase-submitted"),
        Phase::InReview => t(lang, "office-phase-in-review"),
        Phase::WaitingApplicant => t(lang, "office-phase-waiting-applicant"),
        Phase::Concluded => t(lang, "office-phase-concluded"),
        Phase::Withdrawn => t(lang, "office-phase-withdrawn"),
        Phase::Draft | Phase::Archived => self::phase(lang, phase),
    }
}

/// A role in the office in words.
#[must_use]
pub fn role(lang: Lang, role: StaffRole) -> &'static str {
    t(lang, &format!("role-{}", role.as_str()))
}

/// The state of a file's check in words.
#[must_use]
pub fn check(lang: Lang, check: CheckState) -> &'static str {
    t(
        lang,
        match check {
            CheckState::Checking => "check-checking",
            CheckState::Verified => "check-verified",
            CheckState::ToExamine => "check-to-examine",
            CheckState::Unopened => "check-unopened",
            CheckState::Refused => "check-refused",
        },
    )
}

/// A size of file as people say it: `333 kB`, `1,2 MB` (steps of 1024, rounded; a comma in Italian).
#[must_use]
pub fn size(lang: Lang, bytes: u64) -> String {
    const KB: u64 = 1 << 10;
    const MB: u64 = 1 << 20;
    const GB: u64 = 1 << 30;
    let (unit, name) = match bytes {
        0..KB => return format!("{bytes} byte"),
        KB..MB => (KB, "kB"),
        MB..GB => (MB, "MB"),
        _ => (GB, "GB"),
    };
    let tenths = (bytes.saturating_mul(10) + unit / 2) / unit;
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} {name}"),
        (whole, tenth) if unit == KB => format!("{} {name}", whole + u64::from(tenth >= 5)),
        _ => format!("{} {name}", decimal(lang, tenths)),
    }
}

/// A number of tenths as a decimal number: `4,2`, in English `4.2`.
#[must_use]
pub fn decimal(lang: Lang, tenths: u64) -> String {
    let comma = match lang {
        Lang::It => ',',
        Lang::En => '.',
    };
    format!("{}{comma}{}", tenths / 10, tenths % 10)
}
