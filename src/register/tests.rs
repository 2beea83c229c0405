//! Whole files through the whole way: the sample, other systems' files, the same again in another order.

#[path = "doubt_tests.rs"]
mod doubt;
#[path = "hostile_tests.rs"]
mod hostile;
#[path = "hours_tests.rs"]
mod hours;
#[path = "workbook_tests.rs"]
mod workbook;

use proptest::prelude::*;

use super::*;
use crate::domain::name::fold;
use crate::domain::{Change, ChildId, Responsibility, Role};

const REGISTER: &[u8] = include_bytes!("../../tests/data/register.csv");
const STAFF: &[u8] = include_bytes!("../../tests/data/staff.csv");

fn date(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).expect("a day")
}

fn today() -> Day {
    date(2026, 11, 24)
}

fn now() -> Moment {
    Moment { ms: 1_795_000_000_000, offset: 0 }
}

/// A roll and a die, on which files are brought in one after the other.
struct Setting {
    roll: Roll,
    chance: Chance,
}

impl Setting {
    fn empty() -> Setting {
        Setting { roll: Roll::default(), chance: Chance::seeded(5) }
    }

    fn staffed() -> Setting {
        let mut setting = Setting::empty();
        setting.staff(STAFF).expect("the staff come in");
        setting
    }

    fn staff(&mut self, bytes: &[u8]) -> Result<Plan, Trouble> {
        self.bring_in(List::Staff, bytes, None, &[])
    }

    fn register(&mut self, bytes: &[u8]) -> Result<Plan, Trouble> {
        self.bring_in(List::Register, bytes, None, &[])
    }

    /// The same at a terminal, where each question gets the next of `answers`; 1 is its first choice.
    fn answered(&mut self, bytes: &[u8], answers: &[usize]) -> Result<Plan, Trouble> {
        self.bring_in(List::Register, bytes, None, answers)
    }

    fn bring_in(
        &mut self,
        list: List,
        bytes: &[u8],
        sheet: Option<&str>,
        numbers: &[usize],
    ) -> Result<Plan, Trouble> {
        let mut answers = Answers::default();
        let mut numbers = numbers.iter();
        let plan = loop {
            let import = Import { bytes, sheet, roll: &self.roll, today: today(), answers: &answers };
            let ids = &mut Ids::new(&mut self.chance, now());
            let plan = match list {
                List::Staff => staff_plan(&import, ids),
                _ => register_plan(&import, ids),
            };
            match plan {
                Err(Trouble::Unsure(doubts)) => {
                    for doubt in &doubts {
                        let Some(number) = numbers.next() else { return Err(Trouble::Unsure(doubts)) };
                        answers.give(doubt, number - 1);
                    }
                }
                plan => break plan?,
            }
        };
        plan.changes.iter().for_each(|change| self.roll.apply(change));
        Ok(plan)
    }

    fn child(&self, name: &str) -> &crate::domain::Child {
        let mut found = self.roll.children.iter().filter(|child| child.name() == name);
        let child = found.next().unwrap_or_else(|| panic!("{name} is not on the roll"));
        assert!(found.next().is_none(), "{name} is there twice");
        child
    }

    fn homes(&self, name: &str) -> Vec<String> {
        let id = self.child(name).id;
        let mut letters: Vec<crate::domain::HouseholdId> = Vec::new();
        self.roll
            .adults(id)
            .map(|(_, contact)| {
                let at = letters.iter().position(|home| *home == contact.household).unwrap_or_else(|| {
                    letters.push(contact.household);
                    letters.len() - 1
                });
                format!("{} {at}", contact.name)
            })
            .collect()
    }

    fn siblings(&self, name: &str) -> Vec<String> {
        let ids: Vec<ChildId> = self.roll.siblings_of(self.child(name).id);
        ids.iter().filter_map(|id| self.roll.child(*id)).map(crate::domain::Child::name).collect()
    }
}

fn told(trouble: Result<Plan, Trouble>) -> String {
    trouble.expect_err("it is refused").to_string()
}

