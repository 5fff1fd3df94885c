function Get-ExoMtTokenCache {
    <#
    .SYNOPSIS
        Shows what tokens this process keeps, and how often they served.

    .DESCRIPTION
        Gives the sums of the cache and a description of each token in it. The tokens
        themselves are not shown.

    .EXAMPLE
        Get-ExoMtTokenCache

        How many tokens there are, and how often one came from the cache.

    .EXAMPLE
        (Get-ExoMtTokenCache).Tokens | Where-Object Verdict -ne Ready

        The tokens that may be refused.

    .OUTPUTS
        ExoMt.TokenCache: Entries, Bytes, Hits, Misses, Joins, Renewals, Evictions, and Tokens
        (TenantId, AppId, Resource, Authority, Verdict, ExpiresOn, UsableUntil).

    .LINK
        Clear-ExoMtTokenCache
    #>
    [CmdletBinding()]
    [OutputType('ExoMt.TokenCache')]
    param()

    Enter-ExoMtProcess
    $buffer = 0
    $failure = 0
    Assert-NativeStatus -Cmdlet $PSCmdlet -Status ($script:Native::exomt_cache_describe([ref]$buffer, [ref]$failure)) -ErrorBuffer $failure
    $info = Read-NativeJson -Buffer $buffer
    $sums = $info.statistics
    [pscustomobject]@{
        PSTypeName = 'ExoMt.TokenCache'
        Entries    = $sums.entries
        Bytes      = $sums.bytes
        Hits       = $sums.hits
        Misses     = $sums.misses
        Joins      = $sums.joins
        Renewals   = $sums.renewals
        Evictions  = $sums.evictions
        Tokens     = @(ConvertTo-CacheEntry -Tokens $info.tokens)
    }
}
