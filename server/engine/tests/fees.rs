//! Fees as authors write them: read from TOML, checked, and billed.

use std::collections::BTreeMap;

use contract::{
    expr::{Type, Value},
    fees::{FeePart, FeePlace, Fees},
};
use engine::{expressions::Known, fees::checked};

const FEES: &str = r#"
[[table]]
id = "diritti_segreteria"
hit = "first"
rounding = "half_up"
source = "Delibera di Giunta 12/2026"

[[table.row]]
id = "esente"
when = 'tipo_lavori == "barriere"'
amount = "0.00"

[[table.row]]
id = "con_opere"
when = 'has(valore_opere) && valore_opere > euro("10000.00")'
percent = "0.125"
of = "valore_opere"
min = "50.00"
max = "516.46"

[[table.row]]
id = "ordinaria"
amount = "125.00"
each = "25.00"
count = "unita > 1 ? unita - 1 : 0"

[[table]]
id = "sopralluogo"
hit = "collect_sum"
rounding = "up"
source = "Regolamento edilizio, art. 7"

[[table.row]]
id = "urgente"
when = "urgente"
amount = "30.00"
"#;

fn known() -> Known {
    let names = [
        ("tipo_lavori", Type::Text),
        ("unita", Type::Int),
        ("valore_opere", Type::Money),
        ("urgente", Type::Bool),
    ];
    Known { names: names.map(|(name, of)| (name.to_owned(), of)).into() }
}

fn answers(kind: &str, units: i64, works: Option<i64>, urgent: bool) -> BTreeMap<String, Value> {
    let mut names = BTreeMap::from([
        ("tipo_lavori".to_owned(), Value::Text(kind.to_owned())),
        ("unita".to_owned(), Value::Int(units)),
        ("urgente".to_owned(), Value::Bool(urgent)),
    ]);
    if let Some(works) = works {
        names.insert("valore_opere".to_owned(), Value::Money(works));
    }
    names
}

#[test]
fn a_bill_follows_the_file() {
    let fees = checked(&toml::from_str(FEES).unwrap(), &known()).unwrap();
    for (answers, rows, total) in [
        (answers("barriere", 3, None, false), "esente", 0),
        (answers("altro", 1, None, false), "ordinaria", 12_500),
        (answers("altro", 3, None, true), "ordinaria urgente", 20_500),
        (answers("altro", 3, Some(1_000_000), false), "ordinaria", 17_500),
        (answers("altro", 3, Some(1_000_001), false), "con_opere", 5_000),
        (answers("altro", 3, Some(12_345_678), false), "con_opere", 15_432),
        (answers("altro", 3, Some(99_999_999), true), "con_opere urgente", 54_646),
    ] {
        let bill = fees.bill(&answers).unwrap();
        let lines: Vec<&str> = bill.lines.iter().map(|line| line.row.as_str()).collect();
        assert_eq!((lines.join(" ").as_str(), bill.total), (rows, total), "{answers:?}");
    }
    let bill = fees.bill(&answers("altro", 3, Some(12_345_678), false)).unwrap();
    let FeePart::Percent { exact, of, .. } = &bill.lines[0].parts[0] else { panic!("{bill:?}") };
    assert_eq!((exact.as_str(), *of), ("154.320975", 12_345_678));
}

#[test]
fn checked_fees_run_after_they_were_stored() {
    let fees = checked(&toml::from_str(FEES).unwrap(), &known()).unwrap();
    let stored: Fees = toml::from_str(&toml::to_string(&fees).unwrap()).unwrap();
    assert_eq!(stored, fees);
    assert!(stored.bill(&answers("altro", 3, None, true)).is_ok());
}

#[test]
fn formulas_of_fees_are_checked_where_they_stand() {
    let text = FEES
        .replace("tipo_lavori ==", "tipo_lavoro ==")
        .replace("of = \"valore_opere\"", "of = \"unita\"")
        .replace("unita > 1 ? unita - 1 : 0", "urgente")
        .replace("amount = \"30.00\"", "amount = \"30\\u002c00\"");
    let found = checked(&toml::from_str(&text).unwrap(), &known()).unwrap_err();
    let found: Vec<_> = found
        .iter()
        .map(|finding| (finding.place, finding.key, finding.message.as_str(), finding.remedy.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (
                FeePlace::Row(1, 0),
                "amount",
                "`amount` of the row `urgente` is no number: `30,00`",
                "write digits with a point, as in `125.00`"
            ),
            (
                FeePlace::Row(0, 0),
                "when",
                "`when` of the row `esente`: the name `tipo_lavoro` is not known",
                "write `tipo_lavori`"
            ),
            (
                FeePlace::Row(0, 1),
                "of",
                "`of` of the row `con_opere`: the formula comes to a number, and an amount of money is needed",
                "write an amount as `euro(\"125.00\")`"
            ),
            (
                FeePlace::Row(0, 2),
                "count",
                "`count` of the row `ordinaria`: the formula comes to yes or no, and a number is needed",
                "write a formula that comes to a number"
            ),
        ]
    );
}

#[test]
fn keys_that_fees_do_not_know_are_refused() {
    for (wrong, right) in [("prezzo = 1", "amount = \"0.00\""), ("amount = 0.0", "amount = \"0.00\"")] {
        assert!(toml::from_str::<Fees>(&FEES.replace(right, wrong)).is_err(), "{wrong}");
    }
}
