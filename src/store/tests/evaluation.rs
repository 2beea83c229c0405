//! Ratings, areas for development and sign-off: who may, what is refused, what is frozen.

use super::*;
use crate::domain::evaluation::{Evaluated, Rated};
use crate::domain::evidence::{Figures, Scope, Strength};

const FORM: &str = "partnership-with-parents";

/// An open area for development.
pub(super) fn area(id: u128) -> Area {
    Area {
        id: AreaId(uuid::Uuid::from_u128(id)),
        framework: FORM.into(),
        statement: Some("2".into()),
        what: "Hear from two families.".into(),
        who: "Sam".into(),
        by_when: "half term".into(),
        how: "They are on the board.".into(),
        state: AreaState::Open,
    }
}

fn rate(number: Option<u8>, seen: Option<u8>) -> Change {
    Change::Rate { framework: FORM.into(), row: "R1".into(), number, seen }
}

fn judge(met: &str) -> Change {
    Change::Judge { statement: statement("2"), met: met.into(), seen: None }
}

fn scope() -> Scope {
    Scope { rooms: Vec::new(), period: Period::term_to(day(11, 24)) }
}

/// A statement judged and written of, a row rated, an area kept.
fn whole(nursery: &mut Nursery) -> SignOff {
    let text = Change::EvidenceText {
        statement: statement("2"),
        text: "We talk.".into(),
        cited: Vec::new(),
        seen: 0,
        scope: None,
    };
    let kept = Change::Area { area: Box::new(area(1)), seen: 0 };
    for change in [judge("Y"), text, rate(Some(5), None), kept] {
        nursery.act(DANA, change).unwrap();
    }
    let on_roll = nursery.store.families_on_roll(&scope()).unwrap();
    let one = Evaluated {
        met: "Y".into(),
        text: "We talk.".into(),
        ..Evaluated::of("2", &Figures { on_roll, ..Figures::default() }, Strength::None)
    };
    let evaluation = Evaluation {
        framework: FORM.into(),
        judges: true,
        statements: vec![one],
        ratings: vec![Rated { row: "R1".into(), number: Some(5) }],
        areas: vec![area(1)],
    };
    SignOff { name: "autumn term 2026".into(), scope: scope(), evaluation }
}

#[test]
fn a_rating_is_a_leads_and_can_be_taken_away() {
    let mut nursery = Nursery::new();
    assert!(
        nursery.act(SAM, rate(Some(5), None)).unwrap_err().what.starts_with("Only a room lead or manager")
    );
    nursery.act(DANA, rate(Some(5), None)).unwrap();
    nursery.act(DANA, rate(Some(6), Some(5))).unwrap();
    assert_eq!(nursery.store.ratings(FORM).unwrap().get("R1"), Some(&6));
    nursery.act(DANA, rate(None, Some(6))).unwrap();
    assert!(nursery.store.ratings(FORM).unwrap().is_empty());
    nursery.holds();
}

#[test]
fn who_did_not_see_another_number_does_not_write_over_it() {
    let mut nursery = Nursery::new();
    nursery.act(DANA, rate(Some(5), None)).unwrap();
    for unseen in [rate(Some(3), None), rate(None, None), rate(Some(3), Some(4))] {
        let refused = nursery.act(DANA, unseen).unwrap_err();
        assert_eq!(refused.to_string(), "Dana rated this row 5 at 08:30. Look at it again.");
    }
    assert_eq!(nursery.store.ratings(FORM).unwrap().get("R1"), Some(&5));
    // Of another row, or another framework, it says nothing.
    let of = |framework: &str, row: &str| Change::Rate {
        framework: framework.into(),
        row: row.into(),
        number: Some(2),
        seen: None,
    };
    nursery.act(DANA, rate(None, Some(5))).unwrap();
    nursery.now = nursery.now.plus_seconds(60);
    nursery.act(DANA, vec![of(FORM, "R2"), of("f", "R1")]).unwrap();
    let refused = nursery.act(DANA, rate(Some(3), Some(5))).unwrap_err();
    assert_eq!(refused.to_string(), "Dana took this rating away at 08:30. Look at it again.");
    nursery.holds();
}

