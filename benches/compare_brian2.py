"""snnc beside Brian2's C++ standalone mode, on this machine.

    python benches/compare_brian2.py                            # all rows, as they are
    python benches/compare_brian2.py cuba coba --variants all   # two rows and all their variants
    python benches/compare_brian2.py --quick --pairs 3          # a first impression
    python benches/compare_brian2.py --threads 2                # snnc with two threads beside one
    python benches/compare_brian2.py --startup --build --overhead --events     # snnc alone
    python benches/compare_brian2.py --everything --markdown docs/performance/table.md

Each Brian2 program is compiled once and kept in the folder of `--cache`; then the two programs run in turn, with one thread
each, every pair with a seed of its own. Printed are the medians of the time spent in the simulation loop alone (for Brian2
measured inside its program, for snnc `timings.run` of run.json), the median of the ratios of the pairs, the means of rate
and irregularity of both, what passes before the first step (for Brian2 the compilation), and the memory. Both record the
same. If rate or irregularity differ by more than chance allows, or a run fails, this is said at the end, and the exit code
is 1. What was measured is kept in `--results`, so that a call that was interrupted goes on where it ended.

Needs `pip install "brian2==2.9.0" "numpy<2.4" Cython`, a C++ compiler, and `cargo build --release -p snnc-cli`.
`--cpu 0` binds all programs to one processor (Linux).
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from comparison import alone, pairs, report, variants
from comparison.rows import REPOSITORY, ROWS
from comparison.snnc_runs import Snnc


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(row.name for row in ROWS)}; all if not given")
    parser.add_argument("--variants", nargs="+", default=["base"], metavar="VARIANT",
                        help=f"of {', '.join(variants.VARIANTS)}, or all (default base)")
    parser.add_argument("--threads", type=int, metavar="N", help="instead: snnc with N threads beside one")
    parser.add_argument("--everything", action="store_true",
                        help="all variants, two threads beside one, and all of snnc alone, for one page")
    parser.add_argument("--pairs", type=int, default=5, help="runs of each program (default 5)")
    parser.add_argument("--duration", type=float, help="simulated seconds (default: of each row its own)")
    parser.add_argument("--quick", action="store_true", help="a quarter of the durations")
    parser.add_argument("--cache", type=Path, default=Path(".brian2_cache"), help="where compiled programs are kept")
    parser.add_argument("--compile", action="store_true", help="only compile what is missing in the cache")
    parser.add_argument("--results", type=Path, help="what was measured (default: results.jsonl in the cache)")
    parser.add_argument("--again", action="store_true", help="measure again what is in the results already")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write a page")
    parser.add_argument("--snnc", help="the program (default: target/release/snnc, else `snnc`)")
    parser.add_argument("--option", action="append", default=[], metavar="OPTION",
                        help="an option for each run of snnc, as in --option=--backend=cranelift")
    parser.add_argument("--cpu", type=int, help="run everything on this processor (Linux)")
    for name, (_, what) in alone.MEASUREMENTS.items():
        parser.add_argument(f"--{name}", action="store_true", help=what)
    chosen = parser.parse_args()

    unknown = set(chosen.rows) - {row.name for row in ROWS}
    if unknown:
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    if chosen.everything:
        chosen.threads = chosen.threads or 2
    if chosen.everything or "all" in chosen.variants:
        chosen.variants = variants.VARIANTS
    if set(chosen.variants) - set(variants.VARIANTS):
        parser.error(f"variants are {', '.join(variants.VARIANTS)} and all")
    built = REPOSITORY / "target" / "release" / "snnc"
    chosen.snnc = shutil.which(chosen.snnc or (str(built) if built.exists() else "snnc"))
    if chosen.snnc is None:
        parser.error("snnc not found: cargo build --release -p snnc-cli")
    chosen.rows = [row for row in ROWS if not chosen.rows or row.name in chosen.rows]
    return chosen


def compile_all(chosen):
    from comparison.brian2_programs import Brian2Program
    for variant in dict.fromkeys(map(variants.counterpart, chosen.variants)):
        for row in chosen.rows:
            program = Brian2Program(chosen.cache, row.network, row.arguments, variant)
            print(f"{row.name:16} {variant:11} {program.preparation:6.1f} s  {program.folder}", flush=True)


class Comparison:
    """Measures row by row, and gathers what went wrong."""

    def __init__(self, chosen):
        self.chosen, self.failures = chosen, []
        self.snnc = Snnc(chosen.snnc, chosen.option)
        self.notebook = pairs.Notebook(chosen.results or chosen.cache / "results.jsonl", self.snnc, chosen.again)

    def duration(self, row):
        return self.chosen.duration or (row.duration/4 if self.chosen.quick else row.duration)

    def outcome(self, name, aim, measure):
        """One line of the table; a failure is told and does not end the rest."""
        try:
            outcome = measure()
        except Exception as failure:            # whatever Brian2, the compiler or a program came upon
            self.failures.append(f"{name}: {failure}")
            print(f"{name}: FAILED", flush=True)
            return []
        print(report.line(outcome, aim), flush=True)
        for disagreement in outcome.disagreements():
            self.failures.append(f"{name}: the results disagree in the {disagreement}")
            print(f"{name}: DISAGREE in the {disagreement}", flush=True)
        return [outcome]

    def with_brian2(self):
        print(report.HEADING)
        return [outcome for variant in self.chosen.variants for row in self.chosen.rows
                for outcome in self.outcome(f"{row.name}, {variant}", row.target, lambda: pairs.against_brian2(
                    self.notebook, self.chosen.cache, row, variant, self.duration(row), self.chosen.pairs))]

    def with_threads(self):
        print(report.HEADING.replace("Brian2", "one   "))
        return [outcome for row in self.chosen.rows if row.threads
                for outcome in self.outcome(f"{row.name}, threads", row.threads, lambda: pairs.against_one_thread(
                    self.notebook, row, self.chosen.threads, self.duration(row), self.chosen.pairs))]


def main():
    chosen = arguments()
    if chosen.cpu is not None:
        # Inherited by all that is started from here.
        os.sched_setaffinity(0, {chosen.cpu})
    if chosen.compile:
        return compile_all(chosen)
    comparison = Comparison(chosen)
    asked = [name for name in alone.MEASUREMENTS if chosen.everything or getattr(chosen, name)]
    outcomes, threads, findings = [], [], []
    if chosen.everything or not (chosen.threads or asked):
        outcomes = comparison.with_brian2()
    if chosen.threads:
        threads = comparison.with_threads()
    for name in asked:
        findings.append(alone.MEASUREMENTS[name][0](comparison.snnc))
        print(findings[-1].text, flush=True)
    if chosen.markdown:
        pages = [finding.page for finding in findings]
        chosen.markdown.write_text(report.page(about(comparison.snnc, outcomes), outcomes, threads, pages))
        for finding in findings:
            for name, picture in finding.pictures.items():
                (chosen.markdown.parent / name).write_text(picture)
    if comparison.failures:
        sys.exit("\n".join(["", *comparison.failures]))


def about(snnc, outcomes):
    """Sentences on the machine and the programs."""
    said = [f"{pairs.machine()}; {snnc.version}"]
    if outcomes:
        import brian2
        from comparison.brian2_programs import compiler
        backends = sorted({pair["snnc"]["backend"] for outcome in outcomes for pair in outcome.pairs})
        number = min(len(outcome.pairs) for outcome in outcomes)
        said.append(f", {', '.join(backends)}; Brian2 {brian2.__version__} in C++ standalone mode, {compiler()}, its own "
                    f"flags; one thread, double precision; medians of {number} pairs.")
    return "".join(said)


if __name__ == "__main__":
    main()
