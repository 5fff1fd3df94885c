# Tests that no request is in flight a second after a pipeline ended in any way, and that a slow
# pipeline loses nothing.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $app = New-SecretApp

    function Add-StalledTenant {
        # Adds tenants whose requests stay open until the client closes them. Returns their domains.
        param([int] $Count = 1)
        1..$Count | ForEach-Object { Add-SimulatorTenant -Faults @{ kind = 'stall'; delayMs = 60000 } }
    }

    function Get-Flight {
        # Returns how many requests for these tenants are in flight, or have another progress.
        param([string[]] $Tenant, [string] $Progress = 'inFlight')
        @(Invoke-Simulator -Method GET -Path requests | Where-Object { $_.progress -eq $Progress -and $_.path.Split('/')[1] -in $Tenant }).Count
    }

    function Start-Pipeline {
        # Runs a script in a new runspace with the module, an app and the tenants.
        param([string] $Script, [string[]] $Tenant)
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($Support, $Tenants, $Text)
            Import-Module $Support
            Import-ExoMt
            $app = New-SecretApp
            . ([scriptblock]::Create($Text))
        }).AddArgument((Join-Path $PSScriptRoot 'Support.psm1')).AddArgument($Tenant).AddArgument($Script)
        @{ Shell = $shell; Running = $shell.BeginInvoke() }
    }
}

