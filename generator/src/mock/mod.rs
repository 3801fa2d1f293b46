//! A mock of an API: it validates requests against a specification, and responds with examples.
//!
//! [`serve`] parses the specification and lends the [`Mock`] to its caller, who does the I/O:
//! `route` finds the operation of a request, `validate` validates the request, and `respond` chooses
//! the response.

mod respond;
mod route;
#[cfg(test)]
mod tests;
mod validate;

use self::route::Route;
use crate::diagnostic::Diagnostic;
use crate::input::sources::Sources;
use crate::lint::Scope;
use crate::model::{Model, Operation, Resource};
use crate::openapi::select::Selected;
use crate::{Lowered, Settings, lower, lowered};

/// A request.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method, in upper case.
    pub method: String,
    /// The percent-encoded path.
    pub path: String,
    /// The percent-encoded query.
    pub query: String,
    /// The headers, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let header = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        header.map(|(_, value)| value.as_str())
    }
}

/// A response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The operation of the request, if there is one.
    pub operation: Option<String>,
    /// Why the request is refused.
    pub problems: Vec<String>,
}

/// A mock of an API.
pub struct Mock<'m, 'd> {
    model: &'m Model,
    scope: Scope<'d>,
    endpoints: Vec<Endpoint<'m, 'd>>,
    /// The path of the first server, without a slash at its end: `/client/v4`.
    prefix: String,
}

/// An operation.
struct Endpoint<'m, 'd> {
    selected: Selected<'d>,
    method: String,
    route: Route,
    /// `None` if the client does not have the operation.
    operation: Option<&'m Operation>,
}

/// Why a request is refused.
struct Refusal {
    status: u16,
    problems: Vec<String>,
}

/// Calls `serve` with a mock of the API.
///
/// # Errors
///
/// Returns all diagnostics if one of them is an error.
pub fn serve<T>(
    sources: &Sources,
    settings: &Settings,
    serve: impl FnOnce(&Mock) -> T,
) -> Result<T, Vec<Diagnostic>> {
    lowered(sources, &settings.filter, |lowered| {
        let found = settings.adjust_severity(lowered.graph.report.take());
        if found.iter().any(Diagnostic::is_error) {
            return Err(found);
        }
        Ok(serve(&Mock::new(&lowered)))
    })
}

impl<'m, 'd> Mock<'m, 'd> {
    fn new(lowered: &'m Lowered<'d>) -> Self {
        let operations = operations(&lowered.model.root);
        let resolver = lowered.graph.resolver;
        let endpoints = lowered.selected.iter().map(|selected| {
            let method = crate::openapi::document::method_of_key(selected.method);
            let path = lower::operation_path(*selected, resolver);
            let mut of_path = operations.iter().filter(|it| it.path == path);
            let operation = of_path.find(|it| it.method == method && !it.is_additional());
            Endpoint {
                selected: *selected,
                method,
                route: Route::new(selected.path),
                operation: operation.copied(),
            }
        });
        let mut endpoints: Vec<Endpoint> = endpoints.collect();
        // `/pets/mine` precedes `/pets/{id}`.
        endpoints.sort_by_key(|it| it.route.parameters.len());
        Self {
            model: &lowered.model,
            scope: Scope::new(lowered.document, &lowered.overlaid.value, lowered.graph),
            endpoints,
            prefix: route::path_of_url(&lowered.model.server.url),
        }
    }

    /// The number of operations.
    #[must_use]
    pub fn operations(&self) -> usize {
        self.endpoints.len()
    }

    /// The response to a request: that of its operation, or an error response with all reasons why
    /// the request is refused.
    ///
    /// The header `Prefer` chooses another response: `code=404` by its status, `example=cat` by the
    /// name of an example.
    #[must_use]
    pub fn respond(&self, request: &Request) -> Response {
        let (endpoint, values) = match self.find(request) {
            Ok(found) => found,
            Err(refusal) => return self.refuse(refusal),
        };
        let checked = self.check(endpoint, &values, request);
        let response = match checked.and_then(|()| self.chosen(endpoint, request)) {
            Ok(response) => response,
            Err(refusal) => self.refuse(refusal),
        };
        Response {
            operation: Some(endpoint.selected.name()),
            ..response
        }
    }

    /// The operation of a request, and the values of its path parameters. The path may begin with
    /// that of the server.
    fn find(&self, request: &Request) -> Result<(&Endpoint<'m, 'd>, Vec<String>), Refusal> {
        let without_prefix = request.path.strip_prefix(self.prefix.as_str());
        let without_prefix = without_prefix.filter(|it| it.starts_with('/'));
        let paths = [Some(request.path.as_str()), without_prefix];
        let matches = paths.into_iter().flatten().flat_map(|path| {
            let endpoints = self.endpoints.iter();
            endpoints.filter_map(|it| Some((it, it.route.values(path)?)))
        });
        let matches: Vec<_> = matches.collect();
        if matches.is_empty() {
            let problem = format!("no operation has the path `{}`", request.path);
            return Err(Refusal::new(404, problem));
        }
        let mut matches = matches.into_iter();
        matches
            .find(|(it, _)| it.method == request.method)
            .ok_or_else(|| {
                let problem = format!("the path has no operation `{}`", request.method);
                Refusal::new(405, problem)
            })
    }
}

impl Refusal {
    fn new(status: u16, problem: impl Into<String>) -> Self {
        Self {
            status,
            problems: vec![problem.into()],
        }
    }
}

/// All operations of a resource and its children.
fn operations(resource: &Resource) -> Vec<&Operation> {
    let children = resource.children.iter().flat_map(operations);
    resource.operations.iter().chain(children).collect()
}
