//! Every page in every language keeps the rules that all pages keep; some keep their own.

use app::{
    layout::{Frame, Notice},
    pages::{self, ErrorPage, Info, Waiting},
};
use contract::{
    Code, Lang, cases::MoveRefusal, catalogue::OutcomeKind, forms::FieldKind, rating::RatingForm,
};

use crate::{markup, samples};

/// Every page in its ordinary and in its troubled states.
fn all(lang: Lang) -> Vec<(String, String)> {
    let anyone = samples::frame(lang, None);
    let mut citizen = samples::frame(lang, Some(false));
    citizen.notice = Some(Notice::Saved);
    let office = samples::frame(lang, Some(true));
    let mut stale = samples::step(false);
    stale.stale = Some(vec![contract::cases::StaleField {
        label: "Descrizione".to_owned(),
        stored: samples::HOSTILE.to_owned(),
        typed: String::new(),
    }]);
    let mut from_summary = samples::step(true);
    from_summary.from_summary = true;
    let mut pages: Vec<(&str, String)> = vec![
        ("home", pages::home(&anyone, &samples::catalogue(""), &[samples::precheck::card()])),
        ("services", pages::services(&anyone, &samples::catalogue(""))),
        ("services found", pages::services(&anyone, &samples::catalogue(samples::HOSTILE))),
        ("no services", pages::services(&anyone, &samples::nothing_found())),
        ("sheet", pages::service(&anyone, &samples::sheet(), &[], &[])),
        ("service", pages::service(&anyone, &samples::service(), &[], &[])),
        ("service with drafts", pages::service(&citizen, &samples::service(), &[samples::draft()], &[])),
        ("precheck", pages::precheck(&anyone, &samples::precheck::question(), false)),
        ("precheck without answer", pages::precheck(&anyone, &samples::precheck::question(), true)),
        (
            "precheck outcome",
            pages::precheck(&anyone, &samples::precheck::ended(OutcomeKind::Procedure), false),
        ),
        ("precheck office", pages::precheck(&anyone, &samples::precheck::ended(OutcomeKind::Office), false)),
        (
            "precheck list",
            pages::precheck_list(
                &anyone,
                &samples::precheck::ended(OutcomeKind::None),
                &samples::precheck::outcome(OutcomeKind::None),
            ),
        ),
        ("login after a session that ended", pages::login(&anyone, "/it/servizi/cila", true, None)),
        ("login refused", pages::login(&anyone, samples::HOSTILE, false, Some(Code::LoginFailed))),
        ("step", pages::step(&citizen, &samples::step(false))),
        ("wrong step", pages::step(&citizen, &samples::step(true))),
        ("stale step", pages::step(&citizen, &stale)),
        ("step from summary", pages::step(&citizen, &from_summary)),
        ("rows", pages::step(&citizen, &samples::rows(false))),
        ("wrong rows", pages::step(&citizen, &samples::rows(true))),
        ("tasks", pages::tasks(&citizen, &samples::tasks())),
        ("version", pages::version(&citizen, &samples::version())),
        ("given", pages::given(&citizen, &samples::given(true))),
        ("given-nothing", pages::given(&citizen, &samples::given(false))),
        ("documents", pages::documents(&citizen, &samples::documents(None))),
        ("wrong document", pages::documents(&citizen, &samples::documents(Some(Code::FileEmpty)))),
        ("summary", pages::summary(&citizen, &samples::summary(true), None)),
        ("incomplete summary", pages::summary(&citizen, &samples::summary(false), Some(Code::Incomplete))),
        ("confirmation", pages::confirmation(&citizen, &samples::receipt(true), &RatingForm::default())),
        (
            "confirmation without pdf",
            pages::confirmation(&citizen, &samples::receipt(false), &samples::rating::refused()),
        ),
        (
            "confirmation, rated",
            pages::confirmation(&citizen, &samples::rating::rated(), &RatingForm::default()),
        ),
        ("discard", pages::discard(&citizen, &samples::draft())),
        ("case", pages::case(&citizen, &samples::case_page(None))),
        ("case refused", pages::case(&citizen, &samples::case_page(Some(Code::TextMissing)))),
        ("inbox", pages::office_inbox(&office, &samples::desk::inbox())),
        ("office case", pages::office_case(&office, &samples::case_page(Some(Code::TextTooLong)))),
        ("what if", pages::what_if(&citizen, &samples::terms::what_if(false))),
        ("what if, office", pages::what_if(&office, &samples::terms::what_if(true))),
        ("move", pages::office_move(&office, &samples::terms::move_page(None))),
        ("move, refused", pages::office_move(&office, &samples::terms::move_page(Some(MoveRefusal::Loses)))),
        ("link", pages::office_link(&office, &samples::links::foreseen(true))),
        ("deadlines", pages::office_deadlines(&office, &samples::terms::deadlines())),
        ("jobs", pages::office_jobs(&office, &[samples::desk::failed_job()])),
        (
            "ratings",
            pages::office_ratings(
                &office,
                &[samples::rating::of_service()],
                &[samples::rating::of_service()],
            ),
        ),
    ];
    pages.extend(crate::signatures::pages(&citizen));
    pages.extend(crate::holding::pages(&citizen));
    pages.extend(crate::acts::pages(&citizen));
    pages.extend(samples::desk::pages(&citizen, &office));
    pages.extend(samples::links::summaries(&citizen));
    pages.extend(samples::terms::rectified(&office));
    let refused = samples::rating::refused();
    pages.push(("page rating", pages::page_rating(&anyone, "/servizi/cila", &refused, false)));
    pages.push(("page rated", pages::page_rating(&anyone, "/servizi", &RatingForm::default(), true)));
    pages.extend(crate::taxes::pages(&anyone, &citizen, &office));
    pages.extend(crate::outages::pages(&anyone, &office));
    pages.extend(crate::reports::pages(&anyone, &citizen, &office));
    pages.extend(crate::messages::pages(&citizen, &office));
    for status in [403, 404, 405, 500, 503] {
        let error = ErrorPage { status, code: None, reference: Some(samples::HOSTILE.to_owned()) };
        pages.push(("error", pages::error(&anyone, &error)));
    }
    pages.extend(Info::ALL.map(|which| ("info", pages::info(&anyone, which))));
    pages.into_iter().map(|(name, html)| (format!("{name} ({})", lang.as_str()), html)).collect()
}

