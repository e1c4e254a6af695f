//! *Rettifica*: what a form says was recorded wrongly is put right, once it was read what that changes.

use contract::{Code, cases::RectifyForeseen, ids::CaseId, time::typed_day};
use domain::{
    Actor, Error,
    cases::{self, Rectify, RectifyDays},
};

use super::{door::Door, fields::Fields};

/// Puts right what a form says, or says what that would change where nobody has read it yet.
pub(super) async fn about(
    door: &Door,
    actor: &Actor,
    case: CaseId,
    fields: &Fields,
) -> Result<Option<RectifyForeseen>, Error> {
    let (ctx, seen) = (door.ctx(), fields.get("visto") == "1");
    let of = fields.get("evento").parse().unwrap_or(0);
    let reason = fields.get("motivo").replace("\r\n", "\n");
    let row_version = fields.version();
    if fields.get("azione") == "rettifica-giorni" {
        let day = |(name, day): (&str, &str)| Some((name.to_owned(), typed_day(day)?));
        let days: Option<Vec<_>> = said(fields).map(day).collect();
        let days = days.ok_or(Error::Refused(Code::DayUnreadable))?;
        let asked = RectifyDays { case, of, days, reason, row_version };
        if !seen {
            return cases::foresee_rectify_days(ctx, actor, door.lang, &asked).await.map(Some);
        }
        return cases::rectify_days(ctx, actor, &asked).await.map(|()| None);
    }
    // That something never happened is said by a button of its own: a day that was left out is a slip.
    let truly = match fields.get("azione") {
        "rettifica-mai" => None,
        _ => Some(typed_day(fields.get("giorno").trim()).ok_or(Error::Refused(Code::DayUnreadable))?),
    };
    let asked = Rectify { case, of, truly, reason, row_version };
    if !seen {
        return cases::foresee_rectify(ctx, actor, door.lang, &asked).await.map(Some);
    }
    cases::rectify(ctx, actor, &asked).await.map(|()| None)
}

/// The days of a form, by the names under which the case has them.
pub(super) fn said(fields: &Fields) -> impl Iterator<Item = (&str, &str)> {
    fields.0.iter().filter_map(|(name, day)| Some((name.strip_prefix("giorno-")?, day.as_str())))
}
