//! What may appear where, for whom: one pure function over one table. Whatever the table does not allow is
//! refused. The page that a manager prints is made from the same table, so it says what the program does.

mod table;
#[cfg(test)]
mod tests;

pub use table::{Class, Line, Matter, NO_RULE, Row, Rule, TABLE, page};

use std::collections::BTreeSet;

use crate::domain::child::Responsibility;
use crate::domain::entry::{Standing, Step, With, Withdrawn};
use crate::domain::id::{ChildId, HouseholdId, RoomId};
use crate::domain::practice::{Practice, PracticeKind};
use crate::domain::practitioner::{Practitioner, Role};
use crate::domain::roll::Roll;

/// Whether something may appear in a report (or on a screen) for somebody, as it is, as something else, or
/// not at all, and then why.
pub fn may_appear(item: Item, recipient: &Recipient, report: ReportKind, facts: &Facts) -> Verdict {
    table::look_up(TABLE, matter(item, recipient, facts), report, recipient.class()).0
}

/// How much of an entry a member of staff sees on screen and in lists: from the same table.
pub fn may_read(viewer: &Practitioner, standing: &Standing) -> Sight {
    let facts = Facts { own: standing.entry.by == viewer.id, ..Facts::of_entry(standing) };
    match may_appear(Item::Words, &Recipient::Staff(viewer.role), ReportKind::OnScreen, &facts) {
        Verdict::Allow => Sight::Whole,
        Verdict::Replace(_) => Sight::Line,
        Verdict::Deny(_) => Sight::Nothing,
    }
}

/// Whether a member of staff may read a practice record on screen and in lists: from the same table.
pub fn may_read_practice(viewer: &Practitioner, practice: &Practice, kinds: &[PracticeKind]) -> bool {
    let facts = Facts { open: practice.open(kinds), ..Facts::default() };
    let verdict = may_appear(Item::Practice, &Recipient::Staff(viewer.role), ReportKind::OnScreen, &facts);
    verdict == Verdict::Allow
}

/// Whether a member of staff may look at any room, on screen and in lists: whoever leads, and everybody at a machine that
/// stands in no room of its own. Others see the room of their machine.
pub fn may_see_all_rooms(viewer: &Practitioner, machine: Option<RoomId>) -> bool {
    viewer.role.leads() || machine.is_none()
}

/// How much is seen of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// All of it.
    Whole,
    /// That there is one, of whom and when, without its words.
    Line,
    /// Nothing.
    Nothing,
}

/// What would appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// An entry's words in their latest form.
    Words,
    /// An entry's words before they were corrected.
    FormerWords,
    /// The name of the child whom the page is about.
    ChildName,
    /// The name of any other child.
    OtherChildName,
    /// The name of an adult of a family.
    AdultName,
    /// The name of a member of staff.
    StaffName,
    /// A practice record.
    Practice,
    /// Words that are not saved yet.
    Draft,
    /// Why a family or a talk is missing.
    GapReason,
    /// Where a family lives.
    Address,
    /// A statement's figure, over all families of the scope.
    Figure,
    /// A figure of a breakdown.
    Cell,
    /// Where a child is on a day: here, expected, gone home.
    Whereabouts,
    /// Of a complaint: when it came, its area, its term and how it ended.
    Complaint,
    /// What was done about a complaint, in somebody's words.
    ComplaintWords,
    /// A line of the record that is held on a child, in the record that was asked for.
    Held,
}

/// For whom it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// A household.
    Household {
        /// Which.
        home: HouseholdId,
        /// What its adults are allowed together: see [`Recipient::household`].
        responsibility: Responsibility,
    },
    /// A member of staff.
    Staff(Role),
    /// The next room or school, through a household that reads it first and agrees that it is handed on.
    NextSetting {
        /// Which household.
        home: HouseholdId,
        /// What its adults are allowed together: see [`Recipient::household`].
        responsibility: Responsibility,
    },
    /// The child whose record it is, who asks for it.
    Child,
    /// An inspector or adviser.
    Adviser,
    /// Anybody.
    Public,
}

