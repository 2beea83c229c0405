//! What the card knows while it is written on: how the note reads, what it will save, what stands on the digits.

use std::ops::Range;

use super::State;
use super::field::Field;
use crate::capture::{
    Card, EntryTrouble, MarkKind, NameHit, Note, Reading, entries, guard, names_to_marks, read, with_siblings,
};
use crate::domain::entry::Standing;
use crate::domain::name::fold;
use crate::domain::{ChildId, Draft, Entry, EntryId, Kind, Phrase, Purpose, Room, RoomId};
use crate::tui::model::Session;
use crate::tui::today;

/// The room in whose hours the note is read.
pub(in crate::tui::screen) fn room(session: &Session) -> Room {
    session
        .room()
        .or(session.roll.rooms.first())
        .cloned()
        .unwrap_or_else(|| Room::new(RoomId::from(uuid::Uuid::nil()), ""))
}

/// Reads with everything that has to be known; the reader is given to `with`.
pub(super) fn reading<T>(session: &Session, state: &State, with: impl FnOnce(&Reading) -> T) -> T {
    reading_for(session, &state.draft.children, chosen_kind(session, state), with)
}

/// Reads a note of that kind for these children.
pub(in crate::tui::screen) fn reading_for<T>(
    session: &Session,
    children: &[ChildId],
    kind: Kind,
    with: impl FnOnce(&Reading) -> T,
) -> T {
    let adults: Vec<String> = children
        .iter()
        .flat_map(|&child| session.roll.adults(child).map(|(link, _)| link.relation.clone()))
        .collect();
    let ranked = ranked(session, kind);
    let room = room(session);
    with(&Reading {
        phrases: &session.phrases,
        ranked: &ranked,
        kind,
        room: &room,
        now: session.now,
        today: session.today(),
        adults: &adults,
        strict_gaps: false,
    })
}

/// The kind that was chosen on the card, else the guess for the first child.
pub(super) fn chosen_kind(session: &Session, state: &State) -> Kind {
    let guess = || state.draft.children.first().map_or(Kind::Feedback, |&child| today::kind(session, child));
    state.draft.kind.unwrap_or_else(guess)
}

/// So many uses in a room move a phrase past one that has not had them: what was typed once by chance must not be
/// what `1` says tomorrow to fingers that learnt another phrase there.
const USES_A_PLACE: u32 = 10;

/// The five phrases on the digits: those that the room used most before today, as the bank lists them where it
/// used them about alike. They keep their places all day and for every child, so that fingers learn them.
pub(in crate::tui::screen) fn ranked(session: &Session, kind: Kind) -> Vec<&Phrase> {
    let uses = |phrase: &Phrase| session.phrase_use.get(&phrase.code).copied().unwrap_or(0);
    let mut phrases: Vec<&Phrase> = session.phrases.of(kind).collect();
    phrases.sort_by_cached_key(|phrase| std::cmp::Reverse(uses(phrase) / USES_A_PLACE));
    phrases.truncate(5);
    phrases
}

/// What the card makes of its note. It takes reading to know any of it, so a page reads once and asks this.
pub(super) struct AsRead {
    /// The words that count: where the note says the last one again, that one.
    pub words: String,
    /// Those words as read.
    pub note: Note,
    /// The marks of the note as it is typed.
    pub marks: Vec<(Range<usize>, MarkKind)>,
    /// The children on the card, with brothers and sisters where the note asks for them.
    pub children: Vec<ChildId>,
    /// The kind that counts: the note's own, else the card's.
    pub kind: Kind,
}

/// Reads the note.
pub(super) fn as_read(session: &Session, state: &State) -> AsRead {
    reading(session, state, |ctx| {
        let text = state.note.text();
        let typed = read(text, ctx);
        let marks = typed.marks.clone();
        let children = match session.room.filter(|_| typed.siblings) {
            Some(room) => with_siblings(&state.draft.children, &session.roll, room, session.today()),
            None => state.draft.children.clone(),
        };
        let last = if typed.again { last_words(session) } else { String::new() };
        let words = if !last.is_empty() {
            text.replacen('=', &last, 1)
        } else if children.len() > 1 {
            names_to_marks(text, &children, &session.roll)
        } else {
            text.to_string()
        };
        let note = if words == text { typed } else { read(&words, ctx) };
        AsRead { kind: note.kind.unwrap_or(ctx.kind), words, note, marks, children }
    })
}

