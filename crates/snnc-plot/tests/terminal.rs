//! Figures in the terminal, as they are seen there.

use snnc_plot::figure::{Axis, Figure, Mark, Panel, PointShape, Row, Scale, Ticks, colour};
use snnc_plot::terminal::{Colours, draw};

fn axis(label: &str, unit: &str, range: (f64, f64)) -> Axis {
    Axis { label: label.into(), unit: unit.into(), range, scale: Scale::Linear, ticks: Ticks::Round }
}

fn panel(title: &str, x: Axis, y: Axis, marks: Vec<Mark>) -> Panel {
    Panel { title: title.into(), x, y, marks, note: String::new() }
}

fn row(height: f64, panels: Vec<Panel>) -> Row {
    Row { height, panels }
}

fn line(number: usize, label: &str, f: impl Fn(f64) -> f64) -> Mark {
    let at = (0..=400).map(|k| f64::from(k) / 400.0).map(|x| (x, f(x))).collect();
    Mark::Line { label: label.into(), colour: colour(number), at }
}

/// Numbers between 0 and 1 without order.
fn scattered(count: usize) -> impl Iterator<Item = f64> {
    (1..=count).map(|k| (k as f64 * 0.618_033_988_749_894_9).fract())
}

fn raster() -> Figure {
    let of = |number: usize, label: &str, first: f64, size: f64| {
        let at = scattered(400)
            .zip(scattered(1200).skip(700))
            .map(|(x, y)| ((x * 17.0).fract(), (first + (y * 23.0).fract() * size).floor()));
        Mark::Points { label: label.into(), colour: colour(number), shape: PointShape::Dot, at: at.collect() }
    };
    let time = |ticks| Axis { ticks, ..axis("time", "s", (0.0, 1.0)) };
    let heights = (0..50).map(|k| 20.0 + 15.0 * (f64::from(k) / 4.0).sin());
    let rate = Mark::Bars {
        label: String::new(),
        colour: colour(6),
        edges: (0..=50).map(|k| f64::from(k) / 50.0).collect(),
        heights: heights.collect(),
        outline: false,
    };
    let spikes = vec![of(0, "exc", 0.0, 800.0), of(1, "inh", 800.0, 200.0)];
    let mut above = panel("", time(Ticks::Shared), axis("neuron", "", (0.0, 1000.0)), spikes);
    above.note = "every 10th spike is drawn".into();
    let below = panel("", time(Ticks::Round), axis("rate", "Hz", (0.0, 40.0)), vec![rate]);
    Figure {
        title: "cuba".into(),
        subtitle: "seed 0, 1 s".into(),
        rows: vec![row(3.0, vec![above]), row(1.0, vec![below])],
    }
}

fn traces() -> Figure {
    let marks = vec![
        line(0, "cells[0]", |x| -60.0 + 8.0 * (x * 20.0).sin()),
        line(1, "cells[1]", |x| if x > 0.5 && x < 0.55 { f64::NAN } else { -50.0 - 5.0 * x }),
        Mark::Rule { label: "threshold".into(), colour: colour(6), at: -48.0, vertical: false },
    ];
    let y = axis("membrane potential V", "mV", (-70.0, -45.0));
    let panel = panel("Two cells", axis("time", "s", (0.0, 1.0)), y, marks);
    Figure { rows: vec![row(1.0, vec![panel])], ..Figure::default() }
}

fn image() -> Figure {
    let (columns, lines) = (200, 50);
    let values = (0..columns * lines).map(|k| {
        let (x, y) = ((k % columns) as f64 / columns as f64, (k / columns) as f64 / lines as f64);
        if x > 0.9 && y > 0.9 { f64::NAN } else { -70.0 + 30.0 * (x + y) / 2.0 }
    });
    let mark = Mark::Image {
        label: "V (mV)".into(),
        x: (0.0, 1.0),
        y: (0.0, 50.0),
        columns,
        values: values.collect(),
        range: (-70.0, -40.0),
        diverging: false,
    };
    let neurons = Axis { ticks: Ticks::Whole, ..axis("neuron", "", (0.0, 50.0)) };
    let panel = panel("", axis("time", "s", (0.0, 1.0)), neurons, vec![mark]);
    Figure { rows: vec![row(1.0, vec![panel])], ..Figure::default() }
}

