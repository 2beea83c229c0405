//! What the day's end asks of a lead, the most pressing first. Pure.

use crate::capture::{NameHit, Spelling, guard, soften_all};
use crate::domain::entry::{Reason, Review, Standing};
use crate::domain::presence::presence;
use crate::domain::{
    Change, ChildId, Day, EntryId, Kind, Moment, PracticeId, Presence, Roll, Room, Session, Time,
};
use crate::store::ask::DaySoFar;
use crate::tui::widget::words::quoted;

/// One thing to look at, known by what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// An entry to agree.
    Entry(EntryId),
    /// Something that was promised and is due; its entry has been agreed or is of an earlier day.
    Promise(EntryId),
    /// A child without a talk that was due.
    Gap(ChildId),
    /// A practice record that waits for a lead, or for its answer.
    Record(PracticeId),
}

impl Item {
    /// The entry, where it is about one.
    pub fn entry(self) -> Option<EntryId> {
        match self {
            Item::Entry(id) | Item::Promise(id) => Some(id),
            Item::Gap(_) | Item::Record(_) => None,
        }
    }
}

/// Which talks are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The child: nobody said that they were here, nor why not.
    Child,
    /// The one when the child came.
    DropOff,
    /// The one when the child was collected.
    PickUp,
    /// Both.
    Both,
}

impl Missing {
    /// The kinds that a reason stands for.
    pub fn kinds(self) -> &'static [Kind] {
        match self {
            Missing::DropOff => &[Kind::DropOff],
            Missing::PickUp => &[Kind::PickUp],
            Missing::Child | Missing::Both => &[Kind::DropOff, Kind::PickUp],
        }
    }

    /// What the answer is, and who sees it, on two short lines.
    pub fn who_sees(self) -> [&'static str; 2] {
        match self {
            Missing::Child => ["Away and why, or here after all;", "the child's page says it."],
            _ => ["A reason, without blame;", "only leads see it."],
        }
    }

    /// `No drop-off talk. Why?`
    pub fn says(self) -> &'static str {
        match self {
            Missing::Child => "No word yet. Why?",
            Missing::DropOff => "No drop-off talk. Why?",
            Missing::PickUp => "No pick-up talk. Why?",
            Missing::Both => "No talk today. Why?",
        }
    }
}

/// Why a row needs a person, in the order in which they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// It was sent back; whether its words have been changed since.
    SentBack {
        /// That they have.
        answered: bool,
    },
    /// It was amended since it was agreed.
    Amended,
    /// It names other children.
    Names(Vec<NameHit>),
    /// Something is promised in it, and it is due.
    Promised,
    /// Talks are missing.
    Gap(Missing),
    /// A practice record waits.
    Record,
}

impl Need {
    /// That somebody else has to do something first: nobody but the writer can answer.
    pub fn waits(&self) -> bool {
        matches!(self, Need::SentBack { answered: false })
    }

    fn order(&self) -> u8 {
        match self {
            Need::SentBack { answered: true } => 0,
            Need::Names(_) => 1,
            Need::Amended => 2,
            Need::Promised => 3,
            Need::Gap(_) => 4,
            Need::Record => 5,
            Need::SentBack { answered: false } => 6,
        }
    }
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub item: Item,
    /// Whom it is about.
    pub child: ChildId,
    /// Why it needs a person; `None` where Enter is all that it needs.
    pub need: Option<Need>,
    /// That it has been agreed: it stands at the end, to be looked at again.
    pub done: bool,
}

impl Row {
    /// The row of a practice record: about no child, whomever the record names.
    pub fn of_record(id: PracticeId) -> Row {
        let child = ChildId(uuid::Uuid::nil());
        Row { item: Item::Record(id), child, need: Some(Need::Record), done: false }
    }

    /// That it waits for its writer.
    pub fn waits(&self) -> bool {
        !self.done && self.need.as_ref().is_some_and(Need::waits)
    }
}

