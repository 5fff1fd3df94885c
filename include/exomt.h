/*
 * ExoMt: app-only tokens for Exchange Online in many customer tenants.
 *
 * Every function returns EXOMT_STATUS_OK (0), another EXOMT_STATUS_..., or an
 * EXOMT_ERROR_CODE_... (100 and up). Out-parameters are written only on success; `error`
 * (which may be null) only on failure: it becomes a buffer with UTF-8 JSON
 * {"code","name","message","fix","fixedBy","category","retryable",...}.
 *
 * Handles are numbers, never pointers; 0 is none. The caller frees each handle that a
 * function wrote, once, by the free function of its type. A freed, foreign (other process)
 * or wrong handle is a status, never undefined behaviour. Any thread may use any handle;
 * freeing or cancelling an operation while another thread waits on it is safe.
 *
 * Bytes are pointer and length; text is UTF-8 without NUL and needs no terminator. Null
 * pointers and lengths above the documented maximum are refused; a wild pointer can not
 * be detected. Input is copied: it may be wiped as soon as the call returns.
 */


#ifndef EXOMT_H
#define EXOMT_H

/* Written by cbindgen from src/ffi. Do not edit: run `cargo xtask header`. */

#include <stddef.h>
#include <stdint.h>

/**
 * The signer can do RSASSA-PSS (PS256).
 */
#define EXOMT_ALGORITHM_PS256 1

/**
 * The signer can do RSASSA-PKCS1-v1_5 (RS256).
 */
#define EXOMT_ALGORITHM_RS256 2

/**
 * The version of these functions; a wrapper made for another must not go on.
 */
#define EXOMT_ABI_VERSION 1

/**
 * Nothing yet: the time is over.
 */
#define EXOMT_STATE_PENDING 0

/**
 * An event can be taken.
 */
#define EXOMT_STATE_EVENT 1

/**
 * All is done and taken.
 */
#define EXOMT_STATE_DONE 2

/**
 * Longest wait of one call, in milliseconds.
 */
#define EXOMT_LONGEST_WAIT_MS 60000

/**
 * What a function returns: `EXOMT_STATUS_OK`, one of these, or an `EXOMT_ERROR_CODE_...`.
 */
enum ExomtStatus
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * It worked; out-parameters are written.
     */
    EXOMT_STATUS_OK = 0,
    /**
     * A pointer is null, a length is above its maximum, or a text is not UTF-8.
     */
    EXOMT_STATUS_INVALID_ARGUMENT = 1,
    /**
     * The handle has been freed.
     */
    EXOMT_STATUS_STALE_HANDLE = 2,
    /**
     * The handle is of another type than the function takes, or never was one.
     */
    EXOMT_STATUS_WRONG_HANDLE_TYPE = 3,
    /**
     * The handle is from another process.
     */
    EXOMT_STATUS_FOREIGN_HANDLE = 4,
    /**
     * A fault of ExoMt was caught; nothing was written.
     */
    EXOMT_STATUS_INTERNAL = 5,
    /**
     * No event is there to be taken.
     */
    EXOMT_STATUS_NOTHING_TO_TAKE = 6,
    /**
     * No such request waits for an answer (any more).
     */
    EXOMT_STATUS_UNKNOWN_REQUEST = 7,
    /**
     * More handles are alive than can be; free some.
     */
    EXOMT_STATUS_TOO_MANY_HANDLES = 8,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum ExomtStatus ExomtStatus;
#else
typedef int32_t ExomtStatus;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Why a call failed. 1 to 99 belong to the C boundary, 100 and up to the core.
 */
