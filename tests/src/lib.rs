//! Tests across crates live in `tests/`; this library only makes the folder a package.