fn histograms() -> Figure {
    let of = |number: usize, unit: &str, range: (f64, f64), bins: i32, outline: bool| {
        let width = (range.1 - range.0) / f64::from(bins);
        let edges = (0..=bins).map(|k| range.0 + f64::from(k) * width).collect();
        let heights =
            (0..bins).map(|k| 100.0 * (-0.5 * ((f64::from(k) / f64::from(bins) - 0.4) / 0.15).powi(2)).exp());
        let bars = Mark::Bars {
            label: String::new(),
            colour: colour(number),
            edges,
            heights: heights.collect(),
            outline,
        };
        panel("", axis("", unit, range), axis("count", "", (0.0, 110.0)), vec![bars])
    };
    let panels = vec![
        of(0, "Hz", (0.0, 20.0), 10, false),
        of(1, "nS", (0.0, 2.5), 60, true),
        of(2, "ms", (0.0, 1e5), 200, false),
    ];
    Figure { rows: vec![row(1.0, panels)], ..Figure::default() }
}

/// Without colours, in a small terminal.
fn small(figure: &Figure, rows: usize) -> String {
    draw(figure, 60, rows, Colours::None)
}

#[test]
fn rasters_have_dots_and_the_rate_below() {
    insta::assert_snapshot!(small(&raster(), 23));
}

#[test]
fn lines_differ_by_dashes_without_colours_and_stop_where_there_is_no_value() {
    insta::assert_snapshot!(small(&traces(), 16));
}

#[test]
fn images_are_shades_without_colours() {
    insta::assert_snapshot!(small(&image(), 14));
}

#[test]
fn panels_stand_side_by_side_while_there_is_room() {
    insta::assert_snapshot!(draw(&histograms(), 80, 14, Colours::None));
    insta::assert_snapshot!("below_each_other", draw(&histograms(), 40, 24, Colours::None));
}

#[test]
fn bands_rules_and_logarithms() {
    let band = (0..=10)
        .map(|k| (f64::from(k) / 10.0, 10f64.powf(f64::from(k) / 5.0), 10f64.powf(f64::from(k) / 5.0 + 1.0)));
    let marks = vec![
        Mark::Band { label: "sd".into(), colour: colour(0), at: band.collect() },
        Mark::Rule { label: "begin".into(), colour: colour(1), at: 0.25, vertical: true },
        line(2, "mean", |x| 10f64.powf(2.0 * x + 0.5)),
    ];
    let y = Axis { scale: Scale::Logarithmic, ..axis("weight", "nS", (1.0, 1000.0)) };
    let panel = panel("", axis("time", "s", (0.0, 1.0)), y, marks);
    let figure = Figure { rows: vec![row(1.0, vec![panel])], ..Figure::default() };
    insta::assert_snapshot!(small(&figure, 14));
}

#[test]
fn strokes_are_as_high_as_a_neuron() {
    let at = vec![(0.1, 0.0), (0.2, 1.0), (0.3, 2.0), (0.9, 2.0), (1.5, 1.0)];
    let marks = vec![Mark::Points { label: String::new(), colour: colour(0), shape: PointShape::Stroke, at }];
    let y = Axis { ticks: Ticks::Whole, ..axis("neuron", "", (-0.5, 2.5)) };
    let panel = panel("", axis("time", "s", (0.0, 1.0)), y, marks);
    let figure = Figure { rows: vec![row(1.0, vec![panel])], ..Figure::default() };
    insta::assert_snapshot!(small(&figure, 12));
}

#[test]
fn long_legends_are_broken_and_in_the_end_cut_off() {
    let marks = (0..30).map(|k| line(k, &format!("cells[{k}]"), |x| x));
    let panel = panel("", axis("time", "s", (0.0, 1.0)), axis("V", "mV", (0.0, 1.0)), marks.collect());
    let figure = Figure { rows: vec![row(1.0, vec![panel])], ..Figure::default() };
    insta::assert_snapshot!(small(&figure, 12));
}

