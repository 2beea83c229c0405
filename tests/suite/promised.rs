//! What other programs are promised: every field of the real JSON stands on its page and in the schema, and every field
//! of these is in the JSON, however deep.

use std::collections::BTreeSet;

use doorstep::domain::entry::Shown;
use doorstep::domain::evidence::Scope;
use doorstep::domain::framework::StatementRef;
use doorstep::domain::practice::{Held, Practice};
use doorstep::domain::{Act, Area, AreaId, Change, Moment, Period, PracticeId, Stamp};
use doorstep::report::gather;
use doorstep::store::ask::Filter;
use serde_json::Value;

use crate::schema::fits;
use crate::support::Nursery;

const ID: &str = "partnership-with-parents";
/// What only some program of another day would say: its columns are the round's own, its fields the kind's.
const OWN: [&str; 2] = ["round", "fields"];

/// The fields of a documented table, by the heading above it.
pub fn documented(heading: &str) -> BTreeSet<String> {
    let page = include_str!("../../docs/json.md");
    let part = page.split("\n## ").find(|part| part.starts_with(heading)).expect(heading);
    let cells = part.lines().filter(|line| line.starts_with("| `"));
    let cells = cells.map(|line| line[2..].split(" | ").next().unwrap_or_default());
    cells.flat_map(|cell| cell.split(", ").map(|name| name.trim_matches('`').to_string())).collect()
}

/// Every field of a value, a dot before what lies inside another; a list's members share theirs.
fn fields(value: &Value, within: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(members) => members.iter().for_each(|member| fields(member, within, found)),
        Value::Object(object) => {
            for (name, value) in object {
                let path = if within.is_empty() { name.clone() } else { format!("{within}.{name}") };
                found.insert(path.clone());
                if !OWN.contains(&name.as_str()) && name != "statements" {
                    fields(value, &path, found);
                }
            }
        }
        _ => {}
    }
}

/// Every field of a value, however deep.
pub fn all(values: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    fields(values, "", &mut found);
    found
}

/// Everything that can be said is said once: so each part of the JSON that may be `null` is there.
fn say_everything(nursery: &Nursery) {
    nursery.says_as("SO", &["log", "ao", "\"She sang it\" @mum > pour at bath time"]);
    nursery.says_as("SO", &["log", "ben", "told dad about the boat @dad"]);
    let mut store = nursery.store();
    let roll = store.roll().expect("who is who");
    let mut entries = Vec::new();
    let each = &mut |one| {
        entries.push(one);
        Ok(())
    };
    store.list(&Filter::default(), each).expect("the entries");
    let lead = roll.people.iter().find(|person| person.initials == "PS").expect("the lead").id;
    let last = entries.iter().map(|one| one.recorded).max_by_key(|at| at.ms).expect("an entry");
    let shown = |code: &str| StatementRef { framework: ID.into(), code: code.into() };
    let period = Period::term_to(last.day());
    let mut changes = Vec::new();
    for one in &entries {
        let shows = ["15", "of-old"].map(|code| Shown { statement: shown(code), changed: false }).into();
        changes.push(Change::Agree { entry: one.entry.id, seen: one.revision, shows, nothing_of: None });
        if one.step.is_some() {
            changes.push(Change::HeardBack {
                entry: one.entry.id,
                heard: "She poured and poured".into(),
                childs_words: Some("more".into()),
                led_to_change: true,
                with: Vec::new(),
                told_in: None,
            });
        }
    }
    for (code, text) in [("15", "We plan from it [1]."), ("of-old", "It was so.")] {
        // What was written for other rooms than are asked for stands in their form alone.
        let scope = (code == "15").then(|| Scope { rooms: vec![roll.rooms[0].id], period });
        let cited = vec![entries[0].entry.id];
        changes.push(Change::Judge { statement: shown(code), met: "Y".into(), seen: None });
        changes.push(Change::EvidenceText {
            statement: shown(code),
            text: text.into(),
            cited,
            seen: 0,
            scope,
        });
    }
    changes.push(Change::Rate { framework: ID.into(), row: "R-of-old".into(), number: Some(5), seen: None });
    let area = Area {
        id: AreaId(uuid::Uuid::from_u128(7)),
        framework: ID.into(),
        statement: Some("15".into()),
        what: "Hear from two families".into(),
        who: "Sam".into(),
        by_when: "half term".into(),
        how: "They are on the board".into(),
        state: Default::default(),
    };
    changes.push(Change::Practice(Box::new(Practice {
        id: PracticeId(uuid::Uuid::from_u128(8)),
        kind: "event".into(),
        day: last.day(),
        room: None,
        children: Vec::new(),
        by: lead,
        text: "Stay and play.".into(),
        family_words: Vec::new(),
        fields: [("came".to_string(), Held::Number(14))].into(),
        shows: Vec::new(),
        restricted: false,
    })));
    changes.push(Change::Area { area: Box::new(area), seen: 0 });
    store.apply(&Act::from(changes), Stamp { person: Some(lead), recorded: last }).expect("said");
    sign_off(nursery, &mut store, lead, last, period);
}

