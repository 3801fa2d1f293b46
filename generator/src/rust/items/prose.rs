//! Documentation: put together from the specification's words and our own.

use crate::model::{Constraint, Docs};
use crate::rust::docs;
use proc_macro2::TokenStream;
use quote::quote;

/// A piece of documentation, paragraph by paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct Prose {
    lines: Vec<String>,
    ends_in_item: bool,
}

impl Prose {
    /// Documentation that begins with a paragraph of our own words.
    pub(super) fn new(text: impl AsRef<str>) -> Self {
        Self::default().paragraph(text)
    }

    /// The specification's words, or ours where it has none.
    pub(super) fn of(description: Option<&str>, otherwise: impl AsRef<str>) -> Self {
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

    /// A paragraph of our own words, where there are any.
    pub(super) fn paragraph(mut self, text: impl AsRef<str>) -> Self {
        if text.as_ref().is_empty() {
            return self;
        }
        self.blank();
        self.lines.extend(docs::paragraph(text.as_ref()));
        self
    }

    /// A paragraph, where there is something to say.
    pub(super) fn maybe(self, text: Option<impl AsRef<str>>) -> Self {
        match text {
            Some(text) => self.paragraph(text),
            None => self,
        }
    }

    /// A sentence at the end of the last paragraph.
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

    /// The specification's words.
    pub(super) fn markdown(mut self, text: Option<&str>) -> Self {
        let lines = text.map(docs::lines).unwrap_or_default();
        if !lines.is_empty() {
            self.blank();
            self.lines.extend(lines);
        }
        self
    }

    /// A heading.
    pub(super) fn heading(mut self, text: &str) -> Self {
        self.blank();
        self.lines.push(format!("# {text}"));
        self
    }

    /// An item of a list: our own words, then the specification's.
    pub(super) fn item(mut self, lead: &str, mut description: Prose) -> Self {
        if !self.ends_in_item {
            self.blank();
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
        self.ends_in_item = true;
        self
    }

    /// A list that follows belongs to the paragraph above it.
    pub(super) fn lists(mut self) -> Self {
        self.ends_in_item = true;
        self
    }

    /// A block of code; `language` is what stands behind the fence.
    pub(super) fn code(mut self, language: &str, code: &str) -> Self {
        self.blank();
        self.lines.extend(docs::code_block(language, code));
        self
    }

    /// Whether there is nothing to say.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn blank(&mut self) {
        self.ends_in_item = false;
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

/// Whether lines are words that go on from one to the next.
fn is_text(lines: &[String]) -> bool {
    let goes_on = |line: &String| {
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
        .all(|line| goes_on(line) && !is_fence(line) && !is_ordinal(line))
}

fn padded(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

/// Examples that say no more than a type does.
const NOTHING: &[&str] = &["true", "false", "null", "[]", "{}", "\"\""];

/// What is told about a field or an input.
pub(super) fn documented(docs: &Docs, otherwise: &str) -> Prose {
    let description = docs.description.as_deref();
    let default = docs.default.as_deref();
    let default =
        default.filter(|default| !description.is_some_and(|it| says_default(it, default)));
    let default = default.and_then(code);
    let default = default.map(|default| format!("Default: {default}."));
    let says_nothing = |example: &String| {
        NOTHING.contains(&example.as_str()) || docs.default.as_ref() == Some(example)
    };
    let example = docs.examples.first();
    let example = example.filter(|example| !says_nothing(example));
    let example = example.and_then(|example| code(example));
    let example = example.map(|example| format!("Example: {example}."));
    let facts = [limits(&docs.constraints), default, example];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let facts = (!facts.is_empty()).then(|| facts.join(" "));
    Prose::of(description, otherwise).sentence(facts)
}

/// Whether a description says itself what the default is: "Defaults to `asc`."
fn says_default(description: &str, default: &str) -> bool {
    let value = default.trim_matches('"');
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let description = description.to_lowercase();
    let mut behind = description.split("default").skip(1);
    behind.any(|text| {
        let sentence = text.split(". ").next().unwrap_or(text);
        let mut words = sentence.split(|c: char| !is_part(c));
        !value.is_empty()
            && value.chars().all(is_part)
            && words.any(|it| it == value.to_lowercase())
    })
}

/// Words that any text of its kind may have.
const EMPTY: &str = "a an and call content created deleted done error fail failed failure for in \
    is no of ok operation request response result returned returns success successful \
    successfully the this to updated was";

/// Whether a text says more than a name does, and than any text of its kind. "Deletes a pet" says
/// no more than "Delete pet".
pub(super) fn is_telling(text: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        let words = words.map(str::to_lowercase);
        words
            .map(|word| word.trim_end_matches('s').to_owned())
            .collect()
    };
    let known = [words(EMPTY), words(name)].concat();
    words(text).iter().any(|word| !known.contains(word))
}

/// A short piece of code within a sentence; nothing where it is too long for one.
fn code(text: &str) -> Option<String> {
    const LONG: usize = 100;
    (text.chars().count() <= LONG).then(|| docs::code_span(text))
}

/// The limits in a sentence.
pub(super) fn limits(bounds: &[Constraint]) -> Option<String> {
    let mut sentences = Vec::new();
    let mut rest = bounds;
    while let [bound, after @ ..] = rest {
        let range = after.first().and_then(|next| range(bound, next));
        rest = if range.is_some() { &after[1..] } else { after };
        sentences.push(range.unwrap_or_else(|| limit(bound)));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// The two ends of a range in one sentence.
fn range(from: &Constraint, to: &Constraint) -> Option<String> {
    let (from, to, what) = match (from, to) {
        (Constraint::Minimum(from), Constraint::Maximum(to)) if from == to => {
            return Some(format!("Always {from}."));
        }
        (Constraint::Minimum(from), Constraint::Maximum(to)) => {
            return Some(format!("From {from} to {to}."));
        }
        (Constraint::MinLength(from), Constraint::MaxLength(to)) => (*from, *to, "character"),
        (Constraint::MinItems(from), Constraint::MaxItems(to)) => (*from, *to, "item"),
        (Constraint::MinProperties(from), Constraint::MaxProperties(to)) => (*from, *to, "key"),
        _ => return None,
    };
    Some(if from == to {
        format!("Exactly {}.", counted(to, what))
    } else {
        format!("{from} to {}.", counted(to, what))
    })
}

fn limit(bound: &Constraint) -> String {
    match bound {
        Constraint::MinLength(n) => format!("At least {}.", counted(*n, "character")),
        Constraint::MaxLength(n) => format!("At most {}.", counted(*n, "character")),
        Constraint::Pattern(pattern) => format!("Matches {}.", docs::code_span(pattern)),
        Constraint::Minimum(n) => format!("At least {n}."),
        Constraint::ExclusiveMinimum(n) => format!("More than {n}."),
        Constraint::Maximum(n) => format!("At most {n}."),
        Constraint::ExclusiveMaximum(n) => format!("Less than {n}."),
        Constraint::MultipleOf(n) => format!("A multiple of {n}."),
        Constraint::MinItems(n) => format!("At least {}.", counted(*n, "item")),
        Constraint::MaxItems(n) => format!("At most {}.", counted(*n, "item")),
        Constraint::UniqueItems => "No item twice.".to_owned(),
        Constraint::MinProperties(n) => format!("At least {}.", counted(*n, "key")),
        Constraint::MaxProperties(n) => format!("At most {}.", counted(*n, "key")),
        Constraint::Format(format) => format!("Format: {}.", docs::code_span(format)),
        Constraint::Enum(values) => match values.as_slice() {
            [only] => format!("The specification knows only {}.", docs::code_span(only)),
            _ => {
                let values: Vec<_> = values.iter().map(|value| docs::code_span(value)).collect();
                format!("The specification knows only {}.", values.join(", "))
            }
        },
    }
}

fn counted(n: u64, what: &str) -> String {
    if n == 1 {
        format!("{n} {what}")
    } else {
        format!("{n} {what}s")
    }
}
