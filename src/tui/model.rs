//! Everything that the screen shows is here, and [`super::update`] alone changes it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::idle::Closed;
use super::keymap::Keymap;
use super::lesson::Lesson;
use super::meanwhile::News;
use super::msg::{Effect, Notice, Turn, Writer};
use super::screen::Screen;
use super::screen::evidence::Left;
use super::tap::Taps;
use super::theme::Look;
use crate::capture::Spelling;
use crate::catalog::{CatalogError, Related};
use crate::chance::Chance;
use crate::domain::entry::Standing;
use crate::domain::framework::Framework;
use crate::domain::practice::PracticeKind;
use crate::domain::{
    Child, ChildId, ConcernWords, Day, Draft, DraftId, EntryId, Moment, PersonId, Phrases, Practitioner,
    Purpose, Roll, Room, RoomId, Rounds, Stamp, TalkId, Time,
};
use crate::store::ask::{Backups, Check, DaySoFar, Space};

/// The whole state of the program in a terminal.
#[derive(Debug)]
pub struct Model {
    /// Who is signed in, and what every page knows.
    pub session: Session,
    /// The page.
    pub screen: Screen,
    /// The pages below it, to which Back comes.
    pub below: Vec<Screen>,
    /// The sentence above the hint line.
    pub notice: Option<Notice>,
    /// How many keys in a row meant nothing here.
    pub unknown: u8,
    /// Milliseconds since the last Enter, taken or not.
    pub since_enter: u64,
    /// Letters came while somebody's numbers were looked at: what follows them was meant for a page that had not come.
    pub typed_ahead: bool,
    /// That a line ended in a burst of keys: a space, once letters come after it.
    pub line_end: bool,
    /// That the warning stands: without a key the screen locks.
    pub locks_soon: bool,
    /// What can be tapped on the page as it was drawn last; nothing between a change and its drawing.
    pub taps: Taps,
    /// The row on which a finger is that scrolls a list.
    pub finger: Option<u16>,
    /// The lesson, in the practice room.
    pub lesson: Option<Lesson>,
    /// That the program ends.
    pub quit: bool,
    /// Why the record is to be closed, as soon as every draft is on the disk.
    pub closing: Option<Closed>,
    /// Why it is closed: the program begins anew, and knows nothing.
    pub closed: Option<Closed>,
}

impl Model {
    /// The sign-in, before anything has been read.
    pub fn new(
        phrases: Phrases,
        frameworks: Vec<Framework>,
        machine: Option<String>,
        look: Look,
        chance: Chance,
        now: Moment,
    ) -> Model {
        let session = Session {
            roll: Roll::default(),
            bank: phrases.clone(),
            phrases,
            frameworks,
            unused: Vec::new(),
            practice: Vec::new(),
            rounds: Rounds::default(),
            related: Related::default(),
            concern: ConcernWords::default(),
            right: Vec::new(),
            spelling: Spelling::default(),
            chance,
            look,
            keys: Keymap::default(),
            machine,
            machine_room: None,
            amiss: Vec::new(),
            person: None,
            private: false,
            room: None,
            now,
            day: DaySoFar::default(),
            about: None,
            pins: BTreeSet::new(),
            draft_counts: BTreeMap::new(),
            writer: Writer::default(),
            finished: Vec::new(),
            resume: BTreeMap::new(),
            size: (80, 24),
            phrase_use: BTreeMap::new(),
            ranked: None,
            heard: 0,
            board: None,
            late: None,
            reopening: None,
            keeping: Keeping::default(),
            space: Space::default(),
            looked: None,
            told: false,
            backups: None,
            due: 0,
            hold: Hold::default(),
            last_line: None,
            untidy: false,
            plain: false,
            opened: now,
            closes: None,
        };
        let screen = super::screen::sign_in::State::default().into();
        Model {
            session,
            screen,
            below: Vec::new(),
            notice: None,
            unknown: 0,
            since_enter: u64::MAX,
            typed_ahead: false,
            line_end: false,
            locks_soon: false,
            taps: Taps::default(),
            finger: None,
            lesson: None,
            quit: false,
            closing: None,
            closed: None,
        }
    }
}

