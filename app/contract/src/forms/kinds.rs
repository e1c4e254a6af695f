//! The closed lists: how questions are asked and what can be wrong with an answer.

use serde::{Deserialize, Serialize};

use super::parts::{self, Part};

/// How a question is asked. Adding a kind is code; adding a question is data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A whole number.
    Number,
    /// A sum in euros and cents.
    Money,
    /// An e-mail address.
    Email,
    /// A certified e-mail address.
    Pec,
    /// A telephone number.
    Phone,
    /// A person's codice fiscale, also a provisional one.
    CodiceFiscale,
    /// The codice fiscale of whoever it is: a body or a person.
    TaxCode,
    /// A firm's partita IVA.
    PartitaIva,
    /// A bank account.
    Iban,
    /// A vehicle's plate.
    Plate,
    /// A day, as three inputs: `giorno`, `mese`, `anno`.
    Date,
    /// One of a few choices.
    Choice,
    /// Some of a few choices, or none where the question is optional.
    Choices,
    /// A statement that must be ticked: an act of the person who ticks it.
    Declaration,
    /// A street address: `via`, `civico`, `cap`, `comune`.
    Address,
    /// A person, with a codice fiscale or, for who has none, with birth day and place.
    Person,
    /// A firm or another body: `denominazione`, and `partita_iva` or `codice_fiscale`.
    Company,
    /// A professional with order and number: who certifies.
    Professional,
    /// A cadastral parcel: `sezione` (optional), `foglio`, `particella`, `subalterno` (optional).
    Parcel,
    /// Who is asked to sign the application: name, codice fiscale and e-mail.
    Signature,
    /// A document that is uploaded on the documents page; here the page says so.
    File,
    /// Something to read; it takes no answer.
    Information,
    /// A value worked out from other answers, shown and never typed.
    Computed,
}

impl FieldKind {
    /// Every kind, for tests and for the published schema.
    pub const ALL: [Self; 25] = [
        Self::Text,
        Self::LongText,
        Self::Number,
        Self::Money,
        Self::Email,
        Self::Pec,
        Self::Phone,
        Self::CodiceFiscale,
        Self::TaxCode,
        Self::PartitaIva,
        Self::Iban,
        Self::Plate,
        Self::Date,
        Self::Choice,
        Self::Choices,
        Self::Declaration,
        Self::Address,
        Self::Person,
        Self::Company,
        Self::Professional,
        Self::Parcel,
        Self::Signature,
        Self::File,
        Self::Information,
        Self::Computed,
    ];

    /// The inputs of a question: one unnamed, the named parts of a composite kind, or none for what
    /// takes no answer. The input's name in the page is `question` or `question.part`.
    #[must_use]
    pub fn parts(self) -> &'static [Part] {
        parts::of(self)
    }

    /// Whether people answer it in the form.
    #[must_use]
    pub fn takes_answers(self) -> bool {
        !self.parts().is_empty()
    }

    /// Whether its answers can be read by everybody, in [`public_words`](super::public_words). How to reach somebody, and
    /// numbers by which people and their accounts are known, are nobody else's to read.
    #[must_use]
    pub fn public(self) -> bool {
        match self {
            Self::Text
            | Self::LongText
            | Self::Number
            | Self::Money
            | Self::Date
            | Self::Choice
            | Self::Choices
            | Self::Address
            | Self::Person
            | Self::Company
            | Self::Professional
            | Self::Parcel
            | Self::Signature => true,
            // It may be worked out from any of the others.
            Self::Computed
            | Self::Email
            | Self::Pec
            | Self::Phone
            | Self::CodiceFiscale
            | Self::TaxCode
            | Self::PartitaIva
            | Self::Iban
            | Self::Plate
            | Self::Declaration
            | Self::File
            | Self::Information => false,
        }
    }

    /// Whether its values are picked from `choices`.
    #[must_use]
    pub fn chooses(self) -> bool {
        matches!(self, Self::Choice | Self::Choices | Self::Professional)
    }
}

macro_rules! problem_kinds {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// What is wrong with an answer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemKind { $($(#[$doc])* $name,)* }

        impl ProblemKind {
            /// Every kind, for the test that each is translated.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The key of its text in `app/locales/<lang>/forms.ftl`: `problem-<key>`.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

problem_kinds! {
    /// Nothing was given.
    Missing = "missing",
    /// A part of a question of several inputs was left out.
    PartMissing = "part-missing",
    /// More characters than allowed.
    TooLong = "too-long",
    /// Not one of the choices.
    NotAChoice = "not-a-choice",
    /// Not a whole number in digits.
    Number = "number",
    /// Not a sum of money.
    Money = "money",
    /// Less than the least that is accepted.
    TooSmall = "too-small",
    /// More than the most that is accepted.
    TooLarge = "too-large",
    /// A question of several inputs has neither of two codes, of which one is enough.
    CodeMissing = "code-missing",
    /// A person's codice fiscale is 16 letters and digits, or 11 digits while it is provisional.
    CodiceFiscaleShape = "codice-fiscale-shape",
    /// The codice fiscale's last letter does not match the others: a typing mistake.
    CodiceFiscaleCheck = "codice-fiscale-check",
    /// The last digit of a codice fiscale of 11 digits does not match the others: a typing mistake.
    CodiceFiscaleDigit = "codice-fiscale-digit",
    /// The codice fiscale names a day of birth that is in no calendar: a typing mistake.
    CodiceFiscaleDay = "codice-fiscale-day",
    /// A codice fiscale is 11 digits for a body, 16 letters and digits for a person.
    TaxCodeShape = "tax-code-shape",
    /// A partita IVA is eleven digits.
    PartitaIvaShape = "partita-iva-shape",
    /// The partita IVA's last digit does not match the others: a typing mistake.
    PartitaIvaCheck = "partita-iva-check",
    /// Not the shape of an IBAN of its country.
    IbanShape = "iban-shape",
    /// The IBAN's check digits do not match: a typing mistake.
    IbanCheck = "iban-check",
    /// Not a plate.
    Plate = "plate",
    /// A CAP is five digits.
    Cap = "cap",
    /// A province is two letters.
    Province = "province",
    /// No such day in the calendar.
    NoSuchDay = "no-such-day",
    /// Not an e-mail address.
    Email = "email",
    /// Not a telephone number.
    Phone = "phone",
    /// Foglio or particella is missing or has characters that the cadastre does not use.
    Parcel = "parcel",
    /// The declaration is not ticked.
    NotDeclared = "not-declared",
    /// The text holds characters that cannot be stored.
    Unreadable = "unreadable",
    /// A rule between answers of the procedure is not kept; its words are the procedure's.
    Rule = "rule",
    /// A repeated group has fewer rows than needed.
    TooFewRows = "too-few-rows",
    /// A repeated group has more rows than allowed.
    TooManyRows = "too-many-rows",
}
