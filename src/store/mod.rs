//! The store: the one log, its projections, its key and its witness. The only room that knows SQL.
#![allow(unused_variables, clippy::todo, missing_docs)]

pub mod ask;
pub mod files;
pub mod pin;
pub mod vault;
pub mod witness;

use std::collections::{BTreeMap, BTreeSet};

use self::ask::*;
use self::vault::Key;
use crate::chance::Chance;
use crate::domain::entry::Standing;
use crate::domain::evidence::Scope;
use crate::domain::framework::StatementRef;
use crate::domain::practice::Practice;
use crate::domain::*;
use crate::failure::Result;
use crate::paths::Home;


pub struct Store {
    _private: (),
}

impl Store {
    /// Makes a new, empty record in a home that has none.
    pub fn create(home: &Home, key: &Key, chance: &mut Chance) -> Result<Store> {
        todo!()
    }
    /// Opens to read and write: checks every pragma, the version and the witness.
    pub fn open(home: &Home, key: &Key) -> Result<Store> {
        todo!()
    }
    /// Opens to read only.
    pub fn open_reading(home: &Home, key: &Key) -> Result<Store> {
        todo!()
    }
    /// The only way anything is written to the record: all of the act or nothing, on the disk with its witness when this returns.
    pub fn apply(&mut self, act: &Act, stamp: Stamp) -> Result<Receipt> {
        todo!()
    }

    pub fn roll(&self) -> Result<Roll> {
        todo!()
    }
    pub fn day(&self, room: RoomId, day: Day) -> Result<DaySoFar> {
        todo!()
    }
    pub fn entry(&self, id: EntryId) -> Result<Option<Standing>> {
        todo!()
    }
    /// The entries of one conversation.
    pub fn talk(&self, id: TalkId) -> Result<Vec<Standing>> {
        todo!()
    }
    /// The last conversation that this person wrote (`=`), and the last that they may still take back.
    pub fn last_talk(&self, writer: PersonId) -> Result<Vec<Standing>> {
        todo!()
    }
    /// A child's entries, newest first.
    pub fn child_entries(
        &self,
        child: ChildId,
        before: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Standing>> {
        todo!()
    }
    pub fn child_figures(&self, child: ChildId, today: Day) -> Result<ChildFigures> {
        todo!()
    }
    /// How often this person wrote for each child, for the finder's order.
    pub fn written(&self, writer: PersonId) -> Result<BTreeMap<ChildId, u32>> {
        todo!()
    }
    /// How often each phrase was used in a room, for the ranking.
    pub fn phrase_use(&self, room: RoomId) -> Result<BTreeMap<String, u32>> {
        todo!()
    }
    /// Newest first, and how many there are if that is cheap to know.
    pub fn search(&self, search: &Search) -> Result<Vec<Standing>> {
        todo!()
    }
    /// Every standing and withdrawn entry that fits, in the order of happening, one at a time.
    pub fn list(&self, filter: &Filter, each: &mut dyn FnMut(Standing) -> Result<()>) -> Result<()> {
        todo!()
    }
    pub fn practices(&self, period: Period) -> Result<Vec<Practice>> {
        todo!()
    }

    /// The kept figures of a framework for a scope.
    pub fn board(&self, framework: &str, scope: &Scope) -> Result<Board> {
        todo!()
    }
    /// The agreed evidence of a statement, strongest first (changed, voices, newest).
    pub fn evidence(&self, statement: &StatementRef, scope: &Scope, limit: usize) -> Result<Vec<Evidence>> {
        todo!()
    }
    /// The families that a statement has evidence from.
    pub fn reached(&self, statement: &StatementRef, scope: &Scope) -> Result<BTreeSet<ChildId>> {
        todo!()
    }
    pub fn talk_facts(&self, scope: &Scope) -> Result<BTreeMap<ChildId, TalkFacts>> {
        todo!()
    }
    pub fn judged(&self, framework: &str) -> Result<BTreeMap<String, Judged>> {
        todo!()
    }

    /// Writes a draft durably (no witness). A draft with no words in it is taken away.
    pub fn save_draft(&mut self, draft: &Draft, room: RoomId, now: Moment) -> Result<()> {
        todo!()
    }
    pub fn drop_draft(&mut self, draft: DraftId) -> Result<()> {
        todo!()
    }
    /// A person's drafts, newest first. Each is marked as being opened before it is read; one that can't be read is set aside.
    pub fn drafts(&mut self, writer: PersonId) -> Result<Vec<Draft>> {
        todo!()
    }
    pub fn draft_counts(&self) -> Result<BTreeMap<PersonId, u32>> {
        todo!()
    }

    pub fn set_pin(&mut self, person: PersonId, pin: &str, stamp: Stamp, chance: &mut Chance) -> Result<()> {
        todo!()
    }
    /// A one-use number for somebody who has no PIN (or forgot it), to be shown once.
    pub fn one_use(&mut self, person: PersonId, stamp: Stamp, chance: &mut Chance) -> Result<String> {
        todo!()
    }
    pub fn try_pin(&mut self, person: PersonId, pin: &str, now: Moment) -> Result<PinTry> {
        todo!()
    }
    /// Who has a PIN, and how many numbers it has.
    pub fn has_pin(&self, person: PersonId) -> Result<bool> {
        todo!()
    }

    /// The first twelve characters of the chain's head: the day code.
    pub fn day_code(&self) -> Result<String> {
        todo!()
    }
    /// Chain, projections, integrity, witness: a line each.
    pub fn verify(&mut self) -> Result<Vec<Check>> {
        todo!()
    }
    /// A passive checkpoint when nothing is to do: at lock, sign-out, day close.
    pub fn rest(&mut self) -> Result<()> {
        todo!()
    }
}
