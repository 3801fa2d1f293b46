//! Judges the result of a case.

use std::panic::{AssertUnwindSafe, catch_unwind};

use generator::{Amount, Diagnostic, NotText, Output, Settings, Severity, Source, Sources, Style};
use serde_json::Value;

/// The result of a case.
pub(super) enum Verdict {
    /// Errors with places.
    Refused,
    /// Code that parses.
    Generated,
    /// Anything else, with the reason.
    Failed(String),
}

pub(super) fn judge(name: &str, bytes: Vec<u8>) -> Verdict {
    catch_unwind(AssertUnwindSafe(|| run(name, bytes))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Verdict::Failed(format!("it panics: {}", text.unwrap_or_default()))
    })
}

fn run(name: &str, bytes: Vec<u8>) -> Verdict {
    let sources = match Source::from_bytes(name, bytes) {
        Ok(source) => Sources::new(source),
        Err(not_text) => {
            let NotText {
                source,
                diagnostics,
            } = *not_text;
            return refused(&Sources::new(source), &diagnostics);
        }
    };
    let found = generator::lint(&sources);
    if let Some(flaw) = flaw(&sources, &found) {
        return Verdict::Failed(format!("lint: {flaw}"));
    }
    let settings = Settings {
        package: "mutant".to_owned(),
        ..Settings::default()
    };
    match generator::generate(&sources, &settings) {
        Err(found) => refused(&sources, &found),
        Ok(output) => match flaw(&sources, &output.warnings).or_else(|| bad_code(&output)) {
            Some(flaw) => Verdict::Failed(flaw),
            None => Verdict::Generated,
        },
    }
}

fn refused(sources: &Sources, found: &[Diagnostic]) -> Verdict {
    if !found.iter().any(|it| it.severity == Severity::Error) {
        return Verdict::Failed("rejected without an error".to_owned());
    }
    match flaw(sources, found) {
        Some(flaw) => Verdict::Failed(flaw),
        None => Verdict::Refused,
    }
}

/// Checks diagnostics: none may be a bug of the generator, lack a place, or fail to render.
fn flaw(sources: &Sources, found: &[Diagnostic]) -> Option<String> {
    let shown = generator::render(sources, found, Style::Plain, Amount::All);
    if shown.is_empty() != found.is_empty() {
        return Some("a diagnostic is not rendered".to_owned());
    }
    let lines = generator::render_json(sources, found);
    lines.lines().find_map(|line| {
        let Ok(diagnostic) = serde_json::from_str::<Value>(line) else {
            return Some(format!("invalid JSON: {line}"));
        };
        let code = diagnostic["code"].as_str().unwrap_or_default();
        // An empty document has no places.
        let is_placed = diagnostic["line"].is_number() || code == "E004";
        (code == "E099" || !is_placed).then(|| line.to_owned())
    })
}

fn bad_code(output: &Output) -> Option<String> {
    output.files.iter().find_map(|file| {
        let is_within = file
            .path
            .split('/')
            .all(|part| !matches!(part, "" | "." | ".."));
        if !is_within {
            return Some(format!("the path {:?} leaves the crate", file.path));
        }
        let is_code = file.path.starts_with("src/api/") && file.path != "src/api/rustfmt.toml";
        let error = syn::parse_file(&file.text).err().filter(|_| is_code)?;
        Some(format!("{} does not parse: {error}", file.path))
    })
}
