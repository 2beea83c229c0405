//! How a statement's page is drawn: the judgement and the figures, the text, and what holds for it.

mod entries;
mod figures;
mod over;

use ratatui::style::{Modifier, Style};

use super::super::evaluation::not_looked_at;
use super::super::evidence::say::{ago_in_words, gaps_in_short, last_weeks, signs, trend, voices_heard};
use super::{Part, State};
use crate::domain::evaluation::word_count;
use crate::domain::evidence::{Figure, Strength, Voice, Voices};
use crate::tui::action::Action;
use crate::tui::key::Chord;
use crate::tui::model::Session;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::{BETWEEN, wrap};
use crate::tui::widget::words::Caret;

/// From so many columns on, text and entries stand side by side.
const WIDE: u16 = 100;

impl State {
    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let width = canvas.width();
        let number = self.statement(session).map_or(self.code.as_str(), |statement| &statement.number);
        let (place, all) = (self.order.iter().position(|code| *code == self.code), self.order.len());
        let place = place.map_or(0, |place| place + 1);
        // Where statements are simply numbered, the number says the place in the form.
        let numbered = number.parse::<usize>().is_ok_and(|number| number <= all);
        let says = match numbered {
            true => format!("Evidence · statement {number} of {all}"),
            false => format!("Evidence · statement {number}, {place} of {all}"),
        };
        canvas.header(session, &says);
        let Some(statement) = self.statement(session) else {
            canvas.put(1, 2, "No framework in use knows this statement.", theme.text);
            canvas.cursor(1, 2);
            return;
        };
        let left = canvas.put(1, 1, number, bold) + 2;
        // A title is read whole here, and nowhere else: a long one takes rows of the page.
        let lines = wrap(&statement.title, usize::from(width.saturating_sub(left + 1)));
        let mut x = left;
        for (y, line) in (1..).zip(&lines) {
            x = canvas.put(left, y, line, bold);
        }
        canvas.lower(u16::try_from(lines.len()).unwrap_or(1).saturating_sub(1));
        let height = canvas.height();
        let more = match statement.wording {
            Some(_) => "w shows the form's own wording",
            None => "w shows what it asks",
        };
        let more = session.keys.said(Action::FormWording, more);
        // In the text it is a letter, and on a page that lies over this one no key.
        if self.part == Part::Entries && usize::from(x) + more.len() + 5 < usize::from(width) {
            canvas.put_right(width.saturating_sub(1), 1, &more, theme.muted);
        }
        canvas.rule(3);
        self.met(session, canvas);
        match self.part {
            Part::Wording => self.wording(statement, canvas, height),
            Part::Figures => self.figures(canvas, height),
            Part::Draft => self.draft(canvas, height),
            Part::Preview => self.preview(canvas, height),
            Part::Whole => self.whole(session, canvas, height),
            Part::Entries | Part::Text | Part::Citing if width >= WIDE => {
                let middle = width * 8 / 15;
                canvas.down(middle, 4, height);
                // The row of the notice stays free below both sides.
                let (text, notes) = (height.saturating_sub(13), height.saturating_sub(9));
                let seen = self.words(session, canvas, (1, 4), (middle - 3, text));
                canvas.hidden_before(middle - 1, text, seen);
                self.notes(session, canvas, (1, notes), (middle - 3, height.saturating_sub(1)));
                self.entries(
                    session,
                    canvas,
                    (middle + 2, 4),
                    (width - middle - 3, height.saturating_sub(4), false),
                );
                self.kept_out(canvas, (middle + 2, height.saturating_sub(3)), (width - middle - 3, 2));
            }
            Part::Entries | Part::Text | Part::Citing => {
                let rows = (height.saturating_sub(7) * 3 / 8).max(3);
                // In a low window rows that nothing is written in are the entries'.
                let unwritten = height < 20 && self.part == Part::Entries && self.text.text().is_empty();
                let rows = if unwritten { 1 } else { rows };
                let seen = self.words(session, canvas, (1, 4), (width.saturating_sub(2), rows + 5));
                canvas.rule(rows + 5);
                canvas.hidden_of(rows + 5, seen.0, seen.1, seen.2);
                if height < 20 {
                    self.entries(session, canvas, (1, rows + 6), (width - 2, height, false));
                    return;
                }
                let says = self.rule_in_words(session);
                let lines = wrap(&says, usize::from(width - 2)).len().min(3);
                let end = height - 2 - u16::try_from(lines).unwrap_or(1);
                canvas.rule(end);
                self.entries(session, canvas, (1, rows + 6), (width - 2, end, true));
                let y = canvas.say((1, end + 1), (width - 2, height - end - 2), &says, theme.text);
                self.kept_out(canvas, (1, y), (width - 2, height - y));
            }
        }
    }

    /// The judgement and the figures.
    fn met(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let width = canvas.width();
        let judged = self.judged();
        let mut x = 1;
        let judgements = self.framework(session).map(|framework| framework.judgements.as_slice());
        if let Some(judgements) = judgements.filter(|judgements| !judgements.is_empty()) {
            x = canvas.put(x, 2, "Met", theme.muted) + 2;
            for one in judgements {
                let says = if one.code == judged.met { format!("[{}]", one.code) } else { one.code.clone() };
                let style = if one.code == judged.met {
                    theme.focus.add_modifier(Modifier::BOLD)
                } else {
                    theme.text
                };
                let end = canvas.put(x, 2, &says, style);
                let key = session.keys.said(Action::Judge, &one.code.to_lowercase());
                canvas.button(x, 2, end - x, Chord::parse(&key.to_lowercase()));
                x = end + 1;
            }
            x += 6;
        }
        let Some(read) = &self.read else { return };
        let figures = &read.figures;
        let entries = if figures.entries == 1 { "entry" } else { "entries" };
        let Voices { staff, family, child } = voices_heard(figures);
        let changes = figures.changed;
        let parts = if width >= WIDE {
            let heard: Vec<&str> = [(staff, "staff"), (family, "family"), (child, "child")]
                .into_iter()
                .filter_map(|(heard, who)| heard.then_some(who))
                .collect();
            let heard = if heard.is_empty() { "none yet".to_string() } else { heard.join(", ") };
            vec![
                (format!("{} {entries}", figures.entries), Some(Figure::Entries)),
                (format!("{} of {} families", figures.families, figures.on_roll), Some(Figure::Families)),
                (format!("voices: {heard}"), Some(Figure::Voice(Voice::Staff))),
                (format!("{changes} led to a change"), Some(Figure::Changed)),
                (format!("last {}", ago_in_words(figures.last, session.today())), None),
            ]
        } else {
            let voices = voices_heard(figures).count();
            vec![
                (format!("{} {entries}", figures.entries), Some(Figure::Entries)),
                (format!("{} of {} families", figures.families, figures.on_roll), Some(Figure::Families)),
                (
                    format!("{voices} voice{}", if voices == 1 { "" } else { "s" }),
                    Some(Figure::Voice(Voice::Staff)),
                ),
                (format!("{changes} change{}", if changes == 1 { "" } else { "s" }), Some(Figure::Changed)),
            ]
        };
        // Whole figures only: what has no room is on the board.
        let fits = |count: &usize| {
            let says =
                parts.iter().take(*count).map(|(says, _)| says.as_str()).collect::<Vec<_>>().join(BETWEEN);
            usize::from(x) + canvas.columns(&says) < usize::from(width)
        };
        let count = (1..=parts.len()).rev().find(fits).unwrap_or(1);
        for (index, (says, figure)) in parts.iter().take(count).enumerate() {
            if index > 0 {
                x = canvas.between(x + 1, 2) + 1;
            }
            let end = canvas.put_in(x, 2, width.saturating_sub(x + 1), says, theme.text);
            if let Some(figure) = figure {
                canvas.button(x, 2, end - x, self.keys_to(session, figure));
            }
            x = end;
        }
        if self.part == Part::Entries {
            let says = session.keys.said(Action::StatementFigures, "t opens each figure");
            let right = width.saturating_sub(1);
            match usize::from(x) + canvas.columns(&says) + 3 <= usize::from(right) {
                true => canvas.put_right(right, 2, &says, theme.muted),
                // Below them there is always room.
                false => canvas.put_right(right, 3, &format!(" {says} "), theme.muted),
            };
        }
    }

    /// The keys that open a figure from the list; of the three voices those to the first.
    fn keys_to(&self, session: &Session, figure: &Figure) -> Vec<Chord> {
        let figures = self.all_figures();
        let place = figures.iter().position(|(other, _)| other == figure);
        let (Some(place), Some(key), Part::Entries) =
            (place, session.keys.chord(Action::StatementFigures), self.part)
        else {
            return Vec::new();
        };
        let to = match figure {
            Figure::Voice(_) => tap::steps(place.cast_signed().wrapping_sub(self.figure.cast_signed())),
            _ => tap::take_row(self.figure, place),
        };
        std::iter::once(key).chain(to).collect()
    }

    /// The lead's text, from its heading on: from its beginning, or, while it is written, as far as the caret: also while an entry is chosen for its place.
    /// Answers with its lines: the first that is seen, how many have room, and how many there are.
    fn words(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, top): (u16, u16),
        (columns, end): (u16, u16),
    ) -> (usize, usize, usize) {
        let today = session.today();
        let theme = canvas.theme();
        let here = self.part == Part::Text;
        canvas.put(x, top, "How do you know?", theme.text.add_modifier(Modifier::BOLD));
        let count = word_count(self.text.text());
        let saved = match (self.unsaved || self.under_way, self.saved) {
            (true, _) if self.under_way => "being saved".to_string(),
            (true, _) => "your draft, not saved yet".to_string(),
            (false, Some(at)) if at.day() == today => format!("saved {}", at.clock()),
            (false, Some(at)) => format!("saved {}", crate::domain::day::short(at.day())),
            (false, None) => "nothing written yet".to_string(),
        };
        let other = self.read.as_ref().and_then(|read| read.written_for.as_ref());
        let (says, style) = if let Some(round) = self.carried_over(session) {
            // In the text k is a letter.
            let keeps = match here {
                true => String::new(),
                false => session.keys.said(Action::KeepTextHere, ": k keeps it"),
            };
            let says = [
                format!("{}{keeps}", not_looked_at(round)),
                format!("from {round}{keeps}"),
                format!("{round}{keeps}"),
            ];
            let fits = |says: &&String| canvas.columns(says) + 18 <= usize::from(columns);
            (says.iter().find(fits).unwrap_or(&says[2]).clone(), theme.text)
        } else if let Some(other) = other.filter(|_| !self.unsaved && !self.under_way) {
            (format!("written for {other}"), theme.muted)
        } else if count == 0 {
            (saved, theme.muted)
        } else {
            (format!("{count} word{} · {saved}", if count == 1 { "" } else { "s" }), theme.muted)
        };
        canvas.put_in(x + 18, top, columns.saturating_sub(18), &says, style);
        let rows = end.saturating_sub(top + 1);
        if here {
            // A bar beside the text says that it is in use where a box has no room.
            for y in top + 1..end {
                canvas.put(x.saturating_sub(1), y, "│", theme.focus);
            }
        }
        if self.text.text().is_empty() && self.part == Part::Entries {
            let says = "Tab begins to write.  d offers a draft to take or leave.";
            let says = session.keys.said(Action::OfferDraft, says);
            canvas.say((x, top + 1), (columns, 2), &says, theme.muted);
        }
        let caret = match self.part {
            Part::Text => Caret::Here,
            Part::Citing => Caret::Waits,
            _ => Caret::Away,
        };
        self.text.draw(canvas, (x, top + 1), (columns.min(72), rows), theme.text, caret)
    }

    /// What holds for every text, under it.
    fn notes(
        &self,
        session: &Session,
        canvas: &mut Canvas,
        (x, top): (u16, u16),
        (columns, end): (u16, u16),
    ) {
        let theme = canvas.theme();
        canvas.say((x, top), (columns, 3), &self.rule_in_words(session), theme.text);
        if let Some(read) = &self.read {
            let weeks = &read.figures.weeks;
            let says = last_weeks(weeks, self.whom.period.to, session.today());
            let at = canvas.put(x, top + 3, &trend(canvas, weeks, 2 * weeks.len()).0, theme.text);
            let room = (x + columns).saturating_sub(at + 2);
            canvas.put_fullest(at + 2, top + 3, room, &[&says], theme.muted);
        }
        // Where v is a letter it marks nothing.
        let marks = match self.part {
            Part::Entries => session.keys.said(Action::PreviewText, "; v marks it"),
            _ => String::new(),
        };
        let says = format!(
            "Names become initials in the printed form. A sentence with no number after it has no proof yet{marks}. Your \
             words are never written over."
        );
        canvas.say((x, top + 5), (columns, end.saturating_sub(top + 5)), &says, theme.muted);
    }

    /// The strength by the pack's rule, and what it suggests.
    fn rule_in_words(&self, session: &Session) -> String {
        let Some(read) = &self.read else { return String::new() };
        let suggests = match &read.suggested {
            Some(code) => format!("suggests {code}, you decide. "),
            // Why says that there is nothing.
            None if read.strength == Strength::None => String::new(),
            None if self.framework(session).is_none_or(|framework| framework.judgements.is_empty()) => {
                String::new()
            }
            None => "suggests nothing. ".to_string(),
        };
        format!("{} {suggests}{}", signs(read.strength), read.why)
    }

    /// What is counted and not shown, and who is missing.
    fn kept_out(&self, canvas: &mut Canvas, (x, y): (u16, u16), (columns, rows): (u16, u16)) {
        let theme = canvas.theme();
        let Some(read) = &self.read else { return };
        let out = read.figures.kept_out;
        let parts: Vec<String> =
            [(out.private, "private"), (out.restricted, "restricted"), (out.not_agreed, "not agreed yet")]
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
        let out = if parts.is_empty() {
            "Kept out  none".to_string()
        } else {
            format!("Kept out  {}", parts.join(", "))
        };
        let heard = if read.gaps.is_empty() {
            "Every family heard".to_string()
        } else {
            format!("Not heard yet  {}", gaps_in_short(&read.gaps))
        };
        let both = format!("{out}   {heard}");
        if rows > 1 && canvas.columns(&both) > usize::from(columns) {
            canvas.put_in(x, y, columns, &out, theme.muted);
            canvas.put_in(x, y + 1, columns, &heard, theme.muted);
        } else {
            // Who is missing matters more where one row is left.
            canvas.put_fullest(x, y, columns, &[&both, &heard], theme.muted);
        }
    }

    fn prose(&self, canvas: &mut Canvas, text: &str, (x, top): (u16, u16), style: Style, end: u16) -> u16 {
        let columns = canvas.width().saturating_sub(x + 1).min(72);
        let mut y = top;
        for paragraph in text.lines() {
            y = canvas.say((x, y), (columns, end.saturating_sub(y)), paragraph, style);
        }
        y
    }
}
