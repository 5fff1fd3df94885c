# Tests tenants: their id and cloud, whether they are ready, and whether a token's signature is
# valid.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $app = New-SecretApp
    $place = @{ Authority = $env:EXOMT_TEST_AUTHORITY; CertificateAuthorityPath = $env:EXOMT_TEST_CA }
}

Describe 'Resolve-ExoMtTenant' {
    It 'finds the id and the cloud of a domain' {
        $domain = Add-SimulatorTenant
        $found = Resolve-ExoMtTenant $domain @place
        $found.PSObject.TypeNames[0] | Should -Be 'ExoMt.Tenant'
        $found.TenantId | Should -Be (Get-SimulatorTenantId $domain)
        $found.Environment | Should -Be 'Worldwide'
        $found.ExchangeEnvironmentName | Should -Be 'O365Default'
        $found.InitialDomain | Should -Be $domain
        (Resolve-ExoMtTenant $domain.Replace('.onmicrosoft.com', '.example') @place).InitialDomain | Should -BeNullOrEmpty
    }

    It 'returns the cloud <Name>' -ForEach @(
        @{ Name = 'GCC'; Exchange = 'O365Default' }
        @{ Name = 'GCCHigh'; Exchange = 'O365USGovGCCHigh' }
        @{ Name = 'DoD'; Exchange = 'O365USGovDoD' }
        @{ Name = 'China'; Exchange = 'O365China' }
        @{ Name = 'Bleu'; Exchange = $null }
    ) {
        $found = Resolve-ExoMtTenant (Add-SimulatorTenant -More @{ cloud = $Name }) @place
        $found.Environment | Should -Be $Name
        $found.ExchangeEnvironmentName | Should -Be $Exchange
    }

    It 'accepts several tenants, and writes one error for one that is missing' {
        $domains = 1..5 | ForEach-Object { Add-SimulatorTenant }
        $found = @($domains[0, 1] + 'nobody.example' + $domains[2, 3, 4] | Resolve-ExoMtTenant @place -Ordered -ErrorVariable failed -ErrorAction SilentlyContinue)
        $found.Organization | Should -Be $domains
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ExoMt.TenantNotFound*'
        $failed[0].TargetObject | Should -Be 'nobody.example'
    }

    It 'is an error for hosts that belong to no cloud' {
        $domain = Add-SimulatorTenant -More @{ documentHost = 'login.evil.example' }
        { Resolve-ExoMtTenant $domain @place -ErrorAction Stop } | Should -Throw -ErrorId 'ExoMt.CloudUnknown*'
    }

    It 'returns objects that the other commands accept' {
        $domain = Add-SimulatorTenant
        (Resolve-ExoMtTenant $domain @place | Get-ExoMtToken -App $app).TenantId | Should -Be (Get-SimulatorTenantId $domain)
        (Resolve-ExoMtTenant $domain @place | Test-ExoMtTenant -App $app).Verdict | Should -Be 'Ready'
        (Resolve-ExoMtTenant $domain @place | New-ExoMtConsentUrl -App $app -RedirectUri https://localhost).Url | Should -BeLike "*/$domain/*"
    }
}

Describe '-Environment' {
    It 'completes every cloud, also with the names of Connect-ExchangeOnline' {
        $line = 'New-ExoMtApp -Environment '
        $found = ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches.CompletionText
        foreach ($name in 'Worldwide', 'GCC', 'GCCHigh', 'DoD', 'China', 'Bleu', 'Delos', 'GovSG', 'O365USGovGCCHigh') { $found | Should -Contain $name }
        # A closed cloud is not offered.
        foreach ($name in 'Germany', 'O365GermanyCloud') { $found | Should -Not -Contain $name }
    }

    It 'is an error for a closed cloud, and for a resource that is unknown in one' {
        $parameters = Get-AppParameter
        { New-ExoMtApp @parameters -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Environment Germany } | Should -Throw '*2021-10-29*'
        $other = New-ExoMtApp @parameters -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Environment GovSG
        { Get-ExoMtToken -App $other -Organization contoso.com -Resource Compliance -ErrorAction Stop } | Should -Throw -ErrorId 'ExoMt.InvalidResource*'
    }

    It 'requests the token of <Name> for its own audiences' -ForEach @(
        @{ Name = 'GCCHigh'; Exchange = 'https://outlook.office365.us'; Compliance = 'https://ps.compliance.protection.office365.us' }
        @{ Name = 'DoD'; Exchange = 'https://outlook-dod.office365.us'; Compliance = 'https://ps.compliance.protection.office365.us' }
        @{ Name = 'China'; Exchange = 'https://partner.outlook.cn'; Compliance = 'https://ps.compliance.protection.partner.outlook.cn' }
        @{ Name = 'Bleu'; Exchange = 'https://outlook.sovcloud.fr' }
    ) {
        $parameters = Get-AppParameter
        $other = New-ExoMtApp @parameters -ConnectionUri (Get-ConnectionUri) -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Environment $Name
        $domain = Add-SimulatorTenant -DirectoryRoles '17315797-102d-40b4-93e0-432062caca18' -More @{ cloud = $Name }
        (Get-ExoMtToken -App $other -Organization $domain | ConvertFrom-ExoMtToken).Audience | Should -Be $Exchange
        if ($Compliance) { (Get-ExoMtToken -App $other -Organization $domain -Resource Compliance | ConvertFrom-ExoMtToken).Audience | Should -Be $Compliance }
        (Test-ExoMtTenant -App $other -Organization $domain -Probe).Verified | Should -BeTrue
    }
}

Describe 'Test-ExoMtTenant' {
    It 'returns <BlockedBy> as the rung to fix for <What>' -ForEach @(
        @{ What = 'no consent'; Tenant = @{ WithoutPrincipal = $true }; BlockedBy = 'ServicePrincipal'; Verdict = 'NotReady'; FixedBy = '*Cloud Application Administrator*' }
        @{ What = 'no permission'; Tenant = @{ Roles = @() }; BlockedBy = 'AppRole'; Verdict = 'NotReady'; FixedBy = '*Cloud Application Administrator*' }
        @{ What = 'the wrong permission'; Tenant = @{ Roles = 'Exchange.ManageAsAppV2' }; BlockedBy = 'AppRole'; Verdict = 'NotReady'; FixedBy = '*Cloud Application Administrator*' }
        @{ What = 'no role'; Tenant = @{ DirectoryRoles = @() }; BlockedBy = 'DirectoryRole'; Verdict = 'Unknown'; FixedBy = '*Privileged Role Administrator*' }
        @{ What = 'a role that is not supported'; Tenant = @{ DirectoryRoles = '69091246-20e8-4a56-aa4d-066075b2a7a8' }; BlockedBy = 'DirectoryRole'; Verdict = 'Warning'; FixedBy = '*Privileged Role Administrator*' }
        @{ What = 'another cloud'; Tenant = @{ More = @{ cloud = 'GCCHigh' } }; BlockedBy = 'Cloud'; Verdict = 'NotReady'; FixedBy = 'Partner' }
    ) {
        $domain = Add-SimulatorTenant @Tenant
        $found = Test-ExoMtTenant -App $app -Organization $domain
        $found.BlockedBy | Should -Be $BlockedBy
        $found.Verdict | Should -Be $Verdict
        $found.FixedBy | Should -BeLike $FixedBy
        $found.Fix.Length | Should -BeGreaterThan 20
        $found.Rungs.Name | Should -Be 'Tenant', 'Cloud', 'ServicePrincipal', 'AppRole', 'DirectoryRole', 'Probe', 'InitialDomain'
    }

    It 'returns scripts that PowerShell parses, with the ids of the tenant' {
        $checks = foreach ($tenant in @{ WithoutPrincipal = $true }, @{ Roles = @() }, @{ DirectoryRoles = @() }) { Test-ExoMtTenant -App $app -Organization (Add-SimulatorTenant @tenant) }
        $checks += Test-ExoMtTenant -App $app -Organization (Get-SimulatorTenantId (Add-SimulatorTenant))
        foreach ($check in $checks) {
            $steps = @(($check.Rungs | Where-Object Name -EQ $check.BlockedBy).Steps)
            $steps.Count | Should -BeGreaterThan 1
            $lines = @($steps | Where-Object Kind -In 'GraphPowerShell', 'ExchangePowerShell')
            $lines.Count | Should -BeGreaterThan 0
            foreach ($step in $lines) {
                $errors = $null
                $null = [System.Management.Automation.Language.Parser]::ParseInput($step.Text, [ref]$null, [ref]$errors)
                $errors.Count | Should -Be 0
            }
            ($steps | Where-Object Kind -EQ 'GraphPowerShell').Text | Should -BeLike "*$($check.TenantId)*"
            ($steps | Where-Object Kind -EQ 'AzureCli').Text | & sh -n
            $LASTEXITCODE | Should -Be 0
        }
    }

    It 'sends a request to Exchange Online only with -Probe' {
        $domain = Add-SimulatorTenant
        $id = Get-SimulatorTenantId $domain
        $quiet = Test-ExoMtTenant -App $app -Organization $domain
        $quiet.Verified | Should -BeFalse
        @(Get-SimulatorRequest -Tenant "adminapi/beta/$id").Count | Should -Be 0
        $probed = Test-ExoMtTenant -App $app -Organization $domain -Probe
        $probed.Verified | Should -BeTrue
        (Test-ExoMtTenant -App $app -Organization $domain -ProbeCommand Get-OrganizationConfig).Verified | Should -BeTrue
        (Get-SimulatorRequest -Tenant "adminapi/beta/$id").cmdlet | Should -Be 'Get-AcceptedDomain', 'Get-OrganizationConfig'
    }

    It 'finds by the probe that a role group grants access, and returns the initial domain' {
        $domain = Add-SimulatorTenant -DirectoryRoles @() -RoleGroups 'View-Only Organization Management'
        $found = Test-ExoMtTenant -App $app -Organization (Get-SimulatorTenantId $domain) -Probe
        $found.Verdict | Should -Be 'Ready'
        $found.InitialDomain | Should -Be $domain
    }

    It 'warns that writes fail with a custom domain or an id' {
        $domain = Add-SimulatorTenant
        foreach ($name in $domain.Replace('.onmicrosoft.com', '.example'), (Get-SimulatorTenantId $domain)) {
            $found = Test-ExoMtTenant -App $app -Organization $name
            $found.Verdict | Should -Be 'Warning'
            $found.BlockedBy | Should -Be 'InitialDomain'
            $found.Message | Should -BeLike '*writes fail*'
        }
    }

    It 'caches neither a token nor a failure' {
        $domain = Add-SimulatorTenant -WithoutPrincipal
        Get-ExoMtToken -App $app -Organization $domain -ErrorAction SilentlyContinue
        (Test-ExoMtTenant -App $app -Organization $domain).BlockedBy | Should -Be 'ServicePrincipal'
        $null = Add-SimulatorTenant -Like $domain
        (Test-ExoMtTenant -App $app -Organization $domain).Verdict | Should -Be 'Ready'
        $null = Add-SimulatorTenant -Like $domain -DirectoryRoles @()
        (Test-ExoMtTenant -App $app -Organization $domain).BlockedBy | Should -Be 'DirectoryRole'
    }

    It 'checks many tenants, returns one object for each, and writes an error only for an invalid name' {
        $domains = @(1..40 | ForEach-Object { Add-SimulatorTenant })
        $found = @($domains + 'not a tenant' + 'nobody.example' | Test-ExoMtTenant -App $app -Ordered -ErrorVariable failed -ErrorAction SilentlyContinue)
        $found.Organization | Should -Be ($domains + 'nobody.example')
        @($found | Where-Object Verdict -EQ 'Ready').Count | Should -Be 40
        ($found | Where-Object Organization -EQ 'nobody.example').BlockedBy | Should -Be 'Tenant'
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'ExoMt.InvalidTenant*'
    }

    It 'works with a key that cannot be exported' {
        $parameters = Get-AppParameter
        $other = New-ExoMtApp @parameters -ConnectionUri (Get-ConnectionUri) -Certificate (Get-FixtureCertificate)
        (Test-ExoMtTenant -App $other -Organization (Add-SimulatorTenant) -Probe).Verdict | Should -Be 'Ready'
    }

    It 'keeps its steps in a job' {
        $found = Test-ExoMtTenant -App $app -Organization (Add-SimulatorTenant -DirectoryRoles @())
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($found, 1))
        $copy.Rungs[4].Steps[0].Kind | Should -Be 'Portal'
    }

    It 'shows no token' {
        $found = Test-ExoMtTenant -App $app -Organization (Add-SimulatorTenant) -Probe -Verbose 4>&1
        ($found | Format-List * | Out-String) + ($found | ConvertTo-Json -Depth 6) | Should -Not -Match 'eyJ'
    }

    It 'is an error for a probe command that could change something' {
        { Test-ExoMtTenant -App $app -Organization contoso.com -ProbeCommand 'Remove-Mailbox' } | Should -Throw -ErrorId 'ExoMt.InvalidOptions*'
    }
}

