//! The groups line by line: numbered; a group is its name, then who is in it, by the numbers of the board.

use super::{Open, State, groups};
use crate::domain::ChildId;
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;
use crate::tui::screen::{Page, Press};
use crate::tui::widget::typed::Typed;

impl State {
    pub(super) fn asks(&self, session: &Session) -> Ask {
        let Some(open) = &self.open else {
            let groups = groups(session);
            let group = |(group, number): (&&crate::domain::Group, usize)| {
                let names = group.children.iter().map(|child| session.roll.short_name(*child));
                format!("{number} {}: {}.", group.name, names.collect::<Vec<_>>().join(", "))
            };
            let list =
                groups.iter().zip(1..).map(group).chain([format!("{} a new group.", groups.len() + 1)]);
            let says = vec!["A group's name, typed in Who, takes all who are not away.".to_string()];
            let prompt = "Which number? back goes back: ".to_string();
            return Ask { says, list: list.collect(), prompt, keys: true, ..Ask::default() };
        };
        if !open.on_children {
            let says = vec!["What is it called? As lunch, nap, buggy walk.".to_string()];
            let (prompt, begun) = ("> ".to_string(), open.name.text().to_string());
            return Ask { says, prompt, begun, ..Ask::default() };
        }
        let children = session.children();
        let child = |(child, number): (&&crate::domain::Child, usize)| {
            let is = if open.ticked.contains(&child.id) { ", in it" } else { "" };
            format!("{number} {}{is}.", child.name())
        };
        let list = children.iter().zip(1..).map(child).collect();
        let says = vec![format!("{}: {} children.", open.name.text(), open.ticked.len())];
        let prompt = "Numbers put in or take out, Enter keeps the group, back leaves it: ".to_string();
        let help = "Several numbers with spaces between them at once.";
        Ask { says, list, prompt, keys: true, help, ..Ask::default() }
    }

    /// The group's name.
    pub(super) fn hears(&mut self, session: &mut Session, line: &str, turn: &mut Turn) {
        let Some(open) = &mut self.open else { return };
        if line.trim().is_empty() {
            return turn.say("A name first, please. :back leaves it.");
        }
        let name: String = line.trim().chars().take(40).collect();
        open.name = Typed::new(name);
        open.on_children = true;
        open.keep(session, turn);
    }

    /// A group's number, or the numbers of children.
    pub(super) fn hears_numbers(&mut self, session: &mut Session, line: &str, turn: &mut Turn) -> bool {
        let numbers = line.split([' ', ',']).filter(|part| !part.is_empty());
        let Ok(numbers) = numbers.map(str::parse::<usize>).collect::<Result<Vec<_>, _>>() else {
            return false;
        };
        let places: Option<Vec<usize>> = numbers.iter().map(|number| number.checked_sub(1)).collect();
        let Some(places) = places.filter(|places| !places.is_empty()) else { return false };
        match &mut self.open {
            None => {
                let [place] = places.as_slice() else { return false };
                if *place > groups(session).len() {
                    return false;
                }
                self.line = *place;
                let open = Press { action: Some(Action::OpenGroup), chord: Chord::NONE, gap: u64::MAX };
                self.press(session, open, turn)
            }
            Some(open) => {
                let known = open.tick(session, &places);
                open.keep(session, turn);
                known
            }
        }
    }
}

impl Open {
    /// Puts the children of these places in, or takes them out; `false` where one is none.
    fn tick(&mut self, session: &Session, places: &[usize]) -> bool {
        let children: Vec<ChildId> = session.children().iter().map(|child| child.id).collect();
        let meant: Option<Vec<ChildId>> = places.iter().map(|place| children.get(*place).copied()).collect();
        let Some(meant) = meant else { return false };
        self.asked = false;
        for child in meant {
            if !self.ticked.remove(&child) {
                self.ticked.insert(child);
            }
        }
        true
    }
}
