//! The one way to draw: text made safe, clipped to the page, in the signs of the look.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use super::columns::{BETWEEN, clip, clip_name, clip_words, hidden, parts_that_fit, width_of, wrap};
use crate::domain::phrase::GAP;
use crate::safe;
use crate::tui::action::Action;
use crate::tui::key::{Chord, labelled};
use crate::tui::model::Session;
use crate::tui::sign::Signs;
use crate::tui::tap::Taps;
use crate::tui::theme::{Look, Theme};

/// A part of the screen to draw on. Columns and rows count from its own corner; what lies outside is not drawn.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    look: Look,
    eye: Option<Eye>,
    taps: Taps,
}

/// The months, as a row says them.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Where the hardware cursor goes, on the whole screen.
#[derive(Clone, Copy)]
enum Eye {
    /// In that cell.
    Cell((u16, u16)),
    /// On the first letter of what is drawn there.
    Row(Rect),
}

impl<'a> Canvas<'a> {
    /// A canvas over that part of the screen.
    pub fn new(buffer: &'a mut Buffer, area: Rect, look: Look) -> Canvas<'a> {
        let area = area.intersection(buffer.area);
        Canvas { buffer, area, look, eye: None, taps: Taps::default() }
    }

    /// Columns.
    pub fn width(&self) -> u16 {
        self.area.width
    }

    /// Rows.
    pub fn height(&self) -> u16 {
        self.area.height
    }

    /// The colours.
    pub fn theme(&self) -> &'static Theme {
        self.look.theme
    }

    /// Where the hardware cursor goes, on the whole screen; `None` where nothing was said.
    pub fn cursor_at(&self) -> Option<(u16, u16)> {
        match self.eye? {
            Eye::Cell(at) => Some(at),
            Eye::Row(row) => Some(self.first_letter(row)),
        }
    }

    /// Where the words of a row begin: neither its mark, nor its number, a sign or a tick, which in plain letters may be
    /// letters too. A number is the row's own unless a month follows it: a date and a time are words. The first cell of a
    /// row that has none.
    fn first_letter(&self, row: Rect) -> (u16, u16) {
        let cell = |x: u16| self.buffer.cell((x, row.y)).map_or(" ", |cell| cell.symbol());
        let letter = |x: u16| cell(x).chars().next().unwrap_or(' ');
        let signs = ["✓", "○", "■"].map(|sign| self.look.signs.write(sign));
        let (mut x, mut found) = (row.x, None);
        while x < row.right() && found.is_none() {
            let end = (x..row.right()).find(|x| letter(*x) == ' ').unwrap_or(row.right());
            let word: String = (x..end).map(letter).collect();
            let follows: String = (end.saturating_add(1)..row.right()).map(letter).take(3).collect();
            let number = word.len() <= 2 && word.chars().all(|letter| letter.is_ascii_digit());
            let number = number && !MONTHS.contains(&follows.as_str());
            let begins = (x..end).find(|x| letter(*x).is_alphanumeric());
            found = begins.filter(|_| !number && !signs.contains(&word));
            x = end + 1;
        }
        (found.unwrap_or(row.x), row.y)
    }

    /// Puts the hardware cursor there: on the caret, or where what is said begins. The row in use has its own
    /// ([`Canvas::in_use`]).
    pub fn cursor(&mut self, x: u16, y: u16) {
        if x < self.area.width && y < self.area.height {
            self.eye = Some(Eye::Cell((self.area.x + x, self.area.y + y)));
        }
    }

    /// What can be tapped of what was drawn.
    pub fn into_taps(self) -> Taps {
        self.taps
    }

    /// Leaves the first rows as they are: what is drawn from now on counts its rows below them.
    pub fn lower(&mut self, rows: u16) {
        let rows = rows.min(self.area.height);
        self.area.y += rows;
        self.area.height -= rows;
    }

    /// Says that a row of a list stands there and which keys go to it or take it.
    pub fn row(&mut self, x: u16, y: u16, columns: u16, rows: u16, keys: Vec<Chord>) {
        let area = self.part(x, y, columns, rows);
        self.taps.row(area, keys);
    }

