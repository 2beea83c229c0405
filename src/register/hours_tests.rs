//! The hours of a register: from its file into the record, and what is said of those that can't be.

use super::*;

#[test]
fn hours_come_in_with_the_days_and_what_changes_is_said() {
    let mut setting = Setting::empty();
    let head = "Forename,Surname,Room,Days,Start time\n";
    let mut bring = |rows: &str, said: &[&str]| {
        let file = format!("{head}{rows}");
        let plan = setting.register(file.as_bytes()).expect("it comes in");
        for line in said {
            assert!(plan.summary.iter().any(|other| other == line), "{line}\n{:#?}", plan.summary);
        }
        assert_eq!(setting.register(file.as_bytes()).expect("again").changes, [], "{rows}");
        let comes = |name: &str| setting.child(name).comes();
        [comes("Ben Clarke"), comes("Ava Patel")]
    };
    let first = "Ben,Clarke,Acorn,Mon-Wed,09:00\nAva,Patel,Acorn,Mon 8-1 Tue,\n";
    let both = "At what hour they are expected is said of 2 of them.";
    assert_eq!(bring(first, &[both]), ["Mon Tue Wed at 09:00", "Mon am 08:00, Tue"]);
    let later = "Ben,Clarke,Acorn,Mon-Wed,9.30\nAva,Patel,Acorn,Mon 8-1 Tue,8:30\n";
    let said = [
        "Ben Clarke comes at 09:30 now, before 09:00.",
        "Ava Patel comes Mon am 08:00, Tue 08:30 now, before Mon am 08:00, Tue.",
    ];
    assert_eq!(bring(later, &said), ["Mon Tue Wed at 09:30", "Mon am 08:00, Tue 08:30"]);
    let other_days = "Ben,Clarke,Acorn,Tue pm Wed,9.30\nAva,Patel,Acorn,Mon am Tue,\n";
    let said = [
        "Ben Clarke comes Tue pm, Wed 09:30 now, before Mon Tue Wed at 09:30.",
        "Ava Patel comes Mon am Tue now, before Mon am 08:00, Tue 08:30.",
    ];
    assert_eq!(bring(other_days, &said), ["Tue pm, Wed 09:30", "Mon am Tue"]);

    // A file that says nothing of hours leaves them on days of which the part is the same.
    let plan = setting.register(b"Forename,Surname,Room,Wed\nBen,Clarke,Acorn,x\n").expect("it comes in");
    assert!(
        plan.summary.contains(&"Ben Clarke comes Wed at 09:30 now, before Tue pm, Wed 09:30.".to_string())
    );
    assert_eq!(setting.child("Ben Clarke").comes(), "Wed at 09:30");
    let plan = setting.register(b"Forename,Surname,Room,Wed\nBen,Clarke,Acorn,am\n").expect("it comes in");
    assert!(plan.summary.contains(&"Ben Clarke comes Wed am now, before Wed at 09:30.".to_string()));
    // Hours in the days' own columns; and a blank one takes the hour away.
    setting
        .register(b"Forename,Surname,Room,Wed,Fri AM\nBen,Clarke,Acorn,8-6,8:15-12:00\n")
        .expect("it comes in");
    assert_eq!(setting.child("Ben Clarke").comes(), "Wed 08:00, Fri am 08:15");
    setting.register(b"Forename,Surname,Room,Start time\nBen,Clarke,Acorn,8:45\n").expect("it comes in");
    assert_eq!(setting.child("Ben Clarke").comes(), "Wed Fri am at 08:45");
    let plan =
        setting.register(b"Forename,Surname,Room,Start time\nBen,Clarke,Acorn,\n").expect("it comes in");
    assert!(plan.summary.contains(&"Ben Clarke: no hour is said any more, before 08:45.".to_string()));
    assert_eq!(setting.child("Ben Clarke").comes(), "Wed Fri am");
    let plan =
        setting.register(b"Forename,Surname,Room,Start time\nBen,Clarke,Acorn,8-6\n").expect("it comes in");
    assert!(plan.summary.contains(&"Ben Clarke comes at 08:00.".to_string()), "{:?}", plan.summary);
}

