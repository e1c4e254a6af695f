//! How long cases took, as public pages and the office's calendar say it.

use contract::{
    Lang,
    catalogue::{LEAST_CASES, TookTimes},
    time::day_words,
};
use leptos::prelude::*;

use crate::{
    routes,
    texts::{t, t_args},
};

/// The part of a service's page: the figures, what they leave out, and where all of them are to be had as data.
pub(super) fn took(lang: Lang, took: &TookTimes) -> AnyView {
    view! {
        <h3 class="h5">{t(lang, "times-title")}</h3>
        <p data-element="service-measured-times">{took_words(lang, took)}</p>
        {took.figures.map(|_| view! { <p>{t(lang, "times-left-out")}</p> })}
        <p>
            <a href=routes::service_times(lang) download="">
                {t(lang, "times-download")}
            </a>
        </p>
    }
    .into_any()
}

/// The figures in a few sentences, or that there are too few cases for any.
pub(crate) fn took_words(lang: Lang, took: &TookTimes) -> String {
    let (from, to) = (day_words(took.from, lang), day_words(took.to, lang));
    match took.figures {
        Some(of) => t_args(
            lang,
            "times-figures",
            &[
                ("from", &from),
                ("to", &to),
                ("cases", &of.cases.to_string()),
                ("mean", &of.mean.words(lang)),
                ("median", &of.median.words(lang)),
            ],
        ),
        None => t_args(lang, "times-too-few", &[("least", &LEAST_CASES.to_string())]),
    }
}
