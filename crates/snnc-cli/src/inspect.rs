//! `snnc inspect`.

use crate::args::{InspectArguments, Stage};
use crate::failure::{Code, Failure};
use crate::simulate::open;
use crate::{console, output};
use snnc::{Backend, Error, Rejection};
use snnc_jit::{Cranelift, Native};
use std::fmt::Write;

/// Shows a stage of the compilation.
pub(crate) fn inspect(arguments: &InspectArguments) -> Result<Code, Failure> {
    let model = open(&arguments.file, &arguments.overrides)?;
    let text = match arguments.emit {
        Stage::Ast => {
            let tree = snnc_lang::syntax::print(model.syntax(), false);
            let checked = model.check();
            console::show(&checked.diagnostics, model.sources());
            tree
        }
        Stage::Model => {
            let checked = model.check();
            let Some(hir) = checked.model else {
                let (sources, diagnostics) = (model.sources().clone(), checked.diagnostics);
                return Err(Error::Model(Box::new(Rejection { sources, diagnostics })).into());
            };
            console::show(&checked.diagnostics, model.sources());
            hir.to_string()
        }
        stage => {
            let compiled = model.compile_with(Backend::Interpreter)?;
            console::show(compiled.warnings(), compiled.sources());
            let plan = compiled.plan();
            match stage {
                Stage::Plan => plan.to_string(),
                Stage::Clif => {
                    Cranelift::host().and_then(|jit| jit.emit_clif(&plan.kernels)).map_err(Error::from)?
                }
                Stage::Asm => {
                    Native::host().and_then(|jit| jit.emit_asm(&plan.kernels)).map_err(Error::from)?
                }
                _ => plan.kernels.iter().fold(String::new(), |mut text, kernel| {
                    // Writing to a String cannot fail.
                    let _ = writeln!(text, "{kernel}");
                    text
                }),
            }
        }
    };
    output::print(&text)?;
    Ok(Code::Success)
}
