# A stand-in for ExchangeOnlineManagement, written from its documentation: its parameters, requests,
# errors, and how its cmdlets are added to a session. Exchange.psm1 creates older versions by
# leaving out lines that end in "since <version>".
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'AdminApi.psm1'), (Join-Path $PSScriptRoot 'Session.psm1')

enum ExchangeEnvironment { O365Default; O365China; O365GermanyCloud; O365USGovDoD; O365USGovGCCHigh; Custom }
enum LogLevel { Default; All }

$script:Connections = [System.Collections.Generic.List[hashtable]]::new()
# The calls with their parameters, for tests.
$script:Calls = [System.Collections.Generic.List[hashtable]]::new()
$script:IsCompliance = $false

function Get-DynamicParameter {
    # Returns dynamic parameters, as ExchangeOnlineManagement's own commands do.
    param([System.Collections.Specialized.OrderedDictionary] $Types)

    $dictionary = [System.Management.Automation.RuntimeDefinedParameterDictionary]::new()
    foreach ($entry in $Types.GetEnumerator()) {
        $attributes = [System.Collections.ObjectModel.Collection[System.Attribute]]::new()
        $attributes.Add([System.Management.Automation.ParameterAttribute]::new())
        if ($entry.Key -eq 'LogLevel') { $attributes.Add([System.Management.Automation.ValidateSetAttribute]::new('Default', 'All')) }
        $dictionary.Add($entry.Key, [System.Management.Automation.RuntimeDefinedParameter]::new($entry.Key, $entry.Value, $attributes))
    }
    $dictionary
}

function Get-CommonDynamic {
    # Returns the dynamic parameters that both Connect commands have.
    [ordered]@{
        UserPrincipalName = [string]; Credential = [pscredential]; Certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]
        CertificateFilePath = [string]; CertificatePassword = [securestring]; AppId = [string]; Organization = [string]
        EnableErrorReporting = [switch]; LogDirectoryPath = [string]; LogLevel = [LogLevel]
    }
}

function Test-Address {
    param([string] $Parameter, [string] $Address)
    $uri = $Address -as [uri]
    if ($Address -and ($null -eq $uri -or -not $uri.IsAbsoluteUri -or $uri.Scheme -ne 'https')) { throw "Invalid $Parameter parameter '$Address'" }
}

function Get-Origin {
    # Returns the server for a connection: always on this computer, whatever address it has.
    param([string] $ConnectionUri)
    $uri = $ConnectionUri -as [uri]
    if ($null -ne $uri -and $uri.IsAbsoluteUri -and $uri.IsLoopback) { return $uri.GetLeftPart('Authority') }
    $env:EXOMT_TEST_AUTHORITY
}

function Connect-ExchangeOnline {
    [CmdletBinding()]
    param(
        [string] $ConnectionUri = '',
        [string] $AzureADAuthorizationEndpointUri = '',
        [ExchangeEnvironment] $ExchangeEnvironmentName = 'O365Default',
        [System.Management.Automation.Remoting.PSSessionOption] $PSSessionOption = $null,
        [switch] $BypassMailboxAnchoring = $false,
        [string] $DelegatedOrganization = '',
        [string] $Prefix = '',
        [switch] $ShowBanner = $true,
        [string[]] $CommandName = @('*'),
        [string[]] $FormatTypeName = @('*'),
        [string] $AccessToken = '', # since 3.1.0
        [System.Security.Cryptography.X509Certificates.X509Certificate2] $SigningCertificate = $null, # since 3.2.0
        [switch] $SkipLoadingCmdletHelp = $false,
        [switch] $LoadCmdletHelp = $false, # since 3.7.0
        [switch] $DisableWAM = $false, # since 3.7.2
        [string] $EXOModuleBasePath = '', # since 3.9.2
        [switch] $UseRPSSession = $false,
        [switch] $SkipLoadingFormatData = $false
    )
    dynamicparam {
        $types = Get-CommonDynamic
        $types.TrackPerformance = [bool]; $types.ShowProgress = [bool]; $types.UseMultithreading = [bool]; $types.PageSize = [uint32]
        $types.ManagedIdentity = [switch]; $types.ManagedIdentityAccountId = [string]; $types.Device = [switch]; $types.InlineCredential = [switch]
        Get-DynamicParameter -Types $types
    }
    process {
        $bound = @{} + $PSBoundParameters
        $script:Calls.Add(@{ Command = if ($script:IsCompliance) { 'Connect-IPPSSession' } else { 'Connect-ExchangeOnline' }; Parameters = $bound; Version = $MyInvocation.MyCommand.Module.Version })
        Test-Address -Parameter 'ConnectionUri' -Address $ConnectionUri
        Test-Address -Parameter 'AzureADAuthorizationEndpointUri' -Address $AzureADAuthorizationEndpointUri
        if ($Prefix -and $Prefix -notmatch '^[a-z0-9]+$') { throw 'Use of any special characters in the Prefix string is not supported.' }
        if ($Prefix -eq 'EXO') { throw "Prefix 'EXO' is a reserved Prefix, please use a different prefix." }
        if (-not $bound['AccessToken'] -or -not $bound['Organization']) { throw 'The stand-in connects with -AccessToken and -Organization only.' }
        try {
            $claims = Read-TokenClaim -Token $bound['AccessToken']
            $connection = @{
                ConnectionId = [string][guid]::NewGuid(); Token = $bound['AccessToken']; Organization = $bound['Organization']; Tenant = $claims.tid
                AppId = $claims.appid; ExpiresOn = [System.DateTimeOffset]::FromUnixTimeSeconds($claims.exp); Prefix = $Prefix
                Origin = Get-Origin -ConnectionUri $ConnectionUri; ConnectionUri = $ConnectionUri; IsEop = $script:IsCompliance
                AuthorizationUri = $AzureADAuthorizationEndpointUri; PageSize = if ($bound['PageSize']) { $bound['PageSize'] } else { 1000 }
                Transport = Get-Command -Name Invoke-AdminApi
            }
            $null = Invoke-AdminApi -Connection $connection -Name 'Get-OrganizationConfig'
            if ($ShowBanner) { Write-Host 'This is the banner of the stand-in.' }
            $folder = [System.IO.Path]::GetTempPath()
            if ($bound['EXOModuleBasePath']) { $folder = $bound['EXOModuleBasePath'] }
            $connection.Module = New-SessionModule -Connection $connection -Folder $folder -CommandName $CommandName -Prefix $Prefix
            $script:Connections.Add($connection)
            # Removing the module closes the connection, whoever removes it.
            $open = $script:Connections
            $connection.Module.OnRemove = { $null = $open.Remove($connection); Remove-Item -Recurse -Path $connection.Module.ModuleBase }.GetNewClosure()
        }
        catch {
            # Connect-ExchangeOnline throws the exception again, so this does too.
            if ($null -ne $_.Exception.InnerException) { throw $_.Exception.InnerException }
            throw $_.Exception
        }
    }
}

