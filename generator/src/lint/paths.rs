//! Paths that do not start with `/`, and paths that differ only in parameter names.

use super::scope::Scope;
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use std::collections::HashMap;

pub(super) fn check(scope: &Scope, report: &Report) {
    let mut first: HashMap<String, Pointer> = HashMap::new();
    let paths = Pointer::root().child("paths");
    for path in scope.document.paths.keys() {
        let at = paths.child(path);
        if !path.starts_with('/') {
            let message = format!("the path `{path}` does not start with `/`");
            let diagnostic = code::PATH_START.at(&at, message);
            report.add(diagnostic.on_key().help(format!("write `/{path}`")));
        }
        let first = first.entry(template(path)).or_insert_with(|| at.clone());
        if *first != at {
            let message = format!("`{path}` differs from another path only in parameter names");
            let diagnostic = code::DUPLICATE_PATH.at(&at, message).on_key();
            report.add(diagnostic.related(&*first, "first declared here"));
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
