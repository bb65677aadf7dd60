//! Which variables of synapses are kept by neurons.

use crate::model::{lowered, plan};

/// A model with traces; `{}` are more equations, more of `on_pre`, more of the block, and more of the file.
fn model([equations, on_pre, block, file]: [&str; 4]) -> String {
    format!(
        "c = 2
         neurons a[10] {{
             dv/dt = -v/(10 ms) : 1
             tau : second (constant)
             x : 1
             threshold: v > 1
             reset:     v = 0
         }}
         synapses s: a -> a {{
             w : 1
             p : second (constant)
             eta : 1 (shared)
             dapre/dt  = -apre/(20 ms)  : 1 (event-driven)
             dapost/dt = -apost/(30 ms) : 1 (event-driven)
             {equations}
             connect: all
             on_pre:  {{ v_post += w; apre += 1; w = clip(w - apost, 0, 1); {on_pre} }}
             on_post: {{ apost += 1; w = clip(w + apre, 0, 1) }}
             {block}
         }}
         {file}"
    )
}

/// The variables that neurons keep, in the order of the file.
fn kept(parts: [&str; 4]) -> String {
    let text = model(parts);
    let plan = plan(&text);
    let names: Vec<_> = plan.synapses[0].traces.iter().map(|it| it.variable.name.clone()).collect();
    let stored: Vec<_> = plan.synapses[0].variables.iter().map(|it| it.name.as_str()).collect();
    assert!(names.iter().all(|name| !stored.contains(&name.as_str())), "{names:?}, {stored:?}");
    let by_synapse = text.matches("(event-driven)").count() - names.len();
    assert_eq!(stored.contains(&"lastupdate"), by_synapse > 0, "{names:?}, {stored:?}");
    names.join(" ")
}

#[test]
fn what_all_synapses_of_a_neuron_have_in_common() {
    assert_eq!(kept([""; 4]), "apre apost");
    for more in [
        "apre = 0.5*apre + eta*x_pre",
        "apre += exp(-t/(1 second))*(i + 1)",
        "step = x_pre + c; apre += step",
        "apre = 1 if apre > 1 else apre",
        "apre += t_in_timesteps*dt/second",
    ] {
        assert_eq!(kept(["", more, "", ""]), "apre apost", "{more}");
    }
    for file in [
        "monitor apre, lastupdate of s\nrun 10 ms",
        "s.w = apre",
        "run 10 ms\nsave s as \"all\"",
        "store \"a\"\nrun 1 ms\nrestore \"a\"",
        "a.x = 3\na.tau = 10 ms",
        "run 10 ms until max(s.apre) > 3",
    ] {
        assert_eq!(kept(["", "", "", file]), "apre apost", "{file}");
    }
    assert_eq!(kept(["", "", "every 1 ms: w = apre", ""]), "apre apost");
    assert_eq!(kept(["", "", "delay: 1 ms", ""]), "apre apost");
}

#[test]
fn what_differs_between_them() {
    for more in [
        "apre += w",
        "apre += apost",
        "apre += v_post",
        "apre += j",
        "apre += rand()",
        "apre += lastupdate/second",
        "step = w; apre += step",
        "x_pre += 1; apre += x_pre",
    ] {
        assert_eq!(kept(["", more, "", ""]), "apost", "{more}");
    }
    assert_eq!(kept(["", "apost += 1", "", ""]), "apre");
    assert_eq!(kept(["", "", "init: apre = 1", ""]), "apost");
    assert_eq!(kept(["", "", "every 1 ms: apre = 0", ""]), "apost");
    assert_eq!(kept(["", "", "delay: j*ms", ""]), "");
    assert_eq!(kept(["", "", "", "run 1 ms\ns.apre = 0"]), "apost");
    assert_eq!(kept(["", "", "", "store \"a\"\nrun 1 ms\nrestore \"a\" except s.apre"]), "apost");
}

#[test]
fn equations() {
    let with = |equation: &str, more: &str| kept([&format!("{equation} (event-driven)"), more, "", ""]);
    assert_eq!(with("dy/dt = -y/tau_pre : 1", "y += 1"), "apre apost y");
    assert_eq!(with("dy/dt = (apre - y)/(5 ms) : 1", ""), "apre apost y");
    assert_eq!(with("dy/dt = (apre - y)/(5 ms) : 1", "y += 1"), "apre apost y");
    assert_eq!(with("dy/dt = -y/p : 1", "y += 1"), "apre apost");
    assert_eq!(with("dy/dt = -y/tau_post : 1", "y += 1"), "apre apost");
    assert_eq!(with("dy/dt = (x_pre - y)/(5 ms) : 1", "y += 1"), "apre apost");
    // What it drives differs, and so it is integrated with that.
    assert_eq!(with("dy/dt = (apre - y)/(5 ms) : 1", "y += w"), "apost");
    assert_eq!(with("dy/dt = (apre - y)/p : 1", ""), "apost");
    let assigned = ["dy/dt = -y/tau_pre : 1 (event-driven)", "y += 1", "", "a.tau = 5 ms\nrun 1 ms"];
    assert_eq!(kept(assigned), "apre apost");
}

#[test]
fn stages_of_the_protocol() {
    let text = model([""; 4]).replace("(20 ms)", "tau_apre").replace("c = 2", "tau_apre = 20 ms; c = 2");
    let kept = |protocol: &str| {
        let lowered = lowered(&format!("{text}\n{protocol}"));
        lowered.plan.unwrap_or_else(|| panic!("{:#?}", lowered.diagnostics)).synapses[0].traces.len()
    };
    assert_eq!(kept("run 1 ms\nset c = 3\nrun 1 ms"), 2);
    assert_eq!(kept("run 1 ms\nset tau_apre = 30 ms\nrun 1 ms"), 0);
    assert_eq!(kept("run 1 ms\nset dt = 0.2 ms\nrun 1 ms"), 0);
}
