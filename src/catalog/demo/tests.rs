use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::check::{all_texts, slots};
use super::*;
use crate::catalog::tests::suggested;

fn shipped() -> DemoWords {
    DemoWords::shipped().expect("the shipped words read")
}

/// The words of a text in small letters without accents and apostrophes.
fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c) && !matches!(c, '\'' | '’'))
        .collect::<String>()
        .to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// Whether two words are the same but for one letter changed, put in or left out.
fn one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    match rest_a.len().cmp(&rest_b.len()) {
        std::cmp::Ordering::Equal => rest_a.is_empty() || rest_a[1..] == rest_b[1..],
        std::cmp::Ordering::Greater => rest_a[1..] == *rest_b,
        std::cmp::Ordering::Less => *rest_a == rest_b[1..],
    }
}

#[test]
fn the_nursery_is_of_the_size_and_variety_that_a_real_one_has() {
    let names = shipped().names;
    let children: Vec<&DemoChild> = names.families.iter().flat_map(|family| &family.children).collect();
    let adults: Vec<&DemoAdult> = names.families.iter().flat_map(|family| &family.adults).collect();
    assert_eq!(names.rooms.iter().map(|room| room.size).collect::<Vec<_>>(), [9, 15, 22, 46]);
    assert_eq!(children.iter().filter(|child| !child.left).count(), 92);
    assert!(children.iter().filter(|child| child.left).count() >= 12);
    assert_eq!(names.people.len(), 15);
    assert!(names.rooms.iter().all(|room| {
        names
            .people
            .iter()
            .any(|person| person.role == Role::RoomLead && person.room.as_ref() == Some(&room.name))
    }));
    assert!(names.people.iter().any(|person| person.role == Role::Manager));
    assert!(names.people.iter().any(|person| person.role == Role::Cover));
    for format in Format::ALL {
        assert!(adults.iter().any(|adult| adult.format == format), "{format:?}");
    }
    for responsibility in [Responsibility::Yes, Responsibility::No, Responsibility::NotKnown] {
        assert!(adults.iter().any(|adult| adult.responsibility == responsibility), "{responsibility:?}");
    }
    assert!(adults.iter().any(|adult| adult.household == "B"));
    assert!(adults.iter().any(|adult| !adult.may_collect));
    assert!(names.families.iter().filter(|family| family.twins).count() >= 2);
    let languages: BTreeSet<&str> = names.families.iter().map(|family| family.language.as_str()).collect();
    assert!(languages.len() >= 12, "{languages:?}");
    for word in ["Will", "Grace", "May"] {
        assert!(
            children.iter().any(|child| child.known_as.as_deref().unwrap_or(&child.forename) == word),
            "{word}"
        );
    }
    let same_name_in_a_room = children.iter().enumerate().any(|(index, child)| {
        children[..index].iter().any(|other| other.forename == child.forename && other.room == child.room)
    });
    assert!(same_name_in_a_room);
    assert!(names.families.iter().any(|family| family.surname.contains('\'')));
}

#[test]
fn each_kind_has_sixty_texts_and_enough_for_each_age() {
    let texts = shipped().texts;
    for kind in [Kind::DropOff, Kind::Feedback, Kind::PickUp, Kind::MovingOn] {
        assert!(texts.notes(kind).len() >= 60, "{kind:?} has {}", texts.notes(kind).len());
        for ages in Ages::ALL {
            let fitting = texts.notes(kind).iter().filter(|note| note.suits(ages, "English")).count();
            assert!(fitting >= 15, "{kind:?} {ages:?} {fitting}");
        }
    }
    assert!(texts.steps.len() >= 60, "{}", texts.steps.len());
    assert!(texts.steps.iter().all(|step| !step.heard.is_empty()));
    assert!(texts.steps.iter().flat_map(|step| &step.heard).any(|heard| heard.changed));
}

#[test]
fn what_happens_once_is_marked_so() {
    let texts = shipped().texts;
    for kind in [Kind::DropOff, Kind::Feedback, Kind::PickUp, Kind::MovingOn] {
        for note in texts.notes(kind) {
            let first = ["First ", "Second ", "Third ", "Last day", "A new baby"];
            assert!(note.once || !first.iter().any(|start| note.text.starts_with(start)), "{}", note.text);
            assert!(!note.once || note.weight == 1, "{}", note.text);
        }
    }
}

