//! `snnc report` and `snnc run --report`: one page, wherever it is asked for.

mod support;

use support::{MODEL, Place};

fn page(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn a_run_and_its_folder_give_the_same_page() {
    let place = Place::new();
    place.run_text(MODEL, &["--out", "out", "--report", "run.html", "--set", "tau=11 ms"]).succeeds();
    let said = place.snnc(&["report", "out"]);
    said.succeeds();
    assert_eq!(said.out, "page in out.html\n");
    let first = page(&place, "run.html");
    assert_eq!(first, page(&place, "out.html"));
    let said = place.snnc(&["report", "out", "--out", "-"]);
    said.succeeds();
    assert_eq!(first, said.out);
    assert_eq!(place.content(), ["model.eqs", "out", "out.html", "run.html"], "nothing is left over");
    for shown in ["<math ", "<svg ", "id=\"statistics\"", "id=\"charts\"", "--set &#39;tau=11 ms&#39;"] {
        assert!(first.contains(shown), "`{shown}`");
    }
}

#[test]
fn an_older_page_is_replaced() {
    let place = Place::new();
    place.run_text(MODEL, &["--out", "out", "-q"]).succeeds();
    place.write("page.html", "older");
    place.snnc(&["report", "out", "--out", "page.html"]).succeeds();
    assert!(page(&place, "page.html").starts_with("<!DOCTYPE html>"));
}

#[test]
fn what_cannot_be_written_is_told_before_anything_is_run() {
    let place = Place::new();
    place.run_text(MODEL, &["--report", "nowhere/page.html"]).fails(2, &["nowhere", "there is no directory"]);
    place.run_text(MODEL, &["--report", "."]).fails(2, &["it is a directory"]);
    assert_eq!(place.content(), ["model.eqs"]);
}

#[test]
fn a_folder_without_results_is_refused() {
    let place = Place::new();
    place.snnc(&["report", "nothing"]).fails(2, &["nothing", "holds no results"]);
    std::fs::create_dir(place.path("other")).expect("a folder");
    place.write("other/run.json", "{}");
    place.snnc(&["report", "other"]).fails(2, &["run.json"]);
    assert_eq!(place.content(), ["other"]);
}
