//! What a typed line asks for: words, children's names, and a few marks. Pure.

use std::collections::BTreeSet;

use crate::catalog::Related;
use crate::domain::framework::{Framework, StatementRef};
use crate::domain::name::{fold, words};
use crate::domain::{Child, ChildId, Kind, PersonId, Roll};

/// What has to be known to read the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    pub roll: &'a Roll,
    pub related: &'a Related,
    pub frameworks: &'a [Framework],
    /// The children whose names are names here.
    pub children: &'a [&'a Child],
}

/// A line as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// A group for each word: the word, then what it also finds.
    pub words: Vec<Vec<String>>,
    /// Exactly these.
    pub exact: Vec<String>,
    /// The children who are named; `None` where nobody is.
    pub named: Option<BTreeSet<ChildId>>,
    /// The words that were read as names.
    pub names: Vec<String>,
    pub by: Option<PersonId>,
    pub kind: Option<Kind>,
    pub open: bool,
    pub shows: Option<StatementRef>,
    /// A mark that means nothing, as a sentence.
    pub trouble: Option<String>,
}

impl Query {
    /// Whether it asks for anything.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
            && self.exact.is_empty()
            && self.named.is_none()
            && self.by.is_none()
            && self.kind.is_none()
            && self.shows.is_none()
            && !self.open
    }
}

/// Reads a line. What is no mark and no child's name is a word.
pub(super) fn read(line: &str, known: &Known) -> Query {
    let mut query = Query::default();
    let pieces = pieces(line, &mut query.exact);
    let steps = pieces.iter().any(|piece| mark(piece, "kind").and_then(kind) == Some(Kind::ForHome));
    for piece in &pieces {
        if let Some(name) = mark(piece, "by") {
            query.by = person(name, known.roll);
            if query.by.is_none() && !name.is_empty() {
                query.trouble = Some(format!("Nobody here has the name or initials “{name}”."));
            }
        } else if let Some(name) = mark(piece, "kind") {
            query.kind = kind(name);
            if query.kind.is_none() && !name.is_empty() {
                query.trouble = Some("kind: is drop-off, feedback, pick-up, home or moving.".to_string());
            }
        } else if let Some(number) = mark(piece, "shows") {
            query.shows = statement(number, known.frameworks);
            if query.shows.is_none() && !number.is_empty() {
                query.trouble = Some(format!("There is no statement {number}."));
            }
        } else if steps && piece.eq_ignore_ascii_case("open") {
            query.open = true;
        } else {
            word(piece, known, &mut query);
        }
    }
    query
}

/// The words of a line but for what stands between quotation marks, which is put among the exact ones.
fn pieces(line: &str, exact: &mut Vec<String>) -> Vec<String> {
    let mut pieces = Vec::new();
    for (index, part) in line.split(['"', '“', '”']).enumerate() {
        let part = part.trim();
        if index % 2 == 0 {
            pieces.extend(part.split_whitespace().map(str::to_string));
        } else if part.chars().any(char::is_alphanumeric) {
            exact.push(part.to_string());
        }
    }
    pieces
}

/// What stands after a mark's colon, in any case of letters.
fn mark<'a>(piece: &'a str, name: &str) -> Option<&'a str> {
    let (before, after) = piece.split_once(':')?;
    before.eq_ignore_ascii_case(name).then_some(after)
}

/// The kind of a word; the beginning of its name is enough.
fn kind(word: &str) -> Option<Kind> {
    let word = word.to_lowercase();
    match word.as_str() {
        "" => None,
        "home" | "step" | "steps" => Some(Kind::ForHome),
        _ => Kind::parse(&word)
            .or_else(|| Kind::ALL.into_iter().find(|kind| word.len() > 1 && kind.code().starts_with(&word))),
    }
}

/// Who has these initials or this first name, whenever they worked here.
fn person(name: &str, roll: &Roll) -> Option<PersonId> {
    let name = fold(name);
    let first = |person: &str| fold(person);
    roll.people
        .iter()
        .rfind(|person| fold(&person.initials) == name)
        .or_else(|| roll.people.iter().rfind(|person| first(person.first_name()) == name))
        .map(|person| person.id)
}

