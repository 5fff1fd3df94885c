function Clear-ExoMtTokenCache {
    <#
    .SYNOPSIS
        Removes cached tokens of this process: all, or those of a tenant or an app.

    .DESCRIPTION
        Tokens are cached in memory only and reused until shortly before they expire. After this command the next Get-ExoMtToken requests new ones. Remembered failures and the tenant ids of domains are removed too. Requests in flight continue, but their tokens aren't cached.

        For a single request Get-ExoMtToken -ForceRefresh does the same.

    .PARAMETER Organization
        The tenant whose tokens are removed: a domain or tenant id.

    .PARAMETER AppId
        The application (client) id of the app whose tokens are removed.

    .EXAMPLE
        Clear-ExoMtTokenCache -Organization contoso.onmicrosoft.com

        Removes the tokens of one tenant, after its admin has assigned a role.

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
    $removed = $failure = 0
    $status = $script:Native::exomt_cache_clear($json, $json.Length, [ref]$removed, [ref]$failure)
    if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure) }
    Write-Verbose "$removed token(s) removed"
}
