//! What a signature stands for: the answers and files that would be filed, who has to sign them, and how far
//! each signature is.

use contract::{
    Code,
    cases::{SignatureState, SignatureView},
    forms::{FieldKind, Pages, stored},
    ids::CaseId,
    time::Moment,
};
use entity::cases::signature_requests;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::{
    ctx::Actor,
    documents::CaseFile,
    error::{Error, Result},
    journal::Salt,
    procedures::Definition,
};

/// A signature that the answers ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) page: String,
    pub(super) question: String,
    pub(super) fiscal_code: String,
    name: String,
}

/// What would be filed, as far as signatures go: who has to sign it, and its hash.
pub(super) struct Content {
    pub(super) wanted: Vec<Wanted>,
    /// Whether the form has questions that ask for signatures at all.
    signable: bool,
    pub(super) sha256: String,
}

impl Content {
    /// Of the answers to what is asked and the files that are asked for.
    ///
    /// # Errors
    /// If they cannot be written as JSON.
    pub(super) fn of(salt: Salt, definition: &Definition, pages: &Pages, files: &[CaseFile]) -> Result<Self> {
        let mut wanted = Vec::new();
        for (page, answers) in pages {
            let asked = definition.questions_of(page);
            for question in asked.iter().filter(|question| question.kind == FieldKind::Signature) {
                let of = |part: &str| answers.of(question, part).trim();
                if stored(question, answers).is_some() {
                    wanted.push(Wanted {
                        page: page.clone(),
                        question: question.id.clone(),
                        fiscal_code: of("codice_fiscale")
                            .split_whitespace()
                            .collect::<String>()
                            .to_uppercase(),
                        name: format!("{} {}", of("nome"), of("cognome")),
                    });
                }
            }
        }
        // By place and hash: the same files in another order are the same content.
        let mut given: Vec<_> = files.iter().map(|file| (&file.slot, &file.sha256)).collect();
        given.sort();
        let content = json!({"definition": definition.hash, "answers": pages, "documents": given});
        let sha256 = salt.hash(serde_jcs::to_string(&content)?);
        let mut questions = definition.form.steps.iter().flat_map(|step| &step.questions);
        let signable = questions.any(|question| question.kind == FieldKind::Signature);
        Ok(Self { wanted, signable, sha256 })
    }

    /// How far each signature is. `sender` is the codice fiscale of who sends the case.
    ///
    /// # Errors
    /// Database errors.
    pub(super) async fn states(
        &self,
        db: &impl ConnectionTrait,
        case: CaseId,
        sender: &str,
    ) -> Result<Vec<SignatureView>> {
        // Most forms ask for no signature but the sender's: they cost no query.
        let asks_others = self.wanted.iter().any(|wanted| wanted.fiscal_code != sender);
        let rows = if asks_others { requests(db, case).await? } else { Vec::new() };
        Ok(self.wanted.iter().map(|wanted| self.view(wanted, &rows, sender)).collect())
    }

    /// The signatures of a case that was filed: by requests, and by sending it. `sender` is the codice fiscale of
    /// who sent it.
    ///
    /// # Errors
    /// Database errors.
    pub(super) async fn of_filed(
        &self,
        db: &impl ConnectionTrait,
        case: CaseId,
        sender: &str,
    ) -> Result<Vec<SignatureView>> {
        let rows = if self.wanted.is_empty() { Vec::new() } else { requests(db, case).await? };
        let signed = |wanted: &Wanted| {
            let of = |row: &&signature_requests::Model| {
                wanted.is_asked_by(row) && row.outcome.as_deref() == Some("signed")
            };
            rows.iter().rfind(of).and_then(|row| row.answered_at)
        };
        let view = |wanted: &Wanted| {
            let state = match signed(wanted) {
                Some(at) => SignatureState::Signed(Moment(at)),
                None if wanted.fiscal_code == sender => SignatureState::Own,
                None => return None,
            };
            Some(SignatureView { name: wanted.name.clone(), fiscal_code: wanted.fiscal_code.clone(), state })
        };
        Ok(self.wanted.iter().filter_map(view).collect())
    }

    /// Seals a filing: every signature holds, and nothing is asked any more. Returns what the journal keeps of
    /// them: question, person, moment, and the hash of what was signed.
    ///
    /// # Errors
    /// [`Error::Refused`] with `Unsigned`.
    pub(super) async fn seal(
        &self,
        tx: &impl ConnectionTrait,
        case: CaseId,
        actor: &Actor,
        now: Moment,
    ) -> Result<Vec<Value>> {
        // A form without such questions has never asked anybody.
        if !self.signable {
            return Ok(Vec::new());
        }
        let rows = requests(tx, case).await?;
        let mut sealed = Vec::new();
        let mut kept = Vec::new();
        for wanted in &self.wanted {
            let signed = rows.iter().rfind(|row| wanted.is_asked_by(row));
            let (person, at) = match (self.view(wanted, &rows, &actor.fiscal_code).state, signed) {
                (SignatureState::Own, _) => (actor.person()?.0, now),
                (SignatureState::Signed(at), Some(row)) => {
                    kept.push(row.id);
                    (row.answered_by.unwrap_or_default(), at)
                }
                _ => return Err(Error::Refused(Code::Unsigned)),
            };
            sealed.push(json!({
                "question": wanted.question,
                "page": wanted.page,
                "person": person.to_string(),
                "at": at.0,
                "content_sha256": self.sha256,
            }));
        }
        if rows.len() > kept.len() {
            signature_requests::Entity::delete_many()
                .filter(signature_requests::Column::CaseId.eq(case.0))
                .filter(signature_requests::Column::Id.is_not_in(kept))
                .exec(tx)
                .await?;
        }
        Ok(sealed)
    }

    /// How far one signature is, by the requests of the case.
    pub(super) fn view(
        &self,
        wanted: &Wanted,
        rows: &[signature_requests::Model],
        sender: &str,
    ) -> SignatureView {
        let state = if wanted.fiscal_code == sender {
            SignatureState::Own
        } else {
            rows.iter()
                .rfind(|row| wanted.is_asked_by(row))
                .map_or(SignatureState::ToAsk, |row| self.state(row))
        };
        SignatureView { name: wanted.name.clone(), fiscal_code: wanted.fiscal_code.clone(), state }
    }

    /// How far a request is, judged by what stands in the case now.
    pub(super) fn state(&self, row: &signature_requests::Model) -> SignatureState {
        let answered = Moment(row.answered_at.unwrap_or(row.asked_at));
        match row.outcome.as_deref() {
            // A refusal is told whatever changed since; it is over when somebody asks again.
            Some("declined") => SignatureState::Declined(answered, row.reason.clone().unwrap_or_default()),
            _ if row.content_sha256 != self.sha256 => SignatureState::Changed,
            Some(_) => SignatureState::Signed(answered),
            None => SignatureState::Asked(Moment(row.asked_at)),
        }
    }
}

impl Wanted {
    fn is_asked_by(&self, row: &signature_requests::Model) -> bool {
        row.page == self.page && row.question == self.question && row.fiscal_code == self.fiscal_code
    }
}

/// Every request of a case, oldest first.
pub(super) async fn requests(
    db: &impl ConnectionTrait,
    case: CaseId,
) -> Result<Vec<signature_requests::Model>> {
    let rows = signature_requests::Entity::find()
        .filter(signature_requests::Column::CaseId.eq(case.0))
        .order_by_asc(signature_requests::Column::AskedAt)
        .order_by_asc(signature_requests::Column::Id)
        .all(db)
        .await?;
    Ok(rows)
}
