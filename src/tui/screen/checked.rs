//! What the check found that begins with every start: all well, or what happened, what is safe and what to do.

use ratatui::style::Modifier;

use super::{Page, Press};
use crate::tui::action::{Action, Scope};
use crate::tui::model::{Looked, Model, Session};
use crate::tui::msg::{Answer, Mood, Notice, Turn};
use crate::tui::plain::Ask;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::{Canvas, wrap};

/// The page: the check's own words are in the session.
#[derive(Debug, Default)]
pub struct State;

/// Opens the page over the board, once for everyone who signs in, where something does not hold. A page on which
/// somebody writes is left alone: its notice line says it, and the board shows it next.
pub fn show(model: &mut Model) {
    let session = &mut model.session;
    let wrong = session.looked.as_ref().is_some_and(Looked::is_wrong);
    if wrong && session.person.is_some() && !session.told && matches!(model.screen, Screen::Board(_)) {
        session.told = true;
        let below = std::mem::replace(&mut model.screen, State.into());
        model.below.push(below);
    }
}

/// Takes in what the check found.
pub fn take_in(session: &mut Session, answer: &Answer, turn: &mut Turn) {
    let Answer::Meanwhile(news) = answer else { return };
    let Some(looked) = Looked::at(session.now, news.clone()) else { return };
    if looked.is_wrong() && session.person.is_some() {
        let text = "The check of the record found something wrong. What you write is still saved; \
                    the board says more.";
        turn.notice = Some(Notice { sign: Mood::Stop, text: text.to_string() });
    }
    session.looked = Some(looked);
}

/// What is said, a heading and its sentences each; of what is wrong no more than so many.
fn says(session: &Session, most: usize) -> Vec<(&'static str, Vec<String>)> {
    let Some(looked) = &session.looked else {
        let says =
            "The check that begins with every start has not come to its end yet. You can go on writing.";
        return vec![("The record is being looked through", vec![says.to_string()])];
    };
    let when = match looked.at.day() == session.today() {
        true => format!("today at {}", looked.at.clock()),
        false => format!("on {} at {}", crate::domain::day::long(looked.at.day()), looked.at.clock()),
    };
    let checks = match &looked.found {
        Ok(checks) => checks,
        Err(why) => {
            let says = format!("It was begun {when}. {why}");
            let todo = "It begins anew with the next start. `doorstep verify` does it at once.".to_string();
            return vec![("The record could not be looked through", vec![says, todo])];
        }
    };
    if !looked.is_wrong() {
        let mut says = vec![format!("Looked through from end to end {when}.")];
        says.extend(checks.iter().map(|check| check.says.clone()));
        return vec![("The record is whole", says)];
    }
    let mut wrong: Vec<String> =
        checks.iter().filter(|check| !check.holds).map(|check| check.says.clone()).collect();
    let more = wrong.len().saturating_sub(most);
    wrong.truncate(most);
    if more > 0 {
        wrong.push(format!("And {more} more of its parts."));
    }
    wrong.insert(0, format!("Looked through {when}."));
    let todo = [
        "Tell the manager today, and throw no file away.",
        "`doorstep verify --deep` says all that is wrong. A backup brings back what it has; `doorstep recover` saves \
         what can be read.",
    ];
    vec![
        ("What happened", wrong),
        ("What is safe", vec!["Nothing was changed. What you write is still saved.".to_string()]),
        ("What to do", todo.map(str::to_string).to_vec()),
    ]
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Checked
    }

    fn press(&mut self, _session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if !matches!(press.action, Some(Action::Back | Action::Left)) {
            return false;
        }
        turn.back();
        true
    }

    fn question(&self, session: &Session) -> Ask {
        let says = says(session, usize::MAX)
            .into_iter()
            .map(|(heading, says)| format!("{heading}: {}", says.join(" ")))
            .collect();
        Ask { says, prompt: "back goes on: ".to_string(), keys: true, ..Ask::default() }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.header(session, "The record");
        canvas.rule(1);
        let (wide, end) = (usize::from(canvas.width().saturating_sub(4)), canvas.height());
        let rows = |parts: &[(&str, Vec<String>)], gap: usize| -> usize {
            let of = |says: &Vec<String>| says.iter().map(|line| wrap(line, wide).len()).sum::<usize>();
            2 + gap + parts.iter().map(|(_, says)| 1 + of(says) + gap).sum::<usize>()
        };
        // What to do is seen in the smallest window too: there the rest of what is wrong is counted.
        let whole = says(session, usize::MAX);
        let parts = if rows(&whole, 0) <= usize::from(end) { whole } else { says(session, 1) };
        // A small window has no row to spare.
        let gap = u16::from(rows(&parts, 1) <= usize::from(end));
        let mut y = 2 + gap;
        canvas.cursor(2, y);
        for (heading, says) in parts {
            canvas.put(2, y, heading, bold);
            y += 1;
            for line in says.iter().flat_map(|line| wrap(line, wide)) {
                if y < end {
                    canvas.put(2, y, &line, theme.text);
                }
                y += 1;
            }
            y += gap;
        }
    }
}
