//! `snnc lsp`.

use crate::failure::{Code, Failure};
use snnc_ir::arithmetic::Elementary;
use snnc_ir::lower::lower;
use snnc_lsp::{Compiler, Ending};

/// Serves an editor until it says goodbye. It is shown what `snnc check` tells.
pub(crate) fn serve() -> Result<Code, Failure> {
    let compiler = Compiler { arithmetic: &Elementary, lower: |model| lower(model).diagnostics };
    match snnc_lsp::serve(compiler) {
        Ok(Ending::Farewell) => Ok(Code::Success),
        Ok(Ending::Lost) => Ok(Code::WrongModel),
        Err(error) => Err(Failure::Usage(format!("the connection to the editor failed: {error}"))),
    }
}
