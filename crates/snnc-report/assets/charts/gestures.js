// Wheel, mouse, pen and fingers on a plot.

/** From how many CSS pixels on a movement is a drag. */
const DRAG = 4;

/** From how many CSS pixels on a drag is meant for the vertical axis too. */
const DRAG_BOTH = 24;

/** Zooms the horizontal axis: `factor` below 1 shows less; what is at `value` stays there. */
function zoomX(panel, factor, value) {
  const { from, to } = panel.x;
  const at = value ?? (from + to) / 2;
  panel.setX(at - (at - from) * factor, at + (to - at) * factor);
}

/** Zooms the vertical axis likewise. */
function zoomY(panel, factor, value) {
  const { from, to } = panel.y;
  const at = value ?? (from + to) / 2;
  panel.setY(at - (at - from) * factor, at + (to - at) * factor);
}

/** Moves what is in view by a part of its width. */
function moveX(panel, part) {
  const { from, to } = panel.x;
  panel.setX(from + (to - from) * part, to + (to - from) * part);
}

/** Moves what is in view by a part of its height. */
function moveY(panel, part) {
  const { from, to } = panel.y;
  panel.setY(from + (to - from) * part, to + (to - from) * part);
}

/** Makes a panel answer the wheel and pointers; `hover(panel, place)` is told where a pointer is. */
function listenToGestures(panel, hover) {
  const { canvas, state } = panel;
  const held = new Map();
  let drag = null;

  const placeOf = (event) => {
    const bounds = canvas.getBoundingClientRect();
    return { x: event.clientX - bounds.left, y: event.clientY - bounds.top };
  };

  canvas.addEventListener(
    'wheel',
    (event) => {
      // Elsewhere the wheel scrolls the page, as everywhere.
      const meant = event.ctrlKey || event.metaKey || event.shiftKey || document.activeElement === canvas;
      if (!meant) return;
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      const [dx, dy] = [event.deltaX * lines, event.deltaY * lines];
      const place = placeOf(event);
      if (event.shiftKey) {
        if (panel.wholeY) zoomY(panel, Math.exp((dy || dx) * 0.002), panel.fromY(place.y));
      } else if (Math.abs(dx) > Math.abs(dy)) {
        moveX(panel, dx / panel.box.width);
      } else {
        zoomX(panel, Math.exp(dy * (event.ctrlKey ? 0.01 : 0.002)), panel.fromX(place.x));
      }
      hover(panel, place);
    },
    { passive: false },
  );

  const start = (event) => {
    const place = placeOf(event);
    const first = [...held.values()][0];
    if (held.size === 2) {
      const places = [...held.values()];
      drag = { kind: 'pinch', x: { ...panel.x }, values: places.map((it) => panel.fromX(it.x)) };
      panel.band.hidden = true;
      return;
    }
    let kind = state.tool;
    if (event.shiftKey || event.button === 1 || (event.pointerType === 'touch' && kind === 'zoom')) kind = 'move';
    if (event.altKey) kind = 'choose';
    if (kind === 'choose' && !panel.choose) kind = 'zoom';
    drag = { kind, from: first || place, x: { ...panel.x }, y: { ...panel.y }, far: false };
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button > 1) return;
    canvas.setPointerCapture(event.pointerId);
    canvas.focus({ preventScroll: true });
    held.set(event.pointerId, placeOf(event));
    start(event);
    event.preventDefault();
  });

  canvas.addEventListener('pointermove', (event) => {
    const place = placeOf(event);
    if (held.has(event.pointerId)) held.set(event.pointerId, place);
    hover(panel, place);
    if (!drag || !held.has(event.pointerId)) return;
    if (drag.kind === 'pinch') return pinch(panel, drag, [...held.values()]);
    const [dx, dy] = [place.x - drag.from.x, place.y - drag.from.y];
    drag.far ||= Math.hypot(dx, dy) > DRAG;
    if (!drag.far) return;
    if (drag.kind === 'move') {
      const byX = ((drag.x.to - drag.x.from) * dx) / panel.box.width;
      panel.setX(drag.x.from - byX, drag.x.to - byX);
      const byY = ((drag.y.to - drag.y.from) * dy) / panel.box.height;
      if (panel.wholeY) panel.setY(drag.y.from + byY, drag.y.to + byY);
    } else {
      showBand(panel, bandOf(panel, drag, place));
    }
  });

  const end = (event) => {
    if (!held.delete(event.pointerId) || !drag) return;
    const ended = drag;
    drag = null;
    panel.band.hidden = true;
    if (event.type === 'pointercancel' || ended.kind === 'pinch') return;
    const place = placeOf(event);
    const band = bandOf(panel, ended, place);
    if (ended.kind === 'choose') {
      const [low, high] = ended.far ? [band.top + band.height, band.top] : [place.y, place.y];
      panel.choose(panel.fromY(low), panel.fromY(high));
    } else if (ended.kind === 'zoom' && ended.far) {
      if (band.bothWays) panel.setY(panel.fromY(band.top + band.height), panel.fromY(band.top));
      if (band.width > DRAG) panel.setX(panel.fromX(band.left), panel.fromX(band.left + band.width));
    }
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener('pointerleave', () => hover(panel, null));
  canvas.addEventListener('dblclick', () => panel.reset());
}

/** Both fingers keep what was below them. */
function pinch(panel, drag, places) {
  if (places.length < 2) return;
  const [one, other] = drag.values;
  const [left, right] = places.map((place) => place.x);
  const perPixel = (other - one) / (right - left);
  const span = Math.abs(perPixel) * panel.box.width;
  if (!Number.isFinite(span)) return;
  const middle = (one + other) / 2;
  const part = ((left + right) / 2 - panel.box.left) / panel.box.width;
  panel.setX(middle - span * part, middle + span * (1 - part));
}

/** The rectangle that is being drawn: over the whole height or width if it is not meant both ways. */
function bandOf(panel, drag, place) {
  const { box } = panel;
  const within = (value, from, length) => Math.max(from, Math.min(from + length, value));
  const xs = [drag.from.x, place.x].map((x) => within(x, box.left, box.width)).sort((a, b) => a - b);
  const ys = [drag.from.y, place.y].map((y) => within(y, box.top, box.height)).sort((a, b) => a - b);
  if (drag.kind === 'choose') {
    return { left: box.left, width: box.width, top: ys[0], height: ys[1] - ys[0], bothWays: false };
  }
  const bothWays = Boolean(panel.wholeY) && ys[1] - ys[0] > DRAG_BOTH;
  const [top, height] = bothWays ? [ys[0], ys[1] - ys[0]] : [box.top, box.height];
  return { left: xs[0], width: xs[1] - xs[0], top, height, bothWays };
}

function showBand(panel, band) {
  panel.band.hidden = false;
  for (const side of ['left', 'top', 'width', 'height']) panel.band.style[side] = `${band[side]}px`;
}
