//! What a form asks beside its text before an event is fired: bodies, days, what proves them, reasons, points. What was typed
//! is there again after a refusal, and what is wrong is said at its place.

use contract::{
    Lang,
    cases::{ActField, ActionView, DaySet, LateAct, PAY_BY_FIELD, PointsForm, RECIPIENTS_FIELD, SUM_FIELD},
    time::day_words,
};
use leptos::prelude::*;

use crate::{
    texts::{code_line, t, t_args, t_count},
    ui::{field_class, hidden, problem_line, text_area},
};

/// The id of a field in an action's form, where a refusal leads.
pub(super) fn field_id(field: ActField, action: &ActionView) -> String {
    let name = match field {
        ActField::Bodies => "enti",
        ActField::Recipients => RECIPIENTS_FIELD,
        ActField::Text => "testo",
        ActField::Points => "punti",
        ActField::Sum => SUM_FIELD,
        ActField::PayBy => PAY_BY_FIELD,
        ActField::Due => "entro",
        ActField::Came => "arrivato",
        ActField::Proof => "prova",
        ActField::Reason => "motivo",
    };
    own_id(name, action)
}

/// The id of something in an action's form: the same event stands on the page once for each body whose track it moves.
pub(super) fn own_id(field: &str, action: &ActionView) -> String {
    match &action.body {
        Some(body) => format!("{field}-{}-{body}", action.event),
        None => format!("{field}-{}", action.event),
    }
}

/// One field: its id, what describes it, what is wrong with it.
struct Field {
    id: String,
    hint: String,
    described: String,
    problem: Option<AnyView>,
    class: &'static str,
    wrong: bool,
}

impl Field {
    fn of(lang: Lang, action: &ActionView, field: ActField) -> Self {
        let id = field_id(field, action);
        let (hint, error) = (format!("{id}-aiuto"), format!("{id}-errore"));
        let why = action.problem_at(field);
        let described = if why.is_some() { format!("{hint} {error}") } else { hint.clone() };
        let problem = why.map(|why| problem_line(lang, error, &code_line(lang, why)));
        let wrong = why.is_some();
        let class = field_class(wrong);
        Self { id, hint, described, problem, class, wrong }
    }
}

/// The bodies that an act is for: to be chosen where it opens something, fixed where it moves one.
pub(super) fn body_fields(lang: Lang, action: &ActionView) -> Option<AnyView> {
    if let Some(body) = &action.body {
        return Some(hidden("ente", body.clone()));
    }
    if action.bodies.is_empty() {
        return None;
    }
    let boxes = action.bodies.iter().map(|(id, name)| {
        let own = format!("ente-{}-{id}", action.event);
        let chosen = action.beside.bodies.contains(id);
        view! {
            <div class="form-check">
                <input type="checkbox" id=own.clone() name="ente" value=id.clone() checked=chosen />
                <label class="active" r#for=own>{name.clone()}</label>
            </div>
        }
    });
    let Field { id, problem, wrong, .. } = Field::of(lang, action, ActField::Bodies);
    let class = if wrong { "portal-field portal-field-wrong" } else { "portal-field" };
    let described = wrong.then(|| format!("{id}-errore"));
    Some(
        view! {
            <fieldset class=class id=id tabindex="-1" aria-describedby=described>
                <legend class="h6">{t(lang, "action-bodies")}</legend>
                {problem}
                {boxes.collect_view()}
            </fieldset>
        }
        .into_any(),
    )
}

/// The last day that the office sets, where the request by points has no field for it.
pub(super) fn day_field(lang: Lang, action: &ActionView) -> Option<AnyView> {
    let set = action.sets_day.filter(|_| action.points.is_none())?;
    let label = action.day_label.clone().unwrap_or_else(|| t(lang, "action-day").to_owned());
    // A day with a name of its own is no last day.
    let far = if action.day_label.is_some() && set.least == 1 {
        most_words(lang, set, t(lang, "action-day-own").to_owned())
    } else {
        how_far(lang, set)
    };
    Some(due_field(lang, action, label, far))
}

fn due_field(lang: Lang, action: &ActionView, label: String, words: String) -> AnyView {
    day_input(Field::of(lang, action, ActField::Due), label, words, ("entro", &action.beside.due))
}

