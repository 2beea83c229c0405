//! Values that the tests of this room share.

use uuid::Uuid;

use super::{Piece, Voices};
use crate::domain::entry::Entry;
use crate::domain::framework::{About, Framework, From, Statement, StatementRef, StrengthRule, Suggests};
use crate::domain::id::PersonId;
use crate::domain::{Child, ChildId, Day, EntryId, Hours, Kind, Moment, Pattern, RoomId, TalkId};

pub(super) fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(super) fn day(month: u32, day: u32) -> Day {
    Day::from_ymd_opt(2026, month, day).unwrap()
}

pub(super) fn moment() -> Moment {
    Moment::at(day(11, 24), Default::default(), 0)
}

pub(in crate::domain) fn statement(code: &str) -> Statement {
    Statement {
        code: code.to_string(),
        number: code.to_string(),
        title: "Home learning comes in".to_string(),
        says: "What is learnt at home is shared.".to_string(),
        section: None,
        tags: Vec::new(),
        prompts: Vec::new(),
        wording: None,
        from: From::Daily,
        about: About::Families,
        daily: vec![Kind::PickUp],
        kinds: Vec::new(),
        practice: Vec::new(),
        by_hand: None,
        like: Vec::new(),
        hints: Vec::new(),
        marks: Vec::new(),
        opening: None,
        ask: None,
        would_help: None,
    }
}

pub(in crate::domain) fn framework(id: &str) -> Framework {
    Framework {
        id: id.to_string(),
        title: String::new(),
        publisher: String::new(),
        edition: String::new(),
        year: None,
        superseded_by: None,
        intro: Vec::new(),
        references: Vec::new(),
        sections: Vec::new(),
        tags: Vec::new(),
        evidence_heading: String::new(),
        judgements: Vec::new(),
        strength: StrengthRule {
            thin_below: 40,
            strong_from: 80,
            strong_voices: 3,
            strong_weeks: 6,
            strong_changes: 1,
            setting_weeks: 13,
            suggests: Suggests { strong: "Y".to_string(), fair: "P".to_string(), thin: "P".to_string() },
        },
        statements: Vec::new(),
        bands: Vec::new(),
        ratings: Vec::new(),
        areas_for_development: false,
        aside: Vec::new(),
    }
}

pub(super) fn entry(kind: Kind) -> Entry {
    Entry {
        id: EntryId(id(1)),
        talk: TalkId(id(1)),
        child: ChildId(id(1)),
        room: RoomId(id(1)),
        kind,
        happened: moment(),
        by: PersonId(id(7)),
        entered_by: None,
        with: Vec::new(),
        text: String::new(),
        family_words: Vec::new(),
        no_talk: None,
        follow_up: None,
        private: false,
        phrases: Vec::new(),
        suggested: Vec::new(),
        round: None,
        pinned: None,
        moved_from: None,
    }
}

/// An agreed pick-up of child 1 in room 1 on 24 November, its talk its own.
pub(super) fn piece(n: u128) -> Piece {
    Piece {
        statement: StatementRef { framework: "p".to_string(), code: "15".to_string() },
        entry: EntryId(id(n)),
        talk: TalkId(id(n)),
        child: Some(ChildId(id(1))),
        family: Some(ChildId(id(1))),
        room: Some(RoomId(id(1))),
        day: day(11, 24),
        kind: Ok(Kind::PickUp),
        by: PersonId(id(7)),
        with: Vec::new(),
        voices: Voices { staff: true, family: false, child: false },
        changed: false,
    }
}

pub(super) fn child(n: u128) -> Child {
    Child {
        id: ChildId(id(n)),
        forename: format!("Child{n}"),
        surname: "Hill".to_string(),
        known_as: None,
        born: None,
        room: RoomId(id(1)),
        started: None,
        left: None,
        pattern: Pattern::WEEKDAYS,
        hours: Hours::default(),
        notes: String::new(),
    }
}
