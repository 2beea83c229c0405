use super::*;
use crate::domain::practice::Writers;
use crate::domain::{Contact, Entry, Format, Group, Kind, Pattern, Whereabouts};
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

fn day() -> Day {
    Day::from_ymd_opt(2026, 11, 24).unwrap()
}

fn at() -> Moment {
    Moment { ms: 1_795_000_000_000, offset: 0 }
}

fn line(change: Change) -> HeldLine {
    HeldLine { id: id(900), recorded: at(), by: None, change }
}

/// Ava (3) with Mum (11) in home 1 and, where she has two, Dad (12) in home 2. Isla (4) is another's child.
fn roll(homes: usize) -> Roll {
    let adult = |n: u128, name: &str, home: u128| Contact {
        id: id(n),
        name: name.into(),
        household: id(home),
        language: "English".into(),
        format: Format::Standard,
    };
    let link = |n: u128, relation: &str| ContactLink {
        child: id(3),
        contact: id(n),
        relation: relation.into(),
        responsibility: Responsibility::Yes,
        may_collect: None,
    };
    Roll {
        children: vec![child("")],
        contacts: vec![adult(11, "Siobhan Bell", 1), adult(12, "Declan Moss", 2)],
        links: [link(11, "Mum"), link(12, "Dad")].into_iter().take(homes).collect(),
        ..Roll::default()
    }
}

fn child(notes: &str) -> Child {
    Child {
        id: id(3),
        forename: "Ava".into(),
        surname: "Bell".into(),
        known_as: None,
        born: None,
        room: id(5),
        started: None,
        left: None,
        pattern: Pattern::WEEKDAYS,
        hours: crate::domain::Hours::default(),
        notes: notes.into(),
    }
}

fn kinds() -> Vec<PracticeKind> {
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
    vec![kind("home-visit", false), kind("complaint", true)]
}

fn entry(text: &str, with: &[u128], private: bool) -> Change {
    Change::Entry(Box::new(Entry {
        id: id(1),
        talk: id(2),
        child: id(3),
        room: id(5),
        kind: Kind::PickUp,
        happened: at(),
        by: id(7),
        entered_by: None,
        with: with.iter().map(|n| With { word: "her".into(), contact: (*n > 0).then(|| id(*n)) }).collect(),
        text: text.into(),
        family_words: Vec::new(),
        no_talk: None,
        follow_up: None,
        private,
        phrases: Vec::new(),
        suggested: Vec::new(),
        pinned: None,
        round: None,
        moved_from: None,
    }))
}

fn record(kind: &str, children: &[u128], fields: &[(&str, Held)]) -> Change {
    Change::Practice(Box::new(Practice {
        id: id(6),
        kind: kind.into(),
        day: day(),
        room: None,
        children: children.iter().map(|child| id(*child)).collect(),
        by: id(7),
        text: "At home.".into(),
        family_words: Vec::new(),
        fields: fields.iter().map(|(code, held)| (code.to_string(), held.clone())).collect(),
        shows: Vec::new(),
        restricted: false,
    }))
}

/// What has to be decided of the last line, for mum of a child of so many homes.
fn causes(homes: usize, lines: &[Change]) -> Vec<Cause> {
    asked(homes, Some(1), lines)
}

fn asked(homes: usize, home: Option<u128>, lines: &[Change]) -> Vec<Cause> {
    let (roll, kinds) = (roll(homes), kinds());
    let guard = |words: &str, _: &[ChildId]| {
        words.contains("Isla").then(|| "Isla".to_string()).into_iter().collect::<Vec<_>>()
    };
    let asking = Asking { roll: &roll, kinds: &kinds, guard: &guard, child: id(3), home: home.map(id) };
    let lines: Vec<HeldLine> = lines.iter().cloned().map(line).collect();
    let entries = Entries::of(&lines);
    asking.causes(lines.last().unwrap(), &entries).into_iter().collect()
}

fn amend(text: &str) -> Change {
    let (text, reason) = (text.to_string(), crate::domain::entry::Reason::Spelling);
    Change::Amend { entry: id(1), seen: 0, text, family_words: Vec::new(), reason }
}

fn heard(words: &str, with: &[u128]) -> Change {
    Change::HeardBack {
        entry: id(1),
        heard: words.into(),
        childs_words: None,
        led_to_change: false,
        with: with.iter().map(|n| With { word: "him".into(), contact: Some(id(*n)) }).collect(),
        told_in: None,
    }
}

fn done(how: Option<&str>) -> Change {
    Change::FollowUpDone { entry: id(1), how: how.map(str::to_string) }
}

