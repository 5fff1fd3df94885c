function Wait-TenantReadiness {
    # Checks tenants repeatedly until each is ready, waiting can't help, or the time is up. Writes
    # each tenant once.
    param([System.Management.Automation.PSCmdlet] $Cmdlet, [System.Collections.IDictionary] $Run, [object[]] $Tenant, [int] $TimeoutSec, [int] $RetryIntervalSec)

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $pending = $Tenant
    $total = $pending.Count
    while ($true) {
        $left = $TimeoutSec - $watch.Elapsed.TotalSeconds
        # A check gets at least 10 seconds, so that one that starts late can still finish.
        $Run.TimeoutSec = [int][System.Math]::Max(10, [System.Math]::Min(120, $left))
        $Run.Total = $Run.Done = $Run.Failed = 0
        $seen = @(& {
                Add-OperationTenant -Cmdlet $Cmdlet -Run $Run -InputItem $pending
                Complete-Operation -Cmdlet $Cmdlet -Run $Run
            })
        $over = $watch.Elapsed.TotalSeconds + $RetryIntervalSec -ge $TimeoutSec
        $pending = @(foreach ($found in $seen) {
                if ($over -or -not $found.CanWait -or $found.Verdict -in 'Ready', 'Warning') { $Cmdlet.WriteObject($found) } else { $found }
            })
        if ($pending.Count -eq 0) { break }
        $next = $watch.Elapsed.TotalSeconds + $RetryIntervalSec
        while ($watch.Elapsed.TotalSeconds -lt $next) {
            $why = @($pending | Group-Object -Property BlockedBy | ForEach-Object { '{0}: {1}' -f $_.Name, $_.Count }) -join ', '
            $status = '{0} of {1} to wait for ({2}); next check in {3:n0} s' -f $pending.Count, $total, $why, ($next - $watch.Elapsed.TotalSeconds)
            Write-Progress -Activity 'Waiting for tenants' -Status $status -PercentComplete ([int](100 * ($total - $pending.Count) / $total)) -SecondsRemaining ([int]($TimeoutSec - $watch.Elapsed.TotalSeconds))
            Start-Sleep -Milliseconds 100
        }
    }
    Write-Progress -Activity 'Waiting for tenants' -Completed
}
