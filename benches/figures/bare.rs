//! The floors: a program of one frame and one field, and a database of one table.

use std::path::Path;
use std::time::Duration;

use doorstep::domain::evidence::Scope;
use doorstep::domain::{Day, RoomId};
use ratatui::crossterm::event::{Event, KeyCode, KeyModifiers, read};
use ratatui::layout::{Constraint, Layout};
use ratatui::widgets::{Block, Paragraph};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};
use uuid::Uuid;

use super::Done;

/// With this argument the bench is the empty program.
pub const FLOOR: &str = "--floor";
/// What the empty program shows.
pub const READY: &str = "nothing here";

/// The least that draws a page and takes a key: a frame, a field, what was typed. Ctrl-C leaves.
pub fn program() -> Done<()> {
    let mut terminal = ratatui::init();
    let mut typed = String::new();
    loop {
        terminal.draw(|frame| {
            let rows = Layout::vertical([Constraint::Length(3), Constraint::Min(1)]);
            let [field, page] = rows.areas(frame.area());
            frame.render_widget(Paragraph::new(typed.as_str()).block(Block::bordered()), field);
            frame.render_widget(Paragraph::new(READY).block(Block::bordered()), page);
            frame.set_cursor_position((field.x + 1 + typed.len() as u16, field.y + 1));
        })?;
        if let Event::Key(key) = read()? {
            match key.code {
                KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => break,
                KeyCode::Char(letter) => typed.push(letter),
                KeyCode::Backspace => drop(typed.pop()),
                _ => {}
            }
        }
        if typed.len() > 70 {
            typed.clear();
        }
    }
    ratatui::restore();
    Ok(())
}

/// An encrypted file of the same kind as the record, with the same pragmas.
fn encrypted(path: &Path) -> Done<Connection> {
    let db = Connection::open(path)?;
    db.execute_batch(
        "PRAGMA cipher_memory_security = ON;
         PRAGMA key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\";",
    )?;
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    db.busy_timeout(Duration::from_millis(250))?;
    db.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;
         PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;
         PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;",
    )?;
    Ok(db)
}

/// How many rows of the bare table stand under one key.
const GROUP: u64 = 2_000;

/// One table with one index in an encrypted file of the same kind as the record, with the same pragmas.
pub struct Bare {
    db: Connection,
    groups: i64,
    next: i64,
}

impl Bare {
    /// Makes the file with so many rows of entry-like text, or opens one that is there.
    pub fn at_hand(path: &Path, rows: u64) -> Done<Bare> {
        let fresh = !path.exists();
        let db = encrypted(path)?;
        if fresh {
            db.execute_batch(
                "CREATE TABLE bare (place INTEGER, n INTEGER, content TEXT, PRIMARY KEY (place, n)) WITHOUT ROWID;
                 CREATE TABLE line (n INTEGER PRIMARY KEY, content BLOB);
                 CREATE TABLE searched (n INTEGER PRIMARY KEY, place INTEGER, content TEXT);
                 CREATE INDEX searched_place ON searched (place, n);
                 CREATE VIRTUAL TABLE words USING fts5(
                    text, content = '', prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
                 BEGIN;",
            )?;
            let content =
                "Slept badly, was up at five and asked for the bear book again at breakfast. ".repeat(7);
            let mut put = db.prepare("INSERT INTO bare (place, n, content) VALUES (?, ?, ?)")?;
            for n in 0..rows {
                put.execute(params![n / GROUP, n % GROUP, content])?;
            }
            drop(put);
            db.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")?;
        }
        db.set_prepared_statement_cache_capacity(16);
        Ok(Bare { db, groups: i64::try_from((rows / GROUP).max(1))?, next: 0 })
    }

    /// Reads the newest rows of one key by the index, a different key each time.
    pub fn read(&mut self, rows: usize) -> Done<usize> {
        self.next += 1;
        let mut query =
            self.db.prepare_cached("SELECT content FROM bare WHERE place = ? ORDER BY n DESC LIMIT ?")?;
        let place = self.next * 7919 % self.groups;
        let mut found = query.query(params![place, i64::try_from(rows)?])?;
        let mut bytes = 0;
        while let Some(row) = found.next()? {
            bytes += row.get_ref(0)?.as_str()?.len();
        }
        Ok(bytes)
    }

    /// Commits one row of these bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Done<()> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        self.db.prepare_cached("INSERT INTO line (content) VALUES (?)")?.execute([bytes])?;
        Ok(self.db.execute_batch("COMMIT")?)
    }

