//! What is written down later than it happened.

use contract::{
    Code, Lang,
    cases::{DaySet, TermStatus},
};
use domain::{
    Error,
    cases::{self, Came, Fire},
};

use crate::{
    paying,
    rectify_foreseen::{asking, put_right},
    terms::{Office, day},
    terms_office::came_on_paper,
};

#[tokio::test]
async fn what_an_answer_follows_came_before_it() {
    let office = Office::new().await;
    office.world.clock.advance_days(20);
    let case = came_on_paper(&office).await;
    office.fire(&office.rup, case, "chiedi_integrazioni").await.unwrap();
    let asked = office.world.ctx.clock.now().day();
    let answer = |on: jiff::civil::Date| Fire {
        text: Some("Ecco.".into()),
        came: Some(Came { on, evidence: "PEC".into() }),
        ..Fire::new(case, "integra", 0)
    };
    office.world.clock.advance_days(3);
    let before = office.fire_with(&office.clerk, case, answer(asked.yesterday().unwrap())).await;
    assert!(matches!(before, Err(Error::Refused(Code::DayWrong))), "{before:?}");
    office.fire_with(&office.clerk, case, answer(asked)).await.unwrap();
}

#[tokio::test]
async fn what_happened_before_is_recorded_with_its_day_and_what_proves_it() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let filed = office.world.ctx.clock.now().day();
    office.world.clock.advance_days(2);
    let ask = |body: &str| Fire { bodies: vec![body.into()], ..Fire::new(case, "chiedi_parere", 0) };
    office.fire_with(&office.rup, case, ask("asl")).await.unwrap();
    office.world.clock.advance_days(7);
    let opinion = |on: jiff::civil::Date, evidence: &str| Fire {
        bodies: vec!["asl".into()],
        came: Some(Came { on, evidence: evidence.into() }),
        ..Fire::new(case, "parere_favorevole", 0)
    };
    let shown = cases::office_page(&office.world.ctx, &office.rup, Lang::It, case).await.unwrap();
    let action = shown.actions.iter().find(|action| action.event == "parere_favorevole").unwrap();
    assert!(action.dated && !action.stands_in);
    let day = |days: i64| filed.checked_add(jiff::Span::new().days(days)).unwrap();
    for (fire, why) in [
        (opinion(day(10), "PEC"), Code::DayWrong),
        (opinion(day(-1), "PEC"), Code::DayWrong),
        (opinion(day(1), "PEC"), Code::DayWrong),
        (opinion(day(4), " "), Code::ProofMissing),
    ] {
        let refused = office.fire_with(&office.rup, case, fire).await;
        assert!(matches!(refused, Err(Error::Refused(code)) if code == why), "{refused:?}");
    }
    office.fire_with(&office.rup, case, opinion(day(4), "PEC del 6 marzo")).await.unwrap();
    let page = office.page(case).await;
    let term = page.terms.iter().find(|term| term.id == "parere").unwrap();
    assert_eq!(term.status, TermStatus::Ended(day(4)), "the body answered then");
    let says = |page: &contract::cases::CasePage| {
        page.messages.iter().any(|message| message.body.contains("PEC del 6 marzo"))
    };
    assert!(says(&page));
    let own = cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
    assert!(!says(&own), "what proves it may name others");
    office.holds(case).await;
}

#[tokio::test]
async fn what_had_to_come_in_time_is_never_put_right_to_a_day_after_it() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    office.world.clock.advance_days(2);
    let asked = office.world.ctx.clock.now().day();
    let ask = Fire { bodies: vec!["asl".into()], ..Fire::new(case, "chiedi_parere", 0) };
    office.fire_with(&office.rup, case, ask).await.unwrap();
    office.days(30).await;
    let day = |days: i64| asked.checked_add(jiff::Span::new().days(days)).unwrap();
    let in_time = |on: Option<jiff::civil::Date>| Fire {
        bodies: vec!["asl".into()],
        came: on.map(|on| Came { on, evidence: "PEC".into() }),
        ..Fire::new(case, "parere_in_tempo", 0)
    };
    // Twenty days from the call.
    for (on, why) in
        [(None, Code::CameMissing), (Some(day(26)), Code::TermOver), (Some(day(-1)), Code::DayWrong)]
    {
        let refused = office.fire_with(&office.rup, case, in_time(on)).await;
        assert!(matches!(refused, Err(Error::Refused(code)) if code == why), "{on:?}: {refused:?}");
    }
    office.fire_with(&office.rup, case, in_time(Some(day(19)))).await.unwrap();
    let page = cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
    let told: Vec<&str> = page.timeline.iter().map(|entry| entry.title.as_str()).collect();
    let whose = ["Fatto parere_in_tempo – ASL", "Fatto parere_scaduto – ASL", "Fatto chiedi_parere – ASL"];
    assert_eq!(told.get(..3), Some(whose.as_slice()), "each body has a line of its own");
    for (on, fits) in [(day(26), false), (day(-1), false), (day(5), true)] {
        let asked = asking(&office, case, "Fatto parere_in_tempo", Some(&on.to_string())).await;
        let done = put_right(&office, &asked).await;
        let wrong = matches!(done, Err(Error::Conflict(Code::CannotRectify)));
        assert_eq!((done.is_ok(), wrong), (fits, !fits), "{on}");
    }
    office.holds(case).await;
}

