//! What is asked, what each answer does, and what is not asked.

use super::*;

const HEAD: &str = "Forename,Surname,DOB,Room,Siblings\n";

fn file(rows: &str) -> Vec<u8> {
    format!("{HEAD}{rows}").into_bytes()
}

fn with(rows: &str) -> Setting {
    let mut setting = Setting::empty();
    setting.register(&file(rows)).unwrap_or_else(|trouble| panic!("{trouble}"));
    setting
}

fn doubts(trouble: Result<Plan, Trouble>) -> Vec<Doubt> {
    match trouble {
        Err(Trouble::Unsure(doubts)) => doubts,
        other => panic!("nothing is asked: {other:?}"),
    }
}

#[test]
fn what_is_near_is_asked_and_never_merged() {
    let ava = "Ava,Patel,03/11/2023,Acorn,\n";
    for (row, why) in [
        ("Ava,Patell,03/11/2023,Acorn,", "a slip in the last name"),
        ("Eva,Patel,03/11/2023,Acorn,", "a slip in the first name"),
        ("Noah,Patel,03/11/2023,Acorn,", "a twin who comes later"),
        ("Ava,Khan,03/11/2023,Acorn,", "a mother who married"),
        ("Patel,Ava,03/11/2023,Acorn,", "the names turned"),
        ("Ava,Patel,04/11/2023,Acorn,", "a slip in the day"),
        ("Ava,Patel,11/03/2023,Acorn,", "day and month turned"),
        ("Ava Rose,Patel,,Acorn,", "a middle name, and no day"),
        ("Ava,Patel,,Oak,", "another room, and no day"),
        ("Ava,Patel,03/11/2023,Acorns,", "a room that is nearly another"),
    ] {
        let rows = file(&format!("{row}\n"));
        let mut setting = with(ava);
        let before = setting.roll.clone();
        let asked = doubts(setting.register(&rows));
        assert_eq!((asked.len(), asked[0].line, asked[0].choices.len()), (1, 2, 2), "{why}");
        assert_eq!(setting.roll, before, "{why}");

        // The same: one child, and nothing more is asked or changed the next time.
        setting.answered(&rows, &[1]).unwrap_or_else(|trouble| panic!("{why}: {trouble}"));
        assert_eq!(setting.roll.children.len(), 1, "{why}");
        if !row.contains("Acorns") {
            assert_eq!(setting.register(&rows).expect(why).changes, [], "{why}");
        }

        // New: two children, and nobody's name or day is touched.
        let mut setting = with(ava);
        setting.answered(&rows, &[2]).unwrap_or_else(|trouble| panic!("{why}: {trouble}"));
        let children = if row.contains("Acorns") { 1 } else { 2 };
        assert_eq!(setting.roll.children.len(), children, "{why}");
        assert_eq!(setting.roll.rooms.len(), 3 - children.min(2) + usize::from(row.contains("Oak")), "{why}");
        if children == 2 {
            assert_eq!(setting.roll.children[0], before.children[0], "{why}");
        }
        assert_eq!(setting.register(&rows).expect(why).changes, [], "{why}");
    }
}

#[test]
fn who_is_plainly_another_is_not_asked_about() {
    for (before, row) in [
        ("Ava,Patel,03/11/2023,Acorn,\n", "Ava,Khan,14/07/2022,Acorn,\n"),
        ("Ava,Patel,03/11/2023,Acorn,\n", "Noah,Patel,14/07/2022,Acorn,\n"),
        ("Ava,Patel,03/11/2023,Acorn,\n", "Eva,Patel,14/07/2022,Acorn,\n"),
        // Both are in the file: there is nobody with whom one could be mistaken.
        ("Ava,Patel,03/11/2023,Acorn,\n", "Ava,Patel,03/11/2023,Acorn,\nAva,Patel,04/11/2023,Acorn,\n"),
        ("Ava,Patel,03/11/2023,Acorn,\n", "Mia,Patel,03/11/2023,Acorn,Ava Patel\n"),
        ("Ava,Patel,03/11/2023,Room 1,\n", "Ava,Patel,03/11/2023,Room 2,\n"),
        ("Ava,Patel,03/11/2023,Acorn,\n", "Ava,Patel,03/11/2023,Oak,\n"),
    ] {
        let mut setting = with(before);
        setting.register(&file(row)).unwrap_or_else(|trouble| panic!("{row}: {trouble}"));
        setting.register(&file(row)).unwrap_or_else(|trouble| panic!("{row}: {trouble}"));
    }
}

