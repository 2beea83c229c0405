//! Finding a child, or a group of them, by a few letters. A tie is never guessed: the wrong child is the worst
//! error there is.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::domain::name::{fold, letters, slips, words};
use crate::domain::{Child, ChildId, Day, Group, GroupId, Presence, Roll, RoomId};

/// Who is looking for a child, where and when.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// Who is who.
    pub roll: &'a Roll,
    /// Whose board it is: the numbers and the ties are this room's.
    pub room: RoomId,
    /// The day, which says who is on the roll.
    pub today: Day,
    /// Where each child is; a child that is not in it counts as away.
    pub presence: &'a BTreeMap<ChildId, Presence>,
    /// How often this writer writes for each child.
    pub written: &'a BTreeMap<ChildId, u32>,
}

impl Asking<'_> {
    pub(super) fn presence(&self, child: ChildId) -> Presence {
        self.presence.get(&child).copied().unwrap_or(Presence::Away)
    }

    pub(super) fn of_this_room(&self, child: &Child) -> bool {
        child.room == self.room && child.on_roll(self.today)
    }
}

/// How a name matches, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// By the number on the board.
    Number,
    /// Where a word of the name begins.
    WordStart,
    /// Inside a word.
    InsideWord,
    /// By the first letters of its words: `ao` for Ava O'Neill.
    Initials,
    /// The letters come in this order, with others between them.
    LettersInOrder,
}

/// A child whose name matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Who.
    pub child: ChildId,
    /// How: the weakest of the pieces.
    pub class: Class,
    /// In another room, or no longer or not yet on the roll: shown after a line, and one more Enter away.
    pub elsewhere: bool,
}

/// What Enter would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is typed.
    Empty,
    /// This child, and no other could be meant.
    One(ChildId),
    /// This group, and no child and no other group could be meant.
    Group(GroupId),
    /// More than one could be meant: Enter takes none.
    Tie,
    /// Only children of other rooms or children who have left match.
    Elsewhere,
    /// Nobody matches; these are spelt nearly so. Where it is one alone, Enter takes it.
    Near(Vec<ChildId>),
    /// Nobody matches, and nobody is near.
    Nobody,
}

/// Everyone who matches, in the order in which they are shown, and what Enter would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// This room's children first, then those elsewhere.
    pub hits: Vec<Hit>,
    /// This room's groups whose name fits, the best first.
    pub groups: Vec<GroupId>,
    /// What Enter would do.
    pub state: State,
}

/// Finds children and groups by pieces of their names (parted by spaces, each must match) or by the number on the board.
/// Accents, apostrophes and capitals count for nothing; a group is found at the beginning of a word of its name or
/// inside one. Never fails: see [`State`].
pub fn find(piece: &str, asking: &Asking) -> Finding {
    finding(piece, asking, true)
}

/// As [`find`], for who needs no list where one child of this room is meant: then nobody is looked for among the
/// many of other rooms and of other years.
pub fn find_one(piece: &str, asking: &Asking) -> Finding {
    finding(piece, asking, false)
}