enum ExomtErrorCode
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The application id is not a GUID.
     */
    EXOMT_ERROR_CODE_INVALID_APP_ID = 100,
    /**
     * The tenant is neither a GUID nor a domain name.
     */
    EXOMT_ERROR_CODE_INVALID_TENANT = 101,
    /**
     * The resource is neither a known name nor a scope.
     */
    EXOMT_ERROR_CODE_INVALID_RESOURCE = 102,
    /**
     * The environment (cloud) is not known.
     */
    EXOMT_ERROR_CODE_INVALID_ENVIRONMENT = 103,
    /**
     * The authority is not an `https://host[:port]` URL.
     */
    EXOMT_ERROR_CODE_INVALID_AUTHORITY = 104,
    /**
     * The file of extra root certificates holds none, or is not PEM.
     */
    EXOMT_ERROR_CODE_INVALID_CERTIFICATE_AUTHORITY = 105,
    /**
     * An options or request document is not what this version understands.
     */
    EXOMT_ERROR_CODE_INVALID_OPTIONS = 106,
    /**
     * The proxy URL can not be used.
     */
    EXOMT_ERROR_CODE_INVALID_PROXY = 107,
    /**
     * The redirect URI is not one that Entra takes.
     */
    EXOMT_ERROR_CODE_INVALID_REDIRECT_URI = 108,
    /**
     * The state of a consent is empty, too long or not plain.
     */
    EXOMT_ERROR_CODE_INVALID_STATE = 109,
    /**
     * The text is not the answer of a consent page.
     */
    EXOMT_ERROR_CODE_INVALID_REDIRECT = 110,
    /**
     * The connection URI is not an `https` URL.
     */
    EXOMT_ERROR_CODE_INVALID_CONNECTION_URI = 111,
    /**
     * The text cannot be the name of an app.
     */
    EXOMT_ERROR_CODE_INVALID_DISPLAY_NAME = 112,
    /**
     * The text is not a distinguished name.
     */
    EXOMT_ERROR_CODE_INVALID_SUBJECT = 113,
    /**
     * The text is not an id of the kind that is needed.
     */
    EXOMT_ERROR_CODE_INVALID_ID = 114,
    /**
     * The text is not a point in time, or two are in the wrong order.
     */
    EXOMT_ERROR_CODE_INVALID_DATE = 115,
    /**
     * The text is not the name of one cmdlet.
     */
    EXOMT_ERROR_CODE_INVALID_CMDLET_NAME = 116,
    /**
     * No id says what to search for.
     */
    EXOMT_ERROR_CODE_AUDIT_SUBJECT_MISSING = 117,
    /**
     * ExoMt knows no such task.
     */
    EXOMT_ERROR_CODE_UNKNOWN_TASK = 118,
    /**
     * ExoMt knows no such directory role.
     */
    EXOMT_ERROR_CODE_ROLE_NOT_FOUND = 119,
    /**
     * The client secret is empty or can not be a secret's value.
     */
    EXOMT_ERROR_CODE_INVALID_CLIENT_SECRET = 120,
    /**
     * The bytes are not a PKCS#12 (PFX) file, or use something unsupported.
     */
    EXOMT_ERROR_CODE_PFX_UNREADABLE = 121,
    /**
     * The PFX password is wrong or missing.
     */
    EXOMT_ERROR_CODE_PFX_WRONG_PASSWORD = 122,
    /**
     * The PFX holds no private key.
     */
    EXOMT_ERROR_CODE_PFX_WITHOUT_KEY = 123,
    /**
     * No certificate given belongs to the private key.
     */
    EXOMT_ERROR_CODE_CERTIFICATE_KEY_MISMATCH = 124,
    /**
     * The PEM text holds no certificate or no private key, or is damaged.
     */
    EXOMT_ERROR_CODE_PEM_UNREADABLE = 125,
    /**
     * The private key's password is wrong.
     */
    EXOMT_ERROR_CODE_PEM_WRONG_PASSWORD = 126,
    /**
     * The private key is encrypted and no password was given.
     */
    EXOMT_ERROR_CODE_PEM_PASSWORD_NEEDED = 127,
    /**
     * The certificate can not be parsed.
     */
    EXOMT_ERROR_CODE_CERTIFICATE_UNREADABLE = 128,
    /**
     * The key is not RSA of 2048 to 8192 bits; Entra takes no other.
     */
    EXOMT_ERROR_CODE_UNSUPPORTED_KEY = 129,
    /**
     * The certificate's validity has ended.
     */
    EXOMT_ERROR_CODE_CERTIFICATE_EXPIRED = 130,
    /**
     * The certificate's validity has not begun.
     */
    EXOMT_ERROR_CODE_CERTIFICATE_NOT_YET_VALID = 131,
    /**
     * The ready assertion is empty or can not be an assertion.
     */
    EXOMT_ERROR_CODE_INVALID_ASSERTION = 132,
    /**
     * The caller's signer did not sign.
     */
    EXOMT_ERROR_CODE_SIGNING_FAILED = 133,
    /**
     * The caller's assertion provider gave none.
     */
    EXOMT_ERROR_CODE_ASSERTION_PROVIDER_FAILED = 134,
    /**
     * Nobody answered a request to sign or to provide an assertion in time.
     */
    EXOMT_ERROR_CODE_CALLER_TIMEOUT = 135,
    /**
     * The host name could not be resolved.
     */
    EXOMT_ERROR_CODE_HOST_NOT_FOUND = 200,
    /**
     * No TCP connection could be made.
     */
    EXOMT_ERROR_CODE_CONNECT_FAILED = 201,
    /**
     * The server's certificate is not trusted.
     */
    EXOMT_ERROR_CODE_UNTRUSTED_SERVER = 202,
    /**
     * TLS failed for another reason.
     */
    EXOMT_ERROR_CODE_TLS_FAILED = 203,
    /**
     * The proxy refused or could not be used.
     */
    EXOMT_ERROR_CODE_PROXY_FAILED = 204,
    /**
     * The request took longer than allowed.
     */
    EXOMT_ERROR_CODE_TIMEOUT = 205,
    /**
     * The connection ended before the answer was complete.
     */
    EXOMT_ERROR_CODE_CONNECTION_LOST = 206,
    /**
     * The answer was larger than a token endpoint's may be.
     */
    EXOMT_ERROR_CODE_RESPONSE_TOO_LARGE = 207,
    /**
     * The server tried to redirect the request.
     */
    EXOMT_ERROR_CODE_REDIRECT_REFUSED = 208,
    /**
     * The answer is not what a token endpoint sends.
     */
    EXOMT_ERROR_CODE_UNEXPECTED_RESPONSE = 209,
    /**
     * Too many requests (HTTP 429).
     */
    EXOMT_ERROR_CODE_THROTTLED = 210,
    /**
     * The server failed (HTTP 5xx) or says that the fault is temporary.
     */
    EXOMT_ERROR_CODE_SERVICE_UNAVAILABLE = 211,
    /**
     * No system trust store could be loaded.
     */
    EXOMT_ERROR_CODE_TRUST_STORE_UNAVAILABLE = 212,
    /**
     * Entra rejected the request; `aadsts` has the reason.
     */
    EXOMT_ERROR_CODE_ENTRA_REJECTED = 300,
    /**
     * The tenant does not exist in this cloud.
     */
    EXOMT_ERROR_CODE_TENANT_NOT_FOUND = 301,
    /**
     * The app has no service principal in the tenant: consent is missing.
     */
    EXOMT_ERROR_CODE_CONSENT_MISSING = 302,
    /**
     * The client secret is wrong.
     */
    EXOMT_ERROR_CODE_CLIENT_SECRET_REJECTED = 303,
    /**
     * The client secret has expired.
     */
    EXOMT_ERROR_CODE_CLIENT_SECRET_EXPIRED = 304,
    /**
     * The certificate is not on the app registration, or its assertion failed.
     */
    EXOMT_ERROR_CODE_CERTIFICATE_REJECTED = 305,
    /**
     * The assertion of another issuer does not match a federated credential.
     */
    EXOMT_ERROR_CODE_ASSERTION_REJECTED = 306,
    /**
     * The app or its service principal is disabled.
     */
    EXOMT_ERROR_CODE_APP_DISABLED = 307,
    /**
     * A Conditional Access policy blocks the app.
     */
    EXOMT_ERROR_CODE_BLOCKED_BY_POLICY = 308,
    /**
     * This computer's clock and the server's differ too much.
     */
    EXOMT_ERROR_CODE_CLOCK_SKEW = 309,
    /**
     * The scope or resource was not accepted.
     */
    EXOMT_ERROR_CODE_RESOURCE_REJECTED = 310,
    /**
     * A tenant of that name exists in more than one cloud.
     */
    EXOMT_ERROR_CODE_TENANT_AMBIGUOUS = 311,
    /**
     * The tenant's metadata names hosts that belong to no cloud that ExoMt knows.
     */
    EXOMT_ERROR_CODE_CLOUD_UNKNOWN = 312,
    /**
     * The text is not a JSON Web Token.
     */
    EXOMT_ERROR_CODE_TOKEN_UNREADABLE = 400,
    /**
     * The token belongs to another tenant than the one asked for.
     */
    EXOMT_ERROR_CODE_TOKEN_TENANT_MISMATCH = 401,
    /**
     * The work was cancelled.
     */
    EXOMT_ERROR_CODE_CANCELLED = 500,
    /**
     * A fault of ExoMt itself.
     */
    EXOMT_ERROR_CODE_INTERNAL_FAULT = 501,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum ExomtErrorCode ExomtErrorCode;
