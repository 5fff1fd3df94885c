# Tests Connect-ExoMtTenant with ExchangeOnlineManagement, the real one and a stand-in. Each test
# uses a new runspace, because an imported module stays in it.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1'), (Join-Path $PSScriptRoot 'Exchange.psm1') -Force
    Import-ExoMt
    Set-SessionFolder -Path (Convert-Path 'TestDrive:/')
}

Describe 'A connection' {
    It 'makes its cmdlets available where it was called: <Where>' -ForEach @(
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

    It 'returns nothing, or with -PassThru the connection' {
        $said = Invoke-Session '
            $none = Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com
            "none: $($null -eq $none)"
            $made = Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Prefix Con -KeepConnections -PassThru
            "type: $($made.PSObject.TypeNames[0])"
            "what: $($made.Organization) $($made.TenantId) $($made.Environment) $($made.Resource) $($made.Prefix) $($made.Verdict)"
            "id: $((Get-ConnectionInformation | Where-Object ModulePrefix -EQ Con).ConnectionId -eq $made.ConnectionId)"
            $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com
            "end: $($made.ExpiresOn -is [DateTimeOffset]) $([Math]::Abs(($made.ExpiresOn - $token.ExpiresOn).TotalSeconds) -le 2)"
            "module: $($made.ModuleVersion -eq (Get-Module ExchangeOnlineManagement).Version)"
            ($made | Out-String).Trim()'
        $said[0..5] | Should -Be 'none: True', 'type: ExoMt.Connection', 'what: contoso.onmicrosoft.com 7e4a0001-1c2d-4e3f-8a5b-000000000001 Worldwide Exchange Con Ready', 'id: True', 'end: True True', 'module: True'
        "$said" | Should -BeLike '*Organization : contoso.onmicrosoft.com*ExpiresOn*Verdict      : Ready*'
    }

    It 'calls Connect-ExchangeOnline with the cloud, the token and no banner' -Tag StandIn {
        $said = Invoke-Session '
            $plain = Get-AppParameter
            Connect-ExoMtTenant -App (New-ExoMtApp @plain -ClientSecret (ConvertTo-Secure (Get-SecretText))) -Organization contoso.onmicrosoft.com
            $call = (Get-Call).Parameters
            ($call.Keys | Sort-Object) -join " "
            "$($call.ExchangeEnvironmentName) $($call.Organization) $([bool]$call.ShowBanner) $($call.ErrorAction)"
            (Test-ExoMtToken -Token $call.AccessToken -Organization contoso.onmicrosoft.com -Resource Exchange).Verdict'
        $said | Should -Be 'AccessToken ErrorAction ExchangeEnvironmentName Organization ShowBanner', 'O365Default contoso.onmicrosoft.com False Stop', 'Ready'
    }

    It 'uses the app''s own endpoint' -Tag StandIn {
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

    It 'accepts a credential as Connect-ExchangeOnline does, and keeps no app' {
        $said = Invoke-Session '
            $known = Get-AppParameter
            Connect-ExoMtTenant @known -Certificate (Get-FixtureCertificate) -Organization contoso.onmicrosoft.com -ConnectionUri (Get-ConnectionUri) -Prefix One
            Connect-ExoMtTenant @known -CertificateFilePath (Get-Fixture legacy-3des.pfx) -CertificatePassword (ConvertTo-Secure legacy) -Organization contoso.onmicrosoft.com -ConnectionUri (Get-ConnectionUri)
            (Get-ConnectionInformation).Organization -join " "
            & (Get-Module ExoMt) { $script:OwnApps.Count }'
        $said | Should -Be 'contoso.onmicrosoft.com contoso.onmicrosoft.com', '1'
    }

    It 'uses the app in $PSDefaultParameterValues, also with a token' {
        $said = Invoke-Session '
            $PSDefaultParameterValues["*-ExoMt*:App"] = $app
            Connect-ExoMtTenant contoso.onmicrosoft.com -Prefix One
            Get-ExoMtToken contoso.onmicrosoft.com | Connect-ExoMtTenant -Prefix Two
            @(Get-ConnectionInformation).Count'
        $said | Should -Be '2'
    }

    It 'can be one of several, each with its prefix' {
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

    It 'works in a loop with Disconnect-ExchangeOnline that skips a tenant' {
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

    It 'is an error for a token with the fault <Kind>' -ForEach @(
        @{ Kind = 'delegated'; Code = 'DelegatedToken' }, @{ Kind = 'wrongAudience'; Code = 'AudienceMismatch' }, @{ Kind = 'expired'; Code = 'TokenExpired' }
    ) {
        $domain = Add-SimulatorTenant -Faults @{ kind = $Kind }
        Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization $domain } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Data['Finding'] }" | Should -Be 'ExoMt.NotReady,Connect-ExoMtTenant', $Code
    }

    It 'is a warning if it might work, and the error of Exchange includes the fix' {
        $said = Invoke-Session '
            try { Connect-ExoMtTenant -App $app -Organization wingtip.onmicrosoft.com -WarningVariable warned 3> $null } catch { $failure = $_ }
            "$warned"
            $failure.Exception.Message
            $failure.ErrorDetails.RecommendedAction'
        $said[0] | Should -BeLike 'wingtip.onmicrosoft.com: *Teams Administrator*'
        $said[1] | Should -BeLike 'The role assigned to application ae11b22c-* isn''t supported in this scenario.*'
        $said[2] | Should -BeLike '*directory role*Exchange Administrator*'
    }

    It 'is tried without a warning if its token has no directory role: <Tenant>' -ForEach @(
        # An Exchange role group may grant access; no token shows it.
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

    It 'ends with Exchange''s own error with -Force: <Says>' -ForEach @(
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

    It 'is an error despite -Force if there is no token' {
        Invoke-Session 'try { Connect-ExoMtTenant -App $app -Organization northwind.onmicrosoft.com -Force } catch { $_.FullyQualifiedErrorId }' | Should -Be 'ExoMt.ConsentMissing,Connect-ExoMtTenant'
    }
}

Describe 'An error of Connect-ExchangeOnline itself' {
    It 'is unchanged: <Says>' -ForEach @(
        @{ More = "-Prefix 'a-b'"; Says = 'Use of any special characters in the Prefix string is not supported.' }
        @{ More = '-Prefix EXO'; Says = "Prefix 'EXO' is a reserved Prefix, please use a different prefix." }
    ) {
        $said = Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization contoso.onmicrosoft.com $More } catch { `$_.Exception.Message; `$_.FullyQualifiedErrorId; `$_.ScriptStackTrace }"
        $said[0..1] | Should -Be $Says, "$Says,Connect-ExoMtTenant"
        $said[2] | Should -BeLike 'at Connect-ExchangeOnline*'
    }

    It 'terminates the command even with -ErrorAction SilentlyContinue' {
        Invoke-Session '
            $ErrorActionPreference = "SilentlyContinue"
            function Test-It { Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com -Prefix EXO -PassThru -ErrorAction SilentlyContinue }
            try { Test-It; "went on" } catch { "thrown" }
            $Error[0].Exception.Message' | Should -Contain "Prefix 'EXO' is a reserved Prefix, please use a different prefix."
    }
}

Describe 'The token' {
    BeforeAll {
        function Start-Session {
            # Runs the session in its own PowerShell. Returns the tokens and all output.
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
            # Returns where a part of a token appears, as text or wrapped to a console's width.
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
        @($session.Tokens).Count | Should -Be $(if (Test-RealModule) { 3 } else { 6 })
        $session.Written.Keys.Count | Should -BeGreaterThan 20
        $session.Written['the console'] | Should -BeLike '*contoso.onmicrosoft.com: Connect-ExchangeOnline of ExchangeOnlineManagement 3.*'
        $session.Written['transcript.txt'] | Should -BeLike '*UnAuthorized*'
        @(Find-Token -Session $session) | Should -BeNullOrEmpty
    }

    It 'would be found if a session wrote it' -Tag StandIn {
        @(Find-Token -Session (Start-Session -Name planted -Plant)) | Should -Contain 'the console'
    }
}

Describe 'A session with a connection' {
    It 'keeps it after Remove-Module' {
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

    It 'shows no escape sequences of a server, and keeps them in the exception' {
        $tenant = Add-SimulatorTenant -More @{ exchangeFaults = @(@{ kind = 'escapes403' }) }
        $said = Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization $tenant } catch { `$_.ErrorDetails.Message; `$_.Exception.Message -match '\p{Cc}' }"
        $said[-1] | Should -Be 'True'
        $said[0] | Should -Not -Match '[\p{Cc}\p{Cf}-[\r\n\t]]'
    }

    It 'reports the fault <Kind> of Exchange Online as the error' -ForEach @(
        @{ Kind = 'text429'; Says = '*concurrent requests*'; Real = 'Unexpected character encountered while parsing value: *' }
        @{ Kind = 'empty403'; Says = '*403*'; Real = 'Module could not be correctly formed.*' }
        @{ Kind = 'diagnostics403'; Says = '?*'; Real = '?*' }
    ) {
        $tenant = Add-SimulatorTenant -More @{ exchangeFaults = @(@{ kind = $Kind }) }
        $said = Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization $tenant } catch { `$_.Exception.Message; @(Get-Command Get-AcceptedDomain -ErrorAction Ignore).Count }"
        $said[0] | Should -BeLike $(if (Test-RealModule) { $Real } else { $Says })
        $said[1] | Should -Be '0'
    }

    It 'can be stopped while the command waits for <Name>' -ForEach @(
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
