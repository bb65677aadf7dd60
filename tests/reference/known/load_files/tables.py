"""The numbers in the files beside the model, as NumPy reads them."""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parents[3] / "models" / "known" / "load_files"


def expected():
    named = np.genfromtxt(FOLDER / "named.csv", delimiter=",", names=True)
    plain = np.loadtxt(FOLDER / "plain.csv", delimiter=",")
    values = {"a": named["time"]*1e-3, "b": named["voltage"]*1e-3, "c": plain[:, 1]}
    return {f"cells_states.{name}": np.asarray(value, dtype=float)[:, None] for name, value in values.items()}
