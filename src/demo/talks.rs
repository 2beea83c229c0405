//! What is said on a day of the made-up nursery: who comes, with whom, and in which words.

use chrono::Datelike;

use super::Nursery;
use crate::catalog::demo::{Ages, DemoNote, DemoStep, When};
use crate::chance::Chance;
use crate::domain::*;

/// One conversation of a day, before it has ids.
pub(super) struct Talk<'a> {
    pub minute: u32,
    pub room: RoomId,
    pub by: PersonId,
    pub kind: Kind,
    pub children: Vec<ChildId>,
    pub with: Option<(String, ContactId)>,
    pub no_talk: Option<NoTalk>,
    pub note: Option<&'a DemoNote>,
    pub step: Option<&'a DemoStep>,
    pub text: String,
    pub step_text: String,
    pub private: bool,
}

impl Talk<'_> {
    fn entries(&self) -> u64 {
        self.children.len() as u64 * if self.step.is_some() { 2 } else { 1 }
    }
}

/// How many entries a day has.
pub fn count(nursery: &Nursery, day: Day) -> u64 {
    talks(nursery, day).iter().map(Talk::entries).sum()
}

pub(super) fn dice(nursery: &Nursery, day: Day, salt: u64) -> Chance {
    let date = day.num_days_from_ce() as u64;
    Chance::seeded(nursery.plan.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (date << 8) ^ salt)
}

/// Whether something that happens so many times in a thousand happens now.
pub(super) fn happens(chance: &mut Chance, in_a_thousand: usize) -> bool {
    chance.below(1000) < in_a_thousand
}

pub(super) fn between(chance: &mut Chance, from: u32, to: u32) -> u32 {
    from + chance.below((to - from + 1) as usize) as u32
}

/// Everything said on a day, in the order of the clock.
pub(super) fn talks<'a>(nursery: &Nursery<'a>, day: Day) -> Vec<Talk<'a>> {
    let mut all = Vec::new();
    if !nursery.plan.open_on(day) {
        return all;
    }
    let mut chance = dice(nursery, day, 1);
    for room in &nursery.roll.rooms {
        let present: Vec<&Child> = nursery
            .facts
            .in_room(&nursery.roll, room.id, day)
            .filter(|child| child.pattern.on(day) != Session::None)
            .filter(|_| !happens(&mut chance, 60))
            .collect();
        let staff: Vec<&Practitioner> = nursery
            .roll
            .people
            .iter()
            .filter(|person| {
                person.room == Some(room.id) && person.role != Role::Manager && person.here_on(day)
            })
            .collect();
        let together = happens(&mut chance, 250);
        let mut lunch: Vec<ChildId> = Vec::new();
        let mut sisters: Vec<ChildId> = Vec::new();
        for child in &present {
            let mut say = Sayer { nursery, chance: &mut chance, day, room: room.id, child, staff: &staff };
            let session = child.pattern.on(day);
            let (arrive, leave) = match session {
                Session::Afternoon => ((12 * 60 + 25, 12 * 60 + 50), (15 * 60 + 35, 17 * 60 + 40)),
                Session::Morning => ((7 * 60 + 40, 9 * 60 + 10), (11 * 60 + 50, 12 * 60 + 20)),
                _ => ((7 * 60 + 40, 9 * 60 + 10), (15 * 60 + 35, 17 * 60 + 40)),
            };
            if happens(say.chance, 880) {
                let minute = between(say.chance, arrive.0, arrive.1);
                all.extend(say.talk(Kind::DropOff, minute));
            }
            if session == Session::AllDay && happens(say.chance, 850) {
                if together && happens(say.chance, 700) {
                    lunch.push(child.id);
                } else {
                    let minute = between(say.chance, 12 * 60 + 35, 14 * 60 + 45);
                    all.extend(say.talk(Kind::Feedback, minute));
                }
            }
            if happens(say.chance, 14) {
                let minute = between(say.chance, 10 * 60, 11 * 60 + 30);
                all.extend(say.talk(Kind::MovingOn, minute));
            }
            // Brothers and sisters of a room are collected together: one talk.
            if !sisters.contains(&child.id) && happens(say.chance, 820) {
                let minute = between(say.chance, leave.0, leave.1);
                if let Some(mut talk) = say.talk(Kind::PickUp, minute) {
                    if talk.no_talk.is_none() && !talk.text.contains(child.first_name()) {
                        for &other in nursery.facts.siblings(child.id) {
                            if present
                                .iter()
                                .any(|there| there.id == other && there.pattern.on(day) == session)
                            {
                                sisters.push(other);
                                talk.children.push(other);
                            }
                        }
                    }
                    all.push(talk);
                }
            }
        }
        if let (Some(first), Some(text)) = (lunch.first(), chance.pick(nursery.words.texts.together())) {
            let child = nursery.roll.child(*first);
            if let (Some(child), Some(by)) = (child, chance.pick(&staff).map(|person| person.id)) {
                let mut say =
                    Sayer { nursery, chance: &mut chance, day, room: room.id, child, staff: &staff };
                let text = say.words(text, "{name}", "Mum", "us");
                let minute = between(say.chance, 12 * 60 + 30, 13 * 60);
                let note = None;
                all.push(Talk {
                    minute,
                    room: room.id,
                    by,
                    kind: Kind::Feedback,
                    children: lunch,
                    with: None,
                    no_talk: None,
                    note,
                    step: None,
                    text,
                    step_text: String::new(),
                    private: false,
                });
            }
        }
    }
    all.sort_by_key(|talk| talk.minute);
    all
}

