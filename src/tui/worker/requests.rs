//! Requests for a child's whole record, for whoever may answer them: listed, read line by line, and planned as files.

use std::sync::Arc;

use super::handing::{Holds, Planned};
use crate::domain::policy::{Outcome, ReportKind};
use crate::domain::practice::PracticeKind;
use crate::domain::request::{Ended, RequestStands, WHOLE_RECORD};
use crate::domain::{Change, Moment, PersonId, Request, RequestId, Stamp};
use crate::export::{self, json, names};
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::report::gather;
use crate::report::reports::By;
use crate::report::whole_record::{Looked, NotYet, WholeRecord};
use crate::store::Store;
use crate::tui::msg::{HeldRead, RequestLine, RequestRead};

/// Those that are not answered, for somebody who answers them; none for anybody else.
pub(super) fn waiting(store: &Store, person: PersonId) -> Result<Vec<Request>> {
    if may(store, Some(person)).is_err() {
        return Ok(Vec::new());
    }
    let all = store.requests()?.into_iter().map(|stands| stands.request);
    Ok(all.filter(|request| request.ended.is_none()).collect())
}

/// All of them: those that are not answered first, the one that is due first before the others.
pub(super) fn list(
    store: &Store,
    kinds: &[PracticeKind],
    person: PersonId,
    now: Moment,
) -> Result<Vec<RequestLine>> {
    may(store, Some(person))?;
    let mut all = Vec::new();
    for stands in store.requests()? {
        let counted = |record: &WholeRecord| {
            let looked = record.looked();
            (looked.len(), looked.iter().filter(|one| one.outcome == Outcome::Undecided).count())
        };
        let lines = match stands.request.ended {
            None => Some(gather::whole_record(store, kinds, &stands, now, counted)?),
            Some(_) => None,
        };
        all.push(RequestLine { stands, lines });
    }
    // Of those that have ended the last that came first.
    all.reverse();
    all.sort_by_key(|line| {
        let request = &line.stands.request;
        let open = request.ended.is_none();
        (!open, request.due().filter(|_| open))
    });
    Ok(all)
}

/// One with every line.
pub(super) fn read(
    store: &Store,
    kinds: &[PracticeKind],
    (person, id): (PersonId, RequestId),
    now: Moment,
) -> Result<RequestRead> {
    may(store, Some(person))?;
    let stands = one(store, id)?;
    let (lines, barred) = gather::whole_record(store, kinds, &stands, now, |record| {
        let looked = record.looked();
        let barred = record.ready(&looked).err().filter(|why| !matches!(why, NotYet::Undecided(_)));
        let mut lines: Vec<HeldRead> = looked.iter().map(|one| line(record, one)).collect();
        lines.sort_by_key(|line| (line.group().place(), line.number));
        (lines, barred)
    })?;
    Ok(RequestRead { stands, lines, barred })
}

fn line(record: &WholeRecord, looked: &Looked) -> HeldRead {
    let by = looked.line.writer().and_then(|by| record.asking.roll.person(by));
    HeldRead {
        id: looked.line.id,
        number: looked.number,
        day: looked.told.happened.unwrap_or(looked.line.recorded).day(),
        recorded: looked.line.recorded,
        by: by.map(|person| person.name.clone()).unwrap_or_default(),
        what: looked.told.what.clone(),
        words: looked.told.words.clone(),
        causes: looked.causes.clone(),
        suggestion: record.suggests(looked),
        decision: looked.decision.cloned(),
        revision: record.stands.decided.get(&looked.line.id).map_or(0, |decided| decided.revision),
        withdrawn: matches!(record.stands.request.ended, Some(Ended::Withdrawn(_))),
    }
}

/// The record as its files hold it.
pub(super) fn record(
    store: &Store,
    kinds: &[PracticeKind],
    (person, id): (PersonId, RequestId),
    made: Moment,
) -> Result<Report> {
    may(store, Some(person))?;
    let stands = one(store, id)?;
    gather::whole_record(store, kinds, &stands, made, |record| record.report())?.map_err(not_yet)
}

/// Its files, and that the request is answered with them.
pub(super) fn plan(
    store: &Store,
    kinds: &[PracticeKind],
    id: RequestId,
    stamp: Stamp,
) -> Result<(Vec<Planned>, Option<Change>)> {
    may(store, stamp.person)?;
    let (stands, made) = (one(store, id)?, stamp.recorded);
    let (report, values, entries) =
        gather::whole_record(store, kinds, &stands, made, |record| -> Result<_, NotYet> {
            Ok((Arc::new(record.report()?), json::record_json(record)?, record.printed()))
        })?
        .map_err(not_yet)?;
    let (roll, request) = (store.shared_roll()?, &stands.request);
    let period = gather::asked_for(store, request)?;
    let stem = names::whole_record(&roll, request.child, period);
    let pages =
        export::offered(ReportKind::WholeRecord).map(|format| Holds::Report(Arc::clone(&report), format));
    let planned = pages.chain([Holds::Values(values)]).map(|holds| Planned {
        holds,
        stem: stem.clone(),
        name: WHOLE_RECORD,
        recipient: request.for_whom(&roll),
        period,
        entries: entries.clone(),
    });
    let answered = request.answered(made.day());
    let also = answered.map(|request| Change::Request { request: Box::new(request), seen: stands.revision });
    Ok((planned.collect(), also))
}

fn one(store: &Store, id: RequestId) -> Result<RequestStands> {
    let found = store.requests()?.into_iter().find(|stands| stands.request.id == id);
    found.ok_or_else(|| Failure::refused("That request is not in the record."))
}

/// Refuses whoever does not answer requests.
fn may(store: &Store, person: Option<PersonId>) -> Result<()> {
    let roll = store.shared_roll()?;
    match person.and_then(|person| roll.person(person)) {
        Some(person) if By::Manager.may(person.role) => Ok(()),
        _ => Err(Failure::refused("Only a manager answers a request for a child's record.")),
    }
}

fn not_yet(why: NotYet) -> Failure {
    Failure::refused(why.to_string()).safe("What was decided is kept.")
}
