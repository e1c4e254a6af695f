//! The header of every page: region, languages, the reader, the municipality, the navigation.

use contract::Lang;
use leptos::prelude::*;

use super::{Frame, Section};
use crate::{routes, texts::t, ui::icon};

pub(super) fn header(frame: &Frame, section: Section) -> AnyView {
    let lang = frame.lang;
    view! {
        <header class="it-header-wrapper">
            <div class="it-header-slim-wrapper portal-slim">
                <div class="container">
                    <div class="it-header-slim-wrapper-content">
                        {region(frame)}
                        <div class="it-header-slim-right-zone">{languages(frame)} {reader(frame)}</div>
                    </div>
                </div>
            </div>
            <div class="it-nav-wrapper">
                <div class="it-header-center-wrapper portal-center">
                    <div class="container">
                        <div class="it-header-center-content-wrapper">
                            <div class="it-brand-wrapper">
                                <a href=routes::home(lang)>
                                    {icon(&frame.assets, "it-pa", "icon")}
                                    <div class="it-brand-text">
                                        <div class="it-brand-title">{frame.ente.name.clone()}</div>
                                        <div class="it-brand-tagline">{t(lang, "portal-name")}</div>
                                    </div>
                                </a>
                            </div>
                        </div>
                    </div>
                </div>
                {navigation(frame, section)}
            </div>
        </header>
    }
    .into_any()
}

fn region(frame: &Frame) -> AnyView {
    let region = &frame.ente.region;
    match &region.url {
        Some(url) => view! { <a class="navbar-brand" href=url.clone()>{region.name.clone()}</a> }.into_any(),
        None => view! { <span class="navbar-brand">{region.name.clone()}</span> }.into_any(),
    }
}

fn languages(frame: &Frame) -> AnyView {
    let links = Lang::ALL.map(|lang| {
        let current = (lang == frame.lang).then_some("true");
        // Each language names itself, in itself.
        let (short, name) = match lang {
            Lang::It => ("ITA", "Italiano"),
            Lang::En => ("ENG", "English"),
        };
        view! {
            <li>
                <a
                    href=format!("/{}{}", lang.as_str(), frame.path)
                    lang=lang.as_str()
                    hreflang=lang.as_str()
                    aria-current=current
                >
                    {short}
                    <span class="visually-hidden">{format!(" – {name}")}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav aria-label=t(frame.lang, "languages")>
            <ul class="portal-languages">{links.into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn reader(frame: &Frame) -> AnyView {
    let lang = frame.lang;
    match &frame.viewer {
        Some(viewer) => view! {
            <div class="portal-reader">
                <a href=routes::profile(lang)>
                    {icon(&frame.assets, "it-user", "icon icon-sm icon-white")} <span>{viewer.name.clone()}</span>
                </a>
                <form method="post" action=routes::logout(lang)>
                    <button type="submit" class="portal-link-button" name="azione" value="esci">{t(lang, "logout")}</button>
                </form>
            </div>
        }
        .into_any(),
        None => view! {
            <div class="portal-reader it-access-top-wrapper">
                <a
                    class="btn btn-primary btn-sm"
                    href=routes::login_returning(lang, &frame.here())
                    data-element="personal-area-login"
                >
                    {t(lang, "login-link")}
                </a>
            </div>
        }
        .into_any(),
    }
}

fn navigation(frame: &Frame, section: Section) -> AnyView {
    let lang = frame.lang;
    let staff = frame.viewer.as_ref().is_some_and(|viewer| viewer.staff);
    let link = |to: Section, href: String, key: &'static str, element: Option<&'static str>| {
        let current = (to == section).then_some("true");
        view! {
            <li>
                <a href=href aria-current=current data-element=element>
                    {t(lang, key)}
                </a>
            </li>
        }
    };
    view! {
        <nav class="portal-navigation" aria-label=t(lang, "navigation")>
            <div class="container">
                <ul data-element="main-navigation">
                    {link(Section::Services, routes::services(lang), "services-title", Some("all-services"))}
                    {link(Section::Payments, routes::payments(lang), "payments-menu", None)}
                    {link(Section::Personal, routes::dashboard(lang), "dashboard-title", None)}
                    {staff.then(|| link(Section::Office, routes::office_inbox(lang), "office-title", None))}
                </ul>
            </div>
        </nav>
    }
    .into_any()
}
