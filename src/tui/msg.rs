//! What comes in ([`Msg`]), what is to be done ([`Effect`]), what came of it ([`Answer`]), and what a
//! page wants besides ([`Turn`]).

mod due;
mod leaving;
mod requests;
mod turn;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

pub use due::{DueRead, DueRow, ErasingRead};
pub use leaving::{FormOf, FormRead, Handout, Parcel, Place, ReportOf, ReportRead};
pub use requests::{Group, HeldRead, RequestLine, RequestRead};
pub use turn::{Go, Mood, Notice, Turn};

use super::key::Chord;
use super::meanwhile::{Job, News};
use super::tap::Touch;
use crate::capture::Dictionary;
use crate::catalog::CatalogError;
use crate::domain::entry::Standing;
use crate::domain::erasure::Subject;
use crate::domain::evaluation::{NoSuccessor, carried_over};
use crate::domain::evidence::{Breadth, Figures, Gaps, Late, Opened, Piece, Scope, Strength, Unheard};
use crate::domain::framework::{Framework, StatementRef};
use crate::domain::leaver::Leaver;
use crate::domain::practice::{Practice, PracticeStands};
use crate::domain::{
    Act, AreaId, ChildId, Day, Draft, DraftId, EntryId, Evaluation, Exported, Moment, Period, PersonId,
    Phrase, Phrases, Pinned, PracticeId, Request, RequestId, Roll, RoomId, Said, Stamp, TalkId, Week,
    Whereabouts,
};
use crate::leaving::sticks::Stick;
use crate::report::Report;
use crate::report::obstacle::Obstacle;
use crate::settings::Choice;
use crate::store::ask::{
    AreaStands, Board, ChildFigures, Cursor, DaySoFar, Evidence, Judged, PinTry, Receipt, Search, SignedOff,
    Space, WrongTries,
};

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key, and how many milliseconds after the key before it.
    Key(Chord, u64),
    /// A finger or a mouse at that column and row, and how many milliseconds after the key or touch before it.
    Touch(Touch, (u16, u16), u64),
    /// A bracketed paste: text, never keys.
    Paste(String),
    /// Line by line: what was typed in answer to what the page asked.
    Line(Zeroizing<String>),
    /// Line by line: what is typed of the answer so far.
    Typed(String),
    /// The window has so many columns and rows.
    Size(u16, u16),
    /// A minute began.
    Minute,
    /// The page has stood without a key for as long as it may.
    Idle,
    /// The machine was asleep for so long, as when its lid was closed.
    Slept(Duration),
    /// Nobody has touched a key for hours.
    Unused,
    /// Another window asks for the record.
    Asked,
    /// The terminal closed, or the machine wants the program to end.
    HangUp,
    /// What came of an effect.
    Answer(Answer),
}

