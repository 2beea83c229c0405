//! Workbooks as other systems write them, and workbooks that nobody should believe.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::*;

fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().expect("a workbook")
}

fn put(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, *cell).expect("written");
    }
}

fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).expect("a name");
        (0..).zip(*rows).for_each(|(row, cells)| put(sheet, row, cells));
    }
    saved(book)
}

const HEAD: &[&str] = &["Forename", "Surname", "DOB", "Room"];
const AVA: &[&str] = &["Ava", "Patel", "03/11/2023", "Acorn"];

/// A register as a nursery's system writes it: a title, the header in row 5, days and numbers as a
/// spreadsheet keeps them, a total, a note, and other sheets around it.
fn real() -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let cover = book.add_worksheet().set_name("Cover").expect("a name");
    put(cover, 0, &["Little Acorns Day Nursery"]);
    let sheet = book.add_worksheet().set_name("Children").expect("a name");
    put(sheet, 0, &["Little Acorns Day Nursery: children on roll"]);
    put(sheet, 1, &["Printed 24/11/2026 by R. Ellis"]);
    #[rustfmt::skip]
    put(sheet, 4, &[
        "Child Name", "Date of Birth", "Base Room", "Start date", "Mon", "Tue", "Parent 1", "PR 1", "Parent 1 mobile",
    ]);
    put(sheet, 5, &["O'Neill, Ava"]);
    let born = ExcelDateTime::from_ymd(2024, 7, 14).expect("a day");
    sheet.write_datetime_with_format(5, 1, &born, &day).expect("written");
    sheet.write_number(5, 2, 2).expect("written");
    // A day without the form of one.
    sheet.write_number(5, 3, 46_267).expect("written");
    sheet.write_boolean(5, 4, true).expect("written");
    sheet.write_boolean(5, 5, false).expect("written");
    sheet.write_string(5, 6, "Siobhan O'Neill").expect("written");
    sheet.write_boolean(5, 7, true).expect("written");
    sheet.write_number(5, 8, 7_700_900_123_f64).expect("written");
    put(sheet, 6, &["Benedict CLARKE (Ben)", "21/02/2024", "2", "", "Yes", "Yes", "", "", "07700 900124"]);
    put(sheet, 8, &["Total children: 2"]);
    put(sheet, 10, &["AM", "Morning session"]);
    let lists = book.add_worksheet().set_name("Lists").expect("a name");
    put(lists, 0, HEAD);
    put(lists, 1, AVA);
    lists.set_hidden(true);
    saved(book)
}

#[test]
fn a_real_workbook_comes_in_with_its_days_numbers_and_yeses_and_only_once() {
    let mut setting = Setting::empty();
    let plan = setting.register(&real()).unwrap_or_else(|trouble| panic!("{trouble}"));
    assert_eq!(plan.new_children, 2);
    let want = [
        "Read from the sheet “Children”, header in row 5. Not read: “Cover”.",
        "Not part of the list, and left: line 9 “Total children: 2”; line 11 “AM Morning session”.",
    ];
    assert_eq!(plan.read_as, want);
    assert_eq!(plan.left_columns, ["Parent 1 mobile"]);
    let ava = setting.child("Ava O'Neill").clone();
    assert_eq!((ava.born, ava.started), (Some(date(2024, 7, 14)), Some(date(2026, 9, 2))));
    assert_eq!(ava.pattern.to_string(), "Mon");
    assert_eq!(setting.roll.rooms.len(), 1);
    assert_eq!(setting.roll.rooms[0].name, "2");
    let (link, _) = setting.roll.adults(ava.id).next().expect("an adult");
    assert_eq!(link.responsibility, Responsibility::Yes);
    let ben = setting.child("Ben CLARKE");
    assert_eq!((ben.forename.as_str(), ben.pattern.to_string().as_str()), ("Benedict", "Mon Tue"));
    assert_eq!(setting.register(&real()).expect("again").changes, []);
    assert_eq!(setting.roll.children.len(), 2);
}

#[test]
fn numbers_that_are_no_days_keep_all_their_figures() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    put(sheet, 0, HEAD);
    sheet.write_string(0, 4, "Mobile").expect("written");
    put(sheet, 1, AVA);
    sheet.write_number(1, 4, 447_700_900_123_f64).expect("written");
    put(sheet, 2, &["Ben", "Clarke", "21/02/2024", "Acorn", "07700 900124"]);
    let table = table(&saved(workbook), List::Register, None).expect("a table");
    assert_eq!(table.rows[0].cell(4), "447700900123");
    assert_eq!(table.rows[1].cell(4), "07700 900124");
}

#[test]
fn days_counted_from_1904_are_the_same_days() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    put(sheet, 0, HEAD);
    put(sheet, 1, &["Ava", "Patel", "", "Acorn"]);
    // 3 November 2023 is 45,233 counted from 1900, and 43,771 counted from 1904.
    sheet.write_number(1, 2, 43_771).expect("written");
    let bytes = changed(&saved(workbook), "xl/workbook.xml", |xml| {
        xml.replacen("<workbookPr ", "<workbookPr date1904=\"1\" ", 1)
    });
    let table = table(&bytes, List::Register, None).expect("a table");
    assert_eq!(table.rows[0].cell(2), "2023-11-03");
}

