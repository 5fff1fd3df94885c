function Test-ExoMtToken {
    <#
    .SYNOPSIS
        Checks whether Exchange Online will accept a token, and if not, reports why and what to fix.

    .DESCRIPTION
        Reads the token's claims without trusting them and compares them with what Connect-ExchangeOnline needs: tenant, app, audience, time, the application permission Exchange.ManageAsApp, and a directory role. The worst finding decides the verdict:

        Ready     Exchange Online will accept the token
        Warning   it may refuse the token, for example if a role isn't supported for apps
        NotReady  it will refuse the token
        Unknown   the claims can't decide: an Exchange role group may grant the rights

        The command sends nothing and doesn't verify the signature, so a verdict explains a token but doesn't prove it. -VerifySignature downloads the keys that the issuer publishes (once a day) and verifies the signature with them.

    .PARAMETER Token
        A token object of Get-ExoMtToken, or a token as text or SecureString. A token object is compared with the tenant, app and cloud that it was requested for.

    .PARAMETER Organization
        The tenant that the token must be for: a domain or tenant id.

    .PARAMETER AppId
        The application (client) id of the app that the token must be for.

    .PARAMETER Environment
        The cloud that issued the token, by default the cloud of its audience: Worldwide, GCCHigh or another name that New-ExoMtApp -Environment lists.

    .PARAMETER Resource
        What the token must be for: Exchange, Compliance, Graph or a scope. By default its audience decides.

    .PARAMETER VerifySignature
        Also verifies the signature: RS256 with a key that the issuer publishes, and an issuer that belongs to the token's tenant. Only Graph itself can verify tokens for Microsoft Graph.

    .PARAMETER Authority
        With -VerifySignature, a private or test authority to use instead of the cloud's, as https://host[:port].

    .PARAMETER CertificateAuthorityPath
        A PEM file of root certificates to trust in addition to the system's, for a private authority or a proxy that inspects TLS.

    .EXAMPLE
        $check = Test-ExoMtToken -Token $text -Organization $tenantId
        if ($check.Verdict -eq 'NotReady') { $check.Findings | Where-Object Severity -eq Error }

        Checks a token from elsewhere and shows what to fix.

    .EXAMPLE
        (Test-ExoMtToken -Token $text -VerifySignature).SignatureVerified

        Shows whether the signature is valid. The value is empty if that couldn't be determined.

    .OUTPUTS
        ExoMt.TokenCheck: Organization, TenantId, Verdict, SignatureVerified (empty unless it was requested and could be determined), Findings (Code, Severity, Claim, Expected, Actual, Message, Fix, FixedBy).

    .LINK
        Get-ExoMtToken
    #>
    [CmdletBinding()]
    [OutputType('ExoMt.TokenCheck')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
        [AllowNull()]
        [Alias('AccessToken')]
        [object] $Token,

        [Alias('Tenant', 'TenantId', 'Domain', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName')]
        [string] $Organization,

        [Alias('ClientId', 'ApplicationId')]
        [string] $AppId,

        [Alias('ExchangeEnvironmentName')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Environment,

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Resource,

        [switch] $VerifySignature,

        [string] $Authority,

        [string] $CertificateAuthorityPath
    )

    begin {
        Enter-ExoMtProcess $PSCmdlet
        # Reads a file of root certificates once for all tokens.
        if ($VerifySignature) { $lookup = Get-LookupOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters }
    }

    process {
        $check = Get-TokenCheck -Token $Token -Bound $PSBoundParameters
        $target = if ($PSBoundParameters.ContainsKey('Organization')) { $Organization } else { Get-MemberValue -InputObject $Token -Name 'Organization' }
        if (Test-ExoMtFailure $check) { return $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $check -TargetObject $target)) }
        $result = @{ Organization = $check.organization; TenantId = $check.tenantId; Verdict = $check.verdict; SignatureVerified = $null; Findings = @($check.findings) }
        # Text that isn't a JWT has no signature to verify, which a finding already says.
        if ($VerifySignature -and $result.Findings.code -notcontains 'TokenUnreadable') {
            $lookup.environment = $check.environment
            $signature = Confirm-TokenSignature -Token $Token -Lookup $lookup
            if (Test-ExoMtFailure $signature) { return $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $signature -TargetObject $target)) }
            $result.SignatureVerified = $signature.verified
            $result.Findings = @($signature.finding) + $result.Findings
            if ($signature.verified -eq $false) { $result.Verdict = 'NotReady' }
            elseif ($signature.finding.severity -eq 'Unknown' -and $result.Verdict -eq 'Ready') { $result.Verdict = 'Unknown' }
        }
        ConvertTo-ExoMtObject -Type 'TokenCheck' -Value $result
    }
}
