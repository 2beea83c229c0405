//! Makes the small record that `tests/schema/` keeps of a schema's version, with something of everything
//! in it: `cargo run --example freeze FOLDER`. It prints the key, which guards nothing: the nursery is made up.

use doorstep::chance::Chance;
use doorstep::domain::entry::{Reason, Shown, With};
use doorstep::domain::framework::StatementRef;
use doorstep::domain::practice::Practice;
use doorstep::domain::*;
use doorstep::failure::Result;
use doorstep::paths::Home;
use doorstep::store::{Store, vault};

fn main() -> Result<()> {
    let Some(folder) = std::env::args().nth(1) else {
        println!("cargo run --example freeze FOLDER");
        return Ok(());
    };
    let home = Home::at(folder);
    let mut chance = Chance::seeded(1);
    let words = vault::Words::generate(&mut chance);
    let (key, _) = vault::create_with(&home, &mut chance, &words, vault::Cost::TEST)?;
    let mut store = Store::create(&home, &key, &mut chance)?;
    let day = Day::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let now = Moment::at(day, Time::from_hms_opt(8, 47, 0).unwrap_or_default(), 0);
    let (room, sam, dana): (RoomId, PersonId, PersonId) = (chance.id(now), chance.id(now), chance.id(now));
    let children: [ChildId; 2] = [chance.id(now), chance.id(now)];
    let (home_of, mum): (HouseholdId, ContactId) = (chance.id(now), chance.id(now));
    let person = |id, name: &str, initials: &str, role| {
        Change::Person(Practitioner {
            id,
            name: name.into(),
            initials: initials.into(),
            role,
            room: Some(room),
            from: None,
            until: None,
        })
    };
    let mut register = vec![
        Change::Setting(Setting { name: "Acorns".into(), safeguarding_lead: "Dana".into(), practice: true }),
        Change::Room(Room::new(room, "Willow")),
        person(sam, "Sam Reed", "SR", Role::KeyPerson),
        person(dana, "Dana Pike", "DP", Role::RoomLead),
        Change::Household(Household { id: home_of }),
        Change::Contact(Contact {
            id: mum,
            name: "Zoë Hart".into(),
            household: home_of,
            language: "English".into(),
            format: Format::LargePrint,
        }),
    ];
    for (id, forename) in children.into_iter().zip(["Ava", "Ben"]) {
        register.push(Change::Child(Box::new(Child {
            id,
            forename: forename.into(),
            surname: "Hart".into(),
            known_as: None,
            born: Day::from_ymd_opt(2023, 5, 1),
            room,
            started: None,
            left: None,
            pattern: Pattern::WEEKDAYS,
            hours: Hours::default(),
            notes: String::new(),
        })));
        register.push(Change::KeyPerson(KeyPerson {
            child: id,
            person: sam,
            second: false,
            from: None,
            until: None,
        }));
    }
    let link = ContactLink {
        child: children[0],
        contact: mum,
        relation: "Mum".into(),
        responsibility: Responsibility::Yes,
        may_collect: Some(true),
    };
    register.push(Change::Link(link));
    register.push(Change::Siblings { a: children[0], b: children[1] });
    store.apply(&register.into(), Stamp { person: None, recorded: now })?;

    let sams = Stamp { person: Some(sam), recorded: now };
    let danas = Stamp { person: Some(dana), ..sams };
    let statement = StatementRef { framework: "partnership-with-parents".into(), code: "13".into() };
    let mut note = |child: usize, kind, text: &str| Entry {
        id: chance.id(now),
        talk: chance.id(now),
        child: children[child],
        room,
        kind,
        happened: now,
        by: sam,
        entered_by: None,
        with: vec![With { word: "mum".into(), contact: Some(mum) }],
        text: text.into(),
        family_words: vec!["she sang all the way".into()],
        no_talk: None,
        follow_up: Some(day),
        private: false,
        phrases: vec!["drop-off.tired".into()],
        suggested: vec![statement.clone()],
        round: None,
        pinned: None,
        moved_from: None,
    };
    let agreed = note(0, Kind::DropOff, "Tired, “she sang all the way”.");
    let step = note(1, Kind::ForHome, "Count the stairs together.");
    let back = note(0, Kind::Feedback, "These words are gone.");
    let (first, second, third) = (agreed.id, step.id, back.id);
    for note in [agreed, step, back] {
        store.apply(&Change::Entry(Box::new(note)).into(), sams)?;
    }
    store.apply(&Change::TakeBack { entry: third }.into(), sams)?;
    let (text, family_words, reason) = ("Wide awake.".to_string(), Vec::new(), Reason::WrongFact);
    store.apply(&Change::Amend { entry: first, seen: 0, text, family_words, reason }.into(), sams)?;
    let heard = "Got to nine.".to_string();
    let childs_words = Some("nine!".to_string());
    store.apply(
        &Change::HeardBack {
            entry: second,
            heard,
            childs_words,
            led_to_change: true,
            with: vec![],
            told_in: None,
        }
        .into(),
        sams,
    )?;
    let shows = vec![Shown { statement: statement.clone(), changed: true }];
    let practice = Practice {
        id: chance.id(now),
        kind: "home-visit".into(),
        day,
        room: None,
        children: children.to_vec(),
        by: dana,
        text: "Visited both at home.".into(),
        family_words: Vec::new(),
        restricted: false,
        fields: Default::default(),
        shows: shows.clone(),
    };
    let code = store.day_code()?;
    let reviewed = vec![
        Change::FollowUpDone { entry: first, how: None },
        Change::Agree { entry: first, seen: 1, shows: shows.clone(), nothing_of: None },
        Change::SendBack { entry: second, question: "Which stairs?".into() },
        Change::Gap { child: children[1], day, kind: Kind::PickUp, reason: "On the bus.".into() },
        Change::Practice(Box::new(practice)),
        Change::Judge { statement: statement.clone(), met: "P".into(), seen: None },
        Change::EvidenceText {
            statement,
            text: "We talk every day [1].".into(),
            cited: vec![first],
            seen: 0,
            scope: None,
        },
        Change::NameSettled { entry: first, seen: 1 },
        Change::Exported {
            report: "week".into(),
            recipient: "room".into(),
            period: Some(Period { from: day, to: day }),
            sha256: "00".repeat(32),
            form: None,
            entries: vec![first],
        },
        Change::CloseDay { room, day, code },
    ];
    store.apply(&reviewed.into(), danas)?;
    store.set_pin(sam, "7294", danas, &mut chance)?;
    let draft = Draft {
        id: chance.id(now),
        writer: sam,
        talk: chance.id(now),
        children: vec![children[0]],
        kind: None,
        private: false,
        note: "half a sen".into(),
        begun: None,
        digit: None,
        cursor: 10,
        ids: vec![(children[0], 0, chance.id(now))],
        answers: None,
        purpose: Default::default(),
        why: None,
    };
    store.save_draft(&draft, room, now)?;
    store.rest()?;
    println!("{}", *key.pragma());
    Ok(())
}
