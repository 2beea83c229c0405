//! The slow recount: what happened, written down in a plain list, and every figure counted anew from the whole list
//! by the words of its definition. Nothing of the store and none of the rules that it counts by is used here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Weekday};

use super::super::*;
use crate::domain::child::Relation;
use crate::domain::entry::With;
use crate::domain::evidence::breadth::Families;
use crate::domain::evidence::{Breadth, Figures, KeptOut, Scope};
use crate::domain::practice::Practice;
use crate::store::ask::TalkFacts;

/// Everything that happened and was not refused.
#[derive(Default)]
pub(super) struct Book {
    notes: Vec<Note>,
    practices: Vec<Record>,
    children: Vec<Child>,
    contacts: Vec<Contact>,
    links: Vec<ContactLink>,
    siblings: Vec<(ChildId, ChildId)>,
}

/// A note as it stands.
struct Note {
    entry: Entry,
    family_words: Vec<String>,
    /// What a lead agreed that it shows.
    agreed: Option<Vec<Shown>>,
    /// What stands again, the last first, where that is taken back.
    under: Vec<Vec<Shown>>,
    /// That its writer amended it since.
    unseen: bool,
    heard: Option<Heard>,
    kept_promise: bool,
    gone: bool,
}

/// A practice record as it stands.
struct Record {
    practice: Practice,
    /// That it waits for a lead.
    waits: bool,
}

struct Heard {
    childs_words: Option<String>,
    changed: bool,
    with: Vec<With>,
    told_in: Option<EntryId>,
}

/// One agreed link of a note or a record to a statement, for one child or for none.
struct Line {
    source: uuid::Uuid,
    talk: uuid::Uuid,
    child: Option<ChildId>,
    day: Day,
    kind: Result<Kind, String>,
    with: Vec<With>,
    voices: [bool; 3],
    changed: bool,
}

fn put<T>(all: &mut Vec<T>, one: T, same: impl Fn(&T) -> bool) {
    all.retain(|other| !same(other));
    all.push(one);
}

/// The day that the clock on the wall showed.
fn wall(moment: Moment) -> Day {
    let days = (moment.ms + i64::from(moment.offset) * 60_000).div_euclid(24 * 3_600_000);
    let first = Day::from_ymd_opt(1970, 1, 1).unwrap();
    first.checked_add_days(Days::new(days as u64)).unwrap()
}

fn monday(day: Day) -> Day {
    day - Days::new(day.weekday().days_since(Weekday::Mon).into())
}

/// What an adult is by the family's word.
fn relation(word: &str) -> Relation {
    match word.trim().to_lowercase().as_str() {
        "mum" | "mam" => Relation::Mother,
        "dad" => Relation::Father,
        _ => Relation::Other,
    }
}

