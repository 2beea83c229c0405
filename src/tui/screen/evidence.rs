//! The evidence board: a row a statement, in the form's order or the thinnest first. Figures only;
//! nothing is judged or rated here by the program.

use std::collections::BTreeMap;

use ratatui::style::{Modifier, Style};

use super::{Page, Press, statement};
use crate::domain::evidence::{Figures, Gaps, Scope as Whom, Strength, Voices, strength};
use crate::domain::framework::{About, Framework, Statement, StatementRef};
use crate::domain::{Day, Period};
use crate::tui::action::{Action, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Answer, BoardRead, Effect, Errand, Turn};
use crate::tui::widget::canvas::{Canvas, wrap};

/// From so many columns on, the board shows entries, changes and where evidence comes from.
const WIDE: u16 = 118;

/// The board as it stands.
#[derive(Debug)]
pub struct State {
    /// Which of the frameworks.
    framework: usize,
    whom: Whom,
    read: Option<BoardRead>,
    /// The code of the selected statement.
    at: String,
    thinnest_first: bool,
    /// Whom the selected statement has nothing from.
    gaps: Option<(String, Gaps)>,
    /// Which statement's gaps are being read.
    asked: Option<String>,
    /// The list of families lies over the board; its first line.
    listed: Option<usize>,
}

impl State {
    /// The first framework's board for the shown room and this term.
    pub fn open(session: &Session, turn: &mut Turn) -> State {
        let at = session.frameworks.first().and_then(|framework| framework.statements.first());
        let mut state = State {
            framework: 0,
            whom: Whom {
                rooms: session.room.into_iter().collect(),
                period: Period::term_to(session.today()),
            },
            read: None,
            at: at.map(|statement| statement.code.clone()).unwrap_or_default(),
            thinnest_first: false,
            gaps: None,
            asked: None,
            listed: None,
        };
        state.ask(session, turn);
        state
    }

    fn framework<'a>(&self, session: &'a Session) -> Option<&'a Framework> {
        session.frameworks.get(self.framework)
    }

    fn ask(&mut self, session: &Session, turn: &mut Turn) {
        if let Some(framework) = self.framework(session) {
            turn.effect(Effect::Board(framework.id.clone(), self.whom.clone()));
            self.gaps = None;
            self.asked = None;
            self.ask_gaps(session, turn);
        }
    }

    /// Asks whom the selected statement has nothing from; one question at a time, so that a held key does
    /// not pile them up.
    fn ask_gaps(&mut self, session: &Session, turn: &mut Turn) {
        let known = self.gaps.as_ref().is_some_and(|(code, _)| *code == self.at);
        if self.asked.is_none()
            && !known
            && let Some(framework) = self.framework(session)
        {
            self.asked = Some(self.at.clone());
            let statement = StatementRef { framework: framework.id.clone(), code: self.at.clone() };
            turn.effect(Effect::Gaps(statement, self.whom.clone()));
        }
    }

    fn figures(&self, code: &str) -> Figures {
        let read = self.read.as_ref();
        read.and_then(|read| read.figures.get(code).cloned())
            .unwrap_or_else(|| Figures { on_roll: read.map_or(0, |read| read.on_roll), ..Figures::default() })
    }

    /// The statements in the order that is shown.
    fn ordered<'a>(&self, session: &'a Session) -> Vec<&'a Statement> {
        let Some(framework) = self.framework(session) else { return Vec::new() };
        let mut statements: Vec<&Statement> = framework.statements.iter().collect();
        if self.thinnest_first {
            statements.sort_by_cached_key(|statement| self.thinness(framework, statement));
        }
        statements
    }

    /// Thin first: by strength, then by the share of families, then by entries.
    fn thinness(&self, framework: &Framework, statement: &Statement) -> (Strength, u64, u32) {
        let figures = self.figures(&statement.code);
        let rule = &framework.strength;
        let strength = strength(&figures, statement.about, rule, self.whom.period.to);
        let share = u64::from(figures.families) * 1000 / u64::from(figures.on_roll.max(1));
        (strength, share, figures.entries)
    }

    fn select(&mut self, session: &Session, by: isize, turn: &mut Turn) {
        let ordered = self.ordered(session);
        let index = ordered.iter().position(|statement| statement.code == self.at).unwrap_or(0);
        let index = index.saturating_add_signed(by).min(ordered.len().saturating_sub(1));
        if let Some(statement) = ordered.get(index) {
            self.at.clone_from(&statement.code);
        }
        self.ask_gaps(session, turn);
    }
}

