//! What the card knows while it is written on: how the note reads, what it will save, what stands on the digits.

use std::ops::Range;

use super::State;
use crate::capture::editor::expand;
use crate::capture::grammar::own_kind;
use crate::capture::phrases::{self, Found};
use crate::capture::{
    Card, EntryTrouble, MarkKind, NameHit, Note, Press, Reading, answered, entries, guard, names_to_marks,
    read, recipients_named, with_siblings,
};
use crate::domain::day::short;
use crate::domain::entry::Standing;
use crate::domain::phrase::ON_DIGITS;
use crate::domain::{Child, ChildId, Draft, Entry, EntryId, Kind, Moment, Phrase, Purpose, Room, RoomId};
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
    // Of a note of another day, `yesterday` and `fri` are seen from that day.
    let begun = happened(session, state);
    let now = if begun.day() == session.today() { session.now } else { begun };
    let kind = chosen_kind(session, state);
    reading_at(
        session,
        now,
        (state.note.text(), kept_digit(session, state, state.note.text())),
        &state.draft.children,
        kind,
        with,
    )
}

/// The phrase for which the digit that is the whole note stood when it was typed.
fn kept_digit<'a>(session: &'a Session, state: &State, text: &str) -> Option<&'a Phrase> {
    let kept = state.draft.digit.as_deref().filter(|_| state.draft.note == text)?;
    session.phrases.code(kept)
}

/// The code of the phrase for which the digit stands that is the whole note, where it is one.
pub(super) fn digit(session: &Session, state: &State, text: &str) -> Option<String> {
    let (kind, kept) = (chosen_kind(session, state), kept_digit(session, state, text));
    reading_at(session, session.now, (text, kept), &state.draft.children, kind, |ctx| {
        let place = on_a_digit(text)?;
        let phrase = ctx.ranked.get(place)?;
        read(text, ctx).marks.iter().any(|(_, mark)| *mark == MarkKind::Phrase).then(|| phrase.code.clone())
    })
}

/// The place of the phrase for which a note may stand that ends with its digit.
fn on_a_digit(text: &str) -> Option<usize> {
    let digit = text.trim_end().chars().next_back().and_then(|last| last.to_digit(10))?;
    usize::try_from(digit).ok()?.checked_sub(1).filter(|place| *place < ON_DIGITS)
}

/// The same for any text that these children get, of that kind where it says no other.
pub(in crate::tui::screen) fn reading_for<T>(
    session: &Session,
    text: &str,
    children: &[ChildId],
    kind: Kind,
    with: impl FnOnce(&Reading) -> T,
) -> T {
    reading_at(session, session.now, (text, None), children, kind, with)
}

fn reading_at<T>(
    session: &Session,
    now: Moment,
    (text, kept): (&str, Option<&Phrase>),
    children: &[ChildId],
    kind: Kind,
    with: impl FnOnce(&Reading) -> T,
) -> T {
    let adults: Vec<String> = children
        .iter()
        .flat_map(|&child| session.roll.adults(child).map(|(link, _)| link.relation.clone()))
        .collect();
    let own = own_kind(text).map_or(kind, |(own, _)| own);
    let mut ranked = numbered(session, own);
    let place = on_a_digit(text).and_then(|place| ranked.get_mut(place));
    if let (Some(place), Some(kept)) = (place, kept.filter(|kept| kept.kind == own)) {
        *place = kept;
    }
    let room = room(session);
    with(&Reading {
        phrases: &session.phrases,
        ranked: &ranked,
        kind,
        room: &room,
        now,
        today: now.day(),
        adults: &adults,
        strict_gaps: false,
    })
}

/// The kind that was chosen on the card, else the guess for the first child: once something is written, as it was when
/// the first letter was typed.
pub(super) fn chosen_kind(session: &Session, state: &State) -> Kind {
    let begun = state.draft.begun.map(|begun| begun.kind);
    state.draft.kind.or(begun).unwrap_or_else(|| guessed(session, &state.draft.children))
}