#[test]
fn every_page_is_sound_whatever_people_typed() {
    for lang in Lang::ALL {
        for (name, html) in all(lang) {
            markup::sound(&name, &html);
            assert!(!html.contains("<script>"), "{name}: what was typed became markup");
            assert!(!html.contains("&#x27;</script"), "{name}");
            let outside = html.split("<leptos-island").next().unwrap();
            assert!(!outside.contains("<!>"), "{name}: marks of hydration outside an island");
        }
    }
}

#[test]
fn only_pages_that_run_something_load_scripts_and_a_form_without_the_framework() {
    for (name, html) in all(Lang::It) {
        let (island, form) = (html.contains("<leptos-island"), html.contains("data-segui"));
        assert_eq!(html.contains("<script"), island || form, "{name}");
        assert_eq!(html.contains("pkg/islands-"), island, "{name}");
        assert_eq!(html.contains("pkg/follow-"), form, "{name}");
        let is = |pages: &[&str]| pages.iter().any(|page| name.starts_with(page));
        assert_eq!(is(&["documents", "wrong document", "reply"]), island, "{name}");
        assert_eq!(is(&["step", "wrong step", "stale step"]), form, "{name}");
    }
}

fn citizen() -> Frame {
    samples::frame(Lang::It, Some(false))
}

#[test]
fn a_wrong_answer_is_said_in_title_summary_and_field_and_stays_typed() {
    let html = pages::step(&citizen(), &samples::step(true));
    assert!(html.contains("<title>Errore: Lavori e dichiarazioni – CILA – Comune di Roccascura</title>"));
    let tags = markup::tags(&html);
    let position = |wanted: &dyn Fn(&markup::Tag) -> bool| tags.iter().position(wanted);
    let errors = position(&|tag| tag.get("id") == Some("errori")).unwrap();
    assert!(errors < position(&|tag| tag.name == "h1").unwrap(), "the summary comes before the heading");
    let answered = samples::kinds().into_iter().filter(|(_, kind, _)| kind.takes_answers());
    for (id, ..) in answered {
        assert!(tags.iter().any(|tag| tag.get("href") == Some(&format!("#{id}"))), "a link to {id}");
        assert!(tags.iter().any(|tag| tag.get("id") == Some(&format!("{id}-errore"))), "words beside {id}");
        let described = tags.iter().filter_map(|tag| tag.get("aria-describedby"));
        assert!(
            described.clone().any(|ids| ids == format!("{id}-aiuto {id}-nota {id}-errore")),
            "{id} is described"
        );
    }
    let typed = "&lt;script&gt;alert(";
    assert!(html.matches(typed).count() >= 10, "what was typed is in every input");
    assert!(html.contains("<textarea") && html.contains("&lt;/textarea&gt;"));
    assert_eq!(pages::step(&citizen(), &samples::step(false)).matches("id=\"errori\"").count(), 0);
}

