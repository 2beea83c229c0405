//! What stands around the rows: what is to do, what was saved last, and in a wide window the second pane.

use std::collections::BTreeSet;

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;

use super::lists::{about, of_whom};
use super::{State, ToDo, presence};
use crate::domain::entry::Standing;
use crate::domain::{Child, ChildId, Kind, Moment, Said, Whereabouts};
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::today::{self, Cell, Row};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{clip, wrap};

/// What requests for a child's whole record are called where they are counted.
const REQUESTS: &str = "requests";
/// What the writer's own unfinished words are called there.
const DRAFTS: &str = "your drafts";

impl State {
    pub(super) fn foot(&self, session: &Session, canvas: &mut Canvas, y: u16) {
        let theme = canvas.theme();
        let end = canvas.width().saturating_sub(1);
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let mut x = canvas.put(1, y, "To do now", theme.muted) + 3;
        canvas.button(0, y, canvas.width(), vec![Chord::plain(KeyCode::Tab)]);
        let mut waiting: Vec<_> =
            State::waiting(session).into_iter().filter(|(_, count)| *count > 0).collect();
        if waiting.is_empty() {
            canvas.put(x, y, "nothing is waiting", theme.text);
        }
        let more = |what: &str| if what == REQUESTS { State::clock(session) } else { String::new() };
        let room = usize::from(end.saturating_sub(x));
        let fit = |waiting: &[(&str, usize)]| {
            let says = waiting.iter().map(|(what, count)| format!("{what} {count}{}", more(what)));
            with_gaps(&says.collect::<Vec<_>>(), room)
        };
        let (mut gap, mut shown) = fit(&waiting);
        // Where not all have room, the writer's own words are not among those that are left out.
        let drafts = waiting.iter().position(|(what, _)| *what == DRAFTS);
        if let Some(before) = drafts.filter(|drafts| *drafts >= shown).and_then(|at| waiting.get_mut(..=at)) {
            before.rotate_right(1);
            (gap, shown) = fit(&waiting);
        }
        for (index, (what, count)) in waiting.iter().enumerate().take(shown) {
            if index > 0 {
                x = canvas.between(x + gap, y) + gap;
            }
            x = canvas.put(x, y, &format!("{what} "), theme.text);
            x = canvas.put(x, y, &count.to_string(), bold);
            x = canvas.put(x, y, &more(what), theme.text);
        }
        if shown < waiting.len() {
            x = canvas.put(x + 1, y, "…", theme.text);
        }
        let way = lists(waiting.iter().map(|(_, count)| count).sum());
        if !waiting.is_empty() && usize::from(x) + 3 + way.len() <= usize::from(end) {
            canvas.put_right(end, y, way, theme.muted);
        }
        let x = canvas.put(1, y + 1, "Last saved", theme.muted) + 2;
        let Some((at, who, kind)) = State::saved(session).into_iter().next() else {
            canvas.put(x, y + 1, "nothing of yours yet today", theme.muted);
            return;
        };
        let mut to = end;
        if let Some(left) = State::left_to_take_back(session) {
            let left = if end < 72 { left.replace(" takes it back", "") } else { left };
            to = canvas.put_right(end, y + 1, &left, theme.muted);
            canvas.button(to, y + 1, end - to, session.keys.chord(Action::TakeBack).into_iter().collect());
            to = to.saturating_sub(2);
        }
        let ways = [&format!("{at}  {who}  {kind}"), &format!("{at}  {who}")];
        canvas.put_fullest(x, y + 1, to.saturating_sub(x), &ways.map(String::as_str), theme.text);
    }

