# Tests what a pipeline relies on for many tenants: concurrency, the cache and retries.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $app = New-SecretApp

    function Get-Count {
        # Returns how many requests the simulator received for these tenants.
        param([string[]] $Tenant)
        @(Invoke-Simulator -Method GET -Path requests | Where-Object { $_.path.Split('/')[1] -in $Tenant }).Count
    }
}

Describe 'A request for many tenants' {
    # The delay is that of the real service, so requests overlap.
    BeforeAll { $tenants = @(1..60 | ForEach-Object { Add-SimulatorTenant -Faults @{ kind = 'slow'; delayMs = 100 } }) }

    It 'runs concurrently and returns one token for each tenant of the pipeline' {
        $tokens = @($tenants | Get-ExoMtToken -App $app -ErrorAction Stop)
        $tokens.Organization | Sort-Object | Should -Be ($tenants | Sort-Object)
        Get-Count $tenants | Should -Be 60
        $inFlight = (Invoke-Simulator -Method GET -Path requests | Where-Object { $_.path.Split('/')[1] -in $tenants } | Measure-Object -Property concurrency -Maximum).Maximum
        $inFlight | Should -BeGreaterThan 4
        $inFlight | Should -BeLessOrEqual 32
    }

    It 'keeps to -ThrottleLimit' {
        Clear-SimulatorRequest
        $null = Get-ExoMtToken -App $app -Organization $tenants -ForceRefresh -ThrottleLimit 3
        (Invoke-Simulator -Method GET -Path requests | Measure-Object -Property concurrency -Maximum).Maximum | Should -BeLessOrEqual 3
    }

    It 'returns cached tokens immediately, however slow the input is' {
        $read = [System.Collections.Generic.List[string]]::new()
        $seen = $tenants[0..3] | ForEach-Object { Start-Sleep -Milliseconds 20; $read.Add($_); $_ } | Get-ExoMtToken -App $app -ErrorAction Stop | ForEach-Object { $_.FromCache | Should -BeTrue; $read.Count }
        $seen | Should -Be 1, 2, 3, 4
    }

    It 'returns the first token before the last tenant is read' {
        $read = [System.Collections.Generic.List[string]]::new()
        $fresh = @(1..200 | ForEach-Object { Add-SimulatorTenant })
        $first = $fresh | ForEach-Object { $read.Add($_); $_ } | Get-ExoMtToken -App $app -ThrottleLimit 4 | Select-Object -First 1
        $first.Organization | Should -BeIn $fresh
        $read.Count | Should -BeLessThan 100
    }

    It 'returns tokens in the order of the input with -Ordered, even if the first tenant is slow' {
        $slow = Add-SimulatorTenant -Faults @{ kind = 'slow'; delayMs = 500 }
        $order = @($slow) + $tenants[0..20]
        ($order | Get-ExoMtToken -App $app -Ordered -ForceRefresh -ErrorAction Stop).Organization | Should -Be $order
    }

    It 'writes one error for each tenant that fails, and continues with the rest' {
        $mixed = @($tenants[0..4]) + 'nobody1.example' + @($tenants[5..9]) + 'nobody2.example'
        $tokens = @($mixed | Get-ExoMtToken -App $app -ErrorVariable failures -ErrorAction SilentlyContinue)
        $tokens.Count | Should -Be 10
        @($failures).Count | Should -Be 2
        $failures.TargetObject | Sort-Object | Should -Be 'nobody1.example', 'nobody2.example'
    }

    It 'works with a key that stays in .NET' {
        $own = Get-AppParameter
        $tokens = @($tenants | Get-ExoMtToken @own -Certificate (Get-FixtureCertificate -Name 'leaf') -ErrorAction Stop)
        $tokens.Count | Should -Be 60
        @($tokens | Where-Object Verdict -ne 'Ready').Count | Should -Be 0
    }

    It 'loses no token if the consumer is slow' {
        $fresh = @(1..30 | ForEach-Object { Add-SimulatorTenant })
        $seen = @($fresh | Get-ExoMtToken -App $app -ThrottleLimit 4 -ErrorAction Stop | ForEach-Object { Start-Sleep -Milliseconds 60; $_ })
        $seen.Organization | Sort-Object | Should -Be ($fresh | Sort-Object)
        Get-Count $fresh | Should -Be 30
    }

    It 'loses no token if the consumer is busy for longer than the lease' {
        $slow = @(1..6 | ForEach-Object { Add-SimulatorTenant -Faults @{ kind = 'slow'; delayMs = 900 } })
        $quick = Add-SimulatorTenant
        $seen = @(@($quick) + $slow | Get-ExoMtToken -App $app -ErrorAction Stop | ForEach-Object { Start-Sleep -Milliseconds 1500; $_.Organization })
        $seen | Sort-Object | Should -Be (@($quick) + $slow | Sort-Object)
    }

    It 'stops after -TotalTimeoutSec, with an error for each tenant' {
        $stalled = @(1..5 | ForEach-Object { Add-SimulatorTenant -Faults @{ kind = 'stall'; delayMs = 60000 } })
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = $stalled | Get-ExoMtToken -App $app -TotalTimeoutSec 1 -ErrorVariable failures -ErrorAction SilentlyContinue
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 10
        @($failures).Count | Should -Be 5
        $failures | ForEach-Object { $_.FullyQualifiedErrorId | Should -Be 'ExoMt.Timeout,Get-ExoMtToken' }
    }
}

