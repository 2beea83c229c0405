//! What the made-up nursery's files must hold to, so that whoever makes the nursery can rely on it.

use std::collections::BTreeMap;

use super::{DemoField, DemoNames, DemoTexts, Filling, PACK, Whom};
use crate::catalog::check::twice;
use crate::catalog::source::Source;
use crate::catalog::{Catalog, CatalogError};
use crate::domain::practice::Held;
use crate::domain::{Day, PersonId, Role};

/// Refuses people and families that do not fit the rooms.
pub(super) fn check_names(names: &DemoNames, source: &Source<'_>) -> Result<(), CatalogError> {
    if let Some((index, name)) = twice(names.rooms.iter().map(|room| &room.name)) {
        return Err(source.at("room", index, format!("the room {name} is there twice"), "Rename one."));
    }
    let known = |room: &str| names.rooms.iter().any(|known| known.name == room);
    if let Some((index, initials)) = twice(names.people.iter().map(|person| &person.initials)) {
        return Err(source.at(
            "person",
            index,
            format!("two people have the initials {initials}"),
            "Give one of them others.",
        ));
    }
    if let Some(index) =
        names.people.iter().position(|person| person.room.as_ref().is_some_and(|room| !known(room)))
    {
        return Err(source.at("person", index, "this person's room is not known", "Name one of the rooms."));
    }
    for (index, family) in names.families.iter().enumerate() {
        let surname = &family.surname;
        let wrong =
            |what: &str, todo: &str| Err(source.at("family", index, format!("{surname}: {what}"), todo));
        if family.children.is_empty() || family.adults.is_empty() {
            return wrong("a family needs a child and an adult", "Add who is missing.");
        }
        if family.children.iter().any(|child| child.room.as_ref().is_some_and(|room| !known(room))) {
            return wrong("a child's room is not known", "Name one of the rooms.");
        }
        if family.children.iter().any(|child| child.left == child.room.is_some()) {
            return wrong("a child is in a room or left, not both", "Take one of the two out.");
        }
        if family.twins
            && family.children.windows(2).any(|pair| matches!(pair, [one, other] if one.room != other.room))
        {
            return wrong("twins are of one age and share a room", "Put them in one room.");
        }
    }
    for (index, room) in names.rooms.iter().enumerate() {
        let children = names.families.iter().flat_map(|family| &family.children);
        let count = children.filter(|child| child.room.as_ref() == Some(&room.name)).count();
        if count != room.size {
            return Err(source.at(
                "room",
                index,
                format!("{} says {} children and has {count}", room.name, room.size),
                "Let the two agree.",
            ));
        }
    }
    Ok(())
}

