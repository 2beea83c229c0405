//! What this machine is told about eyes and hands: colours, signs, letters as commands. Each is changed by its number
//! and kept at once.

mod plain;

use ratatui::style::Modifier;

use super::{Page, Press};
use crate::settings::Choice;
use crate::tui::action::{Action, Reason, Scope};
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Turn};
use crate::tui::plain::Ask;
use crate::tui::sign::Signs;
use crate::tui::tap;
use crate::tui::theme::Theme;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;

/// The line that is marked.
#[derive(Debug, Default)]
pub struct State {
    marked: usize,
    /// Of what is wrong in the setting's own files, the first line that is seen.
    first: usize,
}

/// The next set of colours that the terminal can show.
pub fn next_colours(session: &mut Session, turn: &mut Turn) {
    match other_colours(session) {
        Ok(next) => {
            session.look.theme = next;
            turn.effect(Effect::Remember(Choice::Theme(next.name.to_string())));
            turn.say(format!("Colours: {}.", next.says()));
        }
        Err(why) => turn.say(why),
    }
}

/// The set of colours after this one; why there is none, where the terminal shows no other.
pub fn other_colours(session: &Session) -> Result<&'static Theme, Reason> {
    let next = session.look.theme.next(session.look.shows);
    if next.name == session.look.theme.name {
        return Err("This terminal shows no other colours, or was asked for none (NO_COLOR).".to_string());
    }
    Ok(next)
}

/// Plain letters instead of signs, or signs again.
pub fn other_signs(session: &mut Session, turn: &mut Turn) {
    let ascii = session.look.signs == Signs::Unicode;
    session.look.signs = if ascii { Signs::Ascii } else { Signs::Unicode };
    turn.effect(Effect::Remember(Choice::Ascii(ascii)));
    turn.say(if ascii { "Signs are plain letters now." } else { "Signs are drawn now." });
}

/// Numbers instead of letters as commands, or letters again.
pub fn letters_or_numbers(session: &mut Session, turn: &mut Turn) {
    let off = !session.keys.letters_off();
    session.keys = session.keys.with_letters_off(off);
    turn.effect(Effect::Remember(Choice::LettersOff(off)));
    turn.say(if off {
        "Letters are no commands now: numbers do it, where the last line names them."
    } else {
        "Letters are commands again."
    });
}

/// A line: what it is, how it stands, and what changes it.
type Line = (&'static str, fn(&Session) -> String, fn(&mut Session, &mut Turn));

const LINES: [Line; 3] = [
    ("Colours", |session| session.look.theme.says().to_string(), next_colours),
    (
        "Signs",
        |session| if session.look.signs == Signs::Ascii { "plain letters" } else { "drawn" }.to_string(),
        other_signs,
    ),
    (
        "Letters as commands",
        |session| if session.keys.letters_off() { "off, numbers do it" } else { "on" }.to_string(),
        letters_or_numbers,
    ),
];

impl State {
    /// Whether the line of the colours is marked.
    pub fn on_colours(&self) -> bool {
        self.marked == 0
    }

    fn change(&mut self, session: &mut Session, line: usize, turn: &mut Turn) -> bool {
        let Some((_, _, change)) = LINES.get(line) else { return false };
        self.marked = line;
        change(session, turn);
        true
    }
}

impl Page for State {
    fn scope(&self) -> Scope {
        Scope::Settings
    }

    fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        match press.action {
            Some(Action::Up) => self.marked = self.marked.saturating_sub(1),
            Some(Action::Down) => self.marked = (self.marked + 1).min(LINES.len() - 1),
            Some(Action::ChangeSetting) => return self.change(session, self.marked, turn),
            Some(Action::ChooseSetting) => {
                let line = press.chord.digit().and_then(|digit| digit.checked_sub(1));
                return line.is_some_and(|line| self.change(session, line, turn));
            }
            Some(Action::PageDown) => self.first = self.scrolled(session, true),
            Some(Action::PageUp) => self.first = self.scrolled(session, false),
            Some(Action::Back | Action::Left) => turn.back(),
            _ => return false,
        }
        true
    }

    fn hint(&self, session: &Session, action: Action) -> Option<(String, String)> {
        let named = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match action {
            Action::PageDown if amiss(session, session.size.0).len() > rows(session) => named("PgDn", "more"),
            // The first line is not among those that can be changed where there are no other colours.
            Action::ChooseSetting if other_colours(session).is_err() => named("2-3", action.spec().hint),
            _ => None,
        }
    }

    fn question(&self, session: &Session) -> Ask {
        self.asks(session)
    }

    fn view(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        canvas.header(session, "Settings");
        canvas.rule(1);
        for (index, (what, now, _)) in LINES.iter().enumerate() {
            let y = 3 + u16::try_from(index).unwrap_or(0);
            let style = if index == self.marked { theme.bar } else { theme.text };
            canvas.row(0, y, canvas.width(), 1, tap::number(index + 1));
            if index == self.marked {
                canvas.in_use(0, y, canvas.width());
                canvas.put(1, y, "▸", style);
            }
            canvas.put(3, y, &(index + 1).to_string(), style.add_modifier(Modifier::BOLD));
            canvas.put(6, y, what, style);
            canvas.put(28, y, &format!("[{}]", now(session)), style.add_modifier(Modifier::BOLD));
        }
        let mut y = self.amiss(session, canvas);
        let signs = "✓   ·   –   ●   ○   ■   □   ▸   │   ╭─╮   “ ”";
        let asks = match session.look.signs {
            Signs::Ascii => "Plain letters are on. This is how the signs are written now:",
            Signs::Unicode => "These should each be one sign wide, or choose plain letters:",
        };
        for line in wrap(asks, usize::from(canvas.width().saturating_sub(5))) {
            canvas.put(3, y, &line, theme.muted);
            y += 1;
        }
        canvas.put(3, y, signs, theme.text);
        y += 2;
        for line in wrap(OWN_KEYS, usize::from(canvas.width().saturating_sub(5)).min(76)) {
            canvas.put(3, y, &line, theme.muted);
            y += 1;
        }
        // All is well with the backups: what is not stands above.
        if let Some((says, false)) = session.backups_in_full() {
            canvas.put(3, y, &says.join(" "), theme.muted);
        }
    }
}

