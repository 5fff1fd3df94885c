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
        (TenantId, AppId, Resource, Authority, Verdict, ExpiresOn, ServesUntil).

    .LINK
        Clear-ExoMtTokenCache
    #>
    [CmdletBinding()]
    [OutputType('ExoMt.TokenCache')]
    param()

    Enter-ExoMtProcess $PSCmdlet
    $info = Invoke-NativeJson -Name 'exomt_cache_describe'
    if (Test-ExoMtFailure $info) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $info }
    $sums = $info.statistics
    $sums.PSObject.Properties.Add([psnoteproperty]::new('tokens', $info.tokens))
    ConvertTo-ExoMtObject -Type 'TokenCache' -Value $sums
}
