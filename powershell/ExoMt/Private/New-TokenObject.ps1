function New-TokenObject {
    # The object of a token event; the token itself is kept beside it, not in it.
    param([object] $Description, [byte[]] $Secret, [System.Collections.IDictionary] $Run)

    $waited = 0
    foreach ($wait in $Description.waits) { $waited += $wait.milliseconds }
    $token = [pscustomobject]@{
        PSTypeName     = 'ExoMt.Token'
        Organization   = $Description.organization
        TenantId       = $Description.tenantId
        AppId          = $Description.appId
        Resource       = $Description.resource
        ExpiresOn      = ConvertTo-DateTimeOffset -Value $Description.expiresOn
        Roles          = [string[]]@($Description.roles)
        DirectoryRoles = @(ConvertTo-DirectoryRole -Roles $Description.directoryRoles)
        Verdict        = $Description.verdict
        Environment    = $Run.App.Environment
        ObjectId       = $Description.objectId
        TokenId        = $Description.tokenId
        CorrelationId  = $Description.correlationId
        FromCache      = $Description.fromCache
        Attempts       = $Description.attempts
        Waited         = [timespan]::FromMilliseconds($waited)
    }
    $script:Shared.Tokens.Add($token, @{ Secret = $Secret; AsSecureString = $Run.AsSecureString })
    $token
}
