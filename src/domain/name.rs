//! Names as fingers type them: without accents, apostrophes and capitals; and as rows show them: as short as
//! tells one child from another.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::child::Child;

/// The letters and digits of a text in their plainest form: small, without accents (in either Unicode form),
/// letters such as ł or ø as l and o. Apostrophes go; everything else that is no letter becomes one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Most names have plain letters only, which no normal form changes.
    if text.is_ascii() {
        text.chars().for_each(|letter| push(&mut folded, letter));
    } else {
        text.nfkd().for_each(|letter| push(&mut folded, letter));
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn push(folded: &mut String, letter: char) {
    if letter.is_ascii_alphanumeric() {
        folded.push(letter.to_ascii_lowercase());
    } else if accent(letter) || is_apostrophe(letter) || is_invisible(letter) {
    } else if let Some(plain) = plain_letters(letter) {
        folded.push_str(plain);
    } else if letter.is_alphanumeric() {
        folded.extend(letter.to_lowercase());
    } else if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// The words of a name, each folded: `van der Berg` gives three, `Al-Hassan` two, `O'Neill` one.
pub fn words(name: &str) -> Vec<String> {
    fold(name).split(' ').filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// The most letters of a last name before it is written whole.
const MOST_LETTERS: usize = 3;

/// The shortest name that none of the others shares: `Ava O.`, else `Ava On.`, `Ava Ong`, `Ava Ong 2022`,
/// `Ava Ong 3 May 2022`, and where even that is the same, with a number by the order of their ids.
///
/// Names that differ in accents or capitals alone count as one, for ears and quick eyes don't tell them apart.
pub fn short<'a>(child: &Child, others: impl Iterator<Item = &'a Child>) -> String {
    let first = child.first_name();
    let alike = fold(first);
    let others: Vec<&Child> = others.filter(|other| fold(other.first_name()) == alike).collect();
    let last = fold(&child.surname).replace(' ', "");
    let letters = child.surname.chars().filter(|c| c.is_alphabetic()).count();
    for count in 1..=MOST_LETTERS.min(letters.saturating_sub(1)).max(usize::from(letters > 0)) {
        let begins: String = last.chars().take(count).collect();
        if others.iter().all(|other| !fold(&other.surname).replace(' ', "").starts_with(&begins)) {
            return format!("{first} {}.", beginning(&child.surname, count));
        }
    }
    let whole = child.name().trim_end().to_string();
    let same: Vec<&Child> =
        others.into_iter().filter(|other| fold(&other.surname).replace(' ', "") == last).collect();
    if same.is_empty() {
        return whole;
    }
    let born = |format: &str| child.born.map(|born| born.format(format).to_string());
    for format in ["%Y", "%-d %b %Y"] {
        let own = born(format);
        let told = same.iter().all(|other| other.born.map(|born| born.format(format).to_string()) != own);
        if let Some(own) = own.filter(|_| told) {
            return format!("{whole} {own}");
        }
    }
    format!("{whole} ({})", 1 + same.iter().filter(|other| other.id < child.id).count())
}

/// The first letters of a last name with what stands between them, the first one large: `O'N`.
fn beginning(surname: &str, letters: usize) -> String {
    let mut left = letters;
    let mut out = String::new();
    for letter in surname.trim_start_matches(|c: char| !c.is_alphabetic()).chars() {
        if left == 0 {
            break;
        }
        left -= usize::from(letter.is_alphabetic());
        if out.is_empty() { out.extend(letter.to_uppercase()) } else { out.push(letter) }
    }
    out
}

/// Which letters and digits a folded text has, a bit each; the first bit is for all others. A slip of the finger
/// turns at most two of them.
pub fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |all, letter| {
        all | match letter {
            b'a'..=b'z' => 2 << (letter - b'a'),
            b'0'..=b'9' => 2 << (26 + letter - b'0'),
            _ => 1,
        }
    })
}

