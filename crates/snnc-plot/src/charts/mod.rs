//! Charts of what was recorded, one kind a file: each reads what it needs of the results, piece by piece, and gives rows
//! and panels of a figure.

mod context;
mod counts;
mod drawn;
mod firing;
mod gaussian;
mod heat_map;
mod histogram;
mod intervals;
mod peaks;
mod population;
mod prefix;
mod raster;
mod rates;
mod reduce;
mod span;
mod spikes;
mod states;
mod timeline;
mod traces;
mod values;
mod weights;

pub(crate) use context::Context;
pub(crate) use drawn::Drawn;
pub(crate) use raster::spikes;
pub(crate) use states::{draw as states, is_silent};
pub(crate) use timeline::told;

use crate::choices::Chart;
use crate::error::Error;

/// Draws a kind of chart; nothing if nothing was recorded that it could show.
pub(crate) fn draw(chart: Chart, context: &Context) -> Result<Drawn, Error> {
    match chart {
        Chart::Raster => raster::draw(context),
        Chart::Rates => rates::draw(context),
        Chart::Traces => traces::draw(context),
        Chart::Map => heat_map::draw(context),
        Chart::Weights => weights::draw(context),
        Chart::Values => values::draw(context),
        Chart::RateHistogram => firing::draw(context),
        Chart::Intervals => intervals::draw(context),
        Chart::Counts => counts::draw(context),
    }
}
