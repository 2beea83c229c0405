//! What else a word may be, in a card's note, a row's sentence, a correction and what was heard back alike: asked for
//! with a key, chosen with a digit, and gone with any other key.

use std::ops::Range;

use super::Press;
use super::card::field::Field;
use crate::capture::MarkKind;
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::{Ask, Word};
use crate::tui::widget::typed::Typed;

/// A text in which a word may be misspelt.
pub(super) trait Text {
    /// The words.
    fn words(&self) -> &str;
    /// Where the caret is, in bytes.
    fn caret(&self) -> usize;
    /// Puts other words in the place of some.
    fn put_there(&mut self, place: Range<usize>, words: &str);
}

impl Text for Field {
    fn words(&self) -> &str {
        self.text()
    }
    fn caret(&self) -> usize {
        Field::caret(self)
    }
    fn put_there(&mut self, place: Range<usize>, words: &str) {
        self.put(place, words);
    }
}

impl Text for Typed {
    fn words(&self) -> &str {
        self.text()
    }
    fn caret(&self) -> usize {
        Typed::caret(self)
    }
    fn put_there(&mut self, place: Range<usize>, words: &str) {
        self.replace(place, words);
    }
}

/// The question about a word of a text, where one is asked.
#[derive(Debug, Default)]
pub(super) struct Spell(Option<Asked>);

/// A word that is asked about.
#[derive(Debug)]
struct Asked {
    word: String,
    place: Range<usize>,
    /// What it may be; `None` until the answer is there.
    offers: Option<Vec<String>>,
}

impl Asked {
    /// Puts other words in its place, where it still stands.
    fn put(&self, field: &mut impl Text, words: &str) -> Answered {
        if field.words().get(self.place.clone()) != Some(self.word.as_str()) {
            return Answered::Left;
        }
        field.put_there(self.place.clone(), words);
        Answered::Changed
    }
}

/// What came of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answered {
    /// It is no answer: the key does what it does.
    Nothing,
    /// The word stays as it is.
    Left,
    /// Another word stands in its place.
    Changed,
}

/// The actions that ask, each on its own page.
const ASKING: [Action; 4] =
    [Action::Spelling, Action::RowSpelling, Action::AmendSpelling, Action::HeardSpelling];

/// The words of a text that may be misspelt, and where they stand; its marks are left alone. Line by line nothing is
/// still being typed.
pub(super) fn misspelt(
    session: &Session,
    field: &impl Text,
    marks: &[(Range<usize>, MarkKind)],
) -> Vec<Range<usize>> {
    let caret = if session.plain { usize::MAX } else { field.caret() };
    session.spelling.unknown(field.words(), marks, caret)
}

/// `“slepd” and another word may be misspelt`
pub(super) fn may_be(field: &impl Text, misspelt: &[Range<usize>]) -> Option<String> {
    let word = misspelt.first().and_then(|place| field.words().get(place.clone()))?;
    let more = match misspelt.len() {
        0 | 1 => String::new(),
        2 => " and another word".to_string(),
        count => format!(" and {} more words", count - 1),
    };
    Some(format!("“{word}”{more} may be misspelt"))
}

/// The same line by line, with what to type, and a space after it; empty where every word is known.
pub(super) fn heard(session: &Session, field: &impl Text, marks: &[(Range<usize>, MarkKind)]) -> String {
    let says = may_be(field, &misspelt(session, field, marks));
    says.map_or(String::new(), |says| format!("{says}: w gives other words. "))
}

impl Spell {
    /// Whether a word is asked about.
    pub fn is_asked(&self) -> bool {
        self.0.is_some()
    }

    /// Where that word stands in the text, so that it is seen which it is and the cursor is on it.
    pub fn place(&self) -> Option<Range<usize>> {
        self.0.as_ref().map(|asked| asked.place.clone())
    }

    /// Asks about the next word that may be misspelt: after the one that was asked about, else the first.
    pub fn ask(
        &mut self,
        session: &Session,
        field: &impl Text,
        marks: &[(Range<usize>, MarkKind)],
        turn: &mut Turn,
    ) {
        let misspelt = misspelt(session, field, marks);
        let after = self.0.take().map_or(0, |asked| asked.place.end);
        let next = misspelt.iter().find(|place| place.start >= after).or(misspelt.first());
        let word =
            next.and_then(|place| Some((place.clone(), field.words().get(place.clone())?.to_string())));
        match word {
            Some((place, word)) => {
                turn.effect(Effect::OtherWords(word.clone()));
                self.0 = Some(Asked { word, place, offers: None });
            }
            None if session.spelling.is_ready() => turn.say("Every word here is in the dictionary."),
            None => turn.say("The dictionary is not read yet: it is with your first words."),
        }
    }

