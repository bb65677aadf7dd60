"""What the statistical references measure. The tests on snnc's side compute the same from its results."""

import numpy as np

# A coefficient of variation says nothing about a neuron with fewer spikes than this.
MIN_SPIKES_FOR_CV = 4


def population(times, indices, cells, start, stop):
    """Rate, irregularity and synchrony of the neurons in `cells`, from spikes with start <= t < stop (seconds).

    rate_hz   spikes per neuron and second
    cv_isi    standard deviation over mean of a neuron's inter-spike intervals, averaged over the neurons with
              at least MIN_SPIKES_FOR_CV spikes (`n_cv` of them)
    sync      variance over mean of the population's spike count in bins of 1 ms; 1 for independent Poisson spikes
    """
    first, end = cells
    kept = (times >= start) & (times < stop) & (indices >= first) & (indices < end)
    times, indices = times[kept], indices[kept]
    cvs = []
    for cell in range(first, end):
        train = np.sort(times[indices == cell])
        if len(train) >= MIN_SPIKES_FOR_CV:
            intervals = np.diff(train)
            cvs.append(intervals.std() / intervals.mean())
    counts, _ = np.histogram(times, bins=round((stop - start) * 1000), range=(start, stop))
    return {
        "rate_hz": len(times) / ((end - first) * (stop - start)),
        "cv_isi": float(np.mean(cvs)) if cvs else None,
        "n_cv": len(cvs),
        "sync": float(counts.var() / counts.mean()) if len(times) else None,
    }


def in_degree(targets, size):
    """Mean and variance, over the `size` neurons of the target, of the number of synapses each receives."""
    degrees = np.bincount(targets, minlength=size)
    return {"mean": float(degrees.mean()), "variance": float(degrees.var())}
