//! The names that belong to the language.

use super::scope::{Scope, Site};
use super::table::SymbolKind;
use crate::check::reserved;
use crate::units;

/// What a name is everywhere before any name of the file: a constant of the language, or a unit.
pub(super) fn everywhere(name: &str) -> Option<SymbolKind> {
    if reserved::constant(name).is_some() || reserved::truth(name).is_some() || name == "xi" {
        return Some(SymbolKind::Builtin);
    }
    if matches!(name, "dt" | "seed" | "wiring_seed") {
        return Some(SymbolKind::Setting);
    }
    units::is_reserved(name).then_some(SymbolKind::Unit)
}

/// Whether a name is a quantity of blocks where it stands.
pub(super) fn of_blocks(scope: &Scope, name: &str) -> bool {
    let synapses = matches!(scope.site, Site::Synapses | Site::Connect);
    let bare = match name.rsplit_once('_') {
        Some((bare, "pre" | "post")) if synapses => bare,
        _ => name,
    };
    let in_block = !matches!(scope.site, Site::Constant | Site::Until | Site::Function);
    match name {
        "t" | "t_in_timesteps" | "i" | "j" | "N_pre" | "N_post" | "N_outgoing" | "N_incoming" => true,
        "N" => in_block,
        _ => matches!(bare, "i" | "j" | "lastspike" | "not_refractory"),
    }
}

/// Whether a name is a quantity of synapses, unless the file has such a name.
pub(super) fn of_synapses(scope: &Scope, name: &str) -> bool {
    match name {
        "index" => scope.site == Site::Synapses,
        "lastupdate" => scope.event_driven,
        _ => false,
    }
}

/// Whether a name makes one number of many elements, in `until`.
pub(super) fn is_reduction(name: &str) -> bool {
    matches!(name, "any" | "all" | "mean" | "max" | "min" | "sum" | "count")
}
