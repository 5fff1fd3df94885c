//! What a token is held against.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::cloud::Cloud;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// What a token is held against; what is absent is not compared.
#[derive(Debug)]
pub struct Expectations<'a> {
    /// The cloud, which knows the audiences.
    pub cloud: &'a Cloud,
    /// The tenant that was asked for.
    pub tenant: Option<&'a Tenant>,
    /// The tenant id that goes with it, when it is known.
    pub known_tenant_id: Option<Uuid>,
    /// The app that asked.
    pub app_id: Option<Uuid>,
    /// What it is for; else a known `aud` tells.
    pub resource: Option<&'a Resource>,
    /// The time to compare with.
    pub now: OffsetDateTime,
}
