from brian2 import *


def network():
    cells = NeuronGroup(2, """dv/dt = (1.5 + sin(2*pi*t/(20*ms)) - v)/(5*ms) : 1
                              phase = t/ms + i : 1
                              steps = t_in_timesteps : integer
                              width = dt : second
                              last : second
                              number : integer""", method="euler", threshold="v > 1",
                        reset="""v = 0
                                 last = t + dt
                                 number = t_in_timesteps""", refractory="5*dt", dt=0.3*ms)
    cells.run_regularly("last += dt", dt=1.2*ms, when="end")
    recorded = ["v", "phase", "steps", "width", "last", "number"]
    return Network(cells, StateMonitor(cells, recorded, record=True, name="cells_states"),
                   SpikeMonitor(cells, ["phase", "steps", "width"], name="cells_spikes")), [15*ms]
