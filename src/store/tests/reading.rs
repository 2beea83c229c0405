//! What screens and reports ask for.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::domain::evidence::Scope;
use crate::store::ask::{Cursor, Filter, Search, Source, TalkFacts};

impl Nursery {
    fn found(&self, words: &[&str], viewer: usize) -> Vec<EntryId> {
        let search = Search {
            words: words.iter().map(|word| word.split('|').map(str::to_string).collect()).collect(),
            viewer: Some(self.people[viewer]),
            limit: 50,
            ..Search::default()
        };
        self.ids(&search)
    }

    fn ids(&self, search: &Search) -> Vec<EntryId> {
        self.store.search(search).expect("searched").iter().map(|standing| standing.entry.id).collect()
    }

    fn scope(&self) -> Scope {
        Scope { rooms: Vec::new(), period: Period::term_to(self.now.day()) }
    }
}

#[test]
fn of_very_many_promises_the_hundred_due_last_wait_on_the_board() {
    let mut nursery = Nursery::new();
    let notes: Vec<Change> = (0..103)
        .map(|index| {
            let mut promise = nursery.note(0, "Will bring the book.");
            promise.follow_up = day(11, 24).checked_sub_days(chrono::Days::new(102 - index));
            entry(promise)
        })
        .collect();
    nursery.act(SAM, notes).unwrap();
    let promised = nursery.store.day(nursery.rooms[0], day(11, 24)).unwrap().promised;
    let due: Vec<_> = promised.iter().filter_map(|standing| standing.entry.follow_up).collect();
    assert_eq!(due.len(), 100);
    assert!(due.is_sorted());
    assert_eq!(due.last(), Some(&day(11, 24)));
}

#[test]
fn the_staff_are_the_roll_without_children_and_families() {
    let nursery = Nursery::new();
    let (staff, roll) = (nursery.store.staff().unwrap(), nursery.store.roll().unwrap());
    assert_eq!((&staff.setting, &staff.rooms, &staff.people), (&roll.setting, &roll.rooms, &roll.people));
    assert!(!roll.children.is_empty() && staff.children.is_empty() && staff.contacts.is_empty());
}

#[test]
fn families_on_the_roll_follow_a_change_of_the_roll() {
    let mut nursery = Nursery::new();
    let scope = nursery.scope();
    assert_eq!(nursery.store.families_on_roll(&scope).unwrap(), 4);
    let siblings = Change::Siblings { a: nursery.children[1], b: nursery.children[2] };
    nursery.store.apply(&siblings.into(), Stamp { person: None, recorded: nursery.now }).unwrap();
    assert_eq!(nursery.store.families_on_roll(&scope).unwrap(), 3);
}

