"""What was measured, as lines on the terminal and as a page in Markdown."""

import datetime
import math

from .variants import BASE


def quantity(seconds):
    """A time for people."""
    if math.isnan(seconds):
        return "–"
    return f"{seconds:.1f} s" if seconds >= 2 else f"{seconds:.2f} s" if seconds >= 0.1 else f"{1e3*seconds:.1f} ms"


def megabytes(size):
    return "–" if math.isnan(size) or not size else f"{size/1e6:.0f} MB"


HEADING = f"""\
{'':44}seconds of the loop    times    {'rate (Hz)':>17}  {'CV':>11}  {'before the 1st step':>19}  {'memory (MB)':>13}
{'row':16} {'variant':11} {'time':>6} {'pairs':>5} {'Brian2':>9} {'snnc':>9}  faster {'aim':>5} {'Brian2':>8} \
{'snnc':>8} {'Brian2':>5} {'snnc':>5}  {'Brian2':>8} {'snnc':>10} {'Brian2':>7} {'snnc':>5}"""


def line(outcome, aim):
    """One outcome on the terminal."""
    def pair(figure, average):
        return [average(side, figure) for side in ("one", "snnc")]
    loops, rates, cvs = pair("loop", outcome.median), pair("rate", outcome.mean), pair("cv", outcome.mean)
    before, memory = pair("before", outcome.median), pair("memory", outcome.median)
    return (f"{outcome.row.name:16} {outcome.variant:11} {outcome.duration:4g} s {len(outcome.pairs):5} {loops[0]:9.4f} "
            f"{loops[1]:9.4f} {outcome.ratio:7.2f} {aim:>5g} {rates[0]:8.3f} {rates[1]:8.3f} {cvs[0]:5.2f} {cvs[1]:5.2f}  "
            f"{before[0]:8.2f} {before[1]:10.4f} {memory[0]/1e6:7.0f} {memory[1]/1e6:5.0f}")


def table(heads, rows):
    """A table in Markdown; the first column is text, the others are numbers."""
    rule = ["---"] + ["---:"]*(len(heads) - 1)
    return "\n".join("| " + " | ".join(map(str, cells)) + " |" for cells in [heads, rule, *rows])


def page(about, outcomes, threads, alone):
    """All that was measured, in Markdown. `about` are sentences on the machine and the programs."""
    parts = ["# Figures", f"{about} {datetime.date.today().isoformat()}. "
             "[Performance](../performance.md) says how they are measured."]
    base = {outcome.row.name: outcome for outcome in outcomes if outcome.variant == BASE}
    if base:
        parts.append(table(
            ["model", "simulated", "Brian2, loop", "snnc, loop", "times faster", "rate, Brian2", "rate, snnc",
             "first step, Brian2", "first step, snnc", "memory, Brian2", "memory, snnc"],
            [[o.row.title, f"{o.duration:g} s", quantity(o.median("one", "loop")), quantity(o.median("snnc", "loop")),
              f"**{o.ratio:.1f}**", f"{o.mean('one', 'rate'):.2f} Hz", f"{o.mean('snnc', 'rate'):.2f} Hz",
              quantity(o.median("one", "before")), quantity(o.median("snnc", "before")),
              megabytes(o.median("one", "memory")), megabytes(o.median("snnc", "memory"))] for o in base.values()]))
    changed = [outcome for outcome in outcomes if outcome.variant != BASE]
    if changed:
        variants = list(dict.fromkeys(outcome.variant for outcome in changed))
        found = {(outcome.row.name, outcome.variant): outcome for outcome in changed}
        rows = []
        for name in dict.fromkeys(outcome.row.name for outcome in outcomes):
            cells = [f"{base[name].ratio:.1f}" if name in base else "–"]
            for variant in variants:
                cells.append(f"{found[name, variant].ratio:.1f}" if (name, variant) in found else "–")
            rows.append([next(o.row.title for o in outcomes if o.row.name == name), *cells])
        parts += ["Times faster than Brian2, of the model and of its variants:", table(["model", "as it is", *variants], rows)]
    if threads:
        parts += ["Two threads beside one, the same bits:", table(
            ["model", "simulated", "one thread", "two threads", "times faster"],
            [[o.row.title, f"{o.duration:g} s", quantity(o.median("one", "loop")), quantity(o.median("snnc", "loop")),
              f"**{o.ratio:.2f}**"] for o in threads])]
    return "\n\n".join([*parts, *alone]) + "\n"
