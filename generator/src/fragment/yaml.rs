//! Writes values as readable YAML.
//!
//! Strings that a parser of YAML 1.1 or 1.2 could take for a number, a boolean, a date or null are
//! quoted.

use std::iter;

use serde_json::{Map, Value};

/// The width at which lines are folded.
const WIDTH: usize = 80;

/// Writes a value in block style, with a final newline.
pub(super) fn write(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Object(members) if !members.is_empty() => mapping(&mut text, members, 0),
        Value::Array(items) if !items.is_empty() => sequence(&mut text, items, 0),
        other => text.push_str(&scalar(other, false)),
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn mapping(to: &mut String, members: &Map<String, Value>, depth: usize) {
    for (index, (key, value)) in members.iter().enumerate() {
        if index > 0 {
            indent(to, depth);
        }
        to.push_str(&one_line(key, false));
        to.push(':');
        after_key(to, value, depth);
    }
}

fn sequence(to: &mut String, items: &[Value], depth: usize) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            indent(to, depth);
        }
        to.push('-');
        match item {
            Value::Object(members) if !members.is_empty() => {
                to.push(' ');
                mapping(to, members, depth + 1);
            }
            Value::Array(items) if !items.is_empty() && flow(items, depth).is_none() => {
                to.push(' ');
                sequence(to, items, depth + 1);
            }
            other => after_key(to, other, depth),
        }
    }
}

/// Writes the value after a colon or a dash, including the newline.
fn after_key(to: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            to.push('\n');
            indent(to, depth + 1);
            mapping(to, members, depth + 1);
        }
        Value::Array(items) if !items.is_empty() => {
            if let Some(line) = flow(items, depth) {
                to.extend([" ", &line, "\n"]);
            } else {
                to.push('\n');
                indent(to, depth + 1);
                sequence(to, items, depth + 1);
            }
        }
        Value::String(text) => {
            to.push(' ');
            block(to, text, depth + 1);
        }
        other => to.extend([" ", &scalar(other, false), "\n"]),
    }
}

fn indent(to: &mut String, depth: usize) {
    to.extend(iter::repeat_n("  ", depth));
}

/// A list of short scalars on one line, if it fits.
fn flow(items: &[Value], depth: usize) -> Option<String> {
    let is_short = |item: &Value| match item {
        Value::String(text) => text.len() < 30 && !text.contains('\n'),
        Value::Array(_) | Value::Object(_) => false,
        _ => true,
    };
    let items = items
        .iter()
        .map(|item| is_short(item).then(|| scalar(item, true)));
    let line = format!("[{}]", items.collect::<Option<Vec<_>>>()?.join(", "));
    (line.len() + 2 * depth < WIDTH - 20).then_some(line)
}

fn scalar(value: &Value, in_flow: bool) -> String {
    match value {
        Value::String(text) => one_line(text, in_flow),
        Value::Array(_) => "[]".to_owned(),
        Value::Object(_) => "{}".to_owned(),
        other => other.to_string(),
    }
}

/// Writes a string, as a block scalar if it contains newlines or is long.
fn block(to: &mut String, text: &str, depth: usize) {
    let is_printable = |c: char| matches!(c, '\n' | '\t') || !needs_escape(c);
    let first_is_blank = text.starts_with([' ', '\n', '\t']);
    let has_lines = text.trim_end_matches('\n').contains('\n') || text.ends_with('\n');
    let blank_end = text.trim_end_matches('\n').is_empty();
    if !text.chars().all(is_printable) || first_is_blank || blank_end {
        to.push_str(&one_line(text, false));
        to.push('\n');
    } else if has_lines {
        literal(to, text, depth);
    } else if text.len() + 2 * depth > WIDTH && can_fold(text) {
        folded(to, text, depth);
    } else {
        to.push_str(&one_line(text, false));
        to.push('\n');
    }
}

fn literal(to: &mut String, text: &str, depth: usize) {
    let ends = text.len() - text.trim_end_matches('\n').len();
    to.push_str(match ends {
        0 => "|-\n",
        1 => "|\n",
        _ => "|+\n",
    });
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        if !line.is_empty() {
            indent(to, depth);
            to.push_str(line);
        }
        to.push('\n');
    }
}

/// Whether folding preserves the text: every space may become a newline and back.
fn can_fold(text: &str) -> bool {
    !text.contains("  ") && !text.ends_with(' ') && !text.contains('\t') && text.contains(' ')
}

fn folded(to: &mut String, text: &str, depth: usize) {
    to.push_str(">-\n");
    let mut width = WIDTH;
    for word in text.split(' ') {
        if width + 1 + word.chars().count() > WIDTH {
            if !to.ends_with('\n') {
                to.push('\n');
            }
            indent(to, depth);
            width = 2 * depth;
        } else {
            to.push(' ');
            width += 1;
        }
        to.push_str(word);
        width += word.chars().count();
    }
    to.push('\n');
}

fn one_line(text: &str, in_flow: bool) -> String {
    if is_plain(text, in_flow) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if needs_escape(c) => {
                let code = u32::from(c);
                let code = format!("\\u{code:04x}");
                quoted.push_str(&code);
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Characters that are not allowed in YAML, invisible, or bidirectional controls.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        // Zero-width characters and bidirectional controls.
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a string can be written without quotes.
fn is_plain(text: &str, in_flow: bool) -> bool {
    let starts_well = text.starts_with(|c: char| c.is_alphanumeric() || "/_$(".contains(c));
    let ends_well = !text.ends_with([' ', ':']);
    let has_syntax = text.contains(": ")
        || text.contains(" #")
        || text.chars().any(needs_escape)
        || (in_flow && text.contains([',', '[', ']', '{', '}', ':']));
    starts_well && ends_well && !has_syntax && !is_keyword(text) && !is_number_like(text)
}

fn is_keyword(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    matches!(
        &*lower,
        "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
    )
}

/// Whether a string looks like a number, a date or a time. There are false positives.
fn is_number_like(text: &str) -> bool {
    let date = |c: char| c.is_ascii_digit() || "_,.:+-eExXoObBtTzZ ".contains(c);
    let hex = |c: char| c.is_ascii_hexdigit() || c == '_';
    let is_hex = |digits: &str| digits.chars().all(hex);
    text.starts_with(|c: char| c.is_ascii_digit())
        && (text.chars().all(date) || text.strip_prefix("0x").is_some_and(is_hex))
}
