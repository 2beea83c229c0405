//! How a day of the made-up nursery is written down, reviewed and heard back, act by act.

use std::collections::{BTreeMap, VecDeque};

use chrono::Days;

use super::talks::{Talk, between, dice, happens, quotations, talks};
use super::{Nursery, Plan};
use crate::catalog::demo::{DemoField, DemoNote, DemoRecord, DemoStep, PACK, Whom, statement};
use crate::chance::Chance;
use crate::domain::entry::{Shown, With};
use crate::domain::evidence::nothing_of;
use crate::domain::evidence::suggest::Suggester;
use crate::domain::framework::StatementRef;
use crate::domain::practice::{Held, Practice};
use crate::domain::*;

/// The statement for whose sake a question is on the door card this week.
const PINNED: &str = "11";

/// A family's answer on its way back.
struct Answer {
    due: Day,
    entry: EntryId,
    by: PersonId,
    heard: String,
    childs_words: Option<String>,
    led_to_change: bool,
    with: Vec<With>,
}

/// All acts of a nursery, day by day.
pub struct Acts<'n, 'a> {
    nursery: &'n Nursery<'a>,
    suggester: Suggester<'n>,
    day: Day,
    ready: VecDeque<(Act, Stamp)>,
    answers: Vec<Answer>,
    promises: Vec<(Day, EntryId, PersonId)>,
}

impl<'n, 'a> Acts<'n, 'a> {
    pub(super) fn new(nursery: &'n Nursery<'a>) -> Acts<'n, 'a> {
        Acts {
            nursery,
            suggester: Suggester::new(&nursery.catalog.phrases, nursery.catalog.in_use()),
            day: nursery.first_day,
            ready: VecDeque::new(),
            answers: Vec::new(),
            promises: Vec::new(),
        }
    }

    fn moment(&self, day: Day, minute: u32, second: u32) -> Moment {
        let time = Time::from_hms_opt((minute / 60).min(23), minute % 60, second % 60).unwrap_or_default();
        Moment::at(day, time, self.nursery.plan.now.offset)
    }

