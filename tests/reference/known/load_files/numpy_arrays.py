"""What NumPy reads from the files beside the model."""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parents[3] / "models" / "known" / "load_files"


def expected():
    matrix, several = np.load(FOLDER / "matrix.npy"), np.load(FOLDER / "several.npz")
    values = {"x": np.load(FOLDER / "current.npy")*1e-9, "y": matrix[:, 0] + 10*matrix[:, 2],
              "n": several["counts"]*several["flags"]}
    return {f"cells_states.{name}": np.asarray(value, dtype=float)[:, None] for name, value in values.items()}
