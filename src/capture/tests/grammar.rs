use proptest::prelude::*;

use super::*;
use crate::capture::grammar::{PLAIN, read};
use crate::capture::note::{MarkKind, Note, Silence};
use crate::domain::NoTalk;

fn note(text: &str) -> Note {
    Desk::new().reading(Kind::DropOff, false, |ctx| read(text, ctx))
}

fn strict(text: &str) -> Note {
    Desk::new().reading(Kind::DropOff, true, |ctx| read(text, ctx))
}

/// All that a note says, in one line: kind, flags, parts with their quotations and follow-ups, with, when.
fn said(note: &Note) -> String {
    let mut all: Vec<String> = Vec::new();
    all.extend(note.kind.map(|kind| format!("{}:", kind.letter())));
    all.extend(note.siblings.then(|| "siblings".to_string()));
    all.extend(note.again.then(|| "again".to_string()));
    all.extend(note.no_talk.map(|silence| match silence {
        Silence::Waiting => "why?".to_string(),
        Silence::Because(reason) => format!("no-talk {}", reason.label()),
    }));
    for part in &note.parts {
        let mut text = format!("{}{}", if part.step { "> " } else { "" }, part.text);
        for words in &part.family_words {
            text += &format!(" <{words}>");
        }
        for code in &part.phrases {
            text += &format!(" #{code}");
        }
        if let Some(day) = part.follow_up {
            text += &format!(" !{day}");
        }
        all.push(text);
    }
    all.extend(note.with.iter().map(|word| format!("@{word}")));
    if let Some(at) = note.happened {
        all.extend(at.day.map(|day| format!("@{day}")));
        all.extend(at.time.map(|time| time.format("@%H:%M").to_string()));
    }
    all.join(" | ")
}

#[test]
fn a_number_past_those_on_the_digits_finds_its_phrase() {
    let said_of = |text: &str| Desk::new().reading(Kind::Feedback, false, |ctx| said(&read(text, ctx)));
    assert_eq!(said_of("fine .6 later"), "Fine. Sang. Later. #feedback.sang");
    for text in [".5", ".7", ".0", ".06", ".60", "1.6", "took .6 ml", "took .6mg"] {
        assert!(!said_of(text).contains("#feedback.sang"), "{text}");
    }
}

