//! Statistics of spike trains, traces and connections.
//!
//! [`Summary::of`] describes all that was recorded in a folder of results. The functions beside it take slices: times in
//! seconds, values in SI. Where a figure is not defined, such as the irregularity of a neuron without spikes, it is `None`.
//! `docs/statistics.md` defines all of them for users.

mod counts;
mod error;
mod intervals;
mod moments;
mod periods;
mod summary;

pub use counts::{Bins, fano_factor};
pub use error::Error;
pub use intervals::{cv, cv2, intervals, lv};
pub use moments::Moments;
pub use periods::{Choices, Period, periods};
pub use summary::{
    CountSummary, Extent, Irregularity, OverNeurons, PopulationSummary, Row, SpikeSummary, Summary,
    TraceSummary,
};