/// The kind that a note for these children is taken for now.
pub(super) fn guessed(session: &Session, children: &[ChildId]) -> Kind {
    children.first().map_or(Kind::Feedback, |&child| today::kind(session, child))
}

/// When what the note tells happened, unless it says otherwise: when it was begun.
pub(super) fn happened(session: &Session, state: &State) -> Moment {
    let begun = state.draft.begun.map(|begun| begun.at);
    // On a clock that was put back nothing is still to come.
    begun.filter(|at| at.ms <= session.now.ms).unwrap_or(session.now)
}

/// Whether a draft was begun for these children, in any order.
pub(super) fn is_for(draft: &Draft, children: &[ChildId]) -> bool {
    draft.purpose == Purpose::Note
        && draft.children.len() == children.len()
        && children.iter().all(|child| draft.children.contains(child))
}

/// Whether a draft is what somebody goes on with who writes a note of this kind now. One of another day or another time
/// of the day waits by itself: it must not swallow a new note.
pub(super) fn goes_on(session: &Session, draft: &Draft, kind: Kind) -> bool {
    draft.begun.is_none_or(|begun| {
        begun.at.day() == session.today() && (begun.kind == kind || draft.kind == Some(kind))
    })
}

/// The draft for the same children that waits beside this empty card.
pub(super) fn waiting<'a>(session: &'a Session, state: &State) -> Option<&'a Draft> {
    let others = session.writer.drafts.iter().filter(|draft| draft.id != state.draft.id);
    others.filter(|_| state.note.text().is_empty()).find(|draft| is_for(draft, &state.draft.children))
}

/// `08:40`, or `Tue 24 Nov 12:30` on another day.
pub(super) fn clock(session: &Session, at: Moment) -> String {
    if at.day() == session.today() { at.clock() } else { format!("{} {}", short(at.day()), at.clock()) }
}

/// The phrases of a kind in the order of their numbers in the shown room; the first five stand on the digits. They
/// keep their places all day and for every child, so that fingers learn them.
pub(in crate::tui) fn numbered(session: &Session, kind: Kind) -> Vec<&Phrase> {
    let ages = session.room.and_then(|room| session.roll.age_band(room, session.today()));
    phrases::numbered(&session.phrases, kind, ages, &session.phrase_use)
}

/// What the card makes of its note. It takes reading to know any of it, so a page reads once and asks this.
pub(super) struct AsRead {
    /// The words that count: where the note says the last one again, that one.
    pub words: String,
    /// Those words as read.
    pub note: Note,
    /// Whether the note as it is typed says the last one again.
    pub again: bool,
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
        let (marks, again) = (typed.marks.clone(), typed.again);
        let children = match session.room.filter(|_| typed.siblings) {
            Some(room) => with_siblings(&state.draft.children, &session.roll, room, session.today()),
            None => state.draft.children.clone(),
        };
        let last = if typed.again { last_words(session) } else { String::new() };
        let words = if last.is_empty() { text.to_string() } else { text.replacen('=', &last, 1) };
        let words = if children.len() > 1 { names_to_marks(&words, &children, &session.roll) } else { words };
        let note = if words == text { typed } else { read(&words, ctx) };
        AsRead { kind: note.kind.unwrap_or(ctx.kind), words, note, again, marks, children }
    })
}

/// The kind that counts.
pub(super) fn kind(session: &Session, state: &State) -> Kind {
    as_read(session, state).kind
}

/// The names of those for whom it is.
pub(super) fn names(session: &Session, card: &State) -> String {
    let children = children(session, card);
    let names = children.iter().filter_map(|child| session.roll.child(*child)).map(|child| child.name());
    names.collect::<Vec<_>>().join(", ")
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
            now: happened(session, state),
            clock: session.now,
            talk: state.draft.talk,
            id,
        };
        match entries(&self.note, card) {
            Err(EntryTrouble::NothingToRepeat) if session.writer.last_is_private() => {
                Err(EntryTrouble::PrivateToRepeat)
            }
            read => read,
        }
    }

    /// The same where no id is needed yet.
    pub fn would_save(&self, session: &Session, state: &State) -> Result<Vec<Entry>, EntryTrouble> {
        self.will_save(session, state, &mut |_, _| EntryId::from(uuid::Uuid::nil()))
    }
}

