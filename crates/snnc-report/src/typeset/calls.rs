//! Calls of functions, by the signs that mathematics has for them.

use super::expressions::{Level, braced, case};
use super::{Place, Typesetter, fenced, listed, names, parentheses, row, upright, words};
use snnc_lang::syntax::ast::{Argument, Expr, ExprKind, Generator, Name, Number};

impl Typesetter<'_> {
    pub(super) fn call(self, function: &Name, arguments: &[Argument], place: Place) -> String {
        let positional: Vec<&Expr> = arguments
            .iter()
            .filter(|argument| argument.name.is_none())
            .map(|argument| &argument.value)
            .collect();
        let all = positional.len() == arguments.len();
        let fenced = |open: &str, x: &Expr, close: &str| fenced(open, &self.placed(x, place), close);
        match (&*function.text, positional.as_slice()) {
            ("sqrt", [x]) if all => format!("<msqrt><mrow>{}</mrow></msqrt>", self.placed(x, place)),
            ("abs", [x]) if all => {
                let bar = |form| format!("<mo fence=\"true\" form=\"{form}\">|</mo>");
                row(&format!("{}{}{}", bar("prefix"), self.placed(x, place), bar("postfix")))
            }
            ("floor", [x]) if all => fenced("⌊", x, "⌋"),
            ("ceil", [x]) if all => fenced("⌈", x, "⌉"),
            // One where it holds, zero where not.
            ("int", [x]) if all && is_condition(x) => fenced("[", x, "]"),
            ("log1p", [x]) if all => {
                let argument = parentheses(&self.added("<mn>1</mn>", x, place));
                row(&format!("{}<mo>\u{2061}</mo>{argument}", upright("ln")))
            }
            ("where", [condition, then, otherwise]) if all => {
                let holds = format!("{}{}", words("if "), self.placed(condition, place));
                let cases = case(&self.at(then, Level::Or, place), &holds)
                    + &case(&self.at(otherwise, Level::Or, place), &words("otherwise"));
                parentheses(&braced(&cases))
            }
            ("sum", [Expr { kind: ExprKind::Comprehension { term, generator }, .. }]) if all => {
                let sign = self.summation(generator);
                // A sum reaches to the next plus or minus.
                parentheses_unless(place, &format!("{sign}{}", self.at(term, Level::Product, place)))
            }
            _ => {
                let arguments = listed(arguments.iter().map(|argument| self.argument(argument, place)));
                row(&format!("{}<mo>\u{2061}</mo>{}", function_name(&function.text), parentheses(&arguments)))
            }
        }
    }

    /// An argument, with its name if it has one.
    pub(super) fn argument(self, argument: &Argument, place: Place) -> String {
        let value = self.placed(&argument.value, place);
        match &argument.name {
            Some(name) => row(&format!("{}<mo>=</mo>{value}", names::name(&name.text))),
            None => value,
        }
    }

    /// The sign of a sum with its bounds.
    fn summation(self, generator: &Generator) -> String {
        let variable = names::name(&generator.variable.text);
        let small = Place::default().in_script();
        let bounds = match (&generator.over.kind, &generator.filter) {
            (ExprKind::Call { function, arguments }, None)
                if &*function.text == "range" && arguments.iter().all(|argument| argument.name.is_none()) =>
            {
                match arguments.as_slice() {
                    [end] => Some(("<mn>0</mn>".to_string(), self.before(&end.value, small))),
                    [start, end] => Some((self.placed(&start.value, small), self.before(&end.value, small))),
                    _ => None,
                }
            }
            _ => None,
        };
        match bounds {
            Some((first, last)) => format!(
                "<munderover><mo movablelimits=\"false\">∑</mo><mrow>{variable}<mo>=</mo>{first}</mrow><mrow>{last}</mrow></munderover>"
            ),
            None => format!(
                "<munder><mo movablelimits=\"false\">∑</mo><mrow>{}</mrow></munder>",
                self.generator(generator)
            ),
        }
    }

    /// The last number before an end.
    fn before(self, end: &Expr, place: Place) -> String {
        match end.kind {
            ExprKind::Number(Number::Integer(end)) if end > i64::MIN => format!("<mn>{}</mn>", end - 1),
            _ => format!("{}<mo>−</mo><mn>1</mn>", self.at(end, Level::Sum, place)),
        }
    }
}

fn parentheses_unless(place: Place, content: &str) -> String {
    if place.in_line() { parentheses(content) } else { row(content) }
}

fn is_condition(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Comparison { .. } | ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Not(_))
}

/// The name of a function: upright if the language has it, else as the model writes it.
fn function_name(name: &str) -> String {
    match name {
        "log" => upright("ln"),
        "log10" => "<msub><mi mathvariant=\"normal\">log</mi><mn>10</mn></msub>".into(),
        "sign" => upright("sgn"),
        "poisson" => upright("Poisson"),
        "binomial" => upright("Binomial"),
        "exp" | "expm1" | "exprel" | "sin" | "cos" | "tan" | "arcsin" | "arccos" | "arctan" | "sinh"
        | "cosh" | "tanh" | "round" | "clip" | "min" | "max" | "int" | "timestep" | "rand" | "randn"
        | "sum" | "mean" | "any" | "all" | "count" | "load" | "linspace" | "range" | "sample" => {
            upright(name)
        }
        "mean_incoming" | "sum_incoming" | "mean_outgoing" | "sum_outgoing" => {
            let (what, over) = name.split_once('_').unwrap_or((name, ""));
            format!("<msub>{}<mi>{over}</mi></msub>", upright(what))
        }
        _ => names::name(name),
    }
}
