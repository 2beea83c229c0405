//! `doorstep log`: a note without the screen, or a whole day from paper. The same grammar and the same rules
//! as on the card; a line that is not clear is refused with its number, and then nothing of the file is saved.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;

use super::import::read;
use super::session::Session;
use super::{Common, framework, out};
use crate::capture::grammar::own_kind;
use crate::capture::phrases::numbered;
use crate::capture::{
    self, Asking, Card, ChildDay, Reading, WhoTrouble, entries, guard, guess, names_to_marks, who,
    with_siblings,
};
use crate::catalog::Catalog;
use crate::domain::evidence::suggest::Suggester;
use crate::domain::*;
use crate::failure::{Failure, Result};
use crate::paths::Home;

/// What to log.
#[derive(Debug, Args)]
pub struct Options {
    /// For whom: any part of a name, several with commas, a group's name, * for everyone here
    #[arg(required_unless_present = "from")]
    who: Option<String>,
    /// The note, as on the card, best between quotation marks. One may begin with a hyphen: "- rushed"
    #[arg(required_unless_present = "from", conflicts_with = "from", allow_hyphen_values = true)]
    note: Option<String>,
    // Apart from the note's beginning, so that an option after the note is an option and never a part of it.
    #[arg(hide = true, conflicts_with = "from")]
    more: Vec<String>,
    /// A day from paper: time, writer, who and note, with a tab between each
    #[arg(long, value_name = "FILE", conflicts_with = "who")]
    from: Option<PathBuf>,
    /// The day of the note, or of lines that say none (2026-11-24); else today
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    date: Option<Day>,
    /// For the writer and the leads only: never in print or evidence
    #[arg(long)]
    private: bool,
}

