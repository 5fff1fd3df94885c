//! The ready file, which exists only while the program listens.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A ready file. Dropping it removes the file.
pub(crate) struct ReadyFile {
    path: PathBuf,
    text: String,
}

impl ReadyFile {
    /// Writes the file atomically, so a reader sees either all of it or none.
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
        // In the meantime, another simulator may have written its own file to this path.
        if std::fs::read_to_string(&self.path).is_ok_and(|text| text == self.text) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