/// How keys are chosen that are not the program's own.
const OWN_KEYS: &str = "To change keys, ask whoever looks after this computer: they stand in settings.toml, under \
                        [keys].";

/// What is wrong in the setting's own files begins on this row.
const AMISS: u16 = 4 + LINES.len() as u16;

/// So many rows it has.
fn rows(session: &Session) -> usize {
    usize::from(session.size.1.saturating_sub(AMISS + 2))
}

/// What is wrong in the setting's own files, in lines of a window of so many columns, each with whether a sentence begins.
fn amiss(session: &Session, width: u16) -> Vec<(bool, String)> {
    let mut amiss = session.amiss();
    amiss.extend(session.backups_in_full().filter(|(_, amiss)| *amiss).map(|(says, _)| says.join(" ")));
    let broken = |says: &String| wrap(says, usize::from(width.saturating_sub(7)));
    amiss
        .iter()
        .flat_map(|says| broken(says).into_iter().enumerate())
        .map(|(at, line)| (at == 0, line))
        .collect()
}

impl State {
    /// The first line after a page more of them, or less.
    fn scrolled(&self, session: &Session, on: bool) -> usize {
        // The last row says how many are not seen.
        let fit = rows(session).saturating_sub(1).max(1);
        let last = amiss(session, session.size.0).len().saturating_sub(fit);
        if on { (self.first + fit).min(last) } else { self.first.saturating_sub(fit) }
    }

    /// Draws as much of it as has room. Answers with the next free row.
    fn amiss(&self, session: &Session, canvas: &mut Canvas) -> u16 {
        let theme = canvas.theme();
        let lines = amiss(session, canvas.width());
        let rows = usize::from(canvas.height().saturating_sub(AMISS));
        let whole = lines.len() <= rows;
        let fit = if whole { rows } else { rows.saturating_sub(1).max(1) };
        let first = if whole { 0 } else { self.first.min(lines.len() - fit) };
        let mut y = AMISS;
        for (begins, line) in lines.iter().skip(first).take(fit) {
            if *begins {
                canvas.put(3, y, "!", theme.waiting);
            }
            canvas.put(5, y, line, theme.waiting_words());
            y += 1;
        }
        if !whole {
            canvas.hidden_of(canvas.height().saturating_sub(1), first, fit, lines.len());
            return canvas.height();
        }
        y + u16::from(!lines.is_empty())
    }
}
