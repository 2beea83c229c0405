use proptest::prelude::*;

use super::*;
use crate::capture::finder::{Class, State, find, find_one};
use crate::capture::who::{WhoTrouble, who};
use crate::domain::{Group, Presence};

fn state(desk: &Desk, room: u128, typed: &str) -> State {
    find(typed, &desk.asking(room)).state
}

/// Every way of typing a child: first two letters, last three, middle three, initials, without apostrophe,
/// without accent, small and capital, and the number on the board.
fn ways(child: &Child, number: usize) -> Vec<String> {
    let slice =
        |text: &str, from: usize, count: usize| text.chars().skip(from).take(count).collect::<String>();
    let mut ways = vec![number.to_string()];
    for name in [child.first_name(), child.forename.as_str(), child.surname.as_str()] {
        let length = name.chars().count();
        ways.push(slice(name, 0, 2));
        ways.push(slice(name, length.saturating_sub(3), 3));
        ways.push(slice(name, length.saturating_sub(3) / 2, 3));
        ways.push(name.replace('\'', ""));
        ways.push(name.to_uppercase());
        ways.push(crate::domain::name::fold(name));
    }
    let letter = |name: &str| slice(name, 0, 1);
    ways.push(letter(child.first_name()) + &letter(&child.surname));
    ways.push((letter(&child.forename) + &letter(&child.surname)).to_lowercase());
    ways.push(child.name());
    ways
}

#[test]
fn every_child_is_found_by_any_piece_on_top_or_in_a_tie() {
    let mut desk = Desk::new();
    // However often somebody else is written for.
    desk.written.insert(child(2), 500);
    desk.written.insert(child(19), 500);
    for room in [SUNFLOWER, ACORN] {
        for (index, wanted) in desk.roll.in_room(id(room), today()).into_iter().enumerate() {
            for typed in ways(wanted, index + 1) {
                if typed.trim().is_empty() {
                    continue;
                }
                let finding = find(&typed, &desk.asking(room));
                match finding.state {
                    State::One(found) => {
                        assert_eq!(found, wanted.id, "{typed} for {}", wanted.name());
                        assert_eq!(finding.hits[0].child, wanted.id, "{typed}");
                    }
                    State::Tie => {
                        assert!(finding.hits.iter().any(|hit| hit.child == wanted.id), "{typed}");
                    }
                    other => panic!("{typed} for {}: {other:?}", wanted.name()),
                }
            }
        }
    }
}

#[test]
fn the_usual_ways_go_straight_to_one_child() {
    let desk = Desk::new();
    for (room, typed, number) in [
        (SUNFLOWER, "ao", 1),
        (SUNFLOWER, "ava o", 1),
        (SUNFLOWER, "AVA P", 2),
        (SUNFLOWER, "patel ava", 2),
        (SUNFLOWER, "be", 3),
        (SUNFLOWER, "ben", 3),
        (SUNFLOWER, "benedict", 3),
        (SUNFLOWER, "chidi", 4),
        (SUNFLOWER, "ace", 8),
        (SUNFLOWER, "hgo", 9),
        (SUNFLOWER, "4", 4),
        (SUNFLOWER, " 12 ", 12),
        (ACORN, "zoe", 17),
        (ACORN, "Zoe\u{308}", 17),
        (ACORN, "vanderberg", 17),
        (ACORN, "zb", 17),
        (ACORN, "al-has", 16),
        (ACORN, "nguyen", 23),
        (ACORN, "thi", 23),
        (ACORN, "seun", 18),
        (ACORN, "jack smi", 19),
    ] {
        assert_eq!(state(&desk, room, typed), State::One(child(number)), "{typed}");
    }
}

