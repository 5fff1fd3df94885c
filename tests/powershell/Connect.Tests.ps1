# Connect-ExoMtTenant with a stand-in for ExchangeOnlineManagement, in runspaces of their own:
# what one has imported stays in it.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1'), (Join-Path $PSScriptRoot 'Exchange.psm1') -Force
    Import-ExoMt
    $script:Folders = 0

    function New-ModuleFolder {
        # A folder of modules with these versions of the stand-in, and nothing else.
        param([string[]] $Version)
        $script:Folders++
        $folder = Join-Path (Convert-Path 'TestDrive:/') "modules$($script:Folders)"
        $null = New-Item -ItemType Directory -Path $folder
        foreach ($one in $Version) { Install-ExchangeModule -Folder $folder -Version $one }
        $folder
    }

    function Invoke-Session {
        # Runs a script file in a session that has only these versions; gives its lines.
        param([string] $Script, [string[]] $Version = '3.9.2')
        $file = Join-Path (Convert-Path 'TestDrive:/') "$([guid]::NewGuid()).ps1"
        Set-Content -Path $file -Value "
            `$ErrorActionPreference = 'Stop'
            Import-Module '$(Join-Path $PSScriptRoot 'Support.psm1')'
            Import-ExoMt
            `$env:PSModulePath = '$(New-ModuleFolder -Version $Version)'
            `$app = New-SecretApp
            `$Error.Clear()
            function Get-Call { & (Get-Module ExchangeOnlineManagement) { `$script:Calls[-1] } }
            $Script"
        $kept = $env:PSModulePath
        $shell = [powershell]::Create()
        try { $shell.AddCommand($file).Invoke() | ForEach-Object { "$_" } }
        catch { "$($_.Exception.InnerException.Message)" }
        finally {
            $env:PSModulePath = $kept
            $shell.Dispose()
        }
    }

    function Get-ExchangeCall {
        # What the simulator's Exchange was asked since the log was cleared.
        @(Invoke-Simulator -Method GET -Path requests | Where-Object { $_.path -like '/adminapi/*' })
    }
}

Describe 'A connection' {
    It 'brings its cmdlets to where it was called: <Where>' -ForEach @(
        @{ Where = 'a script'; Script = 'Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com' }
        @{ Where = 'a script in a scope of its own'; Script = '& { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com }' }
        @{ Where = 'a function'; Script = 'function Connect-It { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com }; Connect-It' }
        @{ Where = 'a module'; Script = 'New-Module -Name Caller { function Connect-It { param($App) Connect-ExoMtTenant -App $App -Organization contoso.onmicrosoft.com; (Get-AcceptedDomain).Count } } | Import-Module; $inside = Connect-It $app; if ($inside -ne 2) { throw "not in the module: $inside" }' }
        @{ Where = 'a module inside of a module'; Script = '
            $inner = Join-Path $env:PSModulePath Inner.psm1
            Set-Content $inner "function Connect-It { param(`$App) Connect-ExoMtTenant -App `$App -Organization contoso.onmicrosoft.com; (Get-AcceptedDomain).Count }"
            New-Module -Name Outer { param($Inner) Import-Module $Inner; function Connect-All { param($App) Connect-It $App } } -ArgumentList $inner | Import-Module
            $inside = Connect-All $app; if ($inside -ne 2) { throw "not in the module: $inside" }' }
    ) {
        $said = Invoke-Session "$Script
            (Get-AcceptedDomain).DomainName -join ' '
            (Get-OrganizationConfig).Name
            (Get-EXOMailbox).Alias -join ' '
            Set-Mailbox adele -CustomAttribute1 x
            (Get-Command Get-AcceptedDomain).Source -like 'tmpEXO_*'"
        $said | Should -Be 'contoso.onmicrosoft.com contoso.com', 'contoso.onmicrosoft.com', 'adele bjorn', 'True'
    }

    It 'gives nothing, or with -PassThru what was connected' {
        $said = Invoke-Session '
            $none = Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com
            "none: $($null -eq $none)"
            $made = Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Prefix Con -PassThru
            "type: $($made.PSObject.TypeNames[0])"
            "what: $($made.Organization) $($made.TenantId) $($made.Environment) $($made.Resource) $($made.Prefix) $($made.Verdict) $($made.ModuleVersion)"
            "id: $(@(Get-ConnectionInformation)[1].ConnectionId -eq $made.ConnectionId)"
            "end: $($made.ExpiresOn -is [DateTimeOffset]) $([Math]::Abs(($made.ExpiresOn - @(Get-ConnectionInformation)[1].TokenExpiryTimeUTC).TotalSeconds) -le 2)"
            ($made | Out-String).Trim()'
        $said[0..4] | Should -Be 'none: True', 'type: ExoMt.Connection', 'what: contoso.onmicrosoft.com 7e4a0001-1c2d-4e3f-8a5b-000000000001 Worldwide Exchange Con Ready 3.9.2', 'id: True', 'end: True True'
        "$said" | Should -BeLike '*Organization : contoso.onmicrosoft.com*ExpiresOn*Verdict      : Ready*'
    }

    It 'calls Connect-ExchangeOnline with the cloud, the token and no banner' {
        $said = Invoke-Session '
            $plain = Get-AppParameter
            Connect-ExoMtTenant @plain -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Organization contoso.onmicrosoft.com
            $call = (Get-Call).Parameters
            ($call.Keys | Sort-Object) -join " "
            "$($call.ExchangeEnvironmentName) $($call.Organization) $([bool]$call.ShowBanner) $($call.ErrorAction)"
            (Test-ExoMtToken -Token $call.AccessToken -Organization contoso.onmicrosoft.com -Resource Exchange).Verdict'
        $said | Should -Be 'AccessToken ErrorAction ExchangeEnvironmentName Organization ShowBanner', 'O365Default contoso.onmicrosoft.com False Stop', 'Ready'
    }

    It 'takes an app''s own endpoint' {
        $said = Invoke-Session '
            Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com
            $call = (Get-Call).Parameters
            $call.ContainsKey("ExchangeEnvironmentName")
            $call.ConnectionUri -eq (Get-ConnectionUri)
            $call.AzureADAuthorizationEndpointUri -eq "$env:EXOMT_TEST_AUTHORITY/organizations"
            Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com | Connect-ExoMtTenant
            (Get-Call).Parameters.ConnectionUri -eq (Get-ConnectionUri)
            (Get-AcceptedDomain).Count'
        $said | Should -Be 'False', 'True', 'True', 'True', '2'
    }

    It 'takes the credential itself, as Get-ExoMtToken does, and keeps no app' {
        $said = Invoke-Session '
            $known = Get-AppParameter
            Connect-ExoMtTenant @known -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Organization contoso.onmicrosoft.com -ConnectionUri "$env:EXOMT_TEST_AUTHORITY/x"
            Connect-ExoMtTenant @known -CertificateFilePath (Get-Fixture app.crt) -CertificateKeyPath (Get-Fixture app.key) -Organization contoso.onmicrosoft.com
            (Get-ConnectionInformation).Organization -join " "
            & (Get-Module ExoMt) { $script:OwnApps.Count }'
        $said | Should -Be 'contoso.onmicrosoft.com contoso.onmicrosoft.com', '1'
    }

    It 'takes the app that $PSDefaultParameterValues names, also beside a token' {
        $said = Invoke-Session '
            $PSDefaultParameterValues["*-ExoMt*:App"] = $app
            Connect-ExoMtTenant contoso.onmicrosoft.com
            Get-ExoMtToken contoso.onmicrosoft.com | Connect-ExoMtTenant
            @(Get-ConnectionInformation).Count'
        $said | Should -Be '2'
    }

    It 'to several tenants, each with its prefix' {
        Add-SimulatorTenant | Set-Variable -Name other
        $said = Invoke-Session "
            Connect-ExoMtTenant -App `$app -Organization contoso.onmicrosoft.com -Prefix Con
            Connect-ExoMtTenant -App `$app -Organization $other -Prefix Oth
            (Get-ConOrganizationConfig).Name
            (Get-OthOrganizationConfig).Name
            (Get-EXOMailbox)[0].PrimarySmtpAddress
            @(Get-Command Get-AcceptedDomain -ErrorAction Ignore).Count"
        $said | Should -Be 'contoso.onmicrosoft.com', $other, "adele@$other", '0'
    }

    It 'in a loop with Disconnect-ExchangeOnline, where one is not ready' {
        $said = Invoke-Session '
            foreach ($tenant in "contoso.onmicrosoft.com", "fabrikam.onmicrosoft.com", "litware.onmicrosoft.com") {
                try { Connect-ExoMtTenant -App $app -Organization $tenant } catch { "$($_.TargetObject) left out"; continue }
                (Get-OrganizationConfig).Name
                Disconnect-ExchangeOnline -Confirm:$false
                @(Get-Command Get-OrganizationConfig -ErrorAction Ignore).Count
            }'
        $said | Should -Be 'contoso.onmicrosoft.com', '0', 'fabrikam.onmicrosoft.com left out', 'litware.onmicrosoft.com', '0'
    }
}

Describe 'The parameters of the genuine command' {
    It 'are its own in type, alias and allowed values, without positions and without those that ExoMt owns' {
        $said = Invoke-Session '
            $all = (Get-Command Connect-ExoMtTenant).Parameters
            $more = $all.Values | Where-Object IsDynamic
            "names: $(($more.Name | Sort-Object) -join " ")"
            "types: $($all.Prefix.ParameterType.Name) $($all.CommandName.ParameterType.Name) $($all.PageSize.ParameterType.Name) $($all.ShowBanner.ParameterType.Name) $($all.LogLevel.ParameterType.Name)"
            "positions: $(@($more.ParameterSets.Values.Position | Sort-Object -Unique))"
            "mandatory: $(@($more.ParameterSets.Values.IsMandatory | Sort-Object -Unique))"
            "values: $(($all.LogLevel.Attributes | Where-Object { $_ -is [ValidateSet] }).ValidValues)"
            $completed = [System.Management.Automation.CommandCompletion]::CompleteInput("Connect-ExoMtTenant -Skip", 25, $null)
            "completed: $($completed.CompletionMatches.CompletionText)"
            try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -LogLevel Loud } catch { $_.FullyQualifiedErrorId }'
        $said | Should -Be @(
            'names: BypassMailboxAnchoring CommandName EnableErrorReporting EXOModuleBasePath FormatTypeName LoadCmdletHelp LogDirectoryPath LogLevel PageSize Prefix ShowBanner ShowProgress SigningCertificate SkipLoadingCmdletHelp SkipLoadingFormatData TrackPerformance UseMultithreading'
            'types: String String[] UInt32 SwitchParameter LogLevel'
            'positions: -2147483648'
            'mandatory: False'
            'values: Default All'
            'completed: -SkipLoadingCmdletHelp -SkipLoadingFormatData'
            'CannotConvertArgumentNoMessage,Connect-ExoMtTenant'
        )
    }

    It 'arrive there' {
        $said = Invoke-Session '
            $base = New-Item -ItemType Directory "$env:PSModulePath-base"
            Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Prefix Con -CommandName Get-AcceptedDomain, Get-Mailbox -PageSize 7 -LogLevel All -ShowBanner -UseMultithreading $false -EXOModuleBasePath $base.FullName 6>&1
            $call = (Get-Call).Parameters
            "$($call.PageSize.GetType().Name) $($call.LogLevel.GetType().Name) $($call.UseMultithreading)"
            (Get-Command -Module tmpEXO_*).Name -join " "
            (Get-Module tmpEXO_*).Path.StartsWith($base.FullName)'
        $said | Should -Be 'This is the banner of the stand-in.', 'UInt32 LogLevel False', 'Get-ConAcceptedDomain Get-ConMailbox', 'True'
    }

    It 'are those of the version that is used, and with -Resource Compliance of Connect-IPPSSession' {
        $script = '
            & (Get-Module ExoMt) { function script:Test-WindowsPlatform { $true } }
            $names = [ordered]@{}
            foreach ($resource in "Exchange", "Compliance") { $names[$resource] = (Get-Command Connect-ExoMtTenant -ArgumentList @("-Resource", $resource)).Parameters.Keys }
            foreach ($name in "EXOModuleBasePath", "LoadCmdletHelp", "PageSize", "EnableSearchOnlySession") { "$name $($names.Exchange -contains $name) $($names.Compliance -contains $name)" }'
        Invoke-Session -Version 3.9.2 $script | Should -Be 'EXOModuleBasePath True False', 'LoadCmdletHelp True False', 'PageSize True False', 'EnableSearchOnlySession False True'
        Invoke-Session -Version 3.4.0 $script | Should -Be 'EXOModuleBasePath False False', 'LoadCmdletHelp False False', 'PageSize True False', 'EnableSearchOnlySession False False'
    }

    It 'never have the name of one of ExoMt''s' {
        $owned = (Get-Command Connect-ExoMtTenant).Parameters.Values | ForEach-Object { $_.Name; $_.Aliases }
        $command = Invoke-Expression "function Connect-Everything { [CmdletBinding()] param($(($owned | Where-Object { [System.Management.Automation.Cmdlet]::CommonParameters -notcontains $_ -and $_ -notin 'vb', 'db', 'ea', 'wa', 'infa', 'ev', 'wv', 'iv', 'ov', 'ob', 'pv', 'proga' } | ForEach-Object { "`$$_" }) -join ', '), `$Other) }; Get-Command Connect-Everything"
        & (Get-Module ExoMt) { (Get-PassThroughParameter -Command $args[0]).Keys } $command | Should -Be 'Other'
    }

    It 'do not stand in the way when the module is not there' {
        $said = Invoke-Session -Version @() '
            @((Get-Command Connect-ExoMtTenant).Parameters.Values | Where-Object IsDynamic).Count
            (Get-Help Connect-ExoMtTenant).Synopsis.Length -gt 20
            $Error.Count'
        $said | Should -Be '0', 'True', '0'
    }
}

