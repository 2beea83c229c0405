//! What the record holds on a child, line by line, as it is said in plain words; and which lines a person has to decide
//! before they go out. The lines are those of the log itself: a correction is a line beside the first words, so a line
//! that was decided never changes, and what comes afterwards is a line that nobody has decided.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::child::{ContactLink, Responsibility};
use crate::domain::day::{Day, Moment, long};
use crate::domain::entry::With;
use crate::domain::exported::OUTPUT;
use crate::domain::id::{ChildId, ContactId, EntryId, HouseholdId, LineId, PersonId};
use crate::domain::name;
use crate::domain::practice::{Held, Named, Practice, PracticeKind};
use crate::domain::roll::Roll;
use crate::domain::{Change, Child};

/// A line of the record that is held on a child, with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldLine {
    /// Which line.
    pub id: LineId,
    /// When it was written.
    pub recorded: Moment,
    /// By whom.
    pub by: Option<PersonId>,
    /// What it says.
    pub change: Change,
}

impl HeldLine {
    /// Whose words they are: of an entry from paper not whoever entered it.
    pub fn writer(&self) -> Option<PersonId> {
        match &self.change {
            Change::Entry(entry) => Some(entry.by),
            _ => self.by,
        }
    }
}

/// Why a person has to decide a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// It is or may be about somebody else.
    Others,
    /// Another household said it, or it is about its adults; or it is not known whose words they are.
    OtherHome,
    /// It is private.
    Private,
    /// It is restricted, or an agency's information.
    Restricted,
    /// Staff say it to one another.
    Staff,
}

impl Cause {
    /// All of them.
    pub const ALL: [Cause; 5] =
        [Cause::Others, Cause::OtherHome, Cause::Private, Cause::Restricted, Cause::Staff];

    /// In a few words, for the person who decides.
    pub fn label(self) -> &'static str {
        match self {
            Cause::Others => "may be about someone else",
            Cause::OtherHome => "another household's",
            Cause::Private => "private",
            Cause::Restricted => "restricted, or an agency's",
            Cause::Staff => "said among staff",
        }
    }
}

/// A line in plain words: what it is, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// `Drop-off`, `Corrected: wrong fact`
    pub what: String,
    /// When it happened, where that is another moment than when it was written.
    pub happened: Option<Moment>,
    /// What it says; empty where what it is says all.
    pub words: String,
}

/// Who asks for the record of which child, and with what the lines are read.
pub struct Asking<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// The kinds of practice record, which say what is restricted.
    pub kinds: &'a [PracticeKind],
    /// Finds names of other children and their families in words about some.
    pub guard: &'a dyn Fn(&str, &[ChildId]) -> Vec<String>,
    /// Whose record it is.
    pub child: ChildId,
    /// The household of whoever asks; `None` where it is the child.
    pub home: Option<HouseholdId>,
}

/// What is known of the entries of the child, for the lines that were written about them afterwards.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    private: BTreeSet<EntryId>,
    struck: BTreeSet<EntryId>,
    with: BTreeMap<EntryId, Vec<With>>,
}

impl Entries {
    /// Out of the lines that are held.
    pub fn of(lines: &[HeldLine]) -> Entries {
        let mut entries = Entries::default();
        for line in lines {
            match &line.change {
                Change::Entry(entry) => {
                    entries.with.insert(entry.id, entry.with.clone());
                    if entry.private {
                        entries.private.insert(entry.id);
                    }
                }
                Change::Strike { entry, .. } => {
                    entries.struck.insert(*entry);
                }
                _ => {}
            }
        }
        entries
    }
}

