//! snnc-ir
