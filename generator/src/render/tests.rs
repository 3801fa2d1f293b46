use super::{Style, render};
use crate::diagnostic::{Diagnostic, Place};
use crate::pointer::Pointer;
use crate::source::{Source, SourceId};
use crate::sources::{LoadError, Loader, Sources};

fn check(text: &str, diagnostics: &[Diagnostic], expected: &str) {
    let rendered = render(
        &Source::new("spec.yaml", text).into(),
        diagnostics,
        Style::Plain,
    );
    assert_eq!(rendered, expected, "\n{rendered}");
}

fn pointer(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

#[test]
fn a_value_is_underlined_with_all_that_is_said_about_it() {
    check(
        "openapi: 3.1.0\ninfo:\n  title: 5\n",
        &[
            Diagnostic::error(&pointer("/info/title"), "`title` has to be a string")
                .code("E001")
                .label("this is a number")
                .help("quote it"),
        ],
        "\
error[E001]: `title` has to be a string
 --> spec.yaml:3:10
  |
3 |   title: 5
  |          ^ this is a number
  |
  = pointer: /info/title
  = help: quote it
",
    );
}

#[test]
fn diagnostics_come_in_the_order_of_the_text() {
    check(
        "a: 1\nb: 2\n",
        &[
            Diagnostic::warning(&pointer("/b"), "second").on_key(),
            Diagnostic::error(Place::file(), "first"),
        ],
        "\
error: first
--> spec.yaml

warning: second
 --> spec.yaml:2:1
  |
2 | b: 2
  | ^
  |
  = pointer: /b
",
    );
}

#[test]
fn a_related_place_is_shown_near_or_far() {
    let text = "a: 1\nb: 2\n".to_owned() + &"#\n".repeat(20) + "c: 3\n";
    check(
        &text,
        &[Diagnostic::error(&pointer("/b"), "taken")
            .label("here")
            .related(&pointer("/a"), "and near")
            .related(&pointer("/c"), "and far")],
        "\
error: taken
  --> spec.yaml:2:4
   |
 1 | a: 1
   |    - and near
 2 | b: 2
   |    ^ here
   |
  ::: spec.yaml:23:4
   |
23 | c: 3
   |    - and far
   |
   = pointer: /b
",
    );
}

#[test]
fn a_value_on_several_lines_is_shown_by_its_key_and_a_missing_one_by_what_it_is_missing_in() {
    check(
        "info:\n  title: |\n    a\n    b\n",
        &[
            Diagnostic::error(&pointer("/info/title"), "too long"),
            Diagnostic::error(&pointer("/info/version"), "missing"),
        ],
        "\
error: missing
 --> spec.yaml:1:1
  |
1 | info:
  | ^^^^
  |
  = pointer: /info/version

error: too long
 --> spec.yaml:2:3
  |
2 |   title: |
  |   ^^^^^
  |
  = pointer: /info/title
",
    );
}

#[test]
fn a_line_that_a_machine_wrote_is_not_shown() {
    let text = format!("{{\"a\": \"{}\", \"é\": 1, \"b\": 2}}", "x".repeat(10_000));
    check(
        &text,
        &[Diagnostic::error(&pointer("/b"), "wrong").label("here")],
        "\
error: wrong
--> spec.yaml:1:10024
 = note: here
 = pointer: /b
",
    );
}

#[test]
fn control_characters_are_shown_and_do_not_break_lines() {
    check(
        "a: \u{1b}[31m\u{202e}\n",
        &[Diagnostic::error(Place::text(3..4), "bad\n\u{1b}[0m").label("a\nb")],
        "\
error: bad ␛[0m
 --> spec.yaml:1:4
  |
1 | a: ␛[31m�
  |    ^ a b
",
    );
}

#[test]
fn any_range_of_bytes_can_be_shown() {
    let source = Source::new("spec.yaml", "é: 1\r\nb: \u{1f600}");
    for start in 0..20 {
        for end in 0..20 {
            let diagnostic = Diagnostic::error(Place::text(start..end), "somewhere");
            assert_ne!(
                render(&source.clone().into(), &[diagnostic], Style::Plain),
                ""
            );
        }
    }
}

struct Other;

impl Loader for Other {
    fn load(&self, _: &str) -> Result<Vec<u8>, LoadError> {
        Ok(b"y: 2\n".to_vec())
    }
}

#[test]
fn a_place_in_another_source_is_shown_with_its_name() {
    let sources = Sources::new(Source::new("a.yaml", "x: 1\n")).with_loader(&Other);
    sources.open("b.yaml").unwrap();
    let other = Place::value(&pointer("/y")).in_source(SourceId(1));
    let diagnostic = Diagnostic::error(&pointer("/x"), "differs").related(other, "from this");
    let rendered = render(&sources, &[diagnostic], Style::Plain);
    let expected = "\
error: differs
 --> a.yaml:1:4
  |
1 | x: 1
  |    ^
  |
 ::: b.yaml:1:4
  |
1 | y: 2
  |    - from this
  |
  = pointer: /x
";
    assert_eq!(rendered, expected, "\n{rendered}");
}
