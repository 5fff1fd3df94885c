use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::*;
use crate::cloud::Cloud;
use crate::guid::parse_app_id;
use crate::resource::Resource;
use crate::tenant::Tenant;

const TENANT: &str = "11111111-2222-3333-4444-555555555555";
const APP: &str = "ae11b22c-0000-4000-8000-000000000001";
const PSEUDO: &str = "0997a1d0-0d1d-4acb-b408-d5ca73121e90";
const EXCHANGE_ADMIN: &str = "29232cdf-9323-42fd-ade2-1d097af3e4de";
const USER_ADMIN: &str = "fe930be7-5e62-47db-91af-98c3a49a38b1";
const NOW: i64 = 1_800_000_000;

fn valid_claims() -> Value {
    json!({
        "aud": "https://outlook.office365.com", "iss": format!("https://sts.windows.net/{TENANT}/"),
        "iat": NOW - 60, "nbf": NOW - 60, "exp": NOW + 3600, "appid": APP, "appidacr": "2",
        "idtyp": "app", "oid": "9f0e2b7a-0000-4000-8000-00000000abcd", "tid": TENANT,
        "roles": ["Exchange.ManageAsApp"], "wids": [PSEUDO, EXCHANGE_ADMIN], "uti": "u", "ver": "1.0"
    })
}

fn encode(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!(
        "{}.{}.c2lnbmF0dXJl",
        part(&json!({"alg": "RS256", "kid": "k"})),
        part(claims)
    )
}

fn checked(claims: &Value, tenant: &str, resource: Option<&str>) -> Check {
    let tenant = Tenant::parse(tenant).expect("tenant");
    let resource = resource.map(|text| Resource::parse(text).expect("resource"));
    let token = Token::decode(&encode(claims)).expect("token");
    check(
        &token,
        &Expectations {
            cloud: Cloud::worldwide().expect("cloud"),
            known_tenant_id: tenant.id(),
            tenant: Some(&tenant),
            app_id: parse_app_id(APP).ok(),
            resource: resource.as_ref(),
            now: OffsetDateTime::from_unix_timestamp(NOW).expect("time"),
        },
    )
}

fn with(change: impl FnOnce(&mut Value)) -> Value {
    let mut claims = valid_claims();
    change(&mut claims);
    claims
}

#[test]
fn permission_and_role_decide_the_verdict() {
    let rows = [
        (
            json!(["Exchange.ManageAsApp"]),
            json!([PSEUDO, EXCHANGE_ADMIN]),
            Verdict::Ready,
            FindingCode::DirectoryRolePresent,
        ),
        (
            json!(["Exchange.ManageAsApp"]),
            json!([PSEUDO, USER_ADMIN]),
            Verdict::Warning,
            FindingCode::DirectoryRoleUnsupported,
        ),
        (
            json!(["Exchange.ManageAsApp"]),
            json!([PSEUDO]),
            Verdict::Unknown,
            FindingCode::NoDirectoryRole,
        ),
        (
            json!(["Exchange.ManageAsApp"]),
            Value::Null,
            Verdict::Unknown,
            FindingCode::NoDirectoryRole,
        ),
        (
            json!(["Exchange.ManageAsApp"]),
            json!(["11111111-0000-0000-0000-000000000000"]),
            Verdict::Unknown,
            FindingCode::DirectoryRoleUnknown,
        ),
        (
            json!([]),
            json!([EXCHANGE_ADMIN]),
            Verdict::NotReady,
            FindingCode::NoAppRole,
        ),
        (
            json!(["Mail.Read"]),
            json!([EXCHANGE_ADMIN]),
            Verdict::NotReady,
            FindingCode::AppRoleMissing,
        ),
        (
            json!(["full_access_as_app"]),
            json!([EXCHANGE_ADMIN]),
            Verdict::NotReady,
            FindingCode::OnlyEwsRole,
        ),
        (
            json!(["Exchange.ManageAsAppV2"]),
            json!([EXCHANGE_ADMIN]),
            Verdict::NotReady,
            FindingCode::OnlyAdminApiRole,
        ),
    ];
    for (roles, wids, verdict, code) in rows {
        let claims = with(|claims| {
            claims["roles"] = roles.clone();
            claims["wids"] = wids.clone();
        });
        let check = checked(&claims, TENANT, Some("Exchange"));
        assert_eq!(check.verdict, verdict, "{roles} {wids}");
        assert!(
            check.findings.iter().any(|finding| finding.code == code),
            "{code:?}"
        );
        let worst = &check.findings[0];
        assert!(verdict == Verdict::Ready || (!worst.fix.is_empty() && worst.fixed_by.is_some()));
    }
}

