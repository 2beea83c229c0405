use super::*;
use crate::capture::editor::{Press, backspace, choices, drop_gap, expand, next_gap};
use crate::capture::grammar::read;

fn desk<T>(then: impl FnOnce(&Reading) -> T) -> T {
    Desk::new().reading(Kind::DropOff, false, then)
}

/// The note after it, the caret or selection marked with | and |.
fn shown(note: &str, edit: &crate::capture::editor::Edit) -> String {
    let mut after = edit.apply(note);
    after.insert(edit.select.end, '|');
    if !edit.select.is_empty() {
        after.insert(edit.select.start, '|');
    }
    after
}

#[test]
fn a_phrase_is_put_in_with_the_caret_in_its_gap() {
    desk(|ctx| {
        for (note, press, after) in [
            (".tired ", Press::Space, Some("Tired, woke at |[ ]|")),
            (".upset ", Press::Space, Some("Upset at goodbye, fine after |[ ]| minutes.")),
            (".settled ", Press::Space, Some("Settled quickly, happy goodbye. |")),
            ("slept ok .tired ", Press::Space, Some("slept ok. Tired, woke at |[ ]|")),
            ("d: .tired ", Press::Space, Some("d: Tired, woke at |[ ]|")),
            ("fun > .settled ", Press::Space, Some("fun > Settled quickly, happy goodbye. |")),
            (".tired", Press::Tab, Some("Tired, woke at |[ ]|")),
            (".tired", Press::Enter, Some("Tired, woke at |[ ]|")),
            ("4", Press::Tab, Some("Tired, woke at |[ ]|")),
            ("4", Press::Enter, Some("Tired, woke at |[ ]|")),
            ("1", Press::Tab, Some("Nothing new from home. |")),
            ("1", Press::Enter, None),
            (".settled", Press::Enter, None),
            ("4 ", Press::Space, None),
            (".nothing ", Press::Space, None),
            ("\\.tired ", Press::Space, None),
            ("5.tired ", Press::Space, None),
            ("words ", Press::Space, None),
            ("", Press::Tab, None),
        ] {
            let edit = expand(note, note.len(), press, ctx);
            assert_eq!(edit.map(|edit| shown(note, &edit)).as_deref(), after, "{note:?} {press:?}");
        }
        let edit = expand("a .tired now", 9, Press::Space, ctx).unwrap();
        assert_eq!(shown("a .tired now", &edit), "a. Tired, woke at |[ ]|.now");
    });
}

#[test]
fn a_gap_offers_the_choices_of_the_phrase_around_it() {
    Desk::new().reading(Kind::Feedback, false, |ctx| {
        for (note, gap, offered) in [
            ("Ate [ ] of [ ].", 4, "all most some none"),
            ("Ate [ ] of [ ].", 11, "lunch breakfast tea"),
            ("Ate a lot of [ ].", 13, "lunch breakfast tea"),
            ("fine. Ate [ ] of [ ]. Then slept", 10, "all most some none"),
            ("f:Dry [ ]", 6, "all morning|all day"),
            ("f: Dry [ ]", 7, "all morning|all day"),
            ("Dry [ ]", 4, "all morning|all day"),
            ("NotDry [ ]", 7, ""),
            ("Tired, woke at [ ]", 15, ""),
            ("Had [ ] of [ ].", 4, ""),
        ] {
            let found = choices(note, &(gap..gap + 3), ctx).unwrap_or_default();
            let offered: Vec<&str> = if offered.contains('|') {
                offered.split('|').collect()
            } else {
                offered.split_whitespace().collect()
            };
            assert_eq!(found, offered, "{note}");
        }
    });
}

#[test]
fn backspace_after_a_phrase_was_put_in_leaves_its_letters_as_text() {
    desk(|ctx| {
        let note = "fine .tired ";
        let edit = expand(note, note.len(), Press::Space, ctx).unwrap();
        let back = format!("{}{}", &note[..edit.range.start], edit.back);
        assert_eq!(back.replace('\u{fe0e}', ""), note);
        assert_eq!(read(&back, ctx).parts[0].text, "Fine .tired.");
    });
}

#[test]
fn backspace_right_after_a_mark_turns_it_into_text_once() {
    desk(|ctx| {
        for mark in [
            "n:",
            "fine @mum",
            "fine >",
            "fine !",
            "fine !fri",
            "=",
            "-",
            "+",
            "4",
            "fine @8:15",
            "{name}",
            "\"a\"",
            "fine \"",
        ] {
            let edit = backspace(mark, mark.len(), ctx).unwrap_or_else(|| panic!("{mark} is a mark"));
            let after = edit.apply(mark);
            assert_eq!(after.replace('\u{fe0e}', ""), mark);
            assert_eq!(edit.select, after.len()..after.len());
            assert_eq!(backspace(&after, after.len(), ctx), None, "{mark}");
            let plain = read(&after, ctx);
            assert!(plain.marks.len() < read(mark, ctx).marks.len(), "{mark}");
            assert_eq!((plain.kind, plain.again, plain.siblings), (None, false, false), "{mark}");
        }
        assert_eq!(backspace("fine", 4, ctx), None);
        assert_eq!(backspace("fine @mum ", 10, ctx), None);
    });
}

#[test]
fn gaps_are_gone_to_in_turn_and_dropped_with_their_clause() {
    desk(|ctx| {
        let note = "Slept [ ] minutes, woke [ ].";
        assert_eq!(next_gap(note, 0), Some(6..9));
        assert_eq!(next_gap(note, 9), Some(24..27));
        assert_eq!(next_gap(note, 27), Some(6..9));
        assert_eq!(next_gap("Slept", 0), None);
        for (note, after) in [
            ("Tired, woke at [ ]", Some("Tired|")),
            ("Tired, woke at [ ].", Some("Tired|.")),
            ("fine. Upset at goodbye, fine after [ ] minutes. ok", Some("fine. Upset at goodbye|. ok")),
            ("Slept 40 minutes, woke [ ].", Some("Slept 40 minutes, woke|.")),
            ("Ate most of [ ]", Some("Ate most|")),
            ("Ate most of [ ]. Then slept", Some("Ate most|. Then slept")),
            ("Ate most of [ ] and slept", Some("Ate most of| and slept")),
            ("Slept", None),
        ] {
            assert_eq!(drop_gap(note, ctx).map(|edit| shown(note, &edit)).as_deref(), after, "{note}");
        }
    });
}
