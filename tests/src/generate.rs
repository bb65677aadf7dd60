//! Random valid models: several populations with equations of every method, noise, resets, refractoriness; synapses with all
//! kinds of rules, delays, weights and statements. Bounded, so that each runs in milliseconds.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fmt::Write;

/// A strategy for the text of a model.
pub fn model() -> impl Strategy<Value = String> {
    let groups = prop::collection::vec(population(), 1..4);
    let sources = prop::collection::vec((1..8u32, 50..2000u32), 0..2);
    let synapses = prop::collection::vec(synapses(), 0..4);
    (groups, sources, synapses, 0..1000u64).prop_map(|(groups, sources, synapses, seed)| {
        let mut text = format!("tau = 5 ms\nseed = {seed}\n\n");
        groups.iter().enumerate().for_each(|(k, group)| group.write(k, &mut text));
        for (k, (size, rate)) in sources.iter().enumerate() {
            let _ =
                writeln!(text, "poisson p{k}[{size}] {{ rate: {rate}*Hz*(1 + 0.5*sin(i + t/(3 ms))) }}\n");
        }
        for (k, synapses) in synapses.iter().enumerate() {
            synapses.write(k, &groups, sources.len(), &mut text);
        }
        for (k, group) in groups.iter().enumerate() {
            let names: Vec<_> = (0..group.equations.len()).map(|v| format!("x{v}")).collect();
            let _ = writeln!(text, "monitor spikes of g{k}\nmonitor {}, s of g{k}", names.join(", "));
        }
        for k in 0..sources.len() {
            let _ = writeln!(text, "monitor spikes of p{k}");
        }
        for k in 0..synapses.len() {
            let _ = writeln!(text, "monitor w of c{k}");
        }
        text.push_str("run 4 ms\nrun 2 ms\n");
        text
    })
}

/// An expression of a dimensionless value; variables are numbers, named where it is written.
#[derive(Debug, Clone)]
pub(crate) enum Expr {
    Number(i32),
    Variable(Index),
    Call(&'static str, Box<Expr>),
    Binary(&'static str, Box<Expr>, Box<Expr>),
    Choice(Box<Expr>, Box<Expr>, Box<Expr>),
}

impl Expr {
    pub(crate) fn text(&self, names: &[&str]) -> String {
        match self {
            Expr::Number(k) => format!("{}", f64::from(*k) / 8.0),
            Expr::Variable(which) => names[which.index(names.len())].to_string(),
            Expr::Call(function, x) => function.replace('#', &x.text(names)),
            Expr::Binary(operator, x, y) => format!("({} {operator} {})", x.text(names), y.text(names)),
            Expr::Choice(c, x, y) => {
                format!("({} if {} > 0.25 else {})", x.text(names), c.text(names), y.text(names))
            }
        }
    }
}

/// Functions that bring any value back to a bounded one, so that nothing explodes.
const FUNCTIONS: [&str; 14] = [
    "sin(#)",
    "cos(#)",
    "tanh(#)",
    "arctan(#)",
    "exp(-abs(#))",
    "log1p(abs(#))",
    "sqrt(abs(#))",
    "expm1(-abs(#))",
    "exprel(clip(#, -3, 3))",
    "clip(#, -2, 2)",
    "abs(#)**1.5",
    "floor(#)",
    "int(# > 0.5)",
    "(1 + abs(#))**-2",
];

pub(crate) fn expression() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![(-16..17).prop_map(Expr::Number), any::<Index>().prop_map(Expr::Variable)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let boxed = inner.prop_map(Box::new).boxed();
        prop_oneof![
            3 => (select(&FUNCTIONS[..]), boxed.clone()).prop_map(|(f, x)| Expr::Call(f, x)),
            3 => (select(&["+", "-", "*", "%"][..]), boxed.clone(), boxed.clone())
                .prop_map(|(op, x, y)| if op == "%" {
                    Expr::Binary(op, x, Box::new(Expr::Number(9)))
                } else {
                    Expr::Binary(op, x, y)
                }),
            1 => (boxed.clone(), boxed.clone(), boxed).prop_map(|(c, x, y)| Expr::Choice(c, x, y)),
        ]
    })
}

