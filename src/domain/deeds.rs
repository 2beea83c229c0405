//! Who may do what: one table over everything that can happen to the record. The store asks it before each change, and the
//! page that a manager prints is made from it, so that the page says what the program does.

use super::change::Change;
use super::practitioner::{Practitioner, Role};

/// What somebody does, as the table knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Writes or corrects a note, takes it back, says what was heard of a step or done of a promise.
    Note,
    /// Says where a child is.
    Whereabouts,
    /// Passes a concern on.
    Concern,
    /// Chooses their own PIN.
    OwnPin,
    /// Writes a practice record.
    Practice,
    /// Corrects or takes back a practice record.
    CorrectPractice,
    /// Writes a practice record of a restricted kind.
    Restricted,
    /// Agrees a key person's practice record.
    AgreePractice,
    /// Agrees entries, takes that back, asks the writer.
    Review,
    /// Says why a talk is missing, and closes the day.
    CloseDay,
    /// Changes the register: rooms, people, children, families, key persons.
    Register,
    /// Keeps groups.
    Groups,
    /// Gives somebody else a one-use number.
    OthersPin,
    /// Gives a lead or manager one.
    LeadsPin,
    /// Makes somebody a manager, or changes one.
    Managers,
    /// Changes the phrases.
    Phrases,
    /// Pins a question to a door card.
    Pin,
    /// Writes the self-evaluation.
    Evaluate,
    /// Lets something leave the machine.
    Export,
    /// Holds something, so that it is not erased.
    Hold,
    /// Answers a request for a child's record.
    Request,
    /// Changes what opens the record.
    Keys,
    /// Lets go what is held.
    Release,
    /// Erases something, with a second person.
    Erase,
    /// Happens by itself with something else, and by nobody's act.
    ByItself,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What is done.
    pub deed: Deed,
    /// The same in words.
    pub what: &'static str,
    /// Who may.
    pub by: &'static [Role],
    /// Whether the program itself does it at set-up, before anybody could sign in.
    pub at_setup: bool,
    /// What the record asks besides.
    pub besides: &'static str,
    /// What whoever may not is told.
    pub refused: &'static str,
}

const ALL: &[Role] = &[Role::Cover, Role::KeyPerson, Role::RoomLead, Role::Manager];
const WRITERS: &[Role] = &[Role::KeyPerson, Role::RoomLead, Role::Manager];
const LEADS: &[Role] = &[Role::RoomLead, Role::Manager];
const MANAGER: &[Role] = &[Role::Manager];

const fn row(
    deed: Deed,
    what: &'static str,
    by: &'static [Role],
    besides: &'static str,
    refused: &'static str,
) -> Row {
    Row { deed, what, by, at_setup: false, besides, refused }
}

const fn at_setup(row: Row) -> Row {
    Row { at_setup: true, ..row }
}

