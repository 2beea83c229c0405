//! Files on their way out: where they go, the numbers of whoever saves them once more, how far it has come, and where
//! they are then. Every page that saves files opens this one over itself.

mod draw;
mod password;
mod plain;
#[cfg(test)]
mod tests;

pub use plain::{PASSWORD, WORDS};

use self::password::Choosing;
use super::asks_again::AsksAgain;
use super::{Page, Press};
use crate::export::archive::OPENED_BY;
use crate::leaving::password::Password;
use crate::leaving::sticks::Stick;
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
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
    /// The password of the archive, where they go as one and it has been chosen.
    password: Option<Password>,
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
    /// The password of the archive is asked.
    Password(Choosing),
    /// The numbers are asked.
    Numbers(AsksAgain),
    /// So many files are made, of so many.
    UnderWay(usize, usize),
    /// Somebody stopped it: whether the last file was made before is not known yet.
    Stopping,
    /// So many files lie in that folder.
    Done(usize, String),
}

/// A place to which files can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot<'a> {
    Beside,
    Stick(&'a Stick),
    /// On a stick too, as one archive with a password.
    Archive(&'a Stick),
}

impl State {
    /// Asks for the numbers at once where there is no choice of a place, else for the place.
    pub fn open(parcel: Parcel, about: About, turn: &mut Turn) -> State {
        turn.effect(Effect::Sticks);
        let step = Step::Numbers(AsksAgain::default());
        State { parcel, about, sticks: None, marked: 0, password: None, step }
    }

    fn spots(&self) -> Vec<Spot<'_>> {
        let sticks = self.sticks.iter().flatten();
        let both = sticks.flat_map(|stick| [Spot::Archive(stick), Spot::Stick(stick)]);
        std::iter::once(Spot::Beside).chain(both).collect()
    }

    fn spot(&self) -> Spot<'_> {
        self.spots().get(self.marked).copied().unwrap_or(Spot::Beside)
    }

    fn place(&self) -> Place {
        match self.spot() {
            Spot::Stick(stick) | Spot::Archive(stick) => Place::Stick(stick.path.clone()),
            Spot::Beside => Place::Beside,
        }
    }

    /// A place in words.
    fn says(&self, spot: &Spot) -> String {
        match spot {
            Spot::Beside => format!("Beside the record, in {}", self.about.folder),
            Spot::Stick(stick) | Spot::Archive(stick) => {
                let how =
                    if matches!(spot, Spot::Stick(_)) { "plain files" } else { "an archive with a password" };
                let room = stick.room().map(|room| format!(", {room}")).unwrap_or_default();
                format!("The stick {}, {how}{room}", stick.name)
            }
        }
    }

    /// Goes on from the place that was taken: to the password of an archive, else to the numbers.
    fn take_place(&mut self) {
        self.password = None;
        self.step = match self.spot() {
            Spot::Archive(_) => Step::Password(Choosing::default()),
            _ => Step::Numbers(AsksAgain::default()),
        };
    }

    fn take_password(&mut self) {
        if let Step::Password(choosing) = &mut self.step
            && let Some(password) = choosing.take()
        {
            self.password = Some(password);
            self.step = Step::Numbers(AsksAgain::default());
        }
    }

    fn look(&mut self, turn: &mut Turn) {
        self.step = Step::Where;
        turn.effect(Effect::Sticks);
    }

    /// What to do with the files, now that they lie there.
    fn what_to_do(&self) -> &'static str {
        match self.spot() {
            Spot::Beside => {
                "Print them or hand them on from there. Unlike the record they are not locked: delete what is no longer \
                 needed."
            }
            Spot::Archive(_) => {
                "Have the machine let go of the stick before you take it out. Whoever gets it needs the password, told in \
                 another way."
            }
            Spot::Stick(_) => {
                "Have the machine let go of the stick before you take it out. Whoever finds the stick can read it: wipe \
                 the files once they are where they belong."
            }
        }
    }

    fn found(&mut self, sticks: &[Stick]) {
        let before = self.says(&self.spot());
        let first = self.sticks.replace(sticks.to_vec()).is_none();
        let at = self.spots().iter().position(|spot| self.says(spot) == before);
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
            Step::Password(_) => Scope::ArchivePassword,
            Step::Where | Step::UnderWay(..) | Step::Stopping | Step::Done(..) => Scope::Handing,
        }
    }

    fn takes(&self) -> Takes {
        if matches!(self.step, Step::Password(_)) { Takes::Words } else { Takes::Nothing }
    }

    fn paste(&mut self, _session: &mut Session, text: &str, turn: &mut Turn) {
        match &mut self.step {
            Step::Password(choosing) => choosing.put(text),
            _ => turn.say("Nothing was pasted: nothing is written here."),
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
            (Step::Where, Some(Action::TakePlace)) => self.take_place(),
            (Step::Password(_), Some(Action::TakePassword)) => self.take_password(),
            (Step::Password(choosing), Some(Action::MakePassword)) => choosing.make(&mut session.chance),
            (Step::Password(choosing), Some(Action::Back)) => {
                if !choosing.clear() {
                    self.step = Step::Where;
                }
            }
            (Step::Password(choosing), _) => return choosing.press(press),
            (Step::Where, Some(Action::LookAgain)) => self.look(turn),
            (Step::Done(..), Some(Action::TakePlace)) => turn.back(),
            (Step::UnderWay(..), Some(Action::Back)) => {
                turn.effect(Effect::StopHanding);
                self.step = Step::Stopping;
            }
            (Step::Stopping, _) => {}
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
        match &mut self.step {
            Step::Numbers(pin) => pin.hears(session, line, turn),
            Step::Password(choosing) => {
                choosing.put(line);
                self.take_password();
            }
            _ => {}
        }
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        if let Step::Numbers(pin) = &mut self.step
            && pin.answer(session, answer)
        {
            let (parcel, place) = (self.parcel.clone(), self.place());
            let handout = Handout { parcel, place, password: self.password.take() };
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
            (Step::Stopping, Answer::HandingStopped) => {
                self.step = Step::Where;
                turn.say("Stopped. No file was left, and nothing stands in the record.");
            }
            (Step::UnderWay(..) | Step::Stopping, Answer::FilesSaved(Ok((files, folder)))) => {
                self.step = Step::Done(*files, folder.clone());
                turn.done(match files {
                    _ if matches!(self.spot(), Spot::Archive(_)) => {
                        "Saved. It is one archive now; whoever has it and the password can read it."
                    }
                    1 => "Saved. It is a plain file now; you are responsible for it.",
                    _ => "Saved. Plain files now; you are responsible for them.",
                });
            }
            (Step::UnderWay(..) | Step::Stopping, Answer::FilesSaved(Err(why))) => {
                turn.warn(why.clone());
                self.look(turn);
            }
            (Step::UnderWay(..) | Step::Stopping, Answer::Failed(_)) => self.step = Step::Where,
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
            (Step::Password(choosing), Action::MakePassword) if choosing.is_made() => said("", ""),
            (Step::Password(choosing), Action::TakePassword) if choosing.is_made() => {
                said("Enter", "written down")
            }
            (Step::Where, Action::Up) if self.spots().len() > 1 => said("↑↓", "choose"),
            (Step::UnderWay(..) | Step::Stopping | Step::Done(..), Action::LookAgain) => said("", ""),
            (Step::UnderWay(..) | Step::Stopping, Action::TakePlace) => said("", ""),
            (Step::Done(..), Action::TakePlace) => said("Enter", "done"),
            (Step::UnderWay(..), Action::Back) => said("Esc", "stop"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        self.draw(session, canvas);
    }
}
