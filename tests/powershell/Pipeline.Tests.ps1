# What -Organization takes, from the pipeline and as an argument, and what it refuses.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-ExoMt
    $app = New-SecretApp
    $contoso = 'contoso.onmicrosoft.com'
    $contosoId = '7e4a0001-1c2d-4e3f-8a5b-000000000001'
}

Describe 'Pipeline input' {
    It 'takes text' {
        ($contoso | Get-ExoMtToken -App $app).Organization | Should -Be $contoso
    }

    It 'takes a GUID' {
        ([guid]$contosoId | Get-ExoMtToken -App $app).Organization | Should -Be $contosoId
    }

    It 'takes the column <Column>' -ForEach @(
        @{ Column = 'Organization' }, @{ Column = 'TenantId' }, @{ Column = 'CustomerId' }
        @{ Column = 'DefaultDomainName' }, @{ Column = 'Domain' }, @{ Column = 'Tenant' }, @{ Column = 'CustomerTenantId' }
    ) {
        $row = [pscustomobject]@{ DisplayName = 'Contoso'; $Column = $contoso }
        ($row | Get-ExoMtToken -App $app -ErrorAction Stop).Organization | Should -Be $contoso
    }

    It 'takes the first filled column in the order Organization, TenantId, CustomerId, DefaultDomainName, Domain' {
        $columns = 'Organization', 'TenantId', 'CustomerId', 'DefaultDomainName', 'Domain'
        foreach ($first in 0..4) {
            # All the columns from here on have a value; those before are empty.
            $row = [ordered]@{}
            foreach ($index in 4..0) {
                $row[$columns[$index]] = if ($index -lt $first) { @('', ' ', $null)[$index % 3] } elseif ($index -eq $first) { $contoso } else { "wrong$index.example" }
            }
            ([pscustomobject]$row | Get-ExoMtToken -App $app -ErrorAction Stop).Organization | Should -Be $contoso
        }
    }

    It 'takes rows of a CSV file and hashtables' {
        $rows = "Name,TenantId,Domain`nContoso,,$contoso`nAgain,$contosoId," | ConvertFrom-Csv
        ($rows | Get-ExoMtToken -App $app -ErrorAction Stop).Organization | Should -Be $contoso, $contosoId
        (@{ Domain = $contoso } | Get-ExoMtToken -App $app -ErrorAction Stop).Organization | Should -Be $contoso
    }

    It 'takes a list as argument, by position and by each alias' {
        (Get-ExoMtToken $contoso -App $app).Organization | Should -Be $contoso
        (Get-ExoMtToken -App $app -Organization $contoso, $contosoId).Organization | Sort-Object | Should -Be $contosoId, $contoso
        foreach ($alias in 'Tenant', 'TenantId', 'Domain', 'CustomerId', 'CustomerTenantId', 'DefaultDomainName') {
            $named = @{ $alias = $contoso }
            (Get-ExoMtToken -App $app @named).Organization | Should -Be $contoso
        }
    }

    It 'takes token objects again, by their Organization' {
        $token = Get-ExoMtToken -App $app -Organization $contoso
        ($token | Get-ExoMtToken -App $app).Organization | Should -Be $contoso
    }

    It 'names what an object without tenant had: <Name>' -ForEach @(
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

    It 'an app or a row never turns into a tenant called @{...}' {
        Clear-SimulatorRequest
        foreach ($item in $app, [pscustomobject]@{ a = 1 }) {
            Get-ExoMtToken -App $app -Organization $item -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.OrganizationMissing,Get-ExoMtToken'
        }
        @(Get-SimulatorRequest).Count | Should -Be 0
    }

    It 'a text that is no tenant fails before anything is sent: <Text>' -ForEach @(
        @{ Text = 'not a domain' }, @{ Text = '@{Name=Contoso}' }, @{ Text = 'contoso.com/../common' }, @{ Text = 'https://contoso.com' }
        @{ Text = 'common' }, @{ Text = '' }, @{ Text = '-' }
    ) {
        Clear-SimulatorRequest
        $Text | Get-ExoMtToken -App $app -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.InvalidTenant,Get-ExoMtToken'
        @(Get-SimulatorRequest).Count | Should -Be 0
    }

    It 'one bad row does not stop the others' {
        $rows = [pscustomobject]@{ Domain = 'nobody.example' }, [pscustomobject]@{ Name = 'x' }, [pscustomobject]@{ Domain = $contoso }
        $tokens = $rows | Get-ExoMtToken -App $app -ErrorVariable failures -ErrorAction SilentlyContinue
        $tokens.Organization | Should -Be $contoso
        @($failures).Count | Should -Be 2
    }

    It 'an object in the pipeline does not bind to -App or any other parameter' {
        $parameters = (Get-Command Get-ExoMtToken).Parameters
        $bound = foreach ($parameter in $parameters.Values) {
            foreach ($attribute in $parameter.Attributes) {
                if ($attribute -is [System.Management.Automation.ParameterAttribute] -and ($attribute.ValueFromPipeline -or $attribute.ValueFromPipelineByPropertyName)) { $parameter.Name }
            }
        }
        $bound | Sort-Object -Unique | Should -Be 'Organization'
    }
}

Describe 'Default parameters' {
    It 'take the app from $PSDefaultParameterValues' {
        $global:PSDefaultParameterValues['*-ExoMt*:App'] = $app
        try {
            (Get-ExoMtToken -Organization $contoso -ErrorAction Stop).Organization | Should -Be $contoso
            # Commands that have no -App are not disturbed.
            (Get-ExoMtToken $contoso | Test-ExoMtToken).Verdict | Should -Be 'Ready'
            (New-SecretApp).AppId | Should -Be $app.AppId
        }
        finally { $global:PSDefaultParameterValues.Remove('*-ExoMt*:App') }
    }

    It 'give way when a credential is named' {
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
