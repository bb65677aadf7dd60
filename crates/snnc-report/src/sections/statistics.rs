//! Statistics of what was recorded.

use super::Section;
use crate::html::escape;
use crate::quantities::{count, number, quantity, unit};
use crate::table;
use snnc_stats::{Extent, OverNeurons, Summary};

/// How many significant digits are shown.
const DIGITS: usize = 3;

pub(crate) fn section(summary: &Summary) -> Option<Section> {
    let body = spikes(summary) + &counts(summary) + &traces(summary);
    (!body.is_empty()).then_some(Section { id: "statistics", title: "Statistics", body })
}

fn spikes(summary: &Summary) -> String {
    let each = summary.spikes.iter().map(|(name, it)| {
        vec![
            escape(name),
            share(it.active, it.neurons),
            count(it.spikes),
            spread(it.rate.mean, it.rate.sd),
            range(&it.rate),
            over(&it.irregularity.cv),
            over(&it.irregularity.cv2),
            over(&it.fano),
            plain(it.synchrony),
        ]
    });
    let heads = [
        "spikes",
        "neurons that spiked",
        "spikes",
        "rate [Hz]",
        "from … to [Hz]",
        "CV",
        "CV2",
        "Fano factor",
        "synchrony",
    ];
    let table = table::numbers(&heads, 1, &each.collect::<Vec<_>>());
    if table.is_empty() {
        return table;
    }
    format!(
        "{table}<p class=\"aside\">Mean ± standard deviation over neurons: rates over all of them; CV and CV2 of inter-spike intervals over \
         those with at least {} spikes; Fano factors of counts in windows of {}. Synchrony is the variance over the mean \
         of the population’s count in bins of {}, which is 1 for independent Poisson neurons.</p>\n",
        count(summary.least_spikes),
        quantity(summary.window, "s", None),
        quantity(summary.bin, "s", None)
    )
}

fn counts(summary: &Summary) -> String {
    let each = summary.counts.iter().map(|(name, it)| {
        let active = share(it.active, it.neurons);
        vec![escape(name), active, count(it.spikes), spread(it.rate.mean, it.rate.sd), range(&it.rate)]
    });
    let heads = ["counts", "neurons that spiked", "spikes", "rate [Hz]", "from … to [Hz]"];
    table::numbers(&heads, 1, &each.collect::<Vec<_>>())
}

fn traces(summary: &Summary) -> String {
    let states = summary.states.iter().flat_map(|(name, variables)| {
        variables.iter().map(move |(variable, trace)| (name, variable.as_str(), trace))
    });
    let rates = summary.rates.iter().map(|(name, trace)| (name, "rate", trace));
    let each = states.chain(rates).map(|(name, variable, trace)| {
        let scaled = |value: Option<f64>| value.map(|value| value / trace.scale);
        let shown = Extent {
            mean: scaled(trace.value.mean),
            sd: scaled(trace.value.sd),
            min: scaled(trace.value.min),
            max: scaled(trace.value.max),
        };
        let unit = if trace.shown == "1" { String::new() } else { unit(&trace.shown) };
        vec![
            escape(name),
            format!("<code>{}</code>", escape(variable)),
            unit,
            count(trace.elements),
            count(trace.samples),
            spread(shown.mean, shown.sd),
            range(&shown),
        ]
    });
    let heads = ["traces", "variable", "in", "elements", "samples", "mean ± s.d.", "from … to"];
    table::numbers(&heads, 3, &each.collect::<Vec<_>>())
}

fn plain(value: Option<f64>) -> String {
    value.map_or_else(|| "–".into(), |value| number(value, DIGITS))
}

fn spread(mean: Option<f64>, sd: Option<f64>) -> String {
    match (mean, sd) {
        (Some(mean), Some(sd)) => format!("{} ± {}", number(mean, DIGITS), number(sd, DIGITS)),
        (mean, _) => plain(mean),
    }
}

fn over(figure: &OverNeurons) -> String {
    spread(figure.mean, figure.sd)
}

fn range(extent: &Extent) -> String {
    match (extent.min, extent.max) {
        (Some(min), Some(max)) => format!("{} … {}", number(min, DIGITS), number(max, DIGITS)),
        _ => "–".into(),
    }
}

fn share(part: u64, whole: u64) -> String {
    if part == whole {
        format!("all {}", count(whole))
    } else {
        format!("{} of {}", count(part), count(whole))
    }
}
