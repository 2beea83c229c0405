use proptest::prelude::*;

use super::super::testing::{day, id, piece, statement};
use super::super::{Figures, GapCounts, Voices};
use super::*;
use crate::domain::ChildId;
use crate::domain::id::PersonId;

fn term() -> Period {
    Period { from: day(8, 31), to: day(11, 29) }
}

fn nobody(_: &str) -> bool {
    false
}

fn cited(n: u128, child: u128, words: &[&str], voices: [bool; 3], changed: bool) -> Cited {
    let mut piece = piece(n);
    piece.child = Some(ChildId(id(child)));
    let [staff, family, child] = voices;
    piece.voices = Voices { staff, family, child };
    piece.changed = changed;
    Cited {
        piece,
        text: "Sang with Gran.".to_string(),
        family_words: words.iter().map(|words| words.to_string()).collect(),
        initials: "Z.Q.".to_string(),
        amended: None,
    }
}

fn of_opening(opening: &str, code: &str) -> Statement {
    Statement { opening: Some(opening.to_string()), ..statement(code) }
}

/// A code that is written in that shape.
fn code(wanted: usize) -> String {
    (1..).map(|n: u32| n.to_string()).find(|code| shape(code) == wanted).unwrap()
}

fn figures() -> Figures {
    let mut weeks = [4; 13];
    weeks[12] = 4;
    Figures {
        entries: 52,
        talks: 50,
        families: 10,
        on_roll: 12,
        voices: [52, 20, 6],
        changed: 7,
        last: Some(day(11, 24)),
        weeks,
        ..Figures::default()
    }
}

fn home() -> Vec<Cited> {
    vec![
        cited(1, 1, &["She sang it all evening."], [true, true, true], true),
        cited(2, 2, &["I never know what you need."], [true, true, false], true),
        cited(3, 3, &[], [true, false, true], false),
    ]
}

const HOME: &str = "Families tell us at the door what children do at home";

#[test]
fn the_same_facts_are_said_in_three_ways_by_the_statement() {
    let gaps = GapCounts { families: 2, someone_else: 1, just_started: 0 };
    for (shape, expected) in [
        "Families tell us at the door what children do at home [3]: 52 entries from ten of 12 families this \
         term, most recently on 24 November. One family said “She sang it all evening” [1], and children's own \
         words or responses stand in six of them [1][3]. Seven of these changed what we planned [1][2]. We have \
         nothing yet from two families; one is collected by someone else.",
        "Families tell us at the door what children do at home [3]; 52 entries from ten of 12 families show it \
         this term, the last on 24 November. In one family's words: “She sang it all evening” [1], and children's \
         own words or responses stand in six of them [1][3]. Seven of them led to something new in what we do \
         [1][2]. Still to hear from: two families; one is collected by someone else.",
        "Families tell us at the door what children do at home [3], as 52 entries from ten of 12 families show \
         this term, the last on 24 November. “She sang it all evening”, one family told us [1], and children's own \
         words or responses stand in six of them [1][3]. Because of seven of them we planned differently [1][2]. \
         Two families are not in it yet; one is collected by someone else.",
    ]
    .into_iter()
    .enumerate()
    {
        let statement = of_opening(HOME, &code(shape));
        let draft = draft(&statement, &figures(), &home(), &gaps, term(), &nobody);
        assert_eq!(draft.text, expected);
    }
}