#[test]
fn the_sample_comes_in_whole_and_once_however_often_it_is_imported() {
    let mut setting = Setting::staffed();
    assert_eq!(setting.roll.people.len(), 8);
    let plan = setting.register(REGISTER).expect("it comes in");
    assert_eq!((plan.new_children, plan.changed_children, plan.unchanged), (24, 0, 0));
    assert!(plan.left_columns.is_empty(), "{:?}", plan.left_columns);
    assert_eq!(setting.roll.children.len(), 24);
    assert_eq!(
        setting.roll.rooms.iter().map(|room| room.name.as_str()).collect::<Vec<_>>(),
        ["Sunflower", "Acorn"]
    );
    assert!(
        plan.summary
            .iter()
            .any(|line| line.starts_with("24 children come in: Ava O'Neill, Ava Patel, Ben Clarke"))
    );
    assert!(plan.summary.contains(&"Archie Green left on 24/07/2026.".to_string()), "{:?}", plan.summary);

    let before = setting.roll.clone();
    let again = setting.register(REGISTER).expect("it comes in again");
    assert_eq!(again.changes, []);
    assert_eq!(again.unchanged, 24);
    assert_eq!(again.summary, ["Nothing changes."]);
    assert_eq!(setting.roll, before);
    let staff = setting.staff(STAFF).expect("the staff come in again");
    assert_eq!((staff.changes.len(), staff.unchanged), (0, 8));
}

#[test]
fn the_sample_says_what_stands_in_it() {
    let mut setting = Setting::staffed();
    setting.register(REGISTER).expect("it comes in");
    let ava = setting.child("Ava O'Neill").clone();
    assert_eq!(ava.born, Some(date(2024, 7, 14)));
    assert_eq!(setting.roll.key_person(ava.id, false, today()).map(|p| p.initials.as_str()), Some("SO"));
    assert_eq!(setting.roll.key_person(ava.id, true, today()).map(|p| p.initials.as_str()), Some("JB"));
    assert_eq!(setting.siblings("Ava O'Neill"), ["Noah O'Neill"]);
    assert_eq!(setting.homes("Ava O'Neill"), ["Siobhan O'Neill 0", "Declan O'Neill 0", "Bríd O'Neill 1"]);
    assert_eq!(setting.roll.contacts.iter().filter(|c| c.name.ends_with("O'Neill")).count(), 3);
    assert_eq!(setting.homes("Ben Clarke"), ["Lucy Clarke 0", "Will Clarke 1"]);
    assert_eq!(setting.child("Ben Clarke").pattern.to_string(), "Tue Wed Thu");
    assert_eq!(setting.child("Mai Nguyễn").forename, "Thi Mai");
    let lily = setting.child("Lily Rose").id;
    let (link, contact) = setting.roll.adults(lily).next().expect("an adult");
    assert_eq!((link.relation.as_str(), link.responsibility), ("Foster carer", Responsibility::No));
    assert_eq!((link.may_collect, contact.language.as_str()), (Some(true), "English"));
    let zara = setting.child("Zara Khan").id;
    assert!(setting.roll.adults(zara).any(|(_, c)| c.format == crate::domain::Format::Braille));
    assert_eq!(setting.child("Archie Green").left, Some(date(2026, 7, 24)));
}

#[test]
fn another_systems_file_says_the_same() {
    let mut setting = Setting::staffed();
    let file = "Little Acorns Day Nursery;;;;\r\nPrinted 24/11/2026;;;;\r\n\r\n\
        Child Last Name;Child First Name;Preferred Name;D.O.B.;Group;Key Worker;Co-key worker;Date started;Mon;Tues;Wed;Thurs;Fri;Parent 1 first name;Parent 1 last name;Relationship to child 1;PR 1;Authorised to collect 1;NHS Number;Home language\r\n\
        O\u{2019}Neill;Ava;;14.07.24;Sunflower;SO;Jo;2-Sep-26;x;AM;;PM;Full;Siobhan;O\u{2019}Neill;Mam;Yes;Y;999;Irish\r\n\
        ;;;;;;;;;;;;;;;;;;;\r\n\
        Clarke;Benedict;Ben;2024-02-21;SUNFLOWER;okafor, sam;;;;;x;;;Lucy;Clarke;Mum;;;1;\r\n";
    let bytes = encoding_rs::WINDOWS_1252.encode(file).0.into_owned();
    let plan = setting.register(&bytes).expect("it comes in");
    assert_eq!(plan.new_children, 2);
    assert_eq!(plan.left_columns, ["NHS Number"]);
    let ava = setting.child("Ava O’Neill").clone();
    assert_eq!(ava.pattern.to_string(), "Mon Tue am Thu pm Fri");
    assert_eq!(ava.started, Some(date(2026, 9, 2)));
    let (link, contact) = setting.roll.adults(ava.id).next().expect("an adult");
    assert_eq!((contact.name.as_str(), contact.language.as_str()), ("Siobhan O’Neill", "Irish"));
    assert_eq!((link.relation.as_str(), link.responsibility), ("Mam", Responsibility::Yes));
    let ben = setting.child("Ben Clarke").id;
    let (link, _) = setting.roll.adults(ben).next().expect("an adult");
    assert_eq!((link.responsibility, link.may_collect), (Responsibility::NotKnown, None));
    assert!(
        plan.summary.iter().any(|line| line.contains("does not say with whom 2 adults live")),
        "{:?}",
        plan.summary
    );
    assert_eq!(setting.register(&bytes).expect("again").changes, []);
}