/// Refuses texts with slots that nothing fills, or that show what is not known.
pub(super) fn check_texts(
    texts: &DemoTexts,
    catalog: &Catalog,
    source: &Source<'_>,
) -> Result<(), CatalogError> {
    if let Some((name, _)) = texts.lists.iter().find(|(_, list)| list.is_empty()) {
        return Err(source.whole(format!("the list {name} is empty"), "Write something in it."));
    }
    for words in texts.lists.values().flatten() {
        if let Some(slot) = slots(words).find(|slot| !Filling::SLOTS.contains(slot)) {
            return Err(source.line_with(
                words,
                format!("a list's words can't hold the slot {{{slot}}}"),
                "Use only slots that speak of the child.",
            ));
        }
    }
    for text in all_texts(texts) {
        if let Some(slot) = slots(text).find(|slot| {
            !slot.contains('|') && !Filling::SLOTS.contains(slot) && !texts.lists.contains_key(*slot)
        }) {
            return Err(source.line_with(
                text,
                format!("nothing fills the slot {{{slot}}}"),
                "Add a list of that name, or use another slot.",
            ));
        }
    }
    let pack = catalog.framework(PACK);
    let unknown = |code: &&String| pack.and_then(|pack| pack.statement(code)).is_none();
    for note in texts.notes.iter().flat_map(|notes| &notes.texts) {
        if let Some(code) = note.shows.iter().find(unknown) {
            return Err(source.line_with(
                &note.text,
                format!("this shows {code}, which is not a statement of {PACK}"),
                "Use the number of one.",
            ));
        }
    }
    for (index, record) in texts.practice.iter().enumerate() {
        let wrong = |what: String, todo: &str| Err(source.at("practice", index, what, todo));
        match catalog.practice_kind(&record.kind) {
            None => {
                return wrong(
                    format!("the practice kind “{}” is not known", record.kind),
                    "Use one that is.",
                );
            }
            Some(kind) if kind.restricted => {
                return wrong(format!("“{}” is restricted", record.kind), "Use one that is not.");
            }
            Some(_) => {}
        }
        if let Some(code) = record.shows.iter().find(unknown) {
            return wrong(
                format!("this shows {code}, which is not a statement of {PACK}"),
                "Use the number of one.",
            );
        }
        if record.whom != Whom::Family && slots(&record.text).next().is_some() {
            return wrong(
                "only a record about one family can have slots".to_string(),
                "Write the words instead of the slot.",
            );
        }
    }
    for (index, record) in texts.records.iter().enumerate() {
        let wrong = |what: String, todo: &str| Err(source.at("record", index, what, todo));
        let Some(kind) = catalog.practice_kind(&record.kind) else {
            return wrong(format!("the practice kind “{}” is not known", record.kind), "Use one that is.");
        };
        let nobody = PersonId(uuid::Uuid::nil());
        let held = |code: &String, field: &DemoField| {
            let known = kind.field(code)?;
            field.held(known, Day::default(), nobody, None).map(|held| (code.clone(), held))
        };
        let fields: BTreeMap<String, Held> =
            record.fields.iter().filter_map(|(code, field)| held(code, field)).collect();
        if let Some(code) = record.fields.keys().find(|code| !fields.contains_key(*code)) {
            return wrong(format!("the field {code} can't hold that"), "Look the kind's fields up.");
        }
        if let Some(field) = kind.missing(&fields) {
            return wrong(format!("the field {} is needed", field.code), "Fill it in.");
        }
        if record.by_key_person && (!kind.may_write(Role::KeyPerson) || !record.family) {
            return wrong("a key person can't write this".to_string(), "Let a lead write it.");
        }
        if let Some(code) = record.shows.iter().find(unknown) {
            return wrong(
                format!("this shows {code}, which is not a statement of {PACK}"),
                "Use the number of one.",
            );
        }
    }
    Ok(())
}

/// Every text that a person of the made-up nursery could have written.
pub(super) fn all_texts(texts: &DemoTexts) -> impl Iterator<Item = &str> {
    let notes = texts.notes.iter().flat_map(|notes| &notes.texts).map(|note| note.text.as_str());
    let steps = texts.steps.iter().flat_map(|step| {
        let heard = step
            .heard
            .iter()
            .flat_map(|heard| std::iter::once(heard.text.as_str()).chain(heard.child.as_deref()));
        std::iter::once(step.text.as_str()).chain(heard)
    });
    let practice = texts.practice.iter().flat_map(|record| {
        std::iter::once(record.text.as_str()).chain(record.family_words.iter().map(String::as_str))
    });
    let records = texts.records.iter().flat_map(|record| {
        let text = std::iter::once(record.text.as_str()).filter(|words| !words.is_empty());
        text.chain(record.family_words.iter().map(String::as_str))
    });
    let corrections =
        texts.corrections.iter().flat_map(|correction| [correction.said.as_str(), correction.now.as_str()]);
    notes
        .chain(steps)
        .chain(practice)
        .chain(records)
        .chain(corrections)
        .chain(texts.together().iter().map(String::as_str))
        .chain(texts.gap_reasons().iter().map(String::as_str))
        .chain(texts.questions.iter().map(|question| question.question.as_str()))
}

/// The slots of a text, without their braces.
pub(super) fn slots(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|after| after.split_once('}').map(|(slot, _)| slot))
}
