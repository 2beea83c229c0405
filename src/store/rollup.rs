//! The board and the statement's page, out of the kept roll-up.
//!
//! Whole weeks come from the kept cells, the days of a week that is cut from the pieces themselves. Entries
//! add up, for each is in one room on one day. Families are joined by their bits. A talk may fall into more
//! than one cell (brothers and sisters in two rooms), so those few are kept apart and taken off again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use self::weeks::Places;
use super::Store;
use super::ask::{Board, Evidence, Source, TalkFacts};
use super::projections::evidence::{adults_of, kind_of, statement_number, voices_of};
use super::projections::{entries, people, practice};
use super::value::{Sql, day, id, maybe_id, monday, number, week};
use crate::domain::evaluation::{Evaluated, SignOff};
use crate::domain::evidence::{Breadth, Figures, Piece, Register, Scope};
use crate::domain::framework::StatementRef;
use crate::domain::{ChildId, Day, EntryId, NoTalk, PracticeId, Roll, TalkId};
use crate::failure::Result;

mod behind;
mod weeks;

/// Every question here fails in one way only: a machine failure where the record can't be read.
impl Store {
    /// The figures of every statement of a framework that has any, by code. On-roll counts are in each.
    pub fn board(&self, framework: &str, scope: &Scope) -> Result<Board> {
        self.with(|db| {
            let on_roll = families_on_roll(&*self.roll_of(db)?, &*self.families_of(db)?, scope);
            Ok(board(db, framework, scope, on_roll)?)
        })
    }

    /// Families on the roll at any time of the period, in these rooms.
    pub fn families_on_roll(&self, scope: &Scope) -> Result<u32> {
        self.with(|db| Ok(families_on_roll(&*self.roll_of(db)?, &*self.families_of(db)?, scope)))
    }

    /// The agreed evidence of a statement, strongest first: what changed something, then by voices, then the newest.
    pub fn evidence(&self, statement: &StatementRef, scope: &Scope, limit: usize) -> Result<Vec<Evidence>> {
        self.with(|db| {
            let Some(no) = statement_number(db, statement)? else { return Ok(Vec::new()) };
            let (rooms, given) = pieces_of(scope);
            let mut all: Vec<Value> =
                vec![no.into(), number(scope.period.from).into(), number(scope.period.to).into()];
            all.extend(given);
            all.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
            let pieces: Vec<Piece> = db
                .prepare_cached(&format!(
                    "SELECT {PIECE} FROM piece WHERE statement = ? AND day BETWEEN ? AND ? {rooms}
                     ORDER BY {STRONGEST} LIMIT ?"
                ))?
                .query_map(params_from_iter(all), |row| piece(row, statement))?
                .collect::<Sql<_>>()?;
            Ok(with_sources(db, pieces)?)
        })
    }

    /// Those of some entries and practice records that are agreed evidence of a statement in a scope, however many are
    /// stronger: what a text cites.
    pub fn evidence_among(
        &self,
        statement: &StatementRef,
        scope: &Scope,
        cited: &[EntryId],
    ) -> Result<Vec<Evidence>> {
        self.with(|db| {
            let Some(no) = statement_number(db, statement)? else { return Ok(Vec::new()) };
            let (rooms, given) = pieces_of(scope);
            let mut pieces: Vec<Piece> = Vec::new();
            for &id in cited {
                // By its day, so that the index answers.
                let day = match entries::entry(db, id)? {
                    Some(standing) => Some(standing.entry.happened.day()),
                    None => practice::practice(db, PracticeId(id.0))?.map(|stands| stands.practice.day),
                };
                let Some(day) = day.filter(|day| scope.period.holds(*day)) else { continue };
                let mut all: Vec<Value> =
                    vec![no.into(), number(day).into(), id.0.into_bytes().to_vec().into()];
                all.extend(given.iter().cloned());
                pieces.extend(
                    db.prepare_cached(&format!(
                        "SELECT {PIECE} FROM piece
                         WHERE statement = ? AND day = ? AND entry = ? {rooms} LIMIT 1"
                    ))?
                    .query_map(params_from_iter(all), |row| piece(row, statement))?
                    .collect::<Sql<Vec<_>>>()?,
                );
            }
            Ok(with_sources(db, pieces)?)
        })
    }

