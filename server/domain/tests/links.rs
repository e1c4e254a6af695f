//! Cases that belong together: begun from one another and heard of by one another.

use std::path::Path;

use contract::{
    Code, Lang,
    cases::{Act, Relation},
    ids::CaseId,
};
use domain::{
    Actor, Error,
    cases::{self, Fire, FollowAs, Linking},
    procedures,
};
use entity::cases::{case_answers, case_events, case_links, cases as rows, protocollo};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{moving::second, terms::Office};

/// An office with the procedure that follows.
pub(crate) async fn office() -> Office {
    let office = Office::new().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/procedures/seguito");
    let definition = testkit::procedure(&folder).unwrap_or_else(|found| panic!("{found:#?}"));
    procedures::propose(&office.world.ctx, &definition, true).await.unwrap();
    office
}

/// To begin what follows this case.
pub(crate) fn after(case: CaseId) -> FollowAs {
    FollowAs { followed: case, slug: "seguito".into(), link: "dopo".into() }
}

/// A case that was granted on 2 March 2026.
pub(crate) async fn granted(office: &Office) -> CaseId {
    let case = office.filed("si").await;
    office.fire(&office.head, case, "rilascia").await.unwrap();
    case
}

/// The row of a case.
pub(crate) async fn row(office: &Office, case: CaseId) -> rows::Model {
    rows::Entity::find_by_id(case.0).one(office.world.ctx.db.read()).await.unwrap().unwrap()
}

pub(crate) async fn answers(office: &Office, case: CaseId) -> String {
    let rows = case_answers::Entity::find()
        .filter(case_answers::Column::CaseId.eq(case.0))
        .all(office.world.ctx.db.read())
        .await
        .unwrap();
    rows.into_iter().map(|row| row.answers).collect()
}

#[tokio::test]
async fn what_follows_a_case_knows_it_and_is_begun_once() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let early = office.filed("si").await;
    let refused = cases::follow(ctx, &office.ada, &after(early)).await;
    assert!(matches!(refused, Err(Error::Conflict(Code::EventNotPossible))), "{refused:?}");
    let case = granted(&office).await;
    let page = cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    assert_eq!(page.offers.len(), 1);
    assert_eq!((page.offers[0].label.as_str(), page.offers[0].draft), ("Presenta un seguito", None));
    assert!(
        page.actions.iter().all(|action| action.event != "seguita"),
        "what has a form of its own is filed with it"
    );
    let draft = cases::follow(ctx, &office.ada, &after(case)).await.unwrap();
    let said = answers(&office, draft).await;
    let number = row(&office, case).await.number.unwrap();
    for part in [r#""vincolo":"si""#, &number, r#""titolo_data.giorno":"2""#, r#""titolo_data.anno":"2026""#]
    {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert_eq!(
        cases::follow(ctx, &office.ada, &after(case)).await.unwrap(),
        draft,
        "it goes on with the draft"
    );
    let page = cases::own_page(ctx, &office.ada, Lang::It, case).await.unwrap();
    assert_eq!(page.offers[0].draft, Some(draft));
    assert!(page.linked.is_empty(), "a draft is nobody's but its author's");
    let bruno = office.world.citizen("Bruno").await;
    let strange = cases::follow(ctx, &bruno, &after(case)).await;
    assert!(matches!(strange, Err(Error::NotFound(_))), "{strange:?}");
}

#[tokio::test]
async fn a_step_of_one_case_happens_in_the_case_that_it_follows() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let case = granted(&office).await;
    let draft = cases::follow(ctx, &office.ada, &after(case)).await.unwrap();
    cases::submit(ctx, &office.ada, draft).await.unwrap();
    office.world.work_off().await;
    let page = office.page(case).await;
    assert_eq!(page.state, "Stato rilasciata", "only the granting says something");
    assert_eq!(page.timeline[0].act, Some(Act::Linked));
    assert_eq!((page.linked[0].case, page.linked[0].relation), (draft, Relation::Follower));
    assert_eq!(office.page(draft).await.linked[0].relation, Relation::Followed);
    let entries = protocollo::Entity::find().count(ctx.db.read()).await.unwrap();
    office.fire(&office.head, draft, "accogli").await.unwrap();
    let page = office.page(case).await;
    assert_eq!(page.state, "Stato decaduta");
    let number = row(&office, draft).await.number.unwrap();
    assert!(page.messages.iter().any(|message| message.body == format!("Seguito {number}")));
    let now = protocollo::Entity::find().count(ctx.db.read()).await.unwrap();
    assert_eq!(now, entries, "what the other case brought has its place in the register");
    office.holds(case).await;
    office.holds(draft).await;
}

