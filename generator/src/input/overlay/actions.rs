//! The actions of an overlay, as they are written.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::whole;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::input::pointer::Pointer;
use crate::input::source::SourceId;

/// One action.
pub(super) struct Action<'v> {
    pub(super) source: SourceId,
    pub(super) at: Pointer,
    pub(super) target: JsonPath,
    pub(super) update: Option<(&'v Value, Pointer)>,
    pub(super) remove: bool,
    pub(super) copy: Option<(JsonPath, Pointer)>,
}

/// Reads an overlay, and tells all that is wrong with it.
pub(super) fn read<'v>(overlay: &'v Value, source: SourceId, report: &Report) -> Vec<Action<'v>> {
    let tell = |problem: Diagnostic| report.add(problem.in_source(source));
    let version = overlay.get("overlay").and_then(Value::as_str);
    let has_copy = match version.map(|version| version.split('.').collect::<Vec<_>>()) {
        Some(parts) if parts.len() == 3 && parts[..2] == ["1", "0"] => false,
        Some(parts) if parts.len() == 3 && parts[..2] == ["1", "1"] => true,
        _ => {
            let message = "this is no overlay of version 1.0 or 1.1";
            tell(whole(message).help("an overlay says `overlay: 1.0.0`"));
            return Vec::new();
        }
    };
    for keyword in ["title", "version"] {
        let text = overlay.get("info").and_then(|info| info.get(keyword));
        if text.and_then(Value::as_str).is_none() {
            let at = Pointer::root().child("info");
            tell(code::OVERLAY.at(&at, format!("an overlay needs `info.{keyword}`, a text")));
        }
    }
    let known = ["overlay", "info", "extends", "actions"];
    for problem in unknown(overlay.as_object(), &known, &Pointer::root()) {
        tell(problem);
    }
    let at = Pointer::root().child("actions");
    let actions = overlay.get("actions").and_then(Value::as_array);
    if actions.is_none_or(Vec::is_empty) {
        tell(code::OVERLAY.at(&at, "an overlay needs `actions`, a list with one or more"));
    }
    let mut read = Vec::new();
    for (index, value) in actions.into_iter().flatten().enumerate() {
        match action(value, at.index(index), source, has_copy) {
            Ok(action) => read.push(action),
            Err(problems) => problems.into_iter().for_each(tell),
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
    let known: &[&str] = if has_copy {
        &["target", "description", "update", "remove", "copy"]
    } else {
        &["target", "description", "update", "remove"]
    };
    let mut problems = unknown(value.as_object(), known, &at);
    let mut path = |keyword: &str| {
        let value = value.get(keyword)?;
        let read = value.as_str().map(JsonPath::parse);
        match read {
            Some(Ok(path)) => return Some(path),
            Some(Err(error)) => {
                let message = format!("this is no JSONPath: {error}");
                let help = "JSONPath is that of RFC 9535, such as `$.paths['/pets'].get`";
                problems.push(code::OVERLAY.at(&at.child(keyword), message).help(help));
            }
            None => {
                let message = format!("`{keyword}` has to be a JSONPath, a text");
                problems.push(code::OVERLAY.at(&at.child(keyword), message));
            }
        }
        None
    };
    let target = path("target");
    let copy = if has_copy { path("copy") } else { None };
    if value.get("target").is_none() {
        problems.push(code::OVERLAY.at(&at, "an action needs a `target`"));
    }
    problems.extend(asked(value, &at, has_copy));
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

/// What is wrong with what an action is to do.
fn asked(value: &Value, at: &Pointer, has_copy: bool) -> Option<Diagnostic> {
    let remove = value.get("remove");
    if remove.is_some_and(|remove| !remove.is_boolean()) {
        let message = "`remove` is `true` or `false`";
        return Some(code::OVERLAY.at(&at.child("remove"), message));
    }
    let asked = [
        remove == Some(&Value::Bool(true)),
        value.get("update").is_some(),
        value.get("copy").is_some(),
    ];
    match asked.iter().filter(|asked| **asked).count() {
        0 => {
            let help = "it has `update`, or `remove: true`, or, from 1.1 on, `copy`";
            Some(
                code::OVERLAY
                    .at(at, "an action has to do something")
                    .help(help),
            )
        }
        // In 1.0, `update` beside `remove` has no effect.
        2.. if has_copy => {
            let message = "an action does only one of `update`, `remove` and `copy`";
            Some(code::OVERLAY.at(at, message))
        }
        _ => None,
    }
}

fn unknown(members: Option<&Map<String, Value>>, known: &[&str], at: &Pointer) -> Vec<Diagnostic> {
    let keys = members.into_iter().flat_map(Map::keys);
    let keys = keys.filter(|key| !key.starts_with("x-") && !known.contains(&key.as_str()));
    keys.map(|key| {
        let message = format!("there is no `{key}` here");
        let help = format!("there is `{}`", known.join("`, `"));
        code::OVERLAY
            .at(&at.child(key), message)
            .on_key()
            .help(help)
    })
    .collect()
}
