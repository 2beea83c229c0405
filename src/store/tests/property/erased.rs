//! Lives in the middle of which things are erased: replaying what is left gives the tables, and life goes on.

use super::super::requests::LUCA;
use super::*;
use crate::domain::erasure::{Erasure, Ground, Subject};
use crate::store::ask::Erasing;

impl Life {
    fn with_manager() -> Life {
        let mut life = Life::new();
        let manager = life.nursery.chance.id(life.nursery.now);
        life.nursery.people.push(manager);
        let person = Practitioner {
            id: manager,
            name: "Luca Moss".into(),
            initials: "LM".into(),
            role: Role::Manager,
            room: None,
            from: None,
            until: None,
        };
        // The program itself, as at set-up: a lead makes nobody a manager.
        let nobody = Stamp { person: None, recorded: life.nursery.now };
        life.nursery.store.apply(&Change::Person(person).into(), nobody).unwrap();
        life
    }

    /// Lives on; what was refused, and what is not there any more, can have nothing done to it.
    fn lives_on(&mut self, lived: &[Happens]) {
        for happens in lived {
            if self.is_of_the_register(happens) {
                continue;
            }
            self.live(happens);
            self.let_go();
        }
    }

    /// Whether the register would have to know a child who was erased: nobody comes back under the same id.
    fn is_of_the_register(&self, happens: &Happens) -> bool {
        let roll = self.nursery.store.roll().unwrap();
        let gone = |child: usize| roll.child(self.nursery.children[child]).is_none();
        match *happens {
            Happens::Joined { a, b } => gone(a) || gone(b),
            Happens::Home { child, .. }
            | Happens::LeftHome { child, .. }
            | Happens::Moved { child, .. }
            | Happens::Here { child, .. }
            | Happens::Bond { child, .. } => gone(child),
            _ => false,
        }
    }

    fn let_go(&mut self) {
        let store = &self.nursery.store;
        self.entries.retain(|entry| store.entry(entry.id).unwrap().is_some());
        self.records.retain(|record| store.practice(record.id).unwrap().is_some());
    }

    fn erases(&mut self, kind: u8, which: usize) -> Option<()> {
        let what = match kind {
            0 => Subject::Entry(self.one(which)?.0),
            1 => Subject::Practice(self.record(which)?.0.id),
            _ => {
                let child = self.nursery.children[which % CHILDREN];
                self.nursery.store.roll().unwrap().child(child)?;
                let left = Child { left: Some(on(0)), ..self.book.child(child).clone() };
                self.act(DANA, vec![Change::Child(Box::new(left))]);
                Subject::Child(child)
            }
        };
        let Erasing { child, lines, .. } = self.nursery.store.erasing(what).unwrap();
        let erasure = Erasure {
            what: Some(what),
            child,
            ground: Ground::TermOver,
            why: "As the table says.".into(),
            second: Some(self.nursery.people[DANA]),
            began: Some(self.nursery.now),
            lines,
        };
        self.nursery.act(LUCA, Change::Erase(Box::new(erasure))).unwrap();
        assert!(self.nursery.store.erasing(what).unwrap().lines.is_empty(), "{what:?}");
        self.let_go();
        Some(())
    }
}

/// An eighth of the lives: each is verified twice.
fn an_eighth() -> ProptestConfig {
    let all = ProptestConfig::default();
    ProptestConfig { cases: all.cases.div_ceil(8), failure_persistence: None, ..all }
}

proptest! {
    #![proptest_config(an_eighth())]

    #[test]
    fn whatever_is_erased_in_a_life_replay_gives_the_tables_then_and_when_it_has_gone_on(
        (first, _) in lives(),
        erased in prop::collection::vec((0..3u8, any::<usize>()), 1..5),
        (second, _) in lives(),
    ) {
        let mut life = Life::with_manager();
        life.lives_on(&first);
        for (kind, which) in erased {
            life.erases(kind, which);
        }
        for lived in [&[][..], &second] {
            life.lives_on(lived);
            for check in life.nursery.store.verify().unwrap() {
                prop_assert!(check.holds, "{}: {}", check.name, check.says);
            }
        }
        let named: u64 = life.nursery.raw().query_row("SELECT count(*) FROM erased", [], |row| row.get(0)).unwrap();
        let ledger = std::fs::read_to_string(life.nursery.home().erased()).unwrap_or_default();
        prop_assert_eq!(ledger.lines().count() as u64, named);
    }
}
