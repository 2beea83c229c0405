use super::*;
use crate::domain::entry::{Review, Step, Withdrawn};
use crate::domain::evidence::Scope;
use crate::domain::practice::Practice;

#[test]
fn what_was_saved_is_read_back_as_it_was_said() {
    let mut nursery = Nursery::new();
    let note = nursery.note(0, "Slept well.");
    let receipt = nursery.act(SAM, entry(note.clone())).unwrap();
    assert_eq!((receipt.written, receipt.already), (1, 0));
    let there = nursery.there(note.id);
    assert_eq!((there.entry, there.seq, there.review), (note, receipt.seq, Review::Waiting));
    nursery.holds();
}

#[test]
fn saving_the_same_notes_twice_is_saving_them_once() {
    let mut nursery = Nursery::new();
    let (one, two) = (nursery.note(0, "One."), nursery.note(1, "Two."));
    nursery.act(SAM, entry(one.clone())).unwrap();
    let receipt = nursery.act(SAM, vec![entry(one.clone()), entry(two.clone())]).unwrap();
    assert_eq!((receipt.written, receipt.already), (1, 1));
    let again = nursery.act(SAM, vec![entry(one), entry(two)]).unwrap();
    assert_eq!((again.written, again.already, again.seq), (0, 2, receipt.seq));
    nursery.holds();
}

#[test]
fn of_an_act_with_one_refused_change_nothing_is_written() {
    let mut nursery = Nursery::new();
    let mut notes: Vec<Entry> = (0..6).map(|child| nursery.note(child, "Painted together.")).collect();
    notes[5].child = ChildId(uuid::Uuid::nil());
    let code = nursery.store.day_code().unwrap();
    let failure = nursery.act(SAM, notes.iter().cloned().map(entry).collect::<Vec<_>>()).unwrap_err();
    assert_eq!(failure.what, "That child is not on the register.");
    assert_eq!(nursery.store.day_code().unwrap(), code);
    assert!(notes.iter().all(|note| nursery.store.entry(note.id).unwrap().is_none()));
    nursery.holds();
}

#[test]
fn a_take_back_leaves_the_line_and_none_of_the_words_anywhere() {
    let mut nursery = Nursery::new();
    let mut note = nursery.note(0, "Zanzibar in the wrong box.");
    note.family_words = vec!["we saw zanzibar".into()];
    note.follow_up = Some(day(11, 25));
    let id = note.id;
    nursery.act(SAM, entry(note)).unwrap();
    nursery.amended(id, "Quokka in the wrong box.").unwrap();
    nursery.act(SAM, Change::TakeBack { entry: id }).unwrap();
    let there = nursery.there(id);
    assert!(matches!(there.withdrawn, Some(Withdrawn::TakenBack { .. })));
    assert_eq!((there.text(), there.entry.child), ("", nursery.children[0]));
    assert!(there.amendments.is_empty() && there.entry.family_words.is_empty());
    nursery.holds();
    let db = nursery.raw();
    let tables: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'words'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert!(tables.contains(&"words_data".to_string()));
    for table in tables {
        let mut read = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = read.column_count();
        let mut rows = read.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                let value = row.get_ref(column).unwrap();
                let bytes = value.as_bytes_or_null().unwrap_or_default().unwrap_or_default();
                let text = String::from_utf8_lossy(bytes).to_lowercase();
                for word in ["zanzibar", "anzibar", "quokka", "uokka"] {
                    assert!(!text.contains(word), "{word} in {table}");
                }
            }
        }
    }
}

#[test]
fn an_entry_can_be_taken_back_by_its_writer_for_five_minutes_and_not_once_agreed_or_printed() {
    let mut nursery = Nursery::new();
    let [late, others, agreed, printed] = ["a", "b", "c", "d"].map(|text| nursery.saved(0, text));
    nursery.agree(agreed, &[]);
    nursery
        .act(
            DANA,
            Change::Exported {
                report: "week".into(),
                recipient: "room".into(),
                period: None,
                sha256: String::new(),
                form: None,
                entries: vec![printed],
            },
        )
        .unwrap();
    let refused = |nursery: &mut Nursery, person, entry| {
        nursery.act(person, Change::TakeBack { entry }).unwrap_err().to_string()
    };
    assert!(refused(&mut nursery, MO, others).contains("Somebody else"));
    assert!(refused(&mut nursery, SAM, agreed).contains("agreed"));
    assert!(refused(&mut nursery, SAM, printed).contains("printed"));
    nursery.now = nursery.now.plus_seconds(301);
    assert!(refused(&mut nursery, SAM, late).contains("5 min ago"));
    nursery.holds();
}

