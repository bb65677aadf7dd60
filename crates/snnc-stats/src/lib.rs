//! Statistics of spike trains, traces and connections.
//!
//! [`Summary::of`] describes all that was recorded in a folder of results. The functions beside it take slices: times in
//! seconds, values in SI. Where a figure is not defined, such as the irregularity of a neuron without spikes, it is `None`.
//! `docs/statistics.md` defines all of them for users.

mod analyses;
mod correlogram;
mod counts;
mod error;
pub mod graph;
mod histogram;
mod intervals;
mod moments;
mod pairwise;
mod periods;
mod sample;
mod spectrum;
mod stream;
mod summary;

pub use analyses::{
    Connections, Correlograms, Histograms, Network, PairCorrelation, PairCorrelations, Paths,
    PopulationCorrelogram, PopulationHistograms, Projection, Spectra, Spectrum,
};
pub use correlogram::Correlogram;
pub use counts::{Bins, fano_factor};
pub use error::Error;
pub use histogram::Histogram;
pub use intervals::{cv, cv2, intervals, lv};
pub use moments::Moments;
pub use pairwise::{SparseCounts, count_correlation, count_correlations};
pub use periods::{Choices, Period, periods};
pub use sample::sample;
pub use spectrum::Welch;
pub use summary::{
    CountSummary, Extent, Irregularity, OverNeurons, PopulationSummary, Row, SpikeSummary, Summary,
    TraceSummary,
};
