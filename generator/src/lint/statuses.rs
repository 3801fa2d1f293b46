//! What responses are listed under: a status, a range of them, or `default`.

use super::scope::Scope;
use crate::code;
use crate::report::Report;

pub(super) fn check(scope: &Scope, report: &Report) {
    for (_, operation) in &scope.operations {
        for (status, _) in &operation.responses {
            if is_status(status) {
                continue;
            }
            let at = operation.at.child("responses").child(status);
            let diagnostic = code::UNKNOWN_VALUE.at(&at, format!("`{status}` is no status"));
            report.add(diagnostic.on_key().help(help(status)));
        }
    }
}

fn is_status(status: &str) -> bool {
    match status.as_bytes() {
        b"default" | [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', digits @ ..] => digits.len() == 2 && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

fn help(status: &str) -> String {
    let upper = status.to_uppercase();
    if is_status(&upper) {
        format!("a range is written `{upper}`")
    } else {
        "responses are listed under a status such as `200`, a range such as `4XX`, or `default`"
            .to_owned()
    }
}
