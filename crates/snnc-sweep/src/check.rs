//! What can be known of a sweep before anything is run.

use crate::error::Error;
use crate::models::with;
use crate::sweep::Sweep;
use snnc::Rejection;
use snnc_lang::hir;

/// So many values of a parameter are checked before anything is run.
const MOST_CHECKED: usize = 1000;

impl Sweep {
    /// Checks what can be checked before anything is run: that the model is one, and that each value fits it. Yields the warnings
    /// about the first point, and the texts that they point into.
    ///
    /// # Errors
    /// If a name, a unit or the form of a value is wrong, since that would be so at all its points; or if there is nothing to run.
    pub fn check(&self) -> Result<Rejection, Error> {
        let grid = &self.identity.grid;
        let first = grid.point(0);
        let model = with(&self.model, &first.settings)?;
        let checked = model.check();
        let sources = model.sources().clone();
        let diagnostics = checked.diagnostics;
        let rejection = |diagnostics| Rejection { sources, diagnostics };
        match checked.model {
            Some(hir) if hir.protocol.is_empty() => return Err(snnc::Error::NothingToRun.into()),
            Some(hir) => self.are_monitors(&hir)?,
            None if diagnostics.iter().any(|it| it.is_error() && is_mistake(it.code)) => {
                return Err(snnc::Error::Model(Box::new(rejection(diagnostics))).into());
            }
            _ => {}
        }
        let mut before = 0;
        for axis in &grid.axes {
            for values in axis.values.iter().take(MOST_CHECKED).skip(1) {
                let mut settings = first.settings.clone();
                let own = settings[before..].iter_mut().zip(values);
                own.for_each(|(setting, value)| setting.1 = value);
                let model = with(&self.model, &settings)?;
                let told = model.check().diagnostics;
                if told.iter().any(|it| it.is_error() && is_mistake(it.code)) {
                    let rejection = Rejection { sources: model.sources().clone(), diagnostics: told };
                    return Err(snnc::Error::Model(Box::new(rejection)).into());
                }
            }
            before += axis.names.len();
        }
        Ok(rejection(diagnostics))
    }
}

impl Sweep {
    /// Refuses names of monitors that the model does not have.
    fn are_monitors(&self, model: &hir::Model) -> Result<(), Error> {
        let known: Vec<&str> = model.monitors.iter().map(|monitor| &*monitor.name).collect();
        match self.choices.monitors.iter().find(|name| !known.contains(&name.as_str())) {
            Some(name) => {
                let known = if known.is_empty() { "none".into() } else { known.join(", ") };
                Err(Error::refused(format!("there is no monitor `{name}`; there are: {known}")))
            }
            None => Ok(()),
        }
    }
}

/// Whether what is wrong is how a value was written, and not which it is.
fn is_mistake(code: &str) -> bool {
    ["syntax::", "names::", "units::"].iter().any(|family| code.starts_with(family))
}
