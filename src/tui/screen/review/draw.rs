//! How the day's end is drawn: the list, what is selected, and what is being decided.

use ratatui::style::{Modifier, Style};

use super::items::{Item, Missing, Need, Row};
use super::{Asked, GAP_REASONS, Mode, State, drafts, first_name, known_as, statements};
use crate::domain::day::short;
use crate::domain::entry::{Review, Shown, Standing};
use crate::domain::evidence::suggest::{proposed, why};
use crate::domain::{Kind, Session as Comes};
use crate::tui::model::Session;
use crate::tui::widget::canvas::{Canvas, wrap};

/// From so many columns on, what is selected stands beside the list.
const WIDE: u16 = 100;
/// How many seconds an entry takes to look at, for the time that is said at the top.
const SECONDS_EACH: usize = 10;

/// Where the columns begin.
struct Columns {
    child: u16,
    what: u16,
    said: u16,
    shows: u16,
    /// Before it the row ends.
    end: u16,
}

impl Columns {
    fn of(width: u16) -> Columns {
        if width >= 78 {
            // The list keeps its width; what is beside it takes the rest.
            let end = if width >= WIDE { 79 } else { width };
            Columns { child: 5, what: 17, said: 29, shows: 70, end }
        } else {
            Columns { child: 4, what: 14, said: 24, shows: width.saturating_sub(8), end: width }
        }
    }
}

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let (width, height) = (canvas.width(), canvas.height());
        let room = session.roll.room(self.room).map_or("", |room| room.name.as_str());
        let when = if self.day == session.today() {
            format!("{} · {}", short(self.day), session.now.clock())
        } else {
            short(self.day)
        };
        let place = if width >= WIDE {
            format!("End of day · {room} room · {when}")
        } else {
            format!("End of day · {when}")
        };
        canvas.header(session, &place);
        self.counts(session, canvas);
        canvas.rule(2);
        let wide = width >= WIDE;
        let below: u16 = match (wide, height) {
            (true, 30..) => 8,
            (true, _) => 0,
            (false, 20..) => 6,
            (false, _) => 5,
        };
        let end = height.saturating_sub(below);
        if let Mode::Shows(marked) = self.mode {
            self.all_statements(session, canvas, marked, (3, end));
        } else {
            self.list(session, canvas, (3, end));
        }
        if wide {
            canvas.down(79, 3, end);
            self.beside(session, canvas, (81, 3), (width.saturating_sub(82), end));
            if below > 0 {
                canvas.rule(end);
                self.families(session, canvas, end + 1);
            }
        } else {
            canvas.rule(end);
            self.beneath(session, canvas, end + 1, height);
        }
    }

    fn counts(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let width = canvas.width();
        let [entries, promises, gaps] = self.left();
        let agreed = self.rows.iter().filter(|row| row.done).count();
        let need = self.rows.iter().filter(|row| !row.done && row.need.is_some()).count() - gaps;
        let mut x = 1;
        let look = entries + promises;
        if let Some((by, at, code)) = &self.so_far.closed {
            let who = session.roll.person(*by).map_or("", |person| person.first_name());
            let says = format!("Closed {} by {who}.", at.clock());
            x = canvas.put(x, 1, &says, theme.text) + 1;
            x = canvas.put(x, 1, "Day code", theme.muted) + 1;
            x = canvas.put(x, 1, code, bold) + 3;
            if look + gaps == 0 {
                return;
            }
        }
        let waits = drafts(session, &self.so_far);
        let draft = match waits.len() {
            0 => String::new(),
            count if width >= WIDE => {
                format!(
                    "{count} draft{} not finished ({})",
                    if count == 1 { "" } else { "s" },
                    waits.join(", ")
                )
            }
            count => format!("{count} draft{}", if count == 1 { "" } else { "s" }),
        };
        let parts = [
            (format!("{look} to look at"), if look > 0 { bold } else { theme.muted }),
            (format!("{agreed} agreed"), theme.muted),
            (format!("{need} need you"), if need > 0 { theme.waiting } else { theme.muted }),
            (
                if gaps == 1 { "1 gap".to_string() } else { format!("{gaps} gaps") },
                if gaps > 0 { theme.text } else { theme.muted },
            ),
            (draft, theme.text),
        ];
        let closed = self.so_far.closed.is_some();
        for (index, (text, style)) in parts.iter().enumerate() {
            let zero = text.starts_with("0 ");
            let keep = !text.is_empty() && !(zero && (index > 1 || closed));
            if keep && usize::from(x) + canvas.columns(text) < usize::from(width) {
                x = canvas.put(x, 1, text, *style) + 3;
            }
        }
        let minutes = (look * SECONDS_EACH).div_ceil(60);
        let about =
            if width >= WIDE { format!("about {minutes} minutes") } else { format!("about {minutes} min") };
        let at = width.saturating_sub(1 + u16::try_from(canvas.columns(&about)).unwrap_or(0));
        if minutes > 1 && at > x {
            canvas.put_right(width.saturating_sub(1), 1, &about, theme.muted);
        }
    }

    fn list(&self, session: &Session, canvas: &mut Canvas, (top, end): (u16, u16)) {
        let theme = canvas.theme();
        let columns = Columns::of(canvas.width());
        for (x, head) in [(columns.child, "Child"), (columns.what, "What"), (columns.said, "Said")] {
            canvas.put(x, top, head, theme.muted);
        }
        canvas.put(columns.shows, top, "Shows", theme.muted);
        let gap = u16::from(canvas.height() >= 30);
        let first = top + 1 + gap;
        if self.rows.is_empty() {
            let says = match self.so_far.closed {
                Some(_) => "Nothing is left of this day.",
                None => "Nothing was written on this day, and no talk is missing. c closes it.",
            };
            canvas.put(columns.child, first + 1, says, theme.text);
            canvas.cursor(columns.child, first + 1);
            return;
        }
        let room = usize::from(end.saturating_sub(first).saturating_sub(gap));
        let at = self.index().unwrap_or(0);
        let total = self.rows.len();
        // Where more is below than fits, the last line says how many.
        let shown = if total > room { room.saturating_sub(1).max(1) } else { room };
        let start = (at + 1).saturating_sub(shown).min(total.saturating_sub(shown));
        let mut y = first;
        for (index, row) in self.rows.iter().enumerate().skip(start).take(shown) {
            self.row_line(session, canvas, &columns, (row, index == at), y);
            y += 1;
        }
        let more = total.saturating_sub(start + shown);
        if total > room {
            let says = match (more, start) {
                (0, above) => format!("… {above} above"),
                (more, _) => format!("… {more} more"),
            };
            canvas.put(columns.child.saturating_sub(1), y, &says, theme.muted);
        }
    }

    fn row_line(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        columns: &Columns,
        (row, here): (&Row, bool),
        y: u16,
    ) {
        let theme = canvas.theme();
        let bar = here && self.mode == Mode::List;
        if bar {
            canvas.bar(0, y, columns.end);
        }
        let style = |plain: Style| match (bar, here) {
            (true, _) => theme.bar,
            (false, true) => plain.add_modifier(Modifier::BOLD),
            _ => plain,
        };
        let words = if row.done { theme.muted } else { theme.text };
        let mark = u16::from(canvas.width() >= WIDE);
        if here {
            canvas.put(mark, y, "▸", if bar { theme.bar } else { theme.focus });
        }
        match (&row.need, row.done) {
            (_, true) => canvas.put(2, y, "✓", style(theme.muted)),
            (Some(_), _) => canvas.put(2, y, "!", style(theme.waiting)),
            _ => 0,
        };
        let child = session.roll.short_name(row.child);
        canvas.put_in(columns.child, y, columns.what - columns.child - 1, &child, style(words));
        if bar {
            canvas.cursor(columns.child, y);
        }
        let standing = row.item.entry().and_then(|id| self.standing(id));
        let what = match row.item {
            Item::Gap(_) => "Gap",
            Item::Promise(_) => "Promised",
            Item::Entry(_) => standing.map_or("", |standing| standing.entry.kind.label()),
        };
        canvas.put_in(columns.what, y, columns.said - columns.what - 1, what, style(words));
        let room = columns.shows - columns.said - 1;
        let text = standing.map_or("", |standing| standing.text());
        match (&row.need, row.done) {
            (Some(Need::Gap(missing)), _) => {
                canvas.put_in(columns.said, y, room, missing.says(), style(words));
            }
            (Some(Need::Names(hits)), false) => {
                let says = format!("Names another child: {}", self.named(session, hits));
                canvas.put_in(columns.said, y, room, &says, style(words));
            }
            (Some(Need::SentBack { answered }), false) => {
                let says = if *answered { "answered: " } else { "sent back: " };
                let question = match standing.map(|standing| &standing.review) {
                    Some(Review::SentBack { question, .. }) if !answered => question.as_str(),
                    _ => text,
                };
                canvas.put_in(columns.said, y, room, &format!("{says}{question}"), style(words));
            }
            (Some(Need::Promised), false) if matches!(row.item, Item::Entry(_)) => {
                let asks = "  asks you to look";
                let wide = u16::try_from(canvas.columns(asks)).unwrap_or(0);
                if room > wide + 12 {
                    let x = canvas.put_in(columns.said, y, room - wide, text, style(words));
                    canvas.put(x, y, asks, style(theme.waiting));
                } else {
                    canvas.put_in(columns.said, y, room, text, style(words));
                }
            }
            _ => {
                canvas.put_in(columns.said, y, room, text, style(words));
            }
        }
        let shows = match (row.item, standing) {
            (Item::Entry(_), Some(standing)) if !matches!(row.need, Some(Need::Names(_))) => {
                self.numbers(session, standing)
            }
            _ => "–".to_string(),
        };
        canvas.put_in(columns.shows, y, columns.end.saturating_sub(columns.shows + 1), &shows, style(words));
    }

    /// `2 13`
    fn numbers(&self, session: &Session, standing: &Standing) -> String {
        let shows = self.shows(session, standing);
        let mut numbers: Vec<String> = Vec::new();
        for known in self.candidates(session, standing) {
            if shows.iter().any(|shown| shown.statement == known) {
                numbers.push(known_as(session, &known).0);
            }
        }
        if numbers.is_empty() { "–".to_string() } else { numbers.join(" ") }
    }

    /// Every statement, to be ticked.
    fn all_statements(&self, session: &Session, canvas: &mut Canvas, marked: usize, (top, end): (u16, u16)) {
        let theme = canvas.theme();
        let Some(standing) = self.selected() else { return };
        let shows = self.shows(session, standing);
        let child = session.roll.short_name(standing.entry.child);
        let says = format!("What does it show?   {child}  {}", standing.entry.kind.label());
        canvas.put(2, top, &says, theme.text.add_modifier(Modifier::BOLD));
        let width = Columns::of(canvas.width()).end;
        let room = usize::from(end.saturating_sub(top + 1)).max(1);
        let start = (marked + 1).saturating_sub(room);
        for ((index, (known, statement)), y) in
            statements(session).enumerate().skip(start).take(room).zip(top + 1..)
        {
            let here = index == marked;
            if here {
                canvas.bar(0, y, width);
                canvas.put(u16::from(width == 79), y, "▸", theme.bar);
                canvas.cursor(4, y);
            }
            let style = if here { theme.bar } else { theme.text };
            let ticked = shows.iter().find(|shown| shown.statement == known);
            canvas.put(4, y, if ticked.is_some() { "■" } else { "□" }, style);
            let (number, title) = known_as(session, &known);
            canvas.put_right(9, y, &number, style);
            let x = canvas.put_in(11, y, 30, &title, style).max(41);
            let reason = session
                .frameworks
                .iter()
                .find(|framework| framework.id == known.framework)
                .map(|framework| why(&standing.entry, framework, statement, &session.phrases))
                .unwrap_or_default();
            let quiet = if here { theme.bar } else { theme.muted };
            let reason = match ticked {
                Some(shown) if shown.changed => "something changed because of it".to_string(),
                _ if reason.is_empty() => String::new(),
                _ => reason,
            };
            canvas.put_in(x + 1, y, width.saturating_sub(x + 2), &reason, quiet);
        }
    }

    /// `Ava O.  Drop-off 08:31, Sam with mum`
    fn whose(&self, session: &Session, standing: &Standing) -> String {
        let entry = &standing.entry;
        let with: Vec<&str> = entry.with.iter().map(|with| with.word.as_str()).collect();
        let with = if with.is_empty() { String::new() } else { format!(" with {}", with.join(", ")) };
        let private = if entry.private { " · staff only" } else { "" };
        format!("{}{with}{private}", first_name(session, entry))
    }

    /// What is selected, below the list.
    fn beneath(&self, session: &Session, canvas: &mut Canvas, top: u16, end: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let width = canvas.width();
        let text_width = usize::from(width.saturating_sub(2)).min(76);
        if self.decide(session, canvas, (1, top), (width.saturating_sub(2), end)) {
            return;
        }
        let Some(row) = self.row() else { return };
        let name = session.roll.short_name(row.child);
        let Some(standing) = self.selected() else {
            let Some(Need::Gap(missing)) = &row.need else { return };
            canvas.put(1, top, &format!("{name}  {}", missing.says()), bold);
            canvas.put(1, top + 1, "A reason, without blame; only leads see it.", theme.text);
            return;
        };
        let entry = &standing.entry;
        let when = if entry.happened.day() == self.day {
            entry.happened.clock()
        } else {
            short(entry.happened.day())
        };
        let head = format!("{name}  {} {when}, {}", entry.kind.label(), self.whose(session, standing));
        canvas.put_in(1, top, width - 2, &head, bold);
        let rows = usize::from(end.saturating_sub(top));
        let mut y = top + 1;
        for line in wrap(standing.text(), text_width).iter().take(rows.saturating_sub(3).clamp(1, 2)) {
            canvas.put(1, y, line, theme.text);
            y += 1;
        }
        if let Some(says) = self.remark(session, row, standing) {
            canvas.put_in(1, y, width - 2, &says, theme.waiting);
            y += 1;
        }
        if !matches!(row.item, Item::Entry(_)) || matches!(row.need, Some(Need::Names(_))) {
            return;
        }
        let shows = self.shows(session, standing);
        let mut x = canvas.put(1, y, "Shows:", theme.muted) + 2;
        let suggested = proposed(standing, &session.frameworks);
        let candidates = self.candidates(session, standing);
        if candidates.is_empty() {
            canvas.put(x, y, "nothing yet   l lists what it may show", theme.text);
        }
        for (index, known) in candidates.iter().enumerate() {
            let (number, title) = known_as(session, known);
            let ticked = shows.iter().find(|shown| shown.statement == *known);
            let here = self.mode == Mode::Ticks(index);
            let says =
                format!("{} {number} {title}{}", if ticked.is_some() { "■" } else { "□" }, changed(ticked));
            let wide = u16::try_from(canvas.columns(&says)).unwrap_or(width);
            if x + wide > width.saturating_sub(1) && x > 9 {
                y += 1;
                x = 9;
            }
            if y >= end {
                break;
            }
            if here {
                canvas.bar(x, y, wide.min(width - x));
                canvas.cursor(x, y);
            }
            x = canvas.put(x, y, &says, if here { theme.bar } else { theme.text }) + 3;
        }
        let same = suggested.len() == shows.len()
            && suggested.iter().all(|one| shows.iter().any(|shown| shown.statement == one.statement));
        if same && !standing.agreed() && !suggested.is_empty() && x + 11 < width && y < end {
            canvas.put(x, y, "(suggested)", theme.muted);
        }
    }

    /// What is to be said about the selected entry besides its words.
    fn remark(&self, session: &Session, row: &Row, standing: &Standing) -> Option<String> {
        Some(match (&row.need, row.item) {
            (Some(Need::Names(hits)), _) if !row.done => {
                let child = session.roll.child(row.child).map_or("this", |child| child.first_name());
                let (who, many) = (self.named(session, hits), hits.len() > 1);
                let near = if hits.iter().all(|hit| hit.near) { "nearly " } else { "" };
                let verb = if many { "are" } else { "is" };
                format!("! {who} {verb} {near}named in a note for {child}'s family.  1 “a friend”  2 keep")
            }
            (Some(Need::SentBack { answered }), _) if !row.done => match &standing.review {
                Review::SentBack { question, at, .. } => format!(
                    "Asked {}: {question}{}",
                    at.clock(),
                    if *answered { "  The words have changed since." } else { "  No answer yet." }
                ),
                _ => return None,
            },
            (_, Item::Promise(_)) => {
                let due = standing.entry.follow_up.map(short).unwrap_or_default();
                format!("Promised for {due}. Enter says that it was done.")
            }
            _ => {
                let amendment = standing.amendments.last()?;
                let by = session.roll.person(amendment.by).map_or("", |person| person.first_name());
                format!("amended {} by {by}: {}", amendment.at.clock(), amendment.reason.label())
            }
        })
    }

    /// What is selected, beside the list.
    fn beside(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, top): (u16, u16),
        (columns, end): (u16, u16),
    ) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let Some(row) = self.row() else { return };
        let name = session.roll.child(row.child).map(|child| child.name()).unwrap_or_default();
        let mut y = top;
        canvas.put_in(x, y, columns, &name, bold);
        y += 1;
        if let Some(standing) = self.selected() {
            let entry = &standing.entry;
            let when = if entry.happened.day() == self.day {
                entry.happened.clock()
            } else {
                format!("{} {}", short(entry.happened.day()), entry.happened.clock())
            };
            canvas.put_in(x, y, columns, &format!("{} {when}", entry.kind.label()), theme.text);
            canvas.put_in(x, y + 1, columns, &self.whose(session, standing), theme.muted);
            y += 3;
            for line in wrap(standing.text(), usize::from(columns)).iter().take(8) {
                canvas.put(x, y, line, theme.text);
                y += 1;
            }
            y += 1;
        } else if let Some(Need::Gap(missing)) = &row.need {
            canvas.put_in(x, y, columns, missing.says(), theme.text);
            y += 2;
        }
        if self.decide(session, canvas, (x, y), (columns, end)) {
            return;
        }
        let Some(standing) = self.selected() else {
            canvas.put(x, y, "A reason, without blame;", theme.text);
            canvas.put(x, y + 1, "only leads see it.", theme.text);
            return;
        };
        if let Some(says) = self.remark(session, row, standing) {
            let style = if row.need.is_some() { theme.waiting } else { theme.muted };
            for line in wrap(&says, usize::from(columns)) {
                canvas.put(x, y, &line, style);
                y += 1;
            }
            y += 1;
        }
        if !standing.amendments.is_empty() {
            canvas.put(x, y, "First words", theme.muted);
            y += 1;
            for line in wrap(&standing.entry.text, usize::from(columns)).iter().take(4) {
                canvas.put(x, y, line, theme.muted);
                y += 1;
            }
            y += 1;
        }
        if !matches!(row.item, Item::Entry(_)) || matches!(row.need, Some(Need::Names(_))) {
            return;
        }
        let label = if standing.agreed() { "agreed" } else { "suggested" };
        canvas.parts(x, y, &[("What it shows", bold), ("  ", bold), (label, theme.muted)]);
        y += 2;
        let shows = self.shows(session, standing);
        let candidates = self.candidates(session, standing);
        for (index, known) in candidates.iter().enumerate() {
            let (number, title) = known_as(session, known);
            let ticked = shows.iter().find(|shown| shown.statement == *known);
            let here = self.mode == Mode::Ticks(index);
            if here {
                canvas.bar(x, y, columns);
                canvas.cursor(x, y);
            }
            let style = if here { theme.bar } else { theme.text };
            let sign = if ticked.is_some() { "■" } else { "□" };
            canvas.put_in(x, y, columns, &format!("{sign} {number:<2} {title}{}", changed(ticked)), style);
            y += 1;
        }
        if candidates.is_empty() {
            canvas.put(x, y, "– nothing is suggested", theme.text);
            y += 1;
        }
        y += 1;
        if y + 2 < end {
            canvas.put(x, y, "Space ticks, Enter agrees.", theme.muted);
            let all = statements(session).count();
            canvas.put(x, y + 1, &format!("More: l lists all {all}."), theme.muted);
        }
    }

    /// What is being decided, where something is; `false` where the list is gone through.
    fn decide(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, top): (u16, u16),
        (columns, end): (u16, u16),
    ) -> bool {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let child = self
            .row()
            .and_then(|row| session.roll.child(row.child))
            .map_or("This child", |child| child.first_name());
        let mut y = top;
        match &self.mode {
            Mode::List | Mode::Ticks(_) | Mode::Shows(_) => return false,
            Mode::WhyGap => {
                let missing = self.missing().map_or(Missing::Both, |(_, missing)| missing);
                canvas.put_in(x, y, columns, &format!("{child}: {}", missing.says()), bold);
                let own = "in your own words";
                let choices: Vec<String> = GAP_REASONS
                    .iter()
                    .chain([&own])
                    .enumerate()
                    .map(|(index, reason)| format!("{} {reason}", index + 1))
                    .collect();
                choose(canvas, &choices, (x, y + 1), (columns, end));
            }
            Mode::Writing(asked, words, _) => {
                let title = match asked {
                    Asked::Gap => format!("Why was there no talk about {child}?"),
                    Asked::Question => {
                        let writer = self.selected().map(|standing| first_name(session, &standing.entry));
                        format!("What do you ask {}?", writer.unwrap_or_default())
                    }
                };
                canvas.put_in(x, y, columns, &title, bold);
                y += 1;
                let rows = end.saturating_sub(y).min(if columns > 50 { 5 } else { 8 });
                canvas.field(x, y, columns, rows);
                let inside = (columns.saturating_sub(4), rows.saturating_sub(2));
                words.draw(canvas, (x + 2, y + 1), inside, theme.text, true);
            }
            Mode::Closing => {
                let [entries, promises, gaps] = self.left();
                canvas.put(x, y, "Close the day although something is left?", bold);
                let mut left = Vec::new();
                for (count, one, many) in [
                    (entries, "entry not looked at", "entries not looked at"),
                    (promises, "promise not done", "promises not done"),
                    (gaps, "gap without a reason", "gaps without a reason"),
                ] {
                    match count {
                        0 => {}
                        1 => left.push(format!("1 {one}")),
                        count => left.push(format!("{count} {many}")),
                    }
                }
                let waits = drafts(session, &self.so_far);
                if !waits.is_empty() {
                    left.push(format!("not finished by {}", waits.join(", ")));
                }
                y += 1;
                canvas.cursor(x, y);
                for line in wrap(&left.join(" · "), usize::from(columns)) {
                    canvas.put(x, y, &line, theme.text);
                    y += 1;
                }
                let rest = "What is left waits under earlier days; nothing is lost.";
                for line in wrap(rest, usize::from(columns)) {
                    canvas.put(x, y, &line, theme.muted);
                    y += 1;
                }
            }
        }
        true
    }

    /// Who was spoken with at the door, both ends of the day.
    fn families(&self, session: &Session, canvas: &mut Canvas, top: u16) {
        let theme = canvas.theme();
        let title = [
            (" Today by family", theme.text.add_modifier(Modifier::BOLD)),
            ("   talk at the door, both ends of the day", theme.muted),
        ];
        canvas.parts(0, top, &title);
        let width = canvas.width();
        let (mut x, mut y) = (3, top + 2);
        for child in session.roll.in_room(self.room, self.day) {
            let talked = |kind: Kind| {
                self.so_far.entries.iter().any(|standing| {
                    standing.entry.child == child.id
                        && standing.entry.kind == kind
                        && standing.withdrawn.is_none()
                        && standing.entry.no_talk.is_none()
                })
            };
            let written = self.so_far.entries.iter().any(|standing| standing.entry.child == child.id);
            let dot = |kind| if talked(kind) { "●" } else { "○" };
            let sign = if !written && child.pattern.on(self.day) == Comes::None {
                "away".to_string()
            } else {
                format!("{}{}", dot(Kind::DropOff), dot(Kind::PickUp))
            };
            let says = format!("{} {sign}", session.roll.short_name(child.id));
            let wide = u16::try_from(canvas.columns(&says)).unwrap_or(0);
            if x + wide > width.saturating_sub(1) {
                (x, y) = (3, y + 1);
            }
            if y >= canvas.height() {
                break;
            }
            x = canvas.put(x, y, &says, theme.text) + 3;
        }
    }
}

fn changed(shown: Option<&Shown>) -> &'static str {
    if shown.is_some_and(|shown| shown.changed) { " (changed)" } else { "" }
}

/// Numbered choices: side by side where they fit, else one a line. The cursor stands on the first.
fn choose(canvas: &mut Canvas, choices: &[String], (x, top): (u16, u16), (columns, end): (u16, u16)) {
    let theme = canvas.theme();
    canvas.cursor(x, top);
    let lines = usize::from(end.saturating_sub(top)).max(1);
    let across = if choices.len() > lines { choices.len().div_ceil(lines).max(2) } else { 1 };
    let wide = columns / u16::try_from(across).unwrap_or(1);
    for (index, choice) in choices.iter().enumerate() {
        let column = u16::try_from(index % across).unwrap_or(0);
        let row = u16::try_from(index / across).unwrap_or(0);
        canvas.put_in(x + column * wide, top + row, wide.saturating_sub(1), choice, theme.text);
    }
}
