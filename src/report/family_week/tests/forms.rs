//! The forms in which a page is printed: languages, plain words, large print, Braille, and the card of who tells it.

use super::*;
use crate::domain::phrase::Language;

/// The nursery, with Ben's mum reading in that form and language.
fn read_by_bens_mum(format: Format, language: &str) -> Example {
    let mut e = example();
    let adult = e.roll.contacts.iter_mut().find(|adult| adult.household == e.bens_mum).unwrap();
    adult.format = format;
    adult.language = language.into();
    e
}

/// Entries of Ben's week: what the bank says, what somebody wrote, both in one, and what the round says.
fn bens_week(e: &Example) -> Vec<Standing> {
    let mut tired = e.entry(1, e.ben, Kind::DropOff, 16, "Tired, woke at 5.", &[53]);
    tired.entry.phrases = vec!["drop-off.tired".into()];
    let mut ate = e.entry(2, e.ben, Kind::Feedback, 17, "Ate most of lunch. Asked for more peas.", &[]);
    ate.entry.phrases = vec!["feedback.ate".into()];
    let mut round = e.entry(3, e.ben, Kind::Feedback, 18, "Ate all. Slept 40 minutes.", &[]);
    round.entry.round = Some(vec![]);
    let mut built = e.entry(4, e.ben, Kind::Feedback, 19, "Built a bridge and showed us.", &[]);
    built.entry.phrases = vec!["feedback.built".into()];
    let mut read = e.entry(5, e.ben, Kind::ForHome, 19, "Read a favourite book together.", &[]);
    read.entry.phrases = vec!["for-home.read".into()];
    vec![tired, ate, round, built, read]
}

fn one_page(e: &Example, entries: &[Standing], home: HouseholdId) -> String {
    let weeks = weeks(e, entries);
    let page = weeks.pages.iter().find(|page| page.household == home).unwrap();
    String::from_utf8((export::format("txt").unwrap().write)(&page.report).unwrap()).unwrap()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One of our languages in which somebody has checked everything.
fn checked(name: &str) -> &'static Language {
    let mut language = crate::catalog::page_languages().called(name).unwrap().clone();
    language.checked_by = Some("Anna".into());
    language.phrases.iter_mut().for_each(|saying| saying.checked_by = Some("Anna".into()));
    Box::leak(Box::new(language))
}

#[test]
fn a_page_in_another_language_reads_as_it_should_with_the_english_beside_what_nobody_checked() {
    let e = read_by_bens_mum(Format::Standard, "Polish");
    let mut entries = bens_week(&e);
    entries.push(e.entry(6, e.ben, Kind::Feedback, 20, "Dug a tunnel to the fence.", &[]));
    insta::assert_snapshot!(one_page(&e, &entries, e.bens_mum));
    let weeks = weeks(&e, &entries);
    let hindered = weeks.obstacles.iter().any(|one| matches!(one.what, Hindrance::Language { .. }));
    assert!(!hindered, "{:?}", weeks.obstacles);
}

#[test]
fn beside_what_somebody_checked_no_english_stands_and_words_of_ones_own_are_marked() {
    let e = read_by_bens_mum(Format::Standard, "Polish");
    let entries = bens_week(&e);
    let guard = name_guard(&e.roll);
    let names = Names::of(&e.roll);
    let family = FamilyWeek {
        roll: &e.roll,
        household: e.bens_mum,
        children: vec![e.ben],
        week: week(),
        entries: &entries,
        guard: &guard,
        names: &names,
        languages: crate::catalog::page_languages(),
        made: at(20, 17, 40),
    };
    let form = Form { format: Format::Standard, language: Some(checked("Polish")) };
    let text = (export::format("txt").unwrap().write)(&family.page(form)).unwrap();
    let text = flat(&String::from_utf8(text).unwrap());
    for there in [
        "Ben: tydzień w grupie Sunflower",
        "16–22 listopada 2026",
        "Zmęczenie, pobudka o 5.",
        "Zjedzone: większość; posiłek: obiad.",
        "Zjedzone wszystko. Sen: 40 min.",
        "Można razem poczytać ulubioną książkę.",
        "po angielsku: Tue: Ate most of lunch. Asked for more peas. Thu: Built a bridge and showed us.",
    ] {
        assert!(text.contains(there), "{there}: {text}");
    }
    for not in ["woke at 5", "What we noticed", "favourite book", "nie sprawdził", "Nobody has checked"] {
        assert!(!text.contains(not), "{not}: {text}");
    }
}

