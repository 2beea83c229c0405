//! Every report of the table as every file that it is offered as, made of a practice nursery and opened by somebody
//! else's programs. Where a program is not on this machine, that is said aloud and the rest goes on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use doorstep::export::offered;
use doorstep::report::reports::{Ask, Listed, REPORTS};

use crate::asked::{Practice, practice};
use crate::support::{Nursery, text};

/// The manager of the practice nursery, who may make every report.
const MANAGER: &str = "HG";

/// A letter, a figure: fewer on a page is a page that nobody meant.
const THIN: usize = 60;

/// What was made: a folder for each report and format.
struct Made {
    nursery: Nursery,
    folders: Vec<(&'static Listed, &'static str, PathBuf)>,
}

impl Made {
    /// All of it, once for every test of this file.
    fn all() -> &'static Made {
        static ALL: OnceLock<Made> = OnceLock::new();
        ALL.get_or_init(Made::new)
    }

    fn new() -> Made {
        let nursery = Nursery::bare();
        let (home, pin, child) = practice(&nursery, "6");
        Practice { nursery: &nursery, home: &home, pin: &pin }.answer(&child);
        let mut folders = Vec::new();
        for listed in REPORTS {
            for format in offered(listed.kind) {
                let folder = nursery.path(&format!("{}-{}", listed.name, format.name));
                let out = folder.to_string_lossy().into_owned();
                let mut command = nursery.program_as(crate::support::PROGRAM, "PS");
                command.env("DOORSTEP_PIN_FILE", &pin).args(["export", listed.name, "--as", MANAGER]);
                command.args(["--home", &home, "--out", &out, "--format", format.name]);
                for ask in listed.needs.iter().chain(listed.takes) {
                    match ask {
                        Ask::Room => command.args(["--room", "Sunflower"]),
                        Ask::Child => command.args(["--child", &child]),
                        Ask::Week => command.args(["--week", "2026-W47"]),
                        Ask::Day => command.args(["--day", "2026-11-24"]),
                        Ask::Framework => command.args(["--framework", "partnership-with-parents"]),
                        Ask::Period => command.args(["--from", "2026-10-12", "--to", "2026-11-24"]),
                        Ask::ReadWith => &mut command,
                    };
                }
                let output = command.output().expect("it runs");
                assert!(output.status.success(), "{} {}: {}", listed.name, format.name, text(&output.stderr));
                folders.push((listed, format.name, folder));
            }
        }
        Made { nursery, folders }
    }

    /// The files of a format, each with the words that must be in it, where the report is offered as letters alone.
    fn files(&self, format: &str) -> Vec<(PathBuf, Vec<String>)> {
        let mut found = Vec::new();
        for (listed, _, folder) in self.folders.iter().filter(|(_, name, _)| *name == format) {
            let letters =
                self.folders.iter().find(|(other, name, _)| other.name == listed.name && *name == "txt");
            for file in in_folder(folder) {
                let stem = file.file_stem().expect("a name").to_owned();
                let letters = letters.map(|(_, _, folder)| folder.join(stem).with_extension("txt"));
                let said = letters.filter(|file| file.exists()).map(|file| read(&file)).unwrap_or_default();
                // When it was made stands at the foot of other files.
                let said = said.rsplit_once("\nMade ").map_or(said.as_str(), |(said, _)| said);
                let mut said = words(said);
                if listed.name != "family-week" {
                    // As letters alone the rows of a table have its headings each.
                    said.sort_unstable();
                    said.dedup();
                }
                found.push((file, said));
            }
        }
        assert!(!found.is_empty(), "there is no {format}");
        found
    }

    fn folder(&self, name: &str) -> PathBuf {
        let folder = self.nursery.path(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    }
}

fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).expect("the folder");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    files
}

fn read(file: &Path) -> String {
    String::from_utf8_lossy(&std::fs::read(file).expect("it is there")).into_owned()
}

/// Words of plain letters: others are put in another order where they are set from right to left.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.len() > 1 && word.is_ascii()).map(str::to_lowercase).collect()
}

/// Every word of the report stands in what another program read, as often at least.
fn holds(file: &Path, wanted: &[String], read: &str) {
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    for word in words(read) {
        *there.entry(word).or_default() += 1;
    }
    let mut missing = Vec::new();
    for word in wanted {
        match there.get_mut(word) {
            Some(count) if *count > 0 => *count -= 1,
            _ => missing.push(word),
        }
    }
    assert!(missing.is_empty(), "{} was read without {missing:?}", file.display());
}

/// Whether a program is here; where it is not, says what is not seen.
fn here(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("SKIPPED: {program} is not on this machine, so nothing is opened with it");
    }
    found
}

