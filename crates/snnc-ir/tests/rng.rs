//! Random numbers: reproducible to the bit, and distributed as they should be.

use rand::{Rng, RngExt};
use rand_distr::Distribution;
use snnc_ir::math::Function;
use snnc_ir::rng::{Draw, Stream, StreamKey, binomial, fill_normal, fill_uniform, normal, poisson, uniform};

fn draw(element: u64) -> Draw {
    Draw { key: StreamKey::new(42, "test"), step: 3, epoch: 0, element }
}

fn normal_cdf(x: f64) -> f64 {
    // By Simpson's rule from 0: smooth, so that 200 steps are plenty.
    let steps = 200;
    let width = x / f64::from(steps);
    let density = |x: f64| Function::Exp.eval(&[-x * x / 2.0]) / (2.0 * std::f64::consts::PI).sqrt();
    let inner: f64 = (1..steps).map(|i| f64::from(2 + 2 * (i % 2)) * density(f64::from(i) * width)).sum();
    0.5 + width / 3.0 * (density(0.0) + inner + density(x))
}

/// Pearson's statistic minus its expectation, in standard deviations; cells with few are joined.
fn chi_square(counts: &[f64], probabilities: &[f64], total: f64) -> f64 {
    let (mut statistic, mut cells) = (0.0, 0.0);
    let (mut observed, mut expected) = (0.0, 0.0);
    for (count, probability) in counts.iter().zip(probabilities) {
        observed += count;
        expected += probability * total;
        if expected >= 20.0 {
            statistic += (observed - expected) * (observed - expected) / expected;
            cells += 1.0;
            (observed, expected) = (0.0, 0.0);
        }
    }
    let freedom: f64 = cells - 1.0;
    assert!(freedom >= 1.0);
    (statistic - freedom) / (2.0 * freedom).sqrt()
}

/// Numbers that must not change from version to version, or from machine to machine. The uniform and normal ones
/// follow from the definitions, computed with another program and 40 digits.
#[test]
fn values_are_what_they_have_always_been() {
    assert_eq!(StreamKey::new(0, "cortex/update/xi"), StreamKey([0x9864_d473, 0xcad2_a4bb]));
    for (element, expected_uniform, expected_normal) in [
        (0, 0.003054272319684248, 0.7714063234204948),
        (1, 0.2538207339574605, -0.36737265740518915),
        (17, 0.13217627204592364, 0.38544864391835437),
        (33, 0.8036485452733244, -0.5292610685957558),
        (63, 0.8487976527734864, -0.4320329960333318),
        (64, 0.6958762246071424, -1.1967412690415415),
        (1000, 0.366007521335431, -0.0443324061163189),
    ] {
        assert_eq!(uniform(draw(element)), expected_uniform, "{element}");
        let found = normal(draw(element));
        assert!((found - expected_normal).abs() <= 2.0 * f64::EPSILON * expected_normal.abs(), "{element}");
    }
    assert_eq!(Stream::new(draw(0)).next_u64(), 0xd236_7a5d_8c8d_38df);
    let numbers = |number: fn(Draw) -> i64| [0, 1, 2, 3].map(|element| number(draw(element)));
    assert_eq!(numbers(|draw| poisson(draw, 3.0)), [0, 2, 3, 4]);
    assert_eq!(numbers(|draw| poisson(draw, 300.0)), [302, 323, 305, 294]);
    assert_eq!(numbers(|draw| binomial(draw, 1000, 0.3)), [302, 319, 304, 295]);
}

#[test]
fn every_part_of_an_address_counts() {
    let base = draw(8);
    let others = [
        Draw { key: StreamKey::new(43, "test"), ..base },
        Draw { key: StreamKey::new(42, "tesu"), ..base },
        Draw { step: 4, ..base },
        Draw { step: base.step + (1 << 47), ..base },
        Draw { epoch: 1, ..base },
        Draw { epoch: 1 << 15, ..base },
        draw(9),
        draw(10),
        draw(8 + (1 << 39)),
    ];
    for other in others {
        assert_ne!(uniform(base), uniform(other), "{other:?}");
        assert_ne!(normal(base), normal(other), "{other:?}");
        assert_ne!(Stream::new(base).next_u64(), Stream::new(other).next_u64(), "{other:?}");
    }
}

