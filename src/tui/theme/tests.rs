//! What is promised of the colours, computed from the colours themselves.

use super::*;

#[test]
fn the_set_follows_what_the_terminal_says_of_itself() {
    let choose = |chosen, no, colorterm, term| Theme::choose(chosen, Shows::of(no, colorterm, term)).name;
    assert_eq!(choose(None, "", "truecolor", "xterm-256color"), "cream");
    assert_eq!(choose(Some("slate"), "", "24bit", "xterm"), "slate");
    assert_eq!(choose(Some("contrast"), "", "", "xterm-direct"), "contrast");
    assert_eq!(choose(Some("slate"), "", "", "xterm"), "sixteen");
    assert_eq!(choose(Some("plain"), "", "", "xterm"), "plain");
    assert_eq!(choose(None, "", "", "xterm-256color"), "sixteen");
    assert_eq!(choose(Some("cream"), "", "truecolor", "linux"), "sixteen");
    assert_eq!(choose(Some("cream"), "", "truecolor", "vt220"), "plain");
    assert_eq!(choose(Some("slate"), "1", "truecolor", "xterm"), "plain");
    assert_eq!(choose(Some("no such"), "", "truecolor", "xterm"), "cream");
}

#[test]
fn the_next_set_is_one_that_the_terminal_can_show_and_comes_round() {
    let round = |shows| {
        let mut theme = Theme::choose(None, shows);
        let mut names = vec![theme.name];
        while names.len() < 9 {
            theme = theme.next(shows);
            if theme.name == names[0] {
                break;
            }
            names.push(theme.name);
        }
        names
    };
    assert_eq!(round(Shows::Every), ["cream", "slate", "contrast", "sixteen", "plain"]);
    assert_eq!(round(Shows::Sixteen), ["sixteen", "plain"]);
    assert_eq!(round(Shows::Nothing), ["plain"]);
}

/// The sets with colours of their own.
fn coloured() -> impl Iterator<Item = &'static Theme> {
    THEMES.iter().filter(|theme| theme.ground.bg.is_some())
}

/// Red, green and blue as light, from 0 to 1.
type Light = [f64; 3];

