//! The list of the records: the newest first, found by words, by kind, by child, by whoever wrote them.

use ratatui::style::Modifier;

use super::{State, kind, label, say};
use crate::domain::name::fold;
use crate::domain::practice::PracticeStands;
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::clip_name;

/// What a record is found by, folded.
fn haystack(session: &Session, stands: &PracticeStands) -> String {
    let practice = &stands.practice;
    let children = practice.children.iter().filter_map(|child| session.roll.child(*child));
    let names = children.map(|child| child.name()).collect::<Vec<_>>().join(" ");
    let by = session.roll.person(practice.by).map_or("", |person| person.name.as_str());
    let words = kind(session, &practice.kind).map_or_else(
        || practice.text.clone(),
        |kind| kind.says(practice, &|named| say::name(session, named)),
    );
    let own = practice.family_words.join(" ");
    fold(&format!("{} {names} {by} {words} {own}", label(session, &practice.kind)))
}

/// For whom a record is begins on this column, after its day.
const WHOM: u16 = 17;

/// Where the parts of a row stand, the same in each.
struct Columns {
    /// So many columns for whom it is; none in a narrow window.
    whom: u16,
    /// Its kind begins here.
    kind: u16,
    /// Its words begin here.
    words: u16,
}

impl Columns {
    /// With a kind as wide as the longest of the list, as far as that leaves room for `waits for a lead`.
    fn of(width: u16, longest: usize) -> Columns {
        let (whom, most) = match width {
            100.. => (20, 34),
            78.. => (14, 26),
            _ => (0, 22),
        };
        let kind = WHOM + if whom > 0 { whom + 2 } else { 0 };
        let wide = u16::try_from(longest).unwrap_or(most).clamp(16, most);
        Columns { whom, kind, words: kind + wide + 2 }
    }
}

impl State {
    /// The records that have every piece of what is typed, the newest first.
    pub(super) fn found(&self, session: &Session) -> Vec<&PracticeStands> {
        let pieces: Vec<String> =
            self.find.text().split_whitespace().map(fold).filter(|piece| !piece.is_empty()).collect();
        let all = self.all.iter().flatten();
        if pieces.is_empty() {
            return all.collect();
        }
        all.filter(|stands| {
            let haystack = haystack(session, stands);
            pieces
                .iter()
                .all(|piece| haystack.starts_with(piece.as_str()) || haystack.contains(&format!(" {piece}")))
        })
        .collect()
    }

    pub(super) fn draw_list(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let width = canvas.width();
        canvas.header(session, "Practice records");
        let found = self.found(session);
        let x = canvas.put(1, 1, "Find", bold) + 2;
        let end = canvas.put(x, 1, self.find.text(), theme.text);
        canvas.put(end, 1, "▏", theme.focus);
        canvas.cursor(end, 1);
        if self.find.is_empty() {
            canvas.put_offer(end + 3, 1, "words, a kind, a child");
        }
        if self.all.is_some() {
            let count = match found.len() {
                1 => "1 record".to_string(),
                count => format!("{count} records"),
            };
            canvas.put_right(width.saturating_sub(1), 1, &count, theme.muted);
        }
        canvas.rule(2);
        let says = match (&self.all, found.is_empty(), self.find.is_empty()) {
            (None, ..) => "They are being read.",
            (_, true, true) => {
                "There is none yet: home visits, surveys, displays, training. Enter begins one."
            }
            (_, true, false) => "No record has these words. Esc clears them.",
            _ => "",
        };
        if !says.is_empty() {
            canvas.put_in(3, 4, width.saturating_sub(4), says, theme.text);
            return;
        }
        let top: u16 = 3;
        let (first, fit) = canvas.seen_of((top, canvas.height()), self.marked, found.len());
        let kinds = found.iter().map(|stands| canvas.columns(&label(session, &stands.practice.kind)));
        let columns = Columns::of(width, kinds.max().unwrap_or(0));
        for (y, (index, stands)) in (top..).zip(found.iter().enumerate().skip(first).take(fit)) {
            canvas.row(0, y, width, 1, tap::to_row(self.marked, index));
            self.row(session, canvas, (stands, index == self.marked), &columns, y);
        }
    }

    fn row(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (stands, here): (&PracticeStands, bool),
        columns: &Columns,
        y: u16,
    ) {
        let theme = canvas.theme();
        let width = canvas.width();
        let practice = &stands.practice;
        let (style, quiet) = if here { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
        if here {
            // The cursor stays where is typed.
            canvas.bar(0, y, width);
            canvas.put(1, y, "▸", style);
        }
        let clock = say::clock(session, practice);
        if stands.waits || clock.is_some() {
            canvas.put(3, y, "!", if here { theme.bar } else { theme.waiting });
        }
        canvas.put_in(5, y, 10, &say::day(session, practice.day), quiet);
        let whom = columns.whom;
        if whom > 0 {
            let setting = practice.children.is_empty() && practice.room.is_none();
            let said = match practice.children.as_slice() {
                _ if setting => "the setting".to_string(),
                // How many more there are is never what is cut.
                [one, more @ ..] if !more.is_empty() => {
                    let count = format!(" + {}", more.len());
                    let room = usize::from(whom).saturating_sub(count.len());
                    format!("{}{count}", clip_name(&session.roll.short_name(*one), room))
                }
                _ => say::whom(session, practice),
            };
            canvas.put_in(WHOM, y, whom, &said, style);
        }
        // The name of a kind stands whole: where it is longer than its column there is no room for words in theirs.
        let end = canvas.put(columns.kind, y, &label(session, &practice.kind), style);
        let x = columns.words;
        let room = if end + 2 <= x { width.saturating_sub(x + 2) } else { 0 };
        let words = say::first_words(session, practice);
        // What waits is said whole or by its sign alone; of a record's own words not a mere scrap.
        match clock {
            Some(clock) => canvas.put_fullest(x, y, room, &[&clock, ""], quiet),
            None if stands.waits => {
                let whole = format!("waits for a lead: {words}");
                let begun = canvas.fit(&whole, usize::from(room));
                let ways =
                    if room >= 28 { [begun.as_str(), "", ""] } else { ["waits for a lead", "waits", ""] };
                canvas.put_fullest(x, y, room, &ways, quiet)
            }
            None if room >= 10 => canvas.put_in(x, y, room, &words, quiet),
            None => x,
        };
    }
}
