//! The demo municipality's people, as the sandbox's login knows them.

use std::collections::HashMap;

use anyhow::Context;
use contract::{
    identity::StaffRole,
    ids::{PersonId, RequestId},
};
use domain::{Actor, Ctx, identity, ports::Identity};
use serde::Deserialize;

const PEOPLE: &str = include_str!("../../data/demo/people.toml");

#[derive(Deserialize)]
struct People {
    person: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    key: String,
    given_name: String,
    family_name: String,
    fiscal_code: String,
    email: String,
    office: Option<String>,
    #[serde(default)]
    roles: Vec<String>,
}

/// The people by key, known to the portal as if each had logged in once.
pub(super) async fn introduce(ctx: &Ctx, issuer: &str) -> anyhow::Result<HashMap<String, Actor>> {
    let people: People = toml::from_str(PEOPLE).context("people.toml")?;
    let mut actors = HashMap::new();
    for person in people.person {
        for role in &person.roles {
            let role = StaffRole::parse(role).with_context(|| format!("unknown role {role}"))?;
            let office = person.office.as_deref().unwrap_or("ufficio-tecnico");
            identity::appoint(ctx, &person.fiscal_code, office, role).await?;
        }
        let request = RequestId(ctx.ids.next());
        let id: PersonId = identity::record_login(
            ctx,
            request,
            &Identity {
                issuer: issuer.to_owned(),
                subject: person.key.clone(),
                given_name: person.given_name,
                family_name: person.family_name,
                fiscal_code: person.fiscal_code,
                email: Some(person.email),
            },
        )
        .await?;
        actors.insert(person.key, identity::actor(ctx, id, request).await?);
    }
    Ok(actors)
}