#[test]
fn changes_are_said_and_a_key_persons_bond_is_ended_and_begun() {
    let mut setting = Setting::staffed();
    setting.register(REGISTER).expect("it comes in");
    let ava = setting.child("Ava Patel").id;
    let text = String::from_utf8(REGISTER.to_vec()).expect("text");
    let text = text
        .replace("Ava,Patel,,03/11/2023,Sunflower,Jo Bell,Sam Okafor", "AVA,Patel,,03/11/2023,acorn,MK,")
        .replace("Liam Jones,Dad,B,Not known,No", "Liam Jones,Dad,B,No,No")
        .replace(
            "Archie,Green,,15/09/2022,Sunflower,Sam Okafor,,01/09/2024,24/07/2026",
            "Archie,Green,,15/09/2022,Sunflower,Sam Okafor,,01/09/2024,",
        );
    let plan = setting.register(text.as_bytes()).expect("it comes in");
    let want = [
        "Ava Patel moves from Sunflower to Acorn.",
        "AVA Patel: key person Marta Kowalczyk from today, before Jo Bell.",
        "AVA Patel: Sam Okafor is no longer second key person.",
        "Liam Jones: parental responsibility for Jack Smith: no.",
        "Archie Green has no leaving date any more.",
    ];
    for line in want {
        assert!(plan.summary.iter().any(|said| said == line), "{line}\n{:#?}", plan.summary);
    }
    assert_eq!((plan.new_children, plan.changed_children, plan.unchanged), (0, 3, 21));
    let bonds: Vec<_> = setting.roll.key_persons.iter().filter(|b| b.child == ava && !b.second).collect();
    assert_eq!(bonds.len(), 2, "the old bond is kept");
    assert_eq!((bonds[0].until, bonds[1].from, bonds[1].until), (Some(today()), Some(today()), None));
    assert_eq!(setting.register(text.as_bytes()).expect("again").changes, []);
    // And back on the same day: the record still has each once.
    setting.register(REGISTER).expect("it comes in");
    assert_eq!(setting.register(REGISTER).expect("again").changes, []);
    assert_eq!(setting.roll.key_person(ava, false, today()).map(|p| p.initials.as_str()), Some("JB"));
}

#[test]
fn children_who_are_not_in_the_file_stay_and_columns_that_are_not_in_it_change_nothing() {
    let mut setting = Setting::staffed();
    setting.register(REGISTER).expect("it comes in");
    let before = setting.roll.clone();
    let plan = setting
        .register(b"Surname,First name,DOB,Room\nClarke,Ben,21/02/2024,Sunflower\nhope,will,,Acorn\n")
        .expect("it comes in");
    assert_eq!(plan.new_children, 0);
    let said = "21 children on the roll are not in this file, and nothing about them changes: Ava O'Neill, Ava Patel, ";
    assert!(plan.summary.iter().any(|line| line.starts_with(said)), "{:?}", plan.summary);
    assert_eq!(setting.child("Ben Clarke").forename, "Benedict");
    assert_eq!(setting.roll.links, before.links);
    assert_eq!(setting.roll.key_persons, before.key_persons);
}

#[test]
fn a_child_without_a_date_of_birth_is_matched_only_where_one_alone_could_be_meant() {
    let head = "Forename,Surname,DOB,Room\n";
    let mut setting = Setting::empty();
    setting.register(format!("{head}Ava,Patel,,Acorn\n").as_bytes()).expect("it comes in");
    let plan =
        setting.register(format!("{head}Ava,Patel,03/11/2023,Acorn\n").as_bytes()).expect("it comes in");
    assert_eq!((plan.new_children, plan.changed_children), (0, 1));
    let other = format!("{head}Ava,Patel,04/11/2023,Acorn\n");
    let plan = setting.answered(other.as_bytes(), &[2]).expect("it comes in");
    assert_eq!(plan.new_children, 1);
    let told = told(setting.register(format!("{head}Ava,Patel,,Acorn\n").as_bytes()));
    assert!(told.starts_with("Line 2 “Ava Patel”: more than one child could be meant"), "{told}");
    assert_eq!(setting.roll.children.len(), 2);
}

