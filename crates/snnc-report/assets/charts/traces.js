// Variables of some elements over time.

/** The room for the spikes of a neuron above the traces, in CSS pixels: of a few, and of more. */
const SPIKE_ROW = 7;
const LOW_SPIKE_ROW = 4;
const FEW = 5;

/** More traces than these are drawn one above the other at first. */
const MOST_TOGETHER = 4;

/** The part of its lane that a trace takes. */
const LANE = 0.84;

/** How high the plot is at least, and for each trace, in CSS pixels. */
const TRACES_HEIGHT = 230;
const LANE_HEIGHT = 30;

/** How opaque traces are while others are chosen. */
const UNCHOSEN = 0.25;

class TracePanel extends Panel {
  /** `all`: [`Spikes`] of all monitors, for the spikes of the neurons. */
  constructor(state, stored, all) {
    const { variable, monitor, group, recorded, samples, bin, rows } = stored;
    const notes = [];
    if (rows.length < recorded) notes.push(`${rows.length} of ${grouped(recorded)} recorded elements, evenly chosen.`);
    if (bin > 1) {
      notes.push(`Of every ${bin} of ${grouped(samples)} samples the lowest and the highest are in this page.`);
    }
    super(state, {
      name: `${monitor}-${variable}`,
      title: `${variable} of ${group}`,
      note: notes.join(' '),
      height: Math.max(TRACES_HEIGHT, LANE_HEIGHT * rows.length),
    });
    Object.assign(this, { variable, group, bin, unit: stored.unit });
    this.times = timesOf(stored.times);
    const populations = rows.map((row) => row.population);
    const apart = new Set(populations).size === rows.length && !populations.includes(null);
    this.rows = rows.map((row, k) => ({
      index: row.index,
      population: row.population,
      name: `${group}[${row.index}]`,
      colour: apart ? row.population : k,
      values: floatsOf(row.values),
      spikes: [],
    }));
    this.addSpikes(all);
    this.addNames();
    this.extent = extentOf(this.rows.map((row) => row.values));
    this.apart = rows.length > MOST_TOGETHER;
    if (rows.length > 1) this.addLanes();
  }

  addSpikes(all) {
    for (const spikes of all.filter((it) => it.group === this.group)) {
      const found = this.rows.filter((row) => spikes.has(row.index - spikes.first));
      const trains = found.length ? spikes.trains(found.map((row) => row.index - spikes.first)) : new Map();
      for (const row of found) row.spikes = trains.get(row.index - spikes.first);
    }
    this.spiking = this.rows.some((row) => row.spikes.length > 0);
  }

  /** A button for each trace, which chooses its neuron. */
  addNames() {
    this.chips = this.rows.map((row) => {
      const chip = make('button', { type: 'button', className: 'charts-chip' }, swatchOf(row.colour), row.name);
      chip.addEventListener('click', () => {
        const only = this.state.chosen.length === 1 && this.isChosen(row) && this.state.chosenText === row.name;
        this.state.choose(only ? [] : [{ group: this.group, from: row.index, to: row.index + 1 }]);
      });
      return chip;
    });
    this.aside.append(...this.chips);
  }

  /** A button that draws traces one above the other, or all on one axis. */
  addLanes() {
    const lanes = make('button', { type: 'button', className: 'charts-chip charts-lanes', title: 'One above the other' }, 'apart');
    const mark = () => lanes.setAttribute('aria-pressed', String(this.apart));
    lanes.addEventListener('click', () => {
      this.apart = !this.apart;
      this.wholeY = null;
      mark();
      this.state.changed();
    });
    mark();
    this.aside.append(lanes);
  }

  isChosen(row) {
    return this.state.isChosen(this.group, row.index);
  }

  update() {
    this.shown = this.rows.filter((row) => !this.state.hidden.has(row.population));
    this.shown.forEach((row, k) => (row.lane = this.shown.length - 1 - k));
    const some = this.rows.some((row) => this.isChosen(row));
    for (const row of this.rows) row.strength = !some || this.isChosen(row) ? 1 : UNCHOSEN;
    this.shown.sort((a, b) => a.strength - b.strength);
    this.chips.forEach((chip, k) => {
      const row = this.rows[k];
      chip.setAttribute('aria-pressed', String(some && row.strength === 1));
      chip.hidden = this.state.hidden.has(row.population);
    });
    if (this.apart) {
      this.extendY(0, this.shown.length || 1);
      return;
    }
    const [low, high] = this.extent;
    const room = (high - low || Math.abs(high) || 1) * 0.05;
    this.spikeRow = this.rows.length > FEW ? LOW_SPIKE_ROW : SPIKE_ROW;
    const above = this.spiking ? this.rows.length * this.spikeRow + 4 : 0;
    const part = above / (this.box.height - above);
    this.extendY(low - room, high + room + (high - low + 2 * room) * part);
  }

  /** Where a value of a row is on the vertical axis. */
  placeOf(row, value) {
    if (!this.apart) return value;
    const [low, high] = this.extent;
    const part = high > low ? (value - low) / (high - low) : 0.5;
    return row.lane + (1 - LANE) / 2 + LANE * part;
  }

