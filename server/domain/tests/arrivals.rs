//! Cases that came on paper, by certified mail, or from the office's earlier list.

use contract::{
    Code, Lang,
    cases::{Channel, Phase},
    identity::StaffRole,
    office::{ArrivalField, Misread},
};
use domain::{
    Error,
    cases::{self, ArrivedFile, Arriving},
    office::{self, InboxQuery},
};
use testkit::TestWorld;

const LUCIA: &str = "SMPLCU61C54M999F";

/// A case of Lucia's that came on paper on 3 February 2026 at 10:30.
pub(crate) fn paper() -> Arriving {
    Arriving {
        procedure: "cila".into(),
        channel: "paper".into(),
        day: "03/02/2026".into(),
        time: "10:30".into(),
        given_name: "Lucia".into(),
        family_name: "Esemplari".into(),
        fiscal_code: LUCIA.to_lowercase(),
        parcel: "9/333".into(),
        place: "Via del Forno 8".into(),
        subject: "Rifacimento del tetto".into(),
        ..Arriving::default()
    }
}

#[tokio::test]
async fn what_came_on_paper_has_its_real_date_a_number_and_a_receipt() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let file = testkit::pdf("scansione");
    let size = file.as_file().metadata().unwrap().len();
    let files = [ArrivedFile { name: "scansione.pdf".into(), file: file.path().to_owned(), size }];
    let case = cases::register_arrival(&world.ctx, &clerk, &paper(), &files).await.unwrap().unwrap();
    for _ in 0..2 {
        world.work_off().await;
        world.clock.advance_ms(3_000);
    }
    let page = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap();
    assert_eq!(page.received_at.words(Lang::It), "3 febbraio 2026, 10:30");
    assert_eq!((page.phase, page.applicant.as_str()), (Phase::Submitted, "Lucia Esemplari"));
    assert_eq!(page.documents[0].name, "scansione.pdf");
    assert!(page.receipt_ready && !page.protocollo.words.is_empty());
    let arrival = page.arrival.unwrap();
    assert_eq!(arrival.registered.unwrap().0, "Clara Di Prova");
    assert_eq!((arrival.channel, arrival.parcel.as_str()), (Channel::Paper, "9/333"));
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
    for query in ["lucia", "9/333", "forno", "tetto", "scansione"] {
        let query = InboxQuery { query: query.into(), ..InboxQuery::default() };
        let found = office::inbox(&world.ctx, &clerk, Lang::It, &query).await.unwrap();
        let expected = usize::from(query.query != "scansione");
        assert_eq!(found.rows.len(), expected, "{}", query.query);
    }
}

#[tokio::test]
async fn the_button_pressed_twice_registers_one_case() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let numbered = Arriving { office_number: "12/2026".into(), ..paper() };
    let register = |typed: Arriving| {
        let (ctx, clerk) = (&world.ctx, &clerk);
        async move { cases::register_arrival(ctx, clerk, &typed, &[]).await.unwrap() }
    };
    let (one, other) = tokio::join!(register(numbered.clone()), register(numbered.clone()));
    assert_eq!(one, other, "at the same moment, with a number that is given once");
    let another_subject = Arriving { subject: "Rifacimento della facciata".into(), ..paper() };
    assert_ne!(register(another_subject).await, register(paper()).await, "other words are another case");
    let colleague = world.officer("Dario", StaffRole::Clerk).await;
    let by_another = cases::register_arrival(&world.ctx, &colleague, &paper(), &[]).await.unwrap();
    let again = register(paper()).await;
    assert_ne!(again, by_another, "somebody else is nobody's double press");
    let file = testkit::pdf("scansione");
    let size = file.as_file().metadata().unwrap().len();
    let files = [ArrivedFile { name: "scansione.pdf".into(), file: file.path().to_owned(), size }];
    let with_file =
        async || cases::register_arrival(&world.ctx, &clerk, &paper(), &files).await.unwrap().unwrap();
    let scanned = with_file().await;
    assert_ne!(Ok(scanned), again, "with a file that the other has not");
    assert_eq!(with_file().await, scanned);
    let from = Arriving { from: Some(scanned), ..paper() };
    assert_ne!(register(from).await, again, "opened from another case");
    world.clock.advance_ms(60_000);
    assert_ne!(register(paper()).await, again, "a minute later it is meant");
}

