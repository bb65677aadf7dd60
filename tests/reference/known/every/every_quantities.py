from brian2 import *


def network():
    cells = NeuronGroup(3, """dv/dt = (I - v)/(4*ms) : 1
                              I = 1.5 + 0.2*drive : 1
                              drive : 1
                              steps : integer
                              late : boolean
                              age : second
                              phase : 1""", method="exact", threshold="v > 1", reset="v = 0",
                        refractory=0.2*ms)
    cells.run_regularly("""drive = sin(2*pi*t/(10*ms)) + i/N
                           steps = t_in_timesteps
                           late = t > 7.95*ms and i != 1
                           age = clip(t - lastspike, -1e9*second, 1*second)
                           phase = I*v""", dt=1*ms, order=-1)
    return Network(cells, SpikeMonitor(cells, name="cells_spikes"),
                   StateMonitor(cells, ["drive", "steps", "late", "age", "phase", "v"], record=True,
                                name="cells_states")), [15*ms]
