//! A tax position is recorded: what it is made of, in which ways it can be paid, each part with its notice.

use contract::{Lang, ids::PositionId};
use entity::taxes::{tax_instalments, tax_positions};
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};

use crate::{
    ctx::Ctx,
    db::repeating,
    error::{Error, Result},
    payments::{NewNotice, issue},
};

/// One text in each language of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Italian.
    pub it: String,
    /// English.
    pub en: String,
}

impl Words {
    pub(super) fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::It => &self.it,
            Lang::En => &self.en,
        }
    }
}

/// A part of what is owed, as the bill explains it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewLine {
    /// What it is for.
    pub words: Words,
    /// In cents; what is taken off is negative.
    pub cents: i64,
}

/// A position about to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPosition {
    /// The tax code of who owes, upper case.
    pub owner_code: String,
    /// Their name.
    pub owner_name: String,
    /// The tax, as the municipality's programs call it: `tari`.
    pub tax: String,
    /// The year of the tax.
    pub year: i16,
    /// Its name.
    pub title: Words,
    /// What it is about: an address.
    pub place: String,
    /// What the sum is made of.
    pub lines: Vec<NewLine>,
    /// The ways of paying, each a list of last days and cents. Where there are several, the first is all at once
    /// (a notice shows the single payment first).
    pub plans: Vec<Vec<(Date, i64)>>,
}

impl NewPosition {
    /// The sum of the lines.
    fn total(&self) -> i64 {
        self.lines.iter().map(|line| line.cents).sum()
    }

    /// Money balances to the cent: every way of paying makes up the sum of the lines.
    fn check(&self) -> Result<()> {
        let total = self.total();
        let parts = |plan: &Vec<(Date, i64)>| plan.iter().map(|(_, cents)| cents).sum::<i64>();
        let balanced = self.plans.iter().all(|plan| parts(plan) == total && plan.iter().all(|of| of.1 > 0));
        if total > 0 && balanced && !self.plans.is_empty() {
            return Ok(());
        }
        Err(Error::Internal(anyhow::anyhow!(
            "the parts of a tax position do not make up its sum of {total} cents"
        )))
    }
}

/// Records a position and issues a notice for each of its parts. Called by who runs the portal, and by the demo.
///
/// # Errors
/// [`Error::Internal`] if the parts do not make up the sum; database errors.
pub async fn record(ctx: &Ctx, new: &NewPosition) -> Result<PositionId> {
    new.check()?;
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        let id = ctx.ids.next();
        let row = tax_positions::ActiveModel {
            id: Set(id),
            owner_code: Set(new.owner_code.clone()),
            owner_name: Set(new.owner_name.clone()),
            comune: Set(ctx.ente.comune.clone()),
            tax: Set(new.tax.clone()),
            year: Set(i32::from(new.year)),
            title: Set(serde_json::to_string(&new.title)?),
            place: Set(new.place.clone()),
            lines: Set(serde_json::to_string(&new.lines)?),
            total: Set(new.total()),
            created_at: Set(ctx.clock.now().0),
        };
        tax_positions::Entity::insert(row).exec_without_returning(&tx).await?;
        for (plan, parts) in (0..).zip(&new.plans) {
            for (number, (due, cents)) in (1..).zip(parts) {
                part(ctx, &tx, new, PositionId(id), (plan, number, parts.len()), (*due, *cents)).await?;
            }
        }
        tx.commit().await?;
        Ok(PositionId(id))
    })
    .await
}

async fn part(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    new: &NewPosition,
    position: PositionId,
    (plan, number, of): (i32, i32, usize),
    (due, cents): (Date, i64),
) -> Result<()> {
    // The notice is an act of the office: its language is Italian.
    let title = &new.title.it;
    let reason =
        if of == 1 { format!("{title}, rata unica") } else { format!("{title}, rata {number} di {of}") };
    let (debtor_code, debtor_name) = (&new.owner_code, &new.owner_name);
    let notice = NewNotice { debt: position.0, plan, debtor_code, debtor_name, reason, cents, due };
    let notice = issue(ctx, tx, &notice).await?;
    let row = tax_instalments::ActiveModel {
        position_id: Set(position.0),
        plan: Set(plan),
        number: Set(number),
        amount: Set(cents),
        due_on: Set(due.to_string()),
        notice_id: Set(notice.id.0),
    };
    tax_instalments::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
