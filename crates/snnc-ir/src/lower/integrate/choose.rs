//! Which method integrates a group, and what to say if the one asked for cannot.

use super::attempt::attempt;
use super::equation::Equation;
use super::obstacle::{Obstacle, Why};
use crate::lower::Lowering;
use crate::lower::diagnostics::{self, method_name};
use crate::plan::KernelUse;
use snnc_lang::hir::{GroupId, Method};
use snnc_lang::{Diagnostic, Span};

type Obstacles = Vec<(usize, Obstacle)>;

/// The kernel and, for people, the method and why it is this one.
pub(super) fn method(
    cx: &mut Lowering<'_>,
    id: GroupId,
    equations: &[Equation<'_>],
    asked: Option<(Method, Span)>,
) -> Result<(KernelUse, String), Vec<Diagnostic>> {
    match asked {
        Some((method, span)) => match attempt(cx, id, equations, method) {
            Ok(kernel) => Ok((kernel, format!("{}, as asked for", method_name(method)))),
            Err(obstacles) => Err(refuse(cx, id, equations, method, span, &obstacles)),
        },
        None => automatic(cx, id, equations),
    }
}

/// `exact` if the equations allow, else `euler` for no or additive noise.
fn automatic(
    cx: &mut Lowering<'_>,
    id: GroupId,
    equations: &[Equation<'_>],
) -> Result<(KernelUse, String), Vec<Diagnostic>> {
    let obstacles = match attempt(cx, id, equations, Method::Exact) {
        Ok(kernel) => return Ok((kernel, "exact, since the equations are linear".into())),
        Err(obstacles) => obstacles,
    };
    if obstacles.iter().all(|(_, obstacle)| obstacle.why == Why::Coupled) {
        return Err(obstacles.iter().map(|(_, obstacle)| coupled(obstacle)).collect());
    }
    match attempt(cx, id, equations, Method::Euler) {
        Ok(kernel) => {
            let (number, obstacle) = &obstacles[0];
            let name = equations[*number].name;
            let because = match obstacle.why {
                Why::Noise | Why::NoiseNotLinear | Why::NoiseVaries => format!("`{name}` has additive noise"),
                Why::DependsOnTime => format!("the equation of `{name}` contains the time"),
                Why::NotLinear | Why::Coupled => format!("the equation of `{name}` is not linear"),
            };
            Ok((kernel, format!("euler, since {because}")))
        }
        Err(obstacles) => Err(obstacles
            .iter()
            .map(|(number, obstacle)| match obstacle.why {
                Why::NoiseNotLinear => diagnostics::noise_not_linear(equations[*number].name, obstacle.span),
                _ => diagnostics::later(
                    obstacle.span,
                    "multiplicative noise: this factor of the noise changes within a step",
                ),
            })
            .collect()),
    }
}

/// Says why a method that was asked for cannot be used, and which one can.
fn refuse(
    cx: &mut Lowering<'_>,
    id: GroupId,
    equations: &[Equation<'_>],
    method: Method,
    asked: Span,
    obstacles: &Obstacles,
) -> Vec<Diagnostic> {
    let fits = [Method::ExponentialEuler, Method::Euler]
        .into_iter()
        .find(|other| *other != method && attempt(cx, id, equations, *other).is_ok());
    let tell = |(number, obstacle): &(usize, Obstacle)| {
        let name = equations[*number].name;
        let (why, at) = match obstacle.why {
            Why::Coupled => return coupled(obstacle),
            Why::NoiseNotLinear => return diagnostics::noise_not_linear(name, obstacle.span),
            Why::NotLinear if method == Method::Exact => {
                ("its equation is not linear", "this is not linear in the variables of the equations")
            }
            Why::NotLinear => ("its equation is not linear in it", "this contains it other than as a factor"),
            Why::DependsOnTime => ("its equation changes within a time step", "this is the time"),
            Why::Noise => ("its equation contains noise", "this is noise"),
            Why::NoiseVaries => {
                ("its noise is multiplied by something that changes within a time step", "this changes")
            }
        };
        let mut told = diagnostics::method_does_not_fit(method, name, obstacle.span, why)
            .at(at)
            .label(asked, "asked for here");
        if let Some(fits) = fits {
            let fits = method_name(fits);
            told = told.help(format!("`method: {fits}` can integrate these equations")).fix(
                format!("use `{fits}`"),
                asked,
                fits,
            );
        } else if obstacle.why == Why::NoiseVaries {
            told = told.help("multiplicative noise needs `heun`, which this version does not carry out");
        }
        told
    };
    obstacles.iter().map(tell).collect()
}

fn coupled(obstacle: &Obstacle) -> Diagnostic {
    let what =
        "the exact integration of more than 6 coupled equations whose coefficients differ between neurons";
    diagnostics::later(obstacle.span, what).help("`method: euler` or `method: exponential_euler` may do")
}
