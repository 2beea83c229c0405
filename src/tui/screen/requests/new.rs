//! A request that is written down: whose record, who asks, when it came, whether they are known.

use chrono::TimeDelta;
use ratatui::style::Modifier;

use super::WRITING;
use crate::domain::day::long;
use crate::domain::request::{Asker, Identity};
use crate::domain::{Change, ChildId, Day, Request, RequestId, Responsibility};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Turn};
use crate::tui::screen::Press;
use crate::tui::screen::export::{child_called, day_called};
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::BETWEEN;
use crate::tui::widget::typed::Typed;

/// The longest answer that can be typed: a name, a day.
const LONGEST: usize = 80;
/// The answers begin on this column.
const VALUE: u16 = 17;

/// What is asked, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Child,
    Asker,
    Came,
    Identity,
}

/// All of them.
pub(super) const FIELDS: [Field; 4] = [Field::Child, Field::Asker, Field::Came, Field::Identity];

impl Field {
    pub(super) fn label(self) -> &'static str {
        match self {
            Field::Child => "Whose record",
            Field::Asker => "Who asks",
            Field::Came => "It came on",
            Field::Identity => "Who they are",
        }
    }

    /// What helps to answer it.
    pub(super) fn help(self) -> &'static str {
        match self {
            Field::Child => "Any part of the child's name, then Enter.",
            Field::Asker => "←→ change it. Adults with parental responsibility, and the child, may ask.",
            Field::Came => {
                "←→ change it, or type a day. It covers what was written up to the end of that day."
            }
            Field::Identity => {
                "←→ change it. The month begins once you know who asks. Enter writes the request down."
            }
        }
    }
}

/// The form as it stands.
#[derive(Debug)]
pub(super) struct New {
    id: RequestId,
    child: Option<ChildId>,
    askers: Vec<Asker>,
    asker: usize,
    came: Day,
    identity: Identity,
    at: usize,
    typed: Typed,
    saving: bool,
    closed: bool,
}

impl New {
    pub(super) fn begin(session: &mut Session) -> New {
        New {
            id: session.chance.id(session.now),
            child: None,
            askers: Vec::new(),
            asker: 0,
            came: session.today(),
            identity: Identity::Known,
            at: 0,
            typed: Typed::default(),
            saving: false,
            closed: false,
        }
    }

    pub(super) fn id(&self) -> RequestId {
        self.id
    }

    pub(super) fn closed(&self) -> bool {
        self.closed
    }

    /// It could not be written.
    pub(super) fn refused(&mut self) {
        self.saving = false;
    }

    pub(super) fn field(&self) -> Field {
        FIELDS.get(self.at).copied().unwrap_or(Field::Child)
    }

    pub(super) fn takes_words(&self) -> bool {
        matches!(self.field(), Field::Child | Field::Came)
    }

    pub(super) fn open_text(&self) -> Option<(&str, usize)> {
        self.takes_words().then_some((self.typed.text(), LONGEST))
    }

    /// Pasted words; `false` where nothing is typed.
    pub(super) fn put(&mut self, text: &str) -> bool {
        if self.takes_words() {
            self.typed.put(text);
        }
        self.takes_words()
    }

    pub(super) fn press(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let typing = self.takes_words() && !self.typed.is_empty();
        match press.action {
            Some(Action::Up) => self.go(self.at.saturating_sub(1)),
            Some(Action::Down) => self.go((self.at + 1).min(FIELDS.len() - 1)),
            Some(Action::Left) if !typing => self.change(session, false),
            Some(Action::Right) if !typing => self.change(session, true),
            Some(Action::KeepRequest) => self.next(session, turn),
            Some(Action::Back) if typing => self.typed.clear(),
            Some(Action::Back) => self.closed = true,
            _ => return self.takes_words() && self.typed.press(press),
        }
        true
    }

    fn go(&mut self, at: usize) {
        self.at = at;
        self.typed.clear();
    }

    /// The next answer, or the one before.
    fn change(&mut self, session: &Session, on: bool) {
        match self.field() {
            Field::Child => {}
            Field::Asker => {
                let count = self.askers.len().max(1);
                self.asker = (self.asker + if on { 1 } else { count - 1 }) % count;
            }
            Field::Came => {
                let day = self.came.checked_add_signed(TimeDelta::days(if on { 1 } else { -1 }));
                self.came = day.filter(|day| *day <= session.today()).unwrap_or(self.came);
            }
            Field::Identity => {
                self.identity = match self.identity {
                    Identity::Known => Identity::Asked,
                    _ => Identity::Known,
                };
            }
        }
    }

