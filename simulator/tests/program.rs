//! Tests the program, its configuration file and the schema.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use entra_sim::{Cloud, Config};
use serde_json::{Value, json};

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder().join(name)).unwrap()).unwrap()
}

#[test]
fn the_example_fits_the_schema_and_loads() {
    let schema = jsonschema::validator_for(&read("config.schema.json")).unwrap();
    let example = read("example.json");
    let faults: Vec<String> = schema
        .iter_errors(&example)
        .map(|error| error.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    let config = Config::load(&folder().join("example.json")).unwrap();
    assert!(config.tenants.len() >= 5);
}

#[test]
fn the_schema_has_every_cloud() {
    let schema = read("config.schema.json");
    let named = schema["$defs"]["tenant"]["properties"]["cloud"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| Cloud::named(name.as_str().unwrap()));
    let known: Vec<_> = Cloud::all().map(Some).collect();
    assert_eq!(named.collect::<Vec<_>>(), known);
}

#[test]
fn a_serialized_configuration_fits_the_schema() {
    let schema = jsonschema::validator_for(&read("config.schema.json")).unwrap();
    let mut config = serde_json::to_value(support::config(&support::Pair::make())).unwrap();
    // The simulator treats null like an absent member; the schema doesn't allow null.
    strip_nulls(&mut config);
    let faults: Vec<String> = schema
        .iter_errors(&config)
        .map(|error| error.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
}

fn strip_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(strip_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_nulls),
        _ => {}
    }
}

#[test]
fn schema_and_simulator_refuse_the_same_mistakes() {
    let schema = jsonschema::validator_for(&read("config.schema.json")).unwrap();
    for mistake in [
        json!({"tenant": []}),
        json!({"tenants": [{}]}),
        json!({"tenants": [{"id": "contoso"}]}),
        json!({"apps": [{"appId": support::APP, "secret": "x"}]}),
        json!({"tenants": [{"id": support::APP, "faults": [{"kind": "strange"}]}]}),
        json!({"tenants": [{"id": support::APP, "faults": [{"kind": "empty403"}]}]}),
        json!({"tenants": [{"id": support::APP, "mailboxes": [{"name": "adele"}]}]}),
        json!({"exchangeAddress": "outlook.example"}),
        json!({"strictJti": "yes"}),
        json!({"tenants": [{"id": support::APP, "cloud": "Mars"}]}),
        json!({"tenants": [{"id": support::APP, "consent": "ponders"}]}),
        json!({"tenants": [{"id": support::APP, "exchangeFaults": [{"kind": "aadsts"}]}]}),
        json!({"tenants": [{"id": support::APP, "acceptedDomains": [{"initialDomain": true}]}]}),
        json!({"apps": [{"appId": support::APP, "redirectUris": "https://x.example"}]}),
    ] {
        assert!(!schema.is_valid(&mistake), "schema takes {mistake}");
        assert!(
            serde_json::from_value::<Config>(mistake.clone()).is_err(),
            "reader takes {mistake}"
        );
    }
}

/// A running program that listens.
struct Running {
    child: Child,
    ready: PathBuf,
    ca: PathBuf,
    line: Value,
    _folder: tempfile::TempDir,
}

/// Starts the program. `before` is a command that runs it, if not empty.
fn start(before: &[&str], arguments: &[&str]) -> Running {
    let pair = support::Pair::make();
    let folder = tempfile::tempdir().unwrap();
    let (config, ready) = (
        folder.path().join("config.json"),
        folder.path().join("ready.json"),
    );
    std::fs::copy(pair.certificate(), folder.path().join("app.crt")).unwrap();
    std::fs::write(
        &config,
        json!({"apps": [{"appId": support::APP, "certificates": [{"pemFile": "app.crt"}]}]})
            .to_string(),
    )
    .unwrap();
    let words = [before, &[env!("CARGO_BIN_EXE_entra-sim")]].concat();
    let child = Command::new(words[0])
        .args(&words[1..])
        .arg("--config")
        .arg(&config)
        .args(["--port", "0", "--ready-file"])
        .arg(&ready)
        .args(arguments)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while !ready.exists() {
        assert!(Instant::now() < deadline);
        std::thread::sleep(Duration::from_millis(10));
    }
    let line: Value = serde_json::from_str(&std::fs::read_to_string(&ready).unwrap()).unwrap();
    let ca = PathBuf::from(line["caFile"].as_str().unwrap());
    Running {
        child,
        ready,
        ca,
        line,
        _folder: folder,
    }
}