#[tokio::test]
async fn what_is_not_possible_in_the_other_case_is_for_the_office_to_look_at() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let case = granted(&office).await;
    let draft = cases::follow(ctx, &office.ada, &after(case)).await.unwrap();
    cases::submit(ctx, &office.ada, draft).await.unwrap();
    // Three years pass: the first case lapsed by itself meanwhile, and is settled before anything else happens to it.
    office.world.clock.advance_days(4 * 366);
    office.fire(&office.head, draft, "accogli").await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato decaduta");
    assert_eq!(
        (office.events(case, "seguita").await, office.events(case, "lavori_non_iniziati").await),
        (0, 1)
    );
    assert_eq!(office.events(case, "@linked").await, 2);
    assert_eq!(row(&office, case).await.to_read, 1);
    office.holds(case).await;
}

/// Files a case of somebody's that names this number, and returns it.
pub(crate) async fn naming(office: &Office, person: &Actor, number: &str) -> CaseId {
    let draft = cases::start(&office.world.ctx, person, "seguito", &[]).await.unwrap();
    office.world.answer(person, draft, "lavori", &[("vincolo", "no"), ("titolo_numero", number)]).await;
    cases::submit(&office.world.ctx, person, draft).await.unwrap();
    office.world.work_off().await;
    draft
}

#[tokio::test]
async fn what_holds_later_brings_about_what_happened_with_its_day_and_once() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let (first, second) = (granted(&office).await, granted(&office).await);
    let bruno = office.world.citizen("Bruno").await;
    let follower = naming(&office, &bruno, &row(&office, first).await.number.unwrap()).await;
    office.fire(&office.head, follower, "accogli").await.unwrap();
    office.days(4).await;
    cases::link(ctx, &office.clerk, follower, &Linking::Declared(first)).await.unwrap();
    let told = journal(&office, first, "seguita").await;
    assert!(
        told.len() == 1 && told[0].contains(r#""on":"2026-03-02""#),
        "the day of what happened: {told:?}"
    );
    // It follows a second case too: the first has heard of it already.
    cases::link(ctx, &office.clerk, follower, &Linking::Number(&row(&office, second).await.number.unwrap()))
        .await
        .unwrap();
    assert_eq!((office.events(first, "seguita").await, office.events(second, "seguita").await), (1, 1));
    cases::unlink_case(ctx, &office.clerk, follower, second, "Per errore.").await.unwrap();
    cases::link(ctx, &office.clerk, second, &Linking::Number(&row(&office, follower).await.number.unwrap()))
        .await
        .unwrap();
    let (heard, links) = (office.events(second, "seguita").await, office.events(second, "@linked").await);
    assert_eq!((heard, links), (1, 2), "nor is anything tried twice when it holds again");
    assert_eq!(office.events(first, "@linked").await, 1);
    office.holds(first).await;
    office.holds(second).await;
}

/// As what a case follows others.
async fn ways(office: &Office, case: CaseId) -> Vec<String> {
    let rows = case_links::Entity::find().filter(case_links::Column::CaseId.eq(case.0));
    rows.all(office.world.ctx.db.read()).await.unwrap().into_iter().map(|row| row.link).collect()
}

/// A case whose assent formed by silence and was attested.
async fn assented(office: &Office) -> CaseId {
    let case = office.filed("no").await;
    office.days(200).await;
    office.fire(&office.head, case, "attesta").await.unwrap();
    case
}

#[tokio::test]
async fn a_number_leads_by_the_way_from_where_the_other_case_is() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.citizen("Bruno").await;
    let silent = assented(&office).await;
    let follower = naming(&office, &bruno, &row(&office, silent).await.number.unwrap()).await;
    assert_eq!(ways(&office, follower).await, ["dopo_silenzio"]);
    let other = granted(&office).await;
    let follower = naming(&office, &bruno, &row(&office, other).await.number.unwrap()).await;
    assert_eq!(ways(&office, follower).await, ["dopo"]);
    // It goes on elsewhere before the office looks: no way leads on from there, and the known one stays.
    office.days(4 * 366).await;
    cases::link(ctx, &office.clerk, follower, &Linking::Declared(other)).await.unwrap();
    assert_eq!(ways(&office, follower).await, ["dopo"]);
}

