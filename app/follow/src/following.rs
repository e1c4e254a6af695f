//! What happens when somebody types, leaves a question, or sends the form.

use std::{cell::Cell, rc::Rc};

use contract::cases::Autosaved;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, FocusEvent, HtmlElement, HtmlInputElement, SubmitEvent};

use crate::page::{Followed, pause, question_of, send};

/// How long nothing is typed before the page is saved by itself, in milliseconds.
const QUIET_MS: i32 = 1_500;
/// Longer than a finger or a mouse button stays down, in milliseconds.
const PRESS_MS: i32 = 400;
/// How long nothing is typed before names are suggested, in milliseconds.
const SUGGEST_MS: i32 = 250;

/// Where saving by itself is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Saving {
    Idle,
    Sending,
    /// Another tab changed the page: only a person can say what stays.
    Stopped,
}

/// What the parts share.
struct Following {
    page: Followed,
    saving: Cell<Saving>,
    /// Counts changes: a pause that ends after another change does nothing.
    changes: Cell<u32>,
    submitting: Cell<bool>,
}

/// Follows the form of this page, if it has one.
pub(crate) fn start() {
    let Some(page) = Followed::find() else { return };
    let following = Rc::new(Following {
        page,
        saving: Cell::new(Saving::Idle),
        changes: Cell::new(0),
        submitting: Cell::new(false),
    });
    following.page.refresh();
    listen(&following);
}

fn listen(following: &Rc<Following>) {
    let form = following.page.form.clone();
    let on = |name: &str, action: fn(&Rc<Following>, Event)| {
        let following = Rc::clone(following);
        let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| action(&following, event));
        _ = form.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        closure.forget();
    };
    on("input", changed);
    on("change", changed);
    on("focusout", left);
    on("submit", submitted);
}

fn changed(following: &Rc<Following>, event: Event) {
    following.page.refresh();
    // What is typed now is not saved yet.
    following.page.tell("");
    let now = following.changes.get().wrapping_add(1);
    following.changes.set(now);
    let later = Rc::clone(following);
    spawn_local(async move {
        pause(QUIET_MS).await;
        if later.changes.get() == now {
            save(&later).await;
        }
    });
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    if let Some(input) = input
        && let Some(list) = input.get_attribute("data-elenco")
        && event.type_() == "input"
    {
        suggest(following, input, list, now);
    }
}

fn suggest(following: &Rc<Following>, input: HtmlInputElement, list: String, now: u32) {
    let following = Rc::clone(following);
    spawn_local(async move {
        pause(SUGGEST_MS).await;
        let typed = input.value();
        if following.changes.get() != now || typed.trim().chars().count() < 2 {
            return;
        }
        let asked = [("elenco".to_owned(), list), ("q".to_owned(), typed)];
        let Some(answer) = send(&following.page.with.suggestions, &asked).await else { return };
        let found: Vec<String> = serde_json::from_str(&answer).unwrap_or_default();
        following.page.suggest(&input, &found);
    });
}

/// Somebody went on to another question: what is wrong with this one is said now, not while typing.
/// Never while a button is being pressed: words that appear above it move it from under the finger, and
/// the press is lost. The portal judges what is sent anyway.
fn left(following: &Rc<Following>, event: Event) {
    let from = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(question) = from.as_ref().and_then(question_of) else { return };
    let to = event.dyn_ref::<FocusEvent>().and_then(FocusEvent::related_target);
    let to = to.and_then(|target| target.dyn_into::<Element>().ok());
    match to {
        Some(to) if matches!(to.tag_name().as_str(), "BUTTON" | "A" | "SUMMARY") => {}
        Some(to) if question_of(&to).is_some_and(|to| to == question) => {}
        Some(to) if question_of(&to).is_some() => following.page.check(&question),
        // Some browsers do not say that a button takes the focus, and a label that is pressed takes none: time for a press
        // to end.
        _ => {
            let following = Rc::clone(following);
            spawn_local(async move {
                pause(PRESS_MS).await;
                if !following.submitting.get() {
                    following.page.check(&question);
                }
            });
        }
    }
}

/// A page that is saving itself is sent when that has ended: otherwise it would find itself stale.
fn submitted(following: &Rc<Following>, event: Event) {
    following.changes.set(following.changes.get().wrapping_add(1));
    following.submitting.set(true);
    if following.saving.get() != Saving::Sending {
        return;
    }
    event.prevent_default();
    let pressed = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
    let following = Rc::clone(following);
    spawn_local(async move {
        while following.saving.get() == Saving::Sending {
            pause(50).await;
        }
        send_again(&following, pressed);
    });
}

fn send_again(following: &Following, pressed: Option<HtmlElement>) {
    let form = &following.page.form;
    _ = match pressed {
        Some(button) => form.request_submit_with_submitter(Some(&button)),
        None => form.request_submit(),
    };
}

async fn save(following: &Rc<Following>) {
    if following.saving.get() != Saving::Idle || following.submitting.get() {
        return;
    }
    following.saving.set(Saving::Sending);
    let answer = send(&following.page.with.save_to, &following.page.typed()).await;
    let saved = answer.and_then(|answer| serde_json::from_str::<Autosaved>(&answer).ok());
    following.saving.set(Saving::Idle);
    match saved {
        Some(Autosaved { stale: true, .. }) => {
            following.saving.set(Saving::Stopped);
            following.page.tell(&following.page.with.words.stale);
        }
        Some(Autosaved { row_version, known, names, .. }) => {
            following.page.set_version(row_version);
            following.page.know(names);
            known.iter().for_each(|(question, value)| following.page.fill_in(question, value));
            following.page.refresh();
            following.page.tell(&following.page.with.words.saved);
        }
        None => following.page.tell(&following.page.with.words.failed),
    }
}
