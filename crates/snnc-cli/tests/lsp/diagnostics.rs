//! Diagnostics while one types, and what can be done about them.

use crate::editor::{Editor, document, place_of, range, usual};
use serde_json::{Value, json};
use std::process::Command;

const MODEL: &str = "file:///m.eqs";

#[test]
fn columns_are_counted_as_the_editor_counts() {
    let text = "# µ 𝜏\r\nR = 10 MΩ; I = R + 1 nA # 𝜏\r\nneurons g[1] { v = R*I : volt }\r\n";
    let utf32 = json!({ "general": { "positionEncodings": ["utf-32"] } });
    for (capabilities, name) in [(usual(), "utf-8"), (json!({}), "utf-16"), (utf32, "utf-32")] {
        let mut editor = Editor::able(&capabilities);
        assert_eq!(editor.capabilities["positionEncoding"], name);
        editor.open(MODEL, text);
        let told = editor.diagnostics(MODEL);
        let wrong = told.iter().find(|it| it["code"] == "units::mismatch").expect("it is wrong");
        let (line, column) = place_of(text, "1 nA", name == "utf-8");
        assert_eq!(wrong["range"], range((line, column), (line, column + 4)), "{wrong:#}");
        editor.leave();
    }
}

#[test]
fn edits_are_followed() {
    for capabilities in [usual(), json!({})] {
        let mut editor = Editor::able(&capabilities);
        let utf8 = editor.capabilities["positionEncoding"] == "utf-8";
        let text = "𝜏 = 10 ms # µ\r\nneurons g[1] { dv/dt = -v/𝜏 : 1 }\r\nrun 1 ms\r\n";
        editor.open(MODEL, text);
        assert_eq!(editor.codes(MODEL), [""; 0]);
        // `ms` becomes `mV`, and back; the text is the same in two edits of one change.
        let (line, column) = place_of(text, "ms # µ", utf8);
        let unit = range((line, column), (line, column + 2));
        editor.change(MODEL, &[(unit.clone(), "mV")]);
        assert!(editor.codes(MODEL).iter().all(|code| code.starts_with("units::")), "mV is no time");
        editor.change(MODEL, &[(unit, "s"), (range((line, column), (line, column)), "m")]);
        assert_eq!(editor.codes(MODEL), [""; 0]);
        // Beyond the end of the text there is its end, and beyond that of a line there is that.
        editor.change(MODEL, &[(range((99, 0), (100, 7)), "x = y\r\n")]);
        assert_eq!(editor.codes(MODEL), ["names::unknown"]);
        editor.change(MODEL, &[(range((3, 2), (3, 999)), " = 1")]);
        assert_eq!(editor.codes(MODEL), ["structure::unused"], "the constant `x` is 1");
        editor.leave();
    }
}

#[test]
fn of_several_changes_the_last_one_counts() {
    let mut editor = Editor::able(&usual());
    editor.open(MODEL, "");
    for n in 0..300 {
        editor.change(MODEL, &[(range((0, 0), (0, 0)), if n % 2 == 0 { "x" } else { "y" })]);
    }
    editor.rewrite(MODEL, "tau = 10 ms + 1 mV\n");
    let told = editor.diagnostics(MODEL);
    assert_eq!(told[0]["code"], "units::mismatch");
    editor.leave();
}

#[test]
fn the_editor_shows_what_check_tells() {
    // Found by the parser, the checker, and the lowering.
    let models = [
        "neurons g[10] { dv/dt = -v/(10 ms : 1 }\n",
        "tau = 10 ms\nneurons g[1] { dv/dt = (1*mV - v)/tau : 1 }\nunused = 3\n",
        "neurons g[1] {\n  dv/dt = -v**2/(10 ms) : 1\n  method: exact\n}\nrun 1 ms\n",
        "neurons g[1] { dv/dt = -v/(sin(3)*10 ms) : 1 }\nrun 1 ms\n",
    ];
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let path = folder.path().join("m.eqs");
    let uri = format!("file://{}", path.display());
    let mut editor = Editor::able(&usual());
    for text in models {
        std::fs::write(&path, text).expect("a writable folder");
        let checked =
            Command::new(env!("CARGO_BIN_EXE_snnc")).args(["check", "--format", "json"]).arg(&path).output();
        let checked: Value = serde_json::from_slice(&checked.expect("it runs").stdout).expect("JSON");
        let found: Vec<_> = checked["diagnostics"].as_array().expect("a list").iter().collect();
        editor.open(&uri, text);
        let told = editor.diagnostics(&uri);
        assert_eq!(told.len(), found.len(), "{text}");
        for (told, found) in told.iter().zip(found) {
            assert_eq!(told["code"], found["code"]);
            let lines: Vec<_> = told["message"].as_str().expect("a text").lines().collect();
            assert_eq!(Some(lines[0]), found["message"].as_str().and_then(|text| text.lines().next()));
            let start = &found["span"]["start"];
            assert_eq!(told["range"]["start"]["line"].as_u64().map(|n| n + 1), start["line"].as_u64());
        }
        editor.close(&uri);
    }
    editor.leave();
}

#[test]
fn other_places_and_what_is_unnecessary_are_marked() {
    let mut editor = Editor::able(&usual());
    editor.open(MODEL, "a = 1 ms\na = 2 ms\nb = 3\n");
    let told = editor.diagnostics(MODEL);
    let twice = told.iter().find(|it| it["code"] == "names::duplicate").expect("defined twice");
    assert_eq!(
        twice["relatedInformation"][0]["location"],
        json!({ "uri": MODEL, "range": range((0, 0), (0, 1)) })
    );
    assert!(twice.get("tags").is_none() && twice.get("codeDescription").is_none());
    editor.rewrite(MODEL, "b = 3\nneurons g[1] { dv/dt = -v/(1 ms) : 1 }\nrun 1 ms\n");
    let told = editor.diagnostics(MODEL);
    assert_eq!((&told[0]["code"], &told[0]["tags"]), (&json!("structure::unused"), &json!([1])));
    editor.leave();
}

