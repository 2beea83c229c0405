//! Tests of the family's week: what may be on whose page.

use super::*;
use crate::domain::entry::{Amendment, Reason, Review, Withdrawn};
use crate::domain::{Kind, NoTalk};
use crate::export;
use crate::report::Print;
use crate::report::example::{Example, at, day, example, week};
use crate::report::gather::{FamilyWeeks, name_guard, pages};

mod forms;

fn weeks(e: &Example, entries: &[Standing]) -> FamilyWeeks {
    pages(&e.roll, None, week(), entries, &name_guard(&e.roll), at(20, 17, 40))
}

/// Everything that every format writes of the pages of one household.
fn written(weeks: &FamilyWeeks, household: HouseholdId) -> String {
    let mut all = String::new();
    for page in weeks.pages.iter().filter(|page| page.household == household) {
        all.extend(export::FORMATS.iter().map(|format| export::tests::read_back(format, &page.report)));
    }
    all
}

fn stops(weeks: &FamilyWeeks, household: HouseholdId) -> Vec<&Hindrance> {
    let own = weeks.obstacles.iter().filter(|obstacle| obstacle.household == Some(household));
    own.map(|obstacle| &obstacle.what).filter(|what| what.stops()).collect()
}

fn full_week(e: &Example) -> Vec<Standing> {
    let mut routine = e.entry(3, e.ava, Kind::Feedback, 17, "Slept 40 minutes.", &[]);
    routine.entry.phrases = vec!["feedback.slept".into()];
    let mut visit = e.entry(6, e.ava, Kind::MovingOn, 19, "A second visit to the Toddler room.", &[]);
    visit.entry.follow_up = Some(day(24));
    let mut tired = e.entry(8, e.ava, Kind::DropOff, 17, "Tired, woke at 5.", &[50]);
    tired.entry.phrases = vec!["drop-off.tired".into()];
    vec![
        e.entry(1, e.ava, Kind::Feedback, 16, "Poured and filled at the water tray for a long time.", &[]),
        e.entry(2, e.ava, Kind::DropOff, 18, "Mum: “She sang it all evening.”", &[50]),
        routine,
        e.entry(
            4,
            e.ava,
            Kind::ForHome,
            18,
            "Read the bear book at bedtime. Tell us which page she likes best.",
            &[],
        ),
        visit,
        e.entry(7, e.noah, Kind::Feedback, 19, "Noah built a bridge and drove every car over it.", &[]),
        tired,
        e.entry(9, e.noah, Kind::DropOff, 20, "Rode his bike without help.", &[50]),
        e.entry(10, e.noah, Kind::PickUp, 20, "Read to the little ones after lunch.", &[50]),
    ]
}

#[test]
fn a_page_reads_as_it_should() {
    let e = example();
    let weeks = weeks(&e, &full_week(&e));
    let page = weeks.pages.iter().find(|page| page.household == e.oneills).unwrap();
    let text = (export::format("txt").unwrap().write)(&page.report).unwrap();
    insta::assert_snapshot!(String::from_utf8(text).unwrap());
}

