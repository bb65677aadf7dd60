//! What a document is made of: outline, symbols of the workspace, folds, tokens.

use crate::editor::{Editor, document, range, usual};
use serde_json::{Value, json};

const MODEL: &str = "file:///m.eqs";
const TEXT: &str = "# Two lines\n# of comment: µ\nτ = 10 ms  # 𝜏\nneurons cells[10] {\n  dv/dt = -v/τ : 1\n  threshold: v > 1\n}\nrun 1 s\n";

#[test]
fn the_outline_is_a_tree_where_that_is_possible() {
    let mut editor = Editor::able(&usual());
    editor.open(MODEL, TEXT);
    let asked = json!({ "textDocument": document(MODEL) });
    let outline = editor.get("textDocument/documentSymbol", &asked);
    let names: Vec<_> = outline.as_array().expect("a list").iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["τ", "cells", "run 1 s"]);
    let cells = &outline[1];
    assert_eq!(cells["range"], range((3, 0), (6, 1)));
    assert_eq!(cells["selectionRange"], range((3, 8), (3, 13)));
    assert_eq!(cells["children"][0]["name"], "v");
    editor.leave();

    let mut editor = Editor::plain();
    editor.open(MODEL, TEXT);
    let flat = editor.get("textDocument/documentSymbol", &asked);
    let v = flat.as_array().expect("a list").iter().find(|it| it["name"] == "v").expect("v is there");
    assert_eq!((&v["containerName"], &v["location"]["uri"]), (&json!("cells"), &json!(MODEL)));
    editor.leave();
}

#[test]
fn symbols_of_the_workspace_are_found_by_some_of_their_letters() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        std::fs::write(path, text).expect("a writable folder");
    };
    write("a.eqs", "tau_membrane = 10 ms\n");
    write("deep/er/b.eqs", "tau_m = 20 ms\n");
    write(".hidden/c.eqs", "tau_m = 20 ms\n");
    write("notes.txt", "tau_m = 20 ms\n");
    let root = format!("file://{}", folder.path().display());
    let folders = json!([{ "uri": root, "name": "models" }]);
    let mut editor = Editor::greeting(&json!({ "capabilities": usual(), "workspaceFolders": folders }));
    // What is open counts as it is in the editor.
    editor.open(&format!("{root}/a.eqs"), "tau_max = 10 ms\n");
    let found = editor.get("workspace/symbol", &json!({ "query": "TAUM" }));
    let found: Vec<_> = found.as_array().expect("a list").iter().map(|it| &it["name"]).collect();
    assert_eq!(found, ["tau_max", "tau_m"]);
    editor.leave();
}

#[test]
fn blocks_and_comments_fold() {
    let mut editor = Editor::able(&usual());
    editor.open(MODEL, TEXT);
    let folds = editor.get("textDocument/foldingRange", &json!({ "textDocument": document(MODEL) }));
    let lines = |fold: &Value| (fold["startLine"].as_u64(), fold["endLine"].as_u64(), fold["kind"].clone());
    let folds: Vec<_> = folds.as_array().expect("a list").iter().map(lines).collect();
    assert_eq!(folds, [(Some(0), Some(1), json!("comment")), (Some(3), Some(5), Value::Null)]);
    editor.leave();
}

#[test]
fn tokens_are_counted_as_the_editor_counts() {
    for capabilities in [usual(), json!({})] {
        let mut editor = Editor::able(&capabilities);
        let utf8 = editor.capabilities["positionEncoding"] == "utf-8";
        let legend = editor.capabilities["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
        editor.open(MODEL, TEXT);
        let asked = json!({ "textDocument": document(MODEL) });
        let words = |tokens: &Value| {
            let numbers: Vec<usize> = tokens["data"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|n| n.as_u64().expect("a number") as usize)
                .collect();
            let (mut line, mut column) = (0, 0);
            let mut words: Vec<(String, String)> = vec![];
            for token in numbers.chunks(5) {
                column = if token[0] == 0 { column + token[1] } else { token[1] };
                line += token[0];
                let text = TEXT.lines().nth(line).expect("a line");
                let word = match utf8 {
                    true => text[column..column + token[2]].to_string(),
                    false => {
                        let units: Vec<u16> = text.encode_utf16().skip(column).take(token[2]).collect();
                        String::from_utf16(&units).expect("whole characters")
                    }
                };
                words.push((word, legend[token[3]].as_str().expect("a name").to_string()));
            }
            words
        };
        let all = words(&editor.get("textDocument/semanticTokens/full", &asked));
        for (word, kind) in [
            ("# of comment: µ", "comment"),
            ("τ", "variable"),
            ("10", "number"),
            ("# 𝜏", "comment"),
            ("neurons", "keyword"),
        ] {
            assert!(all.contains(&(word.into(), kind.into())), "{word}: {all:?}");
        }
        let asked = json!({ "textDocument": document(MODEL), "range": range((3, 0), (3, 99)) });
        let some = words(&editor.get("textDocument/semanticTokens/range", &asked));
        assert!(some.len() < all.len() && all.windows(some.len()).any(|part| part == some), "{some:?}");
        editor.leave();
    }
}
