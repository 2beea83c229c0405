//! How the board is drawn: the finder, the rows or a list of choices, and the foot.

use ratatui::style::{Modifier, Style};

use super::find::{Choice, Found, Look};
use super::{State, ToDo};
use crate::capture::Presence;
use crate::domain::entry::Standing;
use crate::domain::{Child, ChildId, Draft, Kind, Purpose, Session as Hours};
use crate::tui::model::Session;
use crate::tui::today::{self, Cell, Row};
use crate::tui::widget::canvas::{Canvas, clip};

/// Where the columns begin; `None` for those that a narrow window drops.
struct Columns {
    number: u16,
    name: u16,
    now: u16,
    drop_off: u16,
    feedback: Option<u16>,
    pick_up: u16,
    home: Option<u16>,
}

impl Columns {
    /// For so many columns, the longest name needing so many of them. First For home goes, then Today.
    fn of(left: u16, width: u16, longest: u16) -> Columns {
        let (feedback, home) = (width >= 70, width >= 74);
        let needed = left + 63 + 7 * u16::from(home) - 11 * u16::from(!feedback);
        let spare = width.saturating_sub(needed);
        let name = left + 7;
        let now = name + 12 + longest.saturating_sub(11).min(spare);
        let drop_off = now + 10;
        let pick_up = drop_off + 12 + 11 * u16::from(feedback);
        Columns {
            number: left,
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
        if self.todo.is_some() {
            self.to_do_list(session, canvas);
        } else if let Found::Choices(choices) = &look.state {
            self.choices(session, canvas, choices, &look.says);
        } else {
            self.rows(session, canvas, &look);
        }
    }

    /// Whom one is looking for, and who is where.
    fn finder_line(&self, session: &Session, canvas: &mut Canvas, look: &Look) {
        let theme = canvas.theme();
        let end = canvas.width().saturating_sub(1);
        let mut x = canvas.put(1, 1, "Who?", theme.text.add_modifier(Modifier::BOLD)) + 2;
        for child in &self.taken {
            let name = session.roll.child(*child).map(Child::name).unwrap_or_default();
            x = canvas.put(x, 1, &format!("{name}, "), theme.text);
        }
        x = canvas.put(x, 1, &self.finder, theme.text);
        let in_list = self.todo.is_some() || matches!(look.state, Found::Choices(_)) && self.chosen.is_some();
        if !in_list {
            canvas.put(x, 1, "▏", theme.focus);
            if !self.finder.is_empty() || !self.taken.is_empty() || self.todo.is_none() {
                canvas.cursor(x, 1);
            }
        }
        if self.finder.is_empty() && self.taken.is_empty() {
            let at = canvas.put_right(end, 1, &self.counts(session), theme.muted);
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
            } else if x + 2 + says.len() as u16 <= at {
                canvas.put(x + 1, 1, says, theme.muted);
            }
        } else if let Found::One(child) = look.state {
            let says = match self.with_others(child, session).as_slice() {
                [one] => format!(
                    "{} – {}",
                    session.roll.child(*one).map(Child::name).unwrap_or_default(),
                    today::kind(session, *one).label()
                ),
                several => {
                    let names: Vec<_> = several
                        .iter()
                        .filter_map(|child| session.roll.child(*child))
                        .map(|child| child.first_name().to_string())
                        .collect();
                    format!("{} – {}", names.join(" and "), today::kind(session, child).label())
                }
            };
            canvas.put_right(end, 1, &says, theme.focus.add_modifier(Modifier::BOLD));
        }
    }

