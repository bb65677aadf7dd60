"""The cortical microcircuit: its eight rates beside those of the literature, and how fast it runs.

    python benches/microcircuit.py --scale 0.2
    python benches/microcircuit.py --scale 1 --threads 2 --duration 2      # in full; needs 4.1 GB

Printed are the rates of the populations after the first half second, and their irregularity, beside the rates of a
simulation of the full network with NEST (`full_mean_rates` of the implementation in PyNEST, which a network of a smaller
scale is tuned to); then the time that building took, the time of the loop for one simulated second (1 is real time), and
memory. If a rate of the full network is off by more than a tenth and 0.2 Hz, the exit code is 1.

Needs `numpy` and `cargo build --release -p snnc-cli`.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from comparison.activity import Spikes
from comparison.process import run_and_measure
from comparison.rows import REPOSITORY

POPULATIONS = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"]
SIZES = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948]
NEST = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829]
# What is left out at the start, in seconds.
START = 0.5


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--scale", type=float, default=0.1, help="part of the neurons (default 0.1)")
    parser.add_argument("--inputs", type=float, help="part of the inputs of a neuron (default: the scale)")
    parser.add_argument("--constant", action="store_true", help="a constant current instead of the Poisson drive")
    parser.add_argument("--duration", type=float, default=2.0, help="simulated seconds (default 2)")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--snnc", default=str(REPOSITORY / "target" / "release" / "snnc"))
    parser.add_argument("--limit", type=float, default=3600, help="seconds after which it is given up")
    chosen = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="microcircuit_") as folder:
        out = Path(folder, "results")
        command = [chosen.snnc, "run", str(REPOSITORY / "models" / "microcircuit.eqs"), "--quiet", "--out", str(out),
                   "--seed", str(chosen.seed), "--duration", f"{chosen.duration}s", "--set", f"scale={chosen.scale}"]
        if chosen.inputs:
            command += ["--set", f"K_scale={chosen.inputs}"]
        if chosen.constant:
            command += ["--set", "poisson_drive=False"]
        if chosen.threads:
            command += ["--threads", str(chosen.threads)]
        process = run_and_measure(command, chosen.limit)
        said = json.loads((out / "run.json").read_text())
        off = []
        print("population  neurons   rate (Hz)     CV   NEST")
        for name, size, nest in zip(POPULATIONS, SIZES, NEST):
            number = round(chosen.scale*size)
            spikes = Spikes.of_archive(out / f"{name}_spikes.npz")
            late = spikes.t >= START
            figures = Spikes(spikes.i[late], spikes.t[late]).figures(number, chosen.duration - START)
            rate, cv = figures["rate"], figures["cv"]
            print(f"{name:10} {number:8} {rate:11.3f} {cv if cv is not None else float('nan'):6.2f} {nest:6.2f}")
            if abs(rate - nest) > 0.1*nest + 0.2:
                off.append(name)

    timings = said["timings"]
    synapses = sum(block["count"] for block in said["synapses"].values())
    print(f"\n{synapses} synapses; building took {timings['build']:.2f} s, one simulated second "
          f"{timings['run']/chosen.duration:.2f} s; {process.memory/1e9:.2f} GB in memory, "
          f"{process.memory/synapses:.1f} bytes a synapse; {said['backend']}")
    if off and chosen.scale == 1:
        sys.exit(f"off by more than a tenth and 0.2 Hz: {', '.join(off)}")


if __name__ == "__main__":
    main()
