//! What can be asked of the store, and the values that come back. No SQL, no connection: screens and
//! reports know these values only.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::day;
use crate::domain::entry::Standing;
use crate::domain::erasure::{Erasure, ErasureTrouble, Ground, Subject};
use crate::domain::evidence::{Figures, Piece, Scope};
use crate::domain::framework::StatementRef;
use crate::domain::practice::PracticeStands;
use crate::domain::{
    Area, Change, ChildId, Day, EntryId, Kind, LineId, Moment, Period, PersonId, Pinned, PracticeId, Role,
    RoomId, Said, SignOff,
};
pub use crate::store::backup::{Backups, When};
use crate::store::pin::Pin;

/// Why somebody of that role may not choose these numbers for a PIN; `None` where they may.
pub fn no_pin(numbers: &str, role: Role) -> Option<String> {
    Pin::choose(numbers, role).err().map(|why| why.to_string())
}

/// What an act came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The last line that it has in the log.
    pub seq: u64,
    /// When it was written.
    pub at: Moment,
    /// How many changes were written.
    pub written: usize,
    /// How many entries were in the record already, by their id, and so were not written again.
    pub already: usize,
}

/// How much room the record has on its disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Space {
    /// Enough, with the reserve besides.
    #[default]
    Enough,
    /// The disk is full: what is written goes into the room that was held back for it.
    Short,
}

impl Space {
    /// What happened, what is safe and what to do, where there is too little.
    pub fn trouble(self) -> Option<&'static str> {
        (self == Space::Short).then_some(
            "This machine's disk is full. What you write is still kept, in room that was held back for it. \
             Have somebody make room today.",
        )
    }
}

/// A room's day so far: what the board and the review are made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaySoFar {
    /// The day's entries of the room's children, in the order of the log, those taken back among them.
    pub entries: Vec<Standing>,
    /// Next steps for home that are still open, by child, whatever day they were given.
    pub open_steps: BTreeMap<ChildId, u32>,
    /// Where the room's children are by what somebody said without a note, in the order in which it was said.
    pub said: Vec<Said>,
    /// What was promised and is due by this day and not done, oldest first; of very many the 100 due last.
    pub promised: Vec<Standing>,
    /// The gaps that were explained: child, kind, reason.
    pub gaps: Vec<(ChildId, Kind, String)>,
    /// The question on the room's door card.
    pub pinned: Option<Pinned>,
    /// Who closed the day, when, with which day code.
    pub closed: Option<(PersonId, Moment, String)>,
    /// How many drafts each person has.
    pub drafts: BTreeMap<PersonId, u32>,
    /// Entries of earlier days of this room that no lead has looked at, oldest first, at most 200.
    pub left_over: Vec<Standing>,
}

/// Where a list goes on: older than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// When the last entry that was shown happened.
    pub happened: Moment,
    /// Its place in the log.
    pub seq: u64,
}

/// The figures at the head and foot of a child's page. Kept, not counted anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChildFigures {
    /// Standing entries of each kind, in [`Kind::ALL`]'s order.
    pub kinds: [u32; 5],
    /// Next steps still open.
    pub open_steps: u32,
    /// Next steps heard back.
    pub heard_back: u32,
    /// Talks (entries but no-talks) of each of the last eight weeks, oldest first.
    pub weeks: [u32; 8],
    /// The relation words that the child's talks were with, most often first.
    pub with: Vec<String>,
}

/// Which entries to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this child.
    pub child: Option<ChildId>,
    /// Of this room.
    pub room: Option<RoomId>,
    /// From this day on.
    pub from: Option<Day>,
    /// To this day.
    pub to: Option<Day>,
    /// Of this kind.
    pub kind: Option<Kind>,
}

/// What to search for. Everything given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Groups of words: of each group one must be there (a word and what it also finds). The last
    /// word's beginnings count too, while it is being typed.
    pub words: Vec<Vec<String>>,
    /// Exactly these words, in this order.
    pub exact: Vec<String>,
    /// Of these children only; empty for all. How a viewer's own room is kept to.
    pub children: BTreeSet<ChildId>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// By this writer.
    pub by: Option<PersonId>,
    /// Next steps still open.
    pub open: bool,
    /// What was agreed to show this statement.
    pub shows: Option<StatementRef>,
    /// From this day on.
    pub from: Option<Day>,
    /// Who looks: private entries of others are found by leads and managers only.
    pub viewer: Option<PersonId>,
    /// How many at most.
    pub limit: usize,
}

/// One agreed piece of evidence with the words that it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What the roll-up keeps of it.
    pub piece: Piece,
    /// Its source.
    pub source: Source,
}

/// What a piece of evidence stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A daily entry.
    Entry(Box<Standing>),
    /// A practice record, as it stands.
    Practice(Box<PracticeStands>),
}

/// What people wrote about a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// `Y`, `P`, `N`, or empty.
    pub met: String,
    /// The lead's own text.
    pub text: String,
    /// What it cites, in the order of the numbers.
    pub cited: Vec<EntryId>,
    /// How many times the text was written.
    pub revision: u32,
    /// Who wrote it last, and when.
    pub written: Option<(PersonId, Moment)>,
    /// The rooms and days of which it speaks, where that was kept.
    pub scope: Option<Scope>,
    /// Since when it stands for a later round as it was written.
    pub kept: Option<Kept>,
}

