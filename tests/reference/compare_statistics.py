"""Does snnc agree with Brian2, and with the programs of other authors, on models with random numbers? Runs it over many
seeds and prints figure beside figure.

    python tests/reference/compare_statistics.py [MODEL …] [--seeds 30] [--jobs 2]

The last column is the difference in combined standard errors: of means, and for the heavy-tailed figures of adex_coba
over wirings of medians. Needs NumPy and a built `snnc` (target/release/snnc, or --snnc). Exit code 1 if a difference
exceeds 3 standard errors.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from spike_statistics import population

REPOSITORY = Path(__file__).resolve().parent.parent.parent
REFERENCES = REPOSITORY / "tests" / "data" / "reference"
STATISTICS = REPOSITORY / "tests" / "models" / "statistics"
LIMIT = 3.0

# The model file and its populations, as ranges of cells.
MODELS = {
    "adex_coba": (STATISTICS / "adex_coba.eqs", {"exc": (0, 80), "inh": (80, 100)}),
    "adex_coba_wiring": (STATISTICS / "adex_coba_wiring.eqs", {"exc": (0, 80), "inh": (80, 100)}),
    **{name: (REPOSITORY / "models" / f"{name}.eqs", {"exc": (0, 3200), "inh": (3200, 4000)})
       for name in ("cuba", "coba", "cobahh")},
    "brunel_hakim": (REPOSITORY / "models" / "brunel_hakim.eqs", {"inh": (0, 5000)}),
    "balanced": (REPOSITORY / "models" / "balanced.eqs", {"all": (0, 2000)}),
    "striatum": (REPOSITORY / "models" / "striatum.eqs", {"dSPN": (0, 490), "iSPN": (490, 980), "FSI": (980, 1000)}),
    "izhikevich": (REPOSITORY / "models" / "izhikevich.eqs", {"exc": (0, 800), "inh": (800, 1002)}),
}

# Constants with other values than in the file. The striatum's figures are those of synapses that do not fail.
SETTINGS = {"striatum": ["F=[[0, 0, 0], [0, 0, 0], [0, 0, 0]]"]}


def run(program, model, seed, duration, discard):
    """One run, as {population: {figure: value}}."""
    path, populations = MODELS[model]
    with tempfile.TemporaryDirectory(prefix="compare_statistics_") as folder:
        out = Path(folder, "out")
        command = [program, "run", str(path), "--quiet", "--seed", str(seed), "--duration", f"{duration}s", "--out", str(out)]
        for setting in SETTINGS.get(model, []):
            command += ["--set", setting]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)}\nfailed with exit code {done.returncode}:\n{done.stderr}")
        group = "cortex" if model.startswith("adex") else "cells"
        with np.load(out / f"{group}_spikes.npz") as spikes:
            times, indices = spikes["t"], spikes["i"]
        result = {name: population(times, indices, cells, discard, duration) for name, cells in populations.items()}
        if model.startswith("adex"):
            with np.load(out / "cortex_states.npz") as states:
                kept = states["t"] >= discard - 1e-6
                for name, (first, end) in populations.items():
                    for variable, unit, factor in (("V", "mV", 1e3), ("w", "pA", 1e12)):
                        values = states[variable][first:end, kept]*factor
                        result[name][f"{variable}_mean_{unit}"] = values.mean()
                        result[name][f"{variable}_sd_{unit}"] = values.std()
        if model == "adex_coba":
            for name in ("exc", "inh"):
                # Each synapse knows the in-degree of its target, so that a target with n synapses is counted n times.
                with np.load(out / f"{name}_states.npz") as states:
                    degrees = states["in_degree"][:, 0]
                mean = len(degrees)/100
                result[name]["in_degree_mean"] = mean
                result[name]["in_degree_variance"] = degrees.sum()/100 - mean**2
    return result


def median_and_error(values):
    draws = np.random.default_rng(1).choice(values, (2000, len(values)))
    return np.median(values), np.median(draws, axis=1).std()


def mean_and_error(values):
    return np.mean(values), np.std(values, ddof=1)/np.sqrt(len(values))


def references(model):
    """Origin, duration, discarded time, and {(population, figure): (value, standard error)}."""
    record = json.loads((REFERENCES / f"{model.removesuffix('_wiring')}.json").read_text())
    figures = {}
    if not model.startswith("adex"):
        for name, values in record["populations"].items():
            for figure in ("rate_hz", "cv_isi", "sync"):
                of_seeds = values[figure]
                figures[name, figure] = of_seeds["mean"], of_seeds["sd"]/np.sqrt(of_seeds["n"])
    else:
        part = record["over_wirings" if model == "adex_coba" else "one_wiring"]
        summary = median_and_error if model == "adex_coba" else mean_and_error
        for name in ("exc", "inh"):
            for figure, values in part[name].items():
                if figure != "n_cv":
                    figures[name, figure] = summary(values)
            if model == "adex_coba":
                for moment, values in part["in_degree"][name].items():
                    figures[name, f"in_degree_{moment}"] = mean_and_error(values)
    origin = "Brian2" if record["origin"].startswith("Brian2") else "original"
    return origin, record["duration_s"], record["discard_s"], figures


def compare(program, model, seeds, jobs):
    origin, duration, discard, figures = references(model)
    with ThreadPoolExecutor(jobs) as pool:
        runs = list(pool.map(lambda seed: run(program, model, seed, duration, discard), range(1, seeds + 1)))
    print(f"\n{model}: {seeds} seeds of {duration:g} s, {discard:g} s left out")
    worst = 0.0
    for (name, figure), (value, error) in figures.items():
        values = [result[name][figure] for result in runs]
        heavy_tailed = model == "adex_coba" and not figure.startswith("in_degree")
        ours, our_error = (median_and_error if heavy_tailed else mean_and_error)(values)
        errors = (ours - value)/np.hypot(error, our_error)
        worst = max(worst, abs(errors))
        print(f"  {name:4} {figure:20} {origin} {value:9.4f} ± {error:.4f}   snnc {ours:9.4f} ± {our_error:.4f}   {errors:+5.1f}")
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="*", metavar="MODEL", help=f"of {', '.join(MODELS)}")
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--jobs", type=int, default=1, help="runs at a time")
    parser.add_argument("--snnc", default=str(REPOSITORY / "target" / "release" / "snnc"))
    arguments = parser.parse_args()
    unknown = [model for model in arguments.models if model not in MODELS]
    if unknown:
        parser.error(f"no such model: {', '.join(unknown)}; there are {', '.join(MODELS)}")
    worst = max(compare(arguments.snnc, model, arguments.seeds, arguments.jobs) for model in arguments.models or MODELS)
    if worst > LIMIT:
        sys.exit(f"\na figure differs by {worst:.1f} standard errors")


if __name__ == "__main__":
    main()
