//! Issues the access token. It is a v1 token on either endpoint, because the resource determines
//! the version.

use aws_lc_rs::rand;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::config::{FaultKind, ServicePrincipal, Tenant};
use crate::metadata;
use crate::reply::Reply;
use crate::resource::Scope;
use crate::state::State;
use crate::token::client_auth::Proof;

/// An id in the `wids` of nearly every app-only token. It is not a directory role.
const PSEUDO_WID: &str = "0997a1d0-0d1d-4acb-b408-d5ca73121e90";

pub(crate) struct Grant<'a> {
    pub(crate) tenant: &'a Tenant,
    pub(crate) principal: &'a ServicePrincipal,
    pub(crate) scope: &'a Scope,
    pub(crate) proof: Proof,
}

pub(crate) fn reply(state: &State, grant: &Grant<'_>, fault: Option<FaultKind>) -> Reply {
    let lifetime = grant
        .principal
        .token_lifetime_seconds
        .unwrap_or_else(random_lifetime);
    let claims = claims(grant, lifetime, fault);
    let token = if fault == Some(FaultKind::Unsigned) {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!(
            "{}.{}.",
            part(&json!({"typ": "JWT", "alg": "none"})),
            part(&claims)
        )
    } else if fault == Some(FaultKind::Opaque) {
        random_text(96)
    } else {
        match state.keys.sign(&claims, fault) {
            Ok(token) => token,
            Err(error) => return Reply::new(500, "text/plain", error.to_string()),
        }
    };
    let left = (lifetime - 1).max(0);
    Reply::json(
        200,
        &json!({
            "token_type": "Bearer",
            "expires_in": left,
            "ext_expires_in": left,
            "access_token": token,
        }),
    )
}

fn claims(grant: &Grant<'_>, lifetime: i64, fault: Option<FaultKind>) -> Value {
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let (mut tid, mut audience, mut exp) = (
        grant.tenant.id,
        grant.scope.audience.as_str(),
        now + lifetime,
    );
    let principal = grant.principal;
    match fault {
        Some(FaultKind::WrongTenant) => tid = Uuid::new_v4(),
        Some(FaultKind::WrongAudience) => audience = "https://management.azure.com",
        Some(FaultKind::Expired) => exp = now - 600,
        _ => {}
    }
    let mut claims = json!({
        "aud": audience,
        "iss": format!("https://sts.windows.net/{tid}/"),
        "iat": now - 300,
        "nbf": now - 300,
        "exp": exp,
        "aio": random_text(32),
        "appid": principal.app_id,
        "appidacr": if grant.proof == Proof::Secret { "1" } else { "2" },
        "idp": format!("https://sts.windows.net/{tid}/"),
        "idtyp": "app",
        "oid": principal.object_id,
        "rh": format!("1.{}.", random_text(40)),
        "sub": principal.object_id,
        "tenant_region_scope": metadata::region(grant.tenant),
        "tid": tid,
        "uti": random_text(16),
        "ver": "1.0",
    });
    let roles = if grant.scope.exchange {
        &principal.roles
    } else {
        &principal.other_roles
    };
    // Entra omits the claim if the list is empty.
    if !roles.is_empty() {
        claims["roles"] = json!(roles);
    }
    let mut wids = principal.wids.clone();
    if !principal.omit_pseudo_wid {
        wids.push(PSEUDO_WID.to_owned());
    }
    if !wids.is_empty() {
        claims["wids"] = json!(wids);
    }
    if fault == Some(FaultKind::WrongApp) {
        claims["appid"] = json!(Uuid::new_v4());
    }
    if fault == Some(FaultKind::Delegated) {
        claims["idtyp"] = json!("user");
        claims["scp"] = json!("AdminApi.AccessAsUser.All Exchange.Manage");
        claims["upn"] = json!("admin@contoso.onmicrosoft.com");
    }
    claims
}

fn random_text(bytes: usize) -> String {
    let mut random = vec![0; bytes];
    if rand::fill(&mut random).is_err() {
        random.clear();
    }
    URL_SAFE_NO_PAD.encode(random)
}

/// Returns a random lifetime of 60 to 90 minutes, in seconds.
fn random_lifetime() -> i64 {
    let mut random = [0; 2];
    let _ = rand::fill(&mut random);
    3_600 + i64::from(u16::from_le_bytes(random)) % 1_801
}
