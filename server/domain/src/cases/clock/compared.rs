//! How a case stands before something and after it.

use contract::{
    Lang,
    cases::{Consequences, TermChange, TermStatus},
};
use engine::{Chart, Counting, Standing, Timer};
use entity::cases::cases;
use jiff::civil::Date;

use super::{Known, views};
use crate::{
    cases::actions::Acting,
    ctx::{Actor, Ctx},
    error::Result,
    identity::policy,
    procedures::Definition,
};

/// A case at one moment, by one version of its procedure.
#[derive(Clone, Copy)]
pub(in crate::cases) struct Side<'a> {
    pub(in crate::cases) definition: &'a Definition,
    pub(in crate::cases) chart: &'a Chart<'a>,
    pub(in crate::cases) standing: &'a Standing,
}

/// A term by its id and its body, with its name and how it stands.
type Line = ((String, String), String, TermStatus);

impl Side<'_> {
    fn lines(&self, lang: Lang, today: Date) -> Vec<Line> {
        let line = |counting: &Counting| {
            let term = self.chart.term(counting.term)?;
            let view = views::view(self.definition, lang, term, counting, today);
            let label = match view.body.as_str() {
                "" => view.label,
                body => format!("{} – {body}", view.label),
            };
            Some(((view.id, counting.body.clone()), label, view.status))
        };
        self.standing.terms.iter().filter_map(line).collect()
    }

    /// The ends of terms that are over.
    fn over(&self, today: Date) -> Vec<Timer<'_>> {
        self.chart.timers(self.standing).into_iter().filter(|timer| timer.after < today).collect()
    }

    fn state(&self, lang: Lang) -> String {
        self.definition.text(lang).state(self.chart.state_of(self.standing)).label.to_owned()
    }

    /// The labels of what somebody could do in the case if it stood so.
    async fn actions(
        &self,
        ctx: &Ctx,
        actor: &Actor,
        lang: Lang,
        case: &cases::Model,
    ) -> Result<Vec<String>> {
        let Self { definition, chart, standing } = *self;
        let known = Known::load(ctx, ctx.db.read(), definition, case).await?;
        let (facts, today) = (known.facts(definition), ctx.clock.now().day());
        let acting = Acting { definition, chart, standing, facts: &facts, today, bodies: &ctx.lists.bodies };
        let views = acting.views(lang, &policy::capacities(actor, case));
        Ok(views.into_iter().map(|action| action.label).collect())
    }
}

/// What would be different in state and terms, and what would fire at once.
pub(in crate::cases) fn between(lang: Lang, today: Date, before: Side<'_>, after: Side<'_>) -> Consequences {
    // What is over already, and has led to nothing, will not lead to anything now.
    let idle = before.over(today);
    let over = after.over(today).into_iter().filter(|timer| {
        !idle.iter().any(|idle| idle.term == timer.term && idle.body == timer.body && idle.on == timer.on)
    });
    Consequences {
        state: (before.state(lang), after.state(lang)),
        terms: changed_terms(lang, today, before, after),
        fires: over.map(|timer| (after.definition.told_of(lang, &timer), timer.on)).collect(),
        ..Consequences::default()
    }
}

/// What somebody could no more do in a case, and what besides.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn actions_between(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    case: &cases::Model,
    (before, after): (Side<'_>, Side<'_>),
) -> Result<(Vec<String>, Vec<String>)> {
    let old = before.actions(ctx, actor, lang, case).await?;
    let new = after.actions(ctx, actor, lang, case).await?;
    let only = |own: &[String], other: &[String]| {
        own.iter().filter(|label| !other.contains(label)).cloned().collect::<Vec<String>>()
    };
    Ok((only(&old, &new), only(&new, &old)))
}

/// The terms that stand otherwise after than before, by their names.
fn changed_terms(lang: Lang, today: Date, before: Side<'_>, after: Side<'_>) -> Vec<TermChange> {
    let (old, new) = (before.lines(lang, today), after.lines(lang, today));
    let mut changes = Vec::new();
    for (key, label, status) in &new {
        let before = old.iter().find(|(own, ..)| own == key).map(|(.., status)| *status);
        if before != Some(*status) {
            changes.push(TermChange { label: label.clone(), before, after: Some(*status) });
        }
    }
    for (key, label, status) in &old {
        let open = !matches!(status, TermStatus::Ended(_));
        if open && !new.iter().any(|(own, ..)| own == key) {
            changes.push(TermChange { label: label.clone(), before: Some(*status), after: None });
        }
    }
    changes
}
