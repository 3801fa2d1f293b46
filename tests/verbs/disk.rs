//! `openapi_fragment::disk`: plans, staging and committing.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::mpsc;
use std::thread;

use generator::{File, HEADER, Kind};
use openapi_fragment::disk::{Lock, Obstacle, Obstacles, Plan, Reason, Summary};
use tempfile::TempDir;

use super::{tree, write};

const OWNED: [&str; 2] = ["src/api", "src/runtime"];

/// A file of the kind that belongs to the path.
pub(super) fn file(path: &str, text: &str) -> File {
    let owned = path.starts_with("src/api/") || path.starts_with("src/runtime/");
    File {
        path: path.to_owned(),
        text: if owned {
            generated(text)
        } else {
            text.to_owned()
        },
        kind: match path {
            _ if path.starts_with("src/api/") => Kind::Api,
            _ if owned => Kind::Runtime,
            _ => Kind::Scaffold,
        },
    }
}

/// The text of a generated file.
fn generated(text: &str) -> String {
    format!("{HEADER}.\n{text}\n")
}

pub(super) fn plan(folder: &Path, files: &[File]) -> anyhow::Result<Plan> {
    Plan::new(folder, files, &OWNED)
}

pub(super) fn apply(folder: &Path, files: &[File]) -> anyhow::Result<Summary> {
    plan(folder, files)?.stage()?.commit(|_| Ok(()))
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(&folder.path().join(path), text);
    }
    folder
}

/// Asserts that planning fails with these obstacles.
#[track_caller]
fn check_refused(folder: &Path, files: &[File], expected: &[(&str, Reason)]) {
    let before = tree(folder);
    let error = plan(folder, files).unwrap_err();
    let Some(Obstacles(obstacles)) = error.downcast_ref() else {
        panic!("{error:?}")
    };
    let expected = expected.iter().map(|&(path, reason)| Obstacle {
        path: path.to_owned(),
        reason,
    });
    assert_eq!(*obstacles, expected.collect::<Vec<_>>());
    assert_eq!(tree(folder), before);
}

#[test]
fn files_are_written_kept_and_deleted() {
    let folder = folder(&[
        ("src/api/same.rs", &generated("same")),
        ("src/api/changed.rs", &generated("old")),
        ("src/api/gone/deep/old.rs", &generated("old")),
        ("src/lib.rs", "by hand"),
        ("src/other.rs", "by hand"),
    ]);
    let files = [
        file("src/api/same.rs", "same"),
        file("src/api/changed.rs", "new"),
        file("src/runtime/a/b.rs", "new"),
        file("src/lib.rs", "scaffold"),
        file("Cargo.toml", "scaffold"),
    ];
    let summary = apply(folder.path(), &files).unwrap();
    assert_eq!(
        summary,
        Summary {
            written: 3,
            unchanged: 1,
            deleted: 1
        }
    );
    let expected = [
        ("Cargo.toml", "scaffold".to_owned()),
        ("src/api/changed.rs", generated("new")),
        ("src/api/same.rs", generated("same")),
        ("src/lib.rs", "by hand".to_owned()),
        ("src/other.rs", "by hand".to_owned()),
        ("src/runtime/a/b.rs", generated("new")),
    ];
    let expected = expected.map(|(path, text)| (path.to_owned(), text));
    assert_eq!(tree(folder.path()), BTreeMap::from(expected));
    assert!(plan(folder.path(), &files).unwrap().is_up_to_date());
}

/// The first line named a command that not every workspace has.
#[test]
fn files_with_the_former_first_line_are_replaced() {
    let former = "// Written by `cargo xtask codegen` from a.yaml.\n";
    let folder = folder(&[("src/api/mod.rs", former)]);
    let summary = apply(folder.path(), &[file("src/api/mod.rs", "mod pets;")]).unwrap();
    assert_eq!(summary.written, 1);
}

#[test]
fn files_that_codegen_did_not_generate_are_neither_replaced_nor_deleted() {
    let folder = folder(&[
        ("src/api/mod.rs", "by hand"),
        ("src/api/notes.txt", "by hand"),
        ("src/runtime/late.rs", &format!("\n{HEADER}")),
    ]);
    let files = [file("src/api/mod.rs", "new"), file("src/api/b.rs", "new")];
    let expected = [
        ("src/api/mod.rs", Reason::NotGenerated),
        ("src/api/notes.txt", Reason::NotGenerated),
        ("src/runtime/late.rs", Reason::NotGenerated),
    ];
    check_refused(folder.path(), &files, &expected);
}

