//! The names of types: those of components, in whatever section they are.

use crate::lower::types::Types;
use crate::rust::names::Name;
use crate::schema::NodeId;

impl Types<'_> {
    /// The name of the type of a component.
    pub(in crate::lower) fn component_name(&self, component: &str) -> Name {
        let short = self.short_names.get(component);
        short.cloned().unwrap_or_else(|| Name::new(component))
    }

    /// The name of the type of a node in a component parameter, response, request body or header:
    /// that of the component, since several operations may use it.
    pub(super) fn shared_name(&self, node: NodeId) -> Option<Name> {
        let at = &self.graph.written(node)?.at;
        let tokens: Vec<&str> = at.tokens().collect();
        let (section, component) = match tokens.as_slice() {
            ["components", section, component, "schema"]
            | ["components", section, component, "content", _, "schema"] => (*section, *component),
            _ => return None,
        };
        let name = Name::new(component);
        let mut schemas = self.resolver.component_names();
        let is_taken = schemas.any(|schema| schema.eq_ignore_ascii_case(component));
        Some(match section {
            "parameters" if is_taken => name.join("parameter"),
            "headers" if is_taken => name.join("header"),
            "requestBodies" if is_taken => name.join("request"),
            "responses" if is_taken => name.join("response"),
            _ => name,
        })
    }
}