#[test]
fn hours_come_in_from_two_columns_a_day() {
    let mut setting = Setting::empty();
    let file = "Forename,Surname,Room,Mon start,Mon finish,Tue In,Tue Out\n\
        Ben,Clarke,Acorn,9:00,3pm,,\n\
        Ava,Patel,Acorn,8,12:30,13:15,18:00\n";
    let plan = setting.register(file.as_bytes()).expect("it comes in");
    assert!(!plan.summary.iter().any(|line| line.contains("Mon start")), "{:?}", plan.summary);
    let comes = |setting: &Setting, name: &str| setting.child(name).comes();
    assert_eq!(comes(&setting, "Ben Clarke"), "Mon at 09:00");
    assert_eq!(comes(&setting, "Ava Patel"), "Mon am 08:00, Tue pm 13:15");
    assert_eq!(setting.register(file.as_bytes()).expect("again").changes, []);
    // Beside what says on which days the child comes, the hours alone are taken, also without an end.
    for days in [
        "Days,Mon start\nBen,Clarke,Acorn,Mon am Wed,8:30\n",
        "Mon,Wed,Mon start\nBen,Clarke,Acorn,am,x,8:30\n",
    ] {
        setting.register(format!("Forename,Surname,Room,{days}").as_bytes()).expect("it comes in");
        assert_eq!(comes(&setting, "Ben Clarke"), "Mon am 08:30, Wed");
    }
}

#[test]
fn hours_that_cannot_be_are_told_with_their_cell() {
    let file = "First name,Surname,Room,Mon,Tue,Start time\n\
        Ava,Patel,Acorn,25:00-26:00,9-,30\n\
        Ben,Clarke,Acorn,15:00-09:00,09/03/2026,\n\
        Cai,Jones,Acorn,PM,9:00,9:30\n\
        Dai,Jones,Acorn,PM,PM,9:30\n";
    let want = [
        "Line 2, Mon “25:00-26:00”: these hours can't be read. Write them as 9:00-15:00.",
        "Line 2, Tue “9-”: these hours can't be read. Write them as 9:00-15:00.",
        "Line 2, Start time “30”: these hours can't be read. Write it as 9:00 or 13:30.",
        "Line 3, Mon “15:00-09:00”: the second hour is not after the first. Write them as 9:00-15:00.",
        "Line 3, Tue “09/03/2026”: a spreadsheet made a day of it. Write them as 9:00-15:00. Give the column the form of text.",
        "Line 4, Tue “9:00”: it says from when the child comes, and not until when. Write both, as 9:00-15:00.",
        "Line 4, Start time “9:30”: the child comes in the afternoons. Look which of the two is right.",
        "Line 5, Start time “9:30”: the child comes in the afternoons. Look which of the two is right.",
    ];
    let told = told(Setting::empty().register(file.as_bytes()));
    assert_eq!(told.lines().collect::<Vec<_>>(), want);
}

#[test]
fn hours_in_two_columns_a_day_that_cannot_be_are_told_with_the_cell_that_is_wrong() {
    let file = "First name,Surname,Room,Mon start,Mon finish,Tue pm,Tue start\n\
        Ava,Patel,Acorn,half 9,15:00,,\n\
        Ben,Clarke,Acorn,15:00,9:00,,\n\
        Cai,Jones,Acorn,,15:00,x,\n\
        Dai,Jones,Acorn,9:00,,PM,9:00\n";
    let want = [
        "Line 2, Mon start “half 9”: these hours can't be read. Write it as 9:00 or 13:30.",
        "Line 3, Mon finish “9:00”: the second hour is not after the first. Write them as 9:00-15:00.",
        "Line 4, Mon finish “15:00”: it says until when the child comes, and not from when. Write from when too, as 9:00.",
        "Line 5, Mon start “9:00”: it says from when the child comes, and not until when. Write until when too, as 15:00, in a column beside it.",
        "Line 5, Tue start “9:00”: the child comes in another part of that day. Look which of the two is right.",
    ];
    let found = told(Setting::empty().register(file.as_bytes()));
    assert_eq!(found.lines().collect::<Vec<_>>(), want);
    let file =
        "First name,Surname,Room,Days,Mon start\nAva,Patel,Acorn,Tue,9:00\nBen,Clarke,Acorn,half 9 Mon,\n";
    let found = told(Setting::empty().register(file.as_bytes()));
    let want = [
        "Line 2, Mon start “9:00”: the child does not come on that day. Look which of the two is right.",
        "Line 3, Days “half 9 Mon”: these days can't be read. Write them as Mon 9:00-15:00 Tue 9:00-12:00, or Mon-Fri 8-6, or Mon Tue am.",
    ];
    assert_eq!(found.lines().collect::<Vec<_>>(), want);
}
