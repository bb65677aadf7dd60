//! What the checker says: one constructor a code.

pub(super) mod language;
