//! Fees of a definition, checked with their formulas before anybody pays by them.

use contract::{
    expr::{Formula, Type},
    fees::{FeeFinding, FeePlace, Fees},
};

use crate::expressions::{self, Known};

/// Checks the tables and their formulas, and adds the trees that run.
///
/// # Errors
/// Everything that is wrong, tables first.
pub fn checked(fees: &Fees, known: &Known) -> Result<Fees, Vec<FeeFinding>> {
    let mut found = fees.findings();
    let mut fees = fees.clone();
    for (index, table) in fees.tables.iter_mut().enumerate() {
        for (number, row) in table.rows.iter_mut().enumerate() {
            let formulas = [
                ("when", &mut row.when, Type::Bool),
                ("count", &mut row.count, Type::Int),
                ("of", &mut row.of, Type::Money),
            ];
            for (key, formula, wanted) in formulas {
                found.extend(check(formula, known, &wanted).map(|fault| FeeFinding {
                    place: FeePlace::Row(index, number),
                    key,
                    message: format!("`{key}` of the row `{}`: {}", row.id, fault.message),
                    remedy: fault.remedy,
                }));
            }
        }
    }
    if found.is_empty() { Ok(fees) } else { Err(found) }
}

fn check(formula: &mut Option<Formula>, known: &Known, wanted: &Type) -> Option<expressions::Fault> {
    let written = formula.as_mut()?;
    match expressions::checked(written, known, wanted) {
        Ok(checked) => {
            *written = checked;
            None
        }
        Err(fault) => Some(fault),
    }
}
