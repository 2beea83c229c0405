//! The documented forms of JSON: an entry, a practice record, and the evidence of a framework. `docs/json.md` says what
//! each field is; they grow, and nothing in them is ever renamed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::entry::{Review, Standing, Step, Withdrawn};
use crate::domain::evidence::Cell;
use crate::domain::policy::Sight;
use crate::domain::practice::{Held, PracticeStands};
use crate::domain::{ChildId, ContactId, PersonId, Roll};
use crate::report::evidence_form::{EvidenceForm, StatementColumn};
use crate::report::whole_record::{NotYet, WholeRecord, left_out};
use crate::safe;

use super::save::Finished;

/// An entry as `list entries --json` gives it. `families` is [`Roll::families`]; `sight` is how much the
/// reader sees of this entry: of what they see as a line alone, words are `null`. Not to be called for what
/// they do not see at all.
pub fn entry_json(
    standing: &Standing,
    roll: &Roll,
    families: &BTreeMap<ChildId, ChildId>,
    sight: Sight,
) -> Value {
    let entry = &standing.entry;
    let whole = sight == Sight::Whole;
    let seen = |value: Value| if whole { value } else { Value::Null };
    let initials = |person: PersonId| roll.person(person).map(|person| person.initials.clone());
    let codes = |shows: &mut dyn Iterator<Item = String>| shows.collect::<Vec<_>>();
    json!({
        "id": entry.id,
        "child": roll.child(entry.child).map(|child| child.name()),
        "child_id": entry.child,
        "family_id": families.get(&entry.child),
        "talk_id": entry.talk,
        "room": roll.room(entry.room).map(|room| room.name.clone()),
        "kind": entry.kind.code(),
        "happened": entry.happened.iso(),
        "recorded": standing.recorded.iso(),
        "clock_set_seconds": standing.clock_set,
        "by": initials(entry.by),
        "entered_by": entry.entered_by.and_then(initials),
        "with": seen(json!(entry.with.iter().map(|with| with.word.as_str()).collect::<Vec<_>>())),
        "text": seen(json!(standing.text())),
        "family_words": seen(json!(standing.family_words())),
        "amended": standing.revision,
        "no_talk": entry.no_talk,
        "round": seen(json!(standing.round().map(|cells| {
            cells.iter().map(|cell| (cell.column.clone(), cell.value.clone())).collect::<BTreeMap<_, _>>()
        }))),
        "follow_up": entry.follow_up,
        "follow_up_done": standing.follow_up_done.as_ref().map(|done| done.at.iso()),
        "follow_up_how": seen(json!(standing.follow_up_done.as_ref().and_then(|done| done.how.as_ref()))),
        "step": standing.step.as_ref().map(|step| match step {
            Step::Open => json!({ "state": "open" }),
            Step::HeardBack { heard, childs_words, led_to_change, with, at, .. } => json!({
                "state": "heard-back",
                "heard": seen(json!(heard)),
                "childs_words": seen(json!(childs_words)),
                "led_to_change": led_to_change,
                "with": seen(json!(with.iter().map(|with| &with.word).collect::<Vec<_>>())),
                "at": at.iso(),
            }),
        }),
        "private": entry.private,
        "review": match standing.review {
            Review::Waiting => "waiting",
            Review::Agreed { .. } => "agreed",
            Review::SentBack { .. } => "sent-back",
        },
        "suggested": codes(&mut entry.suggested.iter().map(|statement| statement.to_string())),
        "agreed": codes(&mut standing.shows().iter().map(|shown| shown.statement.to_string())),
        "changed": codes(
            &mut standing.shows().iter().filter(|shown| shown.changed).map(|shown| shown.statement.to_string())
        ),
        "withdrawn": standing.withdrawn.map(|withdrawn| match withdrawn {
            Withdrawn::TakenBack { .. } => "taken-back",
            Withdrawn::Struck { .. } => "struck",
        }),
    })
}

