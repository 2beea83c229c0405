//! Words that the disk did not take: that nothing of them is saved, and three ways on. They stay on the page below
//! until they are saved, whatever is chosen here.

mod plain;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use ratatui::style::Modifier;

use super::{Page, Press};
use crate::domain::day::{long, short};
use crate::leaving::sticks::Stick;
use crate::paths;
use crate::tui::action::{Action, Reason, Scope};
use crate::tui::key::Chord;
use crate::tui::model::{Hold, Model, Session};
use crate::tui::msg::{Answer, Effect, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;

/// What is known of the words and of the ways on.
#[derive(Debug)]
pub struct State {
    /// Why they are not saved.
    why: String,
    /// The words, each text with whose it is.
    texts: Vec<String>,
    /// What saves them on the page below.
    again: Option<Action>,
    /// The way that was chosen, and is asked about once more.
    asked: Option<Way>,
    /// What came of it.
    says: String,
}

/// Where the words may be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    /// The sticks are being looked for.
    Looking,
    Stick(Stick),
    Print(PathBuf),
}

/// Offers the three ways where an act came back not saved and its words stand on the page.
pub fn offer(model: &Model, why: &str, turn: &mut Turn) {
    let shown = matches!(model.screen, super::Screen::Unsaved(_)) || turn.go.is_some();
    if !why.starts_with("NOT SAVED") || shown || model.session.hold == Hold::Reads {
        return;
    }
    let texts = texts(model);
    if texts.is_empty() {
        return;
    }
    let page = model.screen.page();
    let enter = Chord::plain(ratatui::crossterm::event::KeyCode::Enter);
    let again = model.session.keys.find(page.scope(), page.takes(), enter).map(|(action, _)| action);
    turn.notice = None;
    turn.over(State { why: why.to_string(), texts, again, asked: None, says: String::new() }.into());
}

/// The same from the list of commands, while words are here only.
pub fn open(model: &Model, turn: &mut Turn) {
    let why = "NOT SAVED: the disk does not take what is written. Your words are still here.".to_string();
    let texts = texts(model);
    turn.over(State { why, texts, again: None, asked: None, says: String::new() }.into());
}

/// For words that are here only.
pub fn has_words(model: &Model) -> Result<(), Reason> {
    match model.session.held_texts().next() {
        Some(_) => Ok(()),
        None => Err("All words are on the disk.".to_string()),
    }
}

/// Every text that whoever is signed in writes on an open page, and their drafts that are here only.
fn texts(model: &Model) -> Vec<String> {
    let session = &model.session;
    let pages = model.below.iter().chain([&model.screen]).map(super::Screen::page);
    let open = pages.filter_map(|page| {
        let (text, _) = page.open_text().filter(|(text, _)| !text.trim().is_empty())?;
        Some(match page.whose(session) {
            Some(whose) => format!("{whose}: {}", text.trim()),
            None => text.trim().to_string(),
        })
    });
    let open: Vec<String> = open.collect();
    let held = session.held_texts().filter(|held| {
        // The note that is open is held as well.
        open.iter().all(|open| !open.ends_with(held.1.trim()))
    });
    let held: Vec<String> = held
        .map(|(children, text)| {
            let names: Vec<String> = children
                .iter()
                .filter_map(|child| session.roll.child(*child))
                .map(|child| child.name())
                .collect();
            if names.is_empty() {
                text.trim().to_string()
            } else {
                format!("{}: {}", names.join(", "), text.trim())
            }
        })
        .collect();
    open.into_iter().chain(held).collect()
}

impl State {
    /// The page that is written down: plain text, to be read, printed and typed in again.
    fn page(&self, session: &Session) -> String {
        let who = session.who().map_or("nobody", |who| who.name.as_str());
        let when = format!("{}, {}", long(session.today()), session.now.clock());
        format!(
            "NOT SAVED: these words are in no record.\nWritten by {who}. Put down on {when}.\n\
             Type them in once the record takes them again, then destroy this page.\n\n{}\n",
            self.texts.join("\n\n")
        )
    }

