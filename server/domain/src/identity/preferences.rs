//! How a person wants to be reached: by their own word, whatever the login says.

use contract::{
    Code, Lang,
    ids::PersonId,
    messages::{Channel, ContactForm, ContactPreferences},
};
use entity::identity::{contact_preferences, persons};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, sea_query::Expr,
};
use sea_orm::{ColumnTrait, JoinType, QueryFilter, QuerySelect};

use super::REGISTERED;
use crate::{
    audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
};

/// How somebody is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reach {
    /// Whether notices are wanted.
    pub(crate) notices: bool,
    /// Where notices go.
    pub(crate) email: Option<String>,
    /// The language of notices.
    pub(crate) lang: Lang,
    /// How acts are served.
    pub(crate) channel: Channel,
    /// The address of that channel.
    pub(crate) address: Option<String>,
}

/// How a person is reached. Who never said anything gets notices at the address of their login, and acts
/// where they filed: in the portal.
///
/// # Errors
/// [`Error::NotFound`] if there is no such person.
pub(crate) async fn reach(db: &impl ConnectionTrait, id: PersonId) -> Result<Reach> {
    let said = persons::Entity::belongs_to(contact_preferences::Entity)
        .from(persons::Column::Id)
        .to(contact_preferences::Column::PersonId);
    let found = persons::Entity::find_by_id(id.0)
        .select_also(contact_preferences::Entity)
        .join(JoinType::LeftJoin, said.into())
        .one(db)
        .await?;
    let (person, said) = found.ok_or(Error::NotFound(Kind::Person))?;
    let Some(said) = said else {
        // Who filed on paper and has never logged in opens nothing in the portal: somebody sends them the act.
        let known = person.issuer != REGISTERED;
        return Ok(Reach {
            notices: true,
            email: person.email,
            lang: Lang::It,
            channel: if known { Channel::Portal } else { Channel::Paper },
            address: None,
        });
    };
    let channel = Channel::parse(&said.channel).unwrap_or_default();
    Ok(Reach {
        notices: said.notices == 1,
        email: said.email.or(person.email),
        lang: Lang::parse(&said.lang).unwrap_or_default(),
        channel,
        address: match channel {
            Channel::Portal => None,
            Channel::Pec => said.pec,
            Channel::Paper => said.postal,
        },
    })
}

/// The form of the actor's own preferences, as they stand. `lang` is the language of who never chose one.
///
/// # Errors
/// [`Error::Forbidden`] for strangers.
pub async fn contact_form(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<ContactForm> {
    let person = actor.person()?;
    let row = contact_preferences::Entity::find_by_id(person.0).one(ctx.db.read()).await?;
    let form = ContactForm { login_email: actor.email.clone(), ..ContactForm::default() };
    Ok(match row {
        None => ContactForm { notices: true, lang, ..form },
        Some(row) => ContactForm {
            notices: row.notices == 1,
            email: row.email.unwrap_or_default(),
            channel: Channel::parse(&row.channel).unwrap_or_default(),
            pec: row.pec.unwrap_or_default(),
            postal: row.postal.unwrap_or_default(),
            lang: Lang::parse(&row.lang).unwrap_or_default(),
            row_version: row.row_version,
            ..form
        },
    })
}

/// Keeps how the actor wants to be reached. Acts that were served already stay on their way.
///
/// # Errors
/// [`Error::Forbidden`] for strangers; [`Error::Conflict`] with `StaleSave` if they were saved elsewhere
/// meanwhile.
pub async fn save_preferences(
    ctx: &Ctx,
    actor: &Actor,
    row_version: i64,
    wanted: &ContactPreferences,
) -> Result<()> {
    let person = actor.person()?;
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        let known = contact_preferences::Entity::find_by_id(person.0).one(&tx).await?;
        if known.as_ref().map_or(0, |row| row.row_version) != row_version {
            return Err(Error::Conflict(Code::StaleSave));
        }
        let mut row = match known.clone() {
            Some(known) => known.into_active_model(),
            None => contact_preferences::ActiveModel { person_id: Set(person.0), ..Default::default() },
        };
        row.notices = Set(i32::from(wanted.notices));
        row.email = Set(wanted.email.as_ref().map(ToString::to_string));
        row.channel = Set(wanted.channel.as_str().to_owned());
        row.pec = Set(wanted.pec.as_ref().map(ToString::to_string));
        row.postal = Set(wanted.postal.clone());
        row.lang = Set(wanted.lang.as_str().to_owned());
        row.row_version = Set(row_version + 1);
        row.updated_at = Set(ctx.clock.now().0);
        if known.is_some() {
            // Held to the version that was read: two forms at once do not both win.
            let held = contact_preferences::Entity::update_many()
                .col_expr(contact_preferences::Column::RowVersion, Expr::value(row_version + 1))
                .filter(contact_preferences::Column::PersonId.eq(person.0))
                .filter(contact_preferences::Column::RowVersion.eq(row_version))
                .exec(&tx)
                .await?;
            if held.rows_affected == 0 {
                return Err(Error::Conflict(Code::StaleSave));
            }
            row.update(&tx).await?;
        } else {
            row.insert(&tx).await?;
        }
        audit::note(ctx, &tx, actor, "contacts.save", format!("person:{person}"), "ok").await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
