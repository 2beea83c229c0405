//! A setting's own files, laid over what the program brings: `frameworks/<id>.toml` in its folder, and how its pages
//! look (`look.toml`), and how long it keeps things (`retention.toml`).
//!
//! What is wrong in one of them stops neither the program nor the others: it is told by file and line.

mod look;
mod terms;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, Value};

use crate::catalog::{Catalog, CatalogError};
use crate::domain::framework::Framework;
use crate::failure::{Failure, Result};
use crate::paths::Home;
use crate::store::files;

pub use look::look;
pub use terms::terms;

/// The largest file that is read. The longest shipped one holds a fiftieth of it.
const MOST_BYTES: u64 = 2 * 1024 * 1024;

/// What the program brings with the setting's own laid over it, and what is wrong in files that were passed over.
///
/// # Errors
/// Where what the program brings can't be read, which its tests rule out.
pub fn catalog(home: &Home) -> Result<(Catalog, Vec<CatalogError>)> {
    let mut catalog = shipped()?;
    let mut wrong = Vec::new();
    for path in files(&home.frameworks(), &mut wrong) {
        wrong.extend(lay(&mut catalog, &path).err().unwrap_or_default());
    }
    Ok((catalog, wrong))
}

/// What the program brings, by itself.
fn shipped() -> Result<Catalog> {
    Catalog::shipped().map_err(|cause| Failure::machine("The program's own data could not be read.", cause))
}

/// Lays one file over a catalog, as if it lay in the setting's folder.
///
/// # Errors
/// All that is wrong in it, each with its line; the catalog stays as it was.
pub fn lay(catalog: &mut Catalog, path: &Path) -> Result<(), Vec<CatalogError>> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let name = format!("frameworks/{name}");
    let text = text(path, &name)?;
    catalog.overlay(&name, &text)
}

/// What there would be without a file: the catalog that it is checked against, and the framework of its id as the
/// setting has it now.
///
/// # Errors
/// Where what the program brings can't be read, which its tests rule out.
pub fn without(home: &Home, file: &Path) -> Result<(Catalog, Option<Framework>)> {
    let id = file.file_stem().unwrap_or_default();
    let mut catalog = Catalog::shipped()
        .map_err(|cause| Failure::machine("The program's own data could not be read.", cause))?;
    let folder = files(&home.frameworks(), &mut Vec::new());
    let (own, others): (Vec<_>, Vec<_>) = folder.iter().partition(|path| path.file_stem() == Some(id));
    for path in others {
        // What is wrong in another is told when it is checked itself.
        let _ = lay(&mut catalog, path);
    }
    let mut now = catalog.clone();
    let same =
        |path: &Path| path.canonicalize().ok().is_some_and(|path| file.canonicalize().ok() == Some(path));
    for path in own.into_iter().filter(|path| !same(path)) {
        let _ = lay(&mut now, path);
    }
    let now = now.framework(&id.to_string_lossy()).cloned();
    Ok((catalog, now))
}

/// Takes a framework that the program brings into use, or out of it, by a file of its id in the setting's folder: what
/// the setting wrote in that file stays. Says how things stand then, as [`catalog`] does.
///
/// # Errors
/// Refused for the last one in use, for a framework that is the setting's own file and for a file that does not read;
/// a machine failure where the folder can't be written.
pub fn put_in_use(home: &Home, id: &str, used: bool) -> Result<(Catalog, Vec<CatalogError>)> {
    let (now, wrong) = catalog(home)?;
    let is_used = now.in_use().iter().any(|framework| framework.id == id);
    if now.framework(id).is_none() {
        return Err(Failure::refused(format!("No framework is called “{id}”.")));
    }
    if is_used == used {
        return Ok((now, wrong));
    }
    if !used && now.in_use().len() < 2 {
        return Err(Failure::refused("One framework stays in use.").todo("Put another in use first."));
    }
    let path = home.frameworks().join(format!("{id}.toml"));
    let name = format!("frameworks/{id}.toml");
    let mut file: DocumentMut = match path.exists() {
        true => text(&path, &name)?.parse().map_err(|_| {
            Failure::refused(format!("{name} can't be read as it is written."))
                .todo("Let it be mended first.")
        })?,
        false => DocumentMut::new(),
    };
    if file.contains_key("title") {
        return Err(Failure::refused(format!("{name} is a whole framework of your setting's own."))
            .todo("It is in use while it lies there: take it out of the folder."));
    }
    if !file.contains_key("id") {
        file.insert("id", Item::Value(Value::from(id)));
    }
    match used {
        true => drop(file.remove("hide")),
        false => drop(file.insert("hide", Item::Value(Value::from(true)))),
    }
    // A file that would say nothing else than how things are without it is not needed.
    let usual = shipped()?.in_use().iter().any(|framework| framework.id == id);
    let says_no_more = file.iter().all(|(key, _)| key == "id" || key == "hide");
    if says_no_more && usual == used {
        std::fs::remove_file(&path)
            .map_err(|cause| Failure::machine(format!("{name} could not be taken away."), cause))?;
    } else {
        files::private_folder(&home.frameworks())?;
        files::write_private(&path, file.to_string().as_bytes())?;
    }
    catalog(home)
}