#[test]
fn hidden_files_are_ignored() {
    let folder = folder(&[("src/api/old/.DS_Store", ""), ("src/api/.mod.rs.swp", "")]);
    apply(folder.path(), &[file("src/api/mod.rs", "")]).unwrap();
    assert!(folder.path().join("src/api/old/.DS_Store").is_file());
    assert!(folder.path().join("src/api/.mod.rs.swp").is_file());
}

#[test]
fn files_and_folders_do_not_replace_each_other() {
    let folder = folder(&[
        ("src/api/a.rs/mod.rs", &generated("")),
        ("src/api/b", &generated("")),
    ]);
    let files = [file("src/api/a.rs", ""), file("src/api/b/c.rs", "")];
    let expected = [
        ("src/api/a.rs", Reason::NotAFile),
        ("src/api/b", Reason::NotAFolder),
    ];
    check_refused(folder.path(), &files, &expected);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let elsewhere = folder(&[("api/mod.rs", &generated("theirs")), ("lib.rs", "theirs")]);
    let target = |path: &str| elsewhere.path().join(path);
    let before = tree(elsewhere.path());
    for (link, target) in [
        ("src", target("")),
        ("src/api", target("api")),
        ("src/api/a", target("api")),
        ("src/api/a/b.rs", target("api/mod.rs")),
        ("src/api/extra.rs", target("api/mod.rs")),
        ("src/api/broken.rs", target("none")),
    ] {
        let folder = folder(&[]);
        let link_path = folder.path().join(link);
        fs::create_dir_all(link_path.parent().unwrap()).unwrap();
        symlink(target, &link_path).unwrap();
        let files = [file("src/api/a/b.rs", "new"), file("src/lib.rs", "new")];
        check_refused(folder.path(), &files, &[(link, Reason::Link)]);
    }
    let folder = folder(&[]);
    symlink(target("lib.rs"), folder.path().join("lib.rs")).unwrap();
    symlink(target("none"), folder.path().join("broken.rs")).unwrap();
    let files = [file("lib.rs", "new"), file("broken.rs", "new")];
    apply(folder.path(), &files).unwrap();
    assert_eq!(
        tree(elsewhere.path()),
        before,
        "a scaffold is not written through a link"
    );
}

#[test]
fn invalid_paths_are_errors() {
    let folder = folder(&[]);
    let invalid = |path: &str, kind| File {
        path: path.to_owned(),
        text: generated(""),
        kind,
    };
    for bad in [
        invalid("../a.rs", Kind::Scaffold),
        invalid("src/api/../../a.rs", Kind::Api),
        invalid("/etc/a.rs", Kind::Scaffold),
        invalid("C:/a.rs", Kind::Scaffold),
        invalid("src\\a.rs", Kind::Scaffold),
        invalid("src/api//a.rs", Kind::Api),
        invalid("src/api/.a.rs", Kind::Api),
        invalid(&format!("src/api/{}.rs", "a".repeat(253)), Kind::Api),
        invalid("", Kind::Scaffold),
        invalid("src/a.rs", Kind::Api),
        invalid("src/api", Kind::Api),
        invalid("src/api/a.rs", Kind::Scaffold),
    ] {
        let error = plan(folder.path(), &[bad]).unwrap_err().to_string();
        assert!(error.starts_with("the generated path "), "{error}");
    }
    let twice = [file("src/api/a.rs", "1"), file("src/api/a.rs", "2")];
    let error = plan(folder.path(), &twice).unwrap_err().to_string();
    assert!(error.ends_with("twice"), "{error}");
    let mut unmarked = file("src/api/a.rs", "");
    unmarked.text = "pub struct A;\n".to_owned();
    let error = plan(folder.path(), &[unmarked]).unwrap_err().to_string();
    assert!(error.ends_with("has no header"), "{error}");
}

/// Two generations of ten files, some of which are added, changed, kept and deleted.
pub(super) fn generations() -> [Vec<File>; 2] {
    let names = |from: usize, text: &str| {
        let file = |number| {
            file(
                &format!("src/api/m{number}/mod.rs"),
                &text.repeat(number * 400),
            )
        };
        (from..from + 10).map(file).collect()
    };
    [names(0, "old\n"), names(3, "new\n")]
}

/// Asserts that every file belongs to one of two generations.
#[track_caller]
pub(super) fn check_old_or_new(folder: &Path, [old, new]: &[Vec<File>; 2]) {
    for (path, text) in tree(folder) {
        let hidden = path.contains("/.");
        let known = old
            .iter()
            .chain(new)
            .any(|file| file.path == path && file.text == text);
        assert!(hidden || known || path.ends_with('/'), "{path}: {text}");
    }
}

