//! How to read an audit record of the type `ExchangeAdmin`.

use serde::Serialize;

/// A property of a record.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct RecordField {
    /// The name of the property.
    pub name: &'static str,
    /// What the property says.
    pub meaning: &'static str,
}

impl RecordField {
    /// The properties of a record that show what was done, and by whom.
    pub(crate) const ALL: [RecordField; 13] = [
        field("Operation", "The cmdlet."),
        field("Parameters", "Its parameters with their values."),
        field(
            "ModifiedObjectResolvedName",
            "The name of the changed object. ObjectId contains the name that the command used.",
        ),
        field("ModifiedProperties", "The changed properties."),
        field(
            "TokenObjectId",
            "The service principal in the customer tenant: ObjectId of the token (oid).",
        ),
        field("TokenTenantId", "The tenant of the token (tid)."),
        field(
            "AppAccessContext.ClientAppId",
            "The app. Real records also have AppId and ClientAppId at the top level, although the schema does not list them there.",
        ),
        field(
            "AppAccessContext.UniqueTokenId",
            "The token itself: its TokenId (uti).",
        ),
        field(
            "AppAccessContext.IssuedAtTime",
            "When that token was issued.",
        ),
        field(
            "AppAccessContext.CorrelationId",
            "The same in all records of one operation.",
        ),
        field(
            "UserType",
            "5 is an application, 6 a service principal, 9 a technician of a partner.",
        ),
        field(
            "UserId",
            "The caller. Its value for an app is not verified.",
        ),
        field(
            "ExternalAccess",
            "Whether the caller was outside the organization.",
        ),
    ];
}

const fn field(name: &'static str, meaning: &'static str) -> RecordField {
    RecordField { name, meaning }
}