/// The figures of a day, as they stand at the top of the page and are said before it is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Entries that nobody has looked at.
    pub entries: usize,
    /// Entries that their writers have not answered for yet.
    pub sent_back: usize,
    /// Promises that are not done.
    pub promises: usize,
    /// Talks that are missing without a reason.
    pub gaps: usize,
    /// Of the entries and promises, those that Enter alone does not settle.
    pub need: usize,
    /// Entries that were agreed.
    pub agreed: usize,
}

impl Counts {
    /// The figures of these rows.
    pub fn of(rows: &[Row]) -> Counts {
        let mut counts = Counts::default();
        for row in rows {
            let count = match row.item {
                Item::Entry(_) if row.done => &mut counts.agreed,
                _ if row.done => continue,
                Item::Record(_) => {
                    counts.need += 1;
                    continue;
                }
                Item::Entry(_) if row.waits() => &mut counts.sent_back,
                Item::Entry(_) => &mut counts.entries,
                Item::Promise(_) => &mut counts.promises,
                Item::Gap(_) => &mut counts.gaps,
            };
            *count += 1;
            let gap = matches!(row.item, Item::Gap(_));
            counts.need += usize::from(!row.done && !gap && !row.waits() && row.need.is_some());
        }
        counts
    }

    /// That nothing is left of the day.
    pub fn nothing_left(&self) -> bool {
        self.entries + self.sent_back + self.promises + self.gaps == 0
    }
}

/// The rows of a room's day: what was sent back, names of others, what is due, gaps, the rest, what was agreed.
pub fn rows(
    so_far: &DaySoFar,
    roll: &Roll,
    spelling: &Spelling,
    room: &Room,
    day: Day,
    now: Moment,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for standing in so_far.entries.iter().filter(|standing| standing.withdrawn.is_none()) {
        let entry = &standing.entry;
        let due = due(so_far, entry.id);
        let since = standing.amended_since();
        let done = standing.agreed() && !since;
        let need = if done {
            due.then_some(Need::Promised)
        } else if let Review::SentBack { .. } = &standing.review {
            Some(Need::SentBack { answered: standing.asked().is_none() })
        } else {
            let names = names(standing, roll, spelling);
            match names.is_empty() {
                false => Some(Need::Names(names)),
                true if since => Some(Need::Amended),
                true => due.then_some(Need::Promised),
            }
        };
        let promise = done && due;
        let item = if promise { Item::Promise(entry.id) } else { Item::Entry(entry.id) };
        rows.push(Row { item, child: entry.child, need, done: done && !promise });
    }
    let earlier = so_far.promised.iter().filter(|standing| {
        so_far.entries.iter().all(|of_day| of_day.entry.id != standing.entry.id)
            && standing.withdrawn.is_none()
            && standing.follow_up_done.is_none()
    });
    for standing in earlier {
        let item = Item::Promise(standing.entry.id);
        rows.push(Row { item, child: standing.entry.child, need: Some(Need::Promised), done: false });
    }
    let children = roll.in_room(room.id, day);
    for child in &children {
        if let Some(missing) = missing(child.id, so_far, roll, room, day, now) {
            let item = Item::Gap(child.id);
            rows.push(Row { item, child: child.id, need: Some(Need::Gap(missing)), done: false });
        }
    }
    let place = |row: &Row| children.iter().position(|child| child.id == row.child).unwrap_or(usize::MAX);
    // Stable, so that a child's own entries stay in the order of the log.
    rows.sort_by_key(|row| (row.done, row.need.as_ref().map_or(9, Need::order), place(row)));
    rows
}

fn due(so_far: &DaySoFar, entry: EntryId) -> bool {
    so_far.promised.iter().any(|standing| standing.entry.id == entry && standing.follow_up_done.is_none())
}

/// The names of other children in an entry's latest words that nobody has settled.
pub fn names(standing: &Standing, roll: &Roll, spelling: &Spelling) -> Vec<NameHit> {
    // A private entry goes to no family, so that a name in it is read by nobody whom it is kept from.
    if standing.names_settled || standing.entry.private {
        return Vec::new();
    }
    guard(standing.text(), &[standing.entry.child], roll, Some(&|word| spelling.is_word(word)))
}

