//! Extensions about statuses, rates and keys.

use super::reader::{Node, Object};
use crate::diagnostic::code;
use crate::openapi::document::{ClientParameterName, Exceptable, RateLimit};
use serde_json::Value;
use std::ops::RangeInclusive;

/// `x-refused`: status codes such as `404` and ranges such as `4XX`.
pub(super) fn refused(object: &Object) -> Option<Vec<RangeInclusive<u16>>> {
    let entries = object.get("x-refused")?.entries();
    Some(entries.iter().filter_map(status_range).collect())
}

fn status_range(node: &Node) -> Option<RangeInclusive<u16>> {
    let text = node.text()?.to_uppercase();
    let range = match text.strip_suffix("XX") {
        Some(class) => class
            .parse()
            .ok()
            .filter(|class| *class < 10)
            .map(|class: u16| class * 100..=class * 100 + 99),
        None => text.parse().ok().map(|status: u16| status..=status),
    };
    let range = range.filter(|range| (300..600).contains(range.start()));
    if range.is_none() {
        let message = format!("`{text}` is not the status of an error");
        let help = "use a status code such as `404`, or a range such as `4XX`";
        let diagnostic = code::UNKNOWN_VALUE.at(&node.at, message);
        node.report.add(diagnostic.help(help));
    }
    range
}

/// `x-rate-limit`: a number of requests in a number of seconds.
pub(super) fn rate_limit(object: &Object) -> Option<RateLimit> {
    let object = object.get("x-rate-limit")?.object("`x-rate-limit`")?;
    let count = |keyword| {
        let node = object.need(keyword)?;
        let count = object.count(keyword)?;
        if count == 0 {
            let message = format!("`{keyword}` is at least 1");
            node.report.add(code::UNKNOWN_VALUE.at(&node.at, message));
        }
        Some(count)
    };
    let (requests, seconds) = (count("requests"), count("seconds"));
    object.close();
    Some(RateLimit {
        requests: requests?,
        seconds: seconds?,
    })
}

/// `x-client-parameters`: names of parameters.
pub(super) fn client_parameters(object: &Object) -> Vec<ClientParameterName> {
    let names = object.list("x-client-parameters", |node| {
        let name = node.text()?;
        let at = node.at.clone();
        Some(ClientParameterName { name, at })
    });
    names.into_iter().flatten().collect()
}

/// `x-idempotency-key` of an operation: the name of a header, or `false`.
pub(super) fn idempotency_key(object: &Object) -> Option<Exceptable<String>> {
    let node = object.get("x-idempotency-key")?;
    match node.value {
        Value::Bool(false) => Some(Exceptable::Off),
        _ => node.text().map(Exceptable::On),
    }
}
