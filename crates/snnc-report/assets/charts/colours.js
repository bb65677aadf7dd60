// Colours, from the style sheet, so that they follow its light and dark variants.

/** How many colours populations have. */
const COLOURS = 7;

/** The colours in effect at an element. */
function coloursAt(element) {
  const style = getComputedStyle(element);
  const named = (name) => style.getPropertyValue(`--chart-${name}`).trim();
  return {
    ink: named('ink'),
    muted: named('muted'),
    line: named('line'),
    ground: named('ground'),
    mark: named('mark'),
    font: style.fontFamily,
    series: Array.from({ length: COLOURS }, (_, k) => named(k + 1)),
  };
}

/** The colour of a population, or of a line; `mark` is what is chosen. */
const seriesColour = (colours, number) => (number === 'mark' ? colours.mark : colours.series[number % COLOURS]);

/** How a line is dashed: those whose colour is another one's too. */
const dashes = (number) => (number >= COLOURS ? [5, 3] : []);

/** A small area of a colour. */
function swatchOf(number) {
  const again = number >= COLOURS ? ' charts-again' : '';
  return make('span', { className: `charts-swatch charts-colour-${(number % COLOURS) + 1}${again}` });
}

/** Red, green and blue of `#rrggbb`. */
function channels(colour) {
  const number = parseInt(colour.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/** Where lightness rises from end to end: points of the map "viridis" of S. van der Walt and N. Smith (2015). */
const SEQUENTIAL = ['#440154', '#472d7b', '#3b528b', '#2c728e', '#21918c', '#28ae80', '#5ec962', '#addc30', '#fde725'];

/** Around zero: from blue over near-white to red, equal in lightness at both sides. */
const DIVERGING = ['#3b4cc0', '#6f92f3', '#aac7fd', '#dddcdc', '#f7b89c', '#e7745b', '#b40426'];

/** 256 colours from end to end, each `[red, green, blue]`. */
function paletteOf(points) {
  const stops = points.map(channels);
  return Array.from({ length: 256 }, (_, k) => {
    const place = (k / 255) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(place));
    const part = place - below;
    return stops[below].map((value, c) => Math.round(value + (stops[below + 1][c] - value) * part));
  });
}
