// Written by hand. Codegen copies it into clients.

//! Forms with files: `multipart/form-data` (RFC 7578).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use http::{HeaderName, HeaderValue};

use crate::runtime::body::{Body, Encoding, Format};
use crate::runtime::contents::Contents;
use crate::runtime::file::File;
use crate::runtime::into::IntoOption;
use crate::runtime::json::Json;
use crate::runtime::random;
use crate::runtime::request::Request;
use crate::runtime::request_body::RequestBody;
use crate::runtime::style::{self, is_json};

impl File {
    /// A file of this name.
    pub fn new(name: impl Into<String>, contents: impl Into<Contents>) -> Self {
        Self {
            name: name.into(),
            media_type: None,
            headers: Vec::new(),
            contents: contents.into(),
        }
    }

    /// The file at this path, with its own name. It is streamed.
    ///
    /// # Errors
    ///
    /// If the file does not exist or cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(Self::new(name, Contents::open(path)?))
    }

    /// Sets the media type, such as `image/png`. By default it is that of the specification, or
    /// else `application/octet-stream`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Adds a header to the file's part of the form. Sending fails if its name is not that of a
    /// header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    fn head(&self, name: &str, encoding: Option<Encoding>) -> Result<String, String> {
        let default = match encoding {
            Some(Encoding::MediaType(media_type)) => media_type,
            _ => "application/octet-stream",
        };
        let media_type = self.media_type.as_deref().unwrap_or(default);
        let mut head = disposition(name);
        let _ = write!(
            head,
            "; filename=\"{}\"\r\nContent-Type: {}\r\n",
            quoted(&self.name),
            one_line(media_type)
        );
        for (header, value) in &self.headers {
            HeaderName::try_from(header)
                .map_err(|_| format!("the file `{name}` has a header whose name is invalid"))?;
            let _ = write!(head, "{header}: {}\r\n", one_line(value));
        }
        Ok(head + "\r\n")
    }
}

/// A random boundary. It is not searched for in the parts: no one who writes a part can guess it.
fn random_boundary() -> String {
    format!(
        "form-boundary-{:016x}{:016x}",
        random::bits(),
        random::bits()
    )
}

impl Body {
    /// `multipart/form-data`. If nothing is set, an empty form is sent.
    pub const MULTIPART: Self = Self::new(Format::Form(encode_form), "multipart/form-data", true);
}

/// Files of a form.
impl<T> Request<T> {
    /// Sets a file of a form.
    pub fn required_file(mut self, name: &'static str, file: &File) -> Self {
        self.builder.files(name, [file.clone()]);
        self
    }

    /// Sets the files of a field of a form.
    pub fn required_files(mut self, name: &'static str, files: &[File]) -> Self {
        self.builder.files(name, files.iter().cloned());
        self
    }

    /// Sets a file of a form.
    pub fn file(mut self, name: &'static str, file: impl IntoOption<File>) -> Self {
        self.builder.files(name, file.into_option());
        self
    }

    /// Sets the files of a field of a form.
    pub fn files(mut self, name: &'static str, files: impl IntoOption<Vec<File>>) -> Self {
        self.builder
            .files(name, files.into_option().unwrap_or_default());
        self
    }
}

