//! Little data, odd data, and parts of data.

use crate::folder::Folder;
use crate::reference::same;
use ndarray::array;
use snnc_stats::{Choices, Error, OverNeurons, Summary};

fn spikes(folder: &Folder, choices: &Choices) -> snnc_stats::SpikeSummary {
    Summary::of(&folder.open(), choices).unwrap().spikes.swap_remove("s").unwrap()
}

#[test]
fn without_spikes_there_are_rates_of_zero_and_nothing_else() {
    let folder = Folder::new().group("cells", 3, 0).spikes("s", "cells", &[]).run(0.0, 1.0, &[]);
    let found = spikes(&folder, &Choices::default());
    assert_eq!((found.neurons, found.active, found.spikes), (3, 0, 0));
    assert_eq!((found.rate.mean, found.rate.sd), (Some(0.0), Some(0.0)));
    assert_eq!(found.irregularity.cv, OverNeurons::default());
    assert_eq!((found.fano, found.synchrony), (OverNeurons::default(), None));
}

#[test]
fn nothing_was_run() {
    let folder = Folder::new().group("cells", 3, 0).spikes("s", "cells", &[]).counts("c", "cells", &[0; 3]);
    let summary = Summary::of(&folder.open(), &Choices::default()).unwrap();
    assert_eq!(summary.duration, 0.0);
    assert_eq!(summary.populations["cells"].rate, None);
    assert_eq!((summary.spikes["s"].rate.mean, summary.counts["c"].rate.mean), (None, None));
}

#[test]
fn one_spike_of_one_neuron() {
    let folder = Folder::new().group("cells", 1, 1).spikes("s", "cells", &[(0.5, 0)]).run(0.0, 1.0, &[]);
    let found = spikes(&folder, &Choices::default());
    assert_eq!((found.rate.mean, found.irregularity.cv.mean), (Some(1.0), None));
    // One count of 1 among 10 windows: (0.1 − 0.01)/0.1.
    same(found.fano.mean, 0.9, "Fano factor");
    same(found.synchrony, 0.999, "synchrony");
}

#[test]
fn silent_neurons_count_for_rates_alone() {
    let clock: Vec<(f64, i32)> = (0..10).map(|k| (0.1 * f64::from(k), 2)).collect();
    let folder = Folder::new().group("cells", 5, 10).spikes("s", "cells", &clock).run(0.0, 1.0, &[]);
    let found = spikes(&folder, &Choices::default());
    assert_eq!((found.neurons, found.active), (5, 1));
    same(found.rate.mean, 2.0, "rate");
    same(found.rate.sd, 4.0, "sd of rates");
    assert_eq!((found.irregularity.cv.neurons, found.fano.neurons), (1, 1));
}

#[test]
fn runs_that_follow_each_other_are_one_and_trials_are_not() {
    let train = [(0.2, 0), (0.4, 0), (0.6, 0), (0.8, 0)];
    let folder = Folder::new().group("cells", 1, 4).spikes("s", "cells", &train);
    let one = folder.run(0.0, 0.5, &[("s", [0, 2])]).run(0.5, 0.5, &[("s", [2, 4])]);
    let found = spikes(&one, &Choices::default());
    same(found.irregularity.cv.mean, 0.0, "the interval over the edge is one of them");
    assert_eq!((found.rate.mean, found.irregularity.cv.neurons), (Some(4.0), 1));

    // After `restore` the same times come again.
    let trials = [(0.2, 0), (0.4, 0), (0.1, 0), (0.4, 0)];
    let folder = Folder::new().group("cells", 1, 4).spikes("s", "cells", &trials);
    let two = folder.run(0.0, 0.5, &[("s", [0, 2])]).run(0.0, 0.5, &[("s", [2, 4])]);
    let found = spikes(&two, &Choices::default());
    same(found.irregularity.cv.mean, 0.2, "intervals of 0.2 s and 0.3 s, and none between trials");
    assert_eq!(found.irregularity.cv2.mean, None);
    assert_eq!((found.rate.mean, found.spikes), (Some(4.0), 4));

    let second = spikes(&two, &Choices { run: Some(1), ..Choices::default() });
    assert_eq!((second.spikes, second.rate.mean), (2, Some(4.0)));
    let early = spikes(&two, &Choices { time: Some(0.0..0.3), ..Choices::default() });
    assert_eq!(early.spikes, 2, "one of each trial");
}

#[test]
fn the_time_chosen_holds_its_beginning_and_not_its_end() {
    let train: Vec<(f64, i32)> = (0..10).map(|k| (f64::from(k) * 1000.0 * 1e-4, 0)).collect();
    let folder = Folder::new().group("cells", 1, 10).spikes("s", "cells", &train).run(0.0, 1.0, &[]);
    let found = spikes(&folder, &Choices { time: Some(0.3..0.6), ..Choices::default() });
    assert_eq!(found.spikes, 3);
    same(found.rate.mean, 10.0, "rate");
}

