//! What stands in the way of a family's page, or of the room's, in a sentence for the lead.

use super::family_week::list;
use crate::domain::child::Format;
use crate::domain::{ChildId, Contact, ContactId, ContactLink, EntryId, HouseholdId, Roll};

/// Something that stands in the way of a household's page, or that the lead should know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// Whose page; `None` where the register names no adult for these children, or where it is the room's week.
    pub household: Option<HouseholdId>,
    /// About which children; none where it is the room's week.
    pub children: Vec<ChildId>,
    /// What it is.
    pub what: Hindrance,
}

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// The register names no adult for the children: no page.
    NoAdult,
    /// Nobody has said whether an adult of the household has parental responsibility: no page.
    ResponsibilityNotKnown,
    /// Nobody of the household has it: no page.
    NoResponsibility,
    /// Agreed words hold somebody else's name, and nobody has settled it: no page until a person does.
    Name {
        /// In which entry.
        entry: EntryId,
        /// The names as they are written.
        names: Vec<String>,
    },
    /// So many entries are not agreed yet: left out.
    NotAgreed(u32),
    /// Nothing of the week may go to them: there is no page to write.
    NothingToSay(Nothing),
    /// An adult asked for something that a file can't give them alone.
    Asked {
        /// Who.
        adult: ContactId,
        /// Which form they read.
        format: Format,
    },
    /// Adults asked for plain words, and somebody wrote sentences on their page that are longer than those have.
    LongSentences {
        /// Who.
        adults: Vec<ContactId>,
        /// The sentences, the first of each entry.
        sentences: Vec<String>,
    },
    /// Adults would rather read another language, which is not one of ours; the page is in English.
    Language {
        /// Who.
        adults: Vec<ContactId>,
        /// Which language.
        language: String,
    },
    /// Letters of the page that no typeface at hand has: their numbers stand in their place.
    Letters(Lacking),
}

/// Letters that files of a format can't show, because no typeface at hand has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Which.
    pub letters: Vec<char>,
    /// What the format is called.
    pub format: &'static str,
}

/// So many letters are named; of more it is said how many there are.
const NAMED: usize = 8;

impl Lacking {
    /// `no typeface here has 你 and 好: in the PDF file their numbers stand instead, as [U+4F60]. A Word file keeps
    /// the letters.`
    pub fn says(&self) -> String {
        let mut letters: Vec<String> = self.letters.iter().take(NAMED).map(char::to_string).collect();
        match self.letters.len().saturating_sub(NAMED) {
            0 => {}
            more => letters.push(format!("{more} more")),
        }
        let (whose, them) = match self.letters.len() {
            1 => ("its number stands", "letter"),
            _ => ("their numbers stand", "letters"),
        };
        let (has, file) = (list(&letters), self.format);
        let first = self.letters.first().map_or(0, |&letter| u32::from(letter));
        // Braille needs no typeface, only a sign.
        let lack = if file == "Braille" { "our Braille has no sign for" } else { "no typeface here has" };
        format!(
            "{lack} {has}: in the {file} file {whose} instead, as [U+{first:04X}]. A Word file keeps \
             the {them}."
        )
    }
}

/// Why there is nothing to say to a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// Nothing was written of these children, but that there was no talk or nothing new.
    Written,
    /// What was written waits to be agreed.
    Agreed,
    /// What was written is private, another home's, or waits for a name in it to be settled.
    ForThem,
}

impl Hindrance {
    /// Whether no page is written while it stands.
    pub fn stops(&self) -> bool {
        matches!(
            self,
            Hindrance::NoAdult
                | Hindrance::ResponsibilityNotKnown
                | Hindrance::NoResponsibility
                | Hindrance::Name { .. }
                | Hindrance::NothingToSay(_)
        )
    }
}

impl Obstacle {
    /// The obstacle in a sentence for the lead: about which child, whose page, what to do.
    pub fn sentence(&self, roll: &Roll) -> String {
        let adults: Vec<&Contact> =
            roll.contacts.iter().filter(|adult| Some(adult.household) == self.household).collect();
        let called: Vec<String> = adults.iter().filter_map(|adult| self.called(roll, adult.id)).collect();
        let whom = list(&called);
        let adult = |id: ContactId| self.called(roll, id).unwrap_or_else(|| "An adult".to_string());
        let why = match &self.what {
            Hindrance::NoAdult => {
                "no page for anybody, because the register names no adult. Put the family into the \
                                   register and bring it in again."
                    .to_string()
            }
            Hindrance::ResponsibilityNotKnown => format!(
                "no page for {whom}, because it is not known whether they have parental responsibility. Ask, \
                 put it into the register and bring it in again."
            ),
            Hindrance::NoResponsibility => format!(
                "no page for {whom}, without parental responsibility. There is nothing to do unless the \
                 register is wrong."
            ),
            Hindrance::Name { names, .. } => format!(
                "no page for {whom} yet, because an agreed entry names {}. Change the words or settle the name \
                 at the review, then write the page.",
                list(names)
            ),
            Hindrance::NotAgreed(count) => {
                let (entries, are) = match count {
                    1 => ("one entry".to_string(), "is"),
                    count => (format!("{count} entries"), "are"),
                };
                format!(
                    "the page for {whom} leaves out {entries} that {are} not agreed yet. Agree first what should \
                     be in it."
                )
            }
            Hindrance::NothingToSay(nothing) => {
                let why = match nothing {
                    Nothing::Written => "nothing was written for them this week",
                    Nothing::Agreed => "nothing that was written this week is agreed yet",
                    Nothing::ForThem => "nothing that was written this week may go to them",
                };
                format!("no page for {whom}, because {why}.")
            }
            Hindrance::Asked { adult: who, format } => {
                let how = match format {
                    Format::Braille => {
                        "reads Braille: the page is written as a Braille file, for whoever embosses it for you."
                    }
                    Format::TellDontWrite => {
                        "asked to be told: no page is written for them, but a card for whoever tells them."
                    }
                    Format::Standard | Format::LargePrint | Format::PlainWords => {
                        "has a page in the form they asked for."
                    }
                };
                format!("{} {how}", adult(*who))
            }
            Hindrance::LongSentences { adults, sentences } => {
                let who: Vec<String> = adults.iter().map(|&who| adult(who)).collect();
                let first = sentences.first().map_or("", String::as_str);
                let (count, are, them) = match sentences.len() {
                    1 => ("one sentence".to_string(), "is", "it"),
                    count => (format!("{count} sentences"), "are", "them"),
                };
                format!(
                    "{} asked for plain words, and {count} on the page {are} longer than twelve words: “{first}” \
                     Go through {them} together, or amend the words and agree them again.",
                    list(&who)
                )
            }
            Hindrance::Language { adults, language } => {
                let reads = if adults.len() == 1 { "reads" } else { "read" };
                let who: Vec<String> = adults.iter().map(|&who| adult(who)).collect();
                format!("{} {reads} {language}; the page is in English. Go through it with them.", list(&who))
            }
            Hindrance::Letters(lacking) if self.children.is_empty() => lacking.says(),
            Hindrance::Letters(lacking) => format!("on the page for {whom}, {}", lacking.says()),
        };
        format!("{}: {why}", self.about(roll))
    }