/// What a program prints, which must succeed.
fn says(command: &mut Command) -> String {
    let output = command.stdin(std::process::Stdio::null()).output().expect("it runs");
    assert!(output.status.success(), "{command:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// Files in an office's own words for a kind of file, in the order in which they were given.
fn by_an_office(made: &Made, files: &[&PathBuf], kind: &str, folder: &str) -> Vec<PathBuf> {
    let into = made.folder(folder);
    let mut office = Command::new("soffice");
    // A folder of its own for what it keeps, so that two runs don't wait for each other.
    office.env("HOME", made.folder(&format!("{folder}-home"))).args(["--headless", "--convert-to", kind]);
    // At a screen an office asks how the letters of a CSV file are written, and has the mark at its beginning as answer.
    if files.iter().all(|file| file.extension().is_some_and(|end| end == "csv")) {
        office.arg("--infilter=CSV:44,34,76");
    }
    says(office.arg("--outdir").arg(&into).args(files));
    let end = kind.split(':').next().expect("an end");
    let changed = files.iter().map(|file| into.join(file.file_name().expect("a name")).with_extension(end));
    changed.collect()
}

/// Every page of a PDF says something.
fn has_no_empty_page(file: &Path) {
    let pages = says(Command::new("pdftotext").arg("-layout").arg(file).arg("-"));
    for (page, said) in pages.trim_end_matches('\u{c}').split('\u{c}').enumerate() {
        let letters = said.chars().filter(|letter| letter.is_alphanumeric()).count();
        assert!(letters >= THIN, "{}: page {} says only {said:?}", file.display(), page + 1);
    }
}

#[test]
fn word_files_open_in_an_office_whole_and_without_an_empty_page() {
    if !here("soffice") || !here("pdftotext") {
        return;
    }
    let made = Made::all();
    let files = made.files("docx");
    let paths: Vec<&PathBuf> = files.iter().map(|(file, _)| file).collect();
    let letters = by_an_office(made, &paths, "txt:Text (encoded):UTF8", "word-as-letters");
    for ((file, wanted), opened) in files.iter().zip(letters) {
        holds(file, wanted, &read(&opened));
    }
    for printed in by_an_office(made, &paths, "pdf", "word-in-print") {
        has_no_empty_page(&printed);
    }
}

#[test]
fn workbooks_and_tables_open_in_an_office_with_every_row() {
    if !here("soffice") {
        return;
    }
    let made = Made::all();
    for format in ["xlsx", "csv"] {
        let files = made.files(format);
        let paths: Vec<&PathBuf> = files.iter().map(|(file, _)| file).collect();
        // In and out again: what a formula, a date or a comma would have spoilt is not the same.
        let opened = by_an_office(
            made,
            &paths,
            "csv:Text - txt - csv (StarCalc):44,34,76",
            &format!("{format}-opened"),
        );
        for ((file, _), opened) in files.iter().zip(opened) {
            let opened = read(&opened);
            assert!(opened.lines().count() > 3, "{}: {opened}", file.display());
            assert!(!opened.contains("#NAME?") && !opened.contains("Err:"), "{}: {opened}", file.display());
            if format == "csv" {
                holds(file, &words(&read(file)), &opened);
            }
        }
    }
}

#[cfg(feature = "pdf")]
#[test]
fn pages_in_print_are_sound_have_their_typefaces_with_them_and_every_word() {
    if !["qpdf", "pdftotext", "pdffonts"].into_iter().all(here) {
        return;
    }
    let made = Made::all();
    for (file, wanted) in made.files("pdf") {
        says(Command::new("qpdf").arg("--check").arg(&file));
        has_no_empty_page(&file);
        holds(&file, &wanted, &says(Command::new("pdftotext").arg(&file).arg("-")));
        let faces = says(Command::new("pdffonts").arg(&file));
        for face in faces.lines().skip(2) {
            // Columns from the right: object, number, Unicode, subset, embedded.
            let columns: Vec<&str> = face.split_whitespace().rev().collect();
            assert_eq!((columns[4], columns[2]), ("yes", "yes"), "{}: {faces}", file.display());
        }
    }
}

#[test]
fn web_pages_are_shown_by_a_browser_and_print_like_pages() {
    let Some(browser) = ["chromium", "google-chrome"].into_iter().find(|name| here(name)) else { return };
    let made = Made::all();
    let run = |arguments: &[&str], file: &Path| {
        let mut command = Command::new(browser);
        command.env("HOME", made.folder("browser-home"));
        command
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"])
            .args(arguments);
        says(command.arg(format!("file://{}", file.display())))
    };
    // A few of the families, and every other report.
    let mut seen = BTreeMap::new();
    for (file, wanted) in made.files("html") {
        let count: &mut usize = seen.entry(file.parent().expect("a folder").to_owned()).or_default();
        *count += 1;
        if *count > 3 {
            continue;
        }
        let shown = run(&["--dump-dom"], &file);
        let shown = shown.split_once("<body").expect("a body").1;
        let plain: String = shown
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
            .fold(String::new(), |plain, text| plain + " " + text);
        holds(&file, &wanted, &plain);
        let print = file.with_extension("browser.pdf");
        run(&[&format!("--print-to-pdf={}", print.display())], &file);
        if here("pdftotext") {
            has_no_empty_page(&print);
        }
        std::fs::remove_file(print).expect("taken away");
    }
}

#[test]
fn braille_is_read_back_as_it_was_said() {
    if !here("lou_translate") {
        return;
    }
    let made = Made::all();
    for (file, wanted) in made.files("brf").into_iter().take(6) {
        let signs = read(&file).to_lowercase();
        let mut reader = Command::new("lou_translate");
        reader.args(["--backward", "en-us-brf.dis,en-ueb-g1.ctb"]);
        let page = file.with_extension("signs");
        std::fs::write(&page, signs).expect("written");
        reader.stdin(std::fs::File::open(&page).expect("it is there"));
        let output = reader.output().expect("it runs");
        std::fs::remove_file(&page).expect("taken away");
        holds(&file, &wanted, &text(&output.stdout));
    }
}
