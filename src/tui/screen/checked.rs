//! What the check found that begins with every start: all well, or what happened, what is safe and what to do.

use ratatui::style::Modifier;

use super::{Page, Press};
use crate::domain::Role;
use crate::tui::action::{Action, Scope};
use crate::tui::model::{Looked, Model, Session};
use crate::tui::msg::{Answer, Mood, Notice, Turn};
use crate::tui::plain::Ask;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// The page: the check's own words are in the session.
#[derive(Debug, Default)]
pub struct State;

/// Opens the page over the board, once for everyone who signs in, where something does not hold. A page on which
/// somebody writes is left alone: its notice line says it, and the board shows it next.
pub fn show(model: &mut Model) {
    let session = &mut model.session;
    let wrong = session.looked.as_ref().is_some_and(Looked::is_wrong);
    let already = matches!(model.screen, Screen::Checked(_));
    if wrong
        && session.person.is_some()
        && !session.told
        && (already || matches!(model.screen, Screen::Board(_)))
    {
        session.told = true;
        // The page says it all, and the line would lie over what is to be done.
        model.notice = model.notice.take().filter(|notice| notice.text != FOUND);
        if !already {
            let below = std::mem::replace(&mut model.screen, State.into());
            model.below.push(below);
        }
    }
}

/// Takes in what the check found.
pub fn take_in(session: &mut Session, answer: &Answer, turn: &mut Turn) {
    let Answer::Meanwhile(news) = answer else { return };
    let Some(looked) = Looked::at(session.now, news.clone()) else { return };
    if looked.is_wrong() && session.person.is_some() {
        turn.notice = Some(Notice { sign: Mood::Stop, text: FOUND.to_string() });
    }
    session.looked = Some(looked);
}

/// What is said where somebody does something else.
const FOUND: &str = "The check of the record found something wrong. You can go on writing: what says Saved is on the \
                     disk. The board says more.";

/// What is said, a heading and its paragraphs; of what is wrong no more than so many sentences.
fn says(session: &Session, most: usize) -> (&'static str, Vec<String>) {
    let Some(looked) = &session.looked else {
        let says =
            "The check that begins with every start has not come to its end yet. You can go on writing.";
        return ("The record is being looked through", vec![says.to_string()]);
    };
    let when = match looked.at.day() == session.today() {
        true => format!("today at {}", looked.at.clock()),
        false => format!("on {} at {}", crate::domain::day::long(looked.at.day()), looked.at.clock()),
    };
    let checks = match &looked.found {
        Ok(checks) => checks,
        Err(why) => {
            let says = format!("It was begun {when}. {why}");
            let todo = format!("It begins anew with the next start. {VERIFY} does it at once.");
            return ("The record could not be looked through", vec![says, todo]);
        }
    };
    if !looked.is_wrong() {
        let mut says = vec![format!("Looked through from end to end {when}.")];
        says.extend(checks.iter().map(|check| check.says.clone()));
        return ("The record is whole", says);
    }
    // One damage is met in each of the parts: it is said once.
    let mut wrong: Vec<&str> = Vec::new();
    for check in checks.iter().filter(|check| !check.holds) {
        if !wrong.contains(&check.says.as_str()) {
            wrong.push(&check.says);
        }
    }
    let more = wrong.len().saturating_sub(most);
    wrong.truncate(most);
    let mut wrong = format!("Looked through {when}. {}", wrong.join(" "));
    if more > 0 {
        wrong.push_str(&format!(" And {more} more of its parts do not hold."));
    }
    let first = match session.who().is_some_and(|who| who.role == Role::Manager) {
        true => "Throw no file away.",
        false => "Tell the manager today, and throw no file away.",
    };
    let todo = format!(
        "{first} {VERIFY} says all that is wrong. A backup brings back what \
         it has; “doorstep recover” saves what can be read."
    );
    ("The record is not whole", vec![wrong, SAFE.to_string(), todo])
}

/// The command that says all that is wrong.
const VERIFY: &str = "“doorstep verify --deep”";

/// What is safe of a record that is not whole: the store says Saved of nothing that it could not write.
const SAFE: &str = "The check changed nothing. A note that says Saved is on the disk; what says NOT SAVED, write on \
                    paper.";

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
        let (heading, says) = says(session, usize::MAX);
        let says = vec![format!("{heading}. {}", says.join(" "))];
        Ask { says, prompt: "back goes on: ".to_string(), keys: true, ..Ask::default() }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.header(session, "The record");
        canvas.rule(1);
        let (wide, end) = (usize::from(canvas.width().saturating_sub(4)).min(72), canvas.height());
        let broken = |says: &[String]| says.iter().map(|says| wrap(says, wide)).collect::<Vec<_>>();
        let rows = |parts: &[Vec<String>], gap: usize| {
            // The last has no row below it.
            3 + parts.iter().map(|lines| lines.len() + gap).sum::<usize>()
        };
        // What to do is seen in the smallest window too: there the rest of what is wrong is counted.
        let (heading, whole) = says(session, usize::MAX);
        let whole = broken(&whole);
        let parts = if rows(&whole, 0) <= usize::from(end) { whole } else { broken(&says(session, 1).1) };
        // A small window has no row to spare.
        let gap = u16::from(rows(&parts, 1) <= usize::from(end));
        let mut y = 2 + gap;
        canvas.cursor(2, y);
        canvas.put(2, y, heading, bold);
        y += 1;
        for lines in parts {
            for line in lines {
                canvas.put(2, y, &line, theme.text);
                y += 1;
            }
            y += gap;
        }
    }
}
