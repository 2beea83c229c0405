//! Tests of how practice records are cited on the form.

use super::tests::recorded;
use super::*;
use crate::domain::entry::Reason;
use crate::domain::practice::{Held, Practice};
use crate::domain::{Change, Day, Period, Stamp};
use crate::report::Block;
use crate::report::evidence_form::Citation;
use crate::report::example::{at, day, example, id};

/// Looks at the form.
fn form<T>(store: &Store, scope: Scope, look: impl FnOnce(&EvidenceForm) -> T) -> T {
    let roll = store.roll().unwrap();
    let catalog = crate::catalog::Catalog::shipped().unwrap();
    let framework = catalog.framework("partnership-with-parents").unwrap();
    let guard = name_guard(&roll);
    let asked =
        Asked { roll: &roll, framework, practice: &catalog.practice, guard: &guard, made: at(20, 17, 40) };
    look(&evidence(store, &asked, scope).unwrap())
}

/// What it cites for statement 15.
fn cited(store: &Store, scope: Scope) -> Vec<Citation> {
    form(store, scope, |form| {
        form.statements.iter().find(|one| one.statement.code == "15").unwrap().cited.clone()
    })
}

/// The words of its tables, a paragraph a line.
fn printed(store: &Store, scope: Scope) -> String {
    let blocks = form(store, scope, |form| form.report().blocks);
    let tables = blocks.into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let cells = tables.flat_map(|table| table.rows).flatten();
    cells.flat_map(|cell| cell.0).map(|one| one.text() + "\n").collect()
}

#[test]
fn a_records_fields_are_cited_in_plain_sentences_and_name_nobody() {
    let e = example();
    let folder = tempfile::tempdir().unwrap();
    let mut store = recorded(&e, folder.path(), &[]);
    let statement = "partnership-with-parents/15".parse().unwrap();
    let fields = [
        ("with", Held::Contacts(vec![id(50)])),
        ("staff", Held::People(vec![e.priya])),
        ("seen", Held::Text("Builds towers with Noah at the window".into())),
    ];
    let record = Practice {
        id: id(70),
        kind: "home-visit".into(),
        day: day(18),
        room: Some(e.room),
        children: vec![e.ava],
        by: e.priya,
        text: String::new(),
        fields: fields.map(|(code, held)| (code.to_string(), held)).into(),
        family_words: vec![],
        shows: vec![crate::domain::entry::Shown { statement, changed: false }],
        restricted: false,
    };
    let stamp = Stamp { person: Some(e.priya), recorded: at(20, 17, 0) };
    store.apply(&Change::Practice(Box::new(record)).into(), stamp).unwrap();
    let scope = Scope { rooms: vec![e.room], period: Period::term_to(day(20)) };
    let words = cited(&store, scope)[0].words.clone().unwrap();
    assert_eq!(
        words,
        "With whom: Mum. Who went: PS. What was seen and told: Builds towers with N.O. at the window."
    );
}

#[test]
fn a_cited_entry_that_was_amended_after_it_was_agreed_says_so() {
    let e = example();
    let folder = tempfile::tempdir().unwrap();
    let statement: StatementRef = "partnership-with-parents/15".parse().unwrap();
    let entries: Vec<Standing> = (1..=3)
        .map(|number| {
            let mut entry = e.entry(number, e.ava, Kind::PickUp, 18, "Sang it at home.", &[]);
            entry.review = e.agreed(&["partnership-with-parents/15"]);
            entry
        })
        .collect();
    let mut store = recorded(&e, folder.path(), &entries);
    let amend = |number: u128| Change::Amend {
        entry: id(1000 + number),
        seen: 0,
        text: "Sang it all evening.".into(),
        family_words: vec![],
        reason: Reason::MoreToSay,
    };
    // A lead's new words are agreed by being theirs; nobody has looked at a key person's.
    for (change, by) in [(amend(2), e.priya), (amend(3), e.sam)] {
        store.apply(&change.into(), Stamp { person: Some(by), recorded: at(20, 17, 30) }).unwrap();
    }
    let scope = Scope { rooms: vec![e.room], period: Period::term_to(day(20)) };
    let change = Change::EvidenceText {
        statement,
        text: "They sing [1][2][3].".into(),
        cited: (1..=3).map(|number| id(1000 + number)).collect(),
        seen: 0,
        scope: Some(scope.clone()),
    };
    store.apply(&change.into(), Stamp { person: Some(e.priya), recorded: at(20, 17, 31) }).unwrap();
    let all = cited(&store, scope.clone());
    let amended: Vec<_> = all.iter().map(|one| (one.amended, one.words.is_ok())).collect();
    assert_eq!(amended, [(None, true), (Some(day(20)), true), (Some(day(20)), false)]);
    let words = printed(&store, scope);
    for says in [
        "[1] A.O. · Wed 18 Nov · Pick-up: Sang it at home.",
        "[2] A.O. · Wed 18 Nov · Pick-up · amended since, Fri 20 Nov: Sang it all evening.",
        "[3] amended since, Fri 20 Nov: not shown.",
    ] {
        assert!(words.contains(says), "{says}\n{words}");
    }
}

