//! `snnc stats`.

mod csv;
mod human;
mod table;

use crate::failure::{Code, Failure};
use crate::output;
use crate::quantity::{span, time, times};
use clap::{Args, ValueEnum};
use serde::Serialize;
use snnc_results::Results;
use snnc_stats::{Choices, Connections, Correlograms, Error, Histograms, PairCorrelations, Spectra, Summary};
use std::ops::Range;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct StatsArguments {
    /// The folder of results.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// What to tell, separated by commas; `summary,correlation,connections` if not given.
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    show: Vec<Part>,
    /// For people, or for programs.
    #[arg(long, value_enum, default_value_t = StatsFormat::Human)]
    format: StatsFormat,
    /// Look at this monitor alone; may be repeated.
    #[arg(long = "monitor", value_name = "NAME")]
    monitors: Vec<String>,
    /// Look at this time alone, for example `0.2s..1s`, or `0.2s..` to leave out the beginning.
    #[arg(long, value_name = "FROM..TO", value_parser = times, allow_hyphen_values = true)]
    time: Option<Range<f64>>,
    /// Look at one `run` alone, by its place in `run.json`, counted from 0.
    #[arg(long, value_name = "NUMBER")]
    run: Option<usize>,
    /// The bins in which spikes of a population are counted: for synchrony, correlograms and spectra.
    #[arg(long, value_name = "TIME", value_parser = span, default_value = "1ms")]
    bin: f64,
    /// The windows in which spikes of a neuron are counted: for Fano factors and pairwise correlation.
    #[arg(long, value_name = "TIME", value_parser = span, default_value = "100ms")]
    window: f64,
    /// How many spikes a neuron must have to count for CV, CV2 and LV.
    #[arg(long, value_name = "NUMBER", default_value_t = 4)]
    least_spikes: u64,
    /// The greatest lag of correlograms.
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "100ms")]
    lag: f64,
    /// How long the segments are of which a spectrum is the mean.
    #[arg(long, value_name = "TIME", value_parser = span, default_value = "1s")]
    segment: f64,
    /// Of how many neurons, traces or nodes there are samples, where all would take too long.
    #[arg(long, value_name = "NUMBER", default_value_t = 200)]
    sample: usize,
    /// The seed by which samples are chosen.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    sample_seed: u64,
}

/// A part of what can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Rates, how regular and how synchronous spikes are; mean and extremes of traces.
    Summary,
    /// Histograms of rates and of inter-spike intervals.
    Histograms,
    /// Pairwise correlation of spike counts.
    Correlation,
    /// Auto- and cross-correlograms of population rates.
    Correlograms,
    /// Power spectra of population rates and of traces.
    Spectra,
    /// The graph of saved synapses.
    Connections,
    /// All of these.
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StatsFormat {
    /// Tables.
    Human,
    /// One object with all that is told, in SI.
    Json,
    /// A table with one line a value, in SI.
    Csv,
}

/// All that is told.
#[derive(Debug, Serialize)]
struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Summary>,
    #[serde(skip_serializing_if = "Option::is_none")]
    histograms: Option<Histograms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<PairCorrelations>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlograms: Option<Correlograms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spectra: Option<Spectra>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connections: Option<Connections>,
}

/// Tells statistics of results.
pub(crate) fn stats(arguments: &StatsArguments) -> Result<Code, Failure> {
    let results = Results::open(&arguments.folder).map_err(|error| Failure::Usage(error.to_string()))?;
    let told = told(&results, arguments).map_err(|error| Failure::Usage(error.to_string()))?;
    let text = match arguments.format {
        StatsFormat::Human => human::text(&told, &results, &arguments.choices()),
        StatsFormat::Csv => csv::text(&told)?,
        StatsFormat::Json => {
            let text = serde_json::to_string_pretty(&told);
            text.map_err(|error| Failure::Usage(error.to_string()))? + "\n"
        }
    };
    output::print(&text)?;
    Ok(Code::Success)
}

impl StatsArguments {
    fn choices(&self) -> Choices {
        Choices {
            monitors: self.monitors.clone(),
            time: self.time.clone(),
            run: self.run,
            bin: self.bin,
            window: self.window,
            least_spikes: self.least_spikes,
            lag: self.lag,
            segment: self.segment,
            sample: self.sample,
            sample_seed: self.sample_seed,
        }
    }

    fn shows(&self, part: Part) -> bool {
        match self.show.as_slice() {
            [] => matches!(part, Part::Summary | Part::Correlation | Part::Connections),
            chosen => chosen.contains(&part) || chosen.contains(&Part::All),
        }
    }
}

fn told(results: &Results, arguments: &StatsArguments) -> Result<Told, Error> {
    let choices = arguments.choices();
    let shows = |part| arguments.shows(part).then_some(());
    Ok(Told {
        summary: shows(Part::Summary).map(|()| Summary::of(results, &choices)).transpose()?,
        histograms: shows(Part::Histograms).map(|()| Histograms::of(results, &choices)).transpose()?,
        correlation: shows(Part::Correlation)
            .map(|()| PairCorrelations::of(results, &choices))
            .transpose()?,
        correlograms: shows(Part::Correlograms).map(|()| Correlograms::of(results, &choices)).transpose()?,
        spectra: shows(Part::Spectra).map(|()| Spectra::of(results, &choices)).transpose()?,
        connections: shows(Part::Connections).map(|()| Connections::of(results, &choices)).transpose()?,
    })
}
