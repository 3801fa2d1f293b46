//! Mutates text.

use super::random::Random;

/// Pieces to insert.
const PIECES: &[&str] = &[
    "\t",
    "\r",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "---\n",
    "...\n",
    "<<: *a\n",
    "&a ",
    "*a ",
    "!!str ",
    "? ",
    "- ",
    ": ",
    "#",
    "\"",
    "'",
    "`",
    "{",
    "}",
    "[",
    "]",
    "|\n",
    ">-\n",
    "%YAML 1.1\n",
    ".nan",
    "1e999",
    "\u{1f600}",
    "\\ud800",
    "\\u0000",
];

/// Mutates a text in one to three places.
pub(super) fn mutate(mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    for _ in 0..=random.below(3) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        match random.below(7) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => {
                bytes.remove(at);
            }
            2 => {
                let piece = random.one_of(PIECES).bytes();
                bytes.splice(at..at, piece);
            }
            3 => bytes.truncate(at),
            4 => lines(&mut bytes, random, |lines, random| {
                lines.remove(random.below(lines.len()));
            }),
            5 => lines(&mut bytes, random, |lines, random| {
                let (a, b) = (random.below(lines.len()), random.below(lines.len()));
                lines.swap(a, b);
            }),
            _ => lines(&mut bytes, random, |lines, random| {
                let index = random.below(lines.len());
                let copy = lines[index].clone();
                lines.insert(random.below(lines.len()), copy);
            }),
        }
    }
    bytes
}

/// Applies a change to the lines of a text.
fn lines(
    bytes: &mut Vec<u8>,
    random: &mut Random,
    change: impl FnOnce(&mut Vec<Vec<u8>>, &mut Random),
) {
    let mut lines: Vec<Vec<u8>> = bytes
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    change(&mut lines, random);
    *bytes = lines.join(&b'\n');
}
