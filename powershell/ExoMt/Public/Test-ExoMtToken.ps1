function Test-ExoMtToken {
    <#
    .SYNOPSIS
        Says whether Exchange Online will take a token, and if not why, and who mends it how.

    .DESCRIPTION
        Reads the token's claims without trusting them and holds them against what
        Connect-ExchangeOnline needs: tenant, app, audience, time, the application permission
        Exchange.ManageAsApp, and a directory role. The worst finding decides the verdict:

        Ready     it will be taken
        Warning   it may be refused, for instance with a role that is not supported app-only
        NotReady  it will be refused
        Unknown   the token does not tell: an Exchange role group may give the rights

        Nothing is sent, and the signature is not verified: this explains, it does not protect.
        With -VerifySignature the keys that the issuer publishes are fetched (once a day) and the
        signature is held against them.

    .PARAMETER Token
        A token object of Get-ExoMtToken, or the token as text or SecureString. A token object is
        held against the tenant, app and cloud that it was asked for.

    .PARAMETER Organization
        The tenant that the token has to be for: a domain or tenant id.

    .PARAMETER AppId
        The app that the token has to be for.

    .PARAMETER Environment
        The cloud that issued the token, by default the cloud of its audience: Worldwide, GCC, GCCHigh, DoD, China, Bleu, Delos, GovSG, or the name that Connect-ExchangeOnline uses, such as O365USGovGCCHigh.

    .PARAMETER Resource
        What the token has to be for: Exchange, Compliance, Graph or a scope. Without it a known
        audience decides.

    .PARAMETER VerifySignature
        Verifies the signature too: RS256 by a key that the issuer publishes, and the issuer is
        that of the token's tenant. Tokens for Microsoft Graph can be verified by Graph only.

    .PARAMETER Authority
        With -VerifySignature another authority than the cloud's, https://host[:port]: a private
        or a test one.

    .PARAMETER CertificateAuthorityPath
        With -VerifySignature a PEM file of root certificates to trust beside the system's.

    .EXAMPLE
        Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com | Test-ExoMtToken

        Verdict and findings for a fresh token.

    .EXAMPLE
        $check = Test-ExoMtToken -Token $text -Organization $tenantId
        if ($check.Verdict -eq 'NotReady') { $check.Findings | Where-Object Severity -eq Error }

        Checks a token from elsewhere and shows what has to be mended.

    .EXAMPLE
        (Test-ExoMtToken -Token $text -VerifySignature).SignatureVerified

        Says whether a token is genuine; empty when that could not be told.

    .OUTPUTS
        ExoMt.TokenCheck: Organization, TenantId, Verdict, SignatureVerified (empty unless it was
        asked for and could be told), Findings (Code, Severity, Claim, Expected, Actual, Message,
        Fix, FixedBy).

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
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue -Parameter $args[1] -Word $args[2] } @args })]
        [string] $Environment,

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue -Parameter $args[1] -Word $args[2] } @args })]
        [string] $Resource,

        [switch] $VerifySignature,

        [string] $Authority,

        [string] $CertificateAuthorityPath
    )

    begin {
        Enter-ExoMtProcess
        foreach ($preference in Get-CallerPreference -Cmdlet $PSCmdlet -Bound $PSBoundParameters) {
            Set-Variable -Name $preference.Name -Value $preference.Value
        }
        # A file of roots is read once, however many tokens come.
        if ($VerifySignature) { $lookup = Get-LookupOption -Cmdlet $PSCmdlet -Bound $PSBoundParameters }
    }

    process {
        $expected = Get-Expectation -Token $Token -Bound $PSBoundParameters
        $check = Get-TokenReport -Token $Token -Expected $expected
        if (Test-ExoMtFailure $check) {
            $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $check -TargetObject $expected.tenant))
            return
        }
        $verdict = [string]$check.verdict
        $findings = @($check.findings)
        $verified = $null
        # A text that is no JWT has no signature to verify, and that is said already.
        if ($VerifySignature -and $findings.code -notcontains 'TokenUnreadable') {
            if ($expected['environment']) { $lookup.environment = $expected.environment } else { $lookup.Remove('environment') }
            $signature = Confirm-TokenSignature -Token $Token -Lookup $lookup
            if (Test-ExoMtFailure $signature) {
                $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $signature -TargetObject $expected.tenant))
                return
            }
            $verified = $signature.verified
            $findings = @($signature.finding) + $findings
            if ($verified -eq $false) { $verdict = 'NotReady' }
            elseif ($signature.finding.severity -eq 'Unknown' -and $verdict -eq 'Ready') { $verdict = 'Unknown' }
        }
        [pscustomobject]@{
            PSTypeName        = 'ExoMt.TokenCheck'
            Organization      = $expected.tenant
            TenantId          = $check.tenantId
            Verdict           = $verdict
            SignatureVerified = $verified
            Findings          = @(ConvertTo-Finding -Findings $findings)
        }
    }
}