#[test]
fn an_amendment_leaves_the_first_words_and_is_refused_over_words_not_seen() {
    let mut nursery = Nursery::new();
    let id = nursery.saved(0, "Tired.");
    nursery.amended(id, "Wide awake.").unwrap();
    let there = nursery.there(id);
    assert_eq!((there.entry.text.as_str(), there.text(), there.revision), ("Tired.", "Wide awake.", 1));
    let stale = [
        Change::Amend {
            entry: id,
            seen: 0,
            text: "No.".into(),
            family_words: Vec::new(),
            reason: Reason::Spelling,
        },
        Change::Strike { entry: id, seen: 0 },
        Change::Agree { entry: id, seen: 0, shows: Vec::new(), nothing_of: None },
        Change::NameSettled { entry: id, seen: 0 },
    ];
    for change in stale {
        let failure = nursery.act(DANA, change).unwrap_err();
        assert_eq!(failure.what, "Sam amended this at 08:30. Look at it again.");
    }
    nursery.holds();
}

#[test]
fn an_entry_that_was_withdrawn_is_neither_agreed_nor_amended() {
    let mut nursery = Nursery::new();
    let (back, struck) = (nursery.saved(0, "One."), nursery.saved(1, "Two."));
    nursery.act(SAM, Change::TakeBack { entry: back }).unwrap();
    nursery.act(SAM, Change::Strike { entry: struck, seen: 0 }).unwrap();
    assert_eq!(nursery.there(struck).text(), "Two.");
    for (entry, says) in [(back, "Sam took this back at 08:30."), (struck, "wrong child")] {
        let failure = nursery
            .act(DANA, Change::Agree { entry, seen: 0, shows: Vec::new(), nothing_of: None })
            .unwrap_err();
        assert!(failure.what.contains(says), "{failure}");
    }
    nursery.holds();
}

#[test]
fn nobody_writes_as_somebody_else_but_a_lead_from_paper() {
    let mut nursery = Nursery::new();
    let note = nursery.note(0, "From paper.");
    let mut from_paper = |person: usize, by: Option<usize>| {
        let mut note = note.clone();
        note.entered_by = by.map(|by| nursery.people[by]);
        nursery.act(person, entry(note))
    };
    for (person, by) in [(MO, None), (MO, Some(MO)), (DANA, None), (DANA, Some(MO))] {
        assert_eq!(from_paper(person, by).unwrap_err().what, "Nobody writes as somebody else.");
    }
    from_paper(DANA, Some(DANA)).unwrap();
}

#[test]
fn a_note_that_moves_to_the_right_child_keeps_its_writer() {
    let mut nursery = Nursery::new();
    let id = nursery.saved(0, "Fell asleep in the car.");
    let mut copy = nursery.note(2, "Fell asleep in the car.");
    copy.moved_from = Some(id);
    let act = vec![Change::Strike { entry: id, seen: 0 }, entry(copy.clone())];
    assert!(nursery.act(MO, act.clone()).unwrap_err().what.starts_with("Somebody else wrote it"));
    nursery.act(DANA, act.clone()).unwrap();
    assert_eq!(nursery.there(copy.id).entry.by, nursery.people[SAM]);
    // A second try after a fault finds it done.
    let again = nursery.act(DANA, act).unwrap();
    assert_eq!((again.written, again.already), (0, 1));
    nursery.holds();
}

