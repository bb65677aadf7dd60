"""Figures of spike trains by which two simulators are held to agree."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass
class Spikes:
    """Who spiked, and when (seconds)."""
    i: np.ndarray
    t: np.ndarray

    @classmethod
    def of_raw(cls, folder):
        return cls(np.fromfile(Path(folder, "i"), np.int32), np.fromfile(Path(folder, "t"), float))

    @classmethod
    def of_archive(cls, path):
        with np.load(path) as arrays:
            return cls(arrays["i"], arrays["t"])

    def figures(self, size, duration):
        """The mean rate, the mean over neurons of the coefficient of variation of their intervals, and a digest of all."""
        order = np.lexsort((self.t, self.i))
        i, t = self.i[order], self.t[order]
        intervals, owner = np.diff(t), i[1:]
        own = i[1:] == i[:-1]
        intervals, owner = intervals[own], owner[own]
        number = np.bincount(owner, minlength=size)
        total = np.bincount(owner, intervals, minlength=size)
        squares = np.bincount(owner, intervals**2, minlength=size)
        several = number >= 3
        mean = total[several]/number[several]
        variance = np.maximum(squares[several]/number[several] - mean**2, 0)
        cv = float(np.mean(np.sqrt(variance)/mean)) if several.any() else None
        digest = hashlib.sha256(self.i.tobytes() + self.t.tobytes()).hexdigest()[:16]
        return {"rate": len(self.i)/(size*duration), "cv": cv, "digest": digest}