    /// The second pane of a wide window. It shows no words either.
    pub(super) fn pane(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        x: u16,
        bottom: u16,
        child: Option<&Child>,
    ) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let mut y = 4;
        if let Some(child) = child {
            canvas.put(x, y, &session.roll.short_name(child.id), bold);
            canvas.put(x, y + 1, &about(session, child), theme.muted);
            y += 3;
        }
        canvas.put(x, y, "Notes stay hidden here.", theme.muted);
        y += 2;
        let (heading, after) = (y, canvas.put(x, y, "To do now", bold) + 3);
        y += 2;
        let todo = State::to_do(session);
        let names = |test: &dyn Fn(&ToDo) -> bool| {
            let of = |item: &ToDo| match item {
                ToDo::Draft(draft) => of_whom(session, draft),
                ToDo::Asked(_, child)
                | ToDo::Due(child, _)
                | ToDo::NoWord(child)
                | ToDo::Promised(_, child)
                | ToDo::Request(_, child) => session.roll.short_name(*child),
            };
            let mut names: Vec<String> = todo.iter().filter(|item| test(item)).map(of).collect();
            let mut seen = BTreeSet::new();
            names.retain(|name| !name.is_empty() && seen.insert(name.clone()));
            names
        };
        let due = |kind| names(&|item| matches!(item, ToDo::Due(_, due) if *due == kind));
        let mut any = false;
        // What was promised has a heading of its own, where there is room for it; alone it is what is to do.
        let waiting: Vec<_> = State::waiting(session).into_iter().filter(|(_, count)| *count > 0).collect();
        let apart = bottom >= 30 && waiting.len() > 1;
        for (what, count) in waiting {
            if y + 1 >= bottom || what == "promised" && apart {
                continue;
            }
            any = true;
            canvas.put(x + 2, y, what, theme.text);
            let after = canvas.put(x + 18, y, &count.to_string(), bold) + 2;
            let says = match what {
                "no word" => names(&|item| matches!(item, ToDo::NoWord(_))),
                "drop-off notes" => due(Kind::DropOff),
                "feedback" => due(Kind::Feedback),
                "pick-up notes" => due(Kind::PickUp),
                "asked of you" => names(&|item| matches!(item, ToDo::Asked(..))),
                "promised" => names(&|item| matches!(item, ToDo::Promised(..))),
                REQUESTS => {
                    let left = State::clock(session).trim_start_matches([':', ' ']).to_string();
                    let of = names(&|item| matches!(item, ToDo::Request(..)));
                    std::iter::once(left).chain(of).collect()
                }
                _ => names(&|item| matches!(item, ToDo::Draft(_))),
            };
            // No name is cut in two: what has no room is counted, in a high window in a second row.
            let columns = usize::from(canvas.width().saturating_sub(after + 1));
            for line in whole_names(&says, columns, if bottom >= 30 { 2 } else { 1 }) {
                canvas.put(after, y, &line, theme.muted);
                y += 1;
            }
        }
        if any {
            let says = lists(todo.len());
            canvas.put(after, heading, says, theme.muted);
            canvas.keys_said(after, heading, says);
        } else {
            canvas.put(x + 2, y, "nothing is waiting", theme.text);
            y += 1;
        }
        y += 1;
        let saved = State::saved(session);
        if !saved.is_empty() && y + 4 < bottom {
            let after = canvas.put(x, y, "Last saved", bold) + 3;
            // Beside the heading, so that nothing below moves when it goes, nor a hole is left.
            if let Some(left) = State::left_to_take_back(session) {
                let short = left.replace(" takes it back", "");
                let room = canvas.width().saturating_sub(after + 1);
                let end = canvas.put_fullest(after, y, room, &[&left, &short], theme.muted);
                let back = session.keys.chord(Action::TakeBack).into_iter().collect();
                canvas.button(after, y, end.saturating_sub(after), back);
            }
            y += 2;
            for (at, who, kind) in saved.into_iter().take(3) {
                let after = canvas.put(x + 2, y, &at, theme.muted) + 2;
                let after = canvas.put(after, y, &format!("{:<12}", clip(&who, 11)), theme.text);
                canvas.put(after, y, &kind, theme.text);
                y += 1;
            }
            y += 1;
        }
        if apart {
            self.carried(session, canvas, x, y, bottom);
        }
    }

    /// What was promised for today or before, whoever is at the door.
    fn carried(&self, session: &Session, canvas: &mut Canvas, x: u16, y: u16, bottom: u16) {
        let promised = today::promised(session);
        if promised.is_empty() || y + 3 >= bottom || bottom < 30 {
            return;
        }
        let theme = canvas.theme();
        canvas.put(x, y, "Carried to today", theme.text.add_modifier(Modifier::BOLD));
        let says = match promised.len() {
            1 => "1 thing promised".to_string(),
            count => format!("{count} things promised"),
        };
        canvas.put(x + 2, y + 2, &says, theme.text);
        let mut names: Vec<String> = Vec::new();
        for name in promised.iter().map(|entry| session.roll.short_name(entry.entry.child)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let wide = canvas.width().saturating_sub(x + 3);
        canvas.put_in(x + 2, y + 3, wide, &names.join(", "), theme.muted);
    }

    /// What is to do, in counts: words and how many.
    fn waiting(session: &Session) -> Vec<(&'static str, usize)> {
        let Some(room) = session.room() else { return Vec::new() };
        let rows: Vec<Row> =
            session.children().into_iter().map(|child| today::row(session, room, child)).collect();
        let count = |test: &dyn Fn(&&Row) -> bool| rows.iter().filter(test).count();
        let requests = today::requests(session);
        let late = requests.first().is_some_and(|request| today::late(session, request));
        let requests = [(REQUESTS, requests.len())];
        let (first, last) = if late { (&requests[..], &[][..]) } else { (&[][..], &requests[..]) };
        let here = [
            ("no word", count(&|row| row.no_word)),
            ("drop-off notes", count(&|row| row.drop_off == Cell::Due)),
            ("feedback", count(&|row| row.lacks_feedback())),
            ("pick-up notes", count(&|row| row.pick_up == Cell::Due)),
            ("asked of you", today::asked(session).len()),
            ("promised", today::promised(session).len()),
            (DRAFTS, session.writer.drafts.len()),
        ];
        first.iter().chain(&here).chain(last).copied().collect()
    }

    /// How the clock stands of the request that is due first: `: 12 days left`; nothing while it waits.
    fn clock(session: &Session) -> String {
        let first = today::requests(session).first().and_then(|request| request.left(session.today()));
        first.map(|left| format!(": {left}")).unwrap_or_default()
    }

    /// The writer's conversations of today that stand and what they said of where children are, newest first: when,
    /// who and what of each. The first is what Ctrl-Z takes back, whichever room's child it is about.
    fn saved(session: &Session) -> Vec<(String, String, String)> {
        let mut talks: Vec<(&Standing, Vec<ChildId>)> = Vec::new();
        // A day entered from paper is other people's words.
        let own = |entry: &&Standing| {
            // What Ctrl-Z means is named, though the clock was ahead when it was saved.
            let today = entry.recorded.day() == session.today() || entry.recorded.ms > session.now.ms;
            today && entry.withdrawn.is_none() && Some(entry.entry.by) == session.person
        };
        let newest_first = session.writer.last_talk.iter().rev().chain(session.day.entries.iter().rev());
        for entry in newest_first.filter(own) {
            match talks.iter_mut().find(|(first, _)| first.entry.talk == entry.entry.talk) {
                Some((first, children)) => {
                    *first = entry;
                    if !children.contains(&entry.entry.child) {
                        children.push(entry.entry.child);
                    }
                }
                None => talks.push((entry, vec![entry.entry.child])),
            }
        }
        let talks = talks.into_iter().map(|(entry, children)| {
            (entry.seq, entry.recorded, children, entry.entry.kind.label().to_string())
        });
        let mut all: Vec<(u64, Moment, Vec<ChildId>, String)> = talks.chain(State::said(session)).collect();
        all.sort_by_key(|(seq, ..)| std::cmp::Reverse(*seq));
        all.into_iter()
            .map(|(_, at, children, what)| {
                let who = match children.as_slice() {
                    [child] => session.roll.short_name(*child),
                    several => format!("{} children", several.len()),
                };
                (at.clock(), who, what)
            })
            .collect()
    }

    /// What the writer said today of where children are, those said of at once together. Why a child is away is
    /// not for this page.
    fn said(session: &Session) -> Vec<(u64, Moment, Vec<ChildId>, String)> {
        let mut all: Vec<(u64, Moment, Vec<ChildId>, String)> = Vec::new();
        let own = |said: &&Said| Some(said.by) == session.person && said.day == session.today();
        let mut words: Vec<&Said> =
            session.day.said.iter().chain(&session.writer.last_said).filter(own).collect();
        words.sort_by_key(|said| said.seq);
        words.dedup_by_key(|said| said.seq);
        for said in words {
            match all.last_mut().filter(|(_, at, ..)| *at == said.at) {
                Some((seq, _, children, _)) => {
                    *seq = said.seq;
                    children.push(said.child);
                }
                None => {
                    let what = match said.is {
                        Whereabouts::Away(_) => "away".to_string(),
                        is => is.label(),
                    };
                    all.push((said.seq, said.at, vec![said.child], what));
                }
            }
        }
        all
    }

    fn left_to_take_back(session: &Session) -> Option<String> {
        let at = if presence::is_last(session) {
            session.writer.last_said.last()?.at
        } else {
            let last = session.writer.last_talk.iter().find(|entry| entry.withdrawn.is_none())?;
            last.take_back(session.person?, session.now).ok()?;
            last.recorded
        };
        let left = today::minutes_left(at, session.now);
        let key = session.keys.said(Action::TakeBack, "Ctrl-Z");
        (left > 0).then(|| format!("{key} takes it back  {left} min left"))
    }
}