fn texts(files: &[File]) -> BTreeMap<String, String> {
    files
        .iter()
        .map(|file| (file.path.clone(), file.text.clone()))
        .collect()
}

#[test]
fn a_run_that_stops_at_any_step_leaves_each_file_old_or_new() {
    let generations = generations();
    let [old, new] = &generations;
    for steps in 0.. {
        let folder = folder(&[]);
        apply(folder.path(), old).unwrap();
        let mut left = steps;
        let staged = plan(folder.path(), new).unwrap().stage().unwrap();
        let outcome = staged.commit(|_| {
            left -= 1;
            if left < 0 {
                Err(io::Error::other("stop"))
            } else {
                Ok(())
            }
        });
        check_old_or_new(folder.path(), &generations);
        if outcome.is_ok() {
            assert_eq!(steps, 13, "10 files are written and 3 deleted");
            assert_eq!(tree(folder.path()), texts(new));
            break;
        }
        assert!(
            !tree(folder.path()).keys().any(|path| path.contains("/.")),
            "nothing is left over"
        );
        apply(folder.path(), new).unwrap();
        assert_eq!(
            tree(folder.path()),
            texts(new),
            "the next run finishes the work"
        );
    }
}

#[test]
fn staged_files_are_removed_without_a_commit() {
    let folder = folder(&[]);
    let [old, new] = generations();
    apply(folder.path(), &old).unwrap();
    let staged = plan(folder.path(), &new).unwrap().stage().unwrap();
    assert_eq!(tree(folder.path()).len(), 10 + 10);
    drop(staged);
    assert_eq!(tree(folder.path()), texts(&old));
}

#[test]
fn failed_staging_changes_nothing() {
    let folder = folder(&[("src/api/a.rs", &generated("old"))]);
    let files = [
        file("src/api/a.rs", "new"),
        file("src/api/b/c.rs", "new"),
        file("src/api/d/e.rs", "new"),
    ];
    let plan = plan(folder.path(), &files).unwrap();
    write(&folder.path().join("src/api/d"), "in the way");
    let before = tree(folder.path());
    let error = plan.stage().unwrap_err();
    assert_eq!(error.to_string(), "cannot write src/api/d/e.rs");
    assert_eq!(tree(folder.path()), before);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_changes_nothing() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder(&[
        ("src/api/a.rs", &generated("old")),
        ("src/api/b/c.rs", &generated("old")),
    ]);
    let locked = folder.path().join("src/api/b");
    let permit = |mode| fs::set_permissions(&locked, fs::Permissions::from_mode(mode)).unwrap();
    permit(0o555);
    let is_superuser = fs::write(locked.join("try"), "").is_ok();
    let files = [file("src/api/a.rs", "new"), file("src/api/b/c.rs", "new")];
    let before = tree(folder.path());
    let outcome = plan(folder.path(), &files)
        .and_then(Plan::stage)
        .map(|_| ());
    permit(0o755);
    // For root, who runs the tests in many containers, nothing is read-only.
    if !is_superuser {
        assert_eq!(
            outcome.unwrap_err().to_string(),
            "cannot write src/api/b/c.rs"
        );
        assert_eq!(tree(folder.path()), before);
    }
}

#[cfg(unix)]
#[test]
fn permissions_are_preserved_or_default() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder(&[("src/api/old.rs", &generated("old")), ("usual", "")]);
    let path = |path: &str| folder.path().join(path);
    let mode = |name: &str| fs::metadata(path(name)).unwrap().permissions().mode();
    fs::set_permissions(path("src/api/old.rs"), fs::Permissions::from_mode(0o640)).unwrap();
    let files = [file("src/api/old.rs", "new"), file("src/api/new.rs", "new")];
    apply(folder.path(), &files).unwrap();
    assert_eq!(mode("src/api/new.rs"), mode("usual"));
    assert_eq!(mode("src/api/old.rs") & 0o777, 0o640);
}

#[test]
fn a_lock_is_exclusive() {
    let folder = folder(&[]);
    let path = folder.path().join("new");
    let lock = Lock::new(&path, || panic!("there is no other run")).unwrap();
    let (says, hears) = mpsc::channel();
    thread::scope(|scope| {
        let other = scope.spawn(|| {
            Lock::new(&path, || {
                says.send("waiting").unwrap();
                Ok(())
            })
            .unwrap();
            says.send("in").unwrap();
        });
        assert_eq!(hears.recv().unwrap(), "waiting");
        assert!(
            hears
                .recv_timeout(std::time::Duration::from_millis(50))
                .is_err()
        );
        drop(lock);
        assert_eq!(hears.recv().unwrap(), "in");
        other.join().unwrap();
    });
}
