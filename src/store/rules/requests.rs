//! A request for a child's record: who may ask, and what can be decided of a line while it is not answered.

use rusqlite::Connection;

use super::{name, unknown_child};
use crate::domain::request::{Decision, Ended, Request, RequestStands};
use crate::domain::{LineId, RequestId, Stamp};
use crate::failure::{Failure, Result};
use crate::store::log;
use crate::store::projections::{people, requests};

/// Whether a request may be written like this now.
pub(super) fn asked(db: &Connection, request: &Request, seen: u32, stamp: Stamp) -> Result<()> {
    let before = requests::request(db, request.id)?;
    if before.as_ref().map_or(0, |before| before.revision) != seen {
        return Err(Failure::refused("This request was changed meanwhile. Look at it again."));
    }
    if !people::knows_child(db, request.child)? {
        return Err(unknown_child());
    }
    let before = before.map(|before| before.request);
    if before.is_none() && requests::open(db, request.child)? {
        return Err(Failure::refused("A request for the record of this child is open already.")
            .todo("Answer or withdraw that one first."));
    }
    if let Some(before) = &before {
        if before.ended.is_some() {
            return Err(ended(before));
        }
        // Whose record it is, who asks and until when: what was decided was decided for that.
        if (before.child, before.asker, before.came) != (request.child, request.asker, request.came) {
            return Err(Failure::refused("Whose record it is, who asks and when it came stay as they were.")
                .todo("Where that was wrong, withdraw this request and write another."));
        }
    }
    let roll = people::roll(db)?;
    request
        .check(before.as_ref(), &roll, stamp.recorded.day())
        .map_err(|why| Failure::refused(why.to_string()).safe("Nothing was changed."))
}

/// Whether something may be decided of a line now.
pub(super) fn decided(
    db: &Connection,
    (request, line): (RequestId, LineId),
    decision: Option<&Decision>,
    seen: u32,
) -> Result<()> {
    let RequestStands { request, .. } = requests::request(db, request)?
        .ok_or_else(|| Failure::refused("That request is not in the record."))?;
    if request.ended.is_some() {
        return Err(ended(&request));
    }
    if !log::knows(db, line.0)? {
        return Err(Failure::refused("That line is not in the record."));
    }
    // A line of another child would be counted among what is left out of this one's record.
    if !requests::is_held(db, request.child, request.came, line)? {
        return Err(Failure::refused(
            "That line is not held on this child, or was written after it was asked for.",
        )
        .safe("Nothing was decided.")
        .todo("Choose a line of the request's own list."));
    }
    let before = requests::decision(db, request.id, line)?;
    if before.as_ref().map_or(0, |before| before.revision) != seen {
        return Err(Failure::refused(match before.and_then(|before| before.by) {
            Some((by, at)) => {
                format!("{} decided this line at {}. Look at it again.", name(db, by)?, at.clock())
            }
            None => "This line was decided meanwhile. Look at it again.".to_string(),
        }));
    }
    let Some(decision) = decision else { return Ok(()) };
    decision.check().map_err(|why| Failure::refused(why.to_string()))
}

fn ended(request: &Request) -> Failure {
    Failure::refused(match request.ended {
        Some(Ended::Withdrawn(_)) => "This request was withdrawn.",
        _ => "This request has been answered.",
    })
    .safe("What went out stays as it is.")
    .todo("Where the record is asked for again, write another request.")
}