Describe 'A pipeline' {
    It 'cancels all requests when it is stopped (<Name>)' -ForEach @(
        @{ Name = 'tenants as argument'; Script = 'Get-ExoMtToken -App $app -Organization $Tenants' }
        @{ Name = 'tenants from the pipeline'; Script = '$Tenants | Get-ExoMtToken -App $app' }
        @{ Name = 'a credential of its own'; Script = '$own = Get-AppParameter; Get-ExoMtToken @own -CertificatePath (Get-Fixture legacy-3des.pfx) -CertificatePassword (ConvertTo-Secure legacy) -Organization $Tenants' }
        @{ Name = 'a key that stays in .NET'; Script = '$own = Get-AppParameter; Get-ExoMtToken @own -Certificate (Get-FixtureCertificate) -Organization $Tenants' }
        @{ Name = 'the ladder'; Script = '$Tenants | Test-ExoMtTenant -App $app -Probe' }
        @{ Name = 'the ladder that waits'; Script = '$Tenants | Test-ExoMtTenant -App $app -Wait' }
    ) {
        $tenants = Add-StalledTenant -Count 3
        $pipeline = Start-Pipeline -Script $Script -Tenant $tenants
        Wait-Until { (Get-Flight $tenants) -ge 1 } -Seconds 20 | Should -BeTrue
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $pipeline.Shell.Stop()
        $watch.ElapsedMilliseconds | Should -BeLessThan 1000
        Wait-Until { (Get-Flight $tenants) -eq 0 } -Seconds 1 | Should -BeTrue
        Get-Flight $tenants -Progress aborted | Should -BeGreaterThan 0
        $pipeline.Shell.Dispose()
    }

    It 'cancels them when a downstream command has enough' {
        $stalled = Add-StalledTenant -Count 3
        $ready = Add-SimulatorTenant -Faults @{ kind = 'slow'; delayMs = 300 }
        $token = Get-ExoMtToken -App $app -Organization (@($stalled) + $ready) | Select-Object -First 1
        $token.Organization | Should -Be $ready
        Wait-Until { (Get-Flight $stalled) -eq 0 } -Seconds 1 | Should -BeTrue
        Get-Flight $stalled -Progress aborted | Should -Be 3
    }

    It 'cancels the ladder when a downstream command has enough' {
        $stalled = Add-StalledTenant -Count 3
        $found = @($stalled) + (Add-SimulatorTenant) | Test-ExoMtTenant -App $app | Select-Object -First 1
        $found.Verdict | Should -Be 'Ready'
        Wait-Until { (Get-Flight $stalled) -eq 0 } -Seconds 1 | Should -BeTrue
    }

    It 'cancels them when a downstream command throws' {
        $stalled = Add-StalledTenant -Count 3
        $ready = Add-SimulatorTenant -Faults @{ kind = 'slow'; delayMs = 300 }
        { Get-ExoMtToken -App $app -Organization (@($stalled) + $ready) | ForEach-Object { throw 'downstream' } } | Should -Throw 'downstream'
        Wait-Until { (Get-Flight $stalled) -eq 0 } -Seconds 1 | Should -BeTrue
        Get-Flight $stalled -Progress aborted | Should -Be 3
    }

    It 'cancels them at the first error with -ErrorAction Stop' {
        $stalled = Add-StalledTenant -Count 3
        $faulty = Add-SimulatorTenant -Faults @{ kind = 'aadsts'; code = 7000229 }
        { Get-ExoMtToken -App $app -Organization (@($stalled) + $faulty) -ErrorAction Stop } | Should -Throw -ErrorId 'ExoMt.ConsentMissing,Get-ExoMtToken'
        Start-Sleep -Milliseconds 500
        Get-Flight $stalled | Should -Be 0
    }

    It 'cancels them when it is stopped while the input is slow' {
        $tenants = @(Add-SimulatorTenant; Add-StalledTenant)
        $pipeline = Start-Pipeline -Tenant $tenants -Script '& { $Tenants[0]; Start-Sleep -Seconds 60; $Tenants[1] } | Get-ExoMtToken -App $app'
        Wait-Until { (Get-Flight $tenants -Progress done) -eq 1 } -Seconds 20 | Should -BeTrue
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $pipeline.Shell.Stop()
        $watch.ElapsedMilliseconds | Should -BeLessThan 1000
        Start-Sleep -Milliseconds 300
        Get-Flight $tenants | Should -Be 0
        Get-Flight @($tenants[1]) -Progress aborted | Should -Be 0
        $pipeline.Shell.Dispose()
    }

    It 'cancels them when the module is removed, in that runspace only' {
        $here, $there = Add-StalledTenant -Count 2
        $one = Start-Pipeline -Tenant $there -Script 'Get-ExoMtToken -App $app -Organization $Tenants'
        Wait-Until { (Get-Flight @($there)) -eq 1 } -Seconds 20 | Should -BeTrue
        # Leaves an operation open, as a stop at a bad moment does. Its lease is longer than this
        # test waits, so only Remove-Module can cancel it.
        $two = Start-Pipeline -Tenant $here -Script '
            & (Get-Module ExoMt) {
                param($App, $Tenant)
                Enter-ExoMtProcess
                $run = New-OperationRun -Activity Test -ThrottleLimit 4 -TimeoutSec 60
                $run.App = Resolve-App -Bound @{ App = $App }
                $run.ForceRefresh = $true
                $operation = Start-TokenOperation -Run $run
                $name = [System.Text.Encoding]::UTF8.GetBytes($Tenant)
                $null = $script:Native::exomt_operation_add($operation, $name, $name.Length, $null, 0, $run.Outstanding, $run.Failure)
            } $app $Tenants[0]
            Start-Sleep -Milliseconds 200
            Remove-Module ExoMt
            Start-Sleep -Seconds 30'
        Wait-Until { (Get-Flight @($here) -Progress aborted) -eq 1 } -Seconds 20 | Should -BeTrue
        (Invoke-Simulator -Method GET -Path requests | Where-Object { $_.path.Split('/')[1] -eq $here }).milliseconds | Should -BeLessThan 500
        Get-Flight @($there) | Should -Be 1
        foreach ($pipeline in $one, $two) { $pipeline.Shell.Stop(); $pipeline.Shell.Dispose() }
    }

    It 'exits the process at Ctrl+C' -Skip:($env:OS -eq 'Windows_NT') {
        $tenant = Add-StalledTenant
        $mark = Join-Path (Convert-Path 'TestDrive:/') 'finally-ran'
        $script = "Import-Module '$(Join-Path $PSScriptRoot 'Support.psm1')'; Import-ExoMt; try { Get-ExoMtToken -App (New-SecretApp) -Organization $tenant } finally { [System.IO.File]::WriteAllText('$mark', 'x') }"
        $start = [System.Diagnostics.ProcessStartInfo]::new($env:EXOMT_TEST_SHELL)
        foreach ($argument in '-NoProfile', '-NonInteractive', '-Command', $script) { $start.ArgumentList.Add($argument) }
        $process = [System.Diagnostics.Process]::Start($start)
        Wait-Until { (Get-Flight @($tenant)) -eq 1 } -Seconds 20 | Should -BeTrue
        & /bin/kill -INT $process.Id
        $process.WaitForExit(3000) | Should -BeTrue
        $process.ExitCode | Should -Not -Be 0
        Test-Path $mark | Should -BeTrue
        Wait-Until { (Get-Flight @($tenant)) -eq 0 } -Seconds 1 | Should -BeTrue
    }
}

Describe 'A slow consumer' {
    It 'loses no token (<Name>)' -ForEach @(
        @{ Name = 'secret'; Make = { New-SecretApp } }
        @{ Name = 'a key that stays in .NET'; Make = { $own = Get-AppParameter; New-ExoMtApp @own -Certificate (Get-FixtureCertificate) } }
    ) {
        $tenants = @(1..12 | ForEach-Object { Add-SimulatorTenant })
        $seen = Get-ExoMtToken -App (& $Make) -Organization $tenants -ErrorAction Stop | ForEach-Object { Start-Sleep -Milliseconds 250; $_.Organization }
        $seen | Sort-Object | Should -Be ($tenants | Sort-Object)
    }
}
