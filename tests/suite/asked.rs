//! A request for a child's whole record, answered from the command line: written down, looked through, decided, given.

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::support::{Nursery, PROGRAM, text};

/// The manager of the practice nursery, who answers requests; and a lead's PIN there.
const MANAGER: &str = "HG";
const PIN: &str = "481625";

/// A practice nursery, and whoever works in it.
pub struct Practice<'a> {
    /// Where it lies.
    pub nursery: &'a Nursery,
    /// The folder of its record.
    pub home: &'a str,
    /// The file with the PIN.
    pub pin: &'a Path,
}

impl Practice<'_> {
    fn run(&self, who: &str, arguments: &[&str]) -> Output {
        let mut command = self.nursery.program_as(PROGRAM, "PS");
        command.env("DOORSTEP_PIN_FILE", self.pin).args(arguments).args(["--as", who, "--home", self.home]);
        command.output().expect("it runs")
    }

    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(MANAGER, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    fn refuses(&self, arguments: &[&str]) -> String {
        let output = self.run(MANAGER, arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", text(&output.stdout));
        text(&output.stderr)
    }

    /// The numbers of the lines that a person still has to decide.
    fn waiting(&self, child: &str) -> Vec<String> {
        let said = self.says(&["request", "show", "--child", child]);
        let mut number = String::new();
        let mut waiting = Vec::new();
        for line in said.lines() {
            if let Some(first) = line.get(..5).map(str::trim).filter(|first| first.parse::<usize>().is_ok()) {
                number = first.to_string();
            }
            if line.contains("→ to be decided") {
                waiting.push(number.clone());
            }
        }
        waiting
    }

    /// Writes a request down and lets everything out that a person has to decide.
    pub fn answer(&self, child: &str) {
        self.says(&["request", "new", "--child", child]);
        let waiting = self.waiting(child);
        let waiting: Vec<&str> = waiting.iter().map(String::as_str).collect();
        if !waiting.is_empty() {
            self.says(&[&["request", "decide", "--child", child, "--allow"], &waiting[..]].concat());
        }
    }
}

/// Makes a small practice nursery; gives its folder, the file with the PIN, and a child of it.
pub fn practice(nursery: &Nursery, weeks: &str) -> (String, PathBuf, String) {
    let home = nursery.text("practice");
    let make =
        ["demo", "--no-open", "--home", &home, "--weeks", weeks, "--today", "2026-11-24", "--seed", "3"];
    assert!(nursery.run(&make).status.success());
    let words = std::fs::read_to_string(Path::new(&home).join("practice-words.txt")).expect("the words");
    nursery.write_private("words.txt", &words);
    let pin = nursery.write_private("pin", PIN);
    let children = text(&nursery.run(&["list", "children", "--room", "Sunflower", "--home", &home]).stdout);
    let child = children.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    (home, pin, child)
}

#[test]
fn a_request_is_answered_from_the_day_it_comes_to_the_file_and_not_before_all_is_decided() {
    let nursery = Nursery::bare();
    let (home, pin, child) = practice(&nursery, "3");
    let practice = Practice { nursery: &nursery, home: &home, pin: &pin };
    let (child, out) = (child.as_str(), nursery.text("given"));
    let export = |format: &'static str| {
        ["export", "whole-record", "--child", child, "--format", format, "--out", &out].map(str::to_string)
    };
    let refused = |format| {
        let asked = export(format);
        practice.refuses(&asked.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert!(refused("docx").contains("Nobody has asked for the record of this child."));
    // For managers alone.
    let lead = practice.run("DM", &["request", "list"]);
    assert!(text(&lead.stderr).contains("Only a manager may answer"), "{}", text(&lead.stderr));
    let new = practice.says(&["request", "new", "--child", child, "--identity-asked"]);
    assert!(new.contains("waits until it is shown who asks"), "{new}");
    let twice = practice.refuses(&["request", "new", "--child", child]);
    assert!(twice.contains("is open already"), "{twice}");
    let waiting = practice.waiting(child);
    assert!(!waiting.is_empty());
    assert!(refused("docx").contains("It is not shown yet who asks"));
    assert!(practice.says(&["request", "shown", "--child", child]).contains("days left"));
    assert!(refused("html").contains("still to be decided: until then there is no file."));
    assert!(practice.refuses(&["request", "preview", "--child", child]).contains("still to be decided"));
    assert!(!Path::new(&out).exists() || std::fs::read_dir(&out).expect("a folder").next().is_none());
    // One by one, one taken back again, and words that do not stand there.
    let first = waiting[0].as_str();
    let decide = |how: &[&'static str]| [&["request", "decide", "--child", child, first], how].concat();
    let gone = practice.says(&decide(&["--withhold", "--why", "in-confidence"]));
    assert!(gone.contains("does not go out: somebody told us in confidence"), "{gone}");
    assert_eq!(practice.waiting(child), waiting[1..]);
    practice.says(&decide(&["--undo"]));
    assert_eq!(practice.waiting(child), waiting);
    assert!(
        practice.refuses(&decide(&["--leave-out", "NOT THERE"])).contains("Those words do not stand in line")
    );
    assert!(practice.refuses(&decide(&["--withhold", "--why", "their-own"])).contains("does not fit"));
    practice.says(&decide(&["--withhold"]));
    let rest: Vec<&str> = waiting[1..].iter().map(String::as_str).collect();
    practice.says(
        &[&["request", "decide", "--child", child, "--allow", "--why", "known-to-them"], &rest[..]].concat(),
    );
    let preview = practice.says(&["request", "preview", "--child", child]);
    for says in ["What is left out, and why", "it is about somebody else", "ico.org.uk"] {
        assert!(preview.contains(says), "{says}: {preview}");
    }
    for format in ["json", "docx", "html"] {
        let asked = export(format);
        let said = practice.says(&asked.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(said.contains("Written: "), "{said}");
    }
    assert!(practice.says(&["request", "list"]).contains("; answered "));
    assert!(practice.refuses(&decide(&["--undo"])).contains("This request has been answered."));
    let mut json = std::fs::read_dir(&out).expect("a folder").map(|file| file.expect("a file").path());
    let json = json.find(|file| file.extension().is_some_and(|end| end == "json")).expect("JSON");
    let value: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(json).expect("text")).expect("JSON");
    // Every field stands on its page, and every field of the page is there.
    assert_eq!(crate::promised::all(&value), crate::promised::documented("A child's whole record"));
    crate::schema::fits(&value, "whole-record");
    assert_eq!(value["left_out"][0]["withheld"], 1);
    assert!(value["lines"].as_array().expect("lines").len() > 5);
    let verified = practice.run(MANAGER, &["verify"]);
    assert!(verified.status.success(), "{}", text(&verified.stdout));
}
