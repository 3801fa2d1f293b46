//! Prints differences.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use generator::changes::{self, Change, Class, Classified};
use generator::{Pointer, Source};
use serde_json::{Value, json};

use crate::context::Context;
use crate::report;

const HEAD: Style = Style::new().bold();
const PLACE: Style = AnsiColor::BrightBlue.on_default();

/// Prints differences with their lines in both files.
pub(super) struct Printer {
    files: [String; 2],
    lines: [BTreeMap<Pointer, usize>; 2],
}

impl Printer {
    pub(super) fn new(
        ours: &Source,
        theirs: &Source,
        paths: [&Path; 2],
        result: &Classified,
        context: &Context<'_>,
    ) -> Self {
        let all = || {
            result
                .unexpected
                .iter()
                .chain(result.accepted.iter().map(|(it, _)| it))
        };
        Self {
            files: paths.map(|path| context.display_path(path)),
            lines: [
                changes::lines(ours, all().map(|change| &change.old)),
                changes::lines(theirs, all().map(|change| &change.new)),
            ],
        }
    }

    /// Prints the differences for users, the most severe first.
    pub(super) fn text(
        &self,
        result: &Classified,
        verbose: bool,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        for class in [Class::Breaking, Class::Addition, Class::Documentation] {
            let of_class: Vec<_> = result
                .unexpected
                .iter()
                .filter(|it| it.class == class)
                .collect();
            if of_class.is_empty() {
                continue;
            }
            writeln!(context.stdout, "{HEAD}{}{HEAD:#}\n", title(class))?;
            for change in of_class {
                self.change(change, context)?;
            }
        }
        if verbose && !result.accepted.is_empty() {
            writeln!(context.stdout, "{HEAD}Intended{HEAD:#}\n")?;
            for (change, reason) in &result.accepted {
                self.change(change, context)?;
                writeln!(context.stdout, "  reason: {reason}\n")?;
            }
        }
        context.stdout.flush()
    }

    fn change(&self, change: &Change, context: &mut Context<'_>) -> io::Result<()> {
        let to = &mut *context.stdout;
        writeln!(to, "  {}: {}", change.kind, change.message)?;
        for place in &change.places {
            writeln!(to, "    {} {place}", change.operation)?;
        }
        for (side, pointer) in [&change.old, &change.new].into_iter().enumerate() {
            let file = &self.files[side];
            let line = self.lines[side].get(pointer).copied().unwrap_or(1);
            writeln!(to, "    {PLACE}-->{PLACE:#} {file}:{line} {pointer}")?;
        }
        writeln!(to)
    }

    /// Prints the differences as JSON.
    pub(super) fn json(&self, result: &Classified, context: &mut Context<'_>) -> io::Result<()> {
        let unexpected = result.unexpected.iter().map(|change| (change, None));
        let accepted = result
            .accepted
            .iter()
            .map(|(change, reason)| (change, Some(reason)));
        for (change, reason) in unexpected.chain(accepted) {
            let place = |side: usize, pointer: &Pointer| -> Value {
                json!({
                    "file": self.files[side],
                    "line": self.lines[side].get(pointer),
                    "pointer": pointer.to_string(),
                })
            };
            let object = json!({
                "class": class_name(change.class),
                "change": change.kind,
                "operation": change.operation,
                "places": change.places,
                "message": change.message,
                "ours": place(0, &change.old),
                "theirs": place(1, &change.new),
                "reason": reason,
            });
            writeln!(context.stdout, "{object}")?;
        }
        context.stdout.flush()
    }
}

/// Prints the number of differences.
pub(super) fn summary(result: &Classified, context: &mut Context<'_>) -> io::Result<()> {
    let of = |class| {
        result
            .unexpected
            .iter()
            .filter(|it| it.class == class)
            .count()
    };
    report::status(
        context.stderr,
        "Finished",
        format_args!(
            "{} breaking, {} additions, {} documentation only; {} intended",
            of(Class::Breaking),
            of(Class::Addition),
            of(Class::Documentation),
            result.accepted.len(),
        ),
    )
}

fn title(class: Class) -> &'static str {
    match class {
        Class::Breaking => "Breaking",
        Class::Addition => "Additions",
        Class::Documentation => "Documentation only",
    }
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Breaking => "breaking",
        Class::Addition => "addition",
        Class::Documentation => "documentation",
    }
}