#[test]
fn each_change_is_refused_to_whoever_may_not_make_it() {
    let mut nursery = Nursery::new();
    let id = nursery.saved(0, "Something.");
    let statement = statement("2");
    let (child, room) = (nursery.children[0], nursery.rooms[0]);
    let practice = Practice {
        id: nursery.chance.id(nursery.now),
        kind: "home-visit".into(),
        day: day(11, 24),
        room: None,
        children: Vec::new(),
        by: nursery.people[DANA],
        text: "Visited.".into(),
        fields: Default::default(),
        family_words: Vec::new(),
        shows: Vec::new(),
        restricted: true,
    };
    let for_leads = vec![
        Change::Agree { entry: id, seen: 0, shows: Vec::new(), nothing_of: None },
        Change::SendBack { entry: id, question: "Who?".into() },
        Change::Gap { child, day: day(11, 24), kind: Kind::PickUp, reason: "Late.".into() },
        Change::CloseDay { room, day: day(11, 24), code: "0".into() },
        Change::Practice(Box::new(practice)),
        Change::Judge { statement: statement.clone(), met: "Y".into(), seen: None },
        Change::EvidenceText { statement, text: "We talk.".into(), cited: vec![id], seen: 0, scope: None },
        Change::NameSettled { entry: id, seen: 0 },
        Change::Phrase(Box::new(Phrase::new("drop-off.sunny", Kind::DropOff, "sunny", "Came in singing."))),
        nursery.child(0),
        Change::PinChosen { person: nursery.people[MO] },
    ];
    for change in for_leads {
        let failure = nursery.act(SAM, change.clone()).unwrap_err();
        assert!(failure.what.starts_with("Only a room lead or manager"), "{failure}");
        nursery.act(DANA, change).unwrap();
    }
    let note = nursery.note(0, "Whose?");
    let nobody = Stamp { person: None, recorded: nursery.now };
    assert!(nursery.store.apply(&entry(note).into(), nobody).unwrap_err().what.starts_with("Sign in first"));
    nursery.holds();
}

#[test]
fn a_settings_phrases_stand_in_the_order_in_which_they_came_as_they_were_said_last() {
    let mut nursery = Nursery::new();
    let phrase = |word: &str, text: &str| Phrase::new(&format!("drop-off.{word}"), Kind::DropOff, word, text);
    let mut ate = phrase("ate", "Ate {all|some} of it.");
    ate.without = Some("Ate.".into());
    ate.shows = vec![statement("15")];
    ate.ages = vec![AgeBand::Twos];
    for phrase in [phrase("sang", "Sang."), ate.clone(), phrase("sang", "Came in singing.")] {
        nursery.act(DANA, Change::Phrase(Box::new(phrase))).unwrap();
    }
    ate.hidden = true;
    nursery.act(DANA, Change::Phrase(Box::new(ate.clone()))).unwrap();
    assert_eq!(nursery.store.phrases().unwrap(), [phrase("sang", "Came in singing."), ate]);
    let refused = nursery.act(DANA, Change::Phrase(Box::new(phrase("two words", "Sang.")))).unwrap_err();
    assert!(refused.what.starts_with("This can't be a phrase"), "{refused}");
    nursery.holds();
}

#[test]
fn leads_alone_keep_groups_and_only_of_children_on_the_register() {
    let mut nursery = Nursery::new();
    let group = |children: Vec<ChildId>| {
        let id = GroupId::from(uuid::Uuid::from_u128(1));
        Change::Group(Group { id, room: nursery.rooms[0], name: "lunch".into(), children })
    };
    let (lunch, strange) = (group(nursery.children[..2].to_vec()), group(vec![ChildId(uuid::Uuid::nil())]));
    let refused = nursery.act(SAM, lunch.clone()).unwrap_err();
    assert!(refused.what.starts_with("Only a room lead or manager"), "{refused}");
    let refused = nursery.act(DANA, strange).unwrap_err();
    assert_eq!(refused.what, "That child is not on the register.");
    nursery.act(DANA, lunch).unwrap();
    assert_eq!(nursery.store.roll().unwrap().groups.len(), 1);
    nursery.holds();
}

#[test]
fn whoever_left_writes_no_more() {
    let mut nursery = Nursery::new();
    let mut sam = nursery.store.roll().unwrap().person(nursery.people[SAM]).unwrap().clone();
    sam.until = Some(day(11, 23));
    nursery.act(DANA, Change::Person(sam)).unwrap();
    let note = nursery.note(0, "Still here?");
    assert!(nursery.act(SAM, entry(note)).unwrap_err().what.contains("has left"));
}

