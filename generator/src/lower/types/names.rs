//! The names of types: those of components, in whatever section they are.

use crate::lower::types::Types;
use crate::model::{Origin, Type, UnionVariant};
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

    /// Names several variants that are lists after their items.
    pub(super) fn name_lists(&self, variants: &mut [UnionVariant]) {
        let list = Name::new("list");
        let mut lists = variants.iter_mut().filter(|it| it.name == list);
        if let (Some(first), Some(second)) = (lists.next(), lists.next()) {
            for variant in [first, second].into_iter().chain(lists) {
                if let Some(name) = self.list_name(&variant.ty) {
                    variant.name = name;
                }
            }
        }
    }

    /// `integer list`, or `integer lists` for a list of these.
    fn list_name(&self, ty: &Type) -> Option<Name> {
        let Type::List(item) = ty else { return None };
        match &**item {
            Type::List(inner) => Some(self.item_name(inner)?.join("lists")),
            item => Some(self.item_name(item)?.join("list")),
        }
    }

    /// The name of the items of a list, if it is not made up.
    fn item_name(&self, ty: &Type) -> Option<Name> {
        match ty {
            Type::String => Some(Name::new("text")),
            Type::Bool => Some(Name::new("bool")),
            Type::Integer(_) => Some(Name::new("integer")),
            Type::Float => Some(Name::new("number")),
            Type::Named(id) => {
                let def = self.defs[id.0].as_ref();
                let def = def.filter(|def| def.origin != Origin::Inline);
                def.map(|def| def.name.clone())
            }
            _ => None,
        }
    }
}