#[test]
fn compliance_supports_five_roles() {
    let claims = |role: &str| {
        with(|claims| {
            claims["aud"] = json!("https://ps.compliance.protection.outlook.com");
            claims["wids"] = json!([role]);
        })
    };
    assert_eq!(
        checked(&claims(EXCHANGE_ADMIN), TENANT, Some("Compliance")).verdict,
        Verdict::Warning
    );
    let admin = "17315797-102d-40b4-93e0-432062caca18";
    assert_eq!(
        checked(&claims(admin), TENANT, Some("Compliance")).verdict,
        Verdict::Ready
    );
    assert_eq!(
        checked(&claims(admin), TENANT, None).verdict,
        Verdict::Ready
    );
}

#[test]
fn graph_and_other_scopes_need_a_permission_only() {
    let graph = |roles: Value| {
        with(|claims| {
            claims["aud"] = json!("https://graph.microsoft.com");
            claims["roles"] = roles;
            claims["wids"] = Value::Null;
        })
    };
    assert_eq!(
        checked(&graph(json!(["User.Read.All"])), TENANT, Some("Graph")).verdict,
        Verdict::Ready
    );
    assert_eq!(
        checked(&graph(json!([])), TENANT, Some("Graph")).verdict,
        Verdict::NotReady
    );
    let own = with(|claims| {
        claims["aud"] = json!("api://own");
        claims["roles"] = json!([]);
    });
    assert_eq!(
        checked(&own, TENANT, Some("api://own")).verdict,
        Verdict::Unknown
    );
    assert_eq!(checked(&own, TENANT, None).verdict, Verdict::Warning);
}

#[test]
fn one_wrong_claim_is_enough_for_not_ready() {
    type Change = fn(&mut Value);
    let rows: [(FindingCode, Change); 15] = [
        (FindingCode::TokenExpired, |c| c["exp"] = json!(NOW - 1)),
        (FindingCode::TokenExpired, |c| {
            c["exp"] = json!((NOW - 1).to_string())
        }),
        (FindingCode::LifetimeUnknown, |c| c["exp"] = json!({"a": 1})),
        (FindingCode::TokenNotYetValid, |c| {
            c["nbf"] = json!(NOW + 301)
        }),
        (FindingCode::TenantMismatch, |c| {
            c["tid"] = json!("99999999-2222-3333-4444-555555555555")
        }),
        (FindingCode::TenantMissing, |c| c["tid"] = json!(5)),
        (FindingCode::IssuerMismatch, |c| {
            c["iss"] = json!("https://sts.windows.net/99999999-2222-3333-4444-555555555555/")
        }),
        (FindingCode::IssuerMismatch, |c| {
            c["iss"] = json!(format!("http://sts.windows.net/{TENANT}/"))
        }),
        (FindingCode::AudienceMismatch, |c| {
            c["aud"] = json!("https://graph.microsoft.com")
        }),
        (FindingCode::AudienceMissing, |c| c["aud"] = Value::Null),
        (FindingCode::AppIdMismatch, |c| c["appid"] = json!(TENANT)),
        (FindingCode::AppIdMissing, |c| c["appid"] = Value::Null),
        (FindingCode::DelegatedToken, |c| {
            c["scp"] = json!("Exchange.Manage")
        }),
        (FindingCode::DelegatedToken, |c| c["idtyp"] = json!("user")),
        (FindingCode::PublicClient, |c| c["appidacr"] = json!("0")),
    ];
    for (code, change) in rows {
        let check = checked(&with(change), TENANT, Some("Exchange"));
        assert_eq!(check.verdict, Verdict::NotReady, "{code:?}");
        let errors: Vec<FindingCode> = check
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.code)
            .collect();
        assert!(errors.contains(&code), "{code:?} in {errors:?}");
    }
    assert_eq!(
        checked(&valid_claims(), TENANT, Some("Exchange")).verdict,
        Verdict::Ready
    );
}