    /// Tells a day: talks as they come, what was heard back, and the lead's evening.
    fn tell(&mut self, day: Day) {
        let mut chance = dice(self.nursery, day, 2);
        let mut told: Vec<(Act, Stamp)> = Vec::new();
        let mut saved: Vec<(Entry, Option<&'a DemoNote>)> = Vec::new();
        let mut skip = if day == self.nursery.first_day { self.nursery.extra } else { 0 };
        for talk in talks(self.nursery, day) {
            let second = chance.below(60) as u32;
            let at = self.moment(day, talk.minute, second);
            let entries = self.entries(&talk, at, &mut chance, &mut skip);
            if entries.is_empty() {
                continue;
            }
            let written = at.plus_seconds(20 + chance.below(40) as i64);
            saved.extend(
                entries
                    .iter()
                    .map(|entry| (entry.clone(), talk.note.filter(|_| entry.kind != Kind::ForHome))),
            );
            let act = Act::from(
                entries.into_iter().map(|entry| Change::Entry(Box::new(entry))).collect::<Vec<_>>(),
            );
            told.push((act, Stamp { person: Some(talk.by), recorded: written }));
        }
        self.hear_back(day, &mut chance, &mut told);
        self.review(day, &saved, &mut chance, &mut told);
        self.practice(day, &mut chance, &mut told);
        self.pin(day, &mut told);
        told.extend(records(self.nursery, day));
        told.sort_by_key(|(_, stamp)| stamp.recorded);
        let now = self.nursery.plan.now.ms;
        self.ready.extend(told.into_iter().filter(|(_, stamp)| stamp.recorded.ms <= now));
    }

    fn entries(&mut self, talk: &Talk<'a>, at: Moment, chance: &mut Chance, skip: &mut u64) -> Vec<Entry> {
        let id: TalkId = chance.id(at);
        let mut all = Vec::new();
        for &child in &talk.children {
            let name = self
                .nursery
                .roll
                .child(child)
                .map(|child| child.first_name().to_string())
                .unwrap_or_default();
            let text = match talk.no_talk {
                Some(reason) => reason.sentence(),
                None => talk.text.replace("{name}", &name),
            };
            let phrase = self.nursery.catalog.phrases.of(talk.kind).find(|phrase| phrase.text == text);
            let follow_up = talk
                .note
                .is_some_and(|note| note.follow_up)
                .then(|| next_working_day(&self.nursery.plan, at.day()));
            let with = talk.with.iter().map(|(word, contact)| {
                let knows = self.nursery.facts.collectors(child).iter().any(|(_, adult)| adult == contact);
                With { word: word.to_lowercase(), contact: knows.then_some(*contact) }
            });
            let mut entry = Entry {
                id: chance.id(at),
                talk: id,
                child,
                room: talk.room,
                kind: talk.kind,
                happened: at,
                by: talk.by,
                entered_by: None,
                with: with.collect(),
                family_words: quotations(&text),
                text,
                no_talk: talk.no_talk,
                follow_up,
                private: talk.private,
                phrases: phrase.iter().map(|phrase| phrase.code.clone()).collect(),
                suggested: Vec::new(),
                round: None,
                pinned: None,
                moved_from: None,
            };
            entry.suggested = self.suggester.suggest(&entry);
            let step = talk.step.map(|step| {
                let mut given = Entry {
                    id: chance.id(at),
                    kind: Kind::ForHome,
                    text: talk.step_text.replace("{name}", &name),
                    family_words: Vec::new(),
                    follow_up: None,
                    phrases: Vec::new(),
                    suggested: Vec::new(),
                    ..entry.clone()
                };
                given.suggested = self.suggester.suggest(&given);
                (step, given)
            });
            for entry in
                [Some((None, entry)), step.map(|(step, given)| (Some(step), given))].into_iter().flatten()
            {
                if *skip > 0 {
                    *skip -= 1;
                    continue;
                }
                // Only what was written can be answered or kept.
                if let Some(day) = entry.1.follow_up {
                    self.promises.push((day, entry.1.id, talk.by));
                }
                if let (Some(step), entry) = &entry {
                    self.expect_answer(step, entry, chance);
                }
                all.push(entry.1);
            }
        }
        all
    }

    /// Three steps in five are heard back, after two days to two weeks.
    fn expect_answer(&mut self, step: &'a DemoStep, given: &Entry, chance: &mut Chance) {
        if !happens(chance, 600) {
            return;
        }
        let Some(answer) = chance.pick(&step.heard) else { return };
        let wait = 2 + chance.below(12) as u64;
        let Some(child) = self.nursery.roll.child(given.child) else { return };
        let adult = given.with.first().map_or("Mum", |with| &with.word);
        let filling = self.nursery.facts.filling(child, child.first_name(), adult, "us");
        let heard = self.nursery.words.texts.fill(&answer.text, &filling, &mut |bound| chance.below(bound));
        let due = next_working_day(
            &self.nursery.plan,
            given.happened.day().checked_add_days(Days::new(wait)).unwrap_or_default(),
        );
        self.answers.push(Answer {
            due,
            entry: given.id,
            by: given.by,
            heard,
            childs_words: answer.child.clone(),
            led_to_change: answer.changed,
            with: given.with.clone(),
        });
    }

    fn hear_back(&mut self, day: Day, chance: &mut Chance, told: &mut Vec<(Act, Stamp)>) {
        let here =
            |person: PersonId| self.nursery.roll.person(person).is_some_and(|person| person.here_on(day));
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.answers).into_iter().partition(|answer| answer.due <= day);
        self.answers = later;
        for answer in due.into_iter().filter(|answer| here(answer.by)) {
            let at = self.moment(day, between(chance, 8 * 60, 9 * 60), chance.below(60) as u32);
            let change = Change::HeardBack {
                entry: answer.entry,
                heard: answer.heard,
                childs_words: answer.childs_words,
                led_to_change: answer.led_to_change,
                with: answer.with,
                told_in: None,
            };
            told.push((Act::from(change), Stamp { person: Some(answer.by), recorded: at }));
        }
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.promises).into_iter().partition(|(on, ..)| *on <= day);
        self.promises = later;
        for (on, entry, by) in due {
            if here(by) && !happens(chance, 850) {
                // Not today: what was promised waits on the board for another day.
                self.promises.push((on, entry, by));
            } else if here(by) {
                let at = self.moment(day, between(chance, 15 * 60, 17 * 60), 0);
                told.push((
                    Act::from(Change::FollowUpDone { entry, how: None }),
                    Stamp { person: Some(by), recorded: at },
                ));
            }
        }
    }

    /// Each room's lead agrees what was written, explains gaps and closes the day; a little of the last
    /// days waits still.
    fn review(
        &mut self,
        day: Day,
        saved: &[(Entry, Option<&DemoNote>)],
        chance: &mut Chance,
        told: &mut Vec<(Act, Stamp)>,
    ) {
        let questions = &self.nursery.words.texts.questions;
        let fresh = (self.nursery.plan.now.day() - day).num_days() <= 3;
        for room in &self.nursery.roll.rooms {
            let lead =
                self.nursery.roll.people.iter().filter(|person| person.role.leads() && person.here_on(day));
            let Some(lead) =
                lead.min_by_key(|person| (person.room != Some(room.id), person.role == Role::Manager))
            else {
                continue;
            };
            let mut at = self.moment(day, 17 * 60 + 45 + chance.below(8) as u32, 0);
            let mine: Vec<&(Entry, Option<&DemoNote>)> =
                saved.iter().filter(|(entry, _)| entry.room == room.id).collect();
            if mine.is_empty() {
                continue;
            }
            let mut left = false;
            for (entry, note) in &mine {
                at = at.plus_seconds(3 + chance.below(6) as i64);
                let stamp = Stamp { person: Some(lead.id), recorded: at };
                if fresh && happens(chance, 25) {
                    left = true;
                    continue;
                }
                if fresh && happens(chance, 8) && entry.no_talk.is_none() {
                    left = true;
                    // Nobody is asked what they wrote themselves by themselves, or what can't be asked about it.
                    let from = chance.below(questions.len());
                    let mut asked = questions.iter().cycle().skip(from).take(questions.len());
                    let asked = asked.find(|question| question.fits(entry.kind, &entry.text));
                    if let Some(asked) = asked.filter(|_| entry.by != lead.id) {
                        let change = Change::SendBack { entry: entry.id, question: asked.question.clone() };
                        told.push((Act::from(change), stamp));
                    }
                    continue;
                }
                let shows = shows(entry, *note, chance);
                let nothing_of = Some(nothing_of(&shows, self.nursery.catalog.in_use()));
                let change = Change::Agree { entry: entry.id, seen: 0, shows, nothing_of };
                told.push((Act::from(change), stamp));
            }
            for child in self.nursery.facts.in_room(&self.nursery.roll, room.id, day) {
                for kind in [Kind::DropOff, Kind::PickUp] {
                    let there = mine.iter().any(|(entry, _)| entry.child == child.id);
                    let talked = mine.iter().any(|(entry, _)| entry.child == child.id && entry.kind == kind);
                    if there && !talked && happens(chance, 700) {
                        at = at.plus_seconds(5);
                        let Some(reason) = chance.pick(self.nursery.words.texts.gap_reasons()).cloned()
                        else {
                            continue;
                        };
                        let change = Change::Gap { child: child.id, day, kind, reason };
                        told.push((Act::from(change), Stamp { person: Some(lead.id), recorded: at }));
                    }
                }
            }
            if !left {
                let stamp = Stamp { person: Some(lead.id), recorded: at.plus_seconds(20) };
                told.push((Act::from(Change::CloseDay { room: room.id, day, code: String::new() }), stamp));
            }
        }
    }

    /// On the first open day of this week the first room's lead pins a question to its door card.
    fn pin(&self, day: Day, told: &mut Vec<(Act, Stamp)>) {
        let plan = &self.nursery.plan;
        let week = Week::of(plan.now.day()).period();
        if week.from.iter_days().take(7).find(|day| plan.open_on(*day)) != Some(day) {
            return;
        }
        let asks = self.nursery.catalog.framework(PACK).and_then(|pack| pack.statement(PINNED)?.ask.clone());
        let (Some(room), Some(question)) = (self.nursery.roll.rooms.first(), asks) else { return };
        let leads = |person: &&Practitioner| person.role == Role::RoomLead && person.room == Some(room.id);
        let lead = self.nursery.roll.people.iter().filter(leads).find(|person| person.here_on(day));
        let Some(lead) = lead else { return };
        let pinned = Pinned { room: Some(room.id), statement: statement(PINNED), question, until: week.to };
        let stamp = Stamp { person: Some(lead.id), recorded: self.moment(day, 7 * 60 + 20, 0) };
        told.push((Act::from(Change::Pinned(Box::new(pinned))), stamp));
    }

    /// Two or three practice records a week, by leads and managers.
    fn practice(&mut self, day: Day, chance: &mut Chance, told: &mut Vec<(Act, Stamp)>) {
        if !self.nursery.plan.open_on(day) || !happens(chance, 500) {
            return;
        }
        let Some(text) = chance.pick(&self.nursery.words.texts.practice) else { return };
        let leads: Vec<_> = self
            .nursery
            .roll
            .people
            .iter()
            .filter(|person| person.role.leads() && person.here_on(day))
            .collect();
        let Some(by) = chance.pick(&leads) else { return };
        let at = self.moment(day, 13 * 60 + 30 + chance.below(60) as u32, 0);
        let room = chance.pick(&self.nursery.roll.rooms).map(|room| room.id);
        let reached = match text.whom {
            Whom::Setting => 0,
            Whom::Family => 1,
            Whom::Families => 4 + chance.below(8),
        };
        let mut children: Vec<&Child> = match room {
            Some(room) if reached > 0 => self.nursery.facts.in_room(&self.nursery.roll, room, day).collect(),
            _ => Vec::new(),
        };
        while children.len() > reached {
            children.swap_remove(chance.below(children.len()));
        }
        let words = match children.first() {
            None => text.text.clone(),
            Some(child) => {
                let adult = self.nursery.facts.collectors(child.id).first().map_or("Mum", |(word, _)| word);
                let filling = self.nursery.facts.filling(child, "the child", adult, "us");
                self.nursery.words.texts.fill(&text.text, &filling, &mut |bound| chance.below(bound))
            }
        };
        let mut shows: Vec<Shown> = text
            .shows
            .iter()
            .map(|code| Shown { statement: statement(code), changed: text.changed })
            .collect();
        // The texts name statements of one framework; of others in use it shows those that ask for its kind first.
        for framework in self.nursery.catalog.in_use().iter().filter(|framework| framework.id != PACK) {
            for other in &framework.statements {
                if other.practice.first() == Some(&text.kind) && happens(chance, 300) {
                    let statement =
                        StatementRef { framework: framework.id.clone(), code: other.code.clone() };
                    shows.push(Shown { statement, changed: text.changed });
                }
            }
        }
        let record = Practice {
            id: chance.id(at),
            kind: text.kind.clone(),
            day,
            room: room.filter(|_| reached > 0),
            children: children.iter().map(|child| child.id).collect(),
            by: by.id,
            family_words: text.family_words.clone(),
            text: words,
            fields: BTreeMap::new(),
            shows,
            restricted: self
                .nursery
                .catalog
                .practice
                .iter()
                .any(|kind| kind.code == text.kind && kind.restricted),
        };
        told.push((
            Act::from(Change::Practice(Box::new(record))),
            Stamp { person: Some(by.id), recorded: at },
        ));
    }
}

