//! A disk that takes no more, as the system says it rather than a simulation.
//!
//! A limit on the size of files stands in for the full disk: the write fails in the same place,
//! and no test needs the right to mount anything.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use super::disk::{apply, file, generations};
use super::tree;

const FOLDER: &str = "XTASK_TEST_FULL_FOLDER";

/// The run that meets the limit.
///
/// It is a test only so that the test below can start it in a process of its own.
#[test]
fn writer() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let [_, mut new] = generations();
    new.push(file("src/api/zz.rs", &"x".repeat(1 << 20)));
    let error = apply(&folder, &new).unwrap_err();
    println!("{error:#}");
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let [old, _] = generations();
    apply(folder.path(), &old).unwrap();
    let before = tree(folder.path());
    // At most 512 or 1,024 blocks of 512 bytes, by the shell. The signal that comes with the error
    // would end the process where a full disk does not.
    let script = r#"trap "" XFSZ; ulimit -f 512; exec "$0" "$@""#;
    let ran = Command::new("sh")
        .args(["-c", script])
        .arg(env::current_exe().unwrap())
        .args(["--exact", "verbs::full::writer", "--nocapture"])
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}");
    assert!(said.contains("cannot write src/api/zz.rs: "), "{said}");
    assert_eq!(tree(folder.path()), before);
}
