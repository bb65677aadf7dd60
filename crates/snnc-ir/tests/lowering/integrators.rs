//! Integrators against solutions on paper.

use crate::model::{Simulation, assert_close};

#[test]
fn exact_decay() {
    let mut run = Simulation::new(
        "tau = 20 ms
         neurons g[3] { dv/dt = (2 mV - v)/tau : volt; init: v = i*10 mV }",
    );
    assert_eq!(run.plan.groups[0].method, "exact, since the equations are linear");
    run.steps(300);
    for i in 0..3 {
        let expected = 2e-3 + (f64::from(i) * 10e-3 - 2e-3) * f64::exp(-30.0 / 20.0);
        assert_close(run.get("v", i as usize), expected, 1e-12);
    }
}

#[test]
fn exact_ramp() {
    // Brian 2 cannot: its matrix is singular.
    let mut run = Simulation::new("neurons g[2] { dv/dt = i*3 mV/ms : volt }");
    run.steps(100);
    assert_close(run.get("v", 1), 30e-3, 1e-12);
}

#[test]
fn exact_current_synapse() {
    let mut run = Simulation::new(
        "neurons g[1] {
             dv/dt = (I - v)/(20 ms) : 1
             dI/dt = -I/(5 ms) : 1
             init: I = 1
         }",
    );
    run.steps(100);
    let (membrane, synapse) = (f64::exp(-10.0 / 20.0), f64::exp(-10.0 / 5.0));
    assert_close(run.get("v", 0), (membrane - synapse) / (20.0 / 5.0 - 1.0), 1e-12);
    assert_close(run.get("I", 0), synapse, 1e-12);
}

#[test]
fn exact_alpha_function() {
    let mut run =
        Simulation::new("neurons g[1] { dg/dt = (x - g)/(5 ms) : 1; dx/dt = -x/(5 ms) : 1; init: x = 1 }");
    run.steps(70);
    assert_close(run.get("g", 0), 7.0 / 5.0 * f64::exp(-7.0 / 5.0), 1e-12);
}

#[test]
fn exact_oscillation() {
    let mut run = Simulation::new(
        "w = 0.3 kHz
         neurons g[1] { dx/dt = w*y : 1; dy/dt = -w*x : 1; init: y = 1 }",
    );
    run.steps(1000);
    let (sin, cos) = f64::sin_cos(30.0);
    assert_close(run.get("x", 0), sin, 1e-11);
    assert_close(run.get("y", 0), cos, 1e-11);
}

#[test]
fn exact_with_coefficients_of_each_neuron() {
    let mut run = Simulation::new(
        "neurons g[3] {
             dv/dt = (x + 3*s - v)/tau : 1
             ds/dt = -s/tau_s : 1
             tau : second; tau_s : second; x : 1
             init: { tau = (5 + 5*i)*ms; tau_s = 10 ms; x = 1 + i; s = 2 }
         }",
    );
    run.steps(120);
    for i in 0..3 {
        let (tau, tau_s, x, t) = (5.0 + 5.0 * i as f64, 10.0, 1.0 + i as f64, 12.0_f64);
        let (own, driver) = (f64::exp(-t / tau), f64::exp(-t / tau_s));
        let driven = if tau == tau_s { t / tau * own } else { (own - driver) / (tau / tau_s - 1.0) };
        assert_close(run.get("v", i), x * (1.0 - own) + 6.0 * driven, 1e-12);
    }
}

#[test]
fn exact_oscillations_of_each_neuron() {
    let mut run = Simulation::new(
        "neurons g[3] {
             dx/dt = w*y - a*x + 1/ms : 1
             dy/dt = -w*x - a*y : 1
             w : Hz; a : Hz
             init: { w = (1 + 2000*i)*Hz; a = 10 Hz; y = 1 }
         }",
    );
    run.steps(1000);
    for i in 0..3 {
        // z = x + iy turns with rate -a - iw towards 1000/(a + iw).
        let (w, a, t) = (1.0 + 2000.0 * i as f64, 10.0, 0.1);
        let size = 1000.0 / (a * a + w * w);
        let (rest_x, rest_y) = (a * size, -w * size);
        let (x, y) = (-rest_x, 1.0 - rest_y);
        let (sin, cos) = f64::sin_cos(w * t);
        let decay = f64::exp(-a * t);
        assert_close(run.get("x", i), rest_x + decay * (x * cos + y * sin), 1e-11);
        assert_close(run.get("y", i), rest_y + decay * (y * cos - x * sin), 1e-11);
    }
}

