//! `cargo xtask mock`: serves a mock of an API.

mod server;

use std::path::PathBuf;

use anyhow::Context as _;
use generator::mock::{Mock, Response};
use generator::{Settings, Sources};

use self::server::Server;
use crate::client::Client;
use crate::context::Context;
use crate::input::{self, Specification};
use crate::overlays::Overlays;
use crate::project;
use crate::report::{self, count};
use crate::status::Status;

/// Serve a mock of an API on loopback
///
/// For programs in any language. Requests are validated: path, method, credentials, parameters and
/// body. A valid one gets the example of its response in the specification, or a sample of the
/// schema; another one gets an error response of the API with the reasons. Paths may begin with that
/// of the server in the specification. The mock runs until it is stopped, such as by Ctrl-C.
///
/// Parameters that are objects, parameters whose own examples do not match their schema, and
/// multipart bodies are not validated.
///
/// The header `Prefer` chooses another response: `Prefer: code=404` by its status, and
/// `Prefer: example=cat` by the name of an example.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Examples:
  cargo xtask mock
      Serves the only client of the project file, and prints the address.
  cargo xtask mock --port 4010 --spec petstore.yaml
      Serves a specification.
  curl -H 'Prefer: code=404' http://127.0.0.1:4010/pets/1
      Requests the response with the status 404.

Exit status: 1 error, 2 invalid arguments.")]
pub struct Args {
    /// The client of the project file [default: the only one]
    #[arg(value_name = "PACKAGE")]
    package: Option<String>,

    /// A specification, instead of that of a client
    #[arg(long, value_name = "FILE", conflicts_with = "package")]
    spec: Option<PathBuf>,

    #[command(flatten)]
    overlays: Overlays,

    /// The port; 0 is any free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,
}

/// Serves until the program is stopped.
///
/// # Errors
///
/// Fails if a file cannot be read, or if the port is in use.
pub fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Status> {
    let client = match &args.spec {
        Some(_) => None,
        None => Some(project::one(args.package.as_ref(), context)?),
    };
    let settings = client
        .as_ref()
        .map_or_else(Settings::default, Client::settings);
    let mut specification = match (client, &args.spec) {
        (Some(client), _) => client.specification,
        (None, Some(spec)) => {
            project::check_folder_of(spec, context)?;
            Specification {
                path: spec.clone(),
                ..Specification::default()
            }
        }
        (None, None) => Specification::default(),
    };
    specification.overlays.extend(args.overlays.files.clone());
    serve(&specification, &settings, args.port, context)
}

fn serve(
    specification: &Specification,
    settings: &Settings,
    port: u16,
    context: &mut Context<'_>,
) -> anyhow::Result<Status> {
    let Some(source) = input::read(&specification.path, context)? else {
        return Ok(Status::Failure);
    };
    let Some(overlays) = specification.overlays(context)? else {
        return Ok(Status::Failure);
    };
    let loader = specification.loader(context)?;
    let sources = Sources::new(source)
        .with_path(&loader.spec)
        .with_loader(&loader)
        .with_overlays(overlays);
    let served = generator::mock::serve(&sources, settings, |mock| respond(mock, port, context));
    match served {
        Ok(outcome) => outcome.map(|()| Status::Success),
        Err(problems) => {
            let shown = context.display_path(&specification.path);
            input::print_diagnostics(&sources.renamed(&shown), &problems, context)?;
            report::error(context.stderr, format_args!("{shown} cannot be served"))?;
            Ok(Status::Failure)
        }
    }
}

/// Responds to all requests.
fn respond(mock: &Mock<'_, '_>, port: u16, context: &mut Context<'_>) -> anyhow::Result<()> {
    let server = Server::start(port).with_context(|| format!("cannot use the port {port}"))?;
    let operations = count(mock.operations(), "operation");
    report::status(context.stderr, "Serving", operations)?;
    writeln!(context.stdout, "http://{}", server.address)?;
    context.stdout.flush()?;
    for pending in &server.requests {
        let response = mock.respond(&pending.request);
        let (method, path) = (&pending.request.method, &pending.request.path);
        print(method, path, &response, context)?;
        pending.respond(response);
    }
    Ok(())
}

/// Prints a line for a request, without its query, which may contain credentials.
fn print(
    method: &str,
    path: &str,
    response: &Response,
    context: &mut Context<'_>,
) -> anyhow::Result<()> {
    let line = format!("{method} {path}: {}", response.status);
    report::status(context.stderr, "Responded", line)?;
    for problem in &response.problems {
        report::note(context.stderr, problem)?;
    }
    Ok(())
}