#[tokio::test]
async fn what_is_prescribed_is_said_point_by_point_with_a_day_that_can_be() {
    let office = Office::new().await;
    let case = office.filed("no").await;
    let today = office.world.ctx.clock.now().day();
    let day = |days: i64| today.checked_add(jiff::Span::new().days(days)).ok();
    let order = |points: &[&str], due| Fire {
        text: Some("Motivi.".into()),
        points: points.iter().map(|point| (*point).to_owned()).collect(),
        due,
        ..Fire::new(case, "prescrivi", 0)
    };
    for (fire, why) in [
        (order(&[" "], day(30)), Code::PointsMissing),
        (order(&["Il parapetto."], None), Code::DueMissing),
        (order(&["Il parapetto."], day(91)), Code::DueTooLate),
        (order(&["Il parapetto."], day(0)), Code::DueInThePast),
    ] {
        let refused = office.fire_with(&office.rup, case, fire).await;
        assert!(matches!(refused, Err(Error::Refused(code)) if code == why), "{why:?}: {refused:?}");
    }
    let shown = cases::office_page(&office.world.ctx, &office.rup, Lang::It, case).await.unwrap();
    let action = shown.actions.iter().find(|action| action.event == "prescrivi").unwrap();
    assert_eq!(action.sets_day, Some(DaySet { least: 1, most: Some(90) }));
    assert!(action.points.as_ref().unwrap().required);
    office.fire_with(&office.rup, case, order(&["Il parapetto."], day(90))).await.unwrap();
    assert_eq!(office.due(case, "misure").await, day(90).unwrap().to_string());
    office.fire(&office.head, case, "rilascia").await.unwrap();
    let far = Fire { due: day(6 * 366), ..Fire::new(case, "proroga_al", 0) };
    let far = office.fire_with(&office.head, case, far).await;
    assert!(matches!(far, Err(Error::Refused(Code::DueTooLate))), "a slip of the year: {far:?}");
}

#[tokio::test]
async fn what_moves_no_term_comes_after_what_made_it_possible_too() {
    let office = Office::new().await;
    office.world.clock.advance_days(20);
    let case = came_on_paper(&office).await;
    office.fire_with(&office.rup, case, paying::asking(case, 5_000, "2026-06-01")).await.unwrap();
    let asked = office.world.ctx.clock.now().day();
    office.world.clock.advance_days(2);
    let gives_up = |on: jiff::civil::Date| Fire {
        came: Some(Came { on, evidence: "posta".into() }),
        ..Fire::new(case, "rinuncia", 0)
    };
    let before = office.fire_with(&office.clerk, case, gives_up(asked.yesterday().unwrap())).await;
    assert!(matches!(before, Err(Error::Refused(Code::DayWrong))), "{before:?}");
    office.fire_with(&office.clerk, case, gives_up(asked)).await.unwrap();
}

#[tokio::test]
async fn a_request_shows_the_day_until_which_its_term_runs() {
    // Filed on the 2nd of March, asked on the 3rd; a term of ten days at the least runs from the receipt.
    for (rule, set, read_after, shown) in [
        ("the day that was set", Some("2026-03-31"), 0, "2026-03-31"),
        (
            "later than was set: from the receipt the law leaves ten days",
            Some("2026-03-16"),
            12,
            "2026-03-25",
        ),
        ("none was set: the law's", None, 0, "2026-03-13"),
    ] {
        let office = Office::new().await;
        let case = office.filed("no").await;
        office.days(1).await;
        let asked = Fire {
            text: Some("Servono le tavole.".into()),
            points: vec!["La pianta".into()],
            due: set.map(day),
            ..Fire::new(case, "chiedi_integrazioni", 0)
        };
        office.fire_with(&office.rup, case, asked).await.unwrap();
        office.days(read_after).await;
        office.reads(case).await;
        assert_eq!(office.due(case, "integrazione").await, shown, "{rule}");
        let page = cases::own_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
        let reply = cases::reply_page(&office.world.ctx, &office.ada, Lang::It, case).await.unwrap();
        for request in [&page.requests[0], &office.page(case).await.requests[0], &reply.request] {
            assert_eq!(request.due.unwrap().day().to_string(), shown, "{rule}");
            assert!(!request.overdue, "{rule}");
        }
    }
}
