//! Models of several files, open or on the disk.

use crate::editor::{Editor, usual};
use serde_json::json;
use std::path::Path;
use tempfile::TempDir;

const MODEL: &str = "import \"cells.eqs\"\nneurons g[1] { dv/dt = -v/tau : 1 }\n";

fn uri(folder: &Path, name: &str) -> String {
    format!("file://{}", folder.join(name).display())
}

/// A folder with a file of cells, and the URIs of model and cells.
fn folder(cells: &str) -> (TempDir, String, String) {
    let folder = TempDir::new().expect("a temporary folder");
    std::fs::write(folder.path().join("cells.eqs"), cells).expect("a writable folder");
    let (model, cells) = (uri(folder.path(), "model.eqs"), uri(folder.path(), "cells.eqs"));
    (folder, model, cells)
}

#[test]
fn an_imported_file_has_its_own_diagnostics() {
    let wrong = "tau = 10 ms + 1 mV\n";
    let (_folder, model, cells) = folder(wrong);
    let mut editor = Editor::able(&usual());
    editor.open(&model, MODEL);
    editor.until(&cells, &["units::mismatch"]);
    assert_eq!(editor.codes(&model), [""; 0]);
    // The text in the editor comes before the one on the disk.
    editor.open(&cells, wrong);
    assert_eq!(editor.codes(&cells), ["units::mismatch"]);
    editor.rewrite(&cells, "tau = 10 mV\n");
    editor.until(&model, &["units::mismatch"]);
    // What is closed counts as it is on the disk.
    editor.close(&cells);
    editor.until(&cells, &["units::mismatch"]);
    editor.until(&model, &[]);
    // What no model is made of any more has no diagnostics.
    editor.rewrite(&model, "neurons g[1] { dv/dt = -v/(10 ms) : 1 }\n");
    editor.until(&cells, &[]);
    editor.close(&model);
    editor.until(&model, &[]);
    editor.leave();
}

#[test]
fn files_that_change_on_the_disk_are_read_again() {
    let (folder, model, cells) = folder("tau = 10 mV\n");
    let mut capabilities = usual();
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({ "dynamicRegistration": true });
    capabilities["workspace"]["inlayHint"] = json!({ "refreshSupport": true });
    let mut editor = Editor::able(&capabilities);
    let asked = editor.receive();
    assert_eq!(asked["method"], "client/registerCapability");
    assert_eq!(asked["params"]["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
    editor.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));

    editor.open(&model, MODEL);
    editor.until(&model, &["units::mismatch"]);
    let write = |name: &str, text: &str, kind: u8| {
        std::fs::write(folder.path().join(name), text).expect("a writable folder");
        json!({ "changes": [{ "uri": uri(folder.path(), name), "type": kind }] })
    };
    let changed = write("cells.eqs", "tau = 100 ms\n", 2);
    editor.notify("workspace/didChangeWatchedFiles", &changed);
    editor.until(&model, &[]);
    // What is shown beside the text may be another, too.
    while !editor.heard.iter().any(|it| it["method"] == "workspace/inlayHint/refresh") {
        let message = editor.receive();
        editor.heard.push(message);
    }

    // A file that was looked for in vain appears, and another goes.
    editor.rewrite(&model, &format!("import \"more.eqs\"\n{MODEL}"));
    editor.until(&model, &["imports::unreadable"]);
    let appeared = write("more.eqs", "\n", 1);
    editor.notify("workspace/didChangeWatchedFiles", &appeared);
    editor.until(&model, &[]);
    std::fs::remove_file(folder.path().join("cells.eqs")).expect("a writable folder");
    editor.notify("workspace/didChangeWatchedFiles", &json!({ "changes": [{ "uri": cells, "type": 3 }] }));
    editor.until(&model, &["imports::unreadable"]);
    editor.leave();
}

#[test]
fn a_document_that_is_no_file_finds_files_in_the_workspace() {
    let (folder, _, _) = folder("tau = 10 ms\n");
    let root = uri(folder.path(), "");
    let parameters = json!({ "capabilities": usual(), "rootUri": root.trim_end_matches('/') });
    let mut editor = Editor::greeting(&parameters);
    let untitled = "untitled:Untitled-1";
    editor.open(untitled, MODEL);
    assert_eq!(editor.codes(untitled), [""; 0]);
    editor.rewrite(untitled, "import \"none.eqs\"\n");
    assert_eq!(editor.codes(untitled), ["imports::unreadable"]);
    editor.leave();
}

#[test]
fn a_folder_may_have_any_name() {
    let folder = TempDir::new().expect("a temporary folder");
    let inner = folder.path().join("mit Abstand % µ");
    std::fs::create_dir(&inner).expect("a writable folder");
    std::fs::write(inner.join("cells.eqs"), "tau = 10 ms + 1 mV\n").expect("a writable folder");
    let base = format!("file://{}/mit%20Abstand%20%25%20%C2%B5", folder.path().display());
    let mut editor = Editor::able(&usual());
    editor.open(&format!("{base}/m.eqs"), MODEL);
    editor.until(&format!("{base}/cells.eqs"), &["units::mismatch"]);
    editor.leave();
}
