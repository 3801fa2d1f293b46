// Written by hand, unlike `src/api`.

//! Forms with files: `multipart/form-data` (RFC 7578).

use std::fmt::Write as _;

use bytes::Bytes;
use serde_json::{Map, Value};

/// A file to be sent in a form.
///
/// It is held in memory until the call is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    name: String,
    media_type: String,
    contents: Bytes,
}

impl File {
    /// A file by this name, of bytes of any kind.
    pub fn new(name: impl Into<String>, contents: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            media_type: "application/octet-stream".to_owned(),
            contents: contents.into(),
        }
    }

    /// Says what kind of file it is: `image/png`, for one.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = media_type.into();
        self
    }
}

/// A form as bytes, and its boundary.
pub(crate) fn encode(
    fields: &Map<String, Value>,
    files: &[(&'static str, File)],
) -> (String, Bytes) {
    let mut parts: Vec<Vec<u8>> = fields
        .iter()
        .flat_map(|(name, value)| field(name, value))
        .collect();
    parts.extend(files.iter().map(|(name, file)| part(name, file)));
    let boundary = boundary(&parts);
    let mut body = Vec::new();
    for part in parts {
        body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
        body.extend_from_slice(&part);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (boundary, body.into())
}

/// The parts of a field: one for each item of a list.
fn field(name: &str, value: &Value) -> Vec<Vec<u8>> {
    let disposition = format!(
        "Content-Disposition: form-data; name=\"{}\"\r\n",
        quoted(name)
    );
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().flat_map(|item| field(name, item)).collect(),
        Value::Object(_) => {
            vec![format!("{disposition}Content-Type: application/json\r\n\r\n{value}").into_bytes()]
        }
        Value::String(text) => vec![format!("{disposition}\r\n{text}").into_bytes()],
        value => vec![format!("{disposition}\r\n{value}").into_bytes()],
    }
}

fn part(name: &str, file: &File) -> Vec<u8> {
    let mut head = String::new();
    let _ = write!(
        head,
        "Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
        quoted(name),
        quoted(&file.name),
        quoted(&file.media_type),
    );
    [head.as_bytes(), &file.contents].concat()
}

/// A name within quotes, so that nothing in it ends them or the line.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A boundary that no part contains. The same form has the same one, so that a
/// request that is sent again is the same request.
fn boundary(parts: &[Vec<u8>]) -> String {
    let mut number = 0_u64;
    loop {
        let boundary = format!("form-boundary-{number}");
        let contains = |part: &Vec<u8>| {
            part.windows(boundary.len())
                .any(|window| window == boundary.as_bytes())
        };
        if !parts.iter().any(contains) {
            return boundary;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{File, encode};

    #[test]
    fn fields_and_files_are_parts_between_boundaries() {
        let serde_json::Value::Object(fields) = json!({"a": 1, "tags": ["x", "y"]}) else {
            unreachable!("the macro was given an object");
        };
        let file = File::new("a\"b.png", &b"\x00\x01"[..]).media_type("image/png");
        let (boundary, body) = encode(&fields, &[("file", file)]);
        assert_eq!(boundary, "form-boundary-0");
        let want = "--form-boundary-0\r\n\
            Content-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
            --form-boundary-0\r\n\
            Content-Disposition: form-data; name=\"tags\"\r\n\r\nx\r\n\
            --form-boundary-0\r\n\
            Content-Disposition: form-data; name=\"tags\"\r\n\r\ny\r\n\
            --form-boundary-0\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a%22b.png\"\r\n\
            Content-Type: image/png\r\n\r\n\x00\x01\r\n\
            --form-boundary-0--\r\n";
        assert_eq!(String::from_utf8_lossy(&body), want);
    }

    #[test]
    fn a_boundary_is_in_no_part() {
        let file = File::new("f", "form-boundary-0 and form-boundary-1");
        assert_eq!(
            encode(&serde_json::Map::new(), &[("f", file)]).0,
            "form-boundary-2"
        );
    }
}
