//! Tests of what is let out of the room as evidence, and of the form that it makes.

use super::column::citation;
use super::*;
use crate::domain::Period;
use crate::domain::entry::{Review, Withdrawn};
use crate::domain::evidence::{Cell, Cells, Cited, Figures, GapCounts, Piece, Strength, Voices};
use crate::domain::framework::{
    About, Band, From, Judgement, RatingRow, Reference, Section, Statement, StrengthRule,
};
use crate::domain::practice::Practice;
use crate::export;
use crate::report::Block;
use crate::report::evidence_form::StatementColumn;
use crate::report::example::{Example, at, day, example, id};
use crate::report::said::Signed;
use crate::store::ask::{Evidence, Source};

pub(super) fn framework() -> Framework {
    let statement = |code: &str, title: &str, about| Statement {
        code: code.into(),
        number: code.into(),
        title: title.into(),
        says: format!("{title}, said in our own words and long enough to need a second line on the form."),
        section: None,
        tags: vec![],
        prompts: vec![],
        wording: None,
        from: From::Daily,
        about,
        daily: vec![],
        kinds: vec![],
        practice: vec![],
        by_hand: None,
        like: vec![],
        hints: vec![],
        marks: vec![],
        opening: None,
        ask: None,
        would_help: None,
    };
    Framework {
        id: "partnership-with-parents".into(),
        title: "Partnership with parents".into(),
        publisher: "A council".into(),
        edition: "August 2018".into(),
        year: Some(2018),
        superseded_by: None,
        intro: vec![],
        references: vec![],
        sections: vec![],
        tags: vec![],
        evidence_heading: "How do you know?".into(),
        judgements: [("Y", "met"), ("P", "partly met"), ("N", "not met")]
            .map(|(code, label)| Judgement { code: code.into(), label: label.into() })
            .into(),
        strength: StrengthRule {
            thin_below: 40,
            strong_from: 80,
            strong_voices: 3,
            strong_weeks: 6,
            strong_changes: 1,
            setting_weeks: 13,
            suggests: Default::default(),
        },
        statements: (1..=16)
            .map(|number| {
                let about = if number % 4 == 0 { About::Setting } else { About::Families };
                statement(&number.to_string(), "Home learning comes in", about)
            })
            .collect(),
        bands: [("inadequate", 1), ("requires improvement", 3), ("good", 5), ("outstanding", 7)]
            .map(|(name, number)| Band { name: name.into(), number })
            .into(),
        ratings: ["Contracts", "Sharing news", "Settling in", "Taking part", "Planning", "Relationships"]
            .map(|title| RatingRow {
                code: title.into(),
                title: title.into(),
                descriptors: [1, 3, 5, 7].map(|band| format!("What {title} looks like at {band}.")).into(),
            })
            .into(),
        areas_for_development: true,
        aside: Vec::new(),
    }
}

fn evidence_of(e: &Example, standing: Standing) -> Evidence {
    let piece = Piece {
        statement: "partnership-with-parents/15".parse().unwrap(),
        entry: standing.entry.id,
        talk: standing.entry.talk,
        child: Some(standing.entry.child),
        family: Some(standing.entry.child),
        room: Some(e.room),
        day: standing.entry.happened.day(),
        kind: Ok(standing.entry.kind),
        by: standing.entry.by,
        with: Vec::new(),
        voices: Voices { staff: true, family: !standing.family_words().is_empty(), child: false },
        changed: false,
    };
    Evidence { piece, source: Source::Entry(Box::new(standing)) }
}

/// Of each list one number that may be told and what may not; nothing of languages.
fn reached_by() -> Cells {
    let cell = |name: &str, cell| (name.to_string(), cell);
    Cells {
        relations: vec![
            cell("mothers", Cell::Exact(6)),
            cell("fathers", Cell::Few),
            cell("not said", Cell::Exact(7)),
        ],
        languages: vec![],
        ways: vec![cell("Drop-off", Cell::Exact(5)), cell("For home", Cell::Withheld)],
    }
}

