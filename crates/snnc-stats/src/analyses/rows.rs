//! Single figures of the analyses that have some, for tables of one line each.

use super::{Connections, PairCorrelations};
use crate::summary::{Extent, Row};

/// Rows about one thing.
struct Rows<'r> {
    all: &'r mut Vec<Row>,
    of: &'r str,
    part: &'r str,
}

impl Rows<'_> {
    fn add(&mut self, statistic: &'static str, value: impl Into<Option<f64>>) {
        let (of, part) = (self.of.to_string(), self.part.to_string());
        self.all.push(Row { of, part, statistic, value: value.into(), unit: "1".into() });
    }

    fn extent(&mut self, names: [&'static str; 4], extent: &Extent) {
        let Extent { mean, sd, min, max } = *extent;
        names.into_iter().zip([mean, sd, min, max]).for_each(|(name, value)| self.add(name, value));
    }
}

impl PairCorrelations {
    /// All figures, in the order of the monitors.
    pub fn rows(&self) -> Vec<Row> {
        let mut all = vec![];
        for (name, found) in &self.0 {
            let (of, part) = name.split_once('.').unwrap_or((name, ""));
            let mut rows = Rows { all: &mut all, of, part };
            let names = ["correlation", "correlation_sd", "correlation_min", "correlation_max"];
            rows.extent(names, &found.coefficient);
            rows.add("correlation_pairs", found.pairs as f64);
            rows.add("correlation_neurons", found.sampled as f64);
        }
        all
    }
}

impl Connections {
    /// All figures: of each archive of synapses, then of `network`.
    pub fn rows(&self) -> Vec<Row> {
        let mut all = vec![];
        for (of, found) in &self.projections {
            let mut rows = Rows { all: &mut all, of, part: "" };
            rows.add("synapses", found.number as f64);
            rows.add("sources", found.sources as f64);
            rows.add("targets", found.targets as f64);
            rows.add("density", found.density);
            rows.extent(
                ["out_degree", "out_degree_sd", "out_degree_min", "out_degree_max"],
                &found.out_degree,
            );
            rows.extent(["in_degree", "in_degree_sd", "in_degree_min", "in_degree_max"], &found.in_degree);
            rows.add("reciprocity", found.reciprocity);
            rows.add("parallel", found.parallel as f64);
            rows.add("self_connections", found.self_connections as f64);
        }
        if let Some(found) = &self.network {
            let mut rows = Rows { all: &mut all, of: "network", part: "" };
            rows.add("nodes", found.nodes as f64);
            rows.add("synapses", found.synapses as f64);
            rows.add("edges", found.edges as f64);
            rows.add("density", found.density);
            rows.add("reciprocity", found.reciprocity);
            rows.extent(
                ["clustering", "clustering_sd", "clustering_min", "clustering_max"],
                &found.clustering,
            );
            rows.add("sampled_nodes", found.sampled as f64);
            rows.add("weak_components", found.weak_components.number as f64);
            rows.add("largest_weak_component", found.weak_components.largest as f64);
            rows.add("strong_components", found.strong_components.number as f64);
            rows.add("largest_strong_component", found.strong_components.largest as f64);
            rows.add("path_sources", found.paths.sources as f64);
            rows.add("path_length", found.paths.mean);
            rows.add("longest_path", f64::from(found.paths.longest));
            rows.add("reached", found.paths.reached);
        }
        all
    }
}
