//! A value with overlays applied, and the origin of each part of it.

use serde_json::Value;

use super::actions::Action;
use super::origin::Origin;
use crate::diagnostic::pointer::{Pointer, SourceId};
use crate::diagnostic::{Diagnostic, code};

/// A specification with its overlays applied.
#[derive(Clone, Debug)]
pub(crate) struct Overlaid {
    pub(crate) value: Value,
    pub(crate) origin: Origin,
}

impl Overlaid {
    /// A specification without overlays.
    pub(super) fn new(value: Value) -> Self {
        Self {
            value,
            origin: Origin::at(SourceId::default(), Pointer::root()),
        }
    }

    /// Moves the places of diagnostics to the sources that contain the values.
    pub(crate) fn relocated(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let places = diagnostics.iter_mut().flat_map(Diagnostic::places);
        places.for_each(|place| self.origin.relocate(place));
        diagnostics
    }

    pub(super) fn remove(
        &mut self,
        pointer: &Pointer,
        action: &Action,
    ) -> Result<(), Box<Diagnostic>> {
        let (Some(parent), Some(token)) = (pointer.parent(), pointer.last()) else {
            let message = "the whole document cannot be removed";
            return Err(Box::new(
                code::OVERLAY_VALUE.at(&action.at.child("target"), message),
            ));
        };
        // The parent does not exist if the action has removed it already.
        match self.find(&parent) {
            Some((Value::Object(members), _)) => {
                members.shift_remove(token);
            }
            Some((Value::Array(items), origin)) => {
                let index = token.parse().ok().filter(|index| *index < items.len());
                if let Some(index) = index {
                    origin.items(items.len()).remove(index);
                    items.remove(index);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Merges `value` into the value at `pointer`. An array that is copied is added item by item.
    pub(super) fn update(
        &mut self,
        pointer: &Pointer,
        value: &Value,
        origin: &Origin,
        at: &Pointer,
        is_copy: bool,
    ) -> Result<(), Box<Diagnostic>> {
        let Some((target, target_origin)) = self.find(pointer) else {
            return Ok(());
        };
        if let Value::Array(items) = target
            && !(is_copy && value.is_array())
        {
            target_origin.items(items.len()).push(origin.clone());
            items.push(value.clone());
            return Ok(());
        }
        merge(target, target_origin, value, origin, at)
    }

    /// The value at a pointer, and its origin.
    fn find(&mut self, pointer: &Pointer) -> Option<(&mut Value, &mut Origin)> {
        let (mut value, mut origin) = (&mut self.value, &mut self.origin);
        for token in pointer.tokens() {
            (value, origin) = match value {
                Value::Object(members) => (members.get_mut(token)?, origin.member(token)),
                Value::Array(items) => {
                    let index: usize = token.parse().ok()?;
                    let origins = origin.items(items.len());
                    (items.get_mut(index)?, origins.get_mut(index)?)
                }
                _ => return None,
            };
        }
        Some((value, origin))
    }
}

fn merge(
    target: &mut Value,
    target_origin: &mut Origin,
    value: &Value,
    origin: &Origin,
    at: &Pointer,
) -> Result<(), Box<Diagnostic>> {
    match (target, value) {
        (Value::Object(target), Value::Object(members)) => {
            for (key, value) in members {
                let (origin, at) = (origin.part(key), at.child(key));
                let target_origin = target_origin.member(key);
                if let Some(existing) = target.get_mut(key) {
                    merge(existing, target_origin, value, &origin, &at)?;
                } else {
                    target.insert(key.clone(), value.clone());
                    *target_origin = origin;
                }
            }
        }
        (Value::Array(target), Value::Array(items)) => {
            let origins = target_origin.items(target.len());
            for (index, item) in items.iter().enumerate() {
                origins.push(origin.part(&index.to_string()));
                target.push(item.clone());
            }
        }
        (target, value) if !is_container(target) && !is_container(value) => {
            *target = value.clone();
            *target_origin = origin.clone();
        }
        (target, value) => {
            let message = format!("{} cannot be merged into {}", kind(value), kind(target));
            let help = "remove the existing value in an earlier action";
            return Err(Box::new(code::OVERLAY_VALUE.at(at, message).help(help)));
        }
    }
    Ok(())
}

fn is_container(value: &Value) -> bool {
    value.is_array() || value.is_object()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
        _ => "a scalar",
    }
}