#[test]
fn the_form_says_through_whom_families_were_reached_and_no_number_that_would_tell_who() {
    let e = example();
    let framework = framework();
    let form = form(&e, &framework);
    let text = String::from_utf8((export::format("txt").unwrap().write)(&form.report()).unwrap()).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Families by who spoke: mothers 6; by way: Drop-off 5."), "{text}");
    assert!(!text.contains("fathers") && !text.contains("For home") && !text.contains("not said"), "{text}");
    let json = &export::json::evidence_json(&form)["statements"][0]["reached_by"];
    assert_eq!(json["relation"][1], serde_json::json!({ "name": "fathers", "families": null }));
    assert_eq!((&json["way"][0]["families"], &json["language"]), (&5.into(), &serde_json::json!([])));
}

pub(super) fn form<'a>(e: &Example, framework: &'a Framework) -> EvidenceForm<'a> {
    let asked = Asked {
        roll: &e.roll,
        framework,
        practice: &[],
        guard: &|text, _| if text.contains("Isla") { vec!["Isla".into()] } else { vec![] },
        made: at(20, 17, 40),
    };
    let clearing = Clearing { asked: &asked, names: Names::of(&e.roll) };
    let mut hidden = vec![
        e.entry(30, e.ben, Kind::PickUp, 18, "PLANTED private", &[]),
        e.entry(31, e.ben, Kind::PickUp, 18, "PLANTED waiting", &[]),
        e.entry(32, e.ben, Kind::PickUp, 18, "PLANTED struck", &[]),
        e.entry(33, e.ben, Kind::PickUp, 18, "PLANTED with Isla", &[]),
    ];
    hidden[0].entry.private = true;
    hidden[1].review = Review::Waiting;
    hidden[2].withdrawn = Some(Withdrawn::Struck { by: e.priya, at: at(19, 9, 0) });
    let shown = [
        e.entry(
            1,
            e.ava,
            Kind::PickUp,
            18,
            "Siobhan: “Ava sang it all evening.” Sam made a song box.",
            &[50],
        ),
        e.entry(2, e.ben, Kind::DropOff, 17, "Ben counted the stairs with Lucy, one to five.", &[53]),
    ];
    let pool: Vec<Evidence> = shown.into_iter().chain(hidden).map(|one| evidence_of(e, one)).collect();
    let cited: Vec<Cited> = evidence::choose(pool.iter().filter_map(|one| clearing.citable(one)).collect());
    let figures = Figures {
        entries: 52,
        talks: 40,
        families: 4,
        on_roll: 5,
        voices: [52, 20, 7],
        changed: 7,
        last: Some(day(20)),
        weeks: [4; 13],
        kept_out: Default::default(),
    };
    let gaps = GapCounts { families: 1, someone_else: 1, just_started: 0 };
    let period = Period::term_to(day(20));
    let column = |statement: &'a Statement| {
        let figures = if statement.number == "9" {
            Figures { on_roll: 5, ..Figures::default() }
        } else {
            figures.clone()
        };
        let cited = if figures.entries == 0 { vec![] } else { cited.clone() };
        let own = statement.number == "2";
        StatementColumn {
            drafted: vec![],
            draft: evidence::draft(statement, &figures, &cited, &gaps, period, &|_| false).text,
            cited: cited.iter().enumerate().map(|(index, one)| citation(index + 1, one)).collect(),
            strength: if figures.entries == 0 { Strength::None } else { Strength::Fair },
            suggested: (figures.entries > 0).then(|| "P".to_string()),
            why: "Fair: 4 of 5 families.".into(),
            met: if own { "Y".into() } else { String::new() },
            text: if own {
                "Families tell us what is done at home and we plan from it [1].".into()
            } else {
                String::new()
            },
            written_for: None,
            gaps,
            reached_by: reached_by(),
            statement,
            figures,
        }
    };
    EvidenceForm {
        families_by_week: vec![],
        framework,
        setting: "Little Acorns".into(),
        scope: Scope { rooms: vec![e.room], period },
        rooms: vec!["Sunflower".into()],
        linked_since: Some(day(2)),
        told_since: Some(day(2)),
        families_on_roll: 5,
        statements: framework.statements.iter().map(column).collect(),
        no_successor: Vec::new(),
        said: Said::default(),
        as_signed: false,
        made: at(20, 17, 40),
        day_code: Some("0a1b2c3d4e5f".into()),
    }
}

