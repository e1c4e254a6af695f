//! What holds for every form and for every order in which it is answered.

use proptest::prelude::*;

use super::{
    any_forms::{act, any_acts, any_form, draft, outside, picture},
    *,
};
use crate::expr::Names;

/// The last page and question of a form is asked before the first one.
fn from_the_end(filling: &Filling<'_>) {
    for step in filling.form().steps.iter().rev() {
        for page in filling.pages_of(step).iter().rev() {
            for question in step.questions.iter().rev() {
                _ = (filling.value_in(question, page.row), filling.shown(question, page.row));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_hidden_is_filed(form in any_form(), acts in any_acts()) {
        let (pages, names) = (draft(&form, &acts), outside());
        let filling = Filling::new(&form, &pages, &names);
        let filed = filling.submission();
        let again = Filling::new(&form, &filed, &names);
        for (page, answers) in &filed {
            let page: PageKey = page.parse().unwrap();
            let step = form.step(&page.step).unwrap();
            prop_assert!(again.step_shown(step) && page.row.is_some() == step.repeat.is_some());
            for (input, text) in answers.iter() {
                let id = input.split('.').next().unwrap();
                let question = step.question(id).unwrap();
                prop_assert!(again.shown(question, page.row), "{} of {}", input, page);
                prop_assert_eq!(filling.answers(&page).get(input), text, "as it was typed");
            }
        }
    }

    #[test]
    fn what_is_filed_says_the_same_as_the_draft(form in any_form(), acts in any_acts()) {
        let (pages, names) = (draft(&form, &acts), outside());
        let filling = Filling::new(&form, &pages, &names);
        let filed = filling.submission();
        let again = Filling::new(&form, &filed, &names);
        prop_assert_eq!(picture(&again), picture(&filling));
        prop_assert_eq!(again.submission(), filed);
    }

    #[test]
    fn an_answer_that_is_changed_and_changed_back_leaves_no_trace(
        form in any_form(),
        acts in any_acts(),
        changes in any_acts(),
    ) {
        let (before, names) = (draft(&form, &acts), outside());
        let mut pages = before.clone();
        let changed: Vec<PageKey> = changes.into_iter().map(|one| act(&form, &mut pages, one)).collect();
        _ = picture(&Filling::new(&form, &pages, &names));
        for page in changed {
            // Rows are taken away again; the texts of other pages are typed anew.
            let step = form.step(&page.step).unwrap();
            match before.get(&page.to_string()) {
                None if page.row.is_some() => _ = pages.remove(&page.to_string()),
                texts => {
                    let inputs = texts.into_iter().flat_map(Answers::iter);
                    let inputs = inputs.map(|(name, text)| (name.to_owned(), text.to_owned()));
                    pages.insert(page.to_string(), accept(step, inputs));
                }
            }
        }
        let (was, is) = (Filling::new(&form, &before, &names), Filling::new(&form, &pages, &names));
        prop_assert_eq!(picture(&is), picture(&was));
        prop_assert_eq!(is.submission(), was.submission());
    }

    #[test]
    fn the_order_of_questions_to_a_form_changes_no_answer(form in any_form(), acts in any_acts()) {
        let (pages, names) = (draft(&form, &acts), outside());
        let (one, other) = (Filling::new(&form, &pages, &names), Filling::new(&form, &pages, &names));
        from_the_end(&other);
        prop_assert_eq!(picture(&one), picture(&other));
        prop_assert_eq!(one.submission(), other.submission());
    }

    #[test]
    fn a_form_is_complete_exactly_when_nothing_is_said(form in any_form(), acts in any_acts()) {
        let (pages, names) = (draft(&form, &acts), outside());
        let filling = Filling::new(&form, &pages, &names);
        let said: usize = filling.steps().map(|step| filling.step_problems(step).len()).sum();
        prop_assert_eq!(filling.complete(), said == 0);
        for step in filling.steps() {
            for (page, problem) in filling.step_problems(step) {
                let own = problem.question == step.id || step.question(problem.question).is_some();
                prop_assert!(own, "{} is said on {}", problem.question, page);
                prop_assert_eq!(problem.rule.is_some(), problem.kind == ProblemKind::Rule);
            }
        }
    }

    #[test]
    fn a_page_is_judged_the_same_with_the_answers_near_it_alone(form in any_form(), acts in any_acts()) {
        let (pages, names) = (draft(&form, &acts), outside());
        let whole = Filling::new(&form, &pages, &names);
        for step in &form.steps {
            let near = steps_near(&form, step);
            for page in whole.pages_of(step) {
                let of = |key: &str| key.parse().is_ok_and(|key: PageKey| near.contains(key.step.as_str()));
                let kept = |key: &str| key == page.to_string() || of(key);
                let fewer: Pages = pages
                    .iter()
                    .map(|(key, typed)| (key.clone(), if kept(key) { typed.clone() } else { Answers::default() }))
                    .collect();
                let some = Filling::new(&form, &fewer, &names);
                prop_assert_eq!(some.problems(&page), whole.problems(&page), "{} with {:?}", page, near);
                for question in &step.questions {
                    prop_assert_eq!(some.shown(question, page.row), whole.shown(question, page.row));
                    prop_assert_eq!(some.value_in(question, page.row), whole.value_in(question, page.row));
                }
                let steps = |filling: &Filling<'_>| filling.steps().map(|step| step.id.clone()).collect::<Vec<_>>();
                prop_assert_eq!(steps(&some), steps(&whole));
            }
        }
    }

    #[test]
    fn a_form_as_json_is_the_same_form(form in any_form()) {
        let json = serde_json::to_string(&form).unwrap();
        prop_assert_eq!(serde_json::from_str::<Form>(&json).unwrap(), form);
    }

    #[test]
    fn no_answers_at_all_break_a_form(form in any_form(), json in any_json()) {
        let pages: Pages = serde_json::from_str(&json).unwrap();
        let names = outside();
        let filling = Filling::new(&form, &pages, &names);
        from_the_end(&filling);
        _ = picture(&filling);
        let filed = filling.submission();
        prop_assert_eq!(Filling::new(&form, &filed, &names).submission(), filed);
        for step in &form.steps {
            let rows = filling.rows(step).to_vec();
            prop_assert!(rows.is_sorted() && rows.iter().all(|row| (1..=MOST_ROWS).contains(row)));
            _ = (filling.next_row(step), filling.row_problem(step), Names::value(&filling, &step.id));
            for page in pages.keys().filter_map(|key| key.parse().ok()) {
                _ = (filling.problems(&page), filling.answers(&page));
                let guide = Guide::new(&filling, step, &page, str::to_owned, str::to_owned);
                _ = serde_json::to_string(&guide).unwrap();
            }
        }
    }
}

/// Answers as a database could give them: any pages, any inputs, any texts.
fn any_json() -> impl Strategy<Value = String> {
    let page = prop_oneof!["s[0-4]", "s[0-4]~[0-9]{0,5}", any::<String>()];
    let input = prop_oneof![
        "s[0-4]_q[0-4]",
        "s[0-4]_q[0-4]\\.(giorno|mese|anno|nome|cognome|codice_fiscale|senza_codice|nato_giorno|nato_a)",
        any::<String>(),
    ];
    let text = prop_oneof!["[abc,]{0,5}", "-?[0-9]{1,20}", Just("si".to_owned()), any::<String>()];
    let answers = prop::collection::btree_map(input, text, 0..8);
    prop::collection::btree_map(page, answers, 0..6).prop_map(|pages| serde_json::to_string(&pages).unwrap())
}
