//! Every way in which a framework's file can be bad: what is said of it, in whole sentences.

use super::*;

const ID: &str = "our-own";

/// A whole framework of a setting's own.
fn whole() -> String {
    let shipped = include_str!("../../data/frameworks/partnership-with-parents.toml");
    shipped.replacen("partnership-with-parents", ID, 1)
}

/// The framework with one thing written otherwise.
fn with(from: &str, to: &str) -> Vec<u8> {
    let whole = whole();
    assert!(whole.contains(from), "{from}");
    whole.replacen(from, to, 1).into_bytes()
}

/// The line on which these words begin in a text.
fn line(text: &[u8], words: &str) -> usize {
    let text = std::str::from_utf8(text).unwrap();
    1 + text[..text.find(words).expect(words)].matches('\n').count()
}

/// A home whose folder of frameworks holds another file, which is good.
fn home() -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    std::fs::create_dir(home.frameworks()).unwrap();
    let good = "id = \"working-in-partnership\"\n";
    std::fs::write(home.frameworks().join("working-in-partnership.toml"), good).unwrap();
    (folder, home)
}

/// What is said first of what lies in the folder as `our-own.toml`. The other file is in use whatever is wrong with it.
fn said(home: &Home) -> String {
    let (catalog, wrong) = catalog(home).unwrap();
    let used: Vec<&str> = catalog.in_use().iter().map(|framework| framework.id.as_str()).collect();
    assert_eq!(used, ["partnership-with-parents", "working-in-partnership"]);
    assert!(catalog.framework(ID).is_none());
    match wrong.as_slice() {
        [first, ..] => first.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn whatever_is_wrong_in_a_file_is_a_sentence_with_its_line_and_what_to_do() {
    let at = |bytes: &[u8], words: &str| line(bytes, words);
    let table: Vec<(Vec<u8>, Option<&str>, &str)> = vec![
        (
            with("code = \"2\"\n", ""),
            Some("[[statement]]\nnumber = \"2\""),
            "a line with “code = …” is missing here. Add it.",
        ),
        (
            with("code = \"2\"\n", "code = \"1\"\n"),
            Some("[[statement]]\ncode = \"1\"\nnumber = \"2\""),
            "statement 1 is there twice. Give it another code.",
        ),
        (
            with("code = \"2\"\n", "code = \"two and a half\"\n"),
            Some("[[statement]]\ncode = \"two"),
            "“two and a half” can't be a code. Use letters, digits, dots and hyphens only, without spaces.",
        ),
        (
            with("practice = [\"starting-point\"", "practice = [\"tea-party\""),
            Some("[[statement]]\ncode = \"2\""),
            "statement 2 names the practice kind “tea-party”, which is not known. Take a code from the end of what doorstep framework page prints.",
        ),
        (
            with("daily = [\"feedback\"", "daily = [\"chat\""),
            Some("daily = [\"chat\""),
            "the word “chat” is not known here; these are: drop-off, feedback, pick-up, for-home, moving-on. Write one of those.",
        ),
        (
            with("number = 5\n", "number = 3\n"),
            Some("[[band]]\nname = \"good\""),
            "the band “good” has no higher number than the one before it. Put the bands in order, lowest number first.",
        ),
        (
            with("number = 7\n", "number = 70\n"),
            Some("[[band]]\nname = \"outstanding\""),
            "the band “outstanding” has the number 70, and a rating is one key from 1 to 7. Use numbers from 1 to 7.",
        ),
        (
            with("    \"Families have no part in the setting.\",\n", ""),
            Some("[[rating]]\ncode = \"R4\""),
            "the rating R4 has 3 descriptors for 4 bands. Write one descriptor for each band, in the bands' order.",
        ),
        (
            with("code = \"Y\", label", "code = \"Yes\", label"),
            Some("judgements = ["),
            "no key gives the judgement “Yes”: they are y, p and n. Use Y, P or N as its code; its label may be any words.",
        ),
        (
            with("year = 2018\n", "year = \"2018\"\n"),
            Some("year = \"2018\""),
            "this must be a whole number, 0 or more, without quotation marks. Put that line right.",
        ),
        (
            with("title = \"Private talk time\"", "title = 4"),
            Some("title = 4"),
            "this must be words between quotation marks. Put that line right.",
        ),
        (
            with("areas_for_development = true", "areas_for_development = \"yes\""),
            Some("areas_for_development ="),
            "this must be true or false. Put that line right.",
        ),
        (
            with("daily = [\"feedback\", \"pick-up\"]", "daily = \"feedback\""),
            Some("daily = \"feedback\""),
            "this must be a list in square brackets. Put that line right.",
        ),
        (
            with("name = \"good\"\n", "nam = \"good\"\n"),
            Some("nam = "),
            "the line “nam” is not known here; these are: name, number. Check how it is spelt, or take it out.",
        ),
        (
            with("title = \"Private talk time\"", "title = \"Private talk time\"\ntitle = \"Talk\""),
            Some("title = \"Talk\""),
            "this line says what another has said already. Take one of the two out.",
        ),
        (
            [b"id = \"our-own\"\n", &[b'#'; 10 * 1024 * 1024][..]].concat(),
            None,
            "it is larger than 2 MB, which no framework is. Look whether it is the right file.",
        ),
        (
            [whole().as_bytes(), b"# caf\xe9\n"].concat(),
            Some(""),
            "this line is not text in UTF-8. Save it again as plain text, UTF-8.",
        ),
        (
            whole().encode_utf16().flat_map(u16::to_le_bytes).chain([0xff]).collect(),
            Some(""),
            "this line is not text in UTF-8. Save it again as plain text, UTF-8.",
        ),
        (
            b"".into(),
            None,
            "there is nothing in it. Write the framework into it, or take it out of the folder.",
        ),
        (
            b" \n\n".into(),
            None,
            "there is nothing in it. Write the framework into it, or take it out of the folder.",
        ),
        (
            b"id = \"others\"\n".into(),
            None,
            "the id in it is “others”, but the file is called “our-own”. Let the file's name and the id be the same.",
        ),
        (
            b"id = \"our-own\"\n[[statement]]\ncode = \"1\"\nhide = true\n".into(),
            None,
            "no framework “our-own” is known yet, and this file does not bring a whole one. Check the id, or give the \
             framework's title, statements and scales as well.",
        ),
    ];
    let (_folder, home) = home();
    let file = home.frameworks().join(format!("{ID}.toml"));
    for (bytes, near, sentence) in table {
        std::fs::write(&file, &bytes).unwrap();
        let place = match near {
            // Of what is not text the line is the one with the first letter that is none.
            Some("") => {
                let good = std::str::from_utf8(&bytes).unwrap_err().valid_up_to();
                format!(", line {}", 1 + bytes[..good].iter().filter(|&&byte| byte == b'\n').count())
            }
            Some(words) => format!(", line {}", at(&bytes, words)),
            None => String::new(),
        };
        assert_eq!(said(&home), format!("frameworks/{ID}.toml{place}: {sentence}"));
    }
    // What does not read as TOML at all is told in our words, not in the reader's.
    for text in [
        "id = ",
        "id = \"our-own\"\ntitle = Ours\n",
        "id = \"our-own\"\n[[statement]\n",
        "id = \"our-own",
        "%PDF-1.7",
    ] {
        std::fs::write(&file, text).unwrap();
        let said = said(&home);
        let begins = format!("frameworks/{ID}.toml, line ");
        assert!(
            said.starts_with(&begins) && said.contains(": this line can't be read. Put it right"),
            "{said}"
        );
        assert!(
            said.ends_with("words stand between quotation marks, a list between square brackets."),
            "{said}"
        );
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_and_never_waited_for() {
    use std::os::unix::fs::symlink;
    type Make<'a> = &'a dyn Fn(&Path);
    let lies = |make: Make| {
        let (_folder, home) = home();
        make(&home.frameworks().join(format!("{ID}.toml")));
        said(&home)
    };
    let table: [(Make, &str); 5] = [
        (&|file| std::fs::create_dir(file).unwrap(), "it is a folder. Put the file itself there."),
        (
            &|file| symlink(file, file).unwrap(),
            "it is a link that leads to no file. Put the file itself there.",
        ),
        (
            &|file| {
                let other = file.with_extension("other");
                symlink(&other, file).unwrap();
                symlink(file, &other).unwrap();
            },
            "it is a link that leads to no file. Put the file itself there.",
        ),
        (
            &|file| symlink("gone.toml", file).unwrap(),
            "it is a link that leads to no file. Put the file itself there.",
        ),
        // A pipe, or a device that never ends.
        (
            &|file| symlink("/dev/zero", file).unwrap(),
            "it is not a file that can be read whole. Put the file itself there.",
        ),
    ];
    for (make, sentence) in table {
        assert_eq!(lies(make), format!("frameworks/{ID}.toml: {sentence}"));
    }
}

/// Whoever runs the tests may be allowed to read everything, so what the machine would say is given here.
#[test]
fn why_a_file_can_not_be_read_is_said_without_a_code() {
    let table = [
        (
            std::io::Error::from(ErrorKind::PermissionDenied),
            "you are not allowed to read it. Let its owner give you the right to read it.",
        ),
        (
            std::io::Error::from(ErrorKind::NotFound),
            "there is no such file. Check its name and where it lies.",
        ),
        (
            std::io::Error::other("Input/output error (os error 5)"),
            "it can't be read (Input/output error). Look whether its disk is there and sound.",
        ),
    ];
    for (cause, sentence) in table {
        assert_eq!(
            unread("frameworks/x.toml", false, &cause).to_string(),
            format!("frameworks/x.toml: {sentence}")
        );
    }
}

#[test]
fn a_mark_before_the_first_letter_is_no_fault() {
    let (_folder, home) = home();
    std::fs::write(home.frameworks().join(format!("{ID}.toml")), format!("\u{feff}{}", whole())).unwrap();
    let (catalog, wrong) = catalog(&home).unwrap();
    assert_eq!(wrong, []);
    assert!(catalog.framework(ID).is_some());
}
