"""Runs the models of tests/models/deterministic in Brian2 and writes what it records to tests/data/brian2.

    python tests/reference/record.py [CASE ...]

Each CASE is a script in tests/reference/deterministic that says the same as the model file of its name. A case is
written only if NumPy and compiled code agree on it, and if disturbing all states by 1e-12 at the start moves no spike:
what one rounding error could change is no reference.
"""

import importlib
import sys
import warnings
from pathlib import Path

import numpy as np
from brian2 import (
    BrianLogger, PopulationRateMonitor, SpikeMonitor, StateMonitor, defaultclock, device, ms, prefs,
)

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data" / "brian2"
sys.path.insert(0, str(HERE))
BrianLogger.suppress_name("method_choice")
# sympy's, while Brian2 parses equations
warnings.filterwarnings("ignore", category=DeprecationWarning)


def recorded(monitor):
    """The arrays of a monitor under the names that `snnc run --out` gives them, in SI units."""
    if isinstance(monitor, SpikeMonitor):
        return {"i": np.asarray(monitor.i, dtype=np.int32), "t": np.asarray(monitor.t)}
    if isinstance(monitor, PopulationRateMonitor):
        return {"t": np.asarray(monitor.t), "rate": np.asarray(monitor.rate)}
    arrays = {name: np.asarray(getattr(monitor, name), dtype=np.float64) for name in monitor.record_variables}
    return {"t": np.asarray(monitor.t), "i": np.asarray(monitor.record, dtype=np.int32), **arrays}


def simulate(case, target, disturbance=0.0):
    prefs.codegen.target = target
    device.reinit()
    device.activate()
    defaultclock.dt = 0.1*ms
    network, durations = importlib.import_module(f"deterministic.{case}").network()
    if disturbance:
        for group in network.objects:
            if hasattr(group, "equations") and not isinstance(group, StateMonitor):
                for name in group.equations.diff_eq_names:
                    group.variables[name].set_value(group.variables[name].get_value()*(1 + disturbance))
    for duration in durations:
        network.run(duration)
    return {f"{monitor.name}.{name}": array for monitor in network.objects
            if isinstance(monitor, (SpikeMonitor, StateMonitor, PopulationRateMonitor))
            for name, array in recorded(monitor).items()}


def difference(one, other):
    """The largest relative difference between two results (of values below a thousandth of their array's largest,
    relative to that thousandth); infinite if a spike differs."""
    worst = 0.0
    for name, array in one.items():
        if "_spikes." in name and not np.array_equal(array, other[name]):
            return np.inf
        scale = np.maximum(np.abs(array), np.abs(array).max(initial=0)*1e-3)
        worst = max(worst, np.max(np.abs(array - other[name])/np.where(scale == 0, 1, scale), initial=0))
    return worst


def main(cases):
    DATA.mkdir(parents=True, exist_ok=True)
    for case in cases or sorted(path.stem for path in (HERE / "deterministic").glob("*.py")):
        result = simulate(case, "cython")
        targets = difference(result, simulate(case, "numpy"))
        stability = difference(result, simulate(case, "cython", disturbance=1e-12))
        if targets > 1e-9 or stability > 1e-7:
            sys.exit(f"{case}: NumPy and compiled code differ by {targets:.1e}, a disturbance of 1e-12 by {stability:.1e}")
        np.savez(DATA / f"{case}.npz", **result)
        spikes = {name[:-len("_spikes.t")]: len(array) for name, array in result.items() if name.endswith("_spikes.t")}
        size = (DATA / f"{case}.npz").stat().st_size/1024
        print(f"{case:20} {size:4.0f} KiB  targets {targets:.0e}  disturbed {stability:.0e}  spikes {spikes}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
