//! Files that must be refused, and cells that must not do what they say.

use proptest::prelude::*;

use super::*;

#[test]
fn every_bad_row_is_told_with_line_column_value_and_what_to_do() {
    let file = "First name,Surname,DOB,Room,Start date,Leaving date,PR 1,Parent 1,Siblings\n\
        Ava,Patel,31/02/2024,Acorn,,,,,\n\
        ,Clarke,45487,,,,,,\n\
        Ben,Clarke,01/01/2024,Acorn,01/01/2023,,x,Lucy Clarke,\n\
        Cai,Jones,01/01/2024,Acorn,02/01/2025,01/01/2025,,,Dai Jones\n";
    let want = [
        "Line 2, DOB “31/02/2024”: there is no such day. Write it as 14/07/2024.",
        "Line 3, First name: it is blank. Write it in.",
        "Line 3, Room: it is blank. Write it in.",
        "Line 3, DOB “45487”: this is the number by which a spreadsheet keeps a day. Give the column the form of a date, save the file again, or write it as 14/07/2024.",
        "Line 4, PR 1 “x”: it does not say whether this adult has parental responsibility. Write Yes, No or Not known.",
        "Line 4, Start date “01/01/2023”: the first day is before the date of birth. Look which of the two days is right.",
        "Line 5, Leaving date “01/01/2025”: the last day is before the first. Look which of the two days is right.",
    ];
    let told = told(Setting::empty().register(file.as_bytes()));
    assert_eq!(told.lines().collect::<Vec<_>>(), want);
    let failure = Failure::from(Setting::empty().register(file.as_bytes()).expect_err("refused"));
    assert!(failure.to_string().contains("Nothing was brought in."));
}

