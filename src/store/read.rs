//! Reading: the roll, a day, a child, lists and search. Each question reads the rows of its answer and no others.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::ask::{AreaStands, ChildFigures, Cursor, DaySoFar, Filter, Judged, Search, SignedOff, Trace};
use super::connection;
use super::drafts;
use super::projections::entries::{STANDING, standing};
use super::projections::{
    day, entries, evaluation, figures, judged, people, phrases, pinned, practice, presence, requests,
};
use super::search;
use super::value::{self, Sql, kind_number, number};
use super::{Families, Store};
use crate::domain::entry::Standing;
use crate::domain::pinned::pinned_on;
use crate::domain::practice::{Practice, PracticeStands};
use crate::domain::request::{HeldLine, RequestStands};
use crate::domain::{
    ChildId, Day, EntryId, Period, PersonId, Phrase, Pinned, PracticeId, Roll, RoomId, Said, TalkId,
};
use crate::failure::Result;

/// How many entries of earlier days the review shows at most.
const LEFT_OVER: usize = 200;
/// How many promises that are due the board shows at most: those of the last days, not of years ago.
const PROMISED: usize = 100;
/// How many open steps of a child are read.
const OPEN_STEPS: usize = 5;

/// Every question here fails in one way only: a machine failure where the record can't be read.
impl Store {
    /// Who is who, as it stands.
    pub fn roll(&self) -> Result<Roll> {
        self.shared_roll().map(|roll| Roll::clone(&roll))
    }

    /// The same without a copy. Read anew only after it changed, here or in another process.
    pub fn shared_roll(&self) -> Result<Arc<Roll>> {
        self.with(|db| self.roll_of(db))
    }

    pub(super) fn roll_of(&self, db: &Connection) -> Result<Arc<Roll>> {
        let at = people::changed_at(db)?;
        if let Some((kept_at, roll)) = self.roll.borrow().as_ref()
            && *kept_at == at
        {
            return Ok(Arc::clone(roll));
        }
        let roll = Arc::new(people::roll(db)?);
        *self.roll.borrow_mut() = Some((at, Arc::clone(&roll)));
        Ok(roll)
    }

    /// The line of the log at which who is who changed last, here or in another process.
    pub fn roll_changed(&self) -> Result<u64> {
        self.with(|db| Ok(people::changed_at(db)?))
    }

    /// The setting, its rooms and its people, without children and families: all that the sign-in needs.
    pub fn staff(&self) -> Result<Roll> {
        self.with(|db| Ok(people::staff(db)?))
    }

    /// Each child's family, as [`Roll::families`] gives them. Reckoned anew only after the roll changed.
    pub(super) fn families_of(&self, db: &Connection) -> Result<Arc<Families>> {
        let at = people::changed_at(db)?;
        if let Some((kept_at, families)) = self.families.borrow().as_ref()
            && *kept_at == at
        {
            return Ok(Arc::clone(families));
        }
        let families = Arc::new(self.roll_of(db)?.families());
        *self.families.borrow_mut() = Some((at, Arc::clone(&families)));
        Ok(families)
    }

    /// A room's day so far.
    pub fn day(&self, room: RoomId, day: Day) -> Result<DaySoFar> {
        self.with(|db| {
            let roll = self.roll_of(db)?;
            let here = |child: ChildId| roll.child(child).is_some_and(|child| child.room == room);
            let (place, today) = (room.0.into_bytes(), number(day));
            let all = |sql: &str, most: usize| -> Sql<Vec<Standing>> {
                db.prepare_cached(sql)?.query_map(params![place, today, most], standing)?.collect()
            };
            let entries = all(
                &format!("{STANDING} WHERE e.room = ?1 AND e.day = ?2 ORDER BY e.seq LIMIT ?3"),
                i64::MAX as usize,
            )?;
            // Not looked at, sent back, and amended since it was agreed: an index each.
            let mut left_over = Vec::new();
            for review in [0, 2, 3] {
                left_over.extend(all(
                    &format!(
                        "{STANDING} WHERE e.room = ?1 AND e.day < ?2 AND e.review = {review} AND e.withdrawn = 0
                         ORDER BY e.day, e.seq LIMIT ?3"
                    ),
                    LEFT_OVER,
                )?);
            }
            left_over.sort_by_key(|left| (left.entry.happened.day(), left.seq));
            left_over.truncate(LEFT_OVER);
            let on_roll = roll.in_room(room, day);
            Ok(DaySoFar {
                open_steps: figures::open_steps(db, on_roll.iter().map(|child| child.id))?,
                said: presence::of_day(db, day)?.into_iter().filter(|said| here(said.child)).collect(),
                promised: all(
                    &format!(
                        "{STANDING} WHERE e.room = ?1 AND e.due <= ?2 AND e.due IS NOT NULL
                         ORDER BY e.due DESC, e.seq DESC LIMIT ?3"
                    ),
                    PROMISED,
                )?
                .into_iter()
                .rev()
                .collect(),
                gaps: day::gaps(db, day)?.into_iter().filter(|(child, _, _)| here(*child)).collect(),
                pinned: pinned_on(&pinned::all(db)?, room, day).cloned(),
                closed: day::closed(db, room, today)?,
                drafts: drafts::counts(db)?,
                left_over,
                entries,
            })
        })
    }

