//! Who may do what: decided here and nowhere else, denied by default.

use contract::{
    identity::StaffRole,
    ids::{NoticeId, PersonId},
};
use engine::Who;
use uuid::Uuid;

use crate::{
    ctx::Actor,
    error::{Error, Result},
};
use entity::{
    cases::{case_titolari, cases, handings, signature_requests},
    messages::communications,
    payments::{payment_carts, payment_notices},
    reports::reports,
    taxes::tax_positions,
};

/// Something that needs permission.
#[derive(Debug, Clone, Copy)]
pub enum Action<'a> {
    /// Begin a draft.
    StartCase,
    /// Fill, discard or submit a draft, read it; act in it as the applicant once it is filed: who holds it.
    OwnCase(&'a cases::Model),
    /// Read a filed case that somebody else holds, and pay what it asks: whom it is for, by the codici fiscali that it names.
    ReadAsTitolare(&'a cases::Model, &'a [case_titolari::Model]),
    /// Take a filed case from who holds it: whom alone it is for, in their own name (who is one of several, or answers for a
    /// firm, decides nothing by themselves).
    TakeOver(&'a cases::Model, &'a [case_titolari::Model]),
    /// Give a filed case to somebody else: who holds it.
    HandOn(&'a cases::Model),
    /// Read that a case is to be theirs, and say whether they take it: whom its holder named.
    AnswerHanding(&'a cases::Model, &'a handings::Model),
    /// Read a filed case of somebody else's, with its documents.
    ReadAsOffice(&'a cases::Model),
    /// Read its data of a special category (GDPR art. 9 and 10): only who needs to know.
    ReadSpecial(&'a cases::Model),
    /// Read a draft with its documents, and sign it or not: who is named in it and was asked.
    Sign(&'a cases::Model, &'a signature_requests::Model),
    /// Read an act of the office: whom it went to, also when the case passed to somebody else since.
    ReadReceived(&'a communications::Model),
    /// Read the receipt of what they filed, whoever holds the case now.
    ReadOwnReceipt(&'a cases::Model),
    /// Read one's own tax position.
    OwnPosition(&'a tax_positions::Model),
    /// Read a payment notice, print it, pay it: who owes; who holds the case that it is asked for, if it is; who knows its
    /// number and the codice fiscale on it, as everywhere where notices are paid: their session holds the notices found so.
    PayNotice(&'a payment_notices::Model, Option<PersonId>, &'a [NoticeId]),
    /// See how a payment goes: who began it, by their login or by the key that their session holds.
    SeePayment(&'a payment_carts::Model, Uuid),
    /// See which receipts pay no notice: they name no person.
    SeeReceiptsToCheck,
    /// Number a filed case, add what came for it, say that a message is dealt with.
    Handle(&'a cases::Model),
    /// Give a filed case to somebody of its office: who leads it there, who has it and hands it on, and anybody while
    /// nobody has it. Who has a case reads its special data, so that nobody takes it from somebody else.
    Assign(&'a cases::Model),
    /// Put right what was recorded wrongly in a filed case: who leads it answers for that.
    Rectify(&'a cases::Model),
    /// Hand a filed case to the office that it is for: who leads it answers for that.
    Transfer(&'a cases::Model),
    /// Name the RUP of a filed case (L. 241/1990, article 5: who leads the unit, who may name themselves).
    NameRup(&'a cases::Model),
    /// Write a message in a filed case, from either side.
    Write(&'a cases::Model),
    /// Register what came to an office on paper or by certified mail, and take over its earlier list.
    Register(&'a str),
    /// Read a file of cases to take over; each of them is then judged by [`Register`](Self::Register).
    Import,
    /// See the list of filed cases of an office.
    SeeInbox(&'a str),
    /// See work that failed.
    SeeFailedWork,
    /// Try failed work again.
    RetryWork,
    /// Read what people said of the services, which names no case and no person.
    SeeRatings,
    /// Announce outages of the portal, and take announcements back.
    AnnounceOutages,
    /// Have an attestation of the portal's outages laid out.
    AskAttestation,
    /// Write to the municipality outside a procedure: anybody.
    SendReport,
    /// Read the office's answer to one's own report.
    OwnReport(&'a reports::Model),
    /// See the list of reports of the offices where one works.
    SeeReports,
    /// Read a report, answer it, erase what it says of a person.
    WorkOnReport(&'a reports::Model),
    /// Read the register's entries of an office, and say what proves that its acts were received.
    SeeRegister(&'a str),
    /// Annul an entry of an office.
    AnnulEntry(&'a str),
    /// Read the list of a day whole, with the entries of every office.
    SeeRegisterDays,
}

/// Whether the actor may.
#[must_use]
pub fn allows(actor: &Actor, action: Action<'_>) -> bool {
    let works_in =
        |office: &str| actor.staff.iter().any(|(of, role)| of == office && *role != StaffRole::Administrator);
    let own = |case: &cases::Model| actor.person.is_some_and(|person| person.0 == case.held_by);
    let as_office = |case: &cases::Model| allows(actor, Action::ReadAsOffice(case)) && !is_party(actor, case);
    match action {
        Action::StartCase | Action::AskAttestation => actor.person.is_some(),
        Action::OwnCase(case) => own(case),
        Action::ReadAsTitolare(..)
        | Action::TakeOver(..)
        | Action::HandOn(..)
        | Action::AnswerHanding(..) => may_hold(actor, action),
        // A draft is nobody's but its author's: the office sees what was filed.
        Action::ReadAsOffice(case) => case.phase != "draft" && works_in(&case.office),
        Action::ReadSpecial(case) => {
            let assigned = actor.person.is_some_and(|person| Some(person.0) == case.assigned_to);
            own(case) || as_office(case) && (assigned || has_role(actor, &case.office, &LEAD))
        }
        Action::OwnPosition(position) => is_named(actor, &position.owner_code),
        Action::PayNotice(notice, holder, found) => {
            is_named(actor, &notice.debtor_code)
                || holder.is_some() && actor.person == holder
                || found.contains(&NoticeId(notice.id))
        }
        Action::SeePayment(cart, key) => {
            cart.holder == key || actor.person.is_some_and(|person| person.0 == cart.holder)
        }
        Action::Sign(case, asked) => may_sign(actor, case, asked),
        Action::ReadOwnReceipt(case) => {
            case.channel == "portal" && actor.person.is_some_and(|person| person.0 == case.created_by)
        }
        Action::ReadReceived(act) => {
            act.place == 0 && actor.person.is_some_and(|person| person.0 == act.person_id)
        }
        Action::Handle(case) => as_office(case),
        Action::Assign(case) => allows(actor, Action::Handle(case)) && hands_on(actor, case),
        Action::Transfer(case) | Action::Rectify(case) => {
            allows(actor, Action::Handle(case)) && has_role(actor, &case.office, &LEAD)
        }
        Action::NameRup(case) => {
            allows(actor, Action::Handle(case)) && has_role(actor, &case.office, &[StaffRole::Dirigente])
        }
        Action::Write(case) => {
            let open = !matches!(case.phase.as_str(), "draft" | "archived");
            open && (own(case) || as_office(case))
        }
        Action::SeeReceiptsToCheck => actor.is_staff(),
        Action::SeeInbox(office) | Action::Register(office) | Action::SeeRegister(office) => works_in(office),
        // Who answers for the office authorises it (D.P.R. 445/2000, article 54).
        Action::AnnulEntry(office) => has_role(actor, office, &[StaffRole::Dirigente]),
        Action::SeeRegisterDays => actor.staff.iter().any(|(_, role)| *role == StaffRole::Dirigente),
        Action::SeeFailedWork | Action::RetryWork | Action::SeeRatings => actor.is_staff(),
        Action::AnnounceOutages => actor.staff.iter().any(|(_, role)| *role == StaffRole::Administrator),
        Action::SendReport => true,
        Action::OwnReport(report) => actor.person.is_some_and(|person| Some(person.0) == report.person_id),
        Action::SeeReports | Action::Import => !actor.offices().is_empty(),
        Action::WorkOnReport(report) => works_in(&report.office),
    }
}

fn may_sign(actor: &Actor, case: &cases::Model, asked: &signature_requests::Model) -> bool {
    let named = actor.person.is_some() && actor.fiscal_code == asked.fiscal_code;
    // Who said no has nothing more to do with it.
    named && case.id == asked.case_id && case.phase == "draft" && asked.outcome.as_deref() != Some("declined")
}

/// What people may do about who holds a case.
fn may_hold(actor: &Actor, action: Action<'_>) -> bool {
    match action {
        Action::ReadAsTitolare(case, titolari) => {
            case.phase != "draft" && titolari.iter().any(|one| is_named(actor, &one.fiscal_code))
        }
        Action::TakeOver(case, titolari) => {
            let alone = matches!(titolari, [one] if one.for_body == 0);
            alone
                && may_hold(actor, Action::ReadAsTitolare(case, titolari))
                && !allows(actor, Action::OwnCase(case))
        }
        Action::HandOn(case) => case.phase != "draft" && allows(actor, Action::OwnCase(case)),
        Action::AnswerHanding(case, handing) => {
            handing.case_id == case.id && handing.outcome.is_none() && is_named(actor, &handing.fiscal_code)
        }
        _ => false,
    }
}

/// Whether the actor filed a case or holds it: nobody decides in a case of their own, also after it passed to another.
#[must_use]
pub fn is_party(actor: &Actor, case: &cases::Model) -> bool {
    actor.person.is_some_and(|person| [case.held_by, case.created_by].contains(&person.0))
}

/// Whether the actor has logged in with this tax code.
fn is_named(actor: &Actor, code: &str) -> bool {
    actor.person.is_some() && !code.is_empty() && actor.fiscal_code == code
}

/// Who leads cases in an office.
const LEAD: [StaffRole; 2] = [StaffRole::Rup, StaffRole::Dirigente];

fn has_role(actor: &Actor, office: &str, roles: &[StaffRole]) -> bool {
    actor.staff.iter().any(|(of, role)| of == office && roles.contains(role))
}

/// Who leads gives a case to anybody of the office; who has it hands it on; what nobody has is for the taking.
fn hands_on(actor: &Actor, case: &cases::Model) -> bool {
    let open = matches!(case.phase.as_str(), "submitted" | "in_review" | "waiting_applicant");
    let theirs = match case.assigned_to {
        Some(holder) => actor.person.is_some_and(|person| person.0 == holder),
        None => open,
    };
    theirs || has_role(actor, &case.office, &LEAD)
}

/// Goes on only if the actor may.
///
/// # Errors
/// [`Error::Forbidden`] if not.
pub fn demand(actor: &Actor, action: Action<'_>) -> Result<()> {
    if allows(actor, action) { Ok(()) } else { Err(Error::Forbidden) }
}

/// In which capacities the actor may fire events of this case's workflow.
///
/// Nobody acts as the office on a case of their own: who files does not decide. What the applicant does may come by letter or
/// certified mail, also for a case that was filed in the portal: the office writes it down for them.
#[must_use]
pub fn capacities(actor: &Actor, case: &cases::Model) -> Vec<Who> {
    if allows(actor, Action::OwnCase(case)) {
        return vec![Who::Applicant];
    }
    if !allows(actor, Action::Handle(case)) {
        return Vec::new();
    }
    let roles = actor
        .staff
        .iter()
        .filter(|(office, _)| *office == case.office)
        .filter_map(|(_, role)| Who::of_role(*role));
    roles.chain([Who::Applicant]).collect()
}