/// How a population's equations look.
#[derive(Debug, Clone, Copy)]
enum Method {
    LeftOut,
    Exact,
    ExponentialEuler,
    Euler,
    Noisy,
}

#[derive(Debug, Clone)]
struct PopulationText {
    size: u32,
    method: Method,
    equations: Vec<Expr>,
    subexpression: Expr,
    threshold: i32,
    reset: Expr,
    draws: bool,
    refractory: Option<(u32, bool)>,
}

fn population() -> impl Strategy<Value = PopulationText> {
    use Method::{Euler, Exact, ExponentialEuler, LeftOut, Noisy};
    let method = select(&[LeftOut, Exact, ExponentialEuler, Euler, Noisy][..]);
    let equations = prop::collection::vec(expression(), 1..4);
    let refractory = prop::option::of((0..25u32, any::<bool>()));
    (1..23u32, method, equations, expression(), 2..9, expression(), any::<bool>(), refractory).prop_map(
        |(size, method, equations, subexpression, threshold, reset, draws, refractory)| PopulationText {
            size,
            method,
            equations,
            subexpression,
            threshold,
            reset,
            draws,
            refractory,
        },
    )
}

impl PopulationText {
    fn write(&self, number: usize, text: &mut String) {
        // Writing to a String cannot fail.
        let _ = self.try_write(number, text);
    }

    fn try_write(&self, number: usize, text: &mut String) -> std::fmt::Result {
        let names = ["x0", "x1", "x2", "i/N", "t/(4 ms)", "s"];
        let variables = &names[..self.equations.len()];
        let visible: Vec<&str> = variables.iter().chain(&names[3..]).copied().collect();
        writeln!(text, "neurons g{number}[{}] {{", self.size)?;
        for (k, equation) in self.equations.iter().enumerate() {
            let unit = match self.refractory {
                Some((_, true)) if k == 0 => "1 (unless refractory)",
                _ => "1",
            };
            let next = (k + 1) % self.equations.len();
            match self.method {
                // Linear, with a constant part of each cell.
                Method::Exact => {
                    let constant = equation.text(&["0.5", "1.25", "0.75"]);
                    writeln!(text, "    dx{k}/dt = ({constant} + 2 + 0.25*x{next} - x{k})/tau : {unit}")?;
                }
                // Linear in its own variable, given the others.
                Method::ExponentialEuler => {
                    let others: Vec<&str> =
                        visible.iter().copied().filter(|n| *n != format!("x{k}") && *n != "s").collect();
                    let drive = equation.text(&others);
                    writeln!(text, "    dx{k}/dt = (2 + {drive} - (1 + abs(x{next}))*x{k})/tau : {unit}")?;
                }
                Method::Noisy => {
                    let drive = equation.text(&visible);
                    writeln!(
                        text,
                        "    dx{k}/dt = (1 + tanh({drive}) - x{k})/tau + 0.5*xi_common*tau**-0.5 : {unit}"
                    )?;
                }
                Method::LeftOut | Method::Euler => {
                    let drive = equation.text(&visible);
                    writeln!(text, "    dx{k}/dt = (2 + {drive} - x{k})/tau : {unit}")?;
                }
            }
        }
        let of_state: Vec<&str> = visible.iter().copied().filter(|n| *n != "s").collect();
        writeln!(text, "    s = {} : 1\n    n : integer\n", self.subexpression.text(&of_state))?;
        match self.method {
            Method::LeftOut => {}
            Method::Exact => writeln!(text, "    method: exact")?,
            Method::ExponentialEuler => writeln!(text, "    method: exponential_euler")?,
            Method::Euler | Method::Noisy => writeln!(text, "    method: euler")?,
        }
        writeln!(text, "    threshold: x0 > {}", f64::from(self.threshold) / 8.0)?;
        let draw = if self.draws { " + 0.1*rand()" } else { "" };
        let last = variables[variables.len() - 1];
        let reset = self.reset.text(&visible);
        writeln!(text, "    reset: {{ x0 = 0{draw}; {last} += 0.1*tanh({reset}); n += 1 }}")?;
        if let Some((tenths, _)) = self.refractory {
            writeln!(text, "    refractory: {} ms", f64::from(tenths) / 10.0)?;
        }
        writeln!(text, "    init: {{ x0 = rand(); {last} = 0.2*randn() + i/N }}\n}}\n")
    }
}

