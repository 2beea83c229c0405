//! Taps and clicks. What draws a thing says where it stands and which keys it stands for; a tap presses those keys.
//! So nothing is done by tap that keys cannot do, and there is no second layout that could differ from what is seen.

use ratatui::crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};

use super::key::Chord;

/// What a finger or a mouse did. Lifting it and hovering mean nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// It came down.
    Press,
    /// It moved while it was down.
    Drag,
    /// The wheel turned so many lines, negative towards the beginning.
    Wheel(isize),
}

/// Something that can be tapped.
#[derive(Clone, Debug)]
struct Spot {
    area: Rect,
    keys: Vec<Chord>,
    /// It is a row of a list, over which a drag and the wheel scroll.
    row: bool,
}

/// Everything that can be tapped on the page as it was drawn last. What was drawn later lies on top.
#[derive(Clone, Debug, Default)]
pub struct Taps {
    spots: Vec<Spot>,
}

impl Taps {
    /// A part that presses these keys; none where a tap shall mean nothing there.
    pub fn button(&mut self, area: Rect, keys: Vec<Chord>) {
        self.spots.push(Spot { area, keys, row: false });
    }

    /// A row of a list.
    pub fn row(&mut self, area: Rect, keys: Vec<Chord>) {
        self.spots.push(Spot { area, keys, row: true });
    }

    /// Adds what was drawn on top.
    pub fn extend(&mut self, above: Taps) {
        self.spots.extend(above.spots);
    }

    fn at(&self, (x, y): (u16, u16)) -> Option<&Spot> {
        self.spots.iter().rev().find(|spot| spot.area.contains(Position { x, y }))
    }

    /// The keys of what stands there; none where nothing does.
    pub fn keys(&self, at: (u16, u16)) -> &[Chord] {
        self.at(at).map_or(&[], |spot| &spot.keys)
    }

    /// Where a tap presses just these keys.
    pub fn pressing(&self, keys: &[Chord]) -> impl Iterator<Item = Rect> {
        self.spots.iter().filter(move |spot| !keys.is_empty() && spot.keys == keys).map(|spot| spot.area)
    }

    /// Whether a row of a list stands there.
    pub fn is_row(&self, at: (u16, u16)) -> bool {
        self.at(at).is_some_and(|spot| spot.row)
    }

    /// The middle of everything that presses something.
    #[cfg(test)]
    pub fn all(&self) -> impl Iterator<Item = ((u16, u16), &[Chord])> {
        let acts = self.spots.iter().filter(|spot| !spot.keys.is_empty());
        acts.map(|spot| {
            let (x, y) = (spot.area.x + spot.area.width / 2, spot.area.y);
            ((x, y), spot.keys.as_slice())
        })
    }
}

const DOWN: Chord = Chord::plain(KeyCode::Down);
const UP: Chord = Chord::plain(KeyCode::Up);
const ENTER: Chord = Chord::plain(KeyCode::Enter);

/// So many steps down, or up where it is negative.
pub fn steps(lines: isize) -> Vec<Chord> {
    vec![if lines < 0 { UP } else { DOWN }; lines.unsigned_abs()]
}

/// From the row in use to another one; the row in use itself does what Enter does.
pub fn to_row(from: usize, to: usize) -> Vec<Chord> {
    if from == to { vec![ENTER] } else { steps(to.cast_signed().wrapping_sub(from.cast_signed())) }
}

/// From the row in use to another one, and takes it: for lists that are only there to choose from.
pub fn take_row(from: usize, to: usize) -> Vec<Chord> {
    let mut keys = steps(to.cast_signed().wrapping_sub(from.cast_signed()));
    keys.push(ENTER);
    keys
}

/// From the row in use to another one of a list in which rows are ticked, and its tick.
pub fn to_tick(from: usize, to: usize) -> Vec<Chord> {
    let mut keys = steps(to.cast_signed().wrapping_sub(from.cast_signed()));
    keys.push(Chord::char(' '));
    keys
}

/// The key of a number; none where no one key writes it.
pub fn number(number: usize) -> Vec<Chord> {
    let digit = u32::try_from(number).ok().and_then(|number| char::from_digit(number, 10));
    digit.map(Chord::char).into_iter().collect()
}

/// Whether keys only go from row to row, so that a drag may go on from there.
pub fn only_moves(keys: &[Chord]) -> bool {
    keys.iter().all(|key| [UP, DOWN].contains(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_drawn_last_lies_on_top_and_nothing_says_nothing() {
        let mut taps = Taps::default();
        taps.row(Rect::new(0, 3, 20, 2), to_row(0, 2));
        taps.button(Rect::new(5, 3, 3, 1), vec![Chord::char(' ')]);
        taps.button(Rect::new(10, 4, 5, 1), Vec::new());
        assert_eq!(taps.keys((1, 4)), [DOWN, DOWN]);
        assert_eq!(taps.keys((6, 3)), [Chord::char(' ')]);
        assert_eq!(taps.keys((12, 4)), []);
        assert_eq!(taps.keys((20, 3)), []);
        assert!(taps.is_row((1, 3)) && !taps.is_row((6, 3)) && !taps.is_row((40, 40)));
    }

    #[test]
    fn rows_are_reached_by_the_keys_that_reach_them() {
        assert_eq!(to_row(4, 2), [UP, UP]);
        assert_eq!(to_row(2, 2), [ENTER]);
        assert_eq!(take_row(0, 1), [DOWN, ENTER]);
        assert_eq!(number(7), [Chord::char('7')]);
        assert_eq!(number(10), []);
        assert!(only_moves(&to_row(4, 2)) && !only_moves(&to_row(2, 2)));
    }
}