Describe 'Test-ExoMtTenant -Wait' {
    It 'waits for a role that is assigned in the meantime' {
        $domain = Add-SimulatorTenant -DirectoryRoles @()
        $ready = Add-SimulatorTenant
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({
                    param($Support, $Domain, $Ids)
                    Import-Module $Support
                    & (Get-Module Support) { param($Ids) $script:TenantIds = $Ids } $Ids
                    Start-Sleep -Seconds 2
                    Add-SimulatorTenant -Like $Domain
                }).AddArgument((Join-Path $PSScriptRoot 'Support.psm1')).AddArgument($domain).AddArgument(@{ $domain = Get-SimulatorTenantId $domain })
            $change = $shell.BeginInvoke()
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $found = @($ready, $domain | Test-ExoMtTenant -App $app -Probe -Wait -Timeout 60 -RetryIntervalSec 1)
            $watch.Elapsed.TotalSeconds | Should -BeGreaterThan 1.5
            $found.Organization | Should -Be $ready, $domain
            $found.Verdict | Should -Be 'Ready', 'Ready'
            $null = $shell.EndInvoke($change)
        }
        finally { $shell.Dispose() }
    }

    It 'does not wait for what waiting can''t fix, and stops after the timeout' {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        (Test-ExoMtTenant -App $app -Organization 'nobody.example' -Wait -TimeoutSec 60).BlockedBy | Should -Be 'Tenant'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 20
        $domain = Add-SimulatorTenant -Roles @()
        $found = Test-ExoMtTenant -App $app -Organization $domain -Wait -TimeoutSec 3 -RetryIntervalSec 1
        $found.Verdict | Should -Be 'NotReady'
        @(Get-SimulatorRequest -Tenant $domain | Where-Object path -Like '*token').Count | Should -BeGreaterThan 1
    }
}

