// Rates of populations over time.

/** How many bins are in view, roughly, if nobody has said how wide they are. */
const RATE_BINS = 200;

/** A line of a rate: sums before each of `count` bins of width `bin` from `start` on, and what a sum is divided by. */
class RateLine {
  constructor({ name, colour, population = null, sums, start, bin, divisor }) {
    Object.assign(this, { name, colour, population, sums, start, bin, divisor });
  }

  /** Means of `together` bins each between two times: `{ from, step, values }`. */
  means(from, to, together) {
    const last = this.sums.length - 1;
    const step = together * this.bin;
    const first = Math.max(0, Math.floor((from - this.start) / step + 1e-6)) * together;
    const values = [];
    for (let k = first; k < last && this.start + k * this.bin < to; k += together) {
      const end = Math.min(last, k + together);
      values.push((this.sums[end] - this.sums[k]) / ((end - k) * this.divisor));
    }
    return { from: this.start + first * this.bin, step, values };
  }
}

class RatePanel extends Panel {
  /** `lines()` are the lines to be drawn now. */
  constructor(state, { name, title, lines }) {
    super(state, { name, title, height: 190 });
    this.lines = lines;
  }

  update() {
    const lines = this.lines().filter((line) => !this.state.hidden.has(line.population));
    const span = this.x.to - this.x.from;
    this.drawn = lines.map((line) => {
      const width = this.state.bin || roundUp(span / RATE_BINS / line.bin) * line.bin;
      const together = Math.max(1, Math.round(width / line.bin));
      return { line, ...line.means(this.x.from, this.x.to, together) };
    });
    const highest = this.drawn.reduce((most, { values }) => values.reduce((a, b) => (b > a ? b : a), most), 0);
    this.extendY(0, highest > 0 ? highest * 1.08 : 1);
    const step = this.drawn[0]?.step ?? 0;
    this.aside.textContent = step ? `in bins of ${withUnit(Number((step * 1e3).toPrecision(3)), 'ms')}` : '';
  }

  axes() {
    return { x: { label: 'time', ...this.state.time }, y: { label: 'rate', unit: 'Hz' } };
  }

  marks(context, colours) {
    const bottom = this.toY(0);
    for (const { line, from, step, values } of this.drawn) {
      const colour = seriesColour(colours, line.colour);
      context.beginPath();
      values.forEach((value, k) => {
        context.lineTo(this.toX(from + k * step), this.toY(value));
        context.lineTo(this.toX(from + (k + 1) * step), this.toY(value));
      });
      context.strokeStyle = colour;
      context.lineWidth = line.colour === 'mark' ? 2 : 1.5;
      context.setLineDash(dashes(line.colour));
      context.stroke();
      context.setLineDash([]);
      if (this.drawn.length > 3 || values.length === 0 || line.colour === 'mark') continue;
      context.lineTo(this.toX(from + values.length * step), bottom);
      context.lineTo(this.toX(from), bottom);
      context.globalAlpha = 0.18;
      context.fillStyle = colour;
      context.fill();
      context.globalAlpha = 1;
    }
  }

  read(time) {
    const texts = this.drawn.map(({ line, from, step, values }) => {
      const value = values[Math.floor((time - from) / step)];
      return value === undefined ? '' : `${line.name} ${withUnit(shortly(value, 3), 'Hz')}`;
    });
    return [this.timeText(time), ...texts.filter(Boolean)].join('   ');
  }

  describe() {
    const mean = (values) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
    const texts = this.drawn.map(({ line, values }) => `${line.name} ${shortly(mean(values), 3)} hertz`);
    return `Means in view: ${texts.join(', ')}. ${KEYS_TEXT}`;
  }
}

/** The rates of the populations of all monitors of spikes, and of chosen neurons. */
function spikeRates(state, all) {
  const lines = all.flatMap((spikes) =>
    spikes.parts.map((part, k) => {
      const known = part.population !== null ? state.populations[part.population] : null;
      return new RateLine({
        name: known ? known.name : spikes.monitor,
        colour: part.population ?? 0,
        population: part.population,
        sums: spikes.sums[k],
        start: 0,
        bin: spikes.bin,
        divisor: spikes.bin * (part.to - part.from),
      });
    }),
  );
  const chosen = () =>
    all.flatMap((spikes) => {
      if (!spikes.chosenRanges(state).length) return [];
      const { sums, neurons } = spikes.sumsOfChosen(state);
      if (!neurons) return [];
      const name = `chosen of ${spikes.group}`;
      return [new RateLine({ name, colour: 'mark', sums, start: 0, bin: spikes.bin, divisor: spikes.bin * neurons })];
    });
  return () => (state.chosen.length ? [...lines, ...chosen()] : lines);
}

/** What monitors of rates recorded. */
function recordedRates(state, all) {
  const populationOf = (rate) => state.populations.findIndex((population) => population.name === rate.watched);
  const own = new Set(all.map(populationOf)).size === all.length;
  const lines = all.map((rate, k) => {
    const times = timesOf(rate.times);
    const found = own ? populationOf(rate) : -1;
    const values = floatsOf(rate.values);
    const bin = times.count > 1 ? (times.at(times.count - 1) - times.at(0)) / (times.count - 1) : state.end;
    return new RateLine({
      name: rate.monitor,
      colour: found >= 0 ? found : k,
      population: found >= 0 ? found : null,
      sums: sumsOf(values),
      start: times.at(0),
      bin,
      divisor: 1,
    });
  });
  return () => lines;
}
