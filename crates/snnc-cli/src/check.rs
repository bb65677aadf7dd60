//! `snnc check`.

use crate::args::{CheckArguments, Format};
use crate::failure::{Code, Failure};
use crate::{console, json, output};
use snnc::Model;
use snnc_lang::Diagnostic;

/// Checks model files.
pub(crate) fn check(arguments: &CheckArguments) -> Result<Code, Failure> {
    let mut code = Code::Success;
    let mut found = Vec::new();
    for file in &arguments.files {
        let model = match Model::from_file(file) {
            Ok(model) => model,
            Err(error) => {
                // The other files are still worth checking.
                code = Failure::from(error).tell();
                continue;
            }
        };
        let diagnostics = model.diagnostics();
        if diagnostics.iter().any(Diagnostic::is_error) && code == Code::Success {
            code = Code::WrongModel;
        }
        match arguments.format {
            Format::Human if diagnostics.is_empty() => {
                output::print(&format!("{}: fine\n", file.display()))?;
            }
            Format::Human => console::show(&diagnostics, model.sources()),
            Format::Json => {
                found.extend(diagnostics.iter().map(|d| json::diagnostic(d, model.sources())));
            }
        }
    }
    if let Format::Json = arguments.format {
        output::print(&json::document(&found))?;
    }
    Ok(code)
}