Describe 'The cache' {
    It 'returns the token for a second request, with FromCache set' {
        $tenant = Add-SimulatorTenant
        $first = Get-ExoMtToken -App $app -Organization $tenant
        $second = Get-ExoMtToken -App $app -Organization $tenant
        $first.FromCache | Should -BeFalse
        $first.Attempts | Should -Be 1
        $second.FromCache | Should -BeTrue
        $second.Attempts | Should -Be 0
        $second.AccessToken | Should -Be $first.AccessToken
        # The tenant's id finds the same token.
        (Get-ExoMtToken -App $app -Organization $first.TenantId).FromCache | Should -BeTrue
        Get-Count $tenant, $first.TenantId | Should -Be 1
    }

    It 'is bypassed with -ForceRefresh, and emptied by Clear-ExoMtTokenCache' {
        $tenant = Add-SimulatorTenant
        $null = Get-ExoMtToken -App $app -Organization $tenant
        (Get-ExoMtToken -App $app -Organization $tenant -ForceRefresh).FromCache | Should -BeFalse
        (Get-ExoMtToken -App $app -Organization $tenant).FromCache | Should -BeTrue
        Clear-ExoMtTokenCache -Organization $tenant
        (Get-ExoMtToken -App $app -Organization $tenant).FromCache | Should -BeFalse
        Get-Count $tenant | Should -Be 3
    }

    It 'separates credentials, apps and resources' {
        $tenant = Add-SimulatorTenant
        $own = Get-AppParameter
        $null = Get-ExoMtToken -App $app -Organization $tenant
        (Get-ExoMtToken @own -CertificatePath (Get-Fixture 'modern.pfx') -CertificatePassword (ConvertTo-Secure 'pass wörd') -Organization $tenant).FromCache | Should -BeFalse
        (Get-ExoMtToken -App $app -Organization $tenant -Resource Graph -WarningAction SilentlyContinue).FromCache | Should -BeFalse
        # Another app object with the same identity shares the entries.
        (Get-ExoMtToken -App (New-SecretApp) -Organization $tenant).FromCache | Should -BeTrue
    }

    It 'remembers a definite failure briefly, and the error says so' {
        $tenant = "nobody-$([guid]::NewGuid()).example"
        $null = Get-ExoMtToken -App $app -Organization $tenant -ErrorVariable first -ErrorAction SilentlyContinue
        $null = Get-ExoMtToken -App $app -Organization $tenant -ErrorVariable second -ErrorAction SilentlyContinue
        $first[0].Exception.Message | Should -Not -BeLike '*remembered*'
        $second[0].Exception.Message | Should -BeLike '*remembers this recent answer until*'
        $second[0].FullyQualifiedErrorId | Should -Be $first[0].FullyQualifiedErrorId
        Get-Count $tenant | Should -Be 1
        $null = Get-ExoMtToken -App $app -Organization $tenant -ForceRefresh -ErrorVariable third -ErrorAction SilentlyContinue
        Get-Count $tenant | Should -Be 2
    }

    It 'is shown without tokens' {
        $tenant = Add-SimulatorTenant
        $token = Get-ExoMtToken -App $app -Organization $tenant
        $cache = Get-ExoMtTokenCache
        $cache.Entries | Should -BeGreaterThan 0
        $cache.Bytes | Should -BeGreaterThan 1000
        $entry = $cache.Tokens | Where-Object TenantId -eq $token.TenantId
        $entry.Verdict | Should -Be 'Ready'
        $entry.UsableUntil | Should -BeLessThan $token.ExpiresOn
        ($cache | ConvertTo-Json -Depth 5).Contains($token.AccessToken.Split('.')[2]) | Should -BeFalse
        ($cache | Out-String) | Should -BeLike '*Hits*'
    }

    It 'keeps everything with -WhatIf, and clears only what is selected' {
        $tenant = Add-SimulatorTenant
        $null = Get-ExoMtToken -App $app -Organization $tenant
        Clear-ExoMtTokenCache -WhatIf
        & { $WhatIfPreference = $true; Clear-ExoMtTokenCache }
        (Get-ExoMtToken -App $app -Organization $tenant).FromCache | Should -BeTrue
        Clear-ExoMtTokenCache -AppId ([guid]::NewGuid())
        (Get-ExoMtToken -App $app -Organization $tenant).FromCache | Should -BeTrue
        Clear-ExoMtTokenCache
        (Get-ExoMtToken -App $app -Organization $tenant).FromCache | Should -BeFalse
    }

    It 'is shared by all runspaces, which also share a request in flight' {
        $tenant = Add-SimulatorTenant -Faults @{ kind = 'slow'; delayMs = 400 }
        $shells = 1..32 | ForEach-Object {
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                param($Support, $Tenant)
                Import-Module $Support
                Import-ExoMt
                (Get-ExoMtToken -App (New-SecretApp) -Organization $Tenant -ErrorAction Stop).TenantId
            }).AddArgument((Join-Path $PSScriptRoot 'Support.psm1')).AddArgument($tenant)
            @{ Shell = $shell; Running = $shell.BeginInvoke() }
        }
        $ids = @(foreach ($shell in $shells) { $shell.Shell.EndInvoke($shell.Running); $shell.Shell.Dispose() })
        $ids.Count | Should -Be 32
        @($ids | Sort-Object -Unique).Count | Should -Be 1
        Get-Count $tenant | Should -Be 1
    }

    It 'returns tokens that ForEach-Object -Parallel can use after it imported the module' {
        $tokens = @(1..4 | ForEach-Object { Add-SimulatorTenant } | Get-ExoMtToken -App $app -ErrorAction Stop)
        $support = Join-Path $PSScriptRoot 'Support.psm1'
        $texts = @($tokens | ForEach-Object -ThrottleLimit 2 -Parallel {
            Import-Module $using:support
            Import-ExoMt
            "$($_.Organization) $($_.AccessToken) $(($_ | Test-ExoMtToken).Verdict)"
        })
        $texts | Sort-Object | Should -Be (@($tokens | ForEach-Object { "$($_.Organization) $($_.AccessToken) Ready" }) | Sort-Object)
    }

    It 'mixes up no tenants in ForEach-Object -Parallel' {
        $tenants = @(1..24 | ForEach-Object { Add-SimulatorTenant })
        $support = Join-Path $PSScriptRoot 'Support.psm1'
        $lines = @($tenants | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:support
            Import-ExoMt
            $token = Get-ExoMtToken -App (New-SecretApp) -Organization $_ -ErrorAction Stop
            "$_ $($token.Organization) $($token.TenantId -eq ($token.AccessToken | ConvertFrom-ExoMtToken).TenantId)"
        })
        $lines.Count | Should -Be 24
        foreach ($line in $lines) {
            $asked, $got, $same = $line -split ' '
            $got | Should -Be $asked
            $same | Should -Be 'True'
        }
    }
}

