//! The office's desk: who works on a case, its number, messages, what came another way.

use app::{
    layout::{Frame, Notice},
    pages, routes,
};
use axum::extract::{Multipart, Path, Query};
use contract::{
    Code,
    cases::{CasePage, DeskForm},
    ids::{CaseId, DocumentId},
    office::{ArrivalField, ArrivalPage, Misread},
};
use domain::{
    Actor, Error,
    cases::{self, ArrivedFile, Arriving, Transfer},
    documents, office,
};
use http::StatusCode;
use serde::Deserialize;

use super::{
    cases::{CasePath, see_other},
    document_form::{Form, SpooledFile, read_form},
    door::{Door, Signed, page, page_with, with_notice},
    error::{Answer, Problem},
    events::{about_case, since},
    fields::{Fields, keep, keep_texts, take},
    holding, links, rectify,
};

/// The small forms of a case's page, told apart by their button.
pub(super) async fn desk(
    signed: Option<Signed>,
    door: Door,
    Path((_, case)): CasePath,
    fields: Fields,
) -> Answer {
    let here = routes::office_case(door.lang, case);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let value = fields.get("valore");
    let person = value.parse().ok().ok_or(Error::Refused(Code::NotAColleague));
    let ctx = door.ctx();
    let (form, done) = match fields.get("azione") {
        "assegna" => (
            DeskForm::Assign,
            match person {
                Ok(person) => cases::assign(ctx, &actor, case, person).await,
                Err(err) => Err(err),
            },
        ),
        "rup" => (
            DeskForm::Rup,
            match person {
                Ok(person) => cases::name_rup(ctx, &actor, case, person).await,
                Err(err) => Err(err),
            },
        ),
        azione @ ("rettifica" | "rettifica-mai" | "rettifica-giorni") => {
            let form = if azione == "rettifica-giorni" { DeskForm::RectifyDays } else { DeskForm::Rectify };
            let done = match rectify::about(&door, &actor, case, &fields).await {
                Ok(Some(foreseen)) => return Ok(page(pages::office_rectify(&door.frame(), &foreseen))),
                Ok(None) => Ok(()),
                Err(err) => Err(err),
            };
            (form, done)
        }
        "collega" | "conferma-collegata" | "scollega" => {
            let done = match links::about(&door, &actor, case, &fields).await {
                Ok(Some(foreseen)) => return Ok(page(pages::office_link(&door.frame(), &foreseen))),
                Ok(None) => Ok(()),
                Err(err) => Err(err),
            };
            (DeskForm::Link, done)
        }
        "trasferisci" => {
            let asked =
                Transfer { case, to: value.to_owned(), reason: fields.get("motivo").replace("\r\n", "\n") };
            let done = cases::transfer(ctx, &actor, &asked).await;
            if done.is_ok() {
                // The case is out of this person's sight now, unless they work there too.
                return Ok(see_other(&with_notice(&routes::office_inbox(door.lang), Notice::Transferred)));
            }
            (DeskForm::Transfer, done)
        }
        "titolari" => (DeskForm::Titolari, holding::titolari_set(ctx, &actor, case, &fields).await),
        "letto" => {
            // A page without the number has seen nothing.
            let seen = fields.get("sentiti").parse().unwrap_or(0);
            (DeskForm::Read, cases::mark_read(ctx, &actor, case, seen).await)
        }
        "numero" => (DeskForm::Number, cases::set_office_number(ctx, &actor, case, value).await),
        // No button of ours sends it.
        _ => return Err(Problem::Edge(StatusCode::BAD_REQUEST, Code::BadRequest)),
    };
    match done {
        Ok(()) => Ok(see_other(&with_notice(&here, Notice::ActionDone))),
        Err(
            Error::Refused(code)
            | Error::Conflict(
                code @ (Code::CannotRectify | Code::EndMoved | Code::AlreadyUndone | Code::StaleSave),
            ),
        ) => {
            let problem = (form, typed(form, &fields), about_case(code));
            let again = |view: &mut CasePage| {
                if problem.2 == Code::CaseChanged {
                    since(view, &fields);
                }
                on_desk(view, problem);
            };
            refused(&door, &actor, case, again).await
        }
        Err(err) => Err(err.into()),
    }
}

