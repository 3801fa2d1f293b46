//! The edits: started at the given rate, so many at once, and each recorded when it ends.

use std::error::Error as StdError;
use std::pin::pin;
use std::time::Duration;

use cloudflare_images::images::v1::Edit;
use cloudflare_images::{AccountId, Applied, Client, Error, Image, ImageId, StatusCode};
use indicatif::{ProgressBar, ProgressStyle};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use crate::arguments::Arguments;
use crate::journal::{Journal, Outcome};

/// Why a run has ended.
pub(crate) enum End {
    /// All images have an outcome.
    Complete,
    /// Somebody interrupted it.
    Interrupted,
    /// The API would refuse all further calls, too.
    Refused(Error),
}

/// Edits the images, and records each in the journal.
pub(crate) async fn run(
    client: &Client,
    arguments: &Arguments,
    journal: &mut Journal,
    ids: Vec<String>,
) -> Result<End, Box<dyn StdError>> {
    let account: AccountId = arguments.account.parse()?;
    let progress = progress_bar(ids.len());
    let mut ids = ids.into_iter().peekable();
    let mut edits = JoinSet::new();
    let mut pace = interval(Duration::from_secs_f64(1.0 / arguments.rate));
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut interrupted = pin!(interrupted());
    // Set as soon as no further edit shall start.
    let mut end = None;

    while !edits.is_empty() || (end.is_none() && ids.peek().is_some()) {
        let may_start =
            end.is_none() && edits.len() < arguments.concurrency && ids.peek().is_some();
        tokio::select! {
            _ = pace.tick(), if may_start => {
                let Some(id) = ids.next() else { continue };
                journal.start(&id)?;
                let image: ImageId = id.parse()?;
                let edit = client.images().v1().edit(&account, &image);
                edits.spawn(send(id, change(edit, arguments)));
            }
            Some(ended) = edits.join_next() => {
                let (id, result) = ended?;
                progress.inc(1);
                match result {
                    Err(error) if is_refused_for_all(&error) => {
                        end.get_or_insert(End::Refused(error));
                    }
                    result => journal.record(&id, &outcome(result))?,
                }
            }
            () = &mut interrupted, if end.is_none() => end = Some(End::Interrupted),
        }
    }
    progress.finish_and_clear();
    journal.close()?;
    Ok(end.unwrap_or(End::Complete))
}

fn change(edit: Edit, arguments: &Arguments) -> Edit {
    let edit = edit
        .require_signed_urls(arguments.require_signed_urls)
        .creator(arguments.creator.clone());
    if arguments.metadata.is_empty() {
        edit
    } else {
        edit.metadata(arguments.metadata.clone())
    }
}

async fn send(id: String, edit: Edit) -> (String, Result<Image, Error>) {
    let result = edit.send().await;
    (id, result)
}

fn outcome(result: Result<Image, Error>) -> Outcome {
    match result {
        Ok(image) => Outcome::Edited(image.id.map(|id| id.to_string())),
        Err(error) => match error.applied() {
            Applied::Yes => Outcome::Edited(None),
            Applied::No => Outcome::Failed(error.to_string()),
            _ => Outcome::Unknown(error.to_string()),
        },
    }
}

/// Whether every other call would fail in the same way, and this one was not applied: the
/// credentials are wrong, or lack the permission.
fn is_refused_for_all(error: &Error) -> bool {
    let refusals = [Some(StatusCode::UNAUTHORIZED), Some(StatusCode::FORBIDDEN)];
    error.applied() == Applied::No && refusals.contains(&error.status())
}

fn progress_bar(total: usize) -> ProgressBar {
    let style = "{bar:30} {pos}/{len}  {per_sec}  {eta} left";
    let style = ProgressStyle::with_template(style);
    ProgressBar::new(total as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Returns when somebody asks the program to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
