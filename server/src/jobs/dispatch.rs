//! What happens when…? One exhaustive match: this is the answer.

use contract::{register::EntryKey, time::Moment};
use domain::{
    Ctx, Ente, Result, cases, documents, identity,
    jobs::{self, Work},
    messages::{self, Notice},
    office, reports,
};

/// Does one piece of work. Every arm can be repeated without harm.
///
/// # Errors
/// The verb's own; the work is tried again later.
pub async fn perform(ctx: &Ctx, work: &Work) -> Result<()> {
    match work {
        Work::CheckDocument { document } => documents::check_document(ctx, *document).await,
        Work::MakeReceipt { case } => cases::make_receipt(ctx, *case).await,
        Work::MakeDeed { case, seq } => cases::make_deed(ctx, *case, *seq).await,
        Work::WarnOfTerms => {
            let people = cases::warn_of_terms(ctx).await?;
            tracing::info!(people, "warned of terms that end");
            Ok(())
        }
        Work::EndTerms { case } => cases::end_terms(ctx, *case).await,
        Work::CarryOn { case, followed, event } => cases::carry_on(ctx, *case, *followed, event).await,
        Work::RecountTerms { calendar } => counted(cases::recount_terms(ctx, calendar).await?, work),
        Work::TellTime { case } => cases::tell_time(ctx, *case).await,
        Work::TellPaid { notice } => cases::payment_arrived(ctx, *notice).await,
        Work::TellTimes => counted(cases::tell_times(ctx).await?, work),
        Work::NamePerson { person } => counted(cases::name_person(ctx, *person).await?, work),
        Work::DescribeCases => counted(cases::describe_cases(ctx).await?, work),
        Work::IndexCase { case } => cases::index_case(ctx, *case).await,
        Work::SealAudit => {
            let sealed = office::seal_audit(ctx).await?;
            tracing::debug!(rows = sealed, "audit sealed");
            Ok(())
        }
        Work::Sweep => {
            let sessions = identity::sweep_sessions(ctx).await?;
            let old = Moment(ctx.clock.now().0 - 7 * 24 * 60 * 60 * 1000);
            let finished = jobs::forget_done(ctx, old).await?;
            let objects = documents::sweep_objects(ctx).await?;
            let erased = reports::erase_old(ctx).await?;
            tracing::info!(sessions, finished, objects, erased, "swept");
            Ok(())
        }
        Work::ExpireDrafts => counted(cases::expire_drafts(ctx).await?, work),
        Work::SendNotice { notice } => messages::send_notice(ctx, *notice, worded).await,
        Work::TellNews { notice, case, seq } => messages::tell_news(ctx, *notice, *case, *seq, worded).await,
        Work::AnnounceDrafts => {
            let drafts = cases::announce_drafts(ctx).await?;
            tracing::debug!(drafts, "drafts near their end looked at");
            Ok(())
        }
        Work::CloseRegister => {
            let days = cases::close_days(ctx).await?;
            tracing::info!(days, "days of the register closed");
            Ok(())
        }
        Work::SendPec { communication } => cases::send_pec(ctx, *communication).await,
        Work::RegisterOutside { year, number } => {
            cases::register_outside(ctx, EntryKey { year: *year, number: *number }).await
        }
        Work::AnnulOutside { year, number } => {
            cases::annul_outside(ctx, EntryKey { year: *year, number: *number }).await
        }
        Work::FetchPec => {
            let receipts = cases::fetch_pec(ctx).await?;
            tracing::debug!(receipts, "receipts of certified mail taken");
            Ok(())
        }
    }
}

/// Says in how many cases something was done.
#[expect(clippy::unnecessary_wraps, reason = "an arm of the match")]
fn counted(cases: u64, work: &Work) -> Result<()> {
    tracing::info!(cases, job.kind = work.kind(), "cases gone through");
    Ok(())
}

/// A notice in the words of the catalogue.
fn worded(notice: &Notice, ente: &Ente) -> (String, String) {
    app::messages::mail(notice.lang, notice.kind, &ente.name, &ente.url, notice.case, notice.about)
}
