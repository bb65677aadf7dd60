//! Arguments at which implementations are compared: with the correctly rounded value, and with each other.

use super::Function;

/// Arguments for `function`, one list for each parameter, all of one length (at least 200 000). The same at
/// each call.
pub fn points(function: Function) -> Vec<Vec<f64>> {
    let mut source = Source(0x9e37_79b9_7f4a_7c15);
    match function {
        Function::Pow => columns(pow_points(&mut source)),
        Function::FloorMod => columns(modulo_points(&mut source)),
        _ => vec![unary_points(&mut source)],
    }
}

/// Where functions change their course: zeros, poles, ends of domains, limits of formats and of recipes.
pub fn special() -> Vec<f64> {
    let mut points = vec![0.0, f64::INFINITY, f64::NAN];
    let landmarks = [
        f64::from_bits(1),
        f64::from_bits(0x000f_ffff_ffff_ffff),
        f64::MIN_POSITIVE,
        f64::MAX,
        5.551115123125783e-17,
        3.725290298461914e-09,
        0.25,
        std::f64::consts::FRAC_1_SQRT_2,
        0.5,
        1.0,
        std::f64::consts::SQRT_2,
        std::f64::consts::FRAC_PI_4,
        std::f64::consts::FRAC_PI_2,
        std::f64::consts::PI,
        1.5,
        2.0,
        3.0,
        4.0,
        10.0,
        1000.0,
        19.1,
        22.0,
        40.0,
        44.0,
        708.3964185322641,
        709.782712893384,
        710.4758600739439,
        716.4,
        717.0,
        745.1332191019412,
        746.0,
        1024.0,
        1075.0,
        4_294_967_296.0,
        4_503_599_627_370_496.0,
        9_007_199_254_740_991.0,
        9_007_199_254_740_992.0,
        1e300,
    ];
    for landmark in landmarks {
        for step in -2..=2 {
            points.push(f64::from_bits((landmark.to_bits() as i64 + step).max(0) as u64));
        }
    }
    points.extend((0..=22).map(exact_power_of_ten));
    let negative: Vec<f64> = points.iter().map(|x| -x).collect();
    points.extend(negative);
    points
}

fn unary_points(source: &mut Source) -> Vec<f64> {
    let mut points = special();
    for size in [1e-3, 0.6, 1.0, 2.0, 10.0, 50.0, 750.0, 1e5, 1e10] {
        points.extend((0..20_000).map(|_| source.between(-size, size)));
    }
    // Every binade, then any pattern of bits: subnormals and NaN with all sorts of payload included.
    points.extend((0..60_000).map(|_| source.sign() * source.log_uniform(1e-320, 1e308)));
    points.extend((0..20_000).map(|_| f64::from_bits(source.next())));
    points.extend((0..2_000).map(|_| f64::from_bits(source.next() >> 12)));
    // Near 1 and its neighbours in each order of magnitude.
    for centre in [-1.0, 1.0, 0.5, 2.0] {
        points.extend((0..3_000).map(|_| centre + source.sign() * source.log_uniform(1e-17, 0.5)));
    }
    // The numbers next to multiples of π/2.
    for multiple in (0..5_000).chain((0..5_000).map(|_| 0)) {
        let multiple = if multiple == 0 { (source.next() >> 32) as f64 } else { f64::from(multiple) };
        let x = multiple * std::f64::consts::FRAC_PI_2;
        points.extend([-1, 0, 1].map(|step| f64::from_bits((x.to_bits() as i64 + step).max(0) as u64)));
    }
    points
}

fn pow_points(source: &mut Source) -> Vec<[f64; 2]> {
    let mut points = pairs(&special());
    // All sizes of results, from bases of all sizes.
    for _ in 0..80_000 {
        let x = source.log_uniform(1e-320, 1e308);
        let log = Function::Log.eval(&[x]);
        points.push([x, source.between(-760.0, 760.0) / log]);
    }
    for _ in 0..40_000 {
        let x = 1.0 + source.sign() * source.log_uniform(1e-16, 0.5);
        let log = Function::Log.eval(&[x]);
        points.push([x, source.between(-760.0, 760.0) / log]);
    }
    for _ in 0..40_000 {
        points.push([source.between(0.0, 10.0), source.between(-10.0, 10.0)]);
        points.push([source.sign() * source.log_uniform(1e-5, 1e5), source.between(-40.0, 40.0).round()]);
    }
    points.extend((0..5_000).map(|_| [f64::from_bits(source.next()), f64::from_bits(source.next())]));
    points
}

fn modulo_points(source: &mut Source) -> Vec<[f64; 2]> {
    let mut points = pairs(&special());
    for _ in 0..60_000 {
        points.push([source.between(-1e3, 1e3), source.between(-10.0, 10.0)]);
        let y = source.sign() * source.log_uniform(1e-3, 1e3);
        let multiple = y * source.between(-1e6, 1e6).round();
        let step = (source.next() % 5) as i64 - 2;
        points.push([f64::from_bits((multiple.to_bits() as i64).wrapping_add(step) as u64), y]);
    }
    for _ in 0..40_000 {
        let x = source.sign() * source.log_uniform(1e-320, 1e308);
        points.push([x, source.sign() * source.log_uniform(1e-320, 1e308)]);
    }
    points.extend((0..5_000).map(|_| [f64::from_bits(source.next()), f64::from_bits(source.next())]));
    points
}

fn pairs(points: &[f64]) -> Vec<[f64; 2]> {
    points.iter().flat_map(|&x| points.iter().map(move |&y| [x, y])).collect()
}

fn columns(points: Vec<[f64; 2]>) -> Vec<Vec<f64>> {
    let (x, y) = points.into_iter().map(|[x, y]| (x, y)).unzip();
    vec![x, y]
}

/// A source of arbitrary numbers.
struct Source(u64);

impl Source {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        let unit = (self.next() >> 11) as f64 * f64::EPSILON / 2.0;
        low + (high - low) * unit
    }

    fn sign(&mut self) -> f64 {
        if self.next() >> 63 == 0 { 1.0 } else { -1.0 }
    }

    /// Any number between the two, with all orders of magnitude equally likely.
    fn log_uniform(&mut self, low: f64, high: f64) -> f64 {
        // The bits of a positive float are, but for subnormals, nearly linear in its logarithm.
        let (low, high) = (low.to_bits(), high.to_bits());
        f64::from_bits(low + self.next() % (high - low))
    }
}

/// Up to 10²², these are exact.
fn exact_power_of_ten(n: i32) -> f64 {
    (0..n).fold(1.0, |power, _| power * 10.0)
}