#[test]
fn a_step_is_heard_back_once_and_a_promise_is_kept_once() {
    let mut nursery = Nursery::new();
    let mut step = nursery.note(0, "Count the stairs.");
    step.kind = Kind::ForHome;
    step.follow_up = Some(day(11, 24));
    let (id, plain) = (step.id, nursery.saved(0, "Plain."));
    nursery.act(SAM, entry(step)).unwrap();
    assert_eq!(nursery.there(id).step, Some(Step::Open));
    let heard = |entry| Change::HeardBack {
        entry,
        heard: "Counted to nine.".into(),
        childs_words: Some("nine!".into()),
        led_to_change: true,
        with: vec![],
        told_in: None,
    };
    assert!(nursery.act(SAM, heard(plain)).unwrap_err().what.starts_with("Only a next step"));
    assert!(nursery.act(SAM, Change::FollowUpDone { entry: plain, how: None }).is_err());
    nursery.act(SAM, heard(id)).unwrap();
    nursery.act(SAM, Change::FollowUpDone { entry: id, how: None }).unwrap();
    assert!(nursery.act(SAM, heard(id)).unwrap_err().what.starts_with("Sam wrote at 08:30"));
    assert!(
        nursery
            .act(SAM, Change::FollowUpDone { entry: id, how: None })
            .unwrap_err()
            .what
            .starts_with("Sam marked")
    );
    nursery.holds();
}

#[test]
fn after_a_day_was_closed_only_a_lead_amends_and_the_amendment_says_so() {
    let mut nursery = Nursery::new();
    let id = nursery.saved(0, "Before.");
    let code = nursery.store.day_code().unwrap();
    assert_eq!(code.len(), 12);
    nursery.act(DANA, Change::CloseDay { room: nursery.rooms[0], day: day(11, 24), code }).unwrap();
    assert!(nursery.amended(id, "After.").unwrap_err().what.contains("Dana has closed that day"));
    let (text, family_words, reason) = ("After.".into(), Vec::new(), Reason::WrongFact);
    nursery.act(DANA, Change::Amend { entry: id, seen: 0, text, family_words, reason }).unwrap();
    assert!(nursery.there(id).amendments[0].after_close);
    nursery.holds();
}

#[test]
fn what_was_agreed_of_a_closed_day_stays_and_what_was_not_can_still_be() {
    let mut nursery = Nursery::new();
    let (agreed, late) = (nursery.saved(0, "Agreed in time."), nursery.saved(1, "Looked at too late."));
    nursery.agree(agreed, &["2"]);
    let close = Change::CloseDay { room: nursery.rooms[0], day: day(11, 24), code: "c0de".into() };
    nursery.act(DANA, close).unwrap();
    let agree = |entry| Change::Agree { entry, seen: 0, shows: vec![shown("3")], nothing_of: None };
    let send_back = Change::SendBack { entry: agreed, question: "Who was it?".into() };
    let take_back = Change::AgreementTakenBack { entry: agreed, seen: 0 };
    for change in [agree(agreed), take_back, send_back] {
        let refused = nursery.act(DANA, change).unwrap_err();
        assert_eq!(refused.what, "Dana has closed that day.");
        assert_eq!(refused.to_string().matches("What was agreed stays as it is.").count(), 1);
    }
    nursery.act(DANA, agree(late)).unwrap();
    assert!(nursery.there(late).agreed());
    nursery.holds();
}

#[test]
fn a_closed_day_takes_in_what_it_shows_of_another_framework_and_keeps_its_code() {
    let mut nursery = Nursery::new();
    let (two, none) = (nursery.saved(0, "Agreed in time."), nursery.saved(1, "Shows nothing."));
    nursery.agree(two, &["2"]);
    nursery.agree(none, &[]);
    let code = nursery.store.day_code().unwrap();
    let close = Change::CloseDay { room: nursery.rooms[0], day: day(11, 24), code: code.clone() };
    nursery.act(DANA, close).unwrap();
    let of = |framework: &str, code: &str, changed: bool| Shown {
        statement: StatementRef { framework: framework.into(), code: code.into() },
        changed,
    };
    let agree = |entry, shows: &[&Shown]| Change::Agree {
        entry,
        seen: 0,
        shows: shows.iter().map(|shown| (*shown).clone()).collect(),
        nothing_of: Some(Vec::new()),
    };
    let (was, new, more) = (shown("2"), of("later", "1", false), of("later", "2", false));
    let (another, changed) = (shown("3"), Shown { changed: true, ..shown("2") });
    for shows in [vec![], vec![&new], vec![&was, &another], vec![&changed, &new], vec![&was, &new, &another]]
    {
        let refused = nursery.act(DANA, agree(two, &shows)).unwrap_err();
        assert_eq!(refused.what, "Dana has closed that day.", "{shows:?}");
    }
    nursery.now = nursery.now.plus_seconds(60);
    nursery.act(DANA, agree(two, &[&was, &new])).unwrap();
    nursery.act(DANA, agree(none, &[&new])).unwrap();
    assert_eq!(nursery.there(two).shows(), [was.clone(), new.clone()]);
    // Once it shows something of it, that stays too.
    assert!(nursery.act(DANA, agree(two, &[&was, &new, &more])).is_err());
    assert!(nursery.act(DANA, agree(two, &[&was])).is_err());
    let closed = nursery.store.day(nursery.rooms[0], day(11, 24)).unwrap().closed;
    assert_eq!(closed.map(|(_, _, code)| code), Some(code));
    // What was added by a slip is taken back, and nothing of what was agreed when the day was closed.
    let take_back = |entry| Change::AgreementTakenBack { entry, seen: 0 };
    assert!(nursery.there(two).agreed_over());
    nursery.act(DANA, take_back(two)).unwrap();
    assert_eq!(nursery.there(two).shows(), [was]);
    let refused = nursery.act(DANA, take_back(two)).unwrap_err();
    assert_eq!(refused.what, "Dana has closed that day.");
    nursery.holds();
}

