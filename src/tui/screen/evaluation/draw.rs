//! How the self-evaluation is drawn: one part at a time, or in a wide window the statements with the ratings and
//! the areas for development beside them.

use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Modifier, Style};

use super::super::evidence::say::{ago, signs, whose};
use super::{Part, State, Turned, has, say};
use crate::domain::day;
use crate::domain::evaluation::{AreaState, Evaluation, bands_of, scale, word_count};
use crate::domain::framework::Framework;
use crate::tui::action::Action;
use crate::tui::key::{Chord, labelled};
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::{Canvas, hidden, wrap};

/// From so many columns on, all three parts are seen.
const WIDE: u16 = 110;
/// Where the right side begins then.
const RIGHT: u16 = 66;
/// So many columns `PgDn  12 more below` takes, with the gap before it.
const MORE: u16 = 22;

/// A place on the canvas: columns from and to, rows from and before.
#[derive(Clone, Copy)]
struct Place {
    x: u16,
    end: u16,
    top: u16,
    bottom: u16,
}

impl Place {
    fn fits(self) -> usize {
        usize::from(self.bottom.saturating_sub(self.top)).max(1)
    }
}

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let term = say::term(session.today());
        let room = whose(session, &self.whom);
        let (width, height) = (canvas.width(), canvas.height());
        let title = self.framework(session).filter(|_| session.frameworks.len() > 1).map(|one| &one.title);
        canvas.header(
            session,
            &match (width, title) {
                (WIDE.., None) => format!("Self-evaluation · {room} · {term}"),
                (WIDE.., Some(title)) => format!("Self-evaluation · {title} · {room} · {term}"),
                (72.., None) => format!("Self-evaluation · {term}"),
                (72.., Some(title)) => format!("Self-evaluation · {title}"),
                (_, None) => "Self-evaluation".to_string(),
                (_, Some(title)) => title.clone(),
            },
        );
        let (Some(framework), Some(now)) = (self.framework(session), self.now()) else {
            canvas.rule(2);
            return canvas.cursor(1, 3);
        };
        self.parts(session, now, canvas);
        canvas.rule(2);
        let foot = match (width, height) {
            // Each number's name takes a row over the ratings.
            (_, ..20) if self.part == Part::Ratings => 3,
            (_, ..20) => 4,
            (WIDE.., 30..) => 10,
            _ => 7,
        };
        let mut bottom = height.saturating_sub(foot + 1);
        if width < WIDE && self.part == Part::Ratings {
            // What the numbers mean takes the rows that the ratings leave.
            bottom = bottom.min(4 + u16::try_from(framework.ratings.len()).unwrap_or(0));
        }
        canvas.rule(bottom);
        let place = Place { x: 0, end: width, top: 3, bottom };
        if width >= WIDE {
            let left = Place { end: RIGHT - 2, ..place };
            canvas.down(RIGHT - 1, place.top, bottom);
            self.statements(framework, now, canvas, left);
            let rows = u16::try_from(framework.ratings.len()).unwrap_or(0) + 2;
            let split = (place.top + rows + 1).min(bottom);
            self.ratings(framework, now, canvas, Place { x: RIGHT, bottom: split, ..place });
            if has(framework, Part::Areas) {
                self.areas(now, canvas, Place { x: RIGHT, top: split, ..place });
            }
        } else {
            match self.part {
                Part::Statements => self.statements(framework, now, canvas, place),
                Part::Ratings => self.ratings(framework, now, canvas, place),
                Part::Areas => self.areas(now, canvas, place),
            }
        }
        if let Some(asks) = &self.asks {
            let why = "Asked once more, before it is signed off. It can't be changed afterwards.";
            return asks.draw(session, canvas, (1, bottom + 1), (width.min(76), height), why);
        }
        self.foot(session, framework, now, canvas, (bottom + 1, height));
    }

    /// The names of the parts, how much of each is there, and whether it was signed off.
    fn parts(&self, session: &Session, now: &Evaluation, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let whole = now
            .statements
            .iter()
            .filter(|one| (!now.judges || !one.met.is_empty()) && !one.text.trim().is_empty());
        let rated = now.ratings.iter().filter(|rated| rated.number.is_some());
        let done = now.areas.iter().filter(|area| area.state == AreaState::Done);
        let short = canvas.width() < 72;
        let parts = [
            (Part::Statements, "Statements", whole.count(), now.statements.len()),
            (Part::Ratings, "Ratings", rated.count(), now.ratings.len()),
            (Part::Areas, "To develop", done.count(), now.areas.len()),
        ];
        let there = |part: Part| self.framework(session).is_some_and(|framework| has(framework, part));
        let mut x = 1;
        for (part, name, have, all) in parts.into_iter().filter(|(part, ..)| there(*part)) {
            let from = x;
            let (name, style) = match part == self.part {
                true => (format!("[{name}]"), theme.focus.add_modifier(Modifier::BOLD)),
                false => (name.to_string(), theme.text),
            };
            x = canvas.put(x, 1, &name, style) + 1;
            let says = match (all, short) {
                (0, _) => "none".to_string(),
                (_, true) => format!("{have}/{all}"),
                (_, false) => format!("{have} of {all}"),
            };
            x = canvas.put(x, 1, &says, theme.muted);
            canvas.button(from, 1, x - from, self.tabs(part));
            x += if short { 2 } else { 3 };
        }
        let signed = self.read.as_ref().and_then(|read| read.last.as_ref());
        let says = match signed {
            Some(signed) => {
                let by = signed.by.and_then(|by| session.roll.person(by)).map_or("", |by| by.first_name());
                format!("signed off {} {by}", day::short(signed.at.day()))
            }
            None => "not signed off".to_string(),
        };
        if usize::from(x) + canvas.columns(&says) < usize::from(canvas.width()) {
            canvas.put_right(canvas.width().saturating_sub(1), 1, says.trim_end(), theme.muted);
        }
    }

    /// The keys to another part.
    fn tabs(&self, part: Part) -> Vec<Chord> {
        let by = (part as usize + Part::ALL.len() - self.part as usize) % Part::ALL.len();
        vec![Chord::plain(KeyCode::Tab); by]
    }

    /// The keys to a line of a part; of the line in use what Enter does.
    fn keys_to(&self, part: Part, index: usize) -> Vec<Chord> {
        if part == self.part && part != Part::Ratings {
            return tap::to_row(self.marked(), index);
        }
        let steps = index.cast_signed().wrapping_sub(self.lines[part as usize].cast_signed());
        self.tabs(part).into_iter().chain(tap::steps(steps)).collect()
    }

    /// The styles of a line: its words and what is quiet in it. Draws the bar where the line is in use.
    fn line_styles(
        &self,
        canvas: &mut Canvas,
        part: Part,
        index: usize,
        (place, y): (Place, u16),
    ) -> (Style, Style) {
        let theme = canvas.theme();
        canvas.row(place.x, y, place.end - place.x, 1, self.keys_to(part, index));
        if self.lines[part as usize] != index {
            return (theme.text, theme.muted);
        }
        let in_use = self.part == part;
        if in_use {
            canvas.bar(place.x, y, place.end - place.x);
            canvas.cursor(place.x + 6, y);
        }
        let (style, quiet) = if in_use { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
        if in_use || canvas.width() < WIDE {
            canvas.put(place.x + 1, y, "▸", style);
        }
        (style, quiet)
    }

    fn statements(&self, framework: &Framework, now: &Evaluation, canvas: &mut Canvas, place: Place) {
        let theme = canvas.theme();
        let roomy = place.end - place.x >= 64;
        let (met, text) = if roomy { (36, 47) } else { (34, 45) };
        let title = met - 7;
        canvas.put(place.x + 3, place.top, " #", theme.muted);
        canvas.put(place.x + 6, place.top, "Statement", theme.muted);
        if now.judges {
            canvas.put(place.x + met, place.top, "Met", theme.muted);
        }
        let inside = Place { top: place.top + 1, ..place };
        let marked = self.lines[Part::Statements as usize];
        let first = (marked + 1).saturating_sub(inside.fits());
        let all = framework.statements.len();
        canvas.hidden_before(place.end.saturating_sub(1), place.bottom, (first, inside.fits(), all));
        canvas.put(place.x + text, place.top, "Text", theme.muted);
        let before = self.read.as_ref().and_then(|read| read.last.as_ref());
        let before = before.map(|signed| &signed.what.evaluation);
        for (y, (index, statement)) in
            (inside.top..inside.bottom).zip(framework.statements.iter().enumerate().skip(first))
        {
            let (style, quiet) = self.line_styles(canvas, Part::Statements, index, (inside, y));
            let Some(one) = now.statement(&statement.code) else { continue };
            let number = &statement.number;
            canvas.put_right(place.x + 5, y, number, quiet);
            canvas.put_in(place.x + 6, y, title, &statement.title, style);
            if now.judges {
                let mut x = place.x + met;
                for judgement in &framework.judgements {
                    let given = judgement.code == one.met;
                    let says = if given { format!("[{}]", judgement.code) } else { judgement.code.clone() };
                    let style = if given { style.add_modifier(Modifier::BOLD) } else { quiet };
                    x = canvas.put(x, y, &says, style) + 1;
                }
            }
            let words = word_count(&one.text);
            let says = match words {
                0 => "empty".to_string(),
                1 => "1 word".to_string(),
                words => format!("{words} words"),
            };
            let x = canvas.put(place.x + text, y, &says, if words == 0 { style } else { quiet });
            let moved = say::moved(one, before.and_then(|before| before.statement(&statement.code)));
            let left = place.end.saturating_sub(place.x + text + 11);
            match moved {
                Some(moved) if left > 4 => {
                    canvas.put_in(x.max(place.x + text + 10) + 1, y, left, &moved, quiet);
                }
                None if left >= 10 => {
                    let says = format!("{} {}", signs(one.strength), one.strength.label());
                    canvas.put_in(x.max(place.x + text + 10) + 1, y, left, &says, quiet);
                }
                _ => {}
            }
        }
    }

    fn ratings(&self, framework: &Framework, now: &Evaluation, canvas: &mut Canvas, place: Place) {
        let Some((low, high)) = scale(framework) else { return };
        let count = u16::from(high - low) + 1;
        let longest = framework.ratings.iter().map(|row| canvas.columns(&row.title)).max().unwrap_or(0);
        let name = u16::try_from(longest + 1).unwrap_or(28).clamp(20, 28);
        let left = place.end.saturating_sub(place.x + 6 + name);
        let step = (left / count.max(1)).clamp(3, 7);
        let at = |number: u8| place.x + 6 + name + u16::from(number - low) * step;
        let all = framework.ratings.len();
        let inside = Place { top: place.top + 1, ..place };
        names_of_bands(framework, canvas, place, &at);
        let marked = self.lines[Part::Ratings as usize];
        let first = (marked + 1).saturating_sub(inside.fits());
        canvas.hidden_before(place.end.saturating_sub(1), place.bottom, (first, inside.fits(), all));
        for (y, (index, row)) in
            (inside.top..inside.bottom).zip(framework.ratings.iter().enumerate().skip(first))
        {
            let (style, quiet) = self.line_styles(canvas, Part::Ratings, index, (inside, y));
            canvas.put(place.x + 3, y, &format!("{:>2}", index + 1), quiet);
            canvas.put_in(place.x + 6, y, name.saturating_sub(1), &row.title, style);
            let given = now.rating(&row.code);
            for number in low..=high {
                let (x, digit) = (at(number), number.to_string());
                let is = given == Some(number);
                let says = if is { format!("[{digit}]") } else { digit };
                let style = if is { style.add_modifier(Modifier::BOLD) } else { quiet };
                canvas.put(x.saturating_sub(u16::from(is)), y, &says, style);
                let number = tap::number(usize::from(number));
                let mut keys = self.tabs(Part::Ratings);
                keys.extend(tap::steps(index.cast_signed().wrapping_sub(marked.cast_signed())));
                keys.extend(number);
                canvas.button(x.saturating_sub(1), y, 3, keys);
            }
        }
    }

    fn areas(&self, now: &Evaluation, canvas: &mut Canvas, place: Place) {
        let theme = canvas.theme();
        canvas.put(place.x + 3, place.top, "To develop", theme.muted);
        let inside = Place { top: place.top + 1, ..place };
        let all = now.areas.len() + 1;
        let first = (self.lines[Part::Areas as usize] + 1).saturating_sub(inside.fits());
        canvas.hidden_before(place.end.saturating_sub(1), place.bottom, (first, inside.fits(), all));
        for (y, index) in (inside.top..inside.bottom).zip(first..all) {
            let (style, quiet) = self.line_styles(canvas, Part::Areas, index, (inside, y));
            let Some(area) = now.areas.get(index) else {
                let says =
                    if index == 0 { "an area for development" } else { "another area for development" };
                canvas.put_in(place.x + 6, y, place.end - place.x - 7, says, quiet);
                continue;
            };
            canvas.put(place.x + 3, y, &format!("{:>2}", index + 1), quiet);
            let says = match area.state {
                AreaState::Done => "done".to_string(),
                _ => [area.by_when.as_str(), area.who.as_str()]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join("  "),
            };
            let says = crate::tui::widget::canvas::clip(&says, 24);
            let right = u16::try_from(canvas.columns(&says)).unwrap_or(0);
            let columns = place.end.saturating_sub(place.x + 6 + right + 3);
            canvas.put_in(place.x + 6, y, columns, &area.what, style);
            canvas.put_right(place.end.saturating_sub(1), y, &says, quiet);
        }
    }

    /// What the numbers mean, from the line to which it was turned; its last row says what is not seen of it.
    fn bands(&self, session: &Session, canvas: &mut Canvas, bands: &[String], (top, end): (u16, u16)) {
        let theme = canvas.theme();
        let (right, fits) = (canvas.width().saturating_sub(1), usize::from(end.saturating_sub(top)));
        let broken = |columns: u16| bands.iter().flat_map(|band| wrap(band, usize::from(columns))).collect();
        let mut lines: Vec<String> = broken(right.saturating_sub(1));
        let whole = lines.len() <= fits;
        if !whole {
            // Beside its lines there is room for what is said of the others.
            lines = broken(right.saturating_sub(MORE));
        }
        let first = self.turned.get().first.min(lines.len().saturating_sub(fits));
        self.turned.set(Turned { first, fits, all: lines.len() });
        for (line, y) in lines.iter().skip(first).zip(top..end) {
            canvas.put(1, y, line, theme.text);
        }
        if !whole && end > top {
            let turns = if first + fits < lines.len() { Action::PageDown } else { Action::PageUp };
            let key = session.keys.labels(turns).into_iter().next().unwrap_or_default();
            // What is more below matters more than what was read.
            let says = match lines.len().saturating_sub(first + fits) {
                0 => hidden(first, fits, lines.len()),
                below => format!("{below} more below"),
            };
            let x = canvas.put_right(right, end - 1, &format!("{key}  {says} "), theme.muted);
            canvas.button(x, end - 1, right - x, labelled(&key).into_iter().collect());
        }
    }

    /// What is known of the marked line, and what sign-off waits for.
    fn foot(
        &self,
        session: &Session,
        framework: &Framework,
        now: &Evaluation,
        canvas: &mut Canvas,
        (top, mut end): (u16, u16),
    ) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let elsewhere = self.elsewhere();
        // In a small window the form itself and the page line by line say it.
        if !elsewhere.is_empty() && end.saturating_sub(top) >= 6 {
            end -= 1;
            canvas.put_in(1, end, canvas.width().saturating_sub(2), &elsewhere, theme.muted);
        }
        let columns = usize::from(canvas.width().saturating_sub(2));
        let mut y = top;
        // In a small window one line of it leaves room for what the marked line says.
        let small = end.saturating_sub(top) < 5;
        let missing = now.missing();
        let most = if small { 2 } else { 3 };
        let ways = [
            say::waits(&missing, framework, now).join("; "),
            say::in_short(&missing),
            say::how_many(&missing),
        ];
        let ways = ways.iter().skip(usize::from(small)).filter(|says| !says.is_empty());
        let mut ways = ways.map(|says| wrap(&format!("Before sign-off: {says}."), columns.saturating_sub(2)));
        let waiting = ways.find(|lines| lines.len() <= most || lines.len() == 1).unwrap_or_default();
        // What the numbers mean needs the rows: the other parts say it too.
        let waiting = if small && self.part == Part::Ratings { Vec::new() } else { waiting };
        let kept = u16::try_from(waiting.len()).unwrap_or(1).max(u16::from(missing.is_empty()));
        let last = end.saturating_sub(kept);
        let mut put = |canvas: &mut Canvas, text: &str, style: Style| {
            for line in wrap(text, columns) {
                if y < last {
                    canvas.put(1, y, &line, style);
                    y += 1;
                }
            }
        };
        match self.part {
            Part::Statements => {
                let statement = framework.statements.get(self.marked());
                if let Some((statement, one)) = statement.and_then(|it| Some((it, now.statement(&it.code)?)))
                {
                    put(canvas, &format!("{}  {}", statement.number, statement.title), bold);
                    let last = ago(one.last, session.today());
                    let entries =
                        if one.entries == 1 { "1 entry".into() } else { format!("{} entries", one.entries) };
                    let families = format!("{} of {} families", one.families, one.on_roll);
                    let says = [entries, families, one.strength.label().to_string(), format!("last {last}")];
                    let says = says.join(" · ");
                    put(canvas, &says, theme.text);
                    let first: Vec<&str> = one.text.split_whitespace().take(40).collect();
                    put(canvas, &first.join(" "), theme.muted);
                }
            }
            Part::Ratings => {
                if let Some(row) = framework.ratings.get(self.marked()) {
                    let given = now.rating(&row.code);
                    let title = match given {
                        Some(number) => format!("{} · what {number} looks like", row.title),
                        None if small => format!("{} · the program never chooses", row.title),
                        None => format!("{} · the program never chooses a number for you", row.title),
                    };
                    put(canvas, &title, bold);
                    let bands = match given {
                        Some(number) => bands_of(framework, number),
                        None => (0..framework.bands.len()).collect(),
                    };
                    let bands = bands
                        .into_iter()
                        .filter_map(|at| Some((framework.bands.get(at)?, row.descriptors.get(at)?)))
                        .map(|(band, words)| format!("{}  {words}", band.number));
                    self.bands(session, canvas, &bands.collect::<Vec<_>>(), (y, last));
                }
            }
            Part::Areas => match now.areas.get(self.marked()) {
                Some(area) => {
                    put(canvas, &area.what, bold);
                    let from = area.statement.as_ref().and_then(|code| framework.statement(code));
                    if let Some(from) = from {
                        put(canvas, &format!("from {}  {}", from.number, from.title), theme.muted);
                    }
                    if !area.how.is_empty() {
                        put(canvas, &format!("We will know: {}", area.how), theme.text);
                    }
                }
                None => put(canvas, "What, who, by when, and how you will know.", theme.muted),
            },
        }
        for (index, (y, line)) in (last..end).zip(&waiting).enumerate() {
            if index == 0 {
                canvas.put(1, y, "!", theme.waiting);
            }
            canvas.put_in(3, y, canvas.width().saturating_sub(4), line, theme.text);
        }
        if missing.is_empty() && last > top {
            canvas.put(1, end.saturating_sub(1), "Nothing is missing. S signs it off.", theme.text);
        }
    }
}

/// Each number's name over it. Where they have no room beside each other, the two ends of the scale say which way it
/// goes.
fn names_of_bands(framework: &Framework, canvas: &mut Canvas, place: Place, at: &dyn Fn(u8) -> u16) {
    let named = framework.bands.iter().filter_map(|band| {
        let says = band.name.rsplit(' ').next().unwrap_or(&band.name);
        let wide = u16::try_from(canvas.columns(says)).unwrap_or(place.end);
        let x = at(u8::try_from(band.number).ok()?).min(place.end.saturating_sub(wide + 1));
        Some((x, x + wide, says))
    });
    let mut named: Vec<(u16, u16, &str)> = named.collect();
    let (Some(first), Some(last)) = (named.first().copied(), named.last().copied()) else { return };
    if named.windows(2).any(|two| matches!(two, [(_, end, _), (next, ..)] if end >= next)) {
        named = if first.1 < last.0 { vec![first, last] } else { vec![first] };
    }
    let muted = canvas.theme().muted;
    for (x, _, says) in named {
        canvas.put(x, place.top, says, muted);
    }
}