#[tokio::test]
async fn who_filed_on_paper_finds_the_case_after_the_first_login() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let case = cases::register_arrival(&world.ctx, &clerk, &paper(), &[]).await.unwrap().unwrap();
    let another = Arriving { subject: "Rifacimento della facciata".into(), ..paper() };
    let again = cases::register_arrival(&world.ctx, &clerk, &another, &[]).await.unwrap().unwrap();
    let lucia = world.named("Lucia", LUCIA).await;
    let mine = cases::mine(&world.ctx, &lucia, Lang::It).await.unwrap();
    assert_eq!(mine.filed.len(), 2);
    for id in [case, again] {
        let page = cases::own_page(&world.ctx, &lucia, Lang::It, id).await.unwrap();
        assert_eq!(page.groups, Vec::new(), "questions that nobody was asked are not listed");
        let came = page.arrival.unwrap();
        assert_eq!((came.channel, came.place.as_str()), (Channel::Paper, "Via del Forno 8"));
        assert_eq!((came.registered, came.fiscal_code.as_str()), (None, ""), "the office's own knowledge");
    }
    let (_, answered) = cases::copy(&world.ctx, &lucia, case).await.unwrap();
    assert!(!answered, "of what came on paper there is nothing to copy");
    let other = world.named("Bea", "CNTGLI80A41M999X").await;
    assert!(matches!(cases::own_page(&world.ctx, &other, Lang::It, case).await, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn what_another_register_has_gets_no_number_in_ours() {
    let world = TestWorld::new().await;
    let (ada, clerk) = (world.citizen("Ada").await, world.officer("Clara", StaffRole::Clerk).await);
    let typed = Arriving { protocollo: "1234/2025".into(), ..paper() };
    let case = cases::register_arrival(&world.ctx, &clerk, &typed, &[]).await.unwrap().unwrap();
    world.work_off().await;
    let page = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap();
    assert_eq!(
        (page.protocollo.words.as_str(), page.elsewhere, page.receipt_ready),
        ("1234/2025", true, false)
    );
    let next = world.filed(&ada).await;
    let page = cases::own_page(&world.ctx, &ada, Lang::It, next).await.unwrap();
    assert!(
        page.protocollo.words.ends_with("/0000001"),
        "our register has no gap: {}",
        page.protocollo.words
    );
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let typed = Arriving {
        procedure: "niente".into(),
        channel: "portal".into(),
        day: "31/02/2026".into(),
        family_name: " ".into(),
        fiscal_code: "ABC".into(),
        subject: "a".repeat(1_001),
        ..Arriving::default()
    };
    let wrong = cases::register_arrival(&world.ctx, &clerk, &typed, &[]).await.unwrap().unwrap_err();
    let said: Vec<(ArrivalField, Code)> = wrong.iter().map(|one| (one.field, one.code)).collect();
    for expected in [
        (ArrivalField::Procedure, Code::ProcedureUnknown),
        (ArrivalField::Channel, Code::ValueMissing),
        (ArrivalField::Day, Code::DayUnreadable),
        (ArrivalField::FamilyName, Code::ValueMissing),
        (ArrivalField::FiscalCode, Code::FiscalCodeWrong),
        (ArrivalField::Subject, Code::TextTooLong),
    ] {
        assert!(said.contains(&expected), "{expected:?} in {said:?}");
    }
    for (day, time, expected) in [
        ("", "", (ArrivalField::Day, Code::ValueMissing)),
        ("01/01/2099", "", (ArrivalField::Day, Code::DayInFuture)),
        ("31/12/9999", "", (ArrivalField::Day, Code::DayInFuture)),
        ("03/02/2026", "25:00", (ArrivalField::Time, Code::TimeUnreadable)),
    ] {
        let typed = Arriving { day: day.into(), time: time.into(), ..paper() };
        let wrong = cases::register_arrival(&world.ctx, &clerk, &typed, &[]).await.unwrap().unwrap_err();
        assert_eq!(wrong.iter().map(|one| (one.field, one.code)).collect::<Vec<_>>(), [expected]);
    }
}

#[tokio::test]
async fn only_who_works_there_registers() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let tax = world.person("Tina", &[("ufficio-tributi", StaffRole::Clerk)]).await;
    for who in [&ada, &tax] {
        let refused = cases::register_arrival(&world.ctx, who, &paper(), &[]).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
    }
    let refused = cases::import(&world.ctx, &ada, LIST.as_bytes()).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let refused = cases::import(&world.ctx, &tax, LIST.as_bytes()).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
}

const LIST: &str = "procedura;numero_pratica;data_presentazione;cognome_o_denominazione;nome;protocollo;stato\n\
    cila;12/2025;10/03/2025;Rossi;Mario;77/2025;in_esame\n\
    cila;13/2025;11/03/2025;\"Edil; Prova srl\";;78/2025;\n";

#[tokio::test]
async fn a_list_is_taken_over_whole_and_once() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let taken = cases::import(&world.ctx, &clerk, LIST.as_bytes()).await.unwrap().unwrap();
    assert_eq!(taken.len(), 2);
    world.work_off().await;
    let first = cases::office_page(&world.ctx, &clerk, Lang::It, taken[0]).await.unwrap();
    assert_eq!((first.phase, first.protocollo.words.as_str()), (Phase::InReview, "77/2025"));
    assert_eq!(first.received_at.words(Lang::It), "10 marzo 2025, 00:00");
    let second = cases::office_page(&world.ctx, &clerk, Lang::It, taken[1]).await.unwrap();
    assert_eq!((second.phase, second.applicant.as_str()), (Phase::Submitted, "Edil; Prova srl"));
    for id in taken {
        assert!(cases::verify_case(&world.ctx, id).await.unwrap().holds());
    }
    let again = cases::import(&world.ctx, &clerk, LIST.as_bytes()).await.unwrap().unwrap_err();
    let taken =
        |line| Misread { line: Some(line), field: ArrivalField::OfficeNumber, code: Code::NumberTaken };
    assert_eq!(again, [taken(2), taken(3)]);
    let inbox = office::inbox(&world.ctx, &clerk, Lang::It, &InboxQuery::default()).await.unwrap();
    assert_eq!(inbox.rows.len(), 2);
}