/// The records of the last weeks that were written on that day: dice of their own, so that all else reads the same.
fn records(nursery: &Nursery, day: Day) -> Vec<(Act, Stamp)> {
    let mut chance = dice(nursery, day, 3);
    let today = nursery.plan.now.day();
    let mut told = Vec::new();
    for record in &nursery.words.texts.records {
        let mut on = today.checked_sub_days(Days::new(record.days_ago)).unwrap_or(today);
        while !nursery.plan.open_on(on) {
            on = on.pred_opt().unwrap_or(on);
        }
        let Some(kind) = nursery.catalog.practice_kind(&record.kind).filter(|_| on == day) else { continue };
        let Some((by, room, child)) = writer(nursery, day, record, &mut chance) else { continue };
        let time = Time::from_hms_opt(8, chance.below(40) as u32, 0).unwrap_or_default();
        let at = Moment::at(day, time, nursery.plan.now.offset);
        let adult = child.and_then(|child| nursery.facts.collectors(child).first().map(|(_, adult)| *adult));
        let held = |(code, value): (&String, &DemoField)| {
            let held = value.held(kind.field(code)?, day, by, adult)?;
            Some((code.clone(), held))
        };
        let fields: BTreeMap<String, Held> = record.fields.iter().filter_map(held).collect();
        let ticked: Vec<Shown> =
            record.shows.iter().map(|code| Shown { statement: statement(code), changed: false }).collect();
        let practice = Practice {
            id: chance.id(at),
            kind: record.kind.clone(),
            day,
            room: record.family.then_some(room),
            children: child.into_iter().collect(),
            by,
            text: record.text.clone(),
            family_words: record.family_words.clone(),
            shows: kind.shows(&ticked, &fields),
            fields,
            restricted: kind.restricted,
        };
        let stamp = Stamp { person: Some(by), recorded: at };
        told.push((Act::from(Change::Practice(Box::new(practice))), stamp));
    }
    told
}