/// Something to do that is not pure. Those of the store are done by the worker, in this order.
#[derive(Debug)]
pub enum Effect {
    /// Open the log with the room words.
    Unlock(Zeroizing<String>),
    /// Open it with the key file there.
    UnlockWith(PathBuf),
    /// Look whether a stick with a key file is in.
    FindKeyFile,
    /// Ask the window that has the record for it.
    TakeOver(Moment),
    /// Give the record to the window that asks for it, once everything before is done.
    GiveWay,
    /// Write nothing from now on.
    OnlyRead,
    /// Read the roll, how many drafts wait for whom, and who has a PIN of their own.
    Roll,
    /// The same with the setting, its rooms and its people alone, which is soon read.
    Staff,
    /// Read when the record's last line was written.
    LastLine,
    /// Read a room's day.
    Day(RoomId, Day),
    /// Read what a room's entries of these days may show of frameworks that came into use after they were agreed.
    Late(RoomId, Period, Box<(Phrases, Vec<Framework>)>),
    /// Read what is known of a writer: drafts, last talk, for whom they write; and the room's phrases.
    Writer(PersonId, Option<RoomId>),
    /// Try a PIN.
    TryPin(PersonId, String, Moment),
    /// Try the PIN of a second person, who agrees to what whoever is signed in does.
    TrySecond(PersonId, String, Moment),
    /// Read the wrong tries of everybody since they were last here.
    WrongTries(Moment),
    /// Look whether another window changed who is who: that is said before any effect is done, and this does nothing else.
    News,
    /// Set a PIN. The stamp is the person's own.
    SetPin(PersonId, String, Stamp),
    /// A one-use number for somebody, in the place of their PIN.
    OneUse(PersonId, Stamp),
    /// Let somebody go, and read what is to be done besides.
    LetGo(PersonId, Stamp),
    /// Keep a draft.
    SaveDraft(Box<Draft>, RoomId, Moment),
    /// Take a draft away.
    DropDraft(DraftId),
    /// Write to the record. The word comes back in the answer and says which act it was.
    Apply(Act, Stamp, Errand),
    /// Read the entries of a conversation.
    Talk(TalkId),
    /// Close a room's day with the day code of that moment.
    CloseDay(RoomId, Day, Stamp, Errand),
    /// Read the figures and judgements of a framework, by its id, for a scope.
    Board(String, Scope),
    /// Read everything of one statement for a scope, and with what its text in the record cites these entries.
    Statement(StatementRef, Scope, Vec<EntryId>),
    /// Ask what is behind a figure of a statement.
    Behind(Box<Behind>),
    /// Read a framework's self-evaluation as it stands, for a scope.
    Evaluation(String, Scope),
    /// Read whom a statement has nothing from, and why.
    Gaps(StatementRef, Scope),
    /// Read which families a statement has nothing from, or all of the scope, each with its last talk.
    Unheard(Option<StatementRef>, Scope),
    /// Take a framework, by its id, into use, or out of it.
    PutInUse(String, bool),
    /// Make a week's pages for somebody, at that moment.
    Week(RoomId, Week, WeekFor, Moment),
    /// Make the evidence form, at that moment.
    Form(FormOf, Moment),
    /// Make a report of the table, at that moment.
    Report(Box<ReportOf>, Moment),
    /// Begin to hand files out.
    HandOut(Box<Handout>, Stamp),
    /// Make the next of them; after the last all are written into the record.
    HandOn,
    /// Stop, and take away what was written of them.
    StopHanding,
    /// Look which sticks are in the machine.
    Sticks,
    /// Read the requests for a child's whole record, for somebody who may answer them.
    Requests(PersonId, Moment),
    /// Read everything of one request, for them.
    Request(PersonId, RequestId, Moment),
    /// Make the record that a request asks for, at that moment, for them.
    Record(PersonId, RequestId, Moment),
    /// Count what is due that they have not looked at in this month, for somebody who may hold something.
    Unseen(PersonId, Moment),
    /// Read what is due and what is held, for them; and that they have looked at it.
    Due(PersonId, Moment),
    /// Read what would go if that was erased, for a manager.
    Erasing(PersonId, Subject, Day),
    /// Write words that are not saved into a file of that name.
    PutDown(PathBuf, String),
    /// Read what was exported before that line of the log, as far as somebody may know of it, at most so many.
    Exported(PersonId, Option<u64>, usize),
    /// Read a child's entries, newest first, older than that place, at most so many.
    ChildEntries(ChildId, Option<Cursor>, usize),
    /// Read the figures of a child's page.
    ChildFigures(ChildId, Day),
    /// Read a child's next steps that are open.
    OpenSteps(ChildId),
    /// Read one entry anew.
    Entry(EntryId),
    /// Read the practice records that somebody may read.
    Practices(PersonId),
    /// Read what a practice record said before each correction, for somebody who may read it.
    PracticeVersions(PersonId, PracticeId),
    /// Search. The number says which question it was, so that a late answer to an older one is known.
    Search(u64, Box<Search>),
    /// Read the dictionary: off the loop, and beside the store.
    Dictionary,
    /// Find what else a word may be, there too.
    OtherWords(String),
    /// Write into this machine's settings what was chosen on the screen.
    Remember(Choice),
    /// Begin a job that goes on while people write.
    Meanwhile(Job),
    /// Stop those that go on, and whatever waits: nothing waits for them.
    StopMeanwhile,
    /// Nobody is signed in here any more.
    SignedOut,
    /// Let the store tidy up: nothing else is to do.
    Rest,
    /// Draw every cell again.
    Redraw,
    /// Leave this record for the practice room, and come back to it afterwards.
    Practise,
    /// End, once everything before has been done.
    Quit,
}

