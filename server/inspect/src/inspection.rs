//! The course of an inspection: what is known is said at once, in case the next step does not return.

use contract::inspection::{FileKind, Outcome, Report, Signed};

use crate::{envelope, guarded, kind, pdf};

/// How many envelopes inside one another are opened.
const MAX_LEVELS: usize = 5;

/// How many signers are named.
const MAX_SIGNERS: usize = 100;

/// Where reports go; each replaces the one before.
pub(crate) type Say<'a> = &'a mut dyn FnMut(&Report);

/// Looks at a file and returns the verdict; what is known on the way goes to `say`.
pub(crate) fn inspect(bytes: Vec<u8>, say: Say) -> Report {
    // A report that is not the last one is read only if the child dies, so it says that it died.
    let mut report = Report::unopened(kind::of(&bytes), Outcome::Crashed);
    say(&report);
    report.outcome = match report.kind {
        FileKind::Pdf => pdf::read(bytes, &mut report, say),
        FileKind::P7m => open_envelopes(bytes, &mut report, say),
        FileKind::Jpeg | FileKind::Png | FileKind::Other => Outcome::Opened,
    };
    report
}

/// Opens envelope after envelope down to the document; signers are listed from the outside in.
fn open_envelopes(mut bytes: Vec<u8>, report: &mut Report, say: Say) -> Outcome {
    let mut signed = Signed { content: FileKind::Other, content_size: 0, signers: Vec::new() };
    for _ in 0..MAX_LEVELS {
        let envelope = match guarded(|| envelope::open(bytes)) {
            Some(Ok(envelope)) => envelope,
            Some(Err(_)) => return Outcome::Malformed,
            None => return Outcome::Crashed,
        };
        signed.signers.extend(envelope.signers);
        signed.signers.truncate(MAX_SIGNERS);
        let content = envelope.content.unwrap_or_default();
        signed.content = kind::of(&content);
        signed.content_size = content.len() as u64;
        report.signed = Some(signed.clone());
        say(report);
        match signed.content {
            FileKind::P7m => bytes = content,
            FileKind::Pdf => return pdf::read(content, report, say),
            FileKind::Jpeg | FileKind::Png | FileKind::Other => return Outcome::Opened,
        }
    }
    Outcome::Stopped
}
