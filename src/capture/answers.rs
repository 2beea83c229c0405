//! Whether a note seems to tell what became of a next step. It only offers the link: a person takes it or not.

use crate::domain::name::fold;

/// How families and staff say that something was tried at home, folded.
const TOLD: [&str; 14] = [
    "tried",
    "trying",
    "at home",
    "it worked",
    "worked well",
    "did not work",
    "didnt work",
    "helped",
    "did it",
    "did that",
    "we did",
    "every night",
    "been practising",
    "been doing",
];

/// Words that say nothing of what a step is about.
const EMPTY: [&str; 72] = [
    "about", "after", "again", "all", "and", "are", "asked", "away", "back", "before", "but", "came", "can",
    "child", "day", "did", "does", "each", "few", "for", "from", "gave", "get", "going", "good", "had",
    "happy", "has", "have", "her", "him", "his", "home", "how", "into", "let", "like", "lot", "more",
    "morning", "not", "now", "off", "one", "out", "said", "she", "some", "take", "tell", "that", "the",
    "their", "them", "then", "there", "they", "this", "time", "today", "too", "told", "try", "until", "very",
    "was", "well", "were", "what", "when", "will", "with",
];

/// Which of these steps, the newest first, the note seems to answer: the one with the most words in common, two
/// at least, or one where the note says that something was tried; where it says only that, the newest.
pub fn answered<'a>(note: &str, name: &str, steps: impl Iterator<Item = &'a str>) -> Option<usize> {
    let told = format!(" {} ", fold(note));
    let told = TOLD.iter().any(|phrase| told.contains(&format!(" {phrase} ")));
    let names = fold(name);
    let said = stems(note, &names);
    let mut best: Option<(usize, usize)> = None;
    for (index, step) in steps.enumerate() {
        let shared = stems(step, &names).iter().filter(|stem| said.contains(stem)).count();
        let enough = shared >= 2 || told;
        if enough && best.is_none_or(|(_, most)| shared > most) {
            best = Some((index, shared));
        }
    }
    best.map(|(index, _)| index)
}

/// The words of a text that say what it is about, each once, without their endings.
fn stems(text: &str, names: &str) -> Vec<String> {
    let mut stems: Vec<String> = fold(text)
        .split(' ')
        .filter(|word| word.len() > 2 && !EMPTY.contains(word) && !names.split(' ').any(|name| name == *word))
        .map(|word| {
            let cut = ["ing", "ed", "es", "s"].iter().find_map(|end| word.strip_suffix(end));
            cut.filter(|stem| stem.len() > 2).unwrap_or(word).trim_end_matches('e').to_string()
        })
        .collect();
    stems.sort();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [&str; 3] = [
        "Read the bear book at bedtime.",
        "Let her pour her own water.",
        "Sing the counting song on the stairs.",
    ];

    #[test]
    fn a_note_is_offered_the_step_that_it_seems_to_answer_and_no_other() {
        for (note, step) in [
            ("Read the bear book twice, “again again”.", Some(0)),
            ("Loved the bear books at bedtime", Some(0)),
            ("She is pouring water by herself now", Some(1)),
            ("Sang the song on the stairs, got to nine", Some(2)),
            // One word in common and that it was tried.
            ("Tried the song, it worked", Some(2)),
            // Only that something was tried: the newest.
            ("Tried it at home, not keen yet", Some(0)),
            // One word in common is no answer.
            ("Slept badly, up with a book at 5", None),
            ("Ate her water melon", None),
            ("Settled quickly, happy goodbye.", None),
            ("", None),
        ] {
            assert_eq!(answered(note, "Ava O'Neill", STEPS.into_iter()), step, "{note}");
        }
        let steps = ["Tell Ava about the bear hunt."];
        assert_eq!(
            answered("Ava had a bear day", "Ava O'Neill", steps.into_iter()),
            None,
            "the name is no word"
        );
        assert_eq!(answered("Tried it at home", "Ava O'Neill", std::iter::empty()), None);
    }
}
