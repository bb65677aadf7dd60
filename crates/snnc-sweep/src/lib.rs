//! Runs of one model with many values of its constants.
