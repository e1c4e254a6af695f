//! Who owes what the office asks to be paid.

use contract::{Code, Lang, ids::CaseId};
use domain::{
    Error, cases,
    payments::{self, Held},
};

use crate::{
    paying::{asking, own},
    terms::Office,
};

/// Asks for a payment of a case that was filed with these answers; who its notice names.
async fn debtor(office: &Office, answers: &[(&str, &str)]) -> (CaseId, String) {
    let ctx = &office.world.ctx;
    let case = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    office.world.answer(&office.ada, case, "domanda", &[answers, &[("vincolo", "no")]].concat()).await;
    cases::submit(ctx, &office.ada, case).await.unwrap();
    let page = cases::office_page(ctx, &office.rup, Lang::It, case).await.unwrap();
    let action = page.actions.iter().find(|action| action.event == "chiedi_somma").unwrap();
    let told = action.payment.clone().unwrap().debtor;
    office.fire_with(&office.rup, case, asking(case, 123_450, "2026-04-01")).await.unwrap();
    let deeds = office.world.inspector.deeds();
    let act = deeds.last().and_then(|sheet| sheet.act.payment.clone()).unwrap();
    assert_eq!(act.debtor, told, "the act says what the officer read before");
    (case, told)
}

#[tokio::test]
async fn a_notice_names_whom_the_answers_say_that_the_case_is_for() {
    let office = Office::new().await;
    let bruno = office.world.named("Bruno", "RSSMRA80A01H501U").await;
    let person = [
        ("committente.nome", "Bruno"),
        ("committente.cognome", "Esempio"),
        ("committente.codice_fiscale", bruno.fiscal_code.as_str()),
    ];
    let firm = [("ditta.denominazione", "Prova S.r.l."), ("ditta.partita_iva", "00743110157")];
    let body = [("condominio", "Condominio Aurora"), ("condominio_codice", "00743110157")];
    let ada = format!("Ada Di Prova ({})", office.ada.fiscal_code);
    let named = format!("Bruno Esempio ({})", bruno.fiscal_code);
    for (rule, answers, who) in [
        ("nobody is named: who filed", vec![], ada.as_str()),
        ("a person", person.to_vec(), named.as_str()),
        (
            "a firm goes before who stands for it",
            [&firm[..], &person[..]].concat(),
            "Prova S.r.l. (00743110157)",
        ),
        ("a body with its name", body.to_vec(), "Condominio Aurora (00743110157)"),
        ("a body without a name is nobody", body[1..].to_vec(), ada.as_str()),
    ] {
        assert_eq!(debtor(&office, &answers).await.1, who, "{rule}");
    }
}

#[tokio::test]
async fn who_owes_a_payment_and_who_filed_for_them_may_both_pay_it() {
    let office = Office::new().await;
    let bruno = office.world.named("Bruno", "RSSMRA80A01H501U").await;
    let eva = office.world.citizen("Eva").await;
    let code = bruno.fiscal_code.clone();
    let answers = [
        ("committente.nome", "Bruno"),
        ("committente.cognome", "Esempio"),
        ("committente.codice_fiscale", code.as_str()),
    ];
    let (case, _) = debtor(&office, &answers).await;
    let notice = own(&office, case).await.payments.notices[0].id;
    let held = Held { key: office.world.ctx.ids.next(), notices: Vec::new() };
    for (who, may) in [(&bruno, true), (&office.ada, true), (&eva, false), (&office.rup, false)] {
        let paper = payments::notice_paper(&office.world.ctx, who, &held, Lang::It, notice).await;
        assert_eq!(paper.is_ok(), may, "{paper:?}");
    }
}

#[tokio::test]
async fn what_is_asked_after_a_case_passed_to_others_is_owed_by_them() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let code = "RSSMRA80A01H501U";
    let answers = [
        ("vincolo", "no"),
        ("committente.nome", "Bruno"),
        ("committente.cognome", "Esempio"),
        ("committente.codice_fiscale", code),
    ];
    let case = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    office.world.answer(&office.ada, case, "domanda", &answers).await;
    cases::submit(ctx, &office.ada, case).await.unwrap();
    let says = cases::SetTitolari {
        case,
        codes: vec!["SMPLCU61C54M999F".into()],
        before: vec![code.into()],
        holder: String::new(),
        reason: "Venduto.".into(),
    };
    cases::set_titolari(ctx, &office.rup, &says).await.unwrap();
    let owes = async || {
        let page = cases::office_page(ctx, &office.rup, Lang::It, case).await.unwrap();
        let action = page.actions.into_iter().find(|action| action.event == "chiedi_somma").unwrap();
        action.payment.unwrap().debtor
    };
    assert_eq!(owes().await, "SMPLCU61C54M999F (SMPLCU61C54M999F)", "nobody knows a name yet");
    office.world.named("Lucia", "SMPLCU61C54M999F").await;
    assert_eq!(owes().await, "Lucia Di Prova (SMPLCU61C54M999F)");
}

#[tokio::test]
async fn nobody_is_billed_for_a_firm_that_the_portal_does_not_know() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let answers = [
        ("vincolo", "no"),
        ("committente.nome", "Bruno"),
        ("committente.cognome", "Esempio"),
        ("committente.codice_fiscale", "RSSMRA80A01H501U"),
        ("ditta.denominazione", "Prova S.r.l."),
        ("ditta.partita_iva", "00743110157"),
    ];
    let case = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    office.world.answer(&office.ada, case, "domanda", &answers).await;
    cases::submit(ctx, &office.ada, case).await.unwrap();
    let says = cases::SetTitolari {
        case,
        codes: vec!["SMPLCU61C54M999F".into()],
        before: vec!["RSSMRA80A01H501U".into()],
        holder: String::new(),
        reason: "Un'altra rappresenta la società.".into(),
    };
    cases::set_titolari(ctx, &office.rup, &says).await.unwrap();
    let page = cases::office_page(ctx, &office.rup, Lang::It, case).await.unwrap();
    let action = page.actions.into_iter().find(|action| action.event == "chiedi_somma").unwrap();
    assert_eq!(action.payment.unwrap().debtor, "", "the page is there all the same");
    let asked = office.fire_with(&office.rup, case, asking(case, 10_000, "2026-04-01")).await;
    assert!(matches!(asked, Err(Error::Refused(Code::DebtorUnknown))), "{asked:?}");
}