    /// What came of asking.
    pub fn take(&mut self, answer: &Answer) {
        let Answer::OtherWords(word, meant) = answer else { return };
        if let Some(asked) = self.0.as_mut().filter(|asked| asked.word == *word) {
            asked.offers = Some(meant.clone());
        }
    }

    /// What is said below a text: the other words where they are asked for, else that some may be misspelt.
    pub fn says(&self, session: &Session, field: &impl Text, by: Action, room: usize) -> Option<String> {
        self.offers(room).or_else(|| {
            let says = may_be(field, &misspelt(session, field, &[]))?;
            let key = session.keys.labels(by).into_iter().next().unwrap_or_default();
            Some(format!("{says}.  {key}"))
        })
    }

    /// Asks no more.
    pub fn close(&mut self) {
        self.0 = None;
    }

    /// What a key answers: a digit takes another word, or lets this one stand. The key that asks is no answer; any
    /// other closes the question, and goes on.
    pub fn answer(&mut self, session: &mut Session, field: &mut impl Text, press: Press) -> Answered {
        if press.action.is_some_and(|action| ASKING.contains(&action)) {
            return Answered::Nothing;
        }
        let Some(asked) = self.0.take() else { return Answered::Nothing };
        let Some(number) = press.chord.digit() else {
            return if press.action == Some(Action::Back) { Answered::Left } else { Answered::Nothing };
        };
        let Some(number) = number.checked_sub(1) else {
            session.spelling.leave(&asked.word);
            return Answered::Left;
        };
        match asked.offers.iter().flatten().nth(number) {
            Some(taken) => asked.put(field, taken),
            None => Answered::Nothing,
        }
    }

    /// `“slepd”  1 slept  2 sleep  0 leave it`, with as many as there is room for.
    pub fn offers(&self, room: usize) -> Option<String> {
        let asked = self.0.as_ref()?;
        let word = &asked.word;
        let Some(offers) = &asked.offers else { return Some(format!("“{word}”")) };
        let leave = "  0 leave it";
        let mut says = if offers.is_empty() {
            format!("“{word}”  nothing like it is known")
        } else {
            format!("“{word}”")
        };
        for (number, offer) in (1..).zip(offers) {
            let next = format!("  {number} {offer}");
            if says.chars().count() + next.chars().count() + leave.chars().count() > room {
                break;
            }
            says.push_str(&next);
        }
        Some(says + leave)
    }

    /// The hint of an action while a word is asked about; `enter` and `tab` are the page's own for Enter and Tab.
    /// `None` where none is.
    pub fn hint(
        &self,
        session: &Session,
        (enter, tab): (Action, Action),
        action: Action,
    ) -> Option<Option<(String, String)>> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        // As many numbers as the line beside the note has words for.
        let line = self.offers(usize::from(session.size.0.min(78)).saturating_sub(4)).unwrap_or_default();
        let numbers = match (1..=5).rev().find(|number| line.contains(&format!("  {number} "))) {
            None => String::new(),
            Some(1) => "1".to_string(),
            Some(last) => format!("1-{last}"),
        };
        self.is_asked().then(|| match action {
            _ if ASKING.contains(&action) => said("Ctrl-W", "the next word"),
            Action::Back => said("Esc", "go on"),
            Action::Help => None,
            _ if action == enter && numbers.is_empty() => said("", ""),
            _ if action == enter => said(&numbers, "take it"),
            _ if action == tab => said("0", "leave it"),
            _ => said("", ""),
        })
    }

    /// Line by line: what is asked; `words` has the page's own for the next word.
    pub fn asks(&self, words: &'static [Word]) -> Option<Ask> {
        let says = self.offers(usize::MAX)?.replacen("”  ", "”: ", 1).replace("  ", ", ");
        let prompt = "A number, other words instead, or Enter to go on: ".to_string();
        Some(Ask { says: vec![format!("{says}.")], prompt, words, ..Ask::default() })
    }

    /// Line by line: what a line answers. Enter alone goes on, a digit is one on the screen too, and words are written
    /// instead of the one that is asked about.
    pub fn hear(&mut self, session: &mut Session, field: &mut impl Text, line: &str) -> Answered {
        let line = line.trim();
        let mut letters = line.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => {
                let press = Press { action: None, chord: Chord::char(letter), gap: u64::MAX };
                self.answer(session, field, press)
            }
            (None, _) => self.0.take().map_or(Answered::Nothing, |_| Answered::Left),
            _ => self.0.take().map_or(Answered::Nothing, |asked| asked.put(field, line)),
        }
    }
}
