//! The reserve: a file beside the record that does nothing but hold room for it. When the disk is full it is
//! given up, so that notes, drafts and the count of PIN tries still land while somebody makes room.

use std::fs;

use zeroize::Zeroizing;

use super::ask::Space;
use super::{Store, disk, files};
use crate::failure::{Failure, Result};

/// How much room is held: enough for a day's notes with every draft on the way to them.
pub(super) const BYTES: usize = 8 * 1024 * 1024;

impl Store {
    /// How much room the record has on its disk.
    pub fn space(&self) -> Space {
        self.space.get()
    }

    /// Holds the room, where it is not held already. A disk that has so much no more is told by [`Store::space`].
    pub fn hold_room(&mut self) {
        let path = self.home.reserve();
        let held = fs::metadata(&path).is_ok_and(|there| there.len() == BYTES as u64);
        // What can't be packed smaller, because some disks give a file of nothing no room at all.
        let mut filled = || -> Result<()> {
            let mut bytes = Zeroizing::new(vec![0; BYTES]);
            self.chance.fill(&mut bytes);
            files::write_private(&path, &bytes)
        };
        let space = match if held { Ok(()) } else { filled() } {
            Ok(()) => Space::Enough,
            Err(failure) if disk::full(&failure) => Space::Short,
            // A folder that can't be written to says so at the next note; the reserve is no matter then.
            Err(_) => self.space.get(),
        };
        self.space.set(space);
    }

    /// Whether something failed for want of room, and the reserve has given some: then it is worth another try.
    pub(super) fn made_room(&self, failure: &Failure) -> bool {
        let full = disk::full(failure);
        if full {
            self.space.set(Space::Short);
        }
        full && fs::remove_file(self.home.reserve()).is_ok()
    }
}
