//! Random use of the constructs beyond plain populations and synapses: each part is a small network of its own, with random
//! sizes, methods, periods, delays and expressions; the protocol stores, assigns, sets and restores.

use crate::generate::expression;
use proptest::prelude::*;
use proptest::sample::select;

/// A strategy for the text of a model.
pub fn model() -> impl Strategy<Value = String> {
    protocol().prop_flat_map(network)
}

/// Of a model with this protocol, in which `cells@` is a population with a variable `x`.
pub fn network(protocol: String) -> impl Strategy<Value = String> {
    let parts = prop::collection::vec(part(), 1..4);
    (parts, 0..1000u64).prop_map(move |(parts, seed)| {
        let parts = parts.iter().enumerate().map(|(k, part)| part.replace('@', &k.to_string()));
        let parts: String = parts.collect();
        format!("tau = 5 ms\nseed = {seed}\n\n{parts}\n{}", protocol.replace('@', "0"))
    })
}

fn part() -> impl Strategy<Value = String> {
    prop_oneof![equations(), flags(), sources(), plastic(), summed(), delays(), clocks()]
}

const METHODS: [&str; 6] = ["euler", "rk2", "rk4", "heun", "milstein", "rkf45"];

/// Every part has a group `cells@` with a variable `x`, for the protocol.
fn group(size: u32, body: &str) -> String {
    format!(
        "neurons cells@[{size}] {{\n{body}\n}}\nmonitor spikes of cells@\nmonitor x of cells@ every 0.5 ms\n"
    )
}

fn equations() -> impl Strategy<Value = String> {
    let noise = select(&["", " + 0.2*(1 + 0.1*sin(x))/sqrt(tau)*xi", " + 0.3/sqrt(tau)*xi"][..]);
    (1..40u32, select(&METHODS[..]), noise, expression(), expression()).prop_map(
        |(size, method, noise, f, g)| {
            // These refuse what depends on chance, or on chance that changes with the state.
            let noise = match method {
                "rk2" | "rk4" | "rkf45" => "",
                "euler" if noise.contains("sin") => " + 0.3/sqrt(tau)*xi",
                _ => noise,
            };
            let body = format!(
                "    dx/dt = (sin({}) - x)/tau{noise} : 1
    dy/dt = (cos({}) - y + x)/tau : 1
    method: {method}
    threshold: x > 0.4
    reset: {{ x = -0.2; y += 0.1 }}
    refractory: 0.5 ms
    init: {{ x = 0.1*i; y = rand() }}",
                f.text(&["x", "y", "i", "cos(t/tau)"]),
                g.text(&["x", "y", "stim@(t)", "table@[i % 3]"]),
            );
            let arrays = "table@ = [0.5, -1, 2]\ntimed stim@ = [0, 1, 0.5, -1] every 0.7 ms\n";
            format!("{arrays}{}", group(size, &body))
        },
    )
}

fn flags() -> impl Strategy<Value = String> {
    (2..30u32, expression(), expression(), 1..9u32).prop_map(|(size, f, g, every)| {
        let body = format!(
            "    dx/dt = (drive - x)/tau : 1 (unless refractory)
    ds/dt = (sin({}) - s)/tau : 1 (shared)
    drive = 1 + 0.5*s + 0.2*noise : 1
    noise = randn() : 1 (constant over dt)
    count : integer
    high : boolean
    gain : 1 (shared)
    method: euler
    threshold: x > 0.6
    reset: x = 0
    refractory: high
    event low: x < 0.2 and rand() < 0.3
    on_event low: count += poisson(0.7)
    every {}*0.1*ms: {{ high = sin({}) > 0.2; x += 0.01*gain }}
    at [0.5 ms, 1.3 ms] at before_thresholds: x += 0.1
    init: {{ gain = 2; x = 0.05*i }}",
            f.text(&["s", "t/tau", "gain"]),
            every,
            g.text(&["x", "i", "t/tau"]),
        );
        let linked = format!(
            "neurons linked@[{size}] {{ x = cells@.x : 1 (linked); y = cells@.x[(i + 1) % N] : 1 (linked); z = x - y : 1 }}
monitor z of linked@
monitor low of cells@ with x, count
"
        );
        group(size, &body) + &linked
    })
}

fn sources() -> impl Strategy<Value = String> {
    (1..20u32, 100..4000u32, 1..5u32).prop_map(|(size, rate, n)| {
        let body = "    dx/dt = -x/tau : 1 (unless refractory)\n    method: exact\n    threshold: x > 0.5\n    reset: x = 0\n    refractory: 1 ms";
        format!(
            "{}spikes given@[3] {{ at: [(0, 0.4 ms), (1, 1 ms), (2, 1.05 ms), (0, 2 ms)]; period: 2.5 ms }}
poisson noisy@[{size}] {{ rate: {rate}*Hz*level@(t, i % 2) }}
timed level@ = [[1, 0], [0.5, 2]] every 1 ms
poisson_input drive@: cells@.x {{ n: {n}; rate: {rate} Hz; weight: 0.05 + 0.01*sin(t/tau) }}
synapses from_given@: given@ -> cells@ {{ connect: all; on_pre: x += 0.2; delay: 0.3 ms }}
synapses from_noisy@: noisy@ -> cells@ {{ connect: j = k for k in sample(N_post, p = 0.5); on_pre: x += 0.1*rand() }}
monitor spikes of noisy@
",
            group(size, body)
        )
    })
}

