//! Checks the tenant and its cloud before a credential is sent.

use tokio::time::Instant;

use super::super::climb::Climb;
use super::super::rung::{Rung, RungName, RungState};
use crate::error::{ErrorCode, FixedBy};
use crate::resolve::{Metadata, fetch_metadata, identify_cloud};
use crate::retry;
use crate::spelling::{ENVIRONMENT, NEW_APP};

impl Climb<'_> {
    /// Checks the tenant and its cloud. Returns false if a token request would be pointless.
    pub(in crate::readiness) async fn check_tenant(&mut self, deadline: Instant) -> bool {
        let name = self.tenant.to_string();
        let attempt = || fetch_metadata(&self.app.http, &self.app.authority, &name);
        let metadata = match retry::retry_until(deadline, attempt).await {
            Ok(metadata) => metadata,
            Err(error) if error.code() == ErrorCode::TenantNotFound => {
                let error = error.for_tenant(&name);
                self.rungs.push(Rung::from_error(RungName::Tenant, &error));
                return false;
            }
            Err(error) => {
                // An authority without metadata may still issue tokens.
                self.rungs.push(Rung::from_error(RungName::Tenant, &error));
                self.rungs.push(Rung::new(
                    RungName::Cloud,
                    RungState::Unknown,
                    "The tenant's metadata could not be read, so its cloud is unknown.",
                ));
                return true;
            }
        };
        self.tenant_rung(&metadata);
        self.cloud_rung(&metadata)
    }

    fn tenant_rung(&mut self, metadata: &Metadata) {
        let rung = match metadata.tenant_id() {
            Ok(id) if self.tenant.id().is_none_or(|expected| expected == id) => {
                self.tenant_id = Some(id);
                Rung::new(RungName::Tenant, RungState::Passed, "The tenant exists.")
                    .with_evidence(format!("tenant id: {id}"))
            }
            Ok(id) => Rung::new(
                RungName::Tenant,
                RungState::Failed,
                format!("The authority returned the metadata of another tenant, {id}."),
            )
            .with_fix(FixedBy::PARTNER, "Check the authority of the app."),
            Err(error) => Rung::from_error(RungName::Tenant, &error),
        };
        let regions = [&metadata.region, &metadata.region_sub_scope];
        let region: Vec<&str> = regions.into_iter().flatten().map(String::as_str).collect();
        self.rungs.push(if region.is_empty() {
            rung
        } else {
            rung.with_evidence(format!("region: {}", region.join(", ")))
        });
    }

    fn cloud_rung(&mut self, metadata: &Metadata) -> bool {
        let expected = self.app.cloud;
        let found = match identify_cloud(metadata, &self.app.authority, expected) {
            Ok(cloud) => cloud,
            Err(error) => {
                let rung = Rung::from_error(RungName::Cloud, &error);
                self.rungs.push(Rung {
                    state: RungState::Failed,
                    ..rung
                });
                return false;
            }
        };
        let hosts = format!(
            "token endpoint: {}",
            metadata.token_endpoint.host_str().unwrap_or_default()
        );
        let same = found.login_host == expected.login_host && found.exchange == expected.exchange;
        self.cloud = if same { expected } else { found };
        let rung = if same {
            Rung::new(
                RungName::Cloud,
                RungState::Passed,
                format!("The tenant is in {}, the cloud of the app.", found.title),
            )
        } else {
            Rung::new(
                RungName::Cloud,
                RungState::Failed,
                format!(
                    "The tenant is in {}, but the app uses {}.",
                    found.title, expected.title
                ),
            )
            .with_fix(
                FixedBy::PARTNER,
                format!(
                    "An app of one cloud cannot get tokens in another. Register it in {0} as well, and create its app object with {ENVIRONMENT} {0} ({NEW_APP}).",
                    found.name
                ),
            )
        };
        self.rungs.push(rung.with_evidence(hosts));
        same
    }
}
