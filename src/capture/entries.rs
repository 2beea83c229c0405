//! From a note that was read to exactly what will be saved: one copy a child, nothing hidden.

use super::guard::for_copy;
use super::note::{Note, Silence};
use crate::domain::child::Relation;
use crate::domain::day::short;
use crate::domain::entry::With;
use crate::domain::name::fold;
use crate::domain::{ChildId, ContactId, Entry, EntryId, Kind, Moment, PersonId, Roll, Room, TalkId};

/// The card on which a note was written.
pub struct Card<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// The room: of a child who is not on the roll any more, where the entry stands.
    pub room: &'a Room,
    /// For whom, in their order.
    pub children: &'a [ChildId],
    /// What it is, unless the note begins with a kind of its own.
    pub kind: Kind,
    /// For its writer and the leads only.
    pub private: bool,
    /// Whose words they are.
    pub writer: PersonId,
    /// Who enters it from paper, where that is somebody else.
    pub entered_by: Option<PersonId>,
    /// When it happened, unless the note says otherwise.
    pub now: Moment,
    /// What the clock shows: what is still to come has not happened.
    pub clock: Moment,
    /// The conversation.
    pub talk: TalkId,
    /// The id of each entry, by child and part: 0 the note, 1 the first step for home, and so on.
    pub id: &'a mut dyn FnMut(ChildId, usize) -> EntryId,
}

/// Why a note can't be saved as it is. Its text is what a person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryTrouble {
    /// There are no words.
    #[error("Write a few words, or press - if there was no talk.")]
    Empty,
    /// There was no talk, and nobody has said why.
    #[error("Why was there no talk? 1 rushed, 2 someone else came, 3 phone, 4 other.")]
    NoReason,
    /// `=` stands where no earlier note was put in its place.
    #[error("There is no earlier note of yours to write again.")]
    NothingToRepeat,
    /// `=` stands where the earlier note was private, and its words stay there.
    #[error("Your last note is private: write this one anew.")]
    PrivateToRepeat,
    /// It says a time that is still to come.
    #[error("{} {} is still to come: a note is about what has happened.", short(.0.day()), .0.clock())]
    StillToCome(Moment),
    /// It is for nobody.
    #[error("Choose a child first.")]
    Nobody,
}

/// The entries that the note becomes: for each child the note itself and its steps for home, all of one talk.
/// An unfilled gap's clause is left out. Refuses an empty note, one that waits for a reason, one of what is still to come, and one for nobody.
pub fn entries(note: &Note, card: &mut Card) -> Result<Vec<Entry>, EntryTrouble> {
    if card.children.is_empty() {
        return Err(EntryTrouble::Nobody);
    }
    if note.again {
        return Err(EntryTrouble::NothingToRepeat);
    }
    if note.no_talk == Some(Silence::Waiting) {
        return Err(EntryTrouble::NoReason);
    }
    if note.is_empty() {
        return Err(EntryTrouble::Empty);
    }
    let happened = note.moment(card.now);
    if happened.ms > card.clock.ms {
        return Err(EntryTrouble::StillToCome(happened));
    }
    let kind = note.kind.unwrap_or(card.kind);
    let mut entries = Vec::new();
    for &child in card.children {
        let known = card.roll.child(child);
        let name = known.map(|child| child.first_name().to_string()).unwrap_or_default();
        let with: Vec<With> = note
            .with
            .iter()
            .map(|word| With { word: word.clone(), contact: contact_for(word, child, card.roll) })
            .collect();
        let mut steps = 0;
        for part in &note.parts {
            let place = if part.step {
                steps += 1;
                steps
            } else {
                0
            };
            let (text, family_words) = part.for_name(&name);
            // What is private goes to no family.
            let text = match card.children {
                [_, _, ..] if !card.private => for_copy(&text, child, card.children, card.roll),
                _ => text,
            };
            entries.push(Entry {
                id: (card.id)(child, place),
                talk: card.talk,
                child,
                room: known.map_or(card.room.id, |child| child.room),
                kind: if part.step { Kind::ForHome } else { kind },
                happened,
                by: card.writer,
                entered_by: card.entered_by,
                with: with.clone(),
                text,
                family_words,
                no_talk: match note.no_talk {
                    Some(Silence::Because(reason)) if !part.step => Some(reason),
                    _ => None,
                },
                follow_up: part.follow_up,
                private: card.private,
                phrases: part.phrases.clone(),
                suggested: Vec::new(),
                round: None,
                pinned: None,
                moved_from: None,
            });
        }
    }
    Ok(entries)
}

/// The adult of a child's family that a word names, where it names one and only one: by the family's own word,
/// else as the only mother or the only father.
pub fn contact_for(word: &str, child: ChildId, roll: &Roll) -> Option<ContactId> {
    let only = |fits: &dyn Fn(&str) -> bool| {
        let mut fitting =
            roll.adults(child).filter(|(link, _)| fits(&link.relation)).map(|(_, contact)| contact.id);
        let first = fitting.next();
        (first, fitting.next().is_some())
    };
    let plain = |word: &str| fold(word).replace(' ', "");
    let wanted = plain(word);
    match only(&|relation| plain(relation) == wanted) {
        (Some(contact), more) => (!more).then_some(contact),
        (None, _) => match Relation::of(word) {
            Relation::Other => None,
            class => match only(&|relation| Relation::of(relation) == class) {
                (contact, false) => contact,
                (_, true) => None,
            },
        },
    }
}