/// A population that fires, in parts and out of step.
fn firing(size: u32) -> String {
    let body = "    dx/dt = (1.5 + 0.1*i/N - x + g)/tau : 1\n    dg/dt = -g/tau : 1\n    total : 1\n    method: euler\n    threshold: x > 1\n    reset: x = 0\n    init: x = rand()";
    group(size, body)
}

fn plastic() -> impl Strategy<Value = String> {
    (2..20u32, 0..20u32, select(&["event-driven", "clock-driven"][..])).prop_map(|(size, delay, drive)| {
        format!(
            "{}synapses plastic@: cells@ -> cells@ {{
    w : 1
    dapre/dt = -apre/tau : 1 ({drive})
    dapost/dt = -apost/(2*tau) : 1 ({drive})
    connect: i != j, p = 0.4
    on_pre: {{ g += w; apre += 0.1; w = clip(w - apost, 0, 1) }}
    on_post: {{ apost += 0.1; w = clip(w + apre, 0, 1) }}
    delay: {delay}*0.1*ms
    delay post: 0.2 ms
    init: w = 0.2*rand()
}}
monitor w, apre of plastic@
",
            firing(size)
        )
    })
}

fn summed() -> impl Strategy<Value = String> {
    (2..20u32, select(&METHODS[..])).prop_map(|(size, method)| {
        format!(
            "{}synapses slow@: cells@ -> cells@ {{
    ds/dt = -s/tau + 0.3*u*(1 - s)/tau : 1 (clock-driven)
    du/dt = -u/(2*tau) : 1 (clock-driven)
    total_post = 0.1*s : 1 (summed)
    method: {method}
    connect: i == j, n = 2 as k
    connect: j = (i + m) % N_post for m in range(1, 3)
    on_pre: u += 0.5
}}
synapses astro@: cells@ -> slow@ {{ connect: j % N_pre == i; on_pre: u += 0.05 }}
monitor s of slow@
monitor totals@: total of cells@
",
            firing(size)
        )
    })
}

fn delays() -> impl Strategy<Value = String> {
    (2..25u32, 1..30u32, expression()).prop_map(|(size, longest, f)| {
        format!(
            "{}synapses far@: cells@ -> cells@ {{
    w : 1
    connect: indegree = 2
    connect: i < j, p = 0.3*exp(-(i - j)**2/20)
    delay: {longest}*0.1*ms*rand()
    delay back: (1 + i % 3)*0.2*ms
    on_pre: {{ g += w*rand(); w = sin({}) }}
    on_post back: w *= 0.9
    order back: -1
    init: {{ w = 0.1*randn(); w -= mean_incoming(w) }}
}}
monitor w of far@[w > 0]
",
            firing(size),
            f.text(&["w", "x_pre", "x_post", "j"]),
        )
    })
}

fn clocks() -> impl Strategy<Value = String> {
    (2..15u32, select(&["0.05 ms", "0.2 ms", "0.25 ms"][..])).prop_map(|(size, dt)| {
        format!(
            "{}neurons other@[{size}] {{
    dv/dt = (1.2 - v + h)/tau : 1
    h : 1
    dt: {dt}
    method: rk4
    threshold: v > 1
    reset: v = 0
    every dt at end: h *= 0.9
}}
synapses to_other@: cells@ -> other@ {{ connect: i == j; on_pre: h += 0.3; delay: 0.4 ms }}
synapses to_cells@: other@ -> cells@ {{ connect: i == j; on_pre: g += 0.2; delay: 0.37 ms }}
monitor spikes of other@
monitor v of other@
",
            firing(size)
        )
    })
}

fn protocol() -> impl Strategy<Value = String> {
    let between = select(
        &[
            "cells@.x += 0.1*rand()\n",
            "cells@[i % 2 == 0].x = 0.2\n",
            "cells@[-1].x = 0.7\n",
            "set tau = 4 ms\n",
            "restore \"begun\"\n",
            "restore \"begun\" exact\n",
            "repeat 2 { restore \"begun\"; run 0.5 ms }\n",
            "run 1 ms until any(cells@.x > 0.55) or count(cells@) > 20\n",
            "save cells@ as \"values\"\n",
        ][..],
    );
    prop::collection::vec(between, 0..5).prop_map(|mut between| {
        // A label is saved by one statement.
        let mut saved = false;
        between.retain(|statement| !statement.starts_with("save") || !std::mem::replace(&mut saved, true));
        let runs: Vec<_> = between.iter().map(|statement| format!("{statement}run 0.8 ms\n")).collect();
        format!("run 1.5 ms\nstore \"begun\"\nrun 0.7 ms\n{}", runs.concat())
    })
}
