//! What may appear where, for whom: one pure function over one table. Whatever the table does not allow is
//! refused. The page that a manager prints is made from the same table, so it says what the program does.

use std::collections::BTreeSet;

use super::child::Responsibility;
use super::entry::{Standing, Withdrawn};
use super::id::{ChildId, HouseholdId};
use super::practitioner::{Practitioner, Role};
use super::roll::Roll;

/// Whether something may appear in a report (or on a screen) for somebody, as it is, as something else, or
/// not at all, and then why.
pub fn may_appear(item: Item, recipient: &Recipient, report: ReportKind, facts: &Facts) -> Verdict {
    look_up(TABLE, matter(item, recipient, facts), report, recipient.class()).0
}

/// How much of an entry a member of staff sees on screen and in lists: from the same table.
pub fn may_read(viewer: &Practitioner, standing: &Standing) -> Sight {
    let facts = Facts { own: standing.entry.by == viewer.id, names_clear: true, ..Facts::of_entry(standing) };
    match may_appear(Item::Words, &Recipient::Staff(viewer.role), ReportKind::OnScreen, &facts) {
        Verdict::Allow => Sight::Whole,
        Verdict::Replace(_) => Sight::Line,
        Verdict::Deny(_) => Sight::Nothing,
    }
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

    /// The column of the table.
    pub fn class(&self) -> Class {
        match self {
            Recipient::Household { responsibility: Responsibility::Yes, .. } => Class::Family,
            Recipient::Household { responsibility: Responsibility::No, .. } => Class::FamilyWithout,
            Recipient::Household { responsibility: Responsibility::NotKnown, .. } => Class::FamilyNotKnown,
            Recipient::Staff(Role::Cover | Role::KeyPerson) => Class::Colleague,
            Recipient::Staff(Role::RoomLead) => Class::RoomLead,
            Recipient::Staff(Role::Manager) => Class::Manager,
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
    /// The self-evaluation's form.
    EvidenceForm,
    /// A screen or a list, before somebody who signed in.
    OnScreen,
}

impl ReportKind {
    /// All four.
    pub const ALL: [ReportKind; 4] =
        [ReportKind::FamilyWeek, ReportKind::RoomWeek, ReportKind::EvidenceForm, ReportKind::OnScreen];

    /// The words on the printed page.
    pub fn label(self) -> &'static str {
        match self {
            ReportKind::FamilyWeek => "a family's week",
            ReportKind::RoomWeek => "the room's week",
            ReportKind::EvidenceForm => "the evidence form",
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

/// What is known of the thing. What is not known stands as it must to be refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// An entry: a lead agreed it.
    pub agreed: bool,
    /// An entry: staff only.
    pub private: bool,
    /// An entry: how it left the record.
    pub withdrawn: Option<Withdrawn>,
    /// An entry: the name guard found nobody else in its latest words, or a person settled what it found.
    pub names_clear: bool,
    /// An entry: whose words it holds.
    pub said_by: SaidBy,
    /// An entry or draft: whoever would see it wrote it.
    pub own: bool,
    /// An adult: the households in which they live.
    pub homes: BTreeSet<HouseholdId>,
    /// A practice record: that its kind is known not to be restricted, nor from an agency.
    pub open: bool,
    /// A cell: how many families it holds.
    pub families: Option<u32>,
}

impl Facts {
    /// What an entry says of itself, without the register.
    pub fn of_entry(standing: &Standing) -> Facts {
        Facts {
            agreed: standing.agreed(),
            private: standing.entry.private,
            withdrawn: standing.withdrawn,
            names_clear: standing.names_settled,
            said_by: if standing.entry.with.is_empty() { SaidBy::Nobody } else { SaidBy::NotKnown },
            ..Facts::default()
        }
    }

    /// What an entry and the register say. `guard_found` is whether the name guard found anybody else in its
    /// latest words. Where one of those it was with is not in the register, nobody knows whose words they are.
    pub fn of(standing: &Standing, roll: &Roll, guard_found: bool) -> Facts {
        let facts = Facts::of_entry(standing);
        let with = &standing.entry.with;
        let homes: Option<BTreeSet<HouseholdId>> =
            with.iter().map(|with| Some(roll.contact(with.contact?)?.household)).collect();
        let said_by = match homes {
            _ if with.is_empty() => SaidBy::Nobody,
            Some(homes) => SaidBy::Homes(homes),
            None => SaidBy::NotKnown,
        };
        Facts { said_by, names_clear: !guard_found || standing.names_settled, ..facts }
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

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $label:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// All of them, in the order of the printed page.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The words on the printed page.
            pub fn label(self) -> &'static str {
                match self { $($name::$variant => $label,)* }
            }
        }
    };
}

named! {
    /// The columns of the table: those for whom something is.
    Class {
        /// A household with parental responsibility.
        Family = "a household with parental responsibility",
        /// A household without it.
        FamilyWithout = "a household without it",
        /// A household of which it is not known.
        FamilyNotKnown = "a household of which it is not known",
        /// A key person or cover.
        Colleague = "key person, cover",
        /// A room lead.
        RoomLead = "room lead",
        /// The manager.
        Manager = "manager",
        /// An inspector or adviser.
        Adviser = "inspector, adviser",
        /// Anybody.
        Public = "anybody",
    }
}

named! {
    /// The rows of the table: an item with what is known of it.
    Matter {
        /// Agreed, its latest words, for this recipient.
        Agreed = "an agreed entry's words",
        /// Words of another household's adult.
        OtherHome = "what an adult of another household said",
        /// Words of nobody knows whom.
        WhoseNotKnown = "what somebody said who is not in the register",
        /// Agreed, a name in it is not settled.
        NameWaiting = "an entry in which a name is still to be settled",
        /// Nobody agreed it.
        NotAgreed = "an entry that nobody has agreed",
        /// Private, of somebody else.
        Private = "a private entry",
        /// Private, before its writer.
        OwnPrivate = "a private entry, before its writer",
        /// Taken back.
        TakenBack = "an entry that was taken back",
        /// Struck.
        Struck = "an entry that stood with the wrong child",
        /// Words before a correction.
        Former = "words that have been corrected since",
        /// The page's child.
        ChildName = "the child's name",
        /// Any other child.
        OtherChildName = "another child's name",
        /// An adult of this household.
        AdultName = "the name of an adult of the household",
        /// Any other adult.
        OtherAdultName = "the name of any other adult of a family",
        /// Staff.
        StaffName = "the name of a member of staff",
        /// A practice record that is not restricted.
        Practice = "a practice record",
        /// A restricted one, one from an agency, or one of which it is not known.
        Restricted = "a restricted practice record, or an agency's information",
        /// One's own draft.
        OwnDraft = "words not saved yet, before their writer",
        /// Another's draft.
        Draft = "words not saved yet",
        /// A gap's reason.
        GapReason = "why a family or a talk is missing",
        /// An address.
        Address = "an address",
        /// A total.
        Figure = "a statement's total",
        /// A breakdown's figure of five or more.
        LargeCell = "a figure of a breakdown",
        /// A smaller one.
        SmallCell = "a figure of a breakdown, of fewer than five families",
    }
}

/// The row of the table that an item stands in.
fn matter(item: Item, recipient: &Recipient, facts: &Facts) -> Matter {
    let home = match recipient {
        Recipient::Household { home, .. } => Some(home),
        _ => None,
    };
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
        Item::Practice if facts.open => Matter::Practice,
        Item::Practice => Matter::Restricted,
        Item::Draft if facts.own => Matter::OwnDraft,
        Item::Draft => Matter::Draft,
        Item::GapReason => Matter::GapReason,
        Item::Address => Matter::Address,
        Item::Figure => Matter::Figure,
        Item::Cell if facts.families.is_some_and(|families| families >= 5) => Matter::LargeCell,
        Item::Cell => Matter::SmallCell,
    }
}

