//! The parts of a document that a client uses: the selected operations, and the components that
//! they refer to.

use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::openapi::document::{METHODS, operations_of_item};
use crate::openapi::select::Selected;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// The operations and components that a client uses.
pub(super) struct Reach<'v> {
    operations: HashSet<(String, String)>,
    components: HashSet<(&'v str, &'v str)>,
    /// Paths without selected operations.
    unselected_paths: HashSet<&'v str>,
    /// The first three tokens of other values that references resolved to.
    resolved: HashSet<Pointer>,
}

impl<'v> Reach<'v> {
    /// The parts that the selected operations use.
    pub(super) fn of_operations(root: &'v Value, selected: &[Selected]) -> Self {
        let operations = selected
            .iter()
            .map(|selected| (selected.path.to_owned(), selected.method.to_owned()));
        let mut reach = Self {
            operations: operations.collect(),
            components: HashSet::new(),
            unselected_paths: HashSet::new(),
            resolved: HashSet::new(),
        };
        reach.follow(root);
        reach
    }

    /// The parts that all operations use.
    pub(super) fn of_document(root: &'v Value) -> Self {
        let paths = root.get("paths").and_then(Value::as_object);
        let methods = |(path, item): (&String, &Value)| -> Vec<(String, String)> {
            let keys = operations_of_item(item).map(|(key, _)| key);
            keys.map(|key| (path.clone(), key.clone())).collect()
        };
        let mut reach = Self {
            operations: paths.into_iter().flatten().flat_map(methods).collect(),
            components: HashSet::new(),
            unselected_paths: HashSet::new(),
            resolved: HashSet::new(),
        };
        reach.follow(root);
        reach
    }

    /// Adds values that references resolved to, possibly from other files.
    pub(super) fn with_resolved(mut self, reached: &HashSet<Pointer>) -> Self {
        self.resolved
            .extend(reached.iter().map(|at| at.truncated(3)));
        self
    }

    /// Whether the client uses the value at a pointer.
    pub(super) fn covers(&self, at: &Pointer) -> bool {
        let tokens: Vec<&str> = at.tokens().take(4).collect();
        let is_resolved = || self.resolved.contains(&at.truncated(3));
        let is_selected = |path: &str, method: &str| {
            let operation = (path.to_owned(), method.to_owned());
            self.operations.contains(&operation) || is_resolved()
        };
        match tokens.as_slice() {
            _ if at.source() != SourceId::default() => true,
            ["components", section, name, ..] => self.has(section, name),
            ["paths", path, "additionalOperations", method] => is_selected(path, method),
            ["paths", path, method, ..] if METHODS.contains(method) => is_selected(path, method),
            ["paths", path, ..] => !self.unselected_paths.contains(*path) || is_resolved(),
            _ => true,
        }
    }

    pub(super) fn has(&self, section: &str, name: &str) -> bool {
        let other = || {
            Pointer::root()
                .child("components")
                .child(section)
                .child(name)
        };
        self.components.contains(&(section, name)) || self.resolved.contains(&other())
    }

    fn follow(&mut self, root: &'v Value) {
        self.unselected_paths = self.find_unselected_paths(root);
        let members = root.as_object().into_iter().flatten();
        let mut open: Vec<&Value> = Vec::new();
        for (key, value) in members.filter(|(key, _)| *key != "components") {
            match key.as_str() {
                "paths" => open.extend(self.operations(value)),
                "security" => self.secured(root, value, &mut open),
                _ => open.push(value),
            }
        }
        self.envelopes(root, &mut open);
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items),
                Value::Object(members) => self.object(root, members, &mut open),
                _ => {}
            }
        }
    }

    fn find_unselected_paths(&self, root: &'v Value) -> HashSet<&'v str> {
        let paths = root.get("paths").and_then(Value::as_object);
        let selected: HashSet<&str> = self.operations.iter().map(|it| it.0.as_str()).collect();
        let is_unselected = |(path, item): &(&String, &Value)| {
            operations_of_item(item).next().is_some() && !selected.contains(path.as_str())
        };
        let unselected = paths.into_iter().flatten().filter(is_unselected);
        unselected.map(|(path, _)| path.as_str()).collect()
    }

    /// The values in `paths`, without operations that are not selected.
    fn operations(&self, paths: &'v Value) -> Vec<&'v Value> {
        let mut parts = Vec::new();
        let paths = paths.as_object().into_iter().flatten();
        let paths = paths.filter(|(path, _)| !self.unselected_paths.contains(path.as_str()));
        for (path, item) in paths {
            let is_selected = |key: &String| self.operations.contains(&(path.clone(), key.clone()));
            let operations = operations_of_item(item).filter(|(key, _)| is_selected(key));
            parts.extend(operations.map(|(_, operation)| operation));
            let is_operation = |key: &str| METHODS.contains(&key) || key == "additionalOperations";
            let members = item.as_object().into_iter().flatten();
            let shared = members.filter(|(key, _)| !is_operation(key));
            parts.extend(shared.map(|(_, part)| part));
        }
        parts
    }

    /// Adds envelopes, which are part of every client.
    fn envelopes(&mut self, root: &'v Value, open: &mut Vec<&'v Value>) {
        let schemas = root
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        for (name, schema) in schemas.into_iter().flatten() {
            if schema.get("x-envelope").is_some() {
                self.component(root, "schemas", name, open);
            }
        }
    }

    fn object(
        &mut self,
        root: &'v Value,
        members: &'v Map<String, Value>,
        open: &mut Vec<&'v Value>,
    ) {
        for (key, value) in members {
            match (key.as_str(), value) {
                ("$ref" | "$dynamicRef", Value::String(target)) => {
                    self.reference(root, target, open);
                }
                ("mapping", Value::Object(targets)) => {
                    for target in targets.values().filter_map(Value::as_str) {
                        self.reference(root, target, open);
                        self.component(root, "schemas", target, open);
                    }
                }
                ("defaultMapping", Value::String(target)) => {
                    self.reference(root, target, open);
                    self.component(root, "schemas", target, open);
                }
                ("security", security) => self.secured(root, security, open),
                _ => open.push(value),
            }
        }
    }

    fn reference(&mut self, root: &'v Value, target: &str, open: &mut Vec<&'v Value>) {
        let pointer = target.strip_prefix('#').and_then(Pointer::parse);
        let tokens: Vec<&str> = pointer.iter().flat_map(Pointer::tokens).collect();
        if let ["components", section, name, ..] = tokens.as_slice() {
            self.component(root, section, name, open);
        }
    }

    fn component(&mut self, root: &'v Value, section: &str, name: &str, open: &mut Vec<&'v Value>) {
        let components = root.get("components").and_then(Value::as_object);
        let Some((section, parts)) = components.and_then(|it| it.get_key_value(section)) else {
            return;
        };
        let parts = parts.as_object();
        if let Some((name, part)) = parts.and_then(|it| it.get_key_value(name))
            && self.components.insert((section, name))
        {
            open.push(part);
        }
    }

    fn secured(&mut self, root: &'v Value, security: &'v Value, open: &mut Vec<&'v Value>) {
        let alternatives = security.as_array().into_iter().flatten();
        let schemes = alternatives
            .filter_map(Value::as_object)
            .flat_map(Map::keys);
        for scheme in schemes {
            self.component(root, "securitySchemes", scheme, open);
        }
    }
}