#[test]
fn nothing_that_may_not_be_there_is_on_any_page_in_any_format() {
    let e = example();
    let mut entries = full_week(&e);
    let mut plant = |number: u128, change: &dyn Fn(&mut Standing)| {
        let mut standing = e.entry(number, e.ava, Kind::Feedback, 18, &format!("PLANTED{number} words"), &[]);
        change(&mut standing);
        entries.push(standing);
    };
    plant(30, &|one| one.entry.private = true);
    plant(31, &|one| one.review = Review::Waiting);
    plant(32, &|one| {
        one.review = Review::SentBack { by: e.priya, at: at(18, 18, 0), question: "PLANTED32 why?".into() }
    });
    plant(33, &|one| one.withdrawn = Some(Withdrawn::Struck { by: e.priya, at: at(18, 18, 0) }));
    plant(34, &|one| {
        one.amendments.push(Amendment {
            text: "Corrected words.".into(),
            family_words: vec![],
            reason: Reason::WrongFact,
            by: e.sam,
            at: at(18, 12, 0),
            unseen: false,
            after_close: false,
        })
    });
    plant(35, &|one| one.entry.child = e.ben);
    plant(36, &|one| one.entry.happened = at(10, 9, 0));
    plant(37, &|one| one.entry.no_talk = Some(NoTalk::Phone));
    let gran = e.entry(38, e.ava, Kind::PickUp, 18, "PLANTED38 from gran", &[52]);
    entries.push(gran);
    let mut unknown = e.entry(39, e.ava, Kind::PickUp, 18, "PLANTED39 from a neighbour", &[]);
    unknown.entry.with = vec![crate::domain::entry::With { word: "neighbour".into(), contact: None }];
    entries.push(unknown);
    let weeks = weeks(&e, &entries);
    let all = written(&weeks, e.oneills);
    assert!(!all.contains("PLANTED"), "{all}");
    assert!(all.contains("Corrected words.") && all.contains("She sang it all evening."));
    let others = written(&weeks, e.bens_mum);
    assert!(others.contains("PLANTED35") && !others.contains("water tray"), "{others}");
}

#[test]
fn a_page_does_not_change_with_what_its_family_may_not_see() {
    let e = example();
    let plain = weeks(&e, &full_week(&e));
    let mut more = full_week(&e);
    for number in 40..43 {
        let mut hidden = e.entry(number, e.ava, Kind::Feedback, 17, "Something else.", &[]);
        match number {
            40 => hidden.entry.private = true,
            41 => hidden.review = Review::Waiting,
            _ => hidden.entry.with = vec![crate::domain::entry::With { word: "him".into(), contact: None }],
        }
        more.push(hidden);
    }
    let page = |weeks: &FamilyWeeks| {
        weeks.pages.iter().find(|page| page.household == e.oneills).map(|page| page.report.clone()).unwrap()
    };
    for format in export::FORMATS {
        assert_eq!((format.write)(&page(&plain)).unwrap(), (format.write)(&page(&weeks(&e, &more))).unwrap());
    }
}

#[test]
fn what_one_parent_said_goes_to_that_parents_home_alone() {
    let e = example();
    let entries = [
        e.entry(1, e.ben, Kind::Feedback, 16, "Dug a tunnel.", &[]),
        e.entry(2, e.ben, Kind::DropOff, 17, "FROMMUM up at 5", &[53]),
        e.entry(3, e.ben, Kind::DropOff, 18, "FROMDAD late night", &[54]),
        e.entry(4, e.ben, Kind::DropOff, 19, "Dad says UNMARKED", &[]),
        e.entry(5, e.ben, Kind::DropOff, 19, "“WHOSE words”", &[]),
        e.entry(6, e.ben, Kind::DropOff, 20, "BOTH came to talk", &[53, 54]),
    ];
    let weeks = weeks(&e, &entries);
    let (mum, dad) = (written(&weeks, e.bens_mum), written(&weeks, e.bens_dad));
    for (words, mums, dads) in [
        ("Dug a tunnel", true, true),
        ("FROMMUM", true, false),
        ("FROMDAD", false, true),
        ("UNMARKED", false, true),
        ("WHOSE", false, false),
        ("BOTH", true, true),
    ] {
        assert_eq!((mum.contains(words), dad.contains(words)), (mums, dads), "{words}");
    }
    assert!(!mum.contains("Will Clarke") && !dad.contains("Lucy"));
    let prints: Vec<_> = weeks.pages.iter().map(|page| (page.household, page.report.print)).collect();
    assert_eq!(prints, [(e.bens_mum, Print::Standard), (e.bens_dad, Print::Large)]);
}

#[test]
fn no_page_goes_where_responsibility_is_missing_or_not_known() {
    let e = example();
    let mut entries = full_week(&e);
    entries.push(e.entry(20, e.zoe, Kind::Feedback, 17, "Painted.", &[]));
    let weeks = weeks(&e, &entries);
    assert!(!weeks.pages.iter().any(|page| page.household == e.gran || page.household == e.zoes));
    assert_eq!(stops(&weeks, e.gran), [&Hindrance::NoResponsibility]);
    assert_eq!(stops(&weeks, e.zoes), [&Hindrance::ResponsibilityNotKnown]);
}

