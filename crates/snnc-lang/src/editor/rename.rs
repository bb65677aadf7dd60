//! Other names: whether something can have one, and all edits that give it.

mod conflicts;
mod edited;

use super::Analysis;
use super::analysis::Place;
use super::language;
use super::names::BodyKind;
use super::symbols::{Symbol, SymbolId, SymbolKind, Use};
use crate::check::reserved;
use crate::diagnostic::Edit;
use crate::hir::Pairs;
use crate::source::Span;
use crate::syntax::ast::{ConnectKind, ItemKind, MemberKind};
use crate::syntax::lexemes::{Lexical, lexemes};
use crate::syntax::normalise;

/// The part of the text at a place that another name would replace: without the `_post` of `x_post`. `None` if what stands
/// there cannot be renamed.
pub fn prepare(analysis: &Analysis, at: Place) -> Option<Span> {
    let found = analysis.symbols.at(at.source, at.byte)?;
    refusal(analysis.symbols.get(found.symbol)).is_none().then(|| bare(analysis, found))
}

/// The edits that give what stands at a place another name, in all files.
///
/// # Errors
/// Why it cannot have that name, in a sentence.
pub fn rename(analysis: &Analysis, at: Place, new: &str) -> Result<Vec<Edit>, String> {
    let Some(found) = analysis.symbols.at(at.source, at.byte) else {
        return Err("There is no name here that could be changed.".into());
    };
    let symbols = &analysis.symbols;
    let symbol = symbols.get(found.symbol);
    let family: Vec<SymbolId> = symbols.family(found.symbol).collect();
    let others = family.iter().map(|id| symbols.get(*id));
    if let Some(refusal) = std::iter::once(symbol).chain(others.clone()).find_map(refusal) {
        return Err(refusal);
    }
    if let Some(other) = others.clone().find(|other| other.name != symbol.name) {
        return Err(format!(
            "A model is used in several ways, and what stands for `{}` in one of them is `{}` in another.",
            symbol.name, other.name
        ));
    }
    let new = new.trim();
    let name = normalise(new);
    if name == symbol.name {
        return Ok(vec![]);
    }
    fits(symbol, &name)?;
    is_no_keyword(analysis, symbol, &name)?;
    if let Some(refusal) = others.clone().find_map(|other| of_a_file(analysis, other)) {
        return Err(refusal);
    }
    let places = symbols.places(found.symbol);
    conflicts::none(analysis, &family, &name)?;
    let edit = |it: &Use| Edit { span: bare(analysis, *it), replacement: new.to_string() };
    let edits: Vec<Edit> = places.iter().map(edit).collect();
    edited::means_the_same(analysis, &edits, &name)?;
    Ok(edits)
}

/// Whether a name begins no item or section where it would stand at a beginning.
fn is_no_keyword(analysis: &Analysis, symbol: &Symbol, name: &str) -> Result<(), String> {
    use SymbolKind as K;
    if matches!(symbol.kind, K::Label | K::Parameter | K::Event | K::Pathway | K::Noise) {
        return Ok(());
    }
    let Some(container) = symbol.container.map(|id| analysis.symbols.get(id)) else {
        return match language::keyword(name) {
            Some(_) => Err(format!("`{name}` begins items, and cannot be the name of one.")),
            None => Ok(()),
        };
    };
    let bodies: &[BodyKind] = match container.kind {
        K::Population => &[BodyKind::Neurons],
        K::Source => &[BodyKind::Poisson, BodyKind::Spikes],
        K::Synapses => &[BodyKind::Synapses],
        K::Model => &[BodyKind::Neurons, BodyKind::Synapses],
        _ => &[],
    };
    match bodies.iter().any(|body| language::section(name, *body).is_some()) {
        true => {
            Err(format!("`{name}` begins a section, and cannot be the name of anything in such a block."))
        }
        false => Ok(()),
    }
}

