//! `doorstep list`: entries, children, people or practice records, as this person sees them on the screen; as text or JSON.
//! On a terminal it is a look at the record, as the screen is; what goes anywhere else is an export.

use std::collections::BTreeSet;

use chrono::Weekday;
use clap::{Args, Subcommand};
use serde_json::json;

use super::session::Session;
use super::{Common, held, out};
use crate::catalog::Catalog;
use crate::domain::day::clock;
use crate::domain::entry::Withdrawn;
use crate::domain::name;
use crate::domain::policy::{Sight, may_read, may_read_practice, may_see_all_rooms};
use crate::domain::practice::{Named, PracticeKind, PracticeStands};
use crate::domain::{Child, ChildId, Day, EntryId, Kind, Period, Roll, RoomId};
use crate::export::json::{self, entry_json, practice_json};
use crate::failure::{Failure, Result};
use crate::store::ask::Filter;

/// What to list.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Entries, oldest first
    Entries(Options),
    /// Children on the roll, and those who left
    Children(Options),
    /// The people who work here
    People(Options),
    /// Practice records, the newest first
    Practice(Options),
}

impl What {
    fn options(&self) -> &Options {
        match self {
            What::Entries(options)
            | What::Children(options)
            | What::People(options)
            | What::Practice(options) => options,
        }
    }

    fn list(&self, session: &Session) -> Result<()> {
        match self {
            What::Entries(options) => entries(session, options),
            What::Children(options) => children(session, options),
            What::People(options) => people(session, options),
            What::Practice(options) => practice(session, options),
        }
    }

    /// Refuses options that would say nothing here, rather than leave them out unsaid.
    fn check(&self) -> Result<()> {
        let (options, of) = match self {
            What::Entries(options) => (options, "entries"),
            What::Children(options) => (options, "children"),
            What::People(options) => (options, "people"),
            What::Practice(options) => (options, "practice records"),
        };
        let dated = of == "entries" || of == "practice records";
        let people = of == "people";
        let unused = [
            ("--child", options.child.is_some() && people),
            ("--day", options.day.is_some() && people),
            ("--from", options.from.is_some() && !dated),
            ("--to", options.to.is_some() && !dated),
            ("--kind", options.kind.is_some() && !dated),
        ];
        if let Some((option, _)) = unused.iter().find(|(_, given)| *given) {
            return Err(Failure::usage(format!("{option} says nothing about {of}: leave it out.")));
        }
        if options.from.zip(options.to).is_some_and(|(from, to)| from > to) {
            return Err(Failure::usage("The first day is after the last: --from comes before --to."));
        }
        Ok(())
    }
}

/// Which of them, and how.
#[derive(Debug, Default, Args)]
pub struct Options {
    /// Of this child, by any part of the name
    #[arg(long, value_name = "WHO")]
    child: Option<String>,
    /// Of this room
    #[arg(long, value_name = "NAME")]
    room: Option<String>,
    /// Of this day (2026-11-24)
    #[arg(long, value_name = "DATE", value_parser = super::date, conflicts_with_all = ["from", "to"])]
    day: Option<Day>,
    /// From this day on
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    from: Option<Day>,
    /// To this day
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    to: Option<Day>,
    /// Of this kind: drop-off, feedback, pick-up, for-home, moving-on; of practice records home-visit, survey …
    #[arg(long)]
    kind: Option<String>,
    /// As JSON (docs/json.md)
    #[arg(long)]
    json: bool,
}

/// The kind of an entry.
fn kind(text: &str) -> Result<Kind> {
    let known = "There are drop-off, feedback, pick-up, for-home and moving-on.";
    Kind::parse(text).ok_or_else(|| Failure::usage(format!("No kind of entry is called “{text}”. {known}")))
}

/// The kind of a practice record, by its code.
fn practice_kind<'a>(kinds: &'a [PracticeKind], text: &str) -> Result<&'a PracticeKind> {
    kinds.iter().find(|kind| kind.code.eq_ignore_ascii_case(text)).ok_or_else(|| {
        let codes: Vec<&str> = kinds.iter().map(|kind| kind.code.as_str()).collect();
        Failure::usage(format!(
            "No kind of practice record is called “{text}”. There are {}.",
            codes.join(", ")
        ))
    })
}

