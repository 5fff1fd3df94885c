function Get-OperationOption {
    # How an operation of a command works, as the library reads it. The lease ends what is in
    # flight when this pipeline is stopped while its input is slow: neither end nor finally
    # runs then.
    param([System.Collections.IDictionary] $Run)

    $options = @{ open = $true; leaseMs = 600; concurrency = $Run.ThrottleLimit; ordered = [bool]$Run.Ordered; forceRefresh = [bool]$Run.ForceRefresh; timeoutMs = 1000 * $Run.TimeoutSec }
    if ($Run.TotalTimeoutSec -gt 0) { $options.totalTimeoutMs = 1000 * $Run.TotalTimeoutSec }
    , (ConvertTo-JsonBytes -Value $options)
}
