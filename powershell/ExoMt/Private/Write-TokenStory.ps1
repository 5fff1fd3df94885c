function Write-TokenStory {
    # How a token came, for -Verbose; and a word if it will be refused, even if nobody tests it.
    param([object] $Description)

    if ($VerbosePreference -ne 'SilentlyContinue') {
        foreach ($wait in $Description.waits) { Write-Verbose ('{0}: waited {1:n1} s after {2}' -f $Description.organization, ($wait.milliseconds / 1000), $wait.reason) }
        $source = if ($Description.fromCache) { 'from the cache' } else { "after $($Description.attempts) attempt(s)" }
        Write-Verbose ('{0}: token for {1} until {2:u}, {3}, verdict {4}, correlation id {5}' -f $Description.organization, $Description.resource, $Description.expiresOn, $source, $Description.verdict, $Description.correlationId)
    }
    if ($Description.verdict -ne 'NotReady') { return }
    foreach ($finding in $Description.findings) {
        if ($finding.severity -eq 'Error') { Write-Warning ('{0}: not ready. {1} {2} ({3})' -f $Description.organization, $finding.message, $finding.fix, $finding.fixedBy) }
    }
}