#[test]
fn exact_chains_of_each_neuron() {
    let mut run = Simulation::new(
        "neurons g[2] {
             dx/dt = -x/tau : 1
             dy/dt = (x - y)/tau : 1
             dz/dt = (y - z)/tau : 1 (unless refractory)
             tau : second
             init: { tau = (1 + i)*5 ms; x = 1 }
         }",
    );
    run.steps(80);
    for i in 0..2 {
        let t = 8.0 / (5.0 * (1.0 + i as f64));
        assert_close(run.get("y", i), t * f64::exp(-t), 1e-12);
        assert_close(run.get("z", i), t * t / 2.0 * f64::exp(-t), 1e-12);
    }
}

/// A propagator computed when the model is compiled does what one computed in each step does.
#[test]
fn constants_and_parameters_mean_the_same() {
    let mut state = 1_u64;
    let mut random = move || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as f64 / 2.0_f64.powi(30) - 1.0
    };
    for case in 0..20 {
        let scale = [1.0, 30.0, 1000.0][case % 3];
        let flag = if case % 2 == 0 { "" } else { " (unless refractory)" };
        let names = ["x", "y", "z", "1"];
        // Row by row, the input last; the diagonal keeps the system stable.
        let mut value = |k: usize| (random() - if k.is_multiple_of(5) { 3.0 } else { 0.0 }) * scale;
        let values: Vec<f64> = (0..12).map(&mut value).collect();
        let name = |k: usize| format!("a_{}{}", names[k / 4], names[k % 4]);
        let equations = |coefficient: &dyn Fn(usize) -> String| -> String {
            let term = |k: usize| format!("{}*{}/second", coefficient(k), names[k % 4]);
            let row = |i: usize| {
                let sum = (4 * i..4 * i + 4).map(term).collect::<Vec<_>>().join(" + ");
                format!("d{}/dt = {sum} : 1{}\n", names[i], if i == 1 { flag } else { "" })
            };
            (0..3).map(row).collect()
        };
        let rows = [equations(&|k| format!("({})", values[k])), equations(&name)];
        let declared: String = (0..12).map(|k| format!("{} : 1\n", name(k))).collect();
        let init: String = (0..12).map(|k| format!("{} = {}\n", name(k), values[k])).collect();
        let rest = "n : 1\nthreshold: n > 4 and n < 6\nreset: n = 10\nrefractory: 1 ms\nmethod: exact\n";
        let run = |rows: &str, declared: &str, init: &str| {
            let mut run = Simulation::new(&format!(
                "neurons g[1] {{\n{rows}{declared}{rest}init: {{ x = 1; n = 5\n{init} }}\n}}"
            ));
            run.steps(25);
            ["x", "y", "z"].map(|name| run.get(name, 0))
        };
        let known = run(&rows[0], "", "");
        let computed = run(&rows[1], &declared, &init);
        for (known, computed) in known.into_iter().zip(computed) {
            assert!((known - computed).abs() < 1e-13, "case {case}: {known} and {computed}");
        }
    }
}

#[test]
fn far_too_stiff_is_not_a_number() {
    let mut run = Simulation::new(
        "neurons g[2] {
             dx/dt = (y - x)/tau : 1; dy/dt = (2*x - y)/tau : 1; tau : second
             init: { tau = 1 ms if i == 0 else 1 ns; x = 1 }
         }",
    );
    run.step();
    assert!(run.get("x", 0).is_finite());
    assert!(run.get("x", 1).is_nan());
}

