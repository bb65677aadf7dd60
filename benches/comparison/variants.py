"""Variants of a model file, of which none should cost more than its extra work.

`renamed` and `reordered` say the same in other words, so the same Brian2 program stands beside them. `extra` gives each
neuron one more variable, `parameter` makes a constant a parameter of each neuron, and `weight` stores a weight in each
synapse that has none; brian2_networks.py makes the same changes.
"""

import re

BASE = "base"
VARIANTS = [BASE, "renamed", "reordered", "extra", "parameter", "weight"]

# Names that the language knows, and what begins an item; they keep their meaning in `renamed`.
KEPT = {"dt", "seed", "wiring_seed"}
SECTIONS = {"threshold", "reset", "refractory", "method", "init", "delay", "connect"}


def counterpart(variant):
    """The variant of the Brian2 program that does the same work."""
    return BASE if variant in ("renamed", "reordered") else variant


def vary(text, variant, parameter):
    """The text of a variant, and what the names of the model have become."""
    if variant == "renamed":
        return renamed(text)
    change = {BASE: lambda text: text, "reordered": reordered, "extra": with_extra_variable,
              "parameter": lambda text: with_parameter(text, parameter), "weight": with_stored_weights}[variant]
    return change(text), {}


def replaced(pattern, by, text, count=0):
    """`re.sub` that must find something."""
    changed, number = re.subn(pattern, by, text, count=count, flags=re.MULTILINE)
    if not number:
        raise ValueError(f"the model has nothing like /{pattern}/")
    return changed


def code(text):
    """The text without comments."""
    return re.sub(r"#.*", "", text)


def renamed(text):
    """Every name that the model defines becomes another, of another length and another place in the alphabet."""
    source = code(text)
    names = set(re.findall(r"(?:^|;)\s*(\w+)(?:\([^)\n]*\))?\s*=(?!=)", source, re.MULTILINE))
    names |= set(re.findall(r"\bd(\w+)/dt", source))
    names |= set(re.findall(r"^\s*(\w+)\s*:\s*\w+\s*(?:\(.*\))?\s*$", source, re.MULTILINE)) - SECTIONS
    names |= set(re.findall(r"^(?:neurons|synapses|group|poisson)\s+(\w+)", source, re.MULTILINE))
    names = {name for name in names - KEPT if not name[0].isdigit()}
    becomes = {name: f"{'zyx'[number % 3]}{number}_{name[::-1]}" for number, name in enumerate(sorted(names))}
    pattern = r"(?<![\w.\"])(d(?=\w+/dt))?(" + "|".join(sorted(names, key=len, reverse=True)) + r")(_pre|_post)?(?!\w)"
    return re.sub(pattern, lambda m: f"{m[1] or ''}{becomes[m[2]]}{m[3] or ''}", source), becomes


def items(text):
    """The items of a model at top level, each as written."""
    found, depth, current = [], 0, []
    for line in code(text).splitlines():
        current.append(line)
        depth += sum(line.count(opening) for opening in "({[") - sum(line.count(closing) for closing in ")}]")
        if depth == 0:
            if "".join(current).strip():
                found.append("\n".join(current))
            current = []
    return found


def reordered(text):
    """Blocks before the constants that they use, each in the opposite order; equations in theirs."""
    protocol = [item for item in items(text) if item.split()[0] in ("run", "seed", "save")]
    others = [item for item in items(text) if item not in protocol]

    def with_equations_reversed(item):
        lines = item.splitlines()
        equation = re.compile(r"\s+(d\w+/dt|\w+)\s*=.*:\s*\w+(\s*\(.*\))?\s*$")
        places = [number for number, line in enumerate(lines) if equation.match(line)]
        for place, line in zip(places, [lines[number] for number in reversed(places)]):
            lines[place] = line
        return "\n".join(lines)

    return "\n".join([*map(with_equations_reversed, reversed(others)), *protocol]) + "\n"


def with_extra_variable(text):
    text = replaced(r"^(neurons .*\{)$", r"\1\n    drecent/dt = -recent/(50 ms) : 1", text, count=1)
    group = re.search(r"^neurons (\w+)", text, re.MULTILINE)[1]
    text = replaced(r"^run ", f"monitor extra: recent of {group}[0] every 100 ms\nrun ", text, count=1)
    if re.search(r"^    reset:", text, re.MULTILINE):
        return replaced(r"^(    reset:[^\n#]*\S)", r"\1; recent += 1", text, count=1)
    return replaced(r"^(    threshold:.*)$", r"\1\n    reset: recent += 1", text, count=1)


def with_parameter(text, name):
    text = replaced(rf"(^|;\s*){name}(\s*=)", rf"\1{name}_of_all\2", text, count=1)
    text = replaced(r"^(neurons .*\{)$", rf"\1\n    {name} : volt (constant)", text, count=1)
    if re.search(r"^    init: \{", text, re.MULTILINE):
        return replaced(r"^    init: \{", f"    init: {{\n        {name} = {name}_of_all", text, count=1)
    return replaced(r"^    init: +(.*)$", rf"    init: {{ {name} = {name}_of_all; \1 }}", text, count=1)


def with_stored_weights(text):
    unit = dict(re.findall(r"d(\w+)/dt\s*=.*:\s*(\w+)", text))
    return replaced(
        r"^    on_pre: +(\w+) ([+-]=) (\w+)$",
        lambda found: f"    stored : {unit[found[1]]}\n    on_pre: {found[1]} {found[2]} stored\n    init: stored = {found[3]}",
        text)
