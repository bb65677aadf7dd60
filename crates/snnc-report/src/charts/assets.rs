//! The script and the style of the charts. The parts of the script share one scope, in this order.

/// What draws them, as one function that is called at once.
pub(super) fn script() -> String {
    let parts = PARTS.concat();
    format!("(() => {{\n'use strict';\n{parts}\nstart();\n}})();\n")
}

/// How they look.
pub(super) const STYLE: &str = include_str!("../../assets/charts.css");

const PARTS: &[&str] = &[
    include_str!("../../assets/charts/decode.js"),
    include_str!("../../assets/charts/numbers.js"),
    include_str!("../../assets/charts/state.js"),
    include_str!("../../assets/charts/colours.js"),
    include_str!("../../assets/charts/panel.js"),
    include_str!("../../assets/charts/axes.js"),
    include_str!("../../assets/charts/gestures.js"),
    include_str!("../../assets/charts/keys.js"),
    include_str!("../../assets/charts/spikes.js"),
    include_str!("../../assets/charts/spike-pixels.js"),
    include_str!("../../assets/charts/raster.js"),
    include_str!("../../assets/charts/rates.js"),
    include_str!("../../assets/charts/traces.js"),
    include_str!("../../assets/charts/heat.js"),
    include_str!("../../assets/charts/spike-values.js"),
    include_str!("../../assets/charts/histogram.js"),
    include_str!("../../assets/charts/toolbar.js"),
    include_str!("../../assets/charts/start.js"),
];
