//! Erasing from the command line: what is shown first, who may, what is left, and what is due or held.

use crate::support::{Nursery, text};

/// The manager of the sample nursery, a lead and a key person.
const MANAGER: &str = "RE";
const LEAD: &str = "PS";
const KEY_PERSON: &str = "SO";

fn refused(nursery: &Nursery, who: &str, second: &str, arguments: &[&str]) -> String {
    let output = run(nursery, who, second, arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", text(&output.stdout));
    text(&output.stderr)
}

fn run(nursery: &Nursery, who: &str, second: &str, arguments: &[&str]) -> std::process::Output {
    let pin = crate::support::PINS
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{second},")))
        .expect("a PIN");
    let file = nursery.write_private("second", pin);
    let mut command = nursery.program_as(crate::support::PROGRAM, who);
    command.env("DOORSTEP_SECOND_PIN_FILE", file).args(arguments).args(["--as", who]);
    command.output().expect("it runs")
}

#[test]
fn an_entry_is_shown_first_and_erased_by_two_people_and_a_hold_stops_it() {
    let nursery = Nursery::set_up();
    nursery.says_as(KEY_PERSON, &["log", "chidi", "wore the quokka boots"]);
    let entries = nursery.json_as(MANAGER, &["list", "entries", "--json"]);
    let id = entries[0]["id"].as_str().expect("an id").to_string();
    let look = ["erase", "entry", id.as_str()];
    let said = nursery.says_as(MANAGER, &look);
    assert!(
        said.contains("Erasing this entry about Chidi Eze would take away for good:\n  1 entry\n"),
        "{said}"
    );
    assert!(said.contains("  and all that search finds of them\nWhat it does not reach"), "{said}");
    assert!(said.contains("  what was printed of it, on paper\n"), "{said}");
    assert!(said.contains("Nothing was erased. To do it, two people"), "{said}");
    let act: Vec<&str> =
        [&look[..], &["--do", "--with", LEAD, "--ground", "never-needed", "--because", "a slip"]].concat();
    for who in [KEY_PERSON, LEAD] {
        let said = refused(&nursery, who, LEAD, &act);
        assert!(said.contains("Only a manager may erase something, and never alone"), "{said}");
    }
    let with = |second: &'static str| -> Vec<&str> {
        act.iter().map(|word| if *word == LEAD { second } else { *word }).collect()
    };
    for (second, says) in
        [(MANAGER, "Two people erase something"), (KEY_PERSON, "Two people erase something")]
    {
        let said = refused(&nursery, MANAGER, second, &with(second));
        assert!(said.contains(says) && said.contains("Nothing was erased."), "{second}: {said}");
    }
    // The second person's own numbers are asked for, not the first's.
    let wrong = refused(&nursery, MANAGER, KEY_PERSON, &act);
    assert!(wrong.contains("That PIN does not match"), "{wrong}");
    nursery.says_as(LEAD, &["retention", "hold", "--entry", &id, "--because", "the insurer asked"]);
    let held = nursery.says_as(LEAD, &["retention", "held"]);
    assert!(
        held.contains(&id) && held.contains("by Priya Shah") && held.contains("the insurer asked"),
        "{held}"
    );
    let said = refused(&nursery, MANAGER, LEAD, &act);
    assert!(said.contains("It is held: the insurer asked"), "{said}");
    assert!(nursery.says_as(MANAGER, &look).contains("It can't be erased now. It is held"));
    nursery.says_as(MANAGER, &["retention", "release", "--entry", &id, "--because", "it is over"]);
    let done = run(&nursery, MANAGER, LEAD, &act);
    let said = text(&done.stdout);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(
        said.contains("Erased: the words of 1 line. Ruth Ellis and Priya Shah stand in the record"),
        "{said}"
    );
    assert_eq!(nursery.json_as(MANAGER, &["list", "entries", "--json"]), serde_json::json!([]));
    assert!(nursery.says_as(MANAGER, &look).contains("There is nothing of it in the record."));
    assert!(nursery.says_as(MANAGER, &["verify"]).lines().all(|line| line.contains(" ok ")));
    // Who did it stands in the page of the child's record, without the words.
    let out = nursery.text("out");
    nursery.says_as(MANAGER, &["export", "audit", "--child", "Chidi", "--format", "csv", "--out", &out]);
    let page = std::fs::read_dir(&out).expect("a folder").flatten().next().expect("a file").path();
    let page = std::fs::read_to_string(page).expect("the page");
    assert!(
        page.contains("Something was erased by two people") && page.contains("agreed by Priya Shah"),
        "{page}"
    );
    assert!(page.contains("A note written; its words are gone") && !page.contains("quokka"), "{page}");
}

#[test]
fn what_is_due_is_listed_by_the_settings_own_terms_and_by_none_where_they_can_not_be_read() {
    let nursery = Nursery::set_up();
    let said = nursery.says_as(LEAD, &["retention", "due"]);
    assert!(
        said.contains("All about a child, from the day on which they left: 3 years (guidance:"),
        "{said}"
    );
    assert!(said.contains("Nothing is due."), "{said}");
    let file = nursery.home().join("retention.toml");
    std::fs::write(&file, "[[term]]\nof = \"children\"\nyears = 0\n").expect("written");
    let said = refused(&nursery, LEAD, LEAD, &["retention", "due"]);
    assert!(
        said.contains("a term is of 1 to 100 years") && said.contains("Nothing is due by a guess."),
        "{said}"
    );
    std::fs::write(&file, "[[term]]\nof = \"children\"\nyears = 7\ndecided_by = \"the committee\"\n")
        .expect("written");
    let said = nursery.says_as(LEAD, &["retention", "due"]);
    assert!(said.contains("7 years (decided by the committee)"), "{said}");
    let refused = refused(&nursery, KEY_PERSON, LEAD, &["retention", "due"]);
    assert!(refused.contains("Only a room lead or manager may see what is due"), "{refused}");
}

#[test]
fn some_words_of_an_entry_are_erased_and_the_rest_stands_in_its_place() {
    let nursery = Nursery::set_up();
    nursery.says_as(KEY_PERSON, &["log", "chidi", "wore the boots that quokka gave him"]);
    let entries = nursery.json_as(MANAGER, &["list", "entries", "--json"]);
    let id = entries[0]["id"].as_str().expect("an id").to_string();
    let because = ["--do", "--with", LEAD, "--ground", "never-needed", "--because", "a name"];
    let with =
        |words: &'static str| [&["erase", "entry", id.as_str(), "--leave-out", words], &because[..]].concat();
    let said = refused(&nursery, MANAGER, LEAD, &with("wallaby"));
    assert!(said.contains("Those words do not stand in this entry."), "{said}");
    let done = run(&nursery, MANAGER, LEAD, &with("quokka"));
    assert!(done.status.success(), "{}", text(&done.stderr));
    let after = nursery.json_as(MANAGER, &["list", "entries", "--json"]);
    assert_eq!(after.as_array().expect("a list").len(), 1);
    assert_eq!(after[0]["text"], "Wore the boots that [left out] gave him.");
    assert_eq!((&after[0]["by"], &after[0]["happened"]), (&entries[0]["by"], &entries[0]["happened"]));
    assert_ne!(after[0]["id"], entries[0]["id"]);
    assert!(nursery.says_as(MANAGER, &["verify"]).lines().all(|line| line.contains(" ok ")));
}
