//! A request for a child's whole record: what is held, who decides, and what the tables keep of it.

use super::*;
use crate::domain::practice::{Held, Practice};
use crate::domain::request::{Asker, Decision, Ended, Extension, HeldLine, Identity, Treatment, Why};

pub(super) const LUCA: usize = 3;

impl Nursery {
    /// With a manager, and an adult of the first child who may ask.
    pub(super) fn with_manager() -> (Nursery, ContactId) {
        let mut nursery = Nursery::new();
        let (manager, adult, household) =
            (nursery.chance.id(nursery.now), nursery.chance.id(nursery.now), nursery.chance.id(nursery.now));
        nursery.people.push(manager);
        let person = Practitioner {
            id: manager,
            name: "Luca Moss".into(),
            initials: "LM".into(),
            role: Role::Manager,
            room: None,
            from: None,
            until: None,
        };
        let contact = Contact {
            id: adult,
            name: "Jo Test".into(),
            household,
            language: "English".into(),
            format: Format::Standard,
        };
        let link = nursery.link(0, adult, Responsibility::Yes);
        // The program itself, as at set-up: a lead makes nobody a manager.
        let nobody = Stamp { person: None, recorded: nursery.now };
        let act = vec![Change::Person(person), Change::Contact(contact), link];
        nursery.store.apply(&act.into(), nobody).unwrap();
        (nursery, adult)
    }

    pub(super) fn link(&self, child: usize, contact: ContactId, responsibility: Responsibility) -> Change {
        let child = self.children[child];
        Change::Link(ContactLink {
            child,
            contact,
            relation: "Mum".into(),
            responsibility,
            may_collect: None,
        })
    }

    pub(super) fn asked(&mut self, asker: Asker) -> Request {
        Request {
            id: self.chance.id(self.now),
            child: self.children[0],
            asker,
            came: self.now.day(),
            identity: Identity::Known,
            extended: None,
            ended: None,
        }
    }

    pub(super) fn writes(&mut self, person: usize, request: &Request, seen: u32) -> Result<ask::Receipt> {
        self.act(person, Change::Request { request: Box::new(request.clone()), seen })
    }

    pub(super) fn held_on(&self, child: usize) -> Vec<HeldLine> {
        self.store.held(self.children[child], self.now.day()).unwrap()
    }
}

pub(super) fn decide(request: &Request, line: LineId, decision: Option<Decision>, seen: u32) -> Change {
    Change::Decide { request: request.id, line, decision, seen }
}

fn withhold() -> Option<Decision> {
    Some(Decision { treatment: Treatment::Withhold, why: Why::InConfidence })
}

/// The kinds of the lines, as the log calls them.
fn kinds(lines: &[HeldLine]) -> Vec<&'static str> {
    lines.iter().map(|line| log::kind(&line.change)).collect()
}

