"""The rows of the table: which model, how large, for how long, and how far two simulators may differ."""

from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Row:
    """One model at one size."""
    name: str
    title: str
    file: str                           # of the model, below the repository
    network: str                        # the function of brian2_networks
    arguments: dict                     # what it is called with
    duration: float                     # simulated seconds that take Brian2 a second or so
    target: float                       # how many times faster than Brian2 snnc should be
    spread: dict                        # standard deviations over seeds of the figures of activity.py, at `duration`
    settings: dict = field(default_factory=dict)    # constants of the model file
    group: str = "cells"
    parameter: str = "El"               # what the variant `parameter` gives to each neuron
    threads: float | None = None        # how many times faster two threads should be than one

    @property
    def path(self):
        return REPOSITORY / self.file

    @property
    def size(self):
        return self.arguments["N"]


def scaled(N, p, **weights):
    """Constants of a network of another size, with weights such that a neuron's mean input stays the same."""
    factor = 80/(N*p)
    return {"N": f"{N}", "p_conn": f"{p}"} | {name: f"{factor}*{weight}" for name, weight in weights.items()}


CUBA = dict(we="1.62*mV", wi="(-9*mV)")
COBA = dict(we="0.4", wi="5.1")
COBAHH = dict(we="6*nS", wi="67*nS")

ROWS = [
    Row("cuba", "CUBA 4000", "models/cuba.eqs", "cuba", dict(N=4000, p=0.02), 10, 4, dict(rate=0.25, cv=0.01)),
    Row("cuba_20000", "CUBA 20 000 × 400", "models/cuba.eqs", "cuba", dict(N=20000, p=0.02), 5, 3,
        dict(rate=0.06, cv=0.01), scaled(20000, 0.02, **CUBA), threads=1.2),
    Row("coba", "COBA 4000", "models/coba.eqs", "coba", dict(N=4000, p=0.02), 10, 4, dict(rate=0.8, cv=0.03)),
    Row("coba_20000", "COBA 20 000 × 400", "models/coba.eqs", "coba", dict(N=20000, p=0.02), 5, 3,
        dict(rate=0.12, cv=0.02), scaled(20000, 0.02, **COBA), threads=1.2),
    Row("coba_100000", "COBA 100 000 × 80", "models/coba.eqs", "coba", dict(N=100000, p=0.0008), 1, 3,
        dict(rate=0.25, cv=0.01), scaled(100000, 0.0008, **COBA), threads=1.2),
    Row("coba_50000", "COBA 50 000 × 1000", "models/coba.eqs", "coba", dict(N=50000, p=0.02), 1, 2.5,
        dict(rate=0.06, cv=0.03), scaled(50000, 0.02, **COBA), threads=1.2),
    Row("adex_10000", "AdEx COBA 10 000 × 500", "models/adex_coba.eqs", "adex_coba", dict(N=10000, p=0.05), 2, 8,
        dict(rate=0.02, cv=0.01), dict(N="10000"), "cortex", "EL"),
    Row("adex_20000", "AdEx COBA 20 000 × 500", "models/adex_coba.eqs", "adex_coba", dict(N=20000, p=0.025), 1, 8,
        dict(rate=0.04, cv=0.04), dict(N="20000", p_conn="0.025"), "cortex", "EL", threads=1.7),
    Row("adex_coba", "AdEx COBA 100", "models/adex_coba.eqs", "adex_coba", dict(N=100, p=0.05), 60, 3,
        dict(rate=3.0, cv=0.3), {}, "cortex", "EL"),
    Row("cobahh", "COBAHH 4000", "models/cobahh.eqs", "cobahh", dict(N=4000, p=0.02), 1, 12,
        dict(rate=3.5, cv=0.06)),
    Row("cobahh_20000", "COBAHH 20 000 × 80", "models/cobahh.eqs", "cobahh", dict(N=20000, p=0.004), 0.2, 12,
        dict(rate=2, cv=0.02), scaled(20000, 0.004, **COBAHH), threads=1.7),
    Row("brunel_hakim", "Brunel–Hakim 5000", "models/brunel_hakim.eqs", "brunel_hakim", dict(N=5000, p=0.2), 2, 6,
        dict(rate=0.01, cv=0.01), parameter="mu_ext"),
    Row("recurrent_stdp", "recurrent STDP 2000 × 200", "models/recurrent_stdp.eqs", "recurrent_stdp",
        dict(N=2000, p=0.1), 10, 3, dict(rate=0.4, cv=0.05)),
    Row("mixed_delays", "mixed delays 4000 × 80", "benches/models/mixed_delays.eqs", "mixed_delays",
        dict(N=4000, p=0.02), 10, 3, dict(rate=1, cv=0.04)),
]