#[test]
fn strangers_with_the_same_names_are_never_made_one_family() {
    let head = "Forename,Surname,DOB,Room,Siblings,Contact 1,Household 1,Contact 2,Household 2\n";
    let families = |rows: &str| {
        let mut setting = Setting::empty();
        setting.register(format!("{head}{rows}").as_bytes()).expect("it comes in");
        assert_eq!(setting.register(format!("{head}{rows}").as_bytes()).expect("again").changes, []);
        (setting.roll.contacts.len(), setting.siblings("Amy Khan").len())
    };
    let amy = "Amy,Khan,01/01/2024,Acorn,,Sara Khan,A,Ali Khan,A\n";
    // One adult of the same name is not enough, nor two where the surnames differ.
    assert_eq!(families(&format!("{amy}Bea,Khan,02/01/2023,Acorn,,Sara Khan,A,Omar Khan,A\n")), (4, 0));
    assert_eq!(families(&format!("{amy}Bea,Shah,02/01/2023,Acorn,,Sara Khan,A,Ali Khan,A\n")), (4, 0));
    // Two adults and the surname are, and a named sister is.
    assert_eq!(families(&format!("{amy}Bea,Khan,02/01/2023,Acorn,,Ali Khan,A,Sara Khan,A\n")), (2, 1));
    assert_eq!(
        families(&format!("{amy}Bea,Shah,02/01/2023,Acorn,Amy Khan,Sara Khan,A,Omar Shah,B\n")),
        (3, 1)
    );
}

#[test]
fn sisters_named_later_have_one_mother_from_then_on() {
    let file = |siblings: &str| {
        format!(
            "Forename,Surname,DOB,Room,Siblings,Contact 1,Household 1\n\
             Amy,Khan,01/01/2024,Acorn,{siblings},Sara Khan,A\n\
             Bea,Shah,02/01/2023,Acorn,,Sara Khan,A\n"
        )
    };
    let mut setting = Setting::empty();
    setting.register(file("").as_bytes()).expect("it comes in");
    assert_eq!(setting.siblings("Amy Khan"), Vec::<String>::new());
    let plan = setting.register(file("Bea Shah").as_bytes()).expect("it comes in");
    assert!(plan.summary.iter().any(|line| line.contains("one person for Bea Shah")), "{:?}", plan.summary);
    let mothers: std::collections::BTreeSet<_> = setting.roll.links.iter().map(|link| link.contact).collect();
    assert_eq!(mothers.len(), 1);
    assert_eq!(setting.register(file("Bea Shah").as_bytes()).expect("again").changes, []);
    assert_eq!(setting.register(file("").as_bytes()).expect("again").changes, []);
}

#[test]
fn parents_who_part_have_two_homes_and_adults_keep_the_rows_order() {
    let file =
        |rows: &str| format!("Forename,Surname,DOB,Room,Contact 1,Household 1,Contact 2,Household 2\n{rows}");
    let mut setting = Setting::empty();
    setting.register(file("Amy,Khan,01/01/2024,Acorn,Sara Khan,A,Ali Khan,A\n").as_bytes()).expect("in");
    assert_eq!(setting.homes("Amy Khan"), ["Sara Khan 0", "Ali Khan 0"]);
    let mother = setting.roll.contacts[0].clone();
    let parted = file("Amy,Khan,01/01/2024,Acorn,Ali Khan,B,Sara Khan,A\n");
    setting.register(parted.as_bytes()).expect("in");
    assert_eq!(setting.homes("Amy Khan"), ["Ali Khan 0", "Sara Khan 1"]);
    assert_eq!(setting.roll.contacts.len(), 2);
    assert!(setting.roll.contact(mother.id).is_some());
    assert_eq!(setting.register(parted.as_bytes()).expect("again").changes, []);
    let alone = file("Amy,Khan,01/01/2024,Acorn,Sara Khan,A,,\n");
    let plan = setting.register(alone.as_bytes()).expect("in");
    assert!(
        plan.summary.iter().any(|l| l == "Ali Khan is no longer on Amy Khan's list."),
        "{:?}",
        plan.summary
    );
    assert_eq!(setting.homes("Amy Khan"), ["Sara Khan 0"]);
}

