//! Figures as SVG and PNG: what is drawn, where texts stand, and how large it becomes.

use proptest::prelude::*;
use resvg::usvg::roxmltree::{Document, Node};
use snnc_plot::figure::{Axis, Colour, Figure, Mark, Panel, PointShape, Row, Scale, Ticks, colour};
use snnc_plot::font::{self, Weight};
use snnc_plot::png;
use snnc_plot::svg::{Size, draw};

fn axis(label: &str, unit: &str, range: (f64, f64)) -> Axis {
    Axis { label: label.into(), unit: unit.into(), range, scale: Scale::Linear, ticks: Ticks::Round }
}

fn panel(marks: Vec<Mark>) -> Panel {
    Panel {
        title: String::new(),
        x: axis("time", "s", (0.0, 1.0)),
        y: axis("neuron", "", (-0.5, 9.5)),
        marks,
        note: String::new(),
    }
}

fn figure(panels: Vec<Panel>) -> Figure {
    let rows = panels.into_iter().map(|panel| Row { height: 1.0, panels: vec![panel] });
    Figure { title: "A network".into(), subtitle: "seed 1".into(), rows: rows.collect() }
}

fn spikes(label: &str, number: usize, at: Vec<(f64, f64)>) -> Mark {
    Mark::Points { label: label.into(), colour: colour(number), shape: PointShape::Stroke, at }
}

fn line(label: &str, number: usize, at: Vec<(f64, f64)>) -> Mark {
    Mark::Line { label: label.into(), colour: colour(number), at }
}

/// A raster, a rate and histograms, as small as they can be.
fn small() -> Figure {
    let mut raster = panel(vec![
        spikes("excitatory", 0, vec![(0.1, 0.0), (0.1, 3.0), (0.5, 3.0), (0.9, 7.0)]),
        spikes("inhibitory", 1, vec![(0.2, 8.0), (0.4, 9.0)]),
    ]);
    raster.x.ticks = Ticks::Shared;
    raster.y.ticks = Ticks::Whole;
    let mut rate = panel(vec![
        line("", 0, vec![(0.0, 2.0), (0.5, 8.0), (0.6, f64::NAN), (0.7, 3.0), (1.0, 4.0)]),
        Mark::Rule { label: "mean".into(), colour: colour(6), at: 4.0, vertical: false },
    ]);
    rate.y = axis("firing rate", "Hz", (0.0, 10.0));
    rate.note = "smoothed over 10 ms".into();
    let mut histogram = panel(vec![Mark::Bars {
        label: String::new(),
        colour: colour(2),
        edges: vec![0.0, 1.0, 2.0, 3.0],
        heights: vec![3.0, 5.0, 1.0],
        outline: false,
    }]);
    histogram.title = "Rates & numbers".into();
    histogram.x = axis("firing rate", "Hz", (0.0, 3.0));
    histogram.y = axis("cells", "", (0.0, 6.0));
    let mut density = panel(vec![Mark::Band {
        label: "density".into(),
        colour: colour(3),
        at: vec![(1e-3, 0.0, 1.0), (1e-2, 1.0, 2.0), (1.0, 0.0, 0.5)],
    }]);
    density.x = Axis { scale: Scale::Logarithmic, ..axis("interval", "s", (1e-3, 10.0)) };
    density.y = axis("density", "1/s", (0.0, 3e-5));
    let mut all = figure(vec![raster, rate]);
    all.rows.push(Row { height: 1.0, panels: vec![histogram, density] });
    all
}

fn image(values: Vec<f64>, columns: usize) -> Mark {
    Mark::Image {
        label: "input (mV)".into(),
        x: (0.0, 1.0),
        y: (-0.5, 9.5),
        columns,
        values,
        range: (-1.0, 1.0),
        diverging: true,
    }
}

/// Where a text is: left, top, right, bottom.
type TextBox = (f64, f64, f64, f64, String);