    /// Commits one row of this text with an index and a search index.
    pub fn write_searched(&mut self, text: &str) -> Done<()> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        self.db
            .prepare_cached("INSERT INTO searched (place, content) VALUES (?, ?)")?
            .execute(params![self.next % 100, text])?;
        let n = self.db.last_insert_rowid();
        self.db.prepare_cached("INSERT INTO words (rowid, text) VALUES (?, ?)")?.execute(params![n, text])?;
        Ok(self.db.execute_batch("COMMIT")?)
    }
}

/// One table with a row for each agreed link, and nothing else: what has to be counted where nothing is kept.
pub struct Counted {
    db: Connection,
}

impl Counted {
    /// Makes the file out of the rows that `fill` gives (statement, day, room, entry, child), or opens one that is there.
    pub fn at_hand(
        path: &Path,
        fill: impl FnOnce(&mut dyn FnMut(&str, Day, RoomId, Uuid, Uuid)) -> Done<()>,
    ) -> Done<Counted> {
        let fresh = !path.exists();
        let db = encrypted(path)?;
        if fresh {
            db.execute_batch(
                "CREATE TABLE statement (code TEXT PRIMARY KEY) WITHOUT ROWID;
                 CREATE TABLE counted (
                    statement TEXT, day INTEGER, room BLOB, entry BLOB, child BLOB,
                    PRIMARY KEY (statement, day, room, entry, child)) WITHOUT ROWID;
                 BEGIN;",
            )?;
            let mut put = db.prepare("INSERT OR IGNORE INTO counted VALUES (?, ?, ?, ?, ?)")?;
            let mut failed = None;
            fill(&mut |statement, day, room, entry, child| {
                let row = params![
                    statement,
                    number(day),
                    room.0.into_bytes(),
                    entry.into_bytes(),
                    child.into_bytes()
                ];
                failed = put.execute(row).err().or(failed.take());
            })?;
            failed.map_or(Ok(()), Err)?;
            drop(put);
            db.execute_batch(
                "INSERT INTO statement SELECT DISTINCT statement FROM counted;
                 COMMIT; PRAGMA wal_checkpoint(TRUNCATE)",
            )?;
        }
        Ok(Counted { db })
    }

    /// Counts the rows of each statement, or of one, in these rooms and days. How many there are of all.
    pub fn count(&self, scope: &Scope, only: Option<&str>) -> Done<u64> {
        let rooms = match scope.rooms.len() {
            0 => String::new(),
            count => format!("AND c.room IN ({})", vec!["?"; count].join(",")),
        };
        let mut query = self.db.prepare_cached(&format!(
            "SELECT c.statement, count(*) FROM statement s CROSS JOIN counted c ON c.statement = s.code
             WHERE s.code = coalesce(?, s.code) AND c.day BETWEEN ? AND ? {rooms} GROUP BY c.statement"
        ))?;
        let mut given: Vec<Value> = vec![
            only.map_or(Value::Null, |code| code.to_string().into()),
            number(scope.period.from).into(),
            number(scope.period.to).into(),
        ];
        given.extend(scope.rooms.iter().map(|room| room.0.as_bytes().to_vec().into()));
        let mut rows = query.query(params_from_iter(given))?;
        let mut all = 0;
        while let Some(row) = rows.next()? {
            all += row.get::<_, u64>(1)?;
        }
        Ok(all)
    }
}

fn number(day: Day) -> i64 {
    i64::from(chrono::Datelike::num_days_from_ce(&day))
}
