//! The table itself, its rows and columns, and the page that is printed from it.

use super::{Instead, Reason, ReportKind, Verdict};

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
const MANAGER: &[Class] = &[Class::Manager];
const STAFF: &[Class] = &[Class::Colleague, Class::RoomLead, Class::Manager];
const COLLEAGUES: &[Class] = &[Class::Colleague];
const NEXT: &[Class] = &[Class::NextSetting];
const ASKERS: &[Class] = &[Class::Family, Class::Child];
const COMPLAINTS: &[Class] = &[Class::Manager, Class::Adviser, Class::Public];
const FORM: &[Class] = &[Class::RoomLead, Class::Manager, Class::Adviser];

const COMPLAINT: &[Matter] = &[Matter::Complaint, Matter::ComplaintWords, Matter::ComplaintNames];
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
        row(FamilyWeek, FAMILY, &[Private, OwnPrivate], Deny, "It is private."),
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
        row(SettingWeek, MANAGER, &[Figure, LargeCell], Allow, "The manager acts on it."),
        row(SettingWeek, MANAGER, &[SmallCell], Replace(FewerThanFive), "Paper leaves the room."),
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
            Handover,
            STAFF,
            &[Agreed, NotAgreed, NameWaiting],
            Allow,
            "Whoever has the room next reads the record of its children.",
        ),
        row(Handover, STAFF, &[Former], Deny, "It has been corrected: only the latest words are printed."),
        row(Handover, STAFF, &[Private, OwnPrivate], Deny, "Private words are never in print."),
        row(Handover, STAFF, &[TakenBack, Struck], Deny, "It does not stand in the record."),
        row(
            Handover,
            STAFF,
            &[ChildName, OtherChildName, AdultName, OtherAdultName, StaffName],
            Allow,
            "It is about the whole room.",
        ),
        row(Handover, STAFF, &[Whereabouts], Allow, "The next shift must know who is here."),
        row(Handover, STAFF, &[Practice, Restricted], Deny, "The card is made from daily entries alone."),
        row(Handover, STAFF, &[Draft, OwnDraft], Deny, "It is not saved."),
        row(Handover, STAFF, &[GapReason], Deny, "It is for the lead alone."),
        row(Handover, STAFF, &[Address], Deny, "No page holds an address."),
        row(Handover, STAFF, &[Figure, LargeCell, SmallCell], Deny, "Figures are for leads and managers."),
        row(Handover, STAFF, COMPLAINT, Deny, "A complaint is for the manager."),
        row(
            BlankSheets,
            STAFF,
            &[ChildName, OtherChildName],
            Allow,
            "Every child of the room has a row to write in.",
        ),
        row(MovingOn, NEXT, &[Agreed], Allow, "A room lead agreed it, and the family reads it first."),
        row(MovingOn, NEXT, &[Practice], Allow, "It was agreed, and the family reads it first."),
        row(
            MovingOn,
            NEXT,
            &[OtherHome],
            Deny,
            "Another household's words go on with that household's agreement alone.",
        ),
        row(MovingOn, NEXT, &[WhoseNotKnown], Deny, "It is not known whose words they are."),
        row(MovingOn, NEXT, &[NameWaiting], Deny, "A name in it is still to be settled by a person."),
        row(MovingOn, NEXT, &[NotAgreed], Deny, "No room lead has agreed it."),
        row(MovingOn, NEXT, &[Private, OwnPrivate], Deny, "It is private."),
        row(MovingOn, NEXT, &[TakenBack, Struck], Deny, "It does not stand in the record."),
        row(MovingOn, NEXT, &[Former], Deny, "It has been corrected: only the latest words go out."),
        row(MovingOn, NEXT, &[Restricted], Deny, "Restricted records go on by another way, or not at all."),
        row(MovingOn, NEXT, &[ChildName, AdultName], Allow, "It is their own record."),
        row(MovingOn, NEXT, &[OtherChildName, OtherAdultName], Deny, "It names no other family."),
        row(MovingOn, NEXT, &[StaffName], Allow, "The next setting knows whom to ask."),
        row(MovingOn, NEXT, &[Draft, OwnDraft], Deny, "It is not saved."),
        row(MovingOn, NEXT, &[GapReason], Deny, "It is for the room lead alone."),
        row(MovingOn, NEXT, &[Address], Deny, "No page holds an address."),
        row(MovingOn, NEXT, &[Whereabouts], Deny, "Where a child is today is for the room."),
        row(MovingOn, NEXT, &[Figure, LargeCell, SmallCell], Deny, "It holds words, not counts."),
        row(MovingOn, NEXT, COMPLAINT, Deny, "A complaint is for the manager."),
        row(MovingOn, &[Class::FamilyNotKnown], Matter::ALL, Deny, "It is not known who may agree to it."),
        row(
            MovingOn,
            &[Class::FamilyWithout],
            Matter::ALL,
            Deny,
            "Nobody in this household has parental responsibility.",
        ),
        row(WholeRecord, ASKERS, &[HeldOwn], Allow, "It is the child's own, and names nobody else."),
        row(
            WholeRecord,
            ASKERS,
            &[HeldLetOut],
            Allow,
            "A manager looked at it and decided that it goes out.",
        ),
        row(WholeRecord, ASKERS, &[HeldWithheld], Deny, "A manager decided so, and the reason is counted."),
        row(WholeRecord, ASKERS, &[HeldUndecided], Deny, "A person decides it first."),
        row(WholeRecord, ASKERS, &[StaffName], Allow, "Whoever wrote it did so in their work."),
        row(
            WholeRecord,
            &[Class::FamilyNotKnown],
            Matter::ALL,
            Deny,
            "It is not known whether they may ask for it.",
        ),
        row(
            WholeRecord,
            &[Class::FamilyWithout],
            Matter::ALL,
            Deny,
            "Nobody in this household has parental responsibility.",
        ),
        row(
            Complaints,
            COMPLAINTS,
            &[Complaint],
            Allow,
            "Anybody may ask which complaints came and what became of them.",
        ),
        row(Complaints, COMPLAINTS, &[ComplaintWords], Allow, "They name nobody."),
        row(
            Complaints,
            COMPLAINTS,
            &[ComplaintNames],
            Deny,
            "They name somebody, or a way to reach somebody.",
        ),
        row(
            Audit,
            MANAGER,
            &[ChildName, AdultName, OtherAdultName, StaffName],
            Allow,
            "The manager answers for what was done with a record, and to whom it went.",
        ),
        row(Due, MANAGER, &[ChildName, StaffName], Allow, "The manager decides what becomes of it."),
        row(
            KeyCard,
            STAFF,
            Matter::ALL,
            Deny,
            "It is made from the keys alone: nothing of the record is in it.",
        ),
        row(
            OwnPages,
            LEADS,
            Matter::ALL,
            Deny,
            "The page is made from the program itself: nothing of the record is in it.",
        ),
        row(OnScreen, STAFF, &[Whereabouts], Allow, "The board shows it."),
        row(OnScreen, COLLEAGUES, COMPLAINT, Deny, "It is for leads and managers."),
        row(OnScreen, LEADS, COMPLAINT, Allow, "Leads answer for it."),
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
pub(super) fn look_up(table: &[Row], matter: Matter, report: ReportKind, class: Class) -> (Verdict, Reason) {
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
        /// The next room or school, through a household with responsibility.
        NextSetting = "the next room or school, by a household's agreement",
        /// The child whose record it is.
        Child = "the child whose record it is",
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
        /// Where a child is.
        Whereabouts = "where a child is on a day",
        /// The bare facts of a complaint.
        Complaint = "when a complaint came, its area, its term and how it ended",
        /// What was done about it, without a name.
        ComplaintWords = "what was done about a complaint",
        /// The same with a name in it.
        ComplaintNames = "what was done about a complaint, where it names somebody",
        /// Of a record that was asked for: the child's own.
        HeldOwn = "a line of the record that is the child's own",
        /// Let out by a person.
        HeldLetOut = "a line of the record that a manager let out",
        /// Withheld by a person.
        HeldWithheld = "a line of the record that a manager withheld",
        /// Not decided.
        HeldUndecided = "a line of the record that is still to be decided",
    }
}
