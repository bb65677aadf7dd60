//! Statistics, through the public surface, against other libraries and at the edges.

mod connections;
mod edges;
mod folder;
mod graphs;
mod populations;
mod reference;
mod spectra;
mod trains;
