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

use ratatui::crossterm::event::KeyCode;

use super::action::{Action, Scope, Spec};
use super::key::{Chord, Takes};
use super::keymap::Keymap;
use super::model::Model;
use super::msg::{Effect, Msg, Turn};
use super::run::Face;
use super::screen::{
    Press, Screen, amend, board, card, child, concern, due, evaluation, evidence, export, families, form,
    handing, menu, phrases, records, requests, review, round, search, sign_in, staff, statement, week,
};
use super::tap::Taps;
use super::terminal::Keys;
use super::update::{correct_late, everywhere};
use crate::domain::Moment;
use crate::domain::name::fold;
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
    /// What is read out after that, an item a line, where a list is the answer.
    pub list: Vec<String>,
    /// What stands before the answer.
    pub prompt: String,
    /// What stands in the answer already, to be changed.
    pub begun: String,
    /// How the answer is shown while it is typed.
    pub echo: Echo,
    /// The words that are commands here. An empty one is Enter alone.
    pub words: &'static [Word],
    /// Whether the keys of the page are commands here as they are on the screen. A word of the hint line stands for
    /// its key, so that one that writes no letter can be typed too.
    pub keys: bool,
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
    ("A word that may be misspelt", card::SPELLING),
    ("A child's page", child::WORDS),
    ("A correction", amend::WORDS),
    ("What was found", search::WORDS),
    ("End of day", review::WORDS),
    ("Weekly summary", week::WORDS),
    ("A report", export::WORDS),
    ("Record requests", requests::LIST),
    ("A request that is written down", requests::NEW),
    ("A record request", requests::WORDS),
    ("How much longer it takes", requests::MORE),
    ("The record as it goes out", requests::FILE),
    ("Due and holds", due::LIST),
    ("What would be erased", due::READ),
    ("Your numbers, before files are saved", handing::WORDS),
    ("The password of an archive", handing::PASSWORD),
    ("Daily round", round::WORDS),
    ("Words for the family", round::SENTENCE),
    ("A misspelt word there", round::SPELLING),
    ("Columns of the round", round::COLUMNS),
    ("Evidence", evidence::WORDS),
    ("What the board is of", evidence::CHOICE),
    ("Families not heard", families::WORDS),
    ("The evidence form", form::WORDS),
    ("A statement", statement::WORDS),
    ("Over a statement", statement::OVER),
    ("A statement's figures", statement::FIGURES),
    ("A concern", concern::WORDS),
    ("Self-evaluation", evaluation::WORDS),
    ("Staff", staff::WORDS),
    ("Phrases", phrases::WORDS),
    ("Practice records", records::WORDS),
];

/// What goes through a list where a page's keys are answers, and out of it: one letter is enough where it is no key of
/// the page.
const MOVES: [(&str, &str, Action, &str); 3] = [
    ("next", "n", Action::Down, "the next"),
    ("before", "u", Action::Up, "the one before"),
    ("back", "b", Action::Back, "goes back"),
];

/// What can be done from anywhere by its name in the table of actions, as `:lock`, or by its key.
fn by_name() -> impl Iterator<Item = Action> {
    const FIRST: [Action; 5] = [Action::Help, Action::Back, Action::Lock, Action::TakeBack, Action::Commands];
    let more = Action::ALL.iter().copied().filter(|action| {
        let spec = action.spec();
        let drawn = matches!(action, Action::Redraw | Action::Colours);
        spec.scope == Scope::Anywhere && !spec.title.is_empty() && !drawn && !FIRST.contains(action)
    });
    FIRST.into_iter().chain(more)
}

/// Takes the line that was typed in answer to what the page asked.
pub fn line(model: &mut Model, text: &str, turn: &mut Turn) {
    model.notice = None;
    if text.trim().is_empty() && correct_late(model, turn) {
        return;
    }
    model.session.late = None;
    let heard = std::mem::take(&mut model.session.heard);
    let ask = model.screen.page().question(&model.session);
    let text = match behind(&ask.begun, text) {
        Some(command) => {
            // The words that stood in the line are what they were.
            model.screen.page_mut().typing(&mut model.session, &ask.begun, turn);
            command
        }
        None => text,
    };
    let named = text.trim().strip_prefix(':');
    let (action, chord) = match named {
        Some(name) => {
            if let Screen::Board(board) = &mut model.screen {
                board.let_go();
            }
            match called(name.trim(), model.screen.page().scope()) {
                Some(action) => (Some(action), Chord::NONE),
                None => return turn.say("That is no command; :commands lists them."),
            }
        }
        None if text.trim() == "?" => (Some(Action::Help), Chord::NONE),
        None => meant(model, &ask, text.trim()),
    };
    match action {
        Some(Action::Help) => {
            let (says, more) = help(model, &ask, heard);
            model.session.heard = more;
            turn.say(says);
        }
        Some(action) => act(model, action, chord, &ask, turn),
        None if ask.keys => {
            if !model.screen.page_mut().answers(&mut model.session, text, turn) {
                turn.say(no_such_answer(&ask));
            }
        }
        None => model.screen.page_mut().line(&mut model.session, text, turn),
    }
}

