// Written by hand. Codegen copies it into clients.

//! The URL of the next page in a `Link` header (RFC 8288).

/// The target of the first link with the relation `next`.
pub(crate) fn next_link(header: &str) -> Option<String> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once('<') {
        let (target, after) = after.split_once('>')?;
        let (parameters, after) = parameters(after);
        if parameters.iter().any(|(name, value)| is_next(name, value)) {
            return Some(target.trim().to_owned());
        }
        rest = after;
    }
    None
}

fn is_next(name: &str, value: &str) -> bool {
    let mut relations = value.split_ascii_whitespace();
    name.eq_ignore_ascii_case("rel") && relations.any(|it| it.eq_ignore_ascii_case("next"))
}

/// The parameters of a link, up to the comma that ends it, and the text after the comma.
fn parameters(text: &str) -> (Vec<(String, String)>, &str) {
    let mut found = Vec::new();
    let mut name = String::new();
    let mut value = None;
    let mut characters = text.char_indices();
    let mut keep = |name: &mut String, value: &mut Option<String>| {
        let name = std::mem::take(name).trim().to_owned();
        found.push((name, value.take().unwrap_or_default().trim().to_owned()));
    };
    while let Some((at, character)) = characters.next() {
        match (character, &mut value) {
            (',', _) => {
                keep(&mut name, &mut value);
                return (found, &text[at + 1..]);
            }
            (';', _) => keep(&mut name, &mut value),
            ('=', None) => value = Some(String::new()),
            ('"', Some(value)) => quoted(&mut characters, value),
            (_, Some(value)) => value.push(character),
            (_, None) => name.push(character),
        }
    }
    keep(&mut name, &mut value);
    (found, "")
}

/// Reads a quoted string, in which a backslash escapes the next character (RFC 9110, 5.6.4).
fn quoted(characters: &mut std::str::CharIndices<'_>, value: &mut String) {
    while let Some((_, character)) = characters.next() {
        match character {
            '"' => return,
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => value.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::next_link;

    #[track_caller]
    fn check(header: &str, want: Option<&str>) {
        assert_eq!(next_link(header).as_deref(), want, "{header}");
    }

    #[test]
    fn the_next_page_is_found_among_other_links() {
        check(
            "<https://a.example/?page=2>; rel=\"next\"",
            Some("https://a.example/?page=2"),
        );
        check("<p1>; rel=prev, <p3>; rel=next", Some("p3"));
        check(
            "<p1>; rel=\"first prev\", <p3,4>; title=\"a, b; \\\"rel=next\\\"\"; rel=\"last Next\"",
            Some("p3,4"),
        );
        check("<p1>;title=\"rel=next\"", None);
        check("<p1>; rel=\"nextish\"", None);
        check("<p1>; rel=\"next", Some("p1"));
        check("<p1", None);
        check("", None);
    }
}
