//! The archive for operators: everything that is needed is in it, and the units are ones that systemd takes.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use flate2::read::GzDecoder;
use server::config::Config;
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn the_archive_holds_program_units_papers_and_licences() {
    let into = TempDir::new().unwrap();
    // Any program will do: what is built is proved elsewhere.
    let output = Command::new(root().join(".ci/dist"))
        .args(["--binary", "/bin/true", "--into"])
        .arg(into.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let archives = fs::read_dir(into.path()).unwrap().map(|entry| entry.unwrap().path());
    let archives: Vec<_> = archives.filter(|path| path.is_file()).collect();
    let archive = archives.iter().find(|path| path.to_string_lossy().ends_with(".tar.gz")).unwrap();
    let name = archive.file_name().unwrap().to_string_lossy().into_owned();
    let version = concat!("sportello-", env!("CARGO_PKG_VERSION"), "-");
    assert!(name.starts_with(version), "{name}: which version, and for which machine");
    assert!(archives.iter().any(|path| path.to_string_lossy().ends_with(".tar.gz.sha256")));
    let mut tar = tar::Archive::new(GzDecoder::new(fs::File::open(archive).unwrap()));
    let mut found = BTreeSet::new();
    for entry in tar.entries().unwrap() {
        let entry = entry.unwrap();
        let path = entry.path().unwrap().to_string_lossy().into_owned();
        let (_, inside) = path.split_once('/').unwrap();
        if inside == "sportello" {
            assert_eq!(entry.header().mode().unwrap() & 0o111, 0o111, "it can be run");
        }
        if !inside.is_empty() && !inside.ends_with('/') {
            found.insert(inside.to_owned());
        }
    }
    for wanted in [
        "sportello",
        "INSTALL.md",
        "README.md",
        "CHANGELOG.md",
        "publiccode.yml",
        "sportello.toml.example",
        "systemd/sportello.service",
        "systemd/sportello-backup.service",
        "systemd/sportello-backup.timer",
        "systemd/sportello-check.service",
        "systemd/sportello-check.timer",
        "proxy/nginx.conf",
        "proxy/Caddyfile",
        "licences/EUPL-1.2.txt",
        "licences/TitilliumWeb-OFL.txt",
        "licences/DejaVuSans-LICENSE.txt",
        "licences/libraries.txt",
    ] {
        assert!(found.contains(wanted), "{wanted} in {found:?}");
    }
    let name = archive.file_name().unwrap().to_string_lossy().replace(".tar.gz", "");
    let libraries = fs::read_to_string(into.path().join(name).join("licences/libraries.txt")).unwrap();
    for library in ["axum v", "typst v", "sea-orm v"] {
        assert!(libraries.contains(library), "{library}");
    }
    assert!(!libraries.contains(root().to_str().unwrap()), "no path of the machine that packed it");
}

#[test]
fn the_sample_configuration_is_one_that_is_read() {
    let sample = fs::read_to_string(root().join("server/templates/dist/sportello.toml.example")).unwrap();
    let folder = TempDir::new().unwrap();
    let secret = folder.path().join("oidc.secret");
    fs::write(&secret, "a secret").unwrap();
    let file = folder.path().join("sportello.toml");
    let sample = sample.replace("/var/lib/sportello/oidc.secret", secret.to_str().unwrap());
    fs::write(&file, sample).unwrap();
    Config::load(Some(&file)).unwrap();
}

#[test]
fn the_units_are_ones_that_systemd_takes() {
    let units = root().join("server/templates/dist");
    let folder = TempDir::new().unwrap();
    for name in [
        "sportello.service",
        "sportello-backup.service",
        "sportello-backup.timer",
        "sportello-check.service",
        "sportello-check.timer",
    ] {
        // systemd looks whether the program is there.
        let text =
            fs::read_to_string(units.join(name)).unwrap().replace("/opt/sportello/sportello", "/bin/true");
        assert!(!text.contains("/opt/sportello/sportello"));
        fs::write(folder.path().join(name), text).unwrap();
    }
    let verify = |name: &str| {
        Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(folder.path().join(name)).output()
    };
    for name in ["sportello.service", "sportello-backup.timer", "sportello-check.timer"] {
        // Machines without systemd cannot be asked.
        let Ok(output) = verify(name) else { return };
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let ours: Vec<&str> = said.lines().filter(|line| line.contains("sportello")).collect();
        assert!(output.status.success() && ours.is_empty(), "{name}: {said}");
    }
}
