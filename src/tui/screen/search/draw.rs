//! How the search is drawn.

use chrono::Datelike;
use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::query::{Query, is_called};
use super::{LIMIT, State, all};
use crate::domain::entry::Standing;
use crate::domain::name::fold;
use crate::domain::{Day, Kind};
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::screen::child::say;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{broken, clip_name, width_of, wrap};

/// What can be typed, and what it finds.
const TRY: [(&str, &str); 5] = [
    ("ava sleep", "two words: both"),
    ("by:jo", "who wrote it"),
    ("kind:home open", "next steps still open"),
    ("shows:15", "what counts for statement 15"),
    ("“rest early”", "exactly these words"),
];

/// Where the columns stand.
struct Columns {
    date: u16,
    name: u16,
    kind: Option<u16>,
    text: u16,
    end: Option<u16>,
    wide: u16,
    pane: Option<u16>,
}

impl Columns {
    fn of(width: u16) -> Columns {
        if width >= 110 {
            let pane = width - 36;
            Columns {
                date: 2,
                name: 11,
                kind: Some(21),
                text: 32,
                end: Some(pane - 7),
                wide: pane,
                pane: Some(pane),
            }
        } else if width >= 74 {
            let end = width - 7;
            Columns { date: 2, name: 10, kind: Some(20), text: 30, end: Some(end), wide: width, pane: None }
        } else {
            Columns { date: 2, name: 10, kind: None, text: 20, end: None, wide: width, pane: None }
        }
    }
}

