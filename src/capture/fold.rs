//! Names as fingers type them: without accents, apostrophes and capitals.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The letters and digits of a text in their plainest form: small, without accents (in either Unicode form),
/// letters such as ł or ø as l and o. Apostrophes go; everything else that is no letter becomes one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd() {
        if is_combining_mark(letter) || is_apostrophe(letter) || is_invisible(letter) {
            continue;
        }
        if letter.is_ascii_alphanumeric() {
            folded.push(letter.to_ascii_lowercase());
        } else if let Some(plain) = plain_letters(letter) {
            folded.push_str(plain);
        } else if letter.is_alphanumeric() {
            folded.extend(letter.to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The words of a name, each folded: `van der Berg` gives three, `Al-Hassan` two, `O'Neill` one.
pub fn words(name: &str) -> Vec<String> {
    fold(name).split(' ').filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// Whether a character is one of those that stand for an apostrophe.
pub fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʹ' | '′' | '`' | '´')
}

fn is_invisible(letter: char) -> bool {
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
        }
    }
}