/// Prints the list.
pub fn run(common: &Common, what: &What) -> Result<()> {
    what.check()?;
    let options = what.options();
    Session::reading(common, |session| {
        if options.json {
            held::leaves();
        }
        let days = options.day.map(|day| (day, day)).or(options.from.zip(options.to));
        held::tells(days.map(|(from, to)| Period { from, to }), []);
        what.list(session)
    })
}

/// A row; of which entry or record it shows the words, where it shows some.
fn row(line: &str, of: Option<EntryId>) -> Result<()> {
    held::tells(None, of);
    out::row(line)
}

/// The values of all rows.
fn values(values: Vec<serde_json::Value>, of: impl IntoIterator<Item = EntryId>) -> Result<()> {
    held::tells(None, of);
    out::made(&json::text(&serde_json::Value::Array(values)))
}

/// The room whose children are listed: the one that was named, else for whoever does not lead the one that the screen
/// shows them; `None` for all. Refuses a room that the screen would not show.
fn shown_room(session: &Session, options: &Options) -> Result<Option<RoomId>> {
    let named = options.room.as_deref().map(|name| room(&session.roll, name)).transpose()?;
    let own = session.room.or(session.person.room);
    let every = may_see_all_rooms(&session.person, session.room);
    match named {
        _ if session.person.role.leads() => Ok(named),
        Some(_) if every || named == own => Ok(named),
        Some(_) => {
            Err(Failure::refused("This machine shows its own room. A room lead can look at the others."))
        }
        None if own.is_some() => Ok(own),
        None => Err(Failure::usage("Say of which room: --room with its name.")),
    }
}

/// The children whom this person sees on the screen: for leads every child there ever was, for others those of a room who
/// are on the roll.
fn seen(session: &Session, room: Option<RoomId>) -> Vec<&Child> {
    let all = session.roll.children.iter();
    let there = |child: &&Child| Some(child.room) == room && child.on_roll(session.today());
    if session.person.role.leads() { all.collect() } else { all.filter(there).collect() }
}

fn entries(session: &Session, options: &Options) -> Result<()> {
    let roll = &session.roll;
    let leads = session.person.role.leads();
    let room = shown_room(session, options)?;
    let seen = seen(session, room);
    let filter = Filter {
        child: options.child.as_deref().map(|who| one_of(&seen, who)).transpose()?,
        // Of a child of theirs others see what was written in the room before, too.
        room: room.filter(|_| leads),
        from: options.day.or(options.from),
        to: options.day.or(options.to),
        kind: options.kind.as_deref().map(kind).transpose()?,
    };
    let seen: BTreeSet<ChildId> = seen.iter().map(|child| child.id).collect();
    let families = roll.families();
    let (mut values, mut ids) = (Vec::new(), Vec::new());
    session.store.list(&filter, &mut |standing| {
        let sight = may_read(&session.person, &standing);
        if sight == Sight::Nothing || !seen.contains(&standing.entry.child) {
            return Ok(());
        }
        let taken_back = matches!(standing.withdrawn, Some(Withdrawn::TakenBack { .. }));
        let words = Some(standing.entry.id).filter(|_| sight == Sight::Whole && !taken_back);
        if options.json {
            values.push(entry_json(&standing, roll, &families, sight));
            ids.extend(words);
            return Ok(());
        }
        let entry = &standing.entry;
        let withdrawn = standing.withdrawn.map(|withdrawn| match withdrawn {
            Withdrawn::TakenBack { .. } => "(taken back)",
            Withdrawn::Struck { .. } => "(struck)",
        });
        let says = match (sight, withdrawn) {
            (Sight::Whole, Some(how)) => format!("{how} {}", standing.text()).trim_end().to_string(),
            (Sight::Whole, None) => standing.text().to_string(),
            (Sight::Line | Sight::Nothing, how) => how.unwrap_or("(private)").to_string(),
        };
        let name = roll.child(entry.child).map(|child| child.name()).unwrap_or_default();
        let by = roll.person(entry.by).map(|person| person.initials.clone()).unwrap_or_default();
        let happened = entry.happened;
        let line = format!(
            "{} {}  {:<20} {:<9} {:<3} {says}",
            happened.day(),
            happened.clock(),
            name,
            entry.kind.label(),
            by
        );
        row(&line, words)
    })?;
    if options.json {
        return self::values(values, ids);
    }
    Ok(())
}

