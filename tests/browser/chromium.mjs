// A browser without a window.

import { chromium } from 'playwright-core';
import { existsSync } from 'node:fs';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const OPTIONS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A new browser: the one that `CHROMIUM` names, or Chromium or Chrome where systems have them. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? KNOWN.find(existsSync);
  if (!executablePath) throw new Error('there is no Chromium: set CHROMIUM to the path of one');
  return chromium.launch({ executablePath, args: OPTIONS });
}

/** Opens a file as a page, and keeps what it complains of in `complaints`. */
export async function open(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => /^(file|blob|data):/.test(request.url()) || complaints.push(`asks for ${request.url()}`));
  await page.goto(`file://${file}`);
  await page.waitForSelector('.charts-panel:last-of-type[data-x-from]');
  return { page, complaints, close: () => context.close() };
}
