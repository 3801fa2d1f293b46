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
    let mut rest = text.lines().peekable();
    while let Some(line) = rest.next() {
        let goes_on = rest.peek().is_some_and(|next| is_link(next));
        match lines.last_mut() {
            Some(above) if !goes_on && is_only_link(above, line) => {
                above.push_str(line.trim_start());
            }
            _ => lines.push(line.to_owned()),
        }
        let line = &lines[lines.len() - 1].clone();
        if let Some(&start) = open.last()
            && closes(&lines[start], line)
        {
            open.pop();
            let fewer = one_line(&lines[start..]).map(|whole| vec![whole]);
            if let Some(fewer) = fewer.or_else(|| filled(&lines[start..])) {
                lines.truncate(start);
                lines.extend(fewer);
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

/// Whether a line is a method in a chain.
fn is_link(line: &str) -> bool {
    line.trim_start().starts_with('.')
}

/// Whether a line is the one method in the chain that begins above it, and has room there.
fn is_only_link(above: &str, line: &str) -> bool {
    let begins = !is_link(above)
        && !is_comment(above)
        && above.ends_with(|c: char| c.is_alphanumeric() || c == ')');
    let is_whole = line.ends_with([',', ';', ')']);
    let columns = above.chars().count() + line.trim_start().chars().count();
    is_link(line) && begins && is_whole && indent(line) > indent(above) && columns <= WIDTH
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

fn is_open(line: &str) -> bool {
    let is_literal = line.trim_start() == "Self {";
    !is_comment(line) && (line.ends_with(['(', '[', '<']) || is_list(line) || is_literal)
}

/// Whether a line begins a list of imports.
fn is_list(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches("pub ");
    line.starts_with("use ") && line.ends_with('{')
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
    let is_attribute = first.trim_start().starts_with("#[");
    let is_open =
        |line: &String| line.ends_with(['{', ';']) || line.ends_with('"') && !is_attribute;
    let is_plain = |line: &String| !is_comment(line) && !is_open(line);
    if !inner.iter().all(is_plain) {
        return None;
    }
    let is_spaced = first.ends_with(" {");
    let mut whole = first.clone();
    if is_spaced {
        whole.push(' ');
    }
    for (number, line) in inner.iter().enumerate() {
        let line = line.trim_start();
        if number > 0 && !line.starts_with('.') {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    let whole = whole.trim_end_matches(',');
    let space = if is_spaced { " " } else { "" };
    let whole = format!("{whole}{space}{}", last.trim_start());
    (whole.chars().count() <= WIDTH).then_some(whole)
}

/// A list of imports, with as many on each line as have room there.
fn filled(lines: &[String]) -> Option<Vec<String>> {
    let (first, rest) = lines.split_first().filter(|(first, _)| is_list(first))?;
    let (last, inner) = rest.split_last()?;
    let indent = " ".repeat(indent(first) + 4);
    let mut filled: Vec<String> = Vec::new();
    for item in inner.iter().flat_map(|line| line.split_whitespace()) {
        match filled.last_mut() {
            Some(line) if line.chars().count() + 1 + item.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(item);
            }
            _ => filled.push(format!("{indent}{item}")),
        }
    }
    filled.insert(0, first.clone());
    filled.push(last.clone());
    Some(filled)
}
