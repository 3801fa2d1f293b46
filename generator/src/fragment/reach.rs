//! Finds everything that operations refer to, directly or indirectly.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::operations::{Operation, is_operation, operations};
use crate::diagnostic::code;
use crate::diagnostic::pointer::Pointer;
use crate::diagnostic::report::Report;
use crate::openapi::lookup::{decoded, suggestion};

/// The parts of a specification that a fragment keeps.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The names of the operations, by their position in the specification.
    pub(super) operations: BTreeMap<Order, String>,
    /// The methods that are kept of each path item, by the pointer to it.
    pub(super) items: BTreeMap<String, BTreeSet<String>>,
    /// Components by section and name.
    pub(super) components: BTreeSet<(String, String)>,
    pub(super) tags: BTreeSet<String>,
    /// Whether an operation uses the `security` of the document.
    pub(super) inherits_security: bool,
}

/// The index of an operation among all operations.
pub(super) type Order = usize;

/// The kind of the keys of an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    /// Keywords of OpenAPI and JSON Schema.
    Keywords,
    /// Names, such as those of properties.
    Names,
}

/// Collects what is kept by following references.
pub(super) struct Reach<'v> {
    document: &'v Value,
    report: &'v Report,
    all: Vec<Operation<'v>>,
    kept: Kept,
}

impl<'v> Reach<'v> {
    pub(super) fn new(document: &'v Value, report: &'v Report) -> Self {
        Self {
            document,
            report,
            all: operations(document),
            kept: Kept::default(),
        }
    }

    /// Keeps an operation and everything that it refers to.
    pub(super) fn operation(&mut self, operation: &Operation<'v>) {
        let Some(order) = self.all.iter().position(|it| it.at == operation.at) else {
            return;
        };
        if self
            .kept
            .operations
            .insert(order, operation.name())
            .is_some()
        {
            return;
        }
        let tags = operation.tags().map(str::to_owned);
        self.kept.tags.extend(tags);
        self.keep_path_item(&operation.item);
        if let Some(item) = self.path_item(operation.path) {
            self.keep_path_item(&item);
        }
        let methods = self.kept.items.entry(operation.item.to_string());
        methods.or_default().insert(operation.method.to_owned());
        if operation.value.get("security").is_none() {
            self.kept.inherits_security = true;
        }
        self.walk(operation.value, Keys::Keywords, &operation.at);
    }

    /// Everything that is kept, including the `security` of the document if an operation uses it.
    pub(super) fn finish(mut self) -> Kept {
        if self.kept.inherits_security
            && let Some(security) = self.document.get("security")
        {
            self.security(security, &Pointer::root().child("security"));
        }
        self.kept
    }

    fn path_item(&self, path: &str) -> Option<Pointer> {
        self.document.get("paths")?.get(path)?;
        Some(Pointer::root().child("paths").child(path))
    }

    /// Keeps what a path item has for all of its operations.
    fn keep_path_item(&mut self, at: &Pointer) {
        if self.kept.items.contains_key(&at.to_string()) {
            return;
        }
        self.kept.items.insert(at.to_string(), BTreeSet::new());
        let item = self.document.pointer(&at.to_string());
        for (key, value) in item.and_then(Value::as_object).into_iter().flatten() {
            if !is_operation(key) && key != "additionalOperations" && key != "$ref" {
                self.member(key, value, &at.child(key));
            }
        }
    }

