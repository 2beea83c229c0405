//! Each shipped framework against what its document holds: counted by hand, line by line.

use std::collections::BTreeSet;

use super::*;
use crate::domain::evidence::{Strength, suggested};

/// How many statements a section holds, in printed order.
type Counts = &'static [(&'static str, usize)];

/// Per framework its sections and how many lines of the document stand in each.
const SECTIONS: &[(&str, Counts)] = &[
    // Pages: a statement a sentence. Indicator 2.7: twelve features, ten questions. The standard: two.
    (
        "reflecting-on-practice",
        &[
            ("LM", 4),
            ("PLD", 2),
            ("CUR", 5),
            ("NCS", 8),
            ("WIE", 4),
            ("CP", 4),
            ("SCP", 5),
            ("QI27.F", 12),
            ("QI27.Q", 10),
            ("NS", 2),
        ],
    ),
    // Nine messages; then a statement a sentence, and one for each example of a barrier removed.
    (
        "family-partnerships",
        &[
            ("K", 9),
            ("W.aims", 3),
            ("W.ties", 8),
            ("W.place", 2),
            ("W.talk", 1),
            ("W.bring", 2),
            ("W.life", 5),
            ("W.learn", 7),
            ("W.family", 5),
            ("W.tools", 1),
        ],
    ),
    // The points of its lists, and a statement a sentence between them.
    (
        "parental-partnership-policy",
        &[("A", 1), ("O", 10), ("B", 6), ("N", 3), ("P", 22), ("M", 5), ("R", 1)],
    ),
    // Four sentences; then the points of its two lists.
    ("working-in-partnership", &[("S", 4), ("P", 28), ("G", 8)]),
];

/// Per framework its lists of tags, and how many stand in each.
const TAGS: &[(&str, &str, usize)] = &[
    ("reflecting-on-practice", "UN Convention on the Rights of the Child, article", 12),
    ("reflecting-on-practice", "Health and Social Care Standards", 12),
    ("family-partnerships", "Linked area", 7),
    ("family-partnerships", "Programme", 4),
];

/// Per framework what it names under which heading.
const REFERENCES: &[(&str, &str, usize)] = &[
    (ID, "Guiding quotations", 3),
    ("family-partnerships", "Quoted", 1),
    ("family-partnerships", "Pages it points to", 1),
    ("family-partnerships", "Tools", 7),
    ("parental-partnership-policy", "Policy", 1),
    ("parental-partnership-policy", "Tools", 1),
    ("working-in-partnership", "Law", 1),
    ("working-in-partnership", "Guidance", 1),
    ("working-in-partnership", "Linked policies", 6),
];