#[test]
fn inputs_are_held_over_the_step() {
    let mut run = Simulation::new(
        "neurons g[1] { dv/dt = (x - v)/(10 ms) : 1; x : 1; threshold: v > 0.5; reset: { x = -x; v = 0 }; init: x = 1 }",
    );
    let (mut v, mut x, decay) = (0.0, 1.0, f64::exp(-0.01));
    for _ in 0..500 {
        v = x + (v - x) * decay;
        let spikes = run.step();
        assert_eq!(spikes.is_empty(), v <= 0.5);
        if v > 0.5 {
            (x, v) = (-x, 0.0);
        }
        assert_close(run.get("v", 0), v, 1e-12);
    }
}

#[test]
fn refractory_variables_rest_and_others_do_not() {
    let text = |method: &str| {
        format!(
            "neurons g[1] {{
                 dv/dt = (1.5 + s - v)/(10 ms) : 1 (unless refractory)
                 ds/dt = -s/(5 ms) : 1
                 threshold: v > 1
                 reset: {{ v = 0; s += 0.1 }}
                 refractory: 2.3 ms
                 method: {method}
             }}"
        )
    };
    // Stepped with the solution on paper, in the order of the language.
    let mut run = Simulation::new(&text("exact"));
    let (mut v, mut s, mut last) = (0.0, 0.0, -1e4);
    let (own, driver) = (f64::exp(-0.1 / 10.0), f64::exp(-0.1 / 5.0));
    let mut spikes = 0;
    for n in 0..2000 {
        let t = f64::from(n) * 1e-4;
        let steps = |t: f64| ((t + 1e-7) / 1e-4) as i64;
        let free = steps(t - last) >= steps(2.3e-3);
        if free {
            v = v * own + 1.5 * (1.0 - own) + s * (own - driver) / (10.0 / 5.0 - 1.0);
        }
        s *= driver;
        let spike = free && v > 1.0;
        assert_eq!(!run.step().is_empty(), spike, "at {t}");
        if spike {
            (last, v, spikes) = (t, 0.0, spikes + 1);
            s += 0.1;
        }
        assert_close(run.get("v", 0), v, 1e-11);
        assert_close(run.get("s", 0), s, 1e-11);
    }
    assert!(spikes > 10);
    // The other methods agree on who rests when.
    for method in ["euler", "exponential_euler"] {
        let mut run = Simulation::new(&text(method));
        let times: Vec<_> = (0..2000).filter(|_| !run.step().is_empty()).collect();
        assert!(times.len().abs_diff(spikes) <= 1, "{method}: {} spikes", times.len());
    }
}

#[test]
fn what_a_resting_variable_drives_goes_on() {
    for coefficient in ["10 ms", "tau"] {
        let mut run = Simulation::new(&format!(
            "neurons g[1] {{
                 dv/dt = -v/(5 ms) : 1 (unless refractory)
                 dw/dt = (v - w)/({coefficient}) : 1
                 tau : second
                 threshold: v > 1
                 reset: v = 1
                 refractory: 1 second
                 init: {{ v = 2; tau = 10 ms }}
             }}"
        ));
        run.step();
        let w = run.get("w", 0);
        run.steps(100);
        assert_eq!(run.get("v", 0), 1.0);
        assert_close(run.get("w", 0), 1.0 + (w - 1.0) * f64::exp(-1.0), 1e-12);
    }
}

#[test]
fn exponential_euler_is_exact_for_constant_coefficients() {
    let mut run = Simulation::new(
        "neurons g[2] {
             dv/dt = (3 - v)/tau : 1
             du/dt = -u/tau : 1
             tau : second
             method: exponential_euler
             init: { tau = (i + 1)*5 ms; u = 1 }
         }",
    );
    run.steps(100);
    for i in 0..2 {
        let decay = f64::exp(-10.0 / (5.0 * (1.0 + i as f64)));
        assert_close(run.get("v", i), 3.0 * (1.0 - decay), 1e-12);
        assert_close(run.get("u", i), decay, 1e-12);
    }
}

