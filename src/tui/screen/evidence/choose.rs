//! What the board is of: which framework, which tag of it, which time, which rooms. One list at a time, laid over the
//! board; what is marked is taken with Enter, and a board is read anew.

use std::collections::BTreeSet;

use ratatui::style::Modifier;

use super::State;
use super::span::{self, Span, dates};
use crate::domain::RoomId;
use crate::domain::framework::Framework;
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Turn};
use crate::tui::screen::Press;
use crate::tui::tap;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::columns::wrap;
use crate::tui::widget::typed::Typed;

/// A list that is open.
#[derive(Debug)]
pub(super) struct Choosing {
    pub of: Of,
    pub marked: usize,
    /// The rooms that are ticked.
    pub rooms: BTreeSet<RoomId>,
    /// Two days that are being typed.
    pub days: Option<Typed>,
    /// The framework that is being put in use, or away.
    pub put: Option<(String, bool)>,
}

/// Of what it is a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The frameworks.
    Forms,
    /// The tags of the shown one.
    Tags,
    /// Times.
    Times,
    /// Rooms.
    Rooms,
}

impl Of {
    /// What stands over the list.
    pub(super) fn title(self) -> &'static str {
        match self {
            Of::Forms => "Which framework?",
            Of::Tags => "Read by what?",
            Of::Times => "Which time?",
            Of::Rooms => "Which rooms?",
        }
    }

    /// What is to be known of it.
    pub(super) fn note(self) -> &'static str {
        match self {
            Of::Forms => "Notes are matched to those in use.",
            Of::Tags => "The figures are the same.",
            Of::Times => "Trends show its last weeks.",
            Of::Rooms => "Space ticks several.",
        }
    }
}

/// A line of the list.
pub(super) struct Offer {
    /// The heading that it is the first under.
    pub under: Option<String>,
    /// What it is.
    pub says: String,
    /// What is said of it beside that.
    pub more: String,
    /// That the board is of it now.
    pub shown: bool,
    /// What taking it means.
    pub pick: Pick,
}

/// What can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// A framework by its id, and whether it is in use.
    Form(String, bool),
    /// A tag by its code; `None` for the whole framework.
    Tag(Option<String>),
    /// A time.
    Time(Span),
    /// Any two days, to be typed.
    Days,
    /// A room; `None` for the whole setting.
    Room(Option<RoomId>),
}

impl State {
    /// Opens a list with what is shown marked.
    pub(super) fn choose(&mut self, session: &Session, of: Of) {
        let rooms = self.whom.rooms.iter().copied().collect();
        let choosing = Choosing { of, marked: 0, rooms, days: None, put: None };
        let marked = self.offers(session, of).iter().position(|offer| offer.shown).unwrap_or(0);
        self.choosing = Some(Choosing { marked, ..choosing });
    }

    /// The lines of a list.
    pub(super) fn offers(&self, session: &Session, of: Of) -> Vec<Offer> {
        let statements = |count: usize| match count {
            1 => "1 statement".to_string(),
            count => format!("{count} statements"),
        };
        let plain = |says: String, more: String, shown: bool, pick: Pick| Offer {
            under: None,
            says,
            more,
            shown,
            pick,
        };
        match of {
            Of::Forms => {
                let form = |framework: &Framework, used: bool| {
                    let shown = self.form.as_ref().is_some_and(|form| form.id == framework.id);
                    let count = statements(framework.statements.len());
                    let used_or_not = if used { "in use" } else { "not in use" };
                    let pick = Pick::Form(framework.id.clone(), used);
                    plain(framework.title.clone(), format!("{used_or_not}, {count}"), shown, pick)
                };
                let used = session.frameworks.iter().map(|framework| form(framework, true));
                used.chain(session.unused.iter().map(|framework| form(framework, false))).collect()
            }
            Of::Tags => {
                let Some(whole) = self.whole(session) else { return Vec::new() };
                let all = plain(
                    "All statements".to_string(),
                    statements(whole.statements.len()),
                    self.tag.is_none(),
                    Pick::Tag(None),
                );
                let mut last = "";
                let tags = whole.tags.iter().map(|tag| {
                    let under = (std::mem::replace(&mut last, &tag.set) != tag.set).then(|| tag.set.clone());
                    let has = |statement: &&_| has_tag(statement, &tag.code);
                    let count = whole.statements.iter().filter(has).count();
                    Offer {
                        under,
                        says: format!("{:<4} {}", tag.number, tag.title),
                        more: statements(count),
                        shown: self.tag.as_ref() == Some(&tag.code),
                        pick: Pick::Tag(Some(tag.code.clone())),
                    }
                });
                std::iter::once(all).chain(tags).collect()
            }
            Of::Times => {
                let since = self.read.as_ref().and_then(|read| read.since);
                let named = Span::NAMED.into_iter().map(|span| {
                    let period = dates(span.period(session.today(), since));
                    plain(span.says().to_string(), period, span == self.span, Pick::Time(span))
                });
                let (days, shown) = match self.span {
                    Span::Days(period) => (dates(period), true),
                    _ => ("as 1 Sep to 24 Nov".to_string(), false),
                };
                named.chain([plain("Any two days".to_string(), days, shown, Pick::Days)]).collect()
            }
            Of::Rooms => {
                let whole = self.whom.rooms.is_empty();
                let all = plain("Whole setting".to_string(), String::new(), whole, Pick::Room(None));
                let rooms = session.roll.rooms.iter().map(|room| {
                    let children = session.roll.in_room(room.id, session.today()).len();
                    let children =
                        if children == 1 { "1 child".into() } else { format!("{children} children") };
                    let shown = self.whom.rooms.first() == Some(&room.id);
                    plain(room.name.clone(), children, shown, Pick::Room(Some(room.id)))
                });
                std::iter::once(all).chain(rooms).collect()
            }
        }
    }

