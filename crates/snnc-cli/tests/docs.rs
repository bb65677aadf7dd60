//! The documentation speaks of this version: its examples are models without findings that run, its list of codes is
//! complete, its links lead somewhere, and each command and option is described.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files under a folder with this extension, in order.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in folder.read_dir().expect("the folder exists") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn pages() -> Vec<PathBuf> {
    let mut pages = files(&root().join("docs"), "md");
    pages.push(root().join("README.md"));
    pages
}

/// The blocks of a page that are whole models, with the line that each begins in.
fn models(page: &str) -> Vec<(usize, String)> {
    let mut models = vec![];
    let mut open: Option<(usize, String)> = None;
    let mut elsewhere = false;
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line.trim_end()) {
            (Some(_), "```") => models.extend(open.take()),
            (Some((_, text)), line) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, "```eqs") => open = Some((number + 2, String::new())),
            (None, line) if line.starts_with("```") => elsewhere = !elsewhere,
            _ => {}
        }
        assert!(open.is_none() || !elsewhere, "a model inside another block, line {}", number + 1);
    }
    assert!(open.is_none() && !elsewhere, "a block is not closed");
    models
}

#[test]
fn every_model_of_the_documentation_is_fine() {
    let mut count = 0;
    for path in pages() {
        for (line, text) in models(&read(&path)) {
            let name = format!("{} from line {line} on", path.display());
            let findings = snnc::Model::from_text(&name, text).diagnostics();
            let told: Vec<_> = findings.iter().map(|d| format!("{}: {}", d.code, d.message)).collect();
            assert!(told.is_empty(), "{name}\n{}", told.join("\n"));
            count += 1;
        }
    }
    assert!(count > 10, "only {count} models in the documentation");
}

/// The recorded arrays and saved values of a model of the documentation, all of them bit by bit.
fn outcome(name: &str, text: &str, backend: snnc::Backend) -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let outcome = || {
        let model = snnc::Model::from_text(name, text);
        let runs = text.lines().any(|line| line.contains("run "));
        let model = if runs { model } else { model.with_duration("20 ms")? };
        let compiled = model.compile_with(backend)?;
        let recording = compiled.run()?;
        snnc::ResultFolder::prepare(&out)?.commit(&recording, &compiled)
    };
    outcome().unwrap_or_else(|error: snnc::Error| panic!("{name}\n{error}"));
    let archives = files(&out, "npz").into_iter().map(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read(&path).expect("it can be read"))
    });
    archives.collect()
}

#[test]
fn every_model_of_the_documentation_runs() {
    for path in pages() {
        for (line, text) in models(&read(&path)) {
            let name = format!("{} from line {line} on", path.display());
            let compiled = outcome(&name, &text, snnc::Backend::Cranelift);
            let interpreted = outcome(&name, &text, snnc::Backend::Interpreter);
            assert!(compiled == interpreted, "{name}: the interpreter gives something else");
        }
    }
}

/// `family::name` at the beginning of a text, and what follows it.
fn code(text: &str) -> Option<(&str, &str)> {
    let (family, rest) = text.split_once("::")?;
    let end = rest.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '-')?;
    let fits = !family.is_empty() && family.bytes().all(|b| b.is_ascii_lowercase()) && end > 0;
    fits.then(|| text.split_at(family.len() + 2 + end))
}

#[test]
fn every_code_is_listed() {
    let mut in_sources = BTreeSet::new();
    for folder in root().join("crates").read_dir().expect("the folder exists") {
        for path in files(&folder.expect("it can be listed").path().join("src"), "rs") {
            let text = read(&path);
            let strings = text.split('"').filter_map(|string| {
                let string = format!("{string}\"");
                let (code, rest) = code(&string)?;
                (rest == "\"" || rest.starts_with("\\n")).then(|| code.to_string())
            });
            in_sources.extend(strings);
        }
    }
    let page = read(&root().join("docs/diagnostics.md"));
    let listed: Vec<String> =
        page.lines().filter_map(|line| Some(code(line.strip_prefix("| `")?)?.0.to_string())).collect();
    let unique: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(unique.len(), listed.len(), "a code is listed twice");
    let missing: Vec<_> = in_sources.difference(&unique).collect();
    let gone: Vec<_> = unique.difference(&in_sources).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not listed: {missing:?}\nlisted, but gone: {gone:?}");
    assert!(unique.len() > 100, "only {} codes found", unique.len());
}

/// The anchor of a heading, as it is made where the pages are shown.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().trim().to_lowercase().replace(' ', "-")
}

#[test]
fn links_between_pages_lead_somewhere() {
    for path in pages() {
        let page = read(&path);
        for link in page.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(link, _)| link)) {
            let (file, heading) = link.split_once('#').map_or((link, None), |(f, h)| (f, Some(h)));
            let is_ours =
                file.is_empty() || Path::new(file).extension().is_some_and(|e| e == "md" || e == "png");
            if link.starts_with("http") || !is_ours {
                continue;
            }
            let target =
                if file.is_empty() { path.clone() } else { path.parent().expect("a folder").join(file) };
            assert!(target.exists(), "{}: {link}", path.display());
            let Some(heading) = heading else { continue };
            let page = read(&target);
            let found = page
                .lines()
                .filter(|line| line.starts_with('#'))
                .any(|line| anchor(line.trim_start_matches('#')) == heading);
            assert!(found, "{}: {link}", path.display());
        }
    }
}

#[test]
fn every_option_is_described() {
    let page = read(&root().join("docs/command-line.md"));
    for command in [
        "run", "plot", "stats", "report", "watch", "sweep", "export", "rerun", "check", "fmt", "explain",
        "inspect", "lsp",
    ] {
        assert!(page.contains(&format!("## snnc {command}\n")), "no section on {command}");
        let help = Command::new(env!("CARGO_BIN_EXE_snnc")).args([command, "--help"]).output();
        let help = String::from_utf8(help.expect("it runs").stdout).expect("text");
        for word in help.split([' ', ',', '\n', '[', '=']).filter(|w| w.starts_with("--") && w.len() > 2) {
            assert!(page.contains(word), "{command} has {word}");
        }
        let values = help.lines().filter_map(|line| line.trim_start().strip_prefix("- "));
        for value in values.filter_map(|line| line.split_once(':').map(|(value, _)| value)) {
            assert!(page.contains(value), "{command} has the value {value}");
        }
    }
}
