function Resolve-InitialDomain {
    # The name to connect with: the initial domain, by which alone writes work; or a failure.
    # Force: then the name as it was given.
    param([object] $App, [object] $Token, [string] $Organization, [object] $Cloud, [bool] $Force)

    if (Test-InitialDomain -Organization $Organization -Cloud $Cloud) { return $Organization }
    $why = "'$Organization' is not the initial domain of the tenant: Exchange Online connects and reads with it, but writes fail (InsufficientPermissionsException)"
    $fix = "Give -Organization the initial domain (such as contoso.$($Cloud.initialDomainSuffixes[0])): Get-AcceptedDomain has it in the row with InitialDomain, the Microsoft 365 admin center under Settings > Domains."
    if ($null -ne $App) {
        $readiness = Test-ExoMtTenant -App $App -Organization $Organization -Probe
        if ($null -ne $readiness -and $readiness.TenantId -and $Token.TenantId -and $readiness.TenantId -ne $Token.TenantId) {
            return New-ExoMtFailure -Name 'TokenTenantMismatch' -Category 'SecurityError' -Message "The token is for the tenant $($Token.TenantId), but '$Organization' is the tenant $($readiness.TenantId)." -Fix 'Take a token for the tenant that is meant.'
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
    if ($null -eq $App) { $fix = "$fix Or give -App, so that it can be asked for." }
    New-ExoMtFailure -Name 'InitialDomainUnknown' -Category 'InvalidArgument' -Message "$why." -Fix "$fix -Force connects as it is, for reading."
}
