function Add-OperationTenant {
    # Adds tenants to the operation and writes the results that have arrived. Waits if input arrives
    # faster than results, so that the operation stays small. If a consumer, an error or Ctrl+C stops
    # this early, cancels the operation.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run, [object[]] $InputItem)

    $resource = $Run['Resource']
    $failure = $Run['Failure']
    $isComplete = $false
    # foreach skips null, but an empty property of an object arrives as null.
    if ($null -eq $InputItem) { $InputItem = , $null }
    try {
        foreach ($item in $InputItem) {
            $name = Get-OrganizationName -InputItem $item
            if ($name -isnot [string]) {
                $Cmdlet.WriteError((New-ExoMtErrorRecord -Failure $name -TargetObject $item))
                continue
            }
            $Run['Total']++
            $tenant = [System.Text.Encoding]::UTF8.GetBytes($name)
            if ($Run['FromCache']) {
                $buffer = $Run['Buffer']
                $null = $script:Native::exomt_cache_take_record($Run['App']['Handle'], $tenant, $tenant.Length, $resource, $resource.Length, $buffer, $Run['Length'], $failure)
                if ($buffer[0] -ne 0) {
                    Write-OperationEvent -Cmdlet $Cmdlet -Run $Run -Buffer $buffer[0] -TextLength $Run['Length'][0]
                    continue
                }
                # The operation reports this error again, with the tenant.
                if ($failure[0] -ne 0) { $null = $script:Native::exomt_buffer_free($failure[0]) }
                $failure[0] = 0
            }
            if ($Run['Operation'] -eq 0) { $Run['Operation'] = Start-TokenOperation -Cmdlet $Cmdlet -Run $Run }
            $status = $script:Native::exomt_operation_add($Run['Operation'], $tenant, $tenant.Length, $resource, $resource.Length, $Run['Outstanding'], $failure)
            if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure[0]) }
            $until = [int64]::MaxValue
            if ($Run['Total'] - $Run['Done'] -ge $Run['Most']) { $until = $Run['Most'] / 2 }
            Receive-TokenEvent -Cmdlet $Cmdlet -Run $Run -Until $until
        }
        $isComplete = $true
    }
    finally { if (-not $isComplete) { Stop-TokenOperation -Run $Run } }
}