/// What was typed into a form that was refused: a line for each input, where it has several.
fn typed(form: DeskForm, fields: &Fields) -> String {
    match form {
        DeskForm::Rectify => ["evento", "giorno", "motivo"].map(|name| fields.get(name)).join("\n"),
        DeskForm::Transfer => ["valore", "motivo"].map(|name| fields.get(name)).join("\n"),
        DeskForm::Titolari => {
            let codes = fields.get("valore").split_whitespace().collect::<Vec<_>>().join(" ");
            [fields.get("segue"), &codes, fields.get("motivo")].join("\n")
        }
        // Which case, not what was typed.
        DeskForm::Link if fields.get("azione") != "collega" => String::new(),
        DeskForm::RectifyDays => {
            let days: Vec<String> =
                rectify::said(fields).map(|(name, day)| format!("{name}={}", day.trim())).collect();
            [fields.get("evento"), &days.join("\t"), fields.get("motivo")].join("\n")
        }
        _ => fields.get("valore").to_owned(),
    }
}

/// Shows what was typed into one of these forms when the session had ended, and that it was not sent. Whether it was typed into
/// one of them.
pub(super) fn kept(view: &mut CasePage, fields: &Fields) -> bool {
    let form = match fields.get("azione") {
        "assegna" => DeskForm::Assign,
        "rup" => DeskForm::Rup,
        "rettifica" | "rettifica-mai" => DeskForm::Rectify,
        "rettifica-giorni" => DeskForm::RectifyDays,
        "collega" | "conferma-collegata" | "scollega" => DeskForm::Link,
        "trasferisci" => DeskForm::Transfer,
        "titolari" => DeskForm::Titolari,
        "numero" => DeskForm::Number,
        _ => return false,
    };
    on_desk(view, (form, typed(form, fields), Code::NotSentYet));
    true
}

fn on_desk(view: &mut CasePage, problem: (DeskForm, String, Code)) {
    if let Some(desk) = &mut view.desk {
        desk.problem = Some(problem);
    }
}

/// The office's page of the case again, with what was refused on it.
pub(super) async fn refused(
    door: &Door,
    actor: &Actor,
    case: CaseId,
    mark: impl FnOnce(&mut CasePage),
) -> Answer {
    let mut view = cases::office_page(door.ctx(), actor, door.lang, case).await?;
    mark(&mut view);
    let frame = Frame { path: format!("/ufficio/pratiche/{case}"), ..door.frame() };
    Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, pages::office_case(&frame, &view)))
}

