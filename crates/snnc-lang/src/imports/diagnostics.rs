//! What is said of imports.

use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::Text;

/// A file that cannot be had. `name` is its path from the place where snnc runs.
pub(super) fn unreadable(path: &Text, name: &str, reason: &str) -> Diagnostic {
    let message = format!("`{}` cannot be imported: {reason}", path.text);
    let told = Diagnostic::error("imports::unreadable", path.span, message);
    if *path.text == *name {
        return told;
    }
    told.help(format!("it would be `{name}`: a path is relative to the file that names it"))
}

/// A file that imports itself, itself or through others: the imports on the way, the last of which is at hand.
pub(super) fn cycle(path: &Text, chain: &[Span]) -> Diagnostic {
    let others = chain.split_last().map_or(&[][..], |(_, others)| others);
    let message = match others {
        [] => "this file imports itself".to_string(),
        _ => "these files import one another".to_string(),
    };
    let told = Diagnostic::error("imports::cycle", path.span, message);
    let told = match others {
        [] => told,
        _ => told.at("imported from here again"),
    };
    let told = others.iter().take(5).fold(told, |told, import| told.label(*import, "imports the next"));
    told.help("put what both need into a file of its own")
}

/// Very many files from within one another.
pub(super) fn too_deep(path: &Text, depth: usize) -> Diagnostic {
    let message = format!("more than {depth} files are imported from within one another");
    Diagnostic::error("imports::too-deep", path.span, message)
}

/// Settings and a protocol in an imported file.
pub(super) fn not_carried_out(path: &Text, places: &[Span]) -> Diagnostic {
    let message = format!("the settings and the protocol of `{}` are not carried out", path.text);
    let told = Diagnostic::warning("imports::not-carried-out", path.span, message)
        .at("only what it defines is imported");
    let text = |first: bool| if first { "left out here" } else { "and here" };
    places.iter().take(3).enumerate().fold(told, |told, (at, place)| told.label(*place, text(at == 0)))
}
