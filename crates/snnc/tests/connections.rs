//! Which networks rules make: what holds of every one, how they are distributed, and that threads do not matter.

use snnc::{Error, Model, Seed, Simulation, Threads};
use std::collections::HashSet;
use std::num::NonZero;

fn text(sizes: [u32; 2], body: &str) -> String {
    let [sources, targets] = sizes;
    format!(
        "flags = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1]\n\
         neurons a[{sources}] {{\n    x : 1\n    init: x = i/N\n}}\n\
         neurons b[{targets}] {{\n    v : 1\n    x : 1\n    init: x = i/N\n}}\n\
         synapses s: a -> b {{\n{body}\n    on_pre: v += 1\n}}\nrun 1 ms\n"
    )
}

fn build(sizes: [u32; 2], body: &str, threads: usize, seed: u64) -> Result<Simulation, Error> {
    let model = Model::from_text("connections.eqs", text(sizes, body));
    let threads = NonZero::new(threads).map_or(Threads::Auto, Threads::Exactly);
    model.compile()?.with_threads(threads).simulation(Seed(seed))
}

/// Source and target of each synapse.
#[track_caller]
fn pairs(sizes: [u32; 2], rule: &str, seed: u64) -> Vec<(u32, u32)> {
    let simulation = match build(sizes, &format!("    connect: {rule}"), 2, seed) {
        Ok(simulation) => simulation,
        Err(error) => panic!("{rule}: {error}"),
    };
    let (sources, targets) = simulation.connections("s").expect("the synapses");
    sources.into_iter().zip(targets).collect()
}

fn degrees(ends: impl Iterator<Item = u32>, size: u32) -> Vec<f64> {
    let mut degrees = vec![0.0; size as usize];
    ends.for_each(|end| degrees[end as usize] += 1.0);
    degrees
}

fn out_degrees(pairs: &[(u32, u32)], sources: u32) -> Vec<f64> {
    degrees(pairs.iter().map(|pair| pair.0), sources)
}

fn in_degrees(pairs: &[(u32, u32)], targets: u32) -> Vec<f64> {
    degrees(pairs.iter().map(|pair| pair.1), targets)
}

/// That the mean and variance of independent numbers are as expected, by five standard errors.
#[track_caller]
fn assert_spread(what: &str, numbers: &[f64], mean: f64, variance: f64) {
    let count = numbers.len() as f64;
    let found = numbers.iter().sum::<f64>() / count;
    let spread = numbers.iter().map(|x| (x - found) * (x - found)).sum::<f64>() / (count - 1.0);
    assert!(
        (found - mean).abs() <= 5.0 * (variance / count).sqrt() + 1e-9,
        "{what}: mean {found}, not {mean}"
    );
    // Of numbers that are nearly normal.
    let error = variance * (2.0 / count).sqrt();
    assert!((spread - variance).abs() <= 5.0 * error + 1e-9, "{what}: variance {spread}, not {variance}");
}

#[track_caller]
fn assert_ordered(pairs: &[(u32, u32)], unique: bool) {
    assert!(pairs.windows(2).all(|two| two[0] < two[1] || !unique && two[0] == two[1]), "in order");
}

/// Rules of all kinds, with more synapses than one block makes.
const RULES: [&str; 22] = [
    "all",
    "p = 0.3",
    "p = 0.001",
    "i != j, p = 0.4",
    "p = 0.4, n = 2 as k",
    "p = 0.4, n = i % 3",
    "i // 50 == j // 50",
    "p = 0.5*exp(-abs(x_pre - x_post)*3)",
    "rand() < 0.1, p = 0.5",
    "j = (i*7) % N_post",
    "i = j // 2",
    "indegree = 70",
    "indegree = 70, i != j, unique",
    "j = (i*7) % N_post, p = 0.5",
    "indegree = 250, i % 3 != j % 3, unique",
    "outdegree = 90",
    "outdegree = j_count, unique",
    "total = 30000",
    "total = 30000, i != j, unique",
    "j = k for k in range(i - 30, i + 30) if k != i, skip_if_invalid",
    "j = k for k in sample(N_post, p = 0.2)",
    "i = k for k in sample(N_pre, size = 60)",
];

#[test]
fn threads_do_not_matter() {
    for rule in RULES.iter().map(|rule| rule.replace("j_count", "20 + i % 100")) {
        let body = format!(
            "    w : 1\n    connect: {rule}\n    delay: (0.5 + rand())*ms\n    init: w = randn() + i - j"
        );
        let network = |threads: usize| {
            let simulation = build([450, 400], &body, threads, 3);
            let simulation = simulation.unwrap_or_else(|error| panic!("{rule}: {error}"));
            let weights: Vec<u64> =
                simulation.get("s", "w").expect("weights").iter().map(|w| w.to_bits()).collect();
            (simulation.connections("s").expect("connections"), weights)
        };
        let one = network(1);
        for threads in [2, 3, 5] {
            assert!(network(threads) == one, "{rule}: {threads} threads");
        }
    }
}

