//! When two names are the same name.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A name as it is compared: without case, accents, apostrophes and hyphens, with single spaces.
/// `O’Neill` and `oneill` fold alike, `Łukasz` and `Lukasz`, `Al-Hassan` and `Al Hassan`.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for letter in name.nfkd().flat_map(char::to_lowercase) {
        match letter {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '\u{200c}' | '\u{200d}' => {}
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            letter if canonical_combining_class(letter) != 0 => {}
            letter
                if letter.is_whitespace()
                    || letter.is_ascii_punctuation()
                    || matches!(letter, '‐'..='―' | '−') =>
            {
                folded.push(' ');
            }
            letter => folded.push(letter),
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A header as it is compared: letters and digits alone, what stands in brackets left out.
/// `D.O.B. (dd/mm/yyyy)` and `dob` are one.
pub(crate) fn header_key(header: &str) -> String {
    let mut depth = 0usize;
    let mut key = String::new();
    for letter in header.nfkd().flat_map(char::to_lowercase) {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            letter if depth == 0 && letter.is_alphanumeric() => key.push(letter),
            _ => {}
        }
    }
    key
}

/// How many letters must change to make one of the other, counted no further than needed for short names.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((to, pair), left) in b.iter().zip(row.windows(2)).zip(0..) {
            let (Some(&corner), Some(&up), Some(&before)) = (pair.first(), pair.last(), next.get(left))
            else {
                break;
            };
            next.push((corner + usize::from(from != *to)).min(up + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn headers_are_the_same_without_case_points_and_brackets() {
        assert_eq!(header_key("D.O.B. (dd/mm/yyyy)"), "dob");
        assert_eq!(header_key("First_Name"), header_key("first name"));
        assert_eq!(header_key("Child's forename"), "childsforename");
    }

    #[test]
    fn the_distance_counts_letters() {
        for (a, b, far) in [("sam", "sam", 0), ("sam", "sma", 2), ("okafor", "okaffor", 1), ("", "ab", 2)] {
            assert_eq!(distance(a, b), far, "{a} {b}");
        }
    }
}
