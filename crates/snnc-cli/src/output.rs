//! Standard output: a reader that went away is no error, a full disk is.

use crate::failure::Failure;
use std::io::{ErrorKind, Write};

/// Prints to standard output. A reader that went away is no error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Usage(format!("cannot write to the standard output: {error}")))
        }
        _ => Ok(()),
    }
}
