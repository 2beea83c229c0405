//! A page of paper as PDF: words and rules at places, in a typeface that every reader brings. What is laid out on it
//! is the caller's own matter; places are points from the left and from the top.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// A4 upright, in points.
pub const A4: (f32, f32) = (595.28, 841.89);

/// A colour of ink: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink(pub u8, pub u8, pub u8);

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Height in points.
    pub size: f32,
    /// Whether they are bold.
    pub bold: bool,
    /// Their colour.
    pub ink: Ink,
}

/// One page as it grows.
pub struct Sheet {
    content: Content,
}

const FACES: [(Name, Name); 2] = [(Name(b"R"), Name(b"Helvetica")), (Name(b"B"), Name(b"Helvetica-Bold"))];

impl Sheet {
    /// An empty page.
    pub fn blank() -> Sheet {
        Sheet { content: Content::new() }
    }

    /// Words whose line stands so far from the left and the top.
    pub fn words(&mut self, x: f32, y: f32, look: Type, words: &str) {
        self.ink(look.ink);
        let (face, _) = FACES[usize::from(look.bold)];
        self.content.begin_text().set_font(face, look.size).next_line(x, A4.1 - y);
        self.content.show(Str(&in_latin(words)));
        self.content.end_text();
    }

    /// A thin line across.
    pub fn rule(&mut self, x: f32, y: f32, width: f32, ink: Ink) {
        self.ink(ink);
        self.content.rect(x, A4.1 - y, width, 0.6).fill_nonzero();
    }

    fn ink(&mut self, Ink(red, green, blue): Ink) {
        let [red, green, blue] = [red, green, blue].map(|part| f32::from(part) / 255.0);
        self.content.set_fill_rgb(red, green, blue);
    }

    /// The file: the same page, the same bytes. Its title and language are for whoever has it read aloud.
    pub fn finish(self, title: &str) -> Vec<u8> {
        let [catalog, pages, page, content, info, regular, bold] = [1, 2, 3, 4, 5, 6, 7].map(Ref::new);
        let mut pdf = Pdf::new();
        pdf.catalog(catalog).pages(pages).lang(TextStr("en-GB"));
        pdf.document_info(info).title(TextStr(title));
        pdf.pages(pages).kids([page]).count(1);
        let mut leaf = pdf.page(page);
        leaf.media_box(Rect::new(0.0, 0.0, A4.0, A4.1)).parent(pages).contents(content);
        let mut resources = leaf.resources();
        let mut fonts = resources.fonts();
        for ((name, _), font) in FACES.iter().zip([regular, bold]) {
            fonts.pair(*name, font);
        }
        fonts.finish();
        resources.finish();
        leaf.finish();
        for ((_, face), font) in FACES.iter().zip([regular, bold]) {
            pdf.type1_font(font).base_font(*face).encoding_predefined(Name(b"WinAnsiEncoding"));
        }
        pdf.stream(content, &self.content.finish());
        pdf.finish()
    }
}

/// Words in the letters that the typeface has (WinAnsi); another stands as a question mark.
fn in_latin(words: &str) -> Vec<u8> {
    words
        .chars()
        .map(|letter| match letter {
            ' '..='~' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(letter)).unwrap_or(b'?'),
            '‘' => 0x91,
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            '–' => 0x96,
            '…' => 0x85,
            '•' => 0x95,
            _ => b'?',
        })
        .collect()
}
