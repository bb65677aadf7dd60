//! Plots to look into: zoomed, linked in time and by neuron.
//!
//! ```text
//! Results ─ raster, traces, heat, rates, weights → Data ─ encode → JSON in the page ─ assets/charts/*.js → canvas
//! ```
//!
//! The data are in the page, as compactly as they can be drawn and read out honestly; what is left out is told there.

mod assets;
mod encode;
mod heat;
mod populations;
mod raster;
mod rates;
mod samples;
mod traces;
mod weights;

use populations::{Population, Populations};
use serde::Serialize;
use snnc_results::{Error, Laid, Results};

/// What a page needs to show the plots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// For a `<style>` in the head.
    pub style: &'static str,
    /// For the place of the plots: a `<section>`, and the data, in an element that is not shown.
    pub body: String,
    /// For a `<script>` at the end of the page.
    pub script: String,
    /// Whether there is anything to be seen.
    pub empty: bool,
}

/// All that is drawn.
#[derive(Debug, Serialize)]
struct Data<'r> {
    /// The name of the model.
    name: String,
    /// The end of the simulated time, in seconds.
    end: f64,
    /// When runs after the first began, in seconds.
    stages: &'r [f64],
    /// Where the time of the model went back, in seconds: no interval reaches over it.
    jumps: &'r [f64],
    populations: &'r [Population],
    rasters: Vec<raster::Raster>,
    rates: Vec<rates::Rate>,
    traces: Vec<traces::Traces>,
    heat: Vec<heat::Heat>,
    weights: Vec<weights::Distribution>,
}

/// The plots of what was recorded.
///
/// # Errors
/// If an archive cannot be read.
pub fn section(results: &Results) -> Result<Section, Error> {
    let description = results.description();
    let populations = Populations::of(results);
    let laid = Laid::of(description);
    let data = Data {
        name: description.model.file.trim_end_matches(".eqs").to_string(),
        end: laid.end,
        stages: &laid.stages,
        jumps: &laid.jumps,
        populations: populations.all(),
        rasters: raster::rasters(results, &populations, &laid)?,
        rates: rates::rates(results, &laid)?,
        traces: traces::traces(results, &populations, &laid)?,
        heat: heat::heat_maps(results, &populations, &laid)?,
        weights: weights::distributions(results)?,
    };
    let empty =
        data.rasters.is_empty() && data.rates.is_empty() && data.traces.is_empty() && data.weights.is_empty();
    Ok(Section { style: assets::STYLE, body: body(&data), script: assets::script(), empty })
}

/// The place of the plots, and the data.
fn body(data: &Data) -> String {
    // A `<` would end the element if `/script` followed it.
    let json = serde_json::to_string(data).unwrap_or_default().replace('<', "\\u003c");
    format!(
        "<section id=\"charts\" class=\"charts\" aria-label=\"Plots\">\n\
         <noscript><p>The plots are drawn by a script, which is switched off in this browser.</p></noscript>\n\
         </section>\n<script type=\"application/json\" id=\"charts-data\">{json}</script>\n"
    )
}
