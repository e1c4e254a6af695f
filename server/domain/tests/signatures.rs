//! Signatures: who is named in a form signs what stands there, and nothing else.

use contract::{
    Code, Lang,
    cases::{AnswerGroup, Confirmation, SignatureState},
    forms::SectionAct,
    identity::StaffRole,
    ids::{CaseId, DocumentId, SignatureId},
};
use domain::{
    Actor, Error,
    cases::{self, Shown, SignatureAnswer},
    documents,
};
use entity::cases::{case_events, signature_requests};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use testkit::TestWorld;

const LUCIA: &str = "SMPLCU61C54M999F";
const PLACE: [(&str, &str); 10] = [
    ("particella.foglio", "7"),
    ("particella.particella", "214"),
    ("zona", "B2"),
    ("inizio.giorno", "1"),
    ("inizio.mese", "4"),
    ("inizio.anno", "2026"),
    ("firma.nome", "Lucia"),
    ("firma.cognome", "Esemplari"),
    // As people type it.
    ("firma.codice_fiscale", "smp lcu 61c54 m999f"),
    ("firma.email", "lucia@roccascura.example"),
];

/// A draft by Ada that Lucia has to sign, complete but for that.
pub(crate) async fn drafted(world: &TestWorld, ada: &Actor) -> (CaseId, DocumentId) {
    let case = cases::start(&world.ctx, ada, "prova", &[]).await.unwrap();
    let who = [
        ("titolare.nome", "Lucia"),
        ("titolare.cognome", "Esemplari"),
        ("titolare.codice_fiscale", LUCIA),
        ("esecutore", "impresa"),
        ("salute", "asma"),
    ];
    world.answer(ada, case, "chi", &who).await;
    let firm = [("ditta.denominazione", "Edilfinta"), ("ditta.partita_iva", "00743110157"), ("giorni", "20")];
    world.answer(ada, case, "imprese~1", &firm).await;
    world.answer(ada, case, "luogo", &PLACE).await;
    let durc = world.give(ada, case, "durc", &format!("durc di {case}")).await;
    world.work_off().await;
    (case, durc)
}

async fn states(world: &TestWorld, by: &Actor, case: CaseId) -> Vec<SignatureState> {
    let summary = cases::summary_page(&world.ctx, by, Lang::It, case).await.unwrap();
    summary.signatures.into_iter().map(|signature| signature.state).collect()
}

/// The only request that waits for somebody.
async fn asked(world: &TestWorld, of: &Actor) -> SignatureId {
    let asked = cases::asked_of(&world.ctx, of, Lang::It).await.unwrap();
    assert_eq!(asked.len(), 1);
    asked[0].id
}

async fn sign(world: &TestWorld, by: &Actor, id: SignatureId) -> Result<(), Error> {
    let page = cases::signature_page(&world.ctx, by, Lang::It, id).await?;
    cases::answer_signature(&world.ctx, by, id, &SignatureAnswer::Sign(page.content_sha256)).await
}

