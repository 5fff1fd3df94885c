//! The ready file: there only while the program listens.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Removes the file when it goes.
pub(crate) struct ReadyFile {
    path: PathBuf,
    text: String,
}

impl ReadyFile {
    /// A reader sees all of the file or none of it.
    pub(crate) fn write(path: PathBuf, text: String) -> io::Result<ReadyFile> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        file.persist(&path)?;
        Ok(ReadyFile { path, text })
    }
}

impl Drop for ReadyFile {
    fn drop(&mut self) {
        // The next simulator may already have written its own to the same place.
        if std::fs::read_to_string(&self.path).is_ok_and(|text| text == self.text) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
