"""Series and what scipy.signal.welch says of them: tests/data/statistics/spectra.json.

    python tests/reference/statistics/spectra.py
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy import signal

OUT = Path(__file__).resolve().parent.parent.parent / "data" / "statistics" / "spectra.json"


def main():
    random = np.random.default_rng(20260102)
    time = np.arange(700)*1e-3
    series = {
        "counts": (random.poisson(3 + 2*np.sin(2*np.pi*40*time)).astype(float), 1000.0),
        "voltage": (-65e-3 + 2e-3*np.round(random.standard_normal(700).cumsum(), 3), 10000.0),
    }
    cases = []
    for name, (values, rate) in series.items():
        for length in (64, 100, 125, 700, 1, 3):
            frequencies, density = signal.welch(values, rate, nperseg=length)
            cases.append({"series": name, "length": length, "frequencies": frequencies.tolist(),
                          "density": density.tolist()})
    record = {
        "made_with": {"scipy": scipy.__version__, "numpy": np.__version__},
        "series": {name: {"values": values.tolist(), "rate": rate} for name, (values, rate) in series.items()},
        "cases": cases,
    }
    OUT.write_text(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
