// A variable over elements and time, as colours.

/** The code of what is not finite. */
const NOT_FINITE = 65535;

class HeatPanel extends Panel {
  constructor(state, stored) {
    const { monitor, variable, group, merged, bin, elements, rows, columns, edges, low, high } = stored;
    const notes = [];
    if (merged > 1) notes.push(`Each row is the mean of ${merged} neighbouring elements of ${grouped(elements.length)}.`);
    if (bin > 1) notes.push(`Each column is the mean of ${bin} samples.`);
    super(state, {
      name: `${monitor}-${variable}-map`,
      title: `${variable} of ${group}, all recorded elements`,
      note: notes.join(' '),
      height: 250,
    });
    Object.assign(this, { variable, group, merged, elements, rows, columns, edges, low, high });
    this.unit = stored.unit;
    this.codes = new Uint16Array(bytesOf(stored.values).buffer);
    // Values on both sides of zero differ in kind, unless one side is hardly there.
    this.diverging = low < 0 && high > 0 && Math.min(-low, high) > 0.1 * Math.max(-low, high);
    const far = Math.max(-low, high);
    [this.from, this.to] = this.diverging ? [-far, far] : [low, high];
    this.palette = paletteOf(this.diverging ? DIVERGING : SEQUENTIAL);
    this.image = this.coloured();
    this.even = edges.every((edge, k) => {
      const step = (edges.at(-1) - edges[0]) / columns;
      return Math.abs(edges[0] + k * step - edge) < 0.01 * step || k === columns;
    });
    this.addScale();
    this.extendY(0, rows);
  }

  /** The value of a code. */
  valueOf(code) {
    return code === NOT_FINITE ? NaN : this.low + (code / (NOT_FINITE - 1)) * (this.high - this.low);
  }

  /** The cells, one pixel each, the first row at the bottom. */
  coloured() {
    const { rows, columns, codes } = this;
    const canvas = make('canvas', { width: columns, height: rows });
    const context = canvas.getContext('2d');
    const picture = context.createImageData(columns, rows);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const code = codes[row * columns + column];
        if (code === NOT_FINITE) continue;
        const place = (this.valueOf(code) - this.from) / (this.to - this.from || 1);
        const at = 4 * ((rows - 1 - row) * columns + column);
        picture.data.set(this.palette[Math.round(place * 255)], at);
        picture.data[at + 3] = 255;
      }
    }
    context.putImageData(picture, 0, 0);
    return canvas;
  }

  /** The scale of colours, beside the title. */
  addScale() {
    const bar = make('canvas', { width: 256, height: 1, className: 'charts-scale' });
    const context = bar.getContext('2d');
    const picture = context.createImageData(256, 1);
    this.palette.forEach((colour, k) => picture.data.set([...colour, 255], 4 * k));
    context.putImageData(picture, 0, 0);
    this.aside.append(shortly(this.from, 3), bar, withUnit(shortly(this.to, 3), this.unit));
  }

  axes() {
    const rows = ticksOf(this.y.from, this.y.to - 1, 6, true).values.filter((row) => row >= 0 && row < this.rows);
    const at = rows.map((row) => [row + 0.5, String(this.elements[row * this.merged])]);
    return { x: { label: 'time', ...this.state.time }, y: { label: `element of ${this.group}`, at } };
  }

  marks(context) {
    context.imageSmoothingEnabled = false;
    const { edges, columns } = this;
    const [top, bottom] = [this.toY(this.rows), this.toY(0)];
    const part = (first, last) => {
      const [left, right] = [this.toX(edges[first]), this.toX(edges[last])];
      context.drawImage(this.image, first, 0, last - first, this.rows, left, top, right - left, bottom - top);
    };
    if (this.even) return part(0, columns);
    for (let k = 0; k < columns; k++) part(k, k + 1);
  }

  read(time, y) {
    const [row, column] = [Math.floor(y), firstAbove(this.edges, time) - 1];
    if (row < 0 || row >= this.rows || column < 0 || column >= this.columns) return this.timeText(time);
    const first = row * this.merged;
    const last = Math.min(this.elements.length, first + this.merged) - 1;
    const [from, to] = [this.elements[first], this.elements[last]];
    const name = from === to ? `${this.group}[${from}]` : `${this.group}[${from}] to [${to}]`;
    const value = shortly(this.valueOf(this.codes[row * this.columns + column]));
    return `${this.timeText(time)}   ${name}   ${withUnit(value, this.unit)}`;
  }

  choose(low, high) {
    const first = Math.max(0, Math.floor(low)) * this.merged;
    const last = Math.min(this.rows, Math.max(Math.floor(low) + 1, Math.ceil(high))) * this.merged;
    const elements = this.elements.slice(first, last);
    this.state.choose(rangesOf(elements).map(([from, to]) => ({ group: this.group, from, to })));
  }

  describe() {
    const values = `values from ${shortly(this.low)} to ${shortly(this.high)} ${this.unit}`;
    return `${this.elements.length} elements of ${this.group}, ${values}. ${KEYS_TEXT}`;
  }
}

/** Rising numbers as ranges without holes. */
function rangesOf(numbers) {
  const ranges = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last[1] === number) last[1]++;
    else ranges.push([number, number + 1]);
  }
  return ranges;
}
