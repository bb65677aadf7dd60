//! Statistics for people.

use super::Told;
use super::table::{NOTHING, Table, bars, edge, figure, quantity, ratio, significant, time};
use snnc_results::Results;
use snnc_stats::{
    Choices, Connections, Correlograms, Extent, Histogram, Histograms, PairCorrelations, Spectra,
    SpikeSummary, Summary, TraceSummary,
};

/// Tables of all that is told.
pub(super) fn text(told: &Told, results: &Results, choices: &Choices) -> String {
    let mut parts = vec![head(results, choices)];
    parts.extend(told.summary.iter().flat_map(summary));
    parts.extend(told.histograms.iter().filter_map(histograms));
    parts.extend(told.correlation.iter().filter_map(correlation));
    parts.extend(told.correlograms.iter().filter_map(correlograms));
    parts.extend(told.spectra.iter().filter_map(spectra));
    parts.extend(told.connections.iter().flat_map(connections));
    if parts.len() == 1 {
        parts.push("  nothing of this was recorded\n".into());
    }
    parts.join("\n")
}

fn head(results: &Results, choices: &Choices) -> String {
    let description = results.description();
    let mut head = format!("{}, {} simulated", description.model.file, time(description.duration));
    if description.interrupted {
        head += ", interrupted";
    }
    head += &format!(", seed {}", description.seed);
    if let Some(run) = choices.run {
        head += &format!("; run {run} alone");
    }
    if let Some(chosen) = &choices.time {
        head += &match (chosen.start.is_finite(), chosen.end.is_finite()) {
            (true, true) => format!("; {} to {} alone", time(chosen.start), time(chosen.end)),
            (true, false) => format!("; from {} on", time(chosen.start)),
            (false, _) => format!("; until {}", time(chosen.end)),
        };
    }
    head + "\n"
}

fn summary(summary: &Summary) -> Vec<String> {
    let mut spikes = Table::new(
        1,
        &[
            "spikes",
            "neurons",
            "active",
            "spikes",
            "mean rate",
            "s.d.",
            "CV",
            "CV2",
            "LV",
            "Fano",
            "synchrony",
        ],
    );
    for (name, found) in &summary.spikes {
        spikes.add(spike_row(name.clone(), found));
        found.parts.iter().for_each(|(part, found)| spikes.add(spike_row(format!("  {part}"), found)));
    }
    for (name, found) in &summary.counts {
        let mut row = vec![name.clone()];
        row.extend([found.neurons, found.active, found.spikes].map(|number| number.to_string()));
        row.extend([quantity(found.rate.mean, "Hz"), quantity(found.rate.sd, "Hz")]);
        spikes.add(row);
    }
    let unwatched = summary.populations.iter().filter(|(name, _)| {
        !summary.spikes.values().any(|it| it.group == **name)
            && !summary.counts.values().any(|it| it.group == **name)
    });
    for (name, found) in unwatched {
        let (neurons, number) = (found.neurons.to_string(), found.spikes.to_string());
        spikes.add(vec![name.clone(), neurons, NOTHING.into(), number, quantity(found.rate, "Hz")]);
    }
    let mut traces =
        Table::new(1, &["traces", "elements", "samples", "mean", "s.d.", "min", "max", "not finite"]);
    for (name, variables) in &summary.states {
        for (variable, found) in variables {
            traces.add(trace_row(format!("{name}.{variable}"), found));
        }
    }
    for (name, found) in &summary.rates {
        traces.add(trace_row(name.clone(), found));
    }
    let mut parts = vec![];
    if !spikes.is_empty() {
        parts.push(spikes.text());
    }
    if !summary.spikes.is_empty() {
        let (least, window, bin) = (summary.least_spikes, time(summary.window), time(summary.bin));
        parts.push(format!(
            "  CV, CV2, LV: of neurons with at least {least} spikes; Fano: of counts in {window}; synchrony: in {bin}\n"
        ));
    }
    if !traces.is_empty() {
        parts.push(traces.text());
    }
    parts
}

fn spike_row(name: String, found: &SpikeSummary) -> Vec<String> {
    let mut row = vec![name];
    row.extend([found.neurons, found.active, found.spikes].map(|number| number.to_string()));
    row.extend([quantity(found.rate.mean, "Hz"), quantity(found.rate.sd, "Hz")]);
    let irregularity = &found.irregularity;
    row.extend([irregularity.cv, irregularity.cv2, irregularity.lv, found.fano].map(|it| ratio(it.mean)));
    row.push(ratio(found.synchrony));
    row
}

fn trace_row(name: String, found: &TraceSummary) -> Vec<String> {
    let Extent { mean, sd, min, max } = found.value;
    let mut row = vec![name, found.elements.to_string(), found.samples.to_string()];
    let shown = |value: Option<f64>| quantity(value.map(|value| value / found.scale), &found.shown);
    row.extend([mean, sd, min, max].map(shown));
    row.push(if found.not_finite > 0 { found.not_finite.to_string() } else { NOTHING.into() });
    row
}