/// A form with its media type. A value that is not an object is sent as JSON.
fn encode_form(
    body: Body,
    value: &Json,
    files: &[(&'static str, File)],
) -> Result<(RequestBody, HeaderValue), String> {
    let Json::Object(fields) = value else {
        let text = value.to_string().into_bytes();
        let media_type = HeaderValue::from_static(body.media_type);
        return Ok((RequestBody::new([text.into()]), media_type));
    };
    let boundary = random_boundary();
    let form = encode(body, fields, files, &boundary)?;
    let media_type = format!("{}; boundary={boundary}", body.media_type);
    let media_type = HeaderValue::try_from(media_type).map_err(|error| error.to_string())?;
    Ok((form, media_type))
}

/// Encodes a form.
fn encode(
    body: Body,
    fields: &BTreeMap<String, Json>,
    files: &[(&'static str, File)],
    boundary: &str,
) -> Result<RequestBody, String> {
    let mut parts: Vec<(String, Contents)> = fields
        .iter()
        .flat_map(|(name, value)| field(name, value, body.encoding(name)))
        .map(|text| (text, Contents::from("")))
        .collect();
    for (name, file) in files {
        let head = file.head(name, body.encoding(name))?;
        parts.push((head, file.contents.clone()));
    }
    let mut form = Form::default();
    for (head, contents) in parts {
        form.push(format!("--{boundary}\r\n{head}").as_bytes());
        match contents.as_bytes() {
            Some(bytes) => form.push(bytes),
            None => form.stream(contents),
        }
        form.push(b"\r\n");
    }
    form.push(format!("--{boundary}--\r\n").as_bytes());
    Ok(form.finish())
}

/// A form that is being encoded. Adjacent bytes in memory are joined.
#[derive(Default)]
struct Form {
    parts: Vec<Contents>,
    pending: Vec<u8>,
}

impl Form {
    fn push(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
    }

    fn stream(&mut self, contents: Contents) {
        self.parts.push(std::mem::take(&mut self.pending).into());
        self.parts.push(contents);
    }

    fn finish(mut self) -> RequestBody {
        self.parts.push(self.pending.into());
        RequestBody::new(self.parts)
    }
}

/// The parts of a field: one for each item of a list, unless the field has its own encoding.
fn field(name: &str, value: &Json, encoding: Option<Encoding>) -> Vec<String> {
    let part = |name: &str, media_type: Option<&str>, text: &str| {
        let media_type = media_type.map(|it| format!("Content-Type: {}\r\n", one_line(it)));
        let media_type = media_type.unwrap_or_default();
        format!("{}\r\n{media_type}\r\n{text}", disposition(name))
    };
    match (encoding, value) {
        (_, Json::Null) => Vec::new(),
        (Some(Encoding::Styled(style, _)), value) => style::pairs(name, style, value)
            .iter()
            .map(|(name, text)| part(name, None, text))
            .collect(),
        (Some(Encoding::MediaType(media_type)), value) if is_json(media_type) => {
            vec![part(name, Some(media_type), &style::json(value))]
        }
        (_, Json::Array(items)) => {
            let items = items.iter();
            items.flat_map(|item| field(name, item, encoding)).collect()
        }
        (Some(Encoding::MediaType(media_type)), value) => {
            vec![part(name, Some(media_type), &style::json(value))]
        }
        (None, Json::Object(_)) => {
            vec![part(name, Some("application/json"), &value.to_string())]
        }
        (None, value) => vec![part(name, None, &style::json(value))],
    }
}

fn disposition(name: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{}\"", quoted(name))
}

/// A name for a quoted string: quotes and line breaks are percent-encoded (RFC 7578, 2).
fn quoted(name: &str) -> String {
    one_line(&name.replace('"', "%22")).into_owned()
}

/// Percent-encodes line breaks.
fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\r', '\n']) {
        return text.into();
    }
    text.replace('\r', "%0D").replace('\n', "%0A").into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::{Body, Contents, Encoding, File, Json, encode, random_boundary};
    use crate::runtime::style::Style;

    fn fields(value: &Value) -> BTreeMap<String, Json> {
        let Ok(Json::Object(fields)) = Json::new(value) else {
            unreachable!("the macro was given an object");
        };
        fields
    }

    #[track_caller]
    fn check(body: Body, value: &Value, files: &[(&'static str, File)], parts: &[&str]) {
        let form = encode(body, &fields(value), files, "b").expect("the names are valid");
        let between = "--b\r\nContent-Disposition: form-data; ";
        let parts = parts.join(&format!("\r\n{between}"));
        let want = format!("{between}{parts}\r\n--b--\r\n");
        assert_eq!(form.length(), Some(want.len() as u64));
        let form = form.into_bytes().expect("it is in memory");
        assert_eq!(String::from_utf8_lossy(&form), want);
    }

    #[test]
    fn fields_and_files_are_parts_between_boundaries() {
        let file = File::new("a\"b.png", &b"\x00\x01"[..]).media_type("image/png; n=\"a b\"");
        let file = file.header("X-Rate", "1\r\n2");
        check(
            Body::MULTIPART,
            &json!({"a": 1, "none": null, "o": {"k": null}, "tags": ["x", "y"]}),
            &[("file", file)],
            &[
                "name=\"a\"\r\n\r\n1",
                "name=\"o\"\r\nContent-Type: application/json\r\n\r\n{\"k\":null}",
                "name=\"tags\"\r\n\r\nx",
                "name=\"tags\"\r\n\r\ny",
                "name=\"file\"; filename=\"a%22b.png\"\r\n\
                 Content-Type: image/png; n=\"a b\"\r\nX-Rate: 1%0D%0A2\r\n\r\n\x00\x01",
            ],
        );
    }

    #[test]
    fn a_part_is_written_as_its_encoding_says() {
        const ENCODINGS: &[(&str, Encoding)] = &[
            ("file", Encoding::MediaType("image/png")),
            ("ids", Encoding::styled(Style::FORM)),
            ("list", Encoding::MediaType("application/json")),
            ("map", Encoding::styled(Style::DEEP_OBJECT)),
            ("text", Encoding::MediaType("text/plain; charset=utf-8")),
        ];
        let body = Body::MULTIPART.encoded(ENCODINGS);
        check(
            body,
            &json!({"ids": [1, 2], "list": [1, "a"], "map": {"k": "a b"}, "text": ["a", "b"]}),
            &[
                ("file", File::new("f", "")),
                ("file", File::new("g", "").media_type("a/b")),
            ],
            &[
                "name=\"ids\"\r\n\r\n1,2",
                "name=\"list\"\r\nContent-Type: application/json\r\n\r\n[1,\"a\"]",
                "name=\"map[k]\"\r\n\r\na b",
                "name=\"text\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\na",
                "name=\"text\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nb",
                "name=\"file\"; filename=\"f\"\r\nContent-Type: image/png\r\n\r\n",
                "name=\"file\"; filename=\"g\"\r\nContent-Type: a/b\r\n\r\n",
            ],
        );
    }

    #[test]
    fn a_boundary_cannot_be_guessed() {
        let boundaries: Vec<_> = (0..2).map(|_| random_boundary()).collect();
        assert_ne!(boundaries[0], boundaries[1]);
        assert!(
            boundaries
                .iter()
                .all(|it| it.len() == "form-boundary-".len() + 32)
        );
    }

    #[test]
    fn a_form_has_a_length_if_all_its_parts_have_one() {
        let source = || Contents::reader(std::io::empty());
        let length = |contents| {
            let files = [("f", File::new("f", contents))];
            let form = encode(Body::MULTIPART, &BTreeMap::new(), &files, "b");
            form.expect("the names are valid").length()
        };
        assert_eq!(length(source()), None);
        let around = length("".into()).expect("it is in memory");
        assert_eq!(length(source().length(7)), Some(around + 7));
    }
}
