//! How the card is drawn: for whom, what it is, the note, and where the rest of it stands.

use std::ops::Range;

use ratatui::style::Modifier;

use super::desk::{self, AsRead};
use super::field::lines;
use super::ink::Ink;
use super::{Part, State, quiet};
use crate::capture::EntryTrouble;
use crate::domain::{Child, ChildId, Kind};
use crate::store::ask::Space;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::screen::board::find;
use crate::tui::screen::spell;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// From so many columns on, phrases and marks stand in a second pane.
const WIDE: u16 = 110;

/// How wide the note's box is in a window of so many columns.
fn box_columns(window: u16) -> u16 {
    if window >= WIDE { 72 } else { window.saturating_sub(4).clamp(8, 76) }
}

/// How many columns of words a line of the note has in a window of so many columns.
pub(super) fn columns(window: u16) -> usize {
    usize::from(box_columns(window).saturating_sub(4))
}

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        canvas.room_header(session);
        let small = height < 20;
        let wide = width >= WIDE;
        let left = if wide { 77 } else { width };

        let mut y = if small { 1 } else { 2 };
        let read = &desk::as_read(session, self);
        y = self.who(session, canvas, y, left, read);
        if wide {
            y += 1;
        }
        y = self.what(session, canvas, y, left, read);
        if wide {
            y += 1;
        }
        if !small {
            canvas.put(2, y, "Said", theme.muted);
            y += 1;
        }
        let misspelt = spell::misspelt(session, &self.note, &read.marks);
        y = self.note(
            (read, &misspelt),
            canvas,
            y,
            if small {
                2
            } else if wide {
                4
            } else {
                3
            },
        );
        y = self.below(session, canvas, y, left, read);
        // It takes the row that is blank else, so that nothing moves; only a small window has to make room.
        // In a wide one it has a blank row above it and below it.
        y += u16::from(wide);
        let quiet = self.quiet(session, canvas, y, self.below_end(canvas, left), (read, &misspelt));
        y += u16::from(!small || quiet) + u16::from(wide);
        // In a small window, and on a card for several, the phrases give way to what will be saved once there is a note.
        let several = read.children.len() > 1;
        let listing = self.lists(session);
        // A mark alone, as `d:`, is no note yet: nothing would be saved in their place.
        let nothing = matches!(read.would_save(session, self), Err(EntryTrouble::Empty));
        let hidden = (small || several) && !self.note.text().is_empty() && !listing && !nothing;
        let phrases = match (wide || hidden, small) {
            (true, _) => 0,
            (false, true) => 3,
            (false, false) => 5,
        };
        if let Part::Copies { all, marked } = &self.part {
            self.copies(session, canvas, y, left, all, *marked, read);
            if wide {
                canvas.down(77, 2, height.saturating_sub(1));
                self.pane(session, canvas, 79, read);
            }
            return;
        }
        if listing && !wide {
            // What is chosen from needs the room; what will be saved is there again as soon as it is chosen.
            self.phrases(session, canvas, y, read.kind);
            return;
        }
        y = self.saves(session, canvas, y, height.saturating_sub(phrases), left, read);
        if wide {
            canvas.down(77, 2, height.saturating_sub(1));
            self.pane(session, canvas, 79, read);
        } else if !hidden && self.digits_are_phrases(session, read) {
            let top =
                (y + u16::from(!small)).max(height.saturating_sub(6)).min(height.saturating_sub(phrases));
            self.phrases(session, canvas, top, read.kind);
        }
    }

    /// For whom. Answers with the next free row.
    fn who(&self, session: &Session, canvas: &mut Canvas, y: u16, left: u16, read: &AsRead) -> u16 {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let children = &read.children;
        let label = if children.len() > 1 { format!("For {}", children.len()) } else { "For".to_string() };
        canvas.put(2, y, &label, theme.muted);
        let known = |child: &ChildId| session.roll.child(*child);
        let columns = usize::from(left.saturating_sub(9 + 2)).min(72);
        let first = |count: usize| {
            let mut names: Vec<String> =
                children.iter().take(count).map(|child| session.roll.short_name(*child)).collect();
            if children.len() > count {
                names.push(format!("and {} more", children.len() - count));
            }
            // A name's initial stays on its line.
            names.iter().map(|name| name.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(", ")
        };
        let names = match children.as_slice() {
            [child] => known(child).map(Child::name).unwrap_or_default(),
            // As many as two lines hold with how many more there are.
            _ => (1..=8).rev().map(first).find(|names| wrap(names, columns).len() <= 2).unwrap_or_default(),
        };
        if let Part::For { typed, .. } = &self.part {
            let x = canvas.put(9, y, typed, bold);
            canvas.put(x, y, "▏", theme.focus);
            canvas.cursor(x, y);
            let look = find::look(typed, session);
            let room = usize::from(left.saturating_sub(x + 4));
            let numbered = |choices: &[find::Choice], name: &dyn Fn(&find::Meant) -> String| {
                let numbered = choices.iter().enumerate().map(|(index, choice)| {
                    let mark = if self.chosen_line() == Some(index) { "▸" } else { "" };
                    // A number stays beside its name.
                    format!("{mark}{} {}  ", index + 1, name(&choice.who)).replace(' ', "\u{a0}")
                });
                wrap(&numbered.collect::<Vec<_>>().join(" "), room)
            };
            let says = match &look.state {
                find::Found::Nothing => format!("instead of {names}"),
                find::Found::One(child) => known(child).map(Child::name).unwrap_or_default(),
                find::Found::Group(group) => find::Meant::Group(*group).name(session),
                find::Found::Choices(choices) if choices.is_empty() => look.says.clone(),
                find::Found::Choices(choices) => {
                    // Whoever a digit takes is seen: in short names where the whole ones take more than two lines.
                    let mut lines = numbered(choices, &|who| who.name(session));
                    if lines.len() > 2 {
                        lines = numbered(choices, &|who| who.short_name(session));
                    }
                    let mut next = y;
                    for line in lines {
                        canvas.put(x + 3, next, &line.replace('\u{a0}', " "), theme.muted);
                        next += 1;
                    }
                    return next;
                }
            };
            match look.state {
                find::Found::Nothing => {
                    canvas.put_offer(x + 3, y, &canvas.fit(&says, room.saturating_sub(2)))
                }
                _ => canvas.put_in(x + 3, y, left.saturating_sub(x + 4), &says, theme.muted),
            };
            return y + 1;
        }
        let mut next = y;
        for line in wrap(&names, columns).iter().take(2) {
            canvas.put(9, next, &line.replace('\u{a0}', " "), bold);
            next += 1;
        }
        if children.len() > 1 && canvas.height() >= 20 {
            canvas.put(9, next, "each family gets its own copy", theme.muted);
            next += 1;
        } else if let ([child], true) = (children.as_slice(), self.note.text().is_empty()) {
            let siblings: Vec<&str> = session
                .roll
                .siblings_of(*child)
                .iter()
                .filter_map(known)
                .filter(|sibling| Some(sibling.room) == session.room && sibling.on_roll(session.today()))
                .map(Child::first_name)
                .collect();
            if !siblings.is_empty() {
                let says = format!("+ for {} too", siblings.join(" and "));
                canvas.put_right(self.below_end(canvas, left), y, &says, theme.muted);
            }
        }
        next
    }

    fn chosen_line(&self) -> Option<usize> {
        match &self.part {
            Part::For { chosen, .. } => *chosen,
            _ => None,
        }
    }

    /// What it is. Answers with the next free row.
    fn what(&self, session: &Session, canvas: &mut Canvas, mut y: u16, left: u16, read: &AsRead) -> u16 {
        let theme = canvas.theme();
        let chosen = match &self.part {
            Part::What { marked } => *marked,
            _ => read.kind,
        };
        // Narrow, the numbers say enough; in a pane, the five stand on two lines.
        let narrow = left < 74;
        let mut x = if narrow { 2 } else { canvas.put(2, y, "What", theme.muted) + 3 };
        let begin = x;
        for (index, kind) in Kind::ALL.into_iter().enumerate() {
            if !narrow && left < 80 && index == 3 {
                y += 1;
                x = begin;
            }
            let says = format!("{} {}", index + 1, kind.label());
            // Tab may go to a gap or put a phrase in, so a tap in the note goes the way that always leads here.
            let way = match self.part {
                Part::Note => session.keys.chord(Action::ChangeKind).map(|chord| vec![chord]),
                Part::What { .. } => Some(Vec::new()),
                Part::For { .. } | Part::Copies { .. } => None,
            };
            if let Some(mut keys) = way {
                keys.extend(tap::number(index + 1));
                let wide = u16::try_from(canvas.columns(&says)).unwrap_or(1);
                canvas.button(x.saturating_sub(1), y, wide + 2, keys);
            }
            if kind == chosen {
                let says = format!("[{says}]");
                let style = if matches!(self.part, Part::What { .. }) { theme.bar } else { theme.focus };
                let at = if narrow { x } else { x.saturating_sub(u16::from(index > 0)) };
                if matches!(self.part, Part::What { .. }) {
                    canvas.cursor(at + 1, y);
                }
                x = canvas.put(at, y, &says, style.add_modifier(Modifier::BOLD)) + if narrow { 1 } else { 2 };
            } else {
                x = canvas.put(x, y, &says, theme.text) + if narrow { 1 } else { 3 };
            }
        }
        y + 1
    }

    /// The box with the note. Answers with the row below it.
    fn note(
        &self,
        (read, misspelt): (&AsRead, &[Range<usize>]),
        canvas: &mut Canvas,
        y: u16,
        least: u16,
    ) -> u16 {
        let theme = canvas.theme();
        let wide = box_columns(canvas.width());
        let columns = columns(canvas.width());
        let text = self.note.text();
        let lines = lines(text, columns);
        let most = if canvas.height() < 20 { 3 } else { canvas.height().saturating_sub(16).max(3) };
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).clamp(least, most.max(least));
        // A word that is asked about is what is looked at.
        let asked = self.spell.place();
        let eye = asked.as_ref().map_or(self.note.eye(), |place| place.start);
        let (eye_line, eye_column) = self.note.place_of(eye, columns);
        let caret_line = if asked.is_some() { eye_line } else { self.note.place(columns).0 };
        let top = caret_line.saturating_sub(usize::from(rows) - 1).min(eye_line);
        let in_use = self.part == Part::Note;
        let ink = Ink { field: &self.note, marks: &read.marks, misspelt, asked };
        if in_use {
            canvas.field(2, y, wide, rows + 2);
            canvas.hidden_before(wide, y, (top, usize::from(rows), lines.len()));
        }
        for (row, line) in lines.iter().skip(top).take(usize::from(rows)).enumerate() {
            let row = y + 1 + u16::try_from(row).unwrap_or(0);
            ink.draw(canvas, (4, row), line.clone(), columns);
        }
        if in_use {
            let row = y + 1 + u16::try_from(eye_line - top).unwrap_or(0);
            let column = 4 + u16::try_from(eye_column).unwrap_or(0);
            if eye == text.len() {
                canvas.put(column, row, "▏", theme.focus);
            }
            canvas.cursor(column, row);
        }
        y + rows + 2
    }

    /// Where lines below the note end.
    fn below_end(&self, canvas: &Canvas, left: u16) -> u16 {
        left.saturating_sub(1).min(box_columns(canvas.width()) + 2)
    }

    /// By whom, and what is to be said of the note. Answers with the next free row.
    fn below(&self, session: &Session, canvas: &mut Canvas, mut y: u16, left: u16, read: &AsRead) -> u16 {
        let theme = canvas.theme();
        let end = self.below_end(canvas, left);
        if let Some(hit) = self.asked.first() {
            let x = canvas.put(2, y, "!", theme.waiting) + 1;
            let question = desk::name_question(session, hit, &read.words, &read.children);
            return canvas.say((x, y), (end.saturating_sub(x), 3), &question, theme.waiting_words());
        }
        if let Some(says) = &self.says {
            let lines = wrap(says, usize::from(end.saturating_sub(2)));
            for line in &lines {
                canvas.put(2, y, line, theme.text.add_modifier(Modifier::BOLD));
                y += 1;
            }
            return y;
        }
        let with = &read.note.with;
        let mut says = format!("by {}", session.who().map_or("", |person| person.first_name()));
        if !with.is_empty() {
            says.push_str(&format!(", with {}", with.join(" and ")));
        }
        let (kept, style) = match session.space {
            _ if session.held(self.draft.id) => ("not on the disk yet", theme.waiting),
            Space::Short => ("kept, the disk is full", theme.waiting),
            Space::Enough => ("kept as you type", theme.muted),
        };
        let x = canvas.put(2, y, &says, theme.muted);
        if self.draft.private {
            let whole = format!("private  {} undoes it", quiet::key(session, Action::Private));
            // A wide window says below what private means, and how it is undone with it.
            let whole = if canvas.width() < 72 { whole.as_str() } else { "private" };
            let room = end.saturating_sub(x + 3 + u16::try_from(canvas.columns(kept)).unwrap_or(0) + 2);
            // Nothing waits: it is bold.
            let bold = theme.text.add_modifier(Modifier::BOLD);
            canvas.put_fullest(x + 3, y, room, &[whole, "private"], bold);
            if canvas.columns(whole) <= usize::from(room) {
                canvas.keys_said(x + 3, y, whole);
            }
        }
        let told = desk::step_told(session, self, read);
        let enough = session.space == Space::Enough && !session.held(self.draft.id) && told.is_none();
        let room = usize::from(end.saturating_sub(x + 2));
        let keys = self.keys_above(session, canvas, end, read).filter(|_| enough);
        match keys.and_then(|keys| keys.into_iter().find(|keys| canvas.columns(keys) <= room)) {
            Some(keys) => {
                let x = canvas.put_right(end, y, &keys, theme.muted);
                canvas.keys_said(x, y, &keys);
            }
            None => drop(canvas.put_right(end, y, kept, style)),
        }
        if let Some((step, linked)) = told {
            y += 1;
            let (says, ends, key, style) = match linked {
                true => ("Heard back: ", "", "Ctrl-N not so", theme.text),
                false => ("Does it tell of ", "?", "Ctrl-N yes", theme.muted),
            };
            let key = session.keys.in_words(key);
            let taken = canvas.columns(says) + canvas.columns(ends) + canvas.columns(&key);
            let room = usize::from(end).saturating_sub(6 + taken);
            let step = canvas.fit(step.text().trim_end_matches('.'), room);
            let x = canvas.put(2, y, &format!("{says}“{step}”{ends}"), style) + 2;
            canvas.put(x, y, &key, style);
            canvas.keys_said(x, y, &key);
        }
        y + 1
    }
}
