//! What is typed in a form, read: a record, or the part that can't be read and the sentence why.

use super::{EVERYWHERE, Form, Part};
use crate::capture::record;
use crate::domain::practice::{Field, Held, Holds, Named, Practice};
use crate::domain::{ChildId, Day};
use crate::tui::model::Session;
use crate::tui::screen::records::say;

/// What is typed in a field, as it will stand.
pub(super) fn held(
    session: &Session,
    field: &Field,
    text: &str,
    children: &[ChildId],
) -> Result<Held, String> {
    let roll = &session.roll;
    Ok(match field.is {
        Holds::Text => Held::Text(one_line(text)),
        Holds::Date => Held::Date(record::day(text, session.today())?),
        Holds::Number => Held::Number(record::number(text)?),
        Holds::Choice => Held::Choice(text.trim().to_string()),
        Holds::People => Held::People(record::people(text, roll)?),
        Holds::Contacts => Held::Contacts(record::adults(text, children, roll)?),
    })
}

/// The same as it is typed again.
pub(super) fn typed(session: &Session, held: &Held) -> String {
    match held {
        Held::Date(day) => record::day_said(*day),
        held => held.says(&|named: Named| say::name(session, named)),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Form {
    pub(super) fn children(&self, session: &Session) -> Result<Vec<ChildId>, String> {
        record::children(self.text(Part::Children), session.room, &session.roll, session.today())
    }

    pub(super) fn day(&self, session: &Session) -> Result<Day, String> {
        let text = self.text(Part::Day);
        if text.trim().is_empty() {
            return Err("On which day was it? Today is enough.".to_string());
        }
        let day = record::day(text, session.today())?;
        if day > session.today() {
            return Err("That day is still to come: a record is of what has happened.".to_string());
        }
        Ok(day)
    }

    /// The record as it would be saved now.
    pub(super) fn practice(&self, session: &Session) -> Result<Practice, (Part, String)> {
        let at = |part: Part| move |why: String| (part, why);
        let children = self.children(session).map_err(at(Part::Children))?;
        let day = self.day(session).map_err(at(Part::Day))?;
        let mut fields = self.fields(session)?;
        // What an older form asked for stays.
        let former = self.amended.iter().flat_map(|amended| &amended.fields);
        let former = former.filter(|(code, _)| self.kind.fields.iter().all(|field| field.code != **code));
        fields.extend(former.map(|(code, held)| (code.clone(), held.clone())));
        if let Some(field) = self.kind.missing(&fields) {
            let place = self.kind.fields.iter().position(|one| one.code == field.code).unwrap_or(0);
            let why = format!("“{}” is needed. Write it, then Enter.", field.label);
            return Err((Part::Field(place), why));
        }
        if let Some((field, why)) = self.kind.amiss(&fields, day, session.today()) {
            let place = self.kind.fields.iter().position(|one| one.code == field.code).unwrap_or(0);
            return Err((Part::Field(place), why));
        }
        let place = self.text(Part::Where);
        let room = (place != EVERYWHERE).then(|| session.roll.room_named(place)).flatten();
        let by = self.amended.as_ref().map(|amended| amended.by).or(session.person);
        let practice = Practice {
            id: self.id,
            kind: self.kind.code.clone(),
            day,
            room: room.map(|room| room.id),
            children,
            by: by.ok_or_else(|| (Part::Text, "Sign in first.".to_string()))?,
            text: one_line(self.text(Part::Text)),
            family_words: record::own_words(self.text(Part::FamilyWords)),
            shows: self.kind.shows(&self.ticked, &fields),
            fields,
            restricted: self.amended.as_ref().map_or(self.kind.restricted, |amended| amended.restricted),
        };
        if !practice.says_something() {
            return Err((Part::Text, "Say in a sentence what was done, then Enter.".to_string()));
        }
        Ok(practice)
    }

    /// How the part in use is read, where that is not what is typed; or why it can't be.
    pub(super) fn as_read(&self, session: &Session, part: Part) -> Option<Result<String, String>> {
        let text = self.text(part);
        if text.trim().is_empty() {
            return None;
        }
        let names = |children: Vec<ChildId>| {
            let names = children.iter().filter_map(|child| session.roll.child(*child));
            names.map(|child| child.name()).collect::<Vec<_>>().join(", ")
        };
        match part {
            Part::Children => Some(self.children(session).map(names)),
            Part::Day => Some(self.day(session).map(record::day_said)),
            Part::Field(_) => {
                let field = self.field(part)?;
                if matches!(field.is, Holds::Text | Holds::Choice) {
                    return None;
                }
                let children = self.children(session).unwrap_or_default();
                Some(held(session, field, text, &children).map(|held| typed(session, &held)))
            }
            _ => None,
        }
    }

    /// Writes out what was meant in the part that is left, where it reads the same then.
    pub(super) fn settle(&mut self, session: &Session) {
        let part = self.part();
        let Some(Ok(said)) = self.as_read(session, part) else { return };
        let before = self.text(part).to_string();
        if said == before {
            return;
        }
        let meant = self.meant(session, part);
        self.put(part, said);
        if self.meant(session, part) != meant {
            self.put(part, before);
        }
    }

    fn meant(&self, session: &Session, part: Part) -> Option<String> {
        match part {
            Part::Children => self.children(session).ok().map(|children| format!("{children:?}")),
            Part::Day => self.day(session).ok().map(|day| day.to_string()),
            Part::Field(_) => {
                let children = self.children(session).unwrap_or_default();
                let held = held(session, self.field(part)?, self.text(part), &children).ok()?;
                Some(format!("{held:?}"))
            }
            _ => None,
        }
    }
}
