/*
 * A whole client in C: acquires a token, checks it, and misuses the API on purpose.
 *
 *     client AUTHORITY CA_FILE PFX_FILE PFX_PASSWORD APP_ID
 *
 * Exits with 0 if everything was as the header says; otherwise prints the failing line.
 */
#include "support.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static void acquire_and_check_a_token(exomt_app app)
{
    exomt_operation operation = begin(app, "{\"requests\":[{\"tenant\":\"contoso.com\"}]}");
    exomt_buffer payload = {0}, error = {0}, json = {0};
    char *event = next_event(operation, &payload);
    if (strstr(event, "\"kind\":\"token\"") == NULL)
        fprintf(stderr, "%s\n", event);
    CHECK(strstr(event, "\"kind\":\"token\"") != NULL);
    CHECK(strstr(event, "\"verdict\":\"Ready\"") != NULL);
    CHECK(strstr(event, "Exchange Administrator") != NULL);
    CHECK(payload.value != 0);

    const uint8_t *token = NULL;
    size_t len = 0;
    CHECK(exomt_buffer_read(payload, &token, &len) == EXOMT_STATUS_OK);
    CHECK(len > 100 && strstr(event, "eyJ") == NULL);
    const char *expectations = "{\"tenant\":\"7e4a0002-1c2d-4e3f-8a5b-000000000002\"}";
    CHECK(exomt_token_check(token, len, NULL, 0, &json, &error) == EXOMT_STATUS_OK);
    char *check = take_text(json);
    CHECK(strstr(check, "\"verdict\":\"Ready\"") != NULL);
    free(check);
    CHECK(exomt_token_check(token, len, bytes(expectations), strlen(expectations), &json, &error) == EXOMT_STATUS_OK);
    check = take_text(json);
    CHECK(strstr(check, "\"verdict\":\"NotReady\"") != NULL && strstr(check, "TenantMismatch") != NULL);
    free(check);
    CHECK(exomt_token_decode(token, len, &json, &error) == EXOMT_STATUS_OK);
    free(take_text(json));
    CHECK(exomt_buffer_free(payload) == EXOMT_STATUS_OK);

    int32_t state = EXOMT_STATE_PENDING;
    CHECK(exomt_operation_wait(operation, 0, &state, &error) == EXOMT_STATUS_OK);
    CHECK(state == EXOMT_STATE_DONE);
    CHECK(exomt_operation_wait_many(operation, 32, 20000, &state, &error) == EXOMT_STATUS_OK && state == EXOMT_STATE_DONE);
    failed(exomt_operation_wait_many(operation, 32, 0, NULL, &error), &error, EXOMT_STATUS_INVALID_ARGUMENT, "InvalidArgument");
    failed(exomt_operation_take(operation, &json, &payload, &error), &error,
           EXOMT_STATUS_NOTHING_TO_TAKE, "NothingToTake");
    CHECK(exomt_operation_free(operation) == EXOMT_STATUS_OK);
    free(event);
}

static void a_failing_tenant_is_an_event(exomt_app app)
{
    exomt_operation operation = begin(app, "{\"requests\":[{\"tenant\":\"northwind.onmicrosoft.com\"},{\"tenant\":\"no tenant\"}]}");
    for (int i = 0; i < 2; i++) {
        exomt_buffer payload = {0};
        char *event = next_event(operation, &payload);
        CHECK(strstr(event, "\"kind\":\"error\"") != NULL && payload.value == 0);
        CHECK(strstr(event, "ConsentMissing") != NULL || strstr(event, "InvalidTenant") != NULL);
        free(event);
    }
    CHECK(exomt_operation_free(operation) == EXOMT_STATUS_OK);
}

static void misuse_arguments(exomt_app app, exomt_credential credential)
{
    exomt_credential no_credential = {77};
    exomt_app no_app = {77};
    exomt_operation no_operation = {77};
    exomt_buffer no_buffer = {77}, error = {0};
    const uint8_t not_utf8[] = {0xff, 0xfe};
    failed(exomt_credential_from_secret(NULL, 3, &no_credential, &error), &error, EXOMT_STATUS_INVALID_ARGUMENT, "secret");
    failed(exomt_credential_from_secret(bytes("x"), SIZE_MAX, &no_credential, &error), &error, EXOMT_STATUS_INVALID_ARGUMENT, "secret");
    failed(exomt_credential_from_secret(not_utf8, 2, &no_credential, &error), &error, EXOMT_STATUS_INVALID_ARGUMENT, "secret");
    failed(exomt_credential_from_secret(bytes("abc"), 3, NULL, &error), &error, EXOMT_STATUS_INVALID_ARGUMENT, "credential");
    failed(exomt_credential_from_pfx(bytes("abc"), 3, NULL, 0, &no_credential, &error), &error, EXOMT_ERROR_CODE_PFX_UNREADABLE, "PfxUnreadable");
    failed(exomt_app_new(bytes("{}"), 2, credential, &no_app, &error), &error, EXOMT_ERROR_CODE_INVALID_OPTIONS, "options");
    failed(exomt_app_new(bytes("{\"appId\":\"x\"}"), 13, credential, &no_app, &error), &error, EXOMT_ERROR_CODE_INVALID_APP_ID, "InvalidAppId");
    failed(exomt_token_acquire(app, bytes("[1"), 2, &no_operation, &error), &error, EXOMT_ERROR_CODE_INVALID_OPTIONS, "request");
    failed(exomt_token_decode(bytes("x.y"), 3, &no_buffer, &error), &error, EXOMT_ERROR_CODE_TOKEN_UNREADABLE, "TokenUnreadable");
    CHECK(no_credential.value == 77 && no_app.value == 77 && no_operation.value == 77 && no_buffer.value == 77);
    CHECK(exomt_library_describe(NULL, NULL) == EXOMT_STATUS_INVALID_ARGUMENT);
    CHECK(exomt_buffer_read((exomt_buffer){1}, NULL, NULL) == EXOMT_STATUS_INVALID_ARGUMENT);
}

