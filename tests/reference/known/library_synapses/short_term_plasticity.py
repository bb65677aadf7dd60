from library import *


def network():
    inputs = SpikeGeneratorGroup(1, [0]*7, [10, 30, 50, 70, 90, 110, 610]*ms)
    cells = NeuronGroup(2, "ge : siemens")
    objects = []
    for cell, (U, recovery, facilitation) in enumerate([(0.5, 800, 1), (0.15, 130, 530)]):
        synapses = Synapses(inputs, cells[cell:cell + 1], """du/dt = -u/tau_facil : 1 (event-driven)
                                                             dx/dt = (1 - x)/tau_rec : 1 (event-driven)""",
                            on_pre="""u += U*(1 - u)
                                      ge_post += 1*nS*u*x
                                      x -= u*x""",
                            namespace=dict(U=U, tau_rec=recovery*ms, tau_facil=facilitation*ms))
        synapses.connect()
        synapses.x = 1
        objects.append(synapses)
    return Network(inputs, cells, *objects, StateMonitor(cells, "ge", record=True, name="cells_states")), [700*ms]
