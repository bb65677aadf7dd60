//! What other libraries say: files of `tests/data/statistics`, made by `tests/reference/statistics`.

use serde_json::Value;
use std::path::Path;

/// A file of references.
pub(crate) fn reference(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/statistics").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A number, if it is there.
pub(crate) fn number(value: &Value) -> Option<f64> {
    assert!(value.is_number() || value.is_null(), "{value} is no figure");
    value.as_f64()
}

/// Numbers, all of which are there.
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().unwrap_or_else(|| panic!("{value} is no list"));
    list.iter().map(|number| number.as_f64().unwrap_or_else(|| panic!("{number} is no number"))).collect()
}

/// They differ by at most 1e-12, relatively where they are greater than 1.
#[track_caller]
pub(crate) fn same(ours: impl Into<Option<f64>>, theirs: impl Into<Option<f64>>, what: &str) {
    match (ours.into(), theirs.into()) {
        (Some(ours), Some(theirs)) => {
            let off = (ours - theirs).abs();
            assert!(off <= 1e-12 * theirs.abs().max(1.0), "{what}: {ours} is not {theirs}, off by {off:e}");
        }
        (ours, theirs) => assert_eq!(ours, theirs, "{what}"),
    }
}

/// The same of lists.
#[track_caller]
pub(crate) fn all_same(ours: &[f64], theirs: &[f64], what: &str) {
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (at, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
        same(*ours, *theirs, &format!("{what}, {at}"));
    }
}
