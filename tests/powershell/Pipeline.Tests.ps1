# Tests what -Organization accepts, from the pipeline and as an argument, and what it rejects.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $app = New-SecretApp
    $contoso = 'contoso.onmicrosoft.com'
    $contosoId = '7e4a0001-1c2d-4e3f-8a5b-000000000001'
}

Describe 'Pipeline input' {
    It 'can be text' {
        ($contoso | Get-ExoMtToken -App $app).Organization | Should -Be $contoso
    }

    It 'can be a GUID' {
        ([guid]$contosoId | Get-ExoMtToken -App $app).Organization | Should -Be $contosoId
    }

    It 'can be a row with the column <Column>' -ForEach @(
        @{ Column = 'Organization' }, @{ Column = 'TenantId' }, @{ Column = 'CustomerId' }
        @{ Column = 'DefaultDomainName' }, @{ Column = 'Domain' }, @{ Column = 'Tenant' }, @{ Column = 'CustomerTenantId' }
    ) {
        $row = [pscustomobject]@{ DisplayName = 'Contoso'; $Column = $contoso }
        ($row | Get-ExoMtToken -App $app -ErrorAction Stop).Organization | Should -Be $contoso
    }

    It 'is read from the first column with a value, in the order Organization, TenantId, CustomerId, DefaultDomainName, Domain' {
        $columns = 'Organization', 'TenantId', 'CustomerId', 'DefaultDomainName', 'Domain'
        foreach ($first in 0..4) {
            # This column and all later ones have a value; earlier ones are empty.
            $row = [ordered]@{}
            foreach ($index in 4..0) {
                $row[$columns[$index]] = if ($index -lt $first) { @('', ' ', $null)[$index % 3] } elseif ($index -eq $first) { $contoso } else { "wrong$index.example" }
            }
            ([pscustomobject]$row | Get-ExoMtToken -App $app -ErrorAction Stop).Organization | Should -Be $contoso
        }
    }

    It 'can be rows of a CSV file and hashtables' {
        $rows = "Name,TenantId,Domain`nContoso,,$contoso`nAgain,$contosoId," | ConvertFrom-Csv
        ($rows | Get-ExoMtToken -App $app -ErrorAction Stop).Organization | Should -Be $contoso, $contosoId
        (@{ Domain = $contoso } | Get-ExoMtToken -App $app -ErrorAction Stop).Organization | Should -Be $contoso
    }

    It 'can also be an argument: a list, by position and by each alias' {
        (Get-ExoMtToken $contoso -App $app).Organization | Should -Be $contoso
        (Get-ExoMtToken -App $app -Organization $contoso, $contosoId).Organization | Sort-Object | Should -Be $contosoId, $contoso
        foreach ($alias in 'Tenant', 'TenantId', 'Domain', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName') {
            $named = @{ $alias = $contoso }
            (Get-ExoMtToken -App $app @named).Organization | Should -Be $contoso
        }
    }

    It 'can be token objects, which are used by their Organization' {
        $token = Get-ExoMtToken -App $app -Organization $contoso
        ($token | Get-ExoMtToken -App $app).Organization | Should -Be $contoso
    }

    It 'without a tenant is an error that names what it has: <Name>' -ForEach @(
        @{ Name = 'a row with other columns'; Item = { [pscustomobject]@{ Name = 'Contoso'; Country = 'SE' } }; Says = '*Name, Country*' }
        @{ Name = 'a row whose columns are empty'; Item = { [pscustomobject]@{ TenantId = ''; Domain = $null } }; Says = '*TenantId, Domain*' }
        @{ Name = 'an app'; Item = { New-SecretApp }; Says = '*ExoMt.App*' }
        @{ Name = 'a number'; Item = { 42 }; Says = '*Int32*' }
        @{ Name = 'nothing'; Item = { , $null }; Says = '*Nothing*' }
    ) {
        Clear-SimulatorRequest
        $output = & $Item | Get-ExoMtToken -App $app -ErrorVariable failures -ErrorAction SilentlyContinue
        $output | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.OrganizationMissing,Get-ExoMtToken'
        $failures[0].Exception.Message | Should -BeLike $Says
        $failures[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Organization*'
        @(Get-SimulatorRequest).Count | Should -Be 0
    }

    It 'never becomes a tenant called @{...}' {
        Clear-SimulatorRequest
        foreach ($item in $app, [pscustomobject]@{ a = 1 }) {
            Get-ExoMtToken -App $app -Organization $item -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.OrganizationMissing,Get-ExoMtToken'
        }
        @(Get-SimulatorRequest).Count | Should -Be 0
    }

    It 'is an error before anything is sent if the text is no tenant: <Text>' -ForEach @(
        @{ Text = 'not a domain' }, @{ Text = '@{Name=Contoso}' }, @{ Text = 'contoso.com/../common' }, @{ Text = 'https://contoso.com' }
        @{ Text = 'common' }, @{ Text = '' }, @{ Text = '-' }
    ) {
        Clear-SimulatorRequest
        $Text | Get-ExoMtToken -App $app -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.InvalidTenant,Get-ExoMtToken'
        @(Get-SimulatorRequest).Count | Should -Be 0
    }

    It 'continues after a bad row' {
        $rows = [pscustomobject]@{ Domain = 'nobody.example' }, [pscustomobject]@{ Name = 'x' }, [pscustomobject]@{ Domain = $contoso }
        $tokens = $rows | Get-ExoMtToken -App $app -ErrorVariable failures -ErrorAction SilentlyContinue
        $tokens.Organization | Should -Be $contoso
        @($failures).Count | Should -Be 2
    }

    It 'does not bind to -App or any other parameter' {
        $parameters = (Get-Command Get-ExoMtToken).Parameters
        $bound = foreach ($parameter in $parameters.Values) {
            foreach ($attribute in $parameter.Attributes) {
                if ($attribute -is [System.Management.Automation.ParameterAttribute] -and ($attribute.ValueFromPipeline -or $attribute.ValueFromPipelineByPropertyName)) { $parameter.Name }
            }
        }
        $bound | Sort-Object -Unique | Should -Be 'Organization'
    }
}

Describe '$PSDefaultParameterValues' {
    It 'provides the app' {
        $global:PSDefaultParameterValues['*-ExoMt*:App'] = $app
        try {
            (Get-ExoMtToken -Organization $contoso -ErrorAction Stop).Organization | Should -Be $contoso
            # Commands without -App still work.
            (Get-ExoMtToken $contoso | Test-ExoMtToken).Verdict | Should -Be 'Ready'
            (New-SecretApp).AppId | Should -Be $app.AppId
        }
        finally { $global:PSDefaultParameterValues.Remove('*-ExoMt*:App') }
    }

    It 'is overridden by a credential' {
        $global:PSDefaultParameterValues['*-ExoMt*:App'] = $app
        try {
            $other = Get-AppParameter
            (Get-ExoMtToken @other -CertificatePath (Get-Fixture 'modern.pfx') -CertificatePassword (ConvertTo-Secure 'pass wörd') -Organization $contoso -ErrorAction Stop).Organization | Should -Be $contoso
        }
        finally { $global:PSDefaultParameterValues.Remove('*-ExoMt*:App') }
    }
}

Describe 'The app argument' {
    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a copy from another process'; Item = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((New-SecretApp))) } }
        @{ Name = 'a text'; Item = { 'app' } }
        @{ Name = 'a look-alike'; Item = { [pscustomobject]@{ PSTypeName = 'ExoMt.App'; AppId = 'ae11b22c-3d44-4e55-8f66-778899aabbcc' } } }
    ) {
        $failure = $null
        try { Get-ExoMtToken -App (& $Item) -Organization $contoso -ErrorAction SilentlyContinue } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -Be 'ExoMt.AppNotUsable,Get-ExoMtToken'
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*New-ExoMtApp*'
    }
}
