//! What opens the record, as its log tells of it; and who leaves.

use super::*;
use crate::domain::KeyPart;

impl Nursery {
    /// A manager, who came today.
    fn manager(&mut self) -> Stamp {
        let id = self.chance.id(self.now);
        let person = Practitioner {
            id,
            name: "Ruth Hale".into(),
            initials: "RH".into(),
            role: Role::Manager,
            room: None,
            from: None,
            until: None,
        };
        // The program itself, as at set-up: a lead makes nobody a manager.
        let nobody = Stamp { person: None, recorded: self.now };
        self.store.apply(&Change::Person(person).into(), nobody).unwrap();
        Stamp { person: Some(id), recorded: self.now }
    }
}

#[test]
fn a_change_of_what_opens_the_record_is_a_managers_and_a_line_of_the_log_alone() {
    let mut nursery = Nursery::new();
    let change = || Change::KeyChanged { what: KeyPart::Words };
    for person in [SAM, DANA, MO] {
        let refused = nursery.act(person, change()).unwrap_err();
        assert!(refused.what.contains("Only a manager"), "{refused}");
    }
    let nobody = Stamp { person: None, recorded: nursery.now };
    assert!(nursery.store.apply(&change().into(), nobody).is_err(), "the program alone does not either");
    let manager = nursery.manager();
    nursery.store.apply(&change().into(), manager).unwrap();
    nursery.store.apply(&Change::KeyChanged { what: KeyPart::KeyFile }.into(), manager).unwrap();
    let told = nursery.store.key_changes().unwrap();
    assert_eq!(told.iter().map(|one| one.what).collect::<Vec<_>>(), [KeyPart::KeyFile, KeyPart::Words]);
    assert!(told.iter().all(|one| one.by == manager.person && one.at == manager.recorded));
    nursery.holds();
}

#[test]
fn whoever_was_let_go_writes_no_more_and_the_list_knows_what_came_after() {
    let mut nursery = Nursery::new();
    let [sam, dana] = [nursery.people[SAM], nursery.people[DANA]];
    let stamp = nursery.stamp(DANA);
    assert!(nursery.store.let_go(dana, stamp).is_err(), "nobody lets themselves go");
    assert!(nursery.store.let_go(sam, nursery.stamp(MO)).is_err(), "cover lets nobody go");
    nursery.store.let_go(sam, stamp).unwrap();
    let note = nursery.note(0, "Slept.");
    assert!(nursery.act(SAM, entry(note)).unwrap_err().what.contains("has left"));
    let open = |nursery: &Nursery| -> Vec<bool> {
        nursery.store.leaver(sam, dana).unwrap().items.iter().map(|item| item.done).collect()
    };
    assert_eq!(open(&nursery), [true, false, true, true]);
    nursery.now = nursery.now.plus_seconds(60);
    let manager = nursery.manager();
    nursery.store.apply(&Change::KeyChanged { what: KeyPart::Words }.into(), manager).unwrap();
    assert_eq!(open(&nursery), [true, true, true, true]);
}
