# Tests that a failed connect leaves no connection to the previous tenant: a script without error
# handling continues, and its next write must not reach that tenant.
BeforeDiscovery {
    # Each way in which a connect can fail, with the error id that proves it. The first row is a
    # tenant that never consented.
    $failures = @(
        @{ Name = 'no consent'; Id = 'ExoMt.ConsentMissing,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.NoConsent' }
        @{ Name = 'not ready'; Id = 'ExoMt.NotReady,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.NotReady' }
        @{ Name = 'not ready, in spite of -Force'; Id = 'UnAuthorized,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.NotReady -Force 3>$null' }
        @{ Name = 'unknown tenant'; Id = 'ExoMt.TenantNotFound,*'; Call = 'Connect-ExoMtTenant -App $app -Organization nobody.onmicrosoft.com' }
        @{ Name = 'no token in time'; Id = 'ExoMt.*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Stalled -TimeoutSec 1' }
        @{ Name = 'an invalid name'; Id = 'ExoMt.InvalidTenant,*'; Call = 'Connect-ExoMtTenant -App $app -Organization no/body' }
        @{ Name = 'an empty name'; Id = 'ExoMt.InvalidTenant,*'; Call = 'Connect-ExoMtTenant -App $app -Organization ""' }
        @{ Name = 'no name'; Id = 'ExoMt.OrganizationMissing,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $null' }
        @{ Name = 'a row without a tenant'; Id = 'ExoMt.OrganizationMissing,*'; Call = 'Connect-ExoMtTenant -App $app -Organization ([pscustomobject]@{ Name = 1 })' }
        @{ Name = 'several tenants'; Id = 'ExoMt.OneTenantOnly,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.First, $tenants.Second' }
        @{ Name = 'several tokens'; Id = 'ExoMt.OneTenantOnly,*'; Call = 'Get-ExoMtToken -App $app -Organization $tenants.First, $tenants.Second | Connect-ExoMtTenant' }
        @{ Name = 'a null token'; Id = 'ExoMt.TokenMissing,*'; Call = 'Connect-ExoMtTenant -Token $null' }
        @{ Name = 'an empty pipeline'; Id = 'ExoMt.TokenMissing,*'; Call = '@() | Connect-ExoMtTenant' }
        @{ Name = 'no token from Get-ExoMtToken'; Id = 'ExoMt.TokenMissing,*'; Call = 'Get-ExoMtToken -App $app -Organization $tenants.NoConsent -ErrorAction SilentlyContinue | Connect-ExoMtTenant' }
        @{ Name = 'Get-ExoMtToken that is stopped by an error'; Id = 'ExoMt.AppNotUsable,Get-ExoMtToken'; Call = 'Get-ExoMtToken -App ([pscustomobject]@{}) -Organization $tenants.Second | Connect-ExoMtTenant' }
        @{ Name = 'a token without its text'; Id = 'ExoMt.TokenNotIncluded,*'; Call = 'Get-ExoMtToken -App $app -Organization $tenants.Second | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 3)) } | Connect-ExoMtTenant' }
        @{ Name = 'a token of another tenant'; Id = 'ExoMt.TokenTenantMismatch,*'; Call = 'Get-ExoMtToken -App $app -Organization $tenants.First | Connect-ExoMtTenant -App $app -Organization $tenants.SecondCustom' }
        @{ Name = 'an expired token'; Id = 'ExoMt.NotReady,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Expired' }
        @{ Name = 'an app that is a copy'; Id = 'ExoMt.AppNotUsable,*'; Call = 'Connect-ExoMtTenant -App ([pscustomobject]@{ AppId = 1 }) -Organization $tenants.Second' }
        @{ Name = 'a null app'; Id = 'ExoMt.AppMissing,*'; Call = 'Connect-ExoMtTenant -App $null -Organization $tenants.Second' }
        @{ Name = 'no app'; Id = 'ExoMt.AppMissing,*'; Call = 'Connect-ExoMtTenant -Organization $tenants.Second' }
        @{ Name = 'an empty app id'; Id = 'ExoMt.InvalidAppId,*'; Call = 'Connect-ExoMtTenant -AppId "" -Certificate (Get-FixtureCertificate) -Organization $tenants.Second' }
        @{ Name = 'a null certificate'; Id = 'ExoMt.*'; Call = 'Connect-ExoMtTenant -AppId ([guid]::NewGuid()) -Certificate $null -Organization $tenants.Second' }
        @{ Name = 'a null certificate path'; Id = 'ExoMt.*'; Call = 'Connect-ExoMtTenant -AppId ([guid]::NewGuid()) -CertificatePath $null -Organization $tenants.Second' }
        @{ Name = 'a certificate that is not there'; Id = 'ExoMt.*'; Call = 'Connect-ExoMtTenant -AppId ([guid]::NewGuid()) -CertificateThumbprint ("0" * 40) -Organization $tenants.Second' }
        @{ Name = 'an unknown resource'; Id = 'ExoMt.InvalidResource,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Second -Resource Graph' }
        @{ Name = 'a time-out of zero'; Id = 'ExoMt.InvalidOptions,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Second -TimeoutSec 0' }
        @{ Name = 'an unknown parameter'; Id = 'NamedParameterNotFound,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Second -Nope' }
        @{ Name = 'one word too many'; Id = 'PositionalParameterNotFound,*'; Call = 'Connect-ExoMtTenant -App $app $tenants.Second again' }
        @{ Name = 'a page size that is not a number'; Id = 'CannotConvertArgumentNoMessage,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Second -PageSize many' }
        @{ Name = 'a prefix that the module refuses'; Id = 'Use of any special characters*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Second -Prefix a-b' }
        @{ Name = 'an unknown initial domain'; Id = 'ExoMt.InitialDomainUnknown,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.NoInitialCustom' }
        @{ Name = 'a 403 of Exchange'; Id = '?*,Connect-ExoMtTenant'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Refused' }
        @{ Name = 'a 500 of Exchange'; Id = '?*,Connect-ExoMtTenant'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Broken' }
        @{ Name = 'half a response of Exchange'; Id = '?*,Connect-ExoMtTenant'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Half' }
        @{ Name = 'no module'; Id = 'ExoMt.ModuleMissing,*'; Call = 'Remove-Module ExchangeOnlineManagement; $env:PSModulePath = "/nowhere"; Connect-ExoMtTenant -App $app -Organization $tenants.Second' }
    )
    if ($env:OS -ne 'Windows_NT') {
        $failures += @{ Name = 'a resource of Windows'; Id = 'ExoMt.ComplianceUnavailable,*'; Call = 'Connect-ExoMtTenant -App $app -Organization $tenants.Second -Resource Compliance' }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1'), (Join-Path $PSScriptRoot 'Exchange.psm1') -Force
    Import-ExoMt
    Set-SessionFolder -Path (Convert-Path 'TestDrive:/')

    $tenants = @{
        First      = Add-SimulatorTenant
        Second     = Add-SimulatorTenant
        NoConsent  = Add-SimulatorTenant -WithoutPrincipal
        NotReady   = Add-SimulatorTenant -Roles @()
        Stalled    = Add-SimulatorTenant -Faults @{ kind = 'stall'; delayMs = 3000 }
        Expired    = Add-SimulatorTenant -Faults @{ kind = 'expired' }
        NoInitial  = Add-SimulatorTenant -More @{ acceptedDomains = @(@{ domainName = 'x.example'; initialDomain = $false; default = $true }) }
        Refused    = Add-SimulatorTenant -More @{ exchangeFaults = @(@{ kind = 'empty403' }) }
        Broken     = Add-SimulatorTenant -More @{ exchangeFaults = @(@{ kind = 'status'; status = 500 }) }
        Half       = Add-SimulatorTenant -More @{ exchangeFaults = @(@{ kind = 'halfBody' }) }
    }
    foreach ($name in 'Second', 'NoInitial') { $tenants["${name}Custom"] = $tenants[$name].Replace('.onmicrosoft.com', '.example') }
    # The first lines of every session.
    $setup = "
        `$ErrorActionPreference = 'Continue'
        `$tenants = ConvertFrom-Json '$(ConvertTo-Json -Compress $tenants)'
        `$modules = `$env:PSModulePath
        function Write-Somewhere { param(`$Value) Set-Mailbox adele -CustomAttribute1 `$Value }
        "

    function Get-Written {
        # Returns what the sessions wrote into a tenant's mailbox.
        param([string] $Tenant)
        $properties = (Get-SimulatorMailbox -Tenant $tenants[$Tenant]).properties
        if ($properties.PSObject.Properties['CustomAttribute1']) { $properties.CustomAttribute1 }
    }
}

Describe 'A script without error handling, after <Name>' -ForEach $failures {
    BeforeAll {
        $mark = [string][guid]::NewGuid()
        $said = Invoke-Session "$setup
            Connect-ExoMtTenant -App `$app -Organization `$tenants.First
            Set-Mailbox adele -CustomAttribute1 'first $mark'
            `"before: `$(@(Get-ConnectionInformation).Count)`"
            `$Error.Clear()
            $Call
            `"failed: `$(`$Error[0].FullyQualifiedErrorId)`"
            Set-Mailbox adele -CustomAttribute1 'second $mark'
            try { `$null = Get-EXOMailbox -ErrorAction Stop; 'read' } catch { 'not read' }
            `$env:PSModulePath = `$modules
            Import-Module ExchangeOnlineManagement
            `"after: `$(@(Get-ConnectionInformation).Count)`""
    }

    It 'can''t write to or read from the previous tenant, and has no connection' {
        $said[0] | Should -Be 'before: 1'
        $said[1] | Should -BeLike "failed: $Id"
        Get-Written -Tenant First | Should -Be "first $mark"
        $said[2..3] | Should -Be 'not read', 'after: 0'
    }
}

Describe 'Connect-ExoMtTenant' {
    It 'leaves one connection for the second of two tenants, and writes there' {
        $said = Invoke-Session "$setup
            foreach (`$name in 'First', 'Second') {
                Connect-ExoMtTenant -App `$app -Organization `$tenants.`$name
                Write-Somewhere `"loop `$name`"
                `"`$(@(Get-ConnectionInformation).Count) `$((Get-EXOMailbox)[0].Alias)`"
            }"
        $said | Should -Be '1 adele', '1 adele'
        Get-Written -Tenant First | Should -Be 'loop First'
        Get-Written -Tenant Second | Should -Be 'loop Second'
    }

    It 'leaves the connection open with -KeepConnections, whether it fails or not' {
        $said = Invoke-Session "$setup
            Connect-ExoMtTenant -App `$app -Organization `$tenants.First
            Connect-ExoMtTenant -App `$app -Organization `$tenants.NoConsent -KeepConnections
            Write-Somewhere kept
            @(Get-ConnectionInformation).Count
            Connect-ExoMtTenant -App `$app -Organization `$tenants.Second -KeepConnections
            @(Get-ConnectionInformation).Count
            `$PSDefaultParameterValues['Connect-ExoMtTenant:KeepConnections'] = `$true
            Connect-ExoMtTenant -App `$app -Organization `$tenants.NoConsent
            @(Get-ConnectionInformation).Count"
        $said | Should -Be '1', '2', '2'
        Get-Written -Tenant First | Should -Be 'kept'
    }

    It 'neither closes nor connects with <Name>' -ForEach @(
        @{ Name = '-WhatIf'; Before = ''; More = '-WhatIf' }
        @{ Name = '$WhatIfPreference'; Before = '$WhatIfPreference = $true'; More = '' }
    ) {
        $said = Invoke-Session "$setup
            Connect-ExoMtTenant -App `$app -Organization `$tenants.First
            Clear-SimulatorRequest
            $Before
            Connect-ExoMtTenant -App `$app -Organization `$tenants.Second -PassThru $More
            `$WhatIfPreference = `$false
            Write-Somewhere what-if
            `"`$(@(Get-ConnectionInformation).Count) `$(`$Error.Count)`""
        @($said)[-1] | Should -Be '1 0'
        Get-Written -Tenant First | Should -Be 'what-if'
        @(Get-ExchangeCall | Where-Object { $_.path -like "*$(Get-SimulatorTenantId $tenants.Second)*" }).Count | Should -Be 0
    }

    It 'asks before it closes only with -Confirm' {
        # The session has no one to ask, which is an error.
        $said = Invoke-Session "$setup
            Connect-ExoMtTenant -App `$app -Organization `$tenants.First
            Connect-ExoMtTenant -App `$app -Organization `$tenants.Second -Confirm
            `"`$(@(Get-ConnectionInformation).Count) `$(`$Error.Count -gt 0) `$((Get-OrganizationConfig).Name)`"
            `$ConfirmPreference = 'Medium'
            Connect-ExoMtTenant -App `$app -Organization `$tenants.Second
            `"`$(@(Get-ConnectionInformation).Count) `$((Get-OrganizationConfig).Name)`""
        $said | Should -Be "1 True $($tenants.First)", "1 $($tenants.Second)"
    }

    It 'leaves a connection with a prefix open, but not Get-EXO*' {
        $said = Invoke-Session "$setup
            Connect-ExoMtTenant -App `$app -Organization `$tenants.First -Prefix One
            Connect-ExoMtTenant -App `$app -Organization `$tenants.NoConsent
            `"`$((Get-OneOrganizationConfig).Name) `$(@(Get-ConnectionInformation).Count)`"
            Set-OneMailbox adele -CustomAttribute1 prefixed
            try { `$null = Get-EXOMailbox -ErrorAction Stop; 'read' } catch { 'not read' }"
        $said[0] | Should -Be "$($tenants.First) 1"
        if (Test-RealModule) { $said[1] | Should -Be 'not read' }
        Get-Written -Tenant First | Should -Be 'prefixed'
    }

    It 'closes a connection without a prefix even if the new one has a prefix' {
        $said = Invoke-Session "$setup
            Connect-ExoMtTenant -App `$app -Organization `$tenants.First
            Write-Somewhere before
            Connect-ExoMtTenant -App `$app -Organization `$tenants.NoConsent -Prefix Two
            Write-Somewhere after
            @(Get-ConnectionInformation).Count"
        $said | Should -Be '0'
        Get-Written -Tenant First | Should -Be 'before'
    }

    It 'stops with an error if the old connection can''t be closed' {
        $said = Invoke-Session "$setup
            Connect-ExoMtTenant -App `$app -Organization `$tenants.First
            (Get-Module tmpEXO_*).AccessMode = 'Constant'
            Clear-SimulatorRequest
            `$Error.Clear()
            try { Connect-ExoMtTenant -App `$app -Organization `$tenants.Second } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction; `$Error.Count }
            @(Get-ConnectionInformation).Count"
        $said[0] | Should -Be 'ExoMt.DisconnectFailed,Connect-ExoMtTenant'
        $said[1] | Should -BeLike '*Disconnect-ExchangeOnline*new PowerShell*'
        $said[2..3] | Should -Be '1', '1'
        @(Get-SimulatorRequest -Tenant $tenants.Second).Count | Should -Be 0
    }

    It 'closes nothing when only its parameters are read' {
        $said = Invoke-Session "$setup
            Connect-ExoMtTenant -App `$app -Organization `$tenants.First
            `$null = Get-Command Connect-ExoMtTenant -Syntax
            `$null = (Get-Command Connect-ExoMtTenant -ArgumentList '-Resource', 'Exchange').Parameters
            `$null = Get-Help Connect-ExoMtTenant -Full
            `$null = TabExpansion2 'Connect-ExoMtTenant -App `$app -Organization x -P' 47
            @(Get-ConnectionInformation).Count"
        $said | Should -Be '1'
    }

    It 'leaves no connection when it is stopped' {
        $waiting = Add-SimulatorTenant -Faults @{ kind = 'stall'; delayMs = 60000 }
        $kept = $env:PSModulePath
        $shell = [powershell]::Create()
        try {
            $env:PSModulePath = New-ModuleFolder -Version 3.9.2
            $null = $shell.AddScript({
                    param($Support, $First, $Waiting)
                    Import-Module $Support
                    Import-ExoMt
                    $app = New-SecretApp
                    Connect-ExoMtTenant -App $app -Organization $First
                    Set-Mailbox adele -CustomAttribute1 'before stop'
                    Connect-ExoMtTenant -App $app -Organization $Waiting
                }).AddArgument((Join-Path $PSScriptRoot 'Support.psm1')).AddArgument($tenants.First).AddArgument($waiting)
            $null = $shell.BeginInvoke()
            Wait-Until { @(Get-SimulatorRequest -Tenant $waiting | Where-Object { $_.progress -eq 'inFlight' }).Count -eq 1 } -Seconds 30 | Should -BeTrue
            $shell.Stop()
            $shell.Commands.Clear()
            $said = $shell.AddScript('Set-Mailbox adele -CustomAttribute1 "after stop"; @(Get-ConnectionInformation).Count').Invoke()
            "$said" | Should -Be '0'
        }
        finally {
            Close-Session -Shell $shell
            $env:PSModulePath = $kept
        }
        Get-Written -Tenant First | Should -Be 'before stop'
    }

    It 'leaves the connections of other runspaces open' -Tag Real {
        # The real module lists the connections of the whole process.
        $said = Invoke-Session "$setup
            `$other = [powershell]::Create()
            `$null = `$other.AddScript({
                param(`$Support, `$Tenant)
                Import-Module `$Support
                Import-ExoMt
                Connect-ExoMtTenant -App (New-SecretApp) -Organization `$Tenant
            }).AddArgument((Get-Module Support).Path).AddArgument(`$tenants.First).Invoke()
            Connect-ExoMtTenant -App `$app -Organization `$tenants.Second
            `$other.Commands.Clear()
            `$other.AddScript('(Get-OrganizationConfig).Name').Invoke()
            (Get-OrganizationConfig).Name"
        $said | Should -Be $tenants.First, $tenants.Second
    }
}

Describe 'The parameters of Connect-ExoMtTenant' {
    It 'accept null and empty values, so that the command can close connections first: <_>' -ForEach @(
        'Organization', 'Token', 'App', 'AppId', 'Certificate', 'CertificateThumbprint', 'CertificatePath', 'TimeoutSec', 'Resource', 'Environment', 'Authority'
    ) {
        $parameter = (Get-Command Connect-ExoMtTenant).Parameters[$_]
        @($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ValidateArgumentsAttribute] }) | Should -BeNullOrEmpty
        if (@($parameter.ParameterSets.Values.IsMandatory) -notcontains $true) { return }
        @($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.AllowNullAttribute] }).Count | Should -Be 1
        if ($parameter.ParameterType -ne [string]) { return }
        @($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.AllowEmptyStringAttribute] }).Count | Should -Be 1
    }
}