#else
typedef int32_t ExomtErrorCode;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How an app proves its identity.
 */
typedef struct {
    /**
     * The handle's number; 0 is none.
     */
    uint64_t value;
} exomt_credential;

/**
 * An app registration together with its credential, cloud and network options.
 */
typedef struct {
    /**
     * The handle's number; 0 is none.
     */
    uint64_t value;
} exomt_app;

/**
 * Bytes that the library owns, such as a JSON document or a token.
 */
typedef struct {
    /**
     * The handle's number; 0 is none.
     */
    uint64_t value;
} exomt_buffer;

/**
 * Requests for one or many tenants, their events, and completion.
 */
typedef struct {
    /**
     * The handle's number; 0 is none.
     */
    uint64_t value;
} exomt_operation;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Makes an app from its options and a credential; nothing is sent.
 *
 * Options (JSON, UTF-8): `appId` (a GUID); optional `environment`, `authority`
 * (`https://host[:port]`), `connectionUri`, `sendCertificateChain`, `certificateAuthorityPem`, `proxy`
 * (`{"https","noProxy"}`; without it the environment's or the system's), and the times
 * `connectTimeoutMs`, `readTimeoutMs`, `timeoutMs`. Unknown members are refused.
 * The app keeps its own hold of the credential, whose handle may be freed.
 *
 * # Safety
 * `options` is readable for its length; `app` is writable, `error` too or null.
 */
int32_t exomt_app_new(const uint8_t *options,
                      size_t options_len,
                      exomt_credential credential,
                      exomt_app *app,
                      exomt_buffer *error);

/**
 * What may be shown of an app, as JSON: `{"appId","environment","authority",
 * "connectionUri","exchangeEnvironmentName","sendCertificateChain","credential"}`.
 *
 * # Safety
 * `json` points to a writable `uint64_t`; `error` too, or is null.
 */
int32_t exomt_app_info(exomt_app app, exomt_buffer *json, exomt_buffer *error);

