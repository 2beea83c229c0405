//! How the evidence board is drawn.

use ratatui::style::{Modifier, Style};

use super::State;
use super::say::{ago, gaps_in_short, last_weeks, signs, trend, voices, whose};
use crate::domain::Period;
use crate::domain::evidence::{Figures, strength};
use crate::domain::framework::{About, Framework, Statement};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;

/// From so many columns on, the board shows entries, changes and where evidence comes from.
const WIDE: u16 = 118;

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        let wide = width >= WIDE;
        let (whose, time) = (self.whose(session), self.span.label());
        let place = match width {
            // What a narrow window has no room for stands in the lists from which it is chosen.
            ..78 => format!("Evidence · {}", whose.trim_end_matches(" room")),
            _ => format!("Evidence · {whose} · {time}"),
        };
        canvas.header(session, &place);
        if let Some(pinning) = &self.pinning {
            return self.draw_pinning(session, canvas, pinning);
        }
        if let Some(choosing) = &self.choosing {
            return self.draw_choice(session, canvas, choosing);
        }
        let Some(framework) = &self.form else {
            canvas.put(1, 3, "No framework of self-evaluation is set up.", theme.text);
            canvas.cursor(1, 3);
            return;
        };
        let mut top = 1;
        if wide {
            let says = "Strength = how many families, how recent, how many voices, how often something changed. \
                        Only entries agreed at review.";
            match self.named(session) {
                Some(name) => canvas.put_in(1, 1, width - 2, &name, theme.text),
                None => canvas.put(1, 1, says, theme.muted),
            };
            canvas.rule(2);
            top = 4;
        }
        let columns = Columns::of(width);
        let name = self.named(session).map(|name| match &self.tag {
            // The tag alone: the framework's own name is longer than the column.
            Some(_) => name.rsplit(": ").next().unwrap_or_default().to_string(),
            None => name,
        });
        let columns = Columns { met: columns.met.filter(|_| !framework.judgements.is_empty()), ..columns };
        columns.heads(canvas, top, name.filter(|_| !wide).as_deref().unwrap_or("Statement"));
        if !wide {
            canvas.rule(2);
        }
        let first = if wide { top + 2 } else { 3 };
        let below = match (wide, height) {
            (true, 36..) => 8,
            (_, 20..) => 3,
            _ => 2,
        };
        let end = height.saturating_sub(below);
        let ordered = self.ordered();
        let at = ordered.iter().position(|statement| statement.code == self.at).unwrap_or(0);
        // In a tall window a line between every four keeps the eye on its row.
        let grouped = usize::from(end.saturating_sub(first)) >= ordered.len() + ordered.len().div_ceil(4);
        let room = usize::from(end.saturating_sub(first)).max(1);
        let start = if grouped { 0 } else { (at + 1).saturating_sub(room) };
        let mut y = first;
        for (index, statement) in ordered.iter().enumerate().skip(start) {
            if y >= end {
                break;
            }
            canvas.row(0, y, width, 1, tap::to_row(at, index));
            self.row(session, framework, statement, index == at, canvas, &columns, y);
            y += 1 + u16::from(grouped && index % 4 == 3);
        }
        canvas.rule(end);
        if !grouped {
            canvas.hidden_of(end, start, room, ordered.len());
        }
        if let Some(statement) = ordered.get(at) {
            self.foot(session, framework, statement, canvas, end + 1, wide && below > 3);
        }
    }
}

impl State {
    /// Of whom the figures are.
    pub(super) fn whose(&self, session: &Session) -> String {
        whose(session, &self.whom)
    }

    /// What is shown, where that is not the one framework in use, whole.
    pub(super) fn named(&self, session: &Session) -> Option<String> {
        let form = self.form.as_ref()?;
        let tag = self.tag.as_ref().and_then(|code| form.tags.iter().find(|tag| tag.code == *code));
        match tag {
            Some(tag) => Some(format!("{} {}: {}", tag.set, tag.number, tag.title)),
            None => (session.frameworks.len() > 1).then(|| form.title.clone()),
        }
    }
}

/// Where the columns begin.
struct Columns {
    /// Where the framework judges its statements.
    met: Option<u16>,
    strength: u16,
    entries: Option<u16>,
    /// The bar of families, where there is one.
    bar: Option<u16>,
    /// Before it the number of families ends.
    families: u16,
    voices: u16,
    changed: Option<u16>,
    last: u16,
    weeks: Option<(u16, usize)>,
    from: Option<u16>,
    title: u16,
}

