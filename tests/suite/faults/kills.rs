//! The plug pulled at random moments while notes are written, in a real terminal and by a process without one, which is
//! begun so much sooner that it can be killed hundreds of times: what was called saved is there, once, and the chain is
//! whole; of what was being typed next to nothing is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use doorstep::chance::Chance;
use doorstep::clock::Clock;
use doorstep::domain::{Act, Change, Draft, Entry, Purpose, Stamp};
use doorstep::paths::Home;
use doorstep::store::Store;
use doorstep::store::vault::{Words, open_with_words};

use super::support::{Dice, Record, long_run, note, texts, trials};
use crate::support::{Nursery, Terminal};
use crate::terminal::sign_in;

/// What pulls the plug: a shell that stands by, so that the moment is not put off by starting one.
struct Plug(std::process::Child);

impl Plug {
    fn of(terminal: &Terminal) -> Plug {
        let command = format!("read go; kill -KILL {}", terminal.process());
        let mut shell = std::process::Command::new("sh");
        let shell = shell.args(["-c", &command]).stdin(std::process::Stdio::piped());
        Plug(shell.spawn().expect("a shell"))
    }

    /// Pulls it after so long: the random moment itself, not a wait for something to happen.
    fn pull_after(mut self, wait: Duration) -> std::thread::JoinHandle<Instant> {
        let at = Instant::now() + wait;
        std::thread::spawn(move || {
            std::thread::sleep(at.saturating_duration_since(Instant::now()));
            let pulled = Instant::now();
            self.0.stdin.take().expect("its input").write_all(b"go\n").expect("told");
            assert!(self.0.wait().expect("done").success(), "the program was gone before");
            pulled
        })
    }
}

const CHILDREN: [(&str, &str); 3] = [("isla", "Isla Brown"), ("ben", "Ben Clarke"), ("elif", "Elif Kaya")];

/// Writes notes until the plug is pulled; `begun` gets each with the moment when its last letter was typed, and
/// `sent` is told of each Enter that saves, right after it.
fn write_until_the_end(
    terminal: &mut Terminal,
    trial: usize,
    begun: &mut Vec<(String, Instant)>,
    saved: &mut Vec<String>,
    mut sent: impl FnMut(usize),
) {
    for note in 0.. {
        let (piece, name) = CHILDREN[note % 3];
        let text = format!("note {trial} of {note} here");
        terminal.keys(piece);
        if !terminal.shown_before_the_end(&format!("{name} –")) {
            return;
        }
        terminal.keys("⏎");
        if !terminal.shown_before_the_end("Said") {
            return;
        }
        // The draft of an earlier trial may stand in the box: this is written behind it.
        terminal.keys(&format!(" {text}"));
        let typed = Instant::now();
        if !terminal.shown_before_the_end(&text) {
            return;
        }
        begun.push((text.clone(), typed));
        terminal.keys("⏎");
        sent(note);
        if !terminal.shown_before_the_end(&format!("Saved for {name}")) {
            return;
        }
        saved.push(text);
    }
}

