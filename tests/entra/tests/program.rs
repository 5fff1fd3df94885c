//! The program, its configuration file and the schema of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

mod support;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use entra_sim::Config;
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
fn what_the_simulator_writes_fits_the_schema() {
    let schema = jsonschema::validator_for(&read("config.schema.json")).unwrap();
    let mut config = serde_json::to_value(support::config(&support::Pair::make())).unwrap();
    // Absent and null mean the same to the reader; the schema knows absent only.
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
fn schema_and_reader_refuse_the_same_mistakes() {
    let schema = jsonschema::validator_for(&read("config.schema.json")).unwrap();
    for mistake in [
        json!({"tenant": []}),
        json!({"tenants": [{}]}),
        json!({"tenants": [{"id": "contoso"}]}),
        json!({"apps": [{"appId": support::APP, "secret": "x"}]}),
        json!({"tenants": [{"id": support::APP, "faults": [{"kind": "strange"}]}]}),
        json!({"strictJti": "yes"}),
    ] {
        assert!(!schema.is_valid(&mistake), "schema takes {mistake}");
        assert!(
            serde_json::from_value::<Config>(mistake.clone()).is_err(),
            "reader takes {mistake}"
        );
    }
}

#[test]
fn it_says_where_it_listens_and_ends_with_its_input() {
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
    let mut child = Command::new(env!("CARGO_BIN_EXE_entra-sim"))
        .arg("--config")
        .arg(&config)
        .args(["--port", "0", "--until-stdin-closes", "--ready-file"])
        .arg(&ready)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while !ready.exists() {
        assert!(Instant::now() < deadline);
        std::thread::sleep(Duration::from_millis(10));
    }
    let line: Value = serde_json::from_str(&std::fs::read_to_string(&ready).unwrap()).unwrap();
    assert!(
        line["authority"]
            .as_str()
            .unwrap()
            .starts_with("https://localhost:")
    );
    assert_eq!(line["pid"], child.id());
    let ca = std::fs::read_to_string(line["caFile"].as_str().unwrap()).unwrap();
    assert!(ca.starts_with("-----BEGIN CERTIFICATE-----"));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
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
