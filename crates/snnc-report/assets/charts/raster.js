// Spikes of neurons over time.

/** From how many CSS pixels a neuron on spikes are strokes. */
const STROKE = 5;

/** How high the plot is at most, with few neurons, and for each of them, in CSS pixels. */
const RASTER_HEIGHT = { most: 380, least: 110, neuron: 18 };

/** So many neurons have their numbers in the middle of their rows. */
const NUMBERED = 40;

/** The least part of the height that a monitor has. */
const LEAST_PART = 0.03;

/** How opaque neurons are that are not chosen, of 255. */
const DIMMED = 70;

class RasterPanel extends Panel {
  /** `all`: [`Spikes`] of all monitors, the first on top. */
  constructor(state, all) {
    const total = all.reduce((sum, spikes) => sum + spikes.count, 0);
    const recorded = all.reduce((sum, spikes) => sum + spikes.recorded, 0);
    const neurons = all.reduce((sum, spikes) => sum + spikes.size, 0);
    const every = all[0].every;
    const reduced =
      `${grouped(total)} of ${grouped(recorded)} spikes are in this page, those of one neuron in ${every}. Rates of ` +
      'populations are of all spikes; histograms, and rates of chosen neurons, are of these.';
    super(state, {
      name: 'raster',
      title: 'Spikes',
      note: every > 1 ? reduced : '',
      height: Math.min(RASTER_HEIGHT.most, RASTER_HEIGHT.least + RASTER_HEIGHT.neuron * neurons),
    });
    this.total = total;
    const least = neurons * LEAST_PART;
    let base = 0;
    this.blocks = [...all].reverse().map((spikes) => {
      const height = all.length > 1 ? Math.max(spikes.size, least) : spikes.size;
      const block = { spikes, base, height, scale: height / spikes.size };
      base += height;
      return block;
    });
    this.extendY(0, base);
    this.image = document.createElement('canvas');
  }

  update() {
    const same = this.shownChosen === this.state.chosen && this.shownHidden === [...this.state.hidden].join();
    if (same) return;
    for (const block of this.blocks) block.looks = block.spikes.looks(this.state);
    this.shownChosen = this.state.chosen;
    this.shownHidden = [...this.state.hidden].join();
  }

  axes() {
    const x = { label: 'time', ...this.state.time };
    if (this.blocks.length === 1) {
      const { size, group, first } = this.blocks[0].spikes;
      const label = `neuron in ${group}`;
      if (this.y.to - this.y.from > NUMBERED) return { x, y: { label, whole: true, offset: first } };
      const room = Math.min(8, this.box.height / TICK_ROOM.y);
      const numbers = ticksOf(this.y.from, this.y.to, room, true).values.filter((number) => number < size);
      return { x, y: { label, at: numbers.map((number) => [number + 0.5, String(first + number)]) } };
    }
    const inView = ({ base, height }) => base < this.y.to && base + height > this.y.from;
    const middle = ({ base, height }) => (Math.max(base, this.y.from) + Math.min(base + height, this.y.to)) / 2;
    const at = this.blocks.filter(inView).map((block) => [middle(block), this.blockName(block)]);
    return { x, y: { label: '', at } };
  }

  /** The only population in a block, or its monitor. */
  blockName({ spikes }) {
    const [only, ...others] = spikes.parts;
    const known = others.length === 0 && only.population !== null;
    return known ? this.state.populations[only.population].name : spikes.monitor;
  }

  marks(context, colours, ratio) {
    const { left, top, width, height } = this.box;
    const image = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
    const spans = this.blocks.map(({ spikes }) => spikes.between(this.x.from, this.x.to));
    const inView = spans.reduce((sum, [from, to]) => sum + to - from, 0);
    Object.assign(this.image, image);
    const own = this.image.getContext('2d');
    const picture = own.createImageData(image.width, image.height);
    const pixels = new SpikePixels(picture, inView / ((this.y.to - this.y.from) / (this.wholeY.to || 1)), ratio);
    this.blocks.forEach((block, k) => this.drawBlock(block, spans[k], pixels, colours));
    own.putImageData(picture, 0, 0);
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.image, Math.round(left * ratio), Math.round(top * ratio));
    context.restore();
    this.drawBorders(context, colours);
  }

  drawBlock({ spikes, base, scale, looks }, [from, to], pixels, colours) {
    const { times, indices, tick } = spikes;
    const { width, height } = pixels;
    const perTick = (tick * width) / (this.x.to - this.x.from);
    const x0 = (-this.x.from * width) / (this.x.to - this.x.from);
    const perNeuron = (scale * height) / (this.y.to - this.y.from);
    const y0 = height - ((base + 0.5 * scale - this.y.from) * height) / (this.y.to - this.y.from);
    pixels.begin(spikes.parts.map((part) => channels(seriesColour(colours, part.population ?? 0))), perNeuron);
    for (let k = from; k < to; k++) {
      const look = looks[indices[k]];
      if (look !== 255) pixels.add(x0 + times[k] * perTick, y0 - indices[k] * perNeuron, look);
    }
    pixels.end();
  }

  /** Lines between monitors, and brackets beside chosen neurons. */
  drawBorders(context, colours) {
    const { left, width } = this.box;
    context.strokeStyle = colours.line;
    context.beginPath();
    for (const { base } of this.blocks.slice(1)) {
      const at = sharp(this.toY(base));
      context.moveTo(left, at);
      context.lineTo(left + width, at);
    }
    context.stroke();
    context.fillStyle = colours.mark;
    for (const { spikes, base, scale } of this.blocks) {
      for (const { from, to } of spikes.chosenRanges(this.state)) {
        const [high, low] = [this.toY(base + to * scale), this.toY(base + from * scale)];
        context.fillRect(left + 1, high, 3, Math.max(2, low - high));
      }
    }
  }

  /** The monitor and the neuron at a height; none above and below all. */
  neuronAt(y) {
    const block = this.blocks.find(({ base, height }) => base <= y && y < base + height);
    if (!block) return null;
    const index = Math.min(block.spikes.size - 1, Math.floor((y - block.base) / block.scale));
    return { spikes: block.spikes, index };
  }

  /** Chooses the neurons between two heights. */
  choose(low, high) {
    const ranges = [];
    for (const { spikes, base, height, scale } of this.blocks) {
      const [from, to] = [Math.max(low, base), Math.min(high, base + height)];
      if (from > to || (from === to && low !== high)) continue;
      const first = Math.floor((from - base) / scale);
      const last = Math.min(spikes.size, Math.max(first + 1, Math.ceil((to - base) / scale)));
      if (first < last) ranges.push({ group: spikes.group, from: spikes.first + first, to: spikes.first + last });
    }
    this.state.choose(ranges);
  }

  read(time, y) {
    const found = this.neuronAt(y);
    if (!found) return this.timeText(time);
    const { spikes, index } = found;
    const part = spikes.parts[spikes.partOf(index)];
    const name = part?.population != null ? this.state.populations[part.population].name : '';
    const inPart = name && name !== spikes.group ? `, ${name}` : '';
    return `${this.timeText(time)}   ${spikes.nameOf(index)}${inPart}`;
  }

  describe() {
    const counts = this.blocks.map(({ spikes }) => {
      const [from, to] = spikes.between(this.x.from, this.x.to);
      return `${to - from} spikes of ${spikes.size} neurons of ${spikes.group}`;
    });
    return `${counts.reverse().join(', ')}, from ${this.timeText(this.x.from)} to ${this.timeText(this.x.to)}. ${KEYS_TEXT}`;
  }
}