impl Options {
    fn whole_note(&self) -> String {
        self.note.iter().chain(&self.more).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Where a note would begin with what was meant as an option: `--privat`, which would save for the family
    /// what was private.
    fn mistyped(&self) -> Option<&str> {
        let first = self.note.as_deref()?;
        let word = first.strip_prefix("--")?;
        let is = word.starts_with(|c: char| c.is_ascii_alphabetic()) && !word.contains(char::is_whitespace);
        is.then_some(first)
    }
}

/// Saves one note, or a file of them.
pub fn run(common: &Common, options: &Options) -> Result<()> {
    if let Some(option) = options.mistyped() {
        return Err(Failure::usage(format!("{option} is no option of “doorstep log”. Nothing was saved."))
            .todo("See “doorstep log --help”; a note with hyphens stands between quotation marks."));
    }
    let mut catalog = framework::catalog(&Home::find(common.home.clone())?)?;
    Session::writing(common, |session| {
        catalog.phrases = catalog.phrases.with(&session.store.phrases()?);
        match &options.from {
            Some(file) => {
                session.need_lead("enter a day from paper")?;
                let text = String::from_utf8(read(file)?).map_err(|_| {
                    Failure::refused(format!("{} is not text in UTF-8. Nothing was saved.", file.display()))
                        .todo("Save it again as plain text, UTF-8, with tabs between the parts.")
                })?;
                whole_day(session, &catalog, options, &text)
            }
            None => one(session, &catalog, options),
        }
    })
}

fn one(session: &mut Session, catalog: &Catalog, options: &Options) -> Result<()> {
    let home = session.home_room()?;
    let note = options.whole_note();
    let now = match options.date {
        Some(day) => Moment::at(day, session.now.time(), session.now.offset),
        None => session.now,
    };
    let mut day = Days::default();
    let line = Line {
        writer: session.person.clone(),
        entered_by: None,
        room: home,
        at: now,
        who: options.who.as_deref().unwrap_or_default(),
        note: &note,
        private: options.private,
        words_of: None,
    };
    let written = line
        .read(session, catalog, &mut day)
        .map_err(|what| Failure::refused(what).safe("Nothing was saved."))?;
    let said = written.iter().map(|entry| tell(session, entry)).collect::<Vec<_>>();
    save(session, written)?;
    let saved = format!("Saved {}.", counted(said.len(), "entry", "entries"));
    // Whoever logs into a pipe knows what they wrote, and a key person's note is to be saved from there all the same.
    let whole = said.iter().map(|line| format!("{line}\n")).collect::<String>() + &saved;
    out::done(&whole, &saved).map_err(|failure| failure.safe("What was logged is saved."))
}

fn whole_day(session: &mut Session, catalog: &Catalog, options: &Options, text: &str) -> Result<()> {
    let today = options.date.unwrap_or(session.today());
    let mut day = Days::default();
    let mut written = Vec::new();
    let mut troubles = Vec::new();
    let mut lines = Vec::new();
    for line in capture::file::lines(text) {
        match line {
            Ok(line) => lines.push(line),
            Err(trouble) => troubles.push((trouble.number, trouble.to_string())),
        }
    }
    // In the order in which it happened, so that each line finds the day as it stood at its time, at the
    // first reading of the file as at the second.
    lines.sort_by_key(|line| (line.date.unwrap_or(today), line.time));
    for line in lines {
        match file_line(session, catalog, options, today, &line, &mut day) {
            Ok(entries) => written.extend(entries),
            Err(what) => troubles.push((line.number, format!("Line {}: {what}", line.number))),
        }
    }
    if !troubles.is_empty() {
        troubles.sort_by_key(|(number, _)| *number);
        let troubles: Vec<String> = troubles.into_iter().map(|(_, what)| what).collect();
        return Err(Failure::refused(format!("{}\n", troubles.join("\n")))
            .safe("Nothing of this file was saved.")
            .todo("Put these lines right and try again."));
    }
    let lines = written.len();
    let fresh = leave_known(session, written)?;
    let known = lines - fresh.len();
    let count = fresh.len();
    if count > 0 {
        save(session, fresh)?;
        out::own(&format!("Saved {}.", counted(count, "entry", "entries")))?;
    }
    if known > 0 {
        out::own(&format!(
            "{} in the record already and left as they are.",
            counted(known, "entry was", "entries were")
        ))?;
    }
    if lines == 0 {
        out::own("There is no note in this file.")?;
    }
    Ok(())
}

fn file_line(
    session: &mut Session,
    catalog: &Catalog,
    options: &Options,
    today: Day,
    line: &capture::file::FileLine,
    days: &mut Days,
) -> Result<Vec<Entry>, String> {
    let date = line.date.unwrap_or(today);
    let at = Moment::at(date, line.time, session.now.offset);
    if at.ms > session.now.ms && date > session.today() {
        return Err(format!("{} is still to come.", day::long(date)));
    }
    let writer = session.roll.by_initials(&line.writer, date).cloned();
    let writer = writer.ok_or_else(|| {
        format!("nobody with the initials “{}” works here on {}.", line.writer, day::long(date))
    })?;
    let room =
        writer.room.or(session.room).ok_or_else(|| format!("{} has no room of their own.", writer.name))?;
    let entered_by = (writer.id != session.person.id).then_some(session.person.id);
    let (who, note) = (line.who.as_str(), line.note.as_str());
    let private = options.private;
    Line { writer, entered_by, room, at, who, note, private, words_of: Some(line.number) }
        .read(session, catalog, days)
}

/// What stands for each day that was looked at, with what this command adds.
#[derive(Default)]
struct Days {
    seen: BTreeSet<(RoomId, Day)>,
    children: BTreeMap<(Day, ChildId), Vec<(Moment, Kind)>>,
    said: Vec<Said>,
    last_note: BTreeMap<PersonId, String>,
}

#[derive(Clone, Copy, Default)]
struct Today {
    day: ChildDay,
    any: bool,
}

impl Days {
    fn add(&mut self, entry: &Entry) {
        let today = self.children.entry((entry.happened.day(), entry.child)).or_default();
        today.push((entry.happened, entry.kind));
    }

    fn look(&mut self, session: &Session, room: RoomId, day: Day) -> Result<()> {
        if self.seen.insert((room, day)) {
            let so_far = session.store.day(room, day)?;
            so_far
                .entries
                .iter()
                .filter(|entry| entry.withdrawn.is_none())
                .for_each(|entry| self.add(&entry.entry));
            self.said.extend(so_far.said);
        }
        Ok(())
    }