#[test]
fn traces_that_became_nan_tell_of_the_rest() {
    let rows = array![[-0.07, -0.06, f64::NAN], [-0.05, f64::INFINITY, -0.06]];
    let folder = Folder::new().group("cells", 2, 0).states("v", "cells", &[0.0, 1e-4, 2e-4], &rows);
    let results = folder.run(0.0, 3e-4, &[]).open_kept();
    let summary = Summary::of(&results.1, &Choices::default()).unwrap();
    let v = &summary.states["v"]["v"];
    assert_eq!((v.elements, v.samples, v.not_finite), (2, 3, 2));
    same(v.value.mean, -0.06, "mean");
    assert_eq!((v.value.min, v.value.max), (Some(-0.07), Some(-0.05)));
    assert_eq!((v.unit.as_str(), v.shown.as_str(), v.scale), ("V", "mV", 1e-3));

    let first = Choices { time: Some(0.0..1e-4), ..Choices::default() };
    let first = &Summary::of(&results.1, &first).unwrap().states["v"]["v"];
    assert_eq!((first.samples, first.not_finite), (1, 0));
    same(first.value.mean, -0.06, "mean of the first sample");
}

#[test]
fn counts_and_rates() {
    let folder = Folder::new().group("cells", 4, 6).counts("c", "cells", &[0, 1, 2, 3]);
    let results = folder.rate("r", "cells", &[0.0, 0.5], &[1.0, 2.0]).run(0.0, 1.0, &[]).open_kept();
    let summary = Summary::of(&results.1, &Choices::default()).unwrap();
    let counts = &summary.counts["c"];
    assert_eq!((counts.neurons, counts.active, counts.spikes, counts.rate.mean), (4, 3, 6, Some(1.5)));
    assert_eq!(summary.rates["r"].value.mean, Some(1.5));
    assert_eq!(summary.populations["cells"].rate, Some(1.5));
}

#[test]
fn what_is_not_there_is_said() {
    let folder = Folder::new().group("cells", 1, 0).spikes("s", "cells", &[]).run(0.0, 1.0, &[]);
    let results = folder.open();
    let told = |choices: Choices| match Summary::of(&results, &choices) {
        Err(Error::Choice(why)) => why,
        other => panic!("{other:?}"),
    };
    let defaults = Choices::default;
    assert_eq!(
        told(Choices { monitors: vec!["S".into()], ..defaults() }),
        "there is no monitor `S`; there are: s"
    );
    assert_eq!(told(Choices { run: Some(1), ..defaults() }), "there is no run 1; there is only run 0");
    assert!(
        told(Choices { time: Some(1.0..2.0), ..defaults() }).starts_with("nothing was simulated between")
    );
    assert!(told(Choices { bin: 0.0, ..defaults() }).contains("longer than 0 s"));
}

#[test]
fn a_neuron_that_does_not_exist_is_an_error() {
    for index in [-1, 7] {
        let folder = Folder::new().group("cells", 2, 1).spikes("s", "cells", &[(0.1, index)]);
        let results = folder.run(0.0, 1.0, &[]).open_kept();
        let error = Summary::of(&results.1, &Choices::default()).unwrap_err().to_string();
        assert_eq!(error, format!("s.npz: `cells` has no neuron {index}, of which there are spikes"));
    }
}

#[test]
fn a_summary_survives_json() {
    let folder = Folder::new().group("cells", 1, 1).spikes("s", "cells", &[(0.5, 0)]).run(0.0, 1.0, &[]);
    let summary = Summary::of(&folder.open(), &Choices::default()).unwrap();
    let text = serde_json::to_string(&summary).unwrap();
    assert_eq!(serde_json::from_str::<Summary>(&text).unwrap(), summary);
    let names: Vec<_> = summary.rows().iter().map(snnc_stats::Row::name).collect();
    assert!(names.contains(&"s.cv".to_string()) && names.contains(&"cells.rate_mean".to_string()));
}

#[test]
fn of_a_selection_only_its_neurons_count() {
    let folder = Folder::new().group("cells", 100, 2).subgroup("part", "cells", 0..50);
    let folder = folder.spikes("s", "cells", &[(0.5, 99), (0.6, 99)]).of_elements("s", 4).run(0.0, 1.0, &[]);
    let found = spikes(&folder, &Choices::default());
    assert_eq!((found.neurons, found.active, found.rate.mean), (4, 1, Some(0.5)));
    assert!(found.parts.is_empty(), "which ones they are is not known");
}
