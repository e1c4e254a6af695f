//! What an installation serves: procedures, questions that lead to them, sheets of services. Its own files win
//! over the shipped ones; a file with mistakes stops nobody who has a working one.

use domain::{
    Ctx,
    procedures::{
        self, CATEGORIES, Definition, Finding, Precheck, Prechecks, SAMPLES, Shared, Sheet, Sheets,
        samples_findings,
    },
};

use crate::{
    config::{Config, Mode},
    site,
};

/// Puts every folder beside the published revisions; see [`offer`].
pub(super) async fn propose_shipped(config: &Config, ctx: &Ctx) -> anyhow::Result<()> {
    for slug in procedure_slugs(config) {
        match folder(config, ctx, &slug) {
            Ok(definition) => offer(config, ctx, &definition).await?,
            Err(findings) => {
                refuse(&slug, &findings);
                instead(config, ctx, &slug).await?;
            }
        }
    }
    Ok(())
}

/// The slugs of the procedures that are offered here: the shipped ones and the installation's own.
pub(crate) fn procedure_slugs(config: &Config) -> Vec<String> {
    site::procedure_slugs(&config.data_dir.join("overrides"))
}

/// Where the installation's own folder has mistakes before anything of it was ever published, the shipped one serves
/// in its place, if there is one, until the own one is published: a slip in one folder closes no office.
async fn instead(config: &Config, ctx: &Ctx, slug: &str) -> anyhow::Result<()> {
    if procedures::current(ctx, slug).await.is_ok() {
        return Ok(());
    }
    match shipped(config, ctx, slug) {
        Some(definition) => {
            tracing::error!(
                procedure.slug = slug,
                "the shipped folder is published in its place: publish your own, with a higher version, when it is mended"
            );
            offer(config, ctx, &definition).await
        }
        None => {
            tracing::error!(procedure.slug = slug, "there is nothing else to serve: it is left out");
            Ok(())
        }
    }
}

/// Puts what a folder holds beside the published revisions. In the demo it is published at once, unless
/// drafts would lose something. One whose first day has not come waits for it.
async fn offer(config: &Config, ctx: &Ctx, definition: &Definition) -> anyhow::Result<()> {
    let slug = definition.slug();
    if let Some(early) = procedures::not_yet(ctx, definition) {
        tracing::warn!(procedure.slug = slug, "the folder waits for its first day:\n{early}");
        return Ok(());
    }
    let publish = config.mode == Mode::Demo;
    let kept = if publish { procedures::unpublishable(ctx, definition).await? } else { Vec::new() };
    procedures::propose(ctx, definition, publish && kept.is_empty()).await?;
    if !kept.is_empty() {
        refuse(slug, &kept);
    }
    Ok(())
}

/// A procedure's folder as it is now: the installation's own, else the shipped one. Its samples must hold;
/// a folder may have none.
///
/// # Errors
/// All that is wrong with it.
pub(crate) fn folder(config: &Config, ctx: &Ctx, slug: &str) -> Result<Definition, Vec<Finding>> {
    let overrides = config.data_dir.join("overrides");
    let block = |block: &str, name: &str| site::block_file(&overrides, block, name);
    read_folder(config, ctx, slug, (&|name: &str| file(config, slug, name), &block))
}

/// The shipped folder of a procedure, whatever the installation has of its own, if there is a good one.
fn shipped(config: &Config, ctx: &Ctx, slug: &str) -> Option<Definition> {
    let read = |name: &str| site::shipped_procedure(slug, name);
    read_folder(config, ctx, slug, (&read, &site::shipped_block)).ok()
}

/// How the files of a folder, and those of a block of the question bank, are read.
type Reading<'a> = (&'a dyn Fn(&str) -> Option<Vec<u8>>, &'a dyn Fn(&str, &str) -> Option<Vec<u8>>);

fn read_folder(
    config: &Config,
    ctx: &Ctx,
    slug: &str,
    (read, block): Reading<'_>,
) -> Result<Definition, Vec<Finding>> {
    let overrides = config.data_dir.join("overrides");
    let shared = Shared { block, orders: ctx.lists.orders.all() };
    let definition = Definition::load(slug, read, &shared)?;
    let found = match read(SAMPLES) {
        Some(_) => samples_findings(&definition, read),
        None => Vec::new(),
    };
    if !found.is_empty() {
        return Err(found);
    }
    // The samples are of the amounts that the folder has: the municipality's own come after them.
    match site::tariff(&overrides, slug) {
        (file, Ok(Some(text))) => definition.with_tariff(&file, &text),
        (_, Ok(None)) => Ok(definition),
        (file, Err(error)) => Err(vec![Finding {
            file,
            line: None,
            key: None,
            message: format!("it cannot be read: {error}"),
            remedy: "let the portal's user read it, and write it as UTF-8".to_owned(),
        }]),
    }
}

/// A file of a procedure's folder as it is now.
pub(crate) fn file(config: &Config, slug: &str, name: &str) -> Option<Vec<u8>> {
    site::procedure_file(&config.data_dir.join("overrides"), slug, name)
}

/// The questions that lead to the right procedure, with the installation's own. One with mistakes,
/// or that leads to what is not published here, is left out, and the log says where they are.
pub(super) async fn prechecks(config: &Config, ctx: &Ctx) -> anyhow::Result<Prechecks> {
    let overrides = config.data_dir.join("overrides");
    let published = procedures::all_current(ctx).await?;
    let published: Vec<&Definition> = published.iter().map(AsRef::as_ref).collect();
    let mut trees = Vec::new();
    for slug in site::precheck_slugs(&overrides) {
        let lines = |findings: &[Finding]| findings.iter().map(|it| format!("\n{it}")).collect::<String>();
        match Precheck::load(&slug, &|name| site::precheck_file(&overrides, &slug, name), &published) {
            Ok((tree, misfits)) => {
                if !misfits.is_empty() {
                    tracing::warn!(precheck.slug = slug, "forms do not take all answers:{}", lines(&misfits));
                }
                trees.push(tree);
            }
            Err(findings) => {
                tracing::error!(precheck.slug = slug, "mistakes, left out:{}", lines(&findings));
            }
        }
    }
    Ok(Prechecks::from(trees))
}

/// The services that cannot be begun here, with the installation's own. One with mistakes is left out, and the
/// log says where they are.
pub(super) fn sheets(config: &Config) -> anyhow::Result<Sheets> {
    let overrides = config.data_dir.join("overrides");
    let lines = |findings: &[Finding]| findings.iter().map(|it| format!("\n{it}")).collect::<String>();
    let file = site::sheet_file(&overrides, CATEGORIES).unwrap_or_default();
    let categories =
        Sheets::categories(file).map_err(|found| anyhow::anyhow!("the categories:{}", lines(&found)))?;
    let mut sheets = Vec::new();
    for slug in site::sheet_slugs(&overrides) {
        let file = site::sheet_file(&overrides, &format!("{slug}.toml")).unwrap_or_default();
        match Sheet::load(&slug, file, &categories) {
            Ok(sheet) => sheets.push(sheet),
            Err(found) => tracing::error!(service.slug = slug, "mistakes, left out:{}", lines(&found)),
        }
    }
    Ok(Sheets::new(categories, sheets))
}

/// A folder with mistakes stops nobody who has a published revision of that procedure: it keeps running, and the log says
/// where the mistakes are.
fn refuse(slug: &str, findings: &[Finding]) {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    tracing::error!(
        procedure.slug = slug,
        "the folder has mistakes, what was published keeps running:\n{}",
        lines.join("\n")
    );
}