    /// Takes what was typed and goes on; after the last the request is written down.
    pub(super) fn next(&mut self, session: &Session, turn: &mut Turn) {
        if let Err(why) = self.take(session) {
            return turn.say(why);
        }
        if self.at + 1 < FIELDS.len() {
            return self.go(self.at + 1);
        }
        let (Some(child), Some(asker)) = (self.child, self.askers.get(self.asker)) else {
            self.go(0);
            return turn.say("Whose record is asked for? Any part of the name.");
        };
        if self.saving {
            return;
        }
        self.saving = true;
        let request = Request {
            id: self.id,
            child,
            asker: *asker,
            came: self.came,
            identity: self.identity,
            extended: None,
            ended: None,
        };
        let change = Change::Request { request: Box::new(request), seen: 0 };
        turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(WRITING)));
    }

    /// What was typed in the field in use.
    fn take(&mut self, session: &Session) -> Result<(), String> {
        match self.field() {
            Field::Child if self.typed.is_empty() && self.child.is_some() => {}
            Field::Child => {
                let child = child_called(session, self.typed.text())?;
                let may =
                    session.roll.adults(child).filter(|(link, _)| link.responsibility == Responsibility::Yes);
                self.askers = may.map(|(_, adult)| Asker::Adult(adult.id)).chain([Asker::Child]).collect();
                (self.child, self.asker) = (Some(child), 0);
            }
            Field::Came if !self.typed.is_empty() => {
                let day = day_called(self.typed.text(), session.today())?;
                if day > session.today() {
                    return Err("That day is still to come.".to_string());
                }
                self.came = day;
            }
            _ => {}
        }
        self.typed.clear();
        Ok(())
    }

    /// Line by line: an answer, or how a choice is to be.
    pub(super) fn hears(&mut self, session: &Session, line: &str, turn: &mut Turn) {
        match (self.field(), line.trim()) {
            (Field::Asker | Field::Identity, "other") => self.change(session, true),
            (Field::Child | Field::Came, line) => {
                self.typed = Typed::new(line);
                self.next(session, turn);
            }
            (_, "") => self.next(session, turn),
            _ => turn.say("Enter takes it, other is the next choice."),
        }
    }

    /// An answer as it reads.
    pub(super) fn value(&self, session: &Session, field: Field) -> String {
        match field {
            Field::Child => self.child.and_then(|child| session.roll.child(child)).map(|child| child.name()),
            Field::Asker => self.askers.get(self.asker).map(|asker| match asker {
                Asker::Child => "the child".to_string(),
                Asker::Adult(adult) => {
                    let adult = session.roll.contact(*adult);
                    adult.map(|adult| adult.name.clone()).unwrap_or_default()
                }
            }),
            Field::Came => Some(long(self.came)),
            Field::Identity => Some(match self.identity {
                Identity::Known => "you know them".to_string(),
                _ => "they were asked to show it".to_string(),
            }),
        }
        .unwrap_or_else(|| "not chosen".to_string())
    }

    pub(super) fn hint(&self, action: Action) -> Option<(String, String)> {
        let said = |key: &str, word: &str| Some((key.to_string(), word.to_string()));
        match (action, self.field()) {
            (Action::KeepRequest, Field::Identity) => said("Enter", "write it down"),
            (Action::Left, Field::Asker | Field::Came | Field::Identity) => said("←→", "change"),
            _ => None,
        }
    }

    pub(super) fn draw(&self, session: &Session, canvas: &mut Canvas) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let width = canvas.width();
        canvas.header(session, &format!("Record requests{BETWEEN}a new one"));
        canvas.rule(1);
        let columns = width.saturating_sub(VALUE + 2).min(40);
        for (y, (index, field)) in (2..).zip(FIELDS.into_iter().enumerate()) {
            let here = index == self.at;
            canvas.row(0, y, width, 1, tap::steps(index.cast_signed() - self.at.cast_signed()));
            // Where an answer is typed, its box below is in use.
            let bar = here && !self.takes_words();
            if bar {
                canvas.in_use(0, y, width);
            }
            if here {
                canvas.put(0, y, "▸", if bar { theme.bar } else { theme.focus });
            }
            let (label, value) = match (bar, here) {
                (true, _) => (theme.bar, theme.bar),
                (false, true) => (bold, bold),
                _ => (theme.muted, theme.text),
            };
            canvas.put(2, y, field.label(), label);
            canvas.put_in(VALUE, y, columns, &self.value(session, field), value);
        }
        let mut y = 7;
        if self.takes_words() {
            self.typed.draw(canvas, 1, y, width.saturating_sub(2).min(44), 3, true);
            y += 3;
        }
        canvas.say((1, y), (width.saturating_sub(3).min(72), 3), self.field().help(), theme.muted);
    }
}