#[tokio::test]
async fn a_case_is_sent_once_who_is_named_has_signed_it() {
    let world = TestWorld::new().await;
    let (ada, lucia) = (world.citizen("Ada").await, world.named("Lucia", LUCIA).await);
    let (case, _) = drafted(&world, &ada).await;
    assert_eq!(states(&world, &ada, case).await, [SignatureState::ToAsk]);
    let unsigned = cases::submit(&world.ctx, &ada, case).await;
    assert!(matches!(unsigned, Err(Error::Refused(Code::Unsigned))), "{unsigned:?}");
    assert!(cases::asked_of(&world.ctx, &lucia, Lang::It).await.unwrap().is_empty(), "nobody asked yet");

    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    let id = asked(&world, &lucia).await;
    assert!(matches!(states(&world, &ada, case).await[..], [SignatureState::Asked(_)]));
    let page = cases::signature_page(&world.ctx, &lucia, Lang::It, id).await.unwrap();
    assert_eq!((page.row.by.as_str(), page.documents.len()), ("Ada Di Prova", 1));
    let all: String =
        page.groups.iter().flat_map(|group| &group.lines).filter_map(|line| line.value.clone()).collect();
    assert!(all.contains("asma"), "who signs reads all that is signed: {all}");

    let yes = SignatureAnswer::Sign(page.content_sha256.clone());
    cases::answer_signature(&world.ctx, &lucia, id, &yes).await.unwrap();
    cases::answer_signature(&world.ctx, &lucia, id, &yes).await.unwrap();
    let no = SignatureAnswer::Decline("troppo tardi".into());
    let late = cases::answer_signature(&world.ctx, &lucia, id, &no).await;
    assert!(matches!(late, Err(Error::Conflict(Code::AlreadyAnswered))), "{late:?}");
    assert!(
        matches!(states(&world, &ada, case).await[..], [SignatureState::Signed(_)]),
        "the first answer stands"
    );
    cases::submit(&world.ctx, &ada, case).await.unwrap();

    let own = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert!(matches!(own.signatures[0].state, SignatureState::Signed(_)));
    let rup = world.officer("Rup", StaffRole::Rup).await;
    let office = cases::office_page(&world.ctx, &rup, Lang::It, case).await.unwrap();
    assert_eq!(own.signatures, office.signatures, "the office sees who signed");
    let filing = case_events::Entity::find().filter(case_events::Column::CaseId.eq(case.0));
    let filing = filing.one(world.ctx.db.read()).await.unwrap().unwrap();
    assert!(filing.payload.contains(&page.content_sha256), "the journal keeps what was signed");
    assert!(!filing.payload.contains(LUCIA), "and no codice fiscale");
    signature_requests::Entity::delete_many().exec(world.ctx.db.writer()).await.unwrap();
    let without = cases::own_page(&world.ctx, &ada, Lang::It, case).await.unwrap();
    assert!(without.signatures.is_empty(), "nobody is said to have signed by sending who did not send");
}

#[tokio::test]
async fn who_sends_and_is_named_signs_by_sending() {
    let world = TestWorld::new().await;
    let lucia = world.named("Lucia", LUCIA).await;
    let (case, _) = drafted(&world, &lucia).await;
    assert_eq!(states(&world, &lucia, case).await, [SignatureState::Own]);
    cases::ask_signatures(&world.ctx, &lucia, case).await.unwrap();
    assert!(
        cases::asked_of(&world.ctx, &lucia, Lang::It).await.unwrap().is_empty(),
        "nobody asks themselves"
    );
    cases::submit(&world.ctx, &lucia, case).await.unwrap();
    let own = cases::own_page(&world.ctx, &lucia, Lang::It, case).await.unwrap();
    assert_eq!(own.signatures[0].state, SignatureState::Own);
}

#[tokio::test]
async fn a_signature_holds_for_what_was_signed_alone() {
    let world = TestWorld::new().await;
    let (ada, lucia) = (world.citizen("Ada").await, world.named("Lucia", LUCIA).await);
    let (case, durc) = drafted(&world, &ada).await;
    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    let first = asked(&world, &lucia).await;
    let read = cases::signature_page(&world.ctx, &lucia, Lang::It, first).await.unwrap().content_sha256;
    // An answer changes while Lucia reads.
    let mut other = PLACE;
    other[2].1 = "C1";
    world.answer(&ada, case, "luogo", &other).await;
    let late = cases::answer_signature(&world.ctx, &lucia, first, &SignatureAnswer::Sign(read.clone())).await;
    assert!(matches!(late, Err(Error::Conflict(Code::SignatureChanged))), "{late:?}");
    assert!(sign(&world, &lucia, first).await.is_err(), "nor can she sign what she was not asked for");
    assert_eq!(states(&world, &ada, case).await, [SignatureState::Changed]);

    // Asked again, signed; then a document changes.
    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    let second = asked(&world, &lucia).await;
    assert_ne!(first, second, "the first request is gone");
    sign(&world, &lucia, second).await.unwrap();
    documents::remove(&world.ctx, &ada, case, durc).await.unwrap();
    world.give(&ada, case, "durc", "altro").await;
    world.work_off().await;
    assert_eq!(states(&world, &ada, case).await, [SignatureState::Changed]);
    let unsigned = cases::submit(&world.ctx, &ada, case).await;
    assert!(matches!(unsigned, Err(Error::Refused(Code::Unsigned))), "{unsigned:?}");

    // A draft that lacks something is nothing to sign.
    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    let third = asked(&world, &lucia).await;
    world.answer(&ada, case, "luogo", &PLACE[..2]).await;
    let page = cases::signature_page(&world.ctx, &lucia, Lang::It, third).await.unwrap();
    assert_eq!((page.state, page.content_sha256.as_str()), (SignatureState::Changed, ""));
    let empty =
        cases::answer_signature(&world.ctx, &lucia, third, &SignatureAnswer::Sign(String::new())).await;
    assert!(matches!(empty, Err(Error::Conflict(Code::SignatureChanged))), "{empty:?}");
    let incomplete = cases::ask_signatures(&world.ctx, &ada, case).await;
    assert!(matches!(incomplete, Err(Error::Refused(Code::Incomplete))), "{incomplete:?}");
}