#[test]
fn a_cited_record_that_was_amended_after_it_was_agreed_says_so() {
    let e = example();
    let folder = tempfile::tempdir().unwrap();
    let mut store = recorded(&e, folder.path(), &[]);
    let statement: StatementRef = "partnership-with-parents/15".parse().unwrap();
    let shows = vec![crate::domain::entry::Shown { statement: statement.clone(), changed: false }];
    let record = |number, by, text: &str| Practice {
        id: id(number),
        kind: "home-visit".into(),
        day: day(18),
        room: Some(e.room),
        children: vec![e.ava],
        by,
        text: text.into(),
        fields: Default::default(),
        family_words: vec![],
        shows: shows.clone(),
        restricted: false,
    };
    let mut minute = 0;
    let mut act = |store: &mut Store, by, change: Change| {
        minute += 1;
        store.apply(&change.into(), Stamp { person: Some(by), recorded: at(20, 17, minute) }).unwrap();
    };
    let amend = |number, by, seen| Change::AmendPractice {
        record: Box::new(record(number, by, "We saw two towers.")),
        seen,
        reason: Reason::WrongFact,
    };
    // A lead's, as it was written and amended; a key person's, amended before it was agreed, after that by a lead, and
    // by its writer, so that it waits again; and one that was never agreed.
    let writers = [(70, e.priya), (71, e.priya), (72, e.sam), (73, e.sam), (74, e.sam), (75, e.sam)];
    for (number, by) in writers {
        act(&mut store, by, Change::Practice(Box::new(record(number, by, "We saw a tower."))));
    }
    act(&mut store, e.sam, amend(72, e.sam, 0));
    act(&mut store, e.sam, amend(75, e.sam, 0));
    for (number, seen) in [(72, 1), (73, 0), (74, 0)] {
        let agree = Change::AgreePractice { practice: id(number), seen, shows: shows.clone() };
        act(&mut store, e.priya, agree);
    }
    for (number, writer, by) in [(71, e.priya, e.priya), (73, e.sam, e.priya), (74, e.sam, e.sam)] {
        act(&mut store, by, amend(number, writer, 0));
    }
    let scope = Scope { rooms: vec![e.room], period: Period::term_to(day(20)) };
    let change = Change::EvidenceText {
        statement,
        text: "They show us [1][2][3][4][5][6].".into(),
        cited: writers.iter().map(|(number, _)| id(*number)).collect(),
        seen: 0,
        scope: Some(scope.clone()),
    };
    act(&mut store, e.priya, change);
    let amended: Vec<_> =
        cited(&store, scope.clone()).iter().map(|one| (one.amended, one.words.is_ok())).collect();
    let since = Some(day(20));
    assert_eq!(
        amended,
        [(None, true), (since, true), (None, true), (since, true), (since, false), (None, false)]
    );
    let words = printed(&store, scope);
    assert!(words.contains(" · amended since, Fri 20 Nov: We saw two towers."), "{words}");
    assert!(words.contains("[5] amended since, Fri 20 Nov: not shown."), "{words}");
}

#[test]
fn a_text_cites_a_record_of_another_time_by_its_words_and_none_that_waits_or_is_restricted() {
    let e = example();
    let folder = tempfile::tempdir().unwrap();
    let mut store = recorded(&e, folder.path(), &[]);
    let statement: StatementRef = "partnership-with-parents/15".parse().unwrap();
    // Of the spring, so that none of them is in the autumn's pool of evidence.
    let record = |number, by, restricted: bool| Practice {
        id: id(number),
        kind: if restricted { "agency-contact" } else { "home-visit" }.into(),
        day: Day::from_ymd_opt(2026, 3, 3).unwrap(),
        room: Some(e.room),
        children: vec![e.ava],
        by,
        text: "Ava showed us her tower.".into(),
        fields: Default::default(),
        family_words: vec![],
        shows: vec![crate::domain::entry::Shown { statement: statement.clone(), changed: false }],
        restricted,
    };
    for one in [record(70, e.priya, false), record(71, e.sam, false), record(72, e.priya, true)] {
        let stamp = Stamp { person: Some(one.by), recorded: at(20, 17, 0) };
        store.apply(&Change::Practice(Box::new(one)).into(), stamp).unwrap();
    }
    let scope = Scope { rooms: vec![e.room], period: Period::term_to(day(20)) };
    let (text, numbers) = ("They show us [1], [2] and [3].".to_string(), vec![id(70), id(71), id(72)]);
    let change =
        Change::EvidenceText { statement, text, cited: numbers, seen: 0, scope: Some(scope.clone()) };
    store.apply(&change.into(), Stamp { person: Some(e.priya), recorded: at(20, 17, 1) }).unwrap();
    let all = cited(&store, scope);
    let [first, waits, restricted] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((first.words.as_deref(), first.child.as_str()), (Ok("A.O. showed us her tower."), "A.O."));
    assert_eq!(first.day, Day::from_ymd_opt(2026, 3, 3));
    for hidden in [waits, restricted] {
        assert!(hidden.words.is_err() && hidden.child.is_empty() && hidden.day.is_none(), "{hidden:?}");
    }
}
