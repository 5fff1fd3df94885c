function Write-TokenProgress {
    # Shows how many requests are done, how many failed, the rate and the remaining time.
    param([System.Collections.IDictionary] $Run)

    $elapsed = $Run.Watch.Elapsed.TotalSeconds
    $Run.NextProgress = $elapsed + 0.25
    if ($Run.Total -le 1) { return }
    $rate = $Run.Done / $elapsed
    $status = '{0} of {1} done, {2} failed, {3:n0} a second' -f $Run.Done, $Run.Total, $Run.Failed, $rate
    # -1 means unknown.
    $left = if ($rate -gt 0) { [int](($Run.Total - $Run.Done) / $rate) } else { -1 }
    Write-Progress -Activity $Run.Activity -Status $status -PercentComplete ([int](100 * $Run.Done / $Run.Total)) -SecondsRemaining $left
    $Run.ShownProgress = $true
}
