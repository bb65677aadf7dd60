// What is counted of the spikes in view: values, and the neuron of each.

/** How finely quantiles are found. */
const QUANTILE_STEPS = 10_000;

/** The rate of each neuron, in hertz. */
function ratesInView(spikes, { from, to }) {
  const counts = new Uint32Array(spikes.size);
  const [first, last] = spikes.between(from, to);
  for (let k = first; k < last; k++) counts[spikes.indices[k]]++;
  const present = spikes.present(0, spikes.size);
  const neurons = Uint32Array.from({ length: present }, (_, k) => k * spikes.every);
  return { neurons, values: Float64Array.from(neurons, (index) => counts[index] / (to - from)) };
}

/** Each interval between two successive spikes of a neuron, in milliseconds. */
function intervalsInView(spikes, { from, to }) {
  const { times, indices, tick, jumps } = spikes;
  const before = new Float64Array(spikes.size).fill(-1);
  const [first, last] = spikes.between(from, to);
  let jump = 0;
  const neurons = new Uint32Array(last - first);
  const values = new Float64Array(last - first);
  let count = 0;
  for (let k = first; k < last; k++) {
    const index = indices[k];
    while (jump < jumps.length && jumps[jump] <= times[k]) {
      // What came before is of another trial.
      before.fill(-1);
      jump++;
    }
    if (before[index] >= 0) {
      neurons[count] = index;
      values[count++] = (times[k] - before[index]) * tick * 1e3;
    }
    before[index] = times[k];
  }
  return { neurons: neurons.subarray(0, count), values: values.subarray(0, count) };
}

/** The least value, or hardly more, that so large a part of all positive values does not exceed. */
function quantileOf(arrays, part) {
  let highest = 0;
  let count = 0;
  for (const values of arrays) {
    count += values.length;
    for (let k = 0; k < values.length; k++) if (values[k] > highest) highest = values[k];
  }
  if (part >= 1 || !highest) return highest;
  const counts = new Uint32Array(QUANTILE_STEPS + 1);
  for (const values of arrays) {
    for (let k = 0; k < values.length; k++) counts[Math.ceil((values[k] / highest) * QUANTILE_STEPS)]++;
  }
  let below = 0;
  const step = counts.findIndex((here) => (below += here) >= part * count);
  // Sums of shares may come out a little below the whole.
  return step < 0 ? highest : (step / QUANTILE_STEPS) * highest;
}