/// What a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// As it is.
    Allow,
    /// Only as this.
    Replace(Instead),
    /// Not at all.
    Deny,
}

/// A row of the table: these matters, in this report, for these recipients.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What.
    pub matters: &'static [Matter],
    /// Where.
    pub report: ReportKind,
    /// For whom.
    pub to: &'static [Class],
    /// What is done.
    pub rule: Rule,
    /// Why, in a sentence.
    pub because: &'static str,
}

/// What is said of anything for which no row stands.
pub const NO_RULE: Reason = Reason("Nothing allows it there.");

const FAMILY: &[Class] = &[Class::Family];
const LEADS: &[Class] = &[Class::RoomLead, Class::Manager];
const STAFF: &[Class] = &[Class::Colleague, Class::RoomLead, Class::Manager];
const COLLEAGUES: &[Class] = &[Class::Colleague];
const FORM: &[Class] = &[Class::RoomLead, Class::Manager, Class::Adviser];

const fn row(
    report: ReportKind,
    to: &'static [Class],
    matters: &'static [Matter],
    rule: Rule,
    because: &'static str,
) -> Row {
    Row { matters, report, to, rule, because }
}

/// The table. No two rows speak of the same thing in the same report for the same recipient.
pub const TABLE: &[Row] = {
    use Instead::*;
    use Matter::*;
    use ReportKind::*;
    use Rule::*;
    &[
        row(FamilyWeek, FAMILY, &[Agreed], Allow, "A room lead agreed it, and it is theirs to hear."),
        row(FamilyWeek, FAMILY, &[OtherHome], Deny, "It goes to the household of the adult who said it."),
        row(FamilyWeek, FAMILY, &[WhoseNotKnown], Deny, "It is not known whose words they are."),
        row(FamilyWeek, FAMILY, &[NameWaiting], Deny, "A name in it is still to be settled by a person."),
        row(FamilyWeek, FAMILY, &[NotAgreed], Deny, "No room lead has agreed it."),
        row(FamilyWeek, FAMILY, &[Private, OwnPrivate], Deny, "It is for staff only."),
        row(FamilyWeek, FAMILY, &[TakenBack, Struck], Deny, "It does not stand in the record."),
        row(FamilyWeek, FAMILY, &[Former], Deny, "It has been corrected: only the latest words go out."),
        row(FamilyWeek, FAMILY, &[ChildName, AdultName], Allow, "It is their own page."),
        row(FamilyWeek, FAMILY, &[OtherChildName, OtherAdultName], Deny, "A page names no other family."),
        row(FamilyWeek, FAMILY, &[StaffName], Allow, "Families know who looks after their child."),
        row(FamilyWeek, FAMILY, &[Practice, Restricted], Deny, "The page is made from daily entries alone."),
        row(FamilyWeek, FAMILY, &[Draft, OwnDraft], Deny, "It is not saved."),
        row(FamilyWeek, FAMILY, &[GapReason], Deny, "It is for the room lead alone."),
        row(FamilyWeek, FAMILY, &[Address], Deny, "No page holds an address."),
        row(FamilyWeek, FAMILY, &[Figure, LargeCell, SmallCell], Deny, "Families get words, not counts."),
        row(FamilyWeek, &[Class::FamilyNotKnown], Matter::ALL, Deny, "It is not known who may receive it."),
        row(
            FamilyWeek,
            &[Class::FamilyWithout],
            Matter::ALL,
            Deny,
            "Nobody in this household has parental responsibility.",
        ),
        row(
            RoomWeek,
            LEADS,
            &[Agreed, NotAgreed, NameWaiting],
            Allow,
            "The room's leads answer for its record.",
        ),
        row(
            RoomWeek,
            LEADS,
            &[Private, OwnPrivate],
            Replace(PrivateNote),
            "Private words are never in print.",
        ),
        row(RoomWeek, LEADS, &[TakenBack, Struck], Replace(Line), "That it was there is part of the record."),
        row(RoomWeek, LEADS, &[Former], Deny, "It has been corrected: only the latest words are printed."),
        row(
            RoomWeek,
            LEADS,
            &[ChildName, OtherChildName, AdultName, OtherAdultName, StaffName],
            Allow,
            "It is about the whole room.",
        ),
        row(RoomWeek, LEADS, &[Practice], Allow, "It is part of the room's week."),
        row(RoomWeek, LEADS, &[Restricted], Deny, "Restricted records are never in print."),
        row(RoomWeek, LEADS, &[Draft, OwnDraft], Deny, "It is not saved."),
        row(RoomWeek, LEADS, &[GapReason], Allow, "The lead acts on it."),
        row(RoomWeek, LEADS, &[Address], Deny, "No page holds an address."),
        row(RoomWeek, LEADS, &[Figure, LargeCell], Allow, "The lead acts on it."),
        row(RoomWeek, LEADS, &[SmallCell], Replace(FewerThanFive), "Paper leaves the room."),
        row(EvidenceForm, FORM, &[Agreed], Allow, "A lead agreed that it shows the statement."),
        row(EvidenceForm, FORM, &[NameWaiting], Deny, "A name in it is still to be settled by a person."),
        row(EvidenceForm, FORM, &[NotAgreed], Deny, "Only what was agreed is evidence."),
        row(EvidenceForm, FORM, &[Private, OwnPrivate], Deny, "Private entries are never evidence."),
        row(EvidenceForm, FORM, &[TakenBack, Struck], Deny, "It does not stand in the record."),
        row(EvidenceForm, FORM, &[Former], Deny, "It has been corrected: only the latest words go out."),
        row(
            EvidenceForm,
            FORM,
            &[ChildName, OtherChildName, StaffName],
            Replace(Initials),
            "A stranger needs no names.",
        ),
        row(
            EvidenceForm,
            FORM,
            &[AdultName, OtherAdultName],
            Replace(Relation),
            "A stranger needs no names.",
        ),
        row(EvidenceForm, FORM, &[Practice], Allow, "It is evidence from when it is written."),
        row(EvidenceForm, FORM, &[Restricted], Deny, "Restricted records are counted as kept out."),
        row(EvidenceForm, FORM, &[Draft, OwnDraft], Deny, "It is not saved."),
        row(EvidenceForm, FORM, &[GapReason], Deny, "Which family is missing is for the lead alone."),
        row(EvidenceForm, FORM, &[Address], Deny, "No page holds an address."),
        row(EvidenceForm, FORM, &[Figure, LargeCell], Allow, "It is what the form is for."),
        row(EvidenceForm, FORM, &[SmallCell], Replace(FewerThanFive), "A reader could tell who is meant."),
        row(
            OnScreen,
            STAFF,
            &[Agreed, NotAgreed, NameWaiting, Former],
            Allow,
            "Whoever works here reads the record of the children.",
        ),
        row(
            OnScreen,
            COLLEAGUES,
            &[Private],
            Replace(PrivateNote),
            "It is for its writer, leads and managers.",
        ),
        row(OnScreen, LEADS, &[Private], Allow, "Leads answer for every entry."),
        row(OnScreen, STAFF, &[OwnPrivate], Allow, "They wrote it."),
        row(OnScreen, STAFF, &[TakenBack], Replace(Line), "Its words are gone."),
        row(OnScreen, COLLEAGUES, &[Struck], Replace(Line), "It stood with the wrong child."),
        row(OnScreen, LEADS, &[Struck], Allow, "Leads answer for every entry."),
        row(
            OnScreen,
            STAFF,
            &[ChildName, OtherChildName, AdultName, OtherAdultName, StaffName],
            Allow,
            "Whoever works here knows the families.",
        ),
        row(OnScreen, STAFF, &[Practice], Allow, "It is part of the record."),
        row(OnScreen, COLLEAGUES, &[Restricted], Deny, "It is for leads and managers."),
        row(OnScreen, LEADS, &[Restricted], Allow, "Leads answer for it."),
        row(OnScreen, STAFF, &[OwnDraft], Allow, "They are writing it."),
        row(OnScreen, STAFF, &[Draft], Deny, "A draft is its writer's alone."),
        row(OnScreen, COLLEAGUES, &[GapReason], Deny, "It is for the lead alone."),
        row(OnScreen, LEADS, &[GapReason], Allow, "The lead acts on it."),
        row(OnScreen, STAFF, &[Address], Deny, "The screen faces the door."),
        row(
            OnScreen,
            COLLEAGUES,
            &[Figure, LargeCell, SmallCell],
            Deny,
            "Figures are for leads and managers.",
        ),
        row(OnScreen, LEADS, &[Figure, LargeCell, SmallCell], Allow, "The lead acts on it."),
    ]
};