Describe 'A transient fault' {
    It 'is retried after a delay that -Verbose reports' {
        $tenant = Add-SimulatorTenant -Faults @{ kind = 'status'; status = 503; times = 2 }
        $token = Get-ExoMtToken -App $app -Organization $tenant -Verbose -ErrorAction Stop 4>&1 | Tee-Object -Variable all | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }
        $token.Attempts | Should -Be 3
        $token.Waited | Should -BeGreaterOrEqual ([timespan]::Zero)
        "$($all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })" | Should -BeLike '*waited * after ServiceUnavailable*'
    }

    It 'delays only its tenant for the time in Retry-After' {
        $busy = Add-SimulatorTenant -Faults @{ kind = 'text429'; retryAfter = '2'; times = 1 }
        $others = @(1..5 | ForEach-Object { Add-SimulatorTenant })
        $order = @(@($busy) + $others | Get-ExoMtToken -App $app -ErrorAction Stop)
        $order[-1].Organization | Should -Be $busy
        $order[-1].Attempts | Should -Be 2
        $order[-1].Waited.TotalSeconds | Should -BeGreaterOrEqual 2
    }

    It 'is an error at once if Retry-After exceeds -TimeoutSec' {
        $busy = Add-SimulatorTenant -Faults @{ kind = 'json429'; retryAfter = '60' }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = Get-ExoMtToken -App $app -Organization $busy -TimeoutSec 5 -ErrorVariable failures -ErrorAction SilentlyContinue
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 4
        $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.Throttled,Get-ExoMtToken'
        $failures[0].Exception.Data['RetryAfterSeconds'] | Should -Be 60
        $failures[0].Exception.Data['Attempts'] | Should -Be 1
    }
}

Describe 'Progress' {
    It 'shows how many are done, how many failed, and the rate' {
        $tenants = @(1..12 | ForEach-Object { Add-SimulatorTenant -Faults @{ kind = 'slow'; delayMs = 500 } })
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($Support, $Tenants)
            Import-Module $Support
            Import-ExoMt
            $Tenants | Get-ExoMtToken -App (New-SecretApp) -ThrottleLimit 3 -ErrorAction Stop
        }).AddArgument((Join-Path $PSScriptRoot 'Support.psm1')).AddArgument($tenants)
        @($shell.Invoke()).Count | Should -Be 12
        $progress = @($shell.Streams.Progress | Where-Object Activity -eq 'Getting tokens')
        $progress.Count | Should -BeGreaterThan 1
        $progress[0].StatusDescription | Should -BeLike '* of 12 done, 0 failed, * a second'
        $progress[-1].RecordType | Should -Be 'Completed'
        $shell.Dispose()
    }
}
