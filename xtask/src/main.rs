//! The binary of `cargo xtask`.

use std::env;
use std::process::ExitCode;

use xtask::Context;

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
