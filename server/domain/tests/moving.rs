//! A filed case moved to another version of its procedure: looked at before, refused where something would be lost,
//! journalled, and the same when it is worked out again.

use std::path::Path;

use contract::{
    Code, Lang,
    cases::{Act, MoveRefusal, TermStatus},
    ids::CaseId,
};
use domain::{
    Actor, Error,
    cases::{self, MoveCase},
    procedures::{self, Definition, Shared},
};
use entity::cases::cases as rows;
use sea_orm::EntityTrait;

use crate::terms::Office;

/// Publishes a second version of the tests' procedure, with pieces of its files replaced.
pub(crate) async fn second(office: &Office, changes: &[(&str, &str, &str)]) -> Definition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/procedures/termini");
    let read = |name: &str| {
        let mut text = std::fs::read_to_string(folder.join(name)).ok()?;
        if name == "procedure.toml" {
            text = text.replace("version = 1", "version = 2");
        }
        for (_, from, to) in changes.iter().filter(|(file, ..)| *file == name) {
            assert!(text.contains(from), "{name} has {from}");
            text = text.replace(from, to);
        }
        Some(text.into_bytes())
    };
    let shared = Shared { block: &|_, _| None, orders: &[] };
    let definition = Definition::load("termini", &read, &shared)
        .unwrap_or_else(|found| panic!("{}", found.iter().map(|it| format!("\n{it}")).collect::<String>()));
    // What is published at the same moment would be in force by chance.
    office.world.clock.advance_ms(1_000);
    procedures::propose(&office.world.ctx, &definition, true).await.unwrap();
    definition
}

/// The decision takes forty-five days instead of sixty.
const SHORTER: (&str, &str, &str) =
    ("clocks.toml", "length = { days = 60 }\ninterrupts", "length = { days = 45 }\ninterrupts");

async fn moved(office: &Office, by: &Actor, case: CaseId, to: &str, reason: &str) -> Result<(), Error> {
    let row_version = office.page(case).await.row_version;
    let asked = MoveCase { case, to: to.into(), reason: reason.into(), row_version };
    let done = cases::move_case(&office.world.ctx, by, &asked).await;
    office.world.work_off().await;
    done
}

#[tokio::test]
async fn a_case_stays_on_its_version_until_somebody_moves_it() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let look = async |by: &Actor| cases::move_page(&office.world.ctx, by, Lang::It, case).await;
    assert!(look(&office.rup).await.unwrap().is_none(), "it follows the version in force");
    let new = second(&office, &[SHORTER]).await;
    assert_eq!(office.due(case, "decisione").await, "2026-05-01", "nothing moves by itself");
    let page = look(&office.rup).await.unwrap().unwrap();
    assert_eq!((page.from, page.to, page.refused), (1, 2, None));
    assert_eq!(page.comes.state.0, page.comes.state.1);
    let ends = |status: Option<TermStatus>| match status {
        Some(TermStatus::Running { nominal, .. }) => nominal.to_string(),
        other => format!("{other:?}"),
    };
    let terms: Vec<_> = page
        .comes
        .terms
        .iter()
        .map(|term| (term.label.as_str(), ends(term.before), ends(term.after)))
        .collect();
    assert_eq!(terms, [("Termine decisione", "2026-05-01".to_owned(), "2026-04-16".to_owned())]);
    moved(&office, &office.rup, case, &new.hash, "Il termine era sbagliato.").await.unwrap();
    assert_eq!(office.due(case, "decisione").await, "2026-04-16");
    let page = office.page(case).await;
    assert!(page.timeline.iter().any(|entry| entry.act == Some(Act::Moved)));
    assert!(page.messages.iter().any(|message| message.body == "Il termine era sbagliato."));
    office.holds(case).await;
    assert!(look(&office.rup).await.unwrap().is_none());
    // What ends there ends by its day.
    office.days(47).await;
    assert_eq!(office.page(case).await.state, "Stato da_attestare");
    office.holds(case).await;
}

#[tokio::test]
async fn a_case_is_moved_with_all_that_happened_to_it() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    office.reads(case).await;
    office.days(3).await;
    office.fire(&office.ada, case, "osserva").await.unwrap();
    let before = office.due(case, "decisione").await;
    let new = second(&office, &[SHORTER]).await;
    moved(&office, &office.head, case, &new.hash, "Nuova versione.").await.unwrap();
    assert_ne!(office.due(case, "decisione").await, before);
    office.holds(case).await;
    // And goes on there.
    office.fire(&office.head, case, "rilascia").await.unwrap();
    office.holds(case).await;
}