#[test]
fn who_did_not_see_another_judgement_does_not_write_over_it() {
    let mut nursery = Nursery::new();
    let over = |met: &str, seen: &str| Change::Judge {
        statement: statement("2"),
        met: met.into(),
        seen: Some(seen.into()),
    };
    nursery.act(DANA, over("Y", "")).unwrap();
    for (met, seen) in [("N", ""), ("", "N"), ("Y", "P")] {
        let refused = nursery.act(DANA, over(met, seen)).unwrap_err();
        assert_eq!(refused.to_string(), "Dana judged this statement Y at 08:30. Look at it again.");
    }
    nursery.act(DANA, over("", "Y")).unwrap();
    let refused = nursery.act(DANA, over("N", "Y")).unwrap_err();
    assert_eq!(refused.to_string(), "Dana took this judgement away at 08:30. Look at it again.");
    // Of another statement it says nothing; of another day the day is said too.
    let other = Change::Judge { statement: statement("3"), met: "Y".into(), seen: None };
    nursery.now = nursery.now.plus_seconds(60);
    nursery.act(DANA, other).unwrap();
    nursery.now = nursery.now.plus_seconds(24 * 3600);
    let refused = nursery.act(DANA, over("N", "Y")).unwrap_err();
    assert_eq!(refused.to_string(), "Dana took this judgement away on Tue 24 Nov, 08:30. Look at it again.");
    nursery.holds();
}

#[test]
fn a_judgement_of_before_what_was_seen_was_kept_is_read_and_written_as_it_was() {
    let line = r#"{"change":"judge","statement":"f/2","met":"Y"}"#;
    let change: Change = serde_json::from_str(line).unwrap();
    let statement = StatementRef { framework: "f".into(), code: "2".into() };
    assert_eq!(change, Change::Judge { statement, met: "Y".into(), seen: None });
    assert_eq!(serde_json::to_string(&change).unwrap(), line);
}

#[test]
fn sign_off_is_refused_over_figures_that_are_not_the_records() {
    let mut nursery = Nursery::new();
    let before = whole(&mut nursery);
    let note = nursery.note(0, "Sang at home.");
    let id = note.id;
    nursery.act(SAM, entry(note)).unwrap();
    nursery
        .act(DANA, Change::Agree { entry: id, seen: 0, shows: vec![shown("2")], nothing_of: None })
        .unwrap();
    let refused = nursery.act(DANA, Change::SignOff(Box::new(before.clone()))).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "The figures changed meanwhile: it is not signed off. Look at them again."
    );
    assert_eq!(nursery.store.signed_off(FORM).unwrap(), None);
    let board = nursery.store.board(FORM, &scope()).unwrap();
    let mut now = before;
    let said = now.evaluation.statements.remove(0);
    let Evaluated { met, text, .. } = said;
    let counted = Evaluated::of("2", &board["2"], Strength::Thin);
    assert_eq!((counted.entries, counted.families), (1, 1));
    now.evaluation.statements.push(Evaluated { met, text, ..counted });
    nursery.act(DANA, Change::SignOff(Box::new(now.clone()))).unwrap();
    // What is agreed later counts for the next one.
    let note = nursery.note(2, "Counted the stairs.");
    let id = note.id;
    nursery.act(SAM, entry(note)).unwrap();
    nursery
        .act(DANA, Change::Agree { entry: id, seen: 0, shows: vec![shown("2")], nothing_of: None })
        .unwrap();
    assert_eq!(nursery.store.board(FORM, &scope()).unwrap()["2"].entries, 2);
    assert_eq!(nursery.store.signed_off(FORM).unwrap().unwrap().what, now);
    nursery.holds();
}

