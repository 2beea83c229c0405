//! Going through the list: Enter agrees, a name is settled, a gap gets its reason, and the next one comes.

use super::items::{self, Item, Missing, Need, Row};
use super::{Asked, Mode, State};
use crate::capture::NameHit;
use crate::domain::evidence::nothing_of;
use crate::domain::{Act, AwayReason, Change, ChildId, Day, EntryId, Whereabouts};
use crate::tui::action::Action;
use crate::tui::model::Session;
use crate::tui::msg::{Effect, Errand, Mood, Notice, Turn};
use crate::tui::screen::{amend, card, records};

/// The reasons for a gap that stand on numbers, the first three where the card has its reasons for no talk; the
/// number after them asks for own words.
pub(super) const GAP_REASONS: [&str; 5] = [
    "no time at the door",
    "someone else came to the door",
    "on the phone",
    "spoken to another way",
    "away today",
];

/// What is said of a child of whom there is no word: why they were away, or that they were here after all. The
/// number after these asks for own words.
pub(super) fn whereabouts() -> Vec<(Whereabouts, String)> {
    let away = AwayReason::ALL.into_iter().map(|reason| {
        let is = Whereabouts::Away(reason);
        (is, is.label())
    });
    away.chain([(Whereabouts::Here, "here, without a talk".to_string())]).collect()
}

/// What taking an agreement back is for.
pub(super) const TAKING_BACK: &str = "agreement-taken-back";

/// Something that was done on this page, by how it is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Did {
    /// Entries of a day were agreed, over words of these revisions: they wait again, or are as they were agreed before.
    Agreed {
        /// Of which day.
        day: Day,
        /// Which, and the revisions.
        entries: Vec<(EntryId, u32)>,
        /// What is said once it is taken back.
        back: String,
    },
    /// It was said where a child is, which is taken back as everywhere.
    Said,
    /// It stays: what was said of it can be said anew.
    Stays,
    /// All that was agreed here has been taken back. What was done on other pages is not meant.
    TakenBack,
}

impl State {
    /// Takes back what was done here last, and nothing of before; where nothing was done here, what is taken back
    /// everywhere.
    pub(super) fn take_back(&mut self, session: &mut Session, turn: &mut Turn) {
        if matches!(self.mode, Mode::Writing(..)) {
            return turn.say("Esc leaves the words first, and keeps them.");
        }
        match self.acts.last().cloned() {
            None => card::take_back(session, turn),
            Some(Did::Said) => {
                self.acts.pop();
                card::take_back(session, turn);
            }
            Some(Did::Stays) => {
                turn.say("What was done here last stays as it is. a corrects an entry, s asks its writer.")
            }
            Some(Did::TakenBack) => {
                turn.say("Nothing is left here to take back. On the board Ctrl-Z takes back a note.")
            }
            Some(Did::Agreed { day, entries, back }) => {
                self.acts.pop();
                if self.acts.is_empty() {
                    self.acts.push(Did::TakenBack);
                }
                let taken_back = |&(entry, seen): &(EntryId, u32)| {
                    let seen = self.standing(entry).map_or(seen, |standing| standing.revision);
                    Change::AgreementTakenBack { entry, seen }
                };
                let changes: Vec<Change> = entries.iter().map(taken_back).collect();
                self.under_way += 1;
                let errand = Errand::Page(TAKING_BACK);
                turn.effect(Effect::Apply(Act::from(changes), session.stamp(), errand));
                if self.day != day {
                    self.look_at(day, turn);
                }
                for (entry, _) in &entries {
                    let item = Item::Entry(*entry);
                    self.pending.remove(&item);
                    for row in self.rows.iter_mut().filter(|row| row.item == item) {
                        row.done = false;
                    }
                }
                self.at = entries.first().map(|(entry, _)| Item::Entry(*entry));
                (self.mode, self.back) = (Mode::List, back);
            }
        }
    }

    /// An agreement was taken back: it is said of whom, and what may be gone through again is found anew.
    pub(super) fn taken_back(&mut self, session: &Session, turn: &mut Turn) {
        turn.notice = Some(Notice { sign: Mood::Back, text: std::mem::take(&mut self.back) });
        self.ask_late(session, turn);
    }

    /// Enter: the main thing of the selected row.
    pub(super) fn agree(&mut self, session: &mut Session, turn: &mut Turn) {
        let Some(row) = self.row().cloned() else {
            return self.close(session, turn);
        };
        match (row.item, &row.need) {
            (Item::Gap(_), _) => self.mode = Mode::WhyGap,
            (Item::Record(id), _) => {
                let page = records::State::at(session, id, turn);
                turn.over(page.into());
            }
            (Item::Promise(entry), _) => {
                let done = vec![Change::FollowUpDone { entry, how: None }];
                self.act(session, (done, Did::Stays), row.item, turn);
                self.done(row.item);
                self.next(session, turn);
            }
            (Item::Entry(_), Some(Need::Names(hits))) => {
                let who = self.named(session, hits);
                let verb = if who.contains(" and ") { "are" } else { "is" };
                let how = if items::softens(hits) {
                    "Choose 1 “a friend” or 2 keep"
                } else {
                    "Press 2 to keep it"
                };
                turn.warn(format!("{who} {verb} named. {how}, then Enter agrees."));
            }
            (Item::Entry(entry), _) => {
                let Some(standing) = self.standing(entry) else { return };
                let shows = self.shows(session, standing);
                let same = standing.agreed() && !standing.amended_since() && {
                    let mut agreed = standing.shows().to_vec();
                    agreed.sort();
                    let mut wanted = shows.clone();
                    wanted.sort();
                    agreed == wanted
                };
                let seen = standing.revision;
                let name = session.roll.short_name(standing.entry.child);
                let back = match standing.agreed() && !standing.amended_since() {
                    true => format!("{name} is as it was agreed before. Enter adds what is ticked."),
                    false => format!("{name} waits again, not agreed. Enter agrees it."),
                };
                // What is gone through again is said to have been, whatever was ticked.
                let again = self.late.remove(&entry).is_some();
                if !same || again {
                    let nothing_of = Some(nothing_of(&shows, &session.frameworks));
                    let agree = vec![Change::Agree { entry, seen, shows, nothing_of }];
                    let did = Did::Agreed { day: self.day, entries: vec![(entry, seen)], back };
                    self.act(session, (agree, did), row.item, turn);
                    self.done(row.item);
                }
                self.mode = Mode::List;
                self.next(session, turn);
            }
        }
    }