#[test]
fn every_line_that_is_held_on_a_child_is_found_and_no_line_of_another() {
    let (mut nursery, _) = Nursery::with_manager();
    let before = nursery.held_on(0).len();
    assert_eq!(kinds(&nursery.held_on(0)), ["child", "siblings", "contact", "link"]);
    let own = nursery.saved(0, "Tired.");
    nursery.amended(own, "Wide awake.").unwrap();
    nursery.agree(own, &["2"]);
    let other = nursery.saved(2, "PLANTED");
    nursery.amended(other, "PLANTED too").unwrap();
    let gone = nursery.saved(0, "GONE");
    nursery.act(SAM, Change::TakeBack { entry: gone }).unwrap();
    let (child, second) = (nursery.children[0], nursery.children[2]);
    let is = Whereabouts::Here;
    let today = nursery.now.day();
    let here = [child, second].map(|child| Change::Presence { child, day: today, is });
    nursery.act(SAM, here.to_vec()).unwrap();
    let gap = Change::Gap { child, day: today, kind: Kind::PickUp, reason: "in a hurry".into() };
    nursery.act(DANA, gap).unwrap();
    let record = |nursery: &mut Nursery, children: Vec<ChildId>| Practice {
        id: nursery.chance.id(nursery.now),
        kind: "home-visit".into(),
        day: today,
        room: None,
        children,
        by: nursery.people[DANA],
        text: "At home.".into(),
        family_words: Vec::new(),
        fields: [("seen".to_string(), Held::Text("The garden.".into()))].into(),
        shows: Vec::new(),
        restricted: false,
    };
    let visit = record(&mut nursery, vec![child, second]);
    let elsewhere = record(&mut nursery, vec![second]);
    nursery
        .act(DANA, vec![Change::Practice(Box::new(visit.clone())), Change::Practice(Box::new(elsewhere))])
        .unwrap();
    // A record that was once of this child stays one of theirs in the lines that said so, and in what followed.
    let amended = Practice { children: vec![second], ..visit };
    let amended =
        Change::AmendPractice { record: Box::new(amended), seen: 0, reason: entry::Reason::WrongChild };
    nursery.act(DANA, amended).unwrap();
    let printed = |report: &str, entries| Change::Exported {
        report: report.into(),
        recipient: "Jo Test".into(),
        period: None,
        sha256: String::new(),
        form: None,
        entries,
    };
    let went = [printed("family-week", vec![own]), printed("family-week", vec![other])];
    nursery.act(DANA, went.to_vec()).unwrap();
    // What goes out for a request changes nothing of what was asked for.
    nursery.act(DANA, printed(request::WHOLE_RECORD, vec![own])).unwrap();
    nursery.act(SAM, Change::ConcernPassedOn).unwrap();
    let lines = nursery.held_on(0);
    assert_eq!(
        kinds(&lines[before..]),
        ["entry", "amend", "agree", "take-back", "presence", "gap", "practice", "amend-practice", "exported",]
    );
    let said = format!("{lines:?}");
    assert!(!said.contains("PLANTED") && !said.contains("GONE"), "{said}");
    // Each of them can be decided, and no other line of the log: what is asked line by line is what is listed.
    let request = nursery.asked(Asker::Child);
    nursery.writes(LUCA, &request, 0).unwrap();
    let every: Vec<LineId> = {
        let raw = nursery.raw();
        let mut read = raw.prepare("SELECT id FROM log ORDER BY seq").unwrap();
        let read = read.query_map([], |row| row.get::<_, [u8; 16]>(0)).unwrap();
        read.map(|id| LineId(uuid::Uuid::from_bytes(id.unwrap()))).collect()
    };
    for line in every {
        let decided = nursery.act(LUCA, decide(&request, line, withhold(), 0));
        match lines.iter().find(|held| held.id == line) {
            Some(held) => assert!(decided.is_ok(), "{held:?}: {decided:?}"),
            None => {
                let refused = decided.unwrap_err();
                assert!(refused.what.starts_with("That line is not held on this child"), "{refused}");
            }
        }
    }
    let there = nursery.store.requests().unwrap();
    assert_eq!(there[0].decided.len(), lines.len());
    nursery.holds();
    // What was written after the day on which it was asked for is not asked for.
    nursery.now = at(day(11, 25), 9, 0);
    nursery.saved(0, "Later.");
    assert_eq!(nursery.store.held(child, day(11, 24)).unwrap(), lines);
    assert_eq!(nursery.held_on(0).len(), lines.len() + 1);
}

#[test]
fn only_a_manager_answers_and_only_an_adult_with_responsibility_asks() {
    let (mut nursery, adult) = Nursery::with_manager();
    let request = nursery.asked(Asker::Adult(adult));
    for person in [SAM, DANA, MO] {
        let refused = nursery.writes(person, &request, 0).unwrap_err();
        assert!(refused.what.starts_with("Only a manager"), "{refused}");
    }
    let nobody = Stamp { person: None, recorded: nursery.now };
    let change = Change::Request { request: Box::new(request.clone()), seen: 0 };
    assert!(nursery.store.apply(&change.into(), nobody).is_err());
    let link = nursery.link(0, adult, Responsibility::NotKnown);
    nursery.act(DANA, link).unwrap();
    let refused = nursery.writes(LUCA, &request, 0).unwrap_err();
    assert!(refused.what.starts_with("It is not known"), "{refused}");
    assert!(nursery.store.requests().unwrap().is_empty());
    let link = nursery.link(0, adult, Responsibility::Yes);
    nursery.act(DANA, link).unwrap();
    nursery.writes(LUCA, &request, 0).unwrap();
    let line = nursery.held_on(0)[0].id;
    let refused = nursery.act(DANA, decide(&request, line, withhold(), 0)).unwrap_err();
    assert!(refused.what.starts_with("Only a manager"), "{refused}");
    nursery.holds();
}

