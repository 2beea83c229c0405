//! A safeguarding concern: whom to tell. Nothing about it is written here but who passed it on, and when.

mod plain;

pub use plain::WORDS;

use ratatui::style::{Modifier, Style};

use super::{Page, Press};
use crate::domain::Change;
use crate::domain::concern::{Tell, tell};
use crate::tui::action::{Action, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, Effect, Errand, Mood, Notice, Turn};
use crate::tui::plain::Ask;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// The page as it stands: nothing of the concern is ever in it.
#[derive(Debug, Default)]
pub struct State {
    /// That it was passed on is on its way to the record.
    sending: bool,
}

/// This page's errand.
const PASSED_ON: Errand = Errand::Page("concern");

/// Whom to tell, and what else is known of it, as sentences.
fn whom(session: &Session) -> (String, String) {
    match tell(&session.roll, session.person, session.today()) {
        Tell::Lead(lead) => (lead.to_string(), "Now, and in person if you can.".to_string()),
        Tell::Ask(people) => {
            let names: Vec<String> = people
                .iter()
                .take(3)
                .map(|person| format!("{} ({})", person.name, person.role.label()))
                .collect();
            let ask = if names.is_empty() { "your manager".to_string() } else { names.join(" or ") };
            (
                "your setting's safeguarding lead".to_string(),
                format!("Nobody was named at set-up. Ask {ask} who it is."),
            )
        }
    }
}

/// Whom to tell, in a word or two for a line in which there is no room for how they are reached; `None` where
/// nobody was named.
pub fn lead(session: &Session) -> Option<&str> {
    match tell(&session.roll, session.person, session.today()) {
        Tell::Lead(lead) => lead.split([',', ';', '(', ':', '·', '\n']).next().map(str::trim),
        Tell::Ask(_) => None,
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Concern
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match press.action {
            _ if self.sending => {}
            Some(Action::PassedOn) => {
                self.sending = true;
                turn.effect(Effect::Apply(Change::ConcernPassedOn.into(), session.stamp(), PASSED_ON));
            }
            Some(Action::Back | Action::Left) => turn.back(),
            _ => return false,
        }
        true
    }

    fn paste(&mut self, _session: &mut Session, _text: &str, turn: &mut Turn) {
        turn.say("Nothing was pasted: no words are kept here.");
    }

    fn answer(&mut self, _session: &mut Session, answer: &Answer, turn: &mut Turn) {
        let Answer::Applied(PASSED_ON, kept) = answer else { return };
        if !std::mem::take(&mut self.sending) {
            return;
        }
        match kept {
            Ok(receipt) => {
                turn.done(format!(
                    "Passed on, {}. Only your name and the time are kept.",
                    receipt.at.clock()
                ));
                turn.back();
            }
            Err(why) => {
                let text = format!("{why} Tell them all the same.");
                turn.notice = Some(Notice { sign: Mood::Stop, text });
            }
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn line(&mut self, _session: &mut Session, line: &str, turn: &mut Turn) {
        if ["back", "b"].contains(&line.trim()) {
            return turn.back();
        }
        turn.say("Nothing was kept: no words about it are written here.");
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.header(session, "A concern");
        canvas.rule(1);
        let small = canvas.height() < 20;
        let (tell, how) = whom(session);
        let mut page = Lines { y: if small { 2 } else { 3 }, gap: u16::from(!small), canvas };
        page.put(2, "A safeguarding concern does not belong in this log.", bold);
        page.put(2, "If a child is in danger now, ring 999 first.", bold);
        page.space();
        page.canvas.put(2, page.y, "Tell", theme.muted);
        page.canvas.cursor(9, page.y);
        page.put(9, &tell, bold);
        page.put(9, &how, theme.text);
        page.space();
        page.canvas.put(2, page.y, "Write", theme.muted);
        page.put(
            9,
            "What you saw or heard, in the words used, on your setting's own form. Not in a note here.",
            theme.text,
        );
        page.space();
        page.canvas.put(2, page.y, "Kept", theme.muted);
        page.put(
            9,
            "That you passed one on, and when: no child, no words, in no list, count, search, file or print.",
            theme.text,
        );
        page.space();
        page.put(
            9,
            "If it is about somebody who works here, your policy says who else can be told.",
            theme.muted,
        );
    }
}

/// Sentences one below the other.
struct Lines<'a, 'b> {
    canvas: &'a mut Canvas<'b>,
    y: u16,
    /// How many rows stand between two thoughts.
    gap: u16,
}

impl Lines<'_, '_> {
    fn put(&mut self, x: u16, says: &str, style: Style) {
        for line in wrap(says, usize::from(self.canvas.width().saturating_sub(x + 2)).min(72)) {
            if self.y < self.canvas.height() {
                self.canvas.put(x, self.y, &line, style);
            }
            self.y += 1;
        }
    }

    fn space(&mut self) {
        self.y += self.gap;
    }
}
