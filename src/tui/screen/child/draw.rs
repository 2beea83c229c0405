//! How a child's page is drawn.

use chrono::{Datelike, Days};
use ratatui::style::{Modifier, Style};

use super::{State, rows, say};
use crate::domain::day::short;
use crate::domain::entry::{NoTakeBack, Standing, Step};
use crate::domain::{Kind, Moment};
use crate::store::ask::ChildFigures;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{BETWEEN, broken, wrap};
use crate::tui::{private, tap, today};

/// Where the columns of the list stand.
struct Columns {
    day: u16,
    /// `None` where a narrow window has no room for times.
    time: Option<u16>,
    kind: u16,
    text: u16,
    end: u16,
    /// The list's own width.
    wide: u16,
    /// Where the line before the second pane stands.
    pane: Option<u16>,
}

impl Columns {
    /// In a window of this width, for days that are so many letters wide at most.
    fn of(width: u16, day: usize) -> Columns {
        // Every day of one year has six; the others move for a longer one.
        let longer = u16::try_from(day.saturating_sub(6)).unwrap_or(0);
        let columns = Columns::usual(width);
        Columns {
            time: columns.time.map(|time| time + longer),
            kind: columns.kind + longer,
            text: columns.text + longer,
            ..columns
        }
    }

    fn usual(width: u16) -> Columns {
        if width >= 110 {
            // The second pane has a third of the window.
            let pane = width - 38;
            Columns {
                day: 3,
                time: Some(11),
                kind: 18,
                text: 29,
                end: pane - 7,
                wide: pane,
                pane: Some(pane),
            }
        } else if width >= 74 {
            Columns { day: 2, time: Some(10), kind: 17, text: 28, end: width - 7, wide: width, pane: None }
        } else {
            Columns { day: 2, time: None, kind: 10, text: 21, end: width - 7, wide: width, pane: None }
        }
    }
}

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let Some(child) = session.roll.child(self.child) else { return };
        let (width, height) = (canvas.width(), canvas.height());
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let end = width.saturating_sub(1);
        let room =
            session.roll.room(child.room).map(|room| format!("{} room", room.name)).unwrap_or_default();
        let clock = session.now.clock();
        let day = if width >= 72 { format!("{} · ", short(session.today())) } else { String::new() };
        canvas.header(session, &format!("{room} · {day}{clock}"));

        // Until they have been read nothing is said of them, for a nought would be a wrong answer.
        let figures = self.figures.as_ref();
        let talks = figures.is_some_and(|figures| figures.weeks.iter().any(|week| *week > 0));
        let with = match figures.map(|figures| figures.with.as_slice()) {
            None => String::new(),
            Some([]) if talks => "Spoken with: not said".to_string(),
            Some([]) => "Spoken with: nobody yet".to_string(),
            Some(with) => {
                format!("Spoken with: {}", with.iter().take(5).cloned().collect::<Vec<_>>().join(", "))
            }
        };
        let wide = width >= 110;
        let siblings = say::siblings(session, child);
        let abouts = say::about(session, child);
        let name = canvas.put_in(1, 1, width.saturating_sub(2), &child.name(), bold);
        if wide {
            let stop = canvas.put_right(end, 1, &with, theme.muted);
            let [about, ..] = &abouts;
            let about = siblings.map_or(about.clone(), |[long, _]| format!("{about}{BETWEEN}{long}"));
            canvas.put_in(name + 2, 1, stop.saturating_sub(name + 3), &about, theme.text);
        } else {
            // The fullest of what is known of the child that leaves room for whom they belong to.
            let rights = siblings.as_ref().map_or(vec![""], |[long, short]| vec![long.as_str(), short]);
            let room = usize::from(end.saturating_sub(name + 4));
            let pairs = || abouts.iter().flat_map(|about| rights.iter().map(move |right| (about, *right)));
            let fits =
                |(about, right): &(&String, &str)| canvas.columns(about) + canvas.columns(right) <= room;
            let (about, right) = pairs().find(fits).or(pairs().last()).unwrap_or((&abouts[3], ""));
            let stop = canvas.put_right(end, 1, right, theme.muted);
            canvas.put_in(name + 2, 1, stop.saturating_sub(name + 3), about, theme.text);
        }
        let mut rule = 2;
        if !wide {
            if let Some(ChildFigures { weeks: [.., week], open_steps, .. }) = figures {
                let long = format!("{with}    Talks this week {week}    Next steps open {open_steps}");
                let says = match canvas.columns(&long) + 2 > usize::from(width) {
                    true => format!("{with}   Talks {week}   Next steps {open_steps}"),
                    false => long,
                };
                canvas.put_in(1, 2, width.saturating_sub(2), &says, theme.text);
            }
            rule = 3;
        }
        canvas.rule(rule);

        let foot = height.saturating_sub(if height >= 20 { 4 } else { 2 });
        // The column of who wrote it is wider where a name needs it.
        let by = self.entries.iter().map(|entry| canvas.columns(&say::first_name(session, entry.entry.by)));
        let by = u16::try_from(by.max().unwrap_or(0).clamp(5, 10) - 5).unwrap_or(0);
        let day = self.entries.iter().map(|entry| rows::date(session, entry).len()).max().unwrap_or(0);
        let columns = Columns::of(width, day);
        let columns = Columns { end: columns.end - by, ..columns };
        let top = rule + 1 + u16::from(wide && height >= 30);
        if let Some((asks, _)) = &self.asks {
            // Nothing of anybody's stands beside the numbers.
            asks.draw(session, canvas, (2, top + 1), (width.min(76).saturating_sub(3), foot), private::WHY);
            canvas.rule(foot);
            return;
        }
        self.list(session, canvas, &columns, top, foot);
        if let Some(pane) = columns.pane {
            canvas.down(pane, top, foot);
            self.pane(session, canvas, pane + 2, top, foot);
        }
        canvas.rule(foot);
        self.foot(session, canvas, foot + 1);
    }

    fn list(&self, session: &Session, canvas: &mut Canvas, columns: &Columns, top: u16, foot: u16) {
        let theme = canvas.theme();
        let text_columns = usize::from(columns.end.saturating_sub(columns.text + 1));
        if self.entries.is_empty() {
            let says = match self.awaits {
                Some(_) => "",
                None => "Nothing is written yet. w writes the first note.",
            };
            canvas.put(columns.day, top, &session.keys.said(Action::WriteFor, says), theme.text);
            canvas.cursor(columns.day, top);
            return;
        }
        let lines = rows::lines(session, &self.entries, self.opened, text_columns, canvas.height() >= 30);
        // The last row of the list says what is older.
        let seen = usize::from(foot.saturating_sub(top + 2)).max(1);
        let at = lines.iter().position(|line| line.entry == Some(self.marked)).unwrap_or(0);
        let below =
            lines.iter().skip(at + 1).take_while(|line| line.entry.is_none() && !line.text.is_empty());
        let last = (at + below.count()).min(at + seen - 1);
        let most = lines.len().saturating_sub(seen);
        let first = self.first.get().clamp((last + 1).saturating_sub(seen), at).min(most.max(at.min(most)));
        self.first.set(first);

        let mut day = None;
        for (y, (index, line)) in (top..).zip(lines.iter().enumerate().skip(first).take(seen)) {
            let marked = index == at;
            let of = lines.iter().take(index + 1).rev().find_map(|line| line.entry);
            if let Some(entry) = of.filter(|_| !line.text.is_empty()) {
                canvas.row(0, y, columns.wide, 1, tap::to_row(self.marked, entry));
            }
            if marked {
                canvas.in_use(0, y, columns.wide);
                canvas.put(columns.day - 2, y, "▸", theme.bar);
            }
            // The bar lies over every line of the entry.
            let bar = of == Some(self.marked) && !line.text.is_empty();
            if bar && !marked {
                canvas.bar(0, y, columns.wide);
            }
            let style = |style: Style| if bar { theme.bar } else { style };
            // A day that began above the window is said again on the first line that is seen.
            let said = match (&day, line.entry) {
                (None, Some(_)) if line.day.is_empty() => day_above(&lines, index),
                _ => line.day.clone(),
            };
            if line.entry.is_some() {
                day = Some(());
            }
            canvas.put(columns.day, y, &said, style(theme.text));
            if let Some(time) = columns.time {
                canvas.put(time, y, &line.time, style(theme.muted));
            }
            canvas.put(columns.kind, y, line.kind, style(theme.text));
            let words = match (line.waits, line.about) {
                (true, _) => theme.waiting_words(),
                (_, true) => theme.muted,
                _ => theme.text,
            };
            let columns_left = columns.end.saturating_sub(columns.text + 1);
            // What waits is filled where it is its sign alone.
            let sign = if line.waits { "!" } else { "" };
            let from = canvas.put(columns.text, y, sign, style(theme.waiting)) + u16::from(line.waits);
            let left = columns_left.saturating_sub(from - columns.text);
            canvas.put_in(from, y, left, &line.text, style(words));
            canvas.put_in(
                columns.end,
                y,
                columns.wide.saturating_sub(columns.end + 1),
                &line.end,
                style(theme.muted),
            );
        }
        let drawn = u16::try_from(lines.len().saturating_sub(first).min(seen)).unwrap_or(0);
        let y = (top + drawn + 1).min(foot.saturating_sub(1));
        let drawn_last = (first + usize::from(drawn)).min(lines.len());
        let last = lines.iter().take(drawn_last).rev().find_map(|line| line.entry);
        let older = self.older_line(session, last.map_or(0, |last| last + 1));
        let room = columns.wide.saturating_sub(3);
        let short = older.split("  PgDn").next().unwrap_or_default();
        let says = if canvas.columns(&older) > usize::from(room) { short } else { &older };
        canvas.put_in(columns.day - 1, y, room, says, theme.muted);
    }

    /// What is older than the entries down to the last that is seen, or where the list begins.
    fn older_line(&self, session: &Session, seen: usize) -> String {
        let standing = |entries: &[Standing]| {
            let standing = entries.iter().filter(|entry| entry.withdrawn.is_none()).count();
            u32::try_from(standing).unwrap_or(u32::MAX)
        };
        let (above, below) = self.entries.split_at(seen.min(self.entries.len()));
        let all = self.figures.as_ref().map_or(0, |figures| figures.kinds.iter().sum());
        let older = match self.older {
            Some(_) => all.saturating_sub(standing(above)),
            None => standing(below),
        };
        let started = session.roll.child(self.child).and_then(|child| child.started);
        let since = started.map(|day| format!(" since {}", say::date(session, day)));
        match (self.top, self.older) {
            (Some(_), _) => "These are older ones. Home goes to the newest.".to_string(),
            (None, _) if older > 0 => {
                let entries = if older == 1 { "entry" } else { "entries" };
                let since = since.unwrap_or_default();
                format!("Older: {older} {entries}{since}.  PgDn goes on, / looks inside them.")
            }
            (None, Some(_)) => "Older ones follow.  PgDn goes on, / looks inside them.".to_string(),
            (None, None) => String::new(),
        }
    }

    /// The second pane: the marked entry, what it counts towards, and the steps for home.
    fn pane(&self, session: &Session, canvas: &mut Canvas, x: u16, top: u16, foot: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let Some(entry) = self.current() else { return };
        let columns = usize::from(canvas.width().saturating_sub(x + 1));
        let mut says: Vec<(String, Style)> = Vec::new();
        let mut put = |text: &str, style: Style| {
            says.extend(broken(text, columns).into_iter().map(|line| (line, style)));
        };
        put(&say::title(entry), bold);
        put(&say::writer(session, entry), theme.text);
        put("", theme.text);
        put(&say::words(session, entry), theme.text);
        // What was taken back says itself when.
        if !say::taken_back(entry) {
            put("", theme.text);
            for history in say::history(session, entry) {
                put(&history, theme.muted);
            }
            let saved = say::when(session, entry.recorded);
            put(&format!("Saved {saved}{}", ago(session, entry.recorded)), theme.muted);
        }
        if let Some(change) = change_now(session, entry) {
            put(&change, theme.muted);
        }
        // What is private counts for nothing.
        if entry.withdrawn.is_none() && say::whole(session, entry) && !entry.entry.private {
            let (review, shows) = say::review(session, entry);
            put("", theme.text);
            put("Counts towards", bold);
            put(&review, theme.muted);
            for (number, title) in shows {
                put(&format!("  {number:<3}{title}"), theme.text);
            }
        }
        let steps: Vec<(String, String, String)> = self.steps(session).into_iter().take(5).collect();
        if !steps.is_empty() {
            put("", theme.text);
            put("For home", bold);
        }
        let mut y = top;
        for (line, style) in says.iter().take(usize::from(foot.saturating_sub(top))) {
            canvas.put(x, y, line, *style);
            y += 1;
        }
        let right = canvas.width().saturating_sub(1);
        let room = |canvas: &Canvas, day: &str| {
            right.saturating_sub(x + 8).saturating_sub(u16::try_from(canvas.columns(day)).unwrap_or(0))
        };
        let whole =
            |(_, words, day): &(String, String, String)| wrap(words, usize::from(room(canvas, day))).len();
        // Each in whole where all of them have room so, else a row each.
        let rows = match steps.iter().map(whole).sum::<usize>() <= usize::from(foot.saturating_sub(y)) {
            true => foot,
            false => 1,
        };
        for (state, words, day) in steps {
            if y >= foot {
                break;
            }
            canvas.put_right(right, y, &day, theme.muted);
            canvas.put(x + 1, y, &state, theme.muted);
            let columns = room(canvas, &day);
            y = canvas.say((x + 7, y), (columns, rows.min(foot - y)), &words, theme.text);
        }
    }

    /// The steps for home: how each stands, its words, its day. Those that wait come first, also where their day has not
    /// been read yet; after them those of the days that were.
    fn steps(&self, session: &Session) -> Vec<(String, String, String)> {
        let open = |entry: &&Standing| matches!(entry.step, Some(Step::Open));
        let mut steps = today::open_steps(session, self.child);
        let read = || self.entries.iter().filter(|entry| entry.entry.kind == Kind::ForHome);
        for entry in read().filter(open).chain(read().filter(|entry| !open(entry))) {
            if steps.iter().all(|known| known.entry.id != entry.entry.id) {
                steps.push(entry);
            }
        }
        let steps = steps.into_iter().filter(|step| step.withdrawn.is_none() && say::whole(session, step));
        let said = steps.map(|entry| {
            let state = if open(&entry) { "open" } else { "heard" };
            let day = entry.entry.happened.day();
            let day = if day == session.today() { "today".to_string() } else { say::date(session, day) };
            (state.to_string(), entry.text().to_string(), day)
        });
        said.collect()
    }

    /// The week's talks, and the counts.
    fn foot(&self, session: &Session, canvas: &mut Canvas, mut y: u16) {
        let theme = canvas.theme();
        let Some(figures) = &self.figures else { return };
        let [drop_off, feedback, pick_up, for_home, moving_on] = figures.kinds;
        let wide = canvas.width() >= 110;
        if wide {
            let most = figures.weeks.iter().copied().max().unwrap_or(0).max(1);
            let signs = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇"];
            let trend: Vec<&str> = figures
                .weeks
                .iter()
                .filter_map(|&week| signs.get((week * 7).div_ceil(most) as usize).copied())
                .collect();
            let says = format!(
                "drop-off {drop_off}   pick-up {pick_up}   feedback {feedback}   for home {for_home} \
                 ({} heard back)   moving on {moving_on}",
                figures.heard_back
            );
            let x = canvas.put(1, y, "Talks  8 weeks   ", theme.muted);
            let x = canvas.put(x, y, &trend.join(" "), theme.text);
            canvas.put(x + 4, y, &says, theme.text);
            y += 1;
        }
        let today = session.today();
        let monday =
            today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into())).unwrap_or(today);
        // A narrow window has room for what the signs mean where they are closer together.
        let (legend, alone) = ("left drop-off, right pick-up", "drop-off, pick-up");
        let narrow = canvas.width() < 72;
        let (label, gap) = if narrow { ("Week  ", 1) } else { ("This week   ", 2) };
        let mut x = canvas.put(1, y, label, theme.muted);
        for (day, name) in monday.iter_days().zip(["Mo", "Tu", "We", "Th", "Fr"]) {
            let [left, right] = say::talks_on(&self.entries, day);
            let sign = |talk: bool| if talk { "●" } else { "·" };
            x = canvas.put(x, y, &format!("{name} "), theme.muted);
            x = canvas.put(x, y, &format!("{}{}", sign(left), sign(right)), theme.text) + gap;
        }
        let room = usize::from(canvas.width().saturating_sub(x + 2));
        let fits = [legend, alone].into_iter().find(|says| says.len() <= room);
        canvas.put(x + 1, y, fits.unwrap_or_default(), theme.muted);
        if !wide && y + 1 < canvas.height() {
            let x = canvas.put(1, y + 1, "For home    ", theme.muted);
            let says =
                format!("{} open    {} heard back from the family", figures.open_steps, figures.heard_back);
            canvas.put(x, y + 1, &says, theme.text);
        }
    }
}

/// The day of a line whose day stands above the window.
fn day_above(lines: &[rows::Line], index: usize) -> String {
    let above = lines.iter().take(index).rev().find(|line| !line.day.is_empty());
    above.map(|line| line.day.clone()).unwrap_or_default()
}

/// ` · 16 min ago`, within the hour.
fn ago(session: &Session, moment: Moment) -> String {
    match session.now.minutes_since(moment) {
        0 => " · just now".to_string(),
        minutes @ 1..60 => format!(" · {minutes} min ago"),
        _ => String::new(),
    }
}

/// What a change would be now.
fn change_now(session: &Session, entry: &Standing) -> Option<String> {
    if entry.withdrawn.is_some() || !say::whole(session, entry) {
        return None;
    }
    let amendment = "Any change now is an amendment: the first words stay readable.";
    match entry.take_back(session.person?, session.now) {
        Ok(()) => {
            let left = 5 - session.now.minutes_since(entry.recorded);
            Some(format!("It can be taken back for {} min.", left.max(1)))
        }
        Err(NoTakeBack::Gone) => None,
        Err(_) => Some(amendment.to_string()),
    }
}