impl State {
    /// The columns, wider where a name that was found needs it.
    fn columns(&self, session: &Session, canvas: &Canvas) -> Columns {
        let longest = |names: Vec<String>, least: usize, most: usize| {
            let longest = names.iter().map(|name| canvas.columns(name)).max().unwrap_or(0);
            u16::try_from(longest.clamp(least, most) - least).unwrap_or(0)
        };
        let child = |entry: &Standing| session.roll.short_name(entry.entry.child);
        let names = longest(self.found.iter().map(child).collect(), 9, 12);
        let by = |entry: &Standing| say::first_name(session, entry.entry.by);
        let by = longest(self.found.iter().map(by).collect(), 5, 10);
        let columns = Columns::of(canvas.width());
        Columns {
            kind: columns.kind.map(|kind| kind + names + 1),
            text: columns.text + names + 1,
            end: columns.end.map(|end| end - by),
            ..columns
        }
    }

    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        // In what is looked the third row says.
        canvas.header(session, "Search");
        self.line(session, canvas);
        self.narrowing(session, canvas);
        canvas.rule(3);
        let columns = self.columns(session, canvas);
        let roomy = canvas.height() >= 30;
        let top = 4 + u16::from(roomy);
        let query = self.query(session);
        let mut y = self.list(session, canvas, &columns, top, roomy);
        for line in self.summary(session, &query) {
            for line in wrap(&line, usize::from(columns.wide.saturating_sub(4)).min(72)) {
                canvas.put(2, y, &line, theme.text);
                y += 1;
            }
        }
        // Help with marks gives way to what was found.
        if y + 1 + TRY.len() as u16 <= canvas.height() {
            y += 1;
            canvas.put(2, y, "Try", theme.muted);
            for (index, (typed, finds)) in TRY.iter().enumerate() {
                let y = y + index as u16;
                canvas.put(8, y, typed, theme.text);
                canvas.put(24, y, finds, theme.muted);
            }
        }
        if let Some(pane) = columns.pane {
            // Nothing stands beside an empty list.
            let end = if self.found.is_empty() { top } else { canvas.height() };
            canvas.down(pane, top, end);
            self.pane(session, canvas, pane + 2, top);
        }
    }

    /// The line that is typed in.
    fn line(&self, _session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let x = canvas.put(1, 1, "/ ", theme.muted);
        let inside = usize::from(canvas.width().saturating_sub(x + 2));
        let before: String = self.typed.text().chars().take(self.typed.cursor()).collect();
        // Where the line is longer than the window its end is seen up to the caret, behind a sign that there is more.
        let more = canvas.columns("…");
        let mut over = 0;
        let wide = |over: usize| {
            width_of(&before.chars().skip(over).collect::<String>()) + if over > 0 { more } else { 0 }
        };
        while wide(over) > inside {
            over += 1;
        }
        let x = canvas.put(x, 1, if over > 0 { "…" } else { "" }, theme.muted);
        let seen: String = self.typed.text().chars().skip(over).collect();
        canvas.put(x, 1, &seen, theme.text.add_modifier(Modifier::BOLD));
        if self.typed.text().is_empty() {
            canvas.put_offer(x + 1, 1, "type a word, or a child's name and a word");
        }
        if self.part == 0 {
            let caret: String = before.chars().skip(over).collect();
            let at = x + u16::try_from(width_of(&caret)).unwrap_or(0);
            if self.typed.cursor() == self.typed.text().chars().count() {
                canvas.put(at, 1, "▏", theme.focus);
            }
            canvas.cursor(at, 1);
        }
    }

    /// The keys to one of the parts, and on the one in use those that change it.
    fn to_part(&self, part: usize) -> Vec<Chord> {
        match (part + 4 - self.part) % 4 {
            0 => vec![Chord::plain(KeyCode::Right)],
            steps => vec![Chord::plain(KeyCode::Tab); steps],
        }
    }

    /// In what is looked: whose entries, which kind, which time.
    pub(super) fn choices(&self, session: &Session) -> [String; 3] {
        let room = session.room().map(|room| format!("{} room", room.name));
        let children = match self.narrow.child.and_then(|child| session.roll.child(child)) {
            Some(child) => child.name(),
            None if all(session) && !self.narrow.room => "all children".to_string(),
            None => room.unwrap_or_else(|| "the room's children".to_string()),
        };
        [
            children,
            self.narrow.kind.map_or("all kinds", Kind::label).to_string(),
            if self.narrow.all_terms { "all terms" } else { "this term" }.to_string(),
        ]
    }

    fn narrowing(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let choices = self.choices(session);
        let mut x = canvas.put(1, 2, "in ", theme.muted);
        for (part, choice) in (1..).zip(choices) {
            let from = x;
            if part == self.part {
                canvas.cursor(x + 1, 2);
                x = canvas.put(x, 2, &format!("[{choice}]"), theme.focus.add_modifier(Modifier::BOLD)) + 1;
            } else {
                x = canvas.put(x + 1, 2, &choice, theme.text) + 2;
            }
            canvas.button(from, 2, x - from, self.to_part(part));
        }
        let says = if self.part > 0 { "←→ changes it" } else { "Tab changes these" };
        // Where there is no room for it the hint line says it.
        if usize::from(x + 2) + says.len() < usize::from(canvas.width()) {
            canvas.put_right(canvas.width().saturating_sub(1), 2, says, theme.muted);
        }
    }

    /// The lines that were found; answers with the row after them.
    fn list(&self, session: &Session, canvas: &mut Canvas, columns: &Columns, top: u16, roomy: bool) -> u16 {
        let theme = canvas.theme();
        let step = if roomy { 2 } else { 1 };
        let seen = usize::from(canvas.height().saturating_sub(top + 3) / step).max(1);
        let first = (self.marked + 1).saturating_sub(seen);
        let query = self.query(session);
        let sought: Vec<String> =
            query.words.iter().flatten().chain(&query.exact).map(|word| fold(word)).collect();
        let mut y = top;
        for (index, entry) in self.found.iter().enumerate().skip(first).take(seen) {
            let marked = index == self.marked;
            canvas.row(0, y, columns.wide, step, tap::to_row(self.marked, index));
            // While the search is narrowed that is in use, and not the list.
            let bar = marked && self.part == 0;
            let style = |style: Style| if bar { theme.bar } else { style };
            if bar && self.typed.text().is_empty() {
                canvas.in_use(0, y, columns.wide);
            } else if bar {
                canvas.bar(0, y, columns.wide);
            }
            if marked {
                canvas.put(columns.date - 2, y, "▸", style(theme.focus));
            }
            canvas.put(
                columns.date,
                y,
                &date(entry.entry.happened.day(), session.today()),
                style(theme.text),
            );
            let name = session.roll.short_name(entry.entry.child);
            let after = columns.kind.unwrap_or(columns.text);
            let room = after - columns.name - 2;
            canvas.put_in(columns.name, y, room, &clip_name(&name, usize::from(room)), style(theme.text));
            if let Some(kind) = columns.kind {
                canvas.put(kind, y, entry.entry.kind.label(), style(theme.muted));
            }
            let end = columns.end.unwrap_or(columns.wide);
            let mut words = say::words(session, entry);
            if entry.entry.private && say::whole(session, entry) {
                words.insert_str(0, "private: ");
            }
            let room = end.saturating_sub(columns.text + 1);
            let words = round_the_hit(&words, &sought, usize::from(room));
            canvas.put_in(columns.text, y, room, &words, style(theme.text));
            if let Some(end) = columns.end {
                canvas.put_in(
                    end,
                    y,
                    columns.wide.saturating_sub(end + 1),
                    &say::first_name(session, entry.entry.by),
                    style(theme.muted),
                );
            }
            y += step;
        }
        // Below the last line a row is free.
        let last = if roomy { y.saturating_sub(1) } else { y };
        canvas.hidden_before(columns.wide.saturating_sub(1), last, (first, seen, self.found.len()));
        y + u16::from(!self.found.is_empty() && !roomy)
    }

    /// How many were found and what was looked for besides; or what to do where nothing was.
    pub(super) fn summary(&self, session: &Session, query: &Query) -> Vec<String> {
        if let Some(trouble) = &query.trouble {
            return vec![trouble.clone()];
        }
        if query.is_empty() || self.answered != self.asked {
            return Vec::new();
        }
        let term = if self.narrow.all_terms { "" } else { " this term" };
        if self.found.is_empty() {
            if self.children(session).0.is_empty() {
                return vec!["Nobody is on this room's list today.".to_string()];
            }
            if let Some(says) = self.elsewhere(session, query) {
                return says;
            }
            let looked: Vec<&str> =
                query.words.iter().filter_map(|group| group.first()).map(String::as_str).collect();
            let looked: Vec<&str> =
                looked.into_iter().chain(query.exact.iter().map(String::as_str)).collect();
            let first = match looked.as_slice() {
                [] => format!("No entry is like that{term}."),
                _ => format!("No entry has “{}” in it{term}.", looked.join(" ")),
            };
            let wider = match (self.narrow.all_terms, session.plain) {
                (true, _) => "",
                (false, false) => ", or Tab for all terms",
                (false, true) => ", or t for all terms",
            };
            return vec![first, format!("Try fewer letters, another word (nap, rest){wider}.")];
        }
        let mut says = match self.found.len() {
            LIMIT.. => format!("The newest {LIMIT}."),
            count => format!("{count} found."),
        };
        for group in &query.words {
            if let [word, others @ ..] = group.as_slice()
                && !others.is_empty()
            {
                // Its own longer forms go without saying.
                let others: Vec<&str> = others
                    .iter()
                    .map(String::as_str)
                    .filter(|other| !other.starts_with(word.as_str()))
                    .collect();
                if others.is_empty() {
                    continue;
                }
                let many = if others.len() > 3 { " and more" } else { "" };
                let others = others.into_iter().take(3).collect::<Vec<_>>().join(", ");
                says.push_str(&format!(" {word} also finds {others}{many}."));
            }
        }
        if let [name, ..] = query.names.as_slice() {
            says.push_str(&format!(" “{name}” is read as a child's name; in quotes it is a word."));
        }
        vec![says]
    }

    /// Where a word that found nothing is the name of children of other rooms, whose entries are not looked through:
    /// that they are there, and who can look.
    fn elsewhere(&self, session: &Session, query: &Query) -> Option<Vec<String>> {
        let (here, every) = self.children(session);
        if every || self.narrow.child.is_some() {
            return None;
        }
        let words: Vec<String> =
            query.words.iter().filter_map(|group| group.first()).map(|word| fold(word)).collect();
        let named = session.roll.children.iter().filter(|child| {
            child.on_roll(session.today())
                && here.iter().all(|one| one.id != child.id)
                && words.iter().any(|word| is_called(child, word))
        });
        let there = match named.collect::<Vec<_>>().as_slice() {
            [] => return None,
            [child] => {
                let room = session.roll.room(child.room).map(|room| format!("{} room", room.name));
                format!("{} is in {}.", child.name(), room.unwrap_or_else(|| "another room".to_string()))
            }
            several => format!("{} children of that name are in other rooms.", several.len()),
        };
        let way = match (all(session), session.plain) {
            (false, _) => "A room lead can search every room.",
            (true, false) => "Tab, then → looks through all children.",
            (true, true) => "w looks through all children.",
        };
        let room = session.room().map_or("this".to_string(), |room| room.name.clone());
        Some(vec![there, format!("Here only {room} room's children are looked through. {way}")])
    }

    /// The marked entry in whole, for wide windows.
    fn pane(&self, session: &Session, canvas: &mut Canvas, x: u16, top: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let Some(entry) = self.found.get(self.marked) else { return };
        let columns = usize::from(canvas.width().saturating_sub(x + 1));
        let mut says: Vec<(String, Style)> = Vec::new();
        let mut put = |text: &str, style: Style| {
            says.extend(broken(text, columns).into_iter().map(|line| (line, style)))
        };
        let name = session.roll.child(entry.entry.child).map(|child| child.name()).unwrap_or_default();
        put(&name, bold);
        put(&say::title(entry), theme.text);
        put(&say::writer(session, entry), theme.muted);
        put("", theme.text);
        put(&say::words(session, entry), theme.text);
        if let Some(amended) = say::amended(session, entry) {
            put(&amended, theme.muted);
        }
        put("", theme.text);
        let (review, shows) = say::review(session, entry);
        put("Shows", bold);
        if shows.is_empty() {
            put(&review, theme.muted);
        }
        for (number, title) in shows {
            put(&format!("{number:<3}{title}"), theme.text);
        }
        let followed: Vec<&Standing> = self.followed(session, entry).collect();
        if !followed.is_empty() {
            put("", theme.text);
            put("Followed by", bold);
        }
        for other in followed {
            put(&format!("{}, same talk:", other.entry.kind.label()), theme.muted);
            put(other.text(), theme.text);
        }
        for (y, (line, style)) in (top..canvas.height()).zip(says) {
            canvas.put(x, y, &line, style);
        }
    }

    /// The other entries of the same talk about the same child that may be read.
    pub(super) fn followed<'a>(
        &'a self,
        session: &'a Session,
        entry: &'a Standing,
    ) -> impl Iterator<Item = &'a Standing> {
        let talk = self.talk.iter().filter(|(talk, _)| *talk == entry.entry.talk);
        talk.flat_map(|(_, entries)| entries).filter(move |other| {
            other.entry.id != entry.entry.id
                && other.entry.child == entry.entry.child
                && other.withdrawn.is_none()
                && say::whole(session, other)
        })
    }
}

