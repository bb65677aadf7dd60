// Axes, ticks and grid lines.

/** How much room a tick needs, in CSS pixels. */
const TICK_ROOM = { x: 85, y: 34 };

/** The ticks of both axes of a panel, in the units of its data. */
function panelTicks(panel) {
  const { width, height } = panel.box;
  const axes = panel.axes();
  const along = (axis, range, room) => {
    if (axis.at) return { ...axis, ticks: { values: axis.at.map(([value]) => value), power: 0 } };
    // What is written is the value in another unit, or counted from another place.
    const { scale = 1, offset = 0 } = axis;
    const ticks = ticksOf(range.from / scale + offset, range.to / scale + offset, Math.max(2, room), axis.whole);
    const texts = ticks.values.map(ticks.text);
    return { ...axis, texts, ticks: { ...ticks, values: ticks.values.map((value) => (value - offset) * scale) } };
  };
  return {
    x: along(axes.x, panel.x, Math.floor(width / TICK_ROOM.x)),
    y: along(axes.y, panel.y, Math.floor(height / TICK_ROOM.y)),
  };
}

/** The text of a tick. */
const tickText = (axis, k) => (axis.at ? axis.at[k][1] : axis.texts[k]);

/** A position in the middle of a pixel, where thin lines are sharp. */
const sharp = (pixel) => Math.round(pixel) + 0.5;

/** Faint lines at the ticks, behind the data. */
function drawGrid(context, panel, colours) {
  const { left, top, width, height } = panel.box;
  const { x, y } = panelTicks(panel);
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.beginPath();
  for (const value of x.ticks.values) {
    const at = sharp(panel.toX(value));
    context.moveTo(at, top);
    context.lineTo(at, top + height);
  }
  for (const value of y.at ? [] : y.ticks.values) {
    const at = sharp(panel.toY(value));
    context.moveTo(left, at);
    context.lineTo(left + width, at);
  }
  context.stroke();
  if (panel.timed) drawStages(context, panel, colours);
}

/** Where one run ended and the next began. */
function drawStages(context, panel, colours) {
  const { top, height } = panel.box;
  const { from, to } = panel.x;
  context.strokeStyle = colours.muted;
  context.setLineDash([4, 4]);
  context.beginPath();
  for (const start of panel.state.stages.filter((time) => from < time && time < to)) {
    const at = sharp(panel.toX(start));
    context.moveTo(at, top);
    context.lineTo(at, top + height);
  }
  context.stroke();
  context.setLineDash([]);
}

/** The two axes, with ticks and labels. */
function drawAxes(context, panel, colours) {
  const { left, top, width, height } = panel.box;
  const { x, y } = panelTicks(panel);
  const bottom = top + height;
  context.strokeStyle = colours.muted;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(sharp(left), top);
  context.lineTo(sharp(left), sharp(bottom));
  context.lineTo(left + width, sharp(bottom));
  context.fillStyle = colours.muted;
  context.font = `12px ${colours.font}`;
  context.textBaseline = 'top';
  context.textAlign = 'center';
  x.ticks.values.forEach((value, k) => {
    const at = panel.toX(value);
    context.moveTo(sharp(at), bottom);
    context.lineTo(sharp(at), bottom + 5);
    context.fillText(tickText(x, k), at, bottom + 7);
  });
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  const fits = (text) => {
    let short = text;
    while (short.length > 2 && context.measureText(short).width > left - 14) short = `${short.slice(0, -2)}…`;
    return short;
  };
  y.ticks.values.forEach((value, k) => {
    const at = panel.toY(value);
    if (!y.at) {
      context.moveTo(left - 5, sharp(at));
      context.lineTo(left, sharp(at));
    }
    context.fillText(y.at ? fits(tickText(y, k)) : tickText(y, k), left - 8, at);
  });
  context.stroke();
  context.fillStyle = colours.ink;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText(axisLabel(x.label, x.unit, x.ticks.power), left + width / 2, panel.height - 4);
  if (!y.label) return;
  context.save();
  context.translate(12, top + height / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(axisLabel(y.label, y.unit, y.ticks.power), 0, 0);
  context.restore();
}
