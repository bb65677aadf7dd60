// What tests do with plots, and ask of them.

/** The range of the horizontal axis of each plot over time, by name. */
export const timesInView = (page) =>
  page.$$eval('.charts-panel', (panels) =>
    panels
      .filter((panel) => !panel.closest('.charts-grid'))
      .map(({ dataset }) => [dataset.panel, Number(dataset.xFrom), Number(dataset.xTo)]),
  );

/** The one range that all plots over time show. */
export async function timeInView(page) {
  await drawn(page);
  const ranges = await timesInView(page);
  const [[, from, to]] = ranges;
  for (const [name, otherFrom, otherTo] of ranges) {
    if (otherFrom !== from || otherTo !== to) throw new Error(`${name} shows another time: ${JSON.stringify(ranges)}`);
  }
  return { from, to, span: to - from };
}

/** Waits until two frames have been drawn, and counts of histograms are there. */
export async function drawn(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForTimeout(250);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

export const names = (page) => page.$$eval('.charts-panel', (panels) => panels.map((panel) => panel.dataset.panel));

export const canvasOf = (page, name) => page.locator(`[data-panel="${name}"] .charts-plot canvas`);

/** How many pixels of a plot there are of each colour, as a text that differs if the picture does. */
export const pictureOf = (page, name) => canvasOf(page, name).evaluate((canvas) => canvas.toDataURL());

/** How many different colours are in the picture. */
export const coloursIn = (page, name) =>
  canvasOf(page, name).evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });

/** Drags over a plot, from one place to another: parts of its width and height. */
export async function drag(page, name, from, to, options = {}) {
  const canvas = canvasOf(page, name);
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  const at = ([x, y]) => [box.x + 68 + x * (box.width - 86), box.y + 10 + y * (box.height - 48)];
  if (options.key) await page.keyboard.down(options.key);
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
  if (options.key) await page.keyboard.up(options.key);
  await drawn(page);
}

/** Moves the pointer there, and turns the wheel. */
export async function wheel(page, name, [x, y], lines) {
  const canvas = canvasOf(page, name);
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  await page.mouse.move(box.x + 68 + x * (box.width - 86), box.y + 10 + y * (box.height - 48));
  await page.mouse.wheel(0, lines);
  await drawn(page);
}
