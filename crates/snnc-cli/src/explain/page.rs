//! A page as a terminal shows it: wrapped, its headings and names marked, its models indented.

use anstyle::{AnsiColor, Style as Mark};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use snnc_lang::explain::Page;
use std::io::IsTerminal;

/// In a pipe, and the most that is comfortable to read.
const WIDTHS: (usize, usize) = (80, 100);
const INDENT: &str = "    ";

/// How wide, and whether in colours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) width: usize,
    colours: bool,
}

impl Style {
    /// That of the standard output.
    pub(crate) fn of_output() -> Style {
        let terminal = std::io::stdout().is_terminal();
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let width = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        Style { width: width.unwrap_or(WIDTHS.0).clamp(40, WIDTHS.1), colours: terminal && wanted }
    }

    pub(crate) fn heading(self, text: &str) -> String {
        self.marked(text, Mark::new().bold())
    }

    /// A name in a sentence. Without colours it keeps its marks.
    fn name(self, text: &str) -> String {
        if self.colours { self.marked(text, AnsiColor::Cyan.on_default()) } else { format!("`{text}`") }
    }

    fn marked(self, text: &str, mark: Mark) -> String {
        if self.colours { format!("{mark}{text}{mark:#}") } else { text.to_string() }
    }
}

/// The page for a terminal.
pub(crate) fn drawn(page: &Page, style: Style) -> String {
    let mut drawing = Drawing { style, text: String::new(), line: String::new(), lists: vec![], code: None };
    for event in Parser::new(page.markdown) {
        drawing.take(event, &page.code);
    }
    drawing.text
}

struct Drawing {
    style: Style,
    text: String,
    /// The paragraph, heading or item at hand.
    line: String,
    /// The lists at hand, with the number of the next item if they are numbered.
    lists: Vec<Option<u64>>,
    /// The block of code at hand.
    code: Option<String>,
}

impl Drawing {
    fn take(&mut self, event: Event, code: &str) {
        match event {
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.line.push_str(&text),
            },
            Event::Code(name) => self.line.push_str(&self.style.name(&name)),
            Event::SoftBreak => self.line.push(' '),
            Event::HardBreak => self.line.push('\n'),
            Event::Start(Tag::CodeBlock(kind)) => {
                self.paragraph();
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some((_, file)) = info.split_once(' ')
                {
                    self.line = format!("{}:", self.style.name(file));
                    self.paragraph();
                }
                self.code = Some(String::new());
            }
            Event::End(TagEnd::CodeBlock) => {
                let code = self.code.take().unwrap_or_default();
                let lines = code.lines().map(|line| match line {
                    "" => "\n".to_string(),
                    line => format!("{INDENT}{line}\n"),
                });
                self.text.extend(lines);
                self.text.push('\n');
            }
            Event::End(TagEnd::Heading(level)) => {
                let heading = self.style.heading(&std::mem::take(&mut self.line));
                // The title is that of the code.
                let first = level == pulldown_cmark::HeadingLevel::H1;
                self.line = if first { format!("{}: {heading}", self.style.heading(code)) } else { heading };
                self.paragraph();
            }
            Event::Start(Tag::List(first)) => {
                self.paragraph();
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.text.push('\n');
                }
            }
            Event::End(TagEnd::Item | TagEnd::Paragraph) => self.paragraph(),
            _ => {}
        }
    }

    /// Ends what is at hand.
    fn paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.trim().is_empty() {
            return;
        }
        let depth = self.lists.len();
        let bullet = match self.lists.last_mut() {
            None => String::new(),
            Some(None) => "- ".to_string(),
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
        };
        let outer = "  ".repeat(depth.saturating_sub(1));
        let (first, rest) = (format!("{outer}{bullet}"), format!("{outer}{}", " ".repeat(bullet.len())));
        let options =
            textwrap::Options::new(self.style.width).initial_indent(&first).subsequent_indent(&rest);
        self.text.push_str(&textwrap::fill(line.trim(), options));
        self.text.push_str(if depth == 0 { "\n\n" } else { "\n" });
    }
}
