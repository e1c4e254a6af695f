//! The receipt: a page at once, a PDF soon after.

use contract::{
    Code, Lang,
    cases::{AnswerGroup, Arrival, BillView, Channel, Confirmation, ReceiptPage},
    documents::{CheckState, DocumentRow},
    forms::{Filling, SectionAct},
    ids::{CaseId, DocumentId, PersonId},
    inspection::{ReceiptSheet, SheetLine},
    messages::NoticeKind,
    money::euros,
    register::{EntryKey, RegisterName},
    time::{Moment, elided},
};
use entity::{
    cases::{cases, protocollo, receipts},
    documents::documents,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    arrivals::arrived_as,
    proceeding,
    progress::{Filled, Today},
    register::name_of,
    show,
    statements::{Proofs, statements},
};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    db::repeating,
    documents::{
        ARRIVED, CaseFile, PROVISIONAL_RECEIPT, RECEIPT, files_of, is_made, is_receipt, list, reserve,
        store_generated,
    },
    error::{Error, Kind, Result},
    messages::{About, notify},
    procedures::{self, Reading, answer_groups, bill_view},
};

/// The confirmation after sending; it can be opened again at any time. Audited once a session.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case, [`Error::Conflict`] with `Incomplete` for a draft.
pub async fn receipt_page(ctx: &Ctx, actor: &Actor, lang: Lang, id: CaseId) -> Result<ReceiptPage> {
    let Opened { case, definition } = access::shown_to_owner(ctx, actor, id).await?;
    let Some(receipt) = receipts::Entity::find_by_id(id.0).one(ctx.db.read()).await? else {
        return Err(Error::Conflict(Code::Incomplete));
    };
    let texts = definition.text(lang);
    let protocollo = protocollo(ctx, &receipt).await?;
    Ok(ReceiptPage {
        case: id,
        procedure: texts.service().short.clone(),
        number: receipt.number,
        protocollo,
        received_at: Moment(receipt.received_at),
        office: texts.service().office.clone(),
        effect: texts.filing().effect.clone(),
        next: texts.filing().next.clone(),
        pdf_ready: receipt_of(ctx, id).await?.is_some(),
        rated: case.rated == 1,
    })
}