#[test]
fn a_phrase_whose_words_were_changed_afterwards_is_free_text() {
    let e = read_by_bens_mum(Format::Standard, "cymraeg");
    let mut entries = bens_week(&e);
    entries[0].amendments.push(Amendment {
        text: "Tired and cross, woke at 5.".into(),
        family_words: vec![],
        reason: Reason::WrongFact,
        by: e.sam,
        at: at(18, 12, 0),
        unseen: false,
        after_close: false,
    });
    let text = flat(&one_page(&e, &entries, e.bens_mum));
    assert!(text.contains("yn Saesneg: Mon: Tired and cross, woke at 5."), "{text}");
    assert!(!text.contains("deffrodd am 5"), "{text}");
}

#[test]
fn a_page_says_whose_words_are_whose_child_in_every_language() {
    let mut e = example();
    e.roll.contacts.iter_mut().filter(|adult| adult.household == e.oneills).for_each(|adult| {
        adult.language = "Arabic".into();
    });
    let mut slept = e.entry(1, e.ava, Kind::Feedback, 16, "Slept 40 minutes.", &[]);
    slept.entry.phrases = vec!["feedback.slept".into()];
    let mut ate = e.entry(2, e.noah, Kind::Feedback, 17, "Ate everything.", &[]);
    ate.entry.phrases = vec!["feedback.everything".into()];
    let text = flat(&one_page(&e, &[slept, ate], e.oneills)).replace('\u{200e}', "");
    assert!(text.contains("الاثنين, Ava: نوم لمدة 40 دقيقة. الثلاثاء, Noah: تم تناول كل الطعام."), "{text}");
    assert!(text.contains("Mon, Ava: Slept 40 minutes. Tue, Noah: Ate everything."), "{text}");
}

#[test]
fn each_form_of_reading_is_answered() {
    for (format, print, told) in [
        (Format::Standard, Print::Standard, false),
        (Format::LargePrint, Print::Large, false),
        (Format::PlainWords, Print::Standard, false),
        (Format::Braille, Print::Standard, true),
        (Format::TellDontWrite, Print::Standard, true),
    ] {
        let e = read_by_bens_mum(format, "English");
        let weeks = weeks(&e, &[e.entry(1, e.ben, Kind::Feedback, 16, "Dug a tunnel.", &[])]);
        let found: Vec<_> = weeks
            .pages
            .iter()
            .filter(|page| page.household == e.bens_mum)
            .map(|page| (page.form.format, page.report.print, page.entries.len()))
            .collect();
        assert_eq!(found, [(format, print, 1)]);
        let says = weeks
            .obstacles
            .iter()
            .any(|one| one.household == Some(e.bens_mum) && matches!(one.what, Hindrance::Asked { .. }));
        assert_eq!(says, told, "{format:?}");
    }
}

#[test]
fn adults_of_one_home_who_read_alike_have_one_page_and_others_each_their_own() {
    let mut e = example();
    let declan = e.roll.contacts.iter_mut().find(|adult| adult.name.starts_with("Declan")).unwrap();
    declan.language = "Scottish Gaelic".into();
    let weeks = weeks(&e, &full_week(&e));
    let whom: Vec<&str> = weeks
        .pages
        .iter()
        .filter(|page| page.household == e.oneills)
        .map(|page| page.report.for_whom.as_str())
        .collect();
    assert_eq!(whom, ["For Siobhan O'Neill", "Airson Declan O'Neill"]);
}