/// What one child's key person says and hears on a day.
struct Sayer<'n, 'a, 'c> {
    nursery: &'n Nursery<'a>,
    chance: &'c mut Chance,
    day: Day,
    room: RoomId,
    child: &'n Child,
    staff: &'n [&'n Practitioner],
}

impl<'a> Sayer<'_, 'a, '_> {
    fn talk(&mut self, kind: Kind, minute: u32) -> Option<Talk<'a>> {
        let (roll, facts) = (&self.nursery.roll, &self.nursery.facts);
        let key = facts.key(self.child.id).filter(|&key| self.staff.iter().any(|person| person.id == key));
        let by = match key {
            Some(key) if happens(self.chance, 600) => key,
            _ => self.chance.pick(self.staff)?.id,
        };
        let with = match kind {
            Kind::Feedback => None,
            _ => self.chance.pick(facts.collectors(self.child.id)).cloned(),
        };
        let mut talk = Talk {
            minute,
            room: self.room,
            by,
            kind,
            children: vec![self.child.id],
            with,
            no_talk: None,
            note: None,
            step: None,
            text: String::new(),
            step_text: String::new(),
            private: false,
        };
        if matches!(kind, Kind::DropOff | Kind::PickUp) && happens(self.chance, 70) {
            let reasons = [NoTalk::Rushed, NoTalk::Rushed, NoTalk::SomeoneElse, NoTalk::Phone, NoTalk::Other];
            talk.no_talk = self.chance.pick(&reasons).copied();
            talk.with = None;
            return Some(talk);
        }
        let note = self.note(kind)?;
        let relation = talk.with.as_ref().map_or_else(|| "Mum".to_string(), |(word, _)| word.clone());
        let key = roll.person(by).map_or("us", |person| person.first_name());
        let name = self.child.first_name();
        talk.text = self.words(&note.text, name, &relation, key);
        talk.note = Some(note);
        talk.private = note.private;
        if kind == Kind::PickUp && happens(self.chance, 75) {
            let (ages, language) = facts.suits(self.child);
            let steps: Vec<&DemoStep> =
                self.nursery.words.texts.steps.iter().filter(|step| step.suits(ages, language)).collect();
            talk.step = self.chance.pick(&steps).copied();
            if let Some(step) = talk.step {
                talk.step_text = self.words(&step.text, "{name}", &relation, key);
            }
        }
        Some(talk)
    }

    /// A note that fits the child now, by its weight.
    fn note(&mut self, kind: Kind) -> Option<&'a DemoNote> {
        let (ages, language) = self.nursery.facts.suits(self.child);
        let new = self.child.started.is_some_and(|started| (self.day - started).num_days() < 42);
        let date = self.day.num_days_from_ce() as u64;
        let who = self.child.id.0.as_u64_pair().1;
        let fits = |index: usize, note: &DemoNote| {
            let once = !note.once || (who ^ (index as u64 * 7919)) % 600 == date % 600;
            let when = match note.when {
                Some(When::Settling) => new,
                Some(When::School) => ages == Ages::PreSchool,
                _ => true,
            };
            once && when && note.suits(ages, language)
        };
        let notes = self.nursery.words.texts.notes(kind);
        let fitting: Vec<&DemoNote> = notes
            .iter()
            .enumerate()
            .filter(|(index, note)| fits(*index, note))
            .map(|(_, note)| note)
            .collect();
        let mut at = self.chance.below(fitting.iter().map(|note| note.weight).sum());
        fitting.into_iter().find(|note| {
            let here = at < note.weight;
            at = at.saturating_sub(note.weight);
            here
        })
    }

    fn words(&mut self, template: &str, name: &str, adult: &str, key: &str) -> String {
        let filling = self.nursery.facts.filling(self.child, name, adult, key);
        self.nursery.words.texts.fill(template, &filling, &mut |bound| self.chance.below(bound))
    }
}

/// The family's own words in a text: what stands between “ and ”.
pub(super) fn quotations(text: &str) -> Vec<String> {
    text.split('“')
        .skip(1)
        .filter_map(|part| part.split_once('”'))
        .map(|(words, _)| words.to_string())
        .collect()
}