#[test]
fn a_rooms_day_has_its_entries_what_waits_and_what_is_left_over() {
    let mut nursery = Nursery::new();
    let today = nursery.now;
    nursery.now = at(day(11, 23), 9, 0);
    let yesterday = nursery.saved(0, "Yesterday.");
    let mut promise = nursery.note(1, "Will bring the book.");
    (promise.follow_up, promise.kind) = (Some(day(11, 24)), Kind::ForHome);
    nursery.act(SAM, entry(promise.clone())).unwrap();
    nursery.agree(promise.id, &[]);
    nursery.now = today;
    let (here, elsewhere) = (nursery.saved(0, "Here."), nursery.saved(3, "In the other room."));
    let back = nursery.saved(2, "Gone.");
    nursery.act(SAM, Change::TakeBack { entry: back }).unwrap();
    let gap =
        |child| Change::Gap { child, day: day(11, 24), kind: Kind::PickUp, reason: "On the bus.".into() };
    nursery.act(DANA, vec![gap(nursery.children[2]), gap(nursery.children[4])]).unwrap();
    nursery
        .act(DANA, Change::CloseDay { room: nursery.rooms[0], day: day(11, 24), code: "c0de".into() })
        .unwrap();

    let so_far = nursery.store.day(nursery.rooms[0], day(11, 24)).unwrap();
    let ids = |standings: &[entry::Standing]| standings.iter().map(|one| one.entry.id).collect::<Vec<_>>();
    assert_eq!(ids(&so_far.entries), [here, back]);
    assert!(!ids(&so_far.entries).contains(&elsewhere));
    assert_eq!(ids(&so_far.left_over), [yesterday]);
    // What was sent back and not agreed since is left over too.
    let question = "Who said so?".to_string();
    nursery.act(DANA, Change::SendBack { entry: yesterday, question }).unwrap();
    let sent_back = nursery.store.day(nursery.rooms[0], day(11, 24)).unwrap();
    assert_eq!(ids(&sent_back.left_over), [yesterday]);
    assert_eq!(ids(&so_far.promised), [promise.id]);
    assert_eq!(so_far.open_steps, BTreeMap::from([(nursery.children[1], 1)]));
    assert_eq!(so_far.gaps, [(nursery.children[2], Kind::PickUp, "On the bus.".to_string())]);
    assert_eq!(so_far.closed, Some((nursery.people[DANA], today, "c0de".to_string())));
    nursery.act(SAM, Change::FollowUpDone { entry: promise.id, how: None }).unwrap();
    assert!(nursery.store.day(nursery.rooms[0], day(11, 24)).unwrap().promised.is_empty());
}

#[test]
fn a_childs_page_goes_back_by_pages_without_leaving_one_out() {
    let mut nursery = Nursery::new();
    let mut saved = Vec::new();
    for minute in [5, 3, 3, 9, 3, 1] {
        nursery.now = at(day(11, 24), 9, minute);
        saved.push((minute, nursery.saved(0, "One of them.")));
    }
    let (mut pages, mut before) = (Vec::new(), None);
    loop {
        let page = nursery.store.child_entries(nursery.children[0], before, 2).unwrap();
        let Some(last) = page.last() else { break };
        before = Some(Cursor { happened: last.entry.happened, seq: last.seq });
        pages.extend(page.iter().map(|standing| standing.entry.id));
    }
    // Newest first; of the same minute the last written first.
    let mut expected: Vec<_> =
        saved.into_iter().enumerate().map(|(order, (minute, id))| (minute, order, id)).collect();
    expected.sort_by(|a, b| b.cmp(a));
    assert_eq!(pages, expected.into_iter().map(|(_, _, id)| id).collect::<Vec<_>>());
}

#[test]
fn a_childs_figures_follow_what_happens_to_its_entries() {
    let mut nursery = Nursery::new();
    let child = nursery.children[0];
    let mut step = nursery.note(0, "Try it.");
    step.kind = Kind::ForHome;
    let mut silent = nursery.note(0, "No talk: rushed.");
    (silent.no_talk, silent.with) = (Some(NoTalk::Rushed), Vec::new());
    let gone = nursery.saved(0, "Gone soon.");
    nursery.act(SAM, vec![entry(step.clone()), entry(silent)]).unwrap();
    nursery.act(SAM, Change::TakeBack { entry: gone }).unwrap();
    let figures = nursery.store.child_figures(child, day(11, 24)).unwrap();
    assert_eq!((figures.kinds, figures.open_steps, figures.heard_back), ([1, 0, 0, 1, 0], 1, 0));
    assert_eq!((figures.weeks, figures.with), ([0, 0, 0, 0, 0, 0, 0, 1], vec!["mum".to_string()]));
    let heard = Change::HeardBack {
        entry: step.id,
        heard: "Did.".into(),
        childs_words: None,
        led_to_change: false,
        with: vec![],
        told_in: None,
    };
    nursery.act(SAM, heard).unwrap();
    let figures = nursery.store.child_figures(child, day(12, 1)).unwrap();
    assert_eq!((figures.open_steps, figures.heard_back, figures.weeks[6]), (0, 1, 1));
    assert_eq!(nursery.store.written(nursery.people[SAM]).unwrap(), BTreeMap::from([(child, 2)]));
    let phrases = nursery.store.phrase_use(nursery.rooms[0]).unwrap();
    assert_eq!(phrases, BTreeMap::from([("drop-off.tired".to_string(), 2)]));
}