#[test]
fn uniform_numbers_fill_the_interval_evenly() {
    let total = 1_000_000;
    let mut out = vec![0.0; total];
    let key = StreamKey::new(1, "uniform");
    fill_uniform(key, 0, 0, 0, &mut out);
    let mut counts = vec![0.0; 1000];
    for x in &out {
        assert!((0.0..1.0).contains(x));
        counts[(x * 1000.0) as usize] += 1.0;
    }
    assert!(chi_square(&counts, &[0.001; 1000], total as f64).abs() < 4.0);
    // The lowest bits are random as well.
    let ones = out.iter().filter(|x| (*x * 2_f64.powi(52)) as u64 % 2 == 1).count();
    assert!((ones as f64 / total as f64 - 0.5).abs() < 4.0 * (0.25 / total as f64).sqrt());
    // Neighbours, and those that share a block of bits, must not be related.
    for distance in [1, 16, 32, 48, 64] {
        let mut counts = vec![0.0; 400];
        for start in (0..total - 2 * distance).step_by(2 * distance) {
            for (a, b) in out[start..][..distance].iter().zip(&out[start + distance..]) {
                counts[(a * 20.0) as usize * 20 + (b * 20.0) as usize] += 1.0;
            }
        }
        let pairs = counts.iter().sum();
        let deviation = chi_square(&counts, &[0.0025; 400], pairs);
        assert!(deviation.abs() < 4.0, "at distance {distance}: {deviation}");
    }
    let mean = out.iter().sum::<f64>() / total as f64;
    assert!((mean - 0.5).abs() < 4.0 * (1.0 / 12.0 / total as f64).sqrt());
}

#[test]
fn normal_numbers_are_normal() {
    let total = 1_000_000;
    let mut out = vec![0.0; total];
    fill_normal(StreamKey::new(2, "normal"), 7, 1, 0, &mut out);
    let moment = |power: i32| out.iter().map(|x| x.powi(power)).sum::<f64>() / total as f64;
    let tolerance = 4.0 / (total as f64).sqrt();
    assert!(moment(1).abs() < tolerance);
    assert!((moment(2) - 1.0).abs() < 2_f64.sqrt() * tolerance);
    assert!(moment(3).abs() < 15_f64.sqrt() * tolerance);
    assert!((moment(4) - 3.0).abs() < 96_f64.sqrt() * tolerance);
    // Cells of equal width from -4 to 4, and the tails.
    let edges: Vec<f64> = (-40..=40).map(|i| f64::from(i) / 10.0).collect();
    let mut counts = vec![0.0; edges.len() + 1];
    for x in &out {
        counts[edges.partition_point(|edge| edge <= x)] += 1.0;
    }
    let mut below = 0.0;
    let mut probabilities = Vec::new();
    for edge in &edges {
        let up_to = normal_cdf(*edge);
        probabilities.push(up_to - below);
        below = up_to;
    }
    probabilities.push(1.0 - below);
    assert!(chi_square(&counts, &probabilities, total as f64).abs() < 4.0);
    // Neighbours, and those that share a radius or a block of bits, are independent: so are their squares.
    for distance in [1, 2, 7, 16, 32, 48, 64] {
        let pairs = || out.iter().zip(&out[distance..]);
        let count = pairs().count() as f64;
        let correlation = pairs().map(|(a, b)| a * b).sum::<f64>() / count;
        assert!(correlation.abs() < tolerance, "at distance {distance}: {correlation}");
        let of_squares = pairs().map(|(a, b)| (a * a - 1.0) * (b * b - 1.0)).sum::<f64>() / count;
        assert!(of_squares.abs() < 2.0 * tolerance, "squares at distance {distance}: {of_squares}");
    }
}

#[test]
fn distributions_pass_kolmogorov_and_smirnov() {
    let total = 200_000;
    let mut out = vec![0.0; total];
    for seed in 0..3 {
        fill_uniform(StreamKey::new(seed, "uniform"), seed, 0, 64 * seed, &mut out);
        let of_uniform = kolmogorov_smirnov(&mut out, |x| x);
        assert!(of_uniform < 1.95, "{of_uniform}");
        fill_normal(StreamKey::new(seed, "normal"), seed, 0, 64 * seed, &mut out);
        let of_normal = kolmogorov_smirnov(&mut out, normal_cdf);
        assert!(of_normal < 1.95, "{of_normal}");
    }
}

/// The largest distance of the sample's distribution from `cdf`, times √n: above 1.95 once in 1000 samples.
fn kolmogorov_smirnov(sample: &mut [f64], cdf: impl Fn(f64) -> f64) -> f64 {
    sample.sort_by(f64::total_cmp);
    let total = sample.len() as f64;
    let distance = |(i, x): (usize, &f64)| {
        let below = cdf(*x);
        (below - i as f64 / total).max((i + 1) as f64 / total - below)
    };
    sample.iter().enumerate().map(distance).fold(0.0, f64::max) * total.sqrt()
}

