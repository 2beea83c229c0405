//! A record of every version that was ever released opens, is brought up to date, and says what it said.

use super::*;
use crate::domain::entry::{Review, Step, Withdrawn};
use crate::domain::evidence::Scope;
use crate::store::ask::{Filter, PinTry};

const V1: (&[u8], &[u8], &str) = (
    include_bytes!("../../../tests/schema/v1.db"),
    include_bytes!("../../../tests/schema/v1.witness"),
    include_str!("../../../tests/schema/README.md"),
);

#[test]
fn a_record_of_the_first_version_opens_and_says_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path().join("home"));
    files::private_folder(home.folder()).unwrap();
    files::write_private(&home.database(), V1.0).unwrap();
    files::write_private(&home.witness(), V1.1).unwrap();
    let begins = V1.2.find("x'").expect("the key");
    let key = Zeroizing::new(V1.2[begins..begins + 99].to_string());
    let mut store = Store::opened(&home, key, Use::Write).unwrap();

    let roll = store.roll().unwrap();
    assert_eq!((roll.setting.name.as_str(), roll.children.len(), roll.contacts.len()), ("Acorns", 2, 1));
    let mut all = Vec::new();
    store
        .list(&Filter::default(), &mut |standing| {
            all.push(standing);
            Ok(())
        })
        .unwrap();
    let [agreed, step, back] = &all[..] else { panic!("{} entries", all.len()) };
    assert_eq!(
        (agreed.entry.text.as_str(), agreed.text()),
        ("Tired, “she sang all the way”.", "Wide awake.")
    );
    assert!(agreed.agreed() && agreed.printed && agreed.names_settled && agreed.follow_up_done.is_some());
    assert!(matches!(&step.step, Some(Step::HeardBack { heard, .. }) if heard == "Got to nine."));
    assert!(matches!(&step.review, Review::SentBack { question, .. } if question == "Which stairs?"));
    assert!(matches!(back.withdrawn, Some(Withdrawn::TakenBack { .. })));

    let scope = Scope { rooms: Vec::new(), period: Period::term_to(day(11, 24)) };
    let board = store.board("partnership-with-parents", &scope).unwrap();
    assert_eq!((board["13"].entries, board["13"].talks, board["13"].families), (2, 2, 1));
    let so_far = store.day(roll.rooms[0].id, day(11, 24)).unwrap();
    assert_eq!((so_far.gaps.len(), so_far.closed.is_some()), (1, true));
    let sam = roll.people[0].id;
    assert_eq!(store.drafts(sam).unwrap()[0].note, "half a sen");
    assert_eq!(store.try_pin(sam, "7294", at(day(11, 24), 9, 0), None).unwrap(), PinTry::Right(None));
    assert_eq!(store.judged("partnership-with-parents").unwrap()["13"].text, "We talk every day [1].");
    all_holds(&mut store, "version 1");
}

/// Takes away what step 010 and those after it bring.
pub(super) const BEFORE_SPOKEN: &str = "DROP INDEX piece_of_setting; ALTER TABLE piece DROP COLUMN spoken;
    ALTER TABLE judged DROP COLUMN kept; DROP INDEX log_exported";

impl Nursery {
    /// Opens the record as one of that version, which brings it up to date.
    pub(super) fn renewed(&mut self, version: i64) {
        self.raw().execute_batch("ALTER TABLE pin DROP COLUMN up").unwrap();
        self.raw().pragma_update(None, "user_version", version).unwrap();
        self.store.close();
        self.store = self.open().unwrap();
    }
}

#[test]
fn what_was_amended_after_it_was_agreed_waits_in_an_older_record_too() {
    let mut nursery = Nursery::new();
    let amend = |id, by: usize, nursery: &mut Nursery| {
        let seen = nursery.there(id).revision;
        let text = "Isn't “so happy” at “all”.".to_string();
        let family_words = vec!["so happy".to_string()];
        let change = Change::Amend { entry: id, seen, text, family_words, reason: Reason::MoreToSay };
        nursery.act(by, change).unwrap();
    };
    let ids: Vec<EntryId> = (0..5).map(|child| nursery.saved(child, "Happy.")).collect();
    for id in &ids[..4] {
        nursery.agree(*id, &["2"]);
    }
    amend(ids[0], SAM, &mut nursery);
    amend(ids[1], DANA, &mut nursery);
    amend(ids[2], SAM, &mut nursery);
    let seen = nursery.there(ids[2]).revision;
    nursery.act(DANA, Change::Agree { entry: ids[2], seen, shows: Vec::new(), nothing_of: None }).unwrap();
    amend(ids[3], SAM, &mut nursery);
    amend(ids[3], SAM, &mut nursery);
    amend(ids[4], SAM, &mut nursery);
    let waits =
        |nursery: &Nursery| ids.iter().map(|id| nursery.there(*id).amended_since()).collect::<Vec<_>>();
    let wanted = [true, false, false, true, false];
    assert_eq!(waits(&nursery), wanted);

    // As an older program left it.
    nursery.raw().execute_batch(
        "UPDATE entry SET review = 1, state = json_remove(state, '$.amendments[#-1].unseen') WHERE review = 3;
         DROP INDEX entry_unseen",
    )
    .unwrap();
    nursery.raw().execute_batch(BEFORE_SPOKEN).unwrap();
    nursery.renewed(7);
    assert_eq!(waits(&nursery), wanted);
    nursery.holds();
}

#[test]
fn with_whom_each_talk_was_is_known_of_an_older_records_evidence_too() {
    let mut nursery = Nursery::new();
    let child = nursery.children[0];
    let [mum, gran]: [ContactId; 2] = [nursery.chance.id(nursery.now), nursery.chance.id(nursery.now)];
    for (id, relation, language) in [(mum, "Mam", "Polish"), (gran, "Gran", "Urdu")] {
        let household = nursery.chance.id(nursery.now);
        let contact =
            Contact { id, name: "Jo".into(), household, language: language.into(), format: Format::Standard };
        let link = ContactLink {
            child,
            contact: id,
            relation: relation.into(),
            responsibility: Responsibility::Yes,
            may_collect: None,
        };
        nursery.act(DANA, vec![Change::Contact(contact), Change::Link(link)]).unwrap();
    }
    let with = |word: &str, contact| With { word: word.into(), contact };
    let talks = [
        vec![],
        vec![with(" DAD", None), with("her", Some(mum)), with("dad", None)],
        vec![with("mum", None), with("someone", None)],
    ];
    let mut step = nursery.saved(1, "Nobody said.");
    for with in talks {
        let mut note = nursery.note(0, "Sang it.");
        (note.with, note.kind) = (with, Kind::ForHome);
        step = note.id;
        nursery.act(SAM, entry(note)).unwrap();
        nursery.agree(step, &["2"]);
    }
    let heard = Change::HeardBack {
        entry: step,
        heard: "Again.".into(),
        childs_words: None,
        led_to_change: false,
        with: vec![with("gran", Some(gran))],
        told_in: None,
    };
    nursery.act(SAM, heard).unwrap();
    let scope = Scope { rooms: Vec::new(), period: Period::term_to(day(11, 24)) };
    let breadth = nursery.store.breadth(&statement("2"), &scope).unwrap();
    assert_eq!((breadth.relations.len(), breadth.languages.len()), (3, 2));

    nursery.raw().execute_batch(BEFORE_SPOKEN).unwrap();
    nursery.renewed(migrate::before("ADD COLUMN spoken"));
    assert_eq!(nursery.store.breadth(&statement("2"), &scope).unwrap(), breadth);
    nursery.holds();
}
