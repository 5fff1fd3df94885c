/*
 * Helpers that the C programs share.
 */
#ifndef SUPPORT_H
#define SUPPORT_H

#include "exomt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                  \
    do {                                                                                  \
        if (!(condition)) {                                                               \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);               \
            exit(1);                                                                      \
        }                                                                                 \
    } while (0)

static inline const uint8_t *bytes(const char *text) { return (const uint8_t *)text; }

static inline char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    CHECK(fseek(file, 0, SEEK_END) == 0);
    long size = ftell(file);
    CHECK(size > 0 && fseek(file, 0, SEEK_SET) == 0);
    char *content = malloc((size_t)size + 1);
    CHECK(content != NULL && fread(content, 1, (size_t)size, file) == (size_t)size);
    content[size] = '\0';
    *len = (size_t)size;
    fclose(file);
    return content;
}

/* Returns a buffer's bytes as a string that the caller frees, and frees the buffer. */
static inline char *take_text(exomt_buffer buffer)
{
    const uint8_t *data = NULL;
    size_t len = 0;
    CHECK(exomt_buffer_read(buffer, &data, &len) == EXOMT_STATUS_OK);
    char *text = malloc(len + 1);
    CHECK(text != NULL);
    memcpy(text, data, len);
    text[len] = '\0';
    CHECK(exomt_buffer_free(buffer) == EXOMT_STATUS_OK);
    return text;
}

/* Checks that a call failed with the expected status and an error that contains `names`. */
static inline void failed(int32_t status, exomt_buffer *error, int32_t expected, const char *names)
{
    if (status != expected)
        fprintf(stderr, "status %d, expected %d\n", status, expected);
    CHECK(status == expected && error->value != 0);
    char *text = take_text(*error);
    if (strstr(text, names) == NULL)
        fprintf(stderr, "%s does not name %s\n", text, names);
    CHECK(strstr(text, names) != NULL);
    free(text);
    error->value = 0;
}

/* Returns a file's text for a JSON string, with its line ends escaped. */
static inline char *quoted(const char *path)
{
    size_t len = 0, at = 0;
    char *text = read_file(path, &len);
    char *json = malloc(2 * len + 1);
    CHECK(json != NULL);
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\n') {
            json[at++] = '\\';
            json[at++] = 'n';
        } else if (text[i] != '\r') {
            json[at++] = text[i];
        }
    }
    json[at] = '\0';
    free(text);
    return json;
}

/* Returns options with which exomt_app_new finds the simulator. */
static inline char *app_options(const char *app_id, const char *authority, const char *ca_file)
{
    char *pem = quoted(ca_file);
    char *json = malloc(strlen(pem) + 512);
    CHECK(json != NULL);
    sprintf(json,
            "{\"appId\":\"%s\",\"authority\":\"%s\",\"connectionUri\":\"%s/powershell-liveid\","
            "\"network\":{\"certificateAuthorityPem\":\"%s\",\"proxy\":{\"https\":null}}}",
            app_id, authority, authority, pem);
    free(pem);
    return json;
}

/* Returns options with which exomt_tenant_resolve finds the simulator. */
static inline char *resolver_options(const char *authority, const char *ca_file)
{
    char *pem = quoted(ca_file);
    char *json = malloc(strlen(pem) + 256);
    CHECK(json != NULL);
    sprintf(json,
            "{\"authority\":\"%s\",\"network\":{\"certificateAuthorityPem\":\"%s\",\"proxy\":{\"https\":null}}}",
            authority, pem);
    free(pem);
    return json;
}

static inline exomt_operation begin(exomt_app app, const char *request)
{
    exomt_operation operation = {0};
    exomt_buffer error = {0};
    CHECK(exomt_token_acquire(app, bytes(request), strlen(request), &operation, &error) == EXOMT_STATUS_OK);
    CHECK(operation.value != 0 && error.value == 0);
    return operation;
}

/* Returns the next event, and its payload. */
static inline char *next_event(exomt_operation operation, exomt_buffer *payload)
{
    int32_t state = EXOMT_STATE_PENDING;
    exomt_buffer event = {0}, error = {0};
    for (int round = 0; state == EXOMT_STATE_PENDING && round < 400; round++)
        CHECK(exomt_operation_wait(operation, 50, &state, &error) == EXOMT_STATUS_OK);
    CHECK(state == EXOMT_STATE_EVENT);
    CHECK(exomt_operation_take(operation, &event, payload, &error) == EXOMT_STATUS_OK);
    return take_text(event);
}

#endif
