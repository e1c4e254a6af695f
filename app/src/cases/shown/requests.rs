//! What the office asked point by point, with the answers beside; and the page where they are given.

use contract::{
    Code, Lang,
    cases::{CasePage, PointView, ReplyPage, RequestView, WHOLE_FIELD},
};
use leptos::prelude::*;

use crate::{
    documents::{document_list, file_line, upload_island::UploadQueue, upload_words},
    layout::{Frame, Page, Runs, Section, document},
    routes,
    texts::{code, code_line, size, t, t_args},
    ui::{
        WrongLine, back_link, case_name, day, field_class, hidden, paragraphs, problem_line,
        summary_of_problems, text_area, words_at,
    },
};

/// What the office waits for, with the way to the page where it is answered; first on the owner's page.
pub(crate) fn to_answer(lang: Lang, case: &CasePage) -> Option<AnyView> {
    let open: Vec<&RequestView> =
        case.requests.iter().filter(|request| request.open && !request.own).collect();
    let answers = case.actions.iter().any(|action| action.answers);
    // Without points the letter itself is the answer, and its form stands on the page.
    if !answers || open.iter().all(|request| request.points.is_empty()) {
        return None;
    }
    let asked: Vec<&PointView> =
        open.iter().flat_map(|request| &request.points).filter(|point| !point.is_whole()).collect();
    let (lead, answer) = match asked.is_empty() {
        true => ("request-lead-whole", "request-answer-whole"),
        false => ("request-lead", "request-answer"),
    };
    let lines = |points: Vec<&PointView>| {
        let lines = points.into_iter().map(|point| view! { <li>{point.body.clone()}</li> }).collect_view();
        view! { <ol>{lines}</ol> }
    };
    let points = (!asked.is_empty()).then(|| lines(asked));
    let due =
        open.iter().filter_map(|request| request.due.map(|at| due_line(lang, request, at))).collect_view();
    Some(
        view! {
            <section class="portal-todo" aria-labelledby="da-fare">
                <h2 class="h4" id="da-fare">{t(lang, "case-todo")}</h2>
                <p>{t(lang, lead)}</p>
                {points}
                {due}
                <p>
                    <a class="btn btn-primary" href=routes::reply(lang, case.case)>{t(lang, answer)}</a>
                </p>
            </section>
        }
        .into_any(),
    )
}

fn due_line(lang: Lang, request: &RequestView, at: contract::time::Moment) -> AnyView {
    let key = if request.overdue { "request-overdue" } else { "request-due" };
    view! { <p class="portal-due"><span>{contract::time::before_day(t(lang, key), at.day(), lang)}</span> <strong>{day(lang, at)}</strong></p> }
        .into_any()
}

/// Requests of a case with the answers beside the points; for both readers.
pub(crate) fn requests<'a>(lang: Lang, requests: impl Iterator<Item = &'a RequestView>) -> Option<AnyView> {
    let with_points: Vec<&RequestView> = requests.filter(|request| !request.points.is_empty()).collect();
    if with_points.is_empty() {
        return None;
    }
    let shown = with_points.into_iter().map(|request| {
        let due = request.due.filter(|_| request.open).map(|at| due_line(lang, request, at));
        let answered = match request.answered_at {
            Some(moment) => view! { <p class="portal-caption">{words_at(lang, t(lang, "request-answered-at"), moment)}</p> }
                .into_any(),
            None => {
                let key = if request.open { "request-unanswered" } else { "request-over" };
                view! { <p class="portal-caption">{t(lang, key)}</p> }.into_any()
            }
        };
        view! {
            <div class="portal-request">
                {title(lang, request)}
                {(!request.asked.is_empty()).then(|| view! { <p class="portal-message-body">{request.asked.clone()}</p> })}
                {(!request.own).then_some(answered)}
                {due}
                {words_of_answer(lang, request)}
                <ol class="portal-points">{request.points.iter().map(|point| answered_point(lang, request, point)).collect_view()}</ol>
            </div>
        }
    });
    Some(
        view! {
            <section class="portal-group">
                <h2 class="h4">{t(lang, "requests-title")}</h2>
                {shown.collect_view()}
            </section>
        }
        .into_any(),
    )
}

