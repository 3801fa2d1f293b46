//! A guard against regressions: the instructions of the generator and of a call, counted by valgrind.
//!
//! `cargo bench --profile dev --workspace --bench instructions` compares them with the stored figures,
//! and fails if one has grown by more than [`MARGIN`]. Unlike times, instructions are almost the
//! same in every run, and on every machine with the same compiler. They are those of the dev
//! profile, since CI has already built the dependencies in it.
//!
//! The call has no socket: its transport responds itself. With a server, most instructions would be
//! those of `reqwest`, and hide what the client adds.

mod cases;
mod figures;

use std::env;
use std::process::{Command, ExitCode};

use self::cases::CASES;
use self::figures::Figures;

/// The ratio by which a figure may differ from the stored one. Two runs differ by up to 0.2 %,
/// because of the random seeds of hash maps.
const MARGIN: f64 = 0.03;

const UPDATE: &str = "cargo bench --profile dev --workspace --bench instructions -- --update";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [verb, case, count] = &arguments[..]
        && verb == "run"
    {
        let (_, run, _) = CASES
            .iter()
            .find(|(name, ..)| name == case)
            .expect("a case");
        run(count.parse().expect("a number"));
        return ExitCode::SUCCESS;
    }
    if cfg!(not(debug_assertions)) {
        println!(
            "note: skipped, since the figures are those of the dev profile: add `--profile dev`"
        );
        return ExitCode::SUCCESS;
    }
    let Some(counted) = count_all() else {
        println!("note: skipped, since valgrind is not installed");
        return ExitCode::SUCCESS;
    };
    if arguments.iter().any(|argument| argument == "--update") {
        counted.store();
        return ExitCode::SUCCESS;
    }
    compare(&Figures::stored(), &counted)
}

/// Counts the instructions of each case. Returns `None` without valgrind.
fn count_all() -> Option<Figures> {
    let instructions = CASES.iter().map(|(name, _, count)| {
        // Those of the start, and of what the first run initializes, cancel out.
        let many = collected(name, 1 + count)?;
        let one = collected(name, 1)?;
        Some(((*name).to_owned(), (many - one) / u64::from(*count)))
    });
    Some(Figures::of_this_machine(
        instructions.collect::<Option<_>>()?,
    ))
}

/// The instructions of this program when it runs a case so many times.
fn collected(case: &str, count: u32) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().expect("the program has a path"))
        .args(["run", case, &count.to_string()])
        .output()
        .ok()?;
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
    let (_, number) = messages.split_once("Collected : ").expect("the total");
    let number = number.lines().next().unwrap_or_default();
    Some(number.trim().parse().expect("a number"))
}

fn compare(stored: &Figures, counted: &Figures) -> ExitCode {
    let is_comparable = stored.compiler == counted.compiler;
    let mut has_grown = false;
    for (name, &now) in &counted.instructions {
        let Some(&before) = stored.instructions.get(name) else {
            println!("error: `{name}` has no stored figure\nhelp: store it with `{UPDATE}`");
            has_grown = true;
            continue;
        };
        #[expect(clippy::cast_precision_loss, reason = "three digits are printed")]
        let change = now as f64 / before as f64 - 1.0;
        let percent = change * 100.0;
        println!("{name:10} {now:>12} instructions, stored {before:>12}: {percent:+.2} %");
        if !is_comparable {
            continue;
        }
        if change > MARGIN {
            println!(
                "error: `{name}` takes {percent:.1} % more instructions than stored\n\
                 help: if it has to, store the new figure with `{UPDATE}`"
            );
            has_grown = true;
        } else if change < -MARGIN {
            println!(
                "warning: `{name}` takes {:.1} % fewer instructions than stored\n\
                 help: keep what is gained: store the new figure with `{UPDATE}`",
                -percent
            );
        }
    }
    if !is_comparable {
        println!(
            "note: only shown, since the stored figures are of {}, and this is {}",
            stored.compiler, counted.compiler
        );
    }
    ExitCode::from(u8::from(has_grown))
}