#[test]
fn every_mark_is_read_where_it_counts_and_stays_text_where_not() {
    for (typed, read) in [
        // Words alone.
        ("", ""),
        ("   ", ""),
        ("slept well", "Slept well."),
        ("Slept well.", "Slept well."),
        ("slept well, up at 5", "Slept well, up at 5."),
        ("slept badly. may be tired", "Slept badly. May be tired."),
        ("what a day! loved it", "What a day! Loved it."),
        ("is she well?", "Is she well?"),
        ("about 11 a.m. today", "About 11 a.m. today."),
        ("iPad time (short)", "iPad time (short)."),
        ("łukasz came", "Łukasz came."),
        ("2 bowls", "2 bowls."),
        ("happy 🙂", "Happy 🙂"),
        ("...", ""),
        ("5.30 half-term", "5.30 half-term."),
        ("Wow! so good", "Wow! So good."),
        // The kind.
        ("d: cried", "d: | Cried."),
        ("f: new word: bubble. Slept 35 minutes", "f: | New word: bubble. Slept 35 minutes."),
        ("p:fun", "p: | Fun."),
        ("N: read a book", "n: | Read a book."),
        ("t: second visit", "t: | Second visit."),
        ("t:", "t:"),
        ("t: 38.2", "T: 38.2."),
        ("t:38.2 at noon", "T:38.2 at noon."),
        ("x: cried", "X: cried."),
        (" d: cried", "D: cried."),
        ("mum: he counted", "Mum: he counted."),
        ("d : cried", "D : cried."),
        ("slept d: well", "Slept d: well."),
        // Phrases.
        (".settled", "Settled quickly, happy goodbye. #drop-off.settled"),
        (".SETTLED then played", "Settled quickly, happy goodbye. Then played. #drop-off.settled"),
        ("came in late .settled", "Came in late. Settled quickly, happy goodbye. #drop-off.settled"),
        ("came in late, .settled", "Came in late, settled quickly, happy goodbye. #drop-off.settled"),
        (".tired 5am", "Tired, woke at 5am. #drop-off.tired"),
        (".tired 5am > read the bear book", "Tired, woke at 5am. #drop-off.tired | > Read the bear book."),
        (".tired 5am @mum", "Tired, woke at 5am. #drop-off.tired | @mum"),
        (".tired", "Tired. #drop-off.tired"),
        (".upset 10", "Upset at goodbye, fine after 10 minutes. #drop-off.upset"),
        ("f: .slept 40, happy", "f: | Slept 40 minutes, woke happy. #feedback.slept"),
        ("f: .slept 40", "f: | Had a sleep. 40. #feedback.slept"),
        (".most", "Ate most of it. #feedback.most"),
        ("p: .tired", "p: | A tired end to the day. #pick-up.tired"),
        (".unknown word", ".unknown word."),
        // Choices: their digits, first letters, or other words up to the next mark.
        ("f: .ate most, lunch", "f: | Ate most of lunch. #feedback.ate"),
        ("f: .ate most lunch", "f: | Ate most of lunch. #feedback.ate"),
        ("f: .ate 2 1", "f: | Ate most of lunch. #feedback.ate"),
        ("f: .ate m t", "f: | Ate most of tea. #feedback.ate"),
        ("f: .ate half, the soup", "f: | Ate half of the soup. #feedback.ate"),
        ("f: .ate 2, 1. asked for more", "f: | Ate most of lunch. Asked for more. #feedback.ate"),
        ("f: .ate most lunch @mum", "f: | Ate most of lunch. #feedback.ate | @mum"),
        ("f: .ate", "f: | Sat down to eat. #feedback.ate"),
        ("f: .dry 2", "f: | Dry all day. #feedback.dry"),
        ("f: .dry all d, new pants", "f: | Dry all day. New pants. #feedback.dry"),
        ("f: .dry until noon", "f: | Dry until noon. #feedback.dry"),
        ("f: Ate most of [ ].", "f: | Ate most."),
        ("f: Dry [ ].", "f: | Dry for a good while. #feedback.dry"),
        // A number past those on the digits.
        (".6", ".6."),
        (".5 ml", ".5 ml."),
        ("a.settled", "A.settled."),
        ("Settled quickly, happy goodbye.", "Settled quickly, happy goodbye. #drop-off.settled"),
        ("Tired, woke at 5am", "Tired, woke at 5am. #drop-off.tired"),
        ("Tired, woke at [ ].", "Tired. #drop-off.tired"),
        ("Upset at goodbye, fine after [ ] minutes. ok now", "Upset at goodbye. Ok now. #drop-off.upset"),
        // Digits.
        ("1", "Nothing new from home. #drop-off.new"),
        ("4", "Tired. #drop-off.tired"),
        ("4 ", "4."),
        ("6", "6."),
        ("0", "0."),
        ("1 tooth", "1 tooth."),
        ("12", "12."),
        ("n: 3", "N: 3."),
        // Brothers and sisters.
        ("+", "siblings"),
        ("+ fun at the tray", "siblings | Fun at the tray."),
        ("+fun", "siblings | Fun."),
        ("+1", "siblings | Nothing new from home. #drop-off.new"),
        ("+5 minutes", "+5 minutes."),
        ("p: + fun", "p: | siblings | Fun."),
        ("fun + games", "Fun + games."),
        // Steps.
        ("fun > pour at bath time", "Fun. | > Pour at bath time."),
        ("> read the bear book", "> Read the bear book."),
        (">read", "> Read."),
        ("fun > read > sing", "Fun. | > Read. | > Sing."),
        ("temp > 38", "Temp > 38."),
        ("> 38 all night", "> 38 all night."),
        ("a>b", "A>b."),
        ("fun >", "Fun."),
        ("n: count the stairs", "n: | Count the stairs."),
        // The family's own words.
        ("\"Can she rest early?\" @mum", "“Can she rest early?” <Can she rest early?> | @mum"),
        ("up at 5. \"Can she rest?\"", "Up at 5. “Can she rest?” <Can she rest?>"),
        ("“she did it” today", "“she did it” today. <she did it>"),
        ("\"she did it", "“she did it”. <she did it>"),
        ("\"can she rest @mum > read", "“can she rest”. <can she rest> | > Read. | @mum"),
        ("\"one\" and \"two\"", "“one” and “two”. <one> <two>"),
        ("\"at 5 @ home > 3\"", "“at 5 @ home > 3”. <at 5 @ home > 3>"),
        ("\"open > read the \"bear\" book", "“open”. <open> | > Read the “bear” book. <bear>"),
        ("5\" of snow", "5\" of snow."),
        ("told \"\" it", "Told it."),
        (
            "\"He never stops talking about it.\" @dad",
            "“He never stops talking about it.” <He never stops talking about it.> | @dad",
        ),
        ("she said \\\"so", "She said \"so."),
        // Whom with.
        ("fine @mum", "Fine. | @mum"),
        ("@mum fine", "Fine. | @mum"),
        ("fine @Mum, thanks", "Fine, thanks. | @mum"),
        ("fine @mum @dad today", "Fine today. | @mum | @dad"),
        ("fine @baba", "Fine. | @baba"),
        ("seen @foster carer here", "Seen here. | @foster carer"),
        ("seen @foster-carer", "Seen. | @foster carer"),
        ("fine @MÀMMY", "Fine. | @mammy"),
        ("fine @somebody", "Fine @somebody."),
        ("fine @mumsy", "Fine @mumsy."),
        ("a@mum", "A@mum."),
        ("fine @", "Fine @"),
        // When.
        ("cried @8:15", "Cried. | @08:15"),
        ("cried @8.15.", "Cried. | @08:15"),
        ("cried @4:30", "Cried. | @16:30"),
        ("cried @4pm", "Cried. | @16:00"),
        ("cried @0815 a bit", "Cried a bit. | @08:15"),
        ("cried @12:10", "Cried. | @12:10"),
        ("cried @16:30", "Cried. | @16:30"),
        ("cried @25:00", "Cried @25:00."),
        ("cried @8:7", "Cried @8:7."),
        ("cried @yesterday", "Cried. | @2026-11-23"),
        ("cried @yesterday @4:30", "Cried. | @2026-11-23 | @16:30"),
        ("cried @yesterdays", "Cried @yesterdays."),
        // Follow-ups.
        ("ask for socks !", "Ask for socks. !2026-11-24"),
        ("ask for socks !fri", "Ask for socks. !2026-11-27"),
        ("ask !tue please", "Ask please. !2026-12-01"),
        ("ask !Monday", "Ask. !2026-11-30"),
        ("ask !maybe", "Ask !maybe."),
        ("! ask > do it !wed", "Ask. !2026-11-24 | > Do it. !2026-11-25"),
        ("ask !!", "Ask !!"),
        // Each child's own name.
        ("{name} ate most", "{name} ate most."),
        ("pasta, ({Name}) ate", "Pasta, ({name}) ate."),
        ("pasta for {name}", "Pasta for {name}."),
        // Again, and no talk.
        ("=", "again"),
        ("= 5", "= 5."),
        ("-", "why?"),
        ("- ", "why?"),
        ("-2", "no-talk someone else came | No talk: someone else came."),
        ("- rushed", "no-talk rushed | No talk: rushed."),
        ("- Someone else", "no-talk someone else came | No talk: someone else came."),
        ("- phone @8:15", "no-talk phone | No talk: phone. | @08:15"),
        ("p: - 4", "p: | no-talk other | No talk: other."),
        ("-5", "-5."),
        ("- rushed off to work", "- Rushed off to work."),
        // A backslash.
        ("\\> read", "> Read."),
        ("fine \\@mum", "Fine @mum."),
        ("\\d: cried", "D: cried."),
        ("\\- rushed", "- Rushed."),
        ("\\1", "1."),
        ("\\{name} is a mark", "{name} is a mark."),
        ("c:\\temp", "C:\\temp."),
        ("fine \\", "Fine \\"),
        // Lines of the file of a day.
        (
            "up at 5, may be tired @mum ! > count the stairs together at home",
            "Up at 5, may be tired. !2026-11-24 | > Count the stairs together at home. | @mum",
        ),
        (
            "gran says mum is visiting at the weekend @gran",
            "Gran says mum is visiting at the weekend. | @gran",
        ),
        (
            "visit to the next room talked over with mum, she would like to come along @mum",
            "Visit to the next room talked over with mum, she would like to come along. | @mum",
        ),
        ("f: pasta for lunch, {name} ate most of it", "f: | Pasta for lunch, {name} ate most of it."),
        ("mum: he counted the stairs, 1 to 5 @mum", "Mum: he counted the stairs, 1 to 5. | @mum"),
    ] {
        assert_eq!(said(&note(typed)), read, "{typed:?}");
    }
}

