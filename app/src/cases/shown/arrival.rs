//! How a case came that was not filed in the portal, for both readers.

use contract::{
    Lang,
    cases::{CasePage, Channel},
};
use leptos::prelude::*;

use crate::{
    texts::{t, t_args},
    ui::time,
};

/// How it came and what was typed of it, by whom where the office reads it; nothing where it was filed here.
pub(crate) fn arrival(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let arrival = case.arrival.as_ref()?;
    let line = |key: &'static str, value: &str| {
        (!value.is_empty()).then(|| {
            view! {
                <div class="portal-answer">
                    <dt>{t(lang, key)}</dt>
                    <dd>{value.to_owned()}</dd>
                </div>
            }
        })
    };
    let registered = arrival.registered.as_ref().map(|(by, at)| {
        let by = t_args(lang, "arrival-by", &[("name", by)]);
        view! { <p class="portal-caption">{by} " " {time(lang, *at)}</p> }
    });
    Some(
        view! {
            <section class="portal-group">
                <h2 class="h4">{channel_words(lang, arrival.channel)}</h2>
                {registered}
                <dl class="portal-answers">
                    {line("arrival-oggetto", &arrival.subject)}
                    {line("arrival-codice-fiscale", &arrival.fiscal_code)}
                    {line("arrival-tecnico", &arrival.technician)}
                    {line("arrival-indirizzo", &arrival.place)}
                    {line("arrival-particelle", &arrival.parcel)}
                    {line("arrival-protocollo", arrival.protocollo.as_deref().unwrap_or_default())}
                </dl>
            </section>
        }
        .into_any(),
    )
}

fn channel_words(lang: Lang, channel: Channel) -> &'static str {
    let key = match channel {
        Channel::Portal => "channel-portal",
        Channel::Paper => "channel-paper",
        Channel::Pec => "channel-pec",
        Channel::Office => "channel-office",
        Channel::Import => "channel-import",
    };
    t(lang, key)
}
