//! How the self-evaluation is drawn: one part at a time, or in a wide window the statements with the ratings and
//! the areas for development beside them.

mod ratings;

use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Modifier, Style};

use self::ratings::Heads;

use super::super::evidence::say::{ago_in_words, signs, whose};
use super::can::parts;
use super::{Part, State, has, say};
use crate::domain::day;
use crate::domain::evaluation::{AreaState, Evaluation, bands_of, term, word_count};
use crate::domain::framework::Framework;
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// From so many columns on, all three parts are seen: the last number of a scale has its place too.
const WIDE: u16 = 118;
/// Where the right side begins then.
const RIGHT: u16 = 66;
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
        let term = term(session.today());
        let room = whose(session, &self.whom);
        let (width, height) = (canvas.width(), canvas.height());
        let title = self.framework(session).filter(|_| session.frameworks.len() > 1).map(|one| &one.title);
        canvas.header(
            session,
            &match (width, title) {
                (WIDE.., None) => format!("Self-evaluation · {room} · {term}"),
                (WIDE.., Some(title)) => format!("Self-evaluation · {title} · {room} · {term}"),
                // Of whom the figures are is said in any window.
                (72.., None) => format!("Self-evaluation · {room} · {term}"),
                (72.., Some(title)) => format!("Self-evaluation · {title}"),
                (_, None) => format!("Self-evaluation · {room}"),
                (_, Some(title)) => title.clone(),
            },
        );
        let (Some(framework), Some(now)) = (self.framework(session), self.now()) else {
            canvas.rule(2);
            return canvas.cursor(1, 3);
        };
        self.parts(session, now, canvas);
        canvas.rule(2);
        // What has statements only gives them the whole width.
        let beside = width >= WIDE && parts(framework) > 1;
        let foot = match (width, height) {
            // Each number's name takes a row over the ratings.
            (_, ..20) if self.part == Part::Ratings => 3,
            (_, ..20) => 4,
            (WIDE.., 30..) if beside => 10,
            _ => 7,
        };
        let mut bottom = height.saturating_sub(foot + 1);
        if width < WIDE && self.part == Part::Ratings {
            // What the numbers mean takes the rows that the ratings leave.
            let heads = Heads::over(framework, canvas, Place { x: 0, end: width, top: 3, bottom }).rows();
            bottom = bottom.min(3 + heads + u16::try_from(framework.ratings.len()).unwrap_or(0));
        }
        canvas.rule(bottom);
        let place = Place { x: 0, end: width, top: 3, bottom };
        if beside {
            let left = Place { end: RIGHT - 2, ..place };
            canvas.down(RIGHT - 1, place.top, bottom);
            self.statements(session, framework, now, canvas, left);
            let right = Place { x: RIGHT, ..place };
            let heads = Heads::over(framework, canvas, right).rows();
            canvas.put(right.x + 3, right.top + heads.saturating_sub(1), "Ratings", canvas.theme().heading());
            let rows = u16::try_from(framework.ratings.len()).unwrap_or(0) + 1 + heads;
            let split = (place.top + rows + 1).min(bottom);
            self.ratings(framework, now, canvas, Place { bottom: split, ..right });
            if has(framework, Part::Areas) {
                self.areas(now, canvas, Place { top: split, ..right });
            }
        } else {
            match self.part {
                Part::Statements => self.statements(session, framework, now, canvas, place),
                Part::Ratings => self.ratings(framework, now, canvas, place),
                Part::Areas => self.areas(now, canvas, place),
            }
        }
        if let Some(asks) = &self.asks {
            let why = "Asked once more. What is signed off can't be changed.";
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
        let signed = signed.map(|signed| {
            let on = format!("signed off {}", day::short(signed.at.day()));
            let by = signed.by.and_then(|by| session.roll.person(by));
            let says = by.map_or_else(|| on.clone(), |by| format!("{on} by {}", by.first_name()));
            // Of another round it says which.
            match signed.what.name == term(session.today()) {
                true => vec![says, on, "signed off".to_string(), "signed".to_string()],
                false => {
                    let was = |says| format!("{} was {says}", signed.what.name);
                    vec![was(says), was(on), "not signed off".to_string()]
                }
            }
        });
        let ways = signed.unwrap_or_else(|| vec!["not signed off".to_string()]);
        let fits = |says: &&String| usize::from(x) + canvas.columns(says) < usize::from(canvas.width());
        if let Some(says) = ways.iter().find(fits) {
            canvas.put_right(canvas.width().saturating_sub(1), 1, says, theme.muted);
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
        // While numbers are asked, the keys are theirs.
        let in_use = self.part == part && self.asks.is_none();
        if in_use {
            canvas.in_use(place.x, y, place.end - place.x);
        }
        let (style, quiet) = if in_use { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
        if in_use || canvas.width() < WIDE {
            canvas.put(place.x + 1, y, "▸", style);
        }
        (style, quiet)
    }

    fn statements(
        &self,
        session: &Session,
        framework: &Framework,
        now: &Evaluation,
        canvas: &mut Canvas,
        place: Place,
    ) {
        let theme = canvas.theme();
        let roomy = place.end - place.x >= 64;
        let (met, text) = if roomy { (36, 47) } else { (34, 45) };
        let title = met - 8;
        canvas.put(place.x + 3, place.top, " #", theme.heading());
        canvas.put(place.x + 6, place.top, "Statement", theme.heading());
        if now.judges {
            canvas.put(place.x + met, place.top, "Met", theme.heading());
        }
        let inside = Place { top: place.top + 1, ..place };
        let marked = self.lines[Part::Statements as usize];
        let first = (marked + 1).saturating_sub(inside.fits());
        let all = framework.statements.len();
        canvas.hidden_before(place.end.saturating_sub(1), place.bottom, (first, inside.fits(), all));
        canvas.put(place.x + text, place.top, "Text", theme.heading());
        if roomy {
            // Where the column has room for the signs only, its heading ends with them.
            let at = (place.x + text + 11).min(place.end.saturating_sub(10));
            canvas.put(at, place.top, "Evidence", theme.heading());
        }
        let before = self.before();
        let carried_over = self.carried_over(session);
        for (y, (index, statement)) in
            (inside.top..inside.bottom).zip(framework.statements.iter().enumerate().skip(first))
        {
            let (style, quiet) = self.line_styles(canvas, Part::Statements, index, (inside, y));
            let Some(one) = now.statement(&statement.code) else { continue };
            let number = &statement.number;
            canvas.put_right(place.x + 5, y, number, quiet);
            canvas.put_title(place.x + 6, y, title, &statement.title, style);
            if now.judges {
                let mut x = place.x + met;
                for judgement in &framework.judgements {
                    // The brackets stand beside it, so that each keeps its column.
                    x = match judgement.code == one.met {
                        true => canvas.chosen(x, y, 8, &judgement.code, style) + 1,
                        false => canvas.put(x, y, &judgement.code, quiet) + 2,
                    };
                }
            }
            let words = word_count(&one.text);
            let carried = self.last_round().filter(|_| carried_over.contains(&statement.code));
            let says = match (carried, words) {
                // Its year stands at the head and at the foot.
                (Some(round), _) => {
                    format!("from {}", round.rsplit_once(' ').map_or(round, |(term, _)| term))
                }
                (None, 0) => "empty".to_string(),
                (None, 1) => "1 word".to_string(),
                (None, words) => format!("{words} words"),
            };
            let open = words == 0 || carried.is_some();
            let x = canvas.put(place.x + text, y, &says, if open { style } else { quiet });
            let moved = say::moved(one, before.and_then(|before| before.statement(&statement.code)));
            let at = (x + 2).max(place.x + text + 11);
            // One column stays free at the right.
            let left = place.end.saturating_sub(at + 1);
            match moved {
                // What has no room stands below for the marked line.
                Some(moved) => drop(canvas.put_fullest(at, y, left, &[&moved, "moved", ""], quiet)),
                None => {
                    let says = format!("{} {}", signs(one.strength), one.strength.label());
                    canvas.put_fullest(at, y, left, &[&says, signs(one.strength), ""], quiet);
                }
            }
        }
    }

    /// The form as it was signed off last.
    fn before(&self) -> Option<&Evaluation> {
        let signed = self.read.as_ref().and_then(|read| read.last.as_ref());
        signed.map(|signed| &signed.what.evaluation)
    }

    fn areas(&self, now: &Evaluation, canvas: &mut Canvas, place: Place) {
        let theme = canvas.theme();
        canvas.put(place.x + 3, place.top, "To develop", theme.heading());
        let inside = Place { top: place.top + 1, ..place };
        let all = now.areas.len() + 1;
        let first = (self.lines[Part::Areas as usize] + 1).saturating_sub(inside.fits());
        canvas.hidden_before(place.end.saturating_sub(1), place.bottom, (first, inside.fits(), all));
        for (y, index) in (inside.top..inside.bottom).zip(first..all) {
            let (style, quiet) = self.line_styles(canvas, Part::Areas, index, (inside, y));
            let Some(area) = now.areas.get(index) else {
                let says = if index == 0 { "a new area" } else { "another area" };
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
            let says = crate::tui::widget::columns::clip(&says, 24);
            let right = u16::try_from(canvas.columns(&says)).unwrap_or(0);
            let columns = place.end.saturating_sub(place.x + 6 + right + 3);
            canvas.put_in(place.x + 6, y, columns, &area.what, style);
            canvas.put_right(place.end.saturating_sub(1), y, &says, quiet);
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
        let missing = self.missing(session);
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
        let last_row = end.saturating_sub(kept);
        let wide = canvas.width().saturating_sub(2);
        let mut put = |canvas: &mut Canvas, text: &str, style: Style| {
            y = canvas.say((1, y), (wide, last_row.saturating_sub(y)), text, style);
        };
        match self.part {
            Part::Statements => {
                let statement = framework.statements.get(self.marked());
                if let Some((statement, one)) = statement.and_then(|it| Some((it, now.statement(&it.code)?)))
                {
                    put(canvas, &format!("{}  {}", statement.number, statement.title), bold);
                    let last = ago_in_words(one.last, session.today());
                    let entries =
                        if one.entries == 1 { "1 entry".into() } else { format!("{} entries", one.entries) };
                    let families = format!("{} of {} families", one.families, one.on_roll);
                    let moved = say::moved(one, self.before().and_then(|before| before.statement(&one.code)));
                    let says = match (one.entries, moved) {
                        (0, None) => "no evidence yet".to_string(),
                        (0, Some(moved)) => format!("no evidence yet, {moved}"),
                        (_, moved) => {
                            let strength = [one.strength.label().to_string()].into_iter().chain(moved);
                            let strength = strength.collect::<Vec<_>>().join(", ");
                            [entries, families, strength, format!("last {last}")].join(" · ")
                        }
                    };
                    put(canvas, &says, theme.text);
                    if self.marks_carried_over(session) {
                        let round = self.last_round().unwrap_or_default();
                        let says = match canvas.width() {
                            ..76 => format!("From {round}: k keeps it, Enter opens its page."),
                            _ => format!(
                                "Its text is {}: k keeps it, Enter opens its page.",
                                say::not_looked_at(round)
                            ),
                        };
                        let says = session.keys.said(Action::KeepText, &says);
                        put(canvas, &says, theme.text);
                    }
                    let text = one.text.split_whitespace().collect::<Vec<_>>().join(" ");
                    let rows = last_row.saturating_sub(y);
                    canvas.say((1, y), (canvas.width().saturating_sub(2), rows), &text, theme.muted);
                }
            }
            Part::Ratings => {
                if let Some(row) = framework.ratings.get(self.marked()) {
                    let given = now.rating(&row.code);
                    let title = match given {
                        Some(number) => format!("{} · what {number} looks like", row.title),
                        None if small => row.title.clone(),
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
                        .map(|(band, words)| format!("{} {}: {words}", band.number, band.name));
                    self.bands(session, canvas, &bands.collect::<Vec<_>>(), (y, last_row));
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
        for (index, (y, line)) in (last_row..end).zip(&waiting).enumerate() {
            if index == 0 {
                canvas.put(1, y, "!", theme.waiting);
            }
            canvas.put_in(3, y, canvas.width().saturating_sub(4), line, theme.waiting_words());
        }
        if missing.is_empty() && last_row > top {
            let says = match self.signed(session) {
                Some(signed) => say::signed(session, signed),
                None => session.keys.said(Action::SignOff, "Nothing is missing. S signs it off."),
            };
            canvas.put(1, end.saturating_sub(1), &says, theme.text);
        }
    }
}
