//! The words of a drawing that are no procedure's own, in both languages.

use contract::{
    Lang,
    cases::{Binds, Phase, Silence},
    expr::Formula,
    time::day_words,
};
use engine::{
    Who,
    clock::{Length, Version},
};

/// Sentences and titles of a drawing.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) version: &'static str,
    pub(super) states: &'static str,
    pub(super) events: &'static str,
    pub(super) terms: &'static str,
    pub(super) stays: &'static str,
    pub(super) only_if: &'static str,
    pub(super) given: &'static str,
    pub(super) otherwise: &'static str,
    pub(super) before: &'static str,
    pub(super) forced: &'static str,
    pub(super) at_the_end_of: &'static str,
    pub(super) opens: &'static str,
    pub(super) opened_by: &'static str,
    pub(super) closed_by: &'static str,
    pub(super) also: &'static str,
    pub(super) from_states: &'static str,
    pub(super) from_many: &'static str,
    pub(super) begins: &'static str,
    pub(super) ends: &'static str,
    pub(super) binds: &'static str,
    pub(super) or: &'static str,
    pub(super) silence: &'static str,
    pub(super) then: &'static str,
    pub(super) legend: &'static str,
    pub(super) legend_number: &'static str,
    pub(super) legend_arrow: &'static str,
    pub(super) legend_both: &'static str,
    pub(super) legend_dashed: &'static str,
    pub(super) legend_back: &'static str,
    pub(super) legend_letters: &'static str,
}

const ITALIAN: Said = Said {
    version: "versione",
    states: "stati",
    events: "atti ed eventi",
    terms: "termini",
    stays: "la pratica resta dov’è",
    only_if: "solo se",
    given: "se",
    otherwise: "altrimenti",
    before: "solo entro il termine",
    forced: "dopo, solo con motivi scritti",
    at_the_end_of: "allo scadere di",
    opens: "apre",
    opened_by: "Si apre con",
    closed_by: "Finisce con",
    also: "Anche:",
    from_states: "Dagli stati",
    from_many: "Possibili da molti stati",
    begins: "inizio",
    ends: "fine",
    binds: "tocca a",
    or: "oppure",
    silence: "Se nessuno agisce:",
    then: "Alla scadenza:",
    legend: "Come si legge",
    legend_number: "Ogni stato ha un numero. Sotto il nome c’è la sua fase, poi che cosa può succedere, chi lo fa (RUP: responsabile unico del procedimento) e → a quale stato porta.",
    legend_arrow: "Freccia: uno o più atti portano allo stato che segue. Frecce che andrebbero lontano non sono disegnate: le dice la riga con →.",
    legend_both: "Due punte: si va e si torna.",
    legend_dashed: "Tratteggio: succede da sé, quando un termine scade.",
    legend_back: "↑ torna a uno stato che viene prima.",
    legend_letters: "Le lettere rimandano agli atti possibili da molti stati.",
};

const ENGLISH: Said = Said {
    version: "version",
    states: "states",
    events: "acts and events",
    terms: "terms",
    stays: "the case stays where it is",
    only_if: "only if",
    given: "if",
    otherwise: "else",
    before: "only within the term",
    forced: "later, only with written reasons",
    at_the_end_of: "at the end of",
    opens: "opens",
    opened_by: "Opened by",
    closed_by: "Ended by",
    also: "Also:",
    from_states: "From the states",
    from_many: "Possible from many states",
    begins: "beginning",
    ends: "end",
    binds: "up to",
    or: "or",
    silence: "If nobody acts:",
    then: "At its end:",
    legend: "How to read it",
    legend_number: "Each state has a number. Below its name stands its phase, then what can happen, who does it (RUP: the officer who leads the case) and → to which state it leads.",
    legend_arrow: "Arrow: one or more acts lead to the state that follows. Arrows that would go far are not drawn: the row with → tells them.",
    legend_both: "Two heads: there and back.",
    legend_dashed: "Dashed: it happens by itself, when a term ends.",
    legend_back: "↑ goes back to a state that comes earlier.",
    legend_letters: "Letters point to the acts that are possible from many states.",
};

/// The words in a language.
pub(super) fn said(lang: Lang) -> &'static Said {
    match lang {
        Lang::It => &ITALIAN,
        Lang::En => &ENGLISH,
    }
}

/// The words of a language.
pub(super) fn either(lang: Lang, italian: &'static str, english: &'static str) -> &'static str {
    match lang {
        Lang::It => italian,
        Lang::En => english,
    }
}

