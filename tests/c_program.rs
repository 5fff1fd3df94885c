//! Compiles and runs the C programs in `examples/c` and `tests/c`, the latter with and without
//! sanitizers.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use entra_sim::{Fault, FaultKind, Simulator, scenario};
use exomt::ffi::EXOMT_ABI_VERSION;
use serde_json::json;
use tempfile::TempDir;

const SANITIZED: [&str; 2] = ["-fsanitize=address,undefined", "-fno-omit-frame-pointer"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns a command for the compiler that the variable names, or `None` if no compiler is
/// installed.
fn compiler(variable: &str, default: &str) -> Option<Command> {
    let name = std::env::var(variable).unwrap_or_else(|_| default.to_owned());
    if Command::new(&name).arg("--version").output().is_err() {
        let how = format!("Install a compiler, or name it in {variable}.");
        support::missing(&name, "a C program", &how);
        return None;
    }
    let mut command = Command::new(name);
    command.args(["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I"]);
    command.arg(root().join("include"));
    Some(command)
}

fn text(output: &Output) -> String {
    let (said, error) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(&[said.as_slice(), error].concat()).into_owned()
}

/// Creates a folder with the library as a package installs it: under the name that programs link
/// to, and under the soname that the loader looks for.
fn installed_library() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let library = support::library_folder().join("libexomt.so");
    let soname = format!("libexomt.so.{EXOMT_ABI_VERSION}");
    for name in ["libexomt.so", &soname] {
        std::os::unix::fs::symlink(&library, folder.path().join(name)).unwrap();
    }
    folder
}

/// A compiled program. Dropping it deletes the folder with the program and its library.
struct Program {
    path: PathBuf,
    _folder: TempDir,
}

fn compile(source: &str, flags: &[&str]) -> Option<Program> {
    let folder = installed_library();
    let path = folder.path().join("program");
    let output = compiler("CC", "cc")?
        .args(["-std=c11", "-D_DEFAULT_SOURCE", "-g", "-pthread"])
        .args(flags)
        .arg(root().join(source))
        .arg("-L")
        .arg(folder.path())
        .arg("-lexomt")
        .arg(format!("-Wl,-rpath,{}", folder.path().display()))
        .arg("-o")
        .arg(&path)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output));
    Some(Program {
        path,
        _folder: folder,
    })
}

fn compile_and_run(source: &str, flags: &[&str]) {
    let Some(program) = compile(source, flags) else {
        return;
    };
    let simulator = support::simulator();
    assert!(simulator.set_faults("tailspin.com", vec![Fault::new(FaultKind::Stall)]));
    let output = Command::new(&program.path)
        .arg(simulator.authority())
        .arg(simulator.ca_file())
        .arg(support::fixture("legacy-3des.pfx"))
        .arg("legacy")
        .arg(scenario::APP_ID)
        .env("ASAN_OPTIONS", "detect_leaks=1:exitcode=23")
        .env("UBSAN_OPTIONS", "halt_on_error=1")
        .output()
        .unwrap();
    let said = text(&output);
    assert!(output.status.success(), "{}: {said}", output.status);
    assert!(said.contains("all as the header says"), "{said}");
}

#[test]
fn a_c_client_works() {
    compile_and_run("tests/c/client.c", &[]);
}

#[test]
fn a_c_client_works_under_sanitizers() {
    compile_and_run("tests/c/client.c", &SANITIZED);
}

#[test]
fn a_c_onboarding_works() {
    compile_and_run("tests/c/onboarding.c", &[]);
}

#[test]
fn a_c_onboarding_works_under_sanitizers() {
    compile_and_run("tests/c/onboarding.c", &SANITIZED);
}

/// Runs the example against the simulator.
fn acquire(program: &Program, simulator: &Simulator, secret: &str, tenant: &str) -> Output {
    let options = json!({
        "appId": scenario::APP_ID,
        "authority": simulator.authority(),
        "network": {"certificateAuthorityPem": simulator.ca_pem(), "proxy": {"https": null}},
    });
    Command::new(&program.path)
        .arg(options.to_string())
        .arg(tenant)
        .env("EXOMT_SECRET", secret)
        .env("ASAN_OPTIONS", "detect_leaks=1:exitcode=23")
        .output()
        .unwrap()
}

#[test]
fn the_example_acquires_a_token_and_reports_failures() {
    let Some(program) = compile("examples/c/acquire.c", &SANITIZED) else {
        return;
    };
    let simulator = support::simulator();
    let output = acquire(&program, &simulator, scenario::SECRET, "contoso.com");
    assert!(output.status.success(), "{}", text(&output));
    assert!(text(&output).contains("\"verdict\":\"Ready\""));
    assert!(!text(&output).contains("eyJ"), "it prints no token");

    for (secret, tenant, expected) in [
        (
            "a-wrong-secret",
            "contoso.com",
            "\"name\":\"ClientSecretRejected\"",
        ),
        (scenario::SECRET, "no tenant", "\"name\":\"InvalidTenant\""),
        ("", "contoso.com", "\"name\":\"InvalidClientSecret\""),
    ] {
        let output = acquire(&program, &simulator, secret, tenant);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
        assert!(text(&output).contains(expected), "{}", text(&output));
    }
}

#[test]
fn the_readme_shows_the_example() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let example = std::fs::read_to_string(root().join("examples/c/acquire.c")).unwrap();
    assert!(
        readme.contains(&format!("```c\n{example}```")),
        "README.md doesn't show examples/c/acquire.c as it is"
    );
}

#[test]
fn a_handle_of_the_wrong_type_does_not_compile() {
    let compile = |source: &str| {
        compiler("CC", "cc").map(|mut command| {
            command
                .args(["-std=c11", "-fsyntax-only"])
                .arg(root().join("tests/c").join(source))
                .env("LC_ALL", "C")
                .output()
                .unwrap()
        })
    };
    let Some(right) = compile("right_handle.c") else {
        return;
    };
    assert!(right.status.success(), "{}", text(&right));
    let wrong = compile("wrong_handle.c").unwrap();
    assert!(!wrong.status.success());
    let said = text(&wrong);
    let errors: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("error: "))
        .collect();
    assert_eq!(errors.len(), 1, "{said}");
    // gcc names the argument and the function in its message, clang both types.
    assert!(
        errors[0].contains("incompatible type") && errors[0].contains("exomt_credential"),
        "{said}"
    );
}

#[test]
fn the_header_is_c99_and_cpp() {
    for (variable, default, language) in [("CC", "cc", "c99"), ("CXX", "c++", "c++11")] {
        let Some(mut command) = compiler(variable, default) else {
            continue;
        };
        let folder = tempfile::tempdir().unwrap();
        let extension = if language == "c99" { "c" } else { "cpp" };
        let source = folder.path().join(format!("header.{extension}"));
        let uses = "#include \"exomt.h\"\nextern exomt_status status;\n\
                    exomt_status status = EXOMT_ERROR_CODE_TIMEOUT;\n";
        std::fs::write(&source, uses).unwrap();
        let standard = format!("-std={language}");
        let output = command
            .args([&standard, "-fsyntax-only"])
            .arg(&source)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", text(&output));
    }
}
