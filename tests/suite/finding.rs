//! Every child of the room is found in a real terminal by any piece of a name, and a tie is never guessed.

use crate::support::{Nursery, Terminal};
use crate::terminal::sign_in;

/// The room's children in the board's order: the names as the register has them.
const CHILDREN: [(&str, &str); 12] = [
    ("Ava", "O'Neill"),
    ("Ava", "Patel"),
    ("Ben", "Clarke"),
    ("Chidi", "Eze"),
    ("Daisy", "Lowe"),
    ("Elif", "Kaya"),
    ("Finn", "Murray"),
    ("Grace", "Adeyemi"),
    ("Hugo", "Nowak"),
    ("Isla", "Brown"),
    ("Noah", "O'Neill"),
    ("Zara", "Khan"),
];

/// The pieces by which a child may be asked for: the first two letters, the last three, three from the
/// middle, both initials, the surname without its apostrophe, and the number on the board.
fn pieces(index: usize) -> Vec<String> {
    let (first, last) = CHILDREN[index];
    let plain = |name: &str| name.to_lowercase().replace('\'', "");
    let (first, last) = (plain(first), plain(last));
    let middle = (last.len() - 3) / 2;
    let initial = |name: &str| name[..1].to_string();
    vec![
        first[..2].to_string(),
        last[last.len() - 3..].to_string(),
        last[middle..middle + 3].to_string(),
        initial(&first) + &initial(&last),
        last.clone(),
        format!("{first} {last}"),
        (index + 1).to_string(),
    ]
}

/// Types a piece and answers whether this child stands alone; else it must stand in a numbered list whose
/// Enter opens nothing.
fn finds(terminal: &mut Terminal, piece: &str, name: &str) -> bool {
    terminal.keys(piece);
    terminal.settle();
    let screen = terminal.shows();
    let top = screen.lines().nth(1).expect("the finder").to_string();
    assert!(top.starts_with(&format!(" Who?  {piece}")), "“{piece}”: {screen}");
    let alone = top.contains(" – ");
    if alone {
        assert!(top.contains(&format!("{name} – ")), "“{piece}” must find {name}: {screen}");
        terminal.keys("⏎");
        let card = terminal.until("Said");
        assert!(card.contains(&format!("For    {name}")), "“{piece}”: {card}");
    } else {
        let number = |line: &str| {
            line.split(name).next().and_then(|before| before.trim_matches([' ', '▸']).parse().ok())
        };
        let numbered = screen.lines().filter(|line| line.contains(name)).find_map(number);
        assert!(numbered.is_some_and(|number: usize| number > 0), "“{piece}” must number {name}: {screen}");
        terminal.keys("⏎");
        terminal.settle();
        let after = terminal.shows();
        assert!(!after.contains("Said") && after.contains(name), "a tie opens nothing: {after}");
    }
    terminal.keys("⎋");
    terminal.until("type any part of a name");
    alone
}

#[test]
fn every_child_is_found_by_any_piece_and_a_tie_is_never_guessed() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = nursery.open(80, 24, "2026-11-17 08:40:00") else { return };
    sign_in(&mut terminal, "Sam Okafor", "4816");
    let (mut alone, mut tied) = (0, 0);
    for (index, (first, last)) in CHILDREN.into_iter().enumerate() {
        let name = format!("{first} {last}");
        for piece in pieces(index) {
            match finds(&mut terminal, &piece, &name) {
                true => alone += 1,
                false => tied += 1,
            }
        }
    }
    println!("{alone} pieces found their child, {tied} were asked about");
    // Whole names and numbers are never a tie.
    assert!(alone >= 60, "{alone} alone, {tied} tied");
    assert!(tied >= 4, "two Avas and two O'Neills tie");
    terminal.kill();
    assert_eq!(nursery.json_as("PS", &["list", "entries", "--json"]), serde_json::json!([]));
    assert_eq!(nursery.store().draft_counts().expect("the drafts").len(), 0);
}

#[test]
fn accents_apostrophes_and_hyphens_are_never_needed() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = nursery.open(80, 24, "2026-11-17 08:40:00") else { return };
    sign_in(&mut terminal, "Sam Okafor", "4816");
    // They are of another room: the list says so, and one Enter is not enough.
    for (piece, name) in [
        ("zoe", "Zoë van der Berg"),
        ("nguyen", "Mai Nguyễn"),
        ("alhassan", "Yusuf Al-Hassan"),
        ("seun", "Seun Bankole"),
    ] {
        assert!(!finds(&mut terminal, piece, name), "{name} is of another room");
    }
    for piece in ["oneill", "o'neill", "o’neill", "ONEILL"] {
        assert!(!finds(&mut terminal, piece, "Noah O'Neill"), "brother and sister tie");
    }
    terminal.kill();
}

#[test]
fn two_avas_are_told_apart_by_a_number() {
    let nursery = Nursery::set_up();
    let Some(mut terminal) = nursery.open(80, 24, "2026-11-17 08:40:00") else { return };
    sign_in(&mut terminal, "Sam Okafor", "4816");
    terminal.keys("ava");
    terminal.until("Ava Patel");
    terminal.keys("⏎");
    let screen = terminal.until("Two Avas: 1 or 2?");
    assert!(screen.contains("Ava O'Neill") && screen.contains("Ava Patel"), "{screen}");
    assert!(!screen.contains("Will save"), "{screen}");
    terminal.keys("2");
    let screen = terminal.until("Said");
    assert!(screen.contains("For    Ava Patel"), "{screen}");
    terminal.kill();
    assert_eq!(nursery.json_as("PS", &["list", "entries", "--json"]), serde_json::json!([]));
}