/// What the board says of the last day: `today`, `3 d`, `2 w`, `never`.
pub(super) fn ago(last: Option<Day>, today: Day) -> String {
    match last.map(|last| (today - last).num_days()) {
        None => "never".to_string(),
        Some(..=0) => "today".to_string(),
        Some(days @ 1..14) => format!("{days} d"),
        Some(days) => format!("{} w", days / 7),
    }
}

/// `■■□□`
pub(super) fn signs(strength: Strength) -> &'static str {
    match strength {
        Strength::None => "□□□□",
        Strength::Thin => "■□□□",
        Strength::Fair => "■■□□",
        Strength::Strong => "■■■■",
    }
}

/// `s f c`, with a dot for each voice that is not there.
fn voices(figures: &Figures) -> String {
    let [staff, family, child] = figures.voices;
    let sign = |count: u32, letter: &'static str| if count > 0 { letter } else { "·" };
    [sign(staff, "s"), sign(family, "f"), sign(child, "c")].join(" ")
}

/// The last so many weeks as bars, the fullest the highest.
fn bars(weeks: &[u32], count: usize) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let weeks = weeks.get(weeks.len().saturating_sub(count)..).unwrap_or(weeks);
    let most = weeks.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return "·".repeat(weeks.len());
    }
    let most = most.max(7);
    weeks
        .iter()
        .map(|&week| {
            let height = (week as usize * (BARS.len() - 1)).div_ceil(most as usize);
            BARS.get(height).copied().unwrap_or('█')
        })
        .collect()
}

/// The families of a list of gaps, by the room that is meant: all the family's children who are in it.
pub(super) fn families(session: &Session, whom: &Whom, gaps: &Gaps) -> Vec<(String, String)> {
    let on_roll = crate::domain::evidence::gaps::families_on_roll(&session.roll, whom);
    let mut families: Vec<(String, String)> = gaps
        .iter()
        .map(|(family, why)| {
            let children = on_roll.get(family).map(Vec::as_slice).unwrap_or_default();
            let mut names: Vec<String> =
                children.iter().map(|child| session.roll.short_name(child.id)).collect();
            names.sort();
            (names.join(", "), why.clone())
        })
        .collect();
    families.sort();
    families
}

/// `10 families (collected by someone else 3)`
pub(super) fn gaps_in_short(gaps: &Gaps) -> String {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for why in gaps.values() {
        *reasons.entry(why).or_default() += 1;
    }
    let families = if gaps.len() == 1 { "1 family".to_string() } else { format!("{} families", gaps.len()) };
    let known: Vec<String> = reasons
        .iter()
        .filter(|(why, _)| !why.starts_with("talks written"))
        .map(|(why, count)| format!("{why} {count}"))
        .collect();
    if known.is_empty() { families } else { format!("{families} ({})", known.join(", ")) }
}

