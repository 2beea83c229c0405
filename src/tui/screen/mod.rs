//! The pages. Each is a file with its state, what keys do to it, and how it is drawn.

pub mod amend;
pub mod asks_again;
mod at_once;
pub mod board;
pub mod card;
pub mod checked;
pub mod child;
pub mod concern;
pub mod due;
pub mod evaluation;
pub mod evidence;
pub mod export;
pub mod exports;
pub mod families;
pub mod form;
pub mod groups;
pub mod handing;
pub mod help;
pub mod learnt;
pub mod menu;
mod names;
pub mod past;
pub mod phrases;
mod preview;
pub mod records;
pub mod requests;
pub mod review;
pub mod rooms;
pub mod round;
pub mod search;
pub mod settings;
pub mod sign_in;
mod spell;
pub mod staff;
pub mod statement;
pub mod unlock;
pub mod unsaved;
pub mod week;
pub mod window;

use super::action::{Action, Scope};
use super::key::{Chord, Takes};
use super::model::Session;
use super::msg::{Answer, Turn};
use super::plain::Ask;
use super::widget::canvas::Canvas;
use crate::domain::{ChildId, Draft, DraftId, Purpose, RoomId};

/// A key that a page is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// What it stands for; `None` where it is a letter of the field in use.
    pub action: Option<Action>,
    /// The key itself.
    pub chord: Chord,
    /// Milliseconds since the key before it.
    pub gap: u64,
}

impl Press {
    /// Where a key that goes through a list leads from its marked line; `None` for any other key.
    fn through(self, marked: usize, last: usize) -> Option<usize> {
        Some(match self.action? {
            Action::Up => marked.saturating_sub(1),
            Action::Down => (marked + 1).min(last),
            Action::PageUp => marked.saturating_sub(8),
            Action::PageDown => (marked + 8).min(last),
            Action::First => 0,
            Action::Last => last,
            _ => return None,
        })
    }
}

/// What every page can do. The one list of pages is [`Screen`].
pub trait Page {
    /// Whose keys count, beside those that count everywhere.
    fn scope(&self) -> Scope;

    /// What letters are on this page now.
    fn takes(&self) -> Takes {
        Takes::Nothing
    }

    /// A key. Answers whether it meant something here.
    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool;

    /// Pasted text. Where there is no text open it is told and goes nowhere: what is pasted is never a key.
    fn paste(&mut self, _session: &mut Session, _text: &str, turn: &mut Turn) {
        turn.say("Nothing was pasted: there is no note open.");
    }

    /// The text in which somebody writes, and how many characters it may hold; `None` where nobody does.
    fn open_text(&self) -> Option<(&str, usize)> {
        None
    }

    /// Whose the text is, where it is somebody's.
    fn whose(&self, session: &Session) -> Option<String> {
        self.about().and_then(|child| session.roll.child(child)).map(|child| child.name())
    }

    /// What the page asks line by line; see [`crate::tui::plain`].
    fn question(&self, session: &Session) -> Ask;

    /// The line that was typed in answer.
    fn line(&mut self, _session: &mut Session, _line: &str, turn: &mut Turn) {
        turn.back();
    }

    /// The same where the page's keys are answers ([`Ask::keys`]) and the line is none of them: a number of the
    /// form, a name. `false` where it means nothing.
    fn answers(&mut self, _session: &mut Session, _line: &str, _turn: &mut Turn) -> bool {
        false
    }

    /// What is typed of the line so far: words that must not be lost are kept.
    fn typing(&mut self, _session: &mut Session, _text: &str, _turn: &mut Turn) {}

    /// The one child whom the page is about: the session knows of its open steps while the page is shown.
    fn about(&self) -> Option<ChildId> {
        None
    }

    /// What came of an effect; the session has taken in what is its own already.
    fn answer(&mut self, _session: &mut Session, _answer: &Answer, _turn: &mut Turn) {}

    /// The draft that is being written here: whoever locks the screen finds it open again.
    fn writing(&self) -> Option<DraftId> {
        None
    }

    /// The screen is about to lock or the program to end: what must not be lost is kept now.
    fn leave(&mut self, _session: &mut Session, _turn: &mut Turn) {}

    /// The key and the word on the hint line, where they are not the table's own. An empty word hides it.
    fn hint(&self, _session: &Session, _action: Action) -> Option<(String, String)> {
        None
    }

    /// Draws the page: all rows but the last two, which are the notice's and the hints'.
    fn view(&self, session: &Session, canvas: &mut Canvas);
}

/// The room to which a draft belongs whose page is a room's own: the children of a group, the columns of a round.
fn room_of(session: &Session, purpose: &Purpose) -> Option<RoomId> {
    match purpose {
        Purpose::Group { room, .. } => Some(*room),
        Purpose::Round { rows, .. } => Some(session.roll.child(rows.first()?.child)?.room),
        _ => None,
    }
}