/// The command that was typed behind words that stood in the line already.
fn behind<'a>(begun: &str, text: &'a str) -> Option<&'a str> {
    let typed = text.strip_prefix(begun.trim_end()).filter(|_| !begun.trim().is_empty())?.trim();
    let name = typed.strip_prefix(':')?;
    Action::ALL.iter().any(|action| action.spec().name == name).then_some(typed)
}

/// The actions of a page's own.
fn of_page(scope: Scope) -> impl Iterator<Item = Action> {
    Action::ALL.iter().copied().filter(move |action| action.spec().scope == scope)
}

/// What a line stands for, and the page's own key for it.
fn meant(model: &Model, ask: &Ask, line: &str) -> (Option<Action>, Chord) {
    if let Some(word) = ask.words.iter().find(|word| word.word == line) {
        return (Some(word.action), Chord::NONE);
    }
    if !ask.keys {
        return (None, Chord::NONE);
    }
    let page = model.screen.page();
    let mut letters = line.chars();
    let chord = match (letters.next(), letters.next()) {
        (None, _) => Some(Chord::plain(KeyCode::Enter)),
        (Some(letter), None) => Some(Chord::char(letter)),
        _ => None,
    };
    let keyed = chord.and_then(|chord| model.session.keys.find(page.scope(), Takes::Nothing, chord));
    if let Some((action, own)) = keyed {
        return (Some(action), own);
    }
    let line = line.to_lowercase();
    if let Some((.., action, _)) = MOVES.iter().find(|(word, letter, ..)| *word == line || *letter == line) {
        return (Some(*action), Chord::NONE);
    }
    let said = said_words(model).into_iter().find(|(words, _)| words.contains(&line));
    (said.map(|(_, action)| action), Chord::NONE)
}

/// The actions that can be done on the page, each with the words of the hint line that stand for it.
fn said_words(model: &Model) -> Vec<(Vec<String>, Action)> {
    let page = model.screen.page();
    let word = |text: &str| {
        // `agree, next` is agreed with `agree`; a count in brackets is not typed.
        let end = text.find([',', '(']).unwrap_or(text.len());
        text.get(..end).unwrap_or_default().trim().to_lowercase()
    };
    let words = |action: &Action| {
        let spec = action.spec();
        let hint = page.hint(&model.session, *action);
        // Where numbers are to be chosen from, what the hint says of them is not what the action does.
        let digit = |key: &str| key.starts_with(|letter: char| letter.is_ascii_digit());
        if hint.as_ref().is_some_and(|(key, _)| digit(key)) && !spec.keys.iter().any(|key| digit(key)) {
            return None;
        }
        let here = hint.map(|(_, here)| here).filter(|here| !here.is_empty());
        let own = spec.scope == page.scope();
        if !own && (spec.scope != Scope::Anywhere || here.is_none()) {
            return None;
        }
        let mut words: Vec<String> = here.iter().map(String::as_str).chain([spec.hint]).map(word).collect();
        words.retain(|word| !word.is_empty());
        words.dedup();
        Some((words, *action))
    };
    Action::ALL.iter().filter_map(words).collect()
}

fn act(model: &mut Model, action: Action, chord: Chord, ask: &Ask, turn: &mut Turn) {
    if let Err(reason) = (action.spec().enabled)(model) {
        return turn.say(reason);
    }
    match (action, &model.screen) {
        (Action::Back, Screen::Board(board)) if !board.answering() => {
            turn.over(menu::State::default().into());
        }
        // The card's own Ctrl-Z undoes typing, which a line does by itself.
        (Action::TakeBack, Screen::Card(_)) => {
            turn.say("Only Who? takes the last note back: Esc goes there.")
        }
        _ => {
            if !everywhere(model, action, turn) {
                let press = Press { action: Some(action), chord, gap: u64::MAX };
                let meant = model.screen.page_mut().press(&mut model.session, press, turn);
                if !meant && ask.keys {
                    turn.say(no_such_answer(ask));
                }
            }
        }
    }
}