#[test]
fn exponential_euler_takes_coefficients_at_the_start_of_the_step() {
    let mut run = Simulation::new(
        "neurons g[1] {
             dv/dt = (exp(-v) - v*m**2)/ms : 1
             dm/dt = (v - m)/(1 + v**2 + m)/ms : 1
             method: exponential_euler
         }",
    );
    assert!(run.plan.groups[0].method.starts_with("exponential_euler"));
    let relax = |x: f64, a: f64, b: f64| {
        if a == 0.0 { x + b * 0.1 } else { (x + b / a) * f64::exp(a * 0.1) - b / a }
    };
    let (mut v, mut m) = (0.0_f64, 0.0_f64);
    for _ in 0..100 {
        let divisor = 1.0 + v * v + m;
        (v, m) = (relax(v, -m * m, f64::exp(-v)), relax(m, -1.0 / divisor, v / divisor));
        run.step();
        assert_close(run.get("v", 0), v, 1e-11);
        assert_close(run.get("m", 0), m, 1e-11);
    }
}

#[test]
fn euler() {
    let mut run = Simulation::new(
        "neurons g[1] { dv/dt = (1 - v**2)/(10 ms) : 1; dw/dt = v*w/(10 ms) : 1; method: euler; init: w = 1 }",
    );
    let (mut v, mut w) = (0.0_f64, 1.0_f64);
    for _ in 0..100 {
        (v, w) = (v + 0.01 * (1.0 - v * v), w + 0.01 * v * w);
        run.step();
        assert_close(run.get("v", 0), v, 1e-12);
        assert_close(run.get("w", 0), w, 1e-12);
    }
}

/// A nonlinear oscillator that is driven by a function of time, and its right sides in milliseconds.
fn forced(method: &str) -> Simulation {
    Simulation::new(&format!(
        "neurons g[1] {{
             dv/dt = (w + s*v)/ms : 1
             dw/dt = (-v*v*v - s)/ms : 1
             s = 0.3*sin(2*t/ms) : 1
             method: {method}
             init: v = 1
         }}"
    ))
}

fn slopes([v, w]: [f64; 2], t: f64) -> [f64; 2] {
    let s = 0.3 * f64::sin(2.0 * t);
    [w + s * v, -v * v * v - s]
}

fn moved(x: [f64; 2], step: f64, slope: [f64; 2]) -> [f64; 2] {
    [0, 1].map(|k| x[k] + step * slope[k])
}

/// The states after ten steps of `step`, which is given the state and the time.
fn compare(method: &str, step: impl Fn([f64; 2], f64) -> [f64; 2]) {
    let mut run = forced(method);
    assert_eq!(run.plan.groups[0].method, format!("{method}, as asked for"));
    let mut x = [1.0, 0.0];
    for n in 0..100 {
        x = step(x, f64::from(n) * 0.1);
        run.step();
        assert_close(run.get("v", 0), x[0], 1e-12);
        assert_close(run.get("w", 0), x[1], 1e-12);
    }
}

#[test]
fn midpoint_rule() {
    compare("rk2", |x, t| {
        let middle = moved(x, 0.05, slopes(x, t));
        moved(x, 0.1, slopes(middle, t + 0.05))
    });
}

#[test]
fn classical_runge_kutta() {
    compare("rk4", |x, t| {
        let k1 = slopes(x, t);
        let k2 = slopes(moved(x, 0.05, k1), t + 0.05);
        let k3 = slopes(moved(x, 0.05, k2), t + 0.05);
        let k4 = slopes(moved(x, 0.1, k3), t + 0.1);
        moved(x, 0.1 / 6.0, [0, 1].map(|k| k1[k] + 2.0 * k2[k] + 2.0 * k3[k] + k4[k]))
    });
}

#[test]
fn heun_without_noise() {
    compare("heun", |x, t| {
        let (k1, k2) = (slopes(x, t), slopes(moved(x, 0.1, slopes(x, t)), t + 0.1));
        moved(x, 0.05, [0, 1].map(|k| k1[k] + k2[k]))
    });
}

#[test]
fn milstein_without_noise_is_euler() {
    compare("milstein", |x, t| moved(x, 0.1, slopes(x, t)));
}

