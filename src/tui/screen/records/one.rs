//! One record with all that is known of it.

use ratatui::style::{Modifier, Style};

use super::{One, State, kind, label, say};
use crate::domain::practice::{Named, Practice, PracticeStands};
use crate::tui::model::Session;
use crate::tui::screen::review::known_as;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// How a line of the page is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Bold,
    Quiet,
    Waiting,
}

/// From so many columns on, labels stand beside what they say.
const WIDE: u16 = 78;
/// Where what stands beside the labels begins, at the most.
const LABEL: u16 = 28;
/// From so many rows on, the words and who wrote them have a row around them.
const TALL: u16 = 20;

/// A line of the page.
struct Line {
    label: String,
    /// Whether it stands in the column beside the labels.
    beside: bool,
    text: String,
    look: Look,
}

impl State {
    pub(super) fn draw_one(&self, session: &Session, canvas: &mut Canvas, one: &One) {
        let Some(stands) = self.stands(one.id) else { return };
        if let Some(ticks) = &one.ticks {
            return ticks.draw(session, canvas, &label(session, &stands.practice.kind));
        }
        let theme = canvas.theme();
        let width = canvas.width();
        canvas.header(session, "Practice records");
        canvas.put_in(
            1,
            1,
            width.saturating_sub(2),
            &label(session, &stands.practice.kind),
            theme.text.add_modifier(Modifier::BOLD),
        );
        canvas.rule(2);
        let said = said(session, &stands.practice);
        let longest = said.iter().map(|(label, _)| canvas.columns(label)).max().unwrap_or(0);
        let beside = u16::try_from(longest + 4).unwrap_or(LABEL).clamp(14, LABEL);
        let lines = self.lines(session, stands, one, (width, beside, canvas.height() >= TALL));
        let top: u16 = 3;
        let rows = usize::from(canvas.height().saturating_sub(top)).max(1);
        let fit = if lines.len() > rows { rows.saturating_sub(1) } else { rows };
        let last = one.top.saturating_add(fit).min(lines.len()).saturating_sub(1);
        let (first, fit) = canvas.seen_of((top, canvas.height()), last, lines.len());
        canvas.cursor(1, top);
        for (y, line) in (top..).zip(lines.iter().skip(first).take(fit)) {
            let (label, style): (Style, Style) = match line.look {
                Look::Plain => (theme.muted, theme.text),
                Look::Bold => (theme.muted, theme.text.add_modifier(Modifier::BOLD)),
                Look::Quiet => (theme.muted, theme.muted),
                Look::Waiting => (theme.waiting, theme.waiting_words()),
            };
            canvas.put_in(1, y, beside - 2, &line.label, label);
            let x = match line.look {
                Look::Waiting => 3,
                _ if line.beside => beside,
                _ => 1,
            };
            canvas.put_in(x, y, width.saturating_sub(x + 1), &line.text, style);
        }
    }

    /// The lines. In a narrow window a label stands before its text; in a tall one there are rows between.
    fn lines(
        &self,
        session: &Session,
        stands: &PracticeStands,
        one: &One,
        (width, at, tall): (u16, u16, bool),
    ) -> Vec<Line> {
        let wide = width >= WIDE;
        let mut lines: Vec<Line> = Vec::new();
        // The sign stands apart from its words, which go on under themselves.
        for remark in remarks(session, stands) {
            let texts = wrap(&remark, usize::from(width.saturating_sub(5)).min(82));
            let signs = std::iter::once("!").chain(std::iter::repeat(""));
            lines.extend(signs.zip(texts).map(|(sign, text)| {
                let label = sign.to_string();
                Line { label, beside: false, text, look: Look::Waiting }
            }));
        }
        let mut put = |label: &str, text: &str, look: Look| {
            let beside = wide && !label.is_empty();
            let columns = usize::from(width.saturating_sub(if beside { at + 1 } else { 3 })).min(84);
            let whole =
                if beside || label.is_empty() { text.to_string() } else { format!("{label}: {text}") };
            // What is asked is said whole: a long label takes another row beside its text.
            let mut labels = if beside { wrap(label, usize::from(at - 3)) } else { Vec::new() }.into_iter();
            for text in wrap(&whole, columns) {
                lines.push(Line { label: labels.next().unwrap_or_default(), beside, text, look });
            }
            lines.extend(labels.map(|label| Line { label, beside, text: String::new(), look }));
        };
        let practice = &stands.practice;
        for (label, text) in said(session, practice) {
            if label.is_empty() && tall {
                put("", "", Look::Plain);
                put("", &text, Look::Bold);
                put("", "", Look::Plain);
            } else {
                put(&label, &text, if label.is_empty() { Look::Bold } else { Look::Plain });
            }
        }
        let shows = self.agreed_shows(session, stands);
        let shown = if shows.is_empty() { "nothing".to_string() } else { shown(session, &shows) };
        if session.who().is_some_and(|who| who.role.leads()) {
            put("Shows", &shown, Look::Plain);
        }
        if tall {
            put("", "", Look::Plain);
        }
        put("", &written(session, stands), Look::Quiet);
        let newer = one.versions.iter().skip(1).chain([practice]);
        let versions: Vec<(&Practice, &Practice)> = one.versions.iter().zip(newer).collect();
        for (amended, (before, after)) in stands.amended.iter().zip(versions).rev() {
            let by = session.roll.person(amended.by).map_or("somebody", |person| person.first_name());
            let when = say::day(session, amended.at.day());
            let says =
                format!("Amended {when} {} by {by}: {}. Before:", amended.at.clock(), amended.reason.label());
            put("", &says, Look::Quiet);
            let after = said(session, after);
            for (label, text) in said(session, before) {
                if !after.contains(&(label.clone(), text.clone())) {
                    put(&label, &text, Look::Plain);
                }
            }
        }
        lines
    }
}