/// A practice record as `list practice --json` gives it. Not to be called for what the reader may not see.
pub fn practice_json(stands: &PracticeStands, roll: &Roll) -> Value {
    let practice = &stands.practice;
    let initials = |person: PersonId| roll.person(person).map(|person| person.initials.clone());
    let held = |held: &Held| match held {
        Held::Text(words) | Held::Choice(words) => json!(words),
        Held::Date(day) => json!(day),
        Held::Number(number) => json!(number),
        Held::People(people) => json!(people.iter().map(|person| initials(*person)).collect::<Vec<_>>()),
        Held::Contacts(adults) => {
            let name = |adult: &ContactId| roll.contact(*adult).map(|adult| adult.name.clone());
            json!(adults.iter().map(name).collect::<Vec<_>>())
        }
    };
    let fields: BTreeMap<&String, Value> =
        practice.fields.iter().map(|(code, value)| (code, held(value))).collect();
    let changed = practice.shows.iter().filter(|shown| shown.changed);
    json!({
        "id": practice.id,
        "kind": practice.kind,
        "day": practice.day,
        "recorded": stands.recorded.iso(),
        "room": practice.room.and_then(|room| roll.room(room)).map(|room| room.name.clone()),
        "children": practice.children.iter().filter_map(|child| roll.child(*child)).map(|child| child.name())
            .collect::<Vec<_>>(),
        "child_ids": practice.children,
        "by": initials(practice.by),
        "text": practice.text,
        "family_words": practice.family_words,
        "fields": fields,
        "shows": practice.shows.iter().map(|shown| shown.statement.to_string()).collect::<Vec<_>>(),
        "changed": changed.map(|shown| shown.statement.to_string()).collect::<Vec<_>>(),
        "restricted": practice.restricted,
        "amended": stands.revision,
        "waits": stands.waits,
        "agreed_by": stands.agreed.filter(|_| !stands.waits).and_then(|(by, _)| initials(by)),
    })
}

/// A child's whole record as `export whole-record --format json` gives it: what goes out, and how much does not.
///
/// # Errors
/// Where the record can't go out yet, as [`WholeRecord::ready`].
pub fn record_json(record: &WholeRecord) -> Result<Value, NotYet> {
    let looked = record.looked();
    record.ready(&looked)?;
    let (roll, request) = (record.asking.roll, &record.stands.request);
    let given = looked.iter().filter_map(|one| {
        let words = one.out.as_ref()?;
        let by = one.line.writer().and_then(|by| roll.person(by));
        Some(json!({
            "number": one.number,
            "what": one.told.what,
            "happened": one.told.happened.map(|at| at.iso()),
            "recorded": one.line.recorded.iso(),
            "by": by.map(|person| person.name.clone()),
            "words": said(words),
        }))
    });
    let left_out = left_out(looked.iter().filter_map(|one| one.decision)).into_iter().map(|(why, (withheld, redacted))| {
        json!({ "why": why.code(), "says": why.label(), "withheld": withheld, "redacted": redacted })
    });
    Ok(json!({
        "child": roll.child(request.child).map(|child| child.name()),
        "setting": roll.setting.name,
        "for": request.for_whom(roll),
        "asked_for": request.came,
        "made": record.made.iso(),
        "lines": given.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
    }))
}

/// Values as a file of that name.
pub fn finished(stem: String, value: &Value) -> Finished {
    Finished { stem, extension: "json", bytes: text(value).into_bytes() }
}

