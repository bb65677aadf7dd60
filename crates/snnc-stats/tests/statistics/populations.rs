//! Analyses of whole populations, from folders of results.

use crate::folder::Folder;
use crate::reference::{all_same, numbers, reference, same};
use ndarray::Array2;
use snnc_results::Results;
use snnc_stats::{
    Bins, Choices, Correlogram, Correlograms, Histograms, PairCorrelations, Spectra, Summary, Welch, sample,
};

/// The reference's trains in one population, of which the first five have a name.
fn folder() -> (Folder, Results, Vec<Vec<f64>>) {
    let reference = reference("trains.json");
    let trains: Vec<Vec<f64>> =
        reference["trains"].as_array().unwrap().iter().map(|train| numbers(&train["times"])).collect();
    let folder = Folder::new().group("cells", trains.len() as u32, 0).subgroup("first", "cells", 0..5);
    let folder = folder.subgroup("rest", "cells", 5..trains.len() as u32);
    let (folder, results) = folder.trains("s", "cells", &trains).run(0.0, 2.0, &[]).open_kept();
    (folder, results, trains)
}

fn population_counts(trains: &[Vec<f64>]) -> Vec<f64> {
    let bins = Bins::between(0.0, 2.0, 1e-3);
    let mut counts = vec![0.0; bins.number];
    trains.iter().flatten().for_each(|time| counts[bins.index(*time).unwrap()] += 1.0);
    counts
}

#[test]
fn parts_with_names_are_told_of_by_themselves() {
    let (_kept, results, trains) = folder();
    let summary = Summary::of(&results, &Choices::default()).unwrap();
    let (whole, first, rest) =
        (&summary.spikes["s"], &summary.spikes["s"].parts["first"], &summary.spikes["s"].parts["rest"]);
    assert_eq!((first.neurons, rest.neurons), (5, 8));
    assert_eq!(first.spikes + rest.spikes, whole.spikes);
    assert_eq!((first.group.as_str(), whole.group.as_str()), ("first", "cells"));
    same(first.rate.mean, trains[..5].iter().map(Vec::len).sum::<usize>() as f64 / 10.0, "rate");
    let names: Vec<_> = summary.rows().iter().map(snnc_stats::Row::name).collect();
    assert!(names.contains(&"s.first.cv".to_string()), "{names:?}");
}

#[test]
fn correlograms_of_populations() {
    let (_kept, results, trains) = folder();
    let found = Correlograms::of(&results, &Choices { lag: 0.02, ..Choices::default() }).unwrap().0;
    let pairs: Vec<_> = found.iter().map(|it| (it.first.as_str(), it.second.as_str())).collect();
    assert_eq!(pairs, [("s.first", "s.first"), ("s.first", "s.rest"), ("s.rest", "s.rest")]);
    let (first, rest) = (population_counts(&trains[..5]), population_counts(&trains[5..]));
    let expected = Correlogram::of(&first, &rest, 20).coefficients().unwrap();
    all_same(&found[1].coefficients, &expected, "cross-correlogram");
    same(found[0].coefficients[20], 1.0, "a population with itself");
    assert_eq!((found[0].lags[0], found[0].lags.len()), (-0.02, 41));
    assert!(found[0].peak().unwrap().0 > 0.0);
}

#[test]
fn a_lag_longer_than_the_simulation_is_cut() {
    let folder = Folder::new().group("cells", 1, 1).spikes("s", "cells", &[(0.001, 0)]).run(0.0, 0.01, &[]);
    let found = Correlograms::of(&folder.open(), &Choices::default()).unwrap().0;
    assert_eq!(found[0].lags.len(), 19);
    let never = Folder::new().group("cells", 1, 0).spikes("s", "cells", &[]);
    assert_eq!(Correlograms::of(&never.open(), &Choices::default()).unwrap().0[0].coefficients, [0.0; 0]);
}

#[test]
fn bins_too_many_for_memory_are_refused() {
    let folder = Folder::new().group("cells", 1, 0).spikes("s", "cells", &[]).run(0.0, 1000.0, &[]);
    let error = Correlograms::of(&folder.open(), &Choices { bin: 1e-9, ..Choices::default() }).unwrap_err();
    assert!(error.to_string().contains("choose wider ones"), "{error}");
}

