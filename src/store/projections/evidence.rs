//! The roll-up's rows: a piece for each agreed link, a cell for each statement, week and room, and what is
//! kept out. A cell is reckoned anew from its few pieces when any of them changed, so the figures of a board
//! come from as many rows as there are weeks, whatever the size of the record.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{Projector, entries, practice};
use crate::domain::child::Relation;
use crate::domain::entry::{Shown, Standing, Step};
use crate::domain::evidence::{Adult, Piece, Voices};
use crate::domain::framework::StatementRef;
use crate::domain::practice::{Practice, PracticeStands};
use crate::domain::{ChildId, ContactId, EntryId, Kind, RoomId, TalkId};
use crate::store::value::{Sql, id, maybe_id, monday, number, room_bytes, week};

/// What an entry means for the roll-up.
#[derive(Default, PartialEq)]
pub(super) struct Marks {
    /// Its pieces; the families are filled in where they are written.
    pub pieces: Vec<Piece>,
    /// Statements that it would count for and may not, by day and room, and why not.
    pub kept_out: BTreeMap<(StatementRef, i64, Option<RoomId>), Kept>,
}

/// Why something does not count: its place in the row of what is kept out.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kept {
    Private,
    Restricted,
    NotAgreed,
}

/// The voices that an entry carries as it stands.
fn voices(standing: &Standing) -> Voices {
    let child = match &standing.step {
        Some(Step::HeardBack { childs_words: Some(words), .. }) => !words.trim().is_empty(),
        _ => false,
    };
    Voices { staff: true, family: !standing.family_words().is_empty(), child }
}

/// Whether it led to something by itself: a step heard back that did, or a promise that was kept.
fn changed(standing: &Standing) -> bool {
    standing.follow_up_done.is_some()
        || matches!(&standing.step, Some(Step::HeardBack { led_to_change: true, .. }))
}

/// With whom its talk was, and who told what was heard back of it.
fn adults(standing: &Standing) -> Vec<Adult> {
    let told = match &standing.step {
        Some(Step::HeardBack { with, .. }) => with.as_slice(),
        _ => &[],
    };
    let adults: BTreeSet<Adult> = standing.entry.with.iter().chain(told).map(Adult::from).collect();
    adults.into_iter().collect()
}

/// Each statement once, changed where any of its links says so.
fn once(shows: &[Shown]) -> BTreeMap<&StatementRef, bool> {
    let mut once = BTreeMap::new();
    for shown in shows {
        *once.entry(&shown.statement).or_insert(false) |= shown.changed;
    }
    once
}

/// What an entry means for the roll-up as it stands.
pub(super) fn marks(standing: &Standing) -> Marks {
    let mut marks = Marks::default();
    let entry = &standing.entry;
    let day = entry.happened.day();
    if standing.withdrawn.is_some() {
        return marks;
    }
    if entry.private || !standing.agreed() {
        let shown = standing.shows().iter().map(|shown| &shown.statement).filter(|_| entry.private);
        for statement in entry.suggested.iter().chain(shown) {
            let why = if entry.private { Kept::Private } else { Kept::NotAgreed };
            marks.kept_out.insert((statement.clone(), number(day), Some(entry.room)), why);
        }
        return marks;
    }
    let (voices, by_itself, adults) = (voices(standing), changed(standing), adults(standing));
    for (statement, changed) in once(standing.shows()) {
        marks.pieces.push(Piece {
            statement: statement.clone(),
            entry: entry.id,
            talk: entry.talk,
            child: Some(entry.child),
            family: None,
            room: Some(entry.room),
            day,
            kind: Ok(entry.kind),
            by: entry.by,
            with: adults.clone(),
            voices,
            changed: changed || by_itself,
        });
    }
    marks
}

/// What a practice record means for the roll-up: a piece for each statement and child, or for each statement
/// where it names none. One that is restricted or waits for a lead is only kept out.
pub(super) fn marks_of_practice(stands: &PracticeStands) -> Marks {
    let mut marks = Marks::default();
    let practice = &stands.practice;
    if practice.restricted || stands.waits {
        let why = if practice.restricted { Kept::Restricted } else { Kept::NotAgreed };
        let place = |shown: &Shown| (shown.statement.clone(), number(practice.day), practice.room);
        marks.kept_out.extend(practice.shows.iter().map(|shown| (place(shown), why)));
    } else {
        marks.pieces = pieces_of_practice(practice);
    }
    marks
}

