use doorstep::chance::Chance;
use doorstep::domain::entry::*;
use doorstep::domain::evidence::Scope;
use doorstep::domain::framework::StatementRef;
use doorstep::domain::*;
use doorstep::paths::Home;
use doorstep::store::{Store, ask::*, vault};
use std::time::Instant;

fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let dir = std::env::args().nth(2).unwrap();
    let home = Home::at(&dir);
    let mut chance = Chance::seeded(3);
    let words = vault::Words::generate(&mut chance);
    let (key, _) = vault::create_with(&home, &mut chance, &words, vault::Cost::TEST).unwrap();
    let mut store = Store::create(&home, &key, &mut chance).unwrap();
    let end = Day::from_ymd_opt(2026, 11, 22).unwrap();
    let t = |d: Day, i: usize| {
        Moment::at(d, Time::from_hms_opt(8 + (i % 9) as u32, (i % 60) as u32, 0).unwrap(), 0)
    };
    let now = t(end, 0);
    let rooms: Vec<RoomId> = (0..4).map(|_| chance.id(now)).collect();
    let people: Vec<PersonId> = (0..8).map(|_| chance.id(now)).collect();
    let children: Vec<ChildId> = (0..92).map(|_| chance.id(now)).collect();
    let mut ch: Vec<Change> = vec![];
    for (i, r) in rooms.iter().enumerate() {
        ch.push(Change::Room(Room::new(*r, &format!("R{i}"))));
    }
    for (i, p) in people.iter().enumerate() {
        ch.push(Change::Person(Practitioner {
            id: *p,
            name: format!("P{i} X"),
            initials: format!("P{i}"),
            role: if i < 2 { Role::RoomLead } else { Role::KeyPerson },
            room: None,
            from: None,
            until: None,
        }));
    }
    for (i, c) in children.iter().enumerate() {
        ch.push(Change::Child(Box::new(Child {
            id: *c,
            forename: format!("C{i}"),
            surname: "S".into(),
            known_as: None,
            born: None,
            room: rooms[i % 4],
            started: None,
            left: None,
            pattern: Pattern::WEEKDAYS,
            notes: String::new(),
        })));
    }
    for i in (0..40).step_by(2) {
        ch.push(Change::Siblings { a: children[i], b: children[i + 1] });
    }
    store.apply(&ch.into(), Stamp { person: None, recorded: now }).unwrap();
    let vocab = [
        "slept", "well", "toast", "porridge", "nap", "garden", "dinosaur", "counting", "stairs", "mum",
        "said", "cried", "happy", "new", "shoes", "rain", "painting", "story", "bath", "grandma",
    ];
    let per_day = 180;
    let days = n / per_day + 1;
    let st = |i: usize| StatementRef {
        framework: "partnership-with-parents".into(),
        code: format!("{}", 1 + i % 16),
    };
    let begin = Instant::now();
    let mut chance2 = Chance::seeded(5);
    let acts = (0..n)
        .flat_map(|i| {
            let d = end - chrono::Days::new((days - 1 - i / per_day) as u64);
            let m = t(d, i);
            let c = chance2.below(92);
            let text: Vec<&str> = (0..12).map(|_| vocab[chance2.below(20)]).collect();
            let e = Entry {
                id: chance2.id(m),
                talk: chance2.id(m),
                child: children[c],
                room: rooms[c % 4],
                kind: Kind::ALL[i % 5],
                happened: m,
                by: people[2 + i % 6],
                entered_by: None,
                with: vec![With { word: "mum".into(), contact: None }],
                text: format!("{} w{}", text.join(" "), i % 5000),
                family_words: if i % 4 == 0 { vec!["so".into()] } else { vec![] },
                no_talk: None,
                follow_up: None,
                private: i % 50 == 0,
                phrases: vec!["x.y".into()],
                suggested: vec![st(i), st(i * 7 + 3)],
                moved_from: None,
            };
            let id = e.id;
            let mut v = vec![(
                Act::from(Change::Entry(Box::new(e))),
                Stamp { person: Some(people[2 + i % 6]), recorded: m },
            )];
            if i % 100 < 95 {
                v.push((
                    Act::from(Change::Agree {
                        entry: id,
                        seen: 0,
                        shows: vec![
                            Shown { statement: st(i), changed: i % 9 == 0 },
                            Shown { statement: st(i * 7 + 3), changed: false },
                        ],
                    }),
                    Stamp { person: Some(people[0]), recorded: m },
                ));
            }
            v
        })
        .collect::<Vec<_>>();
    println!("made {:?}", begin.elapsed());
    let begin = Instant::now();
    store.apply_bulk(acts).unwrap();
    println!("bulk {n}: {:?}", begin.elapsed());
    store.rest().unwrap();
    println!("file {} MB", std::fs::metadata(home.database()).unwrap().len() >> 20);
    drop(store);
    let time = |what: &str, f: &mut dyn FnMut()| {
        let mut all = vec![];
        for _ in 0..30 {
            let b = Instant::now();
            f();
            all.push(b.elapsed());
        }
        let first = all[0];
        all.sort();
        println!("{what}: first {first:?} median {:?} max {:?}", all[15], all[29]);
    };
    time("open", &mut || drop(Store::open(&home, &key).unwrap()));
    let mut store = Store::open(&home, &key).unwrap();
    let b = Instant::now();
    store.roll().unwrap();
    println!("roll first {:?}", b.elapsed());
    let scope = Scope { rooms: vec![], period: Period::term_to(end) };
    let odd = Scope {
        rooms: vec![rooms[0]],
        period: Period {
            from: scope.period.from + chrono::Days::new(2),
            to: scope.period.to - chrono::Days::new(3),
        },
    };
    time("board", &mut || drop(store.board("partnership-with-parents", &scope).unwrap()));
    time("board odd", &mut || drop(store.board("partnership-with-parents", &odd).unwrap()));
    time("evidence", &mut || drop(store.evidence(&st(3), &scope, 20).unwrap()));
    time("reached", &mut || drop(store.reached(&st(3), &scope).unwrap()));
    time("talk_facts", &mut || drop(store.talk_facts(&scope).unwrap()));
    time("day", &mut || drop(store.day(rooms[0], end).unwrap()));
    time("child_entries", &mut || drop(store.child_entries(children[5], None, 30).unwrap()));
    time("child_figures", &mut || drop(store.child_figures(children[5], end).unwrap()));
    time("last_talk", &mut || drop(store.last_talk(people[3]).unwrap()));
    let s = |w: &str| Search {
        words: vec![vec![w.into()]],
        viewer: Some(people[0]),
        limit: 50,
        ..Search::default()
    };
    for w in ["d", "dino", "dinosaur", "w49", "zzz"] {
        time(&format!("search {w}"), &mut || drop(store.search(&s(w)).unwrap()));
    }
    let two = Search { words: vec![vec!["garden".into()], vec!["w77".into()]], ..s("x") };
    time("search two", &mut || drop(store.search(&two).unwrap()));
    let mut i = 0;
    time("save", &mut || {
        i += 1;
        let m = t(end, 3);
        let e = Entry {
            id: chance.id(m),
            talk: chance.id(m),
            child: children[i],
            room: rooms[i % 4],
            kind: Kind::DropOff,
            happened: m,
            by: people[3],
            entered_by: None,
            with: vec![With { word: "mum".into(), contact: None }],
            text: "Slept well, woke at seven, toast and a long story about the dinosaur.".into(),
            family_words: vec![],
            no_talk: None,
            follow_up: None,
            private: false,
            phrases: vec!["x.y".into()],
            suggested: vec![st(1), st(2)],
            moved_from: None,
        };
        store
            .apply(&Act::from(Change::Entry(Box::new(e))), Stamp { person: Some(people[3]), recorded: m })
            .unwrap();
    });
    if n <= 60000 {
        let b = Instant::now();
        for c in store.verify().unwrap() {
            println!("{} {} {}", c.name, c.holds, c.says);
        }
        println!("verify {:?}", b.elapsed());
    }
    let rss = std::fs::read_to_string("/proc/self/status").unwrap();
    println!("{}", rss.lines().filter(|l| l.starts_with("VmHWM")).collect::<String>());
}