/// What every page knows.
#[derive(Debug)]
pub struct Session {
    /// Who is who.
    pub roll: Roll,
    /// The phrase bank as the program brings it.
    pub bank: Phrases,
    /// The phrase bank with the setting's own phrases in it: what is offered.
    pub phrases: Phrases,
    /// The frameworks of self-evaluation that are in use.
    pub frameworks: Vec<Framework>,
    /// Those that are known besides: a lead may put one in use.
    pub unused: Vec<Framework>,
    /// The kinds of practice record.
    pub practice: Vec<PracticeKind>,
    /// The columns of the daily round.
    pub rounds: Rounds,
    /// Words that a search takes for one another.
    pub related: Related,
    /// Words by which a note may hold a safeguarding concern.
    pub concern: ConcernWords,
    /// Words that are right though the dictionary lacks them.
    pub right: Vec<String>,
    /// What is spelt right here.
    pub spelling: Spelling,
    /// Where new ids come from.
    pub chance: Chance,
    /// Colours and signs.
    pub look: Look,
    /// Which key does what.
    pub keys: Keymap,
    /// The name of the room that this machine stands in, where it has been said.
    pub machine: Option<String>,
    /// That room, once the roll is read.
    pub machine_room: Option<RoomId>,
    /// What is wrong in the setting's own files, until it is mended.
    pub amiss: Vec<CatalogError>,
    /// Who is signed in.
    pub person: Option<PersonId>,
    /// That they gave their numbers once more on the page that is shown: what is private stands open on it.
    pub private: bool,
    /// The room that is shown.
    pub room: Option<RoomId>,
    /// What the clock showed when the last thing happened. A page draws with this time and no other.
    pub now: Moment,
    /// The shown room's day.
    pub day: DaySoFar,
    /// The child whom the page that is shown is about, and its newest open steps, once they are read.
    pub about: Option<(ChildId, Option<Vec<Standing>>)>,
    /// Who has a PIN of their own; the others begin with a one-use number.
    pub pins: BTreeSet<PersonId>,
    /// How many drafts wait for whom.
    pub draft_counts: BTreeMap<PersonId, u32>,
    /// What is known of who is signed in: drafts, last talk, for whom they write.
    pub writer: Writer,
    /// The draft that each of the session's last saved notes was written from, newest last, so that a
    /// note that is taken back opens with its marks and its caret as they were.
    pub finished: Vec<Draft>,
    /// What each was writing when they locked the screen: its writer finds it open again.
    pub resume: BTreeMap<PersonId, DraftId>,
    /// The window: columns, rows.
    pub size: (u16, u16),
    /// How often each phrase was used in the shown room before today: a phrase keeps its place on the digits all
    /// day, so that fingers learn it.
    pub phrase_use: BTreeMap<String, u32>,
    /// For which room and day the phrases keep their places.
    pub ranked: Option<(RoomId, Day)>,
    /// Line by line: how many of the answers that `?` says have been heard, where more are to come.
    pub heard: usize,
    /// Of which framework, rooms and time somebody left the evidence board.
    pub board: Option<Left>,
    /// An entry that was too late to take back: Enter adds a correction to it.
    pub late: Option<EntryId>,
    /// The conversation that is being taken back, and the draft that it becomes.
    pub reopening: Option<(TalkId, Draft)>,
    /// The drafts under way to the disk.
    pub keeping: Keeping,
    /// How much room there is on the disk for what is written.
    pub space: Space,
    /// What the check found that began with this start; `None` until it has come to its end.
    pub looked: Option<Looked>,
    /// Whether whoever is signed in was shown that it found something wrong.
    pub told: bool,
    /// How it stands with the backups, once that is known.
    pub backups: Option<Backups>,
    /// How much is due that whoever is signed in may hold and has not looked at in this month.
    pub due: usize,
    /// How this window stands to the record.
    pub hold: Hold,
    /// When the last line was written that lay in the record as it was opened.
    pub last_line: Option<Moment>,
    /// That the store could not tidy up all, because another window was busy.
    pub untidy: bool,
    /// Line by line: see [`super::plain`].
    pub plain: bool,
    /// When the record was opened.
    pub opened: Moment,
    /// The time at which the setting closes, where this machine's settings say one.
    pub closes: Option<Time>,
}

/// What the check of the record found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// When it came to its end.
    pub at: Moment,
    /// A line for each part of the record, or why nobody knows.
    pub found: Result<Vec<Check>, String>,
}

impl Looked {
    /// As a job told it at that moment; `None` where the news are of something else.
    pub fn at(at: Moment, news: News) -> Option<Looked> {
        let found = match news {
            News::Checked(checks) => Ok(checks),
            News::Unchecked(why) => Err(why),
            News::Backups(_) => return None,
        };
        Some(Looked { at, found })
    }

    /// Whether something of the record does not hold. What could not be looked at is not wrong.
    pub fn is_wrong(&self) -> bool {
        self.found.as_ref().is_ok_and(|checks| checks.iter().any(|check| !check.holds))
    }
}

