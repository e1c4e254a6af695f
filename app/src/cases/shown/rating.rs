//! The question at the end of a case: how easy was it? Stars, the reasons, a few words.

use contract::{
    Lang,
    cases::ReceiptPage,
    rating::{
        Aspect, DETAILS_FIELD, FollowUp, LONGEST_DETAILS, RatingForm, RatingProblem, STARS_FIELD, Stars,
    },
};
use leptos::prelude::*;

use crate::{
    layout::Frame,
    routes,
    texts::{t, t_args, t_count},
    ui::{WrongLine, field_class, icon, problem_line, summary_of_problems, text_area},
};

/// The place of the form in the page.
const PLACE: &str = "valutazione";

/// The form, or the thanks if the service was rated already.
pub(super) fn rating(frame: &Frame, receipt: &ReceiptPage, form: &RatingForm) -> AnyView {
    let lang = frame.lang;
    if receipt.rated {
        return view! {
            <section class="portal-group" id=PLACE>
                <h2 class="h4">{t(lang, "rating-thanks")}</h2>
                <p>{t(lang, "rating-thanks-why")}</p>
            </section>
        }
        .into_any();
    }
    view! {
        <section class="portal-group" id=PLACE>
            <h2 class="h4">{t(lang, "rating-title")}</h2>
            <p>{t(lang, "rating-anonymous")}</p>
            <form method="post" action=routes::rate(lang, receipt.case) novalidate class="portal-form portal-rating">
                {stars(frame, form)}
                {FollowUp::ALL.map(|follow_up| follow(lang, form, follow_up)).into_iter().collect_view()}
                {details(lang, form)}
                <button type="submit" class="btn btn-outline-primary" name="azione" value="valuta">
                    {t(lang, "rating-send")}
                </button>
            </form>
        </section>
    }
    .into_any()
}

/// What is wrong with the form, for the box at the top of the page.
pub(super) fn rating_problems(lang: Lang, form: &RatingForm) -> Option<AnyView> {
    let lines = form.problems.iter().map(|problem| {
        let place = match problem {
            RatingProblem::StarsMissing => star_id(Stars::ALL.first()),
            RatingProblem::DetailsTooLong => DETAILS_FIELD.to_owned(),
        };
        WrongLine { words: problem_words(lang, *problem), href: Some(format!("#{place}")) }
    });
    let lines: Vec<WrongLine> = lines.collect();
    (!lines.is_empty()).then(|| summary_of_problems(lang, "", lines))
}

fn problem_words(lang: Lang, problem: RatingProblem) -> String {
    match problem {
        RatingProblem::StarsMissing => t(lang, "rating-stars-missing").to_owned(),
        RatingProblem::DetailsTooLong => {
            t_args(lang, "rating-details-too-long", &[("limit", &LONGEST_DETAILS.to_string())])
        }
    }
}

fn star_id(stars: Option<&Stars>) -> String {
    format!("{STARS_FIELD}-{}", stars.map_or(1, |stars| stars.number()))
}

fn stars(frame: &Frame, form: &RatingForm) -> AnyView {
    let lang = frame.lang;
    let wrong = form.problems.contains(&RatingProblem::StarsMissing);
    let problem_id = format!("{STARS_FIELD}-errore");
    let problem = wrong
        .then(|| problem_line(lang, problem_id.clone(), &problem_words(lang, RatingProblem::StarsMissing)));
    let choices = Stars::ALL.map(|stars| {
        let id = star_id(Some(&stars));
        let drawn =
            (0..stars.number()).map(|_| icon(&frame.assets, "it-star-full", "icon icon-sm icon-primary"));
        view! {
            <div class="form-check">
                <input
                    type="radio"
                    id=id.clone()
                    name=STARS_FIELD
                    value=stars.number().to_string()
                    checked=form.stars == Some(stars)
                />
                <label class="active" r#for=id>
                    <span>{t_count(lang, "rating-stars", u64::from(stars.number()))}</span>
                    <span class="portal-stars">{drawn.collect_view()}</span>
                </label>
            </div>
        }
    });
    view! {
        <fieldset class=field_class(wrong) aria-describedby=wrong.then_some(problem_id)>
            <legend>{t(lang, "rating-question")}</legend>
            {problem}
            {choices.into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The question for many or for few stars. A browser that can hides the one that does not follow.
fn follow(lang: Lang, form: &RatingForm, follow_up: FollowUp) -> AnyView {
    let (class, question) = match follow_up {
        FollowUp::Liked => ("form-group portal-field portal-rating-liked", "rating-liked"),
        FollowUp::Hard => ("form-group portal-field portal-rating-hard", "rating-hard"),
    };
    let answers = Aspect::ALL.map(|aspect| {
        let id = format!("{}-{}", follow_up.field(), aspect.as_str());
        view! {
            <div class="form-check">
                <input
                    type="checkbox"
                    id=id.clone()
                    name=follow_up.field()
                    value=aspect.as_str()
                    checked=form.ticked(follow_up).contains(&aspect)
                />
                <label class="active" r#for=id>{aspect_words(lang, follow_up, aspect)}</label>
            </div>
        }
    });
    view! {
        <fieldset class=class>
            <legend>{t(lang, question)}</legend>
            <p class="portal-hint">{t(lang, "rating-several")}</p>
            {answers.into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

/// A fixed answer, in the words of its question.
pub(crate) fn aspect_words(lang: Lang, follow_up: FollowUp, aspect: Aspect) -> &'static str {
    let key = match (follow_up, aspect) {
        (FollowUp::Liked, Aspect::Clear) => "rating-liked-clear",
        (FollowUp::Liked, Aspect::Complete) => "rating-liked-complete",
        (FollowUp::Liked, Aspect::OnTrack) => "rating-liked-on-track",
        (FollowUp::Liked, Aspect::Technical) => "rating-liked-technical",
        (FollowUp::Hard, Aspect::Clear) => "rating-hard-clear",
        (FollowUp::Hard, Aspect::Complete) => "rating-hard-complete",
        (FollowUp::Hard, Aspect::OnTrack) => "rating-hard-on-track",
        (FollowUp::Hard, Aspect::Technical) => "rating-hard-technical",
        (_, Aspect::Other) => "rating-other",
    };
    t(lang, key)
}

fn details(lang: Lang, form: &RatingForm) -> AnyView {
    let wrong = form.problems.contains(&RatingProblem::DetailsTooLong);
    let (hint_id, problem_id) = (format!("{DETAILS_FIELD}-aiuto"), format!("{DETAILS_FIELD}-errore"));
    let described_by = if wrong { format!("{hint_id} {problem_id}") } else { hint_id.clone() };
    let problem =
        wrong.then(|| problem_line(lang, problem_id, &problem_words(lang, RatingProblem::DetailsTooLong)));
    let label = t_args(lang, "label-optional", &[("label", t(lang, "rating-details"))]);
    let hint = t_args(lang, "rating-details-hint", &[("limit", &LONGEST_DETAILS.to_string())]);
    view! {
        <div class=field_class(wrong)>
            <label class="active" r#for=DETAILS_FIELD>{label}</label>
            <p class="portal-hint" id=hint_id>{hint}</p>
            {problem}
            {text_area(DETAILS_FIELD, DETAILS_FIELD, &form.details, 3, Some(described_by), wrong)}
        </div>
    }
    .into_any()
}
