//! The one table of reports: what each is called, what it tells, what it asks for and who may make it. The command
//! line walks it, and so does whatever offers reports.

use super::audit::{self, Audit};
use super::family_week::Guard;
use super::key_card::{self, KeyPart};
use super::moving_on::NameWaits;
use super::{Names, Report, blank_sheets, complaints, due, gather, handover, pages, setting_week};
use crate::catalog::CatalogError;
use crate::domain;
use crate::domain::policy::ReportKind;
use crate::domain::practice::PracticeKind;
use crate::domain::request::WHOLE_RECORD;
use crate::domain::retention::{Kept, Term};
use crate::domain::{Child, ChildId, Day, EntryId, Moment, Period, Role, Roll, RoomId};
use crate::failure::{Failure, Result};
use crate::store::Store;

/// What makes a report of the record and of what was asked.
pub type Make = fn(&Store, &Wanted) -> Result<Made>;

/// A report that can be made.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// Its name in commands and in the log: `handover`.
    pub name: &'static str,
    /// What it is, in a line.
    pub what: &'static str,
    /// Its column of the policy and of the formats.
    pub kind: ReportKind,
    /// What must be said.
    pub needs: &'static [Ask],
    /// What can be said besides.
    pub takes: &'static [Ask],
    /// Who may make it.
    pub by: By,
    /// Makes it; `None` where it is many files at once, or is settled with a person first, and has a way of its own.
    pub make: Option<Make>,
}

/// What a report can be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A room.
    Room,
    /// A child.
    Child,
    /// An adult of the child who reads it first.
    ReadWith,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A first and a last day.
    Period,
    /// A framework.
    Framework,
}

/// Who may make a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Room leads and managers.
    Leads,
    /// Managers.
    Manager,
}

impl By {
    /// Whether somebody of that role may.
    pub fn may(self, role: Role) -> bool {
        match self {
            By::Leads => role.leads(),
            By::Manager => role == Role::Manager,
        }
    }

    /// Who that is: `a room lead or manager`.
    pub fn label(self) -> &'static str {
        match self {
            By::Leads => "a room lead or manager",
            By::Manager => "a manager",
        }
    }
}

/// What a report is asked for, with what it is made from beside the record.
pub struct Wanted<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// The kinds of practice record.
    pub kinds: &'a [PracticeKind],
    /// How long things are kept.
    pub kept: &'a [Kept],
    /// How long this setting keeps things, and what is wrong in its own file of that.
    pub terms: &'a (Vec<Term>, Vec<CatalogError>),
    /// The keys of the door, as this machine has them.
    pub keys: &'a [KeyPart],
    /// Finds names of other children.
    pub guard: Guard<'a>,
    /// Which room.
    pub room: Option<RoomId>,
    /// Which child.
    pub child: Option<ChildId>,
    /// The adult who reads it first, by name.
    pub read_with: Option<&'a str>,
    /// Which day; else today.
    pub day: Option<Day>,
    /// Which week.
    pub week: Option<domain::Week>,
    /// Which days.
    pub period: Option<Period>,
    /// When it is made.
    pub made: Moment,
}

/// A report that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// It.
    pub report: Report,
    /// Whom or what it is about, for its file's name: a room, a child; may be empty.
    pub about: String,
    /// Whom it is for, as the record has it.
    pub recipient: String,
    /// The days of which it tells.
    pub period: Period,
    /// The entries whose words it shows.
    pub entries: Vec<EntryId>,
    /// What is left out and why, for whoever makes it.
    pub left_out: Vec<String>,
    /// What only a name keeps out of it.
    pub names_waiting: Vec<NameWaits>,
}