    /// A key, while a list is open.
    pub(super) fn press_choice(&mut self, session: &mut Session, press: Press, turn: &mut Turn) -> bool {
        let Some(choosing) = &mut self.choosing else { return false };
        if let Some(typed) = &mut choosing.days {
            match press.action {
                Some(Action::TakeDays) => {
                    let text = typed.text().to_string();
                    self.take_days(session, &text, turn);
                }
                Some(Action::Back) => choosing.days = None,
                _ => return typed.press(press),
            }
            return true;
        }
        let of = choosing.of;
        let offers = self.offers(session, of);
        let Some(choosing) = &mut self.choosing else { return false };
        let last = offers.len().saturating_sub(1);
        if let Some(line) = press.through(choosing.marked, last) {
            choosing.marked = line;
            return true;
        }
        match press.action {
            Some(Action::TakeOffer) => {
                let pick = offers.get(choosing.marked).map(|offer| offer.pick.clone());
                let several = choosing.rooms.iter().copied().collect::<Vec<_>>();
                match pick {
                    // What is ticked goes before what is only marked.
                    Some(Pick::Room(Some(_))) if several.len() > 1 => self.of_rooms(session, several, turn),
                    Some(pick) => self.take(session, pick, turn),
                    None => return false,
                }
            }
            // Article 5 of a convention is not the fifth line of the list.
            Some(Action::NumberedOffer) if choosing.of == Of::Tags && !session.plain => {
                turn.say("Those numbers are their own: the arrows go to one, Enter takes it.");
            }
            Some(Action::NumberedOffer) => {
                let index = press.chord.digit().and_then(|digit| digit.checked_sub(1));
                let picked = index.and_then(|index| Some((index, offers.get(index)?.pick.clone())));
                let Some((index, pick)) = picked else { return false };
                // Where it can't be taken, what is said of it holds for the line that is marked.
                choosing.marked = index;
                self.take(session, pick, turn);
            }
            Some(Action::TickOffer) => match offers.get(choosing.marked).map(|offer| &offer.pick) {
                Some(Pick::Form(id, used)) => {
                    choosing.put = Some((id.clone(), !used));
                    turn.effect(Effect::PutInUse(id.clone(), !used));
                }
                Some(Pick::Room(Some(room))) => {
                    if !choosing.rooms.remove(room) {
                        choosing.rooms.insert(*room);
                    }
                }
                _ => return false,
            },
            Some(Action::Back | Action::Left) => self.choosing = None,
            _ => return false,
        }
        true
    }

    /// Takes what was chosen; the board is of it from now on.
    pub(super) fn take(&mut self, session: &Session, pick: Pick, turn: &mut Turn) {
        match pick {
            Pick::Form(_, false) => {
                return turn.say(match session.plain {
                    true => "It is not in use here: use and its number puts it in use.",
                    false => "It is not in use here: Space puts it in use.",
                });
            }
            Pick::Form(id, true) => {
                let form = session.frameworks.iter().find(|framework| framework.id == id);
                self.show(form.cloned(), None);
            }
            Pick::Tag(tag) => {
                let whole = self.whole(session);
                let form = match &tag {
                    Some(code) => whole.and_then(|whole| whole.tagged(code)),
                    None => whole.cloned(),
                };
                self.show(form, tag);
            }
            Pick::Time(span) => {
                self.span = span;
                let since = self.read.as_ref().and_then(|read| read.since);
                self.whom.period = span.period(session.today(), since);
            }
            Pick::Days => {
                if let Some(choosing) = &mut self.choosing {
                    let typed = match self.span {
                        Span::Days(period) => dates(period),
                        _ => String::new(),
                    };
                    choosing.days = Some(Typed::new(typed));
                }
                return;
            }
            Pick::Room(room) => return self.of_rooms(session, room.into_iter().collect(), turn),
        }
        self.choosing = None;
        self.ask(turn);
    }