/// `24 Nov`; in another year `Nov 2025`.
fn date(day: Day, today: Day) -> String {
    if day.year() == today.year() {
        day.format("%-d %b").to_string()
    } else {
        day.format("%b '%y").to_string()
    }
}

/// The words of an entry for a line of so many columns: from a little before what was found, where it would not be seen
/// from their beginning. A part of it that begins inside begins with `…`.
fn round_the_hit(words: &str, sought: &[String], columns: usize) -> String {
    let begins: Vec<usize> = words
        .split_word_bound_indices()
        .filter(|(_, word)| word.contains(char::is_alphanumeric))
        .map(|(at, _)| at)
        .collect();
    let rest = |at: usize| words.get(at..).unwrap_or_default();
    let found = |at: &usize| {
        let rest: String = rest(*at).chars().take(HIT).collect();
        sought.iter().any(|word| fold(&rest).starts_with(word.as_str()))
    };
    let Some(hit) = begins.iter().copied().find(found) else { return words.to_string() };
    let end = begins.iter().copied().find(|at| *at > hit).unwrap_or(words.len());
    let wide = |from: usize, to: usize| width_of(words.get(from..to).unwrap_or_default());
    if width_of(words) <= columns || wide(0, end) < columns {
        return words.to_string();
    }
    let from = begins.iter().copied().find(|at| wide(*at, hit) <= columns / 3).unwrap_or(hit);
    format!("…{}", rest(from))
}

/// So many letters of a text are compared with what is looked for.
const HIT: usize = 60;

#[cfg(test)]
mod tests {
    use super::round_the_hit;

    #[test]
    fn the_found_word_is_in_the_part_that_is_seen() {
        let words = "Mum wrote out a song from home in Romanian. She sang it at sleep time.";
        for (sought, columns, says) in [
            ("sleep", 30, "…it at sleep time."),
            ("song", 30, words),
            ("sleep", 90, words),
            ("not there", 30, words),
            ("sang", 30, "…She sang it at sleep time."),
            ("she", 40, "…in Romanian. She sang it at sleep time."),
        ] {
            let seen = round_the_hit(words, &[sought.to_string()], columns);
            assert_eq!(seen, says, "{sought} in {columns}");
        }
    }
}
