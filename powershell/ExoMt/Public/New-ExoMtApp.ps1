function New-ExoMtApp {
    <#
    .SYNOPSIS
        Describes your multi-tenant app once: its id, its credential and its cloud.

    .DESCRIPTION
        Returns an object that the other commands accept as -App, for any number of customer tenants. With -Default they use it without -App. The command sends nothing.

        A mistake that affects every tenant is an error here: an unreadable key file, a wrong password, an expired certificate, an authority that isn't an https URL.

        The object shows the certificate's subject, SHA-1 thumbprint and expiry. It contains no key and no secret, and works only in this process.

    .PARAMETER AppId
        The application (client) id of your multi-tenant app.

    .PARAMETER ClientSecret
        A client secret, as SecureString.

    .PARAMETER Certificate
        A certificate with its private key. The key never leaves its provider, so non-exportable keys, smart cards and HSMs work. It signs with PS256, or with RS256 if it doesn't support PSS.

    .PARAMETER CertificateThumbprint
        The SHA-1 thumbprint of a certificate in CurrentUser\My or, failing that, LocalMachine\My. Spaces, colons and invisible characters are ignored.

    .PARAMETER CertificatePath
        A PFX or PEM file with the certificate and its private key. A relative path is resolved against the PowerShell location.

    .PARAMETER CertificateKeyPath
        The PEM file of the private key, if -CertificatePath contains only the certificate.

    .PARAMETER CertificateBase64
        A PFX file as base64 text, the form that CI systems store.

    .PARAMETER CertificatePassword
        The password of the PFX file or of the encrypted private key, as SecureString.

    .PARAMETER Assertion
        A client assertion of another identity provider (workload identity federation, managed identity): its text, or a script block that returns it. The script block receives an object with Organization and Audience, and runs for each token request.

    .PARAMETER SendCertificateChain
        Sends the certificate with the assertion (x5c), for apps that trust a subject name and issuer.

    .PARAMETER Environment
        The cloud of the tenants: Worldwide (default), GCC, GCCHigh, DoD, China, Bleu, Delos, GovSG, or the name that Connect-ExchangeOnline uses, such as O365USGovGCCHigh.

    .PARAMETER Authority
        A private or test authority to use instead of the cloud's, as https://host[:port]. Tokens are requested at {authority}/{tenant}/oauth2/v2.0/token.

    .PARAMETER ConnectionUri
        An Exchange endpoint other than the cloud's, as for Connect-ExchangeOnline: https://host/powershell-liveid.

    .PARAMETER CertificateAuthorityPath
        A PEM file of root certificates to trust in addition to the system's, for a private authority or a proxy that inspects TLS.

    .PARAMETER Default
        Makes this the default app of the runspace: commands use it unless -App, -AppId or $PSDefaultParameterValues name another. Remove-Module clears it.

    .EXAMPLE
        $app = New-ExoMtApp -AppId $appId -CertificatePath ./app.pfx -CertificatePassword (Read-Host -AsSecureString)

        Reads a PFX file and prompts for its password.

    .EXAMPLE
        $app = New-ExoMtApp -AppId $appId -CertificateThumbprint 1168BAD5C2E2D6F8A1B3C4D5E6F708192A3B4C5D

        Uses a certificate of the Windows certificate store. Its key stays there.

    .EXAMPLE
        $app = New-ExoMtApp -AppId $appId -Assertion { Get-Content $env:AZURE_FEDERATED_TOKEN_FILE -Raw }

        Reads a fresh federated token from a file each time one is needed.

    .EXAMPLE
        $null = New-ExoMtApp -AppId $appId -ClientSecret $secret -Default

        Makes it the default app for all later commands in this session.

    .OUTPUTS
        ExoMt.App: AppId, Environment, Authority, ConnectionUri, CredentialType, CertificateSubject, CertificateThumbprint, CertificateNotAfter.

    .LINK
        Get-ExoMtToken
    #>
    [CmdletBinding(DefaultParameterSetName = 'CertificatePath')]
    [OutputType('ExoMt.App')]
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Creates an object in memory only.')]
    param(
        [Parameter(Mandatory)]
        [Alias('ClientId', 'ApplicationId')]
        [string] $AppId,

        [Parameter(Mandatory, ParameterSetName = 'ClientSecret')]
        [PSTypeName('System.Security.SecureString')]
        [object] $ClientSecret,

        [Parameter(Mandatory, ParameterSetName = 'Certificate')]
        [PSTypeName('System.Security.Cryptography.X509Certificates.X509Certificate2')]
        [object] $Certificate,

        [Parameter(Mandatory, ParameterSetName = 'CertificateThumbprint')]
        [Alias('Thumbprint')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $CertificateThumbprint,

        [Parameter(Mandatory, ParameterSetName = 'CertificatePath')]
        [Alias('CertificateFilePath')]
        [string] $CertificatePath,

        [Parameter(ParameterSetName = 'CertificatePath')]
        [string] $CertificateKeyPath,

        [Parameter(Mandatory, ParameterSetName = 'CertificateBase64')]
        [string] $CertificateBase64,

        [Parameter(ParameterSetName = 'CertificatePath')]
        [Parameter(ParameterSetName = 'CertificateBase64')]
        [PSTypeName('System.Security.SecureString')]
        [object] $CertificatePassword,

        [Parameter(Mandatory, ParameterSetName = 'Assertion')]
        [object] $Assertion,

        [Parameter(ParameterSetName = 'Certificate')]
        [Parameter(ParameterSetName = 'CertificateThumbprint')]
        [Parameter(ParameterSetName = 'CertificatePath')]
        [Parameter(ParameterSetName = 'CertificateBase64')]
        [switch] $SendCertificateChain,

        [Alias('ExchangeEnvironmentName')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Environment,

        [string] $Authority,

        [string] $ConnectionUri,

        [string] $CertificateAuthorityPath,

        [switch] $Default
    )

    Enter-ExoMtTokenProcess
    Set-CallerPreference -Cmdlet $PSCmdlet
    $entry = New-AppObject -Cmdlet $PSCmdlet -Bound $PSBoundParameters
    if ($Default) { $script:DefaultApp = $entry['App'] }
    $entry['App']
}
