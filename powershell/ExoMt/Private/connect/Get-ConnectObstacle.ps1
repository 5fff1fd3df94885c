function Get-ConnectObstacle {
    # Returns a failure if Exchange would refuse this token. Writes a warning if it might.
    param([object] $Token, [string] $Organization, [string] $Resource)

    $check = Get-TokenCheck -Token $Token -Bound @{ Resource = $Resource }
    if (Test-ExoMtFailure $check) { return $check }
    foreach ($finding in $check.findings) {
        if ($finding.severity -eq 'Error') {
            return New-ExoMtFailure -Name 'NotReady' -Category 'PermissionDenied' -Message "${Organization}: not ready. $($finding.message)" -Fix $finding.fix -FixedBy $finding.fixedBy -Finding $finding.code
        }
        $text = "${Organization}: $($finding.message) $($finding.fix) ($($finding.fixedBy))"
        if ($finding.severity -eq 'Warning') { Write-Warning $text }
        # A role group may grant the rights, which no token shows.
        elseif ($finding.severity -eq 'Unknown') { Write-Verbose $text }
    }
}