/// JSON as text that can go to a file or a terminal alike: what hides or turns is written as `\\u202e`, which
/// any reader of JSON takes for the same.
pub fn text(value: &Value) -> String {
    let mut out = String::new();
    for c in format!("{value:#}").chars() {
        if c != '\n' && safe::hidden(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// The evidence of a framework as `evidence --format json` gives it.
pub fn evidence_json(form: &EvidenceForm) -> Value {
    json!({
        "framework": form.framework.id,
        "title": form.framework.title,
        "edition": form.framework.edition,
        "superseded_by": form.framework.superseded_by,
        "notes": form.framework.intro,
        "references": form.framework.references.iter().map(|named| json!({
            "under": named.under,
            "title": named.title,
            "superseded_by": named.superseded_by,
        })).collect::<Vec<_>>(),
        "from": form.scope.period.from,
        "to": form.scope.period.to,
        "rooms": form.rooms,
        "families_on_roll": form.families_on_roll,
        "families_by_week": form.told_by_week().iter().map(|(week, count)| json!({
            "week": week,
            "families": told(count),
        })).collect::<Vec<_>>(),
        "statements": form.statements.iter().map(statement_json).collect::<Vec<_>>(),
        "no_successor": form.no_successor.iter().map(|one| json!({
            "code": one.code,
            "judgement": said(&one.met),
            "text": said(&one.text),
            "number": one.number,
            "entries": one.entries,
            "families": one.families,
            "last": one.last,
        })).collect::<Vec<_>>(),
        "ratings": form.framework.ratings.iter().map(|row| json!({
            "code": row.code,
            "title": row.title,
            "number": form.said.ratings.get(&row.code),
        })).collect::<Vec<_>>(),
        "areas": form.said.areas.iter().map(|area| json!({
            "id": area.id,
            "statement": area.statement,
            "what": area.what,
            "who": area.who,
            "by_when": area.by_when,
            "how": area.how,
            "state": area.state,
        })).collect::<Vec<_>>(),
        "signed_off": form.said.signed_off.as_ref().map(|signed| json!({
            "name": signed.name,
            "by": signed.by,
            "at": signed.at.iso(),
            "of": signed.of,
            "changed_since": signed.changed_since,
        })),
        "as_signed": form.as_signed,
        "linked_since": form.linked_since,
    })
}

/// A text, or `null` where nothing was said.
fn said(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}

fn statement_json(column: &StatementColumn) -> Value {
    let figures = &column.figures;
    let [staff, family, child] = figures.voices;
    json!({
        "code": column.statement.code,
        "number": column.statement.number,
        "title": column.statement.title,
        "says": column.statement.says,
        "wording": column.statement.wording,
        "prompts": column.statement.prompts,
        "section": column.statement.section,
        "tags": column.statement.tags,
        "entries": figures.entries,
        "talks": figures.talks,
        "families": figures.families,
        "voices": { "staff": staff, "family": family, "child": child },
        "changed": figures.changed,
        "last": figures.last,
        "weeks": figures.weeks,
        "strength": column.strength.label(),
        "suggested": column.suggested,
        "why": column.why,
        "judgement": said(&column.met),
        "text": said(&column.text),
        "written_for": column.written_for.as_ref().map(|written| json!({
            "rooms": written.rooms,
            "from": written.period.from,
            "to": written.period.to,
        })),
        "draft": column.draft,
        "cited": column.cited.iter().map(|cited| json!({
            "number": cited.number,
            "id": cited.entry,
            "child": said(&cited.child),
            "day": cited.day,
            "kind": cited.kind.as_ref().map(|kind| match kind {
                Ok(kind) => kind.code().to_string(),
                Err(code) => code.clone(),
            }),
            "amended_since": cited.amended,
            "words": cited.words.as_ref().ok(),
            "not_shown": cited.words.as_ref().err(),
        })).collect::<Vec<_>>(),
        "gaps": {
            "families": column.gaps.families,
            "someone_else": column.gaps.someone_else,
            "just_started": column.gaps.just_started,
        },
        "reached_by": {
            "relation": cells(&column.reached_by.relations),
            "language": cells(&column.reached_by.languages),
            "way": cells(&column.reached_by.ways),
        },
        "kept_out": {
            "private": figures.kept_out.private,
            "agency": figures.kept_out.restricted,
            "not_agreed": figures.kept_out.not_agreed,
        },
    })
}

/// How many families; `None` where so few would tell who they are.
fn told(cell: &Cell) -> Option<u32> {
    match cell {
        Cell::Exact(families) => Some(*families),
        Cell::Few | Cell::Withheld => None,
    }
}

/// Each part and its families; `null` where so few would tell who they are.
fn cells(cells: &[(String, Cell)]) -> Value {
    cells.iter().map(|(name, cell)| json!({ "name": name, "families": told(cell) })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_means_the_same_and_does_nothing_to_a_terminal() {
        let value = json!({ "text": "esc\u{1b}[2J bidi\u{202e} tag\u{e0041} “Zoë”", "list": [1, null] });
        let text = text(&value);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        assert!(!text.chars().any(|c| c != '\n' && safe::hidden(c)), "{text}");
        assert!(text.contains("“Zoë”"));
    }
}
