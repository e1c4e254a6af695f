//! Who is told that a case is theirs no more, though another held it for them.

use contract::{Lang, ids::CaseId};
use domain::{
    Actor, Error,
    cases::{self, Fire, Linking},
    documents::{self, Take},
};
use entity::messages::notices;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    holding::{BRUNO, LUCIA, own, row},
    links::{after, answers, office as with_links},
    terms::Office,
};

/// A case that Ada filed for Lucia, granted; then one of Bruno's follows it, in which he comes `instead` of her or beside.
async fn succeeded(office: &Office, instead: &str) -> CaseId {
    let ctx = &office.world.ctx;
    let case = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    let of_lucia = [
        ("vincolo", "si"),
        ("committente.nome", "Lucia"),
        ("committente.cognome", "Esempio"),
        ("committente.codice_fiscale", LUCIA),
    ];
    office.world.answer(&office.ada, case, "domanda", &of_lucia).await;
    cases::submit(ctx, &office.ada, case).await.unwrap();
    office.fire(&office.head, case, "rilascia").await.unwrap();
    let number = row(office, case).await.number.unwrap();
    let bruno = office.world.named("Bruno", BRUNO).await;
    let draft = cases::start(ctx, &bruno, "seguito", &[]).await.unwrap();
    let of_bruno = [
        ("vincolo", instead),
        ("titolo_numero", number.as_str()),
        ("subentrante.nome", "Bruno"),
        ("subentrante.cognome", "Esempio"),
        ("subentrante.codice_fiscale", BRUNO),
    ];
    office.world.answer(&bruno, draft, "lavori", &of_bruno).await;
    cases::submit(ctx, &bruno, draft).await.unwrap();
    cases::link(ctx, &office.clerk, draft, &Linking::Declared(case)).await.unwrap();
    office.fire(&office.head, draft, "accogli").await.unwrap();
    case
}

/// The people to whom a notice says that a case passed to somebody else.
async fn told(office: &Office, case: CaseId, people: &[&Actor]) -> Vec<bool> {
    let rows = notices::Entity::find()
        .filter(notices::Column::CaseId.eq(case.0))
        .filter(notices::Column::Kind.eq("handed_over"))
        .all(office.world.ctx.db.read())
        .await
        .unwrap();
    let is =
        |who: &&Actor| rows.iter().filter(|row| Some(row.person_id) == who.person.map(|id| id.0)).count();
    people.iter().map(|who| is(who) == 1).collect()
}

#[tokio::test]
async fn whose_case_it_was_is_told_once_beside_who_held_it() {
    let office = with_links().await;
    let lucia = office.world.named("Lucia", LUCIA).await;
    let case = succeeded(&office, "si").await;
    let bruno = office.world.named("Bruno", BRUNO).await;
    assert_eq!(told(&office, case, &[&lucia, &office.ada, &bruno]).await, [true, true, false]);
    assert!(own(&office, &lucia, case).await.is_err(), "it is hers no more");
}

#[tokio::test]
async fn a_draft_from_a_case_that_another_filed_does_not_know_where_they_are_written_to() {
    let office = with_links().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    for (takes, known) in [(false, true), (true, false)] {
        let case = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
        let of_bruno = [
            ("vincolo", "no"),
            ("committente.nome", "Bruno"),
            ("committente.cognome", "Esempio"),
            ("committente.codice_fiscale", BRUNO),
        ];
        office.world.answer(&office.ada, case, "domanda", &of_bruno).await;
        office.world.answer(&office.ada, case, "recapiti", &[("recapito", "ada@studio.example")]).await;
        cases::submit(ctx, &office.ada, case).await.unwrap();
        office.fire(&office.head, case, "rilascia").await.unwrap();
        if takes {
            cases::take_over(ctx, &bruno, case, "").await.unwrap();
        }
        let who = if takes { &bruno } else { &office.ada };
        let draft = cases::follow(ctx, who, &after(case)).await.unwrap();
        let said = answers(&office, draft).await;
        assert!(said.contains(BRUNO), "whose it is stays so: {said}");
        assert_eq!(said.contains("ada@studio.example"), known, "{said}");
    }
}

#[tokio::test]
async fn who_stays_beside_another_is_told_nothing() {
    let office = with_links().await;
    let lucia = office.world.named("Lucia", LUCIA).await;
    let case = succeeded(&office, "no").await;
    assert_eq!(told(&office, case, &[&lucia, &office.ada]).await, [false, false]);
    let mine = cases::mine(&office.world.ctx, &lucia, Lang::It).await.unwrap();
    assert_eq!(mine.followed_by_others.len(), 1, "it is still hers");
}