/// When a text of the round before was looked at and left as it is, and for which days it stands since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// When.
    pub at: Moment,
    /// The days.
    pub period: Period,
}

impl Judged {
    /// When somebody wrote the text last, or kept it as it stands.
    pub fn looked_at(&self) -> Option<Moment> {
        self.kept.map(|kept| kept.at).or(self.written.map(|(_, at)| at))
    }
}

/// An area for development, and how many times it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaStands {
    /// It.
    pub area: Area,
    /// How many times.
    pub revision: u32,
    /// Who wrote it last, and when.
    pub written: Option<(PersonId, Moment)>,
}

/// A self-evaluation that was signed off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedOff {
    /// It, as it stood.
    pub what: SignOff,
    /// By whom.
    pub by: Option<PersonId>,
    /// When.
    pub at: Moment,
}

/// A framework's board for a scope: each statement's figures, by code.
pub type Board = BTreeMap<String, Figures>;

/// Facts about a child in a period, for the reasons of gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TalkFacts {
    /// Standing entries.
    pub entries: u32,
    /// Of them, no talk.
    pub no_talk: u32,
    /// Of them, because somebody else came.
    pub someone_else: u32,
}

/// What goes when something is erased, and what stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasing {
    /// What.
    pub subject: Subject,
    /// The child whom it is about, where it is about one.
    pub child: Option<ChildId>,
    /// Each line of the log whose words go; empty where there is nothing of it.
    pub lines: Vec<LineId>,
    /// How many of them are entries.
    pub entries: usize,
    /// How many are practice records.
    pub records: usize,
    /// How many are adults whom nobody else has.
    pub adults: usize,
    /// How many unfinished notes go with it.
    pub drafts: usize,
    /// Practice records that name other children too: they stay as they are.
    pub shared: Vec<PracticeId>,
    /// How many notes about other children hold the child's first name, or a name like it: they stay.
    pub mentions: usize,
    /// How many texts of the self-evaluation cite something of it: they stay.
    pub texts: usize,
    /// Files that left with something of it. No program gets them back.
    pub left: Vec<Left>,
    /// Why it can't be erased now.
    pub stops: Option<ErasureTrouble>,
}

impl Erasing {
    /// That two people agreed to it as it stands here: the one who signs it, whose PIN was right at `began`, and `second`.
    pub fn agreed(&self, (ground, why): (Ground, String), second: PersonId, began: Moment) -> Erasure {
        Erasure {
            what: Some(self.subject),
            child: self.child,
            ground,
            why,
            second: Some(second),
            began: Some(began),
            lines: self.lines.clone(),
        }
    }
}

/// A line of the log about a child: who did what, when.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Which line.
    pub id: LineId,
    /// When it was written.
    pub at: Moment,
    /// By whom; `None` for the program itself.
    pub by: Option<PersonId>,
    /// What it is, as the log calls it.
    pub kind: String,
    /// The entry or record that it says something about, where it is about one.
    pub of: Option<EntryId>,
    /// What it says; `None` where its words were taken back or erased.
    pub change: Option<Change>,
}

/// A file that left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// When.
    pub at: Moment,
    /// By whose act.
    pub by: Option<PersonId>,
    /// Which report.
    pub report: String,
    /// For whom.
    pub recipient: String,
}

/// One line of `verify`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was looked at: `chain`, `projections`, `integrity`, `witness`; of a deep look also `pages`, `words`, `key`
    /// and `days`; `backup` for each of the backups.
    pub name: &'static str,
    /// Whether it holds.
    pub holds: bool,
    /// A sentence for a person.
    pub says: String,
}

/// Wrong tries at somebody's PIN since they were last here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongTries {
    /// How many.
    pub count: u32,
    /// When the last was.
    pub last: Moment,
}

impl WrongTries {
    /// `2 wrong tries since you were last here, the last at 14:05.` With the day, where that is another than today.
    pub fn says(self, whom: &str, today: Day) -> String {
        let tries =
            if self.count == 1 { "1 wrong try".to_string() } else { format!("{} wrong tries", self.count) };
        let last = if self.count == 1 { "" } else { "the last " };
        format!("{tries} since {whom} last here, {last}{}.", self.at(today))
    }

    /// `at 14:05`, or `on Tue 24 Nov at 14:05`.
    fn at(self, today: Day) -> String {
        let clock = self.last.clock();
        match self.last.day() {
            day if day == today => format!("at {clock}"),
            day => format!("on {} at {clock}", day::short(day)),
        }
    }
}

/// How a try at a PIN ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinTry {
    /// It is theirs. With the wrong tries since they were last here, where there were any.
    Right(Option<WrongTries>),
    /// It is their one-use number: they choose a PIN now.
    OneUse,
    /// It is not. So many tries before they wait, and so many seconds to wait now.
    Wrong {
        /// Tries left before waiting.
        left: u32,
        /// Seconds to wait, 0 where they may try at once.
        wait: u64,
    },
    /// Too early: wait so many seconds. It was not looked at.
    Wait {
        /// Seconds.
        seconds: u64,
    },
    /// They have no PIN and no one-use number.
    NoPin,
}

/// Who has a window: initials and room, no child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Since when it has the record.
    pub since: Moment,
    /// The room that its machine stands in, where that was said.
    pub room: Option<String>,
    /// The initials of who is signed in there; `None` where nobody is.
    pub who: Option<String>,
}