#[test]
fn an_editor_that_asks_is_answered_and_nothing_is_published() {
    let asks = json!({ "textDocument": { "diagnostic": { "relatedDocumentSupport": true } } });
    let mut editor = Editor::able(&asks);
    assert_eq!(editor.capabilities["diagnosticProvider"]["interFileDependencies"], true);
    editor.open(MODEL, "import \"none.eqs\"\ntau = 1 mV + 1 ms\n");
    let report = editor.get("textDocument/diagnostic", &json!({ "textDocument": document(MODEL) }));
    assert_eq!(report["kind"], "full");
    let codes: Vec<_> = report["items"].as_array().expect("a list").iter().map(|it| &it["code"]).collect();
    assert_eq!(codes, ["imports::unreadable", "units::mismatch"]);
    assert!(editor.heard.is_empty());
    editor.leave();
}

/// The actions for a range of the model, by title.
fn actions(editor: &mut Editor, at: &Value, context: &Value) -> Vec<Value> {
    let asked = json!({ "textDocument": document(MODEL), "range": at, "context": context });
    editor.get("textDocument/codeAction", &asked).as_array().expect("a list").clone()
}

#[test]
fn fixes_are_offered_where_the_diagnostic_is() {
    let text = "τ = 10 ms\nτ2 = 2^3*ms\nneurons g[1] { dv/dt = -v/τ3 : 1 }\nrun τ2\n";
    let mut editor = Editor::able(&usual());
    editor.open(MODEL, text);
    let everything = json!({ "diagnostics": [] });
    let (line, column) = place_of(text, "^", true);
    let here = range((line, column), (line, column));
    let offered = actions(&mut editor, &here, &everything);
    let power = &offered[0];
    assert_eq!((&power["kind"], &power["isPreferred"]), (&json!("quickfix"), &json!(true)), "{offered:#?}");
    assert_eq!(power["diagnostics"][0]["code"], "syntax::power-operator");
    let edit = &power["edit"]["documentChanges"][0];
    assert_eq!(edit["textDocument"], json!({ "uri": MODEL, "version": 1 }));
    assert_eq!(edit["edits"][0]["newText"], "**");
    assert_eq!(edit["edits"][0]["range"], range((line, column), (line, column + 1)));

    // A guess is not preferred.
    let (line, column) = place_of(text, "τ3", true);
    let offered = actions(&mut editor, &range((line, column), (line, column + 1)), &everything);
    assert!(offered[0]["edit"].is_object() && offered[0].get("isPreferred").is_none(), "{offered:#?}");

    // Elsewhere there is none, and what is not asked for is not offered.
    let fix_all = |it: &Value| it["kind"] == "source.fixAll.snnc";
    assert!(actions(&mut editor, &range((0, 0), (0, 1)), &everything).iter().all(fix_all));
    assert!(actions(&mut editor, &here, &json!({ "diagnostics": [], "only": ["refactor"] })).is_empty());
    let all = actions(&mut editor, &here, &json!({ "diagnostics": [], "only": ["source.fixAll"] }));
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["edit"]["documentChanges"][0]["edits"].as_array().map(Vec::len), Some(1));
    editor.leave();
}

#[test]
fn an_editor_without_versioned_edits_gets_plain_ones() {
    let mut editor = Editor::plain();
    editor.open(MODEL, "a = 2^3\n");
    let offered = actions(&mut editor, &range((0, 5), (0, 6)), &json!({ "diagnostics": [] }));
    assert_eq!(offered[0]["edit"]["changes"][MODEL][0]["newText"], "**");
    editor.leave();
}

#[test]
fn a_code_is_explained() {
    let mut editor = Editor::able(&usual());
    editor.open(MODEL, "tau = 10 ms + 1 mV\n");
    let offered = actions(&mut editor, &range((0, 0), (0, 18)), &json!({ "diagnostics": [] }));
    let explain = offered.last().expect("an action");
    assert_eq!(explain["title"], "Explain units::mismatch");
    let command = explain["command"].clone();
    let asked = json!({ "command": command["command"], "arguments": command["arguments"] });
    let page = editor.get("workspace/executeCommand", &asked);
    assert!(page.as_str().is_some_and(|page| page.starts_with("# ")), "{page}");
    assert!(
        editor.heard.iter().any(|it| it["method"] == "window/showMessage" && it["params"]["message"] == page)
    );
    for wrong in [json!(["no::such"]), json!([7]), json!([]), Value::Null] {
        let asked = json!({ "command": command["command"], "arguments": wrong });
        assert!(editor.ask("workspace/executeCommand", &asked).is_err(), "{wrong}");
    }
    assert!(editor.ask("workspace/executeCommand", &json!({ "command": "format.disk" })).is_err());
    editor.leave();

    // An editor that shows the page itself is not sent a message.
    let shows = json!({ "capabilities": usual(), "initializationOptions": { "showsPages": true } });
    let mut editor = Editor::greeting(&shows);
    editor.get(
        "workspace/executeCommand",
        &json!({ "command": "snnc.explain", "arguments": ["units::mismatch"] }),
    );
    assert!(editor.heard.is_empty());
    editor.leave();
}
