use proptest::prelude::*;

use super::*;
use crate::capture::entries::{Card, EntryTrouble, contact_for, entries};
use crate::capture::file::lines;
use crate::capture::grammar::read;
use crate::capture::who::who;
use crate::domain::{Entry, EntryId, NoTalk};

fn save_at(
    desk: &Desk,
    text: &str,
    children: &[u128],
    kind: Kind,
    strict: bool,
) -> Result<Vec<Entry>, EntryTrouble> {
    let note = desk.reading(kind, strict, |ctx| read(text, ctx));
    let children: Vec<ChildId> = children.iter().map(|&number| child(number)).collect();
    entries(
        &note,
        &mut Card {
            roll: &desk.roll,
            room: &desk.room,
            children: &children,
            kind,
            private: false,
            writer: id(1),
            entered_by: None,
            now: now(),
            clock: now(),
            talk: id(7),
            id: &mut |child, part| EntryId::from(Uuid::from_u128(child.0.as_u128() * 100 + part as u128)),
        },
    )
}

fn save(text: &str, children: &[u128]) -> Result<Vec<Entry>, EntryTrouble> {
    save_at(&Desk::new(), text, children, Kind::DropOff, false)
}

#[test]
fn each_child_has_a_copy_with_its_own_name_all_of_one_talk() {
    let saved = save("p: {name} sang. \"{name} loves it\" ! > sing with {name} @8:15", &[1, 3, 4]).unwrap();
    let texts: Vec<_> = saved.iter().map(|entry| (entry.child, entry.kind, entry.text.as_str())).collect();
    assert_eq!(
        texts,
        [
            (child(1), Kind::PickUp, "Ava sang. “Ava loves it”."),
            (child(1), Kind::ForHome, "Sing with Ava."),
            (child(3), Kind::PickUp, "Ben sang. “Ben loves it”."),
            (child(3), Kind::ForHome, "Sing with Ben."),
            (child(4), Kind::PickUp, "Chidi sang. “Chidi loves it”."),
            (child(4), Kind::ForHome, "Sing with Chidi."),
        ]
    );
    assert!(saved.iter().all(|entry| entry.talk == id(7) && entry.happened.clock() == "08:15"));
    assert_eq!(saved[2].family_words, ["Ben loves it"]);
    assert_eq!((saved[0].follow_up, saved[1].follow_up), (Some(today()), None));
    let mut ids: Vec<_> = saved.iter().map(|entry| entry.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 6);
    assert_eq!(saved[0].id, id::<EntryId>(1001 * 100));
    assert_eq!(save("> sing", &[1]).unwrap()[0].id, id::<EntryId>(1001 * 100 + 1));
}

#[test]
fn a_name_that_was_escaped_stays_as_it_was_typed() {
    assert_eq!(save("write \\{name} here, {name}", &[1]).unwrap()[0].text, "Write {name} here, Ava.");
}

#[test]
fn what_cannot_be_saved_says_why() {
    for (text, children, trouble) in [
        ("", &[1][..], EntryTrouble::Empty),
        ("  ", &[1], EntryTrouble::Empty),
        ("@mum !", &[1], EntryTrouble::Empty),
        ("d:", &[1], EntryTrouble::Empty),
        (">", &[1], EntryTrouble::Empty),
        ("-", &[1], EntryTrouble::NoReason),
        ("=", &[1], EntryTrouble::NothingToRepeat),
        ("fine", &[], EntryTrouble::Nobody),
    ] {
        assert_eq!(save(text, children), Err(trouble), "{text:?}");
    }
    assert_eq!(EntryTrouble::Empty.to_string(), "Write a few words, or press - if there was no talk.");
}

#[test]
fn no_talk_and_an_empty_gap_are_saved_as_their_sentences() {
    let saved = save("- 2", &[1]).unwrap();
    assert_eq!(
        (saved[0].text.as_str(), saved[0].no_talk),
        ("No talk: someone else came.", Some(NoTalk::SomeoneElse))
    );
    let saved = save("Tired, woke at [ ]. ate well", &[1]).unwrap();
    assert_eq!(
        (saved[0].text.as_str(), &saved[0].phrases[..]),
        ("Tired. Ate well.", &["drop-off.tired".to_string()][..])
    );
}

#[test]
fn whom_it_was_with_is_a_contact_only_where_one_alone_fits() {
    let roll = roll();
    for (number, word, relation) in [
        (1, "mum", Some("Mum")),
        (1, "mummy", Some("Mum")),
        (1, "papa", Some("Dad")),
        (1, "gran", Some("Gran")),
        (1, "granny", None),
        (5, "dad", None),
        (15, "mam", Some("Mam")),
        (15, "mummy", Some("Mummy")),
        // She has two mothers.
        (15, "mum", None),
        (17, "step-dad", Some("Step-dad")),
        (17, "stepdad", Some("Step-dad")),
        (17, "dad", None),
        (22, "foster carer", Some("Foster carer")),
    ] {
        let expected = relation.map(|relation| adult(&roll, number, relation));
        assert_eq!(contact_for(word, child(number), &roll), expected, "{word} of {number}");
    }
    let with = &save("fine @mum", &[1]).unwrap()[0].with;
    assert_eq!((with[0].word.as_str(), with[0].contact), ("mum", Some(adult(&roll, 1, "Mum"))));
}