/// Every report, in the order in which a list has them.
pub const REPORTS: &[Listed] = {
    use Ask::*;
    use ReportKind as Kind;
    &[
        Listed {
            name: "family-week",
            what: "A family's week, a page a household",
            kind: Kind::FamilyWeek,
            needs: &[Week],
            takes: &[Room],
            by: By::Leads,
            make: None,
        },
        Listed {
            name: "room-week",
            what: "The room's week, for its lead",
            kind: Kind::RoomWeek,
            needs: &[Week],
            takes: &[Room],
            by: By::Leads,
            make: None,
        },
        Listed {
            name: "setting-week",
            what: "The setting's week, its rooms side by side, for its manager",
            kind: Kind::SettingWeek,
            needs: &[Week],
            takes: &[],
            by: By::Manager,
            make: Some(make_setting_week),
        },
        Listed {
            name: "evidence",
            what: "The evidence form of a framework",
            kind: Kind::EvidenceForm,
            needs: &[Framework],
            takes: &[Room, Period],
            by: By::Leads,
            make: None,
        },
        Listed {
            name: "handover",
            what: "Today's handover card of a room, for the next shift and cover",
            kind: Kind::Handover,
            needs: &[],
            takes: &[Room],
            by: By::Leads,
            make: Some(make_handover),
        },
        Listed {
            name: "blank-sheets",
            what: "Sheets to write a room's day on when the machine is away",
            kind: Kind::BlankSheets,
            needs: &[],
            takes: &[Room, Day],
            by: By::Leads,
            make: Some(make_blank_sheets),
        },
        Listed {
            name: "moving-on",
            what: "A child's record for the next room or school",
            kind: Kind::MovingOn,
            needs: &[Child],
            takes: &[ReadWith],
            by: By::Leads,
            make: Some(make_moving_on),
        },
        Listed {
            name: WHOLE_RECORD,
            what: "All that is held on a child, for whoever asked for it, once each line is decided",
            kind: Kind::WholeRecord,
            needs: &[Child],
            takes: &[],
            by: By::Manager,
            make: None,
        },
        Listed {
            name: "complaints",
            what: "The complaints of a period, without any name",
            kind: Kind::Complaints,
            needs: &[],
            takes: &[Period],
            by: By::Manager,
            make: Some(make_complaints),
        },
        Listed {
            name: "audit",
            what: "What was done with a child's record: who wrote, agreed and sent out what",
            kind: Kind::Audit,
            needs: &[Child],
            takes: &[Period],
            by: By::Manager,
            make: Some(make_audit),
        },
        Listed {
            name: "due",
            what: "What is due to be erased, and what is held",
            kind: Kind::Due,
            needs: &[],
            takes: &[],
            by: By::Manager,
            make: Some(|store, wanted| {
                let (terms, wrong) = wanted.terms;
                let wrong = wrong.iter().map(ToString::to_string).collect();
                let list = gather::due(store, wanted.roll, terms, wrong, wanted.made)?;
                Ok(Made { recipient: due::LIST_IS_FOR.into(), ..wanted.own_page(list.report()) })
            }),
        },
        Listed {
            name: "key-card",
            what: "The keys of the door, on one side of paper for the wall",
            kind: Kind::KeyCard,
            needs: &[],
            takes: &[],
            by: By::Leads,
            make: Some(|_, wanted| {
                let card = key_card::key_card(wanted.keys, wanted.made);
                Ok(Made { recipient: key_card::CARD_IS_FOR.into(), ..wanted.own_page(card) })
            }),
        },
        Listed {
            name: "policy",
            what: "Who may see what, as the program keeps to it",
            kind: Kind::OwnPages,
            needs: &[],
            takes: &[],
            by: By::Manager,
            make: Some(|_, wanted| Ok(wanted.own_page(pages::policy(wanted.setting(), wanted.made)))),
        },
        Listed {
            name: "roles",
            what: "Who may do what, as the program keeps to it",
            kind: Kind::OwnPages,
            needs: &[],
            takes: &[],
            by: By::Manager,
            make: Some(|_, wanted| Ok(wanted.own_page(pages::roles(wanted.setting(), wanted.made)))),
        },
        Listed {
            name: "retention",
            what: "How long things are kept, and where that comes from",
            kind: Kind::OwnPages,
            needs: &[],
            takes: &[],
            by: By::Manager,
            make: Some(|_, wanted| {
                Ok(wanted.own_page(pages::retention(wanted.setting(), wanted.kept, wanted.made)))
            }),
        },
        Listed {
            name: "privacy",
            what: "The facts of your privacy notice",
            kind: Kind::OwnPages,
            needs: &[],
            takes: &[],
            by: By::Manager,
            make: Some(|_, wanted| {
                let page = pages::privacy(wanted.setting(), wanted.kinds, wanted.kept, wanted.made);
                Ok(wanted.own_page(page))
            }),
        },
    ]
};

/// The report of a name.
pub fn report(name: &str) -> Option<&'static Listed> {
    REPORTS.iter().find(|listed| listed.name == name)
}

fn make_handover(store: &Store, wanted: &Wanted) -> Result<Made> {
    let card = gather::handover(store, wanted.roll, wanted.room()?, wanted.made)?;
    Ok(Made { entries: card.printed(), ..wanted.of_room(card.report(), handover::CARD_IS_FOR)? })
}

