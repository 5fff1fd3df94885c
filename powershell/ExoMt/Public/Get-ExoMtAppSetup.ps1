function Get-ExoMtAppSetup {
    <#
    .SYNOPSIS
        Gives the commands that register the home app: certificate, multi-tenant registration, permission.

    .DESCRIPTION
        Gives steps with commands of Microsoft Graph PowerShell and of az (Azure CLI, for bash),
        filled with the right ids, to be read and then run by yourself in your own tenant. They
        make a certificate (in the Windows store, or with openssl elsewhere), register the app
        for all organizations with its Web redirect, list Exchange.ManageAsApp, and upload the
        public part of the certificate. The last step shows the app id and what comes next.

        With -AppId the commands add what an app that exists lacks; what it has stays.

        GraphPowerShell and AzureCli hold all steps as one script, which stops at the first
        failure, also when it is pasted. Nothing is sent by this command itself.

    .PARAMETER DisplayName
        The name that customers see when they consent.

    .PARAMETER RedirectUri
        Where consents return to, registered under Web. The default serves Wait-ExoMtConsent at
        every port of localhost; otherwise it has to begin with https://.

    .PARAMETER Environment
        The cloud of your own tenant and of the customers: Worldwide (default), GCC, GCCHigh, DoD, China, Bleu, Delos, GovSG, or the name that Connect-ExchangeOnline uses, such as O365USGovGCCHigh.

    .PARAMETER CertificateSubject
        The distinguished name in the certificate; by default CN= and the display name.

    .PARAMETER CertificateYears
        How many years the certificate is good for.

    .PARAMETER CertificatePath
        A certificate that exists, as .cer, .crt or PEM: its public part is put into the
        commands in place of those that make one.

    .PARAMETER AppId
        The application (client) id of an app that exists.

    .PARAMETER Resource
        Exchange or Compliance. It makes a difference in GCC High and DoD only, where
        documentation names another resource for Security & Compliance PowerShell.

    .EXAMPLE
        Get-ExoMtAppSetup -DisplayName 'Contoso Exchange Automation'

        Shows the steps and notes.

    .EXAMPLE
        Get-ExoMtAppSetup | Select-Object -ExpandProperty GraphPowerShell | Set-Content setup.ps1

        Writes a script for Graph PowerShell, to be read before it is run.

    .EXAMPLE
        (Get-ExoMtAppSetup -AppId $appId -CertificatePath ./new.cer).AzureCli | Set-Content renew.sh

        Writes a bash script that adds a new certificate to an app, beside the old one.

    .OUTPUTS
        ExoMt.AppSetup: DisplayName, AppId, Environment, Resource, RedirectUri, Permissions,
        Certificate, Steps (Name, Purpose, GraphPowerShell, AzureCli), GraphPowerShell, AzureCli, Notes.

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

    begin {
        Enter-ExoMtProcess $PSCmdlet
    }

    process {
        $setup = Resolve-AppSetup -Cmdlet $PSCmdlet -Bound $PSBoundParameters -DisplayName $DisplayName -RedirectUri $RedirectUri -Resource $Resource -CertificateYears $CertificateYears
        if (Test-ExoMtFailure $setup) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $setup }
        $values = Get-SetupValue -Setup $setup
        $steps = @(
            if ($null -eq $setup.Certificate) { Get-SetupCertificateStep -Values $values } else { Get-SetupPublicCertificateStep -Values $values -Certificate $setup.Certificate }
            Get-SetupSignInStep -Values $values
            if ($setup.AppId) { Get-SetupCompletionStep -Values $values } else { Get-SetupRegistrationStep -Values $values }
            Get-SetupResultStep -Values $values
        )
        [pscustomobject]@{
            PSTypeName      = 'ExoMt.AppSetup'
            DisplayName     = $setup.DisplayName
            AppId           = if ($setup.AppId) { $setup.AppId }
            Environment     = $setup.Cloud.name
            Resource        = $setup.Resource
            RedirectUri     = $setup.RedirectUri
            Permissions     = @($setup.Permissions)
            Certificate     = $setup.Subject.Name
            Steps           = $steps
            GraphPowerShell = Join-SetupStep -Steps $steps -Kind 'GraphPowerShell'
            AzureCli        = if ($values.shCloud) { Join-SetupStep -Steps $steps -Kind 'AzureCli' } else { '' }
            Notes           = [string[]]@(Get-SetupNote -Setup $setup)
        }
    }
}
