//! A thread that writes samples to disk while the simulation goes on.

use super::samples::{Samples, Shape};
use super::transpose::transpose;
use crate::model::reason;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// So many pieces may wait to be written; then the simulation waits for the disk.
const WAITING: usize = 2;

/// So many pieces are kept to be filled again: fresh memory costs more than what is written to it.
const SPARE: usize = 4;

/// They are kept up to this size.
const SPARE_BYTES: usize = 32 << 20;

/// Samples that lie in a file: the neurons, the times, and of each variable the values of one element after the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    /// The first byte.
    pub(crate) start: u64,
    /// How many.
    pub(crate) samples: usize,
}

impl Piece {
    /// The byte after the last.
    pub(super) fn end(self, shape: Shape) -> u64 {
        self.start + shape.bytes() * self.samples as u64
    }

    /// Where the times begin; the neurons are before them.
    pub(crate) fn times(self, shape: Shape) -> u64 {
        self.start + if shape.indexed { (size_of::<i32>() * self.samples) as u64 } else { 0 }
    }

    /// Where the values of an element begin; those of the next follow.
    pub(crate) fn values(self, shape: Shape, variable: usize, element: usize) -> u64 {
        let columns = 1 + (variable * shape.width + element) as u64;
        self.times(shape) + columns * (size_of::<f64>() * self.samples) as u64
    }
}

/// Writes samples to files without names, of which nothing is left when they are closed, however that happens.
#[derive(Debug)]
pub(crate) struct Spool {
    folder: PathBuf,
    buffer: u64,
    sender: Mutex<Option<SyncSender<Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
    shared: Arc<Shared>,
}

/// What the thread has to tell.
#[derive(Debug, Default)]
struct Shared {
    failed: AtomicBool,
    failure: Mutex<Option<String>>,
    spare: Mutex<Vec<(Shape, Samples)>>,
}

/// Samples to be written.
struct Job {
    file: Arc<File>,
    shape: Shape,
    samples: Samples,
}

impl Spool {
    /// Writes into `folder`, for each monitor as soon as it has so many bytes.
    ///
    /// # Errors
    /// If there can be no further thread.
    pub(crate) fn new(folder: &Path, buffer: u64) -> io::Result<Spool> {
        let shared = Arc::new(Shared::default());
        let (sender, jobs) = sync_channel(WAITING);
        let told = shared.clone();
        let writer = thread::Builder::new().name("snnc-writer".into());
        let writer = writer.spawn(move || work(&jobs, &told))?;
        let (sender, writer) = (Mutex::new(Some(sender)), Mutex::new(Some(writer)));
        Ok(Spool { folder: folder.to_path_buf(), buffer, sender, writer, shared })
    }

    /// How much of each monitor is kept in memory, in bytes.
    pub(crate) fn buffer(&self) -> u64 {
        self.buffer
    }

    /// The folder in which it writes.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether something could not be written.
    pub(crate) fn has_failed(&self) -> bool {
        self.shared.failed.load(Relaxed)
    }

    /// Why it could not be written.
    pub(crate) fn failure(&self) -> Option<String> {
        lock(&self.shared.failure).clone()
    }

    /// A new file; none if there cannot be another.
    pub(super) fn file(&self) -> Option<Arc<File>> {
        match tempfile::tempfile_in(&self.folder) {
            Ok(file) => Some(Arc::new(file)),
            Err(error) => {
                self.shared.fail(&error);
                None
            }
        }
    }

    /// Empty samples of a shape, with room for so many.
    pub(super) fn spare(&self, shape: Shape, samples: usize) -> Samples {
        let mut spare = lock(&self.shared.spare);
        if let Some(at) = spare.iter().position(|(of, _)| *of == shape) {
            return spare.swap_remove(at).1;
        }
        let values = (0..shape.variables).map(|_| Vec::with_capacity(samples * shape.width));
        Samples { values: values.collect(), ..Samples::default() }
    }

    /// Writes samples at the end of a file.
    pub(super) fn write(&self, file: &Arc<File>, shape: Shape, samples: Samples) {
        let sender = lock(&self.sender);
        if let Some(sender) = sender.as_ref()
            && sender.send(Job { file: file.clone(), shape, samples }).is_err()
        {
            self.shared.fail(&io::Error::other("the thread that writes has ended"));
        }
    }

    /// Waits until everything is written.
    pub(crate) fn close(&self) {
        *lock(&self.sender) = None;
        if let Some(writer) = lock(&self.writer).take()
            && writer.join().is_err()
        {
            self.shared.fail(&io::Error::other("the thread that writes has ended"));
        }
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    fn fail(&self, error: &io::Error) {
        lock(&self.failure).get_or_insert_with(|| reason(error));
        self.failed.store(true, Relaxed);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes what comes, until nothing comes any more. After a failure it goes on taking, so that nobody waits for it.
fn work(jobs: &Receiver<Job>, shared: &Shared) {
    let mut turned = vec![];
    for Job { file, shape, mut samples } in jobs {
        if !shared.failed.load(Relaxed)
            && let Err(error) = write(&file, shape, &samples, &mut turned)
        {
            shared.fail(&error);
        }
        // What was kept in memory before anything was written may be larger than a piece: it is not kept for that.
        if samples.bytes_reserved() <= SPARE_BYTES {
            samples.clear();
            let mut spare = lock(&shared.spare);
            if spare.len() < SPARE {
                spare.push((shape, samples));
            }
        }
    }
}

fn write(mut file: &File, shape: Shape, samples: &Samples, turned: &mut Vec<f64>) -> io::Result<()> {
    file.write_all(bytemuck::cast_slice(&samples.indices))?;
    file.write_all(bytemuck::cast_slice(&samples.times))?;
    for values in &samples.values {
        if shape.width == 1 {
            file.write_all(bytemuck::cast_slice(values))?;
        } else {
            turned.resize(values.len(), 0.0);
            transpose(values, shape.width, (0, shape.width), turned, samples.times.len());
            file.write_all(bytemuck::cast_slice(turned))?;
        }
    }
    Ok(())
}
