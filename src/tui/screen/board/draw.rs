//! How the board is drawn: the finder, and the rows or a list in their place.

use ratatui::crossterm::event::KeyCode;
use ratatui::style::Modifier;

use super::State;
use super::find::{Found, Look, Meant};
use crate::domain::day::clock;
use crate::domain::{Child, ChildId, Presence, Purpose, Session as Attends};
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::today::{self, Cell, Row};
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::ending;

/// Where the columns begin; `None` for those that a narrow window drops.
struct Columns {
    number: u16,
    /// The middle of the mark.
    mark: u16,
    name: u16,
    now: u16,
    drop_off: u16,
    feedback: Option<u16>,
    pick_up: u16,
    home: Option<u16>,
}

impl Columns {
    /// For so many columns, the longest name needing so many of them, and a mark, of which there is one column or three.
    /// First For home goes, then Today.
    fn of(left: u16, width: u16, longest: u16, mark: u16) -> Columns {
        let (feedback, home) = (width >= 70, width >= 74);
        let needed = left + 62 + mark + 7 * u16::from(home) - 11 * u16::from(!feedback);
        let spare = width.saturating_sub(needed);
        let name = left + 6 + mark;
        let now = name + 12 + longest.saturating_sub(11).min(spare);
        let drop_off = now + 10;
        let pick_up = drop_off + 12 + 11 * u16::from(feedback);
        Columns {
            number: left,
            mark: left + 4 + mark.div_ceil(2),
            name,
            now,
            drop_off,
            feedback: feedback.then_some(drop_off + 12),
            pick_up,
            home: home.then_some(pick_up + 11),
        }
    }
}

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        canvas.room_header(session);
        let look = self.look(session);
        self.finder_line(session, canvas, &look);
        canvas.rule(2);
        if let Some(away) = &self.away {
            away.draw(session, canvas);
        } else if self.todo.is_some() {
            self.to_do_list(session, canvas);
        } else if let Found::Choices(choices) = &look.state {
            self.choices(session, canvas, choices, (&look.says, look.alone));
        } else {
            self.rows(session, canvas, &look);
        }
    }

    /// Whom one is looking for, and who is where.
    fn finder_line(&self, session: &Session, canvas: &mut Canvas, look: &Look) {
        let theme = canvas.theme();
        let end = canvas.width().saturating_sub(1);
        let x = canvas.put(1, 1, "Who?", theme.text.add_modifier(Modifier::BOLD)) + 2;
        let found = self.found_in_words(session, look);
        let name = |child: &ChildId| session.roll.child(*child).map(Child::name).unwrap_or_default();
        let named: String = self.taken.iter().map(|child| format!("{}, ", name(child))).collect();
        // What is typed now is seen: of many names it is the first that give way.
        let beside = u16::try_from(canvas.columns(&found)).unwrap_or(0) + 3;
        let columns = usize::from(end.saturating_sub(x + beside));
        let x = canvas.put(x, 1, &ending(&format!("{named}{}", self.finder), columns), theme.text);
        let listed = matches!(&look.state, Found::Choices(choices) if !choices.is_empty());
        let in_list = self.todo.is_some() || self.away.is_some() || listed && self.chosen.is_some();
        if !in_list {
            canvas.put(x, 1, "▏", theme.focus);
            if !self.finder.is_empty() || !self.taken.is_empty() || self.todo.is_none() {
                canvas.cursor(x, 1);
            }
        }
        if self.finder.is_empty() && self.taken.is_empty() {
            let at = canvas.put_right(end, 1, &State::counts(session), theme.muted);
            let says = if canvas.width() >= 110 {
                "type any part of a name, or its number"
            } else if canvas.width() >= 72 {
                "type any part of a name"
            } else {
                "type a name"
            };
            if !self.marked.is_empty() {
                let says = format!("{} marked", self.marked.len());
                canvas.put_in(x + 1, 1, at.saturating_sub(x + 3), &says, theme.text);
            } else if x + 4 + says.len() as u16 <= at {
                canvas.put_offer(x + 1, 1, says);
            }
        } else {
            canvas.put_right(end, 1, &found, theme.focus.add_modifier(Modifier::BOLD));
        }
    }

    /// Who or what the letters have found: `Ben Clarke – Drop-off`.
    fn found_in_words(&self, session: &Session, look: &Look) -> String {
        match (&look.state, &self.away) {
            (Found::One(child), None) => {
                let (child, others) = (*child, self.with_others(*child, session));
                let who = match others.as_slice() {
                    [one] => session.roll.child(*one).map(Child::name).unwrap_or_default(),
                    several => {
                        let children = several.iter().filter_map(|child| session.roll.child(*child));
                        children.map(Child::first_name).collect::<Vec<_>>().join(" and ")
                    }
                };
                format!("{who} – {}", today::kind(session, child).label())
            }
            (Found::Group(group), _) => Meant::Group(*group).name(session),
            _ => String::new(),
        }
    }

    pub(super) fn counts(session: &Session) -> String {
        let presence = today::everyone(session);
        if !presence.is_empty() && presence.values().all(|presence| *presence == Presence::Away) {
            return "nobody is expected today".to_string();
        }
        let words = [
            (Presence::Here, "here"),
            (Presence::Expected, "expected"),
            (Presence::Unrecorded, "no word"),
            (Presence::Gone, "gone"),
            (Presence::Away, "away"),
        ];
        let counted = words.iter().filter_map(|(wanted, word)| {
            let count = presence.values().filter(|presence| *presence == wanted).count();
            (count > 0 || *wanted == Presence::Here).then(|| format!("{count} {word}"))
        });
        counted.collect::<Vec<_>>().join(" · ")
    }

    /// Whether a note of whoever is signed in waits for this child, begun and not saved.
    fn has_draft(session: &Session, child: ChildId) -> bool {
        let mut notes = session.writer.drafts.iter().filter(|draft| draft.purpose == Purpose::Note);
        notes.any(|draft| draft.children.contains(&child))
    }

    fn rows(&self, session: &Session, canvas: &mut Canvas, look: &Look) {
        let theme = canvas.theme();
        let children = session.children();
        let Some(room) = session.room() else { return };
        let (width, height) = (canvas.width(), canvas.height());
        let count = u16::try_from(children.len()).unwrap_or(u16::MAX);
        let wide = width >= 110;
        let pane = if wide { 80 } else { width };
        let longest = children
            .iter()
            .map(|child| canvas.columns(&session.roll.short_name(child.id)))
            .max()
            .unwrap_or(0);
        let left = u16::from(wide);
        let mark = u16::try_from(canvas.columns("■")).unwrap_or(1);
        let columns = Columns::of(left, pane, u16::try_from(longest).unwrap_or(0).min(24), mark);

        // The foot stands at the bottom and gives way to rows, its emptiest lines first.
        let heading = if wide { 4 } else { 3 };
        let roomy = wide && heading + 2 + 2 * count + 8 <= height;
        let first = if roomy { heading + 2 } else { heading + 1 };
        let step = if roomy { 2 } else { 1 };
        let least = if wide { 3 } else { 3 + u16::from(height >= 20) };
        let most = if wide { 5 } else { 6 };
        let foot = height.saturating_sub(first + step * count).clamp(least.min(most), most);
        let bottom = height.saturating_sub(foot);
        let fit = usize::from((bottom.saturating_sub(first)).div_ceil(step)).max(1);

        if children.is_empty() {
            canvas.put(2, heading + 1, "Nobody is on the list for today.", theme.text);
            let elsewhere = session.roll.rooms.len() > 1;
            let says = [
                if elsewhere { "Esc opens the menu: Rooms shows another room." } else { "" },
                "A room lead or the manager brings in a register with",
                "doorstep import register FILE",
            ];
            for (y, says) in (heading + 3..).zip(says.iter().filter(|says| !says.is_empty())) {
                canvas.put(2, y, says, theme.muted);
            }
        } else {
            let c = &columns;
            let mut titles =
                vec![(c.number + 3, "#"), (c.name, "Child"), (c.now, "Now"), (c.drop_off, "Drop-off")];
            titles.extend(c.feedback.map(|x| (x, "Today")));
            titles.push((c.pick_up, "Pick-up"));
            titles.extend(c.home.map(|x| (x, "For home")));
            for (x, title) in titles {
                canvas.put(x, heading, title, theme.heading());
            }
        }
        let found = match look.state {
            Found::One(child) => children.iter().position(|known| known.id == child),
            _ => None,
        };
        let group = match look.state {
            Found::Group(group) => Meant::Group(group).children(session),
            _ => Vec::new(),
        };
        let selected = found.unwrap_or(self.selected).min(children.len().saturating_sub(1));
        // Where several are named it is the last of them who is looked at, and never the row where the mark stood before.
        let named = self.taken.last().and_then(|child| children.iter().position(|known| known.id == *child));
        let seen = found.or(named).unwrap_or(selected);
        let lowest = seen.min(children.len().saturating_sub(fit));
        let top = self.first.get().clamp((seen + 1).saturating_sub(fit).min(lowest), lowest);
        self.first.set(top);
        for (line, (index, child)) in children.iter().enumerate().skip(top).take(fit).enumerate() {
            let y = first + step * u16::try_from(line).unwrap_or(0);
            let row = today::row(session, room, child);
            self.tappable(canvas, &columns, (y, step), (selected, index), found);
            let selected = index == seen;
            let named = self.taken.contains(&child.id) || group.contains(&child.id);
            let marked = named || self.marked.contains(&child.id);
            self.row(canvas, &columns, y, index + 1, child, &row, (selected, marked), session);
            if selected {
                let on_finder = !self.finder.is_empty() || !self.taken.is_empty();
                if found.is_some() || self.on_rows && !on_finder {
                    // While a name is typed the cursor is in it.
                    match on_finder {
                        true => canvas.bar(0, y, pane),
                        false => canvas.in_use(0, y, pane),
                    }
                    canvas.put(left, y, "▸", theme.bar);
                } else if !on_finder {
                    canvas.put(left, y, "▸", theme.focus);
                }
            }
        }
        if bottom < height {
            canvas.rule(bottom);
            canvas.hidden_before(pane.saturating_sub(1), bottom, (top, fit, children.len()));
        }
        if wide {
            canvas.down(80, 3, bottom);
            self.pane(session, canvas, 82, bottom, children.get(seen).copied());
            let legend = "✓ written   ! waiting for a note   · not yet   – not needed   ■ marked   ● here   ○ expected";
            canvas.put(1, bottom + 1, legend, theme.muted);
        } else {
            self.foot(session, canvas, bottom + 1);
            let legend = match foot {
                6 | 5 => Some(bottom + 4),
                4 => Some(bottom + 3),
                _ => None,
            };
            if let Some(y) = legend.filter(|y| *y < height) {
                let drafts = children.iter().any(|child| State::has_draft(session, child.id));
                let says = match (width >= 72, drafts) {
                    (true, false) => "✓ written   ! waiting for a note   · not yet   – not needed   ■ marked",
                    (true, true) => {
                        "✓ written   ! waiting   · not yet   – not needed   ■ marked   ~ your draft"
                    }
                    (false, false) => "✓ written   ! waiting   · not yet   – not needed",
                    (false, true) => "✓ written   ! waiting   · not yet   ~ your draft",
                };
                canvas.put(1, y, says, theme.muted);
            }
        }
    }

    /// A tap goes to the row, on the row in use writes, and on the place of the mark's sign marks.
    fn tappable(
        &self,
        canvas: &mut Canvas,
        columns: &Columns,
        (y, rows): (u16, u16),
        (selected, index): (usize, usize),
        found: Option<usize>,
    ) {
        let across = canvas.width().min(columns.number + 80);
        if self.finder.is_empty() {
            canvas.row(columns.number, y, across, rows, tap::to_row(selected, index));
            let mut mark = tap::steps(index.cast_signed().wrapping_sub(selected.cast_signed()));
            mark.push(Chord::char(' '));
            canvas.button(columns.mark - 1, y, 3, mark);
        } else if found == Some(index) {
            canvas.row(columns.number, y, across, rows, tap::to_row(0, 0));
        } else {
            // The name that was begun goes first: another child is meant.
            let esc = std::iter::once(Chord::plain(KeyCode::Esc));
            let to = index.cast_signed().wrapping_sub(self.selected.cast_signed());
            canvas.row(columns.number, y, across, rows, esc.chain(tap::steps(to)).collect());
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a row is drawn from all that is known of it")]
    fn row(
        &self,
        canvas: &mut Canvas,
        columns: &Columns,
        y: u16,
        number: usize,
        child: &Child,
        row: &Row,
        (selected, marked): (bool, bool),
        session: &Session,
    ) {
        let theme = canvas.theme();
        let quiet = !matches!(row.presence, Presence::Here | Presence::Expected);
        let words = if quiet { theme.muted } else { theme.text };
        let name = if selected { words.add_modifier(Modifier::BOLD) } else { words };
        canvas.put(columns.number + 1, y, &format!("{number:>3}"), theme.muted);
        if marked {
            canvas.tick(columns.mark, y, true, theme.focus);
        } else if State::has_draft(session, child.id) {
            canvas.put(columns.mark, y, "~", theme.waiting);
        }
        canvas.put_in(
            columns.name,
            y,
            columns.now - columns.name - 1,
            &session.roll.short_name(child.id),
            name,
        );
        let today = session.today();
        let hour = child.hours.on(today).map(clock);
        let (sign, word) = match row.presence {
            Presence::Here => ("●", "here"),
            Presence::Expected => match (&hour, child.pattern.on(today)) {
                (Some(hour), _) => ("○", hour.as_str()),
                (None, Attends::Morning) => ("○", "am"),
                (None, Attends::Afternoon) => ("○", "pm"),
                (None, _) => ("○", "later"),
            },
            Presence::Unrecorded => (if row.no_word { "!" } else { "·" }, "no word"),
            Presence::Away => ("–", "away"),
            Presence::Gone => ("–", "gone"),
        };
        let now = if row.no_word { theme.waiting } else { words };
        canvas.put(columns.now, y, &format!("{sign} {word}"), now);
        let cell = |canvas: &mut Canvas, x: u16, cell: Cell| match cell {
            Cell::Written(at) => {
                canvas.put(x, y, &format!("✓ {}", at.clock()), theme.muted);
            }
            Cell::NoTalk => {
                canvas.put(x, y, "– no talk", theme.muted);
            }
            Cell::Due => {
                canvas.put(x, y, "! no note", theme.waiting);
            }
            Cell::NotYet => {
                canvas.put(x, y, "·", theme.muted);
            }
            Cell::NotNeeded => {
                canvas.put(x, y, "–", theme.muted);
            }
        };
        cell(canvas, columns.drop_off, row.drop_off);
        if let Some(x) = columns.feedback {
            cell(canvas, x, row.feedback);
        }
        cell(canvas, columns.pick_up, row.pick_up);
        if let Some(x) = columns.home {
            match row.open_steps {
                0 => canvas.put(x, y, "·", theme.muted),
                open => canvas.put(x, y, &format!("{open} open"), theme.text),
            };
        }
    }
}
