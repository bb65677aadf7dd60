//! What is asked of an expression at the cursor.

use super::context::Site;
use super::cursor::Cursor;
use super::shown::Shown;
use super::wanted::Want;
use crate::editor::dimension::Dimensions;
use crate::editor::names::{Body, Names};
use crate::syntax::ast::{Item, ItemKind, ProtocolKind};

/// What is asked of an expression at the cursor.
#[derive(Clone, Copy)]
pub(super) struct Demand<'c> {
    /// The cursor.
    pub(super) cursor: &'c Cursor,
    /// What is known of dimensions.
    pub(super) dimensions: &'c Dimensions<'c>,
    /// What is said of names.
    pub(super) shown: &'c Shown<'c>,
    /// Where the expression stands.
    pub(super) site: Site,
    /// What is wanted.
    pub(super) want: Want,
}

/// What is likely among things that fit equally: the lower, the likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Variables of the block, parameters, local names.
    Own,
    /// Names of the file.
    File,
    /// Quantities of the language.
    Quantity,
    /// Functions of the language.
    Function,
    /// Constants of the language.
    Constant,
    /// Units.
    Unit,
}

impl<'c> Demand<'c> {
    /// How likely something is: first by whether it fits, then by what it is, then by its place among its like.
    pub(super) fn rank(suits: Option<bool>, class: Class, place: usize) -> u32 {
        let fit = match suits {
            Some(true) => 0,
            None => 1,
            Some(false) => 3,
        };
        (10 * fit + class as u32) * 100 + place.min(99) as u32
    }

    /// The block whose names are known at the cursor.
    pub(super) fn block(&self) -> Option<Body<'c>> {
        let names = Names::new(&self.cursor.file);
        let item: &Item = self.cursor.item()?;
        let item = match &item.kind {
            ItemKind::Protocol(statement) => match &statement.kind {
                ProtocolKind::Assign { target, .. } => names.whole(&target.name.text)?,
                _ => return None,
            },
            ItemKind::Monitor(monitor) => names.whole(&monitor.of.name.text)?,
            _ => item,
        };
        names.body(item)
    }
}