impl Asking<'_> {
    /// A line in plain words; `None` for one that says nothing about a child.
    pub fn told(&self, line: &HeldLine) -> Option<Told> {
        let told = |what: &str, words: String| Some(Told { what: what.to_string(), happened: None, words });
        let alone = |what: &str| told(what, String::new());
        match &line.change {
            Change::Child(child) => told("Register", self.register(child)),
            Change::Contact(adult) => told(
                "Register: an adult",
                format!("{}, {}, reads {}.", adult.name, adult.language.trim(), adult.format.label()),
            ),
            Change::Link(link) => told("Register: an adult's place", self.link(link)),
            Change::Unlink { contact, .. } => {
                told("Register: no longer on the list", self.named(Named::Contact(*contact)))
            }
            Change::Siblings { a, b } => {
                let other = if *a == self.child { b } else { a };
                told(
                    "Register: brother or sister",
                    self.roll.child(*other).map(Child::name).unwrap_or_default(),
                )
            }
            Change::KeyPerson(bond) => {
                let what = if bond.second { "Second key person" } else { "Key person" };
                told(
                    what,
                    format!("{}{}", self.named(Named::Person(bond.person)), span(bond.from, bond.until)),
                )
            }
            Change::Group(group) => told("In a group of the room", group.name.clone()),
            Change::Entry(entry) => Some(Told {
                what: entry.kind.label().to_string(),
                happened: Some(entry.happened),
                words: said(&entry.text, &entry.with, entry.follow_up),
            }),
            Change::Amend { text, reason, .. } => {
                told(&format!("Corrected: {}", reason.label()), text.clone())
            }
            Change::TakeBack { .. } => alone("Taken back within five minutes: its words are gone"),
            Change::Strike { .. } => alone("Struck: it stood with the wrong child"),
            Change::Agree { .. } => alone("Agreed by a lead"),
            Change::AgreementTakenBack { .. } => alone("A lead took back having agreed it"),
            Change::SendBack { question, .. } => told("A lead asked the writer", question.clone()),
            Change::Gap { day, kind, reason, .. } => told(
                &format!("Why there is no {} on {}", kind.label().to_lowercase(), long(*day)),
                reason.clone(),
            ),
            Change::Presence { day, is, .. } => told(&format!("Where on {}", long(*day)), is.label()),
            Change::PresenceTakenBack { day, .. } => alone(&format!("Where on {}: taken back", long(*day))),
            Change::HeardBack { heard, childs_words, with, .. } => {
                let childs =
                    childs_words.as_ref().map(|words| format!(" The child: {words}")).unwrap_or_default();
                told("Heard back of a step for home", said(&format!("{heard}{childs}"), with, None))
            }
            Change::StepReopened { .. } => alone("A step for home is open again: what was heard is gone"),
            Change::FollowUpDone { how, .. } => {
                told("What was promised is done", how.clone().unwrap_or_default())
            }
            Change::Practice(record) => self.practice(record, ""),
            Change::AmendPractice { record, reason, .. } => {
                self.practice(record, &format!(", corrected: {}", reason.label()))
            }
            Change::TakeBackPractice { .. } => {
                alone("A record was taken back within five minutes: its words are gone")
            }
            Change::AgreePractice { .. } => alone("A record was agreed by a lead"),
            Change::EvidenceText { text, .. } => {
                told("A text that cites an entry of the child", text.clone())
            }
            Change::NameSettled { .. } | Change::PracticeNameSettled { .. } => {
                alone("A lead looked at the names in it")
            }
            Change::Erase(erasure) => {
                told("Something was erased by two people", erasure.ground.label().into())
            }
            Change::Hold { reason, .. } => told("Held: it is not to be erased", reason.clone()),
            Change::Release { reason, .. } => told("Not held any more", reason.clone()),
            Change::Exported { report, recipient, .. } => {
                told(&format!("Went out: {}", report.replace('-', " ")), recipient.clone())
            }
            // About nobody, or about others alone. A concern that was passed on names no child, and is in no export.
            Change::Setting(_)
            | Change::Room(_)
            | Change::Person(_)
            | Change::PinChosen { .. }
            | Change::Household(_)
            | Change::CloseDay { .. }
            | Change::Phrase(_)
            | Change::Pinned(_)
            | Change::Unpinned { .. }
            | Change::Judge { .. }
            | Change::KeepText { .. }
            | Change::Rate { .. }
            | Change::Area { .. }
            | Change::SignOff(_)
            | Change::ConcernPassedOn
            | Change::KeyChanged { .. }
            | Change::ClockSet { .. }
            | Change::Request { .. }
            | Change::Decide { .. } => None,
        }
    }

    /// Why a person has to decide a line; empty where it is the child's own and names nobody else.
    pub fn causes(&self, line: &HeldLine, entries: &Entries) -> BTreeSet<Cause> {
        let mut causes = BTreeSet::new();
        let mut because = |cause, holds: bool| {
            if holds {
                causes.insert(cause);
            }
        };
        match &line.change {
            Change::Child(child) => because(Cause::Staff, !child.notes.trim().is_empty()),
            Change::Contact(adult) => because(Cause::OtherHome, !self.own(adult.household)),
            Change::Link(ContactLink { contact, .. }) | Change::Unlink { contact, .. } => {
                because(Cause::OtherHome, !self.of_home(*contact));
            }
            Change::Siblings { .. } => because(Cause::Others, true),
            Change::SendBack { .. } | Change::Gap { .. } | Change::Hold { .. } | Change::Release { .. } => {
                because(Cause::Staff, true);
            }
            Change::EvidenceText { .. } => {
                because(Cause::Staff, true);
                because(Cause::Others, true);
            }
            // Where a command printed it, which may have been for this very request, no home is named.
            Change::Exported { recipient, .. } => {
                because(Cause::OtherHome, self.homes() > 1 && recipient != OUTPUT);
            }
            Change::HeardBack { with, .. } => because(Cause::OtherHome, !self.may_hear(with)),
            Change::Practice(record) | Change::AmendPractice { record, .. } => {
                because(Cause::Restricted, !record.open(self.kinds));
                because(Cause::Others, record.children.iter().any(|child| *child != self.child));
                let adults = record.fields.values().filter_map(|held| match held {
                    Held::Contacts(adults) => Some(adults),
                    _ => None,
                });
                because(Cause::OtherHome, adults.flatten().any(|adult| !self.of_home(*adult)));
                because(Cause::OtherHome, self.homes() > 1 && !record.family_words.is_empty());
            }
            _ => {}
        }
        let told = self.told(line).map(|told| told.words).unwrap_or_default();
        if let Some(entry) = entry_of(&line.change) {
            let with = entries.with.get(&entry).map(Vec::as_slice).unwrap_or_default();
            let speaks = !told.is_empty()
                && matches!(
                    line.change,
                    Change::Entry(_)
                        | Change::Amend { .. }
                        | Change::HeardBack { .. }
                        | Change::FollowUpDone { .. }
                );
            because(Cause::Private, speaks && entries.private.contains(&entry));
            // What stood with the wrong child is about another.
            because(Cause::Others, speaks && entries.struck.contains(&entry));
            because(Cause::OtherHome, speaks && !self.may_hear(with));
        }
        if speaks_freely(&line.change) && !told.is_empty() {
            because(Cause::Others, !(self.guard)(&told, &[self.child]).is_empty());
            because(Cause::OtherHome, self.names_other_home(&told));
        }
        causes
    }

    fn register(&self, child: &Child) -> String {
        let room = self.roll.room(child.room).map(|room| room.name.clone());
        let facts = [
            Some(child.name()),
            child.known_as.as_ref().map(|_| format!("registered as {} {}", child.forename, child.surname)),
            child.born.map(|day| format!("born {}", long(day))),
            room.map(|room| format!("room {room}")),
            child.started.map(|day| format!("from {}", long(day))),
            child.left.map(|day| format!("until {}", long(day))),
            Some(format!("comes {}", child.comes())),
        ];
        let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let notes = child.notes.trim();
        if notes.is_empty() { format!("{facts}.") } else { format!("{facts}. Notes: {notes}") }
    }

    fn link(&self, link: &ContactLink) -> String {
        let responsibility = match link.responsibility {
            Responsibility::Yes => "has parental responsibility",
            Responsibility::No => "has no parental responsibility",
            Responsibility::NotKnown => "parental responsibility not known",
        };
        let collects = match link.may_collect {
            Some(true) => ", may collect",
            Some(false) => ", may not collect",
            None => "",
        };
        format!(
            "{}: {}, {responsibility}{collects}.",
            self.named(Named::Contact(link.contact)),
            link.relation
        )
    }

    fn practice(&self, record: &Practice, after: &str) -> Option<Told> {
        let kind = self.kinds.iter().find(|kind| kind.code == record.kind);
        let label = kind.map_or(record.kind.as_str(), |kind| kind.label.as_str());
        let name = |named| self.named(named);
        // A kind that is not there any more has no labels: what stands in its fields is said by their codes.
        let words = match kind {
            Some(kind) => kind.says(record, &name),
            None => {
                let fields =
                    record.fields.iter().map(|(code, held)| format!("{code}: {}.", held.says(&name)));
                std::iter::once(record.text.clone()).chain(fields).collect::<Vec<_>>().join(" ")
            }
        };
        let mut words = words;
        for family in record.family_words.iter().filter(|family| !record.text.contains(family.as_str())) {
            words.push_str(&format!(" “{family}”"));
        }
        Some(Told { what: format!("{label}, {}{after}", long(record.day)), happened: None, words })
    }

    fn named(&self, named: Named) -> String {
        match named {
            Named::Person(id) => self.roll.person(id).map(|person| person.name.clone()),
            Named::Contact(id) => self.roll.contact(id).map(|adult| adult.name.clone()),
        }
        .unwrap_or_else(|| "somebody who is not in the register".to_string())
    }

    /// How many homes the child has.
    fn homes(&self) -> usize {
        self.roll.households(self.child).len()
    }

    /// Whether a household is that of whoever asks: of a child of one home, that home.
    fn own(&self, home: HouseholdId) -> bool {
        match self.home {
            Some(own) => own == home,
            None => self.homes() < 2 && self.roll.households(self.child).contains(&home),
        }
    }

    fn of_home(&self, adult: ContactId) -> bool {
        self.roll.contact(adult).is_some_and(|adult| self.own(adult.household))
    }

    /// Whether what was said with these adults is the household's own to hear. Where one of them is not in the register,
    /// it is known of a child of one home alone.
    fn may_hear(&self, with: &[With]) -> bool {
        with.iter().all(|with| match with.contact {
            Some(adult) => self.of_home(adult),
            None => self.homes() < 2,
        })
    }

    /// Whether an adult of another home of the child is named in words, by first name or by what they are to the child.
    fn names_other_home(&self, words: &str) -> bool {
        let spoken: BTreeSet<String> = name::words(words).into_iter().collect();
        self.roll.adults(self.child).filter(|(_, adult)| !self.own(adult.household)).any(|(link, adult)| {
            let first = name::words(&adult.name).into_iter().next();
            let relation = name::words(&link.relation);
            let related = !relation.is_empty() && relation.iter().all(|word| spoken.contains(word));
            related || first.is_some_and(|first| spoken.contains(&first))
        })
    }
}

