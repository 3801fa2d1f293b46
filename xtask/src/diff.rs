//! `cargo xtask diff`: determines the next version of the client.

use std::io;

use anyhow::Context as _;
use clap::ValueEnum;
use generator::changes::Unreadable;
use generator::semver::{self, Bump, Effect, Release};
use generator::{Kind, Settings, Source, Sources};
use serde_json::json;

use crate::context::Context;
use crate::context::OUR_SPEC;
use crate::disk;
use crate::git;
use crate::input;
use crate::package::PackageName;
use crate::report;
use crate::status::Status;

/// Determine the next version of the client
///
/// Compares the client of the specification at a git revision with that of the current
/// specification: requests and responses, the public items of the crate, and the documentation.
/// Prints each change with its effect, and the next version by semantic versioning.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask diff
      Compares with the last commit.
  cargo xtask diff --against v0.1.0 --allow minor
      Fails if a change since the tag is breaking.

Exit status: 0 within --allow, 1 error or beyond --allow, 2 invalid arguments.")]
pub struct Args {
    /// The git revision to compare with
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    against: String,

    /// The largest version increment that is not a failure
    #[arg(long, value_name = "INCREMENT", default_value = "major")]
    allow: Increment,

    /// How to print the changes
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Increment {
    /// No changes
    None,
    /// Changes of the documentation
    Patch,
    /// Additions
    Minor,
    /// Breaking changes
    Major,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: one object per line
    Json,
}

/// Compares, and prints the changes.
///
/// # Errors
///
/// Fails if a file cannot be read, or if the revision does not exist.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let path = context.workspace.join(OUR_SPEC);
    let Some(new) = input::read(&path, context)? else {
        return Ok(Status::Failure);
    };
    let old = at_revision(&args.against, context)?.into();
    let release = match semver::compare(&old, &new.clone().into()) {
        Ok(release) => release,
        Err(Unreadable::New(problems)) => {
            input::print_unusable(&new, &path, &problems, context)?;
            return Ok(Status::Failure);
        }
        Err(Unreadable::Old(problems)) => {
            input::print_diagnostics(&old, &problems, context)?;
            let reason = format_args!(
                "no client can be generated from {OUR_SPEC} at {}",
                args.against
            );
            report::error(context.stderr, reason)?;
            return Ok(Status::Failure);
        }
    };
    match args.format {
        Format::Text => print(&release, context)?,
        Format::Json => print_json(&release, context)?,
    }
    let version = version(context);
    report::status(
        context.stderr,
        "Finished",
        summary(&release, version.as_deref()),
    )?;
    note_on_generator(&old, args, context)?;
    let allowed = match args.allow {
        Increment::None => Bump::None,
        Increment::Patch => Bump::Patch,
        Increment::Minor => Bump::Minor,
        Increment::Major => Bump::Major,
    };
    Ok(if release.bump() <= allowed {
        Status::Success
    } else {
        Status::Failure
    })
}

/// Summarises the changes of our specification since the last commit in one line. Returns `None`
/// if there are none, or if one of the versions cannot be read.
pub(crate) fn since_last_commit(context: &Context<'_>) -> Option<String> {
    let old = at_revision("HEAD", context).ok()?;
    let bytes = disk::read(&context.workspace.join(OUR_SPEC)).ok()?;
    let new = Source::from_bytes(OUR_SPEC, bytes).ok()?;
    if old.text == new.text {
        return None;
    }
    let release = semver::compare(&old.into(), &new.into()).ok()?;
    Some(summary(&release, version(context).as_deref()))
}

fn at_revision(revision: &str, context: &Context<'_>) -> anyhow::Result<Source> {
    let bytes = git::show(&context.workspace, revision, OUR_SPEC)?;
    let text = String::from_utf8(bytes)
        .with_context(|| format!("{OUR_SPEC} at {revision} is not UTF-8"))?;
    Ok(Source::new(OUR_SPEC, text))
}

/// The current version of our crate.
fn version(context: &Context<'_>) -> Option<String> {
    let bytes = disk::read(&context.workspace.join("generated/Cargo.toml")).ok()?;
    let manifest: toml::Table = toml::from_str(&String::from_utf8(bytes).ok()?).ok()?;
    Some(
        manifest
            .get("package")?
            .get("version")?
            .as_str()?
            .to_owned(),
    )
}

fn summary(release: &Release, version: Option<&str>) -> String {
    let increment = match release.bump() {
        Bump::None => return "no changes for users of the client".to_owned(),
        Bump::Patch => "a patch version",
        Bump::Minor => "a minor version",
        Bump::Major => "a major version",
    };
    let next = version.and_then(|version| Some((version, release.bump().apply(version)?)));
    let next = next.map_or(String::new(), |(now, next)| format!(", {now} to {next}"));
    let of = |effect| release.count(effect);
    format!(
        "{increment} is required{next}: {} on the wire, {} in the API, {} additive, {} documentation only",
        of(Effect::Wire),
        of(Effect::Api),
        of(Effect::Additive),
        of(Effect::Documentation),
    )
}

const EFFECTS: [(Effect, &str, &str); 4] = [
    (Effect::Wire, "wire", "Breaking on the wire"),
    (Effect::Api, "api", "Breaking in the API"),
    (Effect::Additive, "additive", "Additive"),
    (Effect::Documentation, "documentation", "Documentation only"),
];

fn print(release: &Release, context: &mut Context<'_>) -> io::Result<()> {
    for (effect, _, title) in EFFECTS {
        let changes: Vec<_> = release
            .changes
            .iter()
            .filter(|it| it.effect == effect)
            .collect();
        if changes.is_empty() {
            continue;
        }
        writeln!(context.stdout, "{title}\n")?;
        for change in changes {
            writeln!(context.stdout, "  {}: {}", change.path, change.message)?;
        }
        writeln!(context.stdout)?;
    }
    context.stdout.flush()
}

fn print_json(release: &Release, context: &mut Context<'_>) -> io::Result<()> {
    for change in &release.changes {
        let effect = EFFECTS.iter().find(|(effect, ..)| *effect == change.effect);
        let object = json!({
            "effect": effect.map(|(_, name, _)| name),
            "path": change.path,
            "message": change.message,
        });
        writeln!(context.stdout, "{object}")?;
    }
    context.stdout.flush()
}

/// Prints a note if the generator has changed since the revision, which the comparison ignores.
fn note_on_generator(old: &Sources, args: &Args, context: &mut Context<'_>) -> anyhow::Result<()> {
    let package: PackageName = "cloudflare-images".parse()?;
    let settings = Settings {
        package: package.as_str().to_owned(),
        ..Settings::default()
    };
    let Ok(output) = generator::generate(old, &settings) else {
        return Ok(());
    };
    let api = output.files.iter().filter(|file| file.kind == Kind::Api);
    let is_different = |path: &str, text: &str| {
        let file = format!("generated/{path}");
        let committed = git::show(&context.workspace, &args.against, &file);
        committed.map_or(true, |bytes| bytes != text.as_bytes())
    };
    let others = api
        .filter(|file| is_different(&file.path, &file.text))
        .count();
    if others > 0 {
        let files = report::count(others, "file");
        report::note(
            context.stderr,
            format_args!(
                "the generator has also changed {files} since {}; these changes are not listed",
                args.against
            ),
        )?;
    }
    Ok(())
}
