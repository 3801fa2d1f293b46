//! A schema merged with its references and the members of its `allOf`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::node::{Node, target};
use crate::diagnostic::pointer::Pointer;

/// All schemas that apply to one value.
#[derive(Clone, Debug, Default)]
pub(super) struct MergedSchema<'v> {
    pub(super) parts: Vec<Node<'v>>,
    /// The branches of its `oneOf` or `anyOf`.
    pub(super) branches: Vec<Node<'v>>,
    /// The types of the branches, for unions whose branches have only a `type`.
    branch_types: Vec<BTreeSet<&'v str>>,
}

impl<'v> MergedSchema<'v> {
    /// Merges schemas that apply to the same value.
    pub(super) fn of(schemas: impl IntoIterator<Item = Node<'v>>, document: &'v Value) -> Self {
        let mut view = Self::default();
        for schema in schemas {
            view.push(schema, document, 0);
        }
        view
    }

    fn push(&mut self, schema: Node<'v>, document: &'v Value, depth: usize) {
        if depth > 64 || self.parts.iter().any(|part| part.at == schema.at) {
            return;
        }
        let target = target(&schema, document);
        let all_of = schema.get("allOf");
        let branches = schema.get("oneOf").or_else(|| schema.get("anyOf"));
        self.parts.push(schema);
        for part in all_of.iter().flat_map(Node::items).chain(target) {
            self.push(part, document, depth + 1);
        }
        if let Some(branches) = branches {
            self.push_branches(&branches, document, depth);
        }
    }

    fn push_branches(&mut self, branches: &Node<'v>, document: &'v Value, depth: usize) {
        let resolved: Vec<Node> = branches
            .items()
            .map(|branch| branch.resolved(document))
            .collect();
        let bare: Option<BTreeSet<&str>> = resolved
            .iter()
            .map(|branch| bare_type(branch.value))
            .collect();
        if let Some(types) = bare {
            self.branch_types.push(types);
            return;
        }
        let is_null = |branch: &Node| bare_type(branch.value) == Some("null");
        let has_null = resolved.iter().any(is_null);
        let rest: Vec<Node> = branches
            .items()
            .zip(&resolved)
            .filter(|(_, resolved)| !is_null(resolved))
            .map(|(branch, _)| branch)
            .collect();
        let shapes: Vec<Option<Value>> = rest
            .iter()
            .map(|branch| Some(without_annotations(branch.clone().resolved(document).value)))
            .collect();
        match rest.first() {
            // Branches that differ only in annotations are one branch.
            Some(first) if shapes.iter().all(|shape| *shape == shapes[0]) && !has_null => {
                self.push(first.clone(), document, depth + 1);
            }
            _ => self.branches.extend(branches.items()),
        }
    }

    /// The pointer to its first part.
    pub(super) fn at(&self) -> Pointer {
        self.parts
            .first()
            .map(|part| part.at.clone())
            .unwrap_or_default()
    }

    /// The pointer to the part that has `properties`. If several have, the last one is the closest.
    pub(super) fn holder(&self) -> Pointer {
        let holder = self
            .parts
            .iter()
            .rfind(|part| part.get("properties").is_some());
        holder.map_or_else(|| self.at(), |part| part.at.clone())
    }

    /// The keyword of the first part that has it.
    pub(super) fn get(&self, keyword: &str) -> Option<Node<'v>> {
        self.parts.iter().find_map(|part| part.get(keyword))
    }

    /// The keyword of every part that has it.
    pub(super) fn all(&self, keyword: &str) -> Vec<Node<'v>> {
        self.parts
            .iter()
            .filter_map(|part| part.get(keyword))
            .collect()
    }

    pub(super) fn has(&self, flag: &str) -> bool {
        self.all(flag)
            .iter()
            .any(|part| part.value == &Value::Bool(true))
    }

    /// The properties, each with all schemas that apply to it.
    pub(super) fn properties(&self) -> Vec<(&'v str, Vec<Node<'v>>)> {
        let mut order = Vec::new();
        let mut found: BTreeMap<&str, Vec<Node>> = BTreeMap::new();
        for (name, schema) in self.all("properties").iter().flat_map(Node::members) {
            let schemas = found.entry(name).or_default();
            if schemas.is_empty() {
                order.push(name);
            }
            schemas.push(schema);
        }
        let take = |name| (name, found.remove(name).unwrap_or_default());
        order.into_iter().map(take).collect()
    }

    pub(super) fn required(&self) -> BTreeSet<&'v str> {
        let lists = self.all("required");
        let names = lists.iter().filter_map(|part| part.value.as_array());
        names.flatten().filter_map(Value::as_str).collect()
    }

    /// The types that every part allows; `None` if no part restricts the type.
    pub(super) fn types(&self) -> Option<BTreeSet<&'v str>> {
        let said = self.parts.iter().filter_map(|part| types(part.value));
        let said = said.chain(self.branch_types.iter().cloned());
        let common = said.reduce(|one, other| intersection(&one, &other));
        let implied = || {
            let says = |keyword| !self.all(keyword).is_empty();
            let types = [("properties", "object"), ("items", "array")];
            let implied = types.into_iter().find(|(keyword, _)| says(keyword));
            implied.map(|(_, ty)| BTreeSet::from([ty]))
        };
        common.or_else(implied)
    }

    /// The values that every part allows; `None` if no part has `enum` or `const`.
    pub(super) fn values(&self) -> Option<Vec<&'v Value>> {
        let listed = self.parts.iter().filter_map(|part| {
            let list = part.value.get("enum").and_then(Value::as_array);
            let constant = part.value.get("const");
            list.map(|list| list.iter().collect::<Vec<_>>())
                .or_else(|| Some(vec![constant?]))
        });
        listed.reduce(|one, other| {
            let mut one = one;
            one.retain(|value| other.contains(value));
            one
        })
    }
}

/// The types in both sets. An `integer` is also a `number`.
fn intersection<'v>(one: &BTreeSet<&'v str>, other: &BTreeSet<&'v str>) -> BTreeSet<&'v str> {
    let holds = |types: &BTreeSet<&str>, ty: &str| {
        types.contains(ty) || (ty == "integer" && types.contains("number"))
    };
    let both = one.iter().chain(other).copied();
    both.filter(|ty| holds(one, ty) && holds(other, ty))
        .collect()
}

/// The `type` of one schema.
fn types(schema: &Value) -> Option<BTreeSet<&str>> {
    let mut types: BTreeSet<&str> = match schema.get("type")? {
        Value::String(ty) => BTreeSet::from([ty.as_str()]),
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        types.insert("null");
    }
    Some(types)
}

/// The type of a schema that has only a `type` and annotations.
fn bare_type(schema: &Value) -> Option<&str> {
    let Value::Object(members) = schema else {
        return None;
    };
    let says_more = |(key, value): (&String, &Value)| match key.as_str() {
        "type" => false,
        "items" => value.as_object().is_none_or(|items| !items.is_empty()),
        key => !is_annotation(key),
    };
    if members.iter().any(says_more) {
        return None;
    }
    members.get("type")?.as_str()
}

fn without_annotations(schema: &Value) -> Value {
    let members = schema.as_object().into_iter().flatten();
    let kept = members.filter(|(key, _)| !is_annotation(key));
    Value::Object(
        kept.map(|(key, value)| (key.clone(), value.clone()))
            .collect::<Map<_, _>>(),
    )
}

fn is_annotation(keyword: &str) -> bool {
    matches!(
        keyword,
        "title"
            | "description"
            | "example"
            | "examples"
            | "deprecated"
            | "externalDocs"
            | "$comment"
    ) || keyword.starts_with("x-")
}