/// Opens what a draft was begun on, with its words.
pub fn go_on(session: &mut Session, draft: &Draft, turn: &mut Turn) {
    match (&draft.purpose, draft.children.first()) {
        (
            Purpose::Question(..)
            | Purpose::Gap(..)
            | Purpose::Evidence { .. }
            | Purpose::Area { .. }
            | Purpose::Phrase { .. }
            | Purpose::Group { .. }
            | Purpose::MoreTime(_)
            | Purpose::Because(..),
            _,
        ) if !session.who().is_some_and(|person| person.role.leads()) => {
            turn.say("Only a room lead or a manager goes on with it. Your words are kept.");
        }
        (Purpose::Question(..) | Purpose::Gap(..), _) => {
            let page = review::State::go_on(session, draft, turn);
            turn.over(page.into());
        }
        (Purpose::Evidence { statement, scope, .. }, _) => {
            let page = statement::State::go_on(session, statement.clone(), scope.clone(), turn);
            turn.over(page.into());
        }
        (Purpose::Area { .. }, _) => {
            let page = evaluation::State::go_on(session, draft, turn);
            turn.over(page.into());
        }
        (Purpose::Phrase { .. }, _) => {
            let page = phrases::State::go_on(session, draft);
            turn.over(page.into());
        }
        (Purpose::MoreTime(_), _) => {
            let page = requests::State::go_on(session, draft, turn);
            turn.over(page.into());
        }
        (Purpose::Because(..), _) => {
            let page = due::State::go_on(session, draft, turn);
            turn.to(page.into());
        }
        (Purpose::Practice { .. }, _) => {
            let page = records::State::go_on(session, draft, turn);
            turn.over(page.into());
        }
        (purpose, _) if room_of(session, purpose).is_some_and(|room| session.room != Some(room)) => {
            let room = room_of(session, purpose).and_then(|room| session.roll.room(room));
            let room = room.map_or("another", |room| room.name.as_str());
            turn.say(format!("It is of {room} room: show that room first. What you began is kept."));
        }
        (Purpose::Group { .. }, _) => {
            let page = groups::State::go_on(session, draft);
            turn.over(page.into());
        }
        (Purpose::Amend(_) | Purpose::HeardBack(_) | Purpose::FollowUp(_), Some(&child)) => {
            let page = child::open_for(session, child, draft.purpose.clone(), turn);
            turn.over(page);
        }
        (Purpose::Round { .. }, _) => turn.to(round::State::reopen(session, draft).into()),
        _ => turn.to(card::State::reopen(draft).into()),
    }
}

macro_rules! screens {
    ($($(#[$doc:meta])* $name:ident($state:ty)),* $(,)?) => {
        /// The page that is shown, with its state.
        #[derive(Debug)]
        pub enum Screen { $($(#[$doc])* $name(Box<$state>)),* }

        impl Screen {
            /// The page.
            pub fn page(&self) -> &dyn Page {
                match self { $(Screen::$name(state) => state.as_ref()),* }
            }

            /// The page, to be changed.
            pub fn page_mut(&mut self) -> &mut dyn Page {
                match self { $(Screen::$name(state) => state.as_mut()),* }
            }
        }

        $(impl From<$state> for Screen {
            fn from(state: $state) -> Screen {
                Screen::$name(Box::new(state))
            }
        })*
    };
}

screens! {
    /// The room words.
    Unlock(unlock::State),
    /// That another window has the record.
    Window(window::State),
    /// Who is writing, and their numbers.
    SignIn(sign_in::State),
    /// The room's day, a row a child.
    Board(board::State),
    /// A note for one child or several.
    Card(card::State),
    /// The daily round, a row a child.
    Round(round::State),
    /// The day's end.
    Review(review::State),
    /// The evidence of a framework, a row a statement.
    Evidence(evidence::State),
    /// A statement: its text, and the proof beside it.
    Statement(statement::State),
    /// Whom nobody has heard.
    Families(families::State),
    /// The evidence form as its files hold it.
    Form(form::State),
    /// The weekly summary.
    Week(week::State),
    /// Everything that can leave the room.
    Exports(exports::State),
    /// A report of the table.
    Export(export::State),
    /// Requests for a child's whole record.
    Requests(requests::State),
    /// What is due and what is held.
    Due(due::State),
    /// What was exported before.
    Past(past::State),
    /// Files on their way out.
    Handing(handing::State),
    /// A child's entries.
    Child(child::State),
    /// A correction beside the first words.
    Amend(amend::State),
    /// Search.
    Search(search::State),
    /// Which room is shown.
    Rooms(rooms::State),
    /// The groups of the room.
    Groups(groups::State),
    /// Practice records.
    Records(records::State),
    /// The self-evaluation.
    Evaluation(evaluation::State),
    /// Who works here.
    Staff(staff::State),
    /// A safeguarding concern: whom to tell.
    Concern(concern::State),
    /// The setting's phrases.
    Phrases(phrases::State),
    /// Colours, signs and letters.
    Settings(settings::State),
    /// Where one can go.
    Menu(menu::State),
    /// The keys of the page underneath, or all commands.
    Help(help::State),
    /// What the check of the record found.
    Checked(checked::State),
    /// Words that the disk did not take.
    Unsaved(unsaved::State),
    /// The end of practice.
    Learnt(learnt::State),
}