/// A message to the applicant.
pub(super) async fn message(
    signed: Option<Signed>,
    door: Door,
    Path((_, case)): CasePath,
    fields: Fields,
) -> Answer {
    let here = routes::office_case(door.lang, case);
    let Some(Signed { actor, .. }) = signed else {
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let text = fields.get("messaggio").replace("\r\n", "\n");
    let heard = fields.get("sentiti").parse().unwrap_or(0);
    match cases::write_message(door.ctx(), &actor, case, &text, heard).await {
        Ok(()) => Ok(see_other(&with_notice(&format!("{here}#messaggi"), Notice::MessageSent))),
        Err(Error::Refused(code)) => {
            refused(&door, &actor, case, |view| {
                view.letter.typed = text;
                view.letter.problem = Some(code);
            })
            .await
        }
        Err(err) => Err(err.into()),
    }
}

/// Adds documents that came another way to a case.
pub(super) async fn document(
    signed: Option<Signed>,
    door: Door,
    Path((_, case)): CasePath,
    form: Multipart,
) -> Answer {
    let here = routes::office_case(door.lang, case);
    let Some(Signed { actor, .. }) = signed else { return Err(Problem::Login(door.lang, here)) };
    let Form { files, fields } = read_form(form).await?;
    let office_only = fields.get("riservato");
    let mut done = if files.is_empty() { Err(Error::Refused(Code::FileMissing)) } else { Ok(()) };
    for file in arrived(&files) {
        if done.is_ok() {
            done = cases::add_arrived(door.ctx(), &actor, case, &file, office_only == "true").await;
        }
    }
    match done {
        Ok(()) => Ok(see_other(&with_notice(&here, Notice::FileAdded))),
        Err(Error::Refused(code)) => {
            let problem = (DeskForm::Document, office_only.to_owned(), code);
            refused(&door, &actor, case, |view| on_desk(view, problem)).await
        }
        Err(err) => Err(err.into()),
    }
}

fn arrived(files: &[(String, SpooledFile)]) -> Vec<ArrivedFile> {
    let of = |(_, file): &(String, SpooledFile)| ArrivedFile {
        name: file.name.clone(),
        file: file.spool.path().to_owned(),
        size: file.size,
    };
    files.iter().map(of).collect()
}

/// From which case another is opened, by its id.
#[derive(Debug, Default, Deserialize)]
pub(super) struct RegisterFrom {
    #[serde(default)]
    da: String,
}

/// The form that registers what came on paper or by certified mail, or what the office opens by itself.
pub(super) async fn register_page(signed: Signed, Query(from): Query<RegisterFrom>) -> Answer {
    let door = &signed.door;
    let kept = take(door, &routes::office_register(door.lang)).await?;
    let view = match kept {
        Some(kept) => arrival_page(door, &signed.actor, &kept, Vec::new()).await?,
        None if from.da.is_empty() => {
            arrival_page(door, &signed.actor, &Fields::default(), Vec::new()).await?
        }
        None => arrival_from(door, &signed.actor, case_of(&from.da)?).await?,
    };
    Ok(page(pages::office_register(&door.frame(), &view)))
}

pub(super) async fn register(signed: Option<Signed>, door: Door, form: Multipart) -> Answer {
    let here = routes::office_register(door.lang);
    let Some(Signed { actor, .. }) = signed else {
        keep_texts(&door, &here, form).await?;
        return Err(Problem::Login(door.lang, here));
    };
    let Form { fields, files } = read_form(form).await?;
    let typed = arriving(&fields)?;
    let wrong = match cases::register_arrival(door.ctx(), &actor, &typed, &arrived(&files)).await {
        Ok(Ok(case)) => {
            let to = with_notice(&routes::office_case(door.lang, case), Notice::Registered);
            return Ok(see_other(&to));
        }
        Ok(Err(wrong)) => wrong,
        Err(Error::Refused(code)) => vec![Misread { line: None, field: ArrivalField::File, code }],
        Err(Error::Unavailable(domain::Port::Objects, why)) => {
            tracing::error!(error = why, "the object store does not answer");
            vec![Misread { line: None, field: ArrivalField::File, code: Code::ObjectsUnavailable }]
        }
        Err(err) => return Err(err.into()),
    };
    let view = arrival_page(&door, &actor, &fields, wrong).await?;
    let frame = Frame { path: "/ufficio/registra".to_owned(), ..door.frame() };
    Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, pages::office_register(&frame, &view)))
}

fn case_of(word: &str) -> domain::Result<CaseId> {
    word.parse().map_err(|_no_id| Error::NotFound(domain::Kind::Case))
}

/// The form as it begins from a case: what is known of that is there already.
async fn arrival_from(door: &Door, actor: &Actor, case: CaseId) -> Answer<ArrivalPage> {
    let (number, known) = cases::arriving_from(door.ctx(), actor, case).await?;
    let typed = vec![
        (ArrivalField::GivenName, known.given_name),
        (ArrivalField::FamilyName, known.family_name),
        (ArrivalField::FiscalCode, known.fiscal_code),
        (ArrivalField::Technician, known.technician),
        (ArrivalField::Place, known.place),
        (ArrivalField::Parcel, known.parcel),
    ];
    let procedures = office::registrable(door.ctx(), actor, door.lang).await?;
    Ok(ArrivalPage { from: Some((case, number)), procedures, typed, wrong: Vec::new() })
}

