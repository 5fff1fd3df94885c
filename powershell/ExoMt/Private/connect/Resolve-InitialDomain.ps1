function Resolve-InitialDomain {
    # Returns the name to connect with, or a failure. The name is the initial domain, because writes
    # fail with any other name. With -Force, it is the caller's name if the initial domain can't be
    # found.
    param([object] $App, [object] $Token, [string] $Organization, [object] $Connection, [bool] $Force)

    if ($Connection.isInitialDomain) { return $Organization }
    $why = "'$Organization' is not the initial domain of the tenant: Exchange Online connects and reads with it, but writes fail (InsufficientPermissionsException)"
    $fix = "Set -Organization to the initial domain (such as $($Connection.initialDomainExample)): Get-AcceptedDomain has it in the row with InitialDomain, the Microsoft 365 admin center under Settings > Domains."
    if ($null -ne $App) {
        $readiness = Test-ExoMtTenant -App $App -Organization $Organization -Probe
        if ($null -ne $readiness -and $readiness.TenantId -and $Token.TenantId -and $readiness.TenantId -ne $Token.TenantId) {
            return New-ExoMtFailure -Name 'TokenTenantMismatch' -Category 'SecurityError' -Message "The token is for the tenant $($Token.TenantId), but '$Organization' is the tenant $($readiness.TenantId)." -Fix 'Acquire a token for the tenant to connect to.'
        }
        if ($null -ne $readiness -and $readiness.InitialDomain) {
            Write-Verbose "${Organization}: its initial domain is $($readiness.InitialDomain)"
            return $readiness.InitialDomain
        }
        if ($null -ne $readiness -and $readiness.Verdict -eq 'NotReady' -and -not $Force) {
            return New-ExoMtFailure -Name 'NotReady' -Category 'PermissionDenied' -Message "${Organization}: $($readiness.Message)" -Fix $readiness.Fix -FixedBy $readiness.FixedBy -Finding $readiness.BlockedBy
        }
        $why = "$why; and the initial domain could not be found: $($readiness.Message)"
    }
    if ($Force) {
        Write-Warning "$why. -Force: connecting nevertheless."
        return $Organization
    }
    if ($null -eq $App) { $fix = "$fix Or add -App, so that ExoMt can look it up." }
    New-ExoMtFailure -Name 'InitialDomainUnknown' -Category 'InvalidArgument' -Message "$why." -Fix "$fix -Force connects with the name as it is, for reading."
}