/// That the values of a synaptic variable are those of the array of its name in a file.
fn of_a_file(analysis: &Analysis, symbol: &Symbol) -> Option<String> {
    let span = symbol.span?;
    let given = match &analysis.check.model {
        Some(model) => model.synapses.iter().any(|synapses| {
            let listed = synapses.rules.iter().filter_map(|rule| match &rule.pairs {
                Pairs::Listed(listed) => Some(listed),
                _ => None,
            });
            let mut ids = listed.flat_map(|listed| listed.values.iter().map(|(id, _)| id.index()));
            ids.any(|id| synapses.variables.get(id).is_some_and(|variable| variable.span == span))
        }),
        // Without a model, nobody has looked into the file.
        None => symbol.kind == SymbolKind::Variable && stands_beside_a_file(analysis, span),
    };
    let name = &symbol.name;
    given.then(|| format!("The file of the connections has an array `{name}` for it: it would have to be renamed there, too."))
}

/// Whether the block around a place takes its connections from a file.
fn stands_beside_a_file(analysis: &Analysis, at: Span) -> bool {
    let around = analysis.file.items.iter().find(|item| item.span.contains(at));
    let body = match around.map(|item| &item.kind) {
        Some(ItemKind::Synapses(synapses)) => &synapses.body,
        Some(ItemKind::Model(model)) => &model.body,
        _ => return false,
    };
    body.iter().any(|member| match &member.kind {
        MemberKind::Connect(clauses) => clauses.iter().any(|it| matches!(it.kind, ConnectKind::File(_))),
        _ => false,
    })
}

/// The name itself where it may stand as `x_post`.
fn bare(analysis: &Analysis, it: Use) -> Span {
    let written = analysis.slice(it.span);
    let suffix = ["_pre", "_post"].into_iter().find(|suffix| written.ends_with(suffix));
    match suffix {
        Some(suffix) if normalise(written) != analysis.symbols.get(it.symbol).name => {
            Span { end: it.span.end - suffix.len() as u32, ..it.span }
        }
        _ => it.span,
    }
}

/// Why something cannot have another name.
fn refusal(symbol: &Symbol) -> Option<String> {
    use SymbolKind as K;
    let name = &symbol.name;
    let is = match symbol.kind {
        K::Setting => "a setting of the language",
        K::BuiltinFunction => "a function of the language",
        K::Builtin => "a word of the language",
        K::Unit => "a unit",
        K::Method => "a method of the language",
        K::Slot => "a slot of the time step",
        K::File => return Some("A file is renamed where it lies, not in a model.".into()),
        K::Open => {
            return Some(format!(
                "What `{name}` is, only a use of the model says: rename it there, and here."
            ));
        }
        K::Unread => {
            return Some(format!("What defines `{name}` cannot be read: mend that first."));
        }
        K::Pathway if matches!(&**name, "pre" | "post") => "the pathway of a section without a name",
        _ => return None,
    };
    Some(format!("`{name}` is {is}, and cannot be renamed."))
}

/// Whether a text can be the name of such a thing at all.
fn fits(symbol: &Symbol, name: &str) -> Result<(), String> {
    use SymbolKind as K;
    if symbol.kind == K::Label {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
        let fits = !name.is_empty() && !name.starts_with('.') && name.chars().all(plain);
        return if fits {
            Ok(())
        } else {
            Err("A label is made of letters, digits, `_`, `-` and `.`.".into())
        };
    }
    let is_word = match &lexemes(name)[..] {
        [only] => only.kind == Lexical::Word && only.end == name.len(),
        _ => false,
    };
    if !is_word {
        return Err(format!("`{name}` is no name: a name is a letter, followed by letters, digits and `_`."));
    }
    if name.starts_with('_') {
        return Err(format!("`{name}` is no name: names that begin with `_` are reserved."));
    }
    if symbol.kind == K::Noise {
        let fits = name.strip_prefix("xi_").is_some_and(|rest| !rest.is_empty());
        return if fits { Ok(()) } else { Err("The name of a noise begins with `xi_`.".into()) };
    }
    if let Some(what) = reserved::reserved(name) {
        return Err(format!("`{name}` is {what}, and cannot be the name of anything else."));
    }
    let of_block = matches!(symbol.kind, K::Variable | K::Subexpression | K::Linked | K::Local);
    if of_block && (name.ends_with("_pre") || name.ends_with("_post")) {
        return Err(
            "Names that end in `_pre` or `_post` are those of variables at the ends of a synapse.".into()
        );
    }
    if of_block && name == "N" {
        return Err("`N` is the number of elements of the block.".into());
    }
    Ok(())
}