    fn counts(&self, session: &Session) -> String {
        let presence = today::everyone(session);
        if !presence.is_empty() && presence.values().all(|presence| *presence == Presence::Away) {
            return "nobody is expected today".to_string();
        }
        let words = [
            (Presence::Here, "here"),
            (Presence::Expected, "expected"),
            (Presence::Gone, "gone"),
            (Presence::Away, "away"),
        ];
        let counted = words.iter().filter_map(|(wanted, word)| {
            let count = presence.values().filter(|presence| *presence == wanted).count();
            (count > 0 || *wanted == Presence::Here).then(|| format!("{count} {word}"))
        });
        counted.collect::<Vec<_>>().join(" · ")
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
        let columns = Columns::of(left, pane, u16::try_from(longest).unwrap_or(0).min(24));

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
                canvas.put(x, heading, title, theme.muted);
            }
        }
        let found = match look.state {
            Found::One(child) => children.iter().position(|known| known.id == child),
            _ => None,
        };
        let selected = found.unwrap_or(self.selected).min(children.len().saturating_sub(1));
        let top = selected.saturating_sub(fit - 1);
        for (line, (index, child)) in children.iter().enumerate().skip(top).take(fit).enumerate() {
            let y = first + step * u16::try_from(line).unwrap_or(0);
            let row = today::row(session, room, child);
            let selected = index == selected;
            self.row(canvas, &columns, y, index + 1, child, &row, selected, session);
            if selected {
                let on_finder = !self.finder.is_empty() || !self.taken.is_empty();
                if found.is_some() || self.on_rows && !on_finder {
                    canvas.bar(left, y, pane - left - u16::from(wide));
                    canvas.put(left, y, "▸", theme.bar);
                } else if !on_finder {
                    canvas.put(left, y, "▸", theme.focus);
                }
                if self.on_rows && !on_finder {
                    canvas.cursor(columns.name, y);
                }
            }
        }
        if bottom < height {
            canvas.rule(bottom);
            let below = children.len().saturating_sub(top + fit);
            let hidden: Vec<String> = [(top, "above"), (below, "below")]
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, where_)| format!("{count} more {where_}"))
                .collect();
            if !hidden.is_empty() {
                let says = format!(" {} ", hidden.join(", "));
                canvas.put_right(pane.saturating_sub(2), bottom, &says, theme.muted);
            }
        }
        if wide {
            canvas.down(80, 3, bottom);
            self.pane(session, canvas, 82, bottom, children.get(selected).copied());
            let legend =
                "✓ written   ! waiting for a note   · not yet   – not needed   ■ marked   ● here   ○ later";
            canvas.put(1, bottom + 1, legend, theme.muted);
        } else {
            self.foot(session, canvas, bottom + 1);
            let legend = match foot {
                6 | 5 => Some(bottom + 4),
                4 => Some(bottom + 3),
                _ => None,
            };
            if let Some(y) = legend.filter(|y| *y < height) {
                let says = if width >= 72 {
                    "✓ written   ! waiting for a note   · not yet   – not needed   ■ marked"
                } else {
                    "✓ written   ! waiting   · not yet   – not needed"
                };
                canvas.put(1, y, says, theme.muted);
            }
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
        selected: bool,
        session: &Session,
    ) {
        let theme = canvas.theme();
        let quiet = row.presence == Presence::Away || row.presence == Presence::Gone;
        let words = if quiet { theme.muted } else { theme.text };
        let name = if selected { words.add_modifier(Modifier::BOLD) } else { words };
        canvas.put(columns.number + 1, y, &format!("{number:>3}"), theme.muted);
        if self.marked.contains(&child.id) {
            canvas.put(columns.name - 2, y, "■", theme.focus);
        }
        canvas.put_in(
            columns.name,
            y,
            columns.now - columns.name - 1,
            &session.roll.short_name(child.id),
            name,
        );
        let (sign, word) = match row.presence {
            Presence::Here => ("●", "here"),
            Presence::Expected => match child.pattern.on(session.today()) {
                Hours::Morning => ("○", "am"),
                Hours::Afternoon => ("○", "pm"),
                _ => ("○", "later"),
            },
            Presence::Away => ("–", "away"),
            Presence::Gone => ("–", "gone"),
        };
        let x = canvas.put(columns.now, y, sign, words);
        canvas.put(x + 1, y, word, words);
        let cell = |canvas: &mut Canvas, x: u16, cell: Cell| match cell {
            Cell::Written(at) => {
                canvas.put(x, y, &format!("✓ {}", at.clock()), theme.muted);
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

    /// What is to do, in counts: words and how many.
    fn waiting(session: &Session) -> Vec<(&'static str, usize)> {
        let Some(room) = session.room() else { return Vec::new() };
        let rows: Vec<Row> =
            session.children().into_iter().map(|child| today::row(session, room, child)).collect();
        let count = |test: &dyn Fn(&&Row) -> bool| rows.iter().filter(test).count();
        let here = |row: &&Row| row.presence == Presence::Here && row.feedback == Cell::NotYet;
        vec![
            ("drop-off notes", count(&|row| row.drop_off == Cell::Due)),
            ("feedback", count(&here)),
            ("pick-up notes", count(&|row| row.pick_up == Cell::Due)),
            ("asked of you", today::asked(session).len()),
            ("promised", session.day.promised.len()),
            ("your drafts", session.writer.drafts.len()),
        ]
    }

    /// The writer's conversations of today that stand, newest first: when, who and what of each.
    fn saved(session: &Session) -> Vec<(String, String, &'static str)> {
        let mut talks: Vec<(&Standing, Vec<ChildId>)> = Vec::new();
        // A day entered from paper is other people's words: what is named here is what Ctrl-Z takes back.
        let own = |entry: &&Standing| entry.withdrawn.is_none() && Some(entry.entry.by) == session.person;
        for entry in session.day.entries.iter().filter(own).rev() {
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
        talks
            .into_iter()
            .map(|(entry, children)| {
                let who = match children.as_slice() {
                    [child] => session.roll.short_name(*child),
                    several => format!("{} children", several.len()),
                };
                (entry.recorded.clock(), who, entry.entry.kind.label())
            })
            .collect()
    }

    fn left_to_take_back(session: &Session) -> Option<String> {
        let last = session.writer.last_talk.iter().find(|entry| entry.withdrawn.is_none())?;
        last.take_back(session.person?, session.now).ok()?;
        let left = today::minutes_left(last.recorded, session.now);
        (left > 0).then(|| format!("Ctrl-Z takes it back  {left} min left"))
    }

    fn foot(&self, session: &Session, canvas: &mut Canvas, y: u16) {
        let theme = canvas.theme();
        let end = canvas.width().saturating_sub(1);
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let mut x = canvas.put(1, y, "To do now", theme.muted) + 3;
        let waiting: Vec<_> = State::waiting(session).into_iter().filter(|(_, count)| *count > 0).collect();
        if waiting.is_empty() {
            canvas.put(x, y, "nothing is waiting", theme.text);
        }
        for (index, (what, count)) in waiting.iter().enumerate() {
            let says = format!("{what} {count}");
            if usize::from(x) + 7 + says.len() > usize::from(canvas.width()) {
                break;
            }
            if index > 0 {
                x = canvas.put(x + 3, y, "·", theme.muted) + 3;
            }
            x = canvas.put(x, y, &format!("{what} "), theme.text);
            x = canvas.put(x, y, &count.to_string(), bold);
        }
        let x = canvas.put(1, y + 1, "Last saved", theme.muted) + 2;
        let Some((at, who, kind)) = State::saved(session).into_iter().next() else {
            canvas.put(x, y + 1, "nothing of yours yet today", theme.muted);
            return;
        };
        let mut to = end;
        if let Some(left) = State::left_to_take_back(session) {
            let left = if end < 72 { left.replace(" takes it back", "") } else { left };
            to = canvas.put_right(end, y + 1, &left, theme.muted).saturating_sub(2);
        }
        let says = format!("{at}  {who}  {kind}");
        canvas.put_in(x, y + 1, to.saturating_sub(x), &says, theme.text);
    }

    /// The second pane of a wide window. It shows no words either.
    fn pane(&self, session: &Session, canvas: &mut Canvas, x: u16, bottom: u16, child: Option<&Child>) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let mut y = 4;
        if let Some(child) = child {
            canvas.put(x, y, &session.roll.short_name(child.id), bold);
            canvas.put(x, y + 1, &about(session, child), theme.muted);
            y += 3;
        }
        canvas.put(x, y, "Notes stay hidden here.", theme.muted);
        y += 3;
        canvas.put(x, y, "To do now", bold);
        y += 2;
        let due = |kind: Kind| {
            let room = session.room();
            let names: Vec<String> = session
                .children()
                .into_iter()
                .filter(|child| {
                    room.map(|room| today::row(session, room, child)).is_some_and(|row| match kind {
                        Kind::DropOff => row.drop_off == Cell::Due,
                        _ => row.pick_up == Cell::Due,
                    })
                })
                .map(|child| session.roll.short_name(child.id))
                .collect();
            names.join(", ")
        };
        let mut any = false;
        for (what, count) in State::waiting(session) {
            if count == 0 || y + 1 >= bottom {
                continue;
            }
            any = true;
            canvas.put(x + 2, y, what, theme.text);
            let after = canvas.put(x + 18, y, &count.to_string(), bold) + 2;
            let says = match what {
                "drop-off notes" => due(Kind::DropOff),
                "pick-up notes" => due(Kind::PickUp),
                "your drafts" | "promised" | "asked of you" => "Tab goes there".to_string(),
                _ => String::new(),
            };
            canvas.put(after, y, &says, theme.muted);
            y += 1;
        }
        if !any {
            canvas.put(x + 2, y, "nothing is waiting", theme.text);
            y += 1;
        }
        y += 1;
        let saved = State::saved(session);
        if saved.is_empty() || y + 4 >= bottom {
            return;
        }
        canvas.put(x, y, "Last saved", bold);
        y += 2;
        for (at, who, kind) in saved.into_iter().take(3) {
            let after = canvas.put(x + 2, y, &at, theme.muted) + 2;
            let after = canvas.put(after, y, &format!("{:<12}", clip(&who, 11)), theme.text);
            canvas.put(after, y, kind, theme.text);
            y += 1;
        }
        if let Some(left) = State::left_to_take_back(session).filter(|_| y + 1 < bottom) {
            canvas.put(x + 2, y + 1, &left, theme.muted);
        }
    }

    /// Those who fit, to choose from.
    fn choices(&self, session: &Session, canvas: &mut Canvas, choices: &[Choice], says: &str) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        canvas.put(2, 4, says, bold);
        let mut y = 5;
        let mut before = false;
        for (index, choice) in choices.iter().enumerate() {
            let Some(child) = session.roll.child(choice.child) else { continue };
            // Those of other rooms come after a line.
            if choice.elsewhere && !before {
                y += 1;
                canvas.put(2, y, "Not on this room's list", theme.muted);
                y += 1;
            }
            before = choice.elsewhere;
            let chosen = self.chosen == Some(index);
            let style = match (chosen, choice.elsewhere) {
                (true, _) => theme.bar,
                (false, true) => theme.muted,
                (false, false) => theme.text,
            };
            if chosen {
                canvas.bar(2, y, canvas.width().saturating_sub(4));
                canvas.cursor(7, y);
            }
            if chosen || self.chosen.is_none() && index == 0 {
                canvas.put(2, y, "▸", if chosen { theme.bar } else { theme.focus });
            }
            canvas.put(4, y, &(index + 1).to_string(), style);
            let name = if choice.near { format!("Did you mean {}?", child.name()) } else { child.name() };
            let x = canvas.put_in(7, y, 40, &name, style).max(24) + 3;
            let quiet = if chosen { theme.bar } else { theme.muted };
            let says = if choice.elsewhere { whereabouts(session, child) } else { about(session, child) };
            canvas.put(x, y, &says, quiet);
            y += 1;
        }
        if choices.is_empty() {
            canvas.put(2, y + 1, "Try fewer letters, or the number on the board.", theme.muted);
        }
    }

    fn to_do_list(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        canvas.put(2, 4, "To do now", theme.text.add_modifier(Modifier::BOLD));
        let short = |child: &ChildId| session.roll.short_name(*child);
        let fit = usize::from(canvas.height().saturating_sub(7)).max(1);
        let selected = self.todo.unwrap_or(0);
        let items = State::to_do(session);
        let top = selected.saturating_sub(fit - 1);
        for (line, (index, item)) in items.iter().enumerate().skip(top).take(fit).enumerate() {
            let y = 6 + u16::try_from(line).unwrap_or(0);
            let (what, who) = match item {
                ToDo::Draft(draft) => (drafted(draft), of_whom(session, draft)),
                ToDo::Asked(_, child) => ("a question to you", short(child)),
                ToDo::Due(child) => ("a note is due", short(child)),
                ToDo::Promised(child) => ("something promised", short(child)),
            };
            let chosen = index == selected;
            let style: Style = if chosen { theme.bar } else { theme.text };
            if chosen {
                canvas.bar(2, y, canvas.width().saturating_sub(4));
                canvas.put(2, y, "▸", theme.bar);
                canvas.cursor(4, y);
            }
            canvas.put(4, y, what, style);
            canvas.put_in(26, y, canvas.width().saturating_sub(30), &who, style);
        }
    }
}

/// `key person Sam · brother or sister Noah O.`
fn about(session: &Session, child: &Child) -> String {
    let mut says = Vec::new();
    if let Some(person) = session.roll.key_person(child.id, false, session.today()) {
        says.push(format!("key person {}", person.first_name()));
    }
    let siblings: Vec<String> = session
        .roll
        .siblings_of(child.id)
        .into_iter()
        .filter_map(|sibling| session.roll.child(sibling))
        .filter(|sibling| sibling.on_roll(session.today()))
        .map(|sibling| sibling.first_name().to_string())
        .collect();
    if !siblings.is_empty() {
        says.push(format!("family of {}", siblings.join(", ")));
    }
    says.join(" · ")
}

/// Where a child is who is not on this room's list.
fn whereabouts(session: &Session, child: &Child) -> String {
    if child.left.is_some_and(|left| left < session.today()) {
        "has left".to_string()
    } else if !child.on_roll(session.today()) {
        "has not started yet".to_string()
    } else {
        session.roll.room(child.room).map(|room| format!("{} room", room.name)).unwrap_or_default()
    }
}

/// What a draft is, in a few words.
fn drafted(draft: &Draft) -> &'static str {
    match draft.purpose {
        Purpose::Note => "your draft",
        Purpose::Amend(_) => "your correction",
        Purpose::HeardBack(_) => "what was heard back",
        Purpose::Question(..) => "your question",
        Purpose::Gap(..) => "why no talk",
        Purpose::Evidence { .. } => "evidence text",
    }
}

/// About whom a draft is, or about which statement.
fn of_whom(session: &Session, draft: &Draft) -> String {
    if let Purpose::Evidence { statement, .. } = &draft.purpose {
        let framework = session.frameworks.iter().find(|framework| framework.id == statement.framework);
        let known = framework.and_then(|framework| framework.statement(&statement.code));
        return known.map_or(statement.to_string(), |known| format!("{} {}", known.number, known.title));
    }
    let children = draft.children.iter().map(|child| session.roll.short_name(*child));
    children.collect::<Vec<_>>().join(", ")
}
