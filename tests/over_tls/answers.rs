//! Tests verdicts, rejections, faults, and tokens of the wrong kind.

use entra_sim::{Fault, FaultKind};
use exomt::claims::{FindingCode, Verdict};
use exomt::credential::from_pem;
use exomt::error::ErrorCode;

use crate::*;

#[test]
fn every_tenant_gets_its_verdict() {
    let simulator = support::simulator();
    let app = app(&simulator, secret());
    for (tenant, verdict, finding) in [
        (
            "contoso.onmicrosoft.com",
            Verdict::Ready,
            FindingCode::DirectoryRolePresent,
        ),
        (
            "fabrikam.onmicrosoft.com",
            Verdict::NotReady,
            FindingCode::NoAppRole,
        ),
        (
            "tailspin.onmicrosoft.com",
            Verdict::Unknown,
            FindingCode::NoDirectoryRole,
        ),
        (
            "wingtip.onmicrosoft.com",
            Verdict::Warning,
            FindingCode::DirectoryRoleUnsupported,
        ),
        (
            "litware.onmicrosoft.com",
            Verdict::Unknown,
            FindingCode::NoDirectoryRole,
        ),
    ] {
        let event = token(&app, tenant).unwrap();
        assert_eq!(event.verdict, verdict, "{tenant}");
        let found = event.findings.iter().find(|one| one.code == finding);
        let found = found.unwrap_or_else(|| panic!("{tenant}: {:?}", event.findings));
        assert_eq!(found.fix.is_empty(), verdict == Verdict::Ready, "{tenant}");
    }
}

#[test]
fn every_rejection_has_its_code() {
    let simulator = support::simulator();
    let good = app(&simulator, secret());
    let code = |app: &Arc<App>, tenant: &str| token(app, tenant).unwrap_err().code;
    assert_eq!(code(&good, "northwind.com"), ErrorCode::ConsentMissing);
    assert_eq!(code(&good, "adatum.com"), ErrorCode::AppDisabled);
    assert_eq!(
        code(&good, "nobody.onmicrosoft.com"),
        ErrorCode::TenantNotFound
    );
    assert_eq!(code(&good, "not a tenant"), ErrorCode::InvalidTenant);
    let wrong = ClientSecret::new(SecretText::new("not-the-secret".to_owned())).unwrap();
    assert_eq!(
        code(&app(&simulator, Arc::new(wrong)), "contoso.com"),
        ErrorCode::ClientSecretRejected
    );
    let (crt, key) = (support::text("other.crt"), support::text("other.key"));
    let other = from_pem(crt.as_bytes(), Some(key.as_bytes()), None).unwrap();
    let error = token(&app(&simulator, Arc::new(other)), "contoso.com").unwrap_err();
    assert_eq!(
        (error.code, error.aadsts),
        (ErrorCode::CertificateRejected, Some(700_027))
    );
    assert!(
        error.correlation_id.is_some() && error.trace_id.is_some() && error.timestamp.is_some()
    );
}

#[test]
fn every_fault_becomes_an_error_with_a_code() {
    let simulator = support::simulator();
    let app = app(&simulator, secret());
    let error_for = |fault: Fault| {
        assert!(simulator.set_faults("contoso.com", vec![fault]));
        token(&app, "contoso.com").unwrap_err()
    };
    let html = error_for(Fault::new(FaultKind::Html));
    assert!(html.message.contains("text/html"), "{}", html.message);
    let escapes = error_for(Fault::new(FaultKind::Escapes));
    let shown = serde_json::to_string(&escapes).unwrap() + &escapes.message;
    assert!(
        !shown.contains(['\u{1b}', '\u{7}', '\u{202e}']) && !shown.contains("\\u001b"),
        "{shown}"
    );
    for (kind, code) in [
        (FaultKind::Status, ErrorCode::ServiceUnavailable),
        (FaultKind::Reset, ErrorCode::ConnectionLost),
        (FaultKind::HalfBody, ErrorCode::ConnectionLost),
        (FaultKind::Html, ErrorCode::UnexpectedResponse),
        (FaultKind::Redirect, ErrorCode::RedirectRefused),
        (FaultKind::Oversize, ErrorCode::ResponseTooLarge),
        (FaultKind::Empty404, ErrorCode::UnexpectedResponse),
        (FaultKind::NotAToken, ErrorCode::UnexpectedResponse),
        (FaultKind::WrongTenant, ErrorCode::TokenTenantMismatch),
        // These are last because a throttled tenant is not requested again for a while.
        (FaultKind::Json429, ErrorCode::Throttled),
        (FaultKind::Text429, ErrorCode::Throttled),
    ] {
        if kind == FaultKind::WrongTenant {
            // A mismatch needs a tenant id that an earlier token revealed.
            simulator.set_faults("contoso.com", Vec::new());
            token(&app, "contoso.com").unwrap();
        }
        let error = error_for(Fault::new(kind));
        assert_eq!(error.code, code, "{kind:?}: {}", error.message);
        assert!(!error.fix.is_empty(), "{kind:?}");
    }
    assert!(simulator.set_faults(
        "tailspin.com",
        vec![Fault {
            retry_after: Some("17".to_owned()),
            ..Fault::new(FaultKind::Text429)
        }]
    ));
    let busy = token(&app, "tailspin.com").unwrap_err();
    assert_eq!(busy.retry_after_seconds, Some(17));
}

#[test]
fn tokens_of_the_wrong_kind_are_not_ready() {
    let simulator = support::simulator();
    let app = app(&simulator, secret());
    for (kind, code) in [
        (FaultKind::Unsigned, FindingCode::TokenUnsigned),
        (FaultKind::Delegated, FindingCode::DelegatedToken),
        (FaultKind::WrongAudience, FindingCode::AudienceMismatch),
        (FaultKind::WrongApp, FindingCode::AppIdMismatch),
        (FaultKind::Expired, FindingCode::TokenExpired),
    ] {
        assert!(simulator.set_faults("contoso.com", vec![Fault::new(kind)]));
        let event = token(&app, "contoso.com").unwrap();
        assert_eq!(event.verdict, Verdict::NotReady, "{kind:?}");
        assert!(
            event.findings.iter().any(|finding| finding.code == code),
            "{kind:?}"
        );
    }
}
