//! Redirects that are results of an operation.
//!
//! The client does not follow redirects. If the specification declares the header `Location` of one,
//! the location is what the caller asks for: the URL of a file, or of the next step of a login.
//! Without this header, a redirect is an error response: what the caller asked for is elsewhere.

use crate::openapi::document::{Operation, Response};
use crate::openapi::resolve::Resolver;

/// The statuses that redirect to the `Location` (RFC 9110, 15.4).
const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

/// Whether a response is a redirect that is a result of the call.
pub(in crate::lower) fn is_result(status: &str, response: &Response) -> bool {
    let mut headers = response.headers.keys();
    !of(status).is_empty() && headers.any(|name| name.eq_ignore_ascii_case("Location"))
}

/// The statuses of all redirects that are results of an operation.
pub(in crate::lower) fn statuses(operation: &Operation, resolver: &Resolver) -> Vec<u16> {
    let responses = operation.responses.iter();
    let results = responses.filter(|(status, response)| {
        let response = resolver.item::<Response>(response);
        response.is_some_and(|response| is_result(status, response))
    });
    let mut statuses: Vec<u16> = results.flat_map(|(status, _)| of(status)).collect();
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}

/// The redirects among the statuses of a response.
fn of(status: &str) -> Vec<u16> {
    match status {
        "3XX" => STATUSES.to_vec(),
        status => STATUSES
            .into_iter()
            .filter(|redirect| redirect.to_string() == status)
            .collect(),
    }
}
