//! The same program line by line, for ears and for fingers that read: a question, a line in answer, at most two
//! lines of what came of it. No cursor is moved and nothing is coloured, so a screen reader, a Braille line and a
//! terminal that calls itself dumb are all told the whole of it.
//!
//! Only how a page asks and is answered differs: a page says what it asks ([`Page::question`]) and takes the line that
//! answers ([`Page::line`]). The model, its update, the worker and every rule are the screen's own, and so are the
//! drafts: what is typed of a line is kept at every key ([`Page::typing`]).
//!
//! [`Page::question`]: super::screen::Page::question
//! [`Page::line`]: super::screen::Page::line
//! [`Page::typing`]: super::screen::Page::typing

mod line;
mod talk;
#[cfg(test)]
mod tests;

use super::action::{Action, Scope};
use super::key::{Chord, Takes};
use super::keymap::Keymap;
use super::model::Model;
use super::msg::{Effect, Msg, Turn};
use super::run::Face;
use super::screen::{Press, Screen, amend, board, card, child, sign_in};
use super::tap::Taps;
use super::terminal::Keys;
use super::update::{correct_late, everywhere};
use crate::domain::Moment;
use crate::failure::Result;
use talk::Talk;

/// The terminal, talked with line by line.
pub(super) struct Plain {
    keys: Keys,
    talk: Talk,
}

impl Plain {
    /// Takes the terminal's keys; nothing is drawn on it.
    ///
    /// # Errors
    /// Refused where nobody can type.
    pub fn take() -> Result<Plain> {
        Ok(Plain { keys: Keys::take()?, talk: Talk::default() })
    }
}

impl Face for Plain {
    fn hear(&mut self, model: &mut Model, msg: Msg, now: Moment) -> Vec<Effect> {
        self.talk.hear(model, msg, now)
    }

    fn show(&mut self, _model: &Model) -> std::io::Result<Taps> {
        self.keys.tell(&self.talk.out())?;
        Ok(Taps::default())
    }

    fn size(&mut self) -> Option<(u16, u16)> {
        self.keys.size()
    }

    fn alone(&mut self) {
        self.talk.alone();
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        // The last words; where the terminal is gone there is nobody to hear them.
        let _ = self.keys.tell(&self.talk.out());
    }
}

/// What a page asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// What is said first: at most two lines.
    pub says: Vec<String>,
    /// What stands before the answer.
    pub prompt: String,
    /// What stands in the answer already, to be changed.
    pub begun: String,
    /// How the answer is shown while it is typed.
    pub echo: Echo,
    /// The words that are commands here.
    pub words: &'static [Word],
    /// What `?` says first.
    pub help: &'static str,
}

/// How an answer is shown while it is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Echo {
    /// As it is.
    #[default]
    Letters,
    /// Not at all.
    Hidden,
    /// Not at all, and so many of them are an answer without Enter.
    HiddenNumbers(usize),
}

/// A word that stands for an action of the table where its key can't be pressed.
#[derive(Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub word: &'static str,
    /// What it does.
    pub action: Action,
    /// The same in a few words, for `?` and the list of keys.
    pub says: &'static str,
}

/// The words that are commands, by the question in whose answer they are; for the list of keys.
pub const WORDS: &[(&str, &[Word])] = &[
    ("Who is writing?", sign_in::WORDS),
    ("Who?", board::WORDS),
    ("Enter saves", card::WORDS),
    ("A child's page", child::WORDS),
    ("A correction", amend::WORDS),
];

impl Ask {
    /// For a page that needs the screen.
    pub fn only_on_the_screen() -> Ask {
        Ask {
            says: vec!["That is on the screen only: open doorstep without --plain.".to_string()],
            prompt: "Enter goes back: ".to_string(),
            ..Ask::default()
        }
    }
}

/// What can be done from anywhere by its name in the table of actions, as `:lock`, or by its key.
const BY_NAME: [Action; 7] = [
    Action::Help,
    Action::Back,
    Action::Lock,
    Action::TakeBack,
    Action::GoRooms,
    Action::GoBoard,
    Action::Leave,
];

