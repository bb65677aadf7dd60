// The keyboard on a plot.

/** How far a key moves or zooms. */
const KEY_MOVE = 0.2;
const KEY_ZOOM = 0.7;

/** What is said of them to those who ask. */
const KEYS_TEXT =
  'Arrow keys move, plus and minus zoom, Home or 0 shows all, Page Up and Page Down zoom the vertical axis, ' +
  'a comma and a full stop move a reading line, Escape forgets chosen neurons.';

/** Makes a panel answer keys; `hover(panel, place)` is told where the reading line is. */
function listenToKeys(panel, hover) {
  const { canvas, state } = panel;
  let reading = null;

  const readAt = (step) => {
    const { left, top, width, height } = panel.box;
    const x = reading === null ? left + width / 2 : reading + step * (width / 100);
    reading = Math.max(left, Math.min(left + width, x));
    panel.readout.setAttribute('aria-live', 'polite');
    hover(panel, { x: reading, y: top + height / 2 });
  };
  const actions = {
    ArrowLeft: () => moveX(panel, -KEY_MOVE),
    ArrowRight: () => moveX(panel, KEY_MOVE),
    ArrowUp: () => panel.wholeY && moveY(panel, KEY_MOVE),
    ArrowDown: () => panel.wholeY && moveY(panel, -KEY_MOVE),
    '+': () => zoomX(panel, KEY_ZOOM),
    '=': () => zoomX(panel, KEY_ZOOM),
    '-': () => zoomX(panel, 1 / KEY_ZOOM),
    PageUp: () => panel.wholeY && zoomY(panel, KEY_ZOOM),
    PageDown: () => panel.wholeY && zoomY(panel, 1 / KEY_ZOOM),
    Home: () => panel.reset(),
    0: () => panel.reset(),
    ',': () => readAt(-1),
    '.': () => readAt(1),
    Escape: () => state.choose([]),
  };
  canvas.addEventListener('keydown', (event) => {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
  canvas.addEventListener('blur', () => {
    reading = null;
    panel.readout.setAttribute('aria-live', 'off');
    hover(panel, null);
  });
}
