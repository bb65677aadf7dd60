// A plot: a canvas with axes, a caption and a line that says what is under the pointer.

/** The space around the axes, in CSS pixels: alike everywhere, so that times stand one above the other. */
const MARGIN = { left: 68, right: 18, top: 10, bottom: 38 };

/** How often pixels are doubled in saved pictures. */
const SAVED_RATIO = 3;

/** An element with properties and children. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

class Panel {
  /**
   * `name` goes into file names, `title` above it, `note` says what must be known to read it rightly; `height` of the
   * canvas is in CSS pixels.
   */
  constructor(state, { name, title, note = '', height, timed = true }) {
    Object.assign(this, { state, name, title, height, timed });
    this.y = { from: 0, to: 1 };
    this.canvas = make('canvas', { tabIndex: 0 });
    this.canvas.setAttribute('role', 'img');
    this.hairline = make('div', { className: 'charts-hairline', hidden: true });
    this.band = make('div', { className: 'charts-band', hidden: true });
    this.plot = make('div', { className: 'charts-plot' }, this.canvas, this.hairline, this.band);
    this.readout = make('output', { className: 'charts-readout' });
    this.readout.setAttribute('aria-live', 'off');
    this.heading = make('h3', { textContent: title });
    this.aside = make('span', { className: 'charts-aside' });
    const save = make('button', { type: 'button', className: 'charts-save', textContent: 'PNG' });
    save.setAttribute('aria-label', `Save the picture: ${title}`);
    save.title = 'Save this picture';
    save.addEventListener('click', () => this.save());
    const head = make('div', { className: 'charts-head' }, this.heading, this.aside, save);
    this.element = make('figure', { className: 'charts-panel' }, head, this.plot, this.readout);
    this.element.dataset.panel = name;
    if (note) this.element.append(make('figcaption', { textContent: note }));
  }

  /** The range of the horizontal axis. */
  get x() {
    return this.timed ? this.state.view : this.ownX;
  }

  setX(from, to) {
    if (this.timed) return this.state.show(from, to);
    const { from: first, to: last } = this.wholeX;
    const span = Math.min(last - first, Math.max((last - first) / 1000, to - from));
    const start = Math.max(first, Math.min(last - span, from));
    this.ownX = { from: start, to: start + span };
    return this.state.changed();
  }

  /** Sets both the whole range of an axis that is not of time and what of it is in view. */
  extendX(from, to) {
    const same = this.wholeX && this.wholeX.from === from && this.wholeX.to === to;
    if (!same) this.ownX = { from, to };
    this.wholeX = { from, to };
  }

  /** Sets the whole range of the vertical axis, and shows all of it unless it is zoomed. */
  extendY(from, to) {
    const zoomed = this.wholeY && (this.y.from !== this.wholeY.from || this.y.to !== this.wholeY.to);
    this.wholeY = { from, to };
    if (!zoomed) this.y = { from, to };
  }

  setY(from, to) {
    const { from: first, to: last } = this.wholeY;
    const span = Math.min(last - first, Math.max((last - first) / 1e5, to - from));
    const start = Math.max(first, Math.min(last - span, from));
    this.y = { from: start, to: start + span };
    this.state.changed();
  }

  /** Shows all there is. */
  reset() {
    if (this.timed) this.state.show(0, this.state.end);
    else this.ownX = { ...this.wholeX };
    if (this.wholeY) this.y = { ...this.wholeY };
    this.state.changed();
  }

  /** The part of the canvas between the axes, in CSS pixels. */
  get box() {
    const { left, right, top, bottom } = MARGIN;
    return { left, top, width: Math.max(1, this.width - left - right), height: this.height - top - bottom };
  }

  toX(value) {
    const { left, width } = this.box;
    return left + ((value - this.x.from) / (this.x.to - this.x.from)) * width;
  }

  toY(value) {
    const { top, height } = this.box;
    return top + height - ((value - this.y.from) / (this.y.to - this.y.from)) * height;
  }

  fromX(pixel) {
    const { left, width } = this.box;
    return this.x.from + ((pixel - left) / width) * (this.x.to - this.x.from);
  }

  fromY(pixel) {
    const { top, height } = this.box;
    return this.y.from + ((top + height - pixel) / height) * (this.y.to - this.y.from);
  }

  /** Draws on the page, at the size that it has there. */
  draw() {
    this.width = this.plot.clientWidth;
    if (!this.width) return;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(this.width * ratio), Math.round(this.height * ratio)];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      Object.assign(this.canvas, { width, height });
      this.canvas.style.height = `${this.height}px`;
    }
    this.update();
    this.paint(this.canvas.getContext('2d'), ratio);
    Object.assign(this.element.dataset, {
      xFrom: this.x.from,
      xTo: this.x.to,
      yFrom: this.y.from,
      yTo: this.y.to,
    });
    this.canvas.setAttribute('aria-label', `${this.title}. ${this.describe()}`);
  }

  /** Draws on any canvas of this size times `ratio`. */
  paint(context, ratio) {
    const colours = coloursAt(this.element);
    const { left, top, width, height } = this.box;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    drawGrid(context, this, colours);
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    this.marks(context, colours, ratio);
    context.restore();
    drawAxes(context, this, colours);
  }

  /** Saves what is seen, with its title, on the ground of the page. */
  save() {
    const above = 30;
    const canvas = make('canvas', {
      width: Math.round(this.width * SAVED_RATIO),
      height: Math.round((this.height + above) * SAVED_RATIO),
    });
    const picture = make('canvas', { width: canvas.width, height: Math.round(this.height * SAVED_RATIO) });
    this.paint(picture.getContext('2d'), SAVED_RATIO);
    const colours = coloursAt(this.element);
    const context = canvas.getContext('2d');
    context.fillStyle = colours.ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, above * SAVED_RATIO);
    context.scale(SAVED_RATIO, SAVED_RATIO);
    context.fillStyle = colours.ink;
    context.font = `600 14px ${colours.font}`;
    context.fillText(this.title, MARGIN.left, 22);
    canvas.toBlob((blob) => {
      const link = make('a', { href: URL.createObjectURL(blob), download: `${this.state.name}-${this.name}.png` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  }

  /** Shows what is under a place of the canvas, or nothing. */
  point(place) {
    const { left, top, width, height } = this.box;
    const inside = place && place.x >= left && place.x <= left + width && place.y >= top && place.y <= top + height;
    this.readout.textContent = inside ? this.read(this.fromX(place.x), this.fromY(place.y), place) : '';
    return inside;
  }

  /** Puts the line that marks a time there. */
  markTime(time) {
    const { from, to } = this.x;
    this.hairline.hidden = !this.timed || time === null || time < from || time > to;
    if (!this.hairline.hidden) this.hairline.style.left = `${this.toX(time)}px`;
  }

  timeText(time) {
    return timeText(time, this.x.to - this.x.from, this.state.time);
  }

  // What kinds of plots do differently.

  /** Computes what is drawn, when something has changed. */
  update() {}
  /** Draws the data. */
  marks() {}
  /** What stands at a place, in words. */
  read() {
    return '';
  }
  /** All of it, in words. */
  describe() {
    return '';
  }
  /** What the axes are: label and unit, and whether only whole values count; `at` for ticks with texts of their own. */
  axes() {
    return { x: { label: 'time', ...this.state.time }, y: { label: '' } };
  }
}
