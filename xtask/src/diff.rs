//! `cargo xtask diff`: what a regeneration means for those who depend on the client.

use std::io;

use anyhow::Context as _;
use clap::ValueEnum;
use generator::changes::Unreadable;
use generator::semver::{self, Bump, Effect, Release};
use generator::{Kind, Settings, Source, Sources};
use serde_json::json;

use crate::Status;
use crate::codegen::OUR_SPEC;
use crate::context::Context;
use crate::disk;
use crate::git;
use crate::input;
use crate::package::PackageName;
use crate::report;

/// Say what a regeneration means for those who depend on the client
///
/// Compares the client of the specification as it was at a revision of git with that of
/// the specification as it is now: what travels, the public items of the crate, and the
/// documentation. Each change is told with what it means, and all of them with the version
/// that has to follow by semantic versioning.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask diff
      What the changes mean that are not committed yet.
  cargo xtask diff --against v0.1.0 --allow minor
      Fails if what has changed since the tag breaks anyone.

Exit status: 0 done, 1 a problem or a version beyond --allow, 2 a wrong call.")]
pub struct Args {
    /// The revision of git to compare with
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    against: String,

    /// The largest step of the version that is no failure
    #[arg(long, value_name = "STEP", default_value = "major")]
    allow: Step,

    /// How to print the changes
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Step {
    /// None at all
    None,
    /// Documentation
    Patch,
    /// What is new
    Minor,
    /// What breaks
    Major,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: one object on each line
    Json,
}

/// Compares, and prints what has changed.
///
/// # Errors
///
/// Fails if a file cannot be read, or if git does not know the revision.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let path = context.workspace.join(OUR_SPEC);
    let Some(new) = input::read(&path, context)? else {
        return Ok(Status::Failure);
    };
    let old = at_revision(&args.against, context)?.into();
    let release = match semver::compare(&old, &new.clone().into()) {
        Ok(release) => release,
        Err(Unreadable::New(problems)) => {
            input::unreadable(&new, &path, &problems, context)?;
            return Ok(Status::Failure);
        }
        Err(Unreadable::Old(problems)) => {
            input::show(&old, &problems, context)?;
            let reason = format_args!("there was no client of {OUR_SPEC} at {}", args.against);
            report::error(context.stderr, reason)?;
            return Ok(Status::Failure);
        }
    };
    match args.format {
        Format::Text => show(&release, context)?,
        Format::Json => show_to_programs(&release, context)?,
    }
    let version = version(context);
    report::status(
        context.stderr,
        "Finished",
        summary(&release, version.as_deref()),
    )?;
    note_on_generator(&old, args, context)?;
    let allowed = match args.allow {
        Step::None => Bump::None,
        Step::Patch => Bump::Patch,
        Step::Minor => Bump::Minor,
        Step::Major => Bump::Major,
    };
    Ok(if release.bump() <= allowed {
        Status::Success
    } else {
        Status::Failure
    })
}

/// What the changes of our specification since the last commit mean, in a line.
///
/// Gives nothing where there are none, or where nobody can know.
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

/// The version of our crate.
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
    let step = match release.bump() {
        Bump::None => return "changes nothing for those who depend on the client".to_owned(),
        Bump::Patch => "a patch version",
        Bump::Minor => "a minor version",
        Bump::Major => "a major version",
    };
    let next = version.and_then(|version| Some((version, release.bump().of(version)?)));
    let next = next.map_or(String::new(), |(now, next)| format!(", {now} to {next}"));
    let of = |effect| release.count(effect);
    format!(
        "asks for {step}{next}: {} on the wire, {} in the API, {} additive, {} of words only",
        of(Effect::Wire),
        of(Effect::Api),
        of(Effect::Additive),
        of(Effect::Words),
    )
}

const EFFECTS: [(Effect, &str, &str); 4] = [
    (Effect::Wire, "wire", "Breaking on the wire"),
    (Effect::Api, "api", "Breaking in the API"),
    (Effect::Additive, "additive", "Additive"),
    (Effect::Words, "words", "Documentation only"),
];

fn show(release: &Release, context: &mut Context<'_>) -> io::Result<()> {
    for (effect, _, title) in EFFECTS {
        let items: Vec<_> = release
            .items
            .iter()
            .filter(|it| it.effect == effect)
            .collect();
        if items.is_empty() {
            continue;
        }
        writeln!(context.stdout, "{title}\n")?;
        for item in items {
            writeln!(context.stdout, "  {}: {}", item.path, item.message)?;
        }
        writeln!(context.stdout)?;
    }
    context.stdout.flush()
}

fn show_to_programs(release: &Release, context: &mut Context<'_>) -> io::Result<()> {
    for item in &release.items {
        let effect = EFFECTS.iter().find(|(effect, ..)| *effect == item.effect);
        let object = json!({
            "effect": effect.map(|(_, name, _)| name),
            "path": item.path,
            "message": item.message,
        });
        writeln!(context.stdout, "{object}")?;
    }
    context.stdout.flush()
}

/// Tells if the generator has changed since, too, for that is not in the list.
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
    let is_other = |path: &str, text: &str| {
        let file = format!("generated/{path}");
        let committed = git::show(&context.workspace, &args.against, &file);
        committed.map_or(true, |bytes| bytes != text.as_bytes())
    };
    let others = api.filter(|file| is_other(&file.path, &file.text)).count();
    if others > 0 {
        let files = report::count(others, "file");
        report::note(
            context.stderr,
            format_args!(
                "the generator writes {files} otherwise than at {}; what that means is not in the list",
                args.against
            ),
        )?;
    }
    Ok(())
}