#[tokio::test]
async fn who_does_not_sign_says_why_and_has_nothing_more_to_do_with_it() {
    let world = TestWorld::new().await;
    let (ada, lucia) = (world.citizen("Ada").await, world.named("Lucia", LUCIA).await);
    let (case, durc) = drafted(&world, &ada).await;
    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    let id = asked(&world, &lucia).await;
    let long = SignatureAnswer::Decline("x".repeat(cases::MAX_REASON + 1));
    let refused = cases::answer_signature(&world.ctx, &lucia, id, &long).await;
    assert!(matches!(refused, Err(Error::Refused(Code::TextTooLong))), "{refused:?}");
    // An answer changes while she writes: her words arrive all the same.
    let mut other = PLACE;
    other[2].1 = "C1";
    world.answer(&ada, case, "luogo", &other).await;
    let no = SignatureAnswer::Decline(" La zona è sbagliata. ".into());
    for _double_click in 0..2 {
        cases::answer_signature(&world.ctx, &lucia, id, &no).await.unwrap();
    }
    let told = states(&world, &ada, case).await;
    assert!(
        matches!(&told[..], [SignatureState::Declined(_, why)] if why == "La zona è sbagliata."),
        "{told:?}"
    );
    let groups = cases::summary_page(&world.ctx, &ada, Lang::It, case).await.unwrap().groups;
    assert_eq!(statements(&groups), vec![vec![Confirmation::Declined]; 2], "and confirms nothing");
    let gone = cases::signature_page(&world.ctx, &lucia, Lang::It, id).await;
    assert!(matches!(gone, Err(Error::NotFound(_))), "{gone:?}");
    assert!(documents::download(&world.ctx, &lucia, durc, documents::Take::Save).await.is_err());
    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    sign(&world, &lucia, asked(&world, &lucia).await).await.unwrap();
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    let kept = signature_requests::Entity::find().all(world.ctx.db.read()).await.unwrap();
    assert_eq!(kept.len(), 1, "of what was asked only the signature is kept");
}

#[tokio::test]
async fn only_who_is_named_and_asked_sees_the_draft_and_only_until_it_is_sent() {
    let world = TestWorld::new().await;
    let (ada, lucia, eva) =
        (world.citizen("Ada").await, world.named("Lucia", LUCIA).await, world.citizen("Eva").await);
    let (case, durc) = drafted(&world, &ada).await;
    assert!(
        documents::download(&world.ctx, &lucia, durc, documents::Take::Save).await.is_err(),
        "named, not asked"
    );
    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    let id = asked(&world, &lucia).await;
    for stranger in [&ada, &eva, &world.officer("Rup", StaffRole::Rup).await] {
        let read = cases::signature_page(&world.ctx, stranger, Lang::It, id).await;
        assert!(matches!(read, Err(Error::NotFound(_))), "{read:?}");
        let yes = SignatureAnswer::Sign(String::new());
        let signed = cases::answer_signature(&world.ctx, stranger, id, &yes).await;
        assert!(matches!(signed, Err(Error::NotFound(_))), "{signed:?}");
    }
    documents::download(&world.ctx, &lucia, durc, documents::Take::Save).await.unwrap();
    let later = world.give(&ada, case, "durc", "another, given after she was asked").await;
    world.work_off().await;
    assert!(
        documents::download(&world.ctx, &lucia, later, documents::Take::Save).await.is_err(),
        "only what was to be signed"
    );
    let changed = cases::signature_page(&world.ctx, &lucia, Lang::It, id).await.unwrap();
    assert!(changed.groups.is_empty() && changed.documents.is_empty(), "nor what the draft became");
    documents::remove(&world.ctx, &ada, case, later).await.unwrap();
    let own = cases::ask_signatures(&world.ctx, &lucia, case).await;
    assert!(matches!(own, Err(Error::NotFound(_))), "signing is not filling: {own:?}");
    sign(&world, &lucia, id).await.unwrap();
    documents::download(&world.ctx, &lucia, durc, documents::Take::Save).await.unwrap();
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    let sent = cases::signature_page(&world.ctx, &lucia, Lang::It, id).await;
    assert!(matches!(sent, Err(Error::NotFound(_))), "{sent:?}");
    assert!(documents::download(&world.ctx, &lucia, durc, documents::Take::Save).await.is_err());
}

