//! Who may change who works here, and open whose sign-in.

use super::*;
use crate::store::ask::PinTry;

/// Dana leads a room; Luca manages the setting; Cleo leads the other room.
fn staffed() -> (Nursery, usize, usize) {
    let mut nursery = Nursery::new();
    let nobody = Stamp { person: None, recorded: nursery.now };
    let mut come = |name: &str, initials: &str, role| {
        let id = nursery.chance.id(nursery.now);
        let (name, initials) = (name.to_string(), initials.to_string());
        let person = Practitioner { id, name, initials, role, room: None, from: None, until: None };
        nursery.store.apply(&Change::Person(person).into(), nobody).unwrap();
        nursery.people.push(id);
        nursery.people.len() - 1
    };
    let (luca, cleo) = (come("Luca Moss", "LM", Role::Manager), come("Cleo Ray", "CR", Role::RoomLead));
    (nursery, luca, cleo)
}

fn changed(nursery: &Nursery, whom: usize, how: impl FnOnce(&mut Practitioner)) -> Change {
    let mut person = nursery.store.roll().unwrap().person(nursery.people[whom]).unwrap().clone();
    how(&mut person);
    Change::Person(person)
}

#[test]
fn a_lead_makes_nobody_a_manager_takes_none_away_and_stays_what_they_are() {
    let (mut nursery, luca, cleo) = staffed();
    let leaves = Some(day(11, 23));
    let new = Practitioner {
        id: nursery.chance.id(nursery.now),
        name: "Nia New".into(),
        initials: "NN".into(),
        role: Role::Manager,
        room: None,
        from: None,
        until: None,
    };
    for (says, change) in [
        ("Only a manager", Change::Person(new)),
        ("Only a manager", changed(&nursery, DANA, |dana| dana.role = Role::Manager)),
        ("Only a manager", changed(&nursery, SAM, |sam| sam.role = Role::Manager)),
        ("Only a manager", changed(&nursery, luca, |luca| luca.until = leaves)),
        ("Only a manager", changed(&nursery, luca, |luca| luca.role = Role::Cover)),
        ("Nobody changes their own role", changed(&nursery, DANA, |dana| dana.role = Role::Cover)),
    ] {
        let failure = nursery.act(DANA, change.clone()).unwrap_err();
        assert!(failure.what.starts_with(says), "{failure}");
    }
    // What a list brings in every term goes on: names, rooms, who comes and who leaves.
    nursery.act(DANA, changed(&nursery, SAM, |sam| sam.role = Role::RoomLead)).unwrap();
    nursery.act(DANA, changed(&nursery, cleo, |cleo| cleo.until = leaves)).unwrap();
    nursery.act(luca, changed(&nursery, DANA, |dana| dana.role = Role::Manager)).unwrap();
    nursery.holds();
}

#[test]
fn somebody_is_always_left_who_manages() {
    let (mut nursery, luca, _) = staffed();
    let leaves = changed(&nursery, luca, |luca| luca.until = Some(day(11, 23)));
    let failure = nursery.act(luca, leaves.clone()).unwrap_err();
    assert_eq!(failure.what, "Nobody would be left who manages the setting.");
    // In one list the order does not matter.
    let comes = changed(&nursery, DANA, |dana| dana.role = Role::Manager);
    nursery.act(luca, vec![leaves, comes]).unwrap();
    nursery.holds();
}

#[test]
fn a_leads_sign_in_is_opened_by_a_manager_alone() {
    let (mut nursery, luca, cleo) = staffed();
    let mut chance = Chance::seeded(3);
    for whose in [luca, cleo] {
        let stamp = nursery.stamp(DANA);
        let failure = nursery.store.one_use(nursery.people[whose], stamp, &mut chance).unwrap_err();
        assert!(
            failure.what.starts_with("Only a manager") && failure.todo.contains("recovery sheet"),
            "{failure}"
        );
    }
    for (by, whose) in [(DANA, SAM), (luca, DANA), (luca, cleo), (luca, luca)] {
        let stamp = nursery.stamp(by);
        nursery.store.one_use(nursery.people[whose], stamp, &mut chance).unwrap();
    }
}

#[test]
fn where_nobody_manages_a_lead_makes_a_manager_and_no_lead_is_locked_out() {
    let mut nursery = Nursery::new();
    let stamp = nursery.stamp(DANA);
    let mut sam = nursery.store.roll().unwrap().person(nursery.people[SAM]).unwrap().clone();
    sam.role = Role::RoomLead;
    nursery.act(DANA, Change::Person(sam.clone())).unwrap();
    nursery.store.one_use(sam.id, stamp, &mut Chance::seeded(5)).unwrap();
    sam.role = Role::Manager;
    nursery.act(DANA, Change::Person(sam.clone())).unwrap();
    // From then on somebody does.
    nursery.store.one_use(sam.id, stamp, &mut Chance::seeded(6)).unwrap_err();
    // Whoever holds the recovery sheet is nobody who signed in.
    let nobody = Stamp { person: None, ..stamp };
    nursery.store.one_use(sam.id, nobody, &mut Chance::seeded(7)).unwrap();
}

#[test]
fn whoever_becomes_a_lead_has_no_pin_until_they_choose_one_of_six_numbers() {
    let (mut nursery, luca, _) = staffed();
    let (sam, stamp) = (nursery.people[SAM], nursery.stamp(SAM));
    nursery.store.set_pin(sam, "4816", stamp, &mut Chance::seeded(4)).unwrap();
    nursery.act(luca, changed(&nursery, SAM, |sam| sam.name = "Sam Other".into())).unwrap();
    assert!(nursery.store.has_pin(sam).unwrap(), "another name is no other role");
    nursery.act(luca, changed(&nursery, SAM, |sam| sam.role = Role::RoomLead)).unwrap();
    assert!(!nursery.store.has_pin(sam).unwrap());
    assert!(matches!(nursery.store.try_pin(sam, "4816", nursery.now, None).unwrap(), PinTry::NoPin));
}
