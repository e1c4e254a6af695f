//! The office says whose a case is, and who holds it.

use contract::{
    Code, Lang,
    cases::{CasePage, DeskForm},
};
use leptos::prelude::*;

use super::desk::{input_id, problem_of};
use crate::{
    routes,
    texts::t,
    ui::{hidden, text_area},
};

/// The form, closed: it is seldom needed.
pub(super) fn titolari(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let desk = case.desk.as_ref()?;
    let known = desk.titolari.as_ref()?;
    let id = input_id(DeskForm::Titolari);
    let refused = desk.problem.as_ref().filter(|(form, ..)| *form == DeskForm::Titolari);
    // A line each: who holds it, whose it is, why.
    let typed = refused.map(|(_, typed, _)| typed.clone()).unwrap_or_default();
    let (holder, rest) = typed.split_once('\n').unwrap_or_default();
    let (codes, reason) = rest.split_once('\n').unwrap_or_default();
    let codes = match refused {
        Some(_) => codes.replace(' ', "\n"),
        None => known.join("\n"),
    };
    let why = refused.map(|(.., why)| *why);
    // What is wrong is said where it is put right: the reason has words of its own, the codes are all else.
    let of_reason = matches!(why, Some(Code::TextMissing | Code::TextTooLong));
    let problem = problem_of(lang, desk, DeskForm::Titolari);
    let wrong = problem.is_some() && !of_reason;
    let described = if wrong { format!("{id}-aiuto {id}-errore") } else { format!("{id}-aiuto") };
    let (at_codes, at_reason) = if of_reason { (None, problem) } else { (problem, None) };
    let reason_described = of_reason.then(|| format!("{id}-errore"));
    Some(
        view! {
            <details class="portal-group" open=refused.is_some()>
                <summary>
                    <h2 class="h4">{t(lang, "titolari-title")}</h2>
                </summary>
                <p>{t(lang, "titolari-lead")}</p>
                <form method="post" action=routes::office_desk(lang, case.case) class="portal-form" novalidate>
                    {hidden("prima", known.join(" "))}
                    <div class="form-group portal-field">
                        <label class="active" r#for=id>{t(lang, "titolari-codes")}</label>
                        <p class="portal-hint" id=format!("{id}-aiuto")>{t(lang, "titolari-codes-hint")}</p>
                        {at_codes}
                        {text_area(id, "valore", &codes, 3, Some(described), wrong)}
                    </div>
                    <div class="form-group portal-field">
                        <label class="active" r#for="titolari-segue">{t(lang, "titolari-holder")}</label>
                        <p class="portal-hint" id="titolari-segue-aiuto">{t(lang, "titolari-holder-hint")}</p>
                        <input
                            type="text"
                            class="form-control"
                            id="titolari-segue"
                            name="segue"
                            value=holder.to_owned()
                            autocomplete="off"
                            autocapitalize="characters"
                            spellcheck="false"
                            aria-describedby="titolari-segue-aiuto"
                        />
                    </div>
                    <div class="form-group portal-field">
                        <label class="active" r#for="titolari-motivo">{t(lang, "titolari-reason")}</label>
                        {at_reason}
                        {text_area("titolari-motivo", "motivo", reason, 3, reason_described, of_reason)}
                    </div>
                    <button type="submit" class="btn btn-outline-primary" name="azione" value="titolari">
                        {t(lang, "titolari-button")}
                    </button>
                </form>
            </details>
        }
        .into_any(),
    )
}
