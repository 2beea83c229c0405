//! The room board: the state of the day, a row a child, and the finder. No note's words are ever on it:
//! this page faces the door.

mod draw;
pub(super) mod find;
mod foot;
mod lists;
mod presence;

pub use presence::{said, take_back};
pub(super) mod names;
mod plain;
mod who;

pub use plain::{WORDS, greeting};

use std::cell::Cell;
use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::{Page, Press, card, child, menu, requests};
use crate::capture::{EntryTrouble, with_siblings};
use crate::domain::{Child, ChildId, Draft, EntryId, Kind, Presence, Purpose, Request, RequestId};
use crate::tui::action::{Action, Reason, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;
use crate::tui::screen::Screen;
use crate::tui::today;
use crate::tui::widget::canvas::Canvas;
use find::{Look, Meant};
use names::Names;

/// The board as it stands.
#[derive(Debug, Default)]
pub struct State {
    /// The row that is selected, from 0.
    selected: usize,
    /// Whether the rows are in use, and not the finder.
    on_rows: bool,
    /// Children that one note goes to.
    marked: BTreeSet<ChildId>,
    /// Children that were taken in the finder before a comma.
    taken: Vec<ChildId>,
    /// What stands in the finder after them.
    finder: String,
    /// The line of a list of choices on which a person put the mark themselves.
    chosen: Option<usize>,
    /// A child of another room, named once; one more Enter writes for them.
    sure: Option<ChildId>,
    /// The line in the list of what is to do, while it is open.
    todo: Option<usize>,
    /// Whose absence is being explained.
    away: Option<presence::Away>,
    /// Line by line: the answer to "Who?" so far.
    names: Names,
    /// Line by line: what is done with those who are named.
    wish: plain::Wish,
    /// The first row that is drawn, so that the rows stand still where they can.
    first: Cell<usize>,
}

/// Whether nothing stands in the finder, so that Space and the marks are keys.
pub fn finder_is_empty(model: &Model) -> Result<(), Reason> {
    match &model.screen {
        Screen::Board(state) if !state.finder.is_empty() => Err("Esc clears the name first.".to_string()),
        _ => Ok(()),
    }
}

/// Whether the child on the line has a next step that nothing was heard of yet.
pub fn has_open_step(model: &Model) -> Result<(), Reason> {
    match &model.screen {
        Screen::Board(state) => match state.current(&model.session) {
            Some(child) if model.session.day.open_steps.contains_key(&child) => Ok(()),
            _ => Err("No next step of this child is open.".to_string()),
        },
        _ => Ok(()),
    }
}

/// Whether this writer has a note that can be said again.
pub fn has_last_note(model: &Model) -> Result<(), Reason> {
    let writer = &model.session.writer;
    if writer.last_talk.is_empty() {
        return Err("You have written no note yet that could be said again.".to_string());
    }
    if writer.last_is_private() {
        return Err(EntryTrouble::PrivateToRepeat.to_string());
    }
    Ok(())
}

/// Something that waits for the writer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ToDo {
    /// A draft.
    Draft(Box<Draft>),
    /// An entry of theirs that came back with a question, and about whom it is.
    Asked(EntryId, ChildId),
    /// A note that is due for a child.
    Due(ChildId, Kind),
    /// A child who should be here by now, and nobody has said a word.
    NoWord(ChildId),
    /// What was promised for a child.
    Promised(EntryId, ChildId),
    /// A request for a child's whole record that is not answered.
    Request(RequestId, ChildId),
}

impl State {
    /// The board with the row of this child selected.
    pub fn at(session: &Session, child: Option<ChildId>) -> State {
        let selected = session.children().iter().position(|known| Some(known.id) == child).unwrap_or(0);
        State { selected, ..State::default() }
    }

    /// The child of the selected row.
    pub fn current(&self, session: &Session) -> Option<ChildId> {
        match self.look(session).state {
            find::Found::Nothing => session.children().get(self.selected).map(|child| child.id),
            find::Found::One(child) => Some(child),
            find::Found::Group(_) | find::Found::Choices(_) => None,
        }
    }

    /// The children that are marked, in the board's order.
    pub fn marked(&self, session: &Session) -> Vec<ChildId> {
        let children = session.children();
        children.iter().map(|child| child.id).filter(|child| self.marked.contains(child)).collect()
    }