#[test]
fn what_was_called_saved_survives_the_plug_being_pulled_and_is_there_once() {
    let trials = trials(12, 1_000);
    let (mut dice, seed) = Dice::cast();
    let nursery = Nursery::set_up();
    let (mut begun, mut saved) = (Vec::new(), Vec::new());
    let mut in_the_act = 0;
    // What was typed long enough before the plug was pulled.
    let mut owed: Vec<String> = Vec::new();
    for trial in 0..trials {
        let mut terminal = nursery.open_now(80, 24);
        sign_in(&mut terminal, "Sam Okafor", "4816");
        let (before, called) = (begun.len(), saved.len());
        let mut puller = None;
        if trial % 2 == 0 {
            // At any moment.
            let wait = Duration::from_micros(dice.below(1_500_000));
            puller = Some(Plug::of(&terminal).pull_after(wait));
            write_until_the_end(&mut terminal, trial, &mut begun, &mut saved, |_| ());
        } else {
            // In the moments behind an Enter that saves, in which the record is written.
            // How long it takes to draw and to write differs from machine to machine.
            let most = [5_000, 20_000, 80_000][dice.below(3) as usize];
            let span = dice.below(most);
            let (last, wait) = (dice.below(2) as usize, Duration::from_micros(span));
            let mut plug = Some(Plug::of(&terminal));
            write_until_the_end(&mut terminal, trial, &mut begun, &mut saved, |note| {
                if note == last {
                    puller = plug.take().map(|plug| plug.pull_after(wait));
                }
            });
        }
        in_the_act += begun.len() - before - (saved.len() - called);
        let pulled = puller.expect("the plug").join().expect("the plug is pulled");
        let long_ago = |typed: Instant| pulled.saturating_duration_since(typed) > most_lost();
        owed.extend(
            begun[before..].iter().filter(|(_, typed)| long_ago(*typed)).map(|(text, _)| text.clone()),
        );
        terminal.kill();
    }
    let entries = nursery.json_as("PS", &["list", "entries", "--json"]);
    let entries = entries.as_array().expect("a list");
    let texts: Vec<&str> = entries.iter().map(|entry| entry["text"].as_str().expect("words")).collect();
    // The first letter is made a capital.
    let times = |text: &str| texts.iter().filter(|entry| entry.contains(&text[1..])).count();
    let lost: Vec<_> = saved.iter().filter(|text| times(text) != 1).collect();
    assert!(
        lost.is_empty(),
        "seed {seed}: of {} notes called saved these are not there once: {lost:?}",
        saved.len()
    );
    // What was written and not called saved is there once or waits as a draft: never twice, and never nowhere
    // unless it was typed just before.
    let (drafts, aside): (Vec<String>, u32) = {
        let mut store = nursery.store();
        let roll = store.roll().expect("who is who");
        let sam = roll.people.iter().find(|person| person.initials == "SO").expect("Sam").id;
        let notes = store.drafts(sam).expect("the drafts").into_iter().map(|draft| draft.note).collect();
        (notes, store.set_aside(sam).expect("those set aside"))
    };
    let known: BTreeSet<&String> = saved.iter().collect();
    let open: Vec<&String> =
        begun.iter().map(|(text, _)| text).filter(|text| !known.contains(text)).collect();
    let found = |text: &str| times(text) + drafts.iter().filter(|draft| draft.contains(text)).count();
    let twice: Vec<_> = open.iter().filter(|text| found(text) > 1).collect();
    assert!(twice.is_empty(), "seed {seed}: these are there twice, as an entry or a draft: {twice:?}");
    let gone: Vec<_> = owed.iter().filter(|text| found(text) != 1).collect();
    assert!(
        gone.is_empty(),
        "seed {seed}: these were typed in time and are neither entry nor draft: {gone:?}"
    );
    let whole = open.iter().filter(|text| found(text) == 1).count();
    let ids: BTreeSet<_> = entries.iter().map(|entry| entry["id"].to_string()).collect();
    assert_eq!(ids.len(), entries.len());
    assert!(
        saved.len() >= trials / 3,
        "only {} of {} notes were ever called saved",
        saved.len(),
        begun.len()
    );
    let said = nursery.says_as("PS", &["verify"]);
    assert!(said.lines().all(|line| line.contains(" ok ")), "seed {seed}: {said}");
    println!(
        "{trials} kills: {} notes called saved of {} begun, each there once; {in_the_act} were cut off before \
         the answer, {whole} of them there whole and once, as an entry or a draft, none twice, and of {} that \
         were owed none missing; {aside} drafts were set aside; the chain is whole",
        saved.len(),
        begun.len(),
        owed.len()
    );
}

/// Says that this process writes until it is killed: where the record lies, and its number.
const WRITER: &str = "DOORSTEP_TEST_KILLED";

/// How a note ends that was typed to its end.
const END: &str = " here.";

