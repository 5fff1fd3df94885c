function New-ExoMtApp {
    <#
    .SYNOPSIS
        Describes your multi-tenant app once: its id, how it proves itself, and its cloud.

    .DESCRIPTION
        Gives an object that Get-ExoMtToken takes as -App for any number of customer tenants.
        Nothing is sent. What can be right for no tenant fails here: a key file that can not be
        read, a wrong password, a certificate past its end, an authority that is no https URL.

        The object shows the certificate's subject, SHA-1 thumbprint and end; it holds no key
        and no secret, and lives in this process only.

    .PARAMETER AppId
        The application (client) id of your multi-tenant app.

    .PARAMETER ClientSecret
        A client secret, as SecureString.

    .PARAMETER Certificate
        A certificate with its private key. The key never leaves its provider: keys that can not be exported, smart cards and HSMs work. The client assertion is signed with PS256, or RS256 if the key can not do PSS.

    .PARAMETER CertificateThumbprint
        The SHA-1 thumbprint of a certificate in CurrentUser\My or, after that, LocalMachine\My. Spaces, colons and invisible characters are ignored.

    .PARAMETER CertificatePath
        A PFX or PEM file. A relative path starts at the PowerShell location.

    .PARAMETER CertificateKeyPath
        The PEM file of the private key, when -CertificatePath has only the certificate.

    .PARAMETER CertificateBase64
        A PFX file as base64 text, as it is kept in a CI variable.

    .PARAMETER CertificatePassword
        The password of the PFX or of the encrypted private key, as SecureString.

    .PARAMETER Assertion
        An assertion of another identity provider (workload identity federation, managed identity): its text, or a script block that gives it. The script block gets an object with Organization and Audience, and runs each time a token is asked for.

    .PARAMETER SendCertificateChain
        Send the certificate with the assertion (x5c), for apps that trust a subject name and issuer.

    .PARAMETER Environment
        The cloud of the tenants: Worldwide (default), GCC, GCCHigh, DoD, China, Bleu, Delos, GovSG, or the name that Connect-ExchangeOnline uses, such as O365USGovGCCHigh.

    .PARAMETER Authority
        Another token authority, https://host[:port]: a private or a test one. Its tokens are asked for at {authority}/{tenant}/oauth2/v2.0/token.

    .PARAMETER ConnectionUri
        Another Exchange endpoint than the cloud's, as for Connect-ExchangeOnline: https://host/powershell-liveid. Test-ExoMtTenant -Probe asks its host, and Connect-ExoMtTenant hands it on.

    .PARAMETER CertificateAuthorityPath
        A PEM file of root certificates to trust beside the system's, for a private authority or a proxy that inspects TLS.

    .EXAMPLE
        $app = New-ExoMtApp -AppId $appId -CertificatePath ./app.pfx -CertificatePassword (Read-Host -AsSecureString)

        Reads a PFX file; the password is asked for and never shown.

    .EXAMPLE
        $app = New-ExoMtApp -AppId $appId -CertificateThumbprint 1168BAD5C2E2D6F8A1B3C4D5E6F708192A3B4C5D

        Uses a certificate of the Windows certificate store; its key stays there.

    .EXAMPLE
        $app = New-ExoMtApp -AppId $appId -Assertion { Get-Content $env:AZURE_FEDERATED_TOKEN_FILE -Raw }

        Reads a fresh federated token from a file each time one is needed.

    .EXAMPLE
        $PSDefaultParameterValues['*-ExoMt*:App'] = New-ExoMtApp -AppId $appId -ClientSecret $secret

        Makes it the app of every following command.

    .OUTPUTS
        ExoMt.App: AppId, Environment, Authority, ConnectionUri, CredentialType,
        CertificateSubject, CertificateThumbprint, CertificateNotAfter.

    .LINK
        Get-ExoMtToken
    #>
    [CmdletBinding(DefaultParameterSetName = 'CertificatePath')]
    [OutputType('ExoMt.App')]
    [System.Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'It makes an object in memory only.')]
    param(
        [Parameter(Mandatory, ParameterSetName = 'ClientSecret')]
        [Parameter(Mandatory, ParameterSetName = 'Certificate')]
        [Parameter(Mandatory, ParameterSetName = 'CertificateThumbprint')]
        [Parameter(Mandatory, ParameterSetName = 'CertificatePath')]
        [Parameter(Mandatory, ParameterSetName = 'CertificateBase64')]
        [Parameter(Mandatory, ParameterSetName = 'Assertion')]
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
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue -Parameter $args[1] -Word $args[2] } @args })]
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

        [Parameter(ParameterSetName = 'ClientSecret')]
        [Parameter(ParameterSetName = 'Certificate')]
        [Parameter(ParameterSetName = 'CertificateThumbprint')]
        [Parameter(ParameterSetName = 'CertificatePath')]
        [Parameter(ParameterSetName = 'CertificateBase64')]
        [Parameter(ParameterSetName = 'Assertion')]
        [Alias('ExchangeEnvironmentName')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue -Parameter $args[1] -Word $args[2] } @args })]
        [string] $Environment,

        [Parameter(ParameterSetName = 'ClientSecret')]
        [Parameter(ParameterSetName = 'Certificate')]
        [Parameter(ParameterSetName = 'CertificateThumbprint')]
        [Parameter(ParameterSetName = 'CertificatePath')]
        [Parameter(ParameterSetName = 'CertificateBase64')]
        [Parameter(ParameterSetName = 'Assertion')]
        [string] $Authority,

        [string] $ConnectionUri,

        [Parameter(ParameterSetName = 'ClientSecret')]
        [Parameter(ParameterSetName = 'Certificate')]
        [Parameter(ParameterSetName = 'CertificateThumbprint')]
        [Parameter(ParameterSetName = 'CertificatePath')]
        [Parameter(ParameterSetName = 'CertificateBase64')]
        [Parameter(ParameterSetName = 'Assertion')]
        [string] $CertificateAuthorityPath
    )

    Enter-ExoMtTokenProcess
    foreach ($preference in Get-CallerPreference -Cmdlet $PSCmdlet -Bound $PSBoundParameters) {
        Set-Variable -Name $preference['Name'] -Value $preference['Value']
    }
    $made = New-AppObject -Cmdlet $PSCmdlet -Bound $PSBoundParameters
    foreach ($warning in $made['Warnings']) { Write-Warning "$($warning.message) $($warning.fix)" }
    $made['App']
}
