//! snnc-jit
