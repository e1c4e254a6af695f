//! Groups of answers, as the summary and the case page list them.

use contract::{
    Lang,
    cases::{AnswerGroup, PartView},
    ids::CaseId,
};
use leptos::prelude::*;

use super::statement::statement;
use crate::{
    routes,
    texts::{self, t, t_args},
};

/// The longest label, in characters, that is read as a name beside its answer. A longer one is a
/// sentence, as declarations are, and has the whole line.
const LONGEST_NAME: usize = 80;

/// Every group with its answers; where it may be changed, a link that says what it changes.
pub(crate) fn answer_groups(lang: Lang, case: CaseId, groups: &[AnswerGroup]) -> AnyView {
    let mut in_part = false;
    let all = groups.iter().map(|group| {
        in_part |= group.part.is_some();
        view! {
            {group.part.as_ref().map(|part| part_head(lang, part))}
            {answer_group(lang, case, group, in_part)}
        }
    });
    all.collect_view().into_any()
}

/// The title of a part of the form, and who answers for it.
fn part_head(lang: Lang, part: &PartView) -> AnyView {
    view! {
        <div class="portal-section-head">
            <h2 class="h3">{part.title.clone()}</h2>
            {part.statement.as_ref().map(|of| statement(lang, of))}
        </div>
    }
    .into_any()
}

fn answer_group(lang: Lang, case: CaseId, group: &AnswerGroup, in_part: bool) -> AnyView {
    let title = group.title.clone();
    let title = match in_part {
        true => view! { <h3 class="h5">{title}</h3> }.into_any(),
        false => view! { <h2 class="h4">{title}</h2> }.into_any(),
    };
    let lines = group.lines.iter().map(|line| {
        let long = line.label.chars().count() > LONGEST_NAME;
        let class = if long { "portal-answer portal-answer-sentence" } else { "portal-answer" };
        let nothing = if line.reserved { "answer-reserved" } else { "answer-none" };
        let value = line.value.clone().unwrap_or_else(|| t(lang, nothing).to_owned());
        view! {
            <div class=class>
                <dt>{line.label.clone()}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    let problems = group.problems.iter().map(|(label, problem)| {
        view! {
            <li>
                <span class="visually-hidden">{format!("{} ", t(lang, "error-prefix"))}</span>
                <span>{texts::problem(lang, problem, label)}</span>
            </li>
        }
    });
    let problems = (!group.problems.is_empty())
        .then(|| view! { <ul class="portal-problem-list">{problems.collect_view()}</ul> });
    let change = group.change.as_ref().map(|step| {
        let (word, href) = if group.problems.is_empty() {
            ("change-group", routes::step_from_summary(lang, case, step))
        } else {
            ("correct-group", routes::step_to_correct(lang, case, step))
        };
        view! {
            <a class="portal-change" href=href>
                <span>{t(lang, word)}</span>
                <span class="visually-hidden">{t_args(lang, "change-what", &[("what", &group.title)])}</span>
            </a>
        }
    });
    view! {
        <section class="portal-group">
            <div class="portal-group-head">
                {title}
                {change}
            </div>
            {problems}
            <dl class="portal-answers">{lines.collect_view()}</dl>
        </section>
    }
    .into_any()
}