#[test]
fn rkf45_divides_the_step_until_the_tolerance_is_kept() {
    let mut passes = Vec::new();
    for tolerance in [1e-4, 1e-7, 1e-10] {
        let mut run = Simulation::new(&format!(
            "dt = 2 ms
             neurons g[3] {{
                 dv/dt = (cos(w*t) - v**3/2)*w + s : 1
                 ds/dt = (sin(w*t)*w - s)*w          : Hz
                 w : Hz
                 method: rkf45
                 tolerance: {tolerance}
                 init: {{ w = (1 + i*i)*kHz; v = 1 }}
             }}"
        ));
        run.steps(20);
        let n = 200_000;
        for i in 0..3 {
            // By the classical method in tiny steps.
            let (w, h) = ((1 + i * i) as f64, 40.0 / f64::from(n));
            let f = |[v, s]: [f64; 2], t: f64| {
                [(f64::cos(w * t) - v * v * v / 2.0) * w + s, (f64::sin(w * t) * w - s) * w]
            };
            let mut x = [1.0, 0.0];
            for k in 0..n {
                let t = f64::from(k) * h;
                let k1 = f(x, t);
                let k2 = f(moved(x, h / 2.0, k1), t + h / 2.0);
                let k3 = f(moved(x, h / 2.0, k2), t + h / 2.0);
                let k4 = f(moved(x, h, k3), t + h);
                x = moved(x, h / 6.0, [0, 1].map(|k| k1[k] + 2.0 * k2[k] + 2.0 * k3[k] + k4[k]));
            }
            for (found, expected) in [(run.get("v", i), x[0]), (run.get("s", i), x[1] * 1e3)] {
                let error = (found - expected).abs() / expected.abs().max(0.1);
                assert!(error < 5.0 * tolerance, "{i} to {tolerance}: off by {error:e}");
            }
        }
        passes.push(run.passes);
    }
    // Of fifth order: a thousandth of the error takes about four times as many.
    assert!(passes[0] > 100 && passes[2] < 30 * passes[0], "{passes:?}");
}

#[test]
fn rkf45_takes_one_step_where_nothing_happens() {
    let mut run =
        Simulation::new("neurons g[70] { dv/dt = (I - v)/(10 ms) : 1; I : 1; method: rkf45; init: I = i }");
    run.steps(100);
    assert_eq!(run.passes, 0);
    for i in 0..70 {
        assert_close(run.get("v", i), i as f64 * (1.0 - f64::exp(-1.0)), 1e-12);
    }
}

#[test]
fn rkf45_goes_up_to_a_spike_that_leads_to_infinity() {
    let text = |threshold: &str| {
        format!(
            "neurons g[2] {{
                 dv/dt = (v**2 + 1)/ms : 1 (unless refractory)
                 dw/dt = 1/ms : 1
                 method: rkf45
                 {threshold}
                 reset: v = 0
                 refractory: 1 ms
                 init: v = -3*i
             }}"
        )
    };
    // tan(t) reaches infinity after 1.571 ms.
    let mut run = Simulation::new(&text("threshold: v > 100"));
    let spikes: Vec<_> = (0..45).filter(|_| run.step().contains(&0)).collect();
    assert_eq!(spikes, [15, 25 + 15]);
    assert!(run.get("v", 0).is_finite() && run.get("w", 0).is_finite());
    let mut run = Simulation::new(&text(""));
    run.steps(17);
    assert!(run.get("v", 0).is_nan() && run.get("v", 1).is_finite());
}

#[test]
fn rkf45_rests_while_refractory() {
    let mut run = Simulation::new(
        "dt = 1 ms
         neurons g[1] {
             dv/dt = (2 - v)/(10 ms) : 1 (unless refractory)
             dw/dt = (v - w)/(0.1 ms) : 1
             threshold: v > 1
             reset: v = 0
             refractory: 3 ms
             method: rkf45
         }",
    );
    let spikes: Vec<_> = (0..40).filter(|_| !run.step().is_empty()).collect();
    // From 0, 2*(1 - exp(-t/10)) exceeds 1 after 6.93 ms.
    assert_eq!(spikes, [6, 15, 24, 33]);
}

