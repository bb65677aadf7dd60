//! `snnc plot`, and plots at the end of a run.

mod target;

pub(crate) use target::Target;

use crate::console;
use crate::failure::{Code, Failure};
use crate::quantity::{self, Quantity};
use clap::Args;
use snnc_lang::units;
use snnc_plot::svg::Size;
use snnc_plot::{Chart, Choices, Elements, Error, Peak, plot as figure_of};
use snnc_results::{MonitorKind, Results};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The dots an inch of a PNG that is read at arm's length.
pub(crate) const DOTS_PER_INCH: f64 = 300.0;

#[derive(Debug, Args)]
pub(crate) struct PlotArguments {
    /// The folder with the results of a run.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Where the plot goes: a file, `.svg` or `.png`, or `-` for the terminal.
    #[arg(long, value_name = "FILE", default_value = "-", value_parser = Target::parse)]
    out: Target,
    /// The charts, from top to bottom: `raster`, `rates`, `traces`, `map`, `weights`, `values`, `rate-histogram`, `intervals`,
    /// `counts`. If not given, those that suit what was recorded.
    #[arg(long, value_name = "CHART", value_delimiter = ',')]
    show: Vec<Chart>,
    /// Draw what these monitors recorded, or what was saved under these names.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    monitor: Vec<String>,
    /// Draw these variables.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    variable: Vec<String>,
    /// Draw these neurons or synapses, by their index in what was watched: `0,5,10:20`, `::10`.
    #[arg(long, value_name = "INDICES", allow_hyphen_values = true)]
    neurons: Option<Elements>,
    /// Draw this part of the run: `0.2s..0.5s`, `1s..`.
    #[arg(long, value_name = "FROM..TO", value_parser = quantity::times, allow_hyphen_values = true)]
    time: Option<Range<f64>>,
    /// The width of the bins in which rates over time are counted, for example `--bin 5ms`.
    #[arg(long, value_name = "TIME", value_parser = quantity::span)]
    bin: Option<f64>,
    /// The standard deviation of the Gaussian that smooths rates over time, for example `--smooth 10ms`; `0ms` for none.
    #[arg(long, value_name = "TIME", value_parser = quantity::time)]
    smooth: Option<f64>,
    /// Draw spikes as peaks of the traces, up to a value if one is given: `--peaks=20mV`.
    #[arg(long, value_name = "VALUE", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    peaks: Option<String>,
    /// How far traces of one variable are drawn apart, for example `--offset 100mV`; 0 draws them over each other.
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    offset: Option<String>,
    /// What stands above the figure, in place of the model's first sentence.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The width on paper: 174 mm, over two columns of a page, if not given; 85 mm is one column.
    #[arg(long, value_name = "LENGTH", value_parser = quantity::length)]
    width: Option<f64>,
    /// The height on paper; as high as the panels need it if not given.
    #[arg(long, value_name = "LENGTH", value_parser = quantity::length)]
    height: Option<f64>,
    /// The dots an inch of a PNG.
    #[arg(long, value_name = "NUMBER", default_value_t = DOTS_PER_INCH as u32, value_parser = clap::value_parser!(u32).range(10..=2400))]
    dpi: u32,
}

/// Draws results.
pub(crate) fn plot(arguments: &PlotArguments) -> Result<Code, Failure> {
    let results = Results::open(&arguments.folder)?;
    arguments.out.check(&arguments.folder)?;
    let choices = choices(arguments, &results)?;
    let figure = figure_of(&results, &choices)?;
    let width = arguments.width.unwrap_or(Size::DOUBLE_COLUMN);
    let mut size = Size::of_width(&figure, width);
    size.height = arguments.height.unwrap_or(size.height);
    arguments.out.write(&figure, size, arguments.dpi.into())?;
    Ok(Code::Success)
}

/// Draws the results of a run that has just ended, as suits them.
pub(crate) fn after_run(folder: &Path, target: &Target) -> Result<(), Failure> {
    let results = Results::open(folder)?;
    let figure = match figure_of(&results, &Choices::default()) {
        // A model that records nothing is no mistake.
        Err(Error::Nothing(told)) => {
            console::note(&told);
            return Ok(());
        }
        figure => figure?,
    };
    target.write(&figure, Size::of_width(&figure, Size::DOUBLE_COLUMN), DOTS_PER_INCH)
}

fn choices(arguments: &PlotArguments, results: &Results) -> Result<Choices, Failure> {
    let peaks = match arguments.peaks.as_deref() {
        None => None,
        Some("") => Some(Peak::Above),
        Some(text) => Some(Peak::To(of_variable("peaks", text, results)?)),
    };
    let offset = arguments.offset.as_deref().map(|text| match text.trim() {
        // Nothing is nothing in every unit.
        "0" => Ok(0.0),
        text => of_variable("offset", text, results),
    });
    Ok(Choices {
        charts: arguments.show.clone(),
        monitors: arguments.monitor.clone(),
        variables: arguments.variable.clone(),
        neurons: arguments.neurons.clone(),
        time: arguments.time.clone(),
        bin: arguments.bin,
        smooth: arguments.smooth,
        peaks,
        offset: offset.transpose()?,
        title: arguments.title.clone(),
    })
}

/// A value of a variable that was recorded, in SI.
fn of_variable(option: &str, text: &str, results: &Results) -> Result<f64, Failure> {
    let usage = |told: String| Failure::Usage(format!("`--{option} {text}`: {told}"));
    let Quantity { value, dimension } = quantity::quantity(text).map_err(usage)?;
    let unit = units::text(dimension);
    let recorded = || results.monitors(MonitorKind::States).flat_map(|(_, monitor)| monitor.arrays.iter());
    let mut variables = recorded().filter(|(name, _)| !matches!(name.as_str(), "t" | "i"));
    if variables.any(|(_, array)| array.unit == unit) {
        return Ok(value);
    }
    let what = units::quantity(dimension);
    Err(usage(format!("it is {what}, and no such variable was recorded")))
}