#[test]
fn the_last_talk_is_the_writers_last_that_stands_whole() {
    let mut nursery = Nursery::new();
    let (one, mut two) = (nursery.note(0, "Both."), nursery.note(1, "Both."));
    two.talk = one.talk;
    nursery.act(SAM, vec![entry(one.clone()), entry(two.clone())]).unwrap();
    let later = nursery.saved(2, "Later.");
    nursery.act(SAM, Change::TakeBack { entry: later }).unwrap();
    let last = nursery.store.last_talk(nursery.people[SAM]).unwrap();
    assert_eq!(last.iter().map(|one| one.entry.id).collect::<Vec<_>>(), [one.id, two.id]);
    assert_eq!(last, nursery.store.talk(one.talk).unwrap());
    assert!(nursery.store.last_talk(nursery.people[MO]).unwrap().is_empty());
}

#[test]
fn search_finds_beginnings_accents_and_groups_in_the_latest_words_newest_first() {
    let mut nursery = Nursery::new();
    let one = nursery.saved(0, "Zoë ate porridge and slept.");
    let two = nursery.saved(3, "Porridge again, no nap.");
    assert_eq!(nursery.found(&["porridge"], SAM), [two, one]);
    assert_eq!(nursery.found(&["porr"], SAM), [two, one]);
    assert_eq!(nursery.found(&["p"], SAM), [two, one]);
    assert_eq!(nursery.found(&["porridge"], SAM), nursery.found(&["PÓRRID"], SAM));
    assert!(nursery.found(&["porridges"], SAM).is_empty());
    assert_eq!(nursery.found(&["zoe"], SAM), [one]);
    assert_eq!(nursery.found(&["slept|nap", "porridge"], SAM), [two, one]);
    assert_eq!(nursery.found(&["porr", "slept"], SAM), [] as [EntryId; 0], "only the last may be begun");
    nursery.amended(one, "Zoë ate toast.").unwrap();
    assert_eq!(nursery.found(&["porridge"], SAM), [two]);
    assert_eq!(nursery.found(&["toast"], SAM), [one]);
    nursery.act(SAM, Change::Strike { entry: one, seen: 1 }).unwrap();
    assert_eq!(nursery.found(&["toast"], DANA), [] as [EntryId; 0]);
    // What would be the index's own language is only words here.
    for odd in ["\"", "NEAR(", "a* OR b", "text:toast", "-", "AND", "'; DROP TABLE log"] {
        nursery.found(&[odd], SAM);
    }
}

#[test]
fn search_keeps_to_what_was_asked_for() {
    let mut nursery = Nursery::new();
    let one = nursery.saved(0, "Same words here.");
    let two = nursery.saved(1, "Here words same.");
    let all = Search { words: vec![vec!["words".into()]], limit: 50, ..Search::default() };
    assert_eq!(nursery.ids(&all), [two, one]);
    assert_eq!(nursery.ids(&Search { limit: 1, ..all.clone() }), [two]);
    assert_eq!(nursery.ids(&Search { exact: vec!["same words".into()], ..all.clone() }), [one]);
    let children = BTreeSet::from([nursery.children[0]]);
    assert_eq!(nursery.ids(&Search { children: children.clone(), ..all.clone() }), [one]);
    assert_eq!(nursery.ids(&Search { children, words: Vec::new(), ..all.clone() }), [one]);
    assert!(nursery.ids(&Search { kind: Some(Kind::PickUp), ..all.clone() }).is_empty());
    assert!(nursery.ids(&Search { by: Some(nursery.people[MO]), ..all.clone() }).is_empty());
    assert!(nursery.ids(&Search { open: true, ..all.clone() }).is_empty());
    assert!(nursery.ids(&Search { from: Some(day(11, 25)), ..all.clone() }).is_empty());
    assert!(nursery.ids(&Search { shows: Some(statement("2")), ..all.clone() }).is_empty());
    let mut step = nursery.note(2, "Words to try.");
    step.kind = Kind::ForHome;
    let three = step.id;
    nursery.act(SAM, entry(step)).unwrap();
    assert_eq!(nursery.ids(&Search { open: true, ..all.clone() }), [three]);
    assert_eq!(nursery.ids(&Search { open: true, words: Vec::new(), ..all.clone() }), [three]);
    let children = BTreeSet::from([nursery.children[0], nursery.children[2]]);
    assert_eq!(nursery.ids(&Search { children, words: Vec::new(), ..all.clone() }), [three, one]);
    nursery.agree(one, &["2"]);
    assert_eq!(nursery.ids(&Search { shows: Some(statement("2")), ..all }), [one]);
}