#[tokio::test]
async fn what_would_lose_something_or_was_not_possible_is_refused() {
    let cases_of = [
        (
            "an answer without its question",
            vec![
                ("form.toml", "id = \"vincolo\"", "id = \"tutela\""),
                ("texts.it.toml", "question.vincolo", "question.tutela"),
                ("texts.en.toml", "question.vincolo", "question.tutela"),
                ("clocks.toml", "vincolo ==", "tutela =="),
                ("workflow.toml", "vincolo ", "tutela "),
                ("workflow.toml", "\"vincolo\"", "\"tutela\""),
                ("texts.it.toml", "\nvincolo =", "\ntutela ="),
                ("texts.en.toml", "\nvincolo =", "\ntutela ="),
            ],
            MoveRefusal::Loses,
        ),
        (
            "a length that answers choose, and another choice",
            vec![("clocks.toml", "length = { days = 120 }", "length = { days = 100 }")],
            MoveRefusal::Counted,
        ),
        (
            "an event that is not there",
            vec![
                ("workflow.toml", "id = \"preavvisa\"", "id = \"avvisa\""),
                ("clocks.toml", "event = \"preavvisa\"", "event = \"avvisa\""),
                ("texts.it.toml", "event.preavvisa", "event.avvisa"),
                ("texts.en.toml", "event.preavvisa", "event.avvisa"),
            ],
            MoveRefusal::Impossible,
        ),
    ];
    for (rule, changes, why) in cases_of {
        let office = Office::new().await;
        let case = office.filed("no").await;
        office.fire(&office.rup, case, "preavvisa").await.unwrap();
        let new = second(&office, &changes).await;
        let page = cases::move_page(&office.world.ctx, &office.rup, Lang::It, case).await.unwrap().unwrap();
        assert_eq!(page.refused, Some(why), "{rule}");
        let refused = moved(&office, &office.rup, case, &new.hash, "Motivo.").await;
        assert!(matches!(refused, Err(Error::Conflict(Code::CannotMove))), "{rule}: {refused:?}");
        office.holds(case).await;
    }
}

#[tokio::test]
async fn who_leads_moves_a_case_with_a_reason_and_to_what_they_looked_at() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let new = second(&office, &[SHORTER]).await;
    let clerks = moved(&office, &office.clerk, case, &new.hash, "Motivo.").await;
    assert!(matches!(clerks, Err(Error::Forbidden)), "{clerks:?}");
    let look = cases::move_page(&office.world.ctx, &office.clerk, Lang::It, case).await;
    assert!(matches!(look, Err(Error::Forbidden)), "{look:?}");
    let own = cases::move_page(&office.world.ctx, &office.ada, Lang::It, case).await;
    assert!(matches!(own, Err(Error::NotFound(_))), "{own:?}");
    let silent = moved(&office, &office.rup, case, &new.hash, "  ").await;
    assert!(matches!(silent, Err(Error::Refused(Code::TextMissing))), "{silent:?}");
    let other = moved(&office, &office.rup, case, "0000", "Motivo.").await;
    assert!(matches!(other, Err(Error::Conflict(Code::StaleSave))), "{other:?}");
    let row = rows::Entity::find_by_id(case.0).one(office.world.ctx.db.read()).await.unwrap().unwrap();
    assert_ne!(row.definition_hash, new.hash);
    moved(&office, &office.rup, case, &new.hash, "Motivo.").await.unwrap();
    let again = moved(&office, &office.rup, case, &new.hash, "Motivo.").await;
    assert!(matches!(again, Err(Error::Conflict(Code::StaleSave))), "{again:?}");
}

#[tokio::test]
async fn what_ends_at_once_is_told_before() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let new = second(&office, &[SHORTER]).await;
    office.days(50).await;
    let page = cases::move_page(&office.world.ctx, &office.rup, Lang::It, case).await.unwrap().unwrap();
    assert_eq!(page.comes.fires, [("Fatto silenzio".to_owned(), crate::terms::day("2026-04-16"))]);
    moved(&office, &office.rup, case, &new.hash, "Il termine era sbagliato.").await.unwrap();
    assert_eq!(office.page(case).await.state, "Stato da_attestare");
    office.holds(case).await;
}

#[tokio::test]
async fn an_act_is_laid_out_by_the_version_that_it_was_done_under() {
    let mut office = Office::new().await;
    office.world.ctx.protocol = domain::ports::Protocol::Manual;
    let case = office.filed("no").await;
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    let new = second(&office, &[("deeds/richiesta.typ", "Rispondi", "RISPONDA")]).await;
    moved(&office, &office.rup, case, &new.hash, "Nuovi modelli.").await.unwrap();
    let key = contract::register::EntryKey { year: 2026, number: 2 };
    let give = cases::GiveNumber { key, number: "45678".into(), day: "2026-03-02".into() };
    cases::give_number(&office.world.ctx, &office.clerk, &give).await.unwrap();
    office.world.work_off().await;
    let made = office.world.inspector.deeds();
    assert!(made.len() == 1 && made[0].template.source.contains("Rispondi"));
}

#[tokio::test]
async fn a_record_put_right_stays_so_when_a_case_is_moved() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.days(5).await;
    office.fire(&office.rup, case, "preavvisa").await.unwrap();
    let page = cases::office_page(&office.world.ctx, &office.rup, Lang::It, case).await.unwrap();
    let of = page.desk.as_ref().unwrap().rectifiable[0].of;
    let undo =
        cases::Rectify { case, of, truly: None, reason: "Errore.".into(), row_version: page.row_version };
    cases::rectify(&office.world.ctx, &office.rup, &undo).await.unwrap();
    let new = second(&office, &[SHORTER]).await;
    moved(&office, &office.rup, case, &new.hash, "Motivo.").await.unwrap();
    assert_eq!(
        (office.page(case).await.state.as_str(), office.due(case, "decisione").await.as_str()),
        ("Stato istruttoria", "2026-04-16")
    );
    office.holds(case).await;
}
