//! What a case costs, line by line.

use contract::{
    Lang,
    cases::BillView,
    fees::{Bound, FeeLine, FeePart},
    money::{euros, whole},
};
use leptos::prelude::*;

use crate::texts::{t, t_args};

/// The bill, where there is one.
pub(crate) fn bill(lang: Lang, bill: Option<&BillView>) -> Option<AnyView> {
    let bill = bill?;
    let lines = bill.lines.iter().map(|line| {
        view! {
            <div class="portal-answer">
                <dt>{line.title.clone()}</dt>
                <dd>
                    <span>{euros(line.line.cents, lang)}</span>
                    <span class="portal-hint">{line.why.clone()}</span>
                    {line.example.then(|| view! { <span class="portal-hint">{t(lang, "bill-example")}</span> })}
                    {worked_out(lang, &line.line)}
                </dd>
            </div>
        }
    });
    let total = match bill.total {
        Some(cents) => view! {
            <div class="portal-answer portal-answer-total">
                <dt>{t(lang, "bill-total")}</dt>
                <dd>{euros(cents, lang)}</dd>
            </div>
        }
        .into_any(),
        None => ().into_any(),
    };
    let pending = bill.total.is_none().then(|| view! { <p>{t(lang, "bill-pending")}</p> });
    Some(
        view! {
            <section class="portal-group">
                <div class="portal-group-head">
                    <h2 class="h4">{t(lang, "bill-title")}</h2>
                </div>
                <dl class="portal-answers">{lines.collect_view()} {total}</dl>
                {pending}
            </section>
        }
        .into_any(),
    )
}

/// How a sum was worked out, where it is more than one fixed amount.
fn worked_out(lang: Lang, line: &FeeLine) -> Option<AnyView> {
    let fixed = matches!(line.parts.as_slice(), [FeePart::Fixed { .. }]);
    if fixed && line.bound.is_none() {
        return None;
    }
    let mut steps: Vec<String> = line.parts.iter().map(|part| part_words(lang, part)).collect();
    if let Some(bound) = line.bound {
        let (key, cents) = match bound {
            Bound::Min(cents) => ("bill-min", cents),
            Bound::Max(cents) => ("bill-max", cents),
        };
        steps.push(t_args(lang, key, &[("sum", &euros(cents, lang))]));
    }
    let steps = steps.into_iter().map(|step| view! { <li>{step}</li> });
    Some(view! { <ul class="portal-bill-steps">{steps.collect_view()}</ul> }.into_any())
}

fn part_words(lang: Lang, part: &FeePart) -> String {
    let sum = euros(part.cents(), lang);
    match part {
        FeePart::Fixed { .. } => t_args(lang, "bill-fixed", &[("sum", &sum)]),
        FeePart::Each { each, count, .. } => {
            let args = [("each", decimal(lang, each)), ("count", whole(*count, lang)), ("sum", sum)];
            t_args(lang, "bill-each", &args.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        FeePart::Percent { percent, of, .. } => {
            let args = [("percent", decimal(lang, percent)), ("of", euros(*of, lang)), ("sum", sum)];
            t_args(lang, "bill-percent", &args.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
    }
}

/// A decimal of a table of fees as the language writes it.
fn decimal(lang: Lang, text: &str) -> String {
    match lang {
        Lang::It => text.replace('.', ","),
        Lang::En => text.to_owned(),
    }
}
