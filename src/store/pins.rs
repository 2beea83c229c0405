//! PINs: their hashes and the wrong tries, which are counted and committed before a PIN is looked at.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use zeroize::Zeroizing;

use super::Store;
use super::ask::{PinTry, WrongTries};
use super::pin::{self, OneUse, Pin, backoff};
use super::projections::people;
use super::rules;
use super::value::{Sql, from_json, id, json};
use super::vault::Cost;
use crate::chance::Chance;
use crate::domain::{Change, Moment, PersonId, Stamp};
use crate::failure::{Failure, Result};

/// Tries before a person waits at all.
const FREE: u32 = 3;

impl Store {
    /// Sets a person's PIN and forgets their wrong tries. That it was set is in the log, the PIN is not.
    ///
    /// # Errors
    /// Refused where the PIN is too easy or of the wrong length for the role, the person is not known, or
    /// somebody else than they or a lead does it; a machine failure where the disk does not do it.
    pub fn set_pin(&mut self, person: PersonId, pin: &str, stamp: Stamp, chance: &mut Chance) -> Result<()> {
        self.set_pin_at(person, pin, stamp, chance, Cost::PIN)
    }

    /// [`Store::set_pin`] at another cost than it has: for tests, which choose hundreds.
    pub(crate) fn set_pin_at(
        &mut self,
        person: PersonId,
        pin: &str,
        stamp: Stamp,
        chance: &mut Chance,
        cost: Cost,
    ) -> Result<()> {
        let whose = self.with(|db| Ok(people::person(db, person)?))?.ok_or_else(unknown)?;
        let hash = pin::hash(&Pin::choose(pin, whose.role)?, chance, cost)?;
        self.keep_pin(person, &hash, false, stamp)
    }

    /// A one-use number for somebody who has no PIN or forgot it, to be shown once. It takes the PIN's place.
    ///
    /// # Errors
    /// As [`Store::set_pin`].
    pub fn one_use(
        &mut self,
        person: PersonId,
        stamp: Stamp,
        chance: &mut Chance,
    ) -> Result<Zeroizing<String>> {
        self.with(|db| Ok(people::person(db, person)?))?.ok_or_else(unknown)?;
        let number = OneUse::generate(chance);
        self.keep_pin(person, &pin::hash(number.pin(), chance, Cost::PIN)?, true, stamp)?;
        Ok(Zeroizing::new(number.as_str().to_string()))
    }

    fn keep_pin(&mut self, person: PersonId, hash: &str, one_use: bool, stamp: Stamp) -> Result<()> {
        self.write(|work| {
            let change = Change::PinChosen { person };
            let by = rules::signed_in(work.db, stamp)?;
            rules::check(work.db, by.as_ref(), &change, stamp)?;
            work.append(&change, stamp)?;
            work.db.execute(
                "INSERT OR REPLACE INTO pin (person, hash, one_use) VALUES (?, ?, ?)",
                params![person.0.into_bytes(), hash, one_use],
            )?;
            Ok(())
        })
    }

    /// Tries a PIN. The try is counted and on the disk before it is looked at; the right one forgets the count.
    /// After twenty wrong tries of anybody in ten minutes nobody is looked at for five. `up` is how many milliseconds
    /// the machine has been up: by it a wait is as long as it is, whatever was done to the clock.
    ///
    /// # Errors
    /// A machine failure where the disk does not do it: then nobody gets in.
    pub fn try_pin(&mut self, person: PersonId, typed: &str, now: Moment, up: Option<u64>) -> Result<PinTry> {
        let mut counted = Counted::NoPin;
        self.beside(|db| {
            counted = count(db, person, now, up)?;
            Ok(())
        })?;
        let (kept, before, after) = match counted {
            Counted::NoPin => return Ok(PinTry::NoPin),
            Counted::Waits(seconds) => return Ok(PinTry::Wait { seconds: seconds.into() }),
            Counted::Looked { kept, before, after } => (kept, before, after),
        };
        // What can be no PIN at all is wrong like any other.
        let right = Pin::typed(typed).is_ok_and(|typed| pin::verify(&typed, &kept.hash));
        if !right {
            let wrong = kept.wrong + 1;
            let wait = backoff::wait(wrong).into();
            return Ok(PinTry::Wrong { left: (FREE + 1).saturating_sub(wrong), wait });
        }
        self.beside(|db| {
            db.execute(
                "UPDATE pin SET wrong = 0, last = 0, up = NULL WHERE person = ?",
                [person.0.into_bytes()],
            )?;
            // What others tried meanwhile stays counted.
            match rest(db)? == after {
                true => Ok(keep_rest(db, &before)?),
                false => Ok(()),
            }
        })?;
        Ok(if kept.one_use { PinTry::OneUse } else { PinTry::Right(kept.tries()) })
    }

