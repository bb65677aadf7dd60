//! What the words of the language are.

use crate::check::{in_unit, reserved};
use crate::editor::Analysis;
use crate::editor::language;
use crate::editor::symbols::{Symbol, SymbolKind};
use crate::editor::types::{in_si, in_words, sentence};
use crate::hir::{DisplayUnit, Type, Value};
use crate::units;

/// What a name of the language is, in Markdown.
pub(super) fn describe(analysis: &Analysis, symbol: &Symbol) -> String {
    let name = &*symbol.name;
    let with_code = |code: &str, about: &str| format!("```eqs\n{code}\n```\n\n{about}");
    match symbol.kind {
        SymbolKind::BuiltinFunction => function(name).unwrap_or_default(),
        SymbolKind::Unit => unit(name),
        SymbolKind::Method => {
            with_code(&format!("method: {name}"), language::meaning_of_method(name).unwrap_or(""))
        }
        SymbolKind::Slot => slot(name),
        SymbolKind::Setting => setting(analysis, name),
        _ => quantity(name).unwrap_or_default(),
    }
}

fn function(name: &str) -> Option<String> {
    if let Some(function) = language::function(name) {
        let parameters: Vec<_> = function.parameters.iter().map(|(name, _)| *name).collect();
        let more = if function.more { ", …" } else { "" };
        return Some(format!("```eqs\n{name}({}{more})\n```\n\n{}", parameters.join(", "), function.about));
    }
    let (_, about) = language::REDUCTIONS.iter().find(|(known, _)| *known == name)?;
    Some(format!("```eqs\n{name}(…)\n```\n\n{about}"))
}

fn quantity(name: &str) -> Option<String> {
    if let Some(constant) = language::constant(name) {
        let value = match reserved::constant(name) {
            Some((value, unit)) if value.is_finite() => format!("**{}**. ", in_si(value, unit.dimension)),
            _ => String::new(),
        };
        return Some(format!("`{name}`: {value}{}", constant.about));
    }
    if name == "spike" {
        return Some("`spike`: the event of `threshold`.".into());
    }
    let quantity = language::quantity(name)
        .or_else(|| language::quantity(name.strip_suffix("_pre").or_else(|| name.strip_suffix("_post"))?))?;
    let is = match (quantity.condition, quantity.dimension()) {
        (true, _) => sentence("a condition"),
        (false, Some(dimension)) if !dimension.is_one() => sentence(&in_words(Type::Float, dimension)),
        _ => sentence("a whole number"),
    };
    Some(format!("`{name}`: {} {is}", quantity.about))
}

fn unit(name: &str) -> String {
    match name {
        "boolean" => return "`boolean`: the variable is a condition, `True` or `False`.".into(),
        "integer" => return "`integer`: the variable is a whole number.".into(),
        _ => {}
    }
    let Some(unit) = units::after_number(name) else { return String::new() };
    let quantity = in_words(Type::Float, unit.dimension);
    format!("`{name}`: the unit of {quantity}. `1 {name}` is {}.", in_si(unit.scale(), unit.dimension))
}

fn slot(name: &str) -> String {
    let (side, base) = match name.split_once('_') {
        Some(("before", base)) => ("Just before: ", base),
        Some(("after", base)) => ("Just after: ", base),
        _ => ("", name),
    };
    let about = language::SLOTS.iter().find(|(slot, _)| *slot == base).map_or("", |(_, about)| *about);
    format!("`{name}`: a slot of the time step. {side}{about}")
}

fn setting(analysis: &Analysis, name: &str) -> String {
    let about = match name {
        "dt" => "the time step; 0.1 ms unless it is given.",
        "seed" => {
            "what all random numbers begin with; the same seed gives the same numbers. 0 unless it is given."
        }
        _ => {
            "what the random numbers of connections and of `init` begin with; the `seed`, unless it is given."
        }
    };
    let settings = analysis.check.model.as_ref().map(|model| &model.settings);
    let value = settings.and_then(|settings| match name {
        "dt" => {
            let unit = DisplayUnit { text: "ms".into(), scale: 1e-3 };
            Some(in_unit(Value::Float(settings.dt), &unit))
        }
        "seed" => Some(settings.seed.to_string()),
        _ => settings.wiring_seed.map(|seed| seed.to_string()),
    });
    let value = value.map_or(String::new(), |value| format!(" Here it is **{value}**."));
    format!("`{name}`: {about}{value}")
}

/// What a word that is no name says: a keyword, a section, what a monitor records.
pub(in crate::editor) fn word(word: &str) -> Option<String> {
    let about = language::keyword(word)
        .map(|keyword| keyword.about)
        .or_else(|| {
            language::SECTIONS.iter().find(|section| section.name == word).map(|section| section.about)
        })
        .or_else(|| language::RECORDED.iter().find(|(name, _)| *name == word).map(|(_, about)| *about))
        .or_else(|| language::CLAUSES.iter().find(|clause| clause.name == word).map(|clause| clause.about))?;
    Some(format!("`{word}`: {about}"))
}
