//! What can happen, and on which days.

use proptest::prelude::*;

use super::super::*;
use super::FORM;

/// What is agreed to be shown: three statements of the form, and one of another framework with the same code.
pub(super) const STATEMENTS: [(&str, &str); 4] =
    [(FORM, "2"), (FORM, "13"), (FORM, "15"), ("family-partnerships", "13")];

/// Children of the nursery: as many as a note to all of a group has.
pub(super) const CHILDREN: usize = 8;

#[derive(Clone, Debug)]
pub(super) enum Happens {
    Save {
        children: u8,
        kind: usize,
        on: usize,
        marks: u8,
        with: u8,
        suggested: u8,
    },
    Agree {
        which: usize,
        shows: u8,
        changed: bool,
        twice: bool,
    },
    AgreeTheRest {
        shows: u8,
    },
    AgreementTakenBack {
        which: usize,
    },
    SendBack {
        which: usize,
    },
    Amend {
        which: usize,
        quotes: bool,
    },
    TakeBack {
        which: usize,
    },
    Strike {
        which: usize,
        copied_to: Option<usize>,
    },
    HeardBack {
        which: usize,
        words: usize,
        changed: bool,
        told: bool,
        with: u8,
    },
    ToldNoteGoes {
        which: usize,
        back: bool,
    },
    FollowUpDone {
        which: usize,
        how: bool,
    },
    Close {
        room: usize,
        on: usize,
    },
    Presence {
        child: usize,
        is: usize,
    },
    PresenceTakenBack {
        child: usize,
    },
    Joined {
        a: usize,
        b: usize,
    },
    Home {
        child: usize,
        home: usize,
        relation: usize,
    },
    LeftHome {
        child: usize,
        home: usize,
    },
    Adult {
        home: usize,
        household: usize,
        language: usize,
    },
    Moved {
        child: usize,
        room: usize,
    },
    Here {
        child: usize,
        started: Option<usize>,
        left: Option<usize>,
    },
    Bond {
        child: usize,
        person: usize,
    },
    Grouped {
        group: usize,
        children: u8,
    },
    Concern,
    Pinned {
        room: usize,
        days: u64,
    },
    Unpinned {
        room: usize,
    },
    Phrase {
        word: usize,
        hidden: bool,
    },
    Rate {
        row: usize,
        number: u8,
    },
    Area {
        which: usize,
        seen: u32,
        state: usize,
    },
    SignOff,
    Practice {
        children: u8,
        kind: bool,
        room: usize,
        on: usize,
        shows: u8,
        changed: bool,
        restricted: bool,
        sams: bool,
    },
    AmendPractice {
        which: usize,
        children: u8,
        on: usize,
        shows: u8,
        sams: bool,
    },
    AgreePractice {
        which: usize,
        shows: u8,
    },
    TakeBackPractice {
        which: usize,
        sams: bool,
    },
    Printed {
        which: usize,
    },
}

