// Makes all plots of the data in the page.

const HELP =
  'Drag to zoom, with Shift to move, with Alt over the raster to choose neurons. The wheel zooms with Ctrl, or after a ' +
  'click into a plot; double click shows all. Two fingers zoom, one moves. Keys, in a plot: arrows, +, −, 0.';

/** Silence is shown too, but not beside what else the same neurons did. */
function worthShowing(rasters) {
  const same = (one, other) => one.group === other.group && one.first === other.first && one.size === other.size;
  const fired = rasters.filter((raster) => raster.recorded > 0);
  return rasters.filter((raster) => raster.recorded > 0 || !fired.some((other) => same(raster, other)));
}

function panelsOf(state, data) {
  const all = worthShowing(data.rasters).map((raster) => new Spikes(raster, data.jumps));
  const panels = [];
  if (all.length) {
    panels.push(new RasterPanel(state, all));
    panels.push(new RatePanel(state, { name: 'rates', title: 'Rates of populations', lines: spikeRates(state, all) }));
  }
  if (data.rates.length) {
    const lines = recordedRates(state, data.rates);
    panels.push(new RatePanel(state, { name: 'recorded-rates', title: 'Recorded rates', lines }));
  }
  for (const stored of data.traces) panels.push(new TracePanel(state, stored, all));
  for (const stored of data.heat) panels.push(new HeatPanel(state, stored));
  return { all, panels, small: histogramsOf(state, data, all) };
}

function histogramsOf(state, data, all) {
  const panels = [];
  if (all.length) {
    const one = ({ from, to }) => 1 / (to - from);
    const rates = { values: ratesInView, quantum: one, limit: 1, label: 'rate', unit: 'Hz', what: 'neurons' };
    panels.push(new SpikeHistogram(state, all, { name: 'rate-histogram', title: 'Rates of neurons', ...rates }));
    const note = 'The longest 1 % lie outside.';
    const ticks = () => all[0].tick * 1e3;
    const intervals = { values: intervalsInView, quantum: ticks, limit: IN_VIEW, label: 'interval', unit: 'ms', what: 'intervals', note };
    panels.push(new SpikeHistogram(state, all, { name: 'intervals', title: 'Intervals between spikes', ...intervals }));
  }
  data.weights.forEach((stored, k) => {
    const { label, group, variable, unit, time, low, width, counts, not_finite: lost } = stored;
    panels.push(
      new HistogramPanel(state, {
        name: `${label}-${variable}`,
        title: `${variable} of ${group} at ${timeText(time, state.end, state.time)}`,
        label: variable,
        unit,
        what: 'elements',
        note: lost ? `${grouped(lost)} values are not finite, and not here.` : '',
        series: () => [{ name: label, colour: k, population: null, low, width, counts }],
      }),
    );
  });
  return panels;
}

function start() {
  const section = document.getElementById('charts');
  const stored = document.getElementById('charts-data');
  if (!section || !stored) return;
  const data = JSON.parse(stored.textContent);
  const tick = data.rasters.reduce((least, raster) => Math.min(least, raster.tick), data.end / 1e4);
  const state = new State(data, tick);
  const { all, panels, small } = panelsOf(state, data);
  const every = [...panels, ...small];
  if (!every.length) return;
  state.resetAll = () => every.forEach((panel) => panel.reset());

  let pointed = null;
  const hover = (panel, place) => {
    pointed = place && { panel, place };
    const inside = panel.point(place);
    const time = inside && panel.timed ? panel.fromX(place.x) : null;
    for (const other of every) other.markTime(time);
  };
  for (const panel of every) {
    listenToGestures(panel, hover);
    listenToKeys(panel, hover);
  }

  const used = new Set(all.flatMap((spikes) => spikes.parts.map((part) => part.population)));
  const known = [...used].filter((number) => number !== null).sort((a, b) => a - b);
  const head = make('div', { className: 'charts-controls' });
  const spiking = all.length > 0;
  const offers = { spiking, rated: spiking || data.rates.length > 0, traced: data.traces.length > 0 };
  if (panels.length) head.append(toolbarOf(state, offers));
  const below = make('div', { className: 'charts-below' });
  if (known.length > 1) below.append(legendOf(state, known));
  below.append(chosenLine(state));
  head.append(below);
  const grid = make('div', { className: 'charts-grid' }, ...small.map((panel) => panel.element));
  section.append(head, make('p', { className: 'charts-help', textContent: HELP }));
  section.append(...panels.map((panel) => panel.element), grid);

  const drawAll = () => {
    every.forEach((panel) => panel.draw());
    // What is under a pointer that rests is another now.
    if (pointed) hover(pointed.panel, pointed.place);
  };
  state.listen(drawAll);
  drawAll();
  performance.mark('charts-drawn');
  new ResizeObserver(() => state.changed()).observe(section);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => state.changed());
  new MutationObserver(() => state.changed()).observe(document.documentElement, { attributes: true });
  matchMedia('print').addEventListener('change', drawAll);
}
