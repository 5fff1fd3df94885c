//! The tenant and its cloud: what has to be there before a credential is sent.

use tokio::time::Instant;

use super::super::climb::Climb;
use super::super::rung::{Rung, RungName, RungState};
use crate::error::{ErrorCode, FixedBy};
use crate::resolve::{Metadata, fetch_metadata, identify_cloud};
use crate::retry;
use crate::spelling::{ENVIRONMENT, NEW_APP};

impl Climb<'_> {
    /// Tenant and cloud; false when there is no use in asking for a token.
    pub(in crate::readiness) async fn ground(&mut self, deadline: Instant) -> bool {
        let name = self.tenant.to_string();
        let attempt = || fetch_metadata(&self.app.http, &self.app.authority, &name);
        let metadata = match retry::retry_until(deadline, attempt).await {
            Ok(metadata) => metadata,
            Err(error) if error.code() == ErrorCode::TenantNotFound => {
                let error = error.for_tenant(&name);
                self.rungs.push(Rung::of_error(RungName::Tenant, &error));
                return false;
            }
            Err(error) => {
                // An authority without metadata may still give tokens.
                self.rungs.push(Rung::of_error(RungName::Tenant, &error));
                self.rungs.push(Rung::new(
                    RungName::Cloud,
                    RungState::Unknown,
                    "The tenant's metadata could not be read, so its cloud is not known.",
                ));
                return true;
            }
        };
        self.tenant_rung(&metadata);
        self.cloud_rung(&metadata)
    }

    fn tenant_rung(&mut self, metadata: &Metadata) {
        let rung = match metadata.tenant_id() {
            Ok(id) if self.tenant.id().is_none_or(|asked| asked == id) => {
                self.tenant_id = Some(id);
                Rung::new(RungName::Tenant, RungState::Passed, "The tenant exists.")
                    .shown(format!("tenant id: {id}"))
            }
            Ok(id) => Rung::new(
                RungName::Tenant,
                RungState::Failed,
                format!("The metadata that came is of tenant {id}."),
            )
            .fix(
                FixedBy::PARTNER,
                "Check the authority: it answers for another tenant.",
            ),
            Err(error) => Rung::of_error(RungName::Tenant, &error),
        };
        let regions = [&metadata.region, &metadata.region_sub_scope];
        let region: Vec<&str> = regions.into_iter().flatten().map(String::as_str).collect();
        self.rungs.push(if region.is_empty() {
            rung
        } else {
            rung.shown(format!("region: {}", region.join(", ")))
        });
    }

    fn cloud_rung(&mut self, metadata: &Metadata) -> bool {
        let asked = self.app.cloud;
        let found = match identify_cloud(metadata, &self.app.authority, asked) {
            Ok(cloud) => cloud,
            Err(error) => {
                let rung = Rung::of_error(RungName::Cloud, &error);
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
        let same = found.login_host == asked.login_host && found.exchange == asked.exchange;
        self.cloud = if same { asked } else { found };
        let rung = if same {
            Rung::new(
                RungName::Cloud,
                RungState::Passed,
                format!(
                    "The tenant is in {}, which is where the app asks.",
                    found.title
                ),
            )
        } else {
            Rung::new(
                RungName::Cloud,
                RungState::Failed,
                format!(
                    "The tenant is in {}, but the app asks in {}.",
                    found.title, asked.title
                ),
            )
            .fix(
                FixedBy::PARTNER,
                format!(
                    "An app of one cloud cannot get tokens in another. Register it in {0} as well, and create its app object with {ENVIRONMENT} {0} ({NEW_APP}).",
                    found.name
                ),
            )
        };
        self.rungs.push(rung.shown(hosts));
        same
    }
}
