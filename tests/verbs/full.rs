//! A full disk, reported by the operating system.
//!
//! The test limits the size of files, so that the write fails where it would fail on a full disk,
//! without the privilege to mount anything.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use super::disk::{apply, file, generations};
use super::tree;

const FOLDER: &str = "XTASK_TEST_FULL_FOLDER";

/// The run that exceeds the limit.
///
/// It is a test so that the test below can start it in another process.
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
fn a_full_disk_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let [old, _] = generations();
    apply(folder.path(), &old).unwrap();
    let before = tree(folder.path());
    // 512 blocks of 512 or 1,024 bytes, depending on the shell. The signal that comes with the error
    // is ignored, since a full disk does not send one.
    let script = r#"trap "" XFSZ; ulimit -f 512; exec "$0" "$@""#;
    let ran = Command::new("sh")
        .args(["-c", script])
        .arg(env::current_exe().unwrap())
        .args(["--exact", "verbs::full::writer", "--nocapture"])
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let output = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{output}");
    assert!(output.contains("cannot write src/api/zz.rs: "), "{output}");
    assert_eq!(tree(folder.path()), before);
}
