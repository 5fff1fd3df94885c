# Tests token objects, verdicts, and the two commands that read a token.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $app = New-SecretApp
    $contosoId = '7e4a0001-1c2d-4e3f-8a5b-000000000001'
}

Describe 'The token object' {
    BeforeAll { $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -ErrorAction Stop }

    It 'has plain values' {
        $token.PSObject.TypeNames[0] | Should -Be 'ExoMt.Token'
        $token.Organization | Should -Be 'contoso.onmicrosoft.com'
        $token.TenantId | Should -Be $contosoId
        $token.AppId | Should -Be $app.AppId
        $token.Resource | Should -Be 'Exchange'
        $token.ExpiresOn | Should -BeOfType [System.DateTimeOffset]
        $token.ExpiresOn | Should -BeGreaterThan ([System.DateTimeOffset]::UtcNow.AddMinutes(50))
        $token.Roles -is [string[]] | Should -BeTrue
        $token.Roles | Should -Be 'Exchange.ManageAsApp'
        $token.DirectoryRoles.Name | Should -Be 'Exchange Administrator'
        $token.DirectoryRoles[0].TemplateId | Should -Be '29232cdf-9323-42fd-ade2-1d097af3e4de'
        $token.DirectoryRoles[0].Supported | Should -BeTrue
        $token.Verdict | Should -BeOfType [string]
        "$token holds $($token.DirectoryRoles)" | Should -Be 'contoso.onmicrosoft.com holds Exchange Administrator'
    }

    It 'shares no list with another token, and has roles that can''t be changed' {
        $other = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -ErrorAction Stop
        $other.FromCache | Should -BeTrue
        $other.DirectoryRoles[0] = $null
        $other.Roles[0] = 'Other'
        $token.DirectoryRoles[0].Name | Should -Be 'Exchange Administrator'
        $token.Roles | Should -Be 'Exchange.ManageAsApp'
        { $token.DirectoryRoles[0].Name = 'Other' } | Should -Throw
        (Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com).DirectoryRoles.Name | Should -Be 'Exchange Administrator'
    }

    It 'shows tenant, expiry, roles and verdict' {
        $view = $token | Out-String
        foreach ($text in 'contoso.onmicrosoft.com', $contosoId, 'Exchange.ManageAsApp', 'Exchange Administrator', 'Ready', $token.ExpiresOn.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss')) {
            $view | Should -BeLike "*$text*"
        }
    }

    It 'has the token as SecureString on request' {
        $secure = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -AsSecureString
        $secure.AccessToken | Should -BeOfType [System.Security.SecureString]
        $text = [System.Net.NetworkCredential]::new('', $secure.AccessToken).Password
        (Test-ExoMtToken -Token $text).Verdict | Should -Be 'Ready'
        ($secure | Test-ExoMtToken).Verdict | Should -Be 'Ready'
    }

    It 'is requested for <Resource>' -ForEach @(
        @{ Resource = 'Compliance'; Scope = 'https://ps.compliance.protection.outlook.com/.default' }
        @{ Resource = 'Graph'; Scope = 'https://graph.microsoft.com/.default' }
        @{ Resource = 'https://outlook.office365.com/.default'; Scope = 'https://outlook.office365.com/.default' }
    ) {
        $domain = Add-SimulatorTenant
        $null = Get-ExoMtToken -App $app -Organization $domain -Resource $Resource -ErrorAction Stop -WarningAction SilentlyContinue
        @(Get-SimulatorRequest -Tenant $domain)[-1].scope | Should -Be $Scope
    }

    It 'is an error for an unknown resource, before anything is sent' {
        Clear-SimulatorRequest
        { Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -Resource 'Sharepoint Online' -ErrorAction Stop } | Should -Throw -ErrorId 'ExoMt.InvalidResource,Get-ExoMtToken'
        @(Get-SimulatorRequest).Count | Should -Be 0
    }
}

