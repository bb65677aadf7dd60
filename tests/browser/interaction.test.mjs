// What people do with the plots.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, open } from './chromium.mjs';
import { canvasOf, drag, drawn, pictureOf, timeInView, wheel } from './plots.mjs';
import { SHOWN, reportOfText } from './reports.mjs';


describe('plots', () => {
  let browser;
  let file;
  let page;
  let complaints;
  let close;

  before(async () => {
    browser = await launch();
    file = reportOfText('two-populations', readFileSync(new URL('two-populations.eqs', import.meta.url), 'utf8'));
  });
  after(() => browser.close());
  beforeEach(async () => {
    await close?.();
    ({ page, complaints, close } = await open(browser, file));
  });

  test('keys move, zoom and show all', async () => {
    const whole = await timeInView(page);
    await canvasOf(page, 'raster').focus();
    await page.keyboard.press('+');
    const zoomed = await timeInView(page);
    assert.ok(zoomed.span < whole.span);
    await page.keyboard.press('ArrowRight');
    const moved = await timeInView(page);
    assert.ok(moved.from > zoomed.from && Math.abs(moved.span - zoomed.span) < 1e-9);
    await page.keyboard.press('Home');
    assert.deepEqual(await timeInView(page), whole);
    assert.deepEqual(complaints, []);
  });

  test('the wheel scrolls the page until a plot is clicked or Ctrl is held', async () => {
    const whole = await timeInView(page);
    await wheel(page, 'raster', [0.5, 0.5], -100);
    assert.deepEqual(await timeInView(page), whole);
    await canvasOf(page, 'raster').focus();
    await wheel(page, 'raster', [0.5, 0.5], -100);
    assert.ok((await timeInView(page)).span < whole.span);
  });

  test('Shift and dragging moves what is in view', async () => {
    await drag(page, 'raster', [0.25, 0.5], [0.75, 0.5]);
    const before = await timeInView(page);
    await drag(page, 'rates', [0.6, 0.5], [0.4, 0.5], { key: 'Shift' });
    const after = await timeInView(page);
    assert.ok(Math.abs(after.from - before.from - 0.2 * before.span) < 0.01 * before.span);
  });

  test('times can be written', async () => {
    await page.getByLabel('From (ms)').fill('50');
    await page.getByLabel('To (ms)').fill('80');
    await page.keyboard.press('Tab');
    const { from, to } = await timeInView(page);
    assert.ok(Math.abs(from - 0.05) < 1e-9 && Math.abs(to - 0.08) < 1e-9);
  });

  test('neurons chosen in the raster are found in all plots', async () => {
    const others = ['raster', 'rates', 'cells_states-v', 'rate-histogram', 'intervals'];
    const pictures = await Promise.all(others.map((name) => pictureOf(page, name)));
    // The lower half of the raster: excitatory neurons, one of the two that were traced among them.
    await drag(page, 'raster', [0.2, 1], [0.4, 0.6], { key: 'Alt' });
    assert.match(await page.locator('.charts-chosen').textContent(), /^Chosen: cells\[\d+:\d+\] \(\d+\)/);
    for (const [k, name] of others.entries()) assert.notEqual(await pictureOf(page, name), pictures[k], name);
    const pressed = await page.$$eval('[data-panel="cells_states-v"] .charts-chip:not(.charts-lanes)', (chips) =>
      chips.map((chip) => chip.getAttribute('aria-pressed')),
    );
    assert.deepEqual(pressed, ['true', 'false']);
    await page.screenshot({ path: join(SHOWN, 'chosen.png'), fullPage: true });
    await page.getByRole('button', { name: 'Choose no neurons' }).click();
    await page.mouse.move(0, 0);
    await drawn(page);
    for (const [k, name] of others.entries()) assert.equal(await pictureOf(page, name), pictures[k], name);
    assert.deepEqual(complaints, []);
  });

  test('the name of a trace chooses its neuron', async () => {
    const raster = await pictureOf(page, 'raster');
    await page.locator('[data-panel="cells_states-v"] .charts-chip').first().click();
    await drawn(page);
    assert.match(await page.locator('.charts-chosen').textContent(), /^Chosen: cells\[0\] \(1\)/);
    assert.notEqual(await pictureOf(page, 'raster'), raster);
  });

  test('a click on a population hides it everywhere', async () => {
    const others = ['raster', 'rates', 'cells_states-v', 'rate-histogram', 'intervals'];
    const pictures = await Promise.all(others.map((name) => pictureOf(page, name)));
    const inhibitory = page.locator('[data-population="inh"]');
    await inhibitory.click();
    await drawn(page);
    assert.equal(await inhibitory.getAttribute('aria-pressed'), 'false');
    for (const [k, name] of others.entries()) assert.notEqual(await pictureOf(page, name), pictures[k], name);
    await page.screenshot({ path: join(SHOWN, 'hidden.png'), fullPage: true });
  });

  test('what is under the pointer is told in the unit of the variable', async () => {
    const canvas = canvasOf(page, 'cells_states-v');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const readout = page.locator('[data-panel="cells_states-v"] output');
    assert.match(await readout.textContent(), /^1\d\d\.\d\sms {3}cells\[0\] −?\d+(\.\d+)?\smV {3}cells\[80\]/);
    assert.equal(await page.locator('.charts-hairline:visible').count(), (await page.locator('.charts-panel').count()) - 3);
  });

  test('a plot is saved as a picture', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the picture: Spikes' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'two-populations-raster.png');
    const saved = join(SHOWN, 'saved.png');
    await download.saveAs(saved);
    assert.equal(readFileSync(saved).subarray(1, 4).toString(), 'PNG');
    assert.deepEqual(complaints, []);
  });

  test('a finer screen has finer plots, and the dark has other colours', async () => {
    const width = await canvasOf(page, 'raster').evaluate((canvas) => canvas.width);
    const picture = await pictureOf(page, 'rates');
    const other = await open(browser, file, { deviceScaleFactor: 2, colorScheme: 'dark' });
    assert.equal(await canvasOf(other.page, 'raster').evaluate((canvas) => canvas.width), 2 * width);
    assert.notEqual(await pictureOf(other.page, 'rates'), picture);
    await other.page.screenshot({ path: join(SHOWN, 'dark.png'), fullPage: true });
    await other.close();
  });

  test('plots follow the width of the window', async () => {
    await page.setViewportSize({ width: 500, height: 800 });
    await drawn(page);
    const { width, shown } = await canvasOf(page, 'raster').evaluate((canvas) => ({
      width: canvas.width,
      shown: canvas.clientWidth,
    }));
    assert.ok(width === shown && width < 500);
    await page.screenshot({ path: join(SHOWN, 'narrow.png'), fullPage: true });
  });

  test('two fingers zoom, one moves', async () => {
    const { page: touched, close: leave } = await open(browser, file, { hasTouch: true });
    const whole = await timeInView(touched);
    const canvas = canvasOf(touched, 'raster');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    const session = await touched.context().newCDPSession(touched);
    const fingers = (...xs) => xs.map((x, id) => ({ x: box.x + x, y: box.y + 60, id }));
    const touch = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', fingers(400, 500));
    await touch('touchMove', fingers(350, 550));
    await touch('touchMove', fingers(300, 600));
    await touch('touchEnd', []);
    const zoomed = await timeInView(touched);
    assert.ok(Math.abs(zoomed.span - whole.span / 3) < 0.05 * whole.span, JSON.stringify(zoomed));
    await touch('touchStart', fingers(400));
    await touch('touchMove', fingers(350));
    await touch('touchMove', fingers(300));
    await touch('touchEnd', []);
    const moved = await timeInView(touched);
    assert.ok(moved.from > zoomed.from);
    await leave();
  });

  test('no code is made from texts, and nothing is loaded', async () => {
    const rule =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src blob: data:; require-trusted-types-for 'script'";
    const strict = readFileSync(file, 'utf8').replace(
      '<head>',
      `<head><meta http-equiv="Content-Security-Policy" content="${rule}">`,
    );
    const copy = join(SHOWN, 'strict.html');
    writeFileSync(copy, strict);
    const opened = await open(browser, copy);
    await drag(opened.page, 'raster', [0.2, 0.8], [0.4, 0.6]);
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });
});
