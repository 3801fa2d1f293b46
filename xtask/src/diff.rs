//! `cargo xtask diff`: determines the next versions of clients.

use std::io;
use std::path::Path;

use anyhow::Context as _;
use clap::ValueEnum;
use generator::changes::Unreadable;
use generator::semver::{self, Bump, Effect, Release};
use generator::{Kind, Source, Sources};
use serde_json::json;

use crate::client::Client;
use crate::context::Context;
use crate::disk;
use crate::git::{self, GitLoader};
use crate::input;
use crate::project;
use crate::report;
use crate::status::Status;

/// Determine the next versions of clients
///
/// Compares each client of the project file at a git revision with the current one: requests and
/// responses, the public items of the crate, and the documentation. Prints each change with its
/// effect, and the next version by semantic versioning.
///
/// The specification and its overlays are read at the revision; the settings are the current ones.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask diff
      Compares all clients with the last commit.
  cargo xtask diff petstore-client --against v0.1.0 --allow minor
      Fails if a change since the tag is breaking.

Exit status: 0 within --allow, 1 error or beyond --allow, 2 invalid arguments.")]
pub struct Args {
    /// The clients of the project file to compare [default: all]
    #[arg(value_name = "PACKAGE")]
    packages: Vec<String>,

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
/// Fails if a file cannot be read, if the revision does not exist, or if there is no project file.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let clients = project::select(&args.packages, context)?;
    let mut status = Status::Success;
    for client in &clients {
        let outcome = compare(client, args, clients.len() > 1, context);
        if client.located(outcome)? == Status::Failure {
            status = Status::Failure;
        }
    }
    Ok(status)
}

/// Compares a client. If it is one of several, its changes have a title.
fn compare(
    client: &Client,
    args: &Args,
    is_one_of_several: bool,
    context: &mut Context<'_>,
) -> anyhow::Result<Status> {
    let loader = client.specification.loader(context)?;
    let old_loader = GitLoader {
        root: loader.root.clone(),
        revision: &args.against,
    };
    let shown = context.display_path(&client.specification.path);
    let new = sources(client, None, context)?;
    let new = new.with_path(&loader.spec).with_loader(&loader);
    let old = sources(client, Some(&args.against), context)?;
    let old = old.with_path(&loader.spec).with_loader(&old_loader);
    let release = match semver::compare(&old, &new, &client.settings()) {
        Ok(release) => release,
        Err(Unreadable::New(problems)) => {
            input::print_diagnostics(&new.renamed(&shown), &problems, context)?;
            let reason = format_args!("no client can be generated from {shown}");
            report::error(context.stderr, reason)?;
            return Ok(Status::Failure);
        }
        Err(Unreadable::Old(problems)) => {
            input::print_diagnostics(&old.renamed(&shown), &problems, context)?;
            let reason = format_args!(
                "no client can be generated from {shown} at {}",
                args.against
            );
            report::error(context.stderr, reason)?;
            return Ok(Status::Failure);
        }
    };
    match args.format {
        Format::Text => {
            if is_one_of_several && !release.changes.is_empty() {
                writeln!(context.stdout, "{}\n", client.package)?;
            }
            print(&release, context)?;
        }
        Format::Json => print_json(&release, client, context)?,
    }
    let version = version(client, context);
    report::status(
        context.stderr,
        "Finished",
        format_args!(
            "{}: {}",
            client.package,
            summary(&release, version.as_deref())
        ),
    )?;
    note_on_generator(client, &old, args, context)?;
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

/// Summarises the changes of a client since the last commit in one line. Returns `None` if its
/// specification and overlays have not changed, or if one of the versions cannot be read.
pub(crate) fn since_last_commit(client: &Client, context: &Context<'_>) -> Option<String> {
    const REVISION: &str = "HEAD";
    if texts(client, Some(REVISION), context).ok()? == texts(client, None, context).ok()? {
        return None;
    }
    let loader = client.specification.loader(context).ok()?;
    let old_loader = GitLoader {
        root: loader.root.clone(),
        revision: REVISION,
    };
    let new = sources(client, None, context).ok()?;
    let new = new.with_path(&loader.spec).with_loader(&loader);
    let old = sources(client, Some(REVISION), context).ok()?;
    let old = old.with_path(&loader.spec).with_loader(&old_loader);
    let release = semver::compare(&old, &new, &client.settings()).ok()?;
    Some(summary(&release, version(client, context).as_deref()))
}

/// The specification with its overlays, at a revision or now.
fn sources<'l>(
    client: &Client,
    revision: Option<&str>,
    context: &Context<'_>,
) -> anyhow::Result<Sources<'l>> {
    let mut texts = texts(client, revision, context)?.into_iter();
    let (_, text) = texts.next().context("a specification has a text")?;
    let overlays = texts.map(|(name, text)| Source::new(name, text));
    let overlays = overlays.chain(client.specification.extensions.clone());
    Ok(Sources::new(Source::new(client.source_name(context)?, text)).with_overlays(overlays))
}

/// The names and texts of the specification and of its overlays. An overlay that did not exist at
/// the revision is omitted.
fn texts(
    client: &Client,
    revision: Option<&str>,
    context: &Context<'_>,
) -> anyhow::Result<Vec<(String, String)>> {
    let mut texts = vec![text(&client.specification.path, revision, context)?];
    for overlay in &client.specification.overlays {
        match text(overlay, revision, context) {
            Err(_) if revision.is_some() => {}
            text => texts.push(text?),
        }
    }
    Ok(texts)
}

/// The name of a file for display, and its text at a revision or now.
fn text(
    path: &Path,
    revision: Option<&str>,
    context: &Context<'_>,
) -> anyhow::Result<(String, String)> {
    let shown = context.display_path(path);
    let path = context.absolute(path);
    let bytes = match revision {
        None => disk::read(&path).with_context(|| format!("cannot read {shown}"))?,
        Some(revision) => git::show(&path, revision)
            .with_context(|| format!("cannot read {shown} at {revision} from git"))?,
    };
    let text = String::from_utf8(bytes).with_context(|| format!("{shown} is not UTF-8"))?;
    Ok((shown, text))
}

/// The current version of the crate.
fn version(client: &Client, context: &Context<'_>) -> Option<String> {
    let bytes = disk::read(&context.absolute(&client.out).join("Cargo.toml")).ok()?;
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

fn print_json(release: &Release, client: &Client, context: &mut Context<'_>) -> io::Result<()> {
    for change in &release.changes {
        let effect = EFFECTS.iter().find(|(effect, ..)| *effect == change.effect);
        let object = json!({
            "effect": effect.map(|(_, name, _)| name),
            "path": change.path,
            "message": change.message,
            "package": client.package.as_str(),
        });
        writeln!(context.stdout, "{object}")?;
    }
    context.stdout.flush()
}

/// Prints a note if the generator has changed since the revision, which the comparison ignores.
fn note_on_generator(
    client: &Client,
    old: &Sources,
    args: &Args,
    context: &mut Context<'_>,
) -> anyhow::Result<()> {
    let Ok(output) = generator::generate(old, &client.settings()) else {
        return Ok(());
    };
    let api = output.files.iter().filter(|file| file.kind == Kind::Api);
    let out = context.absolute(&client.out);
    let is_different = |path: &str, text: &str| {
        let committed = git::show(&out.join(path), &args.against);
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