Describe 'A tenant that is not ready' {
    It 'is an error before anything is sent to Exchange: <Tenant>, <Code>' -ForEach @(
        @{ Tenant = 'fabrikam.onmicrosoft.com'; Id = 'NotReady'; Category = 'PermissionDenied'; Code = 'NoAppRole'; Says = '*Exchange.ManageAsApp*' }
        @{ Tenant = 'northwind.onmicrosoft.com'; Id = 'ConsentMissing'; Category = 'PermissionDenied'; Code = $null; Says = '*AADSTS7000229*' }
        @{ Tenant = 'nobody.onmicrosoft.com'; Id = 'TenantNotFound'; Category = 'ObjectNotFound'; Code = $null; Says = '*AADSTS90002*' }
        @{ Tenant = 'no/body'; Id = 'InvalidTenant'; Category = 'InvalidArgument'; Code = $null; Says = '*no/body*' }
    ) {
        Clear-SimulatorRequest
        $said = Invoke-Session "
            `$Error.Clear()
            `$reached = `$false
            try { Connect-ExoMtTenant -App `$app -Organization $Tenant -ErrorAction SilentlyContinue -WarningVariable warned; `$reached = `$true } catch { `$failure = `$_ }
            `"reached: `$reached, errors: `$(`$Error.Count), warnings: `$(@(`$warned).Count), same: `$(`$Error[0].Exception -eq `$failure.Exception)`"
            `$failure.FullyQualifiedErrorId
            `"`$(`$failure.CategoryInfo.Category)`"
            `$failure.TargetObject
            `"code: `$(`$failure.Exception.Data['Finding'])`"
            `"fixed: `$(`$failure.Exception.Data['Fix'] -eq `$failure.ErrorDetails.RecommendedAction -and `$failure.ErrorDetails.RecommendedAction.Length -gt 20) `$([bool]`$failure.Exception.Data['FixedBy'])`"
            `$failure.InvocationInfo.MyCommand.Name
            @(Get-Command Get-AcceptedDomain -ErrorAction Ignore).Count
            `$failure.Exception.Message"
        $said[0..7] | Should -Be 'reached: False, errors: 1, warnings: 0, same: True', "ExoMt.$Id,Connect-ExoMtTenant", $Category, $Tenant, "code: $Code", 'fixed: True True', 'Connect-ExoMtTenant', '0'
        $said[8] | Should -BeLike $Says
        @(Get-ExchangeCall).Count | Should -Be 0
    }

    It '<Kind>: a token that is not what was asked for' -ForEach @(
        @{ Kind = 'delegated'; Code = 'DelegatedToken' }, @{ Kind = 'wrongAudience'; Code = 'AudienceMismatch' }, @{ Kind = 'expired'; Code = 'TokenExpired' }
    ) {
        $domain = Add-SimulatorTenant -Faults @{ kind = $Kind }
        Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization $domain } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Data['Finding'] }" | Should -Be 'ExoMt.NotReady,Connect-ExoMtTenant', $Code
    }

    It 'but may work is a warning, and what Exchange says then is the error, with its fix' {
        $said = Invoke-Session '
            try { Connect-ExoMtTenant -App $app -Organization wingtip.onmicrosoft.com -WarningVariable warned 3> $null } catch { $failure = $_ }
            "$warned"
            $failure.Exception.Message
            $failure.ErrorDetails.RecommendedAction'
        $said[0] | Should -BeLike 'wingtip.onmicrosoft.com: *Teams Administrator*'
        $said[1] | Should -BeLike 'The role assigned to application ae11b22c-* isn''t supported in this scenario.*'
        $said[2] | Should -BeLike '*directory role*Exchange Administrator*'
    }

    It 'by its token, without a directory role, is tried without a word: <Tenant>' -ForEach @(
        # An Exchange role group, which no token shows.
        @{ Tenant = 'litware.onmicrosoft.com'; Ends = 'connected' }
        @{ Tenant = 'tailspin.onmicrosoft.com'; Ends = "The role assigned to application ae11b22c-3d44-4e55-8f66-778899aabbcc isn't supported in this scenario.*" }
    ) {
        $said = Invoke-Session "
            try { Connect-ExoMtTenant -App `$app -Organization $Tenant -WarningVariable warned; 'connected' } catch { `$_.Exception.Message }
            @(`$warned).Count"
        $said[0] | Should -BeLike $Ends
        $said[1] | Should -Be '0'
        "$(Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization $Tenant -Verbose 4>&1 } catch { }")" | Should -BeLike "*${Tenant}: The token has no directory role*New-ServicePrincipal*"
    }

    It 'with -Force meets the genuine answer: <Says>' -ForEach @(
        @{ Tenant = 'fabrikam.onmicrosoft.com'; Type = 'System.UnauthorizedAccessException'; Says = 'UnAuthorized'; Fix = '*Exchange.ManageAsApp*' }
    ) {
        $said = Invoke-Session "
            `$Error.Clear()
            try { Connect-ExoMtTenant -App `$app -Organization $Tenant -Force -WarningVariable warned 3> `$null } catch { `$failure = `$_ }
            `"`$warned`"
            `$failure.Exception.GetType().FullName
            `$failure.Exception.Message
            `$failure.FullyQualifiedErrorId
            `$failure.ErrorDetails.RecommendedAction
            `$Error[0].ErrorDetails.RecommendedAction -eq `$failure.ErrorDetails.RecommendedAction
            `$failure.InvocationInfo.ScriptLineNumber -eq `$Error[0].InvocationInfo.ScriptLineNumber
            (`$Error[0] | Resolve-ExoMtError)[0].Kind"
        $said[0] | Should -BeLike "${Tenant}: not ready.*-Force: connecting nevertheless."
        $said[1..3] | Should -Be $Type, $Says, "$Says,Connect-ExoMtTenant"
        $said[4] | Should -BeLike $Fix
        $said[5..7] | Should -Be 'True', 'True', 'AppRoleMissing'
    }

    It 'and no token at all is an error that -Force does not change' {
        Invoke-Session 'try { Connect-ExoMtTenant -App $app -Organization northwind.onmicrosoft.com -Force } catch { $_.FullyQualifiedErrorId }' | Should -Be 'ExoMt.ConsentMissing,Connect-ExoMtTenant'
    }
}

