//! Beginning a procedure from a case that it follows: what both ask is answered already.

use std::collections::BTreeSet;

use contract::{
    Code,
    forms::{Answers, FieldKind, Filling, PageKey, Pages, Question, Step},
    ids::{CaseId, DocumentId},
    time::Moment,
};
use entity::{
    cases::{case_links, cases, receipts},
    documents::documents,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{DRAFT, write};
use crate::{
    access::{self, Opened},
    cases::{
        clock::History,
        copy::said_anew,
        holding::titolari_named,
        numbers,
        progress::{Filled, Today},
        start::{blank, first_page, write_draft},
    },
    ctx::{Actor, Ctx},
    db::{Tx, repeating},
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
    procedures::{self, Definition, FillFact, FillFrom, Link},
};

/// As what another case is followed.
#[derive(Debug, Clone)]
pub struct FollowAs {
    /// The case.
    pub followed: CaseId,
    /// The procedure that follows it.
    pub slug: String,
    /// The way, by its id in that procedure.
    pub link: String,
}

/// Begins a draft that follows a case of one's own, or finds the one that was begun already. What both forms ask under
/// the same id is taken over, never what is stated, certified or signed, nor data of a special category. A draft that
/// is sent together with another takes its files too.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case, an unknown procedure or way; [`Error::Conflict`] with
/// `EventNotPossible` if the case is where it cannot be followed so.
pub async fn follow(ctx: &Ctx, actor: &Actor, asked: &FollowAs) -> Result<CaseId> {
    policy::demand(actor, Action::StartCase)?;
    let Opened { case, definition } = access::shown_to_owner(ctx, actor, asked.followed).await?;
    let new = procedures::current(ctx, &asked.slug).await?;
    let link = new.links.iter().find(|link| link.id == asked.link && link.to == case.slug);
    let link = link.ok_or(Error::NotFound(Kind::Service))?;
    let pages = Taking { ctx, actor, case: &case, old: &definition, new: &new, link }.pages().await?;
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::hold(&tx, asked.followed).await?;
        let now = access::row(&tx, asked.followed).await?;
        if let Some(begun) = begun(&tx, &now, link, &asked.slug).await? {
            return Ok(begun);
        }
        if !link.states.contains(&now.state) {
            return Err(Error::Conflict(Code::EventNotPossible));
        }
        let id = CaseId(ctx.ids.next());
        write_draft(&tx, blank(ctx, &new, id, actor.person()?), &pages).await?;
        write(ctx, &tx, (id, asked.followed), &link.id, DRAFT).await?;
        if now.phase == "draft" {
            share_files(ctx, &tx, &definition, &new, (asked.followed, id)).await?;
        }
        tx.commit().await?;
        Ok(id)
    })
    .await
}

/// The draft of the same person that follows this case in this way already.
pub(in crate::cases) async fn begun(
    db: &impl ConnectionTrait,
    followed: &cases::Model,
    link: &Link,
    slug: &str,
) -> Result<Option<CaseId>> {
    let rows = case_links::Entity::find()
        .filter(case_links::Column::FollowedId.eq(followed.id))
        .filter(case_links::Column::Link.eq(link.id.as_str()))
        .filter(case_links::Column::Status.eq(DRAFT))
        .all(db)
        .await?;
    for row in rows {
        let draft = cases::Entity::find_by_id(row.case_id).one(db).await?;
        let own = |draft: &cases::Model| draft.held_by == followed.held_by && draft.slug == slug;
        if draft.as_ref().is_some_and(own) {
            return Ok(Some(CaseId(row.case_id)));
        }
    }
    Ok(None)
}

/// What a new draft takes over.
struct Taking<'a> {
    ctx: &'a Ctx,
    actor: &'a Actor,
    case: &'a cases::Model,
    old: &'a Definition,
    new: &'a Definition,
    link: &'a Link,
}