/// The framework files of the folder by name. Others may lie there, and there need not be such a folder.
fn files(folder: &Path, wrong: &mut Vec<CatalogError>) -> Vec<PathBuf> {
    let listed = match std::fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(cause) => {
            let what = format!("the folder can't be read ({cause})");
            wrong.push(CatalogError::new("frameworks", None, what, "Let its owner be able to read it."));
            return Vec::new();
        }
    };
    let mut files: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| {
        let shown = path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.'));
        shown && path.extension().is_some_and(|extension| extension == "toml")
    });
    files.sort();
    files
}

/// A framework file's text, refused where it is none.
fn text(path: &Path, name: &str) -> Result<String, CatalogError> {
    let text =
        in_utf8(bytes(path, name, MOST_BYTES, "it is larger than 2 MB, which no framework is")?, name)?;
    if text.trim().is_empty() {
        let todo = "Write the framework into it, or take it out of the folder.";
        return Err(CatalogError::new(name, None, "there is nothing in it", todo));
    }
    Ok(text)
}

/// What is in a file, refused where it is none or holds more than it may; `more` says so.
fn bytes(path: &Path, name: &str, most: u64, more: &str) -> Result<Vec<u8>, CatalogError> {
    let wrong = |what: &str, todo: &str| CatalogError::new(name, None, what, todo);
    let cannot = |cause: std::io::Error| unread(name, path.is_symlink(), &cause);
    // Looked at before it is opened: what is no file may keep whoever opens it waiting for ever.
    let about = std::fs::metadata(path).map_err(cannot)?;
    if about.is_dir() {
        return Err(wrong("it is a folder", "Put the file itself there."));
    }
    if !about.is_file() {
        return Err(wrong("it is not a file that can be read whole", "Put the file itself there."));
    }
    let file = File::open(path).map_err(cannot)?;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > most {
        return Err(wrong(more, "Look whether it is the right file."));
    }
    Ok(bytes)
}

/// Bytes as text, refused where they are none.
fn in_utf8(bytes: Vec<u8>, name: &str) -> Result<String, CatalogError> {
    String::from_utf8(bytes).map_err(|cause| {
        let good = cause.utf8_error().valid_up_to();
        let before = cause.as_bytes().get(..good).unwrap_or_default();
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        let todo = "Save it again as plain text, UTF-8.";
        CatalogError::new(name, Some(line), "this line is not text in UTF-8", todo)
    })
}

/// Why a file can't be read. `link` says that what lies there only leads to it.
fn unread(name: &str, link: bool, cause: &std::io::Error) -> CatalogError {
    let (what, todo) = match cause.kind() {
        ErrorKind::PermissionDenied => {
            ("you are not allowed to read it".to_string(), "Let its owner give you the right to read it.")
        }
        _ if link => ("it is a link that leads to no file".to_string(), "Put the file itself there."),
        ErrorKind::NotFound => ("there is no such file".to_string(), "Check its name and where it lies."),
        _ => {
            let said = cause.to_string();
            let said = said.split(" (os error").next().unwrap_or_default();
            (format!("it can't be read ({said})"), "Look whether its disk is there and sound.")
        }
    };
    CatalogError::new(name, None, what, todo)
}

