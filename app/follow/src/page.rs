//! The page as the form rules see it: reads the inputs, shows and hides questions, says what is wrong,
//! and asks the portal.

use std::{cell::RefCell, collections::BTreeMap};

use contract::{
    Lang,
    expr::Value,
    forms::{AnswerProblem, Filling, FollowWith, PageKey, Pages, ProblemKind, Question, accept, value_words},
    money::{euros, whole},
};
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, Request, RequestInit, Response,
};

/// The form of the page with the rules that hold in it.
pub(crate) struct Followed {
    pub(crate) form: HtmlFormElement,
    pub(crate) with: FollowWith,
    /// What names of other pages stand for: saving this page may change it.
    names: RefCell<BTreeMap<String, Value>>,
    document: Document,
    /// Where it is said how saving by itself goes.
    status: Element,
    lang: Lang,
}

impl Followed {
    /// The form of this page; `None` where the page has none.
    pub(crate) fn find() -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let form = document.get_element_by_id("modulo")?.dyn_into().ok()?;
        let status = document.get_element_by_id("segui")?;
        let with: FollowWith = serde_json::from_str(&status.get_attribute("data-segui")?).ok()?;
        let lang = document.document_element()?.get_attribute("lang")?;
        let lang = Lang::parse(&lang)?;
        let names = RefCell::new(with.guide.known.clone());
        Some(Self { form, with, names, document, status, lang })
    }

    /// Takes over what names of other pages stand for now.
    pub(crate) fn know(&self, names: BTreeMap<String, Value>) {
        *self.names.borrow_mut() = names;
    }

    /// Says how saving by itself went.
    pub(crate) fn tell(&self, words: &str) {
        self.status.set_text_content(Some(words));
    }

    /// Every input's name and text, as a browser would send them.
    pub(crate) fn typed(&self) -> Vec<(String, String)> {
        let elements = self.form.elements();
        let mut typed = Vec::new();
        for at in 0..elements.length() {
            let Some(element) = elements.item(at) else { continue };
            typed.extend(text_of(&element));
        }
        typed
    }

    /// Shows the questions that the answers call for, hides the others, works out what is computed.
    pub(crate) fn refresh(&self) {
        self.look(|filling, page| {
            for question in self.with.guide.form.steps.iter().flat_map(|step| &step.questions) {
                let shown = filling.shown(question, page.row);
                if let Some(field) = self.html(&format!("campo-{}", question.id)) {
                    field.set_hidden(!shown);
                }
                if let Some(output) = self.html(&format!("valore-{}", question.id)) {
                    let value = filling.value_in(question, page.row);
                    let words = value.and_then(|value| value_words(&value, self.lang, |_| None));
                    let words = words.unwrap_or_else(|| self.with.words.unknown.clone());
                    // Whoever hears the page hears a value when it changes, and only then.
                    if output.text_content().as_deref() != Some(&words) {
                        output.set_text_content(Some(&words));
                    }
                }
            }
        });
    }

    /// Says beside a question what is wrong with it, or nothing. What is merely missing is not said:
    /// who has not answered yet has made no mistake.
    pub(crate) fn check(&self, id: &str) {
        self.look(|filling, page| {
            let problems = filling.problems(page);
            let found = problems.iter().find(|problem| problem.question == id);
            let lacking = |problem: &&AnswerProblem<'_>| {
                matches!(problem.kind, ProblemKind::Missing | ProblemKind::NotDeclared)
            };
            if found.as_ref().is_some_and(lacking) && self.says_something(id) {
                // The portal has said that it is missing, and it still is.
                return;
            }
            let found = found.filter(|problem| !lacking(problem));
            let question = self.with.guide.form.question(id).map(|(_, question)| question);
            self.say(id, question.zip(found).map(|(of, problem)| self.problem(of, problem)));
            for (question, part) in
                question.iter().flat_map(|of| of.kind.parts().iter().map(move |p| (of, p)))
            {
                let wrong = found.is_some_and(|found| found.part.is_empty() || found.part == part.name);
                self.mark(&question.input_name(part.name), wrong);
            }
        });
    }

    fn look(&self, at: impl FnOnce(&Filling<'_>, &PageKey)) {
        let guide = &self.with.guide;
        let (Some(step), Ok(page)) = (guide.form.steps.first(), guide.page.parse::<PageKey>()) else {
            return;
        };
        let mut pages: Pages = guide.rows.clone();
        pages.insert(guide.page.clone(), accept(step, self.typed()));
        at(&Filling::new(&guide.form, &pages, &*self.names.borrow()), &page);
    }

    fn problem(&self, question: &Question, problem: &AnswerProblem<'_>) -> String {
        if let Some(rule) = problem.rule.and_then(|rule| self.with.guide.rules.get(rule)) {
            return rule.clone();
        }
        let label = self.with.guide.words.get(&question.id).map_or("", String::as_str);
        let money = question.kind == contract::forms::FieldKind::Money;
        let limit = match problem.limit {
            Some(limit) if money && problem.kind != ProblemKind::TooLong => euros(limit, self.lang),
            Some(limit) => whole(limit, self.lang),
            None => String::new(),
        };
        let part = self.part_label(&question.input_name(problem.part));
        let words = self.with.words.problems.get(problem.kind.key()).cloned().unwrap_or_default();
        words.replace("{label}", label).replace("{limit}", &limit).replace("{part}", &part)
    }

    /// The words above an input, as the page has them.
    fn part_label(&self, name: &str) -> String {
        let input = self.form.elements().get_with_name(name);
        let id = input.map(|input| input.id()).unwrap_or_default();
        let label = self.document.query_selector(&format!("label[for=\"{id}\"]")).ok().flatten();
        label.and_then(|label| label.text_content()).unwrap_or_default()
    }

    fn says_something(&self, id: &str) -> bool {
        self.html(&format!("{id}-errore")).is_some_and(|place| !place.hidden())
    }

    fn say(&self, id: &str, problem: Option<String>) {
        let Some(place) = self.html(&format!("{id}-errore")) else { return };
        place.set_hidden(problem.is_none());
        if let Some(field) = place.parent_element() {
            _ = field.class_list().toggle_with_force("portal-field-wrong", problem.is_some());
        }
        let text = problem.as_ref().map(|words| format!("{} {words}", self.with.words.error));
        place.set_text_content(Some(text.as_deref().unwrap_or("")));
    }

    fn mark(&self, name: &str, wrong: bool) {
        // Several buttons of one name are marked by their question's frame alone.
        let Some(input) = self.form.elements().get_with_name(name) else { return };
        _ = if wrong {
            input.set_attribute("aria-invalid", "true")
        } else {
            input.remove_attribute("aria-invalid")
        };
    }

    fn html(&self, id: &str) -> Option<HtmlElement> {
        self.document.get_element_by_id(id)?.dyn_into().ok()
    }

    /// The version that the page was made from.
    pub(crate) fn set_version(&self, version: i64) {
        let input = self.form.elements().get_with_name("versione");
        if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
            input.set_value(&version.to_string());
        }
    }

    /// Fills in what the municipality has of a parcel, where nothing was answered yet, and says so.
    pub(crate) fn fill_in(&self, question: &str, value: &str) {
        let Some(field) = self.html(&format!("campo-{question}")) else { return };
        let Ok(inputs) = field.query_selector_all("input") else { return };
        let inputs: Vec<HtmlInputElement> =
            (0..inputs.length()).filter_map(|at| inputs.item(at)?.dyn_into().ok()).collect();
        let active = self.document.active_element();
        let being_filled = active.is_some_and(|active| field.contains(Some(&active)));
        // Whoever emptied it did so on purpose.
        let was_said = self.html(&format!("{question}-nota")).is_some();
        if field.hidden()
            || being_filled
            || was_said
            || inputs.iter().any(|input| text_of(input).is_some_and(|(_, text)| !text.is_empty()))
        {
            return;
        }
        for input in &inputs {
            match input.type_().as_str() {
                "checkbox" | "radio" => input.set_checked(value.split(',').any(|one| one == input.value())),
                _ => input.set_value(value),
            }
        }
        self.note(question, &field);
        let frame = field.query_selector("fieldset").ok().flatten();
        let described = frame.as_ref().or_else(|| inputs.first().map(AsRef::as_ref));
        if let Some(described) = described {
            let before = described.get_attribute("aria-describedby").unwrap_or_default();
            _ = described.set_attribute("aria-describedby", format!("{before} {question}-nota").trim());
        }
    }

    fn note(&self, question: &str, field: &HtmlElement) {
        let Ok(note) = self.document.create_element("p") else { return };
        note.set_id(&format!("{question}-nota"));
        note.set_class_name("portal-note");
        note.set_text_content(Some(&self.with.words.from_territory));
        let problem = self.html(&format!("{question}-errore"));
        let before = problem.as_ref().map(|problem| -> &web_sys::Node { problem });
        let parent = problem.as_ref().and_then(|problem| problem.parent_node());
        let parent = parent.unwrap_or_else(|| field.clone().into());
        _ = parent.insert_before(&note, before);
    }

    /// Puts suggestions under an input.
    pub(crate) fn suggest(&self, input: &Element, found: &[String]) {
        let list = input.get_attribute("list").and_then(|id| self.document.get_element_by_id(&id));
        let Some(list) = list else { return };
        list.set_text_content(None);
        for name in found {
            let Ok(option) = self.document.create_element("option") else { continue };
            _ = option.set_attribute("value", name);
            _ = list.append_child(&option);
        }
    }
}