    /// Letters that were typed while a note was being saved.
    pub fn type_ahead(&mut self, letters: &str) {
        self.finder.extend(letters.chars().filter(|letter| letter.is_alphanumeric()));
    }

    fn look(&self, session: &Session) -> Look {
        find::look(&self.finder, session)
    }

    /// Everything that waits for the writer: drafts first, then what was asked, who is missing, what was promised. A
    /// record that should have gone out before today stands before all of it.
    fn to_do(session: &Session) -> Vec<ToDo> {
        let Some(room) = session.room() else { return Vec::new() };
        let children = session.children();
        let quiet = children.iter().filter(|child| today::row(session, room, child).lacks_feedback());
        let due = |child: &&Child| today::due(session, child).map(|kind| ToDo::Due(child.id, kind));
        let no_word = children.iter().filter(|child| today::no_word(session, child));
        let promised = today::promised(session).into_iter().map(|entry| &entry.entry);
        let drafts = session.writer.drafts.iter().map(|draft| ToDo::Draft(Box::new(draft.clone())));
        let asked =
            today::asked(session).into_iter().map(|entry| ToDo::Asked(entry.entry.id, entry.entry.child));
        let (late, others): (Vec<_>, Vec<_>) =
            today::requests(session).into_iter().partition(|request| today::late(session, request));
        let request = |request: &Request| ToDo::Request(request.id, request.child);
        late.into_iter()
            .map(request)
            .chain(drafts)
            .chain(asked)
            .chain(no_word.map(|child| ToDo::NoWord(child.id)))
            .chain(promised.map(|entry| ToDo::Promised(entry.id, entry.child)))
            .chain(others.into_iter().map(request))
            .chain(children.iter().filter_map(due))
            .chain(quiet.map(|child| ToDo::Due(child.id, Kind::Feedback)))
            .collect()
    }

    fn clear(&mut self) {
        self.finder.clear();
        self.taken.clear();
        self.names = Names::default();
        self.wish = plain::Wish::Write;
        self.chosen = None;
        self.sure = None;
    }

    /// The child who was looked for is found: the row is theirs, and the next letters look for somebody else.
    fn found(&mut self, session: &Session, child: ChildId) {
        if !self.finder.is_empty() {
            self.finder.clear();
            self.chosen = None;
            self.sure = None;
            let row = session.children().iter().position(|known| known.id == child);
            self.selected = row.unwrap_or(self.selected);
        }
    }

    /// Opens a card for those who are meant, `again` with the writer's last note in it.
    fn write(&mut self, session: &mut Session, again: bool, turn: &mut Turn) {
        if let Some(line) = self.todo {
            return self.open_to_do(session, line, turn);
        }
        let Some(children) = self.meant(session, turn) else { return };
        let mut open = card::State::open(session, children);
        if again {
            open.say_again(session, turn);
        }
        turn.to(open.into());
    }

    /// Opens what waits on that line of the list.
    fn open_to_do(&mut self, session: &mut Session, line: usize, turn: &mut Turn) {
        match State::to_do(session).into_iter().nth(line) {
            Some(ToDo::Draft(draft)) => super::go_on(session, &draft, turn),
            Some(ToDo::Asked(entry, child)) => {
                let page = child::open_for(session, child, Purpose::Amend(entry), turn);
                turn.over(page);
            }
            Some(ToDo::Promised(entry, child)) => {
                let page = child::open_for(session, child, Purpose::FollowUp(entry), turn);
                turn.over(page);
            }
            Some(ToDo::Request(request, _)) => {
                let page = requests::State::at(session, request, turn);
                turn.over(page.into());
            }
            Some(ToDo::NoWord(_)) => self.ask_away(session, turn),
            Some(ToDo::Due(child, kind)) => turn.to(card::State::due(session, child, kind).into()),
            None => self.todo = None,
        }
    }