/**
 * The same as a record (see exomt_operation_take_many): `appId`, `environment`,
 * `authority`, `connectionUri`, the credential's kind, its certificate's subject, thumbprint and end (RFC
 * 3339), and its warnings as JSON.
 *
 * # Safety
 * `text` points to a writable `uint64_t`; `error` too, or is null.
 */
int32_t exomt_app_record(exomt_app app,
                         exomt_buffer *text,
                         exomt_buffer *error);

/**
 * Frees an app; operations begun with it go on.
 *
 * # Safety
 * None beyond the handle's own checks.
 */
int32_t exomt_app_free(exomt_app app);

/**
 * Builds the scripts that find in a customer's audit log what was done with a token or by an
 * app; nothing is sent.
 *
 * Options (JSON), all optional, but at least one of the first three: `tokenId` (the claim
 * `uti`), `objectId` (`oid`), `appId`, `tenantId`, `organization` (returned as it is),
 * `startDate` and `endDate` (ISO 8601; by default the last 24 hours), `cmdlets` (full names),
 * `environment`.
 *
 * Returns JSON: `organization`, `tenantId`, `appId`, `objectId`, `tokenId`, `startDate`,
 * `endDate`, `cmdlets`, `environment`, `searchUnifiedAuditLog` and `graphPowerShell` (scripts;
 * the second is empty where the host of Microsoft Graph is not known), `fields` (`name`,
 * `meaning`), `notes`.
 *
 * # Safety
 * `options` is readable for its length; `json` is writable, `error` too or null.
 */
int32_t exomt_audit_build(const uint8_t *options,
                          size_t options_len,
                          exomt_buffer *json,
                          exomt_buffer *error);

/**
 * Tells where the bytes of a buffer are and how many.
 *
 * The pointer is valid until the buffer is freed; nothing ends the bytes (no NUL). For
 * an empty buffer the pointer is not null but must not be read.
 *
 * # Safety
 * `data` and `len` point to writable memory of their types.
 */
int32_t exomt_buffer_data(exomt_buffer buffer, const uint8_t **data, size_t *len);

/**
 * Frees a buffer and wipes its bytes. A second free is `EXOMT_STATUS_STALE_HANDLE`.
 *
 * # Safety
 * No other thread reads the buffer's bytes.
 */
int32_t exomt_buffer_free(exomt_buffer buffer);

/**
 * Takes a token that is in the cache and serves, without waiting for anything, as
 * exomt_operation_take_many gives it: one "token" record. `buffer` and `text_len`
 * become 0 if there is none. It is renewed in the background when that is time.
 *
 * # Safety
 * `tenant` and `resource` (null with length 0 is Exchange) are readable for their lengths;
 * `buffer` and `text_len` are writable, `error` too or null.
 */
int32_t exomt_cache_take(exomt_app app,
                         const uint8_t *tenant,
                         size_t tenant_len,
                         const uint8_t *resource,
                         size_t resource_len,
                         exomt_buffer *buffer,
                         size_t *text_len,
                         exomt_buffer *error);

/**
 * Forgets tokens and remembered failures. `filter` (JSON, or null with length 0 for all):
 * `tenant`, `appId`. What is under way goes on for those who wait, but is not kept.
 * `removed` becomes the number of tokens that went.
 *
 * # Safety
 * `filter` is readable for its length; `removed` is writable, `error` too or null.
 */
int32_t exomt_cache_clear(const uint8_t *filter,
                          size_t filter_len,
                          uint64_t *removed,
                          exomt_buffer *error);

/**
 * What the cache holds and has done, as JSON: `statistics` (`entries`, `bytes`, `hits`,
 * `misses`, `joins`, `renewals`, `evictions`) and `tokens` (`tenant`, `appId`, `resource`,
 * `authority`, `verdict`, `expiresOn`, `servesUntil`): never a token itself.
 *
 * # Safety
 * `json` points to a writable `uint64_t`; `error` too, or is null.
 */
int32_t exomt_cache_info(exomt_buffer *json, exomt_buffer *error);

/**
 * Makes an admin consent URL; nothing is sent. Options (JSON): `appId`, `redirectUri`;
 * optional `organization` (a tenant, or `organizations`), `state` (random if absent), `form`
 * (`AdminConsent`, `AdminConsentV1`, `AuthorizePrompt`), `environment`, `authority`,
 * `resource`. Gives JSON: `url`, `state`, `organization`, `form`, `environment`, `appId`,
 * `redirectUri`, `scope`, `notes`.
 *
 * # Safety
 * `options` is readable for its length; `json` is writable, `error` too or null.
 */
int32_t exomt_consent_url(const uint8_t *options,
                          size_t options_len,
                          exomt_buffer *json,
                          exomt_buffer *error);

/**
 * Reads what came back from a consent page: a URL, its query or a form body. `state` is the
 * one that was sent (null with length 0 if it is not known); it is compared in constant
 * time. Gives JSON: `outcome` (`Consented`, `Failed`, `StateMismatch`, `Incomplete`),
 * `tenantId`, `stateMatches`, `error`, `errorDescription`, `meaning`, `fix`, `fixedBy`,
 * `code`. A redirect proves nothing; a token does.
 *
 * # Safety
 * `redirect` and `state` are readable for their lengths; `json` is writable, `error` too
 * or null.
 */
