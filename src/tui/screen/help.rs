//! Help for the page underneath, and the list of commands. Typing narrows them; Enter does what is marked.

mod plain;

use ratatui::style::Modifier;

use super::{Page, Press};
use crate::domain::name::fold;
use crate::tui::action::{Action, Scope};
use crate::tui::key::Takes;
use crate::tui::model::{Model, Session};
use crate::tui::msg::Turn;
use crate::tui::plain::Ask;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// Help as it stands.
#[derive(Debug)]
pub struct State {
    /// The page underneath.
    of: Scope,
    /// Whether it is the list of commands: only what has a name of its own.
    commands: bool,
    /// What cannot be done as things stand.
    cannot: Vec<Action>,
    typed: String,
    marked: usize,
}

impl State {
    /// Help for the page.
    pub fn of(model: &Model) -> State {
        State::over(model, false)
    }

    /// The commands of the page.
    pub fn commands(model: &Model) -> State {
        State::over(model, true)
    }

    fn over(model: &Model, commands: bool) -> State {
        let cannot = |action: &Action| (action.spec().enabled)(model).is_err();
        let cannot = Action::ALL.iter().copied().filter(cannot).collect();
        State { of: model.screen.page().scope(), commands, cannot, typed: String::new(), marked: 0 }
    }

    /// Whether it is out of place here, rather than something of which the reason is worth hearing: before anybody has
    /// signed in, out of practice, and in a terminal without colours.
    fn out_of_place(&self, action: Action) -> bool {
        let nobody = matches!(self.of, Scope::SignIn | Scope::Unlock);
        // The sign-in has a key of its own for practice.
        let twice = action == Action::Practise && self.of == Scope::SignIn;
        let twice = twice && !self.cannot.contains(&Action::PractiseHere);
        // Where a terminal shows no other colours no key changes them.
        let never = action == Action::LeaveLesson || action == Action::Colours && !self.commands;
        twice || self.cannot.contains(&action) && (nobody || never)
    }

    /// What is listed, in the order in which it stands: the page's own, then what works everywhere.
    fn listed(&self) -> Vec<Action> {
        let wanted = fold(&self.typed);
        let fits = |action: &Action| {
            let spec = action.spec();
            let here = spec.scope == self.of || spec.scope == Scope::Anywhere;
            let here = here && !self.out_of_place(*action);
            // What has no key of its own is found in help too.
            let named = !spec.title.is_empty() && *action != Action::LeaveLesson;
            let listed = match self.commands {
                true => !spec.title.is_empty(),
                false => has_row(*action) || named && !wanted.is_empty(),
            };
            let words = spec.found_by();
            here && listed && wanted.split_whitespace().all(|piece| words.contains(piece))
        };
        let mut listed: Vec<Action> = Action::ALL.iter().copied().filter(fits).collect();
        listed
            .sort_by_key(|action| (action.spec().scope == Scope::Anywhere, action.spec().group == "Moving"));
        listed
    }

    /// The line that the letters mean most likely: one that can be done, and is called so, before one of which that is only
    /// said, and that before one that has it among its other words.
    fn meant(&self) -> usize {
        let wanted = fold(&self.typed);
        let far = |action: &Action| {
            let spec = action.spec();
            let (title, says) = (fold(spec.title), spec.says());
            let far = match () {
                () if title.starts_with(&wanted) => 0,
                () if title.contains(&wanted) => 1,
                () if wanted.split_whitespace().all(|piece| says.contains(piece)) => 2,
                () => 3,
            };
            (self.cannot.contains(action), far)
        };
        let listed = self.listed().iter().map(far).enumerate().min_by_key(|(at, far)| (*far, *at));
        listed.map_or(0, |(at, _)| at)
    }
}

/// A line of the page.
enum Line {
    Heading(String),
    /// The place in what is listed, and what it does.
    Action(usize, Action),
    /// What is typed or what is wrong, and what it means or what helps.
    Mark(&'static str, &'static str),
}

