//! The time that is drawn: runs follow each other, also where a restored state makes the time of the model go back.

use crate::description::Description;

/// The runs, laid one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Laid {
    /// Where they begin, in seconds.
    pub begin: f64,
    /// Where they end, in seconds as laid out.
    pub end: f64,
    /// When those after the first begin, in seconds as laid out.
    pub stages: Vec<f64>,
    /// Where the time of the model goes back, in seconds as laid out.
    pub jumps: Vec<f64>,
    /// How much later than in the model each is drawn, in seconds.
    pub shifts: Vec<f64>,
}

impl Laid {
    /// Those of a description. Until the time of the model goes back for the first time, it is the time that is drawn.
    pub fn of(description: &Description) -> Laid {
        let begin = description.runs.first().map_or(0.0, |run| run.start);
        let mut laid = Laid { begin, end: begin, stages: vec![], jumps: vec![], shifts: vec![] };
        let mut before = begin;
        for run in &description.runs {
            if run.start < before - run.dt / 2.0 {
                laid.jumps.push(laid.end);
            }
            let shift = if laid.jumps.is_empty() { 0.0 } else { laid.end - run.start };
            if !laid.shifts.is_empty() {
                laid.stages.push(run.start + shift);
            }
            laid.shifts.push(shift);
            before = run.start + run.duration;
            laid.end = if laid.jumps.is_empty() { before } else { laid.end + run.duration };
        }
        if description.runs.is_empty() {
            laid.end = description.duration;
        }
        laid
    }

    /// Shifts the times of what a monitor recorded.
    pub fn lay(&self, description: &Description, monitor: &str, times: &mut [f64]) {
        for (run, shift) in description.runs.iter().zip(&self.shifts).filter(|(_, shift)| **shift != 0.0) {
            let Some([start, end]) = run.recorded.get(monitor) else { continue };
            if let Some(own) = times.get_mut(*start..*end) {
                own.iter_mut().for_each(|time| *time += shift);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Laid;
    use crate::description::{Description, Run};

    #[test]
    fn trials_follow_each_other() {
        let run = |start: f64, recorded: [usize; 2]| Run {
            dt: 1e-4,
            duration: 0.5,
            recorded: [("spikes".to_string(), recorded)].into_iter().collect(),
            start,
            set: [].into_iter().collect(),
        };
        let text = r#"{"snnc": "", "model": {"file": "", "sha256": ""}, "backend": "", "precision": "f64", "threads": 1,
            "seed": 0, "wiring_seed": 0, "dt": 1e-4, "duration": 0.5, "interrupted": false, "constants": {}, "groups": {},
            "synapses": {}, "monitors": {}, "runs": [], "saved": {}, "not_finite": [],
            "timings": {"parse": 0, "check": 0, "compile": 0, "build": 0, "run": 0}}"#;
        let mut description: Description = serde_json::from_str(text).expect("a description");
        description.runs = vec![run(0.0, [0, 1]), run(0.5, [1, 2]), run(0.5, [2, 3]), run(0.0, [3, 4])];
        let laid = Laid::of(&description);
        assert_eq!((laid.end, &*laid.jumps), (2.0, &[1.0, 1.5][..]));
        assert_eq!(laid.stages, [0.5, 1.0, 1.5]);
        let mut times = [0.1, 0.6, 0.7, 0.2];
        laid.lay(&description, "spikes", &mut times);
        assert!(
            times.iter().zip([0.1, 0.6, 1.2, 1.7]).all(|(ours, due): (&f64, f64)| (ours - due).abs() < 1e-12)
        );
    }
}