#[test]
fn the_words_of_the_procedure_win_over_the_general_ones() {
    let mut step = samples::step(true);
    for field in &mut step.fields {
        if let Some(problem) = &mut field.problem {
            problem.text = Some("Scrivi il nome del committente".to_owned());
        }
    }
    let html = pages::step(&citizen(), &step);
    // Once in the list at the top, once beside each question that takes an answer.
    let answered = samples::kinds().iter().filter(|(_, kind, _)| kind.takes_answers()).count();
    assert_eq!(html.matches("Scrivi il nome del committente").count(), 2 * answered);
}

#[test]
fn a_step_tells_where_one_is_and_three_ways_on() {
    let html = pages::step(&citizen(), &samples::step(false));
    assert!(html.contains("Passo 2 di 4"));
    for action in ["avanti", "salva", "indietro"] {
        assert!(html.contains(&format!("name=\"azione\" value=\"{action}\"")), "{action}");
    }
    assert!(html.contains("<input type=\"hidden\" name=\"versione\" value=\"7\""));
    assert!(html.contains("aria-current=\"step\""));
    let phone = samples::kinds().into_iter().find(|(_, kind, _)| *kind == FieldKind::Phone).unwrap();
    assert!(html.contains(&format!("Domanda {} (facoltativo)", phone.0)));
}

#[test]
fn a_saved_step_opened_from_the_summary_returns_there() {
    let mut step = samples::step(false);
    step.from_summary = true;
    let html = pages::step(&citizen(), &step);
    assert!(html.contains("/passi/lavori?da=riepilogo\""));
    assert!(html.contains("Salva e torna al riepilogo"));
    assert!(!html.contains("value=\"indietro\""));
}

#[test]
fn the_summary_offers_to_send_only_what_is_complete() {
    let ready = pages::summary(&citizen(), &samples::summary(true), None);
    assert!(ready.contains("hanno valore di dichiarazione"));
    assert!(ready.contains("/invio\"") && ready.contains("Conferma e invia: CILA"));
    let missing = pages::summary(&citizen(), &samples::summary(false), None);
    assert!(!missing.contains("/invio\""));
    assert!(missing.contains("Carica il documento «Documento d’identità»"));
    assert!(
        missing.contains("/passi/lavori?da=riepilogo&amp;errori=1#errori\""),
        "what is wrong is shown there"
    );
}

#[test]
fn the_upload_works_as_a_plain_form_and_the_island_stands_beside_it() {
    let html = pages::documents(&citizen(), &samples::documents(None));
    let tags = markup::tags(&html);
    let forms: Vec<_> = tags.iter().filter(|tag| tag.get("enctype") == Some("multipart/form-data")).collect();
    assert_eq!(forms.len(), 2, "the document that is full takes no more");
    assert_eq!(tags.iter().filter(|tag| tag.name == "leptos-island").count(), 2);
    let island = tags.iter().find(|tag| tag.name == "leptos-island").unwrap();
    assert!(island.get("data-component").unwrap().starts_with("UploadQueue_"));
    assert!(island.get("data-props").unwrap().contains("relazione"));
    assert!(html.contains("Formati: PDF, P7M. Dimensione massima: 20 MB. Numero massimo di file: 3."));
    let starter = tags.iter().find(|tag| tag.name == "script").unwrap();
    assert_eq!(starter.get("type"), Some("module"));
    assert_eq!(starter.get("data-script"), Some("/assets/pkg/islands-7a8b.js"));
    assert_eq!(starter.get("data-wasm"), Some("/assets/pkg/islands-9c0d.wasm"));
}

