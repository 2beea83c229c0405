//! The lead's evening in a real terminal: twenty-three notes looked at, two cited in a statement, a rating given,
//! sign-off refused, the week and the form printed.

use serde_json::Value;

use crate::story::document;
use crate::support::{Nursery, Terminal};
use crate::terminal::{DAY, entries, row, sign_in};

/// Nineteen notes of the day, as a lead enters them from paper; two of them hold a step for home. Hugo came without a talk, Grace went without one.
pub const NOTES: &str = "\
08:05\tJB\tgrace\tsettled quickly, waved to mum @mum
08:12\tJB\tava p\tsettled quickly
08:20\tSO\tchidi\tcounted the stairs at home, 1 to 5 @mum
08:27\tSO\tben\tnothing new
08:31\tSO\tao\tslept badly. \"Can she rest early?\" @mum
08:36\tJB\telif\tsings at home all evening now @mum
08:41\tJB\tfinn\tnew shoes, likes them
08:44\tJB\tnoah\tnothing new
12:10\tJB\tava p\tf: pasta for lunch, ate most of it
12:12\tJB\tgrace\tf: slept 35 minutes
12:14\tJB\tnoah\tf: built a long bridge
16:05\tSO\tao\tfun at the tray @mum > pour at bath time
16:08\tJB\tava p\ttold dad about the slide @dad
16:11\tSO\tben\ttold dad about the boat @dad
16:15\tSO\tchidi\tplayed at the park with Rowan @mum
16:19\tJB\telif\tfun at the tray
16:24\tJB\tfinn\tfun at the tray > count the stairs
16:31\tJB\thugo\tfun at the tray
16:36\tJB\tnoah\ttold mum about the bridge @mum
";

/// Everybody's names.
const CHILDREN: [&str; 12] =
    ["Ava", "Ben", "Benedict", "Chidi", "Daisy", "Elif", "Finn", "Grace", "Hugo", "Isla", "Noah", "Zara"];

/// Two notes from the board: one that names another child, and a private one.
pub fn write_two(nursery: &Nursery) -> Option<()> {
    let mut terminal = nursery.open(80, 24, &format!("{DAY} 12:50:00"))?;
    sign_in(&mut terminal, "Sam Okafor", "4816");
    terminal.keys("ben⏎built a tower with Isla⏎");
    terminal.until("2 keep");
    terminal.keys("2");
    terminal.until("Saved for Ben Clarke");
    terminal.keys("elif⏎⌃pgran is ill⏎");
    terminal.until("Saved for Elif Kaya");
    terminal.kill();
    Some(())
}

/// The marked row of a list.
fn marked(screen: &str) -> String {
    screen.lines().find(|line| line.starts_with('▸')).unwrap_or_default().to_string()
}

fn presses(terminal: &mut Terminal, keys: &str, then: &str) -> String {
    terminal.keys(keys);
    terminal.until(then)
}

/// The evidence form, as it is asked for here.
const FORM: [&str; 9] = [
    "evidence",
    "--framework",
    "partnership-with-parents",
    "--room",
    "Sunflower",
    "--from",
    "2026-09-01",
    "--to",
    "2026-11-22",
];

fn form(nursery: &Nursery) -> Value {
    nursery.json_as("PS", &[&FORM[..], &["--format", "json"]].concat())
}

fn statement(form: &Value, code: &str) -> Value {
    let statements = form["statements"].as_array().expect("statements");
    statements.iter().find(|statement| statement["code"] == code).expect("the statement").clone()
}

/// What the form counts for a statement: entries and families.
fn counted(nursery: &Nursery, code: &str) -> (u64, u64) {
    let statement = statement(&form(nursery), code);
    let number = |field: &str| statement[field].as_u64().expect("a number");
    (number("entries"), number("families"))
}

#[test]
fn a_lead_reads_the_day_cites_two_and_prints_what_may_be_printed() {
    let nursery = Nursery::set_up();
    if write_two(&nursery).is_none() {
        return;
    }
    let file = nursery.write_private("evening.txt", NOTES);
    nursery.says_as("PS", &["log", "--from", &file.to_string_lossy(), "--date", DAY]);
    assert_eq!(entries(&nursery).len(), 23);
    let Some(mut terminal) = nursery.open(80, 24, &format!("{DAY} 17:40:00")) else { return };
    sign_in(&mut terminal, "Priya Shah", "482915");
    review(&nursery, &mut terminal);
    cite(&nursery, &mut terminal);
    rate(&nursery, &mut terminal);
    print(&nursery, terminal);
}

