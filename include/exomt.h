/* Generated from src/ffi by build/header.rs. Don't edit it: run `cargo xtask header`. */

/*
 * ExoMt: app-only tokens for Exchange Online in many customer tenants.
 *
 * The general flow
 *
 *   1. exomt_credential_from_...   creates a credential: how the app proves its identity.
 *   2. exomt_app_new               creates an app from its registration and the credential.
 *   3. exomt_token_acquire         begins an operation with one request for each tenant.
 *   4. exomt_operation_wait        waits for the next event.
 *      exomt_operation_take        takes it: a token or an error of one tenant.
 *   5. exomt_buffer_read           reads a buffer: an event, a token, an error.
 *   6. exomt_..._free              frees each handle.
 *
 * examples/c/acquire.c is a complete program.
 *
 * Names
 *
 * Functions are named exomt_<noun>_<verb>; the nouns are the sections below, in the order of
 * use. `new` and `from_...` create an object, `describe` writes JSON without secrets, `free`
 * frees a handle. A function that writes an exomt_operation begins work in the background and
 * returns at once. Only exomt_abi_version is named otherwise: every version has it.
 *
 * Status and errors
 *
 * Functions return an exomt_status: EXOMT_STATUS_OK (0), another EXOMT_STATUS_ number, or an
 * EXOMT_ERROR_CODE_ number. Out-parameters are written only on success. `error`, the last
 * parameter of most functions, may be null. It is written only on failure: it receives a
 * buffer with a JSON object (see "Errors"), which the caller frees.
 *
 * Ownership
 *
 * The caller owns every handle that a function writes, and frees it once with the free
 * function of its type. A second free is EXOMT_STATUS_STALE_HANDLE. Input is copied: it can be
 * freed or wiped as soon as the call returns.
 *
 * Bytes and text
 *
 * Input is a pointer and a length in bytes. Text is UTF-8 without NUL characters, and needs no
 * NUL at its end. JSON documents are at most 64 MiB. Null pointers (unless allowed), misaligned
 * pointers and lengths above a documented maximum are EXOMT_STATUS_INVALID_ARGUMENT; other
 * invalid pointers cannot be detected. JSON that the library writes can have more members than
 * documented: ignore unknown ones.
 *
 * Threads
 *
 * Any thread can use any handle at any time, with one exception: don't free a buffer while
 * another thread reads its bytes. Handles belong to their process: after fork() the child
 * cannot use them.
 */

#ifndef EXOMT_H
#define EXOMT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * ------------------------------------------------------------------------------------------
 * Version
 *
 * Compare `exomt_abi_version()` with `EXOMT_ABI_VERSION` before any other call: a library
 * with another ABI version must not be used with this header.
 * ------------------------------------------------------------------------------------------
 */

/**
 * The version of the library that this header belongs to.
 */
#define EXOMT_VERSION_MAJOR 0
#define EXOMT_VERSION_MINOR 1
#define EXOMT_VERSION_PATCH 0
#define EXOMT_VERSION "0.1.0"

/**
 * The ABI version of this header.
 *
 * It increases when a function, parameter, type, constant, status number or documented JSON member
 * is changed or removed. Additions don't change it.
 */
#define EXOMT_ABI_VERSION 2

/**
 * Returns the ABI version of the library. The signature of this function never changes.
 */
uint32_t exomt_abi_version(void);


/*
 * ------------------------------------------------------------------------------------------
 * Status
 *
 * Every function that can fail returns an `exomt_status`: `EXOMT_STATUS_OK`, another
 * `EXOMT_STATUS_` number when the call itself was invalid, or an `EXOMT_ERROR_CODE_` number (100
 * and up, see "Errors") when the work failed.
 * ------------------------------------------------------------------------------------------
 */

/**
 * The status of a call: success, or the fault in the call itself.
 */
enum {
    /**
     * The call succeeded; its out-parameters are written.
     */
    EXOMT_STATUS_OK = 0,
    /**
     * A pointer is null or misaligned, a handle is 0, a length is above its maximum, or a
     * text is not UTF-8 or contains NUL.
     */
    EXOMT_STATUS_INVALID_ARGUMENT = 1,
    /**
     * The handle has been freed.
     */
    EXOMT_STATUS_STALE_HANDLE = 2,
    /**
     * The handle is of another type.
     */
    EXOMT_STATUS_WRONG_HANDLE_TYPE = 3,
    /**
     * The handle is from another process, or isn't a handle.
     */
    EXOMT_STATUS_FOREIGN_HANDLE = 4,
    /**
     * The library caught an internal error; no out-parameter but `error` was written.
     */
    EXOMT_STATUS_INTERNAL = 5,
    /**
     * The operation has no event to take.
     */
    EXOMT_STATUS_NOTHING_TO_TAKE = 6,
    /**
     * The request id is unknown, or its event has been answered.
     */
    EXOMT_STATUS_UNKNOWN_REQUEST = 7,
    /**
     * The process has 1,048,576 live handles, the maximum.
     */
    EXOMT_STATUS_TOO_MANY_HANDLES = 8,
};

/**
 * An `EXOMT_STATUS_` or `EXOMT_ERROR_CODE_` number.
 */
typedef int32_t exomt_status;


/*
 * ------------------------------------------------------------------------------------------
 * Handles
 *
 * A handle is a struct with a number, passed by value. It is not a pointer. Every function checks
 * it, so a stale, foreign or wrong handle produces a status, never undefined behavior. Initialize
 * handles with `{0}`, which means "no handle". Two handles are the same if their values are equal.
 * A caller whose language has no structs can pass a `uint64_t`: on every platform that ExoMt ships
 * for, the ABI is the same.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Bytes that the library owns, such as a JSON document or a token.
 */
typedef struct exomt_buffer {
    /**
     * 0 is none.
     */
    uint64_t value;
} exomt_buffer;

/**
 * How an app proves its identity.
 */
typedef struct exomt_credential {
    /**
     * 0 is none.
     */
    uint64_t value;
} exomt_credential;

/**
 * An app registration with its credential, cloud and network options.
 */
typedef struct exomt_app {
    /**
     * 0 is none.
     */
    uint64_t value;
} exomt_app;

/**
 * Requests for one or many tenants, their events, and completion.
 */
typedef struct exomt_operation {
    /**
     * 0 is none.
     */
    uint64_t value;
} exomt_operation;


/*
 * ------------------------------------------------------------------------------------------
 * Library
 *
 * Describes the loaded library and lists the names it knows. Hosts use the names for completion
 * and validation.
 *
 * The general flow: once after loading, a host calls `exomt_library_set_spelling` if messages
 * should use the names of its own options and commands. The rest is optional.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Describes the library.
 *
 * Parameters:
 * - `json`: receives a buffer with `{"name","version","abi","target"}`. The caller frees it.
 */
exomt_status exomt_library_describe(exomt_buffer *json, exomt_buffer *error);

/**
 * Lists the names and data that this version knows.
 *
 * Parameters:
 * - `json`: receives a buffer with `{"clouds","resources","directoryRoles","tasks",
 *   "errors"}`. Each task names the roles that are sufficient for it. `errors` has the number and
 *   the name of every status except `EXOMT_STATUS_OK`. The caller frees the buffer.
 */
exomt_status exomt_library_catalog(exomt_buffer *json,
                                   exomt_buffer *error);

