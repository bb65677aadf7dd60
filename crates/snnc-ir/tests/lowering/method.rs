//! Which method is chosen, and which are refused.

use crate::model::{plan, told};

fn chosen(equations: &str) -> String {
    plan(&format!("tau = 10 ms\nneurons g[2] {{\n{equations}\n}}")).groups[0].method.clone()
}

#[test]
fn left_out() {
    assert_eq!(chosen("dv/dt = -v/tau : 1"), "exact, since the equations are linear");
    assert_eq!(
        chosen("dv/dt = (x - v)/tau : 1; x = 3 + k : 1; k : 1"),
        "exact, since the equations are linear"
    );
    assert_eq!(chosen("dv/dt = v*(1 - v)/tau : 1"), "euler, since the equation of `v` is not linear");
    assert_eq!(
        chosen("dv/dt = (sin(t/ms) - v)/tau : 1"),
        "euler, since the equation of `v` contains the time"
    );
    assert_eq!(chosen("dv/dt = -v/tau + 3*xi*tau**-0.5 : 1"), "euler, since `v` has additive noise");
    let multiplicative = "heun, since `v` has multiplicative noise";
    assert_eq!(chosen("dv/dt = -v/tau + v*xi*tau**-0.5 : 1"), multiplicative);
    assert_eq!(chosen("dv/dt = -v/tau + sin(t/ms)*xi*tau**-0.5 : 1"), multiplicative);
    assert_eq!(chosen("v : 1"), "no differential equations");
}

fn refused(equations: &str) -> String {
    told(&format!("tau = 10 ms\nneurons g[2] {{\n{equations}\n}}"))
}

#[test]
fn does_not_fit() {
    insta::assert_snapshot!(refused("dv/dt = (exp(v) - v)/tau : 1; method: exact"));
    insta::assert_snapshot!(refused(
        "dv/dt = (x - v)/tau : 1; dw/dt = v*w/tau : 1; x = v**2 : 1; method: exact"
    ));
    insta::assert_snapshot!(refused("dv/dt = -v/tau + xi*tau**-0.5 : 1; method: exact"));
    insta::assert_snapshot!(refused("dv/dt = (t/ms - v)/tau : 1; method: exact"));
    insta::assert_snapshot!(refused("dv/dt = (1 - v**2)/tau : 1; method: exponential_euler"));
    insta::assert_snapshot!(refused("dv/dt = -v/tau + v*xi*tau**-0.5 : 1; method: euler"));
    insta::assert_snapshot!(refused("dv/dt = -v/tau + xi**2 : 1"));
    insta::assert_snapshot!(refused("dv/dt = (v**2 + u)/tau + u*xi*tau**-0.5 : 1; u = 3 : 1; method: rk4"));
    insta::assert_snapshot!(refused("dv/dt = -v/tau + v*xi*tau**-0.5 : 1; method: rk2"));
    insta::assert_snapshot!(refused("dv/dt = -v/tau + xi**2 : 1; method: heun"));
    insta::assert_snapshot!(refused(
        "dv/dt = -v/tau + v*xi_1*tau**-0.5 : 1; dw/dt = v*(xi_1 + xi_2)*tau**-0.5 : 1; method: milstein"
    ));
}

#[test]
fn a_term_of_several_equations_is_told_once() {
    let told = refused("dv/dt = (x - v)/tau : 1; dw/dt = x/tau : 1; x = v**2 : 1; method: exact");
    assert_eq!(told.matches("does-not-fit").count(), 1, "{told}");
}

#[test]
fn conditionally_linear() {
    let fits = |equation: &str| {
        let text = format!("{equation} : 1; w : 1; method: exponential_euler");
        !refused(&text).contains("does-not-fit")
    };
    assert!(fits("dv/dt = (exp(v) - v*w)/tau"));
    assert!(fits("dv/dt = v*exp(v)/tau"));
    assert!(fits("dv/dt = v/(1 + v)/tau"));
    assert!(fits("dv/dt = (w if v > 0 else -v)/tau"));
    assert!(fits("dv/dt = v**1/tau"));
    assert!(fits("dv/dt = (1 + v)**-0.5/tau"));
    assert!(!fits("dv/dt = v*v/tau"));
    assert!(!fits("dv/dt = (1 + v)**2/tau"));
    assert!(!fits("dv/dt = v**-1/tau"));
    assert!(!fits("dv/dt = w/v/tau"));
    assert!(!fits("dv/dt = (v if v > 0 else v*v)/tau"));
}

fn of_synapses(equations: &str) -> String {
    told(&format!(
        "neurons g[2] {{ v : 1; threshold: v > 1; reset: v = 0 }}\nsynapses s: g -> g {{\n{equations}\nconnect: all\n}}"
    ))
}

#[test]
fn not_event_driven() {
    insta::assert_snapshot!(of_synapses("dx/dt = -x**2/ms : 1 (event-driven)\non_pre: x += 1"));
    insta::assert_snapshot!(of_synapses("dx/dt = (sin(t/ms) - x)/ms : 1 (event-driven)\non_pre: x += 1"));
}

#[test]
fn event_driven_at_less_cost() {
    insta::assert_snapshot!(of_synapses("dx/dt = -x/ms : 1\non_pre: x += 1; v += x"));
    // What is meant so, read in each step, driven by an end, or has no closed form.
    for equations in [
        "dx/dt = -x/ms : 1 (clock-driven)\non_pre: x += 1; v += x",
        "dx/dt = -x/ms : 1 (event-driven)\non_pre: x += 1; v += x",
        "dx/dt = -x/ms : 1\nv_post = x : 1 (summed)\non_pre: x += 1",
        "dx/dt = (u - x)/ms : 1\nu = v_post : 1\non_pre: x += 1; v += x",
        "dx/dt = -x**3/ms : 1\non_pre: x += 1; v += x",
        "dx/dt = -x/ms : 1",
    ] {
        assert_eq!(of_synapses(equations), "", "{equations}");
    }
}
