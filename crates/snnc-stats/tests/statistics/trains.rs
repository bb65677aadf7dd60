//! Single trains and populations, as Elephant sees them.

use crate::folder::Folder;
use crate::reference::{all_same, number, numbers, reference, same};
use serde_json::Value;
use snnc_stats::{
    Bins, Choices, Correlogram, Histogram, Moments, SparseCounts, Summary, count_correlation,
    count_correlations, cv, cv2, fano_factor, intervals, lv,
};

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

#[test]
fn correlograms_are_those_of_elephant() {
    let reference = reference("trains.json");
    let bins = Bins::between(0.0, reference["stop"].as_f64().unwrap(), 2e-3);
    let binned = |at: &Value| -> Vec<f64> {
        let times = numbers(&reference["trains"][at.as_u64().unwrap() as usize]["times"]);
        bins.count(&times).into_iter().map(|count| count as f64).collect()
    };
    for case in reference["correlograms"].as_array().unwrap() {
        let (a, b) = (binned(&case["pair"][0]), binned(&case["pair"][1]));
        let found = Correlogram::of(&a, &b, 30);
        let what = case["pair"].to_string();
        assert_eq!((found.lags().next(), found.lags().last()), (Some(-30), Some(30)));
        all_same(found.counts(), &numbers(&case["counts"]), &format!("counts of {what}"));
        all_same(&found.corrected(), &numbers(&case["corrected"]), &format!("corrected counts of {what}"));
        let coefficients = found.coefficients().unwrap();
        all_same(&coefficients, &numbers(&case["coefficients"]), &format!("coefficients of {what}"));
    }
}

#[test]
fn correlograms_at_the_edges() {
    assert_eq!(Correlogram::of(&[], &[], 2).coefficients(), None);
    assert_eq!(Correlogram::of(&[1.0, 1.0], &[0.0, 2.0], 1).coefficients(), None);
    let longer = Correlogram::of(&[1.0, 2.0], &[3.0, 4.0], 3);
    assert_eq!(longer.counts(), [0.0, 0.0, 6.0, 11.0, 4.0, 0.0, 0.0]);
    assert_eq!(longer.corrected(), [0.0, 0.0, 12.0, 11.0, 8.0, 0.0, 0.0]);
}

#[test]
fn count_correlations_are_those_of_elephant() {
    let reference = reference("trains.json");
    let stop = reference["stop"].as_f64().unwrap();
    for (width, matrix) in reference["correlations"].as_object().unwrap() {
        let bins = Bins::between(0.0, stop, width.parse::<f64>().unwrap() * 1e-3);
        let rows = matrix.as_array().unwrap();
        let counts: Vec<SparseCounts> = (0..rows.len())
            .map(|at| SparseCounts::of(&bins.count(&numbers(&reference["trains"][at]["times"]))))
            .collect();
        let mut all = vec![];
        for (i, row) in rows.iter().enumerate() {
            for (j, theirs) in row.as_array().unwrap().iter().map(number).enumerate() {
                // A clock has as many spikes in each window: Elephant divides nothing by nothing.
                let ours = count_correlation(&counts[i], &counts[j], bins.number as u64);
                same(ours, theirs, &format!("{width} ms, {i} and {j}"));
                all.extend(theirs.filter(|_| i < j));
            }
        }
        let over = count_correlations(&counts, bins.number as u64);
        assert_eq!(over.count(), all.len() as u64);
        same(over.mean(), Moments::of(&all).mean(), "mean");
    }
    let never = SparseCounts::of(&[0, 0]);
    assert_eq!(count_correlation(&never, &SparseCounts::of(&[0, 1]), 2), None);
}

#[test]
fn histograms_are_those_of_numpy() {
    let reference = reference("trains.json");
    let stop = reference["stop"].as_f64().unwrap();
    let trains = reference["trains"].as_array().unwrap();
    let rates = trains.iter().map(|train| train["times"].as_array().unwrap().len() as f64 / stop);
    let found = Histogram::between(numbers(&reference["histogram"]["edges"]), rates);
    let expected: Vec<u64> =
        numbers(&reference["histogram"]["counts"]).iter().map(|count| *count as u64).collect();
    assert_eq!(found.counts, expected);
}
