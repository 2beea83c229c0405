//! Whatever is typed or pasted into a note: it is read, each part lies within it, and each key of the editor gives a
//! note that is read again.

#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use doorstep::capture::editor::{Press, backspace, choices, drop_gap, expand, next_gap};
use doorstep::capture::grammar::{Reading, read};
use doorstep::capture::phrases::numbered;
use doorstep::catalog::Catalog;
use doorstep::chance::Chance;
use doorstep::domain::{Day, Kind, Moment, Room, Time};
use libfuzzer_sys::fuzz_target;

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::shipped().expect("the shipped files are right"));
static ADULTS: LazyLock<Vec<String>> = LazyLock::new(|| ["Mum", "Foster carer", "Bàbá"].map(String::from).to_vec());

fuzz_target!(|input: (u8, u16, bool, &str)| {
    let (kind, caret, strict_gaps, note) = input;
    let kind = Kind::ALL[usize::from(kind) % Kind::ALL.len()];
    let today = Day::from_ymd_opt(2026, 11, 24).expect("a day");
    let ranked = numbered(&CATALOG.phrases, kind, None, &BTreeMap::new());
    let now = Moment::at(today, Time::from_hms_opt(8, 47, 0).expect("a time"), 0);
    let room = Room::new(Chance::Machine.id(now), "Sunflower");
    let known = Reading {
        phrases: &CATALOG.phrases,
        ranked: &ranked,
        kind,
        room: &room,
        now,
        today,
        adults: &ADULTS,
        strict_gaps,
    };
    let within = |note: &str| {
        for (range, _) in read(note, &known).marks {
            assert!(note.get(range).is_some(), "a mark ends within a letter");
        }
    };
    within(note);
    let mut caret = usize::from(caret) % (note.len() + 1);
    while !note.is_char_boundary(caret) {
        caret -= 1;
    }
    let edits = [Press::Space, Press::Tab, Press::Enter].map(|press| expand(note, caret, press, &known));
    for edit in edits.into_iter().flatten().chain(backspace(note, caret, &known)).chain(drop_gap(note, &known)) {
        within(&edit.apply(note));
    }
    if let Some(gap) = next_gap(note, caret) {
        let _ = choices(note, &gap, &known);
    }
});
