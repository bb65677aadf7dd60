// What is above the plots: tools, the time in view, populations, and what is chosen.

const TOOLS = [
  ['zoom', 'Zoom', 'Drag over a part of a plot to see it larger'],
  ['move', 'Move', 'Drag to move what is in view'],
  ['choose', 'Choose', 'Drag over neurons in the raster to find them in all plots'],
];

/** Widths of bins that can be chosen, in seconds. */
const BIN_WIDTHS = [1e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.5, 1];

function button(text, title, action) {
  const made = make('button', { type: 'button', textContent: text, title });
  made.setAttribute('aria-label', title);
  made.addEventListener('click', action);
  return made;
}

function toolbarOf(state, { rated, spiking, traced }) {
  const bar = make('div', { className: 'charts-bar' });
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', 'Plots');
  bar.append(toolButtons(state, spiking), timeButtons(state), timeFields(state));
  if (rated) bar.append(binChoice(state));
  if (spiking && traced) bar.append(peaksBox(state));
  return bar;
}

function toolButtons(state, spiking) {
  const group = make('div', { className: 'charts-group' });
  group.setAttribute('role', 'radiogroup');
  group.setAttribute('aria-label', 'What dragging does');
  const buttons = TOOLS.filter(([tool]) => tool !== 'choose' || spiking).map(([tool, text, title]) => {
    const made = make('button', { type: 'button', textContent: text, title });
    made.dataset.tool = tool;
    made.setAttribute('role', 'radio');
    made.addEventListener('click', () => {
      state.tool = tool;
      state.changed();
    });
    return made;
  });
  const mark = () => buttons.forEach((made) => made.setAttribute('aria-checked', String(made.dataset.tool === state.tool)));
  state.listen(mark);
  mark();
  group.append(...buttons);
  return group;
}

function timeButtons(state) {
  const shift = (part) => {
    const { from, to } = state.view;
    state.show(from + (to - from) * part, to + (to - from) * part);
  };
  const zoom = (factor) => {
    const { from, to } = state.view;
    const [middle, half] = [(from + to) / 2, ((to - from) / 2) * factor];
    state.show(middle - half, middle + half);
  };
  const group = make('div', { className: 'charts-group' });
  group.append(
    button('◀', 'Earlier', () => shift(-0.5)),
    button('▶', 'Later', () => shift(0.5)),
    button('+', 'Show less time', () => zoom(0.5)),
    button('−', 'Show more time', () => zoom(2)),
    button('All', 'Show the whole time', () => state.resetAll()),
  );
  return group;
}

/** The two ends of the time in view, as numbers that can be written. */
function timeFields(state) {
  const { unit, scale } = state.time;
  const field = (name, end) => {
    const input = make('input', { type: 'number', min: 0, max: state.end / scale, step: 'any' });
    input.setAttribute('aria-label', `${name} (${unit})`);
    input.addEventListener('change', () => {
      const value = Number(input.value) * scale;
      if (!Number.isFinite(value)) return;
      const view = { ...state.view, [end]: value };
      if (view.from < view.to) state.show(view.from, view.to);
    });
    return input;
  };
  const [from, to] = [field('From', 'from'), field('To', 'to')];
  const write = () => {
    const step = (state.view.to - state.view.from) / scale / 1000;
    const decimals = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step))));
    for (const [input, end] of [[from, 'from'], [to, 'to']]) {
      if (document.activeElement !== input) input.value = String(Number((state.view[end] / scale).toFixed(decimals)));
    }
  };
  state.listen(write);
  write();
  return make('label', { className: 'charts-times' }, from, '–', to, unit);
}

/** How wide the bins of rates are. */
function binChoice(state) {
  const choice = make('select');
  choice.append(make('option', { value: 0, textContent: 'as wide as fits' }));
  for (const width of BIN_WIDTHS.filter((width) => width < state.end / 5)) {
    choice.append(make('option', { value: width, textContent: withUnit(Number((width * 1e3).toPrecision(3)), 'ms') }));
  }
  choice.addEventListener('change', () => {
    state.bin = Number(choice.value);
    state.changed();
  });
  return make('label', { className: 'charts-bins' }, 'bins', choice);
}

function peaksBox(state) {
  const box = make('input', { type: 'checkbox' });
  box.addEventListener('change', () => {
    state.peaks = box.checked;
    state.changed();
  });
  return make('label', { className: 'charts-peaks' }, box, 'spikes as peaks');
}

/** A button for each population, which hides it. */
function legendOf(state, shown) {
  const legend = make('div', { className: 'charts-legend' });
  legend.setAttribute('role', 'group');
  legend.setAttribute('aria-label', 'Populations');
  for (const number of shown) {
    const { name, from, to } = state.populations[number];
    const size = make('span', { className: 'charts-size', textContent: grouped(to - from) });
    const chip = make('button', { type: 'button', className: 'charts-chip' }, swatchOf(number), name, size);
    chip.dataset.population = name;
    chip.title = 'Hide or show';
    chip.addEventListener('click', () => state.toggle(number));
    const mark = () => chip.setAttribute('aria-pressed', String(!state.hidden.has(number)));
    state.listen(mark);
    mark();
    legend.append(chip);
  }
  return legend;
}

/** What is chosen, and a button that forgets it. */
function chosenLine(state) {
  const text = make('span');
  const line = make('div', { className: 'charts-chosen', hidden: true }, text);
  line.setAttribute('role', 'status');
  line.append(button('Forget', 'Choose no neurons', () => state.choose([])));
  state.listen(() => {
    const count = state.chosen.reduce((sum, { from, to }) => sum + to - from, 0);
    line.hidden = count === 0;
    text.textContent = `Chosen: ${state.chosenText} (${grouped(count)})`;
  });
  return line;
}