#[test]
fn the_form_names_nobody_and_holds_nothing_that_was_kept_out() {
    let e = example();
    let framework = framework();
    let form = form(&e, &framework);
    let mut all = export::json::evidence_json(&form).to_string();
    all.extend(export::FORMATS.iter().map(|format| export::tests::read_back(format, &form.report())));
    for name in ["PLANTED", "Ava", "O'Neill", "Siobhan", "Ben ", "Lucy", "Isla", "Sam "] {
        assert!(!all.contains(name), "{name}");
    }
    assert!(all.contains("Mum: “A.O. sang it all evening.” SO made a song box."), "{all}");
}

#[test]
fn the_form_has_a_row_for_each_statement_under_one_repeated_heading() {
    let e = example();
    let framework = framework();
    let bytes = (export::format("docx").unwrap().write)(&form(&e, &framework).report()).unwrap();
    let document =
        export::tests::parts(&bytes).into_iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
    // The statements and the ratings each have a heading row; twelve bars are drawn, and twelve lines ruled at the end.
    assert_eq!(document.matches("<w:tblHeader").count(), 2);
    assert_eq!(document.matches("<w:tr>").count(), 1 + 16 + 12 + 1 + 6 + 12);
    assert!(document.contains("w:orient=\"landscape\""));
}

#[test]
fn a_workbook_of_the_form_has_the_figures_of_each_statement_as_numbers() {
    use calamine::{Data, Reader};
    let e = example();
    let framework = framework();
    let bytes = (export::format("xlsx").unwrap().write)(&form(&e, &framework).report()).unwrap();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range(&book.sheet_names()[1]).unwrap();
    let heads: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let figures = [
        "Entries",
        "Talks",
        "Families",
        "Of families",
        "Family's words",
        "Child's words",
        "Led to a change",
        "Last",
        "Strength",
    ];
    assert_eq!(heads[4..], figures);
    let first = sheet.rows().nth(1).unwrap();
    let numbers = [52.0, 40.0, 4.0, 5.0, 20.0, 7.0, 7.0].map(Data::Float);
    assert_eq!((&first[0], &first[4..11]), (&Data::Float(1.0), &numbers[..]));
    assert!(matches!(first[11], Data::DateTime(_)) && first[12] == Data::String("fair".into()), "{first:?}");
    let none = sheet.rows().find(|row| row[0] == Data::Float(9.0)).unwrap();
    assert_eq!((&none[4], &none[11]), (&Data::Float(0.0), &Data::Empty));
}

#[test]
fn a_framework_that_judges_nothing_has_no_column_for_it_and_a_table_a_section() {
    let e = example();
    let mut framework = framework();
    framework.judgements.clear();
    framework.ratings.clear();
    framework.areas_for_development = false;
    framework.superseded_by = Some("A newer one.".into());
    framework.intro = vec!["Its preface.".into()];
    let law = |title: &str, since: Option<&str>| Reference {
        under: "Law".into(),
        title: title.into(),
        superseded_by: since.map(str::to_string),
    };
    framework.references = vec![law("Act 1", None), law("Act 2", Some("Act 3"))];
    framework.sections = ["A", "B"].map(|code| Section { code: code.into(), title: code.repeat(3) }).into();
    for (index, statement) in framework.statements.iter_mut().enumerate() {
        statement.section = Some(if index < 6 { "A" } else { "B" }.to_string());
        statement.prompts = vec!["And then?".into()];
    }
    let report = form(&e, &framework).report();
    let tables: Vec<_> = report
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    assert_eq!(tables.iter().map(|table| table.rows.len()).collect::<Vec<_>>(), [6, 10]);
    for table in tables {
        assert_eq!(table.columns.len(), 3);
        assert_eq!(table.columns.iter().map(|column| column.share).sum::<u32>(), 100);
        assert!(table.rows.iter().all(|row| row.len() == 3));
    }
    let text = String::from_utf8((export::format("txt").unwrap().write)(&report).unwrap()).unwrap();
    let about = ["About the original", "Its preface.", "Law: Act 1\n", "Law: Act 2. Superseded: Act 3"];
    for says in ["AAA", "BBB", "Superseded. A newer one.", "And then?"].into_iter().chain(about) {
        assert!(text.contains(says), "{says}: {text}");
    }
    assert!(!text.contains("Not yet judged") && !text.contains("Areas for development"));
}

