function Get-ExoMtToken {
    <#
    .SYNOPSIS
        Acquires app-only tokens for one or more customer tenants, and checks their claims.

    .DESCRIPTION
        Requests a token from Microsoft Entra in each tenant, checks its claims, and returns one object for each tenant that succeeded. For a tenant that fails, it writes a non-terminating error: the id is ExoMt.<Code>, the target is the tenant, and the recommended action is the fix.

        The object shows the tenant, expiry, roles and verdict. The token itself is in the property AccessToken. No view, file, job or log shows that property, so read it by name.

        Tokens are cached in this process and reused until shortly before they expire. The token of a tenant that isn't ready is reused for a minute at most. After throttling or a transient fault, a request is retried; -Verbose reports each wait.

    .PARAMETER Organization
        The tenants: domains or tenant ids, or objects with a property Organization, TenantId, CustomerId, DefaultDomainName or Domain (the first one with a value), such as the output of Import-Csv or Get-MgContract.

    .PARAMETER App
        The app, from New-ExoMtApp. Not needed after New-ExoMtApp -Default.

    .PARAMETER AppId
        The application (client) id of your multi-tenant app.

    .PARAMETER CertificateThumbprint
        The SHA-1 thumbprint of a certificate in CurrentUser\My or, failing that, LocalMachine\My. Spaces, colons and invisible characters are ignored.

    .PARAMETER CertificatePath
        A PFX or PEM file with the certificate and its private key. A relative path is resolved against the PowerShell location.

    .PARAMETER CertificatePassword
        The password of the PFX file or of the encrypted private key, as SecureString.

    .PARAMETER Certificate
        A certificate with its private key. The key never leaves its provider, so non-exportable keys, smart cards and HSMs work. It signs with PS256, or with RS256 if it doesn't support PSS.

    .PARAMETER Environment
        The cloud of the tenants: Worldwide (default), GCCHigh or another name that New-ExoMtApp -Environment lists.

    .PARAMETER Authority
        A private or test authority to use instead of the cloud's, as https://host[:port]. Tokens are requested at {authority}/{tenant}/oauth2/v2.0/token.

    .PARAMETER CertificateAuthorityPath
        A PEM file of root certificates to trust in addition to the system's, for a private authority or a proxy that inspects TLS.

    .PARAMETER Resource
        What the token is for: Exchange (default), Compliance, Graph, or a scope such as https://vault.azure.net/.default.

    .PARAMETER ThrottleLimit
        How many tenants are in progress at once: 32 by default, 512 at most.

    .PARAMETER Ordered
        Returns results in the order of the input. A slow tenant then delays the results after it.

    .PARAMETER ForceRefresh
        Requests a new token even if the cache has one. Use it after a consent or a role assignment, which older tokens don't contain.

    .PARAMETER TimeoutSec
        The time limit for each tenant in seconds, including all attempts and waits: 120 by default.

    .PARAMETER TotalTimeoutSec
        The time limit for all tenants together in seconds. 0 (default) means no limit.

    .PARAMETER AsSecureString
        Returns AccessToken as a SecureString.

    .EXAMPLE
        $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -ErrorAction Stop
        Connect-ExchangeOnline -AccessToken $token.AccessToken -Organization contoso.onmicrosoft.com -ShowBanner:$false

        Acquires a token and connects with it.

    .EXAMPLE
        Get-ExoMtToken -AppId $appId -CertificateThumbprint $thumbprint -Organization contoso.onmicrosoft.com

        Acquires a token in one line, with the parameter names of Connect-ExchangeOnline.

    .EXAMPLE
        Get-MgContract | Get-ExoMtToken | Where-Object Verdict -ne Ready

        Shows the customers of a partner that aren't ready, with the default app.

    .EXAMPLE
        Get-Content tenants.txt | Get-ExoMtToken -App $app -ThrottleLimit 64 -ErrorVariable failed

        Requests the tokens of many tenants at once, and keeps the errors of those that failed.

    .OUTPUTS
        ExoMt.Token: Organization, TenantId, AppId, Resource, ExpiresOn, Roles, DirectoryRoles, Verdict, Environment, ObjectId, TokenId, CorrelationId, FromCache, Attempts, Waited (TimeSpan), and AccessToken.

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
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
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
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Environment,

        [string] $Authority,

        [string] $CertificateAuthorityPath,

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
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
        Set-CallerPreference -Cmdlet $PSCmdlet
        $entry = Resolve-App -Cmdlet $PSCmdlet -Bound $PSBoundParameters
        $run = New-OperationRun -Activity 'Getting tokens' -Resource $Resource -ThrottleLimit $ThrottleLimit -TimeoutSec $TimeoutSec
        $run['App'] = $entry
        $run['Ordered'] = $Ordered
        $run['ForceRefresh'] = $ForceRefresh
        $run['TotalTimeoutSec'] = $TotalTimeoutSec
        $run['Origin'] = @{ AsSecureString = [bool]$AsSecureString; Endpoint = $entry['Endpoint'] }
        # Before the first operation the cache is empty, so a lookup would only cost compile time.
        $run['FromCache'] = $script:HasAsked -and -not $ForceRefresh -and -not $Ordered
        $resourceBytes = $run['Resource']
        $outstanding, $failure, $most = $run['Outstanding'], $run['Failure'], $run['Most']
        $nextCheck = 0
    }

    process {
        # If a consumer, an error or Ctrl+C stops this block early, the finally block cancels the
        # operation. If the pipeline stops between two blocks, the lease timer cancels it.
        $isComplete = $false
        try {
            # foreach skips null, but an empty property of an object arrives as null.
            if ($null -eq $Organization) { $Organization = , $null }
            foreach ($item in $Organization) {
                if ($item -isnot [string]) {
                    $name = Get-OrganizationName -InputItem $item
                    # Add-OperationTenant writes the error for an object without a name.
                    if ($name -is [string]) { $item = $name }
                }
                # A function call costs more than a native call, so only one item every few
                # milliseconds calls Add-OperationTenant, which checks the cache and writes results.
                # For the other items, the operation checks the cache.
                if ($item -isnot [string] -or $run['Watch'].ElapsedMilliseconds -ge $nextCheck) {
                    Add-OperationTenant -Cmdlet $PSCmdlet -Run $run -InputItem (, $item)
                    $nextCheck = $run['Watch'].ElapsedMilliseconds + 5
                    continue
                }
                if ($run['Operation'] -eq 0) { $run['Operation'] = Start-TokenOperation -Cmdlet $PSCmdlet -Run $run }
                $run['Total']++
                $tenant = [System.Text.Encoding]::UTF8.GetBytes($item)
                $status = $script:Native::exomt_operation_add($run['Operation'], $tenant, $tenant.Length, $resourceBytes, $resourceBytes.Length, $outstanding, $failure)
                if ($status -ne 0) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure (Get-NativeFailure -Status $status -ErrorBuffer $failure[0]) }
                # Waits if input arrives faster than tokens, so that the operation stays small.
                if ($run['Total'] - $run['Done'] -ge $most) { Receive-TokenEvent -Cmdlet $PSCmdlet -Run $run -Until ($most / 2) }
            }
            $isComplete = $true
        }
        finally { if (-not $isComplete) { Stop-TokenOperation -Run $run } }
    }

    end {
        try { Complete-Operation -Cmdlet $PSCmdlet -Run $run }
        finally {
            # This may not run if the pipeline stops. Then the app is freed after its object was
            # garbage-collected.
            if ($entry['IsTemporary']) { Remove-AppObject -Entry $entry }
        }
    }
}