fn make_blank_sheets(_: &Store, wanted: &Wanted) -> Result<Made> {
    let sheets = gather::blank_sheets(wanted.roll, wanted.room()?, wanted.day(), wanted.made);
    wanted.of_room(sheets.report(), blank_sheets::SHEETS_ARE_FOR)
}

fn make_setting_week(store: &Store, wanted: &Wanted) -> Result<Made> {
    let week = wanted.week.ok_or_else(|| Failure::usage("Say which week."))?;
    let all = gather::setting_week(store, wanted.roll, week, wanted.made)?;
    Ok(Made {
        report: all.report(),
        about: String::new(),
        recipient: setting_week::WEEK_IS_FOR.into(),
        period: week.period(),
        entries: Vec::new(),
        left_out: Vec::new(),
        names_waiting: Vec::new(),
    })
}

fn make_moving_on(store: &Store, wanted: &Wanted) -> Result<Made> {
    let child = wanted.child()?;
    let home = gather::first_reader(wanted.roll, child, wanted.read_with)?;
    let names = Names::of(wanted.roll);
    let who = (wanted.roll, &names);
    let record = gather::moving_on(store, who, (child.id, home), wanted.kinds, wanted.guard, wanted.made)?;
    let report = record.report();
    let from = store.first_day()?.unwrap_or(wanted.made.day());
    Ok(Made {
        about: crate::domain::name::short(child, std::iter::empty()),
        recipient: report.for_whom.clone(),
        report,
        period: Period { from, to: wanted.made.day() },
        entries: record.printed(),
        left_out: record.left_out(),
        names_waiting: record.names_waiting(),
    })
}

fn make_complaints(store: &Store, wanted: &Wanted) -> Result<Made> {
    let period = wanted.period.unwrap_or(Period::year_to(wanted.made.day()));
    let names = Names::of(wanted.roll);
    let list = gather::complaints(store, (wanted.roll, &names), wanted.kinds, period, wanted.made)?;
    Ok(Made {
        report: list.report(),
        about: String::new(),
        recipient: complaints::LIST_IS_FOR.into(),
        period,
        entries: Vec::new(),
        left_out: list.left_out(),
        names_waiting: Vec::new(),
    })
}

fn make_audit(store: &Store, wanted: &Wanted) -> Result<Made> {
    let child = wanted.child()?;
    let lines = store.trail(child.id)?;
    let from = lines.first().map_or(wanted.made, |first| first.at).day();
    let period = wanted.period.unwrap_or(Period { from, to: wanted.made.day() });
    let audit = Audit { roll: wanted.roll, kinds: wanted.kinds, child, lines, period, made: wanted.made };
    Ok(Made {
        report: audit.report(),
        about: crate::domain::name::short(child, std::iter::empty()),
        recipient: audit::PAGE_IS_FOR.into(),
        period,
        entries: Vec::new(),
        left_out: Vec::new(),
        names_waiting: Vec::new(),
    })
}

impl Wanted<'_> {
    fn room(&self) -> Result<RoomId> {
        self.room.ok_or_else(|| Failure::usage("Say which room it is for."))
    }

    fn child(&self) -> Result<&Child> {
        let child = self.child.and_then(|child| self.roll.child(child));
        child.ok_or_else(|| Failure::usage("Say which child it is about."))
    }

    fn day(&self) -> Day {
        self.day.unwrap_or(self.made.day())
    }

    fn setting(&self) -> &str {
        &self.roll.setting.name
    }

    /// A page made from the program itself.
    fn own_page(&self, report: Report) -> Made {
        let period = Period { from: self.made.day(), to: self.made.day() };
        let (about, recipient) = (String::new(), pages::PAGE_IS_FOR.to_string());
        Made {
            report,
            about,
            recipient,
            period,
            entries: Vec::new(),
            left_out: Vec::new(),
            names_waiting: Vec::new(),
        }
    }

    /// A report about a room's day, of nobody's words.
    fn of_room(&self, report: Report, recipient: &str) -> Result<Made> {
        let about = self.roll.room(self.room()?).map(|room| room.name.clone()).unwrap_or_default();
        let period = Period { from: self.day(), to: self.day() };
        let recipient = recipient.to_string();
        Ok(Made {
            report,
            about,
            recipient,
            period,
            entries: Vec::new(),
            left_out: Vec::new(),
            names_waiting: Vec::new(),
        })
    }
}
