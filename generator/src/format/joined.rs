//! Lines that have room for more.
//!
//! The printer breaks before rustfmt would: at 89 columns. What it has broken
//! between two brackets is put on one line again where rustfmt's 100 columns
//! are enough.

const WIDTH: usize = 100;

/// The text, with what fits on one line on one line.
pub(super) fn joined(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    // Where the lines stand that end with an opening bracket.
    let mut open: Vec<usize> = Vec::new();
    for line in text.lines() {
        lines.push(line.to_owned());
        if let Some(&start) = open.last()
            && closes(&lines[start], line)
        {
            open.pop();
            if let Some(whole) = one_line(&lines[start..]) {
                lines.truncate(start);
                lines.push(whole);
            }
        }
        let last = lines.len() - 1;
        if is_open(&lines[last]) {
            open.push(last);
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

fn is_open(line: &str) -> bool {
    let is_list = line
        .trim_start()
        .trim_start_matches("pub ")
        .starts_with("use ");
    !is_comment(line) && (line.ends_with(['(', '[', '<']) || is_list && line.ends_with('{'))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line closes what another has opened: it stands below its start.
fn closes(open: &str, line: &str) -> bool {
    let closing = match open.as_bytes().last() {
        Some(b'(') => ')',
        Some(b'[') => ']',
        Some(b'{') => '}',
        _ => '>',
    };
    indent(open) == indent(line) && line.trim_start().starts_with(closing)
}

/// All of the lines in one, if they have room there.
fn one_line(lines: &[String]) -> Option<String> {
    let (first, rest) = lines.split_first()?;
    let (last, inner) = rest.split_last()?;
    let is_plain = |line: &String| !is_comment(line) && !line.ends_with(['{', ';', '"']);
    if !inner.iter().all(is_plain) {
        return None;
    }
    let mut whole = first.clone();
    for (number, line) in inner.iter().enumerate() {
        let line = line.trim_start();
        if number > 0 && !line.starts_with('.') {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    let whole = whole.trim_end_matches(',');
    let whole = format!("{whole}{}", last.trim_start());
    (whole.chars().count() <= WIDTH).then_some(whole)
}
