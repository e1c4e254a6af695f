//! What lists say of a case besides its name: of whom it is, and where.

use contract::{Lang, identity::StaffRole};
use domain::{
    cases::{self, Arriving, SetTitolari},
    office::{self, InboxQuery},
};
use testkit::TestWorld;

use crate::{
    arrivals::paper,
    holding::{BRUNO, LUCIA},
    holding_titolari::filed_for_bruno,
    terms::Office,
};

#[tokio::test]
async fn lists_say_of_whom_a_case_is_and_follow_who_it_passes_to() {
    let world = Office::new().await;
    let ctx = &world.world.ctx;
    world.world.named("Lucia", LUCIA).await;
    let case = filed_for_bruno(&world).await;
    let about = async || {
        let mine = cases::mine(ctx, &world.ada, Lang::It).await.unwrap();
        let inbox = office::inbox(ctx, &world.clerk, Lang::It, &InboxQuery::default()).await.unwrap();
        let seen = inbox.rows.into_iter().find(|row| row.id == case).unwrap().about;
        assert_eq!(mine.filed[0].1.about, seen, "who filed it and the office read the same");
        seen
    };
    assert_eq!(about().await, "Bruno Esempio");
    let says = |codes: &str, before: &str| SetTitolari {
        case,
        codes: vec![codes.to_owned()],
        before: vec![before.to_owned()],
        holder: String::new(),
        reason: "Erede.".to_owned(),
    };
    cases::set_titolari(ctx, &world.rup, &says(LUCIA, BRUNO)).await.unwrap();
    assert_eq!(about().await, "Lucia Di Prova");
    cases::set_titolari(ctx, &world.rup, &says(BRUNO, LUCIA)).await.unwrap();
    assert_eq!(about().await, "", "no name is better than that of another");
}

#[tokio::test]
async fn what_came_on_paper_is_told_by_who_sent_it_and_where_or_else_by_what_it_is_about() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let elsewhere = Arriving { place: " ".into(), protocollo: "77/2026".into(), ..paper() };
    for arriving in [paper(), elsewhere] {
        cases::register_arrival(&world.ctx, &clerk, &arriving, &[]).await.unwrap().unwrap();
    }
    let inbox = office::inbox(&world.ctx, &clerk, Lang::It, &InboxQuery::default()).await.unwrap();
    let mut about: Vec<&str> = inbox.rows.iter().map(|row| row.about.as_str()).collect();
    about.sort_unstable();
    assert_eq!(about, ["Lucia Esemplari – Rifacimento del tetto", "Lucia Esemplari – Via del Forno 8"]);
}

#[tokio::test]
async fn a_draft_is_told_by_what_was_answered_so_far() {
    let office = Office::new().await;
    let ctx = &office.world.ctx;
    let draft = cases::start(ctx, &office.ada, "termini", &[]).await.unwrap();
    let said = async || cases::mine(ctx, &office.ada, Lang::It).await.unwrap().drafts[0].1.about.clone();
    assert_eq!(said().await, "");
    let answers = [
        ("vincolo", "no"),
        ("committente.nome", "Bruno"),
        ("committente.cognome", "Esempio"),
        ("committente.codice_fiscale", BRUNO),
    ];
    office.world.answer(&office.ada, draft, "domanda", &answers).await;
    assert_eq!(said().await, "Bruno Esempio");
}
