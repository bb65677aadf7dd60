//! What a user reads of each wrong model in `tests/models/wrong`: its source, and every message as the terminal shows it.
//!
//! `INSTA_UPDATE=always cargo test -p snnc-lang --test diagnostics` writes the snapshots anew, to be read before they are
//! committed.

use miette::{GraphicalReportHandler, GraphicalTheme};
use snnc_lang::check::StdArithmetic;
use snnc_lang::files::{Disk, Files};
use snnc_lang::imports::{Program, assemble};
use snnc_lang::report::Report;
use snnc_lang::{SourceId, Sources, check, syntax};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn models(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(&folder).expect("the folder of models exists");
    let mut models: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    models.retain(|path| path.extension().is_some_and(|extension| extension == "eqs"));
    models.sort();
    assert!(!models.is_empty(), "no models in {}", folder.display());
    models
}

/// The files beside a model, whose folder is not shown.
struct Folder<'a>(&'a Path);

impl Files for Folder<'_> {
    fn resolve(&self, from: &str, path: &str) -> String {
        Disk.resolve(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        Disk.read(&self.0.with_file_name(name).to_string_lossy())
    }
}

/// All messages of a model, and whether one of them is an error.
fn messages(path: &Path) -> (String, bool) {
    let name = path.file_name().expect("a file").to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).expect("a readable model");
    let Program { file, sources, mut diagnostics, .. } = assemble(name, text, &Folder(path));
    let checked = check::check(&file, &sources, &[], &StdArithmetic, &Folder(path));
    diagnostics.extend(checked.diagnostics);
    let theme = GraphicalTheme::unicode_nocolor();
    let handler =
        GraphicalReportHandler::new_themed(theme).with_context_lines(1).with_links(false).with_width(120);
    let mut messages = String::new();
    for diagnostic in &diagnostics {
        let mut drawn = String::new();
        handler.render_report(&mut drawn, &Report::new(diagnostic, &sources)).expect("it can be drawn");
        let lines: Vec<_> = drawn.trim_end().lines().map(str::trim_end).collect();
        writeln!(messages, "{}\n", lines.join("\n")).expect("a string takes all");
    }
    (messages, diagnostics.iter().any(snnc_lang::Diagnostic::is_error))
}

#[test]
fn wrong_models_are_told_as_they_were() {
    for path in models("../../tests/models/wrong") {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&path).expect("a readable model");
        let (messages, _) = messages(&path);
        assert!(!messages.is_empty(), "nothing is told of {name}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.parent().expect("a folder"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, format!("{source}\n{messages}")));
    }
}

/// Codes that no wrong model can show, and why.
const NOT_SHOWN: &[(&str, &str)] = &[
    ("imports::too-deep", "it takes more than a hundred files"),
    ("syntax::too-long", "it takes a statement of two million characters"),
    ("syntax::too-many", "it takes a hundred other messages"),
    ("times::not-a-multiple", "the check tells `numerics::off-grid` before"),
    ("times::too-long", "the check tells `numerics::too-many-steps` before"),
];

#[test]
fn each_listed_code_is_told_of_a_wrong_model() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let list = std::fs::read_to_string(root.join("docs/diagnostics.md")).expect("the list of codes");
    let listed: BTreeSet<&str> = list
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(code, _)| code)
        .filter(|code| code.contains("::"))
        .collect();
    assert!(listed.len() > 200, "{listed:?}");
    let mut told = BTreeSet::new();
    for folder in ["tests/models/wrong", "tests/models/wrong_in_runs"] {
        for model in models(&format!("../../{folder}")) {
            let snapshot = std::fs::read_to_string(model.with_extension("snap")).expect("its snapshot");
            told.extend(snapshot.lines().filter(|line| listed.contains(line)).map(str::to_string));
        }
    }
    let shown = |code: &str| told.contains(code);
    let missing: Vec<_> =
        listed.iter().filter(|code| !shown(code) && !NOT_SHOWN.iter().any(|(not, _)| not == *code)).collect();
    assert!(missing.is_empty(), "no wrong model shows {missing:?}");
    let needless: Vec<_> =
        NOT_SHOWN.iter().filter(|(code, _)| shown(code) || !listed.contains(code)).collect();
    assert!(needless.is_empty(), "shown, or listed no more: {needless:?}");
}

#[test]
fn right_models_are_right() {
    let known = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/models/known");
    let constructs = known.read_dir().expect("the folder of known outcomes");
    let constructs =
        constructs.map(|entry| entry.expect("a folder entry").path()).filter(|path| path.is_dir());
    let known = constructs.flat_map(|folder| models(&folder.display().to_string()));
    for path in models("../../tests/models/valid").into_iter().chain(known) {
        let (messages, wrong) = messages(&path);
        assert!(!wrong, "{}:\n{messages}", path.display());
    }
}

/// Every right model is free of warnings, unless a line of it begins with `# Warned of:` and says why.
#[test]
fn right_models_need_no_warning() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders: Vec<PathBuf> =
        ["models", "models/cells", "models/synapses", "tests/models/valid", "tests/models/statistics"]
            .into_iter()
            .map(|folder| root.join(folder))
            .collect();
    let known = root.join("tests/models/known").read_dir().expect("the folder of known outcomes");
    folders.extend(known.map(|entry| entry.expect("a folder entry").path()).filter(|path| path.is_dir()));
    let mut warned = String::new();
    for path in folders.iter().flat_map(|folder| models(&folder.display().to_string())) {
        let text = std::fs::read_to_string(&path).expect("a readable model");
        let (messages, _) = messages(&path);
        if messages.is_empty() == text.lines().any(|line| line.starts_with("# Warned of: ")) {
            writeln!(warned, "{}:\n{messages}", path.display()).expect("a string takes all");
        }
    }
    assert!(warned.is_empty(), "{warned}");
}

#[test]
fn the_models_of_the_project_need_no_warning() {
    for path in models("../../models") {
        let (messages, _) = messages(&path);
        assert!(messages.is_empty(), "{}:\n{messages}", path.display());
    }
}

/// Parses and checks a text; what is found must lie in it.
fn examine(text: &str) {
    let sources = Sources::single("mutant.eqs", text);
    let parse = syntax::parse(sources.get(SourceId(0)));
    let checked = check::check(&parse.file, &sources, &[], &StdArithmetic, &Disk);
    let all = parse.diagnostics.iter().chain(&checked.diagnostics);
    for diagnostic in all {
        let labels = diagnostic.labels.iter().chain([&diagnostic.primary]);
        for label in labels {
            assert!(text.get(label.span.range()).is_some(), "{} lies outside of\n{text}", diagnostic.code);
        }
    }
    if let Some(model) = checked.model {
        assert!(!model.to_string().is_empty());
    }
}

#[test]
fn damaged_models_are_checked_without_panic() {
    let folders = ["../../models", "../../tests/models/valid", "../../tests/models/wrong"];
    for path in folders.into_iter().flat_map(models) {
        let text = std::fs::read_to_string(&path).expect("a readable model");
        let ends_word = |(at, c): (usize, char)| (!c.is_alphanumeric()).then_some(at);
        let cuts: Vec<_> = text.char_indices().filter_map(ends_word).collect();
        for pair in cuts.windows(2).step_by(19) {
            // Without a word or sign; with the next one twice.
            examine(&[&text[..pair[0]], &text[pair[1]..]].concat());
            examine(&[&text[..pair[1]], &text[pair[0]..]].concat());
        }
    }
}
