//! A safeguarding concern, which does not belong in the log: the words by which a note may hold one, and whom to
//! tell.

use std::collections::BTreeSet;

use super::day::Day;
use super::id::PersonId;
use super::name::words;
use super::practitioner::{Practitioner, Role};
use super::roll::Roll;

/// Words that may mean a concern. What they are found in is only spoken of, to the writer; it is never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConcernWords {
    /// Each word, or words that stand together, folded.
    said: BTreeSet<Vec<String>>,
    /// So many words stand together at most.
    most: usize,
}

impl ConcernWords {
    /// Of these words, each in every form in which it counts: `bruise`, `bruised`, `home alone`.
    pub fn of<'a>(said: impl IntoIterator<Item = &'a str>) -> ConcernWords {
        let said: BTreeSet<Vec<String>> =
            said.into_iter().map(words).filter(|said| !said.is_empty()).collect();
        let most = said.iter().map(Vec::len).max().unwrap_or(0);
        ConcernWords { said, most }
    }

    /// Whether one of them stands in a text, as whole words.
    pub fn are_in(&self, text: &str) -> bool {
        let text = words(text);
        let together = |from: usize, many: usize| text.get(from..from + many);
        (0..text.len()).any(|from| {
            (1..=self.most).any(|many| together(from, many).is_some_and(|said| self.said.contains(said)))
        })
    }
}

/// Whom a concern is taken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tell<'a> {
    /// The setting's safeguarding lead, as set-up was told: who it is, and how they are reached.
    Lead(&'a str),
    /// Nobody was named at set-up: who can say who it is, managers first. Empty where nobody else leads here.
    Ask(Vec<&'a Practitioner>),
}

/// Whom somebody who works here tells of a concern on that day.
pub fn tell(roll: &Roll, own: Option<PersonId>, today: Day) -> Tell<'_> {
    let lead = roll.setting.safeguarding_lead.trim();
    if !lead.is_empty() {
        return Tell::Lead(lead);
    }
    let here =
        |person: &&Practitioner| person.here_on(today) && person.role.leads() && Some(person.id) != own;
    let mut leads: Vec<&Practitioner> = roll.people.iter().filter(here).collect();
    leads.sort_by_key(|person| person.role != Role::Manager);
    Tell::Ask(leads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_count_and_parts_of_words_do_not() {
        let concern = ConcernWords::of(["bruise", "bruised", "home alone", "self-harm"]);
        for (text, found) in [
            ("A bruise on his arm", true),
            ("BRUISED.", true),
            ("“bruise”, she said", true),
            ("was home  alone, again", true),
            ("self harm", true),
            ("bruiser", false),
            ("went home, not alone", false),
            ("alone at home", false),
            ("", false),
        ] {
            assert_eq!(concern.are_in(text), found, "{text:?}");
        }
        assert!(!ConcernWords::default().are_in("a bruise"));
    }

    #[test]
    fn where_no_lead_was_named_those_who_can_say_are_told_managers_first() {
        let today = Day::from_ymd_opt(2026, 11, 24).unwrap();
        let mut roll = Roll::default();
        let roles = [Role::KeyPerson, Role::RoomLead, Role::Manager, Role::RoomLead];
        for (number, role) in (1..).zip(roles) {
            roll.people.push(Practitioner {
                id: uuid::Uuid::from_u128(number).into(),
                name: format!("Person {number}"),
                initials: number.to_string(),
                role,
                room: None,
                from: None,
                until: (number == 4).then_some(today - chrono::Days::new(1)),
            });
        }
        let names = |own: u128| match tell(&roll, Some(uuid::Uuid::from_u128(own).into()), today) {
            Tell::Ask(people) => people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(),
            Tell::Lead(lead) => panic!("{lead}"),
        };
        assert_eq!(names(1), ["Person 3", "Person 2"]);
        assert_eq!(names(3), ["Person 2"]);
        roll.setting.safeguarding_lead = " Dana Pike, office ".to_string();
        assert_eq!(tell(&roll, None, today), Tell::Lead("Dana Pike, office"));
    }
}