impl Recipient {
    /// A child's household: with responsibility where any adult of it has it for this child, without where
    /// all are known not to, else not known.
    pub fn household(roll: &Roll, child: ChildId, home: HouseholdId) -> Recipient {
        let adults: Vec<Responsibility> = roll
            .adults(child)
            .filter(|(_, contact)| contact.household == home)
            .map(|(link, _)| link.responsibility)
            .collect();
        let responsibility = if adults.contains(&Responsibility::Yes) {
            Responsibility::Yes
        } else if !adults.is_empty() && adults.iter().all(|one| *one == Responsibility::No) {
            Responsibility::No
        } else {
            Responsibility::NotKnown
        };
        Recipient::Household { home, responsibility }
    }

    /// The next room or school of a child, through a household of theirs.
    pub fn next_setting(roll: &Roll, child: ChildId, home: HouseholdId) -> Recipient {
        match Recipient::household(roll, child, home) {
            Recipient::Household { home, responsibility } => Recipient::NextSetting { home, responsibility },
            other => other,
        }
    }

    /// The household by whose rules it is read, where it is one.
    fn home(&self) -> Option<&HouseholdId> {
        match self {
            Recipient::Household { home, .. } | Recipient::NextSetting { home, .. } => Some(home),
            _ => None,
        }
    }

    /// The column of the table.
    pub fn class(&self) -> Class {
        match self {
            Recipient::Household { responsibility: Responsibility::Yes, .. } => Class::Family,
            Recipient::NextSetting { responsibility: Responsibility::Yes, .. } => Class::NextSetting,
            Recipient::Household { responsibility: Responsibility::No, .. }
            | Recipient::NextSetting { responsibility: Responsibility::No, .. } => Class::FamilyWithout,
            Recipient::Household { responsibility: Responsibility::NotKnown, .. }
            | Recipient::NextSetting { responsibility: Responsibility::NotKnown, .. } => {
                Class::FamilyNotKnown
            }
            Recipient::Staff(Role::Cover | Role::KeyPerson) => Class::Colleague,
            Recipient::Staff(Role::RoomLead) => Class::RoomLead,
            Recipient::Staff(Role::Manager) => Class::Manager,
            Recipient::Child => Class::Child,
            Recipient::Adviser => Class::Adviser,
            Recipient::Public => Class::Public,
        }
    }
}

/// Where it would appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportKind {
    /// A family's week.
    FamilyWeek,
    /// The room's week.
    RoomWeek,
    /// The setting's week: its rooms side by side.
    SettingWeek,
    /// The self-evaluation's form.
    EvidenceForm,
    /// Today's handover card of a room.
    Handover,
    /// Empty sheets to write a room's day on.
    BlankSheets,
    /// A child's record for the next room or school.
    MovingOn,
    /// A child's whole record, for whoever asked for it.
    WholeRecord,
    /// The complaints of a period.
    Complaints,
    /// What was done with a child's record, without its words.
    Audit,
    /// What is due to be erased, and what is held.
    Due,
    /// The keys of the door, for the wall.
    KeyCard,
    /// Pages made from what the program itself is made of: its policy, its terms.
    OwnPages,
    /// A screen or a list, before somebody who signed in.
    OnScreen,
}

impl ReportKind {
    /// All of them, in the order of the printed page.
    pub const ALL: [ReportKind; 14] = [
        ReportKind::FamilyWeek,
        ReportKind::RoomWeek,
        ReportKind::SettingWeek,
        ReportKind::EvidenceForm,
        ReportKind::Handover,
        ReportKind::BlankSheets,
        ReportKind::MovingOn,
        ReportKind::WholeRecord,
        ReportKind::Complaints,
        ReportKind::Audit,
        ReportKind::Due,
        ReportKind::KeyCard,
        ReportKind::OwnPages,
        ReportKind::OnScreen,
    ];

    /// The words on the printed page.
    pub fn label(self) -> &'static str {
        match self {
            ReportKind::FamilyWeek => "a family's week",
            ReportKind::RoomWeek => "the room's week",
            ReportKind::SettingWeek => "the setting's week",
            ReportKind::EvidenceForm => "the evidence form",
            ReportKind::Handover => "the handover card",
            ReportKind::BlankSheets => "blank sheets",
            ReportKind::MovingOn => "a moving-on record",
            ReportKind::WholeRecord => "a child's whole record",
            ReportKind::Complaints => "the complaints",
            ReportKind::Audit => "what was done with a child's record",
            ReportKind::Due => "what is due",
            ReportKind::KeyCard => "the key card",
            ReportKind::OwnPages => "the program's own pages",
            ReportKind::OnScreen => "the screen",
        }
    }
}

