function ConvertTo-UtcTime {
    # A point in time from what a parameter was given, or a failure that names it. A time
    # without a zone is in UTC, as the audit log takes it.
    param([object] $Value, [string] $Parameter)

    $base = if ($null -ne $Value) { $Value.PSObject.BaseObject }
    if ($base -is [System.DateTimeOffset]) { return $base.ToUniversalTime() }
    if ($base -is [datetime]) {
        if ("$($base.Kind)" -eq 'Unspecified') { $base = [datetime]::SpecifyKind($base, 'Utc') }
        return [System.DateTimeOffset]::new($base.ToUniversalTime())
    }
    $time = [System.DateTimeOffset]::MinValue
    if ($base -is [string] -and [System.DateTimeOffset]::TryParse($base, [System.Globalization.CultureInfo]::InvariantCulture, [System.Globalization.DateTimeStyles]::AssumeUniversal, [ref]$time)) {
        return $time.ToUniversalTime()
    }
    New-ExoMtFailure -Name 'InvalidDate' -Category 'InvalidArgument' -Message "-${Parameter}: '$(ConvertTo-CleanLine -Text ([string]$Value))' is not a point in time." -Fix 'Give a DateTime, or a text such as 2026-11-24 or 2026-11-24T18:30:00Z; without a zone it is UTC.'
}