fn review(nursery: &Nursery, terminal: &mut Terminal) {
    presses(terminal, "⎋3", "23 to look at");
    terminal.presses();
    let waiting =
        |nursery: &Nursery| entries(nursery).iter().filter(|entry| entry["review"] == "waiting").count();
    // A name of another child stands first, and Enter alone agrees nothing there.
    let screen = presses(terminal, "⏎", "Isla is named in a note for Ben's family.");
    assert!(marked(&screen).contains("Names another child: Isla"), "{screen}");
    assert_eq!(waiting(nursery), 23);
    presses(terminal, "1", "Built a tower with a friend.");
    let suggested = entries(nursery)
        .iter()
        .filter(|entry| {
            entry["suggested"].as_array().is_some_and(|of| of.iter().any(|code| ends(code, "15")))
        })
        .count();
    assert_eq!((suggested, counted(nursery, "15")), (2, (0, 0)), "what is only suggested counts for nothing");

    let (mut gaps, mut unticked, mut amended) = (0, false, false);
    loop {
        terminal.settle();
        let screen = terminal.shows();
        if screen.contains("Everything has been looked at") {
            break;
        }
        let row = marked(&screen);
        if row.contains(" Gap ") {
            gaps += 1;
            presses(terminal, "g", "1");
            terminal.keys("1");
        } else if row.contains("Slept badly") && !unticked {
            unticked = true;
            terminal.keys("␣");
        } else if row.contains("about the slide") && !amended {
            amended = true;
            presses(terminal, "a", "Why?");
            presses(terminal, "2", "The words from now on (wrong fact)");
            terminal.keys("⌫⌫⌫⌫⌫⌫swing.⏎");
        } else if row.contains("Private note.") {
            // What is private is read before it is agreed, after the lead's numbers.
            presses(terminal, "⏎", "Your 6 numbers");
            terminal.keys("482915");
        } else {
            terminal.keys("⏎");
        }
        terminal.until_that("another row, or the end", |now| now != screen);
    }
    assert_eq!((gaps, unticked, amended), (2, true, true));
    let keys = terminal.presses();
    assert!(keys <= 60, "the review takes {keys} keys");
    assert_eq!(waiting(nursery), 0);
    assert_eq!(counted(nursery, "15"), (2, 2));
    assert_eq!(counted(nursery, "13"), (0, 0), "what was unticked counts for nothing");
    // That it is closed is said at once; its code stands above once the day has been read again.
    let screen = presses(terminal, "c", "Closed 17:40 by Priya. Day code");
    assert!(screen.contains("The day is closed."), "{screen}");
}

fn ends(code: &Value, with: &str) -> bool {
    code.as_str().is_some_and(|code| code.rsplit('/').next() == Some(with))
}

fn cite(nursery: &Nursery, terminal: &mut Terminal) {
    terminal.keys("⎋⎋");
    terminal.keys("4");
    // The names of the statements stand before their figures have been read.
    terminal.until_that("the figures", |screen| row(screen, "Home learning comes in").contains(" 2/11"));
    for code in ["2", "6", "15"] {
        let screen = terminal.shows();
        let line = screen.lines().find(|line| line.contains(&format!(" {code:>2}  "))).expect("its row");
        let (_, families) = counted(nursery, code);
        assert!(line.contains(&format!(" {families}/")), "{code} has {families}: {line}");
        assert!(line.contains(" ·   "), "no judgement is filled in: {line}");
    }
    terminal.keys(&"↓".repeat(14));
    let screen = presses(terminal, "⏎", "statement 15 of 16");
    assert!(screen.contains(" Met  Y P N "), "no judgement is filled in: {screen}");
    presses(terminal, "⇥Families tell us[⏎", "Families tell us [1]");
    // Whoever cites goes on writing; Enter saves.
    presses(terminal, " what is sung and counted[↓⏎", "sung and counted [2]");
    presses(terminal, "⏎", "saved 17:40");
    // It keeps the keys: Tab goes where p judges.
    presses(terminal, "⇥p", "[P]");
    // The page shows a judgement at once; the record has it a moment later.
    terminal.settle();
    let form = form(nursery);
    let statement = statement(&form, "15");
    assert_eq!(statement["judgement"], "P", "{statement}");
    assert_eq!(statement["text"], "Families tell us [1] what is sung and counted [2]");
    let judged = form["statements"].as_array().expect("statements").iter();
    assert_eq!(
        judged.filter(|statement| !statement["judgement"].is_null()).count(),
        1,
        "nobody judged the others"
    );
    terminal.keys("⎋⎋");
}

