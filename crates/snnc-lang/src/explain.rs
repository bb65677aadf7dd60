//! The page of each diagnostic: what it means, the mistake, and its mending.
//!
//! The pages are the files `explain/FAMILY/NAME.md`, one for the code `FAMILY::NAME`: a heading that is one line of plain
//! words, what there is to know, and under `## The mistake` and `## Mended` a model that has it and one that has not.

use crate::spelling::similar;
use include_dir::{Dir, DirEntry, include_dir};

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/explain");

/// The page of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The code: `units::mismatch`.
    pub code: String,
    /// What it is about, in one line.
    pub title: &'static str,
    /// The whole page in Markdown, with its heading.
    pub markdown: &'static str,
}

/// The page of a code, if there is such a code.
pub fn page(code: &str) -> Option<Page> {
    let (family, name) = code.split_once("::")?;
    let file = PAGES.get_file(format!("{family}/{name}.md"))?;
    Some(of_file(code.to_string(), file.contents_utf8()?))
}

/// All pages, in the order of their codes.
pub fn pages() -> Vec<Page> {
    let mut pages = vec![];
    for family in PAGES.dirs() {
        let of_family = family.path().to_string_lossy();
        for entry in family.entries() {
            if let DirEntry::File(file) = entry
                && let Some(name) = file.path().file_stem()
                && let Some(markdown) = file.contents_utf8()
            {
                pages.push(of_file(format!("{of_family}::{}", name.to_string_lossy()), markdown));
            }
        }
    }
    pages.sort_by(|a, b| a.code.cmp(&b.code));
    pages
}

/// The codes that this may be a misspelling of, at most three. The family may be missing or wrong.
pub fn resembling(word: &str) -> Vec<String> {
    let codes: Vec<String> = pages().into_iter().map(|page| page.code).collect();
    let near = similar(word, codes.iter().map(String::as_str));
    if !near.is_empty() {
        return near;
    }
    let name = |code: &str| code.rsplit("::").next().unwrap_or_default().to_string();
    let names: Vec<String> = codes.iter().map(|code| name(code)).collect();
    let wrong = name(word);
    let mut near = similar(&wrong, names.iter().map(String::as_str));
    near.extend(names.contains(&wrong).then_some(wrong));
    codes.into_iter().filter(|code| near.contains(&name(code))).take(3).collect()
}

fn of_file(code: String, markdown: &'static str) -> Page {
    let title = markdown.lines().next().unwrap_or_default().trim_start_matches("# ").trim();
    Page { code, title, markdown }
}