/// Whether a character is one of those that stand for an apostrophe.
pub fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʹ' | '′' | '`' | '´')
}

/// Accents above and below letters. The vowel signs of Indian scripts are letters, not accents.
fn accent(letter: char) -> bool {
    canonical_combining_class(letter) != 0
}

/// Whether a letter is drawn as nothing: zero-width ones, soft hyphens, marks of direction and of variants.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Letters that no normal form takes apart.
fn plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' | 'Ł' => "l",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ħ' | 'Ħ' => "h",
        'ŧ' | 'Ŧ' => "t",
        'ŋ' | 'Ŋ' => "n",
        'ı' => "i",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'þ' | 'Þ' => "th",
        'ə' | 'Ə' => "e",
        _ => return None,
    })
}

/// How many letters have to be changed, added, taken out or swapped with their neighbour to make one word of
/// the other, as far as `most`; one more than `most` where it takes more.
pub fn slips(one: &str, other: &str, most: usize) -> usize {
    if one.chars().count().abs_diff(other.chars().count()) > most {
        return most + 1;
    }
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, &a) in one.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, &b) in other.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX - 1);
            let mut least = (at(&above, column) + usize::from(a != b))
                .min(at(&above, column + 1) + 1)
                .min(at(&line, column) + 1);
            let swapped =
                row > 0 && column > 0 && one.get(row - 1) == Some(&b) && other.get(column - 1) == Some(&a);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or(0).min(most + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChildId, Hours, Pattern, Roll, RoomId};
    use uuid::Uuid;

    #[test]
    fn names_are_the_same_without_case_accents_apostrophes_and_hyphens() {
        for (a, b) in [
            ("O'Neill", "o’neill"),
            ("ONEILL", "O'Neill"),
            ("Bríd", "Brid"),
            ("Łukasz", "lukasz"),
            ("Al-Hassan", "Al Hassan"),
            ("Nguyễn  Thị Hoa", "nguyen thi hoa"),
            ("Zoë\u{a0}van der Berg", "zoe van der berg"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("Smith"), fold("Smyth"));
        assert_ne!(fold("मीना"), fold("मानी"), "vowel signs are letters, not accents");
    }

    #[test]
    fn names_fold_the_same_in_every_way_of_writing_them() {
        for (written, folded) in [
            ("Łukasz", "lukasz"),
            ("Zoë", "zoe"),
            ("Zoe\u{308}", "zoe"),
            ("Nguyễn", "nguyen"),
            ("Nguye\u{302}\u{303}n", "nguyen"),
            ("O'Neill", "oneill"),
            ("O’NEILL", "oneill"),
            ("van der Berg", "van der berg"),
            ("Al-Hassan", "al hassan"),
            ("Bjørn", "bjorn"),
            ("Đặng", "dang"),
            ("İpek", "ipek"),
            ("Strauß", "strauss"),
            ("  ", ""),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    /// Children born and on the roll as told: `Jack Smith 2022-03-14`, and a last day after a `|`.
    fn roll(children: &[&str]) -> Roll {
        let child = |(index, told): (usize, &&str)| {
            let (told, left) = told.split_once('|').map_or((*told, None), |(told, left)| (told, Some(left)));
            let mut words: Vec<&str> = told.split(' ').collect();
            let born = words.pop_if(|last| last.starts_with("20")).map(|born| born.parse().unwrap());
            Child {
                id: ChildId(Uuid::from_u128(index as u128)),
                forename: words[0].to_string(),
                surname: words[1..].join(" "),
                known_as: None,
                born,
                room: RoomId(Uuid::nil()),
                started: born,
                left: left.map(|left| left.parse().unwrap()),
                pattern: Pattern::WEEKDAYS,
                hours: Hours::default(),
                notes: String::new(),
            }
        };
        Roll { children: children.iter().enumerate().map(child).collect(), ..Roll::default() }
    }

    #[test]
    fn a_short_name_grows_until_it_means_one_child() {
        for (children, short) in [
            (&["Ava O'Neill", "Noah O'Neill"][..], &["Ava O.", "Noah O."][..]),
            (&["Jack Smith", "Jack Shaw", "Jack Ali"], &["Jack Sm.", "Jack Sh.", "Jack A."]),
            (&["Jack Smith", "Jack Smyth"], &["Jack Smi.", "Jack Smy."]),
            (&["Jack Browne", "Jack Brown"], &["Jack Browne", "Jack Brown"]),
            (&["Jack Li", "Jack Lind"], &["Jack Li", "Jack Lin."]),
            (&["Zoë Kaya", "Zoe Kayode"], &["Zoë Kaya", "Zoe Kayode"]),
            (&["Ava O'Neill", "Ava Ong"], &["Ava O'Ne.", "Ava Ong"]),
            (&["Jack Smith 2022-03-14", "Jack Smith 2023-01-02"], &["Jack Smith 2022", "Jack Smith 2023"]),
            (
                &["Jack Smith 2022-03-14", "Jack Smith 2022-06-02"],
                &["Jack Smith 14 Mar 2022", "Jack Smith 2 Jun 2022"],
            ),
            (&["Jack Smith", "Jack Smith"], &["Jack Smith (1)", "Jack Smith (2)"]),
            (&["Jack Smith 2022-03-14", "Jack Smith"], &["Jack Smith 2022", "Jack Smith (2)"]),
            (&["Jack", "Jack Smith"], &["Jack", "Jack S."]),
            // Who left before the other came is never meant with them.
            (&["Jack Smith 2018-01-01|2020-07-31", "Jack Smith 2021-02-03"], &["Jack S.", "Jack S."]),
        ] {
            let roll = roll(children);
            let names: Vec<String> = roll.children.iter().map(|child| roll.short_name(child.id)).collect();
            assert_eq!(names, short);
        }
    }

    #[test]
    fn slips_count_changed_lost_added_and_swapped_letters() {
        for (one, other, count) in [
            ("ava", "ava", 0),
            ("avs", "ava", 1),
            ("chdii", "chidi", 1),
            ("grac", "grace", 1),
            ("gracee", "grace", 1),
            ("isla", "hugo", 3),
            ("", "a", 1),
        ] {
            assert_eq!(slips(one, other, 2), count, "{one} {other}");
            let turned = (letters(one) ^ letters(other)).count_ones() as usize;
            assert!(count > 2 || turned <= 2 * count, "{one} {other}");
        }
    }
}
