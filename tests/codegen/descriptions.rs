//! Words that are anything but harmless: see the fixture `descriptions` for where they can stand,
//! and `goldens` for what the compiler and rustdoc make of them.

use super::doors::{body, check, file, generated};
use super::fixtures::Fixture;

/// What a specification cannot write into the code: it would hide or reorder what follows.
#[test]
fn no_control_character_gets_into_the_code() {
    let fixture = Fixture::read("descriptions");
    for file in generated("descriptions", &fixture.spec).files {
        let unseen = |c: &char| match c {
            '\n' => false,
            '\u{200e}' | '\u{200f}' | '\u{feff}' => true,
            c => {
                c.is_control()
                    || ['\u{2028}'..='\u{202e}', '\u{2066}'..='\u{2069}']
                        .iter()
                        .any(|it| it.contains(c))
            }
        };
        let found = file.text.chars().find(unseen);
        assert_eq!(found, None, "{}", file.path);
    }
}

#[test]
fn words_too_long_for_a_line_stand_on_several() {
    let words = "word ".repeat(2_000);
    let one_word = "w".repeat(10_000);
    let piece = format!(
        "components: {{ schemas: {{ A: {{ description: {words}, type: object, properties: {{ a: {{ type: string, description: {one_word} }} }} }} }} }}"
    );
    let output = generated("long", &piece);
    let text = body(file(&output, "src/api/types.rs"));
    let long: Vec<&str> = text.lines().filter(|line| line.len() > 100).collect();
    let [long] = *long else {
        panic!("only the word that has no place to end is long");
    };
    assert!(long.contains(&one_word));
}

#[test]
fn empty_words_are_no_words() {
    for empty in ["\"\"", "\" \"", "\"\\n\\n\"", "\"\\u200b\""] {
        let piece = |words: &str| {
            format!(
                "components: {{ schemas: {{ A: {{ {words} type: object, properties: {{ a: {{ {words} type: string }} }} }} }} }}"
            )
        };
        assert_eq!(
            check(&piece(&format!("description: {empty},"))),
            check(&piece("")),
            "{empty}"
        );
    }
}