fn statement(number: &str, frameworks: &[Framework]) -> Option<StatementRef> {
    frameworks.iter().find_map(|framework| {
        let found = framework.statements.iter().find(|statement| {
            statement.number.eq_ignore_ascii_case(number) || statement.code.eq_ignore_ascii_case(number)
        })?;
        Some(StatementRef { framework: framework.id.clone(), code: found.code.clone() })
    })
}

/// Whether a word, folded, is one of the child's names, or a word of one.
pub(super) fn is_called(child: &Child, word: &str) -> bool {
    let names = [child.first_name(), child.forename.as_str(), child.surname.as_str()];
    names.iter().any(|one| fold(one) == word || words(one).iter().any(|part| part == word))
}

fn word(piece: &str, known: &Known, query: &mut Query) {
    let name = fold(piece);
    if !name.chars().any(char::is_alphanumeric) {
        return;
    }
    let called: BTreeSet<ChildId> =
        known.children.iter().filter(|child| is_called(child, &name)).map(|child| child.id).collect();
    if !called.is_empty() {
        // Two names of one child mean that child; names of two children mean both.
        query.named = Some(match query.named.take() {
            None => called,
            Some(before) => {
                let both: BTreeSet<ChildId> = before.intersection(&called).copied().collect();
                if both.is_empty() { before.union(&called).copied().collect() } else { both }
            }
        });
        query.names.push(piece.to_string());
        return;
    }
    let others = known.related.of_word(piece);
    query.words.push(std::iter::once(piece.to_lowercase()).chain(others.iter().cloned()).collect());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::chance::Chance;
    use crate::domain::{Hours, Moment, Pattern, RoomId};

    fn child(chance: &mut Chance, forename: &str, surname: &str) -> Child {
        let now = Moment { ms: 1, offset: 0 };
        Child {
            id: chance.id(now),
            forename: forename.to_string(),
            surname: surname.to_string(),
            known_as: None,
            born: None,
            room: chance.id::<RoomId>(now),
            started: None,
            left: None,
            pattern: Pattern::WEEKDAYS,
            hours: Hours::default(),
            notes: String::new(),
        }
    }

    #[test]
    fn marks_names_and_words_are_told_apart() {
        let catalog = Catalog::shipped().unwrap();
        let mut chance = Chance::seeded(1);
        let children = [
            child(&mut chance, "Ava", "O'Neill"),
            child(&mut chance, "Ava", "Patel"),
            child(&mut chance, "Ben", "Clarke"),
        ];
        let [ava, other, ben] = [children[0].id, children[1].id, children[2].id];
        let roll = Roll { children: children.to_vec(), ..Roll::default() };
        let children: Vec<&Child> = roll.children.iter().collect();
        let known = Known {
            roll: &roll,
            related: &catalog.related,
            frameworks: catalog.in_use(),
            children: &children,
        };
        let read = |line: &str| read(line, &known);

        let query = read("ava sleep");
        assert_eq!(query.named, Some([ava, other].into()), "a tie is never guessed");
        assert_eq!(query.words.len(), 1);
        assert!(
            query.words[0].starts_with(&["sleep".to_string()]) && query.words[0].contains(&"slept".into())
        );
        assert_eq!(read("ava oneill").named, Some([ava].into()));
        assert_eq!(read("o'neill").named, Some([ava].into()));
        assert_eq!(read("ava ben").named, Some([ava, other, ben].into()));
        assert_eq!(read("av").named, None, "a name's beginning is a word");

        let query = read("kind:home open");
        assert_eq!((query.kind, query.open, query.words.len()), (Some(Kind::ForHome), true, 0));
        assert_eq!((read("open").open, read("open").words.len()), (false, 1));
        assert_eq!(read("KIND:drop").kind, Some(Kind::DropOff));
        assert!(read("kind:x").trouble.is_some());
        assert!(read("kind:").trouble.is_none(), "a mark that is still being typed is no trouble");

        assert_eq!(read("shows:15").shows.map(|shows| shows.code), Some("15".to_string()));
        assert!(read("shows:99").trouble.is_some());
        assert!(read("by:zz").trouble.is_some());

        let query = read("“rest early” mum");
        assert_eq!((query.exact, query.words.len()), (vec!["rest early".to_string()], 1));
        assert_eq!(read("\"ava\"").named, None, "between the signs a name is a word");
        assert!(read("  - \"\" ").is_empty());
    }
}