/// The rest of the form, and the sign-off.
fn sign_off(
    nursery: &Nursery,
    store: &mut doorstep::store::Store,
    lead: doorstep::domain::PersonId,
    at: Moment,
    period: Period,
) {
    let (catalog, _) =
        doorstep::own::catalog(&doorstep::paths::Home::at(nursery.home())).expect("frameworks");
    let framework = catalog.framework(ID).expect("shipped");
    let scope = Scope { rooms: Vec::new(), period };
    let mut changes = Vec::new();
    for statement in framework.statements.iter().filter(|statement| statement.code != "15") {
        let statement = StatementRef { framework: ID.into(), code: statement.code.clone() };
        let (text, cited) = ("We know.".to_string(), Vec::new());
        changes.push(Change::Judge { statement: statement.clone(), met: "P".into(), seen: None });
        changes.push(Change::EvidenceText { statement, text, cited, seen: 0, scope: None });
    }
    for row in &framework.ratings {
        changes.push(Change::Rate {
            framework: ID.into(),
            row: row.code.clone(),
            number: Some(4),
            seen: None,
        });
    }
    let stamp = Stamp { person: Some(lead), recorded: at };
    store.apply(&Act::from(changes), stamp).expect("said");
    let evaluation = gather::evaluation(store, framework, &scope).expect("as it stands");
    assert_eq!(evaluation.missing(&BTreeSet::new()), []);
    let whole = doorstep::domain::evaluation::SignOff { name: "autumn term".into(), scope, evaluation };
    store.apply(&Act::from(Change::SignOff(Box::new(whole))), stamp).expect("signed off");
}

#[test]
fn every_field_of_the_json_stands_on_its_page_and_every_field_of_the_page_is_there() {
    let nursery = Nursery::set_up();
    say_everything(&nursery);
    let form = nursery.json_as("PS", &["evidence", "--framework", ID, "--format", "json"]);
    assert_eq!(all(&form), documented("The evidence"));
    assert_eq!(all(&form["statements"]), documented("A statement in the evidence"));
    fits(&form, "evidence");
    for (list, part, heading) in [
        ("entries", "entries", "An entry"),
        ("children", "children", "A child"),
        ("people", "people", "A person"),
    ] {
        let value = nursery.json_as("PS", &["list", list, "--json"]);
        assert_eq!(all(&value), documented(heading));
        fits(&value, part);
    }

    let records = nursery.json_as("PS", &["list", "practice", "--json"]);
    assert_eq!(all(&records), documented("A practice record"));
    fits(&records, "practice");
    assert_eq!(records[0]["fields"]["came"], 14);

    // What this edition does not have is told with everything that is known of it, and is nowhere else.
    let other: Vec<&Value> = form["no_successor"].as_array().expect("a list").iter().collect();
    assert_eq!(
        other.iter().map(|one| one["code"].as_str().unwrap()).collect::<Vec<_>>(),
        ["of-old", "R-of-old"]
    );
    assert_eq!((&other[0]["judgement"], &other[0]["text"]), (&"Y".into(), &"It was so.".into()));
    assert_eq!((&other[0]["entries"], &other[0]["families"]), (&3.into(), &2.into()));
    assert_eq!((&other[1]["number"], &other[1]["entries"]), (&5.into(), &0.into()));
    // A part of the form asks for a part of it: the rest of the edition is not another one.
    let tagged =
        ["evidence", "--framework", "reflecting-on-practice", "--tag", "uncrc.12", "--format", "json"];
    assert_eq!(nursery.json_as("PS", &tagged)["no_successor"], serde_json::json!([]));
}

