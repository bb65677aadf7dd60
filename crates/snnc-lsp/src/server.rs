//! The loop: messages in the order in which they arrive, and diagnostics when there are none.

use crate::capabilities::capabilities;
use crate::checked::{Changed, Compiler};
use crate::dispatch;
use crate::publishing::Published;
use crate::session::Session;
use crate::transport::{Editor, Incoming, stdio};
use crate::watching;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, TryRecvError};

/// How a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The editor said goodbye.
    Farewell,
    /// It went without a word, or without having asked for a shutdown. The protocol asks for exit code 1.
    Lost,
}

/// Serves an editor on standard input and output until it says goodbye.
///
/// # Errors
/// If standard output cannot be written to.
pub fn serve(compiler: Compiler<'_>) -> io::Result<Ending> {
    let (incoming, editor, writer) = stdio();
    let ending = Server { compiler, editor, waiting: VecDeque::new(), phase: Phase::Fresh }.run(&incoming);
    match writer.join() {
        Ok(written) => written.map(|()| ending),
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

struct Server<'a> {
    compiler: Compiler<'a>,
    editor: Editor,
    /// What has arrived and is not yet dealt with.
    waiting: VecDeque<Incoming>,
    phase: Phase<'a>,
}

/// Where a conversation stands.
enum Phase<'a> {
    /// `initialize` has not come.
    Fresh,
    Running(Box<Conversation<'a>>),
    /// `shutdown` has come; only `exit` may follow.
    Over,
}

struct Conversation<'a> {
    session: Session<'a>,
    published: Published,
    /// What has changed since diagnostics were last published.
    changed: Changed,
}

impl Server<'_> {
    fn run(mut self, incoming: &Receiver<Incoming>) -> Ending {
        loop {
            let Some(next) = self.next(incoming) else { return Ending::Lost };
            let flow = match next {
                Incoming::Garbled(reason) => {
                    self.editor.refuse(ErrorCode::ParseError as i32, &reason);
                    ControlFlow::Continue(())
                }
                Incoming::Message(Message::Request(request)) => {
                    let response = self.answer(request);
                    self.editor.answer(response);
                    ControlFlow::Continue(())
                }
                Incoming::Message(Message::Notification(notification)) => self.note(&notification),
                // What the editor was asked for needs no answer.
                Incoming::Message(Message::Response(_)) => ControlFlow::Continue(()),
            };
            if let ControlFlow::Break(ending) = flow {
                return ending;
            }
        }
    }

    /// The next message. Before it waits for one, it publishes what has changed.
    fn next(&mut self, incoming: &Receiver<Incoming>) -> Option<Incoming> {
        loop {
            match incoming.try_recv() {
                Ok(more) => self.arrive(more),
                Err(_) if !self.waiting.is_empty() => return self.waiting.pop_front(),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) => {
                    self.publish();
                    let first = incoming.recv().ok()?;
                    self.arrive(first);
                }
            }
        }
    }

    /// Lets a message wait for its turn. What it cancels has no turn any more.
    fn arrive(&mut self, incoming: Incoming) {
        match &incoming {
            Incoming::Message(Message::Notification(it)) if it.method == "$/cancelRequest" => {
                let Some(id) = it.params.get("id").and_then(request_id) else { return };
                let is = |it: &Incoming| matches!(it, Incoming::Message(Message::Request(it)) if it.id == id);
                if let Some(at) = self.waiting.iter().position(is) {
                    self.waiting.remove(at);
                    let reason = "cancelled".to_string();
                    let code = ErrorCode::RequestCanceled as i32;
                    self.editor.answer(Response::new_err(id, code, reason));
                }
            }
            _ => self.waiting.push_back(incoming),
        }
    }

    fn answer(&mut self, request: Request) -> Response {
        let id = request.id.clone();
        let refuse = |code: ErrorCode, reason: &str| Response::new_err(id, code as i32, reason.into());
        match (&mut self.phase, request.method.as_str()) {
            (Phase::Fresh, "initialize") => {
                let session = Session::new(self.compiler, &request.params);
                let capabilities = capabilities(&session.client);
                let info = json!({ "name": "snnc", "version": env!("CARGO_PKG_VERSION") });
                let conversation =
                    Conversation { session, published: Published::default(), changed: Changed::Nothing };
                self.phase = Phase::Running(Box::new(conversation));
                Response::new_ok(request.id, json!({ "capabilities": capabilities, "serverInfo": info }))
            }
            (Phase::Fresh, _) => refuse(ErrorCode::ServerNotInitialized, "`initialize` comes first"),
            (Phase::Over, _) => refuse(ErrorCode::InvalidRequest, "the server is shut down"),
            (Phase::Running(_), "initialize") => {
                refuse(ErrorCode::InvalidRequest, "the server is initialized already")
            }
            (Phase::Running(_), "shutdown") => {
                self.phase = Phase::Over;
                Response::new_ok(request.id, Value::Null)
            }
            (Phase::Running(conversation), _) => {
                let (session, editor) = (&conversation.session, &self.editor);
                let answer = AssertUnwindSafe(|| dispatch::answer(session, editor, request));
                // A fault of the server costs one answer, not the session.
                catch_unwind(answer)
                    .unwrap_or_else(|_| refuse(ErrorCode::InternalError, "this is a fault of snnc"))
            }
        }
    }

    fn note(&mut self, notification: &Notification) -> ControlFlow<Ending> {
        let Server { editor, phase, .. } = self;
        match (phase, notification.method.as_str()) {
            (Phase::Over, "exit") => return ControlFlow::Break(Ending::Farewell),
            (_, "exit") => return ControlFlow::Break(Ending::Lost),
            (Phase::Running(conversation), "initialized") => {
                watching::register(&conversation.session, editor);
            }
            (Phase::Running(conversation), method) => {
                match dispatch::note(&mut conversation.session, notification) {
                    Ok(changed) => conversation.changed = conversation.changed.max(changed),
                    Err(reason) => {
                        let message = format!("`{method}` is not understood: {reason}");
                        editor.notify("window/logMessage", json!({ "type": 1, "message": message }));
                    }
                }
            }
            (Phase::Fresh | Phase::Over, _) => {}
        }
        ControlFlow::Continue(())
    }

    /// Publishes the diagnostics of all that has changed.
    fn publish(&mut self) {
        let Server { editor, phase: Phase::Running(conversation), .. } = self else { return };
        let Conversation { session, published, changed } = &mut **conversation;
        let changed = std::mem::replace(changed, Changed::Nothing);
        if changed > Changed::Nothing {
            // A fault of the server leaves what was told last.
            let _ = catch_unwind(AssertUnwindSafe(|| published.tell(session, editor)));
        }
        if changed == Changed::Others {
            watching::refresh(session, editor);
        }
    }
}

/// The number of a request, as `$/cancelRequest` names it.
fn request_id(id: &Value) -> Option<RequestId> {
    match id {
        Value::String(text) => Some(text.clone().into()),
        other => Some(i32::try_from(other.as_i64()?).ok()?.into()),
    }
}