#[test]
fn a_probability_chooses_each_pair_independently() {
    let (sources, targets) = (600, 500);
    for p in [0.02, 0.3, 0.9] {
        let found = pairs([sources, targets], &format!("p = {p}"), 1);
        assert_ordered(&found, true);
        let (of_row, of_column) = (f64::from(targets) * p, f64::from(sources) * p);
        assert_spread("out-degree", &out_degrees(&found, sources), of_row, of_row * (1.0 - p));
        assert_spread("in-degree", &in_degrees(&found, targets), of_column, of_column * (1.0 - p));
        // Whether a pair is chosen tells nothing of the next one.
        let chosen: HashSet<_> = found.iter().copied().collect();
        let both = found.iter().filter(|(i, j)| chosen.contains(&(*i, *j + 1))).count() as f64;
        let expected = f64::from(sources * (targets - 1)) * p * p;
        assert!((both - expected).abs() < 6.0 * expected.sqrt(), "{both} is not {expected}");
    }
}

#[test]
fn a_condition_beside_a_probability_selects_among_all_pairs() {
    let found = pairs([400, 400], "i != j and (i + j) % 2 == 0, p = 0.25", 2);
    assert_ordered(&found, true);
    assert!(found.iter().all(|(i, j)| i != j && (i + j) % 2 == 0));
    assert_spread("out-degree", &out_degrees(&found, 400), 199.0 * 0.25, 199.0 * 0.25 * 0.75);
}

#[test]
fn a_probability_that_differs_is_that_of_each_pair() {
    let found = pairs([500, 500], "p = 0.8*x_pre", 5);
    let degrees = out_degrees(&found, 500);
    let scaled: Vec<f64> = (100..500)
        .map(|i| {
            let p = 0.8 * i as f64 / 500.0;
            (degrees[i] - 500.0 * p) / (500.0 * p * (1.0 - p)).sqrt()
        })
        .collect();
    assert_spread("out-degree", &scaled, 0.0, 1.0);
}

#[test]
fn conditions_alone_keep_what_they_say() {
    for (rule, keeps) in [
        ("all", (|_, _| true) as fn(u32, u32) -> bool),
        ("i == j", |i, j| i == j),
        ("j == i + 1", |i, j| j == i + 1),
        ("abs(i - j) < 4", |i, j| i.abs_diff(j) < 4),
        ("i // 7 == j // 7", |i, j| i / 7 == j / 7),
        ("i < j and j < 2*i", |i, j| i < j && j < 2 * i),
        ("i % 10 == 3", |i, _| i % 10 == 3),
        ("j % 10 == 3", |_, j| j % 10 == 3),
        ("x_pre < 0.25 and x_post > 0.5", |i, j| 4 * i < 900 && 2 * j > 1700),
        ("abs(x_pre - x_post) < 0.1", |i, j| (f64::from(i) / 900.0 - f64::from(j) / 1700.0).abs() < 0.1),
        ("i*j % 5 == 1 or i + j == 1000", |i, j| i * j % 5 == 1 || i + j == 1000),
        ("not (i > 100 or j > 1000)", |i, j| i <= 100 && j <= 1000),
        ("flags[j // 100] == 1 and i > 5", |i, j| (j / 100) % 3 == 1 && i > 5),
        ("j*j == i*i", |i, j| i == j),
        ("false", |_, _| false),
    ] {
        let expected: Vec<_> =
            (0..900).flat_map(|i| (0..1700).map(move |j| (i, j))).filter(|(i, j)| keeps(*i, *j)).collect();
        assert!(pairs([900, 1700], rule, 0) == expected, "{rule}");
    }
}

#[test]
fn a_probability_that_vanishes_far_away_is_that_of_each_pair_nearby() {
    let found = pairs([1000, 3000], "p = 0.6 if abs(x_pre - x_post) < 0.05 else 0", 5);
    let near = |i: u32, j: u32| (f64::from(i) / 1000.0 - f64::from(j) / 3000.0).abs();
    assert!(found.iter().all(|(i, j)| near(*i, *j) < 0.05));
    let degrees = out_degrees(&found, 1000);
    assert_spread("out-degree", &degrees[60..940], 299.0 * 0.6, 299.0 * 0.6 * 0.4);
}