/// The statements of the two parts of a case, as its author or the office reads them.
fn statements(groups: &[AnswerGroup]) -> Vec<Vec<Confirmation>> {
    let parts = groups.iter().filter_map(|group| group.part.as_ref()?.statement.as_ref());
    parts.map(|of| of.people.iter().map(|person| person.confirmed.clone()).collect()).collect()
}

#[tokio::test]
async fn each_part_says_who_answers_for_it_and_what_confirms_it() {
    let world = TestWorld::new().await;
    let (ada, lucia) = (world.citizen("Ada").await, world.named("Lucia", LUCIA).await);
    let (case, _) = drafted(&world, &ada).await;
    let summary = async || cases::summary_page(&world.ctx, &ada, Lang::It, case).await.unwrap().groups;
    let asked = vec![vec![Confirmation::BySigning]; 2];
    assert_eq!(statements(&summary().await), asked, "a signature in the portal goes before a document");
    let page = cases::step_page(&world.ctx, &ada, Lang::It, case, "luogo", Shown::Stored).await.unwrap();
    let statement = page.statement.unwrap();
    assert_eq!((statement.act, statement.role.as_str()), (SectionAct::Certified, "chi firma"));
    assert_eq!(statement.people[0].name, "Lucia Esemplari");

    cases::ask_signatures(&world.ctx, &ada, case).await.unwrap();
    let id = self::asked(&world, &lucia).await;
    let shown = cases::signature_page(&world.ctx, &lucia, Lang::It, id).await.unwrap();
    assert_eq!(statements(&shown.groups), asked);
    sign(&world, &lucia, id).await.unwrap();
    let at = world.ctx.clock.now();
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    let rup = world.officer("Rup", StaffRole::Rup).await;
    let office = cases::office_page(&world.ctx, &rup, Lang::It, case).await.unwrap();
    assert_eq!(statements(&office.groups), vec![vec![Confirmation::Signed(at)]; 2]);
}

#[tokio::test]
async fn who_neither_sends_nor_signs_is_confirmed_by_the_document_that_is_asked_for() {
    let world = TestWorld::new().await;
    let lucia = world.named("Lucia", LUCIA).await;
    let (case, durc) = drafted(&world, &lucia).await;
    let summary = async || cases::summary_page(&world.ctx, &lucia, Lang::It, case).await.unwrap().groups;
    assert_eq!(statements(&summary().await), vec![vec![Confirmation::BySending]; 2], "she will send it");

    let bruno = [
        ("titolare.nome", "Bruno"),
        ("titolare.cognome", "Esempio"),
        ("titolare.codice_fiscale", "RSSMRA80A01H501U"),
        ("esecutore", "impresa"),
    ];
    world.answer(&lucia, case, "chi", &bruno).await;
    let document =
        |of: fn(String) -> Confirmation| vec![vec![of("DURC".to_owned())], vec![Confirmation::BySending]];
    assert_eq!(statements(&summary().await), document(Confirmation::Document));
    documents::remove(&world.ctx, &lucia, case, durc).await.unwrap();
    assert_eq!(statements(&summary().await), document(Confirmation::ByDocument));
    world
        .answer(
            &lucia,
            case,
            "chi",
            &[&bruno[..3], &[("esecutore", "in_proprio"), ("motivo", "sì")]].concat(),
        )
        .await;
    assert_eq!(statements(&summary().await)[0], [Confirmation::Nothing], "no document is asked for");
}