#[test]
fn a_draft_says_its_last_day_and_can_be_kept_longer_without_scripts() {
    let html =
        pages::dashboard(&citizen(), Waiting::default(), &[samples::draft()], &[samples::sent()], &[], &[]);
    assert!(html.contains("fino al </span><time datetime=\"2027-11-22\">22 novembre 2027</time>"), "{html}");
    assert_eq!(html.matches("/rinnova\"").count(), 1, "a case that was sent is not renewed");
    assert!(html.contains("Tieni per altri 12 mesi"));
}

#[test]
fn whoever_has_a_draft_says_that_they_want_another_one() {
    let another = "<input type=\"hidden\" name=\"nuova\" value=\"1\"";
    let first = pages::service(&citizen(), &samples::service(), &[], &[]);
    assert!(first.contains("Inizia la pratica") && !first.contains(another));
    let given = [("tipo_lavori".to_owned(), samples::HOSTILE.to_owned())];
    let second = pages::service(&citizen(), &samples::service(), &[samples::draft()], &given);
    assert!(second.contains("name=\"dato.tipo_lavori\""), "what the pre-check found out is not lost");
    assert!(second.contains("Inizia una nuova pratica") && second.contains(another));
}

#[test]
fn a_question_stands_above_its_answer_and_the_withdrawal_last_and_closed() {
    let place = |html: &str, words: &str| html.find(words).unwrap();
    let mut case = samples::case_page(None);
    let waiting = pages::case(&citizen(), &case);
    assert!(place(&waiting, "portal-messages") < place(&waiting, "/rispondi\""));
    let withdrawal = "<details class=\"portal-action\"";
    assert!(place(&waiting, "/rispondi\"") < place(&waiting, withdrawal));
    assert!(place(&waiting, withdrawal) < place(&waiting, "/ritira\""));
    assert!(!waiting.contains("<details open"));
    case.phase = contract::cases::Phase::InReview;
    let running = pages::case(&citizen(), &case);
    assert!(place(&running, "/rispondi\"") < place(&running, "portal-messages"));
    // What is wrong must be in sight, or the link to it would lead nowhere.
    let refused = pages::case(&citizen(), &samples::case_page(Some(Code::TextTooLong)));
    assert!(refused.contains("<details open"));
}

#[test]
fn the_confirmation_tells_all_that_happens_next_and_how_to_look_again() {
    let form = RatingForm::default();
    let ready = pages::confirmation(&citizen(), &samples::receipt(true), &form);
    assert!(ready.contains("L’ufficio può chiedere chiarimenti.") && !ready.contains("Aggiorna la pagina"));
    let html = pages::confirmation(&citizen(), &samples::receipt(false), &form);
    assert!(html.contains("/conferma\">Aggiorna la pagina"));
}

#[test]
fn a_precheck_is_a_plain_form_that_carries_the_earlier_answers() {
    let anyone = samples::frame(Lang::It, None);
    let html = pages::precheck(&anyone, &samples::precheck::question(), false);
    let tags = markup::tags(&html);
    let form = tags.iter().find(|tag| tag.get("method") == Some("get")).unwrap();
    assert_eq!(form.get("action"), Some("/it/verifica/lavori"));
    for field in ["name=\"r\" value=\"dove_casa,altro_si\"", "name=\"domanda\" value=\"muri\""] {
        assert!(html.contains(field), "{field}: {html}");
    }
    // Back, and each answer anew: with the other answers.
    assert_eq!(html.matches("href=\"/it/verifica/lavori?r=altro_si\"").count(), 2, "{html}");
}

#[test]
fn an_outcome_begins_its_procedure_with_what_is_known() {
    let anyone = samples::frame(Lang::It, None);
    let html = pages::precheck(&anyone, &samples::precheck::ended(OutcomeKind::Procedure), false);
    assert!(html.contains("action=\"/it/servizi/cila/inizia\""));
    assert!(
        html.contains("<input type=\"hidden\" name=\"dato.tipo_lavori\" value=\"altri_lavori\">"),
        "{html}"
    );
    assert!(html.contains("href=\"/it/verifica/lavori/cosa-serve?r=dove_casa,altro_si\""));
    let office = pages::precheck(&anyone, &samples::precheck::ended(OutcomeKind::Office), false);
    assert!(
        !office.contains("/inizia\"")
            && office.matches("0862 000 000").count() > html.matches("0862 000 000").count()
    );
}

