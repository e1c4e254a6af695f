//! Every address of the portal, on one screen.

use std::{sync::Arc, time::Duration};

use app::routes as at;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    response::Redirect,
    routing::{get, post},
};
use contract::Lang;
use http::{Method, Uri};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel},
    timeout::TimeoutLayer,
};

use super::{
    albo, assets, cases, catalogue, desk, documents, error, events, fascicolo, health, holding, identity,
    links, messages, objects, observe, office, origin, outages, payments, precheck, ratings, register,
    replies, reports, safety, session, signatures, state::App, suggestions, taxes, terms, uploads,
};

const MB: usize = 1024 * 1024;

/// The portal's router, complete with its middleware.
pub fn router(app: &Arc<App>) -> Router {
    let largest = usize::try_from(app.config.max_request_mb).unwrap_or(usize::MAX).saturating_mul(MB);
    let seconds = Duration::from_secs(u64::from(app.config.request_seconds));
    let private = private()
        .layer(session::layer(&app.config, &app.ctx))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(DefaultBodyLimit::max(largest))
        .layer(from_fn_with_state(Arc::clone(app), origin::same_origin));
    let objects = Router::new()
        .route("/oggetti/{*key}", get(objects::pass).put(objects::pass))
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .merge(private)
        .merge(public())
        .fallback(no_page)
        .layer(TimeoutLayer::with_status_code(http::StatusCode::GATEWAY_TIMEOUT, seconds))
        .merge(objects)
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(Arc::clone(app), error::worded))
        .layer(from_fn_with_state(Arc::clone(app), safety::protected))
        .layer(from_fn_with_state(Arc::clone(app), observe::observe))
        .with_state(Arc::clone(app))
}

/// Nothing is at an address; what was meant may be the page at the one without a slash at its end, as people type it. Every page
/// is below its language: with two slashes at the beginning an address would lead to another host.
async fn no_page(method: Method, uri: Uri) -> Result<Redirect, error::Problem> {
    let page = uri.path().trim_end_matches('/');
    let is_page = page.split('/').nth(1).is_some_and(|lang| Lang::parse(lang).is_some());
    if page.len() == uri.path().len() || !is_page || !(method == Method::GET || method == Method::HEAD) {
        return Err(error::Problem::NoPage);
    }
    let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
    Ok(Redirect::permanent(&format!("{page}{query}")))
}

/// The conversation of the upload island: short, whoever speaks.
fn island() -> Router<Arc<App>> {
    Router::new()
        .route(at::START_UPLOAD, post(uploads::begin))
        .route(at::UPLOAD_PART, post(uploads::part))
        .route(at::FINISH_UPLOAD, post(uploads::finish))
        .layer(DefaultBodyLimit::max(64 * 1024))
}

/// Pages and forms that know who is asking.
fn private() -> Router<Arc<App>> {
    island()
        .route(at::LOGIN, get(identity::login_page).post(identity::begin))
        .route(at::LOGIN_CALLBACK, get(identity::callback))
        .route(at::LOGOUT, post(identity::logout))
        .route(at::LOGOUT_EVERYWHERE, post(identity::logout_everywhere))
        .route(at::PROFILE, get(identity::profile))
        .route(at::REACH, post(messages::save_contacts))
        .route(at::COMMUNICATIONS, get(messages::own))
        .route(at::DASHBOARD, get(cases::dashboard))
        .route(at::START, get(cases::start_page).post(cases::start))
        .route(at::CASE, get(cases::show))
        .route(at::STEP, get(cases::step).post(cases::save_step))
        .route(at::GIVEN, get(cases::given_page))
        .route(at::AUTOSAVE, post(cases::autosave))
        .route(at::REMOVE_ROW, post(cases::remove_row))
        .route(at::TASKS, get(cases::tasks))
        .route(at::VERSION, get(cases::version).post(cases::take_new_version))
        .route(at::SUGGESTIONS, post(suggestions::suggestions))
        .route(at::DOCUMENTS, get(documents::show).post(documents::give))
        .route(at::REMOVE_DOCUMENT, post(documents::remove))
        .route(at::SUMMARY, get(cases::summary))
        .route(at::ASK_SIGNATURES, post(signatures::ask))
        .route(at::SIGNATURE, get(signatures::show).post(signatures::answer))
        .route(at::HOLDING, get(holding::show).post(holding::change))
        .route(at::HANDING, get(holding::given).post(holding::answer))
        .route(at::SUBMIT, post(cases::submit))
        .route(at::CONFIRMATION, get(ratings::confirmation))
        .route(at::RATE, post(ratings::rate))
        .route(at::RECEIPT, get(cases::receipt))
        .route(at::DISCARD, get(cases::discard_page).post(cases::discard))
        .route(at::RENEW, post(cases::renew))
        .route(at::CASE_EVENT, post(events::event))
        .route(at::PREPARE, post(replies::prepare))
        .route(at::DOCUMENT, get(documents::download))
        .route(at::CASE_MESSAGE, post(replies::message))
        .route(at::REPLY, get(replies::show).post(replies::save))
        .route(at::REMOVE_REPLY_FILE, post(replies::remove_file))
        .route(at::COPY_CASE, post(replies::copy))
        .route(at::FOLLOW, post(links::follow))
        .route(at::SEPARATE, post(links::separate))
        .route(at::DOCUMENT_TEXT, get(desk::document_text))
        .merge(open())
        .merge(clocks())
        .merge(office())
}

