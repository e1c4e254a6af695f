//! The browser follows one page as the server would judge it.

use proptest::prelude::*;
use serde_json::json;

use super::{
    FieldKind as F,
    any_forms::{Act, answer, any_acts, any_form, draft, outside},
    *,
};
use crate::expr::{Names, Value};

/// Question, part, problem, limit, rule.
type Wrong = (String, &'static str, ProblemKind, Option<i64>, Option<String>);

/// All that is said of one page.
#[derive(Debug, PartialEq)]
struct Said {
    asked: Vec<String>,
    worth: Vec<Option<Value>>,
    problems: Vec<Wrong>,
}

fn look(filling: &Filling<'_>, page: &PageKey) -> Said {
    let questions = &filling.form().step(&page.step).unwrap().questions;
    let asked = questions.iter().filter(|of| filling.shown(of, page.row)).map(|of| of.id.clone());
    let problems = filling
        .problems(page)
        .into_iter()
        .map(|of| (of.question.to_owned(), of.part, of.kind, of.limit, of.rule.map(str::to_owned)));
    Said {
        asked: asked.collect(),
        worth: questions.iter().map(|of| filling.value_in(of, page.row)).collect(),
        problems: problems.collect(),
    }
}

/// Cuts a page out of a draft, as the server does when it shows it.
fn cut(form: &Form, pages: &Pages, names: &dyn Names, page: &PageKey) -> Guide {
    let filling = Filling::new(form, pages, names);
    let step = form.step(&page.step).unwrap();
    let guide =
        Guide::new(&filling, step, page, |id| format!("label of {id}"), |id| format!("words of {id}"));
    serde_json::from_str(&serde_json::to_string(&guide).unwrap()).unwrap()
}

/// What the browser says, with these answers in the inputs.
fn browser(guide: &Guide, typed: &Answers) -> Said {
    let page: PageKey = guide.page.parse().unwrap();
    let step = guide.form.steps.first().unwrap();
    let inputs = typed.iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
    let mut pages = guide.rows.clone();
    pages.insert(guide.page.clone(), accept(step, inputs));
    look(&Filling::new(&guide.form, &pages, &guide.known), &page)
}

/// What the server says, once these answers are saved.
fn server(form: &Form, pages: &Pages, names: &dyn Names, page: &PageKey, typed: &Answers) -> Said {
    let mut pages = pages.clone();
    pages.insert(page.to_string(), typed.clone());
    look(&Filling::new(form, &pages, names), page)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn browser_and_server_say_the_same_of_every_page(
        form in any_form(),
        acts in any_acts(),
        typing in prop::collection::vec(any::<Act>(), 1..6),
    ) {
        let (pages, names) = (draft(&form, &acts), outside());
        let filling = Filling::new(&form, &pages, &names);
        for step in filling.steps() {
            let mut open = filling.pages_of(step);
            if step.repeat.is_some() {
                open.push(PageKey::row(&step.id, filling.next_row(step)));
            }
            for page in open {
                let guide = cut(&form, &pages, &names, &page);
                let mut typed = filling.answers(&page).clone();
                for one in &typing {
                    prop_assert_eq!(browser(&guide, &typed), server(&form, &pages, &names, &page, &typed));
                    answer(step, &mut typed, *one);
                }
                prop_assert_eq!(browser(&guide, &typed), server(&form, &pages, &names, &page, &typed));
            }
        }
    }

    #[test]
    fn a_guide_holds_no_answers_of_pages_that_it_does_not_need(form in any_form(), acts in any_acts()) {
        let (pages, names) = (draft(&form, &acts), outside());
        let filling = Filling::new(&form, &pages, &names);
        for step in &form.steps {
            for page in filling.pages_of(step) {
                let guide = cut(&form, &pages, &names, &page);
                let json = serde_json::to_string(&guide.form).unwrap();
                for name in guide.known.keys() {
                    prop_assert!(json.contains(&format!("\"{name}\"")), "{} is in no formula", name);
                    prop_assert!(step.question(name).is_none());
                }
                for (row, answers) in &guide.rows {
                    let row: PageKey = row.parse().unwrap();
                    prop_assert!(row.step == step.id && row != page && !answers.is_empty() || answers.is_empty());
                }
                prop_assert!(!json.contains("the text of"), "only the trees run");
            }
        }
    }
}

/// A page with a rule and a condition on another page, each formula with a source.
fn two_pages() -> Form {
    let from = |question: Question| Question { source: Some("art. 1".to_owned()), ..question };
    let mut less = rule("less", "last", json!(["<", "first", "last"]));
    less.source = Some("art. 2".to_owned());
    Form {
        rules: vec![less, rule("other", "first", json!([">", "first", 0]))],
        ..form(vec![
            step("one", vec![named("first", F::Number), named("secret", F::Text)]),
            Step {
                when: Some(formula(json!(["has", "first"]))),
                ..step(
                    "two",
                    vec![
                        from(named("last", F::Number)),
                        only_if(json!([">", "last", 9]), named("why", F::Text)),
                    ],
                )
            },
        ])
    }
}

#[test]
fn a_guide_holds_one_page_its_rules_and_the_names_they_need() {
    let form = two_pages();
    let pages = typed(&form, &[("one", "first", "5"), ("one", "secret", "x"), ("two", "last", "1")]);
    let guide = cut(&form, &pages, &outside(), &PageKey::step("two"));
    assert_eq!(guide.page, "two");
    assert_eq!(guide.known.into_iter().collect::<Vec<_>>(), [("first".to_owned(), Value::Int(5))]);
    assert_eq!(guide.rows, Pages::new());
    assert_eq!(guide.form.steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(), ["two"]);
    assert_eq!(guide.rules.into_iter().collect::<Vec<_>>(), [("less".into(), "words of less".into())]);
    assert_eq!(guide.words.keys().collect::<Vec<_>>(), ["last", "why"]);
    assert!(guide.form.steps[0].when.is_none(), "the page is there");
    assert!(guide.form.steps[0].questions[0].source.is_none() && guide.form.rules[0].source.is_none());
}

#[test]
fn a_guide_says_what_the_typed_answers_call_for() {
    let form = two_pages();
    let pages = typed(&form, &[("one", "first", "5")]);
    let guide = cut(&form, &pages, &outside(), &PageKey::step("two"));
    for (last, asked, problem) in [
        ("", 1, Some(("last", ProblemKind::Missing))),
        ("5", 1, Some(("last", ProblemKind::Rule))),
        ("6", 1, None),
        ("10", 2, Some(("why", ProblemKind::Missing))),
    ] {
        let said = browser(&guide, &Answers::from_iter(pairs(&[("last", last)])));
        assert_eq!(said.asked.len(), asked, "{last}");
        let first = said.problems.first().map(|(question, _, kind, ..)| (question.as_str(), *kind));
        assert_eq!(first, problem, "{last}");
    }
}

#[test]
fn other_rows_go_along_only_where_a_formula_looks_at_all_rows() {
    let sum = json!(["sum", ["map", "owners", "x", [".", "x", "share"]]]);
    for (must, expected) in [(json!(["==", sum, 100]), 2), (json!([">", "share", 0]), 0)] {
        let form = Form {
            rules: vec![rule("r", "share", must)],
            ..form(vec![group("owners", 0, 9, vec![named("share", F::Number)])])
        };
        let all = [("owners~1", "share", "1"), ("owners~2", "share", "2"), ("owners~3", "share", "3")];
        let guide = cut(&form, &typed(&form, &all), &outside(), &PageKey::row("owners", 2));
        assert_eq!(guide.rows.len(), expected);
        assert!(!guide.rows.contains_key("owners~2"), "what is on the page is read from the page");
    }
}

#[test]
fn a_question_may_have_the_name_of_another_page() {
    let form = form(vec![
        step("one", vec![named("two", F::Number)]),
        step("two", vec![only_if(json!([">", "two", 1]), named("why", F::Text))]),
    ]);
    let pages = typed(&form, &[("one", "two", "5")]);
    let guide = cut(&form, &pages, &outside(), &PageKey::step("two"));
    let nothing = Answers::default();
    assert_eq!(browser(&guide, &nothing).asked, ["why"]);
    assert_eq!(server(&form, &pages, &outside(), &PageKey::step("two"), &nothing).asked, ["why"]);
}

#[test]
fn a_rule_about_rows_is_followed_on_the_page_of_the_first_of_them() {
    let sum = json!(["sum", ["map", "owners", "x", [".", "x", "share"]]]);
    let form = Form {
        rules: vec![rule("all", "share", json!(["==", sum, 100]))],
        ..form(vec![group("owners", 1, 9, vec![named("share", F::Number)])])
    };
    let (pages, page) = (Pages::new(), PageKey::row("owners", 1));
    let typed = Answers::from_iter(pairs(&[("share", "60")]));
    let guide = cut(&form, &pages, &outside(), &page);
    assert_eq!(browser(&guide, &typed), server(&form, &pages, &outside(), &page, &typed));
    assert_eq!(browser(&guide, &typed).problems.len(), 1, "it is a row from the moment it is typed in");
}
