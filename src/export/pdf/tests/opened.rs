//! A PDF file as a reader of such files finds it.

use std::collections::BTreeSet;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream, String as Str};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Rect};

/// What is in a file.
pub(super) struct Opened {
    /// The letters of each page, as they can be copied; `�` for one that can't.
    pub pages: Vec<String>,
    /// What the parts of the text are tagged as, in the order in which they are read: `H1`, `P`, `TH`.
    pub tags: Vec<String>,
    /// What is said instead of those parts that are pictures, in the same order.
    pub alts: Vec<String>,
    /// Every name that a value or an entry has, of the whole file.
    pub names: BTreeSet<String>,
    /// How many typefaces are described in it, and how many of them are in it.
    pub faces: (usize, usize),
    /// What it says of itself, as XML.
    pub properties: String,
}

/// Opens a file that must be whole.
pub(super) fn opened(file: &[u8]) -> Opened {
    let pdf = Pdf::new(file.to_vec()).unwrap();
    let catalog: Dict = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let (mut tags, mut alts) = (Vec::new(), Vec::new());
    tagged(&catalog.get("StructTreeRoot").unwrap(), &mut tags, &mut alts);
    let properties: Stream = catalog.get("Metadata").unwrap();
    let mut names = BTreeSet::new();
    let mut faces = (0, 0);
    for object in pdf.objects() {
        named(&object, &mut names, &mut faces);
    }
    Opened {
        pages: letters(&pdf),
        tags,
        alts,
        names,
        faces,
        properties: String::from_utf8(properties.decoded().unwrap().into_owned()).unwrap(),
    }
}

/// What an element of the structure and those in it are tagged as.
fn tagged(element: &Dict, tags: &mut Vec<String>, alts: &mut Vec<String>) {
    tags.extend(element.get::<Name>("S").map(|name| word(&name)));
    alts.extend(element.get::<Str>("Alt").map(|says| in_words(says.as_bytes())));
    if let Some(kids) = element.get::<Array>("K") {
        kids.iter::<Object>().filter_map(Object::into_dict).for_each(|kid| tagged(&kid, tags, alts));
    } else if let Some(kid) = element.get::<Dict>("K") {
        tagged(&kid, tags, alts);
    }
}

/// A text, which stands in UTF-16 with its mark or in letters of one byte.
fn in_words(bytes: &[u8]) -> String {
    let Some(pairs) = bytes.strip_prefix(&[0xfe, 0xff]) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let units: Vec<u16> = pairs.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

/// Every name in an object, without following what it points to.
fn named(object: &Object, names: &mut BTreeSet<String>, faces: &mut (usize, usize)) {
    let dict = match object {
        Object::Name(name) => {
            names.insert(word(name));
            return;
        }
        Object::Array(array) => {
            for item in array.raw_iter() {
                if let MaybeRef::NotRef(item) = item {
                    named(&item, names, faces);
                }
            }
            return;
        }
        Object::Dict(dict) => dict,
        Object::Stream(stream) => stream.dict(),
        _ => return,
    };
    let file = ["FontFile", "FontFile2", "FontFile3"].into_iter().any(|key| dict.contains_key(key));
    let descriptor = dict.get::<Name>("Type").is_some_and(|name| *name == *b"FontDescriptor");
    *faces = (faces.0 + usize::from(descriptor), faces.1 + usize::from(descriptor && file));
    for (key, value) in dict.entries() {
        names.insert(word(&key));
        if let MaybeRef::NotRef(value) = value {
            named(&value, names, faces);
        }
    }
}

fn word(name: &Name) -> String {
    String::from_utf8_lossy(name).into_owned()
}

fn letters(pdf: &Pdf) -> Vec<String> {
    let cache = InterpreterCache::new();
    let page = |page| {
        let settings = InterpreterSettings::default();
        let any = Rect::new(0.0, 0.0, 1.0, 1.0);
        let mut context = Context::new(Affine::IDENTITY, any, &cache, pdf.xref(), settings);
        let mut letters = Letters::default();
        interpret_page(page, &mut context, &mut letters);
        letters.0
    };
    pdf.pages().iter().map(page).collect()
}

/// Takes down the letters of a page, and draws nothing.
#[derive(Default)]
struct Letters(String);

impl Device<'_> for Letters {
    fn draw_glyph(&mut self, glyph: &Glyph<'_>, _: Affine, _: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
        match glyph.as_unicode() {
            Some(BfString::Char(letter)) => self.0.push(letter),
            Some(BfString::String(letters)) => self.0.push_str(&letters),
            None => self.0.push('�'),
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip_path(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
}