fn finding(piece: &str, asking: &Asking, always_all: bool) -> Finding {
    let nothing = |state| Finding { hits: Vec::new(), groups: Vec::new(), state };
    if piece.trim().is_empty() {
        return nothing(State::Empty);
    }
    if let Some(number) = board_number(piece) {
        let row = number.checked_sub(1);
        let children = asking.roll.in_room(asking.room, asking.today);
        return match row.and_then(|row| children.get(row)) {
            Some(child) => Finding {
                hits: vec![Hit { child: child.id, class: Class::Number, elsewhere: false }],
                groups: Vec::new(),
                state: State::One(child.id),
            },
            None => nothing(State::Nobody),
        };
    }
    let pieces: Vec<String> = piece
        .split_whitespace()
        .map(|piece| fold(piece).replace(' ', ""))
        .filter(|p| !p.is_empty())
        .collect();
    if pieces.is_empty() {
        return nothing(State::Nobody);
    }
    let wanted = pieces.iter().fold(0, |all, piece| all | letters(piece));
    let hit = |child: &Child, elsewhere: bool, scattered: bool| {
        // Whoever lacks one of the letters matches in no way.
        if wanted & !letters_of(child) != 0 {
            return None;
        }
        let spelt = Spelt::of(child);
        let matched =
            pieces.iter().map(|piece| spelt.matches(piece, scattered)).collect::<Option<Vec<_>>>()?;
        let class = matched.iter().map(|(class, _)| *class).max().unwrap_or(Class::LettersInOrder);
        let rank = Rank {
            elsewhere,
            absent: matches!(asking.presence(child.id), Presence::Away | Presence::Gone),
            class,
            score: matched.iter().map(|(_, score)| score).sum(),
            written: Reverse(asking.written.get(&child.id).copied().unwrap_or(0)),
        };
        Some((Hit { child: child.id, class, elsewhere }, rank, spelt))
    };
    // Scattered letters fit almost anyone: they count only where nothing better does in this room. So the room
    // comes first, and of the many who left long ago no letters are compared in vain.
    let (here, others): (Vec<&Child>, Vec<&Child>) =
        asking.roll.children.iter().partition(|child| asking.of_this_room(child));
    let mut found: Vec<_> = here.into_iter().filter_map(|child| hit(child, false, true)).collect();
    let groups = groups(&pieces, asking);
    let better = !groups.is_empty() || found.iter().any(|(hit, ..)| hit.class < Class::LettersInOrder);
    if better {
        found.retain(|(hit, ..)| hit.class < Class::LettersInOrder);
    }
    // Where a child here is meant by more than scattered letters, nobody elsewhere can change that.
    let one =
        !always_all && better && matches!(state(&in_order_shown(&mut found), &groups), Some(State::One(_)));
    if !one {
        found.extend(others.into_iter().filter_map(|child| hit(child, true, !better)));
    }
    let hits = in_order_shown(&mut found);
    // A slip of the finger here is likelier than scattered letters elsewhere.
    let scattered =
        groups.is_empty() && hits.iter().all(|hit| hit.elsewhere && hit.class == Class::LettersInOrder);
    let state = match (state(&hits, &groups), scattered.then(|| nearly(&pieces, asking)).flatten()) {
        (_, Some(near)) => State::Near(near),
        (Some(state), None) => state,
        (None, None) => State::Nobody,
    };
    Finding { hits, groups: groups.into_iter().map(|(_, group)| group).collect(), state }
}

/// The room's groups whose name has every piece, the best first.
fn groups(pieces: &[String], asking: &Asking) -> Vec<(Class, GroupId)> {
    let class = |group: &Group| {
        let mut spellings = words(&group.name);
        spellings.push(spellings.concat());
        let of = |piece: &String| {
            let places = spellings.iter().filter_map(|word| word.find(piece.as_str()));
            places.min().map(|place| if place == 0 { Class::WordStart } else { Class::InsideWord })
        };
        pieces.iter().map(of).collect::<Option<Vec<_>>>()?.into_iter().max()
    };
    let fitting = asking.roll.groups_of(asking.room).filter_map(|group| Some((class(group)?, group)));
    let mut fitting: Vec<(Class, &Group)> = fitting.collect();
    fitting.sort_by_cached_key(|(class, group)| (*class, fold(&group.name), group.id));
    fitting.into_iter().map(|(class, group)| (class, group.id)).collect()
}

/// Puts those who were found in the order in which they are shown.
fn in_order_shown(found: &mut [(Hit, Rank, Rc<Spelt>)]) -> Vec<Hit> {
    found.sort_by(|(one, a, first), (other, b, second)| {
        (a, &first.order, one.child).cmp(&(b, &second.order, other.child))
    });
    found.iter().map(|(hit, ..)| *hit).collect()
}

/// The number that a text of nothing but digits is. More digits than a board has rows are no row's number.
fn board_number(text: &str) -> Option<usize> {
    let text = text.trim();
    text.chars().all(|c| c.is_ascii_digit()).then(|| text.parse().unwrap_or(0))
}

