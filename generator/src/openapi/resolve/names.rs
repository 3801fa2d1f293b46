//! The names of referenced schemas, derived from their pointers.

use super::resolver::Resolver;
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::input::sources::stem;
use crate::model::Origin;
use serde_json::Value;

impl Resolver<'_> {
    /// The name of a schema: that of the component, else one derived from the pointer, else that of
    /// the file.
    ///
    /// An inline schema gets the same name, so adding a reference to it renames no type.
    pub(crate) fn name(&self, at: &Pointer) -> &str {
        if let Some(name) = self.names.get(at) {
            return name;
        }
        let words = self.words(at);
        let name = if words.is_empty() {
            stem(self.values.path(at.source())).to_owned()
        } else {
            words.join(" ")
        };
        self.names.insert(at.clone(), name)
    }

    /// The names of the component schemas of the first source.
    pub(crate) fn component_names(&self) -> impl Iterator<Item = &str> {
        self.document.components.schemas.keys().map(String::as_str)
    }

    /// Whether the schema is a component of this specification, one of another file, or inline.
    pub(crate) fn origin(&self, at: &Pointer) -> Origin {
        match self.words(at).len() {
            0 | 1 if at.source() == SourceId::default() => Origin::Component,
            0 | 1 => Origin::ExternalComponent,
            _ => Origin::Inline,
        }
    }

    fn words(&self, at: &Pointer) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let mut so_far = Pointer::root().in_source(at.source());
        let mut tokens = at.tokens().peekable();
        while let Some(token) = tokens.next() {
            so_far = so_far.child(token);
            let mut next = || {
                let next = tokens.next()?;
                so_far = so_far.child(next);
                Some(next.to_owned())
            };
            match token {
                "components" if words.is_empty() => {
                    next();
                    words.extend(next());
                }
                // Definitions have names that do not depend on the schema around them.
                "$defs" | "definitions" => words = next().into_iter().collect(),
                "schemas" if words.is_empty() => words.extend(next()),
                "properties" | "patternProperties" => words.extend(next()),
                "paths" if words.is_empty() => {
                    let path = next().unwrap_or_default();
                    let method = next().unwrap_or_default();
                    words.push(self.operation_name(&so_far, &method, &path));
                }
                "items" => words.push("item".to_owned()),
                "additionalProperties" => words.push("value".to_owned()),
                "requestBody" => words.push("request".to_owned()),
                "responses" => {
                    next();
                    words.push("response".to_owned());
                }
                "content" => {
                    next();
                }
                "parameters" => {
                    next();
                    words.extend(self.text_in(&so_far, "name"));
                }
                "schema" | "allOf" | "oneOf" | "anyOf" | "prefixItems" => {}
                other => words.push(match other.parse::<usize>() {
                    Ok(index) => (index + 1).to_string(),
                    Err(_) => other.to_owned(),
                }),
            }
        }
        words
    }

    fn operation_name(&self, at: &Pointer, method: &str, path: &str) -> String {
        self.text_in(at, "operationId")
            .unwrap_or_else(|| format!("{method} {}", path.replace('{', "by {")))
    }

    fn text_in(&self, at: &Pointer, key: &str) -> Option<String> {
        let text = self.values.value_at(at)?.get(key).and_then(Value::as_str);
        text.map(str::to_owned)
    }
}
