//! All points of a sweep, in order.

use crate::axis::Axis;
use crate::error::Error;
use crate::points::Points;
use serde::{Deserialize, Serialize};

/// A sweep of more points is a slip.
const MOST_POINTS: u64 = 100_000_000;

/// All points of a sweep: each combination of the values of its axes, each with all seeds. What comes first varies slowest, and
/// seeds vary fastest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    pub(crate) axes: Vec<Axis>,
    pub(crate) seeds: Seeds,
}

/// The seeds of the points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Seeds {
    /// That of the model.
    Model,
    /// Each combination with each of these.
    Each(Vec<u64>),
    /// Of each point of the first axis its own.
    First(Vec<u64>),
}

/// A point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point<'g> {
    /// Its number, from 1 on.
    pub number: u64,
    /// The values of the parameters, as `snnc run --set` takes them.
    pub settings: Vec<(&'g str, &'g str)>,
    /// The seed; `None`: that of the model.
    pub seed: Option<u64>,
}

impl Grid {
    /// The combinations of these values, of a table of points if there is one, and seeds. Without seeds, that of the model.
    ///
    /// # Errors
    /// If a parameter comes twice, if seeds come both with the points and by themselves, or if there are too many points.
    pub fn new(points: Option<Points>, axes: Vec<Axis>, seeds: Option<Vec<u64>>) -> Result<Grid, Error> {
        let (of_points, own) = points.map_or((None, None), |points| (Some(points.axis), points.seeds));
        let seeds = match (own, seeds) {
            (Some(_), Some(_)) => {
                return Err(Error::refused(
                    "the table of points has a column `seed`, so that `--seeds` says it twice",
                ));
            }
            (Some(own), None) => Seeds::First(own),
            (None, Some(seeds)) => Seeds::Each(seeds),
            (None, None) => Seeds::Model,
        };
        let axes: Vec<Axis> = of_points.into_iter().chain(axes).collect();
        let names: Vec<&String> = axes.iter().flat_map(|axis| &axis.names).collect();
        if let Some((_, name)) = names.iter().enumerate().find(|(k, name)| names[..*k].contains(name)) {
            return Err(Error::refused(format!("`{name}` is given values twice")));
        }
        let grid = Grid { axes, seeds };
        let counts = grid.axes.iter().map(|axis| axis.len() as u64).chain([grid.seeds_of_each()]);
        match counts.fold(1, u64::saturating_mul) {
            0..=MOST_POINTS => Ok(grid),
            count => Err(Error::refused(format!("{count} points are too many; {MOST_POINTS} may be"))),
        }
    }

    /// How many points it has.
    pub fn len(&self) -> u64 {
        self.axes.iter().map(|axis| axis.len() as u64).product::<u64>() * self.seeds_of_each()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the parameters, in the order in which they were given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.axes.iter().flat_map(|axis| &axis.names).map(String::as_str)
    }

    /// How many combinations of the values there are, and how many seeds of each.
    pub fn counts(&self) -> (u64, u64) {
        (self.len() / self.seeds_of_each().max(1), self.seeds_of_each())
    }

    /// The point of that index, counted from 0.
    pub fn point(&self, index: u64) -> Point<'_> {
        let places = self.places(index);
        let settings = self.axes.iter().zip(&places).flat_map(|(axis, place)| {
            axis.names.iter().zip(&axis.values[*place]).map(|(name, value)| (name.as_str(), value.as_str()))
        });
        let seed = match &self.seeds {
            Seeds::Model => None,
            Seeds::Each(seeds) => Some(seeds[(index % seeds.len() as u64) as usize]),
            Seeds::First(seeds) => Some(seeds[places[0]]),
        };
        Point { number: index + 1, settings: settings.collect(), seed }
    }

    /// On each axis, the place of the point of that index.
    pub(crate) fn places(&self, index: u64) -> Vec<usize> {
        let mut left = index / self.seeds_of_each();
        let mut places: Vec<usize> = (self.axes.iter().rev())
            .map(|axis| {
                let length = axis.len() as u64;
                let place = left % length;
                left /= length;
                place as usize
            })
            .collect();
        places.reverse();
        places
    }

    fn seeds_of_each(&self) -> u64 {
        match &self.seeds {
            Seeds::Each(seeds) => seeds.len() as u64,
            Seeds::Model | Seeds::First(_) => 1,
        }
    }
}
