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

#[test]
fn a_whole_name_in_another_order_is_the_same_child_on_the_same_birthday_and_asked_about_else() {
    let roll = "Forename,Surname,Known as,DOB,Room\nThi Mai,Nguyễn,Mai,01/02/2024,Acorn\n";
    let one = |name: &str, born: &str| format!("Child,DOB,Room\n\"{name}\",{born},Acorn\n").into_bytes();
    let fresh = || {
        let mut setting = Setting::empty();
        setting.register(roll.as_bytes()).expect("in");
        setting
    };
    for name in ["Nguyễn Thi Mai", "Nguyen Thi Mai", "Mai Thi Nguyen", "Nguyen Mai", "Mai, Nguyen Thi"] {
        let plan =
            fresh().register(&one(name, "01/02/2024")).unwrap_or_else(|trouble| panic!("{name}: {trouble}"));
        assert_eq!(plan.changes, [], "{name}: {:?}", plan.summary);
        for born in ["", "14/07/2022"] {
            assert_eq!(doubts(fresh().register(&one(name, born))).len(), 1, "{name} {born}");
        }
    }
    // In columns of their own the words have their places: it is asked.
    let columns = "Forename,Surname,DOB,Room\nNguyen Thi,Mai,01/02/2024,Acorn\n";
    assert_eq!(doubts(fresh().register(columns.as_bytes())).len(), 1);
    // Two rows of one file.
    let twice = "Child,DOB,Room\nThi Mai Nguyen,01/02/2024,Acorn\nNguyen Thi Mai,01/02/2024,Acorn\n";
    for mut setting in [Setting::empty(), fresh()] {
        let asked = doubts(setting.register(twice.as_bytes()));
        assert!(asked[0].what.contains("twins, or one child twice"), "{}", asked[0]);
    }
}

#[test]
fn a_room_that_is_nearly_one_that_is_there_or_in_the_file_is_asked_about() {
    let rows = |rooms: &[&str]| {
        let children = [("Amy", "Khan"), ("Leo", "Silva"), ("Tom", "Brodie")];
        let days = children.iter().zip(rooms).zip(1..4);
        let row = |((&(first, last), room), day)| format!("{first},{last},0{day}/03/2023,{room},\n");
        file(&days.map(row).collect::<String>())
    };
    let rooms = |setting: &Setting| -> Vec<String> {
        setting.roll.rooms.iter().map(|room| room.name.clone()).collect()
    };
    for near in ["Sunflowr", "SUNFLOWRE", "Sunflower room", "Sun flower", "sunflowers"] {
        // The room is in the file too, and there already; or both are new.
        for mut setting in [with("Ava,Patel,03/11/2023,Sunflower,\n"), Setting::empty()] {
            let there = setting.roll.rooms.len();
            let file = rows(&[near, "Sunflower", "Sunflower"]);
            let asked = doubts(setting.register(&file));
            assert_eq!((asked.len(), asked[0].name.as_str(), asked[0].choices.len()), (1, near, 2));
            assert_eq!(asked[0].choices[0].says, "The room Sunflower");
            assert_eq!(setting.roll.rooms.len(), there, "nothing is brought in unasked");
            setting.answered(&file, &[1]).unwrap_or_else(|trouble| panic!("{near}: {trouble}"));
            assert_eq!(rooms(&setting), ["Sunflower"], "{near}");
        }
        let mut setting = with("Ava,Patel,03/11/2023,Sunflower,\n");
        let file = rows(&[near, "Sunflower"]);
        setting.answered(&file, &[2]).unwrap_or_else(|trouble| panic!("{near}: {trouble}"));
        assert_eq!(rooms(&setting), ["Sunflower", near]);
    }
    let mut setting = with("Ava,Patel,03/11/2023,Sunflower,\n");
    let file = rows(&["SUNFLOWER", "Room 1", "Room 2"]);
    setting.register(&file).unwrap_or_else(|trouble| panic!("{trouble}"));
    assert_eq!(rooms(&setting), ["Sunflower", "Room 1", "Room 2"]);
}

#[test]
fn a_key_persons_name_that_is_nearly_somebodys_is_asked_about_once() {
    let file = b"Forename,Surname,DOB,Room,Key person\nAmy,Khan,01/01/2024,Acorn,Sam Okaffor\nLeo,Silva,01/03/2024,Acorn,\"Okaffor, Sam\"\n";
    let mut setting = Setting::staffed();
    let asked = doubts(setting.register(file));
    assert_eq!((asked.len(), asked[0].choices.len(), asked[0].line), (1, 2, 2));
    assert!(told(Setting::staffed().answered(file, &[2])).contains("nobody in the staff list has this name"));
    setting.answered(file, &[1]).unwrap_or_else(|trouble| panic!("{trouble}"));
    for name in ["Amy Khan", "Leo Silva"] {
        let child = setting.child(name).id;
        let key_person = setting.roll.key_person(child, false, today());
        assert_eq!(key_person.map(|person| person.name.as_str()), Some("Sam Okafor"), "{name}");
    }
}
