//! Events of a case's procedure, fired by a plain form of either side.

use app::{layout::Notice, pages, routes};
use axum::extract::Path;
use contract::{
    Code,
    cases::{
        Act, ActionView, CasePage, LeftOver, PAY_BY_FIELD, RECIPIENTS_FIELD, SUM_FIELD, TimelineEntry,
        TypedBeside,
    },
    forms::typed_money,
    ids::CaseId,
    time::{Date, typed_day},
};
use domain::{
    Actor, Error,
    cases::{self, AskedPayment, Came, Fire, Recipient},
};
use http::StatusCode;

use super::{
    cases::see_other,
    door::{Door, Signed, page_with, with_notice},
    error::{Answer, Problem},
    fields::{Fields, keep},
};

pub(super) async fn event(
    signed: Option<Signed>,
    door: Door,
    Path((_, case, event)): Path<(String, CaseId, String)>,
    mut fields: Fields,
) -> Answer {
    let here = routes::case(door.lang, case);
    let Some(Signed { actor, .. }) = signed else {
        fields.0.push(("evento".into(), event));
        keep(&door, &here, &fields).await?;
        return Err(Problem::Login(door.lang, here));
    };
    match fired(&door, &actor, case, &event, &fields).await {
        Ok(()) => Ok(see_other(&with_notice(&here, Notice::ActionDone))),
        Err(Error::Refused(code) | Error::Conflict(code)) => {
            let mut view = cases::own_page(door.ctx(), &actor, door.lang, case).await?;
            typed_again(&mut view, &event, &fields, (Some(code), door.ctx().clock.now().day()));
            let frame = app::layout::Frame { path: format!("/pratiche/{case}"), ..door.frame() };
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, pages::case(&frame, &view)))
        }
        Err(err) => Err(err.into()),
    }
}

/// Does what an event form asks for.
pub(super) async fn fired(
    door: &Door,
    actor: &Actor,
    case: CaseId,
    event: &str,
    fields: &Fields,
) -> Result<(), Error> {
    cases::fire(door.ctx(), actor, &fire_of(case, event, fields)?).await
}

/// What an event form asks for.
///
/// # Errors
/// [`Error::Refused`] with `DayUnreadable`, and with `CameMissing` where the case has gone on by the end of a term or something
/// proves a day that is not there.
pub(super) fn fire_of(case: CaseId, event: &str, fields: &Fields) -> Result<Fire, Error> {
    let text = fields.get("testo");
    let due = fields.get("entro").trim();
    let due = match due {
        "" => None,
        typed => Some(typed_day(typed).ok_or(Error::Refused(Code::DayUnreadable))?),
    };
    let came = fields.get("arrivato_il").trim();
    let came = match came {
        // What proves a day says nothing without it.
        "" if fields.get("in_tempo") == "1" || !fields.get("prova").trim().is_empty() => {
            return Err(Error::Refused(Code::CameMissing));
        }
        "" => None,
        typed => Some(Came {
            on: typed_day(typed).ok_or(Error::Refused(Code::DayUnreadable))?,
            evidence: fields.get("prova").trim().to_owned(),
        }),
    };
    let reason = fields.get("motivo").trim();
    Ok(Fire {
        payment: payment(fields)?,
        recipients: recipients(fields),
        text: (!text.trim().is_empty()).then(|| text.replace("\r\n", "\n")),
        points: fields.get("punti").lines().map(|line| unmarked(line).to_owned()).collect(),
        due,
        bodies: fields.all("ente").map(str::to_owned).filter(|body| !body.is_empty()).collect(),
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
        came,
        heard: fields.get("sentiti").parse().ok(),
        ..Fire::new(case, event, fields.version())
    })
}

/// The sum and the last day of a payment; nothing where no sum was typed.
fn payment(fields: &Fields) -> Result<Option<AskedPayment>, Error> {
    let (sum, by) = (fields.get(SUM_FIELD).trim(), fields.get(PAY_BY_FIELD).trim());
    if sum.is_empty() && by.is_empty() {
        return Ok(None);
    }
    if sum.is_empty() || by.is_empty() {
        return Err(Error::Refused(Code::SumMissing));
    }
    let cents = typed_money(sum).ok_or(Error::Refused(Code::SumWrong))?;
    let by = typed_day(by).ok_or(Error::Refused(Code::DayUnreadable))?;
    Ok(Some(AskedPayment { cents, by }))
}