/// A process that finishes what an earlier one left and then writes notes as the screen does: a draft of a part, a draft
/// of all of it, and the act that finishes it under the id that the draft has carried. It says what is on the disk as
/// soon as the store has said so. Nothing but the test below starts it.
#[test]
#[ignore = "it is a process of the test below"]
fn a_writer_that_is_killed() {
    let told = std::env::var(WRITER).expect("started by the test below");
    let (folder, number) = told.split_once('\n').expect("where, and which");
    let home = Home::at(folder);
    let words = std::fs::read_to_string(home.practice_words()).expect("the words");
    let key = open_with_words(&home, &Words::parse(&words).expect("words")).expect("the key");
    let mut store = Store::open(&home, &key).expect("the record opens");
    let roll = store.roll().expect("who is who");
    let (sam, child) =
        (roll.people.first().expect("Sam").id, roll.children.first().expect("a child").clone());
    let mut chance = Chance::Machine;
    // The harness takes what is printed; what is said here goes to whoever started it.
    let say = |what: &str| {
        let mut out = std::io::stdout().lock();
        out.write_all(format!("{what}\n").as_bytes()).and_then(|()| out.flush()).expect("said");
    };
    let finish = |store: &mut Store, draft: Draft, chance: &mut Chance| {
        let now = Clock::Machine.now();
        let (id, talk) = (draft.ids[0].2, draft.talk);
        let entry = Entry { id, talk, ..note(chance, (child.id, child.room), sam, now, &draft.note) };
        let act = Act { changes: vec![Change::Entry(Box::new(entry))], finishes: Some(draft.id) };
        store.apply(&act, Stamp { person: Some(sam), recorded: now }).expect("saved");
    };
    for mut draft in store.drafts(sam).expect("the drafts") {
        if !draft.note.ends_with(END) {
            draft.note.push_str(END);
        }
        finish(&mut store, draft, &mut chance);
    }
    say("ready");
    for count in 0.. {
        let now = Clock::Machine.now();
        let mut draft = Draft {
            id: chance.id(now),
            writer: sam,
            talk: chance.id(now),
            children: vec![child.id],
            kind: None,
            begun: None,
            digit: None,
            private: false,
            note: format!("Kill {number} of note {count}"),
            cursor: 0,
            ids: vec![(child.id, 0, chance.id(now))],
            answers: None,
            purpose: Purpose::Note,
            why: None,
        };
        store.save_draft(&draft, child.room, now).expect("kept");
        draft.note.push_str(END);
        let text = draft.note.clone();
        store.save_draft(&draft, child.room, now).expect("kept");
        say(&format!("typed {text}"));
        finish(&mut store, draft, &mut chance);
        say(&format!("saved {text}"));
    }
}

#[test]
fn what_a_killed_process_said_is_saved_or_kept_is_there_once_however_often_it_is_killed() {
    let trials = trials(284, 1_000);
    let (mut dice, seed) = Dice::cast();
    let record = Record::new();
    let program = std::env::current_exe().expect("this program");
    let (mut typed, mut saved) = (Vec::new(), BTreeSet::new());
    for trial in 0..=trials {
        let mut command = Command::new(&program);
        command.args(["--ignored", "--exact", "faults::kills::a_writer_that_is_killed", "--quiet"]);
        command.env(WRITER, format!("{}\n{trial}", record.home.folder().display()));
        let mut writer = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a writer");
        let said = BufReader::new(writer.stdout.take().expect("what it says"));
        let mut lines = said.lines().map_while(Result::ok);
        assert!(
            lines.any(|line| line == "ready"),
            "seed {seed}: after {trial} kills the record does not open"
        );
        // The last one has finished what was left, and writes no more than that.
        let mut told: Vec<String> = Vec::new();
        if trial < trials {
            told.extend(lines.by_ref().take(dice.below(6) as usize));
            // The random moment itself, not a wait for something to happen.
            std::thread::sleep(Duration::from_micros(dice.below(6_000)));
        }
        writer.kill().expect("killed");
        writer.wait().expect("gone");
        for line in told.into_iter().chain(lines) {
            match line.split_once(' ') {
                Some(("typed", text)) if text.ends_with(END) => typed.push(text.to_string()),
                Some(("saved", text)) if text.ends_with(END) => drop(saved.insert(text.to_string())),
                // Cut off in the middle of a line: it was not told.
                _ => {}
            }
        }
    }
    let mut store = record.store();
    let mut there: BTreeMap<String, u32> = BTreeMap::new();
    texts(&store).into_iter().for_each(|text| *there.entry(text).or_default() += 1);
    let drafts = store.drafts(record.sam).expect("the drafts");
    let twice: Vec<_> = there.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "seed {seed}: these are there twice: {twice:?}");
    let lost: Vec<_> = saved.iter().filter(|text| !there.contains_key(*text)).collect();
    assert!(lost.is_empty(), "seed {seed}: of {} called saved these are gone: {lost:?}", saved.len());
    let is_draft = |text: &String| drafts.iter().any(|draft| draft.note == *text);
    let gone: Vec<_> = typed.iter().filter(|text| there.contains_key(*text) == is_draft(text)).collect();
    assert!(gone.is_empty(), "seed {seed}: these are neither entry nor draft, or both: {gone:?}");
    let cut = typed.iter().filter(|text| !saved.contains(*text)).count();
    assert!(
        cut > trials / 10 && saved.len() > trials / 2,
        "{cut} cut off, {} saved: it aims beside",
        saved.len()
    );
    for check in store.verify().expect("looked at") {
        assert!(check.holds, "seed {seed}: {}: {}", check.name, check.says);
    }
    println!(
        "{trials} kills of a process: {} notes called saved, each there once; {cut} more were cut off behind their draft, \
         each there once too; the chain is whole",
        saved.len()
    );
}

