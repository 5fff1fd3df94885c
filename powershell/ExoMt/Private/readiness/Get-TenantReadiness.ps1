function Get-TenantReadiness {
    # What Exchange Online itself says of a tenant, its initial domain among it.
    param([object] $App, [string] $Organization)

    Test-ExoMtTenant -App $App -Organization $Organization -Probe
}
