//! The typefaces of PDF files. Noto Sans and its like for the scripts that families here write come with the
//! program; where a report has other letters, those of the machine are looked at, if the program may.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use typst::foundations::Bytes;
use typst::text::Font;
use typst_kit::fonts::{self, FontStore};

/// The family that everything is set in; for letters that it lacks the library takes the nearest that has them.
pub(super) const FAMILY: &str = "Noto Sans";

/// The files of `data/print/fonts`.
pub(super) const FILES: [(&str, &[u8]); 9] = [
    ("NotoSans-Regular.ttf", include_bytes!("../../../data/print/fonts/NotoSans-Regular.ttf")),
    ("NotoSans-Bold.ttf", include_bytes!("../../../data/print/fonts/NotoSans-Bold.ttf")),
    ("NotoSansArabic-Regular.ttf", include_bytes!("../../../data/print/fonts/NotoSansArabic-Regular.ttf")),
    ("NotoSansBengali-Regular.ttf", include_bytes!("../../../data/print/fonts/NotoSansBengali-Regular.ttf")),
    (
        "NotoSansDevanagari-Regular.ttf",
        include_bytes!("../../../data/print/fonts/NotoSansDevanagari-Regular.ttf"),
    ),
    (
        "NotoSansGujarati-Regular.ttf",
        include_bytes!("../../../data/print/fonts/NotoSansGujarati-Regular.ttf"),
    ),
    (
        "NotoSansGurmukhi-Regular.ttf",
        include_bytes!("../../../data/print/fonts/NotoSansGurmukhi-Regular.ttf"),
    ),
    ("NotoSansHebrew-Regular.ttf", include_bytes!("../../../data/print/fonts/NotoSansHebrew-Regular.ttf")),
    ("NotoSansTamil-Regular.ttf", include_bytes!("../../../data/print/fonts/NotoSansTamil-Regular.ttf")),
];

/// Typefaces with the letters that they have.
pub(super) struct Faces {
    /// The typefaces themselves, each read when it is first needed.
    pub(super) store: FontStore,
    letters: BTreeSet<u32>,
}

static OWN: LazyLock<Faces> = LazyLock::new(|| Faces::of(own()));
static WITH_MACHINES: LazyLock<Faces> = LazyLock::new(|| {
    let mut store = own();
    store.extend(fonts::system());
    Faces::of(store)
});
static MACHINES: AtomicBool = AtomicBool::new(false);

/// From now on the typefaces of this machine may be used too, where a report has letters that the program's
/// own lack. Said once, by whoever starts the program: a test's files are the same on every machine.
pub fn use_those_of_this_machine() {
    MACHINES.store(true, Ordering::Relaxed);
}

/// The typefaces for such letters: the program's own, and those of the machine only where they are needed.
pub(super) fn for_letters(letters: &BTreeSet<char>) -> &'static Faces {
    let own = &*OWN;
    let enough = letters.iter().all(|&letter| own.have(letter));
    if enough || !MACHINES.load(Ordering::Relaxed) { own } else { &WITH_MACHINES }
}

impl Faces {
    fn of(store: FontStore) -> Faces {
        let book = store.book();
        let letters =
            (0..).map_while(|index| book.info(index)).flat_map(|info| info.coverage.iter()).collect();
        Faces { store, letters }
    }

    /// Whether a letter can be seen. One without a shape of its own always can.
    pub(super) fn have(&self, letter: char) -> bool {
        self.letters.contains(&u32::from(letter))
            || letter.is_whitespace()
            || matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
    }
}

fn own() -> FontStore {
    let mut store = FontStore::new();
    for (_, file) in FILES {
        store.extend(Font::iter(Bytes::new(file)).map(|face| {
            let info = face.info().clone();
            (face, info)
        }));
    }
    store
}
