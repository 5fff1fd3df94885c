// The token record, in the order of its fields: the name of the token object's property, how it
// is written, and where its value is. Three programs read this file:
// - the library writes a record with it (record.rs, whose methods are the second column);
// - the build script lists the fields in include/exomt.h;
// - `cargo xtask header` generates the PowerShell code that reads a record.
token_record! { event:
    Organization: text = &event.organization;
    TenantId: optional_text = event.tenant_id.as_deref();
    AppId: text = &event.app_id;
    Resource: text = &event.resource;
    ExpiresOn: time = event.expires_on;
    Roles: list = &event.roles;
    DirectoryRoles: directory_roles = &event.directory_roles;
    Verdict: text = event.verdict.name();
    Environment: text = event.environment;
    ObjectId: optional_text = event.object_id.as_deref();
    TokenId: optional_text = event.token_id.as_deref();
    CorrelationId: text = &event.correlation_id;
    FromCache: flag = event.from_cache;
    Attempts: number = event.attempts;
    Waited: milliseconds = event.waits.iter().map(|wait| wait.milliseconds).sum();
    Detail: detail = event;
}
