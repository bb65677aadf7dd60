// Numbers as people read them.

/** A round number, 1, 2 or 5 times a power of ten, that is not below `least`. */
function roundUp(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const found = [1, 2, 5, 10].find((digit) => digit * power >= least * (1 - 1e-9));
  return found * power;
}

/** Round values from `from` to `to`, not more than `most`, and how each is written. */
function ticksOf(from, to, most, whole = false) {
  let step = roundUp((to - from) / Math.max(1, most));
  if (whole) step = Math.max(1, step);
  const values = [];
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + step * 1e-9; k++) values.push(k * step);
  const largest = Math.max(Math.abs(from), Math.abs(to));
  const power = largest >= 1e5 || largest < 1e-2 ? 3 * Math.floor(Math.log10(largest) / 3) : 0;
  const decimals = Math.max(0, power - Math.floor(Math.log10(step) + 1e-9));
  return { values, power, text: (value) => signed((value / 10 ** power).toFixed(decimals)) };
}

/** With the minus sign of print, and without one before nothing but zeros. */
function signed(text) {
  if (!text.startsWith('-')) return text;
  return /[1-9]/.test(text) ? `−${text.slice(1)}` : text.slice(1);
}

/** A value with so many digits that count. */
function shortly(value, digits = 4) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) {
    const [digitsOf, power] = value.toExponential(digits - 1).split('e');
    return `${signed(digitsOf)}·10${raised(Number(power))}`;
  }
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return signed(value.toFixed(decimals));
}

/** A whole number in raised digits. */
function raised(number) {
  return [...String(number)].map((digit) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(digit)]).join('');
}

/** A whole number with thin spaces between thousands. */
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');

/** A value and its unit. */
const withUnit = (text, unit) => (unit ? `${text}\u00a0${unit}` : text);

/** A label and its unit: `time (ms)`. */
function axisLabel(label, unit, power = 0) {
  const factor = power ? `10${raised(power)}` : '';
  const inside = [factor, unit].filter(Boolean).join('\u202f');
  return inside ? `${label} (${inside})` : label;
}

/** The unit in which times are shown: seconds where the run is long, else milliseconds. */
const timeUnit = (end) => (end > 10 ? { unit: 's', scale: 1 } : { unit: 'ms', scale: 1e-3 });

/** A time, as exactly as a span of time of that length needs. */
function timeText(time, span, { unit, scale }) {
  const step = span / scale / 1000;
  const decimals = Math.max(0, Math.min(6, Math.ceil(-Math.log10(step))));
  return withUnit(signed((time / scale).toFixed(decimals)), unit);
}
