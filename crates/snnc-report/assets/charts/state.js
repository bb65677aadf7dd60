// What all plots share. Whoever changes it calls `changed`, and all plots are drawn again at the next frame.

/** How many time steps, at least, remain in view. */
const FEWEST_STEPS = 10;

class State {
  constructor({ name, end, stages, populations }, tick) {
    this.name = name;
    this.end = end;
    this.least = Math.min(end, FEWEST_STEPS * tick);
    /** When runs after the first began, in seconds. */
    this.stages = stages;
    this.populations = populations;
    this.time = timeUnit(end);
    /** The time in view, in seconds. */
    this.view = { from: 0, to: end };
    /** Numbers of populations that are not shown. */
    this.hidden = new Set();
    /** Ranges of chosen elements: `{ group, from, to }`, the last one not included. */
    this.chosen = [];
    /** What dragging does: `zoom`, `move` or `choose`. */
    this.tool = 'zoom';
    /** Whether spikes are drawn as peaks of traces. */
    this.peaks = false;
    /** How wide the bins of rates are, in seconds; 0 if as the view needs them. */
    this.bin = 0;
    this.listeners = [];
    this.waiting = false;
  }

  /** Calls `listener` before each frame in which something is different. */
  listen(listener) {
    this.listeners.push(listener);
  }

  changed() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      for (const listener of this.listeners) listener();
    });
  }

  /** Shows the time from `from` to `to`, in seconds, moved or cut to what was simulated. */
  show(from, to) {
    const span = Math.min(this.end, Math.max(this.least, to - from));
    const middle = (from + to) / 2;
    const start = Math.max(0, Math.min(this.end - span, middle - span / 2));
    this.view = { from: start, to: start + span };
    this.changed();
  }

  /** Chooses elements, or none. */
  choose(ranges) {
    this.chosen = ranges;
    this.changed();
  }

  isChosen(group, index) {
    return this.chosen.some((range) => range.group === group && range.from <= index && index < range.to);
  }

  /** What is chosen, in words. */
  get chosenText() {
    return this.chosen
      .map(({ group, from, to }) => (to - from === 1 ? `${group}[${from}]` : `${group}[${from}:${to}]`))
      .join(', ');
  }

  toggle(population) {
    if (!this.hidden.delete(population)) this.hidden.add(population);
    this.changed();
  }
}