/// The table, what everybody may first. What stands in no row is refused.
pub const TABLE: &[Row] = &[
    row(
        Deed::Note,
        "Write a note, correct it, take it back, say what was heard of a step or done of a promise",
        ALL,
        "As themselves. Others' notes are corrected by leads, and after the day is closed every note is. A note is taken back by its writer within five minutes.",
        "Sign in first: every note has a writer.",
    ),
    row(
        Deed::Whereabouts,
        "Say where a child is, and take that back",
        ALL,
        "Of today; of another day leads say it.",
        "Sign in first: who is here is somebody's word.",
    ),
    row(
        Deed::Concern,
        "Pass a safeguarding concern on",
        ALL,
        "Who and when is kept, and nothing else.",
        "Sign in first: what is kept is who passed a concern on.",
    ),
    at_setup(row(Deed::OwnPin, "Choose their own PIN", ALL, "", "Sign in first.")),
    row(
        Deed::CorrectPractice,
        "Correct a practice record, or take it back",
        ALL,
        "Their own; leads correct others' too. It is taken back by its writer within five minutes.",
        "Sign in first: every record has a writer.",
    ),
    row(
        Deed::Practice,
        "Write a practice record",
        WRITERS,
        "As themselves. A key person's waits for a lead.",
        "Key persons, room leads and managers write practice records.",
    ),
    row(
        Deed::Restricted,
        "Write and read a practice record of a restricted kind",
        LEADS,
        "",
        "Only a room lead or manager can write a record of this kind.",
    ),
    row(
        Deed::AgreePractice,
        "Agree a key person's practice record",
        LEADS,
        "",
        "Only a room lead or manager can agree a practice record.",
    ),
    row(
        Deed::Review,
        "Agree entries, take that back, ask the writer something",
        LEADS,
        "What was agreed stays once the day is closed.",
        "Only a room lead or manager can review entries.",
    ),
    row(
        Deed::CloseDay,
        "Say why a talk is missing, and close the day",
        LEADS,
        "",
        "Only a room lead or manager can close the day.",
    ),
    at_setup(row(
        Deed::Register,
        "Change the register: rooms, people, children, families, key persons",
        LEADS,
        "A room lead does not change their own role. Whoever becomes a lead begins with a new PIN.",
        "Only a room lead or manager can change the register.",
    )),
    at_setup(row(Deed::Groups, "Keep groups", LEADS, "", "Only a room lead or manager can keep groups.")),
    row(
        Deed::OthersPin,
        "Give a key person or cover a one-use number in the place of their PIN",
        LEADS,
        "Nobody sees a PIN that somebody chose.",
        "Only a room lead or manager can reset somebody else's PIN.",
    ),
    row(
        Deed::Phrases,
        "Change the phrases",
        LEADS,
        "",
        "Only a room lead or manager can change the phrases.",
    ),
    row(
        Deed::Pin,
        "Pin a question to a door card, or take it down",
        LEADS,
        "",
        "Only a room lead or manager can pin a question to the door card.",
    ),
    row(
        Deed::Evaluate,
        "Write the self-evaluation: judgements, texts, ratings, areas for development, signing off",
        LEADS,
        "",
        "Only a room lead or manager can write the self-evaluation.",
    ),
    row(
        Deed::Export,
        "Let something leave the machine, and settle a name in it",
        LEADS,
        "Some reports are the manager's alone; each file stands in the record with whom it is for.",
        "Only a room lead or manager can export.",
    ),
    row(
        Deed::Hold,
        "Hold something, so that it is not erased",
        LEADS,
        "With a reason.",
        "Only a room lead or manager can hold something, so that it is not erased.",
    ),
    row(
        Deed::Request,
        "Answer a request for a child's record",
        MANAGER,
        "",
        "Only a manager can answer a request for a child's record.",
    ),
    row(
        Deed::LeadsPin,
        "Give a room lead or manager a one-use number in the place of their PIN",
        MANAGER,
        "A room lead too, where nobody manages the setting. Whoever holds the recovery sheet, with “doorstep one-use”.",
        "Only a manager can give a room lead or manager a one-use number.",
    ),
    row(
        Deed::Managers,
        "Make somebody a manager, change one, or let one go",
        MANAGER,
        "Somebody is always left who manages. A room lead makes one where nobody does.",
        "Only a manager can make somebody a manager, or change one.",
    ),
    row(
        Deed::Keys,
        "Change what opens the record",
        MANAGER,
        "New room words, a new recovery sheet, a key file, a new key.",
        "Only a manager can change what opens the record.",
    ),
    row(
        Deed::Release,
        "Let go what is held",
        MANAGER,
        "With a reason.",
        "Only a manager can let go what is held.",
    ),
    row(
        Deed::Erase,
        "Erase an entry, a practice record or a child who has left",
        MANAGER,
        "Never alone: another manager or a room lead agrees with their PIN within ten minutes. Not what is held, and not while somebody waits for the child's record.",
        "Only a manager, with another manager or room lead, can erase something.",
    ),
    row(
        Deed::ByItself,
        "Open a step again whose answer goes",
        &[],
        "It goes with the note in which it was told.",
        "A step is open again when the note in which it was told goes.",
    ),
];