#[test]
fn what_is_said_follows_the_facts() {
    let none = GapCounts::default();
    let gap = |families, someone_else, just_started| GapCounts { families, someone_else, just_started };
    let quiet = |figures: Figures| Figures { weeks: [9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], ..figures };
    let setting = Statement {
        about: About::Setting,
        from: From::Other,
        ..of_opening("Our displays show children's play as it is now.", &code(0))
    };
    let daily = of_opening(HOME, &code(0));
    let own = Statement { opening: None, ..daily.clone() };
    let silent = [cited(1, 1, &[], [true, false, false], false)];
    for (statement, figures, chosen, gaps, expected) in [
        // Nothing.
        (
            &daily,
            Figures { entries: 0, ..figures() },
            &[][..],
            &gap(12, 0, 0),
            "We have nothing agreed here this term. We have still to hear from all 12 families on roll.",
        ),
        (
            &setting,
            Figures { entries: 0, ..figures() },
            &[],
            &none,
            "We have nothing agreed here this term. Talk at the door does not show it by itself: it \
             needs a record of its own.",
        ),
        // One entry, of staff's voice alone.
        (
            &daily,
            Figures { entries: 1, families: 1, voices: [1, 0, 0], changed: 0, ..figures() },
            &silent,
            &gap(11, 2, 1),
            "Families tell us at the door what children do at home [1]; it rests on one entry from one \
             of 12 families this term, on 24 November. That is our own record, without families' or \
             children's own words. We have not yet written down what changed because of it. We have nothing yet \
             from 11 families; two are collected by someone else and one has only just started.",
        ),
        // Every family, and nothing for six weeks.
        (
            &own,
            quiet(Figures {
                families: 12,
                voices: [52, 20, 0],
                changed: 1,
                last: Some(day(9, 2)),
                ..figures()
            }),
            &silent,
            &none,
            "We see this at pick-up [1]: 52 entries from all 12 families this term, most recently on 2 \
             September. Families' own words stand in 20 of them, children's in none yet. One of these changed what we \
             planned. Nothing has been added in the weeks since.",
        ),
        // The setting as a whole.
        (
            &setting,
            Figures { entries: 5, families: 0, voices: [5, 0, 0], changed: 2, ..figures() },
            &silent,
            &gap(12, 0, 0),
            "Our displays show children's play as it is now [1], with five records this term, most recently on \
             24 November. So far the record is ours alone. Two of them led us to do something differently.",
        ),
        // One family missing.
        (
            &daily,
            Figures { families: 11, voices: [52, 0, 1], changed: 52, ..figures() },
            &silent,
            &gap(1, 1, 0),
            "Families tell us at the door what children do at home [1]: 52 entries from 11 of 12 families \
             this term, most recently on 24 November. A child's own words or response stand in one of them, \
             families' own words in none yet. All of them changed what we planned. We have nothing yet from one \
             family; it is collected by someone else.",
        ),
    ] {
        assert_eq!(draft(statement, &figures, chosen, gaps, term(), &nobody).text, expected);
    }
}

#[test]
fn a_change_cites_the_strongest_two_and_what_is_done_the_others() {
    let chosen: Vec<Cited> = (1..=5).map(|n| cited(n, n, &[], [true, false, false], true)).collect();
    let statement = of_opening(HOME, &code(0));
    let text = draft(&statement, &figures(), &chosen, &GapCounts::default(), term(), &nobody).text;
    assert!(text.starts_with(&format!("{HOME} [3][4][5]: ")), "{text}");
    assert!(text.ends_with("Seven of these changed what we planned [1][2]."), "{text}");
}

#[test]
fn numbers_are_words_up_to_ten_and_thousands_are_set_off() {
    for (count, said) in [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (999, "999"), (1_000, "1,000")] {
        assert_eq!(say::number(count), said);
    }
    assert_eq!((say::thousands(2_051), say::thousands(1_200_034)), ("2,051".into(), "1,200,034".into()));
}

