//! The phrases on the digits, or those that letters find; in a wide window a pane with the marks besides.

use ratatui::style::Modifier;

use super::desk::{self, AsRead};
use super::{Part, State};
use crate::capture::EntryTrouble;
use crate::domain::phrase::{GAP, ON_DIGITS};
use crate::domain::{Kind, Phrase};
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// A line of the list: its number, its words, the word that finds it, and whether it is marked.
struct Line {
    number: String,
    words: String,
    word: String,
    marked: bool,
    /// What takes it.
    keys: Vec<Chord>,
    /// The arrows go from line to line.
    scrolls: bool,
}

impl State {
    /// Below the note in a window without a second pane: what is offered in a gap, the phrases that the letters find,
    /// or those on the digits.
    pub(super) fn phrases(&self, session: &Session, canvas: &mut Canvas, y: u16, kind: Kind) {
        let theme = canvas.theme();
        let wide = canvas.width().saturating_sub(4);
        if let Some((title, hint, lines)) = self.open_list(session) {
            let x = canvas.put(2, y, title, theme.muted) + 2;
            canvas.put(x, y, hint, theme.muted);
            return list(canvas, (2, y + 1), (wide, canvas.height().saturating_sub(y + 1)), &lines);
        }
        let numbered = desk::numbered(session, kind);
        let lines: Vec<String> = numbered
            .iter()
            .take(ON_DIGITS)
            .enumerate()
            .map(|(index, phrase)| format!("{} {}", index + 1, canvas.gaps(&listed(phrase))))
            .collect();
        // In three rows where they have room for all, else in more of those that are left.
        let fitting = |y: u16| {
            let room = usize::from(canvas.height().saturating_sub(y)).max(1);
            let ways = [ALL, OTHERS].into_iter().flat_map(|rest| {
                let lines = lines.iter().map(String::as_str).chain([rest]);
                let lines: Vec<String> = lines.map(str::to_string).collect();
                (room.min(3)..=room).map(move |rows| (rows, rest, lines.clone()))
            });
            let ways =
                ways.map(|(rows, rest, lines)| (rows, rest, in_two_columns(canvas, lines, rows), None));
            let best = ways.max_by_key(|(rows, rest, (lines, second), _)| {
                (second.is_some(), lines.len(), *rest == ALL, std::cmp::Reverse(*rows))
            });
            let hides = best.as_ref().is_some_and(|(_, _, (shown, _), _)| shown.len() <= lines.len());
            let beside = beside(canvas, &lines).filter(|_| hides && lines.len() <= room);
            beside.map_or(best, |place| {
                let all = lines.iter().map(String::as_str).chain([ALL]).map(str::to_string).collect();
                Some((lines.len(), ALL, (all, Some(canvas.width() + 1)), Some(place)))
            })
        };
        let shows = |y: u16| fitting(y).map_or(0, |(.., (lines, _), _)| lines.len());
        // In a small window the heading gives way to a sentence of two rows, and to phrases that had no room else.
        let small = canvas.height() < 20;
        let headed = !small || self.says.is_none() && shows(y + 1) >= shows(y);
        let best = fitting(y + u16::from(headed));
        if headed {
            let x = canvas.put(2, y, "Phrases", theme.muted) + 2;
            canvas.put(x, y, PICKS, theme.muted);
        }
        let y = y + u16::from(headed);
        let Some((rows, rest, (lines, second), place)) = best else { return };
        let second = second.unwrap_or(canvas.width() * 38 / 80);
        for (index, says) in lines.iter().enumerate() {
            // What leads to the rest ends the list, also where it alone has the second column.
            let alone = says == rest && index == rows;
            let (column, row) = if alone { (1, rows - 1) } else { (index / rows, index % rows) };
            let (x, end) =
                if column == 0 { (3, second.saturating_sub(2)) } else { (second, canvas.width() - 1) };
            let (x, end, row) = match place.filter(|_| alone) {
                Some((x, row)) => (x, canvas.width() - 1, row),
                None => (x, end, row),
            };
            let (row, wide) = (y + row as u16, end.saturating_sub(x));
            canvas.put_in(x, row, wide, says, theme.text);
            canvas.button(x, row, wide, if says == rest { self.all_keys() } else { self.digit_keys(index) });
        }
    }

    /// Whether a digit of an empty note takes a phrase: not while it answers a question, is of a name, names a kind or
    /// a reason, or takes a spelling.
    pub(super) fn digits_are_phrases(&self, session: &Session, read: &AsRead) -> bool {
        let reason = matches!(read.would_save(session, self), Err(EntryTrouble::NoReason));
        let elsewhere = self.part != Part::Note;
        self.asked.is_empty() && !self.spell.is_asked() && !elsewhere && !reason
    }

    /// The digit that takes a phrase, where nothing is written yet.
    fn digit_keys(&self, index: usize) -> Vec<Chord> {
        let empty = self.part == Part::Note && self.note.text().is_empty();
        if empty { tap::number(index + 1) } else { Vec::new() }
    }