#[test]
fn the_question_at_the_end_has_the_words_of_the_municipal_model() {
    let html = pages::confirmation(&citizen(), &samples::receipt(true), &RatingForm::default());
    for words in [
        "Quanto è stato facile usare questo servizio?",
        "Quali sono stati gli aspetti che hai preferito?",
        "Le indicazioni erano chiare",
        "Le indicazioni erano complete",
        "Capivo sempre che stavo procedendo correttamente",
        "Non ho avuto problemi tecnici",
        "Dove hai incontrato le maggiori difficoltà?",
        "A volte le indicazioni non erano chiare",
        "A volte le indicazioni non erano complete",
        "A volte non capivo se stavo procedendo correttamente",
        "Ho avuto problemi tecnici",
        "Altro",
        "Vuoi aggiungere altri dettagli?",
        "Al massimo 200 caratteri",
        "La valutazione è anonima",
    ] {
        assert!(html.contains(words), "{words}");
    }
    assert_eq!(html.matches("name=\"stelle\"").count(), 5);
}

#[test]
fn a_refused_rating_keeps_what_was_typed_and_says_what_is_wrong() {
    let html = pages::confirmation(&citizen(), &samples::receipt(true), &samples::rating::refused());
    assert!(html.contains("<title>Errore: "));
    for link in ["href=\"#stelle-1\"", "href=\"#dettagli\""] {
        assert!(html.contains(link), "{link}");
    }
    let ticked = markup::tags(&html).into_iter().filter(|tag| tag.get("checked").is_some());
    let ticked: Vec<String> = ticked.map(|tag| tag.get("id").unwrap().to_owned()).collect();
    assert_eq!(ticked, ["piaciuto-clear", "difficile-other"]);
    let thanks = pages::confirmation(&citizen(), &samples::rating::rated(), &RatingForm::default());
    assert!(thanks.contains("Grazie per la tua opinione") && !thanks.contains("name=\"stelle\""));
}

#[test]
fn the_inbox_speaks_of_phases_as_the_office_does() {
    let mut inbox = samples::desk::inbox();
    inbox.counters.push((contract::cases::Phase::WaitingApplicant, 1));
    let html = pages::office_inbox(&samples::frame(Lang::It, Some(true)), &inbox);
    assert!(html.contains("In attesa del richiedente (1)") && !html.contains("tua risposta"));
}

#[test]
fn languages_are_links_to_the_same_page() {
    let html = pages::home(&samples::frame(Lang::En, None), &samples::nothing_found(), &[]);
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    let tags = markup::tags(&html);
    let switch = tags.iter().find(|tag| tag.get("hreflang") == Some("it")).unwrap();
    assert_eq!(switch.get("href"), Some("/it/servizi/cila"));
    assert_eq!(switch.get("lang"), Some("it"));
    assert!(html.contains("/en/accesso?ritorno=/en/servizi/cila"));
}

#[test]
fn the_office_is_in_the_menu_of_its_people_only() {
    let menu = "href=\"/it/ufficio\"";
    assert!(
        pages::home(&samples::frame(Lang::It, Some(true)), &samples::nothing_found(), &[]).contains(menu)
    );
    assert!(
        !pages::home(&samples::frame(Lang::It, Some(false)), &samples::nothing_found(), &[]).contains(menu)
    );
    assert!(!pages::home(&samples::frame(Lang::It, None), &samples::nothing_found(), &[]).contains(menu));
}

#[test]
fn a_step_is_rendered_in_well_under_a_millisecond_when_optimised() {
    let (frame, step) = (citizen(), samples::step(true));
    let size = pages::step(&frame, &step).len();
    let rounds = 200;
    let started = std::time::Instant::now();
    for _ in 0..rounds {
        std::hint::black_box(pages::step(&frame, &step));
    }
    let each = started.elapsed() / rounds;
    // Unoptimised code on a busy machine is an order of magnitude slower: only a trap for blunders.
    let limit = if cfg!(debug_assertions) { 50_000 } else { 1_000 };
    assert!(each.as_micros() < limit, "{size} bytes in {each:?}");
}