fn children(session: &Session, options: &Options) -> Result<()> {
    let roll = &session.roll;
    let only = shown_room(session, options)?;
    let seen = seen(session, only);
    let who = options.child.as_deref().map(|who| one_of(&seen, who)).transpose()?;
    let families = roll.families();
    let today = options.day.unwrap_or(session.today());
    let mut values = Vec::new();
    for child in seen {
        if only.is_some_and(|room| room != child.room) || who.is_some_and(|id| id != child.id) {
            continue;
        }
        let room = roll.room(child.room).map(|room| room.name.as_str()).unwrap_or_default();
        let key = |second| roll.key_person(child.id, second, today).map(|person| person.initials.clone());
        if options.json {
            values.push(json!({
                "id": child.id, "name": child.name(), "forename": child.forename, "surname": child.surname,
                "known_as": child.known_as, "born": child.born, "room": room, "started": child.started,
                "left": child.left, "on_roll": child.on_roll(today), "days": child.pattern.to_string(),
                "hours": hours(child),
                "key_person": key(false), "second_key_person": key(true), "family_id": families.get(&child.id),
            }));
        } else {
            let left = child.left.map(|day| format!("left {day}")).unwrap_or_default();
            let line = format!(
                "{:<24} {:<12} {:<3} {:<24} {left}",
                child.name(),
                room,
                key(false).unwrap_or_default(),
                child.comes()
            );
            row(&line, None)?;
        }
    }
    if options.json {
        return self::values(values, []);
    }
    Ok(())
}

fn people(session: &Session, options: &Options) -> Result<()> {
    let roll = &session.roll;
    let only = options.room.as_deref().map(|name| room(roll, name)).transpose()?;
    let mut values = Vec::new();
    for person in &roll.people {
        if only.is_some() && only != person.room {
            continue;
        }
        let room = person.room.and_then(|id| roll.room(id)).map(|room| room.name.as_str());
        if options.json {
            values.push(json!({
                "id": person.id, "name": person.name, "initials": person.initials, "role": person.role,
                "room": room, "from": person.from, "until": person.until,
            }));
        } else {
            let until = person.until.map(|day| format!("until {day}")).unwrap_or_default();
            let room = room.unwrap_or_default();
            let line = format!(
                "{:<4} {:<24} {:<11} {room:<12} {until}",
                person.initials,
                person.name,
                person.role.label()
            );
            row(&line, None)?;
        }
    }
    if options.json {
        return self::values(values, []);
    }
    Ok(())
}

