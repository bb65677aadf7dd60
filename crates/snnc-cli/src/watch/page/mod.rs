//! A page that follows what is watched, for a browser on the same machine.

mod server;
mod state;

use super::ansi;
use super::attempt::Results;
use super::products::Made;
use super::told::Told;
use crate::drawn::Look;
use crate::failure::Failure;
use snnc::Progress;
use state::{Picture, Shared};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use tiny_http::Server;

/// Where the page is if nothing else is said and nobody else is there.
const USUAL_PORT: u16 = 8577;
/// How messages look there.
const LOOK: Look = Look { colours: true, width: 100 };

/// A page that is served.
pub(super) struct Page {
    shared: Arc<Shared>,
    pub(super) address: SocketAddr,
}

impl Page {
    /// Serves it from now on, at this port; if none is given, at the usual one or where there is room.
    ///
    /// # Errors
    /// If nothing can be served there.
    pub(super) fn open(port: Option<u16>, model: &Path) -> Result<Page, Failure> {
        let at = |port| Server::http((Ipv4Addr::LOCALHOST, port));
        let server = match port {
            Some(port) => at(port),
            None => at(USUAL_PORT).or_else(|_| at(0)),
        };
        let refused = |why: &dyn std::fmt::Display| {
            let port = port.unwrap_or(USUAL_PORT);
            Failure::Usage(format!("cannot serve a page at port {port}: {why}"))
        };
        let server = server.map_err(|error| refused(&error))?;
        let address = server.server_addr().to_ip().ok_or_else(|| refused(&"it has no address"))?;
        let name = model.file_name().unwrap_or(model.as_os_str()).to_string_lossy();
        let shared = Arc::new(Shared::new(&name));
        let served = shared.clone();
        std::thread::spawn(move || server::serve(&server, &served));
        Ok(Page { shared, address })
    }

    /// A run begins.
    pub(super) fn begins(&self, run: u64) {
        self.shared.begins(run);
    }

    /// It has come so far.
    pub(super) fn progresses(&self, progress: Progress) {
        self.shared.progresses(if progress.end > 0.0 { progress.time / progress.end } else { 0.0 });
    }

    /// It has come to its end. Without results, the last ones stay.
    pub(super) fn show(&self, told: &Told, results: Option<&(Results, Made)>) {
        let message = ansi::html(told.text(LOOK).trim_end());
        let status = results.map_or(String::new(), |(results, _)| results.status.clone());
        let picture =
            results.map(|(results, made)| Picture { svg: made.svg.clone(), results: results.folder.clone() });
        self.shared.ends(message, status, picture);
    }
}
