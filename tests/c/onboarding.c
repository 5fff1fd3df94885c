/*
 * A new customer's way in C: consent URL, tenant, readiness, signature, explanation.
 *
 *     onboarding AUTHORITY CA_FILE PFX_FILE PFX_PASSWORD APP_ID
 *
 * Exits with 0 if everything was as the header says; otherwise prints the failing line.
 */
#include "support.h"

#include <arpa/inet.h>
#include <unistd.h>

/* Returns the only event of an operation and frees the operation. */
static char *only_event(exomt_operation operation)
{
    exomt_buffer payload = {0}, error = {0};
    int32_t state = EXOMT_STATE_PENDING;
    char *event = next_event(operation, &payload);
    CHECK(payload.value == 0);
    CHECK(exomt_operation_wait(operation, 0, &state, &error) == EXOMT_STATUS_OK && state == EXOMT_STATE_DONE);
    CHECK(exomt_operation_free(operation) == EXOMT_STATUS_OK);
    return event;
}

static void has(char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fprintf(stderr, "%s has no %s\n", text, part);
    CHECK(strstr(text, part) != NULL);
}

static void build_a_consent_url(const char *app_id)
{
    char options[256];
    exomt_buffer json = {0}, error = {0};
    sprintf(options, "{\"appId\":\"%s\",\"organization\":\"contoso.com\",\"redirectUri\":\"https://localhost\"}", app_id);
    CHECK(exomt_consent_build_url(bytes(options), strlen(options), &json, &error) == EXOMT_STATUS_OK);
    char *url = take_text(json);
    has(url, "/contoso.com/v2.0/adminconsent");
    free(url);
    const char *redirect = "https://localhost/?admin_consent=True&error=access_denied";
    CHECK(exomt_consent_parse_redirect(bytes(redirect), strlen(redirect), NULL, 0, &json, &error) == EXOMT_STATUS_OK);
    char *answer = take_text(json);
    has(answer, "\"outcome\":\"Failed\"");
    free(answer);
}

/* Returns a port that no program listens on. */
static unsigned free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(fd >= 0 && bind(fd, (struct sockaddr *)&address, len) == 0);
    CHECK(getsockname(fd, (struct sockaddr *)&address, &len) == 0 && close(fd) == 0);
    return ntohs(address.sin_port);
}

static void wait_for_a_consent(void)
{
    char options[128];
    exomt_operation operation = {0}, out = {77};
    exomt_buffer error = {0};
    sprintf(options, "{\"redirectUri\":\"http://localhost:%u\",\"state\":\"s1\"}", free_port());
    /* The port is free again as soon as the event of a canceled wait arrives. */
    for (int i = 0; i < 2; i++) {
        CHECK(exomt_consent_listen(bytes(options), strlen(options), &operation, &error) == EXOMT_STATUS_OK);
        failed(exomt_consent_listen(bytes(options), strlen(options), &out, &error), &error, EXOMT_ERROR_CODE_PORT_IN_USE, "PortInUse");
        CHECK(exomt_operation_cancel(operation, &error) == EXOMT_STATUS_OK);
        char *event = only_event(operation);
        has(event, "Cancelled");
        free(event);
    }
    const char *elsewhere = "{\"redirectUri\":\"https://example.com\",\"state\":\"s1\"}";
    failed(exomt_consent_listen(bytes(elsewhere), strlen(elsewhere), &out, &error), &error, EXOMT_ERROR_CODE_INVALID_REDIRECT_URI,
           "example.com");
    CHECK(out.value == 77);
}

static void resolve_tenants(const char *place)
{
    exomt_operation operation = {0}, out = {77};
    exomt_buffer error = {0};
    const char *one = "{\"requests\":[{\"tenant\":\"contoso.com\"}]}";
    CHECK(exomt_tenant_resolve(bytes(place), strlen(place), bytes(one), strlen(one), &operation, &error) == EXOMT_STATUS_OK);
    char *event = only_event(operation);
    has(event, "\"kind\":\"tenant\"");
    has(event, "\"environment\":\"Worldwide\"");
    free(event);
    const char *unknown = "{\"requests\":[{\"tenant\":\"unknown.example\"}]}";
    CHECK(exomt_tenant_resolve(bytes(place), strlen(place), bytes(unknown), strlen(unknown), &operation, &error) == EXOMT_STATUS_OK);
    event = only_event(operation);
    has(event, "TenantNotFound");
    free(event);
    failed(exomt_tenant_resolve(NULL, 0, bytes(one), strlen(one), &out, &error), &error, EXOMT_STATUS_INVALID_ARGUMENT, "options");
    failed(exomt_tenant_resolve(bytes("{\"environment\":\"Mars\"}"), 22, bytes(one), strlen(one), &out, &error), &error,
           EXOMT_ERROR_CODE_INVALID_ENVIRONMENT, "Mars");
    CHECK(out.value == 77);
}