    /// Says that a tap there presses these keys.
    pub fn button(&mut self, x: u16, y: u16, columns: u16, keys: Vec<Chord>) {
        let area = self.part(x, y, columns, 1);
        self.taps.button(area, keys);
    }

    /// Lets the keys that a line names be tapped with what it says of them: `  1 slept`, `  Tab lists it`. They stand
    /// after a gap; a letter alone is a word, not a key.
    pub fn keys_said(&mut self, x: u16, y: u16, line: &str) {
        let mut at = x;
        for part in line.split_inclusive("  ") {
            let columns = |says: &str| u16::try_from(self.columns(says)).unwrap_or(0);
            let (says, whole) = (part.trim(), columns(part));
            let (from, wide) = (at + columns(part) - columns(part.trim_start()), columns(says));
            let key = says.split(' ').next().unwrap_or_default();
            let letter = key.chars().count() == 1 && !key.starts_with(|digit: char| digit.is_ascii_digit());
            if let Some(chord) = labelled(key).filter(|_| !letter) {
                self.button(from, y, wide, vec![chord]);
            }
            at = at.saturating_add(whole);
        }
    }

    /// A part of the canvas, as it lies on the screen.
    fn part(&self, x: u16, y: u16, columns: u16, rows: u16) -> Rect {
        let (x, y) = (self.area.x.saturating_add(x), self.area.y.saturating_add(y));
        Rect { x, y, width: columns, height: rows }.intersection(self.area)
    }

    /// Draws the text and answers with the column after it.
    pub fn put(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        self.put_in(x, y, self.area.width.saturating_sub(x), text, style)
    }

    /// What may be typed in a field, where nothing is yet. Where no colour tells it from words that were typed it stands
    /// in brackets. Answers with the column after it.
    pub fn put_offer(&mut self, x: u16, y: u16, says: &str) -> u16 {
        let theme = self.look.theme;
        let says = if theme.muted == theme.text { format!("({says})") } else { says.to_string() };
        self.put(x, y, &says, theme.muted)
    }

    /// Draws the text in at most so many columns, with `…` where it is cut, and answers with the column after it.
    pub fn put_in(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        let columns = columns.min(self.area.width.saturating_sub(x));
        if y >= self.area.height || columns == 0 {
            return x;
        }
        let (cells, columns) = (safe::cells(text), usize::from(columns));
        // In plain letters a text is wider, and what says that it was cut takes three of them.
        let mut room = columns;
        let text = loop {
            let text = self.look.signs.write(&clip(&cells, room));
            if text.width() <= columns || columns < 8 || room == 0 {
                break text;
            }
            room -= 1;
        };
        let (from, y) = (self.area.x + x, self.area.y + y);
        let end = safe::steady(&text).iter().fold(from, |at, part| {
            self.buffer.set_stringn(at, y, part, columns.saturating_sub(usize::from(at - from)), style).0
        });
        end - self.area.x
    }

    /// Draws a title in at most so many columns: where it is cut, after a whole word. The whole is to be read on the same
    /// page.
    pub fn put_title(&mut self, x: u16, y: u16, columns: u16, title: &str, style: Style) -> u16 {
        let room = (usize::from(columns) + 1).saturating_sub(self.columns("…"));
        let says =
            if self.columns(title) <= usize::from(columns) { title.into() } else { clip_words(title, room) };
        self.put_in(x, y, columns, &says, style)
    }

    /// Draws a short name in at most so many columns, and answers with the column after it. What is cut of it is never
    /// the initial ([`clip_name`]), in plain letters neither.
    pub fn put_name(&mut self, x: u16, y: u16, columns: u16, name: &str, style: Style) -> u16 {
        let room = usize::from(columns);
        let cut = room.saturating_sub(self.columns("…") - 1);
        let says = if self.columns(name) <= room { name.to_string() } else { clip_name(name, cut) };
        self.put_in(x, y, columns, &says, style)
    }

