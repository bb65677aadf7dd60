//! What helps while one types: completions, growing selections, formatting.

use crate::editor::{Editor, at, document, place_of, range, usual};
use serde_json::{Value, json};

const MODEL: &str = "file:///m.eqs";

fn labels(completions: &Value) -> Vec<&str> {
    let all = completions.as_array().expect("a list").iter();
    all.map(|it| it["label"].as_str().expect("a text")).collect()
}

#[test]
fn what_is_in_scope_is_offered() {
    let text = "τ_fast = 1 ms # 𝜏\nτ_slow = 9 ms\nneurons g[3] {\n  dv/dt = -v/τ : 1\n}\n";
    let mut editor = Editor::able(&usual());
    editor.open(MODEL, text);
    let mut asked = at(MODEL, text, "τ :");
    asked["position"]["character"] = json!(asked["position"]["character"].as_u64().expect("a column") + 2);
    let offered = editor.get("textDocument/completion", &asked);
    let fast =
        offered.as_array().expect("a list").iter().find(|it| it["label"] == "τ_fast").expect("it is offered");
    let (line, column) = place_of(text, "τ :", true);
    assert_eq!(
        fast["textEdit"],
        json!({ "range": range((line, column), (line, column + 2)), "newText": "τ_fast" })
    );
    assert!(fast["sortText"].is_string());
    editor.leave();
}

#[test]
fn only_an_editor_that_fills_in_gets_places_to_fill_in() {
    let asked = json!({ "textDocument": document(MODEL), "position": { "line": 0, "character": 0 } });
    let is_snippet = |it: &Value| it["insertTextFormat"] == 2;
    let mut editor = Editor::able(&usual());
    editor.open(MODEL, "\n");
    let offered = editor.get("textDocument/completion", &asked);
    assert!(offered.as_array().expect("a list").iter().any(is_snippet));
    assert!(labels(&offered).contains(&"neurons"));
    editor.leave();
    let mut editor = Editor::plain();
    editor.open(MODEL, "\n");
    let offered = editor.get("textDocument/completion", &asked);
    assert!(!offered.as_array().expect("a list").iter().any(is_snippet));
    assert!(labels(&offered).contains(&"neurons"));
    editor.leave();
}

#[test]
fn the_argument_that_is_being_written_is_shown() {
    let text = "grow(τ_base, factor) = τ_base*factor  # 𝜏\nx = grow(10 ms, 2\n";
    for capabilities in [usual(), json!({})] {
        let mut editor = Editor::able(&capabilities);
        let utf8 = editor.capabilities["positionEncoding"] == "utf-8";
        editor.open(MODEL, text);
        let (line, column) = place_of(text, " 2", utf8);
        let position = json!({ "line": line, "character": column + 2 });
        let asked = json!({ "textDocument": document(MODEL), "position": position });
        let help = editor.get("textDocument/signatureHelp", &asked);
        let signature = &help["signatures"][0];
        assert_eq!(
            (&signature["label"], &help["activeParameter"]),
            (&json!("grow(τ_base, factor)"), &json!(1))
        );
        let length = if utf8 { 7 } else { 6 };
        assert_eq!(signature["parameters"][0]["label"], json!([5, 5 + length]));
        editor.leave();
    }
}

#[test]
fn a_selection_grows() {
    let text = "# 𝜏\nneurons g[2] { dv/dt = (1 - v)/(2*ms) : 1 }\n";
    let mut editor = Editor::able(&usual());
    editor.open(MODEL, text);
    let (line, column) = place_of(text, "v)/", true);
    let position = json!({ "line": line, "character": column });
    let asked =
        json!({ "textDocument": document(MODEL), "positions": [position, { "line": 99, "character": 0 }] });
    let selections = editor.get("textDocument/selectionRange", &asked);
    assert_eq!(selections.as_array().map(Vec::len), Some(2));
    let (mut selection, mut grown) = (&selections[0], vec![]);
    while !selection.is_null() {
        grown.push(selection["range"].clone());
        selection = &selection["parent"];
    }
    let part = |part: &str| {
        let (line, column) = place_of(text, part, true);
        range((line, column), (line, column + part.len()))
    };
    assert_eq!(
        grown[..4],
        [part("v)")]
            .map(|_| range((line, column), (line, column + 1)))
            .into_iter()
            .chain([part("1 - v"), part("(1 - v)"), part("(1 - v)/(2*ms)")])
            .collect::<Vec<_>>()[..]
    );
    assert_eq!(grown.last(), Some(&range((0, 0), (2, 0))));
    editor.leave();
}

#[test]
fn formatting_edits_the_lines_that_change() {
    let text = "τ=10 ms # 𝜏\r\n\r\ngood = 1\r\nx   =  2*τ\r\n";
    let mut editor = Editor::able(&usual());
    editor.open(MODEL, text);
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let asked = json!({ "textDocument": document(MODEL), "options": options });
    let edits = editor.get("textDocument/formatting", &asked);
    let edits = edits.as_array().expect("a list");
    assert!(!edits.is_empty());
    for edit in edits {
        let lines = [&edit["range"]["start"]["line"], &edit["range"]["end"]["line"]];
        assert!(
            !(lines[0].as_u64() <= Some(1) && lines[1].as_u64() >= Some(2)),
            "an empty line stays: {edit}"
        );
    }
    // Applied from the last to the first, they leave nothing to be done.
    let edits: Vec<(Value, String)> = edits
        .iter()
        .rev()
        .map(|it| (it["range"].clone(), it["newText"].as_str().expect("a text").to_string()))
        .collect();
    let edits: Vec<_> = edits.iter().map(|(range, text)| (range.clone(), text.as_str())).collect();
    editor.change(MODEL, &edits);
    assert_eq!(editor.get("textDocument/formatting", &asked), json!([]));
    // Of a range, the rest stays as it is.
    editor.rewrite(MODEL, text);
    let asked =
        json!({ "textDocument": document(MODEL), "options": options, "range": range((3, 0), (3, 4)) });
    let edits = editor.get("textDocument/rangeFormatting", &asked);
    assert!(
        edits.as_array().expect("a list").iter().all(|it| it["range"]["start"]["line"].as_u64() >= Some(2)),
        "{edits:#}"
    );
    editor.leave();
}