static void check_readiness(exomt_app app)
{
    exomt_operation operation = {0}, out = {77};
    exomt_buffer error = {0};
    const char *request = "{\"requests\":[{\"tenant\":\"contoso.com\"}]}";
    CHECK(exomt_readiness_check(app, NULL, 0, bytes(request), strlen(request), &operation, &error) == EXOMT_STATUS_OK);
    char *event = only_event(operation);
    has(event, "\"kind\":\"readiness\"");
    has(event, "\"blockedBy\":\"InitialDomain\"");
    free(event);
    const char *probe = "{\"probe\":true}";
    CHECK(exomt_readiness_check(app, bytes(probe), strlen(probe), bytes(request), strlen(request), &operation, &error) == EXOMT_STATUS_OK);
    event = only_event(operation);
    has(event, "\"verdict\":\"Ready\"");
    has(event, "\"verified\":true");
    free(event);
    const char *writes = "{\"probe\":true,\"probeCommand\":\"Set-Mailbox\"}";
    failed(exomt_readiness_check(app, bytes(writes), strlen(writes), bytes(request), strlen(request), &out, &error), &error,
           EXOMT_ERROR_CODE_INVALID_OPTIONS, "Set-Mailbox");
    failed(exomt_readiness_check((exomt_app){1}, NULL, 0, bytes(request), strlen(request), &out, &error), &error, EXOMT_STATUS_FOREIGN_HANDLE, "ForeignHandle");
    CHECK(out.value == 77);
}

static void verify_signatures(exomt_app app, const char *place)
{
    exomt_operation acquired = begin(app, "{\"requests\":[{\"tenant\":\"contoso.com\"}]}"), operation = {0}, out = {77};
    exomt_buffer payload = {0}, error = {0};
    free(next_event(acquired, &payload));
    const uint8_t *data = NULL;
    size_t len = 0;
    CHECK(exomt_buffer_read(payload, &data, &len) == EXOMT_STATUS_OK);
    uint8_t *token = malloc(len);
    CHECK(token != NULL);
    memcpy(token, data, len);
    CHECK(exomt_buffer_free(payload) == EXOMT_STATUS_OK && exomt_operation_free(acquired) == EXOMT_STATUS_OK);

    CHECK(exomt_token_verify(token, len, bytes(place), strlen(place), &operation, &error) == EXOMT_STATUS_OK);
    char *event = only_event(operation);
    has(event, "\"verified\":true");
    free(event);
    token[len - 20] = token[len - 20] == 'A' ? 'B' : 'A';
    CHECK(exomt_token_verify(token, len, bytes(place), strlen(place), &operation, &error) == EXOMT_STATUS_OK);
    event = only_event(operation);
    has(event, "\"verified\":false");
    has(event, "SignatureInvalid");
    free(event);
    free(token);
    failed(exomt_token_verify(bytes("x.y"), 3, NULL, 0, &out, &error), &error, EXOMT_ERROR_CODE_TOKEN_UNREADABLE, "TokenUnreadable");
    CHECK(out.value == 77);
}

static void explain_and_list(void)
{
    exomt_buffer json = {0}, error = {0};
    CHECK(exomt_error_explain(bytes("AADSTS7000222"), 13, &json, &error) == EXOMT_STATUS_OK);
    char *text = take_text(json);
    has(text, "AADSTS7000222");
    free(text);
    CHECK(exomt_library_catalog(&json, &error) == EXOMT_STATUS_OK);
    text = take_text(json);
    has(text, "29232cdf-9323-42fd-ade2-1d097af3e4de");
    has(text, "\"Bleu\"");
    free(text);
}

int main(int argc, char **argv)
{
    CHECK(argc == 6);
    size_t pfx_len = 0;
    char *pfx = read_file(argv[3], &pfx_len);
    exomt_credential credential = {0};
    exomt_app app = {0};
    exomt_buffer error = {0};
    CHECK(exomt_credential_from_pfx(bytes(pfx), pfx_len, bytes(argv[4]), strlen(argv[4]), &credential, &error) == EXOMT_STATUS_OK);
    free(pfx);
    char *text = app_options(argv[5], argv[1], argv[2]);
    CHECK(exomt_app_new(bytes(text), strlen(text), credential, &app, &error) == EXOMT_STATUS_OK);
    free(text);
    char *place = resolver_options(argv[1], argv[2]);

    build_a_consent_url(argv[5]);
    wait_for_a_consent();
    resolve_tenants(place);
    check_readiness(app);
    verify_signatures(app, place);
    explain_and_list();

    free(place);
    CHECK(exomt_app_free(app) == EXOMT_STATUS_OK);
    CHECK(exomt_credential_free(credential) == EXOMT_STATUS_OK);
    puts("all as the header says");
    return 0;
}
