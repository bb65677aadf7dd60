//! The text of the model and of what it imports, folded.

use super::Section;
use crate::html::escape;
use snnc_results::Model;

pub(crate) fn section(model: &Model) -> Option<Section> {
    if model.text.is_empty() {
        return None;
    }
    let mut body = text(&model.file, &model.text);
    body.extend(model.imports.iter().map(|import| text(&import.file, &import.text)));
    Some(Section { id: "source", title: "Source text", body })
}

fn text(file: &str, text: &str) -> String {
    let lines: String = text
        .lines()
        .map(|line| {
            let comment = comment_in(line);
            let (code, comment) = line.split_at(comment);
            match comment {
                "" => format!("<span class=\"line\">{}</span>\n", escape(code)),
                _ => format!(
                    "<span class=\"line\">{}<span class=\"comment\">{}</span></span>\n",
                    escape(code),
                    escape(comment)
                ),
            }
        })
        .collect();
    format!(
        "<details><summary><code>{}</code></summary>\n<pre class=\"source\" tabindex=\"0\"><code>{lines}</code></pre></details>\n",
        escape(file)
    )
}

/// Where the comment of a line begins, outside of strings.
fn comment_in(line: &str) -> usize {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return at,
            _ => {}
        }
    }
    line.len()
}