fn practice(session: &Session, options: &Options) -> Result<()> {
    let roll = &session.roll;
    // The page of practice records is the whole setting's for everybody; what is restricted the policy keeps back.
    let children: Vec<&Child> = roll.children.iter().collect();
    let who = options.child.as_deref().map(|who| one_of(&children, who)).transpose()?;
    let only = options.room.as_deref().map(|name| room(roll, name)).transpose()?;
    let kinds = Catalog::shipped().map_err(|error| Failure::refused(error.to_string()))?.practice;
    let of = options.kind.as_deref().map(|text| practice_kind(&kinds, text)).transpose()?;
    let period = Period {
        from: options.day.or(options.from).unwrap_or(Day::MIN),
        to: options.day.or(options.to).unwrap_or(Day::MAX),
    };
    let mut all = session.store.practices(period)?;
    all.retain(|stands| {
        let practice = &stands.practice;
        may_read_practice(&session.person, practice, &kinds)
            && who.is_none_or(|child| practice.children.contains(&child))
            && (only.is_none() || practice.room == only)
            && of.is_none_or(|kind| practice.kind == kind.code)
    });
    let id = |stands: &PracticeStands| EntryId(stands.practice.id.0);
    if options.json {
        return values(all.iter().map(|stands| practice_json(stands, roll)).collect(), all.iter().map(id));
    }
    for stands in &all {
        let practice = &stands.practice;
        let kind = kinds.iter().find(|kind| kind.code == practice.kind);
        let name = |named: Named| match named {
            Named::Person(id) => roll.person(id).map(|person| person.name.clone()).unwrap_or_default(),
            Named::Contact(id) => roll.contact(id).map(|adult| adult.name.clone()).unwrap_or_default(),
        };
        let label = kind.map_or(practice.kind.as_str(), |kind| kind.label.as_str());
        let words = kind.map_or_else(|| practice.text.clone(), |kind| kind.says(practice, &name));
        let by = roll.person(practice.by).map(|person| person.initials.clone()).unwrap_or_default();
        let waits = if stands.waits { "(waits for a lead) " } else { "" };
        row(&format!("{}  {label:<34} {by:<3} {waits}{words}", practice.day), Some(id(stands)))?;
    }
    Ok(())
}

/// The hours at which a child is expected, by day.
fn hours(child: &Child) -> serde_json::Map<String, serde_json::Value> {
    let days = (0..7).filter_map(|day| Weekday::try_from(day).ok());
    let hours =
        days.zip(child.hours.0).filter_map(|(day, hour)| Some((day.to_string(), clock(hour?).into())));
    hours.collect()
}

/// A room by name. Refuses with the names there are.
pub fn room(roll: &Roll, name: &str) -> Result<RoomId> {
    roll.room_named(name).map(|room| room.id).ok_or_else(|| {
        let rooms: Vec<&str> = roll.rooms.iter().map(|room| room.name.as_str()).collect();
        Failure::refused(format!("No room is called “{name}”. There are: {}.", rooms.join(", ")))
    })
}

/// One child by any part of the name, in any room, present or past. Never guesses between two.
pub fn child(session: &Session, who: &str) -> Result<ChildId> {
    one_of(&session.roll.children.iter().collect::<Vec<_>>(), who)
}

/// The same among these children.
fn one_of(children: &[&Child], who: &str) -> Result<ChildId> {
    let pieces = name::words(who);
    let fits = |child: &&&Child| {
        let names = [child.forename.as_str(), child.known_as.as_deref().unwrap_or_default(), &child.surname]
            .join(" ");
        let words = name::words(&names);
        pieces.iter().all(|piece| words.iter().any(|word| word.starts_with(piece.as_str())))
    };
    // Initials, as the board and `log` take them, where no name has these letters.
    let initials = |child: &&&Child| {
        let names = [child.known_as.as_deref().unwrap_or(&child.forename), &child.surname];
        let letters: String = names.iter().filter_map(|word| name::fold(word).chars().next()).collect();
        letters == name::fold(who)
    };
    let mut found: Vec<&Child> = children.iter().filter(fits).copied().collect();
    if found.is_empty() {
        found = children.iter().filter(initials).copied().collect();
    }
    let exact = |child: &&&Child| name::fold(&child.name()) == name::fold(who) || child.id.to_string() == who;
    match (pieces.is_empty(), found.as_slice(), found.iter().filter(exact).count()) {
        (false, [only], _) => Ok(only.id),
        (false, _, 1) => found.iter().find(exact).map(|child| child.id).ok_or_else(|| Failure::refused("")),
        (false, [_, _, ..], _) => {
            let names: Vec<String> = found.iter().take(6).map(|child| child.name()).collect();
            Err(Failure::refused(format!("More than one child fits “{who}”: {}.", names.join(", ")))
                .todo("Write more of the name."))
        }
        _ => Err(Failure::refused(format!("No child is called “{who}”."))),
    }
}