/// Where all texts are, as their letters measure in the font.
fn texts(document: &Document) -> Vec<TextBox> {
    document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .map(|node| {
            let number = |name: &str| node.attribute(name).and_then(|value| value.parse::<f64>().ok());
            let size = number("font-size").expect("a size");
            let weight = if node.attribute("font-weight").is_some() { Weight::Bold } else { Weight::Regular };
            let parts = node.descendants().filter(Node::is_text).filter_map(|part| part.text());
            let text: String = parts.collect();
            let width: f64 = node
                .descendants()
                .filter(Node::is_text)
                .map(|part| {
                    let own =
                        part.parent().and_then(|p| p.attribute("font-size")?.parse().ok()).unwrap_or(size);
                    font::width(part.text().unwrap_or_default(), own, weight)
                })
                .sum();
            let (before, after) = match node.attribute("text-anchor") {
                None => (0.0, width),
                Some("middle") => (width / 2.0, width / 2.0),
                Some(_) => (width, 0.0),
            };
            let (up, down) = (size * 0.73, size * 0.1);
            match node.attribute("transform") {
                None => {
                    let (x, y) = (number("x").expect("x"), number("y").expect("y"));
                    (x - before, y - up, x + after, y + down, text)
                }
                Some(transform) => {
                    let inner = transform.strip_prefix("translate(").and_then(|rest| rest.split(')').next());
                    let mut at =
                        inner.expect("a place").split(' ').map(|part| part.parse::<f64>().expect("a number"));
                    let (x, y) = (at.next().expect("x"), at.next().expect("y"));
                    (x - up, y - after, x + down, y + before, text)
                }
            }
        })
        .collect()
}

/// That no text covers another, and none leaves the page.
fn check_texts(svg: &str) -> Result<(), String> {
    let document = Document::parse(svg).map_err(|error| error.to_string())?;
    let page: Vec<f64> = document
        .root_element()
        .attribute("viewBox")
        .expect("a page")
        .split(' ')
        .map(|n| n.parse().expect("a number"))
        .collect();
    let all = texts(&document);
    for (number, one) in all.iter().enumerate() {
        if one.0 < -0.1 || one.1 < -0.1 || one.2 > page[2] + 0.1 || one.3 > page[3] + 0.1 {
            return Err(format!("{one:?} leaves the page of {page:?}"));
        }
        for other in &all[number + 1..] {
            if one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3 {
                return Err(format!("{one:?} covers {other:?}"));
            }
        }
    }
    Ok(())
}

#[test]
fn a_small_figure_is_drawn() {
    let figure = small();
    insta::assert_snapshot!(draw(&figure, Size { width: 120.0, height: 110.0 }));
}

#[test]
fn texts_of_a_small_figure_have_room() {
    let figure = small();
    for width in [85.0, 120.0, 174.0] {
        check_texts(&draw(&figure, Size::of_width(&figure, width))).expect("room");
    }
}

#[test]
fn the_same_figure_has_the_same_bytes() {
    let figure = small();
    let size = Size::of_width(&figure, Size::SINGLE_COLUMN);
    assert_eq!(draw(&figure, size), draw(&figure.clone(), size));
    assert_eq!(png::draw(&figure, size, 96.0), png::draw(&figure, size, 96.0));
}

#[test]
fn columns_of_panels_have_one_left_and_right_edge() {
    let figure = small();
    let svg = draw(&figure, Size::of_width(&figure, Size::DOUBLE_COLUMN));
    let document = Document::parse(&svg).expect("XML");
    let clips = document.descendants().filter(|node| node.has_tag_name("clipPath"));
    let frames: Vec<[f64; 2]> = clips
        .map(|clip| {
            let rectangle = clip.first_element_child().expect("a rectangle");
            let number =
                |name| rectangle.attribute(name).expect("a number").parse::<f64>().expect("a number");
            [number("x"), number("x") + number("width")]
        })
        .collect();
    let [raster, rate, histogram, density] = frames[..] else { panic!("{frames:?}") };
    assert_eq!(raster, rate);
    assert_eq!(raster[0], histogram[0]);
    assert!((raster[1] - density[1]).abs() < 0.02, "{frames:?}");
}

/// The ends of all dashes of the paths in a panel: x, y in hundredths of a point.
fn dashes(svg: &str) -> Vec<(i64, i64)> {
    let document = Document::parse(svg).expect("XML");
    let clipped = document.descendants().filter(|node| node.attribute("clip-path").is_some());
    let mut found = vec![];
    for path in clipped.flat_map(|group| group.descendants()).filter(|node| node.has_tag_name("path")) {
        let (mut x, mut y) = (0, 0);
        let data = path.attribute("d").expect("data");
        let mut rest = data;
        while let Some(command) = rest.chars().next() {
            let end = rest[1..].find(|c: char| c.is_alphabetic()).map_or(rest.len(), |end| end + 1);
            let spaced = rest[1..end].replace('-', " -");
            let numbers: Vec<i64> = spaced.split_whitespace().map(|n| n.parse().expect("a number")).collect();
            match command {
                'M' => (x, y) = (numbers[0], numbers[1]),
                'm' => (x, y) = (x + numbers[0], y + numbers[1]),
                'h' => {
                    found.push((x, y));
                    x += numbers[0];
                    found.push((x, y));
                }
                other => panic!("`{other}` in {data}"),
            }
            rest = &rest[end..];
        }
    }
    found
}