/**
 * Sets how messages spell the options and commands of ExoMt, for the whole process. By default
 * they are spelled as in this header.
 *
 * Parameters:
 * - `names`: JSON with the host's spelling of each name, such as
 *   `{"environment":"--cloud","command:acquireToken":"exo token"}`. A missing name keeps the
 *   spelling of this header; an unknown name fails the call. Options: `environment`,
 *   `resource`, `organization`, `forceRefresh`, `timeout`, `totalTimeout`, `certificateKey`,
 *   `certificatePassword`, `externalCertificate`, `certificateAuthority`, `connectionUri`,
 *   `state`, `redirectUri`, `probe`, `probeCommand`, `wait`, `appId`, `objectId`, `tenantId`,
 *   `tokenId`, `startDate`, `endDate`, `cmdlet`, `certificate`, `certificateSubject`,
 *   `consentForm`. Commands: `command:acquireToken`, `command:checkToken`,
 *   `command:waitForTenant`, `command:decodeToken`, `command:buildConsentUrl`,
 *   `command:findRole`, `command:adviseRole`, `command:newApp`, `command:resolveTenant`,
 *   `command:connectTenant`, `command:clearCache`, `command:showVersion`.
 */
exomt_status exomt_library_set_spelling(const uint8_t *names,
                                        size_t names_len,
                                        exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Buffers
 *
 * Every document, event, token and error arrives in a buffer. Its bytes are wiped when it is
 * freed.
 *
 * The general flow: read a buffer with `exomt_buffer_read`, use or copy its bytes, free it
 * with `exomt_buffer_free`.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Writes the address and the length of a buffer's bytes.
 *
 * Parameters:
 * - `data`: receives the address. It is never null, and it is valid until the buffer is freed.
 *   If the length is 0, nothing may be read from it.
 * - `len`: receives the number of bytes. No NUL follows them.
 */
exomt_status exomt_buffer_read(exomt_buffer buffer, const uint8_t **data, size_t *len);

/**
 * Frees a buffer and wipes its bytes. No other thread may be reading them.
 */
exomt_status exomt_buffer_free(exomt_buffer buffer);


/*
 * ------------------------------------------------------------------------------------------
 * Errors
 *
 * A failed call writes a buffer to `error`; a failed request produces an "error" event. Both
 * contain a JSON object: `code` (a number below), `name` (its stable name), `message`, `fix`,
 * `fixedBy` (who can fix the error), `category` (PowerShell's ErrorCategory), `retryable`, and,
 * where they are known, `organization`, `aadsts`, `oauthError`, `errorUri`, `httpStatus`,
 * `retryAfterSeconds`, `correlationId`, `traceId`, `timestamp`, `attempts`.
 *
 * The general flow: compare the number or the name, show `message` and `fix`, and retry later
 * only if `retryable` is true. `exomt_error_explain` explains errors of other programs.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Why a call failed. These numbers start at 100, because the C boundary uses those from 1 to 99.
 */
enum {
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
     * The cloud is not known.
     */
    EXOMT_ERROR_CODE_INVALID_ENVIRONMENT = 103,
    /**
     * The authority is not an `https://host[:port]` URL.
     */
    EXOMT_ERROR_CODE_INVALID_AUTHORITY = 104,
    /**
     * The file of additional root certificates contains no certificate, or is not PEM.
     */
    EXOMT_ERROR_CODE_INVALID_CERTIFICATE_AUTHORITY = 105,
    /**
     * An options or request document doesn't have the documented form.
     */
    EXOMT_ERROR_CODE_INVALID_OPTIONS = 106,
    /**
     * The proxy URL is not usable.
     */
    EXOMT_ERROR_CODE_INVALID_PROXY = 107,
    /**
     * Entra does not accept the redirect URI.
     */
    EXOMT_ERROR_CODE_INVALID_REDIRECT_URI = 108,
    /**
     * The state of a consent request is empty, too long, or has control characters.
     */
    EXOMT_ERROR_CODE_INVALID_STATE = 109,
    /**
     * The text is not a response to a consent request.
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
     * The text is not an id of the required kind.
     */
    EXOMT_ERROR_CODE_INVALID_ID = 114,
    /**
     * The text is not a date or time, or the start is not before the end.
     */
    EXOMT_ERROR_CODE_INVALID_DATE = 115,
    /**
     * The text is not the full name of a cmdlet.
     */
    EXOMT_ERROR_CODE_INVALID_CMDLET_NAME = 116,
    /**
     * The audit search names no token id, object id or app id.
     */
    EXOMT_ERROR_CODE_AUDIT_SUBJECT_MISSING = 117,
    /**
     * ExoMt doesn't know the task.
     */
    EXOMT_ERROR_CODE_UNKNOWN_TASK = 118,
    /**
     * ExoMt doesn't know the directory role.
     */
    EXOMT_ERROR_CODE_ROLE_NOT_FOUND = 119,
    /**
     * The client secret is empty, or contains line breaks or other control characters.
     */
    EXOMT_ERROR_CODE_INVALID_CLIENT_SECRET = 120,
    /**
     * The bytes are not a PKCS#12 (PFX) file, or use an unsupported algorithm.
     */
    EXOMT_ERROR_CODE_PFX_UNREADABLE = 121,
    /**
     * The PFX password is wrong or missing.
     */
    EXOMT_ERROR_CODE_PFX_WRONG_PASSWORD = 122,
    /**
     * The PFX has no private key.
     */
    EXOMT_ERROR_CODE_PFX_WITHOUT_KEY = 123,
    /**
     * No certificate belongs to the private key.
     */
    EXOMT_ERROR_CODE_CERTIFICATE_KEY_MISMATCH = 124,
    /**
     * The PEM text has no certificate or no private key, or is damaged.
     */
    EXOMT_ERROR_CODE_PEM_UNREADABLE = 125,
    /**
     * The private key's password is wrong.
     */
    EXOMT_ERROR_CODE_PEM_WRONG_PASSWORD = 126,
    /**
     * The private key is encrypted, but there is no password.
     */
    EXOMT_ERROR_CODE_PEM_PASSWORD_NEEDED = 127,
    /**
     * The certificate cannot be parsed.
     */
    EXOMT_ERROR_CODE_CERTIFICATE_UNREADABLE = 128,
    /**
     * The key is not RSA with 2048 to 8192 bits, the only kind that Entra accepts.
     */
    EXOMT_ERROR_CODE_UNSUPPORTED_KEY = 129,
    /**
     * The certificate has expired.
     */
    EXOMT_ERROR_CODE_CERTIFICATE_EXPIRED = 130,
    /**
     * The certificate is not valid yet.
     */
    EXOMT_ERROR_CODE_CERTIFICATE_NOT_YET_VALID = 131,
    /**
     * The assertion is not a signed JWT, or has expired.
     */
    EXOMT_ERROR_CODE_INVALID_ASSERTION = 132,
    /**
     * The external signer did not sign.
     */
    EXOMT_ERROR_CODE_SIGNING_FAILED = 133,
    /**
     * The assertion provider returned no assertion.
     */
    EXOMT_ERROR_CODE_ASSERTION_PROVIDER_FAILED = 134,
    /**
     * The caller did not sign or provide an assertion in time.
     */
    EXOMT_ERROR_CODE_CALLER_TIMEOUT = 135,
    /**
     * The text of a certificate is neither PEM nor base64.
     */
    EXOMT_ERROR_CODE_INVALID_BASE64 = 136,
    /**
     * The host name could not be resolved.
     */
    EXOMT_ERROR_CODE_HOST_NOT_FOUND = 200,
    /**
     * No TCP connection could be established.
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
     * The proxy refused the request, or was not usable.
     */
    EXOMT_ERROR_CODE_PROXY_FAILED = 204,
    /**
     * The request took longer than allowed.
     */
    EXOMT_ERROR_CODE_TIMEOUT = 205,
    /**
     * The connection ended before the response was complete.
     */
    EXOMT_ERROR_CODE_CONNECTION_LOST = 206,
    /**
     * The response is larger than ExoMt accepts.
     */
    EXOMT_ERROR_CODE_RESPONSE_TOO_LARGE = 207,
    /**
     * The server tried to redirect the request.
     */
    EXOMT_ERROR_CODE_REDIRECT_REFUSED = 208,
    /**
     * The response doesn't have the expected form.
     */
    EXOMT_ERROR_CODE_UNEXPECTED_RESPONSE = 209,
    /**
     * Too many requests (HTTP 429).
     */
    EXOMT_ERROR_CODE_THROTTLED = 210,
    /**
     * The server failed (HTTP 5xx), or says that the failure is temporary.
     */
    EXOMT_ERROR_CODE_SERVICE_UNAVAILABLE = 211,
    /**
     * No system trust store could be loaded.
     */
    EXOMT_ERROR_CODE_TRUST_STORE_UNAVAILABLE = 212,
    /**
     * Another program listens on the port.
     */
    EXOMT_ERROR_CODE_PORT_IN_USE = 213,
    /**
     * The system doesn't allow listening on the port.
     */
    EXOMT_ERROR_CODE_PORT_UNAVAILABLE = 214,
    /**
     * No response to the consent request arrived in time.
     */
    EXOMT_ERROR_CODE_CONSENT_TIMEOUT = 215,
    /**
     * Entra rejected the request. The error's member `aadsts` contains Entra's code for the
     * reason.
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
     * The certificate is not on the app registration, or Entra rejected the assertion signed with
     * its key.
     */
    EXOMT_ERROR_CODE_CERTIFICATE_REJECTED = 305,
    /**
     * The assertion comes from another issuer and matches no federated credential.
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
     * The clocks of this computer and the server differ too much.
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
     * ExoMt does not know the cloud of the hosts in the tenant's metadata.
     */
    EXOMT_ERROR_CODE_CLOUD_UNKNOWN = 312,
    /**
     * The text is not a JSON Web Token.
     */
    EXOMT_ERROR_CODE_TOKEN_UNREADABLE = 400,
    /**
     * The token does not belong to the requested tenant.
     */
    EXOMT_ERROR_CODE_TOKEN_TENANT_MISMATCH = 401,
    /**
     * ExchangeOnlineManagement is not installed.
     */
    EXOMT_ERROR_CODE_MODULE_MISSING = 420,
    /**
     * No installed version of ExchangeOnlineManagement accepts a token.
     */
    EXOMT_ERROR_CODE_MODULE_TOO_OLD = 421,
    /**
     * ExchangeOnlineManagement needs a later PowerShell.
     */
    EXOMT_ERROR_CODE_POWER_SHELL_TOO_OLD = 422,
    /**
     * Security & Compliance PowerShell does not exist on this system or in this cloud.
     */
    EXOMT_ERROR_CODE_COMPLIANCE_UNAVAILABLE = 423,
    /**
     * The operation was canceled.
     */
    EXOMT_ERROR_CODE_CANCELLED = 500,
    /**
     * A fault in ExoMt itself.
     */
    EXOMT_ERROR_CODE_INTERNAL_FAULT = 501,
};

/**
 * Explains an error text or code of Entra, Exchange, PowerShell or the network.
 *
 * Parameters:
 * - `text`: the text, UTF-8. The first 256 KiB are examined.
 * - `json`: receives a buffer with an array of `{"kind","code","meaning","fix","fixedBy",
 *   "retryable","link"}`, the root cause first. The array is never empty: a text without a
 *   match has one explanation of kind `Unknown`. The caller frees the buffer.
 */
exomt_status exomt_error_explain(const uint8_t *text,
                                 size_t text_len,
                                 exomt_buffer *json,
                                 exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Credentials
 *
 * How an app proves its identity: a client secret, a certificate with its key, a certificate
 * whose key the caller keeps (an external signer), a ready assertion, or assertions that the
 * caller provides on demand.
 *
 * The general flow: create a credential, pass it to `exomt_app_new`, free it. The app keeps its
 * own reference. Secrets are copied, so the caller can wipe its own copy at once. The library
 * wipes its copy when the last app that uses the credential is freed.
 * ------------------------------------------------------------------------------------------
 */

/**
 * The signer supports RSASSA-PSS with SHA-256 (PS256).
 */
#define EXOMT_ALGORITHM_PS256 1

/**
 * The signer supports RSASSA-PKCS1-v1_5 with SHA-256 (RS256).
 */
#define EXOMT_ALGORITHM_RS256 2

/**
 * Creates a credential from a client secret.
 *
 * Parameters:
 * - `secret`: the secret's value (not its id), UTF-8, at most 64 KiB.
 * - `credential`: receives the credential. The caller frees it.
 */
exomt_status exomt_credential_from_secret(const uint8_t *secret,
                                          size_t secret_len,
                                          exomt_credential *credential,
                                          exomt_buffer *error);

/**
 * Creates a credential from a PKCS#12 (PFX) file with a certificate and its key.
 *
 * Parameters:
 * - `pfx`: the file's bytes, at most 1 MiB.
 * - `password`: its password, UTF-8; null with length 0 for none.
 * - `credential`: receives the credential. The caller frees it.
 *
 * Returns `EXOMT_ERROR_CODE_PFX_WRONG_PASSWORD` if the password doesn't open the file.
 */
exomt_status exomt_credential_from_pfx(const uint8_t *pfx,
                                       size_t pfx_len,
                                       const uint8_t *password,
                                       size_t password_len,
                                       exomt_credential *credential,
                                       exomt_buffer *error);

/**
 * Creates a credential from a certificate and its key in PEM format.
 *
 * Parameters:
 * - `certificate`: PEM text of the certificate, or of the certificate and the key; at most 1 MiB.
 * - `key`: PEM text of the key, at most 1 MiB; null with length 0 if it is in `certificate`.
 * - `password`: the password of an encrypted key, UTF-8; null with length 0 for none.
 * - `credential`: receives the credential. The caller frees it.
 */
exomt_status exomt_credential_from_pem(const uint8_t *certificate,
                                       size_t certificate_len,
                                       const uint8_t *key,
                                       size_t key_len,
                                       const uint8_t *password,
                                       size_t password_len,
                                       exomt_credential *credential,
                                       exomt_buffer *error);

/**
 * Creates a credential from a file with a certificate and its key, whatever its format: PFX, PEM,
 * or the base64 of either, as in a CI variable.
 *
 * Parameters:
 * - `file`: the file's bytes, at most 1 MiB.
 * - `key`: PEM text of the key, at most 1 MiB; null with length 0 if it is in `file`.
 * - `password`: the password of the PFX or of an encrypted key, UTF-8; null with length 0 for
 *   none.
 * - `credential`: receives the credential. The caller frees it.
 */
exomt_status exomt_credential_from_file(const uint8_t *file,
                                        size_t file_len,
                                        const uint8_t *key,
                                        size_t key_len,
                                        const uint8_t *password,
                                        size_t password_len,
                                        exomt_credential *credential,
                                        exomt_buffer *error);

/**
 * Creates a credential from a certificate whose key the caller keeps, such as in a key vault.
 * Operations then request signatures with "sign" events.
 *
 * Parameters:
 * - `certificate`: the certificate, DER, at most 1 MiB.
 * - `algorithms`: the `EXOMT_ALGORITHM_` bits of the algorithms that the signer supports. PS256 is
 *   preferred.
 * - `credential`: receives the credential. The caller frees it.
 */
exomt_status exomt_credential_from_signer(const uint8_t *certificate,
                                          size_t certificate_len,
                                          uint32_t algorithms,
                                          exomt_credential *credential,
                                          exomt_buffer *error);

/**
 * Creates a credential from a client assertion that another issuer has signed.
 *
 * Parameters:
 * - `assertion`: the JWT, UTF-8, at most 64 KiB.
 * - `credential`: receives the credential. The caller frees it.
 */
exomt_status exomt_credential_from_assertion(const uint8_t *assertion,
                                             size_t assertion_len,
                                             exomt_credential *credential,
                                             exomt_buffer *error);

/**
 * Creates a credential whose assertions the caller provides. Operations request them with
 * "assertion" events.
 *
 * Parameters:
 * - `credential`: receives the credential. The caller frees it.
 */
exomt_status exomt_credential_from_provider(exomt_credential *credential, exomt_buffer *error);

/**
 * Describes a credential, without its secret.
 *
 * Parameters:
 * - `json`: receives a buffer with `{"kind","certificate","warnings"}`. `certificate` is null or
 *   has `subject`, `issuer`, `thumbprint` (SHA-1), `thumbprintSha256`, `serialNumber`, `notBefore`
 *   and `notAfter`; `warnings` contains a finding if the certificate expires soon. The caller
 *   frees the buffer.
 */
exomt_status exomt_credential_describe(exomt_credential credential,
                                       exomt_buffer *json,
                                       exomt_buffer *error);

/**
 * Frees a credential. Apps that were created with it keep their own reference.
 */
exomt_status exomt_credential_free(exomt_credential credential);


/*
 * ------------------------------------------------------------------------------------------
 * Apps
 *
 * An app is an app registration with its credential, cloud and network options. One app is
 * enough for any number of tenants and threads. Apps with the same id, cloud, authority and
 * credential share their tokens.
 *
 * To use an app, create it once, begin operations with it, and free it at the end.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Creates an app. Nothing is sent.
 *
 * Parameters:
 * - `options`: JSON, with these members; unknown ones are rejected:
 *   - `appId`: the application (client) id, a GUID. Required.
 *   - `environment`: the cloud's name; `Worldwide` if absent.
 *   - `authority`: the login host, if it isn't the cloud's: `https://host[:port]`.
 *   - `connectionUri`: the Exchange endpoint, if it isn't the cloud's: an `https` URL.
 *   - `sendCertificateChain`: true to send the certificate in assertions (`x5c`), which
 *     subject-name trust requires.
 *   - `network`: an object with these members, all optional:
 *     - `certificateAuthorityPem`: PEM text with root certificates to trust in addition to the
 *       system's.
 *     - `proxy`: `{"https","noProxy"}`, in the form of the environment variables HTTPS_PROXY and
 *       NO_PROXY. `{"https":null}` means no proxy. If `proxy` is absent, the environment's proxy
 *       is used, or else the system's.
 *     - `connectTimeoutMs`, `readTimeoutMs`, `timeoutMs`: timeouts in milliseconds.
 * - `credential`: the credential. The app keeps its own reference.
 * - `app`: receives the app. The caller frees it.
 */
exomt_status exomt_app_new(const uint8_t *options,
                           size_t options_len,
                           exomt_credential credential,
                           exomt_app *app,
                           exomt_buffer *error);

/**
 * Describes an app, without its secret.
 *
 * Parameters:
 * - `json`: receives a buffer with `{"appId","environment","exchangeEnvironmentName",
 *   "authority","connectionUri","sendCertificateChain","credential"}`. The member `credential` is
 *   the document that `exomt_credential_describe` writes. The caller frees the buffer.
 */
exomt_status exomt_app_describe(exomt_app app,
                                exomt_buffer *json,
                                exomt_buffer *error);

/**
 * Frees an app. Operations that use it continue.
 */
exomt_status exomt_app_free(exomt_app app);


/*
 * ------------------------------------------------------------------------------------------
 * Operations
 *
 * The functions that write an `exomt_operation` begin requests in the background and return at
 * once: `exomt_token_acquire`, `exomt_tenant_resolve`, `exomt_readiness_check`, and others
 * below. The general flow of an operation:
 *
 *   1. Wait with `exomt_operation_wait`, until the state is `EXOMT_STATE_EVENT` or
 *      `EXOMT_STATE_DONE`.
 *   2. On an event, take it with `exomt_operation_take`: a buffer with its JSON, and a second
 *      buffer with its payload, if it has one. `kind` tells which event it is:
 *      - the result of a request. Each request has one result: the event that the function
 *        documents, or "error" (`index`, `organization`, `resource`, `error`; see "Errors").
 *      - "sign" (`requestId`, `algorithm`): a request needs a signature of the payload by the
 *        caller's key. `algorithm` is `PS256` or `RS256`.
 *      - "assertion" (`requestId`, `tenant`, `audience`): a request needs an assertion.
 *
 *      Answer "sign" and "assertion" with `exomt_operation_respond` or
 *      `exomt_operation_reject`.
 *   3. When the operation is done, or to give up early, free it with `exomt_operation_free`.
 *
 * To add requests while earlier ones are in flight, begin with `"open":true`, then call
 * `exomt_operation_add`, and `exomt_operation_close` after the last one.
 *
 * The request document (`request`) is JSON with these members; unknown ones are rejected:
 *   - `requests`: an array of `{"tenant","resource"}`. `tenant` is an id or a domain of the
 *     customer; `resource` is `Exchange` (if absent), `Compliance`, `Graph` or a scope. An
 *     invalid resource fails the call; an invalid tenant is an "error" event.
 *   - `open`: true if requests will be added.
 *   - `concurrency`: requests in flight at once; 32 if absent, 512 at most.
 *   - `ordered`: true for results in the order of the requests.
 *   - `forceRefresh`: true to bypass the cache.
 *   - `timeoutMs`: limit of each request, including its retries; 120000 if absent.
 *   - `totalTimeoutMs`: limit of the whole operation; none if absent.
 *   - `leaseMs`: after this long without a wait, requests in flight are canceled; the next
 *     wait sends them again. For hosts that can stop without notice.
 *
 * No request is started while too many results wait to be taken. The limit is twice the
 * concurrency, but at least 64.
 * ------------------------------------------------------------------------------------------
 */

/**
 * No event arrived within the timeout.
 */
#define EXOMT_STATE_PENDING 0

/**
 * An event can be taken.
 */
#define EXOMT_STATE_EVENT 1

/**
 * Every request has its result, and every result has been taken.
 */
#define EXOMT_STATE_DONE 2

/**
 * The longest wait of one call, in milliseconds. Longer timeouts are reduced to it.
 */
#define EXOMT_MAX_WAIT_MS 60000

/**
 * Adds a request to an open operation. A closed or canceled operation ignores it.
 *
 * Parameters:
 * - `tenant`: an id or a domain, UTF-8.
 * - `resource`: as in the request document; null with length 0 for Exchange.
 * - `outstanding`: receives the number of requests without a result.
 */
exomt_status exomt_operation_add(exomt_operation operation,
                                 const uint8_t *tenant,
                                 size_t tenant_len,
                                 const uint8_t *resource,
                                 size_t resource_len,
                                 uint64_t *outstanding,
                                 exomt_buffer *error);

/**
 * Closes an open operation: no more requests will be added, so its state can become
 * `EXOMT_STATE_DONE`.
 */
exomt_status exomt_operation_close(exomt_operation operation, exomt_buffer *error);

/**
 * Waits for an event.
 *
 * Parameters:
 * - `timeout_ms`: how long to wait, at most `EXOMT_MAX_WAIT_MS`; with 0, the call returns at once.
 * - `state`: receives `EXOMT_STATE_PENDING`, `EXOMT_STATE_EVENT` or `EXOMT_STATE_DONE`.
 */
exomt_status exomt_operation_wait(exomt_operation operation,
                                  uint32_t timeout_ms,
                                  int32_t *state,
                                  exomt_buffer *error);

/**
 * Takes the next event.
 *
 * Parameters:
 * - `event`: receives a buffer with the event's JSON. The caller frees it.
 * - `payload`: receives a buffer with the token of a "token" event or the bytes to sign of a
 *   "sign" event; 0 for other events. The caller frees it.
 *
 * Returns `EXOMT_STATUS_NOTHING_TO_TAKE` if there is no event.
 */
exomt_status exomt_operation_take(exomt_operation operation,
                                  exomt_buffer *event,
                                  exomt_buffer *payload,
                                  exomt_buffer *error);

/**
 * Answers a "sign" or "assertion" event.
 *
 * Parameters:
 * - `request_id`: the event's `requestId`.
 * - `answer`: the signature's bytes, or the assertion (UTF-8); at most 64 KiB.
 *
 * Returns `EXOMT_STATUS_UNKNOWN_REQUEST` if no request waits for this answer.
 */
exomt_status exomt_operation_respond(exomt_operation operation,
                                     uint64_t request_id,
                                     const uint8_t *answer,
                                     size_t answer_len,
                                     exomt_buffer *error);

/**
 * Rejects a "sign" or "assertion" event. Its request fails with the reason.
 *
 * Parameters:
 * - `request_id`: the event's `requestId`.
 * - `reason`: what went wrong, UTF-8, without secrets: users read it.
 *
 * Returns `EXOMT_STATUS_UNKNOWN_REQUEST` if no request waits for this answer.
 */
exomt_status exomt_operation_reject(exomt_operation operation,
                                    uint64_t request_id,
                                    const uint8_t *reason,
                                    size_t reason_len,
                                    exomt_buffer *error);

/**
 * Cancels an operation. Nothing stays in flight. Each request without a result gets an "error"
 * event with the error `Cancelled`. Results that arrived earlier can still be taken.
 */
exomt_status exomt_operation_cancel(exomt_operation operation, exomt_buffer *error);

/**
 * Cancels an operation and frees it, even while another thread waits on it.
 */
exomt_status exomt_operation_free(exomt_operation operation);


/*
 * ------------------------------------------------------------------------------------------
 * Tokens
 *
 * Acquire tokens in customer tenants, and examine tokens that the caller already has.
 *
 * The general flow: begin with `exomt_token_acquire`, and take an event for each tenant (see
 * "Operations"). A "token" event has been checked: if its `verdict` is `Ready`, send its payload
 * as a bearer token, or pass it to Connect-ExchangeOnline. Check a token from another source with
 * `exomt_token_check`, and verify its signature with `exomt_token_verify`.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Begins to acquire tokens: one request for each tenant and resource.
 *
 * Parameters:
 * - `request`: a request document, see "Operations".
 * - `operation`: receives the operation. The caller frees it.
 *
 * Results are "token" events with the token as payload: `index`, `organization` (the tenant
 * as requested), `tenantId`, `appId`, `environment`, `resource`, `scope`, `expiresOn`,
 * `roles` (application permissions), `directoryRoles`, `verdict`, `findings`, `objectId` (of
 * the service principal), `tokenId`, `correlationId`, `fromCache`, `attempts` and `waits`.
 * The token is valid for its resource if `verdict` is `Ready`; `findings` are the reasons for any
 * other verdict.
 */
exomt_status exomt_token_acquire(exomt_app app,
                                 const uint8_t *request,
                                 size_t request_len,
                                 exomt_operation *operation,
                                 exomt_buffer *error);

/**
 * Decodes a token without trusting it.
 *
 * Parameters:
 * - `token`: the JWT, UTF-8, at most 64 KiB.
 * - `json`: receives a buffer with `header`, `claims`, and values from both under readable names:
 *   `tenantId`, `appId`, `roles`, `directoryRoles`, `expiresOn`, and others. The caller frees it.
 *
 * Returns `EXOMT_ERROR_CODE_TOKEN_UNREADABLE` if the text isn't a JWT.
 */
exomt_status exomt_token_decode(const uint8_t *token,
                                size_t token_len,
                                exomt_buffer *json,
                                exomt_buffer *error);

/**
 * Checks a token's claims. Its signature is not verified (see `exomt_token_verify`).
 *
 * Parameters:
 * - `token`: the JWT, UTF-8, at most 64 KiB.
 * - `expectations`: JSON, or null with length 0. All members are optional:
 *   - `tenant`, `appId`, `resource`: compared with the token, if present.
 *   - `environment`: the cloud to compare with; if absent, the token's audience decides.
 *   - `allowUnreadable`: if true, an opaque token is a finding, not a failure.
 * - `json`: receives a buffer, which the caller frees, with these members:
 *   - `organization`: the `tenant` of the expectations.
 *   - `environment`: the cloud that the token was compared with.
 *   - `verdict`: `Ready`, `Warning`, `NotReady` or `Unknown`.
 *   - `findings`: an array of findings.
 *   - The values that `exomt_token_decode` writes under readable names.
 */
exomt_status exomt_token_check(const uint8_t *token,
                               size_t token_len,
                               const uint8_t *expectations,
                               size_t expectations_len,
                               exomt_buffer *json,
                               exomt_buffer *error);

/**
 * Begins to verify a token's signature with the keys that its issuer publishes. Keys are
 * cached for a day.
 *
 * Parameters:
 * - `token`: the JWT, UTF-8, at most 64 KiB.
 * - `options`: as for `exomt_tenant_resolve`, or null with length 0. Without `environment` and
 *   `authority`, the token's audience decides the cloud.
 * - `operation`: receives the operation. The caller frees it.
 *
 * The result is a "signature" event: `index`, `organization` (the token's tenant id),
 * `verified` (true, false, or null if it could not be determined) and `finding`
 * (`SignatureVerified`, `SignatureInvalid` or `SignatureUnknown`).
 */
exomt_status exomt_token_verify(const uint8_t *token,
                                size_t token_len,
                                const uint8_t *options,
                                size_t options_len,
                                exomt_operation *operation,
                                exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Tenants
 *
 * Find the id and the cloud of a tenant by any of its domains. No app or credential is needed,
 * because Entra publishes this as metadata.
 *
 * The general flow: begin with `exomt_tenant_resolve`, take an event for each tenant (see
 * "Operations"), and create an app for the `environment` that the event names.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Begins to resolve tenants.
 *
 * Parameters:
 * - `options`: JSON, with these members, all optional:
 *   - `environment`: the only cloud to ask; if absent, every cloud that could contain the tenant.
 *   - `authority`: the only login host to ask: `https://host[:port]`.
 *   - `network`: as for `exomt_app_new`.
 * - `request`: a request document without resources, see "Operations".
 * - `operation`: receives the operation. The caller frees it.
 *
 * Results are "tenant" events: `index`, `organization` (the tenant as requested), `tenantId`,
 * `environment`, `exchangeEnvironmentName` (empty if the cloud has none), `region`,
 * `regionSubScope`, `loginHost`, `exchangeHost`, `graphHost`, `initialDomain` (null unless it
 * was the requested name), and `unanswered` (login hosts that didn't answer). If a request fails,
 * its result is an "error" event, such as `TenantNotFound`, `TenantAmbiguous` or `CloudUnknown`.
 */
exomt_status exomt_tenant_resolve(const uint8_t *options,
                                  size_t options_len,
                                  const uint8_t *request,
                                  size_t request_len,
                                  exomt_operation *operation,
                                  exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Readiness
 *
 * Check whether an app can work in a customer tenant, and if not, what is missing, how to fix
 * it, and who can. The checks form a ladder of rungs, each of which needs the ones before.
 *
 * The general flow: begin with `exomt_readiness_check`, and take an event for each tenant (see
 * "Operations"). Show `message` and `fix` of a tenant that isn't ready; check again later if
 * `canWait` is true.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Begins to check tenants. Acquires new tokens, even if valid ones are cached.
 *
 * Parameters:
 * - `options`: JSON, or null with length 0. All members are optional:
 *   - `probe`: true to run a command in Exchange Online.
 *   - `probeCommand`: the command to run, a `Get-` cmdlet; `Get-AcceptedDomain` if absent.
 *   - `redirectUri`: a registered redirect URI, for the consent URL among the fixes.
 * - `request`: a request document, see "Operations".
 * - `operation`: receives the operation. The caller frees it.
 *
 * Results are "readiness" events: `index`, `organization` (the tenant as requested),
 * `tenantId`, `environment`, `appId`, `objectId`, `verdict`, `verified`, `initialDomain`,
 * `blockedBy`, `message`, `fix`, `fixedBy`, `canWait`, `tokenId`, `correlationId`, and `rungs`, an
 * array of `{"name","state","message","evidence","fix","fixedBy","steps"}`. `steps` is an array of
 * `{"kind","text"}`. Unknown values are null. A tenant that isn't ready is a result, not an
 * error; a name that can't be a tenant is an error.
 */
exomt_status exomt_readiness_check(exomt_app app,
                                   const uint8_t *options,
                                   size_t options_len,
                                   const uint8_t *request,
                                   size_t request_len,
                                   exomt_operation *operation,
                                   exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Consent
 *
 * An admin of each customer tenant consents to the app once.
 *
 * The general flow: build a URL with `exomt_consent_build_url` and have the admin open it. If that
 * browser is on this computer, receive the redirect with `exomt_consent_listen`. Otherwise the
 * browser ends at the app's redirect URI: parse that URL with `exomt_consent_parse_redirect`. A
 * redirect proves nothing, because anyone can open such a URL. Verify the consent with
 * `exomt_readiness_check`.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Builds an admin consent URL. Nothing is sent.
 *
 * Parameters:
 * - `options`: JSON, with these members:
 *   - `appId`: the application (client) id. Required.
 *   - `redirectUri`: a redirect URI that is registered for the app. Required.
 *   - `organization`: the customer tenant; `organizations` if absent.
 *   - `state`: a string that the redirect repeats; random if absent.
 *   - `form`: `AdminConsent` (if absent), `AdminConsentV1` or `AuthorizePrompt`.
 *   - `environment`, `authority`: as for `exomt_app_new`. Optional.
 *   - `resource`: as in a request. Optional.
 * - `json`: receives a buffer with `{"url","state","organization","form","environment","appId",
 *   "redirectUri","scope","notes"}`. Keep `state` and compare it with the state in the redirect.
 *   The caller frees the buffer.
 */
exomt_status exomt_consent_build_url(const uint8_t *options,
                                     size_t options_len,
                                     exomt_buffer *json,
                                     exomt_buffer *error);

/**
 * Parses the response to a consent request.
 *
 * Parameters:
 * - `redirect`: the redirect's URL, the URL's query, or the form that was posted to it; UTF-8.
 * - `state`: the state that was sent; null with length 0 if it is unknown. It is compared in
 *   constant time.
 * - `json`: receives a buffer with `outcome` (`Consented`, `Failed`, `StateMismatch` or
 *   `Incomplete`), `tenantId`, `stateMatches`, `error`, `errorDescription`, `meaning`, `fix`,
 *   `fixedBy` and `code`. The caller frees it.
 */
exomt_status exomt_consent_parse_redirect(const uint8_t *redirect,
                                          size_t redirect_len,
                                          const uint8_t *state,
                                          size_t state_len,
                                          exomt_buffer *json,
                                          exomt_buffer *error);

/**
 * Begins to wait for the redirect at the end of a consent. When the function returns, this
 * computer listens at `http://localhost`, on loopback addresses only. Open the consent URL after
 * that.
 *
 * Parameters:
 * - `options`: JSON, with these members:
 *   - `redirectUri`: the redirect URI of the consent URL: `http://localhost[:port][/path]`.
 *   - `state`: the state of the consent URL.
 *   - `organization`: the tenant of the URL, for error messages. Optional.
 *   - `application`: the program that the result page tells the admin to return to. Optional.
 *   - `timeoutMs`: how long to wait; 300000 if absent, one day at most.
 * - `operation`: receives the operation. The caller frees it.
 *
 * Returns `EXOMT_ERROR_CODE_PORT_IN_USE` or `EXOMT_ERROR_CODE_PORT_UNAVAILABLE` if this computer
 * can't listen on the port.
 *
 * The result is one "consent" event, with `index` and the members that
 * `exomt_consent_parse_redirect` writes, or one "error" event, such as `ConsentTimeout`. Only an
 * HTTP request with the expected state counts as the answer; all others are refused and change
 * nothing. The port is free as soon as the event can be taken. To free the port earlier, cancel
 * the operation and wait for its "error" event.
 */
exomt_status exomt_consent_listen(const uint8_t *options,
                                  size_t options_len,
                                  exomt_operation *operation,
                                  exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Connection
 *
 * These functions select the version of ExchangeOnlineManagement to load, and the arguments of the
 * command that connects with a token. The host loads the module and runs the command. The
 * functions work offline, from data in the library.
 *
 * The general flow: select the module, acquire a token, describe the connection, add the token as
 * `AccessToken` and run the command.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Selects the version of ExchangeOnlineManagement that a PowerShell session connects with: the
 * loaded one, or the newest installed one that works in that session.
 *
 * Parameters:
 * - `options`: JSON, with these members:
 *   - `powershellVersion`: the version of PowerShell, such as `7.6.0`.
 *   - `powershellEdition`: `Core`, or `Desktop` for Windows PowerShell.
 *   - `installed`: the installed versions of ExchangeOnlineManagement.
 *   - `loaded`: the version that is loaded already. Optional.
 *   - `resource`: `Exchange` or `Compliance`; `Exchange` if absent.
 *   - `isWindows`: whether PowerShell runs on Windows; if absent, whether this library does.
 * - `json`: receives a buffer with `{"version","command"}`. The caller frees the buffer.
 */
exomt_status exomt_connection_select_module(const uint8_t *options,
                                            size_t options_len,
                                            exomt_buffer *json,
                                            exomt_buffer *error);

/**
 * Describes how to connect to a tenant.
 *
 * Parameters:
 * - `options`: JSON, with these members:
 *   - `organization`: a domain or the id of the tenant. Required.
 *   - `resource`: `Exchange` or `Compliance`; `Exchange` if absent.
 *   - `environment`, `authority`, `connectionUri`: as for `exomt_app_new`.
 * - `json`: receives a buffer, which the caller frees, with these members:
 *   - `isInitialDomain`: whether `organization` is an initial domain. If it isn't, write commands
 *     fail.
 *   - `initialDomainExample`: an initial domain of this cloud, for messages.
 *   - `arguments`: an object with `ExchangeEnvironmentName`, or with `ConnectionUri` and
 *     `AzureADAuthorizationEndpointUri`.
 */
exomt_status exomt_connection_describe(const uint8_t *options,
                                       size_t options_len,
                                       exomt_buffer *json,
                                       exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Setup
 *
 * `exomt_setup_build` builds the commands that register the home app: the app registration in the
 * partner's own tenant. The commands set up a certificate, an app registration for all
 * organizations, and the application permission. Read the commands before you run them. The last
 * step prints the commands of the PowerShell module to run next.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Builds the commands that register the home app. Nothing is sent.
 *
 * Parameters:
 * - `options`: JSON, with these members, all optional:
 *   - `displayName`, `redirectUri`, `environment`: the app's name, redirect URI and cloud.
 *   - `resource`: `Exchange` or `Compliance`.
 *   - `certificateSubject`, `certificateYears`: the subject and validity of a new certificate.
 *   - `appId`: an existing app. The commands add only what it lacks.
 * - `certificate`: the content of a .cer, .crt or PEM file. The commands upload only the public
 *   part. With null and length 0, the commands create a certificate.
 * - `json`: receives a buffer, which the caller frees, with these members:
 *   - `displayName`, `appId`, `environment`, `resource`, `redirectUri`: as in the options.
 *   - `permissions`: an array of `{"name","id","resourceAppId"}`.
 *   - `certificate`: the subject of the certificate.
 *   - `steps`: an array of `{"name","purpose","graphPowerShell","azureCli"}`.
 *   - `graphPowerShell`, `azureCli`: all steps as one script. If the Azure CLI has no name for
 *     the cloud, `azureCli` is empty here and in each step.
 *   - `notes`: an array of strings.
 */
exomt_status exomt_setup_build(const uint8_t *options,
                               size_t options_len,
                               const uint8_t *certificate,
                               size_t certificate_len,
                               exomt_buffer *json,
                               exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Roles
 *
 * Find directory roles, and the roles and role groups that are enough for a task. Works offline,
 * from the tables of this version.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Finds directory roles. A pattern may match no role; a name must exist.
 *
 * Parameters:
 * - `options`: JSON, with these members:
 *   - `name`: a name, a pattern with `*` and `?`, or a template id.
 *   - `resource`: `Exchange` or `Compliance`, to find only the roles that this resource's
 *     PowerShell accepts from an app. Optional.
 *   - `privileged`: true to find only the roles that Entra marks as privileged, false to find only
 *     the others. Optional.
 * - `json`: receives a buffer with `roles`, an array of `{"name","templateId","privileged",
 *   "exchange","compliance"}`. The caller frees the buffer.
 */
exomt_status exomt_role_find(const uint8_t *options,
                             size_t options_len,
                             exomt_buffer *json,
                             exomt_buffer *error);

/**
 * Lists the directory roles and role groups that are enough for a task, least privilege first.
 *
 * Parameters:
 * - `options`: JSON, with these members:
 *   - `task`: a name, or a pattern with `*` and `?`.
 *   - `resource`: `Exchange` or `Compliance`, to list only the tasks of this resource's
 *     PowerShell. Optional.
 *   - `appId`, `objectId`: the ids of the app, and of its service principal in the customer
 *     tenant. The commands contain them, or placeholders if they are absent.
 *   - `displayName`: the app's name in the commands; `ExoMt` if absent.
 * - `json`: receives a buffer with `advice`, an array with one object for each task. The caller
 *   frees the buffer. The members of an object:
 *   - `name`, `aliases`, `description`, `resource`: the task.
 *   - `directoryRoles`: an array of `{"name","templateId","privileged","confidence","note"}`.
 *   - `roleGroups`: an array of `{"name","roles","confidence","note"}`.
 *   - `notes`: an array of strings.
 *   - `commands`: the commands that add the app to the first role group.
 */
exomt_status exomt_role_advise(const uint8_t *options,
                               size_t options_len,
                               exomt_buffer *json,
                               exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Audit
 *
 * `exomt_audit_build` builds scripts that search a customer's audit log for actions taken with a
 * token or by an app.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Builds a search of the audit log. Nothing is sent.
 *
 * Parameters:
 * - `options`: JSON, with these members:
 *   - `tokenId`: the claim `uti` of a token.
 *   - `objectId`: the claim `oid` of a token.
 *   - `appId`: the application id. At least one of these three is required.
 *   - `tenantId`: the customer tenant. Optional.
 *   - `organization`: the customer's name, which is returned unchanged. Optional.
 *   - `startDate`, `endDate`: the period, in ISO 8601; the last 24 hours if absent.
 *   - `cmdlets`: full names of cmdlets; all cmdlets if absent.
 *   - `environment`: the cloud's name; `Worldwide` if absent.
 * - `json`: receives a buffer, which the caller frees, with these members:
 *   - `organization`, `tenantId`, `appId`, `objectId`, `tokenId`, `startDate`, `endDate`,
 *     `cmdlets`, `environment`: the checked options.
 *   - `searchUnifiedAuditLog`: a script for Exchange Online PowerShell.
 *   - `graphPowerShell`: a script for Microsoft Graph; empty if its host is unknown.
 *   - `fields`: an array of `{"name","meaning"}`, the properties of a record.
 *   - `notes`: an array of strings.
 */
exomt_status exomt_audit_build(const uint8_t *options,
                               size_t options_len,
                               exomt_buffer *json,
                               exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Cache
 *
 * The tokens of this process.
 *
 * The general flow: requests use the cache automatically. A cached token is returned while it is
 * valid, and renewed in the background before it expires. Clear the cache when a customer's roles
 * have changed, or to remove the tokens from memory.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Clears tokens and remembered failures.
 *
 * Parameters:
 * - `filter`: JSON with the optional members `tenant` and `appId`, or null with length 0 to clear
 *   everything.
 * - `removed`: receives the number of tokens that were removed. Requests in flight complete
 *   for their callers, but their tokens are not cached.
 */
exomt_status exomt_cache_clear(const uint8_t *filter,
                               size_t filter_len,
                               uint64_t *removed,
                               exomt_buffer *error);

/**
 * Describes the cache, without any token.
 *
 * Parameters:
 * - `json`: receives a buffer, which the caller frees, with these members:
 *   - `statistics`: `{"entries","bytes","hits","misses","joins","renewals","evictions"}`.
 *   - `tokens`: an array of `{"tenant","appId","resource","authority","verdict","expiresOn",
 *     "usableUntil"}`.
 */
exomt_status exomt_cache_describe(exomt_buffer *json, exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Texts
 *
 * Texts that a host shows to others, such as error messages, logs and evidence, can contain
 * secrets. These functions make such texts safe to show.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Removes secrets from a text: tokens, keys, passwords and anything that looks like one become
 * `[redacted:...]`. Control characters except line feeds are removed.
 *
 * A list consists of UTF-8 values, separated by NULs. It has at most 1 MiB. Null with length 0 is
 * an empty list.
 *
 * Parameters:
 * - `text`: the text, UTF-8. NUL is allowed. The first 262,144 characters are examined.
 * - `known`: a list of values that look like secrets but aren't, such as the thumbprint of a
 *   certificate. They are not removed.
 * - `hidden`: a list of more values to hide. They are found in any letter case, percent-encoded or
 *   in base64. The library wipes its copies before it returns.
 * - `shown`: receives a buffer with UTF-8 text, at most 16,384 characters and "...". The caller
 *   frees it.
 */
exomt_status exomt_text_redact(const uint8_t *text,
                               size_t text_len,
                               const uint8_t *known,
                               size_t known_len,
                               const uint8_t *hidden,
                               size_t hidden_len,
                               exomt_buffer *shown,
                               exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * Diagnostics
 *
 * A diagnostic is the text for a support ticket. The host collects plain data. The library selects
 * the data that explains a problem, removes secrets (as `exomt_text_redact` does) and adds its own
 * version, the time and the statistics of the token cache.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Renders a diagnostic. It shows at most 100 objects of each array, and at most 256 KiB of
 * `texts`. It says how much was left out.
 *
 * Parameters:
 * - `document`: JSON, with these members. Only `madeBy` and `module` are required. Unknown members
 *   are rejected.
 *   - `madeBy`: the command or program that creates the diagnostic.
 *   - `module`: the name and version of the wrapper.
 *   - `format`: `text` (if absent) or `json`.
 *   - `versions`: an object with the versions of everything else, as strings.
 *   - `clock`: `{"local","zone"}`, as strings.
 *   - `proxy`: an object with a boolean for each proxy variable, which says whether it is set.
 *   - `apps`: an array of objects with the members that the library's JSON has for an app.
 *   - `tenants`: the same for resolved tenants, or for their readiness.
 *   - `checks`: the same for checked tokens. In these three arrays, names of members are
 *     case-insensitive, and members that don't help to explain a problem are ignored.
 *   - `tokens`: an array of `{"properties","decoded","failure"}`. `properties` has the members of
 *     a token event. `decoded` is the JSON of `exomt_token_decode`, as a string. `failure` says
 *     why the token could not be decoded.
 *   - `errors`: an array of `{"properties","details","exceptions"}`. `properties` is an object
 *     with `id`, `category`, `target`, `command` and `line`. `details` is the text that the user
 *     saw, if it isn't `message`. `exceptions` is an array of `{"type","message","data"}`, from
 *     the outermost to the innermost error; `data` can be the JSON of an error.
 *   - `texts`: an array of strings, such as the lines of a log. A string can be a token,
 *     which is decoded.
 *   - `more`: an object with the number of objects that the host left out of each array, by the
 *     array's name.
 *   - `others`: an object with the number of objects of each type that has no array, by type.
 * - `hidden`: a list of values to hide, as for `exomt_text_redact`.
 * - `shown`: receives a buffer with UTF-8 text or JSON. The caller frees it.
 */
exomt_status exomt_diagnostic_render(const uint8_t *document,
                                     size_t document_len,
                                     const uint8_t *hidden,
                                     size_t hidden_len,
                                     exomt_buffer *shown,
                                     exomt_buffer *error);


/*
 * ------------------------------------------------------------------------------------------
 * For script hosts
 *
 * These functions write the same results as records, because a scripting language splits text
 * faster than it parses JSON. ExoMt's PowerShell module reads tokens this way; a C program doesn't
 * need these functions.
 *
 * The general flow: begin an operation (see "Operations"). While it isn't done, wait with
 * `exomt_operation_wait_many`, take events with `exomt_operation_take_records`, and split the
 * records.
 *
 * Tabs separate fields, line feeds separate records, and U+001F separates the items of a list.
 * Control characters in values are replaced by spaces, or escaped in JSON. Unknown values are
 * empty.
 * ------------------------------------------------------------------------------------------
 */

/**
 * Describes an app as a record: `appId`, `environment`, `authority`, `connectionUri`, the
 * credential's kind, its certificate's subject, thumbprint and expiry (RFC 3339), and its
 * warnings as JSON.
 *
 * Parameters:
 * - `text`: receives a buffer with the record. The caller frees it.
 */
exomt_status exomt_app_describe_record(exomt_app app, exomt_buffer *text, exomt_buffer *error);

/**
 * Waits like `exomt_operation_wait`, but for `count` events, or for as many as can arrive without
 * another request or answer. A host that takes them with `exomt_operation_take_records` wakes up
 * only once for all of them.
 *
 * Parameters:
 * - `count`: how many events to wait for.
 * - `timeout_ms`: how long to wait, at most `EXOMT_MAX_WAIT_MS`; with 0, the call returns at once.
 * - `state`: receives a state. It is `EXOMT_STATE_EVENT` even if fewer events arrived in time.
 */
exomt_status exomt_operation_wait_many(exomt_operation operation,
                                       uint32_t count,
                                       uint32_t timeout_ms,
                                       int32_t *state,
                                       exomt_buffer *error);

/**
 * Takes all events that have arrived, in one buffer: records, followed by the payloads.
 *
 * Parameters:
 * - `max_count`: how many events to take at most.
 * - `buffer`: receives the buffer, or 0 if there is no event. The caller frees it.
 * - `text_len`: receives the length of the records in bytes (UTF-8). The payloads follow.
 *
 * Each record begins with its kind, and the offset (from the end of the records) and length of its
 * payload. A "json" record has the JSON of an event as its only other field.
 *
 * A "token" record has these fields:
 * - `organization`
 * - `tenantId`
 * - `appId`
 * - `resource`
 * - `expiresOn` (seconds since 1970)
 * - `roles` (a list)
 * - `directoryRoles` (a list: name, template id, 1 if supported, for each role)
 * - `verdict`
 * - `environment`
 * - `objectId`
 * - `tokenId`
 * - `correlationId`
 * - `fromCache` (1 or 0)
 * - `attempts`
 * - `waited` (milliseconds)
 * - `detail` (JSON: `findings`, `waits`; empty for a ready token without waits)
 */
exomt_status exomt_operation_take_records(exomt_operation operation,
                                          uint32_t max_count,
                                          exomt_buffer *buffer,
                                          size_t *text_len,
                                          exomt_buffer *error);

/**
 * Takes a valid token from the cache without waiting, as a "token" record (see
 * `exomt_operation_take_records`). A token that is due for renewal is renewed in the background.
 *
 * Parameters:
 * - `tenant`: an id or a domain, UTF-8.
 * - `resource`: as in the request document; null with length 0 for Exchange.
 * - `buffer`: receives the buffer, or 0 if no valid token is cached. The caller frees it.
 * - `text_len`: receives the length of the record in bytes. The token follows.
 */
exomt_status exomt_cache_take_record(exomt_app app,
                                     const uint8_t *tenant,
                                     size_t tenant_len,
                                     const uint8_t *resource,
                                     size_t resource_len,
                                     exomt_buffer *buffer,
                                     size_t *text_len,
                                     exomt_buffer *error);


#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* EXOMT_H */