    /// The families that a statement has evidence from.
    pub fn reached(&self, statement: &StatementRef, scope: &Scope) -> Result<BTreeSet<ChildId>> {
        self.with(|db| {
            let Some(no) = statement_number(db, statement)? else { return Ok(BTreeSet::new()) };
            let (rooms, given) = pieces_of(scope);
            let mut all: Vec<Value> =
                vec![no.into(), number(scope.period.from).into(), number(scope.period.to).into()];
            all.extend(given);
            let families: Vec<Option<ChildId>> = db
                .prepare_cached(&format!(
                    "SELECT DISTINCT family FROM piece WHERE statement = ? AND day BETWEEN ? AND ? {rooms}"
                ))?
                .query_map(params_from_iter(all), |row| maybe_id(row, 0))?
                .collect::<Sql<_>>()?;
            Ok(families.into_iter().flatten().collect())
        })
    }

    /// The ids of the frameworks of which the record holds evidence, a judgement, a text or a rating, whether or not
    /// they are known here.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn recorded_frameworks(&self) -> Result<Vec<String>> {
        self.with(|db| {
            Ok(db
                .prepare_cached(
                    "SELECT framework FROM statement WHERE EXISTS (SELECT 1 FROM piece WHERE statement = no)
                     UNION SELECT framework FROM judged UNION SELECT framework FROM rating ORDER BY framework",
                )?
                .query_map([], |row| row.get(0))?
                .collect::<Sql<_>>()?)
        })
    }

    /// The first day of which anything is linked to a framework: before it, the framework was not in use.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn linked_since(&self, framework: &str) -> Result<Option<Day>> {
        self.with(|db| {
            let first: Option<i64> = db
                .prepare_cached(
                    "SELECT min((SELECT min(day) FROM piece WHERE statement = no)) FROM statement WHERE framework = ?",
                )?
                .query_row([framework], |row| row.get(0))?;
            Ok(first.map(day))
        })
    }

    /// Who a statement has evidence from: through which adults, in which languages, by which ways of contact.
    /// What an adult is and speaks is what the register says of them now.
    pub fn breadth(&self, statement: &StatementRef, scope: &Scope) -> Result<Breadth> {
        self.with(|db| Ok(breadth(db, &*self.roll_of(db)?, statement, scope)?))
    }

    /// For each child with entries in the scope, what the reasons of gaps are made from. Withdrawn ones do not count.
    pub fn talk_facts(&self, scope: &Scope) -> Result<BTreeMap<ChildId, TalkFacts>> {
        self.with(|db| {
            let (rooms, given) = match scope.rooms.is_empty() {
                true => ("AND room IN (SELECT id FROM room)".to_string(), Vec::new()),
                false => rooms(scope),
            };
            let mut all: Vec<Value> = vec![
                (NoTalk::SomeoneElse as i64).into(),
                number(scope.period.from).into(),
                number(scope.period.to).into(),
            ];
            all.extend(given);
            Ok(db
                .prepare_cached(&format!(
                    "SELECT child, count(*), count(no_talk), count(*) FILTER (WHERE no_talk = ?) FROM entry
                     WHERE day BETWEEN ? AND ? AND withdrawn = 0 {rooms} GROUP BY child"
                ))?
                .query_map(params_from_iter(all), |row| {
                    Ok((
                        id(row, 0)?,
                        TalkFacts { entries: row.get(1)?, no_talk: row.get(2)?, someone_else: row.get(3)? },
                    ))
                })?
                .collect::<Sql<_>>()?)
        })
    }
}

