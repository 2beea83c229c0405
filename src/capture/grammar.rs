//! Reading a note: words, with marks anywhere in them.
//!
//! A mark counts only at the start or after a space, and what is not a mark stays text, so nobody has to
//! know of them. All ranges are in bytes of the note.

use std::ops::Range;

use super::marks::{self, Mark};
use super::note::{At, MarkKind, Note, Part, Silence};
use super::sentence::{self, NAME};
use crate::domain::name::fold;
use crate::domain::phrase::ON_DIGITS;
use crate::domain::{Day, Kind, Moment, NoTalk, Phrase, Phrases, Room};

/// The sign that a character before it is only a character (a text variation selector: it has no width and
/// no cursor stop of its own). [`super::editor::backspace`] puts it in; it never reaches an entry.
pub const PLAIN: char = '\u{fe0e}';

/// What has to be known to read a note.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The phrase bank.
    pub phrases: &'a Phrases,
    /// The phrases of that kind in the order of their numbers: see [`super::phrases::numbered`].
    pub ranked: &'a [&'a Phrase],
    /// The kind that the note has unless it says otherwise: its phrases are found first.
    pub kind: Kind,
    /// The room, whose hours say what `@4:30` is.
    pub room: &'a Room,
    /// Now, or the time at the start of a file's line.
    pub now: Moment,
    /// The day: yesterday and the weekdays are reckoned from it.
    pub today: Day,
    /// The families' own words for the adults of these children. The usual words are known besides.
    pub adults: &'a [String],
    /// In a file or line by line nobody can be sent to a phrase's gap: an empty one drops its clause at once.
    pub strict_gaps: bool,
}

impl<'a> Reading<'a> {
    /// The phrase of a word: of the note's own kind, else of any; or of a number after those on the digits.
    pub fn phrase(&self, word: &str, kind: Kind) -> Option<&'a Phrase> {
        if word.chars().all(|c| c.is_ascii_digit()) {
            let number: usize =
                word.parse().ok().filter(|number| *number > ON_DIGITS && !word.starts_with('0'))?;
            return self.ranked.get(number - 1).copied();
        }
        let word = fold(word);
        let found = |phrase: &&Phrase| !word.is_empty() && fold(&phrase.word) == word;
        self.phrases.of(kind).find(found).or_else(|| self.phrases.offered().find(found))
    }
}

/// The kind that the first two keys of a note choose, and the length of that mark.
pub fn own_kind(note: &str) -> Option<(Kind, usize)> {
    let mut letters = note.chars();
    let (Some(letter), Some(':')) = (letters.next(), letters.next()) else { return None };
    let kind = Kind::ALL.into_iter().find(|kind| kind.letter() == letter.to_ascii_lowercase())?;
    let rest = letters.as_str();
    let number = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    (!number).then(|| (kind, note.len() - rest.len()))
}

/// Reads a note. Whatever is typed can be read: what is no mark is text.
pub fn read(note: &str, ctx: &Reading) -> Note {
    let mut head = Note::default();
    let mut from = 0;
    if let Some((kind, end)) = own_kind(note) {
        head.kind = Some(kind);
        from = end;
        head.marks.push((0..end, MarkKind::Kind));
    }
    let kind = head.kind.unwrap_or(ctx.kind);
    from = skip_space(note, from);
    let rest = |from: usize| note.get(from..).unwrap_or_default();
    if let Some(after) = rest(from).strip_prefix('+') {
        let number = after.starts_with(|c: char| c.is_ascii_digit()) && digit_phrase(after, ctx).is_none();
        if !number && !after.starts_with(PLAIN) {
            head.siblings = true;
            head.marks.push((from..from + 1, MarkKind::Siblings));
            from = skip_space(note, from + 1);
        }
    }
    if rest(from).trim_end() == "=" {
        head.again = true;
        head.marks.push((from..from + 1, MarkKind::Again));
        return head;
    }
    if let Some(phrase) = digit_phrase(rest(from), ctx) {
        let mark = from..from + 1;
        let mut body = Body::new(note, ctx, kind);
        body.put_phrase(phrase, "", &mark);
        body.marks.push((mark, MarkKind::Phrase));
        return body.finish(head);
    }
    if rest(from).starts_with('-') && !rest(from + 1).starts_with(PLAIN) {
        let mut body = Body::new(note, ctx, kind);
        body.read(from + 1);
        if let Some(silence) = body.silence() {
            head.no_talk = Some(silence);
            head.marks.push((from..from + 1, MarkKind::NoTalk));
            body.say_why(silence);
            return body.finish(head);
        }
    }
    let mut body = Body::new(note, ctx, kind);
    body.read(from);
    body.finish(head)
}

fn skip_space(note: &str, from: usize) -> usize {
    let rest = note.get(from..).unwrap_or_default();
    from + rest.len() - rest.trim_start().len()
}

