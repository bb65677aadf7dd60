//! The page of each diagnostic tells the truth: its mistake gives that diagnostic and no other, its mending none.
//!
//! A page may give files beside the model in blocks of their own, ```` ```csv weights.csv ````, and a command line,
//! ```` ```sh ````, where the finding is about that: `snnc run model.eqs --set tau`.

use snnc_lang::explain::{self, Page};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What takes too much text to be shown, a file of NumPy, or a checker that sees less.
const NOT_SHOWN: &[&str] = &[
    "files::shape",
    "imports::too-deep",
    "syntax::too-deep",
    "syntax::too-long",
    "syntax::too-many",
    "times::not-a-multiple",
    "times::too-long",
    "types::too-large",
];

/// A fenced block: its language, the name of the file that it gives, its text.
#[derive(Debug)]
struct Block {
    language: String,
    file: Option<String>,
    text: String,
}

/// The blocks of a page under this heading.
fn blocks(page: &Page, heading: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = vec![];
    let (mut here, mut open) = (false, false);
    for line in page.markdown.lines() {
        match line.strip_prefix("```") {
            Some("") => open = false,
            Some(fence) => {
                open = true;
                let (language, file) = fence.split_once(' ').map_or((fence, None), |(l, f)| (l, Some(f)));
                if here {
                    let file = file.map(str::to_string);
                    blocks.push(Block { language: language.to_string(), file, text: String::new() });
                }
            }
            None if open && here => {
                let block = blocks.last_mut().expect("a block is open");
                block.text.push_str(line);
                block.text.push('\n');
            }
            None if !open && line.starts_with("## ") => here = line == heading,
            None => {}
        }
    }
    blocks
}

/// The codes that a command tells.
fn codes(output: &str) -> BTreeSet<String> {
    let words = output.split(|c: char| c.is_whitespace());
    let known: BTreeSet<String> = explain::pages().into_iter().map(|page| page.code).collect();
    words.filter(|word| known.contains(*word)).map(str::to_string).collect()
}

fn snnc(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_snnc"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// What is told of the model of these blocks, and whether it took a run to find it.
fn told(page: &Page, blocks: &[Block], run: bool) -> (BTreeSet<String>, bool) {
    let folder = tempfile::tempdir().expect("a folder");
    for block in blocks.iter().filter(|block| block.language != "sh") {
        let name = block.file.as_deref().unwrap_or("model.eqs");
        fs::write(folder.path().join(name), &block.text).expect("it can be written");
    }
    if let Some(command) = blocks.iter().find(|block| block.language == "sh") {
        let mut words = command.text.split_whitespace();
        assert_eq!(words.next(), Some("snnc"), "{}: the command is one of snnc", page.code);
        return (codes(&snnc(folder.path(), &words.collect::<Vec<_>>()).1), true);
    }
    let (_, output) = snnc(folder.path(), &["check", "model.eqs"]);
    let found = codes(&output);
    if !found.is_empty() || !run {
        return (found, false);
    }
    let (fine, output) = snnc(folder.path(), &["run", "--quiet", "model.eqs"]);
    let found = codes(&output);
    assert!(fine || !found.is_empty(), "{}: {output}", page.code);
    (found, true)
}

#[test]
fn mistakes_and_mendings_are_what_they_say() {
    let mut wrong = vec![];
    for page in explain::pages() {
        let (mistake, mended) = (blocks(&page, "## The mistake"), blocks(&page, "## Mended"));
        let has_model = |blocks: &[Block]| blocks.iter().any(|block| block.language == "eqs");
        let shown = !NOT_SHOWN.contains(&page.code.as_str());
        assert!(has_model(&mistake) == shown && has_model(&mended), "{} lacks a model", page.code);
        let (found, by_running) = if shown { told(&page, &mistake, true) } else { Default::default() };
        if shown && found != BTreeSet::from([page.code.clone()]) {
            wrong.push(format!("the mistake of {} gives {found:?}", page.code));
        }
        let (left, _) = told(&page, &mended, by_running);
        if !left.is_empty() {
            wrong.push(format!("the mending of {} gives {left:?}", page.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_listed_code_has_a_page_titled_alike() {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnostics.md");
    let list = fs::read_to_string(list).expect("the list of diagnostics");
    let listed: BTreeSet<(String, String)> = list
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "))
        .filter(|(code, _)| code.contains("::"))
        .map(|(code, title)| {
            // In a table, `|` is escaped.
            let title = title.strip_prefix("warning: ").unwrap_or(title).replace("\\|", "|");
            (code.to_string(), title)
        })
        .collect();
    let pages: BTreeSet<_> =
        explain::pages().into_iter().map(|page| (page.code, page.title.to_string())).collect();
    let missing: Vec<_> = listed.difference(&pages).collect();
    let other: Vec<_> = pages.difference(&listed).collect();
    assert!(missing.is_empty() && other.is_empty(), "without a page: {missing:#?}\nnot listed: {other:#?}");
}
