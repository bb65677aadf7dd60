//! Messages between the server and an editor, on standard input and output.
//!
//! What arrives is read at once, so that the server can look ahead: of several changes it checks the last one only, and it does
//! not answer what has been cancelled.

use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::io::{self, ErrorKind, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

/// What arrives.
#[derive(Debug)]
pub(crate) enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is no message of the protocol.
    Garbled(String),
}

enum Outgoing {
    Message(Message),
    /// The answer to what is no message, and so has no number.
    Refusal(Value),
}

/// The way to the editor.
pub(crate) struct Editor {
    outgoing: Sender<Outgoing>,
    /// How many requests it has been sent.
    requests: i32,
}

/// Begins to read and to write. The thread ends when the [`Editor`] is dropped and all is written.
pub(crate) fn stdio() -> (Receiver<Incoming>, Editor, JoinHandle<io::Result<()>>) {
    let (arrive, incoming) = channel();
    let (outgoing, leave) = channel();
    // It is not waited for: standard input may stay open after the last message.
    thread::spawn(move || read(&arrive));
    let writer = thread::spawn(move || write(&leave));
    (incoming, Editor { outgoing, requests: 0 }, writer)
}

fn read(arrive: &Sender<Incoming>) {
    let mut input = io::stdin().lock();
    loop {
        let incoming = match Message::read(&mut input) {
            Ok(Some(message)) => Incoming::Message(message),
            Err(error) if error.kind() == ErrorKind::InvalidData => Incoming::Garbled(error.to_string()),
            Ok(None) | Err(_) => return,
        };
        if arrive.send(incoming).is_err() {
            return;
        }
    }
}

fn write(leave: &Receiver<Outgoing>) -> io::Result<()> {
    let mut output = io::stdout().lock();
    for outgoing in leave {
        match outgoing {
            Outgoing::Message(message) => message.write(&mut output)?,
            Outgoing::Refusal(refusal) => {
                let text = refusal.to_string();
                write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
                output.flush()?;
            }
        }
    }
    Ok(())
}

impl Editor {
    /// If nobody listens any more, input ends too, and with it the conversation.
    fn send(&self, outgoing: Outgoing) {
        let _ = self.outgoing.send(outgoing);
    }

    pub(crate) fn answer(&self, response: Response) {
        self.send(Outgoing::Message(response.into()));
    }

    pub(crate) fn notify(&self, method: &str, params: Value) {
        self.send(Outgoing::Message(Notification { method: method.into(), params }.into()));
    }

    /// Asks for something whose answer does not matter.
    pub(crate) fn request(&mut self, method: &str, params: Value) {
        self.requests += 1;
        let id = RequestId::from(format!("snnc-{}", self.requests));
        self.send(Outgoing::Message(Request { id, method: method.into(), params }.into()));
    }

    /// Says that what arrived was no message.
    pub(crate) fn refuse(&self, code: i32, reason: &str) {
        let error = json!({ "code": code, "message": reason });
        self.send(Outgoing::Refusal(json!({ "jsonrpc": "2.0", "id": null, "error": error })));
    }
}