/// Whose words an entry holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaidBy {
    /// Somebody whom the register does not tell: nobody's page has them.
    #[default]
    NotKnown,
    /// Nobody in particular was named: it is for all with parental responsibility.
    Nobody,
    /// Adults of these households.
    Homes(BTreeSet<HouseholdId>),
}

/// What becomes of a line of a record that was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// A person has to decide it, and nobody has.
    #[default]
    Undecided,
    /// It is the child's own and names nobody else.
    Own,
    /// A manager decided that it goes out, with or without some of its words.
    LetOut,
    /// A manager decided that it does not.
    Withheld,
}

/// What is known of the thing. What is not known stands as it must to be refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// An entry or practice record: a lead agreed it.
    pub agreed: bool,
    /// An entry: its writer and the leads only.
    pub private: bool,
    /// An entry: how it left the record.
    pub withdrawn: Option<Withdrawn>,
    /// An entry, practice record or complaint: the name guard found nobody else in its latest words, or a person
    /// settled what it found.
    pub names_clear: bool,
    /// An entry or practice record: whose words it holds.
    pub said_by: SaidBy,
    /// An entry or draft: whoever would see it wrote it.
    pub own: bool,
    /// An adult: the households in which they live.
    pub homes: BTreeSet<HouseholdId>,
    /// A practice record: that its kind is known not to be restricted, nor from an agency.
    pub open: bool,
    /// A cell: how many families it holds.
    pub families: Option<u32>,
    /// A line of a record that was asked for: what becomes of it.
    pub outcome: Outcome,
}

impl Facts {
    /// What an entry says of itself, without the register.
    pub fn of_entry(standing: &Standing) -> Facts {
        Facts {
            agreed: standing.agreed() && !standing.amended_since(),
            private: standing.entry.private,
            withdrawn: standing.withdrawn,
            names_clear: standing.names_settled,
            said_by: if standing.entry.with.is_empty() { SaidBy::Nobody } else { SaidBy::NotKnown },
            ..Facts::default()
        }
    }

    /// What an entry and the register say. `guard_found` is whether the name guard found anybody else in its
    /// latest words.
    pub fn of(standing: &Standing, roll: &Roll, guard_found: bool) -> Facts {
        let said_by = match said_by(&standing.entry.with, roll) {
            SaidBy::Nobody => unsaid(standing, roll),
            said_by => said_by,
        };
        let names_clear = !guard_found || standing.names_settled;
        Facts { said_by, names_clear, ..Facts::of_entry(standing) }
    }

    /// The same of what was heard back of a step, `None` where nothing was. Where nobody wrote down who told it,
    /// it is known whose words they are for a child of one home alone.
    pub fn of_heard(standing: &Standing, roll: &Roll, guard_found: bool) -> Option<Facts> {
        let Some(Step::HeardBack { with, .. }) = &standing.step else { return None };
        let said_by = match said_by(with, roll) {
            SaidBy::Nobody if roll.households(standing.entry.child).len() > 1 => SaidBy::NotKnown,
            said_by => said_by,
        };
        Some(Facts { said_by, ..Facts::of(standing, roll, guard_found) })
    }
}

/// Whose words they are, by whom the talk was with. Where one of them is not in the register, nobody knows.
fn said_by(with: &[With], roll: &Roll) -> SaidBy {
    if with.is_empty() {
        return SaidBy::Nobody;
    }
    let homes: Option<_> = with.iter().map(|with| Some(roll.contact(with.contact?)?.household)).collect();
    homes.map_or(SaidBy::NotKnown, SaidBy::Homes)
}

