//! Renders diagnostics for terminals, programs and GitHub.

mod excerpt;
mod located;
mod machine;

use annotate_snippets::Renderer;
use annotate_snippets::renderer::DecorStyle;

pub use self::machine::{render_github, render_json};

use self::excerpt::Text;
use self::located::Located;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Code, Severity};
use crate::input::sources::Sources;
use std::collections::HashMap;

/// The kind of terminal that diagnostics are rendered for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// Plain text in ASCII.
    #[default]
    Plain,
    /// Colours and box-drawing characters.
    Coloured,
}

/// How many diagnostics with the same code are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Amount {
    /// The first few, and the number of the others.
    #[default]
    Few,
    /// All of them.
    All,
}

impl Amount {
    fn limit(self, severity: Severity) -> usize {
        match (self, severity) {
            (Self::All, _) => usize::MAX,
            // Each error has to be fixed; after fixing 20, a user runs the command again.
            (Self::Few, Severity::Error) => 20,
            (Self::Few, Severity::Warning) => 3,
        }
    }
}

/// Renders diagnostics like rustc: the message, the file and line, an excerpt with the place
/// underlined, the JSON Pointer, and the help.
///
/// They are sorted by source and position. Each ends with a newline, and an empty line separates
/// them. The output is deterministic. Control characters in sources and messages are escaped.
///
/// A place in a source that is not in `sources` is not shown.
#[must_use]
pub fn render(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    style: Style,
    amount: Amount,
) -> String {
    if diagnostics.is_empty() {
        // Parsing the sources again to locate nothing would be wasted time.
        return String::new();
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled().decor_style(DecorStyle::Unicode),
    };
    let texts: Vec<_> = sources.iter().map(Text::new).collect();
    let mut located = Located::in_order(&texts, diagnostics);
    shorten(&mut located, amount);
    let rendered: Vec<_> = located
        .iter()
        .map(|it| renderer.render(&[it.group()]) + "\n")
        .collect();
    rendered.join("\n")
}

/// Drops the diagnostics beyond the limit of their code, and counts them in the last one kept.
fn shorten(located: &mut Vec<Located>, amount: Amount) {
    let mut totals: HashMap<Code, usize> = HashMap::new();
    for it in located.iter() {
        *totals.entry(it.diagnostic.code).or_default() += 1;
    }
    let mut counts: HashMap<Code, usize> = HashMap::new();
    located.retain_mut(|it| {
        let Diagnostic { code, severity, .. } = it.diagnostic;
        let count = counts.entry(*code).or_default();
        *count += 1;
        let limit = amount.limit(*severity);
        if *count == limit {
            it.omitted = totals[code] - limit;
        }
        *count <= limit
    });
}

#[cfg(test)]
mod tests;
