//! Every address of the portal, on one screen.

use std::{sync::Arc, time::Duration};

use app::routes as at;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel},
    timeout::TimeoutLayer,
};

use super::{
    assets, cases, catalogue, documents, error, health, identity, messages, objects, observe, office, origin,
    precheck, ratings, register, safety, session, signatures, state::App, suggestions, uploads,
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
        .fallback(|| async { error::Problem::NoPage })
        .layer(TimeoutLayer::with_status_code(http::StatusCode::GATEWAY_TIMEOUT, seconds))
        .merge(objects)
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(Arc::clone(app), error::worded))
        .layer(from_fn_with_state(Arc::clone(app), safety::protected))
        .layer(from_fn_with_state(Arc::clone(app), observe::observe))
        .with_state(Arc::clone(app))
}

/// Pages and forms that know who is asking.
fn private() -> Router<Arc<App>> {
    Router::new()
        .route(at::LOGIN, get(identity::login_page).post(identity::begin))
        .route(at::LOGIN_CALLBACK, get(identity::callback))
        .route(at::LOGOUT, post(identity::logout))
        .route(at::LOGOUT_EVERYWHERE, post(identity::logout_everywhere))
        .route(at::PROFILE, get(identity::profile))
        .route(at::CONTACTS, post(messages::save_contacts))
        .route(at::COMMUNICATIONS, get(messages::own))
        .route(at::DASHBOARD, get(cases::dashboard))
        .route(at::START, get(cases::start_page).post(cases::start))
        .route(at::CASE, get(cases::show))
        .route(at::STEP, get(cases::step).post(cases::save_step))
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
        .route(at::SUBMIT, post(cases::submit))
        .route(at::CONFIRMATION, get(ratings::confirmation))
        .route(at::RATE, post(ratings::rate))
        .route(at::RECEIPT, get(cases::receipt))
        .route(at::DISCARD, get(cases::discard_page).post(cases::discard))
        .route(at::RENEW, post(cases::renew))
        .route(at::CASE_EVENT, post(cases::event))
        .route(at::DOCUMENT, get(documents::download))
        .route(at::START_UPLOAD, post(uploads::begin))
        .route(at::UPLOAD_PART, post(uploads::part))
        .route(at::FINISH_UPLOAD, post(uploads::finish))
        .route(at::OFFICE_INBOX, get(office::inbox).post(office::search))
        .route(at::OFFICE_CASE, get(office::show))
        .route(at::OFFICE_EVENT, post(office::event))
        .route(at::OFFICE_JOBS, get(office::failed_work))
        .route(at::RETRY_JOB, post(office::retry_work))
        .route(at::OFFICE_RATINGS, get(ratings::office_ratings))
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
        .route(at::PRECHECK, get(precheck::question).layer(CompressionLayer::new()))
        .route(at::PRECHECK_LIST, get(precheck::list).layer(CompressionLayer::new()))
        .route(at::HELP, get(catalogue::info))
        .route(at::PRIVACY, get(catalogue::info))
        .route(at::ACCESSIBILITY, get(catalogue::info))
        .route(at::LEGAL_NOTES, get(catalogue::info))
        .route("/assets/{*path}", get(assets::asset))
        .route("/robots.txt", get(assets::robots))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
}
