//! The recovery sheet: 160 random bits on paper, for the day when nobody has the words.
//!
//! Four lines, each of eight letters and numbers that carry 40 bits and two that check the line. The
//! letters I, L, O and U are not used, so that nothing reads like a number. The two checks find every line in
//! which one or two letters are wrong or two have changed places, and a line that stands in another's place.

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::chance::Chance;
use crate::failure::{Failure, Result};

/// What is printed on the recovery sheet. Wiped from memory when it goes; it can be neither copied nor
/// printed by accident.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Sheet(Box<[u8; LINES * LINE_BYTES]>);

const LINES: usize = 4;
/// The bytes that a line carries.
const LINE_BYTES: usize = 5;
/// The letters of a line, without and with its checks.
const CARRYING: usize = 8;
const LETTERS: usize = 10;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Sheet {
    /// A new sheet.
    pub fn generate(chance: &mut Chance) -> Sheet {
        let mut sheet = Sheet(Box::new([0; LINES * LINE_BYTES]));
        chance.fill(sheet.0.as_mut_slice());
        sheet
    }

    /// A sheet as a person types it: in any case, with any spaces and dashes, with the lines' numbers or
    /// without, O for 0 and I or L for 1. The whole printed sheet is taken too, with whatever else stands on
    /// it, as long as each line begins with its number.
    ///
    /// # Errors
    /// Refused where there are not four lines of ten; or by its number where a line does not add up.
    pub fn parse(text: &str) -> Result<Sheet> {
        let lines = split(text).ok_or_else(|| {
            Failure::refused("A recovery sheet has four lines, each of ten letters and numbers.")
                .todo("Type all four lines as they are printed.")
        })?;
        let mut sheet = Sheet(Box::new([0; LINES * LINE_BYTES]));
        for ((number, line), place) in (1..).zip(&lines).zip(sheet.0.chunks_exact_mut(LINE_BYTES)) {
            if line.len() != LETTERS {
                let has = line.len();
                return Err(Failure::refused(format!(
                    "Line {number} has {has} letters and numbers, not ten."
                ))
                .todo("Check it letter by letter."));
            }
            let (carrying, checks) = line.split_at(CARRYING);
            if line.iter().any(|&symbol| symbol > 31) || checks != self::checks(number, carrying) {
                return Err(Failure::refused(format!("Line {number} does not add up."))
                    .todo("Check it letter by letter."));
            }
            let bits = carrying.iter().fold(0_u64, |bits, &symbol| bits << 5 | u64::from(symbol));
            place.copy_from_slice(bits.to_be_bytes().get(8 - LINE_BYTES..).unwrap_or(&[0; LINE_BYTES]));
        }
        Ok(sheet)
    }

    /// The four lines to print, each with its number: `1   K7QM-2F9D-XA`.
    pub fn printed(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LINES * 20));
        for (number, bytes) in (1..).zip(self.0.chunks_exact(LINE_BYTES)) {
            let bits = bytes.iter().fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
            let carrying: Zeroizing<[u8; CARRYING]> =
                Zeroizing::new(std::array::from_fn(|i| (bits >> (5 * (CARRYING - 1 - i)) & 31) as u8));
            text.push(char::from(b'0' + number));
            text.push_str("   ");
            for (i, &symbol) in carrying.iter().chain(&checks(number, &*carrying)).enumerate() {
                if i == 4 || i == 8 {
                    text.push('-');
                }
                text.push(letter(symbol));
            }
            text.push('\n');
        }
        text
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

/// The symbols of one line, each below 32, or 255 for a letter that no sheet has.
type Symbols = Zeroizing<Vec<u8>>;

/// The four lines of symbols; `None` where they cannot be told apart.
fn split(text: &str) -> Option<Vec<Symbols>> {
    // Nothing that a person types is longer, and a file that is needs no further look.
    let text = text.get(..4096).unwrap_or(text);
    let lines: Vec<&str> = text.lines().filter(|line| !symbols(line).is_empty()).collect();
    let numbered: Vec<Symbols> = (1..=LINES as u8)
        .filter_map(|number| lines.iter().find_map(|line| without_number(number, &symbols(line))))
        .collect();
    if numbered.len() == LINES {
        return Some(numbered);
    }
    if lines.len() == LINES {
        let each = (1..).zip(&lines).map(|(number, line)| {
            let symbols = symbols(line);
            without_number(number, &symbols).unwrap_or(symbols)
        });
        return Some(each.collect());
    }
    // All in one go, as a person pastes or types it into one field.
    let all = symbols(text);
    match all.len() {
        40 => Some(all.chunks(LETTERS).map(|line| Zeroizing::new(line.to_vec())).collect()),
        44 => (1..).zip(all.chunks(LETTERS + 1)).map(|(number, line)| without_number(number, line)).collect(),
        _ => None,
    }
}

/// A line of eleven symbols that begins with its number, without it.
fn without_number(number: u8, symbols: &[u8]) -> Option<Symbols> {
    match symbols {
        [first, rest @ ..] if *first == number && rest.len() == LETTERS => {
            Some(Zeroizing::new(rest.to_vec()))
        }
        _ => None,
    }
}

fn symbols(text: &str) -> Symbols {
    let mut symbols = Zeroizing::new(Vec::with_capacity(text.len()));
    symbols.extend(text.chars().filter_map(|c| match c.to_ascii_uppercase() {
        'O' => Some(0),
        'I' | 'L' => Some(1),
        letter if letter.is_alphanumeric() => {
            let place = ALPHABET.iter().position(|&known| char::from(known) == letter);
            Some(place.map_or(255, |place| place as u8))
        }
        _ => None,
    }));
    symbols
}

fn letter(symbol: u8) -> char {
    ALPHABET.get(usize::from(symbol)).copied().map_or('?', char::from)
}

