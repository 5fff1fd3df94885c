/* Acquires a token: EXOMT_SECRET=... acquire '{"appId":"<GUID>"}' contoso.com */
#include <exomt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT(text) (const uint8_t *)(text), strlen(text)

static exomt_buffer error;

/* Prints a buffer and frees it. */
static void print(exomt_buffer buffer)
{
    const uint8_t *data = NULL;
    size_t len = 0;
    if (exomt_buffer_read(buffer, &data, &len) != EXOMT_STATUS_OK)
        exit(EXIT_FAILURE);
    printf("%.*s\n", (int)len, (const char *)data);
    if (exomt_buffer_free(buffer) != EXOMT_STATUS_OK)
        exit(EXIT_FAILURE);
}

/* Exits if a call failed. The error says what happened and how to fix it. */
static void check(exomt_status status)
{
    if (status == EXOMT_STATUS_OK)
        return;
    print(error);
    exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
    exomt_credential credential = {0};
    exomt_app app = {0};
    exomt_operation operation = {0};
    exomt_buffer event = {0}, token = {0};
    uint64_t outstanding = 0;
    int32_t state = EXOMT_STATE_PENDING;
    const char *secret = getenv("EXOMT_SECRET");
    if (argc != 3 || secret == NULL || exomt_abi_version() != EXOMT_ABI_VERSION)
        return EXIT_FAILURE;
    check(exomt_credential_from_secret(TEXT(secret), &credential, &error));
    check(exomt_app_new(TEXT(argv[1]), credential, &app, &error));
    check(exomt_token_acquire(app, TEXT("{\"open\":true}"), &operation, &error));
    check(exomt_operation_add(operation, TEXT(argv[2]), NULL, 0, &outstanding, &error));
    check(exomt_operation_close(operation, &error));
    while (state == EXOMT_STATE_PENDING)
        check(exomt_operation_wait(operation, EXOMT_MAX_WAIT_MS, &state, &error));
    check(exomt_operation_take(operation, &event, &token, &error));
    print(event); /* JSON: a "token" event with its verdict, or an "error" event */
    if (token.value != 0)
        check(exomt_buffer_free(token)); /* exomt_buffer_read reads the token itself */
    check(exomt_operation_free(operation));
    check(exomt_app_free(app));
    check(exomt_credential_free(credential));
    return token.value != 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
