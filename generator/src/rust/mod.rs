//! Rust: from the model to text.
//!
//! The input is the model, the output the text of each module: `names` makes identifiers, `docs` turns
//! Markdown into doc comments, `sample` and `success` make JSON for mocks, `items` writes the items, and `format`
//! prints them, while `name_lints` finds the lints to allow.

pub(crate) mod docs;
pub(crate) mod format;
pub(crate) mod items;
pub(crate) mod json;
mod name_lints;
pub(crate) mod names;
pub(crate) mod sample;
pub(crate) mod success;

use self::name_lints::NameLints;
use crate::model::Model;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The stack of the threads that write modules, in bytes: that of a main thread.
const STACK_SIZE: usize = 8 << 20;

/// The paths, relative to `src/api`, and the texts of the modules of a client. `package` is the
/// crate's name in code. An error is a bug in the generator.
pub(crate) fn modules(
    model: &Model,
    package: &str,
    header: &str,
) -> Result<Vec<(String, String)>, String> {
    let modules = items::modules(model, package);
    let written = in_parallel(&modules, |module| {
        format::format(&module.path, &module.items, header)
    });
    let mut lints = NameLints::default();
    let mut texts = Vec::with_capacity(modules.len() + 1);
    for (module, written) in modules.iter().zip(written) {
        let (text, found) = written?;
        lints.extend(found);
        texts.push((module.path.clone(), text));
    }
    let path = "mod.rs";
    let (root, _) = format::format(path, |_| items::root(model, lints), header)?;
    texts.insert(0, (path.to_owned(), root));
    Ok(texts)
}

/// The result of a function for each item, computed on all cores: emitting and formatting take half
/// of the time for a large API.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut results = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return results;
            };
            results.push((index, work(item)));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut results = thread::scope(|scope| {
        let threads = (1..cores.min(items.len())).map(|_| {
            let builder = thread::Builder::new().stack_size(STACK_SIZE);
            builder.spawn_scoped(scope, worker)
        });
        // A thread that cannot be started leaves its work to the others.
        let threads: Vec<_> = threads.filter_map(Result::ok).collect();
        let mut results = worker();
        for thread in threads {
            match thread.join() {
                Ok(more) => results.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}
