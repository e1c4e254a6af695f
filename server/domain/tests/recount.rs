//! Days of rest that change after terms were counted: rows, lists and timers follow, what fired stays.

use std::sync::Arc;

use contract::{Lang, time::Moment};
use domain::{
    Error, cases,
    jobs::Work,
    lists::{Lists, own_holidays},
    office,
};
use entity::{
    cases::{case_terms, cases as rows, reckonings},
    office::jobs,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use testkit::lists;

use crate::terms::{Office, day};

/// The patron saint of the tests' municipality: the day after Labour Day.
const SAINT: &str = "[[holiday]]\nname = \"Patrono\"\non = { date = [5, 2] }\nsource = \"Statuto\"\n";

/// The portal starts again, with the country's days of rest and these.
async fn starts_with(office: &mut Office, own: &str) {
    let own = own_holidays(own).unwrap();
    let calendar = lists().calendar.with(own);
    office.world.ctx.lists = Arc::new(Lists { calendar, ..lists() });
    cases::order_anew(&office.world.ctx).await.unwrap();
}

async fn row(office: &Office, term: &str) -> case_terms::Model {
    let wanted = case_terms::Entity::find().filter(case_terms::Column::Term.eq(term));
    wanted.one(office.world.ctx.db.read()).await.unwrap().unwrap()
}

/// Whether the end of a term is looked for when this day has begun.
async fn ordered(office: &Office, on: &str) -> bool {
    let wanted = jobs::Entity::find()
        .filter(jobs::Column::Kind.eq("end_terms"))
        .filter(jobs::Column::State.eq("ready"))
        .filter(jobs::Column::RunAt.eq(Moment::of_day(day(on)).0));
    wanted.count(office.world.ctx.db.read()).await.unwrap() > 0
}

#[tokio::test]
async fn terms_follow_days_of_rest_that_are_changed_afterwards() {
    // The sixtieth day is Labour Day; the 2nd is a Saturday, the 3rd a Sunday.
    for (before, after, last, over) in
        [("", SAINT, "2026-05-04", "2026-05-05"), (SAINT, "", "2026-05-02", "2026-05-03")]
    {
        let mut office = Office::new().await;
        starts_with(&mut office, before).await;
        let case = office.filed("no").await;
        assert!(!ordered(&office, over).await, "{last}");
        office.days(15).await;
        assert_eq!(cases::warn_of_terms(&office.world.ctx).await.unwrap(), 1);
        let warned = row(&office, "richiesta").await.warned;
        starts_with(&mut office, after).await;
        office.world.work_off().await;
        let decided = row(&office, "decisione").await;
        assert_eq!(decided.latest.as_deref(), Some(last));
        assert_eq!(decided.nominal.as_deref(), Some("2026-05-01"), "as counted");
        assert_eq!(row(&office, "richiesta").await.warned, warned, "who was warned is not warned again");
        assert!(ordered(&office, over).await, "{last}");
        let ctx = &office.world.ctx;
        let list = office::deadlines(ctx, &office.clerk, Lang::It, None, false).await.unwrap();
        assert!(list.rows.iter().any(|row| row.latest == Some(day(last))), "{last}");
        office.holds(case).await;
        office.days((day(last) - office.world.ctx.clock.now().day()).get_days().into()).await;
        assert_eq!(office.events(case, "silenzio").await, 0, "on its last day the office may still act");
        office.days(1).await;
        assert_eq!(office.events(case, "silenzio").await, 1);
        office.holds(case).await;
    }
}

#[tokio::test]
async fn what_fired_stays_and_each_change_is_followed_once() {
    let mut office = Office::new().await;
    let case = office.filed("no").await;
    office.days(62).await;
    assert_eq!(office.events(case, "silenzio").await, 1);
    let ended = row(&office, "decisione").await;
    let recounts = async |office: &Office| {
        let wanted = jobs::Entity::find().filter(jobs::Column::Kind.eq("recount_terms"));
        wanted.count(office.world.ctx.db.read()).await.unwrap()
    };
    for (own, times) in [(SAINT, 1), (SAINT, 1), ("", 2), (SAINT, 3)] {
        starts_with(&mut office, own).await;
        office.world.work_off().await;
        assert_eq!(recounts(&office).await, times);
    }
    office.days(5).await;
    assert_eq!(row(&office, "decisione").await, ended);
    assert_eq!(office.events(case, "silenzio").await, 1);
    office.holds(case).await;
}

#[tokio::test]
async fn one_case_that_cannot_be_read_is_named_and_keeps_nobody_from_counting_the_others() {
    let mut office = Office::new().await;
    starts_with(&mut office, "").await;
    // Ids grow with time: what cannot be read is come to first.
    let (broken, whole) = (office.filed("no").await, office.filed("no").await);
    rows::Entity::update_many()
        .col_expr(rows::Column::State, Expr::value("nowhere"))
        .filter(rows::Column::Id.eq(broken.0))
        .exec(office.world.ctx.db.writer())
        .await
        .unwrap();
    starts_with(&mut office, SAINT).await;
    office.world.work_off().await;
    let own = case_terms::Entity::find()
        .filter(case_terms::Column::Term.eq("decisione"))
        .filter(case_terms::Column::CaseId.eq(whole.0));
    let own = own.one(office.world.ctx.db.read()).await.unwrap().unwrap();
    assert_eq!(own.latest.as_deref(), Some("2026-05-04"));
    let verdicts = cases::verify_cases(&office.world.ctx).await.unwrap();
    assert_eq!((verdicts.cases, verdicts.broken), (2, vec![broken]));
}

#[tokio::test]
async fn an_instance_with_other_days_of_rest_leaves_the_work_to_others() {
    let mut office = Office::new().await;
    starts_with(&mut office, "").await;
    office.world.work_off().await;
    let old = office.world.ctx.lists.clone();
    starts_with(&mut office, SAINT).await;
    let wanted = reckonings::Entity::find_by_id("terms").one(office.world.ctx.db.read()).await.unwrap();
    let calendar = wanted.unwrap().made_with;
    assert!(jobs::Entity::find().all(office.world.ctx.db.read()).await.unwrap().iter().any(|job| {
        job.state == "ready"
            && serde_json::from_str::<Work>(&job.payload).unwrap()
                == Work::RecountTerms { calendar: calendar.clone() }
    }));
    // It was started before, and comes to the work first.
    let new = std::mem::replace(&mut office.world.ctx.lists, old);
    let refused = cases::recount_terms(&office.world.ctx, &calendar).await;
    assert!(matches!(refused, Err(Error::Internal(_))), "{refused:?}");
    office.world.ctx.lists = new;
    office.world.work_off().await;
    // Work for days of rest that are others again has nothing to do.
    assert_eq!(cases::recount_terms(&office.world.ctx, "other").await.unwrap(), 0);
}

#[test]
fn a_day_of_rest_that_no_year_has_is_refused_with_its_line() {
    let holiday = |name: &str, on: &str, more: &str| {
        format!("[[holiday]]\nname = \"{name}\"\non = {{ {on} }}\nsource = \"Statuto\"\n{more}")
    };
    let good = holiday("Patrono", "date = [6, 24]", "");
    assert!(own_holidays("").unwrap().holidays.is_empty(), "nobody has to have any");
    assert_eq!(own_holidays(&good).unwrap().holidays.len(), 1);
    let leap = holiday("Bisestile", "date = [2, 29]", "");
    assert!(own_holidays(&leap).is_ok(), "some years have it");
    for (rule, second, line, said) in [
        ("the day first, as people write it", holiday("Fiera", "date = [24, 6]", ""), 5, "write [6, 24]"),
        ("no month has it", holiday("Fiera", "date = [2, 30]", ""), 5, "[2, 30] is no day"),
        ("no such month", holiday("Fiera", "date = [13, 1]", ""), 5, "write [1, 13]"),
        ("before the first month", holiday("Fiera", "date = [-1, 1]", ""), 5, "[-1, 1] is no day"),
        ("no reason", holiday("Fiera", "date = [6, 1]", "").replace("Statuto", " "), 5, "`source`"),
        ("no name", holiday(" ", "date = [6, 1]", ""), 5, "`name`"),
        (
            "it ends before it begins",
            holiday("Fiera", "date = [6, 1]", "first_year = 2020\nlast_year = 2019\n"),
            5,
            "2019 comes before its first 2020",
        ),
        ("another way to write a day", holiday("Fiera", "\"30/02\" = 1", ""), 7, "on = { date = [6, 24] }"),
        ("no TOML", "[[holiday".to_owned(), 5, "[[holiday]]"),
    ] {
        let err = own_holidays(&(good.clone() + &second)).unwrap_err();
        assert!(err.line == line && err.what.contains(said), "{rule}: {err}");
    }
}