/// The receipt's PDF, once made, for who may read the case.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not, or it is not ready.
pub async fn receipt_document(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<DocumentId> {
    let opened = access::readable(ctx, actor, id).await;
    access::guarded(ctx, actor, "case.read", opened).await?;
    receipt_of(ctx, id).await?.ok_or(Error::NotFound(Kind::Document))
}

/// The receipt's PDF: the final one, or the provisional one until then.
async fn receipt_of(ctx: &Ctx, case: CaseId) -> Result<Option<DocumentId>> {
    let rows = documents::Entity::find()
        .filter(documents::Column::CaseId.eq(case.0))
        .filter(documents::Column::Slot.is_in([RECEIPT, PROVISIONAL_RECEIPT]))
        .all(ctx.db.read())
        .await?;
    let last = rows.iter().find(|row| row.slot == RECEIPT).or(rows.first());
    Ok(last.map(|row| DocumentId(row.id)))
}

/// The name under which the filing stands in the register.
pub(super) async fn protocollo(ctx: &Ctx, receipt: &receipts::Model) -> Result<RegisterName> {
    name_of(ctx.db.read(), key_of(receipt)).await
}

fn key_of(receipt: &receipts::Model) -> EntryKey {
    EntryKey { year: receipt.protocollo_year, number: receipt.protocollo_number }
}

/// Takes what the portal made out of a list of documents: receipt and acts have places of their own on the page. Says
/// whether the receipt is there.
pub(super) fn split(rows: Vec<DocumentRow>) -> (Vec<DocumentRow>, bool) {
    let ready = rows.iter().any(|row| is_receipt(&row.slot));
    (rows.into_iter().filter(|row| !is_made(&row.slot)).collect(), ready)
}

/// Lays out the receipt's PDF and stores it beside the case. Done once, however often it is called; where the
/// official number is still to come, a provisional one is made, and the final one when it has come.
///
/// # Errors
/// Whatever the child process, the store or the database say; the job is repeated.
pub async fn make_receipt(ctx: &Ctx, id: CaseId) -> Result<()> {
    let case =
        cases::Entity::find_by_id(id.0).one(ctx.db.read()).await?.ok_or(Error::NotFound(Kind::Case))?;
    let receipt =
        receipts::Entity::find_by_id(id.0).one(ctx.db.read()).await?.ok_or(Error::NotFound(Kind::Case))?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let files = files_of(ctx.db.read(), &definition, id).await?;
    if files.iter().any(|file| file.check == CheckState::Checking) {
        // What the office was brought is checked after it was registered; the check orders the receipt again.
        return Ok(());
    }
    let name = protocollo(ctx, &receipt).await?;
    let slot = if name.awaited { PROVISIONAL_RECEIPT } else { RECEIPT };
    if has(ctx, id, slot).await? {
        return tell_filed(ctx, &case).await;
    }
    let sheet = sheet(ctx, &case, &receipt, &name).await?;
    let pdf = ctx.inspector.typeset(&sheet).await?;
    ctx.fail.reached("receipt.typeset");
    let name = format!("ricevuta-{}.pdf", receipt.number);
    store_generated(ctx, id, case.created_by, slot, &name, pdf).await?;
    tell_filed(ctx, &case).await
}

async fn has(ctx: &Ctx, case: CaseId, slot: &str) -> Result<bool> {
    let row = documents::Entity::find()
        .filter(documents::Column::CaseId.eq(case.0))
        .filter(documents::Column::Slot.eq(slot))
        .one(ctx.db.read())
        .await?;
    Ok(row.is_some())
}

/// Tells the applicant that the receipt is there, once.
async fn tell_filed(ctx: &Ctx, case: &cases::Model) -> Result<()> {
    let (id, person) = (CaseId(case.id), PersonId(case.held_by));
    let once = format!("filed:{id}");
    let about = About { person, kind: NoticeKind::Filed, case: id, about: None, once };
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        notify(ctx, &tx, about.clone()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// The receipt is an act of the office: its language is Italian.
async fn sheet(
    ctx: &Ctx,
    case: &cases::Model,
    receipt: &receipts::Model,
    name: &RegisterName,
) -> Result<ReceiptSheet> {
    let lang = Lang::It;
    let id = CaseId(case.id);
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let texts = definition.text(lang);
    let received = Moment(receipt.received_at);
    let filled = Filled::load(ctx.db.read(), id).await?;
    let files = files_of(ctx.db.read(), &definition, id).await?;
    let mut rows = list(ctx, &definition, lang, id).await?;
    reserve(&definition, &mut rows);
    let mut names = show::names(ctx, vec![case.created_by]).await?;
    let (sender, signatures) = show::signed(ctx, case, &definition, &filled).await?;
    let filed_on = Today(received.day());
    let proceeding = proceeding::lines(ctx, case, &definition).await?;
    let (registered_on, came) = (registered_on(ctx, receipt).await?, arrived_as(ctx, case, true).await?);
    let filling = Filling::new(&definition.form, &filled.pages, &filed_on);
    let proofs = Proofs { sender: &sender, sent: Some(received), signatures: &signatures, files: &files };
    let statements = statements(&definition, lang, &filling, &proofs);
    let answers = answer_groups(&definition, lang, &filling, &Reading { statements, ..Reading::default() });
    let (kind, protocollo) = registered(name, key_of(receipt), registered_on);
    // Who filed on paper answered nothing here.
    let asked = !filled.pages.is_empty();
    let answers: Vec<AnswerGroup> = answers.into_iter().filter(|_| asked).collect();
    Ok(ReceiptSheet {
        lang: lang.as_str().to_owned(),
        ente: ctx.ente.name.clone(),
        office: texts.service().office.clone(),
        title: format!("{kind} — {}", texts.service().title),
        day: received.day().to_string(),
        facts: facts(receipt, protocollo, names.remove(&case.created_by).unwrap_or_default(), came),
        // Data of a special category stay in the case: a receipt is shown around.
        groups: std::iter::once(proceeding)
            .chain(statement_lines(&answers))
            .chain(answers.into_iter().map(|group| {
                let given = group.lines.into_iter();
                (group.title, given.filter_map(|l| Some(line(&l.label, l.value?))).collect())
            }))
            .chain(
                bill_view(&definition, lang, &filling).filter(|_| asked).map(|bill| bill_lines(bill, lang)),
            )
            .collect(),
        documents_title: "Documenti presentati (impronta SHA-256)".to_owned(),
        documents: filed_documents(&rows, &files, receipt),
        notes: std::iter::once(texts.filing().effect.clone())
            .chain(texts.filing().next.iter().cloned())
            .collect(),
    })
}

/// Who declares and who certifies what, and what confirms it.
fn statement_lines(groups: &[AnswerGroup]) -> Option<(String, Vec<SheetLine>)> {
    let of = |group: &AnswerGroup| {
        let part = group.part.as_ref()?;
        let statement = part.statement.as_ref().filter(|of| !of.people.is_empty())?;
        let act = match statement.act {
            SectionAct::Declared => "Dichiara",
            SectionAct::Certified => "Assevera",
        };
        let people: Vec<String> = statement
            .people
            .iter()
            .map(|person| format!("{} ({})", person.name, confirmation(&person.confirmed)))
            .collect();
        let value = format!("{act} {}: {}", statement.role, people.join("; "));
        Some(SheetLine { label: part.title.clone(), value })
    };
    let lines: Vec<SheetLine> = groups.iter().filter_map(of).collect();
    (!lines.is_empty()).then(|| ("Chi dichiara e chi assevera".to_owned(), lines))
}

/// What confirms a statement, as the receipt of a filed case says it.
fn confirmation(confirmed: &Confirmation) -> String {
    match confirmed {
        Confirmation::Sent(at) => {
            format!("ha inviato la pratica con accesso digitale, {}", at.words(Lang::It))
        }
        Confirmation::Signed(at) => {
            format!("ha firmato nel portale con accesso digitale, {}", at.words(Lang::It))
        }
        Confirmation::Document(title) => format!("è allegato il documento «{title}»: la firma va verificata"),
        _ => "nessuna conferma nel portale".to_owned(),
    }
}

fn line(label: &str, value: String) -> SheetLine {
    SheetLine { label: label.to_owned(), value }
}

/// What was received, when and from whom; of what came another way also how, and what it is about.
fn facts(
    receipt: &receipts::Model,
    protocollo: String,
    sender: String,
    came: Option<Arrival>,
) -> Vec<SheetLine> {
    let received = received_words(Moment(receipt.received_at), came.is_some());
    let facts = [
        line("Pratica", receipt.number.clone()),
        line("Protocollo", protocollo),
        line("Ricevuta il", received),
        line("Presentata da", sender),
    ];
    facts.into_iter().chain(came.into_iter().flat_map(arrival_lines)).collect()
}

/// When a filing was registered: what came another way came before.
async fn registered_on(ctx: &Ctx, receipt: &receipts::Model) -> Result<Moment> {
    let key = (receipt.protocollo_year, receipt.protocollo_number);
    let entry = protocollo::Entity::find_by_id(key).one(ctx.db.read()).await?;
    Ok(Moment(entry.map_or(receipt.received_at, |entry| entry.registered_at)))
}

/// When it came; of what came another way an hour that nobody wrote is none.
fn received_words(received: Moment, another_way: bool) -> String {
    let day = received.day();
    match another_way && received == Moment::of_day(day) {
        true => received.day_words(Lang::It),
        false => received.words(Lang::It),
    }
}

/// How a case came that was not filed in the portal, and what it is about.
fn arrival_lines(came: Arrival) -> Vec<SheetLine> {
    let how = match came.channel {
        Channel::Paper => "su carta",
        Channel::Pec => "per posta elettronica certificata",
        Channel::Portal | Channel::Office | Channel::Import => "",
    };
    let lines = [
        ("Arrivata", how.to_owned()),
        ("Oggetto", came.subject),
        ("Tecnico incaricato", came.technician),
        ("Indirizzo dell'immobile", came.place),
        ("Particelle catastali", came.parcel),
    ];
    let said = lines.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| line(label, value)).collect()
}

/// What the receipt is, and under which number the filing stands: provisional until the official one has come.
fn registered(name: &RegisterName, key: EntryKey, on: Moment) -> (&'static str, String) {
    let words = &name.words;
    match name.awaited {
        true => ("Ricevuta provvisoria", format!("in attesa del numero ufficiale (provvisorio {words})")),
        false if *words == key.words() => {
            ("Ricevuta di presentazione", elided(&format!("{words} del {}", on.day_words(Lang::It))))
        }
        // The number of a register outside says its own day.
        false => ("Ricevuta di presentazione", words.clone()),
    }
}

/// What was filed, with its hashes. What the office was brought later was no part of the filing.
fn filed_documents(rows: &[DocumentRow], files: &[CaseFile], receipt: &receipts::Model) -> Vec<SheetLine> {
    let filed = |row: &&DocumentRow| row.slot != ARRIVED || receipt.payload.contains(&row.id.to_string());
    let line = |row: &DocumentRow| {
        let sha256 = files.iter().find(|file| file.id == row.id)?.sha256.clone()?;
        // Its hash still proves that it was filed.
        let label = match (row.reserved, row.slot_title.is_empty()) {
            (true, _) => "Documento riservato".to_owned(),
            (false, true) => row.name.clone(),
            (false, false) => format!("{} — {}", row.slot_title, row.name),
        };
        Some(SheetLine { label, value: sha256 })
    };
    rows.iter().filter(filed).filter_map(line).collect()
}

/// What is paid, line by line: the receipt says it as it was on the day of filing.
fn bill_lines(bill: BillView, lang: Lang) -> (String, Vec<SheetLine>) {
    let line = |label: String, cents: i64| SheetLine { label, value: euros(cents, lang) };
    let total = bill.total.map(|cents| line("Totale".to_owned(), cents));
    let lines = bill.lines.into_iter().map(|of| {
        let example = if of.example { " (importo di esempio)" } else { "" };
        line(format!("{} — {}{example}", of.title, of.why), of.line.cents)
    });
    ("Quanto si paga".to_owned(), lines.chain(total).collect())
}
