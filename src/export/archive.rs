//! Several files as one archive with a password: a ZIP file whose parts are sealed with AES-256, which 7-Zip opens on
//! Windows, Keka or The Unarchiver on a Mac. The names of its parts can be read without the password.

use std::fs::File;
use std::io::{self, Write};

use zeroize::Zeroizing;
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, ZipWriter};

use super::save::Finished;

/// The end of its name, without the dot.
pub const EXTENSION: &str = "zip";

/// What opens it, for whoever is handed one.
pub const OPENED_BY: &str = "7-Zip opens it on Windows, Keka or The Unarchiver on a Mac.";

/// An archive that is being written.
pub(super) struct Archive {
    writer: ZipWriter<File>,
    password: Zeroizing<String>,
    /// How many files are in it.
    pub(super) count: usize,
}

impl Archive {
    /// Into this empty file.
    pub(super) fn into(file: File, password: &str) -> Archive {
        Archive { writer: ZipWriter::new(file), password: Zeroizing::new(password.to_string()), count: 0 }
    }

    /// Puts one more file in.
    pub(super) fn add(&mut self, file: &Finished) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .with_aes_encryption(AesMode::Aes256, self.password.as_str());
        self.writer.start_file(format!("{}.{}", file.stem, file.extension), options)?;
        self.writer.write_all(&file.bytes)?;
        self.count += 1;
        Ok(())
    }

    /// Closes it; all of it is on the disk when this returns.
    pub(super) fn finish(self) -> io::Result<()> {
        self.writer.finish()?.sync_all()
    }
}