Describe 'Test-ExoMtToken -VerifySignature' {
    It 'accepts a valid signature' {
        $token = Get-ExoMtToken -App $app -Organization (Add-SimulatorTenant)
        $check = $token | Test-ExoMtToken -VerifySignature @place
        $check.SignatureVerified | Should -BeTrue
        $check.Verdict | Should -Be 'Ready'
        $check.Findings.Code | Should -Contain 'SignatureVerified'
        ($token | Test-ExoMtToken).SignatureVerified | Should -BeNullOrEmpty
    }

    It 'rejects a <_> token' -ForEach 'forgedSignature', 'unknownKid', 'unsigned' {
        $token = Get-ExoMtToken -App $app -Organization (Add-SimulatorTenant -Faults @{ kind = $_ }) -WarningAction SilentlyContinue
        $check = $token | Test-ExoMtToken -VerifySignature @place
        $check.SignatureVerified | Should -BeFalse
        $check.SignatureVerified | Should -Not -BeNullOrEmpty
        $check.Verdict | Should -Be 'NotReady'
        $check.Findings.Code | Should -Contain 'SignatureInvalid'
    }

    It 'returns an unknown result if the keys can''t be fetched' {
        $token = Get-ExoMtToken -App $app -Organization (Add-SimulatorTenant)
        $check = $token | Test-ExoMtToken -VerifySignature -Authority https://localhost:9
        $check.SignatureVerified | Should -BeNullOrEmpty
        $check.Verdict | Should -Be 'Unknown'
    }
}