/// What a table says, and why.
fn look_up(table: &[Row], matter: Matter, report: ReportKind, class: Class) -> (Verdict, Reason) {
    let found = table
        .iter()
        .find(|row| row.report == report && row.to.contains(&class) && row.matters.contains(&matter));
    match found {
        None => (Verdict::Deny(NO_RULE), NO_RULE),
        Some(row) => {
            let because = Reason(row.because);
            let verdict = match row.rule {
                Rule::Allow => Verdict::Allow,
                Rule::Replace(instead) => Verdict::Replace(instead),
                Rule::Deny => Verdict::Deny(because),
            };
            (verdict, because)
        }
    }
}

/// A line of the printed page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `an agreed entry's words`
    pub what: &'static str,
    /// `a household with parental responsibility`
    pub whom: &'static str,
    /// `yes`, `no`, `as initials`
    pub verdict: &'static str,
    /// Why.
    pub because: &'static str,
}

/// The page of a report for the manager: every matter for every recipient to whom the report can go.
/// Recipients for whom no row stands get nothing of it, and are left out.
pub fn page(report: ReportKind) -> Vec<Line> {
    let mut lines = Vec::new();
    for &class in Class::ALL
        .iter()
        .filter(|class| TABLE.iter().any(|row| row.report == report && row.to.contains(class)))
    {
        for &matter in Matter::ALL {
            let (verdict, because) = look_up(TABLE, matter, report, class);
            let verdict = match verdict {
                Verdict::Allow => "yes",
                Verdict::Replace(instead) => instead.label(),
                Verdict::Deny(_) => "no",
            };
            lines.push(Line { what: matter.label(), whom: class.label(), verdict, because: because.0 });
        }
    }
    lines
}