/// The phrase on a digit that stands alone.
pub(super) fn digit_phrase<'a>(text: &str, ctx: &Reading<'a>) -> Option<&'a Phrase> {
    let digit = match text.as_bytes() {
        [digit @ b'1'..=b'5'] => digit - b'1',
        _ => return None,
    };
    ctx.ranked.get(usize::from(digit)).copied()
}

/// A part while it is read.
#[derive(Default)]
struct Building {
    step: bool,
    raw: String,
    quotes: Vec<String>,
    phrases: Vec<String>,
    follow_up: Option<Day>,
    used_phrase: bool,
}

/// What stands after the marks that count only at the very start.
struct Body<'a, 'n> {
    note: &'n str,
    ctx: &'n Reading<'a>,
    kind: Kind,
    parts: Vec<Building>,
    with: Vec<String>,
    happened: Option<At>,
    marks: Vec<(Range<usize>, MarkKind)>,
    gap: Option<Range<usize>>,
}

impl<'a, 'n> Body<'a, 'n> {
    fn new(note: &'n str, ctx: &'n Reading<'a>, kind: Kind) -> Body<'a, 'n> {
        Body {
            note,
            ctx,
            kind,
            parts: vec![Building::default()],
            with: Vec::new(),
            happened: None,
            marks: Vec::new(),
            gap: None,
        }
    }

