//! A summary as a list of figures, for tables of one line each.

use super::{Extent, OverNeurons, SpikeSummary, Summary, TraceSummary};
use serde::Serialize;

/// A figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The monitor, or the population.
    pub of: String,
    /// The part of the group, or the variable; empty for all neurons of a monitor of spikes.
    pub part: String,
    /// What it says: `rate_mean`, `cv`.
    pub statistic: &'static str,
    /// Its value; `None` if it is not defined.
    pub value: Option<f64>,
    /// Its SI unit.
    pub unit: String,
}

impl Row {
    /// A name for a column: `cells_spikes.cv`, `cells_states.v.mean`.
    pub fn name(&self) -> String {
        let Row { of, part, statistic, .. } = self;
        match part.as_str() {
            "" => format!("{of}.{statistic}"),
            part => format!("{of}.{part}.{statistic}"),
        }
    }
}

/// The rows of one monitor.
struct Rows<'r> {
    all: &'r mut Vec<Row>,
    of: &'r str,
    part: &'r str,
}

impl Rows<'_> {
    fn add(&mut self, statistic: &'static str, value: impl Into<Option<f64>>, unit: &str) {
        let (of, part) = (self.of.to_string(), self.part.to_string());
        self.all.push(Row { of, part, statistic, value: value.into(), unit: unit.to_string() });
    }

    fn extent(&mut self, names: [&'static str; 4], extent: &Extent, unit: &str) {
        let Extent { mean, sd, min, max } = *extent;
        for (name, value) in names.into_iter().zip([mean, sd, min, max]) {
            self.add(name, value, unit);
        }
    }

    fn over(&mut self, names: [&'static str; 3], over: &OverNeurons) {
        self.add(names[0], over.mean, "1");
        self.add(names[1], over.sd, "1");
        self.add(names[2], over.neurons as f64, "1");
    }

    fn spikes(&mut self, spikes: &SpikeSummary) {
        self.add("neurons", spikes.neurons as f64, "1");
        self.add("active", spikes.active as f64, "1");
        self.add("spikes", spikes.spikes as f64, "1");
        self.extent(RATES, &spikes.rate, "Hz");
        self.over(["cv", "cv_sd", "cv_neurons"], &spikes.irregularity.cv);
        self.over(["cv2", "cv2_sd", "cv2_neurons"], &spikes.irregularity.cv2);
        self.over(["lv", "lv_sd", "lv_neurons"], &spikes.irregularity.lv);
        self.over(["fano", "fano_sd", "fano_neurons"], &spikes.fano);
        self.add("synchrony", spikes.synchrony, "1");
    }

    fn trace(&mut self, trace: &TraceSummary) {
        self.extent(["mean", "sd", "min", "max"], &trace.value, &trace.unit);
        self.add("not_finite", trace.not_finite as f64, "1");
    }
}

const RATES: [&str; 4] = ["rate_mean", "rate_sd", "rate_min", "rate_max"];

impl Summary {
    /// All figures, in the order of the monitors, each with the same name and unit whatever the results are.
    pub fn rows(&self) -> Vec<Row> {
        let mut all = vec![];
        for (of, population) in &self.populations {
            let mut rows = Rows { all: &mut all, of, part: "" };
            rows.add("spikes", population.spikes as f64, "1");
            rows.add("rate_mean", population.rate, "Hz");
        }
        for (of, spikes) in &self.spikes {
            Rows { all: &mut all, of, part: "" }.spikes(spikes);
            for (part, spikes) in &spikes.parts {
                Rows { all: &mut all, of, part }.spikes(spikes);
            }
        }
        for (of, counts) in &self.counts {
            let mut rows = Rows { all: &mut all, of, part: "" };
            rows.add("neurons", counts.neurons as f64, "1");
            rows.add("active", counts.active as f64, "1");
            rows.add("spikes", counts.spikes as f64, "1");
            rows.extent(RATES, &counts.rate, "Hz");
        }
        for (of, variables) in &self.states {
            for (part, trace) in variables {
                Rows { all: &mut all, of, part }.trace(trace);
            }
        }
        for (of, rate) in &self.rates {
            Rows { all: &mut all, of, part: "" }.trace(rate);
        }
        all
    }
}