#[test]
fn trials_add_up_and_do_not_touch() {
    let spikes = [(0.0, 0), (0.002, 0), (0.001, 0), (0.002, 0)];
    let folder = Folder::new().group("cells", 1, 4).spikes("s", "cells", &spikes);
    let folder = folder.run(0.0, 0.004, &[("s", [0, 2])]).run(0.0, 0.004, &[("s", [2, 4])]);
    let found = Correlograms::of(&folder.open(), &Choices { lag: 2e-3, ..Choices::default() }).unwrap().0;
    let mut expected = Correlogram::new(2);
    expected.add(&[1.0, 0.0, 1.0, 0.0], &[1.0, 0.0, 1.0, 0.0]);
    expected.add(&[0.0, 1.0, 1.0, 0.0], &[0.0, 1.0, 1.0, 0.0]);
    assert_eq!(expected.counts(), [1.0, 1.0, 4.0, 1.0, 1.0]);
    all_same(&found[0].coefficients, &expected.coefficients().unwrap(), "both trials");
}

#[test]
fn correlation_of_all_pairs_or_of_a_sample() {
    let (_kept, results, _) = folder();
    let all = PairCorrelations::of(&results, &Choices::default()).unwrap().0;
    // One neuron never spikes. The clock has two spikes in each window, hence no coefficient.
    assert_eq!((all["s"].active, all["s"].sampled, all["s"].pairs), (12, 12, 55));
    assert_eq!((all["s.first"].sampled, all["s.first"].pairs, all["s.first"].windows), (5, 10, 20));
    let some = |seed| {
        let choices = Choices { sample: 6, sample_seed: seed, ..Choices::default() };
        PairCorrelations::of(&results, &choices).unwrap().0["s"].clone()
    };
    assert_eq!((some(1).active, some(1).sampled), (12, 6));
    assert_eq!(some(1), some(1));
    assert!((1..9).any(|seed| some(seed).coefficient != some(1).coefficient));
}

#[test]
fn histograms_count_everyone() {
    let (_kept, results, trains) = folder();
    let found = Histograms::of(&results, &Choices::default()).unwrap().0;
    assert_eq!(found["s"].rates.counts.iter().sum::<u64>(), trains.len() as u64);
    assert_eq!(found["s.first"].rates.counts.iter().sum::<u64>(), 5);
    let intervals: usize = trains.iter().map(|train| train.len().saturating_sub(1)).sum();
    assert_eq!(found["s"].intervals.counts.iter().sum::<u64>(), intervals as u64);
}

#[test]
fn spectra_of_rates_and_of_traces() {
    let (_kept, results, trains) = folder();
    let found = Spectra::of(&results, &Choices { segment: 0.5, ..Choices::default() }).unwrap().0;
    let mut welch = Welch::new(500);
    let rates: Vec<f64> =
        population_counts(&trains).iter().map(|count| count / (trains.len() as f64 * 1e-3)).collect();
    welch.add(&rates);
    all_same(&found["s"].density, &welch.density(1000.0).unwrap(), "rate");
    assert_eq!((found["s"].segments, found["s"].unit.as_str()), (7, "Hz"));

    // A sine of 50 Hz with an amplitude of 2 mV, and a trace that fails.
    let times: Vec<f64> = (0..4000).map(|step| f64::from(step) * 1e-4).collect();
    let mut rows = Array2::from_shape_fn((2, 4000), |(_, step)| {
        2e-3 * (2.0 * std::f64::consts::PI * 50.0 * times[step]).sin() - 0.06
    });
    rows[[1, 3999]] = f64::NAN;
    let folder = Folder::new().group("cells", 2, 0).states("v", "cells", &times, &rows).run(0.0, 0.4, &[]);
    let found = Spectra::of(&folder.open(), &Choices { segment: 0.2, ..Choices::default() }).unwrap().0;
    let v = &found["v.v"];
    assert_eq!((v.unit.as_str(), v.elements, v.left_out, v.segments), ("mV", 2, 1, 5));
    assert!((v.peak().unwrap() - 50.0).abs() < 1e-6, "{:?}", v.peak());
    assert!((v.power() - 2.0).abs() < 1e-6, "half the squared amplitude, in mV²: {}", v.power());
}

#[test]
fn without_samples_there_is_no_spectrum() {
    let folder = Folder::new().group("cells", 1, 0).states("v", "cells", &[], &Array2::zeros((1, 0)));
    let folder = folder.spikes("s", "cells", &[]).rate("r", "cells", &[0.0], &[1.0]).run(0.0, 1e-4, &[]);
    let found = Spectra::of(&folder.open(), &Choices::default()).unwrap().0;
    assert!(found.values().all(|it| it.density.is_empty() && it.peak().is_none()), "{found:?}");
    assert_eq!(sample(3, 0, 1), [0; 0]);
}
