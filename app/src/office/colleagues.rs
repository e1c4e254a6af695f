//! What others of the office can do with a case: who reads what is to be done finds whom to turn to.

use contract::{Lang, cases::CasePage};
use leptos::prelude::*;

use crate::texts::{role, t, t_args};

/// What only others can do now, each thing with their roles.
pub(super) fn of_colleagues(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let theirs = &case.desk.as_ref()?.of_colleagues;
    let items = theirs.iter().map(|action| {
        let roles: Vec<&str> = action.roles.iter().map(|one| role(lang, *one)).collect();
        let words = [("action", action.label.as_str()), ("roles", &roles.join(", "))];
        view! { <li>{t_args(lang, "case-of-colleagues-one", &words)}</li> }
    });
    (!theirs.is_empty()).then(|| {
        view! {
            <details class="portal-group" id="altri-ruoli">
                <summary>
                    <h2 class="h4">{t(lang, "case-of-colleagues")}</h2>
                </summary>
                <ul>{items.collect_view()}</ul>
            </details>
        }
        .into_any()
    })
}
