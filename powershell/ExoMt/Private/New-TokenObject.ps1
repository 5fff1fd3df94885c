function New-TokenObject {
    # The object of a token event; the token itself is kept beside it, not in it.
    param([object] $Description, [System.Security.SecureString] $Secret, [string] $Environment, [bool] $AsSecureString)

    $token = [pscustomobject]@{
        PSTypeName     = 'ExoMt.Token'
        Organization   = [string]$Description.organization
        TenantId       = $Description.tenantId
        AppId          = [string]$Description.appId
        Resource       = [string]$Description.resource
        ExpiresOn      = ConvertTo-DateTimeOffset -Value $Description.expiresOn
        Roles          = [string[]]@($Description.roles)
        DirectoryRoles = @(ConvertTo-DirectoryRole -Roles $Description.directoryRoles)
        Verdict        = [string]$Description.verdict
        Environment    = $Environment
        ObjectId       = $Description.objectId
        TokenId        = $Description.tokenId
        CorrelationId  = $Description.correlationId
    }
    $script:Shared.Tokens.Add($token, @{ Secret = $Secret; AsSecureString = $AsSecureString })
    $token
}
