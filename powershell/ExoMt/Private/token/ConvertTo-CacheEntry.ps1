function ConvertTo-CacheEntry {
    # Tokens of the cache as the library describes them, as objects of ours.
    param([object[]] $Tokens)

    foreach ($token in $Tokens) {
        if ($null -eq $token) { continue }
        [pscustomobject]@{
            PSTypeName  = 'ExoMt.TokenCacheEntry'
            TenantId    = $token.tenant
            AppId       = $token.appId
            Resource    = $token.resource
            Authority   = $token.authority
            Verdict     = $token.verdict
            ExpiresOn   = ConvertTo-DateTimeOffset -Value $token.expiresOn
            UsableUntil = ConvertTo-DateTimeOffset -Value $token.usableUntil
        }
    }
}