pub(super) fn happens() -> impl Strategy<Value = Happens> {
    let which = || any::<usize>();
    let child = || 0..CHILDREN;
    let note = |children, weight| {
        let rest = (0..5usize, 0..DAYS, any::<u8>(), any::<u8>(), 0..16u8);
        let note = (children, rest).prop_map(|(children, (kind, on, marks, with, suggested))| {
            Happens::Save { children, kind, on, marks, with, suggested }
        });
        (weight, note.boxed())
    };
    let notes = prop::strategy::Union::new_weighted(vec![
        note(child().prop_map(|child| 1u8 << child).boxed(), 6),
        note(any::<u8>().boxed(), 1),
        note(Just(u8::MAX).boxed(), 1),
    ]);
    prop_oneof![
        8 => notes,
        8 => (which(), 0..16u8, any::<bool>(), any::<bool>())
            .prop_map(|(which, shows, changed, twice)| Happens::Agree { which, shows, changed, twice }),
        1 => (0..16u8).prop_map(|shows| Happens::AgreeTheRest { shows }),
        1 => which().prop_map(|which| Happens::AgreementTakenBack { which }),
        1 => which().prop_map(|which| Happens::SendBack { which }),
        2 => (which(), any::<bool>()).prop_map(|(which, quotes)| Happens::Amend { which, quotes }),
        1 => which().prop_map(|which| Happens::TakeBack { which }),
        1 => (which(), prop::option::of(child()))
            .prop_map(|(which, copied_to)| Happens::Strike { which, copied_to }),
        2 => (which(), 0..3usize, any::<bool>(), any::<bool>(), any::<u8>())
            .prop_map(|(which, words, changed, told, with)| {
                Happens::HeardBack { which, words, changed, told, with }
            }),
        1 => (which(), any::<bool>()).prop_map(|(which, back)| Happens::ToldNoteGoes { which, back }),
        1 => (which(), any::<bool>()).prop_map(|(which, how)| Happens::FollowUpDone { which, how }),
        1 => (0..2usize, 0..DAYS).prop_map(|(room, on)| Happens::Close { room, on }),
        1 => (child(), 0..6usize).prop_map(|(child, is)| Happens::Presence { child, is }),
        1 => child().prop_map(|child| Happens::PresenceTakenBack { child }),
        1 => (child(), child()).prop_map(|(a, b)| Happens::Joined { a, b }),
        3 => (child(), 0..3usize, 0..4usize)
            .prop_map(|(child, home, relation)| Happens::Home { child, home, relation }),
        1 => (child(), 0..3usize).prop_map(|(child, home)| Happens::LeftHome { child, home }),
        1 => (0..3usize, 0..4usize, 0..4usize)
            .prop_map(|(home, household, language)| Happens::Adult { home, household, language }),
        1 => (child(), 0..2usize).prop_map(|(child, room)| Happens::Moved { child, room }),
        1 => (child(), prop::option::of(0..DAYS), prop::option::of(0..DAYS))
            .prop_map(|(child, started, left)| Happens::Here { child, started, left }),
        1 => (child(), 0..3usize).prop_map(|(child, person)| Happens::Bond { child, person }),
        1 => (0..3usize, any::<u8>()).prop_map(|(group, children)| Happens::Grouped { group, children }),
        1 => Just(Happens::Concern),
        1 => (0..3usize, 0..3u64).prop_map(|(room, days)| Happens::Pinned { room, days }),
        1 => (0..3usize).prop_map(|room| Happens::Unpinned { room }),
        1 => (0..3usize, any::<bool>()).prop_map(|(word, hidden)| Happens::Phrase { word, hidden }),
        1 => (0..2usize, 0..8u8).prop_map(|(row, number)| Happens::Rate { row, number }),
        1 => (0..2usize, 0..3u32, 0..3usize).prop_map(|(which, seen, state)| Happens::Area { which, seen, state }),
        1 => Just(Happens::SignOff),
        3 => (
            prop_oneof![Just(0), any::<u8>()], any::<bool>(), 0..3usize, 0..DAYS, 0..16u8, any::<bool>(),
            prop::bool::weighted(0.25), any::<bool>(),
        )
            .prop_map(|(children, kind, room, on, shows, changed, restricted, sams)| {
                Happens::Practice { children, kind, room, on, shows, changed, restricted, sams }
            }),
        2 => (which(), any::<u8>(), 0..DAYS, 0..16u8, any::<bool>())
            .prop_map(|(which, children, on, shows, sams)| {
                Happens::AmendPractice { which, children, on, shows, sams }
            }),
        2 => (which(), 0..16u8).prop_map(|(which, shows)| Happens::AgreePractice { which, shows }),
        1 => (which(), any::<bool>()).prop_map(|(which, sams)| Happens::TakeBackPractice { which, sams }),
        1 => which().prop_map(|which| Happens::Printed { which }),
    ]
}

/// How many days something can happen on.
pub(super) const DAYS: usize = 40;

/// A day: around those on which summer time ends and begins, and over the turn of a year some years before.
pub(super) fn on(n: usize) -> Day {
    let (first, after) = match n {
        0..24 => (day(10, 12), n),
        24..34 => (day(3, 24), n - 24),
        _ => (Day::from_ymd_opt(2021, 12, 28).unwrap(), n - 34),
    };
    first + chrono::Days::new(after as u64)
}

/// Just after midnight, in the morning or just before midnight, by the clock on the wall.
pub(super) fn wall(n: usize, when: u8) -> Moment {
    let (on, (hour, minute)) = (on(n), [(0, 10), (9, 0), (23, 50)][usize::from(when) % 3]);
    let (begins, ends) = (day(3, 29), day(10, 25));
    let summer = (on > begins && on < ends) || (on == begins && hour > 1) || (on == ends && hour < 1);
    Moment::at(on, Time::from_hms_opt(hour, minute, 0).unwrap(), if summer { 60 } else { 0 })
}

pub(super) fn statements(bits: u8) -> impl Iterator<Item = StatementRef> {
    let all = STATEMENTS.into_iter().enumerate().filter(move |(bit, _)| bits >> bit & 1 == 1);
    all.map(|(_, (framework, code))| StatementRef { framework: framework.into(), code: code.into() })
}
