//! Which method integrates a block, and what to say if the one asked for cannot.

use super::attempt::attempt;
use super::equation::Equation;
use super::obstacle::{Obstacle, Why};
use crate::lower::body::Site;
use crate::lower::{Lowering, diagnostics};
use crate::plan::UpdatePlan;
use snnc_lang::hir::Method;
use snnc_lang::{Diagnostic, Span};

type Obstacles = Vec<(usize, Obstacle)>;

/// The kernels and, for people, the method and why it is this one.
pub(super) fn method(
    cx: &mut Lowering<'_>,
    site: Site,
    equations: &[Equation<'_>],
    asked: Option<(Method, Span)>,
) -> Result<(UpdatePlan, String), Vec<Diagnostic>> {
    match asked {
        Some((method, span)) => match attempt(cx, site, equations, method) {
            Ok(update) => Ok((update, format!("{}, as asked for", method.name()))),
            Err(obstacles) => Err(refuse(cx, site, equations, method, span, &obstacles)),
        },
        None => automatic(cx, site, equations),
    }
}

/// `exact` if the equations allow, else `euler` for no or additive noise, else `heun`.
fn automatic(
    cx: &mut Lowering<'_>,
    site: Site,
    equations: &[Equation<'_>],
) -> Result<(UpdatePlan, String), Vec<Diagnostic>> {
    let obstacles = match attempt(cx, site, equations, Method::Exact) {
        Ok(update) => return Ok((update, "exact, since the equations are linear".into())),
        Err(obstacles) => obstacles,
    };
    let varying = match attempt(cx, site, equations, Method::Euler) {
        Ok(update) => {
            let (number, obstacle) = &obstacles[0];
            let name = equations[*number].name;
            let because = match obstacle.why {
                Why::Noise => format!("`{name}` has additive noise"),
                Why::DependsOnTime => format!("the equation of `{name}` contains the time"),
                _ => format!("the equation of `{name}` is not linear"),
            };
            return Ok((update, format!("euler, since {because}")));
        }
        Err(obstacles) => obstacles,
    };
    match attempt(cx, site, equations, Method::Heun) {
        Ok(update) => {
            let name = equations[varying[0].0].name;
            Ok((update, format!("heun, since `{name}` has multiplicative noise")))
        }
        Err(obstacles) => {
            let tell = |(number, obstacle): &(usize, Obstacle)| {
                diagnostics::noise_not_linear(equations[*number].name, obstacle.span)
            };
            Err(obstacles.iter().map(tell).collect())
        }
    }
}

/// Says why a method that was asked for cannot be used, and which one can.
fn refuse(
    cx: &mut Lowering<'_>,
    site: Site,
    equations: &[Equation<'_>],
    method: Method,
    asked: Span,
    obstacles: &Obstacles,
) -> Vec<Diagnostic> {
    let fits = [Method::ExponentialEuler, Method::Euler, Method::Heun]
        .into_iter()
        .find(|other| *other != method && attempt(cx, site, equations, *other).is_ok());
    let tell = |(number, obstacle): &(usize, Obstacle)| {
        let name = equations[*number].name;
        let (why, at) = match obstacle.why {
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
            Why::Coupled => ("too many equations depend on each other", "this is one of them"),
            Why::NoiseShared => ("its noise is not its own", "this noise stands in another equation too"),
            Why::SecondNoise => ("its equation contains more than one noise", "this is one noise too many"),
        };
        let mut told = diagnostics::method_does_not_fit(method, name, obstacle.span, why)
            .at(at)
            .label(asked, "asked for here");
        if let Some(fits) = fits.map(Method::name) {
            told = told.help(format!("`method: {fits}` can integrate these equations")).fix(
                format!("Use `{fits}`"),
                asked,
                fits,
            );
        }
        if fits == Some(Method::Heun) {
            told = told.help("`heun` takes the noise in the sense of Stratonovich");
        }
        told
    };
    obstacles.iter().map(tell).collect()
}

/// Says why equations have no closed form over any interval.
pub(super) fn refuse_event_driven(equations: &[Equation<'_>], obstacles: &Obstacles) -> Vec<Diagnostic> {
    let tell = |(number, obstacle): &(usize, Obstacle)| {
        let name = equations[*number].name;
        let (why, at) = match obstacle.why {
            Why::Coupled => ("too many equations depend on each other", "this is one of them"),
            Why::DependsOnTime => ("its equation contains the time", "this is the time"),
            Why::Noise => ("its equation contains noise", "this is noise"),
            _ => ("its equation is not linear", "this is not linear in the event-driven variables"),
        };
        diagnostics::not_event_driven(name, obstacle.span, why)
            .at(at)
            .help("make it `(clock-driven)`: it is then advanced in every step")
    };
    obstacles.iter().map(tell).collect()
}