    /// The keys that list all phrases: a point is a full stop right after a word.
    fn all_keys(&self) -> Vec<Chord> {
        let after = self
            .note
            .text()
            .get(..self.note.caret())
            .is_some_and(|text| text.ends_with(char::is_alphanumeric));
        let keys = after.then_some(' ').into_iter().chain(['.']).map(Chord::char).collect();
        if self.part == Part::Note { keys } else { Vec::new() }
    }

    /// The keys that take what letters found: so many steps, and Enter. The first step goes to the first of them.
    fn found_keys(&self, index: usize) -> Vec<Chord> {
        self.note.line().map_or_else(|| tap::take_row(0, index + 1), |marked| tap::take_row(marked, index))
    }

    /// Whether a list is open that a person chooses from.
    pub(super) fn lists(&self, session: &Session) -> bool {
        let pen = self.pen(session);
        self.asked.is_empty() && (pen.found(&self.note).is_some() || pen.offered(&self.note).is_some())
    }

    /// What a person chooses from now: its title, what to press, its lines.
    fn open_list(&self, session: &Session) -> Option<(&'static str, &'static str, Vec<Line>)> {
        let pen = self.pen(session);
        if let Some((choices, meant)) = pen.offered(&self.note) {
            let lines = choices.into_iter().enumerate().map(|(index, words)| Line {
                number: (index + 1).to_string(),
                words,
                word: String::new(),
                marked: meant == Some(index),
                keys: pen.choice_keys(&self.note, index + 1),
                scrolls: false,
            });
            return Some(("In the gap", "a number, first letters, or words of your own", lines.collect()));
        }
        let (_, found) = pen.found(&self.note)?;
        let marked = pen.marked(&self.note, false);
        let lines: Vec<Line> = found
            .into_iter()
            .enumerate()
            .map(|(index, (number, phrase))| Line {
                number: number.map(|number| number.to_string()).unwrap_or_default(),
                words: listed(phrase),
                word: format!(".{}", phrase.word),
                marked: marked == Some(index),
                keys: self.found_keys(index),
                scrolls: true,
            })
            .collect();
        if lines.is_empty() {
            return Some(("Phrases", "none has that in it; it stays as typed", lines));
        }
        // Which key takes the marked one the hint line says.
        let says =
            if marked.is_some() { "more letters find others" } else { "any letters of its words find one" };
        Some(("Phrases", says, lines))
    }

    /// The second pane of a wide window.
    pub(super) fn pane(&self, session: &Session, canvas: &mut Canvas, x: u16, read: &AsRead) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let height = canvas.height();
        let wide = canvas.width().saturating_sub(x + 1);
        let kind = read.kind;
        if let Some((title, hint, lines)) = self.open_list(session).filter(|_| self.asked.is_empty()) {
            canvas.put(x, 2, title, bold);
            let mut y = 3;
            for line in wrap(hint, usize::from(wide)) {
                canvas.put(x, y, &line, theme.muted);
                y += 1;
            }
            return list(canvas, (x, y + 1), (wide, height.saturating_sub(y + 2)), &lines);
        }
        let after = canvas.put(x, 2, "Phrases", bold) + 2;
        let by_digit = self.digits_are_phrases(session, read);
        canvas.put(after, 2, if by_digit { PICKS } else { "" }, theme.muted);
        let mut y = 4;
        for (index, phrase) in desk::numbered(session, kind).iter().take(ON_DIGITS).enumerate() {
            // They stay where they are, without the digits that mean something else now.
            let style = if by_digit { theme.text } else { theme.muted };
            let words = canvas.gaps(&listed(phrase));
            // What is cut reads like a gap to be filled.
            let end = canvas.say((x + 3, y), (wide.saturating_sub(3), 2), &words, style);
            if by_digit {
                canvas.put(x, y, &(index + 1).to_string(), bold);
                for row in y..end {
                    canvas.button(x, row, wide, self.digit_keys(index));
                }
            }
            y = end;
        }
        y += 1;
        // Nor is a mark a key while something else is in use.
        let (key, says_style) = if by_digit { (bold, theme.text) } else { (theme.muted, theme.muted) };
        canvas.put(x, y, "Any time", key);
        y += 2;
        for (mark, says) in [
            (".", "all phrases"),
            (">", "also a next step for home"),
            ("\"", "the family's own words"),
            ("@", "who with, or when: @dad @8:15"),
            ("!", "follow up: ! today, !fri"),
            ("=", "same note as last time"),
            ("-", "no talk today, and why"),
        ] {
            canvas.put(x, y, mark, key);
            canvas.put(x + 3, y, says, says_style);
            y += 1;
        }
        let on = &read.children;
        if on.len() > 2 {
            let out: Vec<String> = session
                .children()
                .into_iter()
                .filter(|child| !on.contains(&child.id))
                .map(|child| session.roll.short_name(child.id))
                .collect();
            if !out.is_empty() {
                y += 1;
                canvas.put(x, y, "Not on this card", bold);
                y += 1;
                for line in wrap(&out.join(", "), usize::from(wide)) {
                    y += 1;
                    if y < height {
                        canvas.put(x, y, &line, theme.muted);
                    }
                }
            }
        }
    }
}

