"""The networks of the comparison in Brian2, each as the model file that it is compared with says it.

Each function takes a variant of the model (see variants.py) and the sizes, and returns the objects of the network: the
neurons first, the spike monitor last. What a model file of the project records is recorded here too.
"""

from brian2 import (
    Mohm, NeuronGroup, PopulationRateMonitor, SpikeMonitor, StateMonitor, Synapses, cm, mS, mV, ms, nA, nS, pA, pF,
    second, siemens, sqrt, uF, um,
)


def population(size, equations, constants, variant, parameter, reset=None, **options):
    """Neurons; `parameter` is the voltage that the variant `parameter` gives to each neuron."""
    constants = dict(constants)
    if variant == "extra":
        equations += "\ndrecent/dt = -recent/(50*ms) : 1"
        reset = f"{reset}; recent += 1" if reset else "recent += 1"
    if variant == "parameter":
        equations += f"\n{parameter} : volt (constant)"
        value = constants.pop(parameter)
    group = NeuronGroup(size, equations, reset=reset, namespace=constants, **options)
    if variant == "parameter":
        setattr(group, parameter, value)
    return group


def connection(source, target, effect, unit, constants, variant, condition=None, p=1, delay=0*ms):
    """Synapses with an effect such as `ge += we`; the variant `weight` stores `we` in each of them."""
    variable, operator, weight = effect.split()
    if variant == "weight":
        synapses = Synapses(source, target, f"stored : {unit}", on_pre=f"{variable} {operator} stored", namespace=constants)
    else:
        synapses = Synapses(source, target, on_pre=effect, namespace=constants)
    synapses.connect(condition=condition, p=p)
    if variant == "weight":
        synapses.stored = weight
    synapses.delay = delay
    return synapses


def benchmark(cells, unit, constants, variant, p, delay=0*ms):
    """The connections and monitors that CUBA, COBA and COBAHH share."""
    excitatory = 4*len(cells)//5
    exc = connection(cells[:excitatory], cells, "ge += we", unit, constants, variant, p=p, delay=delay)
    inh = connection(cells[excitatory:], cells, "gi += wi", unit, constants, variant, p=p, delay=delay)
    return (cells, exc, inh, PopulationRateMonitor(cells), StateMonitor(cells, "v", record=[0, 3200]),
            SpikeMonitor(cells))


def cuba(variant, N, p):
    scale = 80/(N*p)
    constants = dict(taum=20*ms, taue=5*ms, taui=10*ms, Vt=-50*mV, Vr=-60*mV, El=-49*mV, we=scale*60*0.27/10*mV,
                     wi=-scale*20*4.5/10*mV)
    cells = population(N, """dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
                             dge/dt = -ge/taue                  : volt
                             dgi/dt = -gi/taui                  : volt""", constants, variant, "El", method="exact",
                       threshold="v > Vt", reset="v = Vr", refractory=5*ms)
    cells.v = "Vr + rand()*(Vt - Vr)"
    return benchmark(cells, "volt", constants, variant, p)


def coba_constants(N, p):
    scale = 80/(N*p)
    return dict(taum=20*ms, taue=5*ms, taui=10*ms, Vt=-50*mV, Vr=-60*mV, El=-60*mV, Ee=0*mV, Ei=-80*mV, Ib=20*mV,
                we=scale*0.4, wi=scale*5.1)


def coba_cells(N, constants, variant):
    cells = population(N, """dv/dt  = (El - v + ge*(Ee - v) + gi*(Ei - v) + Ib)/taum : volt (unless refractory)
                             dge/dt = -ge/taue                                       : 1
                             dgi/dt = -gi/taui                                       : 1""", constants, variant, "El",
                       method="euler", threshold="v > Vt", reset="v = Vr", refractory=5*ms)
    cells.v = "Vr + rand()*(Vt - Vr)"
    return cells


def coba(variant, N, p):
    constants = coba_constants(N, p)
    return benchmark(coba_cells(N, constants, variant), "1", constants, variant, p, delay=0.8*ms)