impl Book {
    /// Writes down what happened; `leads` is whether a lead did it.
    pub fn write(&mut self, change: &Change, leads: bool) {
        match change.clone() {
            Change::Entry(entry) => self.notes.push(Note {
                family_words: entry.family_words.clone(),
                entry: *entry,
                agreed: None,
                under: Vec::new(),
                unseen: false,
                heard: None,
                kept_promise: false,
                gone: false,
            }),
            Change::Amend { entry, family_words, .. } => {
                let note = self.note(entry);
                note.family_words = family_words;
                note.unseen = note.agreed.is_some() && !leads;
            }
            Change::TakeBack { entry } | Change::Strike { entry, .. } => {
                self.note(entry).gone = true;
                for step in &mut self.notes {
                    step.heard = step.heard.take().filter(|heard| heard.told_in != Some(entry));
                }
            }
            Change::Agree { entry, shows, nothing_of, .. } => {
                let note = self.note(entry);
                let before = note.agreed.replace(shows);
                match before.filter(|_| nothing_of.is_some() && !note.unseen) {
                    Some(before) => note.under.push(before),
                    None => note.under.clear(),
                }
                note.unseen = false;
            }
            Change::SendBack { entry, .. } => {
                let note = self.note(entry);
                (note.agreed, note.unseen) = (None, false);
                note.under.clear();
            }
            Change::AgreementTakenBack { entry, .. } => {
                let note = self.note(entry);
                note.agreed = note.under.pop();
            }
            Change::HeardBack { entry, childs_words, led_to_change, with, told_in, .. } => {
                self.note(entry).heard = Some(Heard { childs_words, changed: led_to_change, with, told_in });
            }
            Change::FollowUpDone { entry, .. } => self.note(entry).kept_promise = true,
            Change::Practice(practice) => {
                self.practices.push(Record { practice: *practice, waits: !leads });
            }
            Change::AmendPractice { record, .. } => {
                let id = record.id;
                let amended = Record { practice: *record, waits: !leads };
                put(&mut self.practices, amended, |other| other.practice.id == id);
            }
            Change::AgreePractice { practice, shows, .. } => {
                for record in self.practices.iter_mut().filter(|one| one.practice.id == practice) {
                    (record.practice.shows, record.waits) = (shows.clone(), false);
                }
            }
            Change::TakeBackPractice { practice } => {
                self.practices.retain(|record| record.practice.id != practice);
            }
            Change::Child(child) => {
                let id = child.id;
                put(&mut self.children, *child, |other| other.id == id);
            }
            Change::Contact(contact) => {
                let id = contact.id;
                put(&mut self.contacts, contact, |other| other.id == id);
            }
            Change::Link(link) => {
                let who = (link.child, link.contact);
                put(&mut self.links, link, |other| (other.child, other.contact) == who);
            }
            Change::Unlink { child, contact } => {
                self.links.retain(|link| (link.child, link.contact) != (child, contact));
            }
            Change::Siblings { a, b } => self.siblings.push((a, b)),
            _ => {}
        }
    }

    fn note(&mut self, id: EntryId) -> &mut Note {
        self.notes.iter_mut().find(|note| note.entry.id == id).unwrap()
    }

    /// Whether something was told in that note.
    pub fn was_told_in(&self, note: EntryId) -> bool {
        self.notes.iter().any(|step| step.heard.as_ref().is_some_and(|heard| heard.told_in == Some(note)))
    }

    /// A child as they stand.
    pub fn child(&self, id: ChildId) -> &Child {
        self.children.iter().find(|child| child.id == id).unwrap()
    }

    fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }

    /// All children who are one family with this one, by name of the smallest: whoever shares an adult's household
    /// or is a brother or sister of anybody in it, until nobody is added.
    fn family(&self, of: ChildId) -> ChildId {
        let homes = |child: ChildId| {
            let links = self.links.iter().filter(move |link| link.child == child);
            links.filter_map(|link| Some(self.contact(link.contact)?.household)).collect::<BTreeSet<_>>()
        };
        let mut family = BTreeSet::from([of]);
        loop {
            let joins = |child: ChildId| {
                family.iter().any(|one| {
                    !homes(*one).is_disjoint(&homes(child))
                        || self.siblings.contains(&(*one, child))
                        || self.siblings.contains(&(child, *one))
                })
            };
            let more: Vec<ChildId> = self
                .children
                .iter()
                .map(|child| child.id)
                .filter(|child| !family.contains(child) && joins(*child))
                .collect();
            if more.is_empty() {
                return *family.first().unwrap();
            }
            family.extend(more);
        }
    }

    /// Families with a child in these rooms who was here on any day of the period.
    pub fn on_roll(&self, scope: &Scope) -> u32 {
        let here = self.children.iter().filter(|child| {
            let room = scope.rooms.is_empty() || scope.rooms.contains(&child.room);
            let gone = child.left.is_some_and(|left| left < scope.period.from);
            let to_come = child.started.is_some_and(|started| started > scope.period.to);
            room && !gone && !to_come
        });
        here.map(|child| self.family(child.id)).collect::<BTreeSet<_>>().len() as u32
    }

    /// The agreed links to a statement within a scope.
    fn lines(&self, statement: &StatementRef, scope: &Scope) -> Vec<Line> {
        let shows = |shows: &[Shown]| {
            let mut of = shows.iter().filter(|shown| shown.statement == *statement).peekable();
            of.peek().is_some().then(|| of.any(|shown| shown.changed))
        };
        let mut lines = Vec::new();
        for note in &self.notes {
            let (entry, day) = (&note.entry, wall(note.entry.happened));
            let inside = within(scope, day) && (scope.rooms.is_empty() || scope.rooms.contains(&entry.room));
            let Some(agreed) = note.agreed.as_ref().filter(|_| inside && !note.gone && !entry.private) else {
                continue;
            };
            let heard = note.heard.as_ref();
            lines.extend(shows(agreed).map(|said| {
                Line {
                    source: entry.id.0,
                    talk: entry.talk.0,
                    child: Some(entry.child),
                    day,
                    kind: Ok(entry.kind),
                    with: entry
                        .with
                        .iter()
                        .chain(heard.iter().flat_map(|heard| &heard.with))
                        .cloned()
                        .collect(),
                    voices: [
                        true,
                        !note.family_words.is_empty(),
                        heard
                            .and_then(|heard| heard.childs_words.as_ref())
                            .is_some_and(|words| words.trim() != ""),
                    ],
                    changed: said || note.kept_promise || heard.is_some_and(|heard| heard.changed),
                }
            }));
        }
        let counts = self.practices.iter().filter(|record| !record.waits && !record.practice.restricted);
        let records = counts.map(|record| &record.practice);
        for record in records.filter(|record| within(scope, record.day)) {
            let about_all = record.room.is_none() && record.children.is_empty();
            let room = record.room.is_some_and(|room| scope.rooms.contains(&room));
            if !(scope.rooms.is_empty() || room || about_all) {
                continue;
            }
            let mut children: Vec<_> = record.children.iter().copied().map(Some).collect();
            if children.is_empty() {
                children.push(None);
            }
            for child in children {
                lines.extend(shows(&record.shows).map(|changed| Line {
                    source: record.id.0,
                    talk: record.id.0,
                    child,
                    day: record.day,
                    kind: Err(record.kind.clone()),
                    with: Vec::new(),
                    voices: [true, !record.family_words.is_empty(), false],
                    changed,
                }));
            }
        }
        lines
    }

    /// What would count and may not.
    fn kept_out(&self, statement: &StatementRef, scope: &Scope) -> KeptOut {
        let inside = |room: Option<RoomId>, day| {
            within(scope, day)
                && (scope.rooms.is_empty() || room.is_some_and(|room| scope.rooms.contains(&room)))
        };
        let of = |shows: &[Shown]| shows.iter().any(|shown| shown.statement == *statement);
        let mut kept_out = KeptOut::default();
        for note in self.notes.iter().filter(|note| !note.gone) {
            let suggested = note.entry.suggested.contains(statement);
            if !inside(Some(note.entry.room), wall(note.entry.happened)) {
            } else if note.entry.private {
                kept_out.private += u32::from(suggested || note.agreed.as_deref().is_some_and(of));
            } else if note.agreed.is_none() {
                kept_out.not_agreed += u32::from(suggested);
            }
        }
        for Record { practice, waits } in &self.practices {
            if inside(practice.room, practice.day) && of(&practice.shows) {
                kept_out.restricted += u32::from(practice.restricted);
                kept_out.not_agreed += u32::from(!practice.restricted && *waits);
            }
        }
        kept_out
    }

    /// The figures of a statement; none where there are none.
    pub fn figures(&self, statement: &StatementRef, scope: &Scope) -> Option<Figures> {
        let lines = self.lines(statement, scope);
        let by_source: BTreeMap<uuid::Uuid, &Line> = lines.iter().map(|line| (line.source, line)).collect();
        let talks: BTreeSet<_> =
            lines.iter().map(|line| (line.talk, line.child.map(|child| self.family(child)))).collect();
        let mut figures = Figures {
            entries: by_source.len() as u32,
            talks: talks.len() as u32,
            families: self.breadth(statement, scope).families.len() as u32,
            on_roll: 0,
            voices: [0, 1, 2]
                .map(|voice| by_source.values().filter(|line| line.voices[voice]).count() as u32),
            changed: by_source.values().filter(|line| line.changed).count() as u32,
            last: lines.iter().map(|line| line.day).max(),
            weeks: [0; 13],
            kept_out: self.kept_out(statement, scope),
        };
        for (place, week) in figures.weeks.iter_mut().enumerate() {
            let first = monday(scope.period.to) - Days::new(7 * (12 - place as u64));
            *week = by_source.values().filter(|line| monday(line.day) == first).count() as u32;
        }
        let any = figures != Figures::default();
        figures.on_roll = self.on_roll(scope);
        any.then_some(figures)
    }

    /// The families of all these statements together, week by week.
    pub fn families_by_week(
        &self,
        form: &str,
        counts: &dyn Fn(&str) -> bool,
        scope: &Scope,
    ) -> Vec<(Day, u32)> {
        let mut weeks = Vec::new();
        let mut first = monday(scope.period.from);
        while first <= scope.period.to {
            let period = Period {
                from: first.max(scope.period.from),
                to: (first + Days::new(6)).min(scope.period.to),
            };
            let week = Scope { rooms: scope.rooms.clone(), period };
            let of =
                super::happens::statements(u8::MAX).filter(|one| one.framework == form && counts(&one.code));
            let families: Families = of.flat_map(|one| self.breadth(&one, &week).families).collect();
            weeks.push((first, families.len() as u32));
            first = first + Days::new(7);
        }
        weeks
    }

    /// Who was reached, through whom, in which language, how.
    pub fn breadth(&self, statement: &StatementRef, scope: &Scope) -> Breadth {
        let mut breadth = Breadth::default();
        for line in self.lines(statement, scope) {
            let Some(child) = line.child else { continue };
            let family = self.family(child);
            let with = |families: &mut Families| families.insert(family);
            with(&mut breadth.families);
            with(breadth.ways.entry(line.kind).or_default());
            for adult in &line.with {
                let link =
                    self.links.iter().find(|link| link.child == child && Some(link.contact) == adult.contact);
                let word = link.map_or(&adult.word, |link| &link.relation);
                with(breadth.relations.entry(relation(word)).or_default());
                let language =
                    link.and_then(|link| self.contact(link.contact)).map(|one| one.language.trim());
                if let Some(language) = language.filter(|language| !language.is_empty()) {
                    with(breadth.languages.entry(language.to_string()).or_default());
                }
            }
        }
        breadth
    }

    /// The agreed links in the order of a statement's page, each by its source and child.
    pub fn evidence(&self, statement: &StatementRef, scope: &Scope) -> Vec<(uuid::Uuid, Option<ChildId>)> {
        let mut lines = self.lines(statement, scope);
        lines.sort_by_key(|line| {
            let voices = line.voices.iter().filter(|voice| **voice).count();
            let strongest = std::cmp::Reverse((line.changed, voices, line.day, line.source));
            (strongest, line.child)
        });
        lines.into_iter().map(|line| (line.source, line.child)).collect()
    }

    /// Every note and practice record there ever was.
    pub fn ids(&self) -> impl Iterator<Item = EntryId> {
        let notes = self.notes.iter().map(|note| note.entry.id);
        notes.chain(self.practices.iter().map(|record| EntryId(record.practice.id.0)))
    }

    /// Of each child, how many notes there are and how many of them say that there was no talk.
    pub fn talk_facts(&self, scope: &Scope) -> BTreeMap<ChildId, TalkFacts> {
        let mut facts: BTreeMap<ChildId, TalkFacts> = BTreeMap::new();
        for note in self.notes.iter().filter(|note| !note.gone) {
            let entry = &note.entry;
            let room = scope.rooms.is_empty() || scope.rooms.contains(&entry.room);
            if room && within(scope, wall(entry.happened)) {
                let facts = facts.entry(entry.child).or_default();
                facts.entries += 1;
                facts.no_talk += u32::from(entry.no_talk.is_some());
                facts.someone_else += u32::from(entry.no_talk == Some(NoTalk::SomeoneElse));
            }
        }
        facts
    }
}

fn within(scope: &Scope, day: Day) -> bool {
    scope.period.from <= day && day <= scope.period.to
}
