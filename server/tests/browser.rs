//! A browser: keeps cookies, says where its forms come from, follows a redirect when told to.

use std::{
    cell::Cell,
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use app::texts;
use axum::{
    Router,
    body::{Body, to_bytes},
};
use contract::{Code, Lang};
use domain::Ctx;
use http::{HeaderMap, Request, header};
use server::jobs;
use tower::ServiceExt;

/// Where the portal is for everybody.
pub(crate) const ORIGIN: &str = "http://127.0.0.1:3000";

pub(crate) struct Browser {
    router: Router,
    ctx: Arc<Ctx>,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// The address that answered, after redirects.
    pub(crate) path: String,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Where a redirect leads.
    #[track_caller]
    pub(crate) fn location(&self) -> String {
        assert_eq!(self.status, 303, "{} should lead elsewhere: {}", self.path, self.text());
        self.header("location").to_owned()
    }

    /// Fails unless this is the status and every text is in the page.
    #[track_caller]
    pub(crate) fn says(self, status: u16, texts: &[&str]) -> Self {
        let page = self.text();
        assert_eq!(self.status, status, "{}: {page}", self.path);
        for text in texts {
            assert!(page.contains(text), "{} does not say {text:?}: {page}", self.path);
        }
        self
    }

    /// Fails unless this is a page of the portal, with its header, that gives this reason and what to do.
    #[track_caller]
    pub(crate) fn refuses(self, status: u16, code: Code) -> Self {
        let words = [texts::code(Lang::It, code), texts::code_hint(Lang::It, code)];
        self.shows_page(status).says(status, &words)
    }

    /// Fails unless this is a page of the portal, with its header.
    #[track_caller]
    pub(crate) fn shows_page(self, status: u16) -> Self {
        assert!(self.header("content-type").starts_with("text/html"), "{}: {}", self.path, self.text());
        self.says(status, &["<html lang=", "Comune di Roccascura", "<main", "</html>"])
    }

    /// Fails unless the browser is sent to the login, and back to this path afterwards.
    #[track_caller]
    pub(crate) fn asks_login(&self, back: &str) {
        assert_eq!(self.location(), app::routes::login_returning(Lang::It, back), "{}", self.path);
    }

    /// The value of a form's hidden field.
    #[track_caller]
    pub(crate) fn hidden(&self, name: &str) -> String {
        let page = self.text();
        let tag = format!("name=\"{name}\"");
        let at = page.find(&tag).unwrap_or_else(|| panic!("{} has no field {name}: {page}", self.path));
        let tag = page[at..].split('>').next().unwrap();
        tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    pub(crate) fn new(router: Router, ctx: Arc<Ctx>) -> Self {
        Self { router, ctx, cookies: Mutex::default() }
    }

    /// The browser's cookies, for a second browser that stole or kept them.
    pub(crate) fn with_cookies_of(&self, other: &Self) {
        *self.cookies.lock().unwrap() = other.cookies.lock().unwrap().clone();
    }

    /// Name and value of the session's cookie.
    pub(crate) fn session(&self) -> Option<(String, String)> {
        self.cookies.lock().unwrap().iter().next().map(|(name, value)| (name.clone(), value.clone()))
    }

    /// Sends a request as it is, with this browser's cookies; keeps those that come back.
    pub(crate) async fn send(&self, mut request: Request<Body>) -> Answer {
        let path = request.uri().to_string();
        let cookies: Vec<String> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = request.headers_mut();
        headers.entry(header::HOST).or_insert("127.0.0.1:3000".parse().unwrap());
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body, path }
    }

    fn keep(&self, cookie: &str) {
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        let mut cookies = self.cookies.lock().unwrap();
        if value.is_empty() || cookie.contains("Max-Age=0") {
            cookies.remove(name);
        } else {
            cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form of a page of the portal.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.post_encoded(path, &form.finish()).await
    }

    /// Sends a form whose body is given as it travels.
    pub(crate) async fn post_encoded(&self, path: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header(header::ORIGIN, ORIGIN)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.send(request).await
    }

    /// Calls what the upload island calls.
    pub(crate) async fn call(&self, path: &str, json: &serde_json::Value) -> Answer {
        let request = Request::post(path)
            .header(header::ORIGIN, ORIGIN)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json.to_string()))
            .unwrap();
        self.work_meanwhile(request).await
    }

    /// Opens a page and whatever it leads to, inside the portal.
    pub(crate) async fn open(&self, path: &str) -> Answer {
        let answer = self.get(path).await;
        self.follow(answer).await
    }

    /// Follows redirects as long as they stay in the portal.
    pub(crate) async fn follow(&self, mut answer: Answer) -> Answer {
        for _ in 0..6 {
            if !matches!(answer.status, 302 | 303 | 307) {
                return answer;
            }
            let to = answer.header("location").to_owned();
            let to = to.strip_prefix(ORIGIN).unwrap_or(&to);
            assert!(to.starts_with('/'), "{} leads out of the portal, to {to}", answer.path);
            answer = self.get(to.split('#').next().unwrap()).await;
        }
        panic!("{} leads nowhere", answer.path);
    }

    /// Sends a form and opens the page it leads to.
    pub(crate) async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields).await;
        self.follow(answer).await
    }

    /// Sends a file with the plain form of a document, and opens the page it leads to. The work that
    /// the upload orders is done meanwhile, as the runner would.
    pub(crate) async fn upload(&self, path: &str, slot: &str, name: &str, bytes: &[u8]) -> Answer {
        let request = multipart(path, slot, name, bytes);
        let answer = self.work_meanwhile(request).await;
        self.follow(answer).await
    }

    /// Sends a request and does the work that it orders, as the runner would.
    pub(crate) async fn work_meanwhile(&self, request: Request<Body>) -> Answer {
        let answered = Cell::new(false);
        let answer = async {
            let answer = self.send(request).await;
            answered.set(true);
            answer
        };
        let work = async {
            while !answered.get() {
                tokio::time::sleep(Duration::from_millis(15)).await;
                // With the database down there is no work to do.
                let _done = jobs::drain(&self.ctx).await;
            }
        };
        tokio::join!(answer, work).0
    }

    /// Goes through the provider's page and comes back; `to` is where the login leads. Returns the
    /// portal's answer to the way back.
    pub(crate) async fn log_in(&self, who: &str, to: &str) -> Answer {
        let back = self.way_back(&[("person", who)], to).await;
        let answer = self.get(&back).await;
        // What was typed before is said by a notice in the address.
        let led = answer.location();
        assert!(led == to || led.starts_with(&format!("{to}?esito=kept")), "{led} is not {to}");
        answer
    }

    /// Begins a login and answers the provider's page with this choice: the address, in the portal,
    /// that the provider sends the browser back to.
    pub(crate) async fn way_back(&self, choice: &[(&str, &str)], to: &str) -> String {
        let begun = self.post("/it/accesso", &[("ritorno", to), ("azione", "accedi")]).await;
        let provider = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        let chosen = provider.post(begun.location()).form(choice).send().await.unwrap();
        let back = chosen.headers()[header::LOCATION].to_str().unwrap();
        back.strip_prefix(ORIGIN).unwrap().to_owned()
    }
}

/// The request of a document's plain form.
pub(crate) fn multipart(path: &str, slot: &str, name: &str, bytes: &[u8]) -> Request<Body> {
    let mut body = format!(
        "--pezzo\r\nContent-Disposition: form-data; name=\"slot\"\r\n\r\n{slot}\r\n--pezzo\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--pezzo--\r\n");
    Request::post(path)
        .header(header::ORIGIN, ORIGIN)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=pezzo")
        .body(Body::from(body))
        .unwrap()
}
