//! Constraints in sentences.

use crate::model::Constraint;
use crate::rust::docs;

/// The sentences for some constraints. The two ends of a range are one sentence.
pub(super) fn constraint_sentences(constraints: &[Constraint]) -> Option<String> {
    let mut sentences = Vec::new();
    let mut rest = constraints;
    while let [constraint, after @ ..] = rest {
        let range = after.first().and_then(|next| range(constraint, next));
        rest = if range.is_some() { &after[1..] } else { after };
        sentences.push(range.unwrap_or_else(|| sentence(constraint)));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn range(from: &Constraint, to: &Constraint) -> Option<String> {
    let (from, to, noun) = match (from, to) {
        (Constraint::Minimum(from), Constraint::Maximum(to)) if from == to => {
            return Some(format!("Always {from}."));
        }
        (Constraint::Minimum(from), Constraint::Maximum(to)) => {
            return Some(format!("From {from} to {to}."));
        }
        (Constraint::MinLength(from), Constraint::MaxLength(to)) => (*from, *to, "character"),
        (Constraint::MinItems(from), Constraint::MaxItems(to)) => (*from, *to, "item"),
        (Constraint::MinProperties(from), Constraint::MaxProperties(to)) => (*from, *to, "key"),
        _ => return None,
    };
    Some(if from == to {
        format!("Exactly {}.", counted(to, noun))
    } else {
        format!("{from} to {}.", counted(to, noun))
    })
}

fn sentence(constraint: &Constraint) -> String {
    match constraint {
        Constraint::MinLength(n) => format!("At least {}.", counted(*n, "character")),
        Constraint::MaxLength(n) => format!("At most {}.", counted(*n, "character")),
        Constraint::Pattern(pattern) => format!("Matches {}.", docs::code_span(pattern)),
        Constraint::Minimum(n) => format!("At least {n}."),
        Constraint::ExclusiveMinimum(n) => format!("More than {n}."),
        Constraint::Maximum(n) => format!("At most {n}."),
        Constraint::ExclusiveMaximum(n) => format!("Less than {n}."),
        Constraint::MultipleOf(n) => format!("A multiple of {n}."),
        Constraint::MinItems(n) => format!("At least {}.", counted(*n, "item")),
        Constraint::MaxItems(n) => format!("At most {}.", counted(*n, "item")),
        Constraint::UniqueItems => "Items are unique.".to_owned(),
        Constraint::MinProperties(n) => format!("At least {}.", counted(*n, "key")),
        Constraint::MaxProperties(n) => format!("At most {}.", counted(*n, "key")),
        Constraint::Format(format) => format!("Format: {}.", docs::code_span(format)),
        Constraint::Enum(values) => {
            let values: Vec<_> = values.iter().map(|value| docs::code_span(value)).collect();
            let noun = if values.len() == 1 { "value" } else { "values" };
            format!("Known {noun}: {}.", values.join(", "))
        }
    }
}

fn counted(n: u64, noun: &str) -> String {
    if n == 1 {
        format!("{n} {noun}")
    } else {
        format!("{n} {noun}s")
    }
}