fn pieces_of_practice(practice: &Practice) -> Vec<Piece> {
    let named: BTreeSet<ChildId> = practice.children.iter().copied().collect();
    let children: Vec<_> = if named.is_empty() { vec![None] } else { named.into_iter().map(Some).collect() };
    let mut pieces = Vec::new();
    for (statement, changed) in once(&practice.shows) {
        pieces.extend(children.iter().map(|child| Piece {
            statement: statement.clone(),
            entry: EntryId(practice.id.0),
            talk: TalkId(practice.id.0),
            child: *child,
            family: None,
            room: practice.room,
            day: practice.day,
            kind: Err(practice.kind.clone()),
            by: practice.by,
            with: Vec::new(),
            voices: Voices { staff: true, family: !practice.family_words.is_empty(), child: false },
            changed,
        }));
    }
    pieces
}

/// A statement's number, where it has one.
pub(in crate::store) fn statement_number(db: &Connection, statement: &StatementRef) -> Sql<Option<i64>> {
    db.prepare_cached("SELECT no FROM statement WHERE framework = ? AND code = ?")?
        .query_row([&statement.framework, &statement.code], |row| row.get(0))
        .optional()
}

impl Projector<'_> {
    fn statement(&mut self, statement: &StatementRef) -> Sql<i64> {
        if let Some(number) = self.statements.get(statement) {
            return Ok(*number);
        }
        let number = match statement_number(self.db, statement)? {
            Some(number) => number,
            None => {
                self.db
                    .prepare_cached("INSERT INTO statement (framework, code) VALUES (?, ?)")?
                    .execute([&statement.framework, &statement.code])?;
                self.db.last_insert_rowid()
            }
        };
        self.statements.insert(statement.clone(), number);
        Ok(number)
    }

    /// Takes away what was and puts in what is.
    pub(super) fn turn_marks(&mut self, gone: Marks, come: Marks) -> Sql<()> {
        if gone == come {
            return Ok(());
        }
        for piece in &gone.pieces {
            let statement = self.statement(&piece.statement)?;
            self.db
                .prepare_cached(
                    "DELETE FROM piece WHERE statement = ? AND day = ? AND room = ? AND entry = ? AND child = ?",
                )?
                .execute(params![
                    statement,
                    number(piece.day),
                    room_bytes(piece.room),
                    piece.entry.0.into_bytes(),
                    child_bytes(piece.child)
                ])?;
            self.stale(statement, piece);
        }
        for piece in &come.pieces {
            let statement = self.statement(&piece.statement)?;
            self.db
                .prepare_cached(
                    "INSERT INTO piece (statement, day, room, entry, child, family, talk, kind, by, voices, changed,
                        spoken)
                     VALUES (?1, ?2, ?3, ?4, ?5, coalesce((SELECT root FROM family WHERE child = ?5), ?5),
                        ?6, ?7, ?8, ?9, ?10, ?11)",
                )?
                .execute(params![
                    statement,
                    number(piece.day),
                    room_bytes(piece.room),
                    piece.entry.0.into_bytes(),
                    child_bytes(piece.child),
                    piece.talk.0.into_bytes(),
                    match &piece.kind {
                        Ok(kind) => kind.code(),
                        Err(code) => code,
                    },
                    piece.by.0.into_bytes(),
                    voice_bits(piece.voices),
                    piece.changed,
                    adult_bytes(&piece.with)
                ])?;
            self.stale(statement, piece);
        }
        let mut kept_out: BTreeMap<(StatementRef, i64, Option<RoomId>), [i64; 3]> = BTreeMap::new();
        for (marks, sign) in [(gone, -1), (come, 1)] {
            for (place, why) in marks.kept_out {
                let [private, restricted, not_agreed] = kept_out.entry(place).or_default();
                *(match why {
                    Kept::Private => private,
                    Kept::Restricted => restricted,
                    Kept::NotAgreed => not_agreed,
                }) += sign;
            }
        }
        for ((statement, day, room), counts) in kept_out {
            if counts == [0; 3] {
                continue;
            }
            let [private, restricted, not_agreed] = counts;
            let statement = self.statement(&statement)?;
            let place = (statement, day, room_bytes(room));
            let raised = self
                .db
                .prepare_cached(
                    "UPDATE kept_out SET private = private + ?, restricted = restricted + ?,
                        not_agreed = not_agreed + ?
                     WHERE statement = ? AND day = ? AND room = ?",
                )?
                .execute(params![private, restricted, not_agreed, place.0, place.1, place.2])?;
            if raised == 0 {
                self.db
                    .prepare_cached(
                        "INSERT INTO kept_out (statement, day, room, private, restricted, not_agreed)
                         VALUES (?, ?, ?, ?, ?, ?)",
                    )?
                    .execute(params![place.0, place.1, place.2, private, restricted, not_agreed])?;
            } else if counts.iter().any(|count| *count < 0) {
                self.db
                    .prepare_cached(
                        "DELETE FROM kept_out WHERE statement = ? AND day = ? AND room = ?
                            AND private = 0 AND restricted = 0 AND not_agreed = 0",
                    )?
                    .execute(params![place.0, place.1, place.2])?;
            }
        }
        Ok(())
    }

    fn stale(&mut self, statement: i64, piece: &Piece) {
        self.cells.insert((statement, week(number(piece.day)), piece.room));
        if piece.kind.is_ok() {
            self.talks.insert(piece.talk);
        }
    }

    /// A child's family is another now: its evidence goes with it.
    pub(super) fn moved_family(&mut self, child: ChildId, family: ChildId) -> Sql<()> {
        let agreed: Vec<Standing> = self
            .db
            .prepare_cached(&format!(
                "{} WHERE e.child = ? AND e.review IN (1, 3) AND e.withdrawn = 0 AND e.private = 0",
                entries::STANDING
            ))?
            .query_map([child.0.into_bytes()], entries::standing)?
            .collect::<Sql<_>>()?;
        let practices = practice::of_child(self.db, child)?;
        let pieces = agreed.iter().flat_map(|standing| marks(standing).pieces).chain(
            practices
                .iter()
                .flat_map(|one| marks_of_practice(one).pieces)
                .filter(|piece| piece.child == Some(child)),
        );
        for piece in pieces {
            let statement = self.statement(&piece.statement)?;
            self.db
                .prepare_cached(
                    "UPDATE piece SET family = ?
                     WHERE statement = ? AND day = ? AND room = ? AND entry = ? AND child = ?",
                )?
                .execute(params![
                    family.0.into_bytes(),
                    statement,
                    number(piece.day),
                    room_bytes(piece.room),
                    piece.entry.0.into_bytes(),
                    child_bytes(piece.child)
                ])?;
            self.stale(statement, &piece);
        }
        Ok(())
    }

    /// Reckons a cell anew from its pieces.
    pub(super) fn settle_cell(&mut self, statement: i64, week: i64, room: Option<RoomId>) -> Sql<()> {
        let place = room_bytes(room);
        let first = monday(week);
        let mut read = self.db.prepare_cached(
            "SELECT p.entry, p.family, p.talk, p.voices, p.changed, p.day, f.n
             FROM piece p LEFT JOIN family f ON f.child = p.family
             WHERE p.statement = ? AND p.day BETWEEN ? AND ? AND p.room = ?",
        )?;
        let mut rows = read.query(params![statement, first, first + 6, place])?;
        let mut entries: BTreeMap<EntryId, (i64, bool)> = BTreeMap::new();
        let mut talks: BTreeSet<(TalkId, Option<ChildId>)> = BTreeSet::new();
        let mut families = Vec::new();
        let mut last = 0;
        while let Some(row) = rows.next()? {
            let (voices, changed) = entries.entry(id(row, 0)?).or_default();
            *voices |= row.get::<_, i64>(3)?;
            *changed |= row.get::<_, bool>(4)?;
            talks.insert((id(row, 2)?, maybe_id(row, 1)?));
            last = last.max(row.get(5)?);
            if let Some(n) = row.get::<_, Option<usize>>(6)? {
                set_bit(&mut families, n);
            }
        }
        drop(rows);
        if entries.is_empty() {
            self.db
                .prepare_cached("DELETE FROM cell WHERE statement = ? AND week = ? AND room = ?")?
                .execute(params![statement, week, place])?;
            return Ok(());
        }
        let carry = |bit: i64| entries.values().filter(|(voices, _)| voices & bit != 0).count();
        self.db
            .prepare_cached(
                "INSERT INTO cell (statement, week, room, entries, talks, staff, family, child, changed, last, families)
                 VALUES (?,?,?,?,?,?,?,?,?,?,?)
                 ON CONFLICT (statement, week, room) DO UPDATE SET entries = excluded.entries,
                    talks = excluded.talks, staff = excluded.staff, family = excluded.family,
                    child = excluded.child, changed = excluded.changed, last = excluded.last,
                    families = excluded.families",
            )?
            .execute(params![
                statement,
                week,
                place,
                entries.len(),
                talks.len(),
                carry(1),
                carry(2),
                carry(4),
                entries.values().filter(|(_, changed)| *changed).count(),
                last,
                families
            ])?;
        Ok(())
    }

    /// Notes in which cells a family's talk counts, where that is more than one.
    pub(super) fn settle_spread(&mut self, talk: TalkId) -> Sql<()> {
        let several: i64 = self
            .db
            .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM entry WHERE talk = ? LIMIT 2)")?
            .query_row([talk.0.into_bytes()], |row| row.get(0))?;
        if several < 2 {
            return Ok(());
        }
        self.db.prepare_cached("DELETE FROM spread WHERE talk = ?")?.execute([talk.0.into_bytes()])?;
        type Places = BTreeSet<(i64, Option<RoomId>)>;
        let mut cells: BTreeMap<(i64, ChildId), Places> = BTreeMap::new();
        for standing in entries::talk(self.db, talk)? {
            for piece in marks(&standing).pieces {
                let family = self.family(standing.entry.child)?;
                let statement = self.statement(&piece.statement)?;
                cells.entry((statement, family)).or_default().insert((week(number(piece.day)), piece.room));
            }
        }
        for ((statement, family), cells) in cells.into_iter().filter(|(_, cells)| cells.len() > 1) {
            for (week, room) in cells {
                self.db
                    .prepare_cached(
                        "INSERT INTO spread (talk, statement, family, week, room) VALUES (?,?,?,?,?)",
                    )?
                    .execute(params![
                        talk.0.into_bytes(),
                        statement,
                        family.0.into_bytes(),
                        week,
                        room_bytes(room)
                    ])?;
            }
        }
        Ok(())
    }

    fn family(&self, child: ChildId) -> Sql<ChildId> {
        let root = self
            .db
            .prepare_cached("SELECT root FROM family WHERE child = ?")?
            .query_row([child.0.into_bytes()], |row| id(row, 0))
            .optional()?;
        Ok(root.unwrap_or(child))
    }
}

