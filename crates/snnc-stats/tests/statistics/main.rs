//! Statistics, through the public surface, against other libraries and at the edges.

mod edges;
mod folder;
mod reference;
mod trains;
