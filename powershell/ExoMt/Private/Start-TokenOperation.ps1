function Start-TokenOperation {
    # Begins an open operation of the kind that the command works with; the caller ends it.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run)

    $json = Get-OperationOption -Run $Run
    $length = [uintptr][uint64]$json.Length
    $operation = [uint64]0
    $failure = [uint64]0
    $status = if ($Run.Lookup) {
        $options = ConvertTo-JsonBytes -Value $Run.Lookup
        $script:Native::exomt_resolve_begin($options, [uintptr][uint64]$options.Length, $json, $length, [ref]$operation, [ref]$failure)
    }
    elseif ($Run.Readiness) {
        $options = ConvertTo-JsonBytes -Value $Run.Readiness
        $script:Native::exomt_readiness_begin($Run.App.Handle, $options, [uintptr][uint64]$options.Length, $json, $length, [ref]$operation, [ref]$failure)
    }
    else { $script:Native::exomt_operation_begin($Run.App.Handle, $json, $length, [ref]$operation, [ref]$failure) }
    Assert-NativeStatus -Cmdlet $Cmdlet -Status $status -ErrorBuffer $failure
    # The command object tells whether its pipeline is still there.
    $script:OwnOperations[$operation] = [System.WeakReference]::new($Cmdlet)
    $operation
}