    /// Draws what is chosen of several as every page has it, in brackets: its words begin at `x` and take at most so many
    /// columns. Answers with the column after it.
    pub fn chosen(&mut self, x: u16, y: u16, columns: u16, text: &str, style: Style) -> u16 {
        let style = style.add_modifier(Modifier::BOLD);
        let x = self.put(x.saturating_sub(1), y, "[", style);
        let x = self.put_in(x, y, columns.saturating_sub(1), text, style);
        self.put(x, y, "]", style)
    }

    /// Draws the text so that it ends before the column `end`, and answers with the column where it begins.
    pub fn put_right(&mut self, end: u16, y: u16, text: &str, style: Style) -> u16 {
        let x = end.saturating_sub(u16::try_from(self.columns(text)).unwrap_or(u16::MAX));
        self.put_in(x, y, end - x, text, style);
        x
    }

    /// Draws the first of several wordings that has room in so many columns, the fullest first, and answers with the
    /// column after it. So a narrow window says less, and never half a sentence.
    pub fn put_fullest(&mut self, x: u16, y: u16, columns: u16, wordings: &[&str], style: Style) -> u16 {
        let columns = columns.min(self.area.width.saturating_sub(x));
        let fits = |text: &&&str| self.columns(text) <= usize::from(columns);
        let text = wordings.iter().find(fits).or(wordings.last()).copied().unwrap_or_default();
        self.put_in(x, y, columns, text, style)
    }

    /// Draws a sentence broken between words in so many columns and at most so many rows, and answers with the row
    /// after it. Where its rows do not have room for it, the last says so with `…`.
    pub fn say(&mut self, (x, y): (u16, u16), (columns, rows): (u16, u16), text: &str, style: Style) -> u16 {
        // In plain letters some signs are wider.
        let text = &self.look.signs.write(&safe::cells(text));
        // What fits as it is keeps the gaps between its parts.
        let fits = self.columns(text) <= usize::from(columns);
        let lines = if fits { vec![text.clone()] } else { wrap(text, usize::from(columns)) };
        let last = usize::from(rows).saturating_sub(1);
        let rest = lines.get(last..).map(|rest| rest.join(" ")).filter(|rest| !rest.is_empty());
        let mut row = y;
        for line in lines.iter().take(last).chain(&rest).take(usize::from(rows)) {
            self.put_in(x, row, columns, line, style);
            row += 1;
        }
        row
    }

    /// Says at the right of the rule that closes a list how many of its lines are not seen, where some are not
    /// ([`hidden`]).
    pub fn hidden_of(&mut self, y: u16, first: usize, fit: usize, all: usize) {
        self.hidden_before(self.width().saturating_sub(1), y, (first, fit, all));
    }

    /// The same before a column, where the list has not the whole width.
    pub fn hidden_before(&mut self, end: u16, y: u16, (first, fit, all): (usize, usize, usize)) {
        let (says, muted) = (hidden(first, fit, all), self.theme().muted);
        // In a narrow part what is still to come matters more than what was read.
        let narrow = self.columns(&says) + 3 > usize::from(end);
        let says = if narrow && all > first + fit { hidden(0, first + fit, all) } else { says };
        if !says.is_empty() {
            self.put_right(end, y, &format!(" {says} "), muted);
        }
    }

    /// Which lines of a list that no rule closes are seen in the rows from `top` and before `end`, the marked one among
    /// them: the first, and how many. Where some are not seen the last row is no line's and says so.
    pub fn seen_of(&mut self, rows: (u16, u16), marked: usize, all: usize) -> (usize, usize) {
        self.seen_before(self.width().saturating_sub(1), rows, marked, all)
    }

    /// The same before a column, where the list has not the whole width.
    pub fn seen_before(
        &mut self,
        column: u16,
        rows: (u16, u16),
        marked: usize,
        all: usize,
    ) -> (usize, usize) {
        self.seen_among(column, rows, marked, &vec![true; all])
    }