/// A day at the door, line by line: what is typed, for whom it is, and what stands in the record.
#[test]
fn a_days_file_is_read_line_by_line() {
    const DAY: &str = "\u{feff}# time, writer, who, note\r\n\
        08:05\tSO\tgrace\tsettled in fast, waved to mum\r\n\
        08:12\tSO\tdaisy\t\"She put her shoes on alone.\" @mum\n\
        \n\
        08:20\tSO\tchidi\twoke at 5, may be sleepy @mum ! > count the steps together\n\
        08:27\tPS\tzara\tnothing new\n\
        08:31\tSO\tao\ta bad night. \"Can she nap early?\" @mum\n\
        08:38\tSO\tisla\tgran says mum comes at the weekend @gran\n\
        08:47\tJB\tava p\t- rushed\n\
        12:40\tJB\t*\tf: pasta for lunch, {name} ate most of it\n\
        14:10\tJB\thugo\tf: new word: bubble. Slept 35 minutes\n\
        16:30\tSO\tao+\tfun at the water, poured for her brother > pour in the bath\n\
        16:41\tSO\tben\ttold dad about the slide. \"He never stops about it.\" @dad\n\
        16:52\tPS\tchidi\tmum: he counted the steps, 1 to 5 @mum\n\
        2026-11-24 17:02\tJB\telif\tt: second visit on Tuesday, gran will stay @gran\n\
        17:05\tJB\telif\t.tired five > rest early\n";
    let mut desk = Desk::new();
    desk.presence.retain(|&number, _| number == child(1) || number == child(8));
    let mut saved: Vec<String> = Vec::new();
    for line in lines(DAY) {
        let line = line.unwrap();
        let children = who(&line.who, &desk.asking(SUNFLOWER)).unwrap().children;
        let numbers: Vec<u128> = children.iter().map(|child| child.0.as_u128() - 1000).collect();
        for entry in save_at(&desk, &line.note, &numbers, Kind::DropOff, true).unwrap() {
            let with: Vec<_> = entry
                .with
                .iter()
                .map(|with| format!(" @{}{}", with.word, if with.contact.is_some() { "" } else { "?" }))
                .collect();
            let name = desk.roll.short_name(entry.child);
            let due = if entry.follow_up.is_some() { " !" } else { "" };
            saved.push(format!("{} {}: {}{}{due}", name, entry.kind.letter(), entry.text, with.concat()));
        }
    }
    assert_eq!(
        saved,
        [
            "Grace A. d: Settled in fast, waved to mum.",
            "Daisy L. d: “She put her shoes on alone.” @mum",
            "Chidi E. d: Woke at 5, may be sleepy. @mum !",
            "Chidi E. n: Count the steps together. @mum",
            "Zara K. d: Nothing new.",
            "Ava O. d: A bad night. “Can she nap early?” @mum",
            "Isla B. d: Gran says mum comes at the weekend. @gran",
            "Ava P. d: No talk: rushed.",
            "Ava O. f: Pasta for lunch, Ava ate most of it.",
            "Grace A. f: Pasta for lunch, Grace ate most of it.",
            "Hugo N. f: New word: bubble. Slept 35 minutes.",
            "Ava O. d: Fun at the water, poured for her brother.",
            "Ava O. n: Pour in the bath.",
            "Noah O. d: Fun at the water, poured for her brother.",
            "Noah O. n: Pour in the bath.",
            "Ben C. d: Told dad about the slide. “He never stops about it.” @dad",
            "Chidi E. d: Mum: he counted the steps, 1 to 5. @mum",
            "Elif K. t: Second visit on Tuesday, gran will stay. @gran",
            "Elif K. d: Tired, woke at five. @gran".replace(" @gran", "").as_str(),
            "Elif K. n: Rest early.",
        ]
    );
}

#[test]
fn a_line_that_is_not_clear_is_named_by_its_number() {
    let told: Vec<String> = lines("#\n08:05 SO ao fine\n8:5x\tSO\tao\tfine\n\tSO\tao\tfine\n08:05\t\tao\tfine\n08:05\tSO\t\tfine\n08:05\tSO\tao\t \n32/01/2026 08:05\tSO\tao\tfine\n1 2 3\tSO\tao\tfine")
        .into_iter()
        .map(|line| line.unwrap_err().to_string())
        .collect();
    let numbers: Vec<&str> = told.iter().map(|told| told.split(':').next().unwrap()).collect();
    assert_eq!(numbers, ["Line 2", "Line 3", "Line 4", "Line 5", "Line 6", "Line 7", "Line 8", "Line 9"]);
    assert_eq!(told[1], "Line 3: “8:5x” is not a time. Write it as 08:05.");
}

#[test]
fn a_date_is_read_in_the_four_forms_that_settings_write() {
    for text in ["24/11/2026", "24.11.2026", "24-Nov-26", "2026-11-24", "24-Nov-2026", "24/11/26"] {
        let line = lines(&format!("{text} 8:05\tSO\tao\ta\tb")).remove(0).unwrap();
        assert_eq!(
            (line.date, line.time.format("%H:%M").to_string(), line.note.as_str()),
            (Some(today()), "08:05".to_string(), "a b"),
            "{text}"
        );
    }
    for text in ["11/24/2026", "24-11", "yesterday", "2026-13-01", "24/11/20266"] {
        assert!(lines(&format!("{text} 08:05\tSO\tao\tfine")).remove(0).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn any_note_makes_entries_or_says_why_not(text in "\\PC{0,40}", count in 0usize..3) {
        let desk = Desk::new();
        let children: Vec<u128> = (1..=count as u128).collect();
        if let Ok(saved) = save_at(&desk, &text, &children, Kind::PickUp, false) {
            prop_assert!(!saved.is_empty() && saved.iter().all(|entry| !entry.text.trim().is_empty()));
        }
    }

    #[test]
    fn any_text_can_be_taken_into_lines(text in "[\\PC\t\n\r]{0,80}") {
        for line in lines(&text) {
            prop_assert!(line.map_or_else(|trouble| trouble.number, |line| line.number) > 0);
        }
    }
}