    /// Takes two days as they were typed.
    pub(super) fn take_days(&mut self, session: &Session, typed: &str, turn: &mut Turn) {
        match span::typed(typed, session.today()) {
            Ok(period) => self.take(session, Pick::Time(Span::Days(period)), turn),
            Err(why) => turn.say(why),
        }
    }

    pub(super) fn of_rooms(&mut self, session: &Session, mut rooms: Vec<RoomId>, turn: &mut Turn) {
        // All of them are the setting, with what belongs to no room.
        if rooms.len() == session.roll.rooms.len() && rooms.len() > 1 {
            rooms.clear();
        }
        self.whom.rooms = rooms;
        self.choosing = None;
        self.ask(turn);
    }

    /// Shows a framework, or what of it has a tag.
    fn show(&mut self, form: Option<Framework>, tag: Option<String>) {
        let Some(form) = form else { return };
        let other = self.form.as_ref().is_none_or(|shown| shown.id != form.id);
        if other {
            self.read = None;
        }
        let there = form.statement(&self.at).filter(|_| !other).is_some();
        if let Some(first) = form.statements.first().filter(|_| !there) {
            self.at.clone_from(&first.code);
        }
        (self.form, self.tag) = (Some(form), tag);
    }

    /// What is in use was changed: the list says so, and a board of what is no more in use gives way to the first.
    pub(super) fn in_use_changed(&mut self, session: &Session, turn: &mut Turn) {
        let in_use = |id: &str| session.frameworks.iter().any(|framework| framework.id == id);
        let put = self.choosing.as_mut().and_then(|choosing| choosing.put.take());
        if let Some((id, used)) = put {
            let mut all = session.frameworks.iter().chain(&session.unused);
            let place = all.position(|framework| framework.id == id);
            if let (Some(choosing), Some(place)) = (&mut self.choosing, place) {
                choosing.marked = place;
            }
            let before = "In use now. In End of day, e goes through earlier notes.";
            turn.done(match used {
                true => session.keys.said(Action::EarlierDays, before),
                false => "It is put away. What was agreed for it stays in the record.".to_string(),
            });
        }
        if self.form.as_ref().is_none_or(|form| !in_use(&form.id)) {
            self.form = None;
            self.show(session.frameworks.first().cloned(), None);
            self.ask(turn);
        }
    }
}

