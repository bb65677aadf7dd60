//! Formulas: nothing of a model is left out, and `MathML` is as its specification says.

mod support;

use roxmltree::Node;
use snnc_lang::Span;
use snnc_lang::imports::Program;
use snnc_lang::syntax::ast::{
    ConnectKind, EquationKind, Expr, ExprKind, ItemKind, Member, MemberKind, Statement,
};
use support::{described, model, models, of_text, page};

/// The text of a part of a model in one line, without comments.
fn text(program: &Program, span: Span) -> String {
    let source = program.sources.get(span.source);
    let lines = source.slice(span).lines().map(|line| line.split('#').next().unwrap_or(""));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn formulas(page: &str) -> Vec<&str> {
    let each = page.match_indices("<math ").map(|(at, _)| {
        let end = page[at..].find("</math>").expect("closed") + "</math>".len();
        &page[at..at + end]
    });
    each.collect()
}

/// What is to be a formula of its own: expressions by the span that stands for them.
fn expected<'e>(members: &'e [Member], all: &mut Vec<(Span, &'e Expr)>) {
    let statements = |body: &'e [Statement], all: &mut Vec<(Span, &'e Expr)>| {
        all.extend(body.iter().map(|it| (it.span, &it.value)));
    };
    for member in members {
        match &member.kind {
            MemberKind::Equation(equation) => match &equation.kind {
                EquationKind::Differential(expr) | EquationKind::Subexpression(expr) => {
                    all.push((member.span, expr));
                }
                EquationKind::Parameter => {}
            },
            MemberKind::Threshold(expr)
            | MemberKind::Refractory(expr)
            | MemberKind::Event { condition: expr, .. }
            | MemberKind::Tolerance(expr)
            | MemberKind::Dt(expr)
            | MemberKind::Delay { value: expr, .. }
            | MemberKind::Order { value: expr, .. }
            | MemberKind::Rate(expr)
            | MemberKind::Trains(expr)
            | MemberKind::Weight(expr)
            | MemberKind::Given(expr)
            | MemberKind::Period(expr) => all.push((expr.span, expr)),
            MemberKind::Reset(body)
            | MemberKind::Init(body)
            | MemberKind::OnEvent { body, .. }
            | MemberKind::Pathway { body, .. } => statements(body, all),
            MemberKind::Every { period: expr, body, .. } | MemberKind::At { times: expr, body, .. } => {
                all.push((expr.span, expr));
                statements(body, all);
            }
            MemberKind::Connect(clauses) => {
                for clause in clauses {
                    match &clause.kind {
                        ConnectKind::Condition(expr)
                        | ConnectKind::Probability(expr)
                        | ConnectKind::Multiplicity { value: expr, .. }
                        | ConnectKind::Function { value: expr, .. }
                        | ConnectKind::Indegree(expr)
                        | ConnectKind::Outdegree(expr)
                        | ConnectKind::Total(expr)
                        | ConnectKind::Pairs(expr) => all.push((clause.span, expr)),
                        _ => {}
                    }
                }
            }
            MemberKind::Method(_) | MemberKind::File(_) => {}
        }
    }
}

#[test]
fn every_formula_of_every_model_is_in_its_page() {
    let mut checked = 0;
    for path in models() {
        let (model, program) = model(&path);
        let page = page(&described(model));
        let formulas = formulas(&page);
        let documents: Vec<_> = formulas
            .iter()
            .map(|it| roxmltree::Document::parse(it).unwrap_or_else(|e| panic!("{e}: {it}")))
            .collect();
        let mut all = vec![];
        for item in &program.file.items {
            match &item.kind {
                ItemKind::Group(it) => expected(&it.body, &mut all),
                ItemKind::PoissonInput(it) => expected(&it.body, &mut all),
                ItemKind::Synapses(it) => expected(&it.body, &mut all),
                ItemKind::Model(it) => expected(&it.body, &mut all),
                ItemKind::Function(it) => all.push((item.span, &it.body)),
                _ => {}
            }
        }
        for (span, expr) in all {
            let wanted = text(&program, span);
            let found = documents.iter().filter(|it| it.root_element().attribute("alttext") == Some(&wanted));
            let mut names = 0;
            expr.visit(&mut |part| names += usize::from(matches!(part.kind, ExprKind::Name(_))));
            let shown =
                |it: &roxmltree::Document| it.descendants().filter(|node| node.has_tag_name("mi")).count();
            let most = found.map(shown).max();
            assert!(most.is_some(), "{}: `{wanted}` is not there", path.display());
            assert!(most >= Some(names), "{}: a name of `{wanted}` is not there", path.display());
            checked += 1;
        }
    }
    assert!(checked > 600, "only {checked}");
}

#[test]
fn no_formula_has_a_hole() {
    for path in models() {
        let page = page(&described(model(&path).0));
        for formula in formulas(&page) {
            let document = roxmltree::Document::parse(formula).expect("well-formed");
            for node in document.descendants().filter(Node::is_element) {
                let children = node.children().filter(Node::is_element).count();
                let wanted = match node.tag_name().name() {
                    "mfrac" | "msup" | "msub" | "munder" => Some(2),
                    "munderover" | "msubsup" => Some(3),
                    _ => None,
                };
                assert!(wanted.is_none_or(|wanted| wanted == children), "{}: {formula}", path.display());
                let token = matches!(node.tag_name().name(), "mi" | "mn" | "mo" | "mtext");
                let empty = node.text().is_none_or(str::is_empty);
                assert!(
                    !token || !empty,
                    "{}: an empty {} in {formula}",
                    path.display(),
                    node.tag_name().name()
                );
                let holds = matches!(node.tag_name().name(), "mrow" | "mtd" | "msqrt" | "math");
                assert!(!holds || children > 0, "{}: a hole in {formula}", path.display());
            }
        }
    }
}