/// What can be typed in answer to what is asked.
///
/// What is heard can't be skimmed: of many answers it says a few, and the next few when it is asked again. Answers with
/// how many have been heard then; none, where it has come to the end.
fn help(model: &Model, ask: &Ask, heard: usize) -> (String, usize) {
    let named = |word: &Word| if word.word.is_empty() { "Enter" } else { word.word };
    let words = ask.words.iter().filter(|word| (word.action.spec().enabled)(model).is_ok());
    let words = words.map(|word| format!("{} {}", named(word), word.says));
    let keys = if ask.keys { keys_in_words(model, ask) } else { Vec::new() };
    let all: Vec<String> = words.chain(keys).collect();
    // A last one or two are not worth asking again.
    let fit = if all.len() <= heard + AT_A_TIME + 2 { AT_A_TIME + 2 } else { AT_A_TIME };
    let now: Vec<&str> = all.iter().skip(heard).take(fit).map(String::as_str).collect();
    let mut says: Vec<String> = Vec::new();
    if heard == 0 && !ask.help.is_empty() {
        says.push(ask.help.to_string());
    }
    if !now.is_empty() {
        says.push(format!("{}.", now.join("; ")));
    }
    let more = heard + now.len();
    if more < all.len() {
        says.push(format!("? again says {} more.", all.len() - more));
        return (says.join(" "), more);
    }
    says.push("Anywhere: Esc or :back goes back and keeps your words, Ctrl-L or :lock locks.".to_string());
    (says.join(" "), 0)
}

/// So many answers are said at a time.
const AT_A_TIME: usize = 6;

/// The answers that are the page's keys, with what they do: those that the hint line has or would have.
fn keys_in_words(model: &Model, ask: &Ask) -> Vec<String> {
    let page = model.screen.page();
    let hidden = |action| page.hint(&model.session, action).is_some_and(|(key, _)| key.is_empty());
    let mut says: Vec<String> = Vec::new();
    for (words, action) in said_words(model) {
        let spec = action.spec();
        if (spec.enabled)(model).is_err() || hidden(action) {
            continue;
        }
        let letters = model.session.keys.labels(action).into_iter().filter(|label| label.is_ascii());
        let enter = ask.words.iter().all(|word| !word.word.is_empty());
        let typed = letters
            .filter(|label| label.len() == 1 && label != " " || label.contains('-') && label.len() == 3)
            .chain(spec.keys.first().filter(|key| enter && **key == "enter").map(|_| "Enter".to_string()))
            .chain(words)
            .filter(|typed| ask.words.iter().all(|word| word.word != typed));
        let typed: Vec<String> = typed.collect();
        if !typed.is_empty() {
            says.push(format!("{}: {}", typed.join(" or "), spec.help));
        }
    }
    says.extend(MOVES.iter().map(|(word, _, _, says)| format!("{word}: {says}")));
    says
}

/// What is said of a line that means nothing here: what is most likely wanted, and where the rest is heard.
fn no_such_answer(ask: &Ask) -> String {
    let parts = ["There is no such answer here.", ask.help, "? says all that can be typed."];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What a command's name means: the action that is called so, else the only one whose title begins with it, else the
/// only one that has it in its title, else in any of its words. So `:week`, `:practice records` and `:erase` lead where
/// they do on the screen.
fn called(name: &str, here: Scope) -> Option<Action> {
    let exact = by_name().chain(of_page(here)).find(|action| action.spec().name == name);
    let wanted = fold(name);
    let only = |fits: fn(&Spec, &str) -> bool| {
        let mut fitting = by_name().filter(|action| wanted.len() > 2 && fits(action.spec(), &wanted));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    exact
        .or_else(|| only(|spec, wanted| fold(spec.title).starts_with(wanted)))
        .or_else(|| only(|spec, wanted| fold(spec.title).contains(wanted)))
        .or_else(|| only(|spec, wanted| spec.found_by().contains(wanted)))
}

/// The action of a key that writes nothing, by its name; `None` for one that means nothing in a line.
pub(super) fn by_key(keymap: &Keymap, chord: Chord) -> Option<String> {
    let (action, _) =
        keymap.find(Scope::Anywhere, Takes::Words, chord).filter(|_| chord.letter().is_none())?;
    by_name().any(|named| named == action).then(|| format!(":{}", action.spec().name))
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
            let typed = if word.word.is_empty() { "Enter" } else { word.word };
            text.push_str(&format!("| {asked} | `{typed}` | {} | {name} |\n", word.says));
        }
    }
    for (word, letter, action, says) in MOVES {
        let name = action.spec().name;
        text.push_str(&format!("| the other pages | `{word}` or `{letter}` | {says} | {name} |\n"));
    }
    text.push_str(
        "| the other pages | a key of the page, or its word on the hint line | what it does on the screen | |\n",
    );
    for action in by_name() {
        let spec = action.spec();
        text.push_str(&format!("| anything | `:{}` | {} | {} |\n", spec.name, spec.help, spec.name));
    }
    text
}
