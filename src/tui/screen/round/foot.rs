//! Below the grid: what is asked, what can be written, what Enter would save of the row in use, who has no row.

use ratatui::style::Style;

use super::State;
use crate::domain::phrase::ON_DIGITS;
use crate::domain::round::Row;
use crate::domain::{EntryId, Kind, Presence};
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::screen::card::{desk, listed, quiet, second_column};
use crate::tui::screen::spell;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;
use crate::tui::{tap, today};

const WILL_SAVE: &str = "Will save  ";

/// So many columns has what would be saved.
fn columns_to_save(width: u16) -> usize {
    usize::from(width).saturating_sub(WILL_SAVE.len() + 3)
}

impl State {
    /// All of it, from this row on.
    pub(super) fn foot(&self, session: &Session, canvas: &mut Canvas, y: u16) {
        if !self.asked.is_empty() {
            return self.question(session, canvas, y);
        }
        let mut y = y;
        if self.column.is_none() && self.closed(session).is_none() && !self.spell.is_asked() {
            let below = self.rows_below(session, canvas);
            let listed = self.phrases(session, canvas, y, below);
            // Where none are listed nothing moves.
            y = listed + u16::from(listed > y && canvas.height() > listed + below.min(6));
        }
        match self.row().filter(|row| !self.is_sent(row)) {
            Some(row) => self.will_save(session, canvas, y, row),
            None => self.no_row(session, canvas, y),
        }
    }

    /// What is asked about a name in the sentence.
    fn question(&self, session: &Session, canvas: &mut Canvas, y: u16) {
        let theme = canvas.theme();
        let Some(hit) = self.asked.first() else { return };
        let says = desk::name_question(session, hit, self.field.text(), self.on.as_slice());
        let x = canvas.put(1, y, "!", theme.waiting) + 1;
        canvas.say((x, y), (canvas.width().saturating_sub(x + 1), 3), &says, theme.waiting_words());
        canvas.cursor(x, y);
    }

    /// What Enter would save of the row, in lines of so many columns; or why it would not.
    fn to_save(&self, session: &Session, row: &Row, columns: usize) -> Vec<String> {
        let nil = EntryId::from(uuid::Uuid::nil());
        let pen = self.pen(session);
        // A mark alone has found nothing yet, and is no word either.
        let mark = pen.found(&self.field).is_some_and(|(place, _)| place.len() <= 1);
        let looks_up = self.column.is_none() && (mark || pen.listed(&self.field, false).is_some());
        let says: Vec<String> = match self.would_save(session, row, &mut |_, _| nil) {
            // The letters that look for a phrase are no words of the sentence.
            _ if looks_up => vec!["the row, once the phrase is put in".to_string()],
            Ok(entries) => {
                entries.iter().map(|entry| format!("{}: {}", entry.kind.label(), entry.text)).collect()
            }
            Err(why) => vec![why],
        };
        says.iter().flat_map(|says| wrap(says, columns)).collect()
    }

    /// How many rows that takes in a window of that width.
    pub(super) fn rows_to_save(&self, session: &Session, width: u16) -> u16 {
        let row = self.row().filter(|row| !self.is_sent(row));
        let lines = row.map_or(0, |row| self.to_save(session, row, columns_to_save(width)).len());
        u16::try_from(lines).unwrap_or(u16::MAX)
    }