fn breadth(db: &Connection, roll: &Roll, statement: &StatementRef, scope: &Scope) -> Sql<Breadth> {
    let mut breadth = Breadth::default();
    let Some(no) = statement_number(db, statement)? else { return Ok(breadth) };
    let register = Register::of(roll);
    let (rooms, given) = rooms(scope);
    let mut all: Vec<Value> =
        vec![no.into(), number(scope.period.from).into(), number(scope.period.to).into()];
    all.extend(given);
    let mut read = db.prepare_cached(&format!(
        "SELECT DISTINCT family, child, kind, spoken FROM piece
         WHERE statement = ? AND day BETWEEN ? AND ? {rooms}"
    ))?;
    let mut rows = read.query(params_from_iter(all))?;
    while let Some(row) = rows.next()? {
        let (Some(family), Some(child)) = (maybe_id(row, 0)?, maybe_id(row, 1)?) else { continue };
        let spoken = register.spoken(child, &adults_of(row.get_ref(3)?.as_blob()?));
        breadth.reached(family, kind_of(row.get(2)?), &spoken);
    }
    Ok(breadth)
}

/// A condition for the rooms of a scope, and what it takes. Nothing for the whole setting.
fn rooms(scope: &Scope) -> (String, Vec<Value>) {
    if scope.rooms.is_empty() {
        return (String::new(), Vec::new());
    }
    let marks = vec!["?"; scope.rooms.len()].join(",");
    (
        format!("AND room IN ({marks})"),
        scope.rooms.iter().map(|room| room.0.as_bytes().to_vec().into()).collect(),
    )
}

/// What a piece is read from.
const PIECE: &str = "entry, talk, child, family, room, day, kind, by, voices, changed, spoken";
/// How many voices a piece has.
const VOICES: &str = "(voices & 1) + (voices >> 1 & 1) + (voices >> 2 & 1)";
/// The strongest first: what changed something, then by voices, then the newest.
const STRONGEST: &str = "changed DESC, (voices & 1) + (voices >> 1 & 1) + (voices >> 2 & 1) DESC, day DESC, \
                         entry DESC, child";

/// A piece that is about the whole setting and no family.
const OF_SETTING: &str = "room = x'' AND child = x''";

/// Pieces with the entries and practice records that they are of.
fn with_sources(db: &Connection, pieces: Vec<Piece>) -> Sql<Vec<Evidence>> {
    let mut evidence = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let source = match piece.kind {
            Ok(_) => entries::entry(db, piece.entry)?.map(|entry| Source::Entry(Box::new(entry))),
            Err(_) => practice::practice(db, PracticeId(piece.entry.0))?
                .map(|stands| Source::Practice(Box::new(stands))),
        };
        evidence.extend(source.map(|source| Evidence { piece, source }));
    }
    Ok(evidence)
}

/// The same for pieces: what is about the whole setting and no family counts in every room.
fn pieces_of(scope: &Scope) -> (String, Vec<Value>) {
    let (condition, given) = rooms(scope);
    match condition.strip_prefix("AND ") {
        None => (condition, given),
        Some(rooms) => (format!("AND ({rooms} OR ({OF_SETTING}))"), given),
    }
}

fn families_on_roll(roll: &Roll, families: &BTreeMap<ChildId, ChildId>, scope: &Scope) -> u32 {
    let there: BTreeSet<_> = roll
        .children
        .iter()
        .filter(|child| scope.rooms.is_empty() || scope.rooms.contains(&child.room))
        .filter(|child| child.on_roll_in(scope.period))
        .filter_map(|child| families.get(&child.id))
        .collect();
    u32::try_from(there.len()).unwrap_or(u32::MAX)
}

/// Whether what a self-evaluation counts is what is counted at this moment. How strong that is, is the pack's own
/// rule, which the record does not know.
pub(super) fn stands(db: &Connection, whole: &SignOff) -> Sql<bool> {
    let SignOff { scope, evaluation, .. } = whole;
    let roll = people::roll(db)?;
    let on_roll = families_on_roll(&roll, &roll.families(), scope);
    let board = board(db, &evaluation.framework, scope, on_roll)?;
    Ok(evaluation.statements.iter().all(|one| {
        let none = Figures { on_roll, ..Figures::default() };
        let counted = Evaluated::of(&one.code, board.get(&one.code).unwrap_or(&none), one.strength);
        let Evaluated { met, text, cited, .. } = one.clone();
        *one == Evaluated { met, text, cited, ..counted }
    }))
}

