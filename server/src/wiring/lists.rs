//! The lists of an installation, read once.

use contract::places::{Bodies, Comuni, ListError, Offices, Orders, Streets, Territory};
use domain::lists::{Lists, own_holidays};

use crate::{
    config::{Config, Mode},
    site,
};

/// The public lists, and the municipality's own.
///
/// # Errors
/// The list that cannot be read, and its first wrong line.
pub(crate) fn lists(config: &Config) -> anyhow::Result<Lists> {
    let overrides = config.data_dir.join("overrides");
    let demo = config.mode == Mode::Demo;
    let read = |name: &str| site::list(&overrides, demo, name).unwrap_or_default();
    let wrong = |name: &str, err: ListError| anyhow::anyhow!("the list {name}, {err}");
    // The demo's comune is in no public list: it comes beside them.
    let public = site::shipped_list("comuni.csv").unwrap_or_default();
    let own = read("comuni.csv");
    let comuni = if own == public { vec![public.as_str()] } else { vec![public.as_str(), own.as_str()] };
    let named = |name, header: &str| {
        let text = read(name);
        if text.is_empty() { format!("{header}\n") } else { text }
    };
    let own_holidays = own_holidays(&read("calendar.toml")).map_err(|err| wrong("calendar.toml", err))?;
    Ok(Lists {
        calendar: site::calendar()?.with(own_holidays),
        comuni: Comuni::parse_all(comuni).map_err(|err| wrong("comuni.csv", err))?,
        streets: Streets::parse(&named("streets.csv", "name;cap"))
            .map_err(|err| wrong("streets.csv", err))?,
        offices: Offices::parse(&named("offices.csv", "id;it;en"))
            .map_err(|err| wrong("offices.csv", err))?,
        bodies: Bodies::parse(&named("bodies.csv", "id;name;address"))
            .map_err(|err| wrong("bodies.csv", err))?,
        orders: Orders::parse(&read("ordini.csv")).map_err(|err| wrong("ordini.csv", err))?,
        territory: Territory::parse(&named("territory.csv", "foglio;particella;zone;constraints"))
            .map_err(|err| wrong("territory.csv", err))?,
    })
}