#[test]
fn numbers_of_partners_are_exact() {
    for (rule, own, unique) in [
        ("outdegree = 70", true, false),
        ("outdegree = 70, unique", true, true),
        ("outdegree = 70, i != j", false, false),
        ("outdegree = 70, i != j, unique", false, true),
        ("outdegree = 299, i != j, unique", false, true),
    ] {
        let degree = if rule.contains("299") { 299.0 } else { 70.0 };
        let swapped = rule.replace("outdegree", "indegree");
        for (rule, turned) in [(rule, false), (swapped.as_str(), true)] {
            let found = pairs([300, 300], rule, 8);
            assert_ordered(&found, unique);
            assert!(own || found.iter().all(|(i, j)| i != j), "{rule}");
            let [mut fixed, mut free] = [out_degrees(&found, 300), in_degrees(&found, 300)];
            if turned {
                std::mem::swap(&mut fixed, &mut free);
            }
            assert!(fixed.iter().all(|found| *found == degree), "{rule}");
            if degree < 100.0 {
                let p = degree / (300.0 * 299.0);
                let once = if unique { 1.0 - degree / 300.0 } else { 1.0 };
                // Nearly independent.
                assert_spread(rule, &free, degree, 300.0 * 299.0 * p * once);
            }
        }
    }
    let found = pairs([300, 200], "outdegree = i % 5", 0);
    assert!(out_degrees(&found, 300).iter().enumerate().all(|(i, found)| *found == (i % 5) as f64));
}

#[test]
fn a_total_is_exact_and_falls_anywhere() {
    for (rule, unique) in [
        ("total = 40000", false),
        ("total = 40000, unique", true),
        ("total = 40000, i != j", false),
        ("total = 40000, i != j, unique", true),
    ] {
        let found = pairs([500, 500], rule, 4);
        assert_eq!(found.len(), 40_000, "{rule}");
        assert_ordered(&found, unique);
        assert!(!rule.contains("!=") || found.iter().all(|(i, j)| i != j), "{rule}");
        let once = if unique { 1.0 - 40_000.0 / 250_000.0 } else { 1.0 };
        assert_spread(rule, &out_degrees(&found, 500), 80.0, 80.0 * once);
        assert_spread(rule, &in_degrees(&found, 500), 80.0, 80.0 * once);
    }
    let found = pairs([60, 60], "total = 3500, i != j, unique", 1);
    assert_eq!(found.len(), 3500);
    assert_ordered(&found, true);
    assert_eq!(pairs([20, 30], "total = 600, unique", 1).len(), 600);
    assert!(pairs([20, 30], "total = 0", 1).is_empty());
}

#[test]
fn rules_that_ask_for_too_much_are_refused() {
    for (rule, told) in [
        ("total = 301, x_pre < 0.499, unique", "only 300 different partners are allowed for the whole group"),
        ("indegree = 20 + j // 5, unique", "only 20 different partners are allowed for target 5"),
        ("outdegree = 30, x_pre != x_post, unique", "only 29 different partners are allowed for source 0"),
        ("outdegree = 3, x_pre > 2, unique", "no partner is allowed for source 0"),
        ("indegree = 3 - int(x_post*30 + 0.5)", "this rule wants -1 synapses for target 4"),
        ("p = 0.5 - x_pre", "the probability of the pair i = 11, j = 0 is negative"),
        ("j = int(x_pre*20 + 0.5) + 25", "this rule yields j = 30 for i = 5, and the group has 30 elements"),
        ("j = k for k in range(int(x_pre*20), 45)", "this rule yields j = 30 for i = 0"),
        ("all, n = 5 - int(x_pre*20 + 0.5)", "this rule wants -1 synapses for the pair (6, 0)"),
    ] {
        for threads in [1, 3] {
            let built = build([20, 30], &format!("    connect: {rule}"), threads, 0);
            let error = built.err().unwrap_or_else(|| panic!("{rule} was built")).to_string();
            assert!(error.contains(told), "{rule}: {error}");
        }
    }
}

#[test]
fn samples_of_a_generator_are_as_asked() {
    let found = pairs([400, 300], "j = k for k in sample(N_post, p = 0.2)", 3);
    assert_spread("out-degree", &out_degrees(&found, 400), 60.0, 60.0 * 0.8);
    let found = pairs([400, 300], "i = 2*k for k in sample(N_pre // 2, size = 30)", 3);
    assert_ordered(&found, true);
    assert!(in_degrees(&found, 300).iter().all(|degree| *degree == 30.0));
    assert!(found.iter().all(|(i, _)| i % 2 == 0));
}