#[test]
fn large_systems_with_coefficients_of_each_neuron() {
    // A ring of filters, each with its own rate, one of which rests while refractory.
    let n = 9;
    let equations: String = (0..n)
        .map(|k| {
            let flag = if k == 3 { " (unless refractory)" } else { "" };
            format!("dx{k}/dt = a*(x{} - {}*x{k}) + b*{k}/ms : 1{flag}\n", (k + n - 1) % n, k + 1)
        })
        .collect();
    let text = |declared: &str| {
        format!(
            "a_0 = 4 kHz; b_0 = 0.3
             neurons g[2] {{
                 {equations}
                 {declared}
                 n : 1
                 threshold: n > 4 and n < 6
                 reset: n = 10
                 refractory: 1 ms
                 method: exact
                 init: {{ x0 = 1; n = 5; a = a_0; b = b_0 }}
             }}"
        )
    };
    let mut each = Simulation::new(&text("a : Hz; b : 1"));
    assert!(each.plan.groups[0].update.as_ref().is_some_and(|update| update.again.is_some()));
    let constant = text("").replace("a*(", "a_0*(").replace("b*", "b_0*").replace("; a = a_0; b = b_0", "");
    let mut all = Simulation::new(&constant);
    for _ in 0..30 {
        each.step();
        all.step();
        for k in 0..n {
            let name = format!("x{k}");
            assert_close(each.get(&name, 1), all.get(&name, 1), 1e-13);
        }
    }
    assert!(each.passes > 30);
}

/// A second variable tells what the noise was, so that the formulas can be followed.
#[test]
fn heun_and_milstein_with_noise() {
    for method in ["heun", "milstein"] {
        let mut run = Simulation::new(&format!(
            "neurons g[1] {{
                 dv/dt = (sin(v) - v)/ms + v*xi_1*ms**-0.5 : 1
                 dw/dt = xi_2*ms**-0.5 : 1
                 method: {method}
                 init: v = 1
             }}"
        ));
        // The noise of `w`, under the name of that of `v`.
        let mut noise =
            Simulation::new(&format!("neurons g[1] {{ dw/dt = xi_1*ms**-0.5 : 1; method: {method} }}"));
        let (mut v, mut w, h) = (1.0, 0.0, 0.1_f64);
        let drift = |v: f64| f64::sin(v) - v;
        for _ in 0..100 {
            run.step();
            noise.step();
            let increment = noise.get("w", 0) - w;
            w = noise.get("w", 0);
            v = if method == "heun" {
                let there = v + h * drift(v) + v * increment;
                v + h / 2.0 * (drift(v) + drift(there)) + increment / 2.0 * (v + there)
            } else {
                let there = v + h.sqrt() * v;
                v + h * drift(v) + v * increment + (there - v) * increment * increment / (2.0 * h.sqrt())
            };
            assert_close(run.get("v", 0), v, 1e-11);
        }
    }
}

/// The slope of `log(error)` over `log(dt)` of a method on an equation without noise, whose solution is known.
fn order(method: &str) -> f64 {
    let error = |microseconds: u32| {
        let mut run = Simulation::new(&format!(
            "dt = {microseconds} us
             neurons g[1] {{
                 dv/dt = -v*w*cos(t/ms)/ms : 1
                 dw/dt = -w**2*cos(t/ms)/ms : 1
                 method: {method}
                 tolerance: 1
                 init: {{ v = 1; w = 1 }}
             }}"
        ));
        run.steps(400 / microseconds as usize);
        (run.get("v", 0) - 1.0 / (1.0 + f64::sin(0.4))).abs()
    };
    let (coarse, fine) = (error(100), error(25));
    (coarse / fine).log2() / 2.0
}

