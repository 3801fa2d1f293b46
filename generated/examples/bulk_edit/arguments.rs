//! The command line.

use std::path::PathBuf;

use lexopt::prelude::*;

pub(crate) const USAGE: &str = "\
Edits many images, and keeps a journal of the outcomes.

Usage:
    bulk_edit [OPTIONS] --account ACCOUNT_ID IDS
    bulk_edit [OPTIONS] --demo

IDS is a file with one id in each line, or a CSV file; - is standard input.

Changes, at least one of:
    --require-signed-urls true|false  whether the images require signed URLs
    --creator TEXT                    the creator
    --metadata KEY=VALUE              a key of the metadata; may be repeated

Options:
    --column NAME       the column of a CSV file with a header [default: the first, no header]
    --journal FILE      the journal [default: IDS.journal.csv]
    --again OUTCOME     edit those images again whose outcome is failed or unknown; may be repeated
    --concurrency N     how many calls may be in flight [default: 8]
    --rate N            how many edits are started in a second [default: 4, the limit of the API]
    --demo              call a server with faults inside this program, without credentials
    --help              print this

The journal is a CSV file without a header: old id, new id, outcome, error. Outcomes are:

    edited   the API has applied the edit; the new id is empty if the response could not be read
    failed   the API has not applied it
    unknown  the API may have applied it: the connection broke, or the run was killed

The same command goes on where the last run ended. It edits no image that is in the journal. An
interrupt (Ctrl-C) waits for the calls in flight. The journal survives if the program is killed; after a
power failure its last lines may be missing.

The credentials are read from CLOUDFLARE_API_TOKEN, or from CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY.
They require the permission \"Images Write\".

Exit status: 0 all edited, 1 some failed, or another error, 2 invalid arguments, 3 some are unknown,
130 interrupted.
";

pub(crate) struct Arguments {
    pub(crate) ids: Option<PathBuf>,
    pub(crate) account: String,
    pub(crate) column: Option<String>,
    pub(crate) journal: PathBuf,
    /// The outcomes to edit again.
    pub(crate) again: Vec<String>,
    pub(crate) concurrency: usize,
    pub(crate) rate: f64,
    pub(crate) require_signed_urls: Option<bool>,
    pub(crate) creator: Option<String>,
    pub(crate) metadata: Vec<(String, String)>,
    pub(crate) demo: bool,
}

impl Arguments {
    /// Returns `None` for `--help`.
    pub(crate) fn parse(mut parser: lexopt::Parser) -> Result<Option<Self>, lexopt::Error> {
        let mut it = Self {
            ids: None,
            account: String::new(),
            column: None,
            journal: PathBuf::new(),
            again: Vec::new(),
            concurrency: 8,
            rate: 4.0,
            require_signed_urls: None,
            creator: None,
            metadata: Vec::new(),
            demo: false,
        };
        while let Some(argument) = parser.next()? {
            match argument {
                Long("account") => it.account = parser.value()?.string()?,
                Long("column") => it.column = Some(parser.value()?.string()?),
                Long("journal") => it.journal = parser.value()?.into(),
                Long("again") => it.again.push(outcome(parser.value()?.string()?)?),
                Long("concurrency") => it.concurrency = parser.value()?.parse()?,
                Long("rate") => it.rate = parser.value()?.parse()?,
                Long("creator") => it.creator = Some(parser.value()?.string()?),
                Long("metadata") => it.metadata.push(pair(&parser.value()?.string()?)?),
                Long("require-signed-urls") => {
                    it.require_signed_urls = Some(parser.value()?.parse()?);
                }
                Long("demo") => it.demo = true,
                Long("help") | Short('h') => return Ok(None),
                Value(path) if it.ids.is_none() => it.ids = Some(path.into()),
                _ => return Err(argument.unexpected()),
            }
        }
        it.complete()?;
        Ok(Some(it))
    }

    /// Sets the defaults that depend on other arguments, and checks the values.
    fn complete(&mut self) -> Result<(), lexopt::Error> {
        if self.demo {
            self.account = String::from("023e105f4ecef8ad9ca31a8372d0c353");
            self.require_signed_urls.get_or_insert(true);
            self.rate = self.rate.max(200.0);
            if self.journal.as_os_str().is_empty() {
                // Each demo is a run of its own. There may be no file of an earlier one.
                self.journal = std::env::temp_dir().join("bulk_edit-demo.journal.csv");
                let _ = std::fs::remove_file(&self.journal);
            }
        }
        if self.account.is_empty() {
            return Err("--account is required".into());
        }
        if self.require_signed_urls.is_none() && self.creator.is_none() && self.metadata.is_empty()
        {
            return Err(
                "nothing to change: set --require-signed-urls, --creator or --metadata".into(),
            );
        }
        if self.concurrency == 0 || !self.rate.is_finite() || self.rate <= 0.0 {
            return Err("--concurrency and --rate must be greater than 0".into());
        }
        match &self.ids {
            None if self.demo => {}
            None => return Err("a file with ids is required".into()),
            Some(ids) if self.journal.as_os_str().is_empty() => {
                if ids.as_os_str() == "-" {
                    return Err("--journal is required with ids from standard input".into());
                }
                self.journal = ids.with_extension("journal.csv");
            }
            Some(_) => {}
        }
        Ok(())
    }
}

fn outcome(text: String) -> Result<String, lexopt::Error> {
    match text.as_str() {
        "failed" | "unknown" => Ok(text),
        _ => Err("--again takes failed or unknown".into()),
    }
}

fn pair(text: &str) -> Result<(String, String), lexopt::Error> {
    let (key, value) = text
        .split_once('=')
        .ok_or("--metadata requires KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}