    /// A child's newest next steps that are still open, newest first, at most five: of older ones no note tells.
    pub fn open_steps(&self, child: ChildId) -> Result<Vec<Standing>> {
        self.with(|db| Ok(entries::open_steps(db, child, OPEN_STEPS)?))
    }

    /// The last talk about a child, whatever it was but no talk; of a withdrawn one nothing is known.
    pub fn last_talk_about(&self, child: ChildId) -> Result<Option<Standing>> {
        self.with(|db| {
            let last = db
                .prepare_cached(&format!(
                    "{STANDING} WHERE e.child = ? AND e.no_talk IS NULL AND e.withdrawn = 0
                     ORDER BY e.happened DESC, e.seq DESC LIMIT 1"
                ))?
                .query_map([child.0.into_bytes()], standing)?
                .collect::<Sql<Vec<Standing>>>()?;
            Ok(last.into_iter().next())
        })
    }

    /// The first day of which an entry or a practice record tells.
    pub fn first_day(&self) -> Result<Option<Day>> {
        self.with(|db| {
            // By room, so that an index answers for each.
            let first: Option<i64> = db
                .prepare_cached(
                    "SELECT min(day) FROM (
                        SELECT (SELECT min(e.day) FROM entry e WHERE e.room = r.id) AS day FROM room r
                        UNION ALL SELECT min(day) FROM practice)",
                )?
                .query_row([], |row| row.get(0))?;
            Ok(first.map(value::day))
        })
    }

    /// An entry by its id.
    pub fn entry(&self, id: EntryId) -> Result<Option<Standing>> {
        self.with(|db| Ok(entries::entry(db, id)?))
    }

    /// The entries of one conversation, in the order of the log.
    pub fn talk(&self, id: TalkId) -> Result<Vec<Standing>> {
        self.with(|db| Ok(entries::talk(db, id)?))
    }

    /// The last conversation with this person's words that was not withdrawn, whole: what `=` copies, and the
    /// last that may still be taken back.
    pub fn last_talk(&self, writer: PersonId) -> Result<Vec<Standing>> {
        self.with(|db| {
            let last: Vec<Standing> = db
                .prepare_cached(&format!(
                    "{STANDING} WHERE e.by = ? AND e.withdrawn = 0 ORDER BY e.seq DESC LIMIT 1"
                ))?
                .query_map([writer.0.into_bytes()], standing)?
                .collect::<Sql<_>>()?;
            match last.first() {
                Some(last) => Ok(entries::talk(db, last.entry.talk)?),
                None => Ok(Vec::new()),
            }
        })
    }

    /// The last that this person said of where children are, of however many at once.
    pub fn last_said(&self, person: PersonId) -> Result<Vec<Said>> {
        self.with(|db| Ok(presence::last_by(db, person)?))
    }

    /// A child's entries, those withdrawn among them, newest first by when they happened.
    pub fn child_entries(
        &self,
        child: ChildId,
        before: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Standing>> {
        let before = before.map_or((i64::MAX, i64::MAX as u64), |cursor| (cursor.happened.ms, cursor.seq));
        self.with(|db| {
            Ok(db
                .prepare_cached(&format!(
                    "{STANDING} WHERE e.child = ? AND (e.happened, e.seq) < (?, ?)
                     ORDER BY e.happened DESC, e.seq DESC LIMIT ?"
                ))?
                .query_map(params![child.0.into_bytes(), before.0, before.1, limit], standing)?
                .collect::<Sql<_>>()?)
        })
    }

    /// The figures of a child's page, the weeks ending with the week of `today`.
    pub fn child_figures(&self, child: ChildId, today: Day) -> Result<ChildFigures> {
        self.with(|db| Ok(figures::of_child(db, child, today)?))
    }

    /// How often this person wrote for each child, for the finder's order.
    pub fn written(&self, writer: PersonId) -> Result<BTreeMap<ChildId, u32>> {
        self.with(|db| Ok(figures::written(db, writer)?))
    }

    /// How often each phrase was used in a room, by its code.
    pub fn phrase_use(&self, room: RoomId) -> Result<BTreeMap<String, u32>> {
        self.with(|db| Ok(figures::phrases(db, room)?))
    }

    /// The questions that are pinned to door cards, those whose time is over too.
    pub fn pinned(&self) -> Result<Vec<Pinned>> {
        self.with(|db| Ok(pinned::all(db)?))
    }

    /// The setting's own phrases, in the order in which they came, those that are hidden too.
    pub fn phrases(&self) -> Result<Vec<Phrase>> {
        self.with(|db| Ok(phrases::phrases(db)?))
    }

    /// Where a search from this day on may begin; reckoned once a day that is asked for.
    fn first_since(&self, db: &Connection, from: Option<Day>) -> Result<u64> {
        let Some(day) = from else { return Ok(0) };
        match self.first.get() {
            Some((known, first)) if known == day => Ok(first),
            _ => {
                let first = search::first_since(db, day)?;
                self.first.set(Some((day, first)));
                Ok(first)
            }
        }
    }

    /// What is found, the last written first. Withdrawn entries are never found.
    pub fn search(&self, search: &Search) -> Result<Vec<Standing>> {
        self.with(|db| {
            // Each key of a word that is being typed reads the same parts of the index again.
            if !self.searching.replace(true) {
                connection::pages(db, connection::MORE_PAGES)?;
            }
            Ok(search::search(db, search, self.first_since(db, search.from)?)?)
        })
    }

    /// Every entry that fits, standing and withdrawn, in the order of happening, given to `each` one at a time.
    ///
    /// # Errors
    /// What `each` returns stops the list and is returned.
    pub fn list(&self, filter: &Filter, each: &mut dyn FnMut(Standing) -> Result<()>) -> Result<()> {
        let mut sql = format!("{STANDING} WHERE 1");
        let mut given: Vec<Value> = Vec::new();
        let mut and = |condition: &str, value: Value| {
            sql.push_str(condition);
            given.push(value);
        };
        if let Some(child) = filter.child {
            and(" AND e.child = ?", child.0.as_bytes().to_vec().into());
        }
        match filter.room {
            Some(room) => and(" AND e.room = ?", room.0.as_bytes().to_vec().into()),
            // So that days are found by room and day, whether rooms were asked for or not.
            None if filter.child.is_none() => {
                and(" AND e.room IN (SELECT id FROM room WHERE n > ?)", 0.into())
            }
            None => {}
        }
        if let Some(from) = filter.from {
            and(" AND e.day >= ?", number(from).into());
        }
        if let Some(to) = filter.to {
            and(" AND e.day <= ?", number(to).into());
        }
        if let Some(kind) = filter.kind {
            and(" AND e.kind = ?", kind_number(kind).into());
        }
        sql.push_str(" ORDER BY e.happened, e.seq");
        self.with(|db| {
            let mut read = db.prepare_cached(&sql)?;
            let mut rows = read.query(params_from_iter(given))?;
            while let Some(row) = rows.next()? {
                each(standing(row)?)?;
            }
            Ok(())
        })
    }

    /// The practice records of a period, restricted ones among them, the newest first.
    pub fn practices(&self, period: Period) -> Result<Vec<PracticeStands>> {
        self.with(|db| Ok(practice::practices(db, period)?))
    }

    /// A practice record; `None` where there is none of that id, or it was taken back.
    pub fn practice(&self, id: PracticeId) -> Result<Option<PracticeStands>> {
        self.with(|db| Ok(practice::practice(db, id)?))
    }

    /// A practice record as it was first written and after each correction.
    pub fn practice_versions(&self, id: PracticeId) -> Result<Vec<Practice>> {
        self.with(|db| Ok(practice::versions(db, id)?))
    }

    /// The numbers that people gave a framework's rating rows, by the row's code.
    pub fn ratings(&self, framework: &str) -> Result<BTreeMap<String, u8>> {
        self.with(|db| Ok(evaluation::ratings(db, framework)?))
    }

    /// A framework's areas for development that were not let go, as they came.
    pub fn areas(&self, framework: &str) -> Result<Vec<AreaStands>> {
        self.with(|db| Ok(evaluation::areas(db, framework)?))
    }

    /// What was signed off of a framework, the last first.
    pub fn sign_offs(&self, framework: &str) -> Result<Vec<SignedOff>> {
        self.with(|db| Ok(evaluation::sign_offs(db, framework)?))
    }

    /// Those that were let go: they stand on no form.
    pub fn areas_let_go(&self, framework: &str) -> Result<Vec<AreaStands>> {
        self.with(|db| Ok(evaluation::areas_let_go(db, framework)?))
    }

    /// What was signed off last of a framework.
    pub fn signed_off(&self, framework: &str) -> Result<Option<SignedOff>> {
        Ok(self.sign_offs(framework)?.into_iter().next())
    }

    /// The requests for a child's whole record, in the order in which they came, with what was decided for each.
    pub fn requests(&self) -> Result<Vec<RequestStands>> {
        self.with(|db| Ok(requests::requests(db)?))
    }

    /// Every line that is held on a child and was written by the end of a day, in the order of the log, with its words.
    pub fn held(&self, child: ChildId, until: Day) -> Result<Vec<HeldLine>> {
        self.with(|db| Ok(requests::held(db, child, until)?))
    }

    /// Every line of the log about a child, in its order, those too whose words are gone: who did what, when. It reads
    /// the whole log.
    pub fn trail(&self, child: ChildId) -> Result<Vec<Trace>> {
        self.with(|db| Ok(requests::trail(db, child)?))
    }

    /// What people wrote about a framework's statements, by the statement's code.
    pub fn judged(&self, framework: &str) -> Result<BTreeMap<String, Judged>> {
        self.with(|db| Ok(judged::judged(db, framework)?))
    }
}
