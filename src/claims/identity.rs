//! Checks who a token is for: times, tenant, issuer, audience and app.

use time::Duration;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::claim_set::APP_ID_CLAIMS;
use super::finding::{Finding, FindingCode, Severity};
use super::{ClaimSet, Expectations, Token};
use crate::error::FixedBy;
use crate::resource::Resource;
use crate::spelling::{ACQUIRE_TOKEN, ENVIRONMENT, RESOURCE};
use crate::tenant::Tenant;

/// The clock difference that Entra itself allows.
const MAX_CLOCK_SKEW: Duration = Duration::minutes(5);
/// MSAL stops using a token this long before its expiry.
const EXPIRY_MARGIN: Duration = Duration::minutes(5);

fn new_token() -> String {
    format!("Get a new token ({ACQUIRE_TOKEN}).")
}

pub(super) fn check(token: &Token, expected: &Expectations<'_>, out: &mut Vec<Finding>) {
    if !token.is_signed() {
        out.push(
            Finding::error(
                FindingCode::TokenUnsigned,
                "alg",
                "The token is not signed, so no service accepts it.",
            )
            .fix(FixedBy::PARTNER, new_token()),
        );
    }
    let claims = token.claims();
    time(claims, expected, out);
    let absent = missing_claim_severity(expected.resource);
    tenant(token, expected, absent, out);
    issuer(token, absent, out);
    audience(claims, expected, out);
    app(claims, expected, absent, out);
    kind(claims, out);
}

/// Returns the severity of a missing Entra claim. Microsoft's resources require such claims. A
/// token for another scope may come from a server that isn't Entra and follows RFC 9068, in which
/// there are no tenants.
fn missing_claim_severity(resource: Option<&Resource>) -> Severity {
    match resource {
        Some(Resource::Scope(_)) => Severity::Unknown,
        _ => Severity::Error,
    }
}

fn time(claims: &ClaimSet, expected: &Expectations<'_>, out: &mut Vec<Finding>) {
    let text = |time: time::OffsetDateTime| time.format(&Rfc3339).unwrap_or_default();
    match claims.time("exp") {
        None => out.push(
            Finding::error(FindingCode::LifetimeUnknown, "exp", "The token doesn't say when it expires.")
                .fix(FixedBy::PARTNER, new_token()),
        ),
        Some(end) if end <= expected.now => out.push(
            Finding::error(
                FindingCode::TokenExpired,
                "exp",
                format!("The token expired at {}.", text(end)),
            )
            .actual(&text(end))
            .fix(FixedBy::PARTNER, "Get a new token and connect again with it: ExchangeOnlineManagement cannot renew a token."),
        ),
        Some(end) if end - expected.now <= EXPIRY_MARGIN => out.push(
            Finding::new(
                FindingCode::TokenExpiresSoon,
                Severity::Warning,
                "exp",
                format!("The token expires at {}, in less than five minutes.", text(end)),
            )
            .actual(&text(end))
            .fix(FixedBy::PARTNER, new_token()),
        ),
        Some(_) => {}
    }
    if let Some(begin) = claims
        .time("nbf")
        .filter(|begin| *begin > expected.now + MAX_CLOCK_SKEW)
    {
        out.push(
            Finding::error(
                FindingCode::TokenNotYetValid,
                "nbf",
                format!("The token is not valid before {}.", text(begin)),
            )
            .actual(&text(begin))
            .fix(
                FixedBy::PARTNER,
                "Set the clock of this computer (time synchronization).",
            ),
        );
    }
}

fn tenant(token: &Token, expected: &Expectations<'_>, absent: Severity, out: &mut Vec<Finding>) {
    let Some(asked) = expected.tenant else { return };
    let Some(found) = token.tenant_id() else {
        out.push(
            Finding::new(
                FindingCode::TenantMissing,
                absent,
                "tid",
                format!("The token doesn't say which tenant it is for. {asked} was requested."),
            )
            .expected(asked.to_string())
            .fix(
                FixedBy::PARTNER,
                "Check that the authority is Microsoft Entra: its tokens have 'tid'.",
            ),
        );
        return;
    };
    match (asked, expected.known_tenant_id) {
        (Tenant::Id(id), _) if *id != found => out.push(
            Finding::error(
                FindingCode::TenantMismatch,
                "tid",
                "The token is not for the requested tenant.",
            )
            .expected(id.to_string())
            .actual(&found.to_string())
            .fix(FixedBy::PARTNER, "Don't use it. Get a token for this tenant."),
        ),
        (Tenant::Domain(domain), Some(known)) if known != found => out.push(
            Finding::error(
                FindingCode::TenantChanged,
                "tid",
                format!("The token is not for the same tenant as the earlier token for {domain}."),
            )
            .expected(known.to_string())
            .actual(&found.to_string())
            .fix(FixedBy::PARTNER, "Don't use it until you know who owns the domain now."),
        ),
        (Tenant::Domain(domain), None) => out.push(
            Finding::info(
                FindingCode::TenantLearned,
                "tid",
                format!("The token says that the tenant id of {domain} is {found}. Later tokens for it must say the same."),
            )
            .actual(&found.to_string()),
        ),
        _ => {}
    }
}

