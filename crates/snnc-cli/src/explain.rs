//! `snnc explain`: the pages of the diagnostics.

mod page;

use crate::args::{ExplainArguments, PageFormat};
use crate::failure::{Code, Failure};
use crate::output;
use page::Style;
use serde::Serialize;
use snnc_lang::explain::{self, Page};
use std::fmt::Write;

/// Shows the page of a code, or the codes of a family, or all of them.
pub(crate) fn explain(arguments: &ExplainArguments) -> Result<Code, Failure> {
    let found = match &arguments.code {
        None => explain::pages(),
        Some(word) => named(word)?,
    };
    let text = match (arguments.format, found.as_slice()) {
        (PageFormat::Json, pages) => json(pages),
        (PageFormat::Human, [page]) => page::drawn(page, Style::of_output()),
        (PageFormat::Markdown, [page]) => page.markdown.to_string(),
        (PageFormat::Human, pages) => list(pages, Style::of_output()),
        (PageFormat::Markdown, pages) => pages.iter().fold(String::new(), |mut text, page| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "- `{}`: {}", page.code, page.title);
            text
        }),
    };
    output::print(&text)?;
    Ok(Code::Success)
}

/// The page of a code, those of a family, or those of all codes that end in this word.
fn named(word: &str) -> Result<Vec<Page>, Failure> {
    let word = word.trim();
    if let Some(page) = explain::page(word) {
        return Ok(vec![page]);
    }
    let family = word.trim_end_matches(':');
    let is = |page: &Page| page.code.split_once("::").is_some_and(|(of, name)| of == family || name == word);
    let found: Vec<_> = explain::pages().into_iter().filter(is).collect();
    if found.is_empty() { Err(Failure::Usage(unknown(word))) } else { Ok(found) }
}

fn unknown(word: &str) -> String {
    let near = explain::resembling(word);
    let near: Vec<_> = near.iter().map(|code| format!("`{code}`")).collect();
    let help = match near.as_slice() {
        [] => "`snnc explain` lists all codes".to_string(),
        [one] => format!("did you mean {one}?"),
        [first @ .., last] => format!("did you mean {} or {last}?", first.join(", ")),
    };
    format!("there is no diagnostic `{word}`\n  help: {help}")
}

/// The codes by family, each with what it is about.
fn list(pages: &[Page], style: Style) -> String {
    let width = pages.iter().map(|page| page.code.len()).max().unwrap_or_default();
    let mut text = String::new();
    let mut last = "";
    for page in pages {
        let family = page.code.split_once("::").map_or("", |(family, _)| family);
        if family != last {
            let _ = writeln!(text, "{}{}", if last.is_empty() { "" } else { "\n" }, style.heading(family));
            last = family;
        }
        let code = format!("  {:width$}  ", page.code);
        let indent = " ".repeat(code.len());
        let options = textwrap::Options::new(style.width.max(indent.len() + 20))
            .initial_indent(&code)
            .subsequent_indent(&indent);
        let _ = writeln!(text, "{}", textwrap::fill(page.title, options));
    }
    text
}

#[derive(Serialize)]
struct Document<'a> {
    pages: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    title: &'a str,
    markdown: &'a str,
}

fn json(pages: &[Page]) -> String {
    let entries = pages.iter().map(|Page { code, title, markdown }| Entry { code, title, markdown });
    let document = Document { pages: entries.collect() };
    // Texts and lists are always written.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
