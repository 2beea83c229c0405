//! The words that stand in cells: what is a name, a yes, a role, a form of print; and what may not stand there.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::name::fold;
use crate::domain::{Format, Responsibility, Role};
use crate::safe;

/// What is wrong with a cell, and what to do: a [`super::RowTrouble`] without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub what: String,
    pub todo: String,
}

impl Wrong {
    pub(crate) fn new(what: impl Into<String>, todo: impl Into<String>) -> Wrong {
        Wrong { what: what.into(), todo: todo.into() }
    }
}

/// The longest name, in characters.
const MAX_NAME: usize = 100;
/// How much of a cell is shown when it is told about, in characters.
const SHOWN: usize = 60;

/// The text as it may be shown anywhere: one line, nothing hidden, no longer than a line or so.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::new();
    for (count, letter) in text.trim().chars().enumerate() {
        if count == SHOWN {
            shown.push('…');
            break;
        }
        match letter {
            '\n' | '\t' => shown.push(' '),
            letter if hidden(letter) => shown.push_str(&format!("[U+{:04X}]", letter as u32)),
            letter => shown.push(letter),
        }
    }
    shown
}

/// Characters that may stand in no cell: what hides or turns, but for the joiners that some names need, and
/// the marks that choose between two pictures of one letter.
pub(crate) fn hidden(letter: char) -> bool {
    (safe::hidden(letter) && !matches!(letter, '\u{200c}' | '\u{200d}'))
        || matches!(letter, '\u{fe00}'..='\u{fe0f}')
}

