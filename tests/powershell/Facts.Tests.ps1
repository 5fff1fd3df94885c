# Compares facts in help, completion and README with the data of the library.
BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $commands = @(Get-Command -Module ExoMt -CommandType Function | Where-Object { $_.Parameters.ContainsKey('Environment') } | ForEach-Object { @{ Command = $_.Name } })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $root = Split-Path (Split-Path $PSScriptRoot)
    $clouds = @((ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText((Join-Path $root 'src/data/clouds.json')))).clouds)
    $open = @($clouds | Where-Object { -not $_.closed })
    $closed = @($clouds | Where-Object { $_.closed })
    $list = $open.name -join ', '

    function Get-Completion {
        # Returns what the Tab key offers at the end of a line.
        param([string] $Line)
        [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches.CompletionText
    }
}

Describe 'The supported clouds' {
    It 'are compared for all commands with -Environment' -ForEach @{ Count = $commands.Count } {
        $Count | Should -BeGreaterOrEqual 5
        $closed.Count | Should -BeGreaterOrEqual 1
    }

    It 'are all in the help of New-ExoMtApp -Environment' {
        $help = (Get-Help -Name New-ExoMtApp -Parameter Environment).description.Text -join ' '
        ($help -replace '\s+', ' ').Replace(' (default)', '') | Should -BeLike "*$list, or the name that Connect-ExchangeOnline uses, such as O365*"
        $help -cmatch '\bO365\w+' | Should -BeTrue
        $open.aliases | Should -Contain $Matches[0]
        foreach ($cloud in $closed) { $help | Should -Not -BeLike "*$($cloud.name)*" }
    }

    It 'are in the help of <Command> -Environment, which refers to New-ExoMtApp' -ForEach $commands {
        if ($Command -eq 'New-ExoMtApp') { return }
        $help = (Get-Help -Name $Command -Parameter Environment).description.Text -join ' '
        $help | Should -BeLike '*New-ExoMtApp -Environment*'
        # Every example in the text must be a name that the command accepts.
        $named = @([regex]::Matches($help, '\b(Worldwide|GCC\w*)\b').Value)
        $named.Count | Should -BeGreaterOrEqual 2
        foreach ($name in $named) { $open.name | Should -Contain $name }
    }

    It 'are all offered by the Tab key for <Command> -Environment' -ForEach $commands {
        $expected = foreach ($cloud in $open) { $cloud.name; $cloud.aliases -like 'O365*' }
        Get-Completion -Line "$Command -Environment " | Should -Be $expected
    }

    It 'are all in the README' {
        $readme = [System.IO.File]::ReadAllText((Join-Path $root 'README.md')) -replace '\s+', ' '
        $readme.Contains('`' + ($open.name -join '`, `') + '`') | Should -BeTrue
    }

    It 'are all in the error for an unknown cloud' -ForEach @(
        @{ Try = { New-ExoMtConsentUrl -AppId ae11b22c-3d44-4e55-8f66-778899aabbcc -RedirectUri http://localhost -Environment Atlantis -ErrorAction Stop } }
        @{ Try = { Get-ExoMtAppSetup -Environment Atlantis -ErrorAction Stop } }
    ) {
        $failed = $null
        try { & $Try } catch { $failed = $_ }
        $failed.ErrorDetails.RecommendedAction | Should -BeLike "*Use one of $list, or a name of Connect-ExchangeOnline such as O365*"
    }
}

Describe 'The names of options and commands in messages' {
    It 'exist in the module' {
        $module = Get-Module ExoMt
        $spelling = ConvertFrom-Json -InputObject (& $module { Get-NativeSpelling })
        $parameters = @(Get-Command -Module ExoMt -CommandType Function | ForEach-Object { $_.Parameters.Keys }) | Sort-Object -Unique
        foreach ($name in $spelling.PSObject.Properties) {
            if ($name.Name -notlike 'command:*') { $parameters | Should -Contain $name.Value.TrimStart('-') }
            elseif ($name.Value -like '*-ExoMt*') {
                $command, $parameter = $name.Value -split ' -', 2
                $found = Get-Command -Name $command -Module ExoMt
                $found | Should -Not -BeNullOrEmpty -Because $name.Value
                if ($parameter) { $found.Parameters.Keys | Should -Contain $parameter }
            }
        }
    }

    It 'are those of PowerShell' {
        (Resolve-ExoMtError 'The access token has expired. Lifetime validation failed').Fix | Should -BeLike '*Get-ExoMtToken*'
        (Resolve-ExoMtError 'nothing known').Fix | Should -BeLike '*Test-ExoMtToken*'
    }
}
