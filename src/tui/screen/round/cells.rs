//! What keys do in the cells.

use super::{State, Typing, done};
use crate::domain::ChildId;
use crate::domain::round::{Column, Value};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::Turn;
use crate::tui::screen::Press;

/// Letters that follow one another faster than this, in milliseconds, are the letters of words.
const PAUSE: u64 = 800;

impl State {
    pub(super) fn press_cells(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match press.action {
            Some(Action::RowDone) => self.finish(session, turn),
            Some(Action::NextCell | Action::Right) => self.go_across(session, false),
            Some(Action::Left) if self.column == Some(0) => {}
            Some(Action::Left) => self.go_across(session, true),
            Some(Action::First) => self.column = Some(0),
            Some(Action::Last) => self.column = None,
            None | Some(Action::SameAsAbove | Action::FillBlanks | Action::Erase | Action::EraseAhead) => {
                if let Some(why) = self.closed(session) {
                    turn.say(why);
                    return true;
                }
                let columns = self.columns(session);
                let Some(column) = self.column.and_then(|column| columns.get(column)) else { return false };
                let column: Column = Column::clone(column);
                match press.action {
                    Some(Action::SameAsAbove) => self.same_as_above(session, &column, turn),
                    Some(Action::FillBlanks) => self.fill_blanks(session, &column, turn),
                    Some(_) => self.erase(session, &column, turn),
                    None => {
                        let Some(letter) = press.chord.letter() else { return false };
                        self.letter(session, &column, (letter, press.gap), turn);
                    }
                }
            }
            _ => return false,
        }
        true
    }

    /// What a child's row has in a column: what was begun, else what was recorded.
    pub(super) fn value(&self, session: &Session, child: ChildId, column: &Column) -> Option<Value> {
        match self.rows.iter().find(|row| row.child == child) {
            Some(row) => row.cell(&column.code).map(|cell| cell.value),
            None => {
                let cells = done(session, child)?.round()?;
                let cell = cells.iter().find(|cell| cell.column == column.code)?;
                column.value(cell.value.as_deref()?)
            }
        }
    }

    fn put(&mut self, session: &mut Session, column: &Column, value: Option<Value>, turn: &mut Turn) {
        if let Some(row) = self.begin(session) {
            row.set(&column.code, value, false);
        }
        self.keep(session, turn);
    }

    /// A letter or a digit in the cell, so many milliseconds after the key before it.
    fn letter(
        &mut self,
        session: &mut Session,
        column: &Column,
        (letter, gap): (char, u64),
        turn: &mut Turn,
    ) {
        if gap >= PAUSE {
            self.typing = Typing { number: self.typing.number, ..Typing::default() };
        }
        let now = self.on.and_then(|child| self.value(session, child, column));
        let before = *self.typing.before.get_or_insert(now);
        let digit = letter.to_digit(10).and_then(|digit| u16::try_from(digit).ok());
        let zero = digit == Some(0) && !self.typing.number && column.choice('0').is_some();
        if let (Some(digit), Some(number), false) = (digit, &column.number, zero || self.typing.astray) {
            let so_far = match now {
                Some(Value::Number(so_far)) if self.typing.number => so_far,
                _ => 0,
            };
            let value = so_far.saturating_mul(10).saturating_add(digit);
            if value > number.most {
                return turn.say(format!("{} {} at most.", number.most, number.unit));
            }
            self.typing.number = true;
            return self.put(session, column, Some(Value::Number(value)), turn);
        }
        self.typing.number = false;
        match column.choice(letter).filter(|_| !self.typing.astray) {
            Some(choice) => self.put(session, column, Some(Value::Choice(choice.key)), turn),
            None => {
                self.typing.astray = true;
                if now != before {
                    self.put(session, column, before, turn);
                }
                let says = column.legend(false, session.keys.letters_off()).replace("  ", ", ");
                turn.say(format!("{says}. Tab goes on, to the sentence at the end."));
            }
        }
    }

    fn same_as_above(&mut self, session: &mut Session, column: &Column, turn: &mut Turn) {
        self.typing = Typing::default();
        match self.above(session).and_then(|child| self.value(session, child, column)) {
            Some(value) => self.put(session, column, Some(value), turn),
            None => turn.say("Nothing stands in the cell above."),
        }
    }

    /// The child of the row above.
    pub(super) fn above(&self, session: &Session) -> Option<ChildId> {
        let order = self.order(session);
        let at = order.iter().position(|child| Some(*child) == self.on)?;
        order.get(at.checked_sub(1)?).copied()
    }

    /// Puts this cell's value into the blank cells below: it counts on each row once that row is finished.
    fn fill_blanks(&mut self, session: &mut Session, column: &Column, turn: &mut Turn) {
        self.typing = Typing::default();
        let Some(on) = self.on else { return };
        let Some(value) = self.value(session, on, column) else {
            return turn.say("Set this cell first: * puts the same into the blanks below.");
        };
        let below: Vec<ChildId> =
            self.order(session).into_iter().skip_while(|child| *child != on).skip(1).collect();
        for child in below {
            if self.value(session, child, column).is_some() {
                continue;
            }
            self.on = Some(child);
            if self.closed(session).is_none()
                && let Some(row) = self.begin(session)
            {
                row.set(&column.code, Some(value), true);
            }
        }
        self.on = Some(on);
        self.keep(session, turn);
    }

    fn erase(&mut self, session: &mut Session, column: &Column, turn: &mut Turn) {
        let value = self.on.and_then(|child| self.value(session, child, column));
        let left = match value {
            Some(Value::Number(number)) if self.typing.number && number > 9 => {
                Some(Value::Number(number / 10))
            }
            _ => None,
        };
        self.typing = Typing { number: left.is_some(), ..Typing::default() };
        if value.is_some() {
            self.put(session, column, left, turn);
        }
    }
}