/// The two checks of a line: what is left when the line's number and its symbols, as a polynomial over the
/// field of 32 elements, are divided by (x + 1)(x + 2). Two lines with the same checks differ in three
/// places at least.
fn checks(number: u8, carrying: &[u8]) -> [u8; 2] {
    std::iter::once(&number).chain(carrying).fold([0, 0], |[high, low], symbol| {
        let carry = symbol ^ high;
        [low ^ times(carry, 3), times(carry, 2)]
    })
}

/// The product of two elements of the field of 32 elements with x⁵ = x² + 1.
fn times(mut one: u8, mut other: u8) -> u8 {
    let mut product = 0;
    while other > 0 {
        if other & 1 == 1 {
            product ^= one;
        }
        one = one << 1 ^ if one & 16 == 0 { 0 } else { 0b10_0101 };
        other >>= 1;
    }
    product
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sheet(seed: u64) -> Sheet {
        Sheet::generate(&mut Chance::seeded(seed))
    }

    fn says(text: &str) -> String {
        Sheet::parse(text).err().unwrap().to_string()
    }

    #[test]
    fn the_printed_sheet_has_four_numbered_lines_and_is_read_back() {
        let sheet = sheet(1);
        let printed = sheet.printed();
        assert_eq!(printed.lines().count(), 4);
        for (number, line) in (1..).zip(printed.lines()) {
            assert!(line.starts_with(&format!("{number}   ")) && line.len() == 16, "{line}");
            assert!(!line.contains(['I', 'L', 'O', 'U']), "{line}");
        }
        assert_eq!(Sheet::parse(&printed).unwrap().bytes(), sheet.bytes());
    }

    #[test]
    fn a_sheet_is_taken_as_people_type_it() {
        for seed in 0..50 {
            let sheet = sheet(seed);
            let printed = sheet.printed();
            let bare: String = printed.lines().map(|line| format!("{}\n", &line[4..])).collect();
            for typed in [
                printed.to_lowercase(),
                bare.clone(),
                bare.replace('-', " "),
                bare.replace(['-', '\n'], ""),
                printed.replace(['-', '\n', ' '], ""),
                bare.replace('0', "o").replace('1', "l"),
                bare.replace('0', "O").replace('1', "I"),
                printed.replace('\n', "\r\n\r\n").replace("   ", ". "),
                printed.replace('-', " – "),
                format!(
                    "Doorstep recovery sheet\n24 November 2026, keep it locked away\n\n{}\nEnd",
                    &*printed
                ),
            ] {
                assert_eq!(Sheet::parse(&typed).unwrap().bytes(), sheet.bytes(), "{typed}");
            }
        }
    }

    #[test]
    fn every_wrong_letter_and_every_pair_that_changed_places_is_found_on_its_line() {
        let sheet = sheet(2);
        let lines: Vec<Vec<u8>> = sheet.printed().lines().map(|line| symbols(&line[4..]).to_vec()).collect();
        let typed = |lines: &[Vec<u8>]| -> String {
            lines.iter().map(|line| line.iter().map(|&s| letter(s)).collect::<String>() + "\n").collect()
        };
        for line in 0..4 {
            let wrong = format!("Line {} does not add up. Check it letter by letter.", line + 1);
            for place in 0..10 {
                for change in 1..32 {
                    let mut lines = lines.clone();
                    lines[line][place] ^= change;
                    assert_eq!(says(&typed(&lines)), wrong);
                    // And with a second wrong letter, wherever it stands.
                    for second in place + 1..10 {
                        let mut lines = lines.clone();
                        lines[line][second] ^= change;
                        assert_eq!(says(&typed(&lines)), wrong);
                    }
                }
                for other in place + 1..10 {
                    let mut lines = lines.clone();
                    lines[line].swap(place, other);
                    if lines[line][place] != lines[line][other] {
                        assert_eq!(says(&typed(&lines)), wrong);
                    }
                }
            }
        }
    }

    #[test]
    fn two_lines_in_each_others_place_are_found() {
        let printed = sheet(3).printed().to_string();
        let mut lines: Vec<&str> = printed.lines().map(|line| &line[4..]).collect();
        lines.swap(1, 2);
        assert_eq!(says(&lines.join("\n")), "Line 2 does not add up. Check it letter by letter.");
    }

    #[test]
    fn a_line_too_short_or_with_a_strange_letter_is_named_and_a_missing_one_is_missed() {
        let printed = sheet(4).printed().to_string();
        let lines: Vec<&str> = printed.lines().map(|line| &line[4..]).collect();
        let with = |third: &str| [lines[0], lines[1], third, lines[3]].join("\n");
        assert!(says(&with(&lines[2][1..])).starts_with("Line 3 has 9 letters and numbers, not ten."));
        for strange in ['U', 'é', '٣'] {
            let third = format!("{strange}{}", &lines[2][1..]);
            assert!(says(&with(&third)).starts_with("Line 3 does not add up."), "{third}");
        }
        for few in [lines[..3].join("\n"), String::new(), "words".to_owned(), "8".repeat(100_000)] {
            assert!(says(&few).starts_with("A recovery sheet has four lines"), "{few:.50}");
        }
    }

    proptest! {
        #[test]
        fn any_sheet_is_read_back(bytes: [u8; 20]) {
            let sheet = Sheet(Box::new(bytes));
            let read = Sheet::parse(&sheet.printed()).unwrap();
            prop_assert_eq!(read.bytes(), sheet.bytes());
        }

        #[test]
        fn anything_typed_is_a_sheet_or_a_sentence(text in "(\\PC|\n){0,80}") {
            if let Err(failure) = Sheet::parse(&text) {
                prop_assert!(!failure.what.is_empty());
            }
        }
    }
}
