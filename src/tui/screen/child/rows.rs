//! The lines of a child's list, from its entries: pure, so that drawing only has to put them.

use super::say;
use crate::domain::EntryId;
use crate::domain::entry::{Standing, Withdrawn};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::widget::columns::wrap;

/// A line of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Which entry's first line it is; `None` for the lines below it.
    pub entry: Option<usize>,
    /// The day, on a day's first line.
    pub day: String,
    /// The time; empty where it is the same talk as above.
    pub time: String,
    /// The kind.
    pub kind: &'static str,
    /// Words.
    pub text: String,
    /// Who wrote it, or how the step stands.
    pub end: String,
    /// Said about the words rather than one of them.
    pub about: bool,
    /// It waits for somebody.
    pub waits: bool,
}

/// The lines, `columns` wide for words. Days are parted by a blank line where there is room for it.
pub(super) fn lines(
    session: &Session,
    entries: &[Standing],
    opened: Option<EntryId>,
    columns: usize,
    parted: bool,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut before: Option<&Standing> = None;
    for (index, entry) in entries.iter().enumerate() {
        let happened = entry.entry.happened;
        let new_day = before.is_none_or(|before| before.entry.happened.day() != happened.day());
        let same_talk = before.is_some_and(|before| {
            before.entry.talk == entry.entry.talk && before.entry.happened.ms == happened.ms
        });
        if new_day && parted && before.is_some() {
            lines.push(Line::default());
        }
        let words = say::words(session, entry);
        let open = opened == Some(entry.entry.id) && say::whole(session, entry);
        let mut text = if open { wrap(&words, columns) } else { vec![words] }.into_iter();
        lines.push(Line {
            entry: Some(index),
            day: if new_day { date(session, entry) } else { String::new() },
            time: if same_talk { String::new() } else { happened.clock() },
            kind: entry.entry.kind.label(),
            text: text.next().unwrap_or_default(),
            // That it was taken back says by whom.
            end: if say::taken_back(entry) { String::new() } else { say::end(session, entry) },
            about: !say::whole(session, entry) || entry.withdrawn.is_some(),
            waits: false,
        });
        lines.extend(text.map(|text| Line { text, ..Line::default() }));
        let about = |text: String, waits: bool| Line { text, about: true, waits, ..Line::default() };
        if entry.entry.private && say::whole(session, entry) {
            // Where it would take a second row from the list, its first word says enough.
            let says = "private: its writer and the leads read it";
            let says = if says.len() <= columns { says } else { "private" };
            lines.push(about(says.to_string(), false));
        }
        if session.is_closed(entry) {
            let says = "Enter opens it, with your numbers.";
            let says = if says.len() <= columns { says } else { "Enter opens it." };
            lines.push(about(session.keys.said(Action::OpenEntry, says), false));
        }
        if open {
            for says in by(session, entry).into_iter().chain(say::history(session, entry)) {
                lines.extend(wrap(&says, columns).into_iter().map(|text| about(text, false)));
            }
        } else if say::whole(session, entry) {
            let amended = say::amended(session, entry).map(|says| wrap(&says, columns)).unwrap_or_default();
            lines.extend(amended.into_iter().map(|text| about(text, false)));
            if let Some((text, false)) = say::promise(session, entry) {
                let due = entry.entry.follow_up.is_some_and(|due| due <= session.today());
                lines.push(about(text, due));
            }
            if let Some(clock) = entry.clock_said() {
                lines.extend(wrap(&clock, columns).into_iter().map(|text| about(text, false)));
            }
            if matches!(entry.withdrawn, Some(Withdrawn::Struck { .. })) {
                lines.extend(say::withdrawn(session, entry).map(|text| about(text, false)));
            }
        }
        before = Some(entry);
    }
    lines
}

/// `By Sam Okafor, talking with mum.`; where the end of the row has the name, `Talking with mum.` or nothing.
fn by(session: &Session, entry: &Standing) -> Option<String> {
    let writer = say::writer(session, entry);
    let name = session.roll.person(entry.entry.by).map_or("", |person| person.name.as_str());
    if say::end(session, entry) != say::first_name(session, entry.entry.by) {
        return Some(format!("By {writer}."));
    }
    let mut rest = writer.strip_prefix(name)?.trim_start_matches(", ").chars();
    let first = rest.next()?;
    Some(format!("{}{}.", first.to_uppercase(), rest.as_str()))
}

/// `Tue 24`; where that is long ago `3 Nov`, and `3 Nov 2025` where it is another year.
pub(super) fn date(session: &Session, entry: &Standing) -> String {
    let day = entry.entry.happened.day();
    let ago = (session.today() - day).num_days();
    if (0..28).contains(&ago) { day.format("%a %-d").to_string() } else { say::date(session, day) }
}
