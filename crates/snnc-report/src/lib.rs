//! A page that shows a run.