impl Taking<'_> {
    async fn pages(&self) -> Result<Vec<(String, Answers)>> {
        let db = self.ctx.db.read();
        let filled = Filled::load(db, CaseId(self.case.id)).await?;
        let history = History::load(db, CaseId(self.case.id)).await?;
        let receipt = receipts::Entity::find_by_id(self.case.id).one(db).await?;
        let passed = self.passed(&filled.pages).await?;
        let mut pages = self.shared(&filled.pages, &passed);
        for fill in &self.link.fills {
            let Some((step, question)) = self.new.form.question(&fill.question) else { continue };
            let page = first_page(step);
            let answers = pages.entry(page).or_default();
            match &fill.from {
                FillFrom::Value(value) => answers.set(question.id.clone(), value.clone()),
                FillFrom::Fact(FillFact::Number) => {
                    answers.set(question.id.clone(), self.case.number.clone().unwrap_or_default());
                }
                FillFrom::Fact(FillFact::Protocollo) => {
                    let words = receipt
                        .as_ref()
                        .map(|row| numbers::protocollo(row.protocollo_year, row.protocollo_number));
                    answers.set(question.id.clone(), words.unwrap_or_default());
                }
                FillFrom::Fact(FillFact::Filed) => {
                    set_day(answers, question, self.case.received_at.map(|at| Moment(at).day()));
                }
                FillFrom::DayOf(event) => {
                    let mut facts = history.standing_facts().filter(|fact| fact.event == *event);
                    let last = facts.by_ref().last().map(|fact| fact.day);
                    set_day(answers, question, last);
                }
                FillFrom::Answer(asked) => self.answer(&filled.pages, asked, question, answers),
            }
        }
        Ok(pages.into_iter().filter(|(_, answers)| !answers.is_empty()).collect())
    }

    /// The steps of the old form that are answered anew: those that say whose the case was, where it is for others by now, and
    /// those that say who filed it and where they are written to, where that was somebody else.
    async fn passed(&self, pages: &Pages) -> Result<Vec<&str>> {
        let mut anew = Vec::new();
        if self.actor.person.is_none_or(|person| person.0 != self.case.created_by) {
            let of_filer = |step: &&Step| step.questions.iter().any(|question| question.prefill.is_some());
            anew.extend(self.old.form.steps.iter().filter(of_filer).map(|step| step.id.as_str()));
        }
        let titolari = access::titolari_of(self.ctx.db.read(), CaseId(self.case.id)).await?;
        let now: BTreeSet<String> = titolari.into_iter().map(|row| row.fiscal_code).collect();
        let today = Today(Moment(self.case.received_at.unwrap_or(self.case.created_at)).day());
        let named = titolari_named(self.old, &Filling::new(&self.old.form, pages, &today));
        if !now.is_empty() && now != named {
            let questions = self.old.meta.titolari.iter().filter_map(|name| self.old.form.question(name));
            anew.extend(questions.map(|(step, _)| step.id.as_str()));
        }
        Ok(anew)
    }

    /// The answers to what both forms ask under the same id, on the same page or on their own, but for the steps that are
    /// answered anew.
    fn shared(&self, pages: &Pages, passed: &[&str]) -> Pages {
        let mut taken = Pages::new();
        for step in &self.new.form.steps {
            let of_others = |question: &Question| {
                self.old
                    .form
                    .question(&question.id)
                    .is_some_and(|(step, _)| passed.contains(&step.id.as_str()))
            };
            let taken_over = |question: &&Question| {
                !said_anew(question) && !self.link.skip.contains(&question.id) && !of_others(question)
            };
            for question in step.questions.iter().filter(taken_over) {
                for (page, inputs) in self.same(pages, step, question) {
                    let answers = taken.entry(page).or_default();
                    for (name, text) in inputs {
                        answers.set(name, text);
                    }
                }
            }
        }
        taken
    }

    /// What was answered to a question of the same id and kind, by the page of the new form that it stands on.
    fn same(&self, pages: &Pages, step: &Step, question: &Question) -> Vec<(String, Vec<(String, String)>)> {
        let Some((old_step, old)) = self.old.form.question(&question.id) else { return Vec::new() };
        // Rows of one group are no rows of another.
        let rows = old_step.repeat.is_some() || step.repeat.is_some();
        let both = old_step.repeat.is_some() == step.repeat.is_some() && old_step.id == step.id;
        if old.kind != question.kind || old.special || rows && !both {
            return Vec::new();
        }
        let of_step = |page: &str| page.parse().is_ok_and(|key: PageKey| key.step == old_step.id);
        let given = pages.iter().filter(|(page, _)| of_step(page));
        given
            .map(|(page, answers)| {
                let page = if rows { page.clone() } else { first_page(step) };
                (page, inputs(old, question, answers))
            })
            .collect()
    }

    fn answer(&self, pages: &Pages, asked: &str, question: &Question, answers: &mut Answers) {
        let Some((step, old)) = self.old.form.question(asked) else { return };
        if old.kind != question.kind || old.special {
            return;
        }
        let Some(given) = pages.get(&first_page(step)) else { return };
        for (name, text) in inputs(old, question, given) {
            answers.set(name, text);
        }
    }
}

/// The inputs of an answer under the names of the question that takes it. What cannot be chosen there is left out.
fn inputs(old: &Question, new: &Question, answers: &Answers) -> Vec<(String, String)> {
    let parts = new.kind.parts().iter();
    let given = parts.map(|part| (new.input_name(part.name), answers.of(old, part.name).to_owned()));
    let choosable = |text: &String| {
        new.kind != FieldKind::Choice && new.kind != FieldKind::Choices
            || text.split(',').all(|one| new.choices.iter().any(|choice| choice == one))
    };
    given.filter(|(_, text)| !text.is_empty() && choosable(text)).collect()
}

fn set_day(answers: &mut Answers, question: &Question, day: Option<jiff::civil::Date>) {
    let Some(day) = day.filter(|_| question.kind == FieldKind::Date) else { return };
    let parts = [
        ("giorno", day.day().to_string()),
        ("mese", day.month().to_string()),
        ("anno", day.year().to_string()),
    ];
    for (part, text) in parts {
        answers.set(question.input_name(part), text);
    }
}

/// The files in places that both have: they are given once.
async fn share_files(
    ctx: &Ctx,
    tx: &Tx,
    old: &Definition,
    new: &Definition,
    (from, to): (CaseId, CaseId),
) -> Result<()> {
    let rows = documents::Entity::find().filter(documents::Column::CaseId.eq(from.0)).all(tx).await?;
    let both = |slot: &str| {
        new.slot(slot).is_some_and(|slot| !slot.special) && old.slot(slot).is_some_and(|slot| !slot.special)
    };
    for row in rows.into_iter().filter(|row| both(&row.slot)) {
        let copy = documents::ActiveModel {
            id: Set(DocumentId(ctx.ids.next()).0),
            case_id: Set(to.0),
            slot: Set(row.slot),
            name: Set(row.name),
            blob_id: Set(row.blob_id),
            uploaded_by: Set(row.uploaded_by),
            uploaded_at: Set(ctx.clock.now().0),
            point_id: Set(None),
        };
        documents::Entity::insert(copy).exec_without_returning(tx).await?;
    }
    Ok(())
}