/// The kind that counts.
pub(super) fn kind(session: &Session, state: &State) -> Kind {
    as_read(session, state).kind
}

/// The children on the card.
pub(super) fn children(session: &Session, state: &State) -> Vec<ChildId> {
    as_read(session, state).children
}

impl AsRead {
    /// The entries that would be saved now, each with the id that `id` gives.
    pub fn will_save(
        &self,
        session: &Session,
        state: &State,
        id: &mut dyn FnMut(ChildId, usize) -> EntryId,
    ) -> Result<Vec<Entry>, EntryTrouble> {
        let card = &mut Card {
            roll: &session.roll,
            room: &room(session),
            children: &self.children,
            kind: chosen_kind(session, state),
            private: state.draft.private,
            writer: state.draft.writer,
            entered_by: None,
            now: session.now,
            clock: session.now,
            talk: state.draft.talk,
            id,
        };
        entries(&self.note, card)
    }

    /// The same where no id is needed yet.
    pub fn would_save(&self, session: &Session, state: &State) -> Result<Vec<Entry>, EntryTrouble> {
        self.will_save(session, state, &mut |_, _| EntryId::from(uuid::Uuid::nil()))
    }
}

/// The first name in the note that is no business of the family that gets it and that nobody has settled.
pub(super) fn named(session: &Session, state: &State) -> Option<NameHit> {
    let read = as_read(session, state);
    guard(&read.words, &read.children, &session.roll, false)
        .into_iter()
        .find(|hit| !state.kept_names.contains(&hit.child))
}

/// The words of this writer's last note, as they were typed where that is known.
pub(super) fn last_words(session: &Session) -> String {
    let talk = session.writer.last_talk.first().map(|entry| entry.entry.talk);
    match session.finished.iter().rfind(|draft| Some(draft.talk) == talk) {
        Some(draft) => draft.note.clone(),
        None => words_of(session, &session.writer.last_talk),
    }
}

/// A note that reads as these entries of one talk do.
pub(super) fn words_of(session: &Session, talk: &[Standing]) -> String {
    let Some(first) = talk.first() else { return String::new() };
    let child = first.entry.child;
    let mut children: Vec<ChildId> = talk.iter().map(|entry| entry.entry.child).collect();
    children.dedup();
    let mut note = String::new();
    let own: Vec<&Standing> = talk.iter().filter(|entry| entry.entry.child == child).collect();
    let alone = own.iter().all(|entry| entry.entry.kind == Kind::ForHome);
    for (index, entry) in own.iter().enumerate() {
        let words = match entry.entry.no_talk {
            Some(reason) => {
                let number =
                    crate::domain::NoTalk::ALL.iter().position(|known| *known == reason).unwrap_or(3);
                format!("- {}", number + 1)
            }
            None if children.len() > 1 => names_to_marks(entry.text(), &children, &session.roll),
            None => entry.text().to_string(),
        };
        let step = entry.entry.kind == Kind::ForHome && !(alone && index == 0);
        note.push_str(match (step, note.is_empty()) {
            (true, true) => "> ",
            (true, false) => " > ",
            (false, true) => "",
            (false, false) => " ",
        });
        note.push_str(&words);
        if let Some(day) = entry.entry.follow_up {
            let today = day == session.today();
            note.push_str(&if today {
                " !".to_string()
            } else {
                day.format(" !%a").to_string().to_lowercase()
            });
        }
    }
    for with in &first.entry.with {
        note.push_str(&format!(" @{}", with.word));
    }
    // What was written down later keeps the time at which it happened.
    let happened = first.entry.happened;
    if first.recorded.minutes_since(happened) >= 5 {
        let days = (session.today() - happened.day()).num_days();
        if days == 1 {
            note.push_str(" @yesterday");
        }
        if days <= 1 {
            note.push_str(&format!(" @{}", happened.clock()));
        }
    }
    note
}