#[test]
fn who_lives_there_without_responsibility_has_no_page_and_stands_on_none() {
    let mut e = example();
    let home = e.oneills;
    let gran = e.roll.contacts.iter_mut().find(|adult| adult.name.starts_with("Bríd")).unwrap();
    (gran.household, gran.language) = (home, "Polish".into());
    let weeks = weeks(&e, &full_week(&e));
    let of_home = weeks.pages.iter().filter(|page| page.household == home);
    let whom: Vec<&str> = of_home.map(|page| page.report.for_whom.as_str()).collect();
    assert_eq!(whom, ["For Siobhan O'Neill and Declan O'Neill"]);
}

#[test]
fn braille_is_written_in_english_whatever_the_language() {
    let e = read_by_bens_mum(Format::Braille, "Polish");
    let page = one_page(&e, &bens_week(&e), e.bens_mum);
    assert!(page.contains("Ben’s week at Sunflower") && page.contains("Tired, woke at 5."), "{page}");
    assert!(!page.contains("tydzień") && !page.contains("Zm"), "{page}");
}

#[test]
fn plain_words_say_phrases_in_their_easy_form_and_the_lead_is_told_of_long_sentences() {
    let e = read_by_bens_mum(Format::PlainWords, "English");
    let mut cold = e.entry(1, e.ben, Kind::DropOff, 16, "Has a cold, well in themselves. Slept well.", &[53]);
    cold.entry.phrases = vec!["drop-off.cold".into(), "drop-off.slept".into()];
    let long = "Poured water from the jug into every cup on the table and then back into the jug again.";
    let wrote = e.entry(2, e.ben, Kind::Feedback, 17, &format!("Happy. {long}"), &[]);
    insta::assert_snapshot!(one_page(&e, &[cold.clone(), wrote.clone()], e.bens_mum));
    let hints = |entries: &[Standing]| -> Vec<String> {
        let weeks = weeks(&e, entries);
        let long = weeks.obstacles.iter().filter(|one| matches!(one.what, Hindrance::LongSentences { .. }));
        long.map(|one| format!("{} {}", one.what.stops(), one.sentence(&e.roll))).collect()
    };
    assert_eq!(
        hints(&[cold.clone(), wrote]),
        [format!(
            "false Ben C.: Lucy Clarke (Mum) asked for plain words, and one sentence on the page is longer than twelve \
             words: “{long}” Go through it together, or amend the words and agree them again."
        )]
    );
    assert!(hints(&[cold]).is_empty());
}

#[test]
fn what_is_ours_on_a_page_in_plain_words_has_no_sentence_of_more_than_twelve_words() {
    use crate::domain::phrase::{GAP, long_sentence};
    let languages = crate::catalog::page_languages();
    for phrase in &languages.bank.0 {
        for words in [Some(phrase.plain()), phrase.without.as_deref()].into_iter().flatten() {
            assert_eq!(long_sentence(&words.replace(GAP, "word")), None, "{}", phrase.code);
        }
    }
    for (_, words) in languages.english.plain.all() {
        assert_eq!(long_sentence(words), None);
    }
    // In another language the easy form, where somebody wrote one, and else the words themselves.
    for language in &languages.others {
        for saying in &language.phrases {
            let words = saying.plain.as_ref().unwrap_or(&saying.text).replace(GAP, "x");
            let longest = words.split(['.', '۔']).map(|sentence| sentence.split_whitespace().count()).max();
            assert!(longest <= Some(12), "{} {}", language.code, saying.code);
        }
    }
}