impl Deed {
    /// What a change is, where this person makes it.
    pub fn of(change: &Change, person: Option<&Practitioner>) -> Deed {
        match change {
            Change::Setting(_)
            | Change::Room(_)
            | Change::Person(_)
            | Change::Child(_)
            | Change::Household(_)
            | Change::Contact(_)
            | Change::Link(_)
            | Change::Unlink { .. }
            | Change::Siblings { .. }
            | Change::KeyPerson(_) => Deed::Register,
            Change::Group(_) => Deed::Groups,
            Change::PinChosen { person: whose } => match person {
                Some(person) if person.id != *whose => Deed::OthersPin,
                _ => Deed::OwnPin,
            },
            Change::Entry(_)
            | Change::Amend { .. }
            | Change::TakeBack { .. }
            | Change::Strike { .. }
            | Change::HeardBack { .. }
            | Change::FollowUpDone { .. } => Deed::Note,
            Change::ConcernPassedOn => Deed::Concern,
            Change::Presence { .. } | Change::PresenceTakenBack { .. } => Deed::Whereabouts,
            Change::StepReopened { .. } | Change::ClockSet { .. } => Deed::ByItself,
            Change::Agree { .. } | Change::AgreementTakenBack { .. } | Change::SendBack { .. } => {
                Deed::Review
            }
            Change::Gap { .. } | Change::CloseDay { .. } => Deed::CloseDay,
            Change::Practice(record) if record.restricted => Deed::Restricted,
            Change::Practice(_) => Deed::Practice,
            Change::AmendPractice { .. } | Change::TakeBackPractice { .. } => Deed::CorrectPractice,
            Change::AgreePractice { .. } => Deed::AgreePractice,
            Change::Phrase(_) => Deed::Phrases,
            Change::Pinned(_) | Change::Unpinned { .. } => Deed::Pin,
            Change::Judge { .. }
            | Change::EvidenceText { .. }
            | Change::KeepText { .. }
            | Change::Rate { .. }
            | Change::Area { .. }
            | Change::SignOff(_) => Deed::Evaluate,
            Change::Request { .. } | Change::Decide { .. } => Deed::Request,
            Change::KeyChanged { .. } => Deed::Keys,
            Change::Erase(_) => Deed::Erase,
            Change::Hold { .. } => Deed::Hold,
            Change::Release { .. } => Deed::Release,
            Change::NameSettled { .. } | Change::PracticeNameSettled { .. } | Change::Exported { .. } => {
                Deed::Export
            }
        }
    }

    /// What the table says of it; `None` where it says nothing, which is a refusal.
    pub fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.deed == self)
    }
}

impl Row {
    /// Whether this person may; `None` is the program itself at set-up.
    pub fn allows(&self, person: Option<&Practitioner>) -> bool {
        person.map_or(self.at_setup, |person| self.by.contains(&person.role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was decided, beside the table: a role that gets more or less is seen here.
    #[test]
    fn each_role_may_what_was_decided() {
        let may = |role: Role| -> Vec<Deed> {
            TABLE.iter().filter(|row| row.by.contains(&role)).map(|row| row.deed).collect()
        };
        use Deed::*;
        let cover = vec![Note, Whereabouts, Concern, OwnPin, CorrectPractice];
        let key_person = [cover.clone(), vec![Practice]].concat();
        let leads = [
            Restricted,
            AgreePractice,
            Review,
            CloseDay,
            Register,
            Groups,
            OthersPin,
            Phrases,
            Pin,
            Evaluate,
            Export,
            Hold,
        ];
        let lead = [key_person.clone(), leads.to_vec()].concat();
        let manager = [lead.clone(), vec![Request, LeadsPin, Managers, Keys, Release, Erase]].concat();
        assert_eq!(may(Role::Cover), cover);
        assert_eq!(may(Role::KeyPerson), key_person);
        assert_eq!(may(Role::RoomLead), lead);
        assert_eq!(may(Role::Manager), manager);
        let setup: Vec<Deed> = TABLE.iter().filter(|row| row.at_setup).map(|row| row.deed).collect();
        assert_eq!(setup, [OwnPin, Register, Groups]);
    }

    #[test]
    fn no_deed_stands_in_two_rows_and_each_says_what_whoever_may_not_is_told() {
        for (index, row) in TABLE.iter().enumerate() {
            assert!(TABLE[index + 1..].iter().all(|other| other.deed != row.deed), "{:?}", row.deed);
            assert!(row.refused.ends_with('.') && !row.what.is_empty());
        }
    }
}
