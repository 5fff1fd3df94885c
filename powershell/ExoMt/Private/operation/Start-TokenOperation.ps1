function Start-TokenOperation {
    # Starts the operation that the command needs, open for more tenants. The caller frees it.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run)

    # The lease cancels the requests in flight if this pipeline stops while it waits for input,
    # because then neither end nor finally runs.
    $options = @{ open = $true; leaseMs = 600; concurrency = $Run['ThrottleLimit']; ordered = [bool]$Run['Ordered']; forceRefresh = [bool]$Run['ForceRefresh']; timeoutMs = 1000 * $Run['TimeoutSec'] }
    if ($Run['TotalTimeoutSec'] -gt 0) { $options['totalTimeoutMs'] = 1000 * $Run['TotalTimeoutSec'] }
    $json = ConvertTo-JsonBytes -Value $options
    $length = $json.Length
    $operation = 0
    $failure = 0
    $status = if ($Run['Lookup']) {
        $options = ConvertTo-JsonBytes -Value $Run['Lookup']
        $script:Native::exomt_tenant_resolve($options, $options.Length, $json, $length, [ref]$operation, [ref]$failure)
    }
    elseif ($Run['Readiness']) {
        $options = ConvertTo-JsonBytes -Value $Run['Readiness']
        $script:Native::exomt_readiness_check($Run['App']['Handle'], $options, $options.Length, $json, $length, [ref]$operation, [ref]$failure)
    }
    else { $script:Native::exomt_token_acquire($Run['App']['Handle'], $json, $length, [ref]$operation, [ref]$failure) }
    if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $Cmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure) }
    $script:HasAsked = $true
    # The command object lives as long as its pipeline.
    $script:OwnOperations[$operation] = [System.WeakReference]::new($Cmdlet)
    $operation
}
