//! A formula of a definition: what its author wrote, and what runs.

use std::{collections::BTreeSet, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
    ser::SerializeStruct,
};

use super::{Expr, Names, Stop, Value};

/// A formula of a definition. In an author's file it is a plain text; once checked it is
/// `{"cel": …, "tree": …}`, so that every published revision runs what was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// The text as its author wrote it, in CEL.
    pub text: String,
    /// The tree that runs; none before the formula is checked.
    pub tree: Option<Expr>,
}

impl Formula {
    /// What the formula comes to.
    ///
    /// # Errors
    /// Why there is no value; [`Stop::WrongType`] for a formula that was never checked.
    pub fn value(&self, names: &dyn Names) -> Result<Value, Stop> {
        self.tree.as_ref().map_or(Err(Stop::WrongType), |tree| tree.value(names))
    }

    /// Whether it comes to true; what has no value does not hold.
    #[must_use]
    pub fn holds(&self, names: &dyn Names) -> bool {
        self.tree.as_ref().is_some_and(|tree| tree.holds(names))
    }

    /// Whether it comes to false; what has no value does not fail.
    #[must_use]
    pub fn fails(&self, names: &dyn Names) -> bool {
        self.tree.as_ref().is_some_and(|tree| tree.fails(names))
    }

    /// The names of the answers it needs; see [`Expr::names`].
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        self.tree.as_ref().map(Expr::names).unwrap_or_default()
    }
}

impl From<&str> for Formula {
    /// A formula as written, not checked yet.
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), tree: None }
    }
}

impl Serialize for Formula {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(tree) = &self.tree else { return serializer.serialize_str(&self.text) };
        let mut fields = serializer.serialize_struct("Formula", 2)?;
        fields.serialize_field("cel", &self.text)?;
        fields.serialize_field("tree", tree)?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checked {
    cel: String,
    #[serde(default)]
    tree: Option<Expr>,
}

struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = Formula;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a formula")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Formula, E> {
        Ok(Formula::from(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Formula, A::Error> {
        let Checked { cel, tree } = Checked::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Formula { text: cel, tree })
    }
}
