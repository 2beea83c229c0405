use super::*;
use crate::catalog::Catalog;
use crate::domain::entry::Reason;
use crate::domain::practice::{Practice, PracticeKind};
use crate::domain::request::{Decided, Request};
use crate::domain::{Kind, LineId, Roll};
use crate::export::{self, json};
use crate::report::example::{Example, at, day, example, id};
use crate::report::gather;

fn line(number: u128, on: u32, by: u128, change: Change) -> HeldLine {
    HeldLine { id: id(number), recorded: at(on, 9, 5), by: Some(id(by)), change }
}

/// What is held on Ben, who has two homes.
fn held(e: &Example) -> Vec<HeldLine> {
    let said = |number, on, words: &str, with: &[u128]| {
        let standing = e.entry(number, e.ben, Kind::DropOff, on, words, with);
        Change::Entry(Box::new(standing.entry))
    };
    let mut private = e.entry(4, e.ben, Kind::Feedback, 18, "TOKENPRIVATE of the day.", &[]).entry;
    private.private = true;
    let entry = |number: u128| id(1000 + number);
    let amended = Change::Amend {
        entry: entry(1),
        seen: 0,
        text: "TOKENOWN came in very tired.".into(),
        family_words: Vec::new(),
        reason: Reason::Spelling,
    };
    let complaint = Practice {
        id: id(700),
        kind: "complaint".into(),
        day: day(19),
        room: None,
        children: vec![e.ben],
        by: e.priya,
        text: "TOKENRESTRICTED about lunch.".into(),
        family_words: Vec::new(),
        fields: BTreeMap::new(),
        shows: Vec::new(),
        restricted: true,
    };
    vec![
        line(801, 16, 10, said(1, 16, "TOKENFIRST came in tird.", &[53])),
        line(802, 16, 10, said(2, 16, "Dad says TOKENDAD.", &[54])),
        line(803, 17, 10, said(3, 17, "Isla TOKENISLA hit him, he cried.", &[53])),
        line(804, 18, 10, Change::Entry(Box::new(private))),
        line(805, 18, 10, amended),
        line(806, 19, 11, Change::Practice(Box::new(complaint))),
        line(807, 19, 11, Change::SendBack { entry: entry(1), question: "TOKENSTAFF?".into() }),
    ]
}

fn request(e: &Example) -> Request {
    Request {
        id: id(600),
        child: e.ben,
        asker: Asker::Adult(id(53)),
        came: day(20),
        identity: Identity::Known,
        extended: None,
        ended: None,
    }
}

/// What was decided: line by line, what becomes of it.
fn stands(request: Request, decided: &[(u128, Treatment, Why)]) -> RequestStands {
    let decided = decided.iter().map(|(line, treatment, why)| {
        let decision = Some(Decision { treatment: treatment.clone(), why: *why });
        (id::<LineId>(*line), Decided { decision, revision: 1, by: None })
    });
    RequestStands { request, revision: 1, written: None, decided: decided.collect() }
}

fn redact(words: &str) -> Treatment {
    Treatment::Redact(vec![words.to_string()])
}

fn all() -> Vec<(u128, Treatment, Why)> {
    vec![
        (802, Treatment::Withhold, Why::SomebodyElse),
        (803, redact("Isla TOKENISLA"), Why::SomebodyElse),
        (804, Treatment::Allow, Why::TheirOwn),
        (806, Treatment::Withhold, Why::InConfidence),
        (807, Treatment::Allow, Why::TheirOwn),
    ]
}

fn with<T>(
    roll: &Roll,
    lines: &[HeldLine],
    stands: &RequestStands,
    look: impl FnOnce(&WholeRecord) -> T,
) -> T {
    let guard = gather::name_guard(roll);
    let kinds: Vec<PracticeKind> = Catalog::shipped().unwrap().practice;
    let asking = Asking {
        roll,
        kinds: &kinds,
        guard: &guard,
        child: stands.request.child,
        home: stands.request.home(roll),
    };
    look(&WholeRecord { asking, stands, lines, made: at(20, 17, 0) })
}

/// Every form in which the record goes out, as text.
fn written(record: &WholeRecord) -> Result<Vec<String>, NotYet> {
    let report = record.report()?;
    let mut all = vec![json::text(&json::record_json(record)?)];
    for format in export::offered(ReportKind::WholeRecord) {
        all.push(export::tests::read_back(format, &report));
    }
    assert!(all.len() >= 3, "JSON, Word, a web page");
    Ok(all)
}

