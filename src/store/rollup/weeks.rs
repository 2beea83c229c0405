//! How many families a framework has evidence from, week by week.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::{parts, rooms};
use crate::domain::Day;
use crate::domain::evidence::Scope;
use crate::failure::Result;
use crate::store::Store;
use crate::store::value::{Sql, day, monday, number, week};

impl Store {
    /// How many families the statements that `counts` says yes to have evidence from, all of them together, in each week
    /// of the scope: by its Monday, oldest first, those with none among them. Of a week that the period cuts, its days
    /// in the period count.
    ///
    /// # Errors
    /// A machine failure where the record can't be read.
    pub fn families_by_week(
        &self,
        framework: &str,
        counts: &dyn Fn(&str) -> bool,
        scope: &Scope,
    ) -> Result<Vec<(Day, u32)>> {
        self.with(|db| Ok(by_week(db, framework, counts, scope)?))
    }
}

fn by_week(
    db: &Connection,
    framework: &str,
    counts: &dyn Fn(&str) -> bool,
    scope: &Scope,
) -> Sql<Vec<(Day, u32)>> {
    let (from, to) = (number(scope.period.from), number(scope.period.to));
    let (condition, rooms) = rooms(scope);
    let condition = condition.replace("room IN", "x.room IN");
    let given = |from: i64, to: i64| -> Vec<Value> {
        [vec![framework.to_string().into(), from.into(), to.into()], rooms.clone()].concat()
    };
    let mut weeks: BTreeMap<i64, Places> =
        (week(from)..=week(to)).map(|week| (week, Places::default())).collect();
    let parts = parts(from, to);

    let sql = format!(
        "SELECT s.code, x.week, x.families FROM statement s CROSS JOIN cell x ON x.statement = s.no
         WHERE s.framework = ? AND x.week BETWEEN ? AND ? {condition}"
    );
    let mut read = db.prepare_cached(&sql)?;
    let mut rows = read.query(params_from_iter(given(parts.weeks.0, parts.weeks.1)))?;
    while let Some(row) = rows.next()? {
        if counts(row.get_ref(0)?.as_str()?) {
            weeks.entry(row.get(1)?).or_default().join(row.get_ref(2)?.as_blob()?);
        }
    }
    drop(rows);

    let sql = format!(
        "SELECT DISTINCT s.code, x.day, f.n FROM statement s CROSS JOIN piece x ON x.statement = s.no
         JOIN family f ON f.child = x.family
         WHERE s.framework = ? AND x.day BETWEEN ? AND ? {condition}"
    );
    let mut read = db.prepare_cached(&sql)?;
    for (first, last) in parts.days {
        let mut rows = read.query(params_from_iter(given(first, last)))?;
        while let Some(row) = rows.next()? {
            if counts(row.get_ref(0)?.as_str()?) {
                weeks.entry(week(row.get(1)?)).or_default().put(row.get(2)?);
            }
        }
    }
    Ok(weeks.into_iter().map(|(week, families)| (day(monday(week)), families.count())).collect())
}

/// Families by their places, a bit each, as the roll-up keeps them.
#[derive(Default)]
pub(super) struct Places(Vec<u8>);

impl Places {
    /// Takes in all of these.
    pub(super) fn join(&mut self, these: &[u8]) {
        if self.0.len() < these.len() {
            self.0.resize(these.len(), 0);
        }
        self.0.iter_mut().zip(these).for_each(|(all, these)| *all |= these);
    }

    /// Takes in the family of that place.
    pub(super) fn put(&mut self, place: usize) {
        if self.0.len() <= place / 8 {
            self.0.resize(place / 8 + 1, 0);
        }
        if let Some(byte) = self.0.get_mut(place / 8) {
            *byte |= 1 << (place % 8);
        }
    }

    /// How many.
    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|byte| byte.count_ones()).sum()
    }
}