#[tokio::test]
async fn a_list_with_a_mistake_changes_nothing_and_says_where() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let head = "procedura,numero_pratica,data_presentazione,cognome_o_denominazione,stato\n";
    let good = "cila,1,10/03/2025,Rossi,\n";
    for (rows, line, field, code) in [
        (format!("{head}{good}cila,2,10/13/2025,Verdi,\n"), Some(3), ArrivalField::Day, Code::DayUnreadable),
        (format!("{head}cila,,10/03/2025,Verdi,\n"), Some(2), ArrivalField::OfficeNumber, Code::ValueMissing),
        (format!("{head}cila,2,10/03/2025,Verdi,bozza\n"), Some(2), ArrivalField::State, Code::StateUnknown),
        (format!("{head}{good}{good}"), Some(3), ArrivalField::OfficeNumber, Code::NumberTaken),
        ("a;b\n1;2\n".to_owned(), None, ArrivalField::File, Code::ColumnsMissing),
        (head.to_owned(), None, ArrivalField::File, Code::FileEmpty),
    ] {
        let wrong = cases::import(&world.ctx, &clerk, rows.as_bytes()).await.unwrap().unwrap_err();
        assert_eq!(wrong, [Misread { line, field, code }], "{rows}");
    }
    let inbox = office::inbox(&world.ctx, &clerk, Lang::It, &InboxQuery::default()).await.unwrap();
    assert!(inbox.rows.is_empty());
}

#[tokio::test]
async fn a_list_as_windows_writes_it_keeps_its_accents() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let mut list = b"procedura;numero_pratica;data_presentazione;cognome_o_denominazione\r\n".to_vec();
    list.extend(b"cila;1;10/03/2025;D\x92Agat\xe0\x00\r\n");
    let taken = cases::import(&world.ctx, &clerk, &list).await.unwrap().unwrap();
    let page = cases::office_page(&world.ctx, &clerk, Lang::It, taken[0]).await.unwrap();
    assert_eq!(page.applicant, "D’Agatà");
}

#[tokio::test]
async fn who_filed_on_paper_is_written_to_on_paper_and_the_office_writes_down_the_answer() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let case = cases::register_arrival(&world.ctx, &clerk, &paper(), &[]).await.unwrap().unwrap();
    let fire = async |event: &str, text: Option<&str>, points: Vec<String>| {
        let row_version = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap().row_version;
        let text = text.map(str::to_owned);
        let fire = cases::Fire { text, points, ..cases::Fire::new(case, event, row_version) };
        cases::fire(&world.ctx, &clerk, &fire).await
    };
    fire("prendi_in_carico", None, Vec::new()).await.unwrap();
    fire("chiedi_chiarimenti", Some("Servono chiarimenti."), vec!["La quota.".into()]).await.unwrap();
    let page = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap();
    assert_eq!(
        page.communications[0].way,
        contract::messages::Way::ToSend,
        "they open nothing in the portal"
    );
    let silent = fire("rispondi", None, Vec::new()).await;
    assert!(matches!(silent, Err(Error::Refused(Code::TextMissing))));
    fire("rispondi", Some("Lettera del 20 febbraio: la quota è 2,70 m."), Vec::new()).await.unwrap();
    let page = cases::office_page(&world.ctx, &clerk, Lang::It, case).await.unwrap();
    assert_eq!(page.phase, Phase::InReview);
    assert!(cases::verify_case(&world.ctx, case).await.unwrap().holds());
}

#[tokio::test]
async fn a_year_of_two_digits_is_no_year() {
    let world = TestWorld::new().await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    for day in ["12/03/24", "0024-03-12"] {
        let typed = Arriving { day: day.into(), ..paper() };
        let wrong = cases::register_arrival(&world.ctx, &clerk, &typed, &[]).await.unwrap().unwrap_err();
        assert_eq!(wrong[0].code, Code::DayUnreadable, "{day}");
    }
}
