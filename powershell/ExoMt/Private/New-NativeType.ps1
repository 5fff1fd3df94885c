function New-NativeType {
    # The C functions as static methods, made at run time: no compiler, no file, and no
    # assembly that other modules could clash with.
    param([string] $Path)

    $name = New-Object System.Reflection.AssemblyName 'ExoMt.Native'
    $assembly = [System.Reflection.Emit.AssemblyBuilder]::DefineDynamicAssembly($name, [System.Reflection.Emit.AssemblyBuilderAccess]::Run)
    $module = $assembly.DefineDynamicModule('ExoMt.Native')
    Add-SecureStringOnlyType -Module $module
    $type = $module.DefineType('ExoMt.Native', 'Public, Abstract, Sealed')

    $handle = [uint64]; $outHandle = [uint64].MakeByRefType(); $bytes = [byte[]]; $length = [uintptr]; $number = [uint32]
    $functions = [ordered]@{
        exomt_abi_version               = @()
        exomt_library_info              = $outHandle, $outHandle
        exomt_catalog                   = $outHandle, $outHandle
        exomt_buffer_data               = $handle, [intptr].MakeByRefType(), [uintptr].MakeByRefType()
        exomt_buffer_free               = , $handle
        exomt_credential_from_secret    = $bytes, $length, $outHandle, $outHandle
        exomt_credential_from_pfx       = $bytes, $length, $bytes, $length, $outHandle, $outHandle
        exomt_credential_from_pem       = $bytes, $length, $bytes, $length, $bytes, $length, $outHandle, $outHandle
        exomt_credential_from_signer    = $bytes, $length, $number, $outHandle, $outHandle
        exomt_credential_from_assertion = $bytes, $length, $outHandle, $outHandle
        exomt_credential_from_provider  = $outHandle, $outHandle
        exomt_credential_info           = $handle, $outHandle, $outHandle
        exomt_credential_free           = , $handle
        exomt_app_new                   = $bytes, $length, $handle, $outHandle, $outHandle
        exomt_app_info                  = $handle, $outHandle, $outHandle
        exomt_app_free                  = , $handle
        exomt_operation_begin           = $handle, $bytes, $length, $outHandle, $outHandle
        exomt_operation_wait            = $handle, $number, [int32].MakeByRefType(), $outHandle
        exomt_operation_take            = $handle, $outHandle, $outHandle, $outHandle
        exomt_operation_respond         = $handle, $handle, $bytes, $length, $outHandle
        exomt_operation_reject          = $handle, $handle, $bytes, $length, $outHandle
        exomt_operation_cancel          = $handle, $outHandle
        exomt_operation_free            = , $handle
        exomt_token_decode              = $bytes, $length, $outHandle, $outHandle
        exomt_token_check               = $bytes, $length, $bytes, $length, $outHandle, $outHandle
    }
    foreach ($function in $functions.GetEnumerator()) {
        $returns = if ($function.Key -eq 'exomt_abi_version') { [uint32] } else { [int32] }
        $method = $type.DefinePInvokeMethod(
            $function.Key, $Path, 'Public, Static, PinvokeImpl', [System.Reflection.CallingConventions]::Standard,
            $returns, [type[]]$function.Value,
            [System.Runtime.InteropServices.CallingConvention]::Cdecl, [System.Runtime.InteropServices.CharSet]::Ansi)
        $method.SetImplementationFlags([System.Reflection.MethodImplAttributes]::PreserveSig)
    }
    $type.CreateType()
}