#[test]
fn a_draft_is_marked_and_a_leads_own_text_stands_alone() {
    let e = example();
    let framework = framework();
    let text = (export::format("txt").unwrap().write)(&form(&e, &framework).report()).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(text.matches("Draft. ").count(), 15, "{text}");
    assert!(text.contains("Families tell us what is done at home"));
    assert!(text.contains("Not yet") && text.contains("Suggested P."));
}

#[test]
fn the_json_has_every_promised_field() {
    let e = example();
    let framework = framework();
    let mut form = form(&e, &framework);
    form.said.ratings.insert(framework.ratings[1].code.clone(), 5);
    form.said.areas.push(crate::domain::Area {
        id: id(90),
        framework: framework.id.clone(),
        statement: Some("15".into()),
        what: "Hear from two families.".into(),
        who: "SO".into(),
        by_when: "half term".into(),
        how: "They are on the board.".into(),
        state: crate::domain::AreaState::Open,
    });
    form.said.signed_off = Some(Signed {
        name: "autumn term 2026".into(),
        by: "PS".into(),
        at: at(20, 18, 0),
        of: Some(Vec::new()),
        changed_since: true,
    });
    let json = export::json::evidence_json(&form);
    let keys =
        |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let of = |names: &str| names.split(' ').map(str::to_string).collect::<BTreeSet<_>>();
    assert_eq!(
        keys(&json),
        of(
            "framework title edition superseded_by notes references from to rooms families_on_roll families_by_week statements no_successor ratings areas signed_off as_signed linked_since"
        )
    );
    assert_eq!((json["ratings"][0]["number"].is_null(), &json["ratings"][1]["number"]), (true, &5.into()));
    assert_eq!(keys(&json["areas"][0]), of("id statement what who by_when how state"));
    assert_eq!((&json["areas"][0]["state"], &json["signed_off"]["by"]), (&"open".into(), &"PS".into()));
    let report = format!("{:?}", form.report());
    for says in [
        "[5]",
        "Hear from two families.",
        "autumn term 2026, of the whole setting, by PS on 20 November 2026; changed since",
    ] {
        assert!(report.contains(says), "{says}");
    }
    let statement = &json["statements"][0];
    assert_eq!(
        keys(statement),
        of(
            "code number title says wording prompts section tags entries talks families voices changed last weeks strength suggested why reached_by \
            judgement text written_for draft cited gaps kept_out"
        )
    );
    assert_eq!(statement["last"], "2026-11-20");
    assert_eq!(statement["judgement"], serde_json::Value::Null);
    assert_eq!(json["statements"][1]["judgement"], "Y");
    assert_eq!(json["from"], "2026-08-24");
}

#[test]
fn an_entry_in_json_has_every_promised_field_and_no_words_where_only_a_line_is_seen() {
    use crate::domain::policy::Sight;
    let e = example();
    let mut standing = e.entry(1, e.ava, Kind::DropOff, 18, "“Can she rest early?”", &[50]);
    standing.review = e.agreed(&["partnership-with-parents/15"]);
    let families = e.roll.families();
    let whole = export::json::entry_json(&standing, &e.roll, &families, Sight::Whole);
    for name in
        "id child child_id family_id talk_id kind happened recorded by with text family_words no_talk \
                 follow_up private suggested agreed withdrawn"
            .split_whitespace()
    {
        assert!(whole.get(name).is_some(), "{name}");
    }
    assert_eq!(whole["agreed"][0], "partnership-with-parents/15");
    assert_eq!(whole["with"][0], "mum");
    assert_eq!(whole["family_words"][0], "Can she rest early?");
    assert_eq!(whole["happened"], "2026-11-18T08:01:00+00:00");
    assert_eq!(whole["family_id"], serde_json::json!(id::<ChildId>(20)));
    let line = export::json::entry_json(&standing, &e.roll, &families, Sight::Line).to_string();
    assert!(!line.contains("rest early") && !line.contains("mum"), "{line}");
}