#[test]
fn a_tie_is_never_broken_by_presence_or_by_habit() {
    let mut desk = Desk::new();
    for (presence, times) in [(Presence::Away, 0), (Presence::Gone, 900), (Presence::Here, 900)] {
        desk.presence.insert(child(1), presence);
        desk.written.insert(child(2), times);
        assert_eq!(state(&desk, SUNFLOWER, "ava"), State::Tie);
        assert_eq!(state(&desk, SUNFLOWER, "av"), State::Tie);
        assert_eq!(state(&desk, SUNFLOWER, "oneill"), State::Tie);
    }
    assert_eq!(state(&desk, ACORN, "jack sm"), State::Tie);
    // Inside Grace, and the initials of Chidi Eze.
    assert_eq!(state(&desk, SUNFLOWER, "ce"), State::Tie);
}

#[test]
fn a_child_who_is_away_and_fits_best_is_not_passed_over_for_one_who_is_here() {
    let mut desk = Desk::new();
    // The letters stand in Hugo Nowak's name too, but scattered.
    desk.presence.insert(child(11), Presence::Away);
    let finding = find("noa", &desk.asking(SUNFLOWER));
    assert_eq!(finding.state, State::One(child(11)));
    desk.presence.insert(child(12), Presence::Away);
    // One name begins with it; another has it within, and that child is here.
    desk.roll.children[5].forename = "Elizara".to_string();
    let finding = find("zar", &desk.asking(SUNFLOWER));
    assert_eq!(finding.hits[0].child, child(6));
    assert_eq!(finding.state, State::Tie);
}

#[test]
fn those_here_come_first_then_the_better_match_then_habit_then_the_alphabet() {
    let mut desk = Desk::new();
    desk.presence.insert(child(1), Presence::Away);
    let order = |desk: &Desk| -> Vec<ChildId> {
        find("ava", &desk.asking(SUNFLOWER))
            .hits
            .iter()
            .filter(|hit| !hit.elsewhere)
            .map(|hit| hit.child)
            .collect()
    };
    assert_eq!(order(&desk), [child(2), child(1)]);
    desk.presence.insert(child(1), Presence::Expected);
    assert_eq!(order(&desk), [child(1), child(2)]);
    desk.written.insert(child(2), 3);
    assert_eq!(order(&desk), [child(2), child(1)]);
}

#[test]
fn children_elsewhere_come_last_and_are_one_more_enter_away() {
    let desk = Desk::new();
    let finding = find("mia", &desk.asking(SUNFLOWER));
    assert_eq!(finding.state, State::Elsewhere);
    assert!(finding.hits[0].elsewhere && finding.hits[0].class == Class::WordStart);
    assert_eq!(state(&desk, SUNFLOWER, "archie"), State::Elsewhere);
    let finding = find("m", &desk.asking(SUNFLOWER));
    assert_eq!(finding.hits[0].child, child(7));
    assert!(finding.hits.iter().skip_while(|hit| !hit.elsewhere).all(|hit| hit.elsewhere));
}

#[test]
fn nearly_right_is_offered_and_nonsense_is_not() {
    let desk = Desk::new();
    assert_eq!(state(&desk, SUNFLOWER, "avs"), State::Near(vec![child(1), child(2)]));
    assert_eq!(state(&desk, SUNFLOWER, "chdii"), State::Near(vec![child(4)]));
    assert_eq!(state(&desk, SUNFLOWER, "garce"), State::Near(vec![child(8)]));
    assert_eq!(state(&desk, SUNFLOWER, "avs o"), State::Near(vec![child(1)]));
    assert_eq!(state(&desk, SUNFLOWER, "xq"), State::Nobody);
    // Scattered letters of a child elsewhere do not hide the slip.
    let mut crowded = Desk::new();
    crowded.roll.children[12].forename = "Avani".to_string();
    crowded.roll.children[12].surname = "Moss".to_string();
    let finding = find("avs", &crowded.asking(SUNFLOWER));
    assert_eq!((finding.hits.len(), finding.state), (1, State::Near(vec![child(1), child(2)])));
    assert_eq!(state(&desk, SUNFLOWER, "13"), State::Nobody);
    assert_eq!(state(&desk, SUNFLOWER, "0"), State::Nobody);
    assert_eq!(state(&desk, SUNFLOWER, "99999999999999999999999999"), State::Nobody);
    assert_eq!(state(&desk, SUNFLOWER, "  "), State::Empty);
    assert_eq!(state(&desk, SUNFLOWER, "''"), State::Nobody);
}