#[test]
fn normal_numbers_have_the_right_tails() {
    let (steps, lanes) = (400, 1 << 16);
    let mut out = vec![0.0; lanes];
    let mut beyond = [0_u32; 6];
    for step in 0..steps {
        fill_normal(StreamKey::new(5, "tails"), step, 0, 0, &mut out);
        for x in &out {
            for count in beyond.iter_mut().take(x.abs() as usize) {
                *count += 1;
            }
        }
    }
    let total = (steps as usize * lanes) as f64;
    // 2 (1 - Φ(1)), 2 (1 - Φ(2)) …
    let expected = [
        0.317_310_507_862_914,
        0.045_500_263_896_358_4,
        0.002_699_796_063_260_19,
        6.334_248_366_623_98e-5,
        5.733_031_437_583_87e-7,
        1.973_175_289_928_19e-9,
    ];
    for (count, expected) in beyond.into_iter().zip(expected) {
        let expected = expected * total;
        assert!((f64::from(count) - expected).abs() < 4.0 * expected.sqrt() + 1.0, "{count} {expected}");
    }
}

#[test]
fn steps_epochs_and_streams_are_independent() {
    let total = 1 << 18;
    let tolerance = 4.0 / f64::from(total).sqrt();
    let draws = |name: &str, step: u64, epoch: u16| {
        let mut out = vec![0.0; total as usize];
        fill_normal(StreamKey::new(9, name), step, epoch, 0, &mut out);
        out
    };
    let base = draws("a", 5, 0);
    for (what, other) in [
        ("the next step", draws("a", 6, 0)),
        ("a far step", draws("a", 5 + (1 << 32), 0)),
        ("the next epoch", draws("a", 5, 1)),
        ("another stream", draws("b", 5, 0)),
    ] {
        let correlation = base.iter().zip(&other).map(|(a, b)| a * b).sum::<f64>() / f64::from(total);
        assert!(correlation.abs() < tolerance, "{what}: {correlation}");
        assert!(base.iter().zip(&other).all(|(a, b)| a != b), "{what}");
    }
    // One neuron's numbers, from step to step.
    let key = StreamKey::new(9, "a");
    let train: Vec<f64> = (0..20_000).map(|step| normal(Draw { key, step, epoch: 0, element: 77 })).collect();
    for lag in 1..5 {
        let correlation =
            train.iter().zip(&train[lag..]).map(|(a, b)| a * b).sum::<f64>() / train.len() as f64;
        assert!(correlation.abs() < 4.0 / (train.len() as f64).sqrt(), "lag {lag}: {correlation}");
    }
}

/// Whole numbers with the given mean, variance and probabilities of 0, 1, 2 …
fn check_counts(what: &str, sample: &[i64], mean: f64, variance: f64, probabilities: &[f64]) {
    let total = sample.len() as f64;
    let average = sample.iter().map(|k| *k as f64).sum::<f64>() / total;
    assert!((average - mean).abs() < 4.0 * (variance / total).sqrt(), "{what}: mean {average}");
    let spread = sample.iter().map(|k| (*k as f64 - mean) * (*k as f64 - mean)).sum::<f64>() / total;
    let fourth = variance * (3.0 * variance + 1.0);
    let tolerance = 4.0 * ((fourth - variance * variance) / total).sqrt();
    assert!((spread - variance).abs() < tolerance, "{what}: variance {spread}");
    let mut counts = vec![0.0; probabilities.len()];
    for k in sample {
        let last = counts.len() - 1;
        counts[(*k as usize).min(last)] += 1.0;
    }
    let deviation = chi_square(&counts, probabilities, total);
    assert!(deviation.abs() < 4.0, "{what}: chi-square {deviation}");
}

#[test]
fn poisson_numbers_are_poisson() {
    for (i, lambda) in
        [1e-3, 0.1, 1.0, 4.5, 9.99, 10.0, 12.3, 30.0, 100.0, 1234.5, 1e5].into_iter().enumerate()
    {
        let key = StreamKey::new(i as u64, "poisson");
        let sample: Vec<i64> =
            (0..300_000).map(|element| poisson(Draw { key, step: 0, epoch: 0, element }, lambda)).collect();
        // P(k) from the mode outwards by its ratios, then scaled.
        let last = (lambda + 12.0 * lambda.sqrt() + 30.0) as usize;
        let mut weights = vec![0.0; last + 1];
        let mode = lambda as usize;
        weights[mode] = 1.0;
        for k in mode..last {
            weights[k + 1] = weights[k] * lambda / (k + 1) as f64;
        }
        for k in (0..mode).rev() {
            weights[k] = weights[k + 1] * (k + 1) as f64 / lambda;
        }
        let sum: f64 = weights.iter().sum();
        let probabilities: Vec<f64> = weights.iter().map(|w| w / sum).collect();
        check_counts(&format!("poisson {lambda}"), &sample, lambda, lambda, &probabilities);
    }
}