/// What can be wrong, and what helps.
const TROUBLES: &[(&str, &str)] = &[
    ("Wrong child?", "Ctrl-Z within 5 minutes takes it back, with its words"),
    ("Later?", "open it on the child's page, {amend} corrects it"),
    ("Locked out?", "a room lead or the manager gives a one-use number"),
    ("A concern?", "Ctrl-G says whom to tell; it does not belong in a note"),
    ("Screen odd?", "Ctrl-R draws it again"),
];

/// Help lists keys; and practice, which is the quickest help there is. How practice is left it says itself.
fn has_row(action: Action) -> bool {
    action == Action::Practise || action != Action::LeaveLesson && !action.spec().keys.is_empty()
}

/// So many letters are looked for at most.
const MOST: usize = 40;

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Help
    }

    fn takes(&self) -> Takes {
        Takes::Words
    }

    fn press(&mut self, _session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let last = self.listed().len().saturating_sub(1);
        match press.action {
            None => {
                let Some(letter) = press.chord.letter().filter(|_| self.typed.chars().count() < MOST) else {
                    return false;
                };
                self.typed.push(letter);
                self.marked = self.meant();
            }
            Some(Action::Erase) => {
                self.typed.pop();
                self.marked = self.meant();
            }
            Some(Action::Up) => self.marked = self.marked.saturating_sub(1),
            Some(Action::Down) => self.marked = (self.marked + 1).min(last),
            Some(Action::PageUp) => self.marked = self.marked.saturating_sub(10),
            Some(Action::PageDown) => self.marked = (self.marked + 10).min(last),
            Some(Action::First) => self.marked = 0,
            Some(Action::Last) => self.marked = last,
            Some(Action::DoIt) => match self.listed().get(self.marked) {
                // A note, or a row, is saved where it can be seen, and only there.
                Some(Action::SaveEntry | Action::RowDone | Action::RowSaid) => {
                    turn.back();
                    turn.say("Enter here saves what stands below.");
                }
                Some(action) => turn.act(*action),
                None => {}
            },
            Some(Action::Back | Action::Help) => turn.back(),
            _ => return false,
        }
        true
    }

    fn paste(&mut self, _session: &mut Session, text: &str, _turn: &mut Turn) {
        let letters = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
        let room = MOST.saturating_sub(self.typed.chars().count());
        self.typed.extend(letters.filter(|letter| !letter.is_control()).take(room));
        self.marked = self.meant();
    }

    fn hint(&self, _session: &Session, action: Action) -> Option<(String, String)> {
        match action {
            // Where nothing is listed there is nothing to do and nothing to choose.
            Action::Up | Action::DoIt if self.listed().is_empty() => Some((String::new(), String::new())),
            Action::Up => Some(("↑↓".to_string(), "choose".to_string())),
            Action::Back => Some(("Esc".to_string(), "close".to_string())),
            Action::Help => Some((String::new(), String::new())),
            _ => None,
        }
    }

    fn question(&self, _session: &Session) -> Ask {
        self.asks()
    }

    fn line(&mut self, _session: &mut Session, line: &str, turn: &mut Turn) {
        self.hears(line, turn);
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let place = if self.commands { "Commands" } else { &format!("Help · {}", self.of.title()) };
        canvas.header(session, place);
        let x = canvas.put(1, 1, if self.commands { ":" } else { "?" }, bold) + 1;
        let x = canvas.put(x, 1, &self.typed, theme.text);
        canvas.put(x, 1, "▏", theme.focus);
        canvas.cursor(x, 1);
        if self.typed.is_empty() {
            canvas.put_offer(x + 1, 1, "type what you want to do, Enter does it");
        }
        canvas.rule(2);
        let listed = self.listed();
        let marked = self.of.marks().iter().chain(TROUBLES).any(|(mark, says)| {
            !self.commands && fold(&format!("{mark} {says}")).contains(&fold(&self.typed))
        });
        if listed.is_empty() && !marked {
            canvas.put(2, 4, "Nothing here has that in it. Try fewer letters.", theme.text);
            return;
        }
        // A heading before the first of each group; the marked line is always in sight.
        let mut lines: Vec<Line> = Vec::new();
        let wanted = fold(&self.typed);
        let fits =
            |(mark, says): &&(&'static str, &'static str)| fold(&format!("{mark} {says}")).contains(&wanted);
        let mut marks: Vec<Line> = self
            .of
            .marks()
            .iter()
            .filter(|mark| !self.commands && fits(mark))
            .map(|(mark, says)| Line::Mark(mark, says))
            .collect();
        let mut troubles: Vec<Line> = Vec::new();
        if TROUBLES.iter().any(|trouble| !self.commands && fits(&trouble)) {
            troubles.push(Line::Heading("if something is wrong".to_string()));
            let helps = TROUBLES.iter().filter(fits).map(|(what, says)| Line::Mark(what, says));
            troubles.extend(helps);
            troubles.push(Line::Heading(String::new()));
        }
        let mut group = String::new();
        for (index, action) in listed.iter().enumerate() {
            let spec = action.spec();
            let heading = match spec.scope {
                Scope::Anywhere => {
                    format!("{} everywhere", if spec.group == "Moving" { "moving," } else { "" })
                }
                // Not every title goes with `on the`.
                scope => format!("here: {}", scope.title()),
            };
            let heading = heading.trim().to_string();
            if heading != group {
                if !lines.is_empty() {
                    lines.append(&mut marks);
                    lines.push(Line::Heading(String::new()));
                }
                if spec.group == "Moving" {
                    lines.append(&mut troubles);
                }
                lines.push(Line::Heading(heading.clone()));
                group = heading;
            }
            lines.push(Line::Action(index, *action));
        }
        lines.append(&mut marks);
        if !troubles.is_empty() {
            troubles.pop();
            if !lines.is_empty() {
                lines.push(Line::Heading(String::new()));
            }
            lines.append(&mut troubles);
        }
        // A wide window has what works everywhere in a second pane.
        let second = match lines.iter().position(|line| matches!(line, Line::Heading(h) if h == "everywhere"))
        {
            Some(at) if canvas.width() >= WIDE && at > 0 => {
                canvas.down(PANE, 3, canvas.height());
                let wrong = |line: &Line| matches!(line, Line::Heading(h) if h == "if something is wrong");
                let mut right = lines.split_off(at);
                if let Some(from) = right.iter().position(wrong) {
                    let mut rest = right.split_off(from);
                    let moving = rest.iter().position(|line| matches!(line, Line::Action(..)));
                    right.extend(rest.split_off(moving.map_or(rest.len(), |at| at.saturating_sub(1))));
                    lines.append(&mut rest);
                }
                right
            }
            _ => Vec::new(),
        };
        self.lines(session, canvas, &second, PANE + 1, PANE + 16, canvas.width());
        let words = if (72..WIDE).contains(&canvas.width()) { 20 } else { 16 };
        let end = if second.is_empty() { canvas.width() } else { PANE };
        self.lines(session, canvas, &lines, 0, words, end);
    }
}