#[test]
fn what_was_agreed_again_before_the_day_was_closed_stays_too() {
    let mut nursery = Nursery::new();
    let id = nursery.saved(0, "Agreed twice.");
    for code in ["2", "3"] {
        let shows = vec![shown(code)];
        nursery.act(DANA, Change::Agree { entry: id, seen: 0, shows, nothing_of: Some(Vec::new()) }).unwrap();
    }
    nursery.now = nursery.now.plus_seconds(60);
    let close = Change::CloseDay { room: nursery.rooms[0], day: day(11, 24), code: "c0de".into() };
    nursery.act(DANA, close).unwrap();
    let take_back = || Change::AgreementTakenBack { entry: id, seen: 0 };
    assert_eq!(nursery.act(DANA, take_back()).unwrap_err().what, "Dana has closed that day.");
    assert_eq!(nursery.there(id).shows(), [shown("3")]);
    nursery.holds();
}

#[test]
fn an_agreement_over_another_gives_way_to_it_and_then_the_entry_waits() {
    let mut nursery = Nursery::new();
    let id = nursery.saved(0, "Agreed twice.");
    let agree =
        |code: &str, nothing_of| Change::Agree { entry: id, seen: 0, shows: vec![shown(code)], nothing_of };
    let take_back = || Change::AgreementTakenBack { entry: id, seen: 0 };
    for code in ["2", "3"] {
        nursery.act(DANA, agree(code, Some(vec!["later".to_string()]))).unwrap();
    }
    nursery.act(DANA, take_back()).unwrap();
    assert_eq!(nursery.there(id).shows(), [shown("2")]);
    nursery.act(DANA, take_back()).unwrap();
    assert_eq!(nursery.there(id).review, Review::Waiting);
    // A line of before that was kept takes back to waiting, as it did then.
    for code in ["2", "3"] {
        nursery.act(DANA, agree(code, None)).unwrap();
    }
    nursery.act(DANA, take_back()).unwrap();
    assert_eq!(nursery.there(id).review, Review::Waiting);
    nursery.holds();
}

#[test]
fn an_agreement_is_taken_back_by_a_lead_alone_and_the_entry_waits_again() {
    let mut nursery = Nursery::new();
    let id = nursery.saved(0, "Agreed by a slip.");
    let take_back = || Change::AgreementTakenBack { entry: id, seen: 0 };
    assert_eq!(nursery.act(DANA, take_back()).unwrap_err().what, "It is not agreed any more.");
    nursery.agree(id, &["2"]);
    let of_two =
        |nursery: &Nursery| nursery.store.board("partnership-with-parents", &term()).unwrap()["2"].entries;
    assert_eq!(of_two(&nursery), 1);
    assert!(nursery.act(SAM, take_back()).unwrap_err().what.starts_with("Only a room lead or manager"));
    nursery.act(DANA, take_back()).unwrap();
    assert_eq!(nursery.there(id).review, Review::Waiting);
    assert!(nursery.there(id).shows().is_empty());
    let board = nursery.store.board("partnership-with-parents", &term()).unwrap();
    assert_eq!(board.get("2").map_or(0, |two| two.entries), 0);
    // Its writer may take it back again, and a lead may agree it.
    nursery.agree(id, &["3"]);
    nursery.act(DANA, take_back()).unwrap();
    nursery.act(SAM, Change::TakeBack { entry: id }).unwrap();
    nursery.holds();
}

