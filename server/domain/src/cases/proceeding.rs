//! What a receipt says of the proceeding (L. 241/1990, articles 2, 8 and 18-bis): who answers for it, until when,
//! what silence means, how to see the file, whom to turn to.

use contract::{
    Lang,
    cases::{Binds, Silence},
    inspection::SheetLine,
};
use engine::clock::{Change, Term};
use entity::cases::cases;

use super::{
    responsible::{Responsible, responsible},
    transfer::office_of,
};
use crate::{ctx::Ctx, error::Result, procedures::Definition};

/// The lines, under their title. Terms and the effect of silence are the procedure's words.
pub(super) async fn lines(
    ctx: &Ctx,
    case: &cases::Model,
    definition: &Definition,
) -> Result<(String, Vec<SheetLine>)> {
    let texts = definition.text(Lang::It);
    let filing = texts.filing();
    let Responsible { name, office } = responsible(ctx, case).await?;
    let office_name = match &office {
        Some(office) => office.name.clone(),
        None => office_of(ctx, Lang::It, definition, case),
    };
    let pec = office.as_ref().map(|office| office.pec.as_str()).filter(|pec| !pec.is_empty());
    let pec = pec.unwrap_or(&ctx.ente.codes.pec);
    let mut lines = vec![("Ufficio competente", contact(&office_name, pec))];
    if !name.is_empty() {
        lines.push(("Responsabile del procedimento", name));
    }
    match (&filing.term, &filing.silence) {
        (None, None) => lines.push(("Tempi", texts.service().times.clone())),
        (term, silence) => {
            lines.extend(term.iter().map(|term| ("Termine", term.clone())));
            lines.extend(silence.iter().map(|silence| ("Se l'ufficio non risponde", silence.clone())));
        }
    }
    lines.push((
        "Come vedere gli atti",
        seeing(ctx, case, office.as_ref().map(|office| office.files.as_str())),
    ));
    let inertia = office.map(|office| office.inertia).filter(|whom| !whom.is_empty());
    if let Some(whom) = inertia.filter(|_| has_to_decide(definition)) {
        lines.push(("Se l'ufficio è in ritardo", whom));
    }
    let line = |(label, value): (&str, String)| SheetLine { label: label.to_owned(), value };
    Ok(("Il procedimento".to_owned(), lines.into_iter().map(line).collect()))
}

/// Whether a term to decide runs for the office from the filing: of what needs no answer nobody is late, and where a silence
/// refuses it is what the law gives against that (L. 241/1990, articles 2, paragraphs 9-bis and 9-ter, and 25, paragraph 4).
fn has_to_decide(definition: &Definition) -> bool {
    let filing = definition.workflow.submission().map(|event| event.id.as_str());
    let starts = |term: &Term| {
        term.moves.iter().any(|it| it.does == Change::Start && Some(it.event.as_str()) == filing)
    };
    let decides = |term: &&Term| matches!(term.silence, Silence::Assent | Silence::Default);
    definition.clocks.terms.iter().filter(decides).any(|term| term.binds == Binds::Office && starts(term))
}

fn contact(office: &str, pec: &str) -> String {
    if pec.is_empty() { office.to_owned() } else { format!("{office}, PEC {pec}") }
}

/// In the portal, and where the office keeps its files.
fn seeing(ctx: &Ctx, case: &cases::Model, office: Option<&str>) -> String {
    let mut words =
        format!("Nel portale, alla pagina della pratica: {}/it/pratiche/{}.", ctx.ente.url, case.id);
    if let Some(office) = office.filter(|words| !words.is_empty()) {
        words.push(' ');
        words.push_str(office);
    }
    words
}