/// How long before the plug is pulled a letter may have been typed and still be lost. Beside the rest of the
/// suite on a busy machine every disk is slow: the long run alone holds the figure itself.
fn most_lost() -> Duration {
    Duration::from_millis(if long_run() { 250 } else { 2_000 })
}

#[test]
fn at_most_a_quarter_of_a_second_of_typing_is_lost_to_the_plug() {
    let trials = trials(4, 60).min(60);
    let (mut dice, seed) = Dice::cast();
    let mut oldest = Duration::ZERO;
    let (mut typed_in_all, mut lost_in_all) = (0, 0);
    for _ in 0..trials {
        let nursery = Nursery::set_up();
        let mut terminal = nursery.open_now(80, 24);
        sign_in(&mut terminal, "Sam Okafor", "4816");
        terminal.keys("isla⏎");
        terminal.until("Said");
        let wait = Duration::from_micros(50_000 + dice.below(450_000));
        let puller = Plug::of(&terminal).pull_after(wait);
        let mut typed: Vec<(char, Instant)> = Vec::new();
        while !puller.is_finished() {
            let letter = char::from(b'a' + dice.below(26) as u8);
            let words: String = typed.iter().map(|(letter, _)| *letter).chain([letter]).collect();
            typed.push((letter, Instant::now()));
            terminal.keys(&letter.to_string());
            // A typist sees each letter; the box breaks a long word into lines of its own.
            let end: String = words.chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect();
            if typed.len() >= 3_000 || !terminal.shown_before_the_end(&end) {
                break;
            }
        }
        let pulled = puller.join().expect("the plug is pulled");
        let typed: Vec<_> = typed.into_iter().filter(|(_, at)| *at <= pulled).collect();
        let mut store = nursery.store();
        let sam = store
            .roll()
            .expect("who is who")
            .people
            .iter()
            .find(|person| person.initials == "SO")
            .expect("Sam")
            .id;
        let kept = store
            .drafts(sam)
            .expect("the drafts")
            .into_iter()
            .next()
            .map(|draft| draft.note)
            .unwrap_or_default();
        let words: String = typed.iter().map(|(letter, _)| *letter).collect();
        let begins = kept.starts_with(&words) || words.starts_with(&kept);
        assert!(begins, "seed {seed}: “{kept}” was kept of “{words}”");
        typed_in_all += typed.len();
        lost_in_all += typed.len().saturating_sub(kept.len());
        if let Some((_, at)) = typed.get(kept.len()) {
            oldest = oldest.max(pulled.saturating_duration_since(*at));
        }
    }
    println!(
        "{trials} kills while typing: {typed_in_all} letters, {lost_in_all} lost, the oldest of them typed {} ms \
         before the plug was pulled",
        oldest.as_millis()
    );
    assert!(oldest <= most_lost(), "seed {seed}: a letter of {oldest:?} before the plug was lost");
}