    /// The same of a list with headings, each line with whether it can be chosen: only those are counted.
    pub fn seen_among(
        &mut self,
        column: u16,
        (top, end): (u16, u16),
        marked: usize,
        lines: &[bool],
    ) -> (usize, usize) {
        let (rows, all) = (usize::from(end.saturating_sub(top)).max(1), lines.len());
        let fit = if all > rows { rows.saturating_sub(1).max(1) } else { rows };
        let first = (marked + 1).saturating_sub(fit);
        // A heading without a line of its own under it says nothing yet.
        let seen = lines.get(first..all.min(first + fit)).unwrap_or_default();
        let fit = if first + fit < all {
            seen.iter().rposition(|chosen| *chosen).map_or(fit, |last| last + 1)
        } else {
            fit
        };
        let count = |lines: &[bool]| lines.iter().filter(|chosen| **chosen).count();
        let before = count(lines.get(..first).unwrap_or_default());
        let seen = count(lines.get(first..all.min(first + fit)).unwrap_or_default());
        self.hidden_before(column, end.saturating_sub(1), (before, seen, count(lines)));
        (first, fit)
    }

    /// Draws a tick, or the place for one. In plain letters it is three columns wide: its middle stays there.
    pub fn tick(&mut self, middle: u16, y: u16, ticked: bool, style: Style) {
        let sign = if ticked { "■" } else { "□" };
        let half = u16::try_from(self.columns(sign) / 2).unwrap_or(0);
        self.put(middle.saturating_sub(half), y, sign, style);
    }

    /// Draws parts one after the other and answers with the column after them.
    pub fn parts(&mut self, x: u16, y: u16, parts: &[(&str, Style)]) -> u16 {
        parts.iter().fold(x, |x, (text, style)| self.put(x, y, text, *style))
    }

    /// Whether signs are drawn in plain letters.
    pub fn in_plain_letters(&self) -> bool {
        self.look.signs == Signs::Ascii
    }

    /// A phrase's words with the sign of a gap that is not the one of what is cut, in plain letters neither.
    pub fn gaps(&self, words: &str) -> String {
        if self.in_plain_letters() { words.replace('…', GAP) } else { words.to_string() }
    }

    /// Draws what parts two of several figures, and answers with the column after it.
    pub fn between(&mut self, x: u16, y: u16) -> u16 {
        let sign = if self.in_plain_letters() { "|" } else { "·" };
        self.put(x, y, sign, self.look.theme.muted)
    }

    /// How many columns a text takes in these signs.
    pub fn columns(&self, text: &str) -> usize {
        self.look.signs.write(&safe::cells(text)).width()
    }

    /// The text in at most so many columns of these signs, with `…` where it is cut.
    pub fn fit(&self, text: &str, columns: usize) -> String {
        let cuts = (0..=columns).rev().map(|room| clip(text, room));
        cuts.into_iter().find(|cut| self.columns(cut) <= columns).unwrap_or_default()
    }

    /// A rule over the whole row.
    pub fn rule(&mut self, y: u16) {
        let text = "─".repeat(usize::from(self.area.width));
        self.put(0, y, &text, self.look.theme.line);
    }

    /// A line down the rows, from `top` and before `end`.
    pub fn down(&mut self, x: u16, top: u16, end: u16) {
        for y in top..end {
            self.put(x, y, "│", self.look.theme.line);
        }
    }

    /// Gives cells a style and keeps their text.
    pub fn paint(&mut self, x: u16, y: u16, columns: u16, rows: u16, style: Style) {
        self.buffer.set_style(self.part(x, y, columns, rows), style);
    }

    /// Takes away what stands on so many rows, for the eye and for the finger.
    pub fn clear(&mut self, y: u16, rows: u16) {
        let ground = self.look.theme.ground;
        for row in y..y.saturating_add(rows) {
            let blank = " ".repeat(usize::from(self.area.width));
            self.paint(0, row, self.area.width, 1, Style::reset());
            self.put(0, row, &blank, ground);
            self.button(0, row, self.area.width, Vec::new());
        }
    }

    /// Lays the bar over the row that is in use, of which a page has one, and puts the hardware cursor on the first
    /// letter of its words, whatever is drawn there from now on.
    pub fn in_use(&mut self, x: u16, y: u16, columns: u16) {
        self.bar(x, y, columns);
        let row = self.part(x, y, columns, 1);
        if !row.is_empty() {
            self.eye = Some(Eye::Row(row));
        }
    }

