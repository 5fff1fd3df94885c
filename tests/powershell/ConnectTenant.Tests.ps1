# Tests what Connect-ExoMtTenant accepts for a tenant: a token, a name, and the initial domain of
# either.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1'), (Join-Path $PSScriptRoot 'Exchange.psm1') -Force
    Import-ExoMt
    Set-SessionFolder -Path (Convert-Path 'TestDrive:/')
}

Describe 'A token' {
    It 'connects its tenant, from the pipeline and by parameter' {
        $said = Invoke-Session '
            $token = Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com
            $token | Connect-ExoMtTenant -Prefix One
            Connect-ExoMtTenant -Token $token -Prefix Two
            Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com -AsSecureString | Connect-ExoMtTenant -Prefix Three
            (Get-ConnectionInformation).Organization -join " "
            (Get-ThreeOrganizationConfig).Name'
        $said | Should -Be 'contoso.onmicrosoft.com contoso.onmicrosoft.com contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'
    }

    It 'is refused if it is not ready, unless -Force is specified' {
        $said = Invoke-Session '
            $token = Get-ExoMtToken -App $app -Organization fabrikam.onmicrosoft.com -WarningAction SilentlyContinue
            try { $token | Connect-ExoMtTenant } catch { $_.FullyQualifiedErrorId; $_.TargetObject }
            try { $token | Connect-ExoMtTenant -Force -WarningAction SilentlyContinue } catch { $_.Exception.Message }'
        $said | Should -Be 'ExoMt.NotReady,Connect-ExoMtTenant', 'fabrikam.onmicrosoft.com', 'UnAuthorized'
    }

    It 'can''t be <Name>, which connects nothing' -ForEach @(
        @{ Name = 'a text'; Give = "'eyJ-canary'"; Id = 'TokenMissing' }, @{ Name = 'nothing'; Give = '$null'; Id = 'TokenMissing' }
        @{ Name = 'an empty pipeline'; Give = '@()'; Id = 'TokenMissing' }, @{ Name = 'another object'; Give = '[pscustomobject]@{ AccessToken = 1 }'; Id = 'TokenMissing' }
        @{ Name = 'a copy without the token'; Give = '(Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 3)) })'; Id = 'TokenNotIncluded' }
        @{ Name = 'two tokens'; Give = '(Get-ExoMtToken -App $app -Organization contoso.onmicrosoft.com, litware.onmicrosoft.com)'; Id = 'OneTenantOnly' }
    ) {
        $said = Invoke-Session "
            try { $Give | Connect-ExoMtTenant -Force } catch { `$_.FullyQualifiedErrorId; `"`$_`" }
            @(Get-ConnectionInformation).Count"
        $said[0] | Should -Be "ExoMt.$Id,Connect-ExoMtTenant"
        $said[1] | Should -Not -BeLike '*canary*'
        $said[-1] | Should -Be '0'
    }

    It 'is not used for another tenant' {
        $other = (Add-SimulatorTenant).Replace('.onmicrosoft.com', '.example')
        Invoke-Session "
            try { Get-ExoMtToken -App `$app -Organization contoso.onmicrosoft.com | Connect-ExoMtTenant -App `$app -Organization $other -Force } catch { `$_.FullyQualifiedErrorId; `$_.TargetObject }
            @(Get-ConnectionInformation).Count" | Should -Be 'ExoMt.TokenTenantMismatch,Connect-ExoMtTenant', $other, '0'
    }

    It 'is required, so a failed Get-ExoMtToken connects nothing' {
        $said = Invoke-Session '
            $ErrorActionPreference = "Continue"
            Connect-ExoMtTenant -App $app -Organization contoso.onmicrosoft.com
            try { Get-ExoMtToken -App $app -Organization northwind.onmicrosoft.com -ErrorAction SilentlyContinue | Connect-ExoMtTenant; "went on" } catch { $_.FullyQualifiedErrorId }'
        $said | Should -Be 'ExoMt.TokenMissing,Connect-ExoMtTenant'
    }
}

Describe 'The number of tenants' {
    It 'must be one: <Give>' -ForEach @(
        @{ Give = "'contoso.onmicrosoft.com', 'litware.onmicrosoft.com'"; Id = 'OneTenantOnly' }
        @{ Give = '$null'; Id = 'OrganizationMissing' }, @{ Give = '([pscustomobject]@{ Name = 1 })'; Id = 'OrganizationMissing' }, @{ Give = "'  '"; Id = 'InvalidTenant' }
    ) {
        Invoke-Session "try { Connect-ExoMtTenant -App `$app -Organization $Give } catch { `$_.FullyQualifiedErrorId }" | Should -Be "ExoMt.$Id,Connect-ExoMtTenant"
    }

    It 'can be one row of a table' {
        Invoke-Session 'Connect-ExoMtTenant -App $app -Organization ([pscustomobject]@{ TenantId = ""; DefaultDomainName = " contoso.onmicrosoft.com " }); (Get-ConnectionInformation).Organization' | Should -Be 'contoso.onmicrosoft.com'
    }
}