#[test]
fn who_asked_to_be_told_gets_no_page_but_a_card_for_whoever_tells_them() {
    let e = read_by_bens_mum(Format::TellDontWrite, "Polish");
    let mut entries = bens_week(&e);
    let mut numbers = 10..;
    entries.extend(
        ["Dug.", "Sang.", "Climbed.", "Painted."]
            .map(|text| e.entry(numbers.next().unwrap(), e.ben, Kind::Feedback, 20, text, &[])),
    );
    entries.push(e.entry(20, e.ben, Kind::DropOff, 20, "FROMDAD late night", &[54]));
    insta::assert_snapshot!(one_page(&e, &entries, e.bens_mum));
    let weeks = weeks(&e, &entries);
    let card = weeks.pages.iter().find(|page| page.household == e.bens_mum).unwrap();
    // What stands on it counts as said, and nothing else does.
    assert_eq!(card.entries.len(), 3 + 3 + 1, "{:?}", card.entries);
}

#[test]
fn a_page_of_no_form_changes_with_what_its_family_may_not_see() {
    for format in Format::ALL {
        for language in ["English", "Polish", "Arabic"] {
            let e = read_by_bens_mum(format, language);
            let page = |entries: &[Standing]| {
                let weeks = weeks(&e, entries);
                let hints = weeks
                    .obstacles
                    .into_iter()
                    .filter(|one| matches!(one.what, Hindrance::LongSentences { .. }));
                let page = weeks.pages.into_iter().find(|page| page.household == e.bens_mum).unwrap();
                (page.report, page.entries, hints.count())
            };
            let mut more = bens_week(&e);
            let long = format!("Tired. Slept 40 minutes. {}.", "So long a sentence".repeat(6));
            for number in 40..44 {
                let mut hidden = e.entry(number, e.ben, Kind::DropOff, 17, &long, &[54]);
                hidden.entry.phrases = vec!["drop-off.tired".into(), "feedback.slept".into()];
                match number {
                    40 => hidden.entry.private = true,
                    41 => hidden.review = Review::Waiting,
                    42 => hidden.entry.child = e.ava,
                    // What his dad said is his dad's.
                    _ => {}
                }
                more.push(hidden);
            }
            assert!(page(&bens_week(&e)) == page(&more), "{format:?}, {language}");
        }
    }
}

/// Every language, long notes and phrases, of one section and of several.
#[cfg(feature = "pdf")]
#[test]
fn a_long_week_is_one_sheet_of_paper_in_every_form() {
    for language in ["English", "Polish", "Urdu", "Arabic", "Welsh", "Scottish Gaelic"] {
        for format in [Format::Standard, Format::LargePrint, Format::PlainWords, Format::TellDontWrite] {
            let e = read_by_bens_mum(format, language);
            let entries: Vec<_> = (0..60_u32)
                .map(|number| {
                    let (kind, text, code) = match number % 4 {
                        0 => (Kind::Feedback, "Long play outside with the big hoops.", "feedback.outside"),
                        1 => (
                            Kind::ForHome,
                            "Spend a little time outside and look for snails.",
                            "for-home.outside",
                        ),
                        2 => (Kind::DropOff, "Tired, woke at 5.", "drop-off.tired"),
                        _ => (Kind::Feedback, "Worked at the puzzle, looked for every corner first.", ""),
                    };
                    let text = if code.is_empty() { format!("{number} {text}") } else { text.to_string() };
                    let mut entry = e.entry(u128::from(number), e.ben, kind, 16 + number % 5, &text, &[53]);
                    entry.entry.phrases = vec![code.to_string()];
                    entry
                })
                .collect();
            let weeks = weeks(&e, &entries);
            let page = weeks.pages.iter().find(|page| page.household == e.bens_mum).unwrap();
            // Large print with the English beside it has the back of the sheet too.
            let most = if format == Format::LargePrint && language != "English" { 2 } else { 1 };
            let pages = export::tests::pages(&page.report);
            assert!(pages <= most, "{language}, {format:?}: {pages}");
        }
    }
}
