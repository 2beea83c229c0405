//! Who is who in the made-up nursery: today's families as they were written down, and before them the
//! children of earlier years, made by pairing the same names anew.

use std::collections::BTreeMap;

use chrono::Days;

use super::Plan;
use crate::catalog::demo::{DemoChild, DemoFamily, DemoWords, Pronoun};
use crate::chance::Chance;
use crate::domain::*;

/// How the texts speak of each child.
pub type Pronouns = BTreeMap<ChildId, Pronoun>;

/// How long a child stays, in weeks: older families of a long history come and go in this step.
const STAY: u64 = 104;

/// Everyone, and the changes that founded the nursery.
pub struct People {
    /// In order.
    pub changes: Vec<Change>,
    /// What they come to.
    pub roll: Roll,
    /// The Monday on which the story begins.
    pub first_day: Day,
    /// How the texts speak of each child.
    pub pronouns: Pronouns,
}

struct Maker<'a> {
    words: &'a DemoWords,
    chance: Chance,
    now: Moment,
    turned: usize,
    first_day: Day,
    rooms: Vec<Room>,
    staff: Vec<Practitioner>,
    changes: Vec<Change>,
    pronouns: Pronouns,
}

/// Makes everyone for so many weeks up to today.
pub fn make(plan: &Plan, words: &DemoWords, weeks: u64) -> People {
    let today = plan.now.day();
    let monday = Week::of(today).period().from;
    let first_day = monday.checked_sub_days(Days::new((weeks - 1) * 7)).unwrap_or(monday);
    let mut chance = Chance::seeded(plan.seed);
    let founded = Moment::at(first_day, Time::MIN, plan.now.offset);
    let rooms: Vec<Room> =
        words.names.rooms.iter().map(|room| Room::new(chance.id(founded), &room.name)).collect();
    let mut maker = Maker {
        words,
        chance,
        now: founded,
        turned: plan.turned(),
        first_day,
        rooms,
        staff: Vec::new(),
        changes: vec![Change::Setting(Setting {
            name: words.names.setting.clone(),
            safeguarding_lead: words.names.safeguarding_lead.clone(),
            practice: true,
        })],
        pronouns: Pronouns::new(),
    };
    maker.changes.extend(maker.rooms.iter().cloned().map(Change::Room));
    maker.staff();
    for (index, family) in words.names.families.iter().enumerate() {
        maker.family(family, index, None, today);
    }
    let stays = weeks.saturating_sub(1) / STAY;
    for stay in 1..=stays {
        let until = today.checked_sub_days(Days::new(stay * STAY * 7)).unwrap_or(today);
        for index in 0..words.names.families.len() {
            maker.family(&words.names.families[index], index, Some((stay as usize, until)), until);
        }
    }
    let mut roll = Roll::default();
    maker.changes.iter().for_each(|change| roll.apply(change));
    People { changes: maker.changes, roll, first_day, pronouns: maker.pronouns }
}