int32_t exomt_consent_redirect(const uint8_t *redirect,
                               size_t redirect_len,
                               const uint8_t *state,
                               size_t state_len,
                               exomt_buffer *json,
                               exomt_buffer *error);

/**
 * A client secret (its value, UTF-8, at most 64 KiB). The bytes are copied.
 *
 * # Safety
 * `secret` is readable for `secret_len` bytes; `credential` is writable, `error` too or null.
 */
int32_t exomt_credential_from_secret(const uint8_t *secret,
                                     size_t secret_len,
                                     exomt_credential *credential,
                                     exomt_buffer *error);

/**
 * A certificate with its key from a PFX (PKCS#12) file's bytes, at most 1 MiB.
 * `password` is UTF-8; null with length 0 means none.
 *
 * # Safety
 * Pointers are readable for their lengths; `credential` is writable, `error` too or null.
 */
int32_t exomt_credential_from_pfx(const uint8_t *pfx,
                                  size_t pfx_len,
                                  const uint8_t *password,
                                  size_t password_len,
                                  exomt_credential *credential,
                                  exomt_buffer *error);

/**
 * A certificate and its key from PEM text, in one file or in two (`key`, else null with
 * length 0), each at most 1 MiB. `password` opens an encrypted key; null means none.
 *
 * # Safety
 * Pointers are readable for their lengths; `credential` is writable, `error` too or null.
 */
int32_t exomt_credential_from_pem(const uint8_t *certificate,
                                  size_t certificate_len,
                                  const uint8_t *key,
                                  size_t key_len,
                                  const uint8_t *password,
                                  size_t password_len,
                                  exomt_credential *credential,
                                  exomt_buffer *error);

/**
 * A certificate (DER, at most 1 MiB) whose key stays with the caller: operations ask
 * for signatures by "sign" events. `algorithms` is a sum of `EXOMT_ALGORITHM_PS256`
 * and `EXOMT_ALGORITHM_RS256`; PS256 is preferred.
 *
 * # Safety
 * `certificate` is readable for its length; `credential` is writable, `error` too or null.
 */
int32_t exomt_credential_from_signer(const uint8_t *certificate,
                                     size_t certificate_len,
                                     uint32_t algorithms,
                                     exomt_credential *credential,
                                     exomt_buffer *error);

/**
 * A ready assertion (a JWT signed by somebody else, UTF-8, at most 64 KiB).
 *
 * # Safety
 * `assertion` is readable for its length; `credential` is writable, `error` too or null.
 */
int32_t exomt_credential_from_assertion(const uint8_t *assertion,
                                        size_t assertion_len,
                                        exomt_credential *credential,
                                        exomt_buffer *error);

/**
 * Assertions that the caller gives when asked: operations ask by "assertion" events.
 *
 * # Safety
 * `credential` points to a writable `uint64_t`; `error` too, or is null.
 */
int32_t exomt_credential_from_provider(exomt_credential *credential, exomt_buffer *error);

/**
 * What may be shown of a credential, as JSON: `{"kind","certificate","warnings"}`.
 * `certificate` is null or has subject, issuer, thumbprint (SHA-1), thumbprintSha256,
 * serialNumber, notBefore, notAfter; `warnings` has a finding when it ends soon.
 *
 * # Safety
 * `json` points to a writable `uint64_t`; `error` too, or is null.
 */
int32_t exomt_credential_info(exomt_credential credential,
                              exomt_buffer *json,
                              exomt_buffer *error);

/**
 * Frees a credential; apps made with it keep theirs. Secrets are wiped with the last.
 *
 * # Safety
 * None beyond the handle's own checks.
 */
int32_t exomt_credential_free(exomt_credential credential);

/**
 * Explains an error text (UTF-8, at most 256 KiB are looked at) or a code, as JSON: an array of
 * `{"kind","code","meaning","fix","fixedBy","retryable","link"}`, the root cause first. It is
 * never empty: a text that fits nothing gives one `Unknown`.
 *
 * # Safety
 * `text` is readable for its length; `json` is writable, `error` too or null.
 */
int32_t exomt_explain(const uint8_t *text,
                      size_t text_len,
                      exomt_buffer *json,
                      exomt_buffer *error);

/**
 * The version of the functions in this header (`EXOMT_ABI_VERSION`).
 */
uint32_t exomt_abi_version(void);

/**
 * Name, version, ABI and target as JSON: `{"name","version","abi","target"}`.
 *
 * # Safety
 * `json` points to a writable `uint64_t`; `error` too, or is null.
 */
int32_t exomt_library_info(exomt_buffer *json, exomt_buffer *error);

/**
 * The clouds, resources, directory roles, tasks with the roles that are enough for them, and
 * error codes that this version knows, as JSON:
 * `{"clouds","resources","directoryRoles","tasks","errors"}`.
 *
 * # Safety
 * `json` points to a writable `uint64_t`; `error` too, or is null.
 */