#[tokio::test]
async fn what_has_to_happen_there_too_waits_until_the_office_says_that_it_is_that_case() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.citizen("Bruno").await;
    let case = granted(&office).await;
    let follower = naming(&office, &bruno, &row(&office, case).await.number.unwrap()).await;
    let early = office.fire(&office.head, follower, "intesta").await;
    assert!(matches!(early, Err(Error::Refused(Code::LinkUnconfirmed))), "{early:?}");
    let waits = async || {
        let page = cases::office_page(ctx, &office.head, Lang::It, follower).await.unwrap();
        let said = page.actions.into_iter().map(|action| (action.event, action.unconfirmed));
        said.collect::<Vec<_>>()
    };
    let number = row(&office, case).await.number;
    let told = [("accogli".to_owned(), None), ("intesta".to_owned(), number)];
    assert_eq!(waits().await, told, "it says so before anything is typed");
    cases::link(ctx, &office.clerk, follower, &Linking::Declared(case)).await.unwrap();
    office.fire(&office.head, follower, "intesta").await.unwrap();
    assert_eq!(office.events(case, "seguita").await, 1);
}

#[tokio::test]
async fn an_act_for_cases_that_follow_another_is_there_for_them_alone() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let bruno = office.world.citizen("Bruno").await;
    // By the other way to which the same answer leads.
    let silent = assented(&office).await;
    let follower = naming(&office, &bruno, &row(&office, silent).await.number.unwrap()).await;
    let case = granted(&office).await;
    let alone = naming(&office, &bruno, "nessuna").await;
    let offered = async |id| {
        let page = cases::office_page(ctx, &office.clerk, Lang::It, id).await.unwrap();
        page.actions.into_iter().map(|action| action.event).collect::<Vec<_>>()
    };
    assert_eq!(offered(alone).await, ["apri"]);
    assert_eq!(offered(follower).await, ["apri"], "named only: the office has not said that it is the one");
    cases::link(ctx, &office.clerk, follower, &Linking::Declared(silent)).await.unwrap();
    assert_eq!(offered(follower).await, ["annota"]);
    for (id, act) in [(alone, "annota"), (follower, "apri")] {
        let there = office.fire(&office.clerk, id, act).await;
        assert!(matches!(there, Err(Error::Conflict(Code::EventNotPossible))), "{act}: {there:?}");
    }
    cases::link(ctx, &office.clerk, alone, &Linking::Number(&row(&office, case).await.number.unwrap()))
        .await
        .unwrap();
    office.fire(&office.clerk, alone, "annota").await.unwrap();
    cases::unlink_case(ctx, &office.clerk, follower, silent, "Un'altra.").await.unwrap();
    office.fire(&office.clerk, follower, "apri").await.unwrap();
}

#[tokio::test]
async fn a_draft_follows_by_the_way_from_where_the_other_case_is_when_it_is_sent() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let case = assented(&office).await;
    let begun = FollowAs { link: "dopo_silenzio".into(), ..after(case) };
    let draft = cases::follow(ctx, &office.ada, &begun).await.unwrap();
    office.fire(&office.head, case, "proroga").await.unwrap();
    let said = [("vincolo", "no"), ("titolo_numero", &*row(&office, case).await.number.unwrap())];
    office.world.answer(&office.ada, draft, "lavori", &said).await;
    cases::submit(ctx, &office.ada, draft).await.unwrap();
    assert_eq!(ways(&office, draft).await, ["dopo"]);
    office.fire(&office.head, draft, "accogli").await.unwrap();
    assert_eq!(office.events(case, "seguita").await, 1);
    office.holds(case).await;
}

#[tokio::test]
async fn another_link_tries_nothing_again_where_it_was_not_possible() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let (early, case) = (office.filed("no").await, granted(&office).await);
    let bruno = office.world.citizen("Bruno").await;
    let follower = naming(&office, &bruno, "nessuna").await;
    office.fire(&office.head, follower, "accogli").await.unwrap();
    cases::link(ctx, &office.clerk, follower, &Linking::Number(&row(&office, early).await.number.unwrap()))
        .await
        .unwrap();
    let tried = office.events(early, "@linked").await;
    cases::link(ctx, &office.clerk, follower, &Linking::Number(&row(&office, case).await.number.unwrap()))
        .await
        .unwrap();
    assert_eq!(office.events(case, "seguita").await, 1);
    assert_eq!(office.events(early, "@linked").await, tried);
}