#[test]
fn rows_of_one_family_that_disagree_are_refused() {
    let head = "Forename,Surname,DOB,Room,Siblings,Contact 1,Household 1,Format 1,Contact 2,Household 2\n";
    let homes = format!(
        "{head}Amy,Khan,01/01/2024,Acorn,Bea Khan,Sara Khan,A,,Ali Khan,B\nBea,Khan,02/01/2023,Acorn,,Sara Khan,A,,Ali Khan,A\n"
    );
    let homes = told(Setting::empty().register(homes.as_bytes()));
    assert!(
        homes.contains("who lives with whom is told otherwise for a brother or sister on line 3"),
        "{homes}"
    );
    let format = format!(
        "{head}Amy,Khan,01/01/2024,Acorn,Bea Khan,Sara Khan,A,Braille,,\nBea,Khan,02/01/2023,Acorn,,Sara Khan,A,Standard,,\n"
    );
    let format = told(Setting::empty().register(format.as_bytes()));
    assert_eq!(
        format,
        "Line 3, format 1 “standard”: line 2 says another format for Sara Khan. Write the same in both rows."
    );
}

#[test]
fn key_persons_are_found_by_what_people_write_and_told_when_they_are_not() {
    let file =
        |who: &str| format!("Forename,Surname,DOB,Room,Key person\nAmy,Khan,01/01/2024,Acorn,\"{who}\"\n");
    for who in ["Sam Okafor", "sam okafor", "SO", "s.o.", "Sam", "Okafor, Sam", "Sam O"] {
        let mut setting = Setting::staffed();
        setting.register(file(who).as_bytes()).unwrap_or_else(|trouble| panic!("{who}: {trouble}"));
        let amy = setting.child("Amy Khan").id;
        assert_eq!(
            setting.roll.key_person(amy, false, today()).map(|p| p.name.as_str()),
            Some("Sam Okafor"),
            "{who}"
        );
    }
    for (who, want) in [
        (
            "Sam Okaffor",
            "Line 2 “Sam Okaffor”: nobody in the staff list has this name, and it could be Sam Okafor (SO). Write Sam Okafor, if it is the same person; else bring in the staff list first.",
        ),
        (
            "Sam Quill",
            "Line 2, key person “Sam Quill”: nobody in the staff list has this name. Did you mean Sam Okafor? Else bring in the staff list first.",
        ),
        (
            "Ms Nobody",
            "Line 2, key person “Ms Nobody”: nobody in the staff list has this name. Write a name from the staff list, or bring in the staff list first.",
        ),
        (
            "Tom Shah",
            "Line 2, key person “Tom Shah”: Tom Shah left on 30/10/2026. Name somebody who works here.",
        ),
    ] {
        assert_eq!(told(Setting::staffed().register(file(who).as_bytes())), want);
    }
    let mut setting = Setting::staffed();
    setting.staff(b"Name,Initials,Role\nSam Bell,SB,Key person\n").expect("it comes in");
    let two = told(setting.register(file("Sam").as_bytes()));
    assert!(two.contains("it could be Sam Okafor (SO) and Sam Bell (SB)"), "{two}");
}

#[test]
fn staff_are_known_by_initials_and_name_and_initials_are_made_and_never_shared() {
    let mut setting = Setting::staffed();
    let plan = setting
        .staff(b"Staff name,Job title,Room,Until\nSam Okafor,Room leader,Acorn,\nAda Lovelace,Bank,All,\nSara Osman,Nursery nurse,Acorn,\n\"Bell, Jo\",Key worker,Sunflower,31/12/2026\n")
        .expect("it comes in");
    assert_eq!((plan.new_children, plan.changed_children), (2, 2));
    let person = |name: &str| setting.roll.people.iter().find(|p| p.name == name).expect("somebody");
    assert_eq!((person("Sam Okafor").role, person("Sam Okafor").initials.as_str()), (Role::RoomLead, "SO"));
    assert_eq!(person("Sara Osman").initials, "SOS");
    assert_eq!((person("Ada Lovelace").role, person("Ada Lovelace").room), (Role::Cover, None));
    assert_eq!(person("Jo Bell").until, Some(date(2026, 12, 31)));
    assert_eq!(setting.roll.people.len(), 10);

    // A surname by marriage keeps the person; somebody else's initials are refused; a leaver's are free.
    let plan = setting.staff(b"Name,Initials,Role\nSam Bell,SO,Room lead\n").expect("it comes in");
    assert!(
        plan.summary.iter().any(|line| line == "Sam Okafor is written Sam Bell from now on."),
        "{:?}",
        plan.summary
    );
    let taken = told(setting.staff(b"Name,Initials,Role\nSofia Ortiz,SO,Cover\n"));
    assert_eq!(
        taken,
        "Line 2, initials “SO”: these are the initials of Sam Bell too. Give each person who works here their own."
    );
    setting.staff(b"Name,Initials,Role\nTerry Stone,TS,Cover\n").expect("a leaver's initials are free");
    let twice = told(setting.staff(b"Name,Initials,Role\nAnn Other,AO,Cover\nAnn Other,AO,Cover\n"));
    assert!(twice.contains("this person is on line 2 too"), "{twice}");
}