/// How a window stands to the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    /// It has it: another that wants it asks this one.
    #[default]
    Ours,
    /// Another has it, and both write.
    Both,
    /// Another has it, and this one only reads.
    Reads,
    /// Another has it, and here nobody has said yet what is to be done.
    Others,
}

/// Keeps drafts one at a time: while one is under way the latest waits, and those between are dropped.
#[derive(Debug, Default)]
pub struct Keeping {
    /// Under way, in the order in which they will be answered: one, and what a lock sent with it.
    under_way: VecDeque<(Draft, RoomId)>,
    next: Option<(Draft, RoomId)>,
    /// What the disk did not take: held here, and tried again, until it does.
    held: Vec<(Draft, RoomId)>,
    /// The drafts that the disk has, if only with older words.
    on_disk: BTreeSet<DraftId>,
}

impl Keeping {
    fn send(&mut self, (draft, room): (Draft, RoomId), now: Moment, turn: &mut Turn) {
        self.under_way.push_back((draft.clone(), room));
        turn.effect(Effect::SaveDraft(Box::new(draft), room, now));
    }

    /// Whether newer words of that draft are under way or wait.
    fn has_newer(&self, draft: DraftId) -> bool {
        self.under_way.iter().chain(&self.next).any(|(newer, _)| newer.id == draft)
    }
}

impl Session {
    /// Who is signed in.
    pub fn who(&self) -> Option<&Practitioner> {
        self.person.and_then(|person| self.roll.person(person))
    }

    /// The name of a room where it is not the one of whoever is signed in: whoever goes from room to room must see in
    /// which they are.
    pub fn elsewhere(&self, room: RoomId) -> Option<&str> {
        let own = self.who().and_then(|who| who.room);
        self.roll.room(room).filter(|room| own != Some(room.id)).map(|room| room.name.as_str())
    }

    /// The room that is shown.
    pub fn room(&self) -> Option<&Room> {
        self.room.and_then(|room| self.roll.room(room))
    }

    /// Today.
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// The room's children today, in the board's order: the first has number 1.
    pub fn children(&self) -> Vec<&Child> {
        self.room.map(|room| self.roll.in_room(room, self.today())).unwrap_or_default()
    }

    /// The stamp of what is written now.
    pub fn stamp(&self) -> Stamp {
        Stamp { person: self.person, recorded: self.now }
    }

    /// Has the dictionary read, once.
    pub fn want_dictionary(&mut self, turn: &mut Turn) {
        if self.spelling.wants_dictionary() {
            turn.effect(Effect::Dictionary);
        }
    }

    /// Tells the speller the setting's own words.
    pub fn learn_words(&mut self) {
        let more = self.right.iter().map(String::as_str).chain(self.related.words());
        self.spelling.learn(&self.roll, &self.phrases, more);
    }

    /// Asks for the shown room's day and the writer's own things again.
    pub fn refresh(&self, turn: &mut Turn) {
        if let Some(room) = self.room {
            turn.effect(Effect::Day(room, self.today()));
        }
        if let Some(person) = self.person {
            turn.effect(Effect::Writer(person, self.room));
        }
    }

    /// Keeps a draft, now or as soon as the one under way has landed.
    pub fn keep(&mut self, draft: Draft, room: RoomId, turn: &mut Turn) {
        let keeping = &mut self.keeping;
        if keeping.under_way.is_empty() {
            return keeping.send((draft, room), self.now, turn);
        }
        // What waited of another card goes first: no card pushes another's words out.
        let before = keeping.next.replace((draft.clone(), room));
        if let Some(before) = before.filter(|(before, _)| before.id != draft.id) {
            keeping.send(before, self.now, turn);
        }
    }

    /// Keeps words that are not saved yet, durably; the writer's list of drafts knows them at once. Where there
    /// are no words the draft goes away.
    pub fn keep_words(&mut self, draft: Draft, room: RoomId, turn: &mut Turn) {
        self.forget_draft(draft.id);
        if !draft.note.trim().is_empty() {
            self.writer.drafts.insert(0, draft.clone());
            *self.draft_counts.entry(draft.writer).or_default() += 1;
        }
        self.keep(draft, room, turn);
    }

    /// The writer's draft for that purpose.
    pub fn draft_for(&self, purpose: &Purpose) -> Option<&Draft> {
        self.writer.drafts.iter().find(|draft| draft.purpose == *purpose)
    }

    /// What is still to be kept goes first, so that it is there should the act be refused; then the draft is
    /// no more of the writer's list.
    pub fn finishing(&mut self, draft: DraftId, turn: &mut Turn) {
        self.flush(turn);
        self.forget_draft(draft);
    }

