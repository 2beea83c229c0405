//! Files on their way out: where they go, the numbers of whoever saves them once more, how far it has come, and where
//! they are then. Every page that saves files opens this one over itself.

mod draw;
mod plain;
#[cfg(test)]
mod tests;

pub use plain::WORDS;

use super::asks_again::AsksAgain;
use super::{Page, Press};
use crate::leaving::sticks::Stick;
use crate::tui::action::{Action, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Handout, Parcel, Place, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;

/// Why the numbers are asked.
const WHY: &str = "Asked once more, before files are written.";

/// The page as it stands.
#[derive(Debug)]
pub struct State {
    parcel: Parcel,
    about: About,
    /// The sticks that are in, once that is known.
    sticks: Option<Vec<Stick>>,
    /// The place that is marked.
    marked: usize,
    step: Step,
}

/// What is said of the files that are to be saved.
#[derive(Clone, Debug)]
pub struct About {
    /// Of what they are, for the head of the page: `Weekly summary`.
    pub title: String,
    /// How many pages, as what: `12 pages: Word, PDF, plain text`.
    pub says: String,
    /// What is left out of them.
    pub left_out: Vec<String>,
    /// Where they go beside the record.
    pub folder: String,
}

/// How far it has come.
#[derive(Debug)]
enum Step {
    /// Where to is asked.
    Where,
    /// The numbers are asked.
    Numbers(AsksAgain),
    /// So many files are made, of so many.
    UnderWay(usize, usize),
    /// So many files lie in that folder.
    Done(usize, String),
}

/// A place to which files can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot<'a> {
    Beside,
    Stick(&'a Stick),
}

impl State {
    /// Asks for the numbers at once where there is no choice of a place, else for the place.
    pub fn open(parcel: Parcel, about: About, turn: &mut Turn) -> State {
        turn.effect(Effect::Sticks);
        State { parcel, about, sticks: None, marked: 0, step: Step::Numbers(AsksAgain::default()) }
    }

    fn spots(&self) -> Vec<Spot<'_>> {
        let sticks = self.sticks.iter().flatten();
        std::iter::once(Spot::Beside).chain(sticks.map(Spot::Stick)).collect()
    }

    fn place(&self) -> Place {
        match self.spots().get(self.marked) {
            Some(Spot::Stick(stick)) => Place::Stick(stick.path.clone()),
            _ => Place::Beside,
        }
    }

    /// A place in words.
    fn says(&self, spot: &Spot) -> String {
        match spot {
            Spot::Beside => format!("Beside the record, in {}", self.about.folder),
            Spot::Stick(stick) => {
                let room = stick.room().map(|room| format!(", {room}")).unwrap_or_default();
                format!("The stick {}{room}", stick.name)
            }
        }
    }

    fn look(&mut self, turn: &mut Turn) {
        self.step = Step::Where;
        turn.effect(Effect::Sticks);
    }

    /// What to do with the files, now that they lie there.
    fn what_to_do(&self) -> &'static str {
        match self.place() {
            Place::Beside => {
                "Print them or hand them on from there. Nothing locks them as it locks the log: take away what is no \
                 longer needed."
            }
            Place::Stick(_) => {
                "Have the machine let go of the stick before you take it out. Whoever finds the stick can read it: wipe \
                 the files once they are where they belong."
            }
        }
    }

    fn found(&mut self, sticks: &[Stick]) {
        let before = self.place();
        let first = self.sticks.replace(sticks.to_vec()).is_none();
        let at = self.spots().iter().position(|spot| match (spot, &before) {
            (Spot::Beside, Place::Beside) => true,
            (Spot::Stick(stick), Place::Stick(path)) => stick.path == *path,
            _ => false,
        });
        self.marked = at.unwrap_or(0);
        // Whoever has begun with the numbers meant the place that there always is.
        if first && !sticks.is_empty() && matches!(&self.step, Step::Numbers(pin) if pin.is_untouched()) {
            self.step = Step::Where;
        }
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        match self.step {
            Step::Numbers(_) => Scope::AsksAgain,
            Step::Where | Step::UnderWay(..) | Step::Done(..) => Scope::Handing,
        }
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = self.spots().len() - 1;
        match (&mut self.step, press.action) {
            (Step::Numbers(_), Some(Action::NextPart)) => self.look(turn),
            (Step::Numbers(_), Some(Action::Back)) if last > 0 => self.step = Step::Where,
            (Step::Numbers(pin), action) if action != Some(Action::Back) => {
                return pin.press(session, press, turn);
            }
            (Step::Where, Some(Action::TakePlace)) => self.step = Step::Numbers(AsksAgain::default()),
            (Step::Where, Some(Action::LookAgain)) => self.look(turn),
            (Step::Done(..), Some(Action::TakePlace)) => turn.back(),
            (Step::UnderWay(..), Some(Action::Back)) => {
                turn.effect(Effect::StopHanding);
                self.step = Step::Where;
                turn.say("Stopped. No file was left, and nothing stands in the record.");
            }
            (_, Some(Action::Back)) => turn.back(),
            (Step::Where, _) => match press.through(self.marked, last) {
                Some(line) => self.marked = line,
                None => return false,
            },
            _ => return false,
        }
        true
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        if let Step::Numbers(pin) = &mut self.step {
            pin.hears(session, line, turn);
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        if let Step::Numbers(pin) = &mut self.step
            && pin.answer(session, answer)
        {
            let handout = Handout { parcel: self.parcel.clone(), place: self.place() };
            turn.effect(Effect::HandOut(Box::new(handout), session.stamp()));
            self.step = Step::UnderWay(0, 0);
        }
        match (&mut self.step, answer) {
            (_, Answer::Sticks(sticks)) => self.found(sticks),
            // Whoever stopped meanwhile asks for no more.
            (Step::UnderWay(done, of), Answer::Handing(now, all)) => {
                (*done, *of) = (*now, *all);
                turn.effect(Effect::HandOn);
            }
            (Step::UnderWay(..), Answer::FilesSaved(Ok((files, folder)))) => {
                self.step = Step::Done(*files, folder.clone());
                turn.done(match files {
                    1 => "Saved. It is a plain file now; you are responsible for it.",
                    _ => "Saved. These are plain files now; you are responsible for them.",
                });
            }
            (Step::UnderWay(..), Answer::FilesSaved(Err(why))) => {
                turn.warn(why.clone());
                self.look(turn);
            }
            (Step::UnderWay(..), Answer::Failed(_)) => self.step = Step::Where,
            _ => {}
        }
    }

    fn leave(&mut self, _session: &mut Session, turn: &mut Turn) {
        // Nobody stands by any more who would answer for them.
        if matches!(self.step, Step::UnderWay(..)) {
            self.step = Step::Where;
            turn.effect(Effect::StopHanding);
        }
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match (&self.step, action) {
            (Step::Numbers(_), Action::NextPart) => said("Tab", "where to"),
            (Step::Where, Action::Up) if self.spots().len() > 1 => said("↑↓", "choose"),
            (Step::UnderWay(..) | Step::Done(..), Action::LookAgain) => said("", ""),
            (Step::UnderWay(..), Action::TakePlace) => said("", ""),
            (Step::Done(..), Action::TakePlace) => said("Enter", "done"),
            (Step::UnderWay(..), Action::Back) => said("Esc", "stop"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}
