function Get-ConnectObstacle {
    # Why a connection with this token would be refused, as a failure; nothing if it may
    # work. What may go wrong is said on the way.
    param([object] $Token, [string] $Organization, [string] $Resource)

    $check = Get-TokenCheck -Token $Token -Bound @{ Resource = $Resource }
    if (Test-ExoMtFailure $check) { return $check }
    foreach ($finding in $check.findings) {
        if ($finding.severity -eq 'Error') {
            return New-ExoMtFailure -Name 'NotReady' -Category 'PermissionDenied' -Message "${Organization}: not ready. $($finding.message)" -Fix $finding.fix -FixedBy $finding.fixedBy -Finding $finding.code
        }
        $text = "${Organization}: $($finding.message) $($finding.fix) ($($finding.fixedBy))"
        if ($finding.severity -eq 'Warning') { Write-Warning $text }
        # A role group, which no token shows, may give the rights.
        elseif ($finding.severity -eq 'Unknown') { Write-Verbose $text }
    }
}
