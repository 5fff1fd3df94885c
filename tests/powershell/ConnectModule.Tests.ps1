# Tests how Connect-ExoMtTenant uses the installed ExchangeOnlineManagement: its version,
# parameters, commands and endpoints.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1'), (Join-Path $PSScriptRoot 'Exchange.psm1') -Force
    Import-ExoMt
    Set-SessionFolder -Path (Convert-Path 'TestDrive:/')
}

Describe 'The parameters of Connect-ExchangeOnline' {
    It 'keep their type, aliases and allowed values, have no position, and exclude those of ExoMt' {
        $said = Invoke-Session '
            $all = (Get-Command Connect-ExoMtTenant).Parameters
            $more = $all.Values | Where-Object IsDynamic
            "names: $(($more.Name | Sort-Object) -join " ")"
            "types: $($all.Prefix.ParameterType.Name) $($all.CommandName.ParameterType.Name) $($all.PageSize.ParameterType.Name) $($all.ShowBanner.ParameterType.Name) $($all.LogLevel.ParameterType.Name)"
            "positions: $(@($more.ParameterSets.Values.Position | Sort-Object -Unique))"
            "mandatory: $(@($more.ParameterSets.Values.IsMandatory | Sort-Object -Unique))"
            "values: $(($all.LogLevel.Attributes | Where-Object { $_ -is [ValidateSet] }).ValidValues)"
            $completed = [System.Management.Automation.CommandCompletion]::CompleteInput("Connect-ExoMtTenant -Skip", 25, $null)
            "completed: $($completed.CompletionMatches.CompletionText | Sort-Object)"
            try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -LogLevel Loud } catch { $_.FullyQualifiedErrorId }'
        # The real module here is 3.7.0.
        $later = if (-not (Test-RealModule)) { 'EXOModuleBasePath ' }
        $said | Should -Be @(
            "names: BypassMailboxAnchoring CommandName EnableErrorReporting ${later}FormatTypeName LoadCmdletHelp LogDirectoryPath LogLevel PageSize Prefix ShowBanner ShowProgress SigningCertificate SkipLoadingCmdletHelp SkipLoadingFormatData TrackPerformance UseMultithreading"
            'types: String String[] UInt32 SwitchParameter LogLevel'
            'positions: -2147483648'
            'mandatory: False'
            'values: Default All'
            'completed: -SkipLoadingCmdletHelp -SkipLoadingFormatData'
            'CannotConvertArgumentNoMessage,Connect-ExoMtTenant'
        )
    }

    It 'reach the real command' -Tag Real {
        $said = Invoke-Session '
            Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Prefix Con -CommandName Get-AcceptedDomain, Get-Mailbox -PageSize 7 -LogLevel All -UseMultithreading $false
            ((Get-Command -Module tmpEXO_*).Name | Sort-Object) -join " "
            (Get-ConnectionInformation).ModulePrefix'
        $said | Should -Be 'Get-ConAcceptedDomain Get-ConMailbox', 'Con'
    }

    It 'reach the command' -Tag StandIn {
        $said = Invoke-Session '
            $base = New-Item -ItemType Directory "$env:PSModulePath-base"
            Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Prefix Con -CommandName Get-AcceptedDomain, Get-Mailbox -PageSize 7 -LogLevel All -ShowBanner -UseMultithreading $false -EXOModuleBasePath $base.FullName 6>&1
            $call = (Get-Call).Parameters
            "$($call.PageSize.GetType().Name) $($call.LogLevel.GetType().Name) $($call.UseMultithreading)"
            (Get-Command -Module tmpEXO_*).Name -join " "
            (Get-Module tmpEXO_*).Path.StartsWith($base.FullName)'
        $said | Should -Be 'This is the banner of the stand-in.', 'UInt32 LogLevel False', 'Get-ConAcceptedDomain Get-ConMailbox', 'True'
    }

    It 'are those of the version in use, and with -Resource Compliance those of Connect-IPPSSession' -Tag StandIn {
        $script = '
            $env:OS = "Windows_NT"
            $names = [ordered]@{}
            foreach ($resource in "Exchange", "Compliance") { $names[$resource] = (Get-Command Connect-ExoMtTenant -ArgumentList @("-Resource", $resource)).Parameters.Keys }
            foreach ($name in "EXOModuleBasePath", "LoadCmdletHelp", "PageSize", "EnableSearchOnlySession") { "$name $($names.Exchange -contains $name) $($names.Compliance -contains $name)" }'
        Invoke-Session -Version 3.9.2 $script | Should -Be 'EXOModuleBasePath True False', 'LoadCmdletHelp True False', 'PageSize True False', 'EnableSearchOnlySession False True'
        Invoke-Session -Version 3.4.0 $script | Should -Be 'EXOModuleBasePath False False', 'LoadCmdletHelp False False', 'PageSize True False', 'EnableSearchOnlySession False False'
    }

    It 'exclude names that ExoMt uses' {
        $owned = (Get-Command Connect-ExoMtTenant).Parameters.Values | ForEach-Object { $_.Name; $_.Aliases }
        $command = Invoke-Expression "function Connect-Everything { [CmdletBinding()] param($(($owned | Where-Object { [System.Management.Automation.Cmdlet]::CommonParameters -notcontains $_ -and $_ -notin 'Confirm', 'WhatIf', 'cf', 'wi', 'vb', 'db', 'ea', 'wa', 'infa', 'ev', 'wv', 'iv', 'ov', 'ob', 'pv', 'proga' } | ForEach-Object { "`$$_" }) -join ', '), `$Other) }; Get-Command Connect-Everything"
        & (Get-Module ExoMt) { (Get-PassThroughParameter -Command $args[0]).Keys } $command | Should -Be 'Other'
    }

    It 'are absent without an error when the module is missing' {
        $said = Invoke-Session -Version @() '
            @((Get-Command Connect-ExoMtTenant).Parameters.Values | Where-Object IsDynamic).Count
            (Get-Help Connect-ExoMtTenant).Synopsis.Length -gt 20
            $Error.Count'
        $said | Should -Be '0', 'True', '0'
    }
}