#[cfg(test)]
mod bad;

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "partnership-with-parents";

    /// A home with these files in its folder of frameworks.
    fn home(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        std::fs::create_dir(home.frameworks()).unwrap();
        for (name, bytes) in files {
            std::fs::write(home.frameworks().join(name), bytes).unwrap();
        }
        (folder, home)
    }

    fn in_use(catalog: &Catalog) -> Vec<&str> {
        catalog.in_use().iter().map(|framework| framework.id.as_str()).collect()
    }

    #[test]
    fn without_a_folder_it_is_what_the_program_brings() {
        let folder = tempfile::tempdir().unwrap();
        let (catalog, wrong) = super::catalog(&Home::at(folder.path())).unwrap();
        assert_eq!(in_use(&catalog), [ID]);
        assert_eq!(wrong, []);
    }

    #[test]
    fn a_framework_is_put_in_use_and_away_and_what_the_setting_wrote_stays() {
        const OTHER: &str = "working-in-partnership";
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let put = |id: &str, used| {
            put_in_use(&home, id, used)
                .map(|(catalog, _)| in_use(&catalog).into_iter().map(str::to_string).collect::<Vec<_>>())
        };
        let file = |id: &str| home.frameworks().join(format!("{id}.toml"));
        assert_eq!(put(OTHER, true).unwrap(), [ID, OTHER]);
        assert_eq!(put(OTHER, true).unwrap(), [ID, OTHER], "it is in use already");
        assert_eq!(put(ID, false).unwrap(), [OTHER]);
        let refused = put(OTHER, false).unwrap_err();
        assert!(refused.what.starts_with("One framework stays in use."), "{refused}");
        assert_eq!(put(ID, true).unwrap(), [ID, OTHER]);
        assert!(!file(ID).exists(), "it is in use without a file");
        assert_eq!(put(OTHER, false).unwrap(), [ID]);
        assert!(!file(OTHER).exists());
        let written =
            format!("# Ours.\nid = {OTHER:?}\n\n[[statement]]\ncode = \"S2\"\nwording = \"Both.\" # kept\n");
        std::fs::write(file(OTHER), &written).unwrap();
        put(OTHER, false).unwrap();
        let kept = std::fs::read_to_string(file(OTHER)).unwrap();
        assert!(kept.contains("hide = true") && kept.contains("wording = \"Both.\" # kept"), "{kept}");
        assert_eq!(put(OTHER, true).unwrap(), [ID, OTHER]);
        assert_eq!(std::fs::read_to_string(file(OTHER)).unwrap(), written);
        assert!(put("nothing", true).is_err());
        std::fs::write(file("family-partnerships"), "id = ").unwrap();
        assert!(put("family-partnerships", true).is_err(), "what does not read is not written over");
        assert_eq!(std::fs::read_to_string(file("family-partnerships")).unwrap(), "id = ");
        let own = include_str!("../data/frameworks/working-in-partnership.toml");
        std::fs::write(file(OTHER), own).unwrap();
        assert!(put(OTHER, false).unwrap_err().what.contains("your setting's own"));
    }

    #[test]
    fn a_bad_file_is_passed_over_and_told_and_the_others_are_used() {
        let large = vec![b'#'; 10 * 1024 * 1024];
        let hides = format!("id = \"{ID}\"\n[[statement]]\ncode = \"9\"\nhide = true\n");
        let (_folder, home) = home(&[
            ("a.toml", &large),
            ("b.toml", b"id = \"b\"\n\xff\n"),
            ("c.toml", b"id = "),
            ("notes.txt", b"not read"),
            (".hidden.toml", b"not read"),
            (&format!("{ID}.toml"), hides.as_bytes()),
            ("working-in-partnership.toml", b"id = \"working-in-partnership\"\n"),
        ]);
        std::fs::create_dir(home.frameworks().join("d.toml")).unwrap();
        let (catalog, wrong) = super::catalog(&home).unwrap();
        assert_eq!(in_use(&catalog), [ID, "working-in-partnership"]);
        assert_eq!(catalog.framework(ID).unwrap().statement("9"), None);
        let said: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        for (said, begins) in said.iter().zip([
            "frameworks/a.toml: it is larger than 2 MB",
            "frameworks/b.toml, line 2: this line is not text in UTF-8. Save it again",
            "frameworks/c.toml, line 1: ",
            "frameworks/d.toml: it is a folder.",
        ]) {
            assert!(said.starts_with(begins), "{said}");
        }
        assert_eq!(said.len(), 4, "{said:?}");
    }
}