#[test]
fn no_text_is_there_twice() {
    let texts = shipped().texts;
    let mut seen = BTreeSet::new();
    for text in all_texts(&texts).filter(|text| text.split_whitespace().count() > 4) {
        assert!(seen.insert(text), "{text}");
    }
}

#[test]
fn each_practice_kind_that_is_not_restricted_has_records() {
    let texts = shipped().texts;
    let catalog = Catalog::shipped().expect("shipped");
    for kind in catalog.practice.iter().filter(|kind| !kind.restricted) {
        let records = texts.practice.iter().filter(|record| record.kind == kind.code).count();
        assert!(records >= 3, "{} has {records}", kind.code);
    }
    let pack = catalog.framework(PACK).expect("shipped");
    for statement in &pack.statements {
        assert!(
            texts.practice.iter().any(|record| record.shows.contains(&statement.code)),
            "nothing shows {}",
            statement.code
        );
    }
}

#[test]
fn no_text_names_anyone_of_the_families_even_with_a_slip() {
    let DemoWords { names, texts } = shipped();
    let mut of_families = BTreeSet::new();
    for family in &names.families {
        let children = family
            .children
            .iter()
            .flat_map(|child| std::iter::once(child.forename.as_str()).chain(child.known_as.as_deref()));
        let adults = family.adults.iter().map(|adult| adult.name.as_str());
        for name in children.chain(adults).chain([family.surname.as_str()]) {
            of_families.extend(words(name).into_iter().filter(|word| word.chars().count() > 1));
        }
    }
    for person in &names.people {
        let first = words(&person.name).into_iter().next().expect("a name");
        assert!(!of_families.contains(&first), "{} shares a name with a family", person.name);
    }
    let lists = texts.lists.values().flatten().map(String::as_str);
    let mut hits = BTreeSet::new();
    for text in all_texts(&texts).chain(lists) {
        for word in words(text) {
            for name in &of_families {
                let long = name.chars().count() >= 5;
                if word == *name || (long && one_slip(&word, name)) {
                    hits.insert(format!("{word} is {name} in: {text}"));
                }
            }
        }
    }
    assert!(hits.is_empty(), "{hits:#?}");
}