/// Who wrote a record, in which room, and about which child.
fn writer(
    nursery: &Nursery,
    day: Day,
    record: &DemoRecord,
    chance: &mut Chance,
) -> Option<(PersonId, RoomId, Option<ChildId>)> {
    let rooms = &nursery.roll.rooms;
    let room = rooms.get(chance.below(rooms.len().max(1)))?.id;
    let here = |person: &&Practitioner| person.here_on(day);
    let mut people = nursery.roll.people.iter().filter(here);
    let lead = people.find(|person| person.role.leads() && person.room == Some(room));
    let lead = lead.or_else(|| nursery.roll.people.iter().filter(here).find(|person| person.role.leads()))?;
    let children: Vec<&Child> = nursery.facts.in_room(&nursery.roll, room, day).collect();
    if !record.by_key_person {
        let child = chance.pick(&children).map(|child| child.id).filter(|_| record.family);
        return Some((lead.id, room, child));
    }
    let own = children.iter().filter_map(|child| {
        let key = nursery.roll.key_person(child.id, false, day)?;
        (key.role == Role::KeyPerson && key.here_on(day)).then_some((key.id, room, Some(child.id)))
    });
    chance.pick(&own.collect::<Vec<_>>()).copied()
}

/// What the lead ticks: nine in ten of the suggestions, and what the text's own author meant.
fn shows(entry: &Entry, note: Option<&DemoNote>, chance: &mut Chance) -> Vec<Shown> {
    if entry.private || entry.no_talk.is_some() {
        return Vec::new();
    }
    let mut shows: BTreeMap<StatementRef, bool> = BTreeMap::new();
    for suggested in &entry.suggested {
        if happens(chance, 900) {
            // The texts name what they changed for one framework; in others it is whatever they show.
            let changed = suggested.framework != PACK && note.is_some_and(|note| note.changed);
            shows.insert(suggested.clone(), changed);
        }
    }
    for code in note.iter().flat_map(|note| &note.shows) {
        *shows.entry(statement(code)).or_default() |= note.is_some_and(|note| note.changed);
    }
    shows.into_iter().map(|(statement, changed)| Shown { statement, changed }).collect()
}

fn next_working_day(plan: &Plan, day: Day) -> Day {
    let mut next = day.succ_opt().unwrap_or(day);
    while !plan.open_on(next) {
        next = next.succ_opt().unwrap_or(next);
    }
    next
}

impl Iterator for Acts<'_, '_> {
    type Item = (Act, Stamp);

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() {
            if self.day > self.nursery.plan.now.day() {
                return None;
            }
            let day = self.day;
            self.tell(day);
            self.day = day.succ_opt()?;
        }
        self.ready.pop_front()
    }
}
