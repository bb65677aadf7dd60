// How values are distributed: of rates, of intervals between spikes, of what was saved.

/** How many bars a histogram has, roughly. */
const BARS = 40;

/** The part of the intervals that is in view; the longest ones would leave the rest no room. */
const IN_VIEW = 0.99;

/** How long to wait after the time in view has changed, in milliseconds, before values are counted anew. */
const PAUSE = 120;

class HistogramPanel extends Panel {
  /** `series()`: `[{ name, colour, low, width, counts }]`. */
  constructor(state, { name, title, label, unit = '', what, series, note = '' }) {
    super(state, { name, title, note, height: 230, timed: false });
    Object.assign(this, { label, unit, what, series: series() });
  }

  update() {
    const shown = this.series.filter(({ population }) => !this.state.hidden.has(population));
    this.shown = shown;
    const ends = shown.map(({ low, width, counts }) => [low, low + width * counts.length]);
    const from = Math.min(...ends.map(([low]) => low));
    const to = Math.max(...ends.map(([, high]) => high));
    this.extendX(ends.length ? from : 0, ends.length && to > from ? to : 1);
    const highest = Math.max(0, ...shown.flatMap(({ counts }) => [...counts]));
    this.extendY(0, highest > 0 ? highest * 1.08 : 1);
  }

  axes() {
    return { x: { label: this.label, unit: this.unit }, y: { label: this.what, whole: true } };
  }

  marks(context, colours) {
    const bottom = this.toY(0);
    for (const { low, width, counts, colour } of this.shown) {
      const style = seriesColour(colours, colour);
      context.beginPath();
      context.moveTo(this.toX(low), bottom);
      counts.forEach((count, k) => {
        context.lineTo(this.toX(low + k * width), this.toY(count));
        context.lineTo(this.toX(low + (k + 1) * width), this.toY(count));
      });
      context.lineTo(this.toX(low + counts.length * width), bottom);
      context.strokeStyle = style;
      context.lineWidth = colour === 'mark' ? 2 : 1.5;
      context.setLineDash(dashes(colour));
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = this.shown.length > 3 ? 0.06 : 0.22;
      context.fillStyle = style;
      context.fill();
      context.globalAlpha = 1;
    }
  }

  read(value) {
    const [first] = this.shown;
    if (!first) return '';
    const k = Math.floor((value - first.low) / first.width);
    const edge = (n) => shortly(first.low + n * first.width, 3);
    const texts = this.shown
      .filter(({ counts }) => counts[k] !== undefined)
      .map(({ name, counts }) => `${name} ${grouped(counts[k])}`);
    if (!texts.length) return '';
    return [`${edge(k)} to ${withUnit(edge(k + 1), this.unit)}`, ...texts].join('   ');
  }

  describe() {
    const total = (counts) => counts.reduce((a, b) => a + b, 0);
    const texts = this.shown.map(({ name, counts }) => `${name}: ${total(counts)} ${this.what}`);
    return `${texts.join(', ')}. ${KEYS_TEXT}`;
  }
}

/** A histogram of what the spikes in view are like, counted anew when another time is in view. */
class SpikeHistogram extends HistogramPanel {
  constructor(state, all, properties) {
    super(state, { ...properties, series: () => [] });
    this.spikes = all;
    this.values = properties.values;
    this.quantum = properties.quantum;
    this.limit = properties.limit;
    this.countAgain();
    let timer = null;
    state.listen(() => {
      const { view, chosen } = state;
      if (this.counted.view.from === view.from && this.counted.view.to === view.to && this.counted.chosen === chosen) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        this.countAgain();
        this.draw();
      }, PAUSE);
    });
  }

  /** Sorts the values of all populations, and of chosen neurons, into the same bins. */
  countAgain() {
    const { state } = this;
    this.counted = { view: state.view, chosen: state.chosen };
    const groups = this.spikes.flatMap((spikes) => {
      const looks = new Uint8Array(spikes.size);
      spikes.parts.forEach((part, k) => looks.fill(k, part.from, part.to));
      const chosen = new Uint8Array(spikes.size);
      for (const { from, to } of spikes.chosenRanges(state)) chosen.fill(1, from, to);
      const { neurons, values } = this.values(spikes, state.view);
      const series = spikes.parts.map((part) => ({
        name: part.population !== null ? state.populations[part.population].name : spikes.monitor,
        colour: part.population ?? 0,
        population: part.population,
      }));
      const marked = { name: `chosen of ${spikes.group}`, colour: 'mark', population: null };
      return { looks, chosen, neurons, values, series, marked };
    });
    const highest = quantileOf(groups.map(({ values }) => values), this.limit) || 1;
    const width = this.widthOf(highest);
    const bars = Math.max(1, Math.floor(highest / width + 1e-9) + 1);
    this.series = groups.flatMap(({ looks, chosen, neurons, values, series, marked }) => {
      const all = [...series, marked].map((one) => ({ ...one, low: 0, width, counts: new Array(bars).fill(0) }));
      const last = all.at(-1);
      let some = false;
      values.forEach((value, k) => {
        const bar = Math.floor(value / width + 1e-9);
        if (bar >= bars) return;
        all[looks[neurons[k]]].counts[bar]++;
        if (!chosen[neurons[k]]) return;
        last.counts[bar]++;
        some = true;
      });
      return some ? all : all.slice(0, -1);
    });
    const { from, to } = state.view;
    const whole = from <= 0 && to >= state.end;
    this.aside.textContent = whole ? '' : `${this.timeText(from)} to ${this.timeText(to)}`;
  }

  /** How wide bars are: a multiple of how far two values differ at least, so that none is empty for that alone. */
  widthOf(highest) {
    const quantum = this.quantum(this.state.view);
    const width = roundUp(highest / BARS);
    return quantum && width < 20 * quantum ? quantum * Math.max(1, Math.ceil(width / quantum - 1e-9)) : width;
  }

  timeText(time) {
    return timeText(time, this.state.view.to - this.state.view.from, this.state.time);
  }
}