    /// Lays the bar over a row whose cursor is in the field above it, or over a further line of the row in use: nothing
    /// else on it keeps a colour of its own.
    pub fn bar(&mut self, x: u16, y: u16, columns: u16) {
        self.paint(x, y, columns, 1, Style::reset());
        self.paint(x, y, columns, 1, self.look.theme.ground.patch(self.look.theme.bar));
    }

    /// A box with rounded corners, blank inside, for the field that is written in.
    pub fn field(&mut self, x: u16, y: u16, columns: u16, rows: u16) {
        if columns < 2 || rows < 2 {
            return;
        }
        let style = self.look.theme.focus;
        let across = "─".repeat(usize::from(columns - 2));
        self.put(x, y, &format!("╭{across}╮"), style);
        self.put(x, y + rows - 1, &format!("╰{across}╯"), style);
        for row in y + 1..y + rows - 1 {
            self.put(x, row, "│", style);
            self.put(x + columns - 1, row, "│", style);
        }
    }

    /// The first row of a room's page: the room, the day and the clock, as far as there is room for them.
    pub fn room_header(&mut self, session: &Session) {
        let room = session.room().map_or("No", |room| room.name.as_str());
        let clock = session.now.clock();
        let place = if self.area.width >= 72 {
            format!("{room} room · {} · {clock}", crate::domain::day::short(session.today()))
        } else {
            format!("{room} room · {clock}")
        };
        self.header(session, &place);
    }

    /// The first row of every page: where one is, who is signed in, how to lock.
    pub fn header(&mut self, session: &Session, place: &str) {
        let theme = self.look.theme;
        let end = self.area.width.saturating_sub(1);
        let mut x = end;
        // Where nobody is signed in there is nothing to lock.
        if let Some(person) = session.who() {
            let key = session.keys.labels(Action::Lock).into_iter().next().unwrap_or_default();
            x = self.put_right(end, 0, &format!("{key} lock"), theme.muted);
            self.button(x, 0, end.saturating_sub(x), labelled(&key).into_iter().collect());
            if self.area.width >= 100 {
                x = self.put_right(x.saturating_sub(3), 0, person.role.label(), theme.muted);
            }
            // Where the place has no room beside the whole name, the first is enough.
            let at = x.saturating_sub(3);
            let room = |name: &str| usize::from(at.saturating_sub(2)).checked_sub(self.columns(name));
            let fits = |name: &str| room(name).is_some_and(|room| self.columns(place) <= room);
            let name = if !fits(&person.name) && fits(person.first_name()) {
                person.first_name()
            } else {
                person.name.as_str()
            };
            // However long it is, it leaves half of the row to the place.
            x = self.put_right(at, 0, &self.fit(name, usize::from(at / 2)), theme.text);
        }
        // A narrow window says the first of the place's parts; of a name that has no room, as much as tells it apart.
        let columns = usize::from(x.saturating_sub(2));
        let parts: Vec<String> = place.split(BETWEEN).map(str::to_string).collect();
        let fit = parts_that_fit(&parts, BETWEEN, columns);
        let whole = width_of(&fit) + width_of(BETWEEN) + TELLING > columns;
        let place = if whole { &fit } else { place };
        self.put_in(1, 0, x.saturating_sub(2), place, theme.text.add_modifier(Modifier::BOLD));
    }
}

/// So many columns of a name tell it apart.
const TELLING: usize = 12;

/// The row of the rule between a list of so many lines, which begins at `top`, and what is said below it, which needs at
/// most so many rows: the list has the room that is not needed there, and two of five rows in any case.
pub fn divided((top, height): (u16, u16), lines: usize, below: usize) -> u16 {
    let rows = height.saturating_sub(top);
    let left = usize::from(rows).saturating_sub(below + 1);
    let list = u16::try_from(lines.min(left)).unwrap_or(u16::MAX);
    top + list.max(rows * 2 / 5)
}

#[cfg(test)]
mod tests;
