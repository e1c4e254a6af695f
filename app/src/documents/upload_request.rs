//! The island's conversation with the portal and the object store: one file, part by part.

use std::cell::{Cell, RefCell};

use contract::{
    Lang,
    documents::{PartAddress, UploadPlan, UploadProblem, UploadStart},
    ids::{CaseId, PointId},
};
use js_sys::{Function, Promise};
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, ProgressEvent, Request, RequestInit, Response, XmlHttpRequest};

use crate::routes;

/// How often a failed step is tried again, and the first pause in milliseconds; it doubles.
const RETRIES: u32 = 3;
const FIRST_PAUSE_MS: i32 = 1_000;

/// Why an upload did not end.
pub(super) enum Stop {
    /// The reader cancelled it.
    Cancelled,
    /// The portal refused it, in the reader's words: trying again does not help.
    Refused(String),
    /// The line or a server failed; with the portal's words, where it had any.
    Broken(Option<String>),
}

/// A file on its way, and the means to stop it.
pub(super) struct Upload {
    file: File,
    cancelled: Cell<bool>,
    request: RefCell<Option<XmlHttpRequest>>,
    /// What was agreed with the portal, and how many parts have arrived: the next try goes on from there.
    agreed: RefCell<Option<(UploadPlan, u32)>>,
}

impl Upload {
    pub(super) fn new(file: File) -> Self {
        Self { file, cancelled: Cell::new(false), request: RefCell::new(None), agreed: RefCell::new(None) }
    }

    /// Stops it at once; what was sent waits for another try, and is swept away by the portal later.
    pub(super) fn cancel(&self) {
        self.cancelled.set(true);
        if let Some(request) = self.request.borrow_mut().take() {
            _ = request.abort();
        }
    }

    /// Lets a cancelled or failed upload begin again.
    pub(super) fn renew(&self) {
        self.cancelled.set(false);
    }

    /// Sends the whole file to its place in a case, from where an earlier try stopped. `progress` is told how many of a
    /// hundred parts of it have left the browser.
    pub(super) async fn send(
        &self,
        lang: Lang,
        case: CaseId,
        (slot, point): (&str, Option<PointId>),
        progress: impl Fn(u32) + Clone + 'static,
    ) -> Result<(), Stop> {
        let sent = self.go_on(lang, case, (slot, point), progress).await;
        if matches!(sent, Ok(()) | Err(Stop::Refused(_))) {
            self.agreed.take();
        }
        sent
    }

    async fn go_on(
        &self,
        lang: Lang,
        case: CaseId,
        (slot, point): (&str, Option<PointId>),
        progress: impl Fn(u32) + Clone + 'static,
    ) -> Result<(), Stop> {
        let size = self.file.size();
        let start = UploadStart { slot: slot.to_owned(), point, name: self.file.name(), size: size as u64 };
        let start = serde_json::to_string(&start).map_err(|_error| Stop::Broken(None))?;
        let begin = routes::start_upload(lang, case);
        let agreed = self.agreed.borrow().clone();
        let (plan, arrived) = match agreed {
            Some(agreed) => agreed,
            None => (self.patiently(async || read(&post(&begin, Some(&start)).await?)).await?, 0),
        };
        self.agreed.replace(Some((plan.clone(), arrived)));
        for number in arrived + 1..=plan.parts {
            let from = f64::from(number - 1) * plan.part_size as f64;
            let to = size.min(from + plan.part_size as f64);
            let part = self.file.slice_with_f64_and_f64(from, to).map_err(broken)?;
            let address = routes::upload_part(lang, case, plan.upload, number);
            let told = progress.clone();
            let sent = move |bytes: f64| told(((from + bytes) / size * 100.0) as u32);
            // The store's address is asked for again each time: it holds only for a short while.
            self.patiently(async || {
                let place: PartAddress = read(&post(&address, None).await?)?;
                self.put(&place.url, &part, sent.clone()).await
            })
            .await?;
            self.agreed.replace(Some((plan.clone(), number)));
        }
        let finish = routes::finish_upload(lang, case, plan.upload);
        self.patiently(async || post(&finish, None).await.map(drop)).await
    }

    async fn patiently<T>(&self, attempt: impl AsyncFn() -> Result<T, Stop>) -> Result<T, Stop> {
        let mut pause = FIRST_PAUSE_MS;
        let mut left = RETRIES;
        loop {
            if self.cancelled.get() {
                return Err(Stop::Cancelled);
            }
            match attempt().await {
                Err(Stop::Broken(_)) if left > 0 && !self.cancelled.get() => {
                    wait(pause).await;
                    left -= 1;
                    pause *= 2;
                }
                Err(_) if self.cancelled.get() => return Err(Stop::Cancelled),
                end => return end,
            }
        }
    }

    /// Puts one part at the store. `fetch` tells nothing of what has left, so this is the older way.
    async fn put(&self, url: &str, part: &Blob, sent: impl Fn(f64) + 'static) -> Result<(), Stop> {
        // Cancelled while the address was asked for: there was no request yet that could be stopped.
        if self.cancelled.get() {
            return Err(Stop::Cancelled);
        }
        let request = XmlHttpRequest::new().map_err(broken)?;
        request.open("PUT", url).map_err(broken)?;
        let on_progress =
            Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| sent(event.loaded()));
        if let Ok(upload) = request.upload() {
            upload.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
        }
        let ended =
            Promise::new(&mut |resolve: Function, _reject: Function| request.set_onloadend(Some(&resolve)));
        request.send_with_opt_blob(Some(part)).map_err(broken)?;
        self.request.replace(Some(request.clone()));
        _ = JsFuture::from(ended).await;
        self.request.replace(None);
        match request.status() {
            Ok(200..300) => Ok(()),
            _ => Err(Stop::Broken(None)),
        }
    }
}

/// Calls the portal; the answer's text if it went well, else the reason in the reader's words.
async fn post(url: &str, body: Option<&str>) -> Result<String, Stop> {
    let init = RequestInit::new();
    init.set_method("POST");
    if let Some(body) = body {
        init.set_body(&JsValue::from_str(body));
    }
    let request = Request::new_with_str_and_init(url, &init).map_err(broken)?;
    request.headers().set("Accept", "application/json").map_err(broken)?;
    request.headers().set("Content-Type", "application/json").map_err(broken)?;
    let window = web_sys::window().ok_or(Stop::Broken(None))?;
    let response = JsFuture::from(window.fetch_with_request(&request)).await.map_err(broken)?;
    let response: Response = response.dyn_into().map_err(broken)?;
    let text = JsFuture::from(response.text().map_err(broken)?).await.map_err(broken)?;
    let text = text.as_string().unwrap_or_default();
    if response.ok() && !response.redirected() {
        return Ok(text);
    }
    let words = serde_json::from_str::<UploadProblem>(&text).ok().map(|problem| problem.message);
    match (response.status(), words) {
        (400..500, Some(words)) => Err(Stop::Refused(words)),
        (_, words) => Err(Stop::Broken(words)),
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Stop> {
    serde_json::from_str(text).map_err(|_error| Stop::Broken(None))
}

fn broken(_reason: JsValue) -> Stop {
    Stop::Broken(None)
}

async fn wait(milliseconds: i32) {
    let elapsed = Promise::new(&mut |resolve: Function, _reject: Function| {
        if let Some(window) = web_sys::window() {
            _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    _ = JsFuture::from(elapsed).await;
}
