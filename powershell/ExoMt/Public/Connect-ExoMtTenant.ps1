function Connect-ExoMtTenant {
    <#
    .SYNOPSIS
        Acquires and checks a token, and connects to Exchange Online in a customer tenant with it.

    .DESCRIPTION
        Acquires a token, checks it, and passes it to Connect-ExchangeOnline of the module ExchangeOnlineManagement, with the tenant's cloud and initial domain. Your session then has the same cmdlets as after Connect-ExchangeOnline.

        Before anything else, the command closes the Exchange Online connections of this session that have no prefix, and detaches Get-EXO*, which never have one. So a script that continues after a failed connect can't change the previous tenant. -KeepConnections leaves connections open, -WhatIf closes none, and a connection with a -Prefix stays open. If PowerShell can't bind the parameters, for example because of two credentials, the command doesn't run and closes nothing: set $ErrorActionPreference = 'Stop', or use try.

        If the tenant isn't ready, the command stops before it connects, with an error that says what is missing, how to fix it and who can fix it. The error id is ExoMt.NotReady and its target is the tenant. If the connection fails anyway, you get the error of Connect-ExchangeOnline, with the fix as recommended action.

        Also accepts the parameters of the installed Connect-ExchangeOnline, such as -Prefix, -CommandName, -PageSize and -ShowBanner (off by default here), except those for the credential and the endpoint. ExchangeOnlineManagement has to be installed: 3.1.0 or later, or 3.8.0 or later for -Resource Compliance.

        One call connects one tenant. To work in several at once, specify a -Prefix for each. Get-EXO* cmdlets always use the tenant that was connected last.

        The module can't renew the token: after it expires (ExpiresOn of -PassThru) the cmdlets fail until you connect again.

    .PARAMETER Organization
        The tenant: its initial domain, such as contoso.onmicrosoft.com. With another domain or the tenant id, writes fail, so the command first finds the initial domain in Exchange Online. A row with a column Organization, TenantId, CustomerId, DefaultDomainName or Domain works too.

    .PARAMETER Token
        A token from Get-ExoMtToken, which also names the tenant.

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

    .PARAMETER ConnectionUri
        An Exchange endpoint other than the cloud's, as for Connect-ExchangeOnline: https://host/powershell-liveid.

    .PARAMETER Resource
        Exchange (default), or Compliance for Security & Compliance PowerShell through Connect-IPPSSession, on Windows only.

    .PARAMETER Force
        Connects with a warning even if the token is not ready or the name is not the initial domain. If the connection fails, you get the error of Exchange Online.

    .PARAMETER ForceRefresh
        Requests a new token even if the cache has one. Use it after a consent or a role assignment, which older tokens don't contain.

    .PARAMETER KeepConnections
        Leaves the open connections as they are. After a failed connect, cmdlets without a prefix then still change the previous tenant.

    .PARAMETER TimeoutSec
        The time limit for the token in seconds, including all attempts and waits: 120 by default.

    .PARAMETER PassThru
        Returns an object with the tenant, the connection id and the token's expiry.

    .EXAMPLE
        Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com
        Get-Mailbox -ResultSize 10

        Connects to one customer and works there.

    .EXAMPLE
        $connection = Connect-ExoMtTenant -App $app -Organization contoso.com -CommandName Get-Mailbox, Set-Mailbox -PassThru

        Finds the initial domain first, and imports two cmdlets only, which is faster.

    .EXAMPLE
        foreach ($tenant in Get-Content tenants.txt) {
            try { Connect-ExoMtTenant -App $app -Organization $tenant } catch { $_; continue }
            Set-OrganizationConfig -AuditDisabled $false
            Disconnect-ExchangeOnline -Confirm:$false
        }

        Works through many tenants. One that can't be connected is reported and skipped.

    .EXAMPLE
        Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com | Connect-ExoMtTenant -Prefix Contoso

        Connects with a token; the cmdlets get a prefix, such as Get-ContosoMailbox.

    .EXAMPLE
        Connect-ExoMtTenant -AppId $appId -CertificateThumbprint $thumbprint -Organization contoso.onmicrosoft.com

        Connects with the parameters of Connect-ExchangeOnline, after the checks.

    .OUTPUTS
        ExoMt.Connection: Organization, TenantId, AppId, Environment, Resource, Prefix, ConnectionId, ExpiresOn, Verdict, ModuleVersion; only with -PassThru.

    .LINK
        Get-ExoMtToken

    .LINK
        Test-ExoMtTenant
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Low', DefaultParameterSetName = 'App')]
    [OutputType('ExoMt.Connection')]
    param(
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'App')]
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'CertificateThumbprint')]
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'CertificatePath')]
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'Certificate')]
        [Parameter(Position = 0, ParameterSetName = 'Token')]
        [Alias('Tenant', 'TenantId', 'Domain', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName')]
        [AllowNull()]
        [AllowEmptyString()]
        [object] $Organization,

        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'Token')]
        [AllowNull()]
        [psobject] $Token,

        [Parameter(ParameterSetName = 'App')]
        [Parameter(ParameterSetName = 'Token')]
        [psobject] $App,

        [Parameter(Mandatory, ParameterSetName = 'CertificateThumbprint')]
        [Parameter(Mandatory, ParameterSetName = 'CertificatePath')]
        [Parameter(Mandatory, ParameterSetName = 'Certificate')]
        [AllowNull()]
        [AllowEmptyString()]
        [Alias('ClientId', 'ApplicationId')]
        [string] $AppId,

        [Parameter(Mandatory, ParameterSetName = 'CertificateThumbprint')]
        [AllowNull()]
        [AllowEmptyString()]
        [Alias('Thumbprint')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $CertificateThumbprint,

        [Parameter(Mandatory, ParameterSetName = 'CertificatePath')]
        [AllowNull()]
        [AllowEmptyString()]
        [Alias('CertificateFilePath')]
        [string] $CertificatePath,

        [Parameter(ParameterSetName = 'CertificatePath')]
        [PSTypeName('System.Security.SecureString')]
        [object] $CertificatePassword,

        [Parameter(Mandatory, ParameterSetName = 'Certificate')]
        [AllowNull()]
        [PSTypeName('System.Security.Cryptography.X509Certificates.X509Certificate2')]
        [object] $Certificate,

        [Alias('ExchangeEnvironmentName')]
        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Environment,

        [string] $Authority,

        [string] $CertificateAuthorityPath,

        [Parameter(ParameterSetName = 'CertificateThumbprint')]
        [Parameter(ParameterSetName = 'CertificatePath')]
        [Parameter(ParameterSetName = 'Certificate')]
        [string] $ConnectionUri,

        [ArgumentCompleter({ & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-CompletionValue $args } @args })]
        [string] $Resource = 'Exchange',

        [switch] $Force,

        [switch] $ForceRefresh,

        [switch] $KeepConnections,

        [int] $TimeoutSec = 120,

        [switch] $PassThru
    )

    dynamicparam {
        Enter-ExoMtProcess
        # A script without error handling continues after any error, so this closes the old
        # connections before one can occur: PowerShell has not yet rejected an argument, and no
        # earlier command of the pipeline has failed. Completion, Get-Command and Get-Help also
        # run this block, but outside a pipeline. With -WhatIf or -Confirm, begin closes them.
        $caller = $PSCmdlet.SessionState.PSVariable
        $asksFirst = $PSBoundParameters.ContainsKey('WhatIf') -or $PSBoundParameters.ContainsKey('Confirm') -or $caller.GetValue('WhatIfPreference') -or $caller.GetValue('ConfirmPreference') -eq 'Low'
        if ($PSCmdlet.MyInvocation.PipelineLength -gt 0 -and -not $asksFirst -and -not $PSBoundParameters['KeepConnections']) { $null = Close-ExchangeConnection }
        # Without the module there are no parameters to add. The end block reports that it is
        # missing.
        $command = Get-ConnectCommand -Resource $PSBoundParameters['Resource']
        if (-not (Test-ExoMtFailure $command)) { Get-PassThroughParameter -Command $command }
    }

    begin {
        Enter-ExoMtProcess $PSCmdlet
        $given = [System.Collections.Generic.List[object]]::new()
        $isDeclined = $false
        if (-not $KeepConnections) {
            if ($PSCmdlet.ShouldProcess('Exchange Online connections without a prefix', 'Close')) {
                $failure = Close-ExchangeConnection
                if ($failure) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $failure -TargetObject $Organization }
            }
            else { $isDeclined = -not $WhatIfPreference }
        }
    }

    process { if ($PSBoundParameters.ContainsKey('Token')) { $given.Add($Token) } }

    end {
        if ($isDeclined) { return }
        $isTried = $isConnected = $false
        $entry = $bytes = $null
        $set = $PSCmdlet.ParameterSetName
        try {
            $failure = Test-ConnectInput -ParameterSet $set -Organization $Organization -Tokens $given -Bound $PSBoundParameters -TimeoutSec $TimeoutSec
            if ($failure) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $failure }
            $command = Get-ConnectCommand -Resource $Resource
            if (Test-ExoMtFailure $command) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $command }

            $name = if ($set -eq 'Token' -and -not $Organization) { $given[0].Organization } else { Get-OrganizationName -InputItem $Organization }
            if ($name -isnot [string]) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $name }
            $name = $name.Trim()
            $entry = Resolve-App -Cmdlet $PSCmdlet -Bound $PSBoundParameters -Optional ($set -eq 'Token')
            if ($set -eq 'Token') {
                $ready = $given[0]
                # A default app with another id or cloud can't check this token's tenant.
                if ($entry -and -not $App -and ($entry.App.AppId -ne $ready.AppId -or $entry.Environment -ne $ready.Environment)) { $entry = $null }
            }
            else {
                $ready = Get-ConnectToken -Cmdlet $PSCmdlet -Entry $entry -Organization $name -Resource $Resource -TimeoutSec $TimeoutSec -ForceRefresh $ForceRefresh
                if (Test-ExoMtFailure $ready) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $ready -TargetObject $name }
            }
            if ($entry) { $App = $entry.App }

            $failure = Get-ConnectObstacle -Token $ready -Organization $name -Resource $Resource
            if ($failure) {
                if (-not $Force -or $failure.name -ne 'NotReady') { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $failure -TargetObject $name }
                Write-Warning "$($failure.message) $($failure.fix) ($($failure.fixedBy)) -Force: connecting nevertheless."
            }
            $endpoint = (Read-HiddenField -Token $ready -Name 'Origin').Endpoint
            $connection = Invoke-NativeJson -Name exomt_connection_describe -Arguments @{ environment = $ready.Environment; resource = $Resource; organization = $name; authority = $endpoint.Authority; connectionUri = $endpoint.ConnectionUri }
            if (Test-ExoMtFailure $connection) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $connection -TargetObject $name }
            $domain = Resolve-InitialDomain -App $App -Token $ready -Organization $name -Connection $connection -Force $Force
            if (Test-ExoMtFailure $domain) { Stop-ExoMtCommand -Cmdlet $PSCmdlet -Failure $domain -TargetObject $name }
            $arguments = Get-ConnectArgument -Endpoint $connection.arguments -Organization $domain -Command $command -Bound $PSBoundParameters

            if (-not $PSCmdlet.ShouldProcess($domain, $command.Name)) { return }
            $known = @(if ($PassThru) { Get-ConnectionId -Command $command })
            Write-Verbose ('{0}: {1} of ExchangeOnlineManagement {2}, with a token until {3:u}' -f $domain, $command.Name, $command.Module.Version, $ready.ExpiresOn)
            # Only this hashtable contains the token as text, and only until the call returns.
            $bytes = Get-TokenBytes -Token $ready
            $arguments['AccessToken'] = [System.Text.Encoding]::UTF8.GetString($bytes)
            $prefix = $arguments['Prefix']
            $isTried = $true
            Invoke-ConnectCommand -Cmdlet $PSCmdlet -Command $command -Arguments $arguments
            $isConnected = $true
            if ($PassThru) { New-ConnectionObject -Token $ready -Organization $domain -Resource $Resource -Prefix $prefix -Command $command -Known $known }
        }
        finally {
            # A connect that fails halfway can leave Get-EXO* attached.
            if ($isTried -and -not $isConnected -and -not $KeepConnections) { $null = Close-ExchangeConnection }
            if ($bytes) { [System.Array]::Clear($bytes, 0, $bytes.Length) }
            if ($entry -and $entry['IsTemporary']) { Remove-AppObject -Entry $entry }
        }
    }
}
