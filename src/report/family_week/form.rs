//! In which form an adult has the page: as their contact's profile in the register says.

use crate::domain::Contact;
use crate::domain::child::Format;
use crate::domain::phrase::{Direction, English, Language, PageLanguages, PageWords};
use crate::report::{Print, Tongue};

/// The form of a page.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// How it is read.
    pub format: Format,
    /// In which language; `None` for English.
    pub language: Option<&'static Language>,
}

impl Form {
    /// How that adult has it. Braille is written in English alone: other languages have signs of their own.
    pub(super) fn of(adult: &Contact, languages: &'static PageLanguages) -> Form {
        let format = adult.format;
        let written = !matches!(format, Format::Braille | Format::TellDontWrite);
        Form { format, language: languages.called(&adult.language).filter(|_| written) }
    }

    /// Whether phrases are said in their easy words.
    pub(super) fn plain(self) -> bool {
        self.format == Format::PlainWords
    }

    /// How large it is set.
    pub(super) fn print(self) -> Print {
        if self.format == Format::LargePrint { Print::Large } else { Print::Standard }
    }

    /// The headings and fixed sentences.
    pub(super) fn words(self, english: &'static English) -> &'static PageWords {
        match (self.language, self.format) {
            (Some(language), _) => &language.page,
            (None, Format::PlainWords) => &english.plain,
            (None, Format::TellDontWrite) => &english.card,
            (None, _) => &english.page,
        }
    }

    /// In which language a reader's program takes it to be.
    pub(super) fn tongue(self) -> Tongue {
        self.language.map_or_else(Tongue::default, |language| Tongue {
            code: language.code.clone(),
            from_the_right: language.direction == Direction::FromRight,
        })
    }

    /// Its place among the forms of a household.
    pub(super) fn place(self) -> (Option<usize>, &'static str) {
        let format = Format::ALL.iter().position(|format| *format == self.format);
        (format, self.language.map_or("", |language| &language.code))
    }
}

impl PartialEq for Form {
    fn eq(&self, other: &Form) -> bool {
        self.place() == other.place()
    }
}

impl Eq for Form {}
