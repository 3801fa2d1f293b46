//! [`DocComment`]: composed of descriptions of the specification and of the generator's sentences.

use crate::rust::docs;
use proc_macro2::TokenStream;
use quote::quote;

/// The lines of a doc comment.
#[derive(Clone, Debug, Default)]
pub(super) struct DocComment {
    lines: Vec<String>,
    /// Whether a list item can follow without a blank line.
    continues_list: bool,
}

impl DocComment {
    /// A paragraph of the generator.
    pub(super) fn new(text: impl AsRef<str>) -> Self {
        Self::default().paragraph(text)
    }

    /// The specification's description, else a paragraph of the generator.
    pub(super) fn description_or(description: Option<&str>, otherwise: impl AsRef<str>) -> Self {
        match description
            .map(docs::lines)
            .filter(|lines| !lines.is_empty())
        {
            Some(lines) => Self {
                lines,
                ..Self::default()
            },
            None => Self::new(otherwise),
        }
    }

    /// Adds a paragraph of the generator, unless it is empty.
    pub(super) fn paragraph(mut self, text: impl AsRef<str>) -> Self {
        if text.as_ref().is_empty() {
            return self;
        }
        self.blank_line();
        self.lines.extend(docs::paragraph(text.as_ref()));
        self
    }

    pub(super) fn optional_paragraph(self, text: Option<impl AsRef<str>>) -> Self {
        match text {
            Some(text) => self.paragraph(text),
            None => self,
        }
    }

    /// Appends a sentence to the last paragraph.
    pub(super) fn sentence(mut self, text: Option<String>) -> Self {
        let Some(text) = text else {
            return self;
        };
        if self.lines.is_empty() {
            return self.paragraph(text);
        }
        let start = self
            .lines
            .iter()
            .rposition(String::is_empty)
            .map_or(0, |blank| blank + 1);
        if start == self.lines.len() || !is_text(&self.lines[start..]) {
            return self.paragraph(text);
        }
        let mut last = self.lines.split_off(start).join(" ");
        if last.ends_with(|c: char| c.is_alphanumeric() || "`)]\"'".contains(c)) {
            last.push('.');
        }
        self.lines
            .extend(docs::paragraph(&format!("{last} {text}")));
        self
    }

    /// Adds a description of the specification.
    pub(super) fn markdown(mut self, text: Option<&str>) -> Self {
        let lines = text.map(docs::lines).unwrap_or_default();
        if !lines.is_empty() {
            self.blank_line();
            self.lines.extend(lines);
        }
        self
    }

    pub(super) fn heading(mut self, text: &str) -> Self {
        self.blank_line();
        self.lines.push(format!("# {text}"));
        self
    }

    /// Adds a list item: `lead`, and the description after it.
    pub(super) fn list_item(mut self, lead: &str, mut description: DocComment) -> Self {
        if !self.continues_list {
            self.blank_line();
        }
        let end = description
            .lines
            .iter()
            .position(String::is_empty)
            .unwrap_or(description.lines.len());
        let rest = description.lines.split_off(end);
        let mut lines = if is_text(&description.lines) {
            docs::paragraph(&format!("{lead} {}", description.lines.join(" ")))
        } else {
            [
                docs::paragraph(lead),
                vec![String::new()],
                description.lines,
            ]
            .concat()
        };
        lines.extend(rest);
        for (number, line) in lines.iter().enumerate() {
            let indent = if number == 0 { "- " } else { "  " };
            self.lines
                .push(format!("{indent}{line}").trim_end().to_owned());
        }
        self.continues_list = true;
        self
    }

    pub(super) fn code_block(mut self, language: &str, code: &str) -> Self {
        self.blank_line();
        self.lines.extend(docs::code_block(language, code));
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Starts a new block.
    fn blank_line(&mut self) {
        self.continues_list = false;
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    /// As `///`.
    pub(super) fn outer(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| padded(line));
        quote!(#(#[doc = #lines])*)
    }

    /// As `//!`.
    pub(super) fn inner(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| padded(line));
        quote!(#(#![doc = #lines])*)
    }
}

/// Whether lines are plain text that can be wrapped again.
fn is_text(lines: &[String]) -> bool {
    let is_plain = |line: &String| {
        line.starts_with(|c: char| c.is_alphanumeric() || "`\"'(<[".contains(c))
            && !line.ends_with('\\')
    };
    let is_fence = |line: &String| line.starts_with("```");
    let is_ordinal = |line: &String| {
        line.trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with(['.', ')'])
    };
    lines
        .iter()
        .all(|line| is_plain(line) && !is_fence(line) && !is_ordinal(line))
}

fn padded(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}
