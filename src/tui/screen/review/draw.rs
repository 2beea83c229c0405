//! How the day's end is drawn: the counts at the top, the list, what is selected, the families.

mod decide;
mod list;
mod selected;

use ratatui::style::Modifier;

use super::close::not_finished;
use super::{Mode, State};
use crate::domain::day::short;
use crate::domain::{Kind, Session as Comes};
use crate::tui::model::Session;
use crate::tui::widget::canvas::Canvas;

/// From so many columns on, what is selected stands beside the list: there is room for its sentences.
const WIDE: u16 = 116;
/// How many seconds an entry takes to look at, for the time that is said at the top.
const SECONDS_EACH: usize = 10;

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let (width, height) = (canvas.width(), canvas.height());
        let room = session.roll.room(self.room).map_or("", |room| room.name.as_str());
        // In a narrow window a long name needs the room; which day it is matters more than the time.
        let when = if self.day == session.today() && width >= 72 {
            format!("{} · {}", short(self.day), session.now.clock())
        } else {
            short(self.day)
        };
        let place = match session.elsewhere(self.room) {
            _ if width >= 100 => format!("End of day · {room} room · {when}"),
            Some(room) => format!("End of day · {room} · {}", short(self.day)),
            None => format!("End of day · {when}"),
        };
        canvas.header(session, &place);
        self.figures(session, canvas);
        canvas.rule(2);
        if self.mode == Mode::Rest {
            return self.draw_rest(session, canvas, 3);
        }
        let wide = width >= WIDE;
        // The list comes first; what is selected has what it leaves. Two rules, the heads of the columns and the counts.
        let spare = height.saturating_sub(5 + u16::try_from(self.rows.len()).unwrap_or(u16::MAX).min(height));
        let below: u16 = match (wide, height) {
            (true, 30..) => 8,
            (true, _) => 0,
            (false, 20..) => self.rows_beneath(session, width).clamp(6, 8.max(spare)),
            (false, _) => self.rows_beneath(session, width).clamp(5, 7.max(spare)),
        };
        let end = height.saturating_sub(below);
        if below > 0 {
            canvas.rule(end);
        }
        if let Mode::Shows(marked) = self.mode {
            self.all_statements(session, canvas, marked, (3, end));
        } else {
            self.list(session, canvas, (3, end));
        }
        if wide {
            canvas.down(79, 3, end);
            self.beside(session, canvas, (81, 3), (width.saturating_sub(82), end));
            if below > 0 {
                self.families(session, canvas, end + 1);
            }
        } else {
            self.beneath(session, canvas, end + 1, height);
        }
    }

    fn figures(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let width = canvas.width();
        let counts = self.counts();
        let look = counts.entries + counts.promises;
        let mut x = 1;
        if let Some((by, at, code)) = &self.so_far.closed {
            let who = session.roll.person(*by).map_or("", |person| person.first_name());
            let says = format!("Closed {} by {who}.", at.clock());
            x = canvas.put(x, 1, &says, theme.text) + 1;
            x = canvas.put(x, 1, "Day code", theme.muted) + 1;
            x = canvas.put(x, 1, code, bold) + 3;
            if counts.nothing_left() {
                return;
            }
        }
        let parts = [
            (format!("{look} to look at"), if look > 0 { bold } else { theme.muted }),
            (format!("{} agreed", counts.agreed), theme.muted),
            (
                if counts.need == 1 {
                    "1 needs you".to_string()
                } else {
                    format!("{} need you", counts.need)
                },
                if counts.need > 0 { theme.waiting } else { theme.muted },
            ),
            (
                if counts.gaps == 1 { "1 gap".to_string() } else { format!("{} gaps", counts.gaps) },
                if counts.gaps > 0 { theme.text } else { theme.muted },
            ),
            (format!("{} sent back", counts.sent_back), theme.muted),
            (not_finished(session, width < WIDE), theme.text),
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

    /// Who was spoken with at the door, both ends of the day.
    fn families(&self, session: &Session, canvas: &mut Canvas, top: u16) {
        let theme = canvas.theme();
        let day = if self.day == session.today() { " Today by family" } else { " That day by family" };
        let title = [
            (day, theme.text.add_modifier(Modifier::BOLD)),
            ("   talk at the door, both ends of the day", theme.muted),
        ];
        canvas.parts(0, top, &title);
        let width = canvas.width();
        let (mut x, mut y) = (3, top + 2);
        let mut places: Vec<(u16, u16, String)> = Vec::new();
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
            places.push((x, y, says));
            x += wide + 3;
        }
        let all = places.len();
        places.retain(|(_, y, _)| *y < canvas.height());
        // Where not all have room, the last place says how many more there are.
        let mut more = String::new();
        while places.len() < all {
            more = format!("and {} more", all - places.len());
            let end = places.last().map_or(0, |(x, _, says)| usize::from(*x) + canvas.columns(says) + 3);
            if end + canvas.columns(&more) < usize::from(width) {
                break;
            }
            places.pop();
        }
        let mut end = 3;
        for (x, y, says) in &places {
            end = canvas.put(*x, *y, says, theme.text) + 3;
        }
        if let Some((_, y, _)) = places.last() {
            canvas.put(end, *y, &more, theme.muted);
        }
    }
}
