mod expected;
mod naming_nobody;

use self::expected::EXPECTED;
use super::table::look_up;
use super::*;
use crate::domain::entry::{Entry, Review, With};
use crate::domain::{
    Contact, ContactId, ContactLink, Day, EntryId, Format, Kind, Moment, RoomId, TalkId, id::PersonId,
};
use uuid::Uuid;

fn grid(table: &[Row], report: ReportKind) -> String {
    let line = |matter: &Matter| {
        let letters: String = Class::ALL
            .iter()
            .map(|class| match look_up(table, *matter, report, *class).0 {
                Verdict::Allow => 'y',
                Verdict::Deny(_) => '-',
                Verdict::Replace(Instead::Initials) => 'i',
                Verdict::Replace(Instead::Relation) => 'r',
                Verdict::Replace(Instead::PrivateNote) => 'p',
                Verdict::Replace(Instead::Line) => 'l',
                Verdict::Replace(Instead::FewerThanFive) => 'f',
            })
            .collect();
        format!("{matter:?} {letters}")
    };
    Matter::ALL.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn as_expected(table: &[Row]) -> bool {
    EXPECTED.iter().all(|(report, expected)| {
        let expected: Vec<&str> = expected.lines().map(str::trim).collect();
        grid(table, *report) == expected.join("\n")
    })
}

#[test]
fn every_combination_is_as_it_was_decided() {
    for (report, expected) in EXPECTED {
        let expected: Vec<&str> = expected.lines().map(str::trim).collect();
        assert_eq!(grid(TABLE, report), expected.join("\n"), "{report:?}");
    }
}

#[test]
fn no_row_that_lets_something_through_can_be_flipped_or_dropped_unnoticed() {
    assert!(as_expected(TABLE));
    for index in 0..TABLE.len() {
        let mut table = TABLE.to_vec();
        table[index].rule = if table[index].rule == Rule::Deny { Rule::Allow } else { Rule::Deny };
        assert!(!as_expected(&table), "{:?}", TABLE[index]);
        if TABLE[index].rule != Rule::Deny {
            let mut table = TABLE.to_vec();
            table.remove(index);
            assert!(!as_expected(&table), "{:?}", TABLE[index]);
        }
    }
}

#[test]
fn no_two_rows_speak_of_the_same_thing_and_each_says_why_in_a_sentence() {
    for report in ReportKind::ALL {
        for matter in Matter::ALL {
            for class in Class::ALL {
                let rows = TABLE.iter().filter(|row| {
                    row.report == report && row.matters.contains(matter) && row.to.contains(class)
                });
                assert!(rows.count() <= 1, "{report:?} {matter:?} {class:?}");
            }
        }
    }
    for row in TABLE {
        assert!(row.because.ends_with('.') && row.because.len() > 10, "{row:?}");
        assert!(!row.matters.is_empty() && !row.to.is_empty(), "{row:?}");
    }
}

#[test]
fn what_no_row_speaks_of_is_refused() {
    assert_eq!(look_up(&[], Matter::Agreed, ReportKind::OnScreen, Class::Manager).0, Verdict::Deny(NO_RULE));
    let unknown = Facts::default();
    for report in ReportKind::ALL {
        for item in [Item::Words, Item::Practice, Item::Draft, Item::Cell, Item::Address] {
            for recipient in [Recipient::Adviser, Recipient::Public, family(1, Responsibility::Yes)] {
                assert!(
                    !matches!(may_appear(item, &recipient, report, &unknown), Verdict::Allow),
                    "{item:?} {recipient:?} {report:?}"
                );
            }
        }
    }
}

#[test]
fn the_printed_page_says_what_the_table_does() {
    for report in ReportKind::ALL {
        let page = page(report);
        assert_eq!(page.len() % Matter::ALL.len(), 0);
        for line in &page {
            let class = Class::ALL.iter().find(|class| class.label() == line.whom).unwrap();
            let matter = Matter::ALL.iter().find(|matter| matter.label() == line.what).unwrap();
            let (verdict, because) = look_up(TABLE, *matter, report, *class);
            assert_eq!(line.verdict == "no", matches!(verdict, Verdict::Deny(_)), "{line:?}");
            assert_eq!(line.verdict == "yes", verdict == Verdict::Allow, "{line:?}");
            assert_eq!(line.because, because.0);
        }
    }
    assert!(page(ReportKind::EvidenceForm).iter().all(|line| line.whom != Class::Family.label()));
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn family(home: u128, responsibility: Responsibility) -> Recipient {
    Recipient::Household { home: HouseholdId(id(home)), responsibility }
}

fn moment() -> Moment {
    Moment { ms: 1_795_000_000_000, offset: 0 }
}

fn standing(with: &[(&str, Option<u128>)]) -> Standing {
    let by = PersonId(id(7));
    Standing {
        entry: Entry {
            id: EntryId(id(1)),
            talk: TalkId(id(2)),
            child: ChildId(id(3)),
            room: RoomId(id(4)),
            kind: Kind::PickUp,
            happened: moment(),
            by,
            entered_by: None,
            with: with
                .iter()
                .map(|(word, contact)| With {
                    word: word.to_string(),
                    contact: contact.map(|n| ContactId(id(n))),
                })
                .collect(),
            text: "He slept well.".to_string(),
            family_words: Vec::new(),
            no_talk: None,
            follow_up: None,
            private: false,
            phrases: Vec::new(),
            suggested: Vec::new(),
            round: None,
            pinned: None,
            moved_from: None,
        },
        seq: 1,
        recorded: moment(),
        revision: 0,
        amendments: Vec::new(),
        review: Review::Agreed { by, at: moment(), shows: Vec::new(), nothing_of: None, over: None },
        step: None,
        follow_up_done: None,
        withdrawn: None,
        printed: false,
        names_settled: false,
        clock_set: None,
    }
}

/// Mum (11) and Dad (12) live apart, in homes 1 and 2; both are the child's (3).
fn roll() -> Roll {
    let adult = |n: u128, home: u128| Contact {
        id: ContactId(id(n)),
        name: format!("Adult {n}"),
        household: HouseholdId(id(home)),
        language: "English".to_string(),
        format: Format::Standard,
    };
    let link = |n: u128, relation: &str, responsibility| ContactLink {
        child: ChildId(id(3)),
        contact: ContactId(id(n)),
        relation: relation.to_string(),
        responsibility,
        may_collect: Some(true),
    };
    Roll {
        contacts: vec![adult(11, 1), adult(12, 2), adult(13, 2), adult(14, 3), adult(15, 4)],
        links: vec![
            link(11, "Mum", Responsibility::Yes),
            link(12, "Dad", Responsibility::Yes),
            link(13, "Step-mum", Responsibility::No),
            link(14, "Gran", Responsibility::No),
            link(15, "Uncle", Responsibility::NotKnown),
        ],
        ..Roll::default()
    }
}

#[test]
fn what_one_adult_said_goes_to_their_own_household_and_what_nobody_said_to_all() {
    let roll = roll();
    let verdict = |with: &[(&str, Option<u128>)], home| {
        let facts = Facts::of(&standing(with), &roll, false);
        let recipient = Recipient::household(&roll, ChildId(id(3)), HouseholdId(id(home)));
        may_appear(Item::Words, &recipient, ReportKind::FamilyWeek, &facts)
    };
    let refused = |verdict, words: &str| match verdict {
        Verdict::Deny(reason) => assert!(reason.0.contains(words), "{reason}"),
        other => panic!("{other:?}"),
    };
    let mum = [("mum", Some(11))];
    assert_eq!(verdict(&mum, 1), Verdict::Allow);
    refused(verdict(&mum, 2), "household of the adult who said it");
    assert_eq!(verdict(&[], 1), Verdict::Allow);
    assert_eq!(verdict(&[], 2), Verdict::Allow);
    let both = [("mum", Some(11)), ("dad", Some(12))];
    assert_eq!(verdict(&both, 1), Verdict::Allow);
    assert_eq!(verdict(&both, 2), Verdict::Allow);
    refused(verdict(&[("mum", Some(11)), ("childminder", None)], 1), "not known whose words");
    refused(verdict(&[("someone", Some(99))], 1), "not known whose words");
    refused(verdict(&[], 3), "parental responsibility");
    refused(verdict(&[("gran", Some(14))], 3), "parental responsibility");
    refused(verdict(&[], 4), "not known who may receive it");
    refused(verdict(&[], 5), "not known who may receive it");
}

#[test]
fn each_fact_that_forbids_an_entry_is_enough_by_itself() {
    let roll = roll();
    let mine = family(1, Responsibility::Yes);
    let taken = Withdrawn::TakenBack { by: PersonId(id(7)), at: moment() };
    let facts = |change: &dyn Fn(&mut Standing), guard| {
        let mut standing = standing(&[("mum", Some(11))]);
        change(&mut standing);
        Facts::of(&standing, &roll, guard)
    };
    let may = |facts: &Facts| may_appear(Item::Words, &mine, ReportKind::FamilyWeek, facts);
    assert_eq!(may(&facts(&|_| (), false)), Verdict::Allow);
    assert_eq!(may(&facts(&|standing| standing.names_settled = true, true)), Verdict::Allow);
    assert_ne!(may(&facts(&|_| (), true)), Verdict::Allow);
    assert_ne!(may(&facts(&|standing| standing.entry.private = true, false)), Verdict::Allow);
    assert_ne!(may(&facts(&|standing| standing.withdrawn = Some(taken), false)), Verdict::Allow);
    assert_ne!(may(&facts(&|standing| standing.review = Review::Waiting, false)), Verdict::Allow);
    let former = may_appear(Item::FormerWords, &mine, ReportKind::FamilyWeek, &facts(&|_| (), false));
    assert_eq!(former, Verdict::Deny(Reason("It has been corrected: only the latest words go out.")));
}

#[test]
fn an_adult_is_named_to_their_own_household_and_small_figures_stay_in_the_room() {
    let homes = Facts { homes: BTreeSet::from([HouseholdId(id(1))]), ..Facts::default() };
    let name = |home| {
        may_appear(Item::AdultName, &family(home, Responsibility::Yes), ReportKind::FamilyWeek, &homes)
    };
    assert_eq!(name(1), Verdict::Allow);
    assert!(matches!(name(2), Verdict::Deny(_)));
    for (families, verdict) in [
        (None, Verdict::Replace(Instead::FewerThanFive)),
        (Some(4), Verdict::Replace(Instead::FewerThanFive)),
        (Some(5), Verdict::Allow),
    ] {
        let cell = Facts { families, ..Facts::default() };
        assert_eq!(may_appear(Item::Cell, &Recipient::Adviser, ReportKind::EvidenceForm, &cell), verdict);
    }
}

#[test]
fn a_practice_record_goes_on_by_the_household_that_told_it_and_only_once_it_is_agreed_and_names_nobody() {
    let roll = roll();
    let told = |home: u128| SaidBy::Homes(BTreeSet::from([HouseholdId(id(home))]));
    let clear =
        Facts { open: true, agreed: true, names_clear: true, said_by: SaidBy::Nobody, ..Facts::default() };
    let may = |facts: Facts, home: u128| {
        let next = Recipient::next_setting(&roll, ChildId(id(3)), HouseholdId(id(home)));
        may_appear(Item::Practice, &next, ReportKind::MovingOn, &facts) == Verdict::Allow
    };
    assert!(may(clear.clone(), 1) && may(clear.clone(), 2));
    // Without parental responsibility, not known, and not of the family.
    assert!(!may(clear.clone(), 3) && !may(clear.clone(), 4) && !may(clear.clone(), 5));
    let mum = Facts { said_by: told(1), ..clear.clone() };
    assert!(may(mum.clone(), 1) && !may(mum, 2));
    for facts in [
        Facts { open: false, ..clear.clone() },
        Facts { agreed: false, ..clear.clone() },
        Facts { names_clear: false, ..clear.clone() },
        Facts { said_by: SaidBy::NotKnown, ..clear },
    ] {
        assert!(!may(facts.clone(), 1), "{facts:?}");
    }
}

#[test]
fn staff_see_of_an_entry_what_is_theirs_to_see() {
    let viewer = |n: u128, role| Practitioner {
        id: PersonId(id(n)),
        name: "Sam Hill".to_string(),
        initials: "SH".to_string(),
        role,
        room: None,
        from: None::<Day>,
        until: None,
    };
    let open = standing(&[]);
    let private = Standing { entry: Entry { private: true, ..open.entry.clone() }, ..open.clone() };
    let by = PersonId(id(7));
    let gone = |withdrawn, standing: &Standing| Standing { withdrawn: Some(withdrawn), ..standing.clone() };
    let taken = gone(Withdrawn::TakenBack { by, at: moment() }, &private);
    let struck = gone(Withdrawn::Struck { by, at: moment() }, &open);
    let waiting = Standing { review: Review::Waiting, ..open.clone() };
    use Sight::{Line, Whole};
    for (who, role, sights) in [
        (7, Role::KeyPerson, [Whole, Whole, Whole, Line, Line]),
        (8, Role::KeyPerson, [Whole, Whole, Line, Line, Line]),
        (8, Role::Cover, [Whole, Whole, Line, Line, Line]),
        (8, Role::RoomLead, [Whole, Whole, Whole, Line, Whole]),
        (8, Role::Manager, [Whole, Whole, Whole, Line, Whole]),
    ] {
        let seen =
            [&open, &waiting, &private, &taken, &struck].map(|entry| may_read(&viewer(who, role), entry));
        assert_eq!(seen, sights, "{who} {role:?}");
    }
}

#[test]
fn a_practice_record_that_is_restricted_or_of_a_kind_that_nobody_knows_is_read_by_leads_alone() {
    use crate::domain::practice::{Practice, PracticeKind, Writers};
    let kind = |code: &str, restricted| PracticeKind {
        code: code.into(),
        label: code.into(),
        writers: Writers::Leads,
        restricted,
        answer_within: None,
        answered_by: None,
        acted_on_by: None,
        fields: Vec::new(),
    };
    let kinds = [kind("event", false), kind("complaint", true)];
    let record = |code: &str, restricted| Practice {
        id: crate::domain::PracticeId(Uuid::nil()),
        kind: code.into(),
        day: Day::default(),
        room: None,
        children: Vec::new(),
        by: PersonId(Uuid::nil()),
        text: String::new(),
        family_words: Vec::new(),
        fields: Default::default(),
        shows: Vec::new(),
        restricted,
    };
    let person = |role| Practitioner {
        id: PersonId(Uuid::nil()),
        name: String::new(),
        initials: String::new(),
        role,
        room: None,
        from: None,
        until: None,
    };
    // A kind that is restricted now counts as well as one that was when the record was written.
    for (record, for_all) in [
        (record("event", false), true),
        (record("event", true), false),
        (record("complaint", true), false),
        (record("complaint", false), false),
        (record("of-another-program", false), false),
    ] {
        for role in [Role::RoomLead, Role::Manager, Role::KeyPerson, Role::Cover] {
            let reads = may_read_practice(&person(role), &record, &kinds);
            assert_eq!(reads, role.leads() || for_all, "{role:?} {record:?}");
        }
    }
}
