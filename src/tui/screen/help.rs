//! Help for the page underneath, and the list of commands. Typing narrows them; Enter does what is marked.

use ratatui::style::Modifier;

use super::{Page, Press};
use crate::capture::fold::fold;
use crate::tui::action::{Action, Scope};
use crate::tui::key::{Takes, label};
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::widget::canvas::Canvas;

/// Help as it stands.
#[derive(Debug)]
pub struct State {
    /// The page underneath; `None` for the list of commands.
    of: Option<Scope>,
    typed: String,
    marked: usize,
}

impl State {
    /// Help for a page.
    pub fn of(scope: Scope) -> State {
        State { of: Some(scope), typed: String::new(), marked: 0 }
    }

    /// All commands.
    pub fn commands() -> State {
        State { of: None, typed: String::new(), marked: 0 }
    }

    /// What is listed, in the order in which it stands: the page's own, then what works everywhere.
    fn listed(&self) -> Vec<Action> {
        let wanted = fold(&self.typed);
        let fits = |action: &Action| {
            let spec = action.spec();
            let listed = match self.of {
                Some(scope) => spec.scope == scope || spec.scope == Scope::Anywhere && !spec.keys.is_empty(),
                None => !spec.title.is_empty(),
            };
            let words = fold(&format!("{} {} {}", spec.title, spec.help, spec.name));
            listed && wanted.split_whitespace().all(|piece| words.contains(piece))
        };
        let mut listed: Vec<Action> = Action::ALL.iter().copied().filter(fits).collect();
        listed
            .sort_by_key(|action| (action.spec().scope == Scope::Anywhere, action.spec().group == "Moving"));
        listed
    }
}

/// `Enter`, `Ctrl-K or :`
fn keys(action: Action) -> String {
    action.spec().keys.iter().map(|key| label(key)).collect::<Vec<_>>().join(" or ")
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Help
    }

    fn takes(&self) -> Takes {
        Takes::Words
    }

    fn press(&mut self, _session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = self.listed().len().saturating_sub(1);
        match press.action {
            None => {
                let Some(letter) = press.chord.letter().filter(|_| self.typed.len() < 40) else {
                    return false;
                };
                self.typed.push(letter);
                self.marked = 0;
            }
            Some(Action::Erase) => {
                self.typed.pop();
                self.marked = 0;
            }
            Some(Action::Up) => self.marked = self.marked.saturating_sub(1),
            Some(Action::Down) => self.marked = (self.marked + 1).min(last),
            Some(Action::PageUp) => self.marked = self.marked.saturating_sub(10),
            Some(Action::PageDown) => self.marked = (self.marked + 10).min(last),
            Some(Action::First) => self.marked = 0,
            Some(Action::Last) => self.marked = last,
            Some(Action::DoIt) => {
                if let Some(action) = self.listed().get(self.marked) {
                    turn.act(*action);
                }
            }
            Some(Action::Back | Action::Help) => turn.back(),
            _ => return false,
        }
        true
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        match action {
            Action::Up => Some(("↑↓".to_string(), "choose".to_string())),
            Action::Back => Some(("Esc".to_string(), "close".to_string())),
            Action::Help => Some((String::new(), String::new())),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let place = self.of.map_or("Commands".to_string(), |scope| format!("Help · {}", scope.title()));
        canvas.header(session, &place);
        let x = canvas.put(1, 1, if self.of.is_some() { "?" } else { ":" }, bold) + 1;
        let x = canvas.put(x, 1, &self.typed, theme.text);
        canvas.put(x, 1, "▏", theme.focus);
        canvas.cursor(x, 1);
        if self.typed.is_empty() {
            canvas.put(x + 1, 1, "type what you want to do, Enter does it", theme.muted);
        }
        canvas.rule(2);
        let listed = self.listed();
        if listed.is_empty() {
            canvas.put(2, 4, "Nothing here has that in it. Try fewer letters.", theme.text);
            return;
        }
        // A heading before the first of each group; the marked line is always in sight.
        let mut lines: Vec<Result<(usize, Action), String>> = Vec::new();
        let mut group = String::new();
        for (index, action) in listed.iter().enumerate() {
            let spec = action.spec();
            let heading = match (spec.scope, self.of) {
                (_, None) => spec.scope.title().to_string(),
                (Scope::Anywhere, _) => {
                    format!("{} everywhere", if spec.group == "Moving" { "moving," } else { "" })
                }
                (scope, _) => format!("here, on the {}", scope.title()),
            };
            let heading = heading.trim().to_string();
            if heading != group {
                if !lines.is_empty() {
                    lines.push(Err(String::new()));
                }
                lines.push(Err(heading.clone()));
                group = heading;
            }
            lines.push(Ok((index, *action)));
        }
        let fit = usize::from(canvas.height().saturating_sub(4)).max(1);
        let at = lines
            .iter()
            .position(|line| matches!(line, Ok((index, _)) if *index == self.marked))
            .unwrap_or(0);
        let top = (at + 2).saturating_sub(fit).min(lines.len().saturating_sub(fit));
        for (row, line) in lines.iter().skip(top).take(fit).enumerate() {
            let y = 4 + u16::try_from(row).unwrap_or(0);
            match line {
                Err(heading) => {
                    let mut letters = heading.chars();
                    let heading: String =
                        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
                    canvas.put(1, y, &heading, bold);
                }
                Ok((index, action)) => {
                    let marked = *index == self.marked;
                    let style = if marked { theme.bar } else { theme.text };
                    if marked {
                        canvas.bar(1, y, canvas.width().saturating_sub(2).min(78));
                        canvas.put(1, y, "▸", theme.bar);
                    }
                    let says = if self.of.is_none() { action.spec().title } else { action.spec().help };
                    canvas.put_in(3, y, 16, &keys(*action), style.add_modifier(Modifier::BOLD));
                    canvas.put(20, y, says, style);
                }
            }
        }
    }
}