/// Any cell: no hidden characters (notes may have line ends), and no error that a spreadsheet left.
pub(crate) fn clean(text: &str, lines: bool) -> Result<String, Wrong> {
    let text = text.trim();
    if let Some(letter) =
        text.chars().find(|&c| hidden(c) && !(lines && c == '\n') && !matches!(c, '\n' | '\t'))
    {
        let what = match letter {
            '\u{1b}' => "there is a command for a terminal in it",
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
                "there are hidden marks in it that turn the direction of text"
            }
            _ => "there is a character in it that can't be seen",
        };
        return Err(Wrong::new(what, "Clear the cell and type it again."));
    }
    if garbled(text) {
        return Err(Wrong::new(
            "some letters were garbled when the file was saved",
            "Save it again from your system as CSV UTF-8, or type the name again.",
        ));
    }
    if text.contains('\u{fffd}') {
        return Err(Wrong::new(
            "a letter was lost when the file was saved",
            "Type it again, and save the file as CSV UTF-8.",
        ));
    }
    if text.starts_with('#') && (text.ends_with('!') || text == "#N/A" || text == "#NAME?") {
        return Err(Wrong::new("this is a spreadsheet's error, not a value", "Type what belongs there."));
    }
    if lines { Ok(text.to_string()) } else { Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

/// Whether UTF-8 was read as Windows-1252 somewhere on the way: `Zoë` became `ZoÃ«`.
fn garbled(text: &str) -> bool {
    text.chars().zip(text.chars().skip(1)).any(|pair| {
        matches!(
            pair,
            ('Ã' | 'Â' | 'Ä' | 'Å', '\u{80}'..='\u{9f}' | '\u{a1}'..='\u{bf}' | '‚' | 'ƒ' | '„' | '…' | '†' | '‡' | 'ˆ' | '‰' | '“' | '”' | '˜' | '™' | '›')
                | ('â', '€')
        )
    })
}

/// A room's name, which may be a number.
pub(crate) fn room(text: &str) -> Result<String, Wrong> {
    let room = clean(text, false)?;
    if says_none(&room) {
        return Err(Wrong::new("it says that there is none", "Write the room's name."));
    }
    if formula(&room) {
        return Err(not_a_formula());
    }
    // `1-2` of two year olds becomes the first of February.
    if super::dates::day(&room, super::dates::Years::Staff).is_ok() {
        return Err(Wrong::new(
            "a spreadsheet made a day of it",
            "Write the room's name, in a column of text.",
        ));
    }
    if !room.chars().any(char::is_alphanumeric) || room.chars().nth(MAX_NAME).is_some() {
        return Err(Wrong::new("this is no name of a room", "Write the room's name."));
    }
    Ok(room)
}

/// A person's name: letters in it, and not longer than any name is.
pub(crate) fn name(text: &str) -> Result<String, Wrong> {
    let name = clean(text, false)?;
    if !name.chars().any(char::is_alphabetic) {
        return Err(Wrong::new("there is no letter in this name", "Write the name."));
    }
    if formula(&name) {
        return Err(not_a_formula());
    }
    // Signs of money and print stand where a letter of another encoding was: `Zo‰`.
    if name.contains([
        '‰', '†', '‡', '¤', '¢', '£', '¥', '§', '¶', '‚', '„', 'ƒ', '¬', '±', '•', '™', '©', '®', '¿', '¡',
    ]) || name.ends_with('‘')
    {
        return Err(Wrong::new(
            "some letters were garbled when the file was saved",
            "Save it again from your system as CSV UTF-8, or type the name again.",
        ));
    }
    if name.chars().nth(MAX_NAME).is_some() {
        return Err(Wrong::new(
            "this is longer than any name",
            "Write the name alone; the rest belongs in Notes.",
        ));
    }
    // The marks that join letters belong to scripts that join them; elsewhere they only make two alike.
    let joiner = name.contains(['\u{200c}', '\u{200d}']) && name.chars().any(|c| c.is_ascii_alphabetic());
    let marks = name.nfd().fold((0, 0), |(most, run), letter| {
        let run = if is_combining_mark(letter) { run + 1 } else { 0 };
        (run.max(most), run)
    });
    if joiner || marks.0 > 4 {
        return Err(Wrong::new(
            "there are marks in it that do not belong in a name",
            "Clear the cell and type it again.",
        ));
    }
    Ok(name)
}

/// Whether a spreadsheet would reckon with it: no name of a person or a room begins so.
fn formula(text: &str) -> bool {
    text.starts_with(['=', '+', '@', '|', '\\']) || text.starts_with('-') && text.contains(['(', '|', '!'])
}

fn not_a_formula() -> Wrong {
    Wrong::new("this is a formula, not a name", "Write the name.")
}

/// Whether a cell says that there is nothing: `-`, `n/a`, `none`, `nil`.
pub(crate) fn says_none(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    text.is_empty() || matches!(text.as_str(), "-" | "–" | "—" | "n/a" | "none" | "nil" | "#n/a")
}

/// Yes, no, or not known. A bare `x` is none of them: some mean yes by it and some no.
fn yes_no(text: &str) -> Option<Option<bool>> {
    // Signs are no letters, so folding would drop them.
    match text.trim() {
        "✓" | "✔" => return Some(Some(true)),
        "" | "?" | "-" | "–" => return Some(None),
        _ => {}
    }
    match fold(text).as_str() {
        "yes" | "y" | "true" | "1" | "tick" | "ticked" => Some(Some(true)),
        "no" | "n" | "false" | "0" | "none" => Some(Some(false)),
        "not known" | "unknown" | "n k" | "nk" | "not sure" | "unsure" | "dont know" | "tbc" | "n a" => {
            Some(None)
        }
        _ => None,
    }
}

/// Parental responsibility. Blank is not known: nothing is sent on a guess.
pub(crate) fn responsibility(text: &str) -> Result<Responsibility, Wrong> {
    match yes_no(&clean(text, false)?) {
        Some(Some(true)) => Ok(Responsibility::Yes),
        Some(Some(false)) => Ok(Responsibility::No),
        Some(None) => Ok(Responsibility::NotKnown),
        None => Err(Wrong::new(
            "it does not say whether this adult has parental responsibility",
            "Write Yes, No or Not known.",
        )),
    }
}

/// Whether an adult may collect; `None` where it is not said.
pub(crate) fn may_collect(text: &str) -> Result<Option<bool>, Wrong> {
    yes_no(&clean(text, false)?).ok_or_else(|| {
        Wrong::new("it does not say whether this adult may collect", "Write Yes or No, or leave it blank.")
    })
}

/// The form in which an adult reads; `None` where the cell is blank.
pub(crate) fn format(text: &str) -> Result<Option<Format>, Wrong> {
    Ok(Some(match fold(&clean(text, false)?).as_str() {
        "" | "n a" => return Ok(None),
        "standard" | "normal" | "print" | "printed" | "paper" | "letter" | "written" => Format::Standard,
        "large print" | "large" | "large text" | "large font" | "18 point" | "18pt" | "18 pt" => {
            Format::LargePrint
        }
        "plain words" | "plain" | "plain english" | "easy read" | "simple words" => Format::PlainWords,
        "braille" => Format::Braille,
        "tell dont write" | "tell" | "dont write" | "spoken" | "verbal" | "told" | "in person" => {
            Format::TellDontWrite
        }
        _ => {
            let all: Vec<_> = Format::ALL.iter().map(|format| format.label()).collect();
            return Err(Wrong::new(
                "this is not a form in which a page can be given",
                format!("Write one of: {}.", all.join("; ")),
            ));
        }
    }))
}

/// What a member of staff does here, by the usual titles. Matched whole: a kitchen manager is no manager.
pub(crate) fn role(text: &str) -> Result<Role, Wrong> {
    let title = clean(text, false)?;
    Ok(match fold(&title).as_str() {
        "cover" | "cover staff" | "bank" | "bank staff" | "bank worker" | "agency" | "agency staff"
        | "relief" | "relief staff" | "supply" | "supply staff" | "lunch cover" | "float" | "floating"
        | "floater" | "student" | "apprentice" | "trainee" | "volunteer" => Role::Cover,
        "key person"
        | "keyperson"
        | "key worker"
        | "keyworker"
        | "key carer"
        | "practitioner"
        | "nursery practitioner"
        | "early years practitioner"
        | "eyp"
        | "senior practitioner"
        | "nursery nurse"
        | "senior nursery nurse"
        | "nursery assistant"
        | "nursery officer"
        | "senior nursery officer"
        | "early years educator"
        | "early years assistant"
        | "early years professional"
        | "educator"
        | "early years teacher"
        | "eyt"
        | "teacher"
        | "pre school assistant"
        | "preschool assistant"
        | "childcare practitioner"
        | "unqualified practitioner"
        | "qualified practitioner"
        | "senco" => Role::KeyPerson,
        "room lead"
        | "room leader"
        | "senior room leader"
        | "lead practitioner"
        | "lead"
        | "team leader"
        | "room senior"
        | "room supervisor"
        | "room manager"
        | "deputy room leader"
        | "assistant room leader"
        | "supervisor"
        | "pre school leader"
        | "preschool leader" => Role::RoomLead,
        "manager"
        | "nursery manager"
        | "deputy manager"
        | "deputy"
        | "deputy nursery manager"
        | "assistant manager"
        | "pre school manager"
        | "preschool manager"
        | "setting manager"
        | "centre manager"
        | "acting manager"
        | "owner"
        | "owner manager"
        | "head of nursery"
        | "head"
        | "nursery head" => Role::Manager,
        "" => {
            return Err(Wrong::new(
                "it is blank",
                "Write what this person does: cover, key person, room lead or manager.",
            ));
        }
        _ => {
            return Err(Wrong::new(
                "this title does not say what the person may do in the log",
                "Write cover, key person, room lead or manager, or take the row out.",
            ));
        }
    })
}

/// `S.O.` as `SO`: two or three letters.
pub(crate) fn initials(text: &str) -> Result<String, Wrong> {
    let letters: String = clean(text, false)?.chars().filter(|c| !matches!(c, '.' | ' ' | '-')).collect();
    let initials = letters.to_uppercase();
    if (2..=3).contains(&initials.chars().count()) && initials.chars().all(char::is_alphabetic) {
        Ok(initials)
    } else {
        Err(Wrong::new("initials are two or three letters", "Write them like SO."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_x_is_neither_a_yes_nor_a_no() {
        assert!(responsibility("x").is_err());
        assert!(may_collect("X").is_err());
        assert!(responsibility("shared").is_err());
    }

    #[test]
    fn responsibility_is_not_known_unless_the_register_says_so() {
        assert!(responsibility("✗").is_err() && responsibility("x").is_err());
        for (text, want) in [
            ("Yes", Responsibility::Yes),
            ("y", Responsibility::Yes),
            ("✓", Responsibility::Yes),
            ("NO", Responsibility::No),
            ("", Responsibility::NotKnown),
            ("?", Responsibility::NotKnown),
            ("Not known", Responsibility::NotKnown),
            ("n/k", Responsibility::NotKnown),
        ] {
            assert_eq!(responsibility(text), Ok(want), "{text}");
        }
    }

    #[test]
    fn usual_titles_are_roles_and_others_give_nobody_a_leads_rights() {
        for (title, want) in [
            ("Key worker", Role::KeyPerson),
            ("Early Years Practitioner", Role::KeyPerson),
            ("Nursery Nurse", Role::KeyPerson),
            ("Room Leader", Role::RoomLead),
            ("Deputy Manager", Role::Manager),
            ("Bank", Role::Cover),
        ] {
            assert_eq!(role(title), Ok(want), "{title}");
        }
        for title in ["Kitchen manager", "Cook", "Managerial assistant", "", "Room"] {
            assert!(role(title).is_err(), "{title}");
        }
    }

    #[test]
    fn hidden_characters_are_shown_by_their_number_and_refused_in_names() {
        for hostile in [
            "Ava\u{1b}[2J",
            "Ava\u{202e}letaP",
            "A\u{200b}va",
            "Ava\u{7}",
            "Ava\u{9b}31m",
            "A\u{ad}va",
            "A\u{200d}va",
            "Ava\u{3164}",
            "ZoÃ«",
            "Oâ€™Neill",
            "A\u{301}\u{301}\u{301}\u{301}\u{301}va",
        ] {
            assert!(name(hostile).is_err(), "{hostile:?}");
            assert!(!visible(hostile).chars().any(hidden), "{hostile:?}");
        }
        for honest in [
            "JOÃO",
            "Nguyễn Thị Hoa",
            "Łukasz",
            "Âme",
            "میرزا\u{200c}خان",
            "Ng\u{75}\u{79}\u{65}\u{302}\u{303}n",
        ] {
            assert!(name(honest).is_ok(), "{honest:?}");
        }
        assert_eq!(visible("a\u{1b}b"), "a[U+001B]b");
        assert_eq!(visible(&"x".repeat(500)).chars().count(), 61);
    }

    #[test]
    fn initials_are_two_or_three_letters() {
        assert_eq!(initials("s.o."), Ok("SO".to_string()));
        for wrong in ["S", "SOXY", "S1", ""] {
            assert!(initials(wrong).is_err(), "{wrong}");
        }
    }
}
