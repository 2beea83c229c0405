//! The menu: where one can go. It lists what there is and nothing else.

mod plain;

use ratatui::style::Modifier;

use super::{Page, Press};
use crate::domain::Role;
use crate::tui::action::{Action, Scope};
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;

/// The menu as it stands.
#[derive(Debug, Default)]
pub struct State {
    marked: usize,
}

/// Each item's number, where it has one, and what it does. Numbers never change place.
pub(in crate::tui) const ITEMS: &[(Option<char>, Action)] = &[
    (Some('1'), Action::GoBoard),
    (Some('2'), Action::GoRound),
    (Some('3'), Action::GoReview),
    (Some('4'), Action::GoEvidence),
    (Some('5'), Action::GoEvaluation),
    (Some('6'), Action::GoWeek),
    (Some('7'), Action::GoSearch),
    (Some('8'), Action::GoStaff),
    (Some('9'), Action::GoSettings),
    (Some('0'), Action::Lock),
    (None, Action::GoRooms),
    (None, Action::Concern),
    (None, Action::GoGroups),
    (None, Action::GoPhrases),
    (None, Action::GoRecords),
    (None, Action::GoExports),
    (None, Action::GoRequests),
    (None, Action::GoDue),
    (None, Action::GoChecked),
    (None, Action::Leave),
];

/// For whom something is kept that not everybody opens, where it is not for whoever is signed in.
fn kept_for(session: &Session, action: Action) -> Option<&'static str> {
    let role = session.who().map(|who| who.role);
    match action {
        // Whoever practises leaves as well.
        Action::Leave if session.roll.setting.practice => None,
        Action::GoRequests => role.is_none_or(|role| role != Role::Manager).then_some("for managers"),
        Action::GoReview
        | Action::GoEvidence
        | Action::GoEvaluation
        | Action::GoWeek
        | Action::GoExports
        | Action::GoDue
        | Action::GoStaff
        | Action::GoGroups
        | Action::GoPhrases
        | Action::Leave => role.is_none_or(|role| !role.leads()).then_some("for room leads"),
        _ => None,
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Menu
    }

    fn press(&mut self, _session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = ITEMS.len() - 1;
        match press.action {
            Some(Action::Up) => self.marked = self.marked.saturating_sub(1),
            Some(Action::Down) => self.marked = (self.marked + 1).min(last),
            Some(Action::First) => self.marked = 0,
            Some(Action::Last) => self.marked = last,
            Some(Action::OpenItem) => {
                if let Some((_, action)) = ITEMS.get(self.marked) {
                    turn.act(*action);
                }
            }
            Some(Action::ChooseItem) => {
                let item = ITEMS.iter().find(|(number, _)| *number == press.chord.letter());
                let Some((_, action)) = item else { return false };
                turn.act(*action);
            }
            Some(Action::Back) => turn.back(),
            _ => return false,
        }
        true
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn answers(&mut self, _session: &mut Session, line: &str, turn: &mut Turn) -> bool {
        self.hears(line, turn)
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        canvas.header(session, "Menu");
        canvas.rule(1);
        // A list that has not room for all begins right below the rule.
        let roomy = usize::from(canvas.height()) >= 3 + ITEMS.len();
        let top = if roomy { 3 } else { 2 };
        let (first, fit) = canvas.seen_of((top, canvas.height()), self.marked, ITEMS.len());
        for (y, (index, (number, action))) in (top..).zip(ITEMS.iter().enumerate().skip(first).take(fit)) {
            let marked = index == self.marked;
            let kept = kept_for(session, *action);
            let style = match (marked, kept.is_some()) {
                (true, _) => theme.bar,
                (false, true) => theme.muted,
                (false, false) => theme.text,
            };
            if marked {
                canvas.in_use(0, y, canvas.width());
                // Its mark stands right before what it opens, or its number.
                canvas.put(if number.is_some() { 1 } else { 4 }, y, "▸", theme.bar);
            }
            let keys =
                number.map_or_else(|| tap::take_row(self.marked, index), |number| vec![Chord::char(number)]);
            canvas.row(0, y, canvas.width(), 1, keys);
            if let Some(number) = number {
                canvas.put(3, y, &number.to_string(), style.add_modifier(Modifier::BOLD));
            }
            canvas.put(6, y, action.spec().title, style);
            if let Some(whom) = kept {
                canvas.put(25, y, whom, if marked { theme.bar } else { theme.muted });
            }
        }
    }
}