/// What was asked, or sent by the applicant unasked, and when.
fn title(lang: Lang, request: &RequestView) -> AnyView {
    let (key, moment) = match (request.own, request.answered_at) {
        (true, Some(at)) => ("request-own-sent", at),
        (true, None) => ("request-own-begun", request.asked_at),
        (false, _) => ("request-of", request.asked_at),
    };
    let what = match request.what.as_str() {
        what if !what.is_empty() && !request.own => format!("{what},"),
        _ => t(lang, key).to_owned(),
    };
    view! { <h3 class="h6">{words_at(lang, &what, moment)}</h3> }.into_any()
}

/// What was written with the answer, or as the whole of it.
fn words_of_answer(lang: Lang, request: &RequestView) -> Option<AnyView> {
    (!request.words.is_empty()).then(|| {
        view! {
            <p class="portal-caption">{t(lang, "request-words")}</p>
            <p class="portal-message-body">{request.words.clone()}</p>
        }
        .into_any()
    })
}

fn answered_point(lang: Lang, request: &RequestView, point: &PointView) -> AnyView {
    // The words of an answer as a whole stand before its files.
    let answer = (!point.answer.is_empty() && !point.is_whole()).then(|| {
        view! { <p class="portal-message-body">{point.answer.clone()}</p> }
    });
    let files = (!point.files.is_empty()).then(|| document_list(lang, &point.files));
    let missing = if point.is_whole() { "point-no-files" } else { "point-no-answer" };
    let unsent = !request.open && request.answered_at.is_none() && (answer.is_some() || files.is_some());
    let unsent = unsent.then(|| view! { <p class="portal-caption">{t(lang, "point-unsent")}</p> });
    let nothing = (answer.is_none() && point.files.is_empty())
        .then(|| view! { <p class="portal-caption">{t(lang, missing)}</p> });
    let whole = if request.own { "point-own" } else { "point-whole" };
    let asked = if point.is_whole() { t(lang, whole).to_owned() } else { point.body.clone() };
    view! {
        <li class="portal-point">
            <p class="portal-point-asked">{asked}</p>
            <div class="portal-point-answer">{unsent} {answer} {files} {nothing}</div>
        </li>
    }
    .into_any()
}

/// The page where the office's request is answered.
#[must_use]
pub fn reply(frame: &Frame, reply: &ReplyPage) -> String {
    let lang = frame.lang;
    let title = if reply.request.own { reply.label.as_str() } else { t(lang, "reply-title") };
    let mut page = Page::new(Section::Personal, format!("{title} – {} {}", reply.procedure, reply.number))
        .under(t(lang, "dashboard-title"), routes::dashboard(lang))
        .wrong_if(reply.problem.is_some());
    page.runs = reply.slot.as_ref().map(|_| Runs::Islands);
    document(frame, &page, || {
        let problems = reply.problem.map(|_| problems(lang, reply));
        let due = reply.request.due.map(|at| due_line(lang, &reply.request, at));
        let (whole, points): (Vec<&PointView>, Vec<&PointView>) =
            reply.request.points.iter().partition(|point| point.is_whole());
        let points = points.into_iter().map(|point| asked_point(frame, reply, point));
        // Of several, one is room enough.
        let whole = whole.last().map(|point| whole_files(frame, reply, point));
        view! {
            {back_link(&frame.assets, routes::case(lang, reply.case), t(lang, "reply-back"))}
            {problems}
            <div class="portal-text">
                <p class="portal-caption portal-caption-strong">{case_name(&reply.procedure, &reply.number)}</p>
                <h1>{title.to_owned()}</h1>
                {due}
                {(!reply.request.own).then(|| view! { <div class="portal-message portal-message-office">{paragraphs(&reply.intro)}</div> })}
                {removals(lang, reply)}
                <form
                    method="post"
                    action=routes::reply(lang, reply.case)
                    enctype="multipart/form-data"
                    class="portal-form"
                    novalidate
                >
                    {hidden("versione", reply.row_version)}
                    {points.collect_view()}
                    {words(lang, reply)}
                    {whole}
                    {paragraphs(&reply.explain)}
                    <div class="portal-buttons">
                        <button type="submit" class="btn btn-outline-primary" name="azione" value="salva">
                            {t(lang, "reply-save")}
                        </button>
                        <button type="submit" class="btn btn-primary" name="azione" value="invia" id="invia">
                            {reply.label.clone()}
                        </button>
                    </div>
                </form>
            </div>
        }
    })
}

