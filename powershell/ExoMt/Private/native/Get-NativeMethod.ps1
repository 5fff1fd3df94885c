function Get-NativeMethod {
    # Returns the C functions that the module calls, with their parameter types; a test compares
    # them with include/exomt.h. The hashtable is a literal, because parsing it from text takes ten
    # times as long in each process.

    # $h is a handle or a 64-bit number, $b bytes, $n a 32-bit number, and $l a length, which is as
    # wide as a pointer. In C a handle is a struct of one uint64_t, which every platform passes by
    # value like the number.
    $h, $b, $n, $l = [uint64], [byte[]], [uint32], [uint64]
    if ([intptr]::Size -eq 4) { $l = [uint32] }
    $atH = [uint64].MakeByRefType()
    # Functions that are called for each tenant write into arrays of one element. For [ref] PowerShell
    # creates an object and two copies, which takes longer than the function itself.
    $slotH, $slotN, $slotP, $slotL = [uint64[]], [int32[]], [intptr[]], $l.MakeArrayType()
    @{
        exomt_library_set_spelling = $b, $l, $slotH
        exomt_library_catalog = $atH, $atH
        exomt_buffer_read = $h, $slotP, $slotL
        exomt_buffer_free = , $h
        exomt_credential_from_secret = $b, $l, $atH, $atH
        exomt_credential_from_file = $b, $l, $b, $l, $b, $l, $atH, $atH
        exomt_credential_from_signer = $b, $l, $n, $atH, $atH
        exomt_credential_from_assertion = $b, $l, $atH, $atH
        exomt_credential_from_provider = $atH, $atH
        exomt_credential_free = , $h
        exomt_app_new = $b, $l, $h, $atH, $atH
        exomt_app_describe_record = $h, $atH, $atH
        exomt_app_free = , $h
        exomt_token_acquire = $h, $b, $l, $atH, $atH
        exomt_operation_wait_many = $h, $n, $n, $slotN, $slotH
        exomt_operation_add = $h, $b, $l, $b, $l, $slotH, $slotH
        exomt_operation_close = $h, $slotH
        exomt_operation_take_records = $h, $n, $slotH, $slotL, $slotH
        exomt_cache_take_record = $h, $b, $l, $b, $l, $slotH, $slotL, $slotH
        exomt_cache_clear = $b, $l, $atH, $atH
        exomt_cache_describe = $atH, $atH
        exomt_operation_respond = $h, $h, $b, $l, $atH
        exomt_operation_reject = $h, $h, $b, $l, $atH
        exomt_operation_cancel = $h, $slotH
        exomt_operation_free = , $h
        exomt_token_decode = $b, $l, $atH, $atH
        exomt_token_check = $b, $l, $b, $l, $atH, $atH
        exomt_error_explain = $b, $l, $atH, $atH
        exomt_text_redact = $b, $l, $b, $l, $b, $l, $slotH, $slotH
        exomt_diagnostic_render = $b, $l, $b, $l, $slotH, $slotH
        exomt_consent_build_url = $b, $l, $atH, $atH
        exomt_consent_parse_redirect = $b, $l, $b, $l, $atH, $atH
        exomt_consent_listen = $b, $l, $atH, $atH
        exomt_tenant_resolve = $b, $l, $b, $l, $atH, $atH
        exomt_readiness_check = $h, $b, $l, $b, $l, $atH, $atH
        exomt_token_verify = $b, $l, $b, $l, $atH, $atH
        exomt_setup_build = $b, $l, $b, $l, $atH, $atH
        exomt_role_find = $b, $l, $atH, $atH
        exomt_role_advise = $b, $l, $atH, $atH
        exomt_connection_select_module = $b, $l, $atH, $atH
        exomt_connection_describe = $b, $l, $atH, $atH
        exomt_audit_build = $b, $l, $atH, $atH
    }
}
