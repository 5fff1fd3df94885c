# Tests several importers in one process: imports, runspaces, jobs, and what remains after
# Remove-Module.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $contoso = 'contoso.onmicrosoft.com'

    function Invoke-Child {
        # Runs a script in a new PowerShell process and returns its lines.
        param([string] $Script)
        @(& $env:EXOMT_TEST_SHELL -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; Import-Module '$(Join-Path $PSScriptRoot 'Support.psm1')'; $Script" 2>&1 | ForEach-Object { "$_" })
    }
}

Describe 'Importing' {
    It 'works twice, with -Force and after removal' {
        Invoke-Child '
            Import-ExoMt; Import-ExoMt
            (Get-ExoMtToken -App (New-SecretApp) -Organization contoso.onmicrosoft.com).Verdict
            Remove-Module ExoMt
            Import-ExoMt
            (Get-ExoMtToken -App (New-SecretApp) -Organization contoso.onmicrosoft.com).Verdict' | Should -Be 'Ready', 'Ready'
    }

    It 'works in many runspaces at once' {
        $shells = 1..16 | ForEach-Object {
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                param($Support)
                Import-Module $Support
                Import-ExoMt
                $app = New-SecretApp
                $domain = 'contoso.onmicrosoft.com', 'tailspin.onmicrosoft.com', 'wingtip.onmicrosoft.com' | Get-Random
                1..5 | ForEach-Object { $token = Get-ExoMtToken -App $app -Organization $domain -ErrorAction Stop; "$domain $($token.Organization) $(($token.AccessToken | ConvertFrom-ExoMtToken).TenantId -eq $token.TenantId)" }
            }).AddArgument((Join-Path $PSScriptRoot 'Support.psm1'))
            @{ Shell = $shell; Running = $shell.BeginInvoke() }
        }
        foreach ($shell in $shells) {
            $lines = $shell.Shell.EndInvoke($shell.Running)
            "$($shell.Shell.Streams.Error)" | Should -BeNullOrEmpty
            @($lines).Count | Should -Be 5
            foreach ($line in $lines) {
                $asked, $got, $same = $line -split ' '
                $got | Should -Be $asked
                $same | Should -Be 'True'
            }
            $shell.Shell.Dispose()
        }
    }

    It 'reports a missing library, and one with another interface version' {
        $broken = Join-Path (Convert-Path 'TestDrive:/') 'ExoMt'
        Copy-Item -Recurse -Path $env:EXOMT_TEST_MODULE -Destination $broken
        Get-ChildItem -Path (Join-Path $broken 'runtimes') -Recurse -File | Remove-Item
        $said = Invoke-Child "try { Import-Module '$broken' } catch { `$_.Exception.Message }"
        "$said" | Should -BeLike '*library could not be loaded*is missing*'
        $other = (Get-Content -Raw (Join-Path $broken 'ExoMt.psm1')) -replace '(?m)^\$script:AbiVersion = \d+$', '$script:AbiVersion = 99'
        Set-Content -Path (Join-Path $broken 'ExoMt.psm1') -Value $other
        Copy-Item -Recurse -Force -Path (Join-Path $env:EXOMT_TEST_MODULE 'runtimes') -Destination $broken
        $said = Invoke-Child "try { Import-Module '$broken' } catch { `$_.Exception.Message }"
        "$said" | Should -BeLike '*doesn''t match*interface version *needs 99*'
    }

    It 'finds the library of a less common platform' -Skip:($env:OS -eq 'Windows_NT') {
        # The platform name selects the folder; the file in it is the one for this computer.
        $alpine = Join-Path (Convert-Path 'TestDrive:/') 'alpine/ExoMt'
        $null = New-Item -ItemType Directory -Path (Split-Path $alpine)
        Copy-Item -Recurse -Path $env:EXOMT_TEST_MODULE -Destination $alpine
        Get-ChildItem -Path (Join-Path $alpine 'runtimes') | ForEach-Object { Rename-Item -Path $_.FullName -NewName ($_.Name -replace '^linux-', 'linux-musl-') }
        $said = Invoke-Child "Import-Module '$alpine'; & (Get-Module ExoMt) { `$script:LibraryPath }; (New-SecretApp).CredentialType"
        $said[0] | Should -BeLike '*linux-musl-*libexomt.so'
        $said[1] | Should -Be 'ClientSecret'
    }

    It 'fails under Constrained Language with the fix' {
        $said = Invoke-Child "
            `$iss = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
            `$iss.LanguageMode = 'ConstrainedLanguage'
            `$shell = [powershell]::Create(`$iss)
            `$null = `$shell.AddCommand('Import-Module').AddParameter('Name', '$env:EXOMT_TEST_MODULE')
            try { `$null = `$shell.Invoke() } catch { `$_.Exception.Message }
            `$shell.Streams.Error | ForEach-Object { `$_.Exception.Message }"
        "$said" | Should -BeLike '*Sign the module*allow*'
    }

    It 'exports its commands and nothing else' {
        $module = Get-Module ExoMt
        $module.ExportedCommands.Keys | Sort-Object | Should -Be 'Clear-ExoMtTokenCache', 'Connect-ExoMtTenant', 'ConvertFrom-ExoMtConsentRedirect', 'ConvertFrom-ExoMtToken', 'Export-ExoMtDiagnostic', 'Export-ExoMtTenantReport', 'Get-ExoMtAppSetup', 'Get-ExoMtDirectoryRole', 'Get-ExoMtToken', 'Get-ExoMtTokenCache', 'New-ExoMtApp', 'New-ExoMtAuditQuery', 'New-ExoMtConsentUrl', 'Resolve-ExoMtError', 'Resolve-ExoMtTenant', 'Test-ExoMtTenant', 'Test-ExoMtToken', 'Wait-ExoMtConsent'
        $module.ExportedVariables.Count | Should -Be 0
        $module.ExportedAliases.Count | Should -Be 0
    }

    It 'loads no .NET assembly from a file' {
        # Assemblies of different modules can conflict, so this module must not bring any.
        Invoke-Child '
            $before = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic } | ForEach-Object Location
            Import-ExoMt
            $null = Get-ExoMtToken -App (New-SecretApp) -Organization contoso.onmicrosoft.com
            $after = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic } | ForEach-Object Location
            @($after | Where-Object { $_ -notin $before -and $_ -like "$env:EXOMT_TEST_MODULE*" }).Count' | Should -Be '0'
    }
}

Describe 'Remove-Module' {
    It 'keeps plain values, and frees tokens and apps with the last importer' {
        Invoke-Child '
            Import-ExoMt
            $app = New-SecretApp
            $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com
            [bool]$token.AccessToken
            Remove-Module ExoMt
            [bool]$token.AccessToken
            $token.Verdict, $token.Organization, $token.DirectoryRoles[0].Name, $token.ExpiresOn.GetType().Name
            Import-ExoMt
            try { Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com } catch { $_.FullyQualifiedErrorId }' |
            Should -Be 'True', 'False', 'Ready', 'contoso.onmicrosoft.com', 'Exchange Administrator', 'DateTimeOffset', 'ExoMt.AppNotUsable,Get-ExoMtToken'
    }

    It 'frees nothing of another runspace' {
        $app = New-SecretApp
        $token = Get-ExoMtToken -App $app -Organization $contoso -ErrorAction Stop
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($Support, $Token)
            Import-Module $Support
            Import-ExoMt
            $null = New-SecretApp
            $Token.AccessToken
            Remove-Module ExoMt
        }).AddArgument((Join-Path $PSScriptRoot 'Support.psm1')).AddArgument($token)
        # A token object is usable in each runspace of its process.
        $shell.Invoke() | Should -Be $token.AccessToken
        $shell.Dispose()
        $token.AccessToken | Should -Match '^eyJ'
        (Get-ExoMtToken -App $app -Organization $contoso -ErrorAction Stop).Verdict | Should -Be 'Ready'
    }
}

Describe 'A job' {
    It 'accepts the token as text that was read before it started' {
        $token = Get-ExoMtToken -App (New-SecretApp) -Organization $contoso -ErrorAction Stop
        $job = Start-Job -ArgumentList $token.AccessToken, (Join-Path $PSScriptRoot 'Support.psm1') -ScriptBlock {
            param($Text, $Support)
            Import-Module $Support
            Import-ExoMt
            (Test-ExoMtToken -Token $Text).Verdict
        }
        $job | Wait-Job | Receive-Job | Should -Be 'Ready'
    }

    It 'can''t use an app of this process' {
        $job = Start-Job -ArgumentList (New-SecretApp), (Join-Path $PSScriptRoot 'Support.psm1') -ScriptBlock {
            param($App, $Support)
            Import-Module $Support
            Import-ExoMt
            try { Get-ExoMtToken -App $App -Organization contoso.onmicrosoft.com } catch { $_.FullyQualifiedErrorId }
        }
        $job | Wait-Job | Receive-Job | Should -Be 'ExoMt.AppNotUsable,Get-ExoMtToken'
    }

    It 'can''t use a handle of another process' {
        $handle = & (Get-Module ExoMt) { param($App) (Resolve-App -Bound @{ App = $App }).Handle } (New-SecretApp)
        Invoke-Child "
            Import-ExoMt
            `$null = New-SecretApp
            & (Get-Module ExoMt) { `$status = `$script:Native::exomt_app_free([uint64]$handle); `$status }" | Should -Not -Be '0'
    }
}

Describe 'An app without references' {
    It 'is freed' {
        Invoke-Child '
            Import-ExoMt
            1..20 | ForEach-Object { $null = New-SecretApp }
            [GC]::Collect(); [GC]::WaitForPendingFinalizers(); [GC]::Collect()
            $null = New-SecretApp
            (& (Get-Module ExoMt) { $script:OwnApps.Count }) -lt 10' | Should -Be 'True'
    }
}
