// Pages of runs, made by the program.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { tmpdir } from 'node:os';

const ROOT = resolve(import.meta.dirname, '../..');
const SNNC = process.env.SNNC ?? join(ROOT, 'target/release/snnc');

/** Where pages and pictures of them go, to be looked at. */
export const SHOWN = resolve(process.env.SHOWN ?? join(tmpdir(), 'snnc-browser'));

/** How long models are simulated here. */
const DURATION = '300 ms';

mkdirSync(SHOWN, { recursive: true });

/** The models that users read first. */
export const models = readdirSync(join(ROOT, 'models'))
  .filter((name) => name.endsWith('.eqs'))
  .map((name) => join(ROOT, 'models', name));

/** Runs a model, if need be smaller and shorter than it says, and makes a page of the results. */
export function reportOf(model, options = ['--duration', DURATION]) {
  const name = basename(model, '.eqs');
  const folder = join(SHOWN, name);
  const scaled = /^\s*scale\s*=/m.test(readFileSync(model, 'utf8')) ? ['--set', 'scale=0.01'] : [];
  execFileSync(SNNC, ['run', model, ...options, ...scaled, '--out', folder], { stdio: 'pipe' });
  const page = join(SHOWN, `${name}.html`);
  execFileSync(SNNC, ['report', folder, '--out', page], { stdio: 'pipe' });
  return page;
}

/** How many spikes each monitor of them has recorded in the run of a model, as its results say. */
export function spikesRecorded(model) {
  const { monitors, runs } = JSON.parse(readFileSync(join(SHOWN, basename(model, '.eqs'), 'run.json'), 'utf8'));
  const names = Object.keys(monitors).filter((name) => monitors[name].kind === 'spikes');
  return names.map((name) => runs.reduce((sum, { recorded }) => sum + recorded[name][1] - recorded[name][0], 0));
}

/** Writes a model, runs it, and makes a page of the results. */
export function reportOfText(name, text) {
  const model = join(SHOWN, `${name}.eqs`);
  writeFileSync(model, text);
  return reportOf(model, []);
}
