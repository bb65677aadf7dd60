"""A plot of lines over a logarithmic axis, as an SVG that any browser shows."""

import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 60, 20, 20, 50
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"]


def step_of(top):
    """The distance of some five marks of an axis that goes from 0 to `top`."""
    size = 10**math.floor(math.log10(top/5))
    return next(size*factor for factor in (1, 2, 5, 10) if top/(size*factor) <= 6)


def lines_over_decades(lines, x_label, y_label):
    """Lines with names, each a list of (x, y) with x > 0 and y >= 0; the x axis is logarithmic."""
    points = [point for line in lines.values() for point in line]
    low, high = (math.log10(choose(x for x, _ in points)) for choose in (min, max))
    low, high = math.floor(low), max(math.ceil(high), math.floor(low) + 1)
    top = 1.1*max(y for _, y in points) or 1

    def across(x):
        return LEFT + (math.log10(x) - low)/(high - low)*(WIDTH - LEFT - RIGHT)

    def down(y):
        return HEIGHT - BOTTOM - y/top*(HEIGHT - TOP - BOTTOM)

    drawn = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
             f'font-size="12"><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']

    def text(x, y, said, anchor="middle", more=""):
        drawn.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{escape(said)}</text>')

    def rule(x1, y1, x2, y2):
        drawn.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>')

    for decade in range(low, high + 1):
        x = across(10**decade)
        rule(x, TOP, x, HEIGHT - BOTTOM)
        text(x, HEIGHT - BOTTOM + 18, f"10{str(decade).translate(str.maketrans('0123456789-', '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'))}")
    mark = 0
    while mark <= top:
        rule(LEFT, down(mark), WIDTH - RIGHT, down(mark))
        text(LEFT - 8, down(mark) + 4, f"{mark:g}", "end")
        mark = round(mark + step_of(top), 10)
    text((LEFT + WIDTH - RIGHT)/2, HEIGHT - 12, x_label)
    text(16, (TOP + HEIGHT - BOTTOM)/2, y_label, more=f'transform="rotate(-90 16 {(TOP + HEIGHT - BOTTOM)/2})"')
    for number, (name, line) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in line)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        drawn += [f'<circle cx="{across(x):.1f}" cy="{down(y):.1f}" r="3" fill="{colour}"/>' for x, y in line]
        text(LEFT + 10, TOP + 16*(number + 1), name, "start", f'fill="{colour}"')
    return "".join(drawn) + "</svg>\n"