#[test]
fn pictures_fit_into_the_terminal() {
    for figure in [raster(), traces(), image(), histograms()] {
        for (columns, rows) in [(80, 24), (80, 50), (100, 30), (200, 60)] {
            let text = draw(&figure, columns, rows, Colours::None);
            assert_eq!(text.lines().count(), rows);
            assert!(text.lines().all(|line| line.chars().count() <= columns), "{text}");
        }
    }
}

#[test]
fn escape_sequences_are_for_terminals_with_colours() {
    let count = |colours, pattern: &str| draw(&image(), 80, 24, colours).matches(pattern).count();
    assert_eq!(count(Colours::None, "\u{1b}"), 0);
    assert!(count(Colours::Palette, ";38;5;") > 100 && count(Colours::Palette, ";38;2;") == 0);
    assert!(count(Colours::Full, ";38;2;") > 100 && count(Colours::Full, ";38;5;") == 0);
    // No line leaves its colour to the next one.
    let text = draw(&raster(), 80, 24, Colours::Full);
    assert!(text.lines().all(|line| !line.contains('\u{1b}')
        || line.ends_with("\u{1b}[0m")
        || line.ends_with(|c: char| c.is_alphanumeric() || c == ')')));
}

#[test]
fn what_cannot_be_drawn_is_left_out() {
    let marks = vec![
        line(0, "", |_| f64::INFINITY),
        line(1, "far", |x| 1e300 * (x - 0.5)),
        Mark::Points {
            label: String::new(),
            colour: colour(0),
            shape: PointShape::Stroke,
            at: vec![(f64::NAN, 0.0), (0.5, f64::NAN)],
        },
        Mark::Bars { label: String::new(), colour: colour(0), edges: vec![], heights: vec![], outline: true },
        Mark::Bars {
            label: String::new(),
            colour: colour(0),
            edges: vec![-9.0, -8.0, f64::NAN],
            heights: vec![1.0, 2.0],
            outline: false,
        },
        Mark::Image {
            label: String::new(),
            x: (0.0, 1.0),
            y: (0.0, 1.0),
            columns: 0,
            values: vec![],
            range: (0.0, 0.0),
            diverging: true,
        },
        Mark::Band {
            label: String::new(),
            colour: colour(0),
            at: vec![(0.0, f64::NAN, 1.0), (1.0, 0.0, 1.0)],
        },
    ];
    let empty = axis("", "", (f64::NAN, f64::INFINITY));
    let panels = vec![
        panel("", axis("", "", (0.0, 1.0)), axis("", "", (0.0, 0.0)), marks.clone()),
        panel("", empty.clone(), empty, marks),
    ];
    let figure = Figure { rows: vec![row(1.0, panels), row(0.1, vec![])], ..Figure::default() };
    for (columns, rows) in [(0, 0), (31, 3), (80, 24)] {
        assert!(!draw(&figure, columns, rows, Colours::Full).is_empty());
    }
}

#[test]
fn points_that_would_fill_the_panel_are_thinned_and_that_is_told() {
    let at = (0..100_000).map(|k| (f64::from(k) / 1e5, f64::from(k * 7 % 100))).collect();
    let marks = vec![Mark::Points { label: String::new(), colour: colour(0), shape: PointShape::Dot, at }];
    let panel = panel("", axis("time", "s", (0.0, 1.0)), axis("neuron", "", (0.0, 100.0)), marks);
    let figure = Figure { rows: vec![row(1.0, vec![panel])], ..Figure::default() };
    let text = small(&figure, 20);
    assert!(text.contains("points is drawn here"), "{text}");
    let dots: u32 = text
        .chars()
        .map(u32::from)
        .filter(|c| (0x2800..0x2900).contains(c))
        .map(|c| (c - 0x2800).count_ones())
        .sum();
    assert!((1000..3000).contains(&dots), "{dots} dots:\n{text}");
}
