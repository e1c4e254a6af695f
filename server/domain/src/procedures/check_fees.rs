//! What is wrong in the fees of a procedure.

use contract::fees::{FeePlace, Fees};
use engine::{expressions::Known, fees::checked};

use super::{
    Finding,
    check::{ID_REMEDY, is_id},
    source::{
        At::{Item, Key},
        Source,
    },
};

/// Everything wrong; the formulas are read in place.
pub(super) fn findings(fees: &mut Source<'_, Fees>, known: &Known, found: &mut Vec<Finding>) {
    for (at, table) in fees.value.tables.iter().enumerate() {
        if !is_id(&table.id, '_') {
            let way = [Key("table"), Item(at), Key("id")];
            found.push(fees.finding(&way, format!("`{}` cannot be the id of a table", table.id), ID_REMEDY));
        }
        for (nth, row) in table.rows.iter().enumerate().filter(|(_, row)| !is_id(&row.id, '_')) {
            let way = [Key("table"), Item(at), Key("row"), Item(nth), Key("id")];
            found.push(fees.finding(&way, format!("`{}` cannot be the id of a row", row.id), ID_REMEDY));
        }
    }
    match checked(&fees.value, known) {
        Ok(read) => fees.value = read,
        Err(wrong) => found.extend(wrong.into_iter().map(|wrong| {
            let way = match wrong.place {
                FeePlace::Table(at) => vec![Key("table"), Item(at), Key(wrong.key)],
                FeePlace::Row(at, nth) => vec![Key("table"), Item(at), Key("row"), Item(nth), Key(wrong.key)],
            };
            fees.finding(&way, wrong.message, wrong.remedy)
        })),
    }
}