/// What Enter does with these, in their order; `None` where there are none.
fn state(hits: &[Hit], groups: &[(Class, GroupId)]) -> Option<State> {
    let here: Vec<&Hit> = hits.iter().filter(|hit| !hit.elsewhere).collect();
    let classes = here.iter().map(|hit| hit.class).chain(groups.iter().map(|(class, _)| *class));
    let Some(best) = classes.min() else { return hits.first().map(|_| State::Elsewhere) };
    // Both initials of one name may well lie inside another's: neither is the surer reading.
    let likely = |class: Class| class == best || (best == Class::InsideWord && class == Class::Initials);
    let mut children = here.iter().filter(|hit| likely(hit.class));
    let mut likely_groups = groups.iter().filter(|(class, _)| likely(*class));
    if let Some((_, group)) = likely_groups.next() {
        let alone = children.next().is_none() && likely_groups.next().is_none();
        return Some(if alone { State::Group(*group) } else { State::Tie });
    }
    let first = hits.first()?;
    let alone = children.next().is_some_and(|hit| hit.child == first.child) && children.next().is_none();
    // Scattered letters of a child here must not win over another room's child who is plainly named.
    let plainer_elsewhere =
        best == Class::LettersInOrder && hits.iter().any(|hit| hit.elsewhere && hit.class < Class::Initials);
    Some(if alone && !plainer_elsewhere { State::One(first.child) } else { State::Tie })
}

/// The order in which hits are shown.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    elsewhere: bool,
    absent: bool,
    class: Class,
    score: usize,
    written: Reverse<u32>,
}

/// A child's names as fingers type them.
struct Spelt {
    /// What it was spelt from: forename, name they are called, surname.
    from: (String, Option<String>, String),
    /// Each word of each name, and each name of several words written as one, with its place for the score.
    spellings: Vec<(usize, String)>,
    /// The first letters of each way to say the whole name.
    initials: Vec<String>,
    /// All letters of each way to say the whole name.
    letters: Vec<String>,
    /// The names by which equals are put in order.
    order: (String, String),
}

thread_local! {
    /// Names that were spelt out before: each key in the finder asks for those of everybody.
    static KNOWN: RefCell<HashMap<ChildId, Rc<Spelt>>> = RefCell::default();
}

impl Spelt {
    /// A child's names, spelt out the first time and whenever they have changed.
    fn of(child: &Child) -> Rc<Spelt> {
        KNOWN.with_borrow_mut(|known| match known.get(&child.id) {
            Some(spelt) if spelt.fits(child) => Rc::clone(spelt),
            _ => {
                let spelt = Rc::new(Spelt::new(child));
                known.insert(child.id, Rc::clone(&spelt));
                spelt
            }
        })
    }

    fn fits(&self, child: &Child) -> bool {
        let (forename, known_as, surname) = &self.from;
        *forename == child.forename && *known_as == child.known_as && *surname == child.surname
    }

    fn new(child: &Child) -> Spelt {
        let mut given: Vec<Vec<String>> = child.known_as.iter().map(|name| words(name)).collect();
        given.push(words(&child.forename));
        let surname = words(&child.surname);
        let names = given.iter().map(|name| (0, name)).chain([(1, &surname)]);
        let spellings = names.flat_map(|(place, name)| {
            let whole = (name.len() > 1).then(|| name.concat());
            name.iter().cloned().chain(whole).map(move |word| (place, word))
        });
        let first = |name: &Vec<String>| {
            name.iter().chain(&surname).filter_map(|word| word.chars().next()).collect::<String>()
        };
        Spelt {
            from: (child.forename.clone(), child.known_as.clone(), child.surname.clone()),
            spellings: spellings.collect(),
            initials: given.iter().map(first).collect(),
            letters: given.iter().map(|name| name.concat() + &surname.concat()).collect(),
            order: (fold(child.first_name()), fold(&child.surname)),
        }
    }