/// The content of the formula that stands for a text.
fn formula(model: &str, alternative: &str) -> String {
    let page = page(&of_text(model));
    let escaped = alternative.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let start = format!("alttext=\"{escaped}\">");
    let found = formulas(&page)
        .into_iter()
        .rfind(|it| it.contains(&start))
        .unwrap_or_else(|| panic!("{alternative}"));
    found.split_once(&start).expect("its start").1.replace("</math>", "")
}

/// What is shown of a formula, one token after the other.
fn shown(model: &str, alternative: &str) -> String {
    let content = format!("<math>{}</math>", formula(model, alternative));
    let document = roxmltree::Document::parse(&content).expect("well-formed");
    let texts = document.descendants().filter(Node::is_text).filter_map(|node| node.text());
    texts.collect::<Vec<_>>().join(" ")
}

/// A model with one equation.
fn equation(right: &str) -> (String, String) {
    (format!("neurons a[1] {{ x = {right} : 1 }}\nrun 1 s\n"), format!("x = {right} : 1"))
}

fn of_equation(right: &str) -> String {
    let (model, alternative) = equation(right);
    shown(&model, &alternative)
}

#[test]
fn names_are_letters_with_subscripts() {
    assert_eq!(of_equation("tau_w"), "= τ w");
    assert_eq!(of_equation("taum"), "= τ m");
    assert_eq!(of_equation("gL"), "= g L");
    assert_eq!(of_equation("ENa"), "= E Na");
    assert_eq!(of_equation("v0"), "= v 0");
    assert_eq!(of_equation("g_syn_e"), "= g syn , e");
    assert_eq!(of_equation("noise"), "= noise");
    assert_eq!(of_equation("number"), "= number");
    assert_eq!(of_equation("τ_m"), "= τ m");
}

#[test]
fn derivatives_and_quotients_are_fractions() {
    let (model, alternative) =
        ("neurons a[1] { dv/dt = (E - v)/tau : 1 }\nrun 1 s\n", "dv/dt = (E - v)/tau : 1");
    assert_eq!(formula(model, alternative).matches("<mfrac>").count(), 1);
    assert!(page(&of_text(model)).contains("<mi mathvariant=\"normal\">d</mi><mi>v</mi>"));
    assert_eq!(of_equation("a/b/c"), "= a b \u{2062} c");
    assert_eq!(of_equation("0.32/mV*4"), "= 0.32 mV − 1 × 4");
    assert_eq!(of_equation("-a*b/c"), "= − a \u{2062} b c");
    assert_eq!(of_equation("4*N // 5"), "= ⌊ 4 \u{2062} N 5 ⌋");
}

#[test]
fn parentheses_are_there_where_they_are_needed_alone() {
    assert_eq!(of_equation("(a + b)/c"), "= a + b c");
    assert_eq!(of_equation("(a + b)*c"), "= ( a + b ) \u{2062} c");
    assert_eq!(of_equation("a - (b - c)"), "= a − ( b − c )");
    assert_eq!(of_equation("a - -b"), "= a − ( − b )");
    assert_eq!(of_equation("(a*b)**2"), "= ( a \u{2062} b ) 2");
    assert_eq!(of_equation("x**(a/(b/c))"), "= x a / ( b / c )");
    assert_eq!(of_equation("a % b + c"), "= ( a mod b ) + c".replace("a mod b", "a \u{a0}mod\u{a0} b"));
}

#[test]
fn functions_have_their_signs() {
    assert_eq!(of_equation("sqrt(a) + abs(b)"), "= a + | b |");
    assert!(of_equation("log(a)").contains("ln"));
    assert_eq!(of_equation("sum(f(k) for k in range(1, 8))"), "= ∑ k = 1 7 f \u{2061} ( k )");
    assert_eq!(of_equation("int(a > b)"), "= [ a > b ]");
    let choice = of_equation("a if c else (b if d else 0)");
    assert_eq!(choice, "= { a if\u{a0} c b if\u{a0} d 0 otherwise");
}

#[test]
fn statements_are_assignments() {
    let model = "neurons a[1] { v : 1; w : 1; threshold: v > 1; reset: v = 0; w += -b*v; v *= a + b; w /= c }\nrun 1 s\n";
    assert_eq!(shown(model, "v = 0"), "v ← 0");
    assert_eq!(shown(model, "w += -b*v"), "w ← w − b \u{2062} v");
    assert_eq!(shown(model, "v *= a + b"), "v ← v · ( a + b )");
    assert_eq!(shown(model, "w /= c"), "w ← w c");
}

#[test]
fn variants_lead_to_their_models() {
    let text = "model LIF(tau = 10 ms, v0) { dv/dt = (v0 - v)/tau : 1 }\nmodel Fast is LIF(tau = 5 ms)\n\
                neurons a[1] is Fast(2 ms, 3) { init: v = 1 }\nrun 1 s\n";
    let page = page(&of_text(text));
    assert!(
        page.contains("<a href=\"#m-Fast\">Fast</a> with") && page.contains("<a href=\"#m-LIF\">LIF</a>")
    );
    assert!(page.contains("id=\"m-Fast\"") && page.contains("id=\"m-LIF\""));
    // Arguments by position are told with the names of their parameters.
    assert_eq!(shown(text, "3"), "= 3");
    assert!(page.split("Fast</a> with").nth(1).is_some_and(|rest| rest.contains("alttext=\"v0\"")));
}