/// What picks one of those on the digits: in an empty note, and behind words.
const PICKS: &str = "number alone, or . before it";

/// The line that leads to all phrases.
const ALL: &str = ". all phrases";

/// The same in a narrow window.
const OTHERS: &str = ". others";

/// Draws the lines of a list in so many columns and rows; the marked one is always among them. Its mark stands in the
/// column before.
fn list(canvas: &mut Canvas, place: (u16, u16), size: (u16, u16), lines: &[Line]) {
    let theme = canvas.theme();
    let ((x, y), (wide, rows)) = (place, size);
    let fit = usize::from(rows);
    // The last row says how many more there are.
    let fit = if lines.len() > fit { fit.saturating_sub(1) } else { fit };
    let top = lines.iter().position(|line| line.marked).map_or(0, |at| (at + 1).saturating_sub(fit));
    let shown = lines.iter().skip(top).take(fit);
    // The word that finds a phrase stands at the right, where there is room for both.
    let word = lines.iter().map(|line| line.word.chars().count()).max().unwrap_or(0).min(12) as u16;
    let words = wide.saturating_sub(4 + if wide >= 56 { word + 2 } else { 0 });
    let mut row = y;
    for line in shown {
        let (style, quiet) = if line.marked { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
        if line.marked {
            // As far as the list goes: to the edge, or from the line between two panes.
            let from = if x > 2 { x - 1 } else { 0 };
            canvas.bar(from, row, canvas.width() - from);
            canvas.put(x - 1, row, "▸", style);
        }
        canvas.put_right(x + 3, row, &line.number, style.add_modifier(Modifier::BOLD));
        let says = canvas.gaps(&line.words);
        canvas.put_in(x + 4, row, words, &says, style);
        if wide >= 56 {
            canvas.put_in(x + 6 + words, row, word, &line.word, quiet);
        }
        match line.scrolls {
            true => canvas.row(x, row, wide, 1, line.keys.clone()),
            false => canvas.button(x, row, wide, line.keys.clone()),
        }
        row += 1;
    }
    canvas.hidden_before(x + wide, row, (top, fit, lines.len()));
}

/// As many of these lines as have room in two columns of so many rows, the last of them, which leads to the rest, always;
/// and where the second column begins, `None` where even so something would be cut. What is cut reads like a gap to be
/// filled.
fn in_two_columns(canvas: &Canvas, mut lines: Vec<String>, rows: usize) -> (Vec<String>, Option<u16>) {
    let half = canvas.width() * 38 / 80;
    loop {
        let (first, rest) = lines.split_at(rows.min(lines.len()));
        let second = second_column(canvas, half, (first, 5), (rest, 1)).filter(|_| rest.len() <= rows);
        if second.is_some() || lines.len() < 2 {
            return (lines, second);
        }
        lines.remove(lines.len() - 2);
    }
}

/// Where what leads to all phrases stands beside the last of these lines, each in a row of its own, that leaves it room:
/// its column and that row.
fn beside(canvas: &Canvas, lines: &[String]) -> Option<(u16, usize)> {
    let half = canvas.width() * 38 / 80;
    let rest = [ALL.to_string()];
    (0..lines.len()).rev().find_map(|row| {
        let line = lines.get(row..=row)?;
        second_column(canvas, half, (line, 5), (&rest, 1)).map(|x| (x, row))
    })
}

/// Where the second of two columns begins so that nothing in either is cut, as near to `half` as can be: each is its lines
/// and the blanks that it needs besides. `None` where there is no room.
pub(in crate::tui) fn second_column(
    canvas: &Canvas,
    half: u16,
    (first, before): (&[String], u16),
    (rest, after): (&[String], u16),
) -> Option<u16> {
    let widest = |lines: &[String]| {
        u16::try_from(lines.iter().map(|line| canvas.columns(line)).max().unwrap_or(0)).unwrap_or(u16::MAX)
    };
    let least = widest(first).saturating_add(before);
    let most = canvas.width().checked_sub(widest(rest).saturating_add(after))?;
    (least <= most).then(|| half.clamp(least, most))
}

/// A phrase's words as they are listed: `Tired, woke at …`, `Ate all/most/some of …`
pub(in crate::tui) fn listed(phrase: &Phrase) -> String {
    let mut choices = phrase.choices.iter();
    let mut pieces = phrase.text.trim_end_matches('.').split(GAP);
    let mut says = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        match choices.next().filter(|choices| !choices.is_empty()) {
            Some(choices) => says.push_str(&choices.join("/")),
            None => says.push('…'),
        }
        says.push_str(piece);
    }
    says
}