int32_t exomt_catalog(exomt_buffer *json, exomt_buffer *error);

/**
 * Sets how messages spell the options and commands of ExoMt, for the whole process. Without
 * it they are spelled as in this header.
 *
 * `names` (JSON) has the host's spelling of each name, for example
 * `{"environment":"--cloud","command:acquireToken":"exo token"}`; a missing name keeps the
 * spelling of this header, and an unknown one fails the call. Options: `environment`,
 * `resource`, `organization`, `forceRefresh`, `timeout`, `totalTimeout`, `certificateKey`,
 * `certificatePassword`, `externalCertificate`, `certificateAuthority`, `connectionUri`,
 * `state`, `probe`, `probeCommand`, `wait`, `appId`, `objectId`, `tenantId`, `tokenId`,
 * `startDate`, `endDate`, `cmdlet`, `certificate`, `certificateSubject`, `consentForm`.
 * Commands: `command:acquireToken`, `command:checkToken`, `command:decodeToken`,
 * `command:consentUrl`, `command:findRole`, `command:adviseRole`, `command:newApp`, `command:resolveTenant`, `command:connectTenant`,
 * `command:clearCache`, `command:showVersion`.
 *
 * # Safety
 * `names` is readable for its length; `error` points to a writable `uint64_t`, or is null.
 */
int32_t exomt_library_set_spelling(const uint8_t *names,
                                   size_t names_len,
                                   exomt_buffer *error);

/**
 * Begins to ask for tokens and returns at once.
 *
 * `request` (JSON): `{"requests":[{"tenant","resource"}]}`; `resource` is `Exchange` (if
 * absent), `Compliance`, `Graph` or a scope; one that can not be used fails this call. A
 * tenant that can not be used gives an error event instead. Beside it, all optional:
 * `open` (more is added by exomt_operation_add, until exomt_operation_close),
 * `concurrency` (in flight at once: 32, at most 512), `ordered` (results in the order of
 * the requests), `forceRefresh` (not from the cache), `timeoutMs` (for each request with
 * its retries: 120000), `totalTimeoutMs` (for all), `leaseMs` (after so long without a
 * call of exomt_operation_wait nothing stays in flight; it is sent again at the next one).
 *
 * Nothing more is sent while 64 results, or twice the concurrency, wait to be taken.
 *
 * # Safety
 * `request` is readable for its length; `operation` is writable, `error` too or null.
 */
int32_t exomt_operation_begin(exomt_app app,
                              const uint8_t *request,
                              size_t request_len,
                              exomt_operation *operation,
                              exomt_buffer *error);

/**
 * Adds a request to an open operation; one of a closed or cancelled operation is left out.
 * `resource` as for exomt_operation_begin, null with length 0 for Exchange. `outstanding`
 * becomes the number of requests without a result.
 *
 * # Safety
 * `tenant` and `resource` are readable for their lengths; `outstanding` is writable,
 * `error` too or null.
 */
int32_t exomt_operation_add(exomt_operation operation,
                            const uint8_t *tenant,
                            size_t tenant_len,
                            const uint8_t *resource,
                            size_t resource_len,
                            uint64_t *outstanding,
                            exomt_buffer *error);

/**
 * Says that no more requests come: the operation can be done.
 *
 * # Safety
 * `error` points to a writable `uint64_t`, or is null.
 */
int32_t exomt_operation_close(exomt_operation operation, exomt_buffer *error);

/**
 * Waits for an event, at most `timeout_ms` (and at most 60 s); 0 only looks.
 * `state` becomes `EXOMT_STATE_PENDING`, `EXOMT_STATE_EVENT` or `EXOMT_STATE_DONE`.
 *
 * # Safety
 * `state` points to a writable `int32_t`; `error` to a `uint64_t`, or is null.
 */
int32_t exomt_operation_wait(exomt_operation operation,
                             uint32_t timeout_ms,
                             int32_t *state,
                             exomt_buffer *error);

/**
 * Waits as exomt_operation_wait, but until `count` events are there, or as many as can come
 * without another request or an answer: one who takes them with exomt_operation_take_many is
 * woken once for all. `EXOMT_STATE_EVENT` also if the time ends with fewer.
 *
 * # Safety
 * `state` points to a writable `int32_t`; `error` to a `uint64_t`, or is null.
 */
int32_t exomt_operation_wait_many(exomt_operation operation,
                                  uint32_t count,
                                  uint32_t timeout_ms,
                                  int32_t *state,
                                  exomt_buffer *error);

/**
 * Takes the next event: `event` is a buffer with its JSON, `payload` a buffer with the
 * token ("token") or the bytes to sign ("sign"), or 0. The caller frees both.
 *
 * Events: `token`, `error`, `sign` (`requestId`, `algorithm`), `assertion`
 * (`requestId`, `tenant`, `audience`), and those of the function that began the operation.
 * `EXOMT_STATUS_NOTHING_TO_TAKE` if there is none.
 *
 * # Safety
 * `event` and `payload` point to a writable `uint64_t`; `error` too, or is null.
 */
int32_t exomt_operation_take(exomt_operation operation,
                             exomt_buffer *event,
                             exomt_buffer *payload,
                             exomt_buffer *error);