#[test]
fn what_is_the_childs_own_and_names_nobody_else_goes_out_by_itself_and_the_rest_is_for_a_person() {
    use Cause::*;
    let plain = || entry("Slept well.", &[11], false);
    let adults = |n: u128| Held::Contacts(vec![id(n)]);
    let gap = Change::Gap { child: id(3), day: day(), kind: Kind::PickUp, reason: "in a hurry".into() };
    let group = |name: &str| {
        Change::Group(Group { id: id(8), room: id(5), name: name.into(), children: vec![id(3), id(4)] })
    };
    let table: Vec<(&str, Vec<Change>, &[Cause])> = vec![
        ("an entry", vec![plain()], &[]),
        ("its correction", vec![plain(), amend("Slept very well.")], &[]),
        ("another child in it", vec![entry("Played with Isla.", &[11], false)], &[Others]),
        ("another child in a correction", vec![plain(), amend("Played with Isla.")], &[Others]),
        ("a private entry", vec![entry("Slept.", &[11], true)], &[Private]),
        ("a private one's correction", vec![entry("S", &[11], true), amend("Slept.")], &[Private]),
        ("a private promise that is done", vec![entry("S", &[11], true), done(Some("Rang."))], &[Private]),
        ("the same without a word", vec![entry("S", &[11], true), done(None)], &[]),
        ("a talk with dad", vec![entry("Slept.", &[12], false)], &[OtherHome]),
        ("a correction of it", vec![entry("S", &[12], false), amend("Slept.")], &[OtherHome]),
        ("a talk with nobody known", vec![entry("Slept.", &[0], false)], &[OtherHome]),
        ("what dad is", vec![entry("Her dad rang.", &[11], false)], &[OtherHome]),
        ("dad by name", vec![entry("Declan rang.", &[11], false)], &[OtherHome]),
        ("struck", vec![Change::Strike { entry: id(1), seen: 0 }, plain()], &[Others]),
        ("heard of dad", vec![plain(), heard("Did it.", &[12])], &[OtherHome]),
        ("heard of mum", vec![plain(), heard("Did it.", &[11])], &[]),
        ("a question", vec![plain(), Change::SendBack { entry: id(1), question: "Who?".into() }], &[Staff]),
        ("a gap", vec![gap], &[Staff]),
        ("the register", vec![Change::Child(Box::new(child("")))], &[]),
        ("its notes", vec![Change::Child(Box::new(child("Ring the office.")))], &[Staff]),
        ("a sister", vec![Change::Siblings { a: id(3), b: id(4) }], &[Others]),
        ("mum off the list", vec![Change::Unlink { child: id(3), contact: id(11) }], &[]),
        ("dad off the list", vec![Change::Unlink { child: id(3), contact: id(12) }], &[OtherHome]),
        ("a group", vec![group("Lunch")], &[]),
        ("a group called after another", vec![group("Isla and friends")], &[Others]),
        ("presence", vec![Change::Presence { child: id(3), day: day(), is: Whereabouts::Here }], &[]),
        ("a record", vec![record("home-visit", &[3], &[])], &[]),
        ("a record of two", vec![record("home-visit", &[3, 4], &[])], &[Others]),
        ("a record of another since", vec![record("home-visit", &[4], &[])], &[Others]),
        ("a restricted record", vec![record("complaint", &[3], &[])], &[Restricted]),
        ("a kind that is not known", vec![record("agency", &[3], &[])], &[Restricted]),
        ("a record with dad", vec![record("home-visit", &[3], &[("with", adults(12))])], &[OtherHome]),
        ("a record with mum", vec![record("home-visit", &[3], &[("with", adults(11))])], &[]),
    ];
    for (what, lines, expected) in table {
        assert_eq!(causes(2, &lines), expected, "{what}");
    }
}

#[test]
fn in_a_child_of_one_home_every_word_of_the_family_is_theirs() {
    assert_eq!(causes(1, &[entry("Slept.", &[0], false)]), []);
    assert_eq!(causes(1, &[entry("Slept.", &[11], false)]), []);
    // The child who asks: of one home all is theirs, of two a person looks.
    assert_eq!(asked(1, None, &[entry("Slept.", &[11], false)]), []);
    assert_eq!(asked(2, None, &[entry("Slept.", &[11], false)]), [Cause::OtherHome]);
}

#[test]
fn a_concern_is_no_line_of_anybodys_record() {
    let (roll, kinds) = (roll(1), kinds());
    let guard = |_: &str, _: &[ChildId]| Vec::new();
    let asking = Asking { roll: &roll, kinds: &kinds, guard: &guard, child: id(3), home: None };
    assert_eq!(asking.told(&line(Change::ConcernPassedOn)), None);
    let told = asking.told(&line(entry("Slept.", &[11], false))).unwrap();
    assert_eq!((told.what.as_str(), told.words.as_str()), ("Pick-up", "Slept. With: her."));
}