#[test]
fn what_has_no_successor_stands_at_the_end_of_the_form_and_a_hidden_statement_does_not() {
    let nursery = Nursery::set_up();
    say_everything(&nursery);
    let form = |name: &str| {
        let file = nursery.text(name);
        nursery.says_as("PS", &["evidence", "--framework", ID, "--format", "txt", "--out", &file]);
        std::fs::read_to_string(file).expect("written")
    };
    let before = form("before.txt");
    for says in ["Not in this edition", "of-old", "It was so.", "3 entries from 2 families", "R-of-old"] {
        assert!(before.contains(says), "{says}: {before}");
    }
    let folder = nursery.home().join("frameworks");
    std::fs::create_dir(&folder).expect("a folder");
    let hides = format!("id = \"{ID}\"\n[[statement]]\ncode = \"15\"\nhide = true\n");
    std::fs::write(folder.join(format!("{ID}.toml")), hides).expect("written");
    let json = nursery.json_as("PS", &["evidence", "--framework", ID, "--format", "json"]);
    assert_eq!(json["statements"].as_array().map(Vec::len), Some(15));
    let codes: Vec<&str> =
        json["no_successor"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["of-old", "R-of-old"], "what the setting hid is not of another edition");
}

#[test]
fn another_edition_is_compared_with_the_one_in_use_and_a_file_in_its_folder_with_what_it_replaces() {
    let nursery = Nursery::set_up();
    let folder = nursery.home().join("frameworks");
    std::fs::create_dir(&folder).expect("a folder");
    let shipped = include_str!("../../data/frameworks/partnership-with-parents.toml");
    let newer = shipped
        .replacen("code = \"9\"\nnumber = \"9\"", "code = \"9a\"\nnumber = \"9\"", 1)
        .replacen("Families are given the contact", "Every family is given the contact", 1);
    // Statements of other packs are like statement 9: they keep its hints, for they were read before.
    let check = |file: &std::path::Path| {
        let output = nursery.run(&["framework", "check", &file.to_string_lossy()]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        said
    };
    let expected = "It takes the place of Improving quality for children, section 6, August 2018. What was judged, \
                    written and agreed goes on under the same code.\n\
                    No successor: 9. It stays in the record, and the form lists it at its end.\n\
                    The same code, other words: 8. See that each still asks the same.\n\
                    New: 9a.\n";
    for place in [nursery.path(&format!("{ID}.toml")), folder.join(format!("{ID}.toml"))] {
        std::fs::write(&place, &newer).expect("written");
        let said = check(&place);
        assert!(said.contains(expected), "{said}");
    }
    // What the setting hides now is not forgotten where the new edition does not have it.
    std::fs::write(
        folder.join(format!("{ID}.toml")),
        format!("id = \"{ID}\"\n[[statement]]\ncode = \"9\"\nhide = true\n"),
    )
    .expect("written");
    let said = check(&nursery.path(&format!("{ID}.toml")));
    assert!(said.contains(expected), "{said}");
    // A file that only hides and adds wording is checked as if it were not in use yet.
    let own = folder.join(format!("{ID}.toml"));
    std::fs::write(&own, format!("id = \"{ID}\"\n[[statement]]\ncode = \"9\"\nhide = true\n"))
        .expect("written");
    let said = check(&own);
    assert!(said.contains("15 statements"), "{said}");
    assert!(said.contains("Hidden, with what is said of them, until they are shown again: 9."), "{said}");
    assert!(!said.contains("takes the place"), "{said}");
}