#[test]
fn who_reads_lists_numbers_everyone_and_siblings() {
    let mut desk = Desk::new();
    desk.presence.insert(child(7), Presence::Away);
    desk.presence.insert(child(12), Presence::Gone);
    let of = |desk: &Desk, room: u128, text: &str| who(text, &desk.asking(room)).map(|who| who.children);
    let numbers = |numbers: &[u128]| Ok(numbers.iter().map(|&number| child(number)).collect::<Vec<_>>());
    for (text, expected) in [
        ("ao", vec![1]),
        ("ben, 4", vec![3, 4]),
        ("ben,ben, 3,", vec![3]),
        ("ao+", vec![1, 11]),
        ("noah +, ben", vec![11, 1, 3]),
        ("noah, ao+", vec![11, 1]),
        ("daisy+", vec![5]),
        ("*", vec![1, 2, 3, 4, 5, 6, 8, 9, 10, 11]),
        ("zara, *", vec![12, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11]),
    ] {
        assert_eq!(of(&desk, SUNFLOWER, text), numbers(&expected), "{text}");
    }
    desk.presence.clear();
    assert_eq!(of(&desk, SUNFLOWER, "*"), Err(WhoTrouble::NobodyHere));
}

#[test]
fn siblings_of_another_room_are_not_taken_along() {
    let mut desk = Desk::new();
    desk.roll.children[10].room = id(ACORN);
    assert_eq!(who("ao+", &desk.asking(SUNFLOWER)).unwrap().children, [child(1)]);
}

#[test]
fn what_is_not_clear_is_said_in_a_sentence() {
    let desk = Desk::new();
    let said = |room: u128, text: &str| who(text, &desk.asking(room)).unwrap_err().to_string();
    assert_eq!(said(SUNFLOWER, "ava"), "Two Avas: 1 or 2?");
    assert_eq!(said(SUNFLOWER, "ben, ava+"), "Two Avas: 1 or 2?");
    assert_eq!(said(SUNFLOWER, "no"), "Noah O'Neill or Hugo Nowak: 1 or 2?");
    assert_eq!(said(SUNFLOWER, "avs o"), "Nobody called “avs o”. Did you mean Ava O'Neill?");
    assert_eq!(said(SUNFLOWER, "xq"), "Nobody called “xq”.");
    assert_eq!(said(SUNFLOWER, "40"), "There is no number 40 on this room's board.");
    assert_eq!(said(SUNFLOWER, "mia"), "Mia MacLeod is in Acorn room.");
    assert_eq!(said(SUNFLOWER, "archie"), "Archie Green has left.");
    assert_eq!(said(SUNFLOWER, " , "), "Who is it for? Type any part of a name.");
    assert!(
        matches!(who("ava", &desk.asking(SUNFLOWER)), Err(WhoTrouble::Tie { children, .. }) if children.len() == 2)
    );
}