def mixed_delays(variant, N, p):
    constants = coba_constants(N, p)
    cells = coba_cells(N, constants, variant)
    delay = "0.1*ms + 4.9*ms*rand()"
    exc = connection(cells[:4*N//5], cells, "ge += we", "1", constants, variant, p=p, delay=delay)
    inh = connection(cells[4*N//5:], cells, "gi += wi", "1", constants, variant, p=p, delay=delay)
    return cells, exc, inh, SpikeMonitor(cells)


def recurrent_stdp(variant, N, p):
    constants = coba_constants(N, p)
    w_max = 2*constants["we"]
    constants.update(tau_pre=20*ms, tau_post=20*ms, w_max=w_max, A_pre=0.01*w_max, A_post=-0.01*1.05*w_max)
    cells = coba_cells(N, constants, variant)
    exc, inh = cells[:4*N//5], cells[4*N//5:]
    plastic = Synapses(exc, exc, """w : 1
                                    dapre/dt  = -apre/tau_pre   : 1 (event-driven)
                                    dapost/dt = -apost/tau_post : 1 (event-driven)""",
                       on_pre="""ge += w
                                 apre += A_pre
                                 w = clip(w + apost, 0, w_max)""",
                       on_post="""apost += A_post
                                  w = clip(w + apre, 0, w_max)""", delay={"pre": 0.8*ms}, namespace=constants)
    plastic.connect(p=p)
    plastic.w = "we"
    onto_inh = connection(exc, inh, "ge += we", "1", constants, variant, p=p, delay=0.8*ms)
    from_inh = connection(inh, cells, "gi += wi", "1", constants, variant, p=p, delay=0.8*ms)
    return (cells, plastic, onto_inh, from_inh, StateMonitor(plastic, "w", record=[0, 1], dt=10*ms),
            SpikeMonitor(cells))


def cobahh(variant, N, p):
    area = 20000*um**2
    scale = 80/(N*p)
    constants = dict(Cm=1*uF/cm**2*area, gl=5e-5*siemens/cm**2*area, El=-60*mV, gNa=100*mS/cm**2*area, ENa=50*mV,
                     gK=30*mS/cm**2*area, EK=-90*mV, VT=-63*mV, taue=5*ms, Ee=0*mV, we=scale*6*nS, taui=10*ms,
                     Ei=-80*mV, wi=scale*67*nS)
    # Powers as products: Brian2 would call `pow`.
    cells = population(N, """
        dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v) - gNa*(m*m*m)*h*(v - ENa) - gK*(n*n*n*n)*(v - EK))/Cm : volt
        dm/dt = alpha_m*(1 - m) - beta_m*m                          : 1
        dh/dt = alpha_h*(1 - h) - beta_h*h                          : 1
        dn/dt = alpha_n*(1 - n) - beta_n*n                          : 1
        dge/dt = -ge/taue                                           : siemens
        dgi/dt = -gi/taui                                           : siemens
        alpha_m = 0.32/mV * 4*mV/exprel((13*mV - v + VT)/(4*mV))/ms : Hz
        beta_m  = 0.28/mV * 5*mV/exprel((v - VT - 40*mV)/(5*mV))/ms : Hz
        alpha_h = 0.128*exp((17*mV - v + VT)/(18*mV))/ms            : Hz
        beta_h  = 4/(1 + exp((40*mV - v + VT)/(5*mV)))/ms           : Hz
        alpha_n = 0.032/mV * 5*mV/exprel((15*mV - v + VT)/(5*mV))/ms : Hz
        beta_n  = 0.5*exp((10*mV - v + VT)/(40*mV))/ms              : Hz""",
        constants, variant, "El", method="exponential_euler", threshold="v > -20*mV", refractory=3*ms)
    cells.v = "El - 5*mV + 5*mV*randn()"
    cells.ge = "(4 + 1.5*randn())*10*nS"
    cells.gi = "(20 + 12*randn())*10*nS"
    return benchmark(cells, "siemens", constants, variant, p)


def brunel_hakim(variant, N, p):
    constants = dict(tau=20*ms, Vr=10*mV, theta=20*mV, mu_ext=25*mV, sigma_ext=1*mV, J=0.1*mV*1000/(N*p))
    cells = population(N, "dV/dt = (-V + mu_ext + sigma_ext*sqrt(tau)*xi)/tau : volt", constants, variant, "mu_ext",
                       method="euler", threshold="V > theta", reset="V = Vr", refractory=2*ms)
    cells.V = "Vr"
    inhibition = connection(cells, cells, "V -= J", "volt", constants, variant, p=p, delay=2*ms)
    return (cells, inhibition, PopulationRateMonitor(cells), StateMonitor(cells, "V", record=[0]),
            SpikeMonitor(cells))


def adex_coba(variant, N, p):
    we = 10*nS/(N*p)
    constants = dict(C=104*pF, gL=4.3*nS, EL=-65*mV, VT=-52*mV, DT=0.8*mV, Vs=40*mV, Vr=-53*mV, a=-0.8*nS, b=65*pA,
                     tau_w=88*ms, Ee=0*mV, Ei=-80*mV, tau_g=7*ms, noise=8*pA*sqrt(second), we=we, wi=4*we)
    cortex = population(N, """
        dV/dt  = (-gL*(V - EL) + gL*DT*exp((V - VT)/DT) - I - w - noise*xi)/C : volt
        dw/dt  = (a*(V - EL) - w)/tau_w                                       : amp
        dge/dt = -ge/tau_g                                                    : siemens
        dgi/dt = -gi/tau_g                                                    : siemens
        I      = ge*(V - Ee) + gi*(V - Ei)                                    : amp""",
        constants, variant, "EL", method="euler", threshold="V > Vs", reset="V = Vr; w += b")
    cortex.V = "EL"
    ne = 4*N//5
    exc = connection(cortex[:ne], cortex, "ge += we", "siemens", constants, variant, condition="i != j", p=p)
    inh = connection(cortex[ne:], cortex, "gi += wi", "siemens", constants, variant, condition=f"i + {ne} != j", p=p)
    return cortex, exc, inh, StateMonitor(cortex, "V", record=[0]), SpikeMonitor(cortex)


def lif(variant, N):
    constants = dict(I_max=0.5*nA, tau=10*ms, R=80*Mohm, EL=-65*mV, Vt=-50*mV, Vr=-65*mV)
    cells = population(N, """dv/dt = (EL - v + R*I)/tau : volt (unless refractory)
                             I : amp (constant)""", constants, variant, "EL", method="exact", threshold="v > Vt",
                       reset="v = Vr", refractory=5*ms)
    cells.v = -65*mV
    cells.I = "I_max*i/(N - 1)"
    return cells, StateMonitor(cells, "v", record=[37, 38, 100]), SpikeMonitor(cells)
