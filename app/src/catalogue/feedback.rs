//! "Quanto sono chiare le informazioni su questa pagina?": the block at the end of public pages, with the marks
//! of the model of municipal sites, and the page on which a mistake in it is put right.

use contract::{
    Lang,
    rating::{
        Aspect, DETAILS_FIELD, FollowUp, LONGEST_DETAILS, RatingForm, RatingProblem, STARS_FIELD, Stars,
    },
};
use leptos::prelude::*;

use crate::{
    cases::aspect_words,
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args, t_count},
    ui::{WrongLine, field_class, hidden, icon, problem_line, summary_of_problems, text_area},
};

/// The hidden field with the path of the page that is rated, after the language word.
const PAGE_FIELD: &str = "pagina";

/// The block, about the page of this path.
pub(crate) fn feedback(frame: &Frame, path: &str) -> AnyView {
    form(frame, path, &RatingForm::default())
}

/// The block on a page of its own: after a mistake, or with thanks once it was taken.
#[must_use]
pub fn page_rating(frame: &Frame, path: &str, rating: &RatingForm, thanks: bool) -> String {
    let lang = frame.lang;
    let title = t(lang, "feedback-page");
    let page = Page::new(Section::Elsewhere, title).wrong_if(!rating.problems.is_empty());
    document(frame, &page, || {
        let back = format!("/{}{path}", lang.as_str());
        let lines: Vec<WrongLine> =
            rating.problems.iter().map(|problem| wrong_line(lang, *problem)).collect();
        let problems = (!lines.is_empty()).then(|| summary_of_problems(lang, "", lines));
        let rest = if thanks {
            view! { <p class="lead">{t(lang, "feedback-thanks")}</p> }.into_any()
        } else {
            form(frame, path, rating)
        };
        view! {
            {problems}
            <div class="portal-text">
                <h1>{title}</h1>
                {rest}
                <p><a href=back>{t(lang, "feedback-back")}</a></p>
            </div>
        }
    })
}

fn wrong_line(lang: Lang, problem: RatingProblem) -> WrongLine {
    let place = match problem {
        RatingProblem::StarsMissing => format!("{STARS_FIELD}-1"),
        RatingProblem::DetailsTooLong => DETAILS_FIELD.to_owned(),
    };
    WrongLine { words: words(lang, problem), href: Some(format!("#{place}")) }
}

fn words(lang: Lang, problem: RatingProblem) -> String {
    match problem {
        RatingProblem::StarsMissing => t(lang, "rating-stars-missing").to_owned(),
        RatingProblem::DetailsTooLong => {
            t_args(lang, "rating-details-too-long", &[("limit", &LONGEST_DETAILS.to_string())])
        }
    }
}

fn form(frame: &Frame, path: &str, rating: &RatingForm) -> AnyView {
    let lang = frame.lang;
    view! {
        <section class="portal-group portal-feedback" data-element="feedback">
            <h2 class="h4" data-element="feedback-title">{t(lang, "feedback-title")}</h2>
            <form method="post" action=routes::rate_page(lang) novalidate class="portal-form portal-rating">
                {hidden(PAGE_FIELD, path)}
                {stars(frame, rating)}
                {FollowUp::ALL.map(|follow_up| follow(lang, rating, follow_up)).into_iter().collect_view()}
                {details(lang, rating)}
                <button type="submit" class="btn btn-outline-primary" name="azione" value="valuta">
                    {t(lang, "rating-send")}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn stars(frame: &Frame, rating: &RatingForm) -> AnyView {
    let lang = frame.lang;
    let wrong = rating.problems.contains(&RatingProblem::StarsMissing);
    let problem_id = format!("{STARS_FIELD}-errore");
    let problem =
        wrong.then(|| problem_line(lang, problem_id.clone(), &words(lang, RatingProblem::StarsMissing)));
    let choices = Stars::ALL.map(|stars| {
        let (id, number) = (format!("{STARS_FIELD}-{}", stars.number()), stars.number());
        let drawn = (0..number).map(|_| icon(&frame.assets, "it-star-full", "icon icon-sm icon-primary"));
        view! {
            <div class="form-check">
                <input
                    type="radio"
                    id=id.clone()
                    name=STARS_FIELD
                    value=number.to_string()
                    checked=rating.stars == Some(stars)
                    data-element=format!("feedback-rate-{number}")
                />
                <label class="active" r#for=id>
                    <span>{t_count(lang, "rating-stars", u64::from(number))}</span>
                    <span class="portal-stars">{drawn.collect_view()}</span>
                </label>
            </div>
        }
    });
    view! {
        <fieldset class=field_class(wrong) aria-describedby=wrong.then_some(problem_id)>
            <legend class="visually-hidden">{t(lang, "feedback-title")}</legend>
            {problem}
            {choices.into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

/// The question for many or for few stars. A browser that can hides the one that does not follow.
fn follow(lang: Lang, rating: &RatingForm, follow_up: FollowUp) -> AnyView {
    let (class, mark, question) = match follow_up {
        FollowUp::Liked => {
            ("form-group portal-field portal-rating-liked", "feedback-rating-positive", "rating-liked")
        }
        FollowUp::Hard => {
            ("form-group portal-field portal-rating-hard", "feedback-rating-negative", "rating-hard")
        }
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
                    checked=rating.ticked(follow_up).contains(&aspect)
                />
                <label class="active" r#for=id data-element="feedback-rating-answer">
                    {aspect_words(lang, follow_up, aspect)}
                </label>
            </div>
        }
    });
    view! {
        <fieldset class=class data-element=mark>
            <legend data-element="feedback-rating-question">{t(lang, question)}</legend>
            {answers.into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

fn details(lang: Lang, rating: &RatingForm) -> AnyView {
    let wrong = rating.problems.contains(&RatingProblem::DetailsTooLong);
    let (hint_id, problem_id) = (format!("{DETAILS_FIELD}-aiuto"), format!("{DETAILS_FIELD}-errore"));
    let described_by = if wrong { format!("{hint_id} {problem_id}") } else { hint_id.clone() };
    let problem = wrong.then(|| problem_line(lang, problem_id, &words(lang, RatingProblem::DetailsTooLong)));
    let label = t_args(lang, "label-optional", &[("label", t(lang, "rating-details"))]);
    let hint = t_args(lang, "rating-details-hint", &[("limit", &LONGEST_DETAILS.to_string())]);
    view! {
        <div class=field_class(wrong) data-element="feedback-input-text">
            <label class="active" r#for=DETAILS_FIELD>{label}</label>
            <p class="portal-hint" id=hint_id>{hint}</p>
            {problem}
            {text_area(DETAILS_FIELD, DETAILS_FIELD, &rating.details, 3, Some(described_by), wrong)}
        </div>
    }
    .into_any()
}
