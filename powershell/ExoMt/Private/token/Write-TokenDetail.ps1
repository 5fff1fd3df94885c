function Write-TokenDetail {
    # Reports how a token was acquired, for -Verbose, and warns if Exchange Online will refuse it.
    # Detail is JSON with the findings and waits, or empty.
    param([object] $Token, [string] $Detail, [bool] $Quiet)

    $findings = $waits = @()
    if ($Detail) {
        $parsed = ConvertFrom-Json -InputObject $Detail
        $findings = $parsed.findings
        $waits = $parsed.waits
    }
    if ($VerbosePreference -ne 'SilentlyContinue') {
        foreach ($wait in $waits) { Write-Verbose ('{0}: waited {1:n1} s after {2}' -f $Token.Organization, ($wait.milliseconds / 1000), $wait.reason) }
        $source = if ($Token.FromCache) { 'from the cache' } else { "after $($Token.Attempts) attempt(s)" }
        Write-Verbose ('{0}: token for {1} until {2:u}, {3}, verdict {4}, correlation id {5}' -f $Token.Organization, $Token.Resource, $Token.ExpiresOn, $source, $Token.Verdict, $Token.CorrelationId)
    }
    if ($Quiet -or $Token.Verdict -ne 'NotReady') { return }
    foreach ($finding in $findings) {
        if ($finding.severity -eq 'Error') { Write-Warning ('{0}: not ready. {1} {2} ({3})' -f $Token.Organization, $finding.message, $finding.fix, $finding.fixedBy) }
    }
}