/// What needs somebody: that it waits, that its answer is due, and who may read it.
pub(super) fn remarks(session: &Session, stands: &PracticeStands) -> Vec<String> {
    let mut remarks = Vec::new();
    let leads = session.who().is_some_and(|who| who.role.leads());
    if stands.waits {
        remarks.push(match leads {
            true => "It counts once you agree it: Enter agrees what it shows.".to_string(),
            false => "It counts once a room lead has agreed it.".to_string(),
        });
    }
    if let Some(left) = kind(session, &stands.practice.kind)
        .and_then(|kind| kind.days_to_answer(&stands.practice, session.today()))
    {
        let says = say::days_left(left);
        let mut letters = says.chars();
        let says: String =
            letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect();
        remarks.push(format!("{says}."));
    }
    if stands.practice.restricted {
        remarks.push("For room leads and managers alone: in no search, count or print.".to_string());
    }
    remarks
}

/// Everything that a record says: a label and a text each.
pub(super) fn said(session: &Session, practice: &Practice) -> Vec<(String, String)> {
    let name = |named: Named| say::name(session, named);
    let mut said = Vec::new();
    let children: Vec<String> = practice
        .children
        .iter()
        .filter_map(|child| session.roll.child(*child))
        .map(|child| child.name())
        .collect();
    said.push(("When".to_string(), say::day(session, practice.day)));
    said.push(("Where".to_string(), say::room(session, practice.room)));
    if !children.is_empty() {
        let label = if children.len() == 1 { "Child" } else { "Children" };
        said.push((label.to_string(), children.join(", ")));
    }
    if !practice.text.trim().is_empty() {
        said.push((String::new(), practice.text.clone()));
    }
    let kind = kind(session, &practice.kind);
    let fields = kind.map(|kind| kind.fields.as_slice()).unwrap_or_default();
    for field in fields {
        if let Some(held) = practice.fields.get(&field.code) {
            said.push((field.label.clone(), held.says(&name)));
        }
    }
    // What an older form asked for is shown, never dropped.
    for (code, held) in &practice.fields {
        if fields.iter().all(|field| field.code != *code) {
            said.push((code.replace('-', " "), held.says(&name)));
        }
    }
    for words in &practice.family_words {
        said.push(("The family's own words".to_string(), format!("“{words}”")));
    }
    said
}

/// `15 Home learning comes in; 13 Views asked and acted on (changed)`
pub(super) fn shown(session: &Session, shows: &[crate::domain::entry::Shown]) -> String {
    let one = |shown: &crate::domain::entry::Shown| {
        let (number, title) = known_as(session, &shown.statement);
        let changed = if shown.changed { " (changed)" } else { "" };
        format!("{number} {title}{changed}")
    };
    shows.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// `Written Tue 24 Nov by Sam Okafor, agreed by Priya Shah`
pub(super) fn written(session: &Session, stands: &PracticeStands) -> String {
    let name = |id| session.roll.person(id).map_or("somebody", |person| person.name.as_str());
    let when = say::day(session, stands.recorded.day());
    let mut says = format!("Written {when} {} by {}", stands.recorded.clock(), name(stands.practice.by));
    if let Some((by, _)) = stands.agreed.filter(|_| !stands.waits) {
        says.push_str(&format!(", agreed by {}", name(by)));
    }
    says
}
