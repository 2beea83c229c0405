//! The whole record at once: the look from end to end that begins with every start and goes on behind the sign-in,
//! beside copying its file.

use std::fs::{self, File};

use super::nursery::Nursery;
use super::table::{Figure, Table};
use super::{Done, Options};

/// Adds what was measured. Each takes long and is taken once.
pub fn measure(options: &Options, small: &Nursery, large: &Nursery, table: &mut Table) -> Done<()> {
    if !options.wants("whole record") {
        return Ok(());
    }
    let mut looked = Figure::default();
    let copy = large.home.folder().join("copy.db");
    looked.floor.take(|| {
        fs::copy(large.home.database(), &copy)?;
        Ok(File::open(&copy)?.sync_all()?)
    })?;
    fs::remove_file(&copy)?;
    for (nursery, times) in [(small, &mut looked.small), (large, &mut looked.large)] {
        let checks = times.take(|| Ok(nursery.store()?.verify()?))?;
        if let Some(wrong) = checks.iter().find(|check| !check.holds) {
            return Err(wrong.says.clone().into());
        }
    }
    table.add("whole record looked through, to copying its file", &looked, None);
    Ok(())
}
