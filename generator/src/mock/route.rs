//! Path templates.

use percent_encoding::percent_decode_str;
use regex_lite::Regex;

/// A path template.
pub(super) struct Route {
    pattern: Option<Regex>,
    /// The names of the parameters.
    pub(super) parameters: Vec<String>,
}

impl Route {
    pub(super) fn new(template: &str) -> Self {
        let template = template.split(['?', '#']).next().unwrap_or_default();
        let mut pattern = String::from("^");
        let mut parameters = Vec::new();
        let mut rest = template;
        while let Some((literal, (name, after))) = rest
            .split_once('{')
            .and_then(|(literal, rest)| Some((literal, rest.split_once('}')?)))
        {
            pattern.push_str(&regex_lite::escape(literal));
            pattern.push_str("([^/]+)");
            parameters.push(name.to_owned());
            rest = after;
        }
        pattern.push_str(&regex_lite::escape(rest));
        pattern.push('$');
        Self {
            pattern: Regex::new(&pattern).ok(),
            parameters,
        }
    }

    /// The values of the parameters, if a path matches.
    pub(super) fn values(&self, path: &str) -> Option<Vec<String>> {
        let captures = self.pattern.as_ref()?.captures(path)?;
        let values = captures.iter().skip(1).flatten();
        Some(values.map(|value| decoded(value.as_str())).collect())
    }
}

/// The path of a URL, without a slash at its end.
pub(super) fn path_of_url(url: &str) -> String {
    let after_host = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => url,
    };
    after_host.trim_end_matches('/').to_owned()
}

pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The pairs of a query or of a form.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (
            decoded(&name.replace('+', " ")),
            decoded(&value.replace('+', " ")),
        )
    });
    pairs.collect()
}
