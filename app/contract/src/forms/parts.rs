//! The inputs that a question is made of, kind by kind.

use super::FieldKind;

/// One input of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its word in the input's name (`question.foglio`); empty where the question has one input.
    pub name: &'static str,
    /// What it takes.
    pub kind: PartKind,
    /// Whether it may stay empty while the question is answered.
    pub optional: bool,
}

/// What one input takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// One line, as long as the question says.
    Line,
    /// Several lines, as long as the question says.
    Lines,
    /// One line of at most this many characters.
    Short(u16),
    /// A whole number.
    Number,
    /// Euros and cents.
    Money,
    /// An e-mail address.
    Email,
    /// A certified e-mail address.
    Pec,
    /// A telephone number.
    Phone,
    /// A person's codice fiscale, also a provisional one.
    CodiceFiscale,
    /// A person's or a body's codice fiscale.
    TaxCode,
    /// A partita IVA.
    PartitaIva,
    /// An IBAN.
    Iban,
    /// A plate.
    Plate,
    /// A CAP.
    Cap,
    /// A comune; the page suggests those of the list.
    Comune,
    /// A street; the page suggests those of the comune.
    Street,
    /// Two letters of a province.
    Province,
    /// One of the question's choices.
    Choice,
    /// Some of the question's choices, between commas.
    Choices,
    /// A box that is ticked or not.
    Tick,
    /// Day of a date.
    Day,
    /// Month of a date.
    Month,
    /// Year of a date.
    Year,
    /// Section of the cadastre.
    Sezione,
    /// Sheet of the cadastre.
    Foglio,
    /// Parcel of the cadastre.
    Particella,
    /// Subunit of the cadastre.
    Subalterno,
}

/// The part whose tick says that a person has no codice fiscale.
pub const NO_CODE: &str = "senza_codice";

/// The parts that take the place of a codice fiscale.
pub(super) const BIRTH: [&str; 4] = ["nato_giorno", "nato_mese", "nato_anno", "nato_a"];

const fn must(name: &'static str, kind: PartKind) -> Part {
    Part { name, kind, optional: false }
}

const fn may(name: &'static str, kind: PartKind) -> Part {
    Part { name, kind, optional: true }
}

macro_rules! parts {
    ($($part:expr),* $(,)?) => {{
        const PARTS: &[Part] = &[$($part),*];
        PARTS
    }};
}

pub(super) fn of(kind: FieldKind) -> &'static [Part] {
    use PartKind as P;
    match kind {
        FieldKind::Text => parts![must("", P::Line)],
        FieldKind::LongText => parts![must("", P::Lines)],
        FieldKind::Number => parts![must("", P::Number)],
        FieldKind::Money => parts![must("", P::Money)],
        FieldKind::Email => parts![must("", P::Email)],
        FieldKind::Pec => parts![must("", P::Pec)],
        FieldKind::Phone => parts![must("", P::Phone)],
        FieldKind::CodiceFiscale => parts![must("", P::CodiceFiscale)],
        FieldKind::TaxCode => parts![must("", P::TaxCode)],
        FieldKind::PartitaIva => parts![must("", P::PartitaIva)],
        FieldKind::Iban => parts![must("", P::Iban)],
        FieldKind::Plate => parts![must("", P::Plate)],
        FieldKind::Choice => parts![must("", P::Choice)],
        FieldKind::Choices => parts![must("", P::Choices)],
        FieldKind::Declaration => parts![must("", P::Tick)],
        FieldKind::Date => parts![must("giorno", P::Day), must("mese", P::Month), must("anno", P::Year)],
        FieldKind::Address => parts![
            must("via", P::Street),
            must("civico", P::Short(20)),
            must("cap", P::Cap),
            must("comune", P::Comune),
        ],
        FieldKind::Person => parts![
            must("nome", P::Short(100)),
            must("cognome", P::Short(100)),
            // Needed unless the box says that there is none; then the birth is.
            may("codice_fiscale", P::CodiceFiscale),
            may(NO_CODE, P::Tick),
            may("nato_giorno", P::Day),
            may("nato_mese", P::Month),
            may("nato_anno", P::Year),
            may("nato_a", P::Comune),
        ],
        FieldKind::Company => parts![
            must("denominazione", P::Short(200)),
            // Needed unless there is the code: associations and firms from abroad may have no number.
            may("partita_iva", P::PartitaIva),
            may("codice_fiscale", P::TaxCode),
            may("pec", P::Pec),
        ],
        FieldKind::Professional => parts![
            must("nome", P::Short(100)),
            must("cognome", P::Short(100)),
            must("codice_fiscale", P::CodiceFiscale),
            must("ordine", P::Choice),
            must("provincia", P::Province),
            must("numero", P::Short(20)),
            must("pec", P::Pec),
        ],
        FieldKind::Parcel => parts![
            may("sezione", P::Sezione),
            must("foglio", P::Foglio),
            must("particella", P::Particella),
            may("subalterno", P::Subalterno),
        ],
        FieldKind::Signature => parts![
            must("nome", P::Short(100)),
            must("cognome", P::Short(100)),
            must("codice_fiscale", P::CodiceFiscale),
            must("email", P::Email),
        ],
        FieldKind::File | FieldKind::Information | FieldKind::Computed => &[],
    }
}
