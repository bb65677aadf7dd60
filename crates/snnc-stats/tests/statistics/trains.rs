//! Single trains and populations, as Elephant sees them.

use crate::folder::Folder;
use crate::reference::{number, numbers, reference, same};
use snnc_stats::{Bins, Choices, Moments, Summary, cv, cv2, fano_factor, intervals, lv};

#[test]
fn figures_of_trains_are_those_of_elephant() {
    let reference = reference("trains.json");
    let stop = reference["stop"].as_f64().unwrap();
    let windows = Bins::between(0.0, stop, 0.1);
    for train in reference["trains"].as_array().unwrap() {
        let times = numbers(&train["times"]);
        let intervals = intervals(&times);
        let what = format!("{} spikes", times.len());
        same(cv(&intervals), number(&train["cv"]), &format!("CV of {what}"));
        same(cv2(&intervals), number(&train["cv2"]), &format!("CV2 of {what}"));
        same(lv(&intervals), number(&train["lv"]), &format!("LV of {what}"));
        let counts = windows.count(&times);
        let expected: Vec<u64> = numbers(&train["counts"]).iter().map(|count| *count as u64).collect();
        assert_eq!(counts, expected, "{what}");
        same(fano_factor(&counts), number(&train["fano"]), &format!("Fano factor of {what}"));
    }
    let counts: Vec<u64> =
        reference["trains"].as_array().unwrap().iter().map(|t| numbers(&t["times"]).len() as u64).collect();
    same(fano_factor(&counts), number(&reference["fano_over_trains"]), "Fano factor over trains");
}

#[test]
fn the_summary_is_the_mean_over_trains() {
    let reference = reference("trains.json");
    let stop = reference["stop"].as_f64().unwrap();
    let all = reference["trains"].as_array().unwrap();
    let trains: Vec<Vec<f64>> = all.iter().map(|train| numbers(&train["times"])).collect();
    let spikes = trains.iter().map(Vec::len).sum::<usize>() as u64;
    let folder = Folder::new().group("cells", trains.len() as u32, spikes);
    let results = folder.trains("cells_spikes", "cells", &trains).run(0.0, stop, &[]).open_kept();
    let summary = Summary::of(&results.1, &Choices::default()).unwrap();
    let found = &summary.spikes["cells_spikes"];

    let over = |figure: &str, least: usize| {
        let chosen = all.iter().filter(|train| train["times"].as_array().unwrap().len() >= least);
        let values: Vec<f64> = chosen.filter_map(|train| number(&train[figure])).collect();
        (Moments::of(&values).mean(), Moments::of(&values).sd(), values.len() as u64)
    };
    for (figure, ours, least) in [
        ("cv", found.irregularity.cv, 4),
        ("cv2", found.irregularity.cv2, 4),
        ("lv", found.irregularity.lv, 4),
        ("fano", found.fano, 1),
    ] {
        let (mean, sd, neurons) = over(figure, least);
        same(ours.mean, mean, figure);
        same(ours.sd, sd, figure);
        assert_eq!(ours.neurons, neurons, "{figure}");
    }
    let (mean, sd, neurons) = over("rate", 0);
    same(found.rate.mean, mean, "rate");
    same(found.rate.sd, sd, "rate");
    assert_eq!((found.neurons, found.active, found.spikes), (neurons, neurons - 1, spikes));
    same(found.synchrony, number(&reference["synchrony"]), "synchrony");
}
