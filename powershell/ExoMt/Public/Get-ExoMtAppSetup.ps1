function Get-ExoMtAppSetup {
    <#
    .SYNOPSIS
        Returns the commands that register the home app: certificate, multi-tenant registration, permission.

    .DESCRIPTION
        Returns steps with commands for Microsoft Graph PowerShell and for az (Azure CLI, in bash), with the right ids. Read them, then run them in your own tenant. They create a certificate (in the Windows certificate store, or with openssl elsewhere), register the app for all organizations with its Web redirect URI, list Exchange.ManageAsApp, and upload the public part of the certificate. The last step shows the app id and what comes next.

        With -AppId, the commands add what an existing app lacks and change nothing else.

        GraphPowerShell and AzureCli hold all steps as one script, which stops at the first failure, also when it is pasted. The command itself sends nothing.

    .PARAMETER DisplayName
        The name that customers see when they consent.

    .PARAMETER RedirectUri
        Where Entra sends consent responses, registered under Web. The default works with Wait-ExoMtConsent on every port of localhost. Any other redirect URI must begin with https://.

    .PARAMETER Environment
        The cloud of your own tenant and of the customers: Worldwide (default), GCCHigh or another name that New-ExoMtApp -Environment lists.

    .PARAMETER CertificateSubject
        The distinguished name in the certificate. The default is CN= and the display name.

    .PARAMETER CertificateYears
        How many years the certificate is valid.

    .PARAMETER CertificatePath
        An existing certificate, as .cer, .crt or PEM. The commands upload its public part instead of creating a certificate.

    .PARAMETER AppId
        The application (client) id of an existing app.

    .PARAMETER Resource
        Exchange or Compliance. It matters only in GCC High and DoD, where the documentation names another resource for Security & Compliance PowerShell.

    .EXAMPLE
        Get-ExoMtAppSetup | Select-Object -ExpandProperty GraphPowerShell | Set-Content setup.ps1

        Writes a script for Graph PowerShell. Read it before you run it.

    .EXAMPLE
        (Get-ExoMtAppSetup -AppId $appId -CertificatePath ./new.cer).AzureCli | Set-Content renew.sh

        Writes a bash script that adds a new certificate to an app, and keeps the old one.

    .OUTPUTS
        ExoMt.AppSetup: DisplayName, AppId, Environment, Resource, RedirectUri, Permissions, Certificate, Steps (Name, Purpose, GraphPowerShell, AzureCli), GraphPowerShell, AzureCli, Notes.

    .LINK
        New-ExoMtConsentUrl
    #>
    [CmdletBinding(DefaultParameterSetName = 'NewCertificate')]
    [OutputType('ExoMt.AppSetup')]
    param(
        [Parameter(Position = 0)]
        [Alias('Name')]
        [string] $DisplayName = 'ExoMt',

        [string] $RedirectUri = 'http://localhost',

        [Alias('ExchangeEnvironmentName')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Environment,

        [Parameter(ParameterSetName = 'NewCertificate')]
        [string] $CertificateSubject,

        [Parameter(ParameterSetName = 'NewCertificate')]
        [ValidateRange(1, 10)]
        [int] $CertificateYears = 1,

        [Parameter(Mandatory, ParameterSetName = 'CertificatePath')]
        [Alias('CertificateFilePath')]
        [string] $CertificatePath,

        [Alias('ClientId', 'ApplicationId')]
        [string] $AppId,

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Resource = 'Exchange'
    )

    begin { Enter-ExoMtProcess $PSCmdlet }

    process {
        $options = @{ displayName = $DisplayName; redirectUri = $RedirectUri; environment = $Environment; resource = $Resource; certificateYears = $CertificateYears }
        foreach ($name in 'appId', 'certificateSubject') {
            if ($PSBoundParameters.ContainsKey($name)) { $options[$name] = $PSBoundParameters[$name] }
        }
        $certificate = $null
        if ($PSCmdlet.ParameterSetName -eq 'CertificatePath') { $certificate = Read-ExoMtFile -Cmdlet $PSCmdlet -Path $CertificatePath -Parameter 'CertificatePath' }
        $setup = Invoke-NativeJson -Name exomt_setup_build -Arguments $options, $certificate
        if (Test-ExoMtFailure $setup) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $setup }
        ConvertTo-ExoMtObject -Type 'AppSetup' -Value $setup
    }
}