#[test]
fn a_search_from_a_day_on_finds_what_was_written_down_in_any_order() {
    let mut nursery = Nursery::new();
    let mut all = Vec::new();
    // Days as they come from paper: not in their order. Each day is searched from before and after more comes.
    for of in [20, 24, 3, 12, 24, 2, 18] {
        nursery.now = at(day(11, of), 9, 0);
        all.insert(0, (of, nursery.saved(0, "Words.")));
        for from in 1..=25 {
            let wanted: Vec<EntryId> = all.iter().filter(|(of, _)| *of >= from).map(|(_, id)| *id).collect();
            let since = Search { from: Some(day(11, from)), limit: 50, ..Search::default() };
            let words = Search { words: vec![vec!["words".into()]], ..since.clone() };
            assert_eq!(nursery.ids(&words), wanted, "from {from}");
            assert_eq!(nursery.ids(&since), wanted, "from {from}, without words");
        }
        let since = Search { from: Some(day(11, 25)), limit: 50, ..Search::default() };
        assert!(nursery.ids(&Search { words: vec![vec!["words".into()]], ..since }).is_empty());
    }
}

#[test]
fn what_comes_after_a_search_that_found_nothing_is_found() {
    let mut nursery = Nursery::new();
    let since =
        Search { from: Some(day(11, 24)), words: vec![vec!["words".into()]], limit: 50, ..Search::default() };
    assert!(nursery.ids(&since).is_empty());
    let one = nursery.saved(0, "Words.");
    assert_eq!(nursery.ids(&since), [one]);
}

#[test]
fn a_private_entry_is_found_by_its_writer_and_leads_alone() {
    let mut nursery = Nursery::new();
    let mut note = nursery.note(0, "Between us.");
    note.private = true;
    let id = note.id;
    nursery.act(SAM, entry(note)).unwrap();
    for (viewer, finds) in [(SAM, true), (DANA, true), (MO, false)] {
        assert_eq!(nursery.found(&["between"], viewer) == [id], finds);
    }
    let nobody = Search { words: vec![vec!["between".into()]], limit: 50, ..Search::default() };
    assert!(nursery.ids(&nobody).is_empty());
}

#[test]
fn a_list_holds_what_fits_in_the_order_of_happening() {
    let mut nursery = Nursery::new();
    let second = nursery.saved(0, "Second.");
    nursery.now = at(day(11, 23), 9, 0);
    let first = nursery.saved(3, "First.");
    nursery.act(SAM, Change::TakeBack { entry: first }).unwrap();
    let listed = |filter: Filter| {
        let mut ids = Vec::new();
        nursery
            .store
            .list(&filter, &mut |standing| {
                ids.push(standing.entry.id);
                Ok(())
            })
            .unwrap();
        ids
    };
    assert_eq!(listed(Filter::default()), [first, second]);
    assert_eq!(listed(Filter { room: Some(nursery.rooms[0]), ..Filter::default() }), [second]);
    assert_eq!(listed(Filter { child: Some(nursery.children[3]), ..Filter::default() }), [first]);
    assert_eq!(listed(Filter { from: Some(day(11, 24)), ..Filter::default() }), [second]);
    assert_eq!(listed(Filter { to: Some(day(11, 23)), ..Filter::default() }), [first]);
    assert!(listed(Filter { kind: Some(Kind::PickUp), ..Filter::default() }).is_empty());
}