#[test]
fn a_sign_after_a_character_makes_it_only_a_character() {
    for (typed, read) in [
        (format!("n{PLAIN}: read"), "N: read."),
        (format!("fine @{PLAIN}mum"), "Fine @mum."),
        (format!("fun >{PLAIN} pour"), "Fun > pour."),
        (format!("-{PLAIN} rushed"), "- Rushed."),
        (format!("={PLAIN}"), ""),
        (format!("+{PLAIN} fun"), "+ Fun."),
        (format!("1{PLAIN}"), "1."),
        (format!(".{PLAIN}tired 5"), ".tired 5."),
        (format!("{{{PLAIN}name}} ate"), "{name} ate."),
        (format!("say \"{PLAIN}so\""), "Say \"so\""),
    ] {
        assert_eq!(said(&note(&typed)), read, "{typed:?}");
    }
}

#[test]
fn an_unfilled_gap_is_named_on_the_card_and_drops_its_clause_in_a_file() {
    assert_eq!(note("fine .tired").gap, Some(5..11));
    assert_eq!(note("Tired, woke at [ ]").gap, Some(15..18));
    assert_eq!(note("4").gap, Some(0..1));
    assert_eq!(note("Tired, woke at 5am").gap, None);
    assert_eq!(note(".tired 5am").gap, None);
    assert_eq!(note("not a \\[ ] gap").gap, None);
    assert_eq!(note("\"a [ ] b\"").parts[0].text, "“a [ ] b”.");
    let note = strict(".tired > read");
    assert_eq!((note.gap.clone(), said(&note)), (None, "Tired. #drop-off.tired | > Read.".to_string()));
}

