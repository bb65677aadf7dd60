//! The arguments of `snnc sweep`.

use crate::args::{BackendName, PrecisionName, size};
use crate::quantity;
use bytesize::ByteSize;
use clap::Args;
use snnc_sweep::Part;
use std::num::NonZero;
use std::ops::Range;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)]
pub(crate) struct SweepArguments {
    /// The model file.
    #[arg(value_name = "FILE", required_unless_present = "join")]
    pub(crate) file: Option<PathBuf>,
    /// The values of a constant: a list `tau=5ms,10ms`, a range `we=1 nS..5 nS/9` of 9 values, or one by a common factor,
    /// `we=1 nS..100 nS/5 log`; may be repeated, and all combinations are run.
    #[arg(long = "set", value_name = "NAME=VALUES", allow_hyphen_values = true)]
    pub(crate) set: Vec<String>,
    /// Take the values of all `--set` side by side instead of all combinations.
    #[arg(long)]
    pub(crate) zip: bool,
    /// A CSV file with a column for each constant and a row for each point; a column `seed` holds seeds.
    #[arg(long, value_name = "CSV")]
    pub(crate) points: Option<PathBuf>,
    /// The seeds of each combination, for example `--seeds 1..10` or `--seeds 3,5`; that of the model if not given.
    #[arg(long, value_name = "SEEDS")]
    pub(crate) seeds: Option<String>,
    /// Simulate this long instead of what the model's `run` says.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub(crate) duration: Option<String>,
    /// The time step.
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    pub(crate) dt: Option<String>,
    /// How many points are run at once; one for each processor if not given.
    #[arg(long, short, value_name = "NUMBER")]
    pub(crate) jobs: Option<NonZero<usize>>,
    /// Run only this part of the points, for example `--part 3/100`.
    #[arg(long, value_name = "PART/PARTS", default_value_t = Part::WHOLE)]
    pub(crate) part: Part,
    /// The folder of the table; `sweeps/<name of the file>` if not given. A sweep that was begun there goes on.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Keep the results of each point, in `runs` in that folder.
    #[arg(long)]
    pub(crate) keep: bool,
    /// Where the results of points are until their statistics are known, for example a disk of this machine; in the folder of the
    /// table if not given.
    #[arg(long, value_name = "DIR", conflicts_with = "keep")]
    pub(crate) scratch: Option<PathBuf>,
    /// Statistics of this monitor alone; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub(crate) monitor: Vec<String>,
    /// Statistics of this stretch of time alone, for example `--time 0.2s..1s`.
    #[arg(long, value_name = "FROM..TO", value_parser = quantity::times)]
    pub(crate) time: Option<Range<f64>>,
    /// The bins in which spikes of populations are counted, for the synchrony; 1 ms if not given.
    #[arg(long, value_name = "TIME", value_parser = quantity::span)]
    pub(crate) bin: Option<f64>,
    /// The windows in which spikes of neurons are counted, for the Fano factor; 100 ms if not given.
    #[arg(long, value_name = "TIME", value_parser = quantity::span)]
    pub(crate) window: Option<f64>,
    /// Run nothing: print the points, each with the options by which `snnc run` runs it.
    #[arg(long)]
    pub(crate) list: bool,
    /// Run nothing: write one table of the parts of a sweep in these folders.
    #[arg(long, value_name = "DIR", num_args = 1.., conflicts_with = "file")]
    pub(crate) join: Vec<PathBuf>,
    /// How to execute the model; the results are the same, bit for bit.
    #[arg(long, value_enum, default_value_t = BackendName::Auto)]
    pub(crate) backend: BackendName,
    /// How the floats of neurons and synapses are stored, as for `snnc run`.
    #[arg(long, value_enum, default_value_t = PrecisionName::F64)]
    pub(crate) precision: PrecisionName,
    /// How much of what each monitor records is kept in memory; 64 MiB if not given.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) buffer: Option<ByteSize>,
    /// Print nothing but errors.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}