/// The list of families, over a page.
pub(super) fn list_families(
    session: &Session,
    canvas: &mut Canvas,
    (title, whom, gaps): (&str, &Whom, &Gaps),
    first: usize,
    (top, end): (u16, u16),
) {
    let theme = canvas.theme();
    let width = canvas.width();
    canvas.put_in(1, top, width.saturating_sub(2), title, theme.text.add_modifier(Modifier::BOLD));
    canvas.put(1, top + 1, "For you only. Silence is not a No.", theme.muted);
    let families = families(session, whom, gaps);
    if families.is_empty() {
        canvas.put(1, top + 3, "Every family has been heard.", theme.text);
    }
    canvas.cursor(1, top + 3);
    let room = usize::from(end.saturating_sub(top + 3));
    for ((name, why), y) in families.iter().skip(first).take(room).zip(top + 3..) {
        canvas.put_in(1, y, 24, name, theme.text);
        canvas.put_in(27, y, width.saturating_sub(28), why, theme.muted);
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Evidence
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        if let Some(first) = self.listed {
            let last = self.gaps.as_ref().map_or(0, |(_, gaps)| gaps.len().saturating_sub(1));
            match press.action {
                Some(Action::Up) => self.listed = Some(first.saturating_sub(1)),
                Some(Action::Down) => self.listed = Some((first + 1).min(last)),
                Some(Action::Back | Action::Left | Action::WhichFamilies) => self.listed = None,
                _ => return false,
            }
            return true;
        }
        match press.action {
            Some(Action::Up) => self.select(session, -1, turn),
            Some(Action::Down) => self.select(session, 1, turn),
            Some(Action::PageUp) => self.select(session, -8, turn),
            Some(Action::PageDown) => self.select(session, 8, turn),
            Some(Action::First) => self.select(session, isize::MIN / 2, turn),
            Some(Action::Last) => self.select(session, isize::MAX / 2, turn),
            Some(Action::OpenStatement | Action::Right) => {
                let Some(framework) = self.framework(session) else { return false };
                let order = self.ordered(session).iter().map(|statement| statement.code.clone()).collect();
                let (id, whom) = (framework.id.clone(), self.whom.clone());
                let page = statement::State::open(session, id, order, &self.at, whom, turn);
                turn.over(page.into());
            }
            Some(Action::OrderBoard) => {
                self.thinnest_first = !self.thinnest_first;
                turn.say(if self.thinnest_first { "The thinnest first." } else { "As the form has them." });
            }
            Some(Action::WhichFamilies) => {
                self.ask_gaps(session, turn);
                self.listed = Some(0);
            }
            Some(Action::NextPart) => {
                self.whom.rooms = match self.whom.rooms.is_empty() {
                    true => session.room.into_iter().collect(),
                    false => Vec::new(),
                };
                self.ask(session, turn);
            }
            Some(Action::Back) => turn.back(),
            _ => return false,
        }
        true
    }

    fn answer(&mut self, session: &mut Session, answer: &Answer, turn: &mut Turn) {
        match answer {
            Answer::Board(framework, whom, read)
                if self.framework(session).is_some_and(|known| known.id == *framework)
                    && *whom == self.whom =>
            {
                self.read = Some(read.as_ref().clone());
            }
            Answer::Gaps(statement, whom, gaps) if self.asked.as_ref() == Some(&statement.code) => {
                self.asked = None;
                if *whom == self.whom {
                    self.gaps = Some((statement.code.clone(), gaps.clone()));
                }
                self.ask_gaps(session, turn);
            }
            // A judgement or a text was written on a statement's page above.
            Answer::Applied(Errand::Page(statement::ERRAND), Ok(_)) => {
                if let Some(framework) = self.framework(session) {
                    turn.effect(Effect::Board(framework.id.clone(), self.whom.clone()));
                }
            }
            _ => {}
        }
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match action {
            Action::OpenStatement | Action::OrderBoard if self.listed.is_some() => said("", ""),
            Action::WhichFamilies if self.listed.is_some() => said("", ""),
            Action::NextPart if self.listed.is_none() => match self.whom.rooms.is_empty() {
                true => said("Tab", "this room"),
                false => said("Tab", "setting"),
            },
            Action::OrderBoard if self.thinnest_first => said("o", "form's order"),
            Action::OrderBoard => said("o", "thinnest"),
            _ => None,
        }
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let (width, height) = (canvas.width(), canvas.height());
        let wide = width >= WIDE;
        let place = match self.whom.rooms.first().and_then(|room| session.roll.room(*room)) {
            Some(room) if width >= 78 => format!("Evidence · {} room · this term", room.name),
            Some(room) => format!("Evidence · {}", room.name),
            None => "Evidence · whole setting · this term".to_string(),
        };
        canvas.header(session, &place);
        let Some(framework) = self.framework(session) else {
            canvas.put(1, 3, "No framework of self-evaluation is set up.", theme.text);
            canvas.cursor(1, 3);
            return;
        };
        let mut top = 1;
        if wide {
            let says = "Strength = how many families, how recent, how many voices, how often something changed. \
                        Only entries agreed at review.";
            canvas.put(1, 1, says, theme.muted);
            canvas.rule(2);
            top = 4;
        }
        let columns = Columns::of(width);
        columns.heads(canvas, top);
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
        let ordered = self.ordered(session);
        let at = ordered.iter().position(|statement| statement.code == self.at).unwrap_or(0);
        if let Some(first_line) = self.listed {
            let title = ordered
                .get(at)
                .map(|statement| format!("{}  {}: not heard yet", statement.number, statement.title))
                .unwrap_or_default();
            canvas.paint(0, top, width, 1, theme.ground);
            canvas.put(0, top, &" ".repeat(usize::from(width)), theme.ground);
            let gaps = self.gaps.as_ref().map(|(_, gaps)| gaps.clone()).unwrap_or_default();
            list_families(session, canvas, (&title, &self.whom, &gaps), first_line, (first, end));
            return;
        }
        // In a tall window a line between every four keeps the eye on its row.
        let grouped = usize::from(end.saturating_sub(first)) >= ordered.len() + ordered.len().div_ceil(4);
        let room = usize::from(end.saturating_sub(first)).max(1);
        let start = if grouped { 0 } else { (at + 1).saturating_sub(room) };
        let mut y = first;
        for (index, statement) in ordered.iter().enumerate().skip(start) {
            if y >= end {
                break;
            }
            self.row(session, framework, statement, index == at, canvas, &columns, y);
            y += 1 + u16::from(grouped && index % 4 == 3);
        }
        canvas.rule(end);
        if let Some(statement) = ordered.get(at) {
            self.foot(framework, statement, canvas, end + 1, wide && below > 3);
        }
    }
}