    /// Corrects the selected entry on the page for it; back comes to the same row.
    pub(super) fn amend(&self, session: &mut Session, turn: &mut Turn) {
        let Some(standing) = self.selected().cloned() else { return turn.say("Choose an entry first.") };
        match amend::may(session, &standing) {
            Ok(()) => {
                let page = amend::open(session, standing, turn);
                turn.over(page);
            }
            Err(why) => turn.say(why),
        }
    }

    /// That is done: it counts so before it has been read back.
    fn done(&mut self, item: Item) {
        self.pending.insert(item);
        for row in &mut self.rows {
            row.done |= row.item == item;
        }
    }

    /// Goes to the next that needs looking; the first where there is none after this.
    pub(super) fn next(&mut self, session: &Session, turn: &mut Turn) {
        let Some(index) = self.index() else { return };
        let after = self.rows.iter().skip(index + 1).chain(self.rows.iter().take(index));
        match after.into_iter().find(|row| !row.done && !row.waits()).map(|row| row.item) {
            Some(next) => self.at = Some(next),
            None if self.so_far.closed.is_some() && self.days(session).len() > 1 => {
                turn.say(
                    session.keys.said(
                        Action::EarlierDays,
                        "That was the last one of this day. e goes to the next day.",
                    ),
                );
            }
            None if self.so_far.closed.is_some() => turn.say("That was the last one."),
            None => turn.say(
                session.keys.said(Action::CloseTheDay, "Everything has been looked at. c closes the day."),
            ),
        }
    }

    /// 1 “a friend”, 2 keep.
    pub(super) fn settle(&mut self, session: &mut Session, digit: usize, turn: &mut Turn) -> bool {
        let Some(row) = self.row().cloned() else { return false };
        let (Item::Entry(entry), Some(Need::Names(hits))) = (row.item, &row.need) else { return false };
        let Some(standing) = self.standing(entry) else { return false };
        let Some(change) = items::settling(standing, hits, digit) else {
            turn.say("Those are the family's own words: 2 keeps the name, a corrects them.");
            return true;
        };
        self.act(session, (vec![change], Did::Stays), row.item, turn);
        // A name that is kept changes no word: Enter agrees at once, and not only when the day has been read again.
        if let Some(row) = self.rows.iter_mut().find(|one| digit != 1 && one.item == row.item) {
            row.need = None;
        }
        turn.done(match digit {
            1 => "Now “a friend”; the first words stay beside it. Enter agrees.",
            _ => "The name is kept. Enter agrees.",
        });
        true
    }

    /// The first names that the guard found, told apart where two share one: `Isla`, `Isla and Zara`.
    pub(super) fn named(&self, session: &Session, hits: &[NameHit]) -> String {
        let mut names: Vec<&str> = Vec::new();
        for child in hits.iter().filter_map(|hit| session.roll.child(hit.child)) {
            if !names.contains(&child.first_name()) {
                names.push(child.first_name());
            }
        }
        names.join(" and ")
    }

    pub(super) fn missing(&self) -> Option<(ChildId, Missing)> {
        match self.row() {
            Some(Row { child, need: Some(Need::Gap(missing)), .. }) => Some((*child, *missing)),
            _ => None,
        }
    }

    /// A number where a choice is asked.
    pub(super) fn choose(&mut self, session: &mut Session, digit: usize, turn: &mut Turn) -> bool {
        let Some(index) = digit.checked_sub(1) else { return false };
        match self.mode {
            Mode::WhyGap if matches!(self.missing(), Some((_, Missing::Child))) => {
                match whereabouts().get(index) {
                    Some((is, _)) => self.say_where(session, *is, turn),
                    None if index == whereabouts().len() => self.write(session, Asked::Gap),
                    None => return false,
                }
            }
            Mode::WhyGap => match GAP_REASONS.get(index) {
                Some(reason) => self.explain(session, reason, turn),
                None if index == GAP_REASONS.len() => self.write(session, Asked::Gap),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// Says where the child was of whom there is no word. One who was here may be without a talk: the row stays.
    fn say_where(&mut self, session: &mut Session, is: Whereabouts, turn: &mut Turn) {
        let (Some((child, _)), Some(item)) = (self.missing(), self.at) else { return };
        let said = vec![Change::Presence { child, day: self.day, is }];
        self.act(session, (said, Did::Said), item, turn);
        if let Some(person) = session.person {
            turn.effect(Effect::Writer(person, session.room));
        }
        if is != Whereabouts::Here {
            self.done(item);
            self.next(session, turn);
        }
    }

    pub(super) fn explain(&mut self, session: &mut Session, reason: &str, turn: &mut Turn) {
        let (Some((child, missing)), Some(item)) = (self.missing(), self.at) else { return };
        let reason = reason.to_string();
        let gap = |kind: &_| Change::Gap { child, day: self.day, kind: *kind, reason: reason.clone() };
        let changes = missing.kinds().iter().map(gap).collect();
        self.act(session, (changes, Did::Stays), item, turn);
        self.done(item);
        self.next(session, turn);
    }
}