#[test]
fn orders_of_convergence() {
    let orders =
        [("euler", 1.0), ("rk2", 2.0), ("rk4", 4.0), ("heun", 2.0), ("milstein", 1.0), ("rkf45", 5.0)];
    for (method, expected) in orders {
        let found = order(method);
        assert!((found - expected).abs() < 0.4, "{method} is of order {found}");
    }
}

/// The slope of the logarithm of the mean error over that of the step, for paths of `dv = -v/2 dt + g(v)∘dW` whose increments are
/// those of the finest step, summed. `exact` gives the end of a path from the sum of all.
fn strong_order(method: &str, equation: &str, exact: impl Fn(f64) -> f64) -> f64 {
    // The increments that a method uses are known from a variable that sums them: a fine run is given to a coarse formula.
    let neurons = 2000;
    let error = |steps: u32| {
        let mut run = Simulation::new(&format!(
            "dt = {} us
             neurons g[{neurons}] {{
                 {equation}
                 method: {method}
                 init: v = 1
             }}",
            1000 / steps
        ));
        let mut path = Simulation::new(&format!(
            "dt = {} us
             neurons g[{neurons}] {{ dw/dt = xi*ms**-0.5 : 1; method: {method} }}",
            1000 / steps
        ));
        run.steps(steps as usize);
        path.steps(steps as usize);
        let total: f64 = (0..neurons).map(|i| (run.get("v", i) - exact(path.get("w", i))).abs()).sum();
        total / neurons as f64
    };
    let (coarse, fine) = (error(8), error(125));
    (coarse / fine).log2() / (125.0_f64 / 8.0).log2()
}

#[test]
fn strong_orders_of_convergence() {
    // In the sense of Stratonovich the rules of calculus are the usual ones: v = exp(-t/2 + W/2) at t = 1 ms.
    let geometric = |w: f64| f64::exp(-0.5 + 0.5 * w);
    for method in ["heun", "milstein"] {
        let found = strong_order(method, "dv/dt = -v/(2 ms) + 0.5*v*xi*ms**-0.5 : 1", geometric);
        assert!((found - 1.0).abs() < 0.15, "{method} is of strong order {found}");
    }
    // With additive noise, v = exp(sin t) + W/2 if the drift does not depend on v.
    let additive = |w: f64| f64::exp(f64::sin(1.0)) + 0.5 * w;
    let equation = "dv/dt = cos(t/ms)*exp(sin(t/ms))/ms + 0.5*xi*ms**-0.5 : 1";
    let found = strong_order("euler", equation, additive);
    assert!((found - 1.0).abs() < 0.15, "euler is of strong order {found}");
}

#[test]
fn noise_has_its_mean_and_variance() {
    let mut run = Simulation::new(
        "neurons g[20000] {
             dv/dt = -v/(10 ms) + 2*xi_0/ms**0.5 : 1
             dw/dt = -w/(10 ms) + 2*xi_0/ms**0.5 : 1
             du/dt = xi_1/ms**0.5 + 3*xi_2/ms**0.5 : 1
         }",
    );
    assert_eq!(run.plan.groups[0].method, "euler, since `v` has additive noise");
    run.steps(20);
    let n = 20000;
    let moments = |name: &str| {
        let values: Vec<_> = (0..n).map(|i| run.get(name, i)).collect();
        let mean = values.iter().sum::<f64>() / n as f64;
        (mean, values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n as f64)
    };
    let (mean, variance) = moments("v");
    // A sum of 20 steps, each 4*dt/ms, shrunk by 0.99 a step.
    let expected: f64 = (0..20).map(|k| 0.4 * 0.99_f64.powi(2 * k)).sum();
    assert!(mean.abs() < 4.0 * (expected / n as f64).sqrt(), "{mean}");
    assert!((variance / expected - 1.0).abs() < 4.0 * (2.0 / n as f64).sqrt(), "{variance}, not {expected}");
    let (_, variance) = moments("u");
    assert!((variance / 20.0 - 1.0).abs() < 4.0 * (2.0 / n as f64).sqrt(), "{variance}, not 20");
    // One noise is one number, in whichever equations it stands.
    assert!((0..n).all(|i| run.get("v", i) == run.get("w", i)));
}
