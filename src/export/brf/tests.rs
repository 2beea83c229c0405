//! Braille read back by a table of its own, written from the rules and not from the writer's.

use std::collections::BTreeMap;

use super::*;
use crate::export::tests::{each_block, made};
use crate::report::{Paragraph, Print};

/// What a sign of one to three cells says, the longest first; `None` where the cell alone says nothing.
fn signs() -> BTreeMap<&'static str, char> {
    let all = "1, 2; 3: 4. 6! '' ,8‘ ,7\" \"<( \">) .<[ .>] _<{ _>} _// _*\\ -- ,-– \",-— @&& @A@ \"9* .0% _?# \"6+ \
               \"7= \"8× \"/÷ \"-− @<< @>> @9~ @5^ .-_ _\\| @L£ @S$ @E€ ^J° ^S§ ^C© ^R® ^T™ _4• ^8“ ^0” 0” ;8?";
    all.split(' ')
        .map(|pair| {
            let says = pair.chars().next_back().unwrap();
            (&pair[..pair.len() - says.len_utf8()], says)
        })
        .collect()
}

/// What a file holds besides cells, lines of so many and pages of so many: nothing in any.
pub(crate) fn no_cells(file: &[u8]) -> Vec<String> {
    let file = std::str::from_utf8(file).unwrap();
    let cells = |line: &&str| line.len() <= CELLS && line.bytes().all(|cell| (b' '..=b'_').contains(&cell));
    let pages = file.split_terminator('\u{c}');
    let odd = pages.flat_map(|page| {
        let lines: Vec<&str> = page.split_terminator("\r\n").collect();
        let odd = lines.iter().filter(|line| !cells(line)).chain(lines.get(LINES + 1));
        odd.map(|line| line.to_string()).collect::<Vec<_>>()
    });
    odd.collect()
}

