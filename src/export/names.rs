//! Names of files. They are made from the week, the child and the report, never from typed text as it is.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::child::Format;
use crate::domain::request::WHOLE_RECORD;
use crate::domain::{Child, ChildId, Roll, Week};
use crate::report::family_week::Form;

/// `2026-W47 ava-o week`, with the form behind it: `large print`, `polish`; brothers and sisters of one home are all
/// named, up to three.
pub fn family_week(week: Week, children: &[&Child], form: Form) -> String {
    let who: Vec<String> = children.iter().take(3).map(|child| short(child)).collect();
    let (what, how) = match form.format {
        Format::Standard => ("week", ""),
        Format::LargePrint => ("week", " large print"),
        Format::PlainWords => ("week", " plain words"),
        Format::Braille => ("week", " braille"),
        Format::TellDontWrite => ("to tell", ""),
    };
    let language = form.language.map_or(String::new(), |language| format!(" {}", plain(&language.english)));
    format!("{week} {} {what}{how}{language}", who.join(" "))
}

/// `2026-W47 sunflower week`
pub fn room_week(week: Week, room: &str) -> String {
    format!("{week} {} week", plain(room))
}

/// `partnership-with-parents 2026-08-31 to 2026-11-29`
pub fn evidence(framework: &str, tag: Option<&str>, period: crate::domain::Period) -> String {
    let tag = tag.map(|tag| format!("-{}", tag.replace('.', "-"))).unwrap_or_default();
    format!("{}{tag} {} to {}", plain(framework), period.from, period.to)
}

/// `partnership-with-parents autumn-term-2026 signed-off`
pub fn signed(framework: &str, round: &str) -> String {
    format!("{} {} signed-off", plain(framework), plain(round))
}

/// `handover sunflower 2026-11-24`, `complaints 2026-09-01 to 2026-11-29`
pub fn report(name: &str, about: &str, period: crate::domain::Period) -> String {
    let about = if about.is_empty() { String::new() } else { format!(" {}", plain(about)) };
    let to = if period.from == period.to { String::new() } else { format!(" to {}", period.to) };
    format!("{name}{about} {}{to}", period.from)
}

/// `whole-record ava-o 2025-09-01 to 2026-11-24`
pub fn whole_record(roll: &Roll, child: ChildId, period: crate::domain::Period) -> String {
    report(WHOLE_RECORD, &roll.child(child).map(short).unwrap_or_default(), period)
}

/// The same name, or with a number after it where it is taken already.
pub fn apart(taken: &mut BTreeSet<String>, name: &str) -> String {
    let mut free = name.to_string();
    let mut number = 2;
    while !taken.insert(free.clone()) {
        free = format!("{name} {number}");
        number += 1;
    }
    free
}

/// `ava-o`
fn short(child: &Child) -> String {
    let letter: String = child.surname.chars().filter(|c| c.is_alphabetic()).take(1).collect();
    plain(&format!("{} {letter}", child.first_name()))
}

/// Small letters and digits with single hyphens between, at most forty; `unnamed` where nothing is left.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’')) {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.chars().count() >= 40 {
            break;
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "unnamed".to_string() } else { out.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_nothing_that_a_folder_could_stumble_over() {
        assert_eq!(plain("Zoë d'Ávila"), "zoe-davila");
        assert_eq!(plain("../../etc/passwd"), "etc-passwd");
        assert_eq!(plain("a\u{202e}b\0c:\\d"), "a-b-c-d");
        assert_eq!(plain("…"), "unnamed");
        assert_eq!(plain(&"long ".repeat(100)).chars().count(), 39);
    }

    #[test]
    fn two_of_one_name_are_told_apart_by_a_number() {
        let mut taken = BTreeSet::new();
        let names: Vec<_> = (0..3).map(|_| apart(&mut taken, "2026-W47 ava-o week")).collect();
        assert_eq!(names, ["2026-W47 ava-o week", "2026-W47 ava-o week 2", "2026-W47 ava-o week 3"]);
    }
}