#[test]
fn binomial_numbers_are_binomial() {
    let cases = [
        (1, 0.3),
        (10, 0.5),
        (100, 0.02),
        (100, 0.97),
        (40, 0.25),
        (40, 0.75),
        (1000, 0.5),
        (5000, 0.003),
        (100_000, 0.0011),
        (1_000_000, 0.2),
    ];
    for (i, (n, p)) in cases.into_iter().enumerate() {
        let key = StreamKey::new(i as u64, "binomial");
        let sample: Vec<i64> =
            (0..300_000).map(|element| binomial(Draw { key, step: 0, epoch: 0, element }, n, p)).collect();
        let last = n as usize;
        let mut weights = vec![0.0; last + 1];
        let mode = ((n + 1) as f64 * p) as usize;
        weights[mode] = 1.0;
        for k in mode..last {
            weights[k + 1] = weights[k] * (last - k) as f64 / (k + 1) as f64 * p / (1.0 - p);
        }
        for k in (0..mode).rev() {
            weights[k] = weights[k + 1] * (k + 1) as f64 / (last - k) as f64 * (1.0 - p) / p;
        }
        let sum: f64 = weights.iter().sum();
        let probabilities: Vec<f64> = weights.iter().map(|w| w / sum).collect();
        let mean = n as f64 * p;
        check_counts(&format!("binomial {n} {p}"), &sample, mean, mean * (1.0 - p), &probabilities);
    }
}

#[test]
fn senseless_and_extreme_parameters_are_survived() {
    for lambda in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY] {
        assert_eq!(poisson(draw(0), lambda), 0);
    }
    assert_eq!(poisson(draw(0), f64::INFINITY), i64::MAX);
    assert_eq!(poisson(draw(0), 1e19), i64::MAX);
    assert_eq!(poisson(draw(0), f64::MIN_POSITIVE), 0);
    for element in 0..1000 {
        let k = poisson(draw(element), 1e15) as f64;
        assert!((k - 1e15).abs() < 6.0 * 1e15_f64.sqrt(), "{k}");
        let k = binomial(draw(element), i64::MAX, 0.5) as f64;
        assert!((k / 2_f64.powi(62) - 1.0).abs() < 1e-8, "{k}");
        let k = binomial(draw(element), i64::MAX, 1e-18);
        assert!(k < 60, "{k}");
    }
    for p in [0.0, -0.5, f64::NAN, f64::NEG_INFINITY] {
        assert_eq!(binomial(draw(0), 10, p), 0);
    }
    for p in [1.0, 2.0, f64::INFINITY] {
        assert_eq!(binomial(draw(0), 10, p), 10);
    }
    for n in [0, -1, i64::MIN] {
        assert_eq!(binomial(draw(0), n, 0.5), 0);
    }
}

#[test]
fn a_stream_serves_rand() {
    let mut stream = Stream::new(draw(5));
    let mut same = Stream::new(draw(5));
    assert_eq!(stream.next_u64(), same.next_u64());
    let mut bytes = [0; 7];
    stream.fill_bytes(&mut bytes);
    let words = [same.next_u32().to_le_bytes(), same.next_u32().to_le_bytes()].concat();
    assert_eq!(bytes[..], words[..7]);
    let x: f64 = rand_distr::StandardNormal.sample(&mut stream);
    assert!(x.is_finite());
    let total = 100_000;
    let mean = (0..total).map(|_| f64::from(stream.random_range(0..100))).sum::<f64>() / f64::from(total);
    assert!((mean - 49.5).abs() < 0.4);
}

#[test]
fn a_stream_does_not_come_round() {
    let mut stream = Stream::new(draw(0));
    let first: Vec<u32> = (0..8).map(|_| stream.next_u32()).collect();
    for _ in 8..4 * ((1 << 24) - 1) {
        stream.next_u32();
    }
    let next: Vec<u32> = (0..8).map(|_| stream.next_u32()).collect();
    assert_ne!(first, next);
}
