from brian2 import *


def network():
    constants = dict(tau=10*ms, w_max=6*mV)
    input = NeuronGroup(3, """dv/dt = (drive - v)/tau : volt
                              drive : volt""", method="exact", threshold="v > 10*mV", reset="v = 0*mV",
                        namespace=constants)
    input.drive = "(14 + 6*i)*mV"
    output = NeuronGroup(2, """dv/dt = (drive - v)/tau : volt (unless refractory)
                               drive : volt""", method="exact", threshold="v > 10*mV", reset="v = -2*mV",
                         refractory=1*ms, namespace=constants)
    output.drive = "(6 + 5*i)*mV"
    plastic = Synapses(input, output, """w     : volt
                                         count : integer""",
                       on_pre="""v += w
                                 w = clip(w - 0.08*w, 0*mV, w_max)
                                 count += 1""",
                       on_post="""w = clip(w + 0.45*mV, 0*mV, w_max)
                                  count -= 2""",
                       delay={"pre": 1.1*ms, "post": 0.5*ms}, namespace=constants)
    plastic.connect()
    plastic.w = "(1.5 + i)*mV + 0.5*mV*j"
    return Network(input, output, plastic, SpikeMonitor(input, name="input_spikes"),
                   SpikeMonitor(output, name="output_spikes"),
                   StateMonitor(output, "v", record=True, name="output_states"),
                   StateMonitor(plastic, ["w", "count"], record=True, name="plastic_states")), [120*ms]
