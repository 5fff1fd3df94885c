function Get-ExoMtToken {
    <#
    .SYNOPSIS
        Gets an app-only token for one or many customer tenants and checks what it says.

    .DESCRIPTION
        Asks Microsoft Entra for a token in each tenant, looks at its claims, and gives one
        object for each tenant that worked. A tenant that fails is a non-terminating error whose
        id is ExoMt.<Code>, whose target is the tenant, and whose recommended action says how to
        mend it.

        The object shows tenant, end, roles and verdict. The token is in its property
        AccessToken, which no view, file, job or log shows: ask for it by name.

    .PARAMETER Organization
        The tenants: domains or tenant ids, or objects with a column Organization, TenantId,
        CustomerId, DefaultDomainName or Domain (the first that is filled), such as those of
        Import-Csv and Get-MgContract.

    .PARAMETER App
        The app, made by New-ExoMtApp.

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
        The cloud of the tenants: Worldwide (default), GCC, GCCHigh, DoD, China, or the name that Connect-ExchangeOnline uses, such as O365USGovGCCHigh.

    .PARAMETER Authority
        Another token authority, https://host[:port]: a private or a test one. Its tokens are asked for at {authority}/{tenant}/oauth2/v2.0/token.

    .PARAMETER CertificateAuthorityPath
        A PEM file of root certificates to trust beside the system's, for a private authority or a proxy that inspects TLS.

    .PARAMETER Resource
        What the token is for: Exchange (default), Compliance, Graph, or a scope such as
        https://vault.azure.net/.default.

    .PARAMETER AsSecureString
        Makes AccessToken a SecureString.

    .EXAMPLE
        $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -ErrorAction Stop
        Connect-ExchangeOnline -AccessToken $token.AccessToken -Organization contoso.onmicrosoft.com -ShowBanner:$false

        Gets a token and connects with it.

    .EXAMPLE
        Get-ExoMtToken -AppId $appId -CertificateThumbprint $thumbprint -Organization contoso.onmicrosoft.com

        The same in one line, with the parameter names of Connect-ExchangeOnline.

    .EXAMPLE
        Get-MgContract | Get-ExoMtToken -App $app | Where-Object Verdict -ne Ready

        Shows the customers of a partner that are not ready.

    .OUTPUTS
        ExoMt.Token: Organization, TenantId, AppId, Resource, ExpiresOn, Roles, DirectoryRoles,
        Verdict, Environment, ObjectId, TokenId, CorrelationId, and AccessToken.

    .LINK
        Test-ExoMtToken
    #>
    [CmdletBinding(DefaultParameterSetName = 'App')]
    [OutputType('ExoMt.Token')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
        [Alias('Tenant', 'TenantId', 'Domain', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName')]
        [AllowNull()]
        [AllowEmptyString()]
        [object[]] $Organization,

        [Parameter(Mandatory, ParameterSetName = 'App')]
        [psobject] $App,

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

        [Parameter(ParameterSetName = 'ClientSecret')]
        [Parameter(ParameterSetName = 'Certificate')]
        [Parameter(ParameterSetName = 'CertificateThumbprint')]
        [Parameter(ParameterSetName = 'CertificatePath')]
        [Parameter(ParameterSetName = 'CertificateBase64')]
        [Parameter(ParameterSetName = 'Assertion')]
        [string] $CertificateAuthorityPath,

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue -Parameter $args[1] -Word $args[2] } @args })]
        [string] $Resource = 'Exchange',

        [switch] $AsSecureString
    )

    begin {
        Enter-ExoMtProcess
        foreach ($preference in Get-CallerPreference -Cmdlet $PSCmdlet -Bound $PSBoundParameters) {
            Set-Variable -Name $preference.Name -Value $preference.Value
        }
        $made = $null
        if ($PSCmdlet.ParameterSetName -eq 'App') { $entry = Get-AppEntry -Cmdlet $PSCmdlet -App $App }
        else {
            $made = New-AppObject -Cmdlet $PSCmdlet -Bound $PSBoundParameters
            $entry = Get-AppEntry -Cmdlet $PSCmdlet -App $made.App
            foreach ($warning in $made.Warnings) { Write-Warning "$($warning.message) $($warning.fix)" }
        }
    }

    process {
        $tenants = [System.Collections.Generic.List[string]]::new()
        # A loop would pass over a null, which comes from a property that is not there.
        $items = @(if ($null -eq $Organization) { , $null } else { $Organization })
        foreach ($item in $items) {
            $name = Get-OrganizationName -InputItem $item
            if (Test-ExoMtFailure $name) { $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $name -TargetObject $item)) }
            else { $tenants.Add($name) }
        }
        if ($tenants.Count -eq 0) { return }

        # An operation begins and ends within this block, so that every way of stopping
        # unwinds through its finally: 5.1 and 7.2 run neither end nor clean after a stop.
        $operation = [uint64]0
        try {
            $operation = Start-TokenOperation -Cmdlet $PSCmdlet -AppHandle $entry.Handle -Tenants $tenants -Resource $Resource
            while ($next = Wait-OperationEvent -Cmdlet $PSCmdlet -Operation $operation) {
                $description = $next.Description
                switch ($description.kind) {
                    'sign' { Invoke-SignRequest -Operation $operation -Description $description -Message $next.Payload -Certificate $entry.Certificate }
                    'assertion' { Invoke-AssertionRequest -Operation $operation -Description $description -Provider $entry.Assertion }
                    'error' { $PSCmdlet.WriteError((New-ExoMtErrorRecord -Failure $description.error -TargetObject $description.organization)) }
                    'token' {
                        $secret = ConvertTo-SecureText -Bytes $next.Payload
                        Write-Verbose ('{0}: token for {1} until {2:u}, verdict {3}, correlation id {4}' -f $description.organization, $description.resource, $description.expiresOn, $description.verdict, $description.correlationId)
                        if ($description.verdict -eq 'NotReady') { Write-NotReadyWarning -Description $description }
                        New-TokenObject -Description $description -Secret $secret -Environment $entry.Environment -AsSecureString $AsSecureString.IsPresent
                    }
                }
            }
        }
        finally {
            if ($operation -ne 0) {
                $null = $script:Native::exomt_operation_free($operation)
                $script:OwnOperations.Remove($operation)
            }
        }
    }

    end {
        # After a stop this does not run: the app is then freed once its object is gone.
        if ($made) { Remove-AppObject -App $made.App }
    }
}
