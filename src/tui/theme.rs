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

/// Every set there is. The first is what is taken where nothing else is asked for; those after [`COLOURED`] are
/// shown by every terminal.
pub static THEMES: [Theme; 5] = [
    coloured("cream", [0xFAF4E6, 0xF1E9D6, 0x24211B, 0x5C5546, 0x857A61, 0x004E8C, 0x8A5A00, 0x8E1230]),
    coloured("slate", [0x14181D, 0x1E242B, 0xECE5D6, 0xA9B2BC, 0x727D8A, 0x7DC4FF, 0xF0C24A, 0xFF8A7A]),
    coloured("contrast", [0x000000, 0x000000, 0xFFFFFF, 0xD6D6D6, 0xFFFFFF, 0x8CD2FF, 0xFFD84D, 0xFF9C8F]),
    // The palette of sixteen is unknown, so where a colour is set both inks are set together.
    Theme {
        name: "sixteen",
        waiting: Style::new().fg(Color::Black).bg(Color::Yellow),
        stop: Style::new().fg(Color::White).bg(Color::Red),
        ..uncoloured("sixteen")
    },
    uncoloured("plain"),
];

/// So many sets need a terminal that shows every colour.
const COLOURED: usize = 3;

/// A theme of the terminal's own inks: bold and reversed say what colours say elsewhere.
const fn uncoloured(name: &'static str) -> Theme {
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let filled = Style::new().add_modifier(Modifier::REVERSED.union(Modifier::BOLD));
    Theme {
        name,
        ground: OWN,
        panel: OWN,
        text: OWN,
        muted: OWN,
        line: OWN,
        focus: bold,
        bar: filled,
        waiting: bold,
        stop: filled,
    }
}

/// What the terminal says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Every colour.
    Every,
    /// The sixteen of its own palette.
    Sixteen,
    /// None, or it was asked for none.
    Nothing,
}

impl Shows {
    /// From the variables by which terminals say it. One that says nothing is given what every terminal shows; the
    /// console of Linux shows sixteen whatever a session around it says.
    pub fn of(no_color: &str, colorterm: &str, term: &str) -> Shows {
        if !no_color.is_empty() || term == "dumb" || term.starts_with("vt") || term.ends_with("-mono") {
            Shows::Nothing
        } else if term == "linux" {
            Shows::Sixteen
        } else if colorterm.contains("truecolor") || colorterm.contains("24bit") || term.contains("direct") {
            Shows::Every
        } else {
            Shows::Sixteen
        }
    }

    /// The sets that it can show, in their order.
    fn sets(self) -> &'static [Theme] {
        let from = match self {
            Shows::Every => 0,
            Shows::Sixteen => COLOURED,
            Shows::Nothing => COLOURED + 1,
        };
        THEMES.get(from..).unwrap_or(&THEMES)
    }
}

impl Theme {
    /// For the headings of columns: bold where no colour tells them from the rows.
    pub fn heading(&self) -> Style {
        if self.muted == self.text { self.text.add_modifier(Modifier::BOLD) } else { self.muted }
    }

    /// For a whole sentence about what waits. Where that is filled with a colour, only its signs and figures are.
    pub fn waiting_words(&self) -> Style {
        if self.waiting.bg.is_some() { self.text.add_modifier(Modifier::BOLD) } else { self.waiting }
    }

    /// The set that was chosen where the terminal can show it, else the first that it can.
    pub fn choose(chosen: Option<&str>, shows: Shows) -> &'static Theme {
        let [first, ..] = &THEMES;
        let sets = shows.sets();
        sets.iter().find(|theme| chosen == Some(theme.name)).or(sets.first()).unwrap_or(first)
    }

    /// The set after this one among those that the terminal can show; itself where there is no other.
    pub fn next(&self, shows: Shows) -> &'static Theme {
        let sets = shows.sets();
        let after = sets.iter().skip_while(|theme| theme.name != self.name).nth(1);
        after.unwrap_or_else(|| Theme::choose(None, shows))
    }

    /// Its name as it is said aloud.
    pub fn says(&self) -> &'static str {
        match self.name {
            "contrast" => "high contrast",
            "sixteen" => "the terminal's own",
            "plain" => "none, bold only",
            name => name,
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
    /// Which colours can be chosen.
    pub shows: Shows,
}

impl Look {
    /// The same for words that are told to the terminal as they are: letters beyond plain ones only where it says
    /// that it writes them.
    pub fn in_letters(self) -> Look {
        let said = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(paths::variable).unwrap_or_default();
        let all = cfg!(windows) || said.to_lowercase().replace('-', "").contains("utf8");
        Look { signs: if all { self.signs } else { Signs::Ascii }, ..self }
    }

    /// As the environment and the setting's choices say. The console of Linux has no glyphs for the signs.
    pub fn from_environment(chosen: Option<&str>, ascii: Option<bool>) -> Look {
        let variable = |name| paths::variable(name).unwrap_or_default();
        let term = variable("TERM");
        let shows = Shows::of(&variable("NO_COLOR"), &variable("COLORTERM"), &term);
        let ascii = ascii.unwrap_or(term == "linux");
        Look {
            theme: Theme::choose(chosen, shows),
            signs: if ascii { Signs::Ascii } else { Signs::Unicode },
            shows,
        }
    }
}

#[cfg(test)]
mod tests;