fn rate(nursery: &Nursery, terminal: &mut Terminal) {
    terminal.keys("⎋5");
    let screen = presses(terminal, "⇥", "[Ratings] 0 of 6");
    assert!(
        (1..=7).all(|number| !screen.contains(&format!("[{number}]"))),
        "no number is filled in: {screen}"
    );
    presses(terminal, "↓5", "[Ratings] 1 of 6");
    let before = form(nursery);
    let numbers: Vec<&Value> =
        before["ratings"].as_array().expect("ratings").iter().map(|row| &row["number"]).collect();
    assert_eq!(numbers.iter().filter(|number| !number.is_null()).count(), 1, "nobody rated the others");
    assert_eq!(*numbers[1], 5);
    // It refuses, goes to the first thing that is missing, and names them.
    let screen = presses(terminal, "S", "Not signed off");
    assert!(screen.contains("[Statements] 1 of 16"), "{screen}");
    assert!(screen.contains("are not judged") && screen.contains("have no text"), "{screen}");
    let screen = presses(terminal, "⇥", "[Ratings] 1 of 6");
    assert!(screen.contains("Before sign-off"), "{screen}");
    assert_eq!(form(nursery), before, "nothing is changed");
    assert!(before["signed_off"].is_null());
    terminal.keys("⎋");
}

fn print(nursery: &Nursery, mut terminal: Terminal) {
    // A child comes on the roll whom a note names that was agreed before.
    let register = std::fs::read_to_string(nursery.path("register.csv")).expect("the register");
    let header = register.lines().next().expect("a header");
    let isla = register.lines().find(|line| line.starts_with("Isla,")).expect("her row");
    let rowan = isla.replace("Isla,Brown", "Rowan,Hay").replace("29/02/2024", "04/03/2024");
    let file = nursery.write_private("rowan.csv", &format!("{header}\n{rowan}\n"));
    nursery.says_as("PS", &["import", "register", &file.to_string_lossy(), "--yes"]);

    terminal.keys("⌃l");
    sign_in(&mut terminal, "Priya Shah", "482915");
    presses(&mut terminal, "⎋6", "1 name to look at");
    let exports = nursery.home().join("exports");
    let screen = presses(&mut terminal, "s", "1 name to look at before you can save.");
    assert!(marked(&screen).contains("Chidi E."), "{screen}");
    assert!(!exports.exists(), "nothing is written until the name is settled");
    terminal.keys("1");
    terminal.until_that("the name is settled", |screen| !screen.contains("name to look at"));
    presses(&mut terminal, "s", "numbers");
    presses(&mut terminal, "482915", "Plain files now");
    terminal.kill();
    let mut pages = 0;
    for file in std::fs::read_dir(exports.join("2026-W47")).expect("the pages") {
        let file = file.expect("a page").path();
        if file.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let page = std::fs::read_to_string(&file).expect("a page");
        let title = page.lines().next().unwrap_or_default();
        // Finn's mum has the first name of another child.
        let page = page.replace("For Isla Murray", "For mum");
        for name in CHILDREN {
            assert!(!says(&page, name) || says(title, name), "{name} stands in another's page: {page}");
        }
        never(&page);
        pages += 1;
    }
    // Of Hugo's parents one reads Polish and one plain words.
    assert_eq!(pages, 10);

    let out = nursery.text("form.docx");
    nursery.says_as("PS", &[&FORM[..], &["--format", "docx", "--out", &out]].concat());
    let form = document(out.as_ref());
    for initials in ["C.E.", "E.K."] {
        assert!(form.contains(initials), "{initials}");
    }
    assert!(form.contains("[5]") && form.contains("not yet"), "the rating stands in it, and no sign-off");
    for name in CHILDREN {
        assert!(!says(&form, name), "{name} stands in the form");
    }
    never(&form);
}

fn says(text: &str, name: &str) -> bool {
    text.split(|letter: char| !letter.is_alphabetic()).any(|word| word == name)
}

/// What is in no print: words that were struck, what is private, a child whom a note named.
fn never(print: &str) {
    for words in ["about the slide", "Gran is ill", "Rowan", "with Isla"] {
        assert!(!print.contains(words), "“{words}” stands in {print}");
    }
}
