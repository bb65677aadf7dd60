//! snnc-lang