/// What an act was for, so that its answer is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// The card's note, finishing this draft.
    Save(DraftId),
    /// The row of the daily round that this conversation is.
    Row(TalkId),
    /// Taking back this conversation.
    TakeBack(TalkId),
    /// Saying where these children are.
    Said(Vec<ChildId>, Whereabouts),
    /// Taking back what was said of where these children are.
    SaidTakenBack(Vec<ChildId>),
    /// A page's own act, known by its word.
    Page(&'static str),
}

/// What came of an effect.
#[derive(Debug)]
pub enum Answer {
    /// The log is open, or the sentence why not.
    Unlocked(Result<(), String>),
    /// The first stick that is in with a key file on it, and the key file.
    KeyFile(Option<(Stick, PathBuf)>),
    /// Whether the other window gave way.
    TakenOver(bool),
    /// Who is who, how many drafts wait for whom, and who has a PIN of their own.
    Roll(Box<Roll>, BTreeMap<PersonId, u32>, BTreeSet<PersonId>),
    /// When the record's last line was written.
    LastLine(Option<Moment>),
    /// A room's day.
    Day(RoomId, Day, Box<DaySoFar>),
    /// A room's entries that can be gone through again, and what they may show.
    Late(RoomId, BTreeMap<EntryId, Late>),
    /// What is known of a writer.
    Writer(PersonId, Box<Writer>),
    /// How a PIN did.
    Pin(PersonId, PinTry),
    /// The wrong tries of everybody since they were last here.
    WrongTries(BTreeMap<PersonId, WrongTries>),
    /// A PIN was set, or the sentence why not.
    PinSet(PersonId, Result<(), String>),
    /// A one-use number, to be shown once, or the sentence why not.
    OneUse(PersonId, Result<Zeroizing<String>, String>),
    /// Somebody was let go, with what is to be done besides, or the sentence why not.
    LetGo(Result<Box<Leaver>, String>),
    /// A draft was kept, and how much room there is for more, or the sentence why not.
    DraftKept(DraftId, Result<Space, String>),
    /// An act was written, or the sentence why not.
    Applied(Errand, Result<Receipt, String>),
    /// The entries of a conversation.
    Talk(TalkId, Vec<Standing>),
    /// A framework's figures and judgements.
    Board(String, Scope, Box<BoardRead>),
    /// Everything of one statement.
    Statement(StatementRef, Scope, Box<StatementRead>),
    /// What is behind a figure of a statement.
    Behind(Box<Behind>, Vec<Evidence>),
    /// A framework's self-evaluation.
    Evaluation(String, Scope, Box<EvaluationRead>),
    /// Whom a statement has nothing from, and why.
    Gaps(StatementRef, Scope, Gaps),
    /// The families that a statement has nothing from, or all of the scope.
    Unheard(Option<StatementRef>, Scope, Vec<Unheard>),
    /// The frameworks as they are now, or the sentence why all is as it was.
    Frameworks(Result<Known, String>),
    /// A week's pages.
    Week(RoomId, Week, WeekFor, Box<WeekRead>),
    /// The evidence form.
    Form(Box<FormRead>, FormOf),
    /// A report of the table, or the sentence why it can't be made.
    Report(Box<ReportOf>, Result<Box<ReportRead>, String>),
    /// Of the files that are being handed out so many are made, of so many.
    Handing(usize, usize),
    /// What was under way was stopped, and nothing of it is left.
    HandingStopped,
    /// The sticks that are in the machine.
    Sticks(Vec<Stick>),
    /// The requests for a child's whole record, or the sentence why they can't be read.
    Requests(PersonId, Result<Vec<RequestLine>, String>),
    /// Everything of one request.
    Request(RequestId, Box<RequestRead>),
    /// The record that a request asks for, or the sentence why there is none yet.
    Record(RequestId, Result<Box<Report>, String>),
    /// How much is due that they have not looked at in this month.
    Unseen(PersonId, usize),
    /// What is due and what is held, or the sentence why it can't be read.
    Due(PersonId, Result<Box<DueRead>, String>),
    /// What would go if that was erased, or the sentence why it can't be read.
    Erasing(Subject, Result<Box<ErasingRead>, String>),
    /// Words that are not saved were written into that file, or the sentence why not.
    PutDown(Result<String, String>),
    /// What was exported before that line of the log.
    Exported(PersonId, Option<u64>, Vec<Exported>),
    /// So many files were saved in that folder, or the sentence why not.
    FilesSaved(Result<(usize, String), String>),
    /// A child's entries older than that place.
    ChildEntries(ChildId, Option<Cursor>, Vec<Standing>),
    /// The figures of a child's page.
    ChildFigures(ChildId, Box<ChildFigures>),
    /// A child's next steps that are open, newest first.
    OpenSteps(ChildId, Vec<Standing>),
    /// An entry as it stands; `None` where the record has none of that id.
    Entry(EntryId, Option<Box<Standing>>),
    /// The practice records that somebody may read, the newest first.
    Practices(PersonId, Vec<PracticeStands>),
    /// A practice record as it was first written and after each correction.
    PracticeVersions(PracticeId, Vec<Practice>),
    /// What the question of that number found.
    Found(u64, Vec<Standing>),
    /// The dictionary.
    Dictionary(Arc<Dictionary>),
    /// What that word may have been meant for.
    OtherWords(String, Vec<String>),
    /// The store has tidied up; whether all of it, or another window was busy with the rest.
    Rested(bool),
    /// Something could not be read; the sentence for the notice line.
    Failed(String),
    /// What was chosen is in this machine's settings; what is wrong in their file still.
    Remembered(Vec<CatalogError>),
    /// What came of a job that went on meanwhile.
    Meanwhile(News),
    /// Done, nothing to say.
    Done,
}