/// A case that follows another and says a day, granted.
pub(crate) async fn saying(office: &Office, case: CaseId, (day, month, year): (&str, &str, &str)) -> CaseId {
    let ctx = &office.world.ctx;
    let draft = cases::follow(ctx, &office.ada, &after(case)).await.unwrap();
    let said = [("titolo_data.giorno", day), ("titolo_data.mese", month), ("titolo_data.anno", year)];
    let number = row(office, case).await.number.unwrap();
    let rest = [("vincolo", "si"), ("titolo_numero", number.as_str())];
    office.world.answer(&office.ada, draft, "lavori", &[said.as_slice(), &rest].concat()).await;
    cases::submit(ctx, &office.ada, draft).await.unwrap();
    office.fire(&office.head, draft, "accogli").await.unwrap();
    draft
}

/// What the journal of a case says of an event, oldest first.
pub(crate) async fn journal(office: &Office, case: CaseId, event: &str) -> Vec<String> {
    let rows = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(case.0))
        .filter(case_events::Column::Event.eq(event))
        .all(office.world.ctx.db.read())
        .await
        .unwrap();
    rows.into_iter().map(|row| row.payload).collect()
}

#[tokio::test]
async fn the_day_that_an_answer_says_counts_where_it_is_possible() {
    // Granted on the 2nd, done on the 7th of March.
    let rules = [
        ("a day between", ("4", "3", "2026"), Some("2026-03-04")),
        ("before the other case was there", ("4", "3", "2016"), None),
        ("before something that moved its terms", ("1", "3", "2026"), None),
    ];
    for (rule, day, counts) in rules {
        let office = office().await;
        let case = granted(&office).await;
        office.days(5).await;
        saying(&office, case, day).await;
        let told = journal(&office, case, "seguita").await;
        let on = counts.map(|day| format!(r#""on":"{day}""#));
        assert!(told.len() == 1 && on.is_none_or(|on| told[0].contains(&on)), "{rule}: {told:?}");
        assert_eq!(told[0].contains(r#""on":"#), counts.is_some(), "{rule}: {told:?}");
        office.holds(case).await;
    }
}

#[tokio::test]
async fn a_term_that_cannot_end_over_there_keeps_nobody_from_filing_here() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let system = "id = \"lavori_non_iniziati\"\nfrom = [\"rilasciata\", \"assentita\"]\nto = \"decaduta\"\nwho = [\"system\"]";
    let asking = format!("{system}\ntext = {{ required = true, max_chars = 10 }}\neffects = [\"message\"]");
    let (title, words) =
        ("timeline = \"Fatto lavori_non_iniziati\"", "\ntext_label = \"Testo\"\nmessage_kind = \"Atto\"");
    let titled = format!("{title}{words}");
    let changes = [
        ("workflow.toml", system, asking.as_str()),
        ("texts.it.toml", title, titled.as_str()),
        ("texts.en.toml", title, titled.as_str()),
    ];
    second(&office, &changes).await;
    let case = granted(&office).await;
    let draft = cases::follow(ctx, &office.ada, &after(case)).await.unwrap();
    cases::submit(ctx, &office.ada, draft).await.unwrap();
    office.world.clock.advance_days(4 * 366);
    let stuck = cases::end_terms(ctx, case).await;
    assert!(matches!(stuck, Err(Error::Internal(_))), "its own work fails, for the office to see: {stuck:?}");
    let row_version = office.page(draft).await.row_version;
    let accept = Fire { text: Some("Motivi.".into()), ..Fire::new(draft, "accogli", row_version) };
    cases::fire(ctx, &office.head, &accept).await.unwrap();
    assert_eq!(office.events(case, "seguita").await, 1);
}

#[tokio::test]
async fn a_draft_follows_the_case_that_it_names_in_the_end() {
    let office = office().await;
    let ctx = &office.world.ctx;
    let (first, second) = (granted(&office).await, granted(&office).await);
    let other = row(&office, second).await.number.unwrap();
    for (said, follows) in [(other.as_str(), second), ("RC-2026-999999", first)] {
        let draft = cases::follow(ctx, &office.ada, &after(first)).await.unwrap();
        office
            .world
            .answer(&office.ada, draft, "lavori", &[("vincolo", "si"), ("titolo_numero", said)])
            .await;
        cases::submit(ctx, &office.ada, draft).await.unwrap();
        let linked = office.page(draft).await.linked;
        assert_eq!(linked.len(), 1, "{said}: {linked:?}");
        assert_eq!((linked[0].case, linked[0].declared), (follows, follows == first), "{said}");
    }
    assert_eq!(office.events(first, "@linked").await, 0, "nothing holds there before the office says so");
}