/// The question that an element of the page belongs to.
pub(crate) fn question_of(element: &Element) -> Option<String> {
    let field = element.closest(".portal-question").ok().flatten()?;
    field.id().strip_prefix("campo-").map(str::to_owned)
}

fn text_of(element: &Element) -> Option<(String, String)> {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        let ticks = matches!(input.type_().as_str(), "checkbox" | "radio");
        return (!ticks || input.checked()).then(|| (input.name(), input.value()));
    }
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return Some((area.name(), area.value()));
    }
    element.dyn_ref::<HtmlSelectElement>().map(|select| (select.name(), select.value()))
}

/// Sends a form as a browser does, and gives the answer's text where it went well.
pub(crate) async fn send(url: &str, fields: &[(String, String)]) -> Option<String> {
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let body: Vec<String> =
        fields.iter().map(|(name, text)| format!("{}={}", encoded(name), encoded(text))).collect();
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&JsValue::from_str(&body.join("&")));
    let request = Request::new_with_str_and_init(url, &init).ok()?;
    request.headers().set("Accept", "application/json").ok()?;
    request.headers().set("Content-Type", "application/x-www-form-urlencoded").ok()?;
    let response = JsFuture::from(web_sys::window()?.fetch_with_request(&request)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() || response.redirected() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Waits.
pub(crate) async fn pause(milliseconds: i32) {
    let elapsed = Promise::new(&mut |resolve: Function, _reject: Function| {
        if let Some(window) = web_sys::window() {
            _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    _ = JsFuture::from(elapsed).await;
}