Describe 'The initial domain' {
    It 'is requested from Exchange Online for <Kind>' -ForEach @(@{ Kind = 'a domain of its own' }, @{ Kind = 'the tenant id' }) {
        $initial = Add-SimulatorTenant
        $asked = if ($Kind -eq 'the tenant id') { Get-SimulatorTenantId $initial } else { $initial.Replace('.onmicrosoft.com', '.example') }
        $said = Invoke-Session "
            `$made = Connect-ExoMtTenant -App `$app -Organization $asked -PassThru
            `$made.Organization
            (Get-ConnectionInformation).Organization
            Set-Mailbox adele -CustomAttribute1 x
            'written'
            `$Error.Count"
        $said | Should -Be $initial, $initial, 'written', '0'
        @(Get-ExchangeCall | Where-Object { $_.cmdlet -eq 'Set-Mailbox' })[-1].anchor | Should -BeLike "*@$initial"
    }

    It 'is not requested if the caller specified it' {
        $initial = Add-SimulatorTenant
        Clear-SimulatorRequest
        $null = Invoke-Session "Connect-ExoMtTenant -App `$app -Organization $initial"
        # The stand-in's Connect-ExchangeOnline makes one call, the real command makes none.
        "$(@(Get-ExchangeCall).cmdlet)".Trim() | Should -Be $(if (Test-RealModule) { '' } else { 'Get-OrganizationConfig' })
    }

    It 'leads to an error with the missing role if the probe is refused' {
        $initial = Add-SimulatorTenant -DirectoryRoles @()
        $asked = $initial.Replace('.onmicrosoft.com', '.example')
        $said = Invoke-Session "
            try { Connect-ExoMtTenant -App `$app -Organization $asked } catch { `$_.FullyQualifiedErrorId; `$_.TargetObject; `$_.Exception.Data['Finding']; `$_.ErrorDetails.RecommendedAction; `$Error.Count }"
        $said[0..2] | Should -Be 'ExoMt.NotReady,Connect-ExoMtTenant', $asked, 'DirectoryRole'
        $said[3] | Should -BeLike '*Exchange Administrator*'
        $said[4] | Should -Be '1'
    }

    It 'is an error if it can''t be found, and a warning with -Force' {
        $initial = Add-SimulatorTenant -More @{ acceptedDomains = @(@{ domainName = 'x.example'; initialDomain = $false; default = $true }) }
        $asked = $initial.Replace('.onmicrosoft.com', '.example')
        $said = Invoke-Session "
            try { Connect-ExoMtTenant -App `$app -Organization $asked } catch { `$_.FullyQualifiedErrorId }
            Connect-ExoMtTenant -App `$app -Organization $asked -Force -WarningVariable warned 3> `$null
            `"`$warned`"
            (Get-ConnectionInformation).Organization"
        $said[0] | Should -Be 'ExoMt.InitialDomainUnknown,Connect-ExoMtTenant'
        $said[1] | Should -BeLike '*writes fail*could not be found*-Force: connecting nevertheless.'
        $said[2] | Should -Be $asked
    }

    It 'can''t be read from a token alone' {
        $initial = Add-SimulatorTenant
        $id = Get-SimulatorTenantId $initial
        $said = Invoke-Session "
            `$token = Get-ExoMtToken -App `$app -Organization $id
            try { `$token | Connect-ExoMtTenant } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction; @(Get-ConnectionInformation).Count }
            `$token | Connect-ExoMtTenant -Force -WarningVariable warned 3> `$null
            `"`$warned`"
            (Get-ConnectionInformation).Organization
            (Get-OrganizationConfig).Name
            try { Set-Mailbox adele -CustomAttribute1 x } catch { `$_.Exception.Message }
            `$token | Connect-ExoMtTenant -Organization $initial
            Set-Mailbox adele -CustomAttribute1 x
            `$token | Connect-ExoMtTenant -App `$app
            Set-Mailbox adele -CustomAttribute1 x
            'written'"
        $said[0] | Should -Be 'ExoMt.InitialDomainUnknown,Connect-ExoMtTenant'
        $said[1] | Should -BeLike '*onmicrosoft.com*-App*-Force*'
        $said[2] | Should -Be '0'
        $said[3] | Should -BeLike '*writes fail*-Force: connecting nevertheless.'
        $said[4..5] | Should -Be $id, $initial
        $said[6] | Should -BeLike '*doesn''t have write permission to target DC*'
        $said[7] | Should -Be 'written'
    }
}
