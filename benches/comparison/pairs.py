"""Pairs of runs, one of each program, kept in a file so that a comparison can go on where it ended."""

import json
import math
import os
import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from . import snnc_runs
from .process import Failed
from .variants import BASE, counterpart

# A run that takes longer than this many seconds has failed.
LIMIT = 600


@dataclass
class Outcome:
    """The pairs of one row and variant. `one` is what snnc is compared with: Brian2, or snnc with one thread."""
    row: object
    variant: str
    duration: float
    pairs: list = field(default_factory=list)

    def median(self, side, figure):
        known = [pair[side][figure] for pair in self.pairs if pair[side].get(figure) is not None]
        return statistics.median(known) if known else math.nan

    def mean(self, side, figure):
        known = [pair[side][figure] for pair in self.pairs if pair[side][figure] is not None]
        return statistics.mean(known) if known else math.nan

    @property
    def ratio(self):
        return statistics.median(pair["one"]["loop"]/pair["snnc"]["loop"] for pair in self.pairs)

    def disagreements(self):
        """The figures in which the two differ by more than chance allows, each as a sentence."""
        # A shorter run scatters more, at most as if its spikes were independent.
        stretch = math.sqrt(max(1, self.row.duration/self.duration))
        for figure, spread in self.row.spread.items():
            sides = [[pair[side][figure] for pair in self.pairs] for side in ("one", "snnc")]
            if None in sides[0] + sides[1]:
                yield f"{figure}: too few spikes to tell"
                continue
            found = math.sqrt(statistics.mean(statistics.variance(side) for side in sides)) if len(self.pairs) > 2 else 0
            allowed = 4*max(spread*stretch, found)*math.sqrt(2/len(self.pairs))
            one, ours = map(statistics.mean, sides)
            if not abs(one - ours) <= allowed:
                yield f"{figure}: {one:.4g} and {ours:.4g} differ by more than {allowed:.2g}"


class Notebook:
    """Measured pairs, one JSON object a line."""

    def __init__(self, path, snnc, again=False):
        self.path, self.snnc = Path(path), snnc
        lines = self.path.read_text().splitlines() if self.path.exists() and not again else []
        self.known = {self.key(**entry): entry for entry in map(json.loads, lines)}

    @staticmethod
    def key(row, variant, duration, seed, program, options, **_):
        return row, variant, duration, seed, program, tuple(options)

    def pair(self, row, variant, duration, seed, measure):
        """The pair with this seed: as it is known, or measured now."""
        about = dict(row=row.name, variant=variant, duration=duration, seed=seed, program=self.snnc.fingerprint,
                     options=self.snnc.options)
        key = self.key(**about)
        if key not in self.known:
            self.known[key] = about | measure()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a") as file:
                file.write(json.dumps(self.known[key]) + "\n")
        return self.known[key]


def against_brian2(notebook, cache, row, variant, duration, pairs):
    """Runs Brian2 and snnc in turn, each pair with a seed of its own."""
    from .brian2_programs import Brian2Program
    program = Brian2Program(cache, row.network, row.arguments, counterpart(variant))

    def measure(seed):
        with tempfile.TemporaryDirectory(prefix="compare_brian2_") as folder:
            one = program.run(seed, duration, folder, LIMIT)
        ours = snnc_runs.measure(notebook.snnc, row, variant, seed, duration, LIMIT)
        return {"one": one, "snnc": ours}

    outcome = Outcome(row, variant, duration)
    for seed in range(1, pairs + 1):
        outcome.pairs.append(notebook.pair(row, variant, duration, seed, lambda: measure(seed)))
    return outcome


def against_one_thread(notebook, row, threads, duration, pairs):
    """Runs snnc with one thread and with several in turn; all bits must be the same."""
    def measure(seed):
        one, ours = (snnc_runs.measure(notebook.snnc, row, BASE, seed, duration, LIMIT, number)
                     for number in (1, threads))
        if one["digest"] != ours["digest"]:
            raise Failed(f"{row.name}, seed {seed}: other spikes with {threads} threads than with one")
        return {"one": one, "snnc": ours}

    outcome = Outcome(row, f"{threads} threads", duration)
    for seed in range(1, pairs + 1):
        outcome.pairs.append(notebook.pair(row, outcome.variant, duration, seed, lambda: measure(seed)))
    return outcome


def machine():
    """The processor, in words, and how many of it this program may use."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
        flags = next(line for line in lines if line.startswith("flags")).split()
        vectors = "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "SSE2"
    except (OSError, StopIteration):
        import platform
        model, vectors = platform.processor() or platform.machine(), "vectors unknown"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{' '.join(model.split())} with {vectors}, {cores} cores"