/// The example's nursery in a real record, with its entries agreed.
pub(super) fn recorded(e: &Example, folder: &std::path::Path, entries: &[Standing]) -> Store {
    use crate::chance::Chance;
    use crate::domain::child::Household;
    use crate::domain::{Act, Change, Stamp};
    use crate::store::vault;
    let mut chance = Chance::seeded(7);
    let home = crate::paths::Home::at(folder.join("home"));
    let words = vault::Words::generate(&mut chance);
    let (key, _) = vault::create_with(&home, &mut chance, &words, vault::Cost::TEST).unwrap();
    let mut store = Store::create(&home, &key, &mut chance).unwrap();
    let roll = e.roll.clone();
    let mut changes = vec![Change::Setting(roll.setting)];
    changes.extend(roll.rooms.into_iter().map(Change::Room));
    changes.extend(roll.people.into_iter().map(Change::Person));
    changes.extend(roll.children.into_iter().map(|child| Change::Child(Box::new(child))));
    changes.extend(
        [e.oneills, e.gran, e.bens_mum, e.bens_dad, e.zoes].map(|id| Change::Household(Household { id })),
    );
    changes.extend(roll.contacts.into_iter().map(Change::Contact));
    changes.extend(roll.links.into_iter().map(Change::Link));
    changes.extend(roll.key_persons.into_iter().map(Change::KeyPerson));
    let stamp = |person| Stamp { person: Some(person), recorded: at(20, 17, 0) };
    store.apply(&Act::from(changes), Stamp { person: None, ..stamp(e.priya) }).unwrap();
    for standing in entries {
        let entry = standing.entry.clone();
        let agreed = standing.agreed().then(|| Change::Agree {
            entry: entry.id,
            seen: 0,
            shows: standing.shows().to_vec(),
            nothing_of: None,
        });
        store.apply(&Act::from(Change::Entry(Box::new(entry))), stamp(e.sam)).unwrap();
        if let Some(agreed) = agreed {
            store.apply(&Act::from(agreed), stamp(e.priya)).unwrap();
        }
    }
    store
}

#[test]
fn the_record_gives_the_same_pages_as_the_entries_at_hand() {
    let e = example();
    let entries = [
        e.entry(1, e.ben, Kind::Feedback, 16, "Dug a tunnel.", &[]),
        e.entry(2, e.ben, Kind::DropOff, 17, "Up at 5.", &[53]),
        e.entry(3, e.ava, Kind::PickUp, 10, "A week before.", &[50]),
    ];
    let folder = tempfile::tempdir().unwrap();
    let store = recorded(&e, folder.path(), &entries);
    let (roll, week, made) = (store.roll().unwrap(), crate::report::example::week(), at(20, 17, 40));
    let guard = name_guard(&roll);
    let from_store = family_weeks(&store, &roll, Some(e.room), week, &guard, made).unwrap();
    let at_hand = pages(&e.roll, Some(e.room), week, &entries, &guard, made);
    assert_eq!(from_store.pages, at_hand.pages);
    assert_eq!(from_store.pages.len(), 2);
    let room = room_week(&store, &roll, e.room, week, made).unwrap();
    assert_eq!(room.entries.len(), 2);
    assert!(room.day_code.is_some_and(|code| code.len() == 12));
}

