//! What fees promise: exact to the cent, explained, and never guessed.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::expr::{Expr, Formula, Stop, Value};

/// A formula that is a tree in JSON.
fn formula(tree: &str) -> Formula {
    Formula { text: tree.to_owned(), tree: Some(serde_json::from_str(tree).unwrap()) }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn row(id: &str) -> FeeRow {
    FeeRow { id: id.to_owned(), ..FeeRow::default() }
}

/// A row that holds if the answer `when` is yes, and costs so much.
fn fixed(id: &str, when: &str, amount: &str) -> FeeRow {
    FeeRow { when: Some(formula(&format!("\"{when}\""))), amount: text(amount), ..row(id) }
}

fn fees(hit: Hit, rounding: Rounding, rows: Vec<FeeRow>) -> Fees {
    let source = "Delibera 12/2026".to_owned();
    Fees { tables: vec![FeeTable { id: "diritti".to_owned(), hit, rounding, source, example: false, rows }] }
}

fn answers(of: &[(&str, Value)]) -> BTreeMap<String, Value> {
    of.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

#[test]
fn the_parts_of_a_row_are_rounded_added_and_bounded() {
    let whole = FeeRow {
        amount: text("125.00"),
        each: text("0.125"),
        count: Some(formula("\"units\"")),
        percent: text("2.5"),
        of: Some(formula("\"works\"")),
        min: text("130.00"),
        max: text("516.46"),
        ..row("a")
    };
    let fees = fees(Hit::Unique, Rounding::HalfUp, vec![whole]);
    for (units, works, parts, bound, cents) in [
        (3, 10_001, [12_500, 38, 250], Some(Bound::Min(13_000)), 13_000),
        (4, 18_000, [12_500, 50, 450], None, 13_000),
        (1, 100_020, [12_500, 13, 2_501], None, 15_014),
        (1_000, 1_000_000, [12_500, 12_500, 25_000], None, 50_000),
        (1_000, 2_000_000, [12_500, 12_500, 50_000], Some(Bound::Max(51_646)), 51_646),
    ] {
        let bill =
            fees.bill(&answers(&[("units", Value::Int(units)), ("works", Value::Money(works))])).unwrap();
        let [line] = bill.lines.as_slice() else { panic!("{bill:?}") };
        assert_eq!(line.parts.iter().map(FeePart::cents).collect::<Vec<_>>(), parts);
        assert_eq!((line.bound, line.cents, bill.total), (bound, cents, cents));
    }
}

#[test]
fn a_line_tells_how_it_came_to_its_amount() {
    let percent = FeeRow { percent: text("2.50"), of: Some(formula("\"works\"")), ..row("a") };
    let bill = fees(Hit::First, Rounding::Down, vec![percent])
        .bill(&answers(&[("works", Value::Money(100_019))]))
        .unwrap();
    assert_eq!(
        serde_json::to_value(&bill).unwrap(),
        serde_json::json!({
            "lines": [{
                "table": "diritti",
                "row": "a",
                "parts": [{"percent": {"percent": "2.50", "of": 100_019, "exact": "25.00475", "cents": 2_500}}],
                "cents": 2_500,
            }],
            "total": 2_500,
        })
    );
    let again: Bill = serde_json::from_value(serde_json::to_value(&bill).unwrap()).unwrap();
    assert_eq!(again, bill);
}

#[test]
fn which_rows_count_is_the_tables_choice() {
    let rows = || vec![fixed("a", "a", "1.00"), fixed("b", "b", "2.00"), fixed("c", "c", "4.00")];
    let missing = |row: &str, name: &str| {
        let names = [name.to_owned()].into();
        Err(FeeStop::Missing { table: "diritti".to_owned(), row: row.to_owned(), names })
    };
    let ambiguous = |rows: &[&str]| {
        let rows = rows.iter().map(|row| (*row).to_owned()).collect();
        Err(FeeStop::Ambiguous { table: "diritti".to_owned(), rows })
    };
    // Yes, no, or not answered, for each row in turn; then what each kind of table comes to.
    let table = [
        ("nnn", [Ok(0), Ok(0), Ok(0)]),
        ("nyn", [Ok(200), Ok(200), Ok(200)]),
        ("yny", [ambiguous(&["a", "c"]), Ok(100), Ok(500)]),
        ("yyy", [ambiguous(&["a", "b", "c"]), Ok(100), Ok(700)]),
        ("y?n", [missing("b", "b"), Ok(100), missing("b", "b")]),
        ("?yn", [missing("a", "a"), missing("a", "a"), missing("a", "a")]),
        ("nn?", [missing("c", "c"), missing("c", "c"), missing("c", "c")]),
        ("ny?", [missing("c", "c"), Ok(200), missing("c", "c")]),
    ];
    for (given, wanted) in table {
        let mut names = BTreeMap::new();
        for (name, answer) in ["a", "b", "c"].into_iter().zip(given.chars()) {
            if answer != '?' {
                names.insert(name.to_owned(), Value::Bool(answer == 'y'));
            }
        }
        for (hit, wanted) in [Hit::Unique, Hit::First, Hit::CollectSum].into_iter().zip(wanted) {
            let bill = fees(hit, Rounding::HalfUp, rows()).bill(&names);
            assert_eq!(bill.map(|bill| bill.total), wanted, "{given} {hit:?}");
        }
    }
}

#[test]
fn only_the_answers_that_are_missing_are_named() {
    let both = FeeRow {
        when: Some(formula(r#"["||",["==","kind",["'","x"]],["==",[".","parcel","unit"],["'","1"]]]"#)),
        amount: text("1.00"),
        ..row("a")
    };
    let fees = fees(Hit::First, Rounding::HalfUp, vec![both]);
    let missing = |given: &[(&str, Value)]| match fees.bill(&answers(given)) {
        Err(FeeStop::Missing { names, .. }) => names.into_iter().collect::<Vec<_>>().join(" "),
        other => panic!("{other:?}"),
    };
    let kind = ("kind", Value::Text("y".to_owned()));
    let parcel = ("parcel", Value::Record(BTreeMap::new()));
    assert_eq!(missing(&[]), "kind parcel");
    assert_eq!(missing(std::slice::from_ref(&kind)), "parcel");
    // Every name is answered, and something inside one is missing.
    assert_eq!(missing(&[kind, parcel]), "kind parcel");
    // One side decides: the other is not asked for.
    assert!(fees.bill(&answers(&[("kind", Value::Text("x".to_owned()))])).is_ok());
}

#[test]
fn what_cannot_be_counted_is_no_fee() {
    let count = |count: &str, each: &str| {
        let row = FeeRow { each: text(each), count: Some(formula(count)), ..row("a") };
        fees(Hit::First, Rounding::HalfUp, vec![row]).bill(&BTreeMap::new()).unwrap_err()
    };
    let (table, row) = ("diritti".to_owned(), "a".to_owned());
    assert_eq!(count("-1", "1.00"), FeeStop::Negative { table: table.clone(), row: row.clone() });
    let stop = |why| FeeStop::Uncountable { table: table.clone(), row: row.clone(), why };
    assert_eq!(count("9223372036854775807", "1000.00"), stop(Stop::Overflow));
    assert_eq!(count(r#"["/",1,0]"#, "1.00"), stop(Stop::DivisionByZero));
    assert_eq!(count("true", "1.00"), stop(Stop::WrongType));
    assert_eq!(count("1", "1,00"), stop(Stop::WrongType));
    let unchecked = FeeRow { when: Some(Formula::from("a")), amount: text("1.00"), ..self::row("a") };
    assert_eq!(
        fees(Hit::First, Rounding::HalfUp, vec![unchecked]).bill(&BTreeMap::new()).unwrap_err(),
        stop(Stop::WrongType)
    );
    let most = || FeeRow { amount: text("9223372036854.00"), ..self::row("a") };
    let rows = (0..10_001).map(|_| most()).collect();
    assert_eq!(
        fees(Hit::CollectSum, Rounding::HalfUp, rows).bill(&BTreeMap::new()).unwrap_err(),
        stop(Stop::Overflow)
    );
}

#[test]
fn an_author_is_told_everything_that_is_wrong() {
    let odd = FeeRow {
        amount: text("125,00"),
        each: text("-1"),
        percent: text("2.5"),
        of: Some(formula("1")),
        min: text("3.001"),
        max: text("2.00"),
        ..row("a")
    };
    let lonely = FeeRow { count: Some(formula("1")), of: Some(formula("1")), ..row("b") };
    let rows = vec![odd, lonely, fixed("a", "a", "1.00")];
    let mut wrong = fees(Hit::First, Rounding::Up, rows);
    wrong.tables.push(FeeTable { source: " ".to_owned(), rows: vec![], ..wrong.tables[0].clone() });
    let findings = wrong.findings();
    let told: Vec<(FeePlace, &str, &str)> =
        findings.iter().map(|finding| (finding.place, finding.key, finding.message.as_str())).collect();
    use FeePlace::{Row, Table};
    assert_eq!(
        told,
        [
            (Row(0, 0), "amount", "`amount` of the row `a` is no number: `125,00`"),
            (Row(0, 0), "each", "`each` of the row `a` is negative: `-1`"),
            (Row(0, 0), "min", "`min` of the row `a` has fractions of a cent: `3.001`"),
            (Row(0, 0), "min", "`min` of the row `a` is more than `max`"),
            (Row(0, 0), "each", "the row `a` has `each` without `count`"),
            (Row(0, 1), "count", "the row `b` has `count` without `each`"),
            (Row(0, 1), "of", "the row `b` has `of` without `percent`"),
            (Row(0, 1), "amount", "the row `b` says no amount"),
            (Row(0, 1), "when", "the row `b` is never reached"),
            (Row(0, 2), "id", "the row `a` is there twice"),
            (Row(0, 2), "when", "the row `a` is never reached"),
            (Table(1), "id", "the table `diritti` is there twice"),
            (Table(1), "source", "the table `diritti` has no source"),
            (Table(1), "row", "the table `diritti` has no rows"),
        ]
    );
    assert!(findings.iter().all(|finding| !finding.remedy.is_empty() && !finding.remedy.ends_with('.')));
}

#[test]
fn a_row_without_condition_fits_the_tables_choice() {
    let rows = || vec![fixed("a", "a", "1.00"), FeeRow { amount: text("2.00"), ..row("b") }];
    let findings = |hit| fees(hit, Rounding::HalfUp, rows()).findings();
    assert_eq!(findings(Hit::First), []);
    assert_eq!(findings(Hit::CollectSum), []);
    assert_eq!(findings(Hit::Unique)[0].message, "the row `a` holds beside one without condition");
    let alone = fees(Hit::Unique, Rounding::HalfUp, vec![FeeRow { amount: text("2.00"), ..row("b") }]);
    assert_eq!(alone.findings(), []);
}

/// A decimal in hundred-millionths of a cent, read without the code under test.
fn parts(decimal: &str) -> i128 {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    format!("{whole}{fraction:0<10}").parse().unwrap()
}

fn any_price() -> impl Strategy<Value = String> {
    (0_u32..2_000, 0_u32..1_000_000, 0_usize..=6).prop_map(|(whole, fraction, places)| match places {
        0 => whole.to_string(),
        places => format!("{whole}.{}", &format!("{fraction:06}")[..places]),
    })
}

fn any_euros() -> impl Strategy<Value = String> {
    (0_u32..1_000, 0_u32..100).prop_map(|(euros, cents)| format!("{euros}.{cents:02}"))
}

prop_compose! {
    fn any_row()(
        holds in any::<bool>(),
        amount in proptest::option::of(any_euros()),
        each in proptest::option::of((any_price(), 0_i64..100_000)),
        percent in proptest::option::of((any_price(), 0_i64..100_000_000)),
        bounds in (proptest::option::of(any_euros()), proptest::option::of(any_euros())),
    ) -> FeeRow {
        let number = |value| Formula { text: String::new(), tree: Some(value) };
        FeeRow {
            id: String::new(),
            when: Some(number(Expr::Bool(holds))),
            amount,
            each: each.clone().map(|(each, _)| each),
            count: each.map(|(_, count)| number(Expr::Int(count))),
            percent: percent.clone().map(|(percent, _)| percent),
            of: percent.map(|(_, of)| number(Expr::Money(of))),
            min: bounds.0,
            max: bounds.1,
        }
    }
}

fn any_rounding() -> impl Strategy<Value = Rounding> {
    prop_oneof![Just(Rounding::HalfUp), Just(Rounding::HalfEven), Just(Rounding::Down), Just(Rounding::Up)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn no_cent_is_lost_between_parts_lines_and_total(
        mut rows in vec(any_row(), 0..6),
        rounding in any_rounding(),
    ) {
        for (index, row) in rows.iter_mut().enumerate() {
            row.id = index.to_string();
        }
        let bill = fees(Hit::CollectSum, rounding, rows.clone()).bill(&BTreeMap::new()).unwrap();
        prop_assert_eq!(bill.total, bill.lines.iter().map(|line| line.cents).sum::<i64>());
        for line in &bill.lines {
            let sum: i64 = line.parts.iter().map(FeePart::cents).sum();
            let bounded = match line.bound {
                None => sum,
                Some(Bound::Min(min)) => { prop_assert!(sum < min); min }
                Some(Bound::Max(max)) => { prop_assert!(sum > max); max }
            };
            prop_assert_eq!(line.cents, bounded);
            for part in &line.parts {
                let (exact, product) = match part {
                    FeePart::Fixed { .. } => continue,
                    FeePart::Each { each, count, exact, .. } => (exact, parts(each) * i128::from(*count)),
                    FeePart::Percent { percent, of, exact, .. } => (exact, parts(percent) * i128::from(*of) / 10_000),
                };
                prop_assert_eq!(parts(exact), product, "{:?}", part);
                let cents = i128::from(part.cents()) * 100_000_000;
                let near = match rounding {
                    Rounding::HalfUp | Rounding::HalfEven => (cents - product).abs() * 2 <= 100_000_000,
                    Rounding::Down => (0..100_000_000).contains(&(product - cents)),
                    Rounding::Up => (0..100_000_000).contains(&(cents - product)),
                };
                prop_assert!(near, "{:?}", part);
            }
        }
        // The order of rows that are added up changes nothing but the order of the lines.
        rows.reverse();
        let mut reversed = fees(Hit::CollectSum, rounding, rows).bill(&BTreeMap::new()).unwrap();
        reversed.lines.reverse();
        prop_assert_eq!(reversed, bill);
    }
}