/// The frameworks that are known.
#[derive(Clone, Debug)]
pub struct Known {
    /// Those in use.
    pub used: Vec<Framework>,
    /// The others.
    pub unused: Vec<Framework>,
    /// What is wrong in the setting's own files that were passed over.
    pub wrong: Vec<CatalogError>,
}

/// A framework's figures and judgements for a scope.
#[derive(Clone, Debug, Default)]
pub struct BoardRead {
    /// Each statement's figures, by code; one that is missing has nothing.
    pub figures: Board,
    /// What people judged and wrote, by code.
    pub judged: BTreeMap<String, Judged>,
    /// Families on the roll in the period.
    pub on_roll: u32,
    /// The questions on door cards, those whose time is over too.
    pub pinned: Vec<Pinned>,
    /// The first day of which the record tells; `None` while it tells of none.
    pub since: Option<Day>,
    /// The frameworks of which the record holds something, by their ids, whether or not their files are here.
    pub recorded: Vec<String>,
}

/// A self-evaluation as it stands, and the last that was signed off.
#[derive(Clone, Debug)]
pub struct EvaluationRead {
    /// As it stands.
    pub now: Evaluation,
    /// Its areas for development, with how many times each was written.
    pub areas: Vec<AreaStands>,
    /// Those that were let go: they are on no form.
    pub let_go: Vec<AreaStands>,
    /// What people wrote of the statements, and when, by code.
    pub texts: BTreeMap<String, Judged>,
    /// The last that was signed off.
    pub last: Option<SignedOff>,
    /// What the record holds of codes that the edition in use does not have.
    pub no_successor: Vec<NoSuccessor>,
}