fn light(color: Option<Color>) -> Light {
    let Some(Color::Rgb(r, g, b)) = color else { panic!("{color:?} is no true colour") };
    [r, g, b].map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// WCAG 2.2's ratio of two colours' luminances.
fn contrast(a: Option<Color>, b: Option<Color>) -> f64 {
    let luminance = |color| {
        let [r, g, b] = light(color);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn words_lines_and_badges_stand_out_from_what_is_behind_them() {
    assert_eq!(coloured().count(), COLOURED);
    for theme in coloured() {
        for (behind, ground) in [("ground", theme.ground.bg), ("panel", theme.panel.bg)] {
            for (role, style, least) in [
                ("text", theme.text, 7.0),
                ("muted", theme.muted, 4.5),
                ("line", theme.line, 3.0),
                ("focus", theme.focus, 4.5),
                ("waiting", theme.waiting, 4.5),
            ] {
                let ratio = contrast(style.fg, ground);
                assert!(ratio >= least, "{}: {role} on {behind} is {ratio:.2}", theme.name);
            }
        }
        assert!(contrast(theme.panel.fg, theme.panel.bg) >= 7.0, "{}", theme.name);
        for (role, badge) in [("bar", theme.bar), ("stop", theme.stop)] {
            let ratio = contrast(badge.fg, badge.bg);
            assert!(ratio >= 4.5, "{}: words on {role} are {ratio:.2}", theme.name);
            let ratio = contrast(badge.bg, theme.ground.bg);
            assert!(ratio >= 3.0, "{}: {role} on the ground is {ratio:.2}", theme.name);
        }
    }
}

/// How light arrives in an eye: all of it, or as Machado, Oliveira and Fernandes (2009) simulate an eye without
/// one kind of cone (severity 1.0), in linear light.
const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "red-blind",
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    ),
    (
        "green-blind",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    (
        "blue-blind",
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ),
];

fn seen(matrix: [[f64; 3]; 3], [r, g, b]: Light) -> Light {
    matrix.map(|[x, y, z]| (x * r + y * g + z * b).clamp(0.0, 1.0))
}

/// CIE L*a*b* under D65.
fn lab([r, g, b]: Light) -> [f64; 3] {
    let x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047;
    let y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b;
    let z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883;
    let bend = |t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 };
    let (x, y, z) = (bend(x), bend(y), bend(z));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIE76: how far apart two colours look.
fn distance(a: Light, b: Light) -> f64 {
    lab(a).iter().zip(lab(b)).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn colours_that_mean_different_things_look_different_to_every_eye() {
    for theme in coloured() {
        let roles = [
            ("text", theme.text.fg),
            ("focus", theme.focus.fg),
            ("waiting", theme.waiting.fg),
            ("stop", theme.stop.bg),
        ];
        for (eye, matrix) in EYES {
            for (at, (role, colour)) in roles.iter().enumerate() {
                for (other, beside) in &roles[at + 1..] {
                    let far = distance(seen(matrix, light(*colour)), seen(matrix, light(*beside)));
                    // Why stop is a filled badge with words and never coloured letters.
                    let known = (theme.name, eye, *role, *other) == ("cream", "red-blind", "text", "stop");
                    let least = if known { 10.5 } else { 27.0 };
                    assert!(far >= least, "{}, {eye}: {role} and {other} are {far:.1} apart", theme.name);
                }
            }
        }
    }
}

#[test]
fn without_colour_bold_and_reverse_alone_say_it_and_sixteen_sets_both_inks() {
    let plain = Theme::choose(None, Shows::Nothing);
    let roles = |theme: &Theme| {
        [
            theme.ground,
            theme.panel,
            theme.text,
            theme.muted,
            theme.line,
            theme.bar,
            theme.waiting,
            theme.stop,
            theme.focus,
        ]
    };
    for style in roles(plain) {
        assert_eq!((style.fg, style.bg), (None, None));
        assert!((Modifier::BOLD | Modifier::REVERSED).contains(style.add_modifier));
    }
    for style in roles(Theme::choose(None, Shows::Sixteen)) {
        assert_eq!(style.fg.is_some(), style.bg.is_some(), "{style:?}");
        assert_ne!(style.fg, Some(Color::DarkGray), "bright black is often unreadable");
    }
}

#[test]
fn the_panel_is_never_reversed_which_is_for_what_is_in_use() {
    for theme in &THEMES {
        assert!(theme.panel.add_modifier.is_empty(), "{}", theme.name);
        // Where it has no colour of its own the keys alone, in bold, tell the hints from the page.
        let own = matches!(theme.name, "contrast" | "sixteen" | "plain");
        assert_eq!(theme.panel.bg == theme.ground.bg, own, "{}", theme.name);
    }
}

#[test]
fn nothing_is_italic_underlined_dim_or_blinking() {
    for theme in &THEMES {
        for style in [theme.text, theme.muted, theme.line, theme.focus, theme.bar, theme.waiting, theme.stop]
        {
            assert!((Modifier::BOLD | Modifier::REVERSED).contains(style.add_modifier), "{}", theme.name);
        }
    }
}

#[test]
fn where_no_colour_tells_headings_are_bold_and_where_one_fills_a_sentence_is_bold_only() {
    for theme in &THEMES {
        let (heading, words) = (theme.heading(), theme.waiting_words());
        assert_eq!(
            heading.add_modifier.contains(Modifier::BOLD),
            theme.muted == theme.text,
            "{}",
            theme.name
        );
        assert!(words.bg.is_none() && words.add_modifier.contains(Modifier::BOLD), "{}", theme.name);
    }
}