/**
 * Takes all events that are there, at most `most`, in one buffer that the caller frees:
 * `text_len` bytes of records (UTF-8), and behind them the payloads. Both become 0 if there
 * is no event. This is for scripts, which split a text faster than they read JSON.
 *
 * Fields end at a tab, records at a line feed, items of a list at U+001F; no value holds a
 * control character. Each record begins with its kind and where its payload is (offset after
 * the records, length). "token": `organization`, `tenantId`, `appId`, `resource`,
 * `expiresOn` (seconds since 1970), `roles` (a list), `directoryRoles` (a list of name,
 * template id, 1 if supported, for each), `verdict`, `objectId`, `tokenId`, `correlationId`,
 * `fromCache` (1 or 0), `attempts`, milliseconds waited, and JSON (`findings`, `waits`) for
 * a token that is not ready or for which there was a wait. What is not known is empty.
 * "json": the JSON of any other event.
 *
 * # Safety
 * `buffer` points to a writable `uint64_t`, `text_len` to a `size_t`; `error` to a
 * `uint64_t`, or is null.
 */
int32_t exomt_operation_take_many(exomt_operation operation,
                                  uint32_t most,
                                  exomt_buffer *buffer,
                                  size_t *text_len,
                                  exomt_buffer *error);

/**
 * Answers a "sign" event with the signature, or an "assertion" event with the text.
 * `EXOMT_STATUS_UNKNOWN_REQUEST` if nobody waits for it (any more).
 *
 * # Safety
 * `answer` is readable for its length; `error` points to a `uint64_t`, or is null.
 */
int32_t exomt_operation_respond(exomt_operation operation,
                                uint64_t request_id,
                                const uint8_t *answer,
                                size_t answer_len,
                                exomt_buffer *error);

/**
 * Says that a "sign" or "assertion" event can not be answered, and why (UTF-8, shown
 * to the user; no secret in it). The request that waits for it fails with that reason.
 *
 * # Safety
 * `reason` is readable for its length; `error` points to a `uint64_t`, or is null.
 */
int32_t exomt_operation_reject(exomt_operation operation,
                               uint64_t request_id,
                               const uint8_t *reason,
                               size_t reason_len,
                               exomt_buffer *error);

/**
 * Ends an operation: no request of it stays in flight. Requests without a result give
 * an error event `Cancelled` each; results that came before can still be taken.
 *
 * # Safety
 * `error` points to a writable `uint64_t`, or is null.
 */
int32_t exomt_operation_cancel(exomt_operation operation, exomt_buffer *error);

/**
 * Cancels an operation and frees it; safe while another thread waits on it.
 *
 * # Safety
 * None beyond the handle's own checks.
 */
int32_t exomt_operation_free(exomt_operation operation);

/**
 * Begins to look whether tenants are ready, and returns at once. Tokens are asked for anew,
 * whatever the cache has. `request` as for exomt_operation_begin; wait, take, answer and
 * free as there. Options (JSON, or null with length 0): `probe` (whether Exchange Online is
 * asked to run a command), `probeCommand` (a `Get-` cmdlet), `redirectUri` (for the consent
 * URL).
 *
 * Each tenant gives an event "readiness": `index`, `organization`, `tenantId`,
 * `environment`, `appId`, `objectId`, `verdict`, `verified`, `initialDomain`, `blockedBy`,
 * `message`, `fix`, `fixedBy`, `canWait`, `tokenId`, `correlationId`, and `rungs` (`name`,
 * `state`, `message`, `evidence`, `fix`, `fixedBy`, `steps` of `kind` and `text`). What is
 * not known is null. A tenant that is not ready is no error; a name that can be no tenant is.
 *
 * # Safety
 * `options` and `request` are readable for their lengths; `operation` is writable, `error`
 * too or null.
 */
int32_t exomt_readiness_begin(exomt_app app,
                              const uint8_t *options,
                              size_t options_len,
                              const uint8_t *request,
                              size_t request_len,
                              exomt_operation *operation,
                              exomt_buffer *error);

/**
 * Begins to find tenants and their clouds by the metadata that Entra publishes, and returns
 * at once; no credential is used. `request` as for exomt_operation_begin (without
 * `resource`); wait, take and free as there. Options (JSON): `environment` (the one cloud to
 * ask; without it those that can have the tenant), `authority` (the one to ask), `network`
 * (`certificateAuthorityPem`, `proxy` and times as for exomt_app_new).
 *
 * Each tenant gives an event "tenant": `index`, `organization`, `tenantId`, `environment`,
 * `exchangeEnvironmentName` (empty where it has none), `region`, `regionSubScope`,
 * `loginHost`, `exchangeHost`, `graphHost`, `initialDomain` (null unless that was the name),
 * `unanswered` (authorities that did not answer); or an "error" (`TenantNotFound`,
 * `TenantAmbiguous`, `CloudUnknown`, ...).
 *
 * # Safety
 * `options` and `request` are readable for their lengths; `operation` is writable, `error`
 * too or null.
 */
