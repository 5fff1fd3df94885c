function Get-NativeMethod {
    # The C functions that the module calls, with their parameter types; a test holds them
    # against include/exomt.h.

    # The signatures: h a handle or 64-bit number, b bytes, l a length, n a 32-bit number; with
    # a star a place to write to: H* a handle, N* a number, p* a pointer, L* a length.
    $kinds = @{ h = [uint64]; b = [byte[]]; l = [uintptr]; n = [uint32] }
    foreach ($place in @('H', [uint64]), @('N', [int32]), @('p', [intptr]), @('L', [uintptr])) {
        $kinds["$($place[0])*"] = $place[1].MakeByRefType()
    }
    $functions = @(
        'exomt_library_info:H* H*'
        'exomt_catalog:H* H*'
        'exomt_buffer_data:h p* L*'
        'exomt_buffer_free:h'
        'exomt_credential_from_secret:b l H* H*'
        'exomt_credential_from_pfx:b l b l H* H*'
        'exomt_credential_from_pem:b l b l b l H* H*'
        'exomt_credential_from_signer:b l n H* H*'
        'exomt_credential_from_assertion:b l H* H*'
        'exomt_credential_from_provider:H* H*'
        'exomt_credential_free:h'
        'exomt_app_new:b l h H* H*'
        'exomt_app_record:h H* H*'
        'exomt_app_free:h'
        'exomt_operation_begin:h b l H* H*'
        'exomt_operation_wait:h n N* H*'
        'exomt_operation_add:h b l b l H* H*'
        'exomt_operation_close:h H*'
        'exomt_operation_take_many:h n H* L* H*'
        'exomt_cache_take:h b l b l H* L* H*'
        'exomt_cache_clear:b l H* H*'
        'exomt_cache_info:H* H*'
        'exomt_operation_respond:h h b l H*'
        'exomt_operation_reject:h h b l H*'
        'exomt_operation_free:h'
        'exomt_token_decode:b l H* H*'
        'exomt_token_check:b l b l H* H*'
        'exomt_explain:b l H* H*'
        'exomt_consent_url:b l H* H*'
        'exomt_consent_redirect:b l b l H* H*'
        'exomt_resolve_begin:b l b l H* H*'
        'exomt_readiness_begin:h b l b l H* H*'
        'exomt_signature_begin:b l b l H* H*'
    )

    $methods = @{}
    foreach ($function in $functions) {
        $name, $signature = $function -split ':'
        $methods[$name] = [type[]]@(foreach ($letter in $signature -split ' ') { if ($letter) { $kinds[$letter] } })
    }
    $methods
}
