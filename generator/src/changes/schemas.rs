//! Schemas: what a value may be.

use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::values;
use super::view::{Part, View};
use super::{Changes, Class, Spot, Way};
use crate::input::pointer::Pointer;

/// Compares the schemas of two documents.
pub(super) struct Schemas<'v> {
    old: &'v Value,
    new: &'v Value,
    /// The pairs that are being compared, or have been, so that a circle ends.
    met: HashSet<(Vec<Pointer>, Vec<Pointer>, Way, String)>,
}

/// How deep properties may stand within each other before nobody looks.
const DEPTH: usize = 40;

impl<'v> Schemas<'v> {
    pub(super) fn new(old: &'v Value, new: &'v Value) -> Self {
        Self {
            old,
            new,
            met: HashSet::new(),
        }
    }

    /// Compares what some schemas say together.
    pub(super) fn compare(
        &mut self,
        old: Vec<Part<'v>>,
        new: Vec<Part<'v>>,
        way: Way,
        spot: &Spot,
        to: &mut Changes,
    ) {
        let (old, new) = (View::of(old, self.old), View::of(new, self.new));
        self.views(&old, &new, way, spot, to);
    }

    fn views(&mut self, old: &View<'v>, new: &View<'v>, way: Way, spot: &Spot, to: &mut Changes) {
        let places = |view: &View| view.parts.iter().map(|part| part.at.clone()).collect();
        // A circle comes by the same schemas; the way there is another at every turn.
        let pair = (places(old), places(new), way, outline(spot));
        if spot.within.matches(['.', '[', '{']).count() > DEPTH || !self.met.insert(pair) {
            return;
        }
        if !values::compare(old, new, way, spot, to) {
            return;
        }
        if !(old.forms.is_empty() && new.forms.is_empty()) {
            self.forms(old, new, way, spot, to);
        }
        self.properties(old, new, way, spot, to);
        self.within(old, new, "items", "[]", way, spot, to);
        self.within(old, new, "additionalProperties", "{}", way, spot, to);
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "they are what a comparison is about"
    )]
    fn within(
        &mut self,
        old: &View<'v>,
        new: &View<'v>,
        keyword: &str,
        step: &str,
        way: Way,
        spot: &Spot,
        to: &mut Changes,
    ) {
        let schemas = |view: &View<'v>| -> Vec<Part<'v>> {
            let all = view.all(keyword).into_iter();
            all.filter(|part| part.value.is_object()).collect()
        };
        let (old, new) = (schemas(old), schemas(new));
        if let (Some(first), Some(other)) = (old.first(), new.first()) {
            let spot = spot.step(step, &first.at, &other.at);
            self.compare(old, new, way, &spot, to);
        }
    }

    fn properties(
        &mut self,
        old: &View<'v>,
        new: &View<'v>,
        way: Way,
        spot: &Spot,
        to: &mut Changes,
    ) {
        let (was_required, is_required) = (old.required(), new.required());
        let mut theirs = new.properties();
        // What is inside of a field comes after the fields, so that the first place is the shortest.
        let mut inside = Vec::new();
        for (name, schemas) in old.properties() {
            let found = theirs.iter().position(|(known, _)| *known == name);
            let found = found.map(|index| theirs.remove(index).1);
            let view = View::of(schemas.clone(), self.old);
            if !travels(&view, way) {
                continue;
            }
            let there = found.clone().map(|schemas| View::of(schemas, self.new));
            let Some(there) = there.filter(|view| travels(view, way)) else {
                let spot = spot.step(&format!(".{name}"), &view.at(), &new.holder());
                let message = format!("the field `{name}` is gone");
                to.add(&spot, Class::Breaking, "field-gone", message);
                continue;
            };
            let spot = spot.step(&format!(".{name}"), &view.at(), &there.at());
            let required = (was_required.contains(name), is_required.contains(name));
            presence(name, required, way, &spot, to);
            inside.push((schemas, found.unwrap_or_default(), spot));
        }
        for (name, schemas) in theirs {
            let view = View::of(schemas, self.new);
            if !travels(&view, way) {
                continue;
            }
            let spot = spot.step(&format!(".{name}"), &old.holder(), &view.at());
            if way == Way::Sent && is_required.contains(name) {
                let message = format!("there is a field `{name}`, which has to be sent");
                to.add(&spot, Class::Breaking, "field-added", message);
            } else {
                let message = format!("there is a field `{name}`{}", kind(&view));
                to.add(&spot, Class::Addition, "field-added", message);
            }
        }
        for (old, new, spot) in inside {
            self.compare(old, new, way, &spot, to);
        }
    }

    /// Compares the forms of a union: like with like, and then in their order.
    fn forms(&mut self, old: &View<'v>, new: &View<'v>, way: Way, spot: &Spot, to: &mut Changes) {
        if old.forms.is_empty() || new.forms.is_empty() {
            let (message, class) = if old.forms.is_empty() {
                ("the value has one of several forms", way.widened())
            } else {
                ("the value has a single form", way.narrowed())
            };
            to.add(spot, class, "forms", message);
            return;
        }
        let mut theirs: Vec<Part> = new.forms.clone();
        let mut unmatched = Vec::new();
        for form in &old.forms {
            match self.like(form, &theirs, way, spot) {
                Some(index) => {
                    let other = theirs.remove(index);
                    let spot = spot.step(&step(form), &form.at, &other.at);
                    self.compare(vec![form.clone()], vec![other], way, &spot, to);
                }
                None => unmatched.push(form),
            }
        }
        for form in unmatched {
            let spot = spot.step(&step(form), &form.at, &new.at());
            to.add(
                &spot,
                way.narrowed(),
                "form-gone",
                "one of the forms is gone",
            );
        }
        for form in theirs {
            // A union takes a form that it does not know.
            let spot = spot.step(&step(&form), &old.at(), &form.at);
            to.add(
                &spot,
                Class::Addition,
                "form-added",
                "there is another form",
            );
        }
    }

    /// The form that is this one: by its name, or because nothing of it is another.
    fn like(&self, form: &Part<'v>, among: &[Part<'v>], way: Way, spot: &Spot) -> Option<usize> {
        let named = among
            .iter()
            .position(|other| name(form).is_some() && name(form) == name(other));
        named.or_else(|| {
            among.iter().position(|other| {
                let mut changes = Changes::default();
                let spot = spot.step(&step(form), &form.at, &other.at);
                Schemas::new(self.old, self.new).compare(
                    vec![form.clone()],
                    vec![other.clone()],
                    way,
                    &spot,
                    &mut changes,
                );
                let breaks = |change: &super::Change| change.class == Class::Breaking;
                !changes.list.iter().any(breaks)
            })
        })
    }
}