#[test]
fn the_evidence_of_a_record_counts_what_was_agreed_and_fills_the_shipped_form() {
    let e = example();
    let shows = |number, child, on, text: &str, with: &[u128]| {
        let mut standing = e.entry(number, child, Kind::PickUp, on, text, with);
        standing.review = e.agreed(&["partnership-with-parents/15"]);
        standing
    };
    let mut waiting = shows(3, e.ben, 18, "PLANTED waiting", &[]);
    waiting.review = Review::Waiting;
    let mut private = shows(4, e.ben, 18, "PLANTED private", &[]);
    private.entry.private = true;
    let entries = [
        shows(1, e.ava, 18, "Mum: “She sang it all evening long.”", &[50]),
        shows(2, e.ben, 17, "He counted the stairs with Lucy.", &[53]),
        waiting,
        private,
    ];
    let folder = tempfile::tempdir().unwrap();
    let store = recorded(&e, folder.path(), &entries);
    let roll = store.roll().unwrap();
    let catalog = crate::catalog::Catalog::shipped().unwrap();
    let framework = catalog.framework("partnership-with-parents").unwrap();
    let guard = name_guard(&roll);
    let asked =
        Asked { roll: &roll, framework, practice: &catalog.practice, guard: &guard, made: at(20, 17, 40) };
    let scope = Scope { rooms: vec![e.room], period: Period::term_to(day(20)) };
    let form = evidence(&store, &asked, scope).unwrap();
    assert_eq!(form.statements.len(), 16);
    let json = export::json::evidence_json(&form);
    let fifteen = json["statements"].as_array().unwrap().iter().find(|one| one["code"] == "15").unwrap();
    assert_eq!((&fifteen["entries"], &fifteen["families"]), (&2.into(), &2.into()), "{fifteen}");
    assert_eq!(fifteen["cited"].as_array().unwrap().len(), 2);
    assert_eq!(json["families_on_roll"], 5);
    assert_eq!(fifteen["gaps"]["families"], 3);
    assert_eq!(fifteen["kept_out"]["private"], 1);
    assert!(!json.to_string().contains("PLANTED") && !json.to_string().contains("Lucy"));
}

#[test]
fn a_text_stands_in_the_form_of_its_own_rooms_and_says_which_term_it_speaks_of() {
    let mut e = example();
    let other: RoomId = id(2);
    e.roll.rooms.push(crate::domain::Room::new(other, "Bluebell"));
    let folder = tempfile::tempdir().unwrap();
    let mut store = recorded(&e, folder.path(), &[]);
    let term = |to| Period::term_to(day(to));
    let autumn = Scope { rooms: vec![e.room], period: term(20) };
    let catalog = crate::catalog::Catalog::shipped().unwrap();
    let framework = catalog.framework("partnership-with-parents").unwrap();
    let mut write = |seen, scope| {
        let statement = StatementRef { framework: framework.id.clone(), code: "2".into() };
        let (text, cited) = ("Six of nine families tell us.".to_string(), Vec::new());
        let change = crate::domain::Change::EvidenceText { statement, text, cited, seen, scope };
        let stamp = crate::domain::Stamp { person: Some(e.priya), recorded: at(20, 17, 0) };
        store.apply(&change.into(), stamp).unwrap();
        let roll = store.roll().unwrap();
        let guard = name_guard(&roll);
        let practice = &catalog.practice;
        let asked = Asked { roll: &roll, framework, practice, guard: &guard, made: at(20, 17, 40) };
        let said = |rooms: &[RoomId], period| {
            let form = evidence(&store, &asked, Scope { rooms: rooms.to_vec(), period }).unwrap();
            let text = (export::format("txt").unwrap().write)(&form.report()).unwrap();
            let words = String::from_utf8(text).unwrap();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let json = export::json::evidence_json(&form);
            let json = json["statements"].as_array().unwrap().iter().find(|one| one["code"] == "2").unwrap();
            (form.statements[1].text.clone(), form.statements[1].written_for.clone(), words, json.clone())
        };
        let last_spring = Period { from: day(1), to: day(9) };
        [
            (&[e.room][..], term(20)),
            (&[e.room], term(24)),
            (&[e.room], last_spring),
            (&[other], term(20)),
            (&[], term(20)),
        ]
        .map(|(rooms, period)| said(rooms, period))
    };
    let [own, days_later, other_term, other_room, setting] = write(0, Some(autumn));
    for (text, written_for, ..) in [own, days_later] {
        assert_eq!((text.as_str(), written_for), ("Six of nine families tell us.", None));
    }
    assert_eq!(other_term.0, "Six of nine families tell us.");
    assert!(other_term.3["written_for"]["rooms"][0] == "Sunflower", "{}", other_term.3);
    assert!(other_term.3["text"] == "Six of nine families tell us.", "{}", other_term.3);
    for (text, written_for, words, json) in [other_room, setting] {
        assert_eq!((text.as_str(), written_for.unwrap().here), ("", false));
        assert!(!words.contains("Six of nine") && json["text"].is_null(), "{words}");
        assert_eq!(words.matches("Draft. ").count(), 16, "{words}");
    }
    // A text of which an older program did not keep the scope stands as it did.
    for (text, written_for, ..) in write(1, None) {
        assert_eq!((text.as_str(), written_for), ("Six of nine families tell us.", None));
    }
}

