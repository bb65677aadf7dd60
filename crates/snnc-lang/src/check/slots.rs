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
    let (side, base) = match name.text.split_once('_') {
        Some(("before", base)) => (Side::Before, base),
        Some(("after", base)) => (Side::After, base),
        _ => (Side::At, &*name.text),
    };
    let base = match base {
        "start" => SlotBase::Start,
        "groups" => SlotBase::Groups,
        "thresholds" => SlotBase::Thresholds,
        "synapses" => SlotBase::Synapses,
        "resets" => SlotBase::Resets,
        "end" => SlotBase::End,
        _ => {
            cx.tell(diagnostics::unknown_slot(name.span, &name.text));
            return None;
        }
    };
    Some(Slot { base, side })
}
