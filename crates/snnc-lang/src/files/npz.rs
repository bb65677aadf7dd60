//! NumPy archives: zip files of arrays.

use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The arrays by name, each as the bytes of an `.npy` file.
pub(super) fn members(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let broken = |error: &dyn std::fmt::Display| format!("it is no NumPy archive ({error})");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut members = vec![];
    for number in 0..archive.len() {
        let mut member = archive.by_index(number).map_err(|error| broken(&error))?;
        let Some(name) = member.name().strip_suffix(".npy").map(String::from) else { continue };
        let mut content = vec![];
        member.read_to_end(&mut content).map_err(|error| broken(&error))?;
        members.push((name, content));
    }
    Ok(members)
}