Describe 'The version of ExchangeOnlineManagement' -Tag StandIn {
    It 'is chosen by what a session has: <Name>' -ForEach @(
        @{ Name = 'the newest'; Version = '3.0.0', '3.4.0', '3.10.1'; First = ''; Gives = '3.10.1' }
        @{ Name = 'the only one that accepts a token'; Version = '3.0.0', '3.4.0'; First = ''; Gives = '3.4.0' }
        @{ Name = 'the loaded one'; Version = '3.4.0', '3.10.1'; First = 'Import-Module ExchangeOnlineManagement -RequiredVersion 3.4.0'; Gives = '3.4.0' }
        @{ Name = 'the one that only another module imported'; Version = '3.4.0', '3.10.1'; First = 'New-Module -Name Holder { Import-Module ExchangeOnlineManagement -RequiredVersion 3.4.0 } | Import-Module'; Gives = '3.4.0' }
        @{ Name = 'none that accepts a token'; Version = @('3.0.0'); First = ''; Gives = 'ExoMt.ModuleTooOld,Connect-ExoMtTenant' }
        @{ Name = 'the loaded one, which accepts no token'; Version = '3.0.0', '3.9.2'; First = 'Import-Module ExchangeOnlineManagement -RequiredVersion 3.0.0'; Gives = 'ExoMt.ModuleTooOld,Connect-ExoMtTenant' }
        @{ Name = 'none at all'; Version = @(); First = ''; Gives = 'ExoMt.ModuleMissing,Connect-ExoMtTenant' }
    ) {
        Clear-SimulatorRequest
        $said = Invoke-Session -Version $Version "$First
            try { Connect-ExoMtTenant -App `$app -Organization contoso.onmicrosoft.com; `"`$((Get-Call).Version)`"; Get-ConnectionInformation | ForEach-Object State; (Get-Command Connect-ExchangeOnline).Version -eq (Get-Call).Version } catch { `$_.FullyQualifiedErrorId }"
        if ($Gives -like 'ExoMt*') {
            $said | Should -Be $Gives
            # No token is requested.
            @(Invoke-Simulator -Method GET -Path requests).Count | Should -Be 0
        }
        else { $said | Should -Be $Gives, 'Connected', 'True' }
    }

    It 'is in the error if it can''t be loaded, with the reason' {
        $said = Invoke-Session '
            Set-Content (Get-ChildItem $env:PSModulePath -Recurse -Filter ExchangeOnlineManagement.psm1).FullName "throw ''Could not load file or assembly Microsoft.Identity.Client''"
            try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com } catch { $_.FullyQualifiedErrorId; $_.Exception.Message; $Error.Count }'
        $said[0] | Should -Be 'ExoMt.ModuleUnusable,Connect-ExoMtTenant'
        $said[2] | Should -Be '1'
        $said[1] | Should -BeLike '*3.9.2 could not be loaded: Could not load file or assembly Microsoft.Identity.Client*'
    }

    It 'is in the error if its command has no -Organization, as in Azure Cloud Shell' {
        $said = Invoke-Session '
            $file = (Get-ChildItem $env:PSModulePath -Recurse -Filter ExchangeOnlineManagement.psm1).FullName
            Set-Content $file (Get-Content -Raw $file).Replace("AppId = [string]; Organization = [string]", "AppId = [string]")
            try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com } catch { $_.FullyQualifiedErrorId; $_.ErrorDetails.RecommendedAction }'
        $said[0] | Should -Be 'ExoMt.ModuleUnusable,Connect-ExoMtTenant'
        $said[1] | Should -BeLike '*Cloud Shell*'
    }
}

Describe 'Security & Compliance' {
    It 'is an error before any request where Connect-IPPSSession does not work' {
        Clear-SimulatorRequest
        $said = Invoke-Session 'try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Resource Compliance } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }'
        $said[0] | Should -Be 'ExoMt.ComplianceUnavailable,Connect-ExoMtTenant'
        $said[1] | Should -BeLike '*Linux*Windows*'
        @(Invoke-Simulator -Method GET -Path requests).Count | Should -Be 0
    } -Skip:($env:OS -eq 'Windows_NT')

    It 'is connected by Connect-IPPSSession, with a token for it' -Tag StandIn {
        # Both services accept Global Reader.
        $tenant = Add-SimulatorTenant -DirectoryRoles 'f2ef992c-3afb-46b9-b7cf-a126ee74c451'
        $said = Invoke-Session "
            `$env:OS = 'Windows_NT'
            `$made = Connect-ExoMtTenant -App `$app -Organization $tenant -Resource compliance -Prefix Scc -PassThru
            `$call = (Get-Call)
            `"`$(`$call.Command) `$(`$call.Parameters.ConnectionUri) `$(`$call.Parameters.Organization) `$([bool]`$call.Parameters.ShowBanner) `$(`$made.Resource)`"
            `$call.Parameters.AzureADAuthorizationEndpointUri -eq `"`$env:EXOMT_TEST_AUTHORITY/organizations`"
            (ConvertFrom-ExoMtToken `$call.Parameters.AccessToken).Audience
            @(Get-ConnectionInformation)[0].IsEopSession
            (Get-SccOrganizationConfig).Name"
        $said | Should -Be "Connect-IPPSSession https://ps.compliance.protection.outlook.com/powershell-liveid/ $tenant False Compliance", 'True', 'https://ps.compliance.protection.outlook.com', 'True', $tenant
    }

    It 'accepts only its own roles' -Tag StandIn {
        # Security & Compliance does not accept Exchange Administrator.
        $said = Invoke-Session '
            $env:OS = "Windows_NT"
            try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Resource Compliance -WarningVariable warned 3> $null } catch { }
            "$warned"'
        "$said" | Should -BeLike '*contoso.onmicrosoft.com: *Exchange Administrator*'
    }

    It 'does not accept a token for Exchange' -Tag StandIn {
        Invoke-Session '
            $env:OS = "Windows_NT"
            $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com
            try { $token | Connect-ExoMtTenant -Resource Compliance } catch { $_.FullyQualifiedErrorId; $_.Exception.Data["Finding"] }' | Should -Be 'ExoMt.NotReady,Connect-ExoMtTenant', 'AudienceMismatch'
    }

    It 'and Exchange are the only resources accepted' {
        Invoke-Session 'try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Resource Graph } catch { $_.FullyQualifiedErrorId }' | Should -Be 'ExoMt.InvalidResource,Connect-ExoMtTenant'
    }
}