#[test]
fn what_is_decided_can_be_changed_and_taken_back_until_it_is_answered_and_each_stays_in_the_log() {
    let (mut nursery, adult) = Nursery::with_manager();
    let mut request = nursery.asked(Asker::Adult(adult));
    nursery.writes(LUCA, &request, 0).unwrap();
    let line = nursery.held_on(0)[0].id;
    nursery.act(LUCA, decide(&request, line, withhold(), 0)).unwrap();
    // Two windows: what was decided over what is not there any more is refused, and says who decided.
    let refused = nursery.act(LUCA, decide(&request, line, withhold(), 0)).unwrap_err();
    assert_eq!(refused.what, "Luca decided this line at 08:30. Look at it again.");
    let allow = Some(Decision { treatment: Treatment::Allow, why: Why::Agreed });
    nursery.now = at(day(11, 24), 9, 15);
    nursery.act(LUCA, decide(&request, line, allow.clone(), 1)).unwrap();
    let there = nursery.store.requests().unwrap().remove(0);
    let decided = &there.decided[&line];
    assert_eq!((&decided.decision, decided.revision), (&allow, 2));
    assert_eq!(decided.by, Some((nursery.people[LUCA], nursery.now)));
    nursery.act(LUCA, decide(&request, line, None, 2)).unwrap();
    assert_eq!(nursery.store.requests().unwrap()[0].decided[&line].decision, None);
    nursery.act(LUCA, decide(&request, line, allow, 3)).unwrap();
    let lines: u64 = nursery
        .raw()
        .query_row("SELECT count(*) FROM log WHERE kind = 'decide'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(lines, 4);
    // A decision is not itself part of what is held on the child.
    assert!(!kinds(&nursery.held_on(0)).contains(&"decide"));
    request.ended = Some(Ended::Answered(nursery.now.day()));
    nursery.writes(LUCA, &request, 1).unwrap();
    let refused = nursery.act(LUCA, decide(&request, line, withhold(), 4)).unwrap_err();
    assert_eq!(refused.what, "This request has been answered.");
    request.ended = None;
    assert!(nursery.writes(LUCA, &request, 2).is_err());
    nursery.holds();
}

#[test]
fn what_can_not_be_decided_or_asked_is_refused_and_nothing_is_written() {
    let (mut nursery, adult) = Nursery::with_manager();
    let request = nursery.asked(Asker::Adult(adult));
    let line = nursery.held_on(0)[0].id;
    let unasked = nursery.act(LUCA, decide(&request, line, withhold(), 0)).unwrap_err();
    assert_eq!(unasked.what, "That request is not in the record.");
    nursery.writes(LUCA, &request, 0).unwrap();
    let unknown = nursery.chance.id(nursery.now);
    let refused = nursery.act(LUCA, decide(&request, unknown, withhold(), 0)).unwrap_err();
    assert_eq!(refused.what, "That line is not in the record.");
    let nothing = Some(Decision { treatment: Treatment::Redact(Vec::new()), why: Why::SomebodyElse });
    assert!(nursery.act(LUCA, decide(&request, line, nothing, 0)).is_err());
    let long = Treatment::Redact(vec!["a".repeat(length::TEXT + 1)]);
    let long = Some(Decision { treatment: long, why: Why::SomebodyElse });
    assert!(nursery.act(LUCA, decide(&request, line, long, 0)).is_err());
    let other = Some(Decision { treatment: Treatment::Withhold, why: Why::TheirOwn });
    assert!(nursery.act(LUCA, decide(&request, line, other, 0)).is_err());
    // Whose record it is and who asks stays, or what was decided was decided for somebody else.
    let moved = Request { asker: Asker::Child, ..request.clone() };
    let refused = nursery.writes(LUCA, &moved, 1).unwrap_err();
    assert!(refused.what.starts_with("Whose record it is"), "{refused}");
    let stale = nursery.writes(LUCA, &request, 0).unwrap_err();
    assert!(stale.what.contains("changed meanwhile"), "{stale}");
    let extended = Some(Extension { months: 2, why: "Five years of notes.".into() });
    let told = Request { extended, ..request.clone() };
    nursery.writes(LUCA, &told, 1).unwrap();
    let there = nursery.store.requests().unwrap();
    assert_eq!((there.len(), &there[0].request, there[0].decided.len()), (1, &told, 0));
    nursery.holds();
}
