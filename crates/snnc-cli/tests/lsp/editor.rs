//! An editor that speaks to the built server over its standard input and output.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Editor {
    server: Child,
    messages: Receiver<Value>,
    requests: i64,
    versions: BTreeMap<String, i64>,
    /// What the server offered.
    pub(crate) capabilities: Value,
    /// What was published last of each file: the version and the diagnostics.
    published: BTreeMap<String, Value>,
    /// What else the server said of its own accord, requests included.
    pub(crate) heard: Vec<Value>,
}

/// What most editors can do.
pub(crate) fn usual() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-8", "utf-16"] },
        "textDocument": {
            "publishDiagnostics": {},
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "completion": { "completionItem": { "snippetSupport": true } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true }
        },
        "workspace": { "workspaceEdit": { "documentChanges": true } }
    })
}

fn read(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
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
    output.read_exact(&mut text).ok()?;
    Some(serde_json::from_slice(&text).expect("the server speaks JSON"))
}

impl Editor {
    /// One that has said nothing yet.
    pub(crate) fn mute() -> Editor {
        let mut server = Command::new(env!("CARGO_BIN_EXE_snnc"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut output = BufReader::new(server.stdout.take().expect("its output is piped"));
        let (arrive, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if arrive.send(message).is_err() {
                    return;
                }
            }
        });
        Editor {
            server,
            messages,
            requests: 0,
            versions: BTreeMap::new(),
            capabilities: Value::Null,
            published: BTreeMap::new(),
            heard: vec![],
        }
    }

    /// One that has greeted the server with these parameters.
    pub(crate) fn greeting(parameters: &Value) -> Editor {
        let mut editor = Editor::mute();
        let greeted = editor.ask("initialize", parameters).expect("the server greets");
        editor.capabilities = greeted["capabilities"].clone();
        editor.notify("initialized", &json!({}));
        editor
    }

    /// One that can do these things.
    pub(crate) fn able(capabilities: &Value) -> Editor {
        Editor::greeting(&json!({ "capabilities": capabilities }))
    }

    /// One that says nothing of itself: it counts in UTF-16.
    pub(crate) fn plain() -> Editor {
        Editor::able(&json!({}))
    }

    /// Sends bytes, message or not.
    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.server.stdin.as_mut().expect("its input is piped");
        input.write_all(bytes).expect("the server reads");
        input.flush().expect("the server reads");
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    /// The next message of the server.
    pub(crate) fn receive(&mut self) -> Value {
        self.messages.recv_timeout(PATIENCE).expect("the server answers")
    }

    pub(crate) fn notify(&mut self, method: &str, parameters: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    /// Sends a request, and yields its number.
    pub(crate) fn begin(&mut self, method: &str, parameters: &Value) -> i64 {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
        id
    }

    /// Waits for the answer to a request: its result, or its error.
    pub(crate) fn finish(&mut self, id: i64) -> Result<Value, Value> {
        loop {
            let mut message = self.receive();
            if message.get("method").is_none() && message["id"] == id {
                return match message.get_mut("error") {
                    Some(error) => Err(error.take()),
                    None => Ok(message["result"].take()),
                };
            }
            self.note(message);
        }
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&mut self, method: &str, parameters: &Value) -> Result<Value, Value> {
        let id = self.begin(method, parameters);
        self.finish(id)
    }

    /// Asks for what must be answered.
    pub(crate) fn get(&mut self, method: &str, parameters: &Value) -> Value {
        self.ask(method, parameters).unwrap_or_else(|error| panic!("{method}: {error:#}"))
    }

    fn note(&mut self, message: Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let uri = message["params"]["uri"].as_str().expect("a URI").to_string();
            self.published.insert(uri, message["params"].clone());
        } else {
            self.heard.push(message);
        }
    }

    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        self.versions.insert(uri.into(), 1);
        self.published.remove(uri);
        let document = json!({ "uri": uri, "languageId": "snnc", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Changes a document: each change is a range (or null for all of it) and a text.
    pub(crate) fn change(&mut self, uri: &str, changes: &[(Value, &str)]) {
        let version = self.versions.entry(uri.into()).or_default();
        *version += 1;
        let changes: Vec<_> = changes
            .iter()
            .map(|(range, text)| match range {
                Value::Null => json!({ "text": text }),
                range => json!({ "range": range, "text": text }),
            })
            .collect();
        let changed =
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes });
        self.notify("textDocument/didChange", &changed);
    }

    pub(crate) fn rewrite(&mut self, uri: &str, text: &str) {
        self.change(uri, &[(Value::Null, text)]);
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.versions.remove(uri);
        self.notify("textDocument/didClose", &json!({ "textDocument": { "uri": uri } }));
    }

    /// The diagnostics of the present text of a document, when they are published.
    pub(crate) fn diagnostics(&mut self, uri: &str) -> Vec<Value> {
        let version = self.versions.get(uri).copied();
        loop {
            if let Some(told) = self.published.get(uri)
                && told.get("version").and_then(Value::as_i64) == version
            {
                return told["diagnostics"].as_array().expect("a list").clone();
            }
            let message = self.receive();
            self.note(message);
        }
    }

    /// The codes that are published of the present text of a document.
    pub(crate) fn codes(&mut self, uri: &str) -> Vec<String> {
        self.diagnostics(uri).iter().map(code).collect()
    }

    /// Waits until these codes are published of a file.
    pub(crate) fn until(&mut self, uri: &str, codes: &[&str]) {
        let is = |told: &Value| {
            told["diagnostics"].as_array().is_some_and(|all| all.iter().map(code).eq(codes.iter().copied()))
        };
        while !self.published.get(uri).is_some_and(is) {
            let message = self.receive();
            self.note(message);
        }
    }

    /// Closes the server's input, and waits until it ends.
    pub(crate) fn hang_up(mut self) -> ExitStatus {
        drop(self.server.stdin.take());
        self.server.wait().expect("the server ends")
    }

    /// Waits until the server ends; its input stays open.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.server.wait().expect("the server ends")
    }

    /// Says goodbye.
    pub(crate) fn leave(mut self) {
        self.get("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        assert!(self.wait().success());
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn code(diagnostic: &Value) -> String {
    diagnostic["code"].as_str().expect("a code").to_string()
}

/// A document.
pub(crate) fn document(uri: &str) -> Value {
    json!({ "uri": uri })
}

/// A range, by line and column of its ends.
pub(crate) fn range(start: (usize, usize), end: (usize, usize)) -> Value {
    let position = |(line, character)| json!({ "line": line, "character": character });
    json!({ "start": position(start), "end": position(end) })
}

/// The line and column of the first place where `part` stands in a text, as an editor counts that has UTF-8 or UTF-16.
pub(crate) fn place_of(text: &str, part: &str, utf8: bool) -> (usize, usize) {
    let at = text.find(part).unwrap_or_else(|| panic!("`{part}` is not in the text"));
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &text[start..at];
    let column = if utf8 { before.len() } else { before.encode_utf16().count() };
    (text[..at].matches('\n').count(), column)
}

/// What asks about the place where `part` stands in the text of a document, in UTF-8.
pub(crate) fn at(uri: &str, text: &str, part: &str) -> Value {
    let (line, character) = place_of(text, part, true);
    json!({ "textDocument": document(uri), "position": { "line": line, "character": character } })
}