Describe 'A verdict' {
    It 'of <Tenant> is <Verdict>' -ForEach @(
        @{ Tenant = 'contoso'; Verdict = 'Ready'; Code = $null; FixedBy = $null; Fix = $null }
        @{ Tenant = 'fabrikam'; Verdict = 'NotReady'; Code = 'NoAppRole'; FixedBy = '*'; Fix = '*Exchange.ManageAsApp*' }
        @{ Tenant = 'tailspin'; Verdict = 'Unknown'; Code = 'NoDirectoryRole'; FixedBy = '*'; Fix = '*Exchange Administrator*' }
        @{ Tenant = 'wingtip'; Verdict = 'Warning'; Code = 'DirectoryRoleUnsupported'; FixedBy = '*'; Fix = '*Exchange Administrator*' }
    ) {
        $check = Get-ExoMtToken -App $app -Organization "$Tenant.onmicrosoft.com" -WarningAction SilentlyContinue -ErrorAction Stop | Test-ExoMtToken
        $check.Verdict | Should -Be $Verdict
        $check.Organization | Should -Be "$Tenant.onmicrosoft.com"
        if ($Code) {
            $finding = @($check.Findings | Where-Object Severity -ne 'Information')[0]
            $finding.Code | Should -BeLike $Code
            $finding.Fix | Should -BeLike $Fix
            $finding.FixedBy | Should -Not -BeNullOrEmpty
            $finding.Message | Should -Not -BeNullOrEmpty
        }
        else { @($check.Findings | Where-Object Severity -ne 'Information').Count | Should -Be 0 }
        $view = $check | Out-String
        $view | Should -BeLike "*$Verdict*"
        foreach ($finding in $check.Findings) { $view | Should -BeLike "*$($finding.Code)*" }
    }

    It 'requires consent: the error for northwind says who can grant it' {
        $null = Get-ExoMtToken -App $app -Organization northwind.onmicrosoft.com -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.ConsentMissing,Get-ExoMtToken'
        $failures[0].Exception.Data['FixedBy'] | Should -Not -BeNullOrEmpty
        $failures[0].ErrorDetails.RecommendedAction | Should -BeLike '*consent*'
    }

    It 'of NotReady is a warning when the token is acquired' {
        $null = Get-ExoMtToken -App $app -Organization fabrikam.onmicrosoft.com -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike 'fabrikam.onmicrosoft.com*Exchange.ManageAsApp*'
        $null = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -WarningVariable warnings -WarningAction SilentlyContinue
        @($warnings).Count | Should -Be 0
    }

    It 'is NotReady for a token with the fault <Kind>' -ForEach @(
        @{ Kind = 'unsigned'; Code = 'TokenUnsigned' }, @{ Kind = 'delegated'; Code = 'DelegatedToken' }
        @{ Kind = 'wrongAudience'; Code = 'AudienceMismatch' }, @{ Kind = 'expired'; Code = 'TokenExpired' }, @{ Kind = 'wrongApp'; Code = 'AppIdMismatch' }
    ) {
        $domain = Add-SimulatorTenant -Faults @{ kind = $Kind }
        $token = Get-ExoMtToken -App $app -Organization $domain -WarningAction SilentlyContinue -ErrorAction Stop
        $token.Verdict | Should -Be 'NotReady'
        $check = $token | Test-ExoMtToken
        $check.Verdict | Should -Be 'NotReady'
        @($check.Findings | Where-Object Severity -eq 'Error').Code | Should -Contain $Code
    }

    It 'is not returned for a token of another tenant, which is an error' {
        $id = [string][guid]::NewGuid()
        Invoke-Simulator -Method POST -Path tenants -Body @{ id = $id; domains = @(); faults = @(@{ kind = 'wrongTenant' }); servicePrincipals = @(@{ appId = $app.AppId; objectId = [string][guid]::NewGuid(); roles = @('Exchange.ManageAsApp'); wids = @() }) }
        $token = Get-ExoMtToken -App $app -Organization $id -ErrorVariable failures -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $token | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.TokenTenantMismatch,Get-ExoMtToken'
        $failures[0].TargetObject | Should -Be $id
    }
}

