use uuid::Uuid;

use super::*;

fn day(month: u32, day: u32) -> Day {
    Day::from_ymd_opt(2026, month, day).unwrap()
}

fn field(code: &str, is: Holds) -> Field {
    Field {
        code: code.into(),
        label: format!("What {code}"),
        is,
        choices: Vec::new(),
        needed: false,
        needed_with: None,
        needed_unless: None,
        came_of_it: false,
        at_most: None,
    }
}

/// An agency's kind: what is shared without consent needs its reason; it has a term of 28 days and ends in a change.
fn kind() -> PracticeKind {
    PracticeKind {
        code: "agency".into(),
        label: "An agency".into(),
        writers: Writers::Leads,
        restricted: false,
        answer_within: Some(28),
        answered_by: Some("answered".into()),
        acted_on_by: Some("done".into()),
        fields: vec![
            Field { needed: true, ..field("who", Holds::Text) },
            field("consent", Holds::Choice),
            field("shared", Holds::Text),
            Field {
                needed_with: Some("shared".into()),
                needed_unless: Some(Says { field: "consent".into(), is: "given".into() }),
                ..field("reason", Holds::Text)
            },
            field("done", Holds::Text),
            field("answered", Holds::Date),
            field("staff", Holds::People),
            field("came", Holds::Number),
        ],
    }
}

fn with(fields: &[(&str, Held)]) -> BTreeMap<String, Held> {
    fields.iter().map(|(code, held)| (code.to_string(), held.clone())).collect()
}

fn words(text: &str) -> Held {
    Held::Text(text.into())
}

fn record(fields: &[(&str, Held)]) -> Practice {
    Practice {
        id: PracticeId(Uuid::from_u128(1)),
        kind: "agency".into(),
        day: day(11, 1),
        room: None,
        children: Vec::new(),
        by: PersonId(Uuid::from_u128(2)),
        text: "Spoke with them".into(),
        family_words: Vec::new(),
        fields: with(fields),
        shows: Vec::new(),
        restricted: false,
    }
}

#[test]
fn a_field_is_needed_always_or_as_the_others_stand() {
    let missing = |fields: &[(&str, Held)]| kind().missing(&with(fields)).map(|field| field.code.clone());
    let who = ("who", words("The therapist"));
    let shared = ("shared", words("Meals"));
    assert_eq!(missing(&[]).as_deref(), Some("who"));
    assert_eq!(missing(std::slice::from_ref(&who)), None, "nothing was shared");
    assert_eq!(
        missing(&[who.clone(), shared.clone()]).as_deref(),
        Some("reason"),
        "nothing says that it was given"
    );
    for (choice, wanted) in [("given", None), ("refused", Some("reason"))] {
        let consent = ("consent", Held::Choice(choice.into()));
        assert_eq!(missing(&[who.clone(), shared.clone(), consent]).as_deref(), wanted, "{choice}");
    }
}

#[test]
fn a_term_runs_from_the_day_itself_and_ends_with_the_answer() {
    let left = |today, fields: &[(&str, Held)]| kind().days_to_answer(&record(fields), today);
    assert_eq!(left(day(11, 1), &[]), Some(28));
    assert_eq!(left(day(11, 29), &[]), Some(0));
    assert_eq!(left(day(12, 2), &[]), Some(-3));
    assert_eq!(left(day(12, 2), &[("answered", Held::Date(day(11, 20)))]), None);
    let soon = |today| kind().answer_soon(&record(&[]), today);
    assert_eq!((soon(day(11, 21)), soon(day(11, 22)), soon(day(12, 9))), (None, Some(7), Some(-10)));
    let without = PracticeKind { answer_within: None, ..kind() };
    assert_eq!(without.days_to_answer(&record(&[]), day(12, 2)), None);
}

#[test]
fn what_was_done_carries_changed_to_all_that_it_shows_and_nothing_done_to_none() {
    let shown = |changed| Shown { statement: "p/2".parse().unwrap(), changed };
    let done = with(&[("done", words("Open until six"))]);
    assert_eq!(kind().shows(&[shown(false)], &done), [shown(true)]);
    assert_eq!(kind().shows(&[shown(true)], &with(&[])), [shown(false)]);
    let by_hand = PracticeKind { acted_on_by: None, ..kind() };
    assert_eq!(by_hand.shows(&[shown(true), shown(false)], &done), [shown(true), shown(false)]);
}

