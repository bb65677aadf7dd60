//! What names mean, where they are defined and used, and other names for them.

use crate::editor::{Editor, at, document, place_of, range, usual};
use serde_json::{Value, json};
use tempfile::TempDir;

const CELLS: &str = "τ = 10 ms  # 𝜏\nτ2 = 2*τ\n";
const MODEL: &str = "import \"cells.eqs\"\nneurons g[3] { dv/dt = -v/τ + 1/τ2 : 1 }\nrun 10*τ\n";
const OTHER: &str = "import \"cells.eqs\"\nneurons h[3] { dv/dt = -v/τ : 1 }\nrun 10 ms\n";

/// A workspace with a file of cells and two models that import it, one of them open.
fn workspace() -> (TempDir, Editor, [String; 3]) {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, text) in [("cells.eqs", CELLS), ("model.eqs", MODEL), ("other.eqs", OTHER)] {
        std::fs::write(folder.path().join(name), text).expect("a writable folder");
    }
    let root = format!("file://{}", folder.path().display());
    let mut editor = Editor::greeting(&json!({ "capabilities": usual(), "rootUri": root }));
    let uris = ["cells.eqs", "model.eqs", "other.eqs"].map(|name| format!("{root}/{name}"));
    editor.open(&uris[1], MODEL);
    (folder, editor, uris)
}

/// Where `part` stands in a text.
fn located(uri: &str, text: &str, part: &str, word: &str) -> Value {
    let (line, column) = place_of(text, part, true);
    json!({ "uri": uri, "range": range((line, column), (line, column + word.len())) })
}

#[test]
fn a_hover_says_what_a_name_means() {
    let (_folder, mut editor, [_, model, _]) = workspace();
    let hover = editor.get("textDocument/hover", &at(&model, MODEL, "τ2"));
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert!(hover["contents"]["value"].as_str().is_some_and(|text| text.contains("20 ms")), "{hover:#}");
    assert_eq!(hover["range"], located(&model, MODEL, "τ2", "τ2")["range"]);
    assert_eq!(editor.get("textDocument/hover", &at(&model, MODEL, " }")), Value::Null);
    editor.leave();

    let mut editor = Editor::plain();
    let uri = "file:///m.eqs";
    editor.open(uri, "x = 1 ms\n");
    let hover = editor.get("textDocument/hover", &at(uri, "x = 1 ms\n", "x"));
    assert_eq!(hover["contents"]["kind"], "plaintext");
    editor.leave();
}

#[test]
fn a_name_leads_to_its_definition_and_to_its_uses() {
    let (_folder, mut editor, [cells, model, other]) = workspace();
    let place = at(&model, MODEL, "τ + 1");
    let definition = editor.get("textDocument/definition", &place);
    assert_eq!(definition, located(&cells, CELLS, "τ =", "τ"));
    let mut asked = place.clone();
    asked["context"] = json!({ "includeDeclaration": true });
    let found = editor.get("textDocument/references", &asked);
    let found = found.as_array().expect("a list");
    let expected = [
        located(&cells, CELLS, "τ =", "τ"),
        located(&cells, CELLS, "τ\n", "τ"),
        located(&model, MODEL, "τ + 1", "τ"),
        located(&model, MODEL, "τ\n", "τ"),
        located(&other, OTHER, "τ :", "τ"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    assert!(expected.iter().all(|it| found.contains(it)), "{found:#?}");
    asked["context"] = json!({ "includeDeclaration": false });
    let uses = editor.get("textDocument/references", &asked);
    assert_eq!(uses.as_array().map(Vec::len), Some(4));

    let highlights = editor.get("textDocument/documentHighlight", &place);
    assert_eq!(highlights.as_array().map(Vec::len), Some(2), "those of the document alone: {highlights:#}");
    assert!(highlights.as_array().expect("a list").iter().all(|it| it["kind"] == 2));
    editor.leave();
}

#[test]
fn a_name_is_changed_wherever_it_stands() {
    let (_folder, mut editor, [cells, model, other]) = workspace();
    let mut asked = at(&model, MODEL, "τ + 1");
    let prepared = editor.get("textDocument/prepareRename", &asked);
    assert_eq!(prepared["placeholder"], "τ");
    asked["newName"] = json!("tau_m");
    let edit = editor.get("textDocument/rename", &asked);
    let mut counts: Vec<(String, Value, usize)> = vec![];
    for change in edit["documentChanges"].as_array().expect("a list") {
        let uri = change["textDocument"]["uri"].as_str().expect("a URI").to_string();
        let edits = change["edits"].as_array().expect("a list");
        assert!(edits.iter().all(|edit| edit["newText"] == "tau_m"));
        counts.push((uri, change["textDocument"]["version"].clone(), edits.len()));
    }
    counts.sort_by(|a, b| a.0.cmp(&b.0));
    // Only what is open has a version.
    assert_eq!(counts, [(cells, Value::Null, 2), (model.clone(), json!(1), 2), (other, Value::Null, 1)]);

    for (place, new) in [("τ + 1", "τ2"), ("τ + 1", "ms"), ("τ + 1", "1x"), ("run", "walk")] {
        let mut asked = at(&model, MODEL, place);
        asked["newName"] = json!(new);
        let refused = editor.ask("textDocument/rename", &asked).expect_err("it cannot have that name");
        assert!(refused["message"].as_str().is_some_and(|text| !text.is_empty()), "{refused}");
    }
    assert_eq!(editor.get("textDocument/prepareRename", &at(&model, MODEL, "run")), Value::Null);
    editor.leave();
}

#[test]
fn values_are_shown_beside_the_text() {
    let mut editor = Editor::able(&usual());
    let uri = "file:///m.eqs";
    editor.open(uri, CELLS);
    let asked = json!({ "textDocument": document(uri), "range": range((0, 0), (9, 0)) });
    let hints = editor.get("textDocument/inlayHint", &asked);
    assert_eq!(hints.as_array().map(Vec::len), Some(1), "{hints:#}");
    let end = CELLS.lines().nth(1).expect("a line").len();
    assert_eq!(hints[0]["position"], json!({ "line": 1, "character": end }));
    assert!(hints[0]["label"].as_str().is_some_and(|text| text.contains("20 ms")), "{hints:#}");
    let asked = json!({ "textDocument": document(uri), "range": range((0, 0), (0, 5)) });
    assert_eq!(editor.get("textDocument/inlayHint", &asked), json!([]));
    editor.leave();
}