#[test]
fn a_quotation_is_whole_short_and_names_nobody() {
    let names = |words: &str| words.contains("Ben");
    for (words, taken) in [
        ("She sang it all evening.", Some("She sang it all evening")),
        ("What a day!", Some("What a day!")),
        ("Ben sang it all evening", None),
        ("Yes please", None),
        ("He counted 1 to 5", None),
        ("He slept. He sang it.", None),
        ("He said “no” to me", None),
        ("It is in [2] here", None),
        ("", None),
        ("so so so so so so so so so so so so so so so so so so so", None),
    ] {
        assert_eq!(quotable(words, &names).as_deref(), taken, "{words}");
    }
    let chosen = [cited(1, 1, &["Ben sang it all day", "He sang it all day"], [true, true, false], false)];
    let text =
        draft(&of_opening(HOME, "15"), &figures(), &chosen, &GapCounts::default(), term(), &names).text;
    assert!(text.contains("“He sang it all day”") && !text.contains("Ben"), "{text}");
}

#[test]
fn five_are_chosen_strongest_first_and_as_different_as_there_are() {
    let of = |n: u128, child: u128, by: u128, month: u32, changed: bool| {
        let mut cited = cited(n, child, &[], [true, false, false], changed);
        cited.piece.by = PersonId(id(by));
        cited.piece.day = day(month, 10);
        cited
    };
    let pieces = vec![
        of(1, 1, 1, 11, true),
        of(2, 1, 1, 11, true),
        of(3, 1, 1, 11, true),
        of(4, 2, 1, 11, false),
        of(5, 2, 2, 10, false),
        of(6, 3, 3, 9, false),
        of(7, 3, 3, 9, false),
    ];
    let numbers =
        |chosen: Vec<Cited>| chosen.iter().map(|cited| cited.piece.entry.0.as_u128()).collect::<Vec<_>>();
    // A child each first (1, 5, 6); then, all being as much alike, the strongest (2); then another month (7).
    assert_eq!(numbers(choose(pieces.clone())), [1, 2, 5, 6, 7]);
    assert_eq!(numbers(choose(pieces[..2].to_vec())), [1, 2]);
    assert!(choose(Vec::new()).is_empty());
    // A record that names two children is cited once.
    assert_eq!(numbers(choose(vec![of(1, 1, 1, 11, true), of(1, 2, 1, 11, true)])), [1]);
}

#[test]
fn another_wording_goes_before_the_same_one_again() {
    let of = |n: u128, text: &str, changed: bool| {
        let cited = cited(n, n, &[], [true, false, false], changed);
        Cited { text: text.to_string(), ..cited }
    };
    let pieces = [
        of(1, "Showed dad the learning journey. Dad took it home.", true),
        of(2, "Showed mum the learning journey. Mum took it home.", true),
        of(3, "Gran asked what a schema is.", false),
        of(4, "", false),
        of(5, "", false),
    ];
    let chosen = |take: usize| -> Vec<u128> {
        let chosen = choose(pieces[..take].to_vec());
        chosen.iter().map(|cited| cited.piece.entry.0.as_u128()).collect()
    };
    assert_eq!(chosen(5), [1, 2, 3, 4, 5]);
    assert!(worded_alike(&pieces[0].text, &pieces[1].text));
    assert!(!worded_alike(&pieces[0].text, &pieces[2].text) && !worded_alike("", ""));
    let many = (10..20).map(|n| of(n, "Showed granny the learning journey. Granny took it home.", true));
    let many: Vec<Cited> = pieces.iter().cloned().chain(many).collect();
    let texts: BTreeSet<_> = choose(many).into_iter().map(|cited| cited.text).collect();
    assert!(texts.contains("Gran asked what a schema is."), "{texts:?}");
}

fn any_cited() -> impl Strategy<Value = Cited> {
    let words =
        prop::sample::select(vec!["", "She sang it all evening.", "What a day!", "He ate 3 of them all"]);
    (1..30_u128, 1..6_u128, 1..4_u128, 9..12_u32, 1..28_u32, any::<[bool; 2]>(), any::<bool>(), words)
        .prop_map(|(n, child, by, month, date, [family, said], changed, words)| {
            let mut cited = cited(n, child, &[words], [true, family, said], changed);
            cited.piece.by = PersonId(id(by));
            cited.piece.day = day(month, date);
            cited.piece.kind = if n % 5 == 0 { Err("home-visit".to_string()) } else { Ok(Kind::PickUp) };
            cited
        })
}