/// The cells of a file as text: lines and pages put together again, so that what is left are words.
pub(crate) fn read(file: &[u8]) -> String {
    let file = std::str::from_utf8(file).unwrap();
    let mut cells = String::new();
    for page in file.split_terminator('\u{c}') {
        let lines: Vec<&str> = page.split_terminator("\r\n").collect();
        for line in &lines[..lines.len() - 1] {
            match line.trim_end().strip_suffix('"') {
                Some(begun) if line.len() == CELLS => cells.push_str(begun.trim_start()),
                _ => {
                    cells.push_str(line.trim_start());
                    cells.push(' ');
                }
            }
        }
    }
    back(&cells.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn back(cells: &str) -> String {
    let signs = signs();
    let accents = BTreeMap::from([
        ("^/", '\u{301}'),
        ("^*", '\u{300}'),
        ("^%", '\u{302}'),
        ("^]", '\u{303}'),
        ("^3", '\u{308}'),
        ("^$", '\u{30a}'),
        ("^&", '\u{327}'),
        ("^+", '\u{30c}'),
        ("@-", '\u{304}'),
        ("@+", '\u{306}'),
    ]);
    let (mut out, mut marks) = (String::new(), String::new());
    let (mut numbers, mut capital, mut word, mut stroke) = (false, false, false, None);
    let mut at = 0;
    while let Some(cell) = cells.as_bytes().get(at).copied().map(char::from) {
        let rest = &cells[at..];
        let digit = ('A'..='J').contains(&cell);
        if numbers && digit {
            out.push(if cell == 'J' { '0' } else { char::from(b'1' + (cell as u8 - b'A')) });
            at += 1;
            continue;
        }
        if numbers && matches!(cell, '1' | '4') {
            out.push(if cell == '1' { ',' } else { '.' });
            at += 1;
            continue;
        }
        if cell == '#' {
            (numbers, word, at) = (true, false, at + 1);
            continue;
        }
        numbers = false;
        if rest.starts_with(",,") {
            (word, at) = (true, at + 2);
            continue;
        }
        if let Some((sign, accent)) = accents.iter().find(|(sign, _)| rest.starts_with(**sign)) {
            marks.push(*accent);
            at += sign.len();
            continue;
        }
        if rest.starts_with("@*") || rest.starts_with("@3") {
            (stroke, at) = (Some(true), at + 2);
            continue;
        }
        // A quotation mark opens where a word can begin, and asks where one can end.
        let begins = out.chars().next_back().is_none_or(|last| " -–—([{“‘/\"".contains(last));
        if cell == '8' {
            out.push(if begins { '“' } else { '?' });
            (word, at) = (false, at + 1);
            continue;
        }
        if let Some((sign, says)) = (1..=3).rev().find_map(|length| signs.get_key_value(rest.get(..length)?))
        {
            out.push(*says);
            (word, at) = (false, at + sign.len());
            continue;
        }
        match cell {
            ';' => {}
            ',' => capital = true,
            'A'..='Z' => {
                let upper = capital || word;
                let plain = match (stroke.take(), cell) {
                    (Some(_), 'L') => "ł".to_string(),
                    (Some(_), 'O') => "ø".to_string(),
                    (Some(_), 'D') => "đ".to_string(),
                    _ => cell.to_ascii_lowercase().to_string() + &marks,
                };
                let plain: String = plain.nfc().collect();
                out.push_str(&if upper { plain.to_uppercase() } else { plain });
                marks.clear();
                capital = false;
            }
            ' ' => {
                word = false;
                out.push(' ');
            }
            other => panic!("{other:?} says nothing in {cells}"),
        }
        at += 1;
    }
    out
}

/// What is read back of a text: what the table lacks as its code point, and two signs that share their cells with others.
pub(crate) fn read_back(text: &str) -> String {
    let said = |letter: char| match letter {
        '…' => "...".to_string(),
        '’' => "'".to_string(),
        '‐' => "-".to_string(),
        '\u{a0}' | '\u{202f}' => " ".to_string(),
        letter if has(letter) => letter.to_string(),
        letter => format!("[U+{:04X}]", u32::from(letter)),
    };
    safe::line(text).nfc().map(said).collect()
}

fn round_trip(text: &str) -> String {
    back(&cells(text))
}

#[test]
fn words_are_written_as_the_rules_of_unified_english_braille_have_them() {
    for (text, braille) in [
        ("Ben slept 40 minutes.", ",BEN SLEPT #DJ MINUTES4"),
        ("Woke at 5.30, then 12:15!", ",WOKE AT #E4CJ1 THEN #AB3#AE6"),
        ("3a 3b 4K 5m 1.b", "#C;A #C;B #D,K #EM #A4;B"),
        ("1,000 and 2-3", "#A1JJJ AND #B-#C"),
        ("NHS and TVs at St Mary's", ",,NHS AND ,T,VS AT ,ST ,MARY'S"),
        ("“Look, a river!” Really?", "8,LOOK1 A RIVER60 ,REALLY8"),
        ("Zoë O’Neill (Gran) – no", ",ZO^3E ,O',NEILL \"<,GRAN\"> ,- NO"),
        ("Élodie, ŁÓDŹ", ",^/ELODIE1 ,,@*L^/OD^/Z"),
        ("£2 & 50%", "@L#B @& #EJ.0"),
        ("你", ".<,U\"6#D,F#FJ.>"),
        ("? alone", ";8 ALONE"),
    ] {
        assert_eq!(cells(text), braille, "{text}");
    }
}

#[test]
fn what_was_written_is_read_back_by_a_table_of_its_own() {
    for text in [
        "Ben slept 40 minutes. Woke at 5.30, then at 12:15!",
        "3a, 4j, 5k, 6K; 1,000.5 and 2-3, 1.b 7.J 8,c 1/2",
        "NHS, TVs, McDonald, O’Neill’s, ÉLODIE and Élodie, ŁÓDŹ, Đorđe, Smørrebrød",
        "“Look, it’s a river!” Really? “What?” (“why”) [sic] {x} “",
        "naïve façade señor Åsa Čapek Māori",
        "a/b \\ c | d _ e ~ f ^ g <h> & i @ j # k * l + m = n × o ÷ p − q £1 $2 €3 4° § © ® ™ •",
        "‘single – dash — dash ” closes ??",
    ] {
        assert_eq!(round_trip(text), text.replace('’', "'"), "{}", cells(text));
    }
}

#[test]
fn what_the_table_lacks_stands_as_its_code_point() {
    assert_eq!(
        round_trip("Say 你好 to Ава 🙂"),
        "Say [U+4F60][U+597D] to [U+0410][U+0432][U+0430] [U+1F642]"
    );
    assert_eq!(round_trip("esc\u{1b}[2J bidi\u{202e}"), "esc[U+001B][2J bidi[U+202E]");
    assert_eq!(round_trip("ß ą ½ ·"), "[U+00DF] [U+0105] [U+00BD] [U+00B7]");
}

#[test]
fn what_the_table_lacks_is_named() {
    let mut report = Report::new("T", "Żaneta", made());
    report.paragraph("Say 你好 to ąnna, Zoë’s “friend”?");
    assert_eq!(lacks(&report), ['ą', 'Ż', '你', '好']);
    assert!(lacks(&each_block()).is_empty());
}

#[test]
fn a_file_is_pages_of_twenty_five_lines_of_forty_cells_each_with_its_number() {
    let mut report = each_block();
    report.paragraph("far".repeat(60));
    let file = write(&report).unwrap();
    assert!(file.is_ascii());
    let text = String::from_utf8(file.clone()).unwrap();
    let pages: Vec<&str> = text.split_terminator('\u{c}').collect();
    assert!(pages.len() > 5);
    for (index, page) in pages.iter().enumerate() {
        let lines: Vec<&str> = page.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), 25, "page {}", index + 1);
        assert!(lines.iter().all(|line| line.len() <= 40), "{lines:?}");
        assert_eq!(back(lines[24].trim()), (index + 1).to_string());
        assert!(!lines[0].is_empty(), "page {} begins with words", index + 1);
    }
    let words = read(&file);
    for said in [
        "Ava's week at Sunflower 16 to 20 November 2026 For Ava's home What we noticed Mon 16 Nov: Poured at the water \
         tray. “Look, it's a river!”",
        "Plain, bold and quiet.",
        "Room: Sunflower Week: 47",
        "Day: 60 Nov What: One thing & <another>. then more Met: Y",
        &"far".repeat(60),
        "Made 20 November 2026, 17:40.",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn a_heading_is_never_the_last_line_of_a_page() {
    for lines in 10..40 {
        let mut report = Report::new("T", "", made());
        for line in 0..lines {
            report.entry("", "", Paragraph::from(format!("line {line}")));
        }
        report.heading(1, "Next week");
        report.paragraph("Words.");
        report.print = Print::Standard;
        let text = String::from_utf8(write(&report).unwrap()).unwrap();
        let page = text.split('\u{c}').find(|page| page.contains(",NEXT WEEK")).unwrap();
        assert!(page.contains("  ,WORDS4"), "{lines}: {page}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_is_lost_whatever_it_is(text in proptest::collection::vec(proptest::prelude::any::<char>(), 0..60)) {
        let text: String = text.into_iter().collect();
        let expected = read_back(&text);
        proptest::prop_assert_eq!(round_trip(&text), expected);
    }

    #[test]
    fn what_people_type_is_read_back(text in "[A-Za-z0-9 .,;:!?'“”()/&\\-–éèÀŁñ\"%#@]{0,80}") {
        proptest::prop_assert_eq!(round_trip(&text), text.as_str());
    }
}
