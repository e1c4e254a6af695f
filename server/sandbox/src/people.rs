//! The people of the demo, as `server/data/demo/people.toml` lists them.

use serde::Deserialize;

/// The people shipped with the program.
const SHIPPED: &str = include_str!("../../data/demo/people.toml");

/// A person of the demo.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Short name used by tests and as the subject at the provider.
    pub key: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Birth date, `YYYY-MM-DD`.
    pub born_on: String,
    /// Comune or foreign state of birth.
    pub birthplace: String,
    /// Its Belfiore code, four characters.
    pub birthplace_code: String,
    /// `F` or `M`, as the codice fiscale encodes it.
    pub sex: String,
    /// Codice fiscale, upper case.
    pub fiscal_code: String,
    /// Address for courtesy notices, in a reserved domain.
    pub email: String,
    /// Who this is, in one line.
    pub description: Texts,
    /// The firm this person represents.
    pub firm: Option<Firm>,
    /// The office a member of staff works in; citizens have none.
    pub office: Option<String>,
    /// The staff roles held there, empty for citizens.
    #[serde(default)]
    pub roles: Vec<String>,
}

/// One text in each language of the demo.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// Italian.
    pub it: String,
    /// English.
    pub en: String,
}

/// A firm with its legal representative.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Firm {
    /// Name with legal form.
    pub name: String,
    /// Eleven digits, the last one a check digit.
    pub partita_iva: String,
}

/// Why a list of people cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// The file is not TOML of the expected shape.
    #[error("the list of people cannot be read: {0}")]
    Shape(#[from] toml::de::Error),
    /// Two people share a key, or the list is empty.
    #[error("the list of people does not hold together: {0}")]
    Content(String),
}

/// A list of people, in the order in which they are offered.
#[derive(Debug, Clone)]
pub struct People(Vec<Person>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    person: Vec<Person>,
}

impl People {
    /// The people of the demo municipality.
    ///
    /// # Errors
    /// Only if the shipped file is broken, which a test rules out.
    pub fn shipped() -> Result<Self, PeopleError> {
        Self::parse(SHIPPED)
    }

    /// Reads a list in the shape of the shipped one.
    ///
    /// # Errors
    /// If it is not such TOML, is empty, or names a key twice.
    pub fn parse(text: &str) -> Result<Self, PeopleError> {
        let people = toml::from_str::<File>(text)?.person;
        if people.is_empty() {
            return Err(PeopleError::Content("nobody is in it".to_owned()));
        }
        let mut keys: Vec<&str> = people.iter().map(|person| person.key.as_str()).collect();
        keys.sort_unstable();
        if let Some(twice) = keys.windows(2).find(|pair| pair.first() == pair.last()) {
            return Err(PeopleError::Content(format!("key given twice: {twice:?}")));
        }
        Ok(Self(people))
    }

    /// Everybody, in order.
    #[must_use]
    pub fn all(&self) -> &[Person] {
        &self.0
    }

    /// The person of a key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&Person> {
        self.0.iter().find(|person| person.key == key)
    }
}

impl Person {
    /// Given name and family name.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// Whether this person works for the municipality.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.office.is_some()
    }
}