Describe 'An error of the genuine command itself' {
    It 'stays what it is: <Says>' -ForEach @(
        @{ More = "-Prefix 'a-b'"; Says = 'Use of any special characters in the Prefix string is not supported.' }
        @{ More = '-Prefix EXO'; Says = "Prefix 'EXO' is a reserved Prefix, please use a different prefix." }
    ) {
        $said = Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization contoso.onmicrosoft.com $More } catch { `$_.Exception.Message; `$_.FullyQualifiedErrorId; `$_.ScriptStackTrace }"
        $said[0..1] | Should -Be $Says, "$Says,Connect-ExoMtTenant"
        $said[2] | Should -BeLike 'at Connect-ExchangeOnline*'
    }

    It 'ends the command also when errors are to be passed over' {
        Invoke-Session '
            $ErrorActionPreference = "SilentlyContinue"
            function Test-It { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Prefix EXO -PassThru -ErrorAction SilentlyContinue }
            try { Test-It; "went on" } catch { "thrown" }
            $Error[0].Exception.Message' | Should -Contain "Prefix 'EXO' is a reserved Prefix, please use a different prefix."
    }
}

Describe 'The version of ExchangeOnlineManagement' {
    BeforeAll {
        function Get-Choice {
            # What is chosen of these versions, or the id and text of the failure.
            param([string] $Loaded, [string[]] $Installed, [string] $Resource = 'Exchange', [string] $Shell = '7.6.0', [bool] $IsDesktop = $false)
            & (Get-Module ExoMt) {
                param($Loaded, $Installed, $Resource, $Shell, $IsDesktop)
                Enter-ExoMtProcess
                $modules = @(foreach ($one in $Installed) { [pscustomobject]@{ Version = [version]$one } })
                $chosen = Select-ExchangeModule -Loaded $(if ($Loaded) { [pscustomobject]@{ Version = [version]$Loaded } }) -Installed $modules -Resource $Resource -ShellVersion $Shell -IsDesktop $IsDesktop
                if (Test-ExoMtFailure $chosen) { "$($chosen.name): $($chosen.message) $($chosen.fix)" } else { "$($chosen.Version)" }
            } $Loaded $Installed $Resource $Shell $IsDesktop
        }
    }

    It 'is the newest that fits: <Installed> in <Shell> for <Resource> gives <Gives>' -ForEach @(
        @{ Installed = '3.0.0', '3.9.2', '3.10.1'; Shell = '7.6.1'; Resource = 'Exchange'; Gives = '3.10.1' }
        @{ Installed = '3.10.1', '3.9.2', '3.4.0'; Shell = '7.5.3'; Resource = 'Exchange'; Gives = '3.9.2' }
        @{ Installed = '3.9.2', '3.10.1'; Shell = '7.4.0'; Resource = 'Exchange'; Gives = '3.9.2' }
        @{ Installed = '3.4.0', '3.9.2', '3.10.1'; Shell = '7.2.9'; Resource = 'Exchange'; Gives = '3.4.0' }
        @{ Installed = '3.4.0', '3.8.0'; Shell = '7.4.0'; Resource = 'Compliance'; Gives = '3.8.0' }
        @{ Installed = '3.1.0'; Shell = '7.6.0'; Resource = 'Exchange'; Gives = '3.1.0' }
        @{ Installed = '3.9.2', '3.10.1'; Shell = '5.1.19041'; Desktop = $true; Resource = 'Exchange'; Gives = '3.10.1' }
        @{ Installed = '3.0.0'; Shell = '7.6.0'; Resource = 'Exchange'; Gives = 'ModuleTooOld: ExchangeOnlineManagement 3.0.0 is too old*since 3.1.0.*-MinimumVersion 3.1.0*' }
        @{ Installed = '3.0.9'; Shell = '5.1.19041'; Desktop = $true; Resource = 'Exchange'; Gives = 'ModuleTooOld:*' }
        @{ Installed = '3.7.2'; Shell = '7.6.0'; Resource = 'Compliance'; Gives = 'ModuleTooOld:*Connect-IPPSSession*since 3.8.0.*-MinimumVersion 3.8.0*' }
        @{ Installed = '3.10.1'; Shell = '7.5.9'; Resource = 'Exchange'; Gives = 'PowerShellTooOld:*needs PowerShell 7.6; this is 7.5.9*-RequiredVersion 3.9.2*' }
        @{ Installed = '3.9.2'; Shell = '7.3.0'; Resource = 'Exchange'; Gives = 'PowerShellTooOld:*needs PowerShell 7.4*-RequiredVersion 3.4.0*' }
        @{ Installed = '3.9.2'; Shell = '7.3.0'; Resource = 'Compliance'; Gives = 'PowerShellTooOld:*needs PowerShell 7.4*5.1.' }
        @{ Installed = '3.0.0', '3.10.1'; Shell = '7.4.0'; Resource = 'Exchange'; Gives = 'PowerShellTooOld:*3.10.1*' }
        @{ Installed = @(); Shell = '7.6.0'; Resource = 'Exchange'; Gives = 'ModuleMissing:*Install-Module ExchangeOnlineManagement -MinimumVersion 3.1.0*' }
        @{ Installed = @(); Shell = '7.6.0'; Resource = 'Compliance'; Gives = 'ModuleMissing:*-MinimumVersion 3.8.0*' }
    ) {
        Get-Choice -Installed $Installed -Shell $Shell -Resource $Resource -IsDesktop ([bool]$_['Desktop']) | Should -BeLike $Gives
    }

    It 'is the loaded one, whatever else is installed: <Loaded> beside <Installed> in <Shell> gives <Gives>' -ForEach @(
        @{ Loaded = '3.4.0'; Installed = '3.4.0', '3.9.2'; Shell = '7.6.0'; Gives = '3.4.0' }
        @{ Loaded = '3.10.1'; Installed = '3.10.1', '3.9.2'; Shell = '7.5.0'; Gives = 'PowerShellTooOld:*loaded in this session, so 3.9.2*Start a new PowerShell*' }
        @{ Loaded = '3.0.0'; Installed = '3.0.0', '3.9.2'; Shell = '7.6.0'; Gives = 'ModuleTooOld:*loaded in this session, so 3.9.2*Start a new PowerShell*' }
        @{ Loaded = '3.0.0'; Installed = @('3.0.0'); Shell = '7.6.0'; Gives = 'ModuleTooOld:*Install-Module*' }
    ) {
        Get-Choice -Loaded $Loaded -Installed $Installed -Shell $Shell | Should -BeLike $Gives
    }

    It 'is found in a session: <Name>' -ForEach @(
        @{ Name = 'the newest'; Version = '3.0.0', '3.4.0', '3.10.1'; First = ''; Gives = '3.10.1' }
        @{ Name = 'the only one that takes a token'; Version = '3.0.0', '3.4.0'; First = ''; Gives = '3.4.0' }
        @{ Name = 'the loaded one'; Version = '3.4.0', '3.10.1'; First = 'Import-Module ExchangeOnlineManagement -RequiredVersion 3.4.0'; Gives = '3.4.0' }
        @{ Name = 'the one that another module has loaded for itself'; Version = '3.4.0', '3.10.1'; First = 'New-Module -Name Holder { Import-Module ExchangeOnlineManagement -RequiredVersion 3.4.0 } | Import-Module'; Gives = '3.4.0' }
        @{ Name = 'none that takes a token'; Version = @('3.0.0'); First = ''; Gives = 'ExoMt.ModuleTooOld,Connect-ExoMtTenant' }
        @{ Name = 'the loaded one, which takes no token'; Version = '3.0.0', '3.9.2'; First = 'Import-Module ExchangeOnlineManagement -RequiredVersion 3.0.0'; Gives = 'ExoMt.ModuleTooOld,Connect-ExoMtTenant' }
        @{ Name = 'none at all'; Version = @(); First = ''; Gives = 'ExoMt.ModuleMissing,Connect-ExoMtTenant' }
    ) {
        Clear-SimulatorRequest
        $said = Invoke-Session -Version $Version "$First
            try { Connect-ExoMtTenant -App `$app -Organization contoso.onmicrosoft.com; `"`$((Get-Call).Version)`"; Get-ConnectionInformation | ForEach-Object State; (Get-Command Connect-ExchangeOnline).Version -eq (Get-Call).Version } catch { `$_.FullyQualifiedErrorId }"
        if ($Gives -like 'ExoMt*') {
            $said | Should -Be $Gives
            # The token is not even asked for.
            @(Invoke-Simulator -Method GET -Path requests).Count | Should -Be 0
        }
        else { $said | Should -Be $Gives, 'Connected', 'True' }
    }

    It 'that can not be loaded is said, with the reason' {
        $said = Invoke-Session '
            Set-Content (Get-ChildItem $env:PSModulePath -Recurse -Filter ExchangeOnlineManagement.psm1).FullName "throw ''Could not load file or assembly Microsoft.Identity.Client''"
            try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }'
        $said[0] | Should -Be 'ExoMt.ModuleUnusable,Connect-ExoMtTenant'
        $said[1] | Should -BeLike '*3.9.2 could not be loaded: Could not load file or assembly Microsoft.Identity.Client*'
    }

    It 'whose command takes no organization, as in Azure Cloud Shell, is said' {
        $said = Invoke-Session '
            $file = (Get-ChildItem $env:PSModulePath -Recurse -Filter ExchangeOnlineManagement.psm1).FullName
            Set-Content $file (Get-Content -Raw $file).Replace("AppId = [string]; Organization = [string]", "AppId = [string]")
            try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com } catch { $_.FullyQualifiedErrorId; $_.ErrorDetails.RecommendedAction }'
        $said[0] | Should -Be 'ExoMt.ModuleUnusable,Connect-ExoMtTenant'
        $said[1] | Should -BeLike '*Cloud Shell*'
    }
}