/// Takes the line that was typed in answer to what the page asked.
pub fn line(model: &mut Model, text: &str, turn: &mut Turn) {
    model.notice = None;
    if text.trim().is_empty() && correct_late(model, turn) {
        return;
    }
    model.session.late = None;
    let ask = model.screen.page().question(&model.session);
    let named = text.trim().strip_prefix(':').filter(|_| ask.echo == Echo::Letters);
    let action = match named {
        Some(name) => match Action::ALL.iter().find(|action| action.spec().name == name.trim()) {
            Some(action) if BY_NAME.contains(action) => Some(*action),
            Some(_) => return turn.say("That is on the screen only: open doorstep without --plain."),
            None => return turn.say(names()),
        },
        None if text.trim() == "?" => Some(Action::Help),
        None => ask.words.iter().find(|word| word.word == text.trim()).map(|word| word.action),
    };
    match action {
        Some(action) => act(model, action, &ask, turn),
        None => model.screen.page_mut().line(&mut model.session, text, turn),
    }
}

fn act(model: &mut Model, action: Action, ask: &Ask, turn: &mut Turn) {
    if let Err(reason) = (action.spec().enabled)(model) {
        return turn.say(reason);
    }
    match (action, &model.screen) {
        (Action::Help, _) => turn.say(help(ask)),
        (Action::Back, Screen::Board(board)) if !board.answering() => {
            turn.say("This is the beginning. Ctrl-L locks, Ctrl-D leaves, ? is help.");
        }
        // The card's own Ctrl-Z undoes typing, which a line does by itself.
        (Action::TakeBack, Screen::Card(_)) => {
            turn.say("Only Who? takes the last note back: Esc goes there.")
        }
        _ => {
            if !everywhere(model, action, turn) {
                let press = Press { action: Some(action), chord: Chord::NONE, gap: u64::MAX };
                model.screen.page_mut().press(&mut model.session, press, turn);
            }
        }
    }
}

/// What can be typed in answer to what is asked.
fn help(ask: &Ask) -> String {
    let mut says: Vec<String> = Vec::new();
    if !ask.help.is_empty() {
        says.push(ask.help.to_string());
    }
    let words: Vec<String> = ask.words.iter().map(|word| format!("{} {}", word.word, word.says)).collect();
    if !words.is_empty() {
        says.push(format!("{}.", words.join(", ")));
    }
    says.push("Anywhere: Esc or :back goes back and keeps your words, Ctrl-L or :lock locks.".to_string());
    says.join(" ")
}

/// Those that have a name.
fn names() -> String {
    let names: Vec<String> = BY_NAME.iter().map(|action| format!(":{}", action.spec().name)).collect();
    format!("That is no command. There are {}.", names.join(", "))
}

/// The action of a key that writes nothing, by its name; `None` for one that means nothing in a line.
pub(super) fn by_key(keymap: &Keymap, chord: Chord) -> Option<String> {
    let (action, _) =
        keymap.find(Scope::Anywhere, Takes::Words, chord).filter(|_| chord.letter().is_none())?;
    BY_NAME.contains(&action).then(|| format!(":{}", action.spec().name))
}

/// The words that are commands, as Markdown, for the list of keys.
pub fn words_markdown() -> String {
    let mut text = String::from(
        "\n## Line by line (`doorstep --plain`)\n\nA line is answered with Enter. The marks of a note are those of \
         the card.\n\n| Asked | Word | Does | Name |\n|---|---|---|---|\n",
    );
    for (asked, words) in WORDS {
        for word in *words {
            let name = word.action.spec().name;
            text.push_str(&format!("| {asked} | `{}` | {} | {name} |\n", word.word, word.says));
        }
    }
    for action in BY_NAME {
        let spec = action.spec();
        text.push_str(&format!("| anything | `:{}` | {} | {} |\n", spec.name, spec.help, spec.name));
    }
    text
}
