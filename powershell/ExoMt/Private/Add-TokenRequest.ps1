function Add-TokenRequest {
    # Gives a tenant's token from the cache, or adds the tenant to the operation.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run, [string] $Tenant)

    $failure = [uint64]0
    $name = [System.Text.Encoding]::UTF8.GetBytes($Tenant)
    $length = [uintptr][uint64]$name.Length
    $resource = $Run.Resource
    $resourceLength = [uintptr][uint64]$resource.Length
    $Run.Total++
    if (-not $Run.ForceRefresh -and -not $Run.Ordered) {
        $buffer = [uint64]0
        $jsonLength = [uintptr]::Zero
        $status = $script:Native::exomt_cache_take($Run.App.Handle, $name, $length, $resource, $resourceLength, [ref]$buffer, [ref]$jsonLength, [ref]$failure)
        if ($status -eq 0 -and $buffer -ne 0) { return Write-OperationEvent -Cmdlet $Cmdlet -Run $Run -Buffer $buffer -JsonLength $jsonLength }
        # What is wrong with the tenant is said by the operation, as for every other.
        if ($failure -ne 0) { $null = $script:Native::exomt_buffer_free($failure) }
        $failure = [uint64]0
    }
    if ($Run.Operation -eq 0) { $Run.Operation = Start-TokenOperation -Cmdlet $Cmdlet -Run $Run }
    $outstanding = [uint64]0
    Assert-NativeStatus -Cmdlet $Cmdlet -Status ($script:Native::exomt_operation_add($Run.Operation, $name, $length, $resource, $resourceLength, [ref]$outstanding, [ref]$failure)) -ErrorBuffer $failure
    $Run.Outstanding = $outstanding
}
