//! Answers to the browser.

use super::state::Shared;
use crate::drawn::Look;
use crate::report;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tiny_http::{Header, Method, Request, Response, Server};

/// So long a browser waits for a change before it asks again.
const PATIENCE: Duration = Duration::from_secs(20);

/// How messages look that have a page for themselves.
const LOOK: Look = Look { colours: false, width: 100 };

/// Answers until the program ends.
pub(super) fn serve(server: &Server, shared: &Arc<Shared>) {
    for request in server.incoming_requests() {
        let shared = shared.clone();
        // One that waits for a change must not keep others waiting.
        thread::spawn(move || {
            let answer = answer(&request, &shared);
            // A browser that went away needs no answer.
            let _ = request.respond(answer.response());
        });
    }
}

struct Answer {
    code: u16,
    kind: &'static str,
    body: String,
}

impl Answer {
    fn of(kind: &'static str, body: impl Into<String>) -> Answer {
        Answer { code: 200, kind, body: body.into() }
    }

    fn refused(code: u16, why: &str) -> Answer {
        Answer { code, kind: "text/plain", body: format!("{why}\n") }
    }

    fn response(self) -> Response<std::io::Cursor<Vec<u8>>> {
        let mut response = Response::from_string(self.body).with_status_code(self.code);
        let content_type = format!("{}; charset=utf-8", self.kind);
        let headers = [
            ("Content-Type", content_type.as_str()),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ];
        for (name, value) in headers {
            if let Ok(header) = Header::from_bytes(name, value) {
                response.add_header(header);
            }
        }
        response
    }
}

fn answer(request: &Request, shared: &Shared) -> Answer {
    if !is_meant_for_this_machine(request) {
        return Answer::refused(403, "this page is for a browser on the same machine");
    }
    if *request.method() != Method::Get {
        return Answer::refused(405, "there is nothing here that could be changed");
    }
    let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
    match path {
        "/" => Answer::of("text/html", include_str!("assets/page.html")),
        "/page.css" => Answer::of("text/css", include_str!("assets/page.css")),
        "/page.js" => Answer::of("text/javascript", include_str!("assets/page.js")),
        "/state" => {
            let known = query.strip_prefix("after=").and_then(|number| number.parse().ok());
            Answer::of("application/json", shared.after(known.unwrap_or(0), PATIENCE))
        }
        "/plot.svg" => match shared.picture().and_then(|picture| picture.svg) {
            Some(svg) => Answer::of("image/svg+xml", svg),
            None => Answer::refused(404, "there is no plot"),
        },
        "/report" => match shared.picture().map(|picture| report::page(&picture.results)) {
            Some(Ok(page)) => Answer::of("text/html", page),
            Some(Err(failure)) => Answer::refused(500, failure.text(LOOK).trim_end()),
            None => Answer::refused(404, "there is no report"),
        },
        _ => Answer::refused(404, "there is no such page"),
    }
}

/// Whether the browser asks for this machine by a name of its own. Someone else's page, whose name leads here, does not.
fn is_meant_for_this_machine(request: &Request) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    let host = host.map_or("", |header| header.value.as_str());
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost")
}
