//! snnc