fn piece(row: &Row<'_>, statement: &StatementRef) -> Sql<Piece> {
    Ok(Piece {
        statement: statement.clone(),
        entry: id(row, 0)?,
        talk: id(row, 1)?,
        child: maybe_id(row, 2)?,
        family: maybe_id(row, 3)?,
        room: maybe_id(row, 4)?,
        day: day(row.get(5)?),
        kind: kind_of(row.get(6)?),
        by: id(row, 7)?,
        voices: voices_of(row.get(8)?),
        changed: row.get(9)?,
        with: adults_of(row.get_ref(10)?.as_blob()?),
    })
}

/// What is added up for one statement.
#[derive(Default)]
struct Sum {
    figures: Figures,
    last: i64,
    families: Places,
}

/// A period as whole weeks and the days beside them.
struct Parts {
    /// First and last whole week; none where the first is after the last.
    weeks: (i64, i64),
    /// Days of weeks that are cut.
    days: Vec<(i64, i64)>,
}

fn parts(from: i64, to: i64) -> Parts {
    let first = if monday(week(from)) == from { week(from) } else { week(from) + 1 };
    let last = if monday(week(to)) + 6 == to { week(to) } else { week(to) - 1 };
    if first > last {
        return Parts { weeks: (0, -1), days: vec![(from, to)] };
    }
    let days = [(from, monday(first) - 1), (monday(last) + 7, to)];
    Parts { weeks: (first, last), days: days.into_iter().filter(|(from, to)| from <= to).collect() }
}