/// Whom an act goes to beside whose case it is: one a line, the address behind the name.
fn recipients(fields: &Fields) -> Vec<Recipient> {
    let lines = fields.get(RECIPIENTS_FIELD).lines().map(unmarked).filter(|line| !line.is_empty());
    let read = |line: &str| {
        let (name, address) = line.split_once(';').unwrap_or((line, ""));
        Recipient { name: name.trim().to_owned(), address: address.trim().to_owned(), body: None }
    };
    lines.map(read).collect()
}

/// A point without the mark that lists are written with: `- `, `• `, `3. `, `3) `.
fn unmarked(line: &str) -> &str {
    let line = line.trim();
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (after.len() < line.len()).then(|| after.strip_prefix(['.', ')'])).flatten();
    numbered
        .or_else(|| line.strip_prefix(['-', '•', '*']))
        .filter(|rest| rest.starts_with(' '))
        .unwrap_or(line)
        .trim()
}

/// Puts what was typed back into the action it was typed for, with the reason of the refusal. If the action is gone (somebody was
/// faster), the page shows the words to copy from: those of one act become no other's.
pub(super) fn typed_again(
    view: &mut CasePage,
    event: &str,
    fields: &Fields,
    (problem, today): (Option<Code>, Date),
) {
    since(view, fields);
    // The same event stands there once for each body whose track it moves.
    let for_body = |action: &ActionView| {
        action.body.as_ref().is_none_or(|own| fields.all("ente").any(|body| body == own))
    };
    let own = view.actions.iter().position(|action| action.event == event && for_body(action));
    let form = own.and_then(|own| view.actions.get(own)).is_some_and(|own| view.has_form(own));
    let filed_here = view.filed_here();
    if let Some(action) = own.and_then(|own| view.actions.get_mut(own)) {
        fields.get("testo").clone_into(&mut action.typed);
        if let Some(points) = &mut action.points {
            fields.get("punti").clone_into(&mut points.typed);
        }
        let typed = |name: &str| fields.get(name).to_owned();
        action.beside = TypedBeside {
            due: typed("entro"),
            came: typed("arrivato_il"),
            proof: typed("prova"),
            reason: typed("motivo"),
            bodies: fields.all("ente").map(str::to_owned).collect(),
        };
        if let Some(payment) = &mut action.payment {
            fields.get(SUM_FIELD).clone_into(&mut payment.sum);
            fields.get(PAY_BY_FIELD).clone_into(&mut payment.by);
        }
        if let Some(recipients) = &mut action.recipients {
            fields.get(RECIPIENTS_FIELD).clone_into(&mut recipients.typed);
        }
        action.chosen = true;
        match problem.map(about_case) {
            Some(code) if form => action.refuse_form(code, filed_here && action.stands_in, today),
            // Whatever is wrong in the form, nobody can do it any more.
            Some(_) if action.is_over() => action.refuse(Code::TermOver),
            Some(code) => action.refuse(code),
            None => {}
        }
        return;
    }
    let typed = ["testo", "punti", "prova", "motivo", RECIPIENTS_FIELD].map(|name| fields.get(name).trim());
    let words = typed.into_iter().filter(|typed| !typed.is_empty()).collect::<Vec<_>>().join("\n\n");
    view.since.left_over = Some(LeftOver { words, problem: problem.map(about_case) })
        .filter(|left| left.problem.is_some() || !left.words.is_empty());
}

/// Says on a page what happened in the case since the one from which a form was sent.
pub(super) fn since(view: &mut CasePage, fields: &Fields) {
    // A form without a version says nothing of when its page was made.
    let sent = Some(fields.version()).filter(|version| *version > 0).unwrap_or(view.row_version);
    let steps = usize::try_from(view.row_version - sent).unwrap_or(0);
    let moves = [Act::Rectified, Act::Moved, Act::HandedOver, Act::Transferred];
    let told =
        |entry: &&TimelineEntry| !entry.title.is_empty() || entry.act.is_some_and(|act| moves.contains(&act));
    view.since.changed = view.timeline.iter().filter(told).take(steps).cloned().collect();
}

/// The words of a refusal for a case, which is no text that somebody saved elsewhere.
pub(super) fn about_case(code: Code) -> Code {
    if code == Code::StaleSave { Code::CaseChanged } else { code }
}

#[cfg(test)]
mod tests {
    use super::unmarked;

    #[test]
    fn the_mark_of_a_list_is_no_part_of_a_point() {
        for (line, point) in [
            ("- Manca la quota", "Manca la quota"),
            ("3. Manca la quota", "Manca la quota"),
            ("12) Manca", "Manca"),
            ("2,70 m di altezza", "2,70 m di altezza"),
            ("3.50 m", "3.50 m"),
            ("  • Una", "Una"),
        ] {
            assert_eq!(unmarked(line), point);
        }
    }
}