#[test]
fn every_line_of_each_document_is_there() {
    let catalog = shipped();
    let ids: Vec<&str> = catalog.frameworks.iter().map(|framework| framework.id.as_str()).collect();
    assert_eq!(ids[0], ID);
    assert_eq!(ids[1..], SECTIONS.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    for (id, counts) in SECTIONS {
        let pack = catalog.framework(id).expect("shipped");
        let in_section =
            |code: &str| pack.statements.iter().filter(|s| s.section.as_deref() == Some(code)).count();
        let found: Vec<(&str, usize)> =
            pack.sections.iter().map(|section| (section.code.as_str(), in_section(&section.code))).collect();
        assert_eq!(found, *counts, "{id}");
    }
}

#[test]
fn every_article_standard_area_and_reference_is_there_and_each_tag_is_used() {
    let catalog = shipped();
    let listed = |id: &str, set: &str| {
        let pack = catalog.framework(id).expect("shipped");
        pack.tags.iter().filter(|tag| tag.set == set).count()
    };
    for (id, set, count) in TAGS {
        assert_eq!(listed(id, set), *count, "{id}: {set}");
    }
    let named = |id: &str, under: &str| {
        let pack = catalog.framework(id).expect("shipped");
        pack.references.iter().filter(|reference| reference.under == under).count()
    };
    for (id, under, count) in REFERENCES {
        assert_eq!(named(id, under), *count, "{id}: {under}");
    }
    let all = |counts: &[(&str, &str, usize)]| counts.iter().map(|(.., count)| count).sum::<usize>();
    assert_eq!(catalog.frameworks.iter().map(|pack| pack.tags.len()).sum::<usize>(), all(TAGS));
    assert_eq!(catalog.frameworks.iter().map(|pack| pack.references.len()).sum::<usize>(), all(REFERENCES));
    for pack in &catalog.frameworks {
        for tag in &pack.tags {
            let read = pack.tagged(&tag.code).expect("a tag");
            assert!(!read.statements.is_empty(), "{}: nothing has the tag {}", pack.id, tag.code);
            assert!(read.statements.iter().all(|statement| statement.tags.contains(&tag.code)));
        }
        assert_eq!(pack.tagged("no such tag"), None);
    }
}

/// The pages of which the reflection paper holds something, and how many sentences and questions stand under each.
const PAGES: [(&str, usize); 18] = [
    ("p4", 2),
    ("p5", 1),
    ("p8", 1),
    ("p27", 2),
    ("p35", 4),
    ("p37", 1),
    ("p54", 1),
    ("p44", 4),
    ("p47", 2),
    ("p51", 2),
    ("p52", 2),
    ("p55", 1),
    ("p60", 2),
    ("p62", 2),
    ("p63", 1),
    ("p64", 1),
    ("p65", 1),
    ("p67", 1),
];

/// Those that it lists at its end, in the order of their numbers.
const ARTICLES: &str = "2 5 6 12 13 14 18 23 24 28 29 31";
const STANDARDS: &str = "1.1 1.2 1.6 1.29 2.2 2.3 2.9 3.14 4.2 4.16 4.18 4.23";

#[test]
fn each_page_article_and_standard_has_its_own_number() {
    let catalog = shipped();
    let pack = catalog.framework("reflecting-on-practice").expect("shipped");
    let mut pages: Vec<(&str, usize)> = Vec::new();
    for statement in pack.statements.iter().filter(|statement| statement.code.starts_with("QIF.")) {
        let count = match pages.iter_mut().find(|(page, _)| *page == statement.number) {
            Some((_, count)) => count,
            None => {
                pages.push((&statement.number, 0));
                &mut pages.last_mut().expect("pushed").1
            }
        };
        *count += 1;
        assert_eq!(statement.code, format!("QIF.{}.{count}", statement.number));
    }
    assert_eq!(pages[..18], PAGES);
    assert_eq!(pages[18..], [("p69", 1)]);
    let listed = |prefix: &str| {
        let tags = pack.tags.iter().filter(|tag| tag.code == format!("{prefix}{}", tag.number));
        tags.map(|tag| tag.number.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(listed("uncrc."), ARTICLES);
    assert_eq!(listed("hscs."), STANDARDS);
    for (code, number) in [("NS.5.1", "5.1"), ("NS.5.2", "5.2"), ("QI27.F12", "2.7"), ("QI27.Q10", "2.7")] {
        assert_eq!(pack.statement(code).expect(code).number, number);
    }
}

/// Those of a paper without numbers are counted through, so that a line that was left out or is there twice shows.
#[test]
fn lines_without_a_printed_number_are_counted_through() {
    let catalog = shipped();
    for (id, counted) in [
        ("family-partnerships", &[("K", 9), ("W", 34)][..]),
        (
            "parental-partnership-policy",
            &[("A", 1), ("O", 9), ("B", 6), ("N", 3), ("P", 21), ("M", 5), ("R", 1)],
        ),
        ("working-in-partnership", &[("S", 4), ("P", 28), ("G", 8)]),
    ] {
        let pack = catalog.framework(id).expect("shipped");
        let expected: Vec<String> = counted
            .iter()
            .flat_map(|(letter, last)| (1..=*last).map(move |n| format!("{letter}{n}")))
            .collect();
        let found: Vec<&str> =
            pack.statements.iter().map(|s| s.code.as_str()).filter(|code| !code.ends_with(".note")).collect();
        assert_eq!(found, expected, "{id}");
        assert!(pack.statements.iter().all(|s| s.code.trim_end_matches(".note") == s.number), "{id}");
    }
}

/// A restricted record is never counted, so it can't be the only thing that shows a statement.
#[test]
fn every_line_has_a_source_that_can_be_counted_or_is_kept_by_hand() {
    let catalog = shipped();
    let open = |code: &String| catalog.practice_kind(code).is_some_and(|kind| !kind.restricted);
    for statement in catalog.frameworks.iter().flat_map(|pack| &pack.statements) {
        let counted = !statement.daily.is_empty() || statement.practice.iter().any(open);
        assert!(counted || statement.by_hand.is_some(), "nothing that is counted shows {}", statement.code);
    }
}

#[test]
fn a_pack_that_judges_nothing_suggests_no_judgement() {
    for pack in shipped().frameworks.iter().skip(1) {
        assert!(
            pack.judgements.is_empty() && pack.bands.is_empty() && pack.ratings.is_empty(),
            "{}",
            pack.id
        );
        let rule = &pack.strength;
        for strength in [Strength::Thin, Strength::Fair, Strength::Strong] {
            assert_eq!(suggested(strength, rule), None, "{}", pack.id);
        }
    }
}

#[test]
fn every_line_has_a_source_and_every_practice_kind_shows_something() {
    let catalog = shipped();
    let statements = || catalog.frameworks.iter().flat_map(|pack| &pack.statements);
    for statement in statements() {
        let source =
            !statement.daily.is_empty() || !statement.practice.is_empty() || statement.by_hand.is_some();
        assert!(source, "nothing shows {}", statement.code);
    }
    for kind in &catalog.practice {
        assert!(
            statements().any(|statement| statement.practice.contains(&kind.code)),
            "nothing is shown by {}",
            kind.code
        );
        assert!(!kind.fields.is_empty(), "{} asks for nothing", kind.code);
    }
}

/// What daily talk can carry shows itself by something in the note; else a lead would have to know of it.
#[test]
fn what_daily_talk_carries_can_be_suggested() {
    let catalog = shipped();
    let pointed: BTreeSet<_> = catalog.phrases.0.iter().flat_map(|phrase| &phrase.shows).collect();
    let mut silent = Vec::new();
    for pack in &catalog.frameworks {
        for statement in pack.statements.iter().filter(|statement| statement.from != From::Other) {
            let by_phrase = statement.like.iter().any(|like| pointed.contains(like));
            let by_note = !statement.kinds.is_empty() || !statement.marks.is_empty();
            if statement.hints.is_empty() && !by_phrase && !by_note {
                silent.push(format!("{}/{}", pack.id, statement.code));
            }
        }
    }
    assert_eq!(silent, SILENT);
}

/// Asked of everything that is said, so that no word of a note tells it: a lead ticks it.
const SILENT: [&str; 1] = ["reflecting-on-practice/QIF.p69.1"];

#[test]
fn every_statement_says_what_would_strengthen_it_and_what_daily_talk_carries_how_it_begins() {
    for pack in &shipped().frameworks {
        for statement in &pack.statements {
            let name = format!("{}/{}", pack.id, statement.code);
            assert!(statement.would_help.as_ref().is_some_and(|help| help.ends_with('.')), "{name}");
            let opening = statement.opening.as_deref();
            assert!(opening.is_none_or(|opening| !opening.ends_with('.')), "{name}");
            assert!(opening.is_some() || statement.from == From::Other, "{name} has no opening");
        }
    }
}

/// A kind shows by itself only what every entry of it shows: that a family heard of the day, took a step home,
/// prepared a move.
#[test]
fn a_kind_alone_suggests_what_every_entry_of_it_shows() {
    let catalog = shipped();
    let by = |kind: Kind| {
        let packs = catalog.frameworks.iter().skip(1);
        let pairs = packs.flat_map(|pack| pack.statements.iter().map(move |statement| (pack, statement)));
        pairs
            .filter(|(_, statement)| statement.kinds.contains(&kind))
            .map(|(pack, statement)| {
                format!("{}/{}", pack.id.split('-').next().unwrap_or(""), statement.code)
            })
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(by(Kind::DropOff), "");
    assert_eq!(by(Kind::PickUp), "");
    assert_eq!(by(Kind::Feedback), FEEDBACK);
    assert_eq!(by(Kind::ForHome), FOR_HOME);
    assert_eq!(by(Kind::MovingOn), MOVING_ON);
}

const FEEDBACK: &str = "reflecting/QI27.Q3 reflecting/NS.5.1 family/W23 parental/P4 parental/M1 working/P1 working/P11 \
     working/P14 working/P16";
const FOR_HOME: &str = "reflecting/QIF.p35.2 reflecting/QI27.F3 reflecting/QI27.Q3 reflecting/NS.5.2 family/K4 \
     family/K6 family/W31 parental/O4 parental/B3 working/P2";
const MOVING_ON: &str = "reflecting/QIF.p54.1 reflecting/QIF.p44.3 family/W6";

/// What suggests a statement suggests what is like it, by words, kinds and phrases alike.
#[test]
fn what_is_like_a_statement_is_suggested_with_it() {
    let takes = "id = \"reflecting-on-practice\"\n";
    let catalog = Catalog::with_settings_files([(REFLECTING, takes)]).expect("it reads");
    let pack = catalog.framework("reflecting-on-practice").expect("in use");
    let codes = |text: &str, kind: Kind| {
        let found = pack.statements.iter().filter(|statement| {
            statement.kinds.contains(&kind) || statement.hints.iter().any(|hint| fits(hint, text))
        });
        found.map(|statement| statement.code.clone()).collect::<Vec<_>>()
    };
    let achieved = codes("“She did her own coat today.”", Kind::DropOff);
    for code in ["QIF.p35.1", "QIF.p60.1", "QIF.p62.1", "QI27.F3", "QI27.Q3"] {
        assert!(achieved.iter().any(|found| found == code), "{code}: {achieved:?}");
    }
    assert!(codes("Nothing new from home.", Kind::DropOff).is_empty());
    assert!(codes("Pour at bath time.", Kind::ForHome).contains(&"QIF.p35.2".to_string()));
}