/// A phase as the office says it.
pub(super) fn phase(lang: Lang, phase: Phase) -> &'static str {
    match phase {
        Phase::Draft => either(lang, "bozza", "draft"),
        Phase::Submitted => either(lang, "inviata", "submitted"),
        Phase::InReview => either(lang, "in lavorazione", "in progress"),
        Phase::WaitingApplicant => either(lang, "si attende il richiedente", "waiting for the applicant"),
        Phase::Concluded => either(lang, "conclusa", "concluded"),
        Phase::Withdrawn => either(lang, "ritirata", "withdrawn"),
        Phase::Archived => either(lang, "archiviata", "archived"),
    }
}

/// Who may fire an event.
pub(super) fn who(lang: Lang, all: &[Who]) -> String {
    let one = |who: &Who| match who {
        Who::Applicant => either(lang, "richiedente", "applicant"),
        Who::Clerk => either(lang, "operatore", "clerk"),
        Who::Rup => "RUP",
        Who::Dirigente => "dirigente",
        Who::System => either(lang, "da sé", "by itself"),
        Who::Linked => either(lang, "pratica collegata", "linked case"),
        Who::Payment => either(lang, "pagamento arrivato", "payment received"),
    };
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Who has to act before a term ends.
pub(super) fn binds(lang: Lang, binds: Binds) -> &'static str {
    match binds {
        Binds::Office => either(lang, "ufficio", "the office"),
        Binds::Applicant => either(lang, "richiedente", "the applicant"),
        Binds::Body => either(lang, "altro ente", "another body"),
        Binds::Others => either(lang, "altre persone", "other people"),
        Binds::Nobody => either(lang, "nessuno", "nobody"),
    }
}

/// What silence means, where it means something.
pub(super) fn silence(lang: Lang, silence: Silence) -> Option<&'static str> {
    match silence {
        Silence::Nothing => None,
        Silence::Assent => Some("silenzio assenso"),
        Silence::Refusal => Some("silenzio rifiuto"),
        Silence::Consolidation => Some(either(lang, "consolidamento", "what was declared stands")),
        Silence::Default => Some(either(lang, "inadempimento", "the office is in default")),
    }
}

/// How long a term is.
pub(super) fn length(lang: Lang, length: Length) -> String {
    let many = |n: u16, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
    match (lang, length) {
        (Lang::It, Length::Days(n)) => many(n, "giorno", "giorni"),
        (Lang::It, Length::WorkingDays(n)) => many(n, "giorno lavorativo", "giorni lavorativi"),
        (Lang::It, Length::Months(n)) => many(n, "mese", "mesi"),
        (Lang::It, Length::Years(n)) => many(n, "anno", "anni"),
        (Lang::It, Length::Given(n)) => {
            format!("fissato dall’ufficio, almeno {}", many(n, "giorno", "giorni"))
        }
        (Lang::En, Length::Days(n)) => many(n, "day", "days"),
        (Lang::En, Length::WorkingDays(n)) => many(n, "working day", "working days"),
        (Lang::En, Length::Months(n)) => many(n, "month", "months"),
        (Lang::En, Length::Years(n)) => many(n, "year", "years"),
        (Lang::En, Length::Given(n)) => format!("set by the office, at least {}", many(n, "day", "days")),
    }
}

/// Another length of a term, and when it holds.
pub(super) fn version(lang: Lang, version: &Version, condition: impl Fn(&Formula) -> String) -> String {
    let mut words = length(lang, version.length);
    let day = |of: Option<jiff::civil::Date>, before: &str| {
        of.map(|day| format!(" {before} {}", day_words(day, lang))).unwrap_or_default()
    };
    words.push_str(&day(
        version.valid_from,
        either(lang, "per le pratiche inviate dal", "for cases filed from"),
    ));
    words.push_str(&day(
        version.valid_to,
        either(lang, "per le pratiche inviate fino al", "for cases filed until"),
    ));
    if let Some(when) = &version.when {
        words.push_str(&format!(" {} {}", said(lang).given, condition(when)));
    }
    words
}

/// A, B … Z, AA, AB …: how events of many states are called.
pub(super) fn letter(place: usize) -> String {
    let last = u8::try_from(place % 26).unwrap_or(0);
    let own = char::from(b'A' + last);
    match place / 26 {
        0 => own.to_string(),
        more => letter(more - 1) + &own.to_string(),
    }
}