    /// A letter of the finder, or the number of a choice.
    fn letter(&mut self, session: &mut Session, letter: char, turn: &mut Turn) -> bool {
        self.todo = None;
        self.on_rows = false;
        if let Some(digit) = letter.to_digit(10)
            && let find::Found::Choices(choices) = self.look(session).state
        {
            let line = (digit as usize).wrapping_sub(1);
            let Some(choice) = choices.get(line).copied() else { return false };
            self.chosen = Some(line);
            if let Some(children) = self.choose(session, choice, turn) {
                turn.to(card::State::open(session, children).into());
            }
            return true;
        }
        match letter {
            ',' => {
                if let Some(children) = self.take(session, turn) {
                    self.clear();
                    self.taken = children;
                }
            }
            '+' if self.finder.is_empty() => {
                let Some(child) = self.current(session) else { return false };
                let family = session
                    .room
                    .map(|room| with_siblings(&[child], &session.roll, room, session.today()))
                    .unwrap_or_default();
                if family.len() < 2 {
                    turn.say("No brother or sister of this child is in this room.");
                } else {
                    self.marked.extend(family);
                }
            }
            letter if letter.is_alphanumeric() || "+ '’-.".contains(letter) => {
                if self.finder.len() < 60 && !(self.finder.is_empty() && letter == ' ') {
                    self.finder.push(letter);
                }
                self.chosen = None;
                self.sure = None;
            }
            _ => return false,
        }
        true
    }

    fn step(&mut self, session: &Session, by: isize) {
        let step = |at: usize, count: usize| at.saturating_add_signed(by).min(count.saturating_sub(1));
        if let Some(away) = &mut self.away {
            away.step(session, by);
        } else if let Some(line) = self.todo {
            self.todo = Some(step(line, State::to_do(session).len()));
        } else if let find::Found::Choices(choices) = self.look(session).state {
            self.sure = None;
            self.chosen = Some(self.chosen.map_or(0, |line| step(line, choices.len())));
        } else {
            if self.finder.is_empty() {
                self.on_rows = true;
                self.selected = step(self.selected, session.children().len());
            }
        }
    }

    /// Marks the child of the selected row, or takes the mark away, and goes down a row, so that those who stand
    /// one below the other are a key each.
    fn mark(&mut self, session: &Session) {
        let children = session.children();
        self.on_rows = true;
        if let Some(child) = children.get(self.selected).map(|child| child.id)
            && !self.marked.remove(&child)
        {
            self.marked.insert(child);
        }
        self.selected = (self.selected + 1).min(children.len().saturating_sub(1));
    }

    fn everyone(&mut self, session: &Session, turn: &mut Turn) {
        let here: BTreeSet<ChildId> = session
            .children()
            .iter()
            .filter(|child| today::presence(session, child) == Presence::Here)
            .map(|child| child.id)
            .collect();
        if here.is_empty() {
            turn.say("Nobody is here yet. A drop-off note says that a child is here, or ] does.");
        } else if self.marked == here {
            self.marked.clear();
        } else {
            self.marked = here;
        }
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        if self.away.is_some() { Scope::BoardAway } else { Scope::Board }
    }

