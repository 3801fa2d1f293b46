//! The paths that there are: how each begins, and that no two are one.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::report::Report;
use crate::input::pointer::Pointer;
use std::collections::HashMap;

pub(super) fn check(scope: &Scope, report: &Report) {
    let mut known: HashMap<String, Pointer> = HashMap::new();
    let paths = Pointer::root().child("paths");
    for path in scope.document.paths.keys() {
        let at = paths.child(path);
        if !path.starts_with('/') {
            let message = format!("the path `{path}` does not begin with `/`");
            let diagnostic = code::PATH_START.at(&at, message);
            report.add(diagnostic.on_key().help(format!("write `/{path}`")));
        }
        let first = known.entry(template(path)).or_insert_with(|| at.clone());
        if *first != at {
            let message = format!("`{path}` is a path that is there already");
            let diagnostic = code::PATH_TWICE.at(&at, message).on_key();
            let diagnostic = diagnostic.related(&*first, "the first is here");
            report.add(diagnostic.help("the names of parameters do not tell paths apart"));
        }
    }
}

/// A path without the names of its parameters.
fn template(path: &str) -> String {
    let mut parts = path.split('{');
    let mut template = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        template.push_str("{}");
        template.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    template
}