#[test]
fn an_area_is_refused_over_one_not_seen_and_without_words() {
    let mut nursery = Nursery::new();
    let write = |seen, area: Area| Change::Area { area: Box::new(area), seen };
    nursery.act(DANA, write(0, area(1))).unwrap();
    let refused = nursery.act(DANA, write(0, area(1))).unwrap_err();
    assert!(refused.what.starts_with("Dana wrote this area at"), "{refused}");
    let refused = nursery.act(DANA, write(0, Area { what: " ".into(), ..area(2) })).unwrap_err();
    assert!(refused.what.starts_with("There are no words in it"), "{refused}");
    nursery.act(DANA, write(1, Area { state: AreaState::Done, ..area(1) })).unwrap();
    nursery.act(DANA, write(0, area(3))).unwrap();
    let stands = nursery.store.areas(FORM).unwrap();
    let stands: Vec<_> = stands.iter().map(|one| (one.area.state, one.revision)).collect();
    assert_eq!(stands, [(AreaState::Done, 2), (AreaState::Open, 1)]);
    nursery.act(DANA, write(1, Area { state: AreaState::LetGo, ..area(3) })).unwrap();
    assert_eq!(nursery.store.areas(FORM).unwrap().len(), 1);
    nursery.holds();
}

#[test]
fn sign_off_is_refused_while_something_is_missing_or_was_changed_meanwhile() {
    let mut nursery = Nursery::new();
    let good = whole(&mut nursery);
    let sign = |what: &SignOff| Change::SignOff(Box::new(what.clone()));
    assert!(nursery.act(SAM, sign(&good)).unwrap_err().what.starts_with("Only a room lead or manager"));
    let mut bare = good.clone();
    bare.evaluation.ratings[0].number = None;
    assert!(nursery.act(DANA, sign(&bare)).unwrap_err().what.starts_with("Something is missing still"));
    let mut other = good.clone();
    other.evaluation.statements[0].met = "P".into();
    assert!(nursery.act(DANA, sign(&other)).unwrap_err().what.starts_with("Somebody changed it meanwhile"));
    assert_eq!(nursery.store.signed_off(FORM).unwrap(), None);
    nursery.act(DANA, sign(&good)).unwrap();
    // What is said afterwards belongs to the next one: this one stays as it stood.
    nursery.act(DANA, judge("P")).unwrap();
    nursery.act(DANA, rate(None, Some(5))).unwrap();
    let signed = nursery.store.signed_off(FORM).unwrap().unwrap();
    assert_eq!((signed.what, signed.by), (good, Some(nursery.people[DANA])));
    nursery.holds();
}

#[test]
fn a_text_that_is_kept_is_its_writers_still_and_stands_for_the_days_of_this_round_until_that_is_taken_back() {
    let mut nursery = Nursery::new();
    let good = whole(&mut nursery);
    nursery.act(DANA, Change::SignOff(Box::new(good.clone()))).unwrap();
    let stands = |nursery: &Nursery| nursery.store.judged(FORM).unwrap().remove("2").unwrap();
    let before = stands(&nursery);
    let keep = |seen, period| Change::KeepText { statement: statement("2"), seen, period };
    let sign = Change::SignOff(Box::new(SignOff { name: "spring term 2027".into(), ..good }));
    nursery.now = nursery.now.plus_seconds(60 * 24 * 3600);
    let period = Period::term_to(nursery.now.day());
    assert!(nursery.act(SAM, keep(1, Some(period))).unwrap_err().what.starts_with("Only a room lead"));
    assert!(nursery.act(DANA, keep(0, Some(period))).unwrap_err().what.starts_with("Dana wrote this text"));
    assert!(nursery.act(DANA, sign.clone()).unwrap_err().what.starts_with("Something is missing still"));
    nursery.act(DANA, keep(1, Some(period))).unwrap();
    let kept = stands(&nursery);
    assert_eq!((kept.revision, kept.written, &kept.text), (1, before.written, &before.text));
    assert_eq!(kept.looked_at(), Some(kept.kept.unwrap().at));
    assert!(kept.looked_at() > before.looked_at());
    nursery.act(DANA, keep(1, None)).unwrap();
    assert_eq!(stands(&nursery), before);
    assert!(nursery.act(DANA, sign.clone()).unwrap_err().what.starts_with("Something is missing still"));
    nursery.act(DANA, keep(1, Some(period))).unwrap();
    nursery.act(DANA, sign).unwrap();
    // What is written anew is looked at with its writing.
    let text = "We listen.".to_string();
    let anew =
        Change::EvidenceText { statement: statement("2"), text, cited: Vec::new(), seen: 1, scope: None };
    nursery.act(DANA, anew).unwrap();
    assert_eq!(stands(&nursery).kept, None);
    nursery.holds();
}