#[test]
fn every_line_that_needs_a_person_waits_for_one_and_until_then_there_is_no_file() {
    let e = example();
    let lines = held(&e);
    for missing in 0..all().len() {
        let mut decided = all();
        decided.remove(missing);
        with(&e.roll, &lines, &stands(request(&e), &decided), |record| {
            assert_eq!(written(record), Err(NotYet::Undecided(1)), "{missing}");
            assert!(json::record_json(record).is_err());
        });
    }
    with(&e.roll, &lines, &stands(request(&e), &[]), |record| {
        assert_eq!(record.report(), Err(NotYet::Undecided(5)));
        let own: Vec<usize> =
            record.looked().iter().filter(|one| one.outcome == Outcome::Own).map(|one| one.number).collect();
        assert_eq!(own, [1, 5]);
        for one in record.looked().iter().filter(|one| one.outcome == Outcome::Undecided) {
            assert_eq!(one.out, None);
        }
    });
}

#[test]
fn what_was_withheld_or_marked_is_in_no_format_and_what_was_let_out_is_in_each() {
    let e = example();
    let lines = held(&e);
    with(&e.roll, &lines, &stands(request(&e), &all()), |record| {
        for text in written(record).unwrap() {
            for token in ["TOKENFIRST", "TOKENOWN", "TOKENPRIVATE", "TOKENSTAFF"] {
                assert_eq!(text.matches(token).count(), 1, "{token}: {text}");
            }
            for token in ["TOKENDAD", "TOKENISLA", "TOKENRESTRICTED", "Isla"] {
                assert!(!text.contains(token), "{token}: {text}");
            }
            assert!(text.contains("hit him, he cried") && text.contains(LEFT_OUT), "{text}");
            assert!(text.contains(Why::InConfidence.label()), "{text}");
        }
        assert_eq!(
            left_out(record.looked().iter().filter_map(|one| one.decision))[&Why::SomebodyElse],
            (1, 1)
        );
        assert_eq!(record.printed().len(), 3);
    });
    // Of each, the other way about.
    for (number, token) in
        [(802, "TOKENDAD"), (804, "TOKENPRIVATE"), (806, "TOKENRESTRICTED"), (807, "TOKENSTAFF")]
    {
        for (treatment, why, found) in [
            (Treatment::Allow, Why::Agreed, 1),
            (Treatment::Withhold, Why::Harm, 0),
            (redact(token), Why::Law, 0),
        ] {
            let mut decided: Vec<_> = all().into_iter().filter(|(line, ..)| *line != number).collect();
            decided.push((number, treatment, why));
            with(&e.roll, &lines, &stands(request(&e), &decided), |record| {
                for text in written(record).unwrap() {
                    assert_eq!(text.matches(token).count(), found, "{token} {why:?}");
                }
            });
        }
    }
}

#[test]
fn a_line_of_the_childs_own_can_be_withheld_too_and_marked_words_that_are_not_there_decide_nothing() {
    let e = example();
    let lines = held(&e);
    let mut decided = all();
    decided.push((801, Treatment::Withhold, Why::Harm));
    with(&e.roll, &lines, &stands(request(&e), &decided), |record| {
        for text in written(record).unwrap() {
            assert!(!text.contains("TOKENFIRST"));
        }
    });
    let mut decided = all();
    decided[1].1 = redact("Isla TOKENISLE");
    with(&e.roll, &lines, &stands(request(&e), &decided), |record| {
        assert_eq!(record.report(), Err(NotYet::Undecided(1)));
    });
}

#[test]
fn nothing_goes_out_before_it_is_shown_who_asks_nor_to_a_home_that_may_not_have_it() {
    let e = example();
    let lines = held(&e);
    let asked = Request { identity: Identity::Asked, ..request(&e) };
    with(&e.roll, &lines, &stands(asked, &all()), |record| {
        assert_eq!(record.report(), Err(NotYet::NotShown));
    });
    let withdrawn = Request { ended: Some(Ended::Withdrawn(day(20))), ..request(&e) };
    with(&e.roll, &lines, &stands(withdrawn, &all()), |record| {
        assert_eq!(record.report(), Err(NotYet::Withdrawn));
    });
    use crate::domain::Responsibility::{No, NotKnown};
    for responsibility in [No, NotKnown] {
        let mut roll = e.roll.clone();
        for link in roll.links.iter_mut().filter(|link| link.contact == id(53)) {
            link.responsibility = responsibility;
        }
        with(&roll, &lines, &stands(request(&e), &all()), |record| {
            assert!(matches!(record.report(), Err(NotYet::NotTheirs(_))), "{responsibility:?}");
        });
    }
    let mut roll = e.roll.clone();
    roll.contacts.retain(|adult| adult.id != id(53));
    with(&roll, &lines, &stands(request(&e), &all()), |record| {
        assert!(matches!(record.report(), Err(NotYet::NotTheirs(_))));
    });
}

