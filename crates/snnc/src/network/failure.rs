//! Why synapses cannot be built.

use crate::error::Error;
use snnc_lang::{Diagnostic, Sources};

/// Why synapses cannot be built.
pub(super) enum Failure {
    /// The model is wrong.
    Model(Box<Diagnostic>),
    /// Anything else.
    Other(Error),
}

impl Failure {
    /// As it is told to whoever builds the network.
    pub(super) fn into_error(self, sources: &Sources) -> Error {
        match self {
            Failure::Model(diagnostic) => Error::rejected(sources, vec![*diagnostic]),
            Failure::Other(error) => error,
        }
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Failure::Model(Box::new(diagnostic))
    }
}
