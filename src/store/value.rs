//! How the nursery's values stand in SQL: ids as sixteen bytes, days and weeks as numbers, JSON as text.

use chrono::Datelike;
use rusqlite::Row;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::domain::{Day, Kind, Moment, RoomId};

/// What SQL gives back.
pub(in crate::store) type Sql<T> = rusqlite::Result<T>;

/// An id out of a row. Refuses anything that is not sixteen bytes.
pub(in crate::store) fn id<T: From<Uuid>>(row: &Row<'_>, column: usize) -> Sql<T> {
    row.get::<_, [u8; 16]>(column).map(|bytes| T::from(Uuid::from_bytes(bytes)))
}

/// An id that may not be there: NULL or no bytes.
pub(in crate::store) fn maybe_id<T: From<Uuid>>(row: &Row<'_>, column: usize) -> Sql<Option<T>> {
    let bytes: Option<Vec<u8>> = row.get(column)?;
    Ok(bytes.and_then(|bytes| Uuid::from_slice(&bytes).ok()).map(T::from))
}

/// A room's bytes, or none for the whole setting.
pub(in crate::store) fn room_bytes(room: Option<RoomId>) -> Vec<u8> {
    room.map(|room| room.0.as_bytes().to_vec()).unwrap_or_default()
}

/// A day's number.
pub(in crate::store) fn number(day: Day) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// The day of a number; the first of all where it is none.
pub(in crate::store) fn day(number: i64) -> Day {
    i32::try_from(number).ok().and_then(Day::from_num_days_from_ce_opt).unwrap_or_default()
}

/// The number of a day's week. Day 1 was a Monday.
pub(in crate::store) fn week(day: i64) -> i64 {
    (day - 1).div_euclid(7)
}

/// A week's Monday, as a day's number.
pub(in crate::store) fn monday(week: i64) -> i64 {
    week * 7 + 1
}

/// A kind's place in [`Kind::ALL`].
pub(in crate::store) fn kind_number(kind: Kind) -> i64 {
    Kind::ALL.iter().position(|one| *one == kind).unwrap_or(0) as i64
}

/// The kind of a place.
pub(in crate::store) fn kind(number: i64) -> Kind {
    usize::try_from(number).ok().and_then(|place| Kind::ALL.get(place)).copied().unwrap_or(Kind::Feedback)
}

/// A moment out of two neighbouring columns.
pub(in crate::store) fn moment(row: &Row<'_>, column: usize) -> Sql<Moment> {
    Ok(Moment { ms: row.get(column)?, offset: row.get(column + 1)? })
}

/// A value as JSON.
pub(in crate::store) fn json<T: Serialize + ?Sized>(value: &T) -> Sql<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

/// A value out of JSON. Refuses what does not parse.
pub(in crate::store) fn from_json<T: DeserializeOwned>(text: &str) -> Sql<T> {
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, error.into()))
}

/// A value out of a column that holds JSON.
pub(in crate::store) fn json_at<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Sql<T> {
    from_json(row.get_ref(column)?.as_str()?)
}
