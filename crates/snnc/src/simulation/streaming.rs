//! Recording more than fits into memory.

use super::Simulation;
use crate::error::Error;
use crate::memory;
use crate::monitor::Recorder;
use crate::results::ResultFolder;
use crate::tape::Spool;
use std::path::PathBuf;
use std::sync::Arc;

/// The part of the free memory, one in so many, that monitors may fill: to record there is faster than on the disk.
const SHARE: u64 = 8;

/// The bytes that each may have in any case.
const LEAST: u64 = 64 << 20;

impl Simulation {
    /// Of each monitor, what is more than `buffer` bytes (if not given, an eighth of the free memory for all of them, but no less
    /// than 64 MiB each) goes to files beside the results while the simulation goes on, so that memory is bounded however long it
    /// is. Of what went there, a recording has no arrays: it is in the archives of the folder once that is
    /// [committed](ResultFolder::commit).
    ///
    /// # Errors
    /// If the system has no further thread.
    pub fn stream_to(&mut self, folder: &ResultFolder, buffer: Option<u64>) -> Result<(), Error> {
        let buffer = buffer.unwrap_or_else(|| {
            let each = memory::available() / SHARE / self.recorders.len().max(1) as u64;
            each.max(LEAST)
        });
        let spool = Spool::new(folder.workspace(), buffer)
            .map_err(|error| Error::file(folder.target(), "write results to", error))?;
        let spool = Arc::new(spool);
        self.recorders.iter_mut().for_each(|recorder| recorder.stream_to(&spool));
        self.streaming = Some(Streaming { spool, results: folder.target().to_path_buf() });
        Ok(())
    }

    /// Refuses a run of so many steps whose traces have no room. One that may end before its time is left to try it.
    pub(super) fn check_room(&self, steps: u64, may_end: bool) -> Result<(), Error> {
        if may_end {
            return Ok(());
        }
        let plan = self.compiled.plan();
        let foreseen = |(monitor, recorder): (&snnc_ir::plan::MonitorPlan, &Recorder)| {
            recorder.foreseen(steps as f64 * plan.dt / plan.clocks[monitor.clock].dt)
        };
        let each = plan.monitors.iter().zip(&self.recorders).map(foreseen);
        let Some(Streaming { spool, results }) = &self.streaming else {
            return memory::check_traces(each.fold(0, u64::saturating_add));
        };
        // What is streamed is there twice while the archives are made of it.
        let room = |bytes: u64| if bytes > spool.buffer() { bytes.saturating_mul(2) } else { bytes };
        let there = self.recorders.iter().map(Recorder::bytes_on_disk).sum();
        memory::check_disk(spool.folder(), results, each.map(room).fold(there, u64::saturating_add))
    }

    /// Refuses to go on without what cannot be written.
    pub(super) fn written(&self) -> Result<(), Error> {
        match &self.streaming {
            Some(Streaming { spool, results }) => match spool.failure() {
                Some(why) => Err(Error::file(results, "write results to", why)),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }
}

/// Where to.
pub(super) struct Streaming {
    spool: Arc<Spool>,
    results: PathBuf,
}

impl Streaming {
    /// Whether what is recorded cannot be written.
    pub(super) fn has_failed(&self) -> bool {
        self.spool.has_failed()
    }

    /// Waits until everything is written, and says why it is not.
    pub(super) fn close(&self) -> Option<String> {
        self.spool.close();
        self.spool.failure()
    }
}
