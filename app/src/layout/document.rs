//! One HTML document: head, frame and the page's own content, rendered to text in one go.

use leptos::{prelude::*, reactive::owner::Owner};

use super::{Frame, assets::Runs, footer::footer, header::header};
use crate::{
    texts::{t, t_args},
    ui,
};

/// The part of the portal a page belongs to: marked in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Services,
    Payments,
    Personal,
    Office,
    Elsewhere,
}

/// A step of the way from the home page: its name and where it leads.
pub(crate) struct Crumb {
    title: String,
    href: String,
}

/// What a page says of itself to the frame.
pub(crate) struct Page {
    /// Its name, first part of the window's title.
    pub(crate) title: String,
    /// Whether something typed here is wrong: said first in the title.
    pub(crate) wrong: bool,
    /// The part of the portal it belongs to.
    pub(crate) section: Section,
    /// The pages above it, home excluded; empty = no breadcrumb.
    pub(crate) above: Vec<Crumb>,
    /// What it runs in the browser.
    pub(crate) runs: Option<Runs>,
}

impl Page {
    /// A page that runs nothing and in which nothing is wrong.
    pub(crate) fn new(section: Section, title: impl Into<String>) -> Self {
        Self { title: title.into(), wrong: false, section, above: Vec::new(), runs: None }
    }

    /// Adds a page above this one.
    #[must_use]
    pub(crate) fn under(mut self, title: impl Into<String>, href: String) -> Self {
        self.above.push(Crumb { title: title.into(), href });
        self
    }

    /// Marks the page as one where something typed is wrong.
    #[must_use]
    pub(crate) fn wrong_if(mut self, wrong: bool) -> Self {
        self.wrong = wrong;
        self
    }
}

/// Renders a whole document. The content is built inside a reactive owner of its own, which ends
/// with it; nothing is streamed and no script is written into the page.
pub(crate) fn document<V: IntoView>(frame: &Frame, page: &Page, content: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| {
        let body = content().into_any();
        view! {
            <html lang=frame.lang.as_str()>
                {head(frame, page)}
                <body>
                    {skip_links(frame)} {header(frame, page.section)}
                    <div class="container portal-page">
                        {breadcrumb(frame, page)}
                        <main id="contenuto" tabindex="-1">
                            {notice(frame)} {body}
                        </main>
                    </div>
                    {footer(frame)}
                </body>
            </html>
        }
        .to_html()
    });
    drop(owner);
    without_markers(&html)
}

fn head(frame: &Frame, page: &Page) -> AnyView {
    let (lang, assets) = (frame.lang, &frame.assets);
    let title = format!("{} – {}", page.title, frame.ente.name);
    let title = if page.wrong { t_args(lang, "title-wrong", &[("title", &title)]) } else { title };
    let fonts = assets.fonts.iter().map(|font| {
        view! { <link rel="preload" href=font.clone() r#as="font" r#type="font/woff2" crossorigin="anonymous"/> }
    });
    let starter = page.runs.and_then(|runs| assets.code(runs)).map(|(starter, code)| {
        view! {
            <link rel="modulepreload" href=code.script.clone()/>
            <script
                r#type="module"
                src=starter.to_owned()
                data-script=code.script.clone()
                data-wasm=code.wasm.clone()
            ></script>
        }
    });
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{title}</title>
            {fonts.collect_view()}
            <link rel="stylesheet" href=assets.style.clone()/>
            {assets.favicon.clone().map(|icon| view! { <link rel="icon" href=icon r#type="image/svg+xml"/> })}
            <meta name="theme-color" content="#0066cc"/>
            {starter}
        </head>
    }
    .into_any()
}

fn skip_links(frame: &Frame) -> AnyView {
    let lang = frame.lang;
    view! {
        <div class="skiplinks">
            <a class="visually-hidden-focusable" href="#contenuto">{t(lang, "skip-to-content")}</a>
            <a class="visually-hidden-focusable" href="#pie-di-pagina">{t(lang, "skip-to-footer")}</a>
        </div>
    }
    .into_any()
}

fn breadcrumb(frame: &Frame, page: &Page) -> Option<AnyView> {
    let lang = frame.lang;
    if page.above.is_empty() {
        return None;
    }
    let above = page.above.iter().map(|crumb| {
        view! {
            <li class="breadcrumb-item">
                <a href=crumb.href.clone()>{crumb.title.clone()}</a>
                <span class="separator" aria-hidden="true">"/"</span>
            </li>
        }
    });
    Some(
        view! {
            <nav class="breadcrumb-container" aria-label=t(lang, "breadcrumb")>
                <ol class="breadcrumb">
                    <li class="breadcrumb-item">
                        <a href=crate::routes::home(lang)>{t(lang, "home-title")}</a>
                        <span class="separator" aria-hidden="true">"/"</span>
                    </li>
                    {above.collect_view()}
                    <li class="breadcrumb-item active" aria-current="page">{page.title.clone()}</li>
                </ol>
            </nav>
        }
        .into_any(),
    )
}

fn notice(frame: &Frame) -> Option<AnyView> {
    let notice = frame.notice?;
    let text = t(frame.lang, &format!("notice-{}", notice.as_str()));
    Some(ui::alert("alert alert-success", Some("status"), text))
}

/// Adds the document type and takes out the comment marks that only hydration reads. What people
/// typed cannot hold one: `<` is escaped in texts and attributes. Islands keep theirs.
fn without_markers(html: &str) -> String {
    const MARK: &str = "<!>";
    const OPEN: &str = "<leptos-island";
    const CLOSE: &str = "</leptos-island>";
    // A page has thousands of marks: they are looked for by whole words of the processor.
    let marks = memchr::memmem::Finder::new(MARK);
    let append = |page: &mut String, html: &str| {
        let mut from = 0;
        for at in marks.find_iter(html.as_bytes()) {
            page.push_str(&html[from..at]);
            from = at + MARK.len();
        }
        page.push_str(&html[from..]);
    };
    let mut page = String::with_capacity(html.len() + 16);
    page.push_str("<!DOCTYPE html>");
    let mut rest = html;
    while let Some(start) = memchr::memmem::find(rest.as_bytes(), OPEN.as_bytes()) {
        let (outside, from_island) = rest.split_at(start);
        append(&mut page, outside);
        let end = from_island.find(CLOSE).map_or(from_island.len(), |at| at + CLOSE.len());
        let (island, after) = from_island.split_at(end);
        page.push_str(island);
        rest = after;
    }
    append(&mut page, rest);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_kept_only_where_an_island_reads_them() {
        let html = "<p>a<!>b</p><leptos-island data-component=\"X\"><i>c<!>d</i></leptos-island><!>e";
        assert_eq!(
            without_markers(html),
            "<!DOCTYPE html><p>ab</p><leptos-island data-component=\"X\"><i>c<!>d</i></leptos-island>e"
        );
    }
}
