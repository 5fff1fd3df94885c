//! The values that a token is expected to have.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::cloud::Cloud;
use crate::resource::Resource;
use crate::tenant::Tenant;

/// The values that a token is expected to have. A field that is `None` is not compared.
#[derive(Debug)]
pub struct Expectations<'a> {
    /// The cloud, which determines the valid audiences.
    pub cloud: &'a Cloud,
    /// The requested tenant.
    pub tenant: Option<&'a Tenant>,
    /// The id of that tenant, if it is known.
    pub known_tenant_id: Option<Uuid>,
    /// The app that requested the token.
    pub app_id: Option<Uuid>,
    /// The resource. If absent, it is derived from the audience.
    pub resource: Option<&'a Resource>,
    /// The time of the check, which the token's times are compared with.
    pub now: OffsetDateTime,
}