impl Maker<'_> {
    fn staff(&mut self) {
        for person in &self.words.names.people {
            let room =
                person.room.as_ref().and_then(|name| self.rooms.iter().find(|room| room.name == *name));
            let person = Practitioner {
                id: self.chance.id(self.now),
                name: person.name.clone(),
                initials: person.initials.clone(),
                role: person.role,
                room: room.map(|room| room.id),
                from: Some(self.first_day),
                until: None,
            };
            self.changes.push(Change::Person(person.clone()));
            self.staff.push(person);
        }
    }

    /// A family and its adults. `earlier` gives a family of an earlier stay the surname of another and an end.
    fn family(&mut self, family: &DemoFamily, index: usize, earlier: Option<(usize, Day)>, today: Day) {
        let count = self.words.names.families.len();
        let surname = match earlier {
            None => family.surname.clone(),
            Some((stay, _)) => self.words.names.families[(index + stay * 7) % count].surname.clone(),
        };
        let mut homes: BTreeMap<&str, HouseholdId> = BTreeMap::new();
        let mut contacts = Vec::new();
        for adult in &family.adults {
            let home = match homes.get(adult.household.as_str()) {
                Some(&home) => home,
                None => {
                    let home: HouseholdId = self.chance.id(self.now);
                    self.changes.push(Change::Household(Household { id: home }));
                    homes.insert(&adult.household, home);
                    home
                }
            };
            let contact = Contact {
                id: self.chance.id(self.now),
                name: if earlier.is_none() {
                    adult.name.clone()
                } else {
                    adult.name.replace(&family.surname, &surname)
                },
                household: home,
                language: family.language.clone(),
                format: adult.format,
            };
            self.changes.push(Change::Contact(contact.clone()));
            contacts.push((contact, adult));
        }
        let mut siblings: Vec<ChildId> = Vec::new();
        let mut born = None;
        for child in &family.children {
            let (id, birthday) = self.child(child, &surname, family, earlier, today, born);
            born = Some(birthday).filter(|_| family.twins);
            for (contact, adult) in &contacts {
                self.changes.push(Change::Link(ContactLink {
                    child: id,
                    contact: contact.id,
                    relation: adult.relation.clone(),
                    responsibility: adult.responsibility,
                    may_collect: Some(adult.may_collect),
                }));
            }
            for &other in &siblings {
                self.changes.push(Change::Siblings { a: other, b: id });
            }
            siblings.push(id);
        }
    }

    /// A child, with the birthday of a twin where there is one; gives back who it is and when it was born.
    fn child(
        &mut self,
        child: &DemoChild,
        surname: &str,
        family: &DemoFamily,
        earlier: Option<(usize, Day)>,
        today: Day,
        twin: Option<Day>,
    ) -> (ChildId, Day) {
        const PATTERNS: [[Session; 7]; 7] = {
            use Session::{Afternoon as P, AllDay as D, Morning as A, None as N};
            [
                [D, D, D, D, D, N, N],
                [D, D, D, D, D, N, N],
                [D, D, D, N, N, N, N],
                [N, N, D, D, D, N, N],
                [D, N, D, N, D, N, N],
                [A, A, A, A, A, N, N],
                [N, D, D, P, N, N, N],
            ]
        };
        let index =
            child.room.as_ref().and_then(|name| self.rooms.iter().position(|room| room.name == *name));
        let index = index.unwrap_or(self.rooms.len().saturating_sub(1));
        let months = self.words.names.rooms.get(index).map_or([24, 36], |room| room.months);
        let age = u64::from(months[0]) * 30
            + self.chance.below((u64::from(months[1].saturating_sub(months[0])) * 30) as usize + 1) as u64;
        let back = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        // One in eight started within the last eight weeks; the others were there when the story begins.
        let stayed = if self.chance.below(8) == 0 { 7 + self.chance.below(49) as u64 } else { STAY * 7 - 1 };
        let left = match earlier {
            Some((_, until)) => Some(until),
            None => child.left.then(|| back(14 + self.chance.below(42) as u64)),
        };
        let born = twin.unwrap_or(back(age));
        // Nobody starts before they are six months old.
        let earliest = born.checked_add_days(Days::new(183)).unwrap_or(born);
        let started = if left.is_some() { back(STAY * 7 - 1) } else { back(stayed) };
        let id: ChildId = self.chance.id(self.now);
        let room = self.rooms[index].id;
        let mut pattern = PATTERNS[self.chance.below(PATTERNS.len())];
        pattern.rotate_right(self.turned);
        let pattern = Pattern(pattern);
        let hours = hours(pattern, self.pronouns.len());
        self.changes.push(Change::Child(Box::new(Child {
            id,
            forename: child.forename.clone(),
            surname: surname.to_string(),
            known_as: child.known_as.clone(),
            born: Some(born),
            room,
            started: Some(started.max(earliest).min(today)),
            left,
            pattern,
            hours,
            notes: family.notes.clone(),
        })));
        self.pronouns.insert(id, child.pronoun);
        let keys: Vec<PersonId> =
            self.staff.iter().filter(|person| person.room == Some(room)).map(|person| person.id).collect();
        let first = self.chance.pick(&keys).copied();
        let second = self.chance.pick(&keys).copied().filter(|second| Some(*second) != first);
        for (person, second) in [(first, false), (second, true)] {
            if let Some(person) = person {
                self.changes.push(Change::KeyPerson(KeyPerson {
                    child: id,
                    person,
                    second,
                    from: None,
                    until: None,
                }));
            }
        }
        (id, born)
    }
}

/// The hours at which the child of this number is expected; of one in six nobody said. No dice are thrown for them:
/// they would turn out differently for everything that is told afterwards.
fn hours(pattern: Pattern, number: usize) -> Hours {
    const HOURS: [Option<(u32, u32)>; 6] =
        [Some((8, 30)), Some((9, 0)), None, Some((8, 0)), Some((8, 45)), Some((9, 15))];
    let hour = HOURS.get(number % HOURS.len()).copied().flatten();
    let mut hours = Hours::default();
    for (slot, session) in hours.0.iter_mut().zip(pattern.0) {
        let hour = match session {
            Session::None => None,
            Session::Afternoon => hour.map(|_| (12, 45)),
            Session::AllDay | Session::Morning => hour,
        };
        *slot = hour.and_then(|(hour, minute)| Time::from_hms_opt(hour, minute, 0));
    }
    hours
}
