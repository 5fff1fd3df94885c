//! The codes of errors: stable numbers and names.
//!
//! Numbers and names are never reused or changed, because scripts match on them
//! (`ExoMt.<Name>` in PowerShell, `EXOMT_ERROR_CODE_<NAME>` in C).

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

/// Why a call failed. These numbers start at 100, because the C boundary uses those from 1 to 99.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[repr(i32)]
pub enum ErrorCode {
    /// The application id is not a GUID.
    InvalidAppId = 100,
    /// The tenant is neither a GUID nor a domain name.
    InvalidTenant = 101,
    /// The resource is neither a known name nor a scope.
    InvalidResource = 102,
    /// The cloud is not known.
    InvalidEnvironment = 103,
    /// The authority is not an `https://host[:port]` URL.
    InvalidAuthority = 104,
    /// The file of additional root certificates contains no certificate, or is not PEM.
    InvalidCertificateAuthority = 105,
    /// An options or request document doesn't have the documented form.
    InvalidOptions = 106,
    /// The proxy URL is not usable.
    InvalidProxy = 107,
    /// Entra does not accept the redirect URI.
    InvalidRedirectUri = 108,
    /// The state of a consent request is empty, too long, or has control characters.
    InvalidState = 109,
    /// The text is not a response to a consent request.
    InvalidRedirect = 110,
    /// The connection URI is not an `https` URL.
    InvalidConnectionUri = 111,
    /// The text cannot be the name of an app.
    InvalidDisplayName = 112,
    /// The text is not a distinguished name.
    InvalidSubject = 113,
    /// The text is not an id of the required kind.
    InvalidId = 114,
    /// The text is not a date or time, or the start is not before the end.
    InvalidDate = 115,
    /// The text is not the full name of a cmdlet.
    InvalidCmdletName = 116,
    /// The audit search names no token id, object id or app id.
    AuditSubjectMissing = 117,
    /// ExoMt doesn't know the task.
    UnknownTask = 118,
    /// ExoMt doesn't know the directory role.
    RoleNotFound = 119,

    /// The client secret is empty, or contains line breaks or other control characters.
    InvalidClientSecret = 120,
    /// The bytes are not a PKCS#12 (PFX) file, or use an unsupported algorithm.
    PfxUnreadable = 121,
    /// The PFX password is wrong or missing.
    PfxWrongPassword = 122,
    /// The PFX has no private key.
    PfxWithoutKey = 123,
    /// No certificate belongs to the private key.
    CertificateKeyMismatch = 124,
    /// The PEM text has no certificate or no private key, or is damaged.
    PemUnreadable = 125,
    /// The private key's password is wrong.
    PemWrongPassword = 126,
    /// The private key is encrypted, but there is no password.
    PemPasswordNeeded = 127,
    /// The certificate cannot be parsed.
    CertificateUnreadable = 128,
    /// The key is not RSA with 2048 to 8192 bits, the only kind that Entra accepts.
    UnsupportedKey = 129,
    /// The certificate has expired.
    CertificateExpired = 130,
    /// The certificate is not valid yet.
    CertificateNotYetValid = 131,
    /// The assertion is not a signed JWT, or has expired.
    InvalidAssertion = 132,
    /// The external signer did not sign.
    SigningFailed = 133,
    /// The assertion provider returned no assertion.
    AssertionProviderFailed = 134,
    /// The caller did not sign or provide an assertion in time.
    CallerTimeout = 135,
    /// The text of a certificate is neither PEM nor base64.
    InvalidBase64 = 136,

    /// The host name could not be resolved.
    HostNotFound = 200,
    /// No TCP connection could be established.
    ConnectFailed = 201,
    /// The server's certificate is not trusted.
    UntrustedServer = 202,
    /// TLS failed for another reason.
    TlsFailed = 203,
    /// The proxy refused the request, or was not usable.
    ProxyFailed = 204,
    /// The request took longer than allowed.
    Timeout = 205,
    /// The connection ended before the response was complete.
    ConnectionLost = 206,
    /// The response is larger than ExoMt accepts.
    ResponseTooLarge = 207,
    /// The server tried to redirect the request.
    RedirectRefused = 208,
    /// The response doesn't have the expected form.
    UnexpectedResponse = 209,
    /// Too many requests (HTTP 429).
    Throttled = 210,
    /// The server failed (HTTP 5xx), or says that the failure is temporary.
    ServiceUnavailable = 211,
    /// No system trust store could be loaded.
    TrustStoreUnavailable = 212,
    /// Another program listens on the port.
    PortInUse = 213,
    /// The system doesn't allow listening on the port.
    PortUnavailable = 214,
    /// No response to the consent request arrived in time.
    ConsentTimeout = 215,

