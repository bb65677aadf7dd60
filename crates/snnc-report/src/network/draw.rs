//! The drawing as SVG, coloured by the style of the page.

use super::card::{Card, label};
use super::graph::{Network, Node};
use super::layout::Layout;
use crate::html::escape;
use crate::quantities::count;

/// The drawing with its legend.
pub(super) fn svg(network: &Network, layout: &Layout) -> String {
    let mut lines = String::new();
    let mut labels = String::new();
    for (edge, wire) in network.edges.iter().zip(&layout.wires) {
        let class = network.nodes[edge.source.node].kind.class();
        let width = edge.count.map_or(1.6, |number| 1.0 + 0.45 * (number.max(1) as f64).log10());
        let none = if edge.count == Some(0) { " none" } else { "" };
        let (x, y) = wire.tip;
        let back = if wire.from_right { 8.0 } else { -8.0 };
        lines += &format!(
            "<g class=\"wire {class}{none}\"><path class=\"line\" d=\"{}\" stroke-width=\"{width:.1}\"/>\
             <path class=\"tip\" d=\"M{x:.1} {y:.1}l{back} -4.5v9z\"/></g>\n",
            wire.path
        );
        if edge.labelled {
            let (x, y) = wire.label;
            let number = edge.count.map_or(String::new(), |number| {
                format!(" <tspan class=\"number\" dx=\"4\">{}</tspan>", count(number))
            });
            labels += &format!("<text x=\"{x:.1}\" y=\"{y:.1}\">{}{number}</text>\n", escape(&edge.name));
        }
    }
    let cards: String =
        network.nodes.iter().zip(&layout.cards).map(|(node, placed)| card(node, placed)).collect();
    let (width, height) = (layout.width.ceil(), layout.height.ceil());
    let told: Vec<String> = network
        .edges
        .iter()
        .map(|edge| {
            let (source, target) =
                (&network.nodes[edge.source.node].name, &network.nodes[edge.target.node].name);
            format!("{}: {source} to {target}", label(edge))
        })
        .collect();
    format!(
        "<figure class=\"network\"><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Drawing of the network\">\n\
         <svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-labelledby=\"network-title network-description\">\n\
         <title id=\"network-title\">Groups and projections of the network</title>\n\
         <desc id=\"network-description\">{}</desc>\n{lines}{cards}<g class=\"labels\">\n{labels}</g>\n</svg></div>\n\
         {}</figure>\n",
        escape(&told.join("; ")),
        legend(network)
    )
}

fn card(node: &Node, card: &Card) -> String {
    let Card { x, y, width, height, rows, .. } = card;
    let size = node.size.map_or(String::new(), |size| format!("{} ", count(size)));
    let detail = match node.size {
        Some(1) => format!("1 {}", node.kind.elements().trim_end_matches('s')),
        _ => format!("{size}{}", node.kind.elements()),
    };
    let middle = rows[0].y + rows[0].height / 2.0;
    let mut parts = String::new();
    for (row, part) in rows.iter().skip(1).zip(&node.parts) {
        let (left, inside) = (x + 8.0, width - 16.0);
        let base = row.y + row.height / 2.0 + 4.0;
        parts += &format!(
            "<g class=\"piece\"><rect class=\"track\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{inside:.1}\" height=\"{high:.1}\" rx=\"4\"/>\
             <rect class=\"share\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{share:.1}\" height=\"{high:.1}\" rx=\"4\"/>\
             <text x=\"{text:.1}\" y=\"{base:.1}\">{name}</text>\
             <text class=\"number\" x=\"{end:.1}\" y=\"{base:.1}\" text-anchor=\"end\">{number}</text></g>\n",
            top = row.y + 2.0,
            high = row.height - 4.0,
            share = inside * row.share,
            text = left + 8.0,
            end = left + inside - 8.0,
            name = escape(&part.label),
            number = count(part.end - part.start),
        );
    }
    format!(
        "<g class=\"card {class}\"><rect class=\"face\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"9\"/>\
         <text class=\"name\" x=\"{text:.1}\" y=\"{name:.1}\">{title}</text>\
         <text class=\"detail\" x=\"{text:.1}\" y=\"{below:.1}\">{detail}</text>\n{parts}</g>\n",
        class = node.kind.class(),
        text = x + 14.0,
        name = middle - 2.0,
        below = middle + 14.0,
        title = escape(&node.name),
    )
}

/// What the colours mean, where there are several.
fn legend(network: &Network) -> String {
    let mut kinds = vec![];
    for node in &network.nodes {
        if !kinds.contains(&node.kind) {
            kinds.push(node.kind);
        }
    }
    let colours: String = if kinds.len() < 2 {
        String::new()
    } else {
        kinds
            .iter()
            .map(|kind| format!("<span class=\"key {}\">{}</span> ", kind.class(), kind.elements()))
            .collect()
    };
    format!(
        "<figcaption>{colours}Sizes of groups and widths of projections grow with the logarithm of their numbers.</figcaption>\n"
    )
}
