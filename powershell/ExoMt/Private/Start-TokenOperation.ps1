function Start-TokenOperation {
    # Begins to ask for tokens; the caller frees the operation.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [uint64] $AppHandle, [System.Collections.Generic.List[string]] $Tenants, [string] $Resource)

    $requests = @(foreach ($tenant in $Tenants) { @{ tenant = $tenant; resource = $Resource } })
    $json = ConvertTo-JsonBytes -Value @{ requests = $requests }
    $operation = [uint64]0
    $failure = [uint64]0
    Assert-NativeStatus -Cmdlet $Cmdlet -Status ($script:Native::exomt_operation_begin($AppHandle, $json, [uintptr][uint64]$json.Length, [ref]$operation, [ref]$failure)) -ErrorBuffer $failure
    $script:OwnOperations[$operation] = $true
    $operation
}
