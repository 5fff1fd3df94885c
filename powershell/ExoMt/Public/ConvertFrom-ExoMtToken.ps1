function ConvertFrom-ExoMtToken {
    <#
    .SYNOPSIS
        Decodes an access token: tenant, app, roles, times, header and claims.

    .DESCRIPTION
        Reads a token without trusting it. The signature is neither verified nor shown, so you can put the output into a ticket. The command sends nothing.

    .PARAMETER Token
        A token object of Get-ExoMtToken, or a token as text or SecureString.

    .EXAMPLE
        $token | ConvertFrom-ExoMtToken

        Shows the contents of a token, with directory roles by name.

    .EXAMPLE
        (ConvertFrom-ExoMtToken -Token $text).Claims.oid

        Returns the object id of the service principal in the customer tenant, which New-ServicePrincipal needs.

    .OUTPUTS
        ExoMt.TokenInfo: TenantId, AppId, Audience, Resource, ExpiresOn, NotBefore, IssuedAt, Roles, DirectoryRoles, ObjectId, TokenId, AuthenticationMethod, Issuer, Version, SignatureAlgorithm, KeyId, Header, Claims.

    .LINK
        Test-ExoMtToken
    #>
    [CmdletBinding()]
    [OutputType('ExoMt.TokenInfo')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
        [AllowNull()]
        [Alias('AccessToken')]
        [object] $Token
    )

    begin { Enter-ExoMtProcess $PSCmdlet }

    process {
        $info = $bytes = Get-TokenBytes -Token $Token
        if (-not (Test-ExoMtFailure $bytes)) {
            try { $info = Invoke-NativeJson -Name 'exomt_token_decode' -Arguments (, $bytes) }
            finally { [System.Array]::Clear($bytes, 0, $bytes.Length) }
        }
        if (Test-ExoMtFailure $info) { return $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $info -TargetObject $null)) }
        ConvertTo-ExoMtObject -Type 'TokenInfo' -Value $info
    }
}