#[test]
fn a_name_stops_the_page_until_a_person_settled_it() {
    let e = example();
    let mut entries = full_week(&e);
    entries.push(e.entry(20, e.ava, Kind::Feedback, 17, "Dug with Isla all day.", &[]));
    entries.push(e.entry(21, e.noah, Kind::Feedback, 17, "Lucy waved to him.", &[]));
    let stopped = weeks(&e, &entries);
    assert!(written(&stopped, e.oneills).is_empty());
    let names: Vec<_> = stops(&stopped, e.oneills)
        .into_iter()
        .map(|what| match what {
            Hindrance::Name { names, .. } => names.join(" "),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(names, ["Isla", "Lucy"]);
    entries.iter_mut().for_each(|standing| standing.names_settled = true);
    let settled = weeks(&e, &entries);
    assert!(written(&settled, e.oneills).contains("Dug with Isla"));
}

#[test]
fn an_entry_that_is_not_agreed_is_left_out_and_counted() {
    let e = example();
    let mut entries = full_week(&e);
    entries.first_mut().unwrap().review = Review::Waiting;
    let weeks = weeks(&e, &entries);
    assert!(!written(&weeks, e.oneills).contains("water tray"));
    let counted = weeks.obstacles.iter().any(|one| one.what == Hindrance::NotAgreed(1));
    assert!(counted, "{:?}", weeks.obstacles);
}

#[test]
fn a_family_of_whom_nothing_may_be_said_gets_no_page() {
    let e = example();
    let weeks = weeks(&e, &[]);
    assert!(weeks.pages.is_empty());
    assert_eq!(stops(&weeks, e.oneills), [&Hindrance::NothingToSay(Nothing::Written)]);
}

#[test]
fn a_step_heard_back_is_told_with_what_the_family_said() {
    let e = example();
    let mut roll = e.roll.clone();
    // With gran out of the register the children have one home: then it is known whose words they are.
    roll.links.retain(|link| link.relation != "Gran");
    let mut step = e.entry(5, e.noah, Kind::ForHome, 2, "Count the stairs together.", &[]);
    step.entry.happened = at(2, 16, 0);
    step.step = Some(Step::HeardBack {
        heard: "He counted to five.".into(),
        childs_words: Some("One two five!".into()),
        led_to_change: true,
        with: vec![],
        told_in: None,
        by: e.sam,
        at: at(19, 17, 0),
    });
    let one_home = pages(&roll, None, week(), &[step.clone()], &name_guard(&roll), at(20, 17, 40));
    let text = written(&one_home, e.oneills);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("You told us: He counted to five. “One two five!”"), "{text}");
    assert!(!written(&weeks(&e, &[step]), e.oneills).contains("He counted"));
}

#[test]
fn a_long_week_still_fits_a_page_and_says_that_there_was_more() {
    let e = example();
    let long = "Worked at the big puzzle with great care, looked for every corner first and told us why. ";
    let entries: Vec<_> =
        (0..60).map(|n| e.entry(n, e.ben, Kind::Feedback, 16 + n as u32 % 5, &long.repeat(2), &[])).collect();
    for page in weeks(&e, &entries).pages {
        let text = String::from_utf8((export::format("txt").unwrap().write)(&page.report).unwrap()).unwrap();
        assert!(text.contains("More was written this week"), "{text}");
        assert!(text.lines().count() < 60, "{}", text.lines().count());
    }
}

/// Short notes and long ones, of one section and of four.
#[cfg(feature = "pdf")]
#[test]
fn a_long_week_is_one_page_of_paper_in_both_prints() {
    let e = example();
    let words =
        "Worked at the puzzle, looked for every corner first, told us why and began again. ".repeat(3);
    for letters in [10, 30, 60, 100, 160, 240] {
        for sections in [1, 4] {
            let entries: Vec<_> = (0..60_u32)
                .map(|number| {
                    let (kind, with) = match number % sections {
                        0 => (Kind::Feedback, &[][..]),
                        1 => (Kind::ForHome, &[][..]),
                        2 => (Kind::DropOff, &[53, 54][..]),
                        _ => (Kind::MovingOn, &[][..]),
                    };
                    let text = format!("{number} {}", &words[..letters]);
                    let mut entry = e.entry(u128::from(number), e.ben, kind, 16 + number % 5, &text, with);
                    entry.entry.follow_up = (kind == Kind::MovingOn).then(|| day(24));
                    entry
                })
                .collect();
            for page in weeks(&e, &entries).pages {
                let pages = export::tests::pages(&page.report);
                assert_eq!(pages, 1, "{letters} letters, {sections} sections, {:?}", page.report.print);
            }
        }
    }
}

/// With every note that such a page has at its foot.
#[cfg(feature = "pdf")]
#[test]
fn a_long_week_in_another_language_is_one_page_of_paper() {
    let languages = &crate::catalog::page_languages().others;
    for (language, letters) in
        languages.iter().flat_map(|language| [50, 60, 68, 90].map(|letters| (language, letters)))
    {
        let mut e = example();
        for adult in &mut e.roll.contacts {
            (adult.language, adult.format) = (language.english.clone(), Format::Standard);
        }
        let words = "Worked at the puzzle, looked for every corner first, told us why and began again.";
        let entries: Vec<_> = (0..60_u32)
            .map(|number| {
                let (kind, with) = match number % 3 {
                    0 => (Kind::Feedback, &[][..]),
                    1 => (Kind::ForHome, &[][..]),
                    _ => (Kind::DropOff, &[50, 51][..]),
                };
                let text = format!("{number} {}", &words.repeat(2)[..letters]);
                e.entry(u128::from(number), e.ava, kind, 16 + number % 5, &text, with)
            })
            .collect();
        let weeks = weeks(&e, &entries);
        let page = weeks.pages.iter().find(|page| page.form.language.is_some()).expect("a page in it");
        let says = format!("{} in {letters}: {:?}", language.english, page.report.blocks.len());
        assert_eq!(export::tests::pages(&page.report), 1, "{says}");
    }
}

#[test]
fn what_was_heard_back_goes_to_the_home_of_whoever_told_it() {
    use crate::domain::entry::With;
    let e = example();
    let mut step = e.entry(5, e.ben, Kind::ForHome, 16, "Count the stairs together.", &[]);
    let told = |step: &mut Standing, with: &[(&str, Option<u128>)]| {
        let with = with.iter().map(|&(word, contact)| With {
            word: word.into(),
            contact: contact.map(crate::report::example::id),
        });
        step.step = Some(Step::HeardBack {
            heard: "HEARD at bath time.".into(),
            childs_words: Some("CHILDS one two".into()),
            led_to_change: false,
            told_in: None,
            with: with.collect(),
            by: e.sam,
            at: at(19, 17, 0),
        });
    };
    let (mum, dad) = (("mum", Some(53)), ("dad", Some(54)));
    for (with, mums, dads) in [
        (&[][..], false, false),
        (&[mum], true, false),
        (&[dad], false, true),
        (&[mum, dad], true, true),
        (&[("childminder", None)], false, false),
        (&[mum, ("childminder", None)], false, false),
    ] {
        told(&mut step, with);
        let weeks = weeks(&e, &[step.clone()]);
        for (home, theirs) in [(e.bens_mum, mums), (e.bens_dad, dads)] {
            let page = written(&weeks, home);
            assert_eq!((page.contains("HEARD"), page.contains("CHILDS")), (theirs, theirs), "{with:?}");
            // The step itself was given this week to both, whatever came of it.
            assert!(page.contains("Count the stairs together."), "{with:?}");
        }
    }
    // A step of an earlier week is told again only to whoever may read what came of it.
    told(&mut step, &[mum]);
    step.entry.happened = at(2, 16, 0);
    let weeks = weeks(&e, &[step]);
    assert!(written(&weeks, e.bens_mum).contains("Count the stairs"));
    assert!(written(&weeks, e.bens_dad).is_empty());
}

#[test]
fn what_stands_in_the_way_says_whose_page_and_what_to_do() {
    let e = example();
    let mut roll = e.roll.clone();
    roll.contacts.iter_mut().find(|adult| adult.name == "Will Clarke").unwrap().language = "Polish".into();
    let mut waiting = e.entry(1, e.ben, Kind::Feedback, 16, "Dug a tunnel.", &[]);
    waiting.review = Review::Waiting;
    let named = e.entry(2, e.ava, Kind::Feedback, 16, "Dug with Isla.", &[]);
    let entries = [waiting, named];
    let weeks = pages(&roll, None, week(), &entries, &name_guard(&roll), at(20, 17, 40));
    let says: Vec<String> = weeks.obstacles.iter().map(|obstacle| obstacle.sentence(&roll)).collect();
    insta::assert_snapshot!(says.join("\n"));
}

#[test]
fn a_child_whose_family_nobody_put_into_the_register_is_named() {
    let e = example();
    let mut roll = e.roll.clone();
    roll.links.retain(|link| link.child != e.ben);
    let weeks = pages(&roll, None, week(), &[], &name_guard(&roll), at(20, 17, 40));
    let bens = |obstacle: &&Obstacle| obstacle.children == [e.ben];
    let says: Vec<String> =
        weeks.obstacles.iter().filter(bens).map(|obstacle| obstacle.sentence(&roll)).collect();
    assert_eq!(
        says,
        [
            "Ben C.: no page for anybody, because the register names no adult. Put the family into the register and \
          bring it in again."
        ]
    );
}

#[test]
fn a_page_repeats_nothing_and_does_not_say_that_there_was_nothing_to_say() {
    let e = example();
    let phrase = |number, child, on, text: &str| {
        let mut standing = e.entry(number, child, Kind::DropOff, on, text, &[50]);
        standing.entry.phrases = vec!["drop-off.some".into()];
        standing
    };
    let mut talk = [
        e.entry(1, e.ava, Kind::PickUp, 16, "Mum asked about the walk.", &[50]),
        e.entry(2, e.noah, Kind::PickUp, 16, "Mum asked about the walk.", &[50]),
    ];
    talk[1].entry.talk = talk[0].entry.talk;
    let mut entries = talk.to_vec();
    entries.extend([
        phrase(3, e.ava, 16, "Ate most of it."),
        phrase(4, e.ava, 18, "Ate most of it."),
        phrase(5, e.noah, 18, "Ate most of it."),
        phrase(6, e.ava, 17, NOTHING[0]),
        phrase(7, e.noah, 17, NOTHING[1]),
    ]);
    let weeks = weeks(&e, &entries);
    let page = weeks.pages.iter().find(|page| page.household == e.oneills).unwrap();
    let text = String::from_utf8((export::format("txt").unwrap().write)(&page.report).unwrap()).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(text.matches("asked about the walk").count(), 1, "{text}");
    assert!(text.contains("Ava and Noah: Mum asked about the walk."), "{text}");
    assert!(text.contains("Mon and Wed, Ava: Ate most of it. Wed, Noah: Ate most of it."), "{text}");
    assert!(!text.contains("Nothing new"), "{text}");
    // What is left out is what the bank calls nothing.
    let catalog = crate::catalog::Catalog::shipped().unwrap();
    for nothing in NOTHING {
        assert!(catalog.phrases.0.iter().any(|phrase| phrase.text == nothing), "{nothing}");
    }
}

#[test]
fn what_came_of_a_step_is_not_headed_as_something_to_try() {
    let e = example();
    let mut step = e.entry(5, e.ben, Kind::ForHome, 2, "Count the stairs together.", &[53]);
    step.entry.happened = at(2, 16, 0);
    step.step = Some(Step::HeardBack {
        heard: "He counted to five.".into(),
        childs_words: None,
        led_to_change: false,
        told_in: None,
        with: step.entry.with.clone(),
        by: e.sam,
        at: at(19, 17, 0),
    });
    let page = written(&weeks(&e, &[step]), e.bens_mum);
    assert!(page.contains("Tried at home") && !page.contains("To try at home"), "{page}");
}
