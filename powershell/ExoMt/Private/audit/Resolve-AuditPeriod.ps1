function Resolve-AuditPeriod {
    # Start and end, by default the last 24 hours; or a failure.
    param([System.Collections.IDictionary] $Bound)

    $period = @{ StartDate = $null; EndDate = $null }
    foreach ($parameter in 'StartDate', 'EndDate') {
        if (-not $Bound.ContainsKey($parameter)) { continue }
        $period[$parameter] = ConvertTo-UtcTime -Value $Bound[$parameter] -Parameter $parameter
        if (Test-ExoMtFailure $period[$parameter]) { return $period[$parameter] }
    }
    if ($null -eq $period.EndDate) { $period.EndDate = [System.DateTimeOffset]::UtcNow }
    if ($null -eq $period.StartDate) { $period.StartDate = $period.EndDate.AddHours(-24) }
    if ($period.StartDate -lt $period.EndDate) { return $period }
    New-ExoMtFailure -Name 'InvalidDate' -Category 'InvalidArgument' -Message '-StartDate is not before -EndDate, which is now if it is left out.' -Fix 'Give an earlier -StartDate or a later -EndDate.'
}
