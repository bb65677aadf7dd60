//! What the page shows, as it changes.

use serde::Serialize;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often progress is told.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// What is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Phase {
    /// The model is being run.
    Running,
    /// What is shown is of the model as it was saved.
    Good,
    /// The model as it was saved gave no results; what is shown is of an earlier run.
    Wrong,
}

/// What the page knows.
#[derive(Debug, Clone, Serialize)]
struct State {
    /// Another one after each change.
    version: u64,
    model: String,
    phase: Phase,
    /// Which run it is, from 1.
    run: u64,
    /// How far it is: 0 to 1.
    progress: f64,
    /// What is told of the run, as HTML.
    message: String,
    /// How much was simulated, and how long that took.
    status: String,
    /// The run that the plot and the report are of; 0 if there is none.
    picture: u64,
}

/// What a run leaves for the page.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// The plot; none if nothing was recorded that could be drawn.
    pub(super) svg: Option<String>,
    /// The folder of the results.
    pub(super) results: PathBuf,
}

/// What the page shows, for the thread that changes it and those that serve it.
#[derive(Debug)]
pub(super) struct Shared {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Debug)]
struct Inner {
    state: State,
    picture: Option<Picture>,
    told: Instant,
}

impl Shared {
    pub(super) fn new(model: &str) -> Shared {
        let state = State {
            version: 1,
            model: model.into(),
            phase: Phase::Running,
            run: 0,
            progress: 0.0,
            message: String::new(),
            status: String::new(),
            picture: 0,
        };
        let inner = Inner { state, picture: None, told: Instant::now() };
        Shared { inner: Mutex::new(inner), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing is left half done where another thread could have panicked.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut Inner)) {
        let mut inner = self.lock();
        change(&mut inner);
        inner.state.version += 1;
        inner.told = Instant::now();
        self.changed.notify_all();
    }

    /// Another run begins.
    pub(super) fn begins(&self, run: u64) {
        self.change(|Inner { state, .. }| {
            (state.phase, state.run, state.progress) = (Phase::Running, run, 0.0);
        });
    }

    /// It is so far: 0 to 1.
    pub(super) fn progresses(&self, progress: f64) {
        if self.lock().told.elapsed() >= TELL_EVERY {
            self.change(|inner| inner.state.progress = progress);
        }
    }

    /// It has come to its end, with a picture if there are results.
    pub(super) fn ends(&self, message: String, status: String, picture: Option<Picture>) {
        self.change(|inner| {
            let state = &mut inner.state;
            state.message = message;
            state.status = status;
            state.phase = if picture.is_some() { Phase::Good } else { Phase::Wrong };
            if picture.is_some() {
                state.picture = state.run;
                inner.picture = picture;
            }
        });
    }

    /// The state as JSON once it is another one than `version`, or after some time.
    pub(super) fn after(&self, version: u64, at_most: Duration) -> String {
        let same = |inner: &mut Inner| inner.state.version == version;
        let waited = self.changed.wait_timeout_while(self.lock(), at_most, same);
        let (inner, _) = waited.unwrap_or_else(PoisonError::into_inner);
        serde_json::to_string(&inner.state).unwrap_or_default()
    }

    /// What the last good run left.
    pub(super) fn picture(&self) -> Option<Picture> {
        self.lock().picture.clone()
    }
}
