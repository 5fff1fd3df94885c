function Clear-ExoMtTokenCache {
    <#
    .SYNOPSIS
        Forgets the tokens that this process keeps: all, or those of a tenant or an app.

    .DESCRIPTION
        Tokens are kept in memory only and used again until shortly before their end. After this
        command the next Get-ExoMtToken asks for new ones. Failures that are remembered and the
        tenant ids of domains are forgotten too. Requests under way go on, but what they bring
        is not kept.

        For a single request Get-ExoMtToken -ForceRefresh does the same.

    .PARAMETER Organization
        The tenant: a domain or tenant id.

    .PARAMETER AppId
        The application (client) id.

    .EXAMPLE
        Clear-ExoMtTokenCache

        Forgets all tokens of this process.

    .EXAMPLE
        Clear-ExoMtTokenCache -Organization contoso.onmicrosoft.com

        Forgets the tokens of one tenant, after its admin has assigned a role.

    .OUTPUTS
        None.

    .LINK
        Get-ExoMtTokenCache
    #>
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Position = 0)]
        [Alias('Tenant', 'TenantId', 'Domain', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName')]
        [string] $Organization,

        [Alias('ClientId', 'ApplicationId')]
        [string] $AppId
    )

    Enter-ExoMtProcess $PSCmdlet
    $filter = @{}
    if ($Organization) { $filter.tenant = $Organization }
    if ($AppId) { $filter.appId = $AppId }
    $what = if ($filter.Count -gt 0) { "tokens of $Organization $AppId" } else { 'all tokens' }
    if (-not $PSCmdlet.ShouldProcess($what, 'Forget')) { return }
    $json = ConvertTo-JsonBytes -Value $filter
    $removed = 0
    $failure = 0
    Assert-NativeStatus -Cmdlet $PSCmdlet -Status ($script:Native::exomt_cache_clear($json, $json.Length, [ref]$removed, [ref]$failure)) -ErrorBuffer $failure
    Write-Verbose "$removed token(s) forgotten"
}