/// The open step of which the note tells: the one that was linked, else the one that it seems to answer. Only a
/// note for one child is asked, and none that is private, for what was heard back goes to the family;
/// `true` where it was linked.
pub(super) fn step_told<'a>(
    session: &'a Session,
    state: &State,
    read: &AsRead,
) -> Option<(&'a Standing, bool)> {
    let ([child], None) = (read.children.as_slice(), read.note.no_talk) else { return None };
    let said = read.note.parts.iter().find(|part| !part.step)?;
    if read.kind == Kind::ForHome || state.draft.private {
        return None;
    }
    let steps = today::open_steps(session, *child);
    if let Some(linked) = steps.iter().find(|step| Some(step.entry.id) == state.draft.answers) {
        return Some((linked, true));
    }
    let name = session.roll.child(*child).map(Child::name).unwrap_or_default();
    let index = answered(&said.text, &name, steps.iter().map(|step| step.text()))?;
    steps.get(index).map(|step| (*step, false))
}

/// The first name in the note that is no business of the family that gets it and that nobody has settled, wherever
/// it stands. What is private goes to no family.
pub(super) fn named(session: &Session, state: &State) -> Vec<NameHit> {
    if state.draft.private {
        return Vec::new();
    }
    let read = as_read(session, state);
    named_in(session, &read.words, &read.children, &state.kept_names)
}

/// The same of any words that these children's families get.
pub(in crate::tui::screen) fn named_in(
    session: &Session,
    words: &str,
    children: &[ChildId],
    settled: &[Settled],
) -> Vec<NameHit> {
    let mut hits = guard(words, children, &session.roll, Some(&|word| session.spelling.is_word(word)));
    if children.len() > 1 {
        // Each copy says its own child's name, and “a friend” for the others.
        let places = recipients_named(words, children, &session.roll);
        hits.retain(|hit| !places.iter().any(|(_, range)| *range == hit.range));
    }
    hits.retain(|hit| !settled.contains(&kept(hit)));
    let first = hits.first().map(kept);
    hits.retain(|hit| Some(kept(hit)) == first);
    hits
}

/// What is asked about that name: `Isla is named in a note for Ben's family.` The hint line says the answers.
pub(in crate::tui::screen) fn name_question(
    session: &Session,
    hit: &NameHit,
    words: &str,
    children: &[ChildId],
) -> String {
    let first = |child| session.roll.child(child).map(|child| child.first_name());
    let whose = match children {
        [child] => format!("a note for {}'s family", first(*child).unwrap_or_default()),
        _ => "a note for several families".to_string(),
    };
    let said = words.get(hit.range.clone()).unwrap_or_default();
    let theirs = if hit.quoted { " in the family's own words" } else { "" };
    if hit.word || hit.near {
        format!("“{said}”{theirs} may be {}, in {whose}.", session.roll.short_name(hit.child))
    } else {
        format!("{} is named{theirs} in {whose}.", first(hit.child).unwrap_or(said))
    }
}

/// What a writer settles once for a note: whose name it is, whether it was taken for one, and whether the family said
/// it. Keeping the word `will` says nothing of Will.
pub(in crate::tui::screen) type Settled = (ChildId, bool, bool);

/// What is settled where somebody keeps that name.
pub(in crate::tui::screen) fn kept(hit: &NameHit) -> Settled {
    (hit.child, hit.word || hit.near, hit.quoted)
}

/// The words of this writer's last note, as they were typed where that is known. Those of a private one come onto no card:
/// they are read where the numbers are asked for.
fn last_words(session: &Session) -> String {
    if session.writer.last_is_private() {
        return String::new();
    }
    let talk = session.writer.last_talk.first().map(|entry| entry.entry.talk);
    match session.finished.iter().rfind(|draft| Some(draft.talk) == talk) {
        Some(draft) => with_its_phrases(session, draft),
        None => words_of(session, &session.writer.last_talk),
    }
}

