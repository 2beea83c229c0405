//! A week's pages: read for the screen, and planned as files.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::handing::{BESIDE, Holds, Planned};
use crate::domain::policy::ReportKind;
use crate::domain::{ChildId, HouseholdId, Moment, RoomId, Week};
use crate::export::{self, FileFormat, names};
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::report::gather::{self, FamilyWeeks};
use crate::report::obstacle::{Hindrance, Obstacle};
use crate::store::Store;
use crate::tui::msg::{WeekFor, WeekRead};

fn pages(store: &Store, room: RoomId, week: Week, made: Moment) -> Result<FamilyWeeks> {
    let roll = store.shared_roll()?;
    let guard = gather::name_guard(&roll);
    gather::family_weeks(store, &roll, Some(room), week, &guard, made)
}

/// The pages, and what stands in their way.
pub(super) fn read(store: &Store, room: RoomId, week: Week, whom: WeekFor, made: Moment) -> Result<WeekRead> {
    let mut read = WeekRead { folder: format!("{BESIDE}/{week}"), ..WeekRead::default() };
    if whom == WeekFor::Room {
        let report = gather::room_week(store, &*store.shared_roll()?, room, week, made)?.report();
        read.obstacles.extend(lacking(&report, export::on_screens(ReportKind::RoomWeek), None, &[]));
        read.pages.push(report);
        return Ok(read);
    }
    let all = pages(store, room, week, made)?;
    for page in &all.pages {
        read.pages.push(page.report.clone());
        let formats = export::of_page(page.form);
        read.obstacles.extend(lacking(&page.report, formats, Some(page.household), &page.children));
    }
    for obstacle in &all.obstacles {
        if let Hindrance::Name { entry, .. } = &obstacle.what {
            read.named.extend(store.entry(*entry)?);
        }
    }
    read.obstacles.extend(all.obstacles);
    Ok(read)
}

/// What is to be said of letters that a file of this page can't show.
fn lacking(
    page: &Report,
    formats: impl Iterator<Item = &'static FileFormat>,
    household: Option<HouseholdId>,
    children: &[ChildId],
) -> Vec<Obstacle> {
    formats
        .filter_map(|format| format.lacking(page))
        .map(|lacking| Obstacle { household, children: children.to_vec(), what: Hindrance::Letters(lacking) })
        .collect()
}

/// Every page in every format of the screens, to be made one after the other.
///
/// # Errors
/// Refused while a name of another child is not settled, and where there is no page.
pub(super) fn plan(
    store: &Store,
    (room, week, whom): (RoomId, Week, WeekFor),
    made: Moment,
) -> Result<Vec<Planned>> {
    match whom {
        WeekFor::Families => families(store, room, week, made),
        WeekFor::Room => of_room(store, room, week, made),
    }
}

/// The room's week in every format.
fn of_room(store: &Store, room: RoomId, week: Week, made: Moment) -> Result<Vec<Planned>> {
    let roll = store.shared_roll()?;
    let name = roll.room(room).map_or("room", |room| room.name.as_str());
    let made = gather::room_week(store, &roll, room, week, made)?;
    let (report, stem) = (Arc::new(made.report()), names::room_week(week, name));
    let planned = |format: &'static FileFormat| Planned {
        holds: Holds::Report(Arc::clone(&report), format),
        stem: stem.clone(),
        name: "room-week",
        recipient: format!("the lead of {name}"),
        period: week.period(),
        entries: made.printed(),
    };
    Ok(export::on_screens(ReportKind::RoomWeek).map(planned).collect())
}

/// Every family's page in every format.
fn families(store: &Store, room: RoomId, week: Week, made: Moment) -> Result<Vec<Planned>> {
    let all = pages(store, room, week, made)?;
    if all.obstacles.iter().any(|obstacle| matches!(obstacle.what, Hindrance::Name { .. })) {
        return Err(
            Failure::refused("A name of another child is not settled yet.").safe("Nothing was written.")
        );
    }
    if all.pages.is_empty() {
        return Err(Failure::refused("There is no page to save."));
    }
    let roll = store.shared_roll()?;
    let (mut files, mut taken) = (Vec::new(), BTreeSet::new());
    for page in all.pages {
        let children: Vec<_> = page.children.iter().filter_map(|&child| roll.child(child)).collect();
        let stem = names::apart(&mut taken, &names::family_week(week, &children, page.form));
        let initials: Vec<String> = children.iter().map(|child| child.initials()).collect();
        let report = Arc::new(page.report);
        files.extend(export::of_page(page.form).map(|format| Planned {
            holds: Holds::Report(Arc::clone(&report), format),
            stem: stem.clone(),
            name: "family-week",
            recipient: format!("family of {}", initials.join(" ")),
            period: week.period(),
            entries: page.entries.clone(),
        }));
    }
    Ok(files)
}
