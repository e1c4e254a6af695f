//! What everybody may read are answers that say nothing but what they are named for; who owes a payment is somebody.

use super::*;

/// The small procedure with something that everybody may read.
fn publishing(answers: &str) -> Result<Definition, Vec<Finding>> {
    let rule = format!(
        "\n[[event]]\nid = \"annuncia\"\nfrom = [\"in_esame\"]\nwho = [\"clerk\"]\neffects = [\"publish\"]\nsource = \"Legge\"\n\
         publish = {{ act = \"chiedi_chiarimenti\", days = 15, answers = [{answers}] }}\n"
    );
    let names =
        answers.replace('"', "").split(", ").map(|name| format!("{name} = \"A\"\n")).collect::<String>();
    let words = format!(
        "\n[event.annuncia]\nlabel = \"A\"\nexplain = \"A\"\ntimeline = \"A\"\n[event.annuncia.published]\n{names}"
    );
    load_with(&|file| {
        let mut text = file_of(SLUG, file)?;
        match file {
            "workflow.toml" => text.extend(rule.bytes()),
            "form.toml" => {
                let form = String::from_utf8(text).unwrap();
                text =
                    form.replace("kind = \"long_text\"", "kind = \"long_text\"\nspecial = true").into_bytes();
            }
            "texts.it.toml" | "texts.en.toml" => text.extend(words.bytes()),
            _ => {}
        }
        Some(text)
    })
}

#[test]
fn what_is_nobody_elses_to_read_is_refused() {
    publishing("\"indirizzo\"").unwrap_or_else(|found| panic!("{found:#?}"));
    for (rule, answer, says) in [
        ("no question", "\"mai_vista\"", "no question of the form"),
        ("data of a special category", "\"descrizione\"", "of a special category"),
        ("a telephone number", "\"committente_telefono\"", "by which somebody can be reached or known"),
        (
            "a codice fiscale",
            "\"indirizzo\", \"committente_codice_fiscale\"",
            "by which somebody can be reached or known",
        ),
    ] {
        let found = publishing(answer).unwrap_err();
        let [one] = &found[..] else { panic!("{rule}: {found:#?}") };
        assert!(one.message.contains(says) && one.line.is_some(), "{rule}: {one:?}");
    }
}

#[test]
fn who_owes_a_payment_is_named_by_a_question_that_can() {
    let asking = |question: &str| {
        let rule = format!(
            "\n[[event]]\nid = \"chiedi\"\nfrom = [\"in_esame\"]\nwho = [\"clerk\"]\nsource = \"Legge\"\n\
             text = {{ required = true, max_chars = 100 }}\npayment = {{ required = true, debtor = [\"{question}\"] }}\n\
             effects = [\"register_outgoing\", \"message\", \"request_payment\"]\n"
        );
        let words = "\n[event.chiedi]\nlabel = \"A\"\nexplain = \"A\"\ntimeline = \"A\"\nfield = \"A\"\nhint = \"A\"\n\
                     message_kind = \"A\"\n";
        load_with(&|file| {
            let mut text = file_of(SLUG, file)?;
            match file {
                "workflow.toml" => text.extend(rule.bytes()),
                "texts.it.toml" | "texts.en.toml" => text.extend(words.bytes()),
                _ => {}
            }
            Some(text)
        })
    };
    for (question, says) in [("mai_vista", "is no question of the form"), ("indirizzo", "names nobody")] {
        let found = asking(question).unwrap_err();
        let one = found.iter().find(|found| found.file.ends_with("workflow.toml")).unwrap();
        assert!(one.message.contains(says) && one.line.is_some(), "{one:?}");
    }
}

#[test]
fn a_choice_that_no_question_offers_is_found_where_an_event_looks_for_it() {
    let found = load_with(&|file| {
        let text = file_of(SLUG, file)?;
        if file != "workflow.toml" {
            return Some(text);
        }
        let rule = "\n[[event]]\nid = \"mai\"\nfrom = [\"in_esame\"]\nwho = [\"clerk\"]\nsource = \" \"\n\
                    when = 'tipo_lavori == \"mai_visto\"'\n";
        Some([text, rule.as_bytes().to_vec()].concat())
    })
    .unwrap_err();
    let says: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert!(says.iter().any(|says| says.contains("has no choice `mai_visto`")), "{says:?}");
    assert!(says.iter().any(|says| says.contains("has no source")), "blank is none: {says:?}");
}

#[test]
fn whom_a_case_is_for_is_named_by_a_question_for_a_person() {
    let naming = |question: &str| {
        load_with(&|file| {
            let text = file_of(SLUG, file)?;
            if file != "procedure.toml" {
                return Some(text);
            }
            let text = String::from_utf8(text).unwrap();
            let rule = format!("titolari = [\"{question}\"]\n\n[[source]]");
            Some(text.replacen("[[source]]", &rule, 1).into_bytes())
        })
    };
    for (question, says) in [("mai_vista", "is no question of the form"), ("indirizzo", "asks for no person")]
    {
        let found = naming(question).unwrap_err();
        let one = found.iter().find(|found| found.file.ends_with("procedure.toml")).unwrap();
        assert!(one.message.contains(says) && one.line.is_some(), "{one:?}");
    }
}

#[test]
fn files_are_sent_unasked_only_where_some_may_come_with_an_answer() {
    let found = load_with(&|file| {
        let text = String::from_utf8(file_of(SLUG, file)?).unwrap();
        let rule = "\n[[event]]\nid = \"manda\"\nfrom = [\"in_esame\"]\nwho = [\"applicant\"]\nsource = \"Legge\"\n\
                    text = { required = true, max_chars = 100 }\nfiles = true\neffects = [\"message\"]\n";
        Some(match file {
            "workflow.toml" => format!("{text}{rule}").into_bytes(),
            "documents.toml" => text.split("[answers]").next().unwrap().as_bytes().to_vec(),
            _ => text.into_bytes(),
        })
    })
    .unwrap_err();
    let says =
        |found: &Finding| found.message.contains("none may come with an answer") && found.line.is_some();
    assert!(found.iter().any(says), "{found:#?}");
}