    /// Entra rejected the request. The error's member `aadsts` contains Entra's code for the
    /// reason.
    EntraRejected = 300,
    /// The tenant does not exist in this cloud.
    TenantNotFound = 301,
    /// The app has no service principal in the tenant: consent is missing.
    ConsentMissing = 302,
    /// The client secret is wrong.
    ClientSecretRejected = 303,
    /// The client secret has expired.
    ClientSecretExpired = 304,
    /// The certificate is not on the app registration, or Entra rejected the assertion signed with
    /// its key.
    CertificateRejected = 305,
    /// The assertion comes from another issuer and matches no federated credential.
    AssertionRejected = 306,
    /// The app or its service principal is disabled.
    AppDisabled = 307,
    /// A Conditional Access policy blocks the app.
    BlockedByPolicy = 308,
    /// The clocks of this computer and the server differ too much.
    ClockSkew = 309,
    /// The scope or resource was not accepted.
    ResourceRejected = 310,
    /// A tenant of that name exists in more than one cloud.
    TenantAmbiguous = 311,
    /// ExoMt does not know the cloud of the hosts in the tenant's metadata.
    CloudUnknown = 312,

    /// The text is not a JSON Web Token.
    TokenUnreadable = 400,
    /// The token does not belong to the requested tenant.
    TokenTenantMismatch = 401,

    /// ExchangeOnlineManagement is not installed.
    ModuleMissing = 420,
    /// No installed version of ExchangeOnlineManagement accepts a token.
    ModuleTooOld = 421,
    /// ExchangeOnlineManagement needs a later PowerShell.
    PowerShellTooOld = 422,
    /// Security & Compliance PowerShell does not exist on this system or in this cloud.
    ComplianceUnavailable = 423,

    /// The operation was canceled.
    Cancelled = 500,
    /// A fault in ExoMt itself.
    InternalFault = 501,
}

impl ErrorCode {
    /// Every code, in numerical order.
    pub const ALL: &'static [ErrorCode] = <ErrorCode as VariantArray>::VARIANTS;

    /// Returns the number, as the C functions do.
    pub const fn number(self) -> i32 {
        self as i32
    }

    /// Returns the name, as PowerShell shows it after `ExoMt.`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns the matching `ErrorCategory` of PowerShell.
    pub fn category(self) -> &'static str {
        use ErrorCode::*;
        match self {
            InvalidAppId | InvalidTenant | InvalidResource | InvalidEnvironment
            | InvalidAuthority | InvalidOptions | InvalidProxy | InvalidRedirectUri
            | InvalidState | InvalidConnectionUri | TenantAmbiguous | InvalidClientSecret
            | InvalidAssertion | InvalidBase64 | ResourceRejected | InvalidDisplayName
            | InvalidSubject | InvalidId | InvalidDate | InvalidCmdletName
            | AuditSubjectMissing | UnknownTask => "InvalidArgument",
            InvalidCertificateAuthority
            | PfxUnreadable
            | PfxWithoutKey
            | PemUnreadable
            | CertificateUnreadable
            | CertificateKeyMismatch
            | UnsupportedKey
            | UnexpectedResponse
            | ResponseTooLarge
            | InvalidRedirect
            | TokenUnreadable => "InvalidData",
            PfxWrongPassword
            | PemWrongPassword
            | PemPasswordNeeded
            | CertificateExpired
            | CertificateNotYetValid
            | ClientSecretRejected
            | ClientSecretExpired
            | CertificateRejected
            | AssertionRejected
            | EntraRejected
            | ClockSkew => "AuthenticationError",
            SigningFailed | AssertionProviderFailed => "InvalidOperation",
            CallerTimeout | Timeout | ConsentTimeout => "OperationTimeout",
            HostNotFound | ConnectFailed | TlsFailed | ProxyFailed | ConnectionLost => {
                "ConnectionError"
            }
            UntrustedServer | RedirectRefused | TokenTenantMismatch | CloudUnknown => {
                "SecurityError"
            }
            Throttled => "LimitsExceeded",
            ServiceUnavailable | TrustStoreUnavailable | PortUnavailable => "ResourceUnavailable",
            PortInUse => "ResourceBusy",
            TenantNotFound | RoleNotFound => "ObjectNotFound",
            ConsentMissing | AppDisabled | BlockedByPolicy => "PermissionDenied",
            ModuleMissing | ModuleTooOld | PowerShellTooOld => "NotInstalled",
            ComplianceUnavailable => "NotImplemented",
            Cancelled => "OperationStopped",
            InternalFault => "NotSpecified",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ErrorCode;

    #[test]
    fn numbers_rise_and_stay_out_of_the_boundary_range() {
        let numbers: Vec<i32> = ErrorCode::ALL.iter().map(|code| code.number()).collect();
        assert!(
            numbers.windows(2).all(|pair| pair[0] < pair[1]),
            "{numbers:?}"
        );
        assert!(numbers[0] >= 100);
    }
}
