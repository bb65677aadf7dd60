//! An editor's conversation with `snnc lsp`.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

struct Editor {
    server: Child,
    output: BufReader<ChildStdout>,
}

impl Editor {
    fn start() -> Editor {
        let mut server = Command::new(env!("CARGO_BIN_EXE_snnc"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let output = BufReader::new(server.stdout.take().expect("its output is piped"));
        Editor { server, output }
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let input = self.server.stdin.as_mut().expect("its input is piped");
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the server reads");
        input.flush().expect("the server reads");
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).expect("the server answers");
            match line.trim_end() {
                "" => break,
                header => {
                    if let Some(value) = header.strip_prefix("Content-Length: ") {
                        length = value.parse().expect("a length");
                    }
                }
            }
        }
        let mut text = vec![0; length];
        self.output.read_exact(&mut text).expect("the server answers");
        serde_json::from_slice(&text).expect("the server speaks JSON")
    }
}

impl Editor {
    /// One that has greeted the server.
    fn ready() -> Editor {
        let mut editor = Editor::start();
        let capabilities = json!({ "capabilities": {} });
        editor.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": capabilities }));
        assert_eq!(editor.receive()["result"]["capabilities"]["textDocumentSync"], 1);
        editor.send(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
        editor
    }

    /// Says goodbye.
    fn leave(mut self) {
        self.send(&json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" }));
        assert_eq!(self.receive()["id"], 2);
        self.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
        assert!(self.server.wait().expect("the server ends").success());
    }

    fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "snnc", "version": 1, "text": text });
        let open = json!({ "textDocument": document });
        self.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": open }));
    }

    fn change(&mut self, uri: &str, text: &str) {
        let change =
            json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": text }] });
        self.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": change }));
    }

    /// The codes that are published next, for so many files.
    fn codes(&mut self, files: usize) -> BTreeMap<String, Vec<String>> {
        let codes = |told: &Value| {
            let all = told["params"]["diagnostics"].as_array().expect("a list").iter();
            all.map(|d| d["code"].as_str().expect("a code").to_string()).collect()
        };
        let mut all = BTreeMap::new();
        for _ in 0..files {
            let told = self.receive();
            all.insert(told["params"]["uri"].as_str().expect("a URI").to_string(), codes(&told));
        }
        all
    }
}

#[test]
fn an_imported_file_has_its_own_diagnostics() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let uri = |name: &str| format!("file://{}", folder.path().join(name).display());
    let (model, cells) = (uri("model.eqs"), uri("cells.eqs"));
    let found = |of_model: &[&str], of_cells: &[&str]| {
        let texts = |codes: &[&str]| codes.iter().map(ToString::to_string).collect();
        BTreeMap::from([(model.clone(), texts(of_model)), (cells.clone(), texts(of_cells))])
    };
    let wrong = "tau = 10 ms + 1 mV\n";
    std::fs::write(folder.path().join("cells.eqs"), wrong).expect("a writable folder");
    let mut editor = Editor::ready();
    editor.open(&model, "import \"cells.eqs\"\nneurons g[1] { dv/dt = -v/tau : 1 }\n");
    assert_eq!(editor.codes(2), found(&[], &["units::mismatch"]));
    // The text in the editor comes before the one on the disk.
    editor.open(&cells, wrong);
    assert_eq!(editor.codes(2), found(&[], &["units::mismatch"]));
    editor.change(&cells, "tau = 10 mV\n");
    assert_eq!(editor.codes(2), found(&["units::mismatch"], &[]));
    editor.change(&model, "neurons g[1] { dv/dt = -v/(10 ms) : 1 }\n");
    assert_eq!(editor.codes(2), found(&[], &[]));
    editor.leave();
}

#[test]
fn diagnostics_follow_the_text() {
    let mut editor = Editor::ready();

    // Ω is one UTF-16 unit and two bytes; columns are those of UTF-16.
    let wrong = "R = 10 MΩ; I = R + 1 nA\nneurons g[1] { v = R*I : volt }\n";
    let document = json!({ "uri": "file:///m.eqs", "languageId": "snnc", "version": 1, "text": wrong });
    let open = json!({ "textDocument": document });
    editor.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": open }));
    let told = editor.receive();
    assert_eq!(told["method"], "textDocument/publishDiagnostics");
    let first = &told["params"]["diagnostics"][0];
    assert_eq!(first["code"], "units::mismatch", "{told:#}");
    assert_eq!(first["range"]["start"]["line"], 0);
    let at = first["range"]["start"]["character"].as_u64().expect("a column") as usize;
    assert!(
        ["R + 1 nA", "+ 1 nA", "1 nA"].iter().any(|tail| wrong.lines().next().unwrap_or("").ends_with(tail)
            && wrong.chars().skip(at).collect::<String>().starts_with(tail)),
        "{told:#}"
    );

    let version = json!({ "uri": "file:///m.eqs", "version": 2 });
    let change = json!({ "textDocument": version, "contentChanges": [{ "text": wrong.replace(" + 1 nA", "*1 nA/R") }] });
    editor.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": change }));
    let told = editor.receive();
    let errors =
        told["params"]["diagnostics"].as_array().expect("a list").iter().filter(|d| d["severity"] == 1);
    assert_eq!(errors.count(), 0, "{told:#}");

    editor.leave();
}
