"""Spike trains, and what Elephant, SciPy and NumPy say of them: tests/data/statistics/trains.json.

    python tests/reference/statistics/trains.py

Versions are in the file that is written. README.md says how they are installed.
"""

import json
import warnings
from pathlib import Path

import elephant
import neo
import numpy as np
import quantities as pq
import scipy
from elephant import statistics
from elephant.conversion import BinnedSpikeTrain
from elephant.spike_train_correlation import correlation_coefficient, cross_correlation_histogram

OUT = Path(__file__).resolve().parent.parent.parent / "data" / "statistics" / "trains.json"
STOP = 2.0


def trains():
    """Neurons of several kinds, on steps of 0.1 ms as a simulation has them."""
    random = np.random.default_rng(20260101)

    def on_steps(times):
        steps = np.unique(np.round(np.asarray(times)*1e4).astype(int))
        return [float(step)*1e-4 for step in steps if 0 <= step < 2e4]

    poisson = [on_steps(np.cumsum(random.exponential(1/rate, 400))) for rate in (5, 20, 60)]
    gamma = [on_steps(np.cumsum(random.gamma(shape, 1/(30*shape), 400))) for shape in (0.5, 3)]
    shared = random.uniform(0, STOP, 40)
    together = [on_steps(np.sort(shared + random.normal(0, 2e-3, 40))) for _ in range(2)]
    clock = on_steps(np.arange(0.013, STOP, 0.05))
    bursts = on_steps(np.concatenate([start + np.arange(5)*3e-3 for start in np.arange(0.1, STOP, 0.3)]))
    return [*poisson, *gamma, *together, clock, bursts, [0.5, 0.7, 1.1], [0.25, 1.5], [1.0], []]


def figure(value):
    value = float(value)
    return value if np.isfinite(value) else None


def of_train(times):
    train = neo.SpikeTrain(times*pq.s, t_stop=STOP*pq.s)
    intervals = statistics.isi(train)
    windows = BinnedSpikeTrain(train, bin_size=100*pq.ms, t_start=0*pq.s, t_stop=STOP*pq.s).to_array()[0]
    pieces = [np.zeros(count) for count in windows]
    return {
        "times": times,
        "rate": figure(statistics.mean_firing_rate(train).rescale("Hz").magnitude),
        "cv": figure(statistics.cv(intervals)) if len(intervals) else None,
        "cv2": figure(statistics.cv2(intervals, with_nan=True)),
        "lv": figure(statistics.lv(intervals, with_nan=True)),
        "counts": windows.tolist(),
        "fano": figure(statistics.fanofactor(pieces)),
    }


def correlogram(a, b):
    """Of two trains, by lags of -30 to 30 bins of 2 ms."""
    binned = [BinnedSpikeTrain(train, bin_size=2*pq.ms, t_start=0*pq.s, t_stop=STOP*pq.s) for train in (a, b)]

    def of(**choices):
        return cross_correlation_histogram(*binned, window=[-30, 30], **choices)[0].magnitude.ravel().tolist()

    return {
        "counts": of(),
        "corrected": of(border_correction=True),
        "coefficients": of(border_correction=True, cross_correlation_coefficient=True),
    }


def main():
    warnings.simplefilter("ignore")
    all_trains = trains()
    neo_trains = [neo.SpikeTrain(times*pq.s, t_stop=STOP*pq.s) for times in all_trains]
    together = statistics.time_histogram(neo_trains, 1*pq.ms, t_start=0*pq.s, t_stop=STOP*pq.s)
    together = together.magnitude.ravel()
    record = {
        "made_with": {"elephant": elephant.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
        "stop": STOP,
        "trains": [of_train(times) for times in all_trains],
        "fano_over_trains": figure(statistics.fanofactor(neo_trains)),
        "population_counts_sum": int(together.sum()),
        "synchrony": figure(together.var()/together.mean()),
        "correlograms": [{"pair": pair, **correlogram(*(neo_trains[at] for at in pair))}
                         for pair in ((5, 6), (6, 5), (2, 2), (0, 4))],
        "correlations": {
            width: [[figure(value) for value in row]
                    for row in correlation_coefficient(BinnedSpikeTrain(neo_trains[:9], bin_size=width*pq.ms))]
            for width in (5, 100)
        },
        "histogram": {
            "edges": [0, 5, 10, 20, 50, 71.5],
            "counts": np.histogram([len(times)/STOP for times in all_trains], [0, 5, 10, 20, 50, 71.5])[0].tolist(),
        },
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