/// Checks that the issuer contains the GUID of `tid`. The issuer's host isn't checked, because it
/// depends on the cloud and the version.
fn issuer(token: &Token, absent: Severity, out: &mut Vec<Finding>) {
    let (Some(issuer), Some(tenant)) = (token.claims().text("iss"), token.tenant_id()) else {
        return;
    };
    let named = issuer
        .strip_prefix("https://")
        .and_then(|rest| rest.split('/').find_map(|part| Uuid::try_parse(part).ok()));
    if named != Some(tenant) {
        let severity = if named.is_some() {
            Severity::Error
        } else {
            absent
        };
        out.push(
            Finding::new(
                FindingCode::IssuerMismatch,
                severity,
                "iss",
                "The issuer of the token does not belong to its tenant.",
            )
            .expected(format!("https://.../{tenant}/"))
            .actual(issuer)
            .fix(
                FixedBy::PARTNER,
                "Don't use it. Check the authority that issued it.",
            ),
        );
    }
}

fn audience(claims: &ClaimSet, expected: &Expectations<'_>, out: &mut Vec<Finding>) {
    let found = claims.texts("aud");
    let Some(first) = found.first() else {
        out.push(
            Finding::error(
                FindingCode::AudienceMissing,
                "aud",
                "The token doesn't say which resource it is for.",
            )
            .fix(FixedBy::PARTNER, new_token()),
        );
        return;
    };
    let Some(resource) = expected.resource else {
        return;
    };
    if found
        .clone()
        .any(|audience| resource.is_audience(audience, expected.cloud))
    {
        return;
    }
    let what = match Resource::from_any_audience(first) {
        Some((other, cloud)) if other == *resource => {
            format!(
                "The token is for {} in another cloud ({}).",
                other.name(),
                cloud.name
            )
        }
        Some((other, _)) => format!(
            "The token is for {}, not for {}.",
            other.name(),
            resource.name()
        ),
        None => format!("The token is not for {}.", resource.name()),
    };
    out.push(
        Finding::error(FindingCode::AudienceMismatch, "aud", what)
            .expected(
                resource
                    .audiences(expected.cloud)
                    .next()
                    .unwrap_or_default(),
            )
            .actual(&found.joined())
            .fix(
                FixedBy::PARTNER,
                format!(
                    "Get a token with {RESOURCE} {}, in the cloud of the tenant ({ENVIRONMENT}).",
                    resource.name()
                ),
            ),
    );
}

fn app(claims: &ClaimSet, expected: &Expectations<'_>, absent: Severity, out: &mut Vec<Finding>) {
    let Some(wanted) = expected.app_id else {
        return;
    };
    match claims.first_text(&APP_ID_CLAIMS) {
        Some(found) if Uuid::try_parse(found) == Ok(wanted) => {}
        Some(found) => out.push(
            Finding::error(
                FindingCode::AppIdMismatch,
                "appid",
                "The token belongs to another app.",
            )
            .expected(wanted.to_string())
            .actual(found)
            .fix(
                FixedBy::PARTNER,
                "Get a token with the id and the credential of this app.",
            ),
        ),
        None => out.push(
            Finding::new(
                FindingCode::AppIdMissing,
                absent,
                "appid",
                "The token doesn't say which app it belongs to.",
            )
            .expected(wanted.to_string())
            .fix(
                FixedBy::PARTNER,
                "Check that the authority is Microsoft Entra: its tokens have 'appid'.",
            ),
        ),
    }
}

fn kind(claims: &ClaimSet, out: &mut Vec<Finding>) {
    let user = ["scp", "upn", "unique_name"]
        .into_iter()
        .find(|claim| claims.has(claim));
    let idtyp = claims
        .text("idtyp")
        .filter(|kind| !kind.eq_ignore_ascii_case("app"));
    if let Some(claim) = user.or(idtyp.map(|_| "idtyp")) {
        out.push(
            Finding::error(
                FindingCode::DelegatedToken,
                claim,
                "The token belongs to a user (delegated), not to an app.",
            )
            .expected("an app-only token (idtyp = app)")
            .fix(
                FixedBy::PARTNER,
                format!("Get a token with the client credentials of the app ({ACQUIRE_TOKEN})."),
            ),
        );
    }
    let proof = claims.digit("appidacr").or_else(|| claims.digit("azpacr"));
    if proof == Some(0) {
        out.push(
            Finding::error(
                FindingCode::PublicClient,
                "appidacr",
                "The app did not authenticate for this token (a public client).",
            )
            .expected("1 (secret) or 2 (certificate)")
            .actual("0")
            .fix(FixedBy::PARTNER, new_token()),
        );
    }
}