impl Running {
    /// Waits for the program to exit. Asserts that it succeeds and leaves no files behind.
    fn assert_clean_exit(mut self) {
        let deadline = Instant::now() + Duration::from_secs(10);
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if Instant::now() > deadline {
                self.child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        assert!(status.success(), "{status}");
        assert!(!self.ready.exists(), "the ready file is left");
        let folder = self.ca.parent().unwrap();
        assert!(!folder.exists(), "{} is left", folder.display());
    }
}

#[test]
fn the_program_writes_its_address_and_ends_with_its_input() {
    let mut running = start(&[], &["--until-stdin-closes"]);
    assert!(
        running.line["authority"]
            .as_str()
            .unwrap()
            .starts_with("https://localhost:")
    );
    assert_eq!(running.line["pid"], running.child.id());
    let ca = std::fs::read_to_string(&running.ca).unwrap();
    assert!(ca.starts_with("-----BEGIN CERTIFICATE-----"));
    drop(running.child.stdin.take());
    running.assert_clean_exit();
}

/// Returns whether this process may listen on the port of the Exchange side.
fn can_listen_on_443() -> bool {
    match std::net::TcpListener::bind(("127.0.0.1", 443)) {
        Err(error) => error.kind() != std::io::ErrorKind::PermissionDenied,
        Ok(_) => true,
    }
}

#[test]
fn the_exchange_address_is_reported_or_refused_with_the_reason() {
    // Derived from the process id, so that parallel test runs don't use the same address.
    let id = std::process::id();
    let address = format!("127.{}.{}.{}", 1 + id % 250, 1 + id / 250 % 250, 77);
    if can_listen_on_443() {
        let mut running = start(
            &[],
            &["--until-stdin-closes", "--exchange-address", &address],
        );
        assert_eq!(running.line["exchangeUri"], format!("https://{address}"));
        assert!(std::net::TcpListener::bind((address.as_str(), 443)).is_err());
        drop(running.child.stdin.take());
        running.assert_clean_exit();
    }
    let refused = |address: &str, before: &[&str]| {
        let words = [before, &[env!("CARGO_BIN_EXE_entra-sim")]].concat();
        let output = Command::new(words[0])
            .args(&words[1..])
            .args(["--config"])
            .arg(folder().join("example.json"))
            .args(["--exchange-address", address])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused("192.0.2.1", &[]).contains("use a loopback address"));
    assert!(refused("outlook.example", &[]).contains("--exchange-address outlook.example"));
    if cfg!(target_os = "linux") && can_listen_on_443() {
        let taken = std::net::TcpListener::bind((address.as_str(), 443)).unwrap();
        assert!(refused(&address, &[]).contains("Use another address"));
        drop(taken);
        // Runs as root, but without the capability to open a privileged port.
        let without = ["setpriv", "--bounding-set", "-net_bind_service"];
        let said = refused(&address, &without);
        assert!(said.contains("Only root can listen there"), "{said}");
    } else if cfg!(target_os = "linux") {
        assert!(refused(&address, &[]).contains("Only root can listen there"));
    }
}

#[test]
fn help_describes_each_option() {
    let output = Command::new(env!("CARGO_BIN_EXE_entra-sim"))
        .arg("--help")
        .output()
        .unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let usage = text.lines().next().unwrap();
    let options: Vec<&str> = usage
        .split_whitespace()
        .map(|word| word.trim_matches(['[', ']']))
        .filter(|word| word.starts_with("--"))
        .collect();
    assert_eq!(options.len(), 5, "{usage}");
    for option in options {
        assert!(text.contains(&format!("\n  {option}")), "{option}");
    }
}

#[test]
fn the_program_continues_after_its_input_closes_by_default() {
    let mut running = start(&[], &[]);
    drop(running.child.stdin.take());
    std::thread::sleep(Duration::from_millis(300));
    assert!(running.child.try_wait().unwrap().is_none());
    running.child.kill().unwrap();
    running.child.wait().unwrap();
    let _ = std::fs::remove_dir_all(running.ca.parent().unwrap());
}

#[cfg(unix)]
#[test]
fn signals_end_the_program_and_no_files_are_left() {
    for signal in ["-TERM", "-INT"] {
        for arguments in [&[][..], &["--until-stdin-closes"]] {
            let running = start(&[], arguments);
            let id = running.child.id().to_string();
            let sent = Command::new("kill").args([signal, &id]).status().unwrap();
            assert!(sent.success());
            running.assert_clean_exit();
        }
    }
}

#[test]
fn the_ready_file_of_another_process_stays() {
    let mut running = start(&[], &["--until-stdin-closes"]);
    std::fs::write(&running.ready, "another's").unwrap();
    drop(running.child.stdin.take());
    assert!(running.child.wait().unwrap().success());
    assert_eq!(
        std::fs::read_to_string(&running.ready).unwrap(),
        "another's"
    );
}

/// Returns the CPU time of a process in clock ticks.
#[cfg(target_os = "linux")]
fn ticks(id: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    let (_, rest) = stat.rsplit_once(')').unwrap();
    let fields: Vec<&str> = rest.split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn without_file_descriptors_the_program_waits_and_recovers() {
    let few = ["sh", "-c", "ulimit -n 40 && exec \"$0\" \"$@\""];
    let mut running = start(&few, &["--until-stdin-closes"]);
    let authority = running.line["authority"].as_str().unwrap();
    let port: u16 = authority.rsplit(':').next().unwrap().parse().unwrap();
    let connect = || std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    let many: Vec<_> = (0..80).map(|_| connect()).collect();
    let before = ticks(running.child.id());
    std::thread::sleep(Duration::from_secs(1));
    let used = ticks(running.child.id()) - before;
    assert!(used < 20, "{used} ticks in a second of nothing");

    drop(many);
    let deadline = Instant::now() + Duration::from_secs(10);
    let open = || std::fs::read_dir(format!("/proc/{}/fd", running.child.id())).unwrap();
    while open().count() > 20 {
        assert!(Instant::now() < deadline, "connections are kept");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(running.child.stdin.take());
    running.assert_clean_exit();
}

#[test]
fn faulty_arguments_and_files_are_named() {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_entra-sim"))
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(run(&[]).contains("usage"));
    assert!(run(&["--config", "/no/such/file.json"]).contains("/no/such/file.json"));
    assert!(run(&["--config", "x", "--port", "ninety"]).contains("ninety"));
    assert!(run(&["--shiny"]).contains("--shiny"));
}