/// The entry that a line is about.
fn entry_of(change: &Change) -> Option<EntryId> {
    match change {
        Change::Entry(entry) => Some(entry.id),
        Change::Amend { entry, .. }
        | Change::SendBack { entry, .. }
        | Change::HeardBack { entry, .. }
        | Change::FollowUpDone { entry, .. } => Some(*entry),
        _ => None,
    }
}

/// Whether a line holds words that somebody typed, in which anybody may be named.
fn speaks_freely(change: &Change) -> bool {
    matches!(
        change,
        Change::Child(_)
            | Change::Group(_)
            | Change::Entry(_)
            | Change::Amend { .. }
            | Change::SendBack { .. }
            | Change::Gap { .. }
            | Change::Hold { .. }
            | Change::Release { .. }
            | Change::HeardBack { .. }
            | Change::FollowUpDone { .. }
            | Change::Practice(_)
            | Change::AmendPractice { .. }
            | Change::EvidenceText { .. }
    )
}

/// An entry's words, with whom, and what was promised.
fn said(text: &str, with: &[With], follow_up: Option<Day>) -> String {
    let with: Vec<&str> = with.iter().map(|with| with.word.as_str()).collect();
    let with = if with.is_empty() { String::new() } else { format!(" With: {}.", with.join(", ")) };
    let promised = follow_up.map(|day| format!(" Promised for {}.", long(day))).unwrap_or_default();
    format!("{text}{with}{promised}")
}

/// ` from 1 September 2026 until 1 March 2027`
fn span(from: Option<Day>, until: Option<Day>) -> String {
    let from = from.map(|day| format!(" from {}", long(day))).unwrap_or_default();
    let until = until.map(|day| format!(" until {}", long(day))).unwrap_or_default();
    format!("{from}{until}")
}

/// Whether a change is held on a child by what it says itself, with the child's entries and records known.
pub fn is_about(
    change: &Change,
    child: ChildId,
    entries: &BTreeSet<EntryId>,
    adults: &BTreeSet<ContactId>,
) -> bool {
    match change {
        Change::Contact(adult) => adults.contains(&adult.id),
        Change::Siblings { a, b } => *a == child || *b == child,
        Change::Group(group) => group.children.contains(&child),
        Change::Practice(record) | Change::AmendPractice { record, .. } => record.children.contains(&child),
        Change::EvidenceText { cited, .. } => cited.iter().any(|entry| entries.contains(entry)),
        Change::Exported { entries: shown, .. } => shown.iter().any(|entry| entries.contains(entry)),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
