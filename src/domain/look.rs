//! A setting's own look: what it puts on the pages that leave it. Nothing of a child, a family or a member of staff.

/// How a setting wants its pages to look. What it said nothing of is as the program has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Its name, as it stands at the head of a page; may be empty.
    pub name: String,
    /// Its picture.
    pub logo: Option<Picture>,
    /// The colour of headings and bars.
    pub accent: Option<Accent>,
    /// A line at the foot of each page; may be empty.
    pub closing: String,
}

/// A picture that was read whole and written anew, so that nothing but its points is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// It as a PNG file.
    pub png: Vec<u8>,
    /// Points from left to right; at least one.
    pub width: u32,
    /// Points from top to bottom; at least one.
    pub height: u32,
}

/// A colour in which words can be read on paper: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent([u8; 3]);

/// Why a colour is none that can be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoAccent {
    /// It is not written as `#17505e`.
    NotAColour,
    /// It is too pale to be read: its contrast with the paper behind the heading of a table.
    Pale(f64),
}

/// The palest that words stand on: behind the headings of tables.
const PAPER: [u8; 3] = [0xee, 0xf2, 0xf3];
/// The contrast that words need (WCAG 2.2, AA).
pub const CONTRAST: f64 = 4.5;

impl Accent {
    /// A colour as it is written, `#17505e`. Refuses what is none, and one in which words could not be read.
    pub fn parse(written: &str) -> Result<Accent, NoAccent> {
        let digits = written
            .trim()
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.chars().all(|digit| digit.is_ascii_hexdigit()));
        let part = |at: usize| digits.and_then(|digits| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok());
        let (Some(red), Some(green), Some(blue)) = (part(0), part(2), part(4)) else {
            return Err(NoAccent::NotAColour);
        };
        let colour = [red, green, blue];
        let contrast = contrast(colour, PAPER);
        if contrast < CONTRAST { Err(NoAccent::Pale(contrast)) } else { Ok(Accent(colour)) }
    }

    /// Six digits: `17505E`.
    pub fn digits(self) -> String {
        let Accent([red, green, blue]) = self;
        format!("{red:02X}{green:02X}{blue:02X}")
    }
}

/// How well one colour is seen beside another, from 1 to 21.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_taken_where_words_in_it_can_be_read_and_refused_where_they_can_not() {
        for (written, digits) in [("#17505e", "17505E"), (" #7A3B8F ", "7A3B8F"), ("#000000", "000000")] {
            assert_eq!(Accent::parse(written).map(Accent::digits), Ok(digits.to_string()));
        }
        for written in ["", "17505e", "#17505", "#17505e0", "#17505g", "blue", "#+1+2+3", "#é7505"] {
            assert_eq!(Accent::parse(written), Err(NoAccent::NotAColour), "{written}");
        }
        for (written, contrast) in [("#ffffff", 1.1), ("#ffcc00", 1.3), ("#8a9094", 2.9)] {
            let Err(NoAccent::Pale(is)) = Accent::parse(written) else { panic!("{written}") };
            assert!((is - contrast).abs() < 0.1, "{written}: {is}");
        }
        // The greys to both sides of what is needed.
        assert!(Accent::parse("#6b6b6b").is_ok() && Accent::parse("#6f6f6f").is_err());
    }

    #[test]
    fn the_contrast_of_black_on_white_is_the_most_there_is() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.001);
        assert!((contrast([9; 3], [9; 3]) - 1.0).abs() < 0.001);
    }
}