/// The note of a draft with the words of each phrase for its mark, which may mean other words in a note of another kind.
fn with_its_phrases(session: &Session, draft: &Draft) -> String {
    let kind = draft.kind.or(draft.begun.map(|begun| begun.kind));
    let kind = kind.unwrap_or_else(|| guessed(session, &draft.children));
    reading_for(session, &draft.note, &draft.children, kind, |ctx| {
        let mut note = draft.note.clone();
        for (place, _) in read(&note, ctx).marks.iter().rev().filter(|(_, mark)| *mark == MarkKind::Phrase) {
            if let Some(edit) = expand(&note, place.end, Press::Tab, ctx) {
                note = edit.apply(&note);
            }
        }
        note.trim_end().to_string()
    })
}

/// A note that reads as these entries of one talk do.
pub(in crate::tui::screen) fn words_of(session: &Session, talk: &[Standing]) -> String {
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

/// The phrases that the letters find.
pub(super) fn found<'a>(session: &'a Session, kind: Kind, letters: &str) -> Vec<Found<'a>> {
    phrases::found(&numbered(session, kind), &session.phrases, letters)
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
        begun: None,
        digit: None,
        private: false,
        note: String::new(),
        cursor: 0,
        ids: Vec::new(),
        answers: None,
        purpose: Purpose::Note,
        why: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::phrases::USES_A_PLACE;
    use crate::tui::harness::Harness;

    #[test]
    fn a_phrase_moves_to_a_digit_by_habit_and_only_the_day_after() {
        let mut door = Harness::sam(80, 24);
        let codes = |door: &Harness| -> Vec<String> {
            numbered(&door.model.session, Kind::DropOff)
                .iter()
                .take(ON_DIGITS)
                .map(|phrase| phrase.code.clone())
                .collect()
        };
        let again = |door: &mut Harness| {
            door.model.session.ranked = None;
            door.keys("⌃l1").keys(crate::tui::harness::PIN);
        };
        let usual = codes(&door);
        for (word, uses) in [("slept", USES_A_PLACE - 1), ("spare", USES_A_PLACE)] {
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
        let moved: Vec<String> = std::iter::once("drop-off.spare".to_string()).chain(usual).take(5).collect();
        assert_eq!(codes(&door), moved);
    }

    #[test]
    fn a_digit_of_an_earlier_day_stands_for_the_words_that_were_chosen() {
        let mut door = Harness::sam(80, 24);
        let usual = numbered(&door.model.session, Kind::DropOff)[0].clone();
        for _ in 0..USES_A_PLACE {
            door.keys("ben⏎d:.spare ⏎");
        }
        door.keys("chidi⏎1⎋");
        let chosen = door.model.session.writer.drafts[0].clone();
        assert_eq!((chosen.note.as_str(), chosen.digit.as_ref()), ("1", Some(&usual.code)));
        door.wait(24 * 3600);
        door.model.session.ranked = None;
        door.keys("⌃l1").keys(crate::tui::harness::PIN);
        let now = numbered(&door.model.session, Kind::DropOff)[0].code.clone();
        assert_ne!(now, usual.code);
        door.keys("⇥⏎");
        let words = usual.without.unwrap_or(usual.text);
        let words = words.trim_end_matches('.');
        door.keys("⏎");
        assert!(door.screen().contains("Saved for Chidi"), "{}", door.screen());
        // It is of the day on which it was begun.
        let (room, day) = (door.model.session.machine_room.unwrap(), chosen.begun.unwrap().at.day());
        let saved = door.worker.store().day(room, day).unwrap().entries.pop().expect("saved");
        assert!(saved.text().starts_with(words), "{}", saved.text());
        // What is typed now is today's: another digit, and the same digit typed anew.
        door.keys("elif⏎1");
        assert_eq!(door.model.session.writer.drafts[0].digit, Some(now));
        door.keys("⌫2 bowls");
        assert_eq!(door.model.session.writer.drafts[0].digit, None);
    }
}
