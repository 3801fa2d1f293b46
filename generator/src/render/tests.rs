use super::{Amount, Style, render, render_github, render_json};
use crate::diagnostic::code;
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::{Diagnostic, Place};
use crate::input::source::Source;
use crate::input::sources::{LoadError, Loader, Sources};

fn check(text: &str, diagnostics: &[Diagnostic], expected: &str) {
    let rendered = render(
        &Source::new("spec.yaml", text).into(),
        diagnostics,
        Style::Plain,
        Amount::All,
    );
    assert_eq!(rendered, expected, "\n{rendered}");
}

fn error(at: impl Into<Place>, message: &str) -> Diagnostic {
    code::WRONG_TYPE.at(at, message)
}

fn warning(at: impl Into<Place>, message: &str) -> Diagnostic {
    code::UNKNOWN_KEYWORD.at(at, message)
}

fn pointer(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

#[test]
fn a_value_is_underlined_with_label_and_help() {
    check(
        "openapi: 3.1.0\ninfo:\n  title: 5\n",
        &[error(&pointer("/info/title"), "`title` has to be a string")
            .label("this is a number")
            .help("quote it")],
        "\
error[E021]: `title` has to be a string
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
fn diagnostics_are_sorted_by_position() {
    check(
        "a: 1\nb: 2\n",
        &[
            warning(&pointer("/b"), "second").on_key(),
            error(Place::file(), "first"),
        ],
        "\
error[E021]: first
--> spec.yaml

warning[W001]: second
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
fn related_places_are_shown_near_and_far() {
    let text = "a: 1\nb: 2\n".to_owned() + &"#\n".repeat(20) + "c: 3\n";
    check(
        &text,
        &[error(&pointer("/b"), "taken")
            .label("here")
            .related(&pointer("/a"), "and near")
            .related(&pointer("/c"), "and far")],
        "\
error[E021]: taken
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
fn long_values_are_shown_by_their_key_and_missing_ones_by_their_parent() {
    check(
        "info:\n  title: |\n    a\n    b\n",
        &[
            error(&pointer("/info/title"), "too long"),
            error(&pointer("/info/version"), "missing"),
        ],
        "\
error[E021]: missing
 --> spec.yaml:1:1
  |
1 | info:
  | ^^^^
  |
  = pointer: /info/version

error[E021]: too long
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
fn very_long_lines_are_not_shown() {
    let text = format!("{{\"a\": \"{}\", \"é\": 1, \"b\": 2}}", "x".repeat(10_000));
    check(
        &text,
        &[error(&pointer("/b"), "wrong").label("here")],
        "\
error[E021]: wrong
--> spec.yaml:1:10024
 = note: here
 = pointer: /b
",
    );
}

#[test]
fn control_characters_are_escaped() {
    check(
        "a: \u{1b}[31m\u{202e}\n",
        &[error(Place::text(3..4), "bad\n\u{1b}[0m").label("a\nb")],
        "\
error[E021]: bad ␛[0m
 --> spec.yaml:1:4
  |
1 | a: ␛[31m�
  |    ^ a b
",
    );
}

#[test]
fn any_byte_range_can_be_rendered() {
    let source = Source::new("spec.yaml", "é: 1\r\nb: \u{1f600}");
    for start in 0..20 {
        for end in 0..20 {
            let diagnostic = error(Place::text(start..end), "somewhere");
            assert_ne!(
                render(
                    &source.clone().into(),
                    &[diagnostic],
                    Style::Plain,
                    Amount::All
                ),
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
    let diagnostic = error(&pointer("/x"), "differs").related(other, "from this");
    let rendered = render(&sources, &[diagnostic], Style::Plain, Amount::All);
    let expected = "\
error[E021]: differs
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

#[test]
fn a_few_diagnostics_per_code_are_shown_and_the_rest_is_counted() {
    let text = "a: 1\n".repeat(100);
    let at = |line: usize| Place::text(5 * line..5 * line + 1);
    let many: Vec<_> = (0..100).map(|line| warning(at(line), "odd")).collect();
    let source = Source::new("spec.yaml", text).into();
    let few = render(&source, &many, Style::Plain, Amount::Few);
    assert_eq!(few.matches("warning[W001]").count(), 3);
    assert!(few.ends_with("  = note: and 97 more like this\n"), "{few}");
    let all = render(&source, &many, Style::Plain, Amount::All);
    assert_eq!(all.matches("warning[W001]").count(), 100);
}

#[test]
fn machine_formats_have_one_line_per_diagnostic() {
    let source = Source::new("spec.yaml", "a: 1\né: {b: 2}\n").into();
    let found = [
        error(Place::file(), "100 %: bad"),
        warning(&pointer("/é/b"), "odd").help("leave it\nout"),
    ];
    let json = r#"{"severity":"error","code":"E021","message":"100 %: bad","file":"spec.yaml","line":null,"column":null,"pointer":null,"help":null}
{"severity":"warning","code":"W001","message":"odd","file":"spec.yaml","line":2,"column":8,"pointer":"/é/b","help":"leave it\nout"}
"#;
    assert_eq!(render_json(&source, &found), json);
    let github = "\
::error file=spec.yaml,title=E021%3A a value has the wrong type::100 %25: bad
::warning file=spec.yaml,line=2,col=8,title=W001%3A a keyword is unknown::odd%0Ahelp: leave it%0Aout
";
    assert_eq!(render_github(&source, &found), github);
}