/// Where the columns begin.
struct Columns {
    met: u16,
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
            met: 35,
            strength: 39,
            entries: None,
            bar: None,
            families: 57,
            voices: 59,
            changed: None,
            last: 66,
            weeks: Some((73, 7)),
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
                last: 97,
                weeks: Some((104, 8)),
                from: Some(114),
                ..narrow
            }
        } else if width >= 80 {
            narrow
        } else {
            Columns {
                title: 23,
                met: 30,
                strength: 34,
                families: 52,
                voices: 54,
                last: 60,
                weeks: None,
                ..narrow
            }
        }
    }

    fn heads(&self, canvas: &mut Canvas, y: u16) {
        let style = canvas.theme().muted;
        for (x, head) in [(3, "#"), (6, "Statement"), (self.met, "Met"), (self.strength, "Evidence")] {
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
        canvas.put(self.voices, y, if self.weeks.is_some() { "Voices" } else { "" }, style);
        if let Some(end) = self.changed {
            canvas.put(end - 3, y, "Changed", style);
        }
        if usize::from(self.last) + 4 <= usize::from(canvas.width()) {
            canvas.put(self.last, y, "Last", style);
        }
        if let Some((x, count)) = self.weeks {
            canvas.put(x, y, &format!("{count} weeks"), style);
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
            canvas.bar(0, y, canvas.width());
            canvas.put(0, y, "▸", theme.bar);
            canvas.cursor(6, y);
        }
        let style = |plain: Style| if here { theme.bar } else { plain };
        canvas.put_right(4, y, &statement.number, style(theme.muted));
        canvas.put_in(6, y, columns.title, &statement.title, style(theme.text));
        let Some(read) = &self.read else { return };
        let figures = self.figures(&statement.code);
        let met = read.judged.get(&statement.code).map_or("", |judged| judged.met.as_str());
        canvas.put(columns.met, y, if met.is_empty() { "·" } else { met }, style(theme.text));
        let strength = strength(&figures, statement.about, &framework.strength, self.whom.period.to);
        let says = format!("{} {}", signs(strength), strength.label());
        canvas.put(columns.strength, y, &says, style(theme.text));
        if let Some(end) = columns.entries {
            canvas.put_right(end, y, &figures.entries.to_string(), style(theme.text));
        }
        if statement.about == About::Setting && figures.families == 0 {
            canvas.put_right(columns.families, y, "–", style(theme.muted));
        } else if let Some(x) = columns.bar {
            let full = (u64::from(figures.families) * 12).div_ceil(u64::from(figures.on_roll.max(1))).min(12);
            let full = usize::try_from(full).unwrap_or(12);
            let bar = format!("{}{}", "▮".repeat(full), "▯".repeat(12 - full));
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
            canvas.put(x, y, &bars(&figures.weeks, count), style(theme.text));
        }
        if let Some(x) = columns.from {
            canvas.put(x, y, statement.from.label(), style(theme.muted));
        }
    }

    /// What is said of the selected statement below the board.
    fn foot(&self, framework: &Framework, statement: &Statement, canvas: &mut Canvas, top: u16, tall: bool) {
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
                canvas.put(x + 4, top + 2, "f lists them, for you only", theme.muted);
            }
            if let Some(help) = &statement.would_help {
                canvas.put(1, top + 4, "Would help", theme.muted);
                for (line, y) in
                    wrap(help, usize::from(width.saturating_sub(18)).min(72)).iter().zip(top + 4..top + 6)
                {
                    canvas.put(17, y, line, theme.text);
                }
            }
            return;
        }
        let mut thinnest: Vec<&Statement> = framework.statements.iter().collect();
        thinnest.sort_by_cached_key(|statement| self.thinness(framework, statement));
        let mut x = canvas.put(1, top, "Thinnest", theme.muted) + 2;
        for (index, statement) in thinnest.iter().take(2).enumerate() {
            let between = if index == 0 { "" } else { "   ·   " };
            let says = format!("{between}{} {}", statement.number, statement.title);
            x = canvas.put(x, top, &says, theme.text);
        }
        let says = "Voices: s staff  f family  c child.   Families counts only what was agreed.";
        canvas.put_in(1, top + 1, width.saturating_sub(2), says, theme.muted);
    }
}

/// The rule's result in words.
fn strength_why(framework: &Framework, statement: &Statement, figures: &Figures, period: Period) -> String {
    crate::domain::evidence::strength::why(figures, statement.about, &framework.strength, period.to)
}

/// How many of the three voices speak in the figures.
pub(super) fn voices_heard(figures: &Figures) -> Voices {
    let [staff, family, child] = figures.voices.map(|count| count > 0);
    Voices { staff, family, child }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_said_in_days_then_weeks() {
        let day = |d| Day::from_ymd_opt(2026, 11, d).unwrap();
        for (last, says) in [(24, "today"), (23, "1 d"), (11, "13 d"), (10, "2 w"), (1, "3 w")] {
            assert_eq!(ago(Some(day(last)), day(24)), says);
        }
        assert_eq!(ago(None, day(24)), "never");
    }

    #[test]
    fn bars_show_nothing_as_dots_and_one_as_more_than_nothing() {
        assert_eq!(bars(&[0; 13], 7), "·······");
        assert_eq!(bars(&[9, 9, 9, 9, 9, 9, 0, 1, 2, 3, 7, 0, 1], 7), "▁▂▃▄█▁▂");
        assert_eq!(bars(&[140, 0, 70], 3), "█▁▅");
    }
}