/// Files that must be refused, each with the beginning of the sentence that it gets.
#[test]
fn every_bad_file_is_refused_with_a_sentence_of_its_own() {
    let head = "Forename,Surname,DOB,Room\n";
    let row = |row: &str| format!("{head}{row}\n").into_bytes();
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(head.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let utf16_bare: Vec<u8> = head.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let wide = vec!["a"; 201].join(",");
    let long = format!("{head}{}\n", "Ava,Patel,,Acorn\n".repeat(20_001));
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", vec![], "This file is empty."),
        ("a mark alone", b"\xef\xbb\xbf".to_vec(), "This file is empty."),
        ("blank lines", b"\r\n\r\n \r\n".to_vec(), "This file is empty."),
        ("commas alone", b",,,\n,,,\n".to_vec(), "This file is empty."),
        ("a header alone", head.into(), "Line 1: there are no children below the header."),
        (
            "a broken workbook",
            b"PK\x03\x04\x14\0 xl/workbook.xml".to_vec(),
            "This is a workbook that is damaged",
        ),
        (
            "a broken old workbook",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            "This is a workbook that is damaged",
        ),
        ("a PDF", b"%PDF-1.7\n".to_vec(), "This is a PDF."),
        ("a picture", b"\x89PNG\r\n\x1a\n".to_vec(), "This is a picture."),
        ("a web page", b"\n <!DOCTYPE html><table>".to_vec(), "This is a web page or an XML file"),
        (
            "a web page under a mark",
            b"\xef\xbb\xbf<html><table>".to_vec(),
            "This is a web page or an XML file",
        ),
        ("a gzip", b"\x1f\x8b\x08\0".to_vec(), "This is a packed file."),
        ("a database", b"SQLite format 3\0".to_vec(), "This is a database."),
        ("UTF-16", utf16, "Line 1: there are no children below the header."),
        ("UTF-16 without a mark", utf16_bare, "Line 1: there are no children below the header."),
        ("a NUL", row("Av\0a,Patel,,Acorn"), "This file is not text."),
        ("noise", (0u8..32).cycle().take(500).collect(), "This file is not text."),
        ("too large", vec![b'a'; 8 * 1024 * 1024 + 1], "This file is larger than 8 MB"),
        ("too many rows", long.into(), "This file has more than 20000 rows"),
        ("too many columns", format!("{wide}\n").into(), "Line 1 has 201 columns."),
        (
            "a huge cell",
            row(&format!("Ava,{},,Acorn", "x".repeat(10_001))),
            "A cell on line 2 has more than 10,000 letters.",
        ),
        (
            "a quote left open",
            row("Ava,\"Patel,,Acorn\nBen,Clarke,,Acorn"),
            "A quotation mark that opens on or after line 2 is never closed",
        ),
        (
            "no such columns",
            b"a,b\n1,2\n".to_vec(),
            "Line 1: there is no column for Forename. Name a column “Forename”, “First name” or “Given name”.",
        ),
        ("no room", b"Forename,Surname\nAva,Patel\n".to_vec(), "Line 1: there is no column for Room."),
        (
            "one name alone",
            b"Name,DOB,Room\nAva,,Acorn\n".to_vec(),
            "Line 2, Name “Ava”: there is one name alone in it.",
        ),
        (
            "a room that became a day",
            row("Ava,Patel,,01/02/2026"),
            "Line 2, Room “01/02/2026”: a spreadsheet made a day of it.",
        ),
        (
            "a header twice",
            b"Forename,Surname,Room,DOB,DOB\nAva,Patel,Acorn,,\n".to_vec(),
            "Line 1: the columns “DOB” and “DOB” mean the same.",
        ),
        (
            "two of one meaning",
            b"Forename,First name,Surname,Room\nAva,Ava,Patel,Acorn\n".to_vec(),
            "Line 1: the columns “Forename” and “First name” mean the same.",
        ),
        (
            "days twice",
            b"Forename,Surname,Room,Days,Mon\nAva,Patel,Acorn,all,x\n".to_vec(),
            "Line 1: the columns “Days” and “Mon” mean the same.",
        ),
        (
            "a cell too many",
            row("Ava,Patel,,Acorn,oops"),
            "Line 2 “oops”: the row has 5 cells and the header has 4. Put quotation marks round a cell that has a comma in it.",
        ),
        (
            "a semicolon too many",
            b"Forename;Surname;DOB;Room\nAva;Patel;;Acorn;oops\n".to_vec(),
            "Line 2 “oops”: the row has 5 cells and the header has 4. Put quotation marks round a cell that has a semicolon in it.",
        ),
        (
            "a day that is none",
            row("Ava,Patel,31/02/2024,Acorn"),
            "Line 2, DOB “31/02/2024”: there is no such day.",
        ),
        (
            "born to come",
            row("Ava,Patel,01/01/2030,Acorn"),
            "Line 2, date of birth “01/01/2030”: it is still to come.",
        ),
        (
            "grown up",
            row("Ava,Patel,01/01/1998,Acorn"),
            "Line 2, date of birth “01/01/1998”: that would make them 18 or older.",
        ),
        (
            "an escape sequence",
            row("Ava\x1b[2J,Patel,,Acorn"),
            "Line 2, Forename “Ava[U+001B][2J”: there is a command for a terminal in it.",
        ),
        (
            "a bidi override",
            row("Ava,Pa\u{202e}tel,,Acorn"),
            "Line 2, Surname “Pa[U+202E]tel”: there are hidden marks in it that turn",
        ),
        (
            "a zero-width space",
            row("A\u{200b}va,Patel,,Acorn"),
            "Line 2, Forename “A[U+200B]va”: there is a character in it that can't be seen.",
        ),
        (
            "a C1 control",
            row("Ava,Pa\u{9b}tel,,Acorn"),
            "Line 2, Surname “Pa[U+009B]tel”: there is a character",
        ),
        (
            "a lost letter",
            row("Bri\u{fffd}d,Patel,,Acorn"),
            "Line 2, Forename “Bri\u{fffd}d”: a letter was lost",
        ),
        (
            "a sheet's error",
            row("#REF!,Patel,,Acorn"),
            "Line 2, Forename “#REF!”: this is a spreadsheet's error",
        ),
        (
            "a formula for a name",
            row("=1+1,Patel,,Acorn"),
            "Line 2, Forename “=1+1”: there is no letter in this name.",
        ),
        (
            "a command for a name",
            row("=cmd|' /C calc'!A0,Patel,,Acorn"),
            "Line 2, Forename “=cmd|' /C calc'!A0”: this is a formula, not a name. Write the name.",
        ),
        ("a formula for a room", row("Ava,Patel,,@SUM(A1)"), "Line 2, Room “@SUM(A1)”: this is a formula"),
        ("no room at all", row("Ava,Patel,,N/A"), "Line 2, Room “N/A”: it says that there is none."),
        (
            "a letter of another machine",
            row("Zo\u{2030},Patel,,Acorn"),
            "Line 2, Forename “Zo‰”: some letters were garbled",
        ),
        ("a name without end", row(&format!("{},Patel,,Acorn", "A".repeat(200))), "Line 2, Forename “AAAA"),
        (
            "the same child twice",
            row("Ava,Patel,01/01/2024,Acorn\nAVA,PATEL,1/1/24,Acorn"),
            "Line 3 “AVA PATEL”: this child is on line 2 too.",
        ),
        (
            "two who can't be told apart",
            row("Ava,Patel,,Acorn\nAva,Patel,,Acorn"),
            "Line 3 “Ava Patel”: this child is on line 2 too, and neither row has a date of birth.",
        ),
        (
            "an escape in a header",
            b"Forename,Surname,Room,DOB\x1b[2J,Date of birth\nAva,Patel,Acorn,,\n".to_vec(),
            "Line 1: the columns “DOB[U+001B][2J” and “Date of birth” mean the same.",
        ),
        (
            "a sibling unknown",
            b"Forename,Surname,Room,Siblings\nAva,Patel,Acorn,Avi Petal\n".to_vec(),
            "Line 2, siblings “Avi Petal”: no child in this file or on the roll has this name.",
        ),
        (
            "an adult without a name",
            b"Forename,Surname,Room,Parent 1,PR 1\nAva,Patel,Acorn,,Yes\n".to_vec(),
            "Line 2, PR 1 “Yes”: adult 1 of this child has no name.",
        ),
        (
            "an adult twice",
            b"Forename,Surname,Room,Parent 1,Parent 2\nAva,Patel,Acorn,Jo P,jo p\n".to_vec(),
            "Line 2, Parent 2 “jo p”: this adult is listed twice for the child.",
        ),
    ];
    for (name, bytes, want) in cases {
        let mut setting = Setting::empty();
        match setting.register(&bytes) {
            Ok(plan) => panic!("{name} came in: {:?}", plan.summary),
            Err(trouble) => {
                let told = trouble.to_string();
                assert!(told.starts_with(want), "{name}: {told}");
                assert!(!told.chars().any(|c| words::hidden(c) && c != '\n'), "{name}: {told:?}");
                assert_eq!(setting.roll, Roll::default());
            }
        }
    }
}

