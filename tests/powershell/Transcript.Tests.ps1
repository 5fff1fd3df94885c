# README and docs/onboarding.md as a new user tries them, with the simulator in Microsoft's place.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $readme = Get-Content -Raw (Join-Path $env:EXOMT_TEST_ROOT 'README.md')
    $road = Get-Content -Raw (Join-Path $env:EXOMT_TEST_ROOT 'docs/onboarding.md')

    function Get-Block {
        # The PowerShell blocks of a text.
        param([string] $Text)
        [regex]::Matches($Text, '(?ms)^ *```powershell\r?\n(.*?)^ *```') | ForEach-Object { $_.Groups[1].Value }
    }
}

Describe 'README and onboarding' {
    It 'have only PowerShell that parses, with commands and parameters that exist' {
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

    It 'name every command of the module in the README' {
        foreach ($name in (Get-Module ExoMt).ExportedCommands.Keys) { $readme.Contains("``$name``") | Should -BeTrue -Because $name }
    }
}

Describe 'The road from nothing to connected' {
    BeforeAll {
        $folder = (Convert-Path 'TestDrive:/')
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        # What a desktop does with a URL; here the admin is always signed in and accepts.
        Set-Content -Path "$folder/xdg-open" -Value "#!/bin/sh`nexec '$env:EXOMT_TEST_SHELL' -NoProfile -File '$(Join-Path $PSScriptRoot 'session/Browser.ps1')' `"`$1`""
        & chmod +x "$folder/xdg-open"
        $principal = @{ appId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc'; objectId = [string][guid]::NewGuid(); roles = @('Exchange.ManageAsApp'); wids = @('29232cdf-9323-42fd-ade2-1d097af3e4de') }
        $fabrikam = @{ id = [string][guid]::NewGuid(); domains = @('fabrikam.onmicrosoft.com', 'fabrikam.com') }
        Invoke-Simulator -Method POST -Path tenants -Body $fabrikam
        # What the customer's admin does with the lines that step 4 shows.
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
        $at = @{}
        foreach ($match in [regex]::Matches($said, '(?ms)^=== step (\d)\s*(.*?)(?=^=== step |\z)')) { $at[$match.Groups[1].Value] = $match.Groups[2].Value }
    }

    It 'comes to its end without an error' {
        $steps.Count | Should -Be 7
        "$ended $said" | Should -Match '^0 '
        $said | Should -Not -Match 'eyJ'
    }

    It 'writes a setup script that can be read' {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseFile("$folder/setup.ps1", [ref]$null, [ref]$errors)
        $errors | Should -BeNullOrEmpty
        Get-Content -Raw "$folder/setup.ps1" | Should -Match 'dc50a0fb-09a3-484d-be87-e023b12c6440'
    }

    It 'finds the tenant of a custom domain' {
        $at['2'] | Should -Match "$($fabrikam.id) Worldwide"
    }

    It 'sees the consent through, to the page that the admin ends at' {
        $at['3'] | Should -Match "/$($fabrikam.id)/v2.0/adminconsent"
        $at['3'] | Should -Match 'Consented'
        Get-Content -Raw "$folder/page.html" | Should -Match '<html'
    }

    It 'names the role as the one thing that is missing, with the lines for it' {
        $at['4'] | Should -Match 'BlockedBy +: DirectoryRole'
        $at['4'] | Should -Match 'Privileged Role Administrator'
        $at['4'] | Should -Match 'New-MgRoleManagementDirectoryRoleAssignment'
    }

    It 'waits until the role is there' {
        $at['5'] | Should -Match 'fabrikam.onmicrosoft.com +Ready'
    }

    It 'is connected, and has the cmdlets' {
        $at['6'] | Should -Match 'fabrikam.com'
    }

    It 'gives the search for what was done' {
        $at['7'] | Should -Match 'Search-UnifiedAuditLog'
        $at['7'] | Should -Match $principal.objectId
    }
}