/// Whose words an entry holds that names nobody it was with: where the child has more than one home, it may
/// still tell what the adult of one home said, and that is not for the other.
fn unsaid(standing: &Standing, roll: &Roll) -> SaidBy {
    let child = standing.entry.child;
    if roll.households(child).len() < 2 {
        return SaidBy::Nobody;
    }
    let text = standing.text().to_lowercase();
    let spoken: BTreeSet<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
    let homes: BTreeSet<HouseholdId> = roll
        .adults(child)
        .filter(|(link, _)| spoken.contains(link.relation.to_lowercase().as_str()))
        .map(|(_, adult)| adult.household)
        .collect();
    if !homes.is_empty() {
        SaidBy::Homes(homes)
    } else if !standing.family_words().is_empty() {
        SaidBy::NotKnown
    } else {
        SaidBy::Nobody
    }
}

/// May it appear?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it is.
    Allow,
    /// Only as this.
    Replace(Instead),
    /// Not at all, because of this.
    Deny(Reason),
}

/// What stands in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Instead {
    /// A person's initials.
    Initials,
    /// What an adult is to the child: `Mum`.
    Relation,
    /// `private note`
    PrivateNote,
    /// That an entry was taken back or struck, who and when.
    Line,
    /// `fewer than 5`
    FewerThanFive,
}

impl Instead {
    /// The words on the printed page.
    pub fn label(self) -> &'static str {
        match self {
            Instead::Initials => "as initials",
            Instead::Relation => "as “Mum”, “Gran”",
            Instead::PrivateNote => "as “private note”",
            Instead::Line => "as a line without words",
            Instead::FewerThanFive => "as “fewer than 5”",
        }
    }
}

/// Why something is as it is: a plain sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason(pub &'static str);

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// The row of the table that an item stands in.
fn matter(item: Item, recipient: &Recipient, facts: &Facts) -> Matter {
    let home = recipient.home();
    match item {
        Item::Words | Item::FormerWords => match facts.withdrawn {
            Some(Withdrawn::TakenBack { .. }) => Matter::TakenBack,
            Some(Withdrawn::Struck { .. }) => Matter::Struck,
            None if facts.private && facts.own => Matter::OwnPrivate,
            None if facts.private => Matter::Private,
            None if item == Item::FormerWords => Matter::Former,
            None if !facts.agreed => Matter::NotAgreed,
            None => match (home, &facts.said_by) {
                (Some(_), SaidBy::NotKnown) => Matter::WhoseNotKnown,
                (Some(home), SaidBy::Homes(homes)) if !homes.contains(home) => Matter::OtherHome,
                _ if !facts.names_clear => Matter::NameWaiting,
                _ => Matter::Agreed,
            },
        },
        Item::ChildName => Matter::ChildName,
        Item::OtherChildName => Matter::OtherChildName,
        Item::AdultName if home.is_some_and(|home| facts.homes.contains(home)) => Matter::AdultName,
        Item::AdultName => Matter::OtherAdultName,
        Item::StaffName => Matter::StaffName,
        Item::Practice if !facts.open => Matter::Restricted,
        // Whoever works here answers for it; what goes to a family, or through one, keeps to the same as their words.
        Item::Practice => match (home, &facts.said_by) {
            (None, _) => Matter::Practice,
            (Some(_), _) if !facts.agreed => Matter::NotAgreed,
            (Some(_), SaidBy::NotKnown) => Matter::WhoseNotKnown,
            (Some(home), SaidBy::Homes(homes)) if !homes.contains(home) => Matter::OtherHome,
            (Some(_), _) if !facts.names_clear => Matter::NameWaiting,
            (Some(_), _) => Matter::Practice,
        },
        Item::Draft if facts.own => Matter::OwnDraft,
        Item::Draft => Matter::Draft,
        Item::GapReason => Matter::GapReason,
        Item::Address => Matter::Address,
        Item::Figure => Matter::Figure,
        Item::Cell if facts.families.is_some_and(|families| families >= 5) => Matter::LargeCell,
        Item::Cell => Matter::SmallCell,
        Item::Whereabouts => Matter::Whereabouts,
        Item::Complaint => Matter::Complaint,
        Item::ComplaintWords if facts.names_clear => Matter::ComplaintWords,
        Item::ComplaintWords => Matter::ComplaintNames,
        Item::Held => match facts.outcome {
            Outcome::Own => Matter::HeldOwn,
            Outcome::LetOut => Matter::HeldLetOut,
            Outcome::Withheld => Matter::HeldWithheld,
            Outcome::Undecided => Matter::HeldUndecided,
        },
    }
}