#[test]
fn evidence_comes_strongest_first_with_what_it_stands_on() {
    let mut nursery = Nursery::new();
    let plain = nursery.saved(0, "Plain.");
    let mut quoted = nursery.note(1, "They said so.");
    quoted.family_words = vec!["so".into()];
    nursery.act(SAM, entry(quoted.clone())).unwrap();
    let changed = nursery.saved(3, "It changed.");
    nursery.agree(plain, &["2"]);
    nursery.agree(quoted.id, &["2"]);
    let shows = vec![Shown { statement: statement("2"), changed: true }];
    nursery.act(DANA, Change::Agree { entry: changed, seen: 0, shows, nothing_of: None }).unwrap();
    let evidence = nursery.store.evidence(&statement("2"), &nursery.scope(), 2).unwrap();
    let ids: Vec<_> = evidence.iter().map(|one| one.piece.entry).collect();
    assert_eq!(ids, [changed, quoted.id]);
    // The third is weaker, and is found where somebody cites it.
    let cited = |ids: &[EntryId], scope: &Scope| -> Vec<EntryId> {
        let among = nursery.store.evidence_among(&statement("2"), scope, ids).unwrap();
        among.iter().map(|one| one.piece.entry).collect()
    };
    assert_eq!(cited(&[plain, changed], &nursery.scope()), [plain, changed]);
    let oak_alone = Scope { rooms: vec![nursery.rooms[1]], ..nursery.scope() };
    assert_eq!(cited(&[plain, changed], &oak_alone), [changed], "of another room it is not cited");
    assert!(matches!(&evidence[1].source, Source::Entry(standing) if standing.entry == quoted));
    let families = nursery.store.roll().unwrap().families();
    let reached = nursery.store.reached(&statement("2"), &nursery.scope()).unwrap();
    assert_eq!(reached, [0, 3].map(|child| families[&nursery.children[child]]).into());
    let oak = Scope { rooms: vec![nursery.rooms[1]], ..nursery.scope() };
    assert_eq!(nursery.store.board("partnership-with-parents", &oak).unwrap()["2"].entries, 1);
    assert!(nursery.store.board("another", &oak).unwrap().is_empty());
}

#[test]
fn brothers_and_sisters_in_two_rooms_are_one_talk_until_they_are_not_a_family() {
    let mut nursery = Nursery::new();
    let (one, mut two) = (nursery.note(0, "Both collected."), nursery.note(3, "Both collected."));
    two.talk = one.talk;
    nursery.act(SAM, vec![entry(one.clone()), entry(two.clone())]).unwrap();
    nursery.agree(one.id, &["2"]);
    nursery.agree(two.id, &["2"]);
    let figures = |nursery: &Nursery| {
        let board = nursery.store.board("partnership-with-parents", &nursery.scope()).unwrap();
        (board["2"].entries, board["2"].talks, board["2"].families)
    };
    assert_eq!(figures(&nursery), (2, 2, 2));
    nursery.act(DANA, Change::Siblings { a: nursery.children[0], b: nursery.children[3] }).unwrap();
    assert_eq!(figures(&nursery), (2, 1, 1));
    nursery.holds();
}

#[test]
fn talk_facts_count_who_spoke_and_who_did_not() {
    let mut nursery = Nursery::new();
    nursery.saved(0, "Talked.");
    let mut silent = nursery.note(0, "No talk: someone else came.");
    silent.no_talk = Some(NoTalk::SomeoneElse);
    nursery.act(SAM, entry(silent)).unwrap();
    let facts = nursery.store.talk_facts(&nursery.scope()).unwrap();
    let expected = TalkFacts { entries: 2, no_talk: 1, someone_else: 1 };
    assert_eq!(facts, BTreeMap::from([(nursery.children[0], expected)]));
}