#[tokio::test]
async fn who_received_an_act_reads_it_also_when_the_case_is_anothers() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.named("Bruno", BRUNO).await;
    let case = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    let of_bruno = [
        ("vincolo", "no"),
        ("committente.nome", "Bruno"),
        ("committente.cognome", "Esempio"),
        ("committente.codice_fiscale", BRUNO),
    ];
    office.world.answer(&office.ada, case, "domanda", &of_bruno).await;
    cases::submit(ctx, &office.ada, case).await.unwrap();
    office.world.work_off().await;
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    // What she did not open goes to whoever comes; this was served on her.
    office.reads(case).await;
    cases::take_over(ctx, &bruno, case, "").await.unwrap();
    office.fire(&bruno, case, "integra").await.unwrap();
    let acts = cases::own_communications(ctx, &office.ada, Lang::It).await.unwrap();
    assert!(acts.len() == 1 && acts[0].passed, "{acts:?}");
    let received = acts[0].document.unwrap();
    documents::download(ctx, &office.ada, received, Take::Save).await.unwrap();
    assert!(own(&office, &office.ada, case).await.is_err(), "the case itself is another's");
    // What went to him alone is not hers, nor is anything else of the case.
    let eva = office.world.citizen("Eva").await;
    let strange = documents::download(ctx, &eva, received, Take::Save).await;
    assert!(matches!(strange, Err(Error::NotFound(_))), "{strange:?}");
    let called =
        Fire { text: Some("Venite.".into()), bodies: vec!["asl".into()], ..Fire::new(case, "convoca", 0) };
    office.fire_with(&office.rup, case, called).await.unwrap();
    let his = cases::own_communications(ctx, &bruno, Lang::It).await.unwrap();
    assert!(his.len() == 1 && !his[0].passed, "{his:?}");
    let strange = documents::download(ctx, &office.ada, his[0].document.unwrap(), Take::Save).await;
    assert!(matches!(strange, Err(Error::NotFound(_))), "{strange:?}");
}

#[tokio::test]
async fn who_filed_keeps_the_receipt_of_a_case_that_passed_to_others() {
    let office = with_links().await;
    let ctx = &office.world.ctx;
    let case = succeeded(&office, "si").await;
    office.world.work_off().await;
    let left = cases::passed_on(ctx, &office.ada, Lang::It).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(Some(&left[0].number), row(&office, case).await.number.as_ref());
    let receipt = left[0].receipt.unwrap();
    documents::download(ctx, &office.ada, receipt, Take::Save).await.unwrap();
    // Whose it was, and who holds it now, filed nothing.
    for other in [office.world.named("Lucia", LUCIA).await, office.world.named("Bruno", BRUNO).await] {
        assert!(cases::passed_on(ctx, &other, Lang::It).await.unwrap().is_empty());
    }
    let lucia = office.world.named("Lucia", LUCIA).await;
    let strange = documents::download(ctx, &lucia, receipt, Take::Save).await;
    assert!(matches!(strange, Err(Error::NotFound(_))));
    assert!(own(&office, &office.ada, case).await.is_err(), "the case itself is theirs no more");
}

#[tokio::test]
async fn that_a_case_would_pass_is_foreseen_before_it_is_linked() {
    let office = with_links().await;
    let ctx = &office.world.ctx;
    let case = office.filed("no").await;
    office.fire(&office.head, case, "rilascia").await.unwrap();
    let number = row(&office, case).await.number.unwrap();
    let bruno = office.world.named("Bruno", BRUNO).await;
    let draft = cases::start(ctx, &bruno, "seguito", &[]).await.unwrap();
    let of_bruno = [
        ("vincolo", "si"),
        ("titolo_numero", number.as_str()),
        ("subentrante.nome", "Bruno"),
        ("subentrante.cognome", "Esempio"),
        ("subentrante.codice_fiscale", BRUNO),
    ];
    office.world.answer(&bruno, draft, "lavori", &of_bruno).await;
    cases::submit(ctx, &bruno, draft).await.unwrap();
    office.fire(&office.head, draft, "accogli").await.unwrap();
    let linking = Linking::Declared(case);
    let foreseen = cases::foresee_link(ctx, &office.clerk, Lang::It, draft, &linking).await.unwrap().unwrap();
    assert!(foreseen.comes.passes);
    assert_eq!(row(&office, case).await.held_by, office.ada.person.unwrap().0, "it was only looked at");
}
