//! What more can be told of a folder of results than its summary.

mod connections;
mod correlograms;
mod histograms;
mod pairs;
mod rows;
mod spectra;

pub use connections::{Connections, Network, Paths, Projection};
pub use correlograms::{Correlograms, PopulationCorrelogram};
pub use histograms::{Histograms, PopulationHistograms};
pub use pairs::{PairCorrelation, PairCorrelations};
pub use spectra::{Spectra, Spectrum};
