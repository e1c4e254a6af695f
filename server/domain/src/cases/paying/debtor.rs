//! Who owes what the office asks for: whom the answers name, where the procedure says by which of them. Who files for
//! somebody else owes nothing.

use contract::{
    Code,
    cases::ActionView,
    forms::{FieldKind, Filling, PageKey, Question},
    ids::CaseId,
    time::Moment,
};
use engine::PaymentRule;
use entity::{
    cases::{case_titolari, cases},
    identity::persons,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    access,
    cases::{
        holding::titolari_named,
        progress::{Filled, Today},
        show::full_name,
    },
    ctx::Ctx,
    error::{Error, Kind, Result},
    procedures::Definition,
};

/// Who is named by a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cases) struct Debtor {
    /// Codice fiscale, or partita IVA of a firm that gave no other.
    pub(in crate::cases) code: String,
    pub(in crate::cases) name: String,
}

impl Debtor {
    /// Name and code in words.
    pub(in crate::cases) fn words(&self) -> String {
        format!("{} ({})", self.name, self.code)
    }

    /// Of a payment that is asked for by this rule.
    ///
    /// # Errors
    /// [`Error::Refused`] with `DebtorUnknown`; database errors.
    pub(in crate::cases) async fn of(
        db: &impl ConnectionTrait,
        (case, definition): (&cases::Model, &Definition),
        rule: &PaymentRule,
    ) -> Result<Self> {
        if !rule.debtor.is_empty() {
            let filled = Filled::load(db, CaseId(case.id)).await?;
            let now = access::titolari_of(db, CaseId(case.id)).await?;
            match owing(case, definition, (rule, &filled), &now) {
                Owing::Named(named) => return Ok(named),
                Owing::Others => return others(db, &now).await,
                Owing::Unknown => return Err(Error::Refused(Code::DebtorUnknown)),
                Owing::Nobody => {}
            }
        }
        let filed = persons::Entity::find_by_id(case.created_by).one(db).await?;
        let filed = filed.ok_or(Error::NotFound(Kind::Case))?;
        Ok(Self { code: filed.fiscal_code.clone(), name: full_name(&filed) })
    }
}

/// Who owes by what is known of a case.
enum Owing {
    /// Whom the answers name.
    Named(Debtor),
    /// It is for others than those whom the answers name: they owe what is asked now.
    Others,
    /// It is for others, and for a firm or another body of which too little is known here.
    Unknown,
    /// The answers name nobody.
    Nobody,
}

fn owing(
    case: &cases::Model,
    definition: &Definition,
    (rule, filled): (&PaymentRule, &Filled),
    now: &[case_titolari::Model],
) -> Owing {
    let day = Today(case.received_at.map(|at| Moment(at).day()).unwrap_or_default());
    let filling = Filling::new(&definition.form, &filled.pages, &day);
    let answered = titolari_named(definition, &filling);
    let changed = now.iter().any(|one| !answered.contains(&one.fiscal_code))
        || !now.is_empty() && answered.iter().any(|code| now.iter().all(|one| one.fiscal_code != *code));
    // Of a firm the office knows by now only who answers for it.
    if changed && now.iter().any(|one| one.for_body == 1) {
        return Owing::Unknown;
    }
    if changed {
        return Owing::Others;
    }
    named(definition, &filling, &rule.debtor).map_or(Owing::Nobody, Owing::Named)
}

/// The first of those of whom a case is now who has logged in; who never did has no name here.
async fn others(db: &impl ConnectionTrait, now: &[case_titolari::Model]) -> Result<Debtor> {
    let codes: Vec<&str> = now.iter().map(|one| one.fiscal_code.as_str()).collect();
    let known = persons::Entity::find()
        .filter(persons::Column::FiscalCode.is_in(codes.iter().copied()))
        .order_by_desc(persons::Column::UpdatedAt)
        .one(db)
        .await?;
    let first = codes.first().copied().unwrap_or_default().to_owned();
    Ok(match known {
        Some(person) => Debtor { code: person.fiscal_code.clone(), name: full_name(&person) },
        None => Debtor { code: first.clone(), name: first },
    })
}

/// Says with each action that asks for a payment who will owe it.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn foretell(
    ctx: &Ctx,
    case: (&cases::Model, &Definition),
    actions: &mut [ActionView],
) -> Result<()> {
    for action in actions {
        let rule = case.1.workflow.event(&action.event).and_then(|event| event.payment.as_ref());
        if let (Some(form), Some(rule)) = (&mut action.payment, rule) {
            form.debtor = match Debtor::of(ctx.db.read(), case, rule).await {
                Ok(debtor) => debtor.words(),
                // The form cannot be sent, and says why then.
                Err(Error::Refused(Code::DebtorUnknown)) => String::new(),
                Err(other) => return Err(other),
            };
        }
    }
    Ok(())
}

/// The first who is named, row by row: whatever of it the first row answers goes before the next row.
fn named(definition: &Definition, filling: &Filling<'_>, questions: &[String]) -> Option<Debtor> {
    let asked: Vec<_> = questions.iter().filter_map(|id| definition.form.question(id)).collect();
    for (step, _) in &asked {
        if !filling.step_shown(step) {
            continue;
        }
        for page in filling.pages_of(step) {
            let here =
                asked.iter().filter(|(of, question)| of.id == step.id && filling.shown(question, page.row));
            if let Some(named) =
                here.into_iter().find_map(|(_, question)| one(&step.questions, question, filling, &page))
            {
                return Some(named);
            }
        }
    }
    None
}

/// Whom one question names; nobody where no code is known, since no notice goes to a name alone.
fn one(beside: &[Question], question: &Question, filling: &Filling<'_>, page: &PageKey) -> Option<Debtor> {
    let answers = filling.answers(page);
    let of = |question: &Question, part: &str| answers.of(question, part).trim().to_owned();
    let code = |part: &str| of(question, part).split_whitespace().collect::<String>().to_uppercase();
    let (code, name) = match question.kind {
        FieldKind::Company => {
            let own = code("codice_fiscale");
            (if own.is_empty() { code("partita_iva") } else { own }, of(question, "denominazione"))
        }
        // A body that has no firm's data: its name is what else was answered about it.
        FieldKind::TaxCode => {
            let about = |other: &&Question| {
                other.kind == FieldKind::Text && other.about.is_some() && other.about == question.about
            };
            (code(""), beside.iter().find(about).map(|name| of(name, "")).unwrap_or_default())
        }
        _ => (code("codice_fiscale"), format!("{} {}", of(question, "nome"), of(question, "cognome"))),
    };
    let name = name.trim().to_owned();
    (!code.is_empty() && !name.is_empty()).then_some(Debtor { code, name })
}