/// A term of the whole setting.
fn term() -> Scope {
    Scope { rooms: Vec::new(), period: Period::term_to(day(11, 24)) }
}

#[test]
fn an_evidence_text_is_refused_over_one_not_seen() {
    let mut nursery = Nursery::new();
    let write = |seen, text: &str| Change::EvidenceText {
        statement: statement("2"),
        text: text.into(),
        cited: Vec::new(),
        seen,
        scope: Some(term()),
    };
    nursery.act(DANA, write(0, "First.")).unwrap();
    nursery.act(DANA, Change::Judge { statement: statement("2"), met: "P".into(), seen: None }).unwrap();
    assert!(nursery.act(DANA, write(0, "Other.")).unwrap_err().what.starts_with("Dana wrote this text"));
    nursery.act(DANA, write(1, "Second.")).unwrap();
    let judged = nursery.store.judged("partnership-with-parents").unwrap();
    assert_eq!(
        (judged["2"].text.as_str(), judged["2"].met.as_str(), judged["2"].revision),
        ("Second.", "P", 2)
    );
    assert_eq!(judged["2"].scope, Some(term()));
    nursery.holds();
}

#[test]
fn a_batch_of_acts_is_written_like_single_acts() {
    let mut nursery = Nursery::new();
    let stamp = nursery.stamp(SAM);
    let acts: Vec<_> = (0..20).map(|n| (Act::from(entry(nursery.note(n % 6, "Bulk."))), stamp)).collect();
    let receipt = nursery.store.apply_bulk(acts.clone()).unwrap();
    assert_eq!((receipt.written, receipt.already), (20, 0));
    assert_eq!(nursery.store.apply_bulk(acts).unwrap().already, 20);
    nursery.holds();
}

#[test]
fn what_a_writer_amends_after_it_was_agreed_waits_for_a_lead_again_and_keeps_what_it_shows() {
    let mut nursery = Nursery::new();
    let note = nursery.note(0, "Lovely painting.");
    let id = note.id;
    let shows = vec![Shown { statement: statement("2"), changed: false }];
    let amend = |seen, text: &str| Change::Amend {
        entry: id,
        seen,
        text: text.into(),
        family_words: Vec::new(),
        reason: Reason::Spelling,
    };
    let agree = |seen| Change::Agree { entry: id, seen, shows: shows.clone(), nothing_of: None };
    nursery.act(SAM, entry(note)).unwrap();
    nursery.act(SAM, amend(0, "A painting.")).unwrap();
    assert!(!nursery.there(id).amended_since(), "nobody had agreed it yet");
    nursery.act(DANA, agree(1)).unwrap();
    nursery.act(SAM, amend(1, "Screamed all day.")).unwrap();
    let there = nursery.there(id);
    assert!(there.amended_since() && there.agreed() && there.shows() == shows);
    assert!(!crate::domain::policy::Facts::of_entry(&there).agreed, "it goes to nobody");
    // The day after, it is among what is left.
    let (room, next) = (there.entry.room, there.entry.happened.day().succ_opt().unwrap());
    assert_eq!(nursery.store.day(room, next).unwrap().left_over.len(), 1);
    nursery.act(DANA, agree(2)).unwrap();
    assert!(!nursery.there(id).amended_since());
    assert!(nursery.store.day(room, next).unwrap().left_over.is_empty());
    // A lead's own correction is a lead's word.
    nursery.act(DANA, amend(2, "Cried at lunch.")).unwrap();
    assert!(!nursery.there(id).amended_since());
    nursery.holds();
}

#[test]
fn a_text_longer_than_any_may_be_is_not_written() {
    use crate::domain::length::TEXT;
    let mut nursery = Nursery::new();
    let note = nursery.note(0, &"a".repeat(TEXT));
    nursery.act(SAM, entry(note.clone())).unwrap();
    let long = "á".repeat(TEXT + 1);
    let longer = nursery.note(1, &long);
    assert!(nursery.act(SAM, entry(longer)).unwrap_err().what.contains("longer than 10,000 characters"));
    assert!(nursery.amended(note.id, &long).is_err());
    nursery.holds();
}
