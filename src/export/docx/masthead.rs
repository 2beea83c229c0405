//! The setting's name and picture in a Word file: in the margin above every page.

use super::super::escape;
use super::super::turn::Turn;
use super::BIDI;
use crate::domain::look::{Look, Picture};

/// What a section, the document and the archive say where there is a masthead.
pub(super) const HEADER_REFERENCE: &str = "<w:headerReference w:type=\"default\" r:id=\"rId4\"/>";
pub(super) const HEADER_REL: &str = "<Relationship Id=\"rId4\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/>";
pub(super) const HEADER_TYPES: &str = "<Default Extension=\"png\" ContentType=\"image/png\"/>\
    <Override PartName=\"/word/header1.xml\" \
    ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/>";

/// How high and how wide a picture stands there at most, in the units of drawings: 8.5 and 45 millimetres.
const HIGH: u64 = 306_000;
const WIDE: u64 = 1_620_000;

/// The parts of the archive that it is.
pub(super) struct Masthead<'a> {
    header: String,
    rels: String,
    logo: Option<&'a Picture>,
}

impl Masthead<'_> {
    /// What a look has above its pages; `None` where it has neither a name nor a picture.
    pub(super) fn of(look: &Look, turn: Turn) -> Option<Masthead<'_>> {
        let logo = look.logo.as_ref();
        if look.name.is_empty() && logo.is_none() {
            return None;
        }
        let bidi = if turn.of_words(&look.name) { BIDI } else { "" };
        let drawn = logo.map(drawing).unwrap_or_default();
        let header = format!(
            "{HEADER}<w:p><w:pPr><w:pStyle w:val=\"Masthead\"/>{bidi}<w:jc w:val=\"right\"/><w:textAlignment w:val=\"center\"/></w:pPr>\
             <w:r><w:t xml:space=\"preserve\">{}  </w:t></w:r>{drawn}</w:p></w:hdr>",
            escape(&look.name)
        );
        let of_logo = if logo.is_some() { LOGO_REL } else { "" };
        Some(Masthead { header, rels: format!("{RELATIONS}{of_logo}</Relationships>"), logo })
    }

    /// Each with its name.
    pub(super) fn parts(&self) -> Vec<(&'static str, &[u8])> {
        let header = ("word/header1.xml", self.header.as_bytes());
        let rels = ("word/_rels/header1.xml.rels", self.rels.as_bytes());
        let logo = self.logo.map(|logo| ("word/media/logo.png", logo.png.as_slice()));
        [header, rels].into_iter().chain(logo).collect()
    }
}

/// The picture in a line of words, as large as it may be.
fn drawing(logo: &Picture) -> String {
    let (width, height) = (u64::from(logo.width).max(1), u64::from(logo.height).max(1));
    let wide = (HIGH * width / height).clamp(1, WIDE);
    let high = (wide * height / width).max(1);
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent cx=\"{wide}\" cy=\"{high}\"/><wp:docPr id=\"1\" name=\"Logo\" descr=\"Logo\"/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:pic><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"logo.png\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"rId1\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
         </wp:inline></w:drawing></w:r>"
    )
}

const HEADER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

const LOGO_REL: &str = "<Relationship Id=\"rId1\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"media/logo.png\"/>";