#[test]
fn points_outside_of_the_axes_are_left_out() {
    let at = vec![
        (-0.1, 3.0),
        (0.5, 3.0),
        (1.1, 3.0),
        (0.5, 12.0),
        (0.5, -3.0),
        (f64::NAN, 1.0),
        (0.5, f64::INFINITY),
    ];
    let figure = figure(vec![panel(vec![spikes("", 0, at)])]);
    assert_eq!(dashes(&draw(&figure, Size::of_width(&figure, 85.0))).len(), 2);
}

#[test]
fn strokes_that_touch_are_one() {
    let at = (0..1000).map(|n| (0.5 + f64::from(n) * 1e-6, 3.0)).collect();
    let figure = figure(vec![panel(vec![spikes("", 0, at)])]);
    assert_eq!(dashes(&draw(&figure, Size::of_width(&figure, 85.0))).len(), 2);
}

#[test]
fn a_million_spikes_are_a_few_megabytes() {
    let mut state = 1u64;
    let mut random = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    let at = (0..1_000_000).map(|_| (random(), (random() * 1e4).floor())).collect();
    let mut raster = panel(vec![spikes("cells", 0, at)]);
    raster.y = axis("neuron", "", (-0.5, 9999.5));
    let figure = figure(vec![raster]);
    let svg = draw(&figure, Size::of_width(&figure, Size::DOUBLE_COLUMN));
    assert!(svg.len() < 9_000_000, "{}", svg.len());
}

#[test]
fn a_line_has_no_more_points_than_can_be_seen() {
    let at: Vec<_> =
        (0..1_000_000).map(|n| (f64::from(n) * 1e-6, f64::from(n * 7919 % 1000) / 100.0)).collect();
    let figure = figure(vec![panel(vec![line("", 0, at)])]);
    let svg = draw(&figure, Size::of_width(&figure, Size::DOUBLE_COLUMN));
    assert!(svg.len() < 200_000, "{}", svg.len());
}

#[test]
fn texts_are_escaped() {
    let mut panel = panel(vec![line("a<b & \"c\"", 0, vec![(0.0, 1.0), (1.0, 2.0)])]);
    panel.title = "<script>\u{1}".into();
    let figure = figure(vec![panel]);
    let svg = draw(&figure, Size::of_width(&figure, 85.0));
    let document = Document::parse(&svg).expect("XML");
    let texts: Vec<_> = texts(&document).into_iter().map(|text| text.4).collect();
    assert!(
        texts.contains(&"<script>".to_string()) && texts.contains(&"a<b & \"c\"".to_string()),
        "{texts:?}"
    );
}

#[test]
fn a_picture_has_the_dots_that_were_asked_for() {
    let figure = figure(vec![panel(vec![image(vec![-1.0, 1.0, f64::NAN, 0.0], 2)])]);
    let size = Size { width: 127.0, height: 76.2 };
    let bytes = png::draw(&figure, size, 100.0).expect("a picture");
    let picture = resvg::tiny_skia::Pixmap::decode_png(&bytes).expect("PNG");
    assert_eq!((picture.width(), picture.height()), (500, 300));
    let dot = |x: f64, y: f64| {
        let dot = picture.pixel((x * 500.0) as u32, (y * 300.0) as u32).expect("a dot");
        (dot.red(), dot.green(), dot.blue())
    };
    // The bottom row is the first.
    let (blue, red, none) = (dot(0.3, 0.6), dot(0.7, 0.6), dot(0.3, 0.35));
    assert!(blue.2 > 150 && blue.0 < 100, "{blue:?}");
    assert!(red.0 > 150 && red.2 < 100, "{red:?}");
    assert_eq!(none, (255, 255, 255));
}