impl State {
    /// The list over the page.
    pub(super) fn draw_choice(&self, session: &Session, canvas: &mut Canvas, choosing: &Choosing) {
        let theme = canvas.theme();
        let bold = theme.text.add_modifier(Modifier::BOLD);
        let (width, height) = (canvas.width(), canvas.height());
        let x = canvas.put(1, 1, choosing.of.title(), bold);
        canvas.put_in(x + 3, 1, width.saturating_sub(x + 4), choosing.of.note(), theme.muted);
        canvas.rule(2);
        let offers = self.offers(session, choosing.of);
        if let Some(typed) = &choosing.days {
            canvas.put(1, 4, "From and to", theme.muted);
            typed.draw(canvas, 1, 5, 44.min(width.saturating_sub(2)), 3, true);
            canvas.put(1, 9, "As 1 Sep to 24 Nov, or 1/9/25 to 24/7/26.", theme.muted);
            return;
        }
        // A narrow window has no column to spare: what is said at the right takes as much as its longest needs.
        let longest = offers.iter().map(|offer| canvas.columns(&offer.more)).max().unwrap_or(0);
        let right = match width {
            ..72 => width.saturating_sub(1 + u16::try_from(longest).unwrap_or(u16::MAX).min(26)),
            _ => width.saturating_sub(27),
        };
        let mut foot = self.of_the_form(session, offers.get(choosing.marked), width);
        // A name that the list has no room for is read whole below it.
        let cut = |offer: &Offer| {
            canvas.columns(&offer.says) + usize::from(offer.shown) > usize::from(right.saturating_sub(8))
        };
        if offers.iter().any(cut) {
            let marked = offers.get(choosing.marked).filter(|offer| cut(offer));
            foot.insert(0, marked.map(|offer| offer.says.clone()).unwrap_or_default());
        }
        if let Some(says) = self.without_file(session).filter(|_| choosing.of == Of::Forms) {
            foot.extend(wrap(&says, usize::from(width.saturating_sub(2)).min(76)));
        }
        let end = height.saturating_sub(u16::try_from(foot.len()).unwrap_or(0) + u16::from(!foot.is_empty()));
        // A line of the list is an offer, or the heading of those below it.
        let lines: Vec<Option<usize>> = offers
            .iter()
            .enumerate()
            .flat_map(|(index, offer)| offer.under.as_ref().map(|_| None).into_iter().chain([Some(index)]))
            .collect();
        let at = lines.iter().position(|line| *line == Some(choosing.marked)).unwrap_or(0);
        let (first, fit) = canvas.seen_of((3, end), at, lines.len());
        // Between the numbers and the words is room for ticks where there are some.
        let words = if offers.iter().any(|offer| matches!(offer.pick, Pick::Room(Some(_)))) { 9 } else { 7 };
        for (y, (place, line)) in (3..end).zip(lines.iter().enumerate().skip(first).take(fit)) {
            let Some(index) = *line else {
                let under = lines.get(place + 1).copied().flatten().and_then(|index| offers.get(index));
                let under = under.and_then(|offer| offer.under.as_deref()).unwrap_or_default();
                canvas.put_in(3, y, width.saturating_sub(4), under, theme.muted);
                continue;
            };
            let Some(offer) = offers.get(index) else { continue };
            let marked = index == choosing.marked;
            canvas.row(0, y, width, 1, tap::take_row(choosing.marked, index));
            let (style, quiet) = if marked { (theme.bar, theme.bar) } else { (theme.text, theme.muted) };
            if marked {
                canvas.in_use(0, y, width);
                canvas.put(1, y, "▸", style);
            }
            let digit = u32::try_from(index + 1).ok().and_then(|n| char::from_digit(n, 10));
            if let Some(digit) = digit.filter(|_| choosing.of != Of::Tags) {
                canvas.put(3, y, &digit.to_string(), style);
            }
            if let Pick::Room(Some(room)) = &offer.pick {
                let ticked = choosing.rooms.contains(room);
                canvas.tick(6, y, ticked, style);
            }
            // Of rooms the ticks say which are shown.
            if offer.shown && !matches!(offer.pick, Pick::Room(Some(_))) {
                canvas.chosen(words, y, right.saturating_sub(words + 1), &offer.says, style);
            } else {
                canvas.put_in(words, y, right.saturating_sub(words + 1), &offer.says, style);
            }
            canvas.put_in(right, y, width.saturating_sub(right + 1), &offer.more, quiet);
        }
        for (line, y) in foot.iter().zip(end + 1..) {
            canvas.put(1, y, line, theme.muted);
        }
    }

    /// What is said of frameworks that the record holds something of, and whose files are not here any more.
    pub(super) fn without_file(&self, session: &Session) -> Option<String> {
        let known = |id: &&String| session.frameworks.iter().chain(&session.unused).any(|one| one.id == **id);
        let recorded = self.read.as_ref().map(|read| read.recorded.as_slice()).unwrap_or_default();
        let gone: Vec<&str> = recorded.iter().filter(|id| !known(id)).map(String::as_str).collect();
        (!gone.is_empty()).then(|| {
            let files: Vec<String> = gone.iter().map(|id| format!("{id}.toml")).collect();
            format!(
                "The record holds more than these show: it is kept, and stands here again once {} lies in the folder \
                 frameworks.",
                files.join(", ")
            )
        })
    }

    /// What is to be known of the marked framework: whose it is, which edition, what replaced it.
    fn of_the_form(&self, session: &Session, offer: Option<&Offer>, width: u16) -> Vec<String> {
        let Some(Pick::Form(id, _)) = offer.map(|offer| &offer.pick) else { return Vec::new() };
        let known = session.frameworks.iter().chain(&session.unused).find(|framework| framework.id == *id);
        let Some(framework) = known else { return Vec::new() };
        let mut says = format!("{}. {}.", framework.publisher, framework.edition);
        if let Some(replaced) = &framework.superseded_by {
            says.push_str(&format!(" {replaced}"));
        }
        let mut lines = wrap(&says, usize::from(width.saturating_sub(2)).min(76));
        lines.truncate(4);
        lines
    }
}

/// Whether a statement has a tag.
fn has_tag(statement: &crate::domain::framework::Statement, code: &str) -> bool {
    statement.tags.iter().any(|tag| tag == code)
}
