//! A record whose every text ends in words that would do something; for tests of what is made of it.

use std::borrow::Cow;
use std::cell::Cell;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use crate::chance::Chance;
use crate::domain::name::fold;
use crate::domain::{Act, Change, Stamp};
use crate::safe::tests::hostile;
use crate::store::Store;

thread_local! {
    /// The seed of the words, where this thread's records have such, and how many texts had them.
    static WORDS: Cell<Option<(u64, usize)>> = const { Cell::new(None) };
}

/// What names something that the program looks up, though it is kept as a text.
const LOOKED_UP: [&str; 8] =
    ["initials", "kind", "framework", "code", "report", "statement", "suggested", "phrases"];

/// By these somebody is found with a few letters: no plain letter comes behind them, so that they are found as before.
const NAMES: [&str; 4] = ["/name", "/forename", "/surname", "/known_as"];

/// While this lives, each text that this thread writes to any record has such words behind it: the same behind the same
/// text.
pub(crate) struct Hostile;

impl Hostile {
    pub(crate) fn from_now_on(seed: u64) -> Hostile {
        WORDS.set(Some((seed, 0)));
        Hostile
    }

    /// In how many texts they were written.
    pub(crate) fn written(&self) -> usize {
        WORDS.get().map_or(0, |(_, written)| written)
    }

    /// What is made for every test is made without them.
    pub(crate) fn without<T>(make: impl FnOnce() -> T) -> T {
        let words = WORDS.take();
        let made = make();
        WORDS.set(words);
        made
    }

    /// Who and what is in a record from before gets them too.
    pub(crate) fn rename(store: &mut Store, stamp: Stamp) {
        if WORDS.get().is_none() {
            return;
        }
        let roll = store.roll().unwrap();
        let mut changes = vec![Change::Setting(roll.setting)];
        changes.extend(roll.rooms.into_iter().map(Change::Room));
        changes.extend(roll.people.into_iter().map(Change::Person));
        changes.extend(roll.children.into_iter().map(|child| Change::Child(Box::new(child))));
        store.apply(&changes.into(), stamp).unwrap();
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        WORDS.set(None);
    }
}

/// The act as it is written.
pub(in crate::store) fn written(act: &Act) -> Cow<'_, Act> {
    let Some((seed, mut written)) = WORDS.get() else { return Cow::Borrowed(act) };
    let changes = act.changes.iter().map(|change| spoilt(change, seed, &mut written)).collect();
    WORDS.set(Some((seed, written)));
    Cow::Owned(Act { changes, ..act.clone() })
}

/// The change with such words behind each of its texts: whatever is a string and may be any other.
fn spoilt(change: &Change, seed: u64, written: &mut usize) -> Change {
    let mut value = serde_json::to_value(change).unwrap();
    let mut paths = Vec::new();
    strings(&value, String::new(), &mut paths);
    let mut spoilt = change.clone();
    for path in paths {
        let Some(Value::String(text)) = value.pointer_mut(&path) else { continue };
        if text.is_empty() || path.split('/').any(|name| LOOKED_UP.contains(&name)) {
            continue;
        }
        let mut hash = DefaultHasher::new();
        (seed, &*text).hash(&mut hash);
        let mut words = hostile::words(&mut Chance::seeded(hash.finish()));
        if NAMES.iter().any(|name| path.ends_with(name)) {
            words.retain(|letter| {
                !fold(&letter.to_string()).contains(|plain: char| plain.is_ascii_alphanumeric())
            });
        }
        let with = format!("{text}{words}");
        let was = std::mem::replace(text, with.clone());
        match serde_json::from_value::<Change>(value.clone()) {
            Ok(change) if serde_json::to_value(&change).unwrap() == value => {
                spoilt = change;
                *written += 1;
            }
            _ => *value.pointer_mut(&path).unwrap() = Value::String(was),
        }
    }
    spoilt
}

fn strings(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(path),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                strings(item, format!("{path}/{at}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                strings(field, format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}