#[test]
fn an_image_has_no_more_values_than_can_be_printed() {
    let values = (0..4_000_000).map(|n| f64::from(n % 200_000) / 1e5 - 1.0).collect();
    let figure = figure(vec![panel(vec![image(values, 200_000)])]);
    let svg = draw(&figure, Size::of_width(&figure, Size::SINGLE_COLUMN));
    assert!(svg.contains("<image") && svg.len() < 100_000, "{}", svg.len());
}

#[test]
fn too_large_pictures_are_refused() {
    let figure = small();
    let error = png::draw(&figure, Size { width: 5000.0, height: 5000.0 }, 1e4).expect_err("too large");
    assert!(error.to_string().contains("too large"), "{error}");
    assert!(png::draw(&figure, Size { width: 100.0, height: 100.0 }, f64::NAN).is_err());
}

#[test]
fn extreme_figures_are_drawn_too() {
    let empty = Figure::default();
    draw(&empty, Size::of_width(&empty, 174.0));
    let mut odd = panel(vec![
        line("", 0, vec![(f64::MIN, f64::MAX), (f64::MAX, f64::MIN)]),
        spikes("", 0, vec![]),
        Mark::Bars {
            label: String::new(),
            colour: Colour { red: 0, green: 0, blue: 0 },
            edges: vec![],
            heights: vec![],
            outline: true,
        },
        image(vec![], 0),
    ]);
    odd.x.range = (f64::NAN, 0.0);
    odd.y.range = (5.0, 5.0);
    let figure = figure(vec![odd]);
    for size in [
        Size { width: 0.0, height: -1.0 },
        Size { width: f64::NAN, height: 1e9 },
        Size::of_width(&figure, 20.0),
    ] {
        assert!(Document::parse(&draw(&figure, size)).is_ok());
    }
}

fn any_axis() -> impl Strategy<Value = Axis> {
    let label = prop_oneof![
        Just("time"),
        Just("membrane potential V"),
        Just("synaptic conductance g_e of target"),
        Just("")
    ];
    let unit = prop_oneof![Just("mV"), Just(""), Just("uF/cm**2")];
    let ticks = prop_oneof![Just(Ticks::Round), Just(Ticks::Whole)];
    (label, unit, -1e3..1e3, -6i32..8, any::<bool>(), ticks).prop_map(
        |(label, unit, low, power, logarithmic, ticks)| {
            let range = (low, low + 10f64.powi(power));
            match logarithmic {
                false => Axis { ticks, ..axis(label, unit, range) },
                true => Axis {
                    scale: Scale::Logarithmic,
                    ..axis(label, unit, (10f64.powi(power.min(0)), 10f64.powi(power.max(1))))
                },
            }
        },
    )
}

fn any_panel() -> impl Strategy<Value = Panel> {
    let note = prop_oneof![Just(""), Just("every 20th spike is drawn")];
    let title = prop_oneof![
        Just(""),
        Just("Rates"),
        Just("A long title of a panel that needs several lines in a narrow figure")
    ];
    (any_axis(), any_axis(), 0usize..5, note, title, any::<bool>()).prop_map(
        |(x, y, lines, note, title, colours)| {
            let (low, high) = (x.range, y.range);
            let names = ["excitatory", "inhibitory", "PV", "somatostatin-positive", "VIP"];
            let mut marks: Vec<_> =
                (0..lines).map(|n| line(names[n], n, vec![(low.0, high.0), (low.1, high.1)])).collect();
            if colours {
                marks.push(image(vec![0.0; 4], 2));
            }
            Panel { title: title.into(), x, y, marks, note: note.into() }
        },
    )
}

fn any_figure() -> impl Strategy<Value = Figure> {
    let row = (0.8..3.0f64, prop::collection::vec(any_panel(), 1..3))
        .prop_map(|(height, panels)| Row { height, panels });
    prop::collection::vec(row, 1..4).prop_map(|rows| Figure {
        title: "A network".into(),
        subtitle: "seed 1, 2 s".into(),
        rows,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn texts_have_room(figure in any_figure(), single: bool) {
        // Two panels side by side with scales of colours are more than one column has room for.
        let wide = figure.rows.iter().any(|row| row.panels.len() > 1);
        let width = if single && !wide { Size::SINGLE_COLUMN } else { Size::DOUBLE_COLUMN };
        let svg = draw(&figure, Size::of_width(&figure, width));
        prop_assert_eq!(check_texts(&svg), Ok(()));
    }
}
