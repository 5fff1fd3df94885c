function Get-ExoMtTokenCache {
    <#
    .SYNOPSIS
        Shows which tokens this process caches, and how often the cache was used.

    .DESCRIPTION
        Returns the totals of the cache and a description of each token. The tokens themselves aren't shown.

    .EXAMPLE
        (Get-ExoMtTokenCache).Tokens | Where-Object Verdict -ne Ready

        Shows the tokens that Exchange Online may refuse.

    .OUTPUTS
        ExoMt.TokenCache: Entries, Bytes, Hits, Misses, Joins, Renewals, Evictions, and Tokens (TenantId, AppId, Resource, Authority, Verdict, ExpiresOn, UsableUntil).

    .LINK
        Clear-ExoMtTokenCache
    #>
    [CmdletBinding()]
    [OutputType('ExoMt.TokenCache')]
    param()

    Enter-ExoMtProcess $PSCmdlet
    $info = Invoke-NativeJson -Name 'exomt_cache_describe'
    if (Test-ExoMtFailure $info) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $info }
    $cache = @{ tokens = $info.tokens }
    foreach ($sum in $info.statistics.PSObject.Properties) { $cache[$sum.Name] = $sum.Value }
    ConvertTo-ExoMtObject -Type 'TokenCache' -Value $cache
}