fn child_bytes(child: Option<ChildId>) -> Vec<u8> {
    child.map(|child| child.0.as_bytes().to_vec()).unwrap_or_default()
}

/// Each adult as a byte for the word and sixteen for who they are, all nought where that is not known.
fn adult_bytes(adults: &[Adult]) -> Vec<u8> {
    let relation = |adult: &Adult| match adult.relation {
        Relation::Mother => 1,
        Relation::Father => 2,
        Relation::Other => 3,
    };
    let contact = |adult: &Adult| adult.contact.map_or(Uuid::nil(), |contact| contact.0).into_bytes();
    adults.iter().flat_map(|adult| std::iter::once(relation(adult)).chain(contact(adult))).collect()
}

/// The adults of a row.
pub(in crate::store) fn adults_of(bytes: &[u8]) -> Vec<Adult> {
    let adult = |[relation, contact @ ..]: &[u8; 17]| Adult {
        relation: match relation {
            1 => Relation::Mother,
            2 => Relation::Father,
            _ => Relation::Other,
        },
        contact: Some(Uuid::from_bytes(*contact)).filter(|id| !id.is_nil()).map(ContactId),
    };
    bytes.as_chunks().0.iter().map(adult).collect()
}

fn voice_bits(voices: Voices) -> i64 {
    i64::from(voices.staff) | i64::from(voices.family) << 1 | i64::from(voices.child) << 2
}

/// The voices of a row.
pub(in crate::store) fn voices_of(bits: i64) -> Voices {
    Voices { staff: bits & 1 != 0, family: bits & 2 != 0, child: bits & 4 != 0 }
}

/// The kind of a row's code: an entry's, or a practice kind's.
pub(in crate::store) fn kind_of(code: String) -> Result<Kind, String> {
    Kind::ALL.into_iter().find(|kind| kind.code() == code).ok_or(code)
}

fn set_bit(bits: &mut Vec<u8>, n: usize) {
    if bits.len() <= n / 8 {
        bits.resize(n / 8 + 1, 0);
    }
    if let Some(byte) = bits.get_mut(n / 8) {
        *byte |= 1 << (n % 8);
    }
}
