//! A setting's own look: `look.toml` in its folder, with the picture that it names beside it.

use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use serde::Deserialize;

use super::{bytes, in_utf8};
use crate::catalog::{CatalogError, Source};
use crate::domain::look::{Accent, CONTRAST, Look, NoAccent, Picture};
use crate::paths::Home;

/// The file.
const FILE: &str = "look.toml";
/// The largest such file, and the largest picture, that is read.
const MOST_BYTES: u64 = 64 * 1024;
const MOST_PICTURE: u64 = 1024 * 1024;
/// So many points a side may have, for it is read before anything is shown; and so many it keeps, for it stands small on
/// a page, and on each of many.
const MOST_POINTS: u32 = 3000;
const KEPT_POINTS: u32 = 800;
/// So many letters the name and the closing line may have: they stand on one line.
const LONGEST_NAME: usize = 60;
const LONGEST_CLOSING: usize = 90;

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    name: String,
    logo: Option<String>,
    accent: Option<String>,
    closing: String,
}

/// The setting's look, nothing where it has none, and what is wrong in it: the rest of it is used.
pub fn look(home: &Home) -> (Option<Arc<Look>>, Vec<CatalogError>) {
    let path = home.look();
    if !path.exists() && !path.is_symlink() {
        return (None, Vec::new());
    }
    match read(&path) {
        Ok((look, wrong)) => ((look != Look::default()).then(|| Arc::new(look)), wrong),
        Err(wrong) => (None, vec![wrong]),
    }
}

fn read(path: &Path) -> Result<(Look, Vec<CatalogError>), CatalogError> {
    let text =
        in_utf8(bytes(path, FILE, MOST_BYTES, "it is larger than 64 KB, which no such file is")?, FILE)?;
    let source = Source::new(FILE, &text);
    let written: Written = source.parse()?;
    let mut wrong = Vec::new();
    let mut short = |key: &str, words: String, most: usize| {
        let words = words.trim().to_string();
        if words.chars().count() <= most {
            return words;
        }
        let what = format!("this is longer than {most} letters, which a line on a page has no room for");
        wrong.push(source.under(&[key], what, "Make it shorter."));
        String::new()
    };
    let name = short("name", written.name, LONGEST_NAME);
    let closing = short("closing", written.closing, LONGEST_CLOSING);
    let accent = written.accent.and_then(|colour| match Accent::parse(&colour) {
        Ok(accent) => Some(accent),
        Err(NoAccent::NotAColour) => {
            let todo = "Write # and six digits, from 0 to 9 and a to f: accent = \"#17505e\".";
            wrong.push(source.under(&["accent"], "this is no colour", todo));
            None
        }
        Err(NoAccent::Pale(contrast)) => {
            let what = format!(
                "this colour is too pale to be read on paper: its contrast is {contrast:.1}, and {CONTRAST} is needed"
            );
            wrong.push(source.under(&["accent"], what, "Choose a darker one."));
            None
        }
    });
    let logo = written.logo.and_then(|file| {
        let here = path.parent().unwrap_or(Path::new(""));
        picture(here, file.trim()).map_err(|cause| wrong.push(cause)).ok()
    });
    Ok((Look { name, logo, accent, closing }, wrong))
}

/// The picture of that name in that folder. Refuses whatever is not a whole PNG or JPEG picture of a size that fits.
fn picture(folder: &Path, file: &str) -> Result<Picture, CatalogError> {
    let wrong = |what: &str, todo: &str| CatalogError::new(file, None, what, todo);
    if Path::new(file).components().count() != 1 || Path::new(file).file_name().is_none() {
        let what = format!("the picture “{file}” does not lie beside this file");
        return Err(CatalogError::new(FILE, None, what, "Put it there, and write its name alone."));
    }
    let path = folder.join(file);
    let bytes = bytes(&path, file, MOST_PICTURE, "it is larger than 1 MB, which is more than a page needs")?;
    let broken = |_| {
        wrong("the picture is damaged, or larger than 3000 points a side", "Save it again as PNG or JPEG.")
    };
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|cause| broken(cause.into()))?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return Err(wrong("it is not a PNG or JPEG picture", "Save it again as PNG or JPEG."));
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MOST_POINTS), Some(MOST_POINTS));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    // Cameras say which side is up beside the picture.
    let turned = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(turned);
    if picture.width().max(picture.height()) > KEPT_POINTS {
        picture = picture.thumbnail(KEPT_POINTS, KEPT_POINTS);
    }
    // Written anew: where a camera stood and whose it is stays behind.
    let mut png = Cursor::new(Vec::new());
    DynamicImage::from(picture.to_rgba8()).write_to(&mut png, ImageFormat::Png).map_err(broken)?;
    Ok(Picture { png: png.into_inner(), width: picture.width().max(1), height: picture.height().max(1) })
}

#[cfg(test)]
mod tests;