/// Whether a field has to be there.
fn presence(name: &str, (was, is): (bool, bool), way: Way, spot: &Spot, to: &mut Changes) {
    match (was, is) {
        (true, false) => to.add(
            spot,
            way.widened(),
            "field-optional",
            format!("the field `{name}` may be left out"),
        ),
        (false, true) => to.add(
            spot,
            way.narrowed(),
            "field-required",
            format!("the field `{name}` has to be there"),
        ),
        _ => {}
    }
}

/// Whether a field is one of requests, or of answers.
fn travels(view: &View, way: Way) -> bool {
    match way {
        Way::Sent => !view.has("readOnly"),
        Way::Received => !view.has("writeOnly"),
    }
}

fn kind(view: &View) -> String {
    let types = view.types().unwrap_or_default();
    match types.into_iter().collect::<Vec<_>>().join(" or ") {
        types if types.is_empty() => String::new(),
        types => format!(" ({types})"),
    }
}

/// The component that a form is.
fn name<'v>(form: &Part<'v>) -> Option<&'v str> {
    let reference = form.value.get("$ref")?.as_str()?;
    reference.rsplit('/').next()
}

fn step(form: &Part) -> String {
    let index = form.at.last().unwrap_or_default();
    format!("|{}", name(form).unwrap_or(index))
}

/// The names in a place, each once, so that it is another only until all were met.
fn outline(spot: &Spot) -> String {
    let names = spot
        .within
        .split(['.', '[', '{', '|'])
        .chain([spot.part.as_str()]);
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().collect::<Vec<_>>().join(".")
}