    /// The same in a few words, where a list has little room for it: about whom, and what is in the way.
    pub fn briefly(&self, roll: &Roll) -> String {
        let relations = || {
            let of = |link: &&ContactLink| {
                let adult = roll.contact(link.contact);
                self.children.contains(&link.child) && adult.map(|adult| adult.household) == self.household
            };
            let mut all: Vec<String> =
                roll.links.iter().filter(of).map(|link| link.relation.clone()).collect();
            all.sort();
            all.dedup();
            list(&all)
        };
        let (no_page, reads);
        let why = match &self.what {
            Hindrance::NoAdult => "no adult known",
            Hindrance::ResponsibilityNotKnown => "responsibility not known",
            Hindrance::NoResponsibility => {
                no_page = format!("no page for {}", relations());
                &no_page
            }
            Hindrance::Name { .. } => "a name to settle",
            Hindrance::NothingToSay(Nothing::Written) => "nothing written",
            Hindrance::NothingToSay(Nothing::Agreed) => "nothing agreed",
            Hindrance::NothingToSay(Nothing::ForThem) => "nothing for them",
            Hindrance::NotAgreed(_) => "not all agreed",
            Hindrance::Language { language, .. } => {
                reads = format!("{language} is read");
                &reads
            }
            Hindrance::Letters(_) => "some letters",
            Hindrance::LongSentences { .. } => "long sentences",
            Hindrance::Asked { format: Format::Braille, .. } => "reads Braille",
            Hindrance::Asked { format: Format::TellDontWrite, .. } => "to be told, not written to",
            Hindrance::Asked { .. } => "how they read",
        };
        format!("{}: {why}", self.about(roll))
    }

    /// `Ava P. and Ben C.`, or the room's week.
    fn about(&self, roll: &Roll) -> String {
        let names: Vec<String> = self.children.iter().map(|&child| roll.short_name(child)).collect();
        if names.is_empty() { "The room's week".to_string() } else { list(&names) }
    }

    /// An adult with what they are to these children: `Bríd O'Neill (Gran)`. `None` where they are nothing to them.
    fn called(&self, roll: &Roll, id: ContactId) -> Option<String> {
        let link =
            roll.links.iter().find(|link| link.contact == id && self.children.contains(&link.child))?;
        Some(format!("{} ({})", roll.contact(id)?.name, link.relation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example::{Example, example};

    #[test]
    fn letters_that_print_cannot_show_are_named_up_to_a_few() {
        let lacking = |letters: &str| Lacking { letters: letters.chars().collect(), format: "PDF" };
        assert_eq!(
            lacking("你").says(),
            "no typeface here has 你: in the PDF file its number stands instead, as [U+4F60]. A Word file keeps the \
             letter."
        );
        assert!(
            lacking("你好")
                .says()
                .starts_with("no typeface here has 你 and 好: in the PDF file their numbers")
        );
        assert!(lacking("一二三四五六七八九十").says().contains("八 and 2 more: in"));
        let what = Hindrance::Letters(lacking("你"));
        assert!(!what.stops());
        let braille = Lacking { letters: vec!['ą'], format: "Braille" };
        assert!(braille.says().starts_with("our Braille has no sign for ą: in the Braille file its number"));
        let rooms = Obstacle { household: None, children: Vec::new(), what };
        let Example { roll, ava, .. } = example();
        assert_eq!(rooms.briefly(&roll), "The room's week: some letters");
        assert!(rooms.sentence(&roll).starts_with("The room's week: no typeface"));
        // In a few words, for whom there is no page and what is read there.
        let household = roll.links.iter().find(|link| link.child == ava);
        let household = household.and_then(|link| roll.contact(link.contact)).map(|adult| adult.household);
        let of = |what| Obstacle { household, children: vec![ava], what }.briefly(&roll);
        assert_eq!(of(Hindrance::NoResponsibility), "Ava O.: no page for Dad and Mum");
        let language = "Polish".to_string();
        assert_eq!(of(Hindrance::Language { adults: Vec::new(), language }), "Ava O.: Polish is read");
    }
}
