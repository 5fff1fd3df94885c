# Tests errors as scripts receive them: ids, categories, targets, fixes, and which preferences
# apply.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $app = New-SecretApp

    function Invoke-Script {
        # Runs a script file in a new runspace, as a user would start it. Returns its streams.
        param([string] $Script)
        $file = Join-Path (Convert-Path 'TestDrive:/') "$([guid]::NewGuid()).ps1"
        Set-Content -Path $file -Value "Import-Module '$(Join-Path $PSScriptRoot 'Support.psm1')'; Import-ExoMt; `$app = New-SecretApp`n$Script"
        $shell = [powershell]::Create()
        $null = $shell.AddCommand($file)
        $thrown = $null
        try { $output = $shell.Invoke() } catch { $output = @(); $thrown = $_.Exception.InnerException }
        @{ Output = @($output); Thrown = $thrown; Errors = @($shell.Streams.Error); Verbose = @($shell.Streams.Verbose); Warnings = @($shell.Streams.Warning) }
        $shell.Dispose()
    }
}

Describe 'A tenant whose token request fails' {
    It 'is one error: <Tenant>, <Id>' -ForEach @(
        @{ Tenant = 'northwind.onmicrosoft.com'; Id = 'ConsentMissing'; Category = 'PermissionDenied'; Fix = '*consent*'; Aadsts = 7000229 }
        @{ Tenant = 'nobody.example'; Id = 'TenantNotFound'; Category = 'ObjectNotFound'; Fix = '*'; Aadsts = 90002 }
        @{ Tenant = 'adatum.onmicrosoft.com'; Id = 'AppDisabled'; Category = 'PermissionDenied'; Fix = '*'; Aadsts = 7000112 }
    ) {
        $Error.Clear()
        $null = Get-ExoMtToken -App $app -Organization $Tenant -ErrorVariable failures -ErrorAction SilentlyContinue
        @($failures).Count | Should -Be 1
        $Error.Count | Should -Be 1
        foreach ($failure in $failures[0], $Error[0]) {
            $failure | Should -BeOfType [System.Management.Automation.ErrorRecord]
            $failure.FullyQualifiedErrorId | Should -Be "ExoMt.$Id,Get-ExoMtToken"
            $failure.CategoryInfo.Category | Should -Be $Category
            $failure.CategoryInfo.Activity | Should -Be 'Get-ExoMtToken'
            $failure.TargetObject | Should -Be $Tenant
            $failure.Exception.Message | Should -BeLike "*AADSTS$Aadsts*"
            $failure.ErrorDetails.RecommendedAction | Should -BeLike $Fix
            $failure.Exception.Data['Aadsts'] | Should -Be $Aadsts
            $failure.Exception.Data['FixedBy'] | Should -Not -BeNullOrEmpty
            $failure.Exception.Data['CorrelationId'] | Should -Match '^[0-9a-f-]{36}$'
            $failure.Exception.Data['TraceId'] | Should -Match '^[0-9a-f-]{36}$'
        }
    }

    It 'does not stop the others, and the counts add up' {
        $tokens = 'contoso.onmicrosoft.com', 'northwind.onmicrosoft.com', 'nobody.example', 'tailspin.onmicrosoft.com' |
            Get-ExoMtToken -App $app -ErrorVariable failures -ErrorAction SilentlyContinue
        @($tokens).Count | Should -Be 2
        @($failures).Count | Should -Be 2
        $failures.TargetObject | Sort-Object | Should -Be 'nobody.example', 'northwind.onmicrosoft.com'
    }

    It 'is named in the message when several tenants are requested' {
        Get-ExoMtToken -App $app -Organization 'northwind.onmicrosoft.com', 'nobody.example' -ErrorVariable failures -ErrorAction SilentlyContinue
        foreach ($failure in $failures) { $failure.Exception.Message | Should -BeLike "*$($failure.TargetObject)*" }
    }
}

