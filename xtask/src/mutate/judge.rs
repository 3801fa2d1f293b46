//! Whether what came of a text is as it should be.

use std::panic::{AssertUnwindSafe, catch_unwind};

use generator::{Amount, Diagnostic, NotText, Output, Settings, Severity, Source, Sources, Style};
use serde_json::Value;

/// What came of a text.
pub(super) enum Verdict {
    /// Errors, each with its place.
    Refused,
    /// Code that parses.
    Generated,
    /// Anything else.
    Flawed(String),
}

pub(super) fn judge(name: &str, bytes: Vec<u8>) -> Verdict {
    catch_unwind(AssertUnwindSafe(|| try_out(name, bytes))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Verdict::Flawed(format!("it panics: {}", text.unwrap_or_default()))
    })
}

fn try_out(name: &str, bytes: Vec<u8>) -> Verdict {
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
        return Verdict::Flawed(format!("lint: {flaw}"));
    }
    let settings = Settings {
        package: "mutant".to_owned(),
        ..Settings::default()
    };
    match generator::generate(&sources, &settings) {
        Err(found) => refused(&sources, &found),
        Ok(output) => match flaw(&sources, &output.warnings).or_else(|| bad_code(&output)) {
            Some(flaw) => Verdict::Flawed(flaw),
            None => Verdict::Generated,
        },
    }
}

fn refused(sources: &Sources, found: &[Diagnostic]) -> Verdict {
    if !found.iter().any(|it| it.severity == Severity::Error) {
        return Verdict::Flawed("it is refused without an error".to_owned());
    }
    match flaw(sources, found) {
        Some(flaw) => Verdict::Flawed(flaw),
        None => Verdict::Refused,
    }
}

/// What is wrong with what is told: a bug, a problem without a place, or one that cannot be shown.
fn flaw(sources: &Sources, found: &[Diagnostic]) -> Option<String> {
    let shown = generator::render(sources, found, Style::Plain, Amount::All);
    if shown.is_empty() != found.is_empty() {
        return Some("what is found is not shown".to_owned());
    }
    let lines = generator::render_json(sources, found);
    lines.lines().find_map(|line| {
        let Ok(told) = serde_json::from_str::<Value>(line) else {
            return Some(format!("this is no JSON: {line}"));
        };
        let code = told["code"].as_str().unwrap_or_default();
        // An empty document has no place in it.
        let is_placed = told["line"].is_number() || code == "E004";
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
            return Some(format!("the path {:?} leads elsewhere", file.path));
        }
        let is_code = file.path.starts_with("src/api/") && file.path != "src/api/rustfmt.toml";
        let error = syn::parse_file(&file.text).err().filter(|_| is_code)?;
        Some(format!("{} does not parse: {error}", file.path))
    })
}
