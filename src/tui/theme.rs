//! How it looks: a table of roles for each set of colours, and the choice between the sets.
//! Colour says what a thing means and never stands alone: a sign or a word says the same.

use ratatui::style::{Color, Modifier, Style};

use super::sign::Signs;
use crate::paths;

/// A set of colours: one style a role. Another set is another entry in [`THEMES`].
#[derive(Debug)]
pub struct Theme {
    /// Its name in settings.
    pub name: &'static str,
    /// The page.
    pub ground: Style,
    /// The hint line and cards.
    pub panel: Style,
    /// Words.
    pub text: Style,
    /// Times, labels, what is done.
    pub muted: Style,
    /// Rules and borders.
    pub line: Style,
    /// The caret's box, what is chosen.
    pub focus: Style,
    /// The bar over the selected row.
    pub bar: Style,
    /// What waits for a person.
    pub waiting: Style,
    /// Only as a filled badge with words beside it.
    pub stop: Style,
}

const fn rgb(hex: u32) -> Color {
    Color::Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// A theme of true colours: ground, panel, text, muted, line, focus, waiting, stop.
const fn coloured(name: &'static str, hex: [u32; 8]) -> Theme {
    let [ground, panel, text, muted, line, focus, waiting, stop] = hex;
    Theme {
        name,
        ground: Style::new().fg(rgb(text)).bg(rgb(ground)),
        panel: Style::new().fg(rgb(text)).bg(rgb(panel)),
        text: Style::new().fg(rgb(text)),
        muted: Style::new().fg(rgb(muted)),
        line: Style::new().fg(rgb(line)),
        focus: Style::new().fg(rgb(focus)),
        bar: Style::new().fg(rgb(ground)).bg(rgb(focus)).add_modifier(Modifier::BOLD),
        waiting: Style::new().fg(rgb(waiting)).add_modifier(Modifier::BOLD),
        stop: Style::new().fg(rgb(ground)).bg(rgb(stop)).add_modifier(Modifier::BOLD),
    }
}

/// The terminal's own inks, for what needs no colour.
const OWN: Style = Style::new();

/// Every set there is. The first is what is taken where nothing else is asked for.
pub static THEMES: [Theme; 4] = [
    coloured("cream", [0xFAF4E6, 0xF1E9D6, 0x24211B, 0x5C5546, 0x857A61, 0x004E8C, 0x8A5A00, 0x8E1230]),
    coloured("slate", [0x14181D, 0x1E242B, 0xECE5D6, 0xA9B2BC, 0x727D8A, 0x7DC4FF, 0xF0C24A, 0xFF8A7A]),
    // The palette of sixteen is unknown, so where a colour is set both inks are set together.
    Theme {
        name: "sixteen",
        ground: OWN,
        panel: OWN,
        text: OWN,
        muted: OWN,
        line: OWN,
        focus: Style::new().add_modifier(Modifier::BOLD),
        bar: Style::new().add_modifier(Modifier::REVERSED.union(Modifier::BOLD)),
        waiting: Style::new().fg(Color::Black).bg(Color::Yellow),
        stop: Style::new().fg(Color::White).bg(Color::Red),
    },
    Theme {
        name: "plain",
        ground: OWN,
        panel: OWN,
        text: OWN,
        muted: OWN,
        line: OWN,
        focus: Style::new().add_modifier(Modifier::BOLD),
        bar: Style::new().add_modifier(Modifier::REVERSED.union(Modifier::BOLD)),
        waiting: Style::new().add_modifier(Modifier::BOLD),
        stop: Style::new().add_modifier(Modifier::REVERSED.union(Modifier::BOLD)),
    },
];

impl Theme {
    /// The set for a terminal: no colour where `NO_COLOR` asks for none, sixteen where the terminal
    /// does not say that it shows more, else the one that was chosen, else the first.
    pub fn choose(chosen: Option<&str>, no_color: bool, colorterm: &str, term: &str) -> &'static Theme {
        let [cream, _, sixteen, plain] = &THEMES;
        let many = colorterm.contains("truecolor") || colorterm.contains("24bit") || term.contains("direct");
        if no_color {
            plain
        } else if let Some(theme) = THEMES.iter().find(|theme| chosen == Some(theme.name)) {
            if many { theme } else { std::cmp::max_by_key(theme, sixteen, |theme| theme.name == "plain") }
        } else if many {
            cream
        } else {
            sixteen
        }
    }
}

/// Colours and signs together: what a page needs to draw.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The colours.
    pub theme: &'static Theme,
    /// The signs.
    pub signs: Signs,
}

impl Look {
    /// The same for words that are told to the terminal as they are: letters beyond plain ones only where it says
    /// that it writes them.
    pub fn in_letters(self) -> Look {
        let said = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(paths::variable).unwrap_or_default();
        let all = cfg!(windows) || said.to_lowercase().replace('-', "").contains("utf8");
        Look { signs: if all { self.signs } else { Signs::Ascii }, ..self }
    }

    /// As the environment and the setting's choice say.
    pub fn from_environment(chosen: Option<&str>, ascii: bool) -> Look {
        let variable = |name| paths::variable(name).unwrap_or_default();
        let no_color = !variable("NO_COLOR").is_empty();
        Look {
            theme: Theme::choose(chosen, no_color, &variable("COLORTERM"), &variable("TERM")),
            signs: if ascii { Signs::Ascii } else { Signs::Unicode },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_follows_what_the_terminal_says_of_itself() {
        let choose = |chosen, no, colorterm, term| Theme::choose(chosen, no, colorterm, term).name;
        assert_eq!(choose(None, false, "truecolor", "xterm-256color"), "cream");
        assert_eq!(choose(Some("slate"), false, "24bit", "xterm"), "slate");
        assert_eq!(choose(Some("slate"), false, "", "xterm"), "sixteen");
        assert_eq!(choose(Some("plain"), false, "", "xterm"), "plain");
        assert_eq!(choose(None, false, "", "linux"), "sixteen");
        assert_eq!(choose(Some("slate"), true, "truecolor", "xterm"), "plain");
        assert_eq!(choose(Some("no such"), false, "truecolor", "xterm"), "cream");
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let light = |color| {
            let Color::Rgb(r, g, b) = color else { return 0.0 };
            let part = |value: u8| {
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
        };
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_stand_out_from_their_ground_in_every_coloured_set() {
        for theme in THEMES.iter().filter(|theme| theme.ground.bg.is_some()) {
            let ground = theme.ground.bg.unwrap();
            for (style, least) in [
                (theme.text, 7.0),
                (theme.muted, 4.5),
                (theme.line, 3.0),
                (theme.focus, 4.5),
                (theme.waiting, 4.5),
            ] {
                assert!(contrast(style.fg.unwrap(), ground) >= least, "{} {style:?}", theme.name);
            }
            for badge in [theme.bar, theme.stop] {
                assert!(contrast(badge.fg.unwrap(), badge.bg.unwrap()) >= 4.5, "{} {badge:?}", theme.name);
            }
        }
    }

    #[test]
    fn no_colour_means_bold_and_reverse_only() {
        let plain = Theme::choose(None, true, "", "");
        for style in
            [plain.ground, plain.panel, plain.text, plain.bar, plain.waiting, plain.stop, plain.focus]
        {
            assert_eq!((style.fg, style.bg), (None, None));
            assert!((Modifier::BOLD | Modifier::REVERSED).contains(style.add_modifier));
        }
    }
}
