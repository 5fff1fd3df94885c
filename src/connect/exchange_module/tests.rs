use serde_json::{Value, json};

use super::*;

fn select(options: Value) -> Result<ExchangeModule> {
    ExchangeModule::select(&serde_json::from_value(options).expect("options"))
}

#[test]
fn the_newest_version_that_works_here_is_chosen() {
    for (installed, powershell, resource, expected) in [
        (
            vec!["3.0.0", "3.9.2", "3.10.1"],
            "7.6.1",
            "Exchange",
            "3.10.1",
        ),
        (
            vec!["3.10.1", "3.9.2", "3.4.0"],
            "7.5.3",
            "Exchange",
            "3.9.2",
        ),
        (vec!["3.9.2", "3.10.1"], "7.4.0", "Exchange", "3.9.2"),
        (
            vec!["3.4.0", "3.9.2", "3.10.1"],
            "7.2.9",
            "Exchange",
            "3.4.0",
        ),
        (vec!["3.4.0", "3.8.0"], "7.4.0", "Compliance", "3.8.0"),
        (vec!["3.1.0"], "7.6.0", "Exchange", "3.1.0"),
    ] {
        let found = select(json!({
            "installed": installed,
            "powershellVersion": powershell,
            "resource": resource,
            "isWindows": true,
        }));
        assert_eq!(found.expect("one fits").version, expected);
    }
}

#[test]
fn windows_powershell_has_no_requirement() {
    let found = select(json!({
        "installed": ["3.9.2", "3.10.1"],
        "powershellVersion": "5.1.19041",
        "powershellEdition": "Desktop",
    }));
    let found = found.expect("fits");
    assert_eq!(
        (&*found.version, found.command),
        ("3.10.1", "Connect-ExchangeOnline")
    );
    let old = select(json!({
        "installed": ["3.0.9"],
        "powershellVersion": "5.1.19041",
        "powershellEdition": "Desktop",
    }));
    assert_eq!(old.expect_err("too old").code(), ErrorCode::ModuleTooOld);
}

#[test]
fn an_unusable_version_is_named_with_the_version_to_install() {
    for (installed, powershell, resource, code, message, fix) in [
        (
            vec!["3.0.0"],
            "7.6.0",
            "Exchange",
            ErrorCode::ModuleTooOld,
            "ExchangeOnlineManagement 3.0.0 is too old: its Connect-ExchangeOnline accepts a token since 3.1.0.",
            "-MinimumVersion 3.1.0",
        ),
        (
            vec!["3.7.2"],
            "7.6.0",
            "Compliance",
            ErrorCode::ModuleTooOld,
            "Connect-IPPSSession accepts a token since 3.8.0",
            "-MinimumVersion 3.8.0",
        ),
        (
            vec!["3.10.1"],
            "7.5.9",
            "Exchange",
            ErrorCode::PowerShellTooOld,
            "needs PowerShell 7.6; this is 7.5.9.",
            "-RequiredVersion 3.9.2",
        ),
        (
            vec!["3.9.2"],
            "7.3.0",
            "Exchange",
            ErrorCode::PowerShellTooOld,
            "needs PowerShell 7.4",
            "-RequiredVersion 3.4.0",
        ),
        (
            vec!["3.0.0", "3.10.1"],
            "7.4.0",
            "Exchange",
            ErrorCode::PowerShellTooOld,
            "3.10.1",
            "3.9.2",
        ),
        (
            vec![],
            "7.6.0",
            "Exchange",
            ErrorCode::ModuleMissing,
            "is not installed",
            "-MinimumVersion 3.1.0",
        ),
        (
            vec![],
            "7.6.0",
            "Compliance",
            ErrorCode::ModuleMissing,
            "is not installed",
            "-MinimumVersion 3.8.0",
        ),
    ] {
        let error = select(json!({
            "installed": installed,
            "powershellVersion": powershell,
            "powershellEdition": "Core",
            "resource": resource,
            "isWindows": true,
        }));
        let error = error.expect_err("none fits");
        assert_eq!(error.code(), code);
        assert!(error.to_string().contains(message), "{error}");
        assert!(error.report().fix.contains(fix), "{}", error.report().fix);
    }
}

#[test]
fn an_older_module_is_only_offered_if_it_accepts_a_token() {
    let error = select(json!({
        "installed": ["3.9.2"],
        "powershellVersion": "7.3.0",
        "resource": "Compliance",
        "isWindows": true,
    }));
    let error = error.expect_err("none fits");
    let fix = &error.report().fix;
    assert!(fix.ends_with("5.1."), "{fix}");
}

#[test]
fn the_loaded_version_is_checked_even_if_another_works() {
    let session = |loaded: &str, installed: &[&str], powershell: &str| {
        select(json!({
            "loaded": loaded,
            "installed": installed,
            "powershellVersion": powershell,
        }))
    };
    let found = session("3.4.0", &["3.4.0", "3.9.2"], "7.6.0");
    assert_eq!(found.expect("fits").version, "3.4.0");
    for (loaded, powershell, code) in [
        ("3.10.1", "7.5.0", ErrorCode::PowerShellTooOld),
        ("3.0.0", "7.6.0", ErrorCode::ModuleTooOld),
    ] {
        let error = session(loaded, &[loaded, "3.9.2"], powershell);
        let error = error.expect_err("does not fit");
        assert_eq!(error.code(), code);
        assert!(
            error
                .to_string()
                .contains("loaded in this session, so 3.9.2")
        );
        assert!(error.report().fix.contains("Start a new PowerShell"));
    }
    let error = session("3.0.0", &["3.0.0"], "7.6.0").expect_err("too old");
    assert!(error.report().fix.contains("Install-Module"));
}

#[test]
fn compliance_needs_windows() {
    let session = json!({"resource": "Compliance", "installed": ["3.9.2"], "powershellVersion": "7.6.0", "isWindows": false});
    let error = select(session).expect_err("Linux");
    assert_eq!(error.code(), ErrorCode::ComplianceUnavailable);
    assert!(error.to_string().contains("Linux"));
}
