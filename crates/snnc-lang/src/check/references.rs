//! References to groups, parts of groups and synapses, by name.

use super::checker::Checker;
use super::declared::{Blocks, Named, Part};
use super::diagnostics::{names, structure};
use super::environment::Definition;
use super::selection;
use crate::spelling;
use crate::syntax::ast::{GroupRef, Name};
use std::sync::Arc;

impl Blocks<'_> {
    /// The group, part of a group, or synapses that a name means, and where it is defined.
    pub(super) fn named(&self, cx: &mut Checker<'_>, name: &Name, wanted: &str) -> Option<Named> {
        let Some(found) = cx.env.look_up(&name.text) else {
            let is_group =
                |name: &&Arc<str>| cx.env.get(name).is_some_and(|found| self.is_group(found.definition));
            let groups = cx.env.names().filter(is_group).map(Arc::as_ref);
            let similar = spelling::similar(&name.text, groups);
            cx.tell_unknown(name, |_| names::unknown_group(name, &similar));
            return None;
        };
        if let Definition::Lost = found.definition {
            return None;
        }
        if let Definition::Item(at) = found.definition
            && let Some(named) = self.named.get(&at)
        {
            return named.clone();
        }
        cx.tell(structure::not_a_group(name, found.what, wanted, found.span));
        None
    }

    fn is_group(&self, definition: Definition<'_>) -> bool {
        matches!(definition, Definition::Item(at) if self.named.contains_key(&at))
    }
}

/// The part of a group that is selected from another part.
pub(super) fn select(cx: &mut Checker<'_>, of: &Part, reference: &GroupRef) -> Part {
    let Some(subscripts) = &reference.selection else {
        return of.clone();
    };
    let range = of.range.as_ref().and_then(|range| {
        let chosen = selection::part(cx, subscripts, &reference.name.text, range.end - range.start)?;
        Some(range.start + chosen.start..range.start + chosen.end)
    });
    Part { group: of.group, range }
}
