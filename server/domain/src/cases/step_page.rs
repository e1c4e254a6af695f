//! A page of questions: what was typed, what is wrong, what is known already.

use contract::{
    Code, Lang,
    cases::{Kept, RowView, RowsView, StaleField, StepPage, StepTarget},
    documents::CheckState,
    forms::{Answers, Filling, PageKey, Repeat, Step, accept, words},
    ids::CaseId,
    time::Moment,
};

use super::{
    fill::page_of,
    offers,
    progress::{self, Filled, Today},
    statements,
};
use crate::{
    access::{self, Opened},
    ctx::{Actor, Ctx},
    documents::{self, CaseFile},
    error::{Error, Result},
    procedures::{self, Definition, FieldContext, Offers, field_views, guide, problem_view},
};

/// What a page shows in its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// What is stored.
    Stored,
    /// What is stored, with what is missing or wrong beside it.
    Problems,
    /// What was typed before the session ended, on a page made from this version.
    Typed(Vec<(String, String)>, i64),
    /// What this page typed, and where it differs from what another page stored meanwhile.
    Stale(Vec<(String, String)>),
}

/// A page of questions, or the list of rows of a group that repeats.
///
/// # Errors
/// As [`super::save_step`].
pub async fn step_page(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    page: &str,
    shown: Shown,
) -> Result<StepPage> {
    let Opened { definition, case } = access::draft_shown_to_owner(ctx, actor, id).await?;
    let filled = Filled::load(ctx.db.read(), id).await?;
    let files = documents::files_of(ctx.db.read(), &definition, id).await?;
    let key: PageKey = page.parse().ok().ok_or(Error::NotFound(crate::error::Kind::Step))?;
    let offers = match definition.step(&key.step) {
        Some(step) => offers::for_step(ctx, actor, lang, step).await?,
        None => Offers::default(),
    };
    let draft = Draft { ctx, definition: &definition, lang, id, filled, files, today: Today::of(ctx) };
    let mut view = draft.page(page, shown, &offers)?;
    view.newer = procedures::newer(ctx, &case.definition_hash).await?.is_some();
    view.kept_until = kept_until(ctx, lang, case.updated_at);
    Ok(view)
}

/// The last day on which a draft is kept, in words.
pub(super) fn kept_until(ctx: &Ctx, lang: Lang, updated_at: i64) -> String {
    Kept::since(Moment(updated_at), ctx.ente.draft_months).until.day_words(lang)
}

/// A draft as it is, to make a page of.
struct Draft<'d> {
    ctx: &'d Ctx,
    definition: &'d Definition,
    lang: Lang,
    id: CaseId,
    filled: Filled,
    files: Vec<CaseFile>,
    today: Today,
}