    /// How the child's day stood at a moment: what was written for a later time does not count yet.
    fn of(&self, at: Moment, child: ChildId) -> Today {
        let mut today = Today::default();
        for (_, kind) in
            self.children.get(&(at.day(), child)).into_iter().flatten().filter(|(then, _)| then.ms < at.ms)
        {
            today.any |= matches!(kind, Kind::DropOff | Kind::Feedback);
            today.day.drop_off |= *kind == Kind::DropOff;
            today.day.pick_up |= *kind == Kind::PickUp;
        }
        let said =
            self.said.iter().rfind(|said| said.child == child && said.day == at.day() && said.at.ms <= at.ms);
        today.day.gone = said.is_some_and(|said| said.is == Whereabouts::Gone);
        today
    }
}

/// One note to be read.
struct Line<'a> {
    writer: Practitioner,
    entered_by: Option<PersonId>,
    room: RoomId,
    at: Moment,
    who: &'a str,
    note: &'a str,
    private: bool,
    words_of: Option<usize>,
}

impl Line<'_> {
    /// The entries that it becomes. The sentence says why not.
    fn read(&self, session: &mut Session, catalog: &Catalog, days: &mut Days) -> Result<Vec<Entry>, String> {
        let today = self.at.day();
        days.look(session, self.room, today).map_err(|failure| failure.to_string())?;
        let room = session.roll.room(self.room).cloned().ok_or("that room is not known.")?;
        let presence: BTreeMap<ChildId, Presence> = session
            .roll
            .in_room(self.room, today)
            .into_iter()
            .map(|child| {
                let so_far = days.of(self.at, child.id);
                let away = child.pattern.on(today) == crate::domain::Session::None;
                let presence = match (so_far.day.pick_up, so_far.any, away) {
                    (true, ..) => Presence::Gone,
                    (_, true, _) => Presence::Here,
                    (_, _, true) => Presence::Away,
                    _ => Presence::Expected,
                };
                (child.id, presence)
            })
            .collect();
        let written = session.store.written(self.writer.id).map_err(|failure| failure.to_string())?;
        let asking =
            Asking { roll: &session.roll, room: self.room, today, presence: &presence, written: &written };
        let mut children = who(self.who, &asking)
            .map_err(|trouble| unclear(&trouble, self.who, (&session.roll, today), self.machines(&room)))?
            .children;
        let first = children.first().and_then(|id| session.roll.child(*id)).ok_or("nobody is named.")?;
        let guessed = guess(days.of(self.at, first.id).day, first.pattern, &room, today, self.at.time());
        let adults: Vec<String> = children
            .iter()
            .flat_map(|child| session.roll.adults(*child).map(|(link, _)| link.relation.to_lowercase()))
            .collect();
        let phrases = &catalog.phrases;
        // Nobody's fingers have learnt places here: the bank's own order is the same tomorrow.
        let kind = own_kind(self.note).map_or(guessed, |(kind, _)| kind);
        let ages = session.roll.age_band(self.room, today);
        let ranked = numbered(phrases, kind, ages, &BTreeMap::new());
        let reading = Reading {
            phrases,
            ranked: &ranked,
            kind: guessed,
            room: &room,
            now: self.at,
            today,
            adults: &adults,
            strict_gaps: true,
        };
        let mut note = capture::read(self.note, &reading);
        let mut words = self.note.to_string();
        if note.again {
            let last = days.last_note.get(&self.writer.id).cloned();
            words = last.ok_or("= repeats a note, and there is none before it here.")?;
            note = capture::read(&words, &reading);
        } else {
            days.last_note.insert(self.writer.id, words.clone());
        }
        if note.siblings {
            children = with_siblings(&children, &session.roll, self.room, today);
        }
        if children.len() > 1 {
            note = capture::read(&names_to_marks(&words, &children, &session.roll), &reading);
        }
        let chance = &mut session.chance;
        let talk = chance.id(session.now);
        let now = session.now;
        let mut card = Card {
            roll: &session.roll,
            room: &room,
            children: &children,
            kind: guessed,
            private: self.private,
            writer: self.writer.id,
            entered_by: self.entered_by,
            now: self.at,
            clock: now,
            talk,
            id: &mut |_, _| chance.id(now),
        };
        let mut all = entries(&note, &mut card).map_err(|trouble| trouble.to_string())?;
        let suggester = Suggester::new(phrases, catalog.in_use());
        for entry in &mut all {
            entry.suggested = suggester.suggest(entry);
            days.add(entry);
        }
        self.warn_of_names(session, &all)?;
        Ok(all)
    }

    /// The room that this machine stands in, where it is not the writer's own: its children are found, and no others.
    fn machines<'r>(&self, room: &'r Room) -> Option<&'r str> {
        self.writer.room.is_some_and(|own| own != room.id).then_some(room.name.as_str())
    }

    /// A name of another child is said aloud; review and export ask about it again.
    fn warn_of_names(&self, session: &Session, entries: &[Entry]) -> Result<(), String> {
        let mut said = BTreeSet::new();
        for entry in entries {
            for hit in guard(&entry.text, &[entry.child], &session.roll, None) {
                let (Some(named), Some(child)) =
                    (session.roll.child(hit.child), session.roll.child(entry.child))
                else {
                    continue;
                };
                if said.insert((named.id, child.id)) {
                    let line = self.words_of.map(|number| format!("Line {number}: ")).unwrap_or_default();
                    let asked = "it is asked about at review.";
                    let text = format!(
                        "{line}{} may be named in a note for {}'s family; {asked}",
                        named.first_name(),
                        child.first_name()
                    );
                    let nameless =
                        format!("{line}Another child may be named in a note for a family; {asked}");
                    out::done(&text, &nameless).map_err(|failure| failure.to_string())?;
                }
            }
        }
        Ok(())
    }
}

