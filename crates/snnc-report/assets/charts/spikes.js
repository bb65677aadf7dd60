// The spikes of a monitor, and what is computed from them.

class Spikes {
  constructor(stored, jumps) {
    const { monitor, group, first, size, recorded, every, spikes, tick, bin, bins, parts } = stored;
    Object.assign(this, { monitor, group, first, size, recorded, every, tick, bin, bins, parts });
    this.count = spikes;
    /** In ticks. */
    this.times = risingOf(stored.times, spikes);
    this.indices = indicesOf(stored.indices, stored.index_bytes);
    /** For each part how many spikes were recorded before each bin. */
    this.sums = parts.map((part) => sumsOf(countsOf(part.counts, bins)));
    /** Where the time of the model went back, in ticks. */
    this.jumps = jumps.map((jump) => jump / tick - 0.5);
    this.ofChosen = null;
  }

  /** The numbers of the spikes from one time to another: the first, and one past the last. */
  between(from, to) {
    return [firstAbove(this.times, from / this.tick - 0.5), firstAbove(this.times, to / this.tick + 0.5)];
  }

  /** How many of the neurons from `from` to `to` have their spikes here. */
  present(from, to) {
    return Math.ceil(to / this.every) - Math.ceil(from / this.every);
  }

  /** The part of which a neuron is. */
  partOf(index) {
    return this.parts.findIndex((part) => part.from <= index && index < part.to);
  }

  /** The name of a neuron: `cells[12]`. */
  nameOf(index) {
    return `${this.group}[${this.first + index}]`;
  }

  /** The ranges of chosen neurons, as this monitor counts. */
  chosenRanges(state) {
    const cut = (value) => Math.max(0, Math.min(this.size, value - this.first));
    return state.chosen
      .filter(({ group }) => group === this.group)
      .map(({ from, to }) => ({ from: cut(from), to: cut(to) }))
      .filter(({ from, to }) => from < to);
  }

  /** For each neuron the number of its part, or 255 if it is hidden; 128 is added to what is not chosen while others are. */
  looks(state) {
    const looks = new Uint8Array(this.size);
    const some = state.chosen.length > 0;
    this.parts.forEach((part, k) => {
      looks.fill(state.hidden.has(part.population) ? 255 : some ? k + 128 : k, part.from, part.to);
    });
    for (const { from, to } of this.chosenRanges(state)) {
      for (let index = from; index < to; index++) if (looks[index] !== 255) looks[index] &= 127;
    }
    return looks;
  }

  /** How many spikes of the chosen neurons were before each bin, and how many of these neurons are here. */
  sumsOfChosen(state) {
    if (this.ofChosen?.chosen === state.chosen) return this.ofChosen;
    const ranges = this.chosenRanges(state);
    const wanted = new Uint8Array(this.size);
    for (const { from, to } of ranges) wanted.fill(1, from, to);
    const counts = new Uint32Array(this.bins);
    const perBin = this.bin / this.tick;
    for (let k = 0; k < this.count; k++) {
      if (wanted[this.indices[k]]) counts[Math.min(this.bins - 1, Math.floor(this.times[k] / perBin + 1e-6))]++;
    }
    const neurons = ranges.reduce((sum, { from, to }) => sum + this.present(from, to), 0);
    this.ofChosen = { chosen: state.chosen, sums: sumsOf(counts), neurons };
    return this.ofChosen;
  }

  /** The times of the spikes of some neurons, in seconds. */
  trains(wanted) {
    const trains = new Map(wanted.map((index) => [index, []]));
    for (let k = 0; k < this.count; k++) trains.get(this.indices[k])?.push(this.times[k] * this.tick);
    return trains;
  }

  /** Whether the spikes of a neuron are here. */
  has(index) {
    return 0 <= index && index < this.size && index % this.every === 0;
  }
}
