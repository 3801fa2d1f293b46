//! How differences are printed.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use generator::changes::{self, Acknowledged, Change, Class};
use generator::{Pointer, Source};
use serde_json::{Value, json};

use crate::context::Context;
use crate::report::{self, count};

const HEAD: Style = Style::new().bold();
const PLACE: Style = AnsiColor::BrightBlue.on_default();

/// Knows where everything stands in the two files.
pub(super) struct Show {
    files: [String; 2],
    lines: [BTreeMap<Pointer, usize>; 2],
}

impl Show {
    pub(super) fn new(
        ours: &Source,
        theirs: &Source,
        paths: [&Path; 2],
        result: &Acknowledged,
        context: &Context<'_>,
    ) -> Self {
        let all = || {
            result
                .open
                .iter()
                .chain(result.known.iter().map(|(it, _)| it))
        };
        Self {
            files: paths.map(|path| context.shown(path)),
            lines: [
                changes::lines(ours, all().map(|change| &change.old)),
                changes::lines(theirs, all().map(|change| &change.new)),
            ],
        }
    }

    /// Prints the differences for people, what is worst first.
    pub(super) fn text(
        &self,
        result: &Acknowledged,
        verbose: bool,
        context: &mut Context<'_>,
    ) -> io::Result<()> {
        for class in [Class::Breaking, Class::Addition, Class::Words] {
            let of_class: Vec<_> = result.open.iter().filter(|it| it.class == class).collect();
            if of_class.is_empty() {
                continue;
            }
            writeln!(context.stdout, "{HEAD}{}{HEAD:#}\n", title(class))?;
            for change in of_class {
                self.change(change, context)?;
            }
        }
        if verbose && !result.known.is_empty() {
            writeln!(context.stdout, "{HEAD}Meant{HEAD:#}\n")?;
            for (change, reason) in &result.known {
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

    /// Prints the differences for programs.
    pub(super) fn json(&self, result: &Acknowledged, context: &mut Context<'_>) -> io::Result<()> {
        let open = result.open.iter().map(|change| (change, None));
        let known = result
            .known
            .iter()
            .map(|(change, reason)| (change, Some(reason)));
        for (change, reason) in open.chain(known) {
            let place = |side: usize, pointer: &Pointer| -> Value {
                json!({
                    "file": self.files[side],
                    "line": self.lines[side].get(pointer),
                    "pointer": pointer.to_string(),
                })
            };
            let object = json!({
                "class": name(change.class),
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

/// Tells how many differences there are.
pub(super) fn summary(result: &Acknowledged, context: &mut Context<'_>) -> io::Result<()> {
    let of = |class| result.open.iter().filter(|it| it.class == class).count();
    report::status(
        context.stderr,
        "Finished",
        format_args!(
            "{} breaking, {} worth adding, {} of words only; {} meant",
            of(Class::Breaking),
            of(Class::Addition),
            of(Class::Words),
            count(result.known.len(), "departure"),
        ),
    )
}

fn title(class: Class) -> &'static str {
    match class {
        Class::Breaking => "Breaking for the wire",
        Class::Addition => "Worth adding",
        Class::Words => "Words only",
    }
}

fn name(class: Class) -> &'static str {
    match class {
        Class::Breaking => "breaking",
        Class::Addition => "addition",
        Class::Words => "words",
    }
}
