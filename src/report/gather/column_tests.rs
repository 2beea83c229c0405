//! Tests of how practice records are cited on the form.

use super::tests::recorded;
use super::*;
use crate::domain::practice::{Held, Practice};
use crate::domain::{Change, Day, Period, Stamp};
use crate::report::evidence_form::Citation;
use crate::report::example::{at, day, example, id};

/// What the form cites for statement 15.
fn cited(store: &Store, scope: Scope) -> Vec<Citation> {
    let roll = store.roll().unwrap();
    let catalog = crate::catalog::Catalog::shipped().unwrap();
    let framework = catalog.framework("partnership-with-parents").unwrap();
    let guard = name_guard(&roll);
    let asked =
        Asked { roll: &roll, framework, practice: &catalog.practice, guard: &guard, made: at(20, 17, 40) };
    let form = evidence(store, &asked, scope).unwrap();
    form.statements.iter().find(|one| one.statement.code == "15").unwrap().cited.clone()
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