/// Why it is not clear who is meant, and what to do. There is no list on a screen to choose from here, so a tie is told
/// by names.
fn unclear(trouble: &WhoTrouble, typed: &str, (roll, day): (&Roll, Day), machines: Option<&str>) -> String {
    let (children, groups) = match trouble {
        WhoTrouble::Tie { children, groups, .. } => (children, groups),
        // Of a child who has left nothing new is written: there is no room to go to.
        WhoTrouble::Elsewhere { children, .. } => {
            let here = |child: &ChildId| roll.child(*child).is_some_and(|child| child.on_roll(day));
            let todo = match machines {
                _ if !children.iter().any(here) => String::new(),
                Some(room) => format!(
                    " This machine stands in {room} room, and “doorstep log” finds its children: write it on the screen."
                ),
                None => " Write it as somebody of that room, or on the screen.".to_string(),
            };
            return format!("{trouble}{todo}");
        }
        WhoTrouble::Nobody { .. } => {
            return format!("{trouble} Write the name as “doorstep list children” has it.");
        }
        WhoTrouble::NobodyOfGroup(_) | WhoTrouble::NobodyHere => {
            return format!("{trouble} Name the children, with commas between.");
        }
        WhoTrouble::Empty => return trouble.to_string(),
    };
    let mut names: Vec<String> =
        children.iter().take(6).filter_map(|child| roll.child(*child)).map(Child::name).collect();
    let groups = groups.iter().filter_map(|group| roll.group(*group));
    names.extend(groups.map(|group| format!("the group {}", group.name)));
    if children.len() > 6 {
        names.push(format!("{} more", children.len() - 6));
    }
    format!("More than one fits “{typed}”: {}. Write more of the name.", names.join(", "))
}

/// Leaves out what the record holds already: the same child, kind, time, writer and words.
fn leave_known(session: &Session, written: Vec<Entry>) -> Result<Vec<Entry>> {
    let mut known = BTreeSet::new();
    let key = |entry: &Entry| {
        (entry.child, entry.kind.code(), entry.happened.ms / 60_000, entry.by, entry.text.clone())
    };
    let days: BTreeSet<(RoomId, Day)> =
        written.iter().map(|entry| (entry.room, entry.happened.day())).collect();
    for (room, day) in days {
        let so_far = session.store.day(room, day)?;
        known.extend(
            so_far
                .entries
                .iter()
                .filter(|standing| standing.withdrawn.is_none())
                .map(|standing| key(&standing.entry)),
        );
    }
    // A line that stands twice in the file is one note too.
    Ok(written.into_iter().filter(|entry| known.insert(key(entry))).collect())
}

fn save(session: &mut Session, entries: Vec<Entry>) -> Result<()> {
    let act = Act::from(entries.into_iter().map(|entry| Change::Entry(Box::new(entry))).collect::<Vec<_>>());
    let stamp = session.stamp();
    session.store.apply(&act, stamp)?;
    if let Some(trouble) = session.store.space().trouble() {
        out::complain(&Failure::refused(trouble));
    }
    Ok(())
}

fn tell(session: &Session, entry: &Entry) -> String {
    let name = session.roll.child(entry.child).map(|child| child.name()).unwrap_or_default();
    let on = entry.happened.day();
    let day = if on == session.today() { String::new() } else { format!("{} ", day::short(on)) };
    format!("{:<20} {:<9} {day}{}  {}", name, entry.kind.label(), entry.happened.clock(), entry.text)
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