proptest! {
    #[test]
    fn anything_may_be_typed_for_who(text in "\\PC{0,24}") {
        let desk = Desk::new();
        let _ = find(&text, &desk.asking(SUNFLOWER));
        let _ = who(&text, &desk.asking(ACORN));
    }

    #[test]
    fn who_is_meant_is_the_same_whether_all_are_listed_or_not(text in "[a-z]{1,5}( [a-z]{1,3})?") {
        let desk = Desk::new();
        for room in [SUNFLOWER, ACORN] {
            let (all, one) = (find(&text, &desk.asking(room)), find_one(&text, &desk.asking(room)));
            prop_assert_eq!(&one.state, &all.state);
            if !matches!(one.state, State::One(_)) {
                prop_assert_eq!(&one.hits, &all.hits);
            }
        }
    }

    #[test]
    fn one_child_is_only_ever_taken_where_no_other_matches_as_well(text in "[a-z]{1,5}( [a-z]{1,3})?") {
        let desk = Desk::new();
        let finding = find(&text, &desk.asking(SUNFLOWER));
        if let State::One(found) = finding.state {
            let class = finding.hits.iter().find(|hit| hit.child == found).unwrap().class;
            let same = finding.hits.iter().filter(|hit| !hit.elsewhere && hit.class <= class).count();
            prop_assert_eq!(same, 1);
        }
    }
}

/// The room's groups, by name and by the places of their children in the register.
fn grouped(groups: &[(&str, &[u128])]) -> Desk {
    let mut desk = Desk::new();
    for (number, (name, children)) in (1..).zip(groups) {
        desk.roll.groups.push(Group {
            id: id(7000 + number),
            room: id(SUNFLOWER),
            name: (*name).to_string(),
            children: children.iter().map(|number| child(*number)).collect(),
        });
    }
    desk
}

#[test]
fn a_group_is_found_by_any_part_of_its_name_and_never_beside_a_child_unsaid() {
    let mut desk =
        grouped(&[("lunch", &[2, 3, 4]), ("nap", &[3]), ("buggy walk", &[5, 6]), ("gardeners", &[6])]);
    let group = |number: u128| State::Group(id(7000 + number));
    for (typed, wanted) in [
        ("lun", group(1)),
        ("LUNCH", group(1)),
        ("unch", group(1)),
        ("nap", group(2)),
        ("walk", group(3)),
        ("bug wal", group(3)),
        ("buggywalk", group(3)),
        // One letter that begins a child's name and a group's: nothing is guessed.
        ("n", State::Tie),
        ("b", State::Tie),
        // A word's beginning is surer than letters inside one, for a group as for a child.
        ("gra", State::One(child(8))),
        ("ga", group(4)),
        ("lunchy", State::Nobody),
    ] {
        assert_eq!(state(&desk, SUNFLOWER, typed), wanted, "{typed}");
    }
    assert_eq!(state(&desk, ACORN, "lunch"), State::Nobody, "another room's group");
    assert_eq!(who("lun", &desk.asking(SUNFLOWER)).unwrap().children, [child(2), child(3), child(4)]);
    let several = who("nap, walk, ben", &desk.asking(SUNFLOWER)).unwrap().children;
    assert_eq!(several, [child(3), child(5), child(6)], "nobody twice");
    let tie = who("n", &desk.asking(SUNFLOWER)).unwrap_err();
    let WhoTrouble::Tie { children, groups, .. } = tie else { panic!("{tie:?}") };
    assert_eq!((children.contains(&child(11)), groups.first()), (true, Some(&id(7002))));
    // However often a child is written for, and whoever is here.
    desk.written.insert(child(11), 500);
    assert_eq!(state(&desk, SUNFLOWER, "n"), State::Tie);
}

#[test]
fn a_group_leaves_out_who_does_not_come_and_says_so_where_nobody_does() {
    let mut desk = grouped(&[("lunch", &[2, 3, 4, 13, 24]), ("nap", &[3])]);
    desk.presence.insert(child(2), Presence::Here);
    desk.presence.insert(child(3), Presence::Away);
    desk.presence.insert(child(4), Presence::Expected);
    // Mia is of another room now, and Archie has left.
    assert_eq!(who("lunch", &desk.asking(SUNFLOWER)).unwrap().children, [child(2), child(4)]);
    let nobody = who("nap", &desk.asking(SUNFLOWER)).unwrap_err();
    assert_eq!(nobody.to_string(), "Nobody of “nap” is here today.");
}
