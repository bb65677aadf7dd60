//! Lines, blocks and the size of things.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;

/// A line that begins with what cannot begin one.
pub(in crate::syntax) fn line_break(span: Span, text: &str, before: Span) -> Diagnostic {
    let mut told =
        Diagnostic::error("syntax::line-break", span, format!("a line cannot begin with `{text}`"))
            .at("belongs at the end of the line before")
            .help(
                "a statement goes on in the next line after an operator, `,`, `=`, `->` or inside brackets",
            );
    told.fixes.push(Fix {
        title: format!("move `{text}` up"),
        edits: vec![
            Edit { span: before, replacement: format!(" {text}") },
            Edit { span, replacement: String::new() },
        ],
        safe: true,
    });
    told
}

/// `threshold: v > 1,`.
pub(in crate::syntax) fn trailing_comma(span: Span) -> Diagnostic {
    Diagnostic::error("syntax::missing-separator", span, "a line ends without `,`")
        .at("nothing follows")
        .safe_fix("Take the `,` away", span, "")
}

/// A keyword that stands alone in its line.
pub(in crate::syntax) fn lone_keyword(span: Span, text: &str, gap: Span) -> Diagnostic {
    Diagnostic::error("syntax::line-break", span, format!("what belongs to `{text}` stands in the same line"))
        .at("the line ends here")
        .safe_fix("Join the lines", gap, " ")
}

/// A unit in the line after its `:`.
pub(in crate::syntax) fn unit_on_next_line(colon: Span) -> Diagnostic {
    Diagnostic::error("syntax::line-break", colon, "the unit must stand in the same line as its `:`")
        .at("the line ends here")
}

/// Something right after the `}` of a block.
pub(in crate::syntax) fn missing_separator(span: Span, before: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::missing-separator",
        span,
        "after a block, the next thing begins in a new line or after `;`",
    )
    .at("follows a `}` directly")
    .fix("Separate them with `;`", before, "; ")
}

/// `{ }` where none can be.
pub(in crate::syntax) fn unexpected_block(brace: Span) -> Diagnostic {
    Diagnostic::error("syntax::unexpected-block", brace, "no `{ }` can stand here")
        .at("unexpected `{`")
        .help("a block follows `neurons`, `poisson`, `spikes`, `synapses`, `model`, `repeat`, `for`, or the `:` of a section of statements")
}

/// A block without its `{ }`.
pub(in crate::syntax) fn missing_body(span: Span, keyword: &str) -> Diagnostic {
    let end = Span { start: span.end, ..span };
    let told = Diagnostic::error(
        "syntax::missing-block",
        span,
        format!("`{keyword}` needs a block `{{ … }}` after it"),
    )
    .at("no `{` follows");
    match keyword {
        "repeat" | "for" => told,
        _ => told.fix("Add an empty block", end, " { }"),
    }
}

/// A statement of more than two megabytes.
pub(in crate::syntax) fn statement_too_long(span: Span) -> Diagnostic {
    let start = Span { end: span.start + 1, ..span };
    Diagnostic::error("syntax::too-long", start, "this statement is longer than two million characters")
        .at("begins here")
        .help("put large data into a file and read it with load(\"file.npy\")")
}

/// So much is wrong that the rest was not read.
pub(in crate::syntax) fn too_many(span: Span) -> Diagnostic {
    Diagnostic::error(
        "syntax::too-many",
        span,
        "there are too many errors; the text from here on was not read",
    )
    .at("reading stopped here")
}
