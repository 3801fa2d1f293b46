//! Prints differences.

use std::collections::BTreeMap;
use std::io;

use anstyle::{AnsiColor, Style};
use generator::changes::{self, Change, Class, Classified};
use generator::{Pointer, Sources};
use serde_json::{Value, json};

use crate::context::Context;
use crate::report;

const HEAD: Style = Style::new().bold();
const PLACE: Style = AnsiColor::BrightBlue.on_default();

/// Prints differences with their lines in both specifications.
pub(super) struct Printer<'s> {
    /// The names of both files.
    files: [String; 2],
    /// Where the values are written: in one of these files or in an overlay.
    lines: [BTreeMap<Pointer, (&'s str, usize)>; 2],
}

impl<'s> Printer<'s> {
    pub(super) fn new(
        ours: &'s Sources,
        theirs: &'s Sources,
        files: [String; 2],
        result: &Classified,
    ) -> Self {
        let accepted = result.accepted.iter().map(|(it, _)| it);
        let all = result.unexpected.iter().chain(accepted);
        let (old, new): (Vec<_>, Vec<_>) = all.map(|it| (&it.old, &it.new)).unzip();
        Self {
            files,
            lines: [changes::lines(ours, &old), changes::lines(theirs, &new)],
        }
    }

    /// The file and the line of a value in a specification.
    fn place(&self, side: usize, pointer: &Pointer) -> (&str, usize) {
        let known = self.lines[side].get(pointer).copied();
        known.unwrap_or((&self.files[side], 1))
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
            let (file, line) = self.place(side, pointer);
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
                let (file, line) = self.place(side, pointer);
                json!({ "file": file, "line": line, "pointer": pointer.to_string() })
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
