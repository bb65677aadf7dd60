//! Statistics of spike trains, traces and connections.
