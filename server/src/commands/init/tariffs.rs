//! The fees that each municipality sets: what is asked about them, and whether an answer holds.

use contract::{
    Lang,
    decimal::Decimal,
    fees::{FeeRow, FeeTable},
    places::Orders,
};
use domain::procedures::{Definition, Shared, Tariff, TariffTable, examples};

use super::answers::Answers;
use crate::site;

/// A number that a municipality sets.
pub(super) struct Number {
    /// The row, by its id.
    pub(super) row: String,
    /// `amount`, `each`, `percent`, `min` or `max`.
    pub(super) key: &'static str,
    /// When it is paid and what the number is, in words.
    pub(super) words: String,
    /// The shipped example.
    pub(super) example: String,
}

/// A fee that a municipality sets.
pub(super) struct Fee {
    /// The procedure, by its slug.
    pub(super) slug: String,
    /// The table, by its id.
    pub(super) table: String,
    /// Procedure and fee, in words.
    pub(super) words: String,
    pub(super) numbers: Vec<Number>,
}

/// The shipped procedures that ask for fees which each municipality sets.
pub(super) fn shipped() -> anyhow::Result<Vec<Definition>> {
    let orders = Orders::parse(&site::shipped_list("ordini.csv").unwrap_or_default())?;
    let shared = Shared { block: &site::shipped_block, orders: orders.all() };
    let read = |slug: String| {
        let loaded = Definition::load(&slug, &|name| site::shipped_procedure(&slug, name), &shared);
        loaded.map_err(|found| {
            anyhow::anyhow!("{slug}: {}", found.iter().map(ToString::to_string).collect::<String>())
        })
    };
    let all = site::shipped_slugs().into_iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(all
        .into_iter()
        .filter(|definition| definition.fees.tables.iter().any(|table| table.example))
        .collect())
}

/// Every fee that is asked for, in the order of procedures and bills.
pub(super) fn fees(definitions: &[Definition]) -> Vec<Fee> {
    definitions
        .iter()
        .flat_map(|definition| {
            let asked = definition.fees.tables.iter().filter(|table| table.example);
            asked.map(|table| fee(definition, table))
        })
        .collect()
}

fn fee(definition: &Definition, table: &FeeTable) -> Fee {
    let texts = definition.text(Lang::It);
    let title = texts.fee(&table.id, "").0;
    let row = |row: &FeeRow| {
        let why = texts.fee(&table.id, &row.id).1.to_owned();
        let number = |(key, example): (&'static str, String)| Number {
            row: row.id.clone(),
            key,
            words: format!("{why}: {}", meaning(key)),
            example,
        };
        examples(row).into_iter().map(number).collect::<Vec<_>>()
    };
    Fee {
        slug: definition.slug().to_owned(),
        table: table.id.clone(),
        words: format!("{}, {title}", texts.service().short),
        numbers: table.rows.iter().flat_map(row).collect(),
    }
}

fn meaning(key: &str) -> &'static str {
    match key {
        "each" => "euros for each more",
        "percent" => "per cent",
        "min" => "euros at least",
        "max" => "euros at most",
        _ => "euros",
    }
}

/// Whether a text is a number of a fee.
pub(super) fn judged_number(text: &str) -> Result<(), &'static str> {
    match Decimal::parse(text) {
        Some(number) if number.millionths() >= 0 => Ok(()),
        _ => Err("write a number with a point, such as 80.00"),
    }
}

/// Everything wrong with the fees of the answers, a line each.
pub(super) fn problems(answers: &Answers, definitions: &[Definition]) -> Vec<String> {
    let mut found = Vec::new();
    for (slug, tariff) in &answers.fees {
        let key = format!("fees.{slug}");
        let Some(definition) = definitions.iter().find(|definition| definition.slug() == slug) else {
            found.push(format!("`{key}`: no procedure of this name has fees that a municipality sets"));
            continue;
        };
        match text_of(tariff) {
            Ok(text) => {
                let wrong = definition.clone().with_tariff(&key, &text).err().unwrap_or_default();
                found.extend(wrong.iter().map(ToString::to_string));
            }
            Err(error) => found.push(format!("`{key}`: {error}")),
        }
    }
    found
}

/// The file of a procedure's amounts.
pub(super) fn text_of(tariff: &Tariff) -> Result<String, toml::ser::Error> {
    toml::to_string(tariff)
}

/// Puts an answered fee with those of its procedure.
pub(super) fn put(answers: &mut Answers, fee: &Fee, source: String, numbers: Vec<String>) {
    let mut table = TariffTable { id: fee.table.clone(), source, ..TariffTable::default() };
    for (number, text) in fee.numbers.iter().zip(numbers) {
        table.row.entry(number.row.clone()).or_default().insert(number.key.to_owned(), text);
    }
    answers.fees.entry(fee.slug.clone()).or_default().tables.push(table);
}