#[derive(Debug, Clone)]
struct SynapsesText {
    source: Index,
    target: Index,
    half: bool,
    rule: &'static str,
    delay: Option<u32>,
    weight: Expr,
    effect: Expr,
    change: &'static str,
    plastic: bool,
    on_post: bool,
}

const RULES: [&str; 11] = [
    "all",
    "i != j",
    "p = 0.3",
    "(i + 2*j) % 3 == 0",
    "i != j, p = 0.6",
    "indegree = 3",
    "outdegree = 2",
    "total = 9",
    "j = (2*i + 1) % N_post",
    "i >= j, n = 2 as k",
    "p = exp(-abs(i - j)/2)",
];

/// What a spike does to its target.
const CHANGES: [&str; 2] = ["x0 += w*tanh(#)", "x0 = clip(x0 + w*#, -2, 2)"];

fn synapses() -> impl Strategy<Value = SynapsesText> {
    let ends = (any::<Index>(), any::<Index>(), any::<bool>());
    let expressions = (expression(), expression());
    let flags = (select(&CHANGES[..]), any::<bool>(), any::<bool>());
    let delay = prop::option::of(0..30u32);
    (ends, select(&RULES[..]), delay, expressions, flags).prop_map(
        |((source, target, half), rule, delay, (weight, effect), (change, plastic, on_post))| SynapsesText {
            source,
            target,
            half,
            rule,
            delay,
            weight,
            effect,
            change,
            plastic,
            on_post,
        },
    )
}

impl SynapsesText {
    fn write(&self, number: usize, groups: &[PopulationText], poisson: usize, text: &mut String) {
        // Writing to a String cannot fail.
        let _ = self.try_write(number, groups, poisson, text);
    }

    fn try_write(
        &self,
        number: usize,
        groups: &[PopulationText],
        poisson: usize,
        text: &mut String,
    ) -> std::fmt::Result {
        let from = self.source.index(groups.len() + poisson);
        let source =
            if from < groups.len() { format!("g{from}") } else { format!("p{}", from - groups.len()) };
        let to = self.target.index(groups.len());
        let target = if self.half && groups[to].size > 1 {
            format!("g{to}[{}:]", groups[to].size / 2)
        } else {
            format!("g{to}")
        };
        writeln!(text, "synapses c{number}: {source} -> {target} {{\n    w : 1\n")?;
        writeln!(text, "    connect: {}", self.rule)?;
        writeln!(text, "    init: w = 0.1*rand() + 0.05*tanh({})", self.weight.text(&["i", "j", "x0_post"]))?;
        let visible = ["x0", "w", "t/tau", "n"];
        let effect = self.effect.text(&visible);
        let effect = self.change.replace('#', &effect);
        let learning = if self.plastic { "; w = min(w*1.01 + 0.001, 1)" } else { "" };
        writeln!(text, "    on_pre: {effect}{learning}")?;
        if self.on_post {
            writeln!(text, "    on_post: w *= 0.98")?;
        }
        if let Some(tenths) = self.delay {
            writeln!(text, "    delay: {} ms", f64::from(tenths) / 10.0)?;
        }
        writeln!(text, "}}\n")
    }
}