#[test]
fn marks_say_where_they_stand() {
    use MarkKind::*;
    let kinds = |text: &str| note(text).marks;
    assert_eq!(kinds("n: fine"), [(0..2, Kind)]);
    assert_eq!(
        kinds("\"Can she\" @mum > read !fri"),
        [(0..1, Quote), (8..9, QuoteEnd), (10..14, Adult), (15..16, Step), (22..26, FollowUp)]
    );
    assert_eq!(kinds("- 2"), [(0..1, NoTalk)]);
    assert_eq!(kinds("fine {name} \\@mum"), [(5..11, Name), (12..13, Escape)]);
    assert_eq!(
        kinds("fine @8:15 @yesterday .tired 5"),
        [(5..10, Time), (11..21, Yesterday), (22..28, Phrase)]
    );
    assert_eq!(kinds("nothing at all"), []);
}

#[test]
fn when_it_happened_is_reckoned_from_now() {
    let at = |text: &str| note(text).moment(now()).iso();
    assert_eq!(at("cried"), "2026-11-24T08:47:00+00:00");
    assert_eq!(at("cried @8:15"), "2026-11-24T08:15:00+00:00");
    assert_eq!(at("cried @yesterday"), "2026-11-23T08:47:00+00:00");
    assert_eq!(at("cried @yesterday @4:30"), "2026-11-23T16:30:00+00:00");
}

#[test]
fn every_reason_is_known_by_its_number_and_its_words() {
    for (index, reason) in NoTalk::ALL.into_iter().enumerate() {
        for typed in [format!("-{}", index + 1), format!("- {}", index + 1), format!("- {}", reason.label())]
        {
            assert_eq!(note(&typed).no_talk, Some(Silence::Because(reason)), "{typed}");
        }
    }
}

proptest! {
    #[test]
    fn text_without_a_mark_comes_back_whole(text in "[a-zA-Zé0-9][a-zA-Zéł0-9][a-zA-Zéł0-9,;:?'() -]{0,80}") {
        let typed = text.trim();
        let note = note(&text);
        prop_assert_eq!(note.marks.len(), 0);
        let saved = &note.parts[0].text;
        let bare = saved.strip_suffix('.').unwrap_or(saved);
        prop_assert_eq!(bare.to_lowercase(), typed.to_lowercase());
    }

    #[test]
    fn any_note_can_be_read(text in "\\PC{0,60}") {
        let _ = note(&text);
    }

    #[test]
    fn any_heap_of_marks_can_be_read_and_its_places_lie_within(
        bits in prop::collection::vec(prop::sample::select(vec![
            "d:", ".tired", ".settled ", "1", "+", ">", " > ", "\"", " \"", "“", "”", "@mum ", "@8:15", "@yesterday",
            "!", " !fri", "{name}", "=", "-", "\\", "[ ]", "[", " ", "é", "word", "\u{fe0e}", "\n", "😀", "2", ".", "@",
        ]), 0..14),
    ) {
        let text = bits.concat();
        let note = note(&text);
        for (place, _) in &note.marks {
            prop_assert!(text.get(place.clone()).is_some_and(|mark| !mark.is_empty()));
        }
        if let Some(gap) = note.gap {
            prop_assert!(text.get(gap).is_some());
        }
        for part in &note.parts {
            prop_assert!(!part.text.contains(PLAIN) && !part.text.contains('\n'));
        }
    }
}
