//! Statistics, through the public surface, against other libraries and at the edges.

mod edges;
mod folder;
mod graphs;
mod reference;
mod spectra;
mod trains;