    fn forget_draft(&mut self, draft: DraftId) {
        let before = self.writer.drafts.len();
        self.writer.drafts.retain(|kept| kept.id != draft);
        if self.writer.drafts.len() < before
            && let Some(count) = self.person.and_then(|person| self.draft_counts.get_mut(&person))
        {
            *count = count.saturating_sub(1);
        }
    }

    /// A draft has landed, or has not: the latest that waits goes next. What the disk did not take is held
    /// here, and tried again as soon as the disk takes something.
    pub fn kept(&mut self, draft: DraftId, landed: bool, turn: &mut Turn) {
        let keeping = &mut self.keeping;
        let sent = keeping.under_way.pop_front_if(|(sent, _)| sent.id == draft);
        keeping.held.retain(|(held, _)| held.id != draft);
        match sent {
            Some(sent) if !landed => keeping.held.push(sent),
            _ if landed => drop(keeping.on_disk.insert(draft)),
            _ => {}
        }
        if !keeping.under_way.is_empty() {
            return;
        }
        if let Some(next) = keeping.next.take() {
            keeping.send(next, self.now, turn);
        } else if landed {
            self.try_again(turn);
        }
    }

    /// Tries to keep what the disk did not take, where nothing else is under way.
    pub fn try_again(&mut self, turn: &mut Turn) {
        let keeping = &mut self.keeping;
        if let (true, Some(held)) = (keeping.under_way.is_empty(), keeping.held.first().cloned()) {
            keeping.send(held, self.now, turn);
        }
    }

    /// Says that somebody must make room on the disk, where it is full.
    pub fn warn_of_space(&self, turn: &mut Turn) {
        if let Some(trouble) = self.space.trouble() {
            turn.warn(trouble);
        }
    }

    /// Whether this draft's words are here only, and not on the disk.
    pub fn held(&self, draft: DraftId) -> bool {
        self.keeping.held.iter().any(|(held, _)| held.id == draft)
    }

    /// Whether every draft is on the disk, and none is on its way.
    pub fn all_kept(&self) -> bool {
        self.keeping.under_way.is_empty() && self.keeping.next.is_none() && !self.holds_words()
    }

    /// Whether anybody's words are here only, and not on the disk.
    pub fn holds_words(&self) -> bool {
        self.keeping.held.iter().any(|(held, _)| !held.note.trim().is_empty())
    }

    /// The words of whoever is signed in that are here only, each with the children it is for.
    pub fn held_texts(&self) -> impl Iterator<Item = (&[ChildId], &str)> {
        let person = self.person;
        let own = self.keeping.held.iter().filter(move |(held, _)| Some(held.writer) == person);
        own.map(|(held, _)| (held.children.as_slice(), held.note.as_str()))
            .filter(|(_, note)| !note.trim().is_empty())
    }

    /// The writer's drafts as the record has them, with those that are held here in their places.
    pub fn join_held(&mut self) {
        self.keeping.on_disk.extend(self.writer.drafts.iter().map(|draft| draft.id));
        let own = self.keeping.held.iter().filter(|(held, _)| Some(held.writer) == self.person);
        for (held, _) in own.filter(|(held, _)| !held.note.trim().is_empty()) {
            self.writer.drafts.retain(|draft| draft.id != held.id);
            self.writer.drafts.insert(0, held.clone());
        }
    }

    /// How many drafts wait for whom: those on the disk, and those that are here only.
    pub fn count_drafts(&mut self, on_disk: &BTreeMap<PersonId, u32>) {
        self.draft_counts.clone_from(on_disk);
        let keeping = &self.keeping;
        for (draft, _) in keeping.held.iter().filter(|(held, _)| !keeping.on_disk.contains(&held.id)) {
            *self.draft_counts.entry(draft.writer).or_default() += u32::from(!draft.note.trim().is_empty());
        }
    }

    /// Forgets what waits to be kept of a draft that is finished or taken away.
    pub fn forget(&mut self, draft: DraftId) {
        self.keeping.next.take_if(|(waiting, _)| waiting.id == draft);
        self.keeping.held.retain(|(held, _)| held.id != draft);
    }

    /// Sends what still waits: the screen locks, or the program ends.
    pub fn flush(&mut self, turn: &mut Turn) {
        let keeping = &mut self.keeping;
        for held in keeping.held.clone() {
            if !keeping.has_newer(held.0.id) {
                keeping.send(held, self.now, turn);
            }
        }
        if let Some(next) = keeping.next.take() {
            keeping.send(next, self.now, turn);
        }
    }
}
