//! Problematic descriptions. The fixture `descriptions` has them in all objects, and `goldens` checks
//! them with the compiler and rustdoc.

use super::fixtures::Fixture;
use super::harness::{body, check, file, generated};

/// Control characters could hide or reorder code.
#[test]
fn code_contains_no_control_characters() {
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
fn long_descriptions_are_wrapped() {
    let words = "word ".repeat(2_000);
    let one_word = "w".repeat(10_000);
    let piece = format!(
        "components: {{ schemas: {{ A: {{ description: {words}, type: object, properties: {{ a: {{ type: string, description: {one_word} }} }} }} }} }}"
    );
    let output = generated("long", &piece);
    let text = body(file(&output, "src/api/types.rs"));
    let long: Vec<&str> = text.lines().filter(|line| line.len() > 100).collect();
    // The field and its setter have a word that has no place to end.
    assert_eq!(long.len(), 2, "{long:?}");
    assert!(long.iter().all(|line| line.contains(&one_word)));
}

#[test]
fn empty_descriptions_are_ignored() {
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