#[test]
fn a_record_is_said_in_plain_sentences_in_the_order_of_its_form() {
    let practice = record(&[
        ("came", Held::Number(14)),
        ("who", words("The therapist.")),
        ("answered", Held::Date(day(11, 20))),
        ("staff", Held::People(vec![PersonId(Uuid::from_u128(2)), PersonId(Uuid::from_u128(3))])),
    ]);
    let says = kind().says(&practice, &|named| match named {
        Named::Person(id) => format!("P{}", id.0.as_u128()),
        Named::Contact(_) => "mum".to_string(),
    });
    let wanted = "Spoke with them. What who: The therapist. What answered: 20 November 2026. What staff: P2, P3. What came: 14.";
    assert_eq!(says, wanted);
}

#[test]
fn leads_write_every_kind_key_persons_some_and_cover_none() {
    let may = |writers, restricted, role| PracticeKind { writers, restricted, ..kind() }.may_write(role);
    for (writers, restricted, key_person) in [
        (Writers::Leads, false, false),
        (Writers::KeyPersons, false, true),
        (Writers::KeyPersons, true, false),
    ] {
        assert!(may(writers, restricted, Role::RoomLead) && may(writers, restricted, Role::Manager));
        assert!(!may(writers, restricted, Role::Cover));
        assert_eq!(may(writers, restricted, Role::KeyPerson), key_person);
    }
}

#[test]
fn a_kind_is_ticked_for_the_first_framework_and_where_another_asks_for_it_before_all() {
    use crate::domain::evidence::testing::{framework, statement};
    let asking = |id: &str, asks: &[(&str, &[&str])]| {
        let mut one = framework(id);
        one.statements = asks
            .iter()
            .map(|(code, practice)| {
                let mut statement = statement(code);
                statement.practice = practice.iter().map(|code| code.to_string()).collect();
                statement
            })
            .collect();
        one
    };
    let frameworks = [
        asking("first", &[("1", &["home-visit", "agency"]), ("2", &["home-visit"])]),
        asking("other", &[("p4", &["agency", "home-visit"]), ("p5", &["home-visit", "agency"])]),
    ];
    let suggested: Vec<(String, bool)> =
        kind().suggests(&frameworks).map(|(statement, ticked)| (statement.to_string(), ticked)).collect();
    let expected = [("first/1", true), ("other/p4", true), ("other/p5", false)];
    assert_eq!(suggested, expected.map(|(statement, ticked)| (statement.to_string(), ticked)));
}

#[test]
fn what_came_of_a_record_is_not_before_it_nor_still_to_come_and_no_more_answer_than_were_asked() {
    let came = Field { came_of_it: true, ..field("answered", Holds::Date) };
    let answers = Field { at_most: Some("asked".into()), ..field("answers", Holds::Number) };
    let kind = PracticeKind { fields: vec![came, field("asked", Holds::Number), answers], ..kind() };
    let amiss = |fields: &[(&str, Held)]| {
        kind.amiss(&with(fields), day(11, 1), day(11, 20)).map(|(field, why)| (field.code.clone(), why))
    };
    for fine in [day(11, 1), day(11, 20)] {
        assert_eq!(amiss(&[("answered", Held::Date(fine))]), None);
    }
    let (field, why) = amiss(&[("answered", Held::Date(day(10, 31)))]).unwrap();
    assert_eq!(field, "answered");
    assert_eq!(why, "“What answered” is before the day of the record, 1 November 2026.");
    let (_, why) = amiss(&[("answered", Held::Date(day(11, 21)))]).unwrap();
    assert_eq!(why, "“What answered” is still to come: leave it empty until it has happened.");
    assert_eq!(amiss(&[("asked", Held::Number(20)), ("answers", Held::Number(20))]), None);
    assert_eq!(amiss(&[("answers", Held::Number(25))]), None, "nobody said how many were asked");
    let (field, why) = amiss(&[("asked", Held::Number(20)), ("answers", Held::Number(25))]).unwrap();
    assert_eq!(
        (field.as_str(), why.as_str()),
        ("answers", "“What answers” is 25, and “What asked” only 20.")
    );
}
