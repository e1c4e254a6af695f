//! `sportello staff`: who works in an office.

use std::process::ExitCode;

use anyhow::Context;
use contract::{identity::StaffRole, people::CodiceFiscale};
use domain::identity;

use super::{StaffRow, say};
use crate::{config::Config, wiring};

pub(super) async fn change(config: &Config, row: &StaffRow, add: bool) -> anyhow::Result<ExitCode> {
    let person = CodiceFiscale::parse(&row.fiscal_code).context("the codice fiscale does not hold")?;
    let role = StaffRole::parse(&row.role).context("the role is clerk, rup, dirigente or administrator")?;
    let ctx = wiring::records(config).await?;
    if add {
        identity::appoint(&ctx, person.as_str(), &row.office, role).await?;
        say(&format!("{} is {} in {} from the next request on.", person, role.as_str(), row.office));
        return Ok(ExitCode::SUCCESS);
    }
    if identity::dismiss(&ctx, person.as_str(), &row.office, role).await? {
        say(&format!("{} is no longer {} in {}.", person, role.as_str(), row.office));
        return Ok(ExitCode::SUCCESS);
    }
    say("Nobody with this codice fiscale has that role there.");
    Ok(ExitCode::FAILURE)
}
