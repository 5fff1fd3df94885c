function New-NativeType {
    # The C functions as static methods, made at run time: no compiler, no file, and no
    # assembly that other modules could clash with.
    param([string] $Path)

    # The signatures: h a handle or 64-bit number, b bytes, l a length, n a 32-bit number; with
    # a star a place to write to: H* a handle, N* a number, p* a pointer, L* a length.
    $kinds = @{ h = [uint64]; b = [byte[]]; l = [uintptr]; n = [uint32] }
    foreach ($place in @('H', [uint64]), @('N', [int32]), @('p', [intptr]), @('L', [uintptr])) {
        $kinds["$($place[0])*"] = $place[1].MakeByRefType()
    }
    $functions = @(
        'exomt_abi_version:'
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
        'exomt_credential_info:h H* H*'
        'exomt_credential_free:h'
        'exomt_app_new:b l h H* H*'
        'exomt_app_info:h H* H*'
        'exomt_app_free:h'
        'exomt_operation_begin:h b l H* H*'
        'exomt_operation_wait:h n N* H*'
        'exomt_operation_take:h H* H* H*'
        'exomt_operation_respond:h h b l H*'
        'exomt_operation_reject:h h b l H*'
        'exomt_operation_cancel:h H*'
        'exomt_operation_free:h'
        'exomt_token_decode:b l H* H*'
        'exomt_token_check:b l b l H* H*'
    )

    $assembly = [System.Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly('ExoMt.Native', 'Run')
    $module = $assembly.DefineDynamicModule('ExoMt.Native')
    $type = $module.DefineType('ExoMt.Native', 'Public, Abstract, Sealed')
    [System.Reflection.MethodAttributes] $attributes = 'Public, Static, PinvokeImpl'
    [System.Reflection.CallingConventions] $managed = 'Standard'
    [System.Runtime.InteropServices.CallingConvention] $native = 'Cdecl'
    [System.Runtime.InteropServices.CharSet] $charset = 'Ansi'
    [System.Reflection.MethodImplAttributes] $preserve = 'PreserveSig'
    foreach ($function in $functions) {
        $name, $signature = $function -split ':'
        $parameters = [type[]]@(foreach ($letter in $signature -split ' ') { if ($letter) { $kinds[$letter] } })
        $method = $type.DefinePInvokeMethod($name, $Path, $attributes, $managed, [int32], $parameters, $native, $charset)
        $method.SetImplementationFlags($preserve)
    }
    $type.CreateType()
}