    /// What the file is called: no name of a child.
    fn name(session: &Session) -> String {
        let now = session.now;
        format!("doorstep-not-saved-{}-{}.txt", now.day(), now.clock().replace(':', ""))
    }

    /// Asks about a way once, and goes it when it is chosen again.
    fn take(&mut self, session: &Session, way: Way, turn: &mut Turn) {
        let folder = match &way {
            Way::Stick(stick) => stick.path.clone(),
            Way::Print(folder) => folder.clone(),
            Way::Looking => return,
        };
        if self.asked.as_ref() == Some(&way) {
            self.asked = None;
            self.says = "Writing it down.".to_string();
            return turn.effect(Effect::PutDown(folder.join(State::name(session)), self.page(session)));
        }
        self.says = match &way {
            Way::Stick(stick) => format!(
                "It is plain text: whoever finds the stick {} can read it. Press 2 again to write it.",
                stick.name
            ),
            _ => format!(
                "It is plain text, in {}: nothing locks it. Press 3 again to write it.",
                folder.display()
            ),
        };
        self.asked = Some(way);
    }

    fn ways(&self) -> [(&'static str, &'static str); 3] {
        let again = match self.again {
            Some(_) => "Make room first, or put the disk in.",
            None => "It is tried every five seconds by itself.",
        };
        [
            ("Try again", again),
            ("On a stick", "As plain text, to be typed in later."),
            ("A page to print", "The same in your own folder."),
        ]
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Unsaved
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match press.action {
            Some(Action::SaveAgain) => match self.again {
                Some(action) => turn.act(action),
                None => {
                    session.try_again(turn);
                    turn.back();
                }
            },
            Some(Action::WordsToStick) => match self.asked.clone() {
                Some(way @ Way::Stick(_)) => self.take(session, way, turn),
                _ => {
                    self.asked = Some(Way::Looking);
                    turn.effect(Effect::Sticks);
                }
            },
            Some(Action::WordsToPrint) => match paths::own_folder() {
                Some(folder) => self.take(session, Way::Print(folder), turn),
                None => self.says = "This machine does not say where your own folder is.".to_string(),
            },
            Some(Action::Back) => turn.back(),
            _ => return false,
        }
        true
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Sticks(sticks) if self.asked == Some(Way::Looking) => match sticks.first() {
                Some(stick) => self.take(session, Way::Stick(stick.clone()), turn),
                None => {
                    self.asked = None;
                    self.says = "No stick is in. Put one in, then press 2 again.".to_string();
                }
            },
            Answer::PutDown(Ok(path)) => {
                self.says = format!("Written down in {path}. It is not in the record: type it in later.");
            }
            Answer::PutDown(Err(why)) => self.says = why.clone(),
            _ => {}
        }
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        // A narrow line has fewer words, and every way.
        match (action, session.size.0 < 72) {
            (Action::Back, true) => said("Esc", "back"),
            (Action::Back, false) => said("Esc", "to your words"),
            (Action::WordsToStick, true) => said("2", "stick"),
            _ => None,
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.header(session, &format!("Not saved  {}", short(session.today())));
        canvas.rule(1);
        let columns = canvas.width().saturating_sub(4).min(72);
        let small = canvas.height() < 20;
        let from = if small { 2 } else { 3 };
        let x = canvas.put(2, from, " ! ", theme.stop) + 1;
        let room = (columns + 2).saturating_sub(x);
        let y = canvas.say((x, from), (room, 4), &self.why, bold);
        // A low window gives a row between to all but the longest reason.
        let mut y = y + u16::from(!small || y < from + 4);
        canvas.cursor(2, y);
        for (number, (way, means)) in ('1'..).zip(self.ways()) {
            canvas.put(2, y, &number.to_string(), bold);
            let x = canvas.put(5, y, way, bold);
            canvas.button(2, y, columns, vec![Chord::char(number)]);
            match small {
                true => drop(canvas.put(x + 2, y, means, theme.muted)),
                false => drop(canvas.put(5, y + 1, means, theme.muted)),
            }
            y += if small { 1 } else { 3 };
        }
        canvas.say((2, y + u16::from(small)), (columns, 4), &self.says, theme.text);
    }
}
