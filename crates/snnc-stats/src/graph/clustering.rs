//! How many neighbours of a node are neighbours of each other.

use super::Directed;

impl Directed {
    /// The directed clustering coefficient of some nodes: triangles, of all directions, over those that there could be.
    /// Fagiolo 2007, doi:10.1103/PhysRevE.76.026107. A node with fewer than two neighbours has 0, as in NetworkX.
    pub fn clustering(&self, nodes: impl IntoIterator<Item = u32>) -> Vec<f64> {
        // How often a node is a neighbour of the one looked at: 0, 1 or 2 times.
        let mut near = vec![0_u8; self.nodes() as usize];
        let each = nodes.into_iter().map(|node| {
            let neighbours = || self.predecessors(node).iter().chain(self.successors(node));
            neighbours().for_each(|other| near[*other as usize] += 1);
            let (mut triangles, mut mutual) = (0_u64, 0_u64);
            for other in neighbours() {
                let next = self.predecessors(*other).iter().chain(self.successors(*other));
                triangles += next.map(|third| u64::from(near[*third as usize])).sum::<u64>();
                mutual += u64::from(near[*other as usize] - 1);
            }
            // Each node that is a neighbour twice was seen twice.
            let mutual = mutual / 2;
            let degree = neighbours().count() as u64;
            neighbours().for_each(|other| near[*other as usize] = 0);
            match triangles {
                0 => 0.0,
                _ => triangles as f64 / (2 * (degree * (degree - 1) - 2 * mutual)) as f64,
            }
        });
        each.collect()
    }
}