  /** The end of the room above the traces, where peaks end. */
  topOf(row) {
    return this.toY(this.apart ? row.lane + 1 : this.wholeY.to);
  }

  axes() {
    if (this.apart) {
      const [low, high] = this.extent.map((value) => shortly(value, 3));
      const label = `each ${low} to ${withUnit(high, this.unit)}`;
      const at = this.shown.map((row) => [row.lane + 0.5, `[${row.index}]`]);
      return { x: { label: 'time', ...this.state.time }, y: { label, at } };
    }
    return { x: { label: 'time', ...this.state.time }, y: { label: this.variable, unit: this.unit } };
  }

  marks(context, colours) {
    for (const row of this.shown) {
      // Lanes above and below the part in view take no time.
      if (this.apart && (row.lane >= this.y.to || row.lane + 1 <= this.y.from)) continue;
      context.globalAlpha = row.strength;
      context.strokeStyle = seriesColour(colours, row.colour);
      context.lineWidth = row.strength === 1 && this.state.chosen.length ? 1.8 : 1.2;
      context.setLineDash(this.apart ? [] : dashes(row.colour));
      context.beginPath();
      this.line(context, row);
      if (this.state.peaks) this.peaks(context, row);
      context.stroke();
      context.setLineDash([]);
    }
    if (this.spiking && !this.state.peaks) this.ticks(context, colours);
    context.globalAlpha = 1;
  }

  /** Goes through the samples in view; where there are several in a pixel, from the lowest to the highest of them. */
  line(context, row) {
    const { bin, times } = this;
    const { values } = row;
    const heightOf = (value) => this.toY(this.placeOf(row, value));
    const each = bin > 1 ? 2 : 1;
    const from = Math.max(0, times.before(this.x.from));
    const to = Math.min(times.count - 1, times.before(this.x.to) + 1);
    let column = null;
    const flush = () => {
      if (!column) return;
      const { x, first, low, high, last } = column;
      context.lineTo(x, heightOf(first));
      if (high > low) {
        context.lineTo(x, heightOf(low));
        context.lineTo(x, heightOf(high));
        context.lineTo(x, heightOf(last));
      }
      column = null;
    };
    let broken = true;
    for (let k = from; k <= to; k++) {
      const x = this.toX(times.at(k));
      for (let part = 0; part < each; part++) {
        const value = values[k * each + part];
        if (!Number.isFinite(value)) {
          flush();
          broken = true;
          continue;
        }
        if (broken) context.moveTo(x, heightOf(value));
        broken = false;
        if (column && Math.abs(column.x - x) < 0.5) {
          column.low = Math.min(column.low, value);
          column.high = Math.max(column.high, value);
          column.last = value;
        } else {
          flush();
          column = { x, first: value, low: value, high: value, last: value };
        }
      }
    }
    flush();
  }

  /** The value of a row at a time, as text. */
  valueAt(row, time) {
    const k = this.times.before(time);
    if (k < 0) return '';
    if (this.bin === 1) return shortly(row.values[k]);
    return `${shortly(row.values[2 * k])} to ${shortly(row.values[2 * k + 1])}`;
  }

  spikesInView(row) {
    const from = Math.max(0, firstAbove(row.spikes, this.x.from) - 1);
    return row.spikes.slice(from, firstAbove(row.spikes, this.x.to));
  }

  /** A line upwards at each spike. */
  peaks(context, row) {
    const top = this.topOf(row);
    for (const time of this.spikesInView(row)) {
      const value = row.values[this.times.before(time) * (this.bin > 1 ? 2 : 1)];
      context.moveTo(this.toX(time), this.toY(this.placeOf(row, Number.isFinite(value) ? value : this.extent[1])));
      context.lineTo(this.toX(time), top);
    }
  }

  /** Short strokes above the traces, one row for each neuron. */
  ticks(context, colours) {
    this.rows.forEach((row, k) => {
      if (!this.shown.includes(row)) return;
      const top = this.topOf(row) + (this.apart ? 1 : 2 + k * this.spikeRow);
      context.globalAlpha = row.strength;
      context.fillStyle = seriesColour(colours, row.colour);
      for (const time of this.spikesInView(row)) {
        context.fillRect(this.toX(time) - 0.75, top, 1.5, this.spikeRow - 1);
      }
    });
  }

  read(time) {
    const texts = this.rows
      .filter((row) => this.shown.includes(row) && row.strength === 1)
      .slice(0, 6)
      .map((row) => `${row.name} ${withUnit(this.valueAt(row, time), this.unit)}`);
    return [this.timeText(time), ...texts].join('   ');
  }

  describe() {
    const [low, high] = this.extent;
    const names = this.shown.map((row) => row.name).join(', ');
    return `${names}: values from ${shortly(low)} to ${shortly(high)} ${this.unit}. ${KEYS_TEXT}`;
  }
}

/** The lowest and the highest of all finite values. */
function extentOf(arrays) {
  let [low, high] = [Infinity, -Infinity];
  for (const values of arrays) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [0, 1];
}