impl Columns {
    fn of(width: u16) -> Columns {
        let narrow = Columns {
            title: 28,
            met: Some(35),
            strength: 39,
            entries: None,
            bar: None,
            families: 57,
            voices: 59,
            changed: None,
            last: 66,
            weeks: Some((73, 6)),
            from: None,
        };
        if width >= WIDE {
            Columns {
                strength: 40,
                entries: Some(59),
                bar: Some(63),
                families: 78,
                voices: 80,
                changed: Some(91),
                last: 96,
                weeks: Some((103, 8)),
                from: Some(113),
                ..narrow
            }
        } else if width >= 80 {
            narrow
        } else {
            Columns {
                title: 22,
                met: Some(29),
                strength: 33,
                families: 50,
                voices: 53,
                last: 62,
                weeks: None,
                ..narrow
            }
        }
    }

    fn heads(&self, canvas: &mut Canvas, y: u16, statement: &str) {
        let style = canvas.theme().heading();
        canvas.put_title(6, y, self.title, statement, style);
        if let Some(x) = self.met {
            canvas.put(x, y, "Met", style);
        }
        for (x, head) in [(3, "#"), (self.strength, "Evidence")] {
            canvas.put(x, y, head, style);
        }
        match (self.entries, self.bar) {
            (Some(end), Some(bar)) => {
                canvas.put_right(end + 2, y, "Entries", style);
                canvas.put(bar, y, "Families", style);
            }
            _ => {
                canvas.put_right(self.families + 1, y, "Family", style);
            }
        }
        canvas.put(self.voices, y, "Voices", style);
        if let Some(end) = self.changed {
            canvas.put(end - 3, y, "Changed", style);
        }
        if usize::from(self.last) + 4 <= usize::from(canvas.width()) {
            canvas.put(self.last, y, "Last", style);
        }
        if let Some((x, count)) = self.weeks {
            let count = if canvas.in_plain_letters() { count.div_ceil(2) } else { count };
            let head = format!("{count} weeks");
            // It ends before the margin, and begins with its bars where there is room.
            canvas.put_right((x + 7).min(canvas.width().saturating_sub(1)), y, &head, style);
        }
        if let Some(x) = self.from {
            canvas.put(x, y, "From", style);
        }
    }
}

impl State {
    #[allow(clippy::too_many_arguments, reason = "one row, drawn from all that is known of it")]
    fn row(
        &self,
        session: &Session,
        framework: &Framework,
        statement: &Statement,
        here: bool,
        canvas: &mut Canvas,
        columns: &Columns,
        y: u16,
    ) {
        let theme = canvas.theme();
        if here {
            canvas.in_use(0, y, canvas.width());
            canvas.put(0, y, "▸", theme.bar);
        }
        let style = |plain: Style| if here { theme.bar } else { plain };
        canvas.put_right(4, y, &statement.number, style(theme.muted));
        canvas.put_title(6, y, columns.title, &statement.title, style(theme.text));
        if self.pinned_for(&statement.code, session.today()).is_some() {
            canvas.put(4, y, "?", style(theme.muted));
        }
        let Some(read) = &self.read else { return };
        let figures = self.figures(&statement.code);
        let met = read.judged.get(&statement.code).map_or("", |judged| judged.met.as_str());
        if let Some(x) = columns.met {
            canvas.put(x, y, if met.is_empty() { "·" } else { met }, style(theme.text));
        }
        let strength = strength(&figures, statement.about, &framework.strength, self.whom.period.to);
        let says = format!("{} {}", signs(strength), strength.label());
        canvas.put(columns.strength, y, &says, style(theme.text));
        if let Some(end) = columns.entries {
            canvas.put_right(end, y, &figures.entries.to_string(), style(theme.text));
        }
        if statement.about == About::Setting && figures.families == 0 {
            canvas.put_right(columns.families, y, "–", style(theme.muted));
        } else if let Some(x) = columns.bar {
            let bar = families_bar(figures.families, figures.on_roll);
            canvas.put(x, y, &bar, style(theme.text));
            canvas.put_right(columns.families, y, &figures.families.to_string(), style(theme.text));
        } else {
            let says = format!("{}/{}", figures.families, figures.on_roll);
            canvas.put_right(columns.families, y, &says, style(theme.text));
        }
        canvas.put(columns.voices, y, &voices(&figures), style(theme.text));
        if let Some(end) = columns.changed {
            let says = if figures.changed == 0 { "–".to_string() } else { figures.changed.to_string() };
            canvas.put_right(end, y, &says, style(theme.text));
        }
        canvas.put(columns.last, y, &ago(figures.last, session.today()), style(theme.muted));
        if let Some((x, count)) = columns.weeks {
            canvas.put(x, y, &trend(canvas, &figures.weeks, count).0, style(theme.text));
        }
        if let Some(x) = columns.from {
            canvas.put(x, y, statement.from.label(), style(theme.muted));
        }
    }