/* A cast can still pass a handle of the wrong kind, as a caller without the header does. */
static void misuse_handles(exomt_app app, exomt_credential credential)
{
    exomt_buffer out = {77}, error = {0};
    exomt_credential secret = {0};
    CHECK(exomt_credential_from_secret(bytes("a-secret"), 8, &secret, &error) == EXOMT_STATUS_OK);
    CHECK(exomt_credential_free(secret) == EXOMT_STATUS_OK);
    CHECK(exomt_credential_free(secret) == EXOMT_STATUS_STALE_HANDLE);
    failed(exomt_credential_describe(secret, &out, &error), &error, EXOMT_STATUS_STALE_HANDLE, "StaleHandle");
    failed(exomt_credential_describe((exomt_credential){app.value}, &out, &error), &error, EXOMT_STATUS_WRONG_HANDLE_TYPE, "WrongHandleType");
    CHECK(exomt_app_free((exomt_app){credential.value}) == EXOMT_STATUS_WRONG_HANDLE_TYPE);
    CHECK(exomt_buffer_free((exomt_buffer){0}) == EXOMT_STATUS_INVALID_ARGUMENT);
    CHECK(exomt_operation_free((exomt_operation){UINT64_MAX}) != EXOMT_STATUS_OK);
    /* The upper bits have the tag of the process. */
    failed(exomt_app_describe((exomt_app){app.value ^ (UINT64_C(1) << 50)}, &out, &error), &error, EXOMT_STATUS_FOREIGN_HANDLE, "ForeignHandle");
    CHECK(out.value == 77);

    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0)
        _exit(exomt_app_describe(app, &out, NULL) == EXOMT_STATUS_FOREIGN_HANDLE ? 0 : 1);
    int result = 1;
    CHECK(waitpid(child, &result, 0) == child && WIFEXITED(result) && WEXITSTATUS(result) == 0);
}

static void *cancel_soon(void *operation)
{
    usleep(100 * 1000);
    CHECK(exomt_operation_cancel(*(exomt_operation *)operation, NULL) == EXOMT_STATUS_OK);
    return NULL;
}

static void *free_soon(void *operation)
{
    usleep(100 * 1000);
    CHECK(exomt_operation_free(*(exomt_operation *)operation) == EXOMT_STATUS_OK);
    return NULL;
}

/* The token endpoint of tailspin stalls, so only the other thread can end the wait. */
static void cancel_and_free_from_another_thread(exomt_app app)
{
    const char *request = "{\"requests\":[{\"tenant\":\"tailspin.com\"}]}";
    exomt_operation operation = begin(app, request);
    exomt_buffer payload = {0}, error = {0};
    int32_t state = EXOMT_STATE_PENDING;
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, cancel_soon, &operation) == 0);
    CHECK(exomt_operation_wait(operation, 20000, &state, &error) == EXOMT_STATUS_OK && state == EXOMT_STATE_EVENT);
    char *event = next_event(operation, &payload);
    CHECK(strstr(event, "Cancelled") != NULL);
    free(event);
    CHECK(pthread_join(thread, NULL) == 0);
    failed(exomt_operation_respond(operation, 9, bytes("x"), 1, &error), &error, EXOMT_STATUS_UNKNOWN_REQUEST, "UnknownRequest");
    CHECK(exomt_operation_free(operation) == EXOMT_STATUS_OK);

    operation = begin(app, request);
    CHECK(pthread_create(&thread, NULL, free_soon, &operation) == 0);
    CHECK(exomt_operation_wait(operation, 20000, &state, &error) == EXOMT_STATUS_OK);
    CHECK(pthread_join(thread, NULL) == 0);
    failed(exomt_operation_wait(operation, 0, &state, &error), &error, EXOMT_STATUS_STALE_HANDLE, "StaleHandle");
}

int main(int argc, char **argv)
{
    CHECK(argc == 6);
    CHECK(exomt_abi_version() == EXOMT_ABI_VERSION);
    size_t pfx_len = 0;
    char *pfx = read_file(argv[3], &pfx_len);
    exomt_credential credential = {0};
    exomt_app app = {0};
    exomt_buffer json = {0}, error = {0};
    failed(exomt_credential_from_pfx(bytes(pfx), pfx_len, bytes("wrong"), 5, &credential, &error), &error,
           EXOMT_ERROR_CODE_PFX_WRONG_PASSWORD, "PfxWrongPassword");
    CHECK(exomt_credential_from_pfx(bytes(pfx), pfx_len, bytes(argv[4]), strlen(argv[4]), &credential, &error) == EXOMT_STATUS_OK);
    free(pfx);
    char *text = app_options(argv[5], argv[1], argv[2]);
    CHECK(exomt_app_new(bytes(text), strlen(text), credential, &app, &error) == EXOMT_STATUS_OK);
    free(text);
    CHECK(exomt_app_describe(app, &json, &error) == EXOMT_STATUS_OK);
    free(take_text(json));
    CHECK(exomt_library_catalog(&json, &error) == EXOMT_STATUS_OK);
    free(take_text(json));

    acquire_and_check_a_token(app);
    a_failing_tenant_is_an_event(app);
    misuse_arguments(app, credential);
    misuse_handles(app, credential);
    cancel_and_free_from_another_thread(app);

    CHECK(exomt_app_free(app) == EXOMT_STATUS_OK);
    CHECK(exomt_credential_free(credential) == EXOMT_STATUS_OK);
    puts("all as the header says");
    return 0;
}
