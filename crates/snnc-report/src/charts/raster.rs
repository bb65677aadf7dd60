//! Spikes, as a page holds them.

use super::encode;
use super::populations::Populations;
use serde::Serialize;
use snnc_results::{Error, Laid, Results, Spikes};

/// How many spikes a page holds at most; of more, those of every second, third … neuron.
const MOST_SPIKES: usize = 2_000_000;

/// Into how many bins the time is divided at most for rates.
const MOST_BINS: u64 = 16_384;

/// The spikes of a monitor.
#[derive(Debug, Serialize)]
pub(super) struct Raster {
    /// The monitor.
    pub monitor: String,
    /// The group of its elements.
    pub group: String,
    /// Which element of the group its element 0 is.
    pub first: u64,
    /// How many elements it watched.
    pub size: u64,
    /// How many spikes it recorded.
    pub recorded: usize,
    /// Each how-manieth neuron is here.
    pub every: u32,
    /// How many spikes are here.
    pub spikes: usize,
    /// The unit of the times, in seconds.
    pub tick: f64,
    /// Times, [`encode::rising`].
    pub times: String,
    /// Bytes of an index.
    pub index_bytes: u8,
    /// The neurons, [`encode::indices`].
    pub indices: String,
    /// The width of the bins of `parts`, in seconds.
    pub bin: f64,
    /// How many bins there are.
    pub bins: usize,
    /// The populations in it.
    pub parts: Vec<Part>,
}

/// A population among the neurons of a monitor.
#[derive(Debug, Serialize)]
pub(super) struct Part {
    /// Its number among all; none, if it is not a group.
    pub population: Option<usize>,
    /// The first element, as the monitor counts.
    pub from: u64,
    /// One past the last.
    pub to: u64,
    /// All recorded spikes in each bin, [`encode::counts`].
    pub counts: String,
}

/// All monitors of spikes, in file order.
pub(super) fn rasters(
    results: &Results,
    populations: &Populations,
    laid: &Laid,
) -> Result<Vec<Raster>, Error> {
    let monitors: Vec<_> =
        results.spike_monitors().map(|(name, monitor)| (name, monitor.group.as_str())).collect();
    let dt = results.description().runs.iter().map(|run| run.dt).fold(results.description().dt, f64::min);
    let read = |name: &str| {
        let mut spikes = results.spikes(name)?;
        laid.lay(results.description(), name, &mut spikes.times);
        Ok(spikes)
    };
    let all = monitors.iter().map(|(name, _)| read(name)).collect::<Result<Vec<_>, Error>>()?;
    let every = every(&all);
    let shown = monitors.into_iter().zip(all);
    let shown = shown.map(|((monitor, watched), spikes)| {
        let (group, first, size) = populations.place(watched);
        let size = size.max(spikes.indices.iter().max().map_or(0, |last| *last as u64 + 1));
        let within = populations.within(&group, &(first..first + size));
        let mut parts: Vec<_> = within
            .into_iter()
            .map(|(population, range)| (Some(population), range.start - first, range.end - first))
            .collect();
        if parts.is_empty() {
            parts.push((None, 0, size));
        }
        let tick = tick(&spikes, dt, laid.end);
        let kept: Vec<usize> =
            (0..spikes.len()).filter(|at| (spikes.indices[*at] as u32).is_multiple_of(every)).collect();
        let steps: Vec<u32> = kept.iter().map(|at| (spikes.times[*at] / tick).round() as u32).collect();
        let neurons: Vec<u32> = kept.iter().map(|at| spikes.indices[*at] as u32).collect();
        let (index_bytes, indices) = encode::indices(&neurons, size);
        let (bin, bins) = bins(dt, laid.end);
        let counts = counts(&spikes, &parts, bin, bins);
        Raster {
            monitor: monitor.to_string(),
            group,
            first,
            size,
            recorded: spikes.len(),
            every,
            spikes: kept.len(),
            tick,
            times: encode::rising(&steps),
            index_bytes,
            indices,
            bin,
            bins,
            parts: (parts.into_iter().zip(counts))
                .map(|((population, from, to), counts)| Part {
                    population,
                    from,
                    to,
                    counts: encode::counts(counts),
                })
                .collect(),
        }
    });
    Ok(shown.collect())
}

/// The smallest n such that the spikes of every n-th neuron are not too many.
fn every(all: &[Spikes]) -> u32 {
    let total: usize = all.iter().map(Spikes::len).sum();
    let indices = || all.iter().flat_map(|spikes| &spikes.indices);
    let most = indices().max().map_or(1, |last| *last as u32 + 1);
    let mut every = total.div_ceil(MOST_SPIKES).max(1) as u32;
    while every < most && indices().filter(|k| (**k as u32).is_multiple_of(every)).count() > MOST_SPIKES {
        every += 1;
    }
    every
}

/// The time step if all times are multiples of it, or else a time that is small in relation to the whole.
fn tick(spikes: &Spikes, dt: f64, end: f64) -> f64 {
    let on_grid = |time: &f64| ((time / dt) - (time / dt).round()).abs() < 1e-3;
    if spikes.times.iter().all(on_grid) && end / dt < f64::from(u32::MAX) {
        return dt;
    }
    let last = spikes.times.last().map_or(end, |last| last.max(end));
    last / f64::from(1 << 30)
}

/// Bins of whole time steps: their width and number.
fn bins(dt: f64, end: f64) -> (f64, usize) {
    let steps = (end / dt).round().max(1.0) as u64;
    // 1, 2 or 5 times a power of ten, so that sums of several are round too.
    let least = steps.div_ceil(MOST_BINS);
    let mut widths = (0..).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_u64.pow(power)));
    let width = widths.find(|width| *width >= least).unwrap_or(least);
    (width as f64 * dt, steps.div_ceil(width) as usize)
}

/// How many spikes of each part are in each bin.
fn counts(spikes: &Spikes, parts: &[(Option<usize>, u64, u64)], bin: f64, bins: usize) -> Vec<Vec<u32>> {
    let mut counts = vec![vec![0; bins]; parts.len()];
    for (index, time) in spikes.indices.iter().zip(&spikes.times) {
        let part = parts.partition_point(|(_, _, to)| *to <= *index as u64);
        // A spike at the edge of a bin belongs to the one that begins there, however its time was rounded.
        let at = (time / bin + 1e-6) as usize;
        if let Some(count) = counts.get_mut(part) {
            count[at.min(bins - 1)] += 1;
        }
    }
    counts
}
