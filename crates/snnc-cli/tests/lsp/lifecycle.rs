//! The beginning and the end of a conversation, and what is no conversation.

use crate::editor::{Editor, document};
use serde_json::{Value, json};

const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const INVALID_REQUEST: i64 = -32600;
const PARSE_ERROR: i64 = -32700;
const NOT_INITIALIZED: i64 = -32002;
const CANCELLED: i64 = -32800;

#[test]
fn nothing_is_answered_before_the_greeting() {
    let mut editor = Editor::mute();
    let refused = editor.ask("textDocument/hover", &json!({})).expect_err("too early");
    assert_eq!(refused["code"], NOT_INITIALIZED);
    editor.notify("textDocument/didOpen", &json!({}));
    assert!(editor.ask("initialize", &json!({ "capabilities": {} })).is_ok());
    let refused = editor.ask("initialize", &json!({ "capabilities": {} })).expect_err("too late");
    assert_eq!(refused["code"], INVALID_REQUEST);
    editor.leave();
}

#[test]
fn a_strange_greeting_is_a_greeting() {
    for strange in [Value::Null, json!([]), json!({ "capabilities": { "general": 3, "textDocument": [] } })] {
        let editor = Editor::greeting(&strange);
        assert_eq!(editor.capabilities["positionEncoding"], "utf-16");
        editor.leave();
    }
}

#[test]
fn the_exit_code_says_whether_the_farewell_was_complete() {
    let mut editor = Editor::plain();
    editor.notify("exit", &Value::Null);
    assert_eq!(editor.wait().code(), Some(1));
    assert_eq!(Editor::plain().hang_up().code(), Some(1));

    let mut editor = Editor::plain();
    editor.get("shutdown", &Value::Null);
    let refused = editor.ask("textDocument/hover", &json!({})).expect_err("it is over");
    assert_eq!(refused["code"], INVALID_REQUEST);
    editor.notify("exit", &Value::Null);
    assert_eq!(editor.wait().code(), Some(0));
}

#[test]
fn what_is_not_understood_is_refused_and_the_conversation_goes_on() {
    let mut editor = Editor::plain();
    let refused = editor.ask("textDocument/nonsense", &json!({})).expect_err("there is no such request");
    assert_eq!(refused["code"], METHOD_NOT_FOUND);
    for wrong in [Value::Null, json!({}), json!([1, 2]), json!({ "textDocument": 5 })] {
        let refused = editor.ask("textDocument/codeAction", &wrong).expect_err("the parameters are wrong");
        assert_eq!(refused["code"], INVALID_PARAMS, "{wrong}");
    }
    let closed = json!({ "textDocument": document("file:///closed.eqs") });
    let refused = editor.ask("textDocument/diagnostic", &closed).expect_err("it is not open");
    assert_eq!(refused["code"], INVALID_PARAMS);

    for text in ["{", "[]", "{\"jsonrpc\": \"2.0\"}"] {
        editor.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
        let answer = editor.receive();
        assert_eq!((&answer["id"], &answer["error"]["code"]), (&Value::Null, &json!(PARSE_ERROR)), "{text}");
    }

    // Notifications are never answered; those that are not understood are told of.
    editor.notify("$/setTrace", &json!({ "value": "verbose" }));
    editor.notify("workspace/didChangeConfiguration", &json!({ "settings": { "snnc": 1 } }));
    editor.notify("no/such", &json!(7));
    let half = json!({ "textDocument": { "uri": "file:///m.eqs", "version": 2 }, "contentChanges":
        [{ "range": { "start": 0 }, "text": "" }] });
    for wrong in [json!({}), json!(null), half] {
        editor.notify("textDocument/didChange", &wrong);
        assert_eq!(editor.receive()["method"], "window/logMessage", "{wrong}");
    }
    editor.leave();
}

#[test]
fn what_is_cancelled_before_its_turn_is_not_answered() {
    let mut editor = Editor::plain();
    let uri = "file:///m.eqs";
    editor.open(uri, "tau = 10 ms\n");
    // Many, so that some are still waiting when the cancellations arrive.
    let asked = json!({ "textDocument": document(uri) });
    let ids: Vec<i64> = (0..200).map(|_| editor.begin("textDocument/diagnostic", &asked)).collect();
    for id in &ids {
        editor.notify("$/cancelRequest", &json!({ "id": id }));
    }
    editor.notify("$/cancelRequest", &json!({ "id": "unknown" }));
    editor.notify("$/cancelRequest", &json!({}));
    // Each is answered once, in one way or the other; those that are cancelled may come first.
    let mut left: std::collections::BTreeSet<i64> = ids.into_iter().collect();
    while !left.is_empty() {
        let answer = editor.receive();
        if let Some(id) = answer["id"].as_i64() {
            assert!(left.remove(&id), "{answer}");
            let cancelled = answer["error"]["code"] == CANCELLED;
            assert!(cancelled || answer["result"]["kind"] == "full", "{answer}");
        }
    }
    editor.leave();
}