int32_t exomt_resolve_begin(const uint8_t *options,
                            size_t options_len,
                            const uint8_t *request,
                            size_t request_len,
                            exomt_operation *operation,
                            exomt_buffer *error);

/**
 * Finds directory roles. Options (JSON): `name` (a name, a pattern with `*` and `?`, or a
 * template id); optional `resource` (`Exchange` or `Compliance`: only roles that its PowerShell
 * accepts from an app) and `privileged`. A pattern may match no role; a name must exist.
 *
 * Returns JSON: `roles` (`name`, `templateId`, `privileged`, `exchange`, `compliance`).
 *
 * # Safety
 * `options` is readable for its length; `json` is writable, `error` too or null.
 */
int32_t exomt_role_find(const uint8_t *options,
                        size_t options_len,
                        exomt_buffer *json,
                        exomt_buffer *error);

/**
 * Says which directory roles and role groups are enough for a task, least privilege first.
 * Options (JSON): `task` (a name or a pattern with `*` and `?`); optional `resource`
 * (`Exchange` or `Compliance`), `appId`, `objectId` (of the service principal in the customer
 * tenant) and `displayName`, for the commands.
 *
 * Returns JSON: `advice`, for each task `name`, `aliases`, `description`, `resource`,
 * `directoryRoles` (`name`, `templateId`, `privileged`, `confidence`, `note`), `roleGroups`
 * (`name`, `roles`, `confidence`, `note`), `notes`, and `commands`: the lines that make the app
 * a member of the first role group.
 *
 * # Safety
 * `options` is readable for its length; `json` is writable, `error` too or null.
 */
int32_t exomt_role_advise(const uint8_t *options,
                          size_t options_len,
                          exomt_buffer *json,
                          exomt_buffer *error);

/**
 * Builds the commands that register the home app, for Microsoft Graph PowerShell and Azure
 * CLI; nothing is sent. `certificate` is the content of a .cer, .crt or PEM file whose public
 * part is uploaded; with null and length 0, the commands create a certificate.
 *
 * Options (JSON), all optional: `displayName`, `redirectUri`, `environment`, `resource`
 * (`Exchange` or `Compliance`), `certificateSubject`, `certificateYears`, and `appId` of an app
 * that exists: the commands then add what it lacks.
 *
 * Returns JSON: `displayName`, `appId`, `environment`, `resource`, `redirectUri`, `permissions`
 * (`name`, `id`, `resourceAppId`), `certificate` (its subject), `steps` (`name`, `purpose`,
 * `graphPowerShell`, `azureCli`), `graphPowerShell` and `azureCli` (all steps as one script;
 * empty where Azure CLI has no name for the cloud), `notes`.
 *
 * # Safety
 * `options` and `certificate` are readable for their lengths; `json` is writable, `error` too
 * or null.
 */
int32_t exomt_setup_build(const uint8_t *options,
                          size_t options_len,
                          const uint8_t *certificate,
                          size_t certificate_len,
                          exomt_buffer *json,
                          exomt_buffer *error);

/**
 * Begins to verify a token's signature by the keys that its issuer publishes, and returns at
 * once; wait, take and free as for exomt_operation_begin. The keys are kept for a day, and
 * asked for again when one is missing. Options (JSON, or null with length 0): as for
 * exomt_resolve_begin; without environment and authority the token's audience decides.
 *
 * Gives one event "signature": `index`, `organization` (the token's tenant id), `verified`
 * (true, false, or null when it could not be told) and `finding` (as exomt_token_check has
 * them: `SignatureVerified`, `SignatureInvalid`, `SignatureUnknown`).
 *
 * # Safety
 * `token` and `options` are readable for their lengths; `operation` is writable, `error` too
 * or null.
 */
int32_t exomt_signature_begin(const uint8_t *token,
                              size_t token_len,
                              const uint8_t *options,
                              size_t options_len,
                              exomt_operation *operation,
                              exomt_buffer *error);

/**
 * Reads a token without trusting it (at most 64 KiB), as JSON: `header`, `claims` and
 * the members of a view (tenantId, appId, roles, directoryRoles, expiresOn, ...).
 *
 * # Safety
 * `token` is readable for its length; `json` is writable, `error` too or null.
 */
int32_t exomt_token_decode(const uint8_t *token,
                           size_t token_len,
                           exomt_buffer *json,
                           exomt_buffer *error);

/**
 * Checks a token's claims (its signature is not verified), as JSON:
 * `verdict`, `findings` and the members of a view. `expectations` (JSON, or null with length 0):
 * `tenant`, `appId`, `environment`, `resource`; what is absent is not compared, and an
 * absent `environment` is that of the token's audience. A text that is no JWT fails the
 * call, or is a finding with `"allowUnreadable":true` (for opaque tokens of a server).
 *
 * # Safety
 * Pointers are readable for their lengths; `json` is writable, `error` too or null.
 */
int32_t exomt_token_check(const uint8_t *token,
                          size_t token_len,
                          const uint8_t *expectations,
                          size_t expectations_len,
                          exomt_buffer *json,
                          exomt_buffer *error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* EXOMT_H */