/// From so many columns on there is a second pane, which begins there.
const WIDE: u16 = 110;
const PANE: u16 = 73;
/// A page of fewer rows is low.
const LOW: u16 = 18;

impl State {
    /// What a line says beside its keys or its mark.
    fn says(&self, session: &Session, line: &Line) -> String {
        match line {
            Line::Heading(_) => String::new(),
            Line::Mark(_, says) => {
                let amend = session.keys.labels(Action::Amend).into_iter().next().unwrap_or_default();
                session.keys.in_words(says).replace("{amend}", &amend)
            }
            Line::Action(_, action) if self.commands => action.spec().title.to_string(),
            // Beside a key stands what it does; what has none is called by its title.
            Line::Action(_, action) if session.keys.labels(*action).is_empty() => {
                let spec = action.spec();
                let told = fold(spec.help).contains(&fold(spec.title)) || *action == Action::Practise;
                if told { spec.help.to_string() } else { format!("{}: {}", spec.title, spec.help) }
            }
            Line::Action(_, action) => action.spec().help.to_string(),
        }
    }

    /// Lines between two columns, what they mean from the column `words` on, in as many rows as that takes.
    fn lines(&self, session: &Session, canvas: &mut Canvas, lines: &[Line], left: u16, words: u16, end: u16) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let columns = end.saturating_sub(words + 1);
        // In a low window a heading is enough between two groups: a blank row would be one that is hidden.
        let low = canvas.height() < LOW;
        let parts = |line: &&Line| !(low && matches!(line, Line::Heading(heading) if heading.is_empty()));
        let rows: Vec<(&Line, String, bool)> = lines
            .iter()
            .filter(parts)
            .flat_map(|line| {
                let says = wrap(&self.says(session, line), usize::from(columns));
                says.into_iter().enumerate().map(move |(part, says)| (line, says, part == 0))
            })
            .collect();
        // A list that has not room for all begins right below the rule.
        let begin = if rows.len() > usize::from(canvas.height().saturating_sub(4)) { 3 } else { 4 };
        let room = usize::from(canvas.height().saturating_sub(begin)).max(1);
        let fit = if rows.len() > room { room.saturating_sub(1).max(1) } else { room };
        let marked = |line: &Line| matches!(line, Line::Action(index, _) if *index == self.marked);
        let at = rows.iter().rposition(|(line, ..)| marked(line)).unwrap_or(0);
        let top = (at + 2).saturating_sub(fit).min(rows.len().saturating_sub(fit));
        // What is told apart is counted: no heading, and a line of several rows once.
        let told = |rows: &[(&Line, String, bool)]| {
            rows.iter().filter(|(line, _, first)| *first && !matches!(line, Line::Heading(_))).count()
        };
        // A heading whose first line is not seen is not seen either, nor half of what takes several rows.
        let whole = |seen: &usize| match (rows.get(top + seen - 1), rows.get(top + seen)) {
            (_, None) => true,
            (Some((Line::Heading(_), ..)), _) => false,
            (_, Some((_, _, first))) => *first,
        };
        let seen = (1..=fit).rev().find(whole).unwrap_or(fit);
        let (above, all) = (told(rows.get(..top).unwrap_or_default()), told(&rows));
        let below = told(rows.get(top + seen..).unwrap_or_default());
        canvas.hidden_before(end, canvas.height().saturating_sub(1), (above, all - above - below, all));
        for ((line, says, first), y) in rows.iter().skip(top).take(seen).zip(begin..) {
            let style = if marked(line) { theme.bar } else { theme.text };
            match line {
                Line::Mark(mark, _) if *first => {
                    canvas.put_in(left + 3, y, words.saturating_sub(left + 4), mark, bold);
                }
                Line::Mark(..) => {}
                Line::Heading(heading) => {
                    let mut letters = heading.chars();
                    let heading: String =
                        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
                    canvas.put(left + 1, y, &heading, bold);
                }
                Line::Action(index, action) => {
                    let wide = end.saturating_sub(left + 2);
                    canvas.row(left, y, wide + 1, 1, tap::to_row(self.marked, *index));
                    if marked(line) {
                        canvas.bar(left, y, end.saturating_sub(left));
                    }
                    if *first {
                        let mut keys = session.keys.labels(*action).join(" or ");
                        if keys.is_empty() && !self.commands {
                            // What has no key is done from here.
                            keys = "Enter here".to_string();
                        }
                        // Its mark stands right before its key, or before what it does where it has none.
                        let mark = if keys.is_empty() { words.saturating_sub(2) } else { left + 1 };
                        canvas.put(mark, y, if marked(line) { "▸" } else { "" }, theme.bar);
                        let key = words.saturating_sub(left + 4);
                        canvas.put_in(left + 3, y, key, &keys, style.add_modifier(Modifier::BOLD));
                    }
                }
            }
            canvas.put_in(words, y, columns, says, style);
        }
    }
}
