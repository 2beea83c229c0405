//! Whether a name that is a word too reads as a name or as the word: `Will is tired`, `will be tired`.

use super::tokens::Token;
use crate::capture::names_that_are_words::NAMES;

/// Whether a first name stands there for sure; `None` where the word is plainly only a word.
pub(super) fn first_name_stands(tokens: &[Token], at: usize, given: &[String]) -> Option<bool> {
    let [name] = given else { return Some(true) };
    let token = tokens.get(at)?;
    if !NAMES.contains(&name.as_str()) {
        return Some(true);
    }
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    if token.capital && !token.first {
        return Some(!is_a_month(token, before.filter(|_| token.joined)));
    }
    let only_a_word = match token.first {
        true => begins_with_a_verb(token, tokens.get(at + 1..).unwrap_or_default()),
        false => !token.capital && helps_a_verb(token, before, tokens.get(at + 1)),
    };
    (!only_a_word).then_some(false)
}

/// `gran will stay`, `may be tired`: in small letters, with neither a word before it that asks for a name nor a
/// deed of the past after it. Without this every second note would ask about Will and May.
fn helps_a_verb(token: &Token, before: Option<&Token>, after: Option<&Token>) -> bool {
    const ASK_FOR_A_NAME: [&str; 32] = [
        "with", "and", "to", "from", "by", "for", "of", "at", "told", "asked", "hit", "bit", "pushed",
        "near", "beside", "like", "than", "or", "but", "hugged", "helped", "when", "where", "friend",
        "little", "missed", "saw", "called", "gave", "kissed", "fed", "poor",
    ];
    const DEEDS: [&str; 16] = [
        "was", "had", "did", "has", "is", "came", "went", "said", "hit", "bit", "took", "made", "got", "ate",
        "slept", "cries",
    ];
    if !matches!(token.folded.as_str(), "will" | "may") || token.possessive || token.last {
        return false;
    }
    let asked = before.is_some_and(|before| ASK_FOR_A_NAME.contains(&before.folded.as_str()));
    let did = after.is_some_and(|after| {
        DEEDS.contains(&after.folded.as_str())
            || after.folded == "and"
            || (after.folded.ends_with("ed") && !matches!(after.folded.as_str(), "need" | "feed" | "bed"))
    });
    !asked && !did
}

/// `Will be collected by gran`, `May need a nap`, `Will she settle?`: at the start of a sentence, where every word
/// has a capital, with a verb in its plain form after it or whoever does it. A verb whose past is the same (`put`,
/// `hit`) may be somebody's deed, and is asked about.
fn begins_with_a_verb(token: &Token, after: &[Token]) -> bool {
    const BETWEEN: [&str; 6] = ["not", "also", "probably", "just", "only", "still"];
    const WHO: [&str; 8] = ["he", "she", "they", "we", "you", "it", "i", "there"];
    const VERBS: [&str; 50] = [
        "arrive", "ask", "attend", "be", "bring", "buy", "call", "check", "collect", "come", "continue",
        "do", "drop", "eat", "email", "find", "get", "give", "go", "have", "help", "keep", "know", "leave",
        "like", "look", "make", "miss", "need", "pack", "pay", "phone", "pick", "pop", "return", "ring",
        "see", "send", "sleep", "speak", "start", "stay", "take", "talk", "tell", "text", "try", "wait",
        "want", "wear",
    ];
    if !matches!(token.folded.as_str(), "will" | "may") || token.possessive {
        return false;
    }
    let mut after =
        after.iter().take_while(|token| token.joined).map(|token| token.folded.as_str()).peekable();
    if after.peek().is_some_and(|word| WHO.contains(word)) {
        return true;
    }
    let _ = after.next_if(|word| BETWEEN.contains(word));
    after.next().is_some_and(|word| VERBS.contains(&word))
}

/// `in May`, `since June`, `3 May`: a month as likely as a name.
fn is_a_month(token: &Token, before: Option<&Token>) -> bool {
    const BEFORE: [&str; 12] =
        ["in", "since", "until", "till", "by", "of", "next", "last", "early", "late", "during", "before"];
    matches!(token.folded.as_str(), "april" | "may" | "june" | "august")
        && (token.dated || before.is_some_and(|before| BEFORE.contains(&before.folded.as_str())))
}
