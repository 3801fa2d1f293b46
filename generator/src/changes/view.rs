//! What a schema says, wherever it says it: by reference, in `allOf`, or in place.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::input::pointer::Pointer;
use crate::openapi::resolve::decoded;

/// Something that may be a reference, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Part<'v> {
    pub(super) value: &'v Value,
    pub(super) at: Pointer,
}

impl<'v> Part<'v> {
    pub(super) fn new(value: &'v Value, at: Pointer) -> Self {
        Self { value, at }
    }

    /// A member, if there is one.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        Some(Self::new(value, self.at.child(key)))
    }

    /// The items of a list.
    pub(super) fn items(&self) -> impl Iterator<Item = Self> + use<'v> {
        let at = self.at.clone();
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(move |(index, value)| Self::new(value, at.index(index)))
    }

    /// The members of a mapping whose keys are data.
    pub(super) fn members(&self) -> impl Iterator<Item = (&'v str, Self)> + use<'v> {
        let at = self.at.clone();
        let members = self.value.as_object().into_iter().flatten();
        members.map(move |(key, value)| (key.as_str(), Self::new(value, at.child(key))))
    }

    /// The thing itself, behind any references.
    pub(super) fn resolved(self, document: &'v Value) -> Self {
        let mut part = self;
        // More references in a row than this are a circle.
        for _ in 0..64 {
            match target(&part, document) {
                Some(next) => part = next,
                None => return part,
            }
        }
        part
    }
}

/// What a reference stands for.
fn target<'v>(part: &Part<'v>, document: &'v Value) -> Option<Part<'v>> {
    let reference = part.value.get("$ref")?.as_str()?;
    let pointer = decoded(reference.strip_prefix('#')?);
    let value = document.pointer(&pointer)?;
    Some(Part::new(value, Pointer::parse(&pointer)?))
}

/// All that is said of one value: each part holds for it.
#[derive(Clone, Debug, Default)]
pub(super) struct View<'v> {
    pub(super) parts: Vec<Part<'v>>,
    /// The forms that the value may have, where it says so, with all that holds for each.
    pub(super) forms: Vec<Part<'v>>,
    /// The types of forms that are nothing but types.
    form_types: Vec<BTreeSet<&'v str>>,
}

impl<'v> View<'v> {
    /// What some schemas say together.
    pub(super) fn of(schemas: impl IntoIterator<Item = Part<'v>>, document: &'v Value) -> Self {
        let mut view = Self::default();
        for schema in schemas {
            view.push(schema, document, 0);
        }
        view
    }

    fn push(&mut self, schema: Part<'v>, document: &'v Value, depth: usize) {
        if depth > 64 || self.parts.iter().any(|part| part.at == schema.at) {
            return;
        }
        let target = target(&schema, document);
        let all_of = schema.get("allOf");
        let forms = schema.get("oneOf").or_else(|| schema.get("anyOf"));
        self.parts.push(schema);
        for part in all_of.iter().flat_map(Part::items).chain(target) {
            self.push(part, document, depth + 1);
        }
        if let Some(forms) = forms {
            self.push_forms(&forms, document, depth);
        }
    }

    fn push_forms(&mut self, forms: &Part<'v>, document: &'v Value, depth: usize) {
        let resolved: Vec<Part> = forms.items().map(|form| form.resolved(document)).collect();
        let bare: Option<BTreeSet<&str>> =
            resolved.iter().map(|form| bare_type(form.value)).collect();
        if let Some(types) = bare {
            self.form_types.push(types);
            return;
        }
        let is_null = |form: &Part| bare_type(form.value) == Some("null");
        let has_null = resolved.iter().any(is_null);
        let rest: Vec<Part> = forms
            .items()
            .zip(&resolved)
            .filter(|(_, resolved)| !is_null(resolved))
            .map(|(form, _)| form)
            .collect();
        let shapes: Vec<Option<Value>> = rest
            .iter()
            .map(|form| Some(without_words(form.clone().resolved(document).value)))
            .collect();
        match rest.first() {
            // Forms that differ in their words alone are one.
            Some(first) if shapes.iter().all(|shape| *shape == shapes[0]) && !has_null => {
                self.push(first.clone(), document, depth + 1);
            }
            _ => self.forms.extend(forms.items()),
        }
    }

    /// Where it stands: its first part.
    pub(super) fn at(&self) -> Pointer {
        self.parts
            .first()
            .map(|part| part.at.clone())
            .unwrap_or_default()
    }

    /// The part that has the properties, or would have them: the last, which is the closest.
    pub(super) fn holder(&self) -> Pointer {
        let holder = self
            .parts
            .iter()
            .rfind(|part| part.get("properties").is_some());
        holder.map_or_else(|| self.at(), |part| part.at.clone())
    }

    /// What the first part says that has this keyword.
    pub(super) fn get(&self, keyword: &str) -> Option<Part<'v>> {
        self.parts.iter().find_map(|part| part.get(keyword))
    }

    /// What all parts say that have this keyword.
    pub(super) fn all(&self, keyword: &str) -> Vec<Part<'v>> {
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

    /// The schemas of each property.
    pub(super) fn properties(&self) -> Vec<(&'v str, Vec<Part<'v>>)> {
        let mut order = Vec::new();
        let mut found: BTreeMap<&str, Vec<Part>> = BTreeMap::new();
        for (name, schema) in self.all("properties").iter().flat_map(Part::members) {
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

    /// The types that every part allows; `None` where none says anything.
    pub(super) fn types(&self) -> Option<BTreeSet<&'v str>> {
        let said = self.parts.iter().filter_map(|part| types(part.value));
        let said = said.chain(self.form_types.iter().cloned());
        let common = said.reduce(|one, other| intersection(&one, &other));
        let implied = || {
            let says = |keyword| !self.all(keyword).is_empty();
            let types = [("properties", "object"), ("items", "array")];
            let implied = types.into_iter().find(|(keyword, _)| says(keyword));
            implied.map(|(_, ty)| BTreeSet::from([ty]))
        };
        common.or_else(implied)
    }

    /// The values that every part allows; `None` where none says anything.
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

/// The number types: every integer is a number.
fn intersection<'v>(one: &BTreeSet<&'v str>, other: &BTreeSet<&'v str>) -> BTreeSet<&'v str> {
    let holds = |types: &BTreeSet<&str>, ty: &str| {
        types.contains(ty) || (ty == "integer" && types.contains("number"))
    };
    let both = one.iter().chain(other).copied();
    both.filter(|ty| holds(one, ty) && holds(other, ty))
        .collect()
}

/// The types that one schema names.
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

/// The type of a schema that says nothing else but words.
fn bare_type(schema: &Value) -> Option<&str> {
    let Value::Object(members) = schema else {
        return None;
    };
    let says_more = |(key, value): (&String, &Value)| match key.as_str() {
        "type" => false,
        "items" => value.as_object().is_none_or(|items| !items.is_empty()),
        key => !is_words(key),
    };
    if members.iter().any(says_more) {
        return None;
    }
    members.get("type")?.as_str()
}

fn without_words(schema: &Value) -> Value {
    let members = schema.as_object().into_iter().flatten();
    let kept = members.filter(|(key, _)| !is_words(key));
    Value::Object(
        kept.map(|(key, value)| (key.clone(), value.clone()))
            .collect::<Map<_, _>>(),
    )
}

fn is_words(keyword: &str) -> bool {
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