/// A word of each line that stands nowhere else, and whether a person has to decide it.
const TOKENS: [(u128, &str, bool); 7] = [
    (801, "TOKENFIRST", false),
    (802, "TOKENDAD", true),
    (803, "TOKENISLA", true),
    (804, "TOKENPRIVATE", true),
    (805, "TOKENOWN", false),
    (806, "TOKENRESTRICTED", true),
    (807, "TOKENSTAFF", true),
];

#[test]
fn whatever_is_decided_each_word_is_exactly_where_it_was_let_out() {
    let e = example();
    let lines = held(&e);
    let choices = proptest::collection::vec(0_u8..8, TOKENS.len());
    proptest::proptest!(proptest::prelude::ProptestConfig::with_cases(48), |(choices in choices)| {
        let chosen: Vec<_> = TOKENS.iter().zip(choices).collect();
        let decided: Vec<_> = chosen
            .iter()
            .filter_map(|((line, token, _), choice)| {
                let (treatment, why) = match choice {
                    0 => return None,
                    1..=4 => (Treatment::Allow, Why::TheirOwn),
                    5..=6 => (Treatment::Withhold, Why::Harm),
                    _ => (redact(token), Why::SomebodyElse),
                };
                Some((*line, treatment, why))
            })
            .collect();
        let waiting = chosen.iter().filter(|((.., person), choice)| *person && *choice == 0).count();
        with(&e.roll, &lines, &stands(request(&e), &decided), |record| {
            let Ok(texts) = written(record) else {
                assert_eq!(record.report(), Err(NotYet::Undecided(waiting)));
                return;
            };
            assert_eq!(waiting, 0);
            for ((_, token, _), choice) in &chosen {
                for text in &texts {
                    assert_eq!(text.matches(token).count(), usize::from(*choice <= 4), "{token}");
                }
            }
        });
    });
}

#[test]
fn the_record_reads_as_it_should() {
    let e = example();
    let lines = held(&e);
    with(&e.roll, &lines, &stands(request(&e), &all()), |record| {
        let text = (export::format("txt").unwrap().write)(&record.report().unwrap()).unwrap();
        insta::assert_snapshot!(String::from_utf8(text).unwrap());
    });
}

/// What is suggested for a line: the words to be left out, and the sentence beside it.
fn suggested(roll: &Roll, e: &Example, change: Change) -> (Option<Vec<String>>, &'static str) {
    let lines = [line(801, 16, 10, change)];
    with(roll, &lines, &stands(request(e), &[]), |record| {
        let suggestion = record.suggests(&record.looked()[0]);
        let left_out = suggestion.decision.and_then(|decision| match decision.treatment {
            Treatment::Redact(parts) => Some(parts),
            _ => None,
        });
        (left_out, suggestion.because)
    })
}

#[test]
fn a_brothers_line_is_about_him_and_a_word_that_may_be_a_name_is_no_name_yet() {
    let e = example();
    let mut roll = e.roll.clone();
    let other = roll.children.iter().find(|child| child.id != e.ben).map(|child| child.id).unwrap();
    let siblings = Change::Siblings { a: e.ben, b: other };
    assert_eq!(
        suggested(&roll, &e, siblings),
        (None, "It is about someone else alone. Does whoever asks know it already?")
    );
    for child in &mut roll.children {
        if child.id == other {
            child.forename = "May".to_string();
            child.known_as = None;
        }
    }
    let one = |names: &[&str]| Some(names.iter().map(|name| (*name).to_string()).collect::<Vec<_>>());
    for (words, left_out, because) in [
        ("His birthday is in May.", None, "A word in it may be a child's name: read it whole."),
        ("He was born on 3 May.", None, "A word in it may be a child's name: read it whole."),
        (
            "He hit May today.",
            one(&["May"]),
            "The rest is about the child. See that it does not tell who they are.",
        ),
        // In one place it is a name.
        (
            "He hit May in May.",
            one(&["May", "May"]),
            "The rest is about the child. See that it does not tell who they are.",
        ),
    ] {
        let entry = e.entry(1, e.ben, Kind::DropOff, 16, words, &[53]).entry;
        let found = suggested(&roll, &e, Change::Entry(Box::new(entry)));
        assert_eq!(found, (left_out, because), "{words}");
    }
}