#[test]
fn a_restricted_record_is_counted_as_kept_out_and_never_as_evidence() {
    let e = example();
    let folder = tempfile::tempdir().unwrap();
    let mut store = recorded(&e, folder.path(), &[]);
    let shows = e.agreed(&["partnership-with-parents/15"]);
    let Review::Agreed { shows, .. } = shows else { panic!("agreed") };
    for (number, restricted) in [(70, true), (71, true), (72, false)] {
        let record = Practice {
            id: id(number),
            kind: if restricted { "agency-contact" } else { "home-visit" }.into(),
            day: day(18),
            room: Some(e.room),
            children: vec![e.ava],
            by: e.priya,
            text: "PLANTED by an agency.".into(),
            fields: Default::default(),
            family_words: vec![],
            shows: shows.clone(),
            restricted,
        };
        let stamp = crate::domain::Stamp { person: Some(e.priya), recorded: at(20, 17, 0) };
        store.apply(&crate::domain::Change::Practice(Box::new(record)).into(), stamp).unwrap();
    }
    let scope = Scope { rooms: vec![e.room], period: Period::term_to(day(20)) };
    let figures = store.board("partnership-with-parents", &scope).unwrap()["15"].clone();
    assert_eq!((figures.entries, figures.families, figures.kept_out.restricted), (1, 1, 2));
    let statement = "partnership-with-parents/15".parse().unwrap();
    assert_eq!(store.evidence(&statement, &scope, 9).unwrap().len(), 1);
}

#[test]
fn a_word_of_the_dictionary_or_a_name_of_the_staff_is_no_slip_of_a_childs_name() {
    let mut e = example();
    let child = e.roll.children.iter_mut().find(|child| child.id != e.ben).unwrap();
    child.forename = "Chidi".to_string();
    let other = e.roll.children.iter_mut().rfind(|child| child.id != e.ben).unwrap();
    other.forename = "Krish".to_string();
    e.roll.contacts[0].language = "Irish".to_string();
    e.roll.people[0].name = "Chili Bell".to_string();
    let guard = name_guard(&e.roll);
    for (text, named) in [
        ("Nobody was to chide him.", vec![]),
        ("Chide, said gran.", vec![]),
        ("Dug with Chili.", vec![]),
        ("We talk in Irish at home.", vec![]),
        ("Dug with Krisp.", vec!["Krisp"]),
        ("Dug with Chidu.", vec!["Chidu"]),
        ("Dug with Chidi.", vec!["Chidi"]),
    ] {
        assert_eq!(guard(text, &[e.ben]), named, "{text}");
    }
}

#[test]
fn a_form_says_where_its_framework_was_not_in_use_for_all_of_its_time() {
    let e = example();
    let framework = framework();
    let mut form = form(&e, &framework);
    let from = form.scope.period.from;
    let after = |days| from.checked_add_days(Days::new(days));
    for (told, linked, says) in [
        (None, None, None),
        (after(0), after(7), None),
        (after(0), after(8), Some("Entries are linked to this framework since ")),
        // The record itself began late.
        (after(20), after(22), None),
        (after(0), None, Some("Nothing is linked to this framework yet")),
    ] {
        (form.told_since, form.linked_since) = (told, linked);
        let said = form.not_linked();
        assert_eq!(said.is_some(), says.is_some(), "{told:?} {linked:?}: {said:?}");
        assert!(says.is_none_or(|says| said.as_deref().unwrap_or_default().starts_with(says)), "{said:?}");
        let report = format!("{:?}", form.report());
        assert_eq!(report.contains("linked to this framework"), says.is_some());
    }
}
