//! What a token is compared with.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::cloud::Cloud;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// What a token is compared with. A missing member is not compared.
#[derive(Debug)]
pub struct Expectations<'a> {
    /// The cloud, which decides the audiences.
    pub cloud: &'a Cloud,
    /// The requested tenant.
    pub tenant: Option<&'a Tenant>,
    /// The id of that tenant, if it is known.
    pub known_tenant_id: Option<Uuid>,
    /// The app that requested the token.
    pub app_id: Option<Uuid>,
    /// The resource. Without it, a known audience decides.
    pub resource: Option<&'a Resource>,
    /// The time to compare with.
    pub now: OffsetDateTime,
}