/// Taxes, payments, contacts, outages: also for who is not logged in, where each says so.
fn open() -> Router<Arc<App>> {
    Router::new()
        .route(at::TAXES, get(taxes::mine))
        .route(at::TAX_POSITION, get(taxes::position))
        .route(at::PAYMENTS, get(payments::show).post(payments::add))
        .route(at::PAYMENT_REMOVE, post(payments::remove))
        .route(at::PAYMENT_BEGIN, post(payments::begin))
        .route(at::PAYMENT, get(payments::payment))
        .route(at::PAYMENT_RETURN, get(payments::returned))
        .route(at::NOTICE_PAPER, get(payments::paper))
        .route(at::NOTICE_PROOF, get(payments::proof))
        .route(at::RATE_PAGE, get(ratings::page_form).post(ratings::rate_page))
        .route(at::ALBO, get(albo::list))
        .route(at::SHARED_FILE, get(fascicolo::file))
        .route(at::SHARED_DOCUMENT, get(fascicolo::document))
        .route(at::OUTAGES, get(outages::list))
        .route(at::OUTAGE_ATTESTATION, get(outages::attestation))
        .route(at::CONTACTS, get(reports::contacts))
        .route(at::CONTACT, get(reports::form).post(reports::send))
        .route(at::CONTACT_SENT, get(reports::sent))
}

/// Terms: the calendar of an office, and "what if?".
fn clocks() -> Router<Arc<App>> {
    Router::new()
        .route(at::WHAT_IF, get(terms::what_if))
        .route(at::OFFICE_WHAT_IF, get(terms::what_if))
        .route(at::OFFICE_MOVE, get(terms::move_page).post(terms::move_case))
        .route(at::OFFICE_DEADLINES, get(terms::deadlines))
}

/// The office's pages and forms.
fn office() -> Router<Arc<App>> {
    Router::new()
        .route(at::OFFICE_RECEIPTS, get(payments::to_check))
        .route(at::OFFICE_INBOX, get(office::inbox).post(office::search))
        .route(at::OFFICE_CASE, get(office::show))
        .route(at::OFFICE_EVENT, post(office::event))
        .route(at::OFFICE_PREVIEW, post(office::preview))
        .route(at::OFFICE_MESSAGE, post(desk::message))
        .route(at::OFFICE_DESK, post(desk::desk))
        .route(at::OFFICE_DOCUMENT, post(desk::document))
        .route(at::OFFICE_REGISTER, get(desk::register_page).post(desk::register))
        .route(at::OFFICE_IMPORT, get(desk::import_page).post(desk::import))
        .route(at::OFFICE_JOBS, get(office::failed_work))
        .route(at::RETRY_JOB, post(office::retry_work))
        .route(at::OFFICE_RATINGS, get(ratings::office_ratings))
        .route(at::OFFICE_OUTAGES, get(outages::office).post(outages::announce))
        .route(at::RECALL_OUTAGE, post(outages::recall))
        .route(at::OFFICE_REPORTS, get(reports::list))
        .route(at::OFFICE_REPORT, get(reports::show))
        .route(at::ANSWER_REPORT, post(reports::answer))
        .route(at::ERASE_REPORT, get(reports::erase_page).post(reports::erase))
        .route(at::PEC_RECEIPT, get(messages::pec_receipt))
        .route(at::REGISTER, get(register::show))
        .route(at::REGISTER_ENTRY, get(register::entry))
        .route(at::ANNUL_ENTRY, post(register::annul))
        .route(at::NUMBER_ENTRY, post(register::give_number))
        .route(at::SEGNATURA, get(register::segnatura))
        .route(at::REGISTER_DAY, get(register::day))
        .route(at::OFFICE_COMMUNICATIONS, get(messages::office))
        .route(at::PROVE_COMMUNICATION, post(messages::prove))
}

/// What is the same for everybody.
fn public() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(catalogue::front))
        .route(at::HOME, get(catalogue::home))
        .route(at::SERVICES, get(catalogue::services))
        .route(at::SERVICE, get(catalogue::service))
        .route(at::SERVICE_TIMES, get(catalogue::times))
        .route(at::PRECHECK, get(precheck::question).layer(CompressionLayer::new()))
        .route(at::PRECHECK_LIST, get(precheck::list).layer(CompressionLayer::new()))
        .route(at::FAQ, get(catalogue::info))
        .route(at::HELP, get(catalogue::info))
        .route(at::PRIVACY, get(catalogue::info))
        .route(at::ACCESSIBILITY, get(catalogue::info))
        .route(at::LEGAL_NOTES, get(catalogue::info))
        .route(at::PAYMENT_STATION, post(payments::station))
        .route("/assets/{*path}", get(assets::asset))
        .route("/robots.txt", get(assets::robots))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
}
