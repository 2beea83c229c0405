//! That another window has the record: who, since when, and what can be done. Nobody is turned out of it unasked, and
//! nobody is kept out: whatever is chosen, what either window saves is safe.

mod plain;

use ratatui::style::Modifier;

use super::{Page, Press, sign_in, unlock};
use crate::domain::Moment;
use crate::domain::day::short;
use crate::store::ask::Holder;
use crate::tui::action::{Action, Scope};
use crate::tui::key::Chord;
use crate::tui::meanwhile::Job;
use crate::tui::model::{Hold, Session};
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;

/// What is known of the other window.
#[derive(Debug)]
pub struct State {
    other: Other,
    /// Whether the record is open here already; else its room words are asked for next.
    open: bool,
    /// The other window is being asked.
    asking: bool,
}

/// How the other came to have the record.
#[derive(Debug)]
enum Other {
    /// It had it before this one was opened.
    Before(Option<Holder>),
    /// It asked this one for it, at that moment.
    Asked(Moment),
}

impl State {
    /// A window that is opened while another has the record.
    pub fn others(holder: Option<Holder>, open: bool) -> State {
        State { other: Other::Before(holder), open, asking: false }
    }

    /// A window that has just given way.
    pub fn gave_way(at: Moment, open: bool) -> State {
        State { other: Other::Asked(at), open, asking: false }
    }

    /// What happened, in two sentences.
    fn says(&self, session: &Session) -> [String; 2] {
        let when = |at: Moment| match at.day() == session.today() {
            true => at.clock(),
            false => format!("{} {}", short(at.day()), at.clock()),
        };
        match &self.other {
            Other::Before(Some(holder)) => {
                let who = match &holder.who {
                    Some(initials) => format!("{initials} is signed in there."),
                    None => "Nobody is signed in there.".to_string(),
                };
                let room = holder.room.as_ref().map(|room| format!("{room} room, ")).unwrap_or_default();
                let since = format!("{room}since {}. {who}", when(holder.since));
                let mut letters = since.chars();
                let first = letters.next().map(char::to_uppercase).into_iter().flatten();
                ["This record is open in another window.".to_string(), first.chain(letters).collect()]
            }
            Other::Before(None) => [
                "This record is open in another window.".to_string(),
                "It does not say who is signed in there.".to_string(),
            ],
            Other::Asked(at) => [
                format!("Another window took this record over at {}.", when(*at)),
                "What was being written here is kept.".to_string(),
            ],
        }
    }

    /// The three ways, each with what it means.
    fn ways(&self) -> [(&'static str, &'static str); 3] {
        let take = match self.other {
            Other::Before(_) => "Take it over",
            Other::Asked(_) => "Take it back",
        };
        [
            (take, "The other keeps its words, locks, and says why."),
            ("Use both", "Both write; each sees what the other saved."),
            ("Only read here", "Nothing is written from this window."),
        ]
    }

    /// On to the room words, or to the names where the record is open already.
    fn go_on(&self, session: &mut Session, hold: Hold, turn: &mut Turn) {
        session.hold = hold;
        if self.open {
            turn.effect(Effect::LastLine);
            turn.effect(Effect::Staff);
            turn.effect(Effect::Roll);
            if session.looked.is_none() {
                turn.effect(Effect::Meanwhile(Job::Check));
            }
            turn.to(sign_in::State::default().into());
        } else {
            turn.effect(Effect::FindKeyFile);
            turn.to(unlock::State::default().into());
        }
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Window
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match press.action {
            // The answer is on its way.
            _ if self.asking => {}
            Some(Action::TakeOver) => {
                self.asking = true;
                turn.effect(Effect::TakeOver(session.now));
            }
            Some(Action::UseBoth) => self.go_on(session, Hold::Both, turn),
            Some(Action::OnlyRead) => {
                turn.effect(Effect::OnlyRead);
                self.go_on(session, Hold::Reads, turn);
            }
            Some(Action::Back) => turn.effect(Effect::Quit),
            _ => return false,
        }
        true
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::TakenOver(true) => self.go_on(session, Hold::Ours, turn),
            Answer::TakenOver(false) => {
                self.go_on(session, Hold::Both, turn);
                turn.warn("The other window does not answer, so both are open. Close it when you can.");
            }
            Answer::Failed(_) => self.asking = false,
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match action {
            Action::TakeOver if matches!(self.other, Other::Asked(_)) => said("1", "take it back"),
            // A narrow line has no room for what each number does: the page says it.
            Action::TakeOver if session.size.0 < 80 => said("1-3", "choose"),
            Action::UseBoth | Action::OnlyRead if session.size.0 < 80 => said("", ""),
            Action::Back => said("Esc", "close this window"),
            _ => None,
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        canvas.put(1, 0, "Doorstep", bold);
        let when = format!("{}   {}", short(session.today()), session.now.clock());
        canvas.put_right(width.saturating_sub(1), 0, &when, theme.muted);
        let wide = 60.min(width.saturating_sub(4));
        let left = (width - wide) / 2;
        let mut y: u16 = if height >= 20 { 4 } else { 2 };
        let [what, who] = self.says(session);
        y = canvas.say((left, y), (wide, 2), &what, bold);
        y = canvas.say((left, y), (wide, 2), &who, theme.text) + 1;
        if self.asking {
            canvas.put(left, y, "Asking the other window. This takes a moment.", theme.text);
            canvas.cursor(left, y);
            return;
        }
        canvas.cursor(left, y);
        for (number, (way, means)) in ('1'..).zip(self.ways()) {
            canvas.put(left, y, &number.to_string(), bold);
            canvas.put(left + 3, y, way, bold);
            canvas.put(left + 3, y + 1, means, theme.muted);
            canvas.button(left, y, wide, vec![Chord::char(number)]);
            canvas.button(left, y + 1, wide, vec![Chord::char(number)]);
            y += if height >= 20 { 3 } else { 2 };
        }
    }
}

#[cfg(test)]
mod tests;
