//! `snnc lsp`.

use crate::failure::{Code, Failure};

/// Serves an editor until it says goodbye.
pub(crate) fn serve() -> Result<Code, Failure> {
    match snnc_lsp::serve() {
        Ok(()) => Ok(Code::Success),
        Err(error) => Err(Failure::Usage(format!("the connection to the editor failed: {error}"))),
    }
}
