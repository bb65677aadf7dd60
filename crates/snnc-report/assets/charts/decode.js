// Arrays as the page holds them: little-endian bytes in base64.

/** The bytes of a text in base64. */
function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let k = 0; k < bytes.length; k++) bytes[k] = letters.charCodeAt(k);
  return bytes;
}

/** `count` whole numbers, each in groups of 7 bits, the lowest first. */
function countsOf(text, count) {
  const bytes = bytesOf(text);
  const values = new Uint32Array(count);
  let at = 0;
  for (let k = 0; k < count; k++) {
    let byte = bytes[at++];
    let value = byte & 0x7f;
    for (let shift = 7; byte & 0x80; shift += 7) {
      byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
    }
    values[k] = value;
  }
  return values;
}

/** `count` whole numbers that never fall, of which the differences are stored. */
function risingOf(text, count) {
  const values = countsOf(text, count);
  for (let k = 1; k < count; k++) values[k] += values[k - 1];
  return values;
}

/** Whole numbers of 1, 2 or 4 bytes each. */
function indicesOf(text, width) {
  const bytes = bytesOf(text);
  if (width === 1) return bytes;
  return width === 2 ? new Uint16Array(bytes.buffer) : new Uint32Array(bytes.buffer);
}

/** Floats in single precision. */
const floatsOf = (text) => new Float32Array(bytesOf(text).buffer);

/** The times of samples, in seconds: how many, each of them, and the number of the last one that is not after a time. */
function timesOf(stored) {
  const { count } = stored;
  if (stored.times === undefined) {
    const { start, step } = stored;
    return {
      count,
      at: (k) => start + k * step,
      before: (time) => Math.min(count - 1, Math.floor((time - start) / step + 1e-6)),
    };
  }
  const values = new Float64Array(bytesOf(stored.times).buffer);
  return { count, at: (k) => values[k], before: (time) => firstAbove(values, time) - 1 };
}

/** The number of values, in rising order, that are not above `limit`. */
function firstAbove(values, limit) {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (values[middle] <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Sums of all values before each place, one more than there are values. */
function sumsOf(values) {
  const sums = new Float64Array(values.length + 1);
  for (let k = 0; k < values.length; k++) sums[k + 1] = sums[k] + values[k];
  return sums;
}