Describe 'Security & Compliance' {
    It 'is refused at once where the genuine command does not work' {
        Clear-SimulatorRequest
        $said = Invoke-Session 'try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Resource Compliance } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }'
        $said[0] | Should -Be 'ExoMt.ComplianceUnavailable,Connect-ExoMtTenant'
        $said[1] | Should -BeLike '*Linux*Windows*'
        @(Invoke-Simulator -Method GET -Path requests).Count | Should -Be 0
    } -Skip:($env:OS -eq 'Windows_NT')

    It 'is connected by Connect-IPPSSession, with a token for it' {
        # Global Reader, which both take.
        $tenant = Add-SimulatorTenant -DirectoryRoles 'f2ef992c-3afb-46b9-b7cf-a126ee74c451'
        $said = Invoke-Session "
            & (Get-Module ExoMt) { function script:Test-WindowsPlatform { `$true } }
            `$made = Connect-ExoMtTenant -App `$app -Organization $tenant -Resource compliance -Prefix Scc -PassThru
            `$call = (Get-Call)
            `"`$(`$call.Command) `$(`$call.Parameters.ConnectionUri) `$(`$call.Parameters.Organization) `$([bool]`$call.Parameters.ShowBanner) `$(`$made.Resource)`"
            `$call.Parameters.AzureADAuthorizationEndpointUri -eq `"`$env:EXOMT_TEST_AUTHORITY/organizations`"
            (ConvertFrom-ExoMtToken `$call.Parameters.AccessToken).Audience
            @(Get-ConnectionInformation)[0].IsEopSession
            (Get-SccOrganizationConfig).Name"
        $said | Should -Be "Connect-IPPSSession https://ps.compliance.protection.outlook.com/powershell-liveid/ $tenant False Compliance", 'True', 'https://ps.compliance.protection.outlook.com', 'True', $tenant
    }

    It 'is judged by its own roles' {
        # Exchange Administrator is none of them.
        $said = Invoke-Session '
            & (Get-Module ExoMt) { function script:Test-WindowsPlatform { $true } }
            try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Resource Compliance -WarningVariable warned 3> $null } catch { }
            "$warned"'
        "$said" | Should -BeLike '*contoso.onmicrosoft.com: *Exchange Administrator*'
    }

    It 'does not take a token for Exchange' {
        Invoke-Session '
            & (Get-Module ExoMt) { function script:Test-WindowsPlatform { $true } }
            $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com
            try { $token | Connect-ExoMtTenant -Resource Compliance } catch { $_.FullyQualifiedErrorId; $_.Exception.Data["Finding"] }' | Should -Be 'ExoMt.NotReady,Connect-ExoMtTenant', 'AudienceMismatch'
    }

    It 'and Exchange are the only resources' {
        Invoke-Session 'try { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Resource Graph } catch { $_.FullyQualifiedErrorId }' | Should -Be 'ExoMt.InvalidResource,Connect-ExoMtTenant'
    }
}

Describe 'The endpoint' {
    It 'of <Cloud> for <Resource>' -ForEach @(
        @{ Cloud = 'Worldwide'; Resource = 'Exchange'; Gives = @{ ExchangeEnvironmentName = 'O365Default' } }
        @{ Cloud = 'GCC'; Resource = 'Exchange'; Gives = @{ ExchangeEnvironmentName = 'O365Default' } }
        @{ Cloud = 'GCCHigh'; Resource = 'Exchange'; Gives = @{ ExchangeEnvironmentName = 'O365USGovGCCHigh' } }
        @{ Cloud = 'DoD'; Resource = 'Exchange'; Gives = @{ ExchangeEnvironmentName = 'O365USGovDoD' } }
        @{ Cloud = 'China'; Resource = 'Exchange'; Gives = @{ ExchangeEnvironmentName = 'O365China' } }
        @{ Cloud = 'Bleu'; Resource = 'Exchange'; Gives = @{ ConnectionUri = 'https://outlook.sovcloud.fr/PowerShell-LiveID'; AzureADAuthorizationEndpointUri = 'https://login.sovcloud-identity.fr/organizations' } }
        @{ Cloud = 'Delos'; Resource = 'Exchange'; Gives = @{ ConnectionUri = 'https://outlook.sovcloud.de/PowerShell-LiveID'; AzureADAuthorizationEndpointUri = 'https://login.sovcloud-identity.de/organizations' } }
        @{ Cloud = 'GovSG'; Resource = 'Exchange'; Gives = @{ ConnectionUri = 'https://outlook.sovcloud.sg/PowerShell-LiveID'; AzureADAuthorizationEndpointUri = 'https://login.sovcloud-identity.sg/organizations' } }
        @{ Cloud = 'Worldwide'; Resource = 'Compliance'; Gives = @{ ConnectionUri = 'https://ps.compliance.protection.outlook.com/powershell-liveid/'; AzureADAuthorizationEndpointUri = 'https://login.microsoftonline.com/organizations' } }
        @{ Cloud = 'DoD'; Resource = 'Compliance'; Gives = @{ ConnectionUri = 'https://l5.ps.compliance.protection.office365.us/powershell-liveid/'; AzureADAuthorizationEndpointUri = 'https://login.microsoftonline.us/organizations' } }
        @{ Cloud = 'China'; Resource = 'Compliance'; Gives = @{ ConnectionUri = 'https://ps.compliance.protection.partner.outlook.cn/powershell-liveid/'; AzureADAuthorizationEndpointUri = 'https://login.chinacloudapi.cn/organizations' } }
        @{ Cloud = 'Worldwide'; Resource = 'Exchange'; Own = 'https://exchange.example/x'; Gives = @{ ConnectionUri = 'https://exchange.example/x'; AzureADAuthorizationEndpointUri = 'https://login.microsoftonline.com/organizations' } }
        @{ Cloud = 'China'; Resource = 'Exchange'; Authority = 'https://login.example:8443'; Own = 'https://exchange.example/x'; Gives = @{ ConnectionUri = 'https://exchange.example/x'; AzureADAuthorizationEndpointUri = 'https://login.example:8443/organizations' } }
    ) {
        $more = $_
        $found = & (Get-Module ExoMt) {
            param($Cloud, $Resource, $More)
            Enter-ExoMtProcess
            $row = Find-CatalogCloud -Name $Cloud
            Get-ConnectEndpoint -Cloud $row -Authority $(if ($More['Authority']) { $More['Authority'] } else { "https://$($row.loginHost)" }) -ConnectionUri $More['Own'] -Resource $Resource
        } $Cloud $Resource $more
        ($found.Keys | Sort-Object) -join ' ' | Should -Be (($Gives.Keys | Sort-Object) -join ' ')
        foreach ($name in $Gives.Keys) { $found[$name] | Should -Be $Gives[$name] }
    }

    It 'of compliance in a cloud that has none is a failure' {
        $found = & (Get-Module ExoMt) { Enter-ExoMtProcess; Get-ConnectEndpoint -Cloud (Find-CatalogCloud -Name Bleu) -Authority '' -ConnectionUri '' -Resource Compliance }
        $found.name | Should -Be 'ComplianceUnavailable'
        $found.message | Should -BeLike '*Bleu*'
    }
}

Describe 'A token' {
    It 'connects its tenant, from the pipeline and by name' {
        $said = Invoke-Session '
            $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com
            $token | Connect-ExoMtTenant -Prefix One
            Connect-ExoMtTenant -Token $token -Prefix Two
            Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -AsSecureString | Connect-ExoMtTenant -Prefix Three
            (Get-ConnectionInformation).Organization -join " "
            (Get-ThreeOrganizationConfig).Name'
        $said | Should -Be 'contoso.onmicrosoft.com contoso.onmicrosoft.com contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'
    }

    It 'that is not ready is refused, and with -Force not' {
        $said = Invoke-Session '
            $token = Get-ExoMtToken -App $app -Organization fabrikam.onmicrosoft.com -WarningAction SilentlyContinue
            try { $token | Connect-ExoMtTenant } catch { $_.FullyQualifiedErrorId; $_.TargetObject }
            try { $token | Connect-ExoMtTenant -Force -WarningAction SilentlyContinue } catch { $_.Exception.Message }'
        $said | Should -Be 'ExoMt.NotReady,Connect-ExoMtTenant', 'fabrikam.onmicrosoft.com', 'UnAuthorized'
    }

    It '<Name> is no token, and nothing is connected' -ForEach @(
        @{ Name = 'a text'; Give = "'eyJ-canary'"; Id = 'TokenMissing' }, @{ Name = 'nothing'; Give = '$null'; Id = 'TokenMissing' }
        @{ Name = 'an empty pipeline'; Give = '@()'; Id = 'TokenMissing' }, @{ Name = 'another object'; Give = '[pscustomobject]@{ AccessToken = 1 }'; Id = 'TokenMissing' }
        @{ Name = 'a copy without the token'; Give = '(Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 3)) })'; Id = 'TokenNotIncluded' }
        @{ Name = 'two tokens'; Give = '(Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com, litware.onmicrosoft.com)'; Id = 'OneTenantOnly' }
    ) {
        $said = Invoke-Session "
            try { $Give | Connect-ExoMtTenant -Force } catch { `$_.FullyQualifiedErrorId; `"`$_`" }
            @(Get-ConnectionInformation).Count"
        $said[0] | Should -Be "ExoMt.$Id,Connect-ExoMtTenant"
        $said[1] | Should -Not -BeLike '*canary*'
        $said[-1] | Should -Be '0'
    }

    It 'of Get-ExoMtToken that failed connects nothing' {
        $said = Invoke-Session '
            $ErrorActionPreference = "Continue"
            Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com
            try { Get-ExoMtToken -App $app -Organization northwind.onmicrosoft.com -ErrorAction SilentlyContinue | Connect-ExoMtTenant; "went on" } catch { $_.FullyQualifiedErrorId }'
        $said | Should -Be 'ExoMt.TokenMissing,Connect-ExoMtTenant'
    }
}

Describe 'One tenant' {
    It 'is what it takes: <Give>' -ForEach @(
        @{ Give = "'contoso.onmicrosoft.com', 'litware.onmicrosoft.com'"; Id = 'OneTenantOnly' }
        @{ Give = '$null'; Id = 'OrganizationMissing' }, @{ Give = '([pscustomobject]@{ Name = 1 })'; Id = 'OrganizationMissing' }, @{ Give = "'  '"; Id = 'InvalidTenant' }
    ) {
        Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization $Give } catch { `$_.FullyQualifiedErrorId }" | Should -Be "ExoMt.$Id,Connect-ExoMtTenant"
    }

    It 'may be a row of a table' {
        Invoke-Session 'Connect-ExoMtTenant -App $app -Organization ([pscustomobject]@{ TenantId = ""; DefaultDomainName = " contoso.onmicrosoft.com " }); (Get-ConnectionInformation).Organization' | Should -Be 'contoso.onmicrosoft.com'
    }
}

Describe 'The initial domain' {
    It 'is told by its ending: <Name> in <Cloud> is <Is>' -ForEach @(
        @{ Name = 'contoso.onmicrosoft.com'; Cloud = 'Worldwide'; Is = $true }, @{ Name = 'CONTOSO.OnMicrosoft.com'; Cloud = 'GCC'; Is = $true }
        @{ Name = 'contoso.mail.onmicrosoft.com'; Cloud = 'Worldwide'; Is = $false }, @{ Name = 'contoso.com'; Cloud = 'Worldwide'; Is = $false }
        @{ Name = 'onmicrosoft.com'; Cloud = 'Worldwide'; Is = $false }, @{ Name = 'evilonmicrosoft.com'; Cloud = 'Worldwide'; Is = $false }
        @{ Name = '7e4a0001-1c2d-4e3f-8a5b-000000000001'; Cloud = 'Worldwide'; Is = $false }, @{ Name = 'contoso.onmicrosoft.us'; Cloud = 'GCCHigh'; Is = $true }
        @{ Name = 'contoso.partner.onmschina.cn'; Cloud = 'China'; Is = $true }, @{ Name = 'contoso.onsovcloud.fr'; Cloud = 'Bleu'; Is = $true }
        @{ Name = 'contoso.onsovcloud.fr'; Cloud = 'Worldwide'; Is = $false }
    ) {
        & (Get-Module ExoMt) { param($Name, $Cloud) Enter-ExoMtProcess; Test-InitialDomain -Organization $Name -Cloud (Find-CatalogCloud -Name $Cloud) } $Name $Cloud | Should -Be $Is
    }

    It 'is found by asking Exchange Online, for <Kind>' -ForEach @(@{ Kind = 'a domain of its own' }, @{ Kind = 'the tenant id' }) {
        $initial = Add-SimulatorTenant
        $asked = if ($Kind -eq 'the tenant id') { Get-SimulatorTenantId $initial } else { $initial.Replace('.onmicrosoft.com', '.example') }
        $said = Invoke-Session "
            `$made = Connect-ExoMtTenant -App `$app -Organization $asked -PassThru
            `$made.Organization
            (Get-ConnectionInformation).Organization
            Set-Mailbox adele -CustomAttribute1 x
            'written'
            `$Error.Count"
        $said | Should -Be $initial, $initial, 'written', '0'
        @(Get-ExchangeCall | Where-Object { $_.cmdlet -eq 'Set-Mailbox' })[-1].anchor | Should -BeLike "*@$initial"
    }

    It 'is not asked for when it is given' {
        $initial = Add-SimulatorTenant
        Clear-SimulatorRequest
        $null = Invoke-Session "Connect-ExoMtTenant -App `$app -Organization $initial"
        # The one of Connect-ExchangeOnline.
        (Get-ExchangeCall).cmdlet | Should -Be 'Get-OrganizationConfig'
    }

    It 'of a tenant where the probe is refused: what is missing is the error' {
        $initial = Add-SimulatorTenant -DirectoryRoles @()
        $asked = $initial.Replace('.onmicrosoft.com', '.example')
        $said = Invoke-Session "
            try { Connect-ExoMtTenant -App `$app -Organization $asked } catch { `$_.FullyQualifiedErrorId; `$_.TargetObject; `$_.Exception.Data['Finding']; `$_.ErrorDetails.RecommendedAction; `$Error.Count }"
        $said[0..2] | Should -Be 'ExoMt.NotReady,Connect-ExoMtTenant', $asked, 'DirectoryRole'
        $said[3] | Should -BeLike '*Exchange Administrator*'
        $said[4] | Should -Be '1'
    }

    It 'that can not be found is asked for, and with -Force done without' {
        $initial = Add-SimulatorTenant -More @{ acceptedDomains = @(@{ domainName = 'x.example'; initialDomain = $false; default = $true }) }
        $asked = $initial.Replace('.onmicrosoft.com', '.example')
        $said = Invoke-Session "
            try { Connect-ExoMtTenant -App `$app -Organization $asked } catch { `$_.FullyQualifiedErrorId }
            Connect-ExoMtTenant -App `$app -Organization $asked -Force -WarningVariable warned 3> `$null
            `"`$warned`"
            (Get-ConnectionInformation).Organization"
        $said[0] | Should -Be 'ExoMt.InitialDomainUnknown,Connect-ExoMtTenant'
        $said[1] | Should -BeLike '*writes fail*could not be found*-Force: connecting nevertheless.'
        $said[2] | Should -Be $asked
    }

    It 'is not known by a token alone' {
        $initial = Add-SimulatorTenant
        $id = Get-SimulatorTenantId $initial
        $said = Invoke-Session "
            `$token = Get-ExoMtToken -App `$app -Organization $id
            try { `$token | Connect-ExoMtTenant } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction; @(Get-ConnectionInformation).Count }
            `$token | Connect-ExoMtTenant -Force -WarningVariable warned 3> `$null
            `"`$warned`"
            (Get-ConnectionInformation).Organization
            (Get-OrganizationConfig).Name
            try { Set-Mailbox adele -CustomAttribute1 x } catch { `$_.Exception.Message }
            `$token | Connect-ExoMtTenant -Organization $initial
            Set-Mailbox adele -CustomAttribute1 x
            `$token | Connect-ExoMtTenant -App `$app
            Set-Mailbox adele -CustomAttribute1 x
            'written'"
        $said[0] | Should -Be 'ExoMt.InitialDomainUnknown,Connect-ExoMtTenant'
        $said[1] | Should -BeLike '*onmicrosoft.com*-App*-Force*'
        $said[2] | Should -Be '0'
        $said[3] | Should -BeLike '*writes fail*-Force: connecting nevertheless.'
        $said[4..5] | Should -Be $id, $initial
        $said[6] | Should -BeLike '*doesn''t have write permission to target DC*'
        $said[7] | Should -Be 'written'
    }
}

Describe 'The token' {
    BeforeAll {
        function Start-Session {
            # Runs the session in a PowerShell of its own; gives the tokens and all that came out.
            param([string] $Name, [switch] $Plant)
            $folder = Join-Path (Convert-Path 'TestDrive:/') "$Name/searched"
            $null = New-Item -ItemType Directory -Path $folder -Force
            $file = Join-Path (Split-Path $folder) 'tokens'
            $planted = if ($Plant) { '-Plant' }
            $said = & $env:EXOMT_TEST_SHELL -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot 'session/Connect.ps1') -Folder $folder -TokenFile $file -ModuleFolder (New-ModuleFolder -Version 3.9.2) @($planted) 2>&1 | Out-String
            $written = @{ 'the console' = $said }
            foreach ($one in Get-ChildItem -Path $folder -File) { $written[$one.Name] = Get-Content -Raw $one.FullName }
            @{ Tokens = @(Get-Content $file); Written = $written }
        }

        function Find-Token {
            # Where a part of a token stands, as text or cut by a console's width.
            param([hashtable] $Session)
            foreach ($token in $Session.Tokens | Sort-Object -Unique) {
                $part = $token.Split('.')[2].Substring(0, 60)
                foreach ($entry in $Session.Written.GetEnumerator()) {
                    $whole = $entry.Value.Replace('_x005F_', '_')
                    if ($whole.Contains($part) -or ($whole -replace '\s', '').Contains($part)) { $entry.Key }
                }
            }
        }
    }

    It 'is in nothing that a session shows or writes' {
        $session = Start-Session -Name clean
        @($session.Tokens).Count | Should -Be 6
        $session.Written.Keys.Count | Should -BeGreaterThan 20
        $session.Written['the console'] | Should -BeLike '*contoso.onmicrosoft.com: Connect-ExchangeOnline of ExchangeOnlineManagement 3.9.2*'
        $session.Written['transcript.txt'] | Should -BeLike '*UnAuthorized*'
        @(Find-Token -Session $session) | Should -BeNullOrEmpty
    }

    It 'would be found there' {
        @(Find-Token -Session (Start-Session -Name planted -Plant)) | Should -Contain 'the console'
    }
}

Describe 'Around a connection' {
    It 'a module that leaves takes nothing with it' {
        $said = Invoke-Session '
            Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com
            Import-ExoMt
            (Get-AcceptedDomain).Count
            Remove-Module ExoMt
            (Get-AcceptedDomain).Count
            (Get-ConnectionInformation).State
            Get-Command Connect-ExchangeOnline | ForEach-Object Name'
        $said | Should -Be '2', '2', 'Connected', 'Connect-ExchangeOnline'
    }

    It 'no escape of a server reaches the terminal, and its text stays in the exception' {
        $tenant = Add-SimulatorTenant -More @{ exchangeFaults = @(@{ kind = 'escapes403' }) }
        $said = Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization $tenant } catch { `$_.ErrorDetails.Message; `$_.Exception.Message -match '\p{Cc}' }"
        $said[-1] | Should -Be 'True'
        $said[0] | Should -Not -Match '[\p{Cc}\p{Cf}-[\r\n\t]]'
    }

    It '<Kind> of Exchange Online is the error' -ForEach @(
        @{ Kind = 'text429'; Says = '*concurrent requests*' }, @{ Kind = 'empty403'; Says = '*403*' }, @{ Kind = 'diagnostics403'; Says = '?*' }
    ) {
        $tenant = Add-SimulatorTenant -More @{ exchangeFaults = @(@{ kind = $Kind }) }
        $said = Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization $tenant } catch { `$_.Exception.Message; @(Get-Command Get-AcceptedDomain -ErrorAction Ignore).Count }"
        $said[0] | Should -BeLike $Says
        $said[1] | Should -Be '0'
    }

    It 'is stopped while it waits for <Name>' -ForEach @(
        @{ Name = 'the token'; More = @{ faults = @(@{ kind = 'stall'; delayMs = 60000 }) } }
        @{ Name = 'the initial domain'; More = @{ exchangeFaults = @(@{ kind = 'stall'; delayMs = 60000 }) } }
    ) {
        $domain = "s$([guid]::NewGuid().ToString('n').Substring(0, 12))"
        $principal = @{ appId = (Get-AppParameter).AppId; objectId = [string][guid]::NewGuid(); roles = @('Exchange.ManageAsApp'); wids = @('29232cdf-9323-42fd-ade2-1d097af3e4de') }
        $tenant = @{ id = [string][guid]::NewGuid(); domains = @("$domain.onmicrosoft.com", "$domain.example"); servicePrincipals = @($principal) } + $More
        Invoke-Simulator -Method POST -Path tenants -Body $tenant
        $kept = $env:PSModulePath
        $shell = [powershell]::Create()
        try {
            $env:PSModulePath = New-ModuleFolder -Version 3.9.2
            $null = $shell.AddScript({ param($Support, $Name) Import-Module $Support; Import-ExoMt; Connect-ExoMtTenant -App (New-SecretApp) -Organization $Name }).AddArgument((Join-Path $PSScriptRoot 'Support.psm1')).AddArgument("$domain.example")
            $null = $shell.BeginInvoke()
            $flight = { @(Invoke-Simulator -Method GET -Path requests | Where-Object { $_.progress -eq 'inFlight' -and ($_.path -like "*$domain*" -or $_.path -like "*$($tenant.id)*") }).Count }
            Wait-Until { (& $flight) -eq 1 } -Seconds 20 | Should -BeTrue
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $watch.ElapsedMilliseconds | Should -BeLessThan 1000
            Wait-Until { (& $flight) -eq 0 } -Seconds 2 | Should -BeTrue
        }
        finally {
            $env:PSModulePath = $kept
            $shell.Dispose()
        }
    }
}
