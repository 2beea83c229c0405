//! Private entries: their words stand on no page before whoever may read them has given their numbers once more. What was
//! opened so stays open until that page is left or the screen locks.

use super::action::Reason;
use super::model::Session;
use crate::domain::entry::{Standing, Withdrawn};
use crate::domain::policy::{Sight, may_read};

/// Why the numbers are asked.
pub const WHY: &str = "Asked once more: it is private. What is private stays open until you leave this page.";

/// Why something can't be done with an entry that is still closed.
pub fn closed() -> Reason {
    "It is private: Enter opens it first.".to_string()
}

impl Session {
    /// Whether all of an entry may be read by whoever is signed in, by the one policy.
    pub fn may_read(&self, entry: &Standing) -> bool {
        self.who().is_some_and(|who| may_read(who, entry) == Sight::Whole)
    }

    /// Whether an entry that may be read is private, and nobody has opened it on this page. Of what was taken back there
    /// is nothing to open.
    pub fn is_closed(&self, entry: &Standing) -> bool {
        let gone = matches!(entry.withdrawn, Some(Withdrawn::TakenBack { .. }));
        entry.entry.private && !self.private && !gone && self.may_read(entry)
    }

    /// Whether all of an entry stands on the page that is shown.
    pub fn reads(&self, entry: &Standing) -> bool {
        self.may_read(entry) && !self.is_closed(entry)
    }
}
