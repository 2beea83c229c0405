//! The parts of the card besides the note: for whom it is, what it is, and its copies.

use super::{Part, State, desk};
use crate::capture::{WhoTrouble, who};
use crate::domain::{ChildId, Kind};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::screen::Press;
use crate::tui::screen::board::find;
use crate::tui::today;

impl State {
    /// Takes the names on the line for whom it is.
    fn take_names(&mut self, session: &mut Session, turn: &mut Turn) {
        let Part::For { typed, chosen } = &self.part else { return };
        if typed.trim().is_empty() {
            self.part = Part::Note;
            return;
        }
        let presence = today::everyone(session);
        let Some(asking) = today::asking(session, &presence) else { return };
        let look = find::look(typed, session);
        let choice = match &look.state {
            find::Found::Choices(choices) => {
                let line = chosen.or(look.alone.then_some(0));
                line.and_then(|line| choices.get(line))
                    .map(|choice| choice.who.children(session))
                    .filter(|children| !children.is_empty())
            }
            _ => None,
        };
        match choice.map_or_else(|| who(typed, &asking).map(|who| who.children), Ok) {
            Ok(children) => {
                self.draft.children = children;
                self.kept_names.clear();
                self.part = Part::Note;
                self.changed(session, turn);
            }
            Err(WhoTrouble::Nobody { near, .. }) if near.is_empty() => turn.warn(look.says),
            Err(trouble) => turn.warn(trouble.to_string()),
        }
    }

    pub(super) fn press_for(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let Part::For { typed, chosen } = &mut self.part else { return false };
        match press.action {
            Some(Action::TakeNames) => self.take_names(session, turn),
            Some(Action::Erase) => {
                if typed.pop().is_none() && self.draft.children.len() > 1 {
                    self.draft.children.pop();
                    self.keep(session, turn);
                }
            }
            Some(Action::Up | Action::Down) => {
                let down = press.action == Some(Action::Down);
                match find::look(typed, session).state {
                    find::Found::Choices(choices) if !choices.is_empty() => {
                        let line =
                            chosen.map_or(0, |line| if down { line + 1 } else { line.saturating_sub(1) });
                        *chosen = Some(line.min(choices.len() - 1));
                    }
                    _ if down => self.part = Part::Note,
                    _ => {}
                }
            }
            Some(Action::NextPart | Action::LastPart | Action::Back) => self.part = Part::Note,
            None => {
                let Some(letter) = press.chord.letter() else { return false };
                let choices = match find::look(typed, session).state {
                    find::Found::Choices(choices) => choices.len(),
                    _ => 0,
                };
                match letter.to_digit(10).map(|digit| digit as usize) {
                    Some(digit) if (1..=choices).contains(&digit) => {
                        *chosen = Some(digit - 1);
                        self.take_names(session, turn);
                    }
                    _ if typed.len() < 60 => {
                        *chosen = None;
                        typed.push(letter);
                    }
                    _ => {}
                }
            }
            _ => return false,
        }
        true
    }

    pub(super) fn press_what(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let Part::What { marked } = &mut self.part else { return false };
        let at = Kind::ALL.iter().position(|kind| kind == marked).unwrap_or(0);
        let kind = |at: usize| Kind::ALL.get(at).copied();
        let taken = match press.action {
            Some(Action::ChooseKind) => press.chord.digit().and_then(|digit| kind(digit.wrapping_sub(1))),
            Some(Action::TakeKind) => Some(*marked),
            Some(Action::Left) => {
                *marked = kind(at.saturating_sub(1)).unwrap_or(*marked);
                return true;
            }
            Some(Action::Right) => {
                *marked = kind(at + 1).unwrap_or(*marked);
                return true;
            }
            Some(Action::NextPart) if desk::children(session, self).len() > 1 => {
                self.part = Part::Copies { all: desk::children(session, self), marked: 0 };
                return true;
            }
            Some(Action::NextPart | Action::Up) => {
                self.part = Part::For { typed: String::new(), chosen: None };
                return true;
            }
            Some(Action::LastPart | Action::Down | Action::Back) => {
                self.part = Part::Note;
                return true;
            }
            _ => return false,
        };
        if let Some(kind) = taken {
            self.draft.kind = Some(kind);
            self.part = Part::Note;
            self.changed(session, turn);
        }
        true
    }

    pub(super) fn press_copies(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let Part::Copies { all, marked } = &mut self.part else { return false };
        let last = all.len().saturating_sub(1);
        match press.action {
            Some(Action::Up) => *marked = marked.saturating_sub(1),
            Some(Action::Down) => *marked = (*marked + 1).min(last),
            Some(Action::PageUp) => *marked = marked.saturating_sub(10),
            Some(Action::PageDown) => *marked = (*marked + 10).min(last),
            Some(Action::First) => *marked = 0,
            Some(Action::Last) => *marked = last,
            Some(Action::TakeOut) => {
                let (all, Some(child)) = (all.clone(), all.get(*marked).copied()) else { return true };
                self.take_out(session, &all, child, turn);
            }
            Some(Action::NextPart) => self.part = Part::For { typed: String::new(), chosen: None },
            Some(Action::CopiesDone | Action::LastPart | Action::Back) => self.part = Part::Note,
            _ => return false,
        }
        true
    }

    /// Takes a child's copy out, or puts it back in its place.
    fn take_out(&mut self, session: &mut Session, all: &[ChildId], child: ChildId, turn: &mut Turn) {
        let own = &self.draft.children;
        let on = desk::children(session, self);
        if !on.contains(&child) {
            self.draft.children =
                all.iter().filter(|known| own.contains(known) || **known == child).copied().collect();
        } else if !own.contains(&child) {
            return turn.say("The + in the note brings them in: take it out of the note.");
        } else if on.len() == 1 {
            return turn.say("One child has to stay on the card. Esc goes back to the note.");
        } else {
            self.draft.children.retain(|known| *known != child);
        }
        self.changed(session, turn);
    }
}