    /// What is said of the selected statement below the board.
    fn foot(
        &self,
        session: &Session,
        framework: &Framework,
        statement: &Statement,
        canvas: &mut Canvas,
        top: u16,
        tall: bool,
    ) {
        let theme = canvas.theme();
        let width = canvas.width();
        if self.read.is_none() {
            return;
        }
        let figures = self.figures(&statement.code);
        let gaps = self.gaps.as_ref().filter(|(code, _)| *code == statement.code).map(|(_, gaps)| gaps);
        if tall {
            let why = strength_why(framework, statement, &figures, self.whom.period);
            let x = canvas.put(1, top, &statement.number, theme.muted) + 2;
            let x = canvas.put(x, top, &statement.title, theme.text.add_modifier(Modifier::BOLD)) + 3;
            canvas.put_in(x, top, width.saturating_sub(x + 1), &why, theme.text);
            canvas.put(1, top + 2, "Not heard yet", theme.muted);
            let says = gaps.map(gaps_in_short).unwrap_or_default();
            let x = canvas.put(17, top + 2, &says, theme.text);
            if !says.is_empty() {
                let says = session.keys.said(Action::WhichFamilies, "f lists them, for you only");
                canvas.put(x + 4, top + 2, &says, theme.muted);
            }
            if let Some(pinned) = self.pinned_in_words(session) {
                canvas.put(1, top + 4, "On the card", theme.muted);
                canvas.put_in(17, top + 4, width.saturating_sub(18), &pinned, theme.text);
            } else if let Some(help) = &statement.would_help {
                canvas.put(1, top + 4, "Would help", theme.muted);
                canvas.say((17, top + 4), (width.saturating_sub(18).min(72), 2), help, theme.text);
            }
            canvas.put(1, top + 6, "By week", theme.muted);
            let weeks = &figures.weeks;
            let says = last_weeks(weeks, self.whom.period.to, session.today());
            let x = canvas.put(17, top + 6, &trend(canvas, weeks, 2 * weeks.len()).0, theme.text);
            canvas.put(x + 3, top + 6, &says, theme.muted);
            return;
        }
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let mut thinnest: Vec<&Statement> = framework.statements.iter().collect();
        thinnest.sort_by_cached_key(|statement| self.thinness(framework, statement));
        let mut x = canvas.put(1, top, "Thinnest", theme.muted) + 2;
        // A title that the narrow list has no room for is read whole here.
        let cut = canvas.columns(&statement.title) > usize::from(Columns::of(width).title);
        if cut {
            canvas.clear(top, 1);
            let x = canvas.put(1, top, &statement.number, theme.muted) + 2;
            let x = canvas.put_in(x, top, width.saturating_sub(x + 1), &statement.title, bold);
            let asked = "?  on the door card";
            let room = usize::from(width.saturating_sub(x + 3)) >= canvas.columns(asked);
            if room && self.pinned_for(&statement.code, session.today()).is_some() {
                canvas.put_right(width.saturating_sub(1), top, asked, theme.muted);
            }
        }
        for (index, statement) in thinnest.iter().take(if cut { 0 } else { 2 }).enumerate() {
            let says = format!("{} {}", statement.number, statement.title);
            let from = if index == 0 { x } else { x + 7 };
            // Whole or not at all.
            if usize::from(from) + canvas.columns(&says) < usize::from(width) {
                if index > 0 {
                    canvas.between(x + 3, top);
                }
                x = canvas.put(from, top, &says, theme.text);
            }
        }
        let says = "Voices: s staff  f family  c child.   Only what was agreed is counted.";
        let says =
            self.pinned_in_words(session).map_or(says.to_string(), |pinned| format!("Pinned: {pinned}"));
        canvas.put_in(1, top + 1, width.saturating_sub(2), &says, theme.muted);
    }
}

/// The rule's result in words.
fn strength_why(framework: &Framework, statement: &Statement, figures: &Figures, period: Period) -> String {
    crate::domain::evidence::strength::why(figures, statement.about, &framework.strength, period.to)
}

/// The most squares that the bar of families has.
const SQUARES: u32 = 12;

/// A square for each family where there is room for all; else a share of them, full only when all are, and never empty
/// when one is.
fn families_bar(families: u32, on_roll: u32) -> String {
    let squares = on_roll.min(SQUARES);
    let full = match families.min(on_roll) {
        0 => 0,
        families => (families * squares / on_roll.max(1)).max(1),
    };
    format!("{}{}", "▮".repeat(full as usize), "▯".repeat((squares - full) as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_has_a_square_for_each_family_as_far_as_there_is_room() {
        for (families, on_roll, bar) in [
            (9, 11, "▮▮▮▮▮▮▮▮▮▯▯"),
            (0, 3, "▯▯▯"),
            (3, 3, "▮▮▮"),
            (1, 40, "▮▯▯▯▯▯▯▯▯▯▯▯"),
            (39, 40, "▮▮▮▮▮▮▮▮▮▮▮▯"),
            (40, 40, "▮▮▮▮▮▮▮▮▮▮▮▮"),
            (0, 0, ""),
        ] {
            assert_eq!(families_bar(families, on_roll), bar, "{families} of {on_roll}");
        }
    }
}
