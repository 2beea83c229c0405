//! Words that would do something if they were anything but words; for tests of every way out.

use crate::chance::Chance;

/// Some that were met before, each of which has to come back from every file as it was.
pub(crate) const HOSTILE: [&str; 20] = [
    "#panic() #import \"@preview/x:1.0.0\" #sys.inputs #read(\"/etc/passwd\")",
    "$x^2$ *bold* _slanted_ `raw` ```raw``` <label> @label = Heading",
    "- item + item / term: what // comment /* comment */ \\ \\u{202e} ~ --- ...",
    "\"straight\" and 'single' stay",
    "%PDF-1.7 (a) <</S /JavaScript /JS (app.alert)>> endobj stream endstream",
    "</w:t> & <b>x</b> ]]> &amp; <script>alert(1)</script> https://example.com",
    "fi ffi fl ft: office, waffle, flour",
    "e\u{301} o\u{308} Zoë Łukasz Ngũgĩ Đặng İstanbul ½ cup € £",
    "Ελληνικά, Русский, Українська",
    "=1+1 @SUM(A1) +44 -1",
    "{{7*7}} ${7*7} #{7*7} %s %n",
    "a  b   two and three spaces",
    "<w:tblHeader /> & </w:t> </style> <img src=x onerror=alert(1)>",
    "<!-- --> &#60; &nbsp; &P &\"Arial\" _x0041_ _x000D_",
    "1. one 2) two > three | four || five \\| six \\",
    "[a](javascript:alert(1)) ![x](http://example.com/x.png)",
    "[^1] [[wiki]] <mailto:a@example.com> **bold** ~~gone~~ ==mark== ***",
    "=HYPERLINK(\"http://example.com\";\"x\"),=cmd|'/c calc'!A1",
    "'quoted; =2+2;\"+3+3\";'-1",
    "---",
];

/// What steers a terminal, hides or turns letters, takes another number of columns than it has letters, ends what it
/// stands in, or means something to whoever reads a file.
const PIECES: [&str; 72] = [
    // Steers a terminal: its screen, title, clipboard, letters, size; with one byte and with two.
    "\u{1b}[2J",
    "\u{1b}[31;1m",
    "\u{1b}[10;10H",
    "\u{1b}[?1049l",
    "\u{1b}[8;4;4t",
    "\u{1b}]0;ours\u{7}",
    "\u{1b}]52;c;b3Vycw==\u{7}",
    "\u{1b}]8;;https://example.com\u{1b}\\here\u{1b}]8;;\u{1b}\\",
    "\u{1b}P$q\"p\u{1b}\\",
    "\u{1b}_Gi=1\u{1b}\\",
    "\u{1b}(0",
    "\u{1b}c",
    "\u{1b}",
    "\u{9b}2J",
    "\u{9d}0;ours\u{9c}",
    "\u{90}",
    "\u{e}\u{f}",
    "\0",
    "\u{7}\u{8}\u{8}\u{7f}",
    // Ends a line.
    "\n",
    "\r",
    "\r\n\r\n",
    "\t\t",
    "\u{b}\u{c}",
    "\u{85}",
    "\u{2028}\u{2029}",
    // Turns or hides.
    "\u{202e}",
    "\u{202d}x\u{202c}",
    "\u{2067}y\u{2069}",
    "\u{200f}\u{200e}\u{61c}",
    "\u{200b}\u{2060}\u{feff}",
    "\u{200c}",
    "\u{200d}",
    "\u{ad}\u{34f}\u{180e}",
    "\u{115f}\u{3164}\u{ffa0}\u{2800}",
    "\u{fff9}a\u{fffa}b\u{fffb}",
    "\u{e0041}\u{e007f}",
    "\u{fffe}\u{ffff}\u{1ffff}\u{10ffff}",
    "\u{e000}\u{f8ff}",
    // As wide as it is not long.
    "\u{301}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}",
    "\u{20e3}",
    "你好世界",
    "한글",
    "한국",
    "ｆｕｌｌ",
    "🐻",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦",
    "👍🏽",
    "❤\u{fe0f}",
    "1\u{fe0f}\u{20e3}",
    "🇬🇧🇬",
    "🏴\u{e0067}\u{e0062}\u{e007f}",
    "\u{fdfd}",
    "क\u{94d}षि",
    "ليلى وآدم",
    "שָׁלוֹם",
    "می\u{200c}خواهم",
    // Means something elsewhere.
    "=cmd|'/c calc'!A1",
    "\"; DROP TABLE log; --",
    "</w:t></w:r><script>alert(1)</script>",
    "]]>&amp;&#27;&lt;!ENTITY x SYSTEM \"file:///etc/passwd\">",
    "](javascript:alert(1)) ![x](http://example.com/x.png) [^1]",
    "#panic() $ #read(\"/etc/passwd\") <label> @ref",
    "\\input{/etc/passwd} \\write18{id} %",
    "%PDF (a) <</S /JavaScript>> endobj endstream",
    "{name} {child} {{7*7}} ${jndi:ldap://x} %s%n",
    "../../../etc/passwd",
    "C:\\CON\\..\\nul:",
    "$(id) `id` | id; id && id > x",
    "_x0041_ _x000D_ &P &\"Arial\"",
    "| --- | * _ ~~ ` #",
];

/// So many are taken with every run; `DOORSTEP_LONG` asks for the number before a release.
pub(crate) fn trials() -> usize {
    if crate::paths::variable("DOORSTEP_LONG").is_some() { 100_000 } else { 2_000 }
}

/// Some of them, one after the other, with letters between or not, or any letters at all; the same for the same chance.
pub(crate) fn words(chance: &mut Chance) -> String {
    let mut words = String::new();
    for _ in 0..=chance.below(4) {
        match chance.below(12) {
            0..6 => words.push_str(chance.pick(&PIECES).copied().unwrap_or_default()),
            6 => words.push_str(chance.pick(&HOSTILE).copied().unwrap_or_default()),
            7 => (0..chance.below(6)).for_each(|_| words.extend(letter(chance, 0x11_0000))),
            8 => (0..chance.below(6)).for_each(|_| words.extend(letter(chance, 0x3000))),
            9 => {
                let again = 1 + chance.below(60);
                words.push_str(&chance.pick(&PIECES).copied().unwrap_or_default().repeat(again));
            }
            _ => words.push_str(" and "),
        }
    }
    words
}

/// Any letter below that one.
fn letter(chance: &mut Chance, below: usize) -> Option<char> {
    u32::try_from(chance.below(below)).ok().and_then(char::from_u32)
}