impl EvaluationRead {
    /// The codes of the statements whose text the round of that name has from the last.
    pub fn carried_over(&self, round: &str) -> BTreeSet<String> {
        let Some(last) = &self.last else { return BTreeSet::new() };
        let texts = self.texts.iter().filter_map(|(code, one)| Some((code.clone(), one.looked_at()?)));
        carried_over(round, (&last.what.name, last.at), texts)
    }

    /// An area for development as it stands, also one that was let go.
    pub fn area(&self, id: AreaId) -> Option<&AreaStands> {
        self.areas.iter().chain(&self.let_go).find(|stands| stands.area.id == id)
    }
}

/// Everything of one statement for a scope.
#[derive(Clone, Debug)]
pub struct StatementRead {
    /// Its figures.
    pub figures: Figures,
    /// Who was reached: through whom, in which language, by which way.
    pub reached: Breadth,
    /// The judgement and the text.
    pub judged: Judged,
    /// How strong the evidence is.
    pub strength: Strength,
    /// The judgement that the pack's rule suggests.
    pub suggested: Option<String>,
    /// The rule's result in words.
    pub why: String,
    /// The strongest of its agreed entries, strongest first.
    pub evidence: Vec<Evidence>,
    /// Those that a text cites and that are not among them.
    pub cited: Vec<Evidence>,
    /// Whom it has nothing from, and why.
    pub gaps: Gaps,
    /// The drafted text, with `[1]` for the first of `drafted`.
    pub draft: String,
    /// What the draft cites.
    pub drafted: Vec<EntryId>,
    /// The rooms and days that the text was written for, where they are others than these.
    pub written_for: Option<String>,
    /// What the round that was signed off last is called, and when that was.
    pub last: Option<(String, Moment)>,
}

impl StatementRead {
    /// The last round, where the text is of that still and nobody has looked at it in the round of that name.
    pub fn carried_over(&self, round: &str) -> Option<&str> {
        let (last, at) = self.last.as_ref()?;
        let looked_at = self.judged.looked_at().filter(|_| !self.judged.text.trim().is_empty())?;
        let text = std::iter::once((String::new(), looked_at));
        (!carried_over(round, (last, *at), text).is_empty()).then_some(last.as_str())
    }
}

/// What is asked for of a statement: what is behind a figure, on from a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Of which statement.
    pub statement: StatementRef,
    /// Of which rooms and days.
    pub scope: Scope,
    /// The figure.
    pub opened: Opened,
    /// The last that has been read; `None` from the first on.
    pub after: Option<Piece>,
    /// How many at most.
    pub limit: usize,
}

/// For whom a week is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WeekFor {
    /// A page for each family.
    #[default]
    Families,
    /// The room's week, for its lead.
    Room,
}

/// A week's pages and what stands in their way.
#[derive(Clone, Debug, Default)]
pub struct WeekRead {
    /// The pages that may be written.
    pub pages: Vec<Report>,
    /// What the lead should know.
    pub obstacles: Vec<Obstacle>,
    /// The entries that name other children.
    pub named: Vec<Standing>,
    /// Where files go, beside the record.
    pub folder: String,
}

/// What is known of a writer.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    /// Their drafts, newest first.
    pub drafts: Vec<Draft>,
    /// How many more of theirs could not be opened just now and were set aside.
    pub set_aside: u32,
    /// The last conversation that they wrote.
    pub last_talk: Vec<Standing>,
    /// What they said last of where children are, without a note.
    pub last_said: Vec<Said>,
    /// How often they wrote for each child.
    pub written: BTreeMap<ChildId, u32>,
    /// How often each phrase was used in the room.
    pub phrase_use: BTreeMap<String, u32>,
    /// The setting's own phrases.
    pub phrases: Vec<Phrase>,
    /// The requests for a child's whole record that are not answered, where they answer them.
    pub requests: Vec<Request>,
}

impl Writer {
    /// Whether something of the last conversation that they wrote is private.
    pub fn last_is_private(&self) -> bool {
        self.last_talk.iter().any(|entry| entry.entry.private)
    }
}