fn any_figures() -> impl Strategy<Value = Figures> {
    (
        0..90_u32,
        0..40_u32,
        0..40_u32,
        any::<[u32; 3]>(),
        any::<u32>(),
        prop::option::of(1..28_u32),
        any::<bool>(),
    )
        .prop_map(|(entries, families, more, voices, changed, last, quiet)| Figures {
            entries,
            talks: entries,
            families,
            on_roll: families + more,
            voices: voices.map(|voice| voice % (entries + 1)),
            changed: changed % (entries + 1),
            last: last.map(|last| day(11, last)),
            weeks: if quiet { [0; 13] } else { [1; 13] },
            ..Figures::default()
        })
}

/// The sentences of a draft: what ends with a full stop, or with a quotation's own mark inside a sentence.
fn sentences(text: &str) -> usize {
    text.split(". ").count()
}

proptest! {
    #[test]
    fn the_choice_does_not_depend_on_the_order(
        (pieces, shuffled) in prop::collection::vec(any_cited(), 0..20)
            .prop_flat_map(|pieces| (Just(pieces.clone()), Just(pieces).prop_shuffle()))
    ) {
        let chosen = choose(pieces.clone());
        prop_assert_eq!(&chosen, &choose(shuffled));
        let entries: BTreeSet<_> = pieces.iter().map(|cited| cited.piece.entry).collect();
        prop_assert_eq!(chosen.len(), entries.len().min(MOST_CITED));
    }

    #[test]
    fn a_draft_is_two_to_five_sentences_with_no_figure_but_ours(
        figures in any_figures(),
        chosen in prop::collection::vec(any_cited(), 0..9),
        about in prop::sample::select(vec![About::Families, About::Setting]),
        from in prop::sample::select(vec![From::Daily, From::Partly, From::Other]),
        code in 1..40_u32,
        opening in any::<bool>(),
        (someone_else, just_started) in (0..3_u32, 0..3_u32),
    ) {
        let chosen = choose(chosen);
        let families = (figures.on_roll - figures.families).max(someone_else + just_started);
        let gaps = GapCounts { families, someone_else, just_started };
        let opening = opening.then(|| HOME.to_string());
        let statement = Statement { about, from, opening, ..statement(&code.to_string()) };
        let text = draft(&statement, &figures, &chosen, &gaps, term(), &nobody).text;
        prop_assert_eq!(&text, &draft(&statement, &figures, &chosen, &gaps, term(), &nobody).text);
        prop_assert!((2..=5).contains(&sentences(&text)), "{}", text);
        prop_assert!(text.ends_with('.') && !text.contains("  ") && !text.contains(".."), "{}", text);
        prop_assert!(!text.contains("Z.Q.") && !text.contains("Gran"), "{}", text);

        let mut rest = text.clone();
        let mut seen = BTreeSet::new();
        for number in 1..=9 {
            let cite = format!("[{number}]");
            if rest.contains(&cite) {
                prop_assert!(number <= chosen.len(), "{}", text);
                seen.insert(number);
            }
            rest = rest.replace(&cite, "");
        }
        // Each entry of the list is cited.
        if figures.entries > 0 {
            prop_assert_eq!(seen.len(), chosen.len(), "{}", text);
        }
        let ours: BTreeSet<String> = [figures.entries, figures.families, figures.on_roll, figures.changed]
            .into_iter()
            .chain(figures.voices)
            .chain([families, someone_else, just_started])
            .chain(figures.last.map(|last| last.day()))
            .map(|figure| figure.to_string())
            .collect();
        for digits in rest.replace(',', "").split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()) {
            prop_assert!(ours.contains(digits), "{} in {}", digits, text);
        }
    }
}
