//! Runs that are killed by the operating system.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use openapi_fragment::disk::Lock;

use super::disk::{apply, check_old_or_new, generations};
use super::tree;

const FOLDER: &str = "XTASK_TEST_FOLDER";

/// The run that is killed: it alternates between two generations of files forever.
///
/// It is a test so that the test below can start it in another process.
#[test]
fn victim() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    for files in generations().iter().cycle() {
        let _lock = Lock::new(&folder, || Ok(())).unwrap();
        apply(&folder, files).unwrap();
    }
}

#[test]
fn a_killed_run_leaves_each_file_old_or_new() {
    let folder = tempfile::tempdir().unwrap();
    let generations = generations();
    let (mut rounds, mut leftovers) = (0, 0);
    // On a busy machine it may take more than 20 rounds until a run is killed while writing.
    while rounds < 20 || (leftovers == 0 && rounds < 200) {
        let mut victim = Command::new(env::current_exe().unwrap())
            .args(["--exact", "verbs::killed::victim"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(20 + 3 * rounds));
        victim.kill().unwrap();
        victim.wait().unwrap();
        check_old_or_new(folder.path(), &generations);
        leftovers += tree(folder.path())
            .keys()
            .filter(|path| path.contains("/."))
            .count();
        apply(folder.path(), &generations[1]).unwrap();
        let texts = generations[1]
            .iter()
            .map(|file| (file.path.clone(), file.text.clone()));
        assert_eq!(tree(folder.path()), texts.collect());
        rounds += 1;
    }
    assert!(leftovers > 0, "no run was killed while it was writing");
}
