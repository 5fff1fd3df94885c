function Start-TokenOperation {
    # Begins an open operation; the caller ends it. The lease ends what is in flight when this
    # pipeline is stopped while its input is slow: neither end nor finally runs then.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run)

    $options = @{ open = $true; leaseMs = 600; concurrency = $Run.ThrottleLimit; ordered = $Run.Ordered; forceRefresh = $Run.ForceRefresh; timeoutMs = 1000 * $Run.TimeoutSec }
    if ($Run.TotalTimeoutSec -gt 0) { $options.totalTimeoutMs = 1000 * $Run.TotalTimeoutSec }
    $json = ConvertTo-JsonBytes -Value $options
    $operation = [uint64]0
    $failure = [uint64]0
    Assert-NativeStatus -Cmdlet $Cmdlet -Status ($script:Native::exomt_operation_begin($Run.App.Handle, $json, [uintptr][uint64]$json.Length, [ref]$operation, [ref]$failure)) -ErrorBuffer $failure
    # The command object tells whether its pipeline is still there.
    $script:OwnOperations[$operation] = [System.WeakReference]::new($Cmdlet)
    $operation
}