    /// How a piece matches, and how well within its class (0 is best). Scattered letters count where asked.
    fn matches(&self, piece: &str, scattered: bool) -> Option<(Class, usize)> {
        let mut best: Option<(Class, usize)> = None;
        let mut take = |class, score| {
            if best.is_none_or(|known| (class, score) < known) {
                best = Some((class, score));
            }
        };
        for (place, word) in &self.spellings {
            match word.find(piece) {
                Some(0) => take(Class::WordStart, 2 * *place + usize::from(word.len() != piece.len())),
                Some(_) => take(Class::InsideWord, *place),
                None => {}
            }
        }
        if best.is_some() {
            return best;
        }
        for letters in &self.initials {
            let begins = letters.chars().next() == piece.chars().next();
            if begins && piece.chars().nth(1).is_some() && in_order(piece, letters) {
                return Some((Class::Initials, usize::from(letters != piece)));
            }
        }
        let fits = scattered && self.letters.iter().any(|letters| in_order(piece, letters));
        fits.then_some((Class::LettersInOrder, 0))
    }

    /// How many slips of the finger away a piece is, where it is near at all.
    fn near(&self, piece: &str) -> Option<usize> {
        let most = match piece.chars().count() {
            0..=2 => return None,
            3..=5 => 1,
            _ => 2,
        };
        let mut least = most + 1;
        for (_, word) in &self.spellings {
            // The name may not be typed to its end yet.
            let length = piece.chars().count();
            let begun: String = word.chars().take(length).collect();
            least = least.min(slips(piece, word, most)).min(slips(piece, &begun, most));
        }
        (least <= most).then_some(least)
    }
}

/// The letters that a child's names may have once they are folded. Of a name with other letters than the plain
/// ones it may be any: folding takes `ß` for two.
fn letters_of(child: &Child) -> u64 {
    let names = [Some(child.forename.as_str()), child.known_as.as_deref(), Some(child.surname.as_str())];
    names.into_iter().flatten().flat_map(str::bytes).fold(0, |all, letter| match letter {
        b'A'..=b'Z' => all | 2 << (letter - b'A'),
        b'a'..=b'z' => all | 2 << (letter - b'a'),
        b'0'..=b'9' => all | 2 << (26 + letter - b'0'),
        0..=127 => all,
        _ => u64::MAX,
    })
}

fn in_order(piece: &str, letters: &str) -> bool {
    let mut letters = letters.chars();
    piece.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

/// The children of this room who are spelt nearly so, all those of the fewest slips; `None` where there are none.
fn nearly(pieces: &[String], asking: &Asking) -> Option<Vec<ChildId>> {
    let mut near: Vec<(usize, ChildId)> = Vec::new();
    for child in asking.roll.in_room(asking.room, asking.today) {
        let spelt = Spelt::of(child);
        let slips: Option<usize> = pieces
            .iter()
            .map(|piece| if spelt.matches(piece, true).is_some() { Some(0) } else { spelt.near(piece) })
            .sum();
        near.extend(slips.map(|slips| (slips, child.id)));
    }
    let least = near.iter().map(|(slips, _)| *slips).min()?;
    Some(near.into_iter().filter(|(slips, _)| *slips == least).map(|(_, child)| child).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The letters of names as settings have them, and of pieces of them.
    const NAME: &str = "[A-Za-zßŁłöÖéİĳﬁमी' -]{0,8}";

    proptest! {
        #[test]
        fn nobody_who_matches_is_ruled_out_by_a_letter(
            names in [NAME, NAME, NAME],
            from in 0usize..6,
            count in 1usize..4,
        ) {
            let [forename, known_as, surname] = names;
            let somebody = crate::capture::tests::roll().children.remove(0);
            let child = Child { forename, known_as: Some(known_as), surname, ..somebody };
            let spelt = Spelt::new(&child);
            let spellings = spelt.spellings.iter().map(|(_, word)| word).chain(&spelt.initials);
            for whole in spellings.chain(&spelt.letters) {
                for step in 1..4 {
                    let piece: String = whole.chars().skip(from).step_by(step).take(count).collect();
                    if !piece.is_empty() && spelt.matches(&piece, true).is_some() {
                        prop_assert_eq!(letters(&piece) & !letters_of(&child), 0, "{} in {}", piece, whole);
                    }
                }
            }
        }
    }
}