#[test]
fn what_a_note_shows_is_what_the_pack_suggests_for_it() {
    let texts = shipped().texts;
    let catalog = Catalog::shipped().expect("shipped");
    let filling = Filling { name: "Ada", pronoun: Pronoun::She, adult: "Mum", key: "Jo", language: "Welsh" };
    let mut missing = Vec::new();
    for kind in Kind::ALL {
        for note in texts.notes(kind) {
            let text = texts.fill(&note.text, &filling, &mut |_| 0);
            let codes = suggested(&catalog, kind, &text);
            for code in note.shows.iter().filter(|code| !codes.contains(code)) {
                missing.push(format!("{code} for {}: {text}", kind.label()));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn quotation_marks_are_kept_for_the_familys_own_words() {
    let texts = shipped().texts;
    let quoted = |text: &str| text.contains(['“', '"']);
    assert!(texts.notes(Kind::Feedback).iter().all(|note| !quoted(&note.text)));
    assert!(texts.steps.iter().all(|step| !quoted(&step.text)));
    for kind in [Kind::DropOff, Kind::PickUp, Kind::MovingOn] {
        let with = texts.notes(kind).iter().filter(|note| quoted(&note.text)).count();
        assert!(with >= 5, "{kind:?} has {with}");
        assert!(texts.notes(kind).iter().all(|note| {
            note.text.matches('“').count() == note.text.matches('”').count() && !note.text.contains('"')
        }));
    }
}

#[test]
fn texts_are_sentences_and_speak_to_each_pronoun() {
    let texts = shipped().texts;
    for text in all_texts(&texts) {
        let start = text.trim_start_matches('“');
        assert!(start.starts_with(|c: char| c.is_uppercase() || c == '{'), "{text}");
        assert!(text.ends_with(['.', '!', '?', '”']), "{text}");
    }
    let say = |text: &str, pronoun, adult| {
        let filling = Filling { name: "Ada", pronoun, adult, key: "Jo", language: "Welsh" };
        texts.fill(text, &filling, &mut |_| 0)
    };
    let text =
        "{They} {was} glad, {Adult} {says|say}. {adult} told {key} that “{they} {keeps|keep} {their} hat”.";
    assert_eq!(say(text, Pronoun::He, "Dad"), "He was glad, Dad says. Dad told Jo that “he keeps his hat”.");
    assert_eq!(
        say(text, Pronoun::They, "Foster carer"),
        "They were glad, The foster carer say. The foster carer told Jo that “they keep their hat”."
    );
    assert_eq!(say("{food} again, then {nothing}", Pronoun::She, "Mum"), "Pasta again, then {nothing}");
    assert_eq!(say("an open { brace", Pronoun::She, "Mum"), "an open { brace");
}

#[test]
fn every_list_is_used() {
    let texts = shipped().texts;
    let used: BTreeSet<&str> = all_texts(&texts).flat_map(slots).collect();
    let unused: Vec<&String> = texts.lists.keys().filter(|name| !used.contains(name.as_str())).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn what_is_wrong_in_the_nurserys_files_is_told_by_line() {
    let catalog = Catalog::shipped().expect("shipped");
    let table = [
        (NAMES, "initials = \"SK\"", "initials = \"DM\"", "initials DM"),
        (NAMES, "room = \"Acorn\"\n", "room = \"Attic\"\n", "room is not known"),
        (NAMES, "size = 9", "size = 10", "says 10 children and has 9"),
        (NAMES, "name = \"Bluebell\"", "name = \"Acorn\"", "there twice"),
        (
            NAMES,
            "pronoun = \"he\", left = true",
            "pronoun = \"he\", room = \"Acorn\", left = true",
            "not both",
        ),
        (TEXTS, "Had {breakfast} at home.", "Had {brekfast} at home.", "{brekfast}"),
        (TEXTS, "shows = [\"13\"]", "shows = [\"31\"]", "shows 31"),
        (TEXTS, "pour {their} own milk", "pour {food}", "can't hold the slot {food}"),
        (TEXTS, "kind = \"home-visit\"", "kind = \"complaint\"", "restricted"),
        (TEXTS, "kind = \"home-visit\"", "kind = \"house-visit\"", "not known"),
        (TEXTS, "kind = \"drop-off\"", "kind = \"dropoff\"", "dropoff"),
    ];
    for (path, from, to, what) in table {
        let files: Vec<(&str, String)> = DATA
            .iter()
            .map(|&(name, text)| {
                (name, if name == path { text.replacen(from, to, 1) } else { text.to_string() })
            })
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let error = DemoWords::read(&files, &catalog).map(|_| ()).expect_err(what);
        assert_eq!(error.file, path);
        assert!(error.what.contains(what), "{error}");
        assert!(error.line.is_some_and(|line| line > 1), "{error}");
    }
}
#[test]
fn every_text_is_filled_whole_whatever_the_lists_give() {
    let texts = shipped().texts;
    let filling = Filling { name: "Ada", pronoun: Pronoun::She, adult: "Mum", key: "Jo", language: "Welsh" };
    let longest = texts.lists.values().map(Vec::len).max().expect("lists");
    for text in all_texts(&texts) {
        for pick in 0..longest {
            let filled = texts.fill(text, &filling, &mut |bound| pick % bound);
            assert!(!filled.contains(['{', '}']), "{filled}");
            assert!(!filled.contains("  ") && !filled.contains(".."), "{filled}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_filled(text in "[a-z {}|“”.é]{0,60}", pick in 0usize..1000) {
        let filling = Filling { name: "Ada", pronoun: Pronoun::They, adult: "", key: "", language: "" };
        let texts = &shipped().texts;
        let filled = texts.fill(&text, &filling, &mut |bound| pick.min(bound.saturating_sub(1)));
        if !text.contains('{') {
            proptest::prop_assert_eq!(filled, text);
        }
    }
}
