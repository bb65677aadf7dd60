"""Tests of snnc_results: `python -m unittest` in this folder, with NumPy, and a built snnc (`SNNC`, or `target/release/snnc`)."""

import importlib.util
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import warnings

import numpy as np

import snnc_results

HERE = pathlib.Path(__file__).resolve().parent
SNNC = os.environ.get("SNNC", str(HERE.parent / "target" / "release" / "snnc"))

MODEL = """
tau = 10 ms
neurons cells[10] {
    dv/dt = (20*mV - v)/tau : mV
    method: exact
    threshold: v > 15 mV
    reset: v = 0 mV
    init: v = 15*rand()*mV
}
neurons out[4] { x : 1 }
synapses s: cells -> out {
    w : nS
    connect: p = 0.5
    on_pre: x += w/nS
    delay: 1.5 ms
    init: w = (1 + i)*nS
}
monitor spikes of cells with v
monitor v of cells[3, 7]
monitor some: v of cells[0]
monitor rate of cells every 5 ms
monitor tally: count of cells
run 30 ms
run 20 ms
save s as "wiring"
save cells as "final"
"""

has = importlib.util.find_spec


@unittest.skipUnless(os.path.isfile(SNNC), f"there is no {SNNC}")
class Results(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        model = pathlib.Path(cls.place.name, "model.eqs")
        model.write_text(MODEL)
        folder = os.path.join(cls.place.name, "out")
        subprocess.run([SNNC, "run", model, "--out", folder, "--quiet"], check=True)
        cls.folder = folder
        cls.run_ = snnc_results.open(folder)

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    def test_what_was_run_is_told(self):
        run = self.run_
        self.assertEqual((run.dt, run.constants["tau"]), (1e-4, 0.01))
        self.assertAlmostEqual(run.duration, 0.05)
        self.assertEqual(run.monitors["tally"], "count")
        self.assertEqual((run.size("cells"), run.size("s")), (10, len(run.saved("wiring")["i"])))
        for name in [*run.monitors, "wiring", "final"]:
            self.assertIn(name, repr(run))
            self.assertIn(name, repr(run[name]))

    def test_arrays_are_those_that_numpy_loads_and_stay_on_disk(self):
        for path in pathlib.Path(self.folder).glob("*.npz"):
            ours = snnc_results.Archive(path)
            with np.load(path) as theirs:
                self.assertEqual(list(ours), theirs.files)
                for name in theirs.files:
                    self.assertEqual(ours[name].dtype, theirs[name].dtype)
                    np.testing.assert_array_equal(ours[name], theirs[name])
        self.assertIsInstance(self.run_.states("cells_states")["v"].si, np.memmap)

    def test_compressed_archives_are_read_too(self):
        path = os.path.join(self.place.name, "packed.npz")
        np.savez_compressed(path, a=np.arange(5), none=np.empty((0, 3)))
        archive = snnc_results.Archive(path)
        np.testing.assert_array_equal(archive["a"], np.arange(5))
        np.savez(path, none=np.empty((0, 3)), turned=np.asfortranarray([[1, 2], [3, 4]]))
        archive = snnc_results.Archive(path)
        self.assertEqual(archive["none"].shape, (0, 3))
        np.testing.assert_array_equal(archive["turned"], [[1, 2], [3, 4]])

    def test_spikes(self):
        spikes = self.run_.spikes("cells_spikes")
        trains = spikes.trains()
        self.assertEqual(len(trains), 10)
        self.assertEqual(sum(map(len, trains)), len(spikes))
        for neuron, train in enumerate(trains):
            np.testing.assert_array_equal(train, spikes.train(neuron))
        self.assertTrue(np.all(spikes["v"] > 15e-3))
        self.assertAlmostEqual(spikes.rate(), len(spikes) / 10 / 0.05)
        i, t = spikes.between(0.01, 0.02)
        self.assertTrue(0 < len(i) == len(t) and t.min() >= 0.01 and t.max() < 0.02)
        np.testing.assert_array_equal(np.bincount(spikes.i, minlength=10), self.run_.counts("tally").count)

    def test_traces_have_units(self):
        v = self.run_.states("cells_states")["v"]
        self.assertEqual((v.unit, v.shown_unit, v.si.shape), ("V", "mV", (2, 500)))
        np.testing.assert_allclose(v.shown(1), v.si[1] * 1e3)
        np.testing.assert_array_equal(v.of(7), v.si[1])
        self.assertEqual(self.run_.states("cells_states").run_range(1), slice(300, 500))

    def test_saved_synapses_make_a_matrix(self):
        wiring = self.run_.saved("wiring")
        self.assertEqual((wiring.unit("w"), wiring.shown_unit("w")), ("S", "nS"))
        number, weights = wiring.matrix(), wiring.matrix("w", empty=0)
        self.assertEqual(number.sum(), len(wiring["i"]))
        np.testing.assert_allclose(weights, number * (1 + np.arange(len(number)))[:, None] * 1e-9)

    def test_what_is_not_there_is_told(self):
        with self.assertRaisesRegex(FileNotFoundError, "no run.json"):
            snnc_results.open(self.place.name)
        with self.assertRaisesRegex(KeyError, "there are: cells_spikes"):
            self.run_.spikes("tally")
        with self.assertRaisesRegex(KeyError, "no variable `w`"):
            self.run_.states("some")["w"]

    @unittest.skipUnless(has("pandas"), "pandas is not here")
    def test_tables_of_pandas(self):
        run = self.run_
        self.assertEqual(list(run.spikes("cells_spikes").to_pandas()), ["i", "t", "v"])
        traces = run.states("cells_states").to_pandas()
        np.testing.assert_array_equal(traces["v", 7], run.states("cells_states")["v"].of(7))
        self.assertEqual(len(run.saved("wiring").to_pandas()), run.size("s"))
        self.assertEqual(len(run.rate("cells_rate").to_pandas()), 10)
        self.assertEqual(len(run.counts("tally").to_pandas()), 10)

    @unittest.skipUnless(has("neo"), "Neo is not here")
    def test_objects_of_neo(self):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            segment = self.run_.to_neo()
        self.assertEqual(len(segment.spiketrains), 10)
        train = segment.spiketrains[4]
        np.testing.assert_array_equal(train.rescale("s").magnitude, self.run_.spikes("cells_spikes").train(4))
        signal = segment.analogsignals[0]
        self.assertEqual((str(signal.dimensionality), signal.shape), ("mV", (500, 2)))
        np.testing.assert_allclose(signal.rescale("V").magnitude.T, self.run_.states("cells_states")["v"].si)
        self.assertAlmostEqual(float(signal.sampling_period.rescale("ms")), 0.1)

    @unittest.skipUnless(has("libsonata") and has("h5py"), "libsonata and h5py are not here")
    def test_sonata_is_read_by_its_library(self):
        sonata = os.path.join(self.place.name, "sonata")
        subprocess.run([SNNC, "export", self.folder, "--to", "sonata", "--out", sonata], check=True, capture_output=True)
        check = HERE.parent / "tests" / "reference" / "check_sonata.py"
        said = subprocess.run([sys.executable, check, self.folder, sonata], capture_output=True, text=True)
        self.assertEqual(said.returncode, 0, said.stderr)
        self.assertIn("all as expected", said.stdout)


if __name__ == "__main__":
    unittest.main()
