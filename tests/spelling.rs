//! Tests messages in the spelling of two hosts: the C header and PowerShell.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests"
)]

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use exomt::Cloud;
use exomt::Resource;
use exomt::claims::Token;
use exomt::error::{Aadsts, ErrorCode};
use exomt::explain::explain;
use exomt::ffi::exomt_library_set_spelling;
use exomt::spelling::Name;

/// Returns the spelling that the PowerShell module sets.
fn powershell() -> HashMap<String, String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("powershell/ExoMt/Private/native/Get-NativeSpelling.ps1");
    let text = fs::read_to_string(file).unwrap();
    let json = &text[text.find("'{").expect("a literal") + 1..=text.rfind("}'").expect("its end")];
    serde_json::from_str(json).expect("JSON")
}

fn set(names: &str) -> i32 {
    // SAFETY: the text is readable for its length; a null error is allowed.
    unsafe { exomt_library_set_spelling(names.as_ptr(), names.len(), std::ptr::null_mut()) }
}

/// Returns texts of every kind that names options or commands.
fn messages() -> Vec<String> {
    let mut texts = Vec::new();
    let error_text = |error: exomt::error::Error| format!("{error} {}", error.report().fix);
    for name in ["O365GermanyCloud", "nowhere"] {
        texts.push(error_text(Cloud::parse(name).unwrap_err()));
    }
    let singapore = Cloud::parse("GovSG").unwrap();
    texts.push(error_text(
        Resource::Compliance.check_in(singapore).unwrap_err(),
    ));
    texts.push(error_text(exomt::error::Error::internal("x")));
    for row in Aadsts::all() {
        texts.extend(
            explain(&row.code.to_string())
                .into_iter()
                .map(|one| one.fix),
        );
    }
    texts.extend(explain("").into_iter().map(|one| one.fix));
    // Every rule, found by its own parts.
    let rules: serde_json::Value =
        serde_json::from_str(include_str!("../src/data/explanations.json")).unwrap();
    for rule in rules["explanations"].as_array().unwrap() {
        let words: Vec<&str> = rule["match"][0]
            .as_array()
            .unwrap()
            .iter()
            .map(|word| word.as_str().unwrap())
            .collect();
        for one in explain(&words.join(" ")) {
            texts.push(format!("{} {}", one.meaning, one.fix));
        }
    }
    texts.push(serde_json::to_string(Cloud::all()).unwrap());
    assert!(texts.len() > 450);
    texts
}

fn has_marker(text: &str) -> Option<&'static str> {
    let mut keys = Name::ALL.iter().map(|name| name.key);
    keys.find(|key| text.contains(&format!("{{{key}}}")))
}

// All in one test, because the spelling applies to the whole process.
#[test]
fn a_message_has_the_spelling_of_its_host_and_never_a_marker() {
    let own = powershell();
    for name in Name::ALL {
        let spelled = own.get(name.key).unwrap_or_else(|| panic!("{}", name.key));
        let is_command = name.key.starts_with("command:");
        assert_eq!(spelled.starts_with('-'), !is_command, "{spelled}");
    }
    assert_eq!(own.len(), Name::ALL.len());

    let neutral = messages();
    let all = neutral.join("\n");
    for spelled in own.values() {
        assert!(!all.contains(&format!("{spelled})")), "{spelled}");
    }
    assert!(all.contains("name it in connectionUri"), "{all}");
    assert!(all.contains("Get a new token (exomt_token_acquire)"));

    assert_eq!(set(&serde_json::to_string(&own).unwrap()), 0);
    let spelled = messages();
    let all = spelled.join("\n");
    assert!(all.contains("name it in -ConnectionUri"));
    assert!(all.contains("Get a new token (Get-ExoMtToken)"));
    assert!(all.contains("find the tenant's cloud with Resolve-ExoMtTenant"));
    assert!(all.contains("the versions that Get-Module ExoMt shows"));
    assert!(!all.contains("exomt_"), "a default is left");
    assert_eq!(neutral.len(), spelled.len());
    for text in neutral.iter().chain(&spelled) {
        assert_eq!(has_marker(text), None, "{text}");
    }

    // An error text repeats the caller's input unchanged, including braces.
    let error = Cloud::parse("{environment}").unwrap_err();
    assert!(error.to_string().contains("'{environment}'"), "{error}");
    assert!(Token::decode("{environment}").is_err());

    let unknown = ErrorCode::InvalidOptions.number();
    assert_eq!(set(r#"{"enviroment":"-Environment"}"#), unknown);
    assert_eq!(set("[]"), unknown);
    assert!(
        Cloud::parse("O365GermanyCloud")
            .unwrap_err()
            .report()
            .fix
            .contains("Resolve-ExoMt")
    );

    assert_eq!(set(r#"{"command:resolveTenant":"exo resolve"}"#), 0);
    let error = Cloud::parse("O365GermanyCloud").unwrap_err();
    assert!(error.report().fix.contains("cloud with exo resolve."));
    assert_eq!(set("{}"), 0);
    let error = Cloud::parse("O365GermanyCloud").unwrap_err();
    assert!(error.report().fix.contains("exomt_tenant_resolve"));
}