function Connect-IPPSSession {
    [CmdletBinding()]
    param(
        [string] $ConnectionUri = 'https://ps.compliance.protection.outlook.com/PowerShell-LiveId',
        [string] $AzureADAuthorizationEndpointUri = 'https://login.microsoftonline.com/organizations',
        [string] $DelegatedOrganization = '',
        [System.Management.Automation.Remoting.PSSessionOption] $PSSessionOption = $null,
        [switch] $BypassMailboxAnchoring = $false,
        [string] $Prefix = '',
        [string[]] $CommandName = @('*'),
        [string[]] $FormatTypeName = @('*'),
        [string] $AccessToken = '', # since 3.8.0
        [switch] $DisableWAM = $false, # since 3.7.2
        [switch] $EnableSearchOnlySession = $false, # since 3.9.0
        [switch] $UseRPSSession = $false,
        [switch] $ShowBanner = $true
    )
    dynamicparam { Get-DynamicParameter -Types (Get-CommonDynamic) }
    process {
        $script:IsCompliance = $true
        try {
            $given = @{} + $PSBoundParameters
            $given.Remove('EnableSearchOnlySession')
            $given.ConnectionUri = $ConnectionUri
            $given.AzureADAuthorizationEndpointUri = $AzureADAuthorizationEndpointUri
            Connect-ExchangeOnline @given
        }
        finally { $script:IsCompliance = $false }
    }
}

function Get-ConnectionInformation {
    [CmdletBinding()]
    param([string[]] $ConnectionId, [string[]] $ModulePrefix)

    foreach ($connection in $script:Connections) {
        if ($ConnectionId -and $ConnectionId -notcontains $connection.ConnectionId) { continue }
        if ($ModulePrefix -and $ModulePrefix -notcontains $connection.Prefix) { continue }
        [pscustomobject]@{
            ConnectionId = $connection.ConnectionId; State = 'Connected'; Id = 1 + $script:Connections.IndexOf($connection); Name = "ExchangeOnline_$(1 + $script:Connections.IndexOf($connection))"
            UserPrincipalName = ''; ConnectionUri = $connection.ConnectionUri; AzureAdAuthorizationEndpointUri = $connection.AuthorizationUri
            TokenExpiryTimeUTC = $connection.ExpiresOn; CertificateAuthentication = $false; ModuleName = $connection.Module.ModuleBase; ModulePrefix = $connection.Prefix
            Organization = $connection.Organization; DelegatedOrganization = ''; AppId = $connection.AppId; PageSize = $connection.PageSize; TenantID = $connection.Tenant
            TokenStatus = if ($connection.ExpiresOn -gt [System.DateTimeOffset]::UtcNow) { 'Active' } else { 'Expired' }
            ConnectionUsedForInbuiltCmdlets = $connection -eq $script:Connections[-1]; IsEopSession = $connection.IsEop
        }
    }
}

function Disconnect-ExchangeOnline {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High', DefaultParameterSetName = 'DefaultParameterSet')]
    param(
        [Parameter(Mandatory, ParameterSetName = 'ConnectionId', ValueFromPipelineByPropertyName)] [string[]] $ConnectionId, # since 3.2.0
        [Parameter(Mandatory, ParameterSetName = 'ModulePrefix')] [string[]] $ModulePrefix # since 3.2.0
    )
    process {
        if (-not $PSCmdlet.ShouldProcess('the connections', 'Disconnect')) { return }
        $which = @{}
        foreach ($name in 'ConnectionId', 'ModulePrefix') { if ($PSBoundParameters.ContainsKey($name)) { $which[$name] = $PSBoundParameters[$name] } }
        $chosen = @(Get-ConnectionInformation @which | ForEach-Object { $_.ConnectionId })
        foreach ($connection in @($script:Connections)) {
            if ($chosen -notcontains $connection.ConnectionId) { continue }
            Remove-Module -ModuleInfo $connection.Module
        }
    }
}

function Get-EXOMailbox {
    # Uses the latest connection, because the command belongs to the module itself.
    [CmdletBinding()]
    param([Parameter(Position = 0)] [string] $Identity)

    if ($script:Connections.Count -eq 0) { throw 'You must call the Connect-ExchangeOnline cmdlet before calling any other cmdlets.' }
    Invoke-AdminApi -Connection $script:Connections[-1] -Name 'Get-Mailbox'
}

Export-ModuleMember -Function Connect-ExchangeOnline, Connect-IPPSSession, Disconnect-ExchangeOnline, Get-ConnectionInformation, Get-EXOMailbox
