use serde_json::{Value, json};

use super::read;
use crate::diagnostic::{Diagnostic, Spot};
use crate::input::source::Source;

fn value(text: &str) -> Value {
    read(&Source::new("spec", text)).unwrap().value
}

/// Gives each problem with the text that is underlined.
fn problems(name: &str, text: &str) -> Vec<(String, String)> {
    shown(text, &read(&Source::new(name, text)).unwrap_err())
}

fn shown(text: &str, problems: &[Diagnostic]) -> Vec<(String, String)> {
    let place = |problem: &Diagnostic| match &problem.place.spot {
        Spot::Text { range, .. } => text[range.clone()].to_owned(),
        other => format!("{other:?}"),
    };
    problems
        .iter()
        .map(|problem| (place(problem), problem.message.clone()))
        .collect()
}

fn check(text: &str, expected: &[(&str, &str)]) {
    let problems = problems("spec", text);
    let problems: Vec<_> = problems.iter().map(|(at, it)| (&**at, &**it)).collect();
    assert_eq!(problems, expected);
}

#[test]
fn the_order_of_keys_is_kept() {
    for text in ["z: 1\na: 2\n", r#"{"z": 1, "a": 2}"#] {
        assert_eq!(value(text).to_string(), r#"{"z":1,"a":2}"#);
    }
}

#[test]
fn a_key_that_is_no_text_to_yaml_is_what_was_written() {
    assert_eq!(
        value("200: a\n1.10: b\ntrue: c\n0x10: d\nnull: e\n"),
        json!({"200": "a", "1.10": "b", "true": "c", "0x10": "d", "null": "e"}),
    );
}

#[test]
fn scalars_are_what_yaml_1_2_says() {
    assert_eq!(
        value("a: yes\nb: true\nc: 0123\nd: 1e3\ne: ~\nf:\ng: '1'\nh: 2024-01-01\n"),
        json!({
            "a": "yes", "b": true, "c": "0123", "d": 1000.0,
            "e": null, "f": null, "g": "1", "h": "2024-01-01",
        }),
    );
}

#[test]
fn windows_line_ends_and_byte_order_marks_do_not_matter() {
    assert_eq!(
        value("\u{feff}a: |\r\n  b\r\n  c\r\n"),
        json!({"a": "b\nc\n"})
    );
    assert_eq!(value("\u{feff}\r\n{\"a\": 1}\r\n"), json!({"a": 1}));
}

#[test]
fn json_may_hold_what_yaml_may_not() {
    let text = "{\n\t\"a\": \"\\ud83d\\ude00\",\n\t\"b\": {\"<<\": 1}\n}";
    assert_eq!(value(text), json!({"a": "😀", "b": {"<<": 1}}));
}

#[test]
fn a_yaml_flow_is_not_taken_for_broken_json() {
    assert_eq!(value("{a: 1, b: [c,]}"), json!({"a": 1, "b": ["c"]}));
    let strict = problems("spec.json", "{a: 1}");
    assert_eq!(
        strict,
        [(
            "a".to_owned(),
            "not valid JSON: key must be a string".to_owned()
        )]
    );
}

#[test]
fn a_few_aliases_are_written_out() {
    assert_eq!(
        value("a: &x {b: 1}\nc: *x\n"),
        json!({"a": {"b": 1}, "c": {"b": 1}})
    );
}

#[test]
fn a_key_that_is_given_twice_shows_both_places() {
    for text in ["a:\n  b: 1\n  b: 2\n", r#"{"a": {"b": 1, "b": 2}}"#] {
        let [problem] = &*read(&Source::new("spec", text)).unwrap_err() else {
            panic!("{text}")
        };
        assert_eq!(problem.message, "duplicate key `b`");
        assert_eq!(problem.place.pointer().unwrap().to_string(), "/a/b");
        let (first, _) = &problem.related[0];
        let (Spot::Text { range: first, .. }, Spot::Text { range: again, .. }) =
            (&first.spot, &problem.place.spot)
        else {
            panic!("{problem:?}")
        };
        assert!(first.start < again.start);
        assert_eq!(text[first.clone()], text[again.clone()]);
    }
}

#[test]
fn keys_are_the_same_whatever_way_they_are_written() {
    check(
        "200: a\n\"200\": b\n",
        &[("\"200\"", "duplicate key `200`")],
    );
    check(
        r#"{"a": 1, "\u0061": 2}"#,
        &[(r#""\u0061""#, "duplicate key `a`")],
    );
}

#[test]
fn all_problems_are_reported_at_once() {
    check(
        "a: 1\na: 2\nb: !!str 3\nc:\n  <<: 4\n? [e]\n: 5\nf: .nan\ng: [\n",
        &[
            ("[", "not valid YAML: unclosed bracket '['"),
            ("a", "duplicate key `a`"),
            ("!!str", "YAML tags are not supported"),
            (
                "<<",
                "the value of a merge key must be a mapping, or a list of mappings",
            ),
            ("[e]", "a key must be a string"),
            (".nan", "a number must be finite"),
        ],
    );
}

#[test]
fn an_alias_that_explodes_is_refused_before_it_does() {
    let level = |level: usize| {
        let aliases = format!("*a{}, ", level - 1).repeat(10);
        format!("a{level}: &a{level} [{aliases}]\n")
    };
    let bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    let bomb = bomb + &(1..30).map(level).collect::<String>();
    check(
        &bomb,
        &[("*a3", "aliases expand to more than 100000 values")],
    );
}

#[test]
fn an_alias_of_itself_is_refused() {
    check(
        "a: &x [*x]\n",
        &[("*x", "an alias cannot refer to a value that contains it")],
    );
}

#[test]
fn an_anchor_has_one_meaning() {
    check(
        "a: &x 1\nb: &x 2\nc: &y 3\nd: *x\n",
        &[("&x", "the anchor `x` is defined twice")],
    );
}

#[test]
fn nesting_ends_somewhere() {
    for open in ["[", "{\"a\":", "- "] {
        for depth in [200, 100_000] {
            let text = "a: ".to_owned() + &open.repeat(depth);
            let problems = problems("spec", &text);
            assert!(!problems.is_empty(), "{open}");
        }
    }
    let flow = format!("{{\"a\": {}1{}}}", "[".repeat(126), "]".repeat(126));
    assert!(read(&Source::new("spec", flow)).is_ok());
    let flow = format!("{{\"a\": {}1{}}}", "[".repeat(127), "]".repeat(127));
    check(&flow, &[("[", "nested deeper than 127 levels")]);
    let yaml = format!("a: {}1{}", "[".repeat(126), "]".repeat(126));
    assert!(read(&Source::new("spec", yaml)).is_ok());
}

#[test]
fn a_specification_is_one_mapping() {
    for empty in ["", "\n", "# a comment\n", "---\n", "\u{feff}"] {
        check(empty, &[("File", "the document is empty")]);
    }
    check("- a\n", &[("- a", "a specification must be a mapping")]);
    check("text", &[("text", "a specification must be a mapping")]);
    check("[1]", &[("[1]", "a specification must be a mapping")]);
    check(
        "a b\nc: 1\n",
        &[(
            ":",
            "not valid YAML: mapping values are not allowed in this context",
        )],
    );
    check(
        "a: 1\n---\nb: 2\n",
        &[("---", "a specification is a single document")],
    );
}

#[test]
fn tabs_are_told_from_other_slips() {
    check("a:\n\tb: 1\n", &[("\t", "YAML is not indented with tabs")]);
    check(
        "a: 1\n\tb: 2\n",
        &[("\t", "YAML is not indented with tabs")],
    );
    check(
        "a: b: c\n",
        &[(
            ":",
            "not valid YAML: mapping values are not allowed in this context",
        )],
    );
}

#[test]
fn a_slip_in_json_is_found_on_its_line() {
    check(
        "{\n  \"é\": 1,\n  \"b\" 2\n}",
        &[("2", "not valid JSON: expected `:`")],
    );
    check(
        "{\"a\": 1e999}",
        &[("9", "not valid JSON: number out of range")],
    );
}

#[test]
fn an_integer_beyond_64_bits_is_not_rounded_in_silence() {
    for text in ["a: 99999999999999999999\n", "{\"a\": 99999999999999999999}"] {
        let reading = read(&Source::new("spec", text)).unwrap();
        let expected = "the integer does not fit in 64 bits".to_owned();
        assert_eq!(
            shown(text, &reading.warnings),
            [("99999999999999999999".to_owned(), expected)]
        );
        assert_eq!(reading.value, json!({"a": 1e20}));
    }
}

#[test]
fn aliases_cannot_nest_deeper_than_values() {
    let level = |level: usize| format!("a{level}: &a{level} [*a{}]\n", level - 1);
    let text = "a0: &a0 1\n".to_owned() + &(1..130).map(level).collect::<String>();
    check(&text, &[("*a126", "nested deeper than 127 levels")]);
}

#[test]
fn separators_of_lines_in_other_standards_are_characters() {
    assert_eq!(
        value("a: x\u{2028}y\nb: |\n  x\u{85}y\n"),
        json!({"a": "x\u{2028}y", "b": "x\u{85}y\n"}),
    );
}

#[test]
fn a_bracket_may_close_in_any_column() {
    for (open, item, close) in [
        ("{", "\"b\": \"c\"", "}"),
        ("{", "b: c", "}"),
        ("[", "\"b\"", "]"),
        ("[", "{}", "]"),
        ("[", "[]", "]"),
    ] {
        let expected = value(&format!("x: {{a: {open}{item}{close}, d: 1}}\n"));
        for column in ["    ", "  ", " ", ""] {
            let text = format!("x:\n  a: {open}\n    {item}\n{column}{close}\n  d: 1\n");
            assert_eq!(value(&text), expected, "{text}");
            let text = format!("x:\n  a: {open}\n{column}{item},\n{column}{close}\n  d: 1\n");
            assert_eq!(value(&text), expected, "{text}");
        }
    }
}

#[test]
fn a_tab_separates_as_a_space_does() {
    let expected = json!({"a": "b", "c": [1, {"d": 2}]});
    for text in [
        "a:\tb\nc:\n- 1\n- d:\t2\n",
        "a: \t b\t\nc:\t[1,\t{d:\t2}\t]\t# x\n",
        "\"a\":\t\"b\"\nc:\n-\t1\n- \"d\"\t:\t2\n",
        "a:\tb\n\t\nc:\t\n\t# x\n  - 1\n  - {\"d\":\t2}\n",
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn a_quoted_text_goes_on_in_any_column() {
    for text in [
        "x:\n  a: \"b\nc\"\n",
        "x:\n  a: 'b\n  c'\n",
        "x:\n  a: \"b\n\tc\"\n",
    ] {
        assert_eq!(value(text), json!({"x": {"a": "b c"}}), "{text}");
    }
}

#[test]
fn merge_keys_merge() {
    let anchors = "a: &a {p: 1, q: 1}\nb: &b {q: 2, r: 2}\n";
    for (text, expected) in [
        ("  <<: *a\n  q: 3\n", r#"{"p":1,"q":3}"#),
        ("  q: 3\n  <<: *a\n", r#"{"q":3,"p":1}"#),
        ("  <<: [*b, *a]\n  s: 3\n", r#"{"q":2,"r":2,"p":1,"s":3}"#),
        ("  <<: {p: 0, <<: *a}\n", r#"{"p":0,"q":1}"#),
        ("  {<<: *a}\n", r#"{"p":1,"q":1}"#),
        ("  <<: []\n", "{}"),
        ("  \"<<\": *a\n", r#"{"<<":{"p":1,"q":1}}"#),
    ] {
        let text = format!("{anchors}c:\n{text}");
        assert_eq!(value(&text)["c"].to_string(), expected, "{text}");
    }
    assert_eq!(
        value("a: &a {p: 1}\nb: &b\n  <<: *a\n  q: 2\nc: {<<: *b}\n")["c"],
        json!({"p": 1, "q": 2}),
    );
}

#[test]
fn only_mappings_merge() {
    for value in ["", " 1", " [1]", " [[*a]]", " *b", " [*a, *b]"] {
        check(
            &format!("a: &a {{}}\nb: &b 1\nc:\n  <<:{value}\n"),
            &[(
                "<<",
                "the value of a merge key must be a mapping, or a list of mappings",
            )],
        );
    }
    check(
        "a: &a\n  b: {<<: *a}\n",
        &[("*a", "an alias cannot refer to a value that contains it")],
    );
    check(
        "a: &a {}\nb:\n  <<: *a\n  <<: *a\n",
        &[("<<", "duplicate key `<<`")],
    );
}

#[test]
fn merge_keys_that_explode_are_refused() {
    let level = |level: usize| {
        let aliases = format!("*a{}, ", level - 1).repeat(10);
        format!("a{level}: &a{level} {{<<: [{aliases}]}}\n")
    };
    let bomb = "a0: &a0 {x: 1}\n".to_owned() + &(1..30).map(level).collect::<String>();
    check(
        &bomb,
        &[("*a4", "aliases expand to more than 100000 values")],
    );
}
