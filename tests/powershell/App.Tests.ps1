# Tests which app a command uses: that of -App, -AppId or $PSDefaultParameterValues, or the default
# app. The apps differ in their credential, and a token's claims show which kind was used.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1'), (Join-Path $PSScriptRoot 'Exchange.psm1') -Force
    Import-ExoMt
    $known = Get-AppParameter
    $contoso = 'contoso.onmicrosoft.com'
    $pfx = @{ CertificatePath = Get-Fixture 'modern.pfx'; CertificatePassword = ConvertTo-Secure 'pass wörd' }
    $secret = New-SecretApp

    function Get-Method {
        # Returns how the app of a token authenticated: ClientSecret or CertificateOrAssertion.
        param([object] $Token)
        ($Token | ConvertFrom-ExoMtToken).AuthenticationMethod
    }

    function Get-Failure {
        # Returns the error that a block throws.
        param([scriptblock] $Block)
        try { $null = & $Block } catch { return $_ }
        throw 'no error'
    }

    function Invoke-Runspace {
        # Runs a script in a new runspace and returns its output.
        param([string] $Script)
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("`$ErrorActionPreference = 'Stop'; Import-Module '$(Join-Path $PSScriptRoot 'Support.psm1')'; Import-ExoMt; $Script")
            @($shell.Invoke())
        }
        finally { $shell.Dispose() }
    }
}

