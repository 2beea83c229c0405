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

fn rate(number: Option<u8>) -> Change {
    Change::Rate { framework: FORM.into(), row: "R1".into(), number }
}

fn judge(met: &str) -> Change {
    Change::Judge { statement: statement("2"), met: met.into() }
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
    for change in [judge("Y"), text, rate(Some(5)), kept] {
        nursery.act(DANA, change).unwrap();
    }
    let one = Evaluated {
        met: "Y".into(),
        text: "We talk.".into(),
        ..Evaluated::of("2", &Figures { entries: 3, ..Figures::default() }, Strength::Thin)
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
    assert!(nursery.act(SAM, rate(Some(5))).unwrap_err().what.starts_with("Only a room lead or manager"));
    nursery.act(DANA, rate(Some(5))).unwrap();
    nursery.act(DANA, rate(Some(6))).unwrap();
    assert_eq!(nursery.store.ratings(FORM).unwrap().get("R1"), Some(&6));
    nursery.act(DANA, rate(None)).unwrap();
    assert!(nursery.store.ratings(FORM).unwrap().is_empty());
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
    nursery.act(DANA, rate(None)).unwrap();
    let signed = nursery.store.signed_off(FORM).unwrap().unwrap();
    assert_eq!((signed.what, signed.by), (good, Some(nursery.people[DANA])));
    nursery.holds();
}