#[test]
fn claims_are_compared_without_regard_to_their_form() {
    for audience in [
        "https://outlook.office365.com/",
        "00000002-0000-0ff1-ce00-000000000000",
    ] {
        let claims = with(|claims| claims["aud"] = json!([audience]));
        assert_eq!(
            checked(&claims, TENANT, Some("Exchange")).verdict,
            Verdict::Ready
        );
    }
    let v2 = with(|claims| {
        claims["ver"] = json!("2.0");
        claims["iss"] = json!(format!("https://login.microsoftonline.com/{TENANT}/v2.0"));
        claims["azp"] = claims["appid"].take();
        claims["azpacr"] = claims["appidacr"].take();
    });
    assert_eq!(
        checked(&v2, TENANT, Some("Exchange")).verdict,
        Verdict::Ready
    );
}

#[test]
fn a_domain_keeps_the_tenant_id_of_its_first_token() {
    let learned = checked(&valid_claims(), "contoso.com", Some("Exchange"));
    assert_eq!(learned.verdict, Verdict::Ready);
    assert!(
        learned
            .findings
            .iter()
            .any(|finding| finding.code == FindingCode::TenantLearned)
    );

    let tenant = Tenant::parse("contoso.com").expect("domain");
    let token = Token::decode(&encode(&valid_claims())).expect("token");
    let changed = check(
        &token,
        &Expectations {
            cloud: Cloud::worldwide().expect("cloud"),
            known_tenant_id: Some(Uuid::from_u128(7)),
            tenant: Some(&tenant),
            app_id: None,
            resource: None,
            now: OffsetDateTime::from_unix_timestamp(NOW).expect("time"),
        },
    );
    assert_eq!(changed.findings[0].code, FindingCode::TenantChanged);
}

#[test]
fn a_token_about_to_expire_is_a_warning_and_another_cloud_is_named() {
    let soon = with(|claims| claims["exp"] = json!(NOW + 200));
    assert_eq!(
        checked(&soon, TENANT, Some("Exchange")).verdict,
        Verdict::Warning
    );
    let other = with(|claims| claims["aud"] = json!("https://outlook.office365.us"));
    let check = checked(&other, TENANT, Some("Exchange"));
    assert!(
        check.findings[0].message.contains("GCCHigh"),
        "{}",
        check.findings[0].message
    );
    // The result is the same without an expected resource.
    let check = checked(&other, TENANT, None);
    assert_eq!(check.verdict, Verdict::NotReady);
    assert_eq!(check.findings[0].code, FindingCode::AudienceMismatch);
}

#[test]
fn a_token_by_rfc_9068_for_another_scope_is_unknown() {
    let rfc = json!({
        "iss": "https://issuer.example", "sub": APP, "client_id": APP,
        "aud": "https://api.example", "iat": NOW - 10, "exp": NOW + 3600, "jti": "j",
        "scope": "read"
    });
    let check = checked(&rfc, TENANT, Some("https://api.example/.default"));
    assert_eq!(check.verdict, Verdict::Unknown, "{:?}", check.findings);
    let other = json!({
        "iss": "https://issuer.example", "client_id": TENANT,
        "aud": "https://api.example", "exp": NOW + 3600
    });
    let check = checked(&other, TENANT, Some("https://api.example/.default"));
    assert_eq!(check.verdict, Verdict::NotReady, "the token of another app");
    // Exchange requires the tenant id.
    let exchange = with(|claims| {
        claims.as_object_mut().expect("object").remove("tid");
    });
    assert_eq!(
        checked(&exchange, TENANT, Some("Exchange")).verdict,
        Verdict::NotReady
    );
}

#[test]
fn hostile_claims_are_cleaned_and_never_panic() {
    let hostile = with(|claims| {
        claims["aud"] = json!("x\u{1b}[31m\u{202e}y");
        claims["roles"] = json!({"a": [1, null]});
        claims["wids"] = json!([1, null, "\u{7}", {"a": "b"}]);
        claims["oid"] = json!("o\n\u{1b}]0;t");
        claims["iss"] = json!("https://");
        claims["exp"] = json!(9.9e300);
    });
    let check = checked(&hostile, TENANT, Some("Exchange"));
    let token = Token::decode(&encode(&hostile)).expect("token");
    let shown = format!(
        "{:?}{:?}",
        check,
        describe(&token, Cloud::worldwide().expect("cloud"))
    );
    assert!(
        !shown.contains("\\u{1b}") && !shown.contains("\\u{7}") && !shown.contains("\\u{202e}")
    );
    assert!(!shown.contains("c2lnbmF0dXJl"));
}
