//! Compares schemas.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::change::{Changes, Class, Direction, Location};
use super::merged::MergedSchema;
use super::node::Node;
use super::values;
use crate::diagnostic::pointer::Pointer;

/// Compares schemas of two documents.
pub(super) struct Schemas<'v> {
    old: &'v Value,
    new: &'v Value,
    /// The pairs that were compared or are being compared, so that recursion ends.
    visited: HashSet<(Vec<Pointer>, Vec<Pointer>, Direction, String)>,
}

/// Nested properties are compared to this depth.
const DEPTH: usize = 40;

impl<'v> Schemas<'v> {
    pub(super) fn new(old: &'v Value, new: &'v Value) -> Self {
        Self {
            old,
            new,
            visited: HashSet::new(),
        }
    }

    /// Compares the schemas that apply to a value in both documents.
    pub(super) fn compare(
        &mut self,
        old: Vec<Node<'v>>,
        new: Vec<Node<'v>>,
        direction: Direction,
        location: &Location,
        changes: &mut Changes,
    ) {
        let (old, new) = (
            MergedSchema::of(old, self.old),
            MergedSchema::of(new, self.new),
        );
        self.compare_merged(&old, &new, direction, location, changes);
    }

    fn compare_merged(
        &mut self,
        old: &MergedSchema<'v>,
        new: &MergedSchema<'v>,
        direction: Direction,
        location: &Location,
        changes: &mut Changes,
    ) {
        let places =
            |schema: &MergedSchema| schema.parts.iter().map(|part| part.at.clone()).collect();
        // In a recursive schema the same schemas recur, but the path to them grows.
        let pair = (places(old), places(new), direction, outline(location));
        if location.path.matches(['.', '[', '{']).count() > DEPTH || !self.visited.insert(pair) {
            return;
        }
        if !values::compare(old, new, direction, location, changes) {
            return;
        }
        if !(old.branches.is_empty() && new.branches.is_empty()) {
            self.branches(old, new, direction, location, changes);
        }
        self.properties(old, new, direction, location, changes);
        self.compare_keyword(old, new, "items", "[]", direction, location, changes);
        self.compare_keyword(
            old,
            new,
            "additionalProperties",
            "{}",
            direction,
            location,
            changes,
        );
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "two schemas, the way to them, and where they are"
    )]
    fn compare_keyword(
        &mut self,
        old: &MergedSchema<'v>,
        new: &MergedSchema<'v>,
        keyword: &str,
        step: &str,
        direction: Direction,
        location: &Location,
        changes: &mut Changes,
    ) {
        let schemas = |schema: &MergedSchema<'v>| -> Vec<Node<'v>> {
            let all = schema.all(keyword).into_iter();
            all.filter(|part| part.value.is_object()).collect()
        };
        let (old, new) = (schemas(old), schemas(new));
        if let (Some(first), Some(other)) = (old.first(), new.first()) {
            let location = location.step(step, &first.at, &other.at);
            self.compare(old, new, direction, &location, changes);
        }
    }

    fn properties(
        &mut self,
        old: &MergedSchema<'v>,
        new: &MergedSchema<'v>,
        direction: Direction,
        location: &Location,
        changes: &mut Changes,
    ) {
        let (was_required, is_required) = (old.required(), new.required());
        let mut theirs = new.properties();
        // Nested properties come last, so that the first place of a change is the shortest.
        let mut nested = Vec::new();
        for (name, schemas) in old.properties() {
            let found = theirs.iter().position(|(known, _)| *known == name);
            let found = found.map(|index| theirs.remove(index).1);
            let view = MergedSchema::of(schemas.clone(), self.old);
            if !is_in_direction(&view, direction) {
                continue;
            }
            let there = found
                .clone()
                .map(|schemas| MergedSchema::of(schemas, self.new));
            let Some(there) = there.filter(|view| is_in_direction(view, direction)) else {
                let location = location.step(&format!(".{name}"), &view.at(), &new.holder());
                let message = format!("property `{name}` was removed");
                changes.add(&location, Class::Breaking, "property-removed", message);
                continue;
            };
            let location = location.step(&format!(".{name}"), &view.at(), &there.at());
            let required = (was_required.contains(name), is_required.contains(name));
            presence(name, required, direction, &location, changes);
            nested.push((schemas, found.unwrap_or_default(), location));
        }
        for (name, schemas) in theirs {
            let view = MergedSchema::of(schemas, self.new);
            if !is_in_direction(&view, direction) {
                continue;
            }
            let location = location.step(&format!(".{name}"), &old.holder(), &view.at());
            if direction == Direction::Sent && is_required.contains(name) {
                let message = format!("required property `{name}` was added");
                changes.add(&location, Class::Breaking, "property-added", message);
            } else {
                let message = format!("property `{name}`{} was added", kind(&view));
                changes.add(&location, Class::Addition, "property-added", message);
            }
        }
        for (old, new, location) in nested {
            self.compare(old, new, direction, &location, changes);
        }
    }

    /// Compares the branches of a union: matching ones with each other, the rest as added or removed.
    fn branches(
        &mut self,
        old: &MergedSchema<'v>,
        new: &MergedSchema<'v>,
        direction: Direction,
        location: &Location,
        changes: &mut Changes,
    ) {
        if old.branches.is_empty() || new.branches.is_empty() {
            let (message, class) = if old.branches.is_empty() {
                ("the value became a union", direction.widened())
            } else {
                ("the value is no longer a union", direction.narrowed())
            };
            changes.add(location, class, "union", message);
            return;
        }
        let mut theirs: Vec<Node> = new.branches.clone();
        let mut unmatched = Vec::new();
        for branch in &old.branches {
            match self.matching(branch, &theirs, direction, location) {
                Some(index) => {
                    let other = theirs.remove(index);
                    let location = location.step(&step(branch), &branch.at, &other.at);
                    self.compare(
                        vec![branch.clone()],
                        vec![other],
                        direction,
                        &location,
                        changes,
                    );
                }
                None => unmatched.push(branch),
            }
        }
        for branch in unmatched {
            let location = location.step(&step(branch), &branch.at, &new.at());
            changes.add(
                &location,
                direction.narrowed(),
                "branch-removed",
                "a branch of the union was removed",
            );
        }
        for branch in theirs {
            // Generated unions accept values of unknown branches.
            let location = location.step(&step(&branch), &old.at(), &branch.at);
            changes.add(
                &location,
                Class::Addition,
                "branch-added",
                "a branch was added to the union",
            );
        }
    }

    /// The branch with the same name, or else one without breaking differences.
    fn matching(
        &self,
        branch: &Node<'v>,
        among: &[Node<'v>],
        direction: Direction,
        location: &Location,
    ) -> Option<usize> {
        let named = among
            .iter()
            .position(|other| name(branch).is_some() && name(branch) == name(other));
        named.or_else(|| {
            among.iter().position(|other| {
                let mut changes = Changes::default();
                let location = location.step(&step(branch), &branch.at, &other.at);
                Schemas::new(self.old, self.new).compare(
                    vec![branch.clone()],
                    vec![other.clone()],
                    direction,
                    &location,
                    &mut changes,
                );
                let breaks = |change: &super::change::Change| change.class == Class::Breaking;
                !changes.list.iter().any(breaks)
            })
        })
    }
}