fn board(db: &Connection, framework: &str, scope: &Scope, on_roll: u32) -> Sql<Board> {
    let (from, to) = (number(scope.period.from), number(scope.period.to));
    let (condition, rooms) = rooms(scope);
    let condition = condition.replace("room IN", "x.room IN");
    let only =
        |from: i64, to: i64| -> Vec<Value> { vec![framework.to_string().into(), from.into(), to.into()] };
    let given = |from: i64, to: i64| [only(from, to), rooms.clone()].concat();
    let of = "FROM statement s CROSS JOIN";
    let mut sums: BTreeMap<i64, Sum> = BTreeMap::new();
    let parts = parts(from, to);
    let (first, last) = parts.weeks;
    let end = week(to);

    let sql = format!(
        "SELECT x.statement, x.week, x.entries, x.talks, x.staff, x.family, x.child, x.changed, x.last, x.families
         {of} cell x ON x.statement = s.no WHERE s.framework = ? AND x.week BETWEEN ? AND ? {condition}"
    );
    let mut read = db.prepare_cached(&sql)?;
    let mut rows = read.query(params_from_iter(given(first, last)))?;
    while let Some(row) = rows.next()? {
        let sum = sums.entry(row.get(0)?).or_default();
        let entries: u32 = row.get(2)?;
        sum.figures.entries += entries;
        sum.figures.talks += row.get::<_, u32>(3)?;
        for (voice, column) in sum.figures.voices.iter_mut().zip(4..) {
            *voice += row.get::<_, u32>(column)?;
        }
        sum.figures.changed += row.get::<_, u32>(7)?;
        sum.last = sum.last.max(row.get(8)?);
        sum.families.join(row.get_ref(9)?.as_blob()?);
        in_week(&mut sum.figures, end - row.get::<_, i64>(1)?, entries);
    }
    drop(rows);

    // Each talk that counted in several of those cells counts once.
    let mut counted: HashMap<(i64, TalkId, Option<ChildId>), u32> = HashMap::new();
    let sql = format!(
        "SELECT x.statement, x.talk, x.family
         {of} spread x ON x.statement = s.no WHERE s.framework = ? AND x.week BETWEEN ? AND ? {condition}"
    );
    let mut read = db.prepare_cached(&sql)?;
    let mut rows = read.query(params_from_iter(given(first, last)))?;
    while let Some(row) = rows.next()? {
        let times = counted.entry((row.get(0)?, id(row, 1)?, maybe_id(row, 2)?)).or_default();
        *times += 1;
        if *times > 1
            && let Some(sum) = sums.get_mut(&row.get(0)?)
        {
            sum.figures.talks = sum.figures.talks.saturating_sub(1);
        }
    }
    drop(rows);

    // The days beside them out of the pieces; and in rooms, what is about the whole setting, which is in no cell of theirs.
    let pieces = |by: &str, condition: &str| {
        format!(
            "SELECT x.statement, x.entry, x.talk, x.family, x.voices, x.changed, x.day, f.n
             {of} piece x {by} ON x.statement = s.no LEFT JOIN family f ON f.child = x.family
             WHERE s.framework = ?1 AND x.day BETWEEN ?2 AND ?3 {condition}"
        )
    };
    let in_rooms = pieces("", &condition);
    // By its own index, else all rooms' pieces of the period would be looked at.
    let of_setting = pieces("INDEXED BY piece_of_setting", "AND x.room = x'' AND x.child = x''");
    let days = parts.days.iter().map(|(from, to)| (&in_rooms, given(*from, *to)));
    let whole = (!rooms.is_empty()).then(|| (&of_setting, only(from, to)));
    let mut seen: HashMap<(i64, EntryId), (i64, bool)> = HashMap::new();
    for (sql, given) in days.chain(whole) {
        let mut read = db.prepare_cached(sql)?;
        let mut rows = read.query(params_from_iter(given))?;
        while let Some(row) = rows.next()? {
            let statement: i64 = row.get(0)?;
            let sum = sums.entry(statement).or_default();
            let day: i64 = row.get(6)?;
            sum.last = sum.last.max(day);
            let new = !seen.contains_key(&(statement, id(row, 1)?));
            if new {
                sum.figures.entries += 1;
                in_week(&mut sum.figures, end - week(day), 1);
            }
            let (voices, changed) = seen.entry((statement, id(row, 1)?)).or_default();
            let more = row.get::<_, i64>(4)? & !*voices;
            *voices |= more;
            for (bit, voice) in sum.figures.voices.iter_mut().enumerate() {
                *voice += u32::from(more >> bit & 1 == 1);
            }
            if row.get(5)? && !std::mem::replace(changed, true) {
                sum.figures.changed += 1;
            }
            let talk = counted.entry((statement, id(row, 2)?, maybe_id(row, 3)?)).or_default();
            sum.figures.talks += u32::from(*talk == 0);
            *talk += 1;
            if let Some(n) = row.get::<_, Option<usize>>(7)? {
                sum.families.put(n);
            }
        }
    }

    let sql = format!(
        "SELECT x.statement, sum(x.private), sum(x.restricted), sum(x.not_agreed)
         {of} kept_out x ON x.statement = s.no WHERE s.framework = ? AND x.day BETWEEN ? AND ? {condition}
         GROUP BY x.statement"
    );
    let mut read = db.prepare_cached(&sql)?;
    let mut rows = read.query(params_from_iter(given(from, to)))?;
    while let Some(row) = rows.next()? {
        let sum = sums.entry(row.get(0)?).or_default();
        sum.figures.kept_out.private = row.get(1)?;
        sum.figures.kept_out.restricted = row.get(2)?;
        sum.figures.kept_out.not_agreed = row.get(3)?;
    }
    drop(rows);

    let mut codes = db.prepare_cached("SELECT no, code FROM statement WHERE framework = ?")?;
    let mut rows = codes.query([framework])?;
    let mut board = Board::new();
    while let Some(row) = rows.next()? {
        let Some(mut sum) = sums.remove(&row.get(0)?) else { continue };
        sum.figures.on_roll = on_roll;
        sum.figures.families = sum.families.count();
        sum.figures.last = (sum.last > 0).then(|| day(sum.last));
        board.insert(row.get(1)?, sum.figures);
    }
    Ok(board)
}

/// Entries of a week so many weeks before the period's last.
fn in_week(figures: &mut Figures, ago: i64, entries: u32) {
    if let Some(week) = usize::try_from(ago).ok().and_then(|ago| figures.weeks.iter_mut().rev().nth(ago)) {
        *week += entries;
    }
}
