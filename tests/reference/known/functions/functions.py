from brian2 import *

VALUES = {
    "x": "(i - 20)/7.0", "n": "i - 20",
    "floors": "floor(x)", "ceils": "ceil(x)", "ints": "int(x)", "signs": "sign(x)", "sizes": "abs(x)",
    "exps": "exp(10*x)", "expm1s": "expm1(x/100)", "rels": "exprel(x)", "logs": "log(sizes + 0.1)",
    "log10s": "log10(sizes + 0.1)", "log1ps": "log1p(sizes/1000)", "roots": "sqrt(sizes)",
    "sins": "sin(3*x)", "coss": "cos(3*x)", "tans": "tan(x/2)",
    "asins": "arcsin(x/3)", "acoss": "arccos(x/3)", "atans": "arctan(x)",
    "sinhs": "sinh(x)", "coshs": "cosh(x)", "tanhs": "tanh(x)",
    "cubes": "x**3", "powers": "sizes**2.5", "inverses": "(x + 0.05)**-2",
    "mods": "x % 0.7", "divs": "x // 0.7", "nmods": "n % 7", "ndivs": "n // 7", "quotients": "n/7",
    "clips": "clip(x, -1.5, 1)", "choices": "int(x > 0.5)*x**2 - int(x <= 0.5)*x",
    "truths": "int(x > -1 and not (n == 3 or x >= 2))",
}
INTEGERS = {"n", "nmods", "ndivs"}


def network():
    cells = NeuronGroup(41, "\n".join(f"{name} : {'integer' if name in INTEGERS else '1'}" for name in VALUES))
    for name, value in VALUES.items():
        setattr(cells, name, value)
    return Network(cells, StateMonitor(cells, list(VALUES), record=True, name="cells_states")), [0.1*ms]
