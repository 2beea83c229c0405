//! A question for the door card: what a lead wants families asked for the sake of the selected statement. It stands on
//! the card of the room that the board is of, or of every room, for some days.

use chrono::Days;
use ratatui::style::Modifier;

use super::State;
use crate::domain::day::short;
use crate::domain::pinned::{DAYS, LONGEST, Pinned};
use crate::domain::{Change, Day, RoomId};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Turn};
use crate::tui::plain::Ask;
use crate::tui::screen::Press;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;
use crate::tui::widget::typed::Typed;

/// What pinning and taking down are known by.
pub(super) const ERRAND: &str = "pin";

/// A question that is being written.
#[derive(Debug)]
pub(super) struct Pinning {
    /// On which room's card; `None` on every room's.
    room: Option<RoomId>,
    /// Its words.
    pub words: Typed,
}

impl State {
    /// The one room that the board is of.
    fn one_room(&self) -> Option<RoomId> {
        match self.whom.rooms.as_slice() {
            [room] => Some(*room),
            _ => None,
        }
    }

    /// The question that stands for the selected statement on a card of this board's rooms.
    pub(super) fn pinned_here(&self, today: Day) -> Option<&Pinned> {
        self.pinned_for(&self.at, today)
    }

    /// The same of any statement.
    pub(super) fn pinned_for(&self, code: &str, today: Day) -> Option<&Pinned> {
        let form = self.form.as_ref()?;
        let of = |pinned: &&Pinned| pinned.statement.framework == form.id && pinned.statement.code == code;
        let here = |pinned: &&Pinned| {
            let rooms = &self.whom.rooms;
            pinned.on(today) && pinned.room.is_none_or(|room| rooms.is_empty() || rooms.contains(&room))
        };
        self.read.as_ref()?.pinned.iter().filter(of).rfind(here)
    }