#[test]
fn the_sheet_that_can_be_the_list_is_read_and_a_tie_is_asked() {
    let staff: &[&[&str]] = &[&["Name", "Initials", "Role"], &["Sam Okafor", "SO", "Key person"]];
    let fees: &[&[&str]] = &[&["Forename", "Surname", "Fee"], &["Ava", "Patel", "12"]];
    let bytes = book(&[("Staff", staff), ("Fees", fees), ("Register", &[HEAD, AVA])]);
    let mut setting = Setting::empty();
    let plan = setting.staff(&bytes).expect("the staff come in");
    assert_eq!(
        plan.read_as,
        ["Read from the sheet “Staff”, header in row 1. Not read: “Fees” and “Register”."]
    );
    let plan = setting.register(&bytes).expect("the children come in");
    assert_eq!(
        plan.read_as,
        ["Read from the sheet “Register”, header in row 1. Not read: “Staff” and “Fees”."]
    );

    let ben: &[&str] = &["Ben", "Clarke", "21/02/2024", "Oak"];
    let two = book(&[("Autumn", &[HEAD, AVA]), ("Spring", &[HEAD, ben]), ("Empty", &[HEAD])]);
    assert_eq!(
        told(Setting::empty().register(&two)),
        "More than one sheet could be the list: “Autumn” and “Spring”. Say which one with --sheet NAME, or save that sheet alone."
    );
    let mut setting = Setting::empty();
    setting.bring_in(List::Register, &two, Some("spring"), &[]).expect("it comes in");
    assert_eq!(setting.child("Ben Clarke").first_name(), "Ben");
    let none = told(setting.bring_in(List::Register, &two, Some("Summer"), &[]));
    assert_eq!(none, "There is no sheet “Summer” in this workbook. It has “Autumn”, “Spring” and “Empty”.");
    let none = book(&[("One", &[&["a", "b"]]), ("Two", &[&["c"]])]);
    assert!(
        told(setting.register(&none)).starts_with("No sheet of this workbook has a row with the headers")
    );
}

/// A part of a workbook put anew.
fn changed(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let inside = part.name().expect("a name").to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        out.start_file(inside.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        let text = if inside == name { change(&text) } else { text };
        out.write_all(text.as_bytes()).expect("written");
    }
    out.finish().expect("a zip").into_inner()
}

/// The workbook with one part more.
fn with(bytes: &[u8], name: &str, part: &[u8]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new_append(Cursor::new(bytes.to_vec())).expect("a zip");
    out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
    out.write_all(part).expect("written");
    out.finish().expect("a zip").into_inner()
}