Describe 'The app that a command uses' {
    AfterEach {
        $global:PSDefaultParameterValues.Clear()
        & (Get-Module ExoMt) { $script:DefaultApp = $null }
    }

    Context 'A missing app' {
        It 'is an error in <Name> that says how to create one' -ForEach @(
            @{ Name = 'Get-ExoMtToken'; Script = { Get-ExoMtToken -Organization $contoso } }
            @{ Name = 'Get-ExoMtToken'; Script = { $contoso | Get-ExoMtToken } }
            @{ Name = 'Get-ExoMtToken'; Script = { Get-ExoMtToken -App $null -Organization $contoso } }
            @{ Name = 'Test-ExoMtTenant'; Script = { Test-ExoMtTenant -Organization $contoso } }
            @{ Name = 'New-ExoMtConsentUrl'; Script = { New-ExoMtConsentUrl -RedirectUri https://localhost } }
            @{ Name = 'Wait-ExoMtConsent'; Script = { Wait-ExoMtConsent -TimeoutSec 1 } }
            @{ Name = 'Resolve-ExoMtTenant'; Script = { Resolve-ExoMtTenant -App $null $contoso } }
        ) {
            $failure = Get-Failure $Script
            $failure.FullyQualifiedErrorId | Should -Be "ExoMt.AppMissing,$Name"
            $failure.ErrorDetails.RecommendedAction | Should -BeLike '*New-ExoMtApp*-Default*'
            $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        }

        It 'is the same error in Connect-ExoMtTenant' {
            Set-SessionFolder -Path (Convert-Path 'TestDrive:/')
            Invoke-Session 'try { Connect-ExoMtTenant contoso.onmicrosoft.com } catch { $_.FullyQualifiedErrorId }' | Should -Be 'ExoMt.AppMissing,Connect-ExoMtTenant'
        }

        It 'is not replaced by the default app if -App is a copy or null' {
            $null = New-ExoMtApp @known @pfx -Default
            (Get-Failure { Get-ExoMtToken -App ([pscustomobject]@{ AppId = $known.AppId }) -Organization $contoso }).FullyQualifiedErrorId | Should -Be 'ExoMt.AppNotUsable,Get-ExoMtToken'
            (Get-Failure { Get-ExoMtToken -App $null -Organization $contoso }).FullyQualifiedErrorId | Should -Be 'ExoMt.AppMissing,Get-ExoMtToken'
        }

        It 'includes an app id without a credential' {
            { Get-ExoMtToken -AppId $known.AppId -Organization $contoso } | Should -Throw -ErrorId 'AmbiguousParameterSet,Get-ExoMtToken'
        }
    }

    Context 'The default app' {
        It 'is also returned, and is used by every command' {
            $made = New-ExoMtApp @known -ConnectionUri (Get-ConnectionUri) -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Default
            $made.CredentialType | Should -Be 'ClientSecret'
            Get-Method (Get-ExoMtToken -Organization $contoso) | Should -Be 'ClientSecret'
            Get-Method ($contoso | Get-ExoMtToken) | Should -Be 'ClientSecret'
            (Test-ExoMtTenant -Organization $contoso).Verdict | Should -Be 'Ready'
            $url = New-ExoMtConsentUrl -RedirectUri https://localhost
            $url.AppId | Should -Be $known.AppId
            $url.Url | Should -BeLike "$($known.Authority)/*"
            (Resolve-ExoMtTenant $contoso).TenantId | Should -Be '7e4a0001-1c2d-4e3f-8a5b-000000000001'
            (Export-ExoMtDiagnostic -AsJson | ConvertFrom-Json).Apps[0].CredentialType | Should -Be 'ClientSecret'
        }

        It 'connects a tenant, and finds the initial domain only for a token of the same app' {
            Set-SessionFolder -Path (Convert-Path 'TestDrive:/')
            Invoke-Session '
                $plain = Get-AppParameter
                $null = New-ExoMtApp @plain -ConnectionUri (Get-ConnectionUri) -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Default
                Connect-ExoMtTenant contoso.onmicrosoft.com
                # contoso.com is not the initial domain, so the app has to look that up. Connecting
                # closes the connection without a prefix.
                Get-ExoMtToken contoso.com | Connect-ExoMtTenant -Prefix Own
                (Get-ConnectionInformation).Organization -join " "
                $null = New-ExoMtApp -AppId ([guid]::NewGuid()) -Authority $plain.Authority -ClientSecret (ConvertTo-Secure x) -Default
                try { Get-ExoMtToken -App $app contoso.com | Connect-ExoMtTenant } catch { $_.FullyQualifiedErrorId }
                # An empty pipeline must not fall back to the default app.
                try { @() | Connect-ExoMtTenant } catch { $_.FullyQualifiedErrorId }' | Should -Be 'contoso.onmicrosoft.com', 'ExoMt.InitialDomainUnknown,Connect-ExoMtTenant', 'ExoMt.TokenMissing,Connect-ExoMtTenant'
        }

        It 'is overridden by -App, -AppId and $PSDefaultParameterValues' {
            $certificate = New-ExoMtApp @known @pfx
            $null = New-ExoMtApp @known -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Default
            Get-Method (Get-ExoMtToken -App $certificate -Organization $contoso) | Should -Be 'CertificateOrAssertion'
            Get-Method (Get-ExoMtToken @known @pfx -Organization $contoso) | Should -Be 'CertificateOrAssertion'
            $global:PSDefaultParameterValues['*-ExoMt*:App'] = $certificate
            Get-Method (Get-ExoMtToken -Organization $contoso) | Should -Be 'CertificateOrAssertion'
            (New-ExoMtConsentUrl -AppId 11111111-2222-4333-8444-555555555555 -RedirectUri https://localhost).AppId | Should -Be '11111111-2222-4333-8444-555555555555'
        }

        It 'is the last app created with -Default' {
            $null = New-ExoMtApp @known -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Default
            $null = New-ExoMtApp @known @pfx -Default
            Get-Method (Get-ExoMtToken -Organization $contoso) | Should -Be 'CertificateOrAssertion'
            # Neither an app without -Default nor a failed attempt replaces it.
            $null = New-ExoMtApp @known -ClientSecret (ConvertTo-Secure (Get-SecretText))
            { New-ExoMtApp -AppId none -ClientSecret (ConvertTo-Secure x) -Default } | Should -Throw -ErrorId 'ExoMt.InvalidAppId,New-ExoMtApp'
            Get-Method (Get-ExoMtToken -Organization $contoso) | Should -Be 'CertificateOrAssertion'
        }

        It 'is kept while it is the default, and freed afterwards' {
            $count = { & (Get-Module ExoMt) { Clear-DeadHandle -Table $script:OwnApps -Free exomt_app_free; $script:OwnApps.Count } }
            $collect = { [System.GC]::Collect(); [System.GC]::WaitForPendingFinalizers(); [System.GC]::Collect() }
            & $collect
            $before = & $count
            $null = New-ExoMtApp @known @pfx -Default
            & $collect
            & $count | Should -Be ($before + 1)
            (Get-ExoMtToken -Organization $contoso).Verdict | Should -Be 'Ready'
            1..5 | ForEach-Object { $null = New-ExoMtApp @known @pfx -Default }
            Wait-Until { & $collect; (& $count) -eq $before + 1 } | Should -BeTrue
        }

        It 'belongs to its runspace' {
            $null = New-ExoMtApp @known @pfx -Default
            $said = Invoke-Runspace '
                try { Get-ExoMtToken contoso.onmicrosoft.com } catch { $_.FullyQualifiedErrorId }
                $known = Get-AppParameter
                $null = New-ExoMtApp @known -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Default
                (Get-ExoMtToken contoso.onmicrosoft.com | ConvertFrom-ExoMtToken).AuthenticationMethod'
            $said | Should -Be 'ExoMt.AppMissing,Get-ExoMtToken', 'ClientSecret'
            Get-Method (Get-ExoMtToken -Organization $contoso) | Should -Be 'CertificateOrAssertion'
        }

        It 'is removed by Remove-Module' {
            Invoke-Runspace '
                $known = Get-AppParameter
                $null = New-ExoMtApp @known -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Default
                Remove-Module ExoMt
                Import-ExoMt
                try { Get-ExoMtToken contoso.onmicrosoft.com } catch { $_.FullyQualifiedErrorId }' | Should -Be 'ExoMt.AppMissing,Get-ExoMtToken'
        }
    }

    Context '$PSDefaultParameterValues' {
        It 'provides the app of every command' {
            $global:PSDefaultParameterValues['*-ExoMt*:App'] = $secret
            Get-Method ($contoso | Get-ExoMtToken) | Should -Be 'ClientSecret'
            (Test-ExoMtTenant $contoso).Verdict | Should -Be 'Ready'
            (Resolve-ExoMtTenant $contoso).Environment | Should -Be 'Worldwide'
        }

        It 'does not conflict with -AppId, nor -App with defaults for -AppId' {
            $global:PSDefaultParameterValues['*-ExoMt*:App'] = $secret
            Get-Method (Get-ExoMtToken @known @pfx -Organization $contoso) | Should -Be 'CertificateOrAssertion'
            Get-Method ($contoso | Get-ExoMtToken @known -Certificate (Get-FixtureCertificate)) | Should -Be 'CertificateOrAssertion'
            $global:PSDefaultParameterValues.Clear()
            foreach ($name in 'AppId', 'Authority', 'CertificateAuthorityPath') { $global:PSDefaultParameterValues["Get-ExoMtToken:$name"] = $known[$name] }
            foreach ($name in $pfx.Keys) { $global:PSDefaultParameterValues["Get-ExoMtToken:$name"] = $pfx[$name] }
            Get-Method (Get-ExoMtToken -Organization $contoso) | Should -Be 'CertificateOrAssertion'
            Get-Method (Get-ExoMtToken -App $secret -Organization $contoso) | Should -Be 'ClientSecret'
        }

        It 'can also set the cloud and the authority, however the app is specified' {
            foreach ($name in 'Authority', 'CertificateAuthorityPath') { $global:PSDefaultParameterValues["*-ExoMt*:$name"] = $known[$name] }
            $global:PSDefaultParameterValues['*-ExoMt*:Environment'] = 'Worldwide'
            Get-Method (Get-ExoMtToken -App $secret -Organization $contoso) | Should -Be 'ClientSecret'
            Get-Method (Get-ExoMtToken -AppId $known.AppId @pfx -Organization $contoso) | Should -Be 'CertificateOrAssertion'
            $null = New-ExoMtApp -AppId $known.AppId -ClientSecret (ConvertTo-Secure (Get-SecretText)) -Default
            Get-Method ($contoso | Get-ExoMtToken) | Should -Be 'ClientSecret'
            $global:PSDefaultParameterValues['*-ExoMt*:App'] = New-ExoMtApp -AppId $known.AppId @pfx
            Get-Method ($contoso | Get-ExoMtToken) | Should -Be 'CertificateOrAssertion'
        }
    }

    Context 'Settings in addition to an app' {
        It 'are an error if they contradict it: <Name>' -ForEach @(
            @{ Name = 'Environment'; Value = 'GCCHigh'; Own = 'Worldwide' }
            @{ Name = 'Authority'; Value = 'https://login.example'; Own = 'https://localhost:' }
        ) {
            $more = @{ $Name = $Value }
            $failure = Get-Failure { Get-ExoMtToken -App $secret -Organization $contoso @more }
            $failure.FullyQualifiedErrorId | Should -Be 'ExoMt.AppMismatch,Get-ExoMtToken'
            $failure.Exception.Message | Should -BeLike "*-$Name*$Value*$Own*"
            $null = New-ExoMtApp @known @pfx -Default
            (Get-Failure { New-ExoMtConsentUrl -RedirectUri https://localhost -Environment DoD }).FullyQualifiedErrorId | Should -Be 'ExoMt.AppMismatch,New-ExoMtConsentUrl'
        }

        It 'are no error if they agree with it, under either name of a cloud' {
            $app = New-ExoMtApp @known @pfx -Environment O365USGovGCCHigh
            foreach ($name in 'GCCHigh', 'gcchigh', 'O365USGovGCCHigh') { (New-ExoMtConsentUrl -App $app -Environment $name -RedirectUri https://localhost).Environment | Should -Be 'GCCHigh' }
            (Get-ExoMtToken -App $secret -Organization $contoso -Authority "$($known.Authority)/").Verdict | Should -Be 'Ready'
        }

        It 'are the app''s own in Resolve-ExoMtTenant, unless others are specified' {
            Clear-SimulatorRequest
            (Resolve-ExoMtTenant $contoso -App $secret).TenantId | Should -Not -BeNullOrEmpty
            @(Get-SimulatorRequest -Tenant $contoso).Count | Should -BeGreaterThan 0
            Clear-SimulatorRequest
            $null = Resolve-ExoMtTenant $contoso -App $secret -Authority 'https://localhost:1' -ErrorAction SilentlyContinue -ErrorVariable failures
            $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.ConnectFailed,Resolve-ExoMtTenant'
            @(Get-SimulatorRequest).Count | Should -Be 0
        }
    }

    Context 'Consent' {
        It 'works through the pipeline with $PSDefaultParameterValues and with the default app' {
            $global:PSDefaultParameterValues['*-ExoMt*:App'] = $secret
            $null = New-ExoMtApp @known @pfx -Default
            # The port is invalid, so this error shows that the command got past the choice of an
            # app.
            $null = New-ExoMtConsentUrl -RedirectUri http://localhost:0 | Wait-ExoMtConsent -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable failures 6>$null
            $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.InvalidRedirectUri,Wait-ExoMtConsent'
            $global:PSDefaultParameterValues.Clear()
            $null = New-ExoMtConsentUrl -RedirectUri http://localhost:0 | Wait-ExoMtConsent -TimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable failures 6>$null
            $failures[0].FullyQualifiedErrorId | Should -Be 'ExoMt.InvalidRedirectUri,Wait-ExoMtConsent'
        }
    }
}
