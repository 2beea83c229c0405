//! Everything that is made from the log, in the transaction that adds to it. [`Projector::project`] is
//! run by an act and by replay alike: it sees the change, its stamp and its words and nothing of the world.

pub(super) mod day;
pub(super) mod entries;
pub(super) mod erased;
pub(super) mod evaluation;
pub(super) mod evidence;
pub(super) mod figures;
pub(super) mod judged;
pub(super) mod people;
pub(super) mod phrases;
pub(super) mod pinned;
pub(super) mod practice;
pub(super) mod presence;
pub(super) mod requests;

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::log;
use super::value::Sql;
use crate::domain::framework::StatementRef;
use crate::domain::{Change, RoomId, Stamp, TalkId};

/// The tables that are made from the log alone, in the order of their making. Replay makes them anew.
pub(super) const TABLES: &[&str] = &[
    "setting",
    "room",
    "person",
    "child",
    "household",
    "contact",
    "link",
    "sibling",
    "key_person",
    "child_group",
    "family",
    "kept",
    "entry",
    "gap",
    "presence",
    "closed",
    "practice",
    "practice_child",
    "phrase",
    "pinned",
    "judged",
    "rating",
    "area",
    "signed_off",
    "request",
    "decided",
    "erased",
    "hold",
    "tally",
    "piece",
    "cell",
    "spread",
    "kept_out",
];

/// Carries changes into the projections. What can wait until all changes of a transaction are in (figures by
/// week, families) is noted and done by [`Projector::settle`].
pub(super) struct Projector<'c> {
    pub db: &'c Connection,
    statements: HashMap<StatementRef, i64>,
    cells: BTreeSet<(i64, i64, Option<RoomId>)>,
    talks: BTreeSet<TalkId>,
    families: bool,
    /// The line that said, or was marked last, by how many seconds the clock had been set; and of which talk that was.
    clock: Option<(u64, i64, Option<TalkId>)>,
}

impl<'c> Projector<'c> {
    pub fn new(db: &'c Connection) -> Projector<'c> {
        Projector {
            db,
            statements: HashMap::new(),
            cells: BTreeSet::new(),
            talks: BTreeSet::new(),
            families: false,
            clock: None,
        }
    }

    /// Carries one line into every table that is made from it. `content` is the line's words as they lie.
    pub fn project(&mut self, seq: u64, stamp: Stamp, change: &Change, content: &str) -> Sql<()> {
        match change {
            Change::Setting(_)
            | Change::Room(_)
            | Change::Person(_)
            | Change::Child(_)
            | Change::Household(_)
            | Change::Contact(_)
            | Change::Link(_)
            | Change::Unlink { .. }
            | Change::Siblings { .. }
            | Change::KeyPerson(_)
            | Change::Group(_) => self.people(seq, change),
            Change::Entry(entry) => self.entry(seq, stamp, entry),
            Change::TakeBack { entry } => self.take_back(*entry, stamp, &log::remains(content)?),
            Change::Amend { .. }
            | Change::Strike { .. }
            | Change::Agree { .. }
            | Change::AgreementTakenBack { .. }
            | Change::SendBack { .. }
            | Change::HeardBack { .. }
            | Change::StepReopened { .. }
            | Change::FollowUpDone { .. }
            | Change::NameSettled { .. } => self.happens_to_an_entry(stamp, change),
            Change::Exported { entries, .. } => self.printed(entries),
            Change::AmendPractice { .. }
            | Change::TakeBackPractice { .. }
            | Change::AgreePractice { .. }
            | Change::PracticeNameSettled { .. } => self.happens_to_a_practice(seq, stamp, change),
            Change::Gap { .. } | Change::CloseDay { .. } => self.day(stamp, change),
            Change::Presence { .. } | Change::PresenceTakenBack { .. } => self.presence(seq, stamp, change),
            Change::Practice(practice) => self.practice(seq, stamp, practice),
            Change::Phrase(phrase) => self.phrase(phrase),
            Change::Pinned(_) | Change::Unpinned { .. } => self.pin(change),
            Change::Judge { .. } | Change::EvidenceText { .. } | Change::KeepText { .. } => {
                self.judge(stamp, change)
            }
            Change::Rate { .. } | Change::Area { .. } | Change::SignOff(_) => {
                self.evaluate(seq, stamp, change)
            }
            Change::Request { .. } | Change::Decide { .. } => self.asked(stamp, change),
            Change::Erase(erasure) => self.erase(seq, erasure),
            Change::Hold { .. } | Change::Release { .. } => self.hold(stamp, change),
            Change::ClockSet { by } => {
                self.clock = Some((seq, *by, None));
                Ok(())
            }
            // Kept in the log alone.
            Change::PinChosen { .. } | Change::ConcernPassedOn | Change::KeyChanged { .. } => Ok(()),
        }
    }

    /// Does what waited. After it the tables are what the log says.
    pub fn settle(&mut self) -> Sql<()> {
        if std::mem::take(&mut self.families) {
            self.settle_families()?;
        }
        for talk in std::mem::take(&mut self.talks) {
            self.settle_spread(talk)?;
        }
        for (statement, week, room) in std::mem::take(&mut self.cells) {
            self.settle_cell(statement, week, room)?;
        }
        Ok(())
    }
}
