//! Authorizes a request by the claims of the token and the tenant's current role groups.

use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::config::Tenant;
use crate::exchange::Request;
use crate::exchange::error::{self, Failure};
use crate::jws::Jws;
use crate::resource::{self, Service};
use crate::state::State;

const MANAGE_AS_APP: &str = "Exchange.ManageAsApp";
const SKEW_SECONDS: i64 = 300;

/// The directory roles that Exchange PowerShell accepts, and whether Compliance accepts them.
const DIRECTORY_ROLES: [(&str, bool); 8] = [
    // Compliance Administrator
    ("17315797-102d-40b4-93e0-432062caca18", true),
    // Exchange Administrator
    ("29232cdf-9323-42fd-ade2-1d097af3e4de", false),
    // Exchange Recipient Administrator
    ("31392ffb-586c-42d1-9346-e59415a2cc4e", false),
    // Global Administrator
    ("62e90394-69f5-4237-9190-012177145e10", true),
    // Global Reader
    ("f2ef992c-3afb-46b9-b7cf-a126ee74c451", true),
    // Helpdesk Administrator
    ("729827e3-9c14-49f7-bb1b-9608f156bbb8", false),
    // Security Administrator
    ("194ae4cb-b126-40b2-bd5b-6091b380977d", true),
    // Security Reader
    ("5d6b6bb7-de71-4623-b4af-96380a352509", true),
];

/// Returns the tenant in the path if the token gives access to it.
pub(crate) fn check(state: &State, request: &Request<'_>) -> Result<Tenant, Failure> {
    let bad = |reason: &str| Failure::bad_token(reason, "invalid_token");
    let token = bearer(request).ok_or_else(|| bad("The request has no bearer token."))?;
    let token = Jws::parse(token)
        .ok_or_else(|| bad("OAuth token submitted with the request can not be parsed."))?;
    if !signed_here(state, &token) {
        return Err(bad("The token has an invalid signature."));
    }
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let at = |claim: &str| token.seconds(claim);
    if at("exp").is_none_or(|exp| exp + SKEW_SECONDS <= now) {
        return Err(bad("The token has expired."));
    }
    if at("nbf").is_none_or(|nbf| nbf > now + SKEW_SECONDS) {
        return Err(bad("The token is not valid yet."));
    }
    let tid = token.text("tid").unwrap_or_default();
    let tenant = state
        .tenants()
        .find(request.tenant)
        .filter(|tenant| Uuid::try_parse(tid) == Ok(tenant.id))
        .cloned()
        .ok_or_else(|| bad("The tenant of the token is not the tenant of the request."))?;
    if token.text("iss") != Some(&format!("https://sts.windows.net/{}/", tenant.id)) {
        return Err(bad("The issuer of the token is not trusted."));
    }
    let audience = token.text("aud").unwrap_or_default();
    let service = resource::service(audience, tenant.cloud).ok_or_else(|| {
        Failure::bad_token(
            format!(
                "The audience claim value is invalid for current resource. Audience claim is '{audience}'."
            ),
            "invalid_resource",
        )
    })?;
    if token.text("idtyp") != Some("app") || token.claims.contains_key("scp") {
        return Err(bad("The token is a user's."));
    }
    permitted(&tenant, &token, service)?;
    Ok(tenant)
}

fn bearer<'a>(request: &'a Request<'_>) -> Option<&'a str> {
    let (scheme, token) = request.header("authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// Returns the app id in the unverified token, or an empty text.
pub(crate) fn app_id(request: &Request<'_>) -> String {
    let token = bearer(request).and_then(Jws::parse);
    let text = token.as_ref().and_then(|token| token.text("appid"));
    text.unwrap_or_default().to_owned()
}

/// Returns whether a published key signed the token.
fn signed_here(state: &State, token: &Jws<'_>) -> bool {
    let kid = token.header.get("kid").and_then(Value::as_str);
    let key = kid.and_then(|kid| state.keys.find(kid));
    token.alg() == "RS256" && key.is_some_and(|key| token.verify(&key))
}

/// Checks the roles: 401 without the application permission, 403 without a role.
fn permitted(tenant: &Tenant, token: &Jws<'_>, service: Service) -> Result<(), Failure> {
    let texts = |claim: &str| {
        let list = token.claims.get(claim).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str)
    };
    if !texts("roles").any(|role| role == MANAGE_AS_APP) {
        return Err(Failure::exception(
            401,
            "Unauthorized",
            "System.UnauthorizedAccessException",
            "UnAuthorized",
        ));
    }
    let supported = |wid: &str| {
        DIRECTORY_ROLES
            .iter()
            .any(|(id, compliance)| *id == wid && (*compliance || service == Service::Exchange))
    };
    let object_id = Uuid::try_parse(token.text("oid").unwrap_or_default()).ok();
    let in_role_group = tenant
        .service_principals
        .iter()
        .any(|one| Some(one.object_id) == object_id && !one.role_groups.is_empty());
    if in_role_group || texts("wids").any(supported) {
        return Ok(());
    }
    let app_id = token.text("appid").unwrap_or_default();
    Err(Failure::exception(
        403,
        "Forbidden",
        "Microsoft.Exchange.Configuration.Authorization.CmdletAccessDeniedException",
        error::no_role(app_id),
    ))
}
