// The page of each shipped model: nothing in it complains, all plots are drawn, and all zoom together.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { basename, join } from 'node:path';
import { launch, open } from './chromium.mjs';
import { canvasOf, coloursIn, drag, drawn, names, timeInView, wheel } from './plots.mjs';
import { SHOWN, models, reportOf, spikesRecorded } from './reports.mjs';

describe('pages of shipped models', () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  for (const model of models) {
    const name = basename(model, '.eqs');
    test(name, async () => {
      const { page, complaints, close } = await open(browser, reportOf(model));
      const all = await names(page);
      assert.ok(all.length >= 2, `plots: ${all}`);
      for (const panel of all) {
        assert.ok((await coloursIn(page, panel)) > 4, `${panel} is drawn`);
        assert.match(await canvasOf(page, panel).getAttribute('aria-label'), /\w+\. .+/, `${panel} is told in words`);
      }
      if (all.includes('raster')) {
        const words = await canvasOf(page, 'raster').getAttribute('aria-label');
        const told = [...words.matchAll(/(\d+) spikes of/g)].map(([, count]) => Number(count));
        assert.deepEqual(told.filter(Boolean).toSorted(), spikesRecorded(model).filter(Boolean).toSorted(), 'all spikes are there');
      }
      await page.screenshot({ path: join(SHOWN, `${name}.png`), fullPage: true });

      const whole = await timeInView(page);
      const [first] = all;
      await page.keyboard.down('Control');
      await wheel(page, first, [0.5, 0.5], -200);
      await page.keyboard.up('Control');
      const zoomed = await timeInView(page);
      assert.ok(zoomed.span < 0.9 * whole.span, 'the wheel zooms, and all plots alike');
      const middle = (range) => (range.from + range.to) / 2;
      assert.ok(Math.abs(middle(zoomed) - middle(whole)) < 0.02 * whole.span, 'what is under the pointer stays there');

      await page.getByRole('button', { name: 'Show the whole time' }).click();
      assert.deepEqual(await timeInView(page), whole);
      await drag(page, first, [0.25, 0.5], [0.5, 0.5]);
      const dragged = await timeInView(page);
      assert.ok(Math.abs(dragged.span - whole.span / 4) < 0.02 * whole.span, `a quarter: ${JSON.stringify(dragged)}`);
      await drawn(page);
      await page.screenshot({ path: join(SHOWN, `${name}-zoomed.png`), fullPage: true });
      assert.deepEqual(complaints, []);
      await close();
    });
  }
});