Describe 'A network fault' {
    It 'of the kind <Fault.kind> is <Id>' -ForEach @(
        @{ Fault = @{ kind = 'text429'; retryAfter = '60' }; Id = 'Throttled'; Category = 'LimitsExceeded' }
        @{ Fault = @{ kind = 'json429'; retryAfter = '60' }; Id = 'Throttled'; Category = 'LimitsExceeded' }
        @{ Fault = @{ kind = 'status'; status = 503 }; Id = 'ServiceUnavailable'; Category = 'ResourceUnavailable' }
        @{ Fault = @{ kind = 'reset' }; Id = 'ConnectionLost'; Category = 'ConnectionError' }
        @{ Fault = @{ kind = 'halfBody' }; Id = 'ConnectionLost'; Category = 'ConnectionError' }
        @{ Fault = @{ kind = 'html' }; Id = 'UnexpectedResponse'; Category = 'InvalidData' }
        @{ Fault = @{ kind = 'empty404' }; Id = 'UnexpectedResponse'; Category = 'InvalidData' }
        @{ Fault = @{ kind = 'notAToken' }; Id = 'UnexpectedResponse'; Category = 'InvalidData' }
        @{ Fault = @{ kind = 'oversize' }; Id = 'ResponseTooLarge'; Category = 'InvalidData' }
        @{ Fault = @{ kind = 'redirect' }; Id = 'RedirectRefused'; Category = 'SecurityError' }
    ) {
        $tenant = Add-SimulatorTenant -Faults $Fault
        # Transient faults are retried until the timeout.
        $null = Get-ExoMtToken -App $app -Organization $tenant -TimeoutSec 2 -ErrorVariable failures -ErrorAction SilentlyContinue
        @($failures).Count | Should -Be 1
        $failures[0].FullyQualifiedErrorId | Should -Be "ExoMt.$Id,Get-ExoMtToken"
        $failures[0].CategoryInfo.Category | Should -Be $Category
        $failures[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'shows no escape sequences of a server' {
        $tenant = Add-SimulatorTenant -Faults @{ kind = 'escapes' }
        $null = Get-ExoMtToken -App $app -Organization $tenant -ErrorVariable failures -ErrorAction SilentlyContinue
        $all = "$($failures[0] | Format-List * -Force | Out-String)$($failures[0].Exception.Data.Values | Out-String)"
        # Format-List adds its own colors, so only the texts are checked.
        foreach ($text in @($failures[0].Exception.Message, $failures[0].ErrorDetails.Message) + @($failures[0].Exception.Data.Values | Where-Object { $_ -is [string] })) {
            $text | Should -Not -Match "[`u{1b}`a`u{202e}]"
        }
        $all | Should -Not -Match "`u{202e}"
    }

    It 'can be a host that does not exist' {
        { Get-ExoMtToken -App (New-ExoMtApp -AppId $app.AppId -ClientSecret (ConvertTo-Secure 'x') -Authority 'https://nobody.invalid') -Organization contoso.onmicrosoft.com -ErrorAction Stop } | Should -Throw -ErrorId 'ExoMt.HostNotFound,Get-ExoMtToken'
    }

    It 'can be a port that no program listens on' {
        { Get-ExoMtToken -App (New-ExoMtApp -AppId $app.AppId -ClientSecret (ConvertTo-Secure 'x') -Authority 'https://localhost:1') -Organization contoso.onmicrosoft.com -ErrorAction Stop } | Should -Throw -ErrorId 'ExoMt.ConnectFailed,Get-ExoMtToken'
    }

    It 'can be an untrusted authority, also if another root is trusted' {
        $known = Get-AppParameter
        $known.Remove('CertificateAuthorityPath')
        { Get-ExoMtToken -App (New-ExoMtApp @known -ClientSecret (ConvertTo-Secure (Get-SecretText))) -Organization contoso.onmicrosoft.com -ForceRefresh -ErrorAction Stop } | Should -Throw -ErrorId 'ExoMt.UntrustedServer,Get-ExoMtToken'
        { Get-ExoMtToken -App (New-ExoMtApp @known -CertificateAuthorityPath (Get-Fixture 'root.crt') -ClientSecret (ConvertTo-Secure (Get-SecretText))) -Organization contoso.onmicrosoft.com -ForceRefresh -ErrorAction Stop } | Should -Throw -ErrorId 'ExoMt.UntrustedServer,Get-ExoMtToken'
    }

    It 'can be a proxy that does not exist' {
        $env:HTTPS_PROXY = 'http://localhost:1'
        try { { Get-ExoMtToken -App (New-ExoMtApp -AppId $app.AppId -ClientSecret (ConvertTo-Secure 'x') -Authority 'https://login.example') -Organization contoso.onmicrosoft.com -ErrorAction Stop } | Should -Throw -ErrorId 'ExoMt.*,Get-ExoMtToken' }
        finally { $env:HTTPS_PROXY = '' }
    }

    It 'is avoided if NO_PROXY excludes the host from the proxy' {
        $env:HTTPS_PROXY = 'http://localhost:1'
        $env:NO_PROXY = 'localhost'
        try { (Get-ExoMtToken -App (New-SecretApp) -Organization contoso.onmicrosoft.com -ForceRefresh -ErrorAction Stop).Verdict | Should -Be 'Ready' }
        finally {
            $env:HTTPS_PROXY = ''
            $env:NO_PROXY = ''
        }
    }
}

Describe 'Input that no tenant can accept' {
    It 'terminates the command even with -ErrorAction SilentlyContinue' {
        $reached = $false
        try {
            New-ExoMtApp -AppId 'my app' -ClientSecret (ConvertTo-Secure 'x') -ErrorAction SilentlyContinue
            $reached = $true
        }
        catch { $failure = $_ }
        $reached | Should -BeFalse
        $failure.FullyQualifiedErrorId | Should -Be 'ExoMt.InvalidAppId,New-ExoMtApp'
        $failure.InvocationInfo.MyCommand.Name | Should -Be 'New-ExoMtApp'
        # The error points to the user's script, not into the module.
        $failure.InvocationInfo.ScriptName | Should -BeLike '*Error.Tests.ps1'
    }

    It 'is one error for an unknown resource, however many tenants there are' {
        Clear-SimulatorRequest
        $Error.Clear()
        { Get-ExoMtToken -App $app -Organization 'contoso.onmicrosoft.com', 'tailspin.onmicrosoft.com' -Resource 'Sharepoint Online' } | Should -Throw -ErrorId 'ExoMt.InvalidResource,Get-ExoMtToken'
        @(Get-SimulatorRequest).Count | Should -Be 0
    }
}

Describe 'A preference of the calling script' {
    It 'applies: $ErrorActionPreference = Stop' {
        $run = Invoke-Script '$ErrorActionPreference = "Stop"; Get-ExoMtToken -App $app -Organization northwind.onmicrosoft.com; "reached"'
        $run.Output | Should -BeNullOrEmpty
        $run.Thrown.ErrorRecord.FullyQualifiedErrorId | Should -Be 'ExoMt.ConsentMissing,Get-ExoMtToken'
    }

    It 'applies: $ErrorActionPreference = SilentlyContinue, unless -ErrorAction overrides it' {
        $run = Invoke-Script '$ErrorActionPreference = "SilentlyContinue"; Get-ExoMtToken -App $app -Organization northwind.onmicrosoft.com; "reached"; Get-ExoMtToken -App $app -Organization northwind.onmicrosoft.com -ErrorAction Continue'
        $run.Output | Should -Be 'reached'
        $run.Errors.Count | Should -Be 1
    }

    It 'applies: $VerbosePreference, like -Verbose' {
        (Invoke-Script 'Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com').Verbose.Count | Should -Be 0
        foreach ($script in '$VerbosePreference = "Continue"; Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com', 'Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -Verbose') {
            $run = Invoke-Script $script
            "$($run.Verbose)" | Should -BeLike '*contoso.onmicrosoft.com*Ready*'
        }
    }

    It 'applies: $WarningPreference' {
        (Invoke-Script 'Get-ExoMtToken -App $app -Organization fabrikam.onmicrosoft.com').Warnings.Count | Should -Be 1
        (Invoke-Script '$WarningPreference = "SilentlyContinue"; Get-ExoMtToken -App $app -Organization fabrikam.onmicrosoft.com').Warnings.Count | Should -Be 0
    }

    It 'applies if a function between script and command sets it' {
        $run = Invoke-Script 'function Get-It { param($App) $ErrorActionPreference = "Stop"; Get-ExoMtToken -App $App -Organization northwind.onmicrosoft.com }; Get-It $app; "reached"'
        $run.Output | Should -BeNullOrEmpty
    }
}