    /// What Enter would save of the row, and what is to be known of it: the last row is for that.
    fn will_save(&self, session: &Session, canvas: &mut Canvas, y: u16, row: &Row) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        let known = self.known_of(session, canvas, row);
        let known_rows = u16::try_from(known.len()).unwrap_or(0);
        let x = canvas.put(1, y, WILL_SAVE, theme.muted);
        let lines = self.to_save(session, row, columns_to_save(width));
        // What is saved comes before what is to be known: that gives way.
        let mut y = y;
        for line in lines.iter().take(usize::from(height.saturating_sub(y)).max(1)) {
            canvas.put(x, y, line, theme.text);
            y += 1;
        }
        y += u16::from(height > y + known_rows);
        for (y, (says, style)) in (y..height).zip(known) {
            canvas.put_in(1, y, width.saturating_sub(2), &says, style);
            canvas.keys_said(1, y, &says);
        }
    }

    /// How many rows what stands below the phrases needs.
    fn rows_below(&self, session: &Session, canvas: &Canvas) -> u16 {
        let Some(row) = self.row().filter(|row| !self.is_sent(row)) else { return 3 };
        let known = u16::try_from(self.known_of(session, canvas, row).len()).unwrap_or(u16::MAX);
        self.rows_to_save(session, canvas.width()).saturating_add(known)
    }

    /// What matters most of a row before it is saved, in a line or two.
    fn known_of(&self, session: &Session, canvas: &Canvas, row: &Row) -> Vec<(String, Style)> {
        let theme = canvas.theme();
        let room = usize::from(canvas.width().saturating_sub(2));
        if let Some(offers) = self.spell.offers(room) {
            return vec![(offers, theme.text)];
        }
        if let Some(says) = quiet::concern_in(session, canvas, room, &row.note) {
            return vec![(says, theme.text)];
        }
        let columns = self.columns(session);
        let blank = columns.iter().filter(|column| row.cell(&column.code).is_none());
        let blank: Vec<String> = blank.map(|column| column.title.to_lowercase()).collect();
        let mut says: Vec<String> = self.may_be_misspelt(session, canvas).into_iter().collect();
        let filled = |row: Option<&Row>| row.is_some_and(|row| row.cells.iter().any(|cell| cell.filled));
        if filled(Some(row)) {
            says.push("~ filled in for you; it counts once you press Enter".to_string());
        } else if self.lines(session).iter().any(|line| filled(line.row)) {
            // A row above or below has it.
            says.push("~ filled in; it counts with Enter on its row".to_string());
        }
        if !blank.is_empty() {
            says.push(format!("not recorded: {}", blank.join(", ")));
        }
        let mut lines: Vec<String> = Vec::new();
        for says in says {
            match lines.last_mut() {
                Some(line) if canvas.columns(line) + 3 + canvas.columns(&says) <= room => {
                    *line = format!("{line}   {says}");
                }
                _ => lines.push(says),
            }
        }
        lines.into_iter().map(|line| (line, theme.muted)).collect()
    }

    /// `“slepd” may be misspelt.  Ctrl-W`; in a small window bold letters say enough.
    fn may_be_misspelt(&self, session: &Session, canvas: &Canvas) -> Option<String> {
        if self.column.is_some() || canvas.height() < 20 {
            return None;
        }
        let misspelt = spell::misspelt(session, &self.field, &self.pen(session).marks(&self.field));
        let key = session.keys.labels(Action::RowSpelling).into_iter().next().unwrap_or_default();
        spell::may_be(&self.field, &misspelt).map(|says| format!("{says}.  {key}"))
    }

    /// Where nothing is begun in the row in use: what the signs mean, and who has no row.
    fn no_row(&self, session: &Session, canvas: &mut Canvas, y: u16) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        let signs = match width {
            ..74 => "· not recorded   ~ filled in; it counts with Enter",
            _ => "· not recorded   ~ filled in for you; it counts with Enter on its row",
        };
        let rows = usize::from(height.saturating_sub(y + 1));
        let rest = self.without_row(session, usize::from(width) - 2, rows);
        for (y, line) in (y..height).zip([signs.to_string()].into_iter().chain(rest)) {
            canvas.put_in(1, y, width.saturating_sub(2), &line, theme.muted);
        }
    }

    /// `No row for Finn D., Hugo N. (away); Grace A. (no word yet)`; where that takes more than two lines, or
    /// more rows than there are, in figures: `No row for 12: 6 away, 5 gone home, 1 no word yet`.
    fn without_row(&self, session: &Session, columns: usize, rows: usize) -> Vec<String> {
        let lines = self.lines(session);
        let without = session
            .children()
            .into_iter()
            .filter(|child| self.earlier.is_none() && !lines.iter().any(|line| line.child.id == child.id));
        let mut why_not: Vec<(&str, Vec<String>)> = Vec::new();
        for child in without {
            let why = match today::presence(session, child) {
                Presence::Away => "away",
                Presence::Gone => "gone home",
                Presence::Here | Presence::Expected => "not here yet",
                Presence::Unrecorded => "no word yet",
            };
            let name = session.roll.short_name(child.id);
            match why_not.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => why_not.push((why, vec![name])),
            }
        }
        if why_not.is_empty() {
            return Vec::new();
        }
        let says: Vec<String> =
            why_not.iter().map(|(why, names)| format!("{} ({why})", names.join(", "))).collect();
        let whole = wrap(&format!("No row for {}", says.join("; ")), columns);
        if whole.len() <= rows.min(2) {
            return whole;
        }
        why_not.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
        let all: usize = why_not.iter().map(|(_, names)| names.len()).sum();
        let figures: Vec<String> =
            why_not.iter().map(|(why, names)| format!("{} {why}", names.len())).collect();
        wrap(&format!("No row for {all}: {}", figures.join(", ")), columns)
    }

    /// What is offered in a gap, the phrases that the letters find, or those on the digits, above so many rows. Answers
    /// with the next free row.
    fn phrases(&self, session: &Session, canvas: &mut Canvas, y: u16, below: u16) -> u16 {
        let theme = canvas.theme();
        let pen = self.pen(session);
        let marked = pen.marked(&self.field, true);
        let lines: Vec<(String, bool, Vec<Chord>)> = if let Some((choices, meant)) = pen.offered(&self.field)
        {
            let line = |(says, number): (String, usize)| {
                (format!("{number} {says}"), meant == Some(number - 1), pen.choice_keys(&self.field, number))
            };
            choices.into_iter().zip(1..).map(line).collect()
        } else if let Some((_, found)) = pen.found(&self.field) {
            let number = |number: Option<usize>| number.map_or(String::new(), |number| format!("{number} "));
            let says = |(n, phrase)| format!("{}{}", number(n), canvas.gaps(&listed(phrase)));
            // The first step goes to the first of them.
            let gone_to = self.field.line();
            let keys =
                |index| gone_to.map_or_else(|| tap::take_row(0, index + 1), |on| tap::take_row(on, index));
            let lines = found.into_iter().map(says).enumerate();
            lines.map(|(index, says)| (says, marked == Some(index), keys(index))).collect()
        } else if self.field.text().is_empty() {
            let numbered = desk::numbered(session, Kind::Feedback).into_iter().take(ON_DIGITS).zip(1..);
            let line = |(phrase, number)| {
                (format!("{number} {}", canvas.gaps(&listed(phrase))), false, tap::number(number))
            };
            numbered.map(line).collect()
        } else {
            return y;
        };
        // All that stand on digits where there is room for what the row would save below them.
        let room = canvas.height().saturating_sub(y);
        let least = match room {
            ..5 => 2,
            5..9 => 4,
            _ => 6,
        };
        let free = usize::from(room.saturating_sub(below.saturating_add(1)));
        let per = least.max((2 * free).min(6));
        let top = lines.iter().position(|(_, marked, _)| *marked).map_or(0, |at| at / per * per);
        let side = |odd: usize| lines.iter().skip(odd).step_by(2).map(|(says, ..)| says.clone());
        let (first, rest): (Vec<_>, Vec<_>) = (side(0).collect(), side(1).collect());
        let half = canvas.width() / 2;
        let half = second_column(canvas, half, (&first, 4), (&rest, 3)).unwrap_or(half);
        for (index, (says, marked, keys)) in lines.iter().skip(top).take(per).enumerate() {
            let left = index % 2 == 0;
            let (x, end) = if left { (1, half - 1) } else { (half, canvas.width().saturating_sub(1)) };
            let row = y + u16::try_from(index / 2).unwrap_or(0);
            canvas.row(x, row, end - x, 1, keys.clone());
            let style = if *marked { theme.bar } else { theme.text };
            if *marked {
                canvas.bar(x, row, end - x);
                canvas.put(x, row, "▸", style);
            }
            canvas.put_in(x + 2, row, end - x - 2, says, style);
        }
        y + u16::try_from(lines.len().min(per).div_ceil(2)).unwrap_or(0)
    }
}
