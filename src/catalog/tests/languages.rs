//! The languages of a family's page: what is refused, and what the shipped ones hold.

use super::*;
use crate::domain::phrase::Direction;

const POLISH: &str = "phrases/pl.toml";

#[test]
fn what_is_not_as_the_english_is_told_by_file_and_line() {
    let spoilt =
        |file: &str, from: &str, to: &str| with(file, |text| text.replacen(from, to, 1)).expect_err(to);
    let line = |words: &str| text_of(POLISH).lines().position(|line| line.contains(words)).map(|at| at + 1);
    for (from, to, what, at) in [
        (
            "code = \"drop-off.tired\"",
            "code = \"drop-off.tierd\"",
            "drop-off.tierd is not known",
            "drop-off.tired",
        ),
        ("pobudka o [ ].", "pobudka.", "drop-off.tired has other gaps", "drop-off.tired"),
        ("without = \"Zmęczenie.\"\n", "", "drop-off.tired has no form without", "drop-off.tired"),
        (
            "without = \"Zmęczenie.\"",
            "without = \"Zmęczenie, [ ].\"",
            "drop-off.tired has no form",
            "drop-off.tired",
        ),
        ("plain = \"Jest", "plain = \"[ ] jest", "drop-off.cold has other gaps", "drop-off.cold"),
        ("{przespana|jedna pobudka|", "{", "drop-off.night has other choices", "drop-off.night"),
        (
            "{przespana|jedna pobudka|",
            "{przespana|przespana|",
            "drop-off.night has other choices",
            "drop-off.night",
        ),
        ("Dobry sen.", "Dobry sen", "drop-off.slept is not a sentence", "drop-off.slept"),
        (
            "code = \"drop-off.badly\"",
            "code = \"drop-off.slept\"",
            "drop-off.slept is there twice",
            "drop-off.badly",
        ),
        ("noticed = \"Co zauważyliśmy\"\n", "", "“noticed = …” is missing", "[page]"),
        ("noticed = \"Co zauważyliśmy\"", "noticed = \" \"", "“noticed” says nothing", "noticed ="),
        ("Dla: {adults}", "Dla: Was", "“for_whom” does not say who", "for_whom ="),
        ("Dla: {adults}", "Dla: {adult}", "“for_whom” speaks of what does not stand there", "for_whom ="),
        ("in_english = \"po angielsku\"", "in_english = \"\"", "“in_english” says nothing", "in_english ="),
        ("\"niedz.\"", "", "“days” has 6 words", "days ="),
        ("direction = \"ltr\"", "direction = \"left\"", "“left” is not known here", "direction ="),
        ("code = \"pl\"", "code = \"po\"", "the code in it is “po”", "code = \"pl\""),
    ] {
        let error = spoilt(POLISH, from, to);
        assert!(error.what.contains(what), "{error}");
        // A phrase is told by the line on which it begins, before its code.
        let at = line(at);
        let near = error.line.zip(at).is_some_and(|(told, at)| at.abs_diff(told) <= 1);
        assert!(error.file == POLISH && near, "{error} (beside line {at:?})");
        assert!(!error.todo.is_empty());
    }
    let long = spoilt("phrases/en.toml", "It does not fit on this page.", &"word ".repeat(13));
    assert!(long.what.contains("longer than twelve words") && long.line.is_some(), "{long}");
}

#[test]
fn each_language_has_the_phrases_that_are_said_most_and_claims_no_check_that_nobody_made() {
    let catalog = Catalog::shipped().expect("good");
    let codes: Vec<&str> = catalog.pages.others.iter().map(|language| language.code.as_str()).collect();
    assert_eq!(codes, ["pl", "ur", "ar", "cy", "gd"]);
    for language in &catalog.pages.others {
        let from_the_right = matches!(language.code.as_str(), "ur" | "ar");
        assert_eq!(language.direction == Direction::FromRight, from_the_right, "{}", language.code);
        assert!(language.phrases.len() >= 40, "{}", language.code);
        assert!(!language.checked() && language.phrases.iter().all(|saying| saying.checked_by.is_none()));
    }
}

#[test]
fn a_register_may_call_a_language_by_any_of_its_names() {
    let pages = page_languages();
    for (name, code) in [
        ("Polish", Some("pl")),
        (" POLSKI ", Some("pl")),
        ("pl", Some("pl")),
        ("العربية", Some("ar")),
        ("Gaelic", Some("gd")),
        ("gàidhlig", Some("gd")),
        ("Welsh", Some("cy")),
        ("English", None),
        ("Punjabi", None),
        ("", None),
    ] {
        assert_eq!(pages.called(name).map(|language| language.code.as_str()), code, "{name}");
    }
}
