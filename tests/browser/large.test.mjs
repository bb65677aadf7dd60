// Many spikes: how long a page of them takes. Times are printed, since they depend on the machine.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch, open } from './chromium.mjs';
import { canvasOf, drawn } from './plots.mjs';
import { SHOWN, reportOfText } from './reports.mjs';

const modelOf = (duration) => `
dt = 0.1 ms
poisson inputs[20000] { rate: 50 Hz }
monitor spikes of inputs
run ${duration}
`;

/** How long each of some steps of the wheel takes until it is drawn, in milliseconds. */
const zoomTimes = (page) =>
  canvasOf(page, 'raster').evaluate(async (canvas) => {
    const { left, top } = canvas.getBoundingClientRect();
    const at = { clientX: left + 400, clientY: top + 100, ctrlKey: true, cancelable: true };
    const times = [];
    for (let k = 0; k < 20; k++) {
      const start = performance.now();
      canvas.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: k < 10 ? -20 : 20 }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b);
  });

describe('pages of many spikes', () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  for (const [name, duration, note] of [
    ['million', '1 s', /^$/],
    ['five-million', '5 s', /1.\d\d\d.\d\d\d of 4.\d\d\d.\d\d\d spikes are in this page, those of one neuron in 3\./],
  ]) {
    test(name, async (t) => {
      const file = reportOfText(name, modelOf(duration));
      const size = statSync(file).size / 1e6;
      assert.ok(size < 10, `${size} MB`);
      const { page, complaints, close } = await open(browser, file);
      const first = await page.evaluate(() => performance.getEntriesByName('charts-drawn')[0].startTime);
      const times = await zoomTimes(page);
      const round = (time) => `${Math.round(time)} ms`;
      t.diagnostic(
        `${size.toFixed(1)} MB, all drawn after ${round(first)}; a step of zooming: median ${round(times[10])}, longest ${round(times[19])}`,
      );
      await drawn(page);
      const caption = await page.locator('[data-panel="raster"] figcaption').allTextContents();
      assert.match(caption.join(), note);
      await page.screenshot({ path: join(SHOWN, `${name}.png`), fullPage: true });
      assert.deepEqual(complaints, []);
      await close();
    });
  }
});
