//! What is taken over from a browser, and the first answers of a draft.

use proptest::prelude::*;

use super::*;

#[test]
fn answers_are_kept_as_typed() {
    let step = step(
        "s",
        vec![
            named("line", FieldKind::Text),
            named("lines", FieldKind::LongText),
            named("box", FieldKind::Declaration),
        ],
    );
    for (rule, name, typed, kept) in [
        ("blanks and case stay", "line", "  Mario ROSSI ", "  Mario ROSSI "),
        ("a line holds no line end", "line", "a\r\nb\tc", "a b c"),
        ("control characters go", "line", "a\u{0}\u{7}\u{7f}\u{85}b", "ab"),
        ("line ends become one character", "lines", "a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("what turns the direction of writing is text", "line", "\u{200F}א\u{202E}a", "\u{200F}א\u{202E}a"),
        ("a tick has one value", "box", "on", "si"),
        ("a foreign input is dropped", "other", "x", ""),
        ("a part that the kind does not have is dropped", "line.giorno", "x", ""),
    ] {
        assert_eq!(accept(&step, pairs(&[(name, typed)])).get(name), kept, "{rule}");
    }
    let twice = accept(&step, pairs(&[("line", ""), ("line", "first"), ("line", "second")]));
    assert_eq!(twice.get("line"), "first", "the first text wins");
}

#[test]
fn a_text_too_long_tells_the_limit_and_is_kept() {
    let question = question(FieldKind::Text);
    let step = step("s", vec![question.clone()]);
    let answers = accept(&step, pairs(&[("q", "12345678901")]));
    assert_eq!(problem_of(&question, &answers).unwrap().limit, Some(10));
    assert_eq!(answers.get("q"), "12345678901");
}

#[test]
fn boxes_stand_in_the_order_of_the_question_each_once() {
    let step = step("s", vec![question(FieldKind::Choices)]);
    for (rule, ticked, kept) in [
        ("as a browser sends them", &["c", "a"][..], "a,c"),
        ("twice the same", &["b", "b"], "b"),
        ("in one text", &["c, a ,b"], "a,b,c"),
        ("what is not offered comes after", &["z", "b", "y", "z"], "b,z,y"),
        ("nothing between commas", &[",", "", "a,,"], "a"),
        ("control characters hide no box", &["b", "\u{0}a"], "a,b"),
        ("line ends are blanks", &["b\r\n", "\ta"], "a,b"),
    ] {
        let inputs = ticked.iter().map(|text| ("q".to_owned(), (*text).to_owned()));
        assert_eq!(accept(&step, inputs).get("q"), kept, "{rule}");
    }
}

#[test]
fn boxes_that_are_too_many_are_cut_between_two_of_them() {
    let step = step("s", vec![question(FieldKind::Choices)]);
    let kept = |text: String| accept(&step, [("q".to_owned(), text)]).get("q").to_owned();
    let almost = "x".repeat(1_995);
    assert_eq!(kept(format!("{almost},y,c,b")), format!("b,c,{almost}"), "what is offered goes first");
    assert_eq!(kept(format!("y,{almost},ab")), format!("y,{almost}"), "and no half of one is left");
}

#[test]
fn a_flood_is_bounded_for_every_kind() {
    let many: String = (0..40_000).map(|n| format!("{n},")).collect();
    for flood in ["x".repeat(100_000), ",".repeat(100_000), many, "\u{FFFD}".repeat(100_000)] {
        for kind in FieldKind::ALL {
            let step = step("s", vec![question(kind)]);
            let parts = kind.parts().iter();
            let inputs = parts.map(|part| (step.questions[0].input_name(part.name), flood.clone()));
            let answers = accept(&step, inputs);
            for (name, text) in answers.iter() {
                assert!(text.chars().count() <= 2_000, "{kind:?} {name}");
            }
            let again = accept(&step, answers.iter().map(|(name, text)| (name.to_owned(), text.to_owned())));
            assert_eq!(again, answers, "{kind:?}");
            let taken = kind.takes_answers();
            assert_eq!(problem_of(&step.questions[0], &answers).is_some(), taken, "{kind:?}");
            _ = words(&step.questions[0], &answers, crate::Lang::It, |_| None);
        }
    }
}

#[test]
fn what_cannot_be_read_is_said_of_its_part_in_every_kind() {
    for kind in FieldKind::ALL {
        for part in kind.parts().iter().filter(|part| part.kind != PartKind::Tick) {
            let name = question(kind).input_name(part.name);
            let mut typed = vec![(name.as_str(), "a\u{FFFD}")];
            if part.name.starts_with("nato") {
                typed.push(("q.senza_codice", "si"));
            }
            assert_eq!(
                wrong(question(kind), &typed),
                Some((part.name, ProblemKind::Unreadable)),
                "{kind:?} {}",
                part.name
            );
        }
    }
}

#[test]
fn a_draft_begins_with_what_the_login_knows() {
    let prefill = |id, kind, what| Question { prefill: Some(what), ..named(id, kind) };
    let step = step(
        "s",
        vec![
            prefill("name", FieldKind::Text, Prefill::GivenName),
            prefill("mail", FieldKind::Email, Prefill::Email),
            named("works", FieldKind::Text),
        ],
    );
    let answers = prefilled(&step, |what| (what == Prefill::GivenName).then(|| "Giulia".to_owned()));
    assert_eq!(answers.iter().collect::<Vec<_>>(), [("name", "Giulia")]);
}

#[test]
fn a_question_about_a_person_takes_all_that_the_login_knows() {
    let know = |what| match what {
        Prefill::GivenName => Some("Giulia".to_owned()),
        Prefill::FamilyName => Some("Neri".to_owned()),
        Prefill::FiscalCode => Some(CODE.to_owned()),
        Prefill::Email => Some("g@neri.it".to_owned()),
        Prefill::Login => None,
    };
    for (kind, problem) in [(FieldKind::Person, None), (FieldKind::Signature, None)] {
        let question = Question { prefill: Some(Prefill::Login), ..question(kind) };
        let answers = prefilled(&step("s", vec![question.clone()]), know);
        assert_eq!(problem_of(&question, &answers), problem, "{kind:?}");
        assert_eq!(answers.get("q.email").is_empty(), kind == FieldKind::Person, "only where it is asked");
    }
}

#[test]
fn files_leave_the_usual_values_out() {
    let read: Question = serde_json::from_str(r#"{"id":"q","kind":"email"}"#).unwrap();
    assert_eq!((read.max_chars, read.optional), (254, false));
    let again: Question = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
    assert!(serde_json::from_str::<Question>(r#"{"id":"q","kind":"email","max_char":3}"#).is_err());
}

#[test]
fn answers_are_texts_and_nothing_else() {
    assert!(serde_json::from_str::<Answers>(r#"{"q":"x"}"#).is_ok());
    for json in [r#"{"q":3}"#, r#"{"q":null}"#, r#"{"q":["x"]}"#, r#"["q"]"#, r#"{"q":{"a":"x"}}"#] {
        assert!(serde_json::from_str::<Answers>(json).is_err(), "{json}");
    }
}

fn any_step() -> impl Strategy<Value = Step> {
    let kind = prop::sample::select(&FieldKind::ALL[..]);
    prop::collection::vec((kind, any::<bool>(), 0_u32..40), 0..6).prop_map(|kinds| {
        let questions = kinds.into_iter().enumerate().map(|(index, (kind, optional, max_chars))| Question {
            optional,
            max_chars,
            ..named(&format!("q{index}"), kind)
        });
        step("s", questions.collect())
    })
}

/// Inputs with names of this step, of its parts, of another step, or of nothing, and any text.
fn any_inputs() -> impl Strategy<Value = Vec<(String, String)>> {
    let part = FieldKind::ALL.iter().flat_map(|kind| kind.parts()).map(|part| part.name).collect::<Vec<_>>();
    let name = prop_oneof![
        "q[0-7]",
        (0..8, prop::sample::select(part)).prop_map(|(nth, part)| format!("q{nth}.{part}")),
        Just("other".to_owned()),
        any::<String>(),
    ];
    let text = prop_oneof![
        any::<String>(),
        "[0-9]{1,4}",
        "[ \r\n\t\u{0}-\u{8}abc,]{0,9}",
        "-?[0-9]{1,3}([.,][0-9]{1,3}){0,2}",
        prop::sample::select(&["si", "on", CODE, VAT, "a@b.it", "RM", "AB123CD"][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec((name, text), 0..30)
}

proptest! {
    #[test]
    fn accepting_twice_changes_nothing(step in any_step(), inputs in any_inputs()) {
        let once = accept(&step, inputs);
        let twice = accept(&step, once.iter().map(|(name, text)| (name.to_owned(), text.to_owned())));
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn answers_of_other_steps_never_survive(step in any_step(), inputs in any_inputs()) {
        let own: Vec<String> = step
            .questions
            .iter()
            .flat_map(|question| question.kind.parts().iter().map(|part| question.input_name(part.name)))
            .collect();
        for (name, _) in accept(&step, inputs).iter() {
            prop_assert!(own.iter().any(|input| input == name), "{}", name);
        }
    }

    #[test]
    fn nothing_that_is_typed_breaks_the_form(step in any_step(), inputs in any_inputs()) {
        // Also for answers that never went through `accept`, such as those of an old revision.
        let raw: Answers = inputs.clone().into_iter().collect();
        for answers in [accept(&step, inputs), raw] {
            for question in &step.questions {
                let wrong = problem_of(question, &answers).is_some();
                let compared = stored(question, &answers);
                prop_assert!(!(wrong && compared.is_some()), "what is wrong is not stored");
                for lang in crate::Lang::ALL {
                    let said = words(question, &answers, lang, |_| None);
                    prop_assert!(!said.is_some_and(|text| text.trim().is_empty()), "words are never blank");
                }
                let worth = value_of(question, &answers);
                let always = matches!(question.kind, FieldKind::Declaration | FieldKind::Choices);
                prop_assert!(!(wrong && worth.is_some()) || always, "what is wrong is worth nothing");
            }
        }
    }
}
