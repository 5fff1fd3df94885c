function Receive-ConsentAnswer {
    # Waits for the answer with the right state, in steps so short that Ctrl+C is seen at once;
    # or a failure when time is up. All other requests are refused and change nothing.
    param([object[]] $Listeners, [System.Collections.IDictionary] $Place, [string] $State, [int] $TimeoutSec)

    $connections = [System.Collections.Generic.List[object]]::new()
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $shown = -1
    try {
        while ($watch.Elapsed.TotalSeconds -lt $TimeoutSec) {
            Receive-ConsentConnection -Listeners $Listeners -Connections $connections
            for ($index = $connections.Count - 1; $index -ge 0; $index--) {
                $connection = $connections[$index]
                Update-ConsentConnection -Connection $connection -Place $Place -State $State
                if ($null -ne $connection.Answer) { return $connection.Answer }
                if (-not $connection.Done) { continue }
                $connection.Socket.Close()
                $connections.RemoveAt($index)
            }
            $left = [int]($TimeoutSec - $watch.Elapsed.TotalSeconds)
            if ($left -ne $shown) { Write-Progress -Activity 'Waiting for the consent' -Status "at http://localhost:$($Place.Port)$($Place.Path)" -SecondsRemaining $left }
            $shown = $left
            Start-Sleep -Milliseconds 20
        }
    }
    finally {
        foreach ($connection in $connections) { $connection.Socket.Close() }
        Write-Progress -Activity 'Waiting for the consent' -Completed
    }
    New-ExoMtFailure -Name 'ConsentTimeout' -Category 'OperationTimeout' -Message "No answer of the consent came within $TimeoutSec seconds." -Fix 'Open the URL in a browser on this computer and finish it, or give -TimeoutSec more. If the admin sits elsewhere, send the URL and use Test-ExoMtTenant -Wait. The consent may be recorded all the same: get a token.'
}
