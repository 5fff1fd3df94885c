# Tests README and docs/onboarding.md as a new user tries them, with the simulator in place of
# Microsoft.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $readme = Get-Content -Raw (Join-Path $env:EXOMT_TEST_ROOT 'README.md')
    $road = Get-Content -Raw (Join-Path $env:EXOMT_TEST_ROOT 'docs/onboarding.md')

    function Get-Block {
        # Returns the PowerShell blocks of a text.
        param([string] $Text)
        [regex]::Matches($Text, '(?ms)^ *```powershell\r?\n(.*?)^ *```') | ForEach-Object { $_.Groups[1].Value }
    }
}

Describe 'README and onboarding' {
    It 'contain only PowerShell that parses, with commands and parameters that exist' {
        $blocks = @(Get-Block $readme) + @(Get-Block $road)
        $blocks.Count | Should -BeGreaterThan 10
        $used = foreach ($block in $blocks) {
            $errors = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($block, [ref]$null, [ref]$errors)
            $errors | Should -BeNullOrEmpty
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                $name = $call.GetCommandName()
                if ($name -notlike '*-ExoMt*') { continue }
                $command = Get-Command $name
                foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                    $command.Parameters.Keys + $command.Parameters.Values.Aliases | Should -Contain $parameter.ParameterName
                }
                $name
            }
        }
        @($used | Sort-Object -Unique).Count | Should -BeGreaterThan 10
    }

    It 'mention every command of the module in the README' {
        foreach ($name in (Get-Module ExoMt).ExportedCommands.Keys) { $readme.Contains("``$name``") | Should -BeTrue -Because $name }
    }
}

Describe 'The steps in docs/onboarding.md' {
    BeforeAll {
        $folder = (Convert-Path 'TestDrive:/')
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        # Stands in for the desktop, which opens a URL. The admin is signed in and accepts.
        Set-Content -Path "$folder/xdg-open" -Value "#!/bin/sh`nexec '$env:EXOMT_TEST_SHELL' -NoProfile -File '$(Join-Path $PSScriptRoot 'session/Browser.ps1')' `"`$1`""
        & chmod +x "$folder/xdg-open"
        $principal = @{ appId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; objectId = [string][guid]::NewGuid(); roles = @('Exchange.ManageAsApp'); wids = @('29232cdf-9323-42fd-ade2-1d097af3e4de') }
        $fabrikam = @{ id = [string][guid]::NewGuid(); domains = @('fabrikam.onmicrosoft.com', 'fabrikam.com') }
        Invoke-Simulator -Method POST -Path tenants -Body $fabrikam
        # Does what the customer's admin does with the commands that step 4 shows.
        Set-Content -Path "$folder/role.json" -Value (ConvertTo-Json -Depth 5 -InputObject ($fabrikam + @{ servicePrincipals = @($principal) }))

        $steps = [regex]::Matches($road, '(?ms)^### (\d)\. .*?(?=^### |\z)')
        $script = [System.Text.StringBuilder]::new()
        $null = $script.AppendLine((Get-Content -Raw (Join-Path $PSScriptRoot 'session/Newcomer.ps1')))
        foreach ($step in $steps) {
            $null = $script.AppendLine("'=== step $($step.Groups[1].Value)'; Before-Step $($step.Groups[1].Value)")
            foreach ($block in Get-Block $step.Value) { $null = $script.AppendLine($block.Replace(':8400', ":$port")) }
        }
        Set-Content -Path "$folder/road.ps1" -Value $script.ToString()
        $kept = $env:PATH
        Push-Location $folder
        try {
            $env:PATH = "${folder}:$kept"
            $said = @(& $env:EXOMT_TEST_SHELL -NoProfile -NonInteractive -File "$folder/road.ps1" 2>&1) -join "`n"
            $ended = $LASTEXITCODE
        }
        finally {
            Pop-Location
            $env:PATH = $kept
        }
        # A console colors property names; only the words count.
        $said = $said -replace '\x1b\[[0-9;]*m'
        $at = @{}
        foreach ($match in [regex]::Matches($said, '(?ms)^=== step (\d)\s*(.*?)(?=^=== step |\z)')) { $at[$match.Groups[1].Value] = $match.Groups[2].Value }
    }

    It 'run without an error' {
        $steps.Count | Should -Be 7
        "$ended $said" | Should -Match '^0 '
        $said | Should -Not -Match 'eyJ'
    }

    It 'write a setup script that parses' {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseFile("$folder/setup.ps1", [ref]$null, [ref]$errors)
        $errors | Should -BeNullOrEmpty
        Get-Content -Raw "$folder/setup.ps1" | Should -Match 'dc50a0fb-09a3-484d-be87-e023b12c6440'
    }

    It 'find the tenant of a custom domain' {
        $at['2'] | Should -Match "$($fabrikam.id) Worldwide"
    }

    It 'receive the consent, and show the admin the last page' {
        $at['3'] | Should -Match "/$($fabrikam.id)/v2.0/adminconsent"
        $at['3'] | Should -Match 'Consented'
        Get-Content -Raw "$folder/page.html" | Should -Match '<html'
    }

    It 'report the role as the only thing missing, with the commands to assign it' {
        $at['4'] | Should -Match 'BlockedBy +: DirectoryRole'
        $at['4'] | Should -Match 'Privileged Role Administrator'
        $at['4'] | Should -Match 'New-MgRoleManagementDirectoryRoleAssignment'
    }

    It 'wait until the role is assigned' {
        $at['5'] | Should -Match 'fabrikam.onmicrosoft.com +Ready'
    }

    It 'connect, with the cmdlets of Exchange' {
        $at['6'] | Should -Match 'fabrikam.com'
    }

    It 'return the search for what was done' {
        $at['7'] | Should -Match 'Search-UnifiedAuditLog'
        $at['7'] | Should -Match $principal.objectId
    }
}
