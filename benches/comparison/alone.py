"""What is measured of snnc alone: the way to the first step, building, overhead per step, cost per synaptic event."""

import os
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from .plot import lines_over_decades
from .process import Failed
from .report import quantity, table
from .rows import REPOSITORY
from .snnc_runs import before_first_step

LIMIT = 900


@dataclass
class Finding:
    """What was measured, for the terminal and in Markdown, and the pictures that the latter shows, by name."""
    text: str
    page: str
    pictures: dict = field(default_factory=dict)


def run_text(snnc, text, duration, threads=1, runs=3):
    """Runs a model that is given as a text. Yields the run with the shortest loop: run.json and the process."""
    with tempfile.TemporaryDirectory(prefix="compare_snnc_") as folder:
        file = Path(folder, "model.eqs")
        file.write_text(text)
        return min((snnc.run(file, duration, seed, LIMIT, threads) for seed in range(1, runs + 1)),
                   key=lambda run: run[0]["timings"]["run"])


def cell(show, measure):
    """What was measured, as a cell of a table; a dash if the program could not do it."""
    try:
        return show(measure())
    except Failed as failure:
        print(failure, file=sys.stderr)
        return "–"


def lines(title, heads, rows):
    """A table for the terminal, and the same in Markdown."""
    cells = [heads, *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    text = "\n".join("  ".join(cell.ljust(width) if place == 0 else cell.rjust(width)
                               for place, (cell, width) in enumerate(zip(row, widths))) for row in cells)
    return Finding(f"{title}\n{text}\n", f"{title}\n\n{table(heads, rows)}")


def startup(snnc):
    """Of all models that are shipped; of the microcircuit a tenth."""
    rows = []
    for path in sorted((REPOSITORY / "models").glob("*.eqs")):
        settings = {"scale": "0.1"} if path.stem == "microcircuit" else {}
        said = [snnc.run(path, 1e-3, seed, LIMIT, settings=settings)[0] for seed in range(1, 6)]
        stages = {stage: statistics.median(one["timings"][stage] for one in said)
                  for stage in ("parse", "check", "compile", "build")}
        neurons = sum(group["size"] for group in said[0]["groups"].values())
        synapses = sum(block["count"] for block in said[0]["synapses"].values())
        total = statistics.median(before_first_step(one, snnc) for one in said)
        rows.append([f"`{path.name}`", neurons, synapses, *map(quantity, stages.values()), quantity(total)])
    return lines(f"From the command to the first step, {quantity(snnc.start)} of it the start of the program:",
                 ["model", "neurons", "synapses", "parse", "check", "compile", "build", "in all"], rows)


# Rules for 50 million synapses.
RULES = {
    "`p = 0.02`": "connect: p = 0.02",
    "`p = 0.02`, a weight each": "w : 1 (constant); connect: p = 0.02; init: w = rand()",
    "`i != j, p = 0.02`": "connect: i != j, p = 0.02",
    "`indegree = 1000`": "connect: indegree = 1000",
    "`outdegree = 1000`": "connect: outdegree = 1000",
    "`total = 5e7`": "connect: total = 50000000",
    "`j = (i + k) % N`": "connect: j = (i + k) % N_post for k in range(1000)",
    "`p = 0.02`, a weight and a delay each":
        "w : 1 (constant); connect: p = 0.02; delay: 0.1 ms + 4.9 ms*rand(); init: w = 1 + 0.1*randn()",
    "`p = 0.02`, with `on_post`": "w : 1; connect: p = 0.02; on_post: w += 0.1; init: w = rand()",
}


def network(neurons, body):
    """Sources that fire at random, and synapses to cells that sum what arrives."""
    statement = "g += w" if "w :" in body else "g += 0.5"
    return f"""
        neurons cells[{neurons}] {{ dg/dt = -g/(5 ms) : 1; threshold: g > 1e9; reset: g = 0 }}
        synapses s: cells -> cells {{ {body}; on_pre: {statement} }}
        run 1 ms"""


def build(snnc):
    """50 million synapses by several rules, with one thread and with all."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    counts = [1, cores] if snnc.knows_threads and cores > 1 else [1]
    empty = run_text(snnc, network(50000, "connect: i == j"), 1e-3, runs=1)[1].memory
    rows = []
    for rule, body in RULES.items():
        ran = []

        def built(threads):
            ran.append(run_text(snnc, network(50000, body), 1e-3, threads, runs=1))
            return ran[-1][0]["timings"]["build"]

        taken = [cell(quantity, lambda: built(threads)) for threads in counts]
        number, memory = "–", "–"
        if ran:
            said, process = ran[0]
            count = said["synapses"]["s"]["count"]
            number, memory = f"{count/1e6:.1f} M", f"{(process.memory - empty)/count:.1f}"
        rows.append([rule, number, *taken, memory])
    heads = ["rule, 50 000 neurons", "synapses", *(f"{number} thread{'s' if number > 1 else ''}" for number in counts)]
    return lines("Building, with the most memory that was in use meanwhile:", [*heads, "bytes a synapse"], rows)


OVERHEAD = {
    "one group of 100, one equation": "neurons g[100] { dv/dt = -v/(10 ms) : 1 }",
    "the same, with threshold, reset and refractoriness": """
        neurons g[100] { dv/dt = -v/(10 ms) : 1 (unless refractory); threshold: v > 1; reset: v = 0; refractory: 2 ms }
        monitor spikes of g""",
    "the same, with delayed synapses": """
        neurons g[100] { dv/dt = -v/(10 ms) : 1 (unless refractory); threshold: v > 1; reset: v = 0; refractory: 2 ms }
        synapses s: g -> g { connect: i != j, p = 0.1; on_pre: v += 0.1; delay: 1 ms }
        monitor spikes of g""",
    "the same, and one trace": """
        neurons g[100] { dv/dt = -v/(10 ms) : 1 (unless refractory); threshold: v > 1; reset: v = 0; refractory: 2 ms }
        synapses s: g -> g { connect: i != j, p = 0.1; on_pre: v += 0.1; delay: 1 ms }
        monitor spikes of g
        monitor v of g[0]""",
    "ten such groups of 10": "".join(f"""
        neurons g{k}[10] {{ dv/dt = -v/(10 ms) : 1 (unless refractory); threshold: v > 1; reset: v = 0; refractory: 2 ms }}
        synapses s{k}: g{k} -> g{(k + 1) % 10} {{ connect: p = 0.1; on_pre: v += 0.1; delay: 1 ms }}
        monitor spikes of g{k}""" for k in range(10)),
}


def overhead(snnc):
    """Time of a step in which hardly anything is to be done."""
    rows = []
    for what, text in OVERHEAD.items():
        said, _ = run_text(snnc, text + "\nrun 1 s", 20.0)
        rows.append([what, f"{1e9*said['timings']['run']/200_000:.0f} ns"])
    return lines("A step of a network of 100 neurons that never spike:", ["network", "time of a step"], rows)


# Numbers of neurons and of synapses of each, from 10⁵ synapses to 10⁸, and how long they fire at 20 Hz.
EVENTS = [(1000, 100, 20.0), (1000, 1000, 2.0), (4000, 1000, 1.0), (10_000, 1000, 0.5), (30_000, 1000, 0.3),
          (100_000, 1000, 0.1)]


def firing(neurons, synapses):
    return f"""
        neurons sources[{neurons}] {{ threshold: rand() < 20 Hz*dt }}
        neurons cells[{neurons}] {{ dg/dt = -g/(5 ms) : 1 }}
        {synapses}
        monitor spikes of sources
        run 1 s"""


def loop_of_firing(snnc, neurons, each, duration, effect=None):
    """Seconds of the loop, and how many spikes there were."""
    block = f"synapses s: sources -> cells {{ {effect.replace('EACH', str(each))} }}" if effect else ""
    said, _ = run_text(snnc, firing(neurons, block), duration)
    return said["timings"]["run"], said["groups"]["sources"]["spikes"]


EFFECTS = {
    "constant weight": "connect: outdegree = EACH; on_pre: g += 0.5; delay: 1 ms",
    "a weight each": "w : 1; connect: outdegree = EACH; on_pre: g += w; init: w = rand(); delay: 1 ms",
    "a weight and a delay each":
        "w : 1; connect: outdegree = EACH; on_pre: g += w; init: w = rand(); delay: 0.1 ms + 4.9 ms*rand()",
}


def events(snnc):
    """Cost of a synaptic event from 10⁵ to 10⁸ synapses."""
    rows, curves = [], {name: [] for name in EFFECTS}
    for neurons, each, duration in EVENTS:
        without, _ = loop_of_firing(snnc, neurons, each, duration)
        costs = []
        for name, effect in EFFECTS.items():
            def cost():
                seconds, spikes = loop_of_firing(snnc, neurons, each, duration, effect)
                nanoseconds = 1e9*max(0, seconds - without)/(spikes*each)
                curves[name].append((neurons*each, nanoseconds))
                return nanoseconds
            costs.append(cell(lambda nanoseconds: f"{nanoseconds:.2f} ns", cost))
        rows.append([f"{neurons} × {each}", f"{neurons*each:.0e}", *costs])
    finding = lines("What one synaptic event costs:", ["neurons × synapses of each", "synapses", *EFFECTS], rows)
    finding.page += "\n\n![The same as a plot](events.svg)"
    finding.pictures["events.svg"] = lines_over_decades(curves, "synapses", "ns for an event")
    return finding


MEASUREMENTS = {
    "startup": (startup, "snnc alone: from the command to the first step, of all models that are shipped"),
    "build": (build, "snnc alone: building 50 million synapses, and their memory"),
    "overhead": (overhead, "snnc alone: the time of a step in which little happens"),
    "events": (events, "snnc alone: the cost of a synaptic event, from 1e5 to 1e8 synapses"),
}
