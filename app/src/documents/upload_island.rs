//! The island beside a file form: it takes the form over, sends several files with a progress bar
//! each, and reloads the page's list. Without it the form works as it stands.

use std::{cell::Cell, rc::Rc};

use contract::{
    Lang,
    ids::{CaseId, PointId},
};
use leptos::{
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, closure::Closure},
};
use serde::{Deserialize, Serialize};
use web_sys::{Event, EventTarget, HtmlFormElement, HtmlInputElement};

use super::upload_request::{Stop, Upload};

/// What the island says, in the page's language. `{name}` stands for the file's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadWords {
    /// Name of the progress bar.
    pub progress: String,
    /// The upload has begun.
    pub started: String,
    /// Half of it has been sent.
    pub half: String,
    /// All of it is stored.
    pub done: String,
    /// It waits for those before it.
    pub waiting: String,
    /// It was cancelled.
    pub cancelled: String,
    /// The line broke too often.
    pub broken: String,
    /// The cancel button.
    pub cancel: String,
    /// The button that tries again.
    pub again: String,
    /// The button that takes the line of a refused file away.
    pub remove: String,
    /// Said before what went wrong.
    pub error: String,
    /// The form of an answer waits for its files.
    pub wait: String,
    /// It waits for a word about those that did not arrive.
    pub left: String,
}

/// Where a file of the queue is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Waiting,
    Sending,
    Done,
    Cancelled,
    /// The line broke: it may be tried again.
    Failed(String),
    /// The portal does not take it, however often it is tried.
    Refused(String),
}

/// A file of the queue.
#[derive(Clone)]
struct Row {
    place: usize,
    name: String,
    state: RwSignal<State>,
    percent: RwSignal<u32>,
    upload: StoredValue<Rc<Upload>, LocalStorage>,
}

/// What the island's parts share.
#[derive(Clone, Copy)]
struct Queue {
    lang: Lang,
    case: CaseId,
    slot: StoredValue<String>,
    /// The point of the office's request that the files answer; none for the documents of a draft.
    point: Option<PointId>,
    words: StoredValue<UploadWords>,
    rows: RwSignal<Vec<Row>>,
    said: RwSignal<String>,
    busy: RwSignal<bool>,
    /// Somebody wanted to send the form of an answer before its files were there.
    held: RwSignal<bool>,
}

thread_local! {
    /// Queues at work on this page: it is reloaded when the last one ends.
    static AT_WORK: Cell<u32> = const { Cell::new(0) };
    /// Whether a file failed or was cancelled: then the page stays, so that the reason can be read.
    static LEFT_OVER: Cell<bool> = const { Cell::new(false) };
}

/// The queue of one requested document. The form `carica-<document>` with the input
/// `file-<document>` must be in the page. `files_left` is how many more files the document takes.
/// For the answer to a `point` it is the input `file-<point>`, in a form of texts that is sent later.
#[island]
pub fn UploadQueue(
    lang: Lang,
    case: CaseId,
    document: String,
    point: Option<PointId>,
    files_left: u32,
    words: UploadWords,
) -> impl IntoView {
    let queue = Queue {
        lang,
        case,
        slot: StoredValue::new(document),
        point,
        words: StoredValue::new(words),
        rows: RwSignal::new(Vec::new()),
        said: RwSignal::new(String::new()),
        busy: RwSignal::new(false),
        held: RwSignal::new(false),
    };
    let (wait, left) = queue.words.with_value(|words| (words.wait.clone(), words.left.clone()));
    let why_held = move || if queue.busy.get() { wait.clone() } else { left.clone() };
    Effect::new(move |_| queue.take_over_the_form(files_left > 1));
    view! {
        <div class="portal-queue">
            // For readers of the screen: each row shows the same.
            <p role="status" class="visually-hidden">{move || queue.said.get()}</p>
            <p class="portal-problem" role="alert" hidden=move || !queue.held.get()>{why_held}</p>
            <ul hidden=move || queue.rows.with(Vec::is_empty)>
                <For each=move || queue.rows.get() key=|row| row.place children=move |row| queue.row(row)/>
            </ul>
        </div>
    }
}

