//! Finding the right child of an entry that stands with the wrong one.

use std::collections::BTreeMap;

use super::{NUMBERED, Press, State, Step};
use crate::capture::{Asking, Finding, State as Found, WhoTrouble, find, who};
use crate::domain::ChildId;
use crate::tui::action::Action;
use crate::tui::model::Session;

impl State {
    /// Those who fit what was typed, without the child with whom it stands.
    pub(super) fn found(&self, session: &Session) -> (Finding, Vec<ChildId>) {
        let finding = ask(session, |asking| find(self.name.text(), asking));
        let finding =
            finding.unwrap_or(Finding { hits: Vec::new(), groups: Vec::new(), state: Found::Nobody });
        let near = match &finding.state {
            Found::Near(near) => near.clone(),
            _ => Vec::new(),
        };
        let own = self.standing.entry.child;
        let mut children: Vec<ChildId> = finding.hits.iter().map(|hit| hit.child).chain(near).collect();
        children.retain(|child| *child != own);
        children.truncate(NUMBERED);
        (finding, children)
    }

    /// Takes the child that is meant, where only one can be.
    pub(super) fn take(&mut self, session: &Session) {
        let (finding, children) = self.found(session);
        let own = self.standing.entry.child;
        if let Some(&child) = self.chosen.and_then(|line| children.get(line)) {
            return self.sure(child);
        }
        if finding.state == Found::One(own) {
            let name = session.roll.child(own).map(|child| child.name()).unwrap_or_default();
            self.says = format!("It stands with {name} now. Who is the right child?");
            return;
        }
        match ask(session, |asking| who(self.name.text(), asking)) {
            Some(Ok(who)) if who.children.len() == 1 && !who.children.contains(&own) => {
                if let Some(&child) = who.children.first() {
                    self.sure(child);
                }
            }
            Some(Ok(_)) => self.says = "One child, please. For others write a note of their own.".to_string(),
            // Left over from a tie when the wrong child is not counted: still one more look before it moves.
            Some(Err(WhoTrouble::Tie { .. })) if children.len() == 1 => self.chosen = Some(0),
            Some(Err(trouble)) => self.says = trouble.to_string(),
            None => self.says = "No room is shown. Choose one in the menu first.".to_string(),
        }
    }

    pub(super) fn sure(&mut self, child: ChildId) {
        self.says.clear();
        self.chosen = None;
        self.step = Step::Sure(child);
    }

    pub(super) fn press_child(&mut self, session: &mut Session, press: Press) -> bool {
        let (_, children) = self.found(session);
        let line = |chosen: Option<usize>, by: usize| match chosen {
            _ if children.is_empty() => None,
            None => Some(if by == 1 { 0 } else { children.len() - 1 }),
            Some(line) => Some((line + by) % children.len()),
        };
        match press.action {
            Some(Action::TakeChild) => self.take(session),
            Some(Action::Down) => self.chosen = line(self.chosen, 1),
            Some(Action::Up) => self.chosen = line(self.chosen, children.len().saturating_sub(1)),
            Some(Action::LastPart) => self.step = Step::Why(0),
            _ => {
                // While names are listed a number chooses one of them.
                let number = press.chord.digit().and_then(|digit| digit.checked_sub(1));
                let listed =
                    !self.name.is_empty() && !self.name.text().trim().chars().all(|c| c.is_ascii_digit());
                if let Some(&child) = number.filter(|_| listed).and_then(|line| children.get(line)) {
                    self.sure(child);
                } else if self.name.press(press) {
                    self.says.clear();
                    self.chosen = None;
                } else {
                    return false;
                }
            }
        }
        true
    }
}

/// Asks the finder, as the shown room's board would.
fn ask<T>(session: &Session, question: impl Fn(&Asking) -> T) -> Option<T> {
    let presence = BTreeMap::new();
    let written = &session.writer.written;
    let (roll, today) = (&session.roll, session.today());
    let room = session.room?;
    Some(question(&Asking { roll, room, today, presence: &presence, written }))
}
