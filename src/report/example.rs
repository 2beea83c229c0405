//! A small nursery for the tests of this room and of the writers: two siblings with a gran elsewhere, a child
//! of two homes, one of whose family nothing is known.

use crate::domain::child::{ContactLink, Format, Responsibility};
use crate::domain::entry::{Review, Shown, Step};
use crate::domain::*;
use uuid::Uuid;

/// Ids are made from small numbers, so that a test can tell them apart.
pub(crate) fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

/// The nursery.
pub(crate) struct Example {
    pub(crate) roll: Roll,
    pub(crate) room: RoomId,
    pub(crate) ava: ChildId,
    pub(crate) noah: ChildId,
    pub(crate) ben: ChildId,
    pub(crate) zoe: ChildId,
    /// Siobhan and Declan, parents of Ava and Noah.
    pub(crate) oneills: HouseholdId,
    /// Bríd, gran of Ava and Noah, without responsibility.
    pub(crate) gran: HouseholdId,
    /// Ben's mum.
    pub(crate) bens_mum: HouseholdId,
    /// Ben's dad, who reads large print.
    pub(crate) bens_dad: HouseholdId,
    /// Zoë's mother, of whom it is not known.
    pub(crate) zoes: HouseholdId,
    pub(crate) sam: PersonId,
    pub(crate) priya: PersonId,
}

pub(crate) fn day(day: u32) -> Day {
    Day::from_ymd_opt(2026, 11, day).unwrap()
}

pub(crate) fn at(on: u32, hour: u32, minute: u32) -> Moment {
    Moment::at(day(on), Time::from_hms_opt(hour, minute, 0).unwrap(), 0)
}

pub(crate) fn week() -> Week {
    Week { year: 2026, number: 47 }
}

pub(crate) fn example() -> Example {
    let room: RoomId = id(1);
    let mut roll = Roll { rooms: vec![Room::new(room, "Sunflower")], ..Roll::default() };
    roll.setting.name = "Little Acorns".into();
    let (sam, priya): (PersonId, PersonId) = (id(10), id(11));
    for (who, name, initials, role) in
        [(sam, "Sam Okafor", "SO", Role::KeyPerson), (priya, "Priya Shah", "PS", Role::RoomLead)]
    {
        roll.people.push(Practitioner {
            id: who,
            name: name.into(),
            initials: initials.into(),
            role,
            room: Some(room),
            from: None,
            until: None,
        });
    }
    let mut child = |number, forename: &str, surname: &str, known_as: Option<&str>| {
        let child: ChildId = id(number);
        roll.children.push(Child {
            id: child,
            forename: forename.into(),
            surname: surname.into(),
            known_as: known_as.map(str::to_string),
            born: None,
            room,
            started: None,
            left: None,
            pattern: Pattern::WEEKDAYS,
            hours: Hours::default(),
            notes: String::new(),
        });
        child
    };
    let ava = child(20, "Ava", "O'Neill", None);
    let noah = child(21, "Noah", "O'Neill", None);
    let ben = child(22, "Benedict", "Clarke", Some("Ben"));
    let zoe = child(23, "Zoë", "Kaya", None);
    child(24, "Isla", "Brown", None);
    child(25, "Will", "Frost", None);
    let [oneills, gran, bens_mum, bens_dad, zoes] = [40, 41, 42, 43, 44].map(id::<HouseholdId>);
    let mut adult = |number, name: &str, household, format, links: &[(ChildId, &str, Responsibility)]| {
        let contact: ContactId = id(number);
        roll.contacts.push(Contact {
            id: contact,
            name: name.into(),
            household,
            language: "English".into(),
            format,
        });
        roll.links.extend(links.iter().map(|&(child, relation, responsibility)| ContactLink {
            child,
            contact,
            relation: relation.into(),
            responsibility,
            may_collect: Some(true),
        }));
    };
    use Responsibility::{No, NotKnown, Yes};
    adult(50, "Siobhan O'Neill", oneills, Format::Standard, &[(ava, "Mum", Yes), (noah, "Mum", Yes)]);
    adult(51, "Declan O'Neill", oneills, Format::Standard, &[(ava, "Dad", Yes), (noah, "Dad", Yes)]);
    adult(52, "Bríd O'Neill", gran, Format::Standard, &[(ava, "Gran", No), (noah, "Gran", No)]);
    adult(53, "Lucy Clarke", bens_mum, Format::Standard, &[(ben, "Mum", Yes)]);
    adult(54, "Will Clarke", bens_dad, Format::LargePrint, &[(ben, "Dad", Yes)]);
    adult(55, "Elif Kaya", zoes, Format::Standard, &[(zoe, "Mum", NotKnown)]);
    roll.key_persons = [ava, noah, ben]
        .map(|child| KeyPerson { child, person: sam, second: false, from: None, until: None })
        .into();
    Example { roll, room, ava, noah, ben, zoe, oneills, gran, bens_mum, bens_dad, zoes, sam, priya }
}

impl Example {
    /// An entry of the week that a lead agreed. `with` is the number of the contact.
    pub(crate) fn entry(
        &self,
        number: u128,
        child: ChildId,
        kind: Kind,
        on: u32,
        text: &str,
        with: &[u128],
    ) -> Standing {
        let quotes = text.split('“').skip(1).filter_map(|rest| Some(rest.split_once('”')?.0.to_string()));
        let with = with.iter().map(|&contact| {
            let contact: ContactId = id(contact);
            let link = self.roll.links.iter().find(|link| link.contact == contact).unwrap();
            entry::With { word: link.relation.to_lowercase(), contact: Some(contact) }
        });
        Standing {
            entry: Entry {
                id: id(1000 + number),
                talk: id(2000 + number),
                child,
                room: self.room,
                kind,
                happened: at(on, 8, number as u32 % 60),
                by: self.sam,
                entered_by: None,
                with: with.collect(),
                text: text.into(),
                family_words: quotes.collect(),
                no_talk: None,
                follow_up: None,
                private: false,
                phrases: vec![],
                suggested: vec![],
                round: None,
                pinned: None,
                moved_from: None,
            },
            seq: number as u64,
            recorded: at(on, 9, 0),
            revision: 0,
            amendments: vec![],
            review: self.agreed(&[]),
            step: (kind == Kind::ForHome).then_some(Step::Open),
            follow_up_done: None,
            withdrawn: None,
            printed: false,
            names_settled: false,
            clock_set: None,
        }
    }

    pub(crate) fn agreed(&self, shows: &[&str]) -> Review {
        let shows = shows.iter().map(|code| Shown { statement: code.parse().unwrap(), changed: false });
        Review::Agreed {
            by: self.priya,
            at: at(20, 18, 0),
            shows: shows.collect(),
            nothing_of: None,
            over: None,
        }
    }
}