    fn takes(&self) -> Takes {
        if self.away.is_some() { Takes::Nothing } else { Takes::Names }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match press.action {
            None => {
                return press.chord.letter().is_some_and(|letter| self.letter(session, letter, turn));
            }
            Some(Action::Write) => self.write(session, false, turn),
            Some(Action::Again) => self.write(session, true, turn),
            // Behind a comma it is the space that anybody types there, before the next name.
            Some(Action::Mark) if !self.taken.is_empty() => {}
            Some(Action::Mark) => self.mark(session),
            Some(Action::Everyone) => self.everyone(session, turn),
            Some(Action::SayHere) => self.say_here(session, turn),
            Some(Action::SayAway) => self.ask_away(session, turn),
            Some(Action::ChooseAway) => {
                let line = press.chord.digit().and_then(|digit| digit.checked_sub(1));
                return self.choose_away(session, line, turn);
            }
            Some(Action::HearOn) => {
                if let Some(child) = self.current(session) {
                    let page = child::open_heard(session, child, turn);
                    turn.over(page);
                }
            }
            Some(Action::Up) => self.step(session, -1),
            Some(Action::Down) => self.step(session, 1),
            Some(Action::PageUp) => self.step(session, -10),
            Some(Action::PageDown) => self.step(session, 10),
            Some(Action::First) => self.step(session, isize::MIN / 2),
            Some(Action::Last) => self.step(session, isize::MAX / 2),
            Some(Action::NextPart) if session.plain => self.lists_to_do(session, turn),
            Some(Action::NextPart | Action::LastPart) => {
                self.away = None;
                if self.todo.take().is_none() {
                    if State::to_do(session).is_empty() {
                        turn.say("Nothing is waiting for you.");
                    } else {
                        self.clear();
                        self.todo = Some(0);
                    }
                }
            }
            Some(Action::Erase) => {
                if self.finder.is_empty() {
                    self.taken.pop();
                } else {
                    let end = self.finder.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
                    self.finder.truncate(end);
                }
                self.chosen = None;
                self.sure = None;
            }
            Some(Action::Right) => match self.current(session) {
                Some(child) => {
                    self.found(session, child);
                    let page = child::open(session, child, turn);
                    turn.over(page);
                }
                None => return false,
            },
            Some(Action::Back) => {
                if self.away.take().is_some()
                    || self.todo.take().is_some()
                    || std::mem::take(&mut self.on_rows) && self.marked.is_empty()
                {
                } else if !self.finder.is_empty() || !self.taken.is_empty() || session.plain {
                    self.clear();
                } else if !self.marked.is_empty() {
                    self.marked.clear();
                } else {
                    turn.over(menu::State::default().into());
                }
            }
            Some(_) => return false,
        }
        true
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match action {
            Action::Write if self.todo.is_some() => said("Enter", "open"),
            Action::Write => {
                let look = self.look(session);
                match &look.state {
                    find::Found::Group(group) => {
                        said("Enter", &format!("write for {}", Meant::Group(*group).children(session).len()))
                    }
                    find::Found::Choices(choices) if choices.is_empty() => said("", ""),
                    find::Found::Choices(choices) if look.alone || self.chosen.is_some() => {
                        let take = choices.first().is_some_and(|choice| choice.elsewhere);
                        said("Enter", if take { "take" } else { "write" })
                    }
                    find::Found::Choices(choices) => said(&format!("1-{}", choices.len()), "choose"),
                    // Names that were typed one after the other, with the one that is being typed.
                    found if !self.taken.is_empty() => {
                        let more = usize::from(
                            matches!(found, find::Found::One(child) if !self.taken.contains(child)),
                        );
                        said("Enter", &format!("write for {}", self.taken.len() + more))
                    }
                    _ if !self.marked.is_empty() && self.finder.is_empty() => {
                        said("Enter", &format!("write for {}", self.marked.len()))
                    }
                    _ => None,
                }
            }
            Action::Mark if !self.taken.is_empty() => said("", ""),
            Action::Mark | Action::Everyone | Action::Again | Action::HearOn if self.todo.is_some() => {
                said("", "")
            }
            Action::Right | Action::NextPart | Action::GoSearch if self.away.is_some() => said("", ""),
            Action::ChooseAway => {
                let count = self.away.as_ref().map_or(0, |away| away.choices(session).len());
                said("Enter", &format!("take   1-{count} choose"))
            }
            Action::SayHere | Action::SayAway
                if matches!(self.look(session).state, find::Found::Choices(_)) =>
            {
                said("", "")
            }
            // The narrowest leaves room for the way into a child's page.
            Action::Everyone | Action::SayHere if self.todo.is_none() && session.size.0 < 72 => said("", ""),
            // A narrow line has room for the keys of the morning; help lists all.
            Action::Again | Action::SayAway if self.todo.is_none() && session.size.0 < 110 => said("", ""),
            Action::Back if self.away.is_some() => said("Esc", "back"),
            Action::Again if !self.finder.is_empty() => said("", ""),
            Action::Right if self.todo.is_none() && self.current(session).is_some() => said("→", "look"),
            Action::GoSearch if self.todo.is_none() && self.finder.is_empty() && session.size.0 >= 110 => {
                said("/", "search")
            }
            Action::NextPart if self.todo.is_none() && !State::to_do(session).is_empty() => {
                said("Tab", "to do")
            }
            Action::Back if self.todo.is_some() => said("Esc", "back"),
            Action::Back if !self.finder.is_empty() || !self.taken.is_empty() => said("Esc", "clear"),
            Action::Back if !self.marked.is_empty() => said("Esc", "unmark"),
            // The bar goes first, and with the next Esc one is at the menu.
            Action::Back if self.on_rows => said("Esc", "back"),
            Action::Back => said("Esc", "menu"),
            _ => None,
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(session, line, turn);
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}