/// What settles the names in an entry: “a friend” in their place (1), or that they are kept. Nothing where “a friend”
/// can stand for none of them: [`unsoftened`] says why.
pub fn settling(standing: &Standing, hits: &[NameHit], digit: usize) -> Option<Change> {
    let (entry, seen) = (standing.entry.id, standing.revision);
    if digit != 1 {
        return Some(Change::NameSettled { entry, seen });
    }
    let text = softens(hits).then(|| softened(standing, hits))?;
    let family_words = quoted(&text);
    Some(Change::Amend { entry, seen, text, family_words, reason: Reason::Spelling })
}

/// Why “a friend” can't stand there.
pub fn unsoftened(hits: &[NameHit]) -> &'static str {
    match hits.is_empty() {
        true => "“a friend” can't stand there: 2 keeps the name. Amend the entry to change it.",
        false => "Those are the family's own words: 2 keeps the name. Amend the entry to change them.",
    }
}

/// Whether “a friend” can stand in the place of one of these names: what the family said is not changed for them.
pub fn softens(hits: &[NameHit]) -> bool {
    hits.iter().any(|hit| !hit.quoted)
}

/// The latest words with “a friend” in the place of every name that was found, but for those in the family's own words.
fn softened(standing: &Standing, hits: &[NameHit]) -> String {
    soften_all(standing.text(), hits)
}

/// Which talks a child who was here is without, that nobody has explained, at this moment; or that nobody has said
/// whether the child was here at all.
pub fn missing(
    child: ChildId,
    so_far: &DaySoFar,
    roll: &Roll,
    room: &Room,
    day: Day,
    now: Moment,
) -> Option<Missing> {
    let known = roll.child(child)?;
    let session = known.pattern.on(day);
    let standing =
        so_far.entries.iter().filter(|entry| entry.entry.child == child && entry.withdrawn.is_none());
    let explained = |kind| so_far.gaps.iter().any(|(who, of, _)| *who == child && *of == kind);
    let said = so_far.said.iter().rfind(|said| said.child == child);
    let presence = presence(known, Some(room), day, now, said, standing.clone());
    match presence {
        // Nothing is missing of who does not come, or is not due yet.
        Presence::Away | Presence::Expected => return None,
        Presence::Unrecorded if !explained(Kind::DropOff) => return Some(Missing::Child),
        _ => {}
    }
    let mut talked = [false; 2];
    for standing in standing {
        match standing.entry.kind {
            Kind::DropOff => talked[0] = true,
            Kind::PickUp => talked[1] = true,
            _ => {}
        }
    }
    let (drop_off, pick_up) = asked_from(session, room);
    let past = |time: Time| day < now.day() || day == now.day() && time <= now.time();
    let drop_off = past(drop_off) && !talked[0] && !explained(Kind::DropOff);
    let pick_up = (past(pick_up) || presence == Presence::Gone) && !talked[1] && !explained(Kind::PickUp);
    match (drop_off, pick_up) {
        (true, true) => Some(Missing::Both),
        (true, false) => Some(Missing::DropOff),
        (false, true) => Some(Missing::PickUp),
        (false, false) => None,
    }
}

/// From when on a missing talk is asked about: drop-off once the child must have come, pick-up once the child
/// must be about to go, so that nobody is asked about what may still be written.
fn asked_from(session: Session, room: &Room) -> (Time, Time) {
    let time = |hour, minute| Time::from_hms_opt(hour, minute, 0).unwrap_or_default();
    let half_before_closing =
        room.closes.overflowing_sub_signed(chrono::TimeDelta::minutes(30)).0.max(room.pick_up);
    match session {
        Session::Morning => (time(12, 0), time(12, 30)),
        Session::Afternoon => (time(13, 0), half_before_closing),
        Session::AllDay | Session::None => (time(12, 0), half_before_closing),
    }
}
