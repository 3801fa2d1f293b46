//! The binary of `cargo xtask`.

use std::env;
use std::process::ExitCode;

use mimalloc::MiMalloc;
use xtask::Context;

/// Generating a client makes many small allocations: with the allocator of glibc it takes half as
/// long again.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let mut stdout = anstream::stdout();
    let mut stderr = anstream::stderr();
    match Context::from_env(&mut stdout, &mut stderr) {
        Ok(mut context) => xtask::run(env::args_os(), &mut context).into(),
        Err(error) => {
            anstream::eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
