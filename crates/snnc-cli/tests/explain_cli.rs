//! `snnc explain`: how the pages of the diagnostics are found and shown.

mod support;

use serde_json::Value;
use support::Place;

#[test]
fn a_page_is_shown_as_text() {
    let said = Place::new().snnc(&["explain", "units::mismatch"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    let lines: Vec<_> = said.out.lines().collect();
    assert!(lines[0].starts_with("units::mismatch: "), "{}", said.out);
    for line in ["The mistake", "Mended", "    neurons cell[1] {"] {
        assert!(lines.contains(&line), "`{line}` is not in\n{}", said.out);
    }
    assert!(lines.iter().all(|line| line.starts_with("    ") || line.chars().count() <= 80), "{}", said.out);
    assert!(!said.out.contains("```") && !said.out.contains('\u{1b}'), "{}", said.out);
}

#[test]
fn a_page_can_be_had_as_it_is_written() {
    let place = Place::new();
    let said = place.snnc(&["explain", "--format", "markdown", "units::mismatch"]);
    assert!(said.out.starts_with("# ") && said.out.contains("\n## Mended\n"), "{}", said.out);
    let json = place.snnc(&["explain", "--format", "json", "units::mismatch"]);
    let json: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["pages"][0]["code"], "units::mismatch");
    assert_eq!(json["pages"][0]["markdown"], said.out);
    assert_eq!(json["pages"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_family_is_listed_and_a_name_alone_is_enough() {
    let place = Place::new();
    for word in ["names", "names::"] {
        let said = place.snnc(&["explain", word]);
        assert!(said.out.starts_with("names\n  names::"), "{}", said.out);
        assert!(!said.out.contains("units::"), "{}", said.out);
    }
    let said = place.snnc(&["explain", "power-operator"]);
    assert!(said.out.contains("syntax::power-operator"), "{}", said.out);
}

#[test]
fn without_a_code_all_are_listed() {
    let place = Place::new();
    let said = place.snnc(&["explain"]);
    for words in ["\nunits\n", "  units::mismatch ", "  names::unknown "] {
        assert!(said.out.contains(words), "`{words}` is not in\n{}", said.out);
    }
    let json = place.snnc(&["explain", "--format", "json"]);
    let json: Value = serde_json::from_str(&json.out).expect("JSON");
    let codes = json["pages"].as_array().expect("a list").len();
    assert_eq!(said.out.lines().filter(|line| line.starts_with("  ") && line.contains("::")).count(), codes);
}

#[test]
fn a_misspelt_code_is_told_the_likeliest() {
    let place = Place::new();
    for word in ["units::mismach", "unit::mismatch", "mismtach"] {
        place.snnc(&["explain", word]).fails(2, &[&format!("`{word}`"), "did you mean `units::mismatch`"]);
    }
    place.snnc(&["explain", "nothing-like-it"]).fails(2, &["`snnc explain` lists all codes"]);
}