#[test]
fn pins_are_read_with_and_without_a_header_and_never_shown() {
    let mut setting = Setting::staffed();
    setting.staff(STAFF).expect("it comes in");
    let read =
        |text: &str| read_pins(&pins(text.as_bytes()).expect("a table"), &setting.roll.people, today());
    for text in
        ["Initials,PIN\nSO,8264\nPS,826413\n", "SO,8264\nPS,826413\n", "pin;initials\n8264;so\n826413;ps\n"]
    {
        let pins = read(text).unwrap_or_else(|troubles| panic!("{troubles:?}"));
        let pins: Vec<_> = pins.iter().map(|row| (row.initials.as_str(), row.pin.as_str())).collect();
        assert_eq!(pins, [("SO", "8264"), ("PS", "826413")], "{text}");
    }
    let troubles =
        read("Initials,PIN\nSO,826\nPS,8264\nXX,8264\nJB,82x4\nMK,8264\nMK,8264\n8264,LF\nTS,8264\n")
            .expect_err("refused");
    let told: Vec<String> = troubles.iter().map(ToString::to_string).collect();
    assert_eq!(troubles.iter().map(|t| t.line).collect::<Vec<_>>(), [2, 3, 4, 5, 7, 8, 9]);
    assert!(told[0].contains("the PIN of a key person has 4 numbers"), "{}", told[0]);
    assert!(told.iter().all(|line| !line.contains("826") && !line.contains("82x")), "{told:#?}");
}

fn pins(bytes: &[u8]) -> Result<Table, FileTrouble> {
    table(bytes, List::Pins, None)
}

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let table = table(bytes, List::Register, None).expect("a table");
    std::iter::once(table.headers.clone()).chain(table.rows.iter().map(|row| row.cells.clone())).collect()
}

fn written(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).expect("a row"));
    writer.into_inner().expect("bytes")
}

