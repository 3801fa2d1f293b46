//! The runtime of a client: the modules that every client needs, and those that its API uses.

use std::collections::BTreeSet;

use foldhash::HashSet;
use include_dir::{Dir, include_dir};

use crate::{File, HEADER, Kind};

pub(super) static SOURCE: Dir = include_dir!("$CARGO_MANIFEST_DIR/runtime/src/runtime");

/// A module that only some clients need. No other module of the runtime uses it, except those that
/// list it.
pub(super) struct Optional {
    pub(super) module: &'static str,
    /// The words in the code of an API that uses it.
    pub(super) words: &'static [&'static str],
    /// The other optional modules that it uses.
    pub(super) uses: &'static [&'static str],
}

const fn optional(
    module: &'static str,
    words: &'static [&'static str],
    uses: &'static [&'static str],
) -> Optional {
    Optional {
        module,
        words,
        uses,
    }
}

pub(super) const OPTIONAL: &[Optional] = &[
    optional("date_time", &["Date", "DateTime"], &[]),
    optional("decimal", &["Decimal"], &["raw_value"]),
    optional(
        "headers",
        &["ResponseHeaders", "response_headers"],
        &["decimal"],
    ),
    optional("integer_enum", &["IntegerEnum", "integer_enum"], &[]),
    optional("json_newtype", &["json_newtype"], &[]),
    optional("multipart", &["File", "MULTIPART"], &["style"]),
    optional(
        "nullable",
        // The macro `union_from` implements `IntoNullable`.
        &["IntoNullable", "Nullable", "union_from"],
        &["date_time", "decimal", "integer_enum", "string_enum"],
    ),
    optional("page", &["Pagination"], &[]),
    optional("raw_value", &[], &[]),
    optional("round_trip", &["round_trip", "round_trip_loosely"], &[]),
    optional("stream", &["StreamFormat"], &[]),
    optional("string_enum", &["StringEnum", "string_enum"], &[]),
    optional("style", &["FORM", "Style"], &[]),
    optional(
        "union",
        &["tagged_union", "union_from", "untagged_union"],
        &["raw_value"],
    ),
];

/// The dependencies that only an optional module, and those that list it, need.
pub(super) const DEPENDENCIES: &[(&str, &str)] = &[("jiff", "date_time")];

/// The dependencies that a client without these modules does not need.
pub(super) fn unused_dependencies(omitted: &BTreeSet<&str>) -> impl Iterator<Item = &'static str> {
    let unused = DEPENDENCIES.iter();
    let unused = unused.filter(|(_, module)| omitted.contains(module));
    unused.map(|(dependency, _)| *dependency)
}

/// The files of the runtime without these modules.
pub(super) fn files(omitted: &BTreeSet<&str>) -> Vec<File> {
    let mut files = Vec::new();
    push(&SOURCE, omitted, &mut files);
    files
}

/// The module of a client whose runtime is another crate. Generated code, the macros of the runtime
/// and `lib.rs` do not differ from those of a client with a runtime of its own.
pub(super) fn reexport(krate: &str) -> File {
    File {
        path: "src/runtime/mod.rs".to_owned(),
        text: format!(
            "{HEADER}: the runtime is the crate `{krate}`.\n\n\
             #![allow(unreachable_pub, reason = \"the API exports some of it\")]\n\n\
             pub use {krate}::runtime::*;\n"
        ),
        kind: Kind::Runtime,
    }
}

/// The optional modules that an API does not use.
pub(super) fn omitted(api: &[File]) -> BTreeSet<&'static str> {
    let known: HashSet<&str> = OPTIONAL.iter().flat_map(|it| it.words).copied().collect();
    let words = api.iter().flat_map(|file| words(&file.text));
    let words: HashSet<&str> = words.filter(|word| known.contains(word)).collect();
    let is_used = |it: &&Optional| it.words.iter().any(|word| words.contains(word));
    let mut used = BTreeSet::new();
    for row in OPTIONAL.iter().filter(is_used) {
        add(row.module, &mut used);
    }
    let all = OPTIONAL.iter().map(|it| it.module);
    all.filter(|module| !used.contains(module)).collect()
}

/// Adds a module and those that it uses.
fn add(module: &'static str, used: &mut BTreeSet<&'static str>) {
    let row = OPTIONAL.iter().find(|it| it.module == module);
    if used.insert(module)
        && let Some(row) = row
    {
        row.uses.iter().for_each(|module| add(module, used));
    }
}

/// The words of code, without comments.
pub(super) fn words(code: &str) -> impl Iterator<Item = &str> {
    let lines = code.lines().map(str::trim_start);
    let lines = lines.filter(|line| !line.starts_with("//"));
    lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
}

/// The first line of each file says that codegen wrote it.
fn push(dir: &Dir, omitted: &BTreeSet<&str>, files: &mut Vec<File>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if omitted.contains(module_of(&path)) {
            continue;
        }
        let source = file.contents_utf8().unwrap_or_default();
        let body = source.split_once('\n').map_or(source, |(_, body)| body);
        let body = without_tests(body);
        let text = if path == "mod.rs" {
            let body = without_modules(&body, omitted);
            format!("{HEADER}, with the modules that are used.\n{body}")
        } else {
            format!("{HEADER}, the same for every API.\n{body}")
        };
        files.push(File {
            path: format!("src/runtime/{path}"),
            text,
            kind: Kind::Runtime,
        });
    }
    for dir in dir.dirs() {
        push(dir, omitted, files);
    }
}

/// The module of the runtime that a file belongs to.
pub(super) fn module_of(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or_default();
    first.strip_suffix(".rs").unwrap_or(first)
}

/// Removes the declarations and the exports of modules, with their attributes, from `mod.rs`.
pub(super) fn without_modules(source: &str, omitted: &BTreeSet<&str>) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        if module_named_by(line).is_some_and(|module| omitted.contains(module)) {
            while kept.pop_if(|line| line.starts_with("#[")).is_some() {}
            if !line.ends_with(';') {
                lines.by_ref().find(|line| line.ends_with(';'));
            }
        } else {
            kept.push(line);
        }
    }
    kept.join("\n") + "\n"
}

/// The module that a line of `mod.rs` declares or exports, if it does.
pub(super) fn module_named_by(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let path = line
        .strip_prefix("mod ")
        .or_else(|| line.strip_prefix("use self::"))?;
    path.split([':', ';']).next()
}

/// Removes the unit tests of a module: they may use crates that a client does not depend on.
///
/// The source is formatted, so an item ends at the first line that is only a brace, or that is not
/// indented and ends with a semicolon.
pub(super) fn without_tests(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, item)) = rest.split_once("\n#[cfg(test)]\n") {
        kept.push_str(before.strip_suffix('\n').unwrap_or(before));
        kept.push('\n');
        let is_end = |line: &str| line == "}" || line.ends_with(';') && !line.starts_with(' ');
        let mut lines = item.split_inclusive('\n');
        lines.by_ref().find(|line| is_end(line.trim_end()));
        rest = &item[item.len() - lines.map(str::len).sum::<usize>()..];
    }
    kept + rest
}
