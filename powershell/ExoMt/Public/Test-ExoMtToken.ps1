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

    .PARAMETER Token
        A token object of Get-ExoMtToken, or the token as text or SecureString. A token object is
        held against the tenant, app and cloud that it was asked for.

    .PARAMETER Organization
        The tenant that the token has to be for: a domain or tenant id.

    .PARAMETER AppId
        The app that the token has to be for.

    .PARAMETER Environment
        The cloud: Worldwide (default), GCC, GCCHigh, DoD, China.

    .PARAMETER Resource
        What the token has to be for: Exchange, Compliance, Graph or a scope. Without it a known
        audience decides.

    .EXAMPLE
        Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com | Test-ExoMtToken

        Verdict and findings for a fresh token.

    .EXAMPLE
        $check = Test-ExoMtToken -Token $text -Organization $tenantId
        if ($check.Verdict -eq 'NotReady') { $check.Findings | Where-Object Severity -eq Error }

        Checks a token from elsewhere and shows what has to be mended.

    .OUTPUTS
        ExoMt.TokenCheck: Organization, TenantId, Verdict, Findings (Code, Severity, Claim,
        Expected, Actual, Message, Fix, FixedBy).

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
        [string] $Resource
    )

    begin {
        Enter-ExoMtProcess
        foreach ($preference in Get-CallerPreference -Cmdlet $PSCmdlet -Bound $PSBoundParameters) {
            Set-Variable -Name $preference.Name -Value $preference.Value
        }
    }

    process {
        $expected = Get-Expectation -Token $Token -Bound $PSBoundParameters
        $check = Get-TokenReport -Token $Token -Expected $expected
        if (Test-ExoMtFailure $check) {
            $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $check -TargetObject $expected.tenant))
            return
        }
        [pscustomobject]@{
            PSTypeName   = 'ExoMt.TokenCheck'
            Organization = $expected.tenant
            TenantId     = $check.tenantId
            Verdict      = [string]$check.verdict
            Findings     = @(ConvertTo-Finding -Findings $check.findings)
        }
    }
}