impl Draft<'_> {
    fn page(&self, page: &str, shown: Shown, offers: &Offers) -> Result<StepPage> {
        let (definition, lang) = (self.definition, self.lang);
        let stored = Filling::new(&definition.form, &self.filled.pages, &self.today);
        let gone = matches!(shown, Shown::Typed(..) | Shown::Stale(_));
        let (step, mut key) = page_of(&stored, page, gone)?;
        if key.row.is_some_and(|row| row > stored.next_row(step)) {
            // The row was taken out elsewhere: what was typed for it can only become a new one.
            key.row = Some(stored.next_row(step));
        }
        let page = &key.to_string();
        let show_problems = shown == Shown::Problems;
        let (answers, stale) = self.shown(shown, step, stored.answers(&key), page);
        // The page follows what it shows, which may be more than what is stored.
        let rows_only = step.repeat.is_some() && key.row.is_none();
        let pages = (!rows_only && &answers != stored.answers(&key)).then(|| {
            let mut pages = self.filled.pages.clone();
            pages.insert(page.to_owned(), answers.clone());
            pages
        });
        let other = pages.as_ref().map(|pages| Filling::new(&definition.form, pages, &self.today));
        let filling = other.as_ref().unwrap_or(&stored);
        let counts = |file: &&CaseFile| file.check != CheckState::Refused;
        let given = |slot: &str| self.files.iter().filter(counts).filter(|file| file.slot == slot).count();
        let context = FieldContext {
            definition,
            lang,
            filling,
            page: &key,
            show_problems,
            lists: &self.ctx.lists,
            given: &given,
        };
        let texts = definition.text(lang).step(&step.id);
        let current = StepTarget::Questions(page.to_owned());
        let fields = if rows_only { Vec::new() } else { field_views(&context, step, offers) };
        Ok(StepPage {
            case: self.id,
            procedure: definition.text(lang).service().short.clone(),
            step: page.to_owned(),
            title: texts.title.to_owned(),
            intro: texts.intro.to_owned(),
            statement: statements::of_part(definition, lang, filling, step.section.as_deref()),
            steps: progress::step_links(definition, lang, &stored, &self.files, &current),
            fields,
            rows: step
                .repeat
                .filter(|_| rows_only)
                .map(|repeat| self.rows(&stored, step, repeat, show_problems)),
            row: key.row.map(|row| (place_of(&stored, step, row), texts.row.to_owned())),
            next: progress::after(&stored, &key),
            guide: (!rows_only).then(|| guide(&context, step)),
            kept_until: String::new(),
            newer: false,
            row_version: self.filled.version(page),
            stale: stale.then(|| self.differences(step, stored.answers(&key), &answers)),
            from_summary: false,
        })
    }

    /// The answers that the page shows, and whether they differ from what another page stored.
    fn shown(&self, shown: Shown, step: &Step, stored: &Answers, page: &str) -> (Answers, bool) {
        match shown {
            Shown::Stored | Shown::Problems => (stored.clone(), false),
            Shown::Typed(typed, version) => {
                let answers = accept(step, typed);
                // Another page may have stored something else before the login.
                let changed = version != self.filled.version(page) && &answers != stored;
                (answers, changed)
            }
            Shown::Stale(typed) => (accept(step, typed), true),
        }
    }

    fn rows(&self, filling: &Filling<'_>, step: &Step, repeat: Repeat, show_problems: bool) -> RowsView {
        let texts = self.definition.text(self.lang).step(&step.id);
        let rows = filling.rows(step);
        let room = u32::try_from(rows.len()).is_ok_and(|rows| rows < repeat.max);
        let problem = self.definition.step(&step.id).and_then(|step| filling.row_problem(step));
        RowsView {
            rows: rows.iter().map(|row| self.row(filling, step, *row)).collect(),
            add: room.then(|| texts.add.to_owned()),
            new: StepTarget::Questions(PageKey::row(&step.id, filling.next_row(step)).to_string()),
            problem: problem
                .filter(|_| show_problems)
                .map(|problem| problem_view(self.definition, self.lang, &problem)),
        }
    }

    fn row(&self, filling: &Filling<'_>, step: &Step, row: u32) -> RowView {
        let page = PageKey::row(&step.id, row);
        let texts = self.definition.text(self.lang);
        RowView {
            target: StepTarget::Questions(page.to_string()),
            page: page.to_string(),
            name: format!("{} {}", texts.step(&step.id).row, place_of(filling, step, row)),
            words: procedures::row_words(self.definition, self.lang, step, filling.answers(&page)),
            wrong: !filling.problems(&page).is_empty(),
            row_version: self.filled.version(&page.to_string()),
        }
    }

    fn differences(&self, step: &Step, stored: &Answers, typed: &Answers) -> Vec<StaleField> {
        let texts = self.definition.text(self.lang);
        step.questions
            .iter()
            .filter_map(|question| {
                let label = |value: &str| texts.choice(&question.id, value).map(str::to_owned);
                let stored = words(question, stored, self.lang, label).unwrap_or_default();
                let typed = words(question, typed, self.lang, label).unwrap_or_default();
                (stored != typed).then(|| StaleField {
                    label: texts.question(&question.id).label.to_owned(),
                    stored,
                    typed,
                })
            })
            .collect()
    }
}

/// The place of a row among the rows, from 1; a new one comes last.
fn place_of(filling: &Filling<'_>, step: &Step, row: u32) -> u32 {
    let before = filling.rows(step).iter().filter(|other| **other < row).count();
    u32::try_from(before).unwrap_or(0) + 1
}

/// Puts an answer given before into a question, over what was typed there, and keeps the rest of
/// the page as typed. Nothing of what stood in the question stays.
///
/// # Errors
/// As [`super::save_step`]; [`Error::NotFound`] for an offer that is not the actor's.
pub async fn take_offer(
    ctx: &Ctx,
    actor: &Actor,
    save: &super::SaveStep,
    question: &str,
    offer: &str,
) -> Result<super::Saved> {
    let opened = access::draft(ctx, ctx.db.read(), actor, save.case).await;
    let Opened { definition, .. } = access::guarded(ctx, actor, "case.fill", opened).await?;
    let key: PageKey = save.step.parse().ok().ok_or(Error::NotFound(crate::error::Kind::Step))?;
    let missing = || Error::NotFound(crate::error::Kind::Step);
    let step = definition.step(&key.step).ok_or_else(missing)?;
    let question = step.question(question).ok_or_else(missing)?;
    let given = offers::taken(ctx, actor, question, offer).await?.ok_or_else(missing)?;
    let mut typed = save.typed.clone();
    let own: Vec<String> = question.kind.parts().iter().map(|part| question.input_name(part.name)).collect();
    typed.retain(|(name, _)| !own.contains(name));
    typed.extend(given);
    let save = super::SaveStep { typed, ..save.clone() };
    match super::save_step(ctx, actor, &save).await? {
        super::Saved::Stale => Err(Error::Conflict(Code::StaleSave)),
        saved => Ok(saved),
    }
}