/// The browser gives a day that is none (31 February) or half typed to nobody: as an empty field it would be lost, and the act
/// done for today. So forms with such a field let the browser judge it.
fn day_input(
    field: Field,
    label: impl Into<String>,
    words: String,
    (name, typed): (&'static str, &str),
) -> AnyView {
    let Field { id, hint, described, problem, class, wrong } = field;
    view! {
        <div class=class>
            <label class="active" r#for=id.clone()>{label.into()}</label>
            <p class="portal-hint" id=hint>{words}</p>
            {problem}
            <input
                type="date"
                class="form-control portal-input-short"
                id=id
                name=name
                value=typed.to_owned()
                aria-describedby=described
                aria-invalid=wrong.then_some("true")
            />
        </div>
    }
    .into_any()
}

/// How far the day may be that an act sets.
fn how_far(lang: Lang, set: DaySet) -> String {
    let least = match set.least {
        0 => t(lang, "action-day-later").to_owned(),
        1 => t(lang, "action-day-needed").to_owned(),
        least => t_count(lang, "action-day-hint", least.into()),
    };
    most_words(lang, set, least)
}

/// The words before, and how far the day may be at most where the procedure says so.
fn most_words(lang: Lang, set: DaySet, before: String) -> String {
    let most = set.most.map(|most| format!(" {}", t_count(lang, "action-day-most", most.into())));
    format!("{before}{}", most.unwrap_or_default())
}

/// When something came to the office another way, and what proves it; `needed` where who did it would have acted in the portal.
pub(super) fn came_fields(lang: Lang, action: &ActionView, needed: bool) -> Option<AnyView> {
    let (label, hint) = match (action.stands_in, action.dated) {
        (true, _) if needed => ("action-came", "action-came-needed"),
        (true, _) => ("action-came", "action-came-hint"),
        (false, true) => ("action-dated", "action-dated-hint"),
        (false, false) => return None,
    };
    let came = Field::of(lang, action, ActField::Came);
    let words = match action.in_time.filter(|in_time| in_time.only) {
        Some(only) => t_args(lang, "action-in-time-hint", &[("day", &day_words(only.last, lang))]),
        None => t(lang, hint).to_owned(),
    };
    let in_time = action.in_time.map(|in_time| {
        let needed = in_time.only.then(|| view! { <input type="hidden" name="in_tempo" value="1"/> });
        view! {
            <div class="portal-effects">
                <p>
                    <strong>{t_args(lang, "action-in-time", &[("day", &day_words(in_time.last, lang))])}</strong>
                </p>
                <p>{t(lang, "action-in-time-what")}</p>
            </div>
            {needed}
        }
    });
    let proof = Field::of(lang, action, ActField::Proof);
    let proof_described = proof.wrong.then(|| format!("{}-errore", proof.id));
    Some(
        view! {
            {in_time}
            {day_input(came, t(lang, label), words, ("arrivato_il", &action.beside.came))}
            <div class=proof.class>
                <label class="active" r#for=proof.id.clone()>{t(lang, "action-proof")}</label>
                {proof.problem}
                <input
                    type="text"
                    class="form-control"
                    id=proof.id
                    name="prova"
                    maxlength="200"
                    value=action.beside.proof.clone()
                    aria-describedby=proof_described
                    aria-invalid=proof.wrong.then_some("true")
                />
            </div>
        }
        .into_any(),
    )
}

/// That the act comes after its term, with the place for the reason where it can be done all the same.
pub(super) fn late_fields(lang: Lang, action: &ActionView) -> Option<AnyView> {
    let late = action.late.as_ref()?;
    let last = day_words(late.last, lang);
    let words = t_args(lang, "action-late", &[("term", &late.term), ("day", &last)]);
    Some(
        view! {
            <div class="portal-effects">
                <p>
                    <strong>{words}</strong>
                </p>
                {reason_field(lang, action, late)}
            </div>
        }
        .into_any(),
    )
}

fn reason_field(lang: Lang, action: &ActionView, late: &LateAct) -> Option<AnyView> {
    late.forcible.then(|| {
        let Field { id, hint, described, problem, class, wrong } = Field::of(lang, action, ActField::Reason);
        view! {
            <div class=class>
                <label class="active" r#for=id.clone()>{t(lang, "action-late-reason")}</label>
                <p class="portal-hint" id=hint>{t(lang, "action-late-hint")}</p>
                {problem}
                {text_area(&id, "motivo", &action.beside.reason, 3, Some(described), wrong)}
            </div>
        }
        .into_any()
    })
}

/// What is asked point by point, one a line, and by when.
pub(super) fn points_fields(lang: Lang, action: &ActionView, points: &PointsForm) -> AnyView {
    let Field { id, hint, described, problem, class, wrong } = Field::of(lang, action, ActField::Points);
    let limits = [("most", points.max.to_string()), ("limit", points.max_chars.to_string())];
    let limits = limits.each_ref().map(|(name, value)| (*name, value.as_str()));
    let far = action.sets_day.map(|set| format!(" {}", how_far(lang, set))).unwrap_or_default();
    let words = format!("{}{far}", t(lang, "points-due-hint"));
    let label = if points.required { "points-label-required" } else { "points-label" };
    // Nothing but the office says how long a term of one day at the least is.
    let needed = action.sets_day.is_some_and(|set| set.least == 1);
    let due = if needed { "action-day" } else { "points-due-label" };
    view! {
        <div class=class>
            <label class="active" r#for=id.clone()>{t(lang, label)}</label>
            <p class="portal-hint" id=hint>{t_args(lang, "points-hint", &limits)}</p>
            {problem}
            {text_area(&id, "punti", &points.typed, 5, Some(described), wrong)}
        </div>
        {due_field(lang, action, t(lang, due).to_owned(), words)}
    }
    .into_any()
}