#[test]
fn twins_are_asked_about_once_and_not_where_the_file_says_so() {
    let twins = "Mia,Jones,03/11/2023,Acorn,\nMila,Jones,03/11/2023,Acorn,\n";
    let asked = doubts(Setting::empty().register(&file(twins)));
    assert_eq!(
        asked[0].to_string(),
        "Line 3 “Mila Jones”: Mia Jones on line 2 was born the same day: twins, or one child twice. Take one row out, or, if they are twins, name one under Siblings of the other."
    );
    let mut setting = Setting::empty();
    setting.answered(&file(twins), &[1]).expect("they come in");
    assert_eq!(setting.roll.children.len(), 2);
    assert_eq!(setting.register(&file(twins)).expect("again").changes, []);
    with("Mia,Jones,03/11/2023,Acorn,Mila\nMila,Jones,03/11/2023,Acorn,\n");
}

#[test]
fn without_anybody_to_ask_each_doubt_is_told_with_what_to_do() {
    let mut setting = with("Ava,Patel,03/11/2023,Acorn,\n");
    let refused = setting.register(&file("Ava,Patell,03/11/2023,Acorn,\n")).expect_err("refused");
    let told = Failure::from(refused).to_string();
    for part in [
        "Line 2 “Ava Patell”: this child, born 03/11/2023, could be Ava Patel, born 03/11/2023, in Acorn, who is not in this file.",
        "Nothing was brought in.",
        "bring it in at a terminal without --yes",
    ] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn two_rows_cannot_be_the_same_child() {
    let mut setting = with("Ava,Patel,03/11/2023,Acorn,\n");
    let rows = file("Ava,Patell,03/11/2023,Acorn,\nEva,Patel,03/11/2023,Acorn,\n");
    let before = setting.roll.clone();
    assert!(told(setting.answered(&rows, &[1, 1, 1, 1])).contains("it was said of line 2 too"));
    assert_eq!(setting.roll, before);
}

#[test]
fn near_names_of_staff_are_asked_about() {
    let list = |name: &str| format!("Name,Role\n{name},Key person\n").into_bytes();
    let mut setting = Setting::empty();
    setting.staff(&list("Sam Okafor")).expect("in");
    assert_eq!(doubts(setting.staff(&list("Sam Okaffor"))).len(), 1);
    setting.bring_in(List::Staff, &list("Sam Okaffor"), None, &[1]).expect("in");
    assert_eq!(setting.roll.people.len(), 1);
    assert_eq!(setting.roll.people[0].name, "Sam Okaffor");
    setting.bring_in(List::Staff, &list("Sam Okafor"), None, &[2]).expect("in");
    assert_eq!(setting.roll.people.len(), 2);
    assert_eq!(setting.staff(&list("Sam Okafor")).expect("again").changes, []);
}

#[test]
fn whole_names_are_the_children_who_are_there_already() {
    let mut setting = Setting::empty();
    let columns = b"Forename,Surname,Known as,DOB,Room\nAva,O'Neill,,14/07/2024,Acorn\nThi Mai,Nguy\xe1\xbb\x85n,Mai,01/02/2024,Acorn\n";
    setting.register(columns).expect("in");
    let one = b"Child,DOB,Room\nAva ONEILL,14/07/2024,Acorn\n\"NGUYEN, Thi Mai\",01/02/2024,Acorn\n";
    let plan = setting.register(one).unwrap_or_else(|trouble| panic!("{trouble}"));
    assert_eq!(plan.changes, [], "{:?}", plan.summary);
    let plan = setting.register(b"Child,DOB,Room\nAnna van der Berg,14/07/2023,Acorn\n").expect("in");
    let said = "Read as first name | last name, which the file does not part: Anna | van der Berg.";
    assert!(plan.summary.iter().any(|line| line == said), "{:?}", plan.summary);
}
