//! The slots of a time step.

use super::checker::Checker;
use super::diagnostics::monitors as diagnostics;
use crate::hir::{Side, Slot, SlotBase};
use crate::syntax::ast::Name;

/// The slot itself, neither before nor after it.
pub(super) fn at(base: SlotBase) -> Slot {
    Slot { base, side: Side::At }
}

/// The slot of that name, or the default one.
pub(super) fn slot(cx: &mut Checker<'_>, name: Option<&Name>, default: SlotBase) -> Option<Slot> {
    let Some(name) = name else {
        return Some(at(default));
    };
    let found = named(&name.text);
    if found.is_none() {
        cx.tell(diagnostics::unknown_slot(name.span, &name.text));
    }
    found
}

/// Whether there is a slot of that name.
pub(crate) fn is_slot(name: &str) -> bool {
    named(name).is_some()
}

fn named(name: &str) -> Option<Slot> {
    let (side, base) = match name.split_once('_') {
        Some(("before", base)) => (Side::Before, base),
        Some(("after", base)) => (Side::After, base),
        _ => (Side::At, name),
    };
    let base = match base {
        "start" => SlotBase::Start,
        "groups" => SlotBase::Groups,
        "thresholds" => SlotBase::Thresholds,
        "synapses" => SlotBase::Synapses,
        "resets" => SlotBase::Resets,
        "end" => SlotBase::End,
        _ => return None,
    };
    Some(Slot { base, side })
}