impl Queue {
    /// From now on the form's files go through the queue. Runs in the browser only.
    fn take_over_the_form(self, several: bool) {
        let slot = self.place();
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        let element = |id: String| document.get_element_by_id(&id);
        let input =
            element(format!("file-{slot}")).and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(form) = input.form() else { return };
        input.set_multiple(several);
        // Files of an answer go as soon as they are chosen: the form is sent when its texts are ready.
        let (target, when): (&EventTarget, _) =
            if self.point.is_some() { (&input, "change") } else { (&form, "submit") };
        let target = target.clone();
        if self.point.is_some() {
            self.hold_the_form(&form);
        }
        let on_files = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let chosen = input.files();
            let chosen: Vec<_> =
                chosen.iter().flat_map(|files| (0..files.length()).filter_map(|at| files.get(at))).collect();
            if chosen.is_empty() {
                // The portal says that no file was chosen, as it does without scripts.
                return;
            }
            event.prevent_default();
            self.forget_refused();
            for file in chosen {
                self.add(file);
            }
            input.set_value("");
            self.work();
        });
        _ = target.add_event_listener_with_callback(when, on_files.as_ref().unchecked_ref());
        on_files.forget();
    }

    /// Who chooses another document has read why the last one was refused: its line would keep the page from showing the new
    /// one. An answer waits for a word about each.
    fn forget_refused(self) {
        if self.point.is_none() {
            let refused =
                |row: &Row| matches!(row.state.get_untracked(), State::Refused(_) | State::Cancelled);
            self.rows.update(|rows| rows.retain(|row| !refused(row)));
            LEFT_OVER.set(!self.rows.with_untracked(Vec::is_empty) && !self.all_done());
        }
    }

    /// The form of an answer is not sent while files are on their way, or while nobody said what to do about those that
    /// did not arrive: they would be missing.
    fn hold_the_form(self, form: &HtmlFormElement) {
        let on_submit = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let held = self.busy.get_untracked() || !self.all_done();
            self.held.set(held);
            if held {
                event.prevent_default();
            }
        });
        _ = form.add_event_listener_with_callback("submit", on_submit.as_ref().unchecked_ref());
        on_submit.forget();
    }

    /// What the ids of the input, and of the form of a document, end with.
    fn place(self) -> String {
        self.point.map_or_else(|| self.slot.get_value(), |point| point.to_string())
    }

    fn add(self, file: web_sys::File) {
        self.rows.update(|rows| {
            rows.push(Row {
                place: rows.last().map_or(0, |row| row.place + 1),
                name: file.name(),
                state: RwSignal::new(State::Waiting),
                percent: RwSignal::new(0),
                upload: StoredValue::new_local(Rc::new(Upload::new(file))),
            });
        });
    }

    /// Sends what waits, one file at a time; when every queue of the page has ended well, reloads.
    fn work(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        AT_WORK.set(AT_WORK.get() + 1);
        spawn_local(async move {
            while let Some(row) = self.next_waiting() {
                self.send(&row).await;
            }
            self.busy.set(false);
            self.held.set(false);
            AT_WORK.set(AT_WORK.get().saturating_sub(1));
            if !self.all_done() {
                LEFT_OVER.set(true);
            }
            self.reload_if_settled();
        });
    }

    fn all_done(self) -> bool {
        self.rows.with_untracked(|rows| rows.iter().all(|row| row.state.get_untracked() == State::Done))
    }

    fn reload_if_settled(self) {
        // The page of an answer holds texts that were not saved yet.
        if AT_WORK.get() == 0 && !LEFT_OVER.get() && self.point.is_none() {
            reload_at(&format!("documento-{}", self.slot.get_value()));
        }
    }

    fn next_waiting(self) -> Option<Row> {
        self.rows.with_untracked(|rows| {
            rows.iter().find(|row| row.state.get_untracked() == State::Waiting).cloned()
        })
    }

    async fn send(self, row: &Row) {
        row.state.set(State::Sending);
        row.percent.set(0);
        let words = self.words.get_value();
        self.say(&words.started, &row.name);
        let (percent, half, name) = (row.percent, words.half.clone(), row.name.clone());
        let progress = move |now: u32| {
            if percent.get_untracked() < 50 && now >= 50 {
                self.say(&half, &name);
            }
            percent.set(now.min(100));
        };
        let upload = row.upload.get_value();
        let slot = self.slot.get_value();
        let end = upload.send(self.lang, self.case, (&slot, self.point), progress).await;
        row.state.set(match end {
            Ok(()) => {
                row.percent.set(100);
                self.say(&words.done, &row.name);
                State::Done
            }
            Err(Stop::Cancelled) => {
                self.say(&words.cancelled, &row.name);
                State::Cancelled
            }
            Err(Stop::Refused(reason)) => {
                self.say_why(&row.name, &reason);
                State::Refused(reason)
            }
            Err(Stop::Broken(reason)) => {
                let reason = reason.unwrap_or_else(|| words.broken.replace("{name}", &row.name));
                self.say_why(&row.name, &reason);
                State::Failed(reason)
            }
        });
    }

    fn say_why(self, name: &str, reason: &str) {
        self.said.set(format!("{name}: {reason}"));
    }

    fn say(self, words: &str, name: &str) {
        self.said.set(words.replace("{name}", name));
    }

    fn again(self, row: &Row) {
        row.upload.get_value().renew();
        row.state.set(State::Waiting);
        LEFT_OVER.set(false);
        self.work();
    }

    /// Takes the line of a file away that was refused, or that an answer goes without. The focus goes to the place to choose another one.
    fn take_away(self, place: usize) {
        let input = format!("file-{}", self.place());
        let document = web_sys::window().and_then(|window| window.document());
        let input = document.and_then(|document| document.get_element_by_id(&input));
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
            _ = input.focus();
        }
        self.rows.update(|rows| rows.retain(|row| row.place != place));
        if self.all_done() {
            LEFT_OVER.set(false);
            self.held.set(false);
            // Files that arrived while this line was read are not in the page's list yet.
            if !self.rows.with_untracked(Vec::is_empty) {
                self.reload_if_settled();
            }
        }
    }

    fn row(self, row: Row) -> impl IntoView {
        let words = self.words.get_value();
        let Row { place, name, state, percent, upload } = row.clone();
        let label = format!("{}: {name}", words.progress);
        let moving = move || matches!(state.get(), State::Waiting | State::Sending);
        let stopped = move || matches!(state.get(), State::Cancelled | State::Failed(_));
        let refused = move || matches!(state.get(), State::Refused(_));
        // Of a draft's document the row goes when the page does; an answer waits for it.
        let answer = self.point.is_some();
        let dismissed = move || refused() || (answer && stopped());
        let wrong = move || matches!(state.get(), State::Failed(_) | State::Refused(_));
        let (waiting, done, cancelled) = (words.waiting, words.done, words.cancelled);
        let named = name.clone();
        let state_words = move || match state.get() {
            State::Waiting => waiting.clone(),
            State::Sending => format!("{}%", percent.get()),
            State::Done => done.replace("{name}", &named),
            State::Cancelled => cancelled.replace("{name}", &named),
            State::Failed(reason) | State::Refused(reason) => reason,
        };
        let cancel = format!("{} – {name}", words.cancel);
        let again = format!("{} – {name}", words.again);
        let remove = format!("{} – {name}", words.remove);
        view! {
            <li class="portal-upload">
                <span class="portal-upload-name">{name}</span>
                <progress max="100" prop:value=move || percent.get() aria-label=label hidden=move || !moving()></progress>
                <span class="portal-upload-state" class:portal-problem=wrong>
                    <span class="visually-hidden" hidden=move || !wrong()>{format!("{} ", words.error)}</span>
                    <span>{state_words}</span>
                </span>
                <button
                    type="button"
                    class="btn btn-outline-primary btn-sm"
                    aria-label=cancel
                    hidden=move || !moving()
                    on:click=move |_| {
                        upload.get_value().cancel();
                        if state.get_untracked() == State::Waiting {
                            state.set(State::Cancelled);
                        }
                    }
                >
                    {words.cancel.clone()}
                </button>
                <button
                    type="button"
                    class="btn btn-outline-primary btn-sm"
                    aria-label=again
                    hidden=move || !stopped()
                    on:click=move |_| self.again(&row)
                >
                    {words.again.clone()}
                </button>
                <button
                    type="button"
                    class="btn btn-outline-primary btn-sm"
                    aria-label=remove
                    hidden=move || !dismissed()
                    on:click=move |_| self.take_away(place)
                >
                    {words.remove.clone()}
                </button>
            </li>
        }
    }
}

/// Loads the page again and lands at a place of it.
fn reload_at(place: &str) {
    if let Some(window) = web_sys::window() {
        let location = window.location();
        _ = location.set_hash(place);
        _ = location.reload();
    }
}