/// Compares whether a property is required.
fn presence(
    name: &str,
    (was, is): (bool, bool),
    direction: Direction,
    location: &Location,
    changes: &mut Changes,
) {
    match (was, is) {
        (true, false) => changes.add(
            location,
            direction.widened(),
            "property-optional",
            format!("property `{name}` became optional"),
        ),
        (false, true) => changes.add(
            location,
            direction.narrowed(),
            "property-required",
            format!("property `{name}` became required"),
        ),
        _ => {}
    }
}

/// Whether a property exists in this direction, by `readOnly` and `writeOnly`.
fn is_in_direction(view: &MergedSchema, direction: Direction) -> bool {
    match direction {
        Direction::Sent => !view.has("readOnly"),
        Direction::Received => !view.has("writeOnly"),
    }
}

fn kind(view: &MergedSchema) -> String {
    let types = view.types().unwrap_or_default();
    match types.into_iter().collect::<Vec<_>>().join(" or ") {
        types if types.is_empty() => String::new(),
        types => format!(" ({types})"),
    }
}

/// The name of the component that a branch refers to.
fn name<'v>(branch: &Node<'v>) -> Option<&'v str> {
    let reference = branch.value.get("$ref")?.as_str()?;
    reference.rsplit('/').next()
}

fn step(branch: &Node) -> String {
    let index = branch.at.last().unwrap_or_default();
    format!("|{}", name(branch).unwrap_or(index))
}

/// The distinct names in a location. It stops growing when a recursive schema has named them all.
fn outline(location: &Location) -> String {
    let names = location
        .path
        .split(['.', '[', '{', '|'])
        .chain([location.part.as_str()]);
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().collect::<Vec<_>>().join(".")
}