Describe 'Test-ExoMtToken' {
    BeforeAll {
        $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -ErrorAction Stop
        $text = $token.AccessToken
    }

    It 'accepts an object, a text and a SecureString, also from the pipeline' {
        ($token | Test-ExoMtToken).Verdict | Should -Be 'Ready'
        ($text | Test-ExoMtToken).Verdict | Should -Be 'Ready'
        ((ConvertTo-Secure $text) | Test-ExoMtToken).Verdict | Should -Be 'Ready'
        (Test-ExoMtToken -AccessToken $text).TenantId | Should -Be $contosoId
        (Test-ExoMtToken "  $text`n").Verdict | Should -Be 'Ready'
    }

    It 'compares the token with what the caller expects: <Name>' -ForEach @(
        @{ Name = 'another tenant'; With = @{ Organization = '11111111-2222-4333-8444-555555555555' }; Claim = 'tid' }
        @{ Name = 'another app'; With = @{ AppId = '11111111-2222-4333-8444-555555555555' }; Claim = 'appid' }
        @{ Name = 'another cloud'; With = @{ Environment = 'China' }; Claim = 'aud' }
        @{ Name = 'another resource'; With = @{ Resource = 'Graph' }; Claim = 'aud' }
    ) {
        $check = Test-ExoMtToken -Token $text @With
        $check.Verdict | Should -Be 'NotReady'
        @($check.Findings | Where-Object Severity -eq 'Error').Claim | Should -Contain $Claim
        $finding = @($check.Findings | Where-Object Severity -eq 'Error')[0]
        $finding.Expected | Should -Not -BeNullOrEmpty
        $finding.Actual | Should -Not -BeNullOrEmpty
        # The caller's expectation takes precedence over what a token object was requested for.
        ($token | Test-ExoMtToken @With).Verdict | Should -Be 'NotReady'
    }

    It 'returns Ready if every expectation is met' {
        (Test-ExoMtToken -Token $text -Organization $contosoId -AppId $app.AppId -Environment Worldwide -Resource Exchange).Verdict | Should -Be 'Ready'
    }

    It 'reports that <Name> is no token, and repeats none of it' -ForEach @(
        @{ Name = 'a word'; Value = 'canary-of-a-text' }, @{ Name = 'an empty text'; Value = '' }
        @{ Name = 'a cut token'; Value = 'eyJ0eXAiOiJKV1QifQ.eyJhIjoxfQ' }, @{ Name = 'nothing'; Value = $null }
        @{ Name = 'a number'; Value = 42 }, @{ Name = 'an encrypted token'; Value = 'a.b.c.d.e' }
    ) {
        Test-ExoMtToken -Token $Value -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'ExoMt.*,Test-ExoMtToken'
        $failures[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        if ($Value -is [string] -and $Value) { "$($failures[0] | Format-List * -Force | Out-String)" | Should -Not -BeLike "*$Value*" }
    }
}

Describe 'An opaque token' {
    BeforeAll { $opaque = Add-SimulatorTenant -Faults @{ kind = 'opaque' } }

    It 'has properties that are null and not empty' {
        $token = Get-ExoMtToken -App $app -Organization $opaque
        foreach ($name in 'TenantId', 'ObjectId', 'TokenId') { $null -eq $token.$name | Should -BeTrue -Because $name }
        $token.Verdict | Should -Be 'Unknown'
        $token.AccessToken.Length | Should -BeGreaterThan 40
    }

    It 'has no verdict for a tenant and no signature to verify' {
        $found = Test-ExoMtTenant -App $app -Organization $opaque
        $found.BlockedBy | Should -Be 'AppRole'
        $found.Verdict | Should -Be 'Unknown'
        $probed = Test-ExoMtTenant -App $app -Organization $opaque -Probe
        $probed.BlockedBy | Should -Be 'Probe'
        $probed.Verdict | Should -Be 'NotReady'
        $check = Get-ExoMtToken -App $app -Organization $opaque | Test-ExoMtToken -VerifySignature
        $check.Verdict | Should -Be 'Unknown'
        $check.SignatureVerified | Should -BeNullOrEmpty
    }
}

Describe 'ConvertFrom-ExoMtToken' {
    It 'returns header and claims, but no signature' {
        $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -ErrorAction Stop
        foreach ($given in $token, $token.AccessToken, (ConvertTo-Secure $token.AccessToken)) {
            $info = $given | ConvertFrom-ExoMtToken
            $info.TenantId | Should -Be $contosoId
            $info.Audience | Should -Be 'https://outlook.office365.com'
            $info.Claims.tid | Should -Be $contosoId
            $info.Claims.oid | Should -Be $info.ObjectId
            $info.Header.alg | Should -Be 'RS256'
            $info.ExpiresOn | Should -BeOfType [System.DateTimeOffset]
            $info.Roles | Should -Be 'Exchange.ManageAsApp'
            $signature = $token.AccessToken.Split('.')[2]
            ($info | ConvertTo-Json -Depth 6) | Should -Not -BeLike "*$signature*"
        }
    }
}
