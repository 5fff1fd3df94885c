function Get-NativeMethod {
    # The C functions that the module calls, with their parameter types; a test holds them
    # against include/exomt.h. A table as it stands: to read it from texts takes ten times as
    # long, in each process.

    # A handle or 64-bit number, bytes, a length, a 32-bit number; and places to write to: for
    # a handle, a number, a pointer, a length. A length is as wide as a pointer; as a plain number
    # it needs no cast where a function is called.
    $h, $b, $n, $l = [uint64], [byte[]], [uint32], [uint64]
    if ([intptr]::Size -eq 4) { $l = [uint32] }
    $atH, $atN, $atP, $atL = [uint64].MakeByRefType(), [int32].MakeByRefType(), [intptr].MakeByRefType(), $l.MakeByRefType()
    @{
        exomt_library_info = $atH, $atH
        exomt_catalog = $atH, $atH
        exomt_buffer_data = $h, $atP, $atL
        exomt_buffer_free = , $h
        exomt_credential_from_secret = $b, $l, $atH, $atH
        exomt_credential_from_pfx = $b, $l, $b, $l, $atH, $atH
        exomt_credential_from_pem = $b, $l, $b, $l, $b, $l, $atH, $atH
        exomt_credential_from_signer = $b, $l, $n, $atH, $atH
        exomt_credential_from_assertion = $b, $l, $atH, $atH
        exomt_credential_from_provider = $atH, $atH
        exomt_credential_free = , $h
        exomt_app_new = $b, $l, $h, $atH, $atH
        exomt_app_record = $h, $atH, $atH
        exomt_app_free = , $h
        exomt_operation_begin = $h, $b, $l, $atH, $atH
        exomt_operation_wait = $h, $n, $atN, $atH
        exomt_operation_add = $h, $b, $l, $b, $l, $atH, $atH
        exomt_operation_close = $h, $atH
        exomt_operation_take_many = $h, $n, $atH, $atL, $atH
        exomt_cache_take = $h, $b, $l, $b, $l, $atH, $atL, $atH
        exomt_cache_clear = $b, $l, $atH, $atH
        exomt_cache_info = $atH, $atH
        exomt_operation_respond = $h, $h, $b, $l, $atH
        exomt_operation_reject = $h, $h, $b, $l, $atH
        exomt_operation_free = , $h
        exomt_token_decode = $b, $l, $atH, $atH
        exomt_token_check = $b, $l, $b, $l, $atH, $atH
        exomt_explain = $b, $l, $atH, $atH
        exomt_consent_url = $b, $l, $atH, $atH
        exomt_consent_redirect = $b, $l, $b, $l, $atH, $atH
        exomt_resolve_begin = $b, $l, $b, $l, $atH, $atH
        exomt_readiness_begin = $h, $b, $l, $b, $l, $atH, $atH
        exomt_signature_begin = $b, $l, $b, $l, $atH, $atH
    }
}