fn histograms(histograms: &Histograms) -> Option<String> {
    let mut table = Table::new(4, &["histograms", "from", "", "to", "in bins of"]);
    for (name, found) in &histograms.0 {
        let ends =
            |found: &Histogram| Some((*found.edges.first()?, *found.edges.get(1)?, *found.edges.last()?));
        if let Some((first, second, last)) = ends(&found.rates) {
            let bars = bars(&found.rates.counts);
            let [first, last, width] = [first, last, second - first].map(|value| edge(value, "Hz"));
            table.add(vec![format!("{name}, rates"), first, bars, last, width]);
        }
        if let Some((first, _, last)) = ends(&found.intervals) {
            let bars = bars(&found.intervals.counts);
            table.add(vec![
                format!("{name}, intervals"),
                rounded(first),
                bars,
                rounded(last),
                "1/10 decade".into(),
            ]);
        }
    }
    (!table.is_empty()).then(|| table.text())
}

/// A time with three digits.
fn rounded(seconds: f64) -> String {
    let (value, unit) = if seconds >= 1.0 { (seconds, "s") } else { (seconds * 1e3, "ms") };
    format!("{value:.3} {unit}")
}

fn correlation(correlation: &PairCorrelations) -> Option<String> {
    let mut table = Table::new(
        1,
        &["pairwise correlation", "neurons", "of active", "pairs", "mean", "s.d.", "min", "max", "windows"],
    );
    for (name, found) in &correlation.0 {
        let Extent { mean, sd, min, max } = found.coefficient;
        let mut row = vec![name.clone()];
        row.extend([found.sampled, found.active, found.pairs].map(|number| number.to_string()));
        row.extend([mean, sd, min, max].map(ratio));
        row.push(format!("{} of {}", found.windows, time(found.window)));
        table.add(row);
    }
    (!table.is_empty()).then(|| table.text())
}

fn correlograms(correlograms: &Correlograms) -> Option<String> {
    let mut table = Table::new(2, &["correlograms", "", "at lag 0", "greatest", "at lag", "bin"]);
    for found in &correlograms.0 {
        let at_zero = found.coefficients.get(found.coefficients.len() / 2).copied();
        let peak = found.peak();
        let lag = peak.map_or(NOTHING.into(), |(lag, _)| time(lag));
        let second =
            if found.first == found.second { "with itself".into() } else { format!("with {}", found.second) };
        let greatest = ratio(peak.map(|(_, value)| value));
        table.add(vec![found.first.clone(), second, ratio(at_zero), greatest, lag, time(found.bin)]);
    }
    (!table.is_empty()).then(|| table.text())
}

fn spectra(spectra: &Spectra) -> Option<String> {
    let mut table =
        Table::new(1, &["spectra", "peak at", "r.m.s.", "segments", "of", "traces", "of all", "left out"]);
    for (name, found) in &spectra.0 {
        let power = (!found.density.is_empty()).then(|| found.power().sqrt());
        table.add(vec![
            name.clone(),
            quantity(found.peak(), "Hz"),
            quantity(power, &found.unit),
            found.segments.to_string(),
            time(found.segment),
            found.sampled.to_string(),
            found.elements.to_string(),
            if found.left_out > 0 { found.left_out.to_string() } else { NOTHING.into() },
        ]);
    }
    (!table.is_empty()).then(|| table.text())
}

fn connections(connections: &Connections) -> Vec<String> {
    let mut table = Table::new(
        3,
        &[
            "synapses",
            "from",
            "to",
            "number",
            "density",
            "out-degree",
            "s.d.",
            "in-degree",
            "s.d.",
            "reciprocity",
            "parallel",
            "to self",
        ],
    );
    for (label, found) in &connections.projections {
        let (from, to) = (&found.source, &found.target);
        table.add(vec![
            label.clone(),
            format!("{from} ({})", found.sources),
            format!("{to} ({})", found.targets),
            found.number.to_string(),
            figure(found.density),
            figure(found.out_degree.mean),
            figure(found.out_degree.sd),
            figure(found.in_degree.mean),
            figure(found.in_degree.sd),
            figure(found.reciprocity),
            found.parallel.to_string(),
            found.self_connections.to_string(),
        ]);
    }
    let mut parts = vec![];
    if !table.is_empty() {
        parts.push(table.text());
    }
    if let Some(found) = &connections.network {
        let (weak, strong) = (&found.weak_components, &found.strong_components);
        let sampled = |number: u64| match number {
            all if all == found.nodes => String::new(),
            some => format!(", from {some} nodes chosen by chance"),
        };
        let mut table = Table::new(2, &["graph", ""]);
        let mut line = |name: &str, value: String| table.add(vec![name.into(), value]);
        line("nodes", format!("{} of {}", found.nodes, found.populations.join(", ")));
        line("edges", format!("{} of {} synapses", found.edges, found.synapses));
        line("density", figure(found.density));
        line("reciprocity", figure(found.reciprocity));
        line("clustering", figure(found.clustering.mean) + &sampled(found.sampled));
        line("weak components", format!("{}, the largest of {} nodes", weak.number, weak.largest));
        line("strong components", format!("{}, the largest of {} nodes", strong.number, strong.largest));
        let (mean, longest) = (figure(found.paths.mean), found.paths.longest);
        let sampled = sampled(found.paths.sources);
        line("shortest paths", format!("mean {mean}, longest {longest}{sampled}"));
        let reached = found.paths.reached.map(|share| significant(share * 100.0));
        line("reached", reached.map_or(NOTHING.into(), |share| format!("{share}% of pairs{sampled}")));
        parts.push(table.text());
    }
    parts
}
