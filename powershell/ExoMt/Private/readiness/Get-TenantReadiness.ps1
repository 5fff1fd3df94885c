function Get-TenantReadiness {
    # Returns what Exchange Online itself says about a tenant, with its initial domain.
    param([object] $App, [string] $Organization)

    Test-ExoMtTenant -App $App -Organization $Organization -Probe
}