/// Why the answers could not be sent, each point with the way to it.
fn problems(lang: Lang, reply: &ReplyPage) -> AnyView {
    let mut lines: Vec<WrongLine> = reply
        .request
        .points
        .iter()
        .filter_map(|point| {
            let why = point.problem?;
            let place = point.place.to_string();
            let words = match point.is_whole() {
                true => code(lang, why).to_owned(),
                false => t_args(lang, "reply-point-problem", &[("place", &place), ("why", code(lang, why))]),
            };
            let field = if of_files(why) && reply.slot.is_some() { "file" } else { "punto" };
            Some(WrongLine { words, href: Some(format!("#{field}-{}", point.id)) })
        })
        .collect();
    if let Some(why) = reply.problem.filter(|why| {
        lines.is_empty() || !reply.request.points.iter().any(|point| point.problem == Some(*why))
    }) {
        let words = code_line(lang, why);
        let href = if of_words(reply).is_some() { "#testo" } else { "#invia" };
        lines.push(WrongLine { words, href: Some(href.to_owned()) });
    }
    summary_of_problems(lang, "", lines)
}

/// Buttons that take files out of the answers: forms of their own, so they stand outside the large one.
fn removals(lang: Lang, reply: &ReplyPage) -> Option<AnyView> {
    let files: Vec<_> = reply
        .request
        .points
        .iter()
        .flat_map(|point| point.files.iter().map(move |file| (point, file)))
        .map(|(point, file)| {
            let of = (!point.is_whole()).then(|| {
                let of = t_args(lang, "reply-file-of", &[("place", &point.place.to_string())]);
                view! { <span class="portal-caption">{of}</span> }
            });
            view! {
                <li class="portal-file">
                    {of}
                    {file_line(lang, file)}
                    <form method="post" action=routes::remove_reply_file(lang, reply.case, file.id)>
                        <button type="submit" class="portal-link-button" name="azione" value="rimuovi">
                            <span>{t(lang, "documents-remove")}</span>
                            <span class="visually-hidden">{format!(" {}", file.name)}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect();
    (!files.is_empty()).then(|| {
        view! {
            <section class="portal-group">
                <h2 class="h5">{t(lang, "reply-files")}</h2>
                <ul class="portal-files">{files}</ul>
            </section>
        }
        .into_any()
    })
}

fn asked_point(frame: &Frame, reply: &ReplyPage, point: &PointView) -> AnyView {
    let lang = frame.lang;
    let id = format!("punto-{}", point.id);
    let wrong = reply.problem.and(point.problem).filter(|why| !of_files(*why) || reply.slot.is_none());
    let (hint_id, problem_id) = (format!("{id}-aiuto"), format!("{id}-errore"));
    let described = if wrong.is_some() { format!("{hint_id} {problem_id}") } else { hint_id.clone() };
    let class = field_class(wrong.is_some());
    let legend = t_args(lang, "reply-point", &[("place", &point.place.to_string())]);
    let limit = t_args(lang, "text-limit", &[("limit", &reply.max_chars.to_string())]);
    let problem = wrong.map(|why| problem_line(lang, problem_id, &code_line(lang, why)));
    view! {
        <fieldset class="portal-group portal-reply-point">
            <legend class="h5">{legend}</legend>
            <p class="portal-point-asked">{point.body.clone()}</p>
            <div class=class>
                <label class="active" r#for=id.clone()>{t(lang, "reply-answer")}</label>
                <p class="portal-hint" id=hint_id>{limit}</p>
                {problem}
                {text_area(&id, &id, &point.answer, 4, Some(described), wrong.is_some())}
            </div>
            {file_input(frame, reply, point)}
        </fieldset>
    }
    .into_any()
}

/// Where files go beside an answer as a whole.
fn whole_files(frame: &Frame, reply: &ReplyPage, point: &PointView) -> AnyView {
    let id = format!("punto-{}", point.id);
    view! {
        <div class="portal-group" id=id>{file_input(frame, reply, point)}</div>
    }
    .into_any()
}

/// Whether what is wrong with a point is a file beside it, and no word.
fn of_files(why: Code) -> bool {
    !matches!(why, Code::PointsUnanswered | Code::PointTooLong)
}

fn file_input(frame: &Frame, reply: &ReplyPage, point: &PointView) -> Option<AnyView> {
    let lang = frame.lang;
    let slot = reply.slot.as_ref()?;
    let id = format!("file-{}", point.id);
    let left = slot.max_files.saturating_sub(u32::try_from(point.files.len()).unwrap_or(u32::MAX));
    let wrong = reply.problem.and(point.problem).filter(|why| of_files(*why));
    let (hint_id, problem_id) = (format!("{id}-aiuto"), format!("{id}-errore"));
    let described = if wrong.is_some() { format!("{hint_id} {problem_id}") } else { hint_id.clone() };
    let class = field_class(wrong.is_some());
    let limits = t_args(
        lang,
        "documents-limits",
        &[
            ("kinds", &slot.kinds.join(", ")),
            ("size", &size(lang, slot.max_bytes)),
            ("files", &slot.max_files.to_string()),
        ],
    );
    Some(
        view! {
            <div class=class>
                <label class="active" r#for=id.clone()>{t(lang, "reply-add-files")}</label>
                <p class="portal-hint" id=hint_id>{limits}</p>
                {wrong.map(|why| problem_line(lang, problem_id, &code_line(lang, why)))}
                <input
                    type="file"
                    class="portal-file-input"
                    id=id.clone()
                    name=id
                    accept=slot.accept.clone()
                    multiple
                    aria-describedby=described
                    aria-invalid=wrong.is_some().then_some("true")
                />
                <UploadQueue
                    lang=lang
                    case=reply.case
                    document=String::new()
                    point=Some(point.id)
                    files_left=left
                    words=upload_words(frame)
                />
            </div>
        }
        .into_any(),
    )
}

/// What is wrong with the words that go with the answers.
fn of_words(reply: &ReplyPage) -> Option<Code> {
    let own = |why: &Code| matches!(why, Code::TextMissing | Code::TextTooLong);
    reply.problem.filter(own).filter(|_| reply.text_label.is_some())
}

/// The words that go with the answers.
fn words(lang: Lang, reply: &ReplyPage) -> Option<AnyView> {
    let label = reply.text_label.clone()?;
    let limit = t_args(lang, "text-limit", &[("limit", &reply.text_max.to_string())]);
    // As a whole the words are the answer, and kept as such until they are sent.
    let whole = reply.request.points.iter().rfind(|point| point.is_whole());
    let (name, typed) = match whole {
        Some(point) => (format!("punto-{}", point.id), &point.answer),
        None => ("testo".to_owned(), &reply.typed),
    };
    let why = of_words(reply);
    let wrong = why.is_some();
    let described = if wrong { "testo-aiuto testo-errore" } else { "testo-aiuto" };
    let class = field_class(wrong);
    Some(
        view! {
            <div class=class>
                <label class="active" r#for="testo">{label}</label>
                <p class="portal-hint" id="testo-aiuto">{limit}</p>
                {why.map(|why| problem_line(lang, "testo-errore".to_owned(), &code_line(lang, why)))}
                {whole.map(|point| hidden(WHOLE_FIELD, point.id))}
                {text_area("testo", &name, typed, 4, Some(described.to_owned()), wrong)}
            </div>
        }
        .into_any(),
    )
}