    fn rest(&self, from: usize) -> &'n str {
        self.note.get(from..).unwrap_or_default()
    }

    fn part(&mut self) -> &mut Building {
        if self.parts.is_empty() {
            self.parts.push(Building::default());
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }

    /// Reads from there to the end.
    fn read(&mut self, from: usize) {
        let mut at = from;
        let mut open = true;
        while at < self.note.len() {
            if open && let Some((mark, length)) = marks::mark_at(self.note, at, self.kind, self.ctx) {
                open = matches!(mark, Mark::Step);
                at = self.take(mark, at..at + length);
                open |= self.note.get(..at).is_some_and(|read| read.ends_with(char::is_whitespace));
                continue;
            }
            let (bit, length) = marks::bit_at(self.note, at, open);
            self.note_bit(&bit, at);
            let part = self.part();
            bit.push_to(&mut part.raw);
            at += length;
            open = bit.is_space();
        }
    }

    fn note_bit(&mut self, bit: &marks::Bit, at: usize) {
        match bit {
            marks::Bit::Name => self.marks.push((at..at + 6, MarkKind::Name)),
            marks::Bit::Gap => self.gap = self.gap.take().or(Some(at..at + 3)),
            marks::Bit::Escaped(_) => self.marks.push((at..at + 1, MarkKind::Escape)),
            marks::Bit::Char(_) | marks::Bit::Plain(_) => {}
        }
    }

    /// Takes a mark; gives where to read on.
    fn take(&mut self, mark: Mark<'a>, place: Range<usize>) -> usize {
        let end = place.end;
        match mark {
            Mark::Step => {
                self.parts.push(Building { step: true, ..Building::default() });
                self.marks.push((place, MarkKind::Step));
                return skip_space(self.note, end);
            }
            Mark::Quote => {
                self.marks.push((place, MarkKind::Quote));
                return self.quotation(end);
            }
            Mark::Phrase(phrase) => {
                self.marks.push((place.clone(), MarkKind::Phrase));
                return self.phrase(phrase, place);
            }
            Mark::Adult(word) => {
                if !self.with.contains(&word) {
                    self.with.push(word);
                }
                self.marks.push((place, MarkKind::Adult));
            }
            Mark::Time(time) => {
                self.happened.get_or_insert_default().time = Some(time);
                self.marks.push((place, MarkKind::Time));
            }
            Mark::Yesterday => {
                self.happened.get_or_insert_default().day = self.ctx.today.pred_opt();
                self.marks.push((place, MarkKind::Yesterday));
            }
            Mark::FollowUp(day) => {
                self.part().follow_up = Some(day);
                self.marks.push((place, MarkKind::FollowUp));
            }
        }
        self.close_up(end)
    }

    /// After a mark that leaves no words: neither two spaces nor a space before a comma stay behind.
    fn close_up(&mut self, at: usize) -> usize {
        let next = self.rest(at).chars().next();
        let raw = &mut self.part().raw;
        if next.is_some_and(|c| matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | ')')) {
            raw.truncate(raw.trim_end().len());
            return at;
        }
        if raw.is_empty() || raw.ends_with(char::is_whitespace) { skip_space(self.note, at) } else { at }
    }

    /// The family's own words, from after the sign that opens them.
    fn quotation(&mut self, from: usize) -> usize {
        let close = marks::closing_quote(self.note, from);
        let mut at = from;
        let mut words = String::new();
        let mut open = true;
        let end = close.as_ref().map_or(self.note.len(), |close| close.start);
        while at < end {
            if close.is_none() && open && marks::mark_at(self.note, at, self.kind, self.ctx).is_some() {
                break;
            }
            let (bit, length) = marks::bit_at(self.note, at, false);
            if matches!(bit, marks::Bit::Gap) {
                words.push_str(sentence::GAP_WORDS);
            } else {
                self.note_bit(&bit, at);
                bit.push_to(&mut words);
            }
            at += length;
            open = bit.is_space();
        }
        let trimmed = words.trim();
        let part = self.part();
        if !trimmed.is_empty() {
            part.raw.push('“');
            part.raw.push_str(trimmed);
            part.raw.push('”');
            part.quotes.push(trimmed.to_string());
        }
        match close {
            Some(close) => {
                self.marks.push((close.clone(), MarkKind::QuoteEnd));
                if trimmed.is_empty() { self.close_up(close.end) } else { close.end }
            }
            None => {
                if at < self.note.len() {
                    self.part().raw.push(' ');
                }
                at
            }
        }
    }

    /// A phrase by its word; the words up to the next mark fill its gap.
    fn phrase(&mut self, phrase: &'a Phrase, mark: Range<usize>) -> usize {
        if !phrase.text.contains(sentence::GAP_WORDS) {
            self.put_phrase(phrase, "", &mark);
            return mark.end;
        }
        let mut at = skip_space(self.note, mark.end);
        let mut words = String::new();
        let mut open = true;
        while at < self.note.len() {
            if open && marks::mark_at(self.note, at, self.kind, self.ctx).is_some() {
                break;
            }
            let (bit, length) = marks::bit_at(self.note, at, open);
            self.note_bit(&bit, at);
            bit.push_to(&mut words);
            at += length;
            open = bit.is_space();
        }
        self.put_phrase(phrase, words.trim(), &mark);
        if at < self.note.len() {
            self.part().raw.push(' ');
        }
        at
    }

    fn put_phrase(&mut self, phrase: &Phrase, words: &str, mark: &Range<usize>) {
        if words.is_empty() && phrase.text.contains(sentence::GAP_WORDS) && !self.ctx.strict_gaps {
            self.gap = self.gap.take().or(Some(mark.clone()));
        }
        let part = self.part();
        sentence::join_phrase(&mut part.raw, &sentence::fill(phrase, words));
        part.used_phrase = true;
        if !part.phrases.contains(&phrase.code) {
            part.phrases.push(phrase.code.clone());
        }
    }

    /// Whether the words after a hyphen are nothing but a reason why there was no talk.
    fn silence(&self) -> Option<Silence> {
        let said =
            self.parts.first().filter(|part| !part.step && part.quotes.is_empty() && !part.used_phrase)?;
        let said = said.raw.trim().trim_end_matches('.').to_lowercase();
        let said = said.trim_end();
        if said.is_empty() {
            return Some(Silence::Waiting);
        }
        NoTalk::ALL
            .into_iter()
            .enumerate()
            .find(|(index, reason)| {
                let label = reason.label();
                said == (index + 1).to_string()
                    || said == label
                    || label.split(' ').next() == Some(said)
                    || label.strip_suffix(" came") == Some(said)
            })
            .map(|(_, reason)| Silence::Because(reason))
    }

    fn say_why(&mut self, silence: Silence) {
        if let Some(part) = self.parts.first_mut() {
            part.raw = match silence {
                Silence::Waiting => String::new(),
                Silence::Because(reason) => reason.sentence(),
            };
        }
    }

    fn finish(self, head: Note) -> Note {
        let Body { ctx, kind, parts, with, happened, marks, gap, .. } = self;
        let parts = parts
            .into_iter()
            .filter_map(|part| {
                let kind = if part.step { Kind::ForHome } else { kind };
                let raw = sentence::drop_gaps(&part.raw, ctx.phrases);
                let raw = sentence::finish(&raw);
                let said = raw.chars().any(|c| c.is_alphanumeric() || c == NAME || !c.is_ascii());
                said.then(|| {
                    let mut phrases = part.phrases;
                    for code in sentence::phrases_in(&raw, ctx.phrases, kind) {
                        if !phrases.contains(&code) {
                            phrases.push(code);
                        }
                    }
                    let show = |text: &String| text.replace(NAME, "{name}");
                    Part {
                        step: part.step,
                        text: show(&raw),
                        family_words: part.quotes.iter().map(show).collect(),
                        phrases,
                        follow_up: part.follow_up,
                        named: (raw, part.quotes),
                    }
                })
            })
            .collect();
        let mut all = head.marks;
        all.extend(marks);
        all.sort_by_key(|(place, _)| (place.start, place.end));
        all.dedup();
        let gap = gap.filter(|_| !ctx.strict_gaps);
        Note { parts, with, happened, marks: all, gap, ..head }
    }
}
