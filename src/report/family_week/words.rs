//! What an entry says in the words of a form: phrases in easy words or in another language, and everything else as it
//! was written.

use super::{FamilyWeek, Form};
use crate::domain::ChildId;
use crate::domain::entry::Standing;
use crate::domain::phrase::{Language, Piece};
use crate::report::Paragraph;

/// A line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its words.
    pub(super) text: String,
    /// What they are.
    pub(super) is: Is,
}

/// What the words of a line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    /// In the page's language.
    Own,
    /// The English of what stands before them in words that nobody has checked.
    Beside,
    /// English on a page in another language, as it was written.
    English,
}

impl Line {
    fn new(text: &str, is: Is) -> Line {
        Line { text: text.to_string(), is }
    }

    /// The words as they are set, marked where they are in English on a page in another language.
    pub(super) fn paragraph(&self, form: Form) -> Paragraph {
        let words = Paragraph::quoting(&self.text);
        match form.language.filter(|_| self.is != Is::Own) {
            Some(language) => Paragraph(
                Paragraph::new()
                    .quiet(format!("{}: ", language.in_english))
                    .0
                    .into_iter()
                    .chain(words.0)
                    .collect(),
            ),
            None => words,
        }
    }
}

impl FamilyWeek<'_> {
    /// The latest words of an entry in that form.
    pub(super) fn lines(&self, form: Form, standing: &Standing) -> Vec<Line> {
        let text = standing.text().trim();
        if form.language.is_none() && !form.plain() {
            return vec![Line::new(text, Is::Own)];
        }
        let of_round = self.languages.bank.0.iter().filter(|phrase| phrase.code.starts_with("round."));
        let of_round = of_round.filter(|_| standing.entry.round.is_some()).map(|phrase| phrase.code.clone());
        let codes: Vec<String> = standing.entry.phrases.iter().cloned().chain(of_round).collect();
        let pieces = self.languages.bank.pieces(text, &codes);
        match form.language {
            Some(language) => in_language(&pieces, language, form.plain()),
            None => {
                let said = pieces.iter().map(|piece| match piece {
                    Piece::Phrase(filled) => filled.plain(),
                    Piece::Free(text) => (*text).to_string(),
                });
                vec![Line::new(&said.collect::<Vec<_>>().join(" "), Is::Own)]
            }
        }
    }

    /// The same with the children's names before it, where the page is about more than these and it does not say them.
    pub(super) fn lines_of(&self, form: Form, children: &[ChildId], standing: &Standing) -> Vec<Line> {
        let mut lines = self.lines(form, standing);
        for line in &mut lines {
            let who = self.of_whom(form, children, &line.text);
            if !who.is_empty() {
                line.text = format!("{who}: {}", line.text);
            }
        }
        lines
    }

    /// Of whom words are, where the page is about more children and they don't say it.
    pub(super) fn of_whom(&self, form: Form, children: &[ChildId], text: &str) -> String {
        let firsts: Vec<String> = children
            .iter()
            .filter_map(|&child| Some(self.roll.child(child)?.first_name().to_string()))
            .collect();
        let told = firsts.iter().all(|first| text.contains(first.as_str()));
        let words = form.words(&self.languages.english);
        if self.children.len() < 2 || told { String::new() } else { words.list(&firsts) }
    }
}

/// Pieces of a text in another language: what somebody wrote in it in one line, with the English in the next where
/// nobody has checked it, and what nobody wrote in it as it is.
fn in_language(pieces: &[Piece], language: &Language, plain: bool) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut beside: Vec<&str> = Vec::new();
    for piece in pieces {
        let (said, text) = match piece {
            Piece::Phrase(filled) => (language.say(filled, plain), filled.text),
            Piece::Free(text) => (None, *text),
        };
        match said {
            Some(said) => {
                add(&mut lines, &said.words, Is::Own);
                beside.extend((!said.checked).then_some(text));
            }
            None => {
                put_beside(&mut lines, &mut beside);
                add(&mut lines, text, Is::English);
            }
        }
    }
    put_beside(&mut lines, &mut beside);
    lines
}

/// Goes on with the last line where it is of the same.
fn add(lines: &mut Vec<Line>, text: &str, is: Is) {
    match lines.last_mut().filter(|line| line.is == is) {
        Some(line) => line.text = format!("{} {text}", line.text),
        None => lines.push(Line::new(text, is)),
    }
}

fn put_beside(lines: &mut Vec<Line>, beside: &mut Vec<&str>) {
    if !beside.is_empty() {
        lines.push(Line::new(&beside.join(" "), Is::Beside));
        beside.clear();
    }
}
