//! Replaces arguments by setters where a call could confuse them.
//!
//! Parameters of the path remain arguments, in the order of the URL, and so do a whole body and a
//! whole query.

use crate::model::{Input, InputRole, Location, Model, Resource};
use crate::rust::names::Name;

/// With more arguments than these outside of the path, they are setters.
const MAX_ARGUMENTS: usize = 3;

/// Replaces the arguments of all operations that have too many of them.
pub(in crate::lower) fn limit(model: &mut Model) {
    let mut root = std::mem::replace(&mut model.root, Resource::new(Name::new("")));
    limit_in(&mut root, model);
    model.root = root;
}

fn limit_in(resource: &mut Resource, model: &Model) {
    for operation in &mut resource.operations {
        let inputs = &mut operation.inputs;
        if are_confusing(inputs, model) {
            let confusing = inputs.iter_mut().filter(|input| {
                let is_whole = matches!(input.location, Location::QueryString | Location::Body);
                is_outside_of_path(input) && !is_whole
            });
            confusing.for_each(|input| input.role = InputRole::RequiredSetter);
            inputs.sort_by_key(|input| input.role);
        }
    }
    for child in &mut resource.children {
        limit_in(child, model);
    }
}

/// Whether the arguments outside of the path are too many, or two of one type are neighbours: the
/// compiler does not notice if they are swapped.
fn are_confusing(inputs: &[Input], model: &Model) -> bool {
    let outside = inputs.iter().filter(|input| is_outside_of_path(input));
    let types = outside.map(|input| model.resolve_aliases(&input.ty));
    let types: Vec<_> = types.collect();
    let has_equal_neighbours = types.windows(2).any(|pair| pair[0] == pair[1]);
    types.len() > MAX_ARGUMENTS || has_equal_neighbours
}

fn is_outside_of_path(input: &Input) -> bool {
    input.role == InputRole::Argument && input.location != Location::Path
}
