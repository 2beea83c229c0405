//! What else a word may be: asked for with a key, chosen with a digit, and gone with any other key.

use std::ops::Range;

use super::{State, desk};
use crate::capture::MarkKind;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Turn};

/// A word that is asked about.
#[derive(Debug)]
pub(super) struct Asked {
    pub word: String,
    pub place: Range<usize>,
    /// What it may be; `None` until the answer is there.
    pub offers: Option<Vec<String>>,
}

impl State {
    /// The words of the note that may be misspelt, and where they stand.
    pub(super) fn misspelt(
        &self,
        session: &Session,
        marks: &[(Range<usize>, MarkKind)],
    ) -> Vec<Range<usize>> {
        session.spelling.unknown(self.note.text(), marks, self.note.caret())
    }

    /// Asks about the next such word: after the one that was asked about, else the first.
    pub(super) fn ask_about_spelling(&mut self, session: &Session, before: Option<Asked>, turn: &mut Turn) {
        let misspelt = self.misspelt(session, &desk::as_read(session, self).marks);
        let after = before.map_or(0, |asked| asked.place.end);
        let next = misspelt.iter().find(|place| place.start >= after).or(misspelt.first());
        let word =
            next.and_then(|place| Some((place.clone(), self.note.text().get(place.clone())?.to_string())));
        match word {
            Some((place, word)) => {
                turn.effect(Effect::OtherWords(word.clone()));
                self.spell = Some(Asked { word, place, offers: None });
            }
            None if session.spelling.is_ready() => turn.say("Every word here is in the dictionary."),
            None => turn.say("The dictionary is not read yet: it is with your first words."),
        }
    }

    /// What came of asking.
    pub(super) fn other_words(&mut self, word: &str, meant: &[String]) {
        if let Some(asked) = self.spell.as_mut().filter(|asked| asked.word == word) {
            asked.offers = Some(meant.to_vec());
        }
    }

    /// A digit that takes another word, or lets this one stand; `false` where the key was neither.
    pub(super) fn settle_spelling(
        &mut self,
        session: &mut Session,
        asked: &Asked,
        letter: Option<char>,
        turn: &mut Turn,
    ) -> bool {
        let Some(number) = letter.and_then(|letter| letter.to_digit(10)) else { return false };
        if number == 0 {
            session.spelling.leave(&asked.word);
            return true;
        }
        let Some(taken) = asked.offers.iter().flatten().nth(number as usize - 1) else { return false };
        let still = self.note.text().get(asked.place.clone()).is_some_and(|word| word == asked.word);
        if still {
            // The caret stays where the words go on.
            let caret = self.note.caret();
            self.note.go(asked.place.clone());
            self.note.write(taken);
            if caret >= asked.place.end {
                let caret = caret - asked.place.len() + taken.len();
                self.note.go(caret..caret);
            }
            self.changed(session, turn);
        }
        true
    }
}

/// `“slepd”  1 slept  2 sleep  0 leave it`, with as many as there is room for.
pub(super) fn offered(asked: &Asked, room: usize) -> String {
    let word = &asked.word;
    let Some(offers) = &asked.offers else { return format!("“{word}”") };
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
    says + leave
}