    fn walk(&mut self, value: &'v Value, keys: Keys, at: &Pointer) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(item, Keys::Keywords, &at.index(index));
                }
            }
            Value::Object(members) => {
                for (key, value) in members {
                    match keys {
                        Keys::Keywords => self.member(key, value, &at.child(key)),
                        Keys::Names => self.walk(value, Keys::Keywords, &at.child(key)),
                    }
                }
                if keys == Keys::Keywords {
                    self.discriminator(members, at);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, keyword: &str, value: &'v Value, at: &Pointer) {
        match (keyword, value) {
            ("$ref" | "$dynamicRef", Value::String(target)) => self.refer(target, at),
            ("security", Value::Array(_)) => self.security(value, at),
            // These contain data, whatever its keys are.
            ("example" | "default" | "enum" | "const" | "value" | "discriminator", _)
            | ("examples", Value::Array(_))
            | ("parameters", Value::Object(_)) => {}
            (
                "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas"
                | "content" | "headers" | "responses" | "callbacks" | "links" | "encoding"
                | "variables" | "examples",
                Value::Object(_),
            ) => self.walk(value, Keys::Names, at),
            (extension, _) if extension.starts_with("x-") => {}
            _ => self.walk(value, Keys::Keywords, at),
        }
    }

    fn security(&mut self, requirements: &Value, at: &Pointer) {
        let requirements = requirements.as_array().into_iter().flatten();
        for (index, requirement) in requirements.enumerate() {
            for scheme in requirement.as_object().into_iter().flat_map(Map::keys) {
                let at = at.index(index).child(scheme);
                self.component("securitySchemes", scheme, &at);
            }
        }
    }

    /// Keeps the schemas of a discriminator: those in its mapping and, if the schema is not a
    /// union, all schemas that extend it by `allOf`.
    fn discriminator(&mut self, schema: &'v Map<String, Value>, at: &Pointer) {
        let Some(discriminator) = schema.get("discriminator").and_then(Value::as_object) else {
            return;
        };
        let at_discriminator = at.child("discriminator");
        let at_mapping = at_discriminator.child("mapping");
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let mapping = mapping.into_iter().flatten();
        let mapping = mapping.map(|(key, target)| (at_mapping.child(key), target));
        let default = discriminator.get("defaultMapping");
        let default = default.map(|target| (at_discriminator.child("defaultMapping"), target));
        for (at, target) in mapping.chain(default) {
            let Some(target) = target.as_str() else {
                continue;
            };
            if self
                .document
                .pointer(&schema_at(target).to_string())
                .is_some()
            {
                self.component("schemas", target, &at);
            } else {
                self.refer(target, &at);
            }
        }
        if schema.contains_key("oneOf") || schema.contains_key("anyOf") {
            return;
        }
        let target = format!("#{at}");
        for name in self.extensions(&target) {
            self.component("schemas", name, at);
        }
    }

    fn extensions(&self, target: &str) -> Vec<&'v str> {
        let schemas = self.document.pointer("/components/schemas");
        let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
        let extends = |schema: &Value| {
            let parts = schema.get("allOf").and_then(Value::as_array);
            let mut references = parts.into_iter().flatten().map(|part| part.get("$ref"));
            references.any(|reference| reference.and_then(Value::as_str) == Some(target))
        };
        schemas
            .filter(|(_, schema)| extends(schema))
            .map(|(name, _)| name.as_str())
            .collect()
    }

    fn refer(&mut self, target: &str, at: &Pointer) {
        let pointer = target
            .strip_prefix('#')
            .map(decoded)
            .and_then(|text| Pointer::parse(&text));
        let Some(pointer) = pointer else {
            let message = format!("`{target}` is in another file; a fragment is a single file");
            let help = "bundle the specification into one file first";
            self.report
                .add(code::REFERENCE_OUTSIDE_FOLDER.at(at, message).help(help));
            return;
        };
        let tokens: Vec<&str> = pointer.tokens().collect();
        match tokens.as_slice() {
            ["components", section, name, ..] => self.component(section, name, at),
            ["paths", path, method, ..] if is_operation(method) => {
                self.part_of_operation(path, method, at);
            }
            ["paths", path, ..] if self.path_item(path).is_some() => {
                self.keep_path_item(&Pointer::root().child("paths").child(path));
            }
            _ => {
                let message = format!("a fragment cannot contain the target of `{target}`");
                self.report.add(code::WRONG_REFERENCE_KIND.at(at, message));
            }
        }
    }

    /// Keeps the whole operation that a reference points into.
    fn part_of_operation(&mut self, path: &str, method: &str, at: &Pointer) {
        let is_target =
            |operation: &&Operation| operation.path == path && operation.method == method;
        let Some(operation) = self.all.iter().find(is_target).cloned() else {
            let message = format!(
                "unresolved reference: no operation {} {path}",
                method.to_uppercase()
            );
            self.report.add(code::UNRESOLVED_REFERENCE.at(at, message));
            return;
        };
        let message = format!(
            "this is a part of `{}`, so the fragment contains that operation, too",
            operation.name()
        );
        self.report.add(code::ADDITIONAL_OPERATION.at(at, message));
        self.operation(&operation);
    }

    fn component(&mut self, section: &str, name: &str, at: &Pointer) {
        if self
            .kept
            .components
            .contains(&(section.to_owned(), name.to_owned()))
        {
            return;
        }
        let target = Pointer::root()
            .child("components")
            .child(section)
            .child(name);
        let Some(value) = self.document.pointer(&target.to_string()) else {
            let existing = self
                .document
                .get("components")
                .and_then(|it| it.get(section));
            let existing = existing.and_then(Value::as_object);
            let help = suggestion(name, existing.into_iter().flat_map(Map::keys));
            let message = format!("unresolved reference `#{target}`");
            self.report
                .add(code::UNRESOLVED_REFERENCE.at(at, message).help(help));
            return;
        };
        let found = (section.to_owned(), name.to_owned());
        self.kept.components.insert(found);
        if section == "pathItems" {
            self.keep_path_item(&target);
        } else {
            self.walk(value, Keys::Keywords, &target);
        }
    }
}

fn schema_at(name: &str) -> Pointer {
    Pointer::root()
        .child("components")
        .child("schemas")
        .child(name)
}