    /// Takes the question down that stands for the selected statement, or begins to write one.
    pub(super) fn pin_or_take_down(&mut self, session: &Session, turn: &mut Turn) {
        if let Some(pinned) = self.pinned_here(session.today()) {
            let change = Change::Unpinned { room: pinned.room };
            // Its words are there again where it is pinned after all.
            self.begun = Some((self.at.clone(), Typed::new(pinned.question.clone())));
            turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(ERRAND)));
            return;
        }
        let statement = self.form.as_ref().and_then(|form| form.statement(&self.at));
        let Some(statement) = statement else { return };
        let begun = self.begun.take().filter(|(code, _)| *code == self.at).map(|(_, words)| words);
        let short = |text: &&String| text.chars().count() <= LONGEST;
        let offered = statement.ask.as_ref().or(statement.prompts.iter().find(short));
        let words = begun.unwrap_or_else(|| Typed::new(offered.cloned().unwrap_or_default()));
        self.pinning = Some(Pinning { room: self.one_room(), words });
    }

    /// A key, while a question is written.
    pub(super) fn press_pinning(&mut self, session: &Session, press: Press, turn: &mut Turn) -> bool {
        let one = self.one_room();
        let Some(pinning) = &mut self.pinning else { return false };
        match press.action {
            Some(Action::PinIt) => self.pin(session, turn),
            Some(Action::NextPart | Action::LastPart) => {
                pinning.room = if pinning.room.is_none() { one } else { None };
            }
            Some(Action::Back) => self.leave_pinning(),
            _ => return pinning.words.press(press),
        }
        true
    }

    /// Leaves the question, whose words are there when it is written on.
    pub(super) fn leave_pinning(&mut self) {
        self.begun = self.pinning.take().map(|pinning| (self.at.clone(), pinning.words));
    }

    /// Takes the question as it was typed in a line.
    pub(super) fn hear_question(&mut self, session: &Session, line: &str, turn: &mut Turn) {
        if let Some(pinning) = &mut self.pinning {
            pinning.words = Typed::new(line);
        }
        self.pin(session, turn);
    }

    fn pin(&self, session: &Session, turn: &mut Turn) {
        let (Some(pinning), Some(form)) = (&self.pinning, &self.form) else { return };
        match Pinned::question_of(pinning.words.text()) {
            Err(why) => turn.say(why.to_string()),
            Ok(question) => {
                let statement = crate::domain::framework::StatementRef {
                    framework: form.id.clone(),
                    code: self.at.clone(),
                };
                let until = last_day(session.today());
                let pinned = Pinned { room: pinning.room, statement, question, until };
                let change = Change::Pinned(Box::new(pinned));
                turn.effect(Effect::Apply(change.into(), session.stamp(), Errand::Page(ERRAND)));
            }
        }
    }

    /// What came of it.
    pub(super) fn pinned(&mut self, session: &Session, done: &Result<(), String>, turn: &mut Turn) {
        match (done, self.pinning.take()) {
            (Err(why), pinning) => {
                self.pinning = pinning;
                turn.warn(why.clone());
            }
            (Ok(()), Some(pinning)) => {
                self.begun = None;
                let until = short(last_day(session.today()));
                let card = card_of(session, pinning.room);
                // A wider window says below the list until when, and how it is taken down.
                turn.done(match session.size.0 < 72 || session.plain {
                    true => format!("On the card of {card} until {until}."),
                    false => "It is on the card now.".to_string(),
                });
            }
            (Ok(()), None) => turn.done("It is taken down."),
        }
        if done.is_ok() {
            self.ask(turn);
            session.refresh(turn);
        }
    }

    /// `Sunflower room until Mon 30 Nov   p takes it down   “…”`
    pub(super) fn pinned_in_words(&self, session: &Session) -> Option<String> {
        let pinned = self.pinned_here(session.today())?;
        let (card, until) = (card_of(session, pinned.room), short(pinned.until));
        let key = session.keys.said(Action::PinQuestion, "p");
        Some(format!("{card} until {until}   {key} takes it down   “{}”", pinned.question))
    }

    /// The same as it is heard.
    pub(super) fn pinned_heard(&self, session: &Session) -> Option<String> {
        let pinned = self.pinned_here(session.today())?;
        let (card, until) = (card_of(session, pinned.room), short(pinned.until));
        Some(format!("Pinned in {card} until {until}: {} pin takes it down.", pinned.question))
    }

    /// What stands on the card now and would go, where it is not for the same statement.
    fn gives_way(&self, session: &Session, room: Option<RoomId>) -> Option<&Pinned> {
        let all = &self.read.as_ref()?.pinned;
        all.iter().find(|pinned| pinned.room == room && pinned.on(session.today()))
    }

    pub(super) fn draw_pinning(&self, session: &Session, canvas: &mut Canvas, pinning: &Pinning) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        canvas.put(1, 1, "A question for the door card", bold);
        canvas.rule(2);
        let statement = self.form.as_ref().and_then(|form| form.statement(&self.at));
        let Some(statement) = statement else { return };
        let x = canvas.put(1, 3, &statement.number, theme.muted) + 2;
        canvas.put_in(x, 3, width.saturating_sub(x + 1), &statement.title, theme.text);
        pinning.words.draw(canvas, 1, 5, width.saturating_sub(2).min(70), 4, true);
        let mut says = vec![self.where_and_how_long(session, pinning)];
        says.extend(
            self.gives_way(session, pinning.room)
                .map(|pinned| format!("It takes the place of “{}”.", pinned.question)),
        );
        says.push(
            "Whoever writes may say that a note answers it, or leave it. What it is for, only leads know."
                .to_string(),
        );
        says.extend(
            statement.would_help.as_ref().filter(|_| height >= 20).map(|help| format!("Would help: {help}")),
        );
        let mut y = 9 + u16::from(height >= 20);
        for text in says {
            for line in wrap(&text, usize::from(width.saturating_sub(2)).min(76)) {
                canvas.put(1, y, &line, theme.muted);
                y += 1;
            }
            y += u16::from(height >= 20);
        }
    }

    fn where_and_how_long(&self, session: &Session, pinning: &Pinning) -> String {
        let until = short(last_day(session.today()));
        let other = match (pinning.room, self.one_room()) {
            (Some(_), _) => " Tab: every room's card.",
            (None, Some(_)) => " Tab: this room's card alone.",
            (None, None) => "",
        };
        format!("It will stand on the card of {} until {until}.{other}", card_of(session, pinning.room))
    }

    pub(super) fn asks_question(&self, session: &Session, pinning: &Pinning) -> Ask {
        let says = vec![
            format!("A question for the door card. {}", self.where_and_how_long(session, pinning)),
            format!("At most {LONGEST} letters; Enter pins it, :back leaves it."),
        ];
        let begun = pinning.words.text().to_string();
        Ask { says, begun, prompt: "> ".to_string(), ..Ask::default() }
    }

    /// The word of the hint line for the other place.
    pub(super) fn other_card(&self, pinning: &Pinning) -> &'static str {
        match (pinning.room, self.one_room()) {
            (Some(_), _) => "every room",
            (None, Some(_)) => "this room",
            (None, None) => "",
        }
    }
}

/// The last day of a question that is pinned today.
fn last_day(today: Day) -> Day {
    today.checked_add_days(Days::new(DAYS - 1)).unwrap_or(today)
}

/// Whose card it is: `Sunflower room`, `every room`.
fn card_of(session: &Session, room: Option<RoomId>) -> String {
    let room = room.and_then(|room| session.roll.room(room));
    room.map_or("every room".to_string(), |room| format!("{} room", room.name))
}