/// The records of an old workbook with one sheet, in the box that they come in.
fn old(records: &[(u16, Vec<u8>)], beside: Option<&str>) -> Vec<u8> {
    let mut stream = Vec::new();
    let mut record = |kind: u16, data: &[u8]| {
        stream.extend(kind.to_le_bytes());
        stream.extend(u16::try_from(data.len()).expect("short").to_le_bytes());
        stream.extend(data);
    };
    let begin = |kind: u16| [0x0600, kind, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat();
    record(0x0809, &begin(5));
    let name = b"Register";
    // Its records begin behind these: 20, 20 and 4 bytes.
    let mut sheet = vec![44, 0, 0, 0, 0, 0, u8::try_from(name.len()).expect("short"), 0];
    sheet.extend(name);
    record(0x0085, &sheet);
    record(0x000a, &[]);
    record(0x0809, &begin(0x10));
    for (kind, data) in records {
        record(*kind, data);
    }
    record(0x000a, &[]);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a box");
    file.create_stream("/Workbook").expect("a stream").write_all(&stream).expect("written");
    if let Some(beside) = beside {
        file.create_stream(beside).expect("a stream");
    }
    file.flush().expect("written");
    file.into_inner().into_inner()
}

fn label(row: u16, column: u16, text: &str) -> (u16, Vec<u8>) {
    let mut data = [row, column, 0, u16::try_from(text.len()).expect("short")].map(u16::to_le_bytes).concat();
    data.push(0);
    data.extend(text.as_bytes());
    (0x0204, data)
}

fn number(row: u16, column: u16, value: f64) -> (u16, Vec<u8>) {
    let mut data = [row, column, 0].map(u16::to_le_bytes).concat();
    data.extend(value.to_le_bytes());
    (0x0203, data)
}

fn old_register() -> Vec<(u16, Vec<u8>)> {
    let mut records: Vec<_> = (0..).zip(HEAD).map(|(column, text)| label(0, column, text)).collect();
    records.extend([label(1, 0, "Ava"), label(1, 1, "Patel"), number(1, 2, 45_233.0), label(1, 3, "Acorn")]);
    records
}

#[test]
fn an_old_workbook_comes_in_and_only_once() {
    let mut setting = Setting::empty();
    let plan = setting.register(&old(&old_register(), None)).unwrap_or_else(|trouble| panic!("{trouble}"));
    assert_eq!(plan.new_children, 1);
    assert_eq!(setting.child("Ava Patel").born, Some(date(2023, 11, 3)));
    assert_eq!(setting.register(&old(&old_register(), None)).expect("again").changes, []);
}

#[test]
fn every_bad_workbook_is_refused_with_a_sentence_of_its_own() {
    let good = book(&[("Register", &[HEAD, AVA])]);
    let cut = good[..good.len() / 2].to_vec();
    let old_good = old(&old_register(), None);
    let bomb = {
        let mut out = zip::ZipWriter::new_append(Cursor::new(good.clone())).expect("a zip");
        out.start_file("xl/media/a.bin", zip::write::SimpleFileOptions::default()).expect("a part");
        let block = vec![0u8; 1024 * 1024];
        (0..70).for_each(|_| out.write_all(&block).expect("written"));
        out.finish().expect("a zip").into_inner()
    };
    assert!(bomb.len() < 200_000);
    let claims = changed(&good, "xl/sharedStrings.xml", |xml| {
        xml.replacen("uniqueCount=\"", "uniqueCount=\"9999999999999", 1)
    });
    let locked = {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a box");
        file.create_stream("/EncryptedPackage").expect("a stream").write_all(&[7; 5000]).expect("written");
        file.flush().expect("written");
        file.into_inner().into_inner()
    };
    let mut far = old_register();
    far.push(label(65_535, 65_535, "x"));
    let mut wide = old_register();
    wide.insert(
        0,
        (0x0200, [0u32, u32::MAX].map(u32::to_le_bytes).concat().into_iter().chain([0; 6]).collect()),
    );
    let mut sealed = old_register();
    sealed.insert(0, (0x002f, vec![1, 0, 1, 0]));
    let mut broken = old_register();
    broken.push((0x00fd, vec![1]));
    let tall = {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        put(sheet, 0, HEAD);
        put(sheet, 1, AVA);
        put(sheet, 30_000, AVA);
        saved(workbook)
    };
    let broad = {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        put(sheet, 0, HEAD);
        sheet.write_string(1, 500, "x").expect("written");
        saved(workbook)
    };
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("cut off", cut, "This is a workbook that is damaged or cut off"),
        ("a bomb", bomb, "This workbook unpacks to more than 64 MB"),
        ("false claims", claims, "This is a workbook that is damaged or cut off"),
        ("macros", with(&good, "xl/vbaProject.bin", b"x"), "This workbook has macros in it"),
        ("a macro sheet", with(&good, "xl/macrosheets/sheet1.xml", b"x"), "This workbook has macros in it"),
        ("locked", locked, "This workbook is locked with a password."),
        ("too many rows", tall, "This file has more than 20000 rows"),
        ("too many columns", broad, "Line 2 has more than 200 columns."),
        (
            "a binary workbook",
            with(&zipped(), "xl/workbook.bin", b"x"),
            "This is a binary Excel workbook (.xlsb).",
        ),
        ("a zip in a zip", with(&zipped(), "register.xlsx", &good), "This is a zip file."),
        ("no sheet of children", book(&[("A", &[])]), "This file is empty."),
        ("old and cut off", old_good[..old_good.len() / 2].to_vec(), "This is a workbook that is damaged"),
        ("old and locked", old(&sealed, None), "This workbook is locked with a password."),
        (
            "old with macros",
            old(&old_register(), Some("/_VBA_PROJECT_CUR")),
            "This workbook has macros in it",
        ),
        ("old and far", old(&far, None), "This old Excel workbook has more in it than any list should."),
        ("old and wide", old(&wide, None), "This old Excel workbook has more in it than any list should."),
        ("old and broken", old(&broken, None), "This is a workbook that is damaged"),
        (
            "an old Word document",
            {
                let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a box");
                file.create_stream("/WordDocument").expect("a stream");
                file.flush().expect("written");
                file.into_inner().into_inner()
            },
            "This is an old Word document.",
        ),
    ];
    for (name, bytes, want) in cases {
        let mut setting = Setting::empty();
        let told = told(setting.register(&bytes));
        assert!(told.starts_with(want), "{name}: {told}");
        assert_eq!(setting.roll, Roll::default(), "{name}");
    }
}

/// A zip with a remark in it.
fn zipped() -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    out.start_file("readme.txt", zip::write::SimpleFileOptions::default()).expect("a part");
    out.finish().expect("a zip").into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_slip_in_a_workbook_makes_it_panic_or_come_in_by_half(
        at in any::<proptest::sample::Index>(), byte in any::<u8>(), keep in any::<proptest::sample::Index>(), older in any::<bool>(),
    ) {
        let mut bytes = if older { old(&old_register(), None) } else { book(&[("Register", &[HEAD, AVA])]) };
        let place = at.index(bytes.len());
        bytes[place] = byte;
        if byte % 3 == 0 {
            bytes.truncate(keep.index(bytes.len()));
        }
        let mut setting = Setting::empty();
        if setting.register(&bytes).is_err() {
            prop_assert_eq!(setting.roll, Roll::default());
        }
    }
}
