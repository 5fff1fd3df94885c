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

        Tokens are kept in this process and used again until shortly before their end; those of
        a tenant that is not ready for a minute at most. Throttling and faults that pass are
        waited for and tried again; -Verbose tells of each wait.

    .PARAMETER Organization
        The tenants: domains or tenant ids, or objects with a column Organization, TenantId,
        CustomerId, DefaultDomainName or Domain (the first that is filled), such as those of
        Import-Csv and Get-MgContract.

    .PARAMETER App
        The app, from New-ExoMtApp. Not needed after New-ExoMtApp -Default.

    .PARAMETER AppId
        The application (client) id of your multi-tenant app.

    .PARAMETER CertificateThumbprint
        The SHA-1 thumbprint of a certificate in CurrentUser\My or, failing that, LocalMachine\My. Spaces, colons and invisible characters are ignored.

    .PARAMETER CertificatePath
        A PFX or PEM file with the certificate and its private key. A relative path starts at the PowerShell location.

    .PARAMETER CertificatePassword
        The password of the PFX file or of the encrypted private key, as SecureString.

    .PARAMETER Certificate
        A certificate with its private key. The key never leaves its provider, so non-exportable keys, smart cards and HSMs work. It signs with PS256, or with RS256 if it doesn't support PSS.

    .PARAMETER Environment
        The cloud of the tenants: Worldwide (default), GCC, GCCHigh, DoD, China, Bleu, Delos, GovSG, or the name that Connect-ExchangeOnline uses, such as O365USGovGCCHigh.

    .PARAMETER Authority
        Another token authority, https://host[:port]: a private or a test one. Tokens are requested at {authority}/{tenant}/oauth2/v2.0/token.

    .PARAMETER CertificateAuthorityPath
        A PEM file of root certificates to trust in addition to the system's, for a private authority or a proxy that inspects TLS.

    .PARAMETER Resource
        What the token is for: Exchange (default), Compliance, Graph, or a scope such as
        https://vault.azure.net/.default.

    .PARAMETER ThrottleLimit
        How many requests are in flight at once: 32 unless said otherwise, at most 512.

    .PARAMETER Ordered
        Gives the tokens in the order of the input. One slow tenant then holds up those behind it.

    .PARAMETER ForceRefresh
        Asks for new tokens, whatever the cache has: after a consent or a role assignment, which
        a token does not learn of later.

    .PARAMETER TimeoutSec
        How long each tenant may take, with all its attempts and waits: 120 unless said otherwise.

    .PARAMETER TotalTimeoutSec
        How long all tenants may take together; 0 is as long as they need.

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

    .EXAMPLE
        Get-Content tenants.txt | Get-ExoMtToken -App $app -ThrottleLimit 64 -ErrorVariable failed

        Asks for the tokens of many tenants at once, and keeps the errors of those that failed.

    .OUTPUTS
        ExoMt.Token: Organization, TenantId, AppId, Resource, ExpiresOn, Roles, DirectoryRoles,
        Verdict, Environment, ObjectId, TokenId, CorrelationId, FromCache, Attempts, Waited
        (TimeSpan), and AccessToken.

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

        [Parameter(ParameterSetName = 'App')]
        [psobject] $App,

        [Parameter(Mandatory, ParameterSetName = 'CertificateThumbprint')]
        [Parameter(Mandatory, ParameterSetName = 'CertificatePath')]
        [Parameter(Mandatory, ParameterSetName = 'Certificate')]
        [Alias('ClientId', 'ApplicationId')]
        [string] $AppId,

        [Parameter(Mandatory, ParameterSetName = 'CertificateThumbprint')]
        [Alias('Thumbprint')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue -Parameter $args[1] -Word $args[2] } @args })]
        [string] $CertificateThumbprint,

        [Parameter(Mandatory, ParameterSetName = 'CertificatePath')]
        [Alias('CertificateFilePath')]
        [string] $CertificatePath,

        [Parameter(ParameterSetName = 'CertificatePath')]
        [PSTypeName('System.Security.SecureString')]
        [object] $CertificatePassword,

        [Parameter(Mandatory, ParameterSetName = 'Certificate')]
        [PSTypeName('System.Security.Cryptography.X509Certificates.X509Certificate2')]
        [object] $Certificate,

        [Alias('ExchangeEnvironmentName')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue -Parameter $args[1] -Word $args[2] } @args })]
        [string] $Environment,

        [string] $Authority,

        [string] $CertificateAuthorityPath,

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue -Parameter $args[1] -Word $args[2] } @args })]
        [string] $Resource = 'Exchange',

        [ValidateRange(1, 512)]
        [int] $ThrottleLimit = 32,

        [switch] $Ordered,

        [switch] $ForceRefresh,

        [ValidateRange(1, 86400)]
        [int] $TimeoutSec = 120,

        [ValidateRange(0, 604800)]
        [int] $TotalTimeoutSec = 0,

        [switch] $AsSecureString
    )

    begin {
        Enter-ExoMtTokenProcess
        foreach ($preference in Get-CallerPreference -Cmdlet $PSCmdlet -Bound $PSBoundParameters) {
            Set-Variable -Name $preference['Name'] -Value $preference['Value']
        }
        if ($script:OwnOperations.Count -ne 0) { Clear-DeadOperation }
        $entry = Resolve-App -Cmdlet $PSCmdlet -Bound $PSBoundParameters
        $run = New-OperationRun -Activity 'Getting tokens' -Resource $Resource -ThrottleLimit $ThrottleLimit -TimeoutSec $TimeoutSec
        $run['App'] = $entry
        $run['Ordered'] = $Ordered
        $run['ForceRefresh'] = $ForceRefresh
        $run['TotalTimeoutSec'] = $TotalTimeoutSec
        $run['Origin'] = @{ AsSecureString = [bool]$AsSecureString; Endpoint = $entry['Endpoint'] }
        # Before the first operation there is nothing in a cache, but for one more call to compile.
        $run['FromCache'] = $script:HasAsked -and -not $ForceRefresh -and -not $Ordered
        $resourceBytes = $run['Resource']
        $outstanding, $failure, $most = $run['Outstanding'], $run['Failure'], $run['Most']
        $look = 0
    }

    process {
        # Whatever ends this block early ends the operation: its consumer has enough or has
        # failed, or somebody pressed Ctrl+C. A stop between two blocks is the lease's.
        $whole = $false
        try {
            # A loop would pass over a null, which comes from a property that is not there.
            if ($null -eq $Organization) { $Organization = , $null }
            foreach ($item in $Organization) {
                if ($item -isnot [string]) {
                    $name = Get-OrganizationName -InputItem $item
                    # An object without one is an error of the slow way.
                    if ($name -is [string]) { $item = $name }
                }
                # A call of a function costs more than a native one. What comes slowly, or after
                # a few milliseconds, gets a look at what is there: in the cache for itself, and
                # of results. Of what comes between, the operation looks into the cache.
                if ($item -isnot [string] -or $run['Watch'].ElapsedMilliseconds -ge $look) {
                    Add-OperationTenant -Cmdlet $PSCmdlet -Run $run -InputItem $item
                    $look = $run['Watch'].ElapsedMilliseconds + 5
                    continue
                }
                if ($run['Operation'] -eq 0) { $run['Operation'] = Start-TokenOperation -Cmdlet $PSCmdlet -Run $run }
                $run['Total']++
                $tenant = [System.Text.Encoding]::UTF8.GetBytes($item)
                $status = $script:Native::exomt_operation_add($run['Operation'], $tenant, $tenant.Length, $resourceBytes, $resourceBytes.Length, $outstanding, $failure)
                if ($status -ne 0) { Assert-NativeStatus -Cmdlet $PSCmdlet -Status $status -ErrorBuffer $failure[0] }
                # Input that comes faster than tokens waits here, so that it takes no memory.
                if ($run['Total'] - $run['Done'] -ge $most) { Receive-TokenEvent -Cmdlet $PSCmdlet -Run $run -Until ($most / 2) }
            }
            $whole = $true
        }
        finally { if (-not $whole) { Stop-TokenOperation -Run $run } }
    }

    end {
        try { Complete-Operation -Cmdlet $PSCmdlet -Run $run }
        finally {
            Stop-TokenOperation -Run $run
            # After a stop this may not run: the app is then freed once its object is gone.
            if ($entry['IsTemporary']) { Remove-AppObject -Entry $entry }
        }
    }
}