#[test]
fn one_list_brought_in_for_the_other_is_told_for_what_it_is() {
    assert_eq!(
        told(Setting::empty().register(STAFF)),
        "Line 1: this looks like a staff list, not a register. Bring it in as the staff list."
    );
    assert_eq!(
        told(Setting::empty().staff(REGISTER)),
        "Line 1: this looks like a register, not a staff list. Bring it in as the register."
    );
}

#[test]
fn what_looks_like_a_formula_is_text() {
    let mut setting = Setting::empty();
    setting
        .register(b"Forename,Surname,Room,Notes\nAva,Patel,Acorn,\"=HYPERLINK(\"\"http://x\"\")\"\n")
        .expect("it comes in");
    assert_eq!(setting.child("Ava Patel").notes, "=HYPERLINK(\"http://x\")");
}

#[test]
fn an_unknown_columns_name_is_shown_without_what_it_could_do() {
    let plan = Setting::empty()
        .register(b"Forename,Surname,Room,Fee\x1b[2J,,\nAva,Patel,Acorn,3,4,\n")
        .expect("it comes in");
    assert_eq!(plan.left_columns, ["Fee[U+001B][2J", "column 5 (no header)"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Setting::empty().register(&bytes);
        let _ = Setting::empty().staff(&bytes);
    }

    #[test]
    fn no_cells_under_a_known_header_make_it_panic(
        rows in proptest::collection::vec(proptest::collection::vec("\\PC{0,12}|[0-9/.-]{0,10}|[MTWFhu ,;-]{0,8}", 8), 1..6),
        staff in proptest::collection::vec(proptest::collection::vec("\\PC{0,12}", 5), 1..6),
    ) {
        let head = ["Forename", "Surname", "DOB", "Room", "Key person", "Days", "Siblings", "Contact 1"];
        let file: Vec<Vec<String>> =
            std::iter::once(head.map(String::from).to_vec()).chain(rows).collect();
        let _ = Setting::staffed().register(&written(&file));
        let head = ["Name", "Initials", "Role", "From", "Until"];
        let file: Vec<Vec<String>> =
            std::iter::once(head.map(String::from).to_vec()).chain(staff).collect();
        let _ = Setting::staffed().staff(&written(&file));
        let _ = pins(&written(&file)).map(|table| read_pins(&table, &[], today()));
    }
}