/// What Tab does with what is to do: it may be one thing or several.
fn lists(count: usize) -> &'static str {
    if count == 1 { "Tab lists it" } else { "Tab lists them" }
}

/// As many of the names as so many rows have room for, none of them cut in two, and how many more there are. Never
/// without a row, and a first name that is longer than one stands cut in it.
fn whole_names(names: &[String], columns: usize, rows: usize) -> Vec<String> {
    // A name's initial stays on its line.
    let names: Vec<String> = names.iter().map(|name| name.replace(' ', "\u{a0}")).collect();
    let so_many = |count: usize| {
        let mut shown = names.get(..count).unwrap_or_default().join(", ");
        match names.len() - count {
            0 => {}
            more if rows > 1 => shown.push_str(&format!(" and\u{a0}{more}\u{a0}more")),
            _ => shown.push_str(", …"),
        }
        wrap(&shown, columns)
    };
    let fits = (1..=names.len()).rev().map(so_many).find(|lines| lines.len() <= rows);
    let lines = fits.unwrap_or_else(|| vec![clip(&names.join(", "), columns)]);
    lines.iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

/// How far apart counts stand on one line, and how many of them fit: closer together before one is left out.
fn with_gaps(says: &[String], room: usize) -> (u16, usize) {
    let fit = |gap: usize, shown: usize| {
        let words: usize = says.iter().take(shown).map(String::len).sum();
        let more = if shown < says.len() { 2 } else { 0 };
        words + shown.saturating_sub(1) * (2 * gap + 1) + more <= room
    };
    let gap = [3, 2, 1].into_iter().find(|&gap| fit(usize::from(gap), says.len()));
    let shown = (0..=says.len()).rev().find(|&shown| fit(1, shown)).unwrap_or(0);
    gap.map_or((1, shown), |gap| (gap, says.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_cut_in_two_and_those_without_room_are_counted() {
        let names = ["Astrid L.", "Ava O.", "Ava P.", "Ben C."].map(str::to_string);
        for (all, columns, rows, said) in [
            (1, 15, 2, vec!["Astrid L."]),
            (2, 15, 2, vec!["Astrid L.,", "Ava O."]),
            (4, 15, 2, vec!["Astrid L.", "and 3 more"]),
            (4, 15, 1, vec!["Astrid L., …"]),
            (4, 22, 1, vec!["Astrid L., Ava O., …"]),
            (4, 40, 1, vec!["Astrid L., Ava O., Ava P., Ben C."]),
            (1, 5, 1, vec!["Astr…"]),
            (0, 5, 1, vec![""]),
        ] {
            let names = names.get(..all).unwrap();
            assert_eq!(
                whole_names(names, columns, rows),
                said,
                "{all} names, {columns} columns, {rows} rows"
            );
        }
    }

    #[test]
    fn counts_come_closer_together_before_one_is_left_out() {
        let says = ["no word 1", "feedback 12", "your drafts 1"].map(str::to_string);
        for (room, gap_and_shown) in [
            (47, (3, 3)),
            (46, (2, 3)),
            (42, (1, 3)),
            (39, (1, 3)),
            (38, (1, 2)),
            (25, (1, 2)),
            (24, (1, 1)),
            (3, (1, 0)),
        ] {
            assert_eq!(with_gaps(&says, room), gap_and_shown, "{room}");
        }
    }
}