/// Small registers in which names, homes, adults and brothers and sisters meet often.
fn register() -> impl Strategy<Value = Vec<Vec<String>>> {
    use proptest::sample::select;
    let homes =
        proptest::collection::vec((select(vec!["", "A", "A", "B"]), select(vec!["", "Yes", "No"])), 3);
    let adults = (Just(vec!["Jo", "Jo Lee", "Mo", "Bo", "", ""]).prop_shuffle(), homes);
    let row = (
        select(vec!["Ava", "AVÁ", "Benedict", "Ben", "Cai", "Dev", "Eve"]),
        select(vec!["", "", "Ben"]),
        select(vec!["Lee", "O'Lee"]),
        select(vec!["", "01/02/2024", "03/04/2023"]),
        select(vec!["Acorn", "Oak"]),
        select(vec!["", "SO", "Jo Bell"]),
        select(vec!["", "", "Priya"]),
        select(vec!["", "", "", "", "", "Ben Lee", "Ava"]),
        adults,
    );
    proptest::collection::vec(row, 1..5).prop_map(|rows| {
        let head = "Forename,Known as,Surname,DOB,Room,Key person,Second key person,Siblings,Contact 1,Household 1,PR 1,Contact 2,Household 2,PR 2,Contact 3,Household 3,PR 3";
        let head: Vec<String> = head.split(',').map(String::from).collect();
        let rows = rows.into_iter().map(|(a, b, c, d, e, f, g, h, adults)| {
            let adults = adults.0.into_iter().zip(adults.1).flat_map(|(name, (home, pr))| {
                if name.is_empty() { ["", "", ""] } else { [name, home, pr] }
            });
            [a, b, c, d, e, f, g, h].into_iter().chain(adults).map(String::from).collect()
        });
        std::iter::once(head).chain(rows).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_comes_in_comes_in_once(first in register(), second in register(), seed in any::<u64>()) {
        let mut setting = Setting::staffed();
        for file in [&first, &second] {
            let before = setting.roll.clone();
            // Whatever is asked, by the numbers of the seed.
            let numbers: Vec<usize> = (0..60).map(|at| 1 + usize::try_from(seed >> at & 1).expect("a bit")).collect();
            let Ok(_) = setting.answered(&written(file), &numbers) else {
                prop_assert_eq!(&setting.roll, &before);
                continue;
            };
            // Each child of the file is there, each adult of a child once, and in the row's order.
            let mut again = file.clone();
            if seed % 2 == 0 {
                again[1..].reverse();
            }
            let after = setting.roll.clone();
            let plan = match setting.register(&written(&again)) {
                Ok(plan) => plan,
                // Of two namesakes without a day, who is meant is asked every time.
                Err(Trouble::Unsure(doubts)) => {
                    for doubt in doubts {
                        prop_assert!(doubt.what.starts_with("more than one child"), "{}", doubt);
                    }
                    prop_assert_eq!(&setting.roll, &after);
                    continue;
                }
                // A brother or sister whose name a second child has had since is asked about too.
                Err(Trouble::Rows(rows)) if rows.iter().all(|row| row.what == "more than one child has this name") => {
                    prop_assert_eq!(&setting.roll, &after);
                    continue;
                }
                Err(trouble) => panic!("it comes in again: {trouble}"),
            };
            prop_assert_eq!(&plan.changes, &vec![], "{:#?}", plan.summary);
            for child in &setting.roll.children {
                let names: Vec<String> = setting.roll.adults(child.id).map(|(_, adult)| fold(&adult.name)).collect();
                let once: std::collections::BTreeSet<_> = names.iter().collect();
                prop_assert_eq!(once.len(), names.len());
                let open = |second| setting.roll.key_persons.iter().filter(|b| b.child == child.id && b.second == second && b.until.is_none()).count();
                prop_assert!(open(false) <= 1 && open(true) <= 1);
            }
        }
    }

    #[test]
    fn rows_and_columns_in_any_order_give_no_doubles(
        row_order in Just((1..25usize).collect::<Vec<_>>()).prop_shuffle(),
        column_order in Just((0..33usize).collect::<Vec<_>>()).prop_shuffle(),
        first in 1..25usize,
    ) {
        let cells = cells(REGISTER);
        let shuffled: Vec<Vec<String>> = std::iter::once(0)
            .chain(row_order.iter().copied())
            .map(|row| column_order.iter().map(|&column| cells[row].get(column).cloned().unwrap_or_default()).collect())
            .collect();
        let shuffled = written(&shuffled);

        let mut setting = Setting::staffed();
        setting.register(REGISTER).expect("it comes in");
        let before = setting.roll.clone();
        prop_assert_eq!(setting.register(&shuffled).expect("it comes in").changes, []);
        prop_assert_eq!(&setting.roll, &before);

        // The same the other way round, and brought in by parts.
        let mut setting = Setting::staffed();
        let mut part: Vec<Vec<String>> = cells.iter().take(first + 1).cloned().collect();
        let siblings = cells[0].iter().position(|name| name == "Siblings").expect("the column");
        part.iter_mut().skip(1).for_each(|row| row[siblings].clear());
        setting.register(&written(&part)).expect("it comes in");
        setting.register(&shuffled).expect("it comes in");
        prop_assert_eq!(setting.register(REGISTER).expect("it comes in").changes, []);
        prop_assert_eq!(setting.roll.children.len(), 24);
    }
}

#[test]
fn applying_a_change_twice_is_the_same_as_once() {
    let mut setting = Setting::staffed();
    let plan = setting.register(REGISTER).expect("it comes in");
    let before = setting.roll.clone();
    plan.changes.iter().for_each(|change| setting.roll.apply(change));
    assert_eq!(setting.roll, before);
    let link = before.links[0].clone();
    setting.roll.apply(&Change::Unlink { child: link.child, contact: link.contact });
    assert_eq!(setting.roll.links.len(), before.links.len() - 1);
}