async fn arrival_page(
    door: &Door,
    actor: &Actor,
    fields: &Fields,
    wrong: Vec<Misread>,
) -> Answer<ArrivalPage> {
    let from = match fields.get("da") {
        "" => None,
        word => {
            let case = case_of(word)?;
            Some((case, cases::arriving_from(door.ctx(), actor, case).await?.0))
        }
    };
    Ok(ArrivalPage {
        from,
        procedures: office::registrable(door.ctx(), actor, door.lang).await?,
        typed: ArrivalField::ALL
            .iter()
            .map(|field| (*field, fields.get(field.as_str()).to_owned()))
            .collect(),
        wrong,
    })
}

fn arriving(fields: &Fields) -> domain::Result<Arriving> {
    let of = |field: ArrivalField| fields.get(field.as_str()).to_owned();
    let from = Some(fields.get("da")).filter(|word| !word.is_empty()).map(case_of).transpose()?;
    Ok(Arriving {
        from,
        procedure: of(ArrivalField::Procedure),
        channel: of(ArrivalField::Channel),
        day: of(ArrivalField::Day),
        time: of(ArrivalField::Time),
        protocollo: of(ArrivalField::Protocollo),
        office_number: of(ArrivalField::OfficeNumber),
        given_name: of(ArrivalField::GivenName),
        family_name: of(ArrivalField::FamilyName),
        fiscal_code: of(ArrivalField::FiscalCode),
        technician: of(ArrivalField::Technician),
        place: of(ArrivalField::Place),
        parcel: of(ArrivalField::Parcel),
        subject: of(ArrivalField::Subject),
        state: String::new(),
    })
}

/// The form that takes over a list of open cases.
pub(super) async fn import_page(signed: Signed) -> Answer {
    let door = &signed.door;
    let procedures = office::importable(door.ctx(), &signed.actor, door.lang).await?;
    Ok(page(pages::office_import(&door.frame(), &procedures, &[])))
}

pub(super) async fn import(signed: Option<Signed>, door: Door, form: Multipart) -> Answer {
    let here = routes::office_import(door.lang);
    let Some(Signed { actor, .. }) = signed else { return Err(Problem::Login(door.lang, here)) };
    let procedures = office::importable(door.ctx(), &actor, door.lang).await?;
    let Form { files, .. } = read_form(form).await?;
    let whole = |code: Code| vec![Misread { line: None, field: ArrivalField::File, code }];
    let wrong = match files.first() {
        None => whole(Code::FileMissing),
        Some((_, file)) if file.size > MOST_CSV => whole(Code::FileTooBig),
        Some((_, file)) => {
            let bytes =
                tokio::fs::read(file.spool.path()).await.map_err(|err| Error::Internal(err.into()))?;
            match cases::import(door.ctx(), &actor, &bytes).await? {
                Ok(_) => {
                    let to = with_notice(&routes::office_inbox(door.lang), Notice::Imported);
                    return Ok(see_other(&to));
                }
                Err(wrong) => wrong,
            }
        }
    };
    let frame = Frame { path: "/ufficio/importa".to_owned(), ..door.frame() };
    Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, pages::office_import(&frame, &procedures, &wrong)))
}

/// The largest list that is read, in bytes: 500 lines are far less.
const MOST_CSV: u64 = 2 * 1024 * 1024;

/// The text that was found in a document: for who searches it, and for who cannot see it.
pub(super) async fn document_text(signed: Signed, Path((_, document)): Path<(String, DocumentId)>) -> Answer {
    let door = &signed.door;
    let text = documents::text(door.ctx(), &signed.actor, document).await?;
    Ok(page(pages::document_text(&door.frame(), &text)))
}
