//! snnc
fn main() {}