/// The begun phrase right before the caret: where it stands, and its letters.
pub(super) fn begun(state: &State) -> Option<(std::ops::Range<usize>, String)> {
    begun_in(&state.note)
}

/// The same in any text that is written in.
pub(in crate::tui::screen) fn begun_in(field: &Field) -> Option<(Range<usize>, String)> {
    let caret = field.caret();
    let before = field.text().get(..caret)?;
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let start = start.max(before.rfind([':', '+']).filter(|at| *at < 3).map_or(0, |at| at + 1));
    let word = before.get(start..)?.strip_prefix('.')?;
    let plain = word.starts_with(crate::capture::grammar::PLAIN) || word.contains('.');
    (!plain).then(|| (start..caret, word.to_string()))
}

/// The phrases that the letters find, by any part or by number, those of this kind first; each with its number.
pub(in crate::tui::screen) fn found<'a>(
    session: &'a Session,
    kind: Kind,
    letters: &str,
) -> Vec<(usize, &'a Phrase)> {
    let own = session.phrases.of(kind);
    let others = session.phrases.0.iter().filter(|phrase| phrase.kind != kind);
    let mut seen: Vec<&str> = Vec::new();
    let all = own.chain(others).filter(|phrase| {
        let new = !seen.contains(&phrase.word.as_str());
        seen.push(&phrase.word);
        new
    });
    let wanted = fold(letters);
    let mut found: Vec<(usize, usize, &Phrase)> = all
        .enumerate()
        .filter_map(|(index, phrase)| {
            let number = index + 1;
            let rank = if wanted.is_empty()
                || number.to_string() == wanted
                || fold(&phrase.word).starts_with(&wanted)
            {
                0
            } else if fold(&phrase.text).contains(&wanted) || fold(&phrase.word).contains(&wanted) {
                1
            } else {
                return None;
            };
            Some((rank, number, phrase))
        })
        .collect();
    found.sort_by_key(|(rank, number, _)| (*rank, *number));
    found.into_iter().map(|(_, number, phrase)| (number, phrase)).collect()
}

/// A draft as empty as a new card's.
pub(in crate::tui::screen) fn blank(session: &mut Session, children: Vec<ChildId>) -> Draft {
    let now = session.now;
    Draft {
        id: session.chance.id(now),
        writer: session.person.unwrap_or_else(|| crate::domain::PersonId::from(uuid::Uuid::nil())),
        talk: session.chance.id(now),
        children,
        kind: None,
        private: false,
        note: String::new(),
        cursor: 0,
        ids: Vec::new(),
        purpose: Purpose::Note,
        why: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::harness::Harness;

    #[test]
    fn a_phrase_moves_to_a_digit_by_habit_and_only_the_day_after() {
        let mut door = Harness::sam(80, 24);
        let codes = |door: &Harness| -> Vec<String> {
            ranked(&door.model.session, Kind::DropOff).iter().map(|phrase| phrase.code.clone()).collect()
        };
        let again = |door: &mut Harness| {
            door.model.session.ranked = None;
            door.keys("⌃l1").keys(crate::tui::harness::PIN);
        };
        let usual = codes(&door);
        for (word, uses) in [("slept", USES_A_PLACE - 1), ("teething", USES_A_PLACE)] {
            for _ in 0..uses {
                door.keys("ben⏎d:.").keys(word).keys(" ⏎");
            }
        }
        assert_eq!(door.entries().len(), 19, "{}", door.screen());
        // Not today, even where the program is started again in the middle of the shift.
        assert_eq!(codes(&door), usual);
        again(&mut door);
        assert_eq!(codes(&door), usual);
        door.wait(24 * 3600);
        again(&mut door);
        let moved: Vec<String> =
            std::iter::once("drop-off.teething".to_string()).chain(usual).take(5).collect();
        assert_eq!(codes(&door), moved);
    }
}