    /// The wrong tries of everybody since they were last here, for a lead to see. Moments are of this zone.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn wrong_tries(&self, now: Moment) -> Result<BTreeMap<PersonId, WrongTries>> {
        self.with(|db| {
            let mut read = db.prepare_cached("SELECT person, wrong, last FROM pin WHERE wrong > 0")?;
            let rows = read.query_map([], |row| {
                let last = Moment { ms: row.get(2)?, ..now };
                Ok((id(row, 0)?, WrongTries { count: row.get(1)?, last }))
            })?;
            Ok(rows.collect::<Sql<_>>()?)
        })
    }

    /// Whether a person has chosen a PIN. A one-use number that waits is none.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn has_pin(&self, person: PersonId) -> Result<bool> {
        self.with(|db| {
            Ok(db
                .prepare_cached("SELECT 1 FROM pin WHERE person = ? AND one_use = 0")?
                .exists([person.0.into_bytes()])?)
        })
    }
}

/// Takes somebody's PIN away, as one that is too short for what they are now: they begin anew with a one-use number.
pub(super) fn void(db: &Connection, person: PersonId) -> Sql<()> {
    db.execute("DELETE FROM pin WHERE person = ?", [person.0.into_bytes()]).map(drop)
}

/// What became of a try before it is looked at.
enum Counted {
    /// There is nothing to look at.
    NoPin,
    /// It is too early: so many seconds.
    Waits(u32),
    /// It was counted, and may be looked at: what was kept before it, and how the room rested before and after.
    Looked { kept: KeptPin, before: backoff::RoomRest, after: backoff::RoomRest },
}

/// Counts a try, where it is not too early for one. In one transaction: of many windows that try at once, each sees the
/// tries of those before it.
fn count(db: &Connection, person: PersonId, now: Moment, up: Option<u64>) -> Sql<Counted> {
    let Some(kept) = kept(db, person, now)? else { return Ok(Counted::NoPin) };
    let before = rest(db)?;
    let (mut after, mut last) = (before.clone(), kept.last);
    let own = backoff::may_try_by(kept.wrong, (kept.up, up), &mut last, now);
    // The room rests by the same clock, where there is one that nobody can set.
    let steady = up.and_then(|up| i64::try_from(up).ok()).map_or(now, |ms| Moment { ms, ..now });
    if let Some(seconds) = after.may_try(steady).err().max(own.err()) {
        if (&after, last) != (&before, kept.last) {
            db.execute("UPDATE pin SET last = ? WHERE person = ?", params![last.ms, person.0.into_bytes()])?;
            keep_rest(db, &after)?;
        }
        return Ok(Counted::Waits(seconds));
    }
    after.count(steady);
    db.execute(
        "UPDATE pin SET wrong = wrong + 1, last = ?, up = ? WHERE person = ?",
        params![now.ms, up, person.0.into_bytes()],
    )?;
    keep_rest(db, &after)?;
    Ok(Counted::Looked { kept, before, after })
}

/// What is kept of a person's PIN and of the tries at it.
struct KeptPin {
    hash: String,
    one_use: bool,
    wrong: u32,
    last: Moment,
    up: Option<u64>,
}

impl KeptPin {
    fn tries(&self) -> Option<WrongTries> {
        (self.wrong > 0).then_some(WrongTries { count: self.wrong, last: self.last })
    }
}

fn kept(db: &Connection, person: PersonId, now: Moment) -> Sql<Option<KeptPin>> {
    db.prepare_cached("SELECT hash, one_use, wrong, last, up FROM pin WHERE person = ?")?
        .query_row([person.0.into_bytes()], |row| {
            Ok(KeptPin {
                hash: row.get(0)?,
                one_use: row.get(1)?,
                wrong: row.get(2)?,
                last: Moment { ms: row.get(3)?, ..now },
                up: row.get(4)?,
            })
        })
        .optional()
}

fn rest(db: &Connection) -> Sql<backoff::RoomRest> {
    let kept: Option<String> =
        db.query_row("SELECT content FROM side WHERE name = 'rest'", [], |row| row.get(0)).optional()?;
    Ok(kept.and_then(|text| from_json(&text).ok()).unwrap_or_default())
}

fn keep_rest(db: &Connection, rest: &backoff::RoomRest) -> Sql<()> {
    db.execute("INSERT OR REPLACE INTO side (name, content) VALUES ('rest', ?)", [json(rest)?]).map(drop)
}

fn unknown() -> Failure {
    Failure::refused("That person is not on the staff list.")
}
