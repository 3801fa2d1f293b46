//! The actions of an overlay, as written.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::report::Report;
use crate::diagnostic::{Diagnostic, Place, code};

/// One action.
pub(super) struct Action<'v> {
    pub(super) source: SourceId,
    pub(super) at: Pointer,
    pub(super) target: JsonPath,
    pub(super) update: Option<(&'v Value, Pointer)>,
    pub(super) remove: bool,
    pub(super) copy: Option<(JsonPath, Pointer)>,
}

/// Reads an overlay, and reports all errors in it.
pub(super) fn read<'v>(overlay: &'v Value, source: SourceId, report: &Report) -> Vec<Action<'v>> {
    let report_problem = |problem: Diagnostic| report.add(problem.in_source(source));
    let version = overlay.get("overlay").and_then(Value::as_str);
    let has_copy = match version.map(|version| version.split('.').collect::<Vec<_>>()) {
        Some(parts) if parts.len() == 3 && parts[..2] == ["1", "0"] => false,
        Some(parts) if parts.len() == 3 && parts[..2] == ["1", "1"] => true,
        _ => {
            let message = "not an overlay of version 1.0 or 1.1";
            let problem = code::OVERLAY.at(Place::file(), message);
            report_problem(problem.help("an overlay starts with `overlay: 1.0.0`"));
            return Vec::new();
        }
    };
    for keyword in ["title", "version"] {
        let text = overlay.get("info").and_then(|info| info.get(keyword));
        if text.and_then(Value::as_str).is_none() {
            let at = Pointer::root().child("info");
            let message = format!("an overlay requires `info.{keyword}`, a string");
            report_problem(code::OVERLAY.at(&at, message));
        }
    }
    let keywords = ["overlay", "info", "extends", "actions"];
    for problem in unknown_keywords(overlay.as_object(), &keywords, &Pointer::root()) {
        report_problem(problem);
    }
    let at = Pointer::root().child("actions");
    let actions = overlay.get("actions").and_then(Value::as_array);
    if actions.is_none_or(Vec::is_empty) {
        report_problem(code::OVERLAY.at(
            &at,
            "an overlay requires `actions`, a list that is not empty",
        ));
    }
    let mut read = Vec::new();
    for (index, value) in actions.into_iter().flatten().enumerate() {
        match action(value, at.index(index), source, has_copy) {
            Ok(action) => read.push(action),
            Err(problems) => problems.into_iter().for_each(report_problem),
        }
    }
    read
}

fn action(
    value: &Value,
    at: Pointer,
    source: SourceId,
    has_copy: bool,
) -> Result<Action<'_>, Vec<Diagnostic>> {
    let keywords: &[&str] = if has_copy {
        &["target", "description", "update", "remove", "copy"]
    } else {
        &["target", "description", "update", "remove"]
    };
    let mut problems = unknown_keywords(value.as_object(), keywords, &at);
    let mut path = |keyword: &str| {
        let value = value.get(keyword)?;
        let read = value.as_str().map(JsonPath::parse);
        match read {
            Some(Ok(path)) => return Some(path),
            Some(Err(error)) => {
                let message = format!("not a valid JSONPath: {error}");
                let help = "use the syntax of RFC 9535, such as `$.paths['/pets'].get`";
                problems.push(code::OVERLAY.at(&at.child(keyword), message).help(help));
            }
            None => {
                let message = format!("`{keyword}` must be a JSONPath, a string");
                problems.push(code::OVERLAY.at(&at.child(keyword), message));
            }
        }
        None
    };
    let target = path("target");
    let copy = if has_copy { path("copy") } else { None };
    if value.get("target").is_none() {
        problems.push(code::OVERLAY.at(&at, "an action requires a `target`"));
    }
    problems.extend(check_effects(value, &at, has_copy));
    let remove = value.get("remove").and_then(Value::as_bool);
    let remove = remove.unwrap_or_default();
    match target {
        Some(target) if problems.is_empty() => Ok(Action {
            source,
            target,
            update: value.get("update").map(|value| (value, at.child("update"))),
            remove,
            copy: copy.map(|path| (path, at.child("copy"))),
            at,
        }),
        _ => Err(problems),
    }
}

/// Checks that an action has exactly one of `update`, `remove` and `copy`.
fn check_effects(value: &Value, at: &Pointer, has_copy: bool) -> Option<Diagnostic> {
    let remove = value.get("remove");
    if remove.is_some_and(|remove| !remove.is_boolean()) {
        let message = "`remove` must be `true` or `false`";
        return Some(code::OVERLAY.at(&at.child("remove"), message));
    }
    let effects = [
        remove == Some(&Value::Bool(true)),
        value.get("update").is_some(),
        value.get("copy").is_some(),
    ];
    match effects.iter().filter(|effect| **effect).count() {
        0 => {
            let help = "add `update`, `remove: true` or (since 1.1) `copy`";
            Some(
                code::OVERLAY
                    .at(at, "an action requires an effect")
                    .help(help),
            )
        }
        // In 1.0, `update` has no effect if `remove` is set.
        2.. if has_copy => {
            let message = "an action can have only one of `update`, `remove` and `copy`";
            Some(code::OVERLAY.at(at, message))
        }
        _ => None,
    }
}

fn unknown_keywords(
    members: Option<&Map<String, Value>>,
    keywords: &[&str],
    at: &Pointer,
) -> Vec<Diagnostic> {
    let keys = members.into_iter().flat_map(Map::keys);
    let keys = keys.filter(|key| !key.starts_with("x-") && !keywords.contains(&key.as_str()));
    keys.map(|key| {
        let message = format!("unknown keyword `{key}`");
        let help = format!("the keywords are `{}`", keywords.join("`, `"));
        code::OVERLAY
            .at(&at.child(key), message)
            .on_key()
            .help(help)
    })
    .collect()
}
