//! What whoever writes procedures does at the command line: begin a folder, check it, publish it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

/// Runs `sportello` in a folder; success and what it said.
fn sportello(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    let output = command.current_dir(folder).env_clear().args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

pub(crate) fn shipped(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(path)
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

pub(crate) fn change(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_folder_that_was_begun_passes_and_a_mistake_is_named_with_its_line() {
    let folder = TempDir::new().unwrap();
    let (begun, said) = sportello(folder.path(), &["procedure", "new", "occupazione-suolo"]);
    assert!(begun, "{said}");
    let (passes, said) = sportello(folder.path(), &["procedure", "check", "occupazione-suolo"]);
    assert!(passes && said.contains("Every sample and every scenario holds"), "{said}");
    change(&folder.path().join("occupazione-suolo/form.toml"), "kind = \"", "kind = \"no-");
    let (passes, said) = sportello(folder.path(), &["procedure", "check", "occupazione-suolo"]);
    assert!(!passes, "{said}");
    let line = said.lines().any(|line| {
        line.split_once("form.toml:").is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    assert!(line && said.contains("no-"), "{said}");
}

#[test]
fn questions_that_lead_to_a_procedure_are_checked_against_the_procedures() {
    let folder = TempDir::new().unwrap();
    let shipped = shipped("prechecks/lavori-edilizi");
    let (passes, said) = sportello(folder.path(), &["procedure", "check", shipped.to_str().unwrap()]);
    assert!(passes && said.contains("every way of answering leads to an outcome"), "{said}");
    let own = folder.path().join("prechecks/lavori-edilizi");
    copy(&shipped, &own);
    change(&own.join("tree.toml"), "procedure = \"cila\"", "procedure = \"cilla\"");
    let (passes, said) = sportello(folder.path(), &["procedure", "check", own.to_str().unwrap()]);
    assert!(!passes && said.contains("tree.toml:") && said.contains("cilla"), "{said}");
    // A procedure beside it may be named.
    let mine = folder.path().join("procedures/cilla");
    copy(&self::shipped("procedures/cila"), &mine);
    change(&mine.join("procedure.toml"), "slug = \"cila\"", "slug = \"cilla\"");
    let (_, said) = sportello(folder.path(), &["procedure", "check", own.to_str().unwrap()]);
    assert!(!said.contains("cilla"), "{said}");
}

#[test]
fn a_service_that_is_not_begun_here_is_checked_with_its_lines() {
    let folder = TempDir::new().unwrap();
    let shipped = shipped("services/tari.toml");
    let (passes, said) = sportello(folder.path(), &["procedure", "check", shipped.to_str().unwrap()]);
    assert!(passes && said.contains("tari: the sheet is complete"), "{said}");
    // Alone in a folder it is held to the shipped categories.
    let own = folder.path().join("tari.toml");
    std::fs::copy(&shipped, &own).unwrap();
    change(&own, "category = \"tributi\"", "category = \"tributo\"");
    let (passes, said) = sportello(folder.path(), &["procedure", "check", own.to_str().unwrap()]);
    assert!(!passes && said.contains("tari.toml:2 category: there is no category `tributo`"), "{said}");
}

#[test]
fn a_revision_is_published_by_a_person_and_one_with_mistakes_is_not() {
    let folder = TempDir::new().unwrap();
    let (done, said) = sportello(folder.path(), &["migrate"]);
    assert!(done, "{said}");
    let (done, said) = sportello(folder.path(), &["procedure", "publish", "cila"]);
    assert!(done && said.contains("is in force"), "{said}");
    let own = folder.path().join("data/overrides/procedures/cila");
    copy(&shipped("procedures/cila"), &own);
    let form = own.join("form.toml");
    change(&form, "kind = \"", "kind = \"no-");
    let (done, said) = sportello(folder.path(), &["procedure", "publish", "cila"]);
    assert!(!done && said.contains("form.toml:"), "{said}");
    change(&form, "kind = \"no-", "kind = \"");
    let (done, said) = sportello(folder.path(), &["procedure", "publish", "cila"]);
    assert!(done && said.contains("is in force"), "{said}");
    // The municipality's own amounts need no new version, and are held to the fees of the procedure.
    let fees = folder.path().join("data/overrides/fees/cila.toml");
    fs::create_dir_all(fees.parent().unwrap()).unwrap();
    let own_folder = own;
    let own = "[[table]]\nid = \"segreteria\"\nsource = \"Deliberazione n. 1\"\n[table.row]\nbarriere.amount = \"0\"\n\
               una_unita.amount = \"65.00\"\npiu_unita = { amount = \"65.00\", each = \"10.00\", max = \"200.00\" }\n";
    fs::write(&fees, own).unwrap();
    let (done, said) = sportello(folder.path(), &["procedure", "publish", "cila"]);
    assert!(done && said.contains("is in force"), "{said}");
    let shipped_fees = own_folder.join("fees.toml");
    change(&shipped_fees, "when = \"unita > 1\"", "when = \"unita > 2\"");
    let (done, said) = sportello(folder.path(), &["procedure", "publish", "cila"]);
    assert!(!done && said.contains("version"), "for what a fee is due is the procedure's: {said}");
    change(&shipped_fees, "when = \"unita > 2\"", "when = \"unita > 1\"");
    change(&fees, "65.00", "sessantacinque");
    let (done, said) = sportello(folder.path(), &["procedure", "publish", "cila"]);
    assert!(!done && said.contains("fees/cila.toml") && said.contains("sessantacinque"), "{said}");
    // Bytes that are no text are no reason to fall back to the examples.
    fs::write(&fees, b"\xff\xfe").unwrap();
    let (done, said) = sportello(folder.path(), &["procedure", "publish", "cila"]);
    assert!(!done && said.contains("fees/cila.toml") && said.contains("cannot be read"), "{said}");
    let (done, said) = sportello(folder.path(), &["procedure", "publish", "mai-vista"]);
    let none = "no procedure has the slug `mai-vista`: its folder would stand in ";
    assert!(!done && said.contains(none) && said.contains("overrides/procedures"), "{said}");
    let (done, said) = sportello(folder.path(), &["procedure", "publish", "cilla"]);
    assert!(!done && said.contains("did you mean `cila`?"), "{said}");
    let (done, said) = sportello(folder.path(), &["procedure", "publish", "../procedures/cila"]);
    assert!(!done && said.contains("no procedure has the slug `../procedures/cila`"), "{said}");
}

#[test]
fn every_shipped_procedure_passes_the_check_with_the_documents_of_its_acts() {
    for entry in fs::read_dir(shipped("procedures")).unwrap() {
        let folder = entry.unwrap().path();
        if folder.join("procedure.toml").is_file() {
            let (passes, said) = sportello(&folder, &["procedure", "check", folder.to_str().unwrap()]);
            assert!(passes, "{said}");
            // What is not named by an event is never laid out, and nobody would notice.
            let workflow = fs::read_to_string(folder.join("workflow.toml")).unwrap();
            for file in fs::read_dir(folder.join("deeds")).unwrap() {
                let name = file.unwrap().file_name().into_string().unwrap();
                let id = name.trim_end_matches(".typ");
                assert!(workflow.contains(&format!("deed = \"{id}\"")), "{}: {name}", folder.display());
            }
        }
    }
}

#[test]
fn a_template_that_cannot_be_laid_out_is_refused_with_its_line() {
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("cila");
    copy(&shipped("procedures/cila"), &own);
    change(&own.join("deeds/chiusura.typ"), "#words()", "#wordz()");
    let (passes, said) = sportello(folder.path(), &["procedure", "check", "cila"]);
    assert!(!passes && said.contains("cila/deeds/chiusura.typ:") && said.contains("wordz"), "{said}");
}

#[test]
fn a_template_that_the_typesetter_refuses_gets_a_remedy_of_its_own() {
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("cila");
    for (from, to, remedy) in [
        ("#words()", "#image(\"stemma.png\")", "has no images, packages or files"),
        ("#words()", "#import \"@preview/cetz:0.3.0\"", "has no images, packages or files"),
        ("#words()", "Scrivi a info@comune.example", "write `\\@` for `@`"),
        ("#show: letter", "", "begin the template with"),
        ("#words()", "#act.terms.at(lower(\"ALTRO\")).ends", "write the id of a question"),
        ("#words()", "#act.case.nummer", "write one of: number, "),
        ("#words()", "#act.titel", "write one of: title, "),
        ("#words()", "#{ let it = act.case; it.protocoll }", "write `protocol`, as in `act.case.protocol`"),
    ] {
        copy(&shipped("procedures/cila"), &own);
        change(&own.join("deeds/chiusura.typ"), from, to);
        let (passes, said) = sportello(folder.path(), &["procedure", "check", "cila"]);
        assert!(!passes && said.contains(remedy), "{to}: {said}");
    }
    copy(&shipped("procedures/cila"), &own);
    fs::rename(own.join("clocks.toml"), own.join("clock.toml")).unwrap();
    let (passes, said) = sportello(folder.path(), &["procedure", "check", "cila"]);
    assert!(!passes && said.contains("cila/clock.toml: this is no file of a procedure"), "{said}");
    assert!(said.contains("call it `clocks.toml`") && said.lines().count() == 2, "{said}");
}

#[test]
fn what_another_procedure_does_not_have_is_refused_with_its_line() {
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("inizio-lavori");
    copy(&shipped("procedures/inizio-lavori"), &own);
    change(&own.join("links.toml"), "states = [\"silenzio_assenso\"]", "states = [\"silenzio\"]");
    let (passes, said) = sportello(folder.path(), &["procedure", "check", "inizio-lavori"]);
    let text = fs::read_to_string(own.join("links.toml")).unwrap();
    let at = text.lines().position(|line| line == "states = [\"silenzio\"]").unwrap() + 1;
    let line = format!(
        "inizio-lavori/links.toml:{at} link.inizio_silenzio.states.silenzio: `permesso-di-costruire` has no state \
         `silenzio`; write"
    );
    assert!(!passes && said.contains(&line), "{said}");
    copy(&shipped("procedures/inizio-lavori"), &own);
    change(&own.join("links.toml"), "to = \"permesso-di-costruire\"", "to = \"permesso-di-costruzione\"");
    let (passes, said) = sportello(folder.path(), &["procedure", "check", "inizio-lavori"]);
    let text = fs::read_to_string(own.join("links.toml")).unwrap();
    let at = text.lines().position(|line| line == "to = \"permesso-di-costruzione\"").unwrap() + 1;
    let line = format!("inizio-lavori/links.toml:{at} link.");
    assert!(!passes && said.contains(&line) && said.contains("; write `permesso-di-costruire`"), "{said}");
    copy(&shipped("procedures/inizio-lavori"), &own);
    change(&own.join("links.toml"), "= [\"registra_nella_pratica\", ", "= [\"registra\", ");
    let (passes, said) = sportello(folder.path(), &["procedure", "check", "inizio-lavori"]);
    let finding = "the link `inizio_permesso` lets nobody do `registra` before it is confirmed";
    assert!(!passes && said.contains(finding), "{said}");
}
